//! Editions: an article with its perspectives and sources, and lookups by id.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Article, Citation, Claim, ClaimId, ContestedNumber, ContestedTerm, Date, Language, Note, Paragraph, ParagraphId,
    Perspective, PerspectiveId, Silence, Source, SourceId,
};

/// The current version of the edition file format.
pub const FORMAT: u32 = 3;

/// The contents of `edition.ron`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Edition", deny_unknown_fields)]
pub struct EditionHead {
    /// The version of the file format, at most [`FORMAT`].
    pub format: u32,
    /// The stable id: lower-case letters, digits and hyphens.
    pub id: String,
    /// The title of the article.
    pub title: String,
    /// The default language of the article and the notes.
    pub language: Language,
    /// The date of this revision.
    pub revision: Date,
    /// The ids of editions that belong beside this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// The article.
    pub article: Article,
    /// The ids of the perspectives in display order. Each is a file with that name.
    pub perspectives: Vec<PerspectiveId>,
    /// Terms that the perspectives use differently.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<ContestedTerm>,
    /// Quantities for which the perspectives give different numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<ContestedNumber>,
}

/// An article with its perspectives and sources.
///
/// ```
/// use parallax::model::{Edition, EditionHead};
///
/// let head: EditionHead = ron::from_str(
///     r#"(
///         format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-11-23", perspectives: [],
///         article: (provenance: Original(of: "The Courier"), paragraphs: [(id: "p1", text: "Owls hunt.")]),
///     )"#,
/// )?;
/// let edition = Edition::new(head, Vec::new(), Vec::new());
/// assert_eq!(edition.paragraph_index(&"p1".into()), Some(0));
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Edition {
    head: EditionHead,
    perspectives: Vec<Perspective>,
    sources: Vec<Source>,
    paragraph_index: HashMap<ParagraphId, usize>,
    source_index: HashMap<SourceId, usize>,
    claim_index: HashMap<ClaimId, usize>,
}

/// What of a note was said after the article was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// What its date is the date of.
    Dated,
    /// Another citation, of this date.
    Also(Date),
}

impl Later {
    /// Returns the word for it, as it stands beside the date of the note; where that is not the later date, the word is
    /// followed by it: `Later: 3 Feb 2025`.
    pub fn in_words(self, word: &str) -> String {
        match self {
            Self::Dated => word.to_owned(),
            Self::Also(date) => format!("{word}: {date}"),
        }
    }
}

impl Edition {
    /// Creates an edition. If an id is used twice, lookups find the first; `check` reports the second.
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

    /// Returns the contents of `edition.ron`.
    pub fn head(&self) -> &EditionHead {
        &self.head
    }

    /// Returns whether another edition has the same content, so that it need not replace this one.
    pub fn has_same_content(&self, other: &Self) -> bool {
        (&self.head, &self.perspectives, &self.sources) == (&other.head, &other.perspectives, &other.sources)
    }

    /// Returns the stable id.
    pub fn id(&self) -> &str {
        &self.head.id
    }

    /// Returns the title of the article.
    pub fn title(&self) -> &str {
        &self.head.title
    }

    /// Returns the article.
    pub fn article(&self) -> &Article {
        &self.head.article
    }

    /// Returns the paragraphs in reading order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.head.article.paragraphs
    }

    /// Returns the paragraph at an index of the reading order.
    pub fn paragraph(&self, index: usize) -> Option<&Paragraph> {
        self.paragraphs().get(index)
    }

    /// Returns the index of a paragraph in the reading order.
    pub fn paragraph_index(&self, id: &ParagraphId) -> Option<usize> {
        self.paragraph_index.get(id).copied()
    }

    /// Returns the perspectives in display order.
    pub fn perspectives(&self) -> &[Perspective] {
        &self.perspectives
    }

    /// Returns the index of a perspective in display order.
    pub fn perspective_index(&self, id: &PerspectiveId) -> Option<usize> {
        self.perspectives.iter().position(|p| p.id == *id)
    }

    /// Returns the sources in the order of `sources.ron`.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns the source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.source_index.get(id).and_then(|&i| self.sources.get(i))
    }

    /// Returns the index of a source in `sources.ron`.
    pub fn source_index(&self, id: &SourceId) -> Option<usize> {
        self.source_index.get(id).copied()
    }

    /// Returns the claim with this id.
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claim_index.get(id).and_then(|&i| self.article().claims.get(i))
    }

    /// Returns what a silence is called: `Silent`, or `Silent on “...”` for one claim.
    pub fn silence_name(&self, silence: &Silence) -> String {
        match silence.claim.as_ref() {
            None => "Silent".to_owned(),
            Some(id) => format!("Silent on “{}”", self.claim(id).map_or_else(|| id.as_str(), |claim| &claim.text)),
        }
    }

    /// Returns the words of the article that a note answers: its own phrase, or else that of its claim.
    pub fn phrase_of<'a>(&'a self, note: &'a Note) -> Option<&'a str> {
        note.phrase.as_deref().or_else(|| self.claim(note.claim.as_ref()?)?.phrase.as_deref())
    }

    /// Returns the language of a paragraph.
    pub fn language_of_paragraph<'a>(&'a self, paragraph: &'a Paragraph) -> &'a Language {
        paragraph.language.as_ref().unwrap_or(&self.head.language)
    }

    /// Returns the language of a note's summary.
    pub fn language_of_note<'a>(&'a self, note: &'a Note) -> &'a Language {
        note.language.as_ref().unwrap_or(&self.head.language)
    }

    /// Returns the date of a cited source, or else that of the source that relayed it.
    pub fn date_of_citation(&self, citation: &Citation) -> Option<Date> {
        self.source(&citation.source)
            .and_then(Source::date)
            .or_else(|| self.source(citation.relayed_by.as_ref()?)?.date())
    }

    /// Returns the date shown with a note: that of its first citation.
    pub fn date_of_note(&self, note: &Note) -> Option<Date> {
        note.citations.first().and_then(|c| self.date_of_citation(c))
    }

    /// Returns whether a note cites something said after the article was written, which its author could not have
    /// known. One such citation is enough.
    pub fn is_later(&self, note: &Note) -> bool {
        self.later_date(note).is_some()
    }

    /// Returns the date of the first citation of a note that was said after the article was written.
    fn later_date(&self, note: &Note) -> Option<Date> {
        note.citations.iter().find(|citation| self.is_citation_later(citation)).and_then(|c| self.date_of_citation(c))
    }

    /// Returns whether what is cited was said after the article was written.
    pub fn is_citation_later(&self, citation: &Citation) -> bool {
        let (limit, date) = (self.article().written_before, self.date_of_citation(citation));
        limit.zip(date).is_some_and(|(limit, date)| date.may_be_on_or_after(limit))
    }

    /// Returns what of a note was said after the article was written.
    pub fn later(&self, note: &Note) -> Option<Later> {
        let later = self.later_date(note)?;
        Some(if self.date_of_note(note) == Some(later) { Later::Dated } else { Later::Also(later) })
    }
}
