//! The target of a new annotation: the reply of a context menu, the selection, or else the active paragraph.

use std::ops::Range;

use crate::model::{Anchor, NoteTarget, Target, byte_range};
use crate::state::{AppState, ContextTarget, Part};

impl AppState {
    /// Returns the ids of the highlighted annotations in what a context menu is opened on: the words of a paragraph, of a
    /// reply, or the selected ones.
    pub(in crate::state) fn highlights_at(&self, target: ContextTarget) -> Vec<u32> {
        match target {
            ContextTarget::Highlight { id, .. } => vec![id],
            ContextTarget::Paragraph(row) => self.highlights_in(row, Part::Article, None),
            ContextTarget::Reply { row, entry } => self.highlights_in(row, Part::Note(entry), None),
            ContextTarget::Selection => {
                // Asked in every frame while words are selected.
                let has_some = |row, part| self.annotations.highlights_on(row, part).next().is_some();
                let selected = self.reader.selected_words_in(&self.shared(), has_some).into_iter();
                let mut ids: Vec<u32> =
                    selected.flat_map(|(row, part, range)| self.highlights_in(row, part, Some(range))).collect();
                ids.sort_unstable();
                ids.dedup();
                ids
            }
            ContextTarget::Perspective(_) | ContextTarget::Entry | ContextTarget::Cell | ContextTarget::Lesson => {
                Vec::new()
            }
        }
    }

    /// Returns the ids of the highlights that are shown in one text, or of those that share characters with a range of it.
    fn highlights_in(&self, row: usize, part: Part, within: Option<Range<usize>>) -> Vec<u32> {
        let touches = |marked: Option<Range<usize>>| match (marked, &within) {
            (Some(marked), Some(range)) => marked.start < range.end && range.start < marked.end,
            (None, _) | (_, None) => true,
        };
        let here = self.annotations.highlights_on(row, part).filter(|(.., marked)| touches(marked.clone()));
        here.map(|(one, ..)| one.id).collect()
    }

    /// Returns the reply chosen in a context menu, or one target for each selected text, or else the active paragraph.
    pub(super) fn targets(&self) -> Vec<Target> {
        if self.target_reply().is_some() || self.reader.selection.is_none() {
            return self.target().into_iter().collect();
        }
        let selected = self.reader.selected_words(&self.shared()).into_iter();
        selected.filter_map(|(row, part, range)| self.target_in(row, part, range)).collect()
    }

    /// Returns the reply chosen in a context menu, or the selection as a single target on a paragraph, a note or both, or
    /// else the active paragraph.
    pub(super) fn target(&self) -> Option<Target> {
        if let Some((row, entry)) = self.target_reply() {
            return self.target_in(row, Part::Note(entry), 0..0);
        }
        if self.reader.selection.is_none() {
            return self.target_in(self.reader.active, Part::Article, 0..0);
        }
        let mut combined = Target::default();
        for target in self.targets() {
            if combined.paragraph.is_none() && target.paragraph.is_some() {
                (combined.paragraph, combined.text) = (target.paragraph, target.text);
            }
            combined.note = combined.note.or(target.note);
        }
        (combined != Target::default()).then_some(combined)
    }

    /// Returns the target for a range of code points in one text; an empty range is the whole text.
    fn target_in(&self, row: usize, part: Part, range: Range<usize>) -> Option<Target> {
        match part {
            Part::Article => {
                let paragraph = self.paragraph_of(row)?;
                let bytes = byte_range(&paragraph.text, &range);
                let anchor = Anchor::new(paragraph, bytes);
                Some(Target { paragraph: Some(anchor), text: paragraph.text.clone(), note: None })
            }
            Part::Note(entry) => {
                let note = self.rows.note(&self.edition, entry)?;
                let bytes = byte_range(&note.summary, &range);
                let [prefix, exact, suffix] = with_context(&note.summary, bytes);
                let note = NoteTarget { id: note.id.clone(), exact, prefix, suffix };
                Some(Target { note: Some(note), ..Target::default() })
            }
            Part::Row | Part::Title | Part::Provenance => None,
        }
    }
}

/// The number of characters of context stored on either side of an annotated phrase of a note.
const CONTEXT_CHARS: usize = 64;

/// Splits a text into the context before a range, the range, and the context after it; all empty for an empty range.
fn with_context(text: &str, bytes: Range<usize>) -> [String; 3] {
    let exact = text.get(bytes.clone()).unwrap_or_default();
    if exact.is_empty() {
        return Default::default();
    }
    let before = text.get(..bytes.start).unwrap_or_default();
    let after = text.get(bytes.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    let prefix = before.get(from..).unwrap_or_default().to_owned();
    [prefix, exact.to_owned(), after.chars().take(CONTEXT_CHARS).collect()]
}
