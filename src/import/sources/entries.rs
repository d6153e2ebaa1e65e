//! Splits BibLaTeX into its entries, so that an error in one does not affect the others.

/// The deepest nesting of braces in an entry; the parser of fields is recursive.
const MAX_DEPTH: usize = 40;

const MAX_ENTRY_BYTES: usize = 512 * 1024;

/// An entry, or the error where one starts.
#[derive(Debug, PartialEq)]
pub(super) struct EntryText<'a> {
    /// The line it begins in, from 1.
    pub(super) line: usize,
    /// The entry type: the word after the `@`, in lower case.
    pub(super) kind: String,
    /// The text from the `@` to the closing brace, or why it was left out.
    pub(super) text: Result<&'a str, &'static str>,
}

pub(super) fn has_entry(text: &str) -> bool {
    text.match_indices('@').take(1000).any(|(at, _)| entry_start(text, at).is_some())
}

pub(super) fn split_entries(text: &str) -> Vec<EntryText<'_>> {
    let mut entries = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('@')) {
        let start = at + found;
        let Some((kind, open)) = entry_start(text, start) else {
            at = start + 1;
            continue;
        };
        line += text.get(counted..start).unwrap_or_default().matches('\n').count();
        counted = start;
        let (end, text) = match entry_end(text, open) {
            Ok(end) => (end, text.get(start..end).ok_or("it cannot be cut out")),
            Err((resume, error)) => (resume, Err(error)),
        };
        entries.push(EntryText { line, kind, text });
        at = end.max(start + 1);
    }
    entries
}

/// Returns the type of an entry that starts at an `@`, and the position of its opening brace.
fn entry_start(text: &str, at: usize) -> Option<(String, usize)> {
    // An email address is not an entry.
    if text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric())) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).filter(|length| (1..=30).contains(length))?;
    let (kind, after) = rest.split_at(length);
    let blank = after.len() - after.trim_start().len();
    after.trim_start().starts_with(['{', '(']).then(|| (kind.to_ascii_lowercase(), at + 1 + length + blank))
}

/// Returns the position after the closing brace of an entry, or where to continue and what is wrong.
fn entry_end(text: &str, open: usize) -> Result<usize, (usize, &'static str)> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate().skip(open);
    // An entry that does not end is given up at the next line that starts one.
    let next_entry = || text.get(open..).and_then(|rest| rest.find("\n@")).map_or(text.len(), |found| open + found + 1);
    if text.as_bytes().get(open) == Some(&b'(') {
        return Err((next_entry(), "it stands in parentheses, and only braces are read"));
    }
    while let Some((at, byte)) = bytes.next() {
        if at - open > MAX_ENTRY_BYTES {
            return Err((next_entry(), "it is longer than 512 KB"));
        }
        match byte {
            b'\\' => drop(bytes.next()),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err((next_entry(), "its braces are nested too deep"));
        }
        if depth == 0 {
            return Ok(at + 1);
        }
    }
    Err((next_entry(), "its last brace is missing"))
}

#[cfg(test)]
mod tests {
    use super::{has_entry, split_entries};

    #[test]
    fn an_entry_that_does_not_end_does_not_affect_the_next() {
        let text = "mail a@b.c\n@book{one, title={A}}\n@book{two, title={B\n@online{three, title={C \\} }}";
        let entries = split_entries(text);
        let found: Vec<(usize, &str, bool)> =
            entries.iter().map(|c| (c.line, c.kind.as_str(), c.text.is_ok())).collect();
        assert_eq!(found, [(2, "book", true), (3, "book", false), (4, "online", true)]);
        assert!(has_entry(text) && !has_entry("mail a@b.c {"));
    }
}
