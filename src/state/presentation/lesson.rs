//! The lesson as a document: running, left or ended, with its plan, and what the presenter does in it.

use std::sync::Arc;

use crate::state::feature::{Outcome, Request, Shared};
use crate::state::undo_stack::UndoStack;
use crate::state::{Command, Dialog, Effect, Notice, PresentationAction, Subject};

use super::guesses::MAX_HANDS;
use super::plans::PlanStep;
use super::{
    EndedLesson, FrozenSlide, LessonQuestion, LessonSnapshot, Output, PageRequest, PlanState, Presentation, Screen,
    Script, Stop, Timer, View,
};

/// The size of the slide until a window reports its own, in logical pixels.
const DEFAULT_CANVAS: [f32; 2] = [1280.0, 720.0];

/// The lesson on the open text: the one that runs, or the one that was left or ended, and the plan.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// The lesson that runs, while the window projects.
    pub running: Option<Box<Presentation>>,
    /// The lesson that was left and can be resumed.
    pub left: Option<Box<Presentation>>,
    /// The lesson that was ended, until another one begins; it can be brought back.
    pub(in crate::state) ended: Option<Box<EndedLesson>>,
    /// The plans.
    pub plan: PlanState,
    /// What was changed in the plans since they were read.
    pub(super) plan_undo: UndoStack<PlanStep>,
    /// The row that was being read when the lesson was begun.
    begun_at: usize,
}

impl Lesson {
    /// Applies an action.
    pub fn update(&mut self, shared: &Shared<'_>, action: PresentationAction, out: &mut Outcome) {
        // The time arrives with every frame, and the pointer with every move: neither changes the slide or what is saved.
        let is_change = !matches!(action, PresentationAction::Time(..) | PresentationAction::MovePointer(_));
        if !is_change {
            self.apply(shared, action, out);
            return;
        }
        let stops_clock = matches!(action, PresentationAction::ToggleTimer);
        let running = self.running_step(shared).filter(|_| !stops_clock);
        self.apply(shared, action, out);
        if let Some((stop, clock)) = running
            && self.running_step(shared).is_none()
        {
            let name = match shared.paragraph_of(stop.row) {
                Some(paragraph) => format!("¶{}", paragraph.id.label()),
                None => "the title".to_owned(),
            };
            out.ask(Request::DropNotices(Subject::Clock));
            out.notify(Notice::quiet(format!("The clock of {name} has stopped: {clock}")).about(Subject::Clock));
        }
        self.refresh(shared, out);
    }

    /// Returns the current stop and what its clock says, if that runs.
    fn running_step(&self, shared: &Shared<'_>) -> Option<(Stop, String)> {
        let presentation = self.running.as_deref()?;
        let clock = self.script(*shared).step_clock(presentation);
        clock.is_running().then(|| (presentation.stop(), clock_words(clock, presentation.now)))
    }

    /// Returns what a lesson shows: the text with its replies, and the plan.
    pub fn script<'a>(&'a self, shared: Shared<'a>) -> Script<'a> {
        Script { shared, plan: &self.plan.plan }
    }

    /// Changes the running lesson, if there is one.
    fn present(&mut self, change: impl FnOnce(&mut Presentation)) {
        if let Some(presentation) = &mut self.running {
            change(presentation);
        }
    }

    /// Changes the running lesson by what it shows, if there is one.
    fn direct(&mut self, shared: &Shared<'_>, change: impl FnOnce(&Script<'_>, &mut Presentation)) {
        if let Some(presentation) = &mut self.running {
            change(&Script { shared: *shared, plan: &self.plan.plan }, presentation);
        }
    }

    #[allow(clippy::too_many_lines, reason = "a table: one arm for each action")]
    fn apply(&mut self, shared: &Shared<'_>, action: PresentationAction, out: &mut Outcome) {
        match action {
            PresentationAction::Begin { row, key } => self.begin(shared, row, key, out),
            PresentationAction::Restart => self.restart(shared),
            PresentationAction::RequestPlan(key) => self.request_plan(key, shared, out),
            PresentationAction::SetPlan { key, plan } => self.set_plan(shared, key, *plan, out),
            PresentationAction::Plan(action) => self.update_plans(shared, action, out),
            PresentationAction::CoverReply => self.direct(shared, |script, p| script.cover_reply(p)),
            PresentationAction::Press { forward } => self.direct(shared, |script, p| script.step_slide(p, forward)),
            PresentationAction::StepStop { forward } => self.direct(shared, |script, p| script.step_row(p, forward)),
            PresentationAction::GoToEnd { last } => self.direct(shared, |script, p| script.go_to_end(p, last)),
            PresentationAction::GoToRow(row) => self.direct(shared, |script, p| script.project_row(p, row)),
            PresentationAction::NextClaim => self.direct(shared, |script, p| script.next_claim(p)),
            PresentationAction::ChooseActivity(activity) => {
                self.direct(shared, |script, p| script.choose_activity(p, activity));
            }
            PresentationAction::ZoomNext => self.direct(shared, |script, p| script.zoom_next(p)),
            PresentationAction::ToggleBlack => self.present(|presentation| presentation.black = !presentation.black),
            PresentationAction::ToggleFreeze => self.present(|presentation| {
                let Presentation { slide, page, pointer, .. } = &*presentation;
                let now = FrozenSlide { slide: Arc::clone(slide), page: *page, pointer: *pointer };
                presentation.frozen = if presentation.frozen.is_some() { None } else { Some(now) };
            }),
            PresentationAction::TogglePointer => self.present(|presentation| {
                presentation.pointer = if presentation.pointer.is_some() { None } else { Some([0.5, 0.5]) };
            }),
            PresentationAction::ToggleResults => self.present(|presentation| {
                (presentation.results, presentation.page) = (!presentation.results, PageRequest::Number(0));
            }),
            PresentationAction::ToggleTerms => self.present(|presentation| presentation.terms = !presentation.terms),
            PresentationAction::ToggleTimer => self.direct(shared, |script, p| script.toggle_step_clock(p)),
            PresentationAction::ToggleLessonTimer => self.present(|p| p.lesson.toggle(p.now)),
            PresentationAction::ShowView(view) => self.present(|presentation| presentation.view = view),
            PresentationAction::SwapScreens => self.swap_screens(out),
            PresentationAction::TypeDigit(digit) => self.present(|presentation| {
                let typed = presentation.hands.unwrap_or_default().saturating_mul(10).saturating_add(u16::from(digit));
                presentation.hands = Some(typed.min(MAX_HANDS));
            }),
            PresentationAction::EraseDigit => self.present(|presentation| {
                presentation.hands = presentation.hands.map(|hands| hands / 10).filter(|hands| *hands > 0);
            }),
            PresentationAction::CountHands(guess) => self.direct(shared, |script, p| script.count_hands(p, guess)),
            PresentationAction::Paged { stamp, pages, page } => {
                self.present(|presentation| {
                    if presentation.stamp == stamp {
                        presentation.pages = Some(pages.max(1));
                        presentation.page = PageRequest::Number(page.min(pages.saturating_sub(1)));
                    }
                });
            }
            PresentationAction::InvalidatePages => self.present(Presentation::invalidate_pages),
            PresentationAction::MovePointer(at) => self.present(|presentation| presentation.pointer = at),
            PresentationAction::Time(now, clock) => self.present(|presentation| presentation.set_time(now, clock)),
            PresentationAction::ScreensChanged(screens) => self.on_screens_changed(screens, out),
            PresentationAction::ScreenRemoved => self.on_screen_removed(out),
            PresentationAction::CanvasResized(size) => self.present(|presentation| {
                if size.iter().all(|side| side.is_finite() && *side >= 1.0) && presentation.canvas != size {
                    presentation.canvas = size;
                    presentation.invalidate_pages();
                }
            }),
            PresentationAction::SetOutput(output) => self.present(|presentation| {
                presentation.output = output;
                presentation.swapped = false;
                presentation.view = presentation.safe_view();
            }),
            PresentationAction::SetList { agree, text } => self.present(|presentation| {
                if let Some(controversy) = presentation.controversy_mut() {
                    controversy.set_list(agree, &text);
                }
            }),
        }
    }

    /// Composes the slide again after a change, and saves the lesson if it has changed.
    pub(in crate::state) fn refresh(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        self.direct(shared, |script, presentation| script.refresh_slide(presentation));
        self.save_if_changed(shared, out);
    }

    /// Starts a lesson at a row, or resumes the one that was left. `key` is the name under which its plan is saved.
    fn begin(&mut self, shared: &Shared<'_>, row: usize, key: String, out: &mut Outcome) {
        self.begun_at = row;
        if let Some(mut left) = self.left.take() {
            left.view = left.safe_view();
            let was_left_at = left.stop().row;
            self.running = Some(left);
            notify_resumed((row, was_left_at), out);
            // A saved lesson that was loaded since then is older, and replaces this one only if nothing was done in it.
            self.resume_saved(shared, out);
        } else {
            self.ended = None;
            let script = self.script(*shared);
            let stops = script.stops();
            let at = match self.plan.plan.steps.is_empty() {
                // Without a plan, the first stop from the row on; with one, the stop at the row.
                true => stops.iter().position(|stop| stop.row >= row),
                false => stops.iter().position(|stop| stop.row == row),
            };
            let mut presentation = Box::new(Presentation::new(stops, at.unwrap_or_default(), DEFAULT_CANVAS));
            presentation.speakers = shared.shown.visible().collect();
            presentation.view = presentation.safe_view();
            script.enter_stop(&mut presentation);
            self.running = Some(presentation);
            self.resume_saved(shared, out);
        }
        self.request_plan(key, shared, out);
    }

    /// Restarts the lesson: covers what was revealed, and forgets the guesses.
    fn restart(&mut self, shared: &Shared<'_>) {
        let script = Script { shared: *shared, plan: &self.plan.plan };
        if let Some(presentation) = &mut self.running {
            presentation.restart(script.stops());
            presentation.speakers = shared.shown.visible().collect();
            script.enter_stop(presentation);
        }
    }

    /// Saves the lesson, if it has changed and the saved one has been loaded.
    fn save_if_changed(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        // A saved lesson that is not loaded yet, or can still be resumed, must not be overwritten.
        if !self.plan.is_writable() {
            return;
        }
        let Some(snapshot) = self.snapshot(shared).map(Box::new) else { return };
        if self.plan.lesson.as_ref() != Some(&snapshot) {
            self.plan.lesson = Some(snapshot.clone());
            out.perform(Effect::SaveLesson(self.plan.key.clone(), snapshot));
        }
    }

    /// Returns the saved form of the running lesson, if any.
    pub fn snapshot(&self, shared: &Shared<'_>) -> Option<LessonSnapshot> {
        Some(self.script(*shared).snapshot(self.running.as_ref()?))
    }

    /// Resumes the saved lesson, if there is one and nothing was done in the running one.
    pub(super) fn resume_saved(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        if self.running.is_none() {
            return;
        }
        let Some(snapshot) = self.plan.waiting.take().filter(|snapshot| snapshot.is_begun()) else { return };
        if self.snapshot(shared).is_some_and(|now| now.is_begun()) {
            return;
        }
        self.direct(shared, |script, presentation| script.restore(presentation, &snapshot));
        if let Some(presentation) = &self.running {
            notify_resumed((self.begun_at, presentation.stop().row), out);
        }
    }

    /// Leaves the lesson, which can be resumed. Returns its row, and the clocks that stopped in words, empty if none ran;
    /// `None` if no lesson runs.
    pub(in crate::state) fn leave(&mut self, shared: &Shared<'_>) -> Option<(usize, String)> {
        let (presentation, clocks) = self.close(shared)?;
        let row = presentation.stop().row;
        self.left = Some(presentation);
        Some((row, clocks))
    }

    /// Closes the view of the lesson and stops its clocks. Returns it with those that ran, in words.
    fn close(&mut self, shared: &Shared<'_>) -> Option<(Box<Presentation>, String)> {
        let step = self.running_step(shared).map(|(_, clock)| format!("step {clock}"));
        let mut presentation = self.running.take()?;
        let now = presentation.now;
        let lesson = presentation.lesson.is_running().then(|| format!("lesson {}", presentation.lesson.text(now)));
        let ran: Vec<String> = step.into_iter().chain(lesson).collect();
        let words = match ran.as_slice() {
            [] => String::new(),
            [one] => format!("Its clock has stopped: {one}."),
            several => format!("Its clocks have stopped: {}.", several.join(", ")),
        };
        presentation.stop_clocks();
        presentation.black = false;
        presentation.frozen = None;
        presentation.pointer = None;
        Some((presentation, words))
    }

    /// Ends the lesson: the next one starts from the beginning. Returns `false` if none runs.
    pub(in crate::state) fn end(&mut self, shared: &Shared<'_>, out: &mut Outcome) -> bool {
        let snapshot = self.snapshot(shared);
        let Some(((presentation, clocks), snapshot)) = self.close(shared).zip(snapshot) else { return false };
        // The saved one is overwritten, so that it is not resumed after the next start.
        let blank = Box::new(snapshot.emptied());
        self.ended = Some(Box::new(EndedLesson { presentation, snapshot }));
        let text = format!("The lesson has ended. The next one starts from the beginning. {clocks}");
        out.ask(Request::DropNotices(Subject::Clock));
        out.ask(Request::DropNotices(Subject::Lesson));
        out.notify(
            Notice::quiet(text.trim_end()).about(Subject::Lesson).offering(Command::ResumeLesson, "Bring it back"),
        );
        if self.plan.is_writable() {
            self.plan.lesson = Some(blank.clone());
            out.perform(Effect::SaveLesson(self.plan.key.clone(), blank));
        }
        true
    }

    /// Makes the lesson that was ended one that was left, so that it can be resumed. Returns `false` if there is none.
    pub(in crate::state) fn bring_back(&mut self) -> bool {
        let Some(ended) = self.ended.take() else { return false };
        self.left = Some(ended.presentation);
        true
    }

    /// Discards the typed number of hands, else leaves a zoomed phrase, a black or a frozen screen. Returns `false` if
    /// there was none of them.
    pub(in crate::state) fn close_topmost(&mut self) -> bool {
        self.running.as_mut().is_some_and(|presentation| {
            presentation.hands.take().is_some()
                || presentation.zoom.take().is_some()
                || std::mem::take(&mut presentation.black)
                || presentation.frozen.take().is_some()
        })
    }

    /// Updates the lesson after the edition was replaced. After a reload, it continues from the snapshot taken before,
    /// which lists the revealed replies by id; after another edition was opened, it ends.
    pub(in crate::state) fn on_edition_replaced(
        &mut self,
        shared: &Shared<'_>,
        is_reload: bool,
        snapshot: Option<LessonSnapshot>,
    ) {
        if !is_reload {
            *self = Self::default();
            return;
        }
        if self.left.take().is_some() {
            // Its row numbers may be outdated, so it is resumed from its snapshot.
            self.plan.waiting = self.plan.lesson.take();
        }
        self.plan.faults = self.plan.plan.faults(shared.edition);
        let script = Script { shared: *shared, plan: &self.plan.plan };
        if let Some(ended) = &mut self.ended {
            ended.presentation.restart(script.stops());
            script.restore(&mut ended.presentation, &ended.snapshot);
        }
        match (&mut self.running, snapshot) {
            (Some(presentation), Some(snapshot)) => {
                presentation.restart(script.stops());
                script.restore(presentation, &snapshot);
            }
            (running, _) => *running = None,
        }
    }

    /// Swaps the screens of the presenter and the audience, or tells the presenter why that is not possible.
    fn swap_screens(&mut self, out: &mut Outcome) {
        let Some(presentation) = &mut self.running else { return };
        match (presentation.output, presentation.screens.len()) {
            (Output::Screen(_), 2..) => presentation.swapped = !presentation.swapped,
            (_, 2..) => {
                let text = "The class looks at this window. Choose its screen first.";
                out.notify(Notice::quiet(text).offering(Command::Room, "Room and screens"));
            }
            _ => {
                let text = "There is one screen only, so it shows either your view or that of the class";
                out.notify(Notice::quiet(text).offering(Command::SwitchView, "Show the other view"));
            }
        }
    }

    /// Updates the list of screens. If the screen of the audience was removed, a plain window replaces it.
    fn on_screens_changed(&mut self, screens: Vec<Screen>, out: &mut Outcome) {
        let Some(presentation) = &mut self.running else { return };
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
        let was_seen = presentation.class_sees_window();
        presentation.screens = screens;
        // Before the first frame of a lesson, the screens are not known. Later, a second one uncovers nothing by itself.
        if was_seen != presentation.class_sees_window() && (!were_known || !was_seen) {
            presentation.view = presentation.safe_view();
            if presentation.view == View::Audience {
                out.ask(Request::CloseAnyDialog);
            }
        }
        if is_removed && were_known {
            self.on_screen_removed(out);
        }
    }

    fn on_screen_removed(&mut self, out: &mut Outcome) {
        let Some(presentation) =
            self.running.as_mut().filter(|presentation| matches!(presentation.output, Output::Screen(_)))
        else {
            return;
        };
        presentation.output = Output::PlainWindow;
        presentation.swapped = false;
        out.notify(Notice::fault(
            "The screen that the class looked at has gone. What it showed is in a window of its own now.",
        ));
    }
}

/// Returns what a clock says, in words: `2:13 left`.
fn clock_words(clock: &Timer, now: f64) -> String {
    match clock.remaining(now) {
        Some(left) if left >= 0.0 => format!("{} left", clock.text(now)),
        Some(_) => format!("{} over", clock.text(now)),
        None => clock.text(now),
    }
}

/// Says that the lesson was resumed, and asks where it goes on if something else than its row was being read.
fn notify_resumed((here, was_left_at): (usize, usize), out: &mut Outcome) {
    if here != was_left_at {
        out.open_dialog(Dialog::Lesson(LessonQuestion::Resume { here }));
    }
    let text = "The lesson goes on where it was left";
    out.ask(Request::DropNotices(Subject::Lesson));
    out.notify(Notice::quiet(text).about(Subject::Lesson).offering(Command::RestartLesson, "Restart it"));
}
