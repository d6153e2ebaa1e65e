//! XML read within limits: element by element, or the tree of one element at a time.
//!
//! Names are compared without their prefixes, since writers choose these freely. Entities are the five of XML, the
//! no-break space that people write, and characters by number; others stay as they are written, so that none expands.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements inside each other at most; what is deeper is passed over. Trees are walked by recursion.
const DEEPEST: usize = 200;
/// Elements and texts of one tree at most.
const MOST_NODES: usize = 2_000_000;

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) nodes: Vec<Node>,
}

/// Something in an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without a prefix; the first, if two differ in the prefix alone.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| local(n) == name).map(|(_, value)| &**value)
    }

    /// An attribute by its name with the prefix that everybody writes, as in `r:id`.
    pub(super) fn attribute_with_prefix(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| **n == *name).map(|(_, value)| &**value)
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| *element.name == *name)
    }

    /// The attribute `val` of the first element of this name, as Word writes its properties.
    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// All elements in it at any depth, in order, itself not among them.
    pub(super) fn descendants(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = self.elements().collect();
        open.reverse();
        while let Some(element) = open.pop() {
            found.push(element);
            let at = open.len();
            open.extend(element.elements());
            if let Some(added) = open.get_mut(at..) {
                added.reverse();
            }
        }
        found
    }

    /// All its text at any depth.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut open: Vec<&Node> = self.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => open.extend(element.nodes.iter().rev()),
            }
        }
        text
    }
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Step {
    /// An element begins: read it with [`Reader::tree`], pass it by with [`Reader::skip`], or go on into it.
    Begin(Element),
    /// An element that was gone into ends.
    End,
    Text(String),
}

/// Steps through a document.
pub(super) struct Reader<'a> {
    inner: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    /// The document broke off or is nested too deep: something is missing.
    pub(super) broken: bool,
    done: bool,
}

impl<'a> Reader<'a> {
    /// Reads a text that [`decode`] gave.
    pub(super) fn new(text: &'a str) -> Self {
        let mut inner = quick_xml::Reader::from_str(text);
        let config = inner.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_comments = false;
        Self { inner, depth: 0, broken: false, done: false }
    }

    /// The next step; none at the end, or where the document breaks off.
    pub(super) fn step(&mut self) -> Option<Step> {
        while !self.done {
            match self.inner.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    return Some(Step::Begin(element(&start)));
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Step::End);
                }
                Ok(Event::Text(text)) => return Some(Step::Text(text.decode().unwrap_or_default().into_owned())),
                Ok(Event::CData(text)) => return Some(Step::Text(text.decode().unwrap_or_default().into_owned())),
                Ok(Event::GeneralRef(reference)) => return Some(Step::Text(resolve(&reference))),
                Ok(Event::Eof) => {
                    self.done = true;
                    self.broken |= self.depth > 0;
                }
                Err(_) => (self.done, self.broken) = (true, true),
                // Empty elements come as a start and an end.
                Ok(Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_)) => {}
            }
        }
        None
    }

    /// How many bytes have been read.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Passes by the element that has just begun.
    pub(super) fn skip(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.step() {
                Some(Step::Begin(_)) => depth += 1,
                Some(Step::End) => depth -= 1,
                Some(Step::Text(_)) => {}
                None => return,
            }
        }
    }

    /// The whole of the element that has just begun, as far as it goes.
    pub(super) fn tree(&mut self, begun: Element) -> Element {
        let mut open = vec![begun];
        let mut nodes = 0_usize;
        while let Some(step) = self.step() {
            nodes += 1;
            match step {
                Step::Begin(_) if open.len() >= DEEPEST || nodes > MOST_NODES => {
                    self.broken = true;
                    self.skip();
                }
                Step::Begin(element) => open.push(element),
                Step::Text(text) => add_text(open.last_mut(), text),
                Step::End => {
                    let Some(ended) = open.pop() else { break };
                    match open.last_mut() {
                        Some(parent) => parent.nodes.push(Node::Element(ended)),
                        None => return ended,
                    }
                }
            }
        }
        // The document broke off: what is open is closed.
        while open.len() > 1 {
            if let (Some(ended), Some(parent)) = (open.pop(), open.last_mut()) {
                parent.nodes.push(Node::Element(ended));
            }
        }
        open.pop().unwrap_or_default()
    }
}

/// The tree of a whole small document: its first element.
pub(super) fn tree(bytes: &[u8]) -> Option<Element> {
    tree_as_far_as_whole(bytes).0
}

/// The tree of a small document as far as it goes, and whether it breaks off or is nested too deep.
pub(super) fn tree_as_far_as_whole(bytes: &[u8]) -> (Option<Element>, bool) {
    let text = decode(bytes);
    let mut reader = Reader::new(&text);
    loop {
        match reader.step() {
            Some(Step::Begin(element)) => {
                let tree = reader.tree(element);
                return (Some(tree), reader.broken);
            }
            Some(_) => {}
            None => return (None, true),
        }
    }
}

/// The text of an XML file: by its byte order mark, else by the encoding it declares, else UTF-8. A declaration that
/// could be read a byte at a time and says UTF-16 is wrong: in UTF-16 it would not have been found.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let declared = head.windows(10).position(|w| w == b"encoding=\"" || w == b"encoding='").and_then(|at| {
        let label = head.get(at + 10..)?.split(|b| *b == b'"' || *b == b'\'').next()?;
        encoding_rs::Encoding::for_label_no_replacement(label)
    });
    let declared = declared.filter(|known| ![encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(known));
    // Latin letters of two bytes without a mark can only be UTF-16.
    let wide = match head {
        [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    wide.or(declared).unwrap_or(encoding_rs::UTF_8).decode(bytes).0
}

fn element(start: &BytesStart) -> Element {
    let text = |bytes: &[u8]| Box::from(&*String::from_utf8_lossy(bytes));
    let name = start.local_name();
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).filter_map(Result::ok) {
        let raw = String::from_utf8_lossy(&attribute.value);
        attributes.push((text(attribute.key.as_ref()), unescape(&raw).into()));
    }
    Element { name: text(name.as_ref()), attributes, nodes: Vec::new() }
}

/// Text with its references resolved.
pub(super) fn unescape(raw: &str) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        value.push_str(before);
        match after.split_once(';').filter(|(name, _)| name.len() <= 8) {
            Some((name, left)) => {
                value.push_str(&resolve(&BytesRef::new(name)));
                rest = left;
            }
            None => {
                value.push('&');
                rest = after;
            }
        }
    }
    value + rest
}

fn resolve(reference: &BytesRef) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.into();
    }
    let name = reference.decode().unwrap_or_default();
    match &*name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        "nbsp" => "\u{a0}".into(),
        other => format!("&{other};"),
    }
}

fn add_text(element: Option<&mut Element>, text: String) {
    let Some(element) = element else { return };
    if let Some(Node::Text(before)) = element.nodes.last_mut() {
        before.push_str(&text);
    } else {
        element.nodes.push(Node::Text(text));
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_declaration_of_utf_16_in_bytes_that_are_not_is_not_believed() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><p>Löcher</p>";
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(text.replace("UTF-16", "utf-16be").as_bytes()), text.replace("UTF-16", "utf-16be"));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide), text, "without a mark");
        assert_eq!(decode(&[&[0xff, 0xfe], &*wide].concat()), text, "with a mark");
        let (western, other) =
            text.replace("UTF-16", "latin1").split_once('ö').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert_eq!(decode(&[western.as_bytes(), b"\xf6", other.as_bytes()].concat()), format!("{western}ö{other}"));
    }
}
