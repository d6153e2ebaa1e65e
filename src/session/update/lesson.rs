//! A lesson before a class: begun, gone on with, left.

use crate::model::{Activity, Plan};
use crate::session::project::{KeptLesson, Output, PageWish, Projection, Screen, Stop, Unit, View};
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

    /// Whether the class looks at this window now, so that nothing of the presenter's may open over it.
    pub(super) fn class_is_looking(&self) -> bool {
        self.project.as_ref().is_some_and(|p| p.view == View::Audience && p.output == Output::OneWindow)
    }

    /// Begins a lesson at the active row, or goes on with the one that was left.
    fn begin_lesson(&mut self) -> Vec<Effect> {
        self.overlay = None;
        self.selection = None;
        if let Some(left) = self.left_lesson.take() {
            self.project = Some(left);
            self.say(Notice::quiet("The lesson goes on where it was left"));
            // Read since then: it is older than what was left, if anything was done in that.
            self.go_on_with_waiting();
        } else {
            let stops = self.lesson_stops();
            let at = stops.iter().position(|stop| stop.row >= self.active).unwrap_or_default();
            let at = if self.plan.plan.steps.is_empty() { at } else { self.planned_at(&stops) };
            let mut project = Box::new(Projection::new(stops, at, FIRST_CANVAS));
            project.speakers = self.shown.visible().collect();
            self.arrive(&mut project);
            self.project = Some(project);
            self.go_on_with_waiting();
        }
        self.want_plan()
    }

    /// What was revealed is covered and what was guessed is forgotten.
    fn begin_anew(&mut self) {
        let Some(old) = self.project.take() else { return };
        let mut project = Box::new(old.begun_anew(self.lesson_stops()));
        project.speakers = self.shown.visible().collect();
        self.arrive(&mut project);
        self.project = Some(project);
    }

    /// Hands the lesson over for keeping when it has changed, once it is known what was kept before.
    pub(super) fn keep_lesson(&mut self) -> Option<Effect> {
        // Before it is known what was kept, or when that waits to be gone on with, nothing is written over it.
        if self.plan.key.is_empty() || self.plan.waiting.is_some() || self.plan.locked {
            return None;
        }
        let kept = Box::new(self.lesson_to_keep()?);
        if self.plan.lesson.as_ref() == Some(&kept) {
            return None;
        }
        self.plan.lesson = Some(kept.clone());
        Some(Effect::SaveLesson(self.plan.key.clone(), kept))
    }

    /// The first place of the plan on the row where the reader is, else the plan's beginning.
    fn planned_at(&self, stops: &[Stop]) -> usize {
        stops.iter().position(|stop| stop.row == self.active).unwrap_or_default()
    }

    /// Goes on with the lesson that was read from the disk, if one waits and nothing was done in the new one.
    fn go_on_with_waiting(&mut self) {
        if self.project.is_none() {
            return;
        }
        let Some(kept) = self.plan.waiting.take().filter(|kept| kept.is_begun()) else { return };
        if self.lesson_to_keep().is_some_and(|now| now.is_begun()) {
            return;
        }
        let Some(mut project) = self.project.take() else { return };
        self.restore_lesson(&mut project, &kept);
        self.project = Some(project);
        self.say(Notice::quiet(
            "The lesson goes on where it was left. “Begin the lesson anew” is among all commands (Ctrl+Shift+P).",
        ));
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

    /// Whether the plan of the open edition has been read, so that it can be changed.
    pub fn plan_is_read(&self) -> bool {
        self.plan.key == self.memory_key()
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
        lesson: Result<Option<Box<KeptLesson>>, String>,
    ) {
        if key != self.memory_key() {
            return;
        }
        let plan = match plan {
            Ok(plan) => plan.map_or_else(|| Plan::empty(&key), |plan| *plan).sanitized(),
            Err(fault) => {
                self.say(Notice::fault(fault));
                Plan::empty(&key)
            }
        };
        self.take_plan(key, plan);
        match lesson {
            Ok(lesson) => self.plan.waiting = lesson.filter(|kept| kept.is_begun()),
            Err(fault) => {
                self.plan.locked = true;
                self.say(Notice::fault(fault));
            }
        }
        self.go_on_with_waiting();
        if !self.plan.faults.is_empty() {
            let text =
                format!("In the plan of this lesson: {}. Such a step is passed over.", self.plan.faults.join("; "));
            self.say(Notice::fault(text));
        }
    }

    /// The plan was changed in the window.
    pub(super) fn plan_changed(&mut self, plan: Plan) -> Vec<Effect> {
        let key = self.memory_key();
        self.take_plan(key.clone(), plan.sanitized());
        vec![Effect::SavePlan(key, Box::new(self.plan.plan.clone()))]
    }

    fn take_plan(&mut self, key: String, plan: Plan) {
        let faults = plan.faults(&self.edition);
        let old = std::mem::take(&mut self.plan);
        let same = old.key == key;
        let before = self.project.as_ref().map(|project| self.revealed_units(project));
        self.plan = PlanOf { key, plan, faults, ..if same { old } else { PlanOf::default() } };
        let stops = self.lesson_stops();
        if let Some(left) = &mut self.left_lesson {
            left.follow(stops.clone());
        }
        let Some(mut project) = self.project.take() else { return };
        let here = project.stop();
        project.follow(stops);
        // Where other replies come now than those that were revealed, all are covered again.
        for (stop, units) in before.unwrap_or_default() {
            if self.units_of(&project, stop) != units {
                project.stages.remove(&stop);
            }
        }
        if project.stop() != here {
            self.arrive(&mut project);
        }
        self.project = Some(project);
    }

    fn revealed_units(&self, project: &Projection) -> Vec<(Stop, Vec<Unit>)> {
        project.revealed().map(|stop| (stop, self.units_of(project, stop))).collect()
    }

    /// After an edition was taken up: a lesson on the same one goes on by the ids of what was revealed, as it was kept.
    pub(super) fn lesson_after(&mut self, again: bool, kept: Option<KeptLesson>) {
        let old = self.project.take().filter(|_| again);
        let left = self.left_lesson.take();
        if !again {
            self.plan = PlanOf::default();
            return;
        }
        if left.is_some() {
            // Its rows may be others now: it is gone on with as it was kept, by ids.
            self.plan.waiting = self.plan.lesson.take();
        }
        self.plan.faults = self.plan.plan.faults(&self.edition);
        let (Some(old), Some(kept)) = (old, kept) else { return };
        let mut project = Box::new(old.begun_anew(self.lesson_stops()));
        self.restore_lesson(&mut project, &kept);
        self.project = Some(project);
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
            LessonAction::Erase => self.with_project(|project| {
                project.hands = project.hands.map(|hands| hands / 10).filter(|hands| *hands > 0);
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
            LessonAction::ScreenGone => self.screen_gone(),
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
            LessonAction::Typed { agree, text } => self.with_project(|project| {
                if let Some(controversy) = project.controversy_mut() {
                    controversy.typed(agree, &text);
                }
            }),
        }
        Vec::new()
    }

    /// The desktop's screens are others: what stood on one that has gone comes back to a plain window.
    fn screens_changed(&mut self, screens: Vec<Screen>) {
        let Some(project) = &mut self.project else { return };
        // A screen is known by its name: its place in the list changes with what is plugged in.
        let name = |index: usize| project.screens.iter().find(|s| s.index == index).map(|s| s.name.clone());
        let now = match project.output {
            Output::Screen(index) => name(index).and_then(|name| screens.iter().find(|s| s.name == name)),
            Output::OneWindow | Output::PlainWindow => None,
        };
        let gone = matches!(project.output, Output::Screen(_)) && (now.is_none() || screens.len() < 2);
        let known = !project.screens.is_empty();
        if let Some(screen) = now {
            project.output = Output::Screen(screen.index);
        }
        project.screens = screens;
        if gone && known {
            self.screen_gone();
        }
    }

    fn screen_gone(&mut self) {
        let Some(project) = self.project.as_mut().filter(|project| matches!(project.output, Output::Screen(_))) else {
            return;
        };
        project.output = Output::PlainWindow;
        project.swapped = false;
        self.say(Notice::fault(
            "The screen that the class looked at has gone. What it showed is in a window of its own now.",
        ));
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
            match project.controversy_mut() {
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
