//! One annotation of the reader's: what it stands on, how its words are set off, what is said of them.

use egui::{TextEdit, Ui};

use crate::model::{Annotation, Grade, HighlightStyle};
use crate::state::annotations::AnnotationAction;
use crate::state::{Action, AppState};
use crate::ui::controls::{button, interface, strong, words};

use super::parts::{in_line, passage, short};
use super::{DialogInputs, Sheet};

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui, id: u32) {
    let state = sheet.state;
    let theme = sheet.look.theme.clone();
    let Some(annotation) = state.annotations.all().iter().find(|one| one.id == id) else {
        ui.label(words("This annotation was taken away.", 14.0, theme.ink.0));
        return;
    };
    stands_on(sheet, ui, annotation);
    ui.add_space(8.0);
    let mut changed = annotation.clone();
    ui.horizontal_wrapped(|ui| {
        ui.label(words("Set off", 13.5, theme.ink.0));
        if ui.selectable_label(changed.style.is_none(), words("Not", 13.5, theme.ink.0)).clicked() {
            changed.style = None;
        }
        for style in HighlightStyle::ALL {
            let on = changed.style == Some(style);
            if ui.selectable_label(on, words(style.word(), 13.5, theme.ink.0)).clicked() {
                changed.style = Some(style);
            }
        }
    });
    let label = ui.label(words("What you say of it", 12.5, theme.soft.0));
    let field =
        TextEdit::multiline(&mut changed.text).font(interface(15.0)).desired_rows(4).desired_width(f32::INFINITY);
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    let label = ui.label(words("Tags, parted by commas", 12.5, theme.soft.0));
    if inputs.fresh {
        inputs.typed = changed.tags.join(", ");
    }
    let field = TextEdit::singleline(&mut inputs.typed).font(interface(14.0)).desired_width(f32::INFINITY);
    if ui.add(field).labelled_by(label.id).changed() {
        changed.tags = tags(&inputs.typed);
    }
    if changed != *annotation {
        sheet.out.push(Action::Annotations(AnnotationAction::Write(Box::new(changed))));
    }
    ui.add_space(10.0);
    in_line(ui, |ui| {
        if button(ui, sheet.look, "Done", true).clicked() {
            sheet.out.push(Action::ShowDialog(None));
        }
        if button(ui, sheet.look, "Remove", false).clicked() {
            sheet.out.push(Action::ShowDialog(None));
            sheet.out.push(Action::Annotations(AnnotationAction::Remove(id)));
        }
    });
}

/// Words parted by commas, each once.
fn tags(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split([',', '、', '،']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// What an annotation stands on, in its own words.
pub(super) fn stands_on(sheet: &mut Sheet<'_>, ui: &mut Ui, annotation: &Annotation) {
    let theme = sheet.look.theme.clone();
    let state = sheet.state;
    let language = state.edition.head().language.clone();
    if let Some(anchor) = &annotation.on.paragraph {
        let text = if anchor.exact.is_empty() { &annotation.on.text } else { &anchor.exact };
        ui.label(strong(format!("¶{}", anchor.on.label()), 12.5, theme.accent.0));
        passage(sheet, ui, &short(text), &language, 14.0);
    }
    if let Some(note) = &annotation.on.note {
        ui.label(strong(note_name(state, note.id.as_str()), 12.5, theme.accent.0));
        let text = if note.exact.is_empty() { summary(state, note.id.as_str()) } else { note.exact.clone() };
        passage(sheet, ui, &short(&text), &language, 14.0);
    }
    let place = state
        .annotations
        .places
        .iter()
        .find(|place| state.annotations.all().get(place.index).is_some_and(|one| one.id == annotation.id));
    if let Some(place) = place.filter(|place| place.grade != Grade::Exact) {
        let told = format!("{} {}: {}.", place.grade.mark(), place.grade.word(), place.grade.meaning());
        ui.label(words(told, 12.5, theme.accent.0));
    }
}

/// A note as `5us US government disputes`, or its id where the edition has it no more.
fn note_name(state: &AppState, id: &str) -> String {
    let by = state.edition.perspectives().iter().find_map(|by| {
        let note = by.notes.iter().find(|note| note.id.as_str() == id)?;
        Some(format!("{} {}", by.name, note.stance.verb()))
    });
    by.unwrap_or_else(|| format!("the reply {id}, which is not in this edition now"))
}

fn summary(state: &AppState, id: &str) -> String {
    let notes = state.edition.perspectives().iter().flat_map(|by| &by.notes);
    notes.into_iter().find(|note| note.id.as_str() == id).map_or(String::new(), |note| note.summary.clone())
}
