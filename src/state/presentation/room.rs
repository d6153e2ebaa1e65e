//! The room with the projector: how large the type must be for the last row.

use serde::{Deserialize, Serialize};

/// The minimum x-height as a fraction of the screen's height. At a distance of six screen heights it is 4 mm per metre,
/// the usual rule for text that is read rather than glanced at.
pub const MIN_X_HEIGHT: f32 = 0.024;

/// The x-height per metre of distance, in metres.
const PER_METRE: f32 = 0.004;

/// The maximum x-height as a fraction of the screen's height; larger type leaves no room for a line of words.
const MAX_X_HEIGHT: f32 = 0.08;

/// The range of [`Room::screen_height`], in metres.
pub const HEIGHTS: (f32, f32) = (0.3, 10.0);
/// The range of [`Room::distance`], in metres.
pub const DISTANCES: (f32, f32) = (1.0, 40.0);

/// A room with a screen. Lengths are in metres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Room {
    /// The height of the picture on the screen.
    pub screen_height: f32,
    /// The distance from the screen to the last row.
    pub distance: f32,
}

impl Default for Room {
    fn default() -> Self {
        Self { screen_height: 1.5, distance: 8.0 }
    }
}

impl Room {
    /// Returns the x-height that the last row can read, as a fraction of the picture's height.
    pub fn x_height(self) -> f32 {
        (PER_METRE * self.distance / self.screen_height).clamp(MIN_X_HEIGHT, MAX_X_HEIGHT)
    }

    /// Returns whether the last row is too far away for any type that fits on the screen.
    pub fn is_too_deep(self) -> bool {
        PER_METRE * self.distance / self.screen_height > MAX_X_HEIGHT
    }

    /// Clamps both lengths to their ranges; a value that is not finite becomes the default.
    pub fn clamped(self) -> Self {
        let defaults = Self::default();
        let clamp = |value: f32, default: f32, (min, max): (f32, f32)| {
            if value.is_finite() { value.clamp(min, max) } else { default }
        };
        Self {
            screen_height: clamp(self.screen_height, defaults.screen_height, HEIGHTS),
            distance: clamp(self.distance, defaults.distance, DISTANCES),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MIN_X_HEIGHT, Room};

    #[test]
    fn type_grows_with_the_distance_and_has_a_minimum_size() {
        let at = |screen_height, distance| Room { screen_height, distance }.x_height();
        assert_eq!(at(1.5, 3.0), MIN_X_HEIGHT);
        assert!((at(1.5, 9.0) - MIN_X_HEIGHT).abs() < 1e-6, "six heights away");
        assert!((at(1.5, 15.0) - 0.04).abs() < 1e-6);
        assert!(Room { screen_height: 0.5, distance: 30.0 }.is_too_deep());
        let odd = Room { screen_height: f32::NAN, distance: 9e9 }.clamped();
        assert_eq!((odd.screen_height, odd.distance), (1.5, 40.0));
    }
}
