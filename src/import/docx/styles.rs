//! The styles of a Word document and what each inherits.

use std::collections::HashMap;

use super::card_formatting::{self, Shading, style_of_level};
use crate::import::baseline::Baseline;
use crate::import::style_names::{StyleRole, style_role};
use crate::import::xml::Element;
use crate::model::DebateStyle;

/// The raise or drop of text, in half points, from which on it is meant as such: less is an adjustment by eye.
const MIN_RAISE: i32 = 4;
/// The longest chain of styles based on each other; Word allows ten or so.
const MAX_CHAIN: usize = 32;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListPosition {
    /// The id of the list; 0 is none.
    pub(super) list: Option<u32>,
    /// The level from 0.
    pub(super) level: Option<usize>,
}

/// The languages of a run, by class of letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunLanguages {
    pub(super) western: Option<Box<str>>,
    pub(super) east_asian: Option<Box<str>>,
    pub(super) right_to_left: Option<Box<str>>,
}

impl RunLanguages {
    /// Returns these languages, with unspecified ones taken from `other`.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self {
            western: self.western.clone().or_else(|| other.western.clone()),
            east_asian: self.east_asian.clone().or_else(|| other.east_asian.clone()),
            right_to_left: self.right_to_left.clone().or_else(|| other.right_to_left.clone()),
        }
    }
}

/// The properties of a run, given by a style or by the run itself; `None` where unspecified.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunProperties {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Struck out, by one line or two.
    pub(super) struck: Option<bool>,
    pub(super) baseline: Option<Baseline>,
    pub(super) underline: Option<bool>,
    pub(super) boxed: Option<bool>,
    pub(super) shading: Option<Shading>,
    /// In half points.
    pub(super) size: Option<u16>,
    pub(super) languages: RunLanguages,
}

#[derive(Debug, Default)]
struct DocxStyle {
    role: Option<StyleRole>,
    debate_style: Option<DebateStyle>,
    /// The outline level, from 0; 9 is running text.
    outline_level: Option<u8>,
    list_position: ListPosition,
    run_properties: RunProperties,
    /// The style of the signs that refer to notes.
    of_note_references: bool,
    based_on: Option<Box<str>>,
}

#[derive(Debug, Default)]
pub(super) struct DocxStyles {
    styles: HashMap<Box<str>, DocxStyle>,
    default_style: Option<Box<str>>,
    /// The languages of runs that specify none.
    languages: RunLanguages,
}

impl DocxStyles {
    pub(super) fn read(root: &Element) -> Self {
        let mut styles = Self::default();
        for element in root.elements() {
            match &*element.name {
                "docDefaults" => {
                    let defaults = element.child("rPrDefault").and_then(|defaults| defaults.child("rPr"));
                    styles.languages =
                        defaults.map(|properties| run_properties(properties).languages).unwrap_or_default();
                }
                "style" => styles.add(element),
                _ => {}
            }
        }
        styles
    }

    fn add(&mut self, element: &Element) {
        let Some(id) = element.attribute("styleId") else { return };
        let name = element.child_val("name").unwrap_or_default();
        let paragraph = element.child("pPr");
        let style = DocxStyle {
            role: style_role(name).or_else(|| style_role(id)),
            debate_style: card_formatting::debate_style(name, id, element.child_val("aliases").unwrap_or_default()),
            outline_level: paragraph.and_then(outline_level),
            list_position: paragraph.map(list_position).unwrap_or_default(),
            run_properties: element.child("rPr").map(run_properties).unwrap_or_default(),
            of_note_references: is_note_reference_name(name),
            based_on: element.child_val("basedOn").map(Box::from),
        };
        let is_paragraph_style = element.attribute("type").is_none_or(|kind| kind == "paragraph");
        if is_paragraph_style && element.attribute("default").is_some_and(is_on) {
            self.default_style = Some(id.into());
        }
        self.styles.insert(id.into(), style);
    }

    /// Returns the role of paragraphs of this style, by its name or outline level, or those of the styles it is based
    /// on.
    pub(super) fn role(&self, id: Option<&str>) -> Option<StyleRole> {
        // A style that the document does not define still has an id.
        let by_id = || id.filter(|id| !self.styles.contains_key(*id)).and_then(style_role);
        for style in self.chain(id.or(self.default_style.as_deref())) {
            match (style.role, style.outline_level) {
                (Some(StyleRole::Heading) | None, Some(9..)) => return None,
                (Some(role), _) => return Some(role),
                (None, Some(_)) => return Some(StyleRole::Heading),
                (None, None) => {}
            }
        }
        by_id()
    }

    /// Returns the debate style of a style, or of those it is based on. An outline level takes precedence over other
    /// names, as the navigation pane of Word goes by it.
    pub(super) fn debate_style(&self, id: Option<&str>) -> Option<DebateStyle> {
        let by_id =
            || id.filter(|id| !self.styles.contains_key(*id)).and_then(|id| card_formatting::debate_style("", id, ""));
        for style in self.chain(id) {
            match (style.debate_style, style.outline_level) {
                (
                    Some(DebateStyle::Pocket | DebateStyle::Hat | DebateStyle::Block | DebateStyle::Tag) | None,
                    Some(9..),
                ) => return None,
                (Some(debate_style), _) => return Some(debate_style),
                (None, Some(level)) => return Some(style_of_level(level)),
                (None, None) => {}
            }
        }
        by_id()
    }

    pub(super) fn languages(&self, id: Option<&str>) -> RunLanguages {
        let chain = self.chain(id.or(self.default_style.as_deref()));
        let found = chain.fold(RunLanguages::default(), |found, style| found.or(&style.run_properties.languages));
        found.or(&self.languages)
    }

    pub(super) fn list_position(&self, id: Option<&str>) -> ListPosition {
        let mut found = ListPosition::default();
        for style in self.chain(id.or(self.default_style.as_deref())) {
            found.list = found.list.or(style.list_position.list);
            found.level = found.level.or(style.list_position.level);
        }
        found
    }

    /// Returns the properties of a run, with those that it does not specify taken from its style.
    pub(super) fn run_properties(&self, id: Option<&str>, own: RunProperties) -> RunProperties {
        let mut found = own;
        for style in self.chain(id) {
            found.bold = found.bold.or(style.run_properties.bold);
            found.italic = found.italic.or(style.run_properties.italic);
            found.hidden = found.hidden.or(style.run_properties.hidden);
            found.struck = found.struck.or(style.run_properties.struck);
            found.baseline = found.baseline.or(style.run_properties.baseline);
            found.underline = found.underline.or(style.run_properties.underline);
            found.boxed = found.boxed.or(style.run_properties.boxed);
            found.shading = found.shading.or(style.run_properties.shading);
            found.size = found.size.or(style.run_properties.size);
        }
        found
    }

    /// Returns whether a style is that of the signs that refer to notes.
    pub(super) fn is_of_note_references(&self, id: Option<&str>) -> bool {
        let by_id = || id.is_some_and(|id| !self.styles.contains_key(id) && is_note_reference_name(id));
        self.chain(id).any(|style| style.of_note_references) || by_id()
    }

    /// Returns the id of the style of paragraphs that specify none.
    pub(super) fn default_style(&self) -> Option<&str> {
        self.default_style.as_deref()
    }

    /// Iterates over a style and those it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a DocxStyle> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?)).take(MAX_CHAIN)
    }
}

pub(super) fn run_properties(properties: &Element) -> RunProperties {
    let language_tag = |name| {
        let tag = properties.child("lang").and_then(|lang| lang.attribute(name));
        tag.filter(|tag| !tag.is_empty()).map(Box::from)
    };
    RunProperties {
        bold: toggle(properties, "b").or_else(|| toggle(properties, "bCs").filter(|_| is_right_to_left(properties))),
        italic: toggle(properties, "i").or_else(|| toggle(properties, "iCs").filter(|_| is_right_to_left(properties))),
        hidden: toggle(properties, "vanish"),
        struck: match (toggle(properties, "strike"), toggle(properties, "dstrike")) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (single, double) => single.or(double),
        },
        baseline: baseline(properties),
        underline: properties.child("u").map(|line| line.attribute("val").is_none_or(is_on)),
        boxed: properties
            .child("bdr")
            .map(|line| line.attribute("val").is_none_or(|kind| is_on(kind) && kind != "nil")),
        shading: card_formatting::shading(properties),
        size: card_formatting::size(properties),
        languages: RunLanguages {
            western: language_tag("val"),
            east_asian: language_tag("eastAsia"),
            right_to_left: language_tag("bidi"),
        },
    }
}

/// Returns whether a style name or id is the one that Word gives to the signs that refer to notes, in every language.
fn is_note_reference_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.replace(' ', "").as_str(), "footnotereference" | "endnotereference")
}

/// Returns the position of text in relation to the line, by its alignment or by how far it was moved.
fn baseline(properties: &Element) -> Option<Baseline> {
    let by_alignment = properties.child_val("vertAlign").map(|kind| match kind {
        "superscript" => Baseline::Raised,
        "subscript" => Baseline::Lowered,
        _ => Baseline::Normal,
    });
    let moved = || match properties.child_val("position")?.parse::<i32>().ok()? {
        raise if raise >= MIN_RAISE => Some(Baseline::Raised),
        raise if raise <= -MIN_RAISE => Some(Baseline::Lowered),
        _ => Some(Baseline::Normal),
    };
    by_alignment.filter(|by_alignment| *by_alignment != Baseline::Normal).or_else(moved).or(by_alignment)
}

pub(super) fn is_right_to_left(properties: &Element) -> bool {
    toggle(properties, "rtl").unwrap_or(false)
}

pub(super) fn outline_level(properties: &Element) -> Option<u8> {
    properties.child_val("outlineLvl")?.parse().ok()
}

pub(super) fn list_position(properties: &Element) -> ListPosition {
    let Some(num_pr) = properties.child("numPr") else { return ListPosition::default() };
    ListPosition {
        list: num_pr.child_val("numId").and_then(|id| id.parse().ok()),
        level: num_pr.child_val("ilvl").and_then(|level| level.parse().ok()),
    }
}

/// Returns a toggle property: on if it is present and not switched off.
pub(super) fn toggle(properties: &Element, name: &str) -> Option<bool> {
    properties.child(name).map(|found| found.attribute("val").is_none_or(is_on))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
