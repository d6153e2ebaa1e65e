//! Transfers a reader's corrections and decisions about a copy to a later version of that copy.
//!
//! Only what is certain is transferred: a correction with the counterpart of its paragraph, a decision with identical
//! words. The rest is returned, so that it can be reported.

use std::collections::HashMap;

use super::phrases::{JoinedText, find_anchor};
use crate::align::anchor::Alignment;
use crate::align::correspond::{correspond, is_same_text};
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Anchor, Correction, Decision, Edition, Grade, Owner, Pair, Paragraph};

/// The score from which a paragraph of the earlier text is certain to be one of the later text. Between two versions of
/// one text, one in ten or more of the pairs below it is wrong (`tests/bench/copies.rs`).
const MIN_CERTAIN: f32 = 0.8;

/// The corrections and decisions about an earlier text, transferred to a later one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transfer {
    /// Pairs made or refused, by the paragraphs of the later text.
    pub corrections: Vec<Correction>,
    /// Decisions about phrases, by the words of the later text.
    pub decisions: Vec<Decision>,
    /// Corrections that could not be transferred, by the paragraphs of the earlier text.
    pub dropped_corrections: Vec<Correction>,
    /// Decisions that could not be transferred.
    pub dropped_decisions: Vec<Decision>,
    /// Whether four fifths of the longer text are certainly in the other.
    pub close: bool,
}

/// Transfers what a reader decided about the earlier text of a copy to the later one. Returns `None` if the texts are
/// not versions of one text, that is, if less than half of the shorter one is certainly in the other.
///
/// # Errors
/// Returns [`Cancelled`] if the job is cancelled.
pub fn transfer(
    edition: &Edition,
    (earlier, later): (&[Paragraph], &[Paragraph]),
    corrections: &[Correction],
    decisions: &[Decision],
    progress: &Progress,
) -> Result<Option<Transfer>, Cancelled> {
    let pairs = correspond(earlier, later, &[], progress)?.pairs;
    let counts = (counts(earlier), counts(later));
    let is_certain = |pair: &&Pair| {
        let single = |at: &usize| {
            let text = earlier.get(*at).map_or("", |paragraph| paragraph.text.trim());
            // If a passage occurs twice here and once there, it is unknown which one is left.
            counts.0.get(text) == counts.1.get(text) || !counts.1.contains_key(text)
        };
        !pair.copy.is_empty() && pair.score >= MIN_CERTAIN && pair.edition.iter().all(single)
    };
    let certain: Vec<&Pair> = pairs.iter().filter(is_certain).collect();
    let transferred: usize = certain.iter().map(|pair| pair.edition.len().min(pair.copy.len())).sum();
    if transferred * 2 < earlier.len().min(later.len()) || transferred == 0 {
        return Ok(None);
    }
    let mut by_earlier: HashMap<usize, &Pair> = HashMap::new();
    for pair in certain {
        by_earlier.extend(pair.edition.iter().map(|at| (*at, pair)));
    }
    let close = transferred * 5 >= earlier.len().max(later.len()) * 4;
    let mut transferred = Transfer { close, ..Transfer::default() };
    for correction in corrections {
        match transfer_correction(*correction, corrections, &by_earlier) {
            Some(found) => {
                let new = found.into_iter().filter(|new| !transferred.corrections.contains(new)).collect::<Vec<_>>();
                transferred.corrections.extend(new);
            }
            None => transferred.dropped_corrections.push(*correction),
        }
    }
    let texts = VersionPair::new(edition, earlier, later, by_earlier);
    for decision in decisions {
        progress.report(1, 1)?;
        match texts.transfer_decision(decision) {
            Some(found) => transferred.decisions.push(found),
            None => transferred.dropped_decisions.push(decision.clone()),
        }
    }
    Ok(Some(transferred))
}

/// Counts the paragraphs with each text.
fn counts(paragraphs: &[Paragraph]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for paragraph in paragraphs {
        *counts.entry(paragraph.text.trim()).or_default() += 1;
    }
    counts
}

/// Returns a correction by the paragraphs of the later text. The parts of a split paragraph get what the whole had; a
/// merged paragraph gets only what all its parts had.
fn transfer_correction(
    correction: Correction,
    all: &[Correction],
    by_earlier: &HashMap<usize, &Pair>,
) -> Option<Vec<Correction>> {
    let (Correction::Linked { copy, edition } | Correction::Unlinked { copy, edition }) = correction;
    let pair = by_earlier.get(&copy)?;
    let has = |part: &usize| match correction {
        Correction::Linked { .. } => all.iter().any(|o| matches!(o, Correction::Linked { copy, .. } if copy == part)),
        Correction::Unlinked { .. } => all.contains(&Correction::Unlinked { copy: *part, edition }),
    };
    if !pair.edition.iter().all(has) {
        return None;
    }
    let later = |copy: &usize| match correction {
        Correction::Linked { .. } => Correction::Linked { copy: *copy, edition },
        Correction::Unlinked { .. } => Correction::Unlinked { copy: *copy, edition },
    };
    Some(pair.copy.iter().map(later).collect())
}

/// Both versions of the copy, aligned word by word.
struct VersionPair<'a> {
    phrases: HashMap<Owner, &'a str>,
    earlier: &'a [Paragraph],
    later: &'a [Paragraph],
    lines: (JoinedText, JoinedText),
    alignment: Alignment,
    by_earlier: HashMap<usize, &'a Pair>,
}

impl<'a> VersionPair<'a> {
    fn new(
        edition: &'a Edition,
        earlier: &'a [Paragraph],
        later: &'a [Paragraph],
        by_earlier: HashMap<usize, &'a Pair>,
    ) -> Self {
        let lines = (JoinedText::new(earlier), JoinedText::new(later));
        let alignment = Alignment::new(&lines.0.text, &lines.1.text);
        let claims = &edition.article().claims;
        let claims = claims.iter().filter_map(|c| Some((Owner::Claim(c.id.clone()), c.phrase.as_deref()?)));
        let notes = edition.perspectives().iter().flat_map(|perspective| &perspective.notes);
        let notes = notes.filter_map(|note| Some((Owner::Note(note.id.clone()), note.phrase.as_deref()?)));
        Self { phrases: claims.chain(notes).collect(), earlier, later, lines, alignment, by_earlier }
    }

    fn transfer_decision(&self, decision: &Decision) -> Option<Decision> {
        match decision {
            Decision::Placed { owner, anchor } => {
                Some(Decision::Placed { owner: owner.clone(), anchor: self.transfer_anchor(anchor)? })
            }
            // A refusal does not extend to words that were added since.
            Decision::Detached { owner } => {
                let phrase = self.phrases.get(owner)?;
                let has_phrase = |texts: &[Paragraph]| texts.iter().any(|paragraph| paragraph.text.contains(phrase));
                (has_phrase(self.earlier) || !has_phrase(self.later)).then(|| decision.clone())
            }
        }
    }

    /// Returns an anchor of the earlier text in the later one, if its words are unchanged.
    fn transfer_anchor(&self, anchor: &Anchor) -> Option<Anchor> {
        let at = self.earlier.iter().position(|paragraph| paragraph.id == anchor.on)?;
        if anchor.exact.is_empty() {
            let pair = self.by_earlier.get(&at).filter(|pair| pair.edition.len() == 1)?;
            let &[later] = pair.copy.as_slice() else { return None };
            return Some(Anchor::new(self.later.get(later)?, 0..0));
        }
        let text = &self.earlier.get(at)?.text;
        let placement = self.alignment.place(self.lines.0.range(at, text, find_anchor(text, anchor)?)?);
        let words =
            placement.range.filter(|_| matches!(placement.grade, Grade::Exact | Grade::Moved | Grade::Fuzzy))?;
        let (later, range) = self.lines.1.paragraph_range(&words, self.later)?;
        let paragraph = self.later.get(later)?;
        let new = Anchor::new(paragraph, range.clone());
        // The shapes of quotation marks differ between formats of one text.
        (is_same_text(&new.exact, &anchor.exact) && find_anchor(&paragraph.text, &new) == Some(range)).then_some(new)
    }
}
