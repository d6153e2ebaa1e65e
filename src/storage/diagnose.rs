//! ron's errors said for the person who must mend the file: what was expected, what was found, what to do.

use std::path::PathBuf;

use ron::Error as Code;
use ron::error::{Position, SpannedError};

use super::spans::{self, after_blank, nesting, position_at};
use super::{Fault, FileFault, example};

/// How deep values may stand inside each other.
pub(super) const DEEPEST: usize = 128;

/// Turns an error of ron into a fault with a hint; the place is ron's own, at the first character that is wrong.
pub(super) fn diagnose(path: PathBuf, text: &str, error: &SpannedError) -> FileFault {
    let nesting = nesting(text);
    let too_deep = nesting.deepest > DEEPEST || error.code == Code::ExceededRecursionLimit;
    let offset = match &error.code {
        // ron points at the text that holds the escape.
        Code::InvalidEscape(_) => {
            let end = offset_of(text, &error.span.end);
            text.get(..end).and_then(|before| before.rfind('\\')).unwrap_or(end)
        }
        _ => after_blank(text, offset_of(text, &error.span.start)),
    };
    let spans::Position { line, column } = position_at(text, offset);
    let (before, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
    let whole = |fault| FileFault { line, column, ..FileFault::whole(path.clone(), fault) };
    if too_deep {
        return whole(Fault::TooDeep);
    }
    if let Some(expected) = unfinished(&error.code, rest, nesting.open_at_end) {
        return whole(Fault::HalfWritten(expected));
    }
    let (message, hint) = explain(&error.code, &Place { before, rest });
    FileFault { path, line, column, fault: Fault::Syntax(message), hint }
}

/// What stands around an error.
struct Place<'a> {
    before: &'a str,
    rest: &'a str,
}

impl Place<'_> {
    fn next(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The word or sign that was found, as it is shown.
    fn found(&self) -> String {
        let word: String = self.rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').take(40).collect();
        match self.next() {
            None => "the end of the file".to_owned(),
            Some('\\') => format!("`{}`", self.rest.chars().take(2).collect::<String>()),
            Some('"') => "a text in quotes".to_owned(),
            Some(c) if word.is_empty() => format!("`{}`", crate::model::visible::with_marks(&c.to_string())),
            Some(_) => format!("`{word}`"),
        }
    }
}

/// The offset of one of ron's places.
fn offset_of(text: &str, place: &Position) -> usize {
    let mut line = text;
    for _ in 1..place.line {
        line = line.split_once('\n').map_or("", |(_, after)| after);
    }
    let column = line.char_indices().nth(place.col.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    text.len() - line.len() + column
}

/// What was expected, when the text stops before it comes.
fn unfinished(code: &Code, rest: &str, open_at_end: bool) -> Option<String> {
    match code {
        Code::ExpectedStringEnd => Some("a closing quotation mark for the text that starts here".to_owned()),
        Code::UnclosedBlockComment => Some("`*/` at the end of the comment that starts here".to_owned()),
        Code::MissingStructField { .. } => None,
        _ if open_at_end && rest.trim().is_empty() => {
            Some("the rest of the value, and its closing brackets".to_owned())
        }
        _ => None,
    }
}

fn explain(code: &Code, place: &Place<'_>) -> (String, Option<String>) {
    let found = place.found();
    let expected = |what: &str| format!("expected {what}, but found {found}");
    match code {
        Code::NoSuchStructField { expected, found, outer } => {
            let what = outer.as_deref().map_or("a field".to_owned(), |outer| format!("a field of {outer}"));
            unknown(&what, expected, found)
        }
        Code::NoSuchEnumVariant { expected, found, outer } => {
            unknown(outer.as_deref().map_or("a word", kind_of), expected, found)
        }
        Code::MissingStructField { field, outer } => {
            let owner = outer.as_deref().unwrap_or("this value");
            let hint =
                example::of(outer.as_deref(), field).map(|e| format!("write it before this bracket, for example {e}"));
            (format!("expected the field `{field}` in {owner}, but it is not there"), hint)
        }
        Code::DuplicateStructField { field, outer } => {
            let owner = outer.as_deref().unwrap_or("this value");
            (
                format!("expected the field `{field}` once in {owner}, but found it again"),
                Some("take one of them out".to_owned()),
            )
        }
        Code::ExpectedDifferentStructName { expected, found } => (
            format!("expected `{expected}`, but found `{found}`"),
            Some(format!("write {expected}(...), or only (...)")),
        ),
        Code::ExpectedNamedStructLike(name) => (expected(&format!("`(` to begin a {name}")), None),
        Code::Message(message) => (message.clone(), None),
        code => {
            let (what, hint) = shape(code, place);
            let text = what.map_or_else(|| plain(code), expected);
            (text, hint.map(str::to_owned))
        }
    }
}

/// A value of another shape than the field has: what it has, and the usual slip.
fn shape(code: &Code, place: &Place<'_>) -> (Option<&'static str>, Option<&'static str>) {
    let next = place.next().unwrap_or(' ');
    let curly = "write straight quotation marks: \"...\"";
    let what = match code {
        Code::ExpectedComma => "a comma or a closing bracket",
        Code::ExpectedString => "a text in straight double quotes",
        Code::ExpectedArray => "a list in square brackets",
        Code::ExpectedArrayEnd => "`]` at the end of the list",
        Code::ExpectedIdentifier => "a name without quotes",
        Code::ExpectedStructLike => "`(` with the fields",
        Code::ExpectedStructLikeEnd | Code::ExpectedOptionEnd => "`)`",
        Code::ExpectedMapColon => "`:` after the name of the field",
        Code::ExpectedBoolean => "true or false",
        Code::ExpectedInteger | Code::IntegerOutOfBounds | Code::InvalidIntegerDigit { .. } => "a whole number",
        Code::InvalidEscape(_) => "one of \\\", \\\\, \\n, \\t or \\u{...} in a text",
        Code::TrailingCharacters => "nothing after the last closing bracket",
        _ => return (None, None),
    };
    let hint = match code {
        Code::ExpectedComma => comma_hint(place),
        Code::ExpectedString if "“”„«»".contains(next) => Some(curly),
        Code::ExpectedString if "'‘’`".contains(next) => Some("write double quotation marks: \"...\""),
        Code::ExpectedString if next == '[' => Some("write one text without the brackets"),
        Code::ExpectedString if next.is_alphanumeric() => Some("put the text in quotation marks: \"...\""),
        Code::ExpectedArray if next == '"' => Some("put the text in brackets: [\"...\"]"),
        Code::ExpectedIdentifier if next == '"' => Some("take the quotation marks away"),
        Code::ExpectedIdentifier => Some("a field is written as name: value"),
        Code::ExpectedMapColon => Some("a field is written as name: value"),
        Code::InvalidEscape(_) => Some("a backslash in a text is written \\\\"),
        Code::TrailingCharacters => Some("look for a bracket that is closed too early"),
        _ => None,
    };
    (Some(what), hint)
}

fn comma_hint(place: &Place<'_>) -> Option<&'static str> {
    let same_line = place.before.rsplit('\n').next().unwrap_or_default();
    let word_end = place.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(place.rest.len());
    let field = place.rest.get(word_end..).unwrap_or_default().trim_start().starts_with(':');
    let after_text = same_line.trim_end().ends_with('"');
    match place.next() {
        Some(')' | ']' | '}') => Some("look for a bracket that was opened and not closed, or closed by the wrong one"),
        Some(c) if after_text && !field && (c.is_alphanumeric() || same_line.ends_with('"')) => {
            Some("a quotation mark inside a text is written \\\"; or put a comma between two values")
        }
        _ => Some("put a comma after the value before this place"),
    }
}

fn unknown(what: &str, expected: &[&str], found: &str) -> (String, Option<String>) {
    let quoted: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
    let list = match quoted.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    let message = format!("expected {what}, one of {list}, but found `{found}`");
    let hint =
        crate::model::check::nearest(found, expected.iter().copied()).map(|name| format!("did you mean `{name}`?"));
    (message, hint)
}

/// What an enum is called in a sentence.
fn kind_of(name: &str) -> &str {
    match name {
        "Stance" => "a stance",
        "SourceKind" => "a kind of source",
        "PerspectiveKind" => "a kind of perspective",
        "ParagraphKind" => "a kind of paragraph",
        "Provenance" => "a provenance",
        "Author" => "an author",
        "Side" => "a side",
        "SpeechKind" => "a kind of speech",
        other => other,
    }
}

/// Any other error in ron's own words, begun as our sentences are.
fn plain(code: &Code) -> String {
    let text = code.to_string();
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
