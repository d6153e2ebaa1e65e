//! The parts of a Word document and how they point at each other.

use std::collections::HashMap;
use std::rc::Rc;

use crate::import::ImportError;
use crate::import::archive::{Archive, path_from};
use crate::import::spans::address;
use crate::import::xml::{self, Element};

/// A pointer of one part to another or to the world outside.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last word of its type: `officeDocument`, `footnotes`, `hyperlink`.
    kind: String,
    target: String,
    external: bool,
}

/// What a part points at.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// The folder of the part.
    folder: String,
    list: Vec<Relation>,
}

impl Relations {
    /// Reads the relations of a part; `""` is the document as a whole.
    pub(super) fn of(archive: &mut Archive<'_>, part: &str) -> Result<Self, ImportError> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(root) = archive.read(&path)?.and_then(|bytes| xml::tree(&bytes)) else {
            return Ok(Self { folder: folder.to_owned(), list: Vec::new() });
        };
        let relation = |element: &Element| {
            Some(Relation {
                id: element.attribute("Id")?.to_owned(),
                kind: element.attribute("Type")?.rsplit('/').next()?.to_owned(),
                target: element.attribute("Target")?.to_owned(),
                external: element.attribute("TargetMode") == Some("External"),
            })
        };
        Ok(Self { folder: folder.to_owned(), list: root.elements().filter_map(relation).collect() })
    }

    /// The path of the part of this kind.
    pub(super) fn part(&self, kind: &str) -> Option<String> {
        let found = self.list.iter().find(|relation| relation.kind == kind && !relation.external)?;
        Some(path_from(&self.folder, &found.target))
    }

    /// The paths of all parts of this kind.
    pub(super) fn parts(&self, kind: &str) -> Vec<String> {
        let found = self.list.iter().filter(|relation| relation.kind == kind && !relation.external);
        found.map(|relation| path_from(&self.folder, &relation.target)).collect()
    }

    /// The addresses of the web pointed at, by id.
    pub(super) fn links(&self) -> HashMap<String, Rc<str>> {
        let links = self.list.iter().filter(|relation| relation.kind == "hyperlink");
        links.filter_map(|relation| Some((relation.id.clone(), address(&relation.target)?))).collect()
    }
}

/// What a document says of itself in `docProps/core.xml`. When the file was made is left: it is not when the article
/// was written.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) language: Option<String>,
}

impl About {
    /// Reads `core.xml`; programs' stand-ins for a title or a name are no titles and names.
    pub(super) fn read(root: &Element) -> Self {
        let said = |name: &str| {
            let text = root.child(name)?.text();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        let real = |text: &String| {
            let text = text.to_lowercase();
            text.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
                && !text.starts_with("microsoft word")
                && !["word document", "python-docx", "title", "user"].contains(&&*text)
        };
        Self { title: said("title").filter(real), author: said("creator").filter(real), language: said("language") }
    }
}
