//! Dates as references write them, as precise as the source is.

use super::Style;
use crate::model::{Date, MONTH_NAMES};

/// `20 Dec. 2024` for MLA, `December 20, 2024` for the others.
pub(super) fn in_words(date: Date, style: Style) -> String {
    let year = date.year();
    let name = date.month().and_then(|month| MONTH_NAMES.get(usize::from(month) - 1));
    let Some(name) = name else { return year.to_string() };
    let long: String = name.char_indices().map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c }).collect();
    let month = match (style, name.len()) {
        (Style::Mla9, 0..=4) => long,
        (Style::Mla9, _) => {
            let letters = if long == "September" { 4 } else { 3 };
            format!("{}.", long.chars().take(letters).collect::<String>())
        }
        _ => long,
    };
    match (date.day(), style) {
        (Some(day), Style::Mla9) => format!("{day} {month} {year}"),
        (Some(day), _) => format!("{month} {day}, {year}"),
        (None, _) => format!("{month} {year}"),
    }
}

/// What stands before the year in a debater's date, `12-19-`, and the year.
pub(super) fn in_figures(date: Date) -> (String, String) {
    let before = match (date.month(), date.day()) {
        (Some(month), Some(day)) => format!("{month}-{day}-"),
        (Some(month), None) => format!("{month}-"),
        _ => String::new(),
    };
    (before, date.year().to_string())
}
