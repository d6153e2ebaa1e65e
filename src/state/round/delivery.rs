//! The delivery of a speech: its reading list, the marks where reading stopped, and the reading test.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Entry;
use crate::model::round::{ReadMark, reading_speed};
use crate::state::feature::{Outcome, Request};
use crate::state::{Command, Dialog, Notice, Setting};

use super::{Field, RoundEditor, RoundView};

impl RoundEditor {
    /// Returns the indexes of the chosen and the last entry of the speech; `None` with a notice if it has no entries.
    pub(super) fn chosen_entry(&mut self, out: &mut Outcome) -> Option<(usize, usize)> {
        self.reveal = true;
        let count = self.delivery().map_or(0, |delivery| delivery.read.len());
        let Some(last) = count.checked_sub(1) else {
            let text = "Nothing is read in this speech yet: send a card here from the brief";
            out.notify(Notice::quiet(text).offering(Command::RoundLeave, "Back to the brief"));
            return None;
        };
        Some((self.entry.min(last), last))
    }

    /// Returns the indexes of the entries of the shown speech that are read one at a time: all but the headings, which are
    /// shown over what follows them, unless there is nothing else.
    pub fn spoken(&self) -> Vec<usize> {
        let read = self.delivery().map_or(&[][..], |delivery| &delivery.read);
        let spoken: Vec<usize> =
            read.iter().enumerate().filter(|(_, entry)| entry.level().is_none()).map(|(at, _)| at).collect();
        if spoken.is_empty() { (0..read.len()).collect() } else { spoken }
    }

    /// Chooses the next or previous entry of the speech, among those that are read one at a time if they fill the window.
    pub(super) fn step_reading(&mut self, forward: bool, out: &mut Outcome) {
        self.turn = None;
        let Some((chosen, last)) = self.chosen_entry(out) else { return };
        let all = if self.is_aloud() { self.spoken() } else { (0..=last).collect() };
        let next = match forward {
            true => all.iter().find(|at| **at > chosen),
            false => all.iter().rfind(|at| **at < chosen),
        };
        self.entry = next.copied().unwrap_or(chosen);
    }

    /// Shows the cards of the speech alone, from the chosen one on, or the whole round again.
    pub(super) fn toggle_aloud(&mut self, out: &mut Outcome) {
        let Some((chosen, _)) = self.chosen_entry(out) else { return };
        (self.aloud, self.turn) = (!self.is_aloud(), None);
        self.view = RoundView::Speech;
        let spoken = self.spoken();
        let at = spoken.iter().find(|at| **at >= chosen).or(spoken.last());
        if let Some(at) = at.filter(|_| self.aloud) {
            self.entry = *at;
        }
    }

    /// Moves the chosen entry one place later or earlier in the speech.
    pub(super) fn move_reading(&mut self, later: bool, out: &mut Outcome) {
        let Some((chosen, last)) = self.chosen_entry(out) else { return };
        let to = if later { (chosen + 1).min(last) } else { chosen.saturating_sub(1) };
        self.entry = to;
        let speech = self.shown_speech();
        self.change(out, None, |round| {
            if let Some(delivery) = round.speeches.get_mut(speech) {
                delivery.move_entry(chosen, to);
            }
        })
    }

    pub(super) fn remove_reading(&mut self, out: &mut Outcome) {
        let Some((chosen, last)) = self.chosen_entry(out) else { return };
        self.entry = chosen.min(last.saturating_sub(1));
        out.notify(Notice::quiet("Taken out of the speech; it stays in the brief"));
        let speech = self.shown_speech();
        self.change(out, None, |round| {
            if let Some(delivery) = round.speeches.get_mut(speech) {
                delivery.take(chosen);
            }
        })
    }

    /// Marks that reading stopped in an entry before a code point of its text, or removes that mark.
    pub(super) fn mark_read(&mut self, place: usize, at: usize, out: &mut Outcome) {
        let now = self.now;
        let shown = self.shown_speech();
        let Some(round) = &self.document else { return };
        let entry = round.speeches.get(shown).and_then(|delivery| delivery.read.get(place));
        let Some(entry) = entry.map(Entry::id) else { return };
        self.entry = place;
        let mark = ReadMark { entry, at, seconds: round.clock.speech.elapsed(now) };
        if shown != round.at {
            let current = round.speech().map_or("no speech any more", |speech| speech.short.as_str());
            let text = format!("Marks are made in the speech that is given, and that is {current}");
            out.notify(Notice::quiet(text));
            return;
        }
        if !round.clock.speech.has_started() {
            let text = "Marks are made while the speech is given";
            out.notify(Notice::quiet(text).offering(Command::RoundClock, "Start its clock"));
            return;
        }
        let (mut is_marked, mut is_unmarked) = (false, false);
        self.change(out, None, |round| {
            is_unmarked = round.unmark(mark.entry, at);
            is_marked = !is_unmarked && round.mark(mark);
        });
        if is_unmarked {
            out.notify(Notice::quiet("The mark is taken off"));
        } else if is_marked {
            let marked = Notice::quiet(mark.text()).offering(Command::RoundMarkEarlier, "One word earlier");
            let marked = marked.offering(Command::RoundMarkLater, "One word later");
            // Not `RoundMark`, which marks the end of the entry that is chosen by then.
            out.notify(marked.offering(Command::Undo, "Take the mark off"));
        }
    }

    /// Moves the mark of the chosen entry by one word, and keeps the time at which it was made.
    pub(super) fn shift_mark(&mut self, later: bool, out: &mut Outcome) {
        let Some((chosen, _)) = self.chosen_entry(out) else { return };
        let shown = self.shown_speech();
        let Some(delivery) = self.delivery() else { return };
        let Some(entry) = delivery.read.get(chosen) else { return };
        let Some(mark) = delivery.marks.iter().find(|mark| mark.entry == entry.id()).copied() else {
            let text = "Nothing is marked here: a click on a word marks it";
            out.notify(Notice::quiet(text).offering(Command::RoundMark, "Mark the end"));
            return;
        };
        let text = match entry {
            Entry::Card(card) => card.text.as_str(),
            Entry::Analytic(analytic) => analytic.text.as_str(),
            Entry::Heading(_) => "",
        };
        let at = next_word(text, mark.at, later);
        self.change(out, Some(Field::Mark(mark.entry)), |round| {
            if let Some(delivery) = round.speeches.get_mut(shown) {
                delivery.mark(ReadMark { at, ..mark });
            }
        })
    }

    /// Finishes the reading test after a number of words, and sets the speaking rate. The time counts up to a minute.
    pub(super) fn finish_test(&mut self, words: usize, out: &mut Outcome) {
        let now = self.now;
        let seconds = self.test.elapsed(now).min(60.0);
        self.test.reset();
        match reading_speed(words, seconds) {
            Some(speed) => {
                out.open_dialog(Dialog::Round);
                out.notify(Notice::quiet(format!(
                    "You read {words} words in {seconds:.0} seconds: {speed} words a minute"
                )));
                out.ask(Request::Set(Setting::WordsPerMinute(f32::from(speed))));
            }
            None => out.notify(Notice::quiet("That was too short to tell how fast you read")),
        }
    }
}

/// Returns the end of the word before or after a code point.
fn next_word(text: &str, at: usize, later: bool) -> usize {
    let mut end = 0;
    let words = text.split_word_bounds().filter_map(|piece| {
        end += piece.chars().count();
        piece.chars().any(char::is_alphanumeric).then_some(end)
    });
    let ends: Vec<usize> = words.collect();
    if later {
        ends.iter().copied().find(|end| *end > at).unwrap_or_else(|| text.chars().count())
    } else {
        ends.iter().rev().copied().find(|end| *end < at).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::next_word;

    #[test]
    fn a_mark_moves_from_the_end_of_one_word_to_the_next() {
        let text = "The owls  sleep";
        let later: Vec<usize> = [0, 3, 8, 15].iter().map(|at| next_word(text, *at, true)).collect();
        assert_eq!(later, [3, 8, 15, 15]);
        let earlier: Vec<usize> = [15, 8, 3, 0].iter().map(|at| next_word(text, *at, false)).collect();
        assert_eq!(earlier, [8, 3, 0, 0]);
        assert!(next_word("路灯午夜熄灭", 1, true) < 6, "also in a script without spaces between words");
    }
}
