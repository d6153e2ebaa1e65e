//! Reading the text: the place in it, what is open and lit, the selection and the search.

mod find;
mod place;
mod replies;
mod selection;
mod silences;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::rows::NoteRef;

use super::feature::{Outcome, Shared};
use super::{CodeMark, Effect, HoveredPhrase, LitPhrase, Notice, Part};

pub use find::{Find, Hit};
pub use place::{History, Place, RowReplies, ScrollRequest, Spot};
pub use selection::{Selection, TextPoint};

/// The reading of the open text.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The reading place.
    pub place: Place,
    /// The scroll for the next frame, if any.
    pub scroll: Option<ScrollRequest>,
    /// The active row, on which commands act. Row 0 is the head of the article.
    pub active: usize,
    /// The places left by jumps.
    pub history: History,
    /// The rows whose replies are all expanded.
    pub opened_rows: BTreeSet<usize>,
    /// The notes that are opened one by one: summary, citations and quotations are shown.
    pub opened_notes: BTreeSet<NoteRef>,
    /// The opened notes of which all lines are shown, however many.
    pub whole_notes: BTreeSet<NoteRef>,
    /// The perspectives whose notes are all shown in a row, by row and index of the perspective.
    pub opened_more: BTreeSet<(usize, usize)>,
    /// The number of replies shown in rows that have very many.
    pub more: BTreeMap<usize, usize>,
    /// The phrase that was pressed: its replies stay lit.
    pub lit_phrase: Option<LitPhrase>,
    /// The claim under the pointer.
    pub hovered_phrase: Option<HoveredPhrase>,
    /// The selection.
    pub selection: Option<Selection>,
    /// The rows that were painted last; empty before the first frame.
    pub rows_in_view: Range<usize>,
    /// The search.
    pub find: Find,
    /// The silence that was gone to last, by its row and the index of its perspective.
    visited_silence: Option<(usize, usize)>,
    /// The place that a code led to, while it is marked.
    pub code_mark: Option<CodeMark>,
}

/// An action of the reader on the text.
#[derive(Clone, Debug, PartialEq)]
pub enum ReaderAction {
    /// Scrolls the text in the next frame.
    Scroll(ScrollRequest),
    /// The text was painted at another place.
    PlaceChanged {
        /// The reading place.
        place: Place,
        /// The row at the reading line, which becomes active; `None` if the place was not reached by scrolling.
        active: Option<usize>,
    },
    /// Other rows were painted than in the frame before.
    RowsPainted(Range<usize>),
    /// Makes a row active.
    Activate(usize),
    /// Makes the next or previous row active, and scrolls it into view.
    StepRow {
        /// Whether the next one.
        forward: bool,
    },
    /// Jumps to a row, from a link inside the text.
    JumpTo(usize),
    /// Jumps to the beginning or the end of the text.
    JumpToEnd {
        /// Whether to the end.
        last: bool,
    },
    /// Jumps to a note in the row where it is shown, from the line for it in another row, and marks it.
    JumpToNote {
        /// The row where it is shown.
        row: usize,
        /// The note.
        entry: NoteRef,
    },
    /// Goes back or forward in the history of jumps.
    GoInHistory {
        /// Whether back.
        back: bool,
    },
    /// Expands or collapses a note.
    ToggleNote(NoteRef),
    /// Shows all lines of an opened note, or as many as fit beside its paragraph.
    ToggleWholeNote(NoteRef),
    /// Lights the replies that speak of a phrase, and opens what hides them.
    TogglePhrase(HoveredPhrase),
    /// As [`ReaderAction::TogglePhrase`], but of a phrase that is lit the replies are brought into view.
    ShowPhrase(HoveredPhrase),
    /// Lists all replies of the active row, or closes everything that is open in it.
    ToggleReplies,
    /// Lists all replies of a row, or closes everything that is open in it.
    OpenRow {
        /// The row.
        row: usize,
        /// Whether it opens.
        open: bool,
    },
    /// Shows or hides the notes of a perspective in a row beyond the first ones.
    ToggleMore {
        /// The row.
        row: usize,
        /// The index of the perspective in the edition.
        perspective: usize,
    },
    /// Shows [`REPLIES_AT_ONCE`](super::REPLIES_AT_ONCE) more replies of a row.
    ShowMore(usize),
    /// The pointer is over a phrase or a note that answers it; `None` over neither.
    HoverPhrase(Option<HoveredPhrase>),
    /// Replaces the selection.
    Select(Option<Selection>),
    /// Moves the end of the selection.
    SelectTo(TextPoint),
    /// Moves the end of the selection by a word, or selects the first word of the active paragraph.
    SelectWord {
        /// Whether to the right.
        right: bool,
    },
    /// Searches the text.
    SetQuery(String),
    /// Continues the search, and goes to the hit that was requested before it was found.
    Tick,
    /// Goes to the next or previous hit of the search.
    GoToHit {
        /// Whether the next one.
        forward: bool,
    },
    /// Goes to the next or previous silence of a perspective that is shown.
    GoToSilence {
        /// Whether the next one.
        forward: bool,
    },
    /// The mark of the place that a code led to was first painted at this time, in seconds of the window's clock.
    CodeMarkShown(f64),
    /// That mark has been shown for long enough.
    CodeMarkExpired,
}

impl Reader {
    /// Applies an action.
    pub fn update(&mut self, shared: &Shared<'_>, action: ReaderAction, out: &mut Outcome) {
        match action {
            // Combined with the one that the next frame performs.
            ReaderAction::Scroll(request) => self.scroll = Some(request.after(self.scroll)),
            ReaderAction::PlaceChanged { place, active } => self.on_place_changed(shared, place, active, out),
            ReaderAction::RowsPainted(rows) => self.rows_in_view = rows,
            ReaderAction::Activate(row) => self.make_active(shared, row),
            ReaderAction::StepRow { forward: true } => self.activate_row(shared, self.active + 1),
            ReaderAction::StepRow { forward: false } => self.activate_row(shared, self.active.saturating_sub(1)),
            ReaderAction::JumpTo(row) => self.jump(shared, ScrollRequest::ToRow(row), row),
            ReaderAction::JumpToEnd { last: false } => self.jump(shared, ScrollRequest::Start, 0),
            ReaderAction::JumpToEnd { last: true } => self.jump(shared, ScrollRequest::End, usize::MAX),
            ReaderAction::JumpToNote { row, entry } => self.follow_pointer(shared, row, entry, out),
            ReaderAction::GoInHistory { back } => self.go_in_history(shared, back, out),
            ReaderAction::ToggleNote(entry) => self.toggle_note(shared, entry),
            ReaderAction::ToggleWholeNote(entry) => self.toggle_whole_note(shared, entry),
            ReaderAction::TogglePhrase(phrase) => self.toggle_phrase(shared, phrase),
            ReaderAction::ShowPhrase(phrase) => self.show_phrase(shared, phrase),
            ReaderAction::ToggleReplies => {
                self.open_row(shared, self.active, !self.is_row_open(shared, self.active));
            }
            ReaderAction::OpenRow { row, open } => self.open_row(shared, row, open),
            ReaderAction::ToggleMore { row, perspective } => self.toggle_more(shared, row, perspective),
            ReaderAction::ShowMore(row) => self.show_more(row),
            ReaderAction::HoverPhrase(phrase) => self.hovered_phrase = phrase,
            ReaderAction::Select(selection) => {
                if let Some(selection) = selection {
                    self.active = selection.from.row.min(shared.row_count() - 1);
                }
                self.selection = selection;
            }
            ReaderAction::SelectTo(point) => {
                if let Some(selection) = &mut self.selection {
                    selection.to = point;
                }
            }
            ReaderAction::SelectWord { right } => self.select_word(shared, right),
            ReaderAction::SetQuery(query) => self.set_query(shared, query),
            ReaderAction::Tick => {
                self.continue_search(shared);
                if let Some(forward) = self.find.wanted.take() {
                    self.go_to_hit(shared, forward, out);
                }
            }
            ReaderAction::GoToHit { forward } => self.go_to_hit(shared, forward, out),
            ReaderAction::GoToSilence { forward } => self.go_to_silence(shared, forward, out),
            ReaderAction::CodeMarkShown(now) => {
                if let Some(mark) = &mut self.code_mark {
                    mark.shown_at.get_or_insert(now);
                }
            }
            ReaderAction::CodeMarkExpired => self.code_mark = None,
        }
    }

    /// Forgets what is open and chosen, because another text is opened. The place stays until the new one is known.
    pub(super) fn on_text_replaced(&mut self) {
        let Self { place, history, visited_silence, .. } = std::mem::take(self);
        *self = Self { place, history, visited_silence, ..Self::default() };
    }

    /// Makes a row active. The light on the replies to words of another row goes out.
    fn make_active(&mut self, shared: &Shared<'_>, row: usize) {
        self.active = row.min(shared.row_count() - 1);
        self.lit_phrase.take_if(|lit| lit.phrase.row != self.active);
    }

    /// Makes a row active and scrolls it into view.
    fn activate_row(&mut self, shared: &Shared<'_>, row: usize) {
        // The next command applies to the row, not to a selection elsewhere.
        self.selection = None;
        self.make_active(shared, row);
        self.scroll = Some(ScrollRequest::Show(self.active));
    }

    /// Scrolls to another place, makes `active` the active row, and adds the place before to the history.
    pub(super) fn jump(&mut self, shared: &Shared<'_>, request: ScrollRequest, active: usize) {
        self.selection = None;
        self.history.leave(self.place);
        self.scroll = Some(request);
        self.active = active.min(shared.row_count() - 1);
    }

    /// Goes back or forward in the history.
    fn go_in_history(&mut self, shared: &Shared<'_>, back: bool, out: &mut Outcome) {
        let place = self.history.step(back, self.place);
        let Some(place) = place else {
            out.notify(Notice::quiet(if back { "Nothing to go back to" } else { "Nothing to go forward to" }));
            return;
        };
        self.selection = None;
        self.leave_lit_phrase();
        // With layout 0, the next frame finds the line again at the present width.
        let last = shared.row_count() - 1;
        let spot = Spot { row: place.spot.row.min(last), ..place.spot };
        self.place = Place { row: place.row.min(last), layout: 0, spot, ..place };
        self.active = spot.row;
        self.scroll = None;
    }

    fn on_place_changed(&mut self, shared: &Shared<'_>, place: Place, active: Option<usize>, out: &mut Outcome) {
        // The first layout finds the place where it was left.
        let moved = self.place.layout != 0 && place.spot != self.place.spot;
        let by_press = active.is_none() && matches!(self.scroll, Some(ScrollRequest::ShowLitReply(_)));
        let is_same_layout = place.layout == self.place.layout;
        if is_same_layout && !by_press && (place.row, place.offset) != (self.place.row, self.place.offset) {
            self.leave_lit_phrase();
        }
        self.place = place;
        self.scroll = None;
        if let Some(row) = active {
            self.active = row.min(shared.row_count() - 1);
        }
        if moved {
            out.perform(Effect::ScheduleSave);
        }
    }
}

/// Returns the scroll to the row, or to the character in a part of it.
pub(super) fn scroll_to(row: usize, part: Part, character: usize) -> ScrollRequest {
    match part {
        Part::Row => ScrollRequest::ToRow(row),
        Part::Title | Part::Provenance | Part::Article | Part::Note(_) => {
            ScrollRequest::ToText { row, part, character }
        }
    }
}
