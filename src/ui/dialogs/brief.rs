//! The brief as a whole: its title, its sides, export, and other briefs.

use egui::{TextEdit, Ui};

use crate::export::brief::BriefFormat;
use crate::export::citation::{CitationStyle, works_cited, works_of_brief};
use crate::state::brief::BriefAction;
use crate::state::{Action, Command, Notice};
use crate::ui::controls::{aligned_row, button, interface_font, rich_text, strong};

use super::sources::STYLES;
use super::{DialogContext, DialogInputs, fields, lists};

pub(super) fn show(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let editor = &cx.state.brief;
    let Some(brief) = &editor.document else {
        ui.label(rich_text(
            "This brief is being read, or cannot be. Another one can be opened or begun.",
            14.0,
            theme.ink.0,
        ));
        others(inputs, cx, ui);
        return;
    };
    if let Some(title) = fields::title(inputs, cx, ui, &brief.title) {
        cx.out.push(Action::Brief(BriefAction::SetTitle(title)));
    }
    sides(inputs, cx, ui);
    ui.add_space(10.0);
    ui.label(strong("Export", 13.0, theme.soft.0));
    aligned_row(ui, |ui| {
        for form in BriefFormat::ALL {
            let main = editor.by_path.is_none() && form == BriefFormat::Docx;
            if button(ui, cx.styles, &format!("{}…", form.name()), main).clicked() {
                inputs.path_shown = false;
                cx.out.push(Action::Brief(BriefAction::Export(form)));
            }
        }
    });
    by_path(inputs, cx, ui);
    ui.label(rich_text(
        "Word files have the styles that debaters' tools know. A summary stays an analytic everywhere.",
        12.5,
        theme.soft.0,
    ));
    aligned_row(ui, |ui| {
        ui.label(rich_text("Copy the works cited:", 13.0, theme.soft.0));
        for (style, name) in STYLES.into_iter().filter(|(style, _)| *style != CitationStyle::CardCite) {
            if ui.link(rich_text(name, 13.5, theme.accent.0)).clicked() {
                let cited = works_cited(&works_of_brief(brief), style).text();
                cx.out.push(Action::CopyText(cited));
                cx.out.push(Action::Notify(Notice::quiet(format!("The works cited were copied as {name}"))));
            }
        }
    });
    ui.add_space(10.0);
    ui.label(strong("Take cards in", 13.0, theme.soft.0));
    if button(ui, cx.styles, "From a Word file, a brief or a list of sources…", false).clicked() {
        cx.out.push(Action::Command(Command::TakeCards));
    }
    others(inputs, cx, ui);
}

/// Shows a field for the sides.
fn sides(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let Some(brief) = &cx.state.brief.document else { return };
    let now = brief.sides.join(", ");
    if inputs.fresh {
        inputs.sides.clone_from(&now);
    }
    let label = ui.label(rich_text("Sides, separated by commas", 12.5, theme.soft.0));
    let field = TextEdit::singleline(&mut inputs.sides)
        .font(interface_font(14.0))
        .desired_width(f32::INFINITY)
        .id_salt("sides");
    let mut typed = ui.add(field).labelled_by(label.id).changed();
    aligned_row(ui, |ui| {
        for pair in ["Aff, Neg", "Pro, Con", "Gov, Opp"] {
            if ui.link(rich_text(pair, 13.0, theme.accent.0)).clicked() {
                pair.clone_into(&mut inputs.sides);
                typed = true;
            }
        }
    });
    if typed {
        let sides = inputs.sides.split(',').map(str::trim).filter(|side| !side.is_empty()).map(str::to_owned).collect();
        cx.out.push(Action::Brief(BriefAction::SetSides(sides)));
    }
}

/// Shows a field for the path where the desktop has no file dialog.
fn by_path(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let Some(form) = cx.state.brief.by_path else { return };
    if let Some(path) = fields::new_file(
        inputs,
        cx,
        ui,
        &cx.state.brief.export(form).map_or_else(String::new, |export| export.file_name()),
    ) {
        cx.out.push(Action::Brief(BriefAction::ExportTo { form, path, overwrite: false }));
    }
}

fn others(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let editor = &cx.state.brief;
    ui.add_space(10.0);
    ui.label(strong("Other briefs", 13.0, theme.soft.0));
    let others: Vec<&(String, String)> = editor.others.iter().filter(|(key, _)| *key != editor.key).collect();
    if others.is_empty() {
        ui.label(rich_text("There is no other one.", 13.0, theme.soft.0));
    }
    for (key, title) in others {
        let (opens, puts) = (BriefAction::Open(key.clone()), BriefAction::Remove(key.clone()));
        lists::saved_item(cx, ui, (key, title), Action::Brief(opens), Action::Brief(puts));
    }
    let label = ui.label(rich_text("The title of a new brief", 12.5, theme.soft.0));
    let field = TextEdit::singleline(&mut inputs.new_title)
        .font(interface_font(14.0))
        .desired_width(f32::INFINITY)
        .id_salt("new");
    let response = ui.add(field).labelled_by(label.id);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    inputs.missing_title.give_back_focus(&response);
    let pressed = button(ui, cx.styles, "Create it", false).clicked() || entered;
    let typed = (inputs.new_title.as_str(), &mut inputs.missing_title);
    if fields::submitted(typed, cx, ui, pressed, "Type its title first.") {
        cx.out.push(Action::Brief(BriefAction::New(std::mem::take(&mut inputs.new_title))));
    }
}
