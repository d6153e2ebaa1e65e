//! Repeated passages: twelve words or more in a row that stand in two paragraphs of the article.
//!
//! Every fifth run of eight words goes into an index, and every run is looked up in it: a passage of twelve words
//! holds five runs, so at least one of them is indexed. A pull-quote is left out; its words are another paragraph's.

use std::collections::HashMap;

use super::super::problem::PathStep;
use super::super::{Paragraph, ParagraphKind};
use super::words::{Quick, each_folded};
use super::{Found, Subject};
use PathStep::{Field, Index};

/// A passage this long does not stand twice by chance.
const PASSAGE: usize = 12;
/// The length of an indexed run.
const RUN: usize = 8;
/// One run in so many is indexed: `RUN + STRIDE - 1 == PASSAGE`.
const STRIDE: usize = 5;
/// So many places are kept of one run; a phrase that stands more often is a formula.
const MOST_PLACES: usize = 8;

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    let texts = Texts::of(context.edition.paragraphs());
    let mut index = Runs::new(texts.words.len() / STRIDE);
    for paragraph in 0..texts.starts.len().saturating_sub(1) {
        if let Some((other, at, length)) =
            texts.repeated_from(paragraph, &index, |other| declared(context, paragraph, other))
        {
            report(context, (paragraph, other), &texts.passage(context, paragraph, at, length), length, found);
        }
        index.add_all(texts.words_of(paragraph), paragraph);
    }
}

/// Writes into every paragraph which earlier ones hold a passage of it, so that the check finds none undeclared.
///
/// For texts that come from elsewhere: what stands twice there is meant to.
pub fn declare_repeats(paragraphs: &mut [Paragraph]) {
    let texts = Texts::of(paragraphs);
    let mut index = Runs::new(texts.words.len() / STRIDE);
    for paragraph in 0..paragraphs.len() {
        let mut others = Vec::new();
        while let Some((other, ..)) = texts.repeated_from(paragraph, &index, |other| others.contains(&other)) {
            others.push(other);
        }
        others.sort_unstable();
        let ids = others.iter().filter_map(|&other| paragraphs.get(other)).map(|p| p.id.clone()).collect();
        if let Some(paragraph) = paragraphs.get_mut(paragraph) {
            paragraph.repeats = ids;
        }
        index.add_all(texts.words_of(paragraph), paragraph);
    }
}

/// Where indexed runs stand. A bit for each hash says no at once to nearly all that are not there.
struct Runs {
    bits: Vec<u64>,
    first: HashMap<u64, u32, Quick>,
    /// The paragraph, the word, and the next place of the same run.
    places: Vec<(u32, u32, u32)>,
}

/// No next place.
const NONE: u32 = u32::MAX;
/// The number of bits is two to this power.
const BITS: u32 = 24;

impl Runs {
    fn new(runs: usize) -> Self {
        let first = HashMap::with_capacity_and_hasher(runs, Quick::default());
        Self { bits: vec![0; 1 << (BITS - 6)], first, places: Vec::with_capacity(runs) }
    }

    fn bit(hash: u64) -> (usize, u64) {
        let bit = usize::try_from(hash >> (64 - BITS)).unwrap_or_default();
        (bit / 64, 1 << (bit % 64))
    }

    fn add(&mut self, hash: u64, paragraph: usize, at: usize) {
        let (Ok(paragraph), Ok(at), Ok(here)) =
            (u32::try_from(paragraph), u32::try_from(at), u32::try_from(self.places.len()))
        else {
            return;
        };
        let (word, bit) = Self::bit(hash);
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= bit;
        }
        let next = self.first.get(&hash).copied().unwrap_or(NONE);
        self.first.insert(hash, here);
        self.places.push((paragraph, at, next));
    }

    /// Adds every fifth run of a paragraph.
    fn add_all(&mut self, words: &[u32], paragraph: usize) {
        for (at, run) in words.windows(RUN).enumerate().step_by(STRIDE) {
            self.add(hash(run), paragraph, at);
        }
    }

    /// The last places of a run, at most [`MOST_PLACES`].
    fn places(&self, hash: u64) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (word, bit) = Self::bit(hash);
        let known = self.bits.get(word).is_some_and(|bits| bits & bit != 0);
        let mut next = if known { self.first.get(&hash).copied().unwrap_or(NONE) } else { NONE };
        std::iter::from_fn(move || {
            let (paragraph, at, then) = *self.places.get(next as usize)?;
            next = then;
            Some((paragraph as usize, at as usize))
        })
        .take(MOST_PLACES)
    }
}

/// The words of every paragraph as hashes, in one piece.
struct Texts {
    words: Vec<u32>,
    starts: Vec<usize>,
}

impl Texts {
    fn of(paragraphs: &[Paragraph]) -> Self {
        let (mut words, mut starts) = (Vec::new(), vec![0]);
        for paragraph in paragraphs {
            if !matches!(paragraph.kind, ParagraphKind::PullQuote { .. }) {
                each_folded(&paragraph.text, |_, hash| words.push(hash));
            }
            starts.push(words.len());
        }
        Self { words, starts }
    }

    fn words_of(&self, paragraph: usize) -> &[u32] {
        match (self.starts.get(paragraph), self.starts.get(paragraph + 1)) {
            (Some(&start), Some(&end)) => self.words.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The first passage of a paragraph that an earlier one holds: that one, the first word, the number of words.
    fn repeated_from(
        &self,
        paragraph: usize,
        index: &Runs,
        declared: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, usize)> {
        let words = self.words_of(paragraph);
        for (at, run) in words.windows(RUN).enumerate() {
            for (other, there) in index.places(hash(run)) {
                if declared(other) {
                    continue;
                }
                let theirs = self.words_of(other);
                let before = same_before(words, at, theirs, there);
                let after = words.iter().skip(at).zip(theirs.iter().skip(there)).take_while(|(a, b)| a == b).count();
                if before + after >= PASSAGE {
                    return Some((other, at - before, before + after));
                }
            }
        }
        None
    }

    /// The words of a passage as they are written, shortened in the middle.
    fn passage(&self, context: &Subject<'_>, paragraph: usize, at: usize, length: usize) -> String {
        let text = context.edition.paragraph(paragraph).map_or("", |p| &p.text);
        let mut starts = Vec::new();
        each_folded(text, |start, _| starts.push(start));
        let start = |word: usize| starts.get(word).copied().unwrap_or(text.len());
        let words = |from: usize, to: usize| text.get(start(from)..start(to)).unwrap_or_default().trim_end();
        if length <= PASSAGE {
            return words(at, at + length).to_owned();
        }
        format!("{} … {}", words(at, at + 8), words(at + length - 3, at + length))
    }
}

fn same_before(words: &[u32], at: usize, theirs: &[u32], there: usize) -> usize {
    let mine = words.get(..at).unwrap_or_default().iter().rev();
    mine.zip(theirs.get(..there).unwrap_or_default().iter().rev()).take_while(|(a, b)| a == b).count()
}

fn hash(run: &[u32]) -> u64 {
    run.iter().fold(0x9e37_79b9_7f4a_7c15, |hash, &word| {
        (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}

/// Whether either of two paragraphs says that it repeats the other.
fn declared(context: &Subject<'_>, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (context.edition.paragraph(one), context.edition.paragraph(other)) else {
        return false;
    };
    one.repeats.contains(&other.id) || other.repeats.contains(&one.id)
}

fn report(context: &Subject<'_>, (here, there): (usize, usize), passage: &str, length: usize, found: &mut Found) {
    let id = |index: usize| context.edition.paragraph(index).map_or("", |p| p.id.as_str());
    found.error(
        "repeated-passage",
        context.in_article(&[Field("paragraphs"), Index(here), Field("text")]),
        format!("expected each passage once, but {} and {} share {length} words: `{passage}`", id(there), id(here)),
        &format!("when that is meant, write repeats: [\"{}\"] in {}", id(there), id(here)),
    );
}
