//! The window that the class sees, and the screens of the desktop.

use std::time::{Duration, Instant};

use eframe::egui::{CentralPanel, Context, Frame, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId};

use winit::window::Window;

use crate::state::presentation::{Output, Presentation, Screen};
use crate::state::{Action, AppState, PresentationAction};
use crate::ui::keys::Keymap;
use crate::ui::presentation;

use super::display_loss::{DisplayLoss, center, rect};
use super::icon::icon;
use super::screens::Screens;

/// The interval at which the screens are listed: one that is plugged in or out is noticed within this time.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// How long the class's window waits after the presenter's window was moved to another screen: a desktop that has both
/// on one screen for a moment gives the second the size of the first.
const MOVE_TIME: Duration = Duration::from_millis(200);

/// What identifies a screen: its name and the position of its top left corner.
type ScreenKey = (Option<String>, i32, i32);

/// The window that the class sees, and the placement of the presenter's window beside it.
#[derive(Debug, Default)]
pub struct AudienceWindow {
    /// When the screens were last listed.
    checked: Option<Instant>,
    display_loss: DisplayLoss,
    screens: Screens<ScreenKey>,
    /// The index of each screen in winit's list. A new window is put on a screen by the screen's index among those that
    /// are present, an open one by its index in winit's list; on Wayland the two differ.
    monitors: Vec<usize>,
    /// The screen to which the presenter's window was moved to swap, or `None` while it is where the user put it.
    presenter_target: Option<usize>,
    /// When the presenter's window was last moved.
    presenter_moved: Option<Instant>,
    /// The screen that the presenter's window is on.
    presenter_screen: Option<usize>,
    /// The screen that the presenter's window was on before the swap.
    presenter_origin: Option<usize>,
    /// The screen to which the presenter's window returns after a swap, until it is there.
    return_to: Option<usize>,
}

impl AudienceWindow {
    /// Lists the screens of the desktop when it is time to. Returns an action when they have changed or when the screen of
    /// a window is gone.
    pub fn check_screens(&mut self, ctx: &Context, window: &Window, state: &AppState) -> Option<Action> {
        ctx.request_repaint_after(CHECK_INTERVAL);
        // At once for a lesson that knows no screens: with which view it comes depends on them.
        let is_new = state.lesson.running.as_ref().is_some_and(|presentation| presentation.screens.is_empty());
        let is_due = is_new || self.checked.is_none_or(|checked| checked.elapsed() >= CHECK_INTERVAL);
        let has_returned = self.return_to.is_some() && !self.is_moving();
        if !is_due && !has_returned {
            return None;
        }
        self.checked = Some(Instant::now());
        let monitors: Vec<_> = window.available_monitors().collect();
        let keys: Vec<ScreenKey> = monitors.iter().map(|m| (m.name(), m.position().x, m.position().y)).collect();
        let present = self.screens.update(&keys);
        let current = window.current_monitor().map(|m| (m.name(), m.position().x, m.position().y));
        self.presenter_screen = present.iter().position(|&at| current.is_some() && keys.get(at) == current.as_ref());
        let place = |at: usize| keys.get(at).map(|(_, x, y)| (*x, *y));
        let screen = |(index, &at): (usize, &usize)| {
            // A screen that mirrors one before it shows nothing of its own.
            if present.iter().take(index).any(|&before| place(before) == place(at)) {
                return None;
            }
            let (size, name) = (monitors.get(at)?.size(), keys.get(at)?.0.clone());
            let name = name.unwrap_or_else(|| format!("screen {}", index + 1));
            Some(Screen { name, size: [size.width, size.height], index })
        };
        let screens: Vec<Screen> = present.iter().enumerate().filter_map(screen).collect();
        self.display_loss.screen_rects =
            present.iter().filter_map(|&at| monitors.get(at)).map(|m| rect(m.position(), m.size())).collect();
        self.monitors = present;
        if has_returned {
            self.return_presenter(ctx);
        }
        let presentation = state.lesson.running.as_ref()?;
        if presentation.screens != screens {
            return Some(Action::Presentation(PresentationAction::ScreensChanged(screens)));
        }
        let presenter = self.presenter_target.filter(|_| !self.is_moving()).zip(self.presenter_screen);
        let is_lost = self.display_loss.check(presenter.is_some_and(|(target, current)| target != current));
        is_lost.then_some(Action::Presentation(PresentationAction::ScreenRemoved))
    }

    /// Shows the class's window, unless the lesson uses one window. Its keys are those of the presenter's window.
    pub fn show(&mut self, ctx: &Context, state: &AppState, keymap: &Keymap, out: &mut Vec<Action>) {
        let Some(presentation) = &state.lesson.running else {
            self.place_presenter(ctx, None);
            return;
        };
        let screen = match presentation.output {
            Output::OneWindow => {
                self.place_presenter(ctx, None);
                return;
            }
            Output::PlainWindow => None,
            Output::Screen(index) => Some(index),
        };
        // After a swap, the presenter's window is on the class's screen; remember its screen only before.
        if !presentation.swapped && self.presenter_target.is_none() {
            self.presenter_origin = self.presenter_screen;
        }
        let (class, presenter) = window_screens(presentation, screen, self.presenter_origin);
        self.place_presenter(ctx, presenter);
        if self.is_moving() || self.return_to.is_some() {
            ctx.request_repaint_after(MOVE_TIME);
            return;
        }
        // The title, too, shows only what has been revealed.
        let builder =
            ViewportBuilder::default().with_title(title(state, presentation)).with_app_id("parallax").with_icon(icon());
        let builder = match class {
            Some(index) => builder.with_monitor(index).with_decorations(false),
            None => builder.with_inner_size([960.0, 540.0]),
        };
        let id = ViewportId::from_hash_of(("audience", class));
        let display_loss = &mut self.display_loss;
        ctx.show_viewport_immediate(id, builder, |ui, window| {
            if window == ViewportClass::EmbeddedWindow {
                // The desktop has no second window: the presenter's window switches between the views instead.
                return;
            }
            display_loss.record(class, ui.input(|input| center(input.viewport())));
            let actions = ui.input_mut(|input| keymap.actions(input, state, false, false));
            out.extend(actions);
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| presentation::audience(ui, state, true, out));
            if ui.input(|input| input.viewport().close_requested()) {
                out.push(Action::Presentation(PresentationAction::SetOutput(Output::OneWindow)));
            }
        });
    }

    /// Makes the presenter's window fullscreen on a screen, or, with `None`, restores it.
    fn place_presenter(&mut self, ctx: &Context, screen: Option<usize>) {
        if self.presenter_target == screen {
            return;
        }
        self.presenter_target = screen;
        self.display_loss.reset();
        self.presenter_moved = Some(Instant::now());
        match screen {
            Some(index) => self.move_presenter(ctx, index),
            None => {
                self.return_to = self.presenter_origin;
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            }
        }
        ctx.request_repaint_after(MOVE_TIME);
    }

    /// Whether the presenter's window may not have arrived on its screen yet.
    fn is_moving(&self) -> bool {
        self.presenter_moved.is_some_and(|moved| moved.elapsed() < MOVE_TIME)
    }

    /// Moves the presenter's window back to its screen before the swap, if it is not there. On X11 it returns without
    /// this; on Wayland a window that leaves fullscreen stays on the screen where it was fullscreen.
    fn return_presenter(&mut self, ctx: &Context) {
        let Some(origin) = self.return_to.take() else { return };
        if self.presenter_screen.is_some_and(|current| current != origin) {
            self.move_presenter(ctx, origin);
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            self.presenter_moved = Some(Instant::now());
        }
    }

    /// Makes the presenter's window fullscreen on a screen.
    fn move_presenter(&self, ctx: &Context, index: usize) {
        if let Some(monitor) = self.monitors.get(index) {
            ctx.send_viewport_cmd(ViewportCommand::SetMonitor(*monitor));
        }
    }
}

/// Returns the screens of the class's and the presenter's window; `None` leaves a window where the desktop puts it. When
/// they are swapped, each is where the other was. `origin` is the presenter's screen before the swap.
fn window_screens(
    presentation: &Presentation,
    screen: Option<usize>,
    origin: Option<usize>,
) -> (Option<usize>, Option<usize>) {
    let Some(screen) = screen.filter(|_| presentation.swapped) else { return (screen, None) };
    let others = presentation.screens.iter().map(|s| s.index).filter(|index| *index != screen);
    let other = origin.filter(|origin| *origin != screen).or(others.min());
    (other.or(Some(screen)), other.map(|_| screen))
}

/// Returns the title of the class's window: the label of the slide, and the title of the edition.
fn title(state: &AppState, presentation: &Presentation) -> String {
    let label = presentation.audience().map_or("", |(slide, _)| slide.label.as_str());
    let parts = [label, state.edition.title()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
