//! Textures: egui's atlas of glyphs, and pictures.

use std::collections::HashMap;

use eframe::egui::epaint::{
    ImageDelta, TextureId,
    textures::{TextureFilter, TextureOptions, TextureWrapMode},
};
use eframe::egui::{ImageData, TexturesDelta};

use super::pixel::{between, pixel};

/// The textures of all windows.
#[derive(Debug, Default)]
pub struct Textures {
    textures: HashMap<TextureId, Texture>,
}

impl Textures {
    /// Takes new and changed textures out of what a frame has reported; those that it no longer needs stay there, see
    /// [`Self::free`]. Returns whether a texture has changed.
    pub fn set(&mut self, delta: &mut TexturesDelta) -> bool {
        let is_changed = !delta.set.is_empty();
        for (id, deltas) in delta.set.drain() {
            let texture = self.textures.entry(id).or_default();
            deltas.iter().for_each(|delta| texture.update(delta));
        }
        is_changed
    }

    /// Removes the textures that a frame no longer needs, once it is painted.
    pub fn free(&mut self, delta: &mut TexturesDelta) {
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    pub(super) fn get(&self, id: TextureId) -> Option<&Texture> {
        self.textures.get(&id)
    }
}

/// A texture: its texels in rows from the top.
#[derive(Debug, Default)]
pub(super) struct Texture {
    width: usize,
    height: usize,
    texels: Texels,
    options: TextureOptions,
}

/// The texels of a texture.
#[derive(Debug)]
pub(super) enum Texels {
    /// White, of which only alpha is stored. The atlas of glyphs is of this kind until it holds one with colours of its
    /// own, and takes a quarter of the memory.
    Coverage(Vec<u8>),
    /// Pixels, see [`super::pixel`].
    Color(Vec<u32>),
}

impl Default for Texels {
    fn default() -> Self {
        Self::Coverage(Vec::new())
    }
}

/// A row of texels, or a part of one.
#[derive(Clone, Copy)]
pub(super) enum TexelRow<'a> {
    Coverage(&'a [u8]),
    Color(&'a [u32]),
}

impl Texture {
    /// Applies a change. What of it is outside the texture is ignored.
    fn update(&mut self, delta: &ImageDelta) {
        let ImageDelta { image, options, pos } = delta;
        let ImageData::Color(image) = image;
        let [stride, height] = image.size;
        self.options = *options;
        let is_white = image.pixels.iter().all(|color| {
            let [r, g, b, a] = color.to_array();
            r == a && g == a && b == a
        });
        let [left, top] = pos.unwrap_or_default();
        if pos.is_none() {
            (self.width, self.height) = (stride, height);
            let count = stride.saturating_mul(height).min(image.pixels.len());
            self.texels = if is_white { Texels::Coverage(vec![0; count]) } else { Texels::Color(vec![0; count]) };
        } else if !is_white && let Texels::Coverage(coverage) = &self.texels {
            self.texels = Texels::Color(coverage.iter().map(|alpha| u32::from(*alpha) * 0x0101_0101).collect());
        }
        let width = stride.min(self.width.saturating_sub(left));
        if width == 0 {
            return;
        }
        let rows = self.height.saturating_sub(top);
        for (line, source) in image.pixels.chunks_exact(stride).enumerate().take(rows) {
            let start = (top + line) * self.width + left;
            let range = start..start + width;
            match &mut self.texels {
                Texels::Coverage(texels) => {
                    let texels = texels.get_mut(range).unwrap_or_default();
                    texels.iter_mut().zip(source).for_each(|(texel, color)| *texel = color.a());
                }
                Texels::Color(texels) => {
                    let texels = texels.get_mut(range).unwrap_or_default();
                    texels.iter_mut().zip(source).for_each(|(texel, color)| *texel = pixel(*color));
                }
            }
        }
    }

    /// Returns the width and height in texels.
    pub(super) fn size(&self) -> [f32; 2] {
        [self.width as f32, self.height as f32]
    }

    /// Returns `count` texels of a row, or none if they are not all inside.
    pub(super) fn row(&self, left: usize, row: usize, count: usize) -> Option<TexelRow<'_>> {
        if left + count > self.width || row >= self.height {
            return None;
        }
        let start = row * self.width + left;
        match &self.texels {
            Texels::Coverage(texels) => texels.get(start..start + count).map(TexelRow::Coverage),
            Texels::Color(texels) => texels.get(start..start + count).map(TexelRow::Color),
        }
    }

    /// Whether a texture is sampled linearly where a pixel is as wide as this many texels.
    pub(super) fn is_linear(&self, texels_per_pixel: f32) -> bool {
        let filter = if texels_per_pixel > 1.0 { self.options.minification } else { self.options.magnification };
        match filter {
            TextureFilter::Linear => true,
            TextureFilter::Nearest => false,
        }
    }

    /// Returns the texel at a place in texels, the centre of the first one being at (0.5, 0.5).
    #[inline]
    pub(super) fn sample(&self, [x, y]: [f32; 2], linear: bool) -> u32 {
        if !linear {
            return self.texel(x.floor() as i64, y.floor() as i64);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let [across, down] = [x - left, y - top].map(|part| (part * 256.0 + 0.5) as u32);
        let (across, down) = (across.min(256), down.min(256));
        let (left, top) = (left as i64, top as i64);
        let above = between(self.texel(left, top), self.texel(left.saturating_add(1), top), across);
        if down == 0 {
            return above;
        }
        let top = top.saturating_add(1);
        let below = between(self.texel(left, top), self.texel(left.saturating_add(1), top), across);
        between(above, below, down)
    }

    /// Returns a texel. Outside the texture it is the one that the texture's mode of wrapping says; 0 in an empty one.
    #[inline]
    fn texel(&self, x: i64, y: i64) -> u32 {
        let (x, y) = (self.wrapped(x, self.width), self.wrapped(y, self.height));
        let at = y * self.width + x;
        match &self.texels {
            Texels::Coverage(texels) => texels.get(at).map_or(0, |alpha| u32::from(*alpha) * 0x0101_0101),
            Texels::Color(texels) => texels.get(at).copied().unwrap_or_default(),
        }
    }

    #[inline]
    fn wrapped(&self, at: i64, count: usize) -> usize {
        let count = (count as i64).max(1);
        let at = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => at.clamp(0, count - 1),
            TextureWrapMode::Repeat => at.rem_euclid(count),
            TextureWrapMode::MirroredRepeat => {
                let at = at.rem_euclid(2 * count);
                at.min(2 * count - 1 - at)
            }
        };
        at as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{TexelRow, Texels, Texture, Textures};
    use eframe::egui::epaint::ImageDelta;
    use eframe::egui::epaint::textures::{TextureOptions, TexturesDelta};
    use eframe::egui::{Color32, ColorImage, TextureId};

    fn image(size: [usize; 2], color: impl Fn(usize) -> Color32) -> ColorImage {
        ColorImage::new(size, (0..size[0] * size[1]).map(color).collect())
    }

    fn white(alpha: u8) -> Color32 {
        Color32::from_white_alpha(alpha)
    }

    #[test]
    fn an_atlas_keeps_alpha_alone_until_a_glyph_has_colours() {
        let mut texture = Texture::default();
        let options = TextureOptions::LINEAR;
        texture.update(&ImageDelta::full(image([4, 2], |at| white(at as u8)), options));
        assert!(matches!(texture.texels, Texels::Coverage(_)));
        texture.update(&ImageDelta::partial([1, 1], image([2, 1], |_| white(200)), options));
        assert!(matches!(texture.row(0, 1, 4), Some(TexelRow::Coverage([4, 200, 200, 7]))));
        let red = Color32::from_rgba_premultiplied(9, 0, 0, 9);
        texture.update(&ImageDelta::partial([3, 0], image([1, 1], |_| red), options));
        assert!(matches!(texture.row(2, 0, 2), Some(TexelRow::Color([0x0202_0202, 0x0909_0000]))));
    }

    #[test]
    fn a_change_outside_the_texture_changes_what_is_inside_alone() {
        let mut texture = Texture::default();
        texture.update(&ImageDelta::full(image([2, 2], |_| white(1)), TextureOptions::LINEAR));
        for pos in [[1, 1], [2, 0], [0, 2], [usize::MAX / 4, 0], [0, usize::MAX / 4]] {
            texture.update(&ImageDelta::partial(pos, image([3, 3], |_| white(9)), TextureOptions::LINEAR));
        }
        assert!(matches!(texture.row(0, 0, 2), Some(TexelRow::Coverage([1, 1]))));
        assert!(matches!(texture.row(0, 1, 2), Some(TexelRow::Coverage([1, 9]))));
        assert!(texture.row(1, 0, 2).is_none() && texture.row(0, 2, 1).is_none());
    }

    #[test]
    fn a_texture_is_sampled_as_its_options_say() {
        let mut texture = Texture::default();
        texture.update(&ImageDelta::full(image([2, 1], |at| white(at as u8 * 200)), TextureOptions::LINEAR));
        let alpha = |texture: &Texture, x, linear| texture.sample([x, 0.5], linear) >> 24;
        assert_eq!([0.5, 1.0, 1.5, -9.0, 9.0].map(|x| alpha(&texture, x, true)), [0, 100, 200, 0, 200]);
        assert_eq!([0.9, 1.1, f32::NAN, 1e30].map(|x| alpha(&texture, x, false)), [0, 200, 0, 200]);
        texture.options = TextureOptions::NEAREST_REPEAT;
        assert_eq!([2.5, 3.5, -0.5].map(|x| alpha(&texture, x, false)), [0, 200, 200]);
        texture.options = TextureOptions::LINEAR_MIRRORED_REPEAT;
        assert_eq!([2.5, 3.5, -0.5].map(|x| alpha(&texture, x, false)), [200, 0, 0]);
        assert_eq!(Texture::default().sample([0.0, 0.0], true), 0);
    }

    #[test]
    fn textures_are_set_before_a_frame_is_painted_and_freed_after_it() {
        let mut textures = Textures::default();
        let id = TextureId::default();
        let mut delta = TexturesDelta::default();
        delta.push(id, ImageDelta::full(image([1, 1], |_| white(1)), TextureOptions::LINEAR));
        delta.free(id);
        assert!(textures.set(&mut delta));
        assert!(textures.get(id).is_some());
        assert!(!textures.set(&mut delta));
        textures.free(&mut delta);
        assert!(textures.get(id).is_none() && delta.is_empty());
    }
}
