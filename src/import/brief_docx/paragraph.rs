//! Paragraphs of a brief: their outline level, their formatted runs, and the bookmarks that Parallax wrote.

use crate::import::style_names::StyleRole;
use crate::import::styled_document::{OutlineLevel, StyledParagraph};
use crate::import::styled_text::CardFormat;
use crate::model::BookmarkKind;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextRun {
    pub(super) text: String,
    /// Bold, by direct formatting or by style.
    pub(super) strong: bool,
    pub(super) card: CardFormat,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BriefParagraph {
    /// The outline level; `None` for running text.
    pub(super) level: Option<OutlineLevel>,
    /// Whether it has the title style.
    pub(super) is_title: bool,
    /// Whether it was told to be a cite by its look, in a text without styles.
    pub(super) is_cite: bool,
    /// Whether its first run is the marker of a list.
    pub(super) has_list_marker: bool,
    /// The bookmarks of Parallax, each with the index of its entry in the brief that was exported.
    pub(super) bookmarks: Vec<(BookmarkKind, usize)>,
    pub(super) runs: Vec<TextRun>,
}

impl BriefParagraph {
    /// Converts all paragraphs of a document. Blank ones without a bookmark of Parallax get no outline level.
    pub(super) fn from_document(paragraphs: Vec<StyledParagraph>) -> Vec<Self> {
        paragraphs.into_iter().map(Self::from_styled).collect()
    }

    fn from_styled(styled: StyledParagraph) -> Self {
        // Marks where reading stopped are no part of a card's text.
        let runs = styled.text.iter().filter(|(_, format)| !format.card.reading_mark).map(|(text, format)| TextRun {
            text: text.to_owned(),
            strong: format.strong || format.card.cite,
            card: format.card.clone(),
        });
        let mut paragraph = Self {
            level: styled.brief.level,
            is_title: styled.role == Some(StyleRole::Title),
            is_cite: false,
            has_list_marker: false,
            bookmarks: styled.brief.bookmarks.iter().filter_map(|name| BookmarkKind::parse(name)).collect(),
            runs: runs.collect(),
        };
        if paragraph.is_blank() && paragraph.bookmarks.is_empty() {
            paragraph.level = None;
        }
        // A bullet before a tag says nothing; a number is read out.
        let list_marker = styled
            .brief
            .list_marker
            .filter(|list_marker| paragraph.level.is_none() || list_marker.contains(char::is_alphanumeric));
        if let Some(list_marker) = list_marker.filter(|_| !paragraph.is_blank()) {
            paragraph.has_list_marker = true;
            paragraph.runs.insert(0, TextRun { text: format!("{list_marker} "), ..TextRun::default() });
        }
        paragraph
    }

    /// Returns the text with its line breaks and tabs.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    pub(super) fn one_line(&self) -> String {
        let text = self.text();
        let words: Vec<&str> = text.split(['\n', '\t']).map(str::trim).filter(|words| !words.is_empty()).collect();
        words.join(" ")
    }

    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Returns the index of the entry that a bookmark of this kind refers to.
    pub(super) fn bookmark(&self, kind: BookmarkKind) -> Option<usize> {
        self.bookmarks.iter().find(|(found, _)| *found == kind).map(|(_, at)| *at)
    }

    /// Returns whether any text has formatting that only evidence has.
    pub(super) fn is_marked(&self) -> bool {
        let has_marks = |card: &CardFormat| card.underline || card.emphasis || card.highlight.is_some();
        self.runs.iter().any(|run| has_marks(&run.card) && !run.text.trim().is_empty())
    }
}
