//! Raised and lowered characters as plain text: `10⁶`, `CO₂`, `1st`, `Aᵏ` as `A^k`.
//!
//! An article has one line, so digits that were raised must not run into those before them: 10⁶ is not 106. Digits and
//! signs become the superscripts and subscripts of Unicode, which screen readers know. What Unicode has no such
//! characters for is set apart by `^` or `_`, as people type it. Endings such as the `st` of `1st` stay: they read
//! right on the line. References to notes are for the callers to leave out, as only they see where a link leads.

use std::borrow::Cow;

/// The position of characters in relation to the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Baseline {
    /// On the line.
    #[default]
    Normal,
    /// Raised, as an exponent.
    Raised,
    /// Lowered, as an index.
    Lowered,
}

/// The most characters of a text that is taken for an exponent or index; whole phrases are raised for looks.
const MAX_CHARS: usize = 24;
/// Letters that end an abbreviation or a number in a language of Europe: `nº`, `Dr`, `2e`, `1a`.
const ENDING_LETTERS: &str = "adehorstéè";

/// The most characters before a moved text that are looked at.
const MAX_WORD_CHARS: usize = 40;

/// The signs of notes that are not numbered.
const NOTE_SIGNS: &str = "*∗†‡§¶‖#";

/// Returns a text that was raised or lowered as it reads on the line, after the text `before`.
pub(super) fn on_line<'a>(before: &str, text: &'a str, baseline: Baseline) -> Cow<'a, str> {
    let core = text.trim();
    let is_bracketed = core.starts_with(['[', '(']) && core.ends_with([']', ')']);
    if baseline == Baseline::Normal || core.is_empty() || is_bracketed || core.chars().nth(MAX_CHARS).is_some() {
        return text.into();
    }
    let moved = match baseline {
        Baseline::Normal => None,
        Baseline::Raised => raised(before, core),
        Baseline::Lowered => lowered(before, core),
    };
    match moved {
        Some(moved) => text.replacen(core, &moved, 1).into(),
        None => text.into(),
    }
}

/// Appends `text` to the text `before` a moved one, of which the last word is enough.
pub(super) fn push_before(before: &mut String, text: &str) {
    before.push_str(text);
    let start = before.char_indices().rev().nth(MAX_WORD_CHARS).map_or(0, |(at, _)| at);
    before.drain(..start);
}

/// Returns whether a text can be the sign of a note: a number, also with a letter or in brackets, two or more of these, a
/// letter, a small Roman number, or a sign such as `*` or `†`.
pub(super) fn is_note_mark(text: &str) -> bool {
    let text = text.trim().trim_matches(['[', ']', '(', ')']);
    let is_number = |text: &str| {
        let letters = text.trim_start_matches(|c: char| c.is_numeric());
        letters.len() < text.len() && letters.chars().all(char::is_lowercase) && letters.chars().nth(1).is_none()
    };
    let is_roman = |text: &str| text.chars().all(|c| "ivxlc".contains(c));
    let is_one = |text: &str| {
        is_number(text)
            || is_roman(text)
            || text.chars().all(|c| NOTE_SIGNS.contains(c))
            || text.chars().all(char::is_alphabetic) && text.chars().count() == 1
    };
    let mut all = text.split([',', ';', '-', '–', ' ']).filter(|one| !one.is_empty()).peekable();
    text.chars().nth(MAX_CHARS).is_none() && all.peek().is_some() && all.all(is_one)
}

/// Returns a raised text without blanks around it, or `None` if it stays as it is.
fn raised(before: &str, text: &str) -> Option<String> {
    if text.chars().any(char::is_numeric) || text.chars().all(|c| "+-−–=".contains(c)) {
        return text.chars().map(superscript).collect::<Option<_>>().or_else(|| after_sign(before, '^', text));
    }
    if matches!(text, "TM" | "tm") {
        return Some("™".to_owned());
    }
    let mut chars = text.chars();
    // The ordinal signs are raised letters already.
    let letter = chars.next().filter(|c| c.is_alphabetic() && !"ªº".contains(*c) && chars.next().is_none())?;
    let last = before.chars().next_back()?;
    if last.is_numeric() {
        return match letter {
            'a' => Some("ª".to_owned()),
            'o' => Some("º".to_owned()),
            'n' => Some("ⁿ".to_owned()),
            c if ENDING_LETTERS.contains(c) => None,
            c => Some(format!("^{c}")),
        };
    }
    let word_len = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let is_roman = before.chars().rev().take(word_len).all(|c| "IVXLCDM".contains(c));
    match letter {
        c if ENDING_LETTERS.contains(c) && (word_len == 1 || word_len > 0 && is_roman) => None,
        'n' if word_len == 1 => Some("ⁿ".to_owned()),
        // The letter of a note, or a variable.
        c => (word_len > 0 || last == ')').then(|| format!("^{c}")),
    }
}

/// Returns a lowered text without blanks around it, or `None` if it stays as it is.
fn lowered(before: &str, text: &str) -> Option<String> {
    if !text.chars().any(char::is_numeric) && !text.chars().all(|c| "+-−–".contains(c)) {
        return None;
    }
    text.chars().map(subscript).collect::<Option<_>>().or_else(|| after_sign(before, '_', text))
}

/// Returns a text set apart by a sign; one that stands alone needs none.
fn after_sign(before: &str, sign: char, text: &str) -> Option<String> {
    let follows = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
    let is_simple = text.chars().all(|c| c.is_alphanumeric() || ",.*†‡".contains(c));
    follows.then(|| if is_simple { format!("{sign}{text}") } else { format!("{sign}({text})") })
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        'n' => 'ⁿ',
        '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' => c,
        _ => return None,
    })
}

/// Returns the subscript of a digit, a sign or one of the letters that indices have.
fn subscript(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('₀'))?,
        '+' => '₊',
        '-' | '−' | '–' => '₋',
        '=' => '₌',
        '(' => '₍',
        ')' => '₎',
        'i' => 'ᵢ',
        'j' => 'ⱼ',
        'k' => 'ₖ',
        'm' => 'ₘ',
        'n' => 'ₙ',
        '₀'..='₉' => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Baseline, is_note_mark, on_line};

    fn raised(before: &str, text: &str) -> String {
        format!("{before}{}", on_line(before, text, Baseline::Raised))
    }

    fn lowered(before: &str, text: &str) -> String {
        format!("{before}{}", on_line(before, text, Baseline::Lowered))
    }

    #[test]
    fn raised_digits_and_signs_never_run_into_the_digits_before_them() {
        for (before, text, whole) in [
            ("10", "6", "10⁶"),
            ("14 km", "2", "14 km²"),
            ("2,750", "3", "2,750³"),
            ("the end.", "12", "the end.¹²"),
            ("10", "−9", "10⁻⁹"),
            ("10", "-9", "10⁻⁹"),
            ("Ca", "2+", "Ca²⁺"),
            ("Cl", "-", "Cl⁻"),
            ("x", "n+1", "xⁿ⁺¹"),
            ("", "1", "¹"),
            ("it holds", " 2 ", "it holds ² "),
            ("10", "-12", "10⁻¹²"),
            ("word", "1,3", "word^1,3"),
            ("e", "2k", "e^2k"),
            ("2", "2^3", "2^(2^3)"),
            ("word", " 3", "word ³"),
            ("word", "2,3", "word^2,3"),
            ("word", "2, 3", "word^(2, 3)"),
            ("x", "3/2", "x^(3/2)"),
            ("1986", "4a", "1986^4a"),
            ("१०", "६", "१०^६"),
            ("١٠", "٦", "١٠^٦"),
        ] {
            assert_eq!(raised(before, text), whole);
        }
    }

    #[test]
    fn endings_marks_and_brackets_that_were_raised_stay_as_they_are() {
        for (before, text) in [
            ("1", "st"),
            ("4", "th"),
            ("2", "ème"),
            ("n", "º"),
            ("km", "²"),
            ("the year", "of grace"),
            ("22", "nd"),
            ("2", "e"),
            ("1", "ère"),
            ("XIX", "e"),
            ("M", "me"),
            ("M", "r"),
            ("n", "o"),
            ("the word", "*"),
            ("the word", "†"),
            ("the word", "[3]"),
            ("the word", "(3)"),
            ("the word ", "2,3"),
            ("He said ", "that all of this was raised for looks, in 1986"),
            ("", "a"),
            ("", " "),
        ] {
            assert_eq!(raised(before, text), format!("{before}{text}"));
        }
    }

    #[test]
    fn letters_that_would_change_a_word_are_set_apart() {
        for (before, text, whole) in [
            ("4", "o", "4º"),
            ("1", "a", "1ª"),
            ("the word", "a", "the word^a"),
            ("the word", "b", "the word^b"),
            ("10", "k", "10^k"),
            ("10", "n", "10ⁿ"),
            ("x", "n", "xⁿ"),
            ("(a + b)", "n", "(a + b)^n"),
            ("Silt", "TM", "Silt™"),
        ] {
            assert_eq!(raised(before, text), whole);
        }
    }

    #[test]
    fn signs_of_notes_are_numbers_letters_and_daggers() {
        for text in ["3", "[3]", "(12)", " 4a ", "2,3", "2–4", "*", "††", "a", "iv", "१"] {
            assert!(is_note_mark(text), "{text}");
        }
        for text in ["", " ", "st", "3rd", "e.g.", "see 3", "word", ",", "2.5"] {
            assert!(!is_note_mark(text), "{text}");
        }
    }

    #[test]
    fn lowered_digits_are_subscripts_and_lowered_words_stay() {
        for (before, text, whole) in [
            ("CO", "2", "CO₂"),
            ("C", "12", "C₁₂"),
            ("x", "n+1", "xₙ₊₁"),
            ("¹/", "2", "¹/₂"),
            ("a", "1,2", "a_1,2"),
            ("T", "max", "Tmax"),
            ("x", "i", "xi"),
            ("अ", "२", "अ_२"),
        ] {
            assert_eq!(lowered(before, text), whole);
        }
        assert_eq!(on_line("a", "2", Baseline::Normal), "2");
    }
}
