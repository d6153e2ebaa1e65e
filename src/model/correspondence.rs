//! The correspondence between the paragraphs of a reader's copy and those of the edition.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// How paragraphs of a copy relate to paragraphs of the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum PairGrade {
    /// One paragraph with the same text.
    Equal,
    /// One paragraph with a different wording.
    Reworded,
    /// One paragraph of the edition, several of the copy.
    Split,
    /// Several paragraphs of the edition, one of the copy.
    Merged,
    /// One paragraph at a different place in the order.
    Moved,
    /// A paragraph that only the copy has.
    Inserted,
    /// A paragraph that only the edition has.
    Removed,
}

impl PairGrade {
    /// Returns the lower-case name, as shown and as written by the command line.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Paragraphs that belong together. At least one side has at most one paragraph, unless the reader linked more.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Indexes of the edition's paragraphs, ascending.
    pub edition: Vec<usize>,
    /// Indexes of the copy's paragraphs, ascending.
    pub copy: Vec<usize>,
    /// The kind of the pair.
    pub grade: PairGrade,
    /// The confidence, from 0 to 1; 1 for a pair made by the reader.
    pub score: f32,
    /// Whether the reader made or confirmed the pair.
    pub by_reader: bool,
}

/// A reader's decision about one paragraph of the copy and one of the edition, which the matching must respect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Correction {
    /// The paragraphs belong together.
    Linked {
        /// The index in the copy.
        copy: usize,
        /// The index in the edition.
        edition: usize,
    },
    /// The paragraphs do not belong together.
    Unlinked {
        /// The index in the copy.
        copy: usize,
        /// The index in the edition.
        edition: usize,
    },
}

impl Correction {
    /// Returns the indexes of the paragraphs, in the copy and in the edition.
    pub fn paragraphs(self) -> (usize, usize) {
        match self {
            Self::Linked { copy, edition } | Self::Unlinked { copy, edition } => (copy, edition),
        }
    }
}

/// All pairs, in the order of the copy. Paragraphs that only the edition has are where they would be in the copy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correspondence {
    /// The pairs. Each paragraph of either side is in exactly one.
    pub pairs: Vec<Pair>,
}

impl Correspondence {
    /// Returns the pair that contains this paragraph of the copy.
    pub fn of_copy(&self, index: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.copy.contains(&index))
    }

    /// Returns the pair that contains this paragraph of the edition.
    pub fn of_edition(&self, index: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.edition.contains(&index))
    }
}
