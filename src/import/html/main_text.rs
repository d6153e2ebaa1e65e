//! The main text of a page, apart from its menus, adverts and comments.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::about::About;

/// Elements that are weighed at most; a longer page is taken whole.
const MOST_ELEMENTS: usize = 100_000;

/// The main text of a page and what the page says about itself.
pub(super) struct Found {
    pub(super) content: Document,
    pub(super) about: About,
    /// The main text was told from the rest.
    pub(super) selected: bool,
}

/// Finds the main text of a page.
pub(super) fn main_text(document: Document) -> Found {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let address = super::about::address_of(&document);
    let whole = document.clone();
    let mut about = About::of(&whole);
    let article = Readability::with_document(document, address.as_deref(), Some(config)).and_then(|mut r| r.parse());
    match article {
        Ok(article) => {
            about.add(&article);
            Found { content: Document::fragment(article.content), about, selected: true }
        }
        Err(_) => Found { content: whole, about, selected: false },
    }
}
