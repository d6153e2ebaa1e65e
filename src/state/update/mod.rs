//! The root of all changes of the state: applies actions, and moves the reader through the article.

/// Borrows what every feature may read, beside the feature that is changed. The copy has two of these things itself, so
/// they are held apart while that is changed.
macro_rules! shared {
    ($state:expr) => {
        shared!($state, $state.copy.base(&$state.edition), $state.copy.pairs().map(|pairs| &**pairs))
    };
    ($state:expr, $base:expr, $pairs:expr) => {
        $crate::state::feature::Shared {
            edition: &$state.edition,
            base: $base,
            path: $state.path.as_deref(),
            pairs: $pairs,
            rows: &$state.rows,
            shown: &$state.shown,
            dialog: $state.dialog.as_ref(),
            settings: &$state.settings,
            today: $state.today,
        }
    };
}

mod annotate;
mod annotation_target;
mod answer_block;
mod brief_screen;
mod copies;
mod cut;
mod entry_origin;
mod lesson;
mod opening;
mod other_text;
mod own_editions;
mod reading;
mod round_screen;
mod settings;
mod suggest;
mod undo;

pub(super) use settings::SizeSteps;

use super::export::{Export, FilePurpose};
use super::feature::{Outcome, Request, Shared};
use super::round::RoundAction;
use super::{Action, AppState, CopyAction, Dialog, Effect, Find, PresentationAction, Subject};

/// Applies an action to the state, and returns the effects for the platform to perform.
pub fn update(state: &mut AppState, action: Action) -> Vec<Effect> {
    let (dialog, last_notice, serial) = (state.dialog.clone(), state.last_notice, state.serial);
    let cited = state.cited_copy();
    let mut effects = apply(state, action);
    if state.dialog != dialog {
        // What is said together with the new one is about that.
        state.notices.retain(|notice| notice.subject != Some(Subject::Dialog) || notice.id > last_notice);
    }
    if state.serial != serial {
        // The slide shows the text that was open before.
        effects.extend(state.refresh_lesson());
    }
    state.follow_lesson();
    effects.extend(state.follow_citation(cited));
    effects.extend(state.count_pages());
    state.drop_stale_offers();
    state.replace_quiet_notices(last_notice);
    effects
}

#[allow(clippy::too_many_lines, reason = "a table: one arm for each action")]
fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => return state.command(command),
        Action::CommandOn(target, command) => return state.command_on(target, command),
        Action::TogglePerspective(perspective) => {
            state.shown.toggle(perspective);
            return state.perspectives_changed();
        }
        Action::ShowOnly(perspective) => {
            state.shown.show_only(perspective);
            return state.perspectives_changed();
        }
        Action::ShiftPerspective { perspective, earlier } => {
            state.shown.shift(perspective, earlier);
            return state.perspectives_changed();
        }
        Action::Reader(action) => return state.update_reader(action),
        Action::ShowSilence { row, perspective } => return state.show_silence(row, perspective),
        Action::ShowSources(entry) => state.show_sources_of(entry),
        Action::TypeCode(typed) => state.typed = typed,
        Action::ShowHiddenHits => return state.show_hidden_hits(),
        Action::GoToCode(code) => return state.go_to(&code),
        Action::ShowMode(mode) => return state.show_mode(mode),
        Action::OpenEdition(location) => return state.open_edition(location),
        Action::PathTyped(path) => return state.on_path_typed(path),
        Action::OpenPath(path) => {
            let target = state.open_target();
            return state.open_path(path, &target);
        }
        Action::Pasted(_) if state.lesson.running.is_some() => state.notify_lesson_is_running(),
        Action::FilePicked(purpose, path) => return state.on_file_picked(purpose, path),
        Action::NothingPicked { purpose, at_once } => state.on_nothing_picked(purpose, at_once),
        Action::RelatedFound { path, editions } => state.set_related_folders(path, editions),
        Action::Loaded(result) => return state.on_loaded(result, true),
        Action::Pasted(text) => return state.update_copy(CopyAction::Pasted(text)),
        Action::MakeEdition(title) => return state.make_edition(title),
        Action::KeepCopy { title, with_notes } => return state.keep_copy(title, with_notes),
        Action::RemoveEdition(path) => return state.remove_edition(path),
        Action::EditionRemoved { path, result } => return state.on_edition_removed(&path, result),
        Action::OpenCopy { edition, key } => return vec![Effect::LoadCopy { edition, key }],
        Action::ForgetCopy => return state.forget_copy(),
        Action::Copy(action) => return state.update_copy(action),
        Action::SetStatement(statement) => return state.set_statement(statement),
        Action::Suggested(serial, statement, answer)
            if serial == state.serial && statement == state.suggest.statement =>
        {
            state.suggest.answer = Some(answer);
        }
        Action::Suggested(..) => {}
        Action::SetHandout(chosen) => state.hand_out = chosen,
        Action::OpenDocumentDialog(what) => state.open_document_dialog(what),
        Action::SetDocument(chosen) => state.document = chosen,
        Action::SaveDocument => return state.save_document(),
        Action::PagesCounted { number, pages } => state.on_pages_counted(number, pages),
        Action::SaveHandout => {
            return vec![Effect::PickFile(FilePurpose::Save(Export::Handout(Box::new(state.handout_export()))))];
        }
        Action::Exported(name) if state.proposed_export().is_some_and(|export| export.file_name() == name) => {
            // Its path was typed, and need not be typed again.
            state.dialog.take_if(|dialog| *dialog == Dialog::OpenPath);
        }
        Action::Exported(_) => {}
        Action::ChangedOnDisk(path) => return state.on_folder_changed(path),
        Action::Reloaded { path, result } => return state.on_reloaded(&path, result),
        Action::Checked { serial, problems } => state.on_checked(serial, problems),
        Action::Presentation(action) => return state.update_lesson(action),
        Action::Annotations(action) => return state.update_annotations(action),
        Action::Brief(action) => return state.update_brief(action),
        Action::Write(text) => return state.write(text),
        Action::GoToAnnotation(id) => state.go_to_annotation(id),
        Action::Clock { now, wall, today } => {
            (state.wall, state.today) = (wall, today);
            return state.update_round(RoundAction::Time { now, wall });
        }
        Action::Round(action) => return state.update_round(action),
        Action::BeginRound(format) => return state.begin_round(format),
        Action::InsertEntry(id) => return state.insert_entry(id),
        Action::AddAnswerBlock { claim, side } => return state.add_answer_block(claim, side),
        Action::PlansLoaded { key, plans, lesson } => return state.on_plans_loaded(key, plans, lesson),
        Action::ConfirmLesson(question) => return state.confirm_lesson(question),
        Action::PlanChanged(plan) => {
            let key = state.edition_key();
            return state.update_lesson(PresentationAction::SetPlan { key, plan });
        }
        Action::StartPlannedLesson => return state.start_planned_lesson(),
        Action::Set(setting) => return state.set(setting),
        Action::CopyText(text) => return vec![Effect::Copy(text)],
        Action::OpenLink(url) => return state.open_link(url),
        Action::Dismiss(id) => state.notices.retain(|notice| notice.id != id),
        Action::Notify(notice) => state.notify(notice),
        Action::NeedScript(script) => {
            if state.scripts.insert(script) {
                return vec![Effect::LoadFace(script)];
            }
        }
        Action::FaceLoaded(script) => {
            state.faces.insert(script);
        }
        Action::ShowDialog(dialog) => {
            let dialog = dialog.or_else(|| state.dialog.as_ref().and_then(Dialog::underneath));
            let effects = state.close_annotation();
            state.copy.preview.take_if(|_| dialog != Some(Dialog::Preview));
            state.leave_review(dialog.as_ref());
            state.dialog = dialog;
            state.on_dialog_shown();
            return effects;
        }
        Action::CloseLegend => return state.close_legend(),
        Action::WindowPlaced(size, placement) => return state.on_window_placed(size, placement),
        Action::WindowFocused => return state.on_window_focused(),
        Action::SaveDue => {
            state.remember();
            return vec![Effect::SaveState(Box::new(state.saved_state.clone()))];
        }
    }
    Vec::new()
}

impl AppState {
    /// Runs updates of features, and does what they ask.
    pub(in crate::state) fn run(&mut self, update: impl FnOnce(&mut Self, &mut Outcome)) -> Vec<Effect> {
        let mut outcome = Outcome::default();
        update(self, &mut outcome);
        self.follow(outcome)
    }

    /// Does what a feature asks, and returns the effects.
    pub(in crate::state) fn follow(&mut self, outcome: Outcome) -> Vec<Effect> {
        let mut effects = Vec::new();
        for request in outcome.requests {
            match request {
                Request::Perform(effect) => effects.push(effect),
                Request::Notify(notice) => self.notify(notice),
                Request::DropNotices(subject) => self.drop_notices_about(&[subject]),
                Request::Set(setting) => effects.extend(self.set(setting)),
                Request::OpenDialog(Dialog::Review) => self.open_review(),
                Request::OpenDialog(dialog) => self.dialog = Some(dialog),
                Request::CloseDialog(dialog) => {
                    if self.dialog.take_if(|open| *open == dialog) == Some(Dialog::Review) {
                        self.leave_review(None);
                    }
                }
                Request::CloseAnyDialog => self.dialog = None,
                Request::RecordStep(target) => self.undo_order.push(target),
                Request::ForgetLastStep(target) => self.undo_order.forget_last(target),
                Request::ForgetSteps(target) => self.undo_order.forget(target),
                Request::SetStepCounts { target, before, after } => self.undo_order.set_counts(target, before, after),
                Request::OpenCopy(copy, edition) => effects.extend(self.on_copy_loaded(*copy, *edition, false)),
                Request::ReplaceText(edition) => self.on_copy_matched(*edition),
                Request::ShowBehindReview(row) => self.show_behind_review(row),
            }
        }
        effects
    }

    /// Borrows what every feature may read.
    pub fn shared(&self) -> Shared<'_> {
        shared!(self)
    }

    /// Opens the dialog that exports the current screen: the round, the brief or a handout of the article.
    pub(in crate::state) fn open_export(&mut self) -> Vec<Effect> {
        let dialog = match (self.round.open, self.brief.open) {
            (true, _) => Dialog::Round,
            (false, true) => Dialog::Brief,
            (false, false) => Dialog::HandOut,
        };
        // A handout has the rows of the plan.
        let effects = if dialog == Dialog::HandOut { self.request_plans() } else { Vec::new() };
        self.dialog = Some(dialog);
        effects
    }

    /// Handles Escape: closes the topmost dialog, selection or screen.
    pub(in crate::state) fn close_topmost(&mut self) -> Vec<Effect> {
        if self.lesson.running.is_some() && self.dialog.is_none() {
            return self.close_lesson();
        }
        self.close()
    }

    fn close(&mut self) -> Vec<Effect> {
        self.copy.preview = None;
        self.leave_review(None);
        let effects = self.close_annotation();
        if let Some(closed) = self.dialog.take() {
            self.dialog = closed.underneath();
            return effects;
        }
        // What is selected in the article behind the brief stays.
        let is_reading = !self.brief.open && !self.round.open;
        if is_reading && (self.reader.selection.take().is_some() || self.reader.lit_phrase.take().is_some()) {
            return effects;
        }
        if self.round.open {
            return self.close_round();
        }
        if self.brief.open {
            return self.close_brief();
        }
        // The search was begun over the card, which does not come back by itself.
        if !self.reader.find.query.is_empty() {
            self.reader.find = Find::default();
        } else if self.legend {
            return self.close_legend();
        } else {
            self.notices.pop();
        }
        effects
    }
}
