//! Splits a book into chapters: where the table of contents points, and where a document begins with a heading.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::contents::TocEntry;
use crate::import::html::{VOID, tags};
use crate::import::xml::unescape;

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
    /// The number of chapters that contain it.
    pub(super) depth: usize,
}

/// Where a chapter begins.
#[derive(Debug)]
struct Start {
    /// The index of the document and the byte position in it.
    page: usize,
    at: usize,
    title: Option<String>,
    depth: usize,
}

/// Splits the documents of a book. A chapter contains those that are nested in it. A document that no entry points to
/// continues the chapter before it, unless it begins with a heading.
pub(super) fn split_chapters(pages: &[BookPage], entries: &[TocEntry]) -> Vec<BookChapter> {
    let starts = find_starts(pages, entries);
    let ends = starts.iter().skip(1).map(|start| (start.page, start.at)).chain([(pages.len(), 0)]);
    let segments: Vec<Segment> = starts.iter().zip(ends).map(|(start, end)| Segment::read(pages, start, end)).collect();
    let mut chapters: Vec<BookChapter> = Vec::new();
    let mut previous_end = 0;
    for (index, start) in starts.iter().enumerate() {
        let after = starts.iter().skip(index + 1).position(|other| other.depth <= start.depth);
        let end = after.map_or(starts.len(), |after| index + 1 + after);
        let own = segments.get(index..end).unwrap_or_default();
        let words = own.iter().map(|segment| segment.words).sum();
        // The only chapter of a part, at the same place, is the part.
        let is_repeated = index
            .checked_sub(1)
            .and_then(|before| starts.get(before))
            .is_some_and(|before| (before.page, before.at, previous_end) == (start.page, start.at, end));
        previous_end = end;
        if words == 0 || is_repeated {
            continue;
        }
        let heading = || segments.get(index).and_then(|segment| segment.heading.clone());
        chapters.push(BookChapter {
            title: start.title.clone().or_else(heading),
            ranges: joined(own.iter().flat_map(|segment| segment.ranges.iter().cloned())),
            words,
            depth: start.depth,
        });
    }
    chapters
}

/// Finds where chapters begin, in reading order.
fn find_starts(pages: &[BookPage], entries: &[TocEntry]) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut by_page: HashMap<&str, Vec<&TocEntry>> = HashMap::new();
    for entry in entries {
        by_page.entry(&entry.path).or_default().push(entry);
    }
    for (page, BookPage { path, html }) in pages.iter().enumerate() {
        let page_entries: &[&TocEntry] = by_page.get(&**path).map_or(&[], |entries| entries);
        let scan = scan_page(html);
        // What precedes the first word is a head, a wrapper or a picture.
        let first = scan.first.unwrap_or(html.len());
        let positions = if page_entries.is_empty() { HashMap::new() } else { id_positions(html) };
        let mut own: Vec<Start> = Vec::new();
        for entry in page_entries {
            let found = entry.fragment.as_deref().and_then(|fragment| positions.get(fragment)).copied();
            let at = found.filter(|at| *at > first).unwrap_or(0);
            let title = Some(entry.title.clone()).filter(|title| !title.is_empty());
            own.push(Start { page, at, title, depth: entry.depth });
        }
        own.sort_by_key(|start| start.at);
        // Of two at the same place and depth, as where their anchors are missing, the first has the text.
        own.dedup_by_key(|start| (start.at, start.depth));
        let continues = !entries.is_empty() && !starts.is_empty() && !scan.heading_first;
        if own.first().is_none_or(|start| start.at > 0) && !continues {
            let depth = starts.last().map_or(0, |start| start.depth);
            starts.push(Start { page, at: 0, title: None, depth });
        }
        starts.append(&mut own);
    }
    starts
}

/// The text from the start of a chapter to the start of the next one, nested or not.
struct Segment {
    ranges: Vec<(usize, Range<usize>)>,
    words: usize,
    heading: Option<String>,
}

impl Segment {
    fn read(pages: &[BookPage], start: &Start, end: (usize, usize)) -> Self {
        let mut segment = Self { ranges: Vec::new(), words: 0, heading: None };
        for (index, page) in pages.iter().enumerate().take(end.0 + 1).skip(start.page) {
            let from = if index == start.page { start.at } else { 0 };
            let to = if index == end.0 { end.1 } else { page.html.len() };
            let Some(html) = page.html.get(from..to).filter(|html| !html.is_empty()) else { continue };
            let scan = scan_page(html);
            segment.words += scan.words;
            segment.heading = segment.heading.take().or(scan.heading);
            segment.ranges.push((index, from..to));
        }
        segment
    }
}

/// Joins ranges of the same document that follow each other.
fn joined(ranges: impl Iterator<Item = (usize, Range<usize>)>) -> Vec<(usize, Range<usize>)> {
    let mut joined: Vec<(usize, Range<usize>)> = Vec::new();
    for (page, range) in ranges {
        match joined.last_mut() {
            Some((last, before)) if *last == page && before.end == range.start => before.end = range.end,
            _ => joined.push((page, range)),
        }
    }
    joined
}

/// Returns the position of each element with an id, in one pass, whatever the number of entries.
fn id_positions(html: &str) -> HashMap<String, usize> {
    let mut positions = HashMap::new();
    for tag in tags(html).filter(|tag| !tag.is_end) {
        for (name, value) in tag.attributes(html) {
            if matches!(name.as_str(), "id" | "xml:id") || name == "name" && tag.name == "a" {
                positions.entry(unescape(value)).or_insert(tag.start);
            }
        }
    }
    positions
}

/// Writes elements without content as HTML does, with an end tag: to an HTML parser, `<title/>` is a start tag, and all
/// that follows is the title.
pub(super) fn close_empty_elements(html: &str) -> Cow<'_, str> {
    let mut closed = String::new();
    let mut copied_to = 0;
    for tag in tags(html).filter(|tag| tag.is_empty_element(html) && !VOID.contains(&tag.name.as_str())) {
        closed.push_str(html.get(copied_to..tag.end.saturating_sub(2)).unwrap_or_default());
        // The name as it is written, which may be longer than what is kept of it.
        let name = html.get(tag.start + 1..tag.end).unwrap_or_default();
        let name = name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        closed.push_str("></");
        closed.push_str(name);
        closed.push('>');
        copied_to = tag.end;
    }
    if copied_to == 0 {
        return html.into();
    }
    (closed + html.get(copied_to..).unwrap_or_default()).into()
}

/// What a scan of a document finds without parsing it.
#[derive(Debug, Default, PartialEq)]
struct PageScan {
    words: usize,
    /// The byte position of the first text.
    first: Option<usize>,
    heading_first: bool,
    heading: Option<String>,
}

/// Counts words and finds the first heading, skipping tags, comments, and content that is never shown.
fn scan_page(html: &str) -> PageScan {
    let mut scan = PageScan::default();
    let mut heading: Option<String> = None;
    let mut ignored: Option<String> = None;
    let mut at = 0;
    let mut tags = tags(html);
    loop {
        let tag = tags.next();
        let text = html.get(at..tag.as_ref().map_or(html.len(), |tag| tag.start)).unwrap_or_default();
        if ignored.is_none() {
            let words = text.unicode_words().count();
            if scan.words == 0 && words > 0 {
                scan.heading_first = heading.is_some();
                scan.first = Some(at);
            }
            scan.words += words;
            if let Some(heading) = &mut heading {
                heading.push_str(text);
            }
        }
        let Some(tag) = tag else { return scan };
        at = tag.end;
        let is_empty = tag.is_empty_element(html);
        match tag.name.as_str() {
            "head" | "script" | "style" | "title" if tag.is_end => {
                ignored = ignored.filter(|open| *open != tag.name);
            }
            "head" | "script" | "style" | "title" if !is_empty => ignored = ignored.or(Some(tag.name)),
            "h1" | "h2" | "h3" if tag.is_end => {
                let words = heading.take().map(super::package::collapse_whitespace).filter(|words| !words.is_empty());
                scan.heading = scan.heading.take().or_else(|| words.map(|words| unescape(&words)));
            }
            "h1" | "h2" | "h3" if heading.is_none() && scan.heading.is_none() && !is_empty => {
                heading = Some(String::new())
            }
            "br" => heading.iter_mut().for_each(|heading| heading.push(' ')),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BookChapter, BookPage, close_empty_elements, id_positions, scan_page, split_chapters};
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
            let title = chapter.title.as_deref().unwrap_or("-");
            format!("{}{title} [{}] {}", "  ".repeat(chapter.depth), pages.join("+"), chapter.words)
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
        let expected = ["I [1+2] 7", "  I.1 [1+2] 5", "II [2+3] 4", "Loose [4] 2"];
        assert_eq!(shown(&split_chapters(&pages, &entries)), expected);
    }

    #[test]
    fn a_part_has_the_text_of_its_chapters_and_each_can_be_chosen() {
        let one =
            [page("a", "<h1>Part</h1><h2 id='x'>X</h2><p>one two</p><h2 id='y'>Y</h2><p>three</p><h1 id='z'>End</h1>")];
        let entries = [entry("Part", "a", 0), entry("X", "a#x", 1), entry("Y", "a#y", 1), entry("End", "a#z", 0)];
        assert_eq!(shown(&split_chapters(&one, &entries)), ["Part [0] 6", "  X [0] 3", "  Y [0] 2", "End [0] 1"]);
        let pages =
            [page("p", "<h1>Part</h1>"), page("x", "<p>one</p>"), page("y", "<p>two</p>"), page("q", "<p>end</p>")];
        let entries = [entry("Part", "p", 0), entry("X", "x", 1), entry("Y", "y", 1), entry("Q", "q", 0)];
        assert_eq!(shown(&split_chapters(&pages, &entries)), ["Part [0+1+2] 3", "  X [1] 1", "  Y [2] 1", "Q [3] 1"]);
        // A part that begins where its only chapter does is that chapter; one with several is not.
        let entries = [entry("Part", "p", 0), entry("X", "p#", 1), entry("Q", "q", 0)];
        assert_eq!(shown(&split_chapters(&pages, &entries)), ["Part [0+1+2] 3", "Q [3] 1"]);
        let entries = [entry("Part", "p", 0), entry("X", "p", 1), entry("Y", "y", 1), entry("Q", "q", 0)];
        let expected = ["Part [0+1+2] 3", "  X [0+1] 2", "  Y [2] 1", "Q [3] 1"];
        assert_eq!(shown(&split_chapters(&pages, &entries)), expected);
    }

    #[test]
    fn an_anchor_is_found_however_its_tag_is_written_and_a_missing_one_takes_no_text() {
        for second in [
            "<h2\nid=\"c2\">",
            "<h2\tid='c2'>",
            "<h2 class=\"x\"\n\t id = \"c2\">",
            "<h2 title=\"a > b\" id=c2>",
            "<h2 title=\"x id= y\" data-id='zz' id='c2'>",
            "<p><span><a name=\"c2\"/></span>",
            "<h2 xml:id='c2'>",
            "<h2 id='c&#50;'>",
        ] {
            let html =
                format!("<!-- <p id='c2'> --><h2 id='c1'>One</h2><p>text id='c2'</p>{second}Two</h2><p>more</p>");
            let at = html.find(second).unwrap() + if second.starts_with("<p>") { 9 } else { 0 };
            assert_eq!(id_positions(&html).get("c2"), Some(&at), "{second}");
            let entries = [entry("I", "a#c1", 0), entry("II", "a#c2", 0)];
            assert_eq!(shown(&split_chapters(&[page("a", &html)], &entries)), ["I [0] 4", "II [0] 2"], "{second}");
        }
        let missing = [entry("I", "a#c1", 0), entry("II", "a#gone", 0), entry("III", "a#lost", 0)];
        assert_eq!(shown(&split_chapters(&[page("a", "<h2 id='c1'>One</h2><p>text</p>")], &missing)), ["I [0] 2"]);
    }

    #[test]
    fn elements_without_content_get_an_end_tag() {
        let html = "<title/><br/><a id=\"x\"/>text<Div class='a > b' /><img src='x'/><p>";
        let closed = "<title></title><br/><a id=\"x\"></a>text<Div class='a > b' ></Div><img src='x'/><p>";
        assert_eq!(close_empty_elements(html), closed);
        assert!(matches!(close_empty_elements("<p>1 < 2 /></p>"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn without_contents_every_page_is_a_chapter() {
        let pages = [page("a", "<p>some text</p>"), page("b", "<h2>Two</h2><p>more</p>")];
        assert_eq!(shown(&split_chapters(&pages, &[])), ["- [0] 2", "Two [1] 2"]);
    }
}
