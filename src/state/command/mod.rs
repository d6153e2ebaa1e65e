//! Commands: everything a menu, the palette, a key or a button can name.
//!
//! A command is a variant of [`Command`] and a row of the table in `table.rs`, which has its label, its keys, where it
//! applies, where it is listed, and what it does. The list of all commands is derived from the enum. A variant without a
//! row does not compile.

mod row;
mod table;

use strum::VariantArray;

use super::AppState;
use super::round::RoundView;
use super::{Effect, Notice};

pub use row::{CommandRow, ContextMenu, KeyUse, MenuGroup, Scene, Scope};

/// Something the reader can ask for that needs no further detail. Declared in the order in which lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
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
    /// Cover everything revealed and forget the guesses.
    RestartLesson,
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
    /// All commands by name.
    Palette,
    /// The list of keys.
    Keys,
    /// Close what is open over the text, or drop the selection.
    Close,
    /// Leave the program.
    Quit,
    /// The round in the brief's place.
    RoundOpen,
    /// The chosen part of the brief is read in the speech that is prepared.
    RoundSend,
    /// The chosen part of the brief is written on the flow, in the column of that speech.
    RoundSendToFlow,
    /// Start or stop the clock of the speech.
    RoundClock,
    /// On to the next speech.
    RoundNextSpeech,
    /// Back to the speech before.
    RoundPreviousSpeech,
    /// Prep of our side; of the side that speaks first when none is ours.
    RoundOurPrep,
    /// Prep of the other side.
    RoundTheirPrep,
    /// The clocks in the whole window.
    RoundBigClock,
    /// What is read, or the flow.
    RoundView,
    /// The arguments that were dropped.
    RoundDropped,
    /// Names, format, other rounds, export.
    RoundOptions,
    /// Back to the brief.
    RoundLeave,
    /// Mark where reading stopped.
    RoundMark,
    /// The mark stands one word earlier.
    RoundMarkEarlier,
    /// The mark stands one word later.
    RoundMarkLater,
    /// The next card that is read.
    RoundNextRead,
    /// The card before.
    RoundPreviousRead,
    /// The chosen card is read one place earlier.
    RoundReadEarlier,
    /// The chosen card is read one place later.
    RoundReadLater,
    /// The chosen card is not read.
    RoundRemoveRead,
    /// Show or hide what is not read out.
    RoundUnread,
    /// The cell above.
    RoundCellUp,
    /// The cell below.
    RoundCellDown,
    /// The cell to the left.
    RoundCellLeft,
    /// The cell to the right.
    RoundCellRight,
    /// Type in the chosen cell.
    RoundWrite,
    /// A new argument at the end of the sheet.
    RoundNewArgument,
    /// An answer to the chosen cell.
    RoundAnswer,
    /// The chosen cell is brought up again.
    RoundExtend,
    /// The argument is let go, or taken up again.
    RoundKick,
    /// What stands in the chosen cell goes.
    RoundRemoveCell,
    /// The whole argument goes.
    RoundRemoveRow,
    /// The whole argument one place up.
    RoundRowUp,
    /// The whole argument one place down.
    RoundRowDown,
    /// A card of the brief is written in the chosen cell.
    RoundFromBrief,
    /// The next sheet.
    RoundNextSheet,
    /// The sheet before.
    RoundPreviousSheet,
    /// A new sheet.
    RoundNewSheet,
}

/// Names that commands had in `settings.ron` before they were renamed.
const FORMER_NAMES: [(&str, Command); 1] = [("BeginAnew", Command::RestartLesson)];

impl Command {
    /// All commands, in the order in which lists show them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name by which `settings.ron` gives a command another key, as in `keys: {"NextParagraph": "n"}`.
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

    /// The command of a name in `settings.ron`, former names included; `None` where no command has it.
    pub fn by_name(name: &str) -> Option<Self> {
        let former = FORMER_NAMES.iter().find(|(former, _)| *former == name).map(|(_, command)| *command);
        former.or_else(|| Self::ALL.iter().copied().find(|command| command.name() == name))
    }

    /// The label shown in menus, the palette and tooltips, and read by screen readers.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// The default keys as written in settings: a letter alone, or a key with Ctrl, Shift and Alt. The first is shown.
    pub fn keys(self) -> &'static [&'static str] {
        self.row().keys
    }

    /// Where it applies.
    pub fn scope(self) -> Scope {
        self.row().scope
    }

    /// The commands of a menu, in the order of its groups, that are offered in a state.
    pub fn in_menu(state: &AppState) -> Vec<Self> {
        let offered = |group: MenuGroup| {
            move |command: &Self| {
                let row = command.row();
                row.menu == Some(group) && (row.offered)(state)
            }
        };
        MenuGroup::VARIANTS.iter().flat_map(|group| Self::ALL.iter().copied().filter(offered(*group))).collect()
    }
}

impl AppState {
    /// Carries out a command.
    pub(super) fn command(&mut self, command: Command) -> Vec<Effect> {
        let row = command.row();
        let opens = row.scope == Scope::Everywhere || command == Command::RestartLesson;
        if opens && self.class_is_looking() && !matches!(command, Command::GoTo | Command::Close | Command::Quit) {
            return Vec::new();
        }
        if row.needs_round && self.round.document.is_none() {
            let key = self.key_of(Command::RoundOpen);
            self.say(Notice::quiet(format!("No round has begun: press {key} in the brief and choose a format")));
            return Vec::new();
        }
        row.run.run(self)
    }

    /// What fills the window.
    pub fn scene(&self) -> Scene {
        match (&self.presentation, self.round.open, self.brief.open) {
            (Some(_), ..) => Scene::Presenting,
            (None, true, _) if self.round.big && self.round.document.is_some() => Scene::Clocks,
            (None, true, _) => match self.round.view {
                RoundView::Speech => Scene::Speech,
                RoundView::Flow => Scene::Flow,
            },
            (None, false, true) => Scene::Debating,
            (None, false, false) => Scene::Reading,
        }
    }

    /// The key shown for a command: the one set in the settings, else the first default key; empty for none.
    pub fn key_of(&self, command: Command) -> String {
        self.own_key_of(command).unwrap_or_else(|| command.keys().first().copied().unwrap_or_default()).to_owned()
    }

    /// The key that the settings give to a command, under its present name or a former one.
    pub fn own_key_of(&self, command: Command) -> Option<&str> {
        let keys = &self.settings.keys;
        let named = |name: &String| Command::by_name(name) == Some(command);
        keys.iter().find(|(name, _)| named(name)).map(|(_, key)| key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use strum::VariantArray as _;

    use super::{Command, ContextMenu, FORMER_NAMES, MenuGroup, Scene};

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
