//! The lesson: starting, resuming and leaving it, its plan and its screens.

use crate::model::Plan;
use crate::state::place::ReadBefore;
use crate::state::presentation::{
    EndedLesson, LessonSnapshot, Output, PageRequest, Presentation, RevealGroup, Screen, Stop, View,
};
use crate::state::{
    AppState, Command, Dialog, Effect, Notice, PlanState, PresentationAction, ReadError, ScrollRequest,
};

/// The size of the slide until a window reports its own, in logical pixels.
const DEFAULT_CANVAS: [f32; 2] = [1280.0, 720.0];

impl AppState {
    /// Opens the dialog for the plan of the lesson.
    pub(in crate::state) fn open_plan(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Plan);
        self.request_plan()
    }

    /// Changes the running lesson, if there is one.
    pub(in crate::state) fn present(&mut self, change: impl FnOnce(&mut Presentation)) {
        if let Some(presentation) = &mut self.presentation {
            change(presentation);
        }
    }

    /// Returns whether the audience sees this window, so that the presenter's dialogs must not open over it.
    pub(in crate::state) fn audience_sees_window(&self) -> bool {
        self.presentation.as_ref().is_some_and(|p| p.view == View::Audience && p.output == Output::OneWindow)
    }

    /// Starts a lesson at the active row, or resumes the one that was left.
    pub(in crate::state) fn begin_lesson(&mut self) -> Vec<Effect> {
        self.dialog = None;
        self.selection = None;
        self.read_before_lesson = Some(ReadBefore { active: self.active, scroll: self.scroll });
        if let Some(left) = self.left_lesson.take() {
            self.presentation = Some(left);
            let text = "The lesson goes on where it was left";
            self.notify(Notice::quiet(text).offering(Command::RestartLesson, "Restart it"));
            // A saved lesson that was loaded since then is older, and replaces this one only if nothing was done in it.
            self.resume_saved_lesson();
        } else {
            self.ended_lesson = None;
            let stops = self.lesson_stops();
            let at = stops.iter().position(|stop| stop.row >= self.active).unwrap_or_default();
            // Without a plan, the first stop from the active row on; with one, the stop at the active row.
            let at = if self.plan.plan.steps.is_empty() { at } else { self.planned_stop(&stops) };
            let mut presentation = Box::new(Presentation::new(stops, at, DEFAULT_CANVAS));
            presentation.speakers = self.shown.visible().collect();
            self.enter_stop(&mut presentation);
            self.presentation = Some(presentation);
            self.resume_saved_lesson();
        }
        self.request_plan()
    }

    /// Restarts the lesson: covers what was revealed, and forgets the guesses.
    pub(in crate::state) fn restart_lesson(&mut self) {
        let Some(old) = self.presentation.take() else { return };
        let mut presentation = Box::new(old.restarted(self.lesson_stops()));
        presentation.speakers = self.shown.visible().collect();
        self.enter_stop(&mut presentation);
        self.presentation = Some(presentation);
    }

    /// Returns the effect that saves the lesson, if it has changed and the saved one has been loaded.
    pub(super) fn save_lesson_if_changed(&mut self) -> Option<Effect> {
        // A saved lesson that is not loaded yet, or can still be resumed, must not be overwritten.
        if self.plan.key.is_empty() || self.plan.waiting.is_some() || self.plan.locked {
            return None;
        }
        let snapshot = Box::new(self.lesson_snapshot()?);
        if self.plan.lesson.as_ref() == Some(&snapshot) {
            return None;
        }
        self.plan.lesson = Some(snapshot.clone());
        Some(Effect::SaveLesson(self.plan.key.clone(), snapshot))
    }

    /// Returns the first stop of the plan at the active row, or the first of all.
    fn planned_stop(&self, stops: &[Stop]) -> usize {
        stops.iter().position(|stop| stop.row == self.active).unwrap_or_default()
    }

    /// Resumes the saved lesson, if there is one and nothing was done in the running one.
    fn resume_saved_lesson(&mut self) {
        if self.presentation.is_none() {
            return;
        }
        let Some(snapshot) = self.plan.waiting.take().filter(|snapshot| snapshot.is_begun()) else { return };
        if self.lesson_snapshot().is_some_and(|now| now.is_begun()) {
            return;
        }
        let Some(mut presentation) = self.presentation.take() else { return };
        self.restore_lesson(&mut presentation, &snapshot);
        self.presentation = Some(presentation);
        let text = "The lesson goes on where it was left";
        self.notify(Notice::quiet(text).offering(Command::RestartLesson, "Restart it"));
    }

    /// Leaves the lesson, which can be resumed, for the place that was being read when it was entered. If the lesson is
    /// at another row, a notice offers to go there.
    pub(in crate::state) fn leave_lesson(&mut self) {
        let Some(presentation) = self.close_presentation() else { return };
        let row = presentation.stop().row;
        self.left_lesson = Some(presentation);
        if row != self.active {
            let place = self.paragraph_of(row).map_or("the title".to_owned(), |p| format!("¶{}", p.id.label()));
            let text = format!("You are back where you were reading. The lesson is at {place}.");
            self.notify(Notice::quiet(text).offering(Command::LessonRow, "Go there"));
        }
    }

    /// Closes the view of the lesson, and restores what was being read before it.
    fn close_presentation(&mut self) -> Option<Box<Presentation>> {
        let mut presentation = self.presentation.take()?;
        presentation.black = false;
        presentation.frozen = None;
        presentation.pointer = None;
        presentation.pause();
        let before = self.read_before_lesson.take().unwrap_or(ReadBefore { active: self.active, scroll: None });
        self.active = before.active.min(self.row_count() - 1);
        self.scroll = before.scroll;
        Some(presentation)
    }

    /// Ends the lesson: the next one starts from the beginning. A notice offers to bring it back.
    pub(in crate::state) fn end_lesson(&mut self) -> Vec<Effect> {
        let snapshot = self.lesson_snapshot();
        let Some((presentation, snapshot)) = self.close_presentation().zip(snapshot) else { return Vec::new() };
        // The saved one is overwritten, so that it is not resumed after the next start.
        let blank = Box::new(snapshot.emptied());
        self.ended_lesson = Some(Box::new(EndedLesson { presentation, snapshot }));
        let text = "The lesson has ended. The next one starts from the beginning.";
        self.notify(Notice::quiet(text).offering(Command::ResumeLesson, "Bring it back"));
        if self.plan.key.is_empty() || self.plan.waiting.is_some() || self.plan.locked {
            return Vec::new();
        }
        self.plan.lesson = Some(blank.clone());
        vec![Effect::SaveLesson(self.plan.key.clone(), blank)]
    }

    /// Brings the lesson back that was ended, where it was.
    pub(in crate::state) fn resume_ended_lesson(&mut self) -> Vec<Effect> {
        let Some(ended) = self.ended_lesson.take() else { return Vec::new() };
        self.left_lesson = Some(ended.presentation);
        self.begin_lesson()
    }

    /// Returns whether a lesson was ended that can be brought back.
    pub(in crate::state) fn has_ended_lesson(&self) -> bool {
        self.ended_lesson.is_some()
    }

    /// Goes to the row of the lesson that was left.
    pub(in crate::state) fn go_to_lesson_row(&mut self) {
        let Some(row) = self.left_lesson.as_ref().map(|left| left.stop().row) else { return };
        self.jump(ScrollRequest::ToRow(row), row);
    }

    /// Handles Escape: discards the typed number of hands, else leaves a zoomed phrase, a black or a frozen screen,
    /// else the lesson.
    pub(super) fn close_lesson(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        let is_closed = presentation.hands.take().is_some()
            || presentation.zoom.take().is_some()
            || std::mem::take(&mut presentation.black)
            || presentation.frozen.take().is_some();
        if !is_closed {
            self.leave_lesson();
        }
    }

    /// Returns whether the plan of the open edition is loaded and can be changed.
    pub fn plan_is_read(&self) -> bool {
        self.plan.key == self.edition_key()
    }

    /// Requests the plan of the open edition, unless it is loaded.
    fn request_plan(&mut self) -> Vec<Effect> {
        let key = self.edition_key();
        if self.plan.key == key { Vec::new() } else { vec![Effect::LoadPlan(key)] }
    }

    /// Handles the plan and the saved lesson that were loaded. A lesson in which nothing was done follows them.
    pub(super) fn on_plan_loaded(
        &mut self,
        key: String,
        plan: Result<Option<Box<Plan>>, ReadError>,
        lesson: Result<Option<Box<LessonSnapshot>>, ReadError>,
    ) {
        if key != self.edition_key() {
            return;
        }
        let plan = match plan {
            Ok(plan) => plan.map_or_else(|| Plan::empty(&key), |plan| *plan).sanitized(),
            Err(error) => {
                self.notify(Notice::fault(error.to_string()));
                Plan::empty(&key)
            }
        };
        self.replace_plan(key, plan);
        match lesson {
            Ok(lesson) => self.plan.waiting = lesson.filter(|snapshot| snapshot.is_begun()),
            Err(error) => {
                self.plan.locked = true;
                self.notify(Notice::fault(error.to_string()));
            }
        }
        self.resume_saved_lesson();
        if !self.plan.faults.is_empty() {
            let text =
                format!("In the plan of this lesson: {}. Such a step is passed over.", self.plan.faults.join("; "));
            self.notify(Notice::fault(text));
        }
    }

    /// Replaces the plan with an edited one, and saves it.
    pub(super) fn set_plan(&mut self, plan: Plan) -> Vec<Effect> {
        let key = self.edition_key();
        self.replace_plan(key.clone(), plan.sanitized());
        vec![Effect::SavePlan(key, Box::new(self.plan.plan.clone()))]
    }

    fn replace_plan(&mut self, key: String, plan: Plan) {
        let faults = plan.faults(&self.edition);
        let old = std::mem::take(&mut self.plan);
        let is_same = old.key == key;
        let revealed = self.presentation.as_ref().map(|presentation| self.revealed_groups(presentation));
        self.plan = PlanState { key, plan, faults, ..if is_same { old } else { PlanState::default() } };
        let stops = self.lesson_stops();
        if let Some(left) = &mut self.left_lesson {
            left.replace_stops(stops.clone());
        }
        if let Some(ended) = &mut self.ended_lesson {
            ended.presentation.replace_stops(stops.clone());
        }
        let Some(mut presentation) = self.presentation.take() else { return };
        let stop_before = presentation.stop();
        presentation.replace_stops(stops);
        // A stop at which other replies come now than those that were revealed is covered again.
        for (stop, groups) in revealed.unwrap_or_default() {
            if self.reveal_groups_at(&presentation, stop) != groups {
                presentation.stages.remove(&stop);
            }
        }
        if presentation.stop() != stop_before {
            self.enter_stop(&mut presentation);
        }
        self.presentation = Some(presentation);
    }

    /// Returns the groups of replies at each stop where some were revealed.
    fn revealed_groups(&self, presentation: &Presentation) -> Vec<(Stop, Vec<RevealGroup>)> {
        presentation.revealed().map(|stop| (stop, self.reveal_groups_at(presentation, stop))).collect()
    }

    /// Updates the lesson after the edition was replaced. After a reload, it continues from the snapshot taken before,
    /// which lists the revealed replies by id; after another edition was opened, it ends.
    pub(super) fn refresh_lesson(&mut self, is_reload: bool, snapshot: Option<LessonSnapshot>) {
        let old = self.presentation.take().filter(|_| is_reload);
        let left = self.left_lesson.take();
        if !is_reload {
            self.plan = PlanState::default();
            (self.read_before_lesson, self.ended_lesson) = (None, None);
            return;
        }
        if left.is_some() {
            // Its row numbers may be outdated, so it is resumed from its snapshot.
            self.plan.waiting = self.plan.lesson.take();
        }
        self.plan.faults = self.plan.plan.faults(&self.edition);
        if let Some(EndedLesson { presentation, snapshot }) = self.ended_lesson.take().map(|ended| *ended) {
            let mut presentation = Box::new(presentation.restarted(self.lesson_stops()));
            self.restore_lesson(&mut presentation, &snapshot);
            self.ended_lesson = Some(Box::new(EndedLesson { presentation, snapshot }));
        }
        let (Some(old), Some(snapshot)) = (old, snapshot) else { return };
        let mut presentation = Box::new(old.restarted(self.lesson_stops()));
        self.restore_lesson(&mut presentation, &snapshot);
        self.presentation = Some(presentation);
    }

    /// Swaps the screens of the presenter and the audience, or tells the presenter why that is not possible.
    pub(in crate::state) fn swap_screens(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        match (presentation.output, presentation.screens.len()) {
            (Output::Screen(_), 2..) => presentation.swapped = !presentation.swapped,
            (_, 2..) => {
                let text = "The class looks at this window. Choose its screen first.";
                self.notify(Notice::quiet(text).offering(Command::Room, "Room and screens"));
            }
            _ => {
                let text = "There is one screen only, so it shows either your view or that of the class";
                self.notify(Notice::quiet(text).offering(Command::SwitchView, "Show the other view"));
            }
        }
    }

    pub(super) fn presentation_action(&mut self, action: PresentationAction) -> Vec<Effect> {
        match action {
            PresentationAction::TypeDigit(digit) => self.present(|presentation| {
                let typed = presentation.hands.unwrap_or_default().saturating_mul(10).saturating_add(u16::from(digit));
                presentation.hands = Some(typed.min(crate::state::presentation::guesses::MAX_HANDS));
            }),
            PresentationAction::EraseDigit => self.present(|presentation| {
                presentation.hands = presentation.hands.map(|hands| hands / 10).filter(|hands| *hands > 0);
            }),
            PresentationAction::CountHands(guess) => self.count_hands(guess),
            PresentationAction::Paged { stamp, pages, page } => self.on_slide_paged(stamp, pages, page),
            PresentationAction::MovePointer(at) => self.present(|presentation| presentation.pointer = at),
            PresentationAction::Time(now, clock) => self.present(|presentation| presentation.set_time(now, clock)),
            PresentationAction::ScreensChanged(screens) => self.on_screens_changed(screens),
            PresentationAction::ScreenRemoved => self.on_screen_removed(),
            PresentationAction::CanvasResized(size) => self.present(|presentation| {
                if size.iter().all(|side| side.is_finite() && *side >= 1.0) && presentation.canvas != size {
                    presentation.canvas = size;
                    presentation.invalidate_pages();
                }
            }),
            PresentationAction::SetOutput(output) => self.present(|presentation| {
                presentation.output = output;
                presentation.swapped = false;
                presentation.view = View::Presenter;
            }),
            PresentationAction::SetList { agree, text } => self.present(|presentation| {
                if let Some(controversy) = presentation.controversy_mut() {
                    controversy.set_list(agree, &text);
                }
            }),
        }
        Vec::new()
    }

    /// Updates the list of screens. If the screen of the audience was removed, a plain window replaces it.
    fn on_screens_changed(&mut self, screens: Vec<Screen>) {
        let Some(presentation) = &mut self.presentation else { return };
        // Screens are identified by name, since the indexes change when one is connected or removed.
        let name = |index: usize| presentation.screens.iter().find(|s| s.index == index).map(|s| s.name.clone());
        let current = match presentation.output {
            Output::Screen(index) => name(index).and_then(|name| screens.iter().find(|s| s.name == name)),
            Output::OneWindow | Output::PlainWindow => None,
        };
        let is_removed = matches!(presentation.output, Output::Screen(_)) && (current.is_none() || screens.len() < 2);
        let were_known = !presentation.screens.is_empty();
        if let Some(screen) = current {
            presentation.output = Output::Screen(screen.index);
        }
        presentation.screens = screens;
        if is_removed && were_known {
            self.on_screen_removed();
        }
    }

    fn on_screen_removed(&mut self) {
        let Some(presentation) =
            self.presentation.as_mut().filter(|presentation| matches!(presentation.output, Output::Screen(_)))
        else {
            return;
        };
        presentation.output = Output::PlainWindow;
        presentation.swapped = false;
        self.notify(Notice::fault(
            "The screen that the class looked at has gone. What it showed is in a window of its own now.",
        ));
    }
}

impl Presentation {
    pub(in crate::state) fn toggle_black(&mut self) {
        self.black = !self.black;
    }

    /// Shows the pointer in the middle of the slide, or hides it.
    pub(in crate::state) fn toggle_pointer(&mut self) {
        self.pointer = match self.pointer {
            Some(_) => None,
            None => Some([0.5, 0.5]),
        };
    }

    pub(in crate::state) fn toggle_results(&mut self) {
        self.results = !self.results;
        self.page = PageRequest::Number(0);
    }

    pub(in crate::state) fn toggle_terms(&mut self) {
        self.terms = !self.terms;
    }

    /// Starts or stops the clock of the controversy's phase, or else of the plan's step.
    pub(in crate::state) fn toggle_timer(&mut self) {
        let now = self.now;
        match self.controversy_mut() {
            Some(controversy) => controversy.timer.toggle(now),
            None => self.step.toggle(now),
        }
    }

    /// Switches between the presenter's and the audience's view in one window.
    pub(in crate::state) fn switch_view(&mut self) {
        self.view = match self.view {
            View::Presenter => View::Audience,
            View::Audience => View::Presenter,
        };
    }
}
