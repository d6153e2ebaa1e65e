//! The elements of a page as paragraphs, without selection: what a browser would show, block by block.

use dom_query::NodeRef;

use super::super::builder::Builder;
use super::element::{Role, address, hidden, is_data_row, marked, role};
use crate::model::ParagraphKind;

/// What stands between the cells of a row.
const BETWEEN_CELLS: &str = " · ";

/// Walks through everything under a node. There is no recursion: a page may be as deep as it likes.
pub(super) fn walk(root: NodeRef<'_>, builder: &mut Builder) -> Seen {
    let mut walker =
        Walker { builder, open: Vec::new(), fresh: true, breaks: 0, item: None, cell: false, seen: Seen::default() };
    let Some(mut node) = root.first_child() else { return walker.seen };
    loop {
        if walker.enter(&node)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        // Up to the next one that has a neighbour.
        loop {
            walker.leave(&node);
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if parent.id != root.id => node = parent,
                _ => return walker.seen,
            }
        }
    }
}

/// What was met and left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Pictures.
    pub(super) images: usize,
}

/// An element that was entered.
struct Open {
    id: dom_query::NodeId,
    role: Role,
    marked: bool,
    /// The number of the next item.
    number: i64,
}

struct Walker<'b> {
    builder: &'b mut Builder,
    open: Vec<Open>,
    /// The next word begins a paragraph.
    fresh: bool,
    /// Line breaks since the last word.
    breaks: usize,
    /// The mark of the list item whose first paragraph is to come.
    item: Option<String>,
    /// A cell has ended in this row.
    cell: bool,
    seen: Seen,
}

impl Walker<'_> {
    /// Whether to go on into the node.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.text(&node.text());
            return false;
        }
        if !node.is_element() {
            return false;
        }
        let name = node.node_name().unwrap_or_default();
        let mut role = role(&name);
        match role {
            Role::Skipped => return false,
            Role::Image => {
                self.seen.images += 1;
                return false;
            }
            Role::Break => {
                self.line_break();
                return false;
            }
            Role::Row if !is_data_row(node) => role = Role::Block,
            _ if hidden(node) => return false,
            _ => {}
        }
        let kind = marked(&name).or_else(|| address(node, &name));
        let number = node.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        self.begin(node, role);
        if let Some(kind) = &kind {
            self.builder.begin(kind.clone());
        }
        self.open.push(Open { id: node.id, role, marked: kind.is_some(), number });
        true
    }

    fn begin(&mut self, node: &NodeRef<'_>, role: Role) {
        match role {
            Role::Inline => {}
            Role::Quoted => self.text("“"),
            Role::Reading => self.text("("),
            Role::Cell if self.in_row() => {}
            Role::Item => {
                self.boundary();
                self.item = Some(self.mark_of_item(node));
            }
            Role::Row => {
                self.boundary();
                self.cell = false;
            }
            _ => self.boundary(),
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(open) = self.open.pop_if(|open| open.id == node.id) else { return };
        if open.marked {
            self.builder.end();
        }
        match open.role {
            Role::Inline => {}
            Role::Quoted => self.text("”"),
            Role::Reading => self.text(")"),
            Role::Cell if self.in_row() => self.cell = !self.fresh,
            Role::Item => {
                self.boundary();
                self.item = None;
            }
            _ => {
                self.cell = false;
                self.boundary();
            }
        }
    }

    /// The next word begins a paragraph, but inside a row of a table it is set off by a blank only.
    fn boundary(&mut self) {
        if self.in_row() {
            self.builder.text(" ");
        } else {
            self.fresh = true;
        }
    }

    fn in_row(&self) -> bool {
        self.inside(Role::Row)
    }

    fn inside(&self, role: Role) -> bool {
        self.open.iter().any(|open| open.role == role)
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 || self.inside(Role::Lines) {
            self.boundary();
        }
        self.builder.text(" ");
    }

    fn text(&mut self, text: &str) {
        if !self.inside(Role::Lines) {
            return self.words(text);
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.boundary();
            }
            self.words(line);
        }
    }

    fn words(&mut self, text: &str) {
        if text.chars().all(|c| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}') {
            return self.builder.text(if self.fresh { "" } else { text });
        }
        // Paragraphs of a no-break space alone are spacing.
        if self.fresh && text.chars().all(char::is_whitespace) {
            return;
        }
        self.breaks = 0;
        if self.fresh {
            let kind = self.kind();
            self.builder.paragraph(kind);
            self.fresh = false;
        } else if self.cell {
            self.builder.text(BETWEEN_CELLS);
        }
        self.cell = false;
        self.builder.text(text);
    }

    fn kind(&mut self) -> ParagraphKind {
        if self.inside(Role::Heading) {
            self.item = None;
            return ParagraphKind::Heading;
        }
        match self.item.take() {
            Some(mark) => ParagraphKind::ListItem { mark },
            None if self.inside(Role::Quote) => ParagraphKind::Quote,
            None => ParagraphKind::Text,
        }
    }

    /// The mark of an item: its number in a numbered list, else a bullet.
    fn mark_of_item(&mut self, node: &NodeRef<'_>) -> String {
        let list = self.open.iter_mut().rev().find(|open| matches!(open.role, Role::Numbered | Role::List));
        let Some(list) = list.filter(|list| list.role == Role::Numbered) else { return "•".to_owned() };
        let number = node.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(list.number);
        list.number = number.saturating_add(1);
        format!("{number}.")
    }
}
