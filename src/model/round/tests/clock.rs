use proptest::prelude::*;

use super::{format, round, speech};
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
