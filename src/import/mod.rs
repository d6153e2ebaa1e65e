//! Foreign text to an article: one file for each format, told apart by content.

mod about;
mod archive;
mod builder;
mod cards;
mod choices;
mod detect;
mod docx;
mod encoding;
mod epub;
mod html;
mod language;
mod markdown;
mod names;
mod odt;
mod pdf;
mod pieces;
mod plain;
mod rtf;
mod signs;
pub mod sources;
mod spans;
mod summary;
mod xml;

pub use cards::cards;
pub use choices::{ENCODINGS, EXTENSIONS};
pub use summary::grouped;

use builder::{Builder, LONGEST_ARTICLE};
use detect::{Format, TextFormat};

use crate::model::progress::{Cancelled, Progress};
use crate::model::slug::slug;
use crate::model::{Article, Date, EditionHead, FORMAT, Language, MarkKind, ParagraphKind, Provenance, check};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 512 * 1024 * 1024;

/// A text as it was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The title, if the file has one.
    pub title: Option<String>,
    /// When it came out, if the file says so.
    pub date: Option<Date>,
    /// The language: what the file says, else what the letters and words say.
    pub language: Option<Language>,
    /// The text, with ids `p1`, `p2` and so on.
    pub article: Article,
    /// The name of the format, as people say it: `Word document`.
    pub format: &'static str,
    /// The name of the encoding, when the file is plain text, and whether it is sure.
    pub encoding: Option<(&'static str, bool)>,
    /// What was left out or is doubtful, a sentence each.
    pub remarks: Vec<String>,
}

/// What the reader wants of a file that leaves a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The encoding of plain text, by a label of the WHATWG list.
    pub encoding: Option<String>,
    /// The chapter of a book, from 0.
    pub chapter: Option<usize>,
    /// The language of the text, whatever the file and the letters say.
    pub language: Option<Language>,
}

/// A part of a book that can be an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// As the table of contents has it.
    pub title: String,
    /// About how long it is.
    pub words: usize,
}

/// Why there is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nobody waits for it any more.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Several chapters, and none was chosen.
    #[error("this book has {} chapters; choose one of them", .0.len())]
    ChooseChapter(Vec<Chapter>),
    /// The encoding cannot be told; the likely ones, best first.
    #[error("the encoding of this text cannot be told; choose one: {}", .0.join(", "))]
    ChooseEncoding(Vec<&'static str>),
    /// Anything else, as one sentence with what to do.
    #[error("{0}")]
    Unreadable(String),
}

/// Reads a text of any known format. The name is shown, and decides between kinds of text that look alike.
///
/// # Errors
/// When there is no article in it, or a choice is left.
pub fn import(name: &str, bytes: &[u8], wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    progress.report(0, bytes.len())?;
    let unreadable = |sentence: &str| Err(ImportError::Unreadable(sentence.to_owned()));
    if bytes.len() > LARGEST_FILE {
        return unreadable("this file has more than 512 MB; import a part of it");
    }
    let imported = match detect::detect(bytes) {
        Format::Epub => epub::read(name, bytes, wish, progress),
        Format::Docx => docx::read(name, bytes, wish, progress),
        Format::Odt => odt::read(name, bytes, wish, progress),
        Format::Rtf => rtf::read(name, bytes, wish, progress),
        Format::Pdf => pdf::read(name, bytes, wish, progress),
        Format::Foreign(sentence) => unreadable(sentence),
        Format::Text if promises_more(name) => unreadable(
            "its name promises a document or a book, but it is none; rename it to .txt to read it as plain text",
        ),
        Format::Text => text(name, bytes, wish, progress),
    }?;
    progress.report(9, 10)?;
    let imported = finished(imported, name, wish)?;
    progress.report(1, 1)?;
    Ok(imported)
}

/// Whether a name has the ending of a format that plain text never is.
fn promises_more(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    matches!(&*ending, "epub" | "docx" | "odt" | "pdf")
}

/// The letters of a plain text, the name of its encoding, and whether that is sure. A byte order mark is left out.
///
/// # Errors
/// When the bytes are no text, or their encoding cannot be told.
pub fn decode_text(bytes: &[u8], encoding: Option<&str>) -> Result<(String, &'static str, bool), ImportError> {
    let decoded = encoding::decode(bytes, encoding)?;
    Ok((decoded.text.into_owned(), decoded.name, decoded.sure))
}

/// Reads any kind of text.
fn text(name: &str, bytes: &[u8], wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    let cut = bytes.len() > LONGEST_ARTICLE;
    // Half a letter at the cut is damage that is passed over.
    let bytes = bytes.get(..bytes.len().min(LONGEST_ARTICLE)).unwrap_or_default();
    let decoded = encoding::decode(bytes, wish.encoding.as_deref())?;
    progress.report(1, 10)?;
    let mut imported = match detect::text_format(name, &decoded.text) {
        TextFormat::Html => html::read(&decoded.text, progress)?,
        TextFormat::Markdown => markdown::read(&decoded.text, progress)?,
        TextFormat::Plain => plain::read(&decoded.text, progress)?,
    };
    imported.encoding = Some((decoded.name, decoded.sure));
    if !decoded.sure {
        imported.remarks.push(format!("The encoding is a guess: {}.", decoded.name));
    }
    if decoded.damaged {
        imported.remarks.push(format!("Some bytes are no {}; they are shown as \u{fffd}.", decoded.name));
    }
    if cut {
        imported.remarks.push("The file is too long for one article; only its first 64 MB are here.".into());
    }
    Ok(imported)
}

impl Imported {
    /// A text that was gathered, about which nothing more is known yet.
    fn of(builder: Builder, format: &'static str) -> Self {
        let remarks = builder.remarks();
        let article = Article {
            byline: None,
            provenance: Provenance::OwnCopy { of: String::new() },
            written_before: None,
            paragraphs: builder.finish(),
            claims: Vec::new(),
        };
        Self { title: None, date: None, language: None, article, format, encoding: None, remarks }
    }

    /// A text that was imported before and kept.
    pub fn kept(article: Article, language: Language) -> Self {
        let (title, date, encoding, remarks) = (None, None, None, Vec::new());
        Self { title, date, language: Some(language), article, format: "Text", encoding, remarks }
    }

    /// The head of a new edition of this text: its id made of the title, else of the file's name.
    pub fn head(self, name: &str, today: Date) -> EditionHead {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let title = self.title.or_else(|| about::line(stem)).unwrap_or_else(|| "Article".into());
        EditionHead {
            format: FORMAT,
            id: slug(&title).or_else(|| slug(stem)).unwrap_or_else(|| "article".into()),
            title,
            // The tag for a language that nobody could tell.
            language: self.language.unwrap_or_else(|| "und".into()),
            revision: today,
            article: self.article,
            perspectives: Vec::new(),
        }
    }

    /// Says how many pictures are not here.
    fn left_out_images(&mut self, count: usize) {
        match count {
            0 => {}
            1 => self.remarks.push("1 picture was left out.".into()),
            _ => self.remarks.push(format!("{count} pictures were left out.")),
        }
    }
}

/// How a language is put right.
const ANOTHER_LANGUAGE: &str =
    "If it is another, import the text with --language, or write it after `language` in edition.ron.";

/// What is the same for every format: the heading that is the title is dropped, the language found out when the file
/// does not say it, repeated passages are declared, and an article without a word is refused.
fn finished(mut imported: Imported, name: &str, wish: &Wish) -> Result<Imported, ImportError> {
    let paragraphs = &mut imported.article.paragraphs;
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let (Some(title), Some(first)) = (&imported.title, paragraphs.first())
        && first.kind == ParagraphKind::Heading
        && paragraphs.len() > 1
        && folded(title) == folded(&first.text)
    {
        paragraphs.remove(0);
        for (paragraph, number) in paragraphs.iter_mut().zip(1..) {
            paragraph.id = format!("p{number}").as_str().into();
        }
    }
    if !paragraphs.iter().any(|p| p.text.chars().any(char::is_alphanumeric)) {
        let sentence = "there is no text in this file; if it shows text elsewhere, save it as plain text there";
        return Err(ImportError::Unreadable(sentence.into()));
    }
    check::declare_repeats(paragraphs);
    if wish.language.is_some() {
        imported.language.clone_from(&wish.language);
    } else if imported.language.is_none()
        && let Some((language, sure)) = language::language_of(paragraphs)
    {
        if !sure {
            imported.remarks.push(format!("The language is a guess: {language}. {ANOTHER_LANGUAGE}"));
        }
        imported.language = Some(language);
    }
    let of = about::line(name).unwrap_or_else(|| "pasted text".into());
    imported.article.provenance = Provenance::OwnCopy { of };
    imported.article.written_before = imported.date.and_then(Date::day_after);
    Ok(imported)
}

#[cfg(test)]
mod tests;
