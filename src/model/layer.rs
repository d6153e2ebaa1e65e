//! The reader's layer: highlights, annotations and quotations that are stored apart from the edition.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr};

use super::merge::{Numbered, merge, merge_sources};
use super::{Anchor, Date, NoteId, Quotation, Source, SourceId};

/// The current version of the layer file format.
pub const LAYER_FORMAT: u32 = 1;

/// What a reader added to one edition.
///
/// ```
/// use parallax::model::Layer;
///
/// let layer: Layer = ron::from_str(
///     r#"(format: 1, edition: "lamps", annotations: [(id: 1, on: (), text: "Check this.")])"#,
/// )?;
/// assert_eq!(layer.annotations[0].text, "Check this.");
/// assert_eq!(layer.unused_id(), 2);
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// The version of the file format, [`LAYER_FORMAT`].
    pub format: u32,
    /// The id of the edition.
    pub edition: String,
    /// Highlights and annotations, in the order they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
    /// Quotations that the reader entered from sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<OwnQuotation>,
    /// Sources that the reader added for quotations and cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A highlight, a comment, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// The number of the annotation, unique in the layer.
    pub id: u32,
    /// What the annotation is on.
    pub on: Target,
    /// The style of the highlight; `None` for a comment alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<HighlightStyle>,
    /// The reader's comment; empty for a highlight alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Tags to find the annotation by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The day it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Date>,
}

/// What an annotation is on: a paragraph, a note, or a part of either or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The text of a paragraph; the whole paragraph if the anchor has no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<Anchor>,
    /// The text of the paragraph when the annotation was made, from which the anchor is found again in a changed text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The text of a note's summary; the whole note if it has no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteTarget>,
}

/// A part of a note's summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteTarget {
    /// The id of the note.
    pub id: NoteId,
    /// The text, verbatim; empty for the whole note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exact: String,
    /// The text before `exact` in the summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The text after `exact` in the summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// The style of a highlight: a colour and a kind of underline.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumCount, IntoStaticStr,
)]
pub enum HighlightStyle {
    /// Yellow, with a solid line.
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
    /// All styles, in the order they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Solid, Self::Double, Self::Dotted, Self::Wavy];

    /// Returns the name shown and announced.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A quotation that the reader entered from the source of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnQuotation {
    /// The number of the quotation, unique among all annotations and quotations of the layer.
    pub id: u32,
    /// The note it is shown with.
    pub on: NoteId,
    /// The exact words, their source, who entered them and when.
    pub quotation: Quotation,
}

impl Layer {
    /// Creates an empty layer.
    pub fn empty(edition: &str) -> Self {
        Self {
            format: LAYER_FORMAT,
            edition: edition.to_owned(),
            annotations: Vec::new(),
            quotations: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Returns a number that no annotation or quotation has.
    pub fn unused_id(&self) -> u32 {
        let used = self.annotations.iter().map(|one| one.id).chain(self.quotations.iter().map(|one| one.id));
        used.max().map_or(1, |id| id.saturating_add(1))
    }

    /// Merges the changes that another window made since `base`. `self` holds the changes of this window, which win
    /// where both changed the same thing.
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

    fn set_id(&mut self, id: u32) {
        self.id = id;
    }
}

impl Numbered for OwnQuotation {
    fn id(&self) -> u32 {
        self.id
    }

    fn set_id(&mut self, id: u32) {
        self.id = id;
    }
}
