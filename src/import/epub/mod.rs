//! Books in EPUB 2 and 3: the chapters to choose from, and the text of one.

mod chapters;
mod contents;
mod package;

use self::chapters::{Cut, Page};
use self::package::{Package, Part};
use super::archive::{Archive, unreadable};
use super::builder::Builder;
use super::xml::{self, Element};
use super::{Chapter, ImportError, Imported, Wish, html};
use crate::model::progress::Progress;
use crate::model::{Article, Provenance};

/// The longest title of a chapter, in characters.
const LONGEST_TITLE: usize = 200;

/// Reads a chapter of a book; the only one with text need not be chosen.
///
/// # Errors
/// When a chapter must be chosen, or the book is damaged, locked or has no text.
pub(super) fn read(name: &str, bytes: &[u8], wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    let mut archive = Archive::open(bytes)?;
    let package = Package::read(&mut archive)?;
    let entries = contents::read(&mut archive, &package)?;
    let mut cuts = Vec::new();
    let mut pages = Vec::new();
    // What stands beside the text is read when there is nothing else.
    for aside in [false, true] {
        if cuts.is_empty() {
            let parts: Vec<&Part> = package.parts.iter().filter(|part| aside || !part.aside).collect();
            pages = unpacked(&mut archive, &parts, progress)?;
            cuts = chapters::cut(&pages, &entries);
        }
    }
    let count = cuts.len();
    let faulty = archive.faulty();
    let chosen = match (cuts.as_slice(), wish.chapter) {
        ([], _) if !faulty.is_empty() => {
            let told = super::archive::told(&faulty).unwrap_or_default();
            return Err(unreadable(format!(
                "this book is damaged, and there is no text left in it; get it once more. {told}"
            )));
        }
        ([], _) => {
            return Err(unreadable("there is no text in this book, only pictures or nothing; take another copy"));
        }
        ([only], _) => only,
        (_, None) => return Err(ImportError::ChooseChapter(listed(&cuts))),
        (all, Some(at)) => all.get(at).ok_or_else(|| {
            unreadable(format!("this book has {count} chapters with text; choose one from 1 to {count}"))
        })?,
    };
    let mut builder = Builder::default();
    let mut pictures = 0;
    for (number, range) in &chosen.pieces {
        progress.report(*number, pages.len())?;
        let piece = pages.get(*number).and_then(|page| page.html.get(range.clone())).unwrap_or_default();
        pictures += html::whole_body(piece, &mut builder);
    }
    let mut told = remarks(&package, count, pictures);
    told.extend(super::archive::told(&faulty));
    told.extend(builder.remarks());
    let paragraphs = builder.finish();
    if paragraphs.is_empty() {
        return Err(unreadable("there is no text in this chapter; choose another one"));
    }
    Ok(Imported {
        title: chosen.title.clone().filter(|_| count > 1).or(package.title.clone()),
        date: package.date,
        language: package.language.clone(),
        article: Article {
            byline: package.authors.clone(),
            provenance: Provenance::OwnCopy { of: name.to_owned() },
            written_before: None,
            paragraphs,
            claims: Vec::new(),
        },
        format: "EPUB book",
        encoding: None,
        remarks: told,
    })
}

fn unpacked(archive: &mut Archive<'_>, parts: &[&Part], progress: &Progress) -> Result<Vec<Page>, ImportError> {
    let mut pages = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        progress.report(at, parts.len())?;
        let Some(bytes) = archive.read(&part.path)? else { continue };
        let html = if part.picture { page_of_picture(&bytes) } else { xml::decode(&bytes).into_owned() };
        pages.push(Page { path: part.path.clone(), html });
    }
    Ok(pages)
}

/// The lines of text in an SVG picture, as a page.
fn page_of_picture(bytes: &[u8]) -> String {
    let escaped = |text: String| text.replace('&', "&amp;").replace('<', "&lt;");
    let root = xml::tree(bytes).unwrap_or_default();
    let all = root.descendants();
    let lines = all.iter().filter(|e| *e.name == *"text").map(|e| e.text());
    // HTML may stand in a picture as well.
    let others = all.iter().filter(|e| matches!(&*e.name, "p" | "h1" | "h2" | "h3" | "li")).map(|e| Element::text(e));
    lines.chain(others).map(|line| format!("<p>{}</p>", escaped(line))).collect()
}

fn listed(cuts: &[Cut]) -> Vec<Chapter> {
    let listed = |(cut, number): (&Cut, usize)| {
        let title = cut.title.clone().unwrap_or_else(|| format!("Part {number}"));
        Chapter { title: title.chars().take(LONGEST_TITLE).collect(), words: cut.words }
    };
    cuts.iter().zip(1..).map(listed).collect()
}

fn remarks(package: &Package, chapters: usize, pictures: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if chapters > 1 {
        let book = package.title.as_deref().map(|title| format!(" of “{title}”")).unwrap_or_default();
        remarks.push(format!("This is one of {chapters} chapters{book}."));
    }
    match pictures {
        0 => {}
        1 => remarks.push("One picture was left out.".into()),
        n => remarks.push(format!("{n} pictures were left out.")),
    }
    remarks
}
