//! Opening and closing replies. What was pressed stays where it is, or its paragraph stays in view.

use crate::model::rows::NoteRef;

use crate::state::action::scroll_to;
use crate::state::{
    AppState, CodeMark, Command, Dialog, HoveredPhrase, Item, LitPhrase, Notice, Part, REPLIES_AT_ONCE, RowReplies,
    ScrollRequest, Subject,
};

use super::toggle;

/// The number of notes on one phrase that are opened together. More of them would push each other out of view, so they
/// are only lit.
const OPENED_TOGETHER: usize = 3;

impl AppState {
    /// Lists all replies of the active row, or closes everything that is open in it.
    pub(in crate::state) fn toggle_replies(&mut self) {
        self.open_row(self.active, !self.is_row_open(self.active));
    }

    /// Lists all replies of a row, or closes everything that is open in it.
    pub(super) fn open_row(&mut self, row: usize, open: bool) {
        if open {
            self.opened_rows.insert(row);
        } else {
            self.close_row(row);
        }
        self.scroll = Some(ScrollRequest::KeepInView(row));
    }

    /// Returns whether something that is shown is open in a row: all replies, those of one perspective, or one note.
    pub fn is_row_open(&self, row: usize) -> bool {
        let is_shown = |entry: &NoteRef| self.shown.is_visible(usize::from(entry.perspective));
        self.opened_rows.contains(&row)
            || self.opened_more.range((row, 0)..=(row, usize::MAX)).any(|(_, p)| self.shown.is_visible(*p))
            || self.notes_at(row).any(|entry| self.opened_notes.contains(&entry) && is_shown(&entry))
    }

    /// Iterates over the notes that are shown in full in a row.
    fn notes_at(&self, row: usize) -> impl Iterator<Item = NoteRef> + '_ {
        let notes = row.checked_sub(1).map_or_else(|| self.rows.whole(), |paragraph| self.rows.notes(paragraph));
        notes.iter().copied().filter(|entry| entry.home)
    }

    fn close_row(&mut self, row: usize) {
        self.opened_rows.remove(&row);
        self.opened_more.retain(|(other, _)| *other != row);
        for entry in self.notes_at(row).collect::<Vec<_>>() {
            self.opened_notes.remove(&entry);
            self.whole_notes.remove(&entry);
        }
        self.more.remove(&row);
        self.lit_phrase.take_if(|lit| lit.phrase.row == row);
    }

    /// Opens or closes a note in place.
    pub(super) fn toggle_note(&mut self, entry: NoteRef) {
        toggle(&mut self.opened_notes, entry);
        self.whole_notes.remove(&entry);
        self.dialog.take_if(|dialog| matches!(dialog, Dialog::Sources(of) if *of != entry));
        self.keep_note_in_view(entry);
    }

    /// Shows all lines of an opened note, or as many as fit beside its paragraph.
    pub(super) fn toggle_whole_note(&mut self, entry: NoteRef) {
        toggle(&mut self.whole_notes, entry);
        self.keep_note_in_view(entry);
    }

    fn keep_note_in_view(&mut self, entry: NoteRef) {
        let note = self.rows.note(&self.edition, entry);
        let row = note.and_then(|note| self.rows.home_of(&self.edition, note)).map_or(0, |paragraph| paragraph + 1);
        self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Note(entry) });
    }

    /// Lists all replies of a perspective in a row, or only the first.
    pub(super) fn toggle_more(&mut self, row: usize, perspective: usize) {
        if self.opened_rows.remove(&row) {
            // All perspectives were open; the others stay so.
            let others: Vec<usize> = self.shown.visible().filter(|other| *other != perspective).collect();
            self.opened_more.extend(others.into_iter().map(|other| (row, other)));
            self.opened_more.remove(&(row, perspective));
        } else {
            toggle(&mut self.opened_more, (row, perspective));
        }
        self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Perspective(perspective) });
    }

    /// Shows the sources of a note. From those of another one, a note of the active row that is folded away is listed, so
    /// that it can be seen beside them.
    pub(super) fn show_sources_of(&mut self, entry: NoteRef) {
        let steps = matches!(self.dialog, Some(Dialog::Sources(_)));
        self.dialog = Some(Dialog::Sources(entry));
        let (row, perspective) = (self.active, usize::from(entry.perspective));
        let is_listed = self.opened_rows.contains(&row) || self.opened_more.contains(&(row, perspective));
        let is_folded = |at: usize| at > 0 && !is_listed;
        let place = self.items_of(row, perspective).iter().position(|item| match item {
            Item::Note { entry: of, .. } | Item::Pointer { entry: of, .. } => *of == entry,
            Item::Silent { .. } | Item::NotApplicable { .. } | Item::NotLookedFor { .. } => false,
        });
        if steps && place.is_some_and(is_folded) {
            self.opened_more.insert((row, perspective));
            self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Perspective(perspective) });
        }
    }

    /// Shows [`REPLIES_AT_ONCE`] more replies of a row.
    pub(super) fn show_more(&mut self, row: usize) {
        *self.more.entry(row).or_insert(REPLIES_AT_ONCE) += REPLIES_AT_ONCE;
        self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Last });
    }

    /// Lists and lights the replies that speak of a phrase of the article, and opens them if they are few. A second
    /// press puts the light out and closes what the first opened.
    pub(super) fn toggle_phrase(&mut self, phrase: HoveredPhrase) {
        let row = phrase.row;
        self.active = row.min(self.row_count() - 1);
        self.scroll = Some(ScrollRequest::ShowLitReply(row));
        let before = self.lit_phrase.take();
        // What was closed by hand since then is opened again.
        let is_whole = |lit: &LitPhrase| lit.opened_notes.iter().all(|entry| self.opened_notes.contains(entry));
        let puts_out = before.as_ref().is_some_and(|lit| lit.phrase == phrase && is_whole(lit));
        if let Some(lit) = &before {
            self.opened_more.retain(|cell| !lit.opened_cells.contains(cell));
            self.opened_notes.retain(|entry| !lit.opened_notes.contains(entry));
        }
        if puts_out {
            if let Some(place) = before.and_then(|lit| lit.before) {
                (self.place, self.scroll) = (place, None);
            }
            return;
        }
        let mut notes = Vec::new();
        let mut folded = Vec::new();
        for perspective in self.shown.visible() {
            for (place, item) in self.items_of(row, perspective).iter().enumerate() {
                let (Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. }) = *item else { continue };
                if self.edition.phrase_of(note) != Some(&phrase.phrase) {
                    continue;
                }
                if matches!(item, Item::Note { .. }) {
                    notes.push(entry);
                }
                if place > 0 {
                    folded.push((row, perspective));
                }
                if place >= self.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE) {
                    // A row with very many replies shows them in portions.
                    break;
                }
            }
        }
        // Only what the press opens is closed by the next one.
        folded.retain(|cell| !self.opened_more.contains(cell));
        notes.retain(|entry| !self.opened_notes.contains(entry));
        if notes.len() > OPENED_TOGETHER {
            notes.clear();
        }
        self.opened_more.extend(folded.iter().copied());
        self.opened_notes.extend(notes.iter().copied());
        let before = Some(self.place);
        self.lit_phrase = Some(LitPhrase { phrase, opened_cells: folded, opened_notes: notes, before });
    }

    /// Presses a phrase of which no reply is in view. One that was lit before the reader scrolled away from its replies
    /// stays lit, and they come into view: the light would go out where nobody sees it.
    pub(super) fn show_phrase(&mut self, phrase: HoveredPhrase) {
        match &mut self.lit_phrase {
            Some(lit) if lit.phrase == phrase && lit.before.is_none() => {
                lit.before = Some(self.place);
                self.active = phrase.row.min(self.row_count() - 1);
                self.scroll = Some(ScrollRequest::ShowLitReply(phrase.row));
            }
            _ => self.toggle_phrase(phrase),
        }
    }

    /// Forgets the place before a phrase was pressed, since the reader went elsewhere.
    pub(super) fn leave_lit_phrase(&mut self) {
        if let Some(lit) = &mut self.lit_phrase {
            lit.before = None;
        }
    }

    /// Jumps to a note in the row where it is shown, marks it, and offers the way back.
    pub(super) fn follow_pointer(&mut self, row: usize, entry: NoteRef) {
        let entry = NoteRef { home: true, ..entry };
        self.jump_to_note(row, entry, 0);
        self.code_mark = Some(CodeMark { row, note: Some(entry), silences: None, shown_at: None });
        let code = self.rows.code(&self.edition, entry);
        self.notify(
            Notice::quiet(format!("This is {code}"))
                .about(Subject::Text)
                .offering(Command::Back, "Back to the place before"),
        );
    }

    /// Jumps to a note, and opens it and what hides it.
    pub(in crate::state) fn jump_to_note(&mut self, row: usize, entry: NoteRef, character: usize) {
        let perspective = usize::from(entry.perspective);
        let same = |item: &Item<'_>| matches!(item, Item::Note { entry: other, .. } if *other == entry);
        let place = self.items_of(row, perspective).iter().position(same).unwrap_or(0);
        self.opened_notes.insert(entry);
        self.whole_notes.insert(entry);
        if place > 0 || row == 0 {
            self.opened_more.insert((row, perspective));
        }
        let shown = self.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE);
        if place >= shown {
            self.more.insert(row, place + REPLIES_AT_ONCE);
        }
        self.jump(scroll_to(row, Part::Note(entry), character), row);
    }
}
