//! The room: how large type must be for the last row.

use serde::{Deserialize, Serialize};

/// The least height of a small letter, as a share of the screen's height: at six screen heights' distance it is 4 mm
/// for each metre, the usual rule for text that is read rather than glanced at.
pub const LEAST_X_HEIGHT: f32 = 0.024;

/// The height of a small letter for each metre of distance, in metres.
const PER_METRE: f32 = 0.004;

/// The largest height of a small letter as a share of the screen's height: more leaves no room for a line of words.
const MOST_X_HEIGHT: f32 = 0.08;

/// The height and the distance that can be set, in metres.
pub const HEIGHTS: (f32, f32) = (0.3, 10.0);
/// See [`HEIGHTS`].
pub const DISTANCES: (f32, f32) = (1.0, 40.0);

/// A room with a screen. Lengths in metres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Room {
    /// The height of the picture on the screen.
    pub screen_height: f32,
    /// From the screen to the last row.
    pub distance: f32,
}

impl Default for Room {
    fn default() -> Self {
        Self { screen_height: 1.5, distance: 8.0 }
    }
}

impl Room {
    /// The height of a small letter as a share of the picture's height.
    pub fn x_height(self) -> f32 {
        (PER_METRE * self.distance / self.screen_height).clamp(LEAST_X_HEIGHT, MOST_X_HEIGHT)
    }

    /// Whether the last row sits too far for any type that fits.
    pub fn is_too_deep(self) -> bool {
        PER_METRE * self.distance / self.screen_height > MOST_X_HEIGHT
    }

    /// The room with both lengths held to their ranges; what is not a number is as at first.
    pub fn held_to_range(self) -> Self {
        let fresh = Self::default();
        let held = |value: f32, usual: f32, (least, most): (f32, f32)| {
            if value.is_finite() { value.clamp(least, most) } else { usual }
        };
        Self {
            screen_height: held(self.screen_height, fresh.screen_height, HEIGHTS),
            distance: held(self.distance, fresh.distance, DISTANCES),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LEAST_X_HEIGHT, Room};

    #[test]
    fn type_grows_with_the_distance_and_is_never_smaller_than_the_least() {
        let at = |screen_height, distance| Room { screen_height, distance }.x_height();
        assert_eq!(at(1.5, 3.0), LEAST_X_HEIGHT);
        assert!((at(1.5, 9.0) - LEAST_X_HEIGHT).abs() < 1e-6, "six heights away");
        assert!((at(1.5, 15.0) - 0.04).abs() < 1e-6);
        assert!(Room { screen_height: 0.5, distance: 30.0 }.is_too_deep());
        let odd = Room { screen_height: f32::NAN, distance: 9e9 }.held_to_range();
        assert_eq!((odd.screen_height, odd.distance), (1.5, 40.0));
    }
}
