//! Time budgets: how long a speech takes to read at a given speed, compared to the time allowed.

use crate::model::{Entry, spoken_word_count, word_count};

/// The reading speeds that are accepted.
pub const WORDS_PER_MINUTE: std::ops::RangeInclusive<u16> = 60..=600;

/// The shortest reading test that is accepted, in seconds; shorter ones are too imprecise.
const MIN_TEST_SECONDS: f64 = 5.0;

/// The fraction of the allowed time from which a speech is [`Load::Tight`].
const TIGHT_SHARE: f64 = 0.75;

/// The words of a speech and the time allowed for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// The number of words that are read aloud.
    pub words: usize,
    /// The time allowed, in seconds.
    pub allowed: f64,
}

/// How much of the allowed time a speech takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Load {
    /// Less than three quarters of the time.
    Light,
    /// At least three quarters of the time, but not more than allowed.
    Tight,
    /// More than the allowed time.
    Over,
}

impl Load {
    /// Returns the name shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "Fits",
            Self::Tight => "Tight",
            Self::Over => "Too long",
        }
    }
}

/// Returns the number of words of an entry that are read aloud: the tag, and the read words of a card or the text of an
/// analytic. Headings are not read.
pub fn words_read_aloud(entry: &Entry) -> usize {
    match entry {
        Entry::Heading(_) => 0,
        Entry::Card(card) => spoken_word_count(&card.tag) + word_count(&card.read_out(), card.language.script()),
        Entry::Analytic(analytic) => {
            spoken_word_count(&analytic.tag) + word_count(&analytic.text, analytic.language.script())
        }
    }
}

/// Returns the number of words of an entry, read aloud or not: the tag and the whole text. Headings have none.
pub fn words_in_all(entry: &Entry) -> usize {
    let text = match entry {
        Entry::Heading(_) => return 0,
        Entry::Card(card) => word_count(&card.text, card.language.script()),
        Entry::Analytic(analytic) => word_count(&analytic.text, analytic.language.script()),
    };
    spoken_word_count(entry.title()) + text
}

impl Budget {
    /// Creates the budget of a speech.
    pub fn new(read: &[Entry], allowed: f64) -> Self {
        Self { words: read.iter().map(words_read_aloud).sum(), allowed }
    }

    /// Returns the seconds that the speech takes at a reading speed.
    pub fn seconds_at(&self, words_per_minute: u16) -> f64 {
        seconds_for(self.words, words_per_minute)
    }

    /// Compares the time at a reading speed to the time allowed.
    pub fn load(&self, words_per_minute: u16) -> Load {
        let planned = self.seconds_at(words_per_minute);
        if planned > self.allowed {
            Load::Over
        } else if planned >= self.allowed * TIGHT_SHARE {
            Load::Tight
        } else {
            Load::Light
        }
    }
}

/// Returns the reading speed of someone who read `words` in `seconds`, clamped to [`WORDS_PER_MINUTE`]. `None` if the
/// test was too short.
pub fn reading_speed(words: usize, seconds: f64) -> Option<u16> {
    if words == 0 || !seconds.is_finite() || seconds < MIN_TEST_SECONDS {
        return None;
    }
    let exact = words as f64 * 60.0 / seconds;
    let rounded = exact.round().clamp(f64::from(*WORDS_PER_MINUTE.start()), f64::from(*WORDS_PER_MINUTE.end())) as u16;
    Some(rounded)
}

fn clamp_speed(words_per_minute: u16) -> u16 {
    words_per_minute.clamp(*WORDS_PER_MINUTE.start(), *WORDS_PER_MINUTE.end())
}

fn seconds_for(words: usize, words_per_minute: u16) -> f64 {
    words as f64 * 60.0 / f64::from(clamp_speed(words_per_minute))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::round::tests::{card, entry, round};
    use crate::model::round::{Budget, Load, reading_speed, words_read_aloud};
    use crate::model::{Analytic, Card, Entry, Heading, Level};

    #[test]
    fn only_text_that_is_read_aloud_is_counted() {
        let mut cut = card(1, "Dark hours cut the bill", "one two three four five");
        cut.highlight.add(4..13);
        assert_eq!(words_read_aloud(&Entry::Card(Arc::new(cut))), 7);
        let han = Card { language: "zh-Hans".into(), ..card(1, "Towns agree", "路灯午夜熄灭") };
        assert_eq!(words_read_aloud(&Entry::Card(Arc::new(han))), 5);
        let (tag, text) = ("No number".to_owned(), "Ask for one.".to_owned());
        assert_eq!(
            words_read_aloud(&Entry::Analytic(Arc::new(Analytic {
                id: 2,
                tag,
                text,
                language: "en".into(),
                of: None
            }))),
            5
        );
        assert_eq!(
            words_read_aloud(&Entry::Heading(Heading { id: 0, level: Level::Hat, text: "Case".into(), side: None })),
            0
        );
    }

    #[test]
    fn a_speech_is_compared_to_its_time_at_every_speed() {
        let mut round = round("lincoln-douglas");
        round.speeches[0].read = vec![entry(1, 600), entry(2, 300)];
        let budget = round.budget(0).unwrap();
        assert_eq!((budget.words, budget.allowed), (900, 360.0));
        assert_eq!([300, 150, 100].map(|speed| budget.seconds_at(speed)), [180.0, 360.0, 540.0]);
        assert_eq!([300, 150, 100].map(|speed| budget.load(speed)), [Load::Light, Load::Tight, Load::Over]);
        assert_eq!(Budget::new(&[], 60.0).load(250), Load::Light);
        assert!(round.budget(99).is_none());
    }

    #[test]
    fn a_reading_test_gives_a_speed_within_bounds() {
        assert_eq!(reading_speed(243, 60.0), Some(243));
        assert_eq!(reading_speed(100, 30.0), Some(200));
        assert_eq!((reading_speed(5, 60.0), reading_speed(5000, 60.0)), (Some(60), Some(600)));
        for (words, seconds) in [(0, 60.0), (100, 0.0), (100, -1.0), (100, f64::NAN), (100, f64::INFINITY)] {
            assert_eq!(reading_speed(words, seconds), None);
        }
    }
}
