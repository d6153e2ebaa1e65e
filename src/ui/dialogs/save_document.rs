//! What is saved of the brief or of the round as a file of its own: a part, a side or a speech; the format, and the paper.

use egui::Ui;

use crate::export::brief::BriefFormat;
use crate::export::handout::Paper;
use crate::model::{BriefPart, Entry};
use crate::state::{Action, AppState, DocumentChoice, ExportedDocument};
use crate::ui::choice_list::ChoiceList;
use crate::ui::controls::{Control as _, button};

use super::hand_out::{ONE_PAGE, pages_text};
use super::{DialogView, Layout, Place, ViewContext};

/// The greatest width of the list of parts, in logical pixels.
const LIST: f32 = 420.0;

/// The choice of what is saved, and how.
#[derive(Debug, Default)]
pub(super) struct SaveDocumentDialog;

impl DialogView for SaveDocumentDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Save as a file", Place::Centre, 500.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let now = cx.state.document;
        let mut chosen = now;
        what(cx, ui, &mut chosen);
        ui.add_space(8.0);
        ui.label(cx.styles.strong_soft("File", 13.0));
        ui.horizontal_wrapped(|ui| {
            for form in BriefFormat::ALL.into_iter().filter(|form| form.is_available()) {
                ui.radio_value(&mut chosen.form, form, cx.styles.ink(form.name(), 14.0));
            }
        });
        if chosen.form.has_paper() {
            ui.label(cx.styles.strong_soft("Paper", 13.0));
            ui.horizontal_wrapped(|ui| {
                for paper in Paper::ALL {
                    ui.radio_value(&mut chosen.paper, paper, cx.styles.ink(paper.name(), 14.0));
                }
            });
        }
        if chosen != now {
            cx.push(Action::SetDocument(chosen));
        }
        let said = match now.form {
            BriefFormat::Docx => {
                "With the styles that debaters' tools know: Pocket, Hat, Block, Tag, Analytic, Cite.".into()
            }
            BriefFormat::Pdf => pages_text(cx.state.handout_pages()),
            BriefFormat::Markdown => "Plain text with signs for headings and bold words.".into(),
            BriefFormat::Html => ONE_PAGE.into(),
        };
        ui.label(cx.styles.soft(said, 12.5));
        if has_marks(cx.state, now.what) {
            ui.label(cx.styles.soft("The marks where reading stopped are in it.", 12.5));
        }
        ui.add_space(10.0);
        button(ui, cx.styles, "Save as…", true).focus_if(cx.fresh).on_click(cx.out, Action::SaveDocument);
    }
}

/// Shows what is saved, and lets choose another part or speech.
fn what(cx: &ViewContext<'_>, ui: &mut Ui, chosen: &mut DocumentChoice) {
    let options = match chosen.what {
        ExportedDocument::Brief(_) => parts(cx.state),
        ExportedDocument::Speech(_) => speeches(cx.state),
    };
    let shown = options.iter().find(|(what, _)| *what == chosen.what).map_or("Choose one", |(_, name)| name.as_str());
    let label = ui.label(cx.styles.strong_soft("What is saved", 13.0));
    let width = ui.available_width().min(LIST);
    ChoiceList::new("what is saved").width(width).show(ui, &label, cx.styles.ink(shown, 13.5), |ui| {
        for (what, name) in &options {
            ui.selectable_value(&mut chosen.what, *what, cx.styles.ink(name, 13.5));
        }
    });
}

/// Returns the parts of the brief with their names: all of it, the sides, the headings, and the chosen card or analytic.
fn parts(state: &AppState) -> Vec<(ExportedDocument, String)> {
    let editor = &state.brief;
    let Some(brief) = &editor.document else { return Vec::new() };
    let mut parts = vec![(BriefPart::Whole, "The whole brief".to_owned())];
    for side in brief.sides_with_entries() {
        let name = brief.sides.get(side).map_or("", String::as_str);
        parts.push((BriefPart::Side(side), format!("Everything for {name}")));
    }
    let level = |id: u32| Some(brief.entries.get(brief.index_of(id)?)?.level()?.word());
    let headings = editor.headings().into_iter();
    parts.extend(
        headings.map(|(id, path)| (BriefPart::Section(id), format!("{}: {path}", level(id).unwrap_or("Heading")))),
    );
    let entry = editor.place().and_then(|at| brief.entries.get(at));
    let kind = match entry {
        Some(Entry::Card(_)) => "The card",
        Some(Entry::Analytic(_)) => "The analytic",
        Some(Entry::Heading(_)) | None => "",
    };
    if let Some(entry) = entry.filter(|_| !kind.is_empty()) {
        parts.push((BriefPart::Section(entry.id()), format!("{kind} “{}” alone", entry.title().trim())));
    }
    parts.into_iter().map(|(part, name)| (ExportedDocument::Brief(part), name)).collect()
}

/// Returns whether a speech has marks where reading stopped.
fn has_marks(state: &AppState, what: ExportedDocument) -> bool {
    let marks = |speech| state.round.document.as_ref().is_some_and(|round| !round.speech_marks(speech).is_empty());
    matches!(what, ExportedDocument::Speech(speech) if marks(speech))
}

/// Returns the speeches in which something is read.
fn speeches(state: &AppState) -> Vec<(ExportedDocument, String)> {
    let Some(round) = &state.round.document else { return Vec::new() };
    let all = round.rules.speeches.iter().zip(&round.speeches).enumerate();
    let read = all.filter(|(_, (_, delivery))| !delivery.read.is_empty());
    read.map(|(at, (speech, delivery))| {
        let cards = delivery.read.iter().filter(|entry| entry.level().is_none()).count();
        let what = if cards == 1 { "one card or analytic".to_owned() } else { format!("{cards} cards and analytics") };
        (ExportedDocument::Speech(at), format!("{}, {}: {what}", speech.short, speech.name))
    })
    .collect()
}
