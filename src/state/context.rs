//! Context menus: what they are opened on, what they offer, and commands on what was clicked.

use strum::{EnumDiscriminants, VariantArray};

use crate::model::rows::NoteRef;

use super::{Action, AppState, Command, Dialog, Effect, ReaderAction, Scene};

/// What a context menu is opened on. The kinds of targets are the columns of the table of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(name(ContextMenu), derive(VariantArray), allow(missing_docs))]
#[strum_discriminants(doc = "The kind of target of a context menu.")]
pub enum ContextTarget {
    /// A paragraph or the head of the article, by its row.
    Paragraph(usize),
    /// A reply in a row: a note, or the link to one that is shown in another row.
    Reply {
        /// The row.
        row: usize,
        /// The note.
        entry: NoteRef,
    },
    /// A highlight of the reader's.
    Highlight {
        /// The row.
        row: usize,
        /// The note whose summary is highlighted; `None` if it is the paragraph.
        entry: Option<NoteRef>,
        /// The id of the annotation that has the highlight.
        id: u32,
    },
    /// The selected words.
    Selection,
    /// A perspective, by its index in the edition.
    Perspective(usize),
    /// The chosen entry of the brief.
    Entry,
    /// The chosen cell of the flow.
    Cell,
    /// The running lesson.
    Lesson,
}

impl ContextTarget {
    /// Returns the row it belongs to, if it is a part of the article.
    fn row(self) -> Option<usize> {
        match self {
            Self::Paragraph(row) | Self::Reply { row, .. } | Self::Highlight { row, .. } => Some(row),
            Self::Selection | Self::Perspective(_) | Self::Entry | Self::Cell | Self::Lesson => None,
        }
    }

    /// Returns the paragraph or the reply that a highlight is in, whose menu follows that of the highlight.
    fn around(self) -> Option<Self> {
        let Self::Highlight { row, entry, .. } = self else { return None };
        Some(entry.map_or(Self::Paragraph(row), |entry| Self::Reply { row, entry }))
    }
}

/// An item of a context menu.
#[derive(Debug)]
pub struct ContextItem {
    /// The words shown, which are also its accessible name.
    pub label: String,
    /// The key that does the same, or empty.
    pub key: String,
    /// What it does.
    pub action: Action,
}

impl AppState {
    /// Returns what a context menu is opened on, in words: `¶5`, `5us2, US government`, `The selected words`.
    pub fn context_title(&self, target: ContextTarget) -> String {
        match target {
            ContextTarget::Paragraph(row) => match self.paragraph_of(row) {
                Some(paragraph) => format!("¶{}", paragraph.id.label()),
                None => "The title".to_owned(),
            },
            ContextTarget::Reply { entry, .. } => {
                format!("{}, {}", self.rows.code(&self.edition, entry), self.name_of(usize::from(entry.perspective)))
            }
            ContextTarget::Highlight { row, entry, .. } => {
                let place = match (entry, self.paragraph_of(row)) {
                    (Some(entry), _) => self.rows.code(&self.edition, entry),
                    (None, Some(paragraph)) => format!("¶{}", paragraph.id.label()),
                    (None, None) => "the article".to_owned(),
                };
                format!("Your highlight in {place}")
            }
            ContextTarget::Selection => "The selected words".to_owned(),
            ContextTarget::Perspective(perspective) => self.name_of(perspective).to_owned(),
            ContextTarget::Entry => "This entry".to_owned(),
            ContextTarget::Cell => "This cell".to_owned(),
            ContextTarget::Lesson => "The lesson".to_owned(),
        }
    }

    /// Returns the items of a context menu: what acts on the clicked thing itself, then its commands of the table that
    /// are offered now.
    pub fn context_items(&self, target: ContextTarget) -> Vec<ContextItem> {
        let mut items = match target {
            ContextTarget::Reply { row, entry } => self.reply_items(row, entry),
            ContextTarget::Perspective(perspective) => self.perspective_items(perspective),
            ContextTarget::Paragraph(_)
            | ContextTarget::Highlight { .. }
            | ContextTarget::Selection
            | ContextTarget::Entry
            | ContextTarget::Cell
            | ContextTarget::Lesson => Vec::new(),
        };
        let menu = ContextMenu::from(target);
        let clicked = if let ContextTarget::Paragraph(row) = target { Some(row) } else { None };
        let listed = Command::ALL.iter().copied().filter(|command| {
            let row = command.row();
            let acts = clicked.is_none_or(|clicked| (row.on_row)(self, clicked));
            row.context.contains(&menu) && (row.offered)(self) && (row.on_target)(self, target) && acts
        });
        // The head of the article is no paragraph.
        let is_head = clicked.is_some_and(|row| self.paragraph_of(row).is_none());
        let label = |command: Command| match command.row().label_in(menu) {
            label if is_head => label.replace("this paragraph", "the title"),
            label => label.to_owned(),
        };
        items.extend(listed.map(|command| ContextItem {
            label: label(command),
            key: if self.key_acts_on(command, target) { self.key_of(command) } else { String::new() },
            action: Action::CommandOn(target, command),
        }));
        if let ContextTarget::Reply { entry, .. } = target {
            let perspective = usize::from(entry.perspective);
            items.push(ContextItem {
                label: format!("Hide {}", self.name_of(perspective)),
                key: self.digit_of(perspective),
                action: Action::TogglePerspective(perspective),
            });
        }
        if let Some(around) = target.around() {
            let of_highlight = |item: &ContextItem| matches!(item.action, Action::CommandOn(_, command) if command.row().context.contains(&menu));
            items.extend(self.context_items(around).into_iter().filter(|item| !of_highlight(item)));
        }
        items
    }

    /// Returns whether the key of a command would do the same as the item of a menu. A key works on the active row, not
    /// on one of its replies.
    fn key_acts_on(&self, command: Command, target: ContextTarget) -> bool {
        match target {
            ContextTarget::Reply { entry, .. } => {
                matches!(command, Command::Sources | Command::Quote) && self.first_note() == Some(entry)
            }
            // Keys work on the paragraph or the selection.
            ContextTarget::Highlight { .. } => false,
            ContextTarget::Paragraph(_)
            | ContextTarget::Selection
            | ContextTarget::Perspective(_)
            | ContextTarget::Entry
            | ContextTarget::Cell
            | ContextTarget::Lesson => true,
        }
    }

    fn reply_items(&self, row: usize, entry: NoteRef) -> Vec<ContextItem> {
        let item = |label: String, action| ContextItem { label, key: String::new(), action };
        if !entry.home
            && let Some(note) = self.rows.note(&self.edition, entry)
            && let Some(home) = self.rows.home_of(&self.edition, note).map(|paragraph| paragraph + 1)
            && let Some(paragraph) = self.paragraph_of(home).filter(|_| home != row)
        {
            let label = format!("Go to ¶{}, where it is shown", paragraph.id.label());
            return vec![item(label, Action::Reader(ReaderAction::JumpToNote { row: home, entry }))];
        }
        let open = self.reader.opened_notes.contains(&entry);
        let label = if open { "Close this reply" } else { "Open this reply" };
        vec![item(label.to_owned(), Action::Reader(ReaderAction::ToggleNote(entry)))]
    }

    fn perspective_items(&self, perspective: usize) -> Vec<ContextItem> {
        let name = self.name_of(perspective);
        let shown = self.shown.is_visible(perspective);
        let item = |label: String, action| ContextItem { label, key: String::new(), action };
        let mut items = vec![ContextItem {
            label: format!("{} {name}", if shown { "Hide" } else { "Show" }),
            key: self.digit_of(perspective),
            action: Action::TogglePerspective(perspective),
        }];
        if !shown || self.shown.count() > 1 {
            items.push(item(format!("Show only {name}"), Action::ShowOnly(perspective)));
        }
        let place = self.shown.all().position(|(other, _)| other == perspective).unwrap_or(0);
        if place > 0 {
            items.push(item(format!("Move {name} forward"), Action::ShiftPerspective { perspective, earlier: true }));
        }
        if place + 1 < self.edition.perspectives().len() {
            items.push(item(format!("Move {name} back"), Action::ShiftPerspective { perspective, earlier: false }));
        }
        items
    }

    fn name_of(&self, perspective: usize) -> &str {
        self.edition.perspectives().get(perspective).map_or("", |by| &by.name)
    }

    /// Returns the digit that shows or hides a perspective, or nothing from the tenth on.
    fn digit_of(&self, perspective: usize) -> String {
        let place = self.shown.all().position(|(other, _)| other == perspective);
        place.filter(|place| *place < 9).map_or(String::new(), |place| (place + 1).to_string())
    }

    /// Runs a command on what a context menu was opened on. The selection elsewhere is dropped, as the command would
    /// otherwise act on it.
    pub(super) fn command_on(&mut self, target: ContextTarget, command: Command) -> Vec<Effect> {
        if let Some(row) = target.row() {
            self.reader.selection = None;
            self.reader.active = row.min(self.row_count() - 1);
        }
        self.target = Some(target);
        let effects = self.command(command);
        self.target = None;
        effects
    }

    /// Returns the reply that the running command acts on, if it was chosen in a context menu.
    pub(super) fn target_reply(&self) -> Option<(usize, NoteRef)> {
        if let Some(ContextTarget::Reply { row, entry }) = self.target { Some((row, entry)) } else { None }
    }

    /// Returns what the running command acts on if it was chosen in a context menu.
    pub(super) fn command_target(&self) -> Option<ContextTarget> {
        self.target
    }

    /// Makes the row of a context menu active.
    pub(super) fn on_dialog_shown(&mut self) {
        if let Some(Dialog::Context { target, .. }) = self.dialog
            && let Some(row) = target.row()
        {
            self.reader.active = row.min(self.row_count() - 1);
        }
    }

    /// Opens the context menu of what the keys work on: the selection, the active row, the chosen entry or cell.
    pub(in crate::state) fn open_context_menu(&mut self) {
        let target = match self.scene() {
            Scene::Reading if self.reader.selected_text(&self.shared()).is_some() => ContextTarget::Selection,
            Scene::Reading => ContextTarget::Paragraph(self.reader.active),
            Scene::Debating if self.brief.place().is_some() => ContextTarget::Entry,
            Scene::Flow if self.round.document.is_some() => ContextTarget::Cell,
            Scene::Presenting => ContextTarget::Lesson,
            Scene::Debating | Scene::Flow | Scene::Speech | Scene::Aloud | Scene::Clocks => return,
        };
        self.dialog = Some(Dialog::Context { target, at: None });
    }
}
