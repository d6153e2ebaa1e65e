//! The lesson in place of the text: entering and leaving it.

use crate::model::{ClaimId, ParagraphId, Plan};
use crate::state::presentation::{CarriedPlan, LessonQuestion, Output, PlansRead, Script, View};
use crate::state::{
    AppState, Command, Dialog, Effect, LessonSnapshot, Mode, Notice, PresentationAction, ReadError, ScrollRequest,
    Subject,
};

use super::other_text::index_in_copy;

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

    /// Opens the dialog for the plans of the lesson.
    pub(in crate::state) fn open_plan(&mut self) -> Vec<Effect> {
        self.dialog = Some(Dialog::Plan);
        self.lesson.end_plan_typing();
        self.request_plans()
    }

    /// Reads the plans of the open text, unless they are read.
    pub(in crate::state) fn request_plans(&mut self) -> Vec<Effect> {
        self.update_lesson(PresentationAction::RequestPlan(self.edition_key()))
    }

    /// Handles the plans and the saved lesson of a text that were read.
    pub(super) fn on_plans_loaded(
        &mut self,
        key: String,
        plans: PlansRead,
        lesson: Result<Option<Box<LessonSnapshot>>, ReadError>,
    ) -> Vec<Effect> {
        // Another text may be open by now.
        if key != self.edition_key() {
            return Vec::new();
        }
        let offered = self.carried(&plans.of_edition);
        let chosen = self.saved_state.editions.get(&key).and_then(|known| known.plan).unwrap_or(1);
        let read = (plans, offered, chosen);
        self.run(|state, out| state.lesson.on_plans_loaded(&shared!(state), key, read, lesson, out))
    }

    /// Places the plans of the edition again in the open copy, after its paragraphs were matched again.
    pub(super) fn carry_plans(&mut self) {
        let offered = self.carried(self.lesson.plans_of_edition());
        self.lesson.on_plans_carried(&shared!(self), offered);
    }

    /// Returns plans of the edition at their places in the open copy; none if no copy is open.
    fn carried(&self, plans: &[Plan]) -> Vec<CarriedPlan> {
        let Some(copy) = &self.copy.open else { return Vec::new() };
        let paragraph = |id: &ParagraphId| {
            let index = index_in_copy(copy, copy.request.base.paragraph_index(id)?, true)?;
            self.edition.paragraph(index).map(|paragraph| paragraph.id.clone())
        };
        let claim = |id: &ClaimId| {
            let (_, ours) = copy.claims.iter().find(|(theirs, _)| theirs == id)?;
            self.edition.claim(ours).map(|claim| (claim.id.clone(), claim.on.clone()))
        };
        let carried = |plan: &Plan| {
            let (plan, lost) = plan.carried(&copy.key, paragraph, claim);
            CarriedPlan { plan, lost }
        };
        plans.iter().map(carried).collect()
    }

    /// Returns whether the plan can start a lesson: the article is open, or the lesson runs already.
    pub fn can_start_planned_lesson(&self) -> bool {
        Command::Project.is_offered(self) || self.lesson.running.is_some()
    }

    /// Starts the planned lesson at its first row, or resumes the one that was left; a running one goes on.
    pub(super) fn start_planned_lesson(&mut self) -> Vec<Effect> {
        if !self.can_start_planned_lesson() {
            return Vec::new();
        }
        if self.lesson.running.is_some() {
            self.dialog = None;
            return Vec::new();
        }
        let row = self.lesson.first_planned_row(&self.shared()).unwrap_or(self.reader.active);
        self.begin_lesson_at(row)
    }

    /// Returns whether the audience sees this window, so that the presenter's dialogs must not open over it.
    pub(in crate::state) fn audience_sees_window(&self) -> bool {
        let running = self.lesson.running.as_ref();
        running.is_some_and(|p| p.view == View::Audience && p.output == Output::OneWindow)
    }

    /// Starts a lesson at the active row, or resumes the one that was left.
    pub(in crate::state) fn begin_lesson(&mut self) -> Vec<Effect> {
        self.begin_lesson_at(self.reader.active)
    }

    /// Starts a lesson at a row, or resumes the one that was left.
    fn begin_lesson_at(&mut self, row: usize) -> Vec<Effect> {
        self.dialog = None;
        self.reader.selection = None;
        self.read_before_lesson = Some((self.reader.active, self.reader.scroll));
        self.update_lesson(PresentationAction::Begin { row, key: self.edition_key() })
    }

    /// Asks a question about the running lesson.
    pub(in crate::state) fn ask_lesson(&mut self, question: LessonQuestion) {
        if self.lesson.running.is_some() {
            self.dialog = Some(Dialog::Lesson(question));
        }
    }

    /// Does what a question about the lesson asked about.
    pub(super) fn confirm_lesson(&mut self, question: LessonQuestion) -> Vec<Effect> {
        self.dialog.take_if(|dialog| matches!(dialog, Dialog::Lesson(_)));
        match question {
            LessonQuestion::ShowPresenter => self.update_lesson(PresentationAction::ShowView(View::Presenter)),
            LessonQuestion::Leave(mode) => {
                self.leave_lesson();
                if mode == self.mode() { Vec::new() } else { self.enter_mode(mode) }
            }
            LessonQuestion::End => self.end_lesson(),
            LessonQuestion::Quit => vec![Effect::Quit],
            LessonQuestion::Resume { here } => self.update_lesson(PresentationAction::GoToRow(here)),
        }
    }

    /// Quits, after a question while a lesson runs.
    pub(in crate::state) fn quit(&mut self) -> Vec<Effect> {
        if self.lesson.running.is_none() {
            return vec![Effect::Quit];
        }
        self.ask_lesson(LessonQuestion::Quit);
        Vec::new()
    }

    /// Shows the other view in this window. Where the class sees it, the presenter's comes only after a question.
    pub(in crate::state) fn switch_view(&mut self) -> Vec<Effect> {
        let Some(presentation) = &self.lesson.running else { return Vec::new() };
        match presentation.view {
            View::Presenter => self.update_lesson(PresentationAction::ShowView(View::Audience)),
            View::Audience if presentation.class_sees_window() => {
                self.ask_lesson(LessonQuestion::ShowPresenter);
                Vec::new()
            }
            View::Audience => self.update_lesson(PresentationAction::ShowView(View::Presenter)),
        }
    }

    /// Returns whether the running lesson has a revealed reply that can be covered again.
    pub(in crate::state) fn can_cover_reply(&self) -> bool {
        self.lesson.running.as_ref().is_some_and(|presentation| self.script().can_cover_reply(presentation))
    }

    /// Leaves the lesson, which can be resumed, for the place that was being read when it was entered. If the lesson is
    /// at another row, a notice offers to go there; it also says which clocks have stopped.
    fn leave_lesson(&mut self) {
        let Some((row, clocks)) = self.lesson.leave(&shared!(self)) else { return };
        self.restore_reading();
        self.drop_notices_about(&[Subject::Lesson, Subject::Clock]);
        if row != self.reader.active {
            let place = self.paragraph_of(row).map_or("the title".to_owned(), |p| format!("¶{}", p.id.label()));
            let text = format!("You are back where you were reading. The lesson is at {place}. {clocks}");
            let notice = Notice::quiet(text.trim_end()).about(Subject::Lesson);
            self.notify(notice.offering(Command::LessonRow, "Go there"));
        } else if !clocks.is_empty() {
            self.notify(Notice::quiet(format!("You have left the lesson. {clocks}")).about(Subject::Lesson));
        }
    }

    /// Restores what was being read before the lesson.
    fn restore_reading(&mut self) {
        let (active, scroll) = self.read_before_lesson.take().unwrap_or((self.reader.active, None));
        self.reader.active = active.min(self.row_count() - 1);
        self.reader.scroll = scroll;
    }

    /// Ends the lesson: the next one starts from the beginning. A notice offers to bring it back.
    fn end_lesson(&mut self) -> Vec<Effect> {
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
    /// else asks whether to leave the lesson.
    pub(super) fn close_lesson(&mut self) -> Vec<Effect> {
        if self.lesson.close_topmost() {
            return self.refresh_lesson();
        }
        self.ask_lesson(LessonQuestion::Leave(Mode::Read));
        Vec::new()
    }

    /// Returns whether the plan of the open edition is loaded and can be changed.
    pub fn plan_is_read(&self) -> bool {
        self.lesson.plan.key == self.edition_key()
    }
}
