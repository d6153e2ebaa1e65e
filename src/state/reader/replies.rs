//! Opening and closing replies. What was pressed stays where it is, or its paragraph stays in view.

use std::collections::BTreeSet;

use crate::model::rows::NoteRef;
use crate::state::feature::{Outcome, Shared};
use crate::state::{CodeMark, Command, HoveredPhrase, Item, LitPhrase, Notice, Part, REPLIES_AT_ONCE, Subject};

use super::{Reader, RowReplies, ScrollRequest, scroll_to};

/// The number of notes on one phrase that are opened together. More of them would push each other out of view, so they
/// are only lit.
const OPENED_TOGETHER: usize = 3;

impl Reader {
    pub(super) fn open_row(&mut self, shared: &Shared<'_>, row: usize, open: bool) {
        if open {
            self.opened_rows.insert(row);
        } else {
            self.close_row(shared, row);
        }
        self.scroll = Some(ScrollRequest::KeepInView(row));
    }

    /// Returns whether something that is shown is open in a row: all replies, those of one perspective, or one note.
    pub fn is_row_open(&self, shared: &Shared<'_>, row: usize) -> bool {
        let is_shown = |entry: &NoteRef| shared.shown.is_visible(usize::from(entry.perspective));
        self.opened_rows.contains(&row)
            || self.opened_more.range((row, 0)..=(row, usize::MAX)).any(|(_, p)| shared.shown.is_visible(*p))
            || Self::notes_at(shared, row).any(|entry| self.opened_notes.contains(&entry) && is_shown(&entry))
    }

    /// Iterates over the notes that are shown in full in a row.
    fn notes_at<'a>(shared: &Shared<'a>, row: usize) -> impl Iterator<Item = NoteRef> + use<'a> {
        shared.notes_in(row).iter().copied().filter(|entry| entry.home)
    }

    fn close_row(&mut self, shared: &Shared<'_>, row: usize) {
        self.opened_rows.remove(&row);
        self.opened_more.retain(|(other, _)| *other != row);
        for entry in Self::notes_at(shared, row).collect::<Vec<_>>() {
            self.opened_notes.remove(&entry);
            self.whole_notes.remove(&entry);
        }
        self.more.remove(&row);
        self.lit_phrase.take_if(|lit| lit.phrase.row == row);
    }

    /// Opens or closes a note in place.
    pub(super) fn toggle_note(&mut self, shared: &Shared<'_>, entry: NoteRef) {
        toggle(&mut self.opened_notes, entry);
        self.whole_notes.remove(&entry);
        self.keep_note_in_view(shared, entry);
    }

    pub(super) fn toggle_whole_note(&mut self, shared: &Shared<'_>, entry: NoteRef) {
        toggle(&mut self.whole_notes, entry);
        self.keep_note_in_view(shared, entry);
    }

    fn keep_note_in_view(&mut self, shared: &Shared<'_>, entry: NoteRef) {
        let note = shared.rows.note(shared.edition, entry);
        let row = note.and_then(|note| shared.rows.home_of(shared.edition, note)).map_or(0, |paragraph| paragraph + 1);
        self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Note(entry) });
    }

    /// Lists all replies of a perspective in a row, or only the first.
    pub(super) fn toggle_more(&mut self, shared: &Shared<'_>, row: usize, perspective: usize) {
        if self.opened_rows.remove(&row) {
            // All perspectives were open; the others stay so.
            let others: Vec<usize> = shared.shown.visible().filter(|other| *other != perspective).collect();
            self.opened_more.extend(others.into_iter().map(|other| (row, other)));
            self.opened_more.remove(&(row, perspective));
        } else {
            toggle(&mut self.opened_more, (row, perspective));
        }
        self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Perspective(perspective) });
    }

    /// Shows [`REPLIES_AT_ONCE`] more replies of a row.
    pub(super) fn show_more(&mut self, row: usize) {
        *self.more.entry(row).or_insert(REPLIES_AT_ONCE) += REPLIES_AT_ONCE;
        self.scroll = Some(ScrollRequest::KeepReplies { row, replies: RowReplies::Last });
    }

    /// Lists and lights the replies that speak of a phrase of the article, and opens them if they are few. A second
    /// press puts the light out and closes what the first opened.
    pub(super) fn toggle_phrase(&mut self, shared: &Shared<'_>, phrase: HoveredPhrase) {
        let row = phrase.row;
        self.active = row.min(shared.row_count() - 1);
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
        for perspective in shared.shown.visible() {
            for (place, item) in shared.items_of(row, perspective).iter().enumerate() {
                let (Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. }) = *item else { continue };
                if shared.edition.phrase_of(note) != Some(&phrase.phrase) {
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
    pub(super) fn show_phrase(&mut self, shared: &Shared<'_>, phrase: HoveredPhrase) {
        match &mut self.lit_phrase {
            Some(lit) if lit.phrase == phrase && lit.before.is_none() => {
                lit.before = Some(self.place);
                self.active = phrase.row.min(shared.row_count() - 1);
                self.scroll = Some(ScrollRequest::ShowLitReply(phrase.row));
            }
            _ => self.toggle_phrase(shared, phrase),
        }
    }

    /// Forgets the place before a phrase was pressed, since the reader went elsewhere.
    pub(super) fn leave_lit_phrase(&mut self) {
        if let Some(lit) = &mut self.lit_phrase {
            lit.before = None;
        }
    }

    /// Jumps to a note in the row where it is shown, marks it, and offers the way back.
    pub(super) fn follow_pointer(&mut self, shared: &Shared<'_>, row: usize, entry: NoteRef, out: &mut Outcome) {
        let entry = NoteRef { home: true, ..entry };
        self.jump_to_note(shared, row, entry, 0);
        self.code_mark = Some(CodeMark { row, note: Some(entry), silences: None, shown_at: None });
        let code = shared.rows.code(shared.edition, entry);
        out.notify(
            Notice::quiet(format!("This is {code}"))
                .about(Subject::Text)
                .offering(Command::Back, "Back to the place before"),
        );
    }

    /// Jumps to a note, and opens it and what hides it.
    pub(in crate::state) fn jump_to_note(&mut self, shared: &Shared<'_>, row: usize, entry: NoteRef, character: usize) {
        let perspective = usize::from(entry.perspective);
        let same = |item: &Item<'_>| matches!(item, Item::Note { entry: other, .. } if *other == entry);
        let place = shared.items_of(row, perspective).iter().position(same).unwrap_or(0);
        self.opened_notes.insert(entry);
        self.whole_notes.insert(entry);
        if place > 0 || row == 0 {
            self.opened_more.insert((row, perspective));
        }
        let shown = self.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE);
        if place >= shown {
            self.more.insert(row, place + REPLIES_AT_ONCE);
        }
        self.jump(shared, scroll_to(row, Part::Note(entry), character), row);
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if let Some(item) = set.replace(item) {
        set.remove(&item);
    }
}
