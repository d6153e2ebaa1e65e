//! Non-ASCII Latin letters by language.

/// The non-ASCII letters of languages whose texts are often taken for Western European ones.
const LETTERS: [(&str, &str); 13] = [
    ("hun", "áéíóöőúüű"),
    ("pol", "ąćęłńóśźż"),
    ("ces", "áčďéěíňóřšťúůýž"),
    ("slk", "áäčďéíĺľňóôŕšťúýž"),
    ("slv", "čšžć"),
    ("hrv", "čćđšž"),
    ("srp", "čćđšž"),
    ("ron", "ăâîșțşţ"),
    ("tur", "çğıöşüiâî"),
    ("aze", "çəğıöşü"),
    ("lit", "ąčęėįšųūž"),
    ("lav", "āčēģīķļņšūž"),
    ("est", "äöõüšž"),
];

/// Returns the non-ASCII letters of the language of a text, if that language makes the encoding doubtful.
pub(super) fn letters_of_language(text: &str) -> Option<&'static str> {
    let found = whatlang::detect(&without_markup(text))?;
    LETTERS.iter().find(|(code, _)| *code == found.lang().code()).map(|(_, letters)| *letters)
}

/// Returns the text without the markup of a web page or a feed.
fn without_markup(text: &str) -> String {
    let mut words = String::new();
    let mut in_tag = false;
    for c in text.chars().take(200_000) {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => words.push(c),
            _ => {}
        }
    }
    words
}

/// Scores how well a text fits these letters: one for each of them, minus two for any other letter or symbol.
pub(super) fn score(text: &str, letters: &str) -> i64 {
    text.chars()
        .filter(|c| !c.is_ascii())
        .map(|c| match c {
            c if c.to_lowercase().any(|c| letters.contains(c)) => 1,
            c if is_punctuation(c) => 0,
            _ => -2,
        })
        .sum()
}

/// Returns whether a character is punctuation of every language.
pub(super) fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{a0}' | '«' | '»' | '‘'..='‟' | '–' | '—' | '…' | '€' | '§' | '©' | '®' | '°' | '•')
}
