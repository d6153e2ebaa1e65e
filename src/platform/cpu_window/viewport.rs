//! One window of the desktop: its surface, its input, and what it shows.

use std::num::NonZeroU32;
use std::rc::Rc;

use eframe::egui::{ClippedPrimitive, Color32, Context, ViewportBuilder, ViewportId, ViewportInfo};
use softbuffer::{SoftBufferError, Surface};
use winit::event_loop::{ActiveEventLoop, OwnedDisplayHandle};
use winit::window::Window;

use crate::platform::raster::{Area, Picture, Textures, WindowPainter};

/// The longest side of the atlas of glyphs, which is as wide from the start, in texels.
const MAX_TEXTURE_SIDE: usize = 4096;

/// The display, as surfaces need it.
pub(super) type Display = softbuffer::Context<OwnedDisplayHandle>;

/// A window of the desktop.
pub(super) struct NativeWindow {
    pub(super) window: Rc<Window>,
    surface: Surface<OwnedDisplayHandle, Rc<Window>>,
    /// The window's input for egui.
    pub(super) input: egui_winit::State,
    painter: WindowPainter,
    /// Whether the desktop has lost what the window showed.
    is_exposed: bool,
}

impl NativeWindow {
    /// Creates a window and what egui is to know of it first.
    ///
    /// # Errors
    /// Returns a message when the desktop gives none, or no surface to paint on.
    pub(super) fn new(
        event_loop: &ActiveEventLoop,
        ctx: &Context,
        display: &Display,
        id: ViewportId,
        builder: &ViewportBuilder,
    ) -> Result<(Self, ViewportInfo), String> {
        let window = egui_winit::create_window(ctx, event_loop, builder).map_err(|error| error.to_string())?;
        let window = Rc::new(window);
        let surface = Surface::new(display, Rc::clone(&window)).map_err(|error| error.to_string())?;
        let scale = Some(window.scale_factor() as f32);
        let theme = event_loop.system_theme();
        let input = egui_winit::State::new(ctx.clone(), id, event_loop, scale, theme, Some(MAX_TEXTURE_SIDE));
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, ctx, &window, true);
        Ok((Self { window, surface, input, painter: WindowPainter::default(), is_exposed: false }, info))
    }

    /// Returns the width and height in pixels, `None` while the window has none.
    fn size(&self) -> Option<[u32; 2]> {
        let size = self.window.inner_size();
        (size.width > 0 && size.height > 0).then_some([size.width, size.height])
    }

    /// Takes the primitives of a frame. Returns whether anything of the window changes.
    pub(super) fn set_picture(
        &mut self,
        primitives: Vec<ClippedPrimitive>,
        pixels_per_point: f32,
        background: Color32,
        textures_changed: bool,
    ) -> bool {
        let Some(size) = self.size() else { return false };
        self.painter.set_picture(Picture { primitives, pixels_per_point, size, background }, textures_changed)
            || self.is_exposed
    }

    /// Takes note that the desktop has lost what the window showed. Returns whether the last picture can be shown again.
    pub(super) fn expose(&mut self) -> bool {
        self.is_exposed = true;
        self.size().is_some_and(|size| self.painter.picture().is_some_and(|picture| picture.size == size))
    }

    /// Forgets the last picture, because a texture has changed: the next one is painted whole.
    pub(super) fn forget_picture(&mut self) {
        self.painter.forget();
    }

    /// Paints what the window lacks of its picture, and shows it.
    ///
    /// # Errors
    /// Returns an error when the desktop takes no picture.
    pub(super) fn present(&mut self, textures: &Textures) -> Result<(), SoftBufferError> {
        let Some([width, height]) = self.painter.picture().map(|picture| picture.size) else { return Ok(()) };
        let (Some(width), Some(height)) = (NonZeroU32::new(width), NonZeroU32::new(height)) else { return Ok(()) };
        self.surface.resize(width, height)?;
        let mut buffer = self.surface.buffer_mut()?;
        let age = usize::from(buffer.age());
        let changed = self.painter.paint(&mut buffer, age, textures);
        let changed: Vec<softbuffer::Rect> = changed.into_iter().filter_map(damage).collect();
        let is_exposed = std::mem::take(&mut self.is_exposed);
        if changed.is_empty() && !is_exposed {
            return Ok(());
        }
        // Only before a picture is shown: Wayland answers the next one.
        self.window.pre_present_notify();
        if is_exposed { buffer.present() } else { buffer.present_with_damage(&changed) }
    }
}

fn damage(area: Area) -> Option<softbuffer::Rect> {
    let width = NonZeroU32::new(area.right.checked_sub(area.left)?)?;
    let height = NonZeroU32::new(area.bottom.checked_sub(area.top)?)?;
    Some(softbuffer::Rect { x: area.left, y: area.top, width, height })
}
