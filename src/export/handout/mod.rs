//! Handouts on paper: what stands on them as plain data, and the two forms that are made of it.
//!
//! [`Handout::new`] gathers an edition under a [`Wish`]; [`print()`] makes a PDF or an HTML file of that one value, so that
//! the two forms cannot say different things. What hides in a text is shown in it as a visible mark, as on the screen.

mod build;
mod ending;
mod form;
mod html;
mod markup;
mod matrix;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod reply;
mod sources;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::export) use markup::escaped;
pub(in crate::export) use words::{followed, is_rtl, tag};

pub use build::HandoutError;
pub use form::{Face, Form, PrintError, Printed, print};
pub use matrix::{Line, Mark};
pub use page::{Handout, Point, Reply, Row, RowKind, Said, Speaker};
pub use sources::Work;
pub use words::{Run, Words};

/// What a pupil writes on top of a sheet.
const FIELDS: [&str; 3] = ["Name", "Class", "Date"];

/// What can be ticked in a box of the pupils' sheet.
const TICKS: [&str; 5] = ["affirms", "disputes", "qualifies", "adds context", "says nothing"];

/// Which handout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The article with all that is said of it, in rows.
    #[default]
    Full,
    /// The article with empty boxes to fill in.
    Pupil,
    /// Who says what of which paragraph, on one page where it fits.
    Sheet,
    /// The sources, with what cites them.
    Sources,
}

impl Kind {
    /// All handouts, in the order they are listed.
    pub const ALL: [Self; 4] = [Self::Full, Self::Pupil, Self::Sheet, Self::Sources];

    /// What it is called: `Answer sheet`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "Article and perspectives",
            Self::Pupil => "Pupils' sheet",
            Self::Sheet => "Answer sheet",
            Self::Sources => "Sources",
        }
    }

    /// Its name in commands and in the names of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Pupil => "pupil",
            Self::Sheet => "sheet",
            Self::Sources => "sources",
        }
    }
}

/// The sheets that are printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// Both, in the order they are listed.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "Letter",
        }
    }
}

/// What is to be on a handout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Which handout.
    pub kind: Kind,
    /// On what paper.
    pub paper: Paper,
    /// Type of 18 points and more, one column.
    pub large: bool,
    /// Places of the perspectives in the edition's order, in the order they are printed; none for all.
    pub perspectives: Option<Vec<usize>>,
    /// Places of the paragraphs that are printed, from 0; none for all.
    pub rows: Option<BTreeSet<usize>>,
    /// Questions asked about paragraphs, by their place.
    pub questions: BTreeMap<usize, Vec<String>>,
}

impl Wish {
    /// The name of its file, after the id of the edition: `lamps-pupil-large.pdf`.
    pub fn file_name(&self, edition: &str, form: Form) -> String {
        let safe: String = edition.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(80).collect();
        let safe = if safe.is_empty() { "edition" } else { &safe };
        let large = if self.large { "-large" } else { "" };
        format!("{safe}-{}{large}.{}", self.kind.word(), form.extension())
    }
}
