//! `parallax import`: a text to a new edition.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::ImportOptions;
use super::{CLEAN, UNREADABLE};
use crate::import::{ImportError, LARGEST_FILE, Wish, import};
use crate::library::{create, read_file, today};
use crate::model::progress::Progress;
use crate::model::visible::with_marks;

/// Makes a new edition and says how much is in it and where it is.
pub(super) fn run(options: &ImportOptions, out: &mut impl Write) -> io::Result<u8> {
    match make(options) {
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
    let bytes = read_file(file, LARGEST_FILE).map_err(at)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let chapter = match options.chapter {
        Some(0) => return Err(vec!["expected a chapter from 1, but found 0".into()]),
        chapter => chapter.map(|number| number - 1),
    };
    let wish = Wish { encoding: options.encoding.clone(), chapter };
    let imported = import(&name, &bytes, &wish, &Progress::default()).map_err(|error| choices(&error, file))?;
    let mut lines = vec![imported.summary()];
    lines.extend(imported.remarks.iter().cloned());
    let head = imported.head(&name, today());
    let folder = options.output.clone().unwrap_or_else(|| Path::new(".").join(&head.id));
    create(&folder, &head).map_err(|error| vec![error.to_string()])?;
    Ok((lines, folder))
}

/// What is wrong, with what can be chosen from on lines of their own.
fn choices(error: &ImportError, file: &Path) -> Vec<String> {
    let mut lines = vec![format!("{error}: {}", file.display())];
    match error {
        ImportError::ChooseChapter(chapters) => {
            let title = |title: &str| if title.trim().is_empty() { "(no title)".to_owned() } else { title.to_owned() };
            lines.extend(
                chapters.iter().zip(1..).map(|(c, n)| format!("--chapter {n}  {}, {} words", title(&c.title), c.words)),
            );
        }
        ImportError::ChooseEncoding(names) => lines.extend(names.iter().map(|name| format!("--encoding {name}"))),
        _ => {}
    }
    lines
}
