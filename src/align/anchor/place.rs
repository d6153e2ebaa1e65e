//! Locates a quote in the new text by the links of its words.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::LOST;
use super::ambiguity;
use super::grade::{Candidate, TargetParagraph, grade};
use super::links::Links;
use super::text_pair::{NONE, TextPair, TokenizedText};
use crate::model::{Grade, Placement};

/// How many words on each side of a quote are its context.
const CONTEXT: usize = 12;

/// The bonus for each linked word, and the penalties for each bit of foreign words inside, each paragraph boundary
/// crossed and each diagonal of a jump (up to the largest counted), all in bits.
const LINK_BONUS: f32 = 0.1;
const FOREIGN_COST: f32 = 0.3;
const BOUNDARY_COST: f32 = 3.0;
const SHIFT_COST: f32 = 0.1;
const MAX_SHIFT: usize = 40;

/// The words of a quote and their weight.
struct Quote<'a> {
    texts: &'a TextPair,
    links: &'a Links,
    /// The words, as indexes into the old text.
    words: Range<usize>,
    /// The code points.
    points: &'a Range<usize>,
    weight: f32,
}

/// Finds and grades the place of a quote, a range of code points of the old text.
pub(super) fn place(texts: &TextPair, links: &Links, points: &Range<usize>) -> Placement {
    let words = texts.old.words_in(points);
    if words.is_empty() {
        return place_punctuation(texts, links, points, words.start).unwrap_or(LOST);
    }
    let weight = sum(&texts.old_weights, words.clone());
    let quote = Quote { texts, links, words, points, weight };
    let target = quote.target();
    let candidate = quote.candidate();
    let mut grade = grade(candidate.as_ref(), target);
    let score = candidate.as_ref().map_or(0.0, Candidate::display_score);
    let text = candidate.filter(|_| matches!(grade, Grade::Exact | Grade::Moved | Grade::Fuzzy));
    if text.as_ref().is_some_and(|candidate| ambiguity::is_ambiguous(texts, links, &quote.words, &candidate.words)) {
        grade = Grade::Ambiguous;
    }
    let range = match grade {
        Grade::Exact | Grade::Moved | Grade::Fuzzy => text.map(|candidate| candidate.range),
        Grade::Near => target.and_then(|target| texts.new.line_around(target.word)),
        Grade::Ambiguous | Grade::Lost => None,
    };
    Placement { grade, score, range }
}

/// Places a quote without words, such as punctuation: it must occur once between the same two words, and these must
/// still be adjacent.
fn place_punctuation(texts: &TextPair, links: &Links, points: &Range<usize>, next: usize) -> Option<Placement> {
    let TextPair { old, new, .. } = texts;
    let linked_to = |word: usize| links.to.get(word).filter(|new| **new != NONE).map(|new| *new as usize);
    let (before, after) = (linked_to(next.checked_sub(1)?)?, linked_to(next)?);
    let (first, last) = (new.spans.get(before)?.end as usize, new.spans.get(after)?.start as usize);
    if after != before + 1 {
        return None;
    }
    let quote = slice(old, points)?;
    let between = slice(new, &(first..last))?;
    let mut found = between.match_indices(quote).map(|(at, _)| at);
    let at = found.next()?;
    if found.next().is_some() {
        return Some(Placement { grade: Grade::Ambiguous, score: 1.0, range: None });
    }
    let start = first + between.get(..at)?.chars().count();
    Some(Placement { grade: Grade::Exact, score: 1.0, range: Some(start..start + points.len()) })
}

impl Quote<'_> {
    /// Returns the range of new words that holds most of the quote and the least other text.
    fn candidate(&self) -> Option<Candidate> {
        let Self { texts, links, words, .. } = self;
        let linked = |old: usize| links.to.get(old).filter(|new| **new != NONE).map(|new| (*new as usize, old));
        let mut pairs: Vec<(usize, usize)> = words.clone().filter_map(linked).collect();
        pairs.sort_unstable();
        let pairs = pairs.get(self.best_segment(&pairs))?;
        let ((first, _), (last, _)) = (pairs.first()?, pairs.last()?);
        let matched: f32 = pairs.iter().map(|(_, old)| self.matched_weight(*old)).sum();
        let (from, to) = (texts.new.spans.get(*first)?.start, texts.new.spans.get(*last)?.end);
        let mut candidate = Candidate {
            words: *first..*last + 1,
            range: from as usize..to as usize,
            identical: false,
            matched,
            score: matched / self.weight,
            cover: share(pairs.len(), words.len()),
            context: 0.0,
        };
        candidate.context = self.context(&candidate.words);
        if let Some(range) = self.identical_near(&candidate.range) {
            candidate.range = range;
            candidate.identical = true;
        }
        Some(candidate)
    }

    /// Returns the best range of linked pairs in the order of the new text (Kadane's algorithm).
    fn best_segment(&self, pairs: &[(usize, usize)]) -> Range<usize> {
        let (mut best, mut best_sum, mut current, mut start) = (0..0, 0.0, 0.0_f32, 0);
        let mut last: Option<(usize, usize)> = None;
        for (at, pair) in pairs.iter().enumerate() {
            if let Some(last) = last {
                current -= self.step_cost(last, *pair);
                if current <= 0.0 {
                    (current, start) = (0.0, at);
                }
            }
            current += self.matched_weight(pair.1) + LINK_BONUS;
            if current > best_sum {
                (best_sum, best) = (current, start..at + 1);
            }
            last = Some(*pair);
        }
        best
    }

    /// Returns the penalty for the text between two pairs that are adjacent in the new text.
    fn step_cost(&self, last: (usize, usize), pair: (usize, usize)) -> f32 {
        let foreign = sum(&self.texts.new_weights, last.0 + 1..pair.0);
        let line = |word: usize| self.texts.new.lines.get(word);
        let crossed = if line(last.0) == line(pair.0) { 0.0 } else { BOUNDARY_COST };
        // The distance of the second pair from its position if nothing had changed since the first.
        let shift = (pair.0 + last.1).abs_diff(pair.1 + last.0);
        FOREIGN_COST * foreign + crossed + SHIFT_COST * shift.min(MAX_SHIFT) as f32
    }

    fn matched_weight(&self, old: usize) -> f32 {
        let value = |values: &[f32]| values.get(old).copied().unwrap_or_default();
        value(&self.links.likeness) * value(&self.texts.old_weights)
    }

    /// Returns the matched share of the context.
    fn context(&self, place: &Range<usize>) -> f32 {
        let Range { start, end } = self.words;
        let before = start.saturating_sub(CONTEXT)..start;
        let after = end..(end + CONTEXT).min(self.texts.old.ids.len());
        let room_before = place.start.saturating_sub(2 * CONTEXT)..place.start;
        let room_after = place.end..place.end + 2 * CONTEXT;
        let linked_to = |words: &Range<usize>, room: &Range<usize>| -> f32 {
            let is_in_room = |old: &usize| self.links.to.get(*old).is_some_and(|new| room.contains(&(*new as usize)));
            words.clone().filter(is_in_room).map(|old| self.matched_weight(old)).sum()
        };
        let found = linked_to(&before, &room_before) + linked_to(&after, &room_after);
        found / (sum(&self.texts.old_weights, before) + sum(&self.texts.old_weights, after)).max(1e-9)
    }

    /// Returns the occurrence of the exact quote that overlaps a place most. Of occurrences with the same overlap, as
    /// of letters inside one word, it returns the one with the same offset from its first word as the original.
    fn identical_near(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let TextPair { old, new, .. } = self.texts;
        let length = self.points.end - self.points.start;
        let quote = slice(old, self.points)?;
        let room = place.start.saturating_sub(length)..place.end + length;
        let first = new.byte_of(room.start)?;
        let text = new.text.get(first..new.byte_of(room.end).unwrap_or(new.text.len()))?;
        let copy = |(at, _)| new.point_of(first + at);
        let overlap = |start: &usize| place.end.min(start + length).saturating_sub(place.start.max(*start));
        let first_word = old.spans.get(self.words.start).map_or(self.points.start, |span| span.start as usize);
        let expected = (place.start + self.points.start).saturating_sub(first_word);
        let rank = |start: &usize| (overlap(start), Reverse(start.abs_diff(expected)));
        let best = text.match_indices(quote).map(copy).max_by_key(rank)?;
        (overlap(&best) > 0).then_some(best..best + length)
    }

    /// Finds the paragraph that received most of the quote's own paragraphs.
    fn target(&self) -> Option<TargetParagraph> {
        let TextPair { old, new, old_weights, .. } = self.texts;
        let (first, last) = (old.lines.get(self.words.start)?, old.lines.get(self.words.end - 1)?);
        let from = old.lines.partition_point(|line| line < first);
        let to = old.lines.partition_point(|line| line <= last);
        let mut targets: BTreeMap<u32, TargetParagraph> = BTreeMap::new();
        for word in from..to {
            let Some(linked_to) = self.links.to.get(word).filter(|linked_to| **linked_to != NONE) else { continue };
            let line = new.lines.get(*linked_to as usize)?;
            let target = targets
                .entry(*line)
                .or_insert(TargetParagraph { word: *linked_to as usize, ..TargetParagraph::default() });
            target.weight += self.matched_weight(word);
        }
        let best = targets.into_values().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
        Some(TargetParagraph { share: best.weight / sum(old_weights, from..to), ..best })
    }
}

fn slice<'a>(side: &'a TokenizedText, points: &Range<usize>) -> Option<&'a str> {
    side.text.get(side.byte_of(points.start)?..side.byte_of(points.end)?)
}

fn sum(weights: &[f32], words: Range<usize>) -> f32 {
    weights.get(words).map_or(0.0, |weights| weights.iter().sum())
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
