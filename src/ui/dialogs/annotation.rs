//! An annotation of the reader's: the words it is on, its highlight style, comment and tags.

use egui::{TextEdit, Ui};

use crate::model::{Annotation, Grade, HighlightStyle};
use crate::state::annotations::AnnotationAction;
use crate::state::{Action, AppState};
use crate::ui::controls::{Control as _, aligned_row, button, interface_font};

use super::compare::excerpt;
use super::{DialogView, Layout, Place, ViewContext, field};

/// The form of an annotation. What is typed is saved as one types.
#[derive(Debug)]
pub(super) struct AnnotationDialog {
    id: u32,
    /// Its tags as typed, separated by commas.
    tags: String,
}

impl AnnotationDialog {
    pub(super) fn new(id: u32, state: &AppState) -> Self {
        let annotation = state.annotations.all().iter().find(|one| one.id == id);
        Self { id, tags: annotation.map_or_else(String::new, |one| one.tags.join(", ")) }
    }
}

impl DialogView for AnnotationDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Your annotation", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let Some(annotation) = state.annotations.all().iter().find(|one| one.id == self.id) else {
            ui.label(cx.styles.ink("This annotation was removed.", 14.0));
            return;
        };
        let low = super::is_low(ui);
        let mut changed = annotation.clone();
        if !low {
            target_text(cx, ui, annotation);
            ui.add_space(8.0);
            styles(cx, ui, &mut changed);
        }
        let field = TextEdit::multiline(&mut changed.text).font(interface_font(15.0)).desired_rows(4);
        field::labelled(cx, ui, "Your comment", field).focus_if(cx.fresh);
        let field = TextEdit::singleline(&mut self.tags).font(interface_font(14.0));
        if field::labelled(cx, ui, "Tags, separated by commas", field).changed() {
            changed.tags = tags(&self.tags);
        }
        if low {
            // The comment comes first, since the words that it is on may fill a low window.
            styles(cx, ui, &mut changed);
            ui.add_space(8.0);
            target_text(cx, ui, annotation);
        }
        if changed != *annotation {
            cx.push(AnnotationAction::Write(Box::new(changed)));
        }
        ui.add_space(10.0);
        aligned_row(ui, |ui| {
            button(ui, cx.styles, "Done", true).on_click(cx.out, Action::ShowDialog(None));
            if button(ui, cx.styles, "Remove", false).clicked() {
                cx.push(Action::ShowDialog(None));
                cx.push(AnnotationAction::Remove(self.id));
            }
        });
    }
}

/// Shows the styles of the highlight, one of which is on.
fn styles(cx: &ViewContext<'_>, ui: &mut Ui, changed: &mut Annotation) {
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.styles.ink("Highlight", 13.5));
        ui.selectable_value(&mut changed.style, None, cx.styles.ink("None", 13.5));
        for style in HighlightStyle::ALL {
            ui.selectable_value(&mut changed.style, Some(style), cx.styles.ink(style.word(), 13.5));
        }
    });
}

/// Splits tags at commas and drops repeated ones.
fn tags(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split([',', '、', '،']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

pub(super) fn target_text(cx: &mut ViewContext<'_>, ui: &mut Ui, annotation: &Annotation) {
    let state = cx.state;
    let language = cx.language();
    if let Some(anchor) = &annotation.on.paragraph {
        let text = if anchor.exact.is_empty() { &annotation.on.text } else { &anchor.exact };
        ui.label(cx.styles.strong_accent(format!("¶{}", anchor.on.label()), 12.5));
        cx.text_of_size(ui, &excerpt(text), language, 14.0);
    }
    if let Some(note) = &annotation.on.note {
        ui.label(cx.styles.strong_accent(note_name(state, note.id.as_str()), 12.5));
        let text = if note.exact.is_empty() { in_short(state, note.id.as_str()) } else { note.exact.clone() };
        cx.text_of_size(ui, &excerpt(&text), language, 14.0);
    }
    let place = state
        .annotations
        .places
        .iter()
        .find(|place| state.annotations.all().get(place.index).is_some_and(|one| one.id == annotation.id));
    if let Some(place) = place.filter(|place| place.grade != Grade::Exact) {
        let text = format!("{} {}: {}.", place.grade.mark(), place.grade.word(), place.grade.meaning());
        ui.label(cx.styles.accent(text, 12.5));
    }
}

/// Returns a note's name, such as `US government disputes`, or its id if it is no longer in the edition.
fn note_name(state: &AppState, id: &str) -> String {
    let by = state.edition.perspectives().iter().find_map(|by| {
        let note = by.notes.iter().find(|note| note.id.as_str() == id)?;
        Some(format!("{} {}", by.name, by.verb(note.stance)))
    });
    by.unwrap_or_else(|| format!("the reply {id}, which is not in this edition now"))
}

/// Returns a note in short; empty if it is no longer in the edition.
fn in_short(state: &AppState, id: &str) -> String {
    let notes = state.edition.perspectives().iter().flat_map(|by| &by.notes);
    notes.into_iter().find(|note| note.id.as_str() == id).map_or(String::new(), |note| note.short().into_owned())
}
