//! The replies of a row that a lesson reveals, one at a time or by perspective.

use crate::model::rows::NoteRef;
use crate::model::{Activity, ClaimId, Note, Silence};
use crate::state::Item;

use super::Script;
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
    /// A checked absence on the row, or on the claim of the stop.
    Silent,
    /// A checked absence on one claim of the row, by its index among the silences of the perspective. It is shown, but
    /// never guessed, since the row has other claims.
    SilentOnClaim(usize),
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
        let note = if let RevealContent::Note(entry) = self.content { entry.note } else { 0 };
        let mix = |hash: u32, value: usize| {
            let value = u32::try_from(value).unwrap_or(u32::MAX);
            (hash ^ value).wrapping_mul(2_654_435_761).rotate_left(13)
        };
        mix(mix(mix(1, row), self.perspective), note as usize)
    }
}

impl Script<'_> {
    /// Returns the replies of a row, in the order of the given perspectives.
    ///
    /// For a claim, notes and silences on other claims are left out. A perspective that has only such notes is left out
    /// too, unless it was looked for and is silent on this claim.
    pub(super) fn reveals(&self, row: usize, claim: Option<&ClaimId>, perspectives: &[usize]) -> Vec<Reveal> {
        perspectives.iter().flat_map(|p| self.reveals_of(row, claim, *p)).collect()
    }

    fn reveals_of(&self, row: usize, claim: Option<&ClaimId>, perspective: usize) -> Vec<Reveal> {
        let is_relevant = |note: &Note| claim.is_none() || note.claim.is_none() || note.claim.as_ref() == claim;
        let silence_on = |claim: &ClaimId| {
            self.shared.rows.silence(self.shared.edition, row.checked_sub(1)?, perspective, Some(claim))
        };
        let is_silent = claim.and_then(silence_on).is_some();
        let index = |silence: &Silence| {
            let silences = &self.shared.edition.perspectives().get(perspective)?.silences;
            silences.iter().position(|other| std::ptr::eq(other, silence))
        };
        let content = |item: Item<'_>| match item {
            Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. } => {
                is_relevant(note).then_some(RevealContent::Note(entry))
            }
            Item::Silent { silence, .. } => match (&silence.claim, claim) {
                (Some(silent_on), Some(claim)) => (silent_on == claim).then_some(RevealContent::Silent),
                (Some(_), None) => index(silence).map(RevealContent::SilentOnClaim),
                (None, _) => Some(RevealContent::Silent),
            },
            // Not looked for as a whole, but on this claim.
            Item::NotApplicable { .. } | Item::NotLookedFor { .. } if is_silent => None,
            Item::NotApplicable { .. } => Some(RevealContent::NotApplicable),
            Item::NotLookedFor { .. } => Some(RevealContent::NotLookedFor),
        };
        self.shared
            .items_of(row, perspective)
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
            RevealContent::Note(entry) => Some(Guess::Says(self.shared.rows.note(self.shared.edition, entry)?.stance)),
            RevealContent::Silent => Some(Guess::Nothing),
            RevealContent::SilentOnClaim(_) | RevealContent::NotApplicable | RevealContent::NotLookedFor => None,
        };
        let mut all: Vec<Guess> = reveals.iter().filter_map(guess).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
