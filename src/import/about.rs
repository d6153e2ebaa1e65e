//! What a file says about itself, made fit for the head of an edition.

use crate::model::visible::hidden;
use crate::model::{Date, Language, MONTH_NAMES};

/// The longest title or byline that is kept, in characters.
const LONGEST: usize = 300;

/// A title or a name on one line; none if nothing is left of it.
pub(super) fn line(text: &str) -> Option<String> {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden: Vec<usize> = hidden(&line).map(|(at, _)| at).collect();
    for at in hidden.into_iter().rev() {
        line.remove(at);
    }
    if line.chars().count() > LONGEST {
        line = line.chars().take(LONGEST).chain(std::iter::once('…')).collect();
    }
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

/// A language tag as files have it: `en_GB`, `EN-us`, `zh-cmn-Hans`; none for what is no tag.
pub(super) fn language(tag: &str) -> Option<Language> {
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

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day in a date as files write it: ISO 8601 with or without a time, or with the month's English name.
///
/// Days in figures alone, such as 3/4/2024, are read by nobody alike, so they are left.
pub(super) fn date_in(text: &str) -> Option<Date> {
    let text = text.trim();
    for length in [10, 7, 4] {
        let (Some(start), rest) = (text.get(..length), text.get(length..).unwrap_or_default()) else { continue };
        let ends = |c: char| c == 'T' || c == 't' || c.is_whitespace();
        if let Ok(date) = start.parse::<Date>()
            && (rest.is_empty() || (length == 10 && rest.starts_with(ends)))
        {
            return Some(date);
        }
    }
    if let Some(digits) = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
        && (text.len() == 8 || text.get(8..)?.starts_with(['T', ' ']))
    {
        return format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?).parse().ok();
    }
    with_month_name(text)
}

/// Days of the week.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day that a line is: a date with its year and nothing else, but for the day of the week.
pub(super) fn dateline(line: &str) -> Option<Date> {
    let line = line.trim();
    if line.len() == 10
        && let Ok(date) = line.parse()
    {
        return Some(date);
    }
    let is_weekday = |word: &str| {
        let word = word.to_ascii_lowercase();
        WEEKDAYS.iter().any(|day| *day == word || (word.len() == 3 && day.starts_with(&*word)))
    };
    let words = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| !is_weekday(word)).collect();
    let is_plain = words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphanumeric()));
    if words.len() == 3 && is_plain { with_month_name(&words.join(" ")) } else { None }
}

/// Little words within names.
const PARTICLES: [&str; 17] =
    ["and", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von"];
/// A line of names has at most so many characters.
const LONGEST_BYLINE: usize = 80;

/// The names in a line `By NAME`, which has nothing else in it.
pub(super) fn byline(text: &str) -> Option<String> {
    let names = text.trim().strip_prefix("By ").or_else(|| text.trim().strip_prefix("BY "))?;
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.');
    let is_name = |word: &str| {
        let word = word.trim_end_matches(',');
        // `By The River` is a title.
        let article = ["THE", "A", "AN"].contains(&&*word.to_uppercase());
        let name = !article && word.starts_with(char::is_uppercase) && word.chars().all(is_letter);
        name || PARTICLES.contains(&word) || word == "&"
    };
    let words: Vec<&str> = names.split_whitespace().collect();
    // A full stop after more than an initial ends a sentence.
    let sentence = words.last().is_none_or(|word| word.ends_with('.') && word.chars().count() > 3);
    let likely = (2..=12).contains(&words.len()) && names.chars().count() <= LONGEST_BYLINE;
    (likely && !sentence && words.iter().all(|word| is_name(word))).then(|| line(names)).flatten()
}

/// `Thu, 11 Nov 2004 21:41:39 +0900`, `March 11, 2015 3:46 PM`.
fn with_month_name(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|word| !word.is_empty())
        .take(8)
        .map(str::to_ascii_lowercase)
        .collect();
    let place = words.iter().position(|w| w.len() >= 3 && month(w).is_some())?;
    let month = month(words.get(place)?)?;
    let number = |word: Option<&String>| -> Option<u32> {
        word?.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
    };
    let before = place.checked_sub(1).and_then(|before| number(words.get(before)));
    let (day, year) = match (before, number(words.get(place + 1))) {
        (Some(day), Some(year)) if year > 31 => (day, year),
        (_, Some(day)) if day <= 31 => (day, number(words.get(place + 2))?),
        _ => return None,
    };
    (year >= 1000).then(|| format!("{year:04}-{month:02}-{day:02}"))?.parse().ok()
}

fn month(word: &str) -> Option<usize> {
    let short = MONTHS.iter().position(|month| *month == word || (word == "sept" && *month == "sep"));
    short.or_else(|| MONTH_NAMES.iter().position(|month| *month == word)).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::{byline, date_in, dateline, language, line};

    #[test]
    fn dates_are_read_in_the_forms_that_mean_one_day() {
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
            assert_eq!(date_in(text).map(|d| format!("{d:?}")).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_line_is_a_date_or_a_name_only_when_it_is_nothing_else() {
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
            assert_eq!(dateline(text).map(|d| format!("{d:?}")).as_deref(), date, "{text}");
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
            assert_eq!(byline(text).as_deref(), names, "{text}");
        }
    }

    #[test]
    fn tags_and_titles_are_made_fit() {
        let tag = |text: &str| language(text).map(|l| l.to_string());
        assert_eq!(tag("en_us").as_deref(), Some("en-US"));
        assert_eq!(tag("ZH-hans").as_deref(), Some("zh-Hans"));
        assert_eq!(tag("english"), None);
        assert_eq!(tag(""), None);
        assert_eq!(line(" On\n lamps\u{200b} ").as_deref(), Some("On lamps"));
        assert_eq!(line(" \u{200b} "), None);
    }
}
