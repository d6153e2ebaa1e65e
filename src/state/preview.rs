//! A text that was read but not kept: what it is, and what it would be beside the open edition.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::align::carry::PhrasePlacement;
use crate::import::{Chapter, Imported, ReadOptions};
use crate::model::{Edition, Grade};

use super::{Matched, TextSource};

/// A text the reader asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRequest {
    /// Where it comes from.
    pub source: TextSource,
    /// The words, when they are not in a file.
    pub pasted: Option<Arc<str>>,
    /// What the reader chose where the file leaves a choice.
    pub wish: ReadOptions,
    /// The reader asked for it beside the edition in so many words, so there is nothing to ask.
    pub at_once: bool,
    /// It is previewed already and read anew, since the edition has changed; of no use when the preview has gone.
    pub again: bool,
}

impl TextRequest {
    /// A file's text.
    pub fn file(path: PathBuf) -> Self {
        Self {
            source: TextSource::File(path),
            pasted: None,
            wish: ReadOptions::default(),
            at_once: false,
            again: false,
        }
    }

    /// A text from the clipboard.
    pub fn pasted(text: &str) -> Self {
        Self {
            source: TextSource::Pasted,
            pasted: Some(text.into()),
            wish: ReadOptions::default(),
            at_once: false,
            again: false,
        }
    }
}

/// A text that was read.
#[derive(Debug)]
pub struct Preview {
    /// What was asked for, to ask again with another choice.
    pub asked: TextRequest,
    /// What it is.
    pub stage: Stage,
}

/// How far the reading got.
#[derive(Debug)]
pub enum Stage {
    /// A chapter is to be chosen.
    Chapters(Vec<Chapter>),
    /// An encoding is to be chosen.
    Encodings(Vec<&'static str>),
    /// The text.
    Text(Box<TextRead>),
}

/// A text, read whole.
#[derive(Debug)]
pub struct TextRead {
    /// The text.
    pub imported: Imported,
    /// `14 paragraphs, English, 1 039 words; two repeated passages`.
    pub summary: String,
    /// The edition that was open, and what its notes would be beside this text.
    pub beside: Beside,
}

/// A text beside an edition.
#[derive(Debug)]
pub struct Beside {
    /// The edition as its curators made it.
    pub edition: Arc<Edition>,
    /// Its folder; none for the one inside the program.
    pub path: Option<PathBuf>,
    /// What carrying its notes brought.
    pub matched: Matched,
    fit: Fit,
}

/// How well a text fits an edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Paragraphs of the text.
    pub paragraphs: usize,
    /// Those that are some paragraph of the edition.
    pub found: usize,
    /// Those of them that are doubtful.
    pub doubtful: usize,
    /// Phrases that replies answer whose words are not the edition's.
    pub phrases: usize,
    /// Notes of the edition that have a place in the text, or are on the whole of it.
    pub notes: usize,
    /// Notes that have none.
    pub lost: usize,
}

impl Beside {
    /// A text beside an edition, with what was found counted: the preview says it in every frame.
    pub fn new(edition: Arc<Edition>, path: Option<PathBuf>, matched: Matched) -> Self {
        let fit = Fit::of(&edition, &matched);
        Self { edition, path, matched, fit }
    }

    /// How well they fit.
    pub fn fit(&self) -> Fit {
        self.fit
    }
}

impl Fit {
    /// Counts what was found.
    fn of(edition: &Edition, matched: &Matched) -> Self {
        let pairs = &matched.pairs.pairs;
        let linked = pairs.iter().filter(|p| !p.copy.is_empty() && !p.edition.is_empty());
        let all: usize = edition.perspectives().iter().map(|p| p.notes.len()).sum();
        let lost = matched.lost.len();
        // As the review will ask: a phrase whose paragraph has gone went with its note.
        let there: HashSet<usize> = linked.clone().flat_map(|pair| &pair.edition).copied().collect();
        let waits = |phrase: &PhrasePlacement| phrase.grade != Grade::Exact && there.contains(&phrase.old_paragraph);
        Self {
            paragraphs: pairs.iter().map(|p| p.copy.len()).sum(),
            found: linked.clone().map(|p| p.copy.len()).sum(),
            doubtful: linked.filter(|p| super::copy::is_doubtful(p)).map(|p| p.copy.len()).sum(),
            phrases: matched.phrases.iter().filter(|phrase| waits(phrase)).count(),
            notes: all.saturating_sub(lost),
            lost,
        }
    }

    /// Whether the text is likely to be the edition's article at all.
    pub fn is_likely(self) -> bool {
        self.found * 3 >= self.paragraphs && self.found > 0
    }
}
