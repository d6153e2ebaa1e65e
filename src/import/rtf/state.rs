//! Where the reading of an RTF file stands: its groups, and the text put together so far.

use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::Encoding;

use super::pages::code_page;
use crate::import::names::{Role, role};
use crate::import::pieces::{Piece, Seen, put_row};
use crate::import::signs::sign;
use crate::import::spans::{Block, Look, Spans};
use crate::model::ParagraphKind;

/// The longest name, title or code of a field, in bytes, to which nothing more is added.
const LONGEST: usize = 4_000;

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum To {
    #[default]
    Text,
    /// Nowhere.
    Away,
    /// Into the names of fonts, of styles, or the code of a field.
    Fonts,
    Styles,
    Code,
    /// The mark of a list item.
    ListMark,
    /// What the file says of itself.
    Title,
    Author,
}

/// What a group has set.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) to: To,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    /// Hidden, or deleted by a tracked change.
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) font: i32,
    pub(super) lcid: Option<i32>,
    /// How many characters stand after a `\u` for programs that do not know it.
    pub(super) alternatives: usize,
    pub(super) link: Option<Rc<str>>,
    /// This group is a note or a box: its text is put aside and this is what was under way around it.
    pub(super) around: Option<Rc<Aside>>,
}

/// What is under way around a note or a box.
#[derive(Debug, Default)]
pub(super) struct Aside {
    pub(super) note: bool,
    pub(super) line: Spans,
    pub(super) form: Form,
    pub(super) mark: Option<String>,
    pub(super) pieces: Vec<Piece>,
    pub(super) cells: Vec<Vec<Piece>>,
}

/// What is set for a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) style: i32,
    pub(super) outline: Option<i32>,
    pub(super) in_table: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub(super) name: String,
    pub(super) page: Option<i32>,
}

/// Everything read so far.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) group: Group,
    pub(super) page: i32,
    pub(super) fonts: HashMap<i32, Font>,
    pub(super) styles: HashMap<i32, String>,
    pub(super) style_under_way: i32,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) form: Form,
    pub(super) mark: Option<String>,
    pub(super) line: Spans,
    pub(super) cells: Vec<Vec<Piece>>,
    pub(super) cell: Vec<Piece>,
    pub(super) pieces: Vec<Piece>,
    pub(super) notes: Vec<Vec<Piece>>,
    pub(super) seen: Seen,
    /// Letters by language.
    pub(super) letters: HashMap<i32, usize>,
    /// Bytes that wait to be decoded together.
    pub(super) bytes: Vec<u8>,
    /// The first half of a character written as two.
    pub(super) half: Option<u16>,
}

impl State {
    /// The encoding of bytes here.
    fn encoding(&self) -> &'static Encoding {
        let font = self.fonts.get(&self.group.font).and_then(|font| font.page);
        code_page(font.filter(|_| self.group.to != To::Fonts).unwrap_or(self.page))
    }

    /// Decodes the bytes that wait.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.fonts.get(&self.group.font).map(|font| font.name.as_str()).unwrap_or_default();
        let begins = |word: &str| font.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let of_signs = font.eq_ignore_ascii_case("symbol") || begins("wingdings");
        let text = if of_signs {
            bytes.iter().map(|byte| sign(font, u32::from(*byte)).unwrap_or('\u{fffd}')).collect()
        } else {
            self.encoding().decode_without_bom_handling(&bytes).0.into_owned()
        };
        self.words(&text);
    }

    /// One unit of UTF-16, as `\u` gives it.
    pub(super) fn unit(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let font = self.fonts.get(&self.group.font).map(|font| font.name.as_str()).unwrap_or_default();
        let text: String = match unit {
            0xf020..=0xf0ff => sign(font, u32::from(unit)).unwrap_or('\u{fffd}').into(),
            _ => String::from_utf16_lossy(&units),
        };
        self.words(&text);
    }

    /// Words go where the group sends them.
    pub(super) fn words(&mut self, text: &str) {
        match self.group.to {
            To::Away => {}
            To::Fonts => keep(&mut self.fonts.entry(self.group.font).or_default().name, text.trim_end_matches(';')),
            To::Styles => {
                keep(self.styles.entry(self.style_under_way).or_default(), text.trim_end_matches(';'));
            }
            To::Code => keep(&mut self.code, text),
            To::ListMark => keep(self.mark.get_or_insert_default(), text),
            To::Title => keep(&mut self.title, text),
            To::Author => keep(&mut self.author, text),
            To::Text if self.group.deleted => {}
            To::Text if self.group.hidden => self.seen.hidden |= !text.trim().is_empty(),
            To::Text => {
                self.seen.unknown_signs |= text.contains('\u{fffd}');
                if let Some(lcid) = self.group.lcid {
                    *self.letters.entry(lcid).or_default() += text.chars().filter(|c| c.is_alphabetic()).count();
                }
                let Group { strong, emphasis, link, .. } = &self.group;
                let look = Look { strong: *strong, emphasis: *emphasis, link: link.clone(), ..Look::default() };
                self.line.push(text, &look);
            }
        }
    }

    /// Ends the paragraph under way.
    pub(super) fn end_paragraph(&mut self) {
        let spans = std::mem::take(&mut self.line);
        let mark = self.mark.take().map(|mark| mark.trim().to_owned()).filter(|mark| !mark.is_empty());
        let style = self.styles.get(&self.form.style).and_then(|name| role(name.trim()));
        let role = match (style, self.form.outline) {
            (None, Some(0..9)) => Some(Role::Heading),
            (style, _) => style,
        };
        if spans.is_blank() {
            return;
        }
        if role == Some(Role::Contents) {
            self.seen.contents = true;
            return;
        }
        let kind = match (role, mark) {
            (Some(Role::Heading), _) => ParagraphKind::Heading,
            (Some(Role::Quote), _) => ParagraphKind::Quote,
            (None, Some(mark)) => ParagraphKind::ListItem { mark: item_mark(mark) },
            _ => ParagraphKind::Text,
        };
        let piece = Piece { role, block: Block { kind, spans }, ..Piece::default() };
        if self.form.in_table { self.cell.push(piece) } else { self.pieces.push(piece) }
    }

    /// Ends a cell of a table.
    pub(super) fn end_cell(&mut self) {
        self.form.in_table = true;
        self.end_paragraph();
        self.cells.push(std::mem::take(&mut self.cell));
    }

    /// Ends a row of a table.
    pub(super) fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        put_row(cells, &mut self.pieces);
    }

    /// Text that belongs to no cell that ended, as where a file breaks off.
    pub(super) fn end_all(&mut self) {
        self.end_paragraph();
        let cell = std::mem::take(&mut self.cell);
        self.end_row();
        self.pieces.extend(cell);
    }
}

/// Adds to a name or code, as far as it is not longer than any real one.
fn keep(whole: &mut String, text: &str) {
    if whole.len() < LONGEST {
        whole.push_str(text);
    }
}

/// The mark of an item; bullets are all the same one.
fn item_mark(mark: String) -> String {
    if mark.chars().any(char::is_alphanumeric) && mark != "o" { mark } else { "•".into() }
}
