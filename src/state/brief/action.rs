//! The actions on the open brief.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::model::Brief;
use crate::state::ReadError;

/// A field of the brief screen that can get the keyboard focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// The heading or tag of the chosen entry.
    Title,
    /// The text of the chosen card, in which words are selected by keys.
    Words,
}

/// A mark on words of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkAs {
    /// Underlined.
    Underline,
    /// Emphasised.
    Emphasis,
    /// Highlighted.
    Highlight,
    /// Omitted.
    Omitted,
    /// No mark: removes all others.
    Clear,
}

/// An action on the open brief.
#[derive(Clone, Debug, PartialEq)]
pub enum BriefAction {
    /// The brief of a name was read, or could not be; `None` if none is saved.
    Loaded(String, Result<Option<Box<Brief>>, ReadError>),
    /// Another window had changed the brief of this name: the brief that was to be saved, and the merged brief.
    Merged(String, Arc<Brief>, Arc<Brief>),
    /// The names and titles of the saved briefs.
    Listed(Vec<(String, String)>),
    /// Chooses one of the candidates that can be cut, by index.
    ChooseCandidate(usize),
    /// Sets the tag of the entry to be cut.
    SetCutTag(String),
    /// Adds the chosen candidate to the brief.
    AddCut,
    /// Chooses an entry, by id.
    Choose(u32),
    /// Selects words in the text of the chosen entry, in code points.
    SelectWords(Range<usize>),
    /// Sets the heading or tag of an entry, by id.
    SetEntryTitle(u32, String),
    /// Sets the cite of a card, by id.
    SetCite(u32, String),
    /// Sets the text of an analytic, by id.
    SetText(u32, String),
    /// Sets the side of a heading, by id; `None` for both sides.
    SetSide(u32, Option<usize>),
    /// Marks the selected words, or removes the mark if all of them have it.
    Mark(MarkAs),
    /// Moves the section that begins with the entry of this id before the entry at an index.
    MoveSection(u32, usize),
    /// Sets the title of the brief.
    SetTitle(String),
    /// Sets the names of the sides.
    SetSides(Vec<String>),
    /// Sets the search query.
    SetQuery(String),
    /// Opens the brief saved under a name.
    Open(String),
    /// Removes the brief saved under a name, unless it is open.
    Remove(String),
    /// Creates a brief with this title, and opens it.
    New(String),
    /// Appends the entries of a file to the brief of this name.
    Import(String, Box<Brief>),
    /// Asks where to write the brief in a format.
    Export(BriefFormat),
    /// The brief of this name was written to a file of another format.
    Exported(String),
    /// Writes the brief to a file.
    ExportTo {
        /// The format.
        form: BriefFormat,
        /// The file.
        path: PathBuf,
        /// Whether an existing file may be replaced.
        overwrite: bool,
    },
    /// Moves the keyboard focus to a field, and brings the chosen entry into view.
    Focus(FocusTarget),
    /// Brings the chosen entry into view.
    Reveal,
    /// The chosen entry is in view, and its field has the focus.
    Revealed,
    /// Opens or closes the brief screen.
    Show(bool),
}
