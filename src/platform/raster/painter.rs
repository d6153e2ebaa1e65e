//! What a window shows, and what of the next frame its buffers lack.

use std::collections::VecDeque;

use super::area::add;
use super::damage::joined;
use super::{Area, Frame, Textures, paint};

/// The number of presented frames whose changes are remembered. Windows have two buffers, or one.
const REMEMBERED: usize = 3;

/// Paints the frames of one window, and of each only what changed.
#[derive(Debug, Default)]
pub struct Painter {
    frame: Option<Frame>,
    /// What has changed since a frame was painted last.
    pending: Vec<Area>,
    /// What changed with the frames that were painted last, the newest first.
    painted: VecDeque<Vec<Area>>,
}

impl Painter {
    /// Takes the next frame. `textures_changed` says whether a texture has changed since the last one. Returns whether
    /// anything is to be painted.
    pub fn set_frame(&mut self, frame: Frame, textures_changed: bool) -> bool {
        let changed = match &self.frame {
            Some(before) if !textures_changed => frame.changed_since(before),
            _ => vec![Area::whole(frame.size)],
        };
        if self.frame.as_ref().is_some_and(|before| before.size != frame.size) {
            self.pending.clear();
        }
        self.frame = Some(frame);
        changed.into_iter().for_each(|area| add(&mut self.pending, area));
        self.pending = joined(std::mem::take(&mut self.pending));
        !self.pending.is_empty()
    }

    /// Paints the frame into a buffer that is then shown, and returns the areas in which the screen changes. `age` says
    /// how many shown buffers ago this one was shown: 1 for the last one, 0 if it holds anything else.
    pub fn paint(&mut self, pixels: &mut [u32], age: usize, textures: &Textures) -> Vec<Area> {
        let Some(frame) = &self.frame else { return Vec::new() };
        let changed = std::mem::take(&mut self.pending);
        self.painted.push_front(changed.clone());
        self.painted.truncate(REMEMBERED);
        let mut lacking = Vec::new();
        if (1..=self.painted.len()).contains(&age) {
            self.painted.iter().take(age).flatten().for_each(|area| add(&mut lacking, *area));
        } else {
            lacking.push(Area::whole(frame.size));
        }
        for area in joined(lacking) {
            paint(pixels, frame, textures, area);
        }
        changed
    }

    /// Forgets the frame: the next one is painted whole.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns the last frame.
    pub fn frame(&self) -> Option<&Frame> {
        self.frame.as_ref()
    }
}
