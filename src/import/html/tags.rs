//! The tags of a page, found without building its tree, so that their places in the text are known.

/// Elements whose content is not markup.
pub(super) const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Void elements, which have no end tag.
pub(in crate::import) const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "image", "input", "link", "meta",
    "param", "source", "track", "wbr",
];

/// Returns the position of the end tag of an element whose content is not markup.
pub(super) fn raw_text_end(html: &str, from: usize, name: &str) -> usize {
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

/// A tag, comment or declaration.
pub(in crate::import) struct Tag {
    pub(in crate::import) start: usize,
    pub(in crate::import) end: usize,
    /// In lower case; empty for a comment or declaration.
    pub(in crate::import) name: String,
    pub(in crate::import) is_end: bool,
    pub(super) attribute_count: usize,
}

impl Tag {
    /// Reads the tag that begins at `start`, if one does.
    pub(super) fn read(html: &str, start: usize) -> Option<Self> {
        let rest = html.as_bytes().get(start + 1..)?;
        let is_end = rest.first() == Some(&b'/');
        let after = rest.get(usize::from(is_end)..)?;
        if !is_end && matches!(after.first(), Some(b'!' | b'?')) {
            let end = if after.starts_with(b"!--") {
                html.get(start + 4..).and_then(|rest| rest.find("-->")).map(|found| start + 4 + found + 3)
            } else {
                html.get(start..).and_then(|rest| rest.find('>')).map(|found| start + found + 1)
            };
            let end = end.unwrap_or(html.len());
            return Some(Self { start, end, name: String::new(), is_end: false, attribute_count: 0 });
        }
        if !after.first()?.is_ascii_alphabetic() {
            return None;
        }
        let length = after.iter().position(|b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace());
        let name = after.get(..length.unwrap_or(after.len()).min(64))?;
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let (mut quote, mut attribute_count, mut after_space, mut after_equals) = (None, 0, false, false);
        let mut end = html.len();
        for (i, &b) in rest.iter().enumerate() {
            match (quote, b) {
                (Some(open), b) if b == open => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if after_equals => quote = Some(b),
                (None, b'>') => {
                    end = start + 1 + i + 1;
                    break;
                }
                (None, b) if b.is_ascii_whitespace() || b == b'/' => {
                    after_space = true;
                    continue;
                }
                (None, _) => {}
            }
            attribute_count += usize::from(after_space || quote.is_none() && b == b'=');
            (after_space, after_equals) = (false, b == b'=');
        }
        Some(Self { start, end, name, is_end, attribute_count })
    }

    /// Returns whether the tag is written as an element without content, as XHTML allows for every element.
    pub(in crate::import) fn is_empty_element(&self, html: &str) -> bool {
        !self.is_end && !self.name.is_empty() && html.get(self.start..self.end).is_some_and(|tag| tag.ends_with("/>"))
    }

    /// Iterates over the attributes: their names in lower case, and their values as they are written.
    pub(in crate::import) fn attributes<'a>(&self, html: &'a str) -> impl Iterator<Item = (String, &'a str)> {
        let tag = html.get(self.start..self.end).unwrap_or_default();
        let tag = if self.name.is_empty() { "" } else { tag };
        let mut rest = tag.trim_start_matches(['<', '/']).trim_end_matches('>');
        rest =
            rest.find(|c: char| c.is_ascii_whitespace() || c == '/').and_then(|at| rest.get(at..)).unwrap_or_default();
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            // A name may begin with a stray `=`.
            let end = rest.char_indices().skip(1).find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
            let (name, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
            if name.is_empty() {
                return None;
            }
            rest = after;
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
                return Some((name.to_ascii_lowercase(), ""));
            };
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote.and_then(|quote| value.get(1..)?.split_once(quote)) {
                Some(parts) => parts,
                None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            rest = after;
            Some((name.to_ascii_lowercase(), value))
        })
    }
}

/// Iterates over the tags, comments and declarations of a page. What looks like a tag in a comment, a script or an
/// attribute is none.
pub(in crate::import) fn tags(html: &str) -> impl Iterator<Item = Tag> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let Some(tag) = Tag::read(html, start) else {
                at = start + 1;
                continue;
            };
            let is_raw = !tag.is_end && RAW.contains(&tag.name.as_str()) && !tag.is_empty_element(html);
            at = if is_raw { raw_text_end(html, tag.end, &tag.name) } else { tag.end };
            return Some(tag);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn attributes(html: &str) -> Vec<String> {
        let shown = |(name, value)| format!("{name}={value}");
        tags(html).flat_map(|tag| tag.attributes(html).map(shown).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let all = ["class=x", "id=c1"];
        for html in [
            "<h2 class=\"x\" id=\"c1\">",
            "<h2\tclass='x'\n\tid='c1'>",
            "<h2 class = \"x\" ID = 'c1' />",
            "<h2 class=x id=c1>",
            "<h2 class=\"x\"id=\"c1\">",
        ] {
            assert_eq!(attributes(html), all, "{html}");
        }
        assert_eq!(
            attributes("<p title=\"a > b id='no'\" data-id=x hidden>"),
            ["title=a > b id='no'", "data-id=x", "hidden="]
        );
        assert!(attributes("<!-- <p id='no'> --><script>'<p id=no>'</script>1 < 2 id=no</p>").is_empty());
        for half in ["<p id", "<p id=", "<p id=\"", "<p id=\"x", "<p =", "<p /", "<é id=1>", "<p é='ü'>"] {
            assert!(attributes(half).len() <= 1, "{half}");
        }
    }

    #[test]
    fn tags_are_found_after_elements_without_content() {
        let html = "<title/><script src='x'/><a id='x'/><p>";
        let names: Vec<String> = tags(html).map(|tag| tag.name).collect();
        assert_eq!(names, ["title", "script", "a", "p"]);
        assert_eq!(tags(html).filter(|tag| tag.is_empty_element(html)).count(), 3);
    }
}
