//! The line at the top of the view that names a paragraph whose replies are in view under it, while it is above.

use std::rc::Rc;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::state::{Action, ReaderAction, ScrollRequest};
use crate::ui::controls::{focus_ring, tooltip};

use super::page::Page;
use super::row::RowLayout;

/// The space above and below the words.
const PAD: f32 = 6.0;

/// Returns how much of the top of the view the line covers while this is the first row in view, with its top at `y` from the
/// top of the view; 0 if the line is not shown.
pub fn covered(page: &Page<'_>, row: &RowLayout, y: f32) -> f32 {
    if row.chips.is_none() || row.number == 0 || y + row.pad + row.article_height > 0.0 {
        return 0.0;
    }
    height(page).min(y + row.height - row.pad).max(0.0)
}

/// Returns the height of the line.
pub fn height(page: &Page<'_>) -> f32 {
    let style = page.styles.label.clone().weight(680.0);
    (page.layout_label("¶", &style).size().y + 2.0 * PAD).round()
}

/// Shows the line over the top of the view if no line of the first row's paragraph is in view, but replies under it are.
/// The end of the replies pushes it out: it never covers another paragraph. It takes no room, so nothing moves when it comes.
pub fn show(ui: &Ui, page: &Page<'_>, view: Rect, rows: &[(f32, Rc<RowLayout>)], out: &mut Vec<Action>) {
    let Some((y, row)) = rows.first() else { return };
    let Some(paragraph) = page.state.paragraph_of(row.number) else { return };
    let covered = covered(page, row, *y);
    if covered <= 0.0 {
        return;
    }
    let (styles, column) = (page.styles, page.grid.article);
    let number = format!("¶{}", paragraph.id.label());
    let strong = styles.label.clone().weight(680.0).colour(styles.theme.accent.0);
    let label = page.layout_label(&number, &strong);
    let words = paragraph.short.as_deref().unwrap_or(&paragraph.text);
    let script = RowLayout::script(page, row.number);
    let left = label.size().x + 10.0;
    let style = styles.label.clone().colour(styles.theme.ink.0);
    let (title, words) = page.truncated_with_words(words, &style, script, (column.width - left).max(40.0), 1);
    let tall = height(page);
    let top = view.top() + covered - tall;
    let rect = Rect::from_min_size(pos2(view.left(), top), vec2(view.width() - 16.0, tall));
    let seen = rect.intersect(view);
    if !seen.is_positive() {
        return;
    }
    let response = ui.interact(seen, ui.scope_id().with("paragraph above"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Back to {number}: {words}")));
    let painter = ui.painter();
    let fill = if response.hovered() { styles.theme.tint } else { styles.theme.panel };
    painter.rect_filled(rect, 0.0, fill.0);
    painter.hline(rect.x_range(), rect.bottom(), (1.0, styles.theme.rule.0));
    let at = pos2(rect.left() + column.left, rect.top() + PAD);
    if row.mirrored {
        // As in the row, the number is where reading begins.
        label.paint(painter, pos2(rect.left() + column.right() - label.size().x, at.y));
        title.paint(painter, pos2(rect.left() + column.right() - left - title.size().x, at.y));
    } else {
        label.paint(painter, at);
        title.paint(painter, at + vec2(left, 0.0));
    }
    focus_ring(ui, styles, seen, &response);
    if tooltip(response, "These are replies to this paragraph. A press goes back to it").clicked() {
        out.push(Action::Reader(ReaderAction::Activate(row.number)));
        out.push(Action::Reader(ReaderAction::Scroll(ScrollRequest::ToRow(row.number))));
    }
}
