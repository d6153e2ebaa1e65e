//! Loads CSL styles and renders items with hayagriva.

use std::sync::OnceLock;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as Csl};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};
use hayagriva::{LocatorPayload, SpecificLocator};

use super::CitationStyle;
use super::spans::{Span, flatten};

static MLA: OnceLock<Option<IndependentStyle>> = OnceLock::new();
static APA: OnceLock<Option<IndependentStyle>> = OnceLock::new();
static CHICAGO: OnceLock<Option<IndependentStyle>> = OnceLock::new();
static ENGLISH: OnceLock<Vec<Locale>> = OnceLock::new();

/// Returns the CSL style, or `None` for the card cite, which is not a CSL style.
fn csl_style(style: CitationStyle) -> Option<&'static IndependentStyle> {
    let (cell, archived) = match style {
        CitationStyle::Mla9 => (&MLA, ArchivedStyle::ModernLanguageAssociation),
        CitationStyle::Apa7 => (&APA, ArchivedStyle::AmericanPsychologicalAssociation),
        CitationStyle::ChicagoNotes => (&CHICAGO, ArchivedStyle::ChicagoNotes),
        CitationStyle::CardCite => return None,
    };
    let load = || match archived.get() {
        Csl::Independent(mut style) => {
            // We sort ourselves: the handbooks ignore leading articles and punctuation.
            if let Some(bibliography) = &mut style.bibliography {
                bibliography.sort = None;
            }
            Some(style)
        }
        Csl::Dependent(_) => None,
    };
    cell.get_or_init(load).as_ref()
}

fn english() -> &'static [Locale] {
    ENGLISH.get_or_init(|| {
        locales().into_iter().filter(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == "en-US")).collect()
    })
}

/// Renders a bibliography. Returns the key and the spans of each entry, in the order of the items.
pub(super) fn bibliography(items: &[Item], style: CitationStyle) -> Vec<(String, Vec<Span>)> {
    let Some(csl) = csl_style(style) else { return Vec::new() };
    let mut driver = BibliographyDriver::new();
    for item in items {
        driver.citation(request(item, csl, None));
    }
    let rendered = driver.finish(BibliographyRequest::new(csl, Some(LocaleCode::en_us()), english()));
    let items = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
    items.into_iter().map(|item| (item.key, flatten(&item.content))).collect()
}

/// Renders a footnote for the first mention of a source.
pub(super) fn footnote(item: &Item, locator: Option<(Locator, &str)>, style: CitationStyle) -> Vec<Span> {
    let Some(csl) = csl_style(style) else { return Vec::new() };
    let mut driver = BibliographyDriver::new();
    driver.citation(request(item, csl, locator));
    let rendered = driver.finish(BibliographyRequest::new(csl, Some(LocaleCode::en_us()), english()));
    rendered.citations.first().map(|citation| flatten(&citation.citation)).unwrap_or_default()
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

/// The words that introduce a kind of locator; a word follows the longer ones it is a prefix of.
const LOCATOR_WORDS: [(&str, Locator); 12] = [
    ("pages", Locator::Page),
    ("page", Locator::Page),
    ("pp.", Locator::Page),
    ("p.", Locator::Page),
    ("paragraphs", Locator::Paragraph),
    ("paragraph", Locator::Paragraph),
    ("para.", Locator::Paragraph),
    ("par.", Locator::Paragraph),
    ("section", Locator::Section),
    ("sec.", Locator::Section),
    ("chapter", Locator::Chapter),
    ("line", Locator::Line),
];

/// Parses the kind of a locator and the rest of its text. A locator of unknown kind is returned unchanged.
pub(super) fn parse_locator(locator: &str) -> (Locator, &str) {
    for (word, kind) in LOCATOR_WORDS {
        let start = locator.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let rest = locator.get(word.len()..).unwrap_or_default();
        let rest = rest.trim_start();
        if start && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return (kind, rest);
        }
    }
    (Locator::Custom, locator)
}
