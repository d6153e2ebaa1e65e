//! Notes whose paragraph is not in the copy: they are never dropped, and can be given a place by hand.

use std::collections::BTreeMap;

use egui::{DragValue, Ui};

use crate::align::carry::LostNote;
use crate::model::{Correction, cite};
use crate::session::{Action, OwnCopy};
use crate::ui::controls::{button, strong, words};

use super::parts::{passage, short};
use super::{Overlays, Sheet};

pub(super) fn show(state: &mut Overlays, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let session = sheet.session;
    let Some(copy) = &session.copy else { return };
    let theme = sheet.look.theme.clone();
    if copy.lost.is_empty() {
        ui.label(words("Every note has a place in your copy now.", 14.0, theme.ink.0));
        return;
    }
    let why = "The paragraphs these notes answer were not found in your copy. \
               If one of them is there after all, choose it and link the two.";
    ui.label(words(why, 13.5, theme.soft.0));
    if state.fresh {
        state.chosen = session.active.max(1);
    }
    let count = session.edition.paragraphs().len();
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(words("Paragraph of your copy", 13.5, theme.ink.0));
        ui.add(DragValue::new(&mut state.chosen).range(1..=count.max(1)).prefix("¶")).labelled_by(label.id);
    });
    state.chosen = state.chosen.clamp(1, count.max(1));
    if let Some(paragraph) = session.edition.paragraph(state.chosen - 1) {
        let language = session.edition.language_of_paragraph(paragraph).clone();
        passage(sheet, ui, &short(&paragraph.text), &language, 14.0);
    }
    for (index, notes) in by_paragraph(copy) {
        ui.add_space(14.0);
        one_paragraph(state, sheet, ui, copy, index, &notes);
    }
}

/// The lost notes by the first paragraph of the edition they stood on.
fn by_paragraph(copy: &OwnCopy) -> BTreeMap<usize, Vec<&LostNote>> {
    let mut groups: BTreeMap<usize, Vec<&LostNote>> = BTreeMap::new();
    for lost in &copy.lost {
        groups.entry(lost.paragraphs.first().copied().unwrap_or_default()).or_default().push(lost);
    }
    groups
}

fn one_paragraph(
    state: &Overlays,
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    copy: &OwnCopy,
    index: usize,
    notes: &[&LostNote],
) {
    let theme = sheet.look.theme.clone();
    let base = &copy.wish.base;
    let Some(paragraph) = base.paragraph(index) else { return };
    ui.label(strong(format!("¶{} of the edition", paragraph.id.label()), 13.5, theme.accent.0));
    let language = base.language_of_paragraph(paragraph).clone();
    passage(sheet, ui, &short(&paragraph.text), &language, 14.0);
    for lost in notes {
        let Some(by) = base.perspective_index(&lost.perspective).and_then(|i| base.perspectives().get(i)) else {
            continue;
        };
        let Some(note) = by.notes.iter().find(|note| note.id == lost.note) else { continue };
        ui.add_space(6.0);
        let heading = format!("{}  {} {}", note.stance.mark(), by.name, note.stance.verb());
        ui.label(strong(heading, 13.0, theme.hue(&by.hue)));
        let language = base.language_of_note(note).clone();
        passage(sheet, ui, &note.summary, &language, 14.0);
        if let Some(citation) = note.citations.first() {
            let date = base.date_of_note(note).map_or(String::new(), |date| format!(", {date}"));
            ui.label(words(format!("{}{date}", cite::short(base, citation)), 12.5, theme.soft.0));
        }
    }
    ui.add_space(4.0);
    let name = format!("Link ¶{} of the edition with ¶{} of your copy", paragraph.id.label(), state.chosen);
    if button(ui, sheet.look, &name, false).clicked() {
        sheet.out.push(Action::Correct(vec![Correction::Linked { copy: state.chosen - 1, edition: index }]));
    }
}
