//! The sheets of the flow as tabs, and the tools for the chosen cell.

use egui::{Align, Layout, Rect, ScrollArea, TextEdit, Ui, UiBuilder, vec2};

use crate::state::Command;
use crate::state::round::RoundAction;
use crate::ui::controls::{self, Control as _, PILL, interface_font, pill, pill_width, select_all};
use crate::ui::grid::EDGE;

use super::ViewContext;

/// Shows the tabs, a field for the sheet's name, and a button to remove it.
pub(super) fn tabs(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    let editor = &cx.state.round;
    let Some(round) = &editor.document else { return };
    let inner = rect.shrink2(vec2(EDGE, 3.0));
    let right = Layout::right_to_left(Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right).id_salt("sheet"), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let Some(shown) = editor.shown_sheet() else { return };
        pill(ui, cx.styles, "Remove", "Take this sheet off the flow").on_click(cx.out, RoundAction::RemoveSheet);
        let mut name = shown.name.clone();
        let width = if rect.width() < 700.0 { 90.0 } else { 150.0 };
        let field =
            TextEdit::singleline(&mut name).font(interface_font(13.5)).desired_width(width).id_salt("sheet name");
        let response = ui.add(field);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Name of the sheet"));
        if editor.naming {
            response.request_focus();
            select_all(ui, response.id, &name);
            cx.push(RoundAction::SheetNameFocused);
        }
        response.on_change(cx.out, RoundAction::SetSheetName(name));
    });
    let room = (used.response.rect.left() - inner.left() - 10.0).max(80.0);
    let place = Rect::from_min_size(inner.min, vec2(room, inner.height()));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("tabs"), |ui| {
        // As high as the button among them; otherwise the first tab would be placed higher.
        ui.spacing_mut().interact_size.y = 27.0;
        ScrollArea::horizontal().id_salt("tabs").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                for (at, one) in round.flow.sheets.iter().enumerate() {
                    let on = at == editor.sheet;
                    let text = if one.name.trim().is_empty() { "No name" } else { one.name.as_str() };
                    let response = ui.selectable_label(on, cx.styles.ink(text, 13.5));
                    if response.clicked() && !on {
                        cx.push(RoundAction::ShowSheet(at));
                    }
                }
                cx.command(ui, "New sheet", Command::RoundNewSheet);
            });
        });
    });
}

/// The tools for the chosen cell.
const TOOLS: [(&str, Command); 7] = [
    ("New argument", Command::RoundNewArgument),
    ("Answer", Command::RoundAnswer),
    ("Extend", Command::RoundExtend),
    ("Kick", Command::RoundKick),
    ("From the brief", Command::RoundFromBrief),
    ("Empty the cell", Command::RoundRemoveCell),
    ("Remove the row", Command::RoundRemoveRow),
];

/// Returns the tools with their keys.
fn tool_texts(cx: &ViewContext<'_>) -> [(String, Command); 7] {
    TOOLS.map(|(name, command)| (format!("{name}  {}", cx.state.key_of(command)).trim_end().to_owned(), command))
}

/// Returns the height of [`tools`] in a window of that width.
pub(super) fn tools_height(cx: &ViewContext<'_>, ui: &Ui, width: f32) -> f32 {
    let widths = tool_texts(cx).map(|(text, _)| pill_width(ui.painter(), &text));
    controls::tools_height(ui, widths, PILL, width)
}

/// Shows the tools for the chosen cell, with their keys.
pub(super) fn tools(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.styles.theme.rule.0));
    controls::tools(ui, rect, |ui| {
        for (text, command) in tool_texts(cx) {
            cx.command(ui, &text, command);
        }
    });
}
