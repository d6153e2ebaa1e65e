//! Cyrillic: IBM855, which the WHATWG list does not have, and how Cyrillic letters are spread in texts.

/// The letters of IBM855 from 0x80, by IBM's code page 855.
const IBM_855: &str = "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}";

/// The letters of a text in IBM855.
pub(super) fn ibm_855(bytes: &[u8]) -> String {
    let letters: Vec<char> = IBM_855.chars().collect();
    let letter = |b: &u8| match b.checked_sub(0x80) {
        None => char::from(*b),
        Some(place) => letters.get(usize::from(place)).copied().unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(letter).collect()
}

/// How often letters stand in a thousand of Russian, by the Russian National Corpus, with room for those of Bulgarian,
/// Ukrainian, Belarusian and Serbian.
const OFTEN: [(char, f64); 38] = [
    ('о', 110.0),
    ('е', 85.0),
    ('а', 80.0),
    ('и', 74.0),
    ('н', 67.0),
    ('т', 63.0),
    ('с', 55.0),
    ('р', 47.0),
    ('в', 45.0),
    ('л', 44.0),
    ('к', 35.0),
    ('м', 32.0),
    ('д', 30.0),
    ('п', 28.0),
    ('у', 26.0),
    ('я', 20.0),
    ('ы', 19.0),
    ('ь', 17.0),
    ('г', 17.0),
    ('з', 16.0),
    ('б', 16.0),
    ('ч', 14.0),
    ('й', 12.0),
    ('х', 10.0),
    ('ж', 9.0),
    ('ш', 7.0),
    ('ю', 6.0),
    ('ц', 5.0),
    ('щ', 4.0),
    ('э', 3.0),
    ('ф', 3.0),
    ('ъ', 5.0),
    ('ё', 1.0),
    ('і', 8.0),
    ('ї', 3.0),
    ('є', 3.0),
    ('ј', 5.0),
    ('ў', 2.0),
];
/// The frequency that counts neither for nor against a text.
const NEUTRAL: f64 = 30.0;
/// Fewer letters tell nothing.
const FEWEST: usize = 8;

/// How much a text looks like Cyrillic, in natural logarithms a character: about 0.4 for Russian, below zero for
/// anything else. Capitals inside words, letters beside Latin ones, frames and controls count against it.
pub(super) fn score(text: &str) -> f64 {
    let (mut sum, mut count, mut letters) = (0.0, 0.0, 0);
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            count += 1.0;
            letters += usize::from(is_cyrillic(c));
            sum += weight(c, before);
        } else if c.is_ascii_alphabetic() && is_cyrillic(before) {
            sum -= 3.0;
        }
        before = c;
    }
    if letters < FEWEST { f64::MIN } else { sum / count }
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

fn weight(c: char, before: char) -> f64 {
    if !is_cyrillic(c) {
        return match c {
            '\u{a0}' | '«' | '»' | '–' | '—' | '“' | '”' | '„' | '…' | '№' | '’' | '•' => 0.0,
            '\u{80}'..='\u{9f}' | '\u{fffd}' => -5.0,
            _ => -3.0,
        };
    }
    let small = c.to_lowercase().next().unwrap_or(c);
    let often = OFTEN.iter().find(|(letter, _)| *letter == small).map_or(0.3, |(_, often)| *often);
    let case = match (c.is_uppercase(), is_cyrillic(before)) {
        (true, true) if before.is_lowercase() => -4.0,
        (true, _) => -0.3,
        (false, _) => 0.0,
    };
    (often / NEUTRAL).ln() + case + if before.is_ascii_alphabetic() { -3.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_whole() {
        assert_eq!(super::IBM_855.chars().count(), 128);
        assert_eq!(super::ibm_855(&[0xa0, 0xa1, 0xde, 0xe0, 0xef]), "аАяЯ№");
    }
}
