//! The reader's own copy of the article, with the edition's notes carried onto it.

mod closed;
mod key;
mod left_out;
mod lost;
mod previous;
mod saved;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::align::carry::{Carried, LostNote, PhrasePlacement, carry};
use crate::align::correspond::correspond;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Article, ClaimId, Correction, Correspondence, Decision, Edition, LeftOut, Pair, leave_out};

use super::{EditionMatch, TextRead};

pub use crate::align::correspond::is_doubtful;
pub use closed::ClosedCopy;
pub use key::{fingerprint, former_key, is_key_of, is_same_text, key};
pub use left_out::LeftOutBase;
pub use lost::LostPlace;
pub use previous::{PreviousText, TextChange};
pub use saved::{AnswerSubjects, COPY_FORMAT, SavedCopy, SavedCorrection};

/// The source of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSource {
    /// A file.
    File(PathBuf),
    /// The clipboard.
    Pasted,
}

impl TextSource {
    /// Returns the displayed name: the file name, or a phrase for a pasted text.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Pasted => "the text you pasted".to_owned(),
        }
    }

    /// Returns the first line of the message that the text could not be read, which also identifies that message.
    pub fn failed(&self) -> String {
        match self {
            Self::File(path) => format!("Could not open {}", path.display()),
            Self::Pasted => "Could not read the text you pasted".to_owned(),
        }
    }

    /// Returns the path, or `None` for a pasted text.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Pasted => None,
        }
    }
}

/// A request to match a text with an edition and to carry the notes onto it.
#[derive(Clone, Debug)]
pub struct MatchRequest {
    /// The edition in its original form.
    pub base: Arc<Edition>,
    /// The text of the copy.
    pub article: Arc<Article>,
    /// The paragraphs that the reader left out of the text.
    pub left_out: Vec<LeftOut>,
    /// The pairs that the reader made or rejected.
    pub corrections: Vec<Correction>,
    /// Corrections of paragraphs that this edition does not have, kept until it has them again.
    pub dormant: Vec<SavedCorrection>,
    /// The reader's decisions about phrases.
    pub decisions: Vec<Decision>,
    /// The pairs from an earlier run, if neither text has changed since.
    pub known: Option<Correspondence>,
}

/// The result of a [`MatchRequest`].
#[derive(Clone, Debug)]
pub struct Matched {
    /// The copy as an edition, with all notes that have a place in it.
    pub edition: Edition,
    /// The correspondence of paragraphs.
    pub pairs: Correspondence,
    /// The notes without a place.
    pub lost: Vec<LostNote>,
    /// The places of the phrases of claims and notes.
    pub phrases: Vec<PhrasePlacement>,
    /// For each claim in the copy, its id in the edition and its id in the copy; they differ because a claim's id
    /// contains the id of its paragraph.
    pub claims: Vec<(ClaimId, ClaimId)>,
}

impl MatchRequest {
    /// Creates a request without corrections or decisions.
    pub fn new(base: Arc<Edition>, article: Arc<Article>) -> Self {
        let (corrections, dormant, decisions) = (Vec::new(), Vec::new(), Vec::new());
        Self { base, article, left_out: Vec::new(), corrections, dormant, decisions, known: None }
    }

    /// Matches the text and carries the notes. Fast for an article; about a third of a second for a long book.
    ///
    /// # Errors
    /// Returns [`Cancelled`] if the work was cancelled through `progress`.
    pub fn run(&self, progress: &Progress) -> Result<Matched, Cancelled> {
        let pairs = match &self.known {
            Some(pairs) => pairs.clone(),
            None => correspond(self.base.paragraphs(), &self.article.paragraphs, &self.corrections, progress)?,
        };
        let Carried { edition, lost, phrases, claims } =
            carry(&self.base, &self.article, &pairs, &self.decisions, progress)?;
        Ok(Matched { edition, pairs, lost, phrases, claims })
    }
}

/// The number of answers that can be undone.
const MAX_UNDO: usize = 100;

/// What leads back from the answers of a request, and forth again.
#[derive(Clone, Debug, Default)]
struct AnswerStacks {
    /// The request before each answer given since the copy was opened, latest last.
    undo: Vec<Arc<MatchRequest>>,
    /// The request with each answer that was undone, the one undone last at the end.
    redo: Vec<Arc<MatchRequest>>,
    /// The answers that came from another window and not from the reader, until a request with them is accepted.
    remote: AnswerSubjects,
}

/// The open copy.
#[derive(Clone, Debug)]
pub struct OwnCopy {
    /// The request whose result the other fields hold.
    pub request: MatchRequest,
    /// The next request, until its result arrives.
    pub pending: Option<MatchRequest>,
    /// The number of the last request; results of older requests are dropped.
    pub generation: u64,
    /// The folder of the edition; `None` for the built-in one.
    pub edition_path: Option<PathBuf>,
    /// The source of the text.
    pub source: TextSource,
    /// The name under which the copy is saved; see [`key`].
    pub key: String,
    /// The correspondence of paragraphs.
    pub pairs: Correspondence,
    /// The index in `pairs` of each paragraph of the copy, since rows look it up in every frame.
    pair_of_paragraph: Vec<usize>,
    /// The notes without a place.
    pub lost: Vec<LostNote>,
    /// The places of the phrases of claims and notes.
    pub phrases: Vec<PhrasePlacement>,
    /// For each claim in the copy, its id in the edition and its id in the copy; they differ because a claim's id
    /// contains the id of its paragraph.
    pub claims: Vec<(ClaimId, ClaimId)>,
    /// A previous text of the same file that the reader corrected, until the reader has been notified.
    pub previous: Option<PreviousText>,
    /// A message about damage to the saved copy, until the reader has been notified.
    pub damage: Option<String>,
    /// The names of the saved copies of previous texts of the same file, which this copy continues.
    pub predecessors: Vec<String>,
    /// The undo and redo stacks of the latest request.
    stacks: AnswerStacks,
    /// Those of `request`, which hold again when the pending request is cancelled.
    accepted_stacks: AnswerStacks,
    /// The answers that were withdrawn, which a merge with the file must not restore.
    pub withdrawn: AnswerSubjects,
    /// What was left out when the file was last read or written. Only where this window differs from it did the reader
    /// decide something that a merge with the file must retain.
    pub left_out_base: LeftOutBase,
}

impl OwnCopy {
    /// Creates a copy from an imported text, and returns it with the edition made of both.
    pub fn from_text(read: TextRead, source: TextSource) -> (Self, Edition) {
        let EditionMatch { edition: base, path: edition_path, matched, .. } = read.edition_match;
        let (article, left_out) = leave_out(&read.imported.article, &read.left_out);
        let request = MatchRequest { left_out, ..MatchRequest::new(base, Arc::new(article)) };
        let (mut copy, edition) = Self::new(request, edition_path, source, matched);
        copy.left_out_base = LeftOutBase::default();
        (copy, edition)
    }

    /// Creates a copy from the result of a request, as its file has it, and returns it with the edition made of both.
    pub fn new(
        request: MatchRequest,
        edition_path: Option<PathBuf>,
        source: TextSource,
        matched: Matched,
    ) -> (Self, Edition) {
        let Matched { edition, pairs, lost, phrases, claims } = matched;
        let key = key(request.base.id(), &request.article, &request.left_out);
        let pair_of_paragraph = pair_by_paragraph(&pairs);
        let left_out_base = LeftOutBase::new(&request.left_out, 0);
        let copy = Self {
            request,
            pending: None,
            generation: 0,
            edition_path,
            source,
            key,
            pairs,
            pair_of_paragraph,
            lost,
            phrases,
            claims,
            previous: None,
            damage: None,
            predecessors: Vec::new(),
            stacks: AnswerStacks::default(),
            accepted_stacks: AnswerStacks::default(),
            withdrawn: AnswerSubjects::default(),
            left_out_base,
        };
        (copy, edition)
    }

    /// Returns the latest request, whether or not its result has arrived.
    pub fn latest(&self) -> &MatchRequest {
        self.pending.as_ref().unwrap_or(&self.request)
    }

    /// Returns whether the pending request is for another edition than the one that is shown. Its paragraphs differ, so
    /// no answer can be given until the result arrives.
    pub fn is_changing_base(&self) -> bool {
        !Arc::ptr_eq(&self.latest().base, &self.request.base)
    }

    /// Sets the number of the first request of a copy that is opened: one above those of all copies opened before.
    pub fn set_first_generation(&mut self, generation: u64) {
        (self.generation, self.left_out_base.generation) = (generation, generation);
    }

    /// Sets the pending request.
    pub fn request_match(&mut self, request: MatchRequest) {
        self.generation += 1;
        self.pending = Some(request);
    }

    /// Sets the pending request after an answer of the reader, which can be undone.
    pub fn answer(&mut self, request: MatchRequest) {
        self.push_step(self.latest().clone(), request);
    }

    /// Sets the pending request, which an undo leads back to `before`.
    fn push_step(&mut self, before: MatchRequest, request: MatchRequest) {
        if self.stacks.undo.len() >= MAX_UNDO {
            self.stacks.undo.remove(0);
        }
        self.stacks.redo.clear();
        self.stacks.undo.push(Arc::new(before));
        self.request_match(request);
    }

    /// Returns the number of answers that can be undone, and of those that can be redone.
    pub fn step_counts(&self) -> (usize, usize) {
        (self.stacks.undo.len(), self.stacks.redo.len())
    }

    /// Returns whether there is an answer to undo, or with `back` unset one to redo, that was given to the current
    /// edition.
    pub fn can_step(&self, back: bool) -> bool {
        let from = if back { &self.stacks.undo } else { &self.stacks.redo };
        from.last().is_some_and(|request| Arc::ptr_eq(&request.base, &self.latest().base))
    }

    /// Undoes the last answer, or with `back` unset redoes the one undone last. Returns whether there was one.
    pub fn step(&mut self, back: bool) -> bool {
        let now = Arc::new(self.latest().clone());
        let can = self.can_step(back);
        let AnswerStacks { undo, redo, .. } = &mut self.stacks;
        let (from, to) = if back { (undo, redo) } else { (redo, undo) };
        let Some(request) = from.pop_if(|_| can) else { return false };
        to.push(now);
        let before = SavedCopy::of(self);
        self.request_match(Arc::unwrap_or_clone(request));
        self.withdraw(before);
        true
    }

    /// Notes what the latest request takes back, which a merge with the file must not restore.
    fn withdraw(&mut self, before: SavedCopy) {
        let withdrawn = before.withdrawn_in(&SavedCopy::of(self));
        self.withdrawn.extend(withdrawn);
    }

    /// Returns whether the next step back leaves out what was taken in, or takes in what was left out.
    pub fn steps_left_out(&self) -> bool {
        self.can_step(true) && self.stacks.undo.last().is_some_and(|request| request.left_out != self.latest().left_out)
    }

    /// Drops the pending request together with the answers that caused it, and what would undo them. Returns whether
    /// there was one.
    pub fn cancel_request(&mut self) -> bool {
        let before = SavedCopy::of(self);
        if self.pending.take().is_none() {
            return false;
        }
        self.generation += 1;
        let AnswerStacks { remote, .. } = std::mem::replace(&mut self.stacks, self.accepted_stacks.clone());
        // The answers of another window stay in the file.
        let withdrawn = before.withdrawn_in(&SavedCopy::of(self)).without(&remote);
        self.withdrawn.extend(withdrawn);
        true
    }

    /// Accepts the result of a request and returns the edition made of both, or `None` if a newer request is pending.
    pub fn accept(&mut self, generation: u64, matched: Matched) -> Option<Edition> {
        let request = if generation == self.generation { self.pending.take()? } else { return None };
        let Matched { edition, pairs, lost, phrases, claims } = matched;
        self.pair_of_paragraph = pair_by_paragraph(&pairs);
        (self.request, self.pairs, self.lost, self.phrases, self.claims) = (request, pairs, lost, phrases, claims);
        self.stacks.remote = AnswerSubjects::default();
        self.accepted_stacks = self.stacks.clone();
        Some(edition)
    }

    /// Returns the pair of a paragraph of the copy.
    pub fn pair_of(&self, paragraph: usize) -> Option<&Pair> {
        self.pairs.pairs.get(*self.pair_of_paragraph.get(paragraph)?)
    }
}

/// Returns the index of the pair of each paragraph of the copy.
fn pair_by_paragraph(pairs: &Correspondence) -> Vec<usize> {
    let mut indexes = Vec::new();
    for (index, pair) in pairs.pairs.iter().enumerate() {
        for &paragraph in &pair.copy {
            if indexes.len() <= paragraph {
                indexes.resize(paragraph + 1, usize::MAX);
            }
            if let Some(slot) = indexes.get_mut(paragraph) {
                *slot = index;
            }
        }
    }
    indexes
}
