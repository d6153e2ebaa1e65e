//! The clocks of a round: one for the speech, one of prep for each side, one for the preparation before it.

use serde::{Deserialize, Serialize};

use super::format::{RoundFormat, Side, Speech};
use crate::model::Timer;

/// The longest time a clock runs on while nobody looks, in seconds: a round that was left running overnight.
const LONGEST_AWAY: f64 = 3600.0;

/// All clocks of a round. They have no time of their own: whoever asks brings it, in seconds of a clock that only goes
/// forward. In a file they are in the time of the wall's clock ([`Clock::moved`]), so that what runs runs on after a
/// crash, without being written each second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The speech that is given.
    #[serde(default)]
    pub speech: Timer,
    /// Prep used, of the first and of the second side; no limit means that there is none.
    #[serde(default)]
    pub prep: [Timer; 2],
    /// Preparation before the round.
    #[serde(default)]
    pub before: Timer,
}

/// What a clock says while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// So many seconds are left.
    Left(u32),
    /// Points of information may be offered from now on.
    PointsOpen,
    /// Points of information may not be offered any more.
    PointsClosed,
    /// The time is up.
    Over,
    /// What is let go is up too.
    GraceOver,
}

impl Clock {
    /// The clocks of a format, before its first speech.
    pub fn new(rules: &RoundFormat) -> Self {
        let minutes = |minutes: Option<f32>| Timer::new(minutes.map(|minutes| f64::from(minutes) * 60.0));
        let speech = Timer::new(rules.speeches.first().map(Speech::seconds));
        Self { speech, prep: [minutes(rules.prep); 2], before: minutes(rules.before) }
    }

    /// Sets the clock of the speech to its beginning, standing; none at the end of the round.
    pub fn load_speech(&mut self, speech: Option<&Speech>) {
        self.speech = Timer::new(speech.map(Speech::seconds));
    }

    /// Starts the speech; prep stops.
    pub fn start_speech(&mut self, now: f64) {
        self.stop_expired(now);
        self.prep.iter_mut().for_each(|prep| prep.stop(now));
        self.before.stop(now);
        self.speech.start(now);
    }

    /// Lets the speech stand.
    pub fn stop_speech(&mut self, now: f64) {
        self.speech.stop(now);
    }

    /// Starts the prep of a side, and says whether it may: not where there is none or none is left, and not while a
    /// speech runs. No two clocks of prep run: both sides prepare in the time of one.
    pub fn start_prep(&mut self, side: Side, now: f64) -> bool {
        self.stop_expired(now);
        let may = self.prep_left(side, now).is_some_and(|left| left > 0.0) && !self.speech.is_running();
        if may {
            side.other().of_mut(&mut self.prep).stop(now);
            side.of_mut(&mut self.prep).start(now);
        }
        may
    }

    /// Lets the prep of a side stand.
    pub fn stop_prep(&mut self, side: Side, now: f64) {
        let prep = side.of_mut(&mut self.prep);
        prep.stop(now);
        prep.stop_at_limit(now);
    }

    /// Seconds of prep that a side has left, never below nought; none where the format has none.
    pub fn prep_left(&self, side: Side, now: f64) -> Option<f64> {
        Some(side.of(&self.prep).remaining(now)?.max(0.0))
    }

    /// Stops prep and preparation whose time is up: they have no time over.
    pub fn stop_expired(&mut self, now: f64) {
        self.prep.iter_mut().chain([&mut self.before]).filter(|timer| timer.is_running()).for_each(|t| t.stop_at_limit(now));
    }

    /// Whether any clock runs.
    pub fn is_running(&self) -> bool {
        self.speech.is_running() || self.before.is_running() || self.prep.iter().any(Timer::is_running)
    }

    /// What the speech's clock says after `from` and up to `to`; ask before a change to the clock, so that nothing is
    /// passed over.
    pub fn alerts(&self, rules: &RoundFormat, speech: &Speech, from: f64, to: f64) -> Vec<Alert> {
        let passed = (self.speech.elapsed(from), self.speech.elapsed(to));
        alerts(rules, speech, self.speech.limit.unwrap_or_default(), passed)
    }

    /// Alerts of prep and preparation do not ring but for their end: whether it falls after `from` and up to `to`.
    pub fn prep_ends(&self, side: Side, from: f64, to: f64) -> bool {
        ends(side.of(&self.prep), from, to)
    }

    /// The same for the preparation before the round.
    pub fn before_ends(&self, from: f64, to: f64) -> bool {
        ends(&self.before, from, to)
    }

    /// The clocks as another clock tells them, which shows so many seconds more: to the wall's time for a file, and back.
    #[must_use]
    pub fn shifted(self, by: f64) -> Self {
        self.each(|timer| timer.shifted(by))
    }

    /// The clocks with what runs beginning at a whole millisecond.
    #[must_use]
    pub fn rounded_to_millis(self) -> Self {
        self.each(Timer::rounded_to_millis)
    }

    /// The clocks of a file, in the wall's time, as they are now by the clock of the window. What ran has run on since,
    /// unless that is longer than an hour: then its time is up.
    #[must_use]
    pub fn resumed(self, wall: f64, now: f64) -> Self {
        let mut clock = self.each(|timer| timer.resumed(wall, LONGEST_AWAY)).shifted(now - wall);
        clock.stop_expired(now);
        clock
    }

    /// The clocks with every number one that can be.
    #[must_use]
    pub fn sanitized(self) -> Self {
        self.each(Timer::sanitized)
    }

    fn each(self, change: impl Fn(Timer) -> Timer) -> Self {
        let Self { speech, prep, before } = self;
        Self { speech: change(speech), prep: prep.map(&change), before: change(before) }
    }
}

fn ends(timer: &Timer, from: f64, to: f64) -> bool {
    timer.limit.is_some_and(|limit| timer.elapsed(from) < limit && limit <= timer.elapsed(to))
}

/// What a clock says while the seconds that have passed go from the first number to the second, in order.
fn alerts(rules: &RoundFormat, speech: &Speech, limit: f64, (from, to): (f64, f64)) -> Vec<Alert> {
    let mut all: Vec<(f64, Alert)> = vec![(limit, Alert::Over)];
    let mut left: Vec<u32> = rules.alerts.iter().copied().filter(|left| *left > 0).collect();
    left.sort_unstable();
    left.dedup();
    all.extend(left.into_iter().map(|left| (limit - f64::from(left), Alert::Left(left))));
    if rules.grace > 0 {
        all.push((limit + f64::from(rules.grace), Alert::GraceOver));
    }
    if let Some(points) = rules.points.filter(|_| !speech.kind.is_questions()) {
        let (open, close) = (f64::from(points.first), limit - f64::from(points.last));
        if open < close {
            all.extend([(open, Alert::PointsOpen), (close, Alert::PointsClosed)]);
        }
    }
    // An alert before the beginning never comes.
    all.retain(|(at, _)| *at > 0.0 && from < *at && *at <= to);
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, alert)| alert).collect()
}
