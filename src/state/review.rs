//! The review of a copy: a queue of doubtful pairs and phrases for the reader to confirm.

use std::collections::{HashMap, HashSet};

use crate::align::carry::PhrasePlacement;
use crate::model::rows::NoteRef;
use crate::model::{ClaimId, Grade, Note, NoteId, Owner, Pair, PairGrade};

use super::copy::is_doubtful;
use super::{AppState, OwnCopy};

/// An item of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A pair, by its index in the correspondence.
    Pair(usize),
    /// A phrase, by its index among the carried phrases.
    Phrase(usize),
}

/// The review queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The open questions: pairs first, since phrases depend on them.
    pub questions: Vec<Question>,
    /// The index of the current question.
    pub at: usize,
    /// The paragraph that the reader tries instead: of the edition for a pair, of the copy for a phrase.
    pub candidate: Option<usize>,
    /// Whether the first question is about one paragraph or reply that the reader picked, and not part of the queue.
    pub single: bool,
    /// The phrases of the copy by owner.
    phrases: PhraseIndex,
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
    /// Collects the open questions of a copy. Phrases whose words are gone from a paragraph that still exists come
    /// last.
    pub fn of(copy: &OwnCopy) -> Self {
        let pairs = copy.pairs.pairs.iter().enumerate();
        let mut questions: Vec<Question> =
            pairs.filter(|(_, pair)| is_doubtful(pair)).map(|(n, _)| Question::Pair(n)).collect();
        let linked = copy.pairs.pairs.iter().filter(|pair| !pair.copy.is_empty());
        let there: HashSet<usize> = linked.flat_map(|pair| &pair.edition).copied().collect();
        let mut phrases: Vec<(Grade, usize)> = copy
            .phrases
            .iter()
            .enumerate()
            .filter(|(_, phrase)| {
                phrase.grade != Grade::Exact && !phrase.decided && there.contains(&phrase.old_paragraph)
            })
            .map(|(n, phrase)| (phrase.grade, n))
            .collect();
        phrases.sort_by_key(|(grade, n)| (matches!(grade, Grade::Near | Grade::Lost), *n));
        questions.extend(phrases.into_iter().map(|(_, n)| Question::Phrase(n)));
        Self { questions, at: 0, candidate: None, single: false, phrases: PhraseIndex::of(copy) }
    }

    /// Returns the current question, if any.
    pub fn question(&self) -> Option<Question> {
        self.questions.get(self.at).copied()
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

impl AppState {
    /// Returns how a row of a copy relates to the edition, or `None` if it is the same paragraph in the same place.
    pub fn row_status(&self, row: usize) -> Option<RowStatus> {
        let copy = self.copy.as_ref()?;
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
        self.copy.as_ref()?.phrases.get(self.review.phrases.of_note(note)?)
    }

    /// Returns the grade of a note whose phrase is not placed exactly, unless the reader has decided about it.
    pub fn doubt_of(&self, note: &Note) -> Option<Grade> {
        self.phrase_place(note).filter(|place| !place.decided).map(|place| place.grade).filter(|g| *g != Grade::Exact)
    }

    /// Returns whether the phrase that a note answers is placed exactly, or by a decision of the reader.
    pub fn is_phrase_sure(&self, note: &Note) -> bool {
        self.phrase_place(note).is_none_or(|phrase| phrase.grade == Grade::Exact)
    }

    /// Returns the index of the question about a note's phrase, which is inserted into the queue if it is missing.
    pub(super) fn question_of_note(&mut self, entry: NoteRef) -> Option<usize> {
        let note = self.rows.note(&self.edition, entry)?;
        let question = Question::Phrase(self.review.phrases.of_note(note)?);
        let at = self.review.questions.iter().position(|other| *other == question);
        Some(at.unwrap_or_else(|| {
            self.review.questions.insert(0, question);
            self.review.single = true;
            0
        }))
    }

    /// Removes the question about a single paragraph when the review that it opened is closed.
    pub(super) fn leave_single_question(&mut self, dialog: Option<&super::Dialog>) {
        if self.review.single && dialog != Some(&super::Dialog::Review) {
            self.refresh_review();
        }
    }

    /// Recomputes the questions of the open copy, and keeps the position in the queue.
    pub(super) fn refresh_review(&mut self) {
        let at = self.review.at;
        self.review = self.copy.as_ref().map(Review::of).unwrap_or_default();
        self.review.at = at.min(self.review.questions.len().saturating_sub(1));
    }
}

/// Formats the score of a pair as a percentage, such as `87 %`; a reworded pair has at most 99 %.
pub fn percent(pair: &Pair) -> String {
    let max = if pair.grade == PairGrade::Reworded && !pair.by_reader { 99.0 } else { 100.0 };
    format!("{:.0} %", (f64::from(pair.score) * 100.0).min(max))
}
