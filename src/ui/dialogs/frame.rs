//! The frame that all dialogs share: where it stands, the title with the cross, and the contents, which scroll.

use egui::{
    Align2, Area, Color32, Context, Frame, Id, Key, Margin, Modal, Order, ScrollArea, TextEdit, Ui, UiBuilder, Vec2,
    vec2,
};

use crate::state::{Action, Notice, Subject};
use crate::ui::controls::{Control as _, button, icon_button};
use crate::ui::grid::{LOW, at_least_room};
use crate::ui::icons::Icon;
use crate::ui::notices;
use crate::ui::styles::Styles;

use super::{Closing, DialogView, EDGE, Layout, Place, SCROLL_BAR, ViewContext};

/// The height of a dialog besides its contents, in logical pixels: its margins and the line with its name.
const AROUND: f32 = 36.0 + 30.0 + 12.0;

/// The distance of a list from the top of the window, in logical pixels.
const LIST_TOP: f32 = 60.0;

/// The distance of a corner from the top of the window, below the bars, in logical pixels.
const CORNER_TOP: f32 = 52.0;

/// Said when the reader presses beside a dialog in which something was typed.
const TYPED: &str = "What you typed is still here. Finish it, or close it with the cross at its top.";

/// Shows a dialog in its place.
pub(super) fn show(view: &mut dyn DialogView, closing: &mut Closing, cx: &mut ViewContext<'_>, ctx: &Context) {
    if !view.is_unsaved(cx.state) {
        *closing = Closing::Unasked;
    }
    let layout = view.layout(cx.state);
    match layout.place {
        Place::Centre | Place::Top | Place::Bottom => modal((view, closing), layout, cx, ctx),
        Place::TopRight | Place::BottomLeft => corner((view, closing), layout, cx, ctx),
    }
}

/// Returns the frame around a dialog.
pub(super) fn panel(styles: &Styles) -> Frame {
    let theme = &styles.theme;
    theme.frame(8.0).inner_margin(Margin::same(18)).shadow(theme.shadow_below(6, 24))
}

impl Place {
    /// Returns the least distance of a dialog from the top of the window.
    fn top(self, is_low: bool) -> f32 {
        // Where the window is low, as with a large interface, each begins at its top.
        match self {
            Self::Top if !is_low => LIST_TOP,
            Self::TopRight | Self::BottomLeft if !is_low => CORNER_TOP,
            Self::Centre | Self::Top | Self::Bottom | Self::TopRight | Self::BottomLeft => EDGE,
        }
    }

    /// Returns whether the text behind a dialog is dimmed; otherwise it is in view.
    fn is_dimmed(self) -> bool {
        match self {
            Self::Centre | Self::Top => true,
            Self::Bottom | Self::TopRight | Self::BottomLeft => false,
        }
    }

    /// Returns the point of the window that a dialog is anchored to, and its distance from it.
    fn anchor(self, is_low: bool) -> (Align2, Vec2) {
        match self {
            Self::Centre => (Align2::CENTER_CENTER, Vec2::ZERO),
            Self::Top => (Align2::CENTER_TOP, vec2(0.0, self.top(is_low))),
            Self::Bottom => (Align2::CENTER_BOTTOM, vec2(0.0, -10.0)),
            Self::TopRight => (Align2::RIGHT_TOP, vec2(-18.0, self.top(is_low))),
            Self::BottomLeft => (Align2::LEFT_BOTTOM, vec2(18.0, -44.0)),
        }
    }
}

impl Layout {
    /// Returns the most height of the contents in a window of this height.
    fn tallest_in(self, window: f32) -> f32 {
        match self.tallest {
            Some(tallest) => tallest(window),
            None => window - self.place.top(window < LOW) - AROUND - EDGE,
        }
    }
}

/// Shows a dialog with the text behind it out of reach.
fn modal((view, closing): Unfinished<'_>, layout: Layout, cx: &mut ViewContext<'_>, ctx: &Context) {
    let screen = at_least_room(ctx.content_rect());
    let stays_open = if view.is_unsaved(cx.state) { Some(TYPED) } else { view.stays_open() };
    let id = Id::unique(("modal", layout.name));
    let (align, offset) = layout.place.anchor(screen.height() < LOW);
    let shade = cx.styles.theme.shadow.0.gamma_multiply(0.6);
    let dim = if layout.place.is_dimmed() { shade } else { Color32::TRANSPARENT };
    let size_before = ctx.memory(|memory| memory.area_rect(id)).map(|rect| rect.size());
    let area = Modal::default_area(id).anchor(align, offset);
    let shown = Modal::new(id).area(area).frame(panel(cx.styles)).backdrop_color(dim).show(ctx, |ui| {
        ui.set_width(layout.width.min(screen.width() - 48.0));
        contents((view, closing), (layout.name, layout.tallest_in(screen.height())), cx, ui);
    });
    if size_before.is_some_and(|size| size != shown.response.rect.size()) {
        // It stands where its former size had its centre; egui moves it in the next frame.
        ctx.request_repaint();
    }
    // A press beside an open list closes only that.
    if shown.backdrop_response.clicked() && !cx.just_opened && !shown.any_popup_open {
        cx.push(match stays_open {
            None => Action::ShowDialog(None),
            Some(words) => Action::Notify(Notice::quiet(words).about(Subject::Dialog)),
        });
    }
}

/// Shows a dialog in a corner, with the text still in reach.
fn corner((view, closing): Unfinished<'_>, layout: Layout, cx: &mut ViewContext<'_>, ctx: &Context) {
    let screen = at_least_room(ctx.content_rect());
    let id = Id::unique(("corner", layout.name));
    let (align, offset) = layout.place.anchor(screen.height() < LOW);
    let size_before = ctx.memory(|memory| memory.area_rect(id)).map(|rect| rect.size());
    let area = Area::new(id).order(Order::Foreground).anchor(align, offset).constrain(true);
    let shown = area.show(ctx, |ui| {
        panel(cx.styles).show(ui, |ui| {
            ui.set_width(layout.width.min(screen.width() - 60.0));
            contents((view, closing), (layout.name, layout.tallest_in(screen.height())), cx, ui);
        });
    });
    if size_before.is_some_and(|size| size != shown.response.rect.size()) {
        // It is placed by its former size, and would jump for a frame.
        ctx.request_discard("the size of a dialog in a corner is known now");
    }
}

fn contents((view, closing): Unfinished<'_>, (name, tallest): (&str, f32), cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let builder = UiBuilder::new().accessibility_label(name).accessibility_role(egui::Role::Dialog);
    ui.scope_builder(builder, |ui| {
        title(name, cx, ui);
        ui.add_space(6.0);
        let top = ui.cursor().top();
        ask_before_closing(closing, cx, ui);
        view.show_above(cx, ui);
        let tallest = (tallest - (ui.cursor().top() - top) - view.height_below(cx.state)).max(80.0);
        let area = ScrollArea::vertical()
            .auto_shrink([false, true])
            .id_salt(name)
            .max_height(tallest)
            .min_scrolled_height(tallest);
        area.show(ui, |ui| {
            scroll_by_keys(ui, tallest);
            // The scroll bar floats over the right edge; the text leaves room for it.
            ui.set_max_width(ui.available_width() - SCROLL_BAR);
            view.show(cx, ui);
            // What a message in front of it covers can be scrolled out from under it.
            let covered = notices::height_in_front(ui.ctx());
            if covered > 0.0 && ui.min_rect().height() >= tallest {
                ui.add_space(covered);
            }
        });
        view.show_below(cx, ui);
    });
}

/// A dialog, and whether it asks before it closes.
type Unfinished<'a> = (&'a mut dyn DialogView, &'a mut Closing);

/// Asks whether to close a dialog in which something unfinished is typed. What loses nothing is the first button, which has
/// the focus.
fn ask_before_closing(closing: &mut Closing, cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let (last_field, asked) = (Id::unique("last field of a dialog"), Id::unique("a dialog asked to close"));
    if *closing == Closing::Unasked {
        if ui.data_mut(|data| data.remove_temp::<bool>(asked)).is_some()
            && let Some(field) = ui.data(|data| data.get_temp(last_field))
        {
            // What is typed next goes where it was typed before; Escape took the focus from there.
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        let focus = ui.memory(|memory| memory.focused());
        if let Some(field) = focus.filter(|id| TextEdit::load_state(ui.ctx(), *id).is_some()) {
            ui.data_mut(|data| data.insert_temp(last_field, field));
        }
        return;
    }
    ui.data_mut(|data| data.insert_temp(asked, true));
    let is_new = std::mem::replace(closing, Closing::Asked) == Closing::AskedNow;
    let line = ui.label(cx.styles.strong_accent("Close it? What you typed goes with it.", 14.0));
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
    ui.horizontal_wrapped(|ui| {
        let stay = button(ui, cx.styles, "Keep writing", true).focus_if(is_new);
        if stay.clicked() {
            *closing = Closing::Unasked;
        }
        button(ui, cx.styles, "Close it", false).on_click(cx.out, Action::ShowDialog(None));
    });
    ui.add_space(8.0);
}

/// Shows the title with the cross.
fn title(name: &str, cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.label(cx.styles.strong_ink(name, 16.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = icon_button(ui, cx.styles, Icon::Close, &format!("Close {}", name.to_lowercase()));
            if cx.fresh {
                // A field inside takes the focus from it.
                close.request_focus();
            }
            close.on_click(cx.out, Action::ShowDialog(None));
        });
    });
}

/// Scrolls contents that are too long for the window with the page keys, Home and End; arrow keys move the focus.
fn scroll_by_keys(ui: &Ui, page: f32) {
    let by = ui.input(|input| {
        let keys = [(Key::PageDown, -0.9), (Key::PageUp, 0.9), (Key::Home, 1e5), (Key::End, -1e5)];
        keys.into_iter().filter(|(key, _)| input.key_pressed(*key)).map(|(_, share)| share).sum::<f32>()
    });
    if by != 0.0 && !ui.ctx().text_edit_focused() {
        ui.scroll_with_delta(vec2(0.0, by * page));
    }
}
