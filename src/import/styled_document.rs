//! Paragraphs with style roles, and how they become an article: shared by the word processor formats.

use super::builder::ArticleBuilder;
use super::metadata::parse_dateline;
use super::style_names::StyleRole;
use super::styled_text::{RunFormat, StyledText};
use super::{ImportError, Imported, Omission, Omissions};
use crate::model::{Date, Language, ParagraphKind};

/// Separates the cells of a table row.
const CELL_SEPARATOR: &str = " · ";
/// The longest cell of a data row, in bytes. A row with a longer cell is taken for page layout.
const MAX_CELL_BYTES: usize = 400;
/// How many first paragraphs may be the title: it follows one line of letterhead at most. Later ones are headings.
const TITLE_CANDIDATES: usize = 2;
/// How many first paragraphs may be a date line.
const DATE_CANDIDATES: usize = 4;

/// A paragraph with formatted text and the role of its style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct StyledParagraph {
    pub(super) role: Option<StyleRole>,
    pub(super) kind: ParagraphKind,
    pub(super) text: StyledText,
    pub(super) brief: BriefAttributes,
}

/// Attributes of a paragraph that only briefs use; articles ignore them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BriefAttributes {
    /// The outline level; `None` for running text.
    pub(super) level: Option<OutlineLevel>,
    /// The names of the bookmarks in it that Parallax wrote.
    pub(super) bookmarks: Vec<Box<str>>,
    /// The list marker, such as `1.` or `•`.
    pub(super) list_marker: Option<String>,
}

/// The outline levels of a brief, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OutlineLevel {
    Pocket,
    Hat,
    Block,
    Tag,
    /// A tag whose style says that no evidence follows.
    Analytic,
}

impl StyledParagraph {
    pub(super) fn from_text(text: StyledText) -> Self {
        Self { text, ..Self::default() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_blank()
    }

    /// Adds the paragraph to an article; one without letters adds nothing.
    fn write(mut self, builder: &mut ArticleBuilder) {
        if self.kind == ParagraphKind::Heading {
            self.text.remove_bold();
        }
        builder.start_paragraph(self.kind);
        self.text.write(builder);
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct DocumentInfo {
    /// The format, as shown to the reader: `Word document`.
    pub(super) format: &'static str,
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) language: Option<Language>,
}

/// What was skipped or could not be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ReadIssues {
    pub(super) pictures: usize,
    pub(super) comments: usize,
    pub(super) table_of_contents: bool,
    pub(super) hidden_text: bool,
    pub(super) embedded_files: usize,
    pub(super) unknown_symbols: bool,
    /// Passages of struck-out text.
    pub(super) struck_texts: usize,
    /// Signs in the text that refer to notes.
    pub(super) note_references: usize,
    /// Prompts for text that nobody has entered.
    pub(super) placeholders: usize,
    /// Tracked insertions, whose text is kept, and tracked deletions, whose text is dropped.
    pub(super) insertions: usize,
    pub(super) deletions: usize,
    /// A highlight in a colour that cards do not have.
    pub(super) other_colours: bool,
    /// Grey shading, which marks text that is not read out.
    pub(super) grey_shading: bool,
    /// The file is truncated or nested too deep.
    pub(super) truncated: bool,
    /// Parts of the file that are damaged or missing.
    pub(super) damaged_parts: Vec<String>,
}

impl ReadIssues {
    pub(super) fn damage_warnings(&self) -> Vec<String> {
        let truncated = "The file is damaged or nested too deep: some of its text is missing.";
        let truncated = self.truncated.then(|| truncated.to_owned());
        truncated.into_iter().chain(super::archive::damage_warning(&self.damaged_parts)).collect()
    }

    /// Returns what is left out of an article.
    fn omissions(&self) -> Omissions {
        let mut omissions = Omissions::default();
        omissions.add(Omission::StruckText, self.struck_texts);
        omissions.add(Omission::NoteReference, self.note_references);
        omissions.add(Omission::Placeholder, self.placeholders);
        omissions.add(Omission::Picture, self.pictures);
        omissions.add(Omission::Comment, self.comments);
        omissions.add(Omission::TableOfContents, usize::from(self.table_of_contents));
        omissions.add(Omission::EmbeddedFile, self.embedded_files);
        omissions
    }

    /// Returns the error for a document without text: that it is damaged, or else this message.
    pub(super) fn no_text_error(&self, message: &'static str) -> ImportError {
        ImportError::unreadable(if self.truncated {
            "this document is damaged: there is no text before the place where it breaks off; get it once more"
        } else {
            message
        })
    }
}

/// Builds an article, with the notes at its end.
///
/// # Errors
/// When there is no text.
pub(super) fn build_article(
    info: DocumentInfo,
    mut paragraphs: Vec<StyledParagraph>,
    mut notes: Vec<Vec<StyledParagraph>>,
    issues: &ReadIssues,
) -> Result<Imported, ImportError> {
    paragraphs.iter_mut().chain(notes.iter_mut().flatten()).for_each(|paragraph| paragraph.text.put_on_line());
    let title = take_title(&mut paragraphs);
    let byline = take_authors(&mut paragraphs);
    let date = find_date(&paragraphs);
    let count = append_notes(notes, &mut paragraphs);
    let mut builder = ArticleBuilder::default();
    paragraphs.into_iter().for_each(|paragraph| paragraph.write(&mut builder));
    let mut imported = Imported::from_builder(builder, info.format);
    if imported.article.paragraphs.is_empty() {
        return Err(issues.no_text_error(
            "there is no text in this document; if it holds pictures of text, these must be recognised first",
        ));
    }
    imported.omissions.merge(&issues.omissions());
    imported.warnings.splice(..0, warnings(issues, count));
    imported.article.byline = byline.or(info.byline);
    Ok(Imported { title: title.or(info.title), date, language: info.language, ..imported })
}

/// Appends a table row. A data row becomes one paragraph; the cells of any other row are appended one after another.
pub(super) fn push_table_row(mut cells: Vec<Vec<StyledParagraph>>, out: &mut Vec<StyledParagraph>) {
    cells.iter_mut().for_each(|paragraphs| paragraphs.retain(|paragraph| !paragraph.is_blank()));
    cells.retain(|paragraphs| !paragraphs.is_empty());
    let length =
        |paragraphs: &Vec<StyledParagraph>| paragraphs.iter().map(|paragraph| paragraph.text.len()).sum::<usize>();
    if cells.len() < 2 || cells.iter().any(|paragraphs| length(paragraphs) > MAX_CELL_BYTES) {
        out.extend(cells.into_iter().flatten());
        return;
    }
    let mut row = StyledText::default();
    for (cell, paragraphs) in cells.into_iter().enumerate() {
        for (at, paragraph) in paragraphs.into_iter().enumerate() {
            match (cell, at) {
                (0, 0) => {}
                (_, 0) => row.push(CELL_SEPARATOR, &RunFormat::default()),
                _ => row.push(" ", &RunFormat::default()),
            }
            row.append(paragraph.text);
        }
    }
    out.push(StyledParagraph::from_text(row));
}

/// Appends the notes as list items, each with its number as the marker of its first paragraph, and counts them.
fn append_notes(notes: Vec<Vec<StyledParagraph>>, out: &mut Vec<StyledParagraph>) -> usize {
    let mut number = 0;
    for mut paragraphs in notes {
        paragraphs.retain(|paragraph| !paragraph.is_blank());
        if let Some(first) = paragraphs.first_mut() {
            number += 1;
            first.role = None;
            first.kind = ParagraphKind::ListItem { mark: number.to_string() };
        }
        out.append(&mut paragraphs);
    }
    number
}

/// Removes and returns the title. Later paragraphs in the title style become headings. In a document with nothing but
/// a title, it also stays in the text.
fn take_title(paragraphs: &mut Vec<StyledParagraph>) -> Option<String> {
    paragraphs.retain(|paragraph| !paragraph.is_blank());
    let is_title = |paragraph: &StyledParagraph| paragraph.role == Some(StyleRole::Title);
    let at = paragraphs.iter().take(TITLE_CANDIDATES).position(is_title);
    let end = at.map_or(0, |at| at + paragraphs.iter().skip(at).take_while(|paragraph| is_title(paragraph)).count());
    let mut title = None;
    if let Some(at) = at {
        let words: Vec<String> =
            paragraphs.iter().take(end).skip(at).map(|paragraph| paragraph.text.plain_text()).collect();
        title = Some(words.join(" "));
        if paragraphs.len() > end - at {
            paragraphs.drain(at..end);
        }
    }
    for paragraph in paragraphs.iter_mut().filter(|paragraph| is_title(paragraph)) {
        paragraph.kind = ParagraphKind::Heading;
    }
    title
}

/// Removes and returns the first paragraphs if they have the author style and other text follows.
fn take_authors(paragraphs: &mut Vec<StyledParagraph>) -> Option<String> {
    let leading = paragraphs.iter().take_while(|paragraph| paragraph.role == Some(StyleRole::Author));
    let leading: Vec<String> = leading.map(|paragraph| paragraph.text.plain_text()).collect();
    if leading.is_empty() || leading.len() == paragraphs.len() {
        return None;
    }
    paragraphs.drain(..leading.len());
    Some(leading.join(", "))
}

/// Returns the date if one of the first paragraphs is a date line, which stays in the text. The creation date of the
/// file is not used: an old text may have been typed today.
fn find_date(paragraphs: &[StyledParagraph]) -> Option<Date> {
    paragraphs.iter().take(DATE_CANDIDATES).find_map(|paragraph| parse_dateline(&paragraph.text.plain_text()))
}

fn warnings(issues: &ReadIssues, notes: usize) -> Vec<String> {
    let mut warnings = issues.damage_warnings();
    let mut warn = |applies: bool, warning: String| warnings.extend(applies.then_some(warning));
    let several = |n: usize, one: &str, more: &str| if n == 1 { format!("One {one}") } else { format!("{n} {more}") };
    warn(notes > 0, format!("{} at the end.", several(notes, "note stands", "notes stand")));
    warn(issues.hidden_text, "Hidden text was left out.".into());
    warn(issues.unknown_symbols, "Some signs could not be read; they are shown as \u{fffd}.".into());
    warnings
}
