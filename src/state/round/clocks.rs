//! The clocks of the open round: starting and stopping them, and their alerts.

use std::sync::Arc;

use crate::model::minutes_and_seconds;
use crate::model::round::{Alert, Side, dropped};
use crate::state::feature::Outcome;
use crate::state::{Command, Dialog, Notice};

use super::{RoundEditor, ShownAlert};

/// The number of seconds for which an alert is shown.
const ALERT_SECONDS: f64 = 8.0;

/// The number of seconds by which the wall clock must get ahead of the window's clock for the computer to have slept.
/// Smaller differences are normal between clocks.
const MIN_SLEEP_SECONDS: f64 = 2.0;

/// Returns the displayed text of an alert.
fn alert_text(alert: Alert) -> String {
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

impl RoundEditor {
    /// Advances the clocks to `now` and shows the alerts on the way. `now` is the window's clock and `wall` the wall
    /// clock, both in seconds.
    pub(super) fn advance_clocks(&mut self, now: f64, wall: f64, out: &mut Outcome) {
        let mut before = std::mem::replace(&mut self.now, now);
        let wall_before = std::mem::replace(&mut self.wall, wall);
        if self.alert.as_ref().is_some_and(|alert| now - alert.at > ALERT_SECONDS) {
            self.alert = None;
        }
        if !self.document.as_ref().is_some_and(|round| round.clock.is_running()) {
            // No clock is running, so none has to catch up.
            self.clock_offset = Some(wall - now);
            return;
        }
        let slept = (wall - wall_before) - (now - before);
        if wall_before > 0.0 && slept >= MIN_SLEEP_SECONDS {
            self.catch_up(slept, out);
            before -= slept;
        }
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        let mut messages: Vec<String> = Vec::new();
        if let Some(speech) = round.speech() {
            let alerts = round.clock.alerts(&round.rules, speech, before, now);
            messages.extend(alerts.into_iter().map(|alert| format!("{}: {}", speech.short, alert_text(alert))));
        }
        for side in Side::ALL {
            if round.clock.prep_ends(side, before, now) {
                messages.push(format!("The prep of {} is used up", round.side_name(side)));
            }
        }
        if round.clock.before_ends(before, now) {
            messages.push("The preparation before the round is over".to_owned());
        }
        round.clock.stop_expired(now);
        if let Some(text) = messages.pop() {
            // The screen of the round shows the alert beside the clock.
            if !self.open {
                out.notify(Notice::quiet(text.clone()));
            }
            self.alert = Some(ShownAlert { text, at: now });
        }
    }

    /// Catches up with the time that the computer slept, in which the window's clock stands still but the round
    /// continues.
    ///
    /// As after loading a round, running clocks advance unless the time is too long for a speech.
    fn catch_up(&mut self, slept: f64, out: &mut Outcome) {
        let (now, offset) = (self.now, self.clock_offset());
        let later = offset + slept;
        if let Some(round) = self.document.as_mut().map(Arc::make_mut) {
            round.clock = round.clock.shifted(offset).resumed(now + later, now);
        }
        self.clock_offset = Some(later);
        let slept = minutes_and_seconds(slept.round());
        out.notify(Notice::quiet(format!(
            "The window stood still for {slept}, as when the computer sleeps; the clocks have run on"
        )));
    }

    pub(super) fn toggle_clock(&mut self, out: &mut Outcome) {
        let now = self.now;
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        if round.is_over() {
            let over = Notice::quiet("The round is over");
            out.notify(over.offering(Command::RoundPreviousSpeech, "Back to its last speech"));
            return;
        }
        round.toggle_speech(now);
        self.alert = None;
        self.on_changed(out);
    }

    pub(super) fn toggle_team_prep(&mut self, our: bool, out: &mut Outcome) {
        let Some(round) = &self.document else { return };
        let ours = round.ours.unwrap_or(Side::First);
        if our && round.rules.prep.is_none() && round.is_preparing() {
            // In a format without prep time, the key works for the preparation before the round.
            return self.toggle_preparation(out);
        }
        self.toggle_prep(if our { ours } else { ours.other() }, out);
    }

    pub(super) fn toggle_prep(&mut self, side: Side, out: &mut Outcome) {
        let now = self.now;
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        let name = round.side_name(side).to_owned();
        let other = side.other().of(&round.clock.prep).is_running().then(|| round.side_name(side.other()).to_owned());
        if side.of(&round.clock.prep).is_running() {
            round.clock.stop_prep(side, now);
        } else if !round.clock.start_prep(side, now) {
            let why = match round.clock.prep_left(side, now) {
                None => Notice::quiet("There is no prep in this format"),
                Some(left) if left <= 0.0 => Notice::quiet(format!("{name} has no prep left")),
                Some(_) => Notice::quiet(format!("{name} can take prep when the speech has stopped"))
                    .offering(Command::RoundClock, "Stop the speech"),
            };
            out.notify(why);
            return;
        } else if let Some(other) = other {
            out.notify(Notice::quiet(format!("{name} takes prep now; that of {other} has stopped")));
        }
        self.on_changed(out);
    }

    pub(super) fn toggle_preparation(&mut self, out: &mut Outcome) {
        let now = self.now;
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        round.clock.before.toggle(now);
        self.on_changed(out);
    }

    pub(super) fn reset_clock(&mut self, out: &mut Outcome) {
        self.alert = None;
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        let speech = round.speech().cloned();
        round.clock.load_speech(speech.as_ref());
        self.on_changed(out);
    }

    /// Returns what runs, in words, if a clock of the round does.
    pub fn running_clock(&self) -> Option<String> {
        let round = self.document.as_ref()?;
        let clock = &round.clock;
        if clock.speech.is_running() {
            let speech = round.speech().map_or("the speech", |speech| speech.short.as_str());
            return Some(format!("The clock of {speech}"));
        }
        let side = Side::ALL.into_iter().find(|side| side.of(&clock.prep).is_running());
        let prep = side.map(|side| format!("The prep of {}", round.side_name(side)));
        prep.or_else(|| clock.before.is_running().then(|| "The preparation before the round".to_owned()))
    }

    pub(super) fn stop_clocks(&mut self, out: &mut Outcome) {
        let now = self.now;
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        round.clock.stop_speech(now);
        Side::ALL.into_iter().for_each(|side| round.clock.stop_prep(side, now));
        round.clock.before.stop(now);
        self.alert = None;
        self.on_changed(out);
    }

    /// Goes to another speech. The clock of the speech that is left is kept, in case the next step goes straight back.
    pub(super) fn go_to_speech(&mut self, to: usize, out: &mut Outcome) {
        let now = self.now;
        let Some(round) = self.document.as_mut().map(Arc::make_mut) else { return };
        let from = round.at;
        if to == from || to > round.rules.speeches.len() {
            return;
        }
        round.clock.stop_speech(now);
        let timer = round.clock.speech;
        let message = round.speech().filter(|_| timer.has_started());
        let message =
            message.map(|speech| format!("{} took {}", speech.short, minutes_and_seconds(timer.elapsed(now).floor())));
        round.go_to(to);
        if let Some(timer) = self.left_speeches.remove(&to) {
            round.clock.speech = timer;
        }
        if timer.has_started() {
            self.left_speeches.insert(from, timer);
        }
        self.prepared = None;
        self.entry = 0;
        self.alert = None;
        if let Some(message) = message {
            out.notify(Notice::quiet(message));
        }
        let over = self.document.as_ref().is_some_and(|round| round.is_over() && !dropped(round).is_empty());
        if over && self.open {
            out.open_dialog(Dialog::Dropped);
        }
        self.on_changed(out);
    }
}
