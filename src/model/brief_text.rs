//! The fixed wording of exported briefs, which the importers look for when a brief is read back.

use std::borrow::Cow;

use super::{Analytic, Brief, Citation, SourceId, Summarised, cite};

/// The beginning of the notice on an analytic that is a summary.
pub const SUMMARY_NOTICE: &str = "Analytic: a summary, not evidence.";

/// The beginning of the notice on an analytic that is a paragraph of one side's case.
pub const ARGUMENT_NOTICE: &str = "Analytic: an argument, not evidence.";

/// The text before and after a translation of a card.
pub const TRANSLATION_BRACKETS: (&str, &str) = ("[Translation, not evidence: ", "]");

/// The text before the names of the sides, and the separator between them.
pub const SIDES_LINE: (&str, &str) = ("Sides: ", " · ");

/// Replaces the characters that XML cannot represent, and the carriage return, which parsers normalise, with U+FFFD,
/// one for one.
pub fn xml_safe(text: &str) -> Cow<'_, str> {
    let impossible = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(impossible) {
        Cow::Owned(text.chars().map(|c| if impossible(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

impl Brief {
    /// Returns the notice that an analytic is a summary rather than evidence, with what it summarises; `None` for an
    /// argument of the author.
    pub fn summary_notice(&self, analytic: &Analytic) -> Option<String> {
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
                format!("{SUMMARY_NOTICE} Restated in other words (¶{on}): {of}.")
            }
            Summarised::Argued { edition: _, on, of } => {
                format!("{ARGUMENT_NOTICE} {of} (¶{}).", on.label())
            }
        })
    }

    /// Returns the names of the sides as one line, or `None` if there are no sides.
    pub fn sides_line(&self) -> Option<String> {
        let (before, between) = SIDES_LINE;
        (!self.sides.is_empty()).then(|| format!("{before}{}", self.sides.join(between)))
    }

    /// Formats a citation as plain text: the full source, the locator, and the relaying source.
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
    fn characters_that_xml_cannot_represent_are_replaced_one_for_one() {
        assert_eq!(xml_safe("a\u{0}b\r\n\tc\u{ffff}\u{202e}"), "a\u{fffd}b\u{fffd}\n\tc\u{fffd}\u{202e}");
        assert!(matches!(xml_safe("plain — “text”\u{85}"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn a_paragraph_of_one_sides_case_is_said_to_be_an_argument() {
        let of = "One side's case, for the dark, written by us from open facts up to 2025".into();
        let of = Summarised::Argued { edition: "lamps".into(), on: "p4".into(), of };
        let analytic = Analytic { id: 1, tag: "x".into(), text: String::new(), language: "en".into(), of: Some(of) };
        assert_eq!(
            Brief::empty("Lamps").summary_notice(&analytic).unwrap(),
            "Analytic: an argument, not evidence. One side's case, for the dark, written by us from open facts up to \
             2025 (¶4)."
        );
    }

    #[test]
    fn a_summary_has_a_notice_even_without_a_perspective() {
        let of = Summarised::Restated { edition: "lamps".into(), on: "p4".into(), of: "the Lamp Post".into() };
        let mut analytic =
            Analytic { id: 1, tag: "x".into(), text: String::new(), language: "en".into(), of: Some(of) };
        let brief = Brief::empty("Lamps");
        assert_eq!(
            brief.summary_notice(&analytic).unwrap(),
            "Analytic: a summary, not evidence. Restated in other words (¶4): the Lamp Post."
        );
        analytic.of = None;
        assert_eq!(brief.summary_notice(&analytic), None);
    }
}
