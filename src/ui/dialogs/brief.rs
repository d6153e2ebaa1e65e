//! The brief as a whole: its name, its sides, other briefs, and the way out.

use egui::{TextEdit, Ui};

use crate::export::brief::BriefFormat;
use crate::export::citation::{CitationStyle, works_cited, works_of_brief};
use crate::state::brief::BriefAction;
use crate::state::{Action, Command, Notice};
use crate::ui::controls::{button, interface, strong, words};

use super::parts::in_line;
use super::sources::STYLES;
use super::{DialogInputs, Sheet, fields, lists};

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let editor = &sheet.state.brief;
    let Some(brief) = &editor.document else {
        ui.label(words(
            "This brief is being read, or cannot be. Another one can be opened or begun.",
            14.0,
            theme.ink.0,
        ));
        others(inputs, sheet, ui);
        return;
    };
    let mut title = brief.title.clone();
    let label = ui.label(words("Title", 12.5, theme.soft.0));
    let field = TextEdit::singleline(&mut title).font(interface(15.0)).desired_width(f32::INFINITY).id_salt("title");
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    if response.changed() {
        sheet.out.push(Action::Brief(BriefAction::SetTitle(title)));
    }
    sides(inputs, sheet, ui);
    ui.add_space(10.0);
    ui.label(strong("Send it out", 13.0, theme.soft.0));
    in_line(ui, |ui| {
        for form in BriefFormat::ALL {
            let main = editor.by_path.is_none() && form == BriefFormat::Docx;
            if button(ui, sheet.look, &format!("{}…", form.name()), main).clicked() {
                inputs.path_shown = false;
                sheet.out.push(Action::Brief(BriefAction::Export(form)));
            }
        }
    });
    by_path(inputs, sheet, ui);
    ui.label(words(
        "Word files have the styles that debaters' tools know. A summary stays an analytic everywhere.",
        12.5,
        theme.soft.0,
    ));
    in_line(ui, |ui| {
        ui.label(words("Copy the works cited:", 13.0, theme.soft.0));
        for (style, name) in STYLES.into_iter().filter(|(style, _)| *style != CitationStyle::CardCite) {
            if ui.link(words(name, 13.5, theme.accent.0)).clicked() {
                let cited = works_cited(&works_of_brief(brief), style).text();
                sheet.out.push(Action::CopyText(cited));
                sheet.out.push(Action::Notify(Notice::quiet(format!("The works cited were copied as {name}"))));
            }
        }
    });
    ui.add_space(10.0);
    ui.label(strong("Take cards in", 13.0, theme.soft.0));
    if button(ui, sheet.look, "From a Word file, a brief or a list of sources…", false).clicked() {
        sheet.out.push(Action::Command(Command::TakeCards));
    }
    others(inputs, sheet, ui);
}

/// The sides by name.
fn sides(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let Some(brief) = &sheet.state.brief.document else { return };
    let now = brief.sides.join(", ");
    if inputs.fresh {
        inputs.sides.clone_from(&now);
    }
    let label = ui.label(words("Sides, parted by commas", 12.5, theme.soft.0));
    let field =
        TextEdit::singleline(&mut inputs.sides).font(interface(14.0)).desired_width(f32::INFINITY).id_salt("sides");
    let mut typed = ui.add(field).labelled_by(label.id).changed();
    in_line(ui, |ui| {
        for pair in ["Aff, Neg", "Pro, Con", "Gov, Opp"] {
            if ui.link(words(pair, 13.0, theme.accent.0)).clicked() {
                pair.clone_into(&mut inputs.sides);
                typed = true;
            }
        }
    });
    if typed {
        let sides = inputs.sides.split(',').map(str::trim).filter(|side| !side.is_empty()).map(str::to_owned).collect();
        sheet.out.push(Action::Brief(BriefAction::SetSides(sides)));
    }
}

/// Where the desktop has no dialog, a path is typed.
fn by_path(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let Some(form) = sheet.state.brief.by_path else { return };
    if let Some(path) = fields::new_file(
        inputs,
        sheet,
        ui,
        &sheet.state.brief_export(form).map_or_else(String::new, |export| export.file_name()),
    ) {
        sheet.out.push(Action::Brief(BriefAction::ExportTo { form, path, overwrite: false }));
    }
}

fn others(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let editor = &sheet.state.brief;
    ui.add_space(10.0);
    ui.label(strong("Other briefs", 13.0, theme.soft.0));
    let others: Vec<&(String, String)> = editor.others.iter().filter(|(key, _)| *key != editor.key).collect();
    if others.is_empty() {
        ui.label(words("There is no other one.", 13.0, theme.soft.0));
    }
    for (key, title) in others {
        let (opens, puts) = (BriefAction::Open(key.clone()), BriefAction::Remove(key.clone()));
        lists::kept(sheet, ui, (key, title), Action::Brief(opens), Action::Brief(puts));
    }
    let label = ui.label(words("A new one with this title", 12.5, theme.soft.0));
    let field =
        TextEdit::singleline(&mut inputs.new_title).font(interface(14.0)).desired_width(f32::INFINITY).id_salt("new");
    let response = ui.add(field).labelled_by(label.id);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if (button(ui, sheet.look, "Begin it", false).clicked() || entered) && !inputs.new_title.trim().is_empty() {
        sheet.out.push(Action::Brief(BriefAction::New(std::mem::take(&mut inputs.new_title))));
    }
}
