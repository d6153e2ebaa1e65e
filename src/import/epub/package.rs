//! What a book says of itself: its parts in reading order, its title, and whether it is locked.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::import::ImportError;
use crate::import::archive::{Archive, path_from, unreadable};
use crate::import::xml::{self, Element};
use crate::model::{Date, Language};

/// Algorithms that only scramble fonts.
const FOR_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
/// A part may name another to be shown instead, and so on, at most so often.
const MOST_FALLBACKS: usize = 16;

/// One text of the book.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    /// Its path in the archive.
    pub(super) path: String,
    /// It is a picture of lines (SVG) with text in it.
    pub(super) picture: bool,
    /// It belongs beside the others, not among them.
    pub(super) aside: bool,
}

/// The package document.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) title: Option<String>,
    pub(super) authors: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) language: Option<Language>,
    /// The texts in reading order.
    pub(super) parts: Vec<Part>,
    /// The table of contents of EPUB 3, a page.
    pub(super) nav: Option<String>,
    /// The table of contents of EPUB 2.
    pub(super) ncx: Option<String>,
}

impl Package {
    /// Finds and reads the package; a book without a readable one has all its pages in the order of their names.
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Self, ImportError> {
        let container = archive.read("META-INF/container.xml")?.and_then(|bytes| xml::tree(&bytes));
        let named = container.and_then(|root| {
            let all = root.descendants();
            Some(decoded(all.iter().find(|e| *e.name == *"rootfile")?.attribute("full-path")?))
        });
        let path = named.filter(|path| archive.has(path)).or_else(|| archive.names().find(|n| n.ends_with(".opf")));
        let root = match &path {
            Some(path) => archive.read(path)?.and_then(|bytes| {
                let (root, broken) = xml::tree_as_far_as_whole(&bytes);
                if broken {
                    archive.note(path);
                }
                root
            }),
            None => None,
        };
        let folder = path.as_deref().and_then(|path| path.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let (mut package, missing) = root.map(|root| Self::of(&root, folder, archive)).unwrap_or_default();
        missing.iter().for_each(|path| archive.note(path));
        if package.parts.is_empty() {
            let mut pages: Vec<String> = archive.names().filter(|name| is_page(name)).collect();
            pages.sort();
            package.parts = pages.into_iter().map(|path| Part { path, ..Part::default() }).collect();
        }
        package.locked(archive)?;
        Ok(package)
    }

    /// What the package document says, and the paths of texts that are not in the archive.
    fn of(root: &Element, folder: &str, archive: &Archive<'_>) -> (Self, Vec<String>) {
        let nothing = Element::default();
        let about = root.child("metadata").unwrap_or(&nothing);
        // EPUB 2 before 2007 put them one deeper.
        let about = about.child("dc-metadata").unwrap_or(about);
        let said = |name: &str| -> Vec<String> {
            let all = about.elements().filter(|e| *e.name == *name).map(|e| one_line(e.text()));
            all.filter(|text| !text.is_empty()).collect()
        };
        let authors = said("creator");
        let items: Vec<&Element> = root.child("manifest").map(|m| m.elements().collect()).unwrap_or_default();
        let by_id = by_id(&items, |item| item.attribute("id"));
        let item = |id: &str| by_id.get(id).copied();
        let path = |item: &Element| found(archive, folder, item.attribute("href")?);
        let spine = root.child("spine").unwrap_or(&nothing);
        let nav = items.iter().find(|item| has_word(item.attribute("properties"), "nav"));
        let ncx = spine.attribute("toc").and_then(item).or_else(|| {
            items.iter().copied().find(|item| item.attribute("media-type") == Some("application/x-dtbncx+xml"))
        });
        let mut missing = Vec::new();
        let part = |place: &Element| {
            let first = item(place.attribute("idref")?)?;
            let chain = std::iter::successors(Some(first), |from| item(from.attribute("fallback")?));
            let readable = |item: &&Element| is_text(item.attribute("media-type").unwrap_or_default());
            let item = chain.take(MOST_FALLBACKS).find(readable)?;
            let picture = item.attribute("media-type") == Some("image/svg+xml");
            let contents = has_word(item.attribute("properties"), "nav");
            if contents {
                return None;
            }
            let Some(path) = path(item) else {
                missing.push(path_from(folder, &decoded(item.attribute("href")?)));
                return None;
            };
            Some(Part { path, picture, aside: place.attribute("linear") == Some("no") })
        };
        let parts = spine.elements().filter(|e| *e.name == *"itemref").filter_map(part).collect();
        let package = Self {
            title: said("title").into_iter().next(),
            authors: (!authors.is_empty()).then(|| authors.join(", ")),
            date: said("date").iter().find_map(|text| date(text)),
            language: said("language").iter().map(|tag| Language::from(&**tag)).find(Language::is_well_formed),
            parts,
            nav: nav.and_then(|item| path(item)),
            ncx: ncx.and_then(path),
        };
        (package, missing)
    }

    /// Refuses a book whose text is encrypted; scrambled fonts do not matter.
    fn locked(&self, archive: &mut Archive<'_>) -> Result<(), ImportError> {
        let Some(root) = archive.read("META-INF/encryption.xml")?.and_then(|bytes| xml::tree(&bytes)) else {
            return Ok(());
        };
        let texts: HashSet<&str> = self.parts.iter().map(|part| &*part.path).collect();
        for data in root.descendants().iter().filter(|e| *e.name == *"EncryptedData") {
            let method = data.child("EncryptionMethod").and_then(|method| method.attribute("Algorithm"));
            let all = data.descendants();
            let of = all.iter().find(|e| *e.name == *"CipherReference").and_then(|e| e.attribute("URI"));
            let of = of.map(|uri| path_from("", &decoded(uri)));
            let is_text = of.is_none_or(|path| texts.contains(&*path));
            if is_text && !method.is_some_and(|method| FOR_FONTS.contains(&method)) {
                return Err(unreadable(
                    "this book is protected against copying (DRM), so its text cannot be read; take a copy without it",
                ));
            }
        }
        Ok(())
    }
}

/// The items by their ids, the first of each; every item is asked for its id once, however many parts name it.
fn by_id<'a, T>(items: &[&'a T], mut id: impl FnMut(&'a T) -> Option<&'a str>) -> HashMap<&'a str, &'a T> {
    let mut found = HashMap::with_capacity(items.len());
    for &item in items {
        if let Some(id) = id(item) {
            found.entry(id).or_insert(item);
        }
    }
    found
}

/// The path that a reference leads to, seen from a folder: as it is meant, else as it is written.
pub(super) fn found(archive: &Archive<'_>, folder: &str, href: &str) -> Option<String> {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let meant = path_from(folder, &decoded(href));
    let written = path_from(folder, href);
    let top = path_from("", &decoded(href));
    [meant, written, top].into_iter().find(|path| !path.is_empty() && archive.has(path))
}

/// A reference with its `%20` and the like resolved.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Words on one line.
pub(super) fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_text(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/xhtml+xml"
            | "text/html"
            | "image/svg+xml"
            | "text/x-oeb1-document"
            | "application/xml"
            | "text/xml"
            | ""
    )
}

fn is_page(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xhtml", ".html", ".htm"].iter().any(|ending| name.ends_with(ending))
}

fn has_word(list: Option<&str>, word: &str) -> bool {
    list.is_some_and(|list| list.split_whitespace().any(|w| w == word))
}

/// A date of the form that the standard asks for, as far as it is given: `2021-11-21T...`, `2021-11`, `2021`.
fn date(text: &str) -> Option<Date> {
    [10, 7, 4].into_iter().find_map(|len| text.get(..len)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{Package, by_id};
    use crate::import::archive::Archive;
    use crate::import::xml;

    #[test]
    fn every_item_of_a_book_is_asked_for_its_id_once_and_of_two_alike_the_first_counts() {
        let items: Vec<String> = (0..2_000).map(|n| format!("i{}", n % 1_000)).collect();
        let items: Vec<&String> = items.iter().collect();
        let mut asked = 0;
        let found = by_id(&items, |item| {
            asked += 1;
            Some(item)
        });
        assert_eq!((asked, found.len()), (2_000, 1_000));
        assert!(items.iter().take(1_000).all(|item| std::ptr::eq(found[&***item], *item)));
        assert_eq!(asked, 2_000, "looking them up asks none of them");
    }

    #[test]
    fn a_text_that_is_not_in_the_archive_is_told_by_its_path() {
        let package = "<package><manifest><item id='a' href='a%20b.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
        // The smallest archive: the end of an empty directory.
        let bytes = [&b"PK\x05\x06"[..], &[0; 18]].concat();
        let archive = Archive::open(&bytes).unwrap();
        let (package, missing) = Package::of(&xml::tree(package.as_bytes()).unwrap(), "OPS", &archive);
        assert_eq!((package.parts.len(), missing), (0, vec!["OPS/a b.xhtml".to_owned()]));
    }
}
