//! XML parsing with limits: event by event, or one element at a time as a tree.
//!
//! Names are compared without their prefixes, since writers choose these freely. The five entities of XML, the no-break
//! space that people write, and numeric character references are resolved; other entities stay as written, so that
//! none expands.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};

/// The deepest nesting of elements; deeper ones are skipped. Trees are walked recursively.
const MAX_DEPTH: usize = 200;
/// The most elements and texts in one tree.
const MAX_NODES: usize = 2_000_000;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// The name without its prefix.
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Returns an attribute by its name without a prefix; the first, if two differ only in the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| local_name(n) == name).map(|(_, value)| &**value)
    }

    /// Returns an attribute by its name with the conventional prefix, as in `r:id`.
    pub(super) fn prefixed_attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| **n == *name).map(|(_, value)| &**value)
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| *element.name == *name)
    }

    /// Returns the attribute `val` of the first child element of this name, where Word stores the value of a property.
    pub(super) fn child_val(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    pub(super) fn descendants(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = self.elements().collect();
        open.reverse();
        while let Some(element) = open.pop() {
            found.push(element);
            let at = open.len();
            open.extend(element.elements());
            if let Some(children) = open.get_mut(at..) {
                children.reverse();
            }
        }
        found
    }

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

#[derive(Debug)]
pub(super) enum XmlEvent {
    /// The start of an element: read it with [`XmlReader::read_element`], skip it with [`XmlReader::skip_element`], or
    /// continue with its content.
    Start(Element),
    /// The end of an element whose content was read event by event.
    End,
    Text(String),
}

/// A pull parser for a document.
pub(super) struct XmlReader<'a> {
    inner: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    /// The document is truncated or nested too deep.
    pub(super) truncated: bool,
    is_done: bool,
}

impl<'a> XmlReader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut inner = quick_xml::Reader::from_str(text);
        let config = inner.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_comments = false;
        Self { inner, depth: 0, truncated: false, is_done: false }
    }

    /// Returns the next event, or `None` at the end of the document or where it breaks off.
    pub(super) fn next_event(&mut self) -> Option<XmlEvent> {
        while !self.is_done {
            match self.inner.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    return Some(XmlEvent::Start(element_from(&start)));
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(XmlEvent::End);
                }
                Ok(Event::Text(text)) => return Some(XmlEvent::Text(text.decode().unwrap_or_default().into_owned())),
                Ok(Event::CData(text)) => return Some(XmlEvent::Text(text.decode().unwrap_or_default().into_owned())),
                Ok(Event::GeneralRef(reference)) => return Some(XmlEvent::Text(resolve(&reference))),
                Ok(Event::Eof) => {
                    self.is_done = true;
                    self.truncated |= self.depth > 0;
                }
                Err(_) => (self.is_done, self.truncated) = (true, true),
                // Empty elements are expanded to a start and an end.
                Ok(Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_)) => {}
            }
        }
        None
    }

    pub(super) fn position(&self) -> usize {
        usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX)
    }

    pub(super) fn skip_element(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next_event() {
                Some(XmlEvent::Start(_)) => depth += 1,
                Some(XmlEvent::End) => depth -= 1,
                Some(XmlEvent::Text(_)) => {}
                None => return,
            }
        }
    }

    /// Reads the whole element that has just started, as far as it goes.
    pub(super) fn read_element(&mut self, start: Element) -> Element {
        let mut open = vec![start];
        let mut nodes = 0_usize;
        while let Some(event) = self.next_event() {
            nodes += 1;
            match event {
                XmlEvent::Start(_) if open.len() >= MAX_DEPTH || nodes > MAX_NODES => {
                    self.truncated = true;
                    self.skip_element();
                }
                XmlEvent::Start(element) => open.push(element),
                XmlEvent::Text(text) => add_text(open.last_mut(), text),
                XmlEvent::End => {
                    let Some(ended) = open.pop() else { break };
                    match open.last_mut() {
                        Some(parent) => parent.nodes.push(Node::Element(ended)),
                        None => return ended,
                    }
                }
            }
        }
        // The document broke off: close what is open.
        while open.len() > 1 {
            if let (Some(ended), Some(parent)) = (open.pop(), open.last_mut()) {
                parent.nodes.push(Node::Element(ended));
            }
        }
        open.pop().unwrap_or_default()
    }
}

/// Parses a small document and returns its root element.
pub(super) fn parse(bytes: &[u8]) -> Option<Element> {
    parse_partial(bytes).0
}

/// Parses a small document as far as it goes, and returns whether it is truncated or nested too deep.
pub(super) fn parse_partial(bytes: &[u8]) -> (Option<Element>, bool) {
    let text = decode(bytes);
    let mut reader = XmlReader::new(&text);
    loop {
        match reader.next_event() {
            Some(XmlEvent::Start(element)) => {
                let root = reader.read_element(element);
                return (Some(root), reader.truncated);
            }
            Some(_) => {}
            None => return (None, true),
        }
    }
}

/// Decodes an XML file by its byte order mark, else by the encoding it declares, else as UTF-8. A declaration of UTF-16
/// that can be read byte by byte is wrong: in UTF-16 it would not have been found.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let declared = head.windows(10).position(|w| w == b"encoding=\"" || w == b"encoding='").and_then(|at| {
        let label = head.get(at + 10..)?.split(|b| *b == b'"' || *b == b'\'').next()?;
        encoding_rs::Encoding::for_label_no_replacement(label)
    });
    let declared = declared.filter(|known| ![encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(known));
    // ASCII letters of two bytes without a byte order mark can only be UTF-16.
    let wide = match head {
        [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    wide.or(declared).unwrap_or(encoding_rs::UTF_8).decode(bytes).0
}

fn element_from(start: &BytesStart) -> Element {
    let text = |bytes: &[u8]| Box::from(&*String::from_utf8_lossy(bytes));
    let name = start.local_name();
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).filter_map(Result::ok) {
        let raw = String::from_utf8_lossy(&attribute.value);
        attributes.push((text(attribute.key.as_ref()), unescape(&raw).into()));
    }
    Element { name: text(name.as_ref()), attributes, nodes: Vec::new() }
}

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

fn local_name(name: &str) -> &str {
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
