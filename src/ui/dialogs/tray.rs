//! Notes whose paragraph is not in the copy: they are never dropped, and the reader can place them.

use std::collections::BTreeMap;

use egui::{InputState, Key, Modifiers, TextEdit, Ui};

use crate::align::carry::LostNote;
use crate::model::{Paragraph, cite};
use crate::state::copy::LostPlace;
use crate::state::{AppState, CopyAction, OwnCopy};
use crate::ui::controls::{Control as _, aligned_row, button, button_if, interface_font, strong};
use crate::ui::faces::INTERFACE;
use crate::ui::typeset::TextStyle;

use super::compare::excerpt;
use super::{DialogView, Layout, Place, ViewContext};

/// The lost notes, and the paragraph of the copy that they can be put at.
#[derive(Debug)]
pub(super) struct TrayDialog {
    /// The label of the paragraph as typed.
    typed: String,
    chosen: usize,
}

impl TrayDialog {
    pub(super) fn new(state: &AppState) -> Self {
        let chosen = state.reader.active.saturating_sub(1).min(last(state));
        Self { typed: label(state, chosen), chosen }
    }

    /// Shows the paragraph of the copy to link: typed, or stepped to with buttons or the arrow keys; and its beginning.
    fn chooser(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let last = last(state);
        self.chosen = self.chosen.min(last);
        let before = self.chosen;
        aligned_row(ui, |ui| {
            let name = ui.label(cx.styles.ink("Paragraph of your copy: ¶", 13.5));
            let id = ui.scope_id().with("paragraph of the copy");
            // The arrow keys step while the field has the focus; they have no function in a single line.
            let stepped = ui.memory(|memory| memory.has_focus(id)).then(|| ui.input_mut(arrows));
            let field = TextEdit::singleline(&mut self.typed).id(id).font(interface_font(14.0)).desired_width(52.0);
            let field = ui.add(field).labelled_by(name.id).focus_if(cx.fresh);
            let pressed = |ui: &mut Ui, can: bool, name: &str| button_if(ui, cx.styles, name, false, can).clicked();
            let back = pressed(ui, self.chosen > 0, "The one before") || stepped == Some(-1);
            let on = pressed(ui, self.chosen < last, "The one after") || stepped == Some(1);
            if field.changed() {
                let wanted = self.typed.trim().trim_start_matches('¶').trim();
                self.chosen = (0..=last).find(|index| label(state, *index) == wanted).unwrap_or(self.chosen);
            } else if back || on {
                self.chosen = if on { (self.chosen + 1).min(last) } else { self.chosen.saturating_sub(1) };
            }
            // Invalid input is reset when the field loses the focus.
            if field.lost_focus() || (self.chosen != before && !field.changed()) {
                self.typed = label(state, self.chosen);
            }
        });
        if let Some(paragraph) = state.edition.paragraph(self.chosen) {
            let text = format!("¶{}  {}", paragraph.id.label(), excerpt(&paragraph.text));
            cx.text_of_size(ui, &text, state.edition.language_of_paragraph(paragraph), 14.0);
        }
    }
}

/// Returns the last paragraph of the copy.
fn last(state: &AppState) -> usize {
    state.edition.paragraphs().len().saturating_sub(1)
}

/// Returns the label of a paragraph of the copy.
fn label(state: &AppState, index: usize) -> String {
    state.edition.paragraph(index).map_or(String::new(), |paragraph| paragraph.id.label().to_owned())
}

impl DialogView for TrayDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Notes without a place", Place::Centre, 680.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let Some(copy) = &state.copy.open else { return };
        if copy.lost.is_empty() {
            ui.label(cx.styles.ink("Every note has a place in your copy now.", 14.0));
            return;
        }
        let many = match copy.lost.len() {
            1 => "One note has no place, because the paragraph it answers was not found in your copy.".to_owned(),
            n => format!("{n} notes have no place, because the paragraphs they answer were not found in your copy."),
        };
        let how = "If you know where they belong, put them there: at a paragraph around their old place, or at the one that is \
                   chosen here.";
        ui.label(cx.styles.soft(format!("{many} {how}"), 13.5));
        ui.add_space(6.0);
        self.chooser(cx, ui);
        for (index, notes) in by_paragraph(copy) {
            ui.add_space(14.0);
            lost_paragraph(self.chosen, cx, ui, copy, index, &notes);
        }
    }
}

/// Returns how far the arrow keys step in this frame: 1, -1 or 0.
fn arrows(input: &mut InputState) -> i8 {
    let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
    let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
    i8::from(down) - i8::from(up)
}

/// Groups the lost notes by the first paragraph of the edition that they were on.
fn by_paragraph(copy: &OwnCopy) -> BTreeMap<usize, Vec<&LostNote>> {
    let mut groups: BTreeMap<usize, Vec<&LostNote>> = BTreeMap::new();
    for lost in &copy.lost {
        groups.entry(lost.paragraphs.first().copied().unwrap_or_default()).or_default().push(lost);
    }
    groups
}

fn lost_paragraph(
    chosen: usize,
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    copy: &OwnCopy,
    index: usize,
    notes: &[&LostNote],
) {
    let base = &copy.request.base;
    let Some(paragraph) = base.paragraph(index) else { return };
    ui.separator();
    let count = if notes.len() == 1 { "one note".to_owned() } else { format!("{} notes", notes.len()) };
    ui.label(cx.styles.strong_accent(format!("¶{} of the edition · {count}", paragraph.id.label()), 13.5));
    let language = base.language_of_paragraph(paragraph);
    cx.text_of_size(ui, &excerpt(&paragraph.text), language, 14.0);
    ui.add_space(4.0);
    neighbours(cx, ui, copy, index);
    link(chosen, cx, ui, copy, (paragraph, index));
    for lost in notes {
        let Some(by) = base.perspective_index(&lost.perspective).and_then(|i| base.perspectives().get(i)) else {
            continue;
        };
        let Some(note) = by.notes.iter().find(|note| note.id == lost.note) else { continue };
        ui.add_space(6.0);
        let heading = format!("{}  {} {}", note.stance.mark(), by.name, by.verb(note.stance));
        ui.label(strong(heading, 13.0, cx.styles.theme.hue(&by.hue)));
        let language = base.language_of_note(note);
        cx.text_of_size(ui, &note.summary, language, 14.0);
        if let Some(citation) = note.citations.first() {
            let date = base.date_of_note(note).map_or(String::new(), |date| format!(", {date}"));
            ui.label(cx.styles.soft(format!("{}{date}", cite::short(base, citation)), 12.5));
        }
    }
}

/// Shows the paragraphs around the place where a missing one would be, each with a button that links the two.
fn neighbours(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy, index: usize) {
    let LostPlace { before, between, after } = copy.lost_place(index);
    let between = between.into_iter().map(|at| (at, "which only your copy has"));
    let offers = before.map(|at| (at, "before their place")).into_iter().chain(between);
    for (at, place) in offers.chain(after.map(|at| (at, "after their place"))) {
        let Some(here) = cx.state.edition.paragraph(at) else { continue };
        let name = format!("Put them at ¶{}, {place}", here.id.label());
        ui.horizontal_wrapped(|ui| {
            if button(ui, cx.styles, &name, false).clicked() {
                cx.push(CopyAction::Correct(copy.place_lost(index, at)));
            }
            let style = TextStyle::new(INTERFACE, 13.0, 1.4, cx.styles.theme.soft.0);
            cx.text_in_rows(ui, (&excerpt(&here.text), cx.state.edition.language_of_paragraph(here)), &style, 1);
        });
        ui.add_space(2.0);
    }
}

/// Shows the button that links a missing paragraph with the chosen one.
fn link(chosen: usize, cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy, (paragraph, index): (&Paragraph, usize)) {
    let Some(here) = cx.state.edition.paragraph(chosen) else { return };
    // With the paragraph of the edition, which tells the buttons of two groups apart.
    let name = format!("Put those of ¶{} at ¶{}, chosen above", paragraph.id.label(), here.id.label());
    if button(ui, cx.styles, &name, false).clicked() {
        cx.push(CopyAction::Correct(copy.place_lost(index, chosen)));
    }
}
