//! The wiring: drain actions, update, perform effects, paint.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Event, Ui, ViewportCommand};

use crate::model::Edition;
use crate::state::round::RoundAction;
use crate::state::{Action, AppState, Command, Effect, Notice, PresentationAction, update};
use crate::ui::faces::{SystemFace, definitions};
use crate::ui::keys::{self, Keymap};
use crate::ui::{Screen, flow_control, min_window_size, request_faces};

use super::audience::Audience;
use super::{FoundFace, News, Platform, time_of_day, wall_clock};

/// The reading place is handed over for saving this long after it last moved.
const SAVE_AFTER: Duration = Duration::from_millis(400);

/// A clock that runs is looked at this often.
const CLOCK: Duration = Duration::from_millis(200);

/// The program in a window.
pub struct App {
    state: AppState,
    screen: Screen,
    keymap: Keymap,
    /// Whether a text field, or anything in the brief, had the focus in the last frame.
    typed: bool,
    pub(super) platform: Platform,
    faces: Vec<SystemFace>,
    /// When the reading places are to be saved.
    save_due: Option<Instant>,
    /// The message that something takes its time, while it is shown.
    opening: Option<String>,
    /// The [`AppState::serial`] of the edition whose title the window bears.
    titled: u64,
    /// The window that the class looks at.
    audience: Audience,
}

impl App {
    /// The program on an edition, with a desktop to serve it.
    pub fn new(state: AppState, platform: Platform, ctx: &Context) -> Self {
        ctx.set_fonts(definitions(&[]));
        Screen::prepare(ctx, &state);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let mut app = Self {
            state,
            screen: Screen::default(),
            keymap: Keymap::default(),
            typed: false,
            platform,
            faces: Vec::new(),
            save_due: None,
            opening: None,
            titled: 0,
            audience: Audience::default(),
        };
        app.platform.on_news(waker(ctx));
        let faults = keys::faults(&app.state.settings.keys);
        if !faults.is_empty() {
            app.state.notify(Notice::fault(format!("Among the keys in your settings: {}", faults.join("; "))));
        }
        if app.state.path.is_some() {
            let check = app.state.check();
            app.perform(ctx, check);
        }
        app.tell_time(ctx);
        let mut wanted = app.state.request_layer();
        wanted.extend(app.state.request_brief());
        wanted.extend(app.state.request_round());
        for effect in wanted {
            app.perform(ctx, effect);
        }
        app
    }

    /// What the reader is doing.
    pub fn state(&self) -> &AppState {
        &self.state
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
        for effect in update(&mut self.state, action) {
            self.perform(ctx, effect);
        }
        // Another edition has another layer.
        for effect in self.state.request_layer() {
            self.perform(ctx, effect);
        }
        if closes && self.opening_shown().is_none() {
            self.opening = None;
            if let Some(asked) = self.platform.cancel_waiting() {
                self.act(ctx, Action::MatchCancelled(asked));
            }
        }
    }

    /// Where the message that something takes its time stands.
    fn opening_shown(&self) -> Option<usize> {
        let text = self.opening.as_ref()?;
        self.state.notices.iter().position(|notice| notice.text == *text)
    }

    /// Says that something takes its time to come, and no longer when it has come.
    fn tell_of_opening(&mut self, ctx: &Context) {
        let text = self.platform.waiting().and_then(|(text, again)| {
            ctx.request_repaint_after(again);
            text
        });
        let shown = self.opening_shown();
        if text == self.opening && shown.is_some() == text.is_some() {
            return;
        }
        if let Some(index) = shown {
            update(&mut self.state, Action::Dismiss(index));
        }
        if let Some(text) = &text {
            self.state.notify(Notice::quiet(text));
        }
        self.opening = text;
    }

    /// The round's clocks go by the window's time, and are kept by the wall's.
    pub(super) fn tell_time(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        self.act(ctx, Action::Round(RoundAction::Time { now, wall: wall_clock() }));
        let editor = &self.state.round;
        if editor.document.as_ref().is_some_and(|round| round.clock.is_running()) || editor.alert.is_some() {
            ctx.request_repaint_after(CLOCK);
        }
    }

    /// Has the reading places saved soon, once however often they move until then.
    pub(super) fn schedule_save(&mut self, ctx: &Context) {
        self.save_due.get_or_insert_with(|| Instant::now() + SAVE_AFTER);
        ctx.request_repaint_after(SAVE_AFTER);
    }

    /// egui drops a repaint requested for later when an earlier one comes, so each frame requests it again.
    fn save_when_due(&mut self, ctx: &Context) {
        let Some(due) = self.save_due else { return };
        match due.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => ctx.request_repaint_after(left),
            _ => self.save_now(ctx),
        }
    }

    fn save_now(&mut self, ctx: &Context) {
        self.save_due = None;
        self.act(ctx, Action::SaveDue);
    }

    /// Before painting: news, keys, dropped files, window size.
    fn take_in(&mut self, ctx: &Context) {
        self.tell_time(ctx);
        for news in self.platform.news() {
            match news {
                News::Action(action) => self.act(ctx, action),
                News::Face(found) => {
                    let FoundFace { script, bytes, index } = found;
                    self.faces.push(SystemFace { script, bytes: Arc::new(bytes), index });
                    ctx.set_fonts(definitions(&self.faces));
                    self.act(ctx, Action::FaceLoaded(script));
                }
            }
        }
        self.tell_of_opening(ctx);
        self.platform.watch(self.state.path.as_deref(), waker(ctx));
        self.keymap.refresh(&self.state.settings.keys);
        let typing = ctx.egui_wants_keyboard_input() && ctx.text_edit_focused();
        // The flow is one control for egui: its arrows are the round's commands.
        let focused = ctx.memory(|memory| memory.focused()).is_some_and(|id| id != flow_control());
        let mut actions = ctx.input_mut(|input| self.keymap.actions(input, &self.state, typing, focused));
        let held = typing || (self.state.brief.open && focused);
        if std::mem::replace(&mut self.typed, held)
            && (self.state.presentation.is_some() || self.state.brief.open)
            && self.state.dialog.is_none()
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
        if self.state.presentation.is_some() {
            let now = ctx.input(|input| input.time);
            self.act(ctx, Action::Presentation(PresentationAction::Time(now, time_of_day())));
        }
        if ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::WindowFocused(true)))) {
            self.act(ctx, Action::WindowFocused);
        }
        self.note_size(ctx);
        self.save_when_due(ctx);
        if self.titled != self.state.serial {
            self.titled = self.state.serial;
            ctx.send_viewport_cmd(ViewportCommand::Title(window_title(&self.state.edition)));
        }
    }

    /// Asks for the faces of what is typed and pasted: a field shows it before any text of ours does.
    fn faces_for_typing(&self, ctx: &Context, out: &mut Vec<Action>) {
        let home = self.state.edition.head().language.script();
        let typed = |event: &egui::Event| match event {
            egui::Event::Text(text) | egui::Event::Paste(text) => Some(text.clone()),
            egui::Event::Ime(egui::ImeEvent::Commit(text)) => Some(text.clone()),
            _ => None,
        };
        let texts: Vec<String> = ctx.input(|input| input.events.iter().filter_map(typed).collect());
        texts.iter().for_each(|text| request_faces(&self.state, text, home, out));
    }

    fn note_size(&mut self, ctx: &Context) {
        let free = ctx.input(|input| {
            let viewport = input.viewport();
            input.raw.screen_rect.is_some() && viewport.maximized != Some(true) && viewport.fullscreen != Some(true)
        });
        // Not the viewport's rectangle: where a window does not know its position, as on Wayland, there is none.
        let size = ctx.content_rect().size();
        if free && size.x >= min_window_size().x && size.y >= min_window_size().y {
            let size = [size.x.round(), size.y.round()];
            if self.state.memory.window != Some(size) {
                self.act(ctx, Action::Resized(size));
            }
        }
    }

    /// One frame: painting, then what it brought about.
    fn paint(&mut self, ui: &mut Ui) {
        let mut actions = Vec::new();
        self.screen.show(ui, &self.state, &mut actions);
        let ctx = ui.ctx().clone();
        self.audience.show(&ctx, &self.state, &self.keymap, &mut actions);
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
        let rests = |action: &Action| matches!(action, Action::PlaceChanged { active: None, .. });
        if !actions.iter().all(rests) {
            self.request_repaint();
        }
    }
}

pub(super) fn waker(ctx: &Context) -> impl Fn() + Send + Sync + Clone + 'static {
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
        if self.state.presentation.is_some() {
            let screens = self.audience.screens(ctx, frame, &self.state);
            screens.into_iter().for_each(|action| self.act(ctx, action));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.paint(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        for effect in update(&mut self.state, Action::SaveDue) {
            if let Effect::SaveState(saved) = effect {
                self.platform.save_state(saved);
            }
        }
        self.platform.finish();
    }
}

pub(super) fn window_title(edition: &Edition) -> String {
    format!("{} · Parallax", edition.title())
}
