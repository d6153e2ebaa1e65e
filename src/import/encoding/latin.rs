//! Latin letters beyond ASCII, by language.

/// The letters beyond ASCII of languages whose texts are often taken for Western European ones.
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

/// The letters beyond ASCII of the language a text is in, if its encoding is in doubt because of it.
pub(super) fn letters_of_language(text: &str) -> Option<&'static str> {
    let found = whatlang::detect(&words_of(text))?;
    LETTERS.iter().find(|(code, _)| *code == found.lang().code()).map(|(_, letters)| *letters)
}

/// The words of a text without the markup that a web page or a feed has in it.
fn words_of(text: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in text.chars().take(200_000) {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words
}

/// How well a text is in such letters: one for each that is, minus two for each letter or sign that is not.
pub(super) fn score(text: &str, letters: &str) -> i64 {
    text.chars()
        .filter(|c| !c.is_ascii())
        .map(|c| match c {
            c if c.to_lowercase().any(|c| letters.contains(c)) => 1,
            // What every language sets between its words.
            '\u{a0}' | '«' | '»' | '‘'..='‟' | '–' | '—' | '…' | '€' | '§' | '©' | '®' | '°' | '•' => {
                0
            }
            _ => -2,
        })
        .sum()
}
