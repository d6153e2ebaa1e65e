//! A text before it is kept: what it is, and what the open edition's notes would be beside it.

use egui::{ComboBox, TextEdit, Ui};

use crate::import::{ENCODINGS, ReadOptions, group_thousands};
use crate::model::{PairGrade, ParagraphKind};
use crate::state::copy::is_doubtful;
use crate::state::{Action, EditionMatch, MatchCounts, Preview, Stage, TextRead, TextSource, percent};
use crate::ui::controls::{button, interface, strong, words};

use super::parts::{passage, short};
use super::{DialogInputs, Sheet};

/// Paragraphs shown; the rest is counted.
const SHOWN: usize = 60;

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let Some(preview) = &sheet.state.preview else { return };
    let soft = sheet.look.theme.soft.0;
    match &preview.stage {
        Stage::Chapters(chapters) => {
            ui.label(words("This is a book. Which chapter do you want to read?", 14.0, sheet.look.theme.ink.0));
            ui.add_space(6.0);
            for (number, chapter) in chapters.iter().enumerate() {
                let count = format!("{} words", group_thousands(chapter.words));
                if super::lists::line(sheet, ui, &chapter.title, &count, inputs.fresh && number == 0, false) {
                    let wish = ReadOptions { chapter: Some(number), ..preview.request.options.clone() };
                    sheet.out.push(Action::SetReadOptions(wish));
                }
            }
        }
        Stage::Encodings(likely) => {
            let question = "The letters of this text are written in a way that cannot be told for sure. \
                            Choose one; you will see the text before anything is kept.";
            ui.label(words(question, 14.0, sheet.look.theme.ink.0));
            ui.add_space(6.0);
            for (number, name) in likely.iter().enumerate() {
                if super::lists::line(sheet, ui, name, "", inputs.fresh && number == 0, false) {
                    sheet.out.push(Action::SetReadOptions(encoded(preview, name)));
                }
            }
        }
        Stage::Text(read) => {
            text(inputs, sheet, ui, preview, read);
            ui.add_space(10.0);
            ui.label(words("Nothing has been kept so far.", 12.5, soft));
        }
    }
}

fn encoded(preview: &Preview, name: &str) -> ReadOptions {
    ReadOptions { encoding: Some(name.to_owned()), ..preview.request.options.clone() }
}

fn text(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui, preview: &Preview, read: &TextRead) {
    let theme = sheet.look.theme.clone();
    if inputs.fresh {
        inputs.typed = read.imported.title.clone().unwrap_or_else(|| stem(&preview.request.source));
    }
    let edit = TextEdit::singleline(&mut inputs.typed)
        .font(interface(17.0))
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 5));
    let beside = !read.edition_match.edition.perspectives().is_empty();
    let name = if beside { "Title, if it is kept as a new edition" } else { "Title" };
    let label = ui.label(words(name, 12.5, theme.soft.0));
    ui.add(edit).labelled_by(label.id);
    let date = read.imported.date.map(|date| date.to_string());
    let about: Vec<String> = read.imported.article.byline.clone().into_iter().chain(date).collect();
    if !about.is_empty() {
        ui.label(words(about.join(" · "), 13.0, theme.soft.0));
    }
    ui.add_space(4.0);
    ui.label(strong(&read.summary, 14.0, theme.ink.0));
    format_line(sheet, ui, preview, read);
    for remark in &read.imported.warnings {
        ui.label(words(format!("– {remark}"), 13.0, theme.soft.0));
    }
    ui.add_space(8.0);
    let fit = read.edition_match.counts();
    if beside {
        for line in told(&read.edition_match, fit) {
            ui.label(words(line, 13.5, theme.ink.0));
        }
    }
    ui.add_space(8.0);
    buttons(inputs, sheet, ui, read, fit);
    ui.add_space(12.0);
    ui.label(strong("The text", 12.5, theme.accent.0));
    sample(sheet, ui, read);
}

/// The format, and the encoding with a way to choose another.
fn format_line(sheet: &mut Sheet<'_>, ui: &mut Ui, preview: &Preview, read: &TextRead) {
    let soft = sheet.look.theme.soft.0;
    ui.horizontal_wrapped(|ui| {
        ui.label(words(read.imported.format, 13.0, soft));
        let (TextSource::File(_), Some((name, sure))) = (&preview.request.source, read.imported.encoding) else {
            return;
        };
        let told = if sure { format!("· letters as {name}") } else { format!("· letters as {name}, not sure") };
        let label = ui.label(words(told, 13.0, soft));
        let choose = ComboBox::from_id_salt("encoding").selected_text(words("Another…", 13.0, soft));
        let chosen = choose.show_ui(ui, |ui| {
            let pressed = |ui: &mut Ui, other: &str| ui.selectable_label(other == name, other).clicked();
            ENCODINGS.into_iter().find(|other| pressed(ui, other))
        });
        let _ = chosen.response.labelled_by(label.id);
        if let Some(other) = chosen.inner.flatten() {
            sheet.out.push(Action::SetReadOptions(encoded(preview, other)));
        }
    });
}

fn told(beside: &EditionMatch, fit: MatchCounts) -> Vec<String> {
    let title = beside.edition.title();
    if !fit.is_likely() {
        let found = if fit.found == 0 { "none".to_owned() } else { format!("only {}", fit.found) };
        return vec![format!(
            "This does not look like the article of “{title}”: of its {} paragraphs, {found} could be matched.",
            fit.paragraphs
        )];
    }
    let doubtful = match fit.doubtful {
        0 => "none of them doubtful".to_owned(),
        1 => "one of them doubtful".to_owned(),
        n => format!("{n} of them doubtful"),
    };
    let lost = match fit.lost {
        0 => "Every note has a place in it.".to_owned(),
        1 => format!("{} notes have a place in it, one has none.", fit.notes),
        n => format!("{} notes have a place in it, {n} have none.", fit.notes),
    };
    let mut lines =
        vec![format!("Beside “{title}”: {} of {} paragraphs matched, {doubtful}. {lost}", fit.found, fit.paragraphs)];
    match fit.phrases {
        0 => {}
        1 => lines
            .push("One phrase that a reply answers is not there in the same words: the review asks for it.".to_owned()),
        n => lines.push(format!(
            "{n} phrases that replies answer are not there in the same words: the review asks for them."
        )),
    }
    lines
}

fn buttons(inputs: &DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui, read: &TextRead, fit: MatchCounts) {
    let likely = fit.is_likely() && !read.edition_match.edition.perspectives().is_empty();
    let title = if inputs.typed.trim().is_empty() { "Untitled" } else { inputs.typed.trim() };
    ui.horizontal_wrapped(|ui| {
        let mut offer = |ui: &mut Ui, name: &str, primary: bool, action: Action| {
            let response = button(ui, sheet.look, name, primary);
            if primary && inputs.fresh {
                response.request_focus();
                // In a low window what is asked for is seen first, with what is told of the notes over it.
                response.scroll_to_me(None);
            }
            if response.clicked() {
                sheet.out.push(action);
            }
        };
        if !read.edition_match.edition.perspectives().is_empty() {
            offer(ui, "Read it with these notes", likely, Action::ReadBeside);
        }
        offer(ui, "Keep it as a new edition", !likely, Action::MakeEdition(title.to_owned()));
        offer(ui, "Cancel", false, Action::ShowDialog(None));
    });
}

/// The first paragraphs, each with the paragraph of the edition it would stand for.
fn sample(sheet: &mut Sheet<'_>, ui: &mut Ui, read: &TextRead) {
    let theme = sheet.look.theme.clone();
    let paragraphs = &read.imported.article.paragraphs;
    let beside = !read.edition_match.edition.perspectives().is_empty();
    for (index, paragraph) in paragraphs.iter().take(SHOWN).enumerate() {
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(strong(format!("¶{}", paragraph.id.label()), 12.5, theme.soft.0));
            if let Some((text, doubtful)) = beside.then(|| partner(read, index)).flatten() {
                let colour = if doubtful { theme.accent.0 } else { theme.faint.0 };
                ui.label(words(text, 12.5, colour));
            }
        });
        let mark = match &paragraph.kind {
            ParagraphKind::ListItem { mark } => format!("{mark} "),
            _ => String::new(),
        };
        let text = format!("{mark}{}", short(&paragraph.text));
        let language = paragraph.language.as_ref().or(read.imported.language.as_ref());
        let language = language.unwrap_or(&sheet.state.edition.head().language).clone();
        let size = if paragraph.kind == ParagraphKind::Heading { 15.0 } else { 14.0 };
        passage(sheet, ui, &text, &language, size);
    }
    if let Some(more) = paragraphs.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        ui.add_space(6.0);
        ui.label(words(format!("and {} more paragraphs", group_thousands(more)), 13.0, theme.soft.0));
    }
}

/// What a paragraph would be in the edition, in a few words; and whether that is doubtful.
fn partner(read: &TextRead, index: usize) -> Option<(String, bool)> {
    let pair = read.edition_match.matched.pairs.of_copy(index)?;
    if pair.grade == PairGrade::Inserted {
        return Some(("only in this text".to_owned(), false));
    }
    let labels: Vec<String> = pair
        .edition
        .iter()
        .filter_map(|i| read.edition_match.edition.paragraph(*i))
        .map(|p| format!("¶{}", p.id.label()))
        .collect();
    let doubtful = is_doubtful(pair);
    let sure = if doubtful { format!("doubtful, {}", percent(pair)) } else { percent(pair) };
    Some((format!("{} of the edition · {} · {sure}", labels.join(" and "), pair.grade.word()), doubtful))
}

fn stem(source: &TextSource) -> String {
    match source.path().and_then(|path| path.file_stem()) {
        Some(stem) => stem.to_string_lossy().replace(['_', '-'], " "),
        None => "A pasted text".to_owned(),
    }
}
