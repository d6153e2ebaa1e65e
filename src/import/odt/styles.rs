//! The styles of an OpenDocument text, and the forms of its lists.

use std::collections::HashMap;

use crate::import::docx::number;
use crate::import::names::{Role, role};
use crate::import::xml::Element;

/// Styles based on each other at most.
const LONGEST_CHAIN: usize = 32;
/// Levels of a list.
const LEVELS: usize = 10;

#[derive(Debug, Default)]
struct Style {
    role: Option<Role>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: bool,
    parent: Option<Box<str>>,
    /// The list that paragraphs of this style are in.
    list: Option<Box<str>>,
}

/// How the items of one level are marked.
#[derive(Clone, Debug, Default)]
struct Level {
    bullet: bool,
    format: Box<str>,
    before: Box<str>,
    after: Box<str>,
    start: u32,
    /// How many levels the number shows.
    shown: usize,
}

/// All styles by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<Box<str>, Style>,
    lists: HashMap<Box<str>, Vec<Level>>,
    /// The language of words that name none.
    pub(super) language: Option<String>,
}

impl Styles {
    /// Adds the styles in `office:styles` or `office:automatic-styles`.
    pub(super) fn add(&mut self, root: &Element) {
        for element in root.elements() {
            let name = element.attribute("name").unwrap_or_default();
            match &*element.name {
                "style" => drop(self.styles.insert(name.into(), style(element, name))),
                "list-style" => drop(self.lists.insert(name.into(), list(element))),
                "default-style" if element.attribute("family") == Some("paragraph") => {
                    self.language = element.child("text-properties").and_then(language);
                }
                _ => {}
            }
        }
    }

    /// The part that paragraphs of this style play.
    pub(super) fn role(&self, name: &str) -> Option<Role> {
        self.chain(name).find_map(|style| style.role)
    }

    /// The list that paragraphs of this style are in.
    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.chain(name).find_map(|style| style.list.as_deref())
    }

    /// Whether words of this style are bold and whether they are italic, where it says so.
    pub(super) fn look(&self, name: &str) -> (Option<bool>, Option<bool>) {
        let bold = self.chain(name).find_map(|style| style.bold);
        (bold, self.chain(name).find_map(|style| style.italic))
    }

    /// Whether words of this style are not shown.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.chain(name).any(|style| style.hidden)
    }

    /// The number that a level of a list begins with.
    pub(super) fn start(&self, list: &str, depth: usize) -> u32 {
        self.level(list, depth).map_or(1, |level| level.start)
    }

    /// The mark of an item: the counts of its level and those above, the widest first.
    pub(super) fn mark(&self, list: &str, counts: &[u32]) -> String {
        let depth = counts.len().saturating_sub(1);
        let Some(level) = self.level(list, depth) else { return "•".into() };
        if level.bullet {
            return "•".into();
        }
        let shown = level.shown.clamp(1, LEVELS).min(counts.len());
        let first = counts.len() - shown;
        let one = |(at, count): (usize, &u32)| {
            let format = self.level(list, at).map_or("1", |level| &*level.format);
            number(*count, word_format(if at == depth { &level.format } else { format }))
        };
        let numbers: Vec<String> = counts.iter().enumerate().skip(first).map(one).collect();
        let numbers = numbers.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(".");
        format!("{}{numbers}{}", level.before, level.after).trim().to_owned()
    }

    fn level(&self, list: &str, depth: usize) -> Option<&Level> {
        self.lists.get(list)?.get(depth)
    }

    fn chain(&self, name: &str) -> impl Iterator<Item = &Style> {
        let next = |style: &&Style| self.styles.get(style.parent.as_deref()?);
        std::iter::successors(self.styles.get(name), next).take(LONGEST_CHAIN)
    }
}

fn style(element: &Element, name: &str) -> Style {
    let text = element.child("text-properties");
    let said = |name: &str| text.and_then(|text| text.attribute(name));
    let heavy = |weight: &str| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
    let of_text = element.attribute("family") == Some("text");
    let named = || element.attribute("display-name").and_then(role).or_else(|| role(name));
    Style {
        role: if of_text { None } else { named() },
        bold: said("font-weight").map(heavy),
        italic: said("font-style").map(|style| style == "italic" || style == "oblique"),
        hidden: said("display") == Some("none"),
        parent: element.attribute("parent-style-name").map(Box::from),
        list: element.attribute("list-style-name").filter(|list| !list.is_empty()).map(Box::from),
    }
}

fn list(element: &Element) -> Vec<Level> {
    let mut levels = vec![Level { bullet: true, ..Level::default() }; LEVELS];
    for found in element.elements() {
        let at = found.attribute("level").and_then(|level| level.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        let Some(place) = at.and_then(|at| levels.get_mut(at)) else { continue };
        let said = |name: &str| found.attribute(name).unwrap_or_default();
        *place = Level {
            bullet: *found.name != *"list-level-style-number",
            format: said("num-format").into(),
            before: said("num-prefix").into(),
            after: said("num-suffix").into(),
            start: said("start-value").parse().unwrap_or(1),
            shown: said("display-levels").parse().unwrap_or(1),
        };
    }
    levels
}

/// The name that Word has for a format of numbers.
fn word_format(format: &str) -> &'static str {
    match format {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "" => "none",
        _ => "decimal",
    }
}

/// A language as `text-properties` gives it, in two parts.
fn language(properties: &Element) -> Option<String> {
    let language = properties.attribute("language").filter(|tag| !matches!(*tag, "" | "none" | "zxx"))?;
    let country = properties.attribute("country").filter(|tag| !matches!(*tag, "" | "none"));
    Some(country.map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
}
