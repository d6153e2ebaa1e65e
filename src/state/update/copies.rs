//! The reader's own texts: previewing them, opening them as a copy beside the notes, and reviewing the copy.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::import::{ReadOptions, group_thousands};
use crate::model::rows::NoteRef;
use crate::model::{Correction, Decision, Edition, LeftOut, ParagraphId};
use crate::state::copy::{LeftOutBase, TextChange};
use crate::state::{
    AppState, Command, Dialog, Effect, Matched, Notice, Opened, OwnCopy, Preview, PreviousText, Question, Review,
    SavedCopy, ScrollRequest, Stage, Subject, Suggest, TextRequest,
};

/// The number of paragraphs that a message names.
const MAX_NAMED: usize = 4;

/// The message of a command that needs a copy when none is open.
pub(super) fn no_copy() -> Notice {
    Notice::quiet("No copy of your own is open").offering(Command::ReadOwnCopy, "Read your own copy…")
}

impl AppState {
    /// Shows the preview of a text that was read.
    pub(super) fn on_text_loaded(&mut self, preview: Preview) -> Vec<Effect> {
        if preview.request.is_refresh {
            // A result for an earlier choice is replaced by the one that is on its way.
            let is_wanted = |shown: &Preview| shown.request.left_out == preview.request.left_out;
            if !self.preview.as_deref().is_some_and(is_wanted) {
                return Vec::new();
            }
        }
        self.drop_notices_about(&[Subject::Opening]);
        self.preview = Some(Box::new(preview));
        self.dialog = Some(Dialog::Preview);
        self.refresh_preview()
    }

    /// Returns the effect that reads a text beside the open edition.
    fn read_text(&self, request: TextRequest) -> Effect {
        Effect::ReadText { request, base: self.text_base() }
    }

    /// Returns the effect that looks for the paragraphs which the statement answers.
    pub(super) fn request_suggestions(&self) -> Vec<Effect> {
        let statement = self.suggest.statement.clone();
        vec![Effect::Suggest { edition: Arc::clone(&self.edition), serial: self.serial, statement }]
    }

    /// Returns the effect that checks the open edition, in its original form.
    pub fn check(&self) -> Effect {
        Effect::Check { edition: Arc::clone(self.base()), serial: self.serial }
    }

    /// Returns the effect that saves the open copy, if there is one.
    pub(super) fn save_copy(&self) -> Vec<Effect> {
        let Some(copy) = &self.copy else { return Vec::new() };
        vec![Effect::SaveCopy { key: copy.key.clone(), copy: Box::new(SavedCopy::of(copy)) }]
    }

    /// Returns the effect that performs the latest match request of the open copy, if there is one.
    fn match_copy(&self) -> Vec<Effect> {
        let Some(copy) = &self.copy else { return Vec::new() };
        vec![Effect::Match { request: Box::new(copy.latest().clone()), generation: copy.generation }]
    }

    fn save_and_match(&self) -> Vec<Effect> {
        self.save_copy().into_iter().chain(self.match_copy()).collect()
    }

    /// Reads the previewed text again if the edition beside it has changed since.
    pub(super) fn refresh_preview(&self) -> Vec<Effect> {
        let Some(Preview { request, stage: Stage::Text(read) }) = self.preview.as_deref() else {
            return Vec::new();
        };
        let (matched, newest) = (&read.edition_match.edition, self.newest_base());
        if Arc::ptr_eq(matched, newest) || super::opening::has_same_content(matched, newest) {
            return Vec::new();
        }
        vec![self.read_text(TextRequest { is_refresh: true, ..request.clone() })]
    }

    /// Reads a text that was pasted outside of a text field.
    pub(super) fn pasted(&mut self, text: &str) -> Vec<Effect> {
        if text.trim().is_empty() {
            self.notify(Notice::quiet("There is no text on the clipboard"));
            return Vec::new();
        }
        vec![self.read_text(TextRequest::pasted(text))]
    }

    /// Sets the statement of the suggestion dialog, and looks for its paragraphs.
    pub(super) fn set_statement(&mut self, statement: String) -> Vec<Effect> {
        self.suggest = Suggest::new(statement);
        self.request_suggestions()
    }

    /// Reads the previewed text again with another chapter or encoding.
    pub(super) fn set_read_options(&mut self, options: ReadOptions) -> Vec<Effect> {
        let Some(preview) = &self.preview else { return Vec::new() };
        let left_out = BTreeSet::new();
        vec![self.read_text(TextRequest { options, left_out, is_refresh: false, ..preview.request.clone() })]
    }

    /// Opens the previewed text as a copy in place of the edition's text, with the notes carried onto it.
    pub(super) fn open_beside(&mut self) -> Vec<Effect> {
        let Some(preview) = self.preview.take() else { return Vec::new() };
        let Preview { request, stage: Stage::Text(read) } = *preview else { return Vec::new() };
        if request.left_out != read.left_out {
            // The last choice has not been matched yet.
            self.dialog = None;
            return vec![self.read_text(TextRequest { skip_preview: true, is_refresh: false, ..request })];
        }
        let (copy, edition) = OwnCopy::from_text(*read, request.source);
        self.on_copy_loaded(copy, edition, false)
    }

    /// Leaves a paragraph of the previewed text out, or takes it in again, and matches the text again. One always stays.
    pub(super) fn leave_out(&mut self, at: usize, out: bool) -> Vec<Effect> {
        let Some(Preview { request, stage: Stage::Text(read) }) = self.preview.as_deref_mut() else {
            return Vec::new();
        };
        let count = read.imported.article.paragraphs.len();
        let changed = if out {
            at < count && request.left_out.len() + 1 < count && request.left_out.insert(at)
        } else {
            request.left_out.remove(&at)
        };
        if !changed {
            return Vec::new();
        }
        let request = TextRequest { is_refresh: true, ..request.clone() };
        vec![self.read_text(request)]
    }

    /// Opens a copy that was read or made from the preview.
    pub(super) fn on_copy_loaded(&mut self, mut copy: OwnCopy, edition: Edition, reopened: bool) -> Vec<Effect> {
        self.drop_notices_about(&[Subject::Opening]);
        if let Some(open) = self.copy.as_mut().filter(|open| open.key == copy.key && same_base(open, &copy)) {
            let name = open.source.name();
            self.dialog = None;
            let target = open.undo_target();
            if !open.is_changing_base() && open.adopt_left_out(&copy) {
                self.undo_order.push(target);
                self.notify(Notice::quiet(format!("{name} is open already; what is left out of it has changed")));
                return self.save_and_match();
            }
            self.notify(Notice::quiet(format!("{name} is open already")));
            return Vec::new();
        }
        let path = copy.edition_path.clone();
        let (previous, damage, name) = (copy.previous.take(), copy.damage.take(), copy.source.name());
        // A generation that no earlier copy had, so that a match still running for one is not accepted for this one.
        copy.set_first_generation((self.serial + 1) << 32);
        self.resume_steps(&mut copy);
        if reopened {
            // The program has just started: the place of the last run counts.
            self.swap_edition(Opened { edition, path }, Some(copy), false);
        } else {
            self.replace_edition(Opened { edition, path }, Some(copy));
        }
        self.dialog = None;
        self.review = Review::default();
        self.refresh_review();
        // At the start of the program the reader has opened nothing, and knows how the copy fits.
        if !reopened {
            self.report_match();
        }
        if let Some(previous) = previous {
            self.report_previous(&previous, &name);
        }
        if let Some(damage) = damage {
            self.notify(Notice::fault(damage));
        }
        self.save_copy().into_iter().chain([Effect::ScheduleSave, self.check()]).collect()
    }

    /// Tells the reader how many paragraphs are doubtful and how many notes are lost, and how to see them.
    fn report_match(&mut self) {
        let Some(copy) = &self.copy else { return };
        let (doubtful, certain) = (self.review.doubtful(), self.review.certain.len());
        let mut text = format!("Beside the notes: {}.", copy.source.name());
        match doubtful {
            0 => {}
            1 => text.push_str(" One place is doubtful."),
            n => text.push_str(&format!(" {n} places are doubtful.")),
        }
        let lost = copy.lost.len();
        match lost {
            0 if doubtful == 0 => text.push_str(" Every note stands at its paragraph."),
            0 => {}
            1 => text.push_str(" One note has no place in it."),
            n => text.push_str(&format!(" {n} notes have no place in it.")),
        }
        match certain {
            0 => {}
            _ if doubtful > 0 => {}
            1 => text.push_str(" In one place it has other words."),
            n => text.push_str(&format!(" In {n} places it has other words.")),
        }
        let mut notice = Notice::quiet(text).about(Subject::Text);
        if doubtful > 0 {
            notice = notice.offering(Command::Review, "Look at what is doubtful");
        } else if certain > 0 {
            notice = notice.offering(Command::Review, "Look at them");
        }
        if lost > 0 {
            notice = notice.offering(Command::Tray, "Notes without a place");
        }
        self.notify(notice);
    }

    /// Tells the reader which answers about a previous text of the file were carried over. If all of them were, the
    /// previous text leaves the recent list.
    fn report_previous(&mut self, previous: &PreviousText, name: &str) {
        let text = previous.message(name);
        if previous.dropped.is_empty() && !previous.is_unrelated {
            // The copy of another file stays a copy of that file.
            if !matches!(previous.change, TextChange::OtherSource(_)) {
                self.saved_state.forget(&previous.key);
            }
            self.notify(Notice::quiet(text).about(Subject::Text));
        } else {
            self.notify(Notice::fault(text));
        }
    }

    /// Closes the copy, and opens the edition's own text.
    pub(in crate::state) fn leave_copy(&mut self) -> Vec<Effect> {
        let Some(copy) = &self.copy else {
            self.notify(Notice::quiet("The edition's own text is open already").about(Subject::Text));
            return Vec::new();
        };
        let opened = Opened { edition: Edition::clone(&copy.latest().base), path: copy.edition_path.clone() };
        self.replace_edition(opened, None);
        self.refresh_review();
        vec![Effect::ScheduleSave, self.check()]
    }

    /// Links or unlinks paragraphs, and matches the copy again.
    pub(super) fn correct(&mut self, corrections: Vec<Correction>) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| !copy.is_changing_base()) else { return Vec::new() };
        let mut request = copy.latest().clone();
        for new in corrections {
            request.corrections.retain(|old| old.paragraphs() != new.paragraphs());
            request.corrections.push(new);
        }
        request.known = None;
        copy.answer(request);
        let target = copy.undo_target();
        self.undo_order.push(target);
        self.review.candidate = None;
        self.save_and_match()
    }

    /// Decides the places of phrases, and matches the copy again.
    pub(super) fn decide(&mut self, decisions: Vec<Decision>) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| !copy.is_changing_base()) else { return Vec::new() };
        let mut request = copy.latest().clone();
        for new in decisions {
            request.decisions.retain(|old| old.owner() != new.owner());
            request.decisions.push(new);
        }
        // The pairs do not depend on phrases, but are not known while another match is pending.
        if copy.pending.is_none() {
            request.known = Some(copy.pairs.clone());
        }
        copy.answer(request);
        let target = copy.undo_target();
        self.undo_order.push(target);
        self.review.candidate = None;
        self.save_and_match()
    }

    /// Undoes (`back`) or redoes the last correction or decision.
    pub(super) fn step_answer(&mut self, back: bool) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| copy.can_step(back) && !copy.is_changing_base()) else {
            let what = if back { "There is no answer to undo" } else { "There is no answer to give again" };
            self.notify(Notice::quiet(what).about(Subject::Text));
            return Vec::new();
        };
        let before = copy.latest().left_out.clone();
        copy.step(back);
        let answered = if back { "Your last answer was undone" } else { "Your last answer was given again" };
        let message = left_out_message(&before, &copy.latest().left_out).unwrap_or_else(|| answered.to_owned());
        self.review.candidate = None;
        let (other, words) = if back { (Command::Redo, "Redo") } else { (Command::Undo, "Undo") };
        self.notify(Notice::quiet(message).about(Subject::Text).offering(other, words));
        self.save_and_match()
    }

    /// Accepts the result of a match, unless a later one was requested.
    pub(super) fn on_matched(&mut self, generation: u64, matched: Matched) -> Vec<Effect> {
        let Some(mut copy) = self.copy.clone().filter(|copy| copy.generation == generation) else { return Vec::new() };
        let Some(edition) = copy.accept(generation, matched) else { return Vec::new() };
        let (path, dialog) = (self.path.clone(), self.dialog.clone());
        self.replace_edition(Opened { edition, path }, Some(copy));
        self.dialog = dialog;
        // A question from the list of certain phrases is followed by that list again.
        let (single, listed) = (self.review.single, self.review.from_list);
        self.refresh_review();
        if self.dialog == Some(Dialog::Review) {
            if listed && !self.review.certain.is_empty() {
                self.review.lists_certain = true;
            } else if single && !listed {
                // The review was opened for this paragraph alone.
                self.dialog = None;
                self.leave_review(None);
            }
            self.follow_question();
        }
        self.save_copy()
    }

    /// Asks for confirmation to forget the open copy.
    pub(in crate::state) fn ask_to_forget(&mut self) {
        if self.copy.is_some() {
            self.dialog = Some(Dialog::Forget);
        } else {
            self.notify(no_copy());
        }
    }

    /// Forgets the open copy, and opens the edition's own text.
    pub(super) fn forget_copy(&mut self) -> Vec<Effect> {
        self.dialog = None;
        let Some(copy) = &self.copy else { return Vec::new() };
        let opened = Opened { edition: Edition::clone(&copy.latest().base), path: copy.edition_path.clone() };
        let (name, is_file) = (copy.source.name(), copy.source.path().is_some());
        let keys: Vec<String> = copy.predecessors.iter().chain([&copy.key]).cloned().collect();
        self.replace_edition(opened, None);
        self.refresh_review();
        self.forget_closed(|closed| keys.contains(&closed.key));
        keys.iter().for_each(|key| self.saved_state.forget(key));
        let file_remains = if is_file { ". Your own file is as it was" } else { "" };
        self.notify(Notice::quiet(format!("The copy of {name} was forgotten{file_remains}")));
        vec![Effect::ForgetCopy(keys), Effect::ScheduleSave, self.check()]
    }

    /// Notes what is left out of the copy in its file.
    pub(super) fn on_copy_saved(&mut self, written: &LeftOutBase) {
        if let Some(copy) = &mut self.copy {
            copy.left_out_base.update(written);
        }
    }

    /// Cancels the match in progress. The copy stays as it was, and the answer that requested the match is withdrawn.
    pub(super) fn on_match_cancelled(&mut self, generation: u64) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| copy.generation == generation) else { return Vec::new() };
        let text = if copy.is_changing_base() {
            "Cancelled: the edition stays as it was when it was opened"
        } else {
            "Cancelled: your answer was taken back, and the copy is as it was"
        };
        let before = copy.step_counts();
        if !copy.cancel_request() {
            return Vec::new();
        }
        self.undo_order.set_counts(copy.undo_target(), before, copy.step_counts());
        self.notify(Notice::quiet(text).about(Subject::Text));
        self.save_copy()
    }

    /// Opens the review where it was left, or at the pair of a row, even if that is not doubtful.
    pub(in crate::state) fn review_row(&mut self, row: Option<usize>) {
        let Some(copy) = &self.copy else {
            let text = "Nothing to review: no copy of your own is open";
            self.notify(Notice::quiet(text).offering(Command::ReadOwnCopy, "Read your own copy…"));
            return;
        };
        let mut at = self.review.at;
        if let Some(row) = row {
            let Some(index) = row.checked_sub(1) else { return };
            let Some(pair) = copy.pairs.pairs.iter().position(|pair| pair.copy.contains(&index)) else { return };
            let question = Question::Pair(pair);
            at = self.review.questions.iter().position(|other| *other == question).unwrap_or_else(|| {
                self.review.questions.insert(0, question);
                self.review.single = true;
                0
            });
        }
        if self.review.questions.is_empty() && self.review.certain.is_empty() {
            self.notify(Notice::quiet("No place is doubtful").about(Subject::Text));
            return;
        }
        self.open_review();
        self.review.lists_certain = self.review.questions.is_empty();
        self.review_at(at);
    }

    /// Goes to a question.
    pub(super) fn review_at(&mut self, at: usize) {
        self.review.at = at.min(self.review.questions.len().saturating_sub(1));
        self.review.candidate = None;
        self.follow_question();
    }

    /// Opens the review at the phrase that a note answers.
    pub(super) fn review_note(&mut self, entry: NoteRef) {
        if let Some(at) = self.question_of_note(entry) {
            self.open_review();
            self.review_at(at);
        }
    }

    /// Tries another paragraph for the current question.
    pub(super) fn review_candidate(&mut self, candidate: Option<usize>) {
        self.review.candidate = candidate;
        self.follow_question();
    }

    /// Shows the list of the certain phrases, or the questions again.
    pub(super) fn list_certain(&mut self, shown: bool) {
        if self.review.from_list {
            self.refresh_review();
        }
        self.review.lists_certain = shown && !self.review.certain.is_empty();
        self.review.candidate = None;
        self.follow_question();
    }

    /// Shows a phrase of the list as a question, to be answered differently.
    pub(super) fn review_certain(&mut self, phrase: usize) {
        if !self.review.certain.iter().any(|place| place.phrase == phrase) {
            return;
        }
        self.review.questions.insert(0, Question::Phrase(phrase));
        (self.review.single, self.review.from_list, self.review.lists_certain) = (true, true, false);
        self.review_at(0);
    }

    /// Accepts all phrases that are certain, as one answer.
    pub(super) fn accept_certain(&mut self) -> Vec<Effect> {
        let decisions = self.certain_decisions();
        if decisions.is_empty() { Vec::new() } else { self.decide(decisions) }
    }

    /// Scrolls the text behind the review to the paragraph in question: to the top, which the dialog leaves free.
    fn follow_question(&mut self) {
        if let Some(paragraph) = self.paragraph_in_question().filter(|_| self.dialog == Some(Dialog::Review)) {
            self.reader.active = (paragraph + 1).min(self.row_count() - 1);
            self.reader.scroll = Some(ScrollRequest::ToRow(self.reader.active));
        }
    }

    /// Opens the list of notes without a place.
    pub(in crate::state) fn open_tray(&mut self) {
        match &self.copy {
            Some(copy) if !copy.lost.is_empty() => self.dialog = Some(Dialog::Tray),
            Some(_) => self.notify(Notice::quiet("Every note has a place in your copy").about(Subject::Text)),
            None => self.notify(Notice::quiet("Every note has its place: no copy of your own is open")),
        }
    }

    /// Opens the list of what was left out of the copy.
    pub(in crate::state) fn open_left_out(&mut self) {
        match &self.copy {
            Some(copy) if !copy.latest().left_out.is_empty() => self.dialog = Some(Dialog::LeftOut),
            Some(_) => self.notify(Notice::quiet("Nothing is left out of your copy").about(Subject::Text)),
            None => self.notify(no_copy()),
        }
    }

    /// Takes a paragraph that was left out of the copy in again, and matches the copy again.
    pub(super) fn take_in(&mut self, id: &ParagraphId) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| !copy.is_changing_base()) else { return Vec::new() };
        let Some(request) = copy.take_in(id) else { return Vec::new() };
        copy.answer(request);
        let target = copy.undo_target();
        self.undo_order.push(target);
        self.review.candidate = None;
        let message = format!("Taken in again as ¶{}", id.label());
        self.notify(Notice::quiet(message).about(Subject::Text).offering(Command::Undo, "Undo"));
        self.save_and_match()
    }

    /// Returns the paragraph that can be left out of the copy: the active one, unless it is the last that stands.
    fn paragraph_to_leave_out(&self) -> Option<&ParagraphId> {
        let copy = self.copy.as_ref().filter(|copy| !copy.is_changing_base())?;
        let id = &self.paragraph_of(self.reader.active)?.id;
        let standing = &copy.latest().article.paragraphs;
        (standing.len() > 1 && standing.iter().any(|paragraph| paragraph.id == *id)).then_some(id)
    }

    /// Returns whether the active paragraph can be left out of the copy.
    pub(in crate::state) fn can_leave_out(&self) -> bool {
        self.paragraph_to_leave_out().is_some()
    }

    /// Leaves the active paragraph out of the copy, and matches the copy again.
    pub(in crate::state) fn leave_paragraph_out(&mut self) -> Vec<Effect> {
        let id = self.paragraph_to_leave_out().cloned();
        let Some(copy) = &mut self.copy else {
            self.notify(no_copy());
            return Vec::new();
        };
        let Some((id, request)) = id.and_then(|id| copy.leave_out(&id).map(|request| (id, request))) else {
            let text = match self.reader.active {
                0 => "The title is no paragraph: choose one to leave out",
                _ => "This paragraph cannot be left out now",
            };
            self.notify(Notice::quiet(text).about(Subject::Text));
            return Vec::new();
        };
        copy.answer(request);
        let target = copy.undo_target();
        self.undo_order.push(target);
        self.review.candidate = None;
        let message = format!("¶{} is left out of your copy", id.label());
        self.notify(Notice::quiet(message).about(Subject::Text).offering(Command::Undo, "Undo"));
        self.save_and_match()
    }

    /// Matches the open copy with the reloaded edition.
    pub(super) fn on_base_loaded(&mut self, edition: Edition) -> Vec<Effect> {
        let Some(copy) = &mut self.copy else { return Vec::new() };
        if super::opening::has_same_content(&edition, &copy.latest().base) {
            return Vec::new();
        }
        let request = SavedCopy::of(copy).to_request(Arc::new(edition));
        copy.request_match(request);
        self.notify(Notice::quiet("The edition changed on disk and was read again").about(Subject::Text));
        let mut effects = self.match_copy();
        effects.extend(self.refresh_preview());
        effects
    }
}

/// Returns whether two copies belong to the same content of an edition.
fn same_base(one: &OwnCopy, other: &OwnCopy) -> bool {
    super::opening::has_same_content(&one.request.base, &other.request.base)
}

/// Returns what a step does to the paragraphs that are left out, if it does anything to them.
fn left_out_message(before: &[LeftOut], after: &[LeftOut]) -> Option<String> {
    let ids = |left_out: &[LeftOut]| left_out.iter().map(|left| left.paragraph.id.clone()).collect::<Vec<_>>();
    let (before, after) = (ids(before), ids(after));
    let only_in = |one: &[ParagraphId], other: &[ParagraphId]| {
        let other: HashSet<&ParagraphId> = other.iter().collect();
        one.iter().filter(|id| !other.contains(id)).cloned().collect::<Vec<_>>()
    };
    let (taken_in, left_out) = (only_in(&before, &after), only_in(&after, &before));
    match (taken_in.is_empty(), left_out.is_empty()) {
        (true, true) => None,
        (true, false) => Some("Left out again".to_owned()),
        (false, true) => Some("Taken in again".to_owned()),
        (false, false) => Some(format!("Taken in again: {}. Left out again: {}", named(&taken_in), named(&left_out))),
    }
}

/// Returns the paragraphs of a message: by their numbers if they are few.
fn named(ids: &[ParagraphId]) -> String {
    if ids.len() > MAX_NAMED {
        return format!("{} paragraphs", group_thousands(ids.len()));
    }
    ids.iter().map(|id| format!("¶{}", id.label())).collect::<Vec<_>>().join(", ")
}
