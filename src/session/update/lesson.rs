//! A lesson before a class: begun, gone on with, left.

use crate::model::{Activity, Plan};
use crate::session::project::{KeptLesson, Output, PageWish, Projection, Screen, View};
use crate::session::{Command, Effect, LessonAction, Notice, Overlay, PlanOf, Projector, Session, Setting};

/// The size of the slide before a window has told its own, in its points.
const FIRST_CANVAS: [f32; 2] = [1280.0, 720.0];

impl Session {
    /// A command of the lesson; those of reading and of everywhere are handled elsewhere.
    pub(super) fn lesson_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Project => return self.begin_lesson(),
            Command::LeaveProject => self.leave_lesson(),
            Command::Reveal | Command::Cover => self.turn(command == Command::Reveal),
            Command::NextStop | Command::PreviousStop => self.turn_row(command == Command::NextStop),
            Command::FirstStop | Command::LastStop => self.turn_to_end(command == Command::LastStop),
            Command::NextClaim => self.next_claim(),
            Command::Zoom => self.zoom_on(),
            Command::Freeze => self.freeze(),
            Command::Predict => self.choose_activity(Activity::Predict),
            Command::Blind => self.choose_activity(Activity::Blind),
            Command::Controversy => self.choose_activity(Activity::Controversy),
            Command::ProjectorTheme => {
                let other = match self.settings.projector {
                    Projector::Light => Projector::Dark,
                    Projector::Dark => Projector::Light,
                };
                return self.set(Setting::Projector(other));
            }
            Command::Room => self.overlay = Some(Overlay::Room),
            Command::Plan => {
                self.overlay = Some(Overlay::Plan);
                return self.want_plan();
            }
            Command::SwapScreens => self.swap_screens(),
            Command::BeginAnew => self.begin_anew(),
            other => self.with_project(|project| switch(project, other)),
        }
        Vec::new()
    }

    fn with_project(&mut self, change: impl FnOnce(&mut Projection)) {
        if let Some(project) = &mut self.project {
            change(project);
        }
    }

    /// Begins a lesson at the active row, or goes on with the one that was left.
    fn begin_lesson(&mut self) -> Vec<Effect> {
        self.overlay = None;
        self.selection = None;
        if let Some(left) = self.left_lesson.take() {
            self.project = Some(left);
            self.say(Notice::quiet("The lesson goes on where it was left"));
        } else {
            let stops = self.lesson_stops();
            let at = stops.iter().position(|stop| stop.row >= self.active).unwrap_or_default();
            let mut project = Box::new(Projection::new(stops, at, FIRST_CANVAS));
            self.arrive(&mut project);
            self.project = Some(project);
        }
        self.want_plan()
    }

    /// What was revealed is covered and what was guessed is forgotten.
    fn begin_anew(&mut self) {
        let Some(old) = self.project.take() else { return };
        let mut project = Box::new(Projection::new(self.lesson_stops(), 0, old.canvas));
        (project.output, project.screens, project.swapped) = (old.output, old.screens, old.swapped);
        self.arrive(&mut project);
        self.project = Some(project);
    }

    /// Hands the lesson over for keeping when it has changed, once it is known what was kept before.
    pub(super) fn keep_lesson(&mut self) -> Option<Effect> {
        if self.plan.key.is_empty() {
            return None;
        }
        let kept = Box::new(self.lesson_to_keep()?);
        if self.plan.lesson.as_ref() == Some(&kept) {
            return None;
        }
        self.plan.lesson = Some(kept.clone());
        Some(Effect::SaveLesson(self.plan.key.clone(), kept))
    }

    fn leave_lesson(&mut self) {
        let Some(mut project) = self.project.take() else { return };
        project.black = false;
        project.frozen = None;
        project.pointer = None;
        self.travel = Some(super::Travel::ToRow(self.active));
        self.left_lesson = Some(project);
    }

    /// Closes one thing: hands typed, a phrase alone, a black or a frozen screen, then the lesson.
    pub(super) fn close_lesson(&mut self) {
        let Some(project) = &mut self.project else { return };
        let back = project.hands.take().is_some()
            || project.zoom.take().is_some()
            || std::mem::take(&mut project.black)
            || project.frozen.take().is_some();
        if !back {
            self.leave_lesson();
        }
    }

    /// Asks for the plan of the open edition, unless it is there.
    fn want_plan(&mut self) -> Vec<Effect> {
        let key = self.memory_key();
        if self.plan.key == key { Vec::new() } else { vec![Effect::LoadPlan(key)] }
    }

    /// The plan was read: a lesson that has only begun follows it.
    pub(super) fn plan_came(
        &mut self,
        key: String,
        plan: Result<Option<Box<Plan>>, String>,
        lesson: Option<Box<KeptLesson>>,
    ) {
        if key != self.memory_key() {
            return;
        }
        let plan = match plan {
            Ok(plan) => plan.map_or_else(|| Plan::empty(&key), |plan| *plan).held_to_bounds(),
            Err(fault) => {
                self.say(Notice::fault(fault));
                Plan::empty(&key)
            }
        };
        self.take_plan(key, plan);
        if let Some(kept) = lesson.filter(|kept| kept.is_begun())
            && let Some(mut project) = self.project.take()
        {
            self.restore_lesson(&mut project, &kept);
            self.project = Some(project);
            self.say(Notice::quiet("The lesson goes on where it was left. To begin it anew: Ctrl+Shift+N"));
        }
        if !self.plan.faults.is_empty() {
            let text =
                format!("In the plan of this lesson: {}. Such a step is passed over.", self.plan.faults.join("; "));
            self.say(Notice::fault(text));
        }
    }

    /// The plan was changed in the window.
    pub(super) fn plan_changed(&mut self, plan: Plan) -> Vec<Effect> {
        let key = self.memory_key();
        self.take_plan(key.clone(), plan.held_to_bounds());
        vec![Effect::SavePlan(key, Box::new(self.plan.plan.clone()))]
    }

    fn take_plan(&mut self, key: String, plan: Plan) {
        let faults = plan.faults(&self.edition);
        let lesson = self.plan.lesson.take();
        self.plan = PlanOf { key, lesson, plan, faults };
        let stops = self.lesson_stops();
        let row = self.active;
        for project in [self.project.as_mut(), self.left_lesson.as_mut()].into_iter().flatten() {
            project.follow(stops.clone(), row);
        }
        if let Some(mut project) = self.project.take() {
            self.arrive(&mut project);
            self.project = Some(project);
        }
    }

    /// After an edition was taken up: a lesson on the same one goes on, on its rows as they are now.
    pub(super) fn lesson_after(&mut self, again: bool) {
        if !again {
            (self.project, self.left_lesson, self.plan) = (None, None, PlanOf::default());
            return;
        }
        let (key, plan) = (self.plan.key.clone(), std::mem::take(&mut self.plan.plan));
        if self.project.is_some() || self.left_lesson.is_some() || !key.is_empty() {
            self.take_plan(key, plan);
        }
    }

    /// The presenter and the class change screens; where there is only one, the way out is told.
    fn swap_screens(&mut self) {
        let Some(project) = &mut self.project else { return };
        match (project.output, project.screens.len()) {
            (Output::Screen(_), 2..) => project.swapped = !project.swapped,
            (_, 2..) => {
                let text = "The class looks at this window. Choose its screen under Room and screens (Ctrl+R) first.";
                self.say(Notice::quiet(text));
            }
            _ => self.say(Notice::quiet("There is one screen only: F6 shows what the class sees, and back")),
        }
    }

    /// Something about the lesson.
    pub(super) fn lesson(&mut self, action: LessonAction) -> Vec<Effect> {
        match action {
            LessonAction::Digit(digit) => self.with_project(|project| {
                let typed = project.hands.unwrap_or_default().saturating_mul(10).saturating_add(u16::from(digit));
                project.hands = Some(typed.min(crate::session::project::guesses::MOST_HANDS));
            }),
            LessonAction::Guess(guess) => self.count_hands(guess),
            LessonAction::Paged { stamp, pages, page } => self.paged(stamp, pages, page),
            LessonAction::Point(at) => self.with_project(|project| project.pointer = at),
            LessonAction::Time(now, clock) => self.with_project(|project| {
                project.now = now;
                project.clock = Some(clock);
                project.lesson.start(now);
            }),
            LessonAction::Screens(screens) => self.screens_changed(screens),
            LessonAction::Canvas(size) => self.with_project(|project| {
                if size.iter().all(|side| side.is_finite() && *side >= 1.0) && project.canvas != size {
                    project.canvas = size;
                    project.relaid();
                }
            }),
            LessonAction::Output(output) => self.with_project(|project| {
                project.output = output;
                project.swapped = false;
                project.view = View::Presenter;
            }),
            LessonAction::Row(row) => self.project_row(row),
            LessonAction::Typed { agree, text } => self.with_project(|project| {
                if let Some(controversy) = &mut project.controversy {
                    controversy.typed(agree, &text);
                }
            }),
        }
        Vec::new()
    }

    /// The desktop's screens are others: what stood on one that has gone comes back to a plain window.
    fn screens_changed(&mut self, screens: Vec<Screen>) {
        let Some(project) = &mut self.project else { return };
        let gone = matches!(project.output, Output::Screen(index) if screens.iter().all(|s| s.index != index))
            || (matches!(project.output, Output::Screen(_)) && screens.len() < 2);
        let known = !project.screens.is_empty();
        project.screens = screens;
        if gone && known {
            project.output = Output::PlainWindow;
            project.swapped = false;
            self.say(Notice::fault(
                "The screen that the class looked at has gone. What it showed is in a window of its own now.",
            ));
        }
    }
}

/// Commands that turn one thing on or off.
fn switch(project: &mut Projection, command: Command) {
    match command {
        Command::Black => project.black = !project.black,
        Command::Pointer => {
            project.pointer = match project.pointer {
                Some(_) => None,
                None => Some([0.5, 0.5]),
            }
        }
        Command::Results => {
            project.results = !project.results;
            project.page = PageWish::Number(0);
        }
        Command::Terms => project.terms = !project.terms,
        Command::StepTimer => {
            let now = project.now;
            match &mut project.controversy {
                Some(controversy) => controversy.timer.toggle(now),
                None => project.step.toggle(now),
            }
        }
        Command::SwitchView => {
            project.view = match project.view {
                View::Presenter => View::Audience,
                View::Audience => View::Presenter,
            }
        }
        _ => {}
    }
}
