//! The bars of the debate screen: the brief's title above; tools for the chosen card and counts below.

use egui::{Rect, Ui, UiBuilder};

use crate::model::{Card, counted};
use crate::state::Command;
use crate::state::brief::BriefAction;
use crate::ui::bars;
use crate::ui::controls::{self, BUTTON, Control as _, button, button_width, pill, pill_with_tip, tooltip, width_of};

use super::counts::{WordCounts, reading_time};
use super::{BriefScreen, ViewContext};

/// Shows the bar with the brief's title and what can be done with the brief as a whole.
pub(super) fn top(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, cx.styles.theme.rule.0));
    let inner = bars::inside(rect);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief bar right"), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        pill(ui, cx.styles, "Brief…", "Name, sides, other briefs, export").on_click(cx.out, Command::Brief);
        let round = Command::RoundOpen;
        let tip = "Clocks for the speeches, what is read in them, and the flow: notes of who answered what";
        pill_with_tip(ui, cx.styles, "Round", (round.label(), tip)).on_click(cx.out, round);
    });
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let place = inner.with_max_x(used.response.rect.left() - 12.0);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout).id_salt("brief bar"), |ui| {
        // The bar above has the title of the article, which a brief has too until it is renamed.
        if place.width() >= LABELLED {
            ui.label(cx.styles.soft("Your brief", 13.0));
            ui.add_space(4.0);
        }
        let title = cx.state.brief.document.as_ref().map_or("", |brief| &brief.title);
        ui.add(egui::Label::new(cx.styles.strong_ink(title, 14.0)).truncate());
    });
}

/// A title with less room than this stands alone.
const LABELLED: f32 = 150.0;

/// Returns the tools for the text of a card, with their keys.
fn tool_texts(cx: &ViewContext<'_>, card: &Card) -> Vec<(String, Command)> {
    let tools = [
        (Command::MarkUnderline, "Underline"),
        (Command::MarkEmphasis, "Emphasis"),
        (Command::MarkHighlight, "Highlight"),
        (Command::MarkClear, "Clear"),
        (Command::MarkOmit, "Leave out"),
        (Command::Shrink, &format!("Small words {} pt", card.size)),
        (Command::HighlightColour, card.colour.word()),
    ];
    let text = |(command, name): (Command, &str)| {
        let key = cx.state.key_of(command);
        (if key.is_empty() { name.to_owned() } else { format!("{name}  {key}") }, command)
    };
    tools.into_iter().map(text).collect()
}

/// Returns the height of the toolbar in a window of that width.
pub(super) fn tools_height(cx: &ViewContext<'_>, ui: &Ui, width: f32) -> f32 {
    let Some(card) = cx.state.brief.card() else { return 0.0 };
    let widths = tool_texts(cx, card).into_iter().map(|(text, _)| button_width(ui.painter(), &text));
    controls::tools_height(ui, widths, BUTTON, width)
}

/// Shows the tools for the chosen card's text.
pub(super) fn tools(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.styles.theme.rule.0));
    let Some(card) = cx.state.brief.card() else { return };
    controls::tools(ui, rect, |ui| {
        for (text, command) in tool_texts(cx, card) {
            tooltip(button(ui, cx.styles, &text, false), command.label()).on_click(cx.out, command);
        }
    });
}

pub(super) fn status(state: &mut BriefScreen, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.styles.theme.rule.0));
    let editor = &cx.state.brief;
    let counts = state.word_counts.total();
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let inner = bars::inside_status(rect);
    let mut room = inner.width() - bars::help_width(ui.painter());
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief status"), |ui| {
        ui.spacing_mut().item_spacing.x = PART_GAP;
        if !editor.query.is_empty() {
            let (shown, all) = (state.shown.2.len(), editor.entries().len());
            let wordings = [format!("{shown} of {all} entries have these words"), format!("{shown} of {all} entries")];
            let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
            let link = width_of(ui.painter(), "Show all", PART_TEXT) + 2.0 * PART_GAP;
            // Bold text is wider.
            let hits = bars::fitting(ui.painter(), &wordings, PART_TEXT * 1.1, room - link);
            room -= width_of(ui.painter(), hits, PART_TEXT * 1.1) + link;
            ui.label(cx.styles.strong_ink(hits, PART_TEXT));
            ui.link(cx.styles.accent("Show all", PART_TEXT)).on_click(cx.out, BriefAction::SetQuery(String::new()));
        }
        for part in
            parts(counts, cx.state.settings.words_per_minute, |part| width_of(ui.painter(), part, PART_TEXT), room)
        {
            ui.label(cx.styles.soft(part, PART_TEXT));
        }
    });
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief status right"), |ui| {
        bars::help(cx, ui);
    });
}

/// The size of text in the status bar, and the space between its parts.
const PART_TEXT: f32 = 12.5;
const PART_GAP: f32 = 18.0;

/// Returns the counts of the brief that fit in `room`: all of them, or those that matter most while debating.
fn parts(counts: WordCounts, minute: f32, width: impl Fn(&str) -> f32, room: f32) -> Vec<String> {
    let WordCounts { cards, analytics, words, read } = counts;
    let (cards, analytics) = (counted(cards, "card"), counted(analytics, "analytic"));
    let read_out = format!("{read} read out, {}", reading_time(read, minute));
    let rated = format!("{read_out} at {minute:.0} a minute");
    let wordings = [
        vec![cards.clone(), analytics.clone(), counted(words, "word"), rated.clone()],
        vec![cards.clone(), analytics.clone(), rated],
        vec![cards, analytics, read_out.clone()],
        vec![read_out],
    ];
    let fits = |parts: &Vec<String>| parts.iter().map(|part| width(part) + PART_GAP).sum::<f32>() <= room;
    wordings.into_iter().find(fits).unwrap_or_default()
}
