//! Quotes of an old text in a new one.
//!
//! All old words are set against all new words first, one to one, so that every new word has one owner at most: a
//! repetition elsewhere is not free for a quote whose own place is gone. A quote then reads where its words went, and
//! the place is graded. The steps are those of `runs`, `chains`, `fill`, `place`, `grade` and `rivals`,
//! in this order; a quote with a single exact place needs none of them (`single`).

mod chains;
mod fill;
mod grade;
mod links;
mod place;
mod rivals;
mod runs;
mod seek;
mod single;
mod texts;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::links::Links;
pub use self::seek::{Sought, seek};
use self::single::single_place;
use self::texts::{NONE, Texts};
use crate::model::{Grade, Placement};

/// A quote that has no place.
const LOST: Placement = Placement { grade: Grade::Lost, score: 0.0, range: None };

/// All words of an old text set against all words of a new one, one to one.
#[derive(Debug)]
pub struct Alignment {
    old: Arc<str>,
    new: Arc<str>,
    /// Made when it is first needed: a quote with a single exact place does not ask for it.
    linked: OnceLock<Linked>,
}

/// The words and their links.
#[derive(Debug)]
struct Linked {
    texts: Texts,
    links: Links,
}

/// A word of one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPlace {
    /// Which word it is, from 0.
    pub index: usize,
    /// The line it stands on, from 0.
    pub line: usize,
    /// Its place in code points.
    pub range: Range<usize>,
}

/// An old word and the new word that it became.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// The old word.
    pub old: WordPlace,
    /// The new word.
    pub new: WordPlace,
    /// How much the old word says, in bits: rare words say more. At least 0.3.
    pub weight: f32,
    /// How alike the two are: 1 the same word, 0.6 the same stem, 0 another word in its place.
    pub likeness: f32,
}

impl Alignment {
    /// Aligns two texts; a paragraph is a line. A text of 4 GiB or more counts as empty.
    pub fn new(old: &str, new: &str) -> Self {
        let sized = |text: &str| if u32::try_from(text.len()).is_ok() { text.into() } else { Arc::default() };
        Self { old: sized(old), new: sized(new), linked: OnceLock::new() }
    }

    /// Where a quote of the old text, given in code points, is in the new one.
    ///
    /// When both texts are the same, every quote is [`Grade::Exact`] in its own place. A range that is empty or not of
    /// the old text is [`Grade::Lost`].
    pub fn place(&self, quote: Range<usize>) -> Placement {
        let (Some(from), Some(to)) = (self.old_byte(quote.start), self.old_byte(quote.end)) else { return LOST };
        if from >= to {
            return LOST;
        }
        if self.old == self.new {
            return exact(quote);
        }
        if let Some(byte) = single_place(&self.old, &self.new, from..to)
            && let Some(start) = self.new_point(byte)
        {
            return exact(start..start + quote.len());
        }
        let Linked { texts, links } = self.linked();
        place::place(texts, links, &quote)
    }

    /// The byte where a code point of the old text begins; none when the text is shorter.
    fn old_byte(&self, point: usize) -> Option<usize> {
        if let Some(linked) = self.linked.get() {
            return linked.texts.old.byte_of(point);
        }
        let mut starts = self.old.char_indices().map(|(at, _)| at).chain([self.old.len()]);
        if self.old.is_ascii() { (point <= self.old.len()).then_some(point) } else { starts.nth(point) }
    }

    /// The code point of the new text that begins at a byte.
    fn new_point(&self, byte: usize) -> Option<usize> {
        match self.linked.get() {
            Some(linked) => Some(linked.texts.new.point_of(byte)),
            None => Some(self.new.get(..byte)?.chars().count()),
        }
    }

    /// The old words that have a counterpart, in the order of the old text.
    pub fn counterparts(&self) -> impl Iterator<Item = Counterpart> {
        let Linked { texts, links } = self.linked();
        links.to.iter().zip(&links.likeness).zip(&texts.old_weights).enumerate().filter_map(
            |(old, ((new, like), w))| {
                let new = (*new != NONE).then_some(*new as usize)?;
                Some(Counterpart {
                    old: word_place(&texts.old, old)?,
                    new: word_place(&texts.new, new)?,
                    weight: *w,
                    likeness: *like,
                })
            },
        )
    }

    /// The weight of all words of each old line, in bits.
    pub fn old_line_weights(&self) -> Vec<f32> {
        let texts = &self.linked().texts;
        line_weights(&self.old, &texts.old.lines, &texts.old_weights)
    }

    /// The weight of all words of each new line, in bits.
    pub fn new_line_weights(&self) -> Vec<f32> {
        let texts = &self.linked().texts;
        line_weights(&self.new, &texts.new.lines, &texts.new_weights)
    }

    fn linked(&self) -> &Linked {
        self.linked.get_or_init(|| {
            let texts = Texts::new(&self.old, &self.new);
            let links = Links::new(&texts);
            Linked { texts, links }
        })
    }
}

fn exact(range: Range<usize>) -> Placement {
    Placement { grade: Grade::Exact, score: 1.0, range: Some(range) }
}

fn word_place(side: &texts::Side, index: usize) -> Option<WordPlace> {
    let (spot, line) = (side.spots.get(index)?, side.lines.get(index)?);
    Some(WordPlace { index, line: *line as usize, range: spot.start as usize..spot.end as usize })
}

fn line_weights(text: &str, lines: &[u32], weights: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; text.split('\n').count()];
    for (line, weight) in lines.iter().zip(weights) {
        if let Some(sum) = sums.get_mut(*line as usize) {
            *sum += weight;
        }
    }
    sums
}
