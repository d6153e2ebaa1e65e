//! The status bar of the reader: where one is, how much is left, and what looks how.

use egui::{Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::model::counted;
use crate::state::{AppState, Command};
use crate::ui::context::ViewContext;
use crate::ui::controls::{Control as _, focus_ring, interface_font, tooltip};
use crate::ui::grid::EDGE;
use crate::ui::styles::Styles;
use crate::ui::theme::theme_in_use;

use super::{STATUS_PAD, TEXT};

pub fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    let theme = &cx.styles.theme;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let inner = rect.shrink2(vec2(EDGE - STATUS_PAD, 0.0));
    // Open questions about a copy take precedence over general information.
    let narrow = rect.width() < if cx.state.copy.open.is_some() { 900.0 } else { 560.0 };
    let tight = cx.state.copy.open.is_some() && rect.width() < 560.0;
    let place = place(cx.state);
    let perspectives = perspectives(cx.state).filter(|_| !narrow);
    let left = format!("{} min left", cx.state.minutes_left());
    let left = Some(left).filter(|_| !narrow || cx.state.copy.open.is_none());
    let spoken: Vec<&str> =
        [Some(&place), perspectives.as_ref(), left.as_ref()].into_iter().flatten().map(String::as_str).collect();
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let builder = UiBuilder::new().max_rect(inner).layout(layout).id_salt("status");
    ui.scope_builder(builder.accessibility_label(spoken.join(" · ")).accessibility_role(Role::Status), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let mut button = |ui: &mut Ui, text: &str, command: Command, tip: &str| {
            status_button(ui, cx.styles, text, tip).on_click(cx.out, command);
        };
        button(ui, &place, Command::GoTo, "Go to a paragraph or a code");
        if let Some(text) = perspectives {
            button(ui, &text, Command::Perspectives, "Choose and order the perspectives");
        }
        if let Some(text) = left {
            // As far from its neighbour as a button's text is.
            ui.add_space(8.0);
            let shown = ui.add(egui::Label::new(cx.styles.soft(text, TEXT)).sense(Sense::hover()));
            tooltip(shown, "From here to the end of the article, without the replies");
        }
        copy_links(cx, ui, tight);
    });
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("status right"), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        help(cx, ui);
        if tight {
            return;
        }
        let theme = theme_in_use(cx.state, ui.ctx().system_theme());
        let size = format!("{:.0} px", cx.state.settings.type_size);
        let tips = [(size, "The size of the type, spacing and typeface"), (theme.name().to_owned(), "The theme")];
        for (text, tip) in tips {
            dot(ui, cx.styles);
            status_button(ui, cx.styles, &text, &format!("{tip}: opens Appearance"))
                .on_click(cx.out, Command::Appearance);
        }
    });
}

/// Shows the button that opens the help, as on every screen.
pub fn help(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let tip = cx.state.with_key(Command::Help.label(), Command::Help);
    status_button(ui, cx.styles, "Help", &tip).on_click(cx.out, Command::Help);
}

/// Returns where the reader is, such as `¶5 of 14`.
fn place(state: &AppState) -> String {
    let count = state.edition.paragraphs().len();
    match state.paragraph_of(state.reader.active) {
        Some(paragraph) => format!("¶{} of {count}", paragraph.id.label()),
        None => counted(count, "paragraph"),
    }
}

/// Returns how many perspectives are shown, such as `3 of 6 perspectives`; `None` if there are none.
fn perspectives(state: &AppState) -> Option<String> {
    let all = state.edition.perspectives().len();
    (all > 0).then(|| format!("{} of {}", state.shown.count(), counted(all, "perspective")))
}

/// Shows a button of the status bar: text that is tinted under the pointer.
fn status_button(ui: &mut Ui, styles: &Styles, text: &str, tip: &str) -> Response {
    let theme = &styles.theme;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), interface_font(TEXT), theme.soft.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 2.0 * STATUS_PAD, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.tint.0);
    }
    focus_ring(ui, styles, rect, &response);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.soft.0);
    tooltip(response, tip)
}

fn dot(ui: &mut Ui, styles: &Styles) {
    let (rect, _) = ui.allocate_exact_size(vec2(4.0, TEXT), Sense::hover());
    ui.painter().circle_filled(rect.center(), 1.2, styles.theme.soft.0);
}

/// Shows links to the unresolved places of the reader's copy, with shorter texts if `tight`.
fn copy_links(cx: &mut ViewContext<'_>, ui: &mut Ui, tight: bool) {
    let Some(copy) = &cx.state.copy.open else { return };
    let waiting = cx.state.copy.review.doubtful();
    let certain = if waiting == 0 { cx.state.copy.review.certain.len() } else { 0 };
    let lost = copy.lost.len();
    let (without, review) = if tight {
        (format!("{lost} lost"), format!("{waiting} to review"))
    } else {
        (format!("{} without a place", counted(lost, "note")), format!("{} to review", counted(waiting, "place")))
    };
    let accept = if tight { format!("{certain} certain") } else { format!("{certain} to accept") };
    let links =
        [(lost, Command::Tray, without), (waiting, Command::Review, review), (certain, Command::Review, accept)];
    for (count, command, text) in links {
        if count > 0 && tooltip(ui.link(cx.styles.accent(text, TEXT)), command.label()).clicked() {
            cx.push(command);
        }
    }
}
