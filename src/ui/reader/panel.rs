//! The panel of a medium-width window: the replies to the active paragraph.

use egui::{Rect, Response, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::ParagraphKind;
use crate::state::Action;

use super::page::Page;
use super::paint::RowPainter;
use super::reply::{self, ReplyLayout};
use super::reply_column::{self, ReplyColumn};
use super::selection::PaintedText;

/// How long a row must be active before the panel shows it, so that scrolling past does not flicker.
const REST_SECONDS: f64 = 0.1;

/// Returns the panel's rectangle: the right of the view, from a little before the replies.
pub fn panel_rect(page: &Page<'_>, view: Rect) -> Rect {
    view.with_min_x(view.left() + page.column(0).left - 18.0).with_max_x(view.right() - 14.0)
}

/// Shows the panel and returns its background, for selecting; the article's column is not touched.
pub fn show(
    ui: &mut Ui,
    page: &Page<'_>,
    rect: Rect,
    out: &mut Vec<Action>,
    painted_texts: &mut Vec<PaintedText>,
) -> Response {
    let row = settled_row(ui, page.state.active);
    let width = page.column(0).width;
    let left = rect.left() + 18.0;
    let theme = &page.styles.theme;
    ui.painter().rect_filled(rect, 0.0, theme.ground.0);
    ui.painter().vline(rect.left(), rect.y_range(), (1.0, theme.rule.0));
    let ground = ui.interact(rect, ui.scope_id().with("panel ground"), Sense::click_and_drag());
    ground.widget_info(|| WidgetInfo::labeled(Role::Group, true, "The replies"));
    let (reply_column, title) = contents(page, row);
    let builder =
        UiBuilder::new().max_rect(rect).id_salt("panel").accessibility_label("Replies to the active paragraph");
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        ScrollArea::vertical().id_salt(("panel", row)).auto_shrink(false).show(ui, |ui| {
            let heading = page.layout_label(&title, &page.styles.label.clone().weight(680.0).colour(theme.accent.0));
            let head_tall = heading.size().y + 30.0;
            let (area, response) =
                ui.allocate_exact_size(vec2(width, head_tall + reply_column.height + 40.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
            heading.paint(ui.painter(), pos2(left, area.top() + 18.0));
            RowPainter { ui, page, view: rect, covered: 0.0, out, painted_texts }.paint_reply_column(
                row,
                &reply_column,
                pos2(left, area.top() + head_tall),
            );
        });
    });
    ground
}

fn contents(page: &Page<'_>, row: usize) -> (ReplyColumn, String) {
    let state = page.state;
    let columns = reply_column::layout_columns(page, row, f32::INFINITY);
    let mut reply_column = columns.into_iter().next().unwrap_or_default();
    let title = match state.paragraph_of(row) {
        Some(paragraph) => {
            let quiet = match paragraph.kind {
                ParagraphKind::Text | ParagraphKind::Quote | ParagraphKind::ListItem { .. } => "",
                ParagraphKind::Heading => ": a heading makes no claim",
                ParagraphKind::PullQuote { .. } => ": see the paragraph it quotes",
            };
            format!("Replies to ¶{}{quiet}", paragraph.id.label())
        }
        None => {
            for perspective in state.shown.visible() {
                if let Some(by) = state.edition.perspectives().get(perspective) {
                    let label = page.styles.label.line_height;
                    let description = reply::description(page, by, page.column(0).width, 0, true);
                    reply_column.push(ReplyLayout { is_fixed: true, ..description }, label);
                }
            }
            "Who speaks here".to_owned()
        }
    };
    (reply_column, title)
}

/// Returns the active row once it has been active long enough; before that, the row shown so far.
fn settled_row(ui: &Ui, active: usize) -> usize {
    let id = ui.scope_id().with("rested");
    let now = ui.input(|i| i.time);
    let (shown, candidate, since): (usize, usize, f64) = ui.data(|d| d.get_temp(id)).unwrap_or((active, active, now));
    let state = if candidate != active {
        (shown, active, now)
    } else if shown != active && now - since >= REST_SECONDS {
        (active, active, since)
    } else {
        (shown, candidate, since)
    };
    if state.0 != active {
        ui.ctx().request_repaint_after_secs(REST_SECONDS as f32);
    }
    ui.data_mut(|d| d.insert_temp(id, state));
    state.0
}
