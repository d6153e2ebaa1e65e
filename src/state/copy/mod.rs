//! The reader's own copy of the article, with the edition's notes carried onto it.

mod action;
mod answers;
mod citation;
mod closed;
mod keep;
mod key;
mod left_out;
mod lost;
mod preview;
mod previous;
mod review;
mod saved;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::align::carry::{Carried, LostNote, PhrasePlacement, carry};
use crate::align::correspond::correspond;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{
    Article, ClaimId, CopyCitation, Correction, Correspondence, Decision, Edition, LeftOut, Pair, leave_out,
};

use super::feature::{Outcome, Shared};
use super::{Dialog, Notice, Subject};

pub use crate::align::correspond::is_doubtful;
pub use action::CopyAction;
pub use citation::{AuthorForm, CitationForm};
pub use key::{former_key, is_key_of, is_same_text, key};
pub use lost::LostPlace;
pub use preview::{EditionMatch, MatchCounts, Preview, Stage, TextRead, TextRequest};
pub use previous::{PreviousText, TextChange};
pub use review::{CertainPlace, Question, Review, RowStatus, percent};
pub use saved::{AnswerSubjects, COPY_FORMAT, LeftOutBase, SavedCopy, SavedCorrection};

/// The reader's copy: the one that is open with its review, and the text that may become one.
#[derive(Debug, Default)]
pub struct CopyState {
    /// The copy that replaces the edition's text, if one is open.
    pub open: Option<OwnCopy>,
    /// The review of the open copy.
    pub review: Review,
    /// The imported text that is being previewed.
    pub preview: Option<Box<Preview>>,
    /// What undoes the answers about copies that were closed in this run.
    closed: Vec<closed::ClosedCopy>,
}

impl CopyState {
    /// Applies an action.
    pub fn update(&mut self, shared: &Shared<'_>, action: CopyAction, out: &mut Outcome) {
        match action {
            CopyAction::Preview(preview) => self.show_preview(shared, preview, out),
            CopyAction::RefreshPreview => self.refresh_preview(shared, out),
            CopyAction::Pasted(text) => self.read_pasted(shared, &text, out),
            CopyAction::SetReadOptions(options) => self.set_read_options(shared, options, out),
            CopyAction::ReadBeside => self.open_beside(shared, out),
            CopyAction::LeaveOut { at, out: is_out } => self.leave_out(shared, at, is_out, out),
            CopyAction::BaseReloaded(edition) => self.on_base_reloaded(shared, *edition, out),
            CopyAction::Matched(generation, matched) => self.on_matched(shared, generation, *matched, out),
            CopyAction::MatchCancelled(generation) => self.on_match_cancelled(generation, out),
            CopyAction::Saved(written) => {
                if let Some(copy) = &mut self.open {
                    copy.left_out_base.update(&written);
                }
            }
            CopyAction::AskToForget => self.ask(Dialog::Forget, out),
            CopyAction::AskToKeep => self.ask(Dialog::KeepCopy, out),
            CopyAction::AskForCitation => self.ask_for_citation(out),
            CopyAction::SetCitation(citation) => self.set_citation(*citation, shared, out),
            CopyAction::ShowTray => self.show_tray(out),
            CopyAction::ShowLeftOut => self.show_left_out(out),
            CopyAction::TakeIn(id) => self.take_in(&id, out),
            CopyAction::LeaveRowOut(row) => self.leave_row_out(shared, row, out),
            CopyAction::Correct(corrections) => self.correct(corrections, out),
            CopyAction::Decide(decisions) => self.decide(decisions, out),
            CopyAction::Review => self.review_row(None, out),
            CopyAction::ReviewRow(row) => self.review_row(Some(row), out),
            CopyAction::ReviewNote(entry) => self.review_note(shared, entry, out),
            CopyAction::ReviewAt(at) => self.review_at(at, out),
            CopyAction::ReviewCandidate(candidate) => self.review_candidate(candidate, out),
            CopyAction::ListCertain(shown) => self.list_certain(shown, out),
            CopyAction::ReviewCertain(phrase) => self.review_certain(phrase, out),
            CopyAction::AcceptCertain => self.accept_certain(out),
        }
    }

    /// Returns the edition in its original form, given the edition that is shown: that may be made of a copy.
    pub fn base<'a>(&'a self, shown: &'a Arc<Edition>) -> &'a Arc<Edition> {
        self.open.as_ref().map_or(shown, |copy| &copy.request.base)
    }

    /// Returns the edition that a new text is matched with: the newest one, even while the open copy is still being
    /// matched with it.
    pub fn newest_base<'a>(&'a self, shown: &'a Arc<Edition>) -> &'a Arc<Edition> {
        self.open.as_ref().map_or(shown, |copy| &copy.latest().base)
    }

    /// Returns which paragraphs of the open copy and of the edition correspond; `None` if no copy is open.
    pub fn pairs(&self) -> Option<&Arc<Correspondence>> {
        self.open.as_ref().map(|copy| &copy.pairs)
    }

    /// Replaces the open copy, and begins its review. Returns the one that was open.
    pub(super) fn replace(&mut self, copy: Option<OwnCopy>) -> Option<OwnCopy> {
        self.review = copy.as_ref().map(Review::of).unwrap_or_default();
        std::mem::replace(&mut self.open, copy)
    }

    /// Opens a dialog about the open copy.
    fn ask(&self, dialog: Dialog, out: &mut Outcome) {
        match self.open {
            Some(_) => out.open_dialog(dialog),
            None => out.notify(answers::no_copy()),
        }
    }

    fn show_tray(&self, out: &mut Outcome) {
        match &self.open {
            Some(copy) if !copy.lost.is_empty() => out.open_dialog(Dialog::Tray),
            Some(_) => out.notify(Notice::quiet("Every note has a place in your copy").about(Subject::Text)),
            None => out.notify(Notice::quiet("Every note has its place: no copy of your own is open")),
        }
    }

    fn show_left_out(&self, out: &mut Outcome) {
        match &self.open {
            Some(copy) if !copy.latest().left_out.is_empty() => out.open_dialog(Dialog::LeftOut),
            Some(_) => out.notify(Notice::quiet("Nothing is left out of your copy").about(Subject::Text)),
            None => out.notify(answers::no_copy()),
        }
    }
}

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
    pub known: Option<Arc<Correspondence>>,
    /// What is known of the work. It changes nothing in the match, but is undone with the answers.
    pub citation: CopyCitation,
}

/// The result of a [`MatchRequest`].
#[derive(Clone, Debug)]
pub struct Matched {
    /// The copy as an edition, with all notes that have a place in it.
    pub edition: Edition,
    /// The correspondence of paragraphs.
    pub pairs: Arc<Correspondence>,
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
        Self {
            base,
            article,
            left_out: Vec::new(),
            corrections,
            dormant,
            decisions,
            known: None,
            citation: CopyCitation::default(),
        }
    }

    /// Matches the text and carries the notes. Fast for an article; about a third of a second for a long book.
    ///
    /// # Errors
    /// Returns [`Cancelled`] if the work was cancelled through `progress`.
    pub fn run(&self, progress: &Progress) -> Result<Matched, Cancelled> {
        let pairs = match &self.known {
            Some(pairs) => Arc::clone(pairs),
            None => {
                let (base, own) = (self.base.paragraphs(), &self.article.paragraphs);
                Arc::new(correspond(base, own, &self.corrections, progress)?)
            }
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

impl AnswerStacks {
    /// Returns the number of answers that can be undone, and of those that can be redone.
    fn counts(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }
}

/// The open copy. It is not `Clone`, so that no match copies its text, its pairs and its undo history.
#[derive(Debug)]
pub struct OwnCopy {
    /// The request whose result the other fields hold.
    pub request: MatchRequest,
    /// The next request, until its result arrives.
    pub pending: Option<MatchRequest>,
    /// The number of the last request; results of older requests are dropped.
    pub generation: u64,
    /// The folder of the edition; `None` if it is a built-in one, which its id names.
    pub edition_path: Option<PathBuf>,
    /// The source of the text.
    pub source: TextSource,
    /// The name under which the copy is saved; see [`key`].
    pub key: String,
    /// The correspondence of paragraphs.
    pub pairs: Arc<Correspondence>,
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
    stacks: Arc<AnswerStacks>,
    /// Those of `request`, which hold again when the pending request is cancelled. They are the same until the next
    /// answer, so that a match that is accepted copies nothing.
    accepted_stacks: Arc<AnswerStacks>,
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
        let citation = read.imported.citation();
        let request = MatchRequest { left_out, citation, ..MatchRequest::new(base, Arc::new(article)) };
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
        let left_out_base = LeftOutBase::new(&request.left_out, &request.citation, 0);
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
            stacks: Arc::default(),
            accepted_stacks: Arc::default(),
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
        let AnswerStacks { undo, redo, .. } = Arc::make_mut(&mut self.stacks);
        if undo.len() >= MAX_UNDO {
            undo.remove(0);
        }
        redo.clear();
        undo.push(Arc::new(before));
        self.request_match(request);
    }

    /// Returns whether there is an answer to undo, or with `back` unset one to redo, that was given to the current
    /// edition.
    pub fn can_step(&self, back: bool) -> bool {
        let from = if back { &self.stacks.undo } else { &self.stacks.redo };
        from.last().is_some_and(|request| Arc::ptr_eq(&request.base, &self.latest().base))
    }

    /// Undoes the last answer, or with `back` unset redoes the one undone last. Returns whether there was one.
    pub fn step(&mut self, back: bool) -> bool {
        if !self.can_step(back) {
            return false;
        }
        let now = Arc::new(self.latest().clone());
        let AnswerStacks { undo, redo, .. } = Arc::make_mut(&mut self.stacks);
        let (from, to) = if back { (undo, redo) } else { (redo, undo) };
        let Some(request) = from.pop() else { return false };
        to.push(now);
        let before = SavedCopy::of(self);
        self.request_match(Arc::unwrap_or_clone(request));
        // A merge with the file must not restore what the latest request takes back.
        let withdrawn = before.withdrawn_in(&SavedCopy::of(self));
        self.withdrawn.extend(withdrawn);
        true
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
        let dropped = std::mem::replace(&mut self.stacks, Arc::clone(&self.accepted_stacks));
        // The answers of another window stay in the file.
        let withdrawn = before.withdrawn_in(&SavedCopy::of(self)).without(&dropped.remote);
        self.withdrawn.extend(withdrawn);
        true
    }

    /// Accepts the result of a request and returns the edition made of both, or `None` if a newer request is pending.
    pub fn accept(&mut self, generation: u64, matched: Matched) -> Option<Edition> {
        let request = if generation == self.generation { self.pending.take()? } else { return None };
        let Matched { edition, pairs, lost, phrases, claims } = matched;
        self.pair_of_paragraph = pair_by_paragraph(&pairs);
        (self.request, self.pairs, self.lost, self.phrases, self.claims) = (request, pairs, lost, phrases, claims);
        if !self.stacks.remote.is_empty() {
            Arc::make_mut(&mut self.stacks).remote = AnswerSubjects::default();
        }
        self.accepted_stacks = Arc::clone(&self.stacks);
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{MatchRequest, OwnCopy, TextSource};
    use crate::model::progress::Progress;
    use crate::model::{Correction, Edition, EditionHead};

    /// Returns a copy of the first two paragraphs of an edition of three.
    fn copy() -> OwnCopy {
        let paragraphs = ["The lamps go out at eleven.", "Owls hunt in the dark.", "The mayor is pleased."];
        let paragraphs: Vec<String> =
            (1..).zip(paragraphs).map(|(n, text)| format!(r#"(id: "p{n}", text: "{text}")"#)).collect();
        let head = format!(
            r#"(format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-11-23", perspectives: [],
            article: (provenance: Original(of: "The Courier"), paragraphs: [{}]))"#,
            paragraphs.join(", ")
        );
        let head: EditionHead = ron::from_str(&head).unwrap();
        let mut article = head.article.clone();
        article.paragraphs.truncate(2);
        let request = MatchRequest::new(Arc::new(Edition::new(head, Vec::new(), Vec::new())), Arc::new(article));
        let matched = request.run(&Progress::default()).unwrap();
        OwnCopy::new(request, None, TextSource::Pasted, matched).0
    }

    /// Gives an answer, and accepts its match.
    fn answer(copy: &mut OwnCopy, correction: Correction) {
        let mut request = copy.latest().clone();
        (request.known, request.corrections) = (None, vec![correction]);
        copy.answer(request);
        accept(copy);
    }

    fn accept(copy: &mut OwnCopy) {
        let stacks = Arc::as_ptr(&copy.stacks);
        let matched = copy.latest().run(&Progress::default()).unwrap();
        assert!(copy.accept(copy.generation, matched).is_some());
        assert_eq!(Arc::as_ptr(&copy.stacks), stacks, "the history was copied");
        assert!(Arc::ptr_eq(&copy.stacks, &copy.accepted_stacks));
    }

    #[test]
    fn a_match_copies_neither_the_undo_history_nor_known_pairs() {
        let mut copy = copy();
        for edition in [1, 2, 0] {
            answer(&mut copy, Correction::Linked { copy: 0, edition });
        }
        assert_eq!(copy.stacks.counts(), (3, 0));
        assert!(copy.step(true));
        accept(&mut copy);
        assert_eq!(copy.stacks.counts(), (2, 1));
        let pairs = Arc::as_ptr(&copy.pairs);
        copy.request_match(MatchRequest { known: Some(Arc::clone(&copy.pairs)), ..copy.latest().clone() });
        accept(&mut copy);
        assert_eq!(Arc::as_ptr(&copy.pairs), pairs);
    }

    #[test]
    fn a_match_that_is_cancelled_leaves_the_history_as_it_was_accepted() {
        let mut copy = copy();
        answer(&mut copy, Correction::Linked { copy: 0, edition: 1 });
        for back in [true, false, true] {
            assert!(copy.step(back));
        }
        copy.answer(copy.latest().clone());
        assert_eq!(copy.stacks.counts(), (1, 0));
        assert!(copy.cancel_request() && !copy.cancel_request());
        assert_eq!(copy.stacks.counts(), (1, 0));
        assert!(copy.step(true) && copy.latest().corrections.is_empty());
        assert!(copy.cancel_request());
        assert!(copy.can_step(true), "the accepted answer can be undone again");
    }
}
