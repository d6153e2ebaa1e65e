//! The review of a copy: a queue of doubtful pairs and phrases for the reader to confirm, and a list of the phrases that
//! are certain enough to be accepted all at once.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::carry::PhrasePlacement;
use crate::model::rows::NoteRef;
use crate::model::{Anchor, ClaimId, Correspondence, Decision, Grade, Note, NoteId, Owner, Pair, PairGrade};

use crate::state::feature::{Outcome, Request, Shared};
use crate::state::{Command, Dialog, Notice, Subject};

use super::{CopyState, OwnCopy, is_doubtful};

/// An item of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A pair, by its index in the correspondence.
    Pair(usize),
    /// A phrase, by its index among the carried phrases.
    Phrase(usize),
}

/// The score from which changed words are certain, if they are in the paragraph that corresponds to theirs. In texts with
/// up to three words in ten changed, all of 198 phrases above it were found at the right words, and one of ten below it
/// was not; in revised articles, 96 of 100 above it were in the right paragraph without looking at the pairs.
const CERTAIN_WORDS: f32 = 0.6;

/// The review queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// The open questions: pairs first, since phrases depend on them.
    pub questions: Vec<Question>,
    /// The phrases that are not placed exactly, but of which nothing is doubtful. They are accepted together.
    pub certain: Vec<CertainPlace>,
    /// Whether the list of the certain phrases is shown in place of a question.
    pub lists_certain: bool,
    /// Whether the first question was opened from the list of certain phrases.
    pub from_list: bool,
    /// The index of the current question.
    pub at: usize,
    /// The paragraph that the reader tries instead: of the edition for a pair, of the copy for a phrase.
    pub candidate: Option<usize>,
    /// Whether the first question is about one paragraph or reply that the reader picked, and not part of the queue.
    pub single: bool,
    /// The phrases of the copy by owner.
    phrases: PhraseIndex,
}

/// A phrase that is not placed exactly, and a place of it of which nothing is doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertainPlace {
    /// Its index among the carried phrases.
    pub phrase: usize,
    /// The paragraph of the copy.
    pub paragraph: usize,
    /// The bytes of the words in it; `None` if only the paragraph is certain.
    pub words: Option<Range<usize>>,
}

/// The undecided phrases of a copy that are not placed exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OpenPhrases {
    /// The phrases to ask about, by their index among the carried phrases; those whose words are gone come last.
    pub(super) doubtful: Vec<usize>,
    /// The phrases that the reader can accept without a question.
    pub(super) certain: Vec<CertainPlace>,
}

impl OpenPhrases {
    /// Sorts the phrases by whether there is a doubt.
    ///
    /// A phrase whose pair is doubtful is in neither list: the answer about the pair comes first. One whose paragraph is
    /// gone was lost with its note.
    pub(super) fn of(pairs: &Correspondence, phrases: &[PhrasePlacement]) -> Self {
        let mut pair_of: HashMap<usize, &Pair> = HashMap::new();
        for pair in pairs.pairs.iter().filter(|pair| !pair.copy.is_empty()) {
            pair_of.extend(pair.edition.iter().map(|at| (*at, pair)));
        }
        let mut open = Self::default();
        for (n, phrase) in phrases.iter().enumerate() {
            let undecided = phrase.grade != Grade::Exact && !phrase.decided;
            let Some(pair) = pair_of.get(&phrase.old_paragraph).filter(|_| undecided) else { continue };
            match certain_place(phrase, pair) {
                _ if is_doubtful(pair) => {}
                Some((paragraph, words)) => open.certain.push(CertainPlace { phrase: n, paragraph, words }),
                None => open.doubtful.push(n),
            }
        }
        let gone = |n: &usize| phrases.get(*n).is_some_and(|p| matches!(p.grade, Grade::Near | Grade::Lost));
        open.doubtful.sort_by_key(|n| (gone(n), *n));
        open
    }
}

/// Returns the paragraph and, if they are certain too, the words at which a phrase can be accepted, given the certain pair
/// of its paragraph; `None` if only the reader can tell.
///
/// Words count as certain where the very same or most of them are in the paragraph that corresponds. Where fewer are
/// found, there or elsewhere, no words are claimed: the replies stand at the paragraph, which is certain. What is
/// doubtful is a good match somewhere else, or two of them, and which part of a split paragraph is meant.
fn certain_place(phrase: &PhrasePlacement, pair: &Pair) -> Option<(usize, Option<Range<usize>>)> {
    let at_home = phrase.paragraph.filter(|at| pair.copy.contains(at));
    let good = match phrase.grade {
        Grade::Exact | Grade::Moved => true,
        Grade::Fuzzy | Grade::Ambiguous => phrase.score >= CERTAIN_WORDS,
        Grade::Near | Grade::Lost => false,
    };
    match (at_home, pair.copy.as_slice()) {
        (Some(paragraph), _) if good => Some((paragraph, phrase.range.clone())),
        (_, &[paragraph]) if !good => Some((paragraph, None)),
        _ => None,
    }
}

/// The indexes of the carried phrases by owner, so that a row finds the phrases of its notes without a scan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct PhraseIndex {
    /// The phrases of notes.
    notes: HashMap<NoteId, usize>,
    /// The phrases of claims, by the id that the claim has in the copy.
    claims: HashMap<ClaimId, usize>,
}

impl PhraseIndex {
    fn of(copy: &OwnCopy) -> Self {
        let copy_ids: HashMap<&ClaimId, &ClaimId> = copy.claims.iter().map(|(id, copy_id)| (id, copy_id)).collect();
        let mut index = Self::default();
        for (n, phrase) in copy.phrases.iter().enumerate() {
            match &phrase.owner {
                Owner::Note(id) => drop(index.notes.insert(id.clone(), n)),
                Owner::Claim(id) => {
                    if let Some(copy_id) = copy_ids.get(id) {
                        index.claims.insert((*copy_id).clone(), n);
                    }
                }
            }
        }
        index
    }

    /// Returns the phrase that a note answers: its own, or else that of its claim.
    fn of_note(&self, note: &Note) -> Option<usize> {
        let claim = || self.claims.get(note.claim.as_ref()?);
        self.notes.get(&note.id).or_else(claim).copied()
    }
}

impl Review {
    /// Collects the open questions of a copy, and the phrases that are certain.
    pub fn of(copy: &OwnCopy) -> Self {
        let pairs = copy.pairs.pairs.iter().enumerate();
        let pairs = pairs.filter(|(_, pair)| is_doubtful(pair)).map(|(n, _)| Question::Pair(n));
        let OpenPhrases { doubtful, certain } = OpenPhrases::of(&copy.pairs, &copy.phrases);
        let questions = pairs.chain(doubtful.into_iter().map(Question::Phrase)).collect();
        Self { questions, certain, phrases: PhraseIndex::of(copy), ..Self::default() }
    }

    /// Returns the current question, if any.
    pub fn question(&self) -> Option<Question> {
        self.questions.get(self.at).copied().filter(|_| !self.lists_certain)
    }

    /// Returns the index of a question, which is inserted into the queue if it is missing.
    fn index_of(&mut self, question: Question) -> usize {
        self.questions.iter().position(|other| *other == question).unwrap_or_else(|| {
            self.questions.insert(0, question);
            self.single = true;
            0
        })
    }

    /// Returns the number of doubtful places, without a question about a single paragraph or reply.
    pub fn doubtful(&self) -> usize {
        self.questions.len() - usize::from(self.single)
    }
}

/// The relation of a row of a copy to the edition, shown under its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowStatus {
    /// The displayed text.
    pub text: String,
    /// Whether the reader should check it.
    pub doubtful: bool,
}

impl CopyState {
    /// Returns how a row of the copy relates to the edition, or `None` if it is the same paragraph in the same place.
    pub fn row_status(&self, row: usize) -> Option<RowStatus> {
        let copy = self.open.as_ref()?;
        let pair = copy.pair_of(row.checked_sub(1)?)?;
        let doubtful = is_doubtful(pair);
        let labels: Vec<String> = pair
            .edition
            .iter()
            .filter_map(|index| copy.request.base.paragraph(*index))
            .map(|paragraph| format!("¶{}", paragraph.id.label()))
            .collect();
        let labels = labels.join(" and ");
        let text = if doubtful {
            format!("{} Perhaps {labels} of the edition ({})", Grade::Fuzzy.mark(), percent(pair))
        } else {
            match pair.grade {
                PairGrade::Equal | PairGrade::Reworded | PairGrade::Removed => return None,
                PairGrade::Inserted => "Only in your copy: no note was written on it".to_owned(),
                PairGrade::Split => format!("Part of {labels} of the edition"),
                PairGrade::Merged => format!("{labels} of the edition in one"),
                PairGrade::Moved => format!("Moved: {labels} of the edition"),
            }
        };
        Some(RowStatus { text, doubtful })
    }

    /// Returns where the phrase that a note answers is in the copy; `None` if no copy is open or the note answers no
    /// phrase.
    pub fn phrase_place(&self, note: &Note) -> Option<&PhrasePlacement> {
        self.open.as_ref()?.phrases.get(self.review.phrases.of_note(note)?)
    }

    /// Returns the grade of a note whose phrase is not placed exactly, unless the reader has decided about it.
    pub fn doubt_of(&self, note: &Note) -> Option<Grade> {
        self.phrase_place(note).filter(|place| !place.decided).map(|place| place.grade).filter(|g| *g != Grade::Exact)
    }

    /// Returns whether the phrase that a note answers is placed exactly, or by a decision of the reader.
    pub fn is_phrase_sure(&self, note: &Note) -> bool {
        self.phrase_place(note).is_none_or(|phrase| phrase.grade == Grade::Exact)
    }

    /// Tells the reader how many paragraphs are doubtful and how many notes are lost, and how to see them.
    pub(in crate::state) fn report_match(&self, out: &mut Outcome) {
        let Some(copy) = &self.open else { return };
        let (doubtful, certain) = (self.review.doubtful(), self.review.certain.len());
        let mut text = format!("Beside the notes: {}.", copy.source.name());
        match doubtful {
            0 => {}
            1 => text.push_str(" One place is doubtful."),
            n => text.push_str(&format!(" {n} places are doubtful.")),
        }
        let lost = copy.lost.len();
        match lost {
            0 if doubtful == 0 => text.push_str(" Every note stands at its paragraph."),
            0 => {}
            1 => text.push_str(" One note has no place in it."),
            n => text.push_str(&format!(" {n} notes have no place in it.")),
        }
        match certain {
            0 => {}
            _ if doubtful > 0 => {}
            1 => text.push_str(" In one place it has other words."),
            n => text.push_str(&format!(" In {n} places it has other words.")),
        }
        let mut notice = Notice::quiet(text).about(Subject::Text);
        if doubtful > 0 {
            notice = notice.offering(Command::Review, "Look at what is doubtful");
        } else if certain > 0 {
            notice = notice.offering(Command::Review, "Look at them");
        }
        if lost > 0 {
            notice = notice.offering(Command::Tray, "Notes without a place");
        }
        out.notify(notice);
    }

    /// Opens the review where it was left, or at the pair of a row, even if that is not doubtful.
    pub(super) fn review_row(&mut self, row: Option<usize>, out: &mut Outcome) {
        let Some(copy) = &self.open else {
            let text = "Nothing to review: no copy of your own is open";
            out.notify(Notice::quiet(text).offering(Command::ReadOwnCopy, "Read your own copy…"));
            return;
        };
        let mut at = self.review.at;
        if let Some(row) = row {
            let Some(index) = row.checked_sub(1) else { return };
            let Some(pair) = copy.pairs.pairs.iter().position(|pair| pair.copy.contains(&index)) else { return };
            at = self.review.index_of(Question::Pair(pair));
        }
        if self.review.questions.is_empty() && self.review.certain.is_empty() {
            out.notify(Notice::quiet("No place is doubtful").about(Subject::Text));
            return;
        }
        out.open_dialog(Dialog::Review);
        self.review.lists_certain = self.review.questions.is_empty();
        self.review_at(at, out);
    }

    /// Goes to a question.
    pub(super) fn review_at(&mut self, at: usize, out: &mut Outcome) {
        self.review.at = at.min(self.review.questions.len().saturating_sub(1));
        self.review.candidate = None;
        self.follow_question(out);
    }

    pub(super) fn review_note(&mut self, shared: &Shared<'_>, entry: NoteRef, out: &mut Outcome) {
        let note = shared.rows.note(shared.edition, entry);
        if let Some(phrase) = note.and_then(|note| self.review.phrases.of_note(note)) {
            let at = self.review.index_of(Question::Phrase(phrase));
            out.open_dialog(Dialog::Review);
            self.review_at(at, out);
        }
    }

    /// Tries another paragraph for the current question.
    pub(super) fn review_candidate(&mut self, candidate: Option<usize>, out: &mut Outcome) {
        self.review.candidate = candidate;
        self.follow_question(out);
    }

    /// Shows the list of the certain phrases, or the questions again.
    pub(super) fn list_certain(&mut self, shown: bool, out: &mut Outcome) {
        if self.review.from_list {
            self.refresh_review();
        }
        self.review.lists_certain = shown && !self.review.certain.is_empty();
        self.review.candidate = None;
        self.follow_question(out);
    }

    /// Shows a phrase of the list as a question, to be answered differently.
    pub(super) fn review_certain(&mut self, phrase: usize, out: &mut Outcome) {
        if !self.review.certain.iter().any(|place| place.phrase == phrase) {
            return;
        }
        self.review.questions.insert(0, Question::Phrase(phrase));
        (self.review.single, self.review.from_list, self.review.lists_certain) = (true, true, false);
        self.review_at(0, out);
    }

    pub(super) fn accept_certain(&mut self, out: &mut Outcome) {
        let Some(copy) = &self.open else { return };
        let accepted = |place: &CertainPlace| {
            let owner = copy.phrases.get(place.phrase)?.owner.clone();
            let paragraph = copy.request.article.paragraphs.get(place.paragraph)?;
            Some(Decision::Placed { owner, anchor: Anchor::new(paragraph, place.words.clone().unwrap_or_default()) })
        };
        let decisions: Vec<Decision> = self.review.certain.iter().filter_map(accepted).collect();
        if !decisions.is_empty() {
            self.decide(decisions, out);
        }
    }

    /// Returns the paragraph of the copy that the current question is about.
    fn paragraph_in_question(&self) -> Option<usize> {
        let copy = self.open.as_ref()?;
        match self.review.question()? {
            Question::Pair(n) => copy.pairs.pairs.get(n)?.copy.first().copied(),
            Question::Phrase(n) => {
                let phrase = copy.phrases.get(n)?;
                let counterpart = || copy.pairs.of_edition(phrase.old_paragraph)?.copy.first().copied();
                self.review.candidate.or(phrase.paragraph).or_else(counterpart)
            }
        }
    }

    /// Shows the paragraph in question behind the review.
    pub(super) fn follow_question(&self, out: &mut Outcome) {
        if let Some(paragraph) = self.paragraph_in_question() {
            out.ask(Request::ShowBehindReview(paragraph + 1));
        }
    }

    /// Handles the end of the review: removes the question about a single paragraph, and hides the list.
    pub(in crate::state) fn end_review(&mut self) {
        self.review.lists_certain = false;
        if self.review.single {
            self.refresh_review();
        }
    }

    /// Recomputes the questions of the open copy, and keeps the position in the queue.
    pub(super) fn refresh_review(&mut self) {
        let Review { at, lists_certain, .. } = std::mem::take(&mut self.review);
        self.review = self.open.as_ref().map(Review::of).unwrap_or_default();
        self.review.at = at.min(self.review.questions.len().saturating_sub(1));
        self.review.lists_certain = lists_certain && !self.review.certain.is_empty();
    }
}

/// Formats the score of a pair as a percentage, such as `87 %`; a reworded pair has at most 99 %.
pub fn percent(pair: &Pair) -> String {
    let max = if pair.grade == PairGrade::Reworded && !pair.by_reader { 99.0 } else { 100.0 };
    format!("{:.0} %", (f64::from(pair.score) * 100.0).min(max))
}
