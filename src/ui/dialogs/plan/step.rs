//! One step of the plan.

use egui::{ComboBox, DragValue, TextEdit, Ui};

use crate::model::{Activity, Claim, LONGEST_STEP, Step};
use crate::state::AppState;
use crate::ui::controls::words;

use super::super::Sheet;

/// Returns a step as one line: activity, minutes, claim, question; empty if nothing is set.
pub(super) fn told(state: &AppState, step: &Step) -> String {
    let activity = (!step.activity.is_reveal()).then(|| step.activity.name().to_owned());
    let claim = step.claim.as_ref().and_then(|id| state.edition.claim(id)).map(|claim| claim.text.clone());
    let minutes = step.minutes.map(|minutes| format!("{minutes} min"));
    let question = step.question.clone().filter(|question| !question.trim().is_empty());
    [activity, minutes, claim, question].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Shows the fields of a step.
pub(super) fn edit(sheet: &mut Sheet<'_>, ui: &mut Ui, step: &mut Step) {
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
