//! How long a speech takes: its words, at somebody's words a minute, against the time allowed.

use serde::{Deserialize, Serialize};

use super::format::LONGEST_NAME;
use crate::model::{Entry, words_in, words_said};

/// Words a minute that a reader may have.
pub const WORDS_A_MINUTE: std::ops::RangeInclusive<u16> = 60..=600;

/// Words a minute of a reader who has not been tested.
pub const USUAL_WORDS_A_MINUTE: u16 = 250;

/// The most readers of a round.
pub const MOST_READERS: usize = 20;

/// The shortest reading test, in seconds; less is chance.
const SHORTEST_TEST: f64 = 5.0;

/// The share of the time allowed, from which on it is tight.
const TIGHT: f64 = 0.75;

/// Somebody who reads, and how fast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// The name.
    pub name: String,
    /// Words a minute, within [`WORDS_A_MINUTE`].
    pub words_a_minute: u16,
}

impl Reader {
    /// The reader within bounds.
    #[must_use]
    pub(super) fn held_to_bounds(mut self) -> Self {
        self.words_a_minute = held(self.words_a_minute);
        self.name = self.name.chars().take(LONGEST_NAME).collect();
        self
    }
}

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

/// How far a reader gets in the time allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// How many entries are read to their end, from the first.
    pub whole: usize,
    /// Words of the next one that are read.
    pub words: usize,
}

/// Words of an entry that are read out: the tag, and the read-out words of a card or the text of an analytic. A heading
/// is not read.
pub fn words_read_out(entry: &Entry) -> usize {
    match entry {
        Entry::Heading(_) => 0,
        Entry::Card(card) => words_said(&card.tag) + words_in(&card.read_out(), card.language.script()),
        Entry::Analytic(analytic) => words_said(&analytic.tag) + words_in(&analytic.text, analytic.language.script()),
    }
}

impl Budget {
    /// The budget of a speech.
    pub fn of(read: &[Entry], allowed: f64) -> Self {
        Self { words: read.iter().map(words_read_out).sum(), allowed }
    }

    /// Seconds that it takes.
    pub fn planned(&self, words_a_minute: u16) -> f64 {
        seconds_for(self.words, words_a_minute)
    }

    /// Seconds to spare; below nought when it takes too long.
    pub fn to_spare(&self, words_a_minute: u16) -> f64 {
        self.allowed - self.planned(words_a_minute)
    }

    /// How full it is.
    pub fn load(&self, words_a_minute: u16) -> Load {
        let planned = self.planned(words_a_minute);
        if planned > self.allowed {
            Load::Over
        } else if planned >= self.allowed * TIGHT {
            Load::Tight
        } else {
            Load::Light
        }
    }

    /// The seconds each reader takes, in their order.
    pub fn for_readers<'a>(&self, readers: &'a [Reader]) -> Vec<(&'a Reader, f64)> {
        readers.iter().map(|reader| (reader, self.planned(reader.words_a_minute))).collect()
    }
}

/// How far somebody gets in some seconds.
pub fn fit(read: &[Entry], seconds: f64, words_a_minute: u16) -> Fit {
    let words = seconds.max(0.0) * f64::from(held(words_a_minute)) / 60.0;
    // A word that is only begun is not read; a hair of rounding does not cost one.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not below nought, and saturating")]
    let mut left = (words + 1e-6) as usize;
    for (whole, entry) in read.iter().enumerate() {
        match left.checked_sub(words_read_out(entry)) {
            Some(rest) => left = rest,
            None => return Fit { whole, words: left },
        }
    }
    Fit { whole: read.len(), words: 0 }
}

/// Words a minute of somebody who read so many words in so many seconds, held to [`WORDS_A_MINUTE`]; none when it was too
/// little to tell.
pub fn reading_speed(words: usize, seconds: f64) -> Option<u16> {
    if words == 0 || !seconds.is_finite() || seconds < SHORTEST_TEST {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "as many words are in no test")]
    let exact = words as f64 * 60.0 / seconds;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to a range first")]
    let rounded = exact.round().clamp(f64::from(*WORDS_A_MINUTE.start()), f64::from(*WORDS_A_MINUTE.end())) as u16;
    Some(rounded)
}

fn held(words_a_minute: u16) -> u16 {
    words_a_minute.clamp(*WORDS_A_MINUTE.start(), *WORDS_A_MINUTE.end())
}

#[allow(clippy::cast_precision_loss, reason = "as many words are in no speech")]
fn seconds_for(words: usize, words_a_minute: u16) -> f64 {
    words as f64 * 60.0 / f64::from(held(words_a_minute))
}
