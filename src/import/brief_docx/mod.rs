//! Briefs from Word files: a tag with a cite below it becomes a card, a tag without one an analytic.
//!
//! Headings and formatting are recognised by the names, ids and aliases of styles, by outline levels, and by direct
//! formatting. A file that Parallax exported also embeds its brief, from which everything comes back that Word cannot
//! store. Where the embedded brief differs from what Word shows, what Word shows is used.

mod card_text;
mod cite;
mod entry;
mod paragraph;
mod reader;
mod unstyled;
mod warnings;

use super::detect::{self, Format};
use super::docx::read_brief_document;
use super::xml::Element;
use super::{ImportError, MAX_FILE_BYTES};
use crate::model::progress::Progress;
use crate::model::{BRIEF_FORMAT, BRIEF_NAMESPACE, Brief, capitalized};
use paragraph::BriefParagraph;
use reader::BriefReader;

/// Reads a debater's Word file into a brief, with a warning for everything that was left out, moved or is doubtful. The
/// file name becomes the origin of the cards, and the title of a brief that has none.
///
/// # Errors
/// When it is not a Word file, is damaged, protected or too large, or has no text.
pub fn read_brief_docx(name: &str, bytes: &[u8]) -> Result<(Brief, Vec<String>), ImportError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ImportError::unreadable("this file has more than 512 MB; save a part of it as a file of its own"));
    }
    match detect::detect(bytes) {
        Format::Docx => {}
        Format::Unsupported(message) => return Err(ImportError::unreadable(message)),
        _ => {
            let message = "expected a Word file with cards, but this is another format; save it as .docx";
            return Err(ImportError::unreadable(message));
        }
    }
    let document = read_brief_document(bytes, &Progress::default())?;
    let notes: Vec<Vec<BriefParagraph>> = document.notes.into_iter().map(BriefParagraph::from_document).collect();
    let (embedded, is_unreadable) = embedded_brief(&document.custom_xml);
    let mut reader = BriefReader::new(name, document.title, document.language, embedded);
    reader.read_body(BriefParagraph::from_document(document.paragraphs));
    reader.push_notes(notes);
    if !reader.has_content() {
        return Err(document.issues.no_text_error("there is no text in this document"));
    }
    let (brief, issues) = reader.finish();
    let mut warnings = issues.warnings(&document.issues);
    if is_unreadable {
        warnings.push(
            "What Parallax keeps in this file for itself could not be read; sources and omitted words are missing."
                .into(),
        );
    }
    let (brief, limit_warnings) = brief.sanitized();
    warnings.extend(limit_warnings.into_iter().map(|warning| capitalized(&warning) + "."));
    Ok((brief, warnings))
}

/// Returns the brief that a file was exported from, and whether there is one that cannot be read.
fn embedded_brief(custom_xml: &[Element]) -> (Option<Brief>, bool) {
    let is_brief = |root: &&Element| *root.name == *"brief" && root.attribute("xmlns") == Some(BRIEF_NAMESPACE);
    let Some(root) = custom_xml.iter().find(is_brief) else { return (None, false) };
    let brief = serde_json::from_str(&root.text()).ok().filter(|brief: &Brief| brief.format <= BRIEF_FORMAT);
    let is_unreadable = brief.is_none();
    (brief, is_unreadable)
}
