//! The window that the class looks at, and the screens of the desktop.

use std::time::{Duration, Instant};

use eframe::egui::{CentralPanel, Context, Frame, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId};

use crate::state::presentation::{Output, Presentation, Screen};
use crate::state::{Action, AppState, PresentationAction};
use crate::ui::keys::Keymap;
use crate::ui::presentation;

use super::display_loss::{DisplayLoss, center, rect};
use super::screens::Screens;

/// The screens are asked for so often: one that is plugged in or out is noticed within this time.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// So long after the presenter's window was sent to another screen the class's waits: a desktop that puts both on one
/// screen for a moment gives the second the size of the first.
const MAKE_ROOM: Duration = Duration::from_millis(200);

/// What a screen is known by: its name and where it begins.
type Key = (Option<String>, i32, i32);

/// What the class's window is now.
#[derive(Debug, Default)]
pub struct Audience {
    looked: Option<Instant>,
    display_loss: DisplayLoss,
    known: Screens<Key>,
    /// Where each screen stands in the list of a window. A new window is put on a screen by its place among those that
    /// are there, one that is open by its place in this list, which winit on Wayland keeps apart.
    listed: Vec<usize>,
    /// The screen that the presenter's window was put on to swap.
    presenter_on: Option<usize>,
    /// When it was last sent anywhere.
    presenter_sent: Option<Instant>,
    /// The screen that the presenter's window stands on.
    presenter_at: Option<usize>,
    /// Where it stood before the two were swapped.
    presenter_from: Option<usize>,
    /// Where it is to be again, until it is known to be there.
    home: Option<usize>,
}

impl Audience {
    /// The screens of the desktop, when they have changed.
    pub fn screens(&mut self, ctx: &Context, frame: &eframe::Frame, state: &AppState) -> Option<Action> {
        ctx.request_repaint_after(LOOK_EVERY);
        let due = self.looked.is_none_or(|looked| looked.elapsed() >= LOOK_EVERY);
        let returned = self.home.is_some() && !self.is_moving();
        if !due && !returned {
            return None;
        }
        self.looked = Some(Instant::now());
        let window = frame.winit_window()?;
        let monitors: Vec<_> = window.available_monitors().collect();
        let names: Vec<Key> =
            monitors.iter().map(|monitor| (monitor.name(), monitor.position().x, monitor.position().y)).collect();
        let there = self.known.update(&names);
        let own = window.current_monitor().map(|own| (own.name(), own.position().x, own.position().y));
        self.presenter_at = there.iter().position(|&at| own.is_some() && names.get(at) == own.as_ref());
        let screen = |(index, &at): (usize, &usize)| {
            let (size, name) = (monitors.get(at)?.size(), names.get(at)?.0.clone());
            let name = name.unwrap_or_else(|| format!("screen {}", index + 1));
            Some(Screen { name, size: [size.width, size.height], index })
        };
        let screens: Vec<Screen> = there.iter().enumerate().filter_map(screen).collect();
        self.display_loss.screen_rects =
            there.iter().filter_map(|&at| monitors.get(at)).map(|m| rect(m.position(), m.size())).collect();
        self.listed = there;
        if returned {
            self.bring_home(ctx);
        }
        let presentation = state.presentation.as_ref()?;
        if presentation.screens != screens {
            return Some(Action::Presentation(PresentationAction::ScreensChanged(screens)));
        }
        let presenter = self.presenter_on.filter(|_| !self.is_moving()).zip(self.presenter_at);
        let lost = self.display_loss.check(presenter.is_some_and(|(on, at)| on != at));
        lost.then_some(Action::Presentation(PresentationAction::ScreenRemoved))
    }

    /// Shows the window that the class looks at, if it is one of its own. Keys pressed there do what they do here.
    pub fn show(&mut self, ctx: &Context, state: &AppState, keymap: &Keymap, out: &mut Vec<Action>) {
        let Some(presentation) = &state.presentation else {
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
        // Swapped, the presenter's window is where the class's was, so it tells no more where it stood before.
        if !presentation.swapped && self.presenter_on.is_none() {
            self.presenter_from = self.presenter_at;
        }
        let (class, presenter) = places(presentation, screen, self.presenter_from);
        self.place_presenter(ctx, presenter);
        if self.is_moving() || self.home.is_some() {
            ctx.request_repaint_after(MAKE_ROOM);
            return;
        }
        // What has not been revealed is not in the title either.
        let builder = ViewportBuilder::default().with_title(title(state, presentation)).with_app_id("parallax");
        let builder = match class {
            Some(index) => builder.with_monitor(index).with_decorations(false),
            None => builder.with_inner_size([960.0, 540.0]),
        };
        let id = ViewportId::from_hash_of(("audience", class));
        let display_loss = &mut self.display_loss;
        ctx.show_viewport_immediate(id, builder, |ui, window| {
            if window == ViewportClass::EmbeddedWindow {
                // Without windows of its own the desktop shows both in one: there the view is switched.
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

    /// Puts the presenter's window on a whole screen, or lets it be as it was.
    fn place_presenter(&mut self, ctx: &Context, screen: Option<usize>) {
        if self.presenter_on == screen {
            return;
        }
        self.presenter_on = screen;
        self.display_loss.reset();
        self.presenter_sent = Some(Instant::now());
        match screen {
            Some(index) => self.send_presenter(ctx, index),
            None => {
                self.home = self.presenter_from;
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            }
        }
        ctx.request_repaint_after(MAKE_ROOM);
    }

    /// Whether the presenter's window is on its way.
    fn is_moving(&self) -> bool {
        self.presenter_sent.is_some_and(|sent| sent.elapsed() < MAKE_ROOM)
    }

    /// Sends the presenter's window to where it stood before, if it is not there. On X11 it goes by itself; on Wayland a
    /// window that is whole no more stays on the screen where it was whole.
    fn bring_home(&mut self, ctx: &Context) {
        let Some(home) = self.home.take() else { return };
        if self.presenter_at.is_some_and(|at| at != home) {
            self.send_presenter(ctx, home);
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            self.presenter_sent = Some(Instant::now());
        }
    }

    /// Makes the presenter's window the whole of a screen.
    fn send_presenter(&self, ctx: &Context, index: usize) {
        if let Some(at) = self.listed.get(index) {
            ctx.send_viewport_cmd(ViewportCommand::SetMonitor(*at));
        }
    }
}

/// Where the class's window and the presenter's stand: when they are swapped, each is where the other was.
fn places(presentation: &Presentation, screen: Option<usize>, from: Option<usize>) -> (Option<usize>, Option<usize>) {
    let Some(screen) = screen.filter(|_| presentation.swapped) else { return (screen, None) };
    let others = presentation.screens.iter().map(|s| s.index).filter(|index| *index != screen);
    let other = from.filter(|from| *from != screen).or(others.min());
    (other.or(Some(screen)), other.map(|_| screen))
}

/// What the window of the class is called: where it is, and the edition.
fn title(state: &AppState, presentation: &Presentation) -> String {
    let label = presentation.audience().map_or("", |(slide, _)| slide.label.as_str());
    let parts = [label, state.edition.title()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
