//! Author names in BibLaTeX: `Finer, Jon and {US Department of State} and Jon B. Alterman`.

use biblatex::{Chunk, ChunksRef};

use crate::model::Author;

/// A character, and whether it is in braces.
type NameChar = (char, bool);

/// Parses the authors of a field, and returns whether it says `and others`.
pub(super) fn parse_authors(chunks: ChunksRef<'_>) -> (Vec<Author>, bool) {
    let chars: Vec<NameChar> = chunks
        .iter()
        .flat_map(|chunk| {
            let in_braces = matches!(chunk.v, Chunk::Verbatim(_));
            chunk.v.get().chars().map(move |c| (if c.is_whitespace() { ' ' } else { c }, in_braces))
        })
        .collect();
    let mut others = false;
    let mut authors = Vec::new();
    for name in split_at_word(&chars, "and") {
        if text(&name).eq_ignore_ascii_case("others") && name.iter().all(|(_, in_braces)| !in_braces) {
            others = true;
        } else {
            authors.extend(parse_author(&name));
        }
    }
    (authors, others)
}

/// Splits a text at a word that is not in braces.
fn split_at_word(chars: &[NameChar], word: &str) -> Vec<Vec<NameChar>> {
    let mut parts = vec![Vec::new()];
    for piece in split_words(chars) {
        let is_free = piece.iter().all(|(_, in_braces)| !in_braces);
        if is_free && text(&piece).eq_ignore_ascii_case(word) {
            parts.push(Vec::new());
        } else if let Some(last) = parts.last_mut() {
            if !last.is_empty() {
                last.push((' ', false));
            }
            last.extend(piece);
        }
    }
    parts
}

/// Splits a text at spaces that are not in braces.
fn split_words(chars: &[NameChar]) -> Vec<Vec<NameChar>> {
    let words = chars.split(|c| *c == (' ', false));
    words.filter(|word| !word.is_empty()).map(<[NameChar]>::to_vec).collect()
}

fn text(chars: &[NameChar]) -> String {
    let text: String = chars.iter().map(|(c, _)| *c).collect();
    text.trim().to_owned()
}

fn parse_author(chars: &[NameChar]) -> Option<Author> {
    if chars.iter().all(|(c, _)| *c == ' ') {
        return None;
    }
    if chars.iter().all(|(_, in_braces)| *in_braces) {
        return Some(Author::Organisation(text(chars)));
    }
    let parts: Vec<&[NameChar]> = chars.split(|c| *c == (',', false)).collect();
    if parts.iter().any(|part| parse_extended(part).is_some()) {
        return person(
            extended_value(&parts, "prefix"),
            extended_value(&parts, "family"),
            extended_value(&parts, "given"),
            extended_value(&parts, "suffix"),
        );
    }
    match *parts.as_slice() {
        [family] => {
            let words: Vec<String> = split_words(family).iter().map(|word| text(word)).collect();
            let last = words.len().saturating_sub(1);
            // `Ludwig van Beethoven`: lower-case words before the last belong to the family name.
            let is_lower_case = |word: &String| word.chars().next().is_some_and(char::is_lowercase);
            let from = words.iter().take(last).position(is_lower_case).filter(|at| *at > 0).unwrap_or(last);
            let (given, family) = words.split_at(from);
            person(None, Some(family.join(" ")), Some(given.join(" ")), None)
        }
        [family, given] => person(None, Some(text(family)), Some(text(given)), None),
        [family, suffix, .., given] => person(None, Some(text(family)), Some(text(given)), Some(text(suffix))),
        [] => None,
    }
}

/// Returns the two sides of `family=Hua`.
fn parse_extended(part: &[NameChar]) -> Option<(String, String)> {
    let at = part.iter().position(|c| *c == ('=', false))?;
    let (name, value) = part.split_at(at);
    let name = text(name).to_ascii_lowercase();
    let known = ["family", "given", "prefix", "suffix", "given-i", "prefix-i", "useprefix", "id"].contains(&&*name);
    known.then(|| (name, text(value.get(1..).unwrap_or_default())))
}

fn extended_value(parts: &[&[NameChar]], wanted: &str) -> Option<String> {
    parts.iter().find_map(|part| parse_extended(part).filter(|(name, _)| name == wanted)).map(|(_, value)| value)
}

fn person(
    prefix: Option<String>,
    family: Option<String>,
    given: Option<String>,
    suffix: Option<String>,
) -> Option<Author> {
    let non_empty = |text: Option<String>| text.filter(|text| !text.is_empty());
    let family = match (non_empty(prefix), non_empty(family)) {
        (Some(prefix), Some(family)) => Some(format!("{prefix} {family}")),
        (prefix, family) => family.or(prefix),
    };
    let suffix = non_empty(suffix);
    match (family, non_empty(given)) {
        (Some(family), given) => Some(Author::Person { family, given, family_first: false, suffix }),
        (None, given) => given.map(|given| Author::Person { family: given, given: None, family_first: false, suffix }),
    }
}
