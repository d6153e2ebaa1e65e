//! The clocks of a round: the speech, the prep time of each side, and the preparation before the round.

use serde::{Deserialize, Serialize};

use super::format::{RoundFormat, Side, Speech};
use crate::model::Timer;

/// The maximum time a clock keeps running while the program is closed, in seconds. A round left running overnight is
/// over.
const MAX_AWAY_SECONDS: f64 = 3600.0;

/// The clocks of a round.
///
/// They have no time source: the caller passes the seconds of a monotonic clock. In a file they are in wall-clock time
/// ([`Clock::shifted`]), so that running clocks survive a crash without being saved every second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The current speech.
    #[serde(default)]
    pub speech: Timer,
    /// The prep time used by the first and second side; without a limit if the format has none.
    #[serde(default)]
    pub prep: [Timer; 2],
    /// The preparation before the round.
    #[serde(default)]
    pub before: Timer,
}

/// An alert of a running clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// The number of seconds remaining.
    Left(u32),
    /// Points of information may be offered from now on.
    PointsOpen,
    /// Points of information may no longer be offered.
    PointsClosed,
    /// The time is up.
    Over,
    /// The grace period is over.
    GraceOver,
}

impl Clock {
    /// Creates the clocks of a format, before its first speech.
    pub fn new(rules: &RoundFormat) -> Self {
        let minutes = |minutes: Option<f32>| Timer::new(minutes.map(|minutes| f64::from(minutes) * 60.0));
        let speech = Timer::new(rules.speeches.first().map(Speech::seconds));
        Self { speech, prep: [minutes(rules.prep); 2], before: minutes(rules.before) }
    }

    /// Resets the clock to a speech and stops it; `None` is the end of the round.
    pub fn load_speech(&mut self, speech: Option<&Speech>) {
        self.speech = Timer::new(speech.map(Speech::seconds));
    }

    /// Starts the speech, and stops all preparation.
    pub fn start_speech(&mut self, now: f64) {
        self.stop_expired(now);
        self.prep.iter_mut().for_each(|prep| prep.stop(now));
        self.before.stop(now);
        self.speech.start(now);
    }

    /// Stops the speech.
    pub fn stop_speech(&mut self, now: f64) {
        self.speech.stop(now);
    }

    /// Starts the prep time of a side, and stops that of the other, since both prepare in the time of one. Returns
    /// false if the side has none left or a speech is running.
    pub fn start_prep(&mut self, side: Side, now: f64) -> bool {
        self.stop_expired(now);
        let may = self.prep_left(side, now).is_some_and(|left| left > 0.0) && !self.speech.is_running();
        if may {
            side.other().of_mut(&mut self.prep).stop(now);
            side.of_mut(&mut self.prep).start(now);
        }
        may
    }

    /// Stops the prep time of a side.
    pub fn stop_prep(&mut self, side: Side, now: f64) {
        let prep = side.of_mut(&mut self.prep);
        prep.stop(now);
        prep.stop_at_limit(now);
    }

    /// Returns the remaining prep time of a side in seconds, at least 0; `None` if the format has none.
    pub fn prep_left(&self, side: Side, now: f64) -> Option<f64> {
        Some(side.of(&self.prep).remaining(now)?.max(0.0))
    }

    /// Stops the preparation timers whose time is up, since they have no overtime.
    pub fn stop_expired(&mut self, now: f64) {
        self.prep
            .iter_mut()
            .chain([&mut self.before])
            .filter(|timer| timer.is_running())
            .for_each(|t| t.stop_at_limit(now));
    }

    /// Returns whether any clock is running.
    pub fn is_running(&self) -> bool {
        self.speech.is_running() || self.before.is_running() || self.prep.iter().any(Timer::is_running)
    }

    /// Returns the alerts of the speech after `from` and up to `to`. Must be called before the clock is changed, so
    /// that none is missed.
    pub fn alerts(&self, rules: &RoundFormat, speech: &Speech, from: f64, to: f64) -> Vec<Alert> {
        let passed = (self.speech.elapsed(from), self.speech.elapsed(to));
        alerts(rules, speech, self.speech.limit.unwrap_or_default(), passed)
    }

    /// Returns whether the prep time of a side ends after `from` and up to `to`. Its end is its only alert.
    pub fn prep_ends(&self, side: Side, from: f64, to: f64) -> bool {
        ends(side.of(&self.prep), from, to)
    }

    /// Returns whether the preparation before the round ends after `from` and up to `to`.
    pub fn before_ends(&self, from: f64, to: f64) -> bool {
        ends(&self.before, from, to)
    }

    /// Converts the clocks to another time source, which is `by` seconds ahead: to wall-clock time for a file, and
    /// back.
    #[must_use]
    pub fn shifted(self, by: f64) -> Self {
        self.map_timers(|timer| timer.shifted(by))
    }

    /// Rounds the start of running clocks to a whole millisecond.
    #[must_use]
    pub fn rounded_to_millis(self) -> Self {
        self.map_timers(Timer::rounded_to_millis)
    }

    /// Converts the clocks of a file from wall-clock time to `now` of the monotonic clock. Running clocks have
    /// continued to run, unless that is more than an hour: then their time is up.
    #[must_use]
    pub fn resumed(self, wall: f64, now: f64) -> Self {
        let mut clock = self.map_timers(|timer| timer.resumed(wall, MAX_AWAY_SECONDS)).shifted(now - wall);
        clock.stop_expired(now);
        clock
    }

    /// Corrects numbers that a hand-written file may have wrong.
    #[must_use]
    pub fn sanitized(self) -> Self {
        self.map_timers(Timer::sanitized)
    }

    fn map_timers(self, change: impl Fn(Timer) -> Timer) -> Self {
        let Self { speech, prep, before } = self;
        Self { speech: change(speech), prep: prep.map(&change), before: change(before) }
    }
}

fn ends(timer: &Timer, from: f64, to: f64) -> bool {
    timer.limit.is_some_and(|limit| timer.elapsed(from) < limit && limit <= timer.elapsed(to))
}

/// Returns the alerts of a speech while the elapsed time goes from `from` to `to`, in order.
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
    // Alerts before the start of the speech do not exist.
    all.retain(|(at, _)| *at > 0.0 && from < *at && *at <= to);
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, alert)| alert).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::round::tests::{format, round, speech};
    use crate::model::round::{Alert, Clock, Side};

    #[test]
    fn prep_time_of_either_side_runs_except_during_a_speech() {
        let mut clock = Clock::new(&format("policy"));
        assert!(clock.start_prep(Side::Second, 0.0));
        assert!(clock.start_prep(Side::First, 10.0), "both prepare in the time of one");
        clock.start_speech(60.0);
        let left = Side::ALL.map(|side| clock.prep_left(side, 99.0));
        assert_eq!(left, [Some(430.0), Some(470.0)]);
        assert!(!clock.start_prep(Side::First, 70.0));
        assert_eq!(clock.speech.text(80.0), "7:40");
    }

    #[test]
    fn prep_time_ends_when_it_is_used_up() {
        let mut clock = Clock::new(&format("public-forum"));
        clock.start_prep(Side::First, 0.0);
        assert!(clock.prep_ends(Side::First, 179.9, 180.1) && !clock.prep_ends(Side::First, 180.1, 200.0));
        clock.stop_expired(200.0);
        assert!(!clock.is_running());
        assert!(!clock.start_prep(Side::First, 201.0), "none is left");
        let mut without = Clock::new(&format("congress"));
        assert!(!without.start_prep(Side::First, 0.0), "there is none");
    }

    #[test]
    fn there_are_alerts_for_points_of_information_and_the_grace_period() {
        let rules = format("british-parliamentary");
        let mut clock = Clock::new(&rules);
        clock.start_speech(1000.0);
        let alerts = |from: f64, to: f64| clock.alerts(&rules, &rules.speeches[0], 1000.0 + from, 1000.0 + to);
        assert_eq!(alerts(0.0, 59.0), []);
        assert_eq!(alerts(59.0, 60.0), [Alert::PointsOpen]);
        assert_eq!(alerts(60.0, 61.0), [], "once");
        assert_eq!(alerts(350.0, 600.0), [Alert::Left(60), Alert::PointsClosed, Alert::Over, Alert::GraceOver]);
        let policy = format("policy");
        let mut questions = Clock::new(&policy);
        questions.load_speech(policy.speeches.get(1));
        questions.start_speech(0.0);
        let alerts = questions.alerts(&policy, &policy.speeches[1], 0.0, 400.0);
        assert_eq!(alerts, [Alert::Left(60), Alert::Left(30), Alert::Over], "three minutes never have five left");
    }

    #[test]
    fn clocks_keep_running_through_a_crash() {
        let mut round = round("policy");
        round.clock.start_prep(Side::Second, 50.0);
        // Written at 60 of the monotonic clock, when it is 1,000,060 by the wall clock; opened 20 seconds later in a new
        // window.
        let saved: Clock = ron::from_str(&ron::to_string(&round.clock.shifted(1_000_000.0)).unwrap()).unwrap();
        let back = saved.sanitized().resumed(1_000_080.0, 3.0);
        assert_eq!(back.prep_left(Side::Second, 3.0), Some(450.0));
        round.clock.start_speech(60.0);
        let saved = round.clock.shifted(1_000_000.0);
        let back = saved.sanitized().resumed(1_000_090.0, 3.0);
        assert_eq!((back.speech.elapsed(3.0), back.prep_left(Side::Second, 3.0)), (30.0, Some(470.0)));
        let overnight = saved.resumed(1_040_000.0, 3.0);
        assert!(!overnight.is_running());
        assert_eq!((overnight.speech.overtime(3.0), overnight.prep_left(Side::Second, 3.0)), (0.0, Some(470.0)));
    }

    #[test]
    fn the_next_speech_has_its_own_time_and_prep_time_stays_used() {
        let mut round = round("lincoln-douglas");
        round.clock.start_prep(Side::Second, 0.0);
        round.toggle_speech(30.0);
        round.toggle_speech(40.0);
        round.go_to(speech(&round.rules, "NC"));
        assert_eq!(round.clock.speech.text(99.0), "7:00");
        assert_eq!(round.clock.prep_left(Side::Second, 99.0), Some(210.0));
        round.go_to(700);
        assert!(round.is_over() && round.speech().is_none() && round.clock.speech.limit.is_none());
    }

    proptest! {
        #[test]
        fn prep_time_is_never_negative_and_stopping_loses_no_time(
            steps in proptest::collection::vec((0u8..6, 0.0f64..90.0), 0..60),
        ) {
            let rules = format("policy");
            let mut clock = Clock::new(&rules);
            let (mut now, mut ran, mut used) = (1e6, 0.0, 0.0);
            for (kind, passes) in steps {
                match kind {
                    0 => clock.start_speech(now),
                    1 => clock.stop_speech(now),
                    2 => { clock.start_prep(Side::First, now); }
                    3 => clock.stop_prep(Side::First, now),
                    4 => clock = clock.shifted(500.0).resumed(now + 500.0, now),
                    _ => clock.stop_expired(now),
                }
                if clock.speech.is_running() {
                    ran += passes;
                }
                if clock.prep[0].is_running() {
                    used = f64::min(used + passes, 480.0);
                }
                now += passes;
                prop_assert!((clock.speech.elapsed(now) - ran).abs() < 1e-6);
                let left = clock.prep_left(Side::First, now).unwrap();
                prop_assert!((480.0 - used - left).abs() < 1e-6);
                prop_assert!((0.0..=480.0).contains(&left));
                prop_assert_eq!(clock.prep_left(Side::Second, now), Some(480.0));
            }
        }

        #[test]
        fn each_alert_is_returned_once_however_often_it_is_polled(
            mut asks in proptest::collection::vec(0.0f64..600.0, 0..30), which in 0usize..2,
        ) {
            let rules = format(["british-parliamentary", "policy"][which]);
            let mut clock = Clock::new(&rules);
            clock.start_speech(0.0);
            asks.extend([0.0, 600.0]);
            asks.sort_by(f64::total_cmp);
            let ask = |from: f64, to: f64| clock.alerts(&rules, &rules.speeches[0], from, to);
            let piecewise: Vec<Alert> = asks.windows(2).flat_map(|pair| ask(pair[0], pair[1])).collect();
            prop_assert_eq!(piecewise, ask(0.0, 600.0));
        }
    }
}
