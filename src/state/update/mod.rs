//! The one place where state changes.

mod copies;
mod debate;
mod lesson;
mod opening;
mod save;
mod setting;

use std::collections::BTreeSet;

use crate::model::Code;
use crate::model::rows::NoteRef;

use super::action::scroll_to;
use super::export::FilePurpose;
use super::round::RoundAction;
use super::{Action, AppState, Dialog, Effect, Find, Notice, Place, PresentationAction, REPLIES_AT_ONCE, Spot, ScrollRequest};

/// Carries out an action and returns what the outside world must do.
pub fn update(state: &mut AppState, action: Action) -> Vec<Effect> {
    // The time comes with every frame and the pointer with every move: neither changes what the slide holds.
    let passing = matches!(
        action,
        Action::Presentation(PresentationAction::Time(..) | PresentationAction::MovePointer(_))
            | Action::Round(RoundAction::Time { .. })
    );
    let mut effects = changed(state, action);
    if !passing {
        state.refresh_slide();
        effects.extend(state.save_lesson_if_changed());
    }
    effects
}

#[allow(clippy::too_many_lines, reason = "a table: one arm for each action")]
fn changed(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => return state.command(command),
        Action::TogglePerspective(perspective) => {
            state.shown.toggle(perspective);
            return state.perspectives_changed();
        }
        Action::ShiftPerspective { perspective, earlier } => {
            state.shown.shift(perspective, earlier);
            return state.perspectives_changed();
        }
        Action::Scroll(travel) => state.scroll = Some(travel.after(state.scroll)),
        Action::PlaceChanged { place, active } => return state.on_place_changed(place, active),
        Action::Activate(row) => state.active = row.min(state.row_count() - 1),
        Action::JumpTo(row) => state.jump(ScrollRequest::ToRow(row), row),
        Action::ToggleNote(entry) => toggle(&mut state.opened_notes, entry),
        Action::ToggleMore { row, perspective } => toggle(&mut state.opened_more, (row, perspective)),
        Action::ShowMore(row) => *state.more.entry(row).or_insert(REPLIES_AT_ONCE) += REPLIES_AT_ONCE,
        Action::HoverPhrase(lit) => state.hovered_phrase = lit,
        Action::ShowSources(entry) => state.dialog = Some(Dialog::Sources(entry)),
        Action::Select(selection) => state.selection = selection,
        Action::SelectTo(point) => {
            if let Some(selection) = &mut state.selection {
                selection.to = point;
            }
        }
        Action::SetQuery(query) => {
            state.find = Find::new(query);
            state.continue_search();
        }
        Action::GoToCode(code) => state.go_to(&code),
        Action::OpenPath(path) => {
            let target = state.open_target();
            return state.open_path(path, &target);
        }
        Action::Pasted(_) if state.presentation.is_some() => state.notify_lesson_is_running(),
        Action::FilePicked(purpose, path) => return state.on_file_picked(purpose, path),
        Action::NothingPicked { purpose, at_once } => state.on_nothing_picked(&purpose, at_once),
        Action::Loaded(result) => return state.on_loaded(result, true),
        Action::Pasted(text) => return state.pasted(&text),
        Action::SetReadOptions(wish) => return state.set_read_options(wish),
        Action::ReadBeside => return state.open_beside(),
        Action::MakeEdition(title) => return state.make_edition(title),
        Action::OpenCopy { edition, key } => return vec![Effect::LoadCopy { edition, key }],
        Action::Matched(serial, matched) => return state.on_matched(serial, *matched),
        Action::MatchCancelled(asked) => return state.on_match_cancelled(asked),
        Action::ForgetCopy => return state.forget_copy(),
        Action::Correct(corrections) => return state.correct(corrections),
        Action::Decide(decisions) => return state.decide(decisions),
        Action::ReviewAt(at) => state.review_at(at),
        Action::ReviewRow(row) => state.review_row(Some(row)),
        Action::ReviewNote(entry) => {
            if let Some(at) = state.question_of_note(entry) {
                state.dialog = Some(Dialog::Review);
                state.review_at(at);
            }
        }
        Action::ReviewCandidate(candidate) => state.review.candidate = candidate,
        Action::SetStatement(statement) => {
            return state.set_statement(statement);
        }
        Action::Suggested(serial, statement, answer)
            if serial == state.serial && statement == state.suggest.statement =>
        {
            state.suggest.answer = Some(answer);
        }
        Action::Suggested(..) => {}
        Action::SetHandout(chosen) => state.hand_out = chosen,
        Action::SaveHandout => {
            return vec![Effect::PickFile(FilePurpose::SaveHandout(Box::new(state.handout_job())))];
        }
        Action::SaveHandoutTo { path, overwrite } => {
            state.dialog.take_if(|dialog| *dialog == Dialog::HandOut);
            return vec![Effect::WriteHandout { job: state.handout_job(), path, overwrite }];
        }
        Action::ChangedOnDisk(path) => return state.on_folder_changed(path),
        Action::Reloaded { path, result } => return state.on_reloaded(&path, result),
        Action::Checked { serial, problems } => state.on_checked(serial, problems),
        Action::Presentation(action) => return state.lesson(action),
        Action::Annotations(action) => return state.layer_action(action),
        Action::Brief(action) => return state.brief_action(action),
        Action::Round(action) => return state.round_action(action),
        Action::AddAnswerBlock(claim) => return state.add_answer_block(claim),
        Action::PlanLoaded { key, plan, lesson } => state.on_plan_loaded(key, plan, lesson),
        Action::PlanChanged(plan) => return state.set_plan(*plan),
        Action::Set(setting) => return state.set(setting),
        Action::CopyText(text) => return vec![Effect::Copy(text)],
        Action::OpenLink(url) => return state.open_link(url),
        Action::Dismiss(index) if index < state.notices.len() => drop(state.notices.remove(index)),
        Action::Dismiss(_) => {}
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
            let left = state.close_annotation();
            state.preview.take_if(|_| dialog != Some(Dialog::Preview));
            state.leave_single_question(dialog.as_ref());
            state.dialog = dialog;
            return left;
        }
        Action::Resized(size) => {
            state.memory.window = Some(size);
            return vec![Effect::ScheduleSave];
        }
        Action::Tick => state.on_tick(),
        Action::WindowFocused => return state.on_window_focused(),
        Action::SaveDue => {
            state.remember();
            return vec![Effect::SaveState(Box::new(state.memory.clone()))];
        }
    }
    Vec::new()
}

impl AppState {
    /// Another window may have written the brief and the round while it had the focus: saving brings that in.
    fn on_window_focused(&self) -> Vec<Effect> {
        let mut effects = self.save_brief();
        effects.extend(self.save_round());
        if self.round.open {
            effects.push(Effect::ListRounds);
        }
        effects
    }

    pub(in crate::state) fn open_dialog(&mut self, dialog: Dialog) {
        self.dialog = Some(dialog);
    }

    pub(in crate::state) fn scroll(&mut self, travel: ScrollRequest) {
        self.scroll = Some(travel.after(self.scroll));
    }

    /// Opens or closes all replies of the active paragraph.
    pub(in crate::state) fn toggle_replies(&mut self) {
        toggle(&mut self.opened_rows, self.active);
        self.scroll = Some(ScrollRequest::ShowReplies(self.active));
    }

    /// Opens the field for a statement; one that was typed before is looked for again.
    pub(in crate::state) fn open_suggest(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Suggest);
        if self.suggest.answer.is_none() && !self.suggest.statement.is_empty() {
            return self.request_suggestions();
        }
        Vec::new()
    }

    /// Opens the dialog that prints or exports what is on the screen.
    pub(in crate::state) fn open_export(&mut self) {
        self.dialog = Some(match (self.round.open, self.brief.open) {
            (true, _) => Dialog::Round,
            (false, true) => Dialog::Brief,
            (false, false) => Dialog::HandOut,
        });
    }

    /// Escape: closes what is topmost.
    pub(in crate::state) fn close_topmost(&mut self) -> Vec<Effect> {
        if self.presentation.is_some() && self.dialog.is_none() {
            self.close_lesson();
            return Vec::new();
        }
        self.close()
    }

    pub(in crate::state) fn activate_row(&mut self, row: usize) {
        // What was selected elsewhere is not what the next key means.
        self.selection = None;
        self.active = row.min(self.row_count() - 1);
        self.scroll = Some(ScrollRequest::Show(self.active));
    }

    pub(in crate::state) fn jump(&mut self, travel: ScrollRequest, active: usize) {
        self.history.leave(self.place);
        self.scroll = Some(travel);
        self.active = active.min(self.row_count() - 1);
    }

    /// Jumps to a note with everything opened that stands between it and the eye.
    pub(super) fn jump_to_note(&mut self, row: usize, entry: NoteRef, character: usize) {
        let perspective = usize::from(entry.perspective);
        let same = |item: &super::Item<'_>| matches!(item, super::Item::Note { entry: other, .. } if *other == entry);
        let place = self.items_of(row, perspective).iter().position(same).unwrap_or(0);
        self.opened_notes.insert(entry);
        if place > 0 {
            self.opened_more.insert((row, perspective));
        }
        let most = self.more.get(&row).copied().unwrap_or(REPLIES_AT_ONCE);
        if place >= most {
            self.more.insert(row, place + REPLIES_AT_ONCE);
        }
        self.jump(scroll_to(row, super::Part::Note(entry), character), row);
    }

    /// Goes on with the search; a hit that was waited for is gone to.
    fn on_tick(&mut self) {
        self.continue_search();
        if let Some(forward) = self.find.wanted.take() {
            self.go_to_hit(forward);
        }
    }

    pub(in crate::state) fn go_in_history(&mut self, back: bool) {
        let place = if back { self.history.back(self.place) } else { self.history.forward(self.place) };
        match place {
            Some(place) => {
                // Layout 0 has the next frame find the line again, whatever the width is by now.
                let last = self.row_count() - 1;
                let spot = Spot { row: place.spot.row.min(last), ..place.spot };
                self.place = Place { row: place.row.min(last), layout: 0, spot, ..place };
                self.active = spot.row;
                self.scroll = None;
            }
            None => self.notify(Notice::quiet(if back { "Nothing to go back to" } else { "Nothing to go forward to" })),
        }
    }

    fn go_to(&mut self, typed: &str) {
        match Code::parse(typed, &self.edition, &self.rows) {
            Err(error) => self.notify(Notice::fault(sentence(&error.to_string()))),
            Ok(code) => {
                let row = code.paragraph.map_or(0, |p| p + 1);
                if self.presentation.is_some() {
                    self.dialog = None;
                    self.project_row(row);
                    return;
                }
                if let Some(perspective) = code.perspective
                    && !self.shown.is_visible(perspective)
                {
                    self.shown.toggle(perspective);
                }
                self.dialog = None;
                (self.brief.open, self.round.open) = (false, false);
                match code.note {
                    Some(entry) => self.jump_to_note(row, entry, 0),
                    None => self.jump(ScrollRequest::ToRow(row), row),
                }
            }
        }
    }

    pub(in crate::state) fn go_to_hit(&mut self, forward: bool) {
        match self.next_hit(forward) {
            Some(hit) => {
                if let super::Part::Note(entry) = hit.part {
                    self.jump_to_note(hit.row, entry, hit.character);
                } else {
                    self.jump(scroll_to(hit.row, hit.part, hit.character), hit.row);
                }
            }
            None if self.find.needle.is_empty() => self.dialog = Some(Dialog::Find),
            // Nothing so far: the first hit is gone to when it is found.
            None if self.is_searching() => self.find.wanted = Some(forward),
            None => self.notify(Notice::quiet(format!("“{}” was not found", self.find.query.trim()))),
        }
    }

    pub(in crate::state) fn show_sources(&mut self) {
        let entry = self.items(self.active).into_iter().find_map(|item| match item {
            super::Item::Note { entry, .. } | super::Item::Pointer { entry, .. } => Some(entry),
            _ => None,
        });
        match entry {
            Some(entry) => self.dialog = Some(Dialog::Sources(entry)),
            None => self.notify(Notice::quiet("No reply is shown on this paragraph")),
        }
    }

    pub(in crate::state) fn copy(&mut self) -> Vec<Effect> {
        let text = self.selected_text().unwrap_or_else(|| self.row_text(self.active));
        self.notify(Notice::quiet("Copied"));
        vec![Effect::Copy(text)]
    }

    fn close(&mut self) -> Vec<Effect> {
        self.preview = None;
        self.leave_single_question(None);
        let left = self.close_annotation();
        if self.dialog.take().is_some() || self.selection.take().is_some() {
            return left;
        }
        if self.round.open {
            return self.close_round();
        }
        if self.brief.open {
            return self.close_brief();
        }
        if self.find.query.is_empty() {
            self.notices.pop();
        } else {
            self.find = Find::default();
        }
        left
    }

    fn on_place_changed(&mut self, place: Place, active: Option<usize>) -> Vec<Effect> {
        let moved = place.spot != self.place.spot;
        self.place = place;
        self.scroll = None;
        if let Some(row) = active {
            self.active = row.min(self.row_count() - 1);
        }
        if moved { vec![Effect::ScheduleSave] } else { Vec::new() }
    }

    pub(in crate::state) fn perspectives_changed(&mut self) -> Vec<Effect> {
        // An end of the selection may have gone with its reply.
        self.selection = None;
        if !self.find.needle.is_empty() {
            self.find = Find::new(std::mem::take(&mut self.find.query));
            self.continue_search();
        }
        vec![Effect::ScheduleSave]
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if let Some(item) = set.replace(item) {
        set.remove(&item);
    }
}

/// A message as a sentence: its first letter is a capital.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
