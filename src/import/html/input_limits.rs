//! Limits on HTML before it is parsed: on the depth, the number of tags and the attributes of a tag.
//!
//! An HTML parser keeps every open element on a stack and walks it for many a tag, reopens an unclosed `<b>` in every
//! paragraph, and compares each attribute of a tag with all others: three ways in which a small file takes minutes.
//! Text is never changed here, only tags that no page written for readers has.

use std::borrow::Cow;

use super::tags::{RAW, Tag, VOID, raw_text_end};

/// The deepest nesting of elements; real pages stay under 100.
const MAX_DEPTH: usize = 256;
/// The most open formatting elements, which the parser reopens in every paragraph.
const MAX_FORMATTING: usize = 16;
/// The most open formatting elements where a block starts: each of them is created again in every block.
const MAX_FORMATTING_OVER_BLOCKS: usize = 3;
/// The most tags in a page; the whole HTML standard on one page has some 500,000.
const MAX_TAGS: usize = 500_000;
const MAX_REFERENCES: usize = 10_000;
const MAX_ATTRIBUTES: usize = 256;

/// Elements that end where the next of their kind starts, or that never nest.
const NOT_NESTED: [&str; 22] = [
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "caption",
    "rt", "rp", "rb", "html", "head", "body", "a", "frame",
];
/// Formatting elements, which the parser reopens in every paragraph until they are closed.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Returns the markup within the limits, and whether its end was cut off.
pub(super) fn limit_markup(html: &str) -> (Cow<'_, str>, bool) {
    let mut limiter = MarkupLimiter {
        html,
        copied_to: 0,
        out: String::new(),
        stack: Vec::new(),
        too_deep: 0,
        formatting: Vec::new(),
    };
    let mut at = 0;
    let mut tags = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        limiter.split_references(at, start);
        tags += 1;
        if tags > MAX_TAGS {
            limiter.copy_to(start);
            return (Cow::Owned(limiter.out), true);
        }
        limiter.tag(&tag);
        at = tag.end;
        if !tag.is_end && RAW.contains(&tag.name.as_str()) {
            at = raw_text_end(html, at, &tag.name);
        }
    }
    limiter.split_references(at, html.len());
    if limiter.copied_to == 0 {
        return (Cow::Borrowed(html), false);
    }
    limiter.copy_to(html.len());
    (Cow::Owned(limiter.out), false)
}

/// The open elements and the output so far.
struct MarkupLimiter<'a> {
    html: &'a str,
    copied_to: usize,
    out: String,
    stack: Vec<String>,
    /// How many open elements were too deep.
    too_deep: usize,
    /// The open formatting elements: the name, how many are in the output, and how many were dropped.
    formatting: Vec<(&'static str, usize, usize)>,
}

impl MarkupLimiter<'_> {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if !tag.is_end && !VOID.contains(&name) && !FORMATTING.contains(&name) && !matches!(name, "" | "a" | "span") {
            self.close_formatting(tag.start);
        }
        if name.is_empty() || VOID.contains(&name) || NOT_NESTED.contains(&name) {
            self.limit_attributes(tag);
        } else if let Some(element) = FORMATTING.iter().find(|element| **element == name) {
            self.formatting_element(tag, element);
        } else if tag.is_end {
            self.close_element(tag);
        } else if self.stack.len() >= MAX_DEPTH {
            self.too_deep += 1;
            // A paragraph keeps its text apart from the text around it.
            self.replace(tag, "<p>");
        } else {
            self.stack.push(tag.name.clone());
            self.limit_attributes(tag);
        }
    }

    fn close_element(&mut self, tag: &Tag) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            self.replace(tag, "<p>");
        } else if let Some(at) = self.stack.iter().rposition(|open| *open == tag.name) {
            self.stack.truncate(at);
        }
    }

    /// Splits a text with very many character references by an invisible element: the parser adds them to a text one by
    /// one, in time that grows with the square of their number.
    fn split_references(&mut self, from: usize, to: usize) {
        let html = self.html;
        let text = html.get(from..to).unwrap_or_default();
        if text.len() < MAX_REFERENCES {
            return;
        }
        for (at, _) in text.match_indices('&').step_by(MAX_REFERENCES).skip(1) {
            self.copy_to(from + at);
            self.out.push_str("<wbr>");
        }
    }

    /// Closes the open formatting elements where a block starts, if there are too many.
    fn close_formatting(&mut self, at: usize) {
        if self.formatting.iter().map(|(_, kept, _)| kept).sum::<usize>() <= MAX_FORMATTING_OVER_BLOCKS {
            return;
        }
        self.copy_to(at);
        for (name, kept, _) in &mut self.formatting {
            for _ in 0..std::mem::take(kept) {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
    }

    fn formatting_element(&mut self, tag: &Tag, element: &'static str) {
        let open: usize = self.formatting.iter().map(|(_, kept, _)| kept).sum();
        let index = self.formatting.iter().position(|(name, ..)| *name == element).unwrap_or_else(|| {
            self.formatting.push((element, 0, 0));
            self.formatting.len() - 1
        });
        let Some((_, kept, dropped)) = self.formatting.get_mut(index) else { return };
        match (tag.is_end, open < MAX_FORMATTING, *dropped > 0) {
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
        self.limit_attributes(tag);
    }

    fn limit_attributes(&mut self, tag: &Tag) {
        if tag.attribute_count > MAX_ATTRIBUTES {
            let slash = if tag.is_end { "/" } else { "" };
            self.replace(tag, &format!("<{slash}{}>", tag.name));
        }
    }

    fn replace(&mut self, tag: &Tag, other: &str) {
        self.copy_to(tag.start);
        self.out.push_str(other);
        self.copied_to = tag.end;
    }

    fn copy_to(&mut self, end: usize) {
        self.out.push_str(self.html.get(self.copied_to..end).unwrap_or_default());
        self.copied_to = end;
    }
}

#[cfg(test)]
mod tests {
    use super::limit_markup;

    #[test]
    fn an_ordinary_page_is_not_changed() {
        let page = "<!doctype html><title>a < b</title><body class='x > y'><p>one <b>two</b><p>three < four<br>";
        assert_eq!(limit_markup(page), (page.into(), false));
    }

    #[test]
    fn depth_formatting_attributes_and_tags_are_limited() {
        let deep = limit_markup(&"<div>x".repeat(1000)).0.into_owned();
        assert_eq!(deep.matches("<div>").count(), 256);
        assert_eq!(deep.matches('x').count(), 1000);
        let balanced = format!("{}x{}<i>y</i>", "<div>".repeat(300), "</div>".repeat(300));
        let limited = limit_markup(&balanced).0.into_owned();
        assert_eq!(limited.matches("<div>").count(), limited.matches("</div>").count());
        assert!(limited.ends_with("<i>y</i>"), "what comes after is not touched");
        assert_eq!(limit_markup(&"<font size=1>".repeat(100)).0.matches("<font").count(), 16);
        let unclosed = limit_markup(&"<font size=1><p>x".repeat(100)).0.into_owned();
        assert_eq!(unclosed.matches("</font>").count(), 100);
        let many: String = (0..1000).map(|i| format!(" a{i}=1")).collect();
        assert_eq!(limit_markup(&format!("<p{many}>x")).0, "<p>x");
        let packed: String = (0..1000).map(|i| format!("a{i}=\"\"")).collect();
        assert_eq!(limit_markup(&format!("<p {packed}>x")).0, "<p>x");
        let many = "<br>".repeat(500_001);
        assert_eq!(limit_markup(&"&amp;".repeat(25_000)).0.matches("<wbr>").count(), 2);
        let (cut, short) = limit_markup(&many);
        assert!(short && cut.len() == 2_000_000);
    }

    #[test]
    fn half_a_tag_is_not_changed() {
        for half in ["<", "</", "<!", "<!--", "<p", "<p a=\"", "x<", "<script>", "<title><", "<é>", "</é", "< p>"] {
            assert_eq!(limit_markup(half).0, half);
        }
    }
}
