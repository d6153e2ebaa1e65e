//! The package of a Word document: its main part, and the parts found through it.

use std::collections::HashMap;
use std::rc::Rc;

use super::inline::DocxReader;
use super::numbering::Numbering;
use super::styles::DocxStyles;
use crate::import::ImportError;
use crate::import::archive::{Archive, UnpackedEntry, resolve_path};
use crate::import::metadata::collapsed;
use crate::import::styled_text::web_address;
use crate::import::xml::{self, Element};

/// The most parts of other programs that are read.
const MAX_CUSTOM_PARTS: usize = 16;

pub(super) struct DocxPackage<'a> {
    pub(super) archive: Archive<'a>,
    package_relationships: Relationships,
    pub(super) relationships: Relationships,
    /// The main part, as far as it can be unpacked.
    pub(super) document: UnpackedEntry,
}

impl<'a> DocxPackage<'a> {
    /// Opens a document.
    ///
    /// # Errors
    /// When it is damaged, protected or has no main part.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let mut archive = Archive::open(bytes)?;
        let package_relationships = Relationships::read(&mut archive, "")?;
        let main = package_relationships
            .part("officeDocument")
            .filter(|path| archive.contains(path))
            .unwrap_or_else(|| "word/document.xml".into());
        let Some(document) = archive.read_partial(&main)? else {
            return Err(ImportError::unreadable(
                "this archive has no Word document in it; if it is another format, save it as .docx",
            ));
        };
        let relationships = Relationships::read(&mut archive, &main)?;
        Ok(Self { archive, package_relationships, relationships, document })
    }

    /// Returns the root of a part by its relationship type, else at its usual path; an empty element if there is none.
    fn part(&mut self, kind: &str, path: &str) -> Result<Element, ImportError> {
        let named = self.relationships.part(kind).or_else(|| self.package_relationships.part(kind));
        if let Some(missing) = named.as_ref().filter(|path| !self.archive.contains(path)) {
            self.archive.mark_damaged(missing);
        }
        let path = named.unwrap_or_else(|| path.to_owned());
        let Some(bytes) = self.archive.read(&path)? else { return Ok(Element::default()) };
        let (root, truncated) = xml::parse_partial(&bytes);
        if truncated {
            self.archive.mark_damaged(&path);
        }
        Ok(root.unwrap_or_default())
    }

    pub(super) fn core_properties(&mut self) -> Result<CoreProperties, ImportError> {
        Ok(CoreProperties::read(&self.part("core-properties", "docProps/core.xml")?))
    }

    /// Creates a reader with the styles, numbering and links of the document.
    pub(super) fn reader(&mut self) -> Result<DocxReader, ImportError> {
        Ok(DocxReader {
            styles: DocxStyles::read(&self.part("styles", "word/styles.xml")?),
            numbering: Numbering::read(&self.part("numbering", "word/numbering.xml")?),
            links: self.relationships.links(),
            ..DocxReader::default()
        })
    }

    /// Reads the roots of the parts that other programs have put in.
    pub(super) fn custom_xml(&mut self) -> Result<Vec<Element>, ImportError> {
        let mut roots = Vec::new();
        for path in self.relationships.parts("customXml").iter().take(MAX_CUSTOM_PARTS) {
            roots.extend(self.archive.read(path)?.and_then(|bytes| xml::parse(&bytes)));
        }
        Ok(roots)
    }
}

/// A relationship of a part to another or to an external resource.
#[derive(Debug)]
struct Relationship {
    id: String,
    /// The last segment of its type: `officeDocument`, `footnotes`, `hyperlink`.
    kind: String,
    target: String,
    external: bool,
}

#[derive(Debug, Default)]
pub(super) struct Relationships {
    folder: String,
    items: Vec<Relationship>,
}

impl Relationships {
    /// Reads the relationships of a part; `""` is the package as a whole.
    pub(super) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Self, ImportError> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(root) = archive.read(&path)?.and_then(|bytes| xml::parse(&bytes)) else {
            return Ok(Self { folder: folder.to_owned(), items: Vec::new() });
        };
        let relationship = |element: &Element| {
            Some(Relationship {
                id: element.attribute("Id")?.to_owned(),
                kind: element.attribute("Type")?.rsplit('/').next()?.to_owned(),
                target: element.attribute("Target")?.to_owned(),
                external: element.attribute("TargetMode") == Some("External"),
            })
        };
        Ok(Self { folder: folder.to_owned(), items: root.elements().filter_map(relationship).collect() })
    }

    /// Returns the path of the first part of this type.
    pub(super) fn part(&self, kind: &str) -> Option<String> {
        let found = self.items.iter().find(|relationship| relationship.kind == kind && !relationship.external)?;
        Some(resolve_path(&self.folder, &found.target))
    }

    /// Returns the paths of all parts of this type.
    pub(super) fn parts(&self, kind: &str) -> Vec<String> {
        let found = self.items.iter().filter(|relationship| relationship.kind == kind && !relationship.external);
        found.map(|relationship| resolve_path(&self.folder, &relationship.target)).collect()
    }

    /// Returns the links to web pages by relationship id.
    pub(super) fn links(&self) -> HashMap<String, Rc<str>> {
        let links = self.items.iter().filter(|relationship| relationship.kind == "hyperlink");
        links.filter_map(|relationship| Some((relationship.id.clone(), web_address(&relationship.target)?))).collect()
    }
}

/// The document properties in `docProps/core.xml`. The creation date is not read: it is not when the article was
/// written.
#[derive(Debug, Default)]
pub(super) struct CoreProperties {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) language: Option<String>,
}

impl CoreProperties {
    /// Reads `core.xml`. Placeholder titles and names that programs fill in are ignored.
    pub(super) fn read(root: &Element) -> Self {
        let property = |name: &str| collapsed(&root.child(name)?.text());
        let is_meaningful = |text: &String| {
            let text = text.to_lowercase();
            text.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
                && !text.starts_with("microsoft word")
                && !["word document", "python-docx", "title", "user"].contains(&&*text)
        };
        Self {
            title: property("title").filter(is_meaningful),
            author: property("creator").filter(is_meaningful),
            language: property("language"),
        }
    }
}
