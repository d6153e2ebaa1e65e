//! The bars of the debate screen: the brief's title above; tools for the chosen card and counts below.

use egui::{Rect, Ui, UiBuilder, vec2};

use crate::model::{Level, counted};
use crate::state::brief::BriefAction;
use crate::state::{Command, ContextTarget};
use crate::ui::controls::{self, Control as _, PILL, pill, pill_if, pill_width, pill_with_tip, width_of};
use crate::ui::grid::{EDGE, is_low};
use crate::ui::{bars, context_menu};

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

/// A tool of the bar: what it does, and its text.
type Tool = (Command, String);

/// Returns the tools for the outline and for the words of a card. In a window where they are folded those for the words come
/// first once a card is chosen.
fn tool_texts(cx: &ViewContext<'_>, is_folded: bool) -> Vec<Tool> {
    let card = cx.state.brief.card();
    let outline = [
        (Command::AddPocket, "Pocket"),
        (Command::AddHat, "Hat"),
        (Command::AddBlock, "Block"),
        (Command::AddAnalytic, "Analytic"),
    ];
    let size = card.map_or("Shrink".to_owned(), |card| format!("Shrink: {} pt", card.size));
    let words = [
        (Command::MarkUnderline, "Underline"),
        (Command::MarkEmphasis, "Emphasis"),
        (Command::MarkHighlight, "Highlight"),
        (Command::MarkClear, "Clear"),
        (Command::Shrink, size.as_str()),
        (Command::MarkOmit, "Leave out"),
        (Command::HighlightColour, card.map_or("Colour", |card| card.colour.word())),
    ];
    let owned = |(command, text): &(Command, &str)| (*command, (*text).to_owned());
    let (outline, words) = (outline.iter().map(owned), words.iter().map(owned));
    if is_folded && card.is_some() { words.chain(outline).collect() } else { outline.chain(words).collect() }
}

/// The text of the button behind which the tools are that have no room.
const MORE: &str = "More…";

/// The height of the tools in a low window: one line.
const FOLDED: f32 = PILL + 10.0;

/// Returns the height of the toolbar in a window of that width.
pub(super) fn tools_height(cx: &ViewContext<'_>, ui: &Ui, width: f32) -> f32 {
    if cx.state.brief.document.is_none() || cx.state.brief.entries().is_empty() {
        // What an empty brief begins with is on the page.
        return 0.0;
    }
    if is_low(ui.ctx().content_rect()) {
        return FOLDED;
    }
    let widths = tool_texts(cx, false).into_iter().map(|(_, text)| pill_width(ui.painter(), &text));
    controls::tools_height(ui, widths, PILL, width)
}

/// Shows the tools for the outline and for the chosen card's words: as many lines as they need, or in a low window one
/// line, with a button for those that have no room.
pub(super) fn tools(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.styles.theme.rule.0));
    if !is_low(ui.ctx().content_rect()) {
        controls::tools(ui, rect, |ui| tool_texts(cx, false).iter().for_each(|tool_text| tool(cx, ui, tool_text)));
        return;
    }
    let inner = rect.shrink2(vec2(EDGE, 5.0));
    let builder = UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder.id_salt("tools"), |ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        let mut room = inner.width() - pill_width(ui.painter(), MORE);
        for tool_text in tool_texts(cx, true) {
            room -= pill_width(ui.painter(), &tool_text.1) + 7.0;
            if room < 0.0 {
                break;
            }
            tool(cx, ui, &tool_text);
        }
        let name = cx.state.with_key(Command::ContextMenu.label(), Command::ContextMenu);
        let enabled = cx.state.brief.place().is_some();
        let more = pill_if(ui, cx.styles, MORE, (&name, &name), enabled);
        if more.clicked() {
            // Above the button, where there is room.
            context_menu::open(ContextTarget::Entry, more.rect.left_top(), cx.out);
        }
    });
}

fn tool(cx: &mut ViewContext<'_>, ui: &mut Ui, (command, text): &Tool) {
    let name = cx.state.with_key(command.label(), *command);
    let meaning = match command {
        Command::AddPocket => Some(Level::Pocket.meaning()),
        Command::AddHat => Some(Level::Hat.meaning()),
        Command::AddBlock => Some(Level::Block.meaning()),
        Command::AddAnalytic => Some(super::ANALYTIC),
        _ => None,
    };
    let enabled = command.is_offered(cx.state);
    let tip = match meaning {
        Some(meaning) => format!("{name}. {meaning}."),
        None if !enabled && cx.state.brief.card().is_none() => format!("{name}: choose a card first"),
        None if !enabled => format!("{name}: choose words of the card first"),
        None => name.clone(),
    };
    let response = pill_if(ui, cx.styles, text, (&name, &tip), enabled);
    if enabled {
        response.on_click(cx.out, *command);
    }
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
