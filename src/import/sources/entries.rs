//! A text of BibLaTeX cut into its entries, so that a fault in one does not reach the others.

/// The deepest nesting of braces in an entry; the reader of fields calls itself for each.
const DEEPEST: usize = 40;

/// The longest entry, in bytes.
const LONGEST: usize = 512 * 1024;

/// One entry, or what is wrong where one begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut<'a> {
    /// The line it begins in, from 1.
    pub(super) line: usize,
    /// The word after the `@` in small letters.
    pub(super) kind: String,
    /// From the `@` to the closing brace, or a sentence without a full stop.
    pub(super) text: Result<&'a str, &'static str>,
}

/// Whether a text has anything like an entry.
pub(super) fn any(text: &str) -> bool {
    text.match_indices('@').take(1000).any(|(at, _)| start(text, at).is_some())
}

/// The entries from first to last.
pub(super) fn entries(text: &str) -> Vec<Cut<'_>> {
    let mut cuts = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('@')) {
        let begin = at + found;
        let Some((kind, open)) = start(text, begin) else {
            at = begin + 1;
            continue;
        };
        line += text.get(counted..begin).unwrap_or_default().matches('\n').count();
        counted = begin;
        let (end, text) = match close(text, open) {
            Ok(end) => (end, text.get(begin..end).ok_or("it cannot be cut out")),
            Err((resume, fault)) => (resume, Err(fault)),
        };
        cuts.push(Cut { line, kind, text });
        at = end.max(begin + 1);
    }
    cuts
}

/// The kind of an entry that begins at an `@`, and the place of its opening brace.
fn start(text: &str, at: usize) -> Option<(String, usize)> {
    // An address of mail is none.
    if text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric())) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).filter(|length| (1..=30).contains(length))?;
    let (kind, after) = rest.split_at(length);
    let blank = after.len() - after.trim_start().len();
    after.trim_start().starts_with(['{', '(']).then(|| (kind.to_ascii_lowercase(), at + 1 + length + blank))
}

/// The place behind the brace that closes an entry, or where to go on and what is wrong.
fn close(text: &str, open: usize) -> Result<usize, (usize, &'static str)> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate().skip(open);
    // Where an entry that does not end is given up: at the next line that begins with one.
    let next = || text.get(open..).and_then(|rest| rest.find("\n@")).map_or(text.len(), |found| open + found + 1);
    if text.as_bytes().get(open) == Some(&b'(') {
        return Err((next(), "it stands in parentheses, and only braces are read"));
    }
    while let Some((at, byte)) = bytes.next() {
        if at - open > LONGEST {
            return Err((next(), "it is longer than 512 KB"));
        }
        match byte {
            b'\\' => drop(bytes.next()),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err((next(), "its braces are nested too deep"));
        }
        if depth == 0 {
            return Ok(at + 1);
        }
    }
    Err((next(), "its last brace is missing"))
}

#[cfg(test)]
mod tests {
    use super::{any, entries};

    #[test]
    fn an_entry_that_does_not_end_does_not_take_the_next_along() {
        let text = "mail a@b.c\n@book{one, title={A}}\n@book{two, title={B\n@online{three, title={C \\} }}";
        let cuts = entries(text);
        let found: Vec<(usize, &str, bool)> = cuts.iter().map(|c| (c.line, c.kind.as_str(), c.text.is_ok())).collect();
        assert_eq!(found, [(2, "book", true), (3, "book", false), (4, "online", true)]);
        assert!(any(text) && !any("mail a@b.c {"));
    }
}
