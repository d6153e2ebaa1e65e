//! Places the phrases of an edition in the text of a reader's copy.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::anchor::Alignment;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Anchor, Decision, Edition, Grade, Owner, Paragraph};

/// The placement of a phrase of a claim or note.
#[derive(Clone, Debug, PartialEq)]
pub struct PhrasePlacement {
    /// The claim or note, by its id in the edition.
    pub owner: Owner,
    /// The phrase in the edition.
    pub old: Anchor,
    /// The index of its paragraph in the edition.
    pub old_paragraph: usize,
    /// How certain the placement is.
    pub grade: Grade,
    /// The matched share of the phrase's weight, from 0 to 1.
    pub score: f32,
    /// The index of the copy's paragraph, or `None` if the phrase is lost or ambiguous.
    pub paragraph: Option<usize>,
    /// The byte range in that paragraph, or `None` if only the paragraph was found.
    pub range: Option<Range<usize>>,
    /// Whether the reader accepted, picked or detached it.
    pub decided: bool,
}

impl PhrasePlacement {
    /// Returns the paragraph and the copy's words, if words were found.
    pub(super) fn words<'a>(&self, copy: &'a [Paragraph]) -> Option<(usize, &'a str)> {
        let paragraph = self.paragraph.filter(|_| matches!(self.grade, Grade::Exact | Grade::Moved | Grade::Fuzzy))?;
        let words = copy.get(paragraph)?.text.get(self.range.clone()?)?;
        (!words.trim().is_empty()).then_some((paragraph, words))
    }
}

/// Places every phrase of the edition's claims and notes, claims first, in the edition's order. `counterparts` has the
/// corresponding paragraphs of the copy for each paragraph of the edition.
pub(super) fn place_all(
    edition: &Edition,
    copy: &[Paragraph],
    decisions: &[Decision],
    counterparts: &[Vec<usize>],
    progress: &Progress,
) -> Result<Vec<PhrasePlacement>, Cancelled> {
    let decided: HashMap<&Owner, &Decision> = decisions.iter().map(|decision| (decision.owner(), decision)).collect();
    let old = JoinedText::new(edition.paragraphs());
    let new = JoinedText::new(copy);
    let alignment = Alignment::new(&old.text, &new.text);
    let place = |owner: Owner, old_paragraph: usize, phrase: &str| {
        let paragraph = edition.paragraph(old_paragraph)?;
        let at = paragraph.text.find(phrase).filter(|_| !phrase.trim().is_empty())?;
        let anchor = Anchor::new(paragraph, at..at + phrase.len());
        if let Some(place) = decided.get(&owner).and_then(|decision| decided_placement(decision, copy)) {
            return Some(PhrasePlacement { owner, old: anchor, old_paragraph, ..place });
        }
        let placement = alignment.place(old.range(old_paragraph, &paragraph.text, at..at + phrase.len())?);
        let found = placement.range.as_ref().and_then(|range| new.paragraph_range(range, copy));
        let targets = counterparts.get(old_paragraph).map_or(&[][..], Vec::as_slice);
        let grade = match placement.grade {
            Grade::Ambiguous => Grade::Ambiguous,
            Grade::Exact | Grade::Moved | Grade::Fuzzy if found.is_some() => placement.grade,
            // A range across a paragraph boundary is no phrase. The pairs know where the paragraph is.
            _ if targets.is_empty() => Grade::Lost,
            _ => Grade::Near,
        };
        let (paragraph, range) = match grade {
            Grade::Near => (targets.first().copied(), None),
            Grade::Ambiguous | Grade::Lost => (None, None),
            _ => found.unzip(),
        };
        let score = placement.score;
        // The same words outside the paragraphs of the notes have moved.
        let moved = paragraph.is_some_and(|at| !targets.contains(&at));
        let grade = if moved { grade.max(Grade::Moved) } else { grade };
        Some(PhrasePlacement { owner, old: anchor, old_paragraph, grade, score, paragraph, range, decided: false })
    };
    let all = phrases(edition);
    let count = all.len();
    let mut places = Vec::with_capacity(count);
    for (at, (owner, paragraph, phrase)) in all.into_iter().enumerate() {
        progress.report(count + at, 2 * count)?;
        places.extend(place(owner, paragraph, phrase));
    }
    Ok(places)
}

/// Returns every claim and note with a phrase, claims first: its paragraph in the edition, and the phrase.
fn phrases(edition: &Edition) -> Vec<(Owner, usize, &str)> {
    let claims = edition.article().claims.iter().filter_map(|claim| {
        Some((Owner::Claim(claim.id.clone()), edition.paragraph_index(&claim.on)?, claim.phrase.as_deref()?))
    });
    let notes = edition.perspectives().iter().flat_map(|perspective| &perspective.notes).filter_map(|note| {
        let paragraph = edition.paragraph_index(note.on.first()?)?;
        Some((Owner::Note(note.id.clone()), paragraph, note.phrase.as_deref()?))
    });
    claims.chain(notes).collect()
}

/// Returns the placement the reader decided on, if the copy still has it. The caller fills in the owner and the old
/// place.
fn decided_placement(decision: &Decision, copy: &[Paragraph]) -> Option<PhrasePlacement> {
    let (grade, score, found) = match decision {
        Decision::Detached { .. } => (Grade::Lost, 0.0, None),
        Decision::Placed { anchor, .. } => {
            let paragraph = copy.iter().position(|paragraph| paragraph.id == anchor.on)?;
            let text = &copy.get(paragraph)?.text;
            let range = if anchor.exact.is_empty() { None } else { Some(find_anchor(text, anchor)?) };
            (Grade::Exact, 1.0, Some((paragraph, range)))
        }
    };
    let (paragraph, range) = found.map_or((None, None), |(paragraph, range)| (Some(paragraph), range));
    let old = Anchor { on: "".into(), exact: String::new(), prefix: String::new(), suffix: String::new() };
    let owner = decision.owner().clone();
    Some(PhrasePlacement { owner, old, old_paragraph: 0, grade, score, paragraph, range, decided: true })
}

/// Finds an anchor's words in a text. If they occur several times, prefix and suffix must match exactly one occurrence.
pub(super) fn find_anchor(text: &str, anchor: &Anchor) -> Option<Range<usize>> {
    let places: Vec<usize> = text.match_indices(anchor.exact.as_str()).map(|(at, _)| at).collect();
    let matches_context = |at: &usize| {
        text.get(..*at).is_some_and(|before| before.ends_with(&anchor.prefix))
            && text.get(at + anchor.exact.len()..).is_some_and(|after| after.starts_with(&anchor.suffix))
    };
    let matching: Vec<usize> = places.iter().copied().filter(matches_context).collect();
    let at = match (places.as_slice(), matching.as_slice()) {
        ([at], _) | (_, [at]) => *at,
        _ => return None,
    };
    Some(at..at + anchor.exact.len())
}

/// Paragraphs joined as the lines of one text, with the code point at which each starts.
pub(super) struct JoinedText {
    pub(super) text: String,
    starts: Vec<usize>,
}

impl JoinedText {
    pub(super) fn new(paragraphs: &[Paragraph]) -> Self {
        let (mut text, mut starts, mut at) = (String::new(), Vec::with_capacity(paragraphs.len()), 0);
        for paragraph in paragraphs {
            starts.push(at);
            // A line break inside a paragraph would start another paragraph.
            text.extend(paragraph.text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            text.push('\n');
            at += paragraph.text.chars().count() + 1;
        }
        Self { text, starts }
    }

    /// Converts a byte range of a paragraph to code points of the joined text.
    pub(super) fn range(&self, paragraph: usize, text: &str, range: Range<usize>) -> Option<Range<usize>> {
        let start = self.starts.get(paragraph)? + text.get(..range.start)?.chars().count();
        Some(start..start + text.get(range)?.chars().count())
    }

    /// Converts code points of the joined text to a byte range of the one paragraph that contains them.
    pub(super) fn paragraph_range(
        &self,
        range: &Range<usize>,
        paragraphs: &[Paragraph],
    ) -> Option<(usize, Range<usize>)> {
        let index = self.starts.partition_point(|start| *start <= range.start).checked_sub(1)?;
        let (start, text) = (self.starts.get(index)?, &paragraphs.get(index)?.text);
        let byte = |at: usize| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(at);
        Some((index, byte(range.start - start)?..byte(range.end.checked_sub(*start)?)?))
    }
}
