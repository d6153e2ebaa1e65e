//! The names in a byline, without what pages write around them.

use super::super::metadata::single_line;
use crate::model::MONTH_NAMES;

/// The most names; a longer list is no byline.
const MAX_NAMES: usize = 12;
/// The longest name, in characters.
const MAX_NAME_CHARS: usize = 60;

/// What stands before the names, in lower case, the longest first. A blank or a colon follows.
const LABELS: [&str; 46] = [
    "article written by",
    "article by",
    "reporting by",
    "reported by",
    "published by",
    "posted by",
    "written by",
    "authored by",
    "opinion by",
    "analysis by",
    "story by",
    "words by",
    "text by",
    "authors:",
    "author:",
    "authors",
    "author",
    "by:",
    "by",
    "ein kommentar von",
    "eine analyse von",
    "von:",
    "von",
    "écrit par",
    "publié par",
    "par:",
    "par",
    "escrito por",
    "por:",
    "por",
    "scritto da",
    "di:",
    "di",
    "geschreven door",
    "door:",
    "door",
    "autor:",
    "autorzy:",
    "автор:",
    "авторы:",
    "текст:",
    "लेखक:",
    "تحریر:",
    "بقلم:",
    "كتب:",
    "oleh:",
];
/// The same in Chinese and Japanese, where no blank follows.
const UNSPACED_LABELS: [&str; 9] = ["作者：", "作者:", "记者：", "記者：", "撰文：", "文：", "文/", "文／", "文｜"];
/// Words that are no part of a name: what follows them is none either.
const ENDS: [&str; 14] = [
    "published",
    "updated",
    "posted",
    "modified",
    "edited",
    "photographs",
    "photography",
    "photos",
    "last",
    "reviewed",
    "translated",
    "for",
    "on",
    "in",
];
/// Words of a position or an office, which make a part of a byline no name.
const POSITIONS: [&str; 31] = [
    "writer",
    "editor",
    "correspondent",
    "reporter",
    "staff",
    "contributor",
    "contributors",
    "columnist",
    "chief",
    "bureau",
    "journalist",
    "professor",
    "director",
    "fellow",
    "analyst",
    "producer",
    "desk",
    "team",
    "news",
    "senior",
    "associate",
    "assistant",
    "guest",
    "special",
    "agencies",
    "agency",
    "phd",
    "ph.d",
    "md",
    "redaktion",
    "min",
];

/// Returns the names in a byline, each alone.
pub(in crate::import) fn names(byline: &str) -> Vec<String> {
    let Some(line) = single_line(byline) else { return Vec::new() };
    if line.contains("://") || line.starts_with(['@', '#']) || line.starts_with("www.") {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    // A bar or a dash separates the names from a position or a date.
    let is_separator = |c: char| matches!(c, '|' | '·' | '•' | '｜' | '—' | '–' | '(' | '（' | '\u{2044}');
    for part in without_label(&line).split(is_separator) {
        let found = names_in_part(part);
        if names.is_empty() {
            names = found;
        }
    }
    names.dedup();
    names.truncate(MAX_NAMES);
    names
}

/// Returns a byline without what stands before the names.
fn without_label(line: &str) -> &str {
    let lower = line.to_lowercase();
    let rest = |label: &&'static str| {
        let after = lower.strip_prefix(*label)?;
        let is_whole = label.ends_with(':') || after.starts_with([' ', ':', '\u{a0}']);
        // Lower case may have another length.
        let rest = line.get(line.len().checked_sub(after.len())?..)?;
        is_whole.then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
    };
    let labelled = LABELS.iter().find_map(rest);
    labelled.or_else(|| UNSPACED_LABELS.iter().find_map(|label| line.strip_prefix(label))).unwrap_or(line).trim()
}

/// Returns whether a line says that names follow.
pub(super) fn has_label(line: &str) -> bool {
    let line = line.trim();
    without_label(line).len() < line.len()
}

/// Returns the names in a part of a byline: separated by commas and `and`, up to a date or what is no name.
fn names_in_part(part: &str) -> Vec<String> {
    let mut text = String::new();
    for word in part.split_whitespace() {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_month = MONTH_NAMES.contains(&&*plain)
            || (plain.len() == 3 && MONTH_NAMES.iter().any(|month| month.starts_with(&*plain)) && word.len() > 3);
        if ENDS.contains(&&*plain) || plain.chars().any(|c| c.is_numeric()) || (is_month && !text.is_empty()) {
            break;
        }
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(word);
    }
    let mut names = Vec::new();
    for (i, name) in split_names(&text).into_iter().enumerate() {
        let name = name.trim_matches(|c: char| c.is_whitespace() || ",;:/-".contains(c));
        if is_name(name) {
            names.push(name.to_owned());
        } else if i == 0 {
            // What begins with something else is no list of names.
            break;
        }
    }
    names
}

fn split_names(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for separator in [
        ", and ",
        " and ",
        " AND ",
        " & ",
        " und ",
        " et ",
        " и ",
        " तथा ",
        " और ",
        " اور ",
        " و ",
        "，",
        "、",
        ",",
        ";",
    ] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts
}

/// Returns whether a text can be a name: a few words, none of which is a position.
fn is_name(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(|word| word.trim_matches(['.', ',']).to_lowercase()).collect();
    let is_position = |word: &String| POSITIONS.contains(&word.as_str());
    // What follows a name is none by itself, but may end one.
    let is_suffix_alone = |words: &[String]| matches!(words, [only] if ["jr", "sr"].contains(&only.as_str()));
    (1..=8).contains(&words.len())
        && !is_suffix_alone(&words)
        && text.chars().count() <= MAX_NAME_CHARS
        && text.chars().any(char::is_alphabetic)
        && !words.iter().any(is_position)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_found_without_labels_positions_and_dates() {
        for (byline, expected) in [
            ("By Ada Moss", "Ada Moss"),
            ("BY ADA MOSS AND BILAL REED", "ADA MOSS|BILAL REED"),
            ("By Ada Moss December 20, 2024", "Ada Moss"),
            ("Ada Moss | Staff Writer | Published: 20 Dec 2024, 10:22 AM IST", "Ada Moss"),
            ("Ada Moss, Bilal Reed and Chen Wu", "Ada Moss|Bilal Reed|Chen Wu"),
            ("Ada Moss, Staff Writer", "Ada Moss"),
            ("Written by: Ada Moss, Ph.D.", "Ada Moss"),
            ("By Ada Moss in Harrow Bridge", "Ada Moss"),
            ("Ada Moss for The Valley Courier", "Ada Moss"),
            ("Ada Moss (photographs)", "Ada Moss"),
            ("Ada Moss · 5 min read", "Ada Moss"),
            ("Von Ada Moos und Bernd Rad", "Ada Moos|Bernd Rad"),
            ("Par Ada Mousse", "Ada Mousse"),
            ("作者：张三", "张三"),
            ("文/李四", "李四"),
            ("लेखक: आशा देवी", "आशा देवी"),
            ("تحریر: احمد علی", "احمد علی"),
            ("José Ortega y Gasset", "José Ortega y Gasset"),
            ("Byron Moss", "Byron Moss"),
            ("May Moss", "May Moss"),
            ("By Ada Moss Jr. and Bilal Reed", "Ada Moss Jr.|Bilal Reed"),
            ("Ada Moss, Jr.", "Ada Moss"),
            ("Reuters", "Reuters"),
            ("Staff Writer", ""),
            ("https://example.org/ada", ""),
            ("@adamoss", ""),
            ("20 December 2024", ""),
            ("", ""),
        ] {
            assert_eq!(names(byline).join("|"), expected, "{byline}");
        }
    }
}
