//! Loads CSL styles and renders items with hayagriva.

use std::sync::OnceLock;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{DemoteNonDroppingParticle, IndependentStyle, Locale, LocaleCode, Style as Csl};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

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
            // Particles are put in their place before: the styles of CSL demote them all or none.
            style.settings.demote_non_dropping_particle = DemoteNonDroppingParticle::Never;
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
        let cited = vec![CitationItem::with_entry(item)];
        driver.citation(CitationRequest::new(cited, csl, Some(LocaleCode::en_us()), english(), Some(1)));
    }
    let rendered = driver.finish(BibliographyRequest::new(csl, Some(LocaleCode::en_us()), english()));
    let items = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
    items.into_iter().map(|item| (item.key, flatten(&item.content))).collect()
}
