//! The speeches of a round with their times, to change, add and take off.

use egui::{DragValue, TextEdit, Ui};

use crate::model::round::{MAX_NAME_CHARS, MAX_SPEECH_MINUTES, Speech};
use crate::state::Action;
use crate::state::round::RoundAction;
use crate::ui::controls::{button, interface, pill, strong, tip, words};

use super::Sheet;
use super::parts::in_line;

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let Some(round) = &sheet.state.round.document else { return };
    ui.label(strong("Speeches of this round", 13.0, theme.soft.0));
    for (at, speech) in round.rules.speeches.iter().enumerate() {
        ui.push_id(("speech", at), |ui| {
            in_line(ui, |ui| {
                name(sheet, ui, at, speech);
                minutes(sheet, ui, at, speech);
                let whose = speech.side.map_or("both", |side| round.side_name(side));
                ui.label(words(format!("min, {whose}"), 13.0, theme.soft.0));
                let after = format!("Add a speech after {}", speech.short);
                if pill(ui, sheet.look, "Add after", &after).clicked() {
                    sheet.out.push(Action::Round(RoundAction::AddSpeech(at)));
                }
                if pill(ui, sheet.look, "Remove", &format!("Remove {}", speech.short)).clicked() {
                    sheet.out.push(Action::Round(RoundAction::RemoveSpeech(at)));
                }
            });
        });
    }
    prep(sheet, ui);
}

/// Minutes of prep, and the way to have all this again.
fn prep(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let Some(round) = &sheet.state.round.document else { return };
    let mut minutes = round.rules.prep.unwrap_or_default();
    in_line(ui, |ui| {
        let label = ui.label(words("Prep", 13.0, theme.soft.0));
        let drag = DragValue::new(&mut minutes).range(0.0..=MAX_SPEECH_MINUTES).speed(0.1).max_decimals(1);
        let response = ui.add(drag).labelled_by(label.id);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Minutes of prep for each side"));
        if response.changed() {
            sheet.out.push(Action::Round(RoundAction::SetPrepMinutes(minutes)));
        }
        ui.label(words("min for each side; 0 is none", 13.0, theme.soft.0));
    });
    in_line(ui, |ui| {
        let keep = button(ui, sheet.look, "Keep this as a format of my own", false);
        if tip(keep, "Speeches, times and names of sides, to begin other rounds with; it is called as this round is")
            .clicked()
        {
            sheet.out.push(Action::Round(RoundAction::SaveFormat));
        }
    });
}

fn name(sheet: &mut Sheet<'_>, ui: &mut Ui, at: usize, speech: &Speech) {
    let mut short = speech.short.clone();
    let field = TextEdit::singleline(&mut short).font(interface(13.5)).desired_width(90.0).id_salt("short");
    let response = ui.add(field);
    let label = format!("Short name of speech {}", at + 1);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    if response.changed() && !short.trim().is_empty() {
        let short: String = short.chars().take(MAX_NAME_CHARS).collect();
        let changed = Speech { short, ..speech.clone() };
        sheet.out.push(Action::Round(RoundAction::ChangeSpeech(at, Box::new(changed))));
    }
}

fn minutes(sheet: &mut Sheet<'_>, ui: &mut Ui, at: usize, speech: &Speech) {
    let mut minutes = speech.minutes;
    let drag = DragValue::new(&mut minutes).range(0.5..=MAX_SPEECH_MINUTES).speed(0.1).max_decimals(1);
    let response = ui.add(drag);
    let label = format!("Minutes of speech {}, {}", at + 1, speech.short);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    if response.changed() {
        let changed = Speech { minutes, ..speech.clone() };
        sheet.out.push(Action::Round(RoundAction::ChangeSpeech(at, Box::new(changed))));
    }
}
