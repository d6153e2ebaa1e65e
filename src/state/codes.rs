//! Going to a code such as `5us2`, and the mark that it leaves for a moment.

use crate::model::rows::NoteRef;
use crate::model::{Code, CodeError, capitalized};

use super::{AppState, Dialog, Effect, Find, Notice, PresentationAction, ScrollRequest};

/// The place that a code led to, marked for a moment so that the eye finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CodeMark {
    /// The row.
    pub row: usize,
    /// The note, or `None` for the paragraph itself.
    pub note: Option<NoteRef>,
    /// The perspective whose silences in the row are marked, by its index in the edition.
    pub silences: Option<usize>,
    /// When it was first painted, in seconds of the window's clock; `None` before that.
    pub shown_at: Option<f64>,
}

impl AppState {
    /// Returns what a typed text means as a code; `None` if it does not have the form of one.
    pub fn typed_code(&self, typed: &str) -> Option<Result<Code, CodeError>> {
        let result = Code::parse(typed, &self.edition, &self.rows);
        (!matches!(result, Err(CodeError::Form(_)))).then_some(result)
    }

    /// Describes where a code leads, such as `¶5` or `5us2, US government qualifies`.
    pub fn describe_code(&self, code: &Code) -> String {
        let paragraph = code.paragraph.and_then(|index| self.edition.paragraph(index));
        let place = paragraph.map_or("the whole article".to_owned(), |p| format!("¶{}", p.id.label()));
        let speaker = code.perspective.and_then(|index| self.edition.perspectives().get(index));
        match (speaker, code.note) {
            (Some(speaker), Some(entry)) => {
                let verb = self.rows.note(&self.edition, entry).map_or("", |note| speaker.verb(note.stance));
                format!("{}, {} {verb}", self.rows.code(&self.edition, entry), speaker.name)
            }
            (Some(speaker), None) => format!("{place}, {}", speaker.name),
            (None, _) => place,
        }
    }

    /// Goes to a code as typed, shows the perspective that it names and marks the place. A text that is no code of this
    /// edition shows a message and moves nothing.
    pub(super) fn go_to(&mut self, typed: &str) -> Vec<Effect> {
        let code = match Code::parse(typed, &self.edition, &self.rows) {
            Ok(code) => code,
            Err(error) => {
                self.notify(Notice::fault(capitalized(&error.to_string())));
                return Vec::new();
            }
        };
        let row = code.paragraph.map_or(0, |p| p + 1);
        if self.lesson.running.is_some() {
            self.dialog = None;
            return self.update_lesson(PresentationAction::GoToRow(row));
        }
        // The code has done its work: the field is free for the next one, and no figure 5 stays lit.
        if self.reader.find.query == typed {
            self.reader.find = Find::default();
        }
        self.typed.clear();
        if self.brief.query == typed {
            self.brief.query.clear();
        }
        self.show_in_article(row, code.note, code.perspective)
    }

    /// Leaves the debate for a row of the article, or one of its notes. The perspective is shown, and the place is marked.
    pub(in crate::state) fn show_in_article(
        &mut self,
        row: usize,
        note: Option<NoteRef>,
        perspective: Option<usize>,
    ) -> Vec<Effect> {
        self.dialog = None;
        let mut effects = Vec::new();
        if let Some(perspective) = perspective.filter(|perspective| !self.shown.is_visible(*perspective)) {
            self.shown.show(perspective);
            effects = self.perspectives_changed();
        }
        // The next command applies to the place, not to a selection elsewhere.
        self.reader.selection = None;
        self.leave_round();
        self.brief.open = false;
        match note {
            Some(entry) => self.jump_to_note(row, entry, 0),
            None => self.jump(ScrollRequest::ToRow(row), row),
        }
        self.reader.code_mark = Some(CodeMark { row, note, silences: None, shown_at: None });
        effects
    }

    /// Returns whether the sources of a note are shown, in whichever row it appears.
    pub fn shows_sources_of(&self, entry: NoteRef) -> bool {
        let same = |of: NoteRef| (of.perspective, of.note) == (entry.perspective, entry.note);
        matches!(self.dialog, Some(Dialog::Sources(of)) if same(of))
    }

    /// Returns whether a note, or with `None` the paragraph of a row, is marked because a code led there.
    pub fn is_marked(&self, row: usize, note: Option<NoteRef>) -> bool {
        self.reader.code_mark.is_some_and(|mark| (mark.row, mark.note, mark.silences) == (row, note, None))
    }
}
