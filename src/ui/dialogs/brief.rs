//! The brief as a whole: its title, its sides, export, and other briefs.

use egui::{TextEdit, Ui};

use crate::export::brief::BriefFormat;
use crate::export::citation::{CitationStyle, works_cited, works_of_brief};
use crate::model::BriefPart;
use crate::state::brief::BriefAction;
use crate::state::{Action, AppState, Command, DocumentChoice, ExportedDocument, Notice};
use crate::ui::controls::{Control as _, aligned_row, button, interface_font, tooltip};

use super::field::{self, Field};
use super::sources::STYLES;
use super::{DialogView, Layout, Place, ViewContext, rows};

/// The form of the brief, which is saved as one types.
#[derive(Debug, Default)]
pub(super) struct BriefDialog {
    /// The sides as typed, separated by commas.
    sides: String,
    /// The title of a brief to create.
    new_title: Field,
}

impl DialogView for BriefDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Brief", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let editor = &cx.state.brief;
        let Some(brief) = &editor.document else {
            ui.label(
                cx.styles.ink("This brief is being read, or cannot be. Another one can be opened or begun.", 14.0),
            );
            others(&mut self.new_title, cx, ui);
            return;
        };
        if let Some(title) = field::title(cx, ui, &brief.title) {
            cx.push(BriefAction::SetTitle(title));
        }
        sides(&mut self.sides, cx, ui);
        ui.add_space(10.0);
        ui.label(cx.styles.strong_soft("Export", 13.0));
        aligned_row(ui, |ui| {
            for form in BriefFormat::ALL.into_iter().filter(|form| form.is_available()) {
                let main = form == BriefFormat::Docx;
                let response = button(ui, cx.styles, &format!("{}…", form.name()), main);
                if form == BriefFormat::Pdf {
                    // The paper is chosen first.
                    let what = ExportedDocument::Brief(BriefPart::Whole);
                    let chosen = DocumentChoice { form, what, ..cx.state.document };
                    if response.clicked() {
                        cx.push(Action::SetDocument(chosen));
                        cx.push(Action::OpenDocumentDialog(what));
                    }
                } else {
                    response.on_click(cx.out, BriefAction::Export(form));
                }
            }
            let tip = "A pocket, hat, block or side, in each of these formats";
            tooltip(button(ui, cx.styles, "A part alone…", false), tip).on_click(cx.out, Command::SavePart);
        });
        ui.label(cx.styles.soft(
            "Word files have the styles that debaters' tools know. A summary stays an analytic everywhere.",
            12.5,
        ));
        aligned_row(ui, |ui| {
            ui.label(cx.styles.soft("Copy the works cited:", 13.0));
            for (style, name) in STYLES.into_iter().filter(|(style, _)| *style != CitationStyle::CardCite) {
                if ui.link(cx.styles.accent(name, 13.5)).clicked() {
                    let cited = works_cited(&works_of_brief(brief), style).text();
                    cx.push(Action::CopyText(cited));
                    cx.push(Action::Notify(Notice::quiet(format!("The works cited were copied as {name}"))));
                }
            }
        });
        ui.add_space(10.0);
        ui.label(cx.styles.strong_soft("With your team", 13.0));
        button(ui, cx.styles, "Hand over…", false).on_click(cx.out, BriefAction::HandOver);
        ui.label(cx.styles.soft(
            "One file with the brief and its sources. Another's Parallax takes in what is new there, and keeps what it has.",
            12.5,
        ));
        ui.add_space(10.0);
        ui.label(cx.styles.strong_soft("Take cards in", 13.0));
        button(ui, cx.styles, "From a Word file, a brief, a hand-over or a list of sources…", false)
            .on_click(cx.out, Command::TakeCards);
        others(&mut self.new_title, cx, ui);
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        self.new_title.is_changed()
    }
}

/// Shows a field for the sides.
fn sides(typed: &mut String, cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(brief) = &cx.state.brief.document else { return };
    if split_sides(typed) != brief.sides {
        // The brief was read while the dialog was open, or a change was undone.
        *typed = brief.sides.join(", ");
    }
    let field = TextEdit::singleline(typed).font(interface_font(14.0)).id_salt("sides");
    let mut changed = field::labelled(cx, ui, "Sides, separated by commas", field).changed();
    aligned_row(ui, |ui| {
        for pair in ["Aff, Neg", "Pro, Con", "Gov, Opp"] {
            if ui.link(cx.styles.accent(pair, 13.0)).clicked() {
                pair.clone_into(typed);
                changed = true;
            }
        }
    });
    if changed {
        cx.push(BriefAction::SetSides(split_sides(typed)));
    }
}

/// Splits sides at commas.
fn split_sides(typed: &str) -> Vec<String> {
    typed.split(',').map(str::trim).filter(|side| !side.is_empty()).map(str::to_owned).collect()
}

fn others(new_title: &mut Field, cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let editor = &cx.state.brief;
    ui.add_space(10.0);
    ui.label(cx.styles.strong_soft("Other briefs", 13.0));
    let others: Vec<&(String, String)> = editor.others.iter().filter(|(key, _)| *key != editor.key).collect();
    if others.is_empty() {
        ui.label(cx.styles.soft("There is no other one.", 13.0));
    }
    for (key, title) in others {
        rows::saved_item(cx, ui, (key, title), BriefAction::Open(key.clone()), BriefAction::Remove(key.clone()));
    }
    let field = TextEdit::singleline(&mut new_title.text).font(interface_font(14.0)).id_salt("new");
    let response = field::labelled(cx, ui, "The title of a new brief", field);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    new_title.give_back_focus(&response);
    let pressed = button(ui, cx.styles, "Create it", false).clicked() || entered;
    if new_title.submitted(cx, ui, pressed, "Type its title first.") {
        cx.push(BriefAction::New(std::mem::take(&mut new_title.text)));
    }
}
