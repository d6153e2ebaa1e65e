//! Languages by the names that other programs use.

use crate::model::Language;
use crate::model::bibliography::language_tag;

/// Parses a language tag, or a name of babel's or in English.
pub(super) fn parse_language(text: &str) -> Option<Language> {
    if let Some(tag) = language_tag(text) {
        return Some(Language::from(tag));
    }
    let text = text.trim().replace('_', "-");
    let primary = text.split('-').next().unwrap_or_default().len();
    let language = Language::from(&*text);
    ((2..=3).contains(&primary) && language.is_well_formed()).then_some(language)
}
