//! Writes a brief as a Word file, with the style ids, names and aliases of debaters' templates, by which their macros
//! call them.
//!
//! What Word cannot represent, such as the words behind an omission and the source of a cite, is in a custom XML part,
//! which Word preserves. Where that part and the visible text differ, the importer trusts the visible text.

mod custom_xml;
mod document;
mod runs;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::runs::{ScriptClass, word_tag};
use super::{BriefDocument, BriefError, structure};
use crate::export::handout::Paper;
use crate::model::{Brief, Language, xml_safe};

const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A part that is the same in every file, without the line breaks between its elements. Compatibility mode 15 is in the
/// settings because Word opens files of an older one in a restricted mode.
macro_rules! part {
    ($file:literal) => {
        include_str!(concat!("../../../../assets/brief/docx/", $file)).lines().map(str::trim_start).collect::<String>()
    };
}

pub(super) fn file(document: BriefDocument<'_>, paper: Paper) -> Result<Vec<u8>, BriefError> {
    let brief = document.brief;
    let brief_language = structure::language(brief);
    let parts = [
        ("[Content_Types].xml", part!("content_types.xml")),
        ("_rels/.rels", part!("package.rels")),
        ("word/document.xml", document::text(document, paper, &brief_language)),
        ("word/_rels/document.xml.rels", part!("document.rels")),
        ("word/styles.xml", styles(&brief_language)),
        ("word/settings.xml", part!("settings.xml")),
        ("word/footer1.xml", document::footer(&brief.title)),
        ("docProps/core.xml", core(brief)),
        ("customXml/item1.xml", custom_xml::text(brief)?),
        ("customXml/_rels/item1.xml.rels", part!("item.rels")),
        ("customXml/itemProps1.xml", part!("item_properties.xml")),
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

/// Returns `styles.xml`: debaters' terms are aliases of Word's own styles, and their macros call them by these aliases.
/// `brief_language` is the default language of text.
fn styles(brief_language: &Language) -> String {
    let tag = word_tag(brief_language).map_or_else(|| "en-US".to_owned(), |tag| escaped(&tag));
    let languages = match ScriptClass::of_language(brief_language) {
        ScriptClass::Western => format!("w:val=\"{tag}\""),
        ScriptClass::Complex => format!("w:val=\"en-US\" w:bidi=\"{tag}\""),
        ScriptClass::Eastern => format!("w:val=\"en-US\" w:eastAsia=\"{tag}\""),
    };
    part!("styles.xml").replace("<w:lang w:val=\"en-US\"/>", &format!("<w:lang {languages}/>"))
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

#[cfg(test)]
mod tests {
    use super::styles;
    use crate::model::{BRIEF_NAMESPACE, DebateStyle};

    #[test]
    fn the_parts_have_the_names_that_the_program_uses() {
        let styles = styles(&"en".into());
        for style in DebateStyle::ALL {
            let names = style.names();
            let alias = Some(names.alias).filter(|alias| !alias.is_empty());
            let alias = alias.map_or(String::new(), |alias| format!("<w:aliases w:val=\"{alias}\"/>"));
            let defined = format!("w:styleId=\"{}\"><w:name w:val=\"{}\"/>{alias}<w:basedOn", names.id, names.name);
            assert!(styles.contains(&defined), "{defined}");
        }
        assert!(part!("item_properties.xml").contains(BRIEF_NAMESPACE));
    }
}
