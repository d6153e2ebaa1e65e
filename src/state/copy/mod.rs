//! A reader's own copy of the article, with the edition's notes carried onto it.

mod previous;
mod saved;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::align::carry::{Carried, LostNote, PhrasePlacement, carry};
use crate::align::correspond::correspond;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Article, ClaimId, Correction, Correspondence, Decision, Edition, Pair};

use super::{Beside, TextRead};

pub use crate::align::correspond::is_doubtful;
pub use previous::{Change, Earlier};
pub use saved::{COPY_FORMAT, SavedCopy, SavedCorrection, Withdrawn, fingerprint};

/// Where a text came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSource {
    /// A file.
    File(PathBuf),
    /// The clipboard.
    Pasted,
}

impl TextSource {
    /// As it is named to the reader.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Pasted => "the text you pasted".to_owned(),
        }
    }

    /// The first line of the message that it could not be read: by it the message is found again.
    pub fn failed(&self) -> String {
        match self {
            Self::File(path) => format!("Could not open {}", path.display()),
            Self::Pasted => "Could not read the text you pasted".to_owned(),
        }
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Pasted => None,
        }
    }
}

/// What is to be carried onto what.
#[derive(Clone, Debug)]
pub struct MatchRequest {
    /// The edition as its curators made it.
    pub base: Arc<Edition>,
    /// The copy's text.
    pub article: Arc<Article>,
    /// Pairs made or refused by the reader.
    pub corrections: Vec<Correction>,
    /// Pairs made or refused of paragraphs that this edition has not; they wait until it has them again.
    pub dormant: Vec<SavedCorrection>,
    /// What the reader decided about phrases.
    pub decisions: Vec<Decision>,
    /// Pairs kept from an earlier run, when neither text has changed since.
    pub known: Option<Correspondence>,
}

/// What carrying brought.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The copy as an edition of its own, with all notes that have a place in it.
    pub edition: Edition,
    /// Which paragraphs are which.
    pub pairs: Correspondence,
    /// Notes without a place.
    pub lost: Vec<LostNote>,
    /// Where the phrases of claims and notes are.
    pub phrases: Vec<PhrasePlacement>,
    /// The id in the copy of each claim that is there, by the edition's: a claim's id names its paragraph.
    pub claims: Vec<(ClaimId, ClaimId)>,
}

impl MatchRequest {
    /// A text about which nothing has been said yet.
    pub fn new(base: Arc<Edition>, article: Arc<Article>) -> Self {
        let (corrections, dormant, decisions) = (Vec::new(), Vec::new(), Vec::new());
        Self { base, article, corrections, dormant, decisions, known: None }
    }

    /// Does the work; a moment for an article, a third of a second for a long book.
    ///
    /// # Errors
    /// When nobody waits for it any more.
    pub fn matched(&self, progress: &Progress) -> Result<Matched, Cancelled> {
        let pairs = match &self.known {
            Some(pairs) => pairs.clone(),
            None => correspond(self.base.paragraphs(), &self.article.paragraphs, &self.corrections, progress)?,
        };
        let Carried { edition, lost, phrases, claims } =
            carry(&self.base, &self.article, &pairs, &self.decisions, progress)?;
        Ok(Matched { edition, pairs, lost, phrases, claims })
    }
}

/// Answers that can be undone.
const MOST_ANSWERED: usize = 100;

/// The copy that is open.
#[derive(Clone, Debug)]
pub struct OwnCopy {
    /// What was carried onto what: the state that the other fields tell of.
    pub wish: MatchRequest,
    /// What is to be carried next, while that has not come.
    pub next: Option<MatchRequest>,
    /// Counts the carryings asked for, so that only the last one is taken.
    pub asked: u64,
    /// The folder of the edition; none for the one inside the program.
    pub edition_path: Option<PathBuf>,
    /// Where the text came from.
    pub source: TextSource,
    /// The name under which it is kept: the edition's and the text's own.
    pub key: String,
    /// Which paragraphs are which.
    pub pairs: Correspondence,
    /// The place in `pairs` of each paragraph of the copy: rows ask for it in every frame.
    of_copy: Vec<usize>,
    /// Notes without a place.
    pub lost: Vec<LostNote>,
    /// Where the phrases of claims and notes are.
    pub phrases: Vec<PhrasePlacement>,
    /// The id in the copy of each claim that is there, by the edition's: a claim's id names its paragraph.
    pub claims: Vec<(ClaimId, ClaimId)>,
    /// An earlier text of the same file that the reader corrected, until that has been told.
    pub earlier: Option<Earlier>,
    /// What was damaged of what was kept of it, until that has been told.
    pub damage: Option<String>,
    /// The names of earlier texts of the same file, from which it goes on.
    pub after: Vec<String>,
    /// What was to be carried before each answer that was given since the copy was opened, the latest last.
    answered: Vec<MatchRequest>,
    /// What was to be carried with each answer that was undone, the one undone last behind.
    unanswered: Vec<MatchRequest>,
    /// What the reader took back, which is not to come back from the disk.
    pub withdrawn: Withdrawn,
}

impl OwnCopy {
    /// A text that was read, set beside its edition for the first time; and the edition made of both.
    pub fn of(read: TextRead, source: TextSource) -> (Self, Edition) {
        let Beside { edition: base, path: edition_path, matched, .. } = read.beside;
        let wish = MatchRequest::new(base, Arc::new(read.imported.article));
        Self::with(wish, edition_path, source, matched)
    }

    /// A copy whose notes have been carried; and the edition made of both.
    pub fn with(
        wish: MatchRequest,
        edition_path: Option<PathBuf>,
        source: TextSource,
        matched: Matched,
    ) -> (Self, Edition) {
        let Matched { edition, pairs, lost, phrases, claims } = matched;
        let key = key(wish.base.id(), &wish.article);
        let of_copy = by_copy(&pairs);
        let copy = Self {
            wish,
            next: None,
            asked: 0,
            edition_path,
            source,
            key,
            pairs,
            of_copy,
            lost,
            phrases,
            claims,
            earlier: None,
            damage: None,
            after: Vec::new(),
            answered: Vec::new(),
            unanswered: Vec::new(),
            withdrawn: Withdrawn::default(),
        };
        (copy, edition)
    }

    /// The wish to go on from: the latest one, whether or not it has come.
    pub fn latest(&self) -> &MatchRequest {
        self.next.as_ref().unwrap_or(&self.wish)
    }

    /// Whether the notes are being carried from another edition than the one that is shown; its paragraphs are others,
    /// so nothing can be answered meanwhile.
    pub fn is_changing_base(&self) -> bool {
        !Arc::ptr_eq(&self.latest().base, &self.wish.base)
    }

    /// Asks for the notes to be carried anew.
    pub fn ask(&mut self, wish: MatchRequest) {
        self.asked += 1;
        self.next = Some(wish);
    }

    /// Asks for the notes to be carried anew after an answer of the reader's, which can be undone.
    pub fn answer(&mut self, wish: MatchRequest) {
        if self.answered.len() >= MOST_ANSWERED {
            self.answered.remove(0);
        }
        self.answered.push(self.latest().clone());
        self.unanswered.clear();
        self.ask(wish);
    }

    /// Whether there is an answer to undo, or one to give again: one that was given to the edition as it is now.
    pub fn can_turn(&self, back: bool) -> bool {
        let from = if back { &self.answered } else { &self.unanswered };
        from.last().is_some_and(|wish| Arc::ptr_eq(&wish.base, &self.latest().base))
    }

    /// Undoes the last answer, or gives the one that was undone last again. Tells whether there was one.
    pub fn turn(&mut self, back: bool) -> bool {
        let now = self.latest().clone();
        let can = self.can_turn(back);
        let (from, to) = match back {
            true => (&mut self.answered, &mut self.unanswered),
            false => (&mut self.unanswered, &mut self.answered),
        };
        let Some(wish) = from.pop_if(|_| can) else { return false };
        to.push(now);
        let said = SavedCopy::of(self);
        self.ask(wish);
        let withdrawn = said.without(&SavedCopy::of(self));
        self.withdrawn.extend(withdrawn);
        true
    }

    /// Gives up what was asked for and has not come, with what the reader said for it. Tells whether there was anything.
    pub fn take_back(&mut self) -> bool {
        let said = SavedCopy::of(self);
        if self.next.take().is_none() {
            return false;
        }
        self.asked += 1;
        let withdrawn = said.without(&SavedCopy::of(self));
        self.withdrawn.extend(withdrawn);
        true
    }

    /// Takes what a carrying brought, if it is the one asked for last; and gives the edition made of both.
    pub fn take(&mut self, asked: u64, matched: Matched) -> Option<Edition> {
        let wish = if asked == self.asked { self.next.take()? } else { return None };
        let Matched { edition, pairs, lost, phrases, claims } = matched;
        self.of_copy = by_copy(&pairs);
        (self.wish, self.pairs, self.lost, self.phrases, self.claims) = (wish, pairs, lost, phrases, claims);
        Some(edition)
    }

    /// The pair of a paragraph of the copy.
    pub fn pair_of(&self, paragraph: usize) -> Option<&Pair> {
        self.pairs.pairs.get(*self.of_copy.get(paragraph)?)
    }
}

/// The place of each paragraph of the copy among the pairs.
fn by_copy(pairs: &Correspondence) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, pair) in pairs.pairs.iter().enumerate() {
        for &paragraph in &pair.copy {
            if places.len() <= paragraph {
                places.resize(paragraph + 1, usize::MAX);
            }
            if let Some(of) = places.get_mut(paragraph) {
                *of = place;
            }
        }
    }
    places
}

/// Characters of an edition's id in the name of a file.
const LONGEST_ID: usize = 60;

/// The name under which the copy of an edition's article is kept. It is part of a path, and an id comes from a file that
/// anybody may have written, so only small letters, digits and hyphens are taken over.
pub fn key(edition: &str, article: &Article) -> String {
    let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' };
    let id: String = edition.chars().take(LONGEST_ID).map(plain).collect();
    let texts = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    format!("{id}-{:016x}", saved::fingerprint([edition].into_iter().chain(texts)))
}
