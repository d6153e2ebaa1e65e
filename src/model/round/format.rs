//! Formats of rounds: the order and length of the speeches, and the columns of the flow.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr};

use crate::model::problem::PathStep;

/// The current version of the format file format.
pub const ROUND_FORMAT_FORMAT: u32 = 1;

/// The maximum number of speeches, including questions. A long session of Congress has eighty.
pub const MAX_SPEECHES: usize = 200;

/// The maximum number of teams.
pub const MAX_TEAMS: usize = 20;

/// The maximum duration of a speech or of preparation, in minutes.
pub const MAX_SPEECH_MINUTES: f32 = 120.0;

/// The maximum length of the name of a format, side, team or speech, in characters.
pub const MAX_NAME_CHARS: usize = 60;

/// The maximum number of alerts of a speech.
pub const MAX_ALERTS: usize = 10;

/// A side, by the order of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumCount)]
pub enum Side {
    /// The side that speaks first.
    First,
    /// The side that speaks second.
    Second,
}

impl Side {
    /// Both sides, in speaking order.
    pub const ALL: [Self; Self::COUNT] = [Self::First, Self::Second];

    /// Returns the other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// Selects this side's element of a pair.
    pub fn of<T>(self, [first, second]: &[T; 2]) -> &T {
        match self {
            Self::First => first,
            Self::Second => second,
        }
    }

    /// Selects this side's element of a pair, mutably.
    pub fn of_mut<T>(self, [first, second]: &mut [T; 2]) -> &mut T {
        match self {
            Self::First => first,
            Self::Second => second,
        }
    }
}

/// A format, as in `assets/formats` or written by a user. The times are data, and those in use today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundFormat {
    /// The version of the file format, [`ROUND_FORMAT_FORMAT`].
    pub format: u32,
    /// The short name for files, such as `policy`.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The pairs of names that the sides may have, the most common first. Each pair is in speaking order.
    pub sides: Vec<(String, String)>,
    /// Whether either side may speak first, as decided by a coin flip.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub either_first: bool,
    /// The teams, if several share a side. A team may answer in any of its speeches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// Speeches and questions in order.
    pub speeches: Vec<Speech>,
    /// The prep time of each side in minutes, usable at any time; `None` if the format has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prep: Option<f32>,
    /// The preparation before the round, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<f32>,
    /// The alerts of a speech, in seconds before its end. There is always an alert at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<u32>,
    /// The grace period after a speech, in seconds.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub grace: u32,
    /// When points of information may be offered; `None` if the format has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
}

/// A team of a side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// The name, such as `Opening government`.
    pub name: String,
    /// The side it is on.
    pub side: Side,
}

/// A speech, or time for questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// The debaters' abbreviation, such as `1AC`.
    pub short: String,
    /// The full name.
    pub name: String,
    /// Who speaks, or who asks the questions; `None` if both sides do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The team, as an index into [`RoundFormat::teams`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<usize>,
    /// The time allowed in minutes, up to [`MAX_SPEECH_MINUTES`].
    pub minutes: f32,
    /// The purpose of the speech.
    pub kind: SpeechKind,
    /// The name of its column on the flow, if not [`Speech::short`]. An empty name keeps the speech off the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Whether the other side's arguments must be answered in it.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub answers: bool,
}

/// The purpose of a speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
pub enum SpeechKind {
    /// New arguments are made.
    Constructive,
    /// Arguments are answered.
    Rebuttal,
    /// One side questions the other, or both do.
    #[strum(serialize = "Cross-examination")]
    CrossExamination,
    /// New arguments are made, and others answered.
    Speech,
    /// The chamber questions the speaker.
    #[strum(serialize = "Questions")]
    Questioning,
}

impl SpeechKind {
    /// Returns whether this is time for questions rather than a speech.
    pub fn is_questions(self) -> bool {
        matches!(self, Self::CrossExamination | Self::Questioning)
    }

    /// Returns the name shown.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// When points of information may not be offered, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// The time after the start of a speech.
    pub first: u32,
    /// The time before its end.
    pub last: u32,
}

fn yes() -> bool {
    true
}

fn is_true(value: &bool) -> bool {
    *value
}

fn is_nought(value: &u32) -> bool {
    *value == 0
}

impl Speech {
    /// Returns the name of its column on the flow; `None` if it is off the flow. Questions are off the flow by default.
    pub fn column(&self) -> Option<&str> {
        match self.column.as_deref() {
            Some(name) if name.trim().is_empty() => None,
            Some(name) => Some(name),
            None if self.kind.is_questions() => None,
            None => Some(&self.short),
        }
    }

    /// Returns the time allowed, in seconds.
    pub fn seconds(&self) -> f64 {
        f64::from(self.minutes) * 60.0
    }
}

/// An error in a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatFault {
    /// The path to the value.
    pub at: Vec<PathStep>,
    /// What was expected and what was found.
    pub message: String,
}
