//! Painting the replies of a column: edges, headers, summaries, citations, and the buttons among them.

use egui::{Color32, CursorIcon, Pos2, Rect, Role, Sense, Shape, Stroke, WidgetInfo, pos2, vec2};

use crate::state::{Action, Command, Part, ScrollRequest};
use crate::ui::controls::tip;
use crate::ui::laid::Laid;

use super::note::doubt_aloud;
use super::paint::Canvas;
use super::reply::{Absence, INSET, Kind, Piece, Purpose, Reply, mark_side};
use super::stack::Stack;

impl Canvas<'_, '_> {
    /// The replies of one column.
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
            // All of it is one button, which has a name of its own.
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
            self.out.push(Action::Scroll(ScrollRequest::By(rect.top() - self.view.top() - 60.0)));
        }
        if response.clicked() && matches!(reply.kind, Kind::Absent(_)) {
            self.out.push(Action::Command(Command::OpenReplies));
        }
        for piece in &reply.pieces {
            self.piece(row, reply, piece, rect.min + piece.at, hue);
        }
    }

    /// The coloured edge: whole for a note, dotted where nothing was found, open where nobody looked.
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

    /// A text that is a button, with an underline under the pointer or the focus; true when pressed.
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
