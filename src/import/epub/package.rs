//! The package document of a book: its documents in reading order, its metadata, and whether it is encrypted.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::import::ImportError;
use crate::import::archive::{Archive, resolve_path};
use crate::import::xml::{self, Element};
use crate::model::{Date, Language};

/// Algorithms that only obfuscate fonts.
const FONT_ALGORITHMS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
/// The longest chain of fallbacks of a document.
const MAX_FALLBACKS: usize = 16;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ContentDocument {
    pub(super) path: String,
    pub(super) is_svg: bool,
    /// Whether it is auxiliary, outside the reading order (`linear="no"`).
    pub(super) is_auxiliary: bool,
}

#[derive(Debug, Default)]
pub(super) struct EpubPackage {
    pub(super) title: Option<String>,
    pub(super) authors: Option<String>,
    /// Each alone.
    pub(super) names: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) language: Option<Language>,
    /// The content documents in reading order.
    pub(super) documents: Vec<ContentDocument>,
    /// The path of the table of contents of EPUB 3, a page.
    pub(super) nav: Option<String>,
    /// The path of the table of contents of EPUB 2.
    pub(super) ncx: Option<String>,
}

impl EpubPackage {
    /// Finds and reads the package document; a book without a readable one has all its pages in the order of their
    /// names.
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Self, ImportError> {
        let container = archive.read("META-INF/container.xml")?.and_then(|bytes| xml::parse(&bytes));
        let named = container.and_then(|root| {
            let all = root.descendants();
            Some(percent_decoded(all.iter().find(|e| *e.name == *"rootfile")?.attribute("full-path")?))
        });
        let path =
            named.filter(|path| archive.contains(path)).or_else(|| archive.names().find(|n| n.ends_with(".opf")));
        let root = match &path {
            Some(path) => archive.read(path)?.and_then(|bytes| {
                let (root, truncated) = xml::parse_partial(&bytes);
                if truncated {
                    archive.mark_damaged(path);
                }
                root
            }),
            None => None,
        };
        let folder = path.as_deref().and_then(|path| path.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let (mut package, missing) = root.map(|root| Self::from_root(&root, folder, archive)).unwrap_or_default();
        missing.iter().for_each(|path| archive.mark_damaged(path));
        if package.documents.is_empty() {
            let mut pages: Vec<String> = archive.names().filter(|name| is_page(name)).collect();
            pages.sort();
            package.documents =
                pages.into_iter().map(|path| ContentDocument { path, ..ContentDocument::default() }).collect();
        }
        package.check_encryption(archive)?;
        Ok(package)
    }

    /// Reads the package document, and returns the paths of documents that are not in the archive.
    fn from_root(root: &Element, folder: &str, archive: &Archive<'_>) -> (Self, Vec<String>) {
        let empty = Element::default();
        let metadata = root.child("metadata").unwrap_or(&empty);
        // EPUB 2 before 2007 nested them one level deeper.
        let metadata = metadata.child("dc-metadata").unwrap_or(metadata);
        let values = |name: &str| -> Vec<String> {
            let all = metadata.elements().filter(|e| *e.name == *name).map(|e| collapse_whitespace(e.text()));
            all.filter(|text| !text.is_empty()).collect()
        };
        let authors = values("creator");
        let items: Vec<&Element> = root.child("manifest").map(|m| m.elements().collect()).unwrap_or_default();
        let by_id = by_id(&items, |item| item.attribute("id"));
        let item = |id: &str| by_id.get(id).copied();
        let path = |item: &Element| resolve_href(archive, folder, item.attribute("href")?);
        let spine = root.child("spine").unwrap_or(&empty);
        let nav = items.iter().find(|item| contains_word(item.attribute("properties"), "nav"));
        let ncx = spine.attribute("toc").and_then(item).or_else(|| {
            items.iter().copied().find(|item| item.attribute("media-type") == Some("application/x-dtbncx+xml"))
        });
        let mut missing = Vec::new();
        let document = |itemref: &Element| {
            let first = item(itemref.attribute("idref")?)?;
            let chain = std::iter::successors(Some(first), |from| item(from.attribute("fallback")?));
            let readable = |item: &&Element| is_text(item.attribute("media-type").unwrap_or_default());
            let item = chain.take(MAX_FALLBACKS).find(readable)?;
            let is_svg = item.attribute("media-type") == Some("image/svg+xml");
            let contents = contains_word(item.attribute("properties"), "nav");
            if contents {
                return None;
            }
            let Some(path) = path(item) else {
                missing.push(resolve_path(folder, &percent_decoded(item.attribute("href")?)));
                return None;
            };
            Some(ContentDocument { path, is_svg, is_auxiliary: itemref.attribute("linear") == Some("no") })
        };
        let documents = spine.elements().filter(|e| *e.name == *"itemref").filter_map(document).collect();
        let package = Self {
            title: values("title").into_iter().next(),
            names: authors.clone(),
            publisher: values("publisher").into_iter().next(),
            authors: (!authors.is_empty()).then(|| authors.join(", ")),
            date: values("date").iter().find_map(|text| parse_date(text)),
            language: values("language").iter().map(|tag| Language::from(&**tag)).find(Language::is_well_formed),
            documents,
            nav: nav.and_then(|item| path(item)),
            ncx: ncx.and_then(path),
        };
        (package, missing)
    }

    /// Returns an error for a book whose text is encrypted; obfuscated fonts do not matter.
    fn check_encryption(&self, archive: &mut Archive<'_>) -> Result<(), ImportError> {
        let Some(root) = archive.read("META-INF/encryption.xml")?.and_then(|bytes| xml::parse(&bytes)) else {
            return Ok(());
        };
        let texts: HashSet<&str> = self.documents.iter().map(|document| &*document.path).collect();
        for encrypted in root.descendants().iter().filter(|e| *e.name == *"EncryptedData") {
            let method = encrypted.child("EncryptionMethod").and_then(|method| method.attribute("Algorithm"));
            let all = encrypted.descendants();
            let of = all.iter().find(|e| *e.name == *"CipherReference").and_then(|e| e.attribute("URI"));
            let of = of.map(|uri| resolve_path("", &percent_decoded(uri)));
            let is_text = of.is_none_or(|path| texts.contains(&*path));
            if is_text && !method.is_some_and(|method| FONT_ALGORITHMS.contains(&method)) {
                return Err(ImportError::unreadable(
                    "this book is protected against copying (DRM), so its text cannot be read; take a copy without it",
                ));
            }
        }
        Ok(())
    }
}

/// Indexes the items by id, the first of each. Each item's id is read once, however many documents refer to it.
fn by_id<'a, T>(items: &[&'a T], mut id: impl FnMut(&'a T) -> Option<&'a str>) -> HashMap<&'a str, &'a T> {
    let mut found = HashMap::with_capacity(items.len());
    for &item in items {
        if let Some(id) = id(item) {
            found.entry(id).or_insert(item);
        }
    }
    found
}

/// Resolves a reference relative to a folder: decoded, else as written, else relative to the root of the archive.
pub(super) fn resolve_href(archive: &Archive<'_>, folder: &str, href: &str) -> Option<String> {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let relative = resolve_path(folder, &percent_decoded(href));
    let undecoded = resolve_path(folder, href);
    let from_root = resolve_path("", &percent_decoded(href));
    [relative, undecoded, from_root].into_iter().find(|path| !path.is_empty() && archive.contains(path))
}

/// Decodes `%20` and the like in a reference.
pub(super) fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Collapses whitespace to single spaces.
pub(super) fn collapse_whitespace(text: String) -> String {
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

fn contains_word(list: Option<&str>, word: &str) -> bool {
    list.is_some_and(|list| list.split_whitespace().any(|w| w == word))
}

/// Parses a date in the form of the standard, as far as it is given: `2021-11-21T...`, `2021-11`, `2021`.
fn parse_date(text: &str) -> Option<Date> {
    [10, 7, 4].into_iter().find_map(|len| text.get(..len)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{EpubPackage, by_id};
    use crate::import::archive::Archive;
    use crate::import::xml;

    #[test]
    fn the_id_of_every_item_is_read_once_and_the_first_of_two_wins() {
        let items: Vec<String> = (0..2_000).map(|n| format!("i{}", n % 1_000)).collect();
        let items: Vec<&String> = items.iter().collect();
        let mut reads = 0;
        let found = by_id(&items, |item| {
            reads += 1;
            Some(item)
        });
        assert_eq!((reads, found.len()), (2_000, 1_000));
        assert!(items.iter().take(1_000).all(|item| std::ptr::eq(found[&***item], *item)));
        assert_eq!(reads, 2_000, "looking them up asks none of them");
    }

    #[test]
    fn a_document_that_is_not_in_the_archive_is_reported_by_its_path() {
        let package = "<package><manifest><item id='a' href='a%20b.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
        // The smallest archive: the end of an empty directory.
        let bytes = [&b"PK\x05\x06"[..], &[0; 18]].concat();
        let archive = Archive::open(&bytes).unwrap();
        let (package, missing) = EpubPackage::from_root(&xml::parse(package.as_bytes()).unwrap(), "OPS", &archive);
        assert_eq!((package.documents.len(), missing), (0, vec!["OPS/a b.xhtml".to_owned()]));
    }
}
