//! Dates in references, as precise as the source.

use super::CitationStyle;
use crate::model::{Date, MONTH_NAMES};

/// Formats a date as `20 Dec. 2024` in MLA and as `December 20, 2024` in other styles.
pub(super) fn in_words(date: Date, style: CitationStyle) -> String {
    let year = date.year();
    let name = date.month().and_then(|month| MONTH_NAMES.get(usize::from(month) - 1));
    let Some(name) = name else { return year.to_string() };
    let long: String = name.char_indices().map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c }).collect();
    let month = match (style, name.len()) {
        (CitationStyle::Mla9, 0..=4) => long,
        (CitationStyle::Mla9, _) => {
            let letters = if long == "September" { 4 } else { 3 };
            format!("{}.", long.chars().take(letters).collect::<String>())
        }
        _ => long,
    };
    match (date.day(), style) {
        (Some(day), CitationStyle::Mla9) => format!("{day} {month} {year}"),
        (Some(day), _) => format!("{month} {day}, {year}"),
        (None, _) => format!("{month} {year}"),
    }
}

/// Formats a date for a card's cite: what precedes the year, `12-19-`, and the year.
pub(super) fn in_digits(date: Date) -> (String, String) {
    let before = match (date.month(), date.day()) {
        (Some(month), Some(day)) => format!("{month}-{day}-"),
        (Some(month), None) => format!("{month}-"),
        _ => String::new(),
    };
    (before, date.year().to_string())
}
