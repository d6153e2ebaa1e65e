//! The preview of a text before it is saved: what it is, and how the open edition's notes fit it.

use egui::{Role, TextEdit, Ui, WidgetInfo};

use crate::import::{ENCODINGS, ReadOptions, group_thousands};
use crate::model::{PairGrade, ParagraphKind};
use crate::state::copy::is_doubtful;
use crate::state::{
    Action, AppState, CopyAction, EditionMatch, MatchCounts, Preview, Stage, TextRead, TextSource, percent,
};
use crate::ui::choice_list::ChoiceList;
use crate::ui::controls::{Control as _, button, interface_font, rich_text, tooltip};
use crate::ui::faces::INTERFACE;
use crate::ui::typeset::TextStyle;

use super::compare::excerpt;
use super::field::{self, Field};
use super::{DialogView, Layout, Place, ViewContext, rows};

/// The indent of a chapter inside another, in points.
const CHAPTER_INDENT: f32 = 18.0;
/// The most indents that are shown; deeper chapters are in line with these.
const MAX_INDENTS: usize = 6;
/// The paragraphs shown at first, and each time more are asked for.
const SHOWN: usize = 60;

/// Said when the reader presses beside the dialog, in which a title and what is left out are chosen.
const STAYS_OPEN: &str = "The text is still here. Choose what to do with it, or close it with the cross at its top.";

/// The preview. It stays open when a chapter or an encoding is chosen, and when another text comes.
#[derive(Debug, Default)]
pub(super) struct PreviewDialog {
    /// The text that is shown: where it is from, and its chapter.
    text: Option<(TextSource, Option<usize>)>,
    /// The title of a new edition.
    title: Field,
    /// How often more paragraphs were asked for.
    more: usize,
}

impl PreviewDialog {
    /// Proposes the title of a text that was not shown before. What the reader typed as the title of this one stays when it is
    /// read again, as with another encoding.
    fn begin(&mut self, preview: &Preview, read: &TextRead) {
        let text = Some((preview.request.source.clone(), preview.request.options.chapter));
        let is_another = self.text != text;
        if is_another {
            (self.text, self.more) = (text, 0);
        }
        let proposed = || title_from_source(&preview.request.source);
        let title = read.imported.title.clone().unwrap_or_else(proposed);
        if is_another || (!self.title.is_changed() && title != self.title.at_first()) {
            self.title = Field::starting_as(title);
        }
    }
}

impl DialogView for PreviewDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Check this text", Place::Centre, 680.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let Some(preview) = &cx.state.copy.preview else { return };
        match &preview.stage {
            Stage::Chapters(chapters) => {
                ui.label(cx.styles.ink("This is a book. Which chapter do you want to read?", 14.0));
                ui.add_space(6.0);
                for (number, chapter) in chapters.iter().enumerate() {
                    let noun = if chapter.words == 1 { "word" } else { "words" };
                    let count = format!("{} {noun}", group_thousands(chapter.words));
                    let row = ui.horizontal(|ui| {
                        ui.add_space(CHAPTER_INDENT * chapter.depth.min(MAX_INDENTS) as f32);
                        rows::list_row(cx, ui, &chapter.title, &count, cx.fresh && number == 0, false)
                    });
                    if row.inner {
                        let options = ReadOptions { chapter: Some(number), ..preview.request.options.clone() };
                        cx.push(CopyAction::SetReadOptions(options));
                    }
                }
            }
            Stage::Encodings(likely) => {
                let question = "It is not certain which encoding this file has. Choose one of these: you see the text before \
                                anything is saved. If letters look wrong, choose another.";
                ui.label(cx.styles.ink(question, 14.0));
                ui.add_space(6.0);
                for (number, name) in likely.iter().enumerate() {
                    if rows::list_row(cx, ui, name, "", cx.fresh && number == 0, false) {
                        cx.push(CopyAction::SetReadOptions(encoded(preview, name)));
                    }
                }
            }
            Stage::Text(read) => {
                self.begin(preview, read);
                text(self, cx, ui, preview, read);
                ui.add_space(10.0);
                ui.label(cx.styles.soft("Nothing has been saved yet.", 12.5));
            }
        }
    }

    fn is_unsaved(&self, _state: &AppState) -> bool {
        self.title.is_changed()
    }

    fn stays_open(&self) -> Option<&'static str> {
        Some(STAYS_OPEN)
    }
}

fn encoded(preview: &Preview, name: &str) -> ReadOptions {
    ReadOptions { encoding: Some(name.to_owned()), ..preview.request.options.clone() }
}

fn text(dialog: &mut PreviewDialog, cx: &mut ViewContext<'_>, ui: &mut Ui, preview: &Preview, read: &TextRead) {
    let edit = TextEdit::singleline(&mut dialog.title.text).font(interface_font(17.0));
    let beside = !read.edition_match.edition.perspectives().is_empty();
    let name = if beside { "Title, if you keep it as a new edition" } else { "Title" };
    field::labelled(cx, ui, name, edit.margin(egui::Margin::symmetric(8, 5)));
    let fit = read.edition_match.counts();
    let low = super::is_low(ui);
    if low {
        // The question is in view with its answers; what was read follows.
        ui.add_space(4.0);
        buttons(&dialog.title.text, cx, ui, read, fit);
    }
    let date = read.imported.date.map(|date| date.to_string());
    let about: Vec<String> = read.imported.article.byline.clone().into_iter().chain(date).collect();
    if !about.is_empty() {
        ui.label(cx.styles.soft(about.join(" · "), 13.0));
    }
    ui.add_space(4.0);
    ui.label(cx.styles.strong_ink(&read.summary, 14.0));
    format_line(cx, ui, preview, read);
    for remark in read.imported.remarks() {
        ui.label(cx.styles.soft(format!("– {remark}"), 13.0));
    }
    ui.add_space(8.0);
    if beside {
        for line in match_summary(&read.edition_match, fit) {
            ui.label(cx.styles.ink(line, 13.5));
        }
    }
    if !low {
        ui.add_space(8.0);
        buttons(&dialog.title.text, cx, ui, read, fit);
    }
    ui.add_space(12.0);
    ui.label(cx.styles.strong_accent("The text", 12.5));
    left_out_line(cx, ui, preview, read);
    sample(dialog, cx, ui, preview, read);
}

/// Says how a paragraph is left out, and how many are.
fn left_out_line(cx: &ViewContext<'_>, ui: &mut Ui, preview: &Preview, read: &TextRead) {
    let (out, all) = (preview.request.left_out.len(), read.imported.article.paragraphs.len());
    let theme = &cx.styles.theme;
    let text = match out {
        0 => "Untick what is no part of the article, such as an advertisement.".to_owned(),
        1 => format!("One of {all} paragraphs is left out."),
        n => format!("{n} of {all} paragraphs are left out."),
    };
    ui.label(rich_text(text, 12.5, if out == 0 { theme.soft.0 } else { theme.ink.0 }));
}

/// Shows the format, and the encoding with a list to choose another.
fn format_line(cx: &mut ViewContext<'_>, ui: &mut Ui, preview: &Preview, read: &TextRead) {
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.styles.soft(read.imported.format, 13.0));
        let (TextSource::File(_), Some((name, sure))) = (&preview.request.source, read.imported.encoding) else {
            return;
        };
        let encoding = if sure { format!("· letters as {name}") } else { format!("· letters as {name}, not sure") };
        let label = ui.label(cx.styles.soft(encoding, 13.0));
        let other = cx.styles.soft("Another…", 13.0);
        let chosen = ChoiceList::new("encoding").show(ui, &label, other, |ui| {
            let pressed = |ui: &mut Ui, other: &str| ui.selectable_label(other == name, other).clicked();
            ENCODINGS.into_iter().find(|other| pressed(ui, other))
        });
        if let Some(other) = chosen.flatten() {
            cx.push(CopyAction::SetReadOptions(encoded(preview, other)));
        }
    });
}

fn match_summary(beside: &EditionMatch, fit: MatchCounts) -> Vec<String> {
    let title = beside.edition.title();
    if !fit.is_likely() {
        let all = fit.paragraphs;
        let found = match fit.found {
            0 => format!("none of the {all} paragraphs here matches"),
            1 => format!("only one of the {all} paragraphs here matches"),
            n => format!("only {n} of the {all} paragraphs here match"),
        };
        return vec![format!("This does not look like the article of “{title}”: {found} one of that article.")];
    }
    let doubtful = match fit.doubtful {
        0 => "none of them doubtful".to_owned(),
        1 => "one of them doubtful".to_owned(),
        n => format!("{n} of them doubtful"),
    };
    let lost = match fit.lost {
        0 => "Every note has its place here.".to_owned(),
        1 => format!("{} notes have their place here, one has none.", fit.notes),
        n => format!("{} notes have their place here, {n} have none.", fit.notes),
    };
    let mut lines = vec![format!(
        "{} of {} paragraphs match the article of “{title}”, {doubtful}. {lost}",
        fit.found, fit.paragraphs
    )];
    match fit.phrases {
        0 => {}
        1 => lines
            .push("One reply answers words that were not found for certain. You can check it afterwards.".to_owned()),
        n => lines.push(format!(
            "In {n} places, the words that replies answer were not found for certain. You can check them afterwards."
        )),
    }
    match fit.certain {
        0 => {}
        1 => lines.push(
            "In one place the words that replies answer read differently here, but the paragraph is certain."
                .to_owned(),
        ),
        n => lines.push(format!(
            "In {n} places the words that replies answer read differently here, but the paragraphs are certain."
        )),
    }
    lines
}

fn buttons(title: &str, cx: &mut ViewContext<'_>, ui: &mut Ui, read: &TextRead, fit: MatchCounts) {
    let likely = fit.is_likely() && !read.edition_match.edition.perspectives().is_empty();
    let title = if title.trim().is_empty() { "Untitled" } else { title.trim() };
    ui.horizontal_wrapped(|ui| {
        let mut offer = |ui: &mut Ui, (name, tip): (&str, &str), primary: bool, action: Action| {
            tooltip(button(ui, cx.styles, name, primary), tip).focus_if(primary && cx.fresh).on_click(cx.out, action);
        };
        if !read.edition_match.edition.perspectives().is_empty() {
            let tip = "Your text stands in place of the article, with the notes beside its paragraphs";
            offer(ui, ("Read it with these notes", tip), likely, Action::Copy(CopyAction::ReadBeside));
        }
        let tip = "It becomes a text of its own, without the notes of the one that is open";
        offer(ui, ("Keep it as a new edition", tip), !likely, Action::MakeEdition(title.to_owned()));
        offer(ui, ("Cancel", "The text is not opened, and nothing is saved"), false, Action::ShowDialog(None));
    });
}

/// Shows the first paragraphs, each with a box that keeps it and with its counterpart in the edition.
fn sample(dialog: &mut PreviewDialog, cx: &mut ViewContext<'_>, ui: &mut Ui, preview: &Preview, read: &TextRead) {
    let theme = &cx.styles.theme;
    let paragraphs = &read.imported.article.paragraphs;
    let beside = !read.edition_match.edition.perspectives().is_empty();
    let shown = SHOWN * (dialog.more + 1);
    for (index, paragraph) in paragraphs.iter().take(shown).enumerate() {
        ui.add_space(6.0);
        let out = preview.request.left_out.contains(&index);
        ui.horizontal_wrapped(|ui| {
            let label = paragraph.id.label();
            let mut kept = !out;
            let keep = ui.checkbox(&mut kept, cx.styles.strong_soft(format!("¶{label}"), 12.5));
            keep.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, kept, format!("Keep ¶{label}")));
            keep.on_change(cx.out, CopyAction::LeaveOut { at: index, out: !kept });
            if out {
                ui.label(cx.styles.ink("left out", 12.5));
            } else if let Some((text, doubtful)) = beside.then(|| counterpart(read, index)).flatten() {
                let colour = if doubtful { theme.accent.0 } else { theme.faint.0 };
                ui.label(rich_text(text, 12.5, colour));
            }
        });
        let mark = match &paragraph.kind {
            ParagraphKind::ListItem { mark } => format!("{mark} "),
            _ => String::new(),
        };
        let text = format!("{mark}{}", excerpt(&paragraph.text));
        let language = paragraph.language.as_ref().or(read.imported.language.as_ref());
        let language = language.unwrap_or(cx.language());
        let size = if paragraph.kind == ParagraphKind::Heading { 15.0 } else { 14.0 };
        let style = TextStyle::new(INTERFACE, size, 1.4, if out { theme.faint.0 } else { theme.ink.0 });
        let place = cx.text_in_rows(ui, (&text, language), &style, if out { 1 } else { usize::MAX });
        if out {
            ui.painter().hline(place.rect.x_range(), place.rect.center().y, (1.0, theme.faint.0));
        }
    }
    let more = paragraphs.len().saturating_sub(shown);
    if more > 0 && rows::more_paragraphs(cx, ui, more, SHOWN) {
        dialog.more += 1;
    }
}

/// Describes the counterpart of a paragraph in the edition, and whether the match is doubtful.
fn counterpart(read: &TextRead, index: usize) -> Option<(String, bool)> {
    let pair = read.edition_match.matched.pairs.of_copy(read.matched_index(index)?)?;
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
    let is = if doubtful { "perhaps" } else { "matches" };
    Some((format!("{is} {} of the edition · {} · {sure}", labels.join(" and "), pair.grade.word()), doubtful))
}

fn title_from_source(source: &TextSource) -> String {
    match source.path().and_then(|path| path.file_stem()) {
        Some(stem) => stem.to_string_lossy().replace(['_', '-'], " "),
        None => "A pasted text".to_owned(),
    }
}
