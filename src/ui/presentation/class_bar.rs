//! The buttons over the class's view, for a lesson on one screen: they come with the mouse and go when it rests.

use egui::{Align2, Area, Id, Margin, Order, Ui, vec2};

use crate::state::presentation::Presentation;
use crate::ui::context::ViewContext;

use super::buttons;

/// How long the buttons stay after the mouse moved, in seconds. Under the pointer they stay longer.
const STAYS: f32 = 2.5;

/// The most width of the buttons, in logical pixels.
const WIDEST: f32 = 900.0;

/// The distance of the buttons from the edges of the window, in logical pixels.
const EDGE: f32 = 10.0;

/// Shows the buttons while the mouse moves. They name nothing that is not revealed.
pub(super) fn show(cx: &mut ViewContext<'_>, ui: &Ui, presentation: &Presentation) {
    let ctx = ui.ctx();
    let id = Id::unique("buttons over the class's view");
    let place = ctx.memory(|memory| memory.area_rect(id));
    let (at, still) = ctx.input(|input| (input.pointer.hover_pos(), input.pointer.time_since_last_movement()));
    let is_over = place.zip(at).is_some_and(|(place, at)| place.contains(at));
    if cx.state.dialog.is_some() || (still > STAYS && !is_over) {
        return;
    }
    if !is_over {
        ctx.request_repaint_after_secs(STAYS - still + 0.05);
    }
    let width = (ui.max_rect().width() - 2.0 * EDGE - 16.0).min(WIDEST);
    // An area of its own: a press between two of its buttons is none on the slide.
    let area = Area::new(id).order(Order::Middle).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -EDGE)).constrain(true);
    area.show(ctx, |ui| {
        let frame = cx.styles.theme.frame(8.0).inner_margin(Margin::same(8));
        frame.show(ui, |ui| {
            ui.set_width(width);
            buttons::hands(cx, ui, presentation);
            buttons::over_slide(cx, ui, presentation);
        });
    });
}
