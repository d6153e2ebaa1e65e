//! What a reader said about a copy, in a later version of that copy.
//!
//! Only what is sure is taken over: a correction with the counterpart of its paragraph, a decision with its very words.
//! All the rest is handed back, so that it can be told.

use std::collections::HashMap;

use super::phrases::{Lines, find};
use crate::align::anchor::Alignment;
use crate::align::correspond::correspond;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Anchor, Correction, Decision, Edition, Grade, Owner, Pair, Paragraph};

/// A paragraph of the earlier text is sure to be one of the later text from this score on. Between two versions of one
/// text, of pairs below it one in ten and more is wrong (`tests/bench/copies.rs`).
const SURE: f32 = 0.8;

/// What was said about the earlier text, in the later one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// Pairs made or refused, by the paragraphs of the later text.
    pub corrections: Vec<Correction>,
    /// Decisions about phrases, by the words of the later text.
    pub decisions: Vec<Decision>,
    /// Corrections that cannot be taken over, by the paragraphs of the earlier text.
    pub left_corrections: Vec<Correction>,
    /// Decisions that cannot be taken over.
    pub left_decisions: Vec<Decision>,
    /// Four fifths of the longer text are surely in the other.
    pub close: bool,
}

/// Finds what was said about the earlier text of a copy in the later one; nothing when they are no versions of one
/// text, that is, when less than half of the shorter one is surely in the other.
///
/// # Errors
/// When the work is not wanted any more.
pub fn follow(
    edition: &Edition,
    (earlier, later): (&[Paragraph], &[Paragraph]),
    corrections: &[Correction],
    decisions: &[Decision],
    progress: &Progress,
) -> Result<Option<Followed>, Cancelled> {
    let pairs = correspond(earlier, later, &[], progress)?.pairs;
    let counts = (counts(earlier), counts(later));
    let is_sure = |pair: &&Pair| {
        let single = |at: &usize| {
            let text = earlier.get(*at).map_or("", |paragraph| paragraph.text.trim());
            // Of a passage that stands twice here and once there, nobody knows which one is left.
            counts.0.get(text) == counts.1.get(text) || !counts.1.contains_key(text)
        };
        !pair.copy.is_empty() && pair.score >= SURE && pair.edition.iter().all(single)
    };
    let sure: Vec<&Pair> = pairs.iter().filter(is_sure).collect();
    let followed: usize = sure.iter().map(|pair| pair.edition.len().min(pair.copy.len())).sum();
    if followed * 2 < earlier.len().min(later.len()) || followed == 0 {
        return Ok(None);
    }
    let mut by_earlier: HashMap<usize, &Pair> = HashMap::new();
    for pair in sure {
        by_earlier.extend(pair.edition.iter().map(|at| (*at, pair)));
    }
    let close = followed * 5 >= earlier.len().max(later.len()) * 4;
    let mut followed = Followed { close, ..Followed::default() };
    for correction in corrections {
        match corrected(*correction, corrections, &by_earlier) {
            Some(found) => {
                let new = found.into_iter().filter(|new| !followed.corrections.contains(new)).collect::<Vec<_>>();
                followed.corrections.extend(new);
            }
            None => followed.left_corrections.push(*correction),
        }
    }
    let texts = Versions::of(edition, earlier, later, by_earlier);
    for decision in decisions {
        progress.report(1, 1)?;
        match texts.decided(decision) {
            Some(found) => followed.decisions.push(found),
            None => followed.left_decisions.push(decision.clone()),
        }
    }
    Ok(Some(followed))
}

/// How often each text stands in an article.
fn counts(paragraphs: &[Paragraph]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for paragraph in paragraphs {
        *counts.entry(paragraph.text.trim()).or_default() += 1;
    }
    counts
}

/// A correction by the paragraphs of the later text. Parts of a split paragraph have what the whole had; where several
/// were made one, it has what all of them had.
fn corrected(
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

/// Both texts, word by word.
struct Versions<'a> {
    phrases: HashMap<Owner, &'a str>,
    earlier: &'a [Paragraph],
    later: &'a [Paragraph],
    lines: (Lines, Lines),
    alignment: Alignment,
    by_earlier: HashMap<usize, &'a Pair>,
}

impl<'a> Versions<'a> {
    fn of(
        edition: &'a Edition,
        earlier: &'a [Paragraph],
        later: &'a [Paragraph],
        by_earlier: HashMap<usize, &'a Pair>,
    ) -> Self {
        let lines = (Lines::of(earlier), Lines::of(later));
        let alignment = Alignment::new(&lines.0.text, &lines.1.text);
        let claims = &edition.article().claims;
        let claims = claims.iter().filter_map(|c| Some((Owner::Claim(c.id.clone()), c.phrase.as_deref()?)));
        let notes = edition.perspectives().iter().flat_map(|perspective| &perspective.notes);
        let notes = notes.filter_map(|note| Some((Owner::Note(note.id.clone()), note.phrase.as_deref()?)));
        Self { phrases: claims.chain(notes).collect(), earlier, later, lines, alignment, by_earlier }
    }

    fn decided(&self, decision: &Decision) -> Option<Decision> {
        match decision {
            Decision::Placed { owner, anchor } => {
                Some(Decision::Placed { owner: owner.clone(), anchor: self.placed(anchor)? })
            }
            // Words that have come since were not there to be refused.
            Decision::Detached { owner } => {
                let phrase = self.phrases.get(owner)?;
                let stands = |texts: &[Paragraph]| texts.iter().any(|paragraph| paragraph.text.contains(phrase));
                (stands(self.earlier) || !stands(self.later)).then(|| decision.clone())
            }
        }
    }

    /// An anchor of the earlier text in the later one, if its words are still the same.
    fn placed(&self, anchor: &Anchor) -> Option<Anchor> {
        let at = self.earlier.iter().position(|paragraph| paragraph.id == anchor.on)?;
        if anchor.exact.is_empty() {
            let pair = self.by_earlier.get(&at).filter(|pair| pair.edition.len() == 1)?;
            let &[later] = pair.copy.as_slice() else { return None };
            return Some(Anchor::new(self.later.get(later)?, 0..0));
        }
        let text = &self.earlier.get(at)?.text;
        let placement = self.alignment.place(self.lines.0.range(at, text, find(text, anchor)?)?);
        let words = placement.range.filter(|_| matches!(placement.grade, Grade::Exact | Grade::Moved))?;
        let (later, range) = self.lines.1.within(&words, self.later)?;
        let paragraph = self.later.get(later)?;
        let new = Anchor::new(paragraph, range.clone());
        (new.exact == anchor.exact && find(&paragraph.text, &new) == Some(range)).then_some(new)
    }
}
