//! HTML: saved web pages, and the chapters of books.
//!
//! No script in a page is run and nothing it refers to is fetched. The main text of a page is found with dom_smoothie,
//! which follows Mozilla's Readability.

mod blocks;
mod element;
mod input_limits;
mod metadata;
mod tags;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use self::metadata::PageMetadata;
use super::builder::ArticleBuilder;
use super::{ImportError, Imported, Progress};
pub(super) use element::link_mark;
pub(super) use tags::{VOID, tags};

/// The most elements that Readability examines; a longer page is taken whole.
const MAX_ELEMENTS: usize = 100_000;

/// Reads a saved page: its main text and its metadata.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Imported, ImportError> {
    let (limited, is_cut_off) = input_limits::limit_markup(text);
    progress.report(1, 4)?;
    let document = Document::from(&*limited);
    progress.report(2, 4)?;
    let main_text = extract_main_text(document);
    progress.report(3, 4)?;
    let mut builder = ArticleBuilder::default();
    blocks::walk(main_text.content.root(), &mut builder);
    let mut imported = Imported::from_builder(builder, "saved web page");
    imported.title = main_text.metadata.title;
    imported.date = main_text.metadata.date;
    imported.language = main_text.metadata.language;
    imported.article.byline = main_text.metadata.byline;
    if is_cut_off {
        imported.warnings.push("The page is too long to be read whole; its end is left out.".into());
    }
    if !main_text.is_selected {
        imported
            .warnings
            .push("The main text could not be separated from the rest of the page; all of it is here.".into());
    }
    Ok(imported)
}

/// The main text of a page and the page's metadata.
struct MainText {
    content: Document,
    metadata: PageMetadata,
    /// Whether the main text was separated from the rest of the page.
    is_selected: bool,
}

/// Finds the main text of a page.
fn extract_main_text(document: Document) -> MainText {
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let url = metadata::canonical_url(&document);
    let original = document.clone();
    let mut metadata = PageMetadata::from_page(&original);
    let article = Readability::with_document(document, url.as_deref(), Some(config)).and_then(|mut r| r.parse());
    match article {
        Ok(article) => {
            metadata.merge(&article);
            MainText { content: Document::fragment(article.content), metadata, is_selected: true }
        }
        Err(_) => MainText { content: original, metadata, is_selected: false },
    }
}

/// Adds an HTML or XHTML document, or a fragment of one, to `builder`.
pub(super) fn read_body(html: &str, builder: &mut ArticleBuilder) {
    let (limited, _) = input_limits::limit_markup(html);
    let document = Document::from(&*limited);
    let root = document.body().unwrap_or_else(|| document.root());
    blocks::walk(root, builder);
}

#[cfg(test)]
mod tests;
