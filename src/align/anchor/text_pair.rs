//! The two texts as weighted word ids.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::words::{fold, words};

/// Marks the absence of a word, line or chain.
pub(super) const NONE: u32 = u32::MAX;

/// The smallest weight of a word, in bits.
const MIN_WEIGHT: f32 = 0.3;

/// Subtracted from every word's weight, in bits: the weight of a word that makes up a quarter of the text. It makes
/// `the` nearly free.
const FREE_BITS: f32 = 2.0;

/// The smallest number of words assumed for a pair of texts: in a few sentences every word would be frequent and weigh
/// nothing.
const MIN_WORDS: usize = 1000;

/// The position of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordSpan {
    /// The byte offset of its start.
    pub(super) byte: u32,
    /// The code point of its start.
    pub(super) start: u32,
    /// The code point after its end.
    pub(super) end: u32,
}

/// One of the two texts, split into words.
#[derive(Debug)]
pub(super) struct TokenizedText {
    pub(super) text: Arc<str>,
    /// The id of each word; equal words have equal ids in both texts.
    pub(super) ids: Vec<u32>,
    /// The position of each word.
    pub(super) spans: Vec<WordSpan>,
    /// The line of each word, from 0.
    pub(super) lines: Vec<u32>,
}

/// Both texts.
#[derive(Debug)]
pub(super) struct TextPair {
    pub(super) old: TokenizedText,
    pub(super) new: TokenizedText,
    /// The weight of each old word, in bits.
    pub(super) old_weights: Vec<f32>,
    /// The weight of each new word, in bits.
    pub(super) new_weights: Vec<f32>,
    /// The stem of each word id.
    pub(super) stems: Vec<Stem>,
    /// Where the occurrences of each word id start in `positions`; one more at the end.
    starts: Vec<u32>,
    /// The new words, by id and then position.
    positions: Vec<u32>,
}

/// A word prepared for comparing prefixes.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// The first four characters, 16 bits each, or 0 if there are fewer than four.
    head: u64,
    /// All characters, folded.
    word: Box<str>,
    /// The number of characters.
    len: usize,
}

impl Stem {
    fn new(word: &str) -> Self {
        let len = word.chars().count();
        let head =
            if len < 4 { 0 } else { word.chars().take(4).fold(0, |h, c| h << 16 | u64::from(c as u32 & 0xffff)) };
        Self { head, word: word.into(), len }
    }

    /// Returns `true` if two different words share a stem: at least four characters and 60 % of the longer word.
    #[inline]
    pub(super) fn shares_stem(&self, other: &Self) -> bool {
        self.head != 0 && self.head == other.head && self.has_common_prefix(other)
    }

    fn has_common_prefix(&self, other: &Self) -> bool {
        let common = self.word.chars().zip(other.word.chars()).take_while(|(a, b)| a == b).count();
        common >= 4 && common * 10 >= self.len.max(other.len) * 6
    }
}

impl TextPair {
    /// Splits both texts, each shorter than 4 GiB, into weighted words.
    pub(super) fn new(old: &Arc<str>, new: &Arc<str>) -> Self {
        let [old_lower, new_lower] = [old, new].map(|text| text.to_ascii_lowercase());
        let mut vocabulary = Vocabulary::default();
        let (old, new) = (vocabulary.tokenize(old, &old_lower), vocabulary.tokenize(new, &new_lower));
        let total = old.ids.len() + new.ids.len();
        let weights: Vec<f32> = vocabulary.counts.iter().map(|count| weight(total, *count)).collect();
        let weights_of =
            |ids: &[u32]| ids.iter().map(|id| weights.get(*id as usize).copied().unwrap_or(MIN_WEIGHT)).collect();
        let (old_weights, new_weights) = (weights_of(&old.ids), weights_of(&new.ids));
        let (starts, positions) = inverted_index(&new.ids, vocabulary.stems.len());
        Self { old_weights, new_weights, stems: vocabulary.stems, old, new, starts, positions }
    }

    /// Returns the new positions of a word id, in order.
    pub(super) fn occurrences(&self, id: u32) -> &[u32] {
        let start = |id: usize| self.starts.get(id).map(|start| *start as usize);
        let range = start(id as usize).zip(start(id as usize + 1));
        range.and_then(|(from, to)| self.positions.get(from..to)).unwrap_or_default()
    }
}

/// Builds an inverted index: where the positions of each id start in the second list, and the list.
pub(super) fn inverted_index(sequence: &[u32], ids: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; ids + 1];
    for id in sequence {
        if let Some(count) = starts.get_mut(*id as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut positions = vec![0; sum as usize];
    for (at, id) in (0..).zip(sequence) {
        if let Some(slot) = next.get_mut(*id as usize)
            && let Some(place) = positions.get_mut(*slot as usize)
        {
            *place = at;
            *slot += 1;
        }
    }
    (starts, positions)
}

/// Returns the information content of a word with `count` occurrences among `total`, less [`FREE_BITS`].
fn weight(total: usize, count: u32) -> f32 {
    ((total.max(MIN_WORDS) as f32 / count.max(1) as f32).log2() - FREE_BITS).max(MIN_WEIGHT)
}

/// The distinct words and their ids.
#[derive(Default)]
struct Vocabulary<'a> {
    ids: FxHashMap<Cow<'a, str>, u32>,
    counts: Vec<u32>,
    stems: Vec<Stem>,
}

impl<'a> Vocabulary<'a> {
    /// Splits a text into words; `lower` is the text with ASCII letters in lower case, byte for byte as long.
    fn tokenize(&mut self, text: &Arc<str>, lower: &'a str) -> TokenizedText {
        let estimate = text.len() / 5;
        let mut text_words = TokenizedText {
            text: text.clone(),
            ids: Vec::with_capacity(estimate),
            spans: Vec::with_capacity(estimate),
            lines: Vec::with_capacity(estimate),
        };
        for word in words(lower) {
            let Range { start, end } = word.range;
            text_words.ids.push(self.intern(word.text));
            text_words.spans.push(WordSpan { byte: word.byte as u32, start: start as u32, end: end as u32 });
            text_words.lines.push(word.line as u32);
        }
        text_words
    }

    fn intern(&mut self, word: &'a str) -> u32 {
        let folded = fold(word);
        let id = match self.ids.get(&folded) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.stems.len()).unwrap_or(NONE);
                self.stems.push(Stem::new(&folded));
                self.counts.push(0);
                self.ids.insert(folded, id);
                id
            }
        };
        if let Some(count) = self.counts.get_mut(id as usize) {
            *count += 1;
        }
        id
    }
}

impl TokenizedText {
    /// Returns the words that a range of code points overlaps, as a range of word indexes.
    pub(super) fn words_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.spans.partition_point(|span| span.end as usize <= range.start);
        let to = self.spans.partition_point(|span| (span.start as usize) < range.end);
        from..to.max(from)
    }

    /// Returns the byte offset of a code point, or `None` if it is out of bounds.
    pub(super) fn byte_of(&self, point: usize) -> Option<usize> {
        let before = self.spans.partition_point(|span| span.start as usize <= point);
        let nearest = before.checked_sub(1).and_then(|at| self.spans.get(at));
        let (byte, start) = nearest.map_or((0, 0), |span| (span.byte as usize, span.start as usize));
        let rest = self.text.get(byte..)?;
        rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(point - start).map(|at| byte + at)
    }

    /// Returns the code point that starts at a byte offset.
    pub(super) fn point_of(&self, byte: usize) -> usize {
        let before = self.spans.partition_point(|span| span.byte as usize <= byte);
        let nearest = before.checked_sub(1).and_then(|at| self.spans.get(at));
        let (from, start) = nearest.map_or((0, 0), |span| (span.byte as usize, span.start as usize));
        start + self.text.get(from..byte).map_or(0, |between| between.chars().count())
    }

    /// Returns the line that contains a word, in code points, without its line break.
    pub(super) fn line_around(&self, word: usize) -> Option<Range<usize>> {
        let byte = self.spans.get(word)?.byte as usize;
        let from = self.text.get(..byte)?.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(from..)?;
        let line = rest.split('\n').next()?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let start = self.point_of(from);
        Some(start..start + line.chars().count())
    }
}
