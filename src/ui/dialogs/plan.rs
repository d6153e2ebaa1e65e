//! The plan of a lesson: which rows, in what order, with which questions.

use egui::{ComboBox, DragValue, TextEdit, Ui};

use crate::model::{Activity, Claim, MAX_STEP_MINUTES, Plan, Step, Term};
use crate::state::{Action, AppState};
use crate::ui::controls::{button, icon_button};
use crate::ui::icons::Icon;

use super::{DialogView, Layout, Place, ViewContext};

/// The plan, which is saved as one types.
#[derive(Debug)]
pub(super) struct PlanDialog {
    /// The step whose fields are shown.
    open: Option<usize>,
}

impl Default for PlanDialog {
    fn default() -> Self {
        Self { open: Some(0) }
    }
}

impl DialogView for PlanDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Plan of the lesson", Place::Centre, 860.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        if !cx.state.plan_is_read() {
            ui.label(cx.styles.soft("The plan is being read…", 14.0));
            return;
        }
        let mut plan = cx.state.lesson.plan.plan.clone();
        let why = "The rows of this lesson in order. It is saved with your own files, never in the edition, \
                   and can also be edited by hand.";
        ui.label(cx.styles.soft(why, 13.5));
        for fault in &cx.state.lesson.plan.faults {
            ui.label(cx.styles.accent(format!("Skipped: {fault}"), 13.5));
        }
        ui.add_space(8.0);
        if plan.steps.is_empty() {
            ui.label(cx.styles.ink("Nothing is planned: a lesson goes through every paragraph.", 14.5));
        }
        steps(&mut self.open, cx, ui, &mut plan);
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| add(cx, ui, &mut plan));
        ui.add_space(12.0);
        terms(cx, ui, &mut plan);
        if plan != cx.state.lesson.plan.plan {
            cx.push(Action::PlanChanged(Box::new(plan)));
        }
    }
}

/// A change to the list of steps.
enum StepMove {
    Earlier(usize),
    Later(usize),
    Remove(usize),
}

fn steps(opened: &mut Option<usize>, cx: &mut ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
    let count = plan.steps.len();
    let mut wanted = None;
    for (number, step) in plan.steps.iter_mut().enumerate() {
        ui.push_id(number, |ui| {
            ui.horizontal(|ui| {
                let label = cx.state.edition.paragraph_index(&step.on);
                let text = label.and_then(|at| cx.state.edition.paragraph(at)).map_or("", |p| p.text.as_str());
                let name = format!("{}. ¶{}", number + 1, step.on.label());
                let open = *opened == Some(number);
                if ui.selectable_label(open, cx.styles.strong_ink(&name, 14.0)).clicked() {
                    *opened = if open { None } else { Some(number) };
                }
                for (can, icon, what, to) in [
                    (number > 0, Icon::Up, "earlier", StepMove::Earlier(number)),
                    (number + 1 < count, Icon::Down, "later", StepMove::Later(number)),
                    (true, Icon::Close, "out of the plan", StepMove::Remove(number)),
                ] {
                    let pressed = icon_button(ui, cx.styles, icon, &format!("Move {name} {what}")).clicked();
                    if pressed && can {
                        wanted = Some(to);
                    }
                }
                let summary = step_summary(cx.state, step);
                let line = if summary.is_empty() { super::compare::excerpt(text) } else { summary };
                ui.add(egui::Label::new(cx.styles.soft(line, 13.5)).truncate());
            });
            if *opened == Some(number) {
                ui.indent("step", |ui| step_fields(cx, ui, step));
            }
        });
    }
    match wanted {
        Some(StepMove::Earlier(number)) => plan.steps.swap(number, number - 1),
        Some(StepMove::Later(number)) => plan.steps.swap(number, number + 1),
        Some(StepMove::Remove(number)) => drop(plan.steps.remove(number)),
        None => return,
    }
    // The open step has another number now.
    *opened = None;
}

/// Shows buttons that add rows.
fn add(cx: &mut ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
    let state = cx.state;
    if let Some(paragraph) = state.paragraph_of(state.reader.active) {
        let name = format!("Add ¶{}", paragraph.id.label());
        if button(ui, cx.styles, &name, plan.steps.is_empty()).clicked() {
            plan.steps.push(Step::on(paragraph.id.clone()));
        }
    }
    let planned = |id: &crate::model::ParagraphId| plan.steps.iter().any(|step: &Step| step.on == *id);
    let spoken = state.edition.paragraphs().iter().filter(|paragraph| paragraph.kind.takes_notes());
    let rest: Vec<Step> = spoken.map(|p| &p.id).filter(|id| !planned(id)).cloned().map(Step::on).collect();
    if !rest.is_empty() && rest.len() <= crate::model::MAX_STEPS {
        let name = format!("Add the {} rows that are not in it", rest.len());
        if button(ui, cx.styles, &name, false).clicked() {
            plan.steps.extend(rest);
        }
    }
}

fn terms(cx: &mut ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
    ui.label(cx.styles.strong_soft("Words explained under a paragraph in which they stand", 13.5));
    let mut away = None;
    for (number, term) in plan.terms.iter_mut().enumerate() {
        ui.push_id(("term", number), |ui| {
            ui.horizontal(|ui| {
                let word = ui.label(cx.styles.soft("Word", 13.0));
                let field = TextEdit::singleline(&mut term.word).desired_width(130.0).id_salt("word");
                ui.add(field).labelled_by(word.id);
                let means = ui.label(cx.styles.soft("means", 13.0));
                let room = (ui.available_width() - 44.0).max(60.0);
                let field = TextEdit::singleline(&mut term.means).desired_width(room).id_salt("means");
                ui.add(field).labelled_by(means.id);
                if icon_button(ui, cx.styles, Icon::Close, &format!("Take {} out", term.word)).clicked() {
                    away = Some(number);
                }
            });
        });
    }
    if let Some(number) = away {
        plan.terms.remove(number);
    }
    if button(ui, cx.styles, "Add a word", false).clicked() && plan.terms.len() < crate::model::MAX_TERMS {
        plan.terms.push(Term { word: String::new(), means: String::new() });
    }
}

/// Returns a step as one line: activity, minutes, claim, question; empty if nothing is set.
fn step_summary(state: &AppState, step: &Step) -> String {
    let activity = (!step.activity.is_reveal()).then(|| step.activity.name().to_owned());
    let claim = step.claim.as_ref().and_then(|id| state.edition.claim(id)).map(|claim| claim.text.clone());
    let minutes = step.minutes.map(|minutes| format!("{minutes} min"));
    let question = step.question.clone().filter(|question| !question.trim().is_empty());
    [activity, minutes, claim, question].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn step_fields(cx: &mut ViewContext<'_>, ui: &mut Ui, step: &mut Step) {
    let state = cx.state;
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(cx.styles.ink("How replies come", 13.5));
        let chosen = cx.styles.ink(step.activity.name(), 13.5);
        let list = ComboBox::from_id_salt("activity").selected_text(chosen).show_ui(ui, |ui| {
            for activity in Activity::ALL {
                ui.selectable_value(&mut step.activity, activity, cx.styles.ink(activity.name(), 13.5));
            }
        });
        list.response.labelled_by(label.id);
        let label = ui.label(cx.styles.ink("Minutes (0: as long as it takes)", 13.5));
        let mut minutes = step.minutes.unwrap_or(0.0);
        let drag = DragValue::new(&mut minutes).range(0.0..=MAX_STEP_MINUTES).speed(0.25).max_decimals(1);
        if ui.add(drag).labelled_by(label.id).changed() {
            step.minutes = (minutes > 0.0).then_some(minutes);
        }
    });
    claims(cx, ui, step);
    for (name, text, rows) in
        [("Question to the class", &mut step.question, 1), ("Notes for you alone", &mut step.notes, 2)]
    {
        let label = ui.label(cx.styles.ink(name, 13.5));
        let mut typed = text.clone().unwrap_or_default();
        let field = TextEdit::multiline(&mut typed).desired_rows(rows).desired_width(f32::INFINITY).id_salt(name);
        if ui.add(field).labelled_by(label.id).changed() {
            *text = (!typed.is_empty()).then_some(typed);
        }
    }
    ui.label(cx.styles.ink("Who replies (none chosen: those shown beside the article)", 13.5));
    ui.horizontal_wrapped(|ui| {
        for by in state.edition.perspectives() {
            let mut on = step.perspectives.contains(&by.id);
            if ui.checkbox(&mut on, cx.styles.ink(&by.name, 13.5)).changed() {
                step.perspectives.retain(|id| *id != by.id);
                if on {
                    step.perspectives.push(by.id.clone());
                }
            }
        }
    });
    ui.add_space(6.0);
}

fn claims(cx: &ViewContext<'_>, ui: &mut Ui, step: &mut Step) {
    let all = cx.state.edition.article().claims.iter();
    let mine: Vec<&Claim> = all.filter(|claim| claim.on == step.on).collect();
    if mine.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(cx.styles.ink("What stands out", 13.5));
        let chosen = step.claim.as_ref().and_then(|id| mine.iter().find(|claim| claim.id == *id));
        let shown = chosen.map_or("The whole paragraph", |claim| claim.text.as_str());
        let list = ComboBox::from_id_salt("claim").width(420.0).truncate().selected_text(cx.styles.ink(shown, 13.5));
        let list = list.show_ui(ui, |ui| {
            ui.selectable_value(&mut step.claim, None, cx.styles.ink("The whole paragraph", 13.5));
            for claim in &mine {
                ui.selectable_value(&mut step.claim, Some(claim.id.clone()), cx.styles.ink(&claim.text, 13.5));
            }
        });
        list.response.labelled_by(label.id);
    });
}
