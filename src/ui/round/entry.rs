//! An entry of a speech, as it is read.

use std::ops::Range;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::model::round::{ReadMark, words_in_all, words_read_aloud};
use crate::model::{Entry, Language, counted, minutes_and_seconds};
use crate::state::Command;
use crate::state::round::RoundAction;
use crate::ui::controls::{Control as _, chosen_ground};
use crate::ui::faces::{INTERFACE, request_faces};
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::{SpanStyle, TextStyle};

use super::ViewContext;
use super::display_text::DisplayText;

/// Shows an entry, with the mark where reading stopped.
pub(super) fn show(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (at, entry): (usize, &Entry),
    mark: Option<&ReadMark>,
    chosen: bool,
) {
    let ground = ui.painter().add(egui::Shape::Noop);
    let start = ui.cursor().min;
    ui.spacing_mut().item_spacing.y = 4.0;
    contents(cx, ui, (at, entry), mark, Some(chosen));
    let rect = Rect::from_min_max(start, ui.min_rect().max).expand2(vec2(12.0, 6.0));
    if chosen {
        chosen_ground(ui, cx.styles, ground, rect);
    }
}

/// Shows what an entry says; `header` is whether it is chosen, if there is a line with its place and buttons above it.
pub(super) fn contents(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (at, entry): (usize, &Entry),
    mark: Option<&ReadMark>,
    header: Option<bool>,
) {
    let terse = cx.state.round.hide_unread;
    match entry {
        Entry::Heading(heading) => {
            title(cx, ui, &heading.text, 1.25);
        }
        Entry::Card(card) => {
            header.into_iter().for_each(|chosen| entry_header(cx, ui, (at, entry), chosen));
            title(cx, ui, &card.tag, 1.12);
            let said: Vec<String> = match terse {
                // The strong part of the cite (who and when) is read aloud, the rest is not.
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
                let style = TextStyle { size: (cx.styles.article.size * 0.72).round(), ..cx.styles.article.clone() };
                let style =
                    TextStyle { line_height: (style.size * 1.4).round(), colour: cx.styles.theme.soft.0, ..style };
                cx.text(ui, (&said, &card.language), &style);
            }
            entry_text(cx, ui, at, (&DisplayText::from_card(card, terse), &card.language), mark);
        }
        Entry::Analytic(analytic) => {
            header.into_iter().for_each(|chosen| entry_header(cx, ui, (at, entry), chosen));
            title(cx, ui, &analytic.tag, 1.12);
            if !analytic.text.is_empty() {
                entry_text(cx, ui, at, (&DisplayText::from_text(&analytic.text), &analytic.language), mark);
            }
        }
    }
}

/// Shows the line above an entry: how long it takes, and buttons if it is chosen.
fn entry_header(cx: &mut ViewContext<'_>, ui: &mut Ui, (at, entry): (usize, &Entry), chosen: bool) {
    let minute = cx.state.settings.words_per_minute.max(1.0);
    let seconds = f64::from(words_read_aloud(entry) as f32 * 60.0 / minute);
    let kind = match entry {
        Entry::Card(_) => "Card",
        Entry::Analytic(analytic) if analytic.of.is_some() => "Summary, not evidence",
        _ => "Analytic",
    };
    if chosen {
        // As high as the buttons that follow, so that all are centred on one line.
        ui.spacing_mut().interact_size.y = 27.0;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (read, all) = (words_read_aloud(entry), words_in_all(entry));
        let words = if read == all { counted(all, "word") } else { format!("{read} of {}", counted(all, "word")) };
        let text = format!("{} · {kind} · {} · {words}", at + 1, minutes_and_seconds(seconds.ceil()));
        let name = format!("Choose {}: {}", at + 1, entry.title());
        let response = ui.add(egui::Button::new(cx.styles.soft(text, 12.5)).frame(false));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
        response.on_click(cx.out, RoundAction::ChooseEntry(at));
        if chosen {
            cx.command(ui, "Earlier", Command::RoundReadEarlier);
            cx.command(ui, "Later", Command::RoundReadLater);
            cx.command(ui, "Take out", Command::RoundRemoveRead);
            cx.command(ui, "Mark", Command::RoundMark);
        }
    });
}

fn title(cx: &mut ViewContext<'_>, ui: &mut Ui, text: &str, scale: f32) {
    let style = cx.styles.article.clone().weight(720.0);
    let size = (style.size * scale).round();
    let style = TextStyle { family: INTERFACE, size, line_height: (size * 1.3).round(), ..style };
    let shown = if text.trim().is_empty() { "No words yet" } else { text };
    cx.text(ui, (shown, cx.language()), &style);
}

/// Shows the text of an entry; a click marks where reading stopped.
fn entry_text(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    at: usize,
    (shown, language): (&DisplayText, &Language),
    mark: Option<&ReadMark>,
) {
    let script = language.script();
    request_faces(cx.state, &shown.text, script, cx.out);
    let style = TextStyle { size: (cx.styles.article.size * 1.05).round(), ..cx.styles.article.clone() };
    let spans = span_styles(cx, shown, &style);
    let layout = TextLayout::with_spans(ui.painter(), (&shown.text, &spans), &style, script, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(layout.size(), Sense::CLICK);
    let marked = mark.map(|mark| {
        let words: String = shown.text.chars().take(shown.display_position(mark.at)).collect();
        let from = words.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
        format!("{} after “…{}”", mark.text(), words.get(from..).unwrap_or_default().trim())
    });
    let label = marked.as_ref().map_or_else(|| shown.text.clone(), |marked| format!("{}. {marked}", shown.text));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    layout.paint(ui.painter(), rect.min);
    let response = response.on_hover_cursor(egui::CursorIcon::Text);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked()) {
        let character = layout.character_at(pointer - rect.min);
        cx.push(RoundAction::MarkRead(at, shown.source_position(character)));
    }
    let theme = &cx.styles.theme;
    if let (Some(mark), Some(marked)) = (mark, marked) {
        let end = shown.display_position(mark.at);
        let before = layout.rects(end.saturating_sub(1)..end);
        if let Some(place) = before.last().map(|place| place.translate(rect.min.to_vec2())) {
            ui.painter().vline(place.right() + 1.5, place.y_range(), (3.0, theme.hues.red.0));
        }
        let style = TextStyle::new(INTERFACE, 13.5, 1.4, theme.hues.red.0).weight(680.0);
        cx.text(ui, (&marked, language), &style);
    }
}

/// Returns the style overrides: what is read aloud is heavier, the rest smaller and fainter.
fn span_styles(cx: &ViewContext<'_>, shown: &DisplayText, style: &TextStyle) -> Vec<(Range<usize>, SpanStyle)> {
    let starts: Vec<usize> = shown.text.char_indices().map(|(at, _)| at).collect();
    let at = |place: usize| starts.get(place).copied().unwrap_or(shown.text.len());
    let bytes = |range: &Range<usize>| at(range.start)..at(range.end);
    let small = (style.size * 0.68).round().max(10.0);
    let all = shown.segments.iter().all(|segment| segment.read);
    let segments = shown.segments.iter().filter(|_| !all);
    segments
        .map(|segment| {
            let span = match segment.read {
                true => SpanStyle { weight: Some(560.0), ..SpanStyle::default() },
                false => SpanStyle { size: Some(small), colour: Some(cx.styles.theme.faint.0), ..SpanStyle::default() },
            };
            (bytes(&segment.display), span)
        })
        .collect()
}
