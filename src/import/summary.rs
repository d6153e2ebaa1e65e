//! How much there is of a text, as one line: `14 paragraphs, English, 1 039 words; two repeated passages`.

use super::Imported;
use crate::model::{Language, Paragraph, Script};

/// Languages that are shown by name; the others by their tag.
const NAMES: [(&str, &str); 76] = [
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("ckb", "Sorani Kurdish"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ks", "Kashmiri"),
    ("la", "Latin"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("my", "Burmese"),
    ("nb", "Norwegian"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("or", "Odia"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sd", "Sindhi"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovene"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

impl Imported {
    /// `14 paragraphs, English, 1 039 words; two repeated passages`.
    ///
    /// Words of Chinese, Japanese and Thai are not parted by blanks, so their letters are counted as `characters`.
    pub fn summary(&self) -> String {
        let paragraphs = &self.article.paragraphs;
        let mut parts = vec![counted(paragraphs.len(), "paragraph")];
        parts.extend(self.language.as_ref().map(name));
        let (words, characters) = count(paragraphs);
        if words > 0 || characters == 0 {
            parts.push(counted(words, "word"));
        }
        if characters > 0 {
            parts.push(counted(characters, "character"));
        }
        let repeated: usize = paragraphs.iter().map(|p| p.repeats.len()).sum();
        let line = parts.join(", ");
        match repeated {
            0 => line,
            1 => format!("{line}; one repeated passage"),
            _ => format!("{line}; {} repeated passages", in_words(repeated)),
        }
    }
}

/// The name of a language in English.
fn name(language: &Language) -> String {
    let primary = language.primary();
    let name = NAMES.iter().find(|(tag, _)| *tag == primary).map_or(language.as_str(), |(_, name)| name);
    if language.script() == Script::HanTraditional { format!("{name} (traditional)") } else { name.to_owned() }
}

/// Words between blanks that hold a letter or a digit, and letters of scripts without blanks.
fn count(paragraphs: &[Paragraph]) -> (usize, usize) {
    let (mut words, mut characters) = (0, 0);
    for word in paragraphs.iter().flat_map(|p| p.text.split_whitespace()) {
        let unparted = word.chars().filter(|c| without_blanks(*c)).count();
        characters += unparted;
        words += usize::from(word.chars().any(|c| c.is_alphanumeric() && !without_blanks(c)) && unparted == 0);
    }
    (words, characters)
}

/// Letters of Chinese, Japanese, Thai, Lao, Burmese and Khmer.
fn without_blanks(c: char) -> bool {
    c.is_alphanumeric()
        && matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{} {word}s", grouped(count)) }
}

/// A number with a blank between thousands: `1 039`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

fn in_words(count: usize) -> String {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    count.checked_sub(2).and_then(|place| WORDS.get(place)).map_or_else(|| grouped(count), |&word| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::Imported;
    use super::super::builder::Builder;
    use super::grouped;

    fn summary(text: &str, language: &str) -> String {
        let mut builder = Builder::default();
        builder.text(text);
        Imported { language: Some(language.into()), ..Imported::of(builder, "plain text") }.summary()
    }

    #[test]
    fn words_are_counted_as_each_script_parts_them() {
        assert_eq!(summary("Lamps, then – “lamps” again: 40.", "en"), "1 paragraph, English, 5 words");
        assert_eq!(summary("路灯整夜亮着。Lamp", "zh"), "1 paragraph, Chinese, 6 characters");
        assert_eq!(summary("बत्तियाँ जलती हैं।", "hi"), "1 paragraph, Hindi, 3 words");
        assert_eq!(summary("", "xx"), "0 paragraphs, xx, 0 words");
        assert_eq!(
            (grouped(999), grouped(1039), grouped(1_234_567)),
            ("999".into(), "1 039".into(), "1 234 567".into())
        );
    }

    #[test]
    fn repeated_passages_are_told() {
        let mut imported = Imported::of(Builder::default(), "plain text");
        let mut builder = Builder::default();
        builder.text("one");
        imported.article.paragraphs = builder.finish();
        imported.article.paragraphs[0].repeats = vec!["p2".into()];
        assert!(imported.summary().ends_with("1 word; one repeated passage"));
        imported.article.paragraphs[0].repeats.push("p3".into());
        assert!(imported.summary().ends_with("; two repeated passages"));
    }
}
