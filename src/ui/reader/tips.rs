//! Tooltips in words on the signs of a row, and the context menus of its parts.

use std::hash::Hash;

use egui::{Rect, Response, Sense, vec2};

use crate::model::{HighlightStyle, Note, Perspective};
use crate::state::{ContextTarget, Item, signs};
use crate::ui::context_menu;
use crate::ui::controls::pointer_leads;
use crate::ui::grid::Arrangement;

use super::paint::RowPainter;
use super::reply::{ReplyKind, ReplyLayout, TextRole};
use super::row::RowLayout;

impl RowPainter<'_, '_> {
    /// Adds a tooltip to a sign; `words` are needed only while the pointer is on it. A screen reader has them from the
    /// name of the reply.
    pub(super) fn tip(&self, key: impl Hash + std::fmt::Debug, rect: Rect, words: impl FnOnce() -> String) {
        let seen = rect.intersect(self.view);
        if !seen.is_positive() {
            return;
        }
        let id = self.ui.scope_id().with(("sign", egui::Id::unique(key)));
        let response = self.ui.interact(seen, id, Sense::hover());
        if response.contains_pointer() && pointer_leads(self.ui.ctx()) {
            // At the pointer: a bracket may be taller than the window.
            response.on_hover_text_at_pointer(words());
        }
    }

    /// Opens the context menu of a row.
    pub(super) fn row_menu(&mut self, row: &RowLayout, rect: Rect) {
        let state = self.page.state;
        let target = ContextTarget::Paragraph(row.number);
        let mut seen = rect.intersect(self.view);
        if self.page.grid.arrangement == Arrangement::Panel {
            // The panel is about its own row.
            seen.max.x = seen.max.x.min(super::panel::panel_rect(self.page, self.view).left());
        }
        context_menu::attach(self.ui, seen, state.reader.active == row.number, state, target, self.out);
    }

    /// Opens the context menu of a reply; `response` is that of the whole reply, if it has one.
    pub(super) fn reply_menu(&mut self, row: usize, reply: &ReplyLayout, rect: Rect, response: Option<&Response>) {
        let (ReplyKind::Note(entry) | ReplyKind::Pointer { entry, .. }) = reply.kind else { return };
        let target = ContextTarget::Reply { row, entry };
        let focused = response.is_some_and(Response::has_focus);
        let seen = rect.intersect(self.view);
        context_menu::attach(self.ui, seen, focused, self.page.state, target, self.out);
    }

    /// Adds the tooltips of a reply's signs: letter, code, clock, letters of further replies, silence.
    pub(super) fn reply_tips(&self, row: usize, reply: &ReplyLayout, rect: Rect) {
        if !self.ui.rect_contains_pointer(rect.intersect(self.view)) {
            return;
        }
        let state = self.page.state;
        match &reply.kind {
            ReplyKind::Note(entry) => {
                let code = state.rows.code(&state.edition, *entry);
                for text in &reply.texts {
                    let place = Rect::from_min_size(rect.min + text.at, text.layout.size());
                    match text.role {
                        TextRole::Mark(stance) => {
                            self.tip(("letter", row, entry), place.expand(3.0), || {
                                signs::stance_words(stance).to_owned()
                            });
                        }
                        TextRole::Clock => {
                            // The clock stands before the word.
                            let place = place.with_max_x(place.right() + 4.0 * self.page.styles.small.size);
                            self.tip(("clock", row, entry), place, || signs::later_words().to_owned());
                        }
                        TextRole::Words if text.layout.is_text(&code) => {
                            self.tip(("code", row, entry), place, || state.code_words(*entry));
                        }
                        _ => {}
                    }
                }
            }
            ReplyKind::Absent { perspective, claim, .. } => {
                let is_this = |item: &Item<'_>| match item {
                    Item::Silent { silence, .. } => silence.claim == *claim,
                    Item::NotApplicable { .. } | Item::NotLookedFor { .. } => claim.is_none(),
                    Item::Note { .. } | Item::Pointer { .. } => false,
                };
                let items = state.items_of(row, *perspective);
                let words = items.iter().find(|item| is_this(item)).and_then(signs::absence_words);
                if let Some(words) = words {
                    self.tip(("absence", row, perspective, claim), rect, || words);
                }
            }
            ReplyKind::Pointer { .. } | ReplyKind::Further { .. } | ReplyKind::Description { .. } => {}
        }
        self.letters_tip(row, reply, rect);
    }

    /// Adds the tooltip of the letters after the number of further replies.
    fn letters_tip(&self, row: usize, reply: &ReplyLayout, rect: Rect) {
        let state = self.page.state;
        let perspective = reply.texts.iter().find_map(|text| match text.role {
            TextRole::Further { perspective } => Some(perspective),
            _ => None,
        });
        let Some(perspective) = perspective else { return };
        let Some(by) = state.edition.perspectives().get(perspective) else { return };
        let letters = reply.texts.iter().filter(|text| text.role == TextRole::Letters);
        let letters = letters.map(|text| Rect::from_min_size(rect.min + text.at, text.layout.size()));
        let Some(letters) = letters.reduce(Rect::union) else { return };
        let items = state.items_of(row, perspective);
        let notes: Vec<&Note> = items.iter().skip(1).filter_map(Item::note).collect();
        self.tip(("letters", row, perspective), letters, || signs::further_words(by, &notes));
    }

    /// Adds the tooltip of a bracket in the gutter.
    pub(super) fn bracket_tip(&self, row: usize, rect: Rect, by: &Perspective, note: &Note) {
        let key = ("bracket", row, note.id.as_str());
        self.tip(key, rect.expand2(vec2(2.0, 0.0)), || self.page.state.bracket_words(by, note));
    }

    /// Adds the tooltip of highlighted words, unless it would cover the bar at selected ones.
    pub(super) fn highlight_tip(&self, key: (usize, u32, usize), rect: Rect, style: HighlightStyle) {
        if self.page.state.reader.selection.is_none() {
            self.tip(("highlight", key), rect, || signs::highlight_words(style));
        }
    }
}
