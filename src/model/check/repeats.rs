//! Checks for repeated passages: twelve or more consecutive words that occur in two paragraphs of the article.
//!
//! Every fifth shingle of eight words is indexed, and every shingle is looked up. A passage of twelve words contains
//! five shingles, so at least one of them is in the index. Pull quotes are left out, since they repeat another
//! paragraph.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::super::problem::PathStep;
use super::super::{Paragraph, ParagraphKind};
use super::tokens::for_each_word_hash;
use super::{CheckInput, Findings};
use PathStep::{Field, Index};

/// The minimum length of a passage, in words. Passages this long do not repeat by chance.
const PASSAGE: usize = 12;
const SHINGLE: usize = 8;
/// The distance of indexed shingles: `SHINGLE + STRIDE - 1 == PASSAGE`.
const STRIDE: usize = 5;
/// The maximum number of occurrences of a shingle that are looked up. Phrases that occur more often are formulas.
const MAX_OCCURRENCES: usize = 8;

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    let texts = WordHashes::new(input.edition.paragraphs());
    let mut index = ShingleIndex::new(texts.words.len() / STRIDE);
    for paragraph in 0..texts.starts.len().saturating_sub(1) {
        if let Some((other, at, length)) =
            texts.first_repeat(paragraph, &index, |other| is_declared(input, paragraph, other))
        {
            report(input, (paragraph, other), &texts.passage(input, paragraph, at, length), length, findings);
        }
        index.add_all(texts.words_of(paragraph), paragraph);
    }
}

/// Declares in every paragraph which earlier ones share a passage with it, so that the check accepts them.
///
/// This is for imported texts, in which repetitions are intentional.
pub fn declare_repeats(paragraphs: &mut [Paragraph]) {
    let texts = WordHashes::new(paragraphs);
    let mut index = ShingleIndex::new(texts.words.len() / STRIDE);
    for paragraph in 0..paragraphs.len() {
        let mut others = Vec::new();
        while let Some((other, ..)) = texts.first_repeat(paragraph, &index, |other| others.contains(&other)) {
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

/// An index of shingles. A bit set of the hashes rejects nearly all shingles that are not in the index.
struct ShingleIndex {
    bits: Vec<u64>,
    first: HashMap<u64, u32, FxBuildHasher>,
    /// The paragraph, the word, and the next occurrence of the same shingle.
    occurrences: Vec<(u32, u32, u32)>,
}

/// The end of a list of occurrences.
const NONE: u32 = u32::MAX;
/// The binary logarithm of the number of bits.
const BITS: u32 = 24;

impl ShingleIndex {
    fn new(shingles: usize) -> Self {
        let first = HashMap::with_capacity_and_hasher(shingles, FxBuildHasher);
        Self { bits: vec![0; 1 << (BITS - 6)], first, occurrences: Vec::with_capacity(shingles) }
    }

    fn bit(hash: u64) -> (usize, u64) {
        let bit = usize::try_from(hash >> (64 - BITS)).unwrap_or_default();
        (bit / 64, 1 << (bit % 64))
    }

    fn add(&mut self, hash: u64, paragraph: usize, at: usize) {
        let (Ok(paragraph), Ok(at), Ok(here)) =
            (u32::try_from(paragraph), u32::try_from(at), u32::try_from(self.occurrences.len()))
        else {
            return;
        };
        let (word, bit) = Self::bit(hash);
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= bit;
        }
        let next = self.first.get(&hash).copied().unwrap_or(NONE);
        self.first.insert(hash, here);
        self.occurrences.push((paragraph, at, next));
    }

    /// Adds every fifth shingle of a paragraph.
    fn add_all(&mut self, words: &[u32], paragraph: usize) {
        for (at, shingle) in words.windows(SHINGLE).enumerate().step_by(STRIDE) {
            self.add(hash(shingle), paragraph, at);
        }
    }

    /// Returns the last occurrences of a shingle, at most [`MAX_OCCURRENCES`].
    fn occurrences(&self, hash: u64) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (word, bit) = Self::bit(hash);
        let known = self.bits.get(word).is_some_and(|bits| bits & bit != 0);
        let mut next = if known { self.first.get(&hash).copied().unwrap_or(NONE) } else { NONE };
        std::iter::from_fn(move || {
            let (paragraph, at, then) = *self.occurrences.get(next as usize)?;
            next = then;
            Some((paragraph as usize, at as usize))
        })
        .take(MAX_OCCURRENCES)
    }
}

/// The hashed words of all paragraphs, in one allocation.
struct WordHashes {
    words: Vec<u32>,
    starts: Vec<usize>,
}

impl WordHashes {
    fn new(paragraphs: &[Paragraph]) -> Self {
        let (mut words, mut starts) = (Vec::new(), vec![0]);
        for paragraph in paragraphs {
            if !matches!(paragraph.kind, ParagraphKind::PullQuote { .. }) {
                for_each_word_hash(&paragraph.text, |_, hash| words.push(hash));
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

    /// Returns the first passage of a paragraph that an earlier one contains: the other paragraph, the first word, and
    /// the number of words.
    fn first_repeat(
        &self,
        paragraph: usize,
        index: &ShingleIndex,
        is_declared: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, usize)> {
        let words = self.words_of(paragraph);
        for (at, shingle) in words.windows(SHINGLE).enumerate() {
            for (other, there) in index.occurrences(hash(shingle)) {
                if is_declared(other) {
                    continue;
                }
                let theirs = self.words_of(other);
                let before = common_suffix_len(words, at, theirs, there);
                let after = words.iter().skip(at).zip(theirs.iter().skip(there)).take_while(|(a, b)| a == b).count();
                if before + after >= PASSAGE {
                    return Some((other, at - before, before + after));
                }
            }
        }
        None
    }

    /// Returns a passage as it is written, shortened in the middle.
    fn passage(&self, input: &CheckInput<'_>, paragraph: usize, at: usize, length: usize) -> String {
        let text = input.edition.paragraph(paragraph).map_or("", |p| &p.text);
        let mut starts = Vec::new();
        for_each_word_hash(text, |start, _| starts.push(start));
        let start = |word: usize| starts.get(word).copied().unwrap_or(text.len());
        let words = |from: usize, to: usize| text.get(start(from)..start(to)).unwrap_or_default().trim_end();
        if length <= PASSAGE {
            return words(at, at + length).to_owned();
        }
        format!("{} … {}", words(at, at + 8), words(at + length - 3, at + length))
    }
}

fn common_suffix_len(words: &[u32], at: usize, theirs: &[u32], there: usize) -> usize {
    let mine = words.get(..at).unwrap_or_default().iter().rev();
    mine.zip(theirs.get(..there).unwrap_or_default().iter().rev()).take_while(|(a, b)| a == b).count()
}

fn hash(shingle: &[u32]) -> u64 {
    shingle.iter().fold(0x9e37_79b9_7f4a_7c15, |hash, &word| {
        (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}

/// Returns whether one of two paragraphs is declared to repeat the other.
fn is_declared(input: &CheckInput<'_>, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (input.edition.paragraph(one), input.edition.paragraph(other)) else {
        return false;
    };
    one.repeats.contains(&other.id) || other.repeats.contains(&one.id)
}

fn report(
    input: &CheckInput<'_>,
    (here, there): (usize, usize),
    passage: &str,
    length: usize,
    findings: &mut Findings,
) {
    let id = |index: usize| input.edition.paragraph(index).map_or("", |p| p.id.as_str());
    findings.error(
        "repeated-passage",
        input.in_article(&[Field("paragraphs"), Index(here), Field("text")]),
        format!("expected each passage once, but {} and {} share {length} words: `{passage}`", id(there), id(here)),
        &format!("when that is meant, write repeats: [\"{}\"] in {}", id(there), id(here)),
    );
}
