//! A book cut into chapters: where the table of contents points, and where a part begins with a heading.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::contents::Entry;

/// A part of the book as it was unpacked.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: String,
    pub(super) html: String,
}

/// A chapter: pieces of pages, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cut {
    pub(super) title: Option<String>,
    /// The number of the page and the bytes of it.
    pub(super) pieces: Vec<(usize, Range<usize>)>,
    pub(super) words: usize,
}

/// Cuts the pages. Nested entries cut only where a page begins: sections stay with their chapters. A page that no
/// entry points to goes on with the chapter before it, unless it begins with a heading.
pub(super) fn cut(pages: &[Page], entries: &[Entry]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut by_page: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        by_page.entry(&entry.path).or_default().push(entry);
    }
    for (number, page) in pages.iter().enumerate() {
        let mut places: Vec<(usize, Option<String>)> = Vec::new();
        let of_page: &[&Entry] = by_page.get(&*page.path).map_or(&[], |entries| entries);
        let seen = glance(&page.html);
        // What stands before the first word is a head, a wrapper or a picture.
        let first = seen.first.unwrap_or(page.html.len());
        let ids = if of_page.is_empty() { HashMap::new() } else { ids(&page.html) };
        for entry in of_page {
            let at = entry.place.as_deref().and_then(|place| ids.get(place)).copied().filter(|at| *at > first);
            let at = at.unwrap_or(0);
            if entry.depth == 0 || at == 0 {
                places.push((at, Some(entry.title.clone()).filter(|title| !title.is_empty())));
            }
        }
        places.sort_by_key(|(at, _)| *at);
        places.dedup_by_key(|(at, _)| *at);
        if places.first().is_none_or(|(at, _)| *at > 0) {
            let goes_on = !entries.is_empty() && !cuts.is_empty() && !seen.heading_first;
            match cuts.last_mut().filter(|_| goes_on) {
                Some(before) => before.pieces.push((number, 0..places.first().map_or(page.html.len(), |(at, _)| *at))),
                None => places.insert(0, (0, None)),
            }
        }
        let ends = places.iter().skip(1).map(|(at, _)| *at).chain([page.html.len()]).collect::<Vec<_>>();
        for ((at, title), end) in places.into_iter().zip(ends) {
            cuts.push(Cut { title, pieces: vec![(number, at..end)], words: 0 });
        }
    }
    for cut in &mut cuts {
        for (number, range) in &cut.pieces {
            let html = pages.get(*number).and_then(|page| page.html.get(range.clone())).unwrap_or_default();
            let seen = glance(html);
            cut.words += seen.words;
            cut.title = cut.title.take().or(seen.heading);
        }
    }
    cuts.retain(|cut| cut.words > 0);
    cuts
}

/// Where the tags with ids begin; the page is gone through once, whatever the number of entries.
fn ids(html: &str) -> HashMap<&str, usize> {
    let mut ids = HashMap::new();
    for (at, _) in html.match_indices('<') {
        let tag = html.get(at + 1..).unwrap_or_default();
        let tag = tag.split(['<', '>']).next().unwrap_or_default();
        for start in [" id=", " name="] {
            let Some((_, value)) = tag.split_once(start) else { continue };
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let id = quote.and_then(|quote| value.get(1..)?.split(quote).next());
            if let Some(id) = id {
                ids.entry(id).or_insert(at);
            }
        }
    }
    ids
}

/// What can be told of a page without building it.
#[derive(Debug, Default, PartialEq)]
struct Glance {
    words: usize,
    /// Where the first text begins, in bytes.
    first: Option<usize>,
    /// The first text is a heading.
    heading_first: bool,
    /// The words of the first heading.
    heading: Option<String>,
}

/// Counts words and finds the first heading, passing over tags, comments, and what is never shown.
fn glance(html: &str) -> Glance {
    let mut seen = Glance::default();
    let mut heading: Option<String> = None;
    let mut silent: Option<&str> = None;
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest.find('<').unwrap_or(rest.len());
        let (text, tag) = rest.split_at(end);
        if silent.is_none() {
            let words = text.unicode_words().count();
            if seen.words == 0 && words > 0 {
                seen.heading_first = heading.is_some();
                seen.first = Some(html.len() - rest.len());
            }
            seen.words += words;
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
                silent = if ends { silent.filter(|open| *open != name) } else { silent.or(own) };
            }
            "h1" | "h2" | "h3" if ends => {
                let words = heading.take().map(super::package::one_line).filter(|words| !words.is_empty());
                seen.heading = seen.heading.take().or_else(|| words.map(|words| crate::import::xml::unescape(&words)));
            }
            "h1" | "h2" | "h3" if heading.is_none() && seen.heading.is_none() && !empty => {
                heading = Some(String::new())
            }
            "br" => heading.iter_mut().for_each(|heading| heading.push(' ')),
            _ => {}
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::{Cut, Page, cut, glance};
    use crate::import::epub::contents::Entry;

    fn page(path: &str, html: &str) -> Page {
        Page { path: path.into(), html: html.into() }
    }

    fn entry(title: &str, to: &str, depth: usize) -> Entry {
        let (path, place) = to.split_once('#').map_or((to, None), |(path, place)| (path, Some(place.to_owned())));
        Entry { title: title.into(), path: path.into(), place, depth }
    }

    fn shown(cuts: &[Cut]) -> Vec<String> {
        let shown = |cut: &Cut| {
            let pages: Vec<String> = cut.pieces.iter().map(|(page, _)| page.to_string()).collect();
            format!("{} [{}] {}", cut.title.as_deref().unwrap_or("-"), pages.join("+"), cut.words)
        };
        cuts.iter().map(shown).collect()
    }

    #[test]
    fn words_are_counted_and_the_first_heading_found() {
        let seen = glance(
            "<head><title>no</title></head><!-- <p>no</p> --><h1 id='a'>On &amp;<br/>lamps</h1><p>Two words</p>",
        );
        assert_eq!((seen.words, seen.heading_first, seen.heading.as_deref()), (5, true, Some("On & lamps")));
        assert!(!glance("<p>Text</p><h2>Late</h2>").heading_first);
        assert_eq!(glance("<p>broken <").words, 1);
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
        assert_eq!(shown(&cut(&pages, &entries)), ["I [1+2] 7", "II [2+3] 4", "Loose [4] 2"]);
    }

    #[test]
    fn without_contents_every_page_is_a_chapter() {
        let pages = [page("a", "<p>some text</p>"), page("b", "<h2>Two</h2><p>more</p>")];
        assert_eq!(shown(&cut(&pages, &[])), ["- [0] 2", "Two [1] 2"]);
    }
}
