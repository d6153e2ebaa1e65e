//! Where the words of a quote went.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::LOST;
use super::grade::grade;
use super::links::Links;
use super::rivals;
use super::texts::{NONE, Side, Texts};
use crate::model::{Grade, Placement};

/// How many words beside a quote are its context, on each side.
const CONTEXT: usize = 12;

/// What is added for each linked word, and taken for each bit of foreign words inside, each paragraph end crossed and
/// each diagonal of a jump up to the farthest, in bits.
const LINKED: f32 = 0.1;
const FOREIGN: f32 = 0.3;
const CROSSED: f32 = 3.0;
const SHIFTED: f32 = 0.1;
const FARTHEST: usize = 40;

/// Where the words of a quote landed.
pub(super) struct Landing {
    /// The new words from the first to the last.
    pub(super) words: Range<usize>,
    /// The place in code points of the new text.
    pub(super) range: Range<usize>,
    /// Whether the quote stands there letter for letter.
    pub(super) identical: bool,
    /// The matched weight, in bits.
    pub(super) matched: f32,
    /// The matched share of the quote's weight.
    pub(super) score: f32,
    /// The share of the quote's words that are linked to the place.
    pub(super) cover: f32,
    /// The matched share of the words beside the quote that landed beside the place.
    pub(super) context: f32,
}

/// The new paragraph where most of a quote's old paragraph went.
#[derive(Clone, Copy, Default)]
pub(super) struct Home {
    /// A word in it.
    word: usize,
    /// The share of the old paragraph's weight that went there.
    pub(super) share: f32,
    /// That weight, in bits.
    pub(super) weight: f32,
}

/// A quote's words with what they weigh.
struct Quote<'a> {
    texts: &'a Texts,
    links: &'a Links,
    /// Its old words.
    words: Range<usize>,
    /// Its code points.
    points: &'a Range<usize>,
    weight: f32,
}

/// Finds and grades the place of a quote, given in code points of the old text.
pub(super) fn place(texts: &Texts, links: &Links, points: &Range<usize>) -> Placement {
    let words = texts.old.words_in(points);
    if words.is_empty() {
        return marks(texts, links, points, words.start).unwrap_or(LOST);
    }
    let weight = sum(&texts.old_weights, words.clone());
    let quote = Quote { texts, links, words, points, weight };
    let home = quote.home();
    let landing = quote.landing();
    let mut grade = grade(landing.as_ref(), home);
    let score = landing.as_ref().map_or(0.0, Landing::shown_score);
    let text = landing.filter(|_| matches!(grade, Grade::Exact | Grade::Moved | Grade::Fuzzy));
    if text.as_ref().is_some_and(|landing| rivals::has_rival(texts, links, &quote.words, &landing.words)) {
        grade = Grade::Ambiguous;
    }
    let range = match grade {
        Grade::Exact | Grade::Moved | Grade::Fuzzy => text.map(|landing| landing.range),
        Grade::Near => home.and_then(|home| texts.new.line_around(home.word)),
        Grade::Ambiguous | Grade::Lost => None,
    };
    Placement { grade, score, range }
}

/// The place of a quote without words: it has to stand once between the same two words, and those together.
fn marks(texts: &Texts, links: &Links, points: &Range<usize>, next: usize) -> Option<Placement> {
    let Texts { old, new, .. } = texts;
    let landed = |word: usize| links.to.get(word).filter(|new| **new != NONE).map(|new| *new as usize);
    let (before, after) = (landed(next.checked_sub(1)?)?, landed(next)?);
    let (first, last) = (new.spots.get(before)?.end as usize, new.spots.get(after)?.start as usize);
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

impl Landing {
    /// The score people see: a quote that stands there letter for letter was found whole.
    fn shown_score(&self) -> f32 {
        if self.identical { 1.0 } else { self.score.min(1.0) }
    }
}

impl Quote<'_> {
    /// The stretch of new words that holds most of the quote and least of anything else.
    fn landing(&self) -> Option<Landing> {
        let Self { texts, links, words, .. } = self;
        let linked = |old: usize| links.to.get(old).filter(|new| **new != NONE).map(|new| (*new as usize, old));
        let mut pairs: Vec<(usize, usize)> = words.clone().filter_map(linked).collect();
        pairs.sort_unstable();
        let pairs = pairs.get(self.densest(&pairs))?;
        let ((first, _), (last, _)) = (pairs.first()?, pairs.last()?);
        let matched: f32 = pairs.iter().map(|(_, old)| self.earned(*old)).sum();
        let (from, to) = (texts.new.spots.get(*first)?.start, texts.new.spots.get(*last)?.end);
        let mut landing = Landing {
            words: *first..*last + 1,
            range: from as usize..to as usize,
            identical: false,
            matched,
            score: matched / self.weight,
            cover: share(pairs.len(), words.len()),
            context: 0.0,
        };
        landing.context = self.context(&landing.words);
        if let Some(range) = self.copy_near(&landing.range) {
            landing.range = range;
            landing.identical = true;
        }
        Some(landing)
    }

    /// The best stretch of linked pairs in the order of the new text (Kadane's algorithm).
    fn densest(&self, pairs: &[(usize, usize)]) -> Range<usize> {
        let (mut best, mut best_sum, mut sum_here, mut start) = (0..0, 0.0, 0.0_f32, 0);
        let mut last: Option<(usize, usize)> = None;
        for (at, pair) in pairs.iter().enumerate() {
            if let Some(last) = last {
                sum_here -= self.step_cost(last, *pair);
                if sum_here <= 0.0 {
                    (sum_here, start) = (0.0, at);
                }
            }
            sum_here += self.earned(pair.1) + LINKED;
            if sum_here > best_sum {
                (best_sum, best) = (sum_here, start..at + 1);
            }
            last = Some(*pair);
        }
        best
    }

    /// What lies between two pairs that follow each other in the new text.
    #[allow(clippy::cast_precision_loss, reason = "at most the farthest")]
    fn step_cost(&self, last: (usize, usize), pair: (usize, usize)) -> f32 {
        let foreign = sum(&self.texts.new_weights, last.0 + 1..pair.0);
        let line = |word: usize| self.texts.new.lines.get(word);
        let crossed = if line(last.0) == line(pair.0) { 0.0 } else { CROSSED };
        // How far the second is from where it would stand had nothing been changed since the first.
        let shift = (pair.0 + last.1).abs_diff(pair.1 + last.0);
        FOREIGN * foreign + crossed + SHIFTED * shift.min(FARTHEST) as f32
    }

    /// The matched weight of an old word.
    fn earned(&self, old: usize) -> f32 {
        let of = |values: &[f32]| values.get(old).copied().unwrap_or_default();
        of(&self.links.likeness) * of(&self.texts.old_weights)
    }

    /// How much of the context landed beside the place.
    fn context(&self, place: &Range<usize>) -> f32 {
        let Range { start, end } = self.words;
        let before = start.saturating_sub(CONTEXT)..start;
        let after = end..(end + CONTEXT).min(self.texts.old.ids.len());
        let room_before = place.start.saturating_sub(2 * CONTEXT)..place.start;
        let room_after = place.end..place.end + 2 * CONTEXT;
        let landed = |words: &Range<usize>, room: &Range<usize>| -> f32 {
            let there = |old: &usize| self.links.to.get(*old).is_some_and(|new| room.contains(&(*new as usize)));
            words.clone().filter(there).map(|old| self.earned(old)).sum()
        };
        let found = landed(&before, &room_before) + landed(&after, &room_after);
        found / (sum(&self.texts.old_weights, before) + sum(&self.texts.old_weights, after)).max(1e-9)
    }

    /// A letter-for-letter copy of the quote that overlaps a place: the one that overlaps it most, and of those that do so
    /// alike, as letters inside one word, the one that stands there as the quote stands at its own first word.
    fn copy_near(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let Texts { old, new, .. } = self.texts;
        let length = self.points.end - self.points.start;
        let quote = slice(old, self.points)?;
        let room = place.start.saturating_sub(length)..place.end + length;
        let first = new.byte_of(room.start)?;
        let text = new.text.get(first..new.byte_of(room.end).unwrap_or(new.text.len()))?;
        let copy = |(at, _)| new.point_of(first + at);
        let overlap = |start: &usize| place.end.min(start + length).saturating_sub(place.start.max(*start));
        let own = old.spots.get(self.words.start).map_or(self.points.start, |spot| spot.start as usize);
        let expected = (place.start + self.points.start).saturating_sub(own);
        let fit = |start: &usize| (overlap(start), Reverse(start.abs_diff(expected)));
        let best = text.match_indices(quote).map(copy).max_by_key(fit)?;
        (overlap(&best) > 0).then_some(best..best + length)
    }

    /// Where the old paragraph, or the paragraphs, of the quote went.
    fn home(&self) -> Option<Home> {
        let Texts { old, new, old_weights, .. } = self.texts;
        let (first, last) = (old.lines.get(self.words.start)?, old.lines.get(self.words.end - 1)?);
        let from = old.lines.partition_point(|line| line < first);
        let to = old.lines.partition_point(|line| line <= last);
        let mut homes: BTreeMap<u32, Home> = BTreeMap::new();
        for word in from..to {
            let Some(landed) = self.links.to.get(word).filter(|landed| **landed != NONE) else { continue };
            let line = new.lines.get(*landed as usize)?;
            let home = homes.entry(*line).or_insert(Home { word: *landed as usize, ..Home::default() });
            home.weight += self.earned(word);
        }
        let best = homes.into_values().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
        Some(Home { share: best.weight / sum(old_weights, from..to), ..best })
    }
}

fn slice<'a>(side: &'a Side, points: &Range<usize>) -> Option<&'a str> {
    side.text.get(side.byte_of(points.start)?..side.byte_of(points.end)?)
}

fn sum(weights: &[f32], words: Range<usize>) -> f32 {
    weights.get(words).map_or(0.0, |weights| weights.iter().sum())
}

#[allow(clippy::cast_precision_loss, reason = "numbers of words in a quote")]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
