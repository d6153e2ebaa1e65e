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
use super::{AppState, ContextTarget, Effect, Notice};

pub use row::{CommandRow, ContextMenu, KeyUse, MenuGroup, Scene, Scope};
pub use working_keys::WorkingKeys;

/// A command that needs no argument. The variants are in the order in which lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Command {
    /// Goes to the next paragraph.
    NextParagraph,
    /// Goes to the previous paragraph.
    PreviousParagraph,
    /// Scrolls down by one page.
    PageDown,
    /// Scrolls up by one page.
    PageUp,
    /// Goes to the beginning of the article.
    Start,
    /// Goes to the end of the article.
    End,
    /// Goes back to the place before the last jump.
    Back,
    /// Goes forward to the place from which the reader went back.
    Forward,
    /// Asks for a code to go to.
    GoTo,
    /// Searches the article and the notes.
    Find,
    /// Goes to the next hit of the search.
    FindNext,
    /// Goes to the previous hit of the search.
    FindPrevious,
    /// Goes to the next silence of a perspective that is shown.
    NextSilence,
    /// Goes to the previous silence of a perspective that is shown.
    PreviousSilence,
    /// Expands or collapses all replies of the active paragraph.
    OpenReplies,
    /// Shows the sources of the replies to the active paragraph.
    Sources,
    /// Copies the selection, or the active paragraph with its replies.
    Copy,
    /// Opens the choice and the order of perspectives.
    Perspectives,
    /// Shows all perspectives.
    ShowAllPerspectives,
    /// Opens the theme, the typeface, sizes and spacing.
    Appearance,
    /// Switches to the next theme.
    NextTheme,
    /// Makes the text and the interface larger.
    Larger,
    /// Makes the text and the interface smaller.
    Smaller,
    /// Resets the sizes of the text and the interface.
    UsualSize,
    /// Shows replies under each paragraph, at any width of the window.
    Interleave,
    /// Opens a text or an edition from disk.
    Open,
    /// Opens the reader's own copy of the article beside the notes.
    ReadOwnCopy,
    /// Opens an edition by its folder.
    OpenFolder,
    /// Reads the text on the clipboard.
    Paste,
    /// Goes back from the open copy to the edition's own text.
    LeaveCopy,
    /// Creates an edition from the text of the copy, with the notes or without.
    KeepCopy,
    /// Forgets the open copy, after a confirmation.
    ForgetCopy,
    /// Undoes the last change of the current screen.
    Undo,
    /// Reviews the doubtful places of the copy one by one.
    Review,
    /// Corrects the pair of the active paragraph of the copy.
    CorrectPlace,
    /// Leaves the active paragraph out of the copy.
    LeaveOutParagraph,
    /// Lists the notes that have no place in the copy.
    Tray,
    /// Lists the paragraphs that were left out of the copy, to take them in again.
    LeftOut,
    /// Looks for the paragraph that a statement answers.
    Suggest,
    /// Opens the handouts of the edition, or the export of the brief or the round.
    HandOut,
    /// Opens the built-in edition.
    OpenShipped,
    /// Removes the open edition, which the reader made from a text.
    RemoveEdition,
    /// Starts the lesson: one row at a time, with replies revealed one by one.
    Project,
    /// Shows the next page, reply or row.
    Reveal,
    /// Goes back by one page, reply or row.
    Cover,
    /// Goes to the next row, whatever is revealed.
    NextStop,
    /// Goes to the previous row.
    PreviousStop,
    /// Goes to the first row.
    FirstStop,
    /// Goes to the last row.
    LastStop,
    /// Shows the next claim of the paragraph alone, and after the last one the whole paragraph.
    NextClaim,
    /// Shows the next phrase alone on the slide.
    Zoom,
    /// Makes the audience's screen black, or shows the slide again.
    Black,
    /// Freezes what the audience sees, or continues.
    Freeze,
    /// Shows a dot on the slide where the mouse is on the preview.
    Pointer,
    /// Asks the class to predict what each perspective says.
    Predict,
    /// Shows the summaries without names.
    Blind,
    /// Runs a controversy: two groups argue, swap sides and look for agreement.
    Controversy,
    /// Shows how the class guessed, by perspective.
    Results,
    /// Shows or hides the explanations of the plan's terms under the paragraph.
    Terms,
    /// Starts or stops the clock of the step.
    StepTimer,
    /// Switches between the presenter's and the audience's view in one window.
    SwitchView,
    /// Swaps the screens of the presenter and the audience.
    SwapScreens,
    /// Switches the projector between light and dark.
    ProjectorTheme,
    /// Opens the room and its screens.
    Room,
    /// Opens the plan of the lesson.
    Plan,
    /// Covers everything that was revealed, and forgets the guesses.
    RestartLesson,
    /// Leaves the lesson, which can be resumed.
    LeaveProject,
    /// Ends the lesson, so that the next one starts from the beginning.
    EndLesson,
    /// Brings the ended lesson back.
    ResumeLesson,
    /// Goes to the row of the lesson that was left.
    LessonRow,
    /// Highlights the selection or the active paragraph.
    Highlight,
    /// Removes the highlights of the selection or of the active paragraph.
    RemoveHighlight,
    /// Switches to the next style of highlight.
    NextStyle,
    /// Annotates the selection or the active paragraph.
    Annotate,
    /// Lists the reader's highlights and annotations.
    Annotations,
    /// Writes the reader's highlights and annotations to a file.
    ExportAnnotations,
    /// Adds a quotation to a reply.
    Quote,
    /// Cuts a card from the active row.
    Cut,
    /// Adds an answer block for the active row to the brief.
    Block,
    /// Shows the brief in place of the article.
    Debate,
    /// Opens, names and exports briefs.
    Brief,
    /// Redoes the last change that was undone.
    Redo,
    /// Searches the brief.
    FindInBrief,
    /// Edits the heading or tag of the chosen entry.
    EditEntry,
    /// Selects words of the chosen card by keys.
    ChooseWords,
    /// Chooses the next entry of the brief.
    NextEntry,
    /// Chooses the previous entry of the brief.
    PreviousEntry,
    /// Moves the chosen section up.
    EntryUp,
    /// Moves the chosen section down.
    EntryDown,
    /// Adds a heading of the first level.
    AddPocket,
    /// Adds a heading of the second level.
    AddHat,
    /// Adds a heading of the third level.
    AddBlock,
    /// Adds an argument without evidence.
    AddAnalytic,
    /// Underlines the selected words.
    MarkUnderline,
    /// Emphasises the selected words.
    MarkEmphasis,
    /// Highlights the selected words.
    MarkHighlight,
    /// Removes all marks from the selected words.
    MarkClear,
    /// Omits the selected words, visibly.
    MarkOmit,
    /// Makes text that is not read out smaller.
    Shrink,
    /// Switches to the next highlight colour of the card.
    HighlightColour,
    /// Removes the chosen section from the brief.
    RemoveEntry,
    /// Goes to the place in the article that the entry came from.
    ShowEntryInArticle,
    /// Copies the chosen section as rich text.
    CopyEntry,
    /// Adds the entries of a file to the brief.
    TakeCards,
    /// Goes back from the brief to the article.
    LeaveDebate,
    /// Opens the context menu of what the keys work on.
    ContextMenu,
    /// Shows or closes the card that names the parts of the page.
    Legend,
    /// Opens the guide.
    Help,
    /// Opens the list of all commands.
    Palette,
    /// Opens the list of keys.
    Keys,
    /// Closes the topmost dialog, selection or screen.
    Close,
    /// Quits the program.
    Quit,
    /// Shows the round in place of the brief.
    RoundOpen,
    /// Adds the chosen section of the brief to the speech that is prepared.
    RoundSend,
    /// Writes the chosen section of the brief on the flow, in the column of that speech.
    RoundSendToFlow,
    /// Starts or stops the clock of the speech.
    RoundClock,
    /// Goes to the next speech.
    RoundNextSpeech,
    /// Goes to the previous speech.
    RoundPreviousSpeech,
    /// Starts or stops the prep of our side, or of the first side if none is ours.
    RoundOurPrep,
    /// Starts or stops the prep of the other side.
    RoundTheirPrep,
    /// Shows the clocks in the whole window.
    RoundBigClock,
    /// Switches between the speech and the flow.
    RoundView,
    /// Lists the dropped arguments.
    RoundDropped,
    /// Opens the names, the format, the other rounds and the export.
    RoundOptions,
    /// Goes back from the round to the brief.
    RoundLeave,
    /// Marks where reading stopped.
    RoundMark,
    /// Moves the mark one word back.
    RoundMarkEarlier,
    /// Moves the mark one word forward.
    RoundMarkLater,
    /// Chooses the next entry of the speech.
    RoundNextRead,
    /// Chooses the previous entry of the speech.
    RoundPreviousRead,
    /// Moves the chosen entry one place earlier in the speech.
    RoundReadEarlier,
    /// Moves the chosen entry one place later in the speech.
    RoundReadLater,
    /// Removes the chosen entry from the speech.
    RoundRemoveRead,
    /// Shows or hides text that is not read out.
    RoundUnread,
    /// Chooses the cell above.
    RoundCellUp,
    /// Chooses the cell below.
    RoundCellDown,
    /// Chooses the cell to the left.
    RoundCellLeft,
    /// Chooses the cell to the right.
    RoundCellRight,
    /// Starts or finishes typing in the chosen cell.
    RoundWrite,
    /// Starts a new argument at the end of the sheet.
    RoundNewArgument,
    /// Answers the chosen cell.
    RoundAnswer,
    /// Extends the chosen cell.
    RoundExtend,
    /// Kicks the argument, or takes it up again.
    RoundKick,
    /// Clears the chosen cell.
    RoundRemoveCell,
    /// Removes the argument.
    RoundRemoveRow,
    /// Moves the argument up.
    RoundRowUp,
    /// Moves the argument down.
    RoundRowDown,
    /// Writes a card of the brief in the chosen cell.
    RoundFromBrief,
    /// Shows the next sheet.
    RoundNextSheet,
    /// Shows the previous sheet.
    RoundPreviousSheet,
    /// Adds a sheet.
    RoundNewSheet,
}

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
            let knows = |word: &str| row.also.split_whitespace().any(|other| other.starts_with(word));
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
                RoundView::Speech => Scene::Speech,
                RoundView::Flow => Scene::Flow,
            },
            (None, false, true) => Scene::Debating,
            (None, false, false) => Scene::Reading,
        }
    }

    /// Returns the label of a command in the menu and the palette: undo and redo say what they act on.
    pub fn command_label(&self, command: Command) -> Cow<'static, str> {
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
