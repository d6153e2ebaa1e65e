//! What can be revealed in a row: the replies, one by one or by perspective.

use crate::model::rows::Entry;
use crate::model::{Activity, ClaimId, Note};
use crate::session::{Item, Session};

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
    Note(Entry),
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

impl Session {
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
    pub(super) fn units(&self, cards: Vec<Card>, activity: Activity) -> Vec<Unit> {
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
