//! The event loop of the window: apply actions, perform effects, paint.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Event, InputState, RawInput, Ui, ViewportBuilder, ViewportCommand};
use winit::window::Window;

use crate::model::{Edition, SystemFace};
use crate::state::presentation::Output;
use crate::state::{
    Action, AppState, Command, Drawing, Effect, FirstWindow, MIN_WINDOW, Notice, PresentationAction, ReaderAction,
    Scene, ScreenArea, update,
};
use crate::ui::faces::definitions;
use crate::ui::keys::{self, Keymap};
use crate::ui::{Screen, flow_control, is_search_field, request_faces};

use super::audience::AudienceWindow;
use super::drawing::{self, DrawingRequest, DrawnBy};
use super::icon::icon;
use super::placement::WindowPlacement;
use super::save_schedule::{SaveSchedule, SaveStep};
use super::{News, Platform, Slot, Status, time_of_day, wall_clock};

/// How long the first frame waits for the reader's copy of the last run. One that takes longer replaces the edition's own
/// text when it comes.
const REOPENING_TIME: Duration = Duration::from_millis(150);

/// The interval at which a running clock is updated.
const CLOCK_INTERVAL: Duration = Duration::from_millis(200);

/// The delay between a message of a thread and the frame that processes it. With a delay, however short, egui paints one
/// frame and not two; messages that come together share it.
const WAKE_DELAY: Duration = Duration::from_millis(1);

/// The application in a window: state, views and platform.
pub struct App {
    /// The context of the window.
    ctx: Context,
    /// When the program began.
    began: Instant,
    state: AppState,
    screen: Screen,
    keymap: Keymap,
    /// Whether a text field, or anything in the brief, had the focus in the last frame.
    had_focus: bool,
    pub(super) platform: Platform,
    faces: Vec<Arc<SystemFace>>,
    pub(super) save_schedule: SaveSchedule,
    /// Whether the window has received the focus since the last frame, see [`Self::filter_input`].
    is_focused_again: bool,
    /// The status of slow work, while it is shown as a notice.
    status: Option<ShownStatus>,
    /// The [`AppState::serial`] of the edition whose title the window has.
    title_serial: u64,
    audience: AudienceWindow,
    placement: WindowPlacement,
    /// What the user wants to paint the windows.
    drawing_request: DrawingRequest,
    /// What paints the window, and what was wanted when that was chosen.
    drawn_by: Option<(Drawing, DrawnBy)>,
    /// Whether the program is to quit, which was asked about where it is to be.
    pub(super) quits: bool,
    /// Whether the window closes for another one to open.
    reopens: bool,
}

/// The status of slow work that is shown as a notice.
struct ShownStatus {
    /// The slot of the work.
    slot: Slot,
    /// The message.
    text: String,
    /// The id of the notice.
    notice: u64,
}

impl App {
    /// Creates the application. Checks the open edition unless it is the one inside the program, and loads the user's
    /// layer, brief and round for it.
    pub fn new(mut state: AppState, platform: Platform, ctx: &Context) -> Self {
        state.own_editions = platform.own_editions();
        // The window is created with its title.
        let title_serial = state.serial;
        let drawing = state.settings.drawing;
        let mut app = Self {
            ctx: ctx.clone(),
            began: Instant::now(),
            state,
            screen: Screen::default(),
            keymap: Keymap::default(),
            had_focus: false,
            platform,
            faces: Vec::new(),
            save_schedule: SaveSchedule::default(),
            is_focused_again: false,
            status: None,
            title_serial,
            audience: AudienceWindow::default(),
            placement: WindowPlacement::default(),
            drawing_request: DrawingRequest::new(None, drawing),
            drawn_by: None,
            quits: false,
            reopens: false,
        };
        app.prepare(ctx);
        app.state.keys = keys::working(&app.state.settings.keys);
        let faults = keys::faults(&app.state.settings.keys);
        if !faults.is_empty() {
            app.state.notify(Notice::fault(format!("Among the keys in your settings: {}", faults.join("; "))));
        }
        if app.state.path.is_some() {
            let check = app.state.check();
            app.perform(ctx, check);
        }
        app.update_clock(ctx);
        for effect in request_documents(&mut app.state) {
            app.perform(ctx, effect);
        }
        app
    }

    /// Sets what the command line says of painting the windows, until the setting is changed.
    pub(super) fn set_drawing_argument(&mut self, argument: Option<Drawing>) {
        self.drawing_request = DrawingRequest::new(argument, self.state.settings.drawing);
    }

    /// Returns whether this run was asked what paints its windows: by an argument, or by a change of the setting.
    pub(super) fn drawing_was_asked_for(&self) -> bool {
        self.drawing_request.was_asked_for(self.state.settings.drawing)
    }

    /// Shows itself in another window from now on, which has a context of its own and was created with its title.
    pub(super) fn attach(&mut self, ctx: &Context) {
        self.ctx = ctx.clone();
        self.screen = Screen::default();
        self.had_focus = false;
        self.title_serial = self.state.serial;
        self.audience = AudienceWindow::default();
        self.placement = WindowPlacement::default();
        self.prepare(ctx);
    }

    /// Gives the context of a window its faces and options, and lets threads wake the window.
    fn prepare(&self, ctx: &Context) {
        ctx.set_fonts(definitions(&self.faces));
        Screen::prepare(ctx, &self.state);
        // Not by `set_zoom_factor`, which needs a frame before it.
        ctx.options_mut(|options| {
            options.zoom_factor = Screen::zoom_factor(&self.state.settings);
            options.zoom_with_keyboard = false;
            // It tells the desktop to choose the theme of the title bar, which the desktop does anyway, and takes a frame.
            options.sync_window_theme = false;
        });
        let context = ctx.clone();
        self.platform.set_waker(move || context.request_repaint_after(WAKE_DELAY));
    }

    /// Returns the state.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Prepares the input of a frame. Its time is that since the program began, which goes on when a window is replaced.
    pub(super) fn prepare_input(&mut self, ctx: &Context, input: &mut RawInput) {
        input.time = Some(self.began.elapsed().as_secs_f64());
        self.filter_input(ctx, input);
    }

    /// Removes the events that change nothing from the input of a frame: after a frame with events, egui paints two more.
    ///
    /// A desktop sends several to a window that opens: the focus, the modifiers, where the pointer is.
    pub fn filter_input(&mut self, ctx: &Context, input: &mut RawInput) {
        self.is_focused_again |= input.events.contains(&Event::WindowFocused(true));
        ctx.input(|before| input.events.retain(|event| changes_something(event, before)));
    }

    /// Runs one whole frame, as a window does: processes the input, then paints. For tests and pictures.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.process_input(ui.ctx());
        self.paint(ui);
    }

    /// Runs what a frame does before it paints, also in a window that is not visible.
    pub(super) fn logic(&mut self, ctx: &Context, window: Option<&Window>) {
        self.process_input(ctx);
        if self.state.lesson.running.is_some()
            && let Some(window) = window
        {
            let action = self.audience.check_screens(ctx, window, &self.state);
            action.into_iter().for_each(|action| self.act(ctx, action));
        }
    }

    /// Waits for the reader's copy of the last run, which loads while the window is created, but not for long.
    pub(super) fn wait_for_load(&mut self) {
        self.platform.wait_for_load(REOPENING_TIME);
    }

    /// Returns what the user wants to paint the windows.
    pub(super) fn wanted_drawing(&self) -> Drawing {
        self.drawing_request.drawing(self.state.settings.drawing)
    }

    /// Takes note of what paints the window that opens.
    pub(super) fn set_drawn_by(&mut self, drawn_by: DrawnBy) {
        self.drawn_by = Some((self.wanted_drawing(), drawn_by));
        self.reopens = false;
    }

    /// Whether the window is to be replaced by one that something else paints, because the setting was changed.
    pub(super) fn is_to_reopen(&mut self) -> bool {
        let wanted = self.wanted_drawing();
        if let Some((last_wanted, drawn_by)) = &mut self.drawn_by
            && *last_wanted != wanted
        {
            *last_wanted = wanted;
            let size = self.ctx.content_rect().size() * self.ctx.pixels_per_point();
            let pixels = f64::from(size.x) * f64::from(size.y);
            self.reopens = drawing::drawn_by(wanted, pixels, drawing::has_graphics_card) != *drawn_by;
            if self.reopens {
                self.platform.keep_clipboard();
            }
        }
        self.reopens
    }

    /// Whether the window was closed for another one to open.
    pub(super) fn reopens(&self) -> bool {
        self.reopens
    }

    /// Returns the window as it was last, corrected for the screens.
    pub(super) fn viewport(&self, screens: &[ScreenArea]) -> ViewportBuilder {
        let FirstWindow { size, position, maximized } = FirstWindow::new(&self.state.saved_state, screens);
        let mut viewport = ViewportBuilder::default()
            .with_app_id("parallax")
            .with_inner_size(size)
            .with_min_inner_size(MIN_WINDOW)
            .with_title(window_title(&self.state.edition))
            .with_icon(icon());
        viewport.position = position.map(Into::into);
        // `false` would ask a desktop that maximizes every window to restore it.
        viewport.maximized = maximized.then_some(true);
        viewport
    }

    /// Queues what is saved when the program ends, and waits until it is on the disk.
    pub(super) fn save(&mut self) {
        let ctx = self.ctx.clone();
        self.apply(&ctx, Action::SaveDue);
        self.platform.flush();
    }

    /// Saves, and ends the threads. Nothing is saved after that.
    pub(super) fn finish(&mut self) {
        self.save();
        self.platform.finish();
    }

    /// Shows the class's view in this window again, because that of the class is lost.
    pub(super) fn lose_class_window(&mut self, ctx: &Context, reason: &str) {
        self.act(ctx, Action::Presentation(PresentationAction::SetOutput(Output::OneWindow)));
        self.state.notify(Notice::fault(format!("The class's window cannot be shown: {reason}")));
    }

    /// Shows a notice.
    pub(super) fn notify(&mut self, notice: Notice) {
        self.state.notify(notice);
    }

    /// Applies an action and performs its effects.
    pub fn act(&mut self, ctx: &Context, action: Action) {
        let shown = self.status_notice();
        let closes = match action {
            // A quiet notice also expires, without any input.
            Action::Dismiss(id) => shown == Some(id) && has_press(ctx),
            Action::Command(Command::Close) => shown.is_some(),
            _ => false,
        };
        self.apply(ctx, action);
        // The action may have opened another edition, which has another layer.
        for effect in self.state.request_layer() {
            self.perform(ctx, effect);
        }
        if closes
            && self.status_notice().is_none()
            && let Some(ShownStatus { slot, .. }) = self.status.take()
            && let Some(action) = self.platform.cancel(&slot)
        {
            self.act(ctx, action);
        }
    }

    /// Updates the state with an action and performs every effect.
    fn apply(&mut self, ctx: &Context, action: Action) {
        for effect in update(&mut self.state, action) {
            self.perform(ctx, effect);
        }
    }

    /// Returns the id of the notice with the status, if it is shown.
    fn status_notice(&self) -> Option<u64> {
        let id = self.status.as_ref()?.notice;
        self.state.notices.iter().any(|notice| notice.id == id).then_some(id)
    }

    /// Shows the status of slow work as a notice, or removes it when the work is done.
    fn update_status(&mut self, ctx: &Context) {
        let status = self.platform.status().and_then(|Status { slot, text, again }| {
            ctx.request_repaint_after(again);
            Some((slot, text?))
        });
        let shown = self.status_notice();
        let is_same = match (&status, &self.status) {
            (Some((slot, text)), Some(before)) => shown.is_some() && (slot, text) == (&before.slot, &before.text),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if is_same {
            return;
        }
        if let Some(id) = shown {
            // Not `act`: nobody has pressed anything that cancels the work.
            self.apply(ctx, Action::Dismiss(id));
        }
        self.status = status.and_then(|(slot, text)| {
            self.state.notify(Notice::quiet(&text));
            Some(ShownStatus { slot, text, notice: self.state.notices.last()?.id })
        });
    }

    /// Updates the clocks of the round, which run by the window's time and are saved by the wall clock.
    pub(super) fn update_clock(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        self.act(ctx, Action::Clock { now, wall: wall_clock(), today: crate::storage::today() });
        let editor = &self.state.round;
        if editor.document.as_ref().is_some_and(|round| round.clock.is_running()) || editor.alert.is_some() {
            ctx.request_repaint_after(CLOCK_INTERVAL);
        }
    }

    /// Saves the reading places at the end of a frame, if it is time to. egui drops a delayed request for a frame when an
    /// earlier one comes, so each frame decides again.
    pub(super) fn save_when_due(&mut self, ctx: &Context) {
        match self.save_schedule.end_frame(Instant::now()) {
            SaveStep::Rest => {}
            SaveStep::Save => self.act(ctx, Action::SaveDue),
            SaveStep::Wait(left) => ctx.request_repaint_after(left),
        }
    }

    /// Processes everything that comes before painting: messages of threads, keys, dropped files, the window's size.
    fn process_input(&mut self, ctx: &Context) {
        self.update_clock(ctx);
        for news in self.platform.take_news() {
            match news {
                News::Action(action) => self.act(ctx, action),
                News::Face(face) => {
                    let script = face.script;
                    self.faces.push(Arc::new(face));
                    ctx.set_fonts(definitions(&self.faces));
                    self.act(ctx, Action::FaceLoaded(script));
                }
            }
        }
        self.guard_close(ctx);
        self.update_status(ctx);
        self.platform.watch(self.state.path.as_deref());
        ctx.set_zoom_factor(Screen::zoom_factor(&self.state.settings));
        self.keymap.refresh(&self.state.settings.keys);
        let typing = ctx.egui_wants_keyboard_input() && ctx.text_edit_focused();
        // The flow is one widget for egui: its arrow keys are commands of the round.
        let focused = ctx.memory(|memory| memory.focused()).is_some_and(|id| id != flow_control());
        let searching = ctx.memory(|memory| memory.focused()).is_some_and(is_search_field);
        let listing = egui::Popup::is_any_open(ctx);
        let mut actions = ctx.input_mut(|input| {
            // What is typed in the search field has undo steps of its own.
            let undo = if searching { take_keys(input, is_undo_key) } else { Vec::new() };
            // An open list closes first, and alone.
            let escape = if listing { take_keys(input, |key, _| key == egui::Key::Escape) } else { Vec::new() };
            let actions = self.keymap.actions(input, &self.state, typing, focused);
            input.events.extend(undo.into_iter().chain(escape));
            actions
        });
        let has_focus = typing || (self.state.brief.open && focused);
        if std::mem::replace(&mut self.had_focus, has_focus)
            && (self.state.scene() != Scene::Reading || self.state.reader.find.query.is_empty())
            && self.state.dialog.is_none()
        {
            // Escape leaves only the field, not the lesson, the brief or the round too. The search field it leaves with
            // the query, or with the code that was typed.
            let left = actions.len();
            actions.retain(|action| !matches!(action, Action::Command(Command::Close)));
            if actions.len() < left && !self.state.typed.is_empty() {
                actions.push(Action::TypeCode(String::new()));
            }
        }
        let closes = |action: &Action| matches!(action, Action::Command(Command::Close));
        if actions.iter().any(closes) && self.screen.holds_dialog(&self.state) {
            actions.retain(|action| !closes(action));
        }
        self.request_faces_for_input(ctx, &mut actions);
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        for action in actions.into_iter().chain(dropped.into_iter().map(Action::OpenPath)) {
            self.act(ctx, action);
        }
        if self.state.lesson.running.is_some() {
            let now = ctx.input(|input| input.time);
            self.act(ctx, Action::Presentation(PresentationAction::Time(now, time_of_day())));
        }
        if std::mem::take(&mut self.is_focused_again) {
            self.act(ctx, Action::WindowFocused);
        }
        if let Some((size, placement)) = self.placement.record(ctx, &self.state.saved_state) {
            self.act(ctx, Action::WindowPlaced(size, placement));
        }
        if self.title_serial != self.state.serial {
            self.title_serial = self.state.serial;
            ctx.send_viewport_cmd(ViewportCommand::Title(window_title(&self.state.edition)));
        }
    }

    /// Asks before the desktop closes the window in the middle of a lesson.
    fn guard_close(&mut self, ctx: &Context) {
        let is_asked_to = ctx.input(|input| input.viewport().close_requested());
        if is_asked_to && !self.quits && !self.reopens && self.state.lesson.running.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.act(ctx, Action::Command(Command::Quit));
        }
    }

    /// Requests faces for typed and pasted text, which a field shows before any of our views does.
    fn request_faces_for_input(&self, ctx: &Context, out: &mut Vec<Action>) {
        let home = self.state.edition.head().language.script();
        let typed = |event: &egui::Event| match event {
            egui::Event::Text(text) | egui::Event::Paste(text) => Some(text.clone()),
            egui::Event::Ime(egui::ImeEvent::Commit(text)) => Some(text.clone()),
            _ => None,
        };
        let texts: Vec<String> = ctx.input(|input| input.events.iter().filter_map(typed).collect());
        texts.iter().for_each(|text| request_faces(&self.state, text, home, out));
    }

    /// Paints one frame and applies the actions of the views.
    pub(super) fn paint(&mut self, ui: &mut Ui) {
        let mut actions = Vec::new();
        self.screen.show(ui, &self.state, &mut actions);
        let ctx = ui.ctx().clone();
        self.audience.show(&ctx, &self.state, &self.keymap, &mut actions);
        // Where the view has settled changes nothing.
        let is_settled = |action: &Action| {
            let Action::Reader(action) = action else { return false };
            matches!(action, ReaderAction::PlaceChanged { active: None, .. } | ReaderAction::RowsPainted(_))
        };
        if !actions.iter().all(is_settled) {
            ctx.request_repaint();
        }
        for action in actions {
            self.act(&ctx, action);
        }
        self.save_when_due(&ctx);
    }
}

/// Requests the user's layer, brief and round, unless they are requested.
pub(super) fn request_documents(state: &mut AppState) -> Vec<Effect> {
    let mut effects = state.request_layer();
    effects.extend(state.request_brief());
    effects.extend(state.request_round());
    effects
}

/// Takes keys from this frame's events.
fn take_keys(input: &mut egui::InputState, is_taken: fn(egui::Key, egui::Modifiers) -> bool) -> Vec<Event> {
    let is_taken = |event: &Event| matches!(event, Event::Key { key, modifiers, .. } if is_taken(*key, *modifiers));
    let (taken, others) = std::mem::take(&mut input.events).into_iter().partition(is_taken);
    input.events = others;
    taken
}

/// Returns whether a key undoes or redoes.
fn is_undo_key(key: egui::Key, modifiers: egui::Modifiers) -> bool {
    matches!(key, egui::Key::Z | egui::Key::Y) && (modifiers.command || modifiers.ctrl)
}

/// Returns whether an event can change what is shown, given the input until now.
fn changes_something(event: &Event, before: &InputState) -> bool {
    match event {
        // Views do not show whether the window has the focus, and egui only forgets the keys that are held.
        Event::WindowFocused(focused) => !focused && (!before.keys_down.is_empty() || before.pointer.any_down()),
        Event::ModifiersChanged(modifiers) => *modifiers != before.modifiers,
        Event::PointerMoved(to) => {
            let from = before.pointer.latest_pos();
            from != Some(*to) && (from.is_some() || before.content_rect().contains(*to))
        }
        _ => true,
    }
}

/// Whether this frame has input that can press a button.
fn has_press(ctx: &Context) -> bool {
    let is_press = |event: &Event| matches!(event, Event::Key { .. } | Event::AccessKitActionRequest(_));
    ctx.input(|input| input.pointer.any_released() || input.events.iter().any(is_press))
}

/// Returns the title of the window for an edition.
pub(super) fn window_title(edition: &Edition) -> String {
    format!("{} · Parallax", edition.title())
}
