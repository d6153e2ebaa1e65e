//! Fields: their codes are instructions to Word and stay out, their results are text.

use std::rc::Rc;

use crate::import::spans::address;

/// Fields inside each other at most; deeper ones count as text.
const DEEPEST: usize = 64;
/// The longest code that is read, in bytes.
const LONGEST_CODE: usize = 4_000;

#[derive(Debug, Default)]
struct Field {
    code: String,
    /// The code is over, its result has begun.
    result: bool,
    link: Option<Rc<str>>,
    contents: bool,
}

/// The fields that are open, over paragraphs.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// A table of contents has been passed over.
    pub(super) contents: bool,
}

impl Fields {
    /// A mark of a field: `begin`, `separate` or `end`.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" if self.open.len() < DEEPEST => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.result = true;
                    field.link = link(&field.code);
                    field.contents = is_contents(&field.code);
                    self.contents |= field.contents;
                }
            }
            "end" => drop(self.open.pop()),
            _ => {}
        }
    }

    /// Words of the code of the field begun last.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.result && field.code.len() < LONGEST_CODE) {
            field.code.push_str(text);
        }
    }

    /// Whether words here are no text: they are part of a code, or of a table of contents.
    pub(super) fn silent(&self) -> bool {
        self.open.iter().any(|field| !field.result || field.contents)
    }

    /// Where words here lead.
    pub(super) fn link(&self) -> Option<Rc<str>> {
        self.open.iter().rev().find_map(|field| field.link.clone())
    }

    /// A code does not go on over the end of its paragraph: a file that never ends one loses no text by it.
    pub(super) fn end_paragraph(&mut self) {
        self.open.retain(|field| field.result);
    }
}

/// Where the result of a `HYPERLINK` leads.
pub(in crate::import) fn link(code: &str) -> Option<Rc<str>> {
    let code = code.trim_start();
    let rest = code.get(..9).filter(|word| word.eq_ignore_ascii_case("HYPERLINK")).and_then(|_| code.get(9..))?;
    let rest = rest.trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => address(quoted.split('"').next()?),
        None => address(rest.split_whitespace().next()?),
    }
}

/// Whether the result is a table of contents, of figures or of authorities.
pub(in crate::import) fn is_contents(code: &str) -> bool {
    matches!(code.split_whitespace().next(), Some("TOC" | "TOA"))
}
