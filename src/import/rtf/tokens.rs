//! The tokens of RTF: groups, control words, and bytes of text.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word with its parameter, or a control symbol (`~`, `-`, `*`).
    Control(&'a str, Option<i32>),
    /// A byte of text in the current code page, and whether it was written as `\'hh`.
    Byte(u8, bool),
}

#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Skips the bytes of pictures and the like.
    pub(super) fn skip_bytes(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| !is_wanted(*b)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let word = self.take_while(|b| b.is_ascii_alphabetic());
        if word.is_empty() {
            let from = self.at;
            let symbol = self.peek()?;
            self.at += 1;
            if symbol == b'\'' {
                let digits = self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                self.at += if byte.is_some() { 2 } else { 0 };
                return Some(byte.map_or(Token::Control("'", None), |byte| Token::Byte(byte, true)));
            }
            let symbol = self.bytes.get(from..self.at).and_then(|symbol| std::str::from_utf8(symbol).ok());
            return Some(Token::Control(symbol.unwrap_or("?"), None));
        }
        let from = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let digits = self.take_while(|b| b.is_ascii_digit());
        if digits.is_empty() {
            self.at = from;
        }
        let number =
            self.bytes.get(from..self.at).and_then(|n| std::str::from_utf8(n).ok()).and_then(|n| n.parse().ok());
        // A space ends a control word and is not text.
        self.at += usize::from(self.peek() == Some(b' '));
        Some(Token::Control(std::str::from_utf8(word).unwrap_or_default(), number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                // Line ends in the file are not in the text.
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte, false)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn words_symbols_and_bytes_are_distinguished() {
        let tokens: Vec<Token> = Tokens::new(b"{\\b0\\u-5 x\\'e9\\~\n\\'zz\\par}").collect();
        use Token::{Byte, Close, Control, Open};
        assert_eq!(
            tokens,
            [
                Open,
                Control("b", Some(0)),
                Control("u", Some(-5)),
                Byte(b'x', false),
                Byte(0xe9, true),
                Control("~", None),
                Control("'", None),
                Byte(b'z', false),
                Byte(b'z', false),
                Control("par", None),
                Close,
            ]
        );
        for half in ["\\", "\\'", "\\'e", "\\b-", "{\\u"] {
            assert!(Tokens::new(half.as_bytes()).count() <= 3);
        }
    }
}
