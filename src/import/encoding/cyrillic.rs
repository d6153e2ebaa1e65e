//! The letter frequencies of Cyrillic texts.

/// Letter frequencies per thousand letters of Russian, by the Russian National Corpus, with additions for letters of
/// Bulgarian, Ukrainian, Belarusian and Serbian.
const FREQUENCIES: [(char, f64); 38] = [
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
/// Texts with fewer letters have no score.
const MIN_LETTERS: usize = 8;

/// Scores how much a text looks like Cyrillic, in natural logarithms per character: about 0.4 for Russian, below zero
/// for anything else. Capitals inside words, letters after Latin ones or closing quotation marks, box drawing and controls count against it.
pub(super) fn score(text: &str) -> Option<f64> {
    let (mut sum, mut count, mut letters) = (0.0, 0.0, 0);
    let mut previous = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            count += 1.0;
            letters += usize::from(is_cyrillic(c));
            sum += char_score(c, previous);
        } else if c.is_ascii_alphabetic() && is_cyrillic(previous) {
            sum -= 3.0;
        }
        previous = c;
    }
    (letters >= MIN_LETTERS).then(|| sum / count)
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

fn char_score(c: char, previous: char) -> f64 {
    if !is_cyrillic(c) {
        return match c {
            '\u{a0}' | '«' | '»' | '–' | '—' | '“' | '”' | '„' | '…' | '№' | '’' | '•' => 0.0,
            '\u{80}'..='\u{9f}' | '\u{fffd}' => -5.0,
            _ => -3.0,
        };
    }
    let lower_case = c.to_lowercase().next().unwrap_or(c);
    let frequency =
        FREQUENCIES.iter().find(|(letter, _)| *letter == lower_case).map_or(0.3, |(_, frequency)| *frequency);
    let case = match (c.is_uppercase(), is_cyrillic(previous)) {
        (true, true) if previous.is_lowercase() => -4.0,
        (true, _) => -0.3,
        (false, _) => 0.0,
    };
    // A closing quotation mark at the start of a word is a capital letter in another encoding.
    let neighbour = if previous.is_ascii_alphabetic() || matches!(previous, '”' | '»') { -3.0 } else { 0.0 };
    (frequency / NEUTRAL).ln() + case + neighbour
}
