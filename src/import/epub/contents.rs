//! The table of contents of a book: `nav` of EPUB 3, else `ncx` of EPUB 2.

use super::package::{Package, decoded, found, one_line};
use crate::import::ImportError;
use crate::import::archive::Archive;
use crate::import::xml::{self, Element};

/// Entries inside each other at most.
const DEEPEST: usize = 32;
/// Entries at most.
const MOST: usize = 10_000;

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) title: String,
    /// The path of the part it points into.
    pub(super) path: String,
    /// The place in the part, by its id.
    pub(super) place: Option<String>,
    /// How deep it stands, from 0.
    pub(super) depth: usize,
}

/// All entries in order; none if the book has no table that can be read.
pub(super) fn read(archive: &mut Archive<'_>, package: &Package) -> Result<Vec<Entry>, ImportError> {
    let mut entries = Vec::new();
    if let Some(path) = &package.nav
        && let Some(root) = archive.read(path)?.and_then(|bytes| xml::tree(&bytes))
    {
        let all = root.descendants();
        let tables = || all.iter().copied().filter(|e| *e.name == *"nav");
        let is_toc = |e: &&Element| e.attribute("type").is_some_and(|kind| kind.split_whitespace().any(|w| w == "toc"));
        if let Some(table) = tables().find(is_toc).or_else(|| tables().next()) {
            let mut gather = Gather { archive, folder: folder(path), entries: &mut entries };
            gather.nav(table, 0);
        }
    }
    if let (true, Some(path)) = (entries.is_empty(), &package.ncx)
        && let Some(root) = archive.read(path)?.and_then(|bytes| xml::tree(&bytes))
        && let Some(map) = root.child("navMap")
    {
        let mut gather = Gather { archive, folder: folder(path), entries: &mut entries };
        gather.ncx(map, 0);
    }
    Ok(entries)
}

struct Gather<'a, 'b> {
    archive: &'a Archive<'b>,
    folder: &'a str,
    entries: &'a mut Vec<Entry>,
}

impl Gather<'_, '_> {
    /// Lists in lists; what wraps them does not matter.
    fn nav(&mut self, element: &Element, depth: usize) {
        for child in element.elements() {
            match &*child.name {
                "ol" | "ul" if depth < DEEPEST => self.nav(child, depth + 1),
                "a" => self.add(child.text(), child.attribute("href"), depth),
                "script" | "style" => {}
                _ => self.nav(child, depth),
            }
        }
    }

    fn ncx(&mut self, element: &Element, depth: usize) {
        for point in element.elements().filter(|e| *e.name == *"navPoint") {
            let title = point.child("navLabel").map(Element::text).unwrap_or_default();
            self.add(title, point.child("content").and_then(|content| content.attribute("src")), depth + 1);
            if depth < DEEPEST {
                self.ncx(point, depth + 1);
            }
        }
    }

    fn add(&mut self, title: String, href: Option<&str>, depth: usize) {
        let Some(href) = href.filter(|_| self.entries.len() < MOST) else { return };
        let Some(path) = found(self.archive, self.folder, href) else { return };
        let place = href.split_once('#').map(|(_, place)| decoded(place)).filter(|place| !place.is_empty());
        self.entries.push(Entry { title: one_line(title), path, place, depth: depth.saturating_sub(1) });
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
