//! Arithmetic on pixels: four channels of eight bits in one word, `0xAARRGGBB`, the colours multiplied by alpha.
//!
//! Two channels are computed at once, with room for sixteen bits each. Products are divided by 255 and rounded to the
//! nearest by Blinn's method (Three wrongs make a right, IEEE Computer Graphics and Applications 15, 1995).

use eframe::egui::Color32;

/// The bits of red and blue, and of alpha and green shifted by eight.
const PAIR: u32 = 0x00FF_00FF;
const HALF: u32 = 0x0080_0080;
/// The bits of the colours: what a window keeps of a pixel.
const COLORS: u32 = 0x00FF_FFFF;

/// Returns a colour as a pixel.
pub(super) fn pixel(color: Color32) -> u32 {
    let [r, g, b, a] = color.to_array();
    u32::from_be_bytes([a, r, g, b])
}

/// Returns a pixel multiplied by `by` / 255; `by` is at most 255.
#[inline]
pub(super) fn scale(pixel: u32, by: u32) -> u32 {
    let low = (pixel & PAIR) * by + HALF;
    let low = ((low + ((low >> 8) & PAIR)) >> 8) & PAIR;
    let high = ((pixel >> 8) & PAIR) * by + HALF;
    let high = (high + ((high >> 8) & PAIR)) & !PAIR;
    low | high
}

/// Returns two pixels multiplied channel by channel.
#[inline]
pub(super) fn multiply(left: u32, right: u32) -> u32 {
    let (left, right) = (left.to_be_bytes(), right.to_be_bytes());
    let mut out = [0; 4];
    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
        let product = u32::from(left) * u32::from(right) + 128;
        *out = ((product + (product >> 8)) >> 8) as u8;
    }
    u32::from_be_bytes(out)
}

/// Returns a pixel between two, `at` / 256 of the way from the first to the second; `at` is at most 256.
#[inline]
pub(super) fn between(from: u32, to: u32, at: u32) -> u32 {
    let low = ((from & PAIR) * (256 - at) + (to & PAIR) * at + HALF) >> 8;
    let high = ((from >> 8) & PAIR) * (256 - at) + ((to >> 8) & PAIR) * at + HALF;
    (low & PAIR) | (high & !PAIR)
}

/// Paints a source over a pixel of a window, whose upper eight bits stay 0. A channel that overflows, as an additive
/// colour makes it, stays at 255.
#[inline]
pub(super) fn paint_over(pixel: &mut u32, source: u32) {
    let below = scale(*pixel, 255 - (source >> 24));
    let low = (below & PAIR) + (source & PAIR);
    let high = ((below >> 8) & PAIR) + ((source >> 8) & PAIR);
    *pixel = (saturated(low) | (saturated(high) << 8)) & COLORS;
}

/// Returns a pair of sums with each one limited to 255.
#[inline]
fn saturated(sums: u32) -> u32 {
    let overflow = (sums >> 8) & 0x0001_0001;
    (sums | (overflow * 0xFF)) & PAIR
}

/// Paints one source over a row of pixels.
pub(super) fn paint_row(row: &mut [u32], source: u32) {
    match source >> 24 {
        255 => row.fill(source & COLORS),
        0 if source == 0 => {}
        _ => row.iter_mut().for_each(|pixel| paint_over(pixel, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::{between, multiply, paint_over, pixel, scale};
    use eframe::egui::Color32;

    #[test]
    fn products_are_rounded_to_the_nearest() {
        for a in 0..=255u32 {
            for b in 0..=255u32 {
                let product = (a * b * 2 + 255) / 510;
                assert_eq!(scale(a * 0x0101_0101, b), product * 0x0101_0101, "{a} * {b}");
                assert_eq!(multiply(a * 0x0101_0101, b * 0x0101_0101), product * 0x0101_0101, "{a} * {b}");
            }
        }
    }

    #[test]
    fn a_source_is_painted_over_as_premultiplied_colours_are() {
        let mut below = 0x0010_2030;
        paint_over(&mut below, pixel(Color32::from_rgba_premultiplied(100, 50, 0, 128)));
        assert_eq!(below, 0x006C_4218);
        paint_over(&mut below, pixel(Color32::from_rgba_premultiplied(255, 10, 0, 0)));
        assert_eq!(below, 0x00FF_4C18, "an additive colour overflows no channel");
        paint_over(&mut below, 0);
        assert_eq!(below, 0x00FF_4C18);
        paint_over(&mut below, 0xFF01_0203);
        assert_eq!(below, 0x0001_0203);
    }

    #[test]
    fn a_pixel_between_two_is_one_of_them_at_the_ends() {
        let (from, to) = (0x1234_5678, 0xFF00_FF01);
        assert_eq!((between(from, to, 0), between(from, to, 256)), (from, to));
        assert_eq!(between(0, 0xFFFF_FFFF, 128), 0x8080_8080);
    }
}
