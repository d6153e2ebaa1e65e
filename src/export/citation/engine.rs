//! CSL styles, read once, and what hayagriva makes of items by them.

use std::sync::OnceLock;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as Csl};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};
use hayagriva::{LocatorPayload, SpecificLocator};

use super::Style;
use super::pieces::{Piece, flattened};

static MLA: OnceLock<Option<IndependentStyle>> = OnceLock::new();
static APA: OnceLock<Option<IndependentStyle>> = OnceLock::new();
static CHICAGO: OnceLock<Option<IndependentStyle>> = OnceLock::new();
static ENGLISH: OnceLock<Vec<Locale>> = OnceLock::new();

/// The CSL style of a style; none for the line, which is ours.
fn csl(style: Style) -> Option<&'static IndependentStyle> {
    let (cell, archived) = match style {
        Style::Mla9 => (&MLA, ArchivedStyle::ModernLanguageAssociation),
        Style::Apa7 => (&APA, ArchivedStyle::AmericanPsychologicalAssociation),
        Style::ChicagoNotes => (&CHICAGO, ArchivedStyle::ChicagoNotes),
        Style::Line => return None,
    };
    let read = || match archived.get() {
        Csl::Independent(mut style) => {
            // The order is ours: it passes over articles and marks, as the handbooks want.
            if let Some(bibliography) = &mut style.bibliography {
                bibliography.sort = None;
            }
            Some(style)
        }
        Csl::Dependent(_) => None,
    };
    cell.get_or_init(read).as_ref()
}

fn english() -> &'static [Locale] {
    ENGLISH.get_or_init(|| {
        locales().into_iter().filter(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == "en-US")).collect()
    })
}

/// The entries of a bibliography, each with the key of its item, in the order of the items.
pub(super) fn bibliography(items: &[Item], style: Style) -> Vec<(String, Vec<Piece>)> {
    let Some(csl) = csl(style) else { return Vec::new() };
    let mut driver = BibliographyDriver::new();
    for item in items {
        driver.citation(request(item, csl, None));
    }
    let rendered = driver.finish(BibliographyRequest::new(csl, Some(LocaleCode::en_us()), english()));
    let items = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
    items.into_iter().map(|item| (item.key, flattened(&item.content))).collect()
}

/// A footnote at the first mention of a source.
pub(super) fn footnote(item: &Item, locator: Option<(Locator, &str)>, style: Style) -> Vec<Piece> {
    let Some(csl) = csl(style) else { return Vec::new() };
    let mut driver = BibliographyDriver::new();
    driver.citation(request(item, csl, locator));
    let rendered = driver.finish(BibliographyRequest::new(csl, Some(LocaleCode::en_us()), english()));
    rendered.citations.first().map(|one| flattened(&one.citation)).unwrap_or_default()
}

fn request<'a>(
    item: &'a Item,
    csl: &'a IndependentStyle,
    locator: Option<(Locator, &'a str)>,
) -> CitationRequest<'a, Item> {
    let locator = locator.map(|(kind, text)| SpecificLocator(kind, LocatorPayload::Str(text)));
    let items = vec![CitationItem::with_locator(item, locator)];
    CitationRequest::new(items, csl, Some(LocaleCode::en_us()), english(), Some(1))
}
