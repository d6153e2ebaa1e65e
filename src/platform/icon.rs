//! The icon of the windows: an article, and beside it lines of three colours that stand level with it.

use std::sync::{Arc, LazyLock};

use eframe::egui::IconData;

/// The width and height in pixels.
const SIZE: u32 = 64;

/// The radius of the rounded corners in pixels.
const RADIUS: f32 = 12.0;

/// The colours, as red, green and blue: those of the theme *Paper*, and of the first three perspectives.
const PAPER: [u8; 3] = [0xFA, 0xF7, 0xF0];
const INK: [u8; 3] = [0x2B, 0x26, 0x21];
const REPLIES: [[u8; 3]; 3] = [[0x1F, 0x5A, 0x94], [0x9A, 0x4A, 0x12], [0x9C, 0x1F, 0x3A]];

/// Returns the icon, always the same one: egui gives a window an icon that is not, in every frame.
pub(super) fn icon() -> Arc<IconData> {
    static ICON: LazyLock<Arc<IconData>> = LazyLock::new(|| Arc::new(paint()));
    Arc::clone(&ICON)
}

fn paint() -> IconData {
    let pixel = |at: u32| {
        let (x, y) = (at % SIZE, at / SIZE);
        let [r, g, b] = color(x, y);
        [r, g, b, opacity(x, y)]
    };
    IconData { rgba: (0..SIZE * SIZE).flat_map(pixel).collect(), width: SIZE, height: SIZE }
}

/// Returns the colour of a pixel: three rows of two lines, the article's wide ones and the narrower ones of a reply.
fn color(x: u32, y: u32) -> [u8; 3] {
    let Some(row) = y.checked_sub(12).map(|y| y / 15).and_then(|row| REPLIES.get(row as usize)) else { return PAPER };
    let is_on_line = matches!((y - 12) % 15, 0..=2 | 6..=8);
    match x {
        10..=33 if is_on_line => INK,
        40..=53 if is_on_line => *row,
        _ => PAPER,
    }
}

/// Returns the opacity of a pixel, which is 0 outside the rounded corners.
fn opacity(x: u32, y: u32) -> u8 {
    let half = SIZE as f32 / 2.0;
    let beyond = |at: u32| ((at as f32 + 0.5 - half).abs() - (half - RADIUS)).max(0.0);
    let inside = RADIUS - beyond(x).hypot(beyond(y));
    ((inside + 0.5).clamp(0.0, 1.0) * 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::{INK, PAPER, REPLIES, SIZE, icon};

    #[test]
    fn the_icon_has_an_article_and_three_replies_level_with_it() {
        let icon = icon();
        let pixel = |x: u32, y: u32| -> [u8; 4] {
            let at = (y * SIZE + x) as usize * 4;
            icon.rgba[at..at + 4].try_into().unwrap()
        };
        assert_eq!(icon.rgba.len(), (SIZE * SIZE * 4) as usize);
        for (row, reply) in (0..).zip(REPLIES) {
            let y = 13 + row * 15;
            assert_eq!((pixel(20, y)[..3].to_vec(), pixel(45, y)[..3].to_vec()), (INK.to_vec(), reply.to_vec()));
            assert_eq!(pixel(37, y)[..3], PAPER);
        }
        assert_eq!([pixel(0, 0)[3], pixel(63, 0)[3], pixel(32, 0)[3]], [0, 0, 255]);
    }
}
