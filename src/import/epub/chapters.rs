//! Splits a book into chapters: where the table of contents points, and where a document begins with a heading.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::contents::TocEntry;

/// A content document of a book, unpacked.
#[derive(Debug)]
pub(super) struct BookPage {
    pub(super) path: String,
    pub(super) html: String,
}

/// A chapter: ranges of documents, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BookChapter {
    pub(super) title: Option<String>,
    /// The index of each document and the byte range in it.
    pub(super) ranges: Vec<(usize, Range<usize>)>,
    pub(super) words: usize,
}

/// Splits the documents of a book. Nested entries split only where a document begins: sections stay with their
/// chapters. A document that no entry points to continues the chapter before it, unless it begins with a heading.
pub(super) fn split_chapters(pages: &[BookPage], entries: &[TocEntry]) -> Vec<BookChapter> {
    let mut chapters: Vec<BookChapter> = Vec::new();
    let mut by_page: HashMap<&str, Vec<&TocEntry>> = HashMap::new();
    for entry in entries {
        by_page.entry(&entry.path).or_default().push(entry);
    }
    for (number, page) in pages.iter().enumerate() {
        let mut starts: Vec<(usize, Option<String>)> = Vec::new();
        let page_entries: &[&TocEntry] = by_page.get(&*page.path).map_or(&[], |entries| entries);
        let scan = scan_page(&page.html);
        // What precedes the first word is a head, a wrapper or a picture.
        let first = scan.first.unwrap_or(page.html.len());
        let id_positions = if page_entries.is_empty() { HashMap::new() } else { id_positions(&page.html) };
        for entry in page_entries {
            let at = entry
                .fragment
                .as_deref()
                .and_then(|fragment| id_positions.get(fragment))
                .copied()
                .filter(|at| *at > first);
            let at = at.unwrap_or(0);
            if entry.depth == 0 || at == 0 {
                starts.push((at, Some(entry.title.clone()).filter(|title| !title.is_empty())));
            }
        }
        starts.sort_by_key(|(at, _)| *at);
        starts.dedup_by_key(|(at, _)| *at);
        if starts.first().is_none_or(|(at, _)| *at > 0) {
            let continues = !entries.is_empty() && !chapters.is_empty() && !scan.heading_first;
            match chapters.last_mut().filter(|_| continues) {
                Some(before) => before.ranges.push((number, 0..starts.first().map_or(page.html.len(), |(at, _)| *at))),
                None => starts.insert(0, (0, None)),
            }
        }
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([page.html.len()]).collect::<Vec<_>>();
        for ((at, title), end) in starts.into_iter().zip(ends) {
            chapters.push(BookChapter { title, ranges: vec![(number, at..end)], words: 0 });
        }
    }
    for chapter in &mut chapters {
        for (number, range) in &chapter.ranges {
            let html = pages.get(*number).and_then(|page| page.html.get(range.clone())).unwrap_or_default();
            let scan = scan_page(html);
            chapter.words += scan.words;
            chapter.title = chapter.title.take().or(scan.heading);
        }
    }
    chapters.retain(|chapter| chapter.words > 0);
    chapters
}

/// Returns the position of each tag with an id, in one pass, whatever the number of entries.
fn id_positions(html: &str) -> HashMap<&str, usize> {
    let mut positions = HashMap::new();
    for (at, _) in html.match_indices('<') {
        let tag = html.get(at + 1..).unwrap_or_default();
        let tag = tag.split(['<', '>']).next().unwrap_or_default();
        for start in [" id=", " name="] {
            let Some((_, value)) = tag.split_once(start) else { continue };
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let id = quote.and_then(|quote| value.get(1..)?.split(quote).next());
            if let Some(id) = id {
                positions.entry(id).or_insert(at);
            }
        }
    }
    positions
}

/// What a scan of a document finds without parsing it.
#[derive(Debug, Default, PartialEq)]
struct PageScan {
    words: usize,
    /// The byte position of the first text.
    first: Option<usize>,
    /// Whether the first text is a heading.
    heading_first: bool,
    /// The text of the first heading.
    heading: Option<String>,
}

/// Counts words and finds the first heading, skipping tags, comments, and content that is never shown.
fn scan_page(html: &str) -> PageScan {
    let mut scan = PageScan::default();
    let mut heading: Option<String> = None;
    let mut ignored_element: Option<&str> = None;
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest.find('<').unwrap_or(rest.len());
        let (text, tag) = rest.split_at(end);
        if ignored_element.is_none() {
            let words = text.unicode_words().count();
            if scan.words == 0 && words > 0 {
                scan.heading_first = heading.is_some();
                scan.first = Some(html.len() - rest.len());
            }
            scan.words += words;
            if let Some(heading) = &mut heading {
                heading.push_str(text);
            }
        }
        let close = if tag.starts_with("<!--") { "-->" } else { ">" };
        let length = tag.find(close).map_or(tag.len(), |at| at + close.len());
        let (tag, after) = tag.split_at(length);
        rest = after;
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let (ends, empty) = (tag.starts_with("</"), tag.ends_with("/>"));
        match name.as_str() {
            "head" | "script" | "style" if !empty => {
                let own = ["head", "script", "style"].into_iter().find(|n| *n == name);
                ignored_element =
                    if ends { ignored_element.filter(|open| *open != name) } else { ignored_element.or(own) };
            }
            "h1" | "h2" | "h3" if ends => {
                let words = heading.take().map(super::package::collapse_whitespace).filter(|words| !words.is_empty());
                scan.heading = scan.heading.take().or_else(|| words.map(|words| crate::import::xml::unescape(&words)));
            }
            "h1" | "h2" | "h3" if heading.is_none() && scan.heading.is_none() && !empty => {
                heading = Some(String::new())
            }
            "br" => heading.iter_mut().for_each(|heading| heading.push(' ')),
            _ => {}
        }
    }
    scan
}

#[cfg(test)]
mod tests {
    use super::{BookChapter, BookPage, scan_page, split_chapters};
    use crate::import::epub::contents::TocEntry;

    fn page(path: &str, html: &str) -> BookPage {
        BookPage { path: path.into(), html: html.into() }
    }

    fn entry(title: &str, to: &str, depth: usize) -> TocEntry {
        let (path, fragment) =
            to.split_once('#').map_or((to, None), |(path, fragment)| (path, Some(fragment.to_owned())));
        TocEntry { title: title.into(), path: path.into(), fragment, depth }
    }

    fn shown(chapters: &[BookChapter]) -> Vec<String> {
        let shown = |chapter: &BookChapter| {
            let pages: Vec<String> = chapter.ranges.iter().map(|(page, _)| page.to_string()).collect();
            format!("{} [{}] {}", chapter.title.as_deref().unwrap_or("-"), pages.join("+"), chapter.words)
        };
        chapters.iter().map(shown).collect()
    }

    #[test]
    fn words_are_counted_and_the_first_heading_is_found() {
        let scan = scan_page(
            "<head><title>no</title></head><!-- <p>no</p> --><h1 id='a'>On &amp;<br/>lamps</h1><p>Two words</p>",
        );
        assert_eq!((scan.words, scan.heading_first, scan.heading.as_deref()), (5, true, Some("On & lamps")));
        assert!(!scan_page("<p>Text</p><h2>Late</h2>").heading_first);
        assert_eq!(scan_page("<p>broken <").words, 1);
    }

    #[test]
    fn chapters_begin_where_the_contents_point() {
        let pages = [
            page("cover", "<img/>"),
            page("a", "<h1>One</h1><p>first</p><h2 id='s'>Section</h2><p>in it</p>"),
            page("b", "<p>goes on</p><div><h1 id='two'>Two</h1><p>second</p></div>"),
            page("c", "<p>still second</p>"),
            page("d", "<h1>Loose</h1><p>third</p>"),
        ];
        let entries = [entry("I", "a", 0), entry("I.1", "a#s", 1), entry("II", "b#two", 0)];
        assert_eq!(shown(&split_chapters(&pages, &entries)), ["I [1+2] 7", "II [2+3] 4", "Loose [4] 2"]);
    }

    #[test]
    fn without_contents_every_page_is_a_chapter() {
        let pages = [page("a", "<p>some text</p>"), page("b", "<h2>Two</h2><p>more</p>")];
        assert_eq!(shown(&split_chapters(&pages, &[])), ["- [0] 2", "Two [1] 2"]);
    }
}
