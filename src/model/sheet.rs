//! The answer sheet: paragraphs and their claims by perspectives, with counts for its margins, and comparisons.
//!
//! Nothing is stored: a cell is looked up when it is shown, so that a sheet of any size is ready at once.

use super::rows::{AnswerCell, NoteRef, Rows};
use super::{Claim, Edition, Note, Silence, Stance};

/// The answer sheet of an edition.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    edition: &'a Edition,
    rows: &'a Rows,
}

/// What a row of the sheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SheetPlace {
    /// The index of the paragraph.
    pub paragraph: usize,
    /// The index of the claim in the article; `None` for the paragraph with all its claims.
    pub claim: Option<usize>,
}

/// What a perspective has in a row of the sheet. No cell is empty.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetCell<'a> {
    /// Notes, in the order of [`AnswerCell::Notes`]; the first is the lead.
    Notes(Vec<NoteRef>),
    /// A search found nothing.
    Silent(&'a Silence),
    /// There is nothing to answer, for this reason.
    NotApplicable(&'a str),
    /// Nobody has searched yet.
    NotLookedFor,
}

/// How many cells of a row or column have what. Each cell counts once: by the stance of its lead, or by its absence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetCounts {
    /// The leads, in the order of [`Stance::ALL`].
    pub stances: [usize; Stance::ALL.len()],
    /// Cells where a search found nothing.
    pub silent: usize,
    /// Cells that were not searched for.
    pub not_looked_for: usize,
    /// Cells with nothing to answer.
    pub not_applicable: usize,
    /// Cells with a note that cites something later than the article.
    pub later: usize,
}

/// How two perspectives stand to each other in a row, by the leads of their cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Both have this stance.
    Agree(Stance),
    /// One affirms what the other disputes.
    Clash,
    /// Both speak, with other stances.
    Differ,
    /// Only the first speaks.
    FirstAlone,
    /// Only the second speaks.
    SecondAlone,
    /// Neither speaks.
    Neither,
}

impl<'a> Sheet<'a> {
    /// Makes the sheet of an edition from its rows.
    pub fn new(edition: &'a Edition, rows: &'a Rows) -> Self {
        Self { edition, rows }
    }

    /// Returns the rows of all paragraphs in order, pull-quotes and headings too, without those of claims.
    pub fn paragraphs(self) -> impl Iterator<Item = SheetPlace> {
        (0..self.edition.paragraphs().len()).map(|paragraph| SheetPlace { paragraph, claim: None })
    }

    /// Returns the rows of the claims of a paragraph, in the order of the article's list.
    pub fn claims_of(self, paragraph: usize) -> impl Iterator<Item = SheetPlace> + 'a {
        let id = self.edition.paragraph(paragraph).map(|paragraph| &paragraph.id);
        let claims = self.edition.article().claims.iter().enumerate();
        let on = claims.filter(move |(_, claim)| Some(&claim.on) == id);
        on.map(move |(claim, _)| SheetPlace { paragraph, claim: Some(claim) })
    }

    /// Returns the claim of a row.
    pub fn claim(self, place: SheetPlace) -> Option<&'a Claim> {
        self.edition.article().claims.get(place.claim?)
    }

    /// Returns the note that a reference points to.
    pub fn note(self, reference: NoteRef) -> Option<&'a Note> {
        self.rows.note(self.edition, reference)
    }

    /// Returns what a perspective has in a row. A row of a claim has the notes on that claim only.
    pub fn cell(self, place: SheetPlace, perspective: usize) -> SheetCell<'a> {
        let cell = self.rows.cell(self.edition, place.paragraph, perspective);
        let Some(claim) = self.claim(place) else {
            return match cell {
                AnswerCell::Notes(notes) => SheetCell::Notes(notes.to_vec()),
                AnswerCell::Silent(silence) => SheetCell::Silent(silence),
                AnswerCell::NotApplicable(why) => SheetCell::NotApplicable(why),
                AnswerCell::NotLookedFor => SheetCell::NotLookedFor,
            };
        };
        if let AnswerCell::Notes(notes) = cell {
            let is_on_claim =
                |note: &&NoteRef| self.note(**note).is_some_and(|note| note.claim.as_ref() == Some(&claim.id));
            let on_claim: Vec<NoteRef> = notes.iter().filter(is_on_claim).copied().collect();
            if !on_claim.is_empty() {
                return SheetCell::Notes(on_claim);
            }
        }
        match (self.rows.silence(self.edition, place.paragraph, perspective, Some(&claim.id)), cell) {
            (Some(silence), _) => SheetCell::Silent(silence),
            (None, AnswerCell::NotApplicable(why)) => SheetCell::NotApplicable(why),
            (None, AnswerCell::Notes(_) | AnswerCell::Silent(_) | AnswerCell::NotLookedFor) => SheetCell::NotLookedFor,
        }
    }

    /// Returns the stances of a cell, the lead's first, each once.
    pub fn stances(self, cell: &SheetCell<'_>) -> Vec<Stance> {
        let SheetCell::Notes(notes) = cell else { return Vec::new() };
        let mut stances = Vec::new();
        for note in notes.iter().filter_map(|note| self.note(*note)) {
            if !stances.contains(&note.stance) {
                stances.push(note.stance);
            }
        }
        stances
    }

    /// Counts the cells of some perspectives in a row.
    pub fn counts_of_row(self, place: SheetPlace, perspectives: &[usize]) -> SheetCounts {
        self.count(perspectives.iter().map(|perspective| (place, *perspective)))
    }

    /// Counts the cells of a column, without rows of claims.
    pub fn counts_of_column(self, perspective: usize) -> SheetCounts {
        self.count(self.paragraphs().map(|place| (place, perspective)))
    }

    fn count(self, cells: impl Iterator<Item = (SheetPlace, usize)>) -> SheetCounts {
        let mut counts = SheetCounts::default();
        for (place, perspective) in cells {
            let cell = self.cell(place, perspective);
            match &cell {
                SheetCell::Notes(notes) => {
                    let lead = self.stances(&cell).first().and_then(|lead| Stance::ALL.iter().position(|s| s == lead));
                    if let Some(count) = lead.and_then(|lead| counts.stances.get_mut(lead)) {
                        *count += 1;
                    }
                    let mut notes = notes.iter().filter_map(|note| self.note(*note));
                    counts.later += usize::from(notes.any(|note| self.edition.is_later(note)));
                }
                SheetCell::Silent(_) => counts.silent += 1,
                SheetCell::NotApplicable(_) => counts.not_applicable += 1,
                SheetCell::NotLookedFor => counts.not_looked_for += 1,
            }
        }
        counts
    }

    /// Compares two perspectives in a row.
    pub fn compare(self, place: SheetPlace, (first, second): (usize, usize)) -> Comparison {
        let lead = |perspective| self.stances(&self.cell(place, perspective)).first().copied();
        match (lead(first), lead(second)) {
            (Some(one), Some(other)) if one == other => Comparison::Agree(one),
            (Some(Stance::Affirms), Some(Stance::Disputes)) | (Some(Stance::Disputes), Some(Stance::Affirms)) => {
                Comparison::Clash
            }
            (Some(_), Some(_)) => Comparison::Differ,
            (Some(_), None) => Comparison::FirstAlone,
            (None, Some(_)) => Comparison::SecondAlone,
            (None, None) => Comparison::Neither,
        }
    }
}
