//! HTML: saved web pages, and the chapters of books.
//!
//! No script in a page is run and nothing it refers to is fetched.

mod blocks;
mod boxes;
mod byline;
mod class_words;
mod consent;
mod element;
mod inline;
mod input_limits;
mod json_ld;
mod main_text;
mod metadata;
mod segments;
mod tags;
mod title;
mod visibility;

use dom_query::Document;

use self::metadata::PageMetadata;
use super::builder::ArticleBuilder;
use super::metadata::single_line;
use super::{ImportError, Imported, Outlet, Progress};
pub(super) use byline::names as names_in_byline;
pub(super) use element::link_mark;
pub(super) use tags::{VOID, tags};

/// Reads a saved page: its main text and its metadata.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, ImportError> {
    let (limited, is_cut_off) = input_limits::limit_markup(text);
    progress.report(1, 4)?;
    let document = Document::from(&*limited);
    progress.report(2, 4)?;
    let url = metadata::canonical_url(&document);
    let mut page = main_text::select(&document, url.as_deref());
    progress.report(3, 4)?;
    let metadata = PageMetadata::read(&document, &page, url.as_deref());
    // What says nothing but who wrote the text is said above it.
    page.drop_from_beginning(|line| {
        let names = byline::names(line);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_all = 2 * names.iter().map(|name| letters(name)).sum::<usize>() > letters(line);
        is_all && names.iter().all(|name| metadata.authors.contains(name))
    });
    let mut builder = ArticleBuilder::default();
    blocks::walk(document.body().unwrap_or_else(|| document.root()), Some(&page), &mut builder);
    let mut imported = Imported::from_builder(builder, "saved web page");
    imported.omissions.merge(&page.omissions);
    imported.title = metadata.title;
    imported.date = metadata.date;
    imported.outlet = Outlet { authors: metadata.authors.clone(), publisher: metadata.publisher, url: metadata.url };
    imported.language = metadata.language;
    imported.article.byline = single_line(&metadata.authors.join(", "));
    imported.warnings.extend(page.warnings.iter().cloned());
    if is_cut_off {
        imported.warnings.push("The page is too long to be read whole; its end is left out.".into());
    }
    if !page.is_selected() {
        imported
            .warnings
            .push("The main text could not be separated from the rest of the page; all of it is here.".into());
    }
    Ok(imported)
}

/// Adds an HTML or XHTML document, or a fragment of one, to `builder`.
pub(super) fn read_body(html: &str, builder: &mut ArticleBuilder) {
    let (limited, _) = input_limits::limit_markup(html);
    let document = Document::from(&*limited);
    let root = document.body().unwrap_or_else(|| document.root());
    blocks::walk(root, None, builder);
}

#[cfg(test)]
mod tests;
