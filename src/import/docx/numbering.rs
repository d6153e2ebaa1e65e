//! The marks of list items: `numbering.xml`, and counting as Word counts.

use std::collections::{HashMap, HashSet};

use super::styles::{InList, Styles};
use crate::import::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;
/// The longest mark in letters: a name list of letters repeats them (`zz`, `zzz`).
const LONGEST_LETTERS: u32 = 40;

#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: Box<str>,
    /// As `%1.%2)`: `%` and a digit stand for the number of that level.
    text: Box<str>,
    /// The level whose items begin this one anew: from 1, or 0 for never; none is every level above.
    restart: Option<usize>,
    /// All numbers in it are plain figures.
    legal: bool,
}

#[derive(Clone, Debug, Default)]
struct Outline {
    levels: Vec<Level>,
    /// The style of lists that says everything instead.
    link: Option<Box<str>>,
    names: Option<Box<str>>,
    /// The paragraph styles that belong to levels.
    styles: Vec<(Box<str>, usize)>,
}

#[derive(Debug, Default)]
struct List {
    outline: Box<str>,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    outlines: HashMap<Box<str>, Outline>,
    lists: HashMap<u32, List>,
    counts: HashMap<Box<str>, [Option<u32>; LEVELS]>,
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default().into();
                    numbering.outlines.insert(id, outline(element));
                }
                "num" => {
                    if let Some(id) = element.attribute("numId").and_then(|id| id.parse().ok()) {
                        numbering.lists.insert(id, list(element));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// The mark of the next item at this place; none where the list is not known or its marks are empty.
    pub(super) fn next(&mut self, place: InList, style: Option<&str>, styles: &Styles) -> Option<String> {
        let id = place.list.filter(|id| *id != 0)?;
        let list = self.lists.get(&id)?;
        let name = self.followed(&list.outline, styles);
        let outline = self.outlines.get(&name)?;
        let of_style = || outline.styles.iter().find(|(s, _)| Some(&**s) == style).map(|(_, level)| *level);
        let at = place.level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let level = |at: usize| list.levels.get(&at).or_else(|| outline.levels.get(at)).cloned().unwrap_or_default();
        let levels: Vec<Level> = (0..LEVELS).map(level).collect();
        let own = levels.get(at)?;
        let counts = self.counts.entry(name).or_default();
        // A list that says where it starts begins there with its first item.
        let anew = list.starts.get(&at).filter(|_| self.begun.insert((id, at)));
        let count = match (anew, counts.get(at).copied().flatten()) {
            (Some(start), _) => *start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => own.start,
        };
        for (deeper, (count, level)) in counts.iter_mut().zip(&levels).enumerate().skip(at + 1) {
            if level.restart.is_none_or(|restart| restart > at && deeper > at) {
                *count = None;
            }
        }
        if let Some(place) = counts.get_mut(at) {
            *place = Some(count);
        }
        Some(mark(own, &levels, counts)).filter(|mark| !mark.is_empty())
    }

    /// The outline itself, where one only names a style of lists.
    fn followed(&self, name: &str, styles: &Styles) -> Box<str> {
        let link = self.outlines.get(name).and_then(|outline| outline.link.as_deref());
        let Some(link) = link else { return name.into() };
        let named = self.outlines.iter().find(|(_, outline)| outline.names.as_deref() == Some(link));
        let by_style = || Some(self.lists.get(&styles.in_list(Some(link)).list?)?.outline.clone());
        named.map(|(id, _)| id.clone()).or_else(by_style).unwrap_or_else(|| name.into())
    }
}

fn outline(element: &Element) -> Outline {
    let mut outline = Outline {
        link: element.value_of("numStyleLink").map(Box::from),
        names: element.value_of("styleLink").map(Box::from),
        levels: vec![Level::default(); LEVELS],
        styles: Vec::new(),
    };
    for found in element.elements().filter(|e| *e.name == *"lvl") {
        let at = found.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(LEVELS);
        if let Some(place) = outline.levels.get_mut(at) {
            *place = level(found);
            outline.styles.extend(found.value_of("pStyle").map(|style| (style.into(), at)));
        }
    }
    outline
}

fn list(element: &Element) -> List {
    let mut list = List { outline: element.value_of("abstractNumId").unwrap_or_default().into(), ..List::default() };
    for over in element.elements().filter(|e| *e.name == *"lvlOverride") {
        let Some(at) = over.attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
        let own = over.child("lvl").map(level);
        let start = over.value_of("startOverride").and_then(|start| start.parse().ok());
        list.starts.extend(start.or(own.as_ref().map(|level| level.start)).map(|start| (at, start)));
        list.levels.extend(own.map(|level| (at, level)));
    }
    list
}

fn level(element: &Element) -> Level {
    let number = |name| element.value_of(name).and_then(|value| value.parse().ok());
    Level {
        start: number("start").unwrap_or(0),
        format: element.value_of("numFmt").unwrap_or("decimal").into(),
        text: element.value_of("lvlText").unwrap_or_default().into(),
        restart: number("lvlRestart").and_then(|restart| usize::try_from(restart).ok()),
        legal: super::styles::toggle(element, "isLgl").unwrap_or(false),
    }
}

/// The mark as it is shown: a bullet, or the text with its numbers put in.
fn mark(own: &Level, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    if &*own.format == "bullet" {
        return bullet(&own.text).into();
    }
    let mut mark = String::new();
    let mut text = own.text.chars().peekable();
    while let Some(c) = text.next() {
        let Some(at) = text.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0) else {
            mark.push(c);
            continue;
        };
        text.next();
        let at = usize::try_from(at - 1).unwrap_or(0);
        let Some(level) = levels.get(at) else { continue };
        let count = counts.get(at).copied().flatten().unwrap_or(level.start);
        let legal = own.legal && &*level.format != "decimalZero";
        mark.push_str(&number(count, if legal { "decimal" } else { &level.format }));
    }
    mark.trim().to_owned()
}

/// Every bullet is the same one, whatever letter of a font of signs it is; a box to tick says something, and an empty
/// one goes on with the item before.
fn bullet(text: &str) -> &'static str {
    match text.trim() {
        "" => "",
        "☐" => "☐",
        "☑" => "☑",
        "☒" => "☒",
        _ => "•",
    }
}

/// A number in one of Word's formats; what is not known here is written in figures.
pub(in crate::import) fn number(n: u32, format: &str) -> String {
    match format {
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "lowerLetter" => letters(n, 'a'),
        "upperLetter" => letters(n, 'A'),
        "decimalZero" => format!("{n:02}"),
        "ordinal" => format!("{n}{}", ending(n)),
        "none" => String::new(),
        _ => n.to_string(),
    }
}

/// As Word writes them: a to z, then aa, bb and so on.
fn letters(n: u32, first: char) -> String {
    let Some(n) = n.checked_sub(1) else { return "0".into() };
    let times = n / 26 + 1;
    let letter = char::from_u32(u32::from(first) + n % 26).unwrap_or(first);
    if times > LONGEST_LETTERS { (n + 1).to_string() } else { (0..times).map(|_| letter).collect() }
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
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
    let mut left = n;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            left -= value;
            written.push_str(sign);
        }
    }
    written
}

fn ending(n: u32) -> &'static str {
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
    use super::number;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let written = |n, formats: [&str; 4]| formats.map(|format| number(n, format)).join(" ");
        assert_eq!(written(4, ["decimal", "lowerRoman", "upperLetter", "ordinal"]), "4 iv D 4th");
        assert_eq!(written(28, ["decimalZero", "upperRoman", "lowerLetter", "ordinal"]), "28 XXVIII bb 28th");
        assert_eq!(written(0, ["decimal", "lowerRoman", "upperLetter", "none"]), "0 0 0 ");
        assert_eq!(number(112, "ordinal"), "112th");
        assert_eq!(number(u32::MAX, "lowerLetter"), u32::MAX.to_string());
        assert_eq!(number(3, "chineseCounting"), "3", "a format that is not known is figures");
    }
}
