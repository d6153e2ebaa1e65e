//! The windows of the program: that of the reader, and that of the class, which egui calls viewports.
//!
//! A window inside the frame of another, such as the class's, is what egui calls an immediate viewport; no other kind is
//! used. egui calls [`Viewports::show`] for it while the frame of the reader's window runs. A window can only be created
//! between frames, so its first frame goes nowhere.

use std::cell::RefCell;
use std::collections::BTreeMap;

use eframe::egui::{
    Context, Event, FullOutput, ImmediateViewport, OrderedViewportIdMap, PlatformOutput, RawInput, Rect,
    ViewportBuilder, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo, ViewportOutput, pos2, vec2,
};
use egui_winit::ActionRequested;
use winit::event::WindowEvent;
use winit::event_loop::ActiveEventLoop;
use winit::window::WindowId;

use crate::platform::raster::Textures;
use crate::ui::Screen;

use super::viewport::{Display, NativeWindow};

/// The size of a window that does not exist yet, in points.
const FUTURE_SIZE: [f32; 2] = [960.0, 540.0];

/// The windows, and the textures that they share.
pub(super) struct Viewports {
    ctx: Context,
    display: Display,
    windows: BTreeMap<ViewportId, Viewport>,
    textures: Textures,
    /// Why the window of the reader cannot be shown.
    failure: Option<String>,
    /// Why another window cannot be shown. It is removed.
    lost: Option<String>,
}

/// A window as egui knows it.
struct Viewport {
    builder: ViewportBuilder,
    info: ViewportInfo,
    /// Commands that wait for the window.
    commands: Vec<ViewportCommand>,
    /// What the frame asked of the clipboard.
    requests: Vec<ActionRequested>,
    /// `None` until it is created.
    native: Option<NativeWindow>,
}

impl Viewport {
    fn new(builder: ViewportBuilder) -> Self {
        Self { builder, info: ViewportInfo::default(), commands: Vec::new(), requests: Vec::new(), native: None }
    }

    /// Performs the commands, once there is a window.
    fn process_commands(&mut self, ctx: &Context, commands: Vec<ViewportCommand>) {
        self.commands.extend(commands);
        if let Some(native) = &self.native {
            let commands = std::mem::take(&mut self.commands);
            let Self { info, requests, .. } = self;
            egui_winit::process_viewport_commands(ctx, info, commands, &native.window, requests);
        }
    }

    /// Answers what the frame asked of the clipboard with events of the next one. Returns whether there are any.
    fn answer_requests(&mut self) -> bool {
        let Some(native) = &mut self.native else { return false };
        let mut events = Vec::new();
        for request in self.requests.drain(..) {
            match request {
                ActionRequested::Cut => events.push(Event::Cut),
                ActionRequested::Copy => events.push(Event::Copy),
                ActionRequested::Paste => {
                    let text = native.input.clipboard_text().unwrap_or_default().replace("\r\n", "\n");
                    events.extend((!text.is_empty()).then_some(Event::Paste(text)));
                }
                // Nothing in Parallax asks for them.
                ActionRequested::Screenshot(_) | ActionRequested::PaintWhileHidden => {}
            }
        }
        let is_answered = !events.is_empty();
        native.input.egui_input_mut().events.extend(events);
        is_answered
    }
}

impl Viewports {
    pub(super) fn new(ctx: Context, display: Display) -> Self {
        Self { ctx, display, windows: BTreeMap::new(), textures: Textures::default(), failure: None, lost: None }
    }

    /// Creates the window of the reader, hidden.
    ///
    /// # Errors
    /// Returns a message when the desktop gives none.
    pub(super) fn create_root(&mut self, event_loop: &ActiveEventLoop, builder: ViewportBuilder) -> Result<(), String> {
        let mut viewport = Viewport::new(builder.with_visible(false));
        let (native, info) =
            NativeWindow::new(event_loop, &self.ctx, &self.display, ViewportId::ROOT, &viewport.builder)?;
        (viewport.native, viewport.info) = (Some(native), info);
        self.windows.insert(ViewportId::ROOT, viewport);
        Ok(())
    }

    /// Returns the window of a viewport, if it has been created.
    pub(super) fn native(&mut self, id: ViewportId) -> Option<&mut NativeWindow> {
        self.windows.get_mut(&id)?.native.as_mut()
    }

    /// Returns the viewport of a window.
    pub(super) fn id_of(&self, window: WindowId) -> Option<ViewportId> {
        let is_it = |viewport: &Viewport| viewport.native.as_ref().is_some_and(|native| native.window.id() == window);
        self.windows.iter().find(|(_, viewport)| is_it(viewport)).map(|(id, _)| *id)
    }

    /// Whether no window is visible: all are minimized or covered.
    pub(super) fn are_hidden(&self) -> bool {
        self.windows.values().all(|viewport| viewport.info.visible() == Some(false))
    }

    /// Whether there is another window beside that of the reader.
    pub(super) fn are_several(&self) -> bool {
        self.windows.len() > 1
    }

    /// Takes note of an event of a window. Returns whether a frame is to be painted.
    pub(super) fn on_event(&mut self, id: ViewportId, event: &WindowEvent) -> bool {
        let Some(viewport) = self.windows.get_mut(&id) else { return false };
        match event {
            WindowEvent::Occluded(is_occluded) => viewport.info.occluded = Some(*is_occluded),
            WindowEvent::CloseRequested => viewport.info.events.push(ViewportEvent::Close),
            _ => {}
        }
        let closes = matches!(event, WindowEvent::CloseRequested);
        let Some(native) = &mut viewport.native else { return false };
        native.input.on_window_event(&native.window, event).repaint || closes
    }

    /// Returns the input of the next frame of a window, and its information about all windows.
    pub(super) fn take_input(&mut self, id: ViewportId) -> RawInput {
        // Of all: a window says only by its state that it is no longer minimized.
        for viewport in self.windows.values_mut() {
            if let Some(native) = &viewport.native {
                egui_winit::update_viewport_info(&mut viewport.info, &self.ctx, &native.window, false);
            }
        }
        let Some(viewport) = self.windows.get_mut(&id) else { return RawInput::default() };
        let mut input = match &mut viewport.native {
            Some(native) => native.input.take_egui_input(&native.window),
            None => {
                let size = viewport.builder.inner_size.unwrap_or(vec2(FUTURE_SIZE[0], FUTURE_SIZE[1]));
                let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), size));
                RawInput { viewport_id: id, screen_rect, ..RawInput::default() }
            }
        };
        input.viewports = self.windows.iter().map(|(id, viewport)| (*id, viewport.info.clone())).collect();
        input
    }

    /// Takes the output of a frame of a window: performs its commands, and paints it. Shows it, too, if that `is_seen`.
    pub(super) fn take_output(
        &mut self,
        id: ViewportId,
        output: FullOutput,
        event_loop: Option<&ActiveEventLoop>,
        is_seen: bool,
    ) {
        let FullOutput { platform_output, mut textures_delta, shapes, pixels_per_point, viewport_output } = output;
        let textures_changed = self.textures.set(&mut textures_delta);
        if textures_changed {
            // What they show has places in the textures as they were.
            for (other, viewport) in &mut self.windows {
                if *other != id
                    && let Some(native) = &mut viewport.native
                {
                    native.forget_picture();
                }
            }
        }
        if let Some(viewport) = self.windows.get_mut(&id) {
            // They have been processed.
            viewport.info.events.clear();
            if let Some(native) = &mut viewport.native {
                match event_loop {
                    Some(event_loop) => {
                        native.input.handle_platform_output_with_event_loop(&native.window, event_loop, platform_output)
                    }
                    None => native.input.handle_platform_output(&native.window, platform_output),
                }
                if viewport.info.visible() != Some(false) {
                    let primitives = self.ctx.tessellate(shapes, pixels_per_point);
                    let background = Screen::background(&self.ctx.global_style().visuals);
                    if native.set_picture(primitives, pixels_per_point, background, textures_changed)
                        && is_seen
                        && native.window.is_visible() != Some(false)
                        && let Err(error) = native.present(&self.textures)
                    {
                        self.fail(id, error.to_string());
                    }
                } else if textures_changed {
                    native.forget_picture();
                }
            }
        }
        self.textures.free(&mut textures_delta);
        self.process_outputs(viewport_output);
    }

    /// Takes the output of logic without a frame.
    pub(super) fn take_logic(
        &mut self,
        event_loop: &ActiveEventLoop,
        output: PlatformOutput,
        commands: OrderedViewportIdMap<Vec<ViewportCommand>>,
    ) {
        if let Some(viewport) = self.windows.get_mut(&ViewportId::ROOT) {
            viewport.info.events.clear();
            if let Some(native) = &mut viewport.native {
                native.input.handle_platform_output_with_event_loop(&native.window, event_loop, output);
            }
        }
        for (id, commands) in commands {
            if let Some(viewport) = self.windows.get_mut(&id) {
                viewport.process_commands(&self.ctx, commands);
            }
        }
    }

    /// Shows the last frame of a window again, whose picture the desktop has lost. Returns whether a new frame is needed.
    pub(super) fn show_again(&mut self, id: ViewportId) -> bool {
        let Some(native) = self.windows.get_mut(&id).and_then(|viewport| viewport.native.as_mut()) else {
            return false;
        };
        if !native.expose() {
            return true;
        }
        if let Err(error) = native.present(&self.textures) {
            self.fail(id, error.to_string());
        }
        false
    }

    /// Takes note that a window cannot be shown. All but that of the reader are removed.
    fn fail(&mut self, id: ViewportId, reason: String) {
        if id == ViewportId::ROOT {
            self.failure.get_or_insert(reason);
        } else {
            self.windows.remove(&id);
            self.lost.get_or_insert(reason);
        }
    }

    /// Runs and paints a frame of an immediate viewport.
    pub(super) fn show(this: &RefCell<Self>, ctx: &Context, viewport: ImmediateViewport<'_>) {
        let ImmediateViewport { ids, builder, mut viewport_ui_cb } = viewport;
        let mut viewports = this.borrow_mut();
        viewports.update_builder(ids.this, builder);
        let mut input = viewports.take_input(ids.this);
        input.time = Some(ctx.input(|input| input.time));
        // The frame may call this function again.
        drop(viewports);
        let output = ctx.run_ui(input, |ui| viewport_ui_cb(ui));
        this.borrow_mut().take_output(ids.this, output, None, true);
    }

    /// Updates what is wanted of a window.
    fn update_builder(&mut self, id: ViewportId, builder: ViewportBuilder) {
        let viewport = self.windows.entry(id).or_insert_with(|| Viewport::new(builder.clone()));
        let (commands, recreate) = viewport.builder.patch(builder);
        if recreate {
            viewport.native = None;
        }
        viewport.process_commands(&self.ctx, commands);
    }

    /// Performs the commands for all windows, and removes those that are no longer shown.
    fn process_outputs(&mut self, outputs: OrderedViewportIdMap<ViewportOutput>) {
        self.windows.retain(|id, _| *id == ViewportId::ROOT || outputs.contains_key(id));
        for (id, output) in outputs {
            if let Some(viewport) = self.windows.get_mut(&id) {
                viewport.process_commands(&self.ctx, output.commands);
            }
        }
        let is_answered = self.windows.values_mut().fold(false, |is, viewport| viewport.answer_requests() | is);
        if is_answered {
            self.ctx.request_repaint_of(ViewportId::ROOT);
        }
    }

    /// Creates the windows that the last frame wanted and that do not exist. They are shown by the next frame.
    pub(super) fn create_missing(&mut self, event_loop: &ActiveEventLoop) {
        let mut failed = Vec::new();
        for (id, viewport) in &mut self.windows {
            if viewport.native.is_some() {
                continue;
            }
            match NativeWindow::new(event_loop, &self.ctx, &self.display, *id, &viewport.builder) {
                Ok((native, info)) => {
                    (viewport.native, viewport.info) = (Some(native), info);
                    self.ctx.request_repaint_of(ViewportId::ROOT);
                }
                Err(error) => failed.push((*id, error)),
            }
        }
        for (id, error) in failed {
            self.fail(id, error);
        }
    }

    /// Returns why the window of the reader cannot be shown, and why another one was removed, once.
    pub(super) fn take_failures(&mut self) -> (Option<String>, Option<String>) {
        (self.failure.take(), self.lost.take())
    }
}
