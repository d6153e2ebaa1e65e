//! Printable handouts: the content as plain data, and two file formats.
//!
//! [`Handout::new`] builds the content from an edition and [`HandoutOptions`]; [`print()`] writes it as PDF or HTML.
//! Both formats are made from the same value, so they cannot differ in content. Hidden characters are printed as
//! visible marks, as on the screen.

mod absences;
mod build;
mod format;
mod html;
mod key;
mod markup;
mod matrix;
mod page;
#[cfg(feature = "pdf")]
pub(in crate::export) mod pdf;
mod reply;
mod sources;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use strum::{EnumCount, IntoStaticStr};

use crate::model::progress::Progress;
use crate::model::{Edition, Plan, Script, SystemFace};

pub(in crate::export) use markup::escaped;
pub(in crate::export) use text::{is_rtl, tag, web_address};

pub use build::HandoutError;
pub use format::{HandoutFormat, PrintError, Printed};
pub use key::{KeyBox, KeyLine};
pub use matrix::{SheetMark, SheetRow};
pub use page::{AbsenceSummary, Handout, Row, RowKind, Speaker};
pub use reply::{OtherNote, PrintedNote, Reply};
pub use sources::SourceEntry;
pub use text::{StyledText, TextRun};

/// The fields a pupil fills in at the top of a sheet.
const FIELDS: [&str; 3] = ["Name", "Class", "Date"];

/// The checkboxes of the pupils' sheet.
const TICKS: [&str; 5] = ["affirms", "disputes", "qualifies", "adds context", "says nothing"];

/// The title of the box in which a group writes what it agrees on.
const OWN_WORDS: &str = "Our words: what we agree is so";

/// A kind of handout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, EnumCount, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "lowercase")]
pub enum HandoutKind {
    /// The article and all replies, in rows.
    #[default]
    Full,
    /// The article with empty boxes to fill in.
    Pupil,
    /// The pupils' sheet filled in, each note in short.
    Key,
    /// A table of stances by paragraph and perspective, on one page if it fits.
    Sheet,
    /// The sources and the replies that cite them.
    Sources,
}

impl HandoutKind {
    /// All kinds, in the order they are listed.
    pub const ALL: [Self; Self::COUNT] = [Self::Full, Self::Pupil, Self::Key, Self::Sheet, Self::Sources];

    /// Returns the name shown to the user: `Answer sheet`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "Article and perspectives",
            Self::Pupil => "Pupils' sheet",
            Self::Key => "Pupils' key",
            Self::Sheet => "Answer sheet",
            Self::Sources => "Sources",
        }
    }

    /// Returns the name in commands and file names.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A paper size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, EnumCount)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// All sizes, in the order they are listed.
    pub const ALL: [Self; Self::COUNT] = [Self::A4, Self::Letter];

    /// Returns the name shown to the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "Letter",
        }
    }
}

/// The options of a handout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandoutOptions {
    /// The kind of handout.
    pub kind: HandoutKind,
    /// The paper size.
    pub paper: Paper,
    /// Large print: at least 18 points, in one column.
    pub large: bool,
    /// The indexes of the perspectives in the order they are printed, or `None` for all.
    pub perspectives: Option<Vec<usize>>,
    /// The indexes of the paragraphs to print, or `None` for all.
    pub rows: Option<BTreeSet<usize>>,
    /// Questions about paragraphs, by paragraph index.
    pub questions: BTreeMap<usize, Vec<String>>,
    /// Whether the full handout has every note whole. Otherwise each perspective has its first note on a paragraph with
    /// gist, summary and source, and the letters of the others.
    pub everything: bool,
    /// Whether the pupils' sheet has a box for what the group agrees on, beside those of the perspectives.
    pub own_words: bool,
}

impl HandoutOptions {
    /// Chooses the paragraphs of a plan, with its questions. Steps on paragraphs that the edition does not have are left
    /// out; a plan without other steps chooses nothing.
    pub fn choose_plan(&mut self, edition: &Edition, plan: &Plan) {
        for step in &plan.steps {
            let Some(index) = edition.paragraph_index(&step.on) else { continue };
            self.rows.get_or_insert_default().insert(index);
            self.questions.entry(index).or_default().extend(step.question.clone());
        }
    }

    /// Returns the name of the file, made from the id of the edition: `lamps-pupil-large.pdf`.
    pub fn file_name(&self, edition: &str, form: HandoutFormat) -> String {
        let safe = crate::export::file_stem(edition);
        let large = if self.large { "-large" } else { "" };
        let everything = if self.everything && self.kind == HandoutKind::Full { "-everything" } else { "" };
        format!("{safe}-{}{everything}{large}.{}", self.kind.word(), form.extension())
    }
}

/// Returns the number of pages of a handout as PDF, without writing it. `find_face` is called as in [`print()`].
///
/// # Errors
/// Returns an error if the job is cancelled, the handout is too long for pages, the layout fails, or this build makes no
/// PDF.
pub fn count_pages(
    handout: &Handout,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<usize, PrintError> {
    #[cfg(feature = "pdf")]
    return pdf::count(handout, find_face, progress);
    #[cfg(not(feature = "pdf"))]
    {
        let _ = (handout, find_face, progress);
        Err(PrintError::NoPdf)
    }
}

/// Writes a handout as a file. For a PDF, `find_face` is called for a face of the system for each script that needs one; if it
/// returns `None`, the letters of the script are replaced by boxes and a warning says so.
///
/// # Errors
/// Returns an error if the job is cancelled, the handout is too long for pages, or the layout fails.
pub fn print(
    handout: &Handout,
    form: HandoutFormat,
    find_face: impl Fn(Script) -> Option<SystemFace>,
    progress: &Progress,
) -> Result<Printed, PrintError> {
    match form {
        HandoutFormat::Html => {
            let page = html::page(handout, progress)?;
            Ok(Printed { bytes: page.into_bytes(), pages: None, warnings: Vec::new() })
        }
        #[cfg(feature = "pdf")]
        HandoutFormat::Pdf => pdf::pages(handout, find_face, progress),
        #[cfg(not(feature = "pdf"))]
        HandoutFormat::Pdf => {
            let _ = find_face;
            Err(PrintError::NoPdf)
        }
    }
}
