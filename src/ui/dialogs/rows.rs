//! Rows of lists, which are pressed or chosen with the keys.

use egui::{Response, Ui};

use crate::import::group_thousands;
use crate::state::Action;
use crate::ui::controls::{Control as _, button, interface_font};

use super::ViewContext;

/// Shows a saved document by its title, which opens it, with its file name, which tells two of the same title apart,
/// and a button to remove it.
pub(super) fn saved_item(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (key, title): (&str, &str),
    opens: impl Into<Action>,
    puts: impl Into<Action>,
) {
    let (row, removed) = removable_row(cx, ui, title, key, false);
    if row.gained_focus() {
        row.scroll_to_me(None);
    }
    row.on_click(cx.out, opens);
    if removed {
        cx.push(puts);
    }
}

/// The room for the link that removes what a row names.
const REMOVE: f32 = 92.0;

/// Shows a row of a list with a link that removes what it names. Returns the response of the row, and whether the link
/// was clicked.
pub(super) fn removable_row(
    cx: &ViewContext<'_>,
    ui: &mut Ui,
    title: &str,
    right: &str,
    focus: bool,
) -> (Response, bool) {
    let row = ui.horizontal(|ui| {
        let room = egui::vec2((ui.available_width() - REMOVE).max(120.0), 30.0);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let row = ui.allocate_ui_with_layout(room, layout, |ui| {
            list_row_response(cx, ui, (title, right), (focus, false), true)
        });
        let link = ui.link(cx.styles.accent("Remove", 12.5));
        link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, format!("Remove {title}")));
        (row.inner, link.clicked())
    });
    row.inner
}

/// Shows a button for this many paragraphs that are not shown yet, of which it shows at most `most`. Returns whether it was
/// clicked.
pub(super) fn more_paragraphs(cx: &ViewContext<'_>, ui: &mut Ui, more: usize, most: usize) -> bool {
    ui.add_space(6.0);
    let name = match more {
        1 => "One more paragraph: show it".to_owned(),
        n => format!("{} more paragraphs: show {}", group_thousands(n), n.min(most)),
    };
    button(ui, cx.styles, &name, false).clicked()
}

/// Shows a row of a list with a hint at its right. Returns whether it was clicked.
pub(super) fn list_row(cx: &ViewContext<'_>, ui: &mut Ui, text: &str, right: &str, focus: bool, chosen: bool) -> bool {
    let response = list_row_response(cx, ui, (text, right), (focus, chosen), true);
    if chosen || response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// Like [`list_row`], but scrolls nowhere; greyed and without a function unless `enabled`.
pub(super) fn list_row_response(
    cx: &ViewContext<'_>,
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
    if let Some(fill) = theme.choice(chosen, enabled && response.hovered()) {
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    if chosen {
        // Not by the shade alone, which what is under the mouse has too.
        let mark = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
        ui.painter().rect_filled(mark, 1.5, theme.accent.0);
    }
    crate::ui::controls::focus_ring(ui, cx.styles, rect, &response);
    let painter = ui.painter_at(rect);
    let hint = painter.layout_no_wrap(right.to_owned(), interface_font(12.5), soft);
    let between = if right.is_empty() { 0.0 } else { 14.0 };
    let room = rect.width() - hint.size().x - between - 20.0;
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), interface_font(14.0), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.layout_job(job);
    let is_cut = galley.elided;
    let middle = |tall: f32| rect.center().y - tall / 2.0;
    painter.galley(egui::pos2(rect.left() + 10.0, middle(galley.size().y)), galley, ink);
    painter.galley(egui::pos2(rect.right() - 10.0 - hint.size().x, middle(hint.size().y)), hint, soft);
    if is_cut { crate::ui::controls::tooltip(response, text) } else { response }
}
