//! The keys of commands, and where each can be given.

use super::Command;

/// Where a command can be given: a key may mean one thing before a class and another at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// At the desk and before a class.
    Everywhere,
    /// While reading.
    Reading,
    /// While a lesson is projected.
    Projecting,
}

impl Scope {
    /// Whether a command of this scope can be given.
    pub fn holds(self, projecting: bool) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Reading => !projecting,
            Self::Projecting => projecting,
        }
    }
}

impl Command {
    /// Where it can be given.
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
            Self::Palette => &["Ctrl+Shift+P"],
            Self::Keys => &["?", "F1"],
            Self::Close => &["Esc"],
            Self::Quit => &["Ctrl+Q"],
        }
    }
}

impl crate::session::Session {
    /// The key of a command as it is shown: the reader's own, else the first of the usual ones; empty for none.
    pub fn key_of(&self, command: Command) -> String {
        let own = self.settings.keys.get(&command.name()).cloned();
        own.unwrap_or_else(|| command.keys().first().copied().unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Command;

    #[test]
    fn no_two_commands_share_a_key() {
        for projecting in [false, true] {
            let mut taken = HashMap::new();
            for command in Command::ALL.into_iter().filter(|command| command.scope().holds(projecting)) {
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
