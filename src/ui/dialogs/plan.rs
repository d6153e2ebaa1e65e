//! The plans of a lesson: which rows, in what order, with which questions.

mod steps;
mod terms;

use egui::{Key, Modifiers, TextEdit, Ui};

use crate::model::{MAX_PLAN_NAME_CHARS, Plan};
use crate::state::presentation::{PlanAction, PlanState};
use crate::state::{Action, AppState, PresentationAction};
use crate::ui::choice_list::ChoiceList;
use crate::ui::controls::{Control as _, aligned_row, button_if, interface_font, tooltip};

use super::{DialogView, Layout, Place, ViewContext};

pub(super) use steps::row_name;
use steps::{StepList, tenths};

/// The plans, which are saved as one types.
#[derive(Debug, Default)]
pub(super) struct PlanDialog {
    steps: StepList,
}

impl DialogView for PlanDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Plan of the lesson", Place::Top, 860.0)
    }

    fn show_above(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        // A low window has no room for what does not scroll.
        if cx.state.plan_is_read() && !super::is_low(ui) {
            whole(cx, ui);
        }
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        if !cx.state.plan_is_read() {
            ui.label(cx.styles.soft("The plan is being read…", 14.0));
            return;
        }
        let mut plan = cx.state.lesson.plan.plan.clone();
        if super::is_low(ui) {
            whole(cx, ui);
        }
        choice(cx, ui);
        name_and_length(cx, ui, &mut plan);
        faults(cx, ui);
        ui.add_space(8.0);
        if plan.steps.is_empty() {
            ui.label(cx.styles.ink("Nothing is planned: a lesson goes through every paragraph.", 14.5));
        }
        self.steps.show(cx, ui, &mut plan);
        ui.add_space(6.0);
        steps::add(cx, ui, &mut plan);
        ui.add_space(12.0);
        terms::terms(cx, ui, &mut plan);
        ui.add_space(10.0);
        let why = "The plans are saved with your own files, never in the edition, and can also be edited by hand.";
        ui.label(cx.styles.soft(why, 12.5));
        if plan != cx.state.lesson.plan.plan {
            cx.push(Action::PlanChanged(Box::new(plan)));
        }
    }
}

/// Shows what one does with the plan as a whole, and its time.
fn whole(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let lesson = &cx.state.lesson;
    let time = cx.styles.ink(time_in_words(&lesson.plan.plan), 13.5);
    let is_low = super::is_low(ui);
    aligned_row(ui, |ui| {
        let name = match (lesson.running.is_some(), lesson.left.is_some() || lesson.plan.waiting.is_some()) {
            (true, _) => "Back to the lesson",
            (false, true) => "Go on with the lesson",
            (false, false) => "Start the lesson",
        };
        // With nothing planned, the first thing to do is to choose rows.
        let is_primary = !lesson.plan.plan.steps.is_empty();
        button_if(ui, cx.styles, name, is_primary, cx.state.can_start_planned_lesson())
            .on_click(cx.out, Action::StartPlannedLesson);
        undo(cx, ui);
        if !is_low {
            ui.label(time.clone());
        }
    });
    if is_low && !time.is_empty() {
        ui.label(time);
    }
    ui.add_space(6.0);
}

/// Shows the buttons that undo and redo a change of the plans. Their keys undo also what is typed in a field here.
fn undo(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let shift = Modifiers::COMMAND | Modifiers::SHIFT;
    let (redone, undone) = ui.input_mut(|input| {
        let redone = input.consume_key(shift, Key::Z) | input.consume_key(Modifiers::COMMAND, Key::Y);
        (redone, input.consume_key(Modifiers::COMMAND, Key::Z))
    });
    for (back, name, tip, key) in [
        (true, "Undo", "Undo the last change of the plans (Ctrl+Z)", undone),
        (false, "Redo", "Do it again (Ctrl+Y)", redone),
    ] {
        let can = cx.state.lesson.can_step_plan(back);
        let clicked = tooltip(button_if(ui, cx.styles, name, false, can), tip).clicked();
        if can && (clicked || key) {
            cx.push(PresentationAction::Plan(PlanAction::Step { back }));
        }
    }
}

/// Shows the plans to choose from, and buttons that add and remove one.
fn choice(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let PlanState { plans, offered, came_along, .. } = &cx.state.lesson.plan;
    aligned_row(ui, |ui| {
        let label = ui.label(cx.styles.soft("Plan", 13.0));
        let chosen = plans.chosen_plan().map_or(String::new(), |plan| plan.shown_name());
        let picked = ChoiceList::new("plan").width(240.0).show(ui, &label, cx.styles.ink(chosen, 13.5), |ui| {
            let mut picked = None;
            for plan in plans.plans() {
                let text = cx.styles.ink(plan.shown_name(), 13.5);
                if ui.selectable_label(plan.number == plans.chosen(), text).clicked() {
                    picked = Some(plan.number);
                }
            }
            picked
        });
        if let Some(number) = picked.flatten() {
            cx.push(PresentationAction::Plan(PlanAction::Choose(number)));
        }
        for (name, can, action) in [
            ("New plan", plans.has_room(), PlanAction::New),
            ("Duplicate", plans.has_room(), PlanAction::Duplicate),
            ("Remove", plans.can_remove(), PlanAction::Remove),
        ] {
            button_if(ui, cx.styles, name, false, can).on_click(cx.out, PresentationAction::Plan(action));
        }
    });
    if offered.is_empty() || *came_along {
        return;
    }
    aligned_row(ui, |ui| {
        ui.label(cx.styles.soft("Take along from the edition:", 13.0));
        for (index, carried) in offered.iter().enumerate() {
            let name = if carried.plan.name.is_empty() { "Plan" } else { &carried.plan.name };
            let link = ui.link(cx.styles.accent(name, 13.5));
            let link = link.named(egui::Role::Link, &format!("Take {name} along from the edition"));
            link.on_click(cx.out, PresentationAction::Plan(PlanAction::TakeAlong(index)));
        }
    });
}

fn name_and_length(cx: &ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
    aligned_row(ui, |ui| {
        let label = ui.label(cx.styles.soft("Name", 13.0));
        let width = 240.0_f32.min(ui.available_width()).max(100.0);
        let field = TextEdit::singleline(&mut plan.name).id_salt("name").font(interface_font(14.0));
        let field = field.char_limit(MAX_PLAN_NAME_CHARS).hint_text("Plan").desired_width(width);
        ui.add(field).labelled_by(label.id);
        let label = ui.label(cx.styles.soft("Length in minutes (0: not given)", 13.0));
        steps::minutes(ui, &label, &mut plan.length);
    });
}

/// Says what of the plan has no place in the open text.
fn faults(cx: &ViewContext<'_>, ui: &mut Ui) {
    let plan = &cx.state.lesson.plan;
    if plan.came_along {
        let text = "This is the edition's plan. Once you change it here, your copy has a plan of its own.";
        ui.label(cx.styles.soft(text, 13.0));
    }
    for lost in plan.left_behind() {
        ui.label(cx.styles.accent(format!("In your copy, {lost}"), 13.5));
    }
    for fault in &plan.faults {
        ui.label(cx.styles.accent(format!("Skipped: {fault}"), 13.5));
    }
}

/// Returns the minutes of all rows together, against the length of the lesson if that is given.
fn time_in_words(plan: &Plan) -> String {
    let rows = plan.steps.len();
    if rows == 0 {
        return String::new();
    }
    let planned = plan.minutes();
    let untimed = match plan.untimed_steps() {
        0 => String::new(),
        1 => " · 1 row without a time".to_owned(),
        n => format!(" · {n} rows without a time"),
    };
    let Some(length) = plan.length else {
        return format!("{} in all{untimed}", in_minutes(planned));
    };
    let left = length - planned;
    let balance =
        if left >= 0.0 { format!("{} left", in_minutes(left)) } else { format!("{} too many", in_minutes(-left)) };
    format!("{} of {} · {balance}{untimed}", tenths(planned.into()), in_minutes(length))
}

/// Returns a duration in words: `1 minute`, `12.5 minutes`.
fn in_minutes(minutes: f32) -> String {
    match tenths(minutes.into()) {
        one if one == "1" => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::time_in_words;
    use crate::model::{Plan, Step};

    fn plan(minutes: &[Option<f32>], length: Option<f32>) -> Plan {
        let step = |minutes: &Option<f32>| Step { minutes: *minutes, ..Step::on("p1".into()) };
        Plan { steps: minutes.iter().map(step).collect(), length, ..Plan::empty("e") }
    }

    #[test]
    fn the_minutes_in_all_are_said_against_the_length_of_the_lesson() {
        for (minutes, length, words) in [
            (&[][..], Some(45.0), ""),
            (&[Some(5.0), Some(7.5)], None, "12.5 minutes in all"),
            (&[Some(1.0), None], None, "1 minute in all · 1 row without a time"),
            (&[Some(20.0), Some(3.0)], Some(45.0), "23 of 45 minutes · 22 minutes left"),
            (
                &[Some(40.0), Some(6.0), None, None],
                Some(45.0),
                "46 of 45 minutes · 1 minute too many · 2 rows without a time",
            ),
            (&[Some(45.0)], Some(45.0), "45 of 45 minutes · 0 minutes left"),
        ] {
            assert_eq!(time_in_words(&plan(minutes, length)), words);
        }
    }
}
