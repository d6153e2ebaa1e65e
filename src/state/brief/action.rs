//! The actions on the open brief.

use std::ops::Range;
use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::model::{Brief, Entry, HandOver, Level, Source};
use crate::state::ReadError;

use super::CutChoices;

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
    /// Reads the brief that was open last, or else the one named after the edition, unless a brief is open.
    Request,
    /// Saves the brief, which merges what another window wrote.
    Save,
    /// The brief of a name was read, or could not be; `None` if none is saved.
    Loaded(String, Result<Option<Box<Brief>>, ReadError>),
    /// Another window had changed the brief of this name: the brief that was to be saved, and the merged brief.
    Merged(String, Arc<Brief>, Arc<Brief>),
    /// The names and titles of the saved briefs.
    Listed(Vec<(String, String)>),
    /// Opens the dialog that cuts one of some entries.
    OfferCut(Box<CutChoices>),
    /// Chooses one of the candidates that can be cut, by index.
    ChooseCandidate(usize),
    /// Sets the tag of the entry to be cut.
    SetCutTag(String),
    /// Sets the heading under which the entry to be cut goes, by id; `None` for after the chosen entry.
    SetCutPlace(Option<u32>),
    /// Adds the chosen candidate to the brief.
    AddCut,
    /// Adds the entries of an answer block with the sources that they cite.
    AddBlock {
        /// A heading, the answers, and the place for our reply.
        entries: Vec<Entry>,
        /// What they cite.
        sources: Vec<Source>,
        /// The side whose pocket they go to, as an index into the sides of the brief; `None` for after the chosen entry.
        side: Option<usize>,
        /// Said when they are in the brief.
        message: String,
    },
    /// Adds an empty heading of a level after the chosen entry, or an empty analytic.
    AddBlank(Option<Level>),
    /// Chooses an entry, by id.
    Choose(u32),
    /// Chooses the next or previous entry among those shown.
    StepEntry {
        /// Whether the next one.
        forward: bool,
    },
    /// Selects words in the text of the chosen entry, in code points.
    SelectWords(Range<usize>),
    /// Writes what was typed at the end of the heading or tag of the chosen entry, and goes on typing there.
    Write(String),
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
    /// Switches to the next smaller size for the words of the chosen card that are not read out.
    Shrink,
    /// Switches to the next highlight colour of the chosen card.
    NextColour,
    /// Moves the section that begins with the entry of this id before the entry at an index.
    MoveSection(u32, usize),
    /// Moves the chosen section past the one above or below it.
    ShiftSection {
        /// Whether it moves up.
        up: bool,
    },
    /// Removes the chosen section: an entry, or a heading with everything under it.
    RemoveSection,
    /// Puts the chosen section on the clipboard as rich text.
    CopySection,
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
    /// Takes what is new in a hand-over into the brief of this name; once that is loaded, if it is loading.
    Receive(String, Box<HandOver>),
    /// Asks where to write the brief in a format.
    Export(BriefFormat),
    /// Asks where to write the hand-over of the brief.
    HandOver,
    /// Moves the keyboard focus to a field, and brings the chosen entry into view.
    Focus(FocusTarget),
    /// Starts selecting words of the chosen card by keys.
    ChooseWords,
    /// Brings the chosen entry into view.
    Reveal,
    /// The chosen entry is in view, and its field has the focus.
    Revealed,
}
