//! The selection across paragraphs and replies, and the text that it copies.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::visible::DisplayOffsets;
use crate::state::Part;
use crate::state::feature::Shared;

use super::Reader;

/// A position in a text, before the character at index `character`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPoint {
    /// The row.
    pub row: usize,
    /// The text in it.
    pub part: Part,
    /// The character, from 0.
    pub character: usize,
}

/// A selection from its anchor to where the pointer or the keys have extended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The fixed end, where the selection began.
    pub from: TextPoint,
    /// The moving end, which may be before `from`.
    pub to: TextPoint,
}

impl Reader {
    /// Returns the selected characters of a text of `length` characters; empty if none are selected.
    pub fn selected_in(&self, shared: &Shared<'_>, row: usize, part: Part, length: usize) -> Range<usize> {
        let Some((first, last)) = self.selection_in_order(shared) else { return 0..0 };
        if row < first.row || row > last.row {
            return 0..0;
        }
        let parts = shared.parts(row);
        let place = |part: Part| parts.iter().position(|p| *p == part);
        let Some(here) = place(part) else { return 0..0 };
        let mut range = 0..length;
        if row == first.row {
            match place(first.part) {
                Some(place) if here < place => return 0..0,
                Some(place) if here == place => range.start = first.character.min(length),
                _ => {}
            }
        }
        if row == last.row {
            match place(last.part) {
                Some(place) if here > place => return 0..0,
                Some(place) if here == place => range.end = last.character.min(length),
                _ => {}
            }
        }
        if range.start < range.end { range } else { 0..0 }
    }

    /// Returns the selected range of each text, extended to whole words.
    ///
    /// Ranges are in code points of the text itself, which may contain hidden characters that are displayed as marks.
    pub(in crate::state) fn selected_words(&self, shared: &Shared<'_>) -> Vec<(usize, Part, Range<usize>)> {
        self.selected_words_in(shared, |_, _| true)
    }

    /// Returns the selected words of the texts for which `is_wanted`; the words of the others are not looked for.
    pub(in crate::state) fn selected_words_in(
        &self,
        shared: &Shared<'_>,
        is_wanted: impl Fn(usize, Part) -> bool,
    ) -> Vec<(usize, Part, Range<usize>)> {
        let Some(selection) = self.selection else { return Vec::new() };
        let (first, last) = (selection.from.row.min(selection.to.row), selection.from.row.max(selection.to.row));
        let mut out = Vec::new();
        for row in first..=last.min(shared.row_count().saturating_sub(1)) {
            for part in shared.parts(row).into_iter().filter(|part| is_wanted(row, *part)) {
                let range = self.selected_in(shared, row, part, shared.text_of(row, part).chars().count());
                if !range.is_empty() {
                    let text = shared.plain_text_of(row, part);
                    out.push((row, part, whole_words(&text, &DisplayOffsets::new(&text).text_chars(&range))));
                }
            }
        }
        out
    }

    /// Moves the end of the selection by a word to the right or left, within its text. Without a selection, it begins at the
    /// first word of the active paragraph, or the last if it goes back.
    pub(super) fn select_word(&mut self, shared: &Shared<'_>, right: bool) {
        let begun = self.selection;
        let (row, part) = match begun {
            Some(selection) => (selection.to.row, selection.to.part),
            None => match shared.parts(self.active).first() {
                Some(part) => (self.active, *part),
                None => return,
            },
        };
        let text = shared.text_of(row, part);
        // In a text that reads from the right, what follows is at the left.
        let forward = right != reads_from_right(&text);
        let length = text.chars().count();
        let from = begun.map_or(if forward { 0 } else { length }, |selection| selection.to.character.min(length));
        let point = |character| TextPoint { row, part, character };
        let from_point = begun.map_or(point(from), |selection| selection.from);
        self.selection = Some(Selection { from: from_point, to: point(word_edge(&text, from, forward)) });
    }

    /// Returns the ends of the selection in reading order, or `None` if it is empty.
    fn selection_in_order(&self, shared: &Shared<'_>) -> Option<(TextPoint, TextPoint)> {
        let Selection { from, to } = self.selection?;
        let key = |point: &TextPoint| {
            let place = shared.parts(point.row).iter().position(|p| *p == point.part).unwrap_or(0);
            (point.row, place, point.character)
        };
        match key(&from).cmp(&key(&to)) {
            std::cmp::Ordering::Less => Some((from, to)),
            std::cmp::Ordering::Greater => Some((to, from)),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Returns the selected text, each part preceded by its code, or `None` if the selection is empty.
    pub fn selected_text(&self, shared: &Shared<'_>) -> Option<String> {
        let (first, last) = self.selection_in_order(shared)?;
        let mut out: Vec<String> = Vec::new();
        for row in first.row..=last.row.min(shared.row_count().saturating_sub(1)) {
            for part in shared.parts(row) {
                let text = shared.text_of(row, part);
                let range = self.selected_in(shared, row, part, text.chars().count());
                if !range.is_empty() {
                    let words: String = text.chars().skip(range.start).take(range.len()).collect();
                    out.push(format!("{}{}", shared.code_before(row, part), words.trim()));
                }
            }
        }
        (!out.is_empty()).then(|| out.join("\n\n"))
    }
}

impl Shared<'_> {
    /// Returns the text of a row with its replies and their citations, each part preceded by its code.
    pub fn row_text(&self, row: usize) -> String {
        let parts: Vec<String> = self.parts(row).into_iter().map(|part| self.part_text(row, part)).collect();
        parts.join("\n\n")
    }

    /// Returns a text of a row preceded by its code, and followed by its citations if it is a note.
    pub(in crate::state) fn part_text(&self, row: usize, part: Part) -> String {
        let mut text = format!("{}{}", self.code_before(row, part), self.text_of(row, part));
        if let Part::Note(entry) = part {
            for citation in self.rows.note(self.edition, entry).map_or(&[][..], |note| &note.citations) {
                text.push_str("\n    ");
                text.push_str(&crate::model::cite::short(self.edition, citation));
            }
        }
        text
    }

    /// Returns the code that precedes a copied text, with the speaker and the stance of a note: a summary is never
    /// copied without attribution.
    fn code_before(&self, row: usize, part: Part) -> String {
        match part {
            Part::Article => self.paragraph_of(row).map_or(String::new(), |p| format!("¶{} ", p.id.label())),
            Part::Note(entry) => {
                let code = self.rows.code(self.edition, entry);
                let speaker = self.edition.perspectives().get(usize::from(entry.perspective));
                let note = self.rows.note(self.edition, entry);
                match (speaker, note) {
                    (Some(speaker), Some(note)) => {
                        format!("{code} {} {} (summary): ", speaker.name, speaker.verb(note.stance))
                    }
                    _ => String::new(),
                }
            }
            Part::Row | Part::Title | Part::Provenance => String::new(),
        }
    }
}

/// Returns whether a text reads from the right: whether its first letter is of Hebrew, Arabic or a related script.
fn reads_from_right(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'))
}

/// Returns the end of the next word after a character, or the start of the one before it.
fn word_edge(text: &str, from: usize, forward: bool) -> usize {
    let mut at = 0;
    let mut before = 0;
    for word in text.split_word_bounds() {
        let end = at + word.chars().count();
        if word.chars().any(char::is_alphanumeric) {
            if forward && end > from {
                return end;
            }
            if at < from {
                before = at;
            }
        }
        at = end;
    }
    if forward { at } else { before }
}

/// Extends a range of code points to the words that it begins and ends in, since a pointer rarely hits word boundaries.
fn whole_words(text: &str, range: &Range<usize>) -> Range<usize> {
    if range.is_empty() {
        return range.clone();
    }
    let (mut from, mut to, mut at) = (range.start, range.end, 0);
    for word in text.split_word_bounds() {
        let end = at + word.chars().count();
        if word.chars().any(char::is_alphanumeric) {
            if at < from && from < end {
                from = at;
            }
            if at < to && to < end {
                to = end;
            }
        }
        at = end;
    }
    from..to
}

#[cfg(test)]
mod tests {
    use super::{reads_from_right, word_edge};

    #[test]
    fn the_first_letter_says_where_a_text_reads_from() {
        assert!(reads_from_right("2. گلی کی بتیاں") && reads_from_right("אור in town"));
        assert!(!reads_from_right("town اردو") && !reads_from_right("关灯") && !reads_from_right(""));
    }

    #[test]
    fn a_word_is_taken_at_a_time_in_either_direction() {
        let text = "Save 40,000 pounds, now.";
        let mut at = 0;
        let forward: Vec<usize> = std::iter::repeat_with(|| {
            at = word_edge(text, at, true);
            at
        })
        .take(6)
        .collect();
        assert_eq!(forward, [4, 11, 18, 23, 24, 24]);
        let back: Vec<usize> = std::iter::repeat_with(|| {
            at = word_edge(text, at, false);
            at
        })
        .take(5)
        .collect();
        assert_eq!(back, [20, 12, 5, 0, 0]);
        assert_eq!((word_edge("关灯", 0, true), word_edge("", 0, true), word_edge("", 0, false)), (1, 0, 0));
    }
}
