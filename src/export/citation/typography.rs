//! Capitalization of titles, and typographic quotation marks.

use super::CitationStyle;

/// Words in lower case inside a title in both styles. `Off`, `on` and `up` are often adverbs; only `on` usually is not.
const SMALL_WORDS: [&str; 21] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "on", "or", "per", "than", "the", "to",
    "via", "vs", "yet",
];

/// Prepositions in lower case regardless of length in MLA, but only up to four letters in Chicago.
const PREPOSITIONS: [&str; 24] = [
    "from", "into", "like", "near", "onto", "over", "past", "upon", "with", "about", "above", "across", "after",
    "against", "along", "among", "around", "before", "behind", "between", "beyond", "during", "through", "without",
];

/// Returns a title in the headline style of MLA and Chicago. Changes only lower-case words and the words of
/// [`SMALL_WORDS`], so that names and abbreviations keep their capitals.
pub(super) fn headline(title: &str, style: CitationStyle) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let last = words.len().saturating_sub(1);
    let mut out = String::with_capacity(title.len());
    let mut first = true;
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = is_small(trimmed, style) && !first && i != last;
        let mut parts = word.split('-').enumerate().peekable();
        while let Some((n, part)) = parts.next() {
            let part_small = small || (n > 0 && parts.peek().is_some() && is_small(part, style));
            out.push_str(&if part_small { lowercase_small_word(part) } else { capitalized(part) });
            if parts.peek().is_some() {
                out.push('-');
            }
        }
        // A subtitle starts with a capital.
        first = word.ends_with([':', '?', '!', '—', '–']) || (trimmed.is_empty() && first);
    }
    out
}

/// Returns a title in the sentence style of APA: its first word and the first after a colon, a dash, or a question or
/// exclamation mark have capitals (Publication Manual, 7th edition, 6.17). Other words are unchanged: a capital may be
/// that of a name.
pub(super) fn sentence(title: &str) -> String {
    let mut first = true;
    let words = title.split(' ').map(|word| {
        let set = if first { capitalized(word) } else { word.to_owned() };
        let is_empty = !word.contains(char::is_alphanumeric);
        first = word.ends_with([':', '?', '!', '—', '–']) || (is_empty && first);
        set
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_small(word: &str, style: CitationStyle) -> bool {
    let word = word.to_lowercase();
    SMALL_WORDS.contains(&&*word)
        || (PREPOSITIONS.contains(&&*word) && (style == CitationStyle::Mla9 || word.len() <= 4))
}

/// Lower-cases a small word, unless it is all capitals.
fn lowercase_small_word(word: &str) -> String {
    let all_capitals = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    if all_capitals { word.to_owned() } else { word.to_lowercase() }
}

/// Capitalizes a lower-case word; leaves any other unchanged.
fn capitalized(word: &str) -> String {
    if word.chars().any(char::is_uppercase) || word.contains(['.', '/', '@']) && !word.ends_with('.') {
        return word.to_owned();
    }
    let Some((at, first)) = word.char_indices().find(|(_, c)| c.is_alphanumeric()) else { return word.to_owned() };
    let (before, after) = word.split_at(at);
    let rest = after.get(first.len_utf8()..).unwrap_or_default();
    before.chars().chain(first.to_uppercase()).chain(rest.chars()).collect()
}

/// Converts quotation marks and apostrophes to typographic ones; `inside` quotation marks, double ones become single.
pub(super) fn with_typographic_quotes(text: &str, inside: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let is_opening = before.is_whitespace() || "([{—–-“‘\"'".contains(before);
        out.push(match c {
            '"' | '“' | '”' | '„' if inside => {
                if c == '“' || c == '„' || (c == '"' && is_opening) {
                    '‘'
                } else {
                    '’'
                }
            }
            '"' if is_opening => '“',
            '"' => '”',
            '\'' if is_opening => '‘',
            '\'' => '’',
            c => c,
        });
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{headline, sentence, with_typographic_quotes};
    use crate::export::citation::CitationStyle;

    #[test]
    fn headlines_keep_names_and_abbreviations_and_small_words_small() {
        for (title, set) in [
            ("US imposes more sanctions over missile programme", "US Imposes More Sanctions over Missile Programme"),
            ("The real reason: it's not ICBMs", "The Real Reason: It's Not ICBMs"),
            ("Pakistan's Road To a Minimum Nuclear Deterrent", "Pakistan's Road to a Minimum Nuclear Deterrent"),
            ("Pakistan's nuclear weapons (RL34248)", "Pakistan's Nuclear Weapons (RL34248)"),
            ("long-range missiles against the state-of-the-art", "Long-Range Missiles against the State-of-the-Art"),
            ("what is it for", "What Is It For"),
            ("新冠肺炎疫情下印度的大国外交战略", "新冠肺炎疫情下印度的大国外交战略"),
        ] {
            assert_eq!(headline(title, CitationStyle::Mla9), set);
        }
        assert_eq!(headline("programme against the US", CitationStyle::ChicagoNotes), "Programme Against the US");
    }

    #[test]
    fn sentences_have_a_capital_at_the_beginning_and_after_a_colon_a_dash_or_a_mark() {
        for (title, set) in [
            ("Silt: a survey", "Silt: A survey"),
            ("silt — the survey", "Silt — The survey"),
            ("Who pays? a question! an answer", "Who pays? A question! An answer"),
            ("Tales: iPhone and eBay: “the end”", "Tales: iPhone and eBay: “The end”"),
            ("Who said \"no?\" and why", "Who said \"no?\" and why"),
            ("The US programme", "The US programme"),
            ("At 3:30: news", "At 3:30: News"),
        ] {
            assert_eq!(sentence(title), set);
        }
    }

    #[test]
    fn quotation_marks_are_typographic_and_single_inside_quotation_marks() {
        assert_eq!(
            with_typographic_quotes("Pakistan's 'emerging threat', he said", true),
            "Pakistan’s ‘emerging threat’, he said"
        );
        assert_eq!(with_typographic_quotes("He said \"no\" (\"never\")", true), "He said ‘no’ (‘never’)");
        assert_eq!(with_typographic_quotes("He said \"no\"", false), "He said “no”");
    }
}
