//! The role of each HTML element in a text.

use dom_query::NodeRef;

use super::super::styled_text::web_address;
use crate::model::MarkKind;

/// The longest cell of a data table, in bytes.
const MAX_CELL_BYTES: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// Inline content.
    Inline,
    /// A block.
    Block,
    /// A heading.
    Heading,
    /// A block quotation.
    Quote,
    /// A list with bullets.
    UnorderedList,
    /// A list with numbers.
    OrderedList,
    /// A list item.
    ListItem,
    /// Preformatted text, in which line ends are line breaks.
    Preformatted,
    /// A table row.
    Row,
    /// A table cell.
    Cell,
    /// An inline quotation, for which browsers draw the quotation marks.
    InlineQuote,
    /// The pronunciation of a Chinese or Japanese word (ruby text).
    Ruby,
    /// A line break.
    Break,
    /// A picture.
    Image,
    /// Content that is not text.
    Skipped,
}

pub(super) fn element_role(name: &str) -> ElementRole {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ElementRole::Heading,
        "blockquote" => ElementRole::Quote,
        "ul" | "menu" | "dir" => ElementRole::UnorderedList,
        "ol" => ElementRole::OrderedList,
        "li" => ElementRole::ListItem,
        "pre" | "listing" | "xmp" | "plaintext" => ElementRole::Preformatted,
        "tr" => ElementRole::Row,
        "td" | "th" => ElementRole::Cell,
        "q" => ElementRole::InlineQuote,
        "rt" => ElementRole::Ruby,
        "br" => ElementRole::Break,
        "img" | "image" | "picture" | "svg" | "canvas" | "video" | "audio" => ElementRole::Image,
        "script" | "style" | "template" | "noscript" | "head" | "title" | "meta" | "link" | "iframe" | "frame"
        | "frameset" | "noframes" | "object" | "embed" | "applet" | "select" | "datalist" | "input" | "textarea"
        | "button" | "map" | "rp" | "annotation" | "annotation-xml" => ElementRole::Skipped,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details" | "dialog" | "div"
        | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "header" | "hgroup" | "hr"
        | "html" | "legend" | "main" | "nav" | "option" | "p" | "search" | "section" | "summary" | "table"
        | "tbody" | "tfoot" | "thead" => ElementRole::Block,
        _ => ElementRole::Inline,
    }
}

/// Returns whether an element starts a paragraph.
pub(super) fn is_block(node: &NodeRef<'_>) -> bool {
    let role = node.node_name().map(|name| element_role(&name));
    !matches!(
        role,
        None | Some(ElementRole::Inline | ElementRole::InlineQuote | ElementRole::Ruby | ElementRole::Break)
    )
}

/// Returns the mark that an element gives to its text.
pub(super) fn inline_mark(name: &str) -> Option<MarkKind> {
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => Some(MarkKind::Emphasis),
        "strong" | "b" => Some(MarkKind::Strong),
        _ => None,
    }
}

/// Returns the mark of an `a` element that links to a web page.
pub(super) fn link_of(node: &NodeRef<'_>, name: &str) -> Option<MarkKind> {
    if name != "a" {
        return None;
    }
    let href = node.attr("href")?;
    link_mark(&href)
}

/// Returns the mark of a link if its URL is an absolute web address.
pub(in crate::import) fn link_mark(url: &str) -> Option<MarkKind> {
    web_address(url).map(|url| MarkKind::Link(url.to_string()))
}

/// Returns whether a row holds data: a few words in each of several cells. Other rows are page layout.
pub(super) fn is_data_row(row: &NodeRef<'_>) -> bool {
    let mut cells = 0;
    for cell in row.children_it(false).filter(NodeRef::is_element) {
        cells += 1;
        let mut text_bytes = 0;
        for descendant in cell.descendants_it() {
            if descendant.is_text() {
                text_bytes += descendant.text().trim().len();
            } else if descendant.has_name("table") || text_bytes > MAX_CELL_BYTES {
                return false;
            }
        }
        if text_bytes > MAX_CELL_BYTES {
            return false;
        }
    }
    cells > 1
}

/// Returns the value of an attribute in lower case, and an empty string if there is none.
pub(super) fn attribute(node: &NodeRef<'_>, name: &str) -> String {
    node.attr(name).map(|value| value.trim().to_ascii_lowercase()).unwrap_or_default()
}

/// Returns the text of an element with at most `max` bytes of it; a longer one is `None`, and is not read whole.
pub(super) fn short_text(node: &NodeRef<'_>, max: usize) -> Option<String> {
    let mut text = String::new();
    for part in node.descendants_it().filter(NodeRef::is_text) {
        text.push_str(&part.text());
        if text.len() > max {
            return None;
        }
    }
    Some(text)
}

/// Visits the nodes below a root in document order: `enter` returns whether to visit those below a node, and `leave`
/// follows them. Pages may be nested at any depth, so this is not recursive.
pub(super) fn visit<T>(
    root: NodeRef<'_>,
    visitor: &mut T,
    enter: impl Fn(&mut T, &NodeRef<'_>) -> bool,
    leave: impl Fn(&mut T, &NodeRef<'_>),
) {
    let Some(mut node) = root.first_child() else { return };
    loop {
        if enter(visitor, &node)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        // Up to the next node that has a sibling.
        loop {
            leave(visitor, &node);
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
