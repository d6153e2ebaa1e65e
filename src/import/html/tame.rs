//! Markup made harmless before it is parsed: the depth, the number of tags and what a tag may carry are bounded.
//!
//! An HTML parser keeps every open element on a stack and walks it for many a tag, opens unclosed `<b>` anew in every
//! paragraph, and compares each attribute of a tag with all others: three ways in which a small file takes minutes.
//! Text is never touched here, only tags that no page written for readers has.

use std::borrow::Cow;

/// Elements inside each other at most; real pages stay under 100.
const DEEPEST: usize = 256;
/// Open elements of the kind that is opened anew in every paragraph.
const MOST_STYLES: usize = 16;
/// Open elements of that kind where a block begins: each of them is made again in every block.
const MOST_STYLES_OVER_BLOCKS: usize = 3;
/// Tags in a page at most; the whole HTML standard on one page has some 500,000.
const MOST_TAGS: usize = 500_000;
/// Character references in one text at most.
const MOST_REFERENCES: usize = 10_000;
/// Attributes of one tag at most.
const MOST_ATTRIBUTES: usize = 256;

/// Elements that end where the next of their kind begins, or that never nest.
const NOT_NESTED: [&str; 22] = [
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "caption",
    "rt", "rp", "rb", "html", "head", "body", "a", "frame",
];
/// Elements without an end.
const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "image", "input", "link", "meta",
    "param", "source", "track", "wbr",
];
/// Elements that the parser opens anew in every paragraph until they are closed.
const STYLES: [&str; 13] = ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The markup within bounds, and whether its end was cut off.
pub(super) fn tame(html: &str) -> (Cow<'_, str>, bool) {
    let mut tamer = Tamer { html, copied: 0, out: String::new(), stack: Vec::new(), over: 0, styles: Vec::new() };
    let mut at = 0;
    let mut tags = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        tamer.part_references(at, start);
        tags += 1;
        if tags > MOST_TAGS {
            tamer.copy_to(start);
            return (Cow::Owned(tamer.out), true);
        }
        tamer.tag(&tag);
        at = tag.end;
        if !tag.closes && RAW.contains(&tag.name.as_str()) {
            at = end_of_raw(html, at, &tag.name);
        }
    }
    tamer.part_references(at, html.len());
    if tamer.copied == 0 {
        return (Cow::Borrowed(html), false);
    }
    tamer.copy_to(html.len());
    (Cow::Owned(tamer.out), false)
}

/// Where the end tag of an element begins whose content is no markup.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        let start = at + found;
        let here = html.as_bytes().get(start + 2..start + 2 + name.len());
        if here.is_some_and(|here| here.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}

/// One tag, comment or declaration.
struct Tag {
    start: usize,
    end: usize,
    /// In small letters; empty for a comment.
    name: String,
    closes: bool,
    attributes: usize,
}

impl Tag {
    fn read(html: &str, start: usize) -> Option<Self> {
        let rest = html.as_bytes().get(start + 1..)?;
        let closes = rest.first() == Some(&b'/');
        let after = rest.get(usize::from(closes)..)?;
        if !closes && matches!(after.first(), Some(b'!' | b'?')) {
            let end = if after.starts_with(b"!--") {
                html.get(start + 4..).and_then(|rest| rest.find("-->")).map(|found| start + 4 + found + 3)
            } else {
                html.get(start..).and_then(|rest| rest.find('>')).map(|found| start + found + 1)
            };
            let end = end.unwrap_or(html.len());
            return Some(Self { start, end, name: String::new(), closes: false, attributes: 0 });
        }
        if !after.first()?.is_ascii_alphabetic() {
            return None;
        }
        let length = after.iter().position(|b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace());
        let name = after.get(..length.unwrap_or(after.len()).min(64))?;
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let (mut quote, mut attributes, mut blank, mut equals) = (None, 0, false, false);
        let mut end = html.len();
        for (i, &b) in rest.iter().enumerate() {
            match (quote, b) {
                (Some(open), b) if b == open => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if equals => quote = Some(b),
                (None, b'>') => {
                    end = start + 1 + i + 1;
                    break;
                }
                (None, b) if b.is_ascii_whitespace() || b == b'/' => {
                    blank = true;
                    continue;
                }
                (None, _) => {}
            }
            attributes += usize::from(blank || quote.is_none() && b == b'=');
            (blank, equals) = (false, b == b'=');
        }
        Some(Self { start, end, name, closes, attributes })
    }
}

/// What is open, and what was written so far.
struct Tamer<'a> {
    html: &'a str,
    copied: usize,
    out: String,
    stack: Vec<String>,
    /// Elements that were too deep and are not closed yet.
    over: usize,
    /// Kept and dropped styles that are not closed yet.
    styles: Vec<(&'static str, usize, usize)>,
}

impl Tamer<'_> {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if !tag.closes && !VOID.contains(&name) && !STYLES.contains(&name) && !matches!(name, "" | "a" | "span") {
            self.close_styles(tag.start);
        }
        if name.is_empty() || VOID.contains(&name) || NOT_NESTED.contains(&name) {
            self.bound_attributes(tag);
        } else if let Some(style) = STYLES.iter().find(|style| **style == name) {
            self.style(tag, style);
        } else if tag.closes {
            self.close(tag);
        } else if self.stack.len() >= DEEPEST {
            self.over += 1;
            // Its text is still a text of its own.
            self.replace(tag, "<p>");
        } else {
            self.stack.push(tag.name.clone());
            self.bound_attributes(tag);
        }
    }

    fn close(&mut self, tag: &Tag) {
        if self.over > 0 {
            self.over -= 1;
            self.replace(tag, "<p>");
        } else if let Some(at) = self.stack.iter().rposition(|open| *open == tag.name) {
            self.stack.truncate(at);
        }
    }

    /// Parts a text with very many character references by an element that is not seen: the parser adds them to a
    /// text one by one, in time that grows with the square of their number.
    fn part_references(&mut self, from: usize, to: usize) {
        let html = self.html;
        let text = html.get(from..to).unwrap_or_default();
        if text.len() < MOST_REFERENCES {
            return;
        }
        for (at, _) in text.match_indices('&').step_by(MOST_REFERENCES).skip(1) {
            self.copy_to(from + at);
            self.out.push_str("<wbr>");
        }
    }

    /// Closes the styles that are open where a block begins, when they are too many.
    fn close_styles(&mut self, at: usize) {
        if self.styles.iter().map(|(_, kept, _)| kept).sum::<usize>() <= MOST_STYLES_OVER_BLOCKS {
            return;
        }
        self.copy_to(at);
        for (name, kept, _) in &mut self.styles {
            for _ in 0..std::mem::take(kept) {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
    }

    fn style(&mut self, tag: &Tag, style: &'static str) {
        let open: usize = self.styles.iter().map(|(_, kept, _)| kept).sum();
        let place = self.styles.iter().position(|(name, ..)| *name == style).unwrap_or_else(|| {
            self.styles.push((style, 0, 0));
            self.styles.len() - 1
        });
        let Some((_, kept, dropped)) = self.styles.get_mut(place) else { return };
        match (tag.closes, open < MOST_STYLES, *dropped > 0) {
            (false, true, _) => *kept += 1,
            (false, false, _) => {
                *dropped += 1;
                return self.replace(tag, "");
            }
            (true, _, true) => {
                *dropped -= 1;
                return self.replace(tag, "");
            }
            (true, _, false) => *kept = kept.saturating_sub(1),
        }
        self.bound_attributes(tag);
    }

    fn bound_attributes(&mut self, tag: &Tag) {
        if tag.attributes > MOST_ATTRIBUTES {
            let slash = if tag.closes { "/" } else { "" };
            self.replace(tag, &format!("<{slash}{}>", tag.name));
        }
    }

    fn replace(&mut self, tag: &Tag, other: &str) {
        self.copy_to(tag.start);
        self.out.push_str(other);
        self.copied = tag.end;
    }

    fn copy_to(&mut self, end: usize) {
        self.out.push_str(self.html.get(self.copied..end).unwrap_or_default());
        self.copied = end;
    }
}

#[cfg(test)]
mod tests {
    use super::tame;

    #[test]
    fn a_page_for_readers_is_left_as_it_is() {
        let page = "<!doctype html><title>a < b</title><body class='x > y'><p>one <b>two</b><p>three < four<br>";
        assert_eq!(tame(page), (page.into(), false));
    }

    #[test]
    fn depth_styles_attributes_and_tags_are_bounded() {
        let deep = tame(&"<div>x".repeat(1000)).0.into_owned();
        assert_eq!(deep.matches("<div>").count(), 256);
        assert_eq!(deep.matches('x').count(), 1000);
        let balanced = format!("{}x{}<i>y</i>", "<div>".repeat(300), "</div>".repeat(300));
        let tamed = tame(&balanced).0.into_owned();
        assert_eq!(tamed.matches("<div>").count(), tamed.matches("</div>").count());
        assert!(tamed.ends_with("<i>y</i>"), "what comes after is not touched");
        assert_eq!(tame(&"<font size=1>".repeat(100)).0.matches("<font").count(), 16);
        let unclosed = tame(&"<font size=1><p>x".repeat(100)).0.into_owned();
        assert_eq!(unclosed.matches("</font>").count(), 100);
        let many: String = (0..1000).map(|i| format!(" a{i}=1")).collect();
        assert_eq!(tame(&format!("<p{many}>x")).0, "<p>x");
        let packed: String = (0..1000).map(|i| format!("a{i}=\"\"")).collect();
        assert_eq!(tame(&format!("<p {packed}>x")).0, "<p>x");
        let many = "<br>".repeat(500_001);
        assert_eq!(tame(&"&amp;".repeat(25_000)).0.matches("<wbr>").count(), 2);
        let (cut, short) = tame(&many);
        assert!(short && cut.len() == 2_000_000);
    }

    #[test]
    fn half_a_tag_is_no_trouble() {
        for half in ["<", "</", "<!", "<!--", "<p", "<p a=\"", "x<", "<script>", "<title><", "<é>", "</é", "< p>"] {
            assert_eq!(tame(half).0, half);
        }
    }
}
