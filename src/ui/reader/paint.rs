//! Painting a row: ground, number, texts with what is marked in them, replies, brackets.

use std::ops::Range;

use egui::{Color32, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::ParagraphKind;
use crate::state::{Action, HoveredPhrase, Item, Part, ScrollRequest};
use crate::ui::grid::Arrangement;
use crate::ui::laid::Laid;

use super::page::Page;
use super::pointer::Hot;
use super::row::Row;
use super::stack::Stack;

/// What painting a row needs beside the page.
pub struct Canvas<'a, 'p> {
    /// Where widgets live.
    pub ui: &'a Ui,
    /// What was laid out.
    pub page: &'a Page<'p>,
    /// The reader's view.
    pub view: Rect,
    /// What happened.
    pub out: &'a mut Vec<Action>,
    /// Texts painted, for the pointer.
    pub hot: &'a mut Vec<Hot>,
}

impl Canvas<'_, '_> {
    pub(super) fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    /// Paints a row with its top at `top`.
    pub fn row(&mut self, row: &Row, top: f32) {
        let rect = Rect::from_min_size(pos2(self.view.left(), top), vec2(self.view.width(), row.height));
        self.ground(row, rect);
        self.speak_row(row, rect);
        self.brackets(row, rect);
        for text in &row.texts {
            self.phrases(row, &text.block, text.part, rect.min + text.at);
            self.text(row.number, text.part, &text.block, rect.min + text.at);
            if text.part == Part::Article {
                self.links(row.number, &text.block, rect.min + text.at);
            }
        }
        if let Some((bullet, at)) = &row.bullet {
            bullet.paint(self.painter(), rect.min + *at);
        }
        self.standing(row, rect.min);
        self.written(row, rect);
        if let Some(y) = row.chips {
            let at = pos2(rect.left() + self.page.grid.article.left, rect.top() + y);
            super::chips::paint(self.ui, self.page, row.number, at, self.out);
        }
        for stack in &row.stacks {
            let at = self.stack_top(row, stack, rect);
            self.stack(row.number, stack, pos2(rect.left() + self.page.column(stack.column).left, at));
        }
    }

    /// A short stack stays in view while a long paragraph scrolls past.
    fn stack_top(&self, row: &Row, stack: &Stack, rect: Rect) -> f32 {
        let first = rect.top() + row.pad + stack.drop_by;
        if stack.drop_by > 0.0 {
            return first;
        }
        let last = rect.bottom() - row.pad - stack.height;
        (self.view.top() + row.pad.min(14.0)).clamp(first, last.max(first))
    }

    fn ground(&self, row: &Row, rect: Rect) {
        let (state, theme) = (self.page.state, &self.page.look.theme);
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
        let style = self.page.look.small.clone().weight(weight).colour(colour.0);
        let number = self.page.label(&format!("¶{}", paragraph.id.label()), &style);
        let line = self.page.look.article.line_height;
        let at = pos2(
            rect.left() + self.page.grid.numbers - number.size().x,
            // The number stays in view for as long as anything of its row does.
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

    /// The row as one node for screen readers, and a press on it makes it active.
    fn speak_row(&mut self, row: &Row, rect: Rect) {
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
            let edge = Stroke::new(1.5, self.page.look.theme.accent.0);
            self.painter().rect_stroke(area.shrink(3.0), 4.0, edge, egui::StrokeKind::Inside);
        }
        if response.has_focus() && self.ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            self.out.push(Action::Command(crate::state::Command::OpenReplies));
        }
    }

    /// Brackets in the gutter over paragraphs that one note answers together.
    fn brackets(&self, row: &Row, rect: Rect) {
        let state = self.page.state;
        if self.page.grid.arrangement != Arrangement::Rows {
            return;
        }
        let (Some(paragraph), true) = (row.number.checked_sub(1), row.stacks.iter().any(|s| !s.replies.is_empty()))
        else {
            return;
        };
        let active = state.active.checked_sub(1);
        for entry in state.rows.notes(paragraph) {
            let perspective = usize::from(entry.perspective);
            // A lane for each place in the reader's order, so that a bracket runs straight from row to row.
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
            let stroke = Stroke::new(1.5, self.page.look.theme.hue(hue).gamma_multiply(strength));
            self.painter().vline(x, top..=bottom, stroke);
            if entry.home {
                self.painter().hline(x..=x + 4.0, top, stroke);
            }
            if last {
                self.painter().hline(x..=x + 4.0, bottom, stroke);
            }
        }
    }

    /// Underlines of the phrases that replies answer, in the active row, and the lit one.
    fn phrases(&mut self, row: &Row, block: &Laid, part: Part, at: Pos2) {
        if part != Part::Article {
            return;
        }
        let state = self.page.state;
        let active = state.active == row.number;
        let area = Rect::from_min_size(at, block.size());
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
            let boxes = block.boxes(range);
            let lit = lit.is_some_and(|l| l.phrase == phrase);
            let sure = state.is_phrase_sure(note);
            for b in &boxes {
                let b = b.translate(at.to_vec2());
                if lit {
                    self.painter().rect_filled(b.shrink2(vec2(0.0, 2.0)), 2.0, self.page.look.theme.lit.0);
                }
                if active || lit {
                    let hue = self.page.look.theme.hue(&perspective.hue).gamma_multiply(0.75);
                    let stroke = Stroke::new(1.5, hue);
                    let (y, ends) = (b.bottom() - 3.0, b.x_range());
                    if sure {
                        self.painter().hline(ends, y, stroke);
                    } else {
                        // A doubtful place is told by the form of the line, not by its colour.
                        let ends = [pos2(ends.min, y), pos2(ends.max, y)];
                        self.painter().extend(egui::Shape::dashed_line(&ends, stroke, 2.0, 3.0));
                    }
                }
            }
            if boxes.iter().any(|b| self.ui.rect_contains_pointer(b.translate(at.to_vec2()))) {
                self.light(row.number, phrase);
            }
        }
    }

    pub(super) fn light(&mut self, row: usize, phrase: &str) {
        self.out.push(Action::HoverPhrase(Some(HoveredPhrase { row, phrase: phrase.to_owned() })));
    }

    /// A text with its selection and the words searched for behind it.
    pub(super) fn text(&mut self, row: usize, part: Part, block: &Laid, at: Pos2) {
        let state = self.page.state;
        let theme = &self.page.look.theme;
        let rect = Rect::from_min_size(at, block.size());
        self.highlights(row, part, block, at);
        if !state.find.needle.is_empty() {
            let text = state.text_of(row, part);
            let current = state.find.current.and_then(|n| state.find.hits.get(n));
            for range in state.find.needle.find_in(&text) {
                let here = current.is_some_and(|h| (h.row, h.part, h.character) == (row, part, range.start));
                for b in block.boxes(range.clone()).iter().filter(|_| here) {
                    let edge = Stroke::new(2.0, theme.accent.0);
                    let b = b.translate(at.to_vec2());
                    self.painter().rect_stroke(b, 2.0, edge, egui::StrokeKind::Outside);
                }
                self.behind(block, at, range, theme.hit.0);
            }
        }
        if state.selection.is_some() {
            let range = state.selected_in(row, part, state.text_of(row, part).chars().count());
            self.behind(block, at, range, theme.selection.0);
        }
        block.paint(self.painter(), at);
        self.hot.push(Hot { row, part, block: block.clone(), rect });
        if !matches!(part, Part::Note(_)) {
            let id = self.ui.scope_id().with(("text", row, part));
            let response = self.ui.interact(rect.intersect(self.view), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, state.text_of(row, part)));
        }
    }

    fn behind(&self, block: &Laid, at: Pos2, range: Range<usize>, colour: Color32) {
        for b in block.boxes(range) {
            self.painter().rect_filled(b.translate(at.to_vec2()).shrink2(vec2(0.0, 1.5)), 2.0, colour);
        }
    }
}

/// Where a phrase stands in a text, in characters.
fn characters_of(text: &str, phrase: &str) -> Option<Range<usize>> {
    let start = text.find(phrase)?;
    let first = text.get(..start)?.chars().count();
    Some(first..first + phrase.chars().count())
}
