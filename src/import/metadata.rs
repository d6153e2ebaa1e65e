//! Parsers for what files say about themselves: titles, bylines, dates and languages.

use crate::model::visible::hidden;
use crate::model::{DAY_NAMES, Date, Language, MONTH_NAMES};

/// The longest title or byline, in characters; the rest is cut off.
const MAX_CHARS: usize = 300;

/// Returns a text with one space for each run of whitespace, or `None` if nothing is left.
pub(super) fn collapsed(text: &str) -> Option<String> {
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// Returns a title or a name on one line without hidden characters, or `None` if nothing is left.
pub(super) fn single_line(text: &str) -> Option<String> {
    let mut line = collapsed(text)?;
    let hidden: Vec<usize> = hidden(&line).map(|(at, _)| at).collect();
    for at in hidden.into_iter().rev() {
        line.remove(at);
    }
    if line.chars().count() > MAX_CHARS {
        line = line.chars().take(MAX_CHARS).chain(std::iter::once('…')).collect();
    }
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

/// Parses a language tag as files write it: `en_GB`, `EN-us`, `zh-cmn-Hans`. Returns `None` for an unknown language.
pub(super) fn parse_language_tag(tag: &str) -> Option<Language> {
    let tag = tag.split([',', ';']).next()?.trim().replace('_', "-");
    let mut parts = Vec::new();
    for (i, part) in tag.split('-').enumerate() {
        parts.push(match (i, part.len()) {
            (0, _) => part.to_ascii_lowercase(),
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                let (first, rest) = part.split_at(1);
                first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
            }
            _ => part.to_owned(),
        });
    }
    let language = Language::from(parts.join("-").as_str());
    (language.is_well_formed() && language.is_known()).then_some(language)
}

/// Parses a date as files write it: ISO 8601 with or without a time, or with the English name of the month.
///
/// Numeric dates such as 3/4/2024 are ambiguous, so they are not parsed.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    for length in [10, 7, 4] {
        let (Some(start), rest) = (text.get(..length), text.get(length..).unwrap_or_default()) else { continue };
        let is_separator = |c: char| c == 'T' || c == 't' || c.is_whitespace();
        if let Ok(date) = start.parse::<Date>()
            && (rest.is_empty() || (length == 10 && rest.starts_with(is_separator)))
        {
            return Some(date);
        }
    }
    if let Some(digits) = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
        && (text.len() == 8 || text.get(8..)?.starts_with(['T', ' ']))
    {
        return format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?).parse().ok();
    }
    parse_date_with_month_name(text)
}

/// Parses a date as people write it in a field: ISO 8601, with the name of the month, or a month or a year alone.
/// Numeric dates such as 3/4/2024 are ambiguous, so they are not parsed.
///
/// ```
/// use parallax::import::written_date;
///
/// assert_eq!(written_date("12 March 2024"), "2024-03-12".parse().ok());
/// assert_eq!(written_date("March 2024"), "2024-03".parse().ok());
/// assert_eq!(written_date("3/4/2024"), None);
/// ```
pub fn written_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty()).collect();
    let iso = text.parse().ok();
    iso.or_else(|| match *words.as_slice() {
        [month, year] if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            let month = month_number(&month.to_ascii_lowercase()).filter(|_| month.len() >= 3)?;
            format!("{year}-{month:02}").parse().ok()
        }
        _ => parse_dateline(text),
    })
}

/// Parses a line that is nothing but a date with its year, with or without the day of the week.
pub(super) fn parse_dateline(line: &str) -> Option<Date> {
    let line = line.trim();
    if line.len() == 10
        && let Ok(date) = line.parse()
    {
        return Some(date);
    }
    let is_weekday = |word: &str| {
        let word = word.to_ascii_lowercase();
        DAY_NAMES.iter().any(|day| is_name_or_short(day, &word))
    };
    let words = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| !is_weekday(word)).collect();
    let is_plain = words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphanumeric()));
    if words.len() == 3 && is_plain { parse_date_with_month_name(&words.join(" ")) } else { None }
}

/// Returns the first date with its year in a line such as `Published: 20 Dec 2024, 10:22 AM`.
pub(super) fn parse_date_within(line: &str) -> Option<Date> {
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | ':' | '(' | ')' | '·' | '•'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let iso = words.iter().filter(|word| word.len() >= 10).find_map(|word| word.get(..10)?.parse().ok());
    let is_plain = |words: &&[&str]| words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphanumeric()));
    iso.or_else(|| words.windows(3).filter(is_plain).find_map(|words| parse_date_with_month_name(&words.join(" "))))
}

/// Particles and conjunctions within names.
const PARTICLES: [&str; 17] =
    ["and", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von"];
const MAX_BYLINE_CHARS: usize = 80;

/// Returns the names in a line `By NAME` with nothing else in it.
pub(super) fn parse_byline(text: &str) -> Option<String> {
    let names = text.trim().strip_prefix("By ").or_else(|| text.trim().strip_prefix("BY "))?;
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.');
    let is_name = |word: &str| {
        let word = word.trim_end_matches(',');
        // `By The River` is a title.
        let is_article = ["THE", "A", "AN"].contains(&&*word.to_uppercase());
        let is_name = !is_article && word.starts_with(char::is_uppercase) && word.chars().all(is_letter);
        is_name || PARTICLES.contains(&word) || word == "&"
    };
    let words: Vec<&str> = names.split_whitespace().collect();
    // A full stop after more than an initial ends a sentence.
    let is_sentence = words.last().is_none_or(|word| word.ends_with('.') && word.chars().count() > 3);
    let is_plausible = (2..=12).contains(&words.len()) && names.chars().count() <= MAX_BYLINE_CHARS;
    (is_plausible && !is_sentence && words.iter().all(|word| is_name(word))).then(|| single_line(names)).flatten()
}

/// Parses dates such as `Thu, 11 Nov 2004 21:41:39 +0900` and `March 11, 2015 3:46 PM`.
fn parse_date_with_month_name(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|word| !word.is_empty())
        .take(8)
        .map(str::to_ascii_lowercase)
        .collect();
    let index = words.iter().position(|w| w.len() >= 3 && month_number(w).is_some())?;
    let month = month_number(words.get(index)?)?;
    let number = |word: Option<&String>| -> Option<u32> {
        word?.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
    };
    let before = index.checked_sub(1).and_then(|before| number(words.get(before)));
    let (day, year) = match (before, number(words.get(index + 1))) {
        (Some(day), Some(year)) if year > 31 => (day, year),
        (_, Some(day)) if day <= 31 => (day, number(words.get(index + 2))?),
        _ => return None,
    };
    (year >= 1000).then(|| format!("{year:04}-{month:02}-{day:02}"))?.parse().ok()
}

fn month_number(word: &str) -> Option<usize> {
    let word = if word == "sept" { "sep" } else { word };
    MONTH_NAMES.iter().position(|month| is_name_or_short(month, word)).map(|index| index + 1)
}

/// Returns whether a word is a name or its first three letters.
fn is_name_or_short(name: &str, word: &str) -> bool {
    name == word || (word.len() == 3 && name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::{parse_byline, parse_date, parse_dateline, parse_language_tag, single_line};

    #[test]
    fn dates_are_parsed_in_unambiguous_forms() {
        for (text, date) in [
            ("2018-04-05T06:00", Some("2018-04-05")),
            ("2017-11-03 03:01:00.000000", Some("2017-11-03")),
            ("2024-12", Some("2024-12")),
            ("20240420T042000Z", Some("2024-04-20")),
            ("Thu, 11 Nov 2004 21:41:39 +0900", Some("2004-11-11")),
            ("March 11, 2015 3:46 PM", Some("2015-03-11")),
            ("Sept. 3rd, 2015", Some("2015-09-03")),
            ("03/04/2024", None),
            ("2023-02-30", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(parse_date(text).map(|d| format!("{d:?}")).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_line_is_a_date_or_a_byline_only_if_it_is_nothing_else() {
        for (text, date) in [
            ("Tuesday, 12 March 2024", Some("2024-03-12")),
            ("March 12, 2024", Some("2024-03-12")),
            ("12 Mar. 2024", Some("2024-03-12")),
            ("2024-03-12", Some("2024-03-12")),
            ("On 12 March 2024 the lamps went out", None),
            ("12 March 2024: the lamps", None),
            ("March 2024", None),
            ("2024", None),
            ("12/03/2024", None),
            ("", None),
        ] {
            assert_eq!(parse_dateline(text).map(|d| format!("{d:?}")).as_deref(), date, "{text}");
        }
        for (text, names) in [
            ("By Ada Moss", Some("Ada Moss")),
            ("By Ada van der Moss and J. D. Reed Jr.", Some("Ada van der Moss and J. D. Reed Jr.")),
            ("BY ADA MOSS, BEN O’REILLY", Some("ADA MOSS, BEN O’REILLY")),
            ("By Popular demand", None),
            ("By Eleven", None),
            ("By The River Bank", None),
            ("By River And Sea.", None),
            ("By 2024 Rates Rise", None),
            ("by Ada Moss", None),
            ("Bylaws And Rules", None),
        ] {
            assert_eq!(parse_byline(text).as_deref(), names, "{text}");
        }
    }

    #[test]
    fn language_tags_and_titles_are_normalized() {
        let tag = |text: &str| parse_language_tag(text).map(|l| l.to_string());
        assert_eq!(tag("en_us").as_deref(), Some("en-US"));
        assert_eq!(tag("ZH-hans").as_deref(), Some("zh-Hans"));
        assert_eq!(tag("english"), None);
        assert_eq!(tag(""), None);
        assert_eq!(single_line(" On\n lamps\u{200b} ").as_deref(), Some("On lamps"));
        assert_eq!(single_line(" \u{200b} "), None);
    }
}
