//! What a text leaves to choose, on the command line.

use std::path::Path;

use crate::import::ImportError;

/// What is wrong, with what can be chosen from on lines of their own.
pub(super) fn lines(error: &ImportError, file: &Path) -> Vec<String> {
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

/// A chapter as people count, from 1, as programs do, from 0.
///
/// # Errors
/// When it is 0.
pub(super) fn chapter(number: Option<usize>) -> Result<Option<usize>, String> {
    let before = |number: usize| number.checked_sub(1).ok_or("expected a chapter from 1, but found 0".to_owned());
    number.map(before).transpose()
}
