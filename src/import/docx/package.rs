//! The package that a Word document is: its main part, and the others found through it.

use super::inline::Walk;
use super::numbering::Numbering;
use super::parts::{About, Relations};
use super::styles::Styles;
use crate::import::ImportError;
use crate::import::archive::{Archive, Part, unreadable};
use crate::import::xml::{self, Element};

/// Parts of other programs that are looked into at most.
const MOST_FOREIGN: usize = 16;

/// An open document.
pub(super) struct Package<'a> {
    pub(super) archive: Archive<'a>,
    /// What the document as a whole points at.
    top: Relations,
    /// What its main part points at.
    pub(super) relations: Relations,
    /// Its main part, as far as it is whole.
    pub(super) document: Part,
}

impl<'a> Package<'a> {
    /// Opens a document.
    ///
    /// # Errors
    /// When it is damaged, protected or has no main part.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let mut archive = Archive::open(bytes)?;
        let top = Relations::of(&mut archive, "")?;
        let main =
            top.part("officeDocument").filter(|path| archive.has(path)).unwrap_or_else(|| "word/document.xml".into());
        let Some(document) = archive.as_far_as_whole(&main)? else {
            return Err(unreadable(
                "this archive has no Word document in it; if it is another format, save it as .docx",
            ));
        };
        let relations = Relations::of(&mut archive, &main)?;
        Ok(Self { archive, top, relations, document })
    }

    /// The root of a part, by its kind, else where it usually stands; an empty one where there is none.
    fn part(&mut self, kind: &str, path: &str) -> Result<Element, ImportError> {
        let named = self.relations.part(kind).or_else(|| self.top.part(kind));
        if let Some(missing) = named.as_ref().filter(|path| !self.archive.has(path)) {
            self.archive.note(missing);
        }
        let path = named.unwrap_or_else(|| path.to_owned());
        let Some(bytes) = self.archive.read(&path)? else { return Ok(Element::default()) };
        let (root, broken) = xml::tree_as_far_as_whole(&bytes);
        if broken {
            self.archive.note(&path);
        }
        Ok(root.unwrap_or_default())
    }

    /// What the document says of itself.
    pub(super) fn about(&mut self) -> Result<About, ImportError> {
        Ok(About::read(&self.part("core-properties", "docProps/core.xml")?))
    }

    /// A walk through the document that has not begun.
    pub(super) fn walk(&mut self) -> Result<Walk, ImportError> {
        Ok(Walk {
            styles: Styles::read(&self.part("styles", "word/styles.xml")?),
            numbering: Numbering::read(&self.part("numbering", "word/numbering.xml")?),
            links: self.relations.links(),
            ..Walk::default()
        })
    }

    /// The roots of parts that other programs have put in.
    pub(super) fn foreign(&mut self) -> Result<Vec<Element>, ImportError> {
        let mut roots = Vec::new();
        for path in self.relations.parts("customXml").iter().take(MOST_FOREIGN) {
            roots.extend(self.archive.read(path)?.and_then(|bytes| xml::tree(&bytes)));
        }
        Ok(roots)
    }
}
