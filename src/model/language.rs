//! Languages as BCP 47 tags, the scripts they are set in, and font faces of the system for these.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::id;

id! {
    /// A BCP 47 language tag, such as `en`, `zh-Hans` or `ur`.
    Language
}

/// The scripts that have their own font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin, Greek, Cyrillic and everything else that the main font covers.
    Latin,
    /// Han as written in the People's Republic of China (`zh`, `zh-Hans`).
    HanSimplified,
    /// Han as written in Taiwan and Hong Kong (`zh-Hant`, `zh-TW`, `zh-HK`).
    HanTraditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Devanagari: Hindi, Marathi, Nepali, Sanskrit.
    Devanagari,
    /// Arabic script: Urdu, Arabic, Persian, Pashto, Sindhi.
    Arabic,
}

impl Script {
    /// Returns the script of a character in a text of the script `home`, or `None` for one that fits any script (spaces,
    /// digits, punctuation).
    pub fn of(c: char, home: Self) -> Option<Self> {
        let han = || match home {
            Self::HanTraditional | Self::Japanese | Self::Korean => home,
            Self::HanSimplified | Self::Latin | Self::Devanagari | Self::Arabic => Self::HanSimplified,
        };
        match c {
            '\u{0}'..='\u{40}' | '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' => None,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Some(Self::Arabic),
            '\u{900}'..='\u{97f}' | '\u{a8e0}'..='\u{a8ff}' => Some(Self::Devanagari),
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Some(Self::Korean),
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Some(Self::Japanese),
            '\u{2e80}'..='\u{303f}' | '\u{3100}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' => Some(han()),
            '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' => Some(han()),
            _ => Some(Self::Latin),
        }
    }
}

/// A font face of the system, for a script that no bundled font covers.
#[derive(Debug)]
pub struct SystemFace {
    /// The script that it covers.
    pub script: Script,
    /// The whole file, which may be a collection of faces: one for Chinese, Japanese and Korean has 26 MB.
    pub bytes: Vec<u8>,
    /// The index of the face in the collection; 0 in a file of one face.
    pub index: u32,
}

impl AsRef<[u8]> for SystemFace {
    /// Returns the whole file, so that a font library can keep the face instead of a copy of its bytes.
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The ISO 639 languages that editions are likely to use; others get a warning.
const KNOWN_LANGUAGES: [&str; 90] = [
    "am", "ar", "as", "az", "be", "bg", "bn", "bo", "ca", "ckb", "cs", "da", "de", "dz", "el", "en", "eo", "es", "et",
    "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km",
    "kn", "ko", "kok", "ks", "ku", "la", "lb", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "mt", "my", "nb", "ne", "nl",
    "nn", "no", "or", "pa", "pl", "ps", "pt", "ro", "ru", "sa", "sd", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta",
    "te", "tg", "th", "tk", "tl", "tr", "ug", "uk", "ur", "uz", "vi", "yue", "zh", "zu",
];

impl Language {
    /// Returns the primary subtag in lower case: `zh` for `zh-Hans-CN`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// Returns whether the tag has the form of RFC 5646: subtags of 1 to 8 letters or digits, the first of 2 to 8
    /// letters.
    pub fn is_well_formed(&self) -> bool {
        let mut subtags = self.0.split('-');
        subtags.next().is_some_and(|s| (2..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphabetic()))
            && subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
    }

    /// Returns whether the primary subtag is a language that this program knows.
    pub fn is_known(&self) -> bool {
        KNOWN_LANGUAGES.contains(&self.primary().as_str())
    }

    /// Returns the script to set the text in: that of the script subtag, or else the usual one of the language.
    pub fn script(&self) -> Script {
        let subtags: Vec<String> = self.0.split('-').map(str::to_ascii_lowercase).collect();
        let has = |tag: &str| subtags.iter().skip(1).any(|s| s == tag);
        match self.primary().as_str() {
            _ if has("arab") => Script::Arabic,
            _ if has("deva") => Script::Devanagari,
            _ if has("latn") => Script::Latin,
            "zh" | "yue" if has("hant") || has("tw") || has("hk") || has("mo") => Script::HanTraditional,
            "zh" | "yue" => Script::HanSimplified,
            "ja" => Script::Japanese,
            "ko" => Script::Korean,
            "hi" | "mr" | "ne" | "sa" | "kok" => Script::Devanagari,
            "ar" | "fa" | "ur" | "ps" | "sd" | "ks" | "ug" | "ckb" => Script::Arabic,
            _ => Script::Latin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Script};

    #[test]
    fn the_script_follows_the_tag() {
        for (tag, script) in [
            ("en-GB", Script::Latin),
            ("zh-Hans", Script::HanSimplified),
            ("zh-TW", Script::HanTraditional),
            ("hi", Script::Devanagari),
            ("ur", Script::Arabic),
            ("hi-Latn", Script::Latin),
        ] {
            assert_eq!(Language::from(tag).script(), script, "{tag}");
        }
    }

    #[test]
    fn a_tag_with_another_form_is_not_well_formed() {
        for bad in ["", "e", "english language", "en_GB", "12"] {
            assert!(!Language::from(bad).is_well_formed(), "{bad}");
        }
        assert!(!Language::from("xx").is_known());
    }
}
