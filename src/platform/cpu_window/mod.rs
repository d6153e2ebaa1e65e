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
use eframe::egui::{Context, LogicOutput, RawInput, Vec2, ViewportBuilder, ViewportCommand, ViewportId, vec2};
use egui_winit::accesskit_winit;
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoopProxy};
use winit::monitor::MonitorHandle;
use winit::window::{Window, WindowId};

use super::app::App;
use super::windows::{is_wayland, is_x11};
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
    /// Whether the desktop says when it can show a frame, as Wayland does. Elsewhere its questions mean that it has lost
    /// what a window showed.
    asks: bool,
    /// Whether the window has been open.
    was_open: bool,
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
            asks: false,
            was_open: false,
            failure: None,
        }
    }

    /// Returns why the window closed, unless somebody closed it, and whether it had been open.
    pub(super) fn take_failure(&mut self) -> Option<(String, bool)> {
        Some((self.failure.take()?, self.was_open))
    }

    /// Creates the window, and paints its first frame before it is visible.
    fn open(&mut self, event_loop: &ActiveEventLoop, builder: ViewportBuilder) -> Result<(), String> {
        self.prepare_context();
        self.asks = is_wayland(event_loop);
        let display = softbuffer::Context::new(event_loop.owned_display_handle()).map_err(|error| error.to_string())?;
        let mut viewports = Viewports::new(self.ctx.clone(), display);
        viewports.create_root(event_loop, fitted(event_loop, builder))?;
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
        self.was_open = true;
        {
            let mut app = self.app.borrow_mut();
            app.attach(&self.ctx);
            app.wait_for_load();
        }
        self.run_frame(event_loop, Seen::Yes);
        if let Some(window) = self.root() {
            // X11 asks for the picture when the window is there; Wayland, which knows no hidden windows, has it.
            let was_hidden = window.is_visible() == Some(false);
            window.set_visible(true);
            if was_hidden && !is_x11(event_loop) {
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
    fn begin_frame(&mut self, seen: Seen) -> Option<RawInput> {
        let viewports = self.viewports.as_ref()?;
        self.schedule.begin(Instant::now(), seen == Seen::No);
        let mut input = std::mem::take(&mut self.pending_input);
        input.append(viewports.borrow_mut().take_input(ViewportId::ROOT));
        self.app.borrow_mut().prepare_input(&self.ctx, &mut input);
        Some(input)
    }

    /// Runs a frame and shows what it changes, of the reader's window only if that can be seen. If no window can, it runs
    /// only what comes before painting.
    fn run_frame(&mut self, event_loop: &ActiveEventLoop, seen: Seen) {
        let Some(viewports) = self.viewports.clone() else { return };
        let Some(window) = self.root() else { return };
        let Some(input) = self.begin_frame(seen) else { return };
        let is_seen = !viewports.borrow().are_hidden() && (seen == Seen::Yes || viewports.borrow().are_several());
        if !is_seen {
            self.run_logic(event_loop, input, &window);
            return;
        }
        let closes = input.viewport().close_requested();
        let app = Rc::clone(&self.app);
        let output = self.ctx.run_ui(input, |ui| {
            // The class's window is painted inside, without the application.
            let mut app = app.borrow_mut();
            app.logic(ui.ctx(), Some(&window));
            app.paint(ui);
        });
        let is_canceled = output
            .viewport_output
            .get(&ViewportId::ROOT)
            .is_some_and(|output| output.commands.contains(&ViewportCommand::CancelClose));
        let mut viewports = viewports.borrow_mut();
        viewports.take_output(ViewportId::ROOT, output, Some(event_loop), seen == Seen::Yes);
        viewports.create_missing(event_loop);
        drop(viewports);
        self.finish_frame(event_loop, closes && !is_canceled);
    }

    /// Runs what comes before painting.
    fn run_logic(&mut self, event_loop: &ActiveEventLoop, input: RawInput, window: &Rc<Window>) {
        let closes = input.viewport().close_requested();
        let LogicOutput { platform_output, viewport_commands } = self.ctx.run_logic(&input, |ctx| {
            let mut app = self.app.borrow_mut();
            app.logic(ctx, Some(window));
            app.save_when_due(ctx);
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

    /// Closes the window if it is to be closed, and does without another one that failed.
    fn finish_frame(&mut self, event_loop: &ActiveEventLoop, closes: bool) {
        let Some(viewports) = self.viewports.clone() else { return };
        let (failure, lost) = viewports.borrow_mut().take_failures();
        self.failure = self.failure.take().or(failure);
        if let Some(reason) = lost {
            self.app.borrow_mut().lose_class_window(&self.ctx, &reason);
        }
        if closes || self.failure.is_some() || self.app.borrow_mut().is_to_reopen() {
            // While the loop runs: on Windows, a window is removed by the loop.
            self.viewports = None;
            event_loop.exit();
        }
    }

    /// Shows a window again, whose picture the desktop has lost.
    fn show_again(&mut self, event_loop: &ActiveEventLoop, id: ViewportId) {
        let Some(viewports) = self.viewports.clone() else { return };
        let needs_frame = viewports.borrow_mut().show_again(id);
        if needs_frame {
            self.run_frame(event_loop, Seen::Yes);
        } else {
            self.finish_frame(event_loop, false);
        }
    }

    /// Does what is due, and says when it is to be done again.
    fn step(&mut self, event_loop: &ActiveEventLoop) {
        let Some(viewports) = self.viewports.clone() else { return };
        let hidden = viewports.borrow().are_hidden();
        loop {
            match self.schedule.step(Instant::now(), hidden, self.asks) {
                Step::Wait(until) => {
                    event_loop.set_control_flow(until.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
                    return;
                }
                Step::Request => {
                    if let Some(window) = self.root() {
                        window.request_redraw();
                    }
                }
                // It looks again whether the windows are hidden.
                Step::Run => self.run_frame(event_loop, Seen::Yes),
                Step::RunUnseen => self.run_frame(event_loop, Seen::No),
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
            if id == ViewportId::ROOT && self.schedule.needs_frame() {
                self.run_frame(event_loop, Seen::Yes);
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
            if is_continuous(&event) {
                self.schedule.request_at(Instant::now(), self.interval);
            } else {
                self.schedule.request_now(Instant::now());
            }
            // Windows shows nothing new while a window is resized unless it is painted at once.
            if cfg!(target_os = "windows") && matches!(event, WindowEvent::Resized(_)) {
                self.run_frame(event_loop, Seen::Yes);
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
                self.run_frame(event_loop, Seen::Yes);
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

/// Whether the frame of the reader's window can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// It can.
    Yes,
    /// The desktop has not asked for it: showing it might wait for the desktop.
    No,
}

/// Whether events of this kind come one after another, often faster than a screen shows frames.
fn is_continuous(event: &WindowEvent) -> bool {
    matches!(event, WindowEvent::CursorMoved { .. } | WindowEvent::MouseWheel { .. })
}

/// Returns how the window opens, no larger than the largest screen: Windows does not show a larger one at all. Lengths are
/// those of the desktop, whatever the size of the interface, which the context of the window does not have yet.
fn fitted(event_loop: &ActiveEventLoop, builder: ViewportBuilder) -> ViewportBuilder {
    let size = |monitor: MonitorHandle| monitor.size().to_logical::<f32>(monitor.scale_factor());
    let screens = event_loop.available_monitors().map(size).filter(|size| size.width > 0.0 && size.height > 0.0);
    let largest = screens.fold(Vec2::ZERO, |largest, size| largest.max(vec2(size.width, size.height)));
    match builder.inner_size {
        Some(size) if largest != Vec2::ZERO => builder.with_inner_size(size.min(largest)),
        _ => builder,
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
