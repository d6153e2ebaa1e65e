//! The reader's layer: highlights, annotations and quotations of the reader's own, kept apart from the edition.

use serde::{Deserialize, Serialize};

use super::merge::{Numbered, merge, merge_sources};
use super::{Anchor, Date, NoteId, Quotation, Source, SourceId};

/// The version of the file.
pub const LAYER_FORMAT: u32 = 1;

/// What a reader has added to one edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// The version of the file, [`LAYER_FORMAT`].
    pub format: u32,
    /// The id of the edition.
    pub edition: String,
    /// Highlights and annotations in the order they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
    /// Exact words that the reader has entered from sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<OwnQuotation>,
    /// Sources that the reader has brought in, for quotations and cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A highlight, an annotation, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// Its number in the layer.
    pub id: u32,
    /// What it stands on.
    pub on: Target,
    /// How its words are set off; none for a remark alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<HighlightStyle>,
    /// What the reader wrote; empty for a highlight alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The day it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Date>,
}

/// What an annotation stands on: words of a paragraph or of a note, the whole of one, or one of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Words of a paragraph; without words, the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<Anchor>,
    /// The paragraph as it was then: by it the words are found again in a changed text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Words of a note's summary; without words, the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteTarget>,
}

/// Words of a note's summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteTarget {
    /// The note.
    pub id: NoteId,
    /// The words, exactly; empty for the whole note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exact: String,
    /// What stands before them in the summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What stands after them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// How words are set off: each by a colour, and by a line of its own kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HighlightStyle {
    /// Yellow, with an even line below.
    #[default]
    Solid,
    /// Green, with a double line.
    Double,
    /// Blue, with a dotted line.
    Dotted,
    /// Red, with a wavy line.
    Wavy,
}

impl HighlightStyle {
    /// All styles in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Solid, Self::Double, Self::Dotted, Self::Wavy];

    /// The word shown and spoken.
    pub fn word(self) -> &'static str {
        match self {
            Self::Solid => "Solid",
            Self::Double => "Double",
            Self::Dotted => "Dotted",
            Self::Wavy => "Wavy",
        }
    }
}

/// Exact words that the reader has entered from the source of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnQuotation {
    /// Its number in the layer, of the same row as the annotations' numbers.
    pub id: u32,
    /// The note it is shown with.
    pub on: NoteId,
    /// The words, where they stand, who entered them and when.
    pub quotation: Quotation,
}

impl Layer {
    /// A layer with nothing in it.
    pub fn empty(edition: &str) -> Self {
        Self {
            format: LAYER_FORMAT,
            edition: edition.to_owned(),
            annotations: Vec::new(),
            quotations: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// A number that nothing in it has.
    pub fn unused_id(&self) -> u32 {
        let used = self.annotations.iter().map(|one| one.id).chain(self.quotations.iter().map(|one| one.id));
        used.max().map_or(1, |id| id.saturating_add(1))
    }

    /// Brings what two windows did since `base` together: `self` is what this one has.
    pub fn merge(&mut self, base: &Self, theirs: &Self) {
        merge(&base.annotations, &theirs.annotations, &mut self.annotations);
        merge(&base.quotations, &theirs.quotations, &mut self.quotations);
        let quotations = &self.quotations;
        let cited = |id: &SourceId| quotations.iter().any(|one| one.quotation.source == *id);
        merge_sources(&base.sources, &theirs.sources, &mut self.sources, cited);
    }
}

impl Numbered for Annotation {
    fn id(&self) -> u32 {
        self.id
    }

    fn number(&mut self, id: u32) {
        self.id = id;
    }
}

impl Numbered for OwnQuotation {
    fn id(&self) -> u32 {
        self.id
    }

    fn number(&mut self, id: u32) {
        self.id = id;
    }
}
