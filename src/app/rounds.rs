//! The round's wishes to the outside world, and its time.

use std::time::Duration;

use eframe::egui::Context;

use crate::desktop;
use crate::session::rounds::RoundAction;
use crate::session::{Action, Effect};

use super::{App, waker};

/// A clock that runs is looked at this often.
const CLOCK: Duration = Duration::from_millis(200);

impl App {
    /// Carries out what the round wants.
    pub(super) fn perform_for_round(&mut self, ctx: &Context, effect: Effect) {
        let rounds = &self.session.rounds;
        match effect {
            Effect::LoadRound(key) => self.desktop.load_round(key, waker(ctx)),
            Effect::ListRounds => self.desktop.list_rounds(waker(ctx)),
            Effect::PutRoundAway(key) => {
                self.desktop.put_round_away(&key);
                self.desktop.list_rounds(waker(ctx));
            }
            Effect::KeepFormat(format) => self.desktop.keep_format(*format, waker(ctx)),
            Effect::SaveRound => {
                if let Some((round, base)) = rounds.kept() {
                    self.desktop.save_round(&rounds.key, round, base);
                }
            }
            Effect::PickFlow(form) => self.desktop.pick_flow(form, &rounds.flow_name(form.extension()), waker(ctx)),
            Effect::WriteFlow { form, path, over } => {
                if let Some(round) = rounds.round.clone() {
                    self.desktop.write_flow(round, form, path, over, waker(ctx));
                }
            }
            _ => {}
        }
    }

    /// The round's clocks go by the window's time, and are kept by the wall's.
    pub(super) fn tell_time(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        self.act(ctx, Action::Round(RoundAction::Time { now, wall: desktop::wall_clock() }));
        let rounds = &self.session.rounds;
        if rounds.round.as_ref().is_some_and(|round| round.clock.is_running()) || rounds.rung.is_some() {
            ctx.request_repaint_after(CLOCK);
        }
    }
}
