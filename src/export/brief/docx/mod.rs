//! Writes a brief as a Word file, with the style ids, names and aliases of debaters' templates, by which their macros
//! call them.
//!
//! What Word cannot represent, such as the words behind an omission and the source of a cite, is in a custom XML part,
//! which Word preserves. Where that part and the visible text differ, the importer trusts the visible text.

mod custom_xml;
mod document;
mod runs;
mod styles;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{BriefError, structure};
use crate::model::{Brief, xml_safe};

const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub(super) fn file(brief: &Brief) -> Result<Vec<u8>, BriefError> {
    let brief_language = structure::language(brief);
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", top_relations()),
        ("word/document.xml", document::text(brief, &brief_language)),
        ("word/_rels/document.xml.rels", relations()),
        ("word/styles.xml", styles::text(&brief_language)),
        ("word/settings.xml", settings()),
        ("word/footer1.xml", document::footer(&brief.title)),
        ("docProps/core.xml", core(brief)),
        ("customXml/item1.xml", custom_xml::text(brief)?),
        ("customXml/_rels/item1.xml.rels", custom_xml::relations()),
        ("customXml/itemProps1.xml", custom_xml::properties()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(XML_DECLARATION.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Escapes a text for XML content and quoted attributes.
fn escaped(text: &str) -> String {
    quick_xml::escape::escape(&*xml_safe(text)).into_owned()
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: String| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}+xml\"/>");
    [
        format!("<Types xmlns=\"{PACKAGE}/content-types\">"),
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>".into(),
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>".into(),
        part("word/document.xml", format!("{word}.document.main")),
        part("word/styles.xml", format!("{word}.styles")),
        part("word/settings.xml", format!("{word}.settings")),
        part("word/footer1.xml", format!("{word}.footer")),
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties".into()),
        part("customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties".into()),
        "</Types>".into(),
    ]
    .concat()
}

fn relation(id: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn top_relations() -> String {
    let document = relation(1, &format!("{OFFICE}/officeDocument"), "word/document.xml");
    let core = relation(2, &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml");
    format!("<Relationships xmlns=\"{RELATIONS}\">{document}{core}</Relationships>")
}

fn relations() -> String {
    let list = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("footer", "footer1.xml"),
        ("customXml", "../customXml/item1.xml"),
    ];
    let all: String =
        list.iter().zip(1..).map(|((kind, target), id)| relation(id, &format!("{OFFICE}/{kind}"), target)).collect();
    format!("<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>")
}

/// Sets compatibility mode 15: Word opens files of an older one in a restricted mode.
fn settings() -> String {
    let mode = "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
                w:val=\"15\"/>";
    format!(
        "<w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat>{mode}</w:compat></w:settings>"
    )
}

/// Returns the document properties: title and sides. There is no date, because the same brief must give the same bytes.
fn core(brief: &Brief) -> String {
    let (title, sides) = (escaped(&brief.title), escaped(&brief.sides.join(", ")));
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title>\
         <cp:keywords>{sides}</cp:keywords></cp:coreProperties>"
    )
}
