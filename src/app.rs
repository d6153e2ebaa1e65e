//! The wiring: drain actions, update, perform effects, paint.

mod astray;
mod audience;
mod own;
mod rounds;
mod screens;
mod start;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Event, Ui, ViewportCommand};

use crate::desktop::{self, Base, Desktop, HandOutJob, News};
use crate::model::Edition;
use crate::session::{Action, Command, Effect, LessonAction, Notice, Session, update};
use crate::ui::faces::{SystemFace, definitions};
use crate::ui::keys::{self, Keymap};
use crate::ui::{Screen, flow_control, least_size, want_faces};

use audience::Audience;
pub use start::run;

/// The reading place is handed over for saving this long after it last moved.
const SAVE_AFTER: Duration = Duration::from_millis(400);

/// The program in a window.
pub struct App {
    session: Session,
    screen: Screen,
    keymap: Keymap,
    /// Whether a text field, or anything in the brief, had the focus in the last frame.
    typed: bool,
    desktop: Desktop,
    faces: Vec<SystemFace>,
    memory_changed: Option<Instant>,
    /// The message that something takes its time, while it is shown.
    opening: Option<String>,
    /// The [`Session::serial`] of the edition whose title the window bears.
    titled: u64,
    /// The window that the class looks at.
    audience: Audience,
}

impl App {
    /// The program on an edition, with a desktop to serve it.
    pub fn new(session: Session, desktop: Desktop, ctx: &Context) -> Self {
        ctx.set_fonts(definitions(&[]));
        Screen::prepare(ctx, &session);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let mut app = Self {
            session,
            screen: Screen::default(),
            keymap: Keymap::default(),
            typed: false,
            desktop,
            faces: Vec::new(),
            memory_changed: None,
            opening: None,
            titled: 0,
            audience: Audience::default(),
        };
        app.desktop.on_news(waker(ctx));
        let faults = keys::faults(&app.session.settings.keys);
        if !faults.is_empty() {
            app.session.say(Notice::fault(format!("Among the keys in your settings: {}", faults.join("; "))));
        }
        if app.session.path.is_some() {
            app.perform(ctx, Effect::Check);
        }
        app.tell_time(ctx);
        let mut wanted = app.session.want_layer();
        wanted.extend(app.session.want_brief());
        wanted.extend(app.session.want_round());
        for effect in wanted {
            app.perform(ctx, effect);
        }
        app
    }

    /// What the reader is doing.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// One whole frame, as the window makes it: what came in, then painting. For tests and pictures.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.take_in(ui.ctx());
        self.paint(ui);
    }

    /// Carries out an action as if a view had pushed it.
    pub fn act(&mut self, ctx: &Context, action: Action) {
        let shown = self.opening_shown();
        let closes = match action {
            // A quiet message also goes by itself; then nobody has pressed anything.
            Action::Dismiss(index) => shown == Some(index) && pressed_something(ctx),
            Action::Command(Command::Close) => shown.is_some(),
            _ => false,
        };
        for effect in update(&mut self.session, action) {
            self.perform(ctx, effect);
        }
        // Another edition has another layer.
        for effect in self.session.want_layer() {
            self.perform(ctx, effect);
        }
        if closes && self.opening_shown().is_none() {
            self.opening = None;
            if let Some(asked) = self.desktop.cancel_waiting() {
                self.act(ctx, Action::MatchCancelled(asked));
            }
        }
    }

    /// Where the message that something takes its time stands.
    fn opening_shown(&self) -> Option<usize> {
        let text = self.opening.as_ref()?;
        self.session.notices.iter().position(|notice| notice.text == *text)
    }

    /// Says that something takes its time to come, and no longer when it has come.
    fn tell_of_opening(&mut self, ctx: &Context) {
        let text = self.desktop.waiting().and_then(|(text, again)| {
            ctx.request_repaint_after(again);
            text
        });
        let shown = self.opening_shown();
        if text == self.opening && shown.is_some() == text.is_some() {
            return;
        }
        if let Some(index) = shown {
            update(&mut self.session, Action::Dismiss(index));
        }
        if let Some(text) = &text {
            self.session.say(Notice::quiet(text));
        }
        self.opening = text;
    }

    #[allow(clippy::too_many_lines, reason = "a table: one arm for each effect")]
    fn perform(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::PickEdition => self.desktop.pick_edition(waker(ctx)),
            Effect::PickFile => self.desktop.pick_file(waker(ctx)),
            Effect::Load(path) => self.desktop.load(path, self.base(), waker(ctx)),
            Effect::ReadText(wish) => self.desktop.read_text(wish, self.base(), waker(ctx)),
            Effect::LoadCopy { edition, key } => self.desktop.load_copy(edition, key, waker(ctx)),
            Effect::MakeEdition { title, text } => self.desktop.make_edition(title, *text, waker(ctx)),
            Effect::PickHandOut => self.desktop.pick_new_file(&self.session.handout_name(), waker(ctx)),
            Effect::HandOut { path, over } => self.desktop.hand_out(self.handout(path, over), waker(ctx)),
            Effect::ReadAgain(path) => self.desktop.load_again(path, waker(ctx)),
            Effect::LoadShipped => self.desktop.load_shipped(waker(ctx)),
            Effect::Match => {
                if let Some(copy) = &self.session.copy {
                    self.desktop.match_copy(copy.latest().clone(), copy.asked, waker(ctx));
                }
            }
            Effect::Suggest => {
                let statement = self.session.suggest.statement.clone();
                self.desktop.suggest(Arc::clone(&self.session.edition), self.session.serial, statement, waker(ctx));
            }
            Effect::ReadStatement(path) => self.desktop.read_statement(path, waker(ctx)),
            Effect::SaveCopy => {
                if let Some(copy) = &self.session.copy {
                    self.desktop.save_copy(copy);
                }
            }
            Effect::ForgetCopy(keys) => self.desktop.forget_copy(&keys),
            Effect::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Effect::Check => self.desktop.check(Arc::clone(self.session.base()), self.session.serial, waker(ctx)),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::OpenLink(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
            Effect::LoadFace(script) => self.desktop.find_face(script, waker(ctx)),
            Effect::SaveSettings => self.desktop.save_settings(&self.session.settings),
            Effect::SaveMemory => {
                self.memory_changed.get_or_insert_with(Instant::now);
                ctx.request_repaint_after(SAVE_AFTER);
            }
            Effect::LoadPlan(key) => self.desktop.load_plan(key, waker(ctx)),
            Effect::SaveLesson(key, lesson) => self.desktop.save_lesson(&key, lesson),
            Effect::SavePlan(key, plan) => self.desktop.save_plan(&key, plan),
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Effect::LoadRound(_)
            | Effect::ListRounds
            | Effect::PutRoundAway(_)
            | Effect::SaveRound
            | Effect::KeepFormat(_)
            | Effect::PickFlow(_)
            | Effect::WriteFlow { .. } => self.perform_for_round(ctx, effect),
            own => self.perform_own(ctx, own),
        }
    }

    /// The chosen handout of what is open.
    fn handout(&self, path: PathBuf, over: bool) -> HandOutJob {
        let (edition, rows) = (Arc::clone(&self.session.edition), Arc::clone(&self.session.rows));
        HandOutJob { edition, rows, wish: self.session.handout_wish(), form: self.session.hand_out.form, path, over }
    }

    /// The edition that texts are set beside.
    fn base(&self) -> Base {
        Base { edition: Arc::clone(self.session.newest_base()), path: self.session.path.clone() }
    }

    /// egui forgets a wish for a later frame when one comes before it, so the wish is made anew in each.
    fn save_memory_when_due(&mut self, ctx: &Context) {
        let Some(changed) = self.memory_changed else { return };
        match SAVE_AFTER.checked_sub(changed.elapsed()) {
            Some(left) if !left.is_zero() => ctx.request_repaint_after(left),
            _ => self.save_memory(),
        }
    }

    fn save_memory(&mut self) {
        self.memory_changed = None;
        self.session.remember();
        self.desktop.save_memory(&self.session.memory);
    }

    /// Before painting: news, keys, dropped files, window size.
    fn take_in(&mut self, ctx: &Context) {
        self.tell_time(ctx);
        for news in self.desktop.news() {
            match news {
                News::Action(action) => self.act(ctx, action),
                News::Face(found) => {
                    let desktop::FoundFace { script, bytes, index } = found;
                    self.faces.push(SystemFace { script, bytes: Arc::new(bytes), index });
                    ctx.set_fonts(definitions(&self.faces));
                    self.act(ctx, Action::FaceCame(script));
                }
            }
        }
        self.tell_of_opening(ctx);
        self.desktop.watch(self.session.path.as_deref(), waker(ctx));
        self.keymap.refresh(&self.session.settings.keys);
        let typing = ctx.egui_wants_keyboard_input() && ctx.text_edit_focused();
        // The flow is one control for egui: its arrows are the round's commands.
        let focused = ctx.memory(|memory| memory.focused()).is_some_and(|id| id != flow_control());
        let mut actions = ctx.input_mut(|input| self.keymap.actions(input, &self.session, typing, focused));
        let held = typing || (self.session.desk.open && focused);
        if std::mem::replace(&mut self.typed, held)
            && (self.session.project.is_some() || self.session.desk.open)
            && self.session.overlay.is_none()
        {
            // Escape has left the field; it does not leave the lesson or the brief too.
            actions.retain(|action| !matches!(action, Action::Command(Command::Close)));
        }
        self.faces_for_typing(ctx, &mut actions);
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        for action in actions.into_iter().chain(dropped.into_iter().map(Action::OpenPath)) {
            self.act(ctx, action);
        }
        if self.session.project.is_some() {
            let now = ctx.input(|input| input.time);
            self.act(ctx, Action::Lesson(LessonAction::Time(now, desktop::time_of_day())));
        }
        if ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::WindowFocused(true)))) {
            // Another window may have written the brief meanwhile.
            self.perform(ctx, Effect::ReadBriefAgain);
            self.perform(ctx, Effect::SaveRound);
            if self.session.rounds.open {
                self.perform(ctx, Effect::ListRounds);
            }
        }
        self.note_size(ctx);
        self.save_memory_when_due(ctx);
        if self.titled != self.session.serial {
            self.titled = self.session.serial;
            ctx.send_viewport_cmd(ViewportCommand::Title(window_title(&self.session.edition)));
        }
    }

    /// Asks for the faces of what is typed and pasted: a field shows it before any text of ours does.
    fn faces_for_typing(&self, ctx: &Context, out: &mut Vec<Action>) {
        let home = self.session.edition.head().language.script();
        let typed = |event: &egui::Event| match event {
            egui::Event::Text(text) | egui::Event::Paste(text) => Some(text.clone()),
            egui::Event::Ime(egui::ImeEvent::Commit(text)) => Some(text.clone()),
            _ => None,
        };
        let texts: Vec<String> = ctx.input(|input| input.events.iter().filter_map(typed).collect());
        texts.iter().for_each(|text| want_faces(&self.session, text, home, out));
    }

    fn note_size(&mut self, ctx: &Context) {
        let free = ctx.input(|input| {
            let viewport = input.viewport();
            input.raw.screen_rect.is_some() && viewport.maximized != Some(true) && viewport.fullscreen != Some(true)
        });
        // Not the viewport's rectangle: where a window does not know its position, as on Wayland, there is none.
        let size = ctx.content_rect().size();
        if free && size.x >= least_size().x && size.y >= least_size().y {
            let size = [size.x.round(), size.y.round()];
            if self.session.memory.window != Some(size) {
                self.act(ctx, Action::Resized(size));
            }
        }
    }

    /// One frame: painting, then what it brought about.
    fn paint(&mut self, ui: &mut Ui) {
        let mut actions = Vec::new();
        self.screen.show(ui, &self.session, &mut actions);
        let ctx = ui.ctx().clone();
        self.audience.show(&ctx, &self.session, &self.keymap, &mut actions);
        if !actions.is_empty() {
            ctx.request_repaint_if_changing(&actions);
        }
        for action in actions {
            self.act(&ctx, action);
        }
    }
}

/// Asks for another frame unless the actions only say where the view came to rest.
trait RepaintIfChanging {
    fn request_repaint_if_changing(&self, actions: &[Action]);
}

impl RepaintIfChanging for Context {
    fn request_repaint_if_changing(&self, actions: &[Action]) {
        let rests = |action: &Action| matches!(action, Action::Settle { active: None, .. });
        if !actions.iter().all(rests) {
            self.request_repaint();
        }
    }
}

fn waker(ctx: &Context) -> impl Fn() + Send + Sync + Clone + 'static {
    let ctx = ctx.clone();
    move || ctx.request_repaint()
}

/// Whether this frame has anything by which a button can have been pressed.
fn pressed_something(ctx: &Context) -> bool {
    let presses = |event: &Event| matches!(event, Event::Key { .. } | Event::AccessKitActionRequest(_));
    ctx.input(|input| input.pointer.any_released() || input.events.iter().any(presses))
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.take_in(ctx);
        if self.session.project.is_some() {
            let screens = self.audience.screens(ctx, frame, &self.session);
            screens.into_iter().for_each(|action| self.act(ctx, action));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.paint(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_memory();
        self.desktop.finish();
    }
}

fn window_title(edition: &Edition) -> String {
    format!("{} · Parallax", edition.title())
}
