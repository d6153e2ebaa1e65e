//! The size and the place of the window: what is saved, and where the next start opens it.

use serde::{Deserialize, Serialize};

use super::{AppState, Effect, SavedState};

/// The inner size of the window at the first start, in logical pixels.
pub const DEFAULT_WINDOW: [f32; 2] = [1280.0, 900.0];

/// The least inner size of a window, in logical pixels.
pub const MIN_WINDOW: [f32; 2] = [320.0, 240.0];

/// The room left for the desktop's decorations while their size is unknown: more than the 37 pixels of a title bar in
/// GNOME and the 30 in KDE and Windows, with borders.
const DECORATIONS: [f32; 2] = [16.0, 48.0];

/// The part of a window that must be on a screen for its place to count as reachable.
const REACHABLE: [f32; 2] = [120.0, 40.0];

/// How the window stood when it was last seen. Lengths are in logical pixels of the desktop, whatever the size of the
/// interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Placement {
    /// The top left corner of the decorated window; `None` where the desktop does not tell, as on Wayland.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<[f32; 2]>,
    /// The width and the height that the decorations add to the inner size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decorations: Option<[f32; 2]>,
    /// The inner size while the window is maximized; `None` while it is not. The next start opens it at this size, so
    /// that it need not be painted twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximized: Option<[f32; 2]>,
}

/// A rectangle of the desktop in logical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesktopRect {
    /// The top left corner.
    pub min: [f32; 2],
    /// The width and the height.
    pub size: [f32; 2],
}

impl DesktopRect {
    fn max(self, axis: usize) -> f32 {
        at(self.min, axis) + at(self.size, axis)
    }

    /// Returns the length that two rectangles share along an axis; negative for a gap.
    fn shared(self, other: Self, axis: usize) -> f32 {
        self.max(axis).min(other.max(axis)) - at(self.min, axis).max(at(other.min, axis))
    }

    /// Returns the part of the rectangle inside another, or `other` where they do not meet.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        let size = [self.shared(other, 0), self.shared(other, 1)];
        if size.iter().any(|length| *length <= 0.0) {
            return other;
        }
        Self { min: [0, 1].map(|axis| at(self.min, axis).max(at(other.min, axis))), size }
    }
}

/// A screen of the desktop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScreenArea {
    /// The whole screen.
    pub whole: DesktopRect,
    /// The screen without the bars of the desktop.
    pub work: DesktopRect,
}

/// How the window opens, in logical pixels of the desktop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstWindow {
    /// The inner size.
    pub size: [f32; 2],
    /// The top left corner of the decorated window; `None` leaves it to the desktop.
    pub position: Option<[f32; 2]>,
    /// Whether it is maximized.
    pub maximized: bool,
}

impl FirstWindow {
    /// Returns the window as it was when the program ended, corrected so that all of it is on a screen. `screens` begins
    /// with the one where a new window opens; it is empty where the desktop does not tell.
    pub fn new(saved: &SavedState, screens: &[ScreenArea]) -> Self {
        let Placement { position, decorations, maximized } = saved.placement;
        let size = saved.window.filter(is_size).unwrap_or(DEFAULT_WINDOW);
        let position = position.filter(|position| position.iter().all(|at| at.is_finite()));
        let decorations = decorations.filter(|added| added.iter().all(|length| (0.0..=200.0).contains(length)));
        let decorations = decorations.unwrap_or(DECORATIONS);
        let maximized = maximized.filter(is_size);
        let outer = |size: [f32; 2]| sum(size, decorations);
        let shared = |screen: &&ScreenArea| {
            let window = DesktopRect { min: position.unwrap_or_default(), size: outer(size) };
            [0, 1].map(|axis| screen.whole.shared(window, axis).max(0.0)).iter().product::<f32>()
        };
        let on = screens.iter().filter(|screen| position.is_some() && shared(screen) > 0.0);
        let Some(screen) = on.max_by(|a, b| shared(a).total_cmp(&shared(b))).or(screens.first()) else {
            return Self { size: maximized.unwrap_or(size), position, maximized: maximized.is_some() };
        };
        let work = screen.work;
        let fitted = fit(size, sum(work.size, decorations.map(|length| -length)));
        let window = |min| DesktopRect { min, size: outer(fitted) };
        let position = position.map(|position| {
            if fitted == size && is_reachable(window(position), work) {
                position
            } else {
                inside(position, outer(fitted), work)
            }
        });
        let maximized_size = maximized.map(|size| fit(size, work.size));
        Self { size: maximized_size.unwrap_or(fitted), position, maximized: maximized.is_some() }
    }
}

impl AppState {
    /// Records how the window stands.
    pub(super) fn on_window_placed(&mut self, size: [f32; 2], placement: Placement) -> Vec<Effect> {
        let is_real = size.iter().zip(MIN_WINDOW).all(|(length, least)| *length >= least);
        let saved = &mut self.saved_state;
        if !is_real || (saved.window, saved.placement) == (Some(size), placement) {
            return Vec::new();
        }
        (saved.window, saved.placement) = (Some(size), placement);
        vec![Effect::ScheduleSave]
    }
}

/// Returns the inner size that fits a screen of which only the whole size is known, or `None` if the window fits.
pub fn fitted_to_screen(inner: [f32; 2], decorations: [f32; 2], screen: [f32; 2]) -> Option<[f32; 2]> {
    let added = [0, 1].map(|axis| at(decorations, axis).max(at(DECORATIONS, axis)));
    let room = sum(screen, added.map(|length| -length));
    let fits = inner.iter().zip(screen).zip(decorations).all(|((inner, screen), added)| inner + added <= screen);
    Some(fit(inner, room)).filter(|fitted| !fits && *fitted != inner)
}

fn is_size(size: &[f32; 2]) -> bool {
    size.iter().all(|length| length.is_finite() && *length >= 1.0)
}

/// Returns a size reduced to the room there is, but not below the least one.
fn fit(size: [f32; 2], room: [f32; 2]) -> [f32; 2] {
    [0, 1].map(|axis| at(size, axis).min(at(room, axis)).max(at(MIN_WINDOW, axis)).floor())
}

/// Returns whether the title bar of a window can be seen and grasped.
fn is_reachable(window: DesktopRect, work: DesktopRect) -> bool {
    let [across, down] = REACHABLE;
    window.shared(work, 0) >= across && at(window.min, 1) >= at(work.min, 1) && work.max(1) - at(window.min, 1) >= down
}

/// Returns the place nearest to `position` where a window is inside an area; its top left corner is in any case.
fn inside(position: [f32; 2], size: [f32; 2], area: DesktopRect) -> [f32; 2] {
    [0, 1].map(|axis| at(position, axis).min(area.max(axis) - at(size, axis)).max(at(area.min, axis)))
}

fn sum(one: [f32; 2], other: [f32; 2]) -> [f32; 2] {
    [0, 1].map(|axis| at(one, axis) + at(other, axis))
}

/// Returns one of the two coordinates.
fn at([x, y]: [f32; 2], axis: usize) -> f32 {
    if axis == 0 { x } else { y }
}

#[cfg(test)]
mod tests {
    use super::{DesktopRect, FirstWindow, Placement, ScreenArea, fitted_to_screen};
    use crate::state::SavedState;

    fn screen(x: f32, y: f32, width: f32, height: f32, bar: f32) -> ScreenArea {
        let whole = DesktopRect { min: [x, y], size: [width, height] };
        ScreenArea { whole, work: DesktopRect { min: [x, y + bar], size: [width, height - bar] } }
    }

    fn saved(size: [f32; 2], placement: Placement) -> SavedState {
        SavedState { window: Some(size), placement, ..SavedState::default() }
    }

    fn at(position: [f32; 2]) -> Placement {
        Placement { position: Some(position), decorations: Some([2.0, 24.0]), maximized: None }
    }

    #[test]
    fn the_first_window_fits_every_screen_with_its_decorations_and_the_bars_of_the_desktop() {
        for (width, height) in [(1280.0, 900.0), (1366.0, 768.0), (1024.0, 768.0), (800.0, 600.0), (640.0, 480.0)] {
            for bar in [0.0, 28.0, 60.0] {
                let first = FirstWindow::new(&SavedState::default(), &[screen(0.0, 0.0, width, height, bar)]);
                assert!(
                    first.size[0] + 16.0 <= width && first.size[1] + 48.0 <= height - bar,
                    "{width} {bar}: {first:?}"
                );
                assert_eq!((first.position, first.maximized), (None, false));
            }
        }
        let wide = FirstWindow::new(&SavedState::default(), &[screen(0.0, 0.0, 2560.0, 1440.0, 28.0)]);
        assert_eq!(wide.size, [1280.0, 900.0]);
        assert_eq!(FirstWindow::new(&SavedState::default(), &[]).size, [1280.0, 900.0]);
    }

    #[test]
    fn size_and_place_come_back_as_they_were() {
        let screens = [screen(0.0, 0.0, 1920.0, 1080.0, 28.0), screen(1920.0, 0.0, 1280.0, 1024.0, 0.0)];
        for (size, position) in [([900.0, 700.0], [100.0, 80.0]), ([1000.0, 900.0], [2000.0, 30.0])] {
            let first = FirstWindow::new(&saved(size, at(position)), &screens);
            assert_eq!(first, FirstWindow { size, position: Some(position), maximized: false });
        }
        // As large as the screen lets it be.
        let first = FirstWindow::new(&saved([1918.0, 1028.0], at([0.0, 28.0])), &screens);
        assert_eq!((first.size, first.position), ([1918.0, 1028.0], Some([0.0, 28.0])));
        // Half beyond the edge, where it can still be grasped.
        let first = FirstWindow::new(&saved([900.0, 700.0], at([-400.0, 500.0])), &screens);
        assert_eq!(first.position, Some([-400.0, 500.0]));
    }

    #[test]
    fn a_place_off_all_screens_is_corrected() {
        let screens = [screen(0.0, 0.0, 1280.0, 900.0, 28.0)];
        let away = [
            [1920.0, 30.0],
            [-2000.0, 30.0],
            [100.0, -700.0],
            [100.0, 1200.0],
            [1270.0, 100.0],
            [100.0, 5.0],
            [1e30, -1e30],
        ];
        for position in away {
            let first = FirstWindow::new(&saved([900.0, 700.0], at(position)), &screens);
            let [x, y] = first.position.unwrap();
            assert!(x >= 0.0 && x + 902.0 <= 1280.0 && y >= 28.0 && y + 724.0 <= 900.0, "{position:?}: {first:?}");
        }
        let first = FirstWindow::new(&saved([1800.0, 1000.0], at([60.0, 60.0])), &screens);
        assert_eq!(first, FirstWindow { size: [1278.0, 848.0], position: Some([0.0, 28.0]), maximized: false });
    }

    #[test]
    fn numbers_that_are_none_are_ignored() {
        let screens = [screen(0.0, 0.0, 1920.0, 1080.0, 0.0)];
        let odd = Placement {
            position: Some([f32::NAN, 0.0]),
            decorations: Some([-5.0, f32::INFINITY]),
            maximized: Some([0.0, -1.0]),
        };
        let first = FirstWindow::new(&saved([f32::NAN, 100.0], odd), &screens);
        assert_eq!(first, FirstWindow { size: [1280.0, 900.0], position: None, maximized: false });
    }

    #[test]
    fn a_maximized_window_opens_maximized_at_the_size_it_will_have() {
        let screens = [screen(0.0, 0.0, 1280.0, 900.0, 28.0)];
        let placement = Placement { maximized: Some([1280.0, 850.0]), ..at([40.0, 50.0]) };
        let first = FirstWindow::new(&saved([900.0, 700.0], placement), &screens);
        assert_eq!(first, FirstWindow { size: [1280.0, 850.0], position: Some([40.0, 50.0]), maximized: true });
    }

    #[test]
    fn a_window_larger_than_its_screen_is_reduced() {
        assert_eq!(fitted_to_screen([1280.0, 900.0], [0.0, 0.0], [1280.0, 900.0]), None);
        assert_eq!(fitted_to_screen([1280.0, 900.0], [0.0, 0.0], [1366.0, 768.0]), Some([1280.0, 720.0]));
        assert_eq!(fitted_to_screen([1000.0, 700.0], [2.0, 24.0], [1366.0, 768.0]), None);
    }
}
