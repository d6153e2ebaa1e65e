//! The outline of the brief: headings and tags in order. A row is clicked to go there, and dragged to move its entry.

use egui::{CursorIcon, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::{Entry, Level};
use crate::state::ContextTarget;
use crate::state::brief::BriefAction;
use crate::ui::context_menu;
use crate::ui::controls::focus_ring;
use crate::ui::faces::INTERFACE;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::ViewContext;

const ROW_HEIGHT: f32 = 27.0;

/// The drag payload: the id of an entry.
#[derive(Clone, Copy, Debug)]
struct DraggedEntry(u32);

pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, shown: &[usize]) {
    let builder =
        UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, 6.0))).id_salt("outline").accessibility_label("Outline");
    ui.scope_builder(builder, |ui| {
        let editor = &cx.state.brief;
        let chosen = editor.place().and_then(|place| shown.iter().position(|at| *at == place));
        let wanted = chosen.filter(|_| editor.reveal);
        let area = ScrollArea::vertical().auto_shrink(false).id_salt("outline");
        area.show_viewport(ui, |ui, view| {
            let whole = ui.max_rect();
            let place = |at: usize| {
                Rect::from_min_size(
                    pos2(whole.left(), whole.top() + at as f32 * ROW_HEIGHT),
                    vec2(whole.width(), ROW_HEIGHT),
                )
            };
            if let Some(wanted) = wanted {
                ui.scroll_to_rect(place(wanted), None);
            }
            let (first, count) =
                ((view.top() / ROW_HEIGHT).max(0.0) as usize, (view.height() / ROW_HEIGHT) as usize + 2);
            for (at, entry) in shown.iter().enumerate().skip(first).take(count) {
                outline_row(cx, ui, *entry, place(at));
            }
            ui.allocate_rect(place(0).union(place(shown.len().saturating_sub(1))), Sense::hover());
        });
    });
}

fn outline_row(cx: &mut ViewContext<'_>, ui: &mut Ui, at: usize, rect: Rect) {
    let editor = &cx.state.brief;
    let Some(entry) = editor.entries().get(at) else { return };
    let theme = &cx.styles.theme;
    let response = ui.interact(rect, ui.scope_id().with(("line", entry.id())), Sense::click_and_drag());
    let (indent, size, weight, colour) = match entry.level() {
        Some(Level::Pocket) => (0.0, 14.0, 720.0, theme.ink.0),
        Some(Level::Hat) => (10.0, 13.5, 640.0, theme.ink.0),
        Some(Level::Block) => (20.0, 13.0, 600.0, theme.ink.0),
        None => (30.0, 13.0, 400.0, theme.soft.0),
    };
    let title = if entry.title().trim().is_empty() { placeholder_title(entry) } else { entry.title() };
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, entry.id() == editor.chosen, format!("{}: {title}", kind_label(entry)))
    });
    if entry.id() == editor.chosen {
        ui.painter().rect_filled(rect.shrink2(vec2(4.0, 1.0)), 5.0, theme.row.0);
        ui.painter().rect_filled(
            Rect::from_min_size(rect.min + vec2(4.0, 5.0), vec2(3.0, ROW_HEIGHT - 10.0)),
            1.0,
            theme.accent.0,
        );
    } else if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(4.0, 1.0)), 5.0, theme.tint.0);
    }
    focus_ring(ui, cx.styles, rect.shrink2(vec2(4.0, 1.0)), &response);
    let sign = match entry {
        Entry::Card(_) => "▪",
        Entry::Analytic(_) => "○",
        Entry::Heading(_) => "",
    };
    let x = rect.left() + 16.0 + indent;
    // [`Ui::painter_at`] does not clip to what is in view.
    let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
    if !sign.is_empty() {
        let middle = pos2(x - 6.0, rect.center().y);
        if matches!(entry, Entry::Card(_)) {
            painter.rect_filled(Rect::from_center_size(middle, vec2(6.0, 6.0)), 1.0, theme.accent.0);
        } else {
            painter.circle_stroke(middle, 3.2, (1.2, theme.soft.0));
        }
    }
    let style = TextStyle::new(INTERFACE, size, 1.3, colour).weight(weight);
    let home = cx.language().script();
    let layout = TextLayout::new(&painter, title, &style, home, (rect.right() - x - 14.0).max(20.0), 1);
    layout.paint(&painter, pos2(x + 2.0, rect.center().y - layout.size().y / 2.0));
    if response.clicked() {
        cx.push(BriefAction::Choose(entry.id()));
        cx.push(BriefAction::Reveal);
    }
    let is_shown = rect.intersect(ui.clip_rect());
    if context_menu::attach(ui, is_shown, false, cx.state, ContextTarget::Entry, cx.out) {
        cx.push(BriefAction::Choose(entry.id()));
    }
    response.dnd_set_drag_payload(DraggedEntry(entry.id()));
    if response.dragged() {
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    drop_target(cx, ui, (at, rect), &response);
}

/// Shows a rule where a row dragged over this one would be dropped, and moves its entry on release.
fn drop_target(cx: &mut ViewContext<'_>, ui: &Ui, (at, rect): (usize, Rect), response: &egui::Response) {
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    if response.dnd_hover_payload::<DraggedEntry>().is_none()
        && response.dnd_release_payload::<DraggedEntry>().is_none()
    {
        return;
    }
    let below = pointer.y > rect.center().y;
    if response.dnd_hover_payload::<DraggedEntry>().is_some() {
        let y = if below { rect.bottom() } else { rect.top() };
        ui.painter().hline(rect.x_range().shrink(8.0), y, (2.0, cx.styles.theme.accent.0));
    }
    if let Some(dragged) = response.dnd_release_payload::<DraggedEntry>() {
        cx.push(BriefAction::MoveSection(dragged.0, at + usize::from(below)));
    }
}

/// Returns what an entry is, in a word.
pub(super) fn kind_label(entry: &Entry) -> &'static str {
    match entry {
        Entry::Heading(heading) => heading.level.word(),
        Entry::Card(_) => "Card",
        Entry::Analytic(_) => "Analytic",
    }
}

/// Returns the placeholder for an empty title.
pub(super) fn placeholder_title(entry: &Entry) -> &'static str {
    match entry {
        Entry::Heading(_) => "Heading without words",
        Entry::Card(_) | Entry::Analytic(_) => "No tag yet",
    }
}
