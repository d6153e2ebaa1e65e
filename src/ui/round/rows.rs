//! One entry of a speech as it is read.

use std::ops::Range;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::model::round::{ReadMark, words_read_aloud};
use crate::model::{Entry, Language, minutes_and_seconds};
use crate::state::Command;
use crate::state::round::RoundAction;
use crate::ui::controls::words;
use crate::ui::faces::INTERFACE;
use crate::ui::laid::Laid;
use crate::ui::passage::{passage, request_faces};
use crate::ui::typeset::{Look as WordLook, TextStyle};

use super::pieces::Shown;
use super::{Sheet, bar};

/// Shows an entry with its mark.
pub(super) fn show(
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    (at, entry): (usize, &Entry),
    mark: Option<&ReadMark>,
    chosen: bool,
) {
    let ground = ui.painter().add(egui::Shape::Noop);
    let start = ui.cursor().min;
    ui.spacing_mut().item_spacing.y = 4.0;
    let terse = sheet.state.round.hide_unread;
    match entry {
        Entry::Heading(heading) => {
            title(sheet, ui, &heading.text, 1.25);
        }
        Entry::Card(card) => {
            line(sheet, ui, (at, entry), chosen);
            title(sheet, ui, &card.tag, 1.12);
            let said: Vec<String> = match terse {
                // Who and when are read aloud, whatever else of the cite is not.
                true => card
                    .cite
                    .strong
                    .iter()
                    .map(|words| card.cite.text.chars().skip(words.start).take(words.len()).collect())
                    .collect(),
                false => vec![card.cite.text.clone()],
            };
            let said = said.join(" ");
            if !said.is_empty() {
                let style = TextStyle { size: (sheet.look.article.size * 0.72).round(), ..sheet.look.article.clone() };
                let style =
                    TextStyle { line_height: (style.size * 1.4).round(), colour: sheet.look.theme.soft.0, ..style };
                passage(ui, sheet.state, (&said, &card.language), &style, usize::MAX, sheet.out);
            }
            read(sheet, ui, at, (&Shown::of(card, terse), &card.language), mark);
        }
        Entry::Analytic(analytic) => {
            line(sheet, ui, (at, entry), chosen);
            title(sheet, ui, &analytic.tag, 1.12);
            if !analytic.text.is_empty() {
                read(sheet, ui, at, (&Shown::whole(&analytic.text), &analytic.language), mark);
            }
        }
    }
    let rect = Rect::from_min_max(start, ui.min_rect().max).expand2(vec2(12.0, 6.0));
    let theme = &sheet.look.theme;
    if chosen {
        let shape = egui::epaint::RectShape::new(rect, 6.0, theme.row.0, (1.0, theme.rule.0), egui::StrokeKind::Inside);
        ui.painter().set(ground, shape);
        let side = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
        ui.painter().rect_filled(side, 1.0, theme.accent.0);
    }
}

/// Above an entry: how long it takes, and what can be done with the chosen one.
fn line(sheet: &mut Sheet<'_>, ui: &mut Ui, (at, entry): (usize, &Entry), chosen: bool) {
    let theme = sheet.look.theme.clone();
    let minute = sheet.state.settings.words_per_minute.max(1.0);
    #[allow(clippy::cast_precision_loss, reason = "a number of words")]
    let seconds = f64::from(words_read_aloud(entry) as f32 * 60.0 / minute);
    let kind = match entry {
        Entry::Card(_) => "Card",
        Entry::Analytic(analytic) if analytic.of.is_some() => "Summary, not evidence",
        _ => "Analytic",
    };
    if chosen {
        // As high as the buttons that follow, so that all stand on one middle.
        ui.spacing_mut().interact_size.y = 27.0;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let told = format!("{} · {kind} · {}", at + 1, minutes_and_seconds(seconds.ceil()));
        let name = format!("Choose {}: {}", at + 1, entry.title());
        let response = ui.add(egui::Button::new(words(told, 12.5, theme.soft.0)).frame(false));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
        if response.clicked() {
            sheet.push(RoundAction::ChooseEntry(at));
        }
        if chosen {
            bar::command(sheet, ui, "Earlier", Command::RoundReadEarlier);
            bar::command(sheet, ui, "Later", Command::RoundReadLater);
            bar::command(sheet, ui, "Take out", Command::RoundRemoveRead);
            bar::command(sheet, ui, "Mark", Command::RoundMark);
        }
    });
}

fn title(sheet: &mut Sheet<'_>, ui: &mut Ui, text: &str, scale: f32) {
    let style = sheet.look.article.clone().weight(720.0);
    let size = (style.size * scale).round();
    let style = TextStyle { family: INTERFACE, size, line_height: (size * 1.3).round(), ..style };
    let language = sheet.state.edition.head().language.clone();
    let shown = if text.trim().is_empty() { "No words yet" } else { text };
    passage(ui, sheet.state, (shown, &language), &style, usize::MAX, sheet.out);
}

/// The words of an entry; a click marks where reading stopped.
fn read(
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    at: usize,
    (shown, language): (&Shown, &Language),
    mark: Option<&ReadMark>,
) {
    let script = language.script();
    request_faces(sheet.state, &shown.text, script, sheet.out);
    let style = TextStyle { size: (sheet.look.article.size * 1.05).round(), ..sheet.look.article.clone() };
    let looks = looks(sheet, shown, &style);
    let block = Laid::styled(ui.painter(), (&shown.text, &looks), &style, script, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(block.size(), Sense::CLICK);
    let marked = mark.map(|mark| {
        let words: String = shown.text.chars().take(shown.shown_at(mark.at)).collect();
        let from = words.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
        format!("{} after “…{}”", mark.text(), words.get(from..).unwrap_or_default().trim())
    });
    let told = marked.as_ref().map_or_else(|| shown.text.clone(), |marked| format!("{}. {marked}", shown.text));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    block.paint(ui.painter(), rect.min);
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::Text);
    }
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked()) {
        let character = block.character_at(pointer - rect.min);
        sheet.push(RoundAction::MarkRead(at, shown.place_of(character)));
    }
    let theme = sheet.look.theme.clone();
    if let (Some(mark), Some(told)) = (mark, marked) {
        let end = shown.shown_at(mark.at);
        let before = block.boxes(end.saturating_sub(1)..end);
        if let Some(place) = before.last().map(|place| place.translate(rect.min.to_vec2())) {
            ui.painter().vline(place.right() + 1.5, place.y_range(), (3.0, theme.hues.red.0));
        }
        let style = TextStyle::new(INTERFACE, 13.5, 1.4, theme.hues.red.0).weight(680.0);
        passage(ui, sheet.state, (&told, language), &style, usize::MAX, sheet.out);
    }
}

/// What is read out stands out; what stands around it steps back.
fn looks(sheet: &Sheet<'_>, shown: &Shown, style: &TextStyle) -> Vec<(Range<usize>, WordLook)> {
    let starts: Vec<usize> = shown.text.char_indices().map(|(at, _)| at).collect();
    let at = |place: usize| starts.get(place).copied().unwrap_or(shown.text.len());
    let bytes = |range: &Range<usize>| at(range.start)..at(range.end);
    let small = (style.size * 0.68).round().max(10.0);
    let all = shown.pieces.iter().all(|piece| piece.read);
    let pieces = shown.pieces.iter().filter(|_| !all);
    pieces
        .map(|piece| {
            let look = match piece.read {
                true => WordLook { weight: Some(560.0), ..WordLook::default() },
                false => WordLook { size: Some(small), colour: Some(sheet.look.theme.faint.0), ..WordLook::default() },
            };
            (bytes(&piece.shown), look)
        })
        .collect()
}
