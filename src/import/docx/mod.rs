//! Word documents since 2007 (`.docx`, `.docm`): the main part, its styles, lists and notes.
//!
//! The main part is read a block at a time, so that a file of hundreds of megabytes needs the memory of its longest
//! table. Notes are put at the end as list items with their numbers. Comments, headers and footers, hidden and deleted
//! text, and tables of contents are left out.

mod blocks;
mod card_formatting;
mod fields;
mod inline;
mod numbering;
mod package;
mod styles;

use std::collections::{HashMap, HashSet};

use self::fields::Fields;
use self::inline::DocxReader;

pub(super) use self::fields::{check_box_sign, hyperlink_target, is_table_of_contents, refers_inside};
pub(super) use self::numbering::format_number;
use self::package::{DocxPackage, Relationships};
use super::archive::UnpackedEntry;
use super::styled_document::{self, DocumentInfo, ReadIssues, StyledParagraph};
use super::xml::{self, Element, XmlEvent, XmlReader};
use super::{ImportError, Imported};
use crate::model::Language;
use crate::model::progress::Progress;

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, protected, too large or has no text.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Imported, ImportError> {
    let mut package = DocxPackage::open(bytes)?;
    let properties = package.core_properties()?;
    let mut docx = package.reader()?;
    let paragraphs = read_body(&mut docx, &package.document, progress)?;
    let notes = read_notes(&mut docx, &mut package)?;
    docx.issues.damaged_parts = package.archive.into_damaged_parts();
    let info = DocumentInfo {
        format: "Word document",
        title: properties.title,
        byline: properties.author,
        language: language(&docx, properties.language),
    };
    styled_document::build_article(info, paragraphs, notes, &docx.issues)
}

/// A Word document with card formatting and brief attributes.
#[derive(Debug, Default)]
pub(super) struct BriefDocument {
    pub(super) title: Option<String>,
    /// The language of most of it.
    pub(super) language: Option<Language>,
    /// The paragraphs, blank ones included.
    pub(super) paragraphs: Vec<StyledParagraph>,
    /// The notes that were referred to.
    pub(super) notes: Vec<Vec<StyledParagraph>>,
    pub(super) issues: ReadIssues,
    /// The roots of the parts that other programs have put into the file.
    pub(super) custom_xml: Vec<Element>,
}

/// Reads a Word document with the formatting of debate files.
///
/// # Errors
/// When it is damaged, protected or too large.
pub(super) fn read_brief_document(bytes: &[u8], progress: &Progress) -> Result<BriefDocument, ImportError> {
    let mut package = DocxPackage::open(bytes)?;
    let properties = package.core_properties()?;
    let mut docx = DocxReader { for_brief: true, ..package.reader()? };
    let mut paragraphs = read_body(&mut docx, &package.document, progress)?;
    let mut notes = read_notes(&mut docx, &mut package)?;
    paragraphs.iter_mut().chain(notes.iter_mut().flatten()).for_each(|paragraph| paragraph.text.put_on_line());
    let language = language(&docx, properties.language);
    let custom_xml = package.custom_xml()?;
    docx.issues.damaged_parts = package.archive.into_damaged_parts();
    Ok(BriefDocument { title: properties.title, language, paragraphs, notes, issues: docx.issues, custom_xml })
}

/// Reads all paragraphs of the main part.
fn read_body(
    docx: &mut DocxReader,
    document: &UnpackedEntry,
    progress: &Progress,
) -> Result<Vec<StyledParagraph>, ImportError> {
    let text = xml::decode(&document.bytes);
    let mut reader = XmlReader::new(&text);
    let mut paragraphs = Vec::new();
    let mut left_out = false;
    while let Some(event) = reader.next_event() {
        let XmlEvent::Start(element) = event else { continue };
        progress.report(reader.position(), text.len())?;
        match &*element.name {
            "ins" | "moveTo" => docx.issues.insertions += 1,
            "document" | "body" | "sdt" | "customXml" | "smartTag" => {}
            "sdtPr" => {
                let properties = reader.read_element(element);
                let (in_toc, is_placeholder) =
                    (blocks::is_table_of_contents(&properties), inline::is_placeholder(&properties));
                docx.issues.table_of_contents |= in_toc;
                docx.issues.placeholders += usize::from(is_placeholder);
                left_out = in_toc || is_placeholder;
            }
            "sdtContent" if std::mem::take(&mut left_out) => reader.skip_element(),
            "sdtContent" => {}
            "p" | "tbl" | "AlternateContent" | "altChunk" | "oMathPara" | "oMath" => {
                let element = reader.read_element(element);
                docx.read_block(&element, &mut paragraphs);
            }
            _ => reader.skip_element(),
        }
    }
    docx.flush_carried_over(&mut paragraphs);
    docx.issues.table_of_contents |= docx.fields.table_of_contents;
    docx.issues.truncated = reader.truncated || !document.is_complete;
    Ok(paragraphs)
}

/// Reads the notes that were referred to, in the order of their first reference.
fn read_notes(docx: &mut DocxReader, package: &mut DocxPackage<'_>) -> Result<Vec<Vec<StyledParagraph>>, ImportError> {
    let DocxPackage { archive, relationships, .. } = package;
    let mut found: HashMap<(bool, String), Vec<StyledParagraph>> = HashMap::new();
    let references = std::mem::take(&mut docx.notes);
    for (is_endnote, kind) in [(false, "footnotes"), (true, "endnotes")] {
        let ids: HashSet<&str> =
            references.iter().filter(|(end, _)| *end == is_endnote).map(|(_, id)| id.as_str()).collect();
        if ids.is_empty() {
            continue;
        }
        let path = relationships.part(kind).unwrap_or_else(|| format!("word/{kind}.xml"));
        // Notes are read as far as they go, like the text.
        let part = archive.read_partial(&path)?.unwrap_or_default();
        let (root, truncated) = xml::parse_partial(&part.bytes);
        if truncated || !part.is_complete {
            archive.mark_damaged(&path);
        }
        let root = root.unwrap_or_default();
        docx.links = Relationships::read(archive, &path)?.links();
        for note in root.elements().filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal")) {
            let Some(id) = note.attribute("id").filter(|id| ids.contains(id)) else { continue };
            let mut paragraphs = Vec::new();
            docx.fields = Fields::default();
            docx.read_blocks(note, &mut paragraphs);
            docx.flush_carried_over(&mut paragraphs);
            found.insert((is_endnote, id.to_owned()), paragraphs);
        }
    }
    Ok(references.iter().filter_map(|key| found.remove(key)).collect())
}

/// Returns the language in the document properties, else the language of most letters.
fn language(docx: &DocxReader, stated: Option<String>) -> Option<Language> {
    let most = docx.letter_counts.iter().max_by_key(|(_, count)| *count).map(|(tag, _)| tag.to_string());
    let tags = [stated, most].into_iter().flatten().map(|tag| Language::from(tag.trim()));
    tags.filter(Language::is_well_formed).find(Language::is_known)
}
