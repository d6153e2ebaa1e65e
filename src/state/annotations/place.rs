//! Finds the places of annotations in the open text. A place that is not certain is graded as such.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::align::anchor::{Alignment, QuoteMatch, locate_quote};
use crate::model::rows::NoteRef;
use crate::model::visible::DisplayOffsets;
use crate::model::{Anchor, Grade, NoteTarget, Target, byte_range};
use crate::state::Part;
use crate::state::feature::Shared;

use super::{AnnotationPlace, Annotations};

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

impl Annotations {
    /// Recomputes the places of all annotations after the layer or the text has changed.
    pub(in crate::state) fn refresh_places(&mut self, shared: &Shared<'_>) {
        if self.edition != shared.base.id() {
            // Another edition's layer is still in place until the right one is loaded.
            self.places = Vec::new();
            self.by_row = BTreeMap::new();
            return;
        }
        let notes = self.note_entries(shared);
        let mut places = Places { shared, alignments: HashMap::new() };
        let all = self.all().iter().enumerate();
        self.places = all.map(|(index, annotation)| places.of(index, &annotation.on, &notes)).collect();
        self.by_row = BTreeMap::new();
        for (at, place) in self.places.iter().enumerate() {
            if let Some(row) = place.row {
                self.by_row.entry(row).or_default().push(at);
            }
        }
    }

    /// Returns the row and the home entry of each annotated note, by the id of the note.
    fn note_entries(&self, shared: &Shared<'_>) -> HashMap<String, (usize, NoteRef)> {
        let targets = self.all().iter().filter_map(|one| one.on.note.as_ref());
        let wanted: HashSet<&str> = targets.map(|target| target.id.as_str()).collect();
        let mut entries = HashMap::new();
        if wanted.is_empty() {
            return entries;
        }
        for row in 0..shared.row_count() {
            for &entry in shared.notes_in(row).iter().filter(|entry| entry.home) {
                if let Some(note) = shared.rows.note(shared.edition, entry)
                    && wanted.contains(note.id.as_str())
                {
                    entries.entry(note.id.as_str().to_owned()).or_insert((row, entry));
                }
            }
        }
        entries
    }
}

/// Finds places in the open text. The words of a paragraph that has changed are aligned once for all annotations on it.
struct Places<'a> {
    shared: &'a Shared<'a>,
    /// By the old text, and where in a long article the search begins.
    alignments: HashMap<(String, String), Alignment>,
}

impl Places<'_> {
    fn of(&mut self, index: usize, target: &Target, notes: &HashMap<String, (usize, NoteRef)>) -> AnnotationPlace {
        let mut place = AnnotationPlace { index, grade: Grade::Exact, row: None, marks: Vec::new() };
        if let Some(anchor) = &target.paragraph {
            let found = self.of_paragraph(anchor, &target.text);
            place.grade = place.grade.max(found.grade);
            if let Some((at, paragraph)) = found.paragraph.and_then(|at| Some((at, self.shared.edition.paragraph(at)?)))
            {
                place.row = Some(at + 1);
                place.marks.push((Part::Article, DisplayOffsets::new(&paragraph.text).displayed_chars(&found.range)));
            }
        }
        if let Some(wanted) = &target.note {
            match notes.get(wanted.id.as_str()) {
                Some((row, entry)) => {
                    let summary = self.shared.rows.note(self.shared.edition, *entry).map_or("", |note| &note.summary);
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
    fn of_paragraph(&mut self, anchor: &Anchor, old_text: &str) -> ParagraphPlace {
        let at = self.shared.edition.paragraph_index(&anchor.on);
        let same =
            at.filter(|at| self.shared.edition.paragraph(*at).is_some_and(|paragraph| paragraph.text == old_text));
        let context = [anchor.prefix.as_str(), anchor.suffix.as_str()];
        // The paragraph is unchanged, so only the phrase has to be found in it.
        if let Some(paragraph) = same {
            let (grade, range) = match locate_quote(old_text, &anchor.exact, context, None) {
                QuoteMatch::Unique(range) => (Grade::Exact, byte_range(old_text, &range)),
                _ if anchor.exact.is_empty() => (Grade::Exact, 0..0),
                _ => (Grade::Near, 0..0),
            };
            return ParagraphPlace { grade, paragraph: Some(paragraph), range };
        }
        if old_text.is_empty() {
            return at.map_or(LOST, |at| ParagraphPlace { grade: Grade::Near, paragraph: Some(at), range: 0..0 });
        }
        let quote = match locate_quote(old_text, &anchor.exact, context, None) {
            QuoteMatch::Unique(range) => range,
            _ => 0..old_text.chars().count(),
        };
        let found = self.by_alignment(old_text, at, quote);
        let whole = anchor.exact.is_empty();
        match found.grade {
            Grade::Lost => self.by_pairs(anchor, old_text).unwrap_or(LOST),
            _ if whole => ParagraphPlace { range: 0..0, ..found },
            _ => found,
        }
    }

    /// Finds a phrase of an old paragraph in the open text by aligning all words.
    fn by_alignment(&mut self, old_text: &str, near: Option<usize>, quote: Range<usize>) -> ParagraphPlace {
        let all = self.shared.edition.paragraphs();
        let whole = all.iter().map(|paragraph| paragraph.text.len()).sum::<usize>() <= MAX_FULL_SEARCH_BYTES;
        let middle = near.unwrap_or(0);
        let first = if whole { 0 } else { middle.saturating_sub(NEIGHBOURS) };
        let last = if whole { all.len() } else { (middle + NEIGHBOURS).min(all.len()) };
        let lines = all.get(first..last).unwrap_or_default();
        let key = (old_text.to_owned(), if whole { String::new() } else { first.to_string() });
        let alignment = self.alignments.entry(key).or_insert_with(|| {
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
    fn by_pairs(&self, anchor: &Anchor, old_text: &str) -> Option<ParagraphPlace> {
        let (base, pairs) = (self.shared.base, self.shared.pairs?);
        let at = base.paragraph_index(&anchor.on)?;
        if base.paragraph(at)?.text != old_text {
            return None;
        }
        let pair = pairs.pairs.iter().find(|pair| pair.edition.contains(&at))?;
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
