//! A row of the table of commands, and the places it names.

use std::fmt;

use strum::VariantArray;

use crate::state::{AppState, Effect};

/// What fills the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Scene {
    /// The article.
    Reading,
    /// A lesson, as presenter or audience.
    Presenting,
    /// The brief.
    Debating,
    /// What is read in a speech of a round.
    Speech,
    /// The flow of a round.
    Flow,
    /// The clocks of a round, alone.
    Clocks,
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
    /// Everywhere but before a class.
    Desk,
    /// In a round, whichever part of it is shown.
    Round,
    /// In the speech view of a round.
    Speech,
    /// In the flow of a round.
    Flow,
}

impl Scope {
    /// Whether a command of this scope applies in a scene.
    pub fn holds(self, scene: Scene) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Reading => scene == Scene::Reading,
            Self::Presenting => scene == Scene::Presenting,
            Self::Debating => scene == Scene::Debating,
            Self::Desk => scene != Scene::Presenting,
            Self::Round => matches!(scene, Scene::Speech | Scene::Flow | Scene::Clocks),
            Self::Speech => scene == Scene::Speech,
            Self::Flow => scene == Scene::Flow,
        }
    }
}

/// A group of the main menu, in the order shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum MenuGroup {
    /// The round, from the brief.
    Round,
    /// What is opened.
    File,
    /// The brief.
    Debate,
    /// Before a class.
    Present,
    /// Moving about.
    Go,
    /// What is shown, and how.
    View,
    /// Commands and keys.
    Help,
    /// What is made of the edition.
    Tools,
    /// Places in the reader's own copy.
    Places,
    /// The reader's own copy as a whole.
    Copy,
    /// The program itself.
    Program,
}

/// What a context menu opens on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum ContextMenu {
    /// A paragraph of the article.
    Paragraph,
    /// A reply.
    Reply,
    /// Selected words.
    Selection,
    /// An entry of the brief.
    Entry,
    /// A cell of the flow.
    Cell,
}

impl ContextMenu {
    /// The scene in which it opens.
    pub fn scene(self) -> Scene {
        match self {
            Self::Paragraph | Self::Reply | Self::Selection => Scene::Reading,
            Self::Entry => Scene::Debating,
            Self::Cell => Scene::Flow,
        }
    }
}

/// When a focused widget or text field takes a command's keys for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// A text field has letters, Enter and Space; a focused button has Enter and Space.
    Usual,
    /// As usual, and Space counts as a letter: it does nothing when single letters are switched off.
    SpaceIsLetter,
    /// The key always runs the command.
    Always,
    /// The key arrives as the clipboard's own event, never as a key press.
    Clipboard,
}

/// What a command does.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Changes the state.
    Change(fn(&mut AppState)),
    /// Changes the state and asks the platform for something.
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

/// All that is known of a command.
#[derive(Clone, Copy, Debug)]
pub struct CommandRow {
    /// Where it applies.
    pub scope: Scope,
    /// The label in menus, the palette, tooltips and for screen readers; ends in `…` when it opens a dialog.
    pub label: &'static str,
    /// The default keys; the first is the one shown.
    pub keys: &'static [&'static str],
    /// Its group of the main menu; `None` when it has a place of its own on the screen.
    pub menu: Option<MenuGroup>,
    /// The context menus that list it.
    pub context: &'static [ContextMenu],
    /// Whether menus list it in a state.
    pub offered: fn(&AppState) -> bool,
    /// Whether a key that is held down runs it again and again.
    pub repeats: bool,
    /// Whether its key works while a dialog has the window.
    pub over_dialogs: bool,
    /// When its keys belong to what has the focus.
    pub key_use: KeyUse,
    /// Whether it needs a round that has begun.
    pub(super) needs_round: bool,
    pub(super) run: Run,
}

/// A row that is in no menu, whose keys work as usual.
pub(super) fn row(scope: Scope, label: &'static str, keys: &'static [&'static str], run: Run) -> CommandRow {
    // In a round a key that is held would run a clock on and off; elsewhere held keys scroll and walk.
    let repeats = !matches!(scope, Scope::Round | Scope::Speech | Scope::Flow);
    CommandRow {
        scope,
        label,
        keys,
        menu: None,
        context: &[],
        offered: |_| true,
        repeats,
        over_dialogs: false,
        key_use: KeyUse::Usual,
        needs_round: false,
        run,
    }
}

impl CommandRow {
    pub(super) fn menu(self, group: MenuGroup) -> Self {
        Self { menu: Some(group), ..self }
    }

    pub(super) fn context(self, menus: &'static [ContextMenu]) -> Self {
        Self { context: menus, ..self }
    }

    pub(super) fn offered(self, offered: fn(&AppState) -> bool) -> Self {
        Self { offered, ..self }
    }

    pub(super) fn repeats(self, repeats: bool) -> Self {
        Self { repeats, ..self }
    }

    pub(super) fn over_dialogs(self) -> Self {
        Self { over_dialogs: true, ..self }
    }

    pub(super) fn key_use(self, key_use: KeyUse) -> Self {
        Self { key_use, ..self }
    }

    pub(super) fn needs_round(self) -> Self {
        Self { needs_round: true, ..self }
    }
}
