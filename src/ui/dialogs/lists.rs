//! Lists of commands: the palette, the keys.

use egui::{Key, Modifiers, Response, ScrollArea, TextEdit, Ui};

use crate::state::{Action, Command, Scene};
use crate::ui::controls::{interface_font, rich_text, strong};

use super::{DialogContext, DialogInputs};

/// All commands by name and by other words for them; typing narrows them, arrows choose, Enter runs.
pub(super) fn palette(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let (down, up, enter) = ui.input_mut(|i| {
        (
            i.consume_key(Modifiers::NONE, Key::ArrowDown),
            i.consume_key(Modifiers::NONE, Key::ArrowUp),
            i.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    let label =
        ui.label(rich_text("Type what you want to do, such as print, font or timer", 12.5, cx.styles.theme.soft.0));
    let field = TextEdit::singleline(&mut inputs.typed).font(interface_font(15.0)).desired_width(f32::INFINITY);
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    let found = Command::matching(cx.state, &inputs.typed);
    let before = inputs.chosen;
    if response.changed() {
        inputs.chosen = 0;
    }
    if down {
        inputs.chosen += 1;
    }
    if up {
        inputs.chosen = inputs.chosen.saturating_sub(1);
    }
    inputs.chosen = inputs.chosen.min(found.len().saturating_sub(1));
    // The list follows the choice only when that moves: else it would spring back under the wheel.
    let follow = response.changed() || inputs.chosen != before;
    ui.add_space(6.0);
    let tall = (ui.ctx().content_rect().height() - 210.0).clamp(90.0, 560.0);
    let list = ScrollArea::vertical().id_salt("commands").auto_shrink(false).max_height(tall).min_scrolled_height(tall);
    list.show(ui, |ui| {
        ui.set_max_width(ui.available_width() - super::SCROLL_BAR);
        if found.is_empty() {
            ui.label(rich_text("No command is known by that word", 13.5, cx.styles.theme.soft.0));
        }
        for (index, command) in found.into_iter().enumerate() {
            let chosen = index == inputs.chosen;
            let row =
                list_row_response(cx, ui, &cx.state.command_label(command), &cx.state.key_of(command), false, chosen);
            if chosen && follow {
                row.scroll_to_me(None);
            }
            // A resting mouse does not take the choice back from the keys.
            if row.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
                inputs.chosen = index;
            }
            if row.clicked() || (chosen && enter) {
                cx.out.push(Action::ShowDialog(None));
                cx.out.push(Action::Command(command));
            }
        }
    });
}

/// Every command with its keys.
pub(super) fn keys(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let scene = cx.state.scene();
    let projecting = scene == Scene::Presenting;
    let mut rows: Vec<(String, String)> = Vec::new();
    if scene == Scene::Reading {
        rows.push(("Show or hide a perspective, in the order of the chips".to_owned(), "1 to 9".to_owned()));
    }
    for command in Command::ALL.iter().copied().filter(|command| command.scope().holds(scene)) {
        let keys = cx.state.keys.of(command, scene).join("  or  ");
        if !keys.is_empty() {
            rows.push((command.label().trim_end_matches('…').to_owned(), keys));
        }
    }
    if projecting {
        rows.push((
            "Hands for an answer while it is asked: a number, then the letter".to_owned(),
            "a d q + n".to_owned(),
        ));
        rows.push(("Put the pointer on the slide".to_owned(), "Ctrl+click".to_owned()));
    } else {
        rows.push(("Larger or smaller type".to_owned(), "Ctrl+wheel".to_owned()));
    }
    let two = ui.available_width() > 560.0;
    let half = if two { rows.len().div_ceil(2) } else { rows.len() };
    let column = |ui: &mut Ui, rows: &[(String, String)]| {
        let width = (ui.available_width() * 0.54).max(90.0);
        let rest = (ui.available_width() - width - 16.0).max(60.0);
        egui::Grid::new(("keys", rows.first())).num_columns(2).min_col_width(0.0).spacing([16.0, 9.0]).show(ui, |ui| {
            for (label, keys) in rows {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.add(egui::Label::new(rich_text(label, 13.0, theme.ink.0)).wrap());
                });
                ui.vertical(|ui| {
                    ui.set_width(rest);
                    ui.add(egui::Label::new(strong(keys, 12.5, theme.soft.0)).wrap());
                });
                ui.end_row();
            }
        });
    };
    if two {
        ui.columns(2, |columns| {
            for (part, ui) in rows.chunks(half.max(1)).zip(columns) {
                column(ui, part);
            }
        });
    } else {
        column(ui, &rows);
    }
    ui.add_space(10.0);
    let hint = "Single letters never work while you type. They can be switched off in Appearance; \
                other keys are set in settings.ron under keys.";
    ui.label(rich_text(hint, 12.5, theme.soft.0));
}

/// Shows a saved document by its title, which opens it, with its file name, which tells two of the same title apart,
/// and a button to remove it.
pub(super) fn saved_item(
    cx: &mut DialogContext<'_>,
    ui: &mut Ui,
    (key, title): (&str, &str),
    opens: Action,
    puts: Action,
) {
    let (row, removed) = removable_row(cx, ui, title, key, false);
    if row.gained_focus() {
        row.scroll_to_me(None);
    }
    if row.clicked() {
        cx.out.push(opens);
    }
    if removed {
        cx.out.push(puts);
    }
}

/// The room for the link that removes what a row names.
const REMOVE: f32 = 92.0;

/// Shows a row of a list with a link that removes what it names. Returns the response of the row, and whether the link
/// was clicked.
pub(super) fn removable_row(
    cx: &DialogContext<'_>,
    ui: &mut Ui,
    title: &str,
    right: &str,
    focus: bool,
) -> (Response, bool) {
    let row = ui.horizontal(|ui| {
        let room = egui::vec2((ui.available_width() - REMOVE).max(120.0), 30.0);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let row = ui.allocate_ui_with_layout(room, layout, |ui| list_row_response(cx, ui, title, right, focus, false));
        let link = ui.link(rich_text("Remove", 12.5, cx.styles.theme.accent.0));
        link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, format!("Remove {title}")));
        (row.inner, link.clicked())
    });
    row.inner
}

/// Shows a row of a list with a hint at its right. Returns whether it was clicked.
pub(super) fn list_row(
    cx: &DialogContext<'_>,
    ui: &mut Ui,
    text: &str,
    right: &str,
    focus: bool,
    chosen: bool,
) -> bool {
    let response = list_row_response(cx, ui, text, right, focus, chosen);
    if chosen || response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// Like [`list_row`], but scrolls nowhere.
pub(super) fn list_row_response(
    cx: &DialogContext<'_>,
    ui: &mut Ui,
    text: &str,
    right: &str,
    focus: bool,
    chosen: bool,
) -> Response {
    list_row_if(cx, ui, (text, right), (focus, chosen), true)
}

/// Like [`list_row_response`], but greyed and without a function unless `enabled`.
pub(super) fn list_row_if(
    cx: &DialogContext<'_>,
    ui: &mut Ui,
    (text, right): (&str, &str),
    (focus, chosen): (bool, bool),
    enabled: bool,
) -> Response {
    let theme = &cx.styles.theme;
    let sense = if enabled { egui::Sense::click() } else { egui::Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 30.0), sense);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, chosen, text));
    let (ink, soft) = if enabled { (theme.ink.0, theme.soft.0) } else { (theme.faint.0, theme.faint.0) };
    if focus {
        response.request_focus();
    }
    if chosen || (enabled && response.hovered()) {
        let share = if chosen { 1.0 } else { 0.5 };
        ui.painter().rect_filled(rect, 6.0, theme.tint.0.gamma_multiply(share));
    }
    if chosen {
        // Not by the shade alone, which what is under the mouse has too.
        let mark = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
        ui.painter().rect_filled(mark, 1.5, theme.accent.0);
    }
    crate::ui::controls::focus_ring(ui, cx.styles, rect, &response);
    let painter = ui.painter_at(rect);
    let hint = painter.layout_no_wrap(right.to_owned(), interface_font(12.5), soft);
    let room = rect.width() - hint.size().x - 34.0;
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), interface_font(14.0), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.layout_job(job);
    let middle = |tall: f32| rect.center().y - tall / 2.0;
    painter.galley(egui::pos2(rect.left() + 10.0, middle(galley.size().y)), galley, ink);
    painter.galley(egui::pos2(rect.right() - 10.0 - hint.size().x, middle(hint.size().y)), hint, soft);
    response
}
