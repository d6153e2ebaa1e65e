//! Meshes of any numbers: no panic, nothing painted outside the area, and only what changed is the same as everything.
#![no_main]

use egui::epaint::textures::{TextureOptions, TexturesDelta};
use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Rect, TextureId, pos2};
use libfuzzer_sys::fuzz_target;
use parallax::platform::raster::{Area, Picture, Textures, WindowPainter, paint};

const SIZE: [u32; 2] = [37, 23];

/// A pixel that is never painted.
const UNTOUCHED: u32 = 0xDEAD_BEEF;

type Corner = ([f32; 2], [f32; 2], [u8; 4]);
type Shape = ([f32; 4], Vec<Corner>, Vec<u8>, bool);

fuzz_target!(|input: (Vec<Shape>, Vec<Shape>, f32, [u8; 4])| {
    let (first, second, pixels_per_point, [left, top, right, bottom]) = input;
    let textures = textures();
    let mut painter = WindowPainter::default();
    let mut shown = vec![UNTOUCHED; (SIZE[0] * SIZE[1]) as usize];
    for (age, shapes) in [first, second].into_iter().enumerate() {
        let primitives = shapes.into_iter().take(50).map(primitive).collect();
        let picture = Picture { primitives, pixels_per_point, size: SIZE, background: Color32::BLACK };
        let mut whole = vec![UNTOUCHED; shown.len()];
        paint(&mut whole, &picture, &textures, Area::whole(SIZE));
        assert!(whole.iter().all(|pixel| pixel >> 24 == 0));
        let mut part = vec![UNTOUCHED; shown.len()];
        let area = Area { left: left.into(), top: top.into(), right: right.into(), bottom: bottom.into() };
        paint(&mut part, &picture, &textures, area);
        for (at, pixel) in part.iter().enumerate() {
            let (x, y) = (at as u32 % SIZE[0], at as u32 / SIZE[0]);
            let is_inside = (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y);
            assert_eq!(*pixel, if is_inside { whole[at] } else { UNTOUCHED });
        }
        painter.set_picture(picture, false);
        painter.paint(&mut shown, age, &textures);
        assert!(shown == whole);
    }
});

fn primitive(([a, b, c, d], corners, indices, is_text): Shape) -> ClippedPrimitive {
    let vertices = corners.into_iter().take(100).map(|([x, y], [u, v], [r, g, b, a])| Vertex {
        pos: pos2(x, y),
        uv: pos2(u, v),
        color: Color32::from_rgba_premultiplied(r, g, b, a),
    });
    let mut mesh = Mesh { vertices: vertices.collect(), ..Mesh::default() };
    if is_text {
        mesh.indices = (0..mesh.vertices.len() as u32 / 4).flat_map(|at| [0, 1, 2, 2, 1, 3].map(|corner| 4 * at + corner)).collect();
    } else {
        mesh.indices = indices.into_iter().take(300).map(u32::from).collect();
    }
    ClippedPrimitive { clip_rect: Rect::from_min_max(pos2(a, b), pos2(c, d)), primitive: Primitive::Mesh(mesh) }
}

fn textures() -> Textures {
    let mut textures = Textures::default();
    let mut delta = TexturesDelta::default();
    let texels = (0..64).map(|at| Color32::from_white_alpha(255 - 3 * at)).collect();
    delta.push(TextureId::default(), ImageDelta::full(ColorImage::new([8, 8], texels), TextureOptions::LINEAR));
    textures.set(&mut delta);
    textures
}
