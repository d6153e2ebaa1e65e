//! The bars of the debate screen: the brief's title above; tools for the chosen card and counts below.

use egui::{Rect, Ui, UiBuilder, vec2};

use crate::state::brief::BriefAction;
use crate::state::{Action, Command};
use crate::ui::controls::{button, pill, rich_text, strong, tooltip};

use super::counts::WordCounts;
use super::{BriefContext, BriefScreen};

/// Shows the bar with the brief's title and what can be done with the brief as a whole.
pub(super) fn top(cx: &mut BriefContext<'_>, ui: &mut Ui, rect: Rect) {
    let theme = cx.styles.theme.clone();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    let inner = rect.shrink2(vec2(20.0, 0.0));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief bar right"), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if pill(ui, cx.styles, "Brief…", "Name, sides, other briefs, export").clicked() {
            cx.out.push(Action::Command(Command::Brief));
        }
        let round = Command::RoundOpen;
        if pill(ui, cx.styles, "Round", round.label()).clicked() {
            cx.out.push(Action::Command(round));
        }
    });
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let place = inner.with_max_x(used.response.rect.left() - 12.0);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout).id_salt("brief bar"), |ui| {
        // The bar above has the title of the article, which a brief has too until it is renamed.
        ui.label(rich_text("Your brief", 13.0, theme.soft.0));
        ui.add_space(4.0);
        let title = cx.state.brief.document.as_ref().map_or("", |brief| &brief.title);
        ui.add(egui::Label::new(strong(title, 14.0, theme.ink.0)).truncate());
    });
}

/// Returns the height of the toolbar, which takes two lines in a narrow window.
pub(super) fn tools_height(width: f32) -> f32 {
    if width < 1060.0 { 84.0 } else { 46.0 }
}

/// Shows the tools for the chosen card's text.
pub(super) fn tools(cx: &mut BriefContext<'_>, ui: &mut Ui, rect: Rect) {
    let theme = cx.styles.theme.clone();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let Some(card) = cx.state.brief.card() else { return };
    ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(14.0, 6.0))).id_salt("tools"), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            let marks = [
                (Command::MarkUnderline, "Underline"),
                (Command::MarkEmphasis, "Emphasis"),
                (Command::MarkHighlight, "Highlight"),
                (Command::MarkClear, "Clear"),
                (Command::MarkOmit, "Leave out"),
            ];
            for (command, name) in marks {
                tool(cx, ui, command, name);
            }
            tool(cx, ui, Command::Shrink, &format!("Small words {} pt", card.size));
            tool(cx, ui, Command::HighlightColour, card.colour.word());
        });
    });
}

fn tool(cx: &mut BriefContext<'_>, ui: &mut Ui, command: Command, name: &str) {
    let key = cx.state.key_of(command);
    let text = if key.is_empty() { name.to_owned() } else { format!("{name}  {key}") };
    if tooltip(button(ui, cx.styles, &text, false), command.label()).clicked() {
        cx.out.push(Action::Command(command));
    }
}

pub(super) fn status(state: &mut BriefScreen, cx: &mut BriefContext<'_>, ui: &mut Ui, rect: Rect) {
    let theme = cx.styles.theme.clone();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let editor = &cx.state.brief;
    let counts = state.word_counts.counts(editor.revision, editor.entries());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let inner = rect.shrink2(vec2(20.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief status"), |ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let WordCounts { cards, analytics, words: all, read } = counts;
        let mut parts = vec![plural(cards, "card"), plural(analytics, "analytic")];
        if rect.width() > 620.0 {
            parts.push(plural(all, "word"));
        }
        let minute = cx.state.settings.words_per_minute;
        let wide = rect.width() > 520.0;
        let rate = if wide { format!(" at {minute:.0} a minute") } else { String::new() };
        parts.push(format!("{read} read out, {}{rate}", time(read, minute)));
        if !editor.query.is_empty() {
            let (shown, all) = (state.shown.2.len(), editor.entries().len());
            let hits = format!("{shown} of {all} entries have these words");
            ui.label(strong(hits, 12.5, theme.ink.0));
            if ui.link(rich_text("Show all", 12.5, theme.accent.0)).clicked() {
                cx.push(BriefAction::SetQuery(String::new()));
            }
            if rect.width() < 900.0 {
                // The counts of the whole brief come back with all entries.
                parts.clear();
            }
        }
        for part in parts {
            ui.label(rich_text(part, 12.5, theme.soft.0));
        }
    });
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief status right"), |ui| {
        crate::ui::bars::help(ui, cx.styles, cx.state, cx.out);
    });
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Returns how long words take to read, as minutes and seconds.
fn time(words: usize, minute: f32) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a number of words")]
    let seconds = (words as f32 * 60.0 / minute.max(1.0)).round().max(0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a brief is shorter than a year")]
    let seconds = seconds as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
