//! The scroll bar: where in the article the view stands.

use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::state::{Action, Place, ScrollRequest};
use crate::ui::heights::Heights;
use crate::ui::look::Look;

/// Paints the bar at the right of the view; a press or a drag moves the text.
pub fn show(ui: &Ui, look: &Look, heights: &Heights, top: Place, view: Rect, out: &mut Vec<Action>) {
    let total = heights.total();
    let tall = f64::from(view.height());
    if total <= tall {
        return;
    }
    let track = Rect::from_min_max(pos2(view.right() - 12.0, view.top() + 4.0), view.right_bottom() - vec2(4.0, 4.0));
    let before = heights.top_of(top.row) + f64::from(top.offset);
    // Half a view may be scrolled past the end.
    let whole = total + tall / 2.0;
    #[allow(clippy::cast_possible_truncation, reason = "a share of one")]
    let (at, share) = ((before / whole) as f32, (tall / whole) as f32);
    let thumb_tall = (track.height() * share).clamp(28.0, track.height());
    let y = track.top() + (track.height() - thumb_tall) * (at / (1.0 - share)).clamp(0.0, 1.0);
    let thumb = Rect::from_min_size(pos2(track.left() + 1.0, y), vec2(track.width() - 2.0, thumb_tall));
    let response = ui.interact(track, ui.scope_id().with("scroll bar"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, before / total * 100.0, "Place in the article, in percent"));
    let colour = if response.hovered() || response.dragged() { look.theme.faint } else { look.theme.rule };
    ui.painter().rect_filled(thumb, 3.0, colour.0);
    let pressed = response.dragged() || response.clicked();
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| pressed) {
        let room = (track.height() - thumb_tall).max(1.0);
        let share = f64::from(((pointer.y - track.top() - thumb_tall / 2.0) / room).clamp(0.0, 1.0));
        let wanted = share * (whole - tall);
        #[allow(clippy::cast_possible_truncation, reason = "held to the article's length")]
        out.push(Action::Scroll(ScrollRequest::By((wanted - before) as f32)));
    }
}
