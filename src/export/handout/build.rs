//! Builds the content of a handout from an edition.

use crate::model::rows::Rows;
use crate::model::{Article, Claim, Edition, EditionHead, Language, Paragraph, ParagraphKind, Perspective, Provenance};

use super::page::{Handout, Row, RowKind, Speaker};
use super::reply::Replies;
use super::text::{StyledText, xml_safe};
use super::{HandoutKind, HandoutOptions, OWN_WORDS, absences, key, matrix, sources};

/// The error of [`Handout::new`]: a selected perspective or paragraph does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a {part} from 1 to {count}, but found {number}; choose one that the {whole} has")]
pub struct HandoutError {
    part: &'static str,
    whole: &'static str,
    number: usize,
    count: usize,
}

impl Handout {
    /// Builds the content of a handout.
    ///
    /// # Errors
    /// Returns an error if the options select a perspective or a paragraph that the edition does not have.
    pub fn new(edition: &Edition, rows: &Rows, options: &HandoutOptions) -> Result<Self, HandoutError> {
        let (perspectives, paragraphs) = select(edition, options)?;
        let EditionHead {
            format: _,
            id: _,
            title,
            language,
            revision,
            related: _,
            article,
            perspectives: _,
            terms: _,
            numbers: _,
        } = edition.head();
        let replies = Replies { edition, rows, perspectives: &perspectives, everything: options.everything };
        let in_rows = matches!(options.kind, HandoutKind::Full | HandoutKind::Pupil | HandoutKind::Key);
        let printed = if in_rows { self::rows(&replies, &paragraphs, options) } else { Vec::new() };
        let is = |kind: HandoutKind| options.kind == kind;
        Ok(Self {
            kind: options.kind,
            paper: options.paper,
            large: options.large,
            everything: options.everything,
            own_words: (options.own_words && options.kind == HandoutKind::Pupil).then_some(OWN_WORDS),
            // Screen readers need a title for the page.
            title: StyledText::plain(if title.trim().is_empty() { "Untitled" } else { title }, language),
            head: head(article, language, options.kind),
            revision: revision.to_string(),
            legend: legend(options),
            speakers: perspectives.iter().filter_map(|perspective| speaker(edition, *perspective)).collect(),
            rows: printed,
            matrix: if is(HandoutKind::Sheet) { matrix::rows(&replies, &paragraphs) } else { Vec::new() },
            works: if is(HandoutKind::Sources) { sources::works(&replies, &paragraphs) } else { Vec::new() },
            absences: if is(HandoutKind::Full) { absences::summaries(&replies, &paragraphs) } else { Vec::new() },
        })
    }

    /// Returns the title of the document: the name of the handout and the title of the article.
    pub fn name(&self) -> String {
        format!("{}: {}", self.kind.name(), self.title.text())
    }
}

/// Returns the indexes of the selected perspectives and paragraphs.
fn select(edition: &Edition, options: &HandoutOptions) -> Result<(Vec<usize>, Vec<usize>), HandoutError> {
    let count = edition.perspectives().len();
    let perspectives = options.perspectives.clone().unwrap_or_else(|| (0..count).collect());
    if let Some(number) = perspectives.iter().find(|number| **number >= count) {
        return Err(HandoutError { part: "perspective", whole: "edition", number: number + 1, count });
    }
    let count = edition.paragraphs().len();
    let paragraphs = options.rows.as_ref().map_or_else(|| (0..count).collect(), |rows| rows.iter().copied().collect());
    let paragraphs: Vec<usize> = paragraphs;
    match paragraphs.iter().find(|number| **number >= count) {
        Some(number) => Err(HandoutError { part: "paragraph", whole: "article", number: number + 1, count }),
        None => Ok((perspectives, paragraphs)),
    }
}

/// Returns the lines below the title.
fn head(article: &Article, language: &Language, kind: HandoutKind) -> Vec<StyledText> {
    let Article { byline, provenance, written_before, paragraphs, claims: _ } = article;
    let english = Language::from("en");
    let mut lines: Vec<StyledText> = byline.iter().map(|byline| StyledText::plain(byline, language)).collect();
    let from = match provenance {
        Provenance::Original { of } => format!("The original text: {of}."),
        // How to read an own copy is explained in the window, where it is possible.
        Provenance::Restated { of, own_copy: _, credit } => {
            let credit = credit.as_ref().map_or(String::new(), |credit| format!(" The original: {credit}."));
            format!("Not the original words: restated from {of}.{credit}")
        }
        Provenance::Advocacy { .. } => format!("{}.", provenance.origin()),
        Provenance::OwnCopy { of, credit } => {
            let credit = credit.as_ref().map_or(String::new(), |credit| format!(" The work: {credit}."));
            format!("A reader's own copy, not for passing on: {of}.{credit}")
        }
    };
    lines.push(StyledText::plain(&from, &english));
    if let Some(limit) = written_before.filter(|_| kind == HandoutKind::Full) {
        let later = format!("Written before {limit}. What was said on that day or after is marked Later.");
        lines.push(StyledText::plain(&later, &english));
    }
    if paragraphs.is_empty() {
        lines.push(StyledText::plain("This article has no paragraphs yet.", &english));
    }
    lines
}

fn legend(options: &HandoutOptions) -> String {
    let legend = match options.kind {
        HandoutKind::Full => {
            "A affirms, D disputes, Q qualifies, + adds context: what a perspective does with the paragraph's claim, \
             never who is right. The summaries are in the curators' own words and are no quotations."
        }
        HandoutKind::Pupil => {
            "For each paragraph and each perspective, tick what it does with what the paragraph claims, and write why; \
             where several claims are printed, write to which. A perspective may do several things, or say nothing."
        }
        HandoutKind::Key => {
            "The pupils' sheet as it may be filled in: A affirms, D disputes, Q qualifies, + adds context, each note in \
             short. A pupil who ticks another box and says why may be right too: see the full text of the note."
        }
        HandoutKind::Sheet => {
            "A affirms, D disputes, Q qualifies, + adds context; – looked for and silent; · not looked for yet; n/a \
             nothing to answer. A letter says what a perspective does with the claim, never who is right; a, b, c after \
             it is the claim under the paragraph, ¶ the paragraph as a whole."
        }
        HandoutKind::Sources => {
            "Whom each summary rests on, and where it can be read. The codes say which replies cite it: 5us is what \
             the perspective us says of paragraph 5."
        }
    };
    let added = match options.kind {
        HandoutKind::Full if !options.everything => {
            " Each perspective has its first note on a paragraph in full; of the others there are the letters, and the \
             codes by which they are found."
        }
        // In large print the words have no room beside the boxes.
        HandoutKind::Pupil if options.large => " A affirms, D disputes, Q qualifies, + adds context, – says nothing.",
        HandoutKind::Full | HandoutKind::Pupil | HandoutKind::Key | HandoutKind::Sheet | HandoutKind::Sources => "",
    };
    format!("{legend}{added}")
}

fn speaker(edition: &Edition, perspective: usize) -> Option<Speaker> {
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
    } = edition.perspectives().get(perspective)?;
    let authorship = match (written_by, checked_by) {
        (Some(writer), Some(checker)) => format!("Written by {writer}, checked by {checker}."),
        (Some(writer), None) => format!("Written by {writer}; one pair of eyes so far."),
        (None, Some(checker)) => format!("Checked by {checker}."),
        (None, None) => "One pair of eyes so far.".to_owned(),
    };
    Some(Speaker {
        code: xml_safe(code),
        name: xml_safe(name),
        hue: hue.clone(),
        about: StyledText::plain(about, &edition.head().language),
        authorship: xml_safe(&authorship),
    })
}

/// Returns the rows in reading order, starting with row 0 if there are notes on the whole article.
fn rows(replies: &Replies<'_>, paragraphs: &[usize], options: &HandoutOptions) -> Vec<Row> {
    let mut rows = Vec::with_capacity(paragraphs.len() + 1);
    let whole = if options.kind == HandoutKind::Full && options.rows.is_none() { replies.whole() } else { Vec::new() };
    if !whole.is_empty() {
        let (label, kind) = ("0".to_owned(), RowKind::Whole);
        rows.push(Row {
            label,
            kind,
            text: None,
            claims: Vec::new(),
            questions: Vec::new(),
            replies: whole,
            key: Vec::new(),
        });
    }
    rows.extend(paragraphs.iter().filter_map(|index| row(replies, *index, options)));
    rows
}

fn row(replies: &Replies<'_>, index: usize, options: &HandoutOptions) -> Option<Row> {
    let edition = replies.edition;
    let paragraph = edition.paragraph(index)?;
    let Paragraph { id, kind, language: _, short: _, topics: _, text, marks, repeats: _ } = paragraph;
    let language = edition.language_of_paragraph(paragraph);
    let claims = if matches!(options.kind, HandoutKind::Pupil | HandoutKind::Key) {
        claims(edition, paragraph)
    } else {
        Vec::new()
    };
    let questions = options.questions.get(&index).map_or(&[][..], Vec::as_slice);
    Some(Row {
        label: xml_safe(id.label()),
        kind: row_kind(kind),
        text: Some(StyledText::marked(text, marks, language)),
        claims,
        questions: questions.iter().map(|question| StyledText::plain(question, &edition.head().language)).collect(),
        replies: if options.kind == HandoutKind::Full { replies.to_paragraph(index) } else { Vec::new() },
        key: if options.kind == HandoutKind::Key { key::boxes(replies, index) } else { Vec::new() },
    })
}

fn row_kind(kind: &ParagraphKind) -> RowKind {
    match kind {
        ParagraphKind::Text => RowKind::Text,
        ParagraphKind::Heading => RowKind::Heading,
        ParagraphKind::Quote => RowKind::Quote,
        ParagraphKind::ListItem { mark } => RowKind::ListItem { mark: xml_safe(mark) },
        ParagraphKind::PullQuote { of } => RowKind::PullQuote { of: xml_safe(of.label()) },
    }
}

fn claims(edition: &Edition, paragraph: &Paragraph) -> Vec<StyledText> {
    let in_paragraph = edition.article().claims.iter().filter(|claim| claim.on == paragraph.id);
    let text = |Claim { id: _, on: _, text, phrase: _ }: &Claim| StyledText::plain(text, &edition.head().language);
    in_paragraph.map(text).collect()
}
