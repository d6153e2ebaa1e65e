//! Rich Text Format, as Word, WordPad and TextEdit write it.
//!
//! The libraries for it do not know code pages or panic on files that are cut off, so this is a small reader of its
//! own after the specification 1.9.1: text and looks, code pages by font, fields, notes, rows of tables, list marks
//! as they are written out. What it does not know is passed over as the specification asks.

mod pages;
mod state;
mod tokens;

use std::rc::Rc;

use self::state::{Aside, Form, Group, State, To};
use self::tokens::{Token, Tokens};
use super::docx::{is_contents, link};
use super::pieces::{self, About};
use super::{ImportError, Imported, Wish};
use crate::model::Language;
use crate::model::progress::Progress;

/// Groups inside each other at most; deeper ones are passed over.
const DEEPEST: usize = 500;

/// Reads an RTF file.
///
/// # Errors
/// When there is no text in it.
pub(super) fn read(name: &str, bytes: &[u8], _wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    let group = Group { alternatives: 1, ..Group::default() };
    let mut reader = Reader { state: State { group, page: 1252, ..State::default() }, ..Reader::default() };
    let mut tokens = Tokens::new(bytes);
    let mut steps = 0_usize;
    while let Some(token) = tokens.next() {
        steps += 1;
        if steps.is_multiple_of(1024) {
            progress.report(tokens.position(), bytes.len())?;
        }
        if let Token::Control("bin", Some(count)) = token {
            tokens.pass(usize::try_from(count).unwrap_or(0));
        } else {
            reader.step(token);
        }
    }
    let mut state = reader.state;
    state.seen.broken |= !reader.open.is_empty();
    state.flush();
    while let Some(group) = reader.open.pop() {
        let ended = std::mem::replace(&mut state.group, group);
        close(&mut state, ended);
    }
    state.end_all();
    let most = state.letters.iter().max_by_key(|(_, letters)| **letters).map(|(lcid, _)| *lcid);
    let said = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let about = About {
        name: name.to_owned(),
        format: "RTF document",
        title: said(&state.title),
        byline: said(&state.author),
        language: most.and_then(pages::language).map(Language::from),
    };
    pieces::imported(about, std::mem::take(&mut state.pieces), std::mem::take(&mut state.notes), &state.seen)
}

#[derive(Debug, Default)]
struct Reader {
    state: State,
    open: Vec<Group>,
    /// Groups that were too deep to keep.
    too_deep: usize,
    /// Characters that are still to be passed over after a `\u`.
    pass: usize,
    /// The last mark was `\*`: the group is passed over unless its word is known.
    optional: bool,
    /// The group has just begun.
    fresh: bool,
}

impl Reader {
    fn step(&mut self, token: Token<'_>) {
        let fresh = std::mem::take(&mut self.fresh);
        match token {
            Token::Open => {
                self.state.flush();
                (self.fresh, self.pass, self.optional) = (true, 0, false);
                if self.open.len() >= DEEPEST {
                    self.too_deep += 1;
                    self.state.seen.broken = true;
                } else {
                    let inner = Group { around: None, ..self.state.group.clone() };
                    self.open.push(std::mem::replace(&mut self.state.group, inner));
                }
            }
            Token::Close => {
                self.state.flush();
                (self.pass, self.optional) = (0, false);
                if self.too_deep > 0 {
                    self.too_deep -= 1;
                } else if let Some(group) = self.open.pop() {
                    let ended = std::mem::replace(&mut self.state.group, group);
                    close(&mut self.state, ended);
                }
            }
            _ if self.too_deep > 0 => {}
            Token::Byte(byte, _) => {
                if self.pass > 0 {
                    self.pass -= 1;
                } else if self.state.group.to != To::Away {
                    self.state.bytes.push(byte);
                }
            }
            Token::Control("*", _) => (self.optional, self.fresh) = (true, fresh),
            Token::Control(word, number) => self.control(word, number, fresh),
        }
    }

    fn control(&mut self, word: &str, number: Option<i32>, fresh: bool) {
        self.state.flush();
        let optional = std::mem::take(&mut self.optional);
        if word == "u" {
            self.state.unit(number.unwrap_or(0xfffd));
            self.pass = self.state.group.alternatives;
            return;
        }
        if self.pass > 0 {
            // A control sign is a character for programs that do not know `\u`.
            self.pass -= 1;
            return;
        }
        if fresh || optional {
            let known = destination(&mut self.state, word);
            if known {
                return;
            }
            if optional {
                self.state.group.to = To::Away;
            }
        }
        let state = &mut self.state;
        if !(letter(state, word) || look(state, word, number) || table(state, word, number)) {
            paragraph(state, word, number);
        }
    }
}

/// Ends a group: the result of a field that was its code, or a note or box.
fn close(state: &mut State, ended: Group) {
    let Some(aside) = ended.around.and_then(Rc::into_inner) else { return };
    state.end_all();
    let pieces = std::mem::replace(&mut state.pieces, aside.pieces);
    (state.line, state.form, state.mark, state.cells) = (aside.line, aside.form, aside.mark, aside.cells);
    if aside.note { state.notes.push(pieces) } else { state.pieces.extend(pieces) }
}

/// A word that says where the group's text goes; whether it is one.
fn destination(state: &mut State, word: &str) -> bool {
    let away = state.group.to == To::Away;
    let to = match word {
        "fonttbl" => To::Fonts,
        "stylesheet" => To::Styles,
        "fldinst" if !away => {
            state.code.clear();
            To::Code
        }
        "fldrslt" if !away => {
            state.group.link = link(&state.code).or_else(|| state.group.link.take());
            if is_contents(&state.code) {
                state.seen.contents = true;
                To::Away
            } else {
                To::Text
            }
        }
        "listtext" | "pntext" if !away => {
            state.mark = Some(String::new());
            To::ListMark
        }
        "title" => To::Title,
        "author" => To::Author,
        "shptxt" => {
            aside(state, false);
            To::Text
        }
        "footnote" if !away => {
            aside(state, true);
            To::Text
        }
        "pict" => {
            state.seen.pictures += usize::from(!away);
            To::Away
        }
        "annotation" => {
            state.seen.comments += 1;
            To::Away
        }
        "shpinst" | "shprslt" | "nonshppict" | "colortbl" | "info" | "header" | "headerl" | "headerr" | "headerf"
        | "footer" | "footerl" | "footerr" | "footerf" | "xe" | "tc" | "rxe" | "objdata" | "listtable"
        | "listoverridetable" | "rsidtbl" | "generator" | "themedata" | "colorschememapping" | "datastore"
        | "latentstyles" | "bkmkstart" | "bkmkend" | "atnid" | "atnauthor" | "filetbl" | "revtbl" | "pntxta"
        | "pntxtb" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "template" => To::Away,
        // Groups that may be passed over and hold text of the document.
        "shppict" | "shp" | "result" | "ud" => return true,
        _ => return false,
    };
    state.group.to = to;
    true
}

/// Puts what is under way aside for a note or a box.
fn aside(state: &mut State, note: bool) {
    let form = std::mem::take(&mut state.form);
    let line = std::mem::take(&mut state.line);
    let (mark, pieces) = (state.mark.take(), std::mem::take(&mut state.pieces));
    let mut cells = std::mem::take(&mut state.cells);
    let cell = std::mem::take(&mut state.cell);
    if !cell.is_empty() {
        cells.push(cell);
    }
    state.group.around = Some(Rc::new(Aside { note, line, form, mark, pieces, cells }));
}

/// A word that stands for a letter or a blank.
fn letter(state: &mut State, word: &str) -> bool {
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
        "tab" | "line" | "lbr" | "emspace" | "enspace" | "qmspace" | "softline" | "column" => " ",
        _ => return false,
    };
    state.words(text);
    true
}

/// A word that says how words look or are written.
fn look(state: &mut State, word: &str, number: Option<i32>) -> bool {
    let on = number != Some(0);
    let group = &mut state.group;
    match word {
        "b" => group.strong = on,
        "i" => group.emphasis = on,
        "v" => group.hidden = on,
        "deleted" => group.deleted = on,
        "plain" => {
            (group.strong, group.emphasis, group.hidden, group.deleted) = (false, false, false, false);
        }
        "f" => group.font = number.unwrap_or(0),
        "lang" => group.lcid = number.filter(|lcid| *lcid != 1024),
        "uc" => group.alternatives = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
        _ => return false,
    }
    true
}

/// A word of the tables at the beginning.
fn table(state: &mut State, word: &str, number: Option<i32>) -> bool {
    let to = state.group.to;
    match (word, number) {
        ("ansicpg", Some(page)) => state.page = if page == 0 { 1252 } else { page },
        ("mac", _) => state.page = 10000,
        ("fcharset", Some(set)) if to == To::Fonts => {
            state.fonts.entry(state.group.font).or_default().page = pages::of_charset(set);
        }
        ("cpg", Some(page)) if to == To::Fonts => state.fonts.entry(state.group.font).or_default().page = Some(page),
        ("s", Some(style)) if to == To::Styles => state.style_under_way = style,
        ("cs" | "ds" | "ts", Some(style)) if to == To::Styles => state.style_under_way = -1 - style,
        ("deff", Some(font)) => state.group.font = font,
        ("deflang", Some(lcid)) => state.group.lcid = Some(lcid),
        _ => return false,
    }
    true
}

/// A word of paragraphs, cells and rows.
fn paragraph(state: &mut State, word: &str, number: Option<i32>) {
    if matches!(state.group.to, To::Away | To::Fonts | To::Styles) {
        return;
    }
    match word {
        "par" | "sect" | "page" if state.group.to == To::Text => state.end_paragraph(),
        "cell" | "nestcell" => state.end_cell(),
        "row" | "nestrow" => state.end_row(),
        "pard" => state.form = Form { style: 0, outline: None, in_table: false },
        "s" => state.form.style = number.unwrap_or(0),
        "outlinelevel" => state.form.outline = number,
        "intbl" => state.form.in_table = true,
        _ => {}
    }
}
