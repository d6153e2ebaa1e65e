//! The bar at selected words: highlight, annotate, cut a card, copy.

use egui::{Area, Id, Margin, Order, Pos2, Rect, Role, Sense, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use crate::state::{Action, Command, ContextTarget, Dialog};
use crate::ui::context_menu;
use crate::ui::controls::{focus_ring, interface_font, tooltip, width_of};

use super::page::Page;
use super::selection::PaintedText;

const BUTTON: f32 = 28.0;

/// The space around the buttons.
const MARGIN: f32 = 4.0;

/// The distance to the selected words.
const GAP: f32 = 6.0;

/// Shows the bar above or below the selected words while they are in view, unless the pointer is still selecting. A right
/// click on the words opens their context menu.
pub fn show(ui: &Ui, page: &Page<'_>, view: Rect, painted: &[PaintedText], selecting: bool, out: &mut Vec<Action>) {
    let state = page.state;
    if state.reader.selection.is_none() || selecting {
        return;
    }
    let selected = selected_rects(page, view, painted);
    let Some(whole) = selected.iter().copied().reduce(Rect::union) else { return };
    for rect in &selected {
        context_menu::attach(ui, *rect, false, state, ContextTarget::Selection, out);
    }
    if matches!(state.dialog, Some(Dialog::Context { target: ContextTarget::Selection, at: None })) {
        context_menu::open(ContextTarget::Selection, whole.left_bottom() + vec2(0.0, GAP), out);
    }
    if state.dialog.is_some() && !state.dialog_is_light() {
        return;
    }
    let commands = Command::of_selection_bar(state);
    let widths: Vec<f32> =
        commands.iter().map(|(_, text)| (width_of(ui.painter(), text, 13.5) + 20.0).round()).collect();
    let size = vec2(widths.iter().sum::<f32>() + 2.0 * MARGIN, BUTTON + 2.0 * MARGIN);
    let at = place(whole, size, view, ui.ctx().content_rect());
    let theme = &page.styles.theme;
    let frame = theme.frame(7.0).inner_margin(Margin::same(MARGIN as i8 - 1)).shadow(theme.shadow_below(2, 10));
    Area::new(Id::unique("selection bar")).order(Order::Middle).fixed_pos(at).constrain(false).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            let builder =
                UiBuilder::new().accessibility_label("With the selected words").accessibility_role(Role::Toolbar);
            ui.scope_builder(builder, |ui| {
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                ui.horizontal(|ui| {
                    for ((command, text), width) in commands.into_iter().zip(widths) {
                        if bar_button(ui, page, command, text, width) {
                            out.push(Action::Command(command));
                        }
                    }
                });
            });
        });
    });
}

/// Shows a button. Returns whether it was pressed.
fn bar_button(ui: &mut Ui, page: &Page<'_>, command: Command, text: &str, width: f32) -> bool {
    let theme = &page.styles.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(width, BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if response.hovered() {
        ui.painter().rect(rect, 5.0, theme.tint.0, (1.0, theme.rule.0), StrokeKind::Inside);
    }
    focus_ring(ui, page.styles, rect, &response);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, text, interface_font(13.5), theme.ink.0);
    tooltip(response, &page.state.with_key(text, command)).clicked()
}

/// Returns the rectangles of the selected words that are in view.
fn selected_rects(page: &Page<'_>, view: Rect, painted: &[PaintedText]) -> Vec<Rect> {
    let state = page.state;
    let mut rects = Vec::new();
    for text in painted {
        let length = state.text_of(text.row, text.part).chars().count();
        let range = state.reader.selected_in(&state.shared(), text.row, text.part, length);
        let place = |rect: Rect| rect.translate(text.rect.min.to_vec2()).intersect(view);
        rects.extend(text.layout.rects(range).into_iter().map(place).filter(Rect::is_positive));
    }
    rects
}

/// Returns the top left of a bar beside selected words and never on them: above them, else below, else over the bars
/// above the view.
fn place(selected: Rect, bar: Vec2, view: Rect, window: Rect) -> Pos2 {
    let x = selected.left().min(window.right() - bar.x - GAP).max(window.left() + GAP);
    let above = selected.top() - GAP - bar.y;
    let below = selected.bottom() + GAP;
    let y = if above >= view.top() {
        above
    } else if below + bar.y <= view.bottom() {
        below
    } else {
        above.max(window.top())
    };
    egui::pos2(x, y).round()
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};
    use proptest::prelude::*;

    use super::place;

    proptest! {
        #[test]
        fn the_bar_is_in_the_window_and_never_on_the_selected_words(
            (left, top) in (0.0f32..800.0, 96.0f32..520.0),
            (wide, tall) in (1.0f32..700.0, 16.0f32..500.0),
        ) {
            let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
            let view = window.with_min_y(96.0).with_max_y(566.0);
            let selected = Rect::from_min_size(pos2(left, top), vec2(wide, tall)).intersect(view);
            let size = vec2(340.0, 36.0);
            let bar = Rect::from_min_size(place(selected, size, view, window), size);
            prop_assert!(window.contains_rect(bar), "{bar:?}");
            prop_assert!(!bar.intersects(selected), "{bar:?} {selected:?}");
        }
    }
}
