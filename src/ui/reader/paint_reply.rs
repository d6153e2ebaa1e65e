//! Painting of replies: edge, texts and buttons.

use egui::{Color32, CursorIcon, Pos2, Rect, Role, Sense, Shape, Stroke, WidgetInfo, pos2, vec2};

use crate::model::rows::NoteRef;
use crate::model::{ClaimId, counted};
use crate::state::{Action, Command, ContextTarget, CopyAction, Part, ReaderAction, ScrollRequest};
use crate::ui::controls::{Control as _, tooltip};
use crate::ui::text_layout::TextLayout;

use super::note::spoken_doubt;
use super::paint::{RowPainter, plain_text};
use super::reply::{Absence, INSET, ReplyKind, ReplyLayout, ReplyText, TextRole, mark_side};
use super::reply_column::ReplyColumn;

/// How far below the top of the view a reply is brought that gets the focus.
const FOCUSED_BELOW_TOP: f32 = 60.0;

impl RowPainter<'_, '_> {
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
            let head = row == 0 && !self.page.state.reader.is_row_open(&self.page.state.shared(), 0);
            let text = match (head, reply_column.hidden) {
                (true, n) => counted(n, "more perspective"),
                (_, 1) => "1 more reply".to_owned(),
                (_, n) => format!("{n} more replies"),
            };
            let style = self.page.styles.label.clone().colour(self.page.styles.theme.accent.0);
            let layout = self.page.layout_label(&text, &style);
            let place = pos2(at.x + INSET, bottom + if row == 0 { 5.0 } else { 13.0 });
            if self.text_button(("fold", row, reply_column.column), &layout, place, &text) {
                self.out.push(Action::Reader(ReaderAction::Activate(row)));
                self.out.push(if head {
                    Action::Reader(ReaderAction::OpenRow { row, open: true })
                } else {
                    Action::Reader(ReaderAction::ShowMore(row))
                });
            }
        }
    }

    fn paint_reply(&mut self, row: usize, reply: &ReplyLayout, rect: Rect) {
        let theme = &self.page.styles.theme;
        let hue = theme.hue(&reply.hue);
        let state = self.page.state;
        let lit = reply.phrase.as_deref().is_some_and(|phrase| {
            let of = |lit: &crate::state::HoveredPhrase| lit.row == row && lit.phrase == phrase;
            state.reader.hovered_phrase.as_ref().is_some_and(of)
                || state.reader.lit_phrase.as_ref().is_some_and(|lit| of(&lit.phrase))
        });
        if lit {
            self.painter().rect_filled(rect.expand2(vec2(4.0, 5.0)), 3.0, theme.lit.0.gamma_multiply(0.45));
        }
        if let ReplyKind::Note(entry) = reply.kind {
            self.paint_code_mark(row, Some(entry), rect);
        }
        if let ReplyKind::Note(entry) | ReplyKind::Pointer { entry, .. } = reply.kind
            && state.shows_sources_of(entry)
            && !state.is_marked(row, Some(entry))
        {
            self.paint_mark(rect);
        }
        if let ReplyKind::Absent { absence: Absence::Silent, perspective, .. } = reply.kind
            && state.reader.is_silence_marked(row, perspective)
        {
            self.paint_mark(rect);
        }
        if matches!(reply.kind, ReplyKind::Further { .. } | ReplyKind::Pointer { .. }) {
            self.reply_menu(row, reply, rect, None);
        } else {
            self.reply_node(row, reply, rect);
        }
        self.paint_edge(&reply.kind, rect, hue);
        for text in &reply.texts {
            self.paint_reply_text(row, reply, text, rect.min + text.at, hue);
        }
        self.reply_tips(row, reply, rect);
    }

    /// Adds a reply as one node for screen readers; a press opens or closes it.
    fn reply_node(&mut self, row: usize, reply: &ReplyLayout, rect: Rect) {
        let theme = &self.page.styles.theme;
        let press = press_of(row, reply);
        let id = self.ui.scope_id().with(("reply", row, rect.left() as i32, node_key(reply)));
        let response = self.ui.interact(rect.intersect(self.view), id, Sense::click());
        let label = &reply.accessible_label;
        response.widget_info(|| match press {
            Some(_) => WidgetInfo::selected(Role::Button, true, reply.open, label),
            None => WidgetInfo::labeled(Role::Label, true, label),
        });
        self.reply_menu(row, reply, rect, Some(&response));
        let summary = reply.texts.iter().find(|text| text.role == TextRole::Summary).map(|text| rect.top() + text.at.y);
        // The summary of an opened note is text: pressing it selects.
        let pointer = self.ui.input(|i| i.pointer.interact_pos());
        let over_head = pointer.is_some_and(|p| summary.is_none_or(|top| p.y < top));
        if response.has_focus() {
            let edge = Stroke::new(1.5, theme.accent.0);
            self.painter().rect_stroke(rect.expand2(vec2(5.0, 5.0)), 3.0, edge, egui::StrokeKind::Inside);
        } else if response.hovered() && over_head && press.is_some() {
            self.ui.set_cursor_icon(CursorIcon::PointingHand);
            // A reply to a phrase is lit together with it, which is enough.
            if reply.phrase.is_none() && !reply.open {
                let fill = theme.tint.0.gamma_multiply(0.5);
                self.painter().rect_filled(rect.expand2(vec2(4.0, 4.0)), 3.0, fill);
            }
        }
        if let Some(phrase) = &reply.phrase
            && (response.hovered() || response.has_focus())
        {
            self.highlight_phrase(row, phrase);
        }
        let clicked = response.clicked() && !response.double_clicked() && !response.triple_clicked();
        if clicked || response.gained_focus() {
            self.out.push(Action::Reader(ReaderAction::Activate(row)));
        }
        let hidden = rect.top() < self.view.top() + self.covered || rect.bottom() > self.view.bottom();
        let by_pointer = self.ui.input(|i| i.pointer.any_click() || i.pointer.any_down());
        let below_top = FOCUSED_BELOW_TOP.max(self.covered + 8.0);
        if response.gained_focus() && !by_pointer && hidden && rect.height() < self.view.height() {
            self.out.push(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(
                rect.top() - self.view.top() - below_top,
            ))));
        }
        if let Some(press) = press.filter(|_| clicked && (over_head || !by_pointer)) {
            self.out.push(press);
        }
    }

    /// Paints the coloured edge: solid for a note, dashed for silence, open where it does not apply, dotted where
    /// nobody has looked.
    fn paint_edge(&self, kind: &ReplyKind, rect: Rect, hue: Color32) {
        let x = rect.left() + 1.5;
        match kind {
            ReplyKind::Note(_) | ReplyKind::Description { .. } => {
                let bar = Rect::from_x_y_ranges(rect.left()..=rect.left() + 3.0, rect.y_range());
                self.painter().rect_filled(bar, 0.0, hue);
            }
            ReplyKind::Pointer { .. } | ReplyKind::Further { .. } => {
                self.painter().vline(x, rect.y_range(), Stroke::new(1.0, hue));
            }
            ReplyKind::Absent { absence, .. } => {
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
        match (text.role, &reply.kind) {
            (TextRole::Words | TextRole::Letters, _) => text.layout.paint(self.painter(), at),
            (TextRole::Gist, _) => {
                let state = self.page.state;
                if let ReplyKind::Note(entry) = reply.kind
                    && !state.reader.find.needle.is_empty()
                    && let Some(note) = state.rows.note(&state.edition, entry)
                {
                    // An opened note shows a gist that is too long whole.
                    let whole = note.gist.as_deref().filter(|_| reply.open).map(std::borrow::Cow::Borrowed);
                    let gist = whole.unwrap_or_else(|| note.short());
                    for (range, current) in state.reader.hits_shown_in_gist(&state.shared(), row, entry, &gist) {
                        self.paint_hit(&text.layout, at, range, current);
                    }
                }
                text.layout.paint(self.painter(), at);
            }
            (TextRole::Mark(_), _) => {
                let side = mark_side(&self.page.styles.label);
                let middle = at + text.layout.size() / 2.0;
                let square = Rect::from_center_size(middle, egui::Vec2::splat(side));
                self.painter().rect_filled(square, 4.0, hue);
                text.layout.paint(self.painter(), at);
            }
            (TextRole::Clock, _) => self.paint_clock(Rect::from_min_size(at, text.layout.size())),
            (TextRole::Further { perspective }, kind) => {
                let name = match kind {
                    ReplyKind::Further { .. } => reply.accessible_label.clone(),
                    _ => self.spoken_further(row, perspective),
                };
                if self.text_button(("further", row, perspective), &text.layout, at, &name) {
                    self.out.push(Action::Reader(ReaderAction::Activate(row)));
                    self.out.push(Action::Reader(ReaderAction::ToggleMore { row, perspective }));
                }
            }
            (TextRole::Link, ReplyKind::Pointer { entry, home }) => {
                if self.text_button(("link", row, entry), &text.layout, at, &reply.accessible_label) {
                    self.out.push(Action::Reader(ReaderAction::JumpToNote { row: *home, entry: *entry }));
                }
            }
            (role, ReplyKind::Note(entry)) => self.paint_note_text(row, *entry, role, &text.layout, at),
            // Replies of other kinds have no text with a function of its own.
            _ => text.layout.paint(self.painter(), at),
        }
    }

    fn paint_note_text(&mut self, row: usize, entry: NoteRef, role: TextRole, layout: &TextLayout, at: Pos2) {
        let state = self.page.state;
        let code = state.rows.code(&state.edition, entry);
        let target = ContextTarget::Reply { row, entry };
        let (name, action) = match role {
            TextRole::Summary => return self.paint_text(row, Part::Note(entry), layout, at),
            TextRole::MoreLines => {
                (format!("{}, {code}", plain_text(layout)), Action::Reader(ReaderAction::ToggleWholeNote(entry)))
            }
            TextRole::Cite => (format!("Sources of {code}"), Action::ShowSources(entry)),
            TextRole::Sources => (format!("Show the sources of {code}"), Action::ShowSources(entry)),
            TextRole::Copy => (format!("Copy {code}"), Action::CommandOn(target, Command::Copy)),
            TextRole::Cut => (format!("Cut a card from {code}"), Action::CommandOn(target, Command::Cut)),
            TextRole::Close => (format!("Close {code}"), Action::Reader(ReaderAction::ToggleNote(entry))),
            TextRole::Doubt => {
                let grade = state.rows.note(&state.edition, entry).and_then(|note| state.copy.doubt_of(note));
                let Some(grade) = grade else { return };
                (format!("{}, {code}: review", spoken_doubt(grade)), Action::Copy(CopyAction::ReviewNote(entry)))
            }
            TextRole::Mark(_)
            | TextRole::Words
            | TextRole::Letters
            | TextRole::Clock
            | TextRole::Gist
            | TextRole::Further { .. }
            | TextRole::Link => return layout.paint(self.painter(), at),
        };
        if self.text_button((std::mem::discriminant(&role), row, entry), layout, at, &name) {
            self.out.push(Action::Reader(ReaderAction::Activate(row)));
            self.out.push(action);
        }
    }

    /// Returns the name of the button that lists a perspective's further notes.
    fn spoken_further(&self, row: usize, perspective: usize) -> String {
        let state = self.page.state;
        let items = state.items_of(row, perspective);
        let name = state.edition.perspectives().get(perspective).map_or("", |by| &by.name);
        super::item::spoken_further(name, items.get(1..).unwrap_or_default())
    }

    /// Paints a text as a button, underlined on hover or focus. Returns whether it was clicked.
    pub(super) fn text_button(
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
        let response = self.ui.interact(seen, id, Sense::click()).named(Role::Button, name);
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

/// Returns what a press on a reply does.
fn press_of(row: usize, reply: &ReplyLayout) -> Option<Action> {
    if reply.is_fixed {
        return None;
    }
    match reply.kind {
        ReplyKind::Note(entry) => Some(Action::Reader(ReaderAction::ToggleNote(entry))),
        ReplyKind::Absent { absence: Absence::Silent | Absence::NotApplicable, perspective, .. }
        | ReplyKind::Description { perspective } => Some(Action::Reader(ReaderAction::ToggleMore { row, perspective })),
        ReplyKind::Absent { absence: Absence::NotLookedFor, .. }
        | ReplyKind::Pointer { .. }
        | ReplyKind::Further { .. } => None,
    }
}

/// Returns what tells the node of a reply from others in its row. It stays the same when the reply opens.
fn node_key(reply: &ReplyLayout) -> (u8, usize, usize, Option<&ClaimId>) {
    match &reply.kind {
        ReplyKind::Note(entry) => (0, usize::from(entry.perspective), entry.note as usize, None),
        ReplyKind::Absent { perspective, claim, .. } => (1, *perspective, 0, claim.as_ref()),
        ReplyKind::Description { perspective } => (2, *perspective, 0, None),
        ReplyKind::Pointer { entry, .. } => (3, usize::from(entry.perspective), entry.note as usize, None),
        ReplyKind::Further { perspective } => (4, *perspective, 0, None),
    }
}
