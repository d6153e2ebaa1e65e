//! Particles of names: where `van der Moss` and `de Gaulle` stand in a reference, and what follows a name.
//!
//! The record has the particle with the family name, as the person writes it. The styles differ:
//!
//! - APA keeps every particle before the family name and sorts by it (Publication Manual, 7th edition, 9.8 and 9.45).
//! - MLA puts `von`, `van`, and `de` after the given name, as the languages do, but keeps `de` before a name of one
//!   syllable, `d'`, and what is written with a capital (MLA Handbook, 9th edition, on names of persons in French, German,
//!   Dutch and Spanish).
//! - Chicago does the same with `de` and `da`, keeps `von` and `van`, and puts the Arabic article after the given name
//!   (Chicago Manual of Style, 8.5 and its sections on indexing names with particles and Arabic names).
//!
//! A person's own custom goes before all of them. A particle that is written with a capital stays before the family name,
//! and one that the record has after the given name stays there.

use unicode_normalization::UnicodeNormalization as _;

use super::CitationStyle;

/// Follows an article that belongs to the word after it, as in `al-`; the space after it is removed.
pub(super) const JOINER: char = '\u{2064}';

/// Particles that MLA puts after the given name and Chicago keeps before the family name.
const GERMANIC: [&str; 9] = ["von", "zu", "vom", "van", "ten", "ter", "op", "af", "av"];

/// Particles that both put after the given name.
const ROMANCE: [&str; 5] = ["de", "da", "das", "do", "dos"];

/// The Arabic article, with the consonants it is assimilated to. `ul-` and `ud-` in `ul-Haq` are a part of the name.
const ARABIC_ARTICLES: [&str; 9] = ["al-", "el-", "as-", "ash-", "ar-", "an-", "at-", "ad-", "az-"];

/// What follows a name, apart from its number.
const SUFFIXES: [&str; 4] = ["Jr.", "Jr", "Sr.", "Sr"];

/// Splits a family name in the particle that a style puts after the given name, and the rest.
pub(super) fn split(family: &str, style: CitationStyle) -> (Option<&str>, &str) {
    let whole = (None, family);
    match style {
        CitationStyle::Apa7 | CitationStyle::CardCite => return whole,
        CitationStyle::Mla9 | CitationStyle::ChicagoNotes => {}
    }
    let article = family.split_once('-').map_or(0, |(article, _)| article.len() + 1);
    if let Some((article, rest)) = family.split_at_checked(article)
        && style == CitationStyle::ChicagoNotes
        && ARABIC_ARTICLES.contains(&article)
        && !rest.is_empty()
    {
        return (Some(article), rest);
    }
    let is_lower_case = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let Some(at) =
        family.split(' ').take_while(|word| is_lower_case(word)).map(|word| word.len() + 1).reduce(|a, b| a + b)
    else {
        return whole;
    };
    let Some((particle, rest)) = family.split_at_checked(at) else { return whole };
    let particle = particle.trim_end();
    let first = particle.split(' ').next().unwrap_or_default();
    let is_moved = match style {
        _ if rest.is_empty() => false,
        CitationStyle::Mla9 if GERMANIC.contains(&first) => true,
        _ if particle == "de" => syllables(rest) > 1,
        _ => ROMANCE.contains(&first),
    };
    if is_moved { (Some(particle), rest) } else { whole }
}

/// Counts the syllables of a French name, in which a final `e` or `es` is mute.
fn syllables(name: &str) -> usize {
    let plain: String =
        name.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).flat_map(char::to_lowercase).collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let count = plain.split(|c| !is_vowel(c)).filter(|vowels| !vowels.is_empty()).count();
    let stem = plain.strip_suffix("es").or_else(|| plain.strip_suffix('e'));
    // In `Sévigné` the last letter has an accent and is spoken.
    let is_plain = name.nfc().collect::<String>().to_lowercase().ends_with(['e', 's']);
    let is_mute = is_plain && stem.is_some_and(|stem| !stem.ends_with(is_vowel));
    if is_mute && count > 1 { count - 1 } else { count }
}

/// Splits what follows a name off a given name, as in `Martin Luther, Jr.`.
pub(super) fn split_suffix(given: &str) -> (&str, Option<&str>) {
    match given.rsplit_once(',') {
        Some((before, suffix)) if is_suffix(suffix.trim()) => (before.trim_end(), Some(suffix.trim())),
        _ => (given, None),
    }
}

fn is_suffix(text: &str) -> bool {
    let is_number = !text.is_empty() && text.len() <= 4 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    SUFFIXES.contains(&text) || is_number
}

/// Returns whether a name is in letters that are written without spaces between a family name and a given name.
pub(super) fn is_cjk(name: &str) -> bool {
    let is_letter = |c: char| {
        matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    };
    !name.is_empty() && name.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::syllables;

    #[test]
    fn a_final_e_is_mute_in_french() {
        for (name, count) in [
            ("Gaulle", 1),
            ("Kock", 1),
            ("Man", 1),
            ("Beauvoir", 2),
            ("Musset", 2),
            ("Laclos", 2),
            ("Tocqueville", 3),
            ("Sévigné", 3),
            ("d", 0),
        ] {
            assert_eq!(syllables(name), count, "{name}");
        }
    }
}
