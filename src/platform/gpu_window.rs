//! The window that eframe paints by OpenGL.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use eframe::egui::{Context, RawInput, Ui, ViewportBuilder, ViewportCommand, Visuals};
use eframe::{EframeWinitApplication, UserEvent};
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, EventLoop};
use winit::window::WindowId;

use crate::ui::Screen;

use super::app::App;
use super::windows::is_x11;

/// Returns the handler of a window that shows the application. `is_open` becomes true when the window has been created.
pub(super) fn handler<'a>(
    event_loop: &EventLoop<UserEvent>,
    app: Rc<RefCell<App>>,
    viewport: ViewportBuilder,
    is_open: Rc<Cell<bool>>,
) -> EventHandler<'a> {
    let options = eframe::NativeOptions {
        viewport,
        system_font_fallback: false,
        // Against banding in gradients, of which there are none; it makes every pixel slower without a graphics card.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let creator = Box::new(move |cc: &eframe::CreationContext<'_>| {
        is_open.set(true);
        let mut window = app.borrow_mut();
        window.attach(&cc.egui_ctx);
        window.wait_for_load();
        drop(window);
        Ok(Box::new(GpuWindow { app, closes: false }) as Box<dyn eframe::App>)
    });
    EventHandler::new(eframe::create_native("parallax", options, creator, event_loop))
}

/// The application as eframe calls it.
struct GpuWindow {
    app: Rc<RefCell<App>>,
    /// Whether the window was asked to close, so that another one opens.
    closes: bool,
}

impl eframe::App for GpuWindow {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.app.borrow_mut().prepare_input(ctx, input);
    }

    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let mut app = self.app.borrow_mut();
        app.logic(ctx, frame.winit_window().map(|window| &**window));
        // A window that is not visible is not painted, but its place is saved.
        if ctx.input(|input| input.viewport().visible()) == Some(false) {
            app.save_when_due(ctx);
        }
        if !std::mem::replace(&mut self.closes, app.is_to_reopen()) && self.closes {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.app.borrow_mut().paint(ui);
    }

    fn clear_color(&self, visuals: &Visuals) -> [f32; 4] {
        Screen::background(visuals).to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // Not `finish`: the application may go on in another window.
        self.app.borrow_mut().save();
    }
}

/// Passes events on to eframe, and holds back what the desktop reports while the window opens.
///
/// On X11, winit calls a window visible when the server has reported it, and eframe paints a frame at once after every event
/// of a window that is not: for its place, its size and the focus six frames, each followed by a pause of 10 ms. Held back
/// until the window is visible, they are followed by one.
pub(super) struct EventHandler<'a> {
    app: EframeWinitApplication<'a>,
    opening: Opening<(WindowId, WindowEvent)>,
}

impl<'a> EventHandler<'a> {
    /// Returns the handler for an application, none of whose windows is open yet.
    fn new(app: EframeWinitApplication<'a>) -> Self {
        Self { app, opening: Opening::default() }
    }

    fn pass_on(&mut self, event_loop: &ActiveEventLoop, events: Vec<(WindowId, WindowEvent)>) {
        for (window, event) in events {
            self.app.window_event(event_loop, window, event);
        }
    }
}

impl ApplicationHandler<UserEvent> for EventHandler<'_> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if !is_x11(event_loop) {
            self.opening = Opening::Done;
        }
        self.app.resumed(event_loop);
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        let kind = Kind::of(&event);
        let events = self.opening.take(kind, (window, event));
        self.pass_on(event_loop, events);
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let events = self.opening.release();
        self.pass_on(event_loop, events);
        self.app.about_to_wait(event_loop);
    }

    fn new_events(&mut self, event_loop: &ActiveEventLoop, cause: StartCause) {
        self.app.new_events(event_loop, cause);
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        self.app.user_event(event_loop, event);
    }

    fn device_event(&mut self, event_loop: &ActiveEventLoop, device: DeviceId, event: DeviceEvent) {
        self.app.device_event(event_loop, device, event);
    }

    fn suspended(&mut self, event_loop: &ActiveEventLoop) {
        self.app.suspended(event_loop);
    }

    fn exiting(&mut self, event_loop: &ActiveEventLoop) {
        self.app.exiting(event_loop);
    }

    fn memory_warning(&mut self, event_loop: &ActiveEventLoop) {
        self.app.memory_warning(event_loop);
    }
}

/// What an event says about a window that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Where the window, the pointer or the focus is: it can wait for the others of its kind.
    Report,
    /// The window is visible, as soon as this event has been processed.
    Visible,
    /// Anything else, such as a key.
    Other,
}

impl Kind {
    fn of(event: &WindowEvent) -> Self {
        match event {
            WindowEvent::Moved(_)
            | WindowEvent::Resized(_)
            | WindowEvent::Focused(_)
            | WindowEvent::Ime(_)
            | WindowEvent::ModifiersChanged(_)
            | WindowEvent::CursorEntered { .. }
            | WindowEvent::CursorMoved { .. }
            | WindowEvent::ThemeChanged(_) => Self::Report,
            // Sent for every change of visibility. winit calls the window visible after it.
            WindowEvent::Occluded(_) => Self::Visible,
            // A library's type, whose next variant needs no decision: what is not held back is passed on as ever.
            _ => Self::Other,
        }
    }
}

/// The events that are held back while a window opens.
#[derive(Debug, PartialEq, Eq)]
enum Opening<E> {
    Held(Vec<E>),
    /// The window is visible once the events of this turn of the loop are processed.
    Visible(Vec<E>),
    Done,
}

impl<E> Default for Opening<E> {
    fn default() -> Self {
        Self::Held(Vec::new())
    }
}

impl<E> Opening<E> {
    /// Takes an event, and returns those to pass on now, in the order in which they came.
    fn take(&mut self, kind: Kind, event: E) -> Vec<E> {
        let (mut held, was_visible) = match std::mem::replace(self, Self::Done) {
            Self::Held(held) => (held, false),
            Self::Visible(held) => (held, true),
            Self::Done => return vec![event],
        };
        held.push(event);
        *self = match kind {
            Kind::Report if was_visible => Self::Visible(held),
            Kind::Report => Self::Held(held),
            Kind::Visible => Self::Visible(held),
            Kind::Other => return held,
        };
        Vec::new()
    }

    /// Returns the events that were held back, if the window is visible, at the end of a turn of the loop.
    fn release(&mut self) -> Vec<E> {
        match std::mem::replace(self, Self::Done) {
            Self::Visible(held) => held,
            held @ Self::Held(_) => {
                *self = held;
                Vec::new()
            }
            Self::Done => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [u32; 0] = [];

    #[test]
    fn reports_of_a_window_that_opens_are_passed_on_together_once_it_is_visible() {
        let mut opening = Opening::<u32>::default();
        assert_eq!(opening.take(Kind::Report, 1), NONE);
        assert_eq!(opening.release(), NONE, "it is not visible yet");
        assert_eq!(opening.take(Kind::Report, 2), NONE);
        assert_eq!(opening.take(Kind::Visible, 3), NONE);
        assert_eq!(opening.take(Kind::Report, 4), NONE);
        assert_eq!(opening.release(), [1, 2, 3, 4]);
        assert_eq!(opening.take(Kind::Report, 5), [5], "an open window holds nothing back");
        assert_eq!(opening.release(), NONE);
    }

    #[test]
    fn a_key_to_a_window_that_opens_waits_for_nothing_and_overtakes_nothing() {
        for visible in [false, true] {
            let mut opening = Opening::<u32>::default();
            assert_eq!(opening.take(Kind::Report, 1), NONE);
            if visible {
                assert_eq!(opening.take(Kind::Visible, 2), NONE);
                assert_eq!(opening.take(Kind::Other, 3), [1, 2, 3]);
            } else {
                assert_eq!(opening.take(Kind::Other, 2), [1, 2]);
            }
            assert_eq!(opening.take(Kind::Report, 4), [4]);
            assert_eq!(opening.release(), NONE);
        }
    }
}
