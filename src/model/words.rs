//! Capital letters, and word counts for estimates of reading and speaking time.

use super::Script;

/// Returns a count with its noun: `1 paragraph`, `14 paragraphs`.
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Returns a text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the number of words of a text. In scripts without spaces between words, each character counts as half a
/// word.
pub fn word_count(text: &str, script: Script) -> usize {
    match script {
        Script::HanSimplified | Script::HanTraditional | Script::Japanese => text.chars().count() / 2,
        _ => text.split_ascii_whitespace().count(),
    }
}

/// Returns the number of words of a text in an unknown language, such as a tag. It is counted as Han if most of its
/// letters are.
pub fn spoken_word_count(text: &str) -> usize {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let (all, unspaced) = (letters().count(), letters().filter(|c| is_unspaced(*c)).count());
    let script = if unspaced * 2 > all { Script::HanSimplified } else { Script::Latin };
    word_count(text, script)
}

/// Returns whether a character is Han or kana.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{spoken_word_count, word_count};
    use crate::model::Script;

    #[test]
    fn a_han_character_counts_as_half_a_word() {
        assert_eq!(word_count("The lamps  went\nout", Script::Latin), 4);
        assert_eq!(word_count("路灯午夜熄灭", Script::HanSimplified), 3);
        assert_eq!(word_count("", Script::Japanese), 0);
    }

    #[test]
    fn a_text_in_an_unknown_language_is_counted_by_its_letters() {
        assert_eq!(spoken_word_count("The lamps went out"), 4);
        assert_eq!(spoken_word_count("路灯午夜熄灭"), 3);
        assert_eq!(spoken_word_count("Li Hua says 路灯"), 4, "most of it is not Han");
        assert_eq!(spoken_word_count("12 %"), 2);
    }
}
