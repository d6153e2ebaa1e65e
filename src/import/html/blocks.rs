//! Converts the elements of a page to paragraphs, block by block, as a browser would show them.

use dom_query::NodeRef;

use super::super::baseline::{on_line, push_before};
use super::super::builder::ArticleBuilder;
use super::super::omission::Omission;
use super::element::{ElementRole, element_role, inline_mark, is_data_row, link_mark, link_of, visit};
use super::inline::{DropCap, InlineText, drop_cap, inline_text, is_struck};
use super::main_text::PageText;
use super::visibility::{is_aria_hidden, is_hidden};
use crate::model::ParagraphKind;

/// Separates the cells of a table row.
const CELL_SEPARATOR: &str = " · ";

/// Adds the content below a node to `builder`: all of it, or what is taken of a page.
pub(super) fn walk(root: NodeRef<'_>, page: Option<&PageText>, builder: &mut ArticleBuilder) {
    let mut walker = BlockWalker {
        builder,
        page,
        open: Vec::new(),
        at_paragraph_start: true,
        before: String::new(),
        line_breaks: 0,
        item_marker: None,
        cell_ended: false,
        after_drop_cap: None,
    };
    visit(root, &mut walker, BlockWalker::enter, BlockWalker::leave);
}

/// An element that was entered and not left yet.
struct OpenElement {
    id: dom_query::NodeId,
    role: ElementRole,
    has_mark: bool,
    next_number: i64,
}

/// What came after a drop cap, which belongs to the word after it.
struct AfterDropCap {
    may_be_word: bool,
    had_space: bool,
    had_block: bool,
}

struct BlockWalker<'b> {
    builder: &'b mut ArticleBuilder,
    page: Option<&'b PageText>,
    open: Vec<OpenElement>,
    /// The next word starts a paragraph.
    at_paragraph_start: bool,
    /// The end of the paragraph so far.
    before: String,
    /// Line breaks since the last word.
    line_breaks: usize,
    /// The marker of the list item whose first paragraph has not started yet.
    item_marker: Option<String>,
    cell_ended: bool,
    /// The last word was a drop cap.
    after_drop_cap: Option<AfterDropCap>,
}

impl BlockWalker<'_> {
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            let text = node.text();
            // Whitespace separates the words beside it, which may be taken.
            if self.page.is_none_or(|page| page.takes(node)) || text.chars().all(char::is_whitespace) {
                self.push_text(&text);
            }
            return false;
        }
        if !node.is_element() {
            return false;
        }
        let name = node.node_name().unwrap_or_default();
        let mut role = element_role(&name);
        match role {
            ElementRole::Skipped => return false,
            _ if self.page.is_some_and(|page| page.leaves_out(node)) => return false,
            _ if self.push_drop_cap(node, &name) => return false,
            ElementRole::Image => {
                let is_in_text = self.page.is_none_or(|page| !page.is_selected() || page.contains(node.id));
                self.builder.omit(Omission::Picture, usize::from(is_in_text));
                return false;
            }
            ElementRole::Break => {
                self.push_line_break();
                return false;
            }
            _ if self.is_left_out(node, &name) => return false,
            ElementRole::Row if !is_data_row(node) => role = ElementRole::Block,
            ElementRole::InlineQuote | ElementRole::Ruby if self.page.is_some_and(|page| !page.takes_any_in(node)) => {
                return false;
            }
            _ => {}
        }
        let absolute = self.page.and_then(|page| page.absolute_url(node)).and_then(link_mark);
        let kind = inline_mark(&name).or(absolute).or_else(|| link_of(node, &name));
        let next_number = node.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        self.enter_element(node, role);
        if let Some(kind) = &kind {
            self.builder.start_mark(kind.clone());
        }
        self.open.push(OpenElement { id: node.id, role, has_mark: kind.is_some(), next_number });
        true
    }

    /// Returns whether an element is left out for what it is: hidden or struck-out text, a reference to a note. Raised
    /// and lowered text is added as other characters.
    fn is_left_out(&mut self, node: &NodeRef<'_>, name: &str) -> bool {
        let is_shown = match self.page {
            Some(page) => page.shows(node),
            // Books hide from screen readers what they print all the same.
            None => !is_hidden(node),
        };
        let omission = if !is_shown {
            // Signs that are hidden from screen readers are decoration.
            let is_decoration = is_aria_hidden(node) && !is_hidden(node);
            (!is_decoration).then_some(Omission::HiddenText)
        } else {
            match inline_text(node, name) {
                InlineText::Plain => return false,
                // The number of a note, which leads back to the text.
                InlineText::NoteReference if self.at_paragraph_start => {
                    if self.page.is_none_or(|page| page.takes_any_in(node)) {
                        self.push_text(node.text().trim());
                        self.push_text(" ");
                    }
                    return true;
                }
                InlineText::NoteReference => Some(Omission::NoteReference),
                InlineText::BackLink => None,
                InlineText::Struck => Some(Omission::StruckText),
                InlineText::Moved(baseline, text) => {
                    let before = if self.at_paragraph_start { "" } else { self.before.as_str() };
                    let moved = on_line(before, &text, baseline);
                    if moved == text {
                        return false;
                    }
                    if self.page.is_none_or(|page| page.takes_any_in(node)) {
                        self.push_text(&moved);
                        let struck = node.descendants_it().filter(|n| is_struck(n, &n.node_name().unwrap_or_default()));
                        self.builder.omit(Omission::StruckText, struck.count());
                    }
                    return true;
                }
            }
        };
        let is_in_text = self.page.is_none_or(|page| page.surrounds(node));
        if let Some(kind) = omission
            && is_in_text
            && node.text().chars().any(|c| !c.is_whitespace())
        {
            self.builder.omit(kind, 1);
        }
        true
    }

    /// Adds a drop cap, if the element is one that is taken, so that the next letter joins it.
    fn push_drop_cap(&mut self, node: &NodeRef<'_>, name: &str) -> bool {
        if self.after_drop_cap.is_some() || (!self.at_paragraph_start && name == "img") {
            return false;
        }
        let Some(DropCap { letter, may_be_word }) = drop_cap(node, name) else { return false };
        let is_taken = match name {
            "img" => self.page.is_none_or(|page| !page.is_selected() || page.contains(node.id)),
            _ => self.page.is_none_or(|page| page.takes_any_in(node)),
        };
        if !is_taken || is_hidden(node) {
            return false;
        }
        if element_role(name) == ElementRole::Block {
            self.end_block();
        }
        self.push_line(&letter);
        self.after_drop_cap = Some(AfterDropCap { may_be_word, had_space: false, had_block: false });
        true
    }

    /// Adds the space after a drop cap, if there is one, before `text`; returns the text to add then.
    fn join_drop_cap<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(after) = self.after_drop_cap.take() else { return text };
        let trimmed = text.trim_start();
        let had_space = after.had_space || after.had_block || trimmed.len() < text.len();
        let continues = trimmed.starts_with(char::is_lowercase) || trimmed.starts_with(['’', '\'']);
        if after.had_block && !continues {
            self.at_paragraph_start = true;
        } else if had_space && (after.may_be_word || !continues) {
            self.builder.push_text(" ");
        }
        trimmed
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
        if let Some(after) = &mut self.after_drop_cap {
            after.had_block = true;
        } else if self.in_row() {
            push_before(&mut self.before, " ");
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
        push_before(&mut self.before, " ");
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
        if let Some(after) = self.after_drop_cap.as_mut().filter(|_| text.chars().all(char::is_whitespace)) {
            after.had_space |= !text.is_empty();
            return;
        }
        let text = self.join_drop_cap(text);
        if text.chars().all(|c| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}') {
            push_before(&mut self.before, text);
            return self.builder.push_text(if self.at_paragraph_start { "" } else { text });
        }
        // Paragraphs and lines of nothing but a no-break space are spacing.
        if (self.at_paragraph_start || self.line_breaks > 0) && text.chars().all(char::is_whitespace) {
            return;
        }
        self.line_breaks = 0;
        if self.at_paragraph_start {
            let kind = self.paragraph_kind();
            self.builder.start_paragraph(kind);
            self.at_paragraph_start = false;
            self.before.clear();
        } else if self.cell_ended {
            self.builder.push_text(CELL_SEPARATOR);
        }
        self.cell_ended = false;
        push_before(&mut self.before, text);
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
