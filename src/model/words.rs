//! How many words a text has, for the minutes it takes to read or to say.

use super::Script;

/// Words of a text in a script. Scripts without blanks between words have none to count: a character counts as half a
/// word.
pub fn words_in(text: &str, script: Script) -> usize {
    match script {
        Script::HanSimplified | Script::HanTraditional | Script::Japanese => text.chars().count() / 2,
        _ => text.split_ascii_whitespace().count(),
    }
}

/// Words of a text whose language nobody has named, such as a tag: counted as Han where most of its letters are.
pub fn words_said(text: &str) -> usize {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let (all, unspaced) = (letters().count(), letters().filter(|c| is_unspaced(*c)).count());
    let script = if unspaced * 2 > all { Script::HanSimplified } else { Script::Latin };
    words_in(text, script)
}

/// Han characters and kana.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{words_in, words_said};
    use crate::model::Script;

    #[test]
    fn a_han_character_is_half_a_word() {
        assert_eq!(words_in("The lamps  went\nout", Script::Latin), 4);
        assert_eq!(words_in("路灯午夜熄灭", Script::HanSimplified), 3);
        assert_eq!(words_in("", Script::Japanese), 0);
    }

    #[test]
    fn a_text_without_a_language_is_counted_by_its_letters() {
        assert_eq!(words_said("The lamps went out"), 4);
        assert_eq!(words_said("路灯午夜熄灭"), 3);
        assert_eq!(words_said("Li Hua says 路灯"), 4, "most of it is not Han");
        assert_eq!(words_said("12 %"), 2);
    }
}
