//! The bundled font faces, and the font family of each script.
//!
//! There is one family per script instead of a fallback per letter: a fallback breaks joined Urdu words and picks
//! Japanese glyphs for Chinese.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::model::bundled_faces as faces;
use crate::model::{Script, SystemFace};
use crate::state::{Action, AppState, Face};

/// The family of the interface.
pub const INTERFACE: &str = "atkinson";

/// Returns the family of a script. For Latin that is the interface's; the article's is the reader's choice.
pub fn family_of(script: Script) -> &'static str {
    match script {
        Script::Latin => INTERFACE,
        Script::HanSimplified => "han-simplified",
        Script::HanTraditional => "han-traditional",
        Script::Japanese => "japanese",
        Script::Korean => "korean",
        Script::Devanagari => "devanagari",
        Script::Arabic => "arabic",
    }
}

/// Returns whether a bundled face covers a script.
fn is_bundled(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Devanagari | Script::Arabic)
}

/// Returns the upright, italic and bold families of a reading face. Bold is `None` where the upright face has a weight
/// axis.
pub fn families(face: Face) -> (&'static str, &'static str, Option<&'static str>) {
    match face {
        Face::Literata => ("literata", "literata-italic", None),
        Face::Atkinson => ("atkinson", "atkinson-italic", None),
        Face::OpenDyslexic => ("opendyslexic", "opendyslexic-italic", Some("opendyslexic-bold")),
    }
}

/// Returns whether a family belongs to a reading face rather than to another script.
pub fn is_latin(family: &str) -> bool {
    FAMILIES.iter().any(|(name, _)| *name == family) && !matches!(family, "arabic" | "devanagari")
}

/// Returns the bundled faces by name.
fn bundled() -> [(&'static str, &'static [u8]); 14] {
    [
        ("literata", faces::LITERATA),
        ("literata-ext", faces::LITERATA_EXTENDED),
        ("literata-greek", faces::LITERATA_GREEK),
        ("literata-cyrillic", faces::LITERATA_CYRILLIC),
        ("literata-italic", faces::LITERATA_ITALIC),
        ("literata-italic-ext", faces::LITERATA_ITALIC_EXTENDED),
        ("atkinson", faces::ATKINSON),
        ("atkinson-ext", faces::ATKINSON_EXTENDED),
        ("atkinson-italic", faces::ATKINSON_ITALIC),
        ("opendyslexic", faces::OPEN_DYSLEXIC),
        ("opendyslexic-italic", faces::OPEN_DYSLEXIC_ITALIC),
        ("opendyslexic-bold", faces::OPEN_DYSLEXIC_BOLD),
        ("naskh", faces::ARABIC),
        ("devanagari", faces::DEVANAGARI),
    ]
}

/// The families, each with the faces that are tried first.
const FAMILIES: [(&str, &[&str]); 9] = [
    ("literata", &["literata", "literata-ext"]),
    ("literata-italic", &["literata-italic", "literata-italic-ext"]),
    ("atkinson", &["atkinson", "atkinson-ext"]),
    ("atkinson-italic", &["atkinson-italic", "atkinson-ext"]),
    ("opendyslexic", &["opendyslexic"]),
    ("opendyslexic-italic", &["opendyslexic-italic"]),
    ("opendyslexic-bold", &["opendyslexic-bold"]),
    ("arabic", &["naskh"]),
    ("devanagari", &["devanagari"]),
];

/// Faces that every family falls back to, so that a rare character is not a box.
const FALLBACK: [&str; 8] = [
    "literata",
    "literata-ext",
    "literata-greek",
    "literata-cyrillic",
    "atkinson-ext",
    "opendyslexic",
    "naskh",
    "devanagari",
];

/// Returns the font definitions: the bundled faces and those of the system, shared with the caller.
pub fn definitions(system: &[Arc<SystemFace>]) -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in bundled() {
        let mut data = FontData::from_static(bytes);
        // epaint centres the faces of a line by their heights, which puts these two above the Latin baseline.
        data.tweak.y_offset_factor = match name {
            "devanagari" => 0.2,
            "naskh" => 0.1,
            _ => 0.0,
        };
        fonts.font_data.insert(name.into(), Arc::new(data));
    }
    let mut bind = |family: &str, first: &[&str]| {
        let rest = FALLBACK.iter().filter(|face| !first.contains(*face));
        // Text fields use a single family, so the system's faces are its last fallback.
        let found = system.iter().map(|face| family_of(face.script));
        let list = first.iter().copied().chain(rest.copied()).chain(found).map(str::to_owned).collect();
        fonts.families.insert(FontFamily::Name(family.into()), list);
    };
    for (family, first) in FAMILIES {
        bind(family, first);
    }
    for script in [Script::HanSimplified, Script::HanTraditional, Script::Japanese, Script::Korean] {
        let family = family_of(script);
        let found = system.iter().find(|face| face.script == script);
        bind(family, if found.is_some() { std::slice::from_ref(&family) } else { &[] });
    }
    for face in system {
        let data = FontData::from_blob(Arc::<SystemFace>::clone(face), face.index);
        fonts.font_data.insert(family_of(face.script).into(), Arc::new(data));
    }
    let interface = fonts.families.get(&FontFamily::Name(INTERFACE.into())).cloned().unwrap_or_default();
    fonts.families.insert(FontFamily::Proportional, interface.clone());
    fonts.families.insert(FontFamily::Monospace, interface);
    fonts
}

/// Requests the system's faces for the scripts in a text that no bundled face covers and that have not been requested
/// before; `home` is the script of the text's language.
pub fn request_faces(state: &AppState, text: &str, home: Script, out: &mut Vec<Action>) {
    if text.is_ascii() {
        return;
    }
    let is_missing = |script: &Script| !is_bundled(*script) && !state.scripts.contains(script);
    let missing: BTreeSet<Script> = text.chars().filter_map(|c| Script::of(c, home)).filter(is_missing).collect();
    out.extend(missing.into_iter().map(Action::NeedScript));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::FontFamily;

    use super::{INTERFACE, definitions, family_of};
    use crate::model::{Script, SystemFace};

    #[test]
    fn text_fields_fall_back_to_the_faces_of_the_system() {
        let face = SystemFace { script: Script::HanSimplified, bytes: Vec::new(), index: 0 };
        let fonts = definitions(&[Arc::new(face)]);
        let faces = &fonts.families[&FontFamily::Name(INTERFACE.into())];
        assert_eq!(faces.last().map(String::as_str), Some(family_of(Script::HanSimplified)));
    }
}
