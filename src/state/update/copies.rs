//! A text of the reader's own: previewed, set beside the edition, corrected, reviewed.

use std::sync::Arc;

use crate::import::ReadOptions;
use crate::model::{Correction, Decision, Edition};
use crate::state::{
    AppState, Command, Dialog, Effect, Matched, Notice, Opened, OwnCopy, Preview, PreviousText, Question, SavedCopy,
    Stage, Suggest, TextRequest, ScrollRequest,
};

impl AppState {
    /// A text was read: it is shown before anything is kept.
    pub(super) fn on_text_loaded(&mut self, preview: Preview) -> Vec<Effect> {
        if preview.request.is_refresh && self.preview.is_none() {
            return Vec::new();
        }
        self.dismiss_notice(&preview.request.source.failed());
        self.preview = Some(Box::new(preview));
        self.dialog = Some(Dialog::Preview);
        self.refresh_preview()
    }

    /// Reads a text beside the edition that is open now.
    fn read_text(&self, request: TextRequest) -> Effect {
        Effect::ReadText { request, base: self.text_base() }
    }

    /// Looks for the paragraphs that the typed statement answers.
    pub(super) fn request_suggestions(&self) -> Vec<Effect> {
        let statement = self.suggest.statement.clone();
        vec![Effect::Suggest { edition: Arc::clone(&self.edition), serial: self.serial, statement }]
    }

    /// Checks the open edition, without what a copy changes in it.
    pub fn check(&self) -> Effect {
        Effect::Check { edition: Arc::clone(self.base()), serial: self.serial }
    }

    /// Saves the open copy, if there is one.
    pub(super) fn save_copy(&self) -> Vec<Effect> {
        let Some(copy) = &self.copy else { return Vec::new() };
        vec![Effect::SaveCopy { key: copy.key.clone(), copy: Box::new(SavedCopy::of(copy)) }]
    }

    /// Carries the notes onto the open copy, if there is one, as its latest request says.
    fn match_copy(&self) -> Vec<Effect> {
        let Some(copy) = &self.copy else { return Vec::new() };
        vec![Effect::Match { request: Box::new(copy.latest().clone()), asked: copy.generation }]
    }

    fn save_and_match(&self) -> Vec<Effect> {
        self.save_copy().into_iter().chain(self.match_copy()).collect()
    }

    /// The text that is previewed is read anew when it stands beside an edition that has changed since.
    pub(super) fn refresh_preview(&self) -> Vec<Effect> {
        let Some(Preview { request: asked, stage: Stage::Text(read) }) = self.preview.as_deref() else {
            return Vec::new();
        };
        let (seen, now) = (&read.edition_match.edition, self.newest_base());
        if Arc::ptr_eq(seen, now) || super::opening::has_same_content(seen, now) {
            return Vec::new();
        }
        vec![self.read_text(TextRequest { is_refresh: true, ..asked.clone() })]
    }

    /// A text was pasted while nothing was being typed.
    pub(super) fn pasted(&mut self, text: &str) -> Vec<Effect> {
        if text.trim().is_empty() {
            self.notify(Notice::quiet("There is no text on the clipboard"));
            return Vec::new();
        }
        vec![self.read_text(TextRequest::pasted(text))]
    }

    /// A statement was typed, or read from a file.
    pub(super) fn set_statement(&mut self, statement: String) -> Vec<Effect> {
        self.suggest = Suggest::new(statement);
        self.request_suggestions()
    }

    /// Another chapter or encoding was chosen.
    pub(super) fn set_read_options(&mut self, wish: ReadOptions) -> Vec<Effect> {
        let Some(preview) = &self.preview else { return Vec::new() };
        vec![self.read_text(TextRequest { options: wish, is_refresh: false, ..preview.request.clone() })]
    }

    /// The previewed text takes the place of the edition's, with the notes carried onto it.
    pub(super) fn open_beside(&mut self) -> Vec<Effect> {
        let Some(preview) = self.preview.take() else { return Vec::new() };
        let Preview { request: asked, stage: Stage::Text(read) } = *preview else { return Vec::new() };
        let (copy, edition) = OwnCopy::from_text(*read, asked.source);
        self.on_copy_loaded(copy, edition)
    }

    /// The previewed text is to be an edition of its own.
    pub(super) fn make_edition(&mut self, title: String) -> Vec<Effect> {
        let Some(preview) = self.preview.take() else { return Vec::new() };
        self.dialog = None;
        match preview.stage {
            Stage::Text(read) => vec![Effect::MakeEdition { title, text: Box::new(read.imported) }],
            Stage::Chapters(_) | Stage::Encodings(_) => Vec::new(),
        }
    }

    /// A copy with its notes takes the place of what is open.
    pub(super) fn on_copy_loaded(&mut self, mut copy: OwnCopy, edition: Edition) -> Vec<Effect> {
        self.dismiss_notice(&copy.source.failed());
        if let Some(open) = self.copy.as_ref().filter(|open| open.key == copy.key && same_base(open, &copy)) {
            let name = open.source.name();
            self.dialog = None;
            self.notify(Notice::quiet(format!("{name} is open already")));
            return Vec::new();
        }
        let path = copy.edition_path.clone();
        let (earlier, damage, name) = (copy.previous.take(), copy.damage.take(), copy.source.name());
        // What is still being carried for another copy must not be taken for this one's.
        copy.generation = (self.serial + 1) << 32;
        self.replace_edition(Opened { edition, path }, Some(copy));
        self.dialog = None;
        self.refresh_review();
        self.report_match();
        if let Some(earlier) = earlier {
            self.report_previous(&earlier, &name);
        }
        if let Some(damage) = damage {
            self.notify(Notice::fault(damage));
        }
        self.save_copy().into_iter().chain([Effect::ScheduleSave, self.check()]).collect()
    }

    /// Says how many notes found their place, and where to look at the rest.
    fn report_match(&mut self) {
        let Some(copy) = &self.copy else { return };
        let doubtful = self.review.questions.iter().filter(|q| matches!(q, Question::Pair(_))).count();
        let mut text = format!("Beside the notes: {}.", copy.source.name());
        // The key that works: letters may be switched off, and others set.
        let key = |command: Command, always: &str| {
            let key = self.key_of(command);
            let letter = key.chars().count() == 1 && !self.settings.letter_keys;
            if letter { always.to_owned() } else { format!("press {key}") }
        };
        let (review, tray) = (key(Command::Review, "press F7"), key(Command::Tray, "they are listed in the menu"));
        match doubtful {
            0 => {}
            1 => text.push_str(&format!(" One paragraph is doubtful: {review} to look at it.")),
            n => text.push_str(&format!(" {n} paragraphs are doubtful: {review} to look at them.")),
        }
        match copy.lost.len() {
            0 if doubtful == 0 => text.push_str(" Every note stands at its paragraph."),
            0 => {}
            1 => text.push_str(&format!(" One note has no place in it: {tray}.")),
            n => text.push_str(&format!(" {n} notes have no place in it: {tray}.")),
        }
        self.notify(Notice::quiet(text));
    }

    /// Says what became of what the reader said about an earlier text of the file. When all of it is here, the earlier
    /// text leaves the recent list.
    fn report_previous(&mut self, earlier: &PreviousText, name: &str) {
        let text = earlier.message(name);
        if earlier.dropped.is_empty() && !earlier.is_unrelated {
            self.memory.forget(&earlier.key);
            self.notify(Notice::quiet(text));
        } else {
            self.notify(Notice::fault(text));
        }
    }

    /// Back to the edition's own text.
    pub(in crate::state) fn leave_copy(&mut self) -> Vec<Effect> {
        let Some(copy) = &self.copy else {
            self.notify(Notice::quiet("The edition's own text is open already"));
            return Vec::new();
        };
        let opened = Opened { edition: Edition::clone(&copy.latest().base), path: copy.edition_path.clone() };
        self.replace_edition(opened, None);
        self.refresh_review();
        vec![Effect::ScheduleSave, self.check()]
    }

    /// The reader made or refused pairs: the notes are carried anew.
    pub(super) fn correct(&mut self, corrections: Vec<Correction>) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| !copy.is_changing_base()) else { return Vec::new() };
        let mut wish = copy.latest().clone();
        for new in corrections {
            let same = |old: &Correction| places(*old) == places(new);
            wish.corrections.retain(|old| !same(old));
            wish.corrections.push(new);
        }
        wish.known = None;
        copy.answer(wish);
        self.undo_order.push(crate::state::undo_order::UndoTarget::Copy);
        self.review.candidate = None;
        self.save_and_match()
    }

    /// The reader decided about phrases.
    pub(super) fn decide(&mut self, decisions: Vec<Decision>) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| !copy.is_changing_base()) else { return Vec::new() };
        let mut wish = copy.latest().clone();
        for new in decisions {
            wish.decisions.retain(|old| old.owner() != new.owner());
            wish.decisions.push(new);
        }
        // Pairs do not depend on phrases; those that are still being found are not known yet.
        if copy.pending.is_none() {
            wish.known = Some(copy.pairs.clone());
        }
        copy.answer(wish);
        self.undo_order.push(crate::state::undo_order::UndoTarget::Copy);
        self.review.candidate = None;
        self.save_and_match()
    }

    /// The last answer about a place is undone, or given again.
    pub(super) fn step_answer(&mut self, back: bool) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| copy.can_step(back) && !copy.is_changing_base()) else {
            let what = if back { "There is no answer to undo" } else { "There is no answer to give again" };
            self.notify(Notice::quiet(what));
            return Vec::new();
        };
        copy.step(back);
        self.review.candidate = None;
        self.notify(Notice::quiet(if back {
            "Your last answer was undone. Ctrl+Shift+Z gives it again"
        } else {
            "Your last answer was given again"
        }));
        self.save_and_match()
    }

    /// The notes were carried anew; what was overtaken by another wish is dropped.
    pub(super) fn on_matched(&mut self, asked: u64, matched: Matched) -> Vec<Effect> {
        let Some(mut copy) = self.copy.clone().filter(|copy| copy.generation == asked) else { return Vec::new() };
        let Some(edition) = copy.accept(asked, matched) else { return Vec::new() };
        let (path, dialog) = (self.path.clone(), self.dialog.clone());
        self.replace_edition(Opened { edition, path }, Some(copy));
        self.dialog = dialog;
        let single = self.review.single;
        self.refresh_review();
        if self.dialog == Some(Dialog::Review) && single {
            // One paragraph was to be corrected, and it has been.
            self.dialog = None;
        }
        self.save_copy()
    }

    /// Opens the review: where it was left, or at the pair of a row, whether or not that is doubtful.
    pub(in crate::state) fn review_row(&mut self, row: Option<usize>) {
        let Some(copy) = &self.copy else {
            self.notify(Notice::quiet("Nothing to review: no copy of your own is open. Open one with Ctrl+O"));
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
        if self.review.questions.is_empty() {
            self.notify(Notice::quiet("No place is doubtful"));
            return;
        }
        self.dialog = Some(Dialog::Review);
        self.review_at(at);
    }

    /// Goes to a question; the text behind follows.
    pub(super) fn review_at(&mut self, at: usize) {
        self.review.at = at.min(self.review.questions.len().saturating_sub(1));
        self.review.candidate = None;
        let Some(copy) = &self.copy else { return };
        let paragraph = match self.review.question() {
            Some(Question::Pair(n)) => copy.pairs.pairs.get(n).and_then(|pair| pair.copy.first().copied()),
            Some(Question::Phrase(n)) => copy.phrases.get(n).and_then(|phrase| phrase.paragraph),
            None => None,
        };
        if let Some(paragraph) = paragraph {
            self.active = (paragraph + 1).min(self.row_count() - 1);
            self.scroll = Some(ScrollRequest::Show(self.active));
        }
    }

    /// Opens the tray of notes without a place.
    pub(in crate::state) fn open_tray(&mut self) {
        match &self.copy {
            Some(copy) if !copy.lost.is_empty() => self.dialog = Some(Dialog::Tray),
            Some(_) => self.notify(Notice::quiet("Every note has a place in your copy")),
            None => self.notify(Notice::quiet("Every note has its place: no copy of your own is open")),
        }
    }

    /// The edition under the open copy was read again.
    pub(super) fn on_base_loaded(&mut self, edition: Edition) -> Vec<Effect> {
        let Some(copy) = &mut self.copy else { return Vec::new() };
        if super::opening::has_same_content(&edition, &copy.latest().base) {
            return Vec::new();
        }
        let wish = SavedCopy::of(copy).to_request(Arc::new(edition));
        copy.request_match(wish);
        self.notify(Notice::quiet("The edition changed on disk and was read again"));
        let mut effects = self.match_copy();
        effects.extend(self.refresh_preview());
        effects
    }
}

fn same_base(one: &OwnCopy, other: &OwnCopy) -> bool {
    super::opening::has_same_content(&one.request.base, &other.request.base)
}

fn places(correction: Correction) -> (usize, usize) {
    match correction {
        Correction::Linked { copy, edition } | Correction::Unlinked { copy, edition } => (copy, edition),
    }
}
