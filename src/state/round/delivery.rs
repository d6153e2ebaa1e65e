//! What is read in a speech: chosen, ordered, taken out, and marked where reading stopped.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Entry;
use crate::model::round::{ReadMark, reading_speed};
use crate::state::{AppState, Command, Dialog, Effect, Notice, Setting};

use super::Field;

impl AppState {
    /// The place of the chosen entry of the speech and of the last one; says so when nothing is read in it.
    fn chosen_entry(&mut self) -> Option<(usize, usize)> {
        self.round.reveal = true;
        let count = self.round.delivery().map_or(0, |delivery| delivery.read.len());
        let Some(last) = count.checked_sub(1) else {
            let key = self.key_of(Command::RoundSend);
            self.notify(Notice::quiet(format!(
                "Nothing is read in this speech yet: {key} in the brief sends a card here"
            )));
            return None;
        };
        Some((self.round.entry.min(last), last))
    }

    /// Shows or hides what is not read out.
    pub(in crate::state) fn toggle_unread(&mut self) {
        self.round.hide_unread = !self.round.hide_unread;
        self.round.reveal = true;
    }

    /// Chooses the next entry of the speech, or the one before.
    pub(in crate::state) fn step_reading(&mut self, forward: bool) {
        let Some((here, last)) = self.chosen_entry() else { return };
        self.round.entry = if forward { (here + 1).min(last) } else { here.saturating_sub(1) };
    }

    /// Moves the chosen entry one place later or earlier in the speech.
    pub(in crate::state) fn move_reading(&mut self, later: bool) -> Vec<Effect> {
        let Some((here, last)) = self.chosen_entry() else { return Vec::new() };
        let to = if later { (here + 1).min(last) } else { here.saturating_sub(1) };
        self.round.entry = to;
        let speech = self.round.shown_speech();
        self.change_round(None, |round| {
            if let Some(delivery) = round.speeches.get_mut(speech) {
                delivery.move_entry(here, to);
            }
        })
    }

    /// Takes the chosen entry out of the speech; the brief keeps it.
    pub(in crate::state) fn remove_reading(&mut self) -> Vec<Effect> {
        let Some((here, last)) = self.chosen_entry() else { return Vec::new() };
        self.round.entry = here.min(last.saturating_sub(1));
        self.notify(Notice::quiet("Taken out of the speech; it stays in the brief"));
        let speech = self.round.shown_speech();
        self.change_round(None, |round| {
            if let Some(delivery) = round.speeches.get_mut(speech) {
                delivery.take(here);
            }
        })
    }

    /// Marks the chosen entry as read to its end.
    pub(in crate::state) fn mark_chosen_read(&mut self) -> Vec<Effect> {
        let Some((here, _)) = self.chosen_entry() else { return Vec::new() };
        self.mark_read(here, usize::MAX)
    }

    /// Moves the mark of the chosen entry by one word.
    pub(in crate::state) fn shift_chosen_mark(&mut self, later: bool) -> Vec<Effect> {
        let Some((here, _)) = self.chosen_entry() else { return Vec::new() };
        self.shift_mark(here, later)
    }

    /// Reading stopped in the entry at a place, before a code point of its text.
    pub(super) fn mark_read(&mut self, place: usize, at: usize) -> Vec<Effect> {
        let now = self.round.now;
        let shown = self.round.shown_speech();
        let Some(round) = &self.round.document else { return Vec::new() };
        let entry = round.speeches.get(shown).and_then(|delivery| delivery.read.get(place));
        let Some(entry) = entry.map(Entry::id) else { return Vec::new() };
        self.round.entry = place;
        let mark = ReadMark { entry, at, seconds: round.clock.speech.elapsed(now) };
        if shown != round.at {
            let given = round.speech().map_or("no speech any more", |speech| speech.short.as_str());
            let text = format!("Marks are made in the speech that is given, and that is {given}");
            self.notify(Notice::quiet(text));
            return Vec::new();
        }
        if !round.clock.speech.has_started() {
            let key = self.key_of(Command::RoundClock);
            self.notify(Notice::quiet(format!("Marks are made while the speech is given: {key} starts its clock")));
            return Vec::new();
        }
        let (mut marked, mut unmarked) = (false, false);
        let effects = self.change_round(None, |round| {
            unmarked = round.unmark(mark.entry, at);
            marked = !unmarked && round.mark(mark);
        });
        if unmarked {
            self.notify(Notice::quiet("The mark is taken off"));
        } else if marked {
            let text = mark.text();
            self.notify(Notice::quiet(format!("{text}. Left and right move the mark, the same once more takes it off")));
        }
        effects
    }

    /// Moves the mark of an entry by a word; the time it was made at stays.
    fn shift_mark(&mut self, place: usize, later: bool) -> Vec<Effect> {
        let shown = self.round.shown_speech();
        let Some(delivery) = self.round.delivery() else { return Vec::new() };
        let Some(entry) = delivery.read.get(place) else { return Vec::new() };
        let Some(mark) = delivery.marks.iter().find(|mark| mark.entry == entry.id()).copied() else {
            let key = self.key_of(Command::RoundMark);
            self.notify(Notice::quiet(format!("Nothing is marked here: {key} marks it, or a click on a word")));
            return Vec::new();
        };
        let text = match entry {
            Entry::Card(card) => card.text.as_str(),
            Entry::Analytic(analytic) => analytic.text.as_str(),
            Entry::Heading(_) => "",
        };
        let at = next_word(text, mark.at, later);
        self.change_round(Some(Field::Mark(mark.entry)), |round| {
            if let Some(delivery) = round.speeches.get_mut(shown) {
                delivery.mark(ReadMark { at, ..mark });
            }
        })
    }

    /// The reading test is over: so many words were read since it began, in a minute at most.
    pub(super) fn finish_test(&mut self, words: usize) -> Vec<Effect> {
        let now = self.round.now;
        let seconds = self.round.test.elapsed(now).min(60.0);
        self.round.test.reset();
        match reading_speed(words, seconds) {
            Some(speed) => {
                self.dialog = Some(Dialog::Round);
                self.notify(Notice::quiet(format!(
                    "You read {words} words in {seconds:.0} seconds: {speed} words a minute"
                )));
                self.set(Setting::WordsPerMinute(f32::from(speed)))
            }
            None => {
                self.notify(Notice::quiet("That was too short to tell how fast you read"));
                Vec::new()
            }
        }
    }
}

/// The end of the word before or after a code point.
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
    fn a_mark_goes_from_the_end_of_one_word_to_the_next() {
        let text = "The owls  sleep";
        let later: Vec<usize> = [0, 3, 8, 15].iter().map(|at| next_word(text, *at, true)).collect();
        assert_eq!(later, [3, 8, 15, 15]);
        let earlier: Vec<usize> = [15, 8, 3, 0].iter().map(|at| next_word(text, *at, false)).collect();
        assert_eq!(earlier, [8, 3, 0, 0]);
        assert!(next_word("路灯午夜熄灭", 1, true) < 6, "where words are not parted by blanks too");
    }
}
