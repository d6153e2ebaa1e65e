//! The round from and to the disk, and its clocks in the wall's time meanwhile.

use crate::model::round::Round;
use crate::session::{Effect, Notice, Overlay, Session};

use super::{RoundView, Rounds};

impl Rounds {
    /// The round as it is kept, with its clocks by the wall's clock, and how it is known to be on the disk.
    pub fn kept(&self) -> Option<(Round, Option<&Round>)> {
        let mut round = self.round.clone()?;
        round.clock = round.clock.moved(self.wall - self.now);
        Some((round, self.base.as_deref()))
    }

    /// The name of a file that the flow is sent out as.
    pub fn flow_name(&self, extension: &str) -> String {
        format!("{}.{extension}", if self.key.is_empty() { "flow" } else { &self.key })
    }

    /// Forgets what was chosen in another round.
    pub(super) fn turn_to(&mut self, key: String, round: Option<Round>) {
        let Self { open, big, now, wall, revision, others, .. } = std::mem::take(self);
        *self = Self {
            key,
            round,
            open,
            big,
            now,
            wall,
            revision: revision + 1,
            others,
            reveal: true,
            view: RoundView::Speech,
            ..Self::default()
        };
    }
}

impl Session {
    /// A round was read, or could not be.
    pub(super) fn round_came(&mut self, key: &str, round: Result<Option<Box<Round>>, String>) {
        if key != self.rounds.key || self.rounds.round.is_some() {
            return;
        }
        self.rounds.coming = false;
        match round {
            Ok(Some(read)) => {
                let (mut round, told) = read.clone().held_to_bounds();
                round.clock = round.clock.taken_up(self.rounds.wall, self.rounds.now);
                self.rounds.base = Some(read);
                self.rounds.round = Some(round);
                if !told.is_empty() {
                    self.say(Notice::fault(format!("In this round, {}", told.join("; "))));
                }
            }
            Ok(None) => self.rounds.key.clear(),
            Err(fault) => {
                // What is there is left alone: another round is begun under another name.
                self.rounds.key.clear();
                self.say(Notice::fault(fault));
            }
        }
        self.rounds.revision += 1;
        self.rounds.reveal = true;
    }

    /// Another round that is kept comes on the table.
    pub(super) fn lay_round(&mut self, key: String) -> Vec<Effect> {
        if key == self.rounds.key {
            return Vec::new();
        }
        self.overlay.take_if(|overlay| *overlay == Overlay::Round);
        // What the clocks of the old one are is kept first.
        let mut effects: Vec<Effect> = Vec::new();
        self.rounds.turn_to(key.clone(), None);
        self.rounds.coming = true;
        self.memory.round = Some(key.clone());
        effects.extend([Effect::LoadRound(key), Effect::SaveMemory]);
        effects
    }
}
