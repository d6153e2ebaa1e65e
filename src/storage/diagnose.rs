//! Explaining the parser's errors to the person who must correct the file: what was expected, what was found, what to
//! do.

use std::path::PathBuf;

use ron::Error as Code;
use ron::error::{Position, SpannedError};

use super::spans::{brackets, position_at, skip_trivia};
use super::{Fault, FileFault};

/// How deeply values may be nested.
pub(super) const MAX_DEPTH: usize = 128;

/// Converts an error of ron to a fault with a hint. The place is the one that ron reports, moved past white space and
/// comments to the first wrong character.
pub(super) fn diagnose(path: PathBuf, text: &str, error: &SpannedError) -> FileFault {
    let brackets = brackets(text);
    let too_deep = brackets.max_depth > MAX_DEPTH || error.code == Code::ExceededRecursionLimit;
    let offset = error_offset(text, error);
    let place = position_at(text, offset);
    let (before, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
    if too_deep {
        return FileFault::at(path, place, Fault::TooDeep);
    }
    if let Some(expected) = unfinished(&error.code, rest, brackets.unclosed) {
        return FileFault::at(path, place, Fault::HalfWritten(expected));
    }
    let (message, hint) = explain(&error.code, &Surroundings { before, rest });
    FileFault { hint, ..FileFault::at(path, place, Fault::Syntax(message)) }
}

/// Returns the byte offset of the first wrong character.
pub(super) fn error_offset(text: &str, error: &SpannedError) -> usize {
    match &error.code {
        // ron reports the place of the string that contains the escape.
        Code::InvalidEscape(_) => {
            let end = offset_of(text, &error.span.end);
            text.get(..end).and_then(|before| before.rfind('\\')).unwrap_or(end)
        }
        _ => skip_trivia(text, offset_of(text, &error.span.start)),
    }
}

/// The text before and after the place of an error.
struct Surroundings<'a> {
    before: &'a str,
    rest: &'a str,
}

impl Surroundings<'_> {
    fn next(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Describes the word or character at the place of the error for a message.
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

/// Converts a place of ron, line and column from 1, to a byte offset.
fn offset_of(text: &str, place: &Position) -> usize {
    let mut line = text;
    for _ in 1..place.line {
        line = line.split_once('\n').map_or("", |(_, after)| after);
    }
    let column = line.char_indices().nth(place.col.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    text.len() - line.len() + column
}

/// Returns what was expected, when the error is that the text ends too early.
fn unfinished(code: &Code, rest: &str, unclosed: bool) -> Option<String> {
    match code {
        Code::ExpectedStringEnd => Some("a closing quotation mark for the text that starts here".to_owned()),
        Code::UnclosedBlockComment => Some("`*/` at the end of the comment that starts here".to_owned()),
        Code::MissingStructField { .. } => None,
        _ if unclosed && rest.trim().is_empty() => Some("the rest of the value, and its closing brackets".to_owned()),
        _ => None,
    }
}

/// Returns the message for an error and a hint, if there is one.
fn explain(code: &Code, place: &Surroundings<'_>) -> (String, Option<String>) {
    let found = place.found();
    let expected = |what: &str| format!("expected {what}, but found {found}");
    match code {
        Code::NoSuchStructField { expected, found, outer } => {
            let what = outer.as_deref().map_or("a field".to_owned(), |outer| format!("a field of {outer}"));
            unknown_name(&what, expected, found)
        }
        Code::NoSuchEnumVariant { expected, found, outer } => {
            unknown_name(outer.as_deref().map_or("a word", enum_name), expected, found)
        }
        Code::MissingStructField { field, outer } => {
            let owner = outer.as_deref().unwrap_or("this value");
            let hint =
                example_of(outer.as_deref(), field).map(|e| format!("write it before this bracket, for example {e}"));
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
            let (what, hint) = wrong_shape(code, place);
            let text = what.map_or_else(|| ron_message(code), expected);
            (text, hint.map(str::to_owned))
        }
    }
}

/// Returns what was expected in place of a value of another type, and a hint at the usual mistake.
fn wrong_shape(code: &Code, place: &Surroundings<'_>) -> (Option<&'static str>, Option<&'static str>) {
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

/// Guesses why there is no comma from the text on both sides.
fn comma_hint(place: &Surroundings<'_>) -> Option<&'static str> {
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

/// Explains a field or variant that does not exist, with the nearest one that does as the hint.
fn unknown_name(what: &str, expected: &[&str], found: &str) -> (String, Option<String>) {
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

/// Returns the name of an enum in a sentence.
fn enum_name(name: &str) -> &str {
    match name {
        "Stance" => "a stance",
        "SourceKind" => "a kind of source",
        "Seen" => "how far a source was seen",
        "PerspectiveKind" => "a kind of perspective",
        "ParagraphKind" => "a kind of paragraph",
        "Provenance" => "a provenance",
        "Author" => "an author",
        "Side" => "a side",
        "SpeechKind" => "a kind of speech",
        other => other,
    }
}

/// Returns ron's own message, beginning with a small letter as our messages do.
fn ron_message(code: &Code) -> String {
    let text = code.to_string();
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// Returns an example of a required field, given the type it belongs to and its name, for the hint when it is missing.
fn example_of(owner: Option<&str>, field: &str) -> Option<&'static str> {
    let for_owner = match (owner.unwrap_or_default(), field) {
        ("Edition", "id") => r#"id: "pakistan-missile-sanctions""#,
        ("Paragraph", "id") => r#"id: "p5""#,
        ("Claim", "id") => r#"id: "p5.c1""#,
        ("Perspective", "id") => r#"id: "us-government""#,
        ("Note", "id") => r#"id: "us.trend""#,
        ("Source", "id") => r#"id: "finer-2024-12-19""#,
        ("Claim", "on") => r#"on: "p5""#,
        ("ContestedTerm", "id") => r#"id: "t1""#,
        ("ContestedNumber", "id") => r#"id: "n1""#,
        ("ContestedTerm", "said") => r#"said: [(by: "us-government", as: "...", source: "finer-2024-12-19")]"#,
        ("ContestedNumber", "said") => r#"said: [(by: "record", value: "2,750", source: "finer-2024-12-19")]"#,
        ("ContestedNumber", "of") => r#"of: "range of Shaheen-III, in km""#,
        ("TermUse" | "NumberUse", "by") => r#"by: "us-government""#,
        ("Provenance" | "Advocacy", "by") => r#"by: "Editors of this edition""#,
        ("SignOff", "by") => r#"by: "A. Reader""#,
        ("SignOff", "on") => r#"on: "2026-12-01""#,
        ("Perspective", "kind") => "kind: Government",
        ("Source", "kind") => "kind: Speech",
        _ => "",
    };
    if !for_owner.is_empty() {
        return Some(for_owner);
    }
    Some(match field {
        "about" => r#"about: "Officials of the government speak here; commentators do not.""#,
        "accessed" => r#"accessed: "2026-11-23""#,
        "as" => r#"as: "dimmed""#,
        "article" => "article: Article(provenance: Original(of: \"...\"), paragraphs: [])",
        "authors" => r#"authors: [Person(family: "Finer", given: "Jon")]"#,
        "closed" => r#"closed: "2025-01-31""#,
        "checked" => r#"checked: "2026-11-23""#,
        "citations" => r#"citations: [(source: "finer-2024-12-19")]"#,
        "code" => r#"code: "us""#,
        "entered_by" => r#"entered_by: "A. Curator""#,
        "family" => r#"family: "Finer""#,
        "format" => "format: 3",
        "hash" => r#"hash: "cc930979aee8e7e0", which check names"#,
        "hue" => r#"hue: "blue""#,
        "id" => r#"id: "p5" in a paragraph, id: "us.trend" in a note, id: "finer-2024-12-19" in a source"#,
        "kind" => "kind: Government in a perspective, kind: Speech in a source",
        "language" => r#"language: "en""#,
        "looked_in" => r#"looked_in: ["Press releases of the ministry"]"#,
        "name" => r#"name: "US government""#,
        "of" => r#"of: "p12""#,
        "on" => r#"on: ["p5"]"#,
        "paragraphs" => r#"paragraphs: [(id: "p1", text: "...")]"#,
        "perspectives" => r#"perspectives: ["us-government"]"#,
        "primary" => "primary: true",
        "provenance" => r#"provenance: Original(of: "...")"#,
        "revision" => r#"revision: "2026-11-23""#,
        "side" => r#"side: "India""#,
        "source" => r#"source: "finer-2024-12-19""#,
        "stance" => "stance: Disputes",
        "summary" => r#"summary: "What they say, in your own words.""#,
        "term" => r#"term: "long-range""#,
        "text" => r#"text: "The words, on one line.""#,
        "title" => r#"title: "The title""#,
        "value" => r#"value: "2,750""#,
        "why" => r#"why: "The paragraph makes no claim about them.""#,
        _ => return None,
    })
}
