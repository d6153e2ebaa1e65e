//! The plans of the open text: several, of which one is chosen, and the changes to them that can be undone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{MAX_PLAN_NAME_CHARS, MAX_PLANS, Plan, Step, Term};
use crate::state::ReadError;
use crate::state::undo_stack::UndoStep;

/// An action on the plans of the open text.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanAction {
    /// Chooses a plan, by its number.
    Choose(u32),
    /// Adds an empty plan, and chooses it.
    New,
    /// Adds a plan like the chosen one, and chooses it.
    Duplicate,
    /// Removes the chosen plan, and chooses the one before it.
    Remove,
    /// Adds a plan of the edition to those of the reader's copy, by its index in [`PlanState::offered`], and chooses it.
    ///
    /// [`PlanState::offered`]: super::PlanState::offered
    TakeAlong(usize),
    /// Undoes the last change of the plans, or with `back` unset redoes the change that was undone last.
    Step {
        /// Whether it is undone.
        back: bool,
    },
}

/// The plans of a text as they were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlansRead {
    /// Each plan that is saved, with its number from 1, or why it cannot be read.
    pub plans: Vec<(u32, Result<Box<Plan>, ReadError>)>,
    /// The plans of the edition, if the text is a reader's copy of its article.
    pub of_edition: Vec<Plan>,
}

impl PlansRead {
    /// Returns what was read where there is one plan.
    pub fn one(plan: Plan) -> Self {
        Self { plans: vec![(1, Ok(Box::new(plan)))], of_edition: Vec::new() }
    }
}

/// A plan of the edition with its steps at their places in the reader's copy.
#[derive(Clone, Debug, PartialEq)]
pub struct CarriedPlan {
    /// The plan.
    pub plan: Plan,
    /// A sentence without a full stop for each step that has no place in the copy, or loses its claim.
    pub lost: Vec<String>,
}

/// A plan and its number, which names its file and stays the same.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberedPlan {
    /// The number, from 1 to [`MAX_PLANS`].
    pub number: u32,
    /// The plan.
    pub plan: Arc<Plan>,
}

impl NumberedPlan {
    /// Returns the name that lists show: its own, or else one with its number.
    pub fn shown_name(&self) -> String {
        match (self.plan.name.trim(), self.number) {
            ("", 1) => "Plan".to_owned(),
            ("", number) => format!("Plan {number}"),
            (name, _) => name.to_owned(),
        }
    }
}

/// The plans of a text, by number. There is always one, which is blank if none was made.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanList {
    plans: Vec<NumberedPlan>,
    /// The number of the chosen plan.
    chosen: u32,
}

impl Default for PlanList {
    fn default() -> Self {
        Self::new("", Vec::new(), 1, &BTreeSet::new())
    }
}

impl PlanList {
    /// Creates the list of the plans of the text that is saved under `key`, with `chosen` chosen if it is among them. The
    /// numbers that are `taken` are not used for a new plan.
    pub(super) fn new(key: &str, mut plans: Vec<NumberedPlan>, chosen: u32, taken: &BTreeSet<u32>) -> Self {
        plans.sort_by_key(|plan| plan.number);
        if plans.is_empty() {
            let number = free_number(taken.iter().copied()).unwrap_or(MAX_PLANS);
            plans.push(NumberedPlan { number, plan: Arc::new(Plan::empty(key)) });
        }
        let first = plans.first().map_or(1, |plan| plan.number);
        let chosen = if plans.iter().any(|plan| plan.number == chosen) { chosen } else { first };
        Self { plans, chosen }
    }

    /// Returns the plans, by number.
    pub fn plans(&self) -> &[NumberedPlan] {
        &self.plans
    }

    /// Returns the number of the chosen plan.
    pub fn chosen(&self) -> u32 {
        self.chosen
    }

    /// Returns the chosen plan.
    pub fn chosen_plan(&self) -> Option<&NumberedPlan> {
        self.plan(self.chosen)
    }

    fn plan(&self, number: u32) -> Option<&NumberedPlan> {
        self.plans.iter().find(|plan| plan.number == number)
    }

    /// Returns whether the chosen plan can be removed: something is in it, or there is another one.
    pub fn can_remove(&self) -> bool {
        self.plans.len() > 1 || self.chosen_plan().is_some_and(|chosen| !chosen.plan.is_blank())
    }

    /// Returns whether there is room for another plan.
    pub fn has_room(&self) -> bool {
        self.plans.len() < MAX_PLANS as usize
    }

    pub(super) fn choose(&mut self, number: u32) {
        if self.plan(number).is_some() {
            self.chosen = number;
        }
    }

    /// Replaces the chosen plan.
    pub(super) fn set_chosen(&mut self, plan: Plan) {
        let number = self.chosen;
        if let Some(chosen) = self.plans.iter_mut().find(|plan| plan.number == number) {
            chosen.plan = Arc::new(plan);
        }
    }

    /// Adds a plan and chooses it. A name that another plan has gets a number. Nothing is added if every number that is not
    /// `taken` is in use.
    pub(super) fn add(&mut self, mut plan: Plan, name: &str, taken: &BTreeSet<u32>) {
        let used = self.plans.iter().map(|plan| plan.number).chain(taken.iter().copied());
        let Some(number) = free_number(used) else { return };
        plan.name = self.free_name(name);
        self.plans.push(NumberedPlan { number, plan: Arc::new(plan) });
        self.plans.sort_by_key(|plan| plan.number);
        self.chosen = number;
    }

    /// Returns a name that no plan has: `name`, or else with a number from 2.
    fn free_name(&self, name: &str) -> String {
        let is_free = |name: &String| self.plans.iter().all(|plan| plan.shown_name() != *name);
        let room = MAX_PLAN_NAME_CHARS.saturating_sub(3);
        let stem: String = name.trim().chars().take(room).collect();
        let numbered = |number: u32| if number == 1 { stem.clone() } else { format!("{stem} {number}") };
        (1..=MAX_PLANS + 1).map(numbered).find(is_free).unwrap_or(stem.clone())
    }

    /// Removes the chosen plan, and chooses the one before it, or else the first. Of the last one, a blank one takes the
    /// place, under another number.
    pub(super) fn remove_chosen(&mut self, key: &str, taken: &BTreeSet<u32>) {
        let Some(at) = self.plans.iter().position(|plan| plan.number == self.chosen) else { return };
        let removed = self.plans.remove(at);
        let before = at.saturating_sub(1);
        let chosen = self.plans.get(before).map_or(0, |plan| plan.number);
        let taken = taken.iter().copied().chain([removed.number]).collect();
        *self = Self::new(key, std::mem::take(&mut self.plans), chosen, &taken);
    }
}

/// Returns the first number from 1 that is not used; `None` if all up to [`MAX_PLANS`] are.
fn free_number(used: impl Iterator<Item = u32>) -> Option<u32> {
    let used: BTreeSet<u32> = used.collect();
    (1..=MAX_PLANS).find(|number| !used.contains(number))
}

/// A field of a plan in which one types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlanField {
    Name(u32),
    Length(u32),
    Question(u32, usize),
    Notes(u32, usize),
    Minutes(u32, usize),
    Word(u32, usize),
    Meaning(u32, usize),
}

impl PlanField {
    /// Returns the field in which two lists differ, if it is only one.
    pub(super) fn between(before: &PlanList, after: &PlanList) -> Option<Self> {
        let number = after.chosen;
        let (old, new) = (&before.plan(number)?.plan, &after.plan(number)?.plan);
        if Plan::clone(old) == (Plan { name: old.name.clone(), ..Plan::clone(new) }) {
            return Some(Self::Name(number));
        }
        if Plan::clone(old) == (Plan { length: old.length, ..Plan::clone(new) }) {
            return Some(Self::Length(number));
        }
        if let Some((at, old, new)) = only_difference(&old.steps, &new.steps) {
            let is_all = |changed: Step| changed == *old;
            return if is_all(Step { question: old.question.clone(), ..new.clone() }) {
                Some(Self::Question(number, at))
            } else if is_all(Step { notes: old.notes.clone(), ..new.clone() }) {
                Some(Self::Notes(number, at))
            } else if is_all(Step { minutes: old.minutes, ..new.clone() }) {
                Some(Self::Minutes(number, at))
            } else {
                None
            };
        }
        let (at, old, new) = only_difference(&old.terms, &new.terms)?;
        let Term { word, means } = new;
        match (old.word == *word, old.means == *means) {
            (false, true) => Some(Self::Word(number, at)),
            (true, false) => Some(Self::Meaning(number, at)),
            _ => None,
        }
    }
}

/// Returns the index and the elements in which two lists of the same length differ, if it is only one.
fn only_difference<'a, T: PartialEq>(before: &'a [T], after: &'a [T]) -> Option<(usize, &'a T, &'a T)> {
    let mut differences = before.iter().zip(after).enumerate().filter(|(_, (old, new))| old != new);
    let (at, (old, new)) = differences.next().filter(|_| before.len() == after.len())?;
    differences.next().is_none().then_some((at, old, new))
}

/// A change of the plans. The plans themselves are shared with the list, so a step is small.
#[derive(Clone, Debug)]
pub(super) struct PlanStep {
    from: PlanList,
    to: PlanList,
}

impl UndoStep for PlanStep {
    type State = PlanList;
    type Field = PlanField;

    fn between(from: &PlanList, to: &PlanList) -> Self {
        Self { from: from.clone(), to: to.clone() }
    }

    fn is_empty(&self) -> bool {
        self.from.plans == self.to.plans
    }

    fn apply(self, state: &mut PlanList) -> Self {
        let from = std::mem::replace(state, self.to.clone());
        Self { from: self.to, to: from }
    }

    fn coalesce(&mut self, before: &Self) -> bool {
        self.from.clone_from(&before.from);
        true
    }

    /// Plans of two windows are not merged: the last window to write wins. Without changes here, it is the other one.
    fn merge_remote(state: &mut PlanList, base: &PlanList, theirs: &PlanList) {
        if state == base {
            state.clone_from(theirs);
        }
    }
}
