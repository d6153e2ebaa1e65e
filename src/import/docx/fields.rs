//! Fields: their instructions are for Word and are skipped, their results are text.

use std::rc::Rc;

use crate::import::styled_text::web_address;

/// The deepest nesting of fields; deeper ones count as text.
const MAX_DEPTH: usize = 64;
/// The longest instruction that is read, in bytes.
const MAX_INSTRUCTION_BYTES: usize = 4_000;

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether the instruction has ended and the result has started.
    in_result: bool,
    link: Option<Rc<str>>,
    table_of_contents: bool,
}

/// The open fields, which may span paragraphs.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Whether a table of contents was skipped.
    pub(super) table_of_contents: bool,
}

impl Fields {
    /// Handles a field character: `begin`, `separate` or `end`.
    pub(super) fn handle_char(&mut self, kind: &str) {
        match kind {
            "begin" if self.open.len() < MAX_DEPTH => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                    field.link = hyperlink_target(&field.instruction);
                    field.table_of_contents = is_table_of_contents(&field.instruction);
                    self.table_of_contents |= field.table_of_contents;
                }
            }
            "end" => drop(self.open.pop()),
            _ => {}
        }
    }

    /// Appends to the instruction of the field that was started last.
    pub(super) fn push_instruction(&mut self, text: &str) {
        if let Some(field) =
            self.open.last_mut().filter(|field| !field.in_result && field.instruction.len() < MAX_INSTRUCTION_BYTES)
        {
            field.instruction.push_str(text);
        }
    }

    /// Returns whether text here is skipped, as part of an instruction or of a table of contents.
    pub(super) fn hides_text(&self) -> bool {
        self.open.iter().any(|field| !field.in_result || field.table_of_contents)
    }

    /// Returns the link target of text here.
    pub(super) fn link(&self) -> Option<Rc<str>> {
        self.open.iter().rev().find_map(|field| field.link.clone())
    }

    /// Drops the fields whose instruction has not ended: an instruction does not span paragraphs, so a file that never
    /// ends one loses no text.
    pub(super) fn end_paragraph(&mut self) {
        self.open.retain(|field| field.in_result);
    }
}

/// Returns the link target of a `HYPERLINK` instruction.
pub(in crate::import) fn hyperlink_target(instruction: &str) -> Option<Rc<str>> {
    let instruction = instruction.trim_start();
    let rest = instruction
        .get(..9)
        .filter(|word| word.eq_ignore_ascii_case("HYPERLINK"))
        .and_then(|_| instruction.get(9..))?;
    let rest = rest.trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => web_address(quoted.split('"').next()?),
        None => web_address(rest.split_whitespace().next()?),
    }
}

/// Returns whether the result of an instruction is a table of contents, of figures or of authorities.
pub(in crate::import) fn is_table_of_contents(instruction: &str) -> bool {
    matches!(instruction.split_whitespace().next(), Some("TOC" | "TOA"))
}
