//! The styles of a Word document: what they say of a paragraph or of words, each with what it is based on.

use std::collections::HashMap;

use super::dress::{self, Shade, Word};
use super::inline::over;
use crate::import::names::{Role, role};
use crate::import::xml::Element;

/// Styles based on each other at most; Word allows ten or so.
const LONGEST_CHAIN: usize = 32;

/// A place in a list: which list, how deep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct InList {
    /// The id of the list; 0 is none.
    pub(super) list: Option<u32>,
    /// The level from 0.
    pub(super) level: Option<usize>,
}

/// The languages of words, by kind of letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tongues {
    pub(super) western: Option<Box<str>>,
    pub(super) eastern: Option<Box<str>>,
    pub(super) right_to_left: Option<Box<str>>,
}

/// What is said of words: by a style, or by themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Looks {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) boxed: Option<bool>,
    pub(super) shade: Option<Shade>,
    /// In half points.
    pub(super) size: Option<u16>,
    pub(super) tongues: Tongues,
}

#[derive(Debug, Default)]
struct Style {
    role: Option<Role>,
    /// What debaters call it.
    word: Option<Word>,
    /// The outline level from 0; 9 is running text.
    outline: Option<u8>,
    in_list: InList,
    looks: Looks,
    based_on: Option<Box<str>>,
}

/// All styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<Box<str>, Style>,
    /// The style of paragraphs that name none.
    usual: Option<Box<str>>,
    /// The languages of words that name none.
    tongues: Tongues,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(root: &Element) -> Self {
        let mut styles = Self::default();
        for element in root.elements() {
            match &*element.name {
                "docDefaults" => {
                    let usual = element.child("rPrDefault").and_then(|usual| usual.child("rPr"));
                    styles.tongues = usual.map(|properties| looks(properties).tongues).unwrap_or_default();
                }
                "style" => styles.add(element),
                _ => {}
            }
        }
        styles
    }

    fn add(&mut self, element: &Element) {
        let Some(id) = element.attribute("styleId") else { return };
        let name = element.value_of("name").unwrap_or_default();
        let paragraph = element.child("pPr");
        let style = Style {
            role: role(name).or_else(|| role(id)),
            word: dress::word(name, id, element.value_of("aliases").unwrap_or_default()),
            outline: paragraph.and_then(outline),
            in_list: paragraph.map(in_list).unwrap_or_default(),
            looks: element.child("rPr").map(looks).unwrap_or_default(),
            based_on: element.value_of("basedOn").map(Box::from),
        };
        let of_paragraphs = element.attribute("type").is_none_or(|kind| kind == "paragraph");
        if of_paragraphs && element.attribute("default").is_some_and(is_on) {
            self.usual = Some(id.into());
        }
        self.styles.insert(id.into(), style);
    }

    /// The role of paragraphs of this style, by its name or outline level, or those of what it is based on.
    pub(super) fn role(&self, id: Option<&str>) -> Option<Role> {
        // A style that the document does not describe has its id at least.
        let unknown = || id.filter(|id| !self.styles.contains_key(*id)).and_then(role);
        for style in self.chain(id.or(self.usual.as_deref())) {
            match (style.role, style.outline) {
                (Some(Role::Heading) | None, Some(9..)) => return None,
                (Some(role), _) => return Some(role),
                (None, Some(_)) => return Some(Role::Heading),
                (None, None) => {}
            }
        }
        unknown()
    }

    /// What debaters call a style, or what it is based on. An outline level goes before other names, as the list of
    /// headings that Word shows goes by it.
    pub(super) fn word(&self, id: Option<&str>) -> Option<Word> {
        let unknown = || id.filter(|id| !self.styles.contains_key(*id)).and_then(|id| dress::word("", id, ""));
        for style in self.chain(id) {
            match (style.word, style.outline) {
                (Some(Word::Pocket | Word::Hat | Word::Block | Word::Tag) | None, Some(9..)) => return None,
                (Some(word), _) => return Some(word),
                (None, Some(level)) => return Some(Word::of_level(level)),
                (None, None) => {}
            }
        }
        unknown()
    }

    /// The languages of words in paragraphs of this style.
    pub(super) fn tongues(&self, id: Option<&str>) -> Tongues {
        let chain = self.chain(id.or(self.usual.as_deref()));
        let found = chain.fold(Tongues::default(), |found, style| over(&found, &style.looks.tongues));
        over(&found, &self.tongues)
    }

    /// The list that paragraphs of this style are in.
    pub(super) fn in_list(&self, id: Option<&str>) -> InList {
        let mut found = InList::default();
        for style in self.chain(id.or(self.usual.as_deref())) {
            found.list = found.list.or(style.in_list.list);
            found.level = found.level.or(style.in_list.level);
        }
        found
    }

    /// What the style of words says, where the words say nothing themselves.
    pub(super) fn looks(&self, id: Option<&str>, own: Looks) -> Looks {
        let mut found = own;
        for style in self.chain(id) {
            found.bold = found.bold.or(style.looks.bold);
            found.italic = found.italic.or(style.looks.italic);
            found.hidden = found.hidden.or(style.looks.hidden);
            found.underline = found.underline.or(style.looks.underline);
            found.boxed = found.boxed.or(style.looks.boxed);
            found.shade = found.shade.or(style.looks.shade);
            found.size = found.size.or(style.looks.size);
        }
        found
    }

    /// The style of paragraphs that name none.
    pub(super) fn usual(&self) -> Option<&str> {
        self.usual.as_deref()
    }

    /// A style, what it is based on, and so on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }
}

/// What `rPr` says.
pub(super) fn looks(properties: &Element) -> Looks {
    let tongue = |name| {
        let tag = properties.child("lang").and_then(|lang| lang.attribute(name));
        tag.filter(|tag| !tag.is_empty()).map(Box::from)
    };
    Looks {
        bold: toggle(properties, "b").or_else(|| toggle(properties, "bCs").filter(|_| is_right_to_left(properties))),
        italic: toggle(properties, "i").or_else(|| toggle(properties, "iCs").filter(|_| is_right_to_left(properties))),
        hidden: toggle(properties, "vanish"),
        underline: properties.child("u").map(|line| line.attribute("val").is_none_or(is_on)),
        boxed: properties
            .child("bdr")
            .map(|line| line.attribute("val").is_none_or(|kind| is_on(kind) && kind != "nil")),
        shade: dress::shade(properties),
        size: dress::size(properties),
        tongues: Tongues { western: tongue("val"), eastern: tongue("eastAsia"), right_to_left: tongue("bidi") },
    }
}

/// Whether words of these properties run from right to left.
pub(super) fn is_right_to_left(properties: &Element) -> bool {
    toggle(properties, "rtl").unwrap_or(false)
}

/// The outline level that `pPr` gives.
pub(super) fn outline(properties: &Element) -> Option<u8> {
    properties.value_of("outlineLvl")?.parse().ok()
}

/// The place in a list that `pPr` gives.
pub(super) fn in_list(properties: &Element) -> InList {
    let Some(place) = properties.child("numPr") else { return InList::default() };
    InList {
        list: place.value_of("numId").and_then(|id| id.parse().ok()),
        level: place.value_of("ilvl").and_then(|level| level.parse().ok()),
    }
}

/// A property that is on when it is there and not switched off.
pub(super) fn toggle(properties: &Element, name: &str) -> Option<bool> {
    properties.child(name).map(|found| found.attribute("val").is_none_or(is_on))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
