//! The plan of a lesson: which rows, in what order, with which questions.

mod step;

use egui::{TextEdit, Ui};

use crate::model::{Plan, Step, Term};
use crate::state::Action;
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
                let summary = step::told(sheet.state, step);
                let line = if summary.is_empty() { super::short(text) } else { summary };
                ui.add(egui::Label::new(words(line, 13.5, sheet.look.theme.soft.0)).truncate());
            });
            if inputs.chosen == number {
                ui.indent("step", |ui| step::edit(sheet, ui, step));
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
