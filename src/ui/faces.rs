//! The faces that come with the program, and families by script.
//!
//! One family per script rather than fall-back per letter: falling back breaks joined Urdu words
//! and picks Japanese shapes for Chinese.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::model::Script;
use crate::session::Face;

/// The family of the interface.
pub const INTERFACE: &str = "atkinson";

macro_rules! faces {
    ($($name:literal = $file:literal),* $(,)?) => {
        [$(($name, &include_bytes!(concat!("../../assets/fonts/", $file))[..])),*]
    };
}

/// A face found on the system: its bytes and its place in the file.
#[derive(Clone, Debug)]
pub struct SystemFace {
    /// The script it is for.
    pub script: Script,
    /// The file, shared: such a collection has 26 MB.
    pub bytes: Arc<Vec<u8>>,
    /// The face inside a collection.
    pub index: u32,
}

/// The family that a script is set in, apart from Latin, whose family is the reader's choice.
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

/// Whether the program brings a face for a script.
pub fn is_bundled(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Devanagari | Script::Arabic)
}

/// The families of a reading face: upright, italic and bold; bold is a weight of the upright where that varies.
pub fn families(face: Face) -> (&'static str, &'static str, Option<&'static str>) {
    match face {
        Face::Literata => ("literata", "literata-italic", None),
        Face::Atkinson => ("atkinson", "atkinson-italic", None),
        Face::OpenDyslexic => ("opendyslexic", "opendyslexic-italic", Some("opendyslexic-bold")),
    }
}

/// All faces and families, with those found on the system.
pub fn definitions(system: &[SystemFace]) -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let bundled = faces![
        "literata" = "Literata-wght.ttf",
        "literata-ext" = "Literata-ext-wght.ttf",
        "literata-italic" = "Literata-Italic-wght.ttf",
        "literata-italic-ext" = "Literata-Italic-ext-wght.ttf",
        "atkinson" = "AtkinsonHyperlegibleNext-wght.ttf",
        "atkinson-ext" = "AtkinsonHyperlegibleNext-ext-wght.ttf",
        "atkinson-italic" = "AtkinsonHyperlegibleNext-Italic-wght.ttf",
        "opendyslexic" = "OpenDyslexic-Regular.ttf",
        "opendyslexic-italic" = "OpenDyslexic-Italic.ttf",
        "opendyslexic-bold" = "OpenDyslexic-Bold.ttf",
        "naskh" = "NotoNaskhArabic-Regular.ttf",
        "devanagari" = "NotoSerifDevanagari-Regular.ttf",
    ];
    for (name, bytes) in bundled {
        let mut data = FontData::from_static(bytes);
        // epaint centres faces of one line by their heights; these two then stand above the Latin base line.
        data.tweak.y_offset_factor = match name {
            "devanagari" => 0.2,
            "naskh" => 0.1,
            _ => 0.0,
        };
        fonts.font_data.insert(name.into(), Arc::new(data));
    }
    let mut families: Vec<(&str, Vec<String>)> = vec![
        ("literata", names(&["literata", "literata-ext"])),
        ("literata-italic", names(&["literata-italic", "literata-italic-ext"])),
        ("atkinson", names(&["atkinson", "atkinson-ext"])),
        ("atkinson-italic", names(&["atkinson-italic", "atkinson-ext"])),
        ("opendyslexic", names(&["opendyslexic"])),
        ("opendyslexic-italic", names(&["opendyslexic-italic"])),
        ("opendyslexic-bold", names(&["opendyslexic-bold"])),
        ("arabic", names(&["naskh"])),
        ("devanagari", names(&["devanagari"])),
    ];
    for script in [Script::HanSimplified, Script::HanTraditional, Script::Japanese, Script::Korean] {
        let mut list = Vec::new();
        if let Some(face) = system.iter().find(|f| f.script == script) {
            let name = family_of(script);
            let data = FontData::from_blob(Arc::<Vec<u8>>::clone(&face.bytes), face.index);
            fonts.font_data.insert(name.into(), Arc::new(data));
            list.push(name.to_owned());
        }
        families.push((family_of(script), list));
    }
    // Whatever a family lacks is looked for in the widest bundled faces, so that a rare sign is not a box.
    let last = ["literata", "literata-ext", "atkinson-ext", "opendyslexic", "naskh", "devanagari"];
    for (family, mut list) in families {
        list.extend(last.iter().filter(|n| !list.iter().any(|l| l == *n)).map(|n| (*n).to_owned()).collect::<Vec<_>>());
        fonts.families.insert(FontFamily::Name(family.into()), list);
    }
    let interface = fonts.families.get(&FontFamily::Name(INTERFACE.into())).cloned().unwrap_or_default();
    fonts.families.insert(FontFamily::Proportional, interface.clone());
    fonts.families.insert(FontFamily::Monospace, interface);
    fonts
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}
