//! What can happen to the brief on the editor.

use std::ops::Range;
use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::model::Brief;

/// A field of an entry that the keyboard goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditOf {
    /// Its heading or tag.
    Title,
    /// The words of a card, to choose some.
    Words,
    /// The search of the brief; it belongs to no entry.
    Search,
}

/// Layers of a card's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkAs {
    /// Underlined.
    Underline,
    /// Emphasised.
    Emphasis,
    /// Highlighted.
    Highlight,
    /// Left out.
    Omitted,
    /// No layer at all.
    Clear,
}

/// Something about the brief.
#[derive(Clone, Debug, PartialEq)]
pub enum BriefAction {
    /// A brief was read, or could not be.
    Loaded(String, Result<Option<Box<Brief>>, String>),
    /// Another window wrote the brief of this name too: what was to be written, and both together.
    Merged(String, Arc<Brief>, Arc<Brief>),
    /// The briefs that are kept.
    Listed(Vec<(String, String)>),
    /// Another candidate of what can be cut.
    CutAt(usize),
    /// The tag of what is cut.
    CutTag(String),
    /// The chosen candidate becomes an entry.
    TakeCut,
    /// An entry is chosen, by its number.
    Choose(u32),
    /// Words are chosen in its text.
    Words(Range<usize>),
    /// Its heading or tag is typed.
    Title(u32, String),
    /// Its cite is typed.
    Cite(u32, String),
    /// The text of an analytic is typed.
    Text(u32, String),
    /// The side of a heading.
    Side(u32, Option<usize>),
    /// A layer is put on the chosen words, or taken off.
    Mark(MarkAs),
    /// The part with this number is put before the entry at a place.
    Put(u32, usize),
    /// The title of the brief.
    Called(String),
    /// The sides of the brief, by name.
    Sides(Vec<String>),
    /// What it is searched for.
    Query(String),
    /// Another brief is laid on the editor.
    Open(String),
    /// A brief that is kept, and not on the desk, is put away.
    Remove(String),
    /// A new brief with this title.
    New(String),
    /// Entries that were read from a file, for the brief of this name; they go to the end.
    Take(String, Box<Brief>),
    /// The brief is to be written to a file, in this form.
    Export(BriefFormat),
    /// The brief of this name was written to a file of another format.
    Exported(String),
    /// Where it goes.
    ExportTo {
        /// The form.
        form: BriefFormat,
        /// The file.
        path: std::path::PathBuf,
        /// A file that is there may go.
        overwrite: bool,
    },
    /// A field of the chosen entry is to have the focus.
    Edit(EditOf),
    /// The chosen entry is to be brought into view.
    Reveal,
    /// It has been, and its field has the focus.
    Revealed,
    /// The debate screen comes or goes.
    Screen(bool),
}
