//! Painting of a row: background, number, texts with their marks, replies and brackets.

use std::ops::Range;

use egui::{Color32, CursorIcon, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::ParagraphKind;
use crate::state::{Action, Command, HoveredPhrase, Item, Part, ScrollRequest};
use crate::ui::controls::tooltip;
use crate::ui::grid::Arrangement;
use crate::ui::text_layout::TextLayout;

use super::note::spoken_doubt;
use super::page::Page;
use super::reply::{Absence, INSET, ReplyKind, ReplyLayout, ReplyText, TextRole, mark_side};
use super::reply_column::ReplyColumn;
use super::row::RowLayout;
use super::selection::PaintedText;

/// Paints a row and handles its clicks.
pub struct RowPainter<'a, 'p> {
    /// The `Ui` that widgets are added to.
    pub ui: &'a Ui,
    /// What was laid out.
    pub page: &'a Page<'p>,
    /// The viewport of the reader.
    pub view: Rect,
    /// The frame's actions.
    pub out: &'a mut Vec<Action>,
    /// Texts painted in this frame, for selection.
    pub painted_texts: &'a mut Vec<PaintedText>,
}

impl RowPainter<'_, '_> {
    pub(super) fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    /// Paints a row with its top at `top`.
    pub fn paint_row(&mut self, row: &RowLayout, top: f32) {
        let rect = Rect::from_min_size(pos2(self.view.left(), top), vec2(self.view.width(), row.height));
        self.paint_background(row, rect);
        self.add_row_node(row, rect);
        self.row_menu(row, rect);
        self.paint_brackets(row, rect);
        for text in &row.texts {
            self.paint_phrases(row, &text.layout, text.part, rect.min + text.at);
            self.paint_text(row.number, text.part, &text.layout, rect.min + text.at);
            if text.part == Part::Article {
                self.links(row.number, &text.layout, rect.min + text.at);
            }
        }
        if let Some((bullet, at)) = &row.bullet {
            bullet.paint(self.painter(), rect.min + *at);
        }
        self.status_line(row, rect.min);
        self.annotation_button(row, rect);
        if let Some(y) = row.chips {
            let at = pos2(rect.left() + self.page.grid.article.left, rect.top() + y);
            super::chips::paint(self.ui, self.page, row.number, at, self.out);
        }
        for reply_column in &row.reply_columns {
            let at = self.reply_column_top(row, reply_column, rect);
            self.paint_reply_column(
                row.number,
                reply_column,
                pos2(rect.left() + self.page.column(reply_column.column).left, at),
            );
        }
    }

    /// Returns the top of a column of replies: one shorter than its row stays in view while the paragraph scrolls past.
    fn reply_column_top(&self, row: &RowLayout, reply_column: &ReplyColumn, rect: Rect) -> f32 {
        let first = rect.top() + row.pad + reply_column.offset_y;
        if reply_column.offset_y > 0.0 {
            return first;
        }
        let last = rect.bottom() - row.pad - reply_column.height;
        (self.view.top() + row.pad.min(14.0)).clamp(first, last.max(first))
    }

    fn paint_background(&self, row: &RowLayout, rect: Rect) {
        let (state, theme) = (self.page.state, &self.page.styles.theme);
        let active = state.active == row.number;
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
        let at = pos2(
            rect.left() + self.page.grid.numbers - number.size().x,
            // The number stays in view as long as any part of its row does.
            (self.view.top() + 6.0)
                .clamp(rect.top() + row.pad, (rect.bottom() - row.pad - line).max(rect.top() + row.pad))
                + (line - number.size().y) / 2.0,
        );
        number.paint(self.painter(), at);
        if matches!(paragraph.kind, ParagraphKind::PullQuote { .. } | ParagraphKind::Quote) {
            let x = rect.left() + self.page.grid.article.left;
            let edge = Stroke::new(2.0, theme.rule.0);
            self.painter().vline(x, rect.top() + row.pad + 2.0..=rect.bottom() - row.pad - 2.0, edge);
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
            self.out.push(Action::Activate(row.number));
        }
        if response.gained_focus() && !response.clicked() {
            self.out.push(Action::Scroll(ScrollRequest::Show(row.number)));
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
        let active = state.active.checked_sub(1);
        for entry in state.rows.notes(paragraph) {
            let perspective = usize::from(entry.perspective);
            // One lane per perspective in the reader's order, so that a bracket continues straight from row to row.
            let Some(place) = state.shown.visible().position(|p| p == perspective) else { continue };
            let Some(note) = state.rows.note(&state.edition, *entry).filter(|n| n.on.len() > 1) else { continue };
            let hue = state.edition.perspectives().get(perspective).map_or("", |p| &p.hue);
            let rows: Vec<usize> = note.on.iter().filter_map(|id| state.edition.paragraph_index(id)).collect();
            let last = rows.iter().max() == Some(&paragraph);
            let strength = if active.is_some_and(|row| rows.contains(&row)) { 1.0 } else { 0.35 };
            #[allow(clippy::cast_precision_loss, reason = "one of four lanes")]
            let x = rect.left() + self.page.grid.article.right() + 11.0 + (place % 4) as f32 * 5.0;
            let top = if entry.home { rect.top() + row.pad } else { rect.top() };
            let bottom = if last { rect.bottom() - row.pad } else { rect.bottom() };
            let stroke = Stroke::new(1.5, self.page.styles.theme.hue(hue).gamma_multiply(strength));
            self.painter().vline(x, top..=bottom, stroke);
            if entry.home {
                self.painter().hline(x..=x + 4.0, top, stroke);
            }
            if last {
                self.painter().hline(x..=x + 4.0, bottom, stroke);
            }
            if let Some(by) = state.edition.perspectives().get(perspective) {
                self.bracket_tip(row.number, Rect::from_x_y_ranges(x - 1.0..=x + 3.0, top..=bottom), by, note);
            }
        }
    }

    /// Paints the underlines of the phrases that replies answer, in the active row, and the highlighted phrase.
    fn paint_phrases(&mut self, row: &RowLayout, layout: &TextLayout, part: Part, at: Pos2) {
        if part != Part::Article {
            return;
        }
        let state = self.page.state;
        let active = state.active == row.number;
        let area = Rect::from_min_size(at, layout.size());
        let lit = state.hovered_phrase.as_ref().filter(|l| l.row == row.number);
        if !active && lit.is_none() && !self.ui.rect_contains_pointer(area) {
            return;
        }
        let text = state.text_of(row.number, part);
        let mut seen: Vec<&str> = Vec::new();
        for item in state.items(row.number).into_iter().take(200) {
            let (Item::Note { note, perspective, .. } | Item::Pointer { note, perspective, .. }) = item else {
                continue;
            };
            let phrase = state.edition.phrase_of(note).filter(|p| !seen.contains(p));
            let Some((phrase, range)) = phrase.and_then(|p| Some((p, characters_of(&text, p)?))) else { continue };
            seen.push(phrase);
            let rects = layout.rects(range);
            let lit = lit.is_some_and(|l| l.phrase == phrase);
            let sure = state.is_phrase_sure(note);
            for b in &rects {
                let b = b.translate(at.to_vec2());
                if lit {
                    self.painter().rect_filled(b.shrink2(vec2(0.0, 2.0)), 2.0, self.page.styles.theme.lit.0);
                }
                if active || lit {
                    let hue = self.page.styles.theme.hue(&perspective.hue).gamma_multiply(0.75);
                    let stroke = Stroke::new(1.5, hue);
                    let (y, ends) = (b.bottom() - 3.0, b.x_range());
                    if sure {
                        self.painter().hline(ends, y, stroke);
                    } else {
                        // A doubtful place is shown by a dashed line, not by colour.
                        let ends = [pos2(ends.min, y), pos2(ends.max, y)];
                        self.painter().extend(Shape::dashed_line(&ends, stroke, 2.0, 3.0));
                    }
                }
            }
            let rects: Vec<Rect> = rects.iter().map(|b| b.translate(at.to_vec2())).collect();
            if rects.iter().any(|b| self.ui.rect_contains_pointer(*b)) {
                self.highlight_phrase(row.number, phrase);
            }
            self.phrase_tip(row.number, &rects, phrase);
        }
    }

    pub(super) fn highlight_phrase(&mut self, row: usize, phrase: &str) {
        self.out.push(Action::HoverPhrase(Some(HoveredPhrase { row, phrase: phrase.to_owned() })));
    }

    /// Paints a text, with its selection and search hits behind it.
    pub(super) fn paint_text(&mut self, row: usize, part: Part, layout: &TextLayout, at: Pos2) {
        let state = self.page.state;
        let theme = &self.page.styles.theme;
        let rect = Rect::from_min_size(at, layout.size());
        self.paint_highlights(row, part, layout, at);
        if !state.find.needle.is_empty() {
            let text = state.text_of(row, part);
            let current = state.find.current.and_then(|n| state.find.hits.get(n));
            for range in state.find.needle.find_in(&text) {
                let here = current.is_some_and(|h| (h.row, h.part, h.character) == (row, part, range.start));
                for b in layout.rects(range.clone()).iter().filter(|_| here) {
                    let edge = Stroke::new(2.0, theme.accent.0);
                    let b = b.translate(at.to_vec2());
                    self.painter().rect_stroke(b, 2.0, edge, egui::StrokeKind::Outside);
                }
                self.paint_behind(layout, at, range, theme.hit.0);
            }
        }
        if state.selection.is_some() {
            let range = state.selected_in(row, part, state.text_of(row, part).chars().count());
            self.paint_behind(layout, at, range, theme.selection.0);
        }
        layout.paint(self.painter(), at);
        self.painted_texts.push(PaintedText { row, part, layout: layout.clone(), rect });
        if !matches!(part, Part::Note(_)) {
            let id = self.ui.scope_id().with(("text", row, part));
            let response = self.ui.interact(rect.intersect(self.view), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, state.text_of(row, part)));
        }
    }

    fn paint_behind(&self, layout: &TextLayout, at: Pos2, range: Range<usize>, colour: Color32) {
        for b in layout.rects(range) {
            self.painter().rect_filled(b.translate(at.to_vec2()).shrink2(vec2(0.0, 1.5)), 2.0, colour);
        }
    }

    /// Paints the replies of one column.
    pub fn paint_reply_column(&mut self, row: usize, reply_column: &ReplyColumn, at: Pos2) {
        let width = self.page.column(reply_column.column).width;
        let mut bottom = at.y;
        for reply in &reply_column.replies {
            let rect = Rect::from_min_size(pos2(at.x, at.y + reply.top), vec2(width, reply.height));
            bottom = rect.bottom();
            if rect.bottom() >= self.view.top() && rect.top() <= self.view.bottom() {
                self.paint_reply(row, reply, rect);
            }
        }
        if reply_column.hidden > 0 {
            let text = match reply_column.hidden {
                1 => "1 more reply".to_owned(),
                n => format!("{n} more replies"),
            };
            let style = self.page.styles.label.clone().colour(self.page.styles.theme.accent.0);
            let layout = self.page.layout_label(&text, &style);
            let place = pos2(at.x + INSET, bottom + 13.0);
            if self.text_button(("fold", row, reply_column.column), &layout, place, &text) {
                self.out.push(Action::Activate(row));
                self.out.push(Action::ShowMore(row));
            }
        }
    }

    fn paint_reply(&mut self, row: usize, reply: &ReplyLayout, rect: Rect) {
        let theme = &self.page.styles.theme;
        let hue = theme.hue(&reply.hue);
        if matches!(reply.kind, ReplyKind::Further { .. } | ReplyKind::Pointer { .. }) {
            // All of it is one button with its own name.
            self.reply_menu(row, reply, rect, None);
            self.paint_edge(&reply.kind, rect, hue);
            for text in &reply.texts {
                self.paint_reply_text(row, reply, text, rect.min + text.at, hue);
            }
            self.reply_tips(row, reply, rect);
            return;
        }
        let response = self.ui.interact(
            rect.intersect(self.view),
            self.ui.scope_id().with(("reply", row, rect.left() as i32, &reply.accessible_label)),
            Sense::click(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &reply.accessible_label));
        self.reply_menu(row, reply, rect, Some(&response));
        let lit = reply.phrase.as_deref().is_some_and(|phrase| {
            self.page.state.hovered_phrase.as_ref().is_some_and(|l| l.row == row && l.phrase == phrase)
        });
        if lit {
            self.painter().rect_filled(rect.expand2(vec2(4.0, 5.0)), 3.0, theme.lit.0.gamma_multiply(0.45));
        }
        if response.has_focus() {
            let edge = Stroke::new(1.5, theme.accent.0);
            self.painter().rect_stroke(rect.expand2(vec2(5.0, 5.0)), 3.0, edge, egui::StrokeKind::Inside);
        }
        self.paint_edge(&reply.kind, rect, hue);
        if let Some(phrase) = &reply.phrase
            && (response.hovered() || response.has_focus())
        {
            self.highlight_phrase(row, phrase);
        }
        if response.clicked() || response.gained_focus() {
            self.out.push(Action::Activate(row));
        }
        let hidden = rect.top() < self.view.top() || rect.bottom() > self.view.bottom();
        if response.gained_focus() && hidden && rect.height() < self.view.height() {
            self.out.push(Action::Scroll(ScrollRequest::By(rect.top() - self.view.top() - 60.0)));
        }
        if response.clicked() && matches!(reply.kind, ReplyKind::Absent(_)) {
            self.out.push(Action::Command(Command::OpenReplies));
        }
        for text in &reply.texts {
            self.paint_reply_text(row, reply, text, rect.min + text.at, hue);
        }
        self.reply_tips(row, reply, rect);
    }

    /// Paints the coloured edge: solid for a note, dashed for silence, open where it does not apply, dotted where
    /// nobody has looked.
    fn paint_edge(&self, kind: &ReplyKind, rect: Rect, hue: Color32) {
        let x = rect.left() + 1.5;
        match kind {
            ReplyKind::Note(_) | ReplyKind::Description => {
                let bar = Rect::from_x_y_ranges(rect.left()..=rect.left() + 3.0, rect.y_range());
                self.painter().rect_filled(bar, 0.0, hue);
            }
            ReplyKind::Pointer { .. } | ReplyKind::Further { .. } => {
                self.painter().vline(x, rect.y_range(), Stroke::new(1.0, hue));
            }
            ReplyKind::Absent(absence) => {
                let line = [pos2(x, rect.top() + 1.0), pos2(x, rect.bottom() - 1.0)];
                let stroke = Stroke::new(3.0, hue);
                match absence {
                    Absence::Silent => self.painter().extend(Shape::dashed_line(&line, stroke, 3.0, 3.0)),
                    Absence::NotLookedFor => self.painter().extend(Shape::dashed_line(&line, stroke, 2.0, 7.0)),
                    Absence::NotApplicable => {
                        let bar = Rect::from_x_y_ranges(rect.left()..=rect.left() + 4.0, rect.y_range());
                        self.painter().rect_stroke(bar, 0.0, Stroke::new(1.0, hue), egui::StrokeKind::Inside);
                    }
                }
            }
        }
    }

    fn paint_reply_text(&mut self, row: usize, reply: &ReplyLayout, text: &ReplyText, at: Pos2, hue: Color32) {
        match text.role {
            TextRole::Words => text.layout.paint(self.painter(), at),
            TextRole::Mark(_) => {
                let side = mark_side(&self.page.styles.label);
                let middle = at + text.layout.size() / 2.0;
                let square = Rect::from_center_size(middle, egui::Vec2::splat(side));
                self.painter().rect_filled(square, 4.0, hue);
                text.layout.paint(self.painter(), at);
            }
            TextRole::Clock => self.paint_clock(Rect::from_min_size(at, text.layout.size())),
            TextRole::Summary => {
                if let ReplyKind::Note(entry) = reply.kind {
                    self.paint_text(row, Part::Note(entry), &text.layout, at);
                }
            }
            TextRole::More => {
                if let ReplyKind::Further { perspective } = reply.kind {
                    if self.text_button(("further", row, perspective), &text.layout, at, &reply.accessible_label) {
                        self.out.push(Action::Activate(row));
                        self.out.push(Action::ToggleMore { row, perspective });
                    }
                    return;
                }
                let ReplyKind::Note(entry) = reply.kind else { return };
                let label = plain_text(&text.layout);
                let code = self.page.state.rows.code(&self.page.state.edition, entry);
                if self.text_button(("more", row, entry), &text.layout, at, &format!("{label}, {code}")) {
                    self.out.push(Action::Activate(row));
                    self.out.push(Action::ToggleNote(entry));
                }
            }
            TextRole::Cite => {
                let ReplyKind::Note(entry) = reply.kind else { return };
                let code = self.page.state.rows.code(&self.page.state.edition, entry);
                if self.text_button(("cite", row, entry), &text.layout, at, &format!("Sources of {code}")) {
                    self.out.push(Action::Activate(row));
                    self.out.push(Action::ShowSources(entry));
                }
            }
            TextRole::Doubt => {
                let ReplyKind::Note(entry) = reply.kind else { return };
                let state = self.page.state;
                let Some(grade) = state.rows.note(&state.edition, entry).and_then(|n| state.doubt_of(n)) else {
                    return;
                };
                let code = state.rows.code(&state.edition, entry);
                let name = format!("{}, {code}: review", spoken_doubt(grade));
                if self.text_button(("doubt", row, entry), &text.layout, at, &name) {
                    self.out.push(Action::Activate(row));
                    self.out.push(Action::ReviewNote(entry));
                }
            }
            TextRole::Link => {
                let ReplyKind::Pointer { home, .. } = reply.kind else { return };
                if self.text_button(("link", row, home, rect_key(at)), &text.layout, at, &reply.accessible_label) {
                    self.out.push(Action::JumpTo(home));
                }
            }
        }
    }

    /// Paints a text as a button, underlined on hover or focus. Returns whether it was clicked.
    fn text_button(
        &mut self,
        key: impl std::hash::Hash + std::fmt::Debug,
        layout: &TextLayout,
        at: Pos2,
        name: &str,
    ) -> bool {
        let rect = Rect::from_min_size(at, layout.size());
        let seen = rect.intersect(self.view);
        if !seen.is_positive() {
            layout.paint(self.painter(), at);
            return false;
        }
        let id = self.ui.scope_id().with(("button", egui::Id::unique(key)));
        let response = self.ui.interact(seen, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if response.hovered() || response.has_focus() {
            let stroke = Stroke::new(1.0, self.page.styles.theme.accent.0);
            for line in layout.lines() {
                let y = rect.top() + line.top + line.height - 2.0;
                self.painter().hline(rect.x_range(), y, stroke);
            }
        }
        layout.paint(self.painter(), at);
        tooltip(response.on_hover_cursor(CursorIcon::PointingHand), name).clicked()
    }

    fn paint_clock(&self, rect: Rect) {
        let stroke = Stroke::new(1.3, self.page.styles.theme.faint.0);
        let radius = self.page.styles.small.size * 0.38;
        let middle = pos2(rect.left() + radius + 1.0, rect.center().y);
        self.painter().circle_stroke(middle, radius, stroke);
        self.painter().line_segment([middle, middle + vec2(0.0, -radius * 0.65)], stroke);
        self.painter().line_segment([middle, middle + vec2(radius * 0.5, 0.0)], stroke);
    }
}

fn rect_key(at: Pos2) -> (i32, i32) {
    #[allow(clippy::cast_possible_truncation, reason = "a key")]
    (at.x as i32, at.y as i32)
}

fn plain_text(layout: &TextLayout) -> String {
    match layout {
        TextLayout::Plain(galley) => galley.job.text.clone(),
        TextLayout::Bidi(_) => String::new(),
    }
}

/// Returns the range of a phrase in a text, in characters.
fn characters_of(text: &str, phrase: &str) -> Option<Range<usize>> {
    let start = text.find(phrase)?;
    let first = text.get(..start)?.chars().count();
    Some(first..first + phrase.chars().count())
}
