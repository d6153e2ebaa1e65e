//! A text with its language and direction, and the words in it that are set off.

use serde::Serialize;

use crate::model::visible::with_marks;
use crate::model::{Language, Mark, MarkKind, Script};

/// Characters of one text that are printed; `check` reports longer ones.
const LONGEST: usize = 100_000;

/// A text as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Words {
    /// Its language as a BCP 47 tag.
    pub language: String,
    /// The script it is set in, by a name that the template knows.
    pub script: &'static str,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// Its pieces, one after the other.
    pub runs: Vec<Run>,
}

/// A piece of a text that is set in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Stressed.
    pub emphasis: bool,
    /// Stressed strongly.
    pub strong: bool,
    /// Where it leads: http or https.
    pub link: Option<String>,
}

impl Words {
    /// A text in one piece.
    pub fn plain(text: &str, language: &Language) -> Self {
        let run = Run { text: shown(text), ..Run::default() };
        let script = language.script();
        Self { language: tag(language), script: name_of(script), rtl: is_rtl(language), runs: vec![run] }
    }

    /// A paragraph with its marks. Marks that overlap are all kept; one that is not in the text is passed over.
    pub fn marked(text: &str, marks: &[Mark], language: &Language) -> Self {
        let mut words = Self::plain("", language);
        let places: Vec<_> = marks.iter().filter_map(|mark| Some((mark.place(text)?, &mark.kind))).collect();
        let mut cuts: Vec<usize> = places.iter().flat_map(|(place, _)| [place.start, place.end]).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let run = |from: usize, to: usize| {
            let mut run = Run { text: shown(text.get(from..to).unwrap_or_default()), ..Run::default() };
            for (_, kind) in places.iter().filter(|(place, _)| place.start <= from && to <= place.end) {
                match kind {
                    MarkKind::Emphasis => run.emphasis = true,
                    MarkKind::Strong => run.strong = true,
                    MarkKind::Link(address) => run.link = followed(address),
                }
            }
            run
        };
        words.runs = cuts.iter().zip(cuts.iter().skip(1)).map(|(from, to)| run(*from, *to)).collect();
        words
    }

    /// The words without what sets them off.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// An address that may be followed: http and https alone.
pub(in crate::export) fn followed(address: &str) -> Option<String> {
    let ours = address.starts_with("https://") || address.starts_with("http://");
    let clean = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    (ours && clean).then(|| address.to_owned())
}

/// A text with marks for what cannot be seen, cut where it is too long for any page.
pub(super) fn shown(text: &str) -> String {
    let text = with_marks(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} […]", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The tag, or the one for an unknown language when it is none.
pub(in crate::export) fn tag(language: &Language) -> String {
    if language.is_well_formed() { language.as_str().to_owned() } else { "und".to_owned() }
}

/// Whether a language is written from right to left.
pub(in crate::export) fn is_rtl(language: &Language) -> bool {
    language.script() == Script::Arabic || matches!(language.primary().as_str(), "he" | "yi" | "dv" | "syr")
}

fn name_of(script: Script) -> &'static str {
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
    use super::{Words, followed};
    use crate::model::{Language, Mark, MarkKind};

    #[test]
    fn words_that_are_set_off_twice_are_set_off_twice() {
        let mark = |words: &str, kind| Mark { words: words.into(), nth: 1, kind };
        let marks = [
            mark("dark streets", MarkKind::Strong),
            mark("streets are safe", MarkKind::Emphasis),
            mark("safe", MarkKind::Link("javascript:alert(1)".into())),
            mark("not there", MarkKind::Strong),
        ];
        let words = Words::marked("The dark streets are safe.", &marks, &Language::from("en"));
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
    fn only_addresses_of_the_web_are_followed() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a b", ""] {
            assert_eq!(followed(address), None, "{address}");
        }
        assert_eq!(followed("https://example.org/a?b=c").as_deref(), Some("https://example.org/a?b=c"));
    }
}
