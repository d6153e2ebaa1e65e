//! The loop that passes the events of the desktop to the windows, whichever way they are painted.

use std::cell::{Cell, RefCell};
use std::panic::AssertUnwindSafe;
use std::rc::Rc;

use eframe::UserEvent;
use eframe::egui::ViewportBuilder;
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, EventLoop};
use winit::window::WindowId;

use super::app::App;
use super::cpu_window::CpuWindow;
use super::drawing::{self, DrawnBy};
use super::{failure_log, gpu_window};

/// The windows of one opening: once they are closed, others may open with the same application.
pub(super) struct Windows<'a> {
    app: Rc<RefCell<App>>,
    size: [f32; 2],
    cpu: CpuWindow,
    gpu: gpu_window::EventHandler<'a>,
    is_gpu_open: Rc<Cell<bool>>,
    /// What paints; `None` until the window opens, when the size of a pixel is known.
    drawn_by: Option<DrawnBy>,
    /// The message with which eframe panicked.
    panic: Option<String>,
}

/// Why the windows were closed.
pub(super) struct Failure {
    /// What painted.
    pub(super) drawn_by: DrawnBy,
    /// The message of a library.
    pub(super) reason: String,
    /// Whether the window had been open.
    pub(super) was_open: bool,
}

impl<'a> Windows<'a> {
    /// Prepares windows for an application. `drawn_by` is `None` where the application's settings decide.
    pub(super) fn new(
        event_loop: &EventLoop<UserEvent>,
        app: &Rc<RefCell<App>>,
        viewport: &ViewportBuilder,
        drawn_by: Option<DrawnBy>,
    ) -> Self {
        let is_gpu_open = Rc::new(Cell::new(false));
        let [app_for_cpu, app_for_gpu] = [app, app].map(Rc::clone);
        Self {
            app: Rc::clone(app),
            size: viewport.inner_size.map_or(crate::state::MIN_WINDOW, Into::into),
            cpu: CpuWindow::new(app_for_cpu, viewport.clone(), event_loop.create_proxy()),
            gpu: gpu_window::handler(event_loop, app_for_gpu, viewport.clone(), Rc::clone(&is_gpu_open)),
            is_gpu_open,
            drawn_by,
            panic: None,
        }
    }

    /// Returns why the windows closed, unless somebody closed them.
    pub(super) fn take_failure(&mut self) -> Option<Failure> {
        let drawn_by = self.drawn_by?;
        let (reason, was_open) = match drawn_by {
            DrawnBy::Cpu => self.cpu.take_failure()?,
            DrawnBy::Gpu => (self.panic.take().or_else(failure_log::take_reason)?, self.is_gpu_open.get()),
        };
        Some(Failure { drawn_by, reason, was_open })
    }

    /// Chooses what paints, if that is not chosen yet.
    fn choose(&mut self, event_loop: &ActiveEventLoop) -> DrawnBy {
        let drawn_by = self.drawn_by.unwrap_or_else(|| {
            let screen = event_loop.primary_monitor().or_else(|| event_loop.available_monitors().next());
            let scale = screen.map_or(1.0, |screen| screen.scale_factor());
            let [width, height] = self.size.map(|length| f64::from(length) * scale);
            drawing::drawn_by(self.app.borrow().wanted_drawing(), width * height, drawing::has_graphics_card)
        });
        self.app.borrow_mut().set_drawn_by(drawn_by);
        self.drawn_by = Some(drawn_by);
        drawn_by
    }

    fn handler(&mut self) -> &mut dyn ApplicationHandler<UserEvent> {
        match self.drawn_by {
            Some(DrawnBy::Gpu) => &mut self.gpu,
            Some(DrawnBy::Cpu) | None => &mut self.cpu,
        }
    }
}

impl ApplicationHandler<UserEvent> for Windows<'_> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if self.choose(event_loop) == DrawnBy::Cpu {
            return self.cpu.resumed(event_loop);
        }
        // eframe panics where a driver has no suitable configuration. It has nothing of the application yet.
        let gpu = AssertUnwindSafe(|| self.gpu.resumed(event_loop));
        if let Err(panic) = std::panic::catch_unwind(gpu) {
            let message = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            self.panic = message.or_else(|| panic.downcast_ref::<String>().cloned()).or(Some("it panicked".to_owned()));
            event_loop.exit();
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        self.handler().window_event(event_loop, window, event);
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        self.handler().about_to_wait(event_loop);
    }

    fn new_events(&mut self, event_loop: &ActiveEventLoop, cause: StartCause) {
        self.handler().new_events(event_loop, cause);
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        self.handler().user_event(event_loop, event);
    }

    fn device_event(&mut self, event_loop: &ActiveEventLoop, device: DeviceId, event: DeviceEvent) {
        self.handler().device_event(event_loop, device, event);
    }

    fn suspended(&mut self, event_loop: &ActiveEventLoop) {
        self.handler().suspended(event_loop);
    }

    fn exiting(&mut self, event_loop: &ActiveEventLoop) {
        self.handler().exiting(event_loop);
    }

    fn memory_warning(&mut self, event_loop: &ActiveEventLoop) {
        self.handler().memory_warning(event_loop);
    }
}

/// Whether the desktop is X11.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn is_x11(event_loop: &ActiveEventLoop) -> bool {
    use winit::platform::x11::ActiveEventLoopExtX11;
    event_loop.is_x11()
}

/// Whether the desktop is X11.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn is_x11(_: &ActiveEventLoop) -> bool {
    false
}

/// Whether the desktop is Wayland.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn is_wayland(event_loop: &ActiveEventLoop) -> bool {
    use winit::platform::wayland::ActiveEventLoopExtWayland;
    event_loop.is_wayland()
}

/// Whether the desktop is Wayland.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn is_wayland(_: &ActiveEventLoop) -> bool {
    false
}
