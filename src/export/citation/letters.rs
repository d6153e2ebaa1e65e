//! The letters of titles: which words begin with a capital, and which quotation marks stand in quotation marks.

use super::Style;

/// Words that stay small inside a title in both styles. `Off`, `on` and `up` are adverbs as often as not; only `on` is
/// usually none.
const SMALL: [&str; 21] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "on", "or", "per", "than", "the", "to",
    "via", "vs", "yet",
];

/// Prepositions that MLA keeps small whatever their length; Chicago only up to four letters.
const PREPOSITIONS: [&str; 24] = [
    "from", "into", "like", "near", "onto", "over", "past", "upon", "with", "about", "above", "across", "after",
    "against", "along", "among", "around", "before", "behind", "between", "beyond", "during", "through", "without",
];

/// A title in the headline style of MLA and Chicago. Only words in small letters and the small words are touched, so
/// that names and abbreviations stay as they are.
pub(super) fn headline(title: &str, style: Style) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let last = words.len().saturating_sub(1);
    let mut out = String::with_capacity(title.len());
    let mut first = true;
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = is_small(bare, style) && !first && i != last;
        let mut parts = word.split('-').enumerate().peekable();
        while let Some((n, part)) = parts.next() {
            let part_small = small || (n > 0 && parts.peek().is_some() && is_small(part, style));
            out.push_str(&if part_small { lowered(part) } else { raised(part) });
            if parts.peek().is_some() {
                out.push('-');
            }
        }
        // A subtitle begins anew.
        first = word.ends_with([':', '?', '!', '—', '–']) || (bare.is_empty() && first);
    }
    out
}

fn is_small(word: &str, style: Style) -> bool {
    let word = word.to_lowercase();
    SMALL.contains(&&*word) || (PREPOSITIONS.contains(&&*word) && (style == Style::Mla9 || word.len() <= 4))
}

/// A small word that began with a capital.
fn lowered(word: &str) -> String {
    let shouted = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    if shouted { word.to_owned() } else { word.to_lowercase() }
}

/// A word of small letters with a capital at its beginning; any other as it is.
fn raised(word: &str) -> String {
    if word.chars().any(char::is_uppercase) || word.contains(['.', '/', '@']) && !word.ends_with('.') {
        return word.to_owned();
    }
    let Some((at, first)) = word.char_indices().find(|(_, c)| c.is_alphanumeric()) else { return word.to_owned() };
    let (before, after) = word.split_at(at);
    let rest = after.get(first.len_utf8()..).unwrap_or_default();
    before.chars().chain(first.to_uppercase()).chain(rest.chars()).collect()
}

/// A text with round quotation marks and apostrophes; inside quotation marks the double ones become single.
pub(super) fn curled(text: &str, inside: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let opens = before.is_whitespace() || "([{—–-“‘\"'".contains(before);
        out.push(match c {
            '"' | '“' | '”' | '„' if inside => {
                if c == '“' || c == '„' || (c == '"' && opens) {
                    '‘'
                } else {
                    '’'
                }
            }
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens => '‘',
            '\'' => '’',
            c => c,
        });
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{curled, headline};
    use crate::export::citation::Style;

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
            assert_eq!(headline(title, Style::Mla9), set);
        }
        assert_eq!(headline("programme against the US", Style::ChicagoNotes), "Programme Against the US");
    }

    #[test]
    fn quotation_marks_are_round_and_single_inside_quotation_marks() {
        assert_eq!(curled("Pakistan's 'emerging threat', he said", true), "Pakistan’s ‘emerging threat’, he said");
        assert_eq!(curled("He said \"no\" (\"never\")", true), "He said ‘no’ (‘never’)");
        assert_eq!(curled("He said \"no\"", false), "He said “no”");
    }
}
