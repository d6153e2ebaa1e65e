//! EPUB 2 and 3: the chapters to choose from, and the text of one.

mod chapters;
mod contents;
mod package;

use self::chapters::{BookChapter, BookPage};
use self::package::{ContentDocument, EpubPackage};
use super::archive::Archive;
use super::builder::ArticleBuilder;
use super::xml::{self, Element};
use super::{Chapter, ImportError, Imported, ReadOptions};
use crate::model::progress::Progress;

/// The longest title of a chapter, in characters.
const MAX_TITLE_CHARS: usize = 200;

/// Reads a chapter of a book; one that is the only one with text need not be chosen.
///
/// # Errors
/// When a chapter must be chosen, or the book is damaged, encrypted or has no text.
pub(super) fn read(bytes: &[u8], options: &ReadOptions, progress: &Progress) -> Result<Imported, ImportError> {
    let mut archive = Archive::open(bytes)?;
    let package = EpubPackage::read(&mut archive)?;
    let entries = contents::read(&mut archive, &package)?;
    let mut chapters = Vec::new();
    let mut pages = Vec::new();
    // Auxiliary documents are read when there is nothing else.
    for with_auxiliary in [false, true] {
        if chapters.is_empty() {
            let documents: Vec<&ContentDocument> =
                package.documents.iter().filter(|document| with_auxiliary || !document.is_auxiliary).collect();
            pages = unpack(&mut archive, &documents, progress)?;
            chapters = chapters::split_chapters(&pages, &entries);
        }
    }
    let count = chapters.len();
    let damaged_parts = archive.into_damaged_parts();
    let chosen = match (chapters.as_slice(), options.chapter) {
        ([], _) if !damaged_parts.is_empty() => {
            let damage = super::archive::damage_warning(&damaged_parts).unwrap_or_default();
            return Err(ImportError::unreadable(format!(
                "this book is damaged, and there is no text left in it; get it once more. {damage}"
            )));
        }
        ([], _) => {
            return Err(ImportError::unreadable(
                "there is no text in this book, only pictures or nothing; take another copy",
            ));
        }
        ([only], _) => only,
        (_, None) => return Err(ImportError::ChooseChapter(chapter_list(&chapters))),
        (all, Some(at)) => all.get(at).ok_or(ImportError::NoSuchChapter { count })?,
    };
    let mut builder = ArticleBuilder::default();
    for (number, range) in &chosen.ranges {
        progress.report(*number, pages.len())?;
        let html = pages.get(*number).and_then(|page| page.html.get(range.clone())).unwrap_or_default();
        super::html::read_body(html, &mut builder);
    }
    let mut imported = Imported::from_builder(builder, "EPUB book");
    if imported.article.paragraphs.is_empty() {
        return Err(ImportError::unreadable("there is no text in this chapter; choose another one"));
    }
    let mut warnings = book_warnings(&package, count);
    warnings.extend(super::archive::damage_warning(&damaged_parts));
    imported.warnings.splice(..0, warnings);
    imported.article.byline = package.authors;
    imported.outlet = super::Outlet { authors: package.names, publisher: package.publisher, url: None };
    let title = chosen.title.clone().filter(|_| count > 1).or(package.title);
    Ok(Imported { title, date: package.date, language: package.language, ..imported })
}

fn unpack(
    archive: &mut Archive<'_>,
    documents: &[&ContentDocument],
    progress: &Progress,
) -> Result<Vec<BookPage>, ImportError> {
    let mut pages = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        progress.report(at, documents.len())?;
        let Some(bytes) = archive.read(&document.path)? else { continue };
        let html = if document.is_svg {
            page_from_svg(&bytes)
        } else {
            chapters::close_empty_elements(&xml::decode(&bytes)).into_owned()
        };
        pages.push(BookPage { path: document.path.clone(), html });
    }
    Ok(pages)
}

/// Returns the lines of text in an SVG picture as a page.
fn page_from_svg(bytes: &[u8]) -> String {
    let escaped = |text: String| text.replace('&', "&amp;").replace('<', "&lt;");
    let root = xml::parse(bytes).unwrap_or_default();
    let all = root.descendants();
    let lines = all.iter().filter(|e| *e.name == *"text").map(|e| e.text());
    // SVG may contain HTML as well.
    let others = all.iter().filter(|e| matches!(&*e.name, "p" | "h1" | "h2" | "h3" | "li")).map(|e| Element::text(e));
    lines.chain(others).map(|line| format!("<p>{}</p>", escaped(line))).collect()
}

fn chapter_list(chapters: &[BookChapter]) -> Vec<Chapter> {
    let listed = |(chapter, number): (&BookChapter, usize)| {
        let title = chapter.title.clone().unwrap_or_else(|| format!("Part {number}"));
        let title = title.chars().take(MAX_TITLE_CHARS).collect();
        Chapter { title, words: chapter.words, depth: chapter.depth }
    };
    chapters.iter().zip(1..).map(listed).collect()
}

fn book_warnings(package: &EpubPackage, chapters: usize) -> Vec<String> {
    let mut warnings = Vec::new();
    if chapters > 1 {
        let book = package.title.as_deref().map(|title| format!(" of “{title}”")).unwrap_or_default();
        warnings.push(format!("This is one of {chapters} chapters{book}."));
    }
    warnings
}
