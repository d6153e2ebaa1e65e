//! A lesson before a class: begun, gone on with, left.

use crate::model::Plan;
use crate::state::presentation::{LessonSnapshot, Output, PageRequest, Presentation, RevealGroup, Screen, Stop, View};
use crate::state::{AppState, Dialog, Effect, Notice, PlanState, PresentationAction};

/// The size of the slide before a window has told its own, in its points.
const FIRST_CANVAS: [f32; 2] = [1280.0, 720.0];

impl AppState {
    /// Opens the plan of the lesson.
    pub(in crate::state) fn open_plan(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Plan);
        self.request_plan()
    }

    /// Changes the lesson under way, if there is one.
    pub(in crate::state) fn present(&mut self, change: impl FnOnce(&mut Presentation)) {
        if let Some(presentation) = &mut self.presentation {
            change(presentation);
        }
    }

    /// Whether the class looks at this window now, so that nothing of the presenter's may open over it.
    pub(in crate::state) fn audience_sees_window(&self) -> bool {
        self.presentation.as_ref().is_some_and(|p| p.view == View::Audience && p.output == Output::OneWindow)
    }

    /// Begins a lesson at the active row, or goes on with the one that was left.
    pub(in crate::state) fn begin_lesson(&mut self) -> Vec<Effect> {
        self.dialog = None;
        self.selection = None;
        if let Some(left) = self.left_lesson.take() {
            self.presentation = Some(left);
            self.notify(Notice::quiet("The lesson goes on where it was left"));
            // Read since then: it is older than what was left, if anything was done in that.
            self.resume_saved_lesson();
        } else {
            let stops = self.lesson_stops();
            let at = stops.iter().position(|stop| stop.row >= self.active).unwrap_or_default();
            let at = if self.plan.plan.steps.is_empty() { at } else { self.first_stop_here(&stops) };
            let mut presentation = Box::new(Presentation::new(stops, at, FIRST_CANVAS));
            presentation.speakers = self.shown.visible().collect();
            self.enter_stop(&mut presentation);
            self.presentation = Some(presentation);
            self.resume_saved_lesson();
        }
        self.request_plan()
    }

    /// What was revealed is covered and what was guessed is forgotten.
    pub(in crate::state) fn restart_lesson(&mut self) {
        let Some(old) = self.presentation.take() else { return };
        let mut presentation = Box::new(old.restarted(self.lesson_stops()));
        presentation.speakers = self.shown.visible().collect();
        self.enter_stop(&mut presentation);
        self.presentation = Some(presentation);
    }

    /// Hands the lesson over for keeping when it has changed, once it is known what was kept before.
    pub(super) fn save_lesson_if_changed(&mut self) -> Option<Effect> {
        // Before it is known what was kept, or when that waits to be gone on with, nothing is written over it.
        if self.plan.key.is_empty() || self.plan.waiting.is_some() || self.plan.locked {
            return None;
        }
        let kept = Box::new(self.lesson_snapshot()?);
        if self.plan.lesson.as_ref() == Some(&kept) {
            return None;
        }
        self.plan.lesson = Some(kept.clone());
        Some(Effect::SaveLesson(self.plan.key.clone(), kept))
    }

    /// The first place of the plan on the row where the reader is, else the plan's beginning.
    fn first_stop_here(&self, stops: &[Stop]) -> usize {
        stops.iter().position(|stop| stop.row == self.active).unwrap_or_default()
    }

    /// Goes on with the lesson that was read from the disk, if one waits and nothing was done in the new one.
    fn resume_saved_lesson(&mut self) {
        if self.presentation.is_none() {
            return;
        }
        let Some(kept) = self.plan.waiting.take().filter(|kept| kept.is_begun()) else { return };
        if self.lesson_snapshot().is_some_and(|now| now.is_begun()) {
            return;
        }
        let Some(mut presentation) = self.presentation.take() else { return };
        self.restore_lesson(&mut presentation, &kept);
        self.presentation = Some(presentation);
        self.notify(Notice::quiet(
            "The lesson goes on where it was left. “Restart the lesson” is among all commands (Ctrl+Shift+P).",
        ));
    }

    pub(in crate::state) fn leave_lesson(&mut self) {
        let Some(mut presentation) = self.presentation.take() else { return };
        presentation.black = false;
        presentation.frozen = None;
        presentation.pointer = None;
        self.scroll = Some(super::ScrollRequest::ToRow(self.active));
        self.left_lesson = Some(presentation);
    }

    /// Closes one thing: hands typed, a phrase alone, a black or a frozen screen, then the lesson.
    pub(super) fn close_lesson(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        let back = presentation.hands.take().is_some()
            || presentation.zoom.take().is_some()
            || std::mem::take(&mut presentation.black)
            || presentation.frozen.take().is_some();
        if !back {
            self.leave_lesson();
        }
    }

    /// Whether the plan of the open edition has been read, so that it can be changed.
    pub fn plan_is_read(&self) -> bool {
        self.plan.key == self.memory_key()
    }

    /// Asks for the plan of the open edition, unless it is there.
    fn request_plan(&mut self) -> Vec<Effect> {
        let key = self.memory_key();
        if self.plan.key == key { Vec::new() } else { vec![Effect::LoadPlan(key)] }
    }

    /// The plan was read: a lesson that has only begun follows it.
    pub(super) fn on_plan_loaded(
        &mut self,
        key: String,
        plan: Result<Option<Box<Plan>>, ReadError>,
        lesson: Result<Option<Box<LessonSnapshot>>, ReadError>,
    ) {
        if key != self.memory_key() {
            return;
        }
        let plan = match plan {
            Ok(plan) => plan.map_or_else(|| Plan::empty(&key), |plan| *plan).sanitized(),
            Err(fault) => {
                self.notify(Notice::fault(fault));
                Plan::empty(&key)
            }
        };
        self.replace_plan(key, plan);
        match lesson {
            Ok(lesson) => self.plan.waiting = lesson.filter(|kept| kept.is_begun()),
            Err(fault) => {
                self.plan.locked = true;
                self.notify(Notice::fault(fault));
            }
        }
        self.resume_saved_lesson();
        if !self.plan.faults.is_empty() {
            let text =
                format!("In the plan of this lesson: {}. Such a step is passed over.", self.plan.faults.join("; "));
            self.notify(Notice::fault(text));
        }
    }

    /// The plan was changed in the window.
    pub(super) fn set_plan(&mut self, plan: Plan) -> Vec<Effect> {
        let key = self.memory_key();
        self.replace_plan(key.clone(), plan.sanitized());
        vec![Effect::SavePlan(key, Box::new(self.plan.plan.clone()))]
    }

    fn replace_plan(&mut self, key: String, plan: Plan) {
        let faults = plan.faults(&self.edition);
        let old = std::mem::take(&mut self.plan);
        let same = old.key == key;
        let before = self.presentation.as_ref().map(|presentation| self.revealed_units(presentation));
        self.plan = PlanState { key, plan, faults, ..if same { old } else { PlanState::default() } };
        let stops = self.lesson_stops();
        if let Some(left) = &mut self.left_lesson {
            left.replace_stops(stops.clone());
        }
        let Some(mut presentation) = self.presentation.take() else { return };
        let here = presentation.stop();
        presentation.replace_stops(stops);
        // Where other replies come now than those that were revealed, all are covered again.
        for (stop, units) in before.unwrap_or_default() {
            if self.reveal_groups_at(&presentation, stop) != units {
                presentation.stages.remove(&stop);
            }
        }
        if presentation.stop() != here {
            self.enter_stop(&mut presentation);
        }
        self.presentation = Some(presentation);
    }

    fn revealed_units(&self, presentation: &Presentation) -> Vec<(Stop, Vec<RevealGroup>)> {
        presentation.revealed().map(|stop| (stop, self.reveal_groups_at(presentation, stop))).collect()
    }

    /// After an edition was taken up: a lesson on the same one goes on by the ids of what was revealed, as it was kept.
    pub(super) fn restore_lesson_after_reload(&mut self, again: bool, kept: Option<LessonSnapshot>) {
        let old = self.presentation.take().filter(|_| again);
        let left = self.left_lesson.take();
        if !again {
            self.plan = PlanState::default();
            return;
        }
        if left.is_some() {
            // Its rows may be others now: it is gone on with as it was kept, by ids.
            self.plan.waiting = self.plan.lesson.take();
        }
        self.plan.faults = self.plan.plan.faults(&self.edition);
        let (Some(old), Some(kept)) = (old, kept) else { return };
        let mut presentation = Box::new(old.restarted(self.lesson_stops()));
        self.restore_lesson(&mut presentation, &kept);
        self.presentation = Some(presentation);
    }

    /// The presenter and the class change screens; where there is only one, the way out is told.
    pub(in crate::state) fn swap_screens(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        match (presentation.output, presentation.screens.len()) {
            (Output::Screen(_), 2..) => presentation.swapped = !presentation.swapped,
            (_, 2..) => {
                let text = "The class looks at this window. Choose its screen under Room and screens (Ctrl+R) first.";
                self.notify(Notice::quiet(text));
            }
            _ => self.notify(Notice::quiet("There is one screen only: F6 shows what the class sees, and back")),
        }
    }

    /// Something about the lesson.
    pub(super) fn lesson(&mut self, action: PresentationAction) -> Vec<Effect> {
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
            PresentationAction::Time(now, clock) => self.present(|presentation| {
                presentation.now = now;
                presentation.clock = Some(clock);
                presentation.lesson.start(now);
            }),
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

    /// The desktop's screens are others: what stood on one that has gone comes back to a plain window.
    fn on_screens_changed(&mut self, screens: Vec<Screen>) {
        let Some(presentation) = &mut self.presentation else { return };
        // A screen is known by its name: its place in the list changes with what is plugged in.
        let name = |index: usize| presentation.screens.iter().find(|s| s.index == index).map(|s| s.name.clone());
        let now = match presentation.output {
            Output::Screen(index) => name(index).and_then(|name| screens.iter().find(|s| s.name == name)),
            Output::OneWindow | Output::PlainWindow => None,
        };
        let gone = matches!(presentation.output, Output::Screen(_)) && (now.is_none() || screens.len() < 2);
        let known = !presentation.screens.is_empty();
        if let Some(screen) = now {
            presentation.output = Output::Screen(screen.index);
        }
        presentation.screens = screens;
        if gone && known {
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

    /// Starts or stops the clock of the controversy's step, else that of the plan's.
    pub(in crate::state) fn toggle_timer(&mut self) {
        let now = self.now;
        match self.controversy_mut() {
            Some(controversy) => controversy.timer.toggle(now),
            None => self.step.toggle(now),
        }
    }

    /// Shows in one window the presenter's view or the audience's.
    pub(in crate::state) fn switch_view(&mut self) {
        self.view = match self.view {
            View::Presenter => View::Audience,
            View::Audience => View::Presenter,
        };
    }
}
