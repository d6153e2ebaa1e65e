//! Word documents since 2007 (`.docx`, `.docm`): the main part, its styles, lists and notes.
//!
//! The main part is read a block at a time, so that a file of hundreds of megabytes needs the memory of its longest
//! table. Notes stand at the end as list items with their numbers. Comments, headers and footers, hidden and deleted
//! text, and tables of contents are left out.

mod blocks;
mod dress;
mod fields;
mod inline;
mod numbering;
mod package;
mod parts;
mod styles;

use std::collections::{HashMap, HashSet};

use self::fields::Fields;
use self::inline::Walk;

pub(super) use self::fields::{is_contents, link};
pub(super) use self::numbering::number;
use self::package::Package;
use self::parts::Relations;
use super::archive::Part;
use super::pieces::{self, Piece, Seen};
use super::xml::{self, Element, Reader, Step};
use super::{ImportError, Imported, Wish};
use crate::model::Language;
use crate::model::progress::Progress;

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, protected, too large or has no text.
pub(super) fn read(name: &str, bytes: &[u8], _wish: &Wish, progress: &Progress) -> Result<Imported, ImportError> {
    let mut package = Package::open(bytes)?;
    let about = package.about()?;
    let mut walk = package.walk()?;
    let pieces = body(&mut walk, &package.document, progress)?;
    let notes = notes(&mut walk, &mut package)?;
    walk.seen.faulty = package.archive.faulty();
    let about = pieces::About {
        name: name.to_owned(),
        format: "Word document",
        title: about.title,
        byline: about.author,
        language: language(&walk, about.language),
    };
    pieces::imported(about, pieces, notes, &walk.seen)
}

/// A Word document with the looks of its words and the places of its paragraphs.
#[derive(Debug, Default)]
pub(super) struct Dressed {
    /// The title among its properties.
    pub(super) title: Option<String>,
    /// The language of most of it.
    pub(super) language: Option<Language>,
    /// Its paragraphs, blank ones too.
    pub(super) pieces: Vec<Piece>,
    /// The notes that were referred to.
    pub(super) notes: Vec<Vec<Piece>>,
    pub(super) seen: Seen,
    /// Parts that other programs have put into the file.
    pub(super) foreign: Vec<Element>,
}

/// Reads a Word document as debaters dress theirs.
///
/// # Errors
/// When it is damaged, protected or too large.
pub(super) fn dressed(bytes: &[u8], progress: &Progress) -> Result<Dressed, ImportError> {
    let mut package = Package::open(bytes)?;
    let about = package.about()?;
    let mut walk = Walk { dressed: true, ..package.walk()? };
    let pieces = body(&mut walk, &package.document, progress)?;
    let notes = notes(&mut walk, &mut package)?;
    let language = language(&walk, about.language);
    let foreign = package.foreign()?;
    walk.seen.faulty = package.archive.faulty();
    Ok(Dressed { title: about.title, language, pieces, notes, seen: walk.seen, foreign })
}

/// All paragraphs of the main part.
fn body(walk: &mut Walk, document: &Part, progress: &Progress) -> Result<Vec<Piece>, ImportError> {
    let text = xml::decode(&document.bytes);
    let mut reader = Reader::new(&text);
    let mut pieces = Vec::new();
    let mut contents = false;
    while let Some(step) = reader.step() {
        let Step::Begin(element) = step else { continue };
        progress.report(reader.position(), text.len())?;
        match &*element.name {
            "ins" | "moveTo" => walk.seen.insertions += 1,
            "document" | "body" | "sdt" | "customXml" | "smartTag" => {}
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
    walk.seen.broken = reader.broken || !document.whole;
    Ok(pieces)
}

/// The notes that were referred to, in the order of their first places.
fn notes(walk: &mut Walk, package: &mut Package<'_>) -> Result<Vec<Vec<Piece>>, ImportError> {
    let Package { archive, relations, .. } = package;
    let mut found: HashMap<(bool, String), Vec<Piece>> = HashMap::new();
    let asked = std::mem::take(&mut walk.notes);
    for (of_end, kind) in [(false, "footnotes"), (true, "endnotes")] {
        let wanted: HashSet<&str> = asked.iter().filter(|(end, _)| *end == of_end).map(|(_, id)| id.as_str()).collect();
        if wanted.is_empty() {
            continue;
        }
        let path = relations.part(kind).unwrap_or_else(|| format!("word/{kind}.xml"));
        // Notes are read as far as they go, as the text is.
        let part = archive.as_far_as_whole(&path)?.unwrap_or_default();
        let (root, broken) = xml::tree_as_far_as_whole(&part.bytes);
        if broken || !part.whole {
            archive.note(&path);
        }
        let root = root.unwrap_or_default();
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
