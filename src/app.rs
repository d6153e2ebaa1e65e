//! The wiring: drain actions, update, perform effects, paint.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Event, Ui, ViewportBuilder, ViewportCommand};

use crate::desktop::{self, Base, Desktop, News};
use crate::model::Edition;
use crate::session::{Action, Command, Effect, Notice, Opened, Recollection, Session, Settings, TextWish, update};
use crate::ui::faces::{SystemFace, definitions};
use crate::ui::keys::{self, Keymap};
use crate::ui::{Screen, least_size};

/// The reading place is handed over for saving this long after it last moved.
const SAVE_AFTER: Duration = Duration::from_millis(400);

/// The exit code when there is no display to open a window on.
const NO_DISPLAY: u8 = 3;

/// The exit code when there is a display but nothing to draw on it with.
const NO_GRAPHICS: u8 = 4;

/// The size of the first window, in logical pixels.
const FIRST_SIZE: [f32; 2] = [1280.0, 900.0];

/// The program in a window.
pub struct App {
    session: Session,
    screen: Screen,
    keymap: Keymap,
    desktop: Desktop,
    faces: Vec<SystemFace>,
    memory_changed: Option<Instant>,
    /// The message that something takes its time, while it is shown.
    opening: Option<String>,
    /// The [`Session::serial`] of the edition whose title the window bears.
    titled: u64,
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
            desktop,
            faces: Vec::new(),
            memory_changed: None,
            opening: None,
            titled: 0,
        };
        app.desktop.on_news(waker(ctx));
        let faults = keys::faults(&app.session.settings.keys);
        if !faults.is_empty() {
            app.session.say(Notice::fault(format!("Among the keys in your settings: {}", faults.join("; "))));
        }
        if app.session.path.is_some() {
            app.perform(ctx, Effect::Check);
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

    fn perform(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::PickEdition => self.desktop.pick_edition(waker(ctx)),
            Effect::PickFile => self.desktop.pick_file(waker(ctx)),
            Effect::Load(path) => self.desktop.load(path, self.base(), waker(ctx)),
            Effect::ReadText(wish) => self.desktop.read_text(wish, self.base(), waker(ctx)),
            Effect::LoadCopy { edition, key } => self.desktop.load_copy(edition, key, waker(ctx)),
            Effect::MakeEdition { title, text } => self.desktop.make_edition(title, *text, waker(ctx)),
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
            Effect::ForgetCopy(key) => self.desktop.forget_copy(&key),
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
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// The edition that texts are set beside.
    fn base(&self) -> Base {
        Base { edition: Arc::clone(self.session.base()), path: self.session.path.clone() }
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
        let focused = ctx.memory(|memory| memory.focused()).is_some();
        let actions = ctx.input_mut(|input| self.keymap.actions(input, &self.session, typing, focused));
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        for action in actions.into_iter().chain(dropped.into_iter().map(Action::OpenPath)) {
            self.act(ctx, action);
        }
        self.note_size(ctx);
        self.save_memory_when_due(ctx);
        if self.titled != self.session.serial {
            self.titled = self.session.serial;
            ctx.send_viewport_cmd(ViewportCommand::Title(window_title(&self.session.edition)));
        }
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
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.take_in(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.paint(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_memory();
        self.desktop.finish();
    }
}

/// Opens the window on an edition from a path or on the shipped one, or on an article: beside the edition that is named,
/// else with a preview beside the shipped one.
pub fn run(path: Option<PathBuf>, edition: Option<PathBuf>) -> ExitCode {
    let mut desktop = Desktop::new();
    let (settings, memory, notices) = desktop.recall();
    let (path, article) = match path {
        Some(path) if edition.is_some() || !desktop::is_edition(&path) => {
            let wish = TextWish { at_once: edition.is_some(), ..TextWish::file(desktop::whole(&path)) };
            (edition, Some(wish))
        }
        path => (path, None),
    };
    if let (Some(_), Some(edition)) = (&article, &path)
        && let Err(message) = desktop::open(Some(edition))
    {
        return fail(&message, 2);
    }
    let (opened, fault) = match open_first(path) {
        Ok(first) => first,
        Err(message) => return fail(&message, 2),
    };
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(window_title(&opened.edition))
            .with_app_id("parallax")
            .with_inner_size(memory.window.filter(|size| size.iter().all(|s| s.is_finite())).unwrap_or(FIRST_SIZE))
            .with_min_inner_size(least_size()),
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let session = first_session(opened, settings, memory, notices, fault);
    let made = eframe::run_native(
        "parallax",
        options,
        Box::new(move |cc| {
            let mut app = App::new(session, desktop, &cc.egui_ctx);
            if let Some(wish) = article {
                app.perform(&cc.egui_ctx, Effect::ReadText(wish));
            }
            Ok(Box::new(app))
        }),
    );
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let (message, code) = failure(&error);
            fail(&message, code)
        }
    }
}

/// Why there is no window, in a sentence, and what works all the same; with the exit code.
fn failure(error: &eframe::Error) -> (String, u8) {
    // Before the last colon stand places in the code of others.
    let told = error.to_string();
    let why = told.rsplit(": ").next().unwrap_or(&told).trim_end_matches('.');
    let (reason, code) = match error {
        eframe::Error::WinitEventLoop(_) => (format!("found no display to open its window on ({why})"), NO_DISPLAY),
        eframe::Error::Winit(_) => (format!("was given no window by the display ({why})"), NO_DISPLAY),
        eframe::Error::NoGlutinConfigs(..) => {
            ("found a display but no OpenGL to draw its window with".to_owned(), NO_GRAPHICS)
        }
        eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => {
            (format!("found a display but no OpenGL to draw its window with ({why})"), NO_GRAPHICS)
        }
        eframe::Error::AppCreation(_) => (format!("could not begin ({why})"), NO_GRAPHICS),
    };
    (
        format!(
            "Parallax {reason}; `parallax show`, `check`, `import`, `align`, `anchor` and `suggest` work without a window."
        ),
        code,
    )
}

fn window_title(edition: &Edition) -> String {
    format!("{} · Parallax", edition.title())
}

fn first_session(
    opened: Opened,
    settings: Settings,
    memory: Recollection,
    notices: Vec<Notice>,
    fault: Option<String>,
) -> Session {
    let mut session = Session::new(opened, settings, memory);
    for notice in notices.into_iter().chain(fault.map(Notice::fault)) {
        session.say(notice);
    }
    session
}

/// The edition to begin with; when the path cannot be read, the shipped one and what was wrong.
fn open_first(path: Option<PathBuf>) -> Result<(Opened, Option<String>), String> {
    let Some(path) = path else { return Ok((desktop::open(None)?, None)) };
    match desktop::open(Some(&path)) {
        Ok(opened) => Ok((opened, None)),
        Err(message) => Ok((desktop::open(None)?, Some(message))),
    }
}

#[allow(clippy::print_stderr, reason = "there is no window to show it in")]
fn fail(message: &str, code: u8) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(code)
}
