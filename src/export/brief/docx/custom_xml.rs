//! The whole brief, embedded in its Word file to restore what Word cannot represent.

use super::{OFFICE, RELATIONS, escaped};
use crate::export::brief::BriefError;
use crate::model::{BRIEF_NAMESPACE, Brief};

/// The id of the custom XML part. It is constant because a file has one brief.
const ITEM_ID: &str = "{6B0B2E1C-6E5D-4C37-9F0B-5A3C1D7E2B41}";

/// Returns the brief as JSON in one XML element. Characters that XML does not allow are written as JSON escapes.
pub(super) fn text(brief: &Brief) -> Result<String, BriefError> {
    let json = serde_json::to_string(brief)?;
    let mut escaped_json = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // They occur only inside strings, where JSON allows escapes.
            '\u{fffe}' | '\u{ffff}' => escaped_json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped_json.push(c),
        }
    }
    Ok(format!("<brief xmlns=\"{BRIEF_NAMESPACE}\">{}</brief>", escaped(&escaped_json)))
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
        "<ds:datastoreItem ds:itemID=\"{ITEM_ID}\" xmlns:ds=\"{space}\"><ds:schemaRefs>\
         <ds:schemaRef ds:uri=\"{BRIEF_NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>"
    )
}
