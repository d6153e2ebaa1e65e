//! Which paragraphs of a reader's own copy are which of the edition.

use serde::{Deserialize, Serialize};

/// How one or more paragraphs of a copy answer one or more of the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PairGrade {
    /// The same words.
    Equal,
    /// One paragraph, told otherwise.
    Reworded,
    /// One paragraph of the edition, several of the copy.
    Split,
    /// Several paragraphs of the edition, one of the copy.
    Merged,
    /// One paragraph, but out of the order of the others.
    Moved,
    /// A paragraph of the copy alone.
    Inserted,
    /// A paragraph of the edition alone.
    Removed,
}

impl PairGrade {
    /// The word for programs and people, in small letters.
    pub fn word(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Reworded => "reworded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Moved => "moved",
            Self::Inserted => "inserted",
            Self::Removed => "removed",
        }
    }
}

/// Paragraphs that belong together. One side has one paragraph at most, or none, unless the reader linked more.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Indexes of the edition's paragraphs, rising.
    pub edition: Vec<usize>,
    /// Indexes of the copy's paragraphs, rising.
    pub copy: Vec<usize>,
    /// What kind of pair it is.
    pub grade: PairGrade,
    /// How sure it is, from 0 to 1; 1 where the reader made it.
    pub score: f32,
    /// The reader made it or agreed to it.
    pub by_reader: bool,
}

/// What a reader says about one paragraph of the copy and one of the edition. It is never overruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Correction {
    /// They belong together.
    Linked {
        /// The index in the copy.
        copy: usize,
        /// The index in the edition.
        edition: usize,
    },
    /// They do not.
    Unlinked {
        /// The index in the copy.
        copy: usize,
        /// The index in the edition.
        edition: usize,
    },
}

/// All pairs, in the order of the copy; what only the edition has stands where it would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correspondence {
    /// Every paragraph of both sides in exactly one pair.
    pub pairs: Vec<Pair>,
}

impl Correspondence {
    /// The pair of a paragraph of the copy.
    pub fn of_copy(&self, index: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.copy.contains(&index))
    }

    /// The pair of a paragraph of the edition.
    pub fn of_edition(&self, index: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.edition.contains(&index))
    }
}
