//! Where annotations are in the text that is open: never a silent guess.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::align::anchor::{Alignment, QuoteMatch, locate_quote};
use crate::model::rows::NoteRef;
use crate::model::visible::DisplayOffsets;
use crate::model::{Anchor, Grade, NoteTarget, Target, byte_range};
use crate::state::{AppState, Part};

use super::AnnotationPlace;

/// An article of more bytes is not searched as a whole for words whose paragraph has changed; only its neighbours are.
const SEARCHED_WHOLE: usize = 2_000_000;

/// Paragraphs looked at on either side of where one was, in a longer article.
const NEIGHBOURS: usize = 40;

/// A place in a paragraph of the open text.
#[derive(Clone, Debug)]
struct Found {
    grade: Grade,
    /// The paragraph's index.
    paragraph: Option<usize>,
    /// Bytes in it; empty for the whole.
    range: Range<usize>,
}

const LOST: Found = Found { grade: Grade::Lost, paragraph: None, range: 0..0 };

impl AppState {
    /// Finds every annotation's place again, after the layer or the text has changed.
    pub(in crate::state) fn renew_places(&mut self) {
        if self.annotations.edition != self.base().id() {
            // The layer of another edition, until its own comes.
            self.annotations.places = Vec::new();
            self.annotations.by_row = BTreeMap::new();
            return;
        }
        let notes = self.note_entries();
        let mut seen: HashMap<(String, String), Alignment> = HashMap::new();
        let annotations = self.annotations.all().to_vec();
        let places: Vec<AnnotationPlace> = annotations
            .iter()
            .enumerate()
            .map(|(index, annotation)| self.place_of(index, &annotation.on, &notes, &mut seen))
            .collect();
        let mut by_row: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, place) in places.iter().enumerate() {
            if let Some(row) = place.row {
                by_row.entry(row).or_default().push(at);
            }
        }
        self.annotations.places = places;
        self.annotations.by_row = by_row;
    }

    /// The entries at home of the notes that annotations stand on, by the notes' ids.
    fn note_entries(&self) -> HashMap<String, (usize, NoteRef)> {
        let targets = self.annotations.all().iter().filter_map(|one| one.on.note.as_ref());
        let wanted: HashSet<&str> = targets.map(|target| target.id.as_str()).collect();
        let mut entries = HashMap::new();
        if wanted.is_empty() {
            return entries;
        }
        for row in 0..self.row_count() {
            let all: Vec<NoteRef> = match row.checked_sub(1) {
                Some(paragraph) => self.rows.notes(paragraph).to_vec(),
                None => (0..self.edition.perspectives().len())
                    .flat_map(|perspective| self.rows.notes_of(None, perspective).to_vec())
                    .collect(),
            };
            for entry in all.into_iter().filter(|entry| entry.home) {
                if let Some(note) = self.rows.note(&self.edition, entry)
                    && wanted.contains(note.id.as_str())
                {
                    entries.entry(note.id.as_str().to_owned()).or_insert((row, entry));
                }
            }
        }
        entries
    }

    fn place_of(
        &self,
        index: usize,
        target: &Target,
        notes: &HashMap<String, (usize, NoteRef)>,
        seen: &mut HashMap<(String, String), Alignment>,
    ) -> AnnotationPlace {
        let mut place = AnnotationPlace { index, grade: Grade::Exact, row: None, marks: Vec::new() };
        if let Some(anchor) = &target.paragraph {
            let found = self.paragraph_place(anchor, &target.text, seen);
            place.grade = place.grade.max(found.grade);
            if let Some((at, paragraph)) = found.paragraph.and_then(|at| Some((at, self.edition.paragraph(at)?))) {
                place.row = Some(at + 1);
                place.marks.push((Part::Article, DisplayOffsets::new(&paragraph.text).displayed_chars(&found.range)));
            }
        }
        if let Some(wanted) = &target.note {
            match notes.get(wanted.id.as_str()) {
                Some((row, entry)) => {
                    let summary = self.rows.note(&self.edition, *entry).map_or("", |note| &note.summary);
                    let (grade, range) = words_in(summary, wanted);
                    place.grade = place.grade.max(grade);
                    place.row = place.row.or(Some(*row));
                    place.marks.push((
                        Part::Note(*entry),
                        DisplayOffsets::new(summary).displayed_chars(&byte_range(summary, &range)),
                    ));
                }
                None => place.grade = Grade::Lost,
            }
        }
        place
    }

    /// Where words of a paragraph, or the whole of it, are now.
    fn paragraph_place(&self, anchor: &Anchor, was: &str, seen: &mut HashMap<(String, String), Alignment>) -> Found {
        let at = self.edition.paragraph_index(&anchor.on);
        let same = at.filter(|at| self.edition.paragraph(*at).is_some_and(|paragraph| paragraph.text == was));
        let beside = [anchor.prefix.as_str(), anchor.suffix.as_str()];
        // A paragraph of the edition that was annotated there, read in a copy: the reader's own pairs tell.
        if let Some(paragraph) = same {
            return match locate_quote(was, &anchor.exact, beside, None) {
                QuoteMatch::Unique(range) => {
                    Found { grade: Grade::Exact, paragraph: Some(paragraph), range: byte_range(was, &range) }
                }
                _ if anchor.exact.is_empty() => Found { grade: Grade::Exact, paragraph: Some(paragraph), range: 0..0 },
                _ => Found { grade: Grade::Near, paragraph: Some(paragraph), range: 0..0 },
            };
        }
        if was.is_empty() {
            return at.map_or(LOST, |at| Found { grade: Grade::Near, paragraph: Some(at), range: 0..0 });
        }
        let quote = match locate_quote(was, &anchor.exact, beside, None) {
            QuoteMatch::Unique(range) => range,
            _ => 0..was.chars().count(),
        };
        let found = self.aligned(was, at, quote, seen);
        let whole = anchor.exact.is_empty();
        match found.grade {
            Grade::Lost => self.by_pairs(anchor, was).unwrap_or(LOST),
            _ if whole => Found { range: 0..0, ..found },
            _ => found,
        }
    }

    /// The words of an old paragraph in the open text, by the alignment of all words.
    fn aligned(
        &self,
        was: &str,
        near: Option<usize>,
        quote: Range<usize>,
        seen: &mut HashMap<(String, String), Alignment>,
    ) -> Found {
        let all = self.edition.paragraphs();
        let whole = all.iter().map(|paragraph| paragraph.text.len()).sum::<usize>() <= SEARCHED_WHOLE;
        let middle = near.unwrap_or(0);
        let first = if whole { 0 } else { middle.saturating_sub(NEIGHBOURS) };
        let last = if whole { all.len() } else { (middle + NEIGHBOURS).min(all.len()) };
        let lines = all.get(first..last).unwrap_or_default();
        let key = (was.to_owned(), if whole { String::new() } else { first.to_string() });
        let alignment = seen.entry(key).or_insert_with(|| {
            let new: Vec<&str> = lines.iter().map(|paragraph| paragraph.text.as_str()).collect();
            Alignment::new(was, &new.join("\n"))
        });
        let placement = alignment.place(quote);
        let Some(range) = placement.range else { return Found { grade: placement.grade, ..LOST } };
        let mut start = 0;
        for (at, paragraph) in lines.iter().enumerate() {
            let end = start + paragraph.text.chars().count();
            if range.start <= end {
                let inside = range.start - start..range.end.min(end).max(range.start) - start;
                let bytes = byte_range(&paragraph.text, &inside);
                // Words that run into the next paragraph are found, but not all of them here.
                let grade = if range.end > end { placement.grade.max(Grade::Fuzzy) } else { placement.grade };
                let bytes = if grade == Grade::Near { 0..0 } else { bytes };
                return Found { grade, paragraph: Some(first + at), range: bytes };
            }
            start = end + 1;
        }
        LOST
    }

    /// The paragraph of the copy that answers one of the edition's: nothing is known of the words.
    fn by_pairs(&self, anchor: &Anchor, was: &str) -> Option<Found> {
        let copy = self.copy.as_ref()?;
        let at = copy.wish.base.paragraph_index(&anchor.on)?;
        if copy.wish.base.paragraph(at)?.text != was {
            return None;
        }
        let pair = copy.pairs.pairs.iter().find(|pair| pair.edition.contains(&at))?;
        let paragraph = *pair.copy.first()?;
        Some(Found { grade: Grade::Near, paragraph: Some(paragraph), range: 0..0 })
    }
}

/// Characters of a note's words in its summary.
fn words_in(summary: &str, wanted: &NoteTarget) -> (Grade, Range<usize>) {
    if wanted.exact.is_empty() {
        return (Grade::Exact, 0..0);
    }
    match locate_quote(summary, &wanted.exact, [&wanted.prefix, &wanted.suffix], None) {
        QuoteMatch::Unique(range) => (Grade::Exact, range),
        QuoteMatch::Ambiguous => (Grade::Ambiguous, 0..0),
        QuoteMatch::NotFound => (Grade::Near, 0..0),
    }
}
