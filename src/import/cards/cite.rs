//! Which of the paragraphs under a tag are its cite.

use std::ops::Range;

use super::line::Line;

/// A cite in its style stands among so many first paragraphs; before it stand lines of the tag.
const WITHIN: usize = 4;
/// A paragraph this long, in characters, is no cite only because a word in it is bold.
const LONGEST: usize = 400;
/// A note on how a text was cut is shorter than this, in characters.
const SHORT: usize = 50;
/// Words of such notes.
const CUT: [&str; 4] = ["omitted", "edited", "modified", "sic"];

/// The paragraphs that are the cite: the first in the style of cites, else the first of all when it looks like one. With
/// `wary`, only the style counts.
pub(super) fn find(body: &[Line], wary: bool) -> Option<Range<usize>> {
    let worded = || body.iter().enumerate().filter(|(_, line)| !line.is_blank());
    let styled = worded().take(WITHIN).find(|(_, line)| is_styled(line));
    let first = || worded().next().filter(|(_, line)| !wary && looks_so(line));
    let (start, line) = styled.or_else(first)?;
    let mut end = start + 1;
    // Some write a short cite and a long one below it.
    if !line.text().contains("http") {
        let next = worded().find(|(at, _)| *at > start).filter(|(_, line)| goes_on(line));
        end = next.map_or(end, |(at, _)| at + 1);
    }
    Some(start..end)
}

/// Whether some of a paragraph is in the style of cites.
pub(super) fn is_styled(line: &Line) -> bool {
    line.runs.iter().any(|run| run.dress.cite && !run.text.trim().is_empty())
}

/// As debaters' tools find cites, and a bold part with a figure, as those write them who have no styles.
fn looks_so(line: &Line) -> bool {
    let text = line.text();
    let text = text.trim();
    let length = text.chars().count();
    let is_note = || {
        let words = text.to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|word| CUT.contains(&word))
    };
    let bold = || line.runs.iter().any(|run| run.strong && run.text.contains(|c: char| c.is_ascii_digit()));
    let plain = || line.runs.iter().any(|run| !run.strong && !run.text.trim().is_empty());
    text.starts_with(['[', '(', '<', '*'])
        || text.contains("http")
        || length < SHORT && is_note()
        || length < LONGEST && bold() && plain()
}

/// Whether a paragraph below a cite is more of it: the whole of it in brackets, or with an address.
fn goes_on(line: &Line) -> bool {
    let text = line.text();
    let text = text.trim();
    let bracketed =
        [('[', ']'), ('(', ')'), ('<', '>')].iter().any(|(a, z)| text.starts_with(*a) && text.ends_with(*z));
    !line.is_marked() && (bracketed || is_styled(line) || text.contains("http") && text.chars().count() < LONGEST)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::import::cards::line::{Line, Run};

    fn line(parts: &[(&str, bool, bool)]) -> Line {
        let run = |(text, strong, cite): &(&str, bool, bool)| {
            let mut run = Run { text: (*text).into(), strong: *strong, ..Run::default() };
            run.dress.cite = *cite;
            run
        };
        Line { runs: parts.iter().map(run).collect(), ..Line::default() }
    }

    fn plain(text: &str) -> Line {
        line(&[(text, false, false)])
    }

    #[test]
    fn a_cite_is_known_by_style_and_else_by_look() {
        let styled = line(&[("Finer", true, true), (", advisor", false, false)]);
        let bold = line(&[("Finer 24", true, false), (", advisor", false, false)]);
        let all_bold = line(&[("Only 3 arguments matter", true, false)]);
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
            assert_eq!(find(&body, false), found, "{body:?}");
        }
        assert_eq!(find(&[plain("https://example.org")], true), None, "of an analytic only the style counts");
        assert_eq!(find(&[styled], true), Some(0..1));
    }
}
