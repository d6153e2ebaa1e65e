//! Markers of list items: `numbering.xml`, and counting as Word counts.

use std::collections::{HashMap, HashSet};

use super::styles::{DocxStyles, ListPosition};
use crate::import::xml::Element;

const LEVELS: usize = 9;
/// The most letters in a marker: numbering by letters repeats them (`zz`, `zzz`).
const MAX_LETTERS: u32 = 40;

#[derive(Clone, Debug, Default)]
struct NumberingLevel {
    start: u32,
    format: Box<str>,
    /// As in `%1.%2)`, where `%` and a digit are replaced by the number of that level.
    text: Box<str>,
    /// The level whose items restart this one: from 1, or 0 for never; `None` is every level above.
    restart: Option<usize>,
    /// Whether all numbers in the marker are decimal.
    all_decimal: bool,
}

#[derive(Clone, Debug, Default)]
struct AbstractNumbering {
    levels: Vec<NumberingLevel>,
    /// The numbering style that defines the levels instead.
    style_link: Option<Box<str>>,
    style_name: Option<Box<str>>,
    /// The paragraph styles that are linked to levels.
    styles: Vec<(Box<str>, usize)>,
}

#[derive(Debug, Default)]
struct NumberingInstance {
    abstract_numbering: Box<str>,
    start_values: HashMap<usize, u32>,
    levels: HashMap<usize, NumberingLevel>,
}

#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstract_numberings: HashMap<Box<str>, AbstractNumbering>,
    instances: HashMap<u32, NumberingInstance>,
    counts: HashMap<Box<str>, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

impl Numbering {
    pub(super) fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default().into();
                    numbering.abstract_numberings.insert(id, abstract_numbering(element));
                }
                "num" => {
                    if let Some(id) = element.attribute("numId").and_then(|id| id.parse().ok()) {
                        numbering.instances.insert(id, instance(element));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// Returns the marker of the next item at a position, or `None` if the list is unknown or its markers are empty.
    pub(super) fn next_marker(
        &mut self,
        position: ListPosition,
        style: Option<&str>,
        styles: &DocxStyles,
    ) -> Option<String> {
        let id = position.list.filter(|id| *id != 0)?;
        let instance = self.instances.get(&id)?;
        let name = self.resolve_style_link(&instance.abstract_numbering, styles);
        let abstract_numbering = self.abstract_numberings.get(&name)?;
        let of_style = || abstract_numbering.styles.iter().find(|(s, _)| Some(&**s) == style).map(|(_, level)| *level);
        let at = position.level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let level = |at: usize| {
            instance.levels.get(&at).or_else(|| abstract_numbering.levels.get(at)).cloned().unwrap_or_default()
        };
        let levels: Vec<NumberingLevel> = (0..LEVELS).map(level).collect();
        let own = levels.get(at)?;
        let counts = self.counts.entry(name).or_default();
        // A list with a start value restarts at its first item.
        let restart = instance.start_values.get(&at).filter(|_| self.started.insert((id, at)));
        let count = match (restart, counts.get(at).copied().flatten()) {
            (Some(start), _) => *start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => own.start,
        };
        for (deeper, (count, level)) in counts.iter_mut().zip(&levels).enumerate().skip(at + 1) {
            if level.restart.is_none_or(|restart| restart > at && deeper > at) {
                *count = None;
            }
        }
        if let Some(position) = counts.get_mut(at) {
            *position = Some(count);
        }
        Some(format_marker(own, &levels, counts)).filter(|marker| !marker.is_empty())
    }

    /// Returns the abstract numbering that defines the levels, where one only refers to a numbering style.
    fn resolve_style_link(&self, name: &str, styles: &DocxStyles) -> Box<str> {
        let style_link =
            self.abstract_numberings.get(name).and_then(|abstract_numbering| abstract_numbering.style_link.as_deref());
        let Some(style_link) = style_link else { return name.into() };
        let named = self
            .abstract_numberings
            .iter()
            .find(|(_, abstract_numbering)| abstract_numbering.style_name.as_deref() == Some(style_link));
        let by_style =
            || Some(self.instances.get(&styles.list_position(Some(style_link)).list?)?.abstract_numbering.clone());
        named.map(|(id, _)| id.clone()).or_else(by_style).unwrap_or_else(|| name.into())
    }
}

fn abstract_numbering(element: &Element) -> AbstractNumbering {
    let mut abstract_numbering = AbstractNumbering {
        style_link: element.child_val("numStyleLink").map(Box::from),
        style_name: element.child_val("styleLink").map(Box::from),
        levels: vec![NumberingLevel::default(); LEVELS],
        styles: Vec::new(),
    };
    for found in element.elements().filter(|e| *e.name == *"lvl") {
        let at = found.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(LEVELS);
        if let Some(position) = abstract_numbering.levels.get_mut(at) {
            *position = level(found);
            abstract_numbering.styles.extend(found.child_val("pStyle").map(|style| (style.into(), at)));
        }
    }
    abstract_numbering
}

fn instance(element: &Element) -> NumberingInstance {
    let mut instance = NumberingInstance {
        abstract_numbering: element.child_val("abstractNumId").unwrap_or_default().into(),
        ..NumberingInstance::default()
    };
    for over in element.elements().filter(|e| *e.name == *"lvlOverride") {
        let Some(at) = over.attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
        let own = over.child("lvl").map(level);
        let start = over.child_val("startOverride").and_then(|start| start.parse().ok());
        instance.start_values.extend(start.or(own.as_ref().map(|level| level.start)).map(|start| (at, start)));
        instance.levels.extend(own.map(|level| (at, level)));
    }
    instance
}

fn level(element: &Element) -> NumberingLevel {
    let number = |name| element.child_val(name).and_then(|value| value.parse().ok());
    NumberingLevel {
        start: number("start").unwrap_or(0),
        format: element.child_val("numFmt").unwrap_or("decimal").into(),
        text: element.child_val("lvlText").unwrap_or_default().into(),
        restart: number("lvlRestart").and_then(|restart| usize::try_from(restart).ok()),
        all_decimal: super::styles::toggle(element, "isLgl").unwrap_or(false),
    }
}

/// Returns the marker as shown: a bullet, or the level's text with its numbers filled in.
fn format_marker(own: &NumberingLevel, levels: &[NumberingLevel], counts: &[Option<u32>; LEVELS]) -> String {
    if &*own.format == "bullet" {
        return bullet(&own.text).into();
    }
    let mut marker = String::new();
    let mut text = own.text.chars().peekable();
    while let Some(c) = text.next() {
        let Some(at) = text.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0) else {
            marker.push(c);
            continue;
        };
        text.next();
        let at = usize::try_from(at - 1).unwrap_or(0);
        let Some(level) = levels.get(at) else { continue };
        let count = counts.get(at).copied().flatten().unwrap_or(level.start);
        let all_decimal = own.all_decimal && &*level.format != "decimalZero";
        marker.push_str(&format_number(count, if all_decimal { "decimal" } else { &level.format }));
    }
    marker.trim().to_owned()
}

/// Returns the bullet to show. All bullets are shown alike, whatever letter of a symbol font they are; a checkbox keeps
/// its state, and an item with an empty bullet continues the item before.
fn bullet(text: &str) -> &'static str {
    match text.trim() {
        "" => "",
        "☐" => "☐",
        "☑" => "☑",
        "☒" => "☒",
        _ => "•",
    }
}

/// Formats a number in one of Word's formats; unknown formats are decimal.
pub(in crate::import) fn format_number(n: u32, format: &str) -> String {
    match format {
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "lowerLetter" => letter_number(n, 'a'),
        "upperLetter" => letter_number(n, 'A'),
        "decimalZero" => format!("{n:02}"),
        "ordinal" => format!("{n}{}", ordinal_suffix(n)),
        "none" => String::new(),
        _ => n.to_string(),
    }
}

/// Formats a number as letters, as Word does: a to z, then aa, bb and so on.
fn letter_number(n: u32, first: char) -> String {
    let Some(n) = n.checked_sub(1) else { return "0".into() };
    let times = n / 26 + 1;
    let letter = char::from_u32(u32::from(first) + n % 26).unwrap_or(first);
    if times > MAX_LETTERS { (n + 1).to_string() } else { (0..times).map(|_| letter).collect() }
}

fn roman(n: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut remaining = n;
    let mut written = String::new();
    for (value, numeral) in NUMERALS {
        while remaining >= value {
            remaining -= value;
            written.push_str(numeral);
        }
    }
    written
}

fn ordinal_suffix(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::format_number;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let written = |n, formats: [&str; 4]| formats.map(|format| format_number(n, format)).join(" ");
        assert_eq!(written(4, ["decimal", "lowerRoman", "upperLetter", "ordinal"]), "4 iv D 4th");
        assert_eq!(written(28, ["decimalZero", "upperRoman", "lowerLetter", "ordinal"]), "28 XXVIII bb 28th");
        assert_eq!(written(0, ["decimal", "lowerRoman", "upperLetter", "none"]), "0 0 0 ");
        assert_eq!(format_number(112, "ordinal"), "112th");
        assert_eq!(format_number(u32::MAX, "lowerLetter"), u32::MAX.to_string());
        assert_eq!(format_number(3, "chineseCounting"), "3", "a format that is not known is figures");
    }
}
