//! Painting of a row: background, number, texts with their marks, replies and brackets.

use std::ops::Range;

use egui::{Color32, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::ParagraphKind;
use crate::state::{Action, Command, Hit, HoveredPhrase, Part, ReaderAction, ScrollRequest};
use crate::ui::grid::Arrangement;
use crate::ui::text_layout::TextLayout;

use super::page::Page;
use super::row::RowLayout;
use super::selection::PaintedText;

/// Paints a row and handles its clicks.
pub struct RowPainter<'a, 'p> {
    pub ui: &'a Ui,
    pub page: &'a Page<'p>,
    /// The viewport of the reader.
    pub view: Rect,
    /// How much of the top of the viewport is under the line that names the paragraph above.
    pub covered: f32,
    pub out: &'a mut Vec<Action>,
    /// Texts painted in this frame, for selection.
    pub painted_texts: &'a mut Vec<PaintedText>,
}

impl RowPainter<'_, '_> {
    pub(super) fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    pub fn paint_row(&mut self, row: &RowLayout, top: f32) {
        let rect = Rect::from_min_size(pos2(self.view.left(), top), vec2(self.view.width(), row.height));
        self.paint_background(row, rect);
        self.add_row_node(row, rect);
        self.row_menu(row, rect);
        self.paint_brackets(row, rect);
        let origin = rect.min + vec2(0.0, self.article_shift(row, rect));
        for text in &row.texts {
            if matches!(text.part, Part::Article | Part::Title) {
                let place = Rect::from_min_size(origin + text.at, text.layout.size());
                self.paint_code_mark(row.number, None, place);
            }
            if text.part == Part::Article {
                let words = self.page.state.text_of(row.number, text.part);
                self.phrases(row, top, &words, &text.layout, origin + text.at);
            }
            self.paint_text(row.number, text.part, &text.layout, origin + text.at);
            if text.part == Part::Article {
                self.links(row.number, &text.layout, origin + text.at);
            }
        }
        if let Some((bullet, at)) = &row.bullet {
            bullet.paint(self.painter(), origin + *at);
        }
        self.paint_head(row, origin);
        if let Some((line, at)) = &row.related {
            self.related_links(line, origin + *at);
        }
        self.status_line(row, origin);
        self.annotation_button(row, rect);
        if let Some(y) = row.chips {
            let at = pos2(rect.left() + self.page.grid.article.left, rect.top() + y);
            super::chips::paint(self.ui, self.page, row.number, at, self.out);
        }
        for reply_column in &row.reply_columns {
            let y = rect.top() - self.view.top();
            let at = self.view.top() + row.column_top(reply_column, y, self.view.height());
            self.paint_reply_column(
                row.number,
                reply_column,
                pos2(rect.left() + self.page.column(reply_column.column).left, at),
            );
        }
    }

    /// Returns how far the texts of the article are below their place in the row.
    fn article_shift(&self, row: &RowLayout, rect: Rect) -> f32 {
        row.article_shift(rect.top() - self.view.top(), self.view.height())
    }

    /// Returns the top of the paragraph's number: beside the first line, or at the top of the view while that line is
    /// above it.
    pub(super) fn number_top(&self, row: &RowLayout, rect: Rect) -> f32 {
        let first = rect.top() + row.pad + self.article_shift(row, rect);
        let last = (first + row.article_height - self.page.styles.article.line_height).max(first);
        (self.view.top() + 6.0).clamp(first, last)
    }

    /// Paints the lines under the title, and the button that opens the rest of the head.
    fn paint_head(&mut self, row: &RowLayout, origin: Pos2) {
        for (layout, at) in &row.credit {
            layout.paint(self.painter(), origin + *at);
        }
        let Some((layout, at)) = &row.more else { return };
        if self.text_button("head", layout, origin + *at, &plain_text(layout)) {
            self.out.push(Action::Reader(ReaderAction::Activate(0)));
            self.out.push(Action::Reader(ReaderAction::OpenRow {
                row: 0,
                open: !self.page.state.reader.opened_rows.contains(&0),
            }));
        }
    }

    fn paint_background(&self, row: &RowLayout, rect: Rect) {
        let (state, theme) = (self.page.state, &self.page.styles.theme);
        let active = state.reader.active == row.number;
        let panel = self.page.grid.arrangement == Arrangement::Panel;
        let right = if panel { rect.left() + self.page.column(0).left - 18.0 } else { rect.right() };
        let rect = rect.with_max_x(right);
        if active {
            self.painter().rect_filled(rect, 0.0, theme.row.0);
            let mark =
                Rect::from_min_max(rect.left_top() + vec2(0.0, 12.0), pos2(rect.left() + 3.0, rect.bottom() - 12.0));
            self.painter().rect_filled(mark, 1.0, theme.accent.0);
        }
        let Some(paragraph) = state.paragraph_of(row.number) else { return };
        let colour = if active { theme.accent } else { theme.faint };
        let weight = if active { 700.0 } else { 400.0 };
        let style = self.page.styles.small.clone().weight(weight).colour(colour.0);
        let number = self.page.layout_label(&format!("¶{}", paragraph.id.label()), &style);
        let line = self.page.styles.article.line_height;
        // A paragraph from right to left has its number where reading begins.
        let x = if row.mirrored {
            rect.left() + row.column.right() + 10.0
        } else {
            rect.left() + self.page.grid.numbers - number.size().x
        };
        number.paint(self.painter(), pos2(x, self.number_top(row, rect) + (line - number.size().y) / 2.0));
        if matches!(paragraph.kind, ParagraphKind::PullQuote { .. } | ParagraphKind::Quote) {
            let x = rect.left() + if row.mirrored { row.column.right() } else { row.column.left };
            let top = rect.top() + row.pad + self.article_shift(row, rect);
            let edge = Stroke::new(2.0, theme.rule.0);
            self.painter().vline(x, top + 2.0..=top + row.article_height - 2.0, edge);
        }
    }

    /// Adds the row as one node for screen readers; a click or focus makes it active.
    fn add_row_node(&mut self, row: &RowLayout, rect: Rect) {
        let left = self.page.grid.article.right() + 8.0;
        let area = Rect::from_min_max(rect.min, pos2(rect.left() + left, rect.bottom())).intersect(self.view);
        let response = self.ui.interact(area, self.ui.scope_id().with(("row", row.number)), Sense::click());
        let spoken = || WidgetInfo::labeled(Role::Row, true, self.page.state.announcement(row.number));
        response.widget_info(spoken);
        if response.clicked() || response.gained_focus() {
            self.out.push(Action::Reader(ReaderAction::Activate(row.number)));
        }
        if response.gained_focus() && !response.clicked() {
            self.out.push(Action::Reader(ReaderAction::Scroll(ScrollRequest::Show(row.number))));
        }
        if response.has_focus() {
            let edge = Stroke::new(1.5, self.page.styles.theme.accent.0);
            self.painter().rect_stroke(area.shrink(3.0), 4.0, edge, egui::StrokeKind::Inside);
        }
        if response.has_focus() && self.ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            self.out.push(Action::Command(Command::OpenReplies));
        }
    }

    /// Paints brackets in the gutter over the paragraphs that one note answers together.
    fn paint_brackets(&self, row: &RowLayout, rect: Rect) {
        let state = self.page.state;
        if self.page.grid.arrangement != Arrangement::Rows {
            return;
        }
        let (Some(paragraph), true) =
            (row.number.checked_sub(1), row.reply_columns.iter().any(|s| !s.replies.is_empty()))
        else {
            return;
        };
        let active = state.reader.active.checked_sub(1);
        for entry in state.rows.notes(paragraph) {
            let perspective = usize::from(entry.perspective);
            // One lane per perspective in the reader's order, so that a bracket continues straight from row to row.
            let Some(place) = state.shown.visible().position(|p| p == perspective) else { continue };
            let Some(note) = state.rows.note(&state.edition, *entry).filter(|n| n.on.len() > 1) else { continue };
            let hue = state.edition.perspectives().get(perspective).map_or("", |p| &p.hue);
            let rows: Vec<usize> = note.on.iter().filter_map(|id| state.edition.paragraph_index(id)).collect();
            let last = rows.iter().max() == Some(&paragraph);
            let is_active = active.is_some_and(|row| rows.contains(&row));
            let lane = 11.0 + (place % 4) as f32 * 5.0;
            let (x, hook) = if row.mirrored {
                (rect.left() + row.column.left - lane, -4.0)
            } else {
                (rect.left() + row.column.right() + lane, 4.0)
            };
            let hook = if hook < 0.0 { x + hook..=x } else { x..=x + hook };
            let top = if entry.home { rect.top() + row.pad } else { rect.top() };
            let bottom = if last { rect.bottom() - row.pad } else { rect.bottom() };
            let stroke = Stroke::new(1.5, self.page.styles.theme.line(hue, is_active));
            self.painter().vline(x, top..=bottom, stroke);
            if entry.home {
                self.painter().hline(hook.clone(), top, stroke);
            }
            if last {
                self.painter().hline(hook, bottom, stroke);
            }
            if let Some(by) = state.edition.perspectives().get(perspective) {
                self.bracket_tip(row.number, Rect::from_x_y_ranges(x - 1.0..=x + 3.0, top..=bottom), by, note);
            }
        }
    }

    pub(super) fn highlight_phrase(&mut self, row: usize, phrase: &str) {
        self.out
            .push(Action::Reader(ReaderAction::HoverPhrase(Some(HoveredPhrase { row, phrase: phrase.to_owned() }))));
    }

    /// Paints a text, with its selection and search hits behind it.
    pub(super) fn paint_text(&mut self, row: usize, part: Part, layout: &TextLayout, at: Pos2) {
        let state = self.page.state;
        let rect = Rect::from_min_size(at, layout.size());
        self.paint_highlights(row, part, layout, at);
        if !state.reader.find.needle.is_empty() {
            let text = state.text_of(row, part);
            let current = state.reader.find.current.and_then(|n| state.reader.find.hits.get(n));
            for range in state.reader.find.needle.find_in(&text) {
                let place = |h: &Hit| (h.row, h.part, h.in_gist, h.character) == (row, part, false, range.start);
                self.paint_hit(layout, at, range.clone(), current.is_some_and(place));
            }
        }
        if state.reader.selection.is_some() {
            let range = state.reader.selected_in(&state.shared(), row, part, state.text_of(row, part).chars().count());
            self.paint_behind(layout, at, range, self.page.styles.theme.selection.0);
        }
        layout.paint(self.painter(), at);
        self.painted_texts.push(PaintedText { row, part, layout: layout.clone(), rect });
        if !matches!(part, Part::Note(_)) {
            let id = self.ui.scope_id().with(("text", row, part));
            let response = self.ui.interact(rect.intersect(self.view), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, state.text_of(row, part)));
        }
    }

    /// Paints a hit of the search behind its words, with an outline if it is the one visited last.
    pub(super) fn paint_hit(&self, layout: &TextLayout, at: Pos2, range: Range<usize>, current: bool) {
        let theme = &self.page.styles.theme;
        for b in layout.rects(range.clone()).iter().filter(|_| current) {
            let edge = Stroke::new(2.0, theme.accent.0);
            self.painter().rect_stroke(b.translate(at.to_vec2()), 2.0, edge, egui::StrokeKind::Outside);
        }
        self.paint_behind(layout, at, range, theme.hit.0);
    }

    pub(super) fn paint_behind(&self, layout: &TextLayout, at: Pos2, range: Range<usize>, colour: Color32) {
        for b in layout.rects(range) {
            self.painter().rect_filled(b.translate(at.to_vec2()).shrink2(vec2(0.0, 1.5)), 2.0, colour);
        }
    }
}

pub(super) fn plain_text(layout: &TextLayout) -> String {
    match layout {
        TextLayout::Plain(galley) => galley.job.text.clone(),
        TextLayout::Bidi(_) => String::new(),
    }
}
