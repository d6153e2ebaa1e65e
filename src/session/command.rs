//! Commands: what a menu, the palette, a key or a button can name. Each has its words in one place.

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
    /// Doubtful places of the copy, one after the other.
    Review,
    /// The pair of the active paragraph of the copy, to correct it.
    CorrectPlace,
    /// Notes that have no place in the copy.
    Tray,
    /// The paragraph that a statement answers.
    Suggest,
    /// Open the edition that comes with the program.
    OpenShipped,
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
    pub const ALL: [Self; 37] = [
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
        Self::Review,
        Self::CorrectPlace,
        Self::Tray,
        Self::Suggest,
        Self::OpenShipped,
        Self::Palette,
        Self::Keys,
        Self::Close,
        Self::Quit,
    ];

    /// The words in the menu, the palette, the tooltip and the screen reader.
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
            Self::Review => "Review doubtful places",
            Self::CorrectPlace => "Correct the place of this paragraph",
            Self::Tray => "Notes without a place",
            Self::Suggest => "Which paragraph does a statement answer…",
            Self::OpenShipped => "Open the edition that comes with Parallax",
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

    /// The keys at first, as shown: letters alone, or with Ctrl, Shift and Alt. The first is the one to show.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::NextParagraph => &["j", "Down"],
            Self::PreviousParagraph => &["k", "Up"],
            Self::PageDown => &["Space", "PageDown"],
            Self::PageUp => &["Shift+Space", "PageUp"],
            Self::Start => &["Home", "Ctrl+Home"],
            Self::End => &["End", "Ctrl+End"],
            Self::Back => &["Alt+Left"],
            Self::Forward => &["Alt+Right"],
            Self::GoTo => &["g", "Ctrl+G"],
            Self::Find => &["/", "Ctrl+F"],
            Self::FindNext => &["F3"],
            Self::FindPrevious => &["Shift+F3"],
            Self::OpenReplies => &["Enter"],
            Self::Sources => &["i", "Ctrl+I"],
            Self::Copy => &["Ctrl+C"],
            Self::Perspectives => &["v", "Ctrl+Shift+V"],
            Self::Appearance => &["a", "Ctrl+Comma"],
            Self::NextTheme => &["t", "Ctrl+T"],
            Self::Larger => &["Ctrl+Plus", "Ctrl+Equals"],
            Self::Smaller => &["Ctrl+Minus"],
            Self::UsualSize => &["Ctrl+0"],
            Self::Interleave => &["Ctrl+Shift+I"],
            Self::Open => &["Ctrl+O"],
            Self::OpenFolder => &["Ctrl+Shift+O"],
            Self::Paste => &["Ctrl+V"],
            Self::LeaveCopy | Self::KeepCopy | Self::ForgetCopy => &[],
            Self::Review => &["R", "F7"],
            Self::CorrectPlace => &["L"],
            Self::Tray => &["l"],
            Self::Suggest => &["f"],
            Self::OpenShipped => &[],
            Self::Palette => &["Ctrl+Shift+P"],
            Self::Keys => &["?", "F1"],
            Self::Close => &["Esc"],
            Self::Quit => &["Ctrl+Q"],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Command;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut taken = HashMap::new();
        for command in Command::ALL {
            for key in command.keys() {
                assert_eq!(taken.insert(*key, command), None, "{key}");
            }
        }
        for digit in '1'..='9' {
            assert!(!taken.contains_key(&*digit.to_string()), "1 to 9 toggle perspectives");
        }
    }

    #[test]
    fn every_command_is_listed_and_found_by_its_name() {
        for command in Command::ALL {
            assert_eq!(Command::by_name(&command.name()), Some(command));
        }
    }
}
