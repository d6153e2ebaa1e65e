//! OpenDocument texts (`.odt`, `.ott`), as LibreOffice writes them.
//!
//! There is no maintained library for them, and the format is plain: the text is one XML file. What is left out and
//! where notes are put is as in Word documents.

mod styles;
mod text;

use self::text::OdtReader;
use super::archive::{Archive, UnpackedEntry};
use super::metadata::collapsed;
use super::styled_document::{self, DocumentInfo, StyledParagraph};
use super::xml::{self, XmlEvent, XmlReader};
use super::{ImportError, Imported};
use crate::model::Language;
use crate::model::progress::Progress;

/// Reads an OpenDocument text.
///
/// # Errors
/// When it is damaged, protected, too large or has no text.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Imported, ImportError> {
    let mut archive = Archive::open(bytes)?;
    check_encryption(&mut archive)?;
    let Some(content) = archive.read_partial("content.xml")? else {
        return Err(ImportError::unreadable(
            "this archive has no OpenDocument text in it; if it is another format, save it as .odt",
        ));
    };
    let mut odt = OdtReader::default();
    if let Some(root) = archive.read("styles.xml")?.and_then(|bytes| xml::parse(&bytes)) {
        root.elements().filter(|e| matches!(&*e.name, "styles" | "automatic-styles")).for_each(|e| odt.styles.add(e));
    }
    let metadata = archive.read("meta.xml")?.and_then(|bytes| xml::parse(&bytes)).unwrap_or_default();
    let metadata = metadata.child("meta").cloned().unwrap_or_default();
    let paragraphs = read_body(&mut odt, &content, progress)?;
    odt.issues.damaged_parts = archive.into_damaged_parts();
    let property = |name: &str| collapsed(&metadata.child(name)?.text());
    let language = property("language").or_else(|| odt.styles.language.clone());
    let info = DocumentInfo {
        format: "OpenDocument text",
        title: property("title"),
        byline: property("initial-creator").or_else(|| property("creator")),
        language: language.map(|tag| Language::from(&*tag)).filter(Language::is_well_formed),
    };
    styled_document::build_article(info, paragraphs, std::mem::take(&mut odt.notes), &odt.issues)
}

fn check_encryption(archive: &mut Archive<'_>) -> Result<(), ImportError> {
    let manifest = archive.read("META-INF/manifest.xml")?.and_then(|bytes| xml::parse(&bytes)).unwrap_or_default();
    if manifest.descendants().iter().any(|e| *e.name == *"encryption-data") {
        return Err(ImportError::unreadable(
            "this document is protected by a password; open it in LibreOffice and save it without one",
        ));
    }
    Ok(())
}

fn read_body(
    odt: &mut OdtReader,
    content: &UnpackedEntry,
    progress: &Progress,
) -> Result<Vec<StyledParagraph>, ImportError> {
    let text = xml::decode(&content.bytes);
    let mut reader = XmlReader::new(&text);
    let mut paragraphs = Vec::new();
    while let Some(event) = reader.next_event() {
        let XmlEvent::Start(element) = event else { continue };
        progress.report(reader.position(), text.len())?;
        match &*element.name {
            "document-content" | "body" | "text" | "section" => {}
            "automatic-styles" => odt.styles.add(&reader.read_element(element)),
            "scripts" | "font-face-decls" | "tracked-changes" => reader.skip_element(),
            _ => {
                let element = reader.read_element(element);
                odt.read_block(&element, &mut paragraphs);
            }
        }
    }
    odt.issues.truncated = reader.truncated || !content.is_complete;
    Ok(paragraphs)
}
