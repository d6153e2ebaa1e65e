//! Detects whether another place in the new text fits a quote about as well; if so, none is chosen.
//!
//! Only words that are not linked to text outside the quote count, so a repetition that was already in the old text
//! does not compete.

use std::ops::Range;

use super::links::Links;
use super::text_pair::{NONE, TextPair};

/// The smallest share of the quote and of the rest of its paragraph that a competing place must match, relative to the
/// chosen place.
const MIN_SHARE: f32 = 0.9;

/// The same for the neighbouring paragraphs. Each of two adjacent copies has one neighbour, and the two neighbours
/// differ in weight; a place with both neighbours has no competitor.
const MIN_NEIGHBOUR_SHARE: f32 = 0.6;

/// Words with more free occurrences than this are not used for finding places.
const MAX_OCCURRENCES: usize = 16;

/// The largest distance between two diagonals of one place, in words.
const MAX_SHIFT: usize = 8;

/// How many words of the neighbouring paragraphs are compared on each side.
const MAX_NEIGHBOURS: usize = 12;

/// How many words of the paragraph itself are compared on each side of the quote.
const MAX_REST: usize = 48;

/// A quote, its chosen place, and the search for places that compete with it.
struct Competition<'a> {
    texts: &'a TextPair,
    links: &'a Links,
    /// The old words of the quote.
    quote: &'a Range<usize>,
    /// The new words of the chosen place.
    place: &'a Range<usize>,
}

/// Returns `true` if another place fits the quote about as well as the chosen one.
pub(super) fn is_ambiguous(texts: &TextPair, links: &Links, quote: &Range<usize>, place: &Range<usize>) -> bool {
    let competition = Competition { texts, links, quote, place };
    let starts = competition.starts();
    if starts.is_empty() {
        return false;
    }
    let own_start = competition.own_start();
    let least = competition.share(quote, own_start, true) * MIN_SHARE;
    let around = competition.around();
    let [rest, beyond] = around.each_ref().map(|words| competition.share_beside(words, own_start));
    let beside = [MIN_SHARE * rest, MIN_NEIGHBOUR_SHARE * beyond];
    starts.into_iter().any(|start| {
        let same_words = competition.share(quote, start, false) >= least;
        same_words && around.iter().zip(beside).all(|(words, least)| competition.share_beside(words, start) >= least)
    })
}

impl Competition<'_> {
    /// Returns `true` if a new word outside the place is not linked to an old word outside the quote.
    fn is_free(&self, new: usize) -> bool {
        let old = self.links.back.get(new).copied().unwrap_or(NONE);
        let owned = old != NONE && self.links.likeness.get(old as usize).is_some_and(|likeness| *likeness > 0.0);
        !self.place.contains(&new) && (!owned || self.quote.contains(&(old as usize)))
    }

    /// Returns the possible starts of the quote at other places that have some of its words, in text order.
    fn starts(&self) -> Vec<i64> {
        let mut votes: Vec<i64> = Vec::new();
        for old in self.quote.clone() {
            let Some(id) = self.texts.old.ids.get(old) else { continue };
            let places = self.texts.occurrences(*id);
            if places.len() > MAX_OCCURRENCES * 4 {
                continue;
            }
            let free: Vec<i64> =
                places.iter().filter(|new| self.is_free(**new as usize)).map(|p| i64::from(*p)).collect();
            if free.len() <= MAX_OCCURRENCES {
                votes.extend(free.into_iter().map(|new| new - signed(old - self.quote.start)));
            }
        }
        votes.sort_unstable();
        // A place needs at least a third of the words to reach nine tenths of the weight.
        let least = (self.quote.len() / 3).max(1);
        let mut starts = Vec::new();
        for group in votes.chunk_by(|a, b| b - a <= 1) {
            if group.len() >= least {
                starts.extend(group.get(group.len() / 2).copied());
            }
        }
        starts.truncate(MAX_OCCURRENCES);
        starts
    }

    /// Returns the start of the quote in its own place, assuming no insertions or deletions.
    fn own_start(&self) -> i64 {
        let first = self.quote.clone().find_map(|old| {
            let new = *self.links.to.get(old)? as usize;
            self.place.contains(&new).then(|| signed(new) - signed(old - self.quote.start))
        });
        first.unwrap_or(signed(self.place.start))
    }

    /// Returns the weight of those `words` that occur near their expected position if the quote starts at `start`.
    fn share(&self, words: &Range<usize>, start: i64, include_linked: bool) -> f32 {
        let mut found = 0.0;
        for old in words.clone() {
            let expected = start + signed(old) - signed(self.quote.start);
            let from = usize::try_from(expected - signed(MAX_SHIFT)).unwrap_or(0);
            let Ok(to) = usize::try_from(expected + signed(MAX_SHIFT) + 1) else { continue };
            let Some(id) = self.texts.old.ids.get(old) else { continue };
            let near = self.texts.new.ids.get(from..to.min(self.texts.new.ids.len())).unwrap_or_default();
            let is_near = (from..).zip(near).any(|(new, other)| other == id && (include_linked || self.is_free(new)));
            if is_near {
                found += self.texts.old_weights.get(old).copied().unwrap_or_default();
            }
        }
        found
    }

    /// Returns the weight of words beside the quote, whatever they are linked to.
    fn share_beside(&self, words: &[Range<usize>; 2], start: i64) -> f32 {
        words.iter().map(|words| self.share(words, start, true)).sum()
    }

    /// Returns the rest of the paragraph near the quote, on both sides, and the neighbours beyond it. They are separate
    /// because a copy of the paragraph has the rest as well but not the neighbours.
    fn around(&self) -> [[Range<usize>; 2]; 2] {
        let lines = &self.texts.old.lines;
        let line = |word: usize| lines.get(word).copied().unwrap_or_default();
        let Range { start, end } = *self.quote;
        let first = lines.partition_point(|l| *l < line(start));
        let last = lines.partition_point(|l| *l <= line(end.saturating_sub(1)));
        let rest = [first.max(start.saturating_sub(MAX_REST))..start, end..last.min(end + MAX_REST)];
        let beyond = [first.saturating_sub(MAX_NEIGHBOURS)..first, last..(last + MAX_NEIGHBOURS).min(lines.len())];
        [rest, beyond]
    }
}

fn signed(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
