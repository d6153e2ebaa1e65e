//! Detecting that the screen of a window was unplugged.
//!
//! winit 0.30 on X11 does not notice when a screen is unplugged: its list still holds the screen. The desktop moves the
//! window to another screen, and that is how the loss is detected. Wayland does not report the position of a window,
//! but there the list of screens is right.

use eframe::egui::{Pos2, Rect, ViewportInfo, pos2, vec2};

/// The number of consecutive checks in which a window may be on another screen: a desktop takes its time to place it.
const TOLERATED_CHECKS: u8 = 2;

/// The state of the detection.
#[derive(Debug, Default)]
pub(super) struct DisplayLoss {
    /// The rectangles of the screens in physical pixels of the desktop.
    pub(super) screen_rects: Vec<Rect>,
    /// Whether the audience window was on another screen when it was last painted.
    is_elsewhere: bool,
    /// The number of consecutive checks in which a window was on another screen.
    checks: u8,
}

impl DisplayLoss {
    /// Records where the audience window is painted: the index of the screen that it belongs on, and its center, if the
    /// desktop reports it.
    pub(super) fn record(&mut self, screen: Option<usize>, center: Option<Pos2>) {
        let rect = screen.and_then(|screen| self.screen_rects.get(screen));
        self.is_elsewhere = rect.zip(center).is_some_and(|(rect, center)| !rect.contains(center));
    }

    /// Performs one check. Returns whether a window has been on another screen for so long that its own must be gone.
    /// `presenter_elsewhere` says whether the presenter's window is on another screen.
    pub(super) fn check(&mut self, presenter_elsewhere: bool) -> bool {
        self.checks = if self.is_elsewhere || presenter_elsewhere { self.checks + 1 } else { 0 };
        let is_lost = self.checks > TOLERATED_CHECKS;
        if is_lost {
            self.reset();
        }
        is_lost
    }

    /// Starts over, after the windows were placed again.
    pub(super) fn reset(&mut self) {
        self.is_elsewhere = false;
        self.checks = 0;
    }
}

/// Returns the center of a window in physical pixels of the desktop, or `None` when the desktop does not report it.
pub(super) fn center(viewport: &ViewportInfo) -> Option<Pos2> {
    let scale = viewport.native_pixels_per_point?;
    Some((viewport.outer_rect?.center().to_vec2() * scale).to_pos2())
}

/// Returns the rectangle of a screen in physical pixels of the desktop.
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
        let mut display_loss = DisplayLoss {
            screen_rects: vec![rect((0, 0), (100, 100)), rect((100, 0), (100, 100))],
            ..DisplayLoss::default()
        };
        let mut check = |center| {
            display_loss.record(Some(1), center);
            display_loss.check(false)
        };
        assert!(!check(Some(pos2(50.0, 50.0))) && !check(Some(pos2(50.0, 50.0))));
        assert!(!check(Some(pos2(150.0, 50.0))), "it was placed late");
        assert!(!check(None) && !check(None) && !check(None), "its position is not reported");
        let lost: Vec<bool> = (0..4).map(|_| check(Some(pos2(50.0, 50.0)))).collect();
        assert_eq!(lost, [false, false, true, false]);
    }
}
