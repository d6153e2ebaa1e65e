//! From an edition to what stands on its handout.

use crate::model::rows::Rows;
use crate::model::{Article, Claim, Edition, EditionHead, Language, Paragraph, ParagraphKind, Perspective, Provenance};

use super::page::{Handout, Row, RowKind, Speaker};
use super::reply::Replies;
use super::words::{Words, shown};
use super::{Kind, Wish, ending, matrix, sources};

/// Why there is no such handout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandoutError {
    /// A perspective was chosen that is not there.
    #[error("expected a perspective from 1 to {count}, but found {place}; choose one that the edition has")]
    Perspective {
        /// What was chosen, from 1.
        place: usize,
        /// How many there are.
        count: usize,
    },
    /// A paragraph was chosen that is not there.
    #[error("expected a paragraph from 1 to {count}, but found {place}; choose one that the article has")]
    Paragraph {
        /// What was chosen, from 1.
        place: usize,
        /// How many there are.
        count: usize,
    },
}

impl Handout {
    /// Gathers what stands on a handout.
    ///
    /// # Errors
    /// When a perspective or a paragraph was chosen that the edition does not have.
    pub fn new(edition: &Edition, rows: &Rows, wish: &Wish) -> Result<Self, HandoutError> {
        let (voices, paragraphs) = chosen(edition, wish)?;
        let EditionHead { format: _, id: _, title, language, revision, article, perspectives: _ } = edition.head();
        let replies = Replies { edition, rows, voices: &voices };
        let in_rows = matches!(wish.kind, Kind::Full | Kind::Pupil);
        let printed = if in_rows { self::rows(&replies, &paragraphs, wish) } else { Vec::new() };
        let is = |kind: Kind| wish.kind == kind;
        Ok(Self {
            kind: wish.kind,
            paper: wish.paper,
            large: wish.large,
            // A page without a title cannot be named by a screen reader.
            title: Words::plain(if title.trim().is_empty() { "Untitled" } else { title }, language),
            head: head(article, language, wish.kind),
            revision: revision.to_string(),
            legend: legend(wish.kind).to_owned(),
            speakers: voices.iter().filter_map(|voice| speaker(edition, *voice)).collect(),
            rows: printed,
            matrix: if is(Kind::Sheet) { matrix::lines(&replies, &paragraphs) } else { Vec::new() },
            works: if is(Kind::Sources) { sources::works(&replies, &paragraphs) } else { Vec::new() },
            fairness: if is(Kind::Full) { ending::points(&replies, &paragraphs) } else { Vec::new() },
        })
    }

    /// Its name and the article's title: the title of the file.
    pub fn name(&self) -> String {
        format!("{}: {}", self.kind.name(), self.title.text())
    }
}

/// The perspectives and the paragraphs that are printed, by their places.
fn chosen(edition: &Edition, wish: &Wish) -> Result<(Vec<usize>, Vec<usize>), HandoutError> {
    let count = edition.perspectives().len();
    let voices = wish.perspectives.clone().unwrap_or_else(|| (0..count).collect());
    if let Some(place) = voices.iter().find(|place| **place >= count) {
        return Err(HandoutError::Perspective { place: place + 1, count });
    }
    let count = edition.paragraphs().len();
    let paragraphs = wish.rows.as_ref().map_or_else(|| (0..count).collect(), |rows| rows.iter().copied().collect());
    let paragraphs: Vec<usize> = paragraphs;
    match paragraphs.iter().find(|place| **place >= count) {
        Some(place) => Err(HandoutError::Paragraph { place: place + 1, count }),
        None => Ok((voices, paragraphs)),
    }
}

/// The lines under the title.
fn head(article: &Article, language: &Language, kind: Kind) -> Vec<Words> {
    let Article { byline, provenance, written_before, paragraphs, claims: _ } = article;
    let english = Language::from("en");
    let mut lines: Vec<Words> = byline.iter().map(|byline| Words::plain(byline, language)).collect();
    let from = match provenance {
        Provenance::Original { of } => format!("The original text: {of}."),
        // How to read one's own copy is told in the window, where it can be done.
        Provenance::Restated { of, own_copy: _ } => format!("Not the original words: restated from {of}."),
        Provenance::OwnCopy { of } => format!("A reader's own copy, not for passing on: {of}."),
    };
    lines.push(Words::plain(&from, &english));
    if let Some(limit) = written_before.filter(|_| kind == Kind::Full) {
        let later = format!("Written before {limit}. What was said on that day or after is marked Later.");
        lines.push(Words::plain(&later, &english));
    }
    if paragraphs.is_empty() {
        lines.push(Words::plain("This article has no paragraphs yet.", &english));
    }
    lines
}

fn legend(kind: Kind) -> &'static str {
    match kind {
        Kind::Full => {
            "A affirms, D disputes, Q qualifies, + adds context: what a perspective does with the paragraph's claim, \
             never who is right. The summaries are in the curators' own words and are no quotations."
        }
        Kind::Pupil => {
            "For each paragraph and each perspective, tick what it does with what the paragraph claims, and write why; \
             where several claims are printed, write to which. A perspective may do several things, or say nothing."
        }
        Kind::Sheet => {
            "A affirms, D disputes, Q qualifies, + adds context; – looked for and silent; · not looked for yet; n/a \
             nothing to answer. A letter says what a perspective does with the claim, never who is right."
        }
        Kind::Sources => {
            "Whom each summary rests on, and where it can be read. The codes say which replies cite it: 5us is what \
             the perspective us says of paragraph 5."
        }
    }
}

fn speaker(edition: &Edition, voice: usize) -> Option<Speaker> {
    let Perspective {
        id: _,
        code,
        name,
        kind: _,
        hue,
        about,
        written_by,
        checked_by,
        notes: _,
        silences: _,
        not_applicable: _,
    } = edition.perspectives().get(voice)?;
    let hands = match (written_by, checked_by) {
        (Some(writer), Some(checker)) => format!("Written by {writer}, checked by {checker}."),
        (Some(writer), None) => format!("Written by {writer}; one pair of eyes so far."),
        (None, Some(checker)) => format!("Checked by {checker}."),
        (None, None) => "One pair of eyes so far.".to_owned(),
    };
    Some(Speaker {
        code: shown(code),
        name: shown(name),
        hue: hue.clone(),
        about: Words::plain(about, &edition.head().language),
        hands: shown(&hands),
    })
}

/// The rows in reading order, row 0 first when anything is said of the whole article.
fn rows(replies: &Replies<'_>, paragraphs: &[usize], wish: &Wish) -> Vec<Row> {
    let mut rows = Vec::with_capacity(paragraphs.len() + 1);
    let whole = if wish.kind == Kind::Full && wish.rows.is_none() { replies.whole() } else { Vec::new() };
    if !whole.is_empty() {
        let (label, kind) = ("0".to_owned(), RowKind::Whole);
        rows.push(Row { label, kind, text: None, claims: Vec::new(), questions: Vec::new(), replies: whole });
    }
    rows.extend(paragraphs.iter().filter_map(|index| row(replies, *index, wish)));
    rows
}

fn row(replies: &Replies<'_>, index: usize, wish: &Wish) -> Option<Row> {
    let edition = replies.edition;
    let paragraph = edition.paragraph(index)?;
    let Paragraph { id, kind, language: _, text, marks, repeats: _ } = paragraph;
    let language = edition.language_of_paragraph(paragraph);
    let claims = if wish.kind == Kind::Pupil { claims(edition, paragraph) } else { Vec::new() };
    let questions = wish.questions.get(&index).map_or(&[][..], Vec::as_slice);
    Some(Row {
        label: shown(id.label()),
        kind: kind_of(kind),
        text: Some(Words::marked(text, marks, language)),
        claims,
        questions: questions.iter().map(|question| Words::plain(question, &edition.head().language)).collect(),
        replies: if wish.kind == Kind::Full { replies.of(index) } else { Vec::new() },
    })
}

fn kind_of(kind: &ParagraphKind) -> RowKind {
    match kind {
        ParagraphKind::Text => RowKind::Text,
        ParagraphKind::Heading => RowKind::Heading,
        ParagraphKind::Quote => RowKind::Quote,
        ParagraphKind::ListItem { mark } => RowKind::ListItem { mark: shown(mark) },
        ParagraphKind::PullQuote { of } => RowKind::PullQuote { of: shown(of.label()) },
    }
}

/// The assertions of a paragraph as plain sentences.
fn claims(edition: &Edition, paragraph: &Paragraph) -> Vec<Words> {
    let made_here = edition.article().claims.iter().filter(|claim| claim.on == paragraph.id);
    let text = |Claim { id: _, on: _, text, phrase: _ }: &Claim| Words::plain(text, &edition.head().language);
    made_here.map(text).collect()
}
