//! The faces that pages are set in, and letters for which there is none.

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, is_default_ignorable};

use crate::export::handout::Face;
use crate::model::Script;

macro_rules! bundled {
    ($($family:literal: $file:literal),* $(,)?) => {
        [$(($family, include_bytes!(concat!("../../../../assets/fonts/", $file)) as &[u8])),*]
    };
}

/// Faces inside the program, each under a family of its own, so that a list of families names them one by one.
const BUNDLED: [(&str, &[u8]); 11] = bundled![
    "Literata": "Literata-wght.ttf",
    "Literata": "Literata-Italic-wght.ttf",
    "Literata Extended": "Literata-ext-wght.ttf",
    "Literata Extended": "Literata-Italic-ext-wght.ttf",
    "Literata Greek": "Literata-greek-wght.ttf",
    "Literata Cyrillic": "Literata-cyrillic-wght.ttf",
    "Atkinson": "AtkinsonHyperlegibleNext-wght.ttf",
    "Atkinson": "AtkinsonHyperlegibleNext-Italic-wght.ttf",
    "Atkinson Extended": "AtkinsonHyperlegibleNext-ext-wght.ttf",
    "Naskh": "NotoNaskhArabic-Regular.ttf",
    "Devanagari": "NotoSerifDevanagari-Regular.ttf",
];

/// Families for Latin, Greek and Cyrillic, in the order they are tried.
const READING: [&str; 4] = ["Literata", "Literata Extended", "Literata Greek", "Literata Cyrillic"];

/// Families for labels.
const INTERFACE: [&str; 2] = ["Atkinson", "Atkinson Extended"];

/// What stands where a letter has no face.
const BOXES: [char; 3] = ['□', '\u{fffd}', '?'];

/// The faces of one handout.
pub(super) struct Letters {
    pub(super) fonts: Vec<Font>,
    infos: Vec<FontInfo>,
    /// Families of the system, by script.
    system: Vec<(Script, String)>,
}

impl Letters {
    /// The bundled faces and those of the system; one that cannot be read is as if it were not there.
    pub(super) fn new(faces: &[Face]) -> Self {
        let mut letters = Self { fonts: Vec::new(), infos: Vec::new(), system: Vec::new() };
        for (family, bytes) in BUNDLED {
            letters.add(family, Bytes::new(bytes), 0);
        }
        for Face { script, bytes, index } in faces {
            let family = format!("System {script:?}");
            if letters.add(&family, Bytes::new(bytes.clone()), *index) {
                letters.system.push((*script, family));
            }
        }
        letters
    }

    fn add(&mut self, family: &str, bytes: Bytes, index: u32) -> bool {
        let Some(font) = Font::new(bytes, index) else { return false };
        self.infos.push(FontInfo { family: family.to_owned(), ..font.info().clone() });
        self.fonts.push(font);
        true
    }

    /// What typst looks faces up in.
    pub(super) fn book(&self) -> FontBook {
        FontBook::from_infos(self.infos.iter().cloned())
    }

    /// The families for a text, by the name of its script in the data.
    pub(super) fn families(&self) -> Value {
        let with = |first: Vec<&str>| -> Value {
            let system = self.system.iter().map(|(_, family)| family.as_str());
            let rest = READING.into_iter().chain(["Naskh", "Devanagari"]).chain(system);
            let mut all = first;
            for family in rest {
                if !all.contains(&family) {
                    all.push(family);
                }
            }
            all.into()
        };
        let of = |script: Script| -> Vec<&str> {
            self.system.iter().filter(|(of, _)| *of == script).map(|(_, family)| family.as_str()).collect()
        };
        let pairs = [
            ("latin", with(READING.to_vec())),
            ("interface", with(INTERFACE.to_vec())),
            ("arabic", with(vec!["Naskh"])),
            ("devanagari", with(vec!["Devanagari"])),
            ("hans", with(of(Script::HanSimplified))),
            ("hant", with(of(Script::HanTraditional))),
            ("japanese", with(of(Script::Japanese))),
            ("korean", with(of(Script::Korean))),
        ];
        pairs.into_iter().map(|(name, list)| (name.to_owned(), list)).collect::<serde_json::Map<_, _>>().into()
    }

    fn has(&self, letter: char) -> bool {
        letter.is_whitespace()
            || is_default_ignorable(letter)
            || self.infos.iter().any(|info| info.coverage.contains(u32::from(letter)))
    }

    /// Puts a box in place of every letter that no face has, since PDF/UA allows no missing glyph; gives their number.
    pub(super) fn replace_missing(&self, data: &mut Value) -> usize {
        let substitute = BOXES.into_iter().find(|sign| self.has(*sign)).unwrap_or('?');
        let mut known = std::collections::HashMap::new();
        let mut count = 0;
        each_text(data, &mut |text| {
            if text.is_ascii() {
                return;
            }
            let mut missing = |letter: char| !*known.entry(letter).or_insert_with(|| self.has(letter));
            if text.chars().any(&mut missing) {
                let replaced = text.chars().map(|c| if missing(c) { substitute } else { c }).collect();
                count += text.chars().filter(|c| missing(*c)).count();
                *text = replaced;
            }
        });
        count
    }
}

/// Calls with every text in the data.
fn each_text(value: &mut Value, with: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => with(text),
        Value::Array(list) => list.iter_mut().for_each(|value| each_text(value, with)),
        Value::Object(fields) => fields.iter_mut().for_each(|(_, value)| each_text(value, with)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The scripts in the data for which the program brings no face.
pub(super) fn scripts(data: &Value) -> Vec<Script> {
    let mut found = Vec::new();
    gather(data, Script::HanSimplified, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// Looks through the data; Han letters belong to the script of the text they stand in.
fn gather(value: &Value, home: Script, found: &mut Vec<Script>) {
    match value {
        Value::String(text) if !text.is_ascii() => {
            for letter in text.chars() {
                if let Some(script) = script_of(letter, home)
                    && found.last() != Some(&script)
                {
                    found.push(script);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| gather(value, home, found)),
        Value::Object(fields) => {
            let home = match fields.get("script").and_then(Value::as_str) {
                Some("hant") => Script::HanTraditional,
                Some("japanese") => Script::Japanese,
                Some("korean") => Script::Korean,
                Some("hans") => Script::HanSimplified,
                _ => home,
            };
            fields.values().for_each(|value| gather(value, home, found));
        }
        _ => {}
    }
}

fn script_of(letter: char, home: Script) -> Option<Script> {
    match letter {
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Some(Script::Japanese),
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Some(Script::Korean),
        '\u{2e80}'..='\u{303f}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => Some(home),
        _ => None,
    }
}

/// What must be said about letters without a face.
pub(super) fn remarks(wanted: &[Script], faces: &[Face], replaced: usize) -> Vec<String> {
    if replaced == 0 {
        return Vec::new();
    }
    let letters = if replaced == 1 { "One letter has".to_owned() } else { format!("{replaced} letters have") };
    let mut text = format!("{letters} no face here, so boxes stand in their place.");
    let missing = wanted.iter().filter(|script| !faces.iter().any(|face| face.script == **script));
    let names: Vec<&str> = missing.filter_map(|script| name_of(*script)).collect();
    if !names.is_empty() {
        text.push_str(&format!(
            " No face for {} was found on this system. On Debian: apt-get install fonts-noto-cjk",
            names.join(" and ")
        ));
    }
    vec![text]
}

fn name_of(script: Script) -> Option<&'static str> {
    match script {
        Script::HanSimplified => Some("Chinese"),
        Script::HanTraditional => Some("traditional Chinese"),
        Script::Japanese => Some("Japanese"),
        Script::Korean => Some("Korean"),
        Script::Latin | Script::Devanagari | Script::Arabic => None,
    }
}
