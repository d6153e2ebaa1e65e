//! The clocks of the round on the table: started, stopped, and what they ring.

use crate::model::minutes_and_seconds;
use crate::model::round::{Alert, Side, dropped};
use crate::state::{AppState, Command, Dialog, Effect, Notice};

use super::Rung;

/// How long an alert is shown, in seconds.
const RUNG_FOR: f64 = 8.0;

/// Seconds by which the wall's clock gets ahead of the window's when the computer sleeps; less is what clocks differ by.
const SLEEP: f64 = 2.0;

/// An alert in words.
fn words_of(alert: Alert) -> String {
    match alert {
        Alert::Left(seconds) if seconds % 60 == 0 => match seconds / 60 {
            1 => "1 minute left".to_owned(),
            minutes => format!("{minutes} minutes left"),
        },
        Alert::Left(seconds) => format!("{seconds} seconds left"),
        Alert::PointsOpen => "Points of information may be offered".to_owned(),
        Alert::PointsClosed => "No more points of information".to_owned(),
        Alert::Over => "Time is up".to_owned(),
        Alert::GraceOver => "The grace is over too".to_owned(),
    }
}

impl AppState {
    /// Time goes on: what the clocks ring on the way is told.
    pub(super) fn time_passes(&mut self, now: f64, wall: f64) {
        let mut before = std::mem::replace(&mut self.round.now, now);
        let wall_before = std::mem::replace(&mut self.round.wall, wall);
        if self.round.rung.as_ref().is_some_and(|rung| now - rung.at > RUNG_FOR) {
            self.round.rung = None;
        }
        if !self.round.document.as_ref().is_some_and(|round| round.clock.is_running()) {
            // Nothing runs that would have to run on.
            self.round.ahead = Some(wall - now);
            return;
        }
        let slept = (wall - wall_before) - (now - before);
        if wall_before > 0.0 && slept >= SLEEP {
            self.run_on(slept);
            before -= slept;
        }
        let Some(round) = &mut self.round.document else { return };
        let mut told: Vec<String> = Vec::new();
        if let Some(speech) = round.speech() {
            let rung = round.clock.alerts(&round.rules, speech, before, now);
            told.extend(rung.into_iter().map(|alert| format!("{}: {}", speech.short, words_of(alert))));
        }
        for side in Side::ALL {
            if round.clock.prep_ends(side, before, now) {
                told.push(format!("The prep of {} is used up", round.side_name(side)));
            }
        }
        if round.clock.before_ends(before, now) {
            told.push("The preparation before the round is over".to_owned());
        }
        round.clock.stop_expired(now);
        if let Some(words) = told.pop() {
            // On the round's own screen it stands beside the clock.
            if !self.round.open {
                self.say(Notice::quiet(words.clone()));
            }
            self.round.rung = Some(Rung { words, at: now });
        }
    }

    /// The clock of a window stands still while the computer sleeps; the round does not. It is as if it were read from the
    /// disk: what ran has run on, unless that is too long for a speech.
    fn run_on(&mut self, slept: f64) {
        let (now, ahead) = (self.round.now, self.round.ahead());
        let later = ahead + slept;
        if let Some(round) = &mut self.round.document {
            round.clock = round.clock.shifted(ahead).resumed(now + later, now);
        }
        self.round.ahead = Some(later);
        let slept = minutes_and_seconds(slept.round());
        self.say(Notice::quiet(format!(
            "The window stood still for {slept}, as when the computer sleeps; the clocks have run on"
        )));
    }

    pub(in crate::state) fn toggle_clock(&mut self) -> Vec<Effect> {
        let now = self.round.now;
        let Some(round) = &mut self.round.document else { return Vec::new() };
        if round.is_over() {
            let key = self.key_of(Command::RoundPreviousSpeech);
            self.say(Notice::quiet(format!("The round is over. {key} goes back to its last speech")));
            return Vec::new();
        }
        round.toggle_speech(now);
        self.round.rung = None;
        self.round_changed()
    }

    pub(in crate::state) fn toggle_prep_of(&mut self, our: bool) -> Vec<Effect> {
        let Some(round) = &self.round.document else { return Vec::new() };
        let ours = round.ours.unwrap_or(Side::First);
        if our && round.rules.prep.is_none() && round.is_preparing() {
            // Where there is no prep in the round, the key has the preparation before it.
            return self.toggle_before();
        }
        self.toggle_prep(if our { ours } else { ours.other() })
    }

    pub(super) fn toggle_prep(&mut self, side: Side) -> Vec<Effect> {
        let now = self.round.now;
        let key = self.key_of(Command::RoundClock);
        let Some(round) = &mut self.round.document else { return Vec::new() };
        let name = round.side_name(side).to_owned();
        let other = side.other().of(&round.clock.prep).is_running().then(|| round.side_name(side.other()).to_owned());
        if side.of(&round.clock.prep).is_running() {
            round.clock.stop_prep(side, now);
        } else if !round.clock.start_prep(side, now) {
            let why = match round.clock.prep_left(side, now) {
                None => "There is no prep in this format".to_owned(),
                Some(left) if left <= 0.0 => format!("{name} has no prep left"),
                Some(_) => format!("{name} can take prep when the speech has stopped ({key} stops it)"),
            };
            self.say(Notice::quiet(why));
            return Vec::new();
        } else if let Some(other) = other {
            self.say(Notice::quiet(format!("{name} takes prep now; that of {other} has stopped")));
        }
        self.round_changed()
    }

    pub(super) fn toggle_before(&mut self) -> Vec<Effect> {
        let now = self.round.now;
        let Some(round) = &mut self.round.document else { return Vec::new() };
        round.clock.before.toggle(now);
        self.round_changed()
    }

    pub(super) fn clock_anew(&mut self) -> Vec<Effect> {
        self.round.rung = None;
        self.round.left = None;
        let Some(round) = &mut self.round.document else { return Vec::new() };
        let speech = round.speech().cloned();
        round.clock.load_speech(speech.as_ref());
        self.round_changed()
    }

    pub(in crate::state) fn step_speech(&mut self, forward: bool) -> Vec<Effect> {
        let Some(round) = &self.round.document else { return Vec::new() };
        let to = if forward { round.at + 1 } else { round.at.saturating_sub(1) };
        self.go_to_speech(to)
    }

    /// To another speech. The clock of the one that is left is kept, in case one comes back to it at once.
    pub(super) fn go_to_speech(&mut self, to: usize) -> Vec<Effect> {
        let now = self.round.now;
        let Some(round) = &mut self.round.document else { return Vec::new() };
        let from = round.at;
        if to == from || to > round.rules.speeches.len() {
            return Vec::new();
        }
        round.clock.stop_speech(now);
        let timer = round.clock.speech;
        let told = round.speech().filter(|_| timer.has_started());
        let told =
            told.map(|speech| format!("{} took {}", speech.short, minutes_and_seconds(timer.elapsed(now).floor())));
        round.go_to(to);
        if let Some((_, kept)) = self.round.left.filter(|(at, _)| *at == to) {
            round.clock.speech = kept;
        }
        if timer.has_started() {
            self.round.left = Some((from, timer));
        }
        self.round.prepared = None;
        self.round.reading = 0;
        self.round.rung = None;
        if let Some(told) = told {
            self.say(Notice::quiet(told));
        }
        let over = self.round.document.as_ref().is_some_and(|round| round.is_over() && !dropped(round).is_empty());
        if over && self.round.open {
            self.dialog = Some(Dialog::Dropped);
        }
        self.round_changed()
    }
}
