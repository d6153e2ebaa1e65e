//! The two texts as numbered words with weights.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::words::{fold, words};

/// Stands where there is no word, line or chain.
pub(super) const NONE: u32 = u32::MAX;

/// Lightest a word can be, in bits.
const LIGHTEST: f32 = 0.3;

/// Taken off every word's weight, in bits: what a quarter of all words would weigh. It makes `the` nearly free.
const FREE_BITS: f32 = 2.0;

/// Words that a shorter pair of texts is taken to have: in a few sentences every word would be frequent, and weigh
/// nothing.
const SHORT: usize = 1000;

/// Where a word stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// Its first byte.
    pub(super) byte: u32,
    /// Its first code point.
    pub(super) start: u32,
    /// The code point after its last.
    pub(super) end: u32,
}

/// One of the two texts.
#[derive(Debug)]
pub(super) struct Side {
    /// The text.
    pub(super) text: Arc<str>,
    /// The number of each word; the same word has the same number in both texts.
    pub(super) ids: Vec<u32>,
    /// The place of each word.
    pub(super) spots: Vec<Spot>,
    /// The line of each word, from 0.
    pub(super) lines: Vec<u32>,
}

/// Both texts.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) old: Side,
    pub(super) new: Side,
    /// The weight of each old word, in bits.
    pub(super) old_weights: Vec<f32>,
    /// The weight of each new word, in bits.
    pub(super) new_weights: Vec<f32>,
    /// How each word begins, by its number.
    pub(super) stems: Vec<Stem>,
    /// Where the places of each word begin in `places`, by its number; one more at the end.
    starts: Vec<u32>,
    /// The new words, by number and then place.
    places: Vec<u32>,
}

/// What is needed to see whether two words begin alike.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// The first four characters, 16 bits each, 0 when there are fewer than four.
    head: u64,
    /// All characters, folded.
    word: Box<str>,
    /// How many there are.
    len: usize,
}

impl Stem {
    fn new(word: &str) -> Self {
        let len = word.chars().count();
        let head =
            if len < 4 { 0 } else { word.chars().take(4).fold(0, |h, c| h << 16 | u64::from(c as u32 & 0xffff)) };
        Self { head, word: word.into(), len }
    }

    /// Whether two different words share a stem: four characters and 60 % of the longer at least.
    #[inline]
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.head != 0 && self.head == other.head && self.shares(other)
    }

    fn shares(&self, other: &Self) -> bool {
        let shared = self.word.chars().zip(other.word.chars()).take_while(|(a, b)| a == b).count();
        shared >= 4 && shared * 10 >= self.len.max(other.len) * 6
    }
}

impl Texts {
    /// Cuts both texts into words and weighs them, both of them shorter than 4 GiB.
    pub(super) fn new(old: &Arc<str>, new: &Arc<str>) -> Self {
        let [old_small, new_small] = [old, new].map(|text| text.to_ascii_lowercase());
        let mut names = Names::default();
        let (old, new) = (names.side(old, &old_small), names.side(new, &new_small));
        let total = old.ids.len() + new.ids.len();
        let weights: Vec<f32> = names.counts.iter().map(|count| weight(total, *count)).collect();
        let of = |ids: &[u32]| ids.iter().map(|id| weights.get(*id as usize).copied().unwrap_or(LIGHTEST)).collect();
        let (old_weights, new_weights) = (of(&old.ids), of(&new.ids));
        let (starts, places) = places(&new.ids, names.stems.len());
        Self { old_weights, new_weights, stems: names.stems, old, new, starts, places }
    }

    /// The new words with a number, in order.
    pub(super) fn places(&self, number: u32) -> &[u32] {
        let start = |number: usize| self.starts.get(number).map(|start| *start as usize);
        let range = start(number as usize).zip(start(number as usize + 1));
        range.and_then(|(from, to)| self.places.get(from..to)).unwrap_or_default()
    }
}

/// The places of each number: where they begin in the second list, and the list.
pub(super) fn places(numbers: &[u32], names: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; names + 1];
    for number in numbers {
        if let Some(count) = starts.get_mut(*number as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut places = vec![0; sum as usize];
    for (at, number) in (0..).zip(numbers) {
        if let Some(slot) = next.get_mut(*number as usize)
            && let Some(place) = places.get_mut(*slot as usize)
        {
            *place = at;
            *slot += 1;
        }
    }
    (starts, places)
}

/// The bits of a word that occurs so often among so many, less what is free.
#[allow(clippy::cast_precision_loss, reason = "counts of words; a weight needs no more than 24 bits")]
fn weight(total: usize, count: u32) -> f32 {
    ((total.max(SHORT) as f32 / count.max(1) as f32).log2() - FREE_BITS).max(LIGHTEST)
}

/// Words and their numbers.
#[derive(Default)]
struct Names<'a> {
    numbers: FxHashMap<Cow<'a, str>, u32>,
    counts: Vec<u32>,
    stems: Vec<Stem>,
}

impl<'a> Names<'a> {
    /// Numbers the words of a text; `small` is the text in small ASCII letters, byte for byte as long.
    #[allow(clippy::cast_possible_truncation, reason = "the length of the text fits, so all places in it do")]
    fn side(&mut self, text: &Arc<str>, small: &'a str) -> Side {
        let about = text.len() / 5;
        let mut side = Side {
            text: text.clone(),
            ids: Vec::with_capacity(about),
            spots: Vec::with_capacity(about),
            lines: Vec::with_capacity(about),
        };
        for word in words(small) {
            let Range { start, end } = word.range;
            side.ids.push(self.number(word.text));
            side.spots.push(Spot { byte: word.byte as u32, start: start as u32, end: end as u32 });
            side.lines.push(word.line as u32);
        }
        side
    }

    fn number(&mut self, word: &'a str) -> u32 {
        let folded = fold(word);
        let number = match self.numbers.get(&folded) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.stems.len()).unwrap_or(NONE);
                self.stems.push(Stem::new(&folded));
                self.counts.push(0);
                self.numbers.insert(folded, number);
                number
            }
        };
        if let Some(count) = self.counts.get_mut(number as usize) {
            *count += 1;
        }
        number
    }
}

impl Side {
    /// The words that a range of code points touches, as a range of words.
    pub(super) fn words_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.spots.partition_point(|spot| spot.end as usize <= range.start);
        let to = self.spots.partition_point(|spot| (spot.start as usize) < range.end);
        from..to.max(from)
    }

    /// The byte where a code point begins; none when the text is shorter.
    pub(super) fn byte_of(&self, point: usize) -> Option<usize> {
        let before = self.spots.partition_point(|spot| spot.start as usize <= point);
        let known = before.checked_sub(1).and_then(|at| self.spots.get(at));
        let (byte, start) = known.map_or((0, 0), |spot| (spot.byte as usize, spot.start as usize));
        let rest = self.text.get(byte..)?;
        rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(point - start).map(|at| byte + at)
    }

    /// The code point that begins at a byte.
    pub(super) fn point_of(&self, byte: usize) -> usize {
        let before = self.spots.partition_point(|spot| spot.byte as usize <= byte);
        let known = before.checked_sub(1).and_then(|at| self.spots.get(at));
        let (from, start) = known.map_or((0, 0), |spot| (spot.byte as usize, spot.start as usize));
        start + self.text.get(from..byte).map_or(0, |between| between.chars().count())
    }

    /// The whole line around a word, in code points, without its end.
    pub(super) fn line_around(&self, word: usize) -> Option<Range<usize>> {
        let byte = self.spots.get(word)?.byte as usize;
        let from = self.text.get(..byte)?.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(from..)?;
        let line = rest.split('\n').next()?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let start = self.point_of(from);
        Some(start..start + line.chars().count())
    }
}
