//! The whole brief, embedded in its Word file to restore what Word cannot represent.

use super::escaped;
use crate::export::brief::BriefError;
use crate::model::{BRIEF_NAMESPACE, Brief};

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
