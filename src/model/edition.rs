//! An edition: one article with its perspectives and sources, and look-ups by id.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Article, Citation, Claim, ClaimId, Date, Language, Note, Paragraph, ParagraphId, Perspective, PerspectiveId,
    Source, SourceId,
};

/// The version of the file format that this program reads and writes.
pub const FORMAT: u32 = 2;

/// What stands in `edition.ron`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Edition", deny_unknown_fields)]
pub struct EditionHead {
    /// The version of the file format, [`FORMAT`].
    pub format: u32,
    /// Stable, small letters and hyphens.
    pub id: String,
    /// The title of the article as shown.
    pub title: String,
    /// The language of the article and, unless they say otherwise, of the notes.
    pub language: Language,
    /// The day of this revision.
    pub revision: Date,
    /// The text.
    pub article: Article,
    /// The perspectives, in the order they are shown; each is a file of that name.
    pub perspectives: Vec<PerspectiveId>,
}

/// One article with its perspectives and sources.
#[derive(Clone, Debug)]
pub struct Edition {
    head: EditionHead,
    perspectives: Vec<Perspective>,
    sources: Vec<Source>,
    paragraph_index: HashMap<ParagraphId, usize>,
    source_index: HashMap<SourceId, usize>,
    claim_index: HashMap<ClaimId, usize>,
}

impl Edition {
    /// Puts an edition together. Of two things with one id the first is found; `check` reports the second.
    pub fn new(head: EditionHead, perspectives: Vec<Perspective>, sources: Vec<Source>) -> Self {
        let mut paragraph_index = HashMap::with_capacity(head.article.paragraphs.len());
        for (index, paragraph) in head.article.paragraphs.iter().enumerate() {
            paragraph_index.entry(paragraph.id.clone()).or_insert(index);
        }
        let mut source_index = HashMap::with_capacity(sources.len());
        for (index, source) in sources.iter().enumerate() {
            source_index.entry(source.id.clone()).or_insert(index);
        }
        let mut claim_index = HashMap::with_capacity(head.article.claims.len());
        for (index, claim) in head.article.claims.iter().enumerate() {
            claim_index.entry(claim.id.clone()).or_insert(index);
        }
        Self { head, perspectives, sources, paragraph_index, source_index, claim_index }
    }

    /// What stands in `edition.ron`.
    pub fn head(&self) -> &EditionHead {
        &self.head
    }

    /// The stable id.
    pub fn id(&self) -> &str {
        &self.head.id
    }

    /// The title of the article.
    pub fn title(&self) -> &str {
        &self.head.title
    }

    /// The article.
    pub fn article(&self) -> &Article {
        &self.head.article
    }

    /// The paragraphs in reading order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.head.article.paragraphs
    }

    /// The paragraph at an index of the reading order.
    pub fn paragraph(&self, index: usize) -> Option<&Paragraph> {
        self.paragraphs().get(index)
    }

    /// The place of a paragraph in the reading order, from 0.
    pub fn paragraph_index(&self, id: &ParagraphId) -> Option<usize> {
        self.paragraph_index.get(id).copied()
    }

    /// The perspectives in the edition's own order.
    pub fn perspectives(&self) -> &[Perspective] {
        &self.perspectives
    }

    /// The place of a perspective in the edition's order, from 0.
    pub fn perspective_index(&self, id: &PerspectiveId) -> Option<usize> {
        self.perspectives.iter().position(|p| p.id == *id)
    }

    /// The sources in the order of `sources.ron`.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The source of an id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.source_index.get(id).and_then(|&i| self.sources.get(i))
    }

    /// The place of a source in `sources.ron`, from 0.
    pub fn source_index(&self, id: &SourceId) -> Option<usize> {
        self.source_index.get(id).copied()
    }

    /// The claim of an id.
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claim_index.get(id).and_then(|&i| self.article().claims.get(i))
    }

    /// The words of the article that a note answers: its own phrase, else its claim's.
    pub fn phrase_of<'a>(&'a self, note: &'a Note) -> Option<&'a str> {
        note.phrase.as_deref().or_else(|| self.claim(note.claim.as_ref()?)?.phrase.as_deref())
    }

    /// The language of a paragraph.
    pub fn language_of_paragraph<'a>(&'a self, paragraph: &'a Paragraph) -> &'a Language {
        paragraph.language.as_ref().unwrap_or(&self.head.language)
    }

    /// The language of a note's summary.
    pub fn language_of_note<'a>(&'a self, note: &'a Note) -> &'a Language {
        note.language.as_ref().unwrap_or(&self.head.language)
    }

    /// When a citation's words were said, else when they came out.
    pub fn date_of_citation(&self, citation: &Citation) -> Option<Date> {
        self.source(&citation.source)
            .and_then(Source::date)
            .or_else(|| self.source(citation.relayed_by.as_ref()?)?.date())
    }

    /// The date shown with a note: that of its main citation.
    pub fn date_of_note(&self, note: &Note) -> Option<Date> {
        note.citations.first().and_then(|c| self.date_of_citation(c))
    }

    /// Whether a note holds something said after the article was written: what happened next,
    /// not what the writer passed over. One later citation is enough.
    pub fn is_later(&self, note: &Note) -> bool {
        let Some(limit) = self.article().written_before else { return false };
        note.citations.iter().filter_map(|c| self.date_of_citation(c)).any(|d| d.may_be_on_or_after(limit))
    }
}
