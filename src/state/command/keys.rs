//! The keys of commands, and where each can be given.

use super::Command;
use crate::state::round::RoundView;

/// Where a command can be given: a key may mean one thing before a class and another at the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// At the desk and before a class.
    Everywhere,
    /// While reading.
    Reading,
    /// While a lesson is projected.
    Projecting,
    /// While the brief stands in the reader's place.
    Debating,
    /// While reading, while debating and in a round.
    Desk,
    /// In a round, whatever of it is shown.
    Round,
    /// Before what is read in a speech.
    Speech,
    /// Before the flow.
    Flow,
}

/// What stands in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// The article.
    Reading,
    /// A lesson.
    Projecting,
    /// The brief.
    Debating,
    /// What is read in a speech of a round.
    Speech,
    /// The flow of a round.
    Flow,
    /// The clocks of a round in the whole window.
    Clocks,
}

impl Scene {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Reading, Self::Projecting, Self::Debating, Self::Speech, Self::Flow, Self::Clocks];
}

impl Scope {
    /// Whether a command of this scope can be given.
    pub fn holds(self, scene: Scene) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Reading => scene == Scene::Reading,
            Self::Projecting => scene == Scene::Projecting,
            Self::Debating => scene == Scene::Debating,
            Self::Desk => scene != Scene::Projecting,
            Self::Round => matches!(scene, Scene::Speech | Scene::Flow | Scene::Clocks),
            Self::Speech => scene == Scene::Speech,
            Self::Flow => scene == Scene::Flow,
        }
    }
}

impl Command {
    /// Where it can be given.
    #[allow(clippy::too_many_lines, reason = "a table: one arm for each command")]
    pub fn scope(self) -> Scope {
        match self {
            Self::GoTo
            | Self::Open
            | Self::OpenFolder
            | Self::OpenShipped
            | Self::HandOut
            | Self::Plan
            | Self::Room
            | Self::Palette
            | Self::Keys
            | Self::Close
            | Self::Quit => Scope::Everywhere,
            Self::Reveal
            | Self::Cover
            | Self::NextStop
            | Self::PreviousStop
            | Self::FirstStop
            | Self::LastStop
            | Self::NextClaim
            | Self::Zoom
            | Self::Black
            | Self::Freeze
            | Self::Pointer
            | Self::Predict
            | Self::Blind
            | Self::Controversy
            | Self::Results
            | Self::Terms
            | Self::StepTimer
            | Self::SwitchView
            | Self::SwapScreens
            | Self::ProjectorTheme
            | Self::BeginAnew
            | Self::LeaveProject => Scope::Projecting,
            Self::FindInBrief
            | Self::EditEntry
            | Self::ChooseWords
            | Self::NextEntry
            | Self::PreviousEntry
            | Self::EntryUp
            | Self::EntryDown
            | Self::AddPocket
            | Self::AddHat
            | Self::AddBlock
            | Self::AddAnalytic
            | Self::MarkUnderline
            | Self::MarkEmphasis
            | Self::MarkHighlight
            | Self::MarkClear
            | Self::MarkOmit
            | Self::Shrink
            | Self::HighlightColour
            | Self::RemoveEntry
            | Self::CopyEntry
            | Self::TakeCards
            | Self::LeaveDebate => Scope::Debating,
            Self::Brief
            | Self::Redo
            | Self::Undo
            | Self::Appearance
            | Self::NextTheme
            | Self::Larger
            | Self::Smaller
            | Self::UsualSize => Scope::Desk,
            Self::Round(command) => command.scope(),
            _ => Scope::Reading,
        }
    }

    /// The keys at first, as shown: letters alone, or with Ctrl, Shift and Alt. The first is the one to show.
    #[allow(clippy::too_many_lines, reason = "a table: one arm for each command")]
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
            Self::Undo => &["Ctrl+Z"],
            Self::Tray => &["l"],
            Self::Suggest => &["f"],
            Self::HandOut => &["Ctrl+P"],
            Self::OpenShipped => &[],
            Self::Project => &["p", "F5"],
            Self::Reveal => &["Right", "Space", "PageDown", "Enter"],
            Self::Cover => &["Left", "Shift+Space", "PageUp", "Backspace"],
            Self::NextStop => &["Down", "j"],
            Self::PreviousStop => &["Up", "k"],
            Self::FirstStop => &["Home"],
            Self::LastStop => &["End"],
            Self::NextClaim => &["c"],
            Self::Zoom => &["z"],
            Self::Black => &["b", "."],
            Self::Freeze => &["f"],
            Self::Pointer => &["o"],
            Self::Predict => &["p"],
            Self::Blind => &["h"],
            Self::Controversy => &["y"],
            Self::Results => &["u"],
            Self::Terms => &["e"],
            Self::StepTimer => &["s"],
            Self::SwitchView => &["F6"],
            Self::SwapScreens => &["w"],
            Self::ProjectorTheme => &["t"],
            Self::Room => &["Ctrl+R"],
            Self::Plan => &["Ctrl+L"],
            Self::BeginAnew => &[],
            Self::LeaveProject => &[],
            Self::Highlight => &["h"],
            Self::NextStyle => &["H"],
            Self::Annotate => &["m"],
            Self::Annotations => &["n"],
            Self::Quote => &["Q"],
            Self::Cut => &["c"],
            Self::Block => &["C"],
            Self::Debate => &["d"],
            Self::Brief => &["Ctrl+B"],
            Self::Redo => &["Ctrl+Shift+Z", "Ctrl+Y"],
            Self::FindInBrief => &["/", "Ctrl+F"],
            Self::EditEntry => &["Enter"],
            Self::ChooseWords => &["w"],
            Self::NextEntry => &["Down", "j"],
            Self::PreviousEntry => &["Up", "k"],
            Self::EntryUp => &["Alt+Up"],
            Self::EntryDown => &["Alt+Down"],
            Self::AddPocket => &["F4"],
            Self::AddHat => &["F5"],
            Self::AddBlock => &["F6"],
            Self::AddAnalytic => &["F7"],
            Self::MarkUnderline => &["F9"],
            Self::MarkEmphasis => &["F10"],
            Self::MarkHighlight => &["F11"],
            Self::MarkClear => &["F12"],
            Self::MarkOmit => &["Ctrl+F12", "Ctrl+Shift+X"],
            Self::Shrink => &["F8", "Ctrl+8"],
            Self::HighlightColour => &["Shift+F11"],
            Self::RemoveEntry => &["Delete"],
            Self::CopyEntry => &["Ctrl+C"],
            Self::TakeCards => &["Ctrl+I"],
            Self::LeaveDebate => &["d"],
            Self::Round(command) => command.keys(),
            Self::Palette => &["Ctrl+Shift+P"],
            Self::Keys => &["?", "F1"],
            Self::Close => &["Esc"],
            Self::Quit => &["Ctrl+Q"],
        }
    }
}

impl crate::state::AppState {
    /// What stands in the window.
    pub fn scene(&self) -> Scene {
        match (&self.presentation, self.round.open, self.brief.open) {
            (Some(_), ..) => Scene::Projecting,
            (None, true, _) if self.round.big && self.round.document.is_some() => Scene::Clocks,
            (None, true, _) => match self.round.view {
                RoundView::Speech => Scene::Speech,
                RoundView::Flow => Scene::Flow,
            },
            (None, false, true) => Scene::Debating,
            (None, false, false) => Scene::Reading,
        }
    }

    /// The key of a command as it is shown: the reader's own, else the first of the usual ones; empty for none.
    pub fn key_of(&self, command: Command) -> String {
        let own = self.settings.keys.get(&command.name()).cloned();
        own.unwrap_or_else(|| command.keys().first().copied().unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Command, Scene};

    #[test]
    fn no_two_commands_share_a_key() {
        for scene in Scene::ALL {
            let mut taken = HashMap::new();
            for command in Command::ALL.into_iter().filter(|command| command.scope().holds(scene)) {
                for key in command.keys() {
                    assert_eq!(taken.insert(*key, command), None, "{key}");
                }
            }
            for digit in '0'..='9' {
                assert!(!taken.contains_key(&*digit.to_string()), "1 to 9 toggle perspectives, all count hands");
            }
        }
    }
}
