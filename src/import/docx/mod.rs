//! Word documents since 2007 (`.docx`, `.docm`): the main part, its styles, lists and notes.
//!
//! The main part is read a block at a time, so that a file of hundreds of megabytes needs the memory of its longest
//! table. Notes stand at the end as list items with their numbers. Comments, headers and footers, hidden and deleted
//! text, and tables of contents are left out.

mod blocks;
mod fields;
mod inline;

mod numbering;
mod parts;

mod styles;

use std::collections::{HashMap, HashSet};

use self::fields::Fields;
use self::inline::Walk;

pub(super) use self::fields::{is_contents, link};
use self::numbering::Numbering;
pub(super) use self::numbering::number;
use self::parts::{About, Relations};
use self::styles::Styles;
use super::archive::{Archive, unreadable};
use super::pieces::{self, Piece};
use super::xml::{self, Reader, Step};
use super::{ImportError, Imported, Wish};
use crate::model::Language;
use crate::model::progress::Progress;

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, protected, too large or has no text.
pub(super) fn read(name: &str, bytes: &[u8], _wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    let mut archive = Archive::open(bytes)?;
    let top = Relations::of(&mut archive, "")?;
    let main =
        top.part("officeDocument").filter(|path| archive.has(path)).unwrap_or_else(|| "word/document.xml".into());
    let Some(document) = archive.read(&main)? else {
        return Err(unreadable("this archive has no Word document in it; if it is another format, save it as .docx"));
    };
    let relations = Relations::of(&mut archive, &main)?;
    let mut part = |kind: &str, path: &str| {
        let path = relations.part(kind).or_else(|| top.part(kind)).unwrap_or_else(|| path.to_owned());
        Ok::<_, ImportError>(archive.read(&path)?.and_then(|bytes| xml::tree(&bytes)).unwrap_or_default())
    };
    let about = About::read(&part("core-properties", "docProps/core.xml")?);
    let mut walk = Walk {
        styles: Styles::read(&part("styles", "word/styles.xml")?),
        numbering: Numbering::read(&part("numbering", "word/numbering.xml")?),
        links: relations.links(),
        ..Walk::default()
    };
    let pieces = body(&mut walk, &document, progress)?;
    let notes = notes(&mut walk, &mut archive, &relations)?;
    let about = pieces::About {
        name: name.to_owned(),
        format: "Word document",
        title: about.title,
        byline: about.author,
        date: about.created,
        language: language(&walk, about.language),
    };
    pieces::imported(about, pieces, notes, &walk.seen)
}

/// All paragraphs of the main part.
fn body(walk: &mut Walk, document: &[u8], progress: &Progress) -> Result<Vec<Piece>, ImportError> {
    let text = xml::decode(document);
    let mut reader = Reader::new(&text);
    let mut pieces = Vec::new();
    let mut contents = false;
    while let Some(step) = reader.step() {
        let Step::Begin(element) = step else { continue };
        progress.reach(reader.position(), text.len())?;
        match &*element.name {
            "document" | "body" | "sdt" | "customXml" | "ins" | "moveTo" | "smartTag" => {}
            "sdtPr" => contents = blocks::is_contents(&reader.tree(element)),
            "sdtContent" if std::mem::take(&mut contents) => {
                walk.seen.contents = true;
                reader.skip();
            }
            "sdtContent" => {}
            "p" | "tbl" | "AlternateContent" | "altChunk" | "oMathPara" | "oMath" => {
                let tree = reader.tree(element);
                walk.block(&tree, &mut pieces);
            }
            _ => reader.skip(),
        }
    }
    walk.end_joined(&mut pieces);
    walk.seen.contents |= walk.fields.contents;
    walk.seen.broken = reader.broken;
    Ok(pieces)
}

/// The notes that were referred to, in the order of their first places.
fn notes(walk: &mut Walk, archive: &mut Archive<'_>, relations: &Relations) -> Result<Vec<Vec<Piece>>, ImportError> {
    let mut found: HashMap<(bool, String), Vec<Piece>> = HashMap::new();
    let asked = std::mem::take(&mut walk.notes);
    for (of_end, kind) in [(false, "footnotes"), (true, "endnotes")] {
        let wanted: HashSet<&str> = asked.iter().filter(|(end, _)| *end == of_end).map(|(_, id)| id.as_str()).collect();
        if wanted.is_empty() {
            continue;
        }
        let path = relations.part(kind).unwrap_or_else(|| format!("word/{kind}.xml"));
        let root = archive.read(&path)?.and_then(|bytes| xml::tree(&bytes)).unwrap_or_default();
        walk.links = Relations::of(archive, &path)?.links();
        for note in root.elements().filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal")) {
            let Some(id) = note.attribute("id").filter(|id| wanted.contains(id)) else { continue };
            let mut pieces = Vec::new();
            walk.fields = Fields::default();
            walk.blocks(note, &mut pieces);
            walk.end_joined(&mut pieces);
            found.insert((of_end, id.to_owned()), pieces);
        }
    }
    Ok(asked.iter().filter_map(|key| found.remove(key)).collect())
}

/// The language of most letters, by what each word is said to be in, else what the document says of itself.
fn language(walk: &Walk, said: Option<String>) -> Option<Language> {
    let most = walk.letters.iter().max_by_key(|(_, letters)| *letters).map(|(tag, _)| tag.to_string());
    let tags = [said, most].into_iter().flatten().map(|tag| Language::from(tag.trim()));
    tags.filter(Language::is_well_formed).find(Language::is_known)
}
