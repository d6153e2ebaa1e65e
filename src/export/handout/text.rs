//! Text with language, direction and inline formatting.

use serde::Serialize;

use crate::model::visible::with_marks;
use crate::model::{Language, Mark, MarkKind, Script};

/// The longest text printed, in characters; `check` reports longer ones.
const MAX_CHARS: usize = 100_000;

/// A text as printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StyledText {
    /// Its language as a BCP 47 tag.
    pub language: String,
    /// The script, by the name that the template uses.
    pub script: &'static str,
    /// Whether it is right-to-left.
    pub rtl: bool,
    /// The runs in order.
    pub runs: Vec<TextRun>,
}

/// A piece of text with uniform formatting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TextRun {
    /// The text.
    pub text: String,
    /// Whether it is emphasized.
    pub emphasis: bool,
    /// Whether it is strongly emphasized.
    pub strong: bool,
    /// The target of a link: http or https.
    pub link: Option<String>,
}

impl StyledText {
    /// Returns a text without inline formatting.
    pub fn plain(text: &str, language: &Language) -> Self {
        let run = TextRun { text: xml_safe(text), ..TextRun::default() };
        let script = language.script();
        Self { language: tag(language), script: script_name(script), rtl: is_rtl(language), runs: vec![run] }
    }

    /// Returns a paragraph with its marks. Overlapping marks are combined; a mark whose words are not in the text is
    /// ignored.
    pub fn marked(text: &str, marks: &[Mark], language: &Language) -> Self {
        let mut words = Self::plain("", language);
        let places: Vec<_> = marks.iter().filter_map(|mark| Some((mark.place(text)?, &mark.kind))).collect();
        let mut boundaries: Vec<usize> = places.iter().flat_map(|(place, _)| [place.start, place.end]).collect();
        boundaries.extend([0, text.len()]);
        boundaries.sort_unstable();
        boundaries.dedup();
        let run = |from: usize, to: usize| {
            let mut run = TextRun { text: xml_safe(text.get(from..to).unwrap_or_default()), ..TextRun::default() };
            for (_, kind) in places.iter().filter(|(place, _)| place.start <= from && to <= place.end) {
                match kind {
                    MarkKind::Emphasis => run.emphasis = true,
                    MarkKind::Strong => run.strong = true,
                    MarkKind::Link(address) => run.link = web_address(address),
                }
            }
            run
        };
        words.runs = boundaries.iter().zip(boundaries.iter().skip(1)).map(|(from, to)| run(*from, *to)).collect();
        words
    }

    /// Returns the plain text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Returns the address if it is a valid http or https link.
pub(in crate::export) fn web_address(address: &str) -> Option<String> {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let is_clean = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    (is_web && is_clean).then(|| address.to_owned())
}

/// Makes hidden characters visible, and truncates a text that is too long to print.
pub(super) fn xml_safe(text: &str) -> String {
    let text = with_marks(text);
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{} […]", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// Returns the language tag, or `und` if it is not well-formed.
pub(in crate::export) fn tag(language: &Language) -> String {
    if language.is_well_formed() { language.as_str().to_owned() } else { "und".to_owned() }
}

/// Returns `true` if a language is written from right to left.
pub(in crate::export) fn is_rtl(language: &Language) -> bool {
    language.script() == Script::Arabic || matches!(language.primary().as_str(), "he" | "yi" | "dv" | "syr")
}

fn script_name(script: Script) -> &'static str {
    match script {
        Script::Latin => "latin",
        Script::HanSimplified => "hans",
        Script::HanTraditional => "hant",
        Script::Japanese => "japanese",
        Script::Korean => "korean",
        Script::Devanagari => "devanagari",
        Script::Arabic => "arabic",
    }
}

#[cfg(test)]
mod tests {
    use super::{StyledText, web_address};
    use crate::model::{Language, Mark, MarkKind};

    #[test]
    fn overlapping_marks_are_combined() {
        let mark = |words: &str, kind| Mark { words: words.into(), nth: 1, kind };
        let marks = [
            mark("dark streets", MarkKind::Strong),
            mark("streets are safe", MarkKind::Emphasis),
            mark("safe", MarkKind::Link("javascript:alert(1)".into())),
            mark("not there", MarkKind::Strong),
        ];
        let words = StyledText::marked("The dark streets are safe.", &marks, &Language::from("en"));
        let runs: Vec<_> = words.runs.iter().map(|run| (&*run.text, run.strong, run.emphasis, &run.link)).collect();
        assert_eq!(
            runs,
            [
                ("The ", false, false, &None),
                ("dark ", true, false, &None),
                ("streets", true, true, &None),
                (" are ", false, true, &None),
                ("safe", false, true, &None),
                (".", false, false, &None),
            ]
        );
    }

    #[test]
    fn only_web_addresses_are_links() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a b", ""] {
            assert_eq!(web_address(address), None, "{address}");
        }
        assert_eq!(web_address("https://example.org/a?b=c").as_deref(), Some("https://example.org/a?b=c"));
    }
}
