//! The window that the processor paints: it needs no OpenGL, and less time and memory than one that does without a
//! graphics card.
//!
//! egui-winit translates the events of the desktop, [`super::raster`] paints, and softbuffer shows. What eframe does beside
//! them for a window that it paints is done here: input, frames at their time, commands, accessibility, other windows.

mod schedule;
mod viewport;
mod viewports;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use eframe::UserEvent;
use eframe::egui::{Context, LogicOutput, RawInput, ViewportBuilder, ViewportCommand, ViewportId};
use egui_winit::accesskit_winit;
use winit::application::ApplicationHandler;
use winit::event::{StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoopProxy};
use winit::window::{Window, WindowId};

use super::app::App;
use super::windows::is_x11;
use schedule::{Schedule, Step};
use viewports::Viewports;

/// The time of a frame of a screen that does not tell it.
const FRAME_TIME: Duration = Duration::from_micros(16_667);

/// The window of the reader and those beside it.
pub(super) struct CpuWindow {
    app: Rc<RefCell<App>>,
    ctx: Context,
    proxy: EventLoopProxy<UserEvent>,
    /// How the window opens, until it does.
    builder: Option<ViewportBuilder>,
    /// The windows, once they exist.
    viewports: Option<Rc<RefCell<Viewports>>>,
    schedule: Schedule,
    /// The time of a frame of the window's screen.
    interval: Duration,
    /// Input that came while no frame was run.
    pending_input: RawInput,
    /// Why it closed, unless somebody closed it.
    failure: Option<String>,
}

impl CpuWindow {
    /// Returns the handler of a window that shows the application.
    pub(super) fn new(app: Rc<RefCell<App>>, builder: ViewportBuilder, proxy: EventLoopProxy<UserEvent>) -> Self {
        let ctx = Context::default();
        Self {
            app,
            ctx,
            proxy,
            builder: Some(builder),
            viewports: None,
            schedule: Schedule::default(),
            interval: FRAME_TIME,
            pending_input: RawInput::default(),
            failure: None,
        }
    }

    /// Returns why the window closed, unless somebody closed it.
    pub(super) fn take_failure(&mut self) -> Option<String> {
        self.failure.take()
    }

    /// Creates the window, and paints its first frame before it is visible.
    fn open(&mut self, event_loop: &ActiveEventLoop, builder: ViewportBuilder) -> Result<(), String> {
        self.prepare_context();
        let display = softbuffer::Context::new(event_loop.owned_display_handle()).map_err(|error| error.to_string())?;
        let mut viewports = Viewports::new(self.ctx.clone(), display);
        viewports.create_root(event_loop, builder)?;
        if let Some(native) = viewports.native(ViewportId::ROOT) {
            // Before the window is visible for the first time, or it panics.
            native.input.init_accesskit(event_loop, &native.window, self.proxy.clone());
            self.interval = frame_time(&native.window);
        }
        let viewports = Rc::new(RefCell::new(viewports));
        let shown = Rc::downgrade(&viewports);
        Context::set_immediate_viewport_renderer(move |ctx, viewport| {
            if let Some(viewports) = shown.upgrade() {
                Viewports::show(&viewports, ctx, viewport);
            }
        });
        self.viewports = Some(viewports);
        {
            let mut app = self.app.borrow_mut();
            app.attach(&self.ctx);
            app.wait_for_load();
        }
        self.run_frame(event_loop);
        if let Some(window) = self.root() {
            window.set_visible(true);
            if !is_x11(event_loop) {
                // Wayland shows a window with its first picture. X11 asks for one when the window is there.
                self.show_again(event_loop, ViewportId::ROOT);
            }
        }
        Ok(())
    }

    /// Sets what every context of a desktop window has, and lets it ask for frames.
    fn prepare_context(&self) {
        self.ctx.set_embed_viewports(false);
        self.ctx.options_mut(|options| options.max_passes = std::num::NonZero::<usize>::MIN.saturating_add(1));
        // The callback may come from any thread.
        let proxy = std::sync::Mutex::new(self.proxy.clone());
        self.ctx.set_request_repaint_callback(move |request| {
            let event = UserEvent::RequestRepaint {
                viewport_id: request.viewport_id,
                when: Instant::now().checked_add(request.delay).unwrap_or_else(far_off),
                cumulative_pass_nr: request.current_cumulative_pass_nr,
            };
            // It fails when the loop has ended.
            let _ = proxy.lock().unwrap_or_else(std::sync::PoisonError::into_inner).send_event(event);
        });
    }

    /// Returns the window of the reader.
    fn root(&self) -> Option<Rc<Window>> {
        let mut viewports = self.viewports.as_ref()?.borrow_mut();
        viewports.native(ViewportId::ROOT).map(|native| Rc::clone(&native.window))
    }

    /// Begins a frame, and returns its input.
    fn begin_frame(&mut self) -> Option<RawInput> {
        let viewports = self.viewports.as_ref()?;
        self.schedule.begin(Instant::now());
        let mut input = std::mem::take(&mut self.pending_input);
        input.append(viewports.borrow_mut().take_input(ViewportId::ROOT));
        self.app.borrow_mut().prepare_input(&self.ctx, &mut input);
        Some(input)
    }

    /// Runs a frame and paints what it changes; in hidden windows, only what comes before painting.
    fn run_frame(&mut self, event_loop: &ActiveEventLoop) {
        let Some(viewports) = self.viewports.clone() else { return };
        let Some(window) = self.root() else { return };
        let Some(input) = self.begin_frame() else { return };
        if viewports.borrow().are_hidden() {
            self.run_logic(event_loop, input, &window);
            return;
        }
        let closes = input.viewport().close_requested();
        let app = Rc::clone(&self.app);
        let output = self.ctx.run_ui(input, |ui| {
            // Not borrowed over both: the class's window is painted inside.
            let mut app = app.borrow_mut();
            app.logic(ui.ctx(), Some(&window));
            app.paint(ui);
        });
        let is_canceled = output
            .viewport_output
            .get(&ViewportId::ROOT)
            .is_some_and(|output| output.commands.contains(&ViewportCommand::CancelClose));
        let mut viewports = viewports.borrow_mut();
        viewports.take_output(ViewportId::ROOT, output, Some(event_loop));
        viewports.create_missing(event_loop);
        self.failure = viewports.take_failure();
        drop(viewports);
        self.finish_frame(event_loop, closes && !is_canceled);
    }

    /// Runs what comes before painting.
    fn run_logic(&mut self, event_loop: &ActiveEventLoop, input: RawInput, window: &Rc<Window>) {
        let closes = input.viewport().close_requested();
        let LogicOutput { platform_output, viewport_commands } = self.ctx.run_logic(&input, |ctx| {
            self.app.borrow_mut().logic(ctx, Some(window));
        });
        // Nothing has read it.
        self.pending_input = input;
        let is_canceled = viewport_commands
            .get(&ViewportId::ROOT)
            .is_some_and(|commands| commands.contains(&ViewportCommand::CancelClose));
        if let Some(viewports) = &self.viewports {
            viewports.borrow_mut().take_logic(event_loop, platform_output, viewport_commands);
        }
        self.finish_frame(event_loop, closes && !is_canceled);
    }

    /// Closes the window if it is to be closed.
    fn finish_frame(&mut self, event_loop: &ActiveEventLoop, closes: bool) {
        if closes || self.failure.is_some() || self.app.borrow_mut().is_to_reopen() {
            event_loop.exit();
        }
    }

    /// Shows a window again, whose picture the desktop has lost.
    fn show_again(&mut self, event_loop: &ActiveEventLoop, id: ViewportId) {
        let Some(viewports) = self.viewports.clone() else { return };
        let needs_frame = viewports.borrow_mut().show_again(id);
        if needs_frame {
            self.run_frame(event_loop);
        } else {
            self.failure = viewports.borrow_mut().take_failure();
            if self.failure.is_some() {
                event_loop.exit();
            }
        }
    }

    /// Does what is due, and says when it is to be done again.
    fn step(&mut self, event_loop: &ActiveEventLoop) {
        let Some(viewports) = self.viewports.clone() else { return };
        let hidden = viewports.borrow().are_hidden();
        loop {
            match self.schedule.step(Instant::now(), hidden) {
                Step::Wait(until) => {
                    event_loop.set_control_flow(until.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
                    return;
                }
                Step::Request => {
                    if let Some(window) = self.root() {
                        window.request_redraw();
                    }
                }
                Step::Logic => {
                    let Some(window) = self.root() else { return };
                    let Some(input) = self.begin_frame() else { return };
                    self.run_logic(event_loop, input, &window);
                }
            }
        }
    }
}

impl ApplicationHandler<UserEvent> for CpuWindow {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if let Some(builder) = self.builder.take()
            && let Err(failure) = self.open(event_loop, builder)
        {
            self.failure = Some(failure);
            event_loop.exit();
        }
    }

    fn new_events(&mut self, _event_loop: &ActiveEventLoop, _cause: StartCause) {}

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        match event {
            UserEvent::RequestRepaint { viewport_id, when, cumulative_pass_nr } => {
                let current = self.ctx.cumulative_pass_nr_for(viewport_id);
                // An older request has been served by a frame since.
                if current == cumulative_pass_nr || current == cumulative_pass_nr + 1 {
                    self.schedule.request_at(when, self.interval);
                }
            }
            UserEvent::AccessKitActionRequest(accesskit_winit::Event { window_id, window_event }) => {
                self.on_accesskit_event(event_loop, window_id, window_event);
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        let Some(viewports) = self.viewports.clone() else { return };
        let Some(id) = viewports.borrow().id_of(window) else { return };
        if event == WindowEvent::RedrawRequested {
            if id == ViewportId::ROOT && self.schedule.is_requested() {
                self.run_frame(event_loop);
            } else {
                self.show_again(event_loop, id);
            }
            return;
        }
        let repaints = viewports.borrow_mut().on_event(id, &event);
        if matches!(event, WindowEvent::Moved(_))
            && id == ViewportId::ROOT
            && let Some(window) = self.root()
        {
            self.interval = frame_time(&window);
        }
        if repaints {
            self.schedule.request_now(Instant::now());
            // Windows shows nothing new while a window is resized unless it is painted at once.
            if cfg!(target_os = "windows") && matches!(event, WindowEvent::Resized(_)) {
                self.run_frame(event_loop);
            }
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        self.step(event_loop);
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        // On macOS, the loop may never return. Not `finish`: the application may go on in another window.
        self.app.borrow_mut().save();
        self.viewports = None;
    }
}

impl CpuWindow {
    /// Takes note of an event of a screen reader.
    fn on_accesskit_event(
        &mut self,
        event_loop: &ActiveEventLoop,
        window: WindowId,
        event: accesskit_winit::WindowEvent,
    ) {
        let Some(viewports) = self.viewports.clone() else { return };
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => {
                self.ctx.enable_accesskit();
                // At once: until then, screen readers see an empty window.
                self.run_frame(event_loop);
            }
            accesskit_winit::WindowEvent::ActionRequested(request) => {
                let mut viewports = viewports.borrow_mut();
                if let Some(native) = viewports.id_of(window).and_then(|id| viewports.native(id)) {
                    native.input.on_accesskit_action_request(request);
                    self.schedule.request_now(Instant::now());
                }
            }
            accesskit_winit::WindowEvent::AccessibilityDeactivated => self.ctx.disable_accesskit(),
        }
    }
}

/// Returns the time of a frame of a window's screen.
fn frame_time(window: &Window) -> Duration {
    let rate = window.current_monitor().and_then(|monitor| monitor.refresh_rate_millihertz());
    // Some virtual screens tell nonsense.
    let rate = rate.filter(|rate| (24_000..=500_000).contains(rate));
    rate.map_or(FRAME_TIME, |rate| Duration::from_secs_f64(1000.0 / f64::from(rate)))
}

/// Returns a time that no program sees.
fn far_off() -> Instant {
    Instant::now() + Duration::from_secs(1 << 30)
}
