//! Goes through a RON text value by value. Nothing here fails: at worst a byte is stepped over.

use super::{Nesting, Wanted};
use crate::model::problem::PathStep;

/// A place in a RON text.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    /// At the start of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { bytes: text.as_bytes(), at }
    }

    /// Reads the headers and then the one value of the text.
    pub(super) fn top(&mut self, wanted: &mut Wanted) {
        self.blank();
        while self.peek() == Some(b'#') {
            self.at += 1;
            if self.peek() == Some(b'!') {
                self.at += 1;
            }
            self.header();
            self.blank();
        }
        self.value(0, wanted);
    }

    /// Steps over the brackets of a header.
    fn header(&mut self) {
        let mut depth = 0usize;
        loop {
            self.blank();
            match self.peek() {
                Some(b'(' | b'[') => depth += 1,
                Some(b')' | b']') if depth > 1 => depth -= 1,
                Some(b')' | b']') => {
                    self.at += 1;
                    return;
                }
                Some(b) if is_word(b) || b == b',' => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    /// Goes through the whole text and counts its brackets.
    pub(super) fn nesting(&mut self) -> Nesting {
        let (mut depth, mut deepest) = (0usize, 0);
        loop {
            self.blank();
            match self.peek() {
                None => return Nesting { deepest, open_at_end: depth > 0 || self.at > self.bytes.len() },
                Some(b'(' | b'[' | b'{') => {
                    depth += 1;
                    deepest = deepest.max(depth);
                    self.at += 1;
                }
                Some(b')' | b']' | b'}') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                _ => self.token(),
            }
        }
    }

    /// The offset of what stands behind white space and comments.
    pub(super) fn after_blank(&mut self, offset: usize) -> usize {
        self.at = offset;
        self.blank();
        self.at.min(self.bytes.len())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn starts_with(&self, text: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text))
    }

    /// Notes the place of the value here for a wanted node, and goes into it when more is wanted inside.
    ///
    /// It calls itself once for each wanted step, so its depth is that of the paths, not of the text.
    fn value(&mut self, node: usize, wanted: &mut Wanted) {
        self.blank();
        wanted.set(node, self.at);
        if wanted.is_leaf(node) {
            return self.skip_value();
        }
        while self.word() == b"Some" {
            self.at += b"Some".len();
            self.blank();
            if self.peek() == Some(b'(') {
                self.at += 1;
                self.blank();
            }
        }
        self.at += self.word().len();
        self.blank();
        match self.peek() {
            Some(b'(') => self.items(node, wanted, true),
            Some(b'[' | b'{') => self.items(node, wanted, false),
            _ => self.skip_value(),
        }
    }

    /// Goes through what stands in a pair of brackets.
    fn items(&mut self, node: usize, wanted: &mut Wanted, fields: bool) {
        let map = self.peek() == Some(b'{');
        self.at += 1;
        for index in 0.. {
            self.blank();
            match self.peek() {
                None => return,
                Some(b')' | b']' | b'}') => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            let before = self.at;
            if map {
                self.skip_value();
                self.colon();
            }
            let name = if fields { self.field() } else { None };
            let child = match name {
                Some(name) => std::str::from_utf8(name).ok().and_then(|name| wanted.child_named(node, name)),
                None => wanted.child(node, PathStep::Index(index)),
            };
            match child {
                Some(child) => self.value(child, wanted),
                None => self.skip_value(),
            }
            self.blank();
            if self.peek() == Some(b',') || self.at == before {
                self.at += 1;
            }
        }
    }

    /// The name of a field with its colon, when one stands here.
    fn field(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        if self.starts_with(b"r#") {
            self.at += 2;
        }
        let name = self.word();
        self.at += name.len();
        if !name.is_empty() && self.colon() {
            return Some(name);
        }
        self.at = start;
        None
    }

    fn colon(&mut self) -> bool {
        self.blank();
        let found = self.peek() == Some(b':');
        if found {
            self.at += 1;
        }
        found
    }

    /// The letters, digits and underscores from here on.
    fn word(&self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|b| !is_word(*b)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// Steps over white space and comments.
    fn blank(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b'/') if self.starts_with(b"//") => self.until(b'\n'),
                Some(b'/') if self.starts_with(b"/*") => self.block_comment(),
                _ => return,
            }
        }
    }

    fn until(&mut self, end: u8) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|b| *b == end).unwrap_or(rest.len());
    }

    fn block_comment(&mut self) {
        let mut depth = 0usize;
        while self.at < self.bytes.len() {
            if self.starts_with(b"/*") {
                depth += 1;
                self.at += 2;
            } else if self.starts_with(b"*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += 1;
            }
        }
    }

    /// Steps over one value: a word, what stands in brackets, or a word with brackets behind it.
    fn skip_value(&mut self) {
        let mut depth = 0usize;
        loop {
            self.blank();
            match self.peek() {
                None => return,
                Some(b'(' | b'[' | b'{') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b')' | b']' | b'}') => {
                    if depth == 0 {
                        return;
                    }
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',' | b':') if depth == 0 => return,
                _ => self.token(),
            }
        }
    }

    /// Steps over a string, a character, a word or one other byte.
    fn token(&mut self) {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'\'') => self.character(),
            Some(b) if is_word(b) => {
                let word = self.word();
                self.at += word.len();
                match (word, self.peek()) {
                    (b"r" | b"br", Some(b'"' | b'#')) => self.raw_string(),
                    (b"b", Some(b'"')) => self.string(),
                    (b"b", Some(b'\'')) => self.character(),
                    _ => {}
                }
            }
            _ => self.at += 1,
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn raw_string(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let hashes = rest.iter().take_while(|b| **b == b'#').count();
        if rest.get(hashes) != Some(&b'"') {
            // A raw name such as r#type.
            self.at += hashes;
            return;
        }
        self.at += hashes + 1;
        while self.at < self.bytes.len() {
            self.until(b'"');
            self.at += 1;
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if rest.iter().take(hashes).filter(|b| **b == b'#').count() == hashes {
                self.at += hashes;
                return;
            }
        }
    }

    /// A character in single quotes; a lone quote is stepped over.
    fn character(&mut self) {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let escaped = rest.first() == Some(&b'\\');
        let from = if escaped { 2 } else { 1 };
        let close = rest.iter().take(12).enumerate().skip(from).find(|(_, b)| **b == b'\'').map(|(i, _)| i);
        match close {
            Some(close) if escaped || close <= 4 => self.at += close + 2,
            _ => self.at += 1,
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
