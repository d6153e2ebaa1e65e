//! What an annotation is put on: the selection, else the active paragraph.

use std::ops::Range;

use crate::model::{Anchor, NoteTarget, Target, byte_range};
use crate::state::{AppState, Part};

impl AppState {
    /// Everything that is selected, each text for itself; the active paragraph when nothing is.
    pub(super) fn targets(&self) -> Vec<Target> {
        if self.selection.is_none() {
            return self.target().into_iter().collect();
        }
        let selected = self.selected_words().into_iter();
        selected.filter_map(|(row, part, range)| self.target_in(row, part, range)).collect()
    }

    /// The selection as one target: words of a paragraph, of a note, or of both; else the active paragraph.
    pub(super) fn target(&self) -> Option<Target> {
        if self.selection.is_none() {
            return self.target_in(self.active, Part::Article, 0..0);
        }
        let mut whole = Target::default();
        for target in self.targets_selected() {
            if whole.paragraph.is_none() && target.paragraph.is_some() {
                (whole.paragraph, whole.text) = (target.paragraph, target.text);
            }
            whole.note = whole.note.or(target.note);
        }
        (whole != Target::default()).then_some(whole)
    }

    fn targets_selected(&self) -> Vec<Target> {
        if self.selection.is_some() { self.targets() } else { Vec::new() }
    }

    /// Code points of one text; an empty range is all of it.
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
                let [prefix, exact, suffix] = cut(&note.summary, bytes);
                let note = NoteTarget { id: note.id.clone(), exact, prefix, suffix };
                Some(Target { note: Some(note), ..Target::default() })
            }
            Part::Row | Part::Title | Part::Provenance => None,
        }
    }
}

/// Characters kept on either side of a note's words.
const CONTEXT: usize = 64;

fn cut(text: &str, bytes: Range<usize>) -> [String; 3] {
    let exact = text.get(bytes.clone()).unwrap_or_default();
    if exact.is_empty() {
        return Default::default();
    }
    let before = text.get(..bytes.start).unwrap_or_default();
    let after = text.get(bytes.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let prefix = before.get(from..).unwrap_or_default().to_owned();
    [prefix, exact.to_owned(), after.chars().take(CONTEXT).collect()]
}
