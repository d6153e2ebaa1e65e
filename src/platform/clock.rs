//! The clocks of the system.

use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the seconds since 1970 by the system clock, or 0 when it is set to an earlier time.
pub fn wall_clock() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// Returns the hour and the minute of the local time of day.
pub fn time_of_day() -> (u8, u8) {
    let now = jiff::ZonedDateTime::now();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    (part(now.hour()), part(now.minute()))
}
