//! A stopwatch and a time to keep, without a clock of its own: whoever asks brings the time along.

/// Time since it was started, and what it is to be held against. Times are in seconds of the window's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timer {
    /// Since when it runs; none while it stands.
    since: Option<f64>,
    /// What ran before.
    before: f64,
    /// The time allowed, in seconds; none means it only counts up.
    pub limit: Option<f64>,
}

impl Timer {
    /// A timer that stands at nought.
    pub fn of(limit: Option<f64>) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Starts it, or lets it stand.
    pub fn toggle(&mut self, now: f64) {
        match self.since.take() {
            Some(since) => self.before += (now - since).max(0.0),
            None => self.since = Some(now),
        }
    }

    /// Starts it if it stands.
    pub fn start(&mut self, now: f64) {
        self.since.get_or_insert(now);
    }

    /// Whether it runs.
    pub fn runs(&self) -> bool {
        self.since.is_some()
    }

    /// Seconds that have run.
    pub fn passed(&self, now: f64) -> f64 {
        self.before + self.since.map_or(0.0, |since| (now - since).max(0.0))
    }

    /// Seconds left, below nought when over; none without a limit.
    pub fn left(&self, now: f64) -> Option<f64> {
        Some(self.limit? - self.passed(now))
    }

    /// As it is shown: `4:59`, counting down where there is a limit, `+0:12` when that is over.
    pub fn text(&self, now: f64) -> String {
        match self.left(now) {
            // What is left is rounded up, so that five minutes begin at 5:00.
            Some(left) if left >= 0.0 => minutes(left.ceil()),
            Some(over) => format!("+{}", minutes((-over).floor())),
            None => minutes(self.passed(now).floor()),
        }
    }
}

fn minutes(seconds: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to a day's length")]
    let seconds = seconds.clamp(0.0, 86_400.0) as u32;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::Timer;

    #[test]
    fn it_counts_only_while_it_runs_and_says_when_it_is_over() {
        let mut timer = Timer::of(Some(60.0));
        assert_eq!(timer.text(100.0), "1:00");
        timer.toggle(100.0);
        assert_eq!(timer.text(112.5), "0:48");
        timer.toggle(112.5);
        assert_eq!((timer.runs(), timer.text(500.0).as_str()), (false, "0:48"));
        timer.start(500.0);
        timer.start(510.0);
        assert_eq!(timer.text(560.0), "+0:12");
        assert_eq!(Timer::of(None).text(3.0), "0:00");
    }
}
