//! `parallax import`: a text to a new edition, or a debater's Word file to a new brief.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::ImportOptions;
use super::{CLEAN, UNREADABLE, brief, choices};
use crate::import::{MAX_FILE_BYTES, ReadOptions, import};
use crate::model::Language;
use crate::model::progress::Progress;
use crate::model::visible::with_marks;
use crate::storage::{create, read_file, today};

/// Makes a new edition or brief and says how much is in it and where it is.
pub(super) fn run(options: &ImportOptions, out: &mut impl Write) -> io::Result<u8> {
    let made = if options.cards { brief::import(options) } else { make(options) };
    match made {
        Ok((lines, folder)) => {
            let (summary, remarks) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
            writeln!(out, "{}", with_marks(summary))?;
            writeln!(out, "{}", with_marks(&folder.to_string_lossy()))?;
            remarks.iter().try_for_each(|remark| writeln!(out, "note: {}", with_marks(remark)))?;
            Ok(CLEAN)
        }
        Err(lines) => {
            for (i, line) in lines.iter().enumerate() {
                let start = if i == 0 { "parallax: " } else { "  " };
                eprintln!("{start}{}", with_marks(line));
            }
            Ok(UNREADABLE)
        }
    }
}

/// The lines to print and the new folder, or the lines of what is wrong.
fn make(options: &ImportOptions) -> Result<(Vec<String>, PathBuf), Vec<String>> {
    let file = &options.file;
    let at = |message: String| vec![format!("{message}: {}", file.display())];
    let bytes = read_file(file, MAX_FILE_BYTES).map_err(at)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let chapter = choices::chapter(options.chapter).map_err(|error| vec![error])?;
    let language = options.language.as_deref().map(language).transpose().map_err(|error| vec![error])?;
    let read_options = ReadOptions { encoding: options.encoding.clone(), chapter, language };
    let imported =
        import(&name, &bytes, &read_options, &Progress::default()).map_err(|error| choices::lines(&error, file))?;
    let mut lines = vec![imported.summary()];
    lines.extend(imported.warnings.iter().cloned());
    let head = imported.into_edition_head(&name, today());
    let folder = options.output.clone().unwrap_or_else(|| Path::new(".").join(&head.id));
    create(&folder, &head).map_err(|error| vec![error.to_string()])?;
    Ok((lines, folder))
}

fn language(tag: &str) -> Result<Language, String> {
    let language = Language::from(tag);
    let expected = "expected a language as a BCP 47 tag, such as en or zh-Hans";
    if language.is_well_formed() { Ok(language) } else { Err(format!("{expected}, but found {tag}")) }
}
