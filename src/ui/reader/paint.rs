//! Painting of a row: background, number, texts with their marks, replies and brackets.

use std::ops::Range;

use egui::{Color32, CursorIcon, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::ParagraphKind;
use crate::state::{Action, Command, Item, Lit, Part, Travel};
use crate::ui::controls::tip;
use crate::ui::grid::Arrangement;
use crate::ui::laid::Laid;

use super::note::doubt_aloud;
use super::page::Page;
use super::pointer::Hot;
use super::reply::{Absence, INSET, Kind, Piece, Purpose, Reply, mark_side};
use super::row::Row;
use super::stack::Stack;

/// Paints a row and handles its clicks.
pub struct Canvas<'a, 'p> {
    /// The `Ui` that widgets are added to.
    pub ui: &'a Ui,
    /// What was laid out.
    pub page: &'a Page<'p>,
    /// The viewport of the reader.
    pub view: Rect,
    /// The frame's actions.
    pub out: &'a mut Vec<Action>,
    /// Texts painted in this frame, for selection.
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

    /// Returns the top of a column of replies: one shorter than its row stays in view while the paragraph scrolls past.
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
            self.out.push(Action::Travel(Travel::Show(row.number)));
        }
        if response.has_focus() {
            let edge = Stroke::new(1.5, self.page.look.theme.accent.0);
            self.painter().rect_stroke(area.shrink(3.0), 4.0, edge, egui::StrokeKind::Inside);
        }
        if response.has_focus() && self.ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            self.out.push(Action::Command(Command::OpenReplies));
        }
    }

    /// Paints brackets in the gutter over the paragraphs that one note answers together.
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
        for entry in state.rows.entries(paragraph) {
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

    /// Paints the underlines of the phrases that replies answer, in the active row, and the highlighted phrase.
    fn phrases(&mut self, row: &Row, block: &Laid, part: Part, at: Pos2) {
        if part != Part::Article {
            return;
        }
        let state = self.page.state;
        let active = state.active == row.number;
        let area = Rect::from_min_size(at, block.size());
        let lit = state.lit.as_ref().filter(|l| l.row == row.number);
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
                        // A doubtful place is shown by a dashed line, not by colour.
                        let ends = [pos2(ends.min, y), pos2(ends.max, y)];
                        self.painter().extend(Shape::dashed_line(&ends, stroke, 2.0, 3.0));
                    }
                }
            }
            if boxes.iter().any(|b| self.ui.rect_contains_pointer(b.translate(at.to_vec2()))) {
                self.light(row.number, phrase);
            }
        }
    }

    pub(super) fn light(&mut self, row: usize, phrase: &str) {
        self.out.push(Action::Light(Some(Lit { row, phrase: phrase.to_owned() })));
    }

    /// Paints a text, with its selection and search hits behind it.
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

/// Returns the range of a phrase in a text, in characters.
fn characters_of(text: &str, phrase: &str) -> Option<Range<usize>> {
    let start = text.find(phrase)?;
    let first = text.get(..start)?.chars().count();
    Some(first..first + phrase.chars().count())
}

impl Canvas<'_, '_> {
    /// Paints the replies of one column.
    pub fn stack(&mut self, row: usize, stack: &Stack, at: Pos2) {
        let width = self.page.column(stack.column).width;
        let mut bottom = at.y;
        for reply in &stack.replies {
            let rect = Rect::from_min_size(pos2(at.x, at.y + reply.top), vec2(width, reply.height));
            bottom = rect.bottom();
            if rect.bottom() >= self.view.top() && rect.top() <= self.view.bottom() {
                self.reply(row, reply, rect);
            }
        }
        if stack.folded > 0 {
            let text = match stack.folded {
                1 => "1 more reply".to_owned(),
                n => format!("{n} more replies"),
            };
            let style = self.page.look.label.clone().colour(self.page.look.theme.accent.0);
            let block = self.page.label(&text, &style);
            let place = pos2(at.x + INSET, bottom + 13.0);
            if self.button(("fold", row, stack.column), &block, place, &text) {
                self.out.push(Action::Activate(row));
                self.out.push(Action::ShowMore(row));
            }
        }
    }

    fn reply(&mut self, row: usize, reply: &Reply, rect: Rect) {
        let theme = &self.page.look.theme;
        let hue = theme.hue(&reply.hue);
        if matches!(reply.kind, Kind::Further { .. } | Kind::Pointer { .. }) {
            // All of it is one button with its own name.
            self.edge(&reply.kind, rect, hue);
            for piece in &reply.pieces {
                self.piece(row, reply, piece, rect.min + piece.at, hue);
            }
            return;
        }
        let response = self.ui.interact(
            rect.intersect(self.view),
            self.ui.scope_id().with(("reply", row, rect.left() as i32, &reply.aloud)),
            Sense::click(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &reply.aloud));
        let lit = reply
            .phrase
            .as_deref()
            .is_some_and(|phrase| self.page.state.lit.as_ref().is_some_and(|l| l.row == row && l.phrase == phrase));
        if lit {
            self.painter().rect_filled(rect.expand2(vec2(4.0, 5.0)), 3.0, theme.lit.0.gamma_multiply(0.45));
        }
        if response.has_focus() {
            let edge = Stroke::new(1.5, theme.accent.0);
            self.painter().rect_stroke(rect.expand2(vec2(5.0, 5.0)), 3.0, edge, egui::StrokeKind::Inside);
        }
        self.edge(&reply.kind, rect, hue);
        if let Some(phrase) = &reply.phrase
            && (response.hovered() || response.has_focus())
        {
            self.light(row, phrase);
        }
        if response.clicked() || response.gained_focus() {
            self.out.push(Action::Activate(row));
        }
        let hidden = rect.top() < self.view.top() || rect.bottom() > self.view.bottom();
        if response.gained_focus() && hidden && rect.height() < self.view.height() {
            self.out.push(Action::Travel(Travel::By(rect.top() - self.view.top() - 60.0)));
        }
        if response.clicked() && matches!(reply.kind, Kind::Absent(_)) {
            self.out.push(Action::Command(Command::OpenReplies));
        }
        for piece in &reply.pieces {
            self.piece(row, reply, piece, rect.min + piece.at, hue);
        }
    }

    /// Paints the coloured edge: solid for a note, dashed for silence, open where it does not apply, dotted where
    /// nobody has looked.
    fn edge(&self, kind: &Kind, rect: Rect, hue: Color32) {
        let x = rect.left() + 1.5;
        match kind {
            Kind::Note(_) | Kind::About => {
                let bar = Rect::from_x_y_ranges(rect.left()..=rect.left() + 3.0, rect.y_range());
                self.painter().rect_filled(bar, 0.0, hue);
            }
            Kind::Pointer { .. } | Kind::Further { .. } => {
                self.painter().vline(x, rect.y_range(), Stroke::new(1.0, hue));
            }
            Kind::Absent(absence) => {
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

    fn piece(&mut self, row: usize, reply: &Reply, piece: &Piece, at: Pos2, hue: Color32) {
        match piece.purpose {
            Purpose::Words => piece.block.paint(self.painter(), at),
            Purpose::Mark(_) => {
                let side = mark_side(&self.page.look.label);
                let middle = at + piece.block.size() / 2.0;
                let square = Rect::from_center_size(middle, egui::Vec2::splat(side));
                self.painter().rect_filled(square, 4.0, hue);
                piece.block.paint(self.painter(), at);
            }
            Purpose::Clock => self.clock(Rect::from_min_size(at, piece.block.size())),
            Purpose::Summary => {
                if let Kind::Note(entry) = reply.kind {
                    self.text(row, Part::Note(entry), &piece.block, at);
                }
            }
            Purpose::More => {
                if let Kind::Further { perspective } = reply.kind {
                    if self.button(("further", row, perspective), &piece.block, at, &reply.aloud) {
                        self.out.push(Action::Activate(row));
                        self.out.push(Action::ToggleMore { row, perspective });
                    }
                    return;
                }
                let Kind::Note(entry) = reply.kind else { return };
                let label = piece_text(&piece.block);
                let code = self.page.state.rows.code(&self.page.state.edition, entry);
                if self.button(("more", row, entry), &piece.block, at, &format!("{label}, {code}")) {
                    self.out.push(Action::Activate(row));
                    self.out.push(Action::ToggleNote(entry));
                }
            }
            Purpose::Cite => {
                let Kind::Note(entry) = reply.kind else { return };
                let code = self.page.state.rows.code(&self.page.state.edition, entry);
                if self.button(("cite", row, entry), &piece.block, at, &format!("Sources of {code}")) {
                    self.out.push(Action::Activate(row));
                    self.out.push(Action::ShowSources(entry));
                }
            }
            Purpose::Doubt => {
                let Kind::Note(entry) = reply.kind else { return };
                let state = self.page.state;
                let Some(grade) = state.rows.note(&state.edition, entry).and_then(|n| state.doubt_of(n)) else {
                    return;
                };
                let code = state.rows.code(&state.edition, entry);
                let name = format!("{}, {code}: review", doubt_aloud(grade));
                if self.button(("doubt", row, entry), &piece.block, at, &name) {
                    self.out.push(Action::Activate(row));
                    self.out.push(Action::ReviewNote(entry));
                }
            }
            Purpose::Link => {
                let Kind::Pointer { home, .. } = reply.kind else { return };
                if self.button(("link", row, home, rect_key(at)), &piece.block, at, &reply.aloud) {
                    self.out.push(Action::JumpTo(home));
                }
            }
        }
    }

    /// Paints a text as a button, underlined on hover or focus. Returns whether it was clicked.
    fn button(&mut self, key: impl std::hash::Hash + std::fmt::Debug, block: &Laid, at: Pos2, name: &str) -> bool {
        let rect = Rect::from_min_size(at, block.size());
        let seen = rect.intersect(self.view);
        if !seen.is_positive() {
            block.paint(self.painter(), at);
            return false;
        }
        let id = self.ui.scope_id().with(("button", egui::Id::unique(key)));
        let response = self.ui.interact(seen, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if response.hovered() || response.has_focus() {
            let stroke = Stroke::new(1.0, self.page.look.theme.accent.0);
            for line in block.lines() {
                let y = rect.top() + line.top + line.height - 2.0;
                self.painter().hline(rect.x_range(), y, stroke);
            }
        }
        block.paint(self.painter(), at);
        tip(response.on_hover_cursor(CursorIcon::PointingHand), name).clicked()
    }

    fn clock(&self, rect: Rect) {
        let stroke = Stroke::new(1.3, self.page.look.theme.faint.0);
        let radius = self.page.look.small.size * 0.38;
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

fn piece_text(block: &Laid) -> String {
    match block {
        Laid::Plain(galley) => galley.job.text.clone(),
        Laid::Mixed(_) => String::new(),
    }
}
