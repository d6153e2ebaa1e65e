//! The paragraphs of a debater's file: their rank, their words with looks, and our own bookmarks.

use crate::import::names::Role;
use crate::import::pieces::{BOOKMARK, Piece, Rank};
use crate::import::spans::Dress;

/// What one of our own bookmarks says of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Sides,
    Heading,
    Card,
    Analytic,
    Cite,
    Translation,
    Summary,
}

/// Words that look the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    /// Bold, by itself or by its style.
    pub(super) strong: bool,
    pub(super) dress: Dress,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its rank in the outline; none for running text.
    pub(super) rank: Option<Rank>,
    /// Its style is that of titles.
    pub(super) title: bool,
    /// What our own bookmarks say, with the place of the entry in the brief that was exported.
    pub(super) parts: Vec<(Part, usize)>,
    pub(super) runs: Vec<Run>,
}

impl Line {
    /// All paragraphs of a document; blank ones without a bookmark of ours have no rank.
    pub(super) fn all(pieces: Vec<Piece>) -> Vec<Self> {
        pieces.into_iter().map(Self::of).collect()
    }

    fn of(piece: Piece) -> Self {
        let runs = piece.block.spans.iter().map(|(text, look)| Run {
            text: text.to_owned(),
            strong: look.strong || look.dress.cite,
            dress: look.dress.clone(),
        });
        let mut line = Self {
            rank: piece.place.rank,
            title: piece.role == Some(Role::Title),
            parts: piece.place.bookmarks.iter().filter_map(|name| part(name)).collect(),
            runs: runs.collect(),
        };
        if line.is_blank() && line.parts.is_empty() {
            line.rank = None;
        }
        // A bullet before a tag says nothing; a number is read out.
        let mark = piece.place.mark.filter(|mark| line.rank.is_none() || mark.contains(char::is_alphanumeric));
        if let Some(mark) = mark.filter(|_| !line.is_blank()) {
            line.runs.insert(0, Run { text: format!("{mark} "), ..Run::default() });
        }
        line
    }

    /// Its words alone, breaks and tabs as they are.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Its words on one line.
    pub(super) fn flat(&self) -> String {
        let text = self.text();
        let words: Vec<&str> = text.split(['\n', '\t']).map(str::trim).filter(|words| !words.is_empty()).collect();
        words.join(" ")
    }

    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// The place of the entry that a bookmark for this part names.
    pub(super) fn entry(&self, part: Part) -> Option<usize> {
        self.parts.iter().find(|(found, _)| *found == part).map(|(_, at)| *at)
    }

    /// Whether any of its words has a mark that only evidence has.
    pub(super) fn is_marked(&self) -> bool {
        let marked = |dress: &Dress| dress.underline || dress.emphasis || dress.highlight.is_some();
        self.runs.iter().any(|run| marked(&run.dress) && !run.text.trim().is_empty())
    }
}

fn part(name: &str) -> Option<(Part, usize)> {
    let name = name.strip_prefix(BOOKMARK)?;
    match name {
        "title" => return Some((Part::Title, 0)),
        "sides" => return Some((Part::Sides, 0)),
        _ => {}
    }
    let (at, part) = name.split_once('_')?;
    let part = match part {
        "heading" => Part::Heading,
        "card" => Part::Card,
        "analytic" => Part::Analytic,
        "cite" => Part::Cite,
        "translation" => Part::Translation,
        "summary" => Part::Summary,
        _ => return None,
    };
    Some((part, at.parse().ok()?))
}
