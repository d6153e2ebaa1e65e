//! The lesson in place of the text: entering and leaving it.

use crate::state::presentation::{Output, Script, View};
use crate::state::{AppState, Command, Dialog, Effect, Notice, PresentationAction, ScrollRequest, Subject};

impl AppState {
    /// Applies an action to the lesson, and performs what it asks of the rest.
    pub(in crate::state) fn update_lesson(&mut self, action: PresentationAction) -> Vec<Effect> {
        self.run(|state, out| state.lesson.update(&shared!(state), action, out))
    }

    /// Makes the row of the running lesson the active one.
    pub(super) fn follow_lesson(&mut self) {
        if let Some(presentation) = &self.lesson.running {
            self.reader.active = presentation.stop().row.min(self.row_count() - 1);
        }
    }

    /// Composes the slide of the running lesson again, after the text has changed.
    pub(super) fn refresh_lesson(&mut self) -> Vec<Effect> {
        self.run(|state, out| state.lesson.refresh(&shared!(state), out))
    }

    /// Returns what a lesson shows: the text with its replies, and the plan.
    pub fn script(&self) -> Script<'_> {
        self.lesson.script(self.shared())
    }

    /// Opens the dialog for the plan of the lesson.
    pub(in crate::state) fn open_plan(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Plan);
        self.update_lesson(PresentationAction::RequestPlan(self.edition_key()))
    }

    /// Returns whether the audience sees this window, so that the presenter's dialogs must not open over it.
    pub(in crate::state) fn audience_sees_window(&self) -> bool {
        let running = self.lesson.running.as_ref();
        running.is_some_and(|p| p.view == View::Audience && p.output == Output::OneWindow)
    }

    /// Starts a lesson at the active row, or resumes the one that was left.
    pub(in crate::state) fn begin_lesson(&mut self) -> Vec<Effect> {
        self.dialog = None;
        self.reader.selection = None;
        self.read_before_lesson = Some((self.reader.active, self.reader.scroll));
        self.update_lesson(PresentationAction::Begin { row: self.reader.active, key: self.edition_key() })
    }

    /// Leaves the lesson, which can be resumed, for the place that was being read when it was entered. If the lesson is
    /// at another row, a notice offers to go there.
    pub(in crate::state) fn leave_lesson(&mut self) {
        let Some(row) = self.lesson.leave() else { return };
        self.restore_reading();
        self.drop_notices_about(&[Subject::Lesson]);
        if row != self.reader.active {
            let place = self.paragraph_of(row).map_or("the title".to_owned(), |p| format!("¶{}", p.id.label()));
            let text = format!("You are back where you were reading. The lesson is at {place}.");
            self.notify(Notice::quiet(text).about(Subject::Lesson).offering(Command::LessonRow, "Go there"));
        }
    }

    /// Restores what was being read before the lesson.
    fn restore_reading(&mut self) {
        let (active, scroll) = self.read_before_lesson.take().unwrap_or((self.reader.active, None));
        self.reader.active = active.min(self.row_count() - 1);
        self.reader.scroll = scroll;
    }

    /// Ends the lesson: the next one starts from the beginning. A notice offers to bring it back.
    pub(in crate::state) fn end_lesson(&mut self) -> Vec<Effect> {
        self.run(|state, out| {
            if state.lesson.end(&shared!(state), out) {
                state.restore_reading();
            }
        })
    }

    /// Brings the lesson back that was ended, where it was.
    pub(in crate::state) fn resume_ended_lesson(&mut self) -> Vec<Effect> {
        if self.lesson.bring_back() { self.begin_lesson() } else { Vec::new() }
    }

    /// Goes to the row of the lesson that was left.
    pub(in crate::state) fn go_to_lesson_row(&mut self) {
        let Some(row) = self.lesson.left.as_ref().map(|left| left.stop().row) else { return };
        self.jump(ScrollRequest::ToRow(row), row);
    }

    /// Handles Escape: discards the typed number of hands, else leaves a zoomed phrase, a black or a frozen screen,
    /// else the lesson.
    pub(super) fn close_lesson(&mut self) -> Vec<Effect> {
        if self.lesson.close_topmost() {
            return self.refresh_lesson();
        }
        self.leave_lesson();
        Vec::new()
    }

    /// Returns whether the plan of the open edition is loaded and can be changed.
    pub fn plan_is_read(&self) -> bool {
        self.lesson.plan.key == self.edition_key()
    }
}
