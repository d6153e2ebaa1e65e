//! A scanner for RON that never fails: it skips a byte that it cannot interpret.

use super::{Brackets, PathTree};
use crate::model::problem::PathStep;

/// A cursor in a RON text.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    /// The byte offset of the cursor.
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Returns a scanner at the start of a text, after its byte order mark.
    pub(super) fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { bytes: text.as_bytes(), at }
    }

    /// Scans the whole text, `#![...]` attributes and then one value, and sets the offsets of the nodes found.
    pub(super) fn scan(&mut self, tree: &mut PathTree) {
        self.skip_trivia();
        while self.peek() == Some(b'#') {
            self.at += 1;
            if self.peek() == Some(b'!') {
                self.at += 1;
            }
            self.skip_attribute();
            self.skip_trivia();
        }
        self.scan_value(0, tree);
    }

    fn skip_attribute(&mut self) {
        let mut depth = 0usize;
        loop {
            self.skip_trivia();
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

    /// Counts the brackets of the whole text.
    pub(super) fn brackets(&mut self) -> Brackets {
        let (mut depth, mut max_depth) = (0usize, 0);
        loop {
            self.skip_trivia();
            match self.peek() {
                None => return Brackets { max_depth, unclosed: depth > 0 || self.at > self.bytes.len() },
                Some(b'(' | b'[' | b'{') => {
                    depth += 1;
                    max_depth = max_depth.max(depth);
                    self.at += 1;
                }
                Some(b')' | b']' | b'}') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                _ => self.skip_token(),
            }
        }
    }

    /// Returns the first offset at or after `offset` that is neither white space nor in a comment.
    pub(super) fn skip_trivia_from(&mut self, offset: usize) -> usize {
        self.at = offset;
        self.skip_trivia();
        self.at.min(self.bytes.len())
    }

    /// Returns the end of the value at the start of the text.
    pub(super) fn end_of_value(&mut self) -> usize {
        self.skip_value();
        self.at.min(self.bytes.len())
    }

    /// Returns the end of the field at `offset` with the comma behind it, or `None` if there is no field.
    pub(super) fn end_of_field(&mut self, offset: usize) -> Option<usize> {
        self.at = offset;
        self.take_field_name()?;
        self.skip_value();
        let end = self.at;
        self.skip_trivia();
        Some(if self.peek() == Some(b',') { self.at + 1 } else { end }.min(self.bytes.len()))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn starts_with(&self, text: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text))
    }

    /// Scans a value: sets the offset of its node, and scans inside the value if the node has children.
    ///
    /// The depth of the recursion is the length of the longest path, whatever the text is.
    fn scan_value(&mut self, node: usize, tree: &mut PathTree) {
        self.skip_trivia();
        tree.set_offset(node, self.at);
        if tree.is_leaf(node) {
            return self.skip_value();
        }
        while self.peek_word() == b"Some" {
            self.at += b"Some".len();
            self.skip_trivia();
            if self.peek() == Some(b'(') {
                self.at += 1;
                self.skip_trivia();
            }
        }
        self.at += self.peek_word().len();
        self.skip_trivia();
        match self.peek() {
            Some(b'(') => self.scan_items(node, tree, true),
            Some(b'[' | b'{') => self.scan_items(node, tree, false),
            _ => self.skip_value(),
        }
    }

    /// Scans the items in a pair of brackets; `fields` says that they may have names.
    fn scan_items(&mut self, node: usize, tree: &mut PathTree, fields: bool) {
        let is_map = self.peek() == Some(b'{');
        self.at += 1;
        for index in 0.. {
            self.skip_trivia();
            match self.peek() {
                None => return,
                Some(b')' | b']' | b'}') => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            let before = self.at;
            if is_map {
                self.skip_value();
                self.take_colon();
            }
            let name = if fields { self.take_field_name() } else { None };
            let child = match name {
                Some(name) => std::str::from_utf8(name).ok().and_then(|name| tree.child_named(node, name)),
                None => tree.child(node, PathStep::Index(index)),
            };
            match child {
                Some(child) => self.scan_value(child, tree),
                None => self.skip_value(),
            }
            self.skip_trivia();
            if self.peek() == Some(b',') || self.at == before {
                self.at += 1;
            }
        }
    }

    /// Reads the name of a field and its colon, or nothing when there is none at the cursor.
    fn take_field_name(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        if self.starts_with(b"r#") {
            self.at += 2;
        }
        let name = self.peek_word();
        self.at += name.len();
        if !name.is_empty() && self.take_colon() {
            return Some(name);
        }
        self.at = start;
        None
    }

    /// Skips white space and a colon; returns whether there was one.
    fn take_colon(&mut self) -> bool {
        self.skip_trivia();
        let found = self.peek() == Some(b':');
        if found {
            self.at += 1;
        }
        found
    }

    /// Returns the letters, digits and underscores at the cursor.
    fn peek_word(&self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|b| !is_word(*b)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// Skips white space and comments.
    fn skip_trivia(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b'/') if self.starts_with(b"//") => self.skip_until(b'\n'),
                Some(b'/') if self.starts_with(b"/*") => self.skip_block_comment(),
                _ => return,
            }
        }
    }

    /// Moves to the next byte of this value, or to the end of the text.
    fn skip_until(&mut self, end: u8) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|b| *b == end).unwrap_or(rest.len());
    }

    fn skip_block_comment(&mut self) {
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

    /// Skips one value: a word, brackets with their content, or a word followed by brackets.
    fn skip_value(&mut self) {
        let mut depth = 0usize;
        loop {
            self.skip_trivia();
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
                _ => self.skip_token(),
            }
        }
    }

    /// Skips a string, a character literal, a word or one other byte.
    fn skip_token(&mut self) {
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'\'') => self.skip_char(),
            Some(b) if is_word(b) => {
                let word = self.peek_word();
                self.at += word.len();
                match (word, self.peek()) {
                    (b"r" | b"br", Some(b'"' | b'#')) => self.skip_raw_string(),
                    (b"b", Some(b'"')) => self.skip_string(),
                    (b"b", Some(b'\'')) => self.skip_char(),
                    _ => {}
                }
            }
            _ => self.at += 1,
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn skip_raw_string(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let hashes = rest.iter().take_while(|b| **b == b'#').count();
        if rest.get(hashes) != Some(&b'"') {
            // A raw identifier such as r#type.
            self.at += hashes;
            return;
        }
        self.at += hashes + 1;
        while self.at < self.bytes.len() {
            self.skip_until(b'"');
            self.at += 1;
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if rest.iter().take(hashes).filter(|b| **b == b'#').count() == hashes {
                self.at += hashes;
                return;
            }
        }
    }

    /// Skips a character literal, or a single quote that does not begin one.
    fn skip_char(&mut self) {
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
