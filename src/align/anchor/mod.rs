//! Re-anchors quotes of an old text in a new one.
//!
//! First all old words are aligned with all new words, one to one, so that each new word belongs to at most one old
//! word: a repetition elsewhere is not available to a quote whose own place is gone. A quote then follows its words to
//! their new place, and the place is graded. The steps are those of sequence aligners: seed and extend (`runs`), chain
//! (`chains`), fill the gaps (`fill`), then locate (`place`), grade (`grade`) and check for ambiguity (`ambiguity`). A
//! quote with a single exact occurrence needs none of them (`exact`).
//!
//! ```
//! use parallax::align::anchor::Alignment;
//! use parallax::model::Grade;
//!
//! let old = "The mill closed in May.\nIts lamp still burns at night.";
//! let new = "A note on the town.\nThe mill closed in May.\nIts lamp still burns at night.";
//! let quote = 28..32;
//! let placement = Alignment::new(old, new).place(quote);
//! assert_eq!(placement.grade, Grade::Exact);
//! assert_eq!(placement.range.map(|range| &new[range]), Some("lamp"));
//! ```

mod ambiguity;
mod chains;
mod exact;
mod fill;
mod grade;
mod links;
mod place;
mod runs;
mod text_pair;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::exact::unique_place;
pub use self::exact::{QuoteMatch, locate_quote};
use self::links::Links;
use self::text_pair::{NONE, TextPair};
use crate::model::{Grade, Placement};

const LOST: Placement = Placement { grade: Grade::Lost, score: 0.0, range: None };

/// A one-to-one alignment of the words of an old and a new text.
#[derive(Debug)]
pub struct Alignment {
    old: Arc<str>,
    new: Arc<str>,
    /// Computed on first use: a quote with a single exact occurrence does not need it.
    linked: OnceLock<Linked>,
}

/// The tokenized texts and the links between their words.
#[derive(Debug)]
struct Linked {
    texts: TextPair,
    links: Links,
}

/// A word of one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPlace {
    /// The index of the word in its text, from 0.
    pub index: usize,
    /// The line of the word, from 0.
    pub line: usize,
    /// The position in code points.
    pub range: Range<usize>,
}

/// An old word and the new word aligned with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// The old word.
    pub old: WordPlace,
    /// The new word.
    pub new: WordPlace,
    /// The information content of the old word, in bits; rare words have more. At least 0.3.
    pub weight: f32,
    /// The similarity of the two: 1 for the same word, 0.6 for the same stem, 0 for another word in its position.
    pub likeness: f32,
}

impl Alignment {
    /// Aligns two texts, in which each paragraph is a line. A text of 4 GiB or more is treated as empty.
    pub fn new(old: &str, new: &str) -> Self {
        let checked = |text: &str| if u32::try_from(text.len()).is_ok() { text.into() } else { Arc::default() };
        Self { old: checked(old), new: checked(new), linked: OnceLock::new() }
    }

    /// Finds the place of a quote of the old text, a range of code points, in the new text.
    ///
    /// When both texts are equal, every quote is [`Grade::Exact`] in its own place. A range that is empty or out of
    /// bounds is [`Grade::Lost`].
    pub fn place(&self, quote: Range<usize>) -> Placement {
        let (Some(from), Some(to)) = (self.old_byte_of(quote.start), self.old_byte_of(quote.end)) else { return LOST };
        if from >= to {
            return LOST;
        }
        if self.old == self.new {
            return exact(quote);
        }
        if let Some(byte) = unique_place(&self.old, &self.new, from..to)
            && let Some(start) = self.new_point_of(byte)
        {
            return exact(start..start + quote.len());
        }
        let Linked { texts, links } = self.linked();
        place::place(texts, links, &quote)
    }

    /// Returns the byte offset of a code point of the old text, or `None` if it is out of bounds.
    fn old_byte_of(&self, point: usize) -> Option<usize> {
        if let Some(linked) = self.linked.get() {
            return linked.texts.old.byte_of(point);
        }
        let mut starts = self.old.char_indices().map(|(at, _)| at).chain([self.old.len()]);
        if self.old.is_ascii() { (point <= self.old.len()).then_some(point) } else { starts.nth(point) }
    }

    /// Returns the code point of the new text that starts at a byte offset.
    fn new_point_of(&self, byte: usize) -> Option<usize> {
        match self.linked.get() {
            Some(linked) => Some(linked.texts.new.point_of(byte)),
            None => Some(self.new.get(..byte)?.chars().count()),
        }
    }

    /// Iterates over the old words that have a counterpart, in the order of the old text.
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

    /// Returns the total weight of the words of each new line, in bits.
    pub fn new_line_weights(&self) -> Vec<f32> {
        let texts = &self.linked().texts;
        line_weights(&self.new, &texts.new.lines, &texts.new_weights)
    }

    fn linked(&self) -> &Linked {
        self.linked.get_or_init(|| {
            let texts = TextPair::new(&self.old, &self.new);
            let links = Links::new(&texts);
            Linked { texts, links }
        })
    }
}

fn exact(range: Range<usize>) -> Placement {
    Placement { grade: Grade::Exact, score: 1.0, range: Some(range) }
}

fn word_place(side: &text_pair::TokenizedText, index: usize) -> Option<WordPlace> {
    let (span, line) = (side.spans.get(index)?, side.lines.get(index)?);
    Some(WordPlace { index, line: *line as usize, range: span.start as usize..span.end as usize })
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
