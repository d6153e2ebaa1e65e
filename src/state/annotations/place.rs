//! Finds the places of annotations in the open text. A place that is not certain is graded as such.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::align::anchor::{Alignment, QuoteMatch, locate_quote};
use crate::model::rows::NoteRef;
use crate::model::visible::DisplayOffsets;
use crate::model::{Anchor, Grade, NoteTarget, Target, byte_range};
use crate::state::{AppState, Part};

use super::AnnotationPlace;

/// The number of bytes up to which a whole article is searched for a phrase whose paragraph has changed. In a longer
/// one only the neighbouring paragraphs are searched.
const MAX_FULL_SEARCH_BYTES: usize = 2_000_000;

/// The number of paragraphs searched on either side of the old place in a longer article.
const NEIGHBOURS: usize = 40;

/// A place in a paragraph of the open text.
#[derive(Clone, Debug)]
struct ParagraphPlace {
    grade: Grade,
    /// The index of the paragraph; `None` if the place is lost.
    paragraph: Option<usize>,
    /// The bytes in the paragraph; empty for the whole paragraph.
    range: Range<usize>,
}

const LOST: ParagraphPlace = ParagraphPlace { grade: Grade::Lost, paragraph: None, range: 0..0 };

impl AppState {
    /// Recomputes the places of all annotations after the layer or the text has changed.
    pub(in crate::state) fn refresh_places(&mut self) {
        if self.annotations.edition != self.base().id() {
            // Another edition's layer is still in place until the right one is loaded.
            self.annotations.places = Vec::new();
            self.annotations.by_row = BTreeMap::new();
            return;
        }
        let notes = self.note_entries();
        let mut alignments: HashMap<(String, String), Alignment> = HashMap::new();
        let annotations = self.annotations.all().to_vec();
        let places: Vec<AnnotationPlace> = annotations
            .iter()
            .enumerate()
            .map(|(index, annotation)| self.place_of(index, &annotation.on, &notes, &mut alignments))
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

    /// Returns the row and the home entry of each annotated note, by the id of the note.
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
        alignments: &mut HashMap<(String, String), Alignment>,
    ) -> AnnotationPlace {
        let mut place = AnnotationPlace { index, grade: Grade::Exact, row: None, marks: Vec::new() };
        if let Some(anchor) = &target.paragraph {
            let found = self.paragraph_place(anchor, &target.text, alignments);
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
                    let (grade, range) = place_in_summary(summary, wanted);
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

    /// Returns where a phrase of a paragraph, or the whole paragraph, is now.
    fn paragraph_place(
        &self,
        anchor: &Anchor,
        old_text: &str,
        alignments: &mut HashMap<(String, String), Alignment>,
    ) -> ParagraphPlace {
        let at = self.edition.paragraph_index(&anchor.on);
        let same = at.filter(|at| self.edition.paragraph(*at).is_some_and(|paragraph| paragraph.text == old_text));
        let context = [anchor.prefix.as_str(), anchor.suffix.as_str()];
        // The paragraph is unchanged, so only the phrase has to be found in it.
        if let Some(paragraph) = same {
            return match locate_quote(old_text, &anchor.exact, context, None) {
                QuoteMatch::Unique(range) => ParagraphPlace {
                    grade: Grade::Exact,
                    paragraph: Some(paragraph),
                    range: byte_range(old_text, &range),
                },
                _ if anchor.exact.is_empty() => {
                    ParagraphPlace { grade: Grade::Exact, paragraph: Some(paragraph), range: 0..0 }
                }
                _ => ParagraphPlace { grade: Grade::Near, paragraph: Some(paragraph), range: 0..0 },
            };
        }
        if old_text.is_empty() {
            return at.map_or(LOST, |at| ParagraphPlace { grade: Grade::Near, paragraph: Some(at), range: 0..0 });
        }
        let quote = match locate_quote(old_text, &anchor.exact, context, None) {
            QuoteMatch::Unique(range) => range,
            _ => 0..old_text.chars().count(),
        };
        let found = self.place_by_alignment(old_text, at, quote, alignments);
        let whole = anchor.exact.is_empty();
        match found.grade {
            Grade::Lost => self.place_by_pairs(anchor, old_text).unwrap_or(LOST),
            _ if whole => ParagraphPlace { range: 0..0, ..found },
            _ => found,
        }
    }

    /// Finds a phrase of an old paragraph in the open text by aligning all words.
    fn place_by_alignment(
        &self,
        old_text: &str,
        near: Option<usize>,
        quote: Range<usize>,
        alignments: &mut HashMap<(String, String), Alignment>,
    ) -> ParagraphPlace {
        let all = self.edition.paragraphs();
        let whole = all.iter().map(|paragraph| paragraph.text.len()).sum::<usize>() <= MAX_FULL_SEARCH_BYTES;
        let middle = near.unwrap_or(0);
        let first = if whole { 0 } else { middle.saturating_sub(NEIGHBOURS) };
        let last = if whole { all.len() } else { (middle + NEIGHBOURS).min(all.len()) };
        let lines = all.get(first..last).unwrap_or_default();
        let key = (old_text.to_owned(), if whole { String::new() } else { first.to_string() });
        let alignment = alignments.entry(key).or_insert_with(|| {
            let new: Vec<&str> = lines.iter().map(|paragraph| paragraph.text.as_str()).collect();
            Alignment::new(old_text, &new.join("\n"))
        });
        let placement = alignment.place(quote);
        let Some(range) = placement.range else { return ParagraphPlace { grade: placement.grade, ..LOST } };
        let mut start = 0;
        for (at, paragraph) in lines.iter().enumerate() {
            let end = start + paragraph.text.chars().count();
            if range.start <= end {
                let inside = range.start - start..range.end.min(end).max(range.start) - start;
                let bytes = byte_range(&paragraph.text, &inside);
                // A phrase that continues in the next paragraph is found, but not completely in this one.
                let grade = if range.end > end { placement.grade.max(Grade::Fuzzy) } else { placement.grade };
                let bytes = if grade == Grade::Near { 0..0 } else { bytes };
                return ParagraphPlace { grade, paragraph: Some(first + at), range: bytes };
            }
            start = end + 1;
        }
        LOST
    }

    /// Returns the paragraph of the copy that is paired with one of the edition's. The place of the phrase in it is
    /// unknown.
    fn place_by_pairs(&self, anchor: &Anchor, old_text: &str) -> Option<ParagraphPlace> {
        let copy = self.copy.as_ref()?;
        let at = copy.request.base.paragraph_index(&anchor.on)?;
        if copy.request.base.paragraph(at)?.text != old_text {
            return None;
        }
        let pair = copy.pairs.pairs.iter().find(|pair| pair.edition.contains(&at))?;
        let paragraph = *pair.copy.first()?;
        Some(ParagraphPlace { grade: Grade::Near, paragraph: Some(paragraph), range: 0..0 })
    }
}

/// Returns the place of an annotated phrase in the summary of its note, in code points.
fn place_in_summary(summary: &str, wanted: &NoteTarget) -> (Grade, Range<usize>) {
    if wanted.exact.is_empty() {
        return (Grade::Exact, 0..0);
    }
    match locate_quote(summary, &wanted.exact, [&wanted.prefix, &wanted.suffix], None) {
        QuoteMatch::Unique(range) => (Grade::Exact, range),
        QuoteMatch::Ambiguous => (Grade::Ambiguous, 0..0),
        QuoteMatch::NotFound => (Grade::Near, 0..0),
    }
}
