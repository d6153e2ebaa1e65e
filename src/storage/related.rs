//! The editions that stand beside another one, and the title of an edition that is not parsed.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::EditionLocation;
use super::folder::EDITION;
use super::spans::value_text;
use crate::model::check::is_slug;
use crate::model::problem::PathStep;

/// The number of related editions that are looked for.
const MAX_RELATED: usize = 12;

/// The number of bytes of an edition.ron in which its title is looked for. The title stands at the beginning.
const TITLE_WITHIN: usize = 16 * 1024;

/// The number of characters of a title; the rest of a longer one is left out.
const MAX_TITLE: usize = 160;

/// An edition that can be opened, by its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedEdition {
    /// Where it is.
    pub location: EditionLocation,
    /// Its title.
    pub title: String,
}

/// Returns those of the `related` editions of an edition that stand in folders beside its own.
pub fn related_folders(folder: &Path, related: &[String]) -> Vec<NamedEdition> {
    let Some(parent) = folder.parent() else { return Vec::new() };
    let named = |id: &String| {
        let folder = parent.join(id);
        let title = read_title(&folder.join(EDITION))?.unwrap_or_else(|| id.clone());
        Some(NamedEdition { location: EditionLocation::Folder(folder), title })
    };
    // An id names a folder beside this one, never a path.
    related.iter().filter(|id| is_slug(id)).take(MAX_RELATED).filter_map(named).collect()
}

/// Reads the title of an edition.ron, `Some(None)` if it is not found in it. Returns `None` if there is no such file.
fn read_title(path: &Path) -> Option<Option<String>> {
    // Opening a pipe would wait for its writer.
    if !path.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(TITLE_WITHIN as u64).read_to_end(&mut bytes).ok()?;
    Some(title_of(&String::from_utf8_lossy(&bytes)))
}

/// Returns the title in the text of an edition.ron, which is not parsed for it.
pub(super) fn title_of(text: &str) -> Option<String> {
    let text = text.get(..text.floor_char_boundary(TITLE_WITHIN))?;
    let title: String = ron::from_str(value_text(text, &[PathStep::Field("title")])?).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.char_indices().nth(MAX_TITLE) {
        _ if title.is_empty() => None,
        Some((end, _)) => Some(format!("{}…", title.get(..end)?)),
        None => Some(title),
    }
}

#[cfg(test)]
mod tests {
    use super::{EditionLocation, MAX_TITLE, NamedEdition, related_folders, title_of};

    #[test]
    fn the_title_is_found_in_any_text_that_has_one() {
        let long = format!("Edition(title: \"{}\")", "ж".repeat(MAX_TITLE + 1));
        for (text, title) in [
            (
                "// title: \"no\"\nEdition(\n    id: \"a\", title: \"Lights \\\"out\\\"\", article: (",
                Some("Lights \"out\""),
            ),
            ("(title:\"One\\nline\")", Some("One line")),
            ("(title: r#\"As it \"stands\"\"#, id: 3)", Some("As it \"stands\"")),
            ("(article: (title: \"not this\"))", None),
            ("(title: 3)", None),
            ("(title: \"half", None),
            ("(title: \" \")", None),
            ("", None),
        ] {
            assert_eq!(title_of(text).as_deref(), title, "{text}");
        }
        assert_eq!(title_of(&long), Some(format!("{}…", "ж".repeat(MAX_TITLE))));
    }

    #[test]
    fn related_editions_are_found_in_the_folders_beside_an_edition_and_nowhere_else() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::create_dir_all(dir.path().join(name)).unwrap();
            std::fs::write(dir.path().join(name).join("edition.ron"), text).unwrap();
        };
        write("editions/lamps", "Edition(title: \"Lamps\")");
        write("editions/streets", "Edition(title: \"Streets\")");
        write("editions/broken", "nothing");
        write("outside", "Edition(title: \"Outside\")");
        std::fs::create_dir_all(dir.path().join("editions/empty")).unwrap();
        std::fs::create_dir_all(dir.path().join("editions/folder/edition.ron")).unwrap();
        let editions = dir.path().join("editions");
        let ids = ["streets", "absent", "empty", "folder", "../outside", "", ".", "broken", "lamps/../streets"];
        let found = related_folders(&editions.join("lamps"), &ids.map(str::to_owned));
        let named = |id: &str, title: &str| NamedEdition {
            location: EditionLocation::Folder(editions.join(id)),
            title: title.to_owned(),
        };
        assert_eq!(found, [named("streets", "Streets"), named("broken", "broken")]);
        assert!(related_folders(std::path::Path::new("/"), &["etc".to_owned()]).is_empty());
    }
}
