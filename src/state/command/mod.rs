//! Commands: what a menu, the palette, a key or a button can name. Each has its words in one place.

mod keys;
mod label;

pub use keys::{Scene, Scope};

use super::round::RoundCommand;

/// What the reader can ask for, without further detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    /// The next paragraph.
    NextParagraph,
    /// The paragraph before.
    PreviousParagraph,
    /// One view down.
    PageDown,
    /// One view up.
    PageUp,
    /// To the beginning.
    Start,
    /// To the end.
    End,
    /// To where one was before the last jump.
    Back,
    /// To where one went back from.
    Forward,
    /// Type a code to go to.
    GoTo,
    /// Search the article and the notes.
    Find,
    /// The next hit of the search.
    FindNext,
    /// The hit before.
    FindPrevious,
    /// Open or close all replies of the active paragraph.
    OpenReplies,
    /// The sources of the replies to the active paragraph.
    Sources,
    /// Copy the selection, or the active paragraph with its replies.
    Copy,
    /// Choose and order perspectives.
    Perspectives,
    /// Theme, faces, sizes and spacing.
    Appearance,
    /// The next theme.
    NextTheme,
    /// Larger type.
    Larger,
    /// Smaller type.
    Smaller,
    /// The type size of the beginning.
    UsualSize,
    /// Replies under each paragraph, at any width.
    Interleave,
    /// Open a text or an edition from disk.
    Open,
    /// Open an edition by its folder.
    OpenFolder,
    /// Read the text on the clipboard.
    Paste,
    /// Back from the reader's own copy to the text of the edition.
    LeaveCopy,
    /// Make an edition of the copy's text.
    KeepCopy,
    /// Forget the copy that is kept.
    ForgetCopy,
    /// Undo the last answer about a place in the copy.
    Undo,
    /// Doubtful places of the copy, one after the other.
    Review,
    /// The pair of the active paragraph of the copy, to correct it.
    CorrectPlace,
    /// Notes that have no place in the copy.
    Tray,
    /// The paragraph that a statement answers.
    Suggest,
    /// A handout of the open edition, to print.
    HandOut,
    /// Open the edition that comes with the program.
    OpenShipped,
    /// The window becomes a presenter's: one row at a time, replies revealed one by one.
    Project,
    /// The next page, reply or row.
    Reveal,
    /// The page, reply or row before.
    Cover,
    /// The next row, whatever is revealed.
    NextStop,
    /// The row before.
    PreviousStop,
    /// The first row.
    FirstStop,
    /// The last row.
    LastStop,
    /// One claim of the paragraph after the other, then the whole.
    NextClaim,
    /// One phrase after the other alone on the slide.
    Zoom,
    /// The class sees nothing.
    Black,
    /// The class goes on seeing what it sees.
    Freeze,
    /// A dot on the slide where the mouse is on the preview.
    Pointer,
    /// The class first says what each perspective will say.
    Predict,
    /// The summaries come without names.
    Blind,
    /// Two groups argue, swap sides, and agree on what they can.
    Controversy,
    /// How the class guessed, by perspective.
    Results,
    /// Words of the plan explained under the paragraph.
    Terms,
    /// The clock of this step.
    StepTimer,
    /// What the class sees, or the presenter's view, in one window.
    SwitchView,
    /// The presenter's screen and the class's change places.
    SwapScreens,
    /// The other colours for the projector.
    ProjectorTheme,
    /// How large the type must be, and where the class looks.
    Room,
    /// Which rows, in what order, with what to ask.
    Plan,
    /// What was revealed is covered, what was guessed forgotten.
    BeginAnew,
    /// The lesson can be gone on with later.
    LeaveProject,
    /// Highlight the selection, or the active paragraph.
    Highlight,
    /// The next style of highlight.
    NextStyle,
    /// Write an annotation.
    Annotate,
    /// The reader's own layer as a list.
    Annotations,
    /// Enter exact words for a reply.
    Quote,
    /// Cut a card from the active row.
    Cut,
    /// Make an answer block of the active row.
    Block,
    /// The brief in the reader's place.
    Debate,
    /// Open, name and export briefs.
    Brief,
    /// Do again what was undone.
    Redo,
    /// Search the brief.
    FindInBrief,
    /// The chosen entry's heading or tag is typed.
    EditEntry,
    /// Words of the chosen card are chosen by keys.
    ChooseWords,
    /// The next entry of the brief.
    NextEntry,
    /// The entry before.
    PreviousEntry,
    /// The chosen part stands one place earlier.
    EntryUp,
    /// The chosen part stands one place later.
    EntryDown,
    /// A heading of the highest level.
    AddPocket,
    /// A heading of the second level.
    AddHat,
    /// A heading of the third level.
    AddBlock,
    /// An argument without evidence.
    AddAnalytic,
    /// Underline words of a card.
    MarkUnderline,
    /// Emphasise words of a card.
    MarkEmphasis,
    /// Highlight words of a card.
    MarkHighlight,
    /// Take all layers off words of a card.
    MarkClear,
    /// Leave words of a card out, and show that.
    MarkOmit,
    /// Make what is not read out smaller.
    Shrink,
    /// Another colour of the highlight.
    HighlightColour,
    /// Take the chosen part out of the brief.
    RemoveEntry,
    /// Put the chosen part on the clipboard.
    CopyEntry,
    /// Take entries from a file.
    TakeCards,
    /// The article in the brief's place.
    LeaveDebate,
    /// One of a round.
    Round(RoundCommand),
    /// All commands by name.
    Palette,
    /// The list of keys.
    Keys,
    /// Close what is open over the text, or drop the selection.
    Close,
    /// Leave the program.
    Quit,
}

impl Command {
    /// All commands but those of a round, in the order they show up.
    const ELSEWHERE: [Self; 96] = [
        Self::NextParagraph,
        Self::PreviousParagraph,
        Self::PageDown,
        Self::PageUp,
        Self::Start,
        Self::End,
        Self::Back,
        Self::Forward,
        Self::GoTo,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::OpenReplies,
        Self::Sources,
        Self::Copy,
        Self::Perspectives,
        Self::Appearance,
        Self::NextTheme,
        Self::Larger,
        Self::Smaller,
        Self::UsualSize,
        Self::Interleave,
        Self::Open,
        Self::OpenFolder,
        Self::Paste,
        Self::LeaveCopy,
        Self::KeepCopy,
        Self::ForgetCopy,
        Self::Undo,
        Self::Review,
        Self::CorrectPlace,
        Self::Tray,
        Self::Suggest,
        Self::HandOut,
        Self::OpenShipped,
        Self::Project,
        Self::Reveal,
        Self::Cover,
        Self::NextStop,
        Self::PreviousStop,
        Self::FirstStop,
        Self::LastStop,
        Self::NextClaim,
        Self::Zoom,
        Self::Black,
        Self::Freeze,
        Self::Pointer,
        Self::Predict,
        Self::Blind,
        Self::Controversy,
        Self::Results,
        Self::Terms,
        Self::StepTimer,
        Self::SwitchView,
        Self::SwapScreens,
        Self::ProjectorTheme,
        Self::Room,
        Self::Plan,
        Self::BeginAnew,
        Self::LeaveProject,
        Self::Highlight,
        Self::NextStyle,
        Self::Annotate,
        Self::Annotations,
        Self::Quote,
        Self::Cut,
        Self::Block,
        Self::Debate,
        Self::Brief,
        Self::Redo,
        Self::FindInBrief,
        Self::EditEntry,
        Self::ChooseWords,
        Self::NextEntry,
        Self::PreviousEntry,
        Self::EntryUp,
        Self::EntryDown,
        Self::AddPocket,
        Self::AddHat,
        Self::AddBlock,
        Self::AddAnalytic,
        Self::MarkUnderline,
        Self::MarkEmphasis,
        Self::MarkHighlight,
        Self::MarkClear,
        Self::MarkOmit,
        Self::Shrink,
        Self::HighlightColour,
        Self::RemoveEntry,
        Self::CopyEntry,
        Self::TakeCards,
        Self::LeaveDebate,
        Self::Palette,
        Self::Keys,
        Self::Close,
        Self::Quit,
    ];

    /// All commands, in the order they show up.
    #[allow(clippy::indexing_slicing, reason = "the compiler works it out, and would stop at a wrong place")]
    pub const ALL: [Self; Self::ELSEWHERE.len() + RoundCommand::ALL.len()] = {
        let mut all = [Self::Quit; Self::ELSEWHERE.len() + RoundCommand::ALL.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = match at.checked_sub(Self::ELSEWHERE.len()) {
                None => Self::ELSEWHERE[at],
                Some(at) => Self::Round(RoundCommand::ALL[at]),
            };
            at += 1;
        }
        all
    };

    /// The name by which `settings.ron` gives a command another key.
    pub fn name(self) -> String {
        match self {
            Self::Round(command) => format!("Round{command:?}"),
            command => format!("{command:?}"),
        }
    }

    /// The command of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[test]
    fn every_command_is_listed_and_found_by_its_name() {
        for command in Command::ALL {
            assert_eq!(Command::by_name(&command.name()), Some(command));
        }
    }
}
