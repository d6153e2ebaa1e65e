//! Commands: what a menu, the palette, a key or a button can name. Each has its words in one place.

mod keys;

pub use keys::Scope;

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
    /// All commands, in the order they show up.
    pub const ALL: [Self; 64] = [
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
        Self::Palette,
        Self::Keys,
        Self::Close,
        Self::Quit,
    ];

    /// The words in the menu, the palette, the tooltip and the screen reader.
    #[allow(clippy::too_many_lines, reason = "a table: one arm for each command")]
    pub fn label(self) -> &'static str {
        match self {
            Self::NextParagraph => "Next paragraph",
            Self::PreviousParagraph => "Previous paragraph",
            Self::PageDown => "Page down",
            Self::PageUp => "Page up",
            Self::Start => "To the beginning",
            Self::End => "To the end",
            Self::Back => "Back",
            Self::Forward => "Forward",
            Self::GoTo => "Go to a code…",
            Self::Find => "Search…",
            Self::FindNext => "Next hit",
            Self::FindPrevious => "Previous hit",
            Self::OpenReplies => "Open or close the replies",
            Self::Sources => "Sources of this paragraph's replies",
            Self::Copy => "Copy the selection or the paragraph",
            Self::Perspectives => "Perspectives…",
            Self::Appearance => "Appearance…",
            Self::NextTheme => "Next theme",
            Self::Larger => "Larger type",
            Self::Smaller => "Smaller type",
            Self::UsualSize => "Usual type size",
            Self::Interleave => "Replies under each paragraph",
            Self::Open => "Open an article or an edition…",
            Self::OpenFolder => "Open an edition's folder…",
            Self::Paste => "Read the text on the clipboard",
            Self::LeaveCopy => "Back to the edition's own text",
            Self::KeepCopy => "Keep this copy as an edition",
            Self::ForgetCopy => "Forget this copy…",
            Self::Undo => "Undo the last answer about a place",
            Self::Review => "Review doubtful places",
            Self::CorrectPlace => "Correct the place of this paragraph",
            Self::Tray => "Notes without a place",
            Self::Suggest => "Which paragraph does a statement answer…",
            Self::HandOut => "Handouts…",
            Self::OpenShipped => "Open the edition that comes with Parallax",
            Self::Project => "Project to a class",
            Self::Reveal => "Reveal what comes next",
            Self::Cover => "Go back one step",
            Self::NextStop => "Next row of the lesson",
            Self::PreviousStop => "Previous row of the lesson",
            Self::FirstStop => "First row of the lesson",
            Self::LastStop => "Last row of the lesson",
            Self::NextClaim => "One claim after the other",
            Self::Zoom => "One phrase alone",
            Self::Black => "Black screen",
            Self::Freeze => "Freeze the class's screen",
            Self::Pointer => "Pointer on the slide",
            Self::Predict => "Predict, then reveal",
            Self::Blind => "Who speaks? Names hidden",
            Self::Controversy => "Controversy in five steps",
            Self::Results => "How the class guessed",
            Self::Terms => "Words explained, on or off",
            Self::StepTimer => "Start or stop the clock of this step",
            Self::SwitchView => "Presenter or audience view",
            Self::SwapScreens => "Swap the two screens",
            Self::ProjectorTheme => "Projector light or dark",
            Self::Room => "Room and screens…",
            Self::Plan => "Plan of the lesson…",
            Self::BeginAnew => "Begin the lesson anew",
            Self::LeaveProject => "Back to reading",
            Self::Palette => "All commands…",
            Self::Keys => "List of keys",
            Self::Close => "Close",
            Self::Quit => "Quit",
        }
    }

    /// The name by which `settings.ron` gives a command another key.
    pub fn name(self) -> String {
        format!("{self:?}")
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
