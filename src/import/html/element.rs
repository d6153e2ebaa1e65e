//! What each element of HTML is for a reader.

use dom_query::NodeRef;

use crate::model::MarkKind;

/// A cell of a table with data holds no more letters than this.
const LONGEST_CELL: usize = 400;
/// The longest address of a link that is kept, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// The part an element plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of a line.
    Inline,
    /// A block of its own.
    Block,
    /// A heading.
    Heading,
    /// A quotation as a block.
    Quote,
    /// A list with bullets.
    List,
    /// A list with numbers.
    Numbered,
    /// An item of a list.
    Item,
    /// Text whose lines are lines.
    Lines,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A quotation in a line, whose marks the browser draws.
    Quoted,
    /// How a Chinese or Japanese word is read.
    Reading,
    /// A line break.
    Break,
    /// A picture.
    Image,
    /// Nothing to read.
    Skipped,
}

/// The part an element plays, by its name.
pub(super) fn role(name: &str) -> Role {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "blockquote" => Role::Quote,
        "ul" | "menu" | "dir" => Role::List,
        "ol" => Role::Numbered,
        "li" => Role::Item,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Lines,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "q" => Role::Quoted,
        "rt" => Role::Reading,
        "br" => Role::Break,
        "img" | "image" | "picture" | "svg" | "canvas" | "video" | "audio" => Role::Image,
        "script" | "style" | "template" | "noscript" | "head" | "title" | "meta" | "link" | "iframe" | "frame"
        | "frameset" | "noframes" | "object" | "embed" | "applet" | "select" | "datalist" | "input" | "textarea"
        | "button" | "map" | "rp" | "annotation" | "annotation-xml" => Role::Skipped,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details" | "dialog" | "div"
        | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "header" | "hgroup" | "hr"
        | "html" | "legend" | "main" | "nav" | "option" | "p" | "search" | "section" | "summary" | "table"
        | "tbody" | "tfoot" | "thead" => Role::Block,
        _ => Role::Inline,
    }
}

/// How an element sets its words off.
pub(super) fn marked(name: &str) -> Option<MarkKind> {
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => Some(MarkKind::Emphasis),
        "strong" | "b" => Some(MarkKind::Strong),
        _ => None,
    }
}

/// Where a link leads, if it is a page of the web.
pub(super) fn address(node: &NodeRef<'_>, name: &str) -> Option<MarkKind> {
    if name != "a" {
        return None;
    }
    let href = node.attr("href")?;
    link(&href)
}

/// A link, if the address is whole and of the web.
pub(in crate::import) fn link(address: &str) -> Option<MarkKind> {
    let address = address.trim();
    let scheme = address.split_once("://")?.0;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let clean = address.len() <= LONGEST_ADDRESS && !address.chars().any(|c| c.is_control() || c.is_whitespace());
    (web && clean).then(|| MarkKind::Link(address.to_owned()))
}

/// Whether the page itself says that an element is not shown.
pub(super) fn hidden(node: &NodeRef<'_>) -> bool {
    let Some(element) = node.element_ref() else { return false };
    element.attrs.iter().any(|attribute| match &*attribute.name.local {
        "hidden" => !attribute.value.eq_ignore_ascii_case("until-found"),
        "style" => {
            let style: String = attribute.value.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        }
        _ => false,
    })
}

/// Whether a row holds data, a few words in each of several cells; other rows only lay the page out.
pub(super) fn is_data_row(row: &NodeRef<'_>) -> bool {
    let mut cells = 0;
    for cell in row.children_it(false).filter(NodeRef::is_element) {
        cells += 1;
        let mut letters = 0;
        for inside in cell.descendants_it() {
            if inside.is_text() {
                letters += inside.text().trim().len();
            } else if inside.has_name("table") || letters > LONGEST_CELL {
                return false;
            }
        }
        if letters > LONGEST_CELL {
            return false;
        }
    }
    cells > 1
}
