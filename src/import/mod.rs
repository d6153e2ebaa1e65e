//! Import of articles, briefs and sources from other formats, which are detected by content.

mod archive;
mod baseline;
mod brief_docx;
mod builder;
mod detect;
mod docx;
mod encoding;
mod epub;
mod html;
mod language;
mod line_breaks;
mod markdown;
mod metadata;
mod odt;
mod omission;
mod pdf;
mod plain;
mod rtf;
pub mod sources;
mod style_names;
mod styled_document;
mod styled_text;
mod summary;
mod symbol_fonts;
mod xml;

pub use brief_docx::read_brief_docx;
pub use detect::EXTENSIONS;
pub use encoding::ENCODINGS;
pub use metadata::written_date;
pub use omission::{Omission, Omissions};
pub use summary::group_thousands;

use std::borrow::Cow;

use builder::{ArticleBuilder, BuiltText, MAX_ARTICLE_BYTES};
use detect::{Format, TextFormat};

use crate::model::progress::{Cancelled, Progress};
use crate::model::slug::slug;
use crate::model::{
    Article, CopyCitation, Date, EditionHead, FORMAT, Language, MarkKind, ParagraphKind, Provenance, author_of_name,
    check,
};

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 512 * 1024 * 1024;

/// An article that was read from a file, with what the file says about it.
///
/// # Examples
///
/// ```
/// use parallax::import::{ReadOptions, import};
/// use parallax::model::progress::Progress;
///
/// let text = b"# On lamps\n\nThe lamps **burn** all night.\n";
/// let imported = import("lamps.md", text, &ReadOptions::default(), &Progress::default())?;
/// assert_eq!(imported.format, "Markdown");
/// assert_eq!(imported.title.as_deref(), Some("On lamps"));
///
/// // The heading is the title, so the text starts below it.
/// let first = &imported.article.paragraphs[0];
/// assert_eq!((first.id.as_str(), first.text.as_str()), ("p1", "The lamps burn all night."));
/// # Ok::<(), parallax::import::ImportError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The title, if the file has one.
    pub title: Option<String>,
    /// The publication date, if the file states it.
    pub date: Option<Date>,
    /// The publication and the address, if the file states them.
    pub outlet: Outlet,
    /// The language that the file states, else the one that is detected; `None` for a text without words.
    pub language: Option<Language>,
    /// The text, with the paragraph ids `p1`, `p2` and so on.
    pub article: Article,
    /// The name of the format, as shown to the reader: `Word document`.
    pub format: &'static str,
    /// For plain text: the name of the encoding, and whether it is certain.
    pub encoding: Option<(&'static str, bool)>,
    /// What is doubtful, damaged or cut off, one sentence each.
    pub warnings: Vec<String>,
    /// What was left out.
    pub omissions: Omissions,
}

/// Where a text was published, as its file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// The names of the authors, each alone; empty where the byline has them in one line.
    pub authors: Vec<String>,
    /// The newspaper, the site or the publisher.
    pub publisher: Option<String>,
    /// The address of the text.
    pub url: Option<String>,
}

/// Choices that a file may leave to the reader.
///
/// # Examples
///
/// ```
/// use parallax::import::{ReadOptions, import};
/// use parallax::model::progress::Progress;
///
/// let options = ReadOptions { encoding: Some("windows-1252".into()), ..ReadOptions::default() };
/// let bytes = b"Les r\xe9verb\xe8res br\xfblent toute la nuit.";
/// let imported = import("lampes.txt", bytes, &options, &Progress::default())?;
/// assert_eq!(imported.article.paragraphs[0].text, "Les réverbères brûlent toute la nuit.");
/// assert_eq!(imported.encoding, Some(("windows-1252", true)));
/// # Ok::<(), parallax::import::ImportError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of plain text, as a label of the WHATWG list; `None` to detect it.
    pub encoding: Option<String>,
    /// The chapter of a book, counted from 0.
    pub chapter: Option<usize>,
    /// The language of the text, which overrides the file and the detection.
    pub language: Option<Language>,
}

/// A chapter of a book, which can be read as an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The title in the table of contents, else the first heading, else `Part 1` and so on.
    pub title: String,
    /// The approximate number of words, with those of the chapters nested in it.
    pub words: usize,
    /// How deep it is nested in other chapters, which have its text too.
    pub depth: usize,
}

/// The reason why no article was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The work was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The book has several chapters, and none was chosen.
    #[error("this book has {} chapters; choose one of them", .0.len())]
    ChooseChapter(Vec<Chapter>),
    /// The encoding cannot be detected; the names to choose from, the most likely first.
    #[error("the encoding of this text is not certain; choose one: {}", .0.join(", "))]
    ChooseEncoding(Vec<&'static str>),
    /// The book has no chapter of this number.
    #[error("this book has {count} chapters with text; choose one from 1 to {count}")]
    NoSuchChapter {
        /// The number of chapters with text.
        count: usize,
    },
    /// The encoding that was asked for is unknown.
    #[error("expected the name of an encoding such as UTF-8, windows-1252 or Shift_JIS, but found `{0}`")]
    UnknownEncoding(String),
    /// The file is too large, damaged, protected, of another format or without text; the message says what to do.
    #[error("{0}")]
    Unreadable(Cow<'static, str>),
}

impl ImportError {
    fn unreadable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::Unreadable(message.into())
    }
}

/// Reads an article in any supported format, which is detected by content. The name is shown to the reader and decides
/// only between kinds of text that look alike.
///
/// # Errors
/// When there is no article in the file, or the reader has to choose a chapter or an encoding.
pub fn import(name: &str, bytes: &[u8], options: &ReadOptions, progress: &Progress) -> Result<Imported, ImportError> {
    progress.report(0, bytes.len())?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ImportError::unreadable("this file has more than 512 MB; import a part of it"));
    }
    let imported = match detect::detect(bytes) {
        Format::Epub => epub::read(bytes, options, progress),
        Format::Docx => docx::read(bytes, progress),
        Format::Odt => odt::read(bytes, progress),
        Format::Rtf => rtf::read(bytes, progress),
        Format::Pdf => Err(pdf::error(bytes)),
        Format::Unsupported(message) => Err(ImportError::unreadable(message)),
        Format::Text if has_document_extension(name) => Err(ImportError::unreadable(
            "its name promises a document or a book, but it is none; rename it to .txt to read it as plain text",
        )),
        Format::Text => read_text(name, bytes, options, progress),
    }?;
    progress.report(9, 10)?;
    let imported = finish_import(imported, name, options)?;
    progress.report(1, 1)?;
    Ok(imported)
}

/// Returns whether a file name has the extension of a format that is never plain text.
fn has_document_extension(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    matches!(&*extension, "epub" | "docx" | "odt" | "pdf")
}

/// Decodes plain text. Returns the text without a byte order mark, the name of the encoding, and whether that is
/// certain.
///
/// # Errors
/// When the bytes are not text, or their encoding cannot be detected.
pub fn decode_text(bytes: &[u8], encoding: Option<&str>) -> Result<(String, &'static str, bool), ImportError> {
    let decoded = encoding::decode(bytes, encoding)?;
    Ok((decoded.text.into_owned(), decoded.name, decoded.is_certain))
}

/// Reads any kind of text.
fn read_text(name: &str, bytes: &[u8], options: &ReadOptions, progress: &Progress) -> Result<Imported, ImportError> {
    let is_cut_off = bytes.len() > MAX_ARTICLE_BYTES;
    // Half a character at the cut is damage that is tolerated.
    let bytes = bytes.get(..bytes.len().min(MAX_ARTICLE_BYTES)).unwrap_or_default();
    let decoded = encoding::decode(bytes, options.encoding.as_deref())?;
    progress.report(1, 10)?;
    let mut imported = match detect::text_format(name, &decoded.text) {
        TextFormat::Html => html::read(&decoded.text, progress)?,
        TextFormat::Markdown => markdown::read(&decoded.text, progress)?,
        TextFormat::Plain => plain::read(&decoded.text, progress)?,
    };
    imported.encoding = Some((decoded.name, decoded.is_certain));
    if !decoded.is_certain {
        imported.warnings.push(format!("The encoding is a guess: {}.", decoded.name));
    }
    if decoded.is_damaged {
        imported.warnings.push(format!("Some bytes are no {}; they are shown as \u{fffd}.", decoded.name));
    }
    if is_cut_off {
        imported.warnings.push("The file is too long for one article; only its first 64 MB are here.".into());
    }
    Ok(imported)
}

impl Imported {
    /// Creates an import of finished paragraphs, about which nothing more is known yet. [`finish_import`] says where
    /// they come from.
    fn from_builder(builder: ArticleBuilder, format: &'static str) -> Self {
        let BuiltText { paragraphs, warnings, omissions } = builder.finish();
        let article = Article {
            byline: None,
            provenance: Provenance::OwnCopy { of: String::new(), credit: None },
            written_before: None,
            paragraphs,
            claims: Vec::new(),
        };
        let outlet = Outlet::default();
        Self { title: None, date: None, outlet, language: None, article, format, encoding: None, warnings, omissions }
    }

    /// Creates an import from an article that was imported before and saved.
    pub fn from_saved(article: Article, language: Language) -> Self {
        let (title, date, encoding, warnings) = (None, None, None, Vec::new());
        let omissions = Omissions::default();
        let outlet = Outlet::default();
        Self { title, date, outlet, language: Some(language), article, format: "Text", encoding, warnings, omissions }
    }

    /// Returns what the file says of the work, as the citation of a copy.
    pub fn citation(&self) -> CopyCitation {
        let byline = self.article.byline.as_deref().unwrap_or_default();
        let mut names = self.outlet.authors.clone();
        if names.is_empty() {
            names = html::names_in_byline(byline);
        }
        // What is no list of names may be the name of an organisation.
        names.extend(Some(byline.trim().to_owned()).filter(|byline| names.is_empty() && !byline.is_empty()));
        CopyCitation {
            asked: false,
            authors: names.iter().map(|name| author_of_name(name)).collect(),
            title: self.title.clone(),
            publisher: self.outlet.publisher.clone(),
            published: self.date,
            url: self.outlet.url.clone(),
        }
        .sanitized()
    }

    /// Returns the head of a new edition of this text, with an id made of the title, else of the file name, and
    /// with what the file says of the work as credit.
    pub fn into_edition_head(mut self, name: &str, today: Date) -> EditionHead {
        let said = self.citation().credit();
        if let Provenance::OwnCopy { of: _, credit } = &mut self.article.provenance {
            *credit = credit.take().or(said);
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let title = self.title.or_else(|| metadata::single_line(stem)).unwrap_or_else(|| "Article".into());
        EditionHead {
            format: FORMAT,
            id: slug(&title).or_else(|| slug(stem)).unwrap_or_else(|| "article".into()),
            title,
            // The tag for an undetermined language.
            language: self.language.unwrap_or_else(|| "und".into()),
            revision: today,
            related: Vec::new(),
            article: self.article,
            perspectives: Vec::new(),
            terms: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Iterates over what the reader should know, one sentence each: the warnings, then what was left out.
    pub fn remarks(&self) -> impl Iterator<Item = String> {
        self.warnings.iter().cloned().chain(self.omissions.lines())
    }
}

/// How to correct the language.
const LANGUAGE_HINT: &str =
    "If it is another, import the text with --language, or write it after `language` in edition.ron.";

/// Applies what all formats have in common: drops a heading that repeats the title, detects the language if the file
/// does not state it, declares repeated passages, and rejects an article without a word.
fn finish_import(mut imported: Imported, name: &str, options: &ReadOptions) -> Result<Imported, ImportError> {
    let paragraphs = &mut imported.article.paragraphs;
    let normalized = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let (Some(title), Some(first)) = (&imported.title, paragraphs.first())
        && first.kind == ParagraphKind::Heading
        && paragraphs.len() > 1
        && normalized(title) == normalized(&first.text)
    {
        paragraphs.remove(0);
        for (paragraph, number) in paragraphs.iter_mut().zip(1..) {
            paragraph.id = format!("p{number}").as_str().into();
        }
    }
    if !paragraphs.iter().any(|p| p.text.chars().any(char::is_alphanumeric)) {
        return Err(ImportError::unreadable(
            "there is no text in this file; if it shows text elsewhere, save it as plain text there",
        ));
    }
    check::declare_repeats(paragraphs);
    if options.language.is_some() {
        imported.language.clone_from(&options.language);
    } else if imported.language.is_none()
        && let Some((language, is_certain)) = language::detect_language(paragraphs)
    {
        if !is_certain {
            imported.warnings.push(format!("The language is a guess: {language}. {LANGUAGE_HINT}"));
        }
        imported.language = Some(language);
    }
    let of = metadata::single_line(name).unwrap_or_else(|| "pasted text".into());
    imported.article.provenance = Provenance::OwnCopy { of, credit: None };
    imported.article.written_before = imported.date.and_then(Date::day_after);
    Ok(imported)
}
