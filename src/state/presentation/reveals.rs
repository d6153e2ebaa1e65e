//! The replies of a row that a lesson reveals, one at a time or by perspective.

use crate::model::rows::NoteRef;
use crate::model::{Activity, ClaimId, Note};
use crate::state::{AppState, Item};

use super::guesses::Guess;

/// A reply that is revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// The perspective, by its index in the edition.
    pub perspective: usize,
    /// The reply.
    pub content: RevealContent,
}

/// The kind of reply that is revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevealContent {
    /// A note.
    Note(NoteRef),
    /// A checked absence.
    Silent,
    /// There is nothing to answer.
    NotApplicable,
    /// Not looked for yet.
    NotLookedFor,
}

/// Replies that are revealed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealGroup {
    /// The perspective, by its index in the edition.
    pub perspective: usize,
    /// One reply, or all replies of the perspective in the row.
    pub reveals: Vec<Reveal>,
}

impl Reveal {
    /// Returns the key by which replies are shuffled, which is stable: Knuth's multiplicative hash of the row and the
    /// note.
    fn shuffle_key(&self, row: usize) -> u32 {
        let note = match self.content {
            RevealContent::Note(entry) => entry.note,
            RevealContent::Silent | RevealContent::NotApplicable | RevealContent::NotLookedFor => 0,
        };
        let mix = |hash: u32, value: usize| {
            let value = u32::try_from(value).unwrap_or(u32::MAX);
            (hash ^ value).wrapping_mul(2_654_435_761).rotate_left(13)
        };
        mix(mix(mix(1, row), self.perspective), note as usize)
    }
}

impl AppState {
    /// Returns the replies of a row, in the order of the given perspectives.
    ///
    /// For a claim, notes on other claims are left out. A perspective that has only such notes is left out too, since
    /// nobody has looked for what it says about this claim.
    pub(super) fn reveals(&self, row: usize, claim: Option<&ClaimId>, perspectives: &[usize]) -> Vec<Reveal> {
        perspectives.iter().flat_map(|p| self.reveals_of(row, claim, *p)).collect()
    }

    fn reveals_of(&self, row: usize, claim: Option<&ClaimId>, perspective: usize) -> Vec<Reveal> {
        let is_relevant = |note: &Note| claim.is_none() || note.claim.is_none() || note.claim.as_ref() == claim;
        let content = |item: Item<'_>| match item {
            Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. } => {
                is_relevant(note).then_some(RevealContent::Note(entry))
            }
            Item::Silent { .. } => Some(RevealContent::Silent),
            Item::NotApplicable { .. } => Some(RevealContent::NotApplicable),
            Item::NotLookedFor { .. } => Some(RevealContent::NotLookedFor),
        };
        self.items_of(row, perspective)
            .into_iter()
            .filter_map(content)
            .map(|content| Reveal { perspective, content })
            .collect()
    }

    /// Groups replies by the press that reveals them, in order.
    ///
    /// Where the class guesses, only perspectives are included that are known to say something or to be silent.
    pub(super) fn reveal_groups(&self, row: usize, reveals: Vec<Reveal>, activity: Activity) -> Vec<RevealGroup> {
        let known = |reveal: &Reveal| matches!(reveal.content, RevealContent::Note(_) | RevealContent::Silent);
        let mut groups: Vec<RevealGroup> = Vec::new();
        for reveal in reveals {
            let perspective = reveal.perspective;
            match activity {
                Activity::Reveal => groups.push(RevealGroup { perspective, reveals: vec![reveal] }),
                Activity::Blind if matches!(reveal.content, RevealContent::Note(_)) => {
                    groups.push(RevealGroup { perspective, reveals: vec![reveal] });
                }
                Activity::Predict if known(&reveal) => {
                    match groups.last_mut().filter(|group| group.perspective == perspective) {
                        Some(group) => group.reveals.push(reveal),
                        None => groups.push(RevealGroup { perspective, reveals: vec![reveal] }),
                    }
                }
                _ => {}
            }
        }
        if activity == Activity::Blind {
            // The usual order would reveal who speaks. The shuffled order of a row is always the same.
            groups.sort_by_key(|group| group.reveals.first().map(|reveal| reveal.shuffle_key(row)));
        }
        groups
    }

    /// Returns the right answers to "what will they say?", sorted and without duplicates.
    pub(super) fn right_answers(&self, reveals: &[Reveal]) -> Vec<Guess> {
        let guess = |reveal: &Reveal| match reveal.content {
            RevealContent::Note(entry) => Some(Guess::Says(self.rows.note(&self.edition, entry)?.stance)),
            RevealContent::Silent => Some(Guess::Nothing),
            RevealContent::NotApplicable | RevealContent::NotLookedFor => None,
        };
        let mut all: Vec<Guess> = reveals.iter().filter_map(guess).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
