//! What is read in a speech: chosen, ordered, taken out, and marked where reading stopped.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Entry;
use crate::model::round::{ReadMark, reading_speed};
use crate::session::{Command, Effect, Notice, Overlay, Session, Setting};

use super::{Field, RoundCommand};

impl Session {
    pub(super) fn read_command(&mut self, command: RoundCommand) -> Vec<Effect> {
        use RoundCommand as C;
        let count = self.rounds.delivery().map_or(0, |delivery| delivery.read.len());
        let here = self.rounds.reading.min(count.saturating_sub(1));
        let (speech, last) = (self.rounds.shown_speech(), count.saturating_sub(1));
        self.rounds.reveal = true;
        match command {
            C::Unread => self.rounds.terse = !self.rounds.terse,
            _ if count == 0 => {
                let key = self.key_of(Command::Round(RoundCommand::Send));
                self.say(Notice::quiet(format!(
                    "Nothing is read in this speech yet: {key} in the brief sends a card here"
                )));
            }
            C::NextRead => self.rounds.reading = (here + 1).min(last),
            C::PreviousRead => self.rounds.reading = here.saturating_sub(1),
            C::ReadEarlier | C::ReadLater => {
                let to = if command == C::ReadLater { (here + 1).min(last) } else { here.saturating_sub(1) };
                self.rounds.reading = to;
                return self.alter_round(None, |round| {
                    if let Some(delivery) = round.speeches.get_mut(speech) {
                        delivery.move_entry(here, to);
                    }
                });
            }
            C::RemoveRead => {
                self.rounds.reading = here.min(last.saturating_sub(1));
                self.say(Notice::quiet("Taken out of the speech; it stays in the brief"));
                return self.alter_round(None, |round| {
                    if let Some(delivery) = round.speeches.get_mut(speech) {
                        delivery.take(here);
                    }
                });
            }
            C::Mark => return self.mark_read(here, usize::MAX),
            C::MarkEarlier | C::MarkLater => return self.shift_mark(here, command == C::MarkLater),
            _ => {}
        }
        Vec::new()
    }

    /// Reading stopped in the entry at a place, before a code point of its text.
    pub(super) fn mark_read(&mut self, place: usize, at: usize) -> Vec<Effect> {
        let now = self.rounds.now;
        let shown = self.rounds.shown_speech();
        let Some(round) = &self.rounds.round else { return Vec::new() };
        let entry = round.speeches.get(shown).and_then(|delivery| delivery.read.get(place));
        let Some(entry) = entry.map(Entry::id) else { return Vec::new() };
        self.rounds.reading = place;
        let mark = ReadMark { entry, at, seconds: round.clock.speech.elapsed(now) };
        if shown != round.at {
            let given = round.speech().map_or("no speech any more", |speech| speech.short.as_str());
            let text = format!("Marks are made in the speech that is given, and that is {given}");
            self.say(Notice::quiet(text));
            return Vec::new();
        }
        if !round.clock.speech.has_started() {
            let key = self.key_of(Command::Round(RoundCommand::Clock));
            self.say(Notice::quiet(format!("Marks are made while the speech is given: {key} starts its clock")));
            return Vec::new();
        }
        let (mut marked, mut unmarked) = (false, false);
        let effects = self.alter_round(None, |round| {
            unmarked = round.unmark(mark.entry, at);
            marked = !unmarked && round.mark(mark);
        });
        if unmarked {
            self.say(Notice::quiet("The mark is taken off"));
        } else if marked {
            let text = mark.text();
            self.say(Notice::quiet(format!("{text}. Left and right move the mark, the same once more takes it off")));
        }
        effects
    }

    /// Moves the mark of an entry by a word; the time it was made at stays.
    fn shift_mark(&mut self, place: usize, later: bool) -> Vec<Effect> {
        let shown = self.rounds.shown_speech();
        let Some(delivery) = self.rounds.delivery() else { return Vec::new() };
        let Some(entry) = delivery.read.get(place) else { return Vec::new() };
        let Some(mark) = delivery.marks.iter().find(|mark| mark.entry == entry.id()).copied() else {
            let key = self.key_of(Command::Round(RoundCommand::Mark));
            self.say(Notice::quiet(format!("Nothing is marked here: {key} marks it, or a click on a word")));
            return Vec::new();
        };
        let text = match entry {
            Entry::Card(card) => card.text.as_str(),
            Entry::Analytic(analytic) => analytic.text.as_str(),
            Entry::Heading(_) => "",
        };
        let at = next_word(text, mark.at, later);
        self.alter_round(Some(Field::Mark(mark.entry)), |round| {
            if let Some(delivery) = round.speeches.get_mut(shown) {
                delivery.mark(ReadMark { at, ..mark });
            }
        })
    }

    /// The reading test is over: so many words were read since it began, in a minute at most.
    pub(super) fn end_test(&mut self, words: usize) -> Vec<Effect> {
        let now = self.rounds.now;
        let seconds = self.rounds.test.elapsed(now).min(60.0);
        self.rounds.test.reset();
        match reading_speed(words, seconds) {
            Some(speed) => {
                self.overlay = Some(Overlay::Round);
                self.say(Notice::quiet(format!(
                    "You read {words} words in {seconds:.0} seconds: {speed} words a minute"
                )));
                self.set(Setting::WordsPerMinute(f32::from(speed)))
            }
            None => {
                self.say(Notice::quiet("That was too short to tell how fast you read"));
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
