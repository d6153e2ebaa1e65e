//! Grades a candidate place of a quote.

use std::ops::Range;

use crate::model::Grade;

/// The smallest share of the quote's weight that must match, or the smaller share that is enough when `MIN_COVER` of
/// its words are linked.
const MIN_SCORE: f32 = 0.3;
const MIN_SCORE_COVERED: f32 = 0.2;
const MIN_COVER: f32 = 0.45;

/// The smallest sum of score and context when the neighbours match too.
const MIN_WITH_CONTEXT: f32 = 0.7;

/// The smallest score and matched weight (in bits) of a quote whose neighbours do not match.
const MIN_SCORE_ALONE: f32 = 0.5;
const MIN_BITS_ALONE: f32 = 40.0;

/// The smallest share and weight (in bits) of a paragraph that counts as still present.
const MIN_PARAGRAPH_SHARE: f32 = 0.15;
const MIN_PARAGRAPH_BITS: f32 = 40.0;

/// The smallest context share of [`Grade::Exact`]; below it, an identical quote is [`Grade::Moved`].
const MIN_EXACT_CONTEXT: f32 = 0.5;

/// A candidate place of a quote in the new text.
pub(super) struct Candidate {
    /// The new words from the first to the last.
    pub(super) words: Range<usize>,
    /// The range of code points in the new text.
    pub(super) range: Range<usize>,
    /// Whether the quote is there letter for letter.
    pub(super) identical: bool,
    /// The matched weight, in bits.
    pub(super) matched: f32,
    /// The matched share of the quote's weight.
    pub(super) score: f32,
    /// The share of the quote's words that are linked to the place.
    pub(super) cover: f32,
    /// The matched share of the context that is found beside the place.
    pub(super) context: f32,
}

/// The new paragraph that received most of the old paragraph of a quote.
#[derive(Clone, Copy, Default)]
pub(super) struct TargetParagraph {
    /// One of its words.
    pub(super) word: usize,
    /// The share of the old paragraph's weight that is found in it.
    pub(super) share: f32,
    /// That weight, in bits.
    pub(super) weight: f32,
}

impl Candidate {
    /// Returns the score shown to the reader: 1 for a quote found letter for letter.
    pub(super) fn display_score(&self) -> f32 {
        if self.identical { 1.0 } else { self.score.min(1.0) }
    }
}

/// Grades a candidate. `Exact` and `Moved` require that the quote is there letter for letter.
pub(super) fn grade(candidate: Option<&Candidate>, target: Option<TargetParagraph>) -> Grade {
    let Some(target) = target else { return Grade::Lost };
    if let Some(candidate) = candidate
        && is_quote(candidate, target)
    {
        return match candidate.identical {
            true if candidate.context >= MIN_EXACT_CONTEXT => Grade::Exact,
            true => Grade::Moved,
            false => Grade::Fuzzy,
        };
    }
    if target.share >= MIN_PARAGRAPH_SHARE && target.weight >= MIN_PARAGRAPH_BITS { Grade::Near } else { Grade::Lost }
}

/// Returns `true` if the candidate is the quote itself and not merely similar text.
fn is_quote(candidate: &Candidate, target: TargetParagraph) -> bool {
    let Candidate { score, cover, context, matched, .. } = *candidate;
    let same = score >= MIN_SCORE || (score >= MIN_SCORE_COVERED && cover >= MIN_COVER);
    let with_context = score + context >= MIN_WITH_CONTEXT;
    let alone = score >= MIN_SCORE_ALONE && matched >= MIN_BITS_ALONE;
    same && (with_context || alone) && target.share >= MIN_PARAGRAPH_SHARE
}
