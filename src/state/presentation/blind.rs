//! Summaries without names: who speaks is for the class to guess.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{DAY_NAMES, Edition, MONTH_NAMES, Note, Perspective};

/// What stands in a name's place: a gap as in an exercise, in signs that every face has.
const MASK: &str = "____";

/// Letters of a word by which its relatives are known: `India` in `Indian`, `China` in `Chinese`.
const STEM: usize = 4;

/// Words of names that give nobody away, and that sentences begin with.
const PLAIN: [&str; 12] = ["the", "and", "for", "from", "with", "of", "on", "in", "to", "his", "her", "its"];

/// The summary of a note with every name masked that stands in the record of its sources or in the name of who speaks.
/// What gives the speaker away without a name stays: that is the riddle.
pub fn without_names(edition: &Edition, by: &Perspective, note: &Note) -> String {
    let names = names(edition, by, note);
    let text = without_foreign(&note.summary, edition, by, note);
    masked(&text, &names)
}

/// The text with a mask for every name. Names in a row have one: a mask for each would say how long the name is.
fn masked(text: &str, names: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    // The blanks after a mask, until it is known whether another name follows.
    let mut held: Option<String> = None;
    for word in text.split_word_bounds() {
        let hidden = word == MASK || is_name(word, names);
        match &mut held {
            Some(blanks) if hidden => blanks.clear(),
            Some(blanks) if word.trim().is_empty() => blanks.push_str(word),
            _ => {
                out.push_str(&held.take().unwrap_or_default());
                held = hidden.then(String::new);
                out.push_str(if hidden { MASK } else { word });
            }
        }
    }
    out.push_str(&held.unwrap_or_default());
    out
}

/// The text with whole names masked that are in a script without capitals, where no word can be told for a name.
fn without_foreign(text: &str, edition: &Edition, by: &Perspective, note: &Note) -> String {
    let sources = note.citations.iter().filter_map(|citation| edition.source(&citation.source));
    let authors =
        sources.flat_map(|source| source.authors.iter().map(ToString::to_string).chain(source.publisher.clone()));
    let foreign = authors.chain([by.name.clone()]).filter(|name| !name.is_ascii() && name.chars().count() > 1);
    foreign.fold(text.to_owned(), |text, name| text.replace(&name, MASK))
}

/// The words of all names, in small letters.
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
    names.retain(|name| !PLAIN.contains(&name.as_str()) && !is_date(name));
    names.sort_unstable();
    names.dedup();
    names
}

/// When something was said gives nobody away. May is a name too.
fn is_date(word: &str) -> bool {
    word != "may" && (MONTH_NAMES.contains(&word) || DAY_NAMES.contains(&word))
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word of a summary is one of the names or a relative of one.
fn is_name(word: &str, names: &[String]) -> bool {
    if !is_capital(word) {
        return false;
    }
    let word = word.to_lowercase().replace('.', "");
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    let stem = |text: &str| text.chars().take(STEM).collect::<String>();
    let long = |text: &str| text.chars().count() > STEM;
    names.iter().any(|name| name == word || (long(name) && long(word) && stem(name) == stem(word)))
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_name, masked};

    #[test]
    fn a_name_is_known_by_its_relatives_and_plain_words_are_left() {
        let names = ["india".to_owned(), "finer".to_owned(), "us".to_owned()];
        for word in ["Indian", "India's", "Finer", "US", "U.S"] {
            assert!(is_name(word, &names), "{word}");
        }
        for word in ["Indus", "finer", "The", "Finland", "Use"] {
            assert!(!is_name(word, &names), "{word}");
        }
    }

    #[test]
    fn names_in_a_row_have_one_mask_and_the_blanks_around_it_stay_one() {
        let names = ["vedant".to_owned(), "patel".to_owned(), "india".to_owned()];
        assert_eq!(masked("Then Vedant Patel said, for India: no.", &names), "Then ____ said, for ____: no.");
        assert_eq!(masked("said Patel", &names), "said ____");
        assert!(is_date("december") && is_date("sunday") && !is_date("may") && !is_date("patel"));
    }
}
