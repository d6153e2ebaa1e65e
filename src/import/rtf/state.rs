//! The state of the RTF reader: its groups, and the text built so far.

use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::Encoding;

use super::code_pages::code_page;
use crate::import::baseline::{Baseline, is_note_mark};
use crate::import::docx::check_box_sign;
use crate::import::style_names::{StyleRole, style_role};
use crate::import::styled_document::{ReadIssues, StyledParagraph, push_table_row};
use crate::import::styled_text::{RunFormat, StyledText};
use crate::import::symbol_fonts::symbol_char;
use crate::model::ParagraphKind;

/// The length in bytes after which names, titles and field instructions are cut off.
const MAX_LEN: usize = 4_000;

/// The destination of the text of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    #[default]
    Text,
    /// The text is skipped.
    Skip,
    /// The names of fonts.
    FontTable,
    /// The names of styles.
    StyleSheet,
    /// The instruction of a field.
    FieldInstruction,
    /// The marker of a list item.
    ListMarker,
    /// The data of a form field, and the name of an entry of its list.
    FormField,
    FormEntry,
    /// The document properties.
    Title,
    Author,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) destination: Destination,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    /// Hidden, or deleted by a tracked change.
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) struck: bool,
    pub(super) baseline: Baseline,
    pub(super) font: i32,
    pub(super) lcid: Option<i32>,
    /// The number of fallback characters after a `\u`.
    pub(super) fallback_len: usize,
    pub(super) link: Option<Rc<str>>,
    /// The text refers to a place in the document.
    pub(super) refers_inside: bool,
    /// The group is a `\upr`: it has a text for old readers and one in Unicode.
    pub(super) is_upr: bool,
    /// The group is the text for old readers in a `\upr`, which is skipped: the destination of the other one.
    pub(super) of_upr: Option<Destination>,
    /// For a note or a text box: the text around it.
    pub(super) suspended: Option<Rc<SuspendedText>>,
}

/// The text around a note or a text box while that is read.
#[derive(Debug, Default)]
pub(super) struct SuspendedText {
    pub(super) is_note: bool,
    pub(super) text: StyledText,
    pub(super) paragraph_format: ParagraphFormat,
    pub(super) list_marker: Option<String>,
    pub(super) paragraphs: Vec<StyledParagraph>,
    pub(super) row: Vec<Vec<StyledParagraph>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphFormat {
    pub(super) style: i32,
    pub(super) outline: Option<i32>,
    pub(super) in_table: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct FormField {
    /// 1 for a box, 2 for a list.
    pub(super) kind: i32,
    /// What was chosen, if anything was.
    pub(super) chosen: Option<i32>,
    pub(super) default: i32,
    pub(super) entries: Vec<String>,
}

impl FormField {
    /// Returns what a list or a box shows.
    pub(super) fn text(&self) -> Option<&str> {
        let chosen = self.chosen.unwrap_or(self.default);
        match self.kind {
            1 => Some(check_box_sign(chosen == 1)),
            2 => self.entries.get(usize::try_from(chosen).ok()?).map(String::as_str),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub(super) name: String,
    pub(super) code_page: Option<i32>,
}

#[derive(Debug, Default)]
pub(super) struct RtfState {
    pub(super) group: Group,
    pub(super) code_page: i32,
    pub(super) fonts: HashMap<i32, Font>,
    pub(super) styles: HashMap<i32, String>,
    pub(super) defined_style: i32,
    pub(super) instruction: String,
    /// The form field whose instruction was read last.
    pub(super) form_field: FormField,
    /// The Unicode text of the `\upr` that was read last was found.
    pub(super) found_ud: bool,
    /// The text just before was left out: several groups in a row are one passage.
    pub(super) left_out: bool,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) paragraph_format: ParagraphFormat,
    pub(super) list_marker: Option<String>,
    pub(super) text: StyledText,
    pub(super) row: Vec<Vec<StyledParagraph>>,
    pub(super) cell: Vec<StyledParagraph>,
    pub(super) paragraphs: Vec<StyledParagraph>,
    pub(super) notes: Vec<Vec<StyledParagraph>>,
    pub(super) issues: ReadIssues,
    pub(super) letter_counts: HashMap<i32, usize>,
    /// Bytes of text that are not decoded yet.
    pub(super) bytes: Vec<u8>,
    /// A high surrogate that waits for its low one.
    pub(super) high_surrogate: Option<u16>,
}

impl RtfState {
    /// Returns the encoding of bytes in the current group.
    fn encoding(&self) -> &'static Encoding {
        let font = self.fonts.get(&self.group.font).and_then(|font| font.code_page);
        code_page(font.filter(|_| self.group.destination != Destination::FontTable).unwrap_or(self.code_page))
    }

    /// Decodes the bytes that are not decoded yet.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.fonts.get(&self.group.font).map(|font| font.name.as_str()).unwrap_or_default();
        let starts_with = |word: &str| font.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let in_symbol_font = font.eq_ignore_ascii_case("symbol") || starts_with("wingdings");
        let text = if in_symbol_font {
            bytes.iter().map(|byte| symbol_char(font, u32::from(*byte)).unwrap_or('\u{fffd}')).collect()
        } else {
            self.encoding().decode_without_bom_handling(&bytes).0.into_owned()
        };
        self.push_text(&text);
    }

    /// Appends a UTF-16 code unit, as `\u` gives it.
    pub(super) fn push_utf16_unit(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let units: Vec<u16> = self.high_surrogate.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.high_surrogate = Some(unit);
            return;
        }
        let font = self.fonts.get(&self.group.font).map(|font| font.name.as_str()).unwrap_or_default();
        let text: String = match unit {
            0xf020..=0xf0ff => symbol_char(font, u32::from(unit)).unwrap_or('\u{fffd}').into(),
            _ => String::from_utf16_lossy(&units),
        };
        self.push_text(&text);
    }

    /// Appends text to the destination of the current group.
    pub(super) fn push_text(&mut self, text: &str) {
        match self.group.destination {
            Destination::Skip => {}
            Destination::FontTable => {
                push_bounded(&mut self.fonts.entry(self.group.font).or_default().name, text.trim_end_matches(';'))
            }
            Destination::StyleSheet => {
                push_bounded(self.styles.entry(self.defined_style).or_default(), text.trim_end_matches(';'));
            }
            Destination::FormField => {}
            Destination::FormEntry => {
                if let Some(entry) = self.form_field.entries.last_mut() {
                    push_bounded(entry, text);
                }
            }
            Destination::FieldInstruction => push_bounded(&mut self.instruction, text),
            Destination::ListMarker => push_bounded(self.list_marker.get_or_insert_default(), text),
            Destination::Title => push_bounded(&mut self.title, text),
            Destination::Author => push_bounded(&mut self.author, text),
            Destination::Text if self.group.deleted => {}
            Destination::Text if self.group.hidden => self.issues.hidden_text |= !text.trim().is_empty(),
            Destination::Text if self.is_left_out(text) => {
                let count =
                    if self.group.struck { &mut self.issues.struck_texts } else { &mut self.issues.note_references };
                *count += usize::from(!std::mem::replace(&mut self.left_out, true));
            }
            Destination::Text => {
                self.left_out &= text.trim().is_empty();
                self.issues.unknown_symbols |= text.contains('\u{fffd}');
                if let Some(lcid) = self.group.lcid {
                    *self.letter_counts.entry(lcid).or_default() += text.chars().filter(|c| c.is_alphabetic()).count();
                }
                let Group { strong, emphasis, baseline, link, .. } = &self.group;
                let format = RunFormat {
                    strong: *strong,
                    emphasis: *emphasis,
                    baseline: *baseline,
                    link: link.clone(),
                    ..RunFormat::default()
                };
                self.text.push(text, &format);
            }
        }
    }

    /// Returns whether text is struck out or the sign of a note. At the start of a paragraph, such a sign is the number
    /// of the note itself.
    fn is_left_out(&self, text: &str) -> bool {
        let is_note_reference = self.group.baseline == Baseline::Raised
            && self.group.refers_inside
            && is_note_mark(text)
            && !self.text.is_blank();
        (self.group.struck || is_note_reference) && !text.trim().is_empty()
    }

    pub(super) fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.left_out = false;
        let list_marker = self
            .list_marker
            .take()
            .map(|list_marker| list_marker.trim().to_owned())
            .filter(|list_marker| !list_marker.is_empty());
        let style = self.styles.get(&self.paragraph_format.style).and_then(|name| style_role(name.trim()));
        let role = match (style, self.paragraph_format.outline) {
            (None, Some(0..9)) => Some(StyleRole::Heading),
            (style, _) => style,
        };
        if text.is_blank() {
            return;
        }
        if role == Some(StyleRole::TableOfContents) {
            self.issues.table_of_contents = true;
            return;
        }
        let kind = match (role, list_marker) {
            (Some(StyleRole::Heading), _) => ParagraphKind::Heading,
            (Some(StyleRole::Quote), _) => ParagraphKind::Quote,
            (None, Some(list_marker)) => ParagraphKind::ListItem { mark: normalized_marker(list_marker) },
            _ => ParagraphKind::Text,
        };
        let paragraph = StyledParagraph { role, kind, text, ..StyledParagraph::default() };
        if self.paragraph_format.in_table { self.cell.push(paragraph) } else { self.paragraphs.push(paragraph) }
    }

    pub(super) fn end_cell(&mut self) {
        self.paragraph_format.in_table = true;
        self.end_paragraph();
        self.row.push(std::mem::take(&mut self.cell));
    }

    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        push_table_row(row, &mut self.paragraphs);
    }

    /// Ends everything that is open, also text outside a finished cell, as where a file breaks off.
    pub(super) fn end_all(&mut self) {
        self.end_paragraph();
        let cell = std::mem::take(&mut self.cell);
        self.end_row();
        self.paragraphs.extend(cell);
    }
}

/// Appends to a name or an instruction, unless it is longer than any real one.
fn push_bounded(whole: &mut String, text: &str) {
    if whole.len() < MAX_LEN {
        whole.push_str(text);
    }
}

/// Returns the marker of an item; all bullets become the same.
fn normalized_marker(list_marker: String) -> String {
    if list_marker.chars().any(char::is_alphanumeric) && list_marker != "o" { list_marker } else { "•".into() }
}
