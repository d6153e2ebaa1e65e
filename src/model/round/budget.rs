//! How long a speech takes: its words, at somebody's words a minute, against the time allowed.

use crate::model::{Entry, word_count, spoken_word_count};

/// Words a minute that a reader may have.
pub const WORDS_PER_MINUTE: std::ops::RangeInclusive<u16> = 60..=600;

/// The shortest reading test, in seconds; less is chance.
const SHORTEST_TEST: f64 = 5.0;

/// The share of the time allowed, from which on it is tight.
const TIGHT: f64 = 0.75;

/// What a speech takes and what it may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Words that are read out.
    pub words: usize,
    /// Seconds allowed.
    pub allowed: f64,
}

/// How full a speech is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Load {
    /// Less than three quarters of the time.
    Light,
    /// It fits, with little to spare.
    Tight,
    /// It takes longer than allowed.
    Over,
}

impl Load {
    /// The word shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "Fits",
            Self::Tight => "Tight",
            Self::Over => "Too long",
        }
    }
}

/// Words of an entry that are read out: the tag, and the read-out words of a card or the text of an analytic. A heading
/// is not read.
pub fn words_read_aloud(entry: &Entry) -> usize {
    match entry {
        Entry::Heading(_) => 0,
        Entry::Card(card) => spoken_word_count(&card.tag) + word_count(&card.read_out(), card.language.script()),
        Entry::Analytic(analytic) => spoken_word_count(&analytic.tag) + word_count(&analytic.text, analytic.language.script()),
    }
}

impl Budget {
    /// The budget of a speech.
    pub fn new(read: &[Entry], allowed: f64) -> Self {
        Self { words: read.iter().map(words_read_aloud).sum(), allowed }
    }

    /// Seconds that it takes.
    pub fn seconds_at(&self, words_per_minute: u16) -> f64 {
        seconds_for(self.words, words_per_minute)
    }

    /// How full it is.
    pub fn load(&self, words_per_minute: u16) -> Load {
        let planned = self.seconds_at(words_per_minute);
        if planned > self.allowed {
            Load::Over
        } else if planned >= self.allowed * TIGHT {
            Load::Tight
        } else {
            Load::Light
        }
    }
}

/// Words a minute of somebody who read so many words in so many seconds, held to [`WORDS_PER_MINUTE`]; none when it was too
/// little to tell.
pub fn reading_speed(words: usize, seconds: f64) -> Option<u16> {
    if words == 0 || !seconds.is_finite() || seconds < SHORTEST_TEST {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "as many words are in no test")]
    let exact = words as f64 * 60.0 / seconds;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to a range first")]
    let rounded = exact.round().clamp(f64::from(*WORDS_PER_MINUTE.start()), f64::from(*WORDS_PER_MINUTE.end())) as u16;
    Some(rounded)
}

fn held(words_per_minute: u16) -> u16 {
    words_per_minute.clamp(*WORDS_PER_MINUTE.start(), *WORDS_PER_MINUTE.end())
}

#[allow(clippy::cast_precision_loss, reason = "as many words are in no speech")]
fn seconds_for(words: usize, words_per_minute: u16) -> f64 {
    words as f64 * 60.0 / f64::from(held(words_per_minute))
}
