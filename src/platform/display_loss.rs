//! Whether a window still stands on the screen that it was put on.
//!
//! winit 0.30 on X11 is not told when a screen is unplugged: its list goes on to hold it. The desktop then brings the
//! window to another screen, and by that it is known. Wayland tells no window where it stands, but there the list holds.

use eframe::egui::{Pos2, Rect, ViewportInfo, pos2, vec2};

/// Looks in a row for which a window may stand elsewhere: a desktop takes its time to put it where it belongs.
const PATIENCE: u8 = 2;

/// What is known of a window that may have been brought to another screen.
#[derive(Debug, Default)]
pub(super) struct DisplayLoss {
    /// Where the screens are, in pixels of the desktop.
    pub(super) rects: Vec<Rect>,
    /// Whether the class's window stood elsewhere when it was last painted.
    elsewhere: bool,
    /// For how many looks in a row a window has stood elsewhere.
    looks: u8,
}

impl DisplayLoss {
    /// The class's window was painted: the screen that it belongs on, and its middle, where the desktop tells it.
    pub(super) fn saw(&mut self, screen: Option<usize>, middle: Option<Pos2>) {
        let rect = screen.and_then(|screen| self.rects.get(screen));
        self.elsewhere = rect.zip(middle).is_some_and(|(rect, middle)| !rect.contains(middle));
    }

    /// One look: whether a window has stood elsewhere for so long that its screen must have gone. `presenter` says
    /// whether the presenter's does.
    pub(super) fn look(&mut self, presenter: bool) -> bool {
        self.looks = if self.elsewhere || presenter { self.looks + 1 } else { 0 };
        let gone = self.looks > PATIENCE;
        if gone {
            self.forget();
        }
        gone
    }

    /// The windows are put anew.
    pub(super) fn forget(&mut self) {
        self.elsewhere = false;
        self.looks = 0;
    }
}

/// The middle of a window in pixels of the desktop.
pub(super) fn center(viewport: &ViewportInfo) -> Option<Pos2> {
    let scale = viewport.native_pixels_per_point?;
    Some((viewport.outer_rect?.center().to_vec2() * scale).to_pos2())
}

/// A screen in pixels of the desktop.
#[allow(clippy::cast_precision_loss, reason = "pixels of a desktop")]
pub(super) fn rect(at: impl Into<(i32, i32)>, size: impl Into<(u32, u32)>) -> Rect {
    let ((x, y), (width, height)) = (at.into(), size.into());
    Rect::from_min_size(pos2(x as f32, y as f32), vec2(width as f32, height as f32))
}

#[cfg(test)]
mod tests {
    use super::{DisplayLoss, rect};
    use eframe::egui::pos2;

    #[test]
    fn a_window_that_stays_on_another_screen_has_lost_its_own() {
        let mut display_loss =
            DisplayLoss { rects: vec![rect((0, 0), (100, 100)), rect((100, 0), (100, 100))], ..DisplayLoss::default() };
        let mut look = |middle| {
            display_loss.saw(Some(1), middle);
            display_loss.look(false)
        };
        assert!(!look(Some(pos2(50.0, 50.0))) && !look(Some(pos2(50.0, 50.0))));
        assert!(!look(Some(pos2(150.0, 50.0))), "it came late");
        assert!(!look(None) && !look(None) && !look(None), "nobody tells where it is");
        let gone: Vec<bool> = (0..4).map(|_| look(Some(pos2(50.0, 50.0)))).collect();
        assert_eq!(gone, [false, false, true, false]);
    }
}
