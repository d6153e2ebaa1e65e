//! The rasteriser: against a plain one that looks at each pixel alone, and with meshes that nobody should write.

use std::sync::Arc;

use egui::epaint::textures::{TextureOptions, TexturesDelta};
use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Pos2, Rect, TextureId, pos2, vec2};
use parallax::platform::raster::{Area, Picture, Textures, WindowPainter, paint};
use proptest::prelude::*;

/// A pixel that no frame paints: the upper bits of a painted one are 0.
const UNTOUCHED: u32 = 0xDEAD_BEEF;

const SIZE: [u32; 2] = [40, 30];

fn textures() -> Textures {
    let mut textures = Textures::default();
    let mut delta = TexturesDelta::default();
    let texels = (0..64).map(|at| Color32::from_white_alpha(255 - 3 * at as u8)).collect();
    delta.push(TextureId::default(), ImageDelta::full(ColorImage::new([8, 8], texels), TextureOptions::LINEAR));
    let colors =
        (0..6).map(|at| Color32::from_rgba_premultiplied(40 * at as u8, 9, 200 - 40 * at as u8, 230)).collect();
    delta
        .push(TextureId::Managed(1), ImageDelta::full(ColorImage::new([3, 2], colors), TextureOptions::NEAREST_REPEAT));
    textures.set(&mut delta);
    textures
}

fn picture(primitives: Vec<ClippedPrimitive>, pixels_per_point: f32) -> Picture {
    Picture { primitives, pixels_per_point, size: SIZE, background: Color32::from_rgba_premultiplied(10, 20, 30, 255) }
}

fn painted(frame: &Picture, textures: &Textures) -> Vec<u32> {
    let [width, height] = frame.size;
    let mut pixels = vec![UNTOUCHED; (width * height) as usize];
    paint(&mut pixels, frame, textures, Area::whole(frame.size));
    pixels
}

/// Any number that may stand in a mesh, most of them within a picture.
fn place() -> impl Strategy<Value = f32> {
    prop_oneof![
        20 => -5.0..45.0_f32,
        10 => (0..45_i32).prop_map(|at| at as f32),
        4 => (0..90_i32).prop_map(|at| at as f32 * 0.5),
        1 => prop::sample::select(vec![
            f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, f32::MIN_POSITIVE, 1e9, -1e9, 1e20,
        ]),
    ]
}

fn color() -> impl Strategy<Value = Color32> {
    any::<[u8; 4]>().prop_map(|[r, g, b, a]| Color32::from_rgba_premultiplied(r, g, b, a))
}

fn uv() -> impl Strategy<Value = Pos2> {
    let at = || prop_oneof![8 => 0.0..1.0_f32, 4 => (0..9_i32).prop_map(|at| at as f32 / 8.0), 1 => place()];
    (at(), at()).prop_map(|(x, y)| pos2(x, y))
}

fn vertex() -> impl Strategy<Value = Vertex> {
    (place(), place(), uv(), color()).prop_map(|(x, y, uv, color)| Vertex { pos: pos2(x, y), uv, color })
}

/// A rectangle, as text is written, or triangles with any indices.
fn mesh() -> impl Strategy<Value = Mesh> {
    let rectangle = (place(), place(), -2.0..20.0_f32, -2.0..20.0_f32, uv(), uv(), color()).prop_map(
        |(x, y, width, height, from, to, color)| {
            let mut mesh = Mesh::default();
            let rect = Rect::from_min_size(pos2(x, y), vec2(width, height));
            mesh.add_rect_with_uv(rect, Rect::from_two_pos(from, to), color);
            mesh
        },
    );
    let any = (prop::collection::vec(vertex(), 0..8), prop::collection::vec(0..9_u32, 0..20)).prop_map(
        |(vertices, mut indices)| {
            indices.push(u32::MAX);
            Mesh { vertices, indices, texture_id: TextureId::default() }
        },
    );
    (prop_oneof![rectangle, any], 0..3_u64)
        .prop_map(|(mesh, texture)| Mesh { texture_id: TextureId::Managed(texture), ..mesh })
}

fn primitive() -> impl Strategy<Value = ClippedPrimitive> {
    let clip = prop_oneof![
        Just(Rect::EVERYTHING),
        Just(Rect::NOTHING),
        (place(), place(), place(), place()).prop_map(|(a, b, c, d)| Rect::from_min_max(pos2(a, b), pos2(c, d))),
        Just(Rect::from_min_max(pos2(3.2, 4.8), pos2(31.5, 22.0))),
    ];
    (clip, mesh()).prop_map(|(clip_rect, mesh)| ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) })
}

fn scale() -> impl Strategy<Value = f32> {
    prop::sample::select(vec![1.0_f32, 1.25, 1.5, 2.0, 0.3])
}

/// Whether a pixel's centre is inside a triangle, by the signs of three areas alone. `None` on an edge.
fn contains(corners: [Pos2; 3], x: u32, y: u32) -> Option<bool> {
    let grid = |at: f32| (f64::from(at) * 256.0).round() / 256.0;
    let corners = corners.map(|at| (grid(at.x), grid(at.y)));
    let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
    let [a, b, c] = corners;
    let sides =
        [(a, b), (b, c), (c, a)].map(|(from, to)| (to.0 - from.0) * (y - from.1) - (to.1 - from.1) * (x - from.0));
    if sides.contains(&0.0) {
        return None;
    }
    Some(sides.iter().all(|side| *side > 0.0) || sides.iter().all(|side| *side < 0.0))
}

proptest! {
    #[test]
    fn no_mesh_makes_it_fail_or_paint_outside_its_area(
        primitives in prop::collection::vec(primitive(), 0..6),
        scale in scale(),
        (left, top, right, bottom) in (0..50_u32, 0..40_u32, 0..50_u32, 0..40_u32),
    ) {
        let (textures, frame) = (textures(), picture(primitives, scale));
        let whole = painted(&frame, &textures);
        prop_assert!(whole.iter().all(|pixel| pixel >> 24 == 0));
        let mut pixels = vec![UNTOUCHED; whole.len()];
        let area = Area { left, top, right, bottom };
        paint(&mut pixels, &frame, &textures, area);
        for (at, (part, whole)) in pixels.iter().zip(&whole).enumerate() {
            let (x, y) = (at as u32 % SIZE[0], at as u32 / SIZE[0]);
            let is_inside = (left..right).contains(&x) && (top..bottom).contains(&y);
            prop_assert_eq!(*part, if is_inside { *whole } else { UNTOUCHED }, "at {}, {}", x, y);
        }
    }

    #[test]
    fn a_triangle_paints_the_pixels_whose_centres_it_contains(
        corners in prop::array::uniform3((-20.0..60.0_f32, -20.0..60.0_f32)),
    ) {
        let corners = corners.map(|(x, y)| pos2(x, y));
        let mut mesh = Mesh::default();
        corners.iter().for_each(|at| mesh.vertices.push(Vertex::untextured(*at, Color32::WHITE)));
        mesh.add_triangle(0, 1, 2);
        let clipped = ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) };
        let pixels = painted(&picture(vec![clipped], 1.0), &textures());
        for (at, pixel) in pixels.iter().enumerate() {
            let (x, y) = (at as u32 % SIZE[0], at as u32 / SIZE[0]);
            if let Some(inside) = contains(corners, x, y) {
                prop_assert_eq!(*pixel == 0x00FF_FFFF, inside, "at {}, {}", x, y);
            }
        }
    }

    #[test]
    fn triangles_that_share_edges_paint_each_pixel_once(
        center in (2.0..38.0_f32, 2.0..28.0_f32),
        scale in scale(),
    ) {
        // Half transparent: a pixel painted twice is lighter, and one left out is dark.
        let mut mesh = Mesh::default();
        let half = Color32::from_rgba_premultiplied(128, 128, 128, 128);
        let corners = [pos2(0.0, 0.0), pos2(200.0, 0.0), pos2(200.0, 200.0), pos2(0.0, 200.0)];
        mesh.vertices.push(Vertex::untextured(pos2(center.0, center.1), half));
        corners.iter().for_each(|at| mesh.vertices.push(Vertex::untextured(*at, half)));
        for at in 0..4 {
            mesh.add_triangle(0, 1 + at, 1 + (at + 1) % 4);
        }
        let clipped = ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) };
        let pixels = painted(&picture(vec![clipped], scale), &textures());
        prop_assert!(pixels.iter().all(|pixel| *pixel == pixels[0]), "{:06x?}", pixels);
    }

    #[test]
    fn painting_what_changed_is_painting_everything(
        frames in prop::collection::vec(
            (
                prop::collection::vec((0..6_usize, 0..4_usize), 0..6),
                prop::sample::select(vec![0_usize, 1, 1, 1, 2, 3]),
                // The height, whether a texture has changed, and whether the picture is shown without a change.
                (prop::sample::select(vec![30_u32, 30, 30, 22]), prop::bool::weighted(0.1), prop::bool::weighted(0.2)),
            ),
            1..8,
        ),
        pool in prop::collection::vec(mesh(), 6),
        clips in prop::collection::vec(prop_oneof![Just(Rect::EVERYTHING), Just(Rect::from_min_max(pos2(3.0, 4.0), pos2(30.0, 20.0)))], 4),
    ) {
        let textures = textures();
        let mut painter = WindowPainter::default();
        // The buffers of a window, the one shown last at the front.
        let mut buffers: Vec<Vec<u32>> = Vec::new();
        for (shapes, age, (height, textures_changed, is_exposed)) in frames {
            // As egui does, shapes in a row with the same clip rectangle and texture are one mesh.
            let mut primitives: Vec<ClippedPrimitive> = Vec::new();
            for (shape, clip) in shapes {
                let (mesh, clip_rect) = (&pool[shape], clips[clip]);
                let is_nan = mesh.vertices.iter().any(|vertex| vertex.pos.any_nan() || vertex.uv.any_nan());
                let is_outside = mesh.indices.iter().any(|index| *index as usize >= mesh.vertices.len());
                match primitives.last_mut() {
                    Some(ClippedPrimitive { clip_rect: last, primitive: Primitive::Mesh(joined) })
                        if *last == clip_rect && joined.texture_id == mesh.texture_id && !is_nan && !is_outside =>
                    {
                        joined.append_ref(mesh);
                    }
                    _ => primitives.push(ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh.clone()) }),
                }
            }
            let next = Picture { size: [SIZE[0], height], ..picture(primitives, 1.0) };
            let whole = painted(&next, &textures);
            let before = buffers.first().cloned();
            if !painter.set_picture(next, textures_changed) && !is_exposed {
                prop_assert_eq!(Some(&whole), before.as_ref(), "nothing has changed");
                continue;
            }
            // A buffer of another size holds nothing.
            let age = if buffers.get(age.wrapping_sub(1)).is_some_and(|at| at.len() == whole.len()) { age } else { 0 };
            let mut buffer = age.checked_sub(1).map_or_else(|| vec![UNTOUCHED; whole.len()], |at| buffers[at].clone());
            let shown = painter.paint(&mut buffer, age, &textures);
            prop_assert_eq!(&buffer, &whole);
            for (at, pixel) in whole.iter().enumerate() {
                let (x, y) = (at as u32 % SIZE[0], at as u32 / SIZE[0]);
                let is_shown = shown.iter().any(|area| {
                    (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y)
                });
                let was_same = before.as_ref().is_some_and(|before| before.len() == whole.len() && before[at] == *pixel);
                prop_assert!(is_shown || was_same, "at {}, {}", x, y);
            }
            buffers.insert(0, buffer);
            buffers.truncate(4);
        }
    }
}

#[test]
fn a_caret_that_blinks_changes_the_pixels_of_the_caret_alone() {
    let mut text = Mesh::default();
    for at in 0..50 {
        let place = pos2((at % 10 * 4) as f32, (at / 10 * 5) as f32);
        text.add_rect_with_uv(
            Rect::from_min_size(place, vec2(3.0, 4.0)),
            Rect::from_min_size(pos2(0.0, 0.0), vec2(0.5, 0.5)),
            Color32::WHITE,
        );
    }
    let mut with_caret = Mesh::default();
    let letters = |range: std::ops::Range<usize>| Mesh { indices: text.indices[range].to_vec(), ..text.clone() };
    with_caret.append(letters(0..120));
    with_caret.add_colored_rect(Rect::from_min_size(pos2(20.0, 10.0), vec2(1.0, 5.0)), Color32::RED);
    with_caret.append(letters(120..300));
    let mut without = Mesh::default();
    without.append(letters(0..120));
    without.append(letters(120..300));
    let clipped =
        |mesh: &Mesh| ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh.clone()) };
    let mut painter = WindowPainter::default();
    let textures = textures();
    let mut pixels = vec![UNTOUCHED; 1200];
    painter.set_picture(picture(vec![clipped(&without)], 1.0), false);
    painter.paint(&mut pixels, 0, &textures);
    for mesh in [&with_caret, &without, &with_caret] {
        assert!(painter.set_picture(picture(vec![clipped(mesh)], 1.0), false));
        let shown = painter.paint(&mut pixels, 1, &textures);
        assert_eq!(shown, [Area { left: 20, top: 10, right: 21, bottom: 15 }]);
    }
    assert!(!painter.set_picture(picture(vec![clipped(&with_caret)], 1.0), false), "nothing has changed");
    let whole = Arc::new(painter.picture().unwrap().clone());
    assert!(painter.set_picture(Picture::clone(&whole), true), "a texture has");
}
