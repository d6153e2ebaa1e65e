//! What can be revealed in a row: the replies, one by one or by perspective.

use crate::model::rows::NoteRef;
use crate::model::{Activity, ClaimId, Note};
use crate::state::{AppState, Item};

use super::guesses::Guess;

/// One thing that is revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose it is, by place in the edition's order.
    pub perspective: usize,
    /// What it is.
    pub what: What,
}

/// What a card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A note.
    Note(NoteRef),
    /// Looked for and not found.
    Silent,
    /// Nothing to answer.
    NotApplicable,
    /// Nobody has looked yet.
    NotLookedFor,
}

/// Cards that are revealed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Whose they are.
    pub perspective: usize,
    /// One card, or all that a perspective has here.
    pub cards: Vec<Card>,
}

impl Card {
    /// A number by which cards are shuffled, the same at every look: Knuth's multiplicative hash of row and note.
    fn shuffled(&self, row: usize) -> u32 {
        let note = match self.what {
            What::Note(entry) => entry.note,
            What::Silent | What::NotApplicable | What::NotLookedFor => 0,
        };
        let mix = |hash: u32, value: usize| {
            let value = u32::try_from(value).unwrap_or(u32::MAX);
            (hash ^ value).wrapping_mul(2_654_435_761).rotate_left(13)
        };
        mix(mix(mix(1, row), self.perspective), note as usize)
    }
}

impl AppState {
    /// The cards of a row in the order of these perspectives. Of a claim, notes on other claims are left out, and so is
    /// a perspective that speaks of those alone: what it says of this claim was never looked for.
    pub(super) fn cards(&self, row: usize, claim: Option<&ClaimId>, perspectives: &[usize]) -> Vec<Card> {
        perspectives.iter().flat_map(|p| self.cards_of(row, claim, *p)).collect()
    }

    fn cards_of(&self, row: usize, claim: Option<&ClaimId>, perspective: usize) -> Vec<Card> {
        let fits = |note: &Note| claim.is_none() || note.claim.is_none() || note.claim.as_ref() == claim;
        let what = |item: Item<'_>| match item {
            Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. } => {
                fits(note).then_some(What::Note(entry))
            }
            Item::Silent { .. } => Some(What::Silent),
            Item::NotApplicable { .. } => Some(What::NotApplicable),
            Item::NotLookedFor { .. } => Some(What::NotLookedFor),
        };
        self.items_of(row, perspective).into_iter().filter_map(what).map(|what| Card { perspective, what }).collect()
    }

    /// What is revealed at one press, in order. Where the class guesses, only those are asked about of whom it is known
    /// what they say or that they are silent.
    pub(super) fn units(&self, row: usize, cards: Vec<Card>, activity: Activity) -> Vec<Unit> {
        let known = |card: &Card| matches!(card.what, What::Note(_) | What::Silent);
        let mut units: Vec<Unit> = Vec::new();
        for card in cards {
            let perspective = card.perspective;
            match activity {
                Activity::Reveal => units.push(Unit { perspective, cards: vec![card] }),
                Activity::Blind if matches!(card.what, What::Note(_)) => {
                    units.push(Unit { perspective, cards: vec![card] });
                }
                Activity::Predict if known(&card) => match units.last_mut().filter(|u| u.perspective == perspective) {
                    Some(unit) => unit.cards.push(card),
                    None => units.push(Unit { perspective, cards: vec![card] }),
                },
                _ => {}
            }
        }
        if activity == Activity::Blind {
            // In the usual order it would be known who speaks; the order of a row is always the same.
            units.sort_by_key(|unit| unit.cards.first().map(|card| card.shuffled(row)));
        }
        units
    }

    /// The right answers to "what will they say?".
    pub(super) fn truth(&self, cards: &[Card]) -> Vec<Guess> {
        let guess = |card: &Card| match card.what {
            What::Note(entry) => Some(Guess::Says(self.rows.note(&self.edition, entry)?.stance)),
            What::Silent => Some(Guess::Nothing),
            What::NotApplicable | What::NotLookedFor => None,
        };
        let mut all: Vec<Guess> = cards.iter().filter_map(guess).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
