//! The fonts of a PDF, and replacement of letters without a glyph.

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, is_default_ignorable};

use crate::model::bundled_faces as faces;
use crate::model::{Script, SystemFace};

/// The bundled fonts, each under a family name of its own, so that a list of families selects them one by one.
static BUNDLED: [(&str, &&[u8]); 11] = [
    ("Literata", &faces::LITERATA),
    ("Literata", &faces::LITERATA_ITALIC),
    ("Literata Extended", &faces::LITERATA_EXTENDED),
    ("Literata Extended", &faces::LITERATA_ITALIC_EXTENDED),
    ("Literata Greek", &faces::LITERATA_GREEK),
    ("Literata Cyrillic", &faces::LITERATA_CYRILLIC),
    ("Atkinson", &faces::ATKINSON),
    ("Atkinson", &faces::ATKINSON_ITALIC),
    ("Atkinson Extended", &faces::ATKINSON_EXTENDED),
    ("Naskh", &faces::ARABIC),
    ("Devanagari", &faces::DEVANAGARI),
];

/// The families for Latin, Greek and Cyrillic, in order of preference.
const READING_FAMILIES: [&str; 4] = ["Literata", "Literata Extended", "Literata Greek", "Literata Cyrillic"];

/// The families for labels.
const INTERFACE_FAMILIES: [&str; 2] = ["Atkinson", "Atkinson Extended"];

/// Substitutes for letters without a glyph, in order of preference.
const SUBSTITUTES: [char; 3] = ['□', '\u{fffd}', '?'];

pub(super) struct Fonts {
    pub(super) fonts: Vec<Font>,
    infos: Vec<FontInfo>,
    system: Vec<(Script, String)>,
}

impl Fonts {
    /// Loads the bundled fonts and the faces of the system. Unreadable ones are ignored.
    pub(super) fn new(faces: Vec<SystemFace>) -> Self {
        let mut fonts = Self { fonts: Vec::new(), infos: Vec::new(), system: Vec::new() };
        for (family, bytes) in BUNDLED {
            fonts.add(family, Bytes::new(*bytes), 0);
        }
        for face in faces {
            let (script, index) = (face.script, face.index);
            let family = format!("System {script:?}");
            if fonts.add(&family, Bytes::new(face), index) {
                fonts.system.push((script, family));
            }
        }
        fonts
    }

    fn add(&mut self, family: &str, bytes: Bytes, index: u32) -> bool {
        let Some(font) = Font::new(bytes, index) else { return false };
        self.infos.push(FontInfo { family: family.to_owned(), ..font.info().clone() });
        self.fonts.push(font);
        true
    }

    /// Returns the font metadata for typst.
    pub(super) fn book(&self) -> FontBook {
        FontBook::from_infos(self.infos.iter().cloned())
    }

    /// Returns the families for each script name of the template.
    pub(super) fn families(&self) -> Value {
        let with = |first: Vec<&str>| -> Value {
            let system = self.system.iter().map(|(_, family)| family.as_str());
            let rest = READING_FAMILIES.into_iter().chain(["Naskh", "Devanagari"]).chain(system);
            let mut all = first;
            for family in rest {
                if !all.contains(&family) {
                    all.push(family);
                }
            }
            all.into()
        };
        let system_families = |script: Script| -> Vec<&str> {
            self.system
                .iter()
                .filter(|(of_script, _)| *of_script == script)
                .map(|(_, family)| family.as_str())
                .collect()
        };
        let pairs = [
            ("latin", with(READING_FAMILIES.to_vec())),
            ("interface", with(INTERFACE_FAMILIES.to_vec())),
            ("arabic", with(vec!["Naskh"])),
            ("devanagari", with(vec!["Devanagari"])),
            ("hans", with(system_families(Script::HanSimplified))),
            ("hant", with(system_families(Script::HanTraditional))),
            ("japanese", with(system_families(Script::Japanese))),
            ("korean", with(system_families(Script::Korean))),
        ];
        pairs.into_iter().map(|(name, list)| (name.to_owned(), list)).collect::<serde_json::Map<_, _>>().into()
    }

    fn has(&self, letter: char) -> bool {
        letter.is_whitespace()
            || is_default_ignorable(letter)
            || self.infos.iter().any(|info| info.coverage.contains(u32::from(letter)))
    }

    /// Replaces every letter without a glyph by a box, since PDF/UA forbids missing glyphs. Returns the number of
    /// replaced letters.
    pub(super) fn replace_missing(&self, data: &mut Value) -> usize {
        let substitute = SUBSTITUTES.into_iter().find(|sign| self.has(*sign)).unwrap_or('?');
        let mut has_glyph = std::collections::HashMap::new();
        let mut count = 0;
        for_each_string(data, &mut |text| {
            if text.is_ascii() {
                return;
            }
            let mut missing = |letter: char| !*has_glyph.entry(letter).or_insert_with(|| self.has(letter));
            if text.chars().any(&mut missing) {
                let replaced = text.chars().map(|c| if missing(c) { substitute } else { c }).collect();
                count += text.chars().filter(|c| missing(*c)).count();
                *text = replaced;
            }
        });
        count
    }
}

fn for_each_string(value: &mut Value, with: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => with(text),
        Value::Array(list) => list.iter_mut().for_each(|value| for_each_string(value, with)),
        Value::Object(fields) => fields.iter_mut().for_each(|(_, value)| for_each_string(value, with)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the scripts in the data without a bundled font.
pub(super) fn missing_scripts(data: &Value) -> Vec<Script> {
    let mut found = Vec::new();
    collect_scripts(data, Script::HanSimplified, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// Collects the scripts in the data. Han letters have the script of the text that contains them.
fn collect_scripts(value: &Value, text_script: Script, found: &mut Vec<Script>) {
    match value {
        Value::String(text) if !text.is_ascii() => {
            for letter in text.chars() {
                if let Some(script) = script_of(letter, text_script)
                    && found.last() != Some(&script)
                {
                    found.push(script);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect_scripts(value, text_script, found)),
        Value::Object(fields) => {
            let text_script = match fields.get("script").and_then(Value::as_str) {
                Some("hant") => Script::HanTraditional,
                Some("japanese") => Script::Japanese,
                Some("korean") => Script::Korean,
                Some("hans") => Script::HanSimplified,
                _ => text_script,
            };
            fields.values().for_each(|value| collect_scripts(value, text_script, found));
        }
        _ => {}
    }
}

fn script_of(letter: char, text_script: Script) -> Option<Script> {
    match letter {
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Some(Script::Japanese),
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Some(Script::Korean),
        '\u{2e80}'..='\u{303f}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => Some(text_script),
        _ => None,
    }
}

/// Returns the warning about letters without a glyph, if there are any, which names the scripts without a face.
pub(super) fn warnings(missing: &[Script], replaced: usize) -> Vec<String> {
    if replaced == 0 {
        return Vec::new();
    }
    let letters = if replaced == 1 { "One letter has".to_owned() } else { format!("{replaced} letters have") };
    let mut text = format!("{letters} no face here, so boxes stand in their place.");
    let names: Vec<&str> = missing.iter().filter_map(|script| script_name(*script)).collect();
    if !names.is_empty() {
        text.push_str(&format!(
            " No face for {} was found on this system. On Debian: apt-get install fonts-noto-cjk",
            names.join(" and ")
        ));
    }
    vec![text]
}

fn script_name(script: Script) -> Option<&'static str> {
    match script {
        Script::HanSimplified => Some("Chinese"),
        Script::HanTraditional => Some("traditional Chinese"),
        Script::Japanese => Some("Japanese"),
        Script::Korean => Some("Korean"),
        Script::Latin | Script::Devanagari | Script::Arabic => None,
    }
}
