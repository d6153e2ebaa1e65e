//! A one-line summary of a text: `14 paragraphs, English, 1 039 words; two repeated passages`.

use super::Imported;
use super::language::language_name;
use crate::model::Paragraph;

impl Imported {
    /// Returns a one-line summary: `14 paragraphs, English, 1 039 words; two repeated passages`.
    ///
    /// Chinese, Japanese and Thai do not separate words with spaces, so their letters are counted as `characters`.
    pub fn summary(&self) -> String {
        let paragraphs = &self.article.paragraphs;
        let mut parts = vec![pluralized(paragraphs.len(), "paragraph")];
        parts.extend(self.language.as_ref().map(language_name));
        let (words, characters) = count(paragraphs);
        if words > 0 || characters == 0 {
            parts.push(pluralized(words, "word"));
        }
        if characters > 0 {
            parts.push(pluralized(characters, "character"));
        }
        let repeated: usize = paragraphs.iter().map(|p| p.repeats.len()).sum();
        let line = parts.join(", ");
        match repeated {
            0 => line,
            1 => format!("{line}; one repeated passage"),
            _ => format!("{line}; {} repeated passages", number_word(repeated)),
        }
    }
}

/// Counts words that contain a letter or a digit, and letters of scripts without spaces.
fn count(paragraphs: &[Paragraph]) -> (usize, usize) {
    let (mut words, mut characters) = (0, 0);
    for word in paragraphs.iter().flat_map(|p| p.text.split_whitespace()) {
        let unspaced = word.chars().filter(|c| is_in_unspaced_script(*c)).count();
        characters += unspaced;
        words += usize::from(word.chars().any(|c| c.is_alphanumeric() && !is_in_unspaced_script(c)) && unspaced == 0);
    }
    (words, characters)
}

/// Returns whether `c` is a letter of Chinese, Japanese, Thai, Lao, Burmese or Khmer.
fn is_in_unspaced_script(c: char) -> bool {
    c.is_alphanumeric()
        && matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn pluralized(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{} {word}s", group_thousands(count)) }
}

/// Formats a number with a space between thousands: `1 039`.
pub fn group_thousands(number: usize) -> String {
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

fn number_word(count: usize) -> String {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    count
        .checked_sub(2)
        .and_then(|index| WORDS.get(index))
        .map_or_else(|| group_thousands(count), |&word| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::Imported;
    use super::super::builder::ArticleBuilder;
    use super::group_thousands;

    fn summary(text: &str, language: &str) -> String {
        let mut builder = ArticleBuilder::default();
        builder.push_text(text);
        Imported { language: Some(language.into()), ..Imported::from_builder(builder, "plain text") }.summary()
    }

    #[test]
    fn words_are_counted_by_the_rules_of_each_script() {
        assert_eq!(summary("Lamps, then – “lamps” again: 40.", "en"), "1 paragraph, English, 5 words");
        assert_eq!(summary("路灯整夜亮着。Lamp", "zh"), "1 paragraph, Chinese, 6 characters");
        assert_eq!(summary("बत्तियाँ जलती हैं।", "hi"), "1 paragraph, Hindi, 3 words");
        assert_eq!(summary("", "xx"), "0 paragraphs, xx, 0 words");
        assert_eq!(
            (group_thousands(999), group_thousands(1039), group_thousands(1_234_567)),
            ("999".into(), "1 039".into(), "1 234 567".into())
        );
    }

    #[test]
    fn repeated_passages_are_reported() {
        let mut imported = Imported::from_builder(ArticleBuilder::default(), "plain text");
        let mut builder = ArticleBuilder::default();
        builder.push_text("one");
        imported.article.paragraphs = builder.finish().paragraphs;
        imported.article.paragraphs[0].repeats = vec!["p2".into()];
        assert!(imported.summary().ends_with("1 word; one repeated passage"));
        imported.article.paragraphs[0].repeats.push("p3".into());
        assert!(imported.summary().ends_with("; two repeated passages"));
    }
}
