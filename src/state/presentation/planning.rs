//! The plans of a lesson: reading, choosing, changing and saving them.

use std::sync::Arc;

use crate::model::{Plan, counted};
use crate::state::feature::{Outcome, Request, Shared};
use crate::state::undo_stack::{UndoStack, UndoStep as _};
use crate::state::{Effect, Notice, ReadError, Subject};
use crate::storage::plan_key;

use super::plans::{PlanField, PlanStep};
use super::{
    CarriedPlan, Lesson, LessonSnapshot, NumberedPlan, PlanAction, PlanList, PlanState, PlansRead, Presentation,
    RevealGroup, Script, Stop,
};

impl Lesson {
    /// Reads the plans saved under a name, unless they are loaded.
    pub(super) fn request_plan(&self, key: String, shared: &Shared<'_>, out: &mut Outcome) {
        if self.plan.key != key {
            let edition = shared.pairs.map(|_| shared.base.id().to_owned());
            out.perform(Effect::LoadPlans { key, edition });
        }
    }

    /// Handles the plans and the saved lesson that were loaded. A lesson in which nothing was done follows them. `chosen` is
    /// the number of the plan that was chosen last, and `offered` has the plans of the edition for the open copy.
    pub(in crate::state) fn on_plans_loaded(
        &mut self,
        shared: &Shared<'_>,
        key: String,
        (read, offered, chosen): (PlansRead, Vec<CarriedPlan>, u32),
        lesson: Result<Option<Box<LessonSnapshot>>, ReadError>,
        out: &mut Outcome,
    ) {
        let mut state = PlanState { offered, of_edition: read.of_edition, ..PlanState::default() };
        let mut plans = Vec::new();
        for (number, plan) in read.plans {
            match plan {
                Ok(plan) => plans.push(NumberedPlan { number, plan: Arc::new(plan.sanitized()) }),
                Err(error) => {
                    state.unreadable.insert(number);
                    out.notify(Notice::fault(error.to_string()));
                }
            }
        }
        state.saved = plans.iter().map(|plan| plan.number).collect();
        state.came_along = plans.is_empty() && state.unreadable.is_empty() && !state.offered.is_empty();
        if state.came_along {
            plans = numbered(&state.offered);
        }
        state.plans = PlanList::new(&key, plans, chosen, &state.unreadable);
        let old = std::mem::take(&mut self.plan);
        if old.key == key {
            (state.lesson, state.waiting, state.locked) = (old.lesson, old.waiting, old.locked);
        }
        self.plan_undo = UndoStack::default();
        self.adopt_plans(shared, PlanState { key, ..state }, &old.plan);
        match lesson {
            Ok(lesson) => self.plan.waiting = lesson.filter(|snapshot| snapshot.is_begun()),
            Err(error) => {
                self.plan.locked = true;
                out.notify(Notice::fault(error.to_string()));
            }
        }
        self.resume_saved(shared, out);
        self.report_plan(out);
        self.refresh(shared, out);
    }

    /// Says what of the chosen plan has no place in the open text, and that it came along.
    fn report_plan(&self, out: &mut Outcome) {
        let PlanState { plan, plans, faults, came_along, .. } = &self.plan;
        if !faults.is_empty() {
            let text = format!("In the plan of this lesson: {}. Such a step is passed over.", faults.join("; "));
            out.notify(Notice::fault(text));
        }
        let lost = self.plan.left_behind();
        if !*came_along || (plan.is_blank() && lost.is_empty()) {
            return;
        }
        let name = plans.chosen_plan().map(NumberedPlan::shown_name).unwrap_or_default();
        let rows = counted(plan.steps.len(), "row");
        let text = format!("The edition's plan “{name}” has come along to your copy, with {rows}");
        out.ask(Request::DropNotices(Subject::Plan));
        out.notify(match lost {
            [] => Notice::quiet(text).about(Subject::Plan),
            lost => Notice::fault(format!("{text}. In your copy, {}.", lost.join("; "))).about(Subject::Plan),
        });
    }

    /// Places the plans of the edition again in the reader's copy, after its paragraphs were matched again.
    pub(in crate::state) fn on_plans_carried(&mut self, shared: &Shared<'_>, offered: Vec<CarriedPlan>) {
        let mut state = PlanState { offered, ..self.plan.clone() };
        if !state.came_along || state.offered == self.plan.offered {
            self.plan = state;
            return;
        }
        let chosen = state.plans.chosen();
        state.plans = PlanList::new(&state.key, numbered(&state.offered), chosen, &state.unreadable);
        let old = std::mem::take(&mut self.plan.plan);
        self.adopt_plans(shared, state, &old);
    }

    /// Returns the plans of the edition as they are there, while a copy of the reader's is open.
    pub(in crate::state) fn plans_of_edition(&self) -> &[Plan] {
        &self.plan.of_edition
    }

    /// Replaces the chosen plan with an edited one.
    pub(super) fn set_plan(&mut self, shared: &Shared<'_>, key: String, plan: Plan, out: &mut Outcome) {
        if self.plan.key != key {
            self.plan = PlanState { key, plan: std::mem::take(&mut self.plan.plan), ..PlanState::default() };
            self.plan_undo = UndoStack::default();
        }
        self.change_plans(shared, out, |plans, _| plans.set_chosen(plan.sanitized()));
    }

    /// Applies an action to the plans.
    pub(super) fn update_plans(&mut self, shared: &Shared<'_>, action: PlanAction, out: &mut Outcome) {
        let key = self.plan.key.clone();
        let taken = self.plan.unreadable.clone();
        match action {
            PlanAction::Choose(number) => {
                let mut plans = self.plan.plans.clone();
                plans.choose(number);
                // Which one is chosen is saved with the place in the text.
                out.perform(Effect::ScheduleSave);
                self.put_plans(shared, plans, out);
            }
            PlanAction::New => self.change_plans(shared, out, |plans, key| plans.add(Plan::empty(key), "Plan", &taken)),
            PlanAction::Duplicate => self.change_plans(shared, out, |plans, _| {
                if let Some(chosen) = plans.chosen_plan().cloned() {
                    plans.add(Plan::clone(&chosen.plan), &chosen.shown_name(), &taken);
                }
            }),
            PlanAction::Remove => self.change_plans(shared, out, |plans, key| plans.remove_chosen(key, &taken)),
            PlanAction::TakeAlong(index) => {
                let Some(CarriedPlan { plan, lost }) = self.plan.offered.get(index).cloned() else { return };
                let name = if plan.name.is_empty() { "Plan".to_owned() } else { plan.name.clone() };
                self.change_plans(shared, out, |plans, _| plans.add(plan, &name, &taken));
                if !lost.is_empty() {
                    let text = format!("Of the edition's plan, {}.", lost.join("; "));
                    out.notify(Notice::fault(text).about(Subject::Plan));
                }
            }
            PlanAction::Step { back } => {
                let mut plans = self.plan.plans.clone();
                if self.plan_undo.step(&mut plans, back).is_some() {
                    self.put_plans(shared, plans, out);
                }
            }
        }
        debug_assert_eq!(self.plan.key, key, "the plans stay those of the same text");
    }

    /// Returns whether a change of the plans can be undone, or with `back` unset redone.
    pub fn can_step_plan(&self, back: bool) -> bool {
        self.plan_undo.next(back).is_some()
    }

    /// Lets what is typed next be undone by itself.
    pub(in crate::state) fn end_plan_typing(&mut self) {
        self.plan_undo.end_typing();
    }

    /// Changes the plans in a way that can be undone. `change` gets the name under which they are saved too.
    fn change_plans(&mut self, shared: &Shared<'_>, out: &mut Outcome, change: impl FnOnce(&mut PlanList, &str)) {
        let before = &self.plan.plans;
        let mut plans = before.clone();
        change(&mut plans, &self.plan.key);
        self.plan_undo.push(PlanStep::between(&plans, before), PlanField::between(before, &plans));
        self.put_plans(shared, plans, out);
    }

    /// Replaces the plans, and saves what has changed. A blank plan is saved only over another one.
    fn put_plans(&mut self, shared: &Shared<'_>, plans: PlanList, out: &mut Outcome) {
        let old = std::mem::take(&mut self.plan);
        let is_changed = old.plans.plans() != plans.plans();
        let mut state = PlanState { plans, came_along: old.came_along && !is_changed, ..old.clone() };
        if is_changed {
            for NumberedPlan { number, plan } in state.plans.plans() {
                let is_saved = state.saved.contains(number);
                let is_as_before = old.plans.plans().iter().any(|other| other.number == *number && other.plan == *plan);
                if if is_saved { !is_as_before } else { !plan.is_blank() } {
                    state.saved.insert(*number);
                    let key = plan_key(&state.key, *number);
                    out.perform(Effect::SavePlan(key, Box::new(Plan::clone(plan))));
                }
            }
            let is_gone = |number: &u32| state.plans.plans().iter().all(|plan| plan.number != *number);
            for number in state.saved.iter().copied().filter(is_gone).collect::<Vec<_>>() {
                state.saved.remove(&number);
                out.perform(Effect::RemovePlan(plan_key(&state.key, number)));
            }
        }
        self.adopt_plans(shared, state, &old.plan);
    }

    /// Replaces the plans. A lesson goes on with the chosen one; `old` is the plan that it followed until now.
    fn adopt_plans(&mut self, shared: &Shared<'_>, mut state: PlanState, old: &Plan) {
        state.plan = state.plans.chosen_plan().map_or_else(|| Plan::empty(&state.key), |plan| Plan::clone(&plan.plan));
        state.faults = state.plan.faults(shared.edition);
        let script = Script { shared: *shared, plan: old };
        let groups_of = |p: &Presentation| p.revealed().map(|stop| (stop, script.reveal_groups_at(p, stop))).collect();
        let revealed: Vec<(Stop, Vec<RevealGroup>)> = self.running.as_deref().map(groups_of).unwrap_or_default();
        self.plan = state;
        let script = Script { shared: *shared, plan: &self.plan.plan };
        let stops = script.stops();
        if let Some(left) = &mut self.left {
            left.replace_stops(stops.clone());
        }
        if let Some(ended) = &mut self.ended {
            ended.presentation.replace_stops(stops.clone());
        }
        let Some(presentation) = &mut self.running else { return };
        let stop_before = presentation.stop();
        presentation.replace_stops(stops);
        // A stop at which other replies come now than those that were revealed is covered again.
        for (stop, groups) in revealed {
            if script.reveal_groups_at(presentation, stop) != groups {
                presentation.stages.remove(&stop);
            }
        }
        if presentation.stop() != stop_before {
            script.enter_stop(presentation);
        } else {
            script.refresh_step_time(presentation);
        }
    }

    /// Returns the row at which a lesson by the chosen plan starts; `None` if nothing is planned.
    pub(in crate::state) fn first_planned_row(&self, shared: &Shared<'_>) -> Option<usize> {
        let stops = self.script(*shared).stops();
        stops.first().filter(|stop| stop.step.is_some()).map(|stop| stop.row)
    }
}

/// Returns the plans of the edition as those of a copy, numbered in their order.
fn numbered(offered: &[CarriedPlan]) -> Vec<NumberedPlan> {
    let numbers = 1u32..;
    let plan = |(number, carried): (u32, &CarriedPlan)| NumberedPlan { number, plan: Arc::new(carried.plan.clone()) };
    numbers.zip(offered).map(plan).collect()
}
