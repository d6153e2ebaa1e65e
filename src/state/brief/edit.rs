//! Edits of a brief: typing, marking, ordering and removing. The text of a card is never changed.

use std::sync::Arc;

use crate::model::{Brief, Card, Entry, HighlightColour, TextRanges};
use crate::state::feature::Outcome;
use crate::state::{Command, Notice};

use super::{BriefEditor, FocusTarget, MarkAs};

/// The maximum number of characters of a field; longer text is truncated.
const MAX_FIELD_CHARS: usize = 20_000;

/// The number of bold code points below which the bold of a cite is a remnant of text that was typed over.
const MIN_BOLD_CHARS: usize = 4;

/// The undo field of the title of the brief. The fields of entries are smaller, since their ids have 32 bits.
pub(super) const TITLE_FIELD: u64 = u64::MAX;

/// The undo field of the names of the sides.
pub(super) const SIDES_FIELD: u64 = u64::MAX - 1;

/// A text field of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryField {
    /// The text of a heading, or a tag.
    Title,
    /// The cite of a card.
    Cite,
    /// The text of an analytic.
    Text,
}

impl BriefEditor {
    pub(super) fn set_entry_text(&mut self, id: u32, text: &str, field: EntryField, out: &mut Outcome) {
        let text: String = text.chars().take(MAX_FIELD_CHARS).collect();
        let typing = Some(u64::from(id) * 4 + field as u64);
        let change = |entry: &mut Entry| match (entry, field) {
            (entry, EntryField::Title) => entry.set_title(text),
            (Entry::Card(card), EntryField::Cite) => {
                let card = Arc::make_mut(card);
                let strong = carry_bold(&card.cite.text, &text, &card.cite.strong);
                // A cite that was typed from scratch gets its last name and year in bold again.
                let left: usize = strong.iter().map(|range| range.len()).sum();
                card.cite.strong = if left < MIN_BOLD_CHARS { name_and_year(&text) } else { strong };
                card.cite.text = text;
            }
            // The text of a summary is the curator's and cannot be edited; a student writes into the tag.
            (Entry::Analytic(analytic), EntryField::Text) if analytic.of.is_none() => {
                Arc::make_mut(analytic).text = text
            }
            _ => {}
        };
        self.update_entry(id, typing, change, out);
    }

    /// Writes what was typed at the end of the title of the chosen entry, and moves the focus there. Blanks alone begin no
    /// empty title, and an entry that the search hides is not written in.
    pub(super) fn write(&mut self, typed: &str, out: &mut Outcome) {
        let Some(place) = self.place().filter(|place| self.shown().contains(place)) else { return };
        let Some(entry) = self.entries().get(place) else { return };
        let text = format!("{}{typed}", entry.title());
        if text.trim().is_empty() {
            return;
        }
        self.set_entry_text(self.chosen, &text, EntryField::Title, out);
        self.focus_entry(FocusTarget::Title);
    }

    pub(super) fn set_side(&mut self, id: u32, side: Option<usize>, out: &mut Outcome) {
        let change = |entry: &mut Entry| {
            if let Entry::Heading(heading) = entry {
                heading.side = side;
            }
        };
        self.update_entry(id, None, change, out);
    }

    /// Marks the chosen words, or removes the mark if all of them have it.
    pub(super) fn mark(&mut self, layer: MarkAs, out: &mut Outcome) {
        let words = self.words.clone();
        if self.card().is_none() {
            out.notify(Notice::quiet("Choose a card first: what is marked are its words"));
            return;
        }
        if words.is_empty() {
            out.notify(Notice::quiet("Choose words of the card first, with the mouse or with Shift and the arrows"));
            return;
        }
        let change = |card: &mut Card| match layer {
            MarkAs::Underline => card.underline.toggle(words),
            MarkAs::Emphasis => card.emphasis.toggle(words),
            MarkAs::Highlight => card.highlight.toggle(words),
            MarkAs::Omitted => card.omitted.toggle(words),
            MarkAs::Clear => card.clear(&words),
        };
        self.update_chosen_card(change, out);
    }

    pub(super) fn next_colour(&mut self, out: &mut Outcome) {
        let change = |card: &mut Card| {
            let all = HighlightColour::ALL;
            let next = all.iter().position(|colour| *colour == card.colour).map_or(0, |at| at + 1);
            card.colour = all.get(next).copied().unwrap_or_default();
        };
        self.update_chosen_card(change, out);
    }

    pub(super) fn update_chosen_card(&mut self, change: impl FnOnce(&mut Card), out: &mut Outcome) {
        if self.card().is_none() {
            out.notify(Notice::quiet("Choose a card first"));
            return;
        }
        let change = |entry: &mut Entry| {
            if let Entry::Card(card) = entry {
                change(Arc::make_mut(card));
            }
        };
        self.update_entry(self.chosen, None, change, out);
    }

    fn update_entry(&mut self, id: u32, typing: Option<u64>, change: impl FnOnce(&mut Entry), out: &mut Outcome) {
        let Some(at) = self.document.as_ref().and_then(|brief| brief.index_of(id)) else { return };
        let Some(mut entry) = self.entries().get(at).cloned() else { return };
        change(&mut entry);
        if self.entries().get(at) != Some(&entry) {
            self.splice(at..at + 1, vec![entry], typing, out);
        }
    }

    /// Moves a section of the brief, by the id of its first entry, before the entry at an index.
    pub(super) fn move_section(&mut self, id: u32, before: usize, out: &mut Outcome) {
        let Some(brief) = &self.document else { return };
        let Some(from) = brief.index_of(id) else { return };
        let section = brief.section_at(from);
        let mut moved = Brief::clone(brief);
        moved.move_section(from, before);
        let (first, last) = (section.start.min(before), section.end.max(before).min(brief.entries.len()));
        let new: Vec<Entry> = moved.entries.get(first..last).unwrap_or_default().to_vec();
        if brief.entries.get(first..last) != Some(&new[..]) {
            self.reveal = true;
            self.splice(first..last, new, None, out);
        }
    }

    /// Moves the chosen section up or down, past a whole section of its level.
    pub(super) fn shift_section(&mut self, up: bool, out: &mut Outcome) {
        let Some(brief) = &self.document else { return };
        let Some(place) = self.place() else { return };
        let section = brief.section_at(place);
        let level = brief.entries.get(place).and_then(Entry::level);
        let to = if up {
            // The start of the nearest earlier section of the same or a higher level; a card moves past one entry.
            let before = (0..place).rev().find(|at| match (level, brief.entries.get(*at).and_then(Entry::level)) {
                (Some(level), Some(other)) => other <= level,
                (Some(_), None) => false,
                (None, _) => true,
            });
            before.unwrap_or(0)
        } else {
            match level {
                Some(level) => match brief.entries.get(section.end).and_then(Entry::level) {
                    // Into the next section of a higher level, not past all of it.
                    Some(next) if next < level => section.end + 1,
                    _ => brief.section_at(section.end).end,
                },
                None => section.end + 1,
            }
        };
        self.move_section(self.chosen, to.min(self.entries().len()), out);
    }

    pub(super) fn remove_section(&mut self, out: &mut Outcome) {
        let Some(brief) = &self.document else { return };
        let Some(place) = self.place() else { return };
        let section = brief.section_at(place);
        let count = section.len();
        let next = brief.entries.get(section.end).or_else(|| brief.entries.get(place.checked_sub(1)?));
        self.chosen = next.map_or(0, Entry::id);
        self.words = 0..0;
        self.splice(section, Vec::new(), None, out);
        out.notify(match count {
            1 => Notice::quiet("It was taken out of the brief").offering(Command::Undo, "Bring it back"),
            n => Notice::quiet(format!("{n} entries were taken out of the brief"))
                .offering(Command::Undo, "Bring them back"),
        });
    }
}

/// Carries the bold ranges of a cite over an edit: they keep their text before and after the changed range.
fn carry_bold(old: &str, new: &str, strong: &TextRanges) -> TextRanges {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (end, length) = (old.len() - after, new.len());
    // Text inserted directly before or after a bold range is not bold.
    let at = |place: usize, begins: bool| {
        if place < before || (place == before && !(begins && place >= end)) {
            place
        } else if place >= end {
            length - (old.len() - place)
        } else {
            // Inside the changed range: clamped to what is left of it.
            place.min(length - after)
        }
    };
    strong.iter().map(|range| at(range.start, true)..at(range.end, false)).collect()
}

/// Returns the last name and the year of a cite as debaters write it.
///
/// The year is the first number of four digits, or of two digits directly after a name. The name is the word before the
/// year, or else the word before the first comma.
fn name_and_year(text: &str) -> TextRanges {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.chars().enumerate() {
        match words.last_mut() {
            Some((_, word)) if c.is_alphanumeric() && before.is_alphanumeric() => word.push(c),
            _ if c.is_alphanumeric() => words.push((at, c.to_string())),
            _ => {}
        }
        before = c;
    }
    let digits = |word: &str, many: usize| word.len() == many && word.bytes().all(|byte| byte.is_ascii_digit());
    let named = |word: &str| word.chars().any(char::is_alphabetic);
    let after_name = |at: usize| at > 0 && words.get(at - 1).is_some_and(|(_, word)| named(word));
    let year = (0..words.len()).find(|at| {
        words
            .get(*at)
            .is_some_and(|(_, word)| digits(word, 4) || (*at == 1 || *at == 2) && digits(word, 2) && after_name(*at))
    });
    let comma = text.chars().position(|c| c == ',');
    let before_comma = comma.and_then(|comma| words.iter().rposition(|(at, _)| *at < comma));
    let name = match (year, before_comma) {
        (Some(year), _) if year <= 3 && after_name(year) => Some(year - 1),
        (_, comma) => comma.filter(|at| words.get(*at).is_some_and(|(_, word)| named(word))),
    };
    let stretch = |at: usize| words.get(at).map(|(from, word)| *from..*from + word.chars().count());
    name.into_iter().chain(year).filter_map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::{carry_bold, name_and_year};
    use crate::model::TextRanges;

    #[test]
    fn bold_words_of_a_cite_stay_bold_while_the_words_around_them_are_edited() {
        let strong: TextRanges = [4..9, 11..15].into_iter().collect();
        let bold = |new: &str| -> Vec<String> {
            let ranges = carry_bold("Jon Finer, 2024, x", new, &strong);
            ranges.iter().map(|range| new.chars().skip(range.start).take(range.len()).collect()).collect()
        };
        assert_eq!(bold("Mr. Jon Finer, 2024, x"), ["Finer", "2024"]);
        assert_eq!(bold("Jon Finer, Deputy, 2024, x"), ["Finer", "2024"]);
        assert_eq!(bold("Jon Finer, 2024"), ["Finer", "2024"]);
        assert_eq!(bold(""), Vec::<String>::new());
    }

    #[test]
    fn a_cite_typed_from_scratch_gets_its_last_name_and_year_in_bold() {
        let bold = |text: &str| -> Vec<String> {
            let ranges = name_and_year(text);
            ranges.iter().map(|range| text.chars().skip(range.start).take(range.len()).collect()).collect()
        };
        assert_eq!(bold("Student 25 (Ann Student, a pupil)"), ["Student", "25"]);
        assert_eq!(bold("Jon Finer, Deputy, 12-19-2024, “Remarks”"), ["Finer", "2024"]);
        assert_eq!(bold("Ada Marlow 2024, town engineer"), ["Marlow", "2024"]);
        assert_eq!(bold("No year, no name"), ["year"]);
        assert_eq!(bold(""), Vec::<String>::new());
    }
}
