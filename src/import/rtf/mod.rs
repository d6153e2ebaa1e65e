//! Rich Text Format, as Word, WordPad and TextEdit write it.
//!
//! The libraries for it do not know code pages or panic on files that are cut off, so this is a small parser after the
//! specification 1.9.1: text and formatting, code pages by font, fields, notes, table rows, and list markers as they
//! are written out. Unknown control words are skipped, as the specification asks.

mod code_pages;
mod state;
mod tokens;

use std::rc::Rc;

use self::state::{Destination, FormField, Group, ParagraphFormat, RtfState, SuspendedText};
use self::tokens::{Token, Tokens};
use super::baseline::Baseline;
use super::docx::{hyperlink_target, is_table_of_contents, refers_inside};
use super::metadata::collapsed;
use super::styled_document::{self, DocumentInfo};
use super::{ImportError, Imported};
use crate::model::Language;
use crate::model::progress::Progress;

/// The deepest nesting of groups; deeper ones are skipped.
const MAX_DEPTH: usize = 500;
/// The raise or drop of text, in half points, from which on it is meant as such: less is an adjustment by eye.
const MIN_RAISE: i32 = 4;
/// The raise that `\up` without a number means, in half points.
const DEFAULT_RAISE: i32 = 6;
/// The number in the data of a form field that says that nothing was chosen.
const NOTHING_CHOSEN: i32 = 25;
/// The most entries in the list of a form field; Word allows 25.
const MAX_ENTRIES: usize = 100;

/// Reads an RTF file.
///
/// # Errors
/// When there is no text in it.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Imported, ImportError> {
    let group = Group { fallback_len: 1, ..Group::default() };
    let mut reader =
        RtfReader { state: RtfState { group, code_page: 1252, ..RtfState::default() }, ..RtfReader::default() };
    let mut tokens = Tokens::new(bytes);
    let mut token_count = 0_usize;
    while let Some(token) = tokens.next() {
        token_count += 1;
        if token_count.is_multiple_of(1024) {
            progress.report(tokens.position(), bytes.len())?;
        }
        if let Token::Control("bin", Some(count)) = token {
            tokens.skip_bytes(usize::try_from(count).unwrap_or(0));
        } else {
            reader.handle(token);
        }
    }
    let mut state = reader.state;
    state.issues.truncated |= !reader.open.is_empty();
    state.flush();
    while let Some(group) = reader.open.pop() {
        let ended = std::mem::replace(&mut state.group, group);
        close_group(&mut state, ended);
    }
    state.end_all();
    let most_common = state.letter_counts.iter().max_by_key(|(_, count)| **count).map(|(lcid, _)| *lcid);
    let info = DocumentInfo {
        format: "RTF document",
        title: collapsed(&state.title),
        byline: collapsed(&state.author),
        language: most_common.and_then(code_pages::language_of_lcid).map(Language::from),
    };
    styled_document::build_article(
        info,
        std::mem::take(&mut state.paragraphs),
        std::mem::take(&mut state.notes),
        &state.issues,
    )
}

#[derive(Debug, Default)]
struct RtfReader {
    state: RtfState,
    open: Vec<Group>,
    /// How many open groups are too deep.
    too_deep: usize,
    /// How many fallback characters after a `\u` are still to be skipped.
    to_skip: usize,
    /// The last token was `\*`: the group is skipped unless its destination is known.
    is_optional: bool,
    /// The group has just begun.
    is_group_start: bool,
}

impl RtfReader {
    fn handle(&mut self, token: Token<'_>) {
        let is_group_start = std::mem::take(&mut self.is_group_start);
        match token {
            Token::Open => {
                self.state.flush();
                (self.is_group_start, self.to_skip, self.is_optional) = (true, 0, false);
                if self.open.len() >= MAX_DEPTH {
                    self.too_deep += 1;
                    self.state.issues.truncated = true;
                } else {
                    let mut inner = Group { suspended: None, is_upr: false, ..self.state.group.clone() };
                    if self.state.group.is_upr {
                        inner.of_upr = Some(std::mem::replace(&mut inner.destination, Destination::Skip));
                    }
                    self.open.push(std::mem::replace(&mut self.state.group, inner));
                }
            }
            Token::Close => {
                self.state.flush();
                (self.to_skip, self.is_optional) = (0, false);
                if self.too_deep > 0 {
                    self.too_deep -= 1;
                } else if let Some(group) = self.open.pop() {
                    let ended = std::mem::replace(&mut self.state.group, group);
                    close_group(&mut self.state, ended);
                }
            }
            _ if self.too_deep > 0 => {}
            Token::Byte(byte, _) => {
                if self.to_skip > 0 {
                    self.to_skip -= 1;
                } else if self.state.group.destination != Destination::Skip {
                    self.state.bytes.push(byte);
                }
            }
            Token::Control("*", _) => (self.is_optional, self.is_group_start) = (true, is_group_start),
            Token::Control(word, number) => self.handle_control(word, number, is_group_start),
        }
    }

    fn handle_control(&mut self, word: &str, number: Option<i32>, is_group_start: bool) {
        self.state.flush();
        let is_optional = std::mem::take(&mut self.is_optional);
        if word == "u" {
            self.state.push_utf16_unit(number.unwrap_or(0xfffd));
            self.to_skip = self.state.group.fallback_len;
            return;
        }
        if self.to_skip > 0 {
            // A control symbol counts as a fallback character.
            self.to_skip -= 1;
            return;
        }
        if is_group_start || is_optional {
            let known = set_destination(&mut self.state, word);
            if known {
                return;
            }
            if is_optional {
                self.state.group.destination = Destination::Skip;
            }
        }
        let state = &mut self.state;
        if !(character(state, word) || character_format(state, word, number) || header(state, word, number)) {
            paragraph_control(state, word, number);
        }
    }
}

/// Ends a group. After a note or a text box, the text around it continues.
fn close_group(state: &mut RtfState, ended: Group) {
    // A `\upr` without its second half is cut off.
    state.issues.truncated |= ended.is_upr && !state.found_ud;
    let Some(suspended) = ended.suspended.and_then(Rc::into_inner) else { return };
    state.end_all();
    let paragraphs = std::mem::replace(&mut state.paragraphs, suspended.paragraphs);
    (state.text, state.paragraph_format, state.list_marker, state.row) =
        (suspended.text, suspended.paragraph_format, suspended.list_marker, suspended.row);
    if suspended.is_note { state.notes.push(paragraphs) } else { state.paragraphs.extend(paragraphs) }
}

/// Handles a control word that sets the destination of the group; returns whether it is one.
fn set_destination(state: &mut RtfState, word: &str) -> bool {
    match (word, state.group.of_upr) {
        ("upr", None) => (state.group.is_upr, state.found_ud) = (true, false),
        ("ud", Some(destination)) => {
            (state.group.destination, state.group.of_upr, state.found_ud) = (destination, None, true);
        }
        // The text for old readers.
        (_, Some(_)) => {}
        (_, None) => return set_own_destination(state, word),
    }
    true
}

/// Handles a control word that sets the destination of a group outside the text for old readers.
fn set_own_destination(state: &mut RtfState, word: &str) -> bool {
    let is_skipped = state.group.destination == Destination::Skip;
    let destination = match word {
        "fonttbl" => Destination::FontTable,
        "stylesheet" => Destination::StyleSheet,
        "fldinst" if !is_skipped => {
            state.instruction.clear();
            state.form_field = FormField::default();
            Destination::FieldInstruction
        }
        "formfield" if state.group.destination == Destination::FieldInstruction => Destination::FormField,
        "ffl" if state.group.destination == Destination::FormField => {
            if state.form_field.entries.len() < MAX_ENTRIES {
                state.form_field.entries.push(String::new());
            }
            Destination::FormEntry
        }
        "fldrslt" if !is_skipped => {
            state.group.link = hyperlink_target(&state.instruction).or_else(|| state.group.link.take());
            if is_table_of_contents(&state.instruction) {
                state.issues.table_of_contents = true;
                Destination::Skip
            } else if let Some(shown) = std::mem::take(&mut state.form_field).text() {
                state.group.destination = Destination::Text;
                state.push_text(shown);
                Destination::Skip
            } else {
                state.group.refers_inside |= refers_inside(&state.instruction);
                Destination::Text
            }
        }
        "listtext" | "pntext" if !is_skipped => {
            state.list_marker = Some(String::new());
            Destination::ListMarker
        }
        "title" => Destination::Title,
        "author" => Destination::Author,
        "shptxt" => {
            suspend_text(state, false);
            Destination::Text
        }
        "footnote" if !is_skipped => {
            state.issues.note_references += 1;
            suspend_text(state, true);
            // The note itself is no part of the raised sign before it.
            (state.group.baseline, state.group.refers_inside) = (Baseline::Normal, false);
            Destination::Text
        }
        "pict" => {
            state.issues.pictures += usize::from(!is_skipped);
            Destination::Skip
        }
        "annotation" => {
            state.issues.comments += 1;
            Destination::Skip
        }
        "shpinst" | "shprslt" | "nonshppict" | "colortbl" | "info" | "header" | "headerl" | "headerr" | "headerf"
        | "footer" | "footerl" | "footerr" | "footerf" | "xe" | "tc" | "rxe" | "objdata" | "listtable"
        | "listoverridetable" | "rsidtbl" | "generator" | "themedata" | "colorschememapping" | "datastore"
        | "latentstyles" | "bkmkstart" | "bkmkend" | "atnid" | "atnauthor" | "filetbl" | "revtbl" | "pntxta"
        | "pntxtb" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "template" => Destination::Skip,
        // Groups that may be skipped and contain text of the document.
        "shppict" | "shp" | "result" | "ud" => return true,
        _ => return false,
    };
    state.group.destination = destination;
    true
}

/// Suspends the current text for a note or a text box.
fn suspend_text(state: &mut RtfState, is_note: bool) {
    let paragraph_format = std::mem::take(&mut state.paragraph_format);
    let text = std::mem::take(&mut state.text);
    let (list_marker, paragraphs) = (state.list_marker.take(), std::mem::take(&mut state.paragraphs));
    let mut row = std::mem::take(&mut state.row);
    let cell = std::mem::take(&mut state.cell);
    if !cell.is_empty() {
        row.push(cell);
    }
    state.group.suspended =
        Some(Rc::new(SuspendedText { is_note, text, paragraph_format, list_marker, paragraphs, row }));
}

/// Handles a control word for a character; returns whether it is one.
fn character(state: &mut RtfState, word: &str) -> bool {
    let text = match word {
        "~" => "\u{a0}",
        "-" => "\u{ad}",
        "_" => "\u{2011}",
        "{" | "}" | "\\" => word,
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        "ltrmark" => "\u{200e}",
        "rtlmark" => "\u{200f}",
        "line" | "lbr" | "softline" => "\n",
        "tab" | "emspace" | "enspace" | "qmspace" | "column" => " ",
        _ => return false,
    };
    state.push_text(text);
    true
}

/// Handles a control word for character formatting; returns whether it is one.
fn character_format(state: &mut RtfState, word: &str, number: Option<i32>) -> bool {
    let on = number != Some(0);
    let group = &mut state.group;
    match word {
        "b" => group.strong = on,
        "i" => group.emphasis = on,
        "v" => group.hidden = on,
        "deleted" => group.deleted = on,
        "strike" | "striked" => group.struck = on,
        "super" => group.baseline = if on { Baseline::Raised } else { Baseline::Normal },
        "sub" => group.baseline = if on { Baseline::Lowered } else { Baseline::Normal },
        "nosupersub" => group.baseline = Baseline::Normal,
        "up" | "dn" => {
            let is_moved = number.unwrap_or(DEFAULT_RAISE) >= MIN_RAISE;
            let moved = if word == "up" { Baseline::Raised } else { Baseline::Lowered };
            group.baseline = if is_moved { moved } else { Baseline::Normal };
        }
        "plain" => {
            (group.strong, group.emphasis, group.hidden, group.deleted) = (false, false, false, false);
            (group.struck, group.baseline) = (false, Baseline::Normal);
        }
        "f" => group.font = number.unwrap_or(0),
        "lang" => group.lcid = number.filter(|lcid| *lcid != 1024),
        "uc" => group.fallback_len = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
        _ => return false,
    }
    true
}

/// Handles a control word of the header or its tables; returns whether it is one.
fn header(state: &mut RtfState, word: &str, number: Option<i32>) -> bool {
    let destination = state.group.destination;
    match (word, number) {
        ("ansicpg", Some(code_page)) => state.code_page = if code_page == 0 { 1252 } else { code_page },
        ("mac", _) => state.code_page = 10000,
        ("fcharset", Some(charset)) if destination == Destination::FontTable => {
            state.fonts.entry(state.group.font).or_default().code_page = code_pages::code_page_of_charset(charset);
        }
        ("cpg", Some(code_page)) if destination == Destination::FontTable => {
            state.fonts.entry(state.group.font).or_default().code_page = Some(code_page)
        }
        ("s", Some(style)) if destination == Destination::StyleSheet => state.defined_style = style,
        ("fftype", Some(kind)) if destination == Destination::FormField => state.form_field.kind = kind,
        ("ffres", chosen) if destination == Destination::FormField => {
            state.form_field.chosen = chosen.filter(|chosen| *chosen != NOTHING_CHOSEN);
        }
        ("ffdefres", Some(default)) if destination == Destination::FormField => state.form_field.default = default,
        ("cs" | "ds" | "ts", Some(style)) if destination == Destination::StyleSheet => state.defined_style = -1 - style,
        ("deff", Some(font)) => state.group.font = font,
        ("deflang", Some(lcid)) => state.group.lcid = Some(lcid),
        _ => return false,
    }
    true
}

/// Handles a control word for paragraphs, cells and rows.
fn paragraph_control(state: &mut RtfState, word: &str, number: Option<i32>) {
    if matches!(state.group.destination, Destination::Skip | Destination::FontTable | Destination::StyleSheet) {
        return;
    }
    match word {
        "par" | "sect" | "page" if state.group.destination == Destination::Text => state.end_paragraph(),
        "cell" | "nestcell" => state.end_cell(),
        "row" | "nestrow" => state.end_row(),
        "pard" => state.paragraph_format = ParagraphFormat { style: 0, outline: None, in_table: false },
        "s" => state.paragraph_format.style = number.unwrap_or(0),
        "outlinelevel" => state.paragraph_format.outline = number,
        "intbl" => state.paragraph_format.in_table = true,
        _ => {}
    }
}
