//! Runs of words in a Word file: their look, their language and the way they run.

use super::escaped;
use crate::export::handout::is_rtl;
use crate::model::{Language, Script};

/// How words look; what is not said is as the style of their paragraph has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The id of a style of characters.
    pub(super) style: Option<&'static str>,
    pub(super) italic: bool,
    /// In half points.
    pub(super) size: Option<u16>,
    /// A colour by the name that Word has for it.
    pub(super) highlight: Option<&'static str>,
    /// Underlined beside what the style says.
    pub(super) underline: bool,
}

/// The kinds of letters that Word keeps faces and languages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Western,
    Eastern,
    Complex,
}

impl Letters {
    pub(super) fn of(language: &Language) -> Self {
        match language.script() {
            Script::HanSimplified | Script::HanTraditional | Script::Japanese | Script::Korean => Self::Eastern,
            Script::Arabic | Script::Devanagari => Self::Complex,
            Script::Latin if is_rtl(language) => Self::Complex,
            Script::Latin => Self::Western,
        }
    }
}

/// What is said of all words of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Voice<'a> {
    /// Their language, unless it is the document's.
    pub(super) language: Option<&'a Language>,
    /// The paragraph runs from right to left.
    pub(super) rtl: bool,
}

impl<'a> Voice<'a> {
    /// A text in a language that is known.
    pub(super) fn of(language: &'a Language, home: &Language) -> Self {
        Self { language: (language != home).then_some(language), rtl: is_rtl(language) }
    }

    /// A line that the debater wrote, in which names in the card's language may stand: it runs as its first letter does.
    pub(super) fn line(text: &str, language: Option<&'a Language>) -> Self {
        let first = text.chars().find_map(direction);
        Self {
            language: language.filter(|language| Letters::of(language) != Letters::Western),
            rtl: first == Some(true),
        }
    }
}

/// Writes words that look the same. A line feed among them is a break within the paragraph.
pub(super) fn put(text: &str, look: Look, voice: Voice<'_>, out: &mut String) {
    for (words, rtl) in parted(text, voice.rtl) {
        out.push_str("<w:r>");
        properties(look, voice, rtl, out);
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

fn properties(look: Look, voice: Voice<'_>, rtl: bool, out: &mut String) {
    let Look { style, italic, size, highlight, underline } = look;
    let start = out.len();
    if let Some(style) = style {
        out.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
    }
    out.push_str(voice.language.and_then(faces).unwrap_or_default());
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
    if let Some(tag) = voice.language.and_then(word_tag) {
        let slot = match voice.language.map(Letters::of) {
            Some(Letters::Eastern) => "eastAsia",
            Some(Letters::Complex) => "bidi",
            Some(Letters::Western) | None => "val",
        };
        out.push_str(&format!("<w:lang w:{slot}=\"{}\"/>", escaped(&tag)));
    }
    if out.len() > start {
        out.insert_str(start, "<w:rPr>");
        out.push_str("</w:rPr>");
    }
}

/// The faces that Word brings for letters which Calibri lacks.
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

/// A language as Word names it: with a country, where it knows none without.
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
    let word = known.iter().find(|(own, _)| own.eq_ignore_ascii_case(tag)).map_or(tag, |(_, word)| *word);
    language.is_well_formed().then(|| word.to_owned())
}

/// Whether a letter runs from right to left; none for signs that run as their neighbours do.
fn direction(c: char) -> Option<bool> {
    match c {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(true),
        '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' => Some(true),
        c => c.is_alphabetic().then_some(false),
    }
}

/// A text cut where letters of the other direction begin, since Word must be told; signs and figures go with what stands
/// before them.
fn parted(text: &str, base: bool) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let (mut from, mut now) = (0, base);
    for (at, c) in text.char_indices() {
        let Some(next) = direction(c).filter(|next| *next != now) else { continue };
        if at > from {
            parts.push((text.get(from..at).unwrap_or_default(), now));
            from = at;
        }
        now = next;
    }
    parts.push((text.get(from..).unwrap_or_default(), now));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::{Look, Voice, parted, put};

    #[test]
    fn words_of_another_direction_are_runs_of_their_own() {
        assert_eq!(parted("دو 2 (BBC) سہ", true), [("دو 2 (", true), ("BBC) ", false), ("سہ", true)]);
        assert_eq!(parted("abc", false), [("abc", false)]);
        assert_eq!(parted("", true), []);
    }

    #[test]
    fn blanks_breaks_and_signs_of_xml_are_kept() {
        let mut out = String::new();
        put(" a<b\t&\nc ", Look { underline: true, ..Look::default() }, Voice::default(), &mut out);
        assert_eq!(
            out,
            "<w:r><w:rPr><w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\"> a&lt;b</w:t><w:tab/>\
             <w:t xml:space=\"preserve\">&amp;</w:t><w:br/><w:t xml:space=\"preserve\">c </w:t></w:r>"
        );
    }
}
