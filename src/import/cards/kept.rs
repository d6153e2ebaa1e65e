//! What Parallax keeps in its own Word files beside their text.

use crate::import::xml::Element;
use crate::model::{BRIEF_FORMAT, Brief};

/// The name of the element that it is kept in.
const NAMESPACE: &str = "urn:parallax:brief";

/// The brief that a file was made of, and whether there is one that cannot be read.
pub(super) fn read(foreign: &[Element]) -> (Option<Brief>, bool) {
    let ours = |root: &&Element| *root.name == *"brief" && root.attribute("xmlns") == Some(NAMESPACE);
    let Some(root) = foreign.iter().find(ours) else { return (None, false) };
    let brief = serde_json::from_str(&root.text()).ok().filter(|brief: &Brief| brief.format <= BRIEF_FORMAT);
    let unread = brief.is_none();
    (brief, unread)
}
