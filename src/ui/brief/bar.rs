//! The bars of the debate screen: the brief's name above, what can be done with a card and the counts below.

use egui::{Rect, TextEdit, Ui, UiBuilder, vec2};

use crate::state::brief::{BriefAction, FocusTarget};
use crate::state::{Action, Command, Dialog};
use crate::ui::controls::{button, icon_button, interface, pill, strong, tip, words};
use crate::ui::icons::Icon;

use super::counts::Counts;
use super::{BriefScreen, Sheet};

pub(super) fn top(sheet: &mut Sheet<'_>, ui: &mut Ui, rect: Rect) {
    let theme = sheet.look.theme.clone();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let inner = rect.shrink2(vec2(12.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief bar"), |ui| {
        if icon_button(ui, sheet.look, Icon::Menu, "Menu").clicked() {
            let open = sheet.state.dialog == Some(Dialog::Menu);
            sheet.out.push(Action::ShowDialog((!open).then_some(Dialog::Menu)));
        }
        let back = if rect.width() < 700.0 { "Back" } else { "Back to the article" };
        if pill(ui, sheet.look, back, Command::LeaveDebate.label()).clicked() {
            sheet.out.push(Action::Command(Command::LeaveDebate));
        }
        ui.add_space(6.0);
        let title = sheet.state.brief.document.as_ref().map_or("Brief", |brief| &brief.title);
        let room = (rect.width() - if rect.width() < 700.0 { 405.0 } else { 635.0 }).max(60.0);
        ui.scope(|ui| {
            ui.set_max_width(room);
            ui.add(egui::Label::new(strong(title, 14.0, theme.ink.0)).truncate());
        });
    });
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief bar right"), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if pill(ui, sheet.look, "Brief…", "Name, sides, other briefs, export").clicked() {
            sheet.out.push(Action::Command(Command::Brief));
        }
        let round = Command::RoundOpen;
        if pill(ui, sheet.look, "Round", round.label()).clicked() {
            sheet.out.push(Action::Command(round));
        }
        let wide = if rect.width() < 700.0 { 90.0 } else { 190.0 };
        let mut query = sheet.state.brief.query.clone();
        let field = TextEdit::singleline(&mut query)
            .font(interface(13.5))
            .hint_text(words("Search the brief", 13.5, theme.faint.0))
            .desired_width(wide)
            .margin(egui::Margin::symmetric(8, 5));
        let response = ui.add(field);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Search the brief"));
        if sheet.state.brief.focus == Some(FocusTarget::Search) {
            response.request_focus();
            sheet.push(BriefAction::Revealed);
        }
        if response.changed() {
            sheet.push(BriefAction::SetQuery(query));
        }
    });
}

/// The height of the bar of tools: it takes two lines in a narrow window.
pub(super) fn tools_height(width: f32) -> f32 {
    if width < 1060.0 { 84.0 } else { 46.0 }
}

/// What can be done with the chosen card's words.
pub(super) fn tools(sheet: &mut Sheet<'_>, ui: &mut Ui, rect: Rect) {
    let theme = sheet.look.theme.clone();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let Some(card) = sheet.state.brief.card() else { return };
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
                tool(sheet, ui, command, name);
            }
            tool(sheet, ui, Command::Shrink, &format!("Small words {} pt", card.size));
            tool(sheet, ui, Command::HighlightColour, card.colour.word());
        });
    });
}

fn tool(sheet: &mut Sheet<'_>, ui: &mut Ui, command: Command, name: &str) {
    let key = sheet.state.key_of(command);
    let text = if key.is_empty() { name.to_owned() } else { format!("{name}  {key}") };
    if tip(button(ui, sheet.look, &text, false), command.label()).clicked() {
        sheet.out.push(Action::Command(command));
    }
}

pub(super) fn status(state: &mut BriefScreen, sheet: &mut Sheet<'_>, ui: &mut Ui, rect: Rect) {
    let theme = sheet.look.theme.clone();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let editor = &sheet.state.brief;
    let counts = state.counted.of(editor.revision, editor.entries());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let inner = rect.shrink2(vec2(20.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief status"), |ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let Counts { cards, analytics, words: all, read } = counts;
        let mut parts = vec![plural(cards, "card"), plural(analytics, "analytic")];
        if rect.width() > 620.0 {
            parts.push(plural(all, "word"));
        }
        let minute = sheet.state.settings.words_per_minute;
        parts.push(format!("{read} read out, {} at {minute:.0} a minute", time(read, minute)));
        if !editor.query.is_empty() {
            let (shown, all) = (state.shown.2.len(), editor.entries().len());
            let told = format!("{shown} of {all} entries have these words; Esc shows all");
            ui.label(strong(told, 12.5, theme.ink.0));
            if rect.width() < 900.0 {
                // The counts of the whole brief come back with it.
                parts.clear();
            }
        }
        for part in parts {
            ui.label(words(part, 12.5, theme.soft.0));
        }
    });
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("brief status right"), |ui| {
        if tip(ui.link(words("? keys", 12.5, theme.soft.0)), Command::Keys.label()).clicked() {
            sheet.out.push(Action::Command(Command::Keys));
        }
    });
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Minutes and seconds that words take.
fn time(words: usize, minute: f32) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a number of words")]
    let seconds = (words as f32 * 60.0 / minute.max(1.0)).round().max(0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no brief takes a year")]
    let seconds = seconds as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
