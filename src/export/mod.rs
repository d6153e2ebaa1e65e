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

pub mod annotations;
pub mod brief;
pub mod citation;
mod csv_table;
pub mod flow;
pub mod handout;
mod markdown_text;
pub mod notes;
pub mod sheet;

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
