//! What every form of a brief says in the same words, so that it is found again when one is read back.

use std::borrow::Cow;

use super::{Analytic, Brief, Citation, SourceId, Summarised, cite};

/// How the line begins that says an analytic is a summary.
pub const SUMMARY_NOTICE: &str = "Analytic: a summary, not evidence.";

/// What stands before and behind a translation of a card's words.
pub const TRANSLATION_BRACKETS: (&str, &str) = ("[Translation, not evidence: ", "]");

/// What stands before the names of the sides, and between them.
pub const SIDES_LINE: (&str, &str) = ("Sides: ", " · ");

/// The text as XML can hold it, character for character: what no file may have in it, and the carriage return, which
/// readers change, is shown as U+FFFD.
pub fn xml_safe(text: &str) -> Cow<'_, str> {
    let impossible = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(impossible) {
        Cow::Owned(text.chars().map(|c| if impossible(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

impl Brief {
    /// The line that says in words that an analytic is a summary and no evidence, and who is summarised; none for an
    /// argument of the student's own.
    pub fn not_evidence(&self, analytic: &Analytic) -> Option<String> {
        Some(match analytic.of.as_ref()? {
            Summarised::Note { edition: _, note: _, perspective, code, citations } if citations.is_empty() => {
                format!("{SUMMARY_NOTICE} In a curator's words ({code}): what is said by {perspective}.")
            }
            Summarised::Note { edition: _, note: _, perspective: _, code, citations } => {
                let said: Vec<String> = citations.iter().map(|citation| self.cited(citation)).collect();
                format!("{SUMMARY_NOTICE} In a curator's words ({code}): {}.", said.join("; "))
            }
            Summarised::Restated { edition: _, on, of } => {
                let on = on.as_str().trim_start_matches('p');
                format!("{SUMMARY_NOTICE} Told again in other words (¶{on}): {of}.")
            }
        })
    }

    /// The names of the sides on one line; none when there are none.
    pub fn sides_line(&self) -> Option<String> {
        let (before, between) = SIDES_LINE;
        (!self.sides.is_empty()).then(|| format!("{before}{}", self.sides.join(between)))
    }

    /// A citation as plain text: the whole source, and through whom it is known.
    fn cited(&self, citation: &Citation) -> String {
        let Citation { source, relayed_by, locator } = citation;
        let full = |id: &SourceId| self.source(id).map_or_else(|| format!("unknown source {id}"), cite::full);
        let mut line = full(source);
        if let Some(locator) = locator {
            line.push_str(", ");
            line.push_str(locator);
        }
        if let Some(relay) = relayed_by {
            line.push_str(", as reported by ");
            line.push_str(&full(relay));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::xml_safe;
    use crate::model::{Analytic, Brief, Summarised};

    #[test]
    fn what_no_file_may_hold_is_shown_and_nothing_moves() {
        assert_eq!(xml_safe("a\u{0}b\r\n\tc\u{ffff}\u{202e}"), "a\u{fffd}b\u{fffd}\n\tc\u{fffd}\u{202e}");
        assert!(matches!(xml_safe("plain — “text”\u{85}"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn a_summary_says_that_it_is_one_even_when_nobody_is_named() {
        let of = Summarised::Restated { edition: "lamps".into(), on: "p4".into(), of: "the Lamp Post".into() };
        let mut analytic =
            Analytic { id: 1, tag: "x".into(), text: String::new(), language: "en".into(), of: Some(of) };
        let brief = Brief::empty("Lamps");
        assert_eq!(
            brief.not_evidence(&analytic).unwrap(),
            "Analytic: a summary, not evidence. Told again in other words (¶4): the Lamp Post."
        );
        analytic.of = None;
        assert_eq!(brief.not_evidence(&analytic), None);
    }
}
