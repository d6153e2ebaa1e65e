//! The citation of the reader's own copy: author, title, publication, date and link.

use egui::Ui;

use crate::state::copy::{AuthorForm, CitationForm};
use crate::state::{Action, AppState, CopyAction};
use crate::ui::controls::{Control as _, aligned_row, button, button_if, tooltip};

use super::field::line;
use super::{DialogView, Layout, Place, ViewContext};

/// The form for the citation of the open copy.
#[derive(Debug)]
pub(super) struct CitationDialog {
    form: CitationForm,
    at_first: CitationForm,
}

impl CitationDialog {
    pub(super) fn new(state: &AppState) -> Self {
        let citation = state.copy.open.as_ref().map(|copy| copy.latest().citation.clone()).unwrap_or_default();
        let form = CitationForm::of(&citation);
        Self { at_first: form.clone(), form }
    }
}

impl DialogView for CitationDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Citation of your copy", Place::Centre, 600.0)
    }

    /// Shows the answers above the fields, where no message about the copy covers them in a low window.
    fn show_above(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let citation = self.form.citation();
            let is_whole = citation.is_some();
            let save = button_if(ui, cx.styles, "Save", true, is_whole);
            let save = if is_whole { save } else { tooltip(save, "Correct the date or the link first, or empty it") };
            if save.clicked()
                && let Some(citation) = citation
            {
                cx.push(Action::Copy(CopyAction::SetCitation(Box::new(citation))));
            }
            let later = "Parallax does not ask again. “Citation of your copy…” in the menu changes it at any time.";
            tooltip(button(ui, cx.styles, "Not now", false), later).on_click(cx.out, Action::ShowDialog(None));
        });
        ui.add_space(6.0);
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let Some(copy) = &cx.state.copy.open else { return };
        let name = copy.source.name();
        let what = format!("What is {name}? All cards cut from it, the works cited and the exports say so.");
        ui.label(cx.styles.ink(what, 13.5));
        ui.label(cx.styles.soft("What is filled in comes from the file and the edition: check it.", 12.5));
        ui.add_space(4.0);
        let mut removed = None;
        let count = self.form.authors.len();
        for (at, author) in self.form.authors.iter_mut().enumerate() {
            let number = if count > 1 { format!("{} ", at + 1) } else { String::new() };
            ui.push_id(("author", at), |ui| {
                if show_author(cx, ui, author, &number, count > 1) {
                    removed = Some(at);
                }
            });
            // Only the first field of the dialog begins with the focus.
            cx.fresh = false;
        }
        if let Some(at) = removed {
            self.form.authors.remove(at);
        }
        let has_room = self.form.has_room();
        if button_if(ui, cx.styles, "Add an author", false, has_room).clicked() && has_room {
            self.form.authors.push(AuthorForm::default());
        }
        ui.add_space(6.0);
        line(cx, ui, "Title", &mut self.form.title);
        line(cx, ui, "Publication: the newspaper, journal or site", &mut self.form.publisher);
        line(cx, ui, "Date, such as 6 Jan 2025, Jan 2025 or 2025", &mut self.form.published);
        problem(cx, ui, self.form.date_problem().as_deref());
        line(cx, ui, "Link", &mut self.form.url);
        problem(cx, ui, self.form.link_problem());
        self.form.limit();
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        self.form != self.at_first
    }
}

/// Shows the fields of an author. Returns whether it is to be removed.
fn show_author(cx: &mut ViewContext<'_>, ui: &mut Ui, author: &mut AuthorForm, number: &str, removable: bool) -> bool {
    if author.organisation {
        line(cx, ui, &format!("Author {number}· name of the organisation"), &mut author.family);
    } else {
        // Two fields side by side where there is room for both.
        let wide = ui.available_width() >= 420.0;
        let given = format!("Author {number}· first names");
        let family = format!("Author {number}· family name, or the only name");
        if wide {
            ui.columns(2, |columns| {
                if let [left, right] = columns {
                    line(cx, left, &given, &mut author.given);
                    cx.fresh = false;
                    line(cx, right, &family, &mut author.family);
                }
            });
        } else {
            line(cx, ui, &given, &mut author.given);
            cx.fresh = false;
            line(cx, ui, &family, &mut author.family);
        }
    }
    let mut removed = false;
    aligned_row(ui, |ui| {
        let mut organisation = author.organisation;
        if ui.checkbox(&mut organisation, cx.styles.ink("An organisation", 13.0)).changed() {
            author.set_organisation(organisation);
        }
        if !author.organisation {
            let first = ui.checkbox(&mut author.family_first, cx.styles.ink("Family name first", 13.0));
            tooltip(first, "As in Hua Chunying");
            let label = ui.label(cx.styles.soft("Suffix", 12.5));
            let font = crate::ui::controls::interface_font(13.0);
            let edit = egui::TextEdit::singleline(&mut author.suffix).font(font).desired_width(44.0);
            ui.add(edit.hint_text("Jr.")).labelled_by(label.id);
        }
        if removable {
            removed = button(ui, cx.styles, &format!("Remove author {}", number.trim()), false).clicked();
        }
    });
    removed
}

/// Says what is wrong with a field.
fn problem(cx: &ViewContext<'_>, ui: &mut Ui, problem: Option<&str>) {
    if let Some(problem) = problem {
        let line = ui.label(cx.styles.accent(problem, 13.0));
        ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
}
