//! Converts the elements of a page to paragraphs, block by block, as a browser would show them.

use dom_query::NodeRef;

use super::super::builder::ArticleBuilder;
use super::super::omission::Omission;
use super::element::{ElementRole, element_role, inline_mark, is_data_row, is_hidden, link_of};
use crate::model::ParagraphKind;

/// Separates the cells of a table row.
const CELL_SEPARATOR: &str = " · ";

/// Adds all content below a node to `builder`. Pages may be nested at any depth, so this is not recursive.
pub(super) fn walk(root: NodeRef<'_>, builder: &mut ArticleBuilder) {
    let mut walker = BlockWalker {
        builder,
        open: Vec::new(),
        at_paragraph_start: true,
        line_breaks: 0,
        item_marker: None,
        cell_ended: false,
    };
    let Some(mut node) = root.first_child() else { return };
    loop {
        if walker.enter(&node)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        // Up to the next node that has a sibling.
        loop {
            walker.leave(&node);
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if parent.id != root.id => node = parent,
                _ => return,
            }
        }
    }
}

/// An element that was entered and not left yet.
struct OpenElement {
    id: dom_query::NodeId,
    role: ElementRole,
    has_mark: bool,
    /// The number of the next list item.
    next_number: i64,
}

struct BlockWalker<'b> {
    builder: &'b mut ArticleBuilder,
    open: Vec<OpenElement>,
    /// The next word starts a paragraph.
    at_paragraph_start: bool,
    /// Line breaks since the last word.
    line_breaks: usize,
    /// The marker of the list item whose first paragraph has not started yet.
    item_marker: Option<String>,
    /// A cell of this row has ended.
    cell_ended: bool,
}

impl BlockWalker<'_> {
    /// Returns whether to enter the node.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.push_text(&node.text());
            return false;
        }
        if !node.is_element() {
            return false;
        }
        let name = node.node_name().unwrap_or_default();
        let mut role = element_role(&name);
        match role {
            ElementRole::Skipped => return false,
            ElementRole::Image => {
                self.builder.omit(Omission::Picture, 1);
                return false;
            }
            ElementRole::Break => {
                self.push_line_break();
                return false;
            }
            ElementRole::Row if !is_data_row(node) => role = ElementRole::Block,
            _ if is_hidden(node) => return false,
            _ => {}
        }
        let kind = inline_mark(&name).or_else(|| link_of(node, &name));
        let next_number = node.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        self.enter_element(node, role);
        if let Some(kind) = &kind {
            self.builder.start_mark(kind.clone());
        }
        self.open.push(OpenElement { id: node.id, role, has_mark: kind.is_some(), next_number });
        true
    }

    fn enter_element(&mut self, node: &NodeRef<'_>, role: ElementRole) {
        match role {
            ElementRole::Inline => {}
            ElementRole::InlineQuote => self.push_text("“"),
            ElementRole::Ruby => self.push_text("("),
            ElementRole::Cell if self.in_row() => {}
            ElementRole::ListItem => {
                self.end_block();
                self.item_marker = Some(self.list_marker(node));
            }
            ElementRole::Row => {
                self.end_block();
                self.cell_ended = false;
            }
            _ => self.end_block(),
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(open) = self.open.pop_if(|open| open.id == node.id) else { return };
        if open.has_mark {
            self.builder.end_mark();
        }
        match open.role {
            ElementRole::Inline => {}
            ElementRole::InlineQuote => self.push_text("”"),
            ElementRole::Ruby => self.push_text(")"),
            ElementRole::Cell if self.in_row() => self.cell_ended = !self.at_paragraph_start,
            ElementRole::ListItem => {
                self.end_block();
                self.item_marker = None;
            }
            _ => {
                self.cell_ended = false;
                self.end_block();
            }
        }
    }

    /// Makes the next word start a paragraph; inside a table row, it is separated by a space only.
    fn end_block(&mut self) {
        if self.in_row() {
            self.builder.push_text(" ");
        } else {
            self.at_paragraph_start = true;
        }
    }

    fn in_row(&self) -> bool {
        self.inside(ElementRole::Row)
    }

    fn inside(&self, role: ElementRole) -> bool {
        self.open.iter().any(|open| open.role == role)
    }

    fn push_line_break(&mut self) {
        self.line_breaks += 1;
        if self.line_breaks > 1 || self.inside(ElementRole::Preformatted) {
            self.end_block();
        }
        self.builder.push_text(" ");
    }

    fn push_text(&mut self, text: &str) {
        if !self.inside(ElementRole::Preformatted) {
            return self.push_line(text);
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.end_block();
            }
            self.push_line(line);
        }
    }

    fn push_line(&mut self, text: &str) {
        if text.chars().all(|c| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}') {
            return self.builder.push_text(if self.at_paragraph_start { "" } else { text });
        }
        // Paragraphs of nothing but a no-break space are spacing.
        if self.at_paragraph_start && text.chars().all(char::is_whitespace) {
            return;
        }
        self.line_breaks = 0;
        if self.at_paragraph_start {
            let kind = self.paragraph_kind();
            self.builder.start_paragraph(kind);
            self.at_paragraph_start = false;
        } else if self.cell_ended {
            self.builder.push_text(CELL_SEPARATOR);
        }
        self.cell_ended = false;
        self.builder.push_text(text);
    }

    fn paragraph_kind(&mut self) -> ParagraphKind {
        if self.inside(ElementRole::Heading) {
            self.item_marker = None;
            return ParagraphKind::Heading;
        }
        match self.item_marker.take() {
            Some(mark) => ParagraphKind::ListItem { mark },
            None if self.inside(ElementRole::Quote) => ParagraphKind::Quote,
            None => ParagraphKind::Text,
        }
    }

    /// Returns the marker of a list item: its number in a numbered list, else a bullet.
    fn list_marker(&mut self, node: &NodeRef<'_>) -> String {
        let list = self
            .open
            .iter_mut()
            .rev()
            .find(|open| matches!(open.role, ElementRole::OrderedList | ElementRole::UnorderedList));
        let Some(list) = list.filter(|list| list.role == ElementRole::OrderedList) else { return "•".to_owned() };
        let number = node.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(list.next_number);
        list.next_number = number.saturating_add(1);
        format!("{number}.")
    }
}
