//! What a window shows, and what of the next frame its buffers lack.

use std::collections::VecDeque;

use super::area::add;
use super::damage::joined;
use super::{Area, Frame, Textures, paint};

/// The number of frames whose changes are remembered. Windows have two buffers, or one.
const REMEMBERED: usize = 3;

/// Paints the frames of one window, and of each only what changed.
#[derive(Debug, Default)]
pub struct Painter {
    frame: Option<Frame>,
    /// What changed in the last frames, the newest first.
    changes: VecDeque<Vec<Area>>,
}

impl Painter {
    /// Takes the next frame. `textures_changed` says whether a texture has changed since the last one. Returns whether
    /// anything is to be painted.
    pub fn set_frame(&mut self, frame: Frame, textures_changed: bool) -> bool {
        let changed = match &self.frame {
            Some(before) if !textures_changed => frame.changed_since(before),
            _ => vec![Area::whole(frame.size)],
        };
        self.frame = Some(frame);
        let is_changed = !changed.is_empty();
        if is_changed {
            self.changes.push_front(changed);
            self.changes.truncate(REMEMBERED);
        }
        is_changed
    }

    /// Paints the frame into a buffer, and returns the areas in which the screen changes. `age` says how many frames ago
    /// the buffer was shown last: 1 for the last one, 0 if it holds anything else.
    pub fn paint(&self, pixels: &mut [u32], age: usize, textures: &Textures) -> Vec<Area> {
        let Some(frame) = &self.frame else { return Vec::new() };
        let shown = self.changes.front().cloned().unwrap_or_default();
        let lacking = match age {
            1 => shown.clone(),
            _ if age > 1 && age <= self.changes.len() => {
                let mut areas = Vec::new();
                self.changes.iter().take(age).flatten().for_each(|area| add(&mut areas, *area));
                joined(areas)
            }
            _ => vec![Area::whole(frame.size)],
        };
        for area in lacking {
            paint(pixels, frame, textures, area);
        }
        shown
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
