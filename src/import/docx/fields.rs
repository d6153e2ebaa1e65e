//! Fields: their instructions are for Word and are skipped, their results are text.

use std::rc::Rc;

use super::styles::toggle;
use crate::import::styled_text::web_address;
use crate::import::xml::Element;

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
    /// Whether the result refers to a place in the document.
    refers_inside: bool,
    /// What a form field shows unless it has a result: the chosen entry of a list, or a box.
    shown: Option<String>,
}

/// The open fields, which may span paragraphs.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Whether a table of contents was skipped.
    pub(super) table_of_contents: bool,
}

impl Fields {
    /// Handles a field character, which begins, separates or ends a field. Returns the text of a form field that ends
    /// here without a result.
    pub(super) fn handle_char(&mut self, element: &Element) -> Option<String> {
        match element.attribute("fldCharType").unwrap_or_default() {
            "begin" if self.open.len() < MAX_DEPTH => {
                let shown = element.child("ffData").and_then(form_field_text);
                self.open.push(Field { shown, ..Field::default() });
            }
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                    field.link = hyperlink_target(&field.instruction);
                    field.table_of_contents = is_table_of_contents(&field.instruction);
                    field.refers_inside = refers_inside(&field.instruction);
                    self.table_of_contents |= field.table_of_contents;
                }
            }
            "end" => return self.open.pop().and_then(|field| field.shown),
            _ => {}
        }
        None
    }

    /// Records that the open fields have a result.
    pub(super) fn on_text(&mut self) {
        self.open.iter_mut().for_each(|field| field.shown = None);
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

    pub(super) fn refers_inside(&self) -> bool {
        self.open.iter().any(|field| field.in_result && field.refers_inside)
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

/// Returns whether an instruction is a reference to a note or to another place in the document.
pub(in crate::import) fn refers_inside(instruction: &str) -> bool {
    let mut words = instruction.split_whitespace();
    match words.next() {
        Some("NOTEREF" | "REF" | "PAGEREF") => true,
        Some("HYPERLINK") => hyperlink_target(instruction).is_none() && words.any(|word| word == "\\l"),
        _ => false,
    }
}

/// Returns what a form field shows: the chosen entry of a list, or a box with or without a cross.
fn form_field_text(data: &Element) -> Option<String> {
    if let Some(list) = data.child("ddList") {
        let chosen = list.child_val("result").or(list.child_val("default")).and_then(|n| n.parse().ok()).unwrap_or(0);
        let entry = list.elements().filter(|e| *e.name == *"listEntry").nth(chosen)?;
        return entry.attribute("val").map(str::to_owned);
    }
    let check_box = data.child("checkBox")?;
    let is_checked = toggle(check_box, "checked").or(toggle(check_box, "default")).unwrap_or(false);
    Some(check_box_sign(is_checked).to_owned())
}

/// Returns the sign for a box of a form.
pub(in crate::import) fn check_box_sign(is_checked: bool) -> &'static str {
    if is_checked { "☒" } else { "☐" }
}
