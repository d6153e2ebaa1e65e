//! The round as a whole: its name, who is who, its speeches, how fast one reads, the way out, and other editor.

use egui::{TextEdit, Ui};

use crate::model::round::{Side, WORDS_PER_MINUTE};
use crate::state::round::{FlowFormat, RoundAction};
use crate::state::{Action, Setting};
use crate::ui::controls::{button, interface, strong, tip, words};

use super::parts::in_line;
use super::{DialogInputs, Sheet, fields, lists, round_speeches};

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    if sheet.state.round.document.is_some() {
        naming(inputs, sheet, ui);
        sides(sheet, ui);
        ui.add_space(10.0);
        speed(sheet, ui);
        ui.add_space(10.0);
        send(inputs, sheet, ui);
        ui.add_space(10.0);
        round_speeches::show(sheet, ui);
        ui.add_space(10.0);
    } else {
        speed(sheet, ui);
        ui.add_space(10.0);
    }
    others(sheet, ui);
}

fn naming(inputs: &DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let Some(round) = &sheet.state.round.document else { return };
    let mut title = round.title.clone();
    let label = ui.label(words("Title", 12.5, theme.soft.0));
    let field = TextEdit::singleline(&mut title).font(interface(15.0)).desired_width(f32::INFINITY).id_salt("title");
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    if response.changed() {
        sheet.out.push(Action::Round(RoundAction::SetTitle(title)));
    }
    ui.label(words(format!("Format: {}", round.rules.name), 13.0, theme.soft.0));
}

/// Who speaks first and second, and which side is ours.
fn sides(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let Some(round) = &sheet.state.round.document else { return };
    ui.add_space(8.0);
    ui.label(strong("Sides", 13.0, theme.soft.0));
    for (side, which) in [(Side::First, "Speaks first"), (Side::Second, "Speaks second")] {
        in_line(ui, |ui| {
            let label = ui.label(words(which, 13.0, theme.soft.0));
            let mut name = round.side_name(side).to_owned();
            let field = TextEdit::singleline(&mut name).font(interface(14.0)).desired_width(160.0).id_salt(which);
            if ui.add(field).labelled_by(label.id).changed() {
                let name = name.chars().take(60).collect();
                sheet.out.push(Action::Round(RoundAction::SetSideName(side, name)));
            }
            let ours = round.ours == Some(side);
            let text = format!("We are {}", round.side_name(side));
            if ui.radio(ours, words(text, 14.0, theme.ink.0)).clicked() {
                sheet.out.push(Action::Round(RoundAction::SetOurSide(Some(side))));
            }
        });
    }
    in_line(ui, |ui| {
        if ui.radio(round.ours.is_none(), words("We only listen", 14.0, theme.ink.0)).clicked() {
            sheet.out.push(Action::Round(RoundAction::SetOurSide(None)));
        }
        for (first, second) in &round.rules.sides {
            if ui.link(words(format!("{first} and {second}"), 13.5, theme.accent.0)).clicked() {
                sheet.out.push(Action::Round(RoundAction::SetSideName(Side::First, first.clone())));
                sheet.out.push(Action::Round(RoundAction::SetSideName(Side::Second, second.clone())));
            }
        }
    });
    teams(sheet, ui);
    if round.rules.either_first {
        let flip = button(ui, sheet.look, "The other side speaks first", false);
        if tip(flip, "Before the first speech: names and what was prepared change places").clicked() {
            sheet.out.push(Action::Round(RoundAction::FlipSides));
        }
    }
}

/// Which team is ours, where several share our side.
fn teams(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let Some(round) = &sheet.state.round.document else { return };
    let ink = sheet.look.theme.ink.0;
    let ours = round.rules.teams.iter().enumerate().filter(|(_, team)| Some(team.side) == round.ours);
    let ours: Vec<(usize, String)> = ours.map(|(at, team)| (at, team.name.clone())).collect();
    if ours.len() < 2 {
        return;
    }
    in_line(ui, |ui| {
        for (at, name) in ours {
            if ui.radio(round.team == Some(at), words(format!("We are {name}"), 14.0, ink)).clicked() {
                sheet.out.push(Action::Round(RoundAction::SetOurTeam(Some(at))));
            }
        }
    });
}

/// Words a minute, and the test that tells them.
fn speed(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    ui.label(strong("How fast you read aloud", 13.0, theme.soft.0));
    in_line(ui, |ui| {
        let mut minute = f32::from(sheet.state.words_per_minute());
        let range = f32::from(*WORDS_PER_MINUTE.start())..=f32::from(*WORDS_PER_MINUTE.end());
        let drag = ui.add(egui::DragValue::new(&mut minute).range(range).speed(1.0).fixed_decimals(0));
        ui.ctx().accesskit_node_builder(drag.id, |node| node.set_label("Words a minute"));
        if drag.changed() {
            sheet.out.push(Action::Set(Setting::WordsPerMinute(minute)));
        }
        ui.label(words("words a minute", 13.5, theme.ink.0));
        if button(ui, sheet.look, "Test it in one minute", false).clicked() {
            sheet.out.push(Action::Round(RoundAction::OpenTest));
        }
    });
}

/// The flow as a file.
fn send(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    ui.label(strong("Save the flow", 13.0, sheet.look.theme.soft.0));
    let by_path = sheet.state.round.by_path;
    in_line(ui, |ui| {
        for form in FlowFormat::ALL {
            let main = by_path.is_none() && form == FlowFormat::Xlsx;
            if button(ui, sheet.look, &format!("{}…", form.name()), main).clicked() {
                inputs.path_shown = false;
                sheet.out.push(Action::Round(RoundAction::Export(form)));
            }
        }
    });
    let Some(form) = by_path else { return };
    if let Some(path) = fields::new_file(
        inputs,
        sheet,
        ui,
        &sheet.state.flow_export(form).map_or_else(String::new, |export| export.file_name()),
    ) {
        sheet.out.push(Action::Round(RoundAction::ExportTo { form, path, overwrite: false }));
    }
}

/// A new round in a format, and those that are kept.
fn others(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let begun = sheet.state.round.document.is_some();
    let what = if begun { "A new round; this one is kept" } else { "A new round" };
    ui.label(strong(what, 13.0, theme.soft.0));
    in_line(ui, |ui| {
        for (at, format) in sheet.state.formats().enumerate() {
            let response = button(ui, sheet.look, &format.name, false);
            if tip(response, &crate::ui::round::about(format)).clicked() {
                sheet.out.push(Action::Round(RoundAction::Begin(at)));
            }
        }
    });
    let editor = &sheet.state.round;
    let others: Vec<&(String, String)> = editor.others.iter().filter(|(key, _)| *key != editor.key).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(strong("Other rounds", 13.0, theme.soft.0));
    for (key, title) in others {
        let (opens, puts) = (RoundAction::Open(key.clone()), RoundAction::Remove(key.clone()));
        lists::kept(sheet, ui, (key, title), Action::Round(opens), Action::Round(puts));
    }
}
