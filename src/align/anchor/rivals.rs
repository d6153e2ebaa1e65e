//! Whether another place of the new text fits a quote about as well: then none is chosen.
//!
//! Only words that are nobody else's counterpart count, so a repetition that was in the old text too is no rival.

use std::ops::Range;

use super::links::Links;
use super::texts::{NONE, Texts};

/// What a rival has of the quote and of the rest of its paragraph at least, beside what the place has.
const AS_MUCH: f32 = 0.9;

/// The same for the neighbours of the paragraph. Of two copies side by side each has one neighbour, and these weigh
/// differently; a place with both neighbours has no rival.
const HALF_OF_THEM: f32 = 0.6;

/// Words with more free places than this point nowhere.
const OFTEN: usize = 16;

/// How far apart two diagonals may be that belong to one place, in words.
const SPREAD: usize = 8;

/// How many words of the neighbours before and after the paragraph are looked at.
const NEIGHBOURS: usize = 12;

/// How many words of the paragraph itself, on each side of the quote.
const NEAR: usize = 48;

/// The words of a quote and of one place that may be its own.
struct Fit<'a> {
    texts: &'a Texts,
    links: &'a Links,
    /// The old words of the quote.
    quote: &'a Range<usize>,
    /// The place that was found.
    place: &'a Range<usize>,
}

/// Whether a quote's place has a rival.
pub(super) fn has_rival(texts: &Texts, links: &Links, quote: &Range<usize>, place: &Range<usize>) -> bool {
    let fit = Fit { texts, links, quote, place };
    let starts = fit.starts();
    if starts.is_empty() {
        return false;
    }
    let own = fit.own_start();
    let least = fit.share(quote, own, true) * AS_MUCH;
    let around = fit.around();
    let [rest, beyond] = around.each_ref().map(|words| fit.share_of(words, own));
    let beside = [AS_MUCH * rest, HALF_OF_THEM * beyond];
    starts.into_iter().any(|start| {
        let same_words = fit.share(quote, start, false) >= least;
        same_words && around.iter().zip(beside).all(|(words, least)| fit.share_of(words, start) >= least)
    })
}

impl Fit<'_> {
    /// Whether a new word outside the place is nobody's counterpart.
    fn is_free(&self, new: usize) -> bool {
        let old = self.links.back.get(new).copied().unwrap_or(NONE);
        let owned = old != NONE && self.links.likeness.get(old as usize).is_some_and(|likeness| *likeness > 0.0);
        !self.place.contains(&new) && (!owned || self.quote.contains(&(old as usize)))
    }

    /// New words where the quote would begin at other places that have some of its words, the likeliest first.
    fn starts(&self) -> Vec<i64> {
        let mut votes: Vec<i64> = Vec::new();
        for old in self.quote.clone() {
            let Some(id) = self.texts.old.ids.get(old) else { continue };
            let places = self.texts.places(*id);
            if places.len() > OFTEN * 4 {
                continue;
            }
            let free: Vec<i64> =
                places.iter().filter(|new| self.is_free(**new as usize)).map(|p| i64::from(*p)).collect();
            if free.len() <= OFTEN {
                votes.extend(free.into_iter().map(|new| new - signed(old - self.quote.start)));
            }
        }
        votes.sort_unstable();
        // A place needs a third of the words at the least, or it cannot have nine tenths of what counts.
        let least = (self.quote.len() / 3).max(1);
        let mut starts = Vec::new();
        for group in votes.chunk_by(|a, b| b - a <= 1) {
            if group.len() >= least {
                starts.extend(group.get(group.len() / 2).copied());
            }
        }
        starts.truncate(OFTEN);
        starts
    }

    /// Where the quote begins in its own place, were nothing left out or put in.
    fn own_start(&self) -> i64 {
        let first = self.quote.clone().find_map(|old| {
            let new = *self.links.to.get(old)? as usize;
            self.place.contains(&new).then(|| signed(new) - signed(old - self.quote.start))
        });
        first.unwrap_or(signed(self.place.start))
    }

    /// The weight of those of some old words that stand near where they would be, if the quote began there.
    fn share(&self, words: &Range<usize>, start: i64, own: bool) -> f32 {
        let mut found = 0.0;
        for old in words.clone() {
            let expected = start + signed(old) - signed(self.quote.start);
            let from = usize::try_from(expected - signed(SPREAD)).unwrap_or(0);
            let Ok(to) = usize::try_from(expected + signed(SPREAD) + 1) else { continue };
            let Some(id) = self.texts.old.ids.get(old) else { continue };
            let near = self.texts.new.ids.get(from..to.min(self.texts.new.ids.len())).unwrap_or_default();
            let there = (from..).zip(near).any(|(new, other)| other == id && (own || self.is_free(new)));
            if there {
                found += self.texts.old_weights.get(old).copied().unwrap_or_default();
            }
        }
        found
    }

    /// The same for words beside the quote, whoever's counterparts stand there.
    fn share_of(&self, words: &[Range<usize>; 2], start: i64) -> f32 {
        words.iter().map(|words| self.share(words, start, true)).sum()
    }

    /// The rest of the paragraph on both sides of the quote, as far as it is near, and the neighbours beyond it. The
    /// neighbours are told apart from the rest, which a copy of the paragraph has as well.
    fn around(&self) -> [[Range<usize>; 2]; 2] {
        let lines = &self.texts.old.lines;
        let line = |word: usize| lines.get(word).copied().unwrap_or_default();
        let Range { start, end } = *self.quote;
        let first = lines.partition_point(|l| *l < line(start));
        let last = lines.partition_point(|l| *l <= line(end.saturating_sub(1)));
        let rest = [first.max(start.saturating_sub(NEAR))..start, end..last.min(end + NEAR)];
        let beyond = [first.saturating_sub(NEIGHBOURS)..first, last..(last + NEIGHBOURS).min(lines.len())];
        [rest, beyond]
    }
}

fn signed(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
