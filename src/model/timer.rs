//! A stopwatch with an optional limit. It has no clock: the caller passes the time.

use serde::{Deserialize, Serialize};

/// The maximum elapsed time and limit of a timer read from a file, in seconds: one day.
const MAX_SECONDS: f64 = 86_400.0;

/// A stopwatch with an optional limit. All times are in seconds of the caller's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// When the timer was started; `None` while it is stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<f64>,
    /// The time elapsed before `since`.
    #[serde(default)]
    before: f64,
    /// The limit in seconds; `None` if the timer only counts up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
}

impl Timer {
    /// Creates a stopped timer at zero.
    pub fn new(limit: Option<f64>) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Starts the timer, or stops it if it is running.
    pub fn toggle(&mut self, now: f64) {
        if self.is_running() { self.stop(now) } else { self.start(now) }
    }

    /// Starts the timer if it is stopped.
    pub fn start(&mut self, now: f64) {
        self.since.get_or_insert(now);
    }

    /// Stops the timer if it is running.
    pub fn stop(&mut self, now: f64) {
        if let Some(since) = self.since.take() {
            self.before += (now - since).max(0.0);
        }
    }

    /// Stops the timer and sets it to zero. The limit is kept.
    pub fn reset(&mut self) {
        *self = Self::new(self.limit);
    }

    /// Stops the timer at its limit if it has reached it.
    pub fn stop_at_limit(&mut self, now: f64) {
        if self.remaining(now).is_some_and(|left| left <= 0.0) {
            self.since = None;
            self.before = self.limit.unwrap_or(self.before);
        }
    }

    /// Returns whether the timer is running.
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// Returns whether the timer is running or any time has elapsed.
    pub fn has_started(&self) -> bool {
        self.is_running() || self.before > 0.0
    }

    /// Returns the elapsed seconds.
    pub fn elapsed(&self, now: f64) -> f64 {
        self.before + self.since.map_or(0.0, |since| (now - since).max(0.0))
    }

    /// Returns the remaining seconds, negative after the limit; `None` without a limit.
    pub fn remaining(&self, now: f64) -> Option<f64> {
        Some(self.limit? - self.elapsed(now))
    }

    /// Returns the seconds elapsed after the limit; 0 before it.
    pub fn overtime(&self, now: f64) -> f64 {
        self.remaining(now).map_or(0.0, |left| (-left).max(0.0))
    }

    /// Formats the time for display: `4:59` counts down to the limit, and `+0:12` is over it. Without a limit it counts
    /// up.
    pub fn text(&self, now: f64) -> String {
        match self.remaining(now) {
            // The remaining time is rounded up, so that a five-minute timer starts at 5:00.
            Some(left) if left >= 0.0 => minutes_and_seconds(left.ceil()),
            Some(over) => format!("+{}", minutes_and_seconds((-over).floor())),
            None => minutes_and_seconds(self.elapsed(now).floor()),
        }
    }

    /// Converts the timer to another clock, which is `by` seconds ahead.
    #[must_use]
    pub fn shifted(mut self, by: f64) -> Self {
        self.since = self.since.map(|since| since + by);
        self
    }

    /// Rounds the start of a running timer to a whole millisecond.
    #[must_use]
    pub fn rounded_to_millis(mut self) -> Self {
        self.since = self.since.map(|since| (since * 1000.0).round() / 1000.0);
        self
    }

    /// Corrects numbers that a hand-written file may have wrong: infinite ones and those out of range.
    #[must_use]
    pub fn sanitized(mut self) -> Self {
        self.since = self.since.filter(|since| since.is_finite());
        self.before = if self.before.is_finite() { self.before.clamp(0.0, MAX_SECONDS) } else { 0.0 };
        self.limit = self.limit.filter(|limit| limit.is_finite()).map(|limit| limit.clamp(0.0, MAX_SECONDS));
        self
    }

    /// Resumes a timer that was not observed for a while. A running timer has continued to run, but it is stopped if it
    /// was started in the future or more than `longest` seconds ago; in the latter case its time is up.
    #[must_use]
    pub fn resumed(mut self, now: f64, longest: f64) -> Self {
        let Some(since) = self.since else { return self };
        if since > now {
            self.since = None;
        } else if now - since > longest {
            self.since = None;
            self.before = self.limit.map_or(self.before, |limit| limit.max(self.before));
        }
        self
    }
}

/// Formats seconds as minutes and seconds: `7:32`.
pub fn minutes_and_seconds(seconds: f64) -> String {
    let seconds = seconds.clamp(0.0, MAX_SECONDS) as u32;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::Timer;

    #[test]
    fn a_timer_counts_only_while_running_and_shows_overtime() {
        let mut timer = Timer::new(Some(60.0));
        assert_eq!(timer.text(100.0), "1:00");
        timer.toggle(100.0);
        assert_eq!(timer.text(112.5), "0:48");
        timer.toggle(112.5);
        assert_eq!((timer.is_running(), timer.text(500.0).as_str()), (false, "0:48"));
        timer.start(500.0);
        timer.start(510.0);
        assert_eq!(timer.text(560.0), "+0:12");
        assert_eq!(timer.overtime(560.0), 12.5);
        assert_eq!(Timer::new(None).text(3.0), "0:00");
    }

    #[test]
    fn a_timer_stops_at_its_limit_and_not_before() {
        let mut timer = Timer::new(Some(60.0));
        timer.start(0.0);
        timer.stop_at_limit(59.0);
        assert!(timer.is_running());
        timer.stop_at_limit(61.0);
        assert_eq!((timer.is_running(), timer.remaining(99.0)), (false, Some(0.0)));
    }

    #[test]
    fn a_running_timer_resumes_unless_its_start_is_implausible() {
        let mut timer = Timer::new(Some(60.0));
        timer.start(1000.0);
        assert_eq!(timer.resumed(1030.0, 3600.0).text(1030.0), "0:30");
        let late = timer.resumed(9000.0, 3600.0);
        assert_eq!((late.is_running(), late.remaining(9000.0)), (false, Some(0.0)));
        assert_eq!(timer.resumed(900.0, 3600.0).text(900.0), "1:00", "the clock was set back");
        let invalid = Timer { since: Some(f64::NAN), before: f64::INFINITY, limit: Some(-3.0) }.sanitized();
        assert_eq!(invalid, Timer::new(Some(0.0)));
    }
}
