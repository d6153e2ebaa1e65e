//! A rasteriser: paints the meshes of egui with the processor.
//!
//! A frame comes as [`Frame`], and a [`Painter`] paints of it what a window's buffer lacks. Colours are blended as egui's
//! painter for OpenGL does: in gamma space, with the colours multiplied by alpha; glyphs are copied, and everything else
//! is filled as graphics cards fill triangles, so that pictures of both are the same but for roundings.
//!
//! Nothing here knows windows. No value of a mesh can make it fail or write outside its picture: corners that are no
//! numbers leave out their triangle, those far away are moved nearer, and indices and places outside are ignored.
//!
//! `egui_software_backend`, which does the same with a window around it, is made for another version of egui.

mod area;
mod band;
mod damage;
mod mesh;
mod painter;
mod pixel;
mod quad;
mod texture;
mod triangle;

pub use area::Area;
pub use damage::Frame;
pub use painter::Painter;
pub use texture::Textures;

use std::num::NonZero;
use std::sync::OnceLock;

use eframe::egui::epaint::Primitive;

use band::Band;
use mesh::paint_mesh;
use pixel::pixel;

/// An area with more pixels is painted in bands, each on a thread of its own. Starting one takes as long as painting about
/// 50,000 pixels.
const PARALLEL_PIXELS: u64 = 400_000;

/// More threads than this are not used: memory would be the limit.
const MAX_THREADS: usize = 8;

/// Paints an area of a frame. `pixels` are the rows of the frame from the top, each pixel `0x00RRGGBB`.
pub fn paint(pixels: &mut [u32], frame: &Frame, textures: &Textures, area: Area) {
    let area = area.intersect(Area::whole(frame.size));
    let [width, _] = frame.size;
    if area.is_empty() {
        return;
    }
    let rows = area.top as usize * width as usize..area.bottom as usize * width as usize;
    let Some(pixels) = pixels.get_mut(rows) else { return };
    let bands = if area.pixels() < PARALLEL_PIXELS { 1 } else { threads() };
    if bands < 2 {
        paint_band(&mut Band::new(pixels, width, area.top, area), frame, textures);
        return;
    }
    let height = (area.bottom - area.top).div_ceil(bands as u32).max(1);
    std::thread::scope(|scope| {
        let chunks = pixels.chunks_mut(height as usize * width as usize);
        let mut bands = (area.top..area.bottom).step_by(height as usize).zip(chunks);
        // This thread paints one as well.
        let own = bands.next();
        for (top, rows) in bands {
            scope.spawn(move || paint_band(&mut Band::new(rows, width, top, area), frame, textures));
        }
        if let Some((top, rows)) = own {
            paint_band(&mut Band::new(rows, width, top, area), frame, textures);
        }
    });
}

/// Returns the number of threads that paint, which is asked once: the answer comes from the disk.
fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get).min(MAX_THREADS))
}

fn paint_band(band: &mut Band<'_>, frame: &Frame, textures: &Textures) {
    let area = band.area();
    let background = pixel(frame.background) & 0x00FF_FFFF;
    (area.top..area.bottom).for_each(|row| band.row(row, area.left, area.right).fill(background));
    for primitive in &frame.primitives {
        match &primitive.primitive {
            Primitive::Mesh(mesh) => {
                if let Some(texture) = textures.get(mesh.texture_id) {
                    let clip = Area::nearest(primitive.clip_rect * frame.pixels_per_point);
                    paint_mesh(band, clip, mesh, texture, frame.pixels_per_point);
                }
            }
            // It paints with OpenGL; nothing in Parallax asks for it.
            Primitive::Callback(_) => {}
        }
    }
}
