//! The window that the class looks at, and the screens of the desktop.

use std::time::{Duration, Instant};

use eframe::egui::{CentralPanel, Context, Frame, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId};

use crate::session::project::{Output, Projection, Screen};
use crate::session::{Action, LessonAction, Session};
use crate::ui::keys::Keymap;
use crate::ui::project;

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
}

impl Audience {
    /// The screens of the desktop, when they have changed.
    pub fn screens(&mut self, ctx: &Context, frame: &eframe::Frame, session: &Session) -> Option<Action> {
        ctx.request_repaint_after(LOOK_EVERY);
        if self.looked.is_some_and(|looked| looked.elapsed() < LOOK_EVERY) {
            return None;
        }
        self.looked = Some(Instant::now());
        let window = frame.winit_window()?;
        let monitors: Vec<_> = window.available_monitors().collect();
        let names: Vec<Key> =
            monitors.iter().map(|monitor| (monitor.name(), monitor.position().x, monitor.position().y)).collect();
        let there = self.known.there(&names);
        let own = window.current_monitor().map(|own| (own.name(), own.position().x, own.position().y));
        self.presenter_at = there.iter().position(|&at| own.is_some() && names.get(at) == own.as_ref());
        let screen = |(index, &at): (usize, &usize)| {
            let (size, name) = (monitors.get(at)?.size(), names.get(at)?.0.clone());
            let name = name.unwrap_or_else(|| format!("screen {}", index + 1));
            Some(Screen { name, size: [size.width, size.height], index })
        };
        let screens: Vec<Screen> = there.iter().enumerate().filter_map(screen).collect();
        self.listed = there;
        if session.project.as_ref().is_none_or(|project| project.screens == screens) {
            return None;
        }
        Some(Action::Lesson(LessonAction::Screens(screens)))
    }

    /// Shows the window that the class looks at, if it is one of its own. Keys pressed there do what they do here.
    pub fn show(&mut self, ctx: &Context, session: &Session, keymap: &Keymap, out: &mut Vec<Action>) {
        let Some(project) = &session.project else {
            self.place_presenter(ctx, None);
            return;
        };
        let screen = match project.output {
            Output::OneWindow => {
                self.place_presenter(ctx, None);
                return;
            }
            Output::PlainWindow => None,
            Output::Screen(index) => Some(index),
        };
        // Swapped, the presenter's window is where the class's was, so it tells no more where it stood before.
        if !project.swapped && self.presenter_on.is_none() {
            self.presenter_from = self.presenter_at;
        }
        let (class, presenter) = places(project, screen, self.presenter_from);
        self.place_presenter(ctx, presenter);
        if let Some(left) = self.presenter_sent.and_then(|sent| MAKE_ROOM.checked_sub(sent.elapsed())) {
            ctx.request_repaint_after(left);
            return;
        }
        // What has not been revealed is not in the title either.
        let builder = ViewportBuilder::default().with_title(title(session, project)).with_app_id("parallax");
        let builder = match class {
            Some(index) => builder.with_monitor(index).with_decorations(false),
            None => builder.with_inner_size([960.0, 540.0]),
        };
        let id = ViewportId::from_hash_of(("audience", class));
        ctx.show_viewport_immediate(id, builder, |ui, class| {
            if class == ViewportClass::EmbeddedWindow {
                // Without windows of its own the desktop shows both in one: there the view is switched.
                return;
            }
            let actions = ui.input_mut(|input| keymap.actions(input, session, false, false));
            out.extend(actions);
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| project::audience(ui, session, true, out));
            if ui.input(|input| input.viewport().close_requested()) {
                out.push(Action::Lesson(LessonAction::Output(Output::OneWindow)));
            }
        });
    }

    /// Puts the presenter's window on a whole screen, or lets it be as it was.
    fn place_presenter(&mut self, ctx: &Context, screen: Option<usize>) {
        if self.presenter_on == screen {
            return;
        }
        self.presenter_on = screen;
        self.presenter_sent = Some(Instant::now());
        match screen {
            Some(index) => self.send_presenter(ctx, index),
            None => {
                // On Wayland a window that is whole no more stays on the screen where it was whole.
                if let Some(from) = self.presenter_from {
                    self.send_presenter(ctx, from);
                }
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            }
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
fn places(project: &Projection, screen: Option<usize>, from: Option<usize>) -> (Option<usize>, Option<usize>) {
    let Some(screen) = screen.filter(|_| project.swapped) else { return (screen, None) };
    let others = project.screens.iter().map(|s| s.index).filter(|index| *index != screen);
    let other = from.filter(|from| *from != screen).or(others.min());
    (other.or(Some(screen)), other.map(|_| screen))
}

/// What the window of the class is called: where it is, and the edition.
fn title(session: &Session, project: &Projection) -> String {
    let label = project.audience().map_or("", |(slide, _)| slide.label.as_str());
    let parts = [label, session.edition.title()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
