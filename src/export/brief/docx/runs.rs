//! Text runs of a Word file: formatting, language and direction.

use super::escaped;
use crate::export::handout::is_rtl;
use crate::model::{Language, Script};

/// The formatting of a run; what is not set is inherited from the paragraph style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunFormat {
    /// The id of a character style.
    pub(super) style: Option<&'static str>,
    pub(super) italic: bool,
    /// The size in half points.
    pub(super) size: Option<u16>,
    /// The highlight, by Word's colour name.
    pub(super) highlight: Option<&'static str>,
    /// Underlined in addition to the style.
    pub(super) underline: bool,
}

/// The script classes for which Word has separate fonts and languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScriptClass {
    Western,
    Eastern,
    Complex,
}

impl ScriptClass {
    pub(super) fn of_language(language: &Language) -> Self {
        match language.script() {
            Script::HanSimplified | Script::HanTraditional | Script::Japanese | Script::Korean => Self::Eastern,
            Script::Arabic | Script::Devanagari => Self::Complex,
            Script::Latin if is_rtl(language) => Self::Complex,
            Script::Latin => Self::Western,
        }
    }
}

/// The language and direction of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TextLocale<'a> {
    /// The language, if it is not the document's.
    pub(super) language: Option<&'a Language>,
    /// Whether the paragraph is right-to-left.
    pub(super) rtl: bool,
}

impl<'a> TextLocale<'a> {
    /// Returns the locale of a text whose language is known.
    pub(super) fn for_language(language: &'a Language, brief_language: &Language) -> Self {
        Self { language: (language != brief_language).then_some(language), rtl: is_rtl(language) }
    }

    /// Returns the locale of a line by the debater, which may have names in the card's language: its direction is that
    /// of its first letter.
    pub(super) fn for_line(text: &str, language: Option<&'a Language>) -> Self {
        let first = text.chars().find_map(direction);
        Self {
            language: language.filter(|language| ScriptClass::of_language(language) != ScriptClass::Western),
            rtl: first == Some(true),
        }
    }
}

/// Writes text with uniform formatting. A line feed becomes a line break within the paragraph.
pub(super) fn write_run(text: &str, format: RunFormat, locale: TextLocale<'_>, out: &mut String) {
    for (words, rtl) in split_by_direction(text, locale.rtl) {
        out.push_str("<w:r>");
        properties(format, locale, rtl, out);
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                out.push_str("<w:br/>");
            }
            for (at, words) in line.split('\t').enumerate() {
                if at > 0 {
                    out.push_str("<w:tab/>");
                }
                if !words.is_empty() {
                    out.push_str("<w:t xml:space=\"preserve\">");
                    out.push_str(&escaped(words));
                    out.push_str("</w:t>");
                }
            }
        }
        out.push_str("</w:r>");
    }
}

fn properties(format: RunFormat, locale: TextLocale<'_>, rtl: bool, out: &mut String) {
    let RunFormat { style, italic, size, highlight, underline } = format;
    let start = out.len();
    if let Some(style) = style {
        out.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
    }
    out.push_str(locale.language.and_then(faces).unwrap_or_default());
    if italic {
        out.push_str("<w:i/><w:iCs/>");
    }
    if let Some(size) = size {
        out.push_str(&format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"));
    }
    if let Some(colour) = highlight {
        out.push_str(&format!("<w:highlight w:val=\"{colour}\"/>"));
    }
    if underline {
        out.push_str("<w:u w:val=\"single\"/>");
    }
    if rtl {
        out.push_str("<w:rtl/><w:cs/>");
    }
    if let Some(tag) = locale.language.and_then(word_tag) {
        let slot = match locale.language.map(ScriptClass::of_language) {
            Some(ScriptClass::Eastern) => "eastAsia",
            Some(ScriptClass::Complex) => "bidi",
            Some(ScriptClass::Western) | None => "val",
        };
        out.push_str(&format!("<w:lang w:{slot}=\"{}\"/>", escaped(&tag)));
    }
    if out.len() > start {
        out.insert_str(start, "<w:rPr>");
        out.push_str("</w:rPr>");
    }
}

/// Returns the fonts of Word for scripts that Calibri lacks.
fn faces(language: &Language) -> Option<&'static str> {
    Some(match language.script() {
        Script::Latin | Script::Arabic => return None,
        Script::HanSimplified => "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"DengXian\"/>",
        Script::HanTraditional => "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Microsoft JhengHei\"/>",
        Script::Japanese => "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Yu Gothic\"/>",
        Script::Korean => "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Malgun Gothic\"/>",
        Script::Devanagari => "<w:rFonts w:hint=\"cs\" w:cs=\"Nirmala UI\"/>",
    })
}

/// Returns Word's tag of a language, with a country where Word requires one.
pub(super) fn word_tag(language: &Language) -> Option<String> {
    let known = [
        ("en", "en-US"),
        ("zh", "zh-CN"),
        ("zh-Hans", "zh-CN"),
        ("zh-Hant", "zh-TW"),
        ("ja", "ja-JP"),
        ("ko", "ko-KR"),
        ("ar", "ar-SA"),
        ("ur", "ur-PK"),
        ("fa", "fa-IR"),
        ("he", "he-IL"),
        ("hi", "hi-IN"),
    ];
    let tag = language.as_str();
    let word = known.iter().find(|(known_tag, _)| known_tag.eq_ignore_ascii_case(tag)).map_or(tag, |(_, word)| *word);
    language.is_well_formed().then(|| word.to_owned())
}

/// Returns `true` for a right-to-left letter, and `None` for characters without a direction of their own.
fn direction(c: char) -> Option<bool> {
    match c {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(true),
        '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' => Some(true),
        c => c.is_alphabetic().then_some(false),
    }
}

/// Splits a text where the direction changes, which Word needs. Punctuation and digits belong to what precedes them.
fn split_by_direction(text: &str, base: bool) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let (mut from, mut current) = (0, base);
    for (at, c) in text.char_indices() {
        let Some(next) = direction(c).filter(|next| *next != current) else { continue };
        if at > from {
            parts.push((text.get(from..at).unwrap_or_default(), current));
            from = at;
        }
        current = next;
    }
    parts.push((text.get(from..).unwrap_or_default(), current));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::{RunFormat, TextLocale, split_by_direction, write_run};

    #[test]
    fn words_of_another_direction_are_separate_runs() {
        assert_eq!(split_by_direction("دو 2 (BBC) سہ", true), [("دو 2 (", true), ("BBC) ", false), ("سہ", true)]);
        assert_eq!(split_by_direction("abc", false), [("abc", false)]);
        assert_eq!(split_by_direction("", true), []);
    }

    #[test]
    fn spaces_breaks_and_xml_characters_are_preserved() {
        let mut out = String::new();
        write_run(
            " a<b\t&\nc ",
            RunFormat { underline: true, ..RunFormat::default() },
            TextLocale::default(),
            &mut out,
        );
        assert_eq!(
            out,
            "<w:r><w:rPr><w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\"> a&lt;b</w:t><w:tab/>\
             <w:t xml:space=\"preserve\">&amp;</w:t><w:br/><w:t xml:space=\"preserve\">c </w:t></w:r>"
        );
    }
}
