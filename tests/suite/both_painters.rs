//! Paints each picture with the processor as well as with the software GPU, and compares them.

use egui::{Context, FullOutput, TexturesDelta};
use egui_kittest::{LazyRenderer, TestRenderer};
use parallax::platform::raster::{Area, Picture, Textures, WindowPainter, paint};

/// How far a channel of a pixel may be from the GPU's, of 255.
const TOLERANCE: u8 = 3;

/// The share of pixels, on edges, that may be farther.
const EDGES: f64 = 0.001;

/// Returns the picture of the GPU, having compared it with that of the processor.
#[derive(Default)]
pub struct BothPainters {
    gpu: LazyRenderer,
    textures: Textures,
    textures_changed: bool,
    /// A window with one buffer, in which only what changes is painted.
    window: WindowPainter,
    shown: Vec<u32>,
}

impl TestRenderer for BothPainters {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut own = delta.clone();
        self.textures_changed |= self.textures.set(&mut own);
        self.textures.free(&mut own);
        self.gpu.handle_delta(delta);
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let picture = self.gpu.render(ctx, output)?;
        let size = [picture.width(), picture.height()];
        let pixels_per_point = ctx.pixels_per_point();
        let primitives = ctx.tessellate(output.shapes.clone(), pixels_per_point);
        let frame = Picture { primitives, pixels_per_point, size, background: egui::Color32::BLACK };
        let mut pixels = vec![0; picture.pixels().len()];
        paint(&mut pixels, &frame, &self.textures, Area::whole(size));
        // Painting only what has changed since the last picture must come to the same.
        let age = usize::from(self.shown.len() == pixels.len());
        self.shown.resize(pixels.len(), 0);
        self.window.set_picture(frame, std::mem::take(&mut self.textures_changed));
        self.window.paint(&mut self.shown, age, &self.textures);
        if self.shown != pixels {
            return Err("what changed was not painted everywhere".to_owned());
        }
        let far = |(own, gpu): &(&u32, &image::Rgba<u8>)| {
            let [_, own @ ..] = own.to_be_bytes();
            let [gpu @ .., _] = gpu.0;
            own.iter().zip(gpu).any(|(own, gpu)| own.abs_diff(gpu) > TOLERANCE)
        };
        let wrong = pixels.iter().zip(picture.pixels()).filter(far).count();
        let allowed = pixels.len() as f64 * EDGES;
        if wrong as f64 > allowed {
            return Err(format!("{wrong} pixels of the processor's picture differ, more than {allowed:.0}"));
        }
        Ok(picture)
    }
}
