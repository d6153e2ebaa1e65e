//! What a window shows, and what of the next picture its buffers lack.

use std::collections::VecDeque;

use super::area::add;
use super::damage::joined;
use super::{Area, Picture, Textures, paint};

/// The number of shown pictures whose changes are remembered. Windows have two buffers, or one.
const REMEMBERED: usize = 3;

/// Paints the pictures of one window, and of each only what changed.
#[derive(Debug, Default)]
pub struct WindowPainter {
    picture: Option<Picture>,
    /// What has changed since a picture was painted last.
    pending: Vec<Area>,
    /// What changed with the pictures that were painted last, the newest first.
    painted: VecDeque<Vec<Area>>,
}

impl WindowPainter {
    /// Takes the next picture. `textures_changed` says whether a texture has changed since the last one. Returns whether
    /// anything is to be painted.
    pub fn set_picture(&mut self, picture: Picture, textures_changed: bool) -> bool {
        let changed = match &self.picture {
            Some(before) if !textures_changed => picture.changed_since(before),
            _ => vec![Area::whole(picture.size)],
        };
        if self.picture.as_ref().is_some_and(|before| before.size != picture.size) {
            self.pending.clear();
        }
        self.picture = Some(picture);
        changed.into_iter().for_each(|area| add(&mut self.pending, area));
        self.pending = joined(std::mem::take(&mut self.pending));
        !self.pending.is_empty()
    }

    /// Paints the picture into a buffer that is then shown, and returns the areas in which the screen changes. `age` says
    /// how many shown buffers ago this one was shown: 1 for the last one, 0 if it holds anything else.
    pub fn paint(&mut self, pixels: &mut [u32], age: usize, textures: &Textures) -> Vec<Area> {
        let Some(picture) = &self.picture else { return Vec::new() };
        let changed = std::mem::take(&mut self.pending);
        self.painted.push_front(changed.clone());
        self.painted.truncate(REMEMBERED);
        let mut lacking = Vec::new();
        if (1..=self.painted.len()).contains(&age) {
            self.painted.iter().take(age).flatten().for_each(|area| add(&mut lacking, *area));
        } else {
            lacking.push(Area::whole(picture.size));
        }
        for area in joined(lacking) {
            paint(pixels, picture, textures, area);
        }
        changed
    }

    /// Forgets the picture: the next one is painted whole.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns the last picture.
    pub fn picture(&self) -> Option<&Picture> {
        self.picture.as_ref()
    }
}
