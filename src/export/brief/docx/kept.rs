//! The whole brief inside its Word file, so that what Word has no place for comes back.

use super::{OFFICE, RELATIONS, escaped};
use crate::export::brief::BriefError;
use crate::model::Brief;

/// The name of the element that holds it.
const NAMESPACE: &str = "urn:parallax:brief";

/// Word tells such parts apart by a number of their own; this is always the same one, since a file has one brief.
const NUMBER: &str = "{6B0B2E1C-6E5D-4C37-9F0B-5A3C1D7E2B41}";

/// The brief as JSON in one element. Characters that XML cannot hold are written by number, as JSON writes them.
pub(super) fn text(brief: &Brief) -> Result<String, BriefError> {
    let json = serde_json::to_string(brief)?;
    let mut whole = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // These stand in strings alone, where JSON allows them as they are.
            '\u{fffe}' | '\u{ffff}' => whole.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => whole.push(c),
        }
    }
    Ok(format!("<brief xmlns=\"{NAMESPACE}\">{}</brief>", escaped(&whole)))
}

pub(super) fn relations() -> String {
    format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/customXmlProps\" \
         Target=\"itemProps1.xml\"/></Relationships>"
    )
}

pub(super) fn properties() -> String {
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    format!(
        "<ds:datastoreItem ds:itemID=\"{NUMBER}\" xmlns:ds=\"{space}\"><ds:schemaRefs>\
         <ds:schemaRef ds:uri=\"{NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>"
    )
}
