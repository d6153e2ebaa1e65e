//! A statement, and the paragraphs it most likely answers: three at most, the whole article, or none.

use egui::{TextEdit, Ui};

use crate::align::suggest::{Answer, Suggestion};
use crate::state::Action;
use crate::ui::controls::{button, interface, strong, words};

use super::parts::{SetOff, compared, in_line};
use super::{DialogInputs, Sheet};

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    if inputs.fresh {
        inputs.typed = sheet.state.suggest.statement.clone();
    } else if inputs.asked != sheet.state.suggest.statement {
        // A file was read.
        inputs.typed = sheet.state.suggest.statement.clone();
    }
    let hint = "A statement, typed or pasted. A file dropped here is read as one.";
    let label = ui.label(words(hint, 13.0, theme.soft.0));
    let edit = TextEdit::multiline(&mut inputs.typed)
        .font(interface(15.0))
        .desired_width(f32::INFINITY)
        .desired_rows(3)
        .margin(egui::Margin::symmetric(8, 6));
    let response = ui.add(edit).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    inputs.asked.clone_from(&sheet.state.suggest.statement);
    if response.changed() {
        inputs.asked.clone_from(&inputs.typed);
        sheet.out.push(Action::SetStatement(inputs.typed.clone()));
    }
    ui.add_space(10.0);
    let suggest = &sheet.state.suggest;
    if suggest.statement.trim().is_empty() {
        let what = "Up to three paragraphs are named, each with the words that speak for it.";
        ui.label(words(what, 13.5, theme.soft.0));
        return;
    }
    match &suggest.answer {
        None => drop(ui.label(words("Looking…", 13.5, theme.soft.0))),
        Some(Answer::WholeArticle) => {
            ui.label(strong("The whole article", 15.0, theme.ink.0));
            let why = "What the statement speaks of is everywhere in it, and no paragraph stands out.";
            ui.label(words(why, 13.5, theme.soft.0));
        }
        Some(Answer::None) => {
            ui.label(strong("None of them", 15.0, theme.ink.0));
            ui.label(words("The statement shares only common words with the article.", 13.5, theme.soft.0));
        }
        Some(Answer::Paragraphs(found)) => {
            for suggestion in found {
                one(sheet, ui, &suggest.statement, suggestion);
            }
            let honest = "A suggestion from shared words, not a judgement. Read before you link.";
            ui.label(words(honest, 12.5, theme.faint.0));
        }
    }
}

fn one(sheet: &mut Sheet<'_>, ui: &mut Ui, statement: &str, suggestion: &Suggestion) {
    let theme = sheet.look.theme.clone();
    let Some(paragraph) = sheet.state.edition.paragraph(suggestion.paragraph) else { return };
    let label = paragraph.id.label();
    in_line(ui, |ui| {
        let sure = format!("{:.0} % likely", suggestion.confidence * 100.0);
        ui.label(strong(format!("¶{label}"), 15.0, theme.accent.0));
        ui.label(words(sure, 13.0, theme.soft.0));
        if button(ui, sheet.look, &format!("Go to ¶{label}"), false).clicked() {
            sheet.out.push(Action::ShowDialog(None));
            sheet.out.push(Action::JumpTo(suggestion.paragraph + 1));
        }
    });
    let mut said: Vec<&str> = suggestion.words.iter().filter_map(|range| statement.get(range.clone())).collect();
    said.dedup();
    ui.label(words(format!("Because of: {}", said.join(", ")), 13.0, theme.soft.0));
    let marked = suggestion.ranges.iter().filter_map(|range| paragraph.text.get(range.clone()));
    let set_off = SetOff::words(marked.map(str::to_lowercase));
    let language = sheet.state.edition.language_of_paragraph(paragraph).clone();
    compared(sheet, ui, (&paragraph.text, &language), &set_off, None);
    ui.add_space(10.0);
}
