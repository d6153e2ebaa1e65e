//! The row of a command: its scope, label, keys, menus and function.

use std::fmt;

use strum::VariantArray;

use crate::state::{AppState, ContextMenu, ContextTarget, Effect};

/// What fills the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum Scene {
    /// The article.
    Reading,
    /// A lesson, as presenter or audience.
    Presenting,
    /// The brief.
    Debating,
    /// The speech view of a round.
    Speech,
    /// The cards of a speech alone, large, as they are read.
    Aloud,
    /// The flow of a round.
    Flow,
    /// The clocks of a round alone.
    Clocks,
}

impl Scene {
    /// Returns whether what is typed is text, as in the brief and in a round: no key that types a character runs a
    /// command there.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Debating | Self::Speech | Self::Aloud | Self::Flow | Self::Clocks => true,
            Self::Reading | Self::Presenting => false,
        }
    }
}

/// The scenes in which a command applies. A key may mean different commands in different scenes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every scene.
    Everywhere,
    /// While reading.
    Reading,
    /// While a lesson is presented.
    Presenting,
    /// While the brief is open.
    Debating,
    /// While reading, and while the brief is open.
    OutsideRound,
    /// Everywhere except in a lesson.
    NotPresenting,
    /// In any view of a round.
    Round,
    /// In the speech view of a round.
    Speech,
    /// In the speech view of a round, and where its cards fill the window.
    Delivery,
    /// In the flow of a round.
    Flow,
}

impl Scope {
    /// Returns whether a command of this scope applies in a scene.
    pub fn holds(self, scene: Scene) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Reading => scene == Scene::Reading,
            Self::Presenting => scene == Scene::Presenting,
            Self::Debating => scene == Scene::Debating,
            Self::OutsideRound => matches!(scene, Scene::Reading | Scene::Debating),
            Self::NotPresenting => scene != Scene::Presenting,
            Self::Round => matches!(scene, Scene::Speech | Scene::Aloud | Scene::Flow | Scene::Clocks),
            Self::Speech => scene == Scene::Speech,
            Self::Delivery => matches!(scene, Scene::Speech | Scene::Aloud),
            Self::Flow => scene == Scene::Flow,
        }
    }
}

/// A group of the main menu, in the order shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum MenuGroup {
    /// Opening texts and editions.
    File,
    /// The places of the notes in the copy.
    Places,
    /// The copy as a whole.
    Copy,
    /// Going to places.
    Go,
    /// Perspectives and appearance.
    View,
    /// Highlights and annotations, and undoing changes.
    Tools,
    /// The outline and the words of the open brief.
    Brief,
    /// The brief.
    Debate,
    /// The round, from the brief.
    Round,
    /// The lesson and its handouts.
    Present,
    /// Commands and keys.
    Help,
    /// The program itself.
    Program,
}

impl MenuGroup {
    /// Returns the heading over the group. Groups that follow each other under one heading share it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::File => "Open",
            Self::Places | Self::Copy => "Your own copy",
            Self::Go => "Go to",
            Self::View => "View",
            Self::Tools => "Your notes",
            Self::Brief => "The brief",
            Self::Debate | Self::Round => "Debate",
            Self::Present => "Class",
            Self::Help => "Help",
            Self::Program => "Parallax",
        }
    }
}

impl ContextMenu {
    /// Returns the scene in which the menu opens.
    pub fn scene(self) -> Scene {
        match self {
            Self::Paragraph | Self::Reply | Self::Highlight | Self::Selection | Self::Perspective => Scene::Reading,
            Self::Entry => Scene::Debating,
            Self::Cell => Scene::Flow,
            Self::Lesson => Scene::Presenting,
        }
    }
}

/// When a focused widget or text field takes a command's keys for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// A text field takes letters, Enter and Space; a focused button takes Enter and Space.
    Usual,
    /// As `Usual`, and Space counts as a letter: it has no effect if letter keys are switched off.
    SpaceIsLetter,
    /// The key always runs the command.
    Always,
    /// The key arrives as the clipboard's own event, never as a key press.
    Clipboard,
}

/// The function of a command.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Changes the state.
    Change(fn(&mut AppState)),
    /// Changes the state and returns effects.
    Request(fn(&mut AppState) -> Vec<Effect>),
}

impl Run {
    pub(super) fn run(self, state: &mut AppState) -> Vec<Effect> {
        match self {
            Self::Change(change) => {
                change(state);
                Vec::new()
            }
            Self::Request(request) => request(state),
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Change(_) => "Change",
            Self::Request(_) => "Request",
        })
    }
}

/// A row of the table of commands.
#[derive(Clone, Copy, Debug)]
pub struct CommandRow {
    /// The scenes in which it applies.
    pub scope: Scope,
    /// The label in menus, the palette, tooltips and for screen readers; ends in `…` when it opens a dialog.
    pub label: &'static str,
    /// The default keys; the first is the one shown.
    pub keys: &'static [&'static str],
    /// Other words by which the palette finds it, in lower case and separated by spaces.
    pub also: &'static str,
    /// Its group in the main menu; `None` if the menu does not list it.
    pub menu: Option<MenuGroup>,
    /// The context menus that list it.
    pub context: &'static [ContextMenu],
    /// Its labels in context menus that name only what was clicked, where `label` names what else it could act on.
    pub context_labels: &'static [(ContextMenu, &'static str)],
    /// Returns whether the context menu of a row lists it: the head of the article has no words of its own, and a
    /// pull-quote or heading no replies.
    pub on_row: fn(&AppState, usize) -> bool,
    /// Returns whether a context menu, or the bar at selected words, lists it for what the menu was opened on.
    pub on_target: fn(&AppState, ContextTarget) -> bool,
    /// Its place in the bar at selected words, from the left; `None` if the bar does not have it. The bar shows its label
    /// in the context menu of a selection, without the `…`.
    pub selection_bar: Option<u8>,
    /// Returns whether it does something in a state: the palette and context menus list it, and the main menu does not
    /// grey it.
    pub offered: fn(&AppState) -> bool,
    /// Returns whether the main menu lists it in a state. What belongs to the screen stays there and is greyed while it is
    /// not offered: an entry that came and went would move the others under the pointer.
    pub listed: fn(&AppState) -> bool,
    /// Whether holding its key repeats it.
    pub repeats: bool,
    /// Whether its key works while a modal dialog is open.
    pub over_dialogs: bool,
    /// When a focused widget takes its keys.
    pub key_use: KeyUse,
    /// Whether it needs an open round.
    pub(super) needs_round: bool,
    pub(super) run: Run,
}

/// Returns a row that is in no menu and whose keys work as usual.
pub(super) fn row(scope: Scope, label: &'static str, keys: &'static [&'static str], run: Run) -> CommandRow {
    // Holding a key in a round would start and stop a clock repeatedly, and in a lesson reveal one reply after the other;
    // elsewhere it scrolls or moves the choice.
    let repeats = !matches!(scope, Scope::Round | Scope::Speech | Scope::Delivery | Scope::Flow | Scope::Presenting);
    CommandRow {
        scope,
        label,
        keys,
        also: "",
        menu: None,
        context: &[],
        context_labels: &[],
        on_row: |_, _| true,
        on_target: |_, _| true,
        selection_bar: None,
        offered: |_| true,
        listed: |_| true,
        repeats,
        over_dialogs: false,
        key_use: KeyUse::Usual,
        needs_round: false,
        run,
    }
}

/// Defines functions that return the row with another value of one field.
macro_rules! setters {
    ($($field:ident: $value:ty),*) => {
        $(pub(super) fn $field(self, $field: $value) -> Self {
            Self { $field, ..self }
        })*
    };
}

impl CommandRow {
    /// Returns its label in a context menu.
    pub fn label_in(&self, menu: ContextMenu) -> &'static str {
        self.context_labels.iter().find(|(named, _)| *named == menu).map_or(self.label, |(_, label)| label)
    }

    setters! {
        also: &'static str, context: &'static [ContextMenu], context_labels: &'static [(ContextMenu, &'static str)],
        on_row: fn(&AppState, usize) -> bool, on_target: fn(&AppState, ContextTarget) -> bool,
        offered: fn(&AppState) -> bool, listed: fn(&AppState) -> bool, repeats: bool, key_use: KeyUse
    }

    pub(super) fn menu(self, group: MenuGroup) -> Self {
        Self { menu: Some(group), ..self }
    }

    pub(super) fn selection_bar(self, place: u8) -> Self {
        Self { selection_bar: Some(place), ..self }
    }

    /// It belongs only to those states of its scope: elsewhere it is neither offered nor listed.
    pub(super) fn only(self, belongs: fn(&AppState) -> bool) -> Self {
        Self { offered: belongs, listed: belongs, ..self }
    }

    pub(super) fn over_dialogs(self) -> Self {
        Self { over_dialogs: true, ..self }
    }

    pub(super) fn needs_round(self) -> Self {
        Self { needs_round: true, ..self }
    }
}
