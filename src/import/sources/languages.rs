//! Languages by the names that other programs use.

use crate::model::Language;

/// Parses a language tag, or a name of babel's or in English.
pub(super) fn parse_language(text: &str) -> Option<Language> {
    let folded = text.trim().to_lowercase();
    if let Some((tag, _)) = LANGUAGE_NAMES.iter().find(|(_, name)| *name == folded) {
        return Some(Language::from(*tag));
    }
    let text = text.trim().replace('_', "-");
    let primary = text.split('-').next().unwrap_or_default().len();
    let language = Language::from(&*text);
    ((2..=3).contains(&primary) && language.is_well_formed()).then_some(language)
}

const LANGUAGE_NAMES: [(&str, &str); 42] = [
    ("ar", "arabic"),
    ("bn", "bengali"),
    ("bn", "bangla"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "german"),
    ("de", "ngerman"),
    ("el", "greek"),
    ("en-US", "american"),
    ("en-GB", "british"),
    ("en-GB", "ukenglish"),
    ("en", "english"),
    ("en-US", "usenglish"),
    ("es", "spanish"),
    ("fa", "farsi"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hu", "hungarian"),
    ("hu", "magyar"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ko", "korean"),
    ("nl", "dutch"),
    ("no", "norwegian"),
    ("nb", "norsk"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("pt", "portuges"),
    ("pt-BR", "brazilian"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sv", "swedish"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("ur", "urdu"),
    ("vi", "vietnamese"),
    ("zh", "chinese"),
    ("zh-Hans", "simplified chinese"),
    ("zh-Hant", "traditional chinese"),
];
