//! The name under which a copy is saved: it is made of the text, so that answers belong to the text and not to a file.

use unicode_normalization::UnicodeNormalization as _;

use crate::model::{Article, LeftOut, fingerprint, whole_texts};

/// The number of characters of an edition's id in a file name.
const MAX_ID_CHARS: usize = 60;

/// Returns the name under which a copy is saved: the id of the edition and a fingerprint of the whole text, with what was
/// left out of it. The same text from a file of another name or format has the same name; see [`is_same_text`].
///
/// The name is part of a path, and an id comes from a file that anybody may have written, so all characters except
/// lowercase letters and digits are replaced with hyphens.
pub fn key(edition: &str, article: &Article, left_out: &[LeftOut]) -> String {
    let texts: Vec<String> = whole_texts(article, left_out).into_iter().map(normalized).collect();
    named(edition, texts.iter().map(String::as_str))
}

/// Returns the name under which earlier versions of the program saved a copy: it was made of the very characters of the
/// whole text. Such a file keeps its name.
pub fn former_key(edition: &str, article: &Article, left_out: &[LeftOut]) -> String {
    named(edition, whole_texts(article, left_out).into_iter())
}

/// Returns whether a copy of an edition may be saved under a name. An id that is cut in names is not recognised, since
/// other editions have the same beginning.
pub fn is_key_of(name: &str, edition: &str) -> bool {
    let prefix = safe_prefix(edition);
    prefix.len() == edition.len() && name.rsplit_once('-').is_some_and(|(id, _)| id == prefix)
}

fn safe_prefix(edition: &str) -> String {
    let safe = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' };
    edition.chars().take(MAX_ID_CHARS).map(safe).collect()
}

fn named<'a>(edition: &'a str, texts: impl Iterator<Item = &'a str>) -> String {
    let id = safe_prefix(edition);
    format!("{id}-{:016x}", fingerprint([edition].into_iter().chain(texts)))
}

/// Returns whether two paragraphs have the same words and punctuation. White space, soft hyphens, the shapes of quotation
/// marks and dashes, ligatures and composed letters differ between formats of one text, and do not count.
pub fn is_same_text(one: &str, other: &str) -> bool {
    one == other || normalized(one) == normalized(other)
}

/// Returns a text without what differs between formats.
pub(super) fn normalized(text: &str) -> String {
    let shape = |c: char| match c {
        // Soft hyphens, zero-width spaces and the byte order mark.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '‘' | '’' | '‚' | '‛' | '`' | '´' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => Some('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => Some('-'),
        c => Some(c),
    };
    // A double prime or an acute accent that stands alone would be decomposed, so shapes come first.
    let shaped: String = text.chars().filter_map(shape).nfkc().collect();
    let words: Vec<&str> = shaped.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::is_same_text;

    #[test]
    fn what_differs_between_formats_of_one_text_does_not_count() {
        for (one, other) in [
            ("“Lamps” – the mayor’s idea…", "\"Lamps\" - the mayor's idea..."),
            ("The  lamps\u{a0}burn.", "The lamps burn."),
            ("ﬁve oﬃcers", "five officers"),
            ("e\u{301}clair", "éclair"),
            ("re\u{ad}port", "report"),
            ("\u{feff}First.", " First. "),
        ] {
            assert!(is_same_text(one, other), "{one} {other}");
        }
        for (one, other) in [("Lamps", "lamps"), ("re-port", "report"), ("40,000", "40.000"), ("No.", "No")] {
            assert!(!is_same_text(one, other), "{one} {other}");
        }
    }
}
