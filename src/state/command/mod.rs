//! The commands that menus, the palette, keys and buttons can name.
//!
//! A command is a variant of [`Command`] and a row of the table in `table.rs` with its label, its keys, its scope, the
//! menus that list it and its function. The list of all commands is derived from the enum. A variant without a row does
//! not compile.

mod row;
mod table;
mod working_keys;

use std::borrow::Cow;

use strum::VariantArray;

use super::notice::is_back;
use super::round::RoundView;
use super::{AppState, ContextMenu, ContextTarget, Effect, Notice};
use crate::storage::{EditionLocation, FIRST_EDITION, built_in_title};

pub use row::{CommandRow, KeyUse, MenuGroup, Scene, Scope};
pub use working_keys::WorkingKeys;

/// A command that needs no argument. The variants are in the order in which lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
#[allow(missing_docs, reason = "the label in the table says what each does")]
pub enum Command {
    NextParagraph,
    PreviousParagraph,
    PageDown,
    PageUp,
    Start,
    End,
    Back,
    Forward,
    GoTo,
    Find,
    FindNext,
    FindPrevious,
    NextSilence,
    PreviousSilence,
    OpenReplies,
    Sources,
    Copy,
    SelectWordRight,
    SelectWordLeft,
    Perspectives,
    ShowAllPerspectives,
    Appearance,
    NextTheme,
    Larger,
    Smaller,
    UsualSize,
    Interleave,
    Open,
    ReadOwnCopy,
    OpenFolder,
    Paste,
    LeaveCopy,
    KeepCopy,
    Citation,
    ForgetCopy,
    Undo,
    Review,
    CorrectPlace,
    LeaveOutParagraph,
    Tray,
    LeftOut,
    Suggest,
    HandOut,
    OpenShipped,
    OpenIndianCase,
    OpenAmericanCase,
    RemoveEdition,
    Project,
    Reveal,
    Cover,
    CoverReply,
    NextStop,
    PreviousStop,
    FirstStop,
    LastStop,
    NextClaim,
    Zoom,
    Black,
    Freeze,
    Pointer,
    Predict,
    Blind,
    Controversy,
    Results,
    Terms,
    StepTimer,
    LessonTimer,
    SwitchView,
    SwapScreens,
    ProjectorTheme,
    Room,
    Plan,
    RestartLesson,
    LeaveProject,
    EndLesson,
    ResumeLesson,
    LessonRow,
    Highlight,
    RemoveHighlight,
    NextStyle,
    Annotate,
    Annotations,
    ExportAnnotations,
    Quote,
    Cut,
    Block,
    Debate,
    Brief,
    Redo,
    FindInBrief,
    EditEntry,
    ChooseWords,
    NextEntry,
    PreviousEntry,
    EntryUp,
    EntryDown,
    AddPocket,
    AddHat,
    AddBlock,
    AddAnalytic,
    MarkUnderline,
    MarkEmphasis,
    MarkHighlight,
    MarkClear,
    MarkOmit,
    Shrink,
    HighlightColour,
    RemoveEntry,
    ShowEntryInArticle,
    CopyEntry,
    TakeCards,
    HandOver,
    SavePart,
    LeaveDebate,
    ContextMenu,
    Legend,
    Help,
    Palette,
    Keys,
    Close,
    Quit,
    RoundOpen,
    RoundSend,
    RoundSendToFlow,
    RoundClock,
    RoundNextSpeech,
    RoundPreviousSpeech,
    RoundOurPrep,
    RoundTheirPrep,
    RoundBigClock,
    RoundView,
    RoundDropped,
    RoundOptions,
    RoundLeave,
    RoundAloud,
    RoundSaveSpeech,
    RoundMark,
    RoundMarkEarlier,
    RoundMarkLater,
    RoundNextRead,
    RoundPreviousRead,
    RoundReadEarlier,
    RoundReadLater,
    RoundRemoveRead,
    RoundUnread,
    RoundCellUp,
    RoundCellDown,
    RoundCellLeft,
    RoundCellRight,
    RoundWrite,
    RoundNewArgument,
    RoundAnswer,
    RoundExtend,
    RoundKick,
    RoundRemoveCell,
    RoundRemoveRow,
    RoundRowUp,
    RoundRowDown,
    RoundFromBrief,
    RoundNextSheet,
    RoundPreviousSheet,
    RoundNewSheet,
}

/// The commands that open an edition inside the program, with the id of each.
const OF_BUILT_IN: [(Command, &str); 3] = [
    (Command::OpenShipped, FIRST_EDITION),
    (Command::OpenIndianCase, "indian-case"),
    (Command::OpenAmericanCase, "american-case"),
];

/// The former names of renamed commands in `settings.ron`, which are still read.
const FORMER_NAMES: [(&str, Command); 1] = [("BeginAnew", Command::RestartLesson)];

impl Command {
    /// All commands, in the order in which lists show them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Returns the name of the command in `settings.ron`, as in `keys: {"NextParagraph": "n"}`.
    ///
    /// ```
    /// use parallax::state::Command;
    ///
    /// assert_eq!(Command::RoundClock.name(), "RoundClock");
    /// assert_eq!(Command::by_name("RoundClock"), Some(Command::RoundClock));
    /// ```
    pub fn name(self) -> String {
        format!("{self:?}")
    }

    /// Returns the command of a name in `settings.ron`, also of a former name; `None` if there is none.
    pub fn by_name(name: &str) -> Option<Self> {
        let former = FORMER_NAMES.iter().find(|(former, _)| *former == name).map(|(_, command)| *command);
        former.or_else(|| Self::ALL.iter().copied().find(|command| command.name() == name))
    }

    /// Returns the label shown in menus, the palette and tooltips, and read by screen readers.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// Returns the default keys as written in the settings: a letter alone, or a key with Ctrl, Shift and Alt. The first
    /// is shown.
    pub fn keys(self) -> &'static [&'static str] {
        self.row().keys
    }

    /// Returns the scenes in which the command applies.
    pub fn scope(self) -> Scope {
        self.row().scope
    }

    /// Returns the id of the edition inside the program that the command opens.
    fn built_in_edition(self) -> Option<&'static str> {
        OF_BUILT_IN.iter().find(|(command, _)| *command == self).map(|(_, id)| *id)
    }

    /// Returns whether the command applies in a state and does something there: the palette lists it, and the main menu
    /// does not grey it.
    pub fn is_offered(self, state: &AppState) -> bool {
        let row = self.row();
        row.scope.holds(state.scene()) && (row.offered)(state)
    }

    /// Returns the commands of the main menu that are offered in a state, in the order of the groups.
    pub fn in_menu(state: &AppState) -> Vec<Self> {
        Self::listed_in_menu(state).into_iter().filter(|command| command.is_offered(state)).collect()
    }

    /// Returns the commands that the main menu lists in a state, in the order of the groups, with those that it greys.
    pub fn listed_in_menu(state: &AppState) -> Vec<Self> {
        let in_group = |group: &MenuGroup| {
            let group = *group;
            let is_in = move |command: &Self| {
                let row = command.row();
                row.menu == Some(group) && row.scope.holds(state.scene()) && (row.listed)(state)
            };
            Self::ALL.iter().copied().filter(is_in)
        };
        MenuGroup::VARIANTS.iter().flat_map(in_group).collect()
    }

    /// Returns the commands that the palette lists for what is typed: those whose label has every word of it, then those
    /// that know it by other words. Nothing typed lists all.
    pub fn matching(state: &AppState, typed: &str) -> Vec<Self> {
        let typed = typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let offered =
            Self::ALL.iter().copied().filter(|c| !matches!(c, Self::Palette | Self::Close) && c.is_offered(state));
        let (mut by_label, mut by_other_words) = (Vec::new(), Vec::new());
        for command in offered {
            let row = command.row();
            let label = state.command_label(command).to_lowercase();
            // The label of the list of keys may not be the one that is shown now.
            let others = format!("{} {}", row.also, row.label.to_lowercase());
            let knows = |word: &str| others.split_whitespace().any(|other| other.starts_with(word));
            if words.iter().all(|word| label.contains(word)) {
                by_label.push(command);
            } else if words.iter().all(|word| label.contains(word) || knows(word)) {
                by_other_words.push(command);
            }
        }
        by_label.append(&mut by_other_words);
        by_label
    }
}

impl Command {
    /// Returns the commands of the bar at selected words with their labels there, from left to right.
    pub fn of_selection_bar(state: &AppState) -> Vec<(Self, &'static str)> {
        let acts = |row: &CommandRow| (row.on_target)(state, ContextTarget::Selection);
        let place = |command: &Self| {
            Some(command.row()).filter(acts).and_then(|row| row.selection_bar).map(|place| (place, *command))
        };
        let mut places: Vec<(u8, Self)> = Self::ALL.iter().filter_map(place).collect();
        places.sort_by_key(|(place, _)| *place);
        let label = |command: Self| command.row().label_in(ContextMenu::Selection).trim_end_matches('…');
        places.into_iter().map(|(_, command)| (command, label(command))).collect()
    }
}

impl AppState {
    /// Runs a command, unless it does not apply now.
    pub(super) fn command(&mut self, command: Command) -> Vec<Effect> {
        let row = command.row();
        let opens_dialog = row.scope == Scope::Everywhere || command == Command::RestartLesson;
        if opens_dialog
            && self.audience_sees_window()
            && !matches!(command, Command::GoTo | Command::Close | Command::Quit)
        {
            return Vec::new();
        }
        if row.needs_round && self.round.document.is_none() {
            let text = "No round has begun: open it and choose a format";
            self.notify(Notice::quiet(text).offering(Command::RoundOpen, "Open the round"));
            return Vec::new();
        }
        row.run.run(self)
    }

    /// Returns what fills the window.
    pub fn scene(&self) -> Scene {
        match (&self.lesson.running, self.round.open, self.brief.open) {
            (Some(_), ..) => Scene::Presenting,
            (None, true, _) if self.round.big_clocks && self.round.document.is_some() => Scene::Clocks,
            (None, true, _) => match self.round.view {
                RoundView::Speech if self.round.is_aloud() => Scene::Aloud,
                RoundView::Speech => Scene::Speech,
                RoundView::Flow => Scene::Flow,
            },
            (None, false, true) => Scene::Debating,
            (None, false, false) => Scene::Reading,
        }
    }

    /// Returns whether the edition inside the program that a command opens can be opened and is not open.
    fn can_open_built_in(&self, command: Command) -> bool {
        let is_open = |id| self.brief.open || self.lesson.running.is_some() || self.shows_built_in(id);
        command.built_in_edition().is_some_and(|id| !is_open(id))
    }

    /// Opens the edition inside the program that a command names.
    fn open_built_in(&mut self, command: Command) -> Vec<Effect> {
        let id = command.built_in_edition();
        id.map_or_else(Vec::new, |id| self.open_edition(EditionLocation::BuiltIn(id.to_owned())))
    }

    /// Returns the label of a command in the menu and the palette: undo and redo say what they act on, and what opens an
    /// edition inside the program says its title.
    pub fn command_label(&self, command: Command) -> Cow<'static, str> {
        if let Some(title) = command.built_in_edition().and_then(built_in_title) {
            return format!("Open: {title}").into();
        }
        let change = is_back(command).and_then(|back| self.next_change_words(back));
        match change {
            Some(words) => format!("{}{words}", command.label()).into(),
            None => command.label().into(),
        }
    }

    /// Returns the key shown for a command, which runs it in the present scene or, if it does not apply there, in
    /// another; empty for none.
    pub fn key_of(&self, command: Command) -> String {
        let here = self.scene();
        let elsewhere = || Scene::VARIANTS.iter().copied().find(|scene| command.scope().holds(*scene));
        let scene = Some(here).filter(|scene| command.scope().holds(*scene)).or_else(elsewhere).unwrap_or(here);
        self.keys.of(command, scene).first().copied().unwrap_or_default().to_owned()
    }

    /// Returns words with the key of a command after them, if it has one: `Help (F1)`.
    pub fn with_key(&self, words: &str, command: Command) -> String {
        let key = self.key_of(command);
        if key.is_empty() { words.to_owned() } else { format!("{words} ({key})") }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use strum::VariantArray as _;

    use super::{Command, ContextMenu, FORMER_NAMES, MenuGroup, OF_BUILT_IN, Scene};
    use crate::storage::built_in_ids;

    #[test]
    fn every_edition_inside_the_program_has_a_command_that_opens_it() {
        let named: BTreeSet<&str> = OF_BUILT_IN.iter().map(|(_, id)| *id).collect();
        assert_eq!(named, built_in_ids().iter().copied().collect());
        assert_eq!(named.len(), OF_BUILT_IN.len());
    }

    #[test]
    fn every_command_is_found_by_its_name_and_by_its_former_one() {
        for command in Command::ALL {
            assert_eq!(Command::by_name(&command.name()), Some(*command));
        }
        for (former, command) in FORMER_NAMES {
            assert_eq!(Command::by_name(former), Some(command));
        }
        assert_eq!(Command::by_name("NextParagraf"), None);
    }

    #[test]
    fn every_command_has_a_label_and_no_two_of_one_scene_share_it() {
        for scene in Scene::VARIANTS {
            let mut labels = BTreeSet::new();
            for command in Command::ALL.iter().filter(|command| command.scope().holds(*scene)) {
                assert!(!command.label().is_empty(), "{command:?}");
                assert!(labels.insert(command.label()), "{command:?} in {scene:?}: {}", command.label());
            }
        }
    }

    #[test]
    fn every_command_applies_somewhere() {
        for command in Command::ALL {
            assert!(Scene::VARIANTS.iter().any(|scene| command.scope().holds(*scene)), "{command:?}");
        }
    }

    #[test]
    fn no_two_commands_of_one_scene_share_a_key() {
        for scene in Scene::VARIANTS {
            let mut taken = HashMap::new();
            for command in Command::ALL.iter().filter(|command| command.scope().holds(*scene)) {
                for key in command.keys() {
                    assert_eq!(taken.insert(*key, command), None, "{key}");
                }
            }
            for digit in '0'..='9' {
                assert!(!taken.contains_key(&*digit.to_string()), "1 to 9 toggle perspectives, all digits count hands");
            }
        }
    }

    #[test]
    fn every_menu_group_and_context_menu_has_commands() {
        for group in MenuGroup::VARIANTS {
            assert!(Command::ALL.iter().any(|command| command.row().menu == Some(*group)), "{group:?}");
        }
        for menu in ContextMenu::VARIANTS {
            let listed: Vec<_> = Command::ALL.iter().filter(|command| command.row().context.contains(menu)).collect();
            assert!(!listed.is_empty(), "{menu:?}");
            for command in listed {
                assert!(command.scope().holds(menu.scene()), "{command:?} does not apply where {menu:?} opens");
            }
        }
    }
}
