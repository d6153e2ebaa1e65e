//! Context menus: opened by a right click or a key, filled from the table of commands.

use egui::{
    Align2, Area, Context, Id, Margin, Modal, Order, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, UiKind, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::state::{Action, AppState, ContextItem, ContextTarget, Dialog};

use super::context::ViewContext;
use super::controls::{focus_ring, interface_font};
use super::styles::Styles;

const ITEM: f32 = 29.0;

/// The height of the line that names what the menu was opened on.
const TITLE: f32 = 28.0;

/// The space around the items.
const MARGIN: f32 = 6.0;

/// The smallest distance to the edge of the window.
const EDGE: f32 = 4.0;

/// Opens the context menu of `target` after a right click in `rect`, or if a key asks for it. `is_current` is whether
/// the keys work on it. Returns whether the menu was opened.
///
/// It reads the pointer rather than a response, so that buttons and links inside the target are no gaps in it. Where
/// targets contain each other, the last one wins.
pub fn attach(
    ui: &Ui,
    rect: Rect,
    is_current: bool,
    state: &AppState,
    target: ContextTarget,
    out: &mut Vec<Action>,
) -> bool {
    let clicked = ui.input(|input| input.pointer.secondary_clicked().then(|| input.pointer.interact_pos()).flatten());
    let clicked = clicked.filter(|_| ui.rect_contains_pointer(rect));
    let at = clicked.or_else(|| {
        (is_current && is_asked_for(state, target)).then(|| rect.min + vec2(28.0, 28.0).min(rect.size() * 0.5))
    });
    let Some(at) = at else { return false };
    open(target, at, out);
    true
}

/// Whether a key has asked for the menu of this target, or of the row around it.
fn is_asked_for(state: &AppState, target: ContextTarget) -> bool {
    let Some(Dialog::Context { target: asked, at: None }) = state.dialog else { return false };
    std::mem::discriminant(&asked) == std::mem::discriminant(&target)
        || matches!((asked, target), (ContextTarget::Paragraph(_), ContextTarget::Reply { .. }))
}

/// Opens a context menu at a point.
pub fn open(target: ContextTarget, at: egui::Pos2, out: &mut Vec<Action>) {
    let at = Some([at.x.round() as i32, at.y.round() as i32]);
    out.push(Action::ShowDialog(Some(Dialog::Context { target, at })));
}

/// The context menu that is open.
#[derive(Debug)]
pub struct ContextMenu {
    /// What it was opened on.
    pub target: ContextTarget,
    /// Where it opens, in logical pixels; `None` for beside its target, if it was opened by a key.
    pub at: Option<[i32; 2]>,
}

impl ContextMenu {
    /// Shows the menu, which takes the focus when it opens. Until a view has said where the target of a key is, nothing is
    /// shown; a target that is not in view has its menu in the middle of the window.
    pub fn show(&self, cx: &mut ViewContext<'_>, ctx: &Context) {
        let (target, at) = (self.target, self.at);
        let screen = ctx.content_rect();
        let Some([x, y]) = at else {
            let is_placed = |action: &Action| matches!(action, Action::ShowDialog(Some(Dialog::Context { .. })));
            if !cx.out.iter().any(is_placed) {
                open(target, screen.center(), cx.out);
            }
            return;
        };
        let items = cx.state.context_items(target);
        let title = cx.state.context_title(target);
        let size = size(ctx, &title, &items);
        let room = (screen.height() - 2.0 * EDGE).min(size.y);
        let place = place(pos2(x as f32, y as f32), vec2(size.x, room), screen);
        let theme = &cx.styles.theme;
        let frame = theme.frame(8.0).inner_margin(Margin::same(MARGIN as i8)).shadow(theme.shadow_below(4, 16));
        let id = Id::unique("context menu");
        let area = Area::new(id)
            .kind(UiKind::Modal)
            .sense(Sense::hover())
            .order(Order::Foreground)
            .interactable(true)
            .fixed_pos(place)
            .pivot(Align2::LEFT_TOP)
            .constrain(false);
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(egui::Color32::TRANSPARENT);
        let shown = modal.show(ctx, |ui| {
            let name = format!("What can be done here: {title}");
            let builder = UiBuilder::new().accessibility_label(&name).accessibility_role(Role::Menu);
            ui.scope_builder(builder, |ui| {
                ui.set_width(size.x - 2.0 * MARGIN);
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                ui.allocate_ui(vec2(size.x - 2.0 * MARGIN, TITLE), |ui| {
                    ui.set_min_height(TITLE);
                    ui.horizontal_centered(|ui| {
                        ui.add_space(10.0);
                        ui.add(egui::Label::new(cx.styles.strong_soft(&title, 12.5)).truncate());
                    });
                });
                let tallest = room - TITLE - 2.0 * MARGIN;
                ScrollArea::vertical().max_height(tallest).min_scrolled_height(tallest).show(ui, |ui| {
                    for (index, item) in items.into_iter().enumerate() {
                        if show_item(ui, cx.styles, &item, cx.fresh && index == 0) {
                            cx.push(Action::ShowDialog(None));
                            cx.push(item.action);
                        }
                    }
                });
            });
        });
        let beside = shown.backdrop_response.clicked() || shown.backdrop_response.secondary_clicked();
        if beside && !cx.just_opened {
            cx.push(Action::ShowDialog(None));
        }
    }
}

/// Shows an item with its key at the right. Returns whether it was chosen.
fn show_item(ui: &mut Ui, styles: &Styles, item: &ContextItem, focus: bool) -> bool {
    let theme = &styles.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ITEM), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, &item.label));
    if focus {
        response.request_focus();
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.tint.0);
    }
    focus_ring(ui, styles, rect, &response);
    let painter = ui.painter();
    let middle = rect.center().y;
    painter.text(pos2(rect.left() + 10.0, middle), Align2::LEFT_CENTER, &item.label, interface_font(14.0), theme.ink.0);
    painter.text(
        pos2(rect.right() - 10.0, middle),
        Align2::RIGHT_CENTER,
        &item.key,
        interface_font(12.5),
        theme.soft.0,
    );
    response.clicked()
}

/// Returns the size of the menu with all its items.
fn size(ctx: &Context, title: &str, items: &[ContextItem]) -> Vec2 {
    ctx.fonts_mut(|fonts| {
        let mut wide = |text: &str, size: f32| {
            fonts.layout_no_wrap(text.to_owned(), interface_font(size), egui::Color32::PLACEHOLDER).size().x
        };
        let mut widest = wide(title, 12.5) + 34.0;
        for item in items {
            widest = widest.max(wide(&item.label, 14.0) + wide(&item.key, 12.5) + 48.0);
        }
        let tall = items.len() as f32 * ITEM;
        vec2(widest.clamp(180.0, 460.0) + 2.0 * MARGIN, tall + TITLE + 2.0 * MARGIN).round()
    })
}

/// Returns where a menu opens that is asked for at a point: below and to the right of it, else above or to the left,
/// always inside the window.
fn place(at: egui::Pos2, size: Vec2, screen: Rect) -> egui::Pos2 {
    let screen = screen.shrink(EDGE);
    let fit = |at: f32, size: f32, from: f32, to: f32| {
        let other = if at + size <= to { at } else { at - size };
        other.min(to - size).max(from)
    };
    pos2(fit(at.x, size.x, screen.left(), screen.right()), fit(at.y, size.y, screen.top(), screen.bottom()))
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};

    use super::place;

    #[test]
    fn a_menu_opens_inside_the_window_wherever_the_click_is() {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
        for size in [vec2(200.0, 300.0), vec2(460.0, 590.0), vec2(10.0, 10.0)] {
            for x in [-5.0, 0.0, 1.0, 399.0, 700.0, 800.0, 900.0] {
                for y in [-5.0, 0.0, 1.0, 299.0, 500.0, 600.0, 700.0] {
                    let menu = Rect::from_min_size(place(pos2(x, y), size, screen), size);
                    assert!(screen.contains_rect(menu), "{size:?} at {x} {y}: {menu:?}");
                }
            }
        }
        assert_eq!(place(pos2(100.0, 100.0), vec2(200.0, 300.0), screen), pos2(100.0, 100.0));
        assert_eq!(place(pos2(700.0, 500.0), vec2(200.0, 300.0), screen), pos2(500.0, 200.0), "to the other side");
    }
}
