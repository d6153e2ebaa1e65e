//! A stopwatch and a time to keep, without a clock of its own: whoever asks brings the time along.

use serde::{Deserialize, Serialize};

/// The longest time that a kept timer may have run or be allowed, in seconds: a day.
const LONGEST: f64 = 86_400.0;

/// Time since it was started, and what it is to be held against. Times are in seconds of the asker's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// Since when it runs; none while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<f64>,
    /// What ran before.
    #[serde(default)]
    before: f64,
    /// The time allowed, in seconds; none means it only counts up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
}

impl Timer {
    /// A timer that stands at nought.
    pub fn new(limit: Option<f64>) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Starts it, or lets it stand.
    pub fn toggle(&mut self, now: f64) {
        if self.is_running() { self.stop(now) } else { self.start(now) }
    }

    /// Starts it if it stands.
    pub fn start(&mut self, now: f64) {
        self.since.get_or_insert(now);
    }

    /// Lets it stand if it runs.
    pub fn stop(&mut self, now: f64) {
        if let Some(since) = self.since.take() {
            self.before += (now - since).max(0.0);
        }
    }

    /// Lets it stand at nought, with the time it was allowed.
    pub fn reset(&mut self) {
        *self = Self::new(self.limit);
    }

    /// Allows so many seconds more, or less when they are below nought; never less than none.
    pub fn extend_limit(&mut self, seconds: f64) {
        if seconds.is_finite() {
            self.limit = self.limit.map(|limit| (limit + seconds).clamp(0.0, LONGEST));
        }
    }

    /// Lets it stand where its time is up, if it has got there.
    pub fn stop_at_limit(&mut self, now: f64) {
        if self.remaining(now).is_some_and(|left| left <= 0.0) {
            self.since = None;
            self.before = self.limit.unwrap_or(self.before);
        }
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// Whether it runs or has run.
    pub fn has_started(&self) -> bool {
        self.is_running() || self.before > 0.0
    }

    /// Seconds that have run.
    pub fn elapsed(&self, now: f64) -> f64 {
        self.before + self.since.map_or(0.0, |since| (now - since).max(0.0))
    }

    /// Seconds left, below nought when over; none without a limit.
    pub fn remaining(&self, now: f64) -> Option<f64> {
        Some(self.limit? - self.elapsed(now))
    }

    /// Seconds that it has run over its limit; nought while it has not.
    pub fn overtime(&self, now: f64) -> f64 {
        self.remaining(now).map_or(0.0, |left| (-left).max(0.0))
    }

    /// As it is shown: `4:59`, counting down where there is a limit, `+0:12` when that is over.
    pub fn text(&self, now: f64) -> String {
        match self.remaining(now) {
            // What is left is rounded up, so that five minutes begin at 5:00.
            Some(left) if left >= 0.0 => minutes_and_seconds(left.ceil()),
            Some(over) => format!("+{}", minutes_and_seconds((-over).floor())),
            None => minutes_and_seconds(self.elapsed(now).floor()),
        }
    }

    /// The timer as another clock tells it, which shows so many seconds more.
    #[must_use]
    pub fn shifted(mut self, by: f64) -> Self {
        self.since = self.since.map(|since| since + by);
        self
    }

    /// The timer beginning at a whole millisecond, when it runs.
    #[must_use]
    pub fn rounded_to_millis(mut self) -> Self {
        self.since = self.since.map(|since| (since * 1000.0).round() / 1000.0);
        self
    }

    /// The timer with every number one that can be, as a file written by hand may not have them.
    #[must_use]
    pub fn sanitized(mut self) -> Self {
        self.since = self.since.filter(|since| since.is_finite());
        self.before = if self.before.is_finite() { self.before.clamp(0.0, LONGEST) } else { 0.0 };
        self.limit = self.limit.filter(|limit| limit.is_finite()).map(|limit| limit.clamp(0.0, LONGEST));
        self
    }

    /// The timer as it is taken up again after it was not looked at: it ran on, but one that was started later than now,
    /// or longer ago than `longest` seconds, stands; the second of these with its time run out.
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

/// Seconds as minutes and seconds: `7:32`.
pub fn minutes_and_seconds(seconds: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to a day's length")]
    let seconds = seconds.clamp(0.0, LONGEST) as u32;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::Timer;

    #[test]
    fn it_counts_only_while_it_runs_and_says_when_it_is_over() {
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
    fn a_minute_more_or_less_changes_what_is_allowed_and_never_what_has_run() {
        let mut timer = Timer::new(Some(60.0));
        timer.start(0.0);
        timer.extend_limit(60.0);
        assert_eq!(timer.text(10.0), "1:50");
        timer.extend_limit(-600.0);
        assert_eq!((timer.limit, timer.elapsed(10.0)), (Some(0.0), 10.0));
        timer.stop_at_limit(10.0);
        assert_eq!((timer.is_running(), timer.remaining(99.0)), (false, Some(0.0)));
    }

    #[test]
    fn a_timer_left_running_runs_on_unless_that_cannot_be() {
        let mut timer = Timer::new(Some(60.0));
        timer.start(1000.0);
        assert_eq!(timer.resumed(1030.0, 3600.0).text(1030.0), "0:30");
        let late = timer.resumed(9000.0, 3600.0);
        assert_eq!((late.is_running(), late.remaining(9000.0)), (false, Some(0.0)));
        assert_eq!(timer.resumed(900.0, 3600.0).text(900.0), "1:00", "the clock was set back");
        let wild = Timer { since: Some(f64::NAN), before: f64::INFINITY, limit: Some(-3.0) }.sanitized();
        assert_eq!(wild, Timer::new(Some(0.0)));
    }
}
