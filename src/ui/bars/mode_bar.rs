//! The bar on top of every screen but a lesson: menu, title, modes, and the search field.

use egui::{Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::counted;
use crate::state::{Action, AppState, Command, Dialog, Mode};
use crate::ui::context::ViewContext;
use crate::ui::controls::{focus_ring, icon_button, interface_font, one_line, tooltip, width_of};
use crate::ui::grid::EDGE;
use crate::ui::icons::Icon;
use crate::ui::styles::Styles;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::search_field::SearchField;

/// The size of the title and the tabs.
const TAB_TEXT: f32 = 13.5;
const TAB: f32 = 28.0;
/// Where the title begins, right of the menu button.
const TITLE_LEFT: f32 = 50.0;
/// A title with less room than this is left out; it stands over the article and in the window's title too.
const LEAST_TITLE: f32 = 90.0;

/// Shows the bar in a rectangle.
pub fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, search: &mut SearchField) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, cx.styles.theme.rule.0));
    let button = Rect::from_center_size(pos2(rect.left() + 27.0, rect.center().y), vec2(30.0, 30.0));
    ui.scope_builder(UiBuilder::new().max_rect(button).id_salt("menu button"), |ui| {
        if icon_button(ui, cx.styles, Icon::Menu, "Menu").clicked() {
            let open = cx.state.dialog == Some(Dialog::Menu);
            cx.push(Action::ShowDialog((!open).then_some(Dialog::Menu)));
        }
    });
    let pad = if rect.width() < 400.0 { 18.0 } else { 28.0 };
    let texts: Vec<f32> = Mode::ALL.map(|mode| width_of(ui.painter(), mode.name(), TAB_TEXT) + pad).into();
    let tabs_width: f32 = texts.iter().sum::<f32>() + 4.0 * 2.0;
    let field_left = rect.right() - EDGE - SearchField::resting_width(rect.width());
    let left = tabs_left(ui, rect, tabs_width, field_left, cx.state, cx.styles);
    let (field, covers_tabs) = search.place(ui, rect, left + tabs_width + 10.0, cx.state);
    if !covers_tabs {
        let title_room = left - 14.0 - (rect.left() + TITLE_LEFT);
        if title_room >= LEAST_TITLE {
            title(ui, pos2(rect.left() + TITLE_LEFT, rect.center().y), title_room, cx.state, cx.styles);
        }
        let mut x = left;
        for (mode, wide) in Mode::ALL.into_iter().zip(texts) {
            let place = Rect::from_min_size(pos2(x, rect.center().y - TAB / 2.0), vec2(wide, TAB));
            tab(cx, ui, place, mode);
            x += wide + 4.0;
        }
    }
    search.show(cx, ui, field);
}

/// Returns the left of the tabs: in the middle of the window, or further right where the title needs the room.
fn tabs_left(ui: &Ui, rect: Rect, wide: f32, field_left: f32, state: &AppState, styles: &Styles) -> f32 {
    let middle = rect.center().x - wide / 2.0;
    let last = field_left - 12.0 - wide;
    let title_end = rect.left() + TITLE_LEFT + title_layout(ui, f32::INFINITY, state, styles).size().x + 20.0;
    let first = rect.left() + TITLE_LEFT;
    let left = middle.max(title_end).min(last);
    // Where the title has no room anyway, the tabs begin at the left.
    if left - 14.0 - first < LEAST_TITLE { first } else { left }
}

fn title_layout(ui: &Ui, room: f32, state: &AppState, styles: &Styles) -> TextLayout {
    let style = styles.label.clone().weight(680.0).colour(styles.theme.ink.0);
    let style = TextStyle { size: TAB_TEXT, line_height: 20.0, ..style };
    TextLayout::new(ui.painter(), state.edition.title(), &style, state.edition.head().language.script(), room, 1)
}

fn title(ui: &Ui, middle: egui::Pos2, room: f32, state: &AppState, styles: &Styles) {
    // A text that runs from right to left fills the room it is given, so it is given no more than it needs.
    let whole = title_layout(ui, f32::INFINITY, state, styles);
    let layout = if whole.size().x <= room { whole } else { title_layout(ui, room, state, styles) };
    let place = Rect::from_min_size(middle - vec2(0.0, layout.size().y / 2.0), layout.size());
    let response = ui.interact(place, ui.scope_id().with("title"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, state.edition.title()));
    layout.paint(ui.painter(), place.min);
    tooltip(response, state.edition.title());
}

fn tab(cx: &mut ViewContext<'_>, ui: &Ui, rect: Rect, mode: Mode) {
    let theme = &cx.styles.theme;
    let chosen = cx.state.mode() == mode;
    let response = ui.interact(rect, ui.scope_id().with(("mode", mode)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, mode.name()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    if let Some(fill) = theme.choice(chosen, response.hovered()) {
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    focus_ring(ui, cx.styles, rect, &response);
    let (weight, ink) = if chosen { (680.0, theme.ink) } else { (400.0, theme.soft) };
    let text = egui::RichText::new(mode.name()).font(interface_font(TAB_TEXT)).variations([("wght", weight)]);
    let galley = one_line(ui, text);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.0);
    if tooltip(response, &tab_tip(mode, cx.state)).clicked() && !chosen {
        cx.push(Action::ShowMode(mode));
    }
}

/// Returns what a tab leads to, with the key that does the same on this screen.
fn tab_tip(mode: Mode, state: &AppState) -> String {
    let (words, command) = match mode {
        Mode::Read => ("The article, with what is said about it".to_owned(), Command::LeaveDebate),
        Mode::Debate => {
            let cards = state.brief.entries().iter().filter(|entry| entry.level().is_none()).count();
            let cards = match cards {
                0 => String::new(),
                n => format!(", with {}", counted(n, "card")),
            };
            (format!("Your brief{cards}, and the round"), Command::Debate)
        }
        Mode::Project => ("A lesson, one row at a time on the projector".to_owned(), Command::Project),
    };
    let key = if command.is_offered(state) { state.key_of(command) } else { String::new() };
    if key.is_empty() { words } else { format!("{words} (key {key})") }
}
