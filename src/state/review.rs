//! What the reader should look at in a copy: doubtful pairs and phrases, one after the other.

use std::collections::{HashMap, HashSet};

use crate::align::carry::PhrasePlacement;
use crate::model::rows::NoteRef;
use crate::model::{ClaimId, Grade, Note, NoteId, Owner, Pair, PairGrade};

use super::copy::is_doubtful;
use super::{AppState, OwnCopy};

/// One place to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A pair, by its place in the correspondence.
    Pair(usize),
    /// A phrase, by its place among those carried.
    Phrase(usize),
}

/// The queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What is left to look at: pairs first, since phrases depend on them.
    pub questions: Vec<Question>,
    /// The one being looked at.
    pub at: usize,
    /// The paragraph of the edition, or of the copy where a phrase is asked about, that the reader tries instead.
    pub candidate: Option<usize>,
    /// The first question was asked by the reader about one paragraph or reply; it is no part of the queue.
    pub single: bool,
    /// Where each phrase of the copy is.
    places: Places,
}

/// The phrases of a copy, by their place among those carried, so that a row finds those of its notes without going
/// through all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Places {
    /// Phrases of notes.
    notes: HashMap<NoteId, usize>,
    /// Phrases of claims, by the id that the claim has in the copy.
    claims: HashMap<ClaimId, usize>,
}

impl Places {
    fn of(copy: &OwnCopy) -> Self {
        let here: HashMap<&ClaimId, &ClaimId> = copy.claims.iter().map(|(of, here)| (of, here)).collect();
        let mut places = Self::default();
        for (n, phrase) in copy.phrases.iter().enumerate() {
            match &phrase.owner {
                Owner::Note(id) => drop(places.notes.insert(id.clone(), n)),
                Owner::Claim(id) => {
                    if let Some(here) = here.get(id) {
                        places.claims.insert((*here).clone(), n);
                    }
                }
            }
        }
        places
    }

    /// The phrase that a note answers: its own, else that of its claim.
    fn of_note(&self, note: &Note) -> Option<usize> {
        let claim = || self.claims.get(note.claim.as_ref()?);
        self.notes.get(&note.id).or_else(claim).copied()
    }
}

impl Review {
    /// All that is open in a copy. Phrases whose words are gone while their paragraph lives come last.
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
        Self { questions, at: 0, candidate: None, single: false, places: Places::of(copy) }
    }

    /// The question being looked at.
    pub fn question(&self) -> Option<Question> {
        self.questions.get(self.at).copied()
    }
}

/// What the reader is told under a paragraph of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// A few words.
    pub text: String,
    /// The reader should look at it.
    pub doubtful: bool,
}

impl AppState {
    /// How a row of a copy stands to the edition; nothing where it is simply the same paragraph in its place.
    pub fn standing_of(&self, row: usize) -> Option<Standing> {
        let copy = self.copy.as_ref()?;
        let pair = copy.pair_of(row.checked_sub(1)?)?;
        let doubtful = is_doubtful(pair);
        let labels: Vec<String> = pair
            .edition
            .iter()
            .filter_map(|index| copy.wish.base.paragraph(*index))
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
        Some(Standing { text, doubtful })
    }

    /// Where the phrase that a note answers is in the copy; none where no copy is open or the note answers no phrase.
    pub fn phrase_place(&self, note: &Note) -> Option<&PhrasePlacement> {
        self.copy.as_ref()?.phrases.get(self.review.places.of_note(note)?)
    }

    /// What is to be said on a note whose phrase is not surely placed; nothing where the reader has decided about it.
    pub fn doubt_of(&self, note: &Note) -> Option<Grade> {
        self.phrase_place(note).filter(|place| !place.decided).map(|place| place.grade).filter(|g| *g != Grade::Exact)
    }

    /// Whether the phrase that a note answers stands here in the words it was written for, or the reader said so.
    pub fn is_phrase_sure(&self, note: &Note) -> bool {
        self.phrase_place(note).is_none_or(|phrase| phrase.grade == Grade::Exact)
    }

    /// Puts the question about a note's phrase into the queue if it is not there, and says where it stands.
    pub(super) fn question_of_note(&mut self, entry: NoteRef) -> Option<usize> {
        let note = self.rows.note(&self.edition, entry)?;
        let question = Question::Phrase(self.review.places.of_note(note)?);
        let at = self.review.questions.iter().position(|other| *other == question);
        Some(at.unwrap_or_else(|| {
            self.review.questions.insert(0, question);
            self.review.single = true;
            0
        }))
    }

    /// A question about one paragraph goes with the review that it opened.
    pub(super) fn leave_single_question(&mut self, dialog: Option<&super::Dialog>) {
        if self.review.single && dialog != Some(&super::Dialog::Review) {
            self.renew_review();
        }
    }

    /// The questions of the open copy.
    pub(super) fn renew_review(&mut self) {
        let at = self.review.at;
        self.review = self.copy.as_ref().map(Review::of).unwrap_or_default();
        self.review.at = at.min(self.review.questions.len().saturating_sub(1));
    }
}

/// A score as people say it; what is reworded is never said to be all the same.
pub fn percent(pair: &Pair) -> String {
    let most = if pair.grade == PairGrade::Reworded && !pair.by_reader { 99.0 } else { 100.0 };
    format!("{:.0} %", (f64::from(pair.score) * 100.0).min(most))
}
