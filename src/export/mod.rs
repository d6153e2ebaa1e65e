//! Exports editions, briefs and rounds as bytes, one module per document.
//!
//! [`handout`] is printed by teachers, [`brief`] is what a debater hands out, [`citation`] formats references,
//! [`flow`] writes a debater's flow for spreadsheets, [`notes`] an edition's notes, and [`annotations`] writes what a
//! reader marked and noted. This module reads no files and no clock: callers load fonts, write the bytes and pass the
//! date.
//!
//! ```
//! use parallax::export::brief::{BriefFormat, write};
//! use parallax::model::{Brief, Entry, Heading, Level};
//!
//! let heading = Heading { id: 0, level: Level::Pocket, text: "Dark streets are safe".into(), side: None };
//! let brief = Brief { entries: vec![Entry::Heading(heading)], ..Brief::empty("lamps") };
//! let markdown = String::from_utf8(write(&brief, BriefFormat::Markdown)?)?;
//! assert!(markdown.ends_with("# Dark streets are safe\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::model::slug::slug;

pub mod annotations;
pub mod brief;
pub mod citation;
mod csv_table;
pub mod flow;
pub mod handout;
mod markdown_text;
pub mod notes;
pub mod sheet;

/// Returns the beginning of a file name made of a title: small letters, digits and hyphens, or the letters of another script.
/// Returns `None` if nothing of the title remains.
///
/// ```
/// use parallax::export::title_stem;
///
/// assert_eq!(title_stem("Lamps, at night!").as_deref(), Some("lamps-at-night"));
/// assert_eq!(title_stem("路灯").as_deref(), Some("路灯"));
/// assert_eq!(title_stem("…"), None);
/// ```
pub fn title_stem(title: &str) -> Option<String> {
    let has_letters = title.chars().any(char::is_alphanumeric);
    let words = || title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let in_its_script = || file_stem(&words().collect::<Vec<_>>().join("-"));
    // A slug has Latin letters alone, so little of another script would be left.
    let is_latin = title.chars().filter(|c| c.is_alphabetic()).all(|c| u32::from(c) < 0x370);
    has_letters.then(|| slug(title).filter(|_| is_latin).unwrap_or_else(in_its_script))
}

/// Returns the id of an edition as the beginning of a file name: letters, digits and hyphens alone, so that the id of a
/// file from a stranger leads to no other folder.
///
/// ```
/// assert_eq!(parallax::export::file_stem("night-buses"), "night-buses");
/// assert_eq!(parallax::export::file_stem("../evil"), "---evil");
/// ```
pub fn file_stem(edition: &str) -> String {
    let safe: String = edition.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(80).collect();
    if safe.is_empty() { "edition".to_owned() } else { safe }
}
