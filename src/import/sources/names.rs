//! Names of BibLaTeX: `Finer, Jon and {US Department of State} and Jon B. Alterman`.

use biblatex::{Chunk, ChunksRef};

use crate::model::Author;

/// A letter, and whether braces hold it together with its neighbours.
type Letter = (char, bool);

/// The authors of a field, and whether it says `and others`.
pub(super) fn authors(chunks: ChunksRef<'_>) -> (Vec<Author>, bool) {
    let letters: Vec<Letter> = chunks
        .iter()
        .flat_map(|chunk| {
            let held = matches!(chunk.v, Chunk::Verbatim(_));
            chunk.v.get().chars().map(move |c| (if c.is_whitespace() { ' ' } else { c }, held))
        })
        .collect();
    let mut others = false;
    let mut authors = Vec::new();
    for name in parted(&letters, "and") {
        if text(&name).eq_ignore_ascii_case("others") && name.iter().all(|(_, held)| !held) {
            others = true;
        } else {
            authors.extend(author(&name));
        }
    }
    (authors, others)
}

/// The letters between the places of a word that nothing holds.
fn parted(letters: &[Letter], word: &str) -> Vec<Vec<Letter>> {
    let mut parts = vec![Vec::new()];
    for piece in words(letters) {
        let free = piece.iter().all(|(_, held)| !held);
        if free && text(&piece).eq_ignore_ascii_case(word) {
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

/// The words that blanks part; a blank that is held parts nothing.
fn words(letters: &[Letter]) -> Vec<Vec<Letter>> {
    let words = letters.split(|letter| *letter == (' ', false));
    words.filter(|word| !word.is_empty()).map(<[Letter]>::to_vec).collect()
}

fn text(letters: &[Letter]) -> String {
    let text: String = letters.iter().map(|(c, _)| *c).collect();
    text.trim().to_owned()
}

fn author(letters: &[Letter]) -> Option<Author> {
    if letters.iter().all(|(c, _)| *c == ' ') {
        return None;
    }
    if letters.iter().all(|(_, held)| *held) {
        return Some(Author::Organisation(text(letters)));
    }
    let parts: Vec<&[Letter]> = letters.split(|letter| *letter == (',', false)).collect();
    if parts.iter().any(|part| extended(part).is_some()) {
        return person(named(&parts, "prefix"), named(&parts, "family"), named(&parts, "given"));
    }
    match *parts.as_slice() {
        [family] => {
            let words: Vec<String> = words(family).iter().map(|word| text(word)).collect();
            let last = words.len().saturating_sub(1);
            // `Ludwig van Beethoven`: small words before the last belong to the family name.
            let small = |word: &String| word.chars().next().is_some_and(char::is_lowercase);
            let from = words.iter().take(last).position(small).filter(|at| *at > 0).unwrap_or(last);
            let (given, family) = words.split_at(from);
            person(None, Some(family.join(" ")), Some(given.join(" ")))
        }
        [family, given] => person(None, Some(text(family)), Some(text(given))),
        [family, .., given] => person(None, Some(text(family)), Some(text(given))),
        [] => None,
    }
}

/// The two sides of `family=Hua`.
fn extended(part: &[Letter]) -> Option<(String, String)> {
    let at = part.iter().position(|letter| *letter == ('=', false))?;
    let (name, value) = part.split_at(at);
    let name = text(name).to_ascii_lowercase();
    let known = ["family", "given", "prefix", "suffix", "given-i", "prefix-i", "useprefix", "id"].contains(&&*name);
    known.then(|| (name, text(value.get(1..).unwrap_or_default())))
}

fn named(parts: &[&[Letter]], wanted: &str) -> Option<String> {
    parts.iter().find_map(|part| extended(part).filter(|(name, _)| name == wanted)).map(|(_, value)| value)
}

fn person(prefix: Option<String>, family: Option<String>, given: Option<String>) -> Option<Author> {
    let full = |text: Option<String>| text.filter(|text| !text.is_empty());
    let family = match (full(prefix), full(family)) {
        (Some(prefix), Some(family)) => Some(format!("{prefix} {family}")),
        (prefix, family) => family.or(prefix),
    };
    match (family, full(given)) {
        (Some(family), given) => Some(Author::Person { family, given, family_first: false }),
        (None, given) => given.map(|given| Author::Person { family: given, given: None, family_first: false }),
    }
}
