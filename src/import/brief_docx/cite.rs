//! Finds the cite among the paragraphs below a tag.

use std::ops::Range;

use super::paragraph::BriefParagraph;

/// A cite in the cite style is among this many first paragraphs; those before it belong to the tag.
const STYLED_CITE_CANDIDATES: usize = 4;
/// The longest paragraph, in characters, that is a cite only because some of it is bold.
const MAX_BOLD_CITE_CHARS: usize = 400;
/// The longest note on how a text was cut, in characters.
const MAX_NOTE_CHARS: usize = 50;
/// Words of such notes.
const CUT_NOTE_WORDS: [&str; 4] = ["omitted", "edited", "modified", "sic"];

/// Returns the paragraphs of the cite: the first one in the cite style, else the first of all if it looks like a cite.
/// With `styled_only`, only the style counts.
pub(super) fn find_cite(body: &[BriefParagraph], styled_only: bool) -> Option<Range<usize>> {
    let non_blank = || body.iter().enumerate().filter(|(_, paragraph)| !paragraph.is_blank());
    let styled = non_blank().take(STYLED_CITE_CANDIDATES).find(|(_, paragraph)| is_styled(paragraph));
    let first = || non_blank().next().filter(|(_, paragraph)| !styled_only && looks_like_cite(paragraph));
    let (start, paragraph) = styled.or_else(first)?;
    let mut end = start + 1;
    // Some write a short cite and a long one below it.
    if !paragraph.text().contains("http") {
        let next = non_blank().find(|(at, _)| *at > start).filter(|(_, paragraph)| continues_cite(paragraph));
        end = next.map_or(end, |(at, _)| at + 1);
    }
    Some(start..end)
}

/// Returns whether some of a paragraph is in the cite style, or it was told to be a cite where there are no styles.
pub(super) fn is_styled(paragraph: &BriefParagraph) -> bool {
    paragraph.is_cite || paragraph.runs.iter().any(|run| run.card.cite && !run.text.trim().is_empty())
}

/// Returns whether a paragraph looks like a cite, by the rules of debate software. A bold part with a digit counts as
/// well, which is how people write cites who use no styles.
fn looks_like_cite(paragraph: &BriefParagraph) -> bool {
    let text = paragraph.text();
    let text = text.trim();
    let length = text.chars().count();
    let is_note = || {
        let words = text.to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|word| CUT_NOTE_WORDS.contains(&word))
    };
    let bold = || paragraph.runs.iter().any(|run| run.strong && run.text.contains(|c: char| c.is_ascii_digit()));
    let plain = || paragraph.runs.iter().any(|run| !run.strong && !run.text.trim().is_empty());
    text.starts_with(['[', '(', '<', '*'])
        || text.contains("http")
        || length < MAX_NOTE_CHARS && is_note()
        || length < MAX_BOLD_CITE_CHARS && bold() && plain()
}

/// Returns whether a paragraph below a cite continues it: all of it is in brackets, or it contains a URL.
fn continues_cite(paragraph: &BriefParagraph) -> bool {
    let text = paragraph.text();
    let text = text.trim();
    let bracketed =
        [('[', ']'), ('(', ')'), ('<', '>')].iter().any(|(a, z)| text.starts_with(*a) && text.ends_with(*z));
    !paragraph.is_marked()
        && (bracketed || is_styled(paragraph) || text.contains("http") && text.chars().count() < MAX_BOLD_CITE_CHARS)
}

#[cfg(test)]
mod tests {
    use super::find_cite;
    use crate::import::brief_docx::paragraph::{BriefParagraph, TextRun};

    fn paragraph(parts: &[(&str, bool, bool)]) -> BriefParagraph {
        let run = |(text, strong, cite): &(&str, bool, bool)| {
            let mut run = TextRun { text: (*text).into(), strong: *strong, ..TextRun::default() };
            run.card.cite = *cite;
            run
        };
        BriefParagraph { runs: parts.iter().map(run).collect(), ..BriefParagraph::default() }
    }

    fn plain(text: &str) -> BriefParagraph {
        paragraph(&[(text, false, false)])
    }

    #[test]
    fn a_cite_is_recognised_by_style_else_by_content() {
        let styled = paragraph(&[("Finer", true, true), (", advisor", false, false)]);
        let bold = paragraph(&[("Finer 24", true, false), (", advisor", false, false)]);
        let all_bold = paragraph(&[("Only 3 arguments matter", true, false)]);
        for (body, found) in [
            (vec![styled.clone(), plain("Text.")], Some(0..1)),
            (vec![plain(""), plain("An undertag."), styled.clone(), plain("Text.")], Some(2..3)),
            (vec![bold, plain("Text.")], Some(0..1)),
            (vec![all_bold, plain("Text.")], None),
            (vec![plain("[Finer, advisor]"), plain("(CNN) Text goes on.")], Some(0..1)),
            (vec![plain("See https://example.org")], Some(0..1)),
            (vec![plain("Last line omitted")], Some(0..1)),
            (vec![plain("Music is loud.")], None),
            (vec![styled.clone(), plain("(Jon Finer, advisor, https://example.org)"), plain("Text.")], Some(0..2)),
            (vec![], None),
        ] {
            assert_eq!(find_cite(&body, false), found, "{body:?}");
        }
        assert_eq!(find_cite(&[plain("https://example.org")], true), None, "of an analytic only the style counts");
        assert_eq!(find_cite(&[styled], true), Some(0..1));
    }
}
