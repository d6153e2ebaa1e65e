//! The table of contents of a book: `nav` of EPUB 3, else `ncx` of EPUB 2.

use super::package::{EpubPackage, collapse_whitespace, percent_decoded, resolve_href};
use crate::import::ImportError;
use crate::import::archive::Archive;
use crate::import::xml::{self, Element};

/// The deepest nesting of entries.
const MAX_DEPTH: usize = 32;
const MAX_ENTRIES: usize = 10_000;

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TocEntry {
    pub(super) title: String,
    /// The path of the document it points into.
    pub(super) path: String,
    /// The position in the document, as an id.
    pub(super) fragment: Option<String>,
    pub(super) depth: usize,
}

/// Returns all entries in order; empty if the book has no readable table of contents.
pub(super) fn read(archive: &mut Archive<'_>, package: &EpubPackage) -> Result<Vec<TocEntry>, ImportError> {
    let mut entries = Vec::new();
    if let Some(path) = &package.nav
        && let Some(root) = archive.read(path)?.and_then(|bytes| xml::parse(&bytes))
    {
        let all = root.descendants();
        let tables = || all.iter().copied().filter(|e| *e.name == *"nav");
        let is_toc = |e: &&Element| e.attribute("type").is_some_and(|kind| kind.split_whitespace().any(|w| w == "toc"));
        if let Some(table) = tables().find(is_toc).or_else(|| tables().next()) {
            let mut reader = TocReader { archive, folder: folder(path), entries: &mut entries };
            reader.read_nav(table, 0);
        }
    }
    if let (true, Some(path)) = (entries.is_empty(), &package.ncx)
        && let Some(root) = archive.read(path)?.and_then(|bytes| xml::parse(&bytes))
        && let Some(map) = root.child("navMap")
    {
        let mut reader = TocReader { archive, folder: folder(path), entries: &mut entries };
        reader.read_ncx(map, 0);
    }
    Ok(entries)
}

struct TocReader<'a, 'b> {
    archive: &'a Archive<'b>,
    folder: &'a str,
    entries: &'a mut Vec<TocEntry>,
}

impl TocReader<'_, '_> {
    /// Reads nested lists; the elements around them do not matter. Returns whether there is an entry outside of them: a
    /// list below a heading without a link is as deep as the heading.
    fn read_nav(&mut self, element: &Element, depth: usize) -> bool {
        let mut has_entry = false;
        for child in element.elements() {
            match &*child.name {
                "ol" | "ul" => {
                    let inner = (depth + usize::from(has_entry)).min(MAX_DEPTH);
                    self.read_nav(child, inner);
                }
                "a" => has_entry |= self.add(child.text(), child.attribute("href"), depth),
                "script" | "style" => {}
                "li" => drop(self.read_nav(child, depth)),
                _ => has_entry |= self.read_nav(child, depth),
            }
        }
        has_entry
    }

    fn read_ncx(&mut self, element: &Element, depth: usize) {
        for point in element.elements().filter(|e| *e.name == *"navPoint") {
            let title = point.child("navLabel").map(Element::text).unwrap_or_default();
            let has_entry = self.add(title, point.child("content").and_then(|content| content.attribute("src")), depth);
            if depth < MAX_DEPTH {
                self.read_ncx(point, depth + usize::from(has_entry));
            }
        }
    }

    /// Adds an entry, and returns whether it leads into the book.
    fn add(&mut self, title: String, href: Option<&str>, depth: usize) -> bool {
        let Some(href) = href.filter(|_| self.entries.len() < MAX_ENTRIES) else { return false };
        let Some(path) = resolve_href(self.archive, self.folder, href) else { return false };
        let fragment =
            href.split_once('#').map(|(_, fragment)| percent_decoded(fragment)).filter(|fragment| !fragment.is_empty());
        self.entries.push(TocEntry { title: collapse_whitespace(title), path, fragment, depth });
        true
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
