//! The panel of a medium-width window: the replies to the active paragraph.

use egui::{Rangef, Rect, Response, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::ParagraphKind;
use crate::state::{Action, ContextTarget, Part, ScrollRequest};
use crate::ui::context_menu;
use crate::ui::controls::Control as _;

use super::item;
use super::page::Page;
use super::paint::RowPainter;
use super::reply::{ReplyKind, ReplyLayout};
use super::reply_column::{self, ReplyColumn};
use super::selection::PaintedText;

/// How long a row must be active before the panel shows it, so that scrolling past does not flicker.
const REST_SECONDS: f64 = 0.1;

/// Returns the panel's rectangle: the right of the view, from a little before the replies.
pub fn panel_rect(page: &Page<'_>, view: Rect) -> Rect {
    view.with_min_x(view.left() + page.column(0).left - 18.0).with_max_x(view.right() - 14.0)
}

/// The space above the heading.
const ABOVE_HEADING: f32 = 18.0;

/// The distance from the top of the panel at which a reply that is brought into view stops.
const REVEALED_AT: f32 = 12.0;

/// The panel as it was painted last.
#[derive(Debug, Default)]
pub struct Panel {
    row: usize,
    replies: ReplyColumn,
    /// How far it was scrolled.
    offset: f32,
    /// Where it is scrolled in the next frame: egui does not scroll past the end of the last frame's contents.
    pending: Option<f32>,
}

impl Panel {
    /// Shows the panel and returns its background, for selecting; the article's column is not touched.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        page: &Page<'_>,
        rect: Rect,
        out: &mut Vec<Action>,
        painted_texts: &mut Vec<PaintedText>,
    ) -> Response {
        let state = page.state;
        // A jump to a reply is no scrolling past.
        let at_once = matches!(
            state.reader.scroll,
            Some(
                ScrollRequest::ToText { .. }
                    | ScrollRequest::ShowHit { .. }
                    | ScrollRequest::ShowLitReply(_)
                    | ScrollRequest::ShowReplies { .. }
            )
        );
        let row = settled_row(ui, state.reader.active, at_once);
        let theme = &page.styles.theme;
        ui.painter().rect_filled(rect, 0.0, theme.ground.0);
        ui.painter().vline(rect.left(), rect.y_range(), (1.0, theme.rule.0));
        let ground = ui
            .interact(rect, ui.scope_id().with("panel ground"), Sense::click_and_drag())
            .named(Role::Group, "The replies");
        context_menu::attach(ui, rect, false, state, ContextTarget::Paragraph(row), out);
        let (replies, title) = contents(page, row);
        let heading = page.layout_label(&title, &page.styles.label.clone().weight(680.0).colour(theme.accent.0));
        let head_tall = heading.size().y + 30.0;
        let mut area = ScrollArea::vertical().id_salt(("panel", row)).auto_shrink(false);
        let wanted = self.wanted_offset(page, (row, &replies), head_tall, rect.height());
        if let Some(offset) = wanted.or(self.pending.filter(|_| self.row == row)) {
            area = area.vertical_scroll_offset(offset);
        }
        let builder =
            UiBuilder::new().max_rect(rect).id_salt("panel").accessibility_label("Replies to the active paragraph");
        let shown = ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            area.show(ui, |ui| {
                let size = vec2(page.column(0).width, head_tall + replies.height + 40.0);
                let (area, response) = ui.allocate_exact_size(size, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
                let left = rect.left() + 18.0;
                heading.paint(ui.painter(), pos2(left, area.top() + ABOVE_HEADING));
                let at = pos2(left, area.top() + head_tall);
                RowPainter { ui, page, view: rect, covered: 0.0, out, painted_texts }
                    .paint_reply_column(row, &replies, at);
            })
        });
        let offset = shown.inner.state.clamped_offset().y;
        let pending = wanted.filter(|wanted| (wanted - offset).abs() > 1.0);
        if pending.is_some() {
            ui.ctx().request_repaint();
        }
        *self = Self { row, replies, offset, pending };
        ground
    }

    /// Returns how far the panel is scrolled for what was requested; `None` where it stays as it is.
    fn wanted_offset(
        &self,
        page: &Page<'_>,
        (row, replies): (usize, &ReplyColumn),
        head_tall: f32,
        view: f32,
    ) -> Option<f32> {
        let state = page.state;
        let now = if self.row == row { self.offset } else { 0.0 };
        match state.reader.scroll? {
            ScrollRequest::ToText { row: to, part: Part::Note(entry), character }
            | ScrollRequest::ShowHit { row: to, part: Part::Note(entry), character }
                if to == row =>
            {
                let reply = replies.replies.iter().find(|reply| reply.kind == ReplyKind::Note(entry))?;
                let top = head_tall + reply.top;
                let inside = reply.line_top(character);
                let line = Rangef::point(top + inside - now).expand(page.styles.summary.line_height);
                let is_hit = matches!(state.reader.scroll, Some(ScrollRequest::ShowHit { .. }));
                if is_hit && self.row == row && line.min >= 0.0 && line.max <= view {
                    return None;
                }
                // With its header, unless the line would be far down.
                let offset = if inside < view / 2.0 { top - REVEALED_AT } else { top + inside - view / 3.0 };
                Some(offset.max(0.0))
            }
            ScrollRequest::ShowLitReply(to) if to == row => {
                let lit = state.reader.lit_phrase.as_ref().filter(|lit| lit.phrase.row == row)?;
                let is_lit = |reply: &&ReplyLayout| reply.phrase.as_deref() == Some(&lit.phrase.phrase);
                let in_view = |reply: &ReplyLayout| {
                    let top = head_tall + reply.top - now;
                    top >= 0.0 && top + reply.height <= view
                };
                let mut all = replies.replies.iter().filter(is_lit);
                let first = all.clone().next()?;
                if all.any(in_view) {
                    return None;
                }
                let top = head_tall + first.top;
                let below = top + first.height + REVEALED_AT - view;
                Some(if top < now { top - REVEALED_AT } else { below.min(top - REVEALED_AT) }.max(0.0))
            }
            ScrollRequest::ShowReplies { row: to, replies: shown } if to == row => {
                let span = replies.span_of(shown)?;
                let is_in_view = head_tall + span.min >= now && head_tall + span.max <= now + view;
                (!is_in_view).then(|| (head_tall + span.min - view / 3.0).max(0.0))
            }
            ScrollRequest::KeepReplies { row: to, replies: kept } if to == row && self.row == row => {
                let (before, after) = (self.replies.span_of(kept)?, replies.span_of(kept)?);
                let top = head_tall + after.min - now;
                let closes = after.span() < before.span();
                // What remains of replies that close comes to where their end was.
                (closes && top < 0.0).then(|| (now - (before.max - after.max)).min(now + top - REVEALED_AT).max(0.0))
            }
            ScrollRequest::ToText { .. }
            | ScrollRequest::ShowHit { .. }
            | ScrollRequest::ShowLitReply(_)
            | ScrollRequest::ShowReplies { .. }
            | ScrollRequest::KeepReplies { .. }
            | ScrollRequest::By(_)
            | ScrollRequest::Pages(_)
            | ScrollRequest::ToRow(_)
            | ScrollRequest::Show(_)
            | ScrollRequest::InPlaceOf { .. }
            | ScrollRequest::KeepInView(_)
            | ScrollRequest::Start
            | ScrollRequest::End => None,
        }
    }
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
                    let description = item::description(page, by, page.column(0).width, 0, true);
                    reply_column.push(ReplyLayout { is_fixed: true, ..description }, label);
                }
            }
            "Who speaks here".to_owned()
        }
    };
    (reply_column, title)
}

/// Returns the active row once it has been active long enough, or at once; before that, the row shown so far.
fn settled_row(ui: &Ui, active: usize, at_once: bool) -> usize {
    let id = ui.scope_id().with("rested");
    let now = ui.input(|i| i.time);
    let (shown, candidate, since): (usize, usize, f64) = ui.data(|d| d.get_temp(id)).unwrap_or((active, active, now));
    let state = if at_once {
        (active, active, now)
    } else if candidate != active {
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
