//! `parallax import`: a new edition from a text, or a new brief from a debater's Word file.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::ImportOptions;
use super::error::CommandError;
use super::input_file::{chapter_index, import_file, name_of};
use super::{CLEAN, brief};
use crate::import::{ReadOptions, import};
use crate::model::Language;
use crate::model::progress::Progress;
use crate::model::visible::with_marks;
use crate::storage::{create, is_built_in, today};

/// Creates a new edition or brief, and prints a summary, its path and the warnings.
pub(super) fn run(options: &ImportOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let (lines, output) = if options.cards { brief::import(options)? } else { import_edition(options)? };
    let (summary, remarks) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    writeln!(out, "{}", with_marks(summary))?;
    writeln!(out, "{}", with_marks(&output.to_string_lossy()))?;
    remarks.iter().try_for_each(|remark| writeln!(out, "note: {}", with_marks(remark)))?;
    Ok(CLEAN)
}

/// Imports a text as a new edition. Returns the lines to print, first the summary, then the remarks; and the folder.
fn import_edition(options: &ImportOptions) -> Result<(Vec<String>, PathBuf), CommandError> {
    let chapter = chapter_index(options.chapter)?;
    let language = options.language.as_deref().map(parse_language).transpose()?;
    let read_options = ReadOptions { encoding: options.encoding.clone(), chapter, language };
    let imported = import_file(&options.file, |name, bytes| import(name, bytes, &read_options, &Progress::default()))?;
    let mut lines = vec![imported.summary()];
    lines.extend(imported.remarks());
    let mut head = imported.into_edition_head(&name_of(&options.file), today());
    if is_built_in(&head.id) {
        // It would share its place and its marks with the one inside the program.
        head.id.push_str("-2");
    }
    let folder = options.output.clone().unwrap_or_else(|| Path::new(".").join(&head.id));
    create(&folder, &head)?;
    Ok((lines, folder))
}

fn parse_language(tag: &str) -> Result<Language, CommandError> {
    let language = Language::from(tag);
    if language.is_well_formed() {
        return Ok(language);
    }
    Err(CommandError::new(format!("expected a language as a BCP 47 tag, such as en or zh-Hans, but found {tag}")))
}
