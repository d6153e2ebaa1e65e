//! A handout: which, on what paper, in what form, and where it goes.

use egui::Ui;

use crate::export::handout::{HandoutFormat, HandoutKind, Paper};
use crate::state::{Action, HandoutChoice};
use crate::ui::controls::{button, strong, tip, words};

use super::{DialogInputs, Sheet, fields};

/// What each handout is for, in a line.
fn about(kind: HandoutKind) -> &'static str {
    match kind {
        HandoutKind::Full => "Each paragraph with what is said of it beside it",
        HandoutKind::Pupil => "Each paragraph with empty boxes to tick and to write in",
        HandoutKind::Sheet => "Who does what with which paragraph, on one page; in large print a list over several",
        HandoutKind::Sources => "Every source that is cited, and which replies cite it",
    }
}

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let now = sheet.state.hand_out;
    let mut chosen = now;
    ui.label(strong("Handout", 13.0, theme.soft.0));
    for kind in HandoutKind::ALL {
        tip(ui.radio_value(&mut chosen.kind, kind, words(kind.name(), 14.0, theme.ink.0)), about(kind));
    }
    ui.label(words(about(chosen.kind), 12.5, theme.soft.0));
    ui.add_space(8.0);
    ui.label(strong("Paper", 13.0, theme.soft.0));
    ui.horizontal_wrapped(|ui| {
        for paper in Paper::ALL {
            ui.radio_value(&mut chosen.paper, paper, words(paper.name(), 14.0, theme.ink.0));
        }
    });
    ui.checkbox(&mut chosen.large, words("Large print: 18 points and more, one column", 14.0, theme.ink.0));
    perspectives(sheet, ui, &mut chosen);
    let planned = sheet.state.plan.plan.steps.len();
    if planned > 0 {
        let text = format!("Only the {planned} rows of the lesson's plan, with its questions");
        ui.checkbox(&mut chosen.planned, words(text, 14.0, theme.ink.0));
    }
    ui.add_space(8.0);
    ui.label(strong("File", 13.0, theme.soft.0));
    ui.horizontal_wrapped(|ui| {
        for form in HandoutFormat::ALL.into_iter().filter(|form| form.is_available()) {
            ui.radio_value(&mut chosen.form, form, words(form.name(), 14.0, theme.ink.0));
        }
    });
    if chosen != now {
        sheet.out.push(Action::SetHandout(chosen));
    }
    ui.add_space(10.0);
    destination(inputs, sheet, ui);
}

/// Whether all perspectives are printed or those that are shown.
fn perspectives(sheet: &Sheet<'_>, ui: &mut Ui, chosen: &mut HandoutChoice) {
    let (count, all) = (sheet.state.shown.count(), sheet.state.edition.perspectives().len());
    let text = match count {
        1 => format!("Only the perspective shown, not all {all}"),
        count => format!("Only the {count} perspectives shown, in their order, not all {all}"),
    };
    if count < all || chosen.shown_only {
        ui.checkbox(&mut chosen.shown_only, words(text, 14.0, sheet.look.theme.ink.0));
    }
}

/// The button that asks where to save, or a field where the desktop has no dialog.
fn destination(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    if !sheet.state.hand_out.by_path {
        let save = button(ui, sheet.look, "Save as…", true);
        if inputs.fresh {
            save.request_focus();
        }
        if save.clicked() {
            sheet.out.push(Action::SaveHandout);
        }
        return;
    }
    if let Some(path) = fields::new_file(inputs, sheet, ui, &sheet.state.handout_job().file_name()) {
        sheet.out.push(Action::SaveHandoutTo { path, overwrite: false });
    }
}
