//! What can happen to the reader's copy and to the text that may become one.

use crate::import::ReadOptions;
use crate::model::rows::NoteRef;
use crate::model::{CopyCitation, Correction, Decision, Edition, ParagraphId};

use super::{LeftOutBase, Matched, Preview};

/// An action on the reader's copy.
#[derive(Debug)]
pub enum CopyAction {
    /// A text was read: shows its preview, or updates the one that is shown.
    Preview(Box<Preview>),
    /// Reads the previewed text again if the edition beside it has changed since.
    RefreshPreview,
    /// Reads a text that was pasted outside of a text field.
    Pasted(String),
    /// Reads the text of the preview again with other options.
    SetReadOptions(ReadOptions),
    /// Opens the text of the preview as a copy, with the notes of the edition beside it.
    ReadBeside,
    /// Leaves a paragraph of the previewed text out, or takes it in again.
    LeaveOut {
        /// Its index in the whole text.
        at: usize,
        /// Whether it is left out.
        out: bool,
    },
    /// The edition of the open copy was read again, because it changed on disk.
    BaseReloaded(Box<Edition>),
    /// The notes were matched with the copy, for the request of this number
    /// ([`OwnCopy::generation`](super::OwnCopy::generation)).
    Matched(u64, Box<Matched>),
    /// The reader cancelled the match of this number.
    MatchCancelled(u64),
    /// The open copy was saved, and its file knows now what this window leaves out.
    Saved(LeftOutBase),
    /// Asks for confirmation to forget the open copy.
    AskToForget,
    /// Asks how the open copy becomes an edition.
    AskToKeep,
    /// Opens the dialog for the citation of the open copy.
    AskForCitation,
    /// Changes the citation of the open copy.
    SetCitation(Box<CopyCitation>),
    /// Opens the list of notes without a place.
    ShowTray,
    /// Opens the list of what was left out of the copy.
    ShowLeftOut,
    /// Takes a paragraph that was left out of the open copy in again, by the id that it gets.
    TakeIn(ParagraphId),
    /// Leaves the paragraph of a row out of the copy.
    LeaveRowOut(usize),
    /// Links or unlinks paragraphs of the copy and the edition.
    Correct(Vec<Correction>),
    /// Places phrases in the copy, or declares them lost.
    Decide(Vec<Decision>),
    /// Opens the review where it was left.
    Review,
    /// Opens the review at the pair of a row, even if that is not doubtful.
    ReviewRow(usize),
    /// Opens the review at the phrase that a note answers.
    ReviewNote(NoteRef),
    /// Goes to a question of the review, by index.
    ReviewAt(usize),
    /// Selects another paragraph as the candidate of the current question.
    ReviewCandidate(Option<usize>),
    /// Shows or hides the list of the phrases that are certain, in the review.
    ListCertain(bool),
    /// Asks about a phrase of that list, by its index among the carried phrases.
    ReviewCertain(usize),
    /// Accepts all phrases that are certain, as one answer.
    AcceptCertain,
}
