//! Structure that all formats share: outline depths, language, paragraphs and cite parts.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::round::ReadMark;
use crate::model::{Brief, Card, CiteLine, Entry, FULL_SIZE, Language, Level, Run};

/// Returns the depth of each entry's heading below the title, from 1 and without gaps: a block outside pockets and hats
/// is at 1.
pub(super) fn depths(brief: &Brief) -> Vec<usize> {
    let mut open: Vec<Level> = Vec::new();
    let depth = |entry: &Entry| match entry.level() {
        Some(level) => {
            open.retain(|above| *above < level);
            open.push(level);
            open.len()
        }
        None => open.len() + 1,
    };
    brief.entries.iter().map(depth).collect()
}

/// Returns the language of the debater: that of most analytics, or English.
pub(super) fn language(brief: &Brief) -> Language {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut most_frequent: Option<(&Language, usize)> = None;
    for entry in &brief.entries {
        let Entry::Analytic(analytic) = entry else { continue };
        let language = &analytic.language;
        let count = counts.entry(language.as_str()).or_default();
        *count += 1;
        if language.is_well_formed() && most_frequent.is_none_or(|(_, most_frequent)| *count > most_frequent) {
            most_frequent = Some((language, *count));
        }
    }
    most_frequent.map_or_else(|| "en".into(), |(language, _)| language.clone())
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words with uniform formatting.
    Words(Run<'a>),
    /// Where reading stopped: `[Marked at 7:32]`. Not a part of the text.
    Mark(String),
}

impl Piece<'_> {
    /// Returns whether it is highlighted.
    pub(super) fn is_highlighted(&self) -> bool {
        matches!(self, Self::Words(run) if run.highlight)
    }
}

/// Splits a card's text into paragraphs, with the mark where reading stopped. A blank paragraph has no pieces.
pub(super) fn paragraphs<'a>(card: &'a Card, mark: Option<&ReadMark>) -> Vec<Vec<Piece<'a>>> {
    let mut at = 0;
    let runs = card.runs().into_iter().map(|run| {
        let omission = card.omitted.iter().find(|range| run.omitted && range.contains(&at));
        let start = at;
        at = omission.map_or_else(|| start + run.text.chars().count(), |range| range.end);
        (run, start..at)
    });
    split(runs, mark)
}

/// Splits the text of an analytic into paragraphs, as [`paragraphs`] does.
pub(super) fn text_paragraphs<'a>(text: &'a str, mark: Option<&ReadMark>) -> Vec<Vec<Piece<'a>>> {
    let (underline, emphasis, highlight, omitted) = (false, false, false, false);
    let run = Run { text, underline, emphasis, highlight, omitted, size: FULL_SIZE };
    split(std::iter::once((run, 0..text.chars().count())), mark)
}

/// Splits runs, each with its range of the text in code points, at line feeds and at the mark.
fn split<'a>(runs: impl Iterator<Item = (Run<'a>, Range<usize>)>, mark: Option<&ReadMark>) -> Vec<Vec<Piece<'a>>> {
    let mut paragraphs = vec![Vec::new()];
    let mut mark = mark;
    for (run, range) in runs {
        let mut text = run.text;
        if let Some(here) = mark.take_if(|mark| mark.at < range.end) {
            let offset = if run.omitted { 0 } else { here.at.saturating_sub(range.start) };
            let byte = text.char_indices().nth(offset).map_or(text.len(), |(byte, _)| byte);
            let (before, after) = text.split_at(byte);
            push_lines(before, run, &mut paragraphs);
            push_mark(here, &mut paragraphs);
            text = after;
        }
        push_lines(text, run, &mut paragraphs);
    }
    if let Some(end) = mark {
        push_mark(end, &mut paragraphs);
    }
    paragraphs
}

fn push_lines<'a>(text: &'a str, run: Run<'a>, paragraphs: &mut Vec<Vec<Piece<'a>>>) {
    for (at, text) in text.split('\n').enumerate() {
        if at > 0 {
            paragraphs.push(Vec::new());
        }
        if let Some(last) = paragraphs.last_mut().filter(|_| !text.is_empty()) {
            last.push(Piece::Words(Run { text, ..run }));
        }
    }
}

fn push_mark(mark: &ReadMark, paragraphs: &mut [Vec<Piece<'_>>]) {
    if let Some(last) = paragraphs.last_mut() {
        let space = if last.is_empty() { "" } else { " " };
        last.push(Piece::Mark(format!("{space}[{}]", mark.text())));
    }
}

/// Splits a cite into parts, and says which are bold.
pub(super) fn cite_parts(cite: &CiteLine) -> Vec<(String, bool)> {
    let CiteLine { text, strong } = cite;
    let mut parts = Vec::new();
    let mut chars = text.chars();
    let mut from = 0;
    for range in strong.iter() {
        parts.push((chars.by_ref().take(range.start.saturating_sub(from)).collect(), false));
        parts.push((chars.by_ref().take(range.len()).collect(), true));
        from = range.end;
    }
    parts.push((chars.collect(), false));
    parts.retain(|(words, _): &(String, bool)| !words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::{Piece, depths, paragraphs, text_paragraphs};
    use crate::model::round::ReadMark;
    use crate::model::{Brief, Card, CiteLine, Entry, Heading, Level, Origin};

    /// Returns the text of each paragraph, with `|` between pieces.
    fn shown(paragraphs: &[Vec<Piece<'_>>]) -> Vec<String> {
        let text = |piece: &Piece<'_>| match piece {
            Piece::Words(run) => run.text.to_owned(),
            Piece::Mark(mark) => mark.clone(),
        };
        paragraphs.iter().map(|pieces| pieces.iter().map(text).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn the_mark_stands_before_its_code_point_and_changes_no_word() {
        let text = "日本 one two\nthree four".to_owned();
        let mut card = Card::new(CiteLine::default(), Origin::ByHand, text.clone(), "en".into());
        card.highlight.add(3..6);
        card.omitted.add(7..10);
        let without_space = |text: String| text.replace(['|', ' '], "");
        let unmarked = without_space(shown(&paragraphs(&card, None)).concat());
        for at in 0..=text.chars().count() + 3 {
            let mark = ReadMark { entry: 0, at, seconds: 61.0 };
            let marked = shown(&paragraphs(&card, Some(&mark)));
            assert_eq!(marked.concat().matches("[Marked at 1:01]").count(), 1, "{at}: {marked:?}");
            assert_eq!(without_space(marked.concat().replace("[Marked at 1:01]", "")), unmarked, "{at}");
        }
        let at = |at| shown(&paragraphs(&card, Some(&ReadMark { entry: 0, at, seconds: 61.0 })));
        assert_eq!(at(4), ["日本 |o| [Marked at 1:01]|ne| |[… Omitted]", "three four"]);
        assert_eq!(at(8), ["日本 |one| | [Marked at 1:01]|[… Omitted]", "three four"]);
        assert_eq!(at(10)[0], "日本 |one| |[… Omitted]| [Marked at 1:01]");
        assert_eq!(at(99)[1], "three four| [Marked at 1:01]");
        let mark = ReadMark { entry: 0, at: 3, seconds: 61.0 };
        assert_eq!(shown(&text_paragraphs("one two", Some(&mark))), ["one| [Marked at 1:01]| two"]);
    }

    #[test]
    fn depths_have_no_gaps() {
        let entries = [Level::Block, Level::Pocket, Level::Block, Level::Hat, Level::Block, Level::Pocket];
        let entry = |level| Entry::Heading(Heading { id: 0, level, text: String::new(), side: None });
        let brief = Brief { entries: entries.map(entry).into(), ..Brief::empty("x") };
        assert_eq!(depths(&brief), [1, 1, 2, 2, 3, 1]);
    }
}
