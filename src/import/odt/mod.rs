//! OpenDocument texts (`.odt`, `.ott`), as LibreOffice writes them.
//!
//! There is no library for them that is kept up, and the format is plain: the text is one XML file. What is left out
//! and where notes stand is as with Word documents.

mod styles;
mod text;

use self::text::Walk;
use super::archive::{Archive, Part, unreadable};
use super::pieces::{self, Piece};
use super::xml::{self, Reader, Step};
use super::{ImportError, Imported, Wish};
use crate::model::Language;
use crate::model::progress::Progress;

/// Reads an OpenDocument text.
///
/// # Errors
/// When it is damaged, protected, too large or has no text.
pub(super) fn read(name: &str, bytes: &[u8], _wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    let mut archive = Archive::open(bytes)?;
    locked(&mut archive)?;
    let Some(content) = archive.as_far_as_whole("content.xml")? else {
        return Err(unreadable(
            "this archive has no OpenDocument text in it; if it is another format, save it as .odt",
        ));
    };
    let mut walk = Walk::default();
    if let Some(root) = archive.read("styles.xml")?.and_then(|bytes| xml::tree(&bytes)) {
        root.elements().filter(|e| matches!(&*e.name, "styles" | "automatic-styles")).for_each(|e| walk.styles.add(e));
    }
    let about = archive.read("meta.xml")?.and_then(|bytes| xml::tree(&bytes)).unwrap_or_default();
    let about = about.child("meta").cloned().unwrap_or_default();
    let pieces = body(&mut walk, &content, progress)?;
    walk.seen.faulty = archive.faulty();
    let said = |name: &str| {
        let text = about.child(name)?.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let language = said("language").or_else(|| walk.styles.language.clone());
    let about = pieces::About {
        name: name.to_owned(),
        format: "OpenDocument text",
        title: said("title"),
        byline: said("initial-creator").or_else(|| said("creator")),
        language: language.map(|tag| Language::from(&*tag)).filter(Language::is_well_formed),
    };
    pieces::imported(about, pieces, std::mem::take(&mut walk.notes), &walk.seen)
}

/// Refuses a document that is encrypted.
fn locked(archive: &mut Archive<'_>) -> Result<(), ImportError> {
    let manifest = archive.read("META-INF/manifest.xml")?.and_then(|bytes| xml::tree(&bytes)).unwrap_or_default();
    if manifest.descendants().iter().any(|e| *e.name == *"encryption-data") {
        return Err(unreadable(
            "this document is protected by a password; open it in LibreOffice and save it without one",
        ));
    }
    Ok(())
}

fn body(walk: &mut Walk, content: &Part, progress: &Progress) -> Result<Vec<Piece>, ImportError> {
    let text = xml::decode(&content.bytes);
    let mut reader = Reader::new(&text);
    let mut pieces = Vec::new();
    while let Some(step) = reader.step() {
        let Step::Begin(element) = step else { continue };
        progress.report(reader.position(), text.len())?;
        match &*element.name {
            "document-content" | "body" | "text" | "section" => {}
            "automatic-styles" => walk.styles.add(&reader.tree(element)),
            "scripts" | "font-face-decls" | "tracked-changes" => reader.skip(),
            _ => {
                let tree = reader.tree(element);
                walk.block(&tree, &mut pieces);
            }
        }
    }
    walk.seen.broken = reader.broken || !content.whole;
    Ok(pieces)
}
