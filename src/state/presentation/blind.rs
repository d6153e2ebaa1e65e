//! Summaries with names masked, for the activity in which the class guesses who is speaking.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{DAY_NAMES, Edition, MONTH_NAMES, Note, Perspective};

/// The mask for a name: a blank as in an exercise, in characters that every typeface has.
const MASK: &str = "____";

/// The number of letters by which derived words are recognised: `India` in `Indian`, `China` in `Chinese`.
const STEM_CHARS: usize = 4;

/// Words of names that identify nobody, and with which sentences begin.
const COMMON_WORDS: [&str; 12] = ["the", "and", "for", "from", "with", "of", "on", "in", "to", "his", "her", "its"];

/// Returns a text of a note, its gist or its summary, with all names masked that occur in the records of its sources or
/// in the name of the perspective.
///
/// Hints at the speaker other than names are left in, since they are what the class guesses from.
pub fn without_names(edition: &Edition, by: &Perspective, note: &Note, text: &str) -> String {
    let names = names(edition, by, note);
    let text = mask_foreign_names(text, edition, by, note);
    mask_names(&text, &names)
}

/// Masks the names in a text. Consecutive names get one mask, since one for each word would reveal how long the name
/// is.
fn mask_names(text: &str, names: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    // The spaces after a mask, until it is known whether another name follows.
    let mut pending: Option<String> = None;
    for word in text.split_word_bounds() {
        let hidden = word == MASK || is_name(word, names);
        match &mut pending {
            Some(spaces) if hidden => spaces.clear(),
            Some(spaces) if word.trim().is_empty() => spaces.push_str(word),
            _ => {
                out.push_str(&pending.take().unwrap_or_default());
                pending = hidden.then(String::new);
                out.push_str(if hidden { MASK } else { word });
            }
        }
    }
    out.push_str(&pending.unwrap_or_default());
    out
}

/// Masks whole names that are not ASCII: in a script without capitals no single word can be recognised as a name.
fn mask_foreign_names(text: &str, edition: &Edition, by: &Perspective, note: &Note) -> String {
    let sources = note.citations.iter().filter_map(|citation| edition.source(&citation.source));
    let authors =
        sources.flat_map(|source| source.authors.iter().map(ToString::to_string).chain(source.publisher.clone()));
    let foreign = authors.chain([by.name.clone()]).filter(|name| !name.is_ascii() && name.chars().count() > 1);
    foreign.fold(text.to_owned(), |text, name| text.replace(&name, MASK))
}

/// Returns the words of all names, in lowercase.
fn names(edition: &Edition, by: &Perspective, note: &Note) -> Vec<String> {
    let mut texts = vec![by.name.clone()];
    for id in note.citations.iter().flat_map(|c| [Some(&c.source), c.relayed_by.as_ref()]).flatten() {
        let Some(source) = edition.source(id) else { continue };
        texts.extend(source.authors.iter().map(ToString::to_string));
        texts.extend(source.role.iter().chain(&source.publisher).cloned());
        texts.extend(source.carries.iter().cloned());
    }
    let words = texts.iter().flat_map(|text| text.unicode_words());
    let mut names: Vec<String> = words.filter(|word| is_capital(word)).map(str::to_lowercase).collect();
    names.retain(|name| !COMMON_WORDS.contains(&name.as_str()) && !is_date(name));
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns whether a word belongs to a date, which identifies nobody. `may` is excluded because it is also a name.
fn is_date(word: &str) -> bool {
    word != "may" && (MONTH_NAMES.contains(&word) || DAY_NAMES.contains(&word))
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Returns whether a word of a summary is one of the names or derived from one.
fn is_name(word: &str, names: &[String]) -> bool {
    if !is_capital(word) {
        return false;
    }
    let word = word.to_lowercase().replace('.', "");
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    let stem = |text: &str| text.chars().take(STEM_CHARS).collect::<String>();
    let long = |text: &str| text.chars().count() > STEM_CHARS;
    names.iter().any(|name| name == word || (long(name) && long(word) && stem(name) == stem(word)))
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_name, mask_names};

    #[test]
    fn words_derived_from_a_name_are_recognised_and_common_words_are_not() {
        let names = ["india".to_owned(), "finer".to_owned(), "us".to_owned()];
        for word in ["Indian", "India's", "Finer", "US", "U.S"] {
            assert!(is_name(word, &names), "{word}");
        }
        for word in ["Indus", "finer", "The", "Finland", "Use"] {
            assert!(!is_name(word, &names), "{word}");
        }
    }

    #[test]
    fn consecutive_names_get_one_mask_and_the_spaces_around_it_stay() {
        let names = ["vedant".to_owned(), "patel".to_owned(), "india".to_owned()];
        assert_eq!(mask_names("Then Vedant Patel said, for India: no.", &names), "Then ____ said, for ____: no.");
        assert_eq!(mask_names("said Patel", &names), "said ____");
        assert!(is_date("december") && is_date("sunday") && !is_date("may") && !is_date("patel"));
    }
}
