//! The styles of an OpenDocument text, and its list styles.

use std::collections::HashMap;

use crate::import::baseline::Baseline;
use crate::import::docx::format_number;
use crate::import::style_names::{StyleRole, style_role};
use crate::import::xml::Element;

/// The longest chain of styles based on each other.
const MAX_CHAIN: usize = 32;
/// The raise or drop of text, in percent of the font size, from which on it is meant as such.
const MIN_RAISE_PERCENT: f32 = 10.0;
const MAX_LEVELS: usize = 10;

#[derive(Debug, Default)]
struct OdtStyle {
    role: Option<StyleRole>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: bool,
    struck: Option<bool>,
    baseline: Option<Baseline>,
    parent: Option<Box<str>>,
    /// The list style of paragraphs with this style.
    list: Option<Box<str>>,
}

/// The marker of the items of one level.
#[derive(Clone, Debug, Default)]
struct ListLevel {
    bullet: bool,
    format: Box<str>,
    prefix: Box<str>,
    suffix: Box<str>,
    start: u32,
    /// How many levels the number includes.
    shown_levels: usize,
}

#[derive(Debug, Default)]
pub(super) struct OdtStyles {
    styles: HashMap<Box<str>, OdtStyle>,
    lists: HashMap<Box<str>, Vec<ListLevel>>,
    /// The language of text that specifies none.
    pub(super) language: Option<String>,
}

impl OdtStyles {
    /// Adds the styles in `office:styles` or `office:automatic-styles`.
    pub(super) fn add(&mut self, root: &Element) {
        for element in root.elements() {
            let name = element.attribute("name").unwrap_or_default();
            match &*element.name {
                "style" => drop(self.styles.insert(name.into(), style(element, name))),
                "list-style" => drop(self.lists.insert(name.into(), list_style(element))),
                "default-style" if element.attribute("family") == Some("paragraph") => {
                    self.language = element.child("text-properties").and_then(language);
                }
                _ => {}
            }
        }
    }

    pub(super) fn role(&self, name: &str) -> Option<StyleRole> {
        self.chain(name).find_map(|style| style.role)
    }

    /// Returns the list style of paragraphs of this style.
    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.chain(name).find_map(|style| style.list.as_deref())
    }

    /// Returns whether text of this style is bold and whether it is italic, if specified.
    pub(super) fn bold_and_italic(&self, name: &str) -> (Option<bool>, Option<bool>) {
        let bold = self.chain(name).find_map(|style| style.bold);
        (bold, self.chain(name).find_map(|style| style.italic))
    }

    /// Returns whether text of this style is struck out, if specified.
    pub(super) fn struck(&self, name: &str) -> Option<bool> {
        self.chain(name).find_map(|style| style.struck)
    }

    /// Returns the position of text of this style in relation to the line, if specified.
    pub(super) fn baseline(&self, name: &str) -> Option<Baseline> {
        self.chain(name).find_map(|style| style.baseline)
    }

    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.chain(name).any(|style| style.hidden)
    }

    pub(super) fn first_number(&self, list: &str, depth: usize) -> u32 {
        self.level(list, depth).map_or(1, |level| level.start)
    }

    /// Returns the marker of an item, by the counts of its level and those above, the outermost first.
    pub(super) fn list_marker(&self, list: &str, counts: &[u32]) -> String {
        let depth = counts.len().saturating_sub(1);
        let Some(level) = self.level(list, depth) else { return "•".into() };
        if level.bullet {
            return "•".into();
        }
        let shown_levels = level.shown_levels.clamp(1, MAX_LEVELS).min(counts.len());
        let first = counts.len() - shown_levels;
        let one = |(at, count): (usize, &u32)| {
            let format = self.level(list, at).map_or("1", |level| &*level.format);
            format_number(*count, word_number_format(if at == depth { &level.format } else { format }))
        };
        let numbers: Vec<String> = counts.iter().enumerate().skip(first).map(one).collect();
        let numbers = numbers.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(".");
        format!("{}{numbers}{}", level.prefix, level.suffix).trim().to_owned()
    }

    fn level(&self, list: &str, depth: usize) -> Option<&ListLevel> {
        self.lists.get(list)?.get(depth)
    }

    fn chain(&self, name: &str) -> impl Iterator<Item = &OdtStyle> {
        let next = |style: &&OdtStyle| self.styles.get(style.parent.as_deref()?);
        std::iter::successors(self.styles.get(name), next).take(MAX_CHAIN)
    }
}

fn style(element: &Element, name: &str) -> OdtStyle {
    let text = element.child("text-properties");
    let property = |name: &str| text.and_then(|text| text.attribute(name));
    let is_bold = |weight: &str| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
    let is_text_style = element.attribute("family") == Some("text");
    let named = || element.attribute("display-name").and_then(style_role).or_else(|| style_role(name));
    OdtStyle {
        role: if is_text_style { None } else { named() },
        bold: property("font-weight").map(is_bold),
        italic: property("font-style").map(|style| style == "italic" || style == "oblique"),
        hidden: property("display") == Some("none"),
        struck: property("text-line-through-style")
            .or_else(|| property("text-line-through-type"))
            .or_else(|| property("text-crossing-out"))
            .map(|line| line != "none"),
        baseline: property("text-position").map(baseline),
        parent: element.attribute("parent-style-name").map(Box::from),
        list: element.attribute("list-style-name").filter(|list| !list.is_empty()).map(Box::from),
    }
}

/// Returns the position that `text-position` states: `super 58%`, `sub`, or how far the text is moved, `33% 58%`.
fn baseline(position: &str) -> Baseline {
    let first = position.split_whitespace().next().unwrap_or_default();
    let moved: f32 = first.strip_suffix('%').and_then(|percent| percent.parse().ok()).unwrap_or(0.0);
    match first {
        "super" => Baseline::Raised,
        "sub" => Baseline::Lowered,
        _ if moved >= MIN_RAISE_PERCENT => Baseline::Raised,
        _ if moved <= -MIN_RAISE_PERCENT => Baseline::Lowered,
        _ => Baseline::Normal,
    }
}

fn list_style(element: &Element) -> Vec<ListLevel> {
    let mut levels = vec![ListLevel { bullet: true, ..ListLevel::default() }; MAX_LEVELS];
    for found in element.elements() {
        let at = found.attribute("level").and_then(|level| level.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        let Some(level_slot) = at.and_then(|at| levels.get_mut(at)) else { continue };
        let property = |name: &str| found.attribute(name).unwrap_or_default();
        *level_slot = ListLevel {
            bullet: *found.name != *"list-level-style-number",
            format: property("num-format").into(),
            prefix: property("num-prefix").into(),
            suffix: property("num-suffix").into(),
            start: property("start-value").parse().unwrap_or(1),
            shown_levels: property("display-levels").parse().unwrap_or(1),
        };
    }
    levels
}

/// Returns the name that Word has for a number format.
fn word_number_format(format: &str) -> &'static str {
    match format {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "" => "none",
        _ => "decimal",
    }
}

/// Returns the language in `text-properties`, which has two parts.
fn language(properties: &Element) -> Option<String> {
    let language = properties.attribute("language").filter(|tag| !matches!(*tag, "" | "none" | "zxx"))?;
    let country = properties.attribute("country").filter(|tag| !matches!(*tag, "" | "none"));
    Some(country.map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
}
