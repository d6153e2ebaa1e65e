//! The plan of a lesson: which rows, in what order, with which questions.

use egui::{ComboBox, DragValue, TextEdit, Ui};

use crate::model::{Activity, Claim, LONGEST_STEP, Plan, Step, Term};
use crate::state::{Action, AppState};
use crate::ui::controls::{button, icon_button, strong, words};
use crate::ui::icons::Icon;

use super::{DialogInputs, Sheet};

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    if !sheet.state.plan_is_read() {
        ui.label(words("The plan is being read…", 14.0, theme.soft.0));
        return;
    }
    let mut plan = sheet.state.plan.plan.clone();
    let why = "The rows of this lesson in order. It is saved with your own files, never in the edition, \
               and can also be edited by hand.";
    ui.label(words(why, 13.5, theme.soft.0));
    for fault in &sheet.state.plan.faults {
        ui.label(words(format!("Skipped: {fault}"), 13.5, theme.accent.0));
    }
    ui.add_space(8.0);
    if plan.steps.is_empty() {
        ui.label(words("Nothing is planned: a lesson goes through every paragraph.", 14.5, theme.ink.0));
    }
    steps(inputs, sheet, ui, &mut plan);
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| add(sheet, ui, &mut plan));
    ui.add_space(12.0);
    terms(sheet, ui, &mut plan);
    if plan != sheet.state.plan.plan {
        sheet.out.push(Action::PlanChanged(Box::new(plan)));
    }
}

/// A change to the list of steps.
enum Move {
    Earlier(usize),
    Later(usize),
    Away(usize),
}

fn steps(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui, plan: &mut Plan) {
    let count = plan.steps.len();
    let mut wanted = None;
    for (number, step) in plan.steps.iter_mut().enumerate() {
        ui.push_id(number, |ui| {
            ui.horizontal(|ui| {
                let label = sheet.state.edition.paragraph_index(&step.on);
                let text = label.and_then(|at| sheet.state.edition.paragraph(at)).map_or("", |p| p.text.as_str());
                let name = format!("{}. ¶{}", number + 1, step.on.label());
                let open = inputs.chosen == number;
                if ui.selectable_label(open, strong(&name, 14.0, sheet.look.theme.ink.0)).clicked() {
                    inputs.chosen = if open { usize::MAX } else { number };
                }
                for (can, icon, what, to) in [
                    (number > 0, Icon::Up, "earlier", Move::Earlier(number)),
                    (number + 1 < count, Icon::Down, "later", Move::Later(number)),
                    (true, Icon::Close, "out of the plan", Move::Away(number)),
                ] {
                    let pressed = icon_button(ui, sheet.look, icon, &format!("Move {name} {what}")).clicked();
                    if pressed && can {
                        wanted = Some(to);
                    }
                }
                let summary = step_summary(sheet.state, step);
                let line = if summary.is_empty() { super::short(text) } else { summary };
                ui.add(egui::Label::new(words(line, 13.5, sheet.look.theme.soft.0)).truncate());
            });
            if inputs.chosen == number {
                ui.indent("step", |ui| step_fields(sheet, ui, step));
            }
        });
    }
    match wanted {
        Some(Move::Earlier(number)) => plan.steps.swap(number, number - 1),
        Some(Move::Later(number)) => plan.steps.swap(number, number + 1),
        Some(Move::Away(number)) => drop(plan.steps.remove(number)),
        None => return,
    }
    // The open step has another number now.
    inputs.chosen = usize::MAX;
}

/// Shows buttons that add rows.
fn add(sheet: &mut Sheet<'_>, ui: &mut Ui, plan: &mut Plan) {
    let state = sheet.state;
    if let Some(paragraph) = state.paragraph_of(state.active) {
        let name = format!("Add ¶{}", paragraph.id.label());
        if button(ui, sheet.look, &name, plan.steps.is_empty()).clicked() {
            plan.steps.push(Step::on(paragraph.id.clone()));
        }
    }
    let planned = |id: &crate::model::ParagraphId| plan.steps.iter().any(|step: &Step| step.on == *id);
    let spoken = state.edition.paragraphs().iter().filter(|paragraph| paragraph.kind.takes_notes());
    let rest: Vec<Step> = spoken.map(|p| &p.id).filter(|id| !planned(id)).cloned().map(Step::on).collect();
    if !rest.is_empty() && rest.len() <= crate::model::MOST_STEPS {
        let name = format!("Add the {} rows that are not in it", rest.len());
        if button(ui, sheet.look, &name, false).clicked() {
            plan.steps.extend(rest);
        }
    }
}

fn terms(sheet: &mut Sheet<'_>, ui: &mut Ui, plan: &mut Plan) {
    let theme = sheet.look.theme.clone();
    ui.label(strong("Words explained under a paragraph in which they stand", 13.5, theme.soft.0));
    let mut away = None;
    for (number, term) in plan.terms.iter_mut().enumerate() {
        ui.push_id(("term", number), |ui| {
            ui.horizontal(|ui| {
                let word = ui.label(words("Word", 13.0, theme.soft.0));
                let field = TextEdit::singleline(&mut term.word).desired_width(130.0).id_salt("word");
                ui.add(field).labelled_by(word.id);
                let means = ui.label(words("means", 13.0, theme.soft.0));
                let room = (ui.available_width() - 44.0).max(60.0);
                let field = TextEdit::singleline(&mut term.means).desired_width(room).id_salt("means");
                ui.add(field).labelled_by(means.id);
                if icon_button(ui, sheet.look, Icon::Close, &format!("Take {} out", term.word)).clicked() {
                    away = Some(number);
                }
            });
        });
    }
    if let Some(number) = away {
        plan.terms.remove(number);
    }
    if button(ui, sheet.look, "Add a word", false).clicked() && plan.terms.len() < crate::model::MOST_TERMS {
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

/// Shows the fields of a step.
fn step_fields(sheet: &mut Sheet<'_>, ui: &mut Ui, step: &mut Step) {
    let theme = sheet.look.theme.clone();
    let state = sheet.state;
    let ink = theme.ink.0;
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(words("How replies come", 13.5, ink));
        let chosen = words(step.activity.name(), 13.5, ink);
        let list = ComboBox::from_id_salt("activity").selected_text(chosen).show_ui(ui, |ui| {
            for activity in Activity::ALL {
                ui.selectable_value(&mut step.activity, activity, words(activity.name(), 13.5, ink));
            }
        });
        list.response.labelled_by(label.id);
        let label = ui.label(words("Minutes (0: as long as it takes)", 13.5, ink));
        let mut minutes = step.minutes.unwrap_or(0.0);
        let drag = DragValue::new(&mut minutes).range(0.0..=LONGEST_STEP).speed(0.25).max_decimals(1);
        if ui.add(drag).labelled_by(label.id).changed() {
            step.minutes = (minutes > 0.0).then_some(minutes);
        }
    });
    claims(sheet, ui, step);
    for (name, text, rows) in
        [("Question to the class", &mut step.question, 1), ("Notes for you alone", &mut step.notes, 2)]
    {
        let label = ui.label(words(name, 13.5, ink));
        let mut typed = text.clone().unwrap_or_default();
        let field = TextEdit::multiline(&mut typed).desired_rows(rows).desired_width(f32::INFINITY).id_salt(name);
        if ui.add(field).labelled_by(label.id).changed() {
            *text = (!typed.is_empty()).then_some(typed);
        }
    }
    ui.label(words("Who replies (none chosen: those shown beside the article)", 13.5, ink));
    ui.horizontal_wrapped(|ui| {
        for by in state.edition.perspectives() {
            let mut on = step.perspectives.contains(&by.id);
            if ui.checkbox(&mut on, words(&by.name, 13.5, ink)).changed() {
                step.perspectives.retain(|id| *id != by.id);
                if on {
                    step.perspectives.push(by.id.clone());
                }
            }
        }
    });
    ui.add_space(6.0);
}

fn claims(sheet: &Sheet<'_>, ui: &mut Ui, step: &mut Step) {
    let ink = sheet.look.theme.ink.0;
    let all = sheet.state.edition.article().claims.iter();
    let mine: Vec<&Claim> = all.filter(|claim| claim.on == step.on).collect();
    if mine.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(words("What stands out", 13.5, ink));
        let chosen = step.claim.as_ref().and_then(|id| mine.iter().find(|claim| claim.id == *id));
        let shown = chosen.map_or("The whole paragraph", |claim| claim.text.as_str());
        let list = ComboBox::from_id_salt("claim").width(420.0).truncate().selected_text(words(shown, 13.5, ink));
        let list = list.show_ui(ui, |ui| {
            ui.selectable_value(&mut step.claim, None, words("The whole paragraph", 13.5, ink));
            for claim in &mine {
                ui.selectable_value(&mut step.claim, Some(claim.id.clone()), words(&claim.text, 13.5, ink));
            }
        });
        list.response.labelled_by(label.id);
    });
}
