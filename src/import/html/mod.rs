//! HTML: pages that were saved, and the chapters of books.
//!
//! Nothing in a page is run and nothing it names is fetched. Which part of a page is its main text is found by
//! dom_smoothie, which follows Mozilla's Readability.

mod about;
mod blocks;
mod element;
mod main_text;
mod tame;

use dom_query::Document;

use super::builder::Builder;
use super::{ImportError, Imported, Progress};
pub(super) use element::link;

/// Reads a saved page: its main text, and what it says about itself.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, ImportError> {
    let (tamed, cut) = tame::tame(text);
    progress.report(1, 4)?;
    let document = Document::from(&*tamed);
    progress.report(2, 4)?;
    let found = main_text::main_text(document);
    progress.report(3, 4)?;
    let mut builder = Builder::default();
    let seen = blocks::walk(found.content.root(), &mut builder);
    let mut imported = Imported::of(builder, "saved web page");
    imported.title = found.about.title;
    imported.date = found.about.date;
    imported.language = found.about.language;
    imported.article.byline = found.about.byline;
    if cut {
        imported.remarks.push("The page is too long to be read whole; its end is left out.".into());
    }
    if !found.selected {
        imported.remarks.push("The main text could not be told from the rest of the page; all of it is here.".into());
    }
    imported.left_out_images(seen.images);
    Ok(imported)
}

/// Puts a whole HTML or XHTML document, or a piece of one, into paragraphs; gives the number of pictures left out.
pub(super) fn whole_body(html: &str, builder: &mut Builder) -> usize {
    let (tamed, _) = tame::tame(html);
    let document = Document::from(&*tamed);
    let root = document.body().unwrap_or_else(|| document.root());
    blocks::walk(root, builder).images
}

#[cfg(test)]
mod tests;
