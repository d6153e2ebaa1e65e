//! The format of a round: who speaks when, for how long, and what is written on the flow.

use serde::{Deserialize, Serialize};

use crate::model::problem::PathStep;

/// The version of the file.
pub const ROUND_FORMAT_FORMAT: u32 = 1;

/// The most speeches of a round, with questions; a long session of Congress has eighty.
pub const MAX_SPEECHES: usize = 200;

/// The most teams.
pub const MAX_TEAMS: usize = 20;

/// The longest speech, prep or preparation, in minutes.
pub const MAX_SPEECH_MINUTES: f32 = 120.0;

/// The longest name of a format, side, team or speech, in characters.
pub const MAX_NAME_CHARS: usize = 60;

/// The most alerts of a speech.
pub const MAX_ALERTS: usize = 10;

/// One of the two sides, by who speaks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    /// The side that speaks first.
    First,
    /// The side that speaks second.
    Second,
}

impl Side {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// What belongs to this side, of two.
    pub fn of<T>(self, [first, second]: &[T; 2]) -> &T {
        match self {
            Self::First => first,
            Self::Second => second,
        }
    }

    /// What belongs to this side, of two, to change it.
    pub fn of_mut<T>(self, [first, second]: &mut [T; 2]) -> &mut T {
        match self {
            Self::First => first,
            Self::Second => second,
        }
    }
}

/// A format, as `assets/formats` has them and a person may write one. Times are those usual today, and data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundFormat {
    /// The version of the file, [`ROUND_FORMAT_FORMAT`].
    pub format: u32,
    /// Its short name for files: `policy`.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// Pairs of names that the sides may have, the usual one first; who speaks first is named first.
    pub sides: Vec<(String, String)>,
    /// Whether either side may speak first, as a coin decides.
    #[serde(default, skip_serializing_if = "is_false")]
    pub either_first: bool,
    /// Teams, where several share a side. A team may answer in any of its speeches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// Speeches and questions in order.
    pub speeches: Vec<Speech>,
    /// Minutes of prep for each side, to take at any time; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prep: Option<f32>,
    /// Minutes of preparation before the round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<f32>,
    /// Seconds left when an alert comes; one at the end comes always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<u32>,
    /// Seconds over the time of a speech that are let go.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub grace: u32,
    /// Points of information, where they may be offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
}

/// A team of a side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its name: `Opening government`.
    pub name: String,
    /// The side it is on.
    pub side: Side,
}

/// A speech, or time for questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// As debaters write it: `1AC`.
    pub short: String,
    /// Its whole name.
    pub name: String,
    /// Who speaks, and of questions who asks; none where both do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The team, by its place in [`RoundFormat::teams`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<usize>,
    /// How long it may be, up to [`MAX_SPEECH_MINUTES`].
    pub minutes: f32,
    /// What it is for.
    pub kind: SpeechKind,
    /// The name of its column on the flow, when that is not [`Speech::short`]; an empty one keeps it off the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Whether an answer to the other side is due in it.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub answers: bool,
}

/// What a speech is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpeechKind {
    /// New arguments are made.
    Constructive,
    /// Arguments are answered.
    Rebuttal,
    /// One side asks, or both do.
    CrossExamination,
    /// Both of the first two.
    Speech,
    /// The chamber asks the speaker.
    Questioning,
}

impl SpeechKind {
    /// Whether it is a time for questions rather than a speech.
    pub fn is_questions(self) -> bool {
        matches!(self, Self::CrossExamination | Self::Questioning)
    }

    /// The word shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Constructive => "Constructive",
            Self::Rebuttal => "Rebuttal",
            Self::CrossExamination => "Cross-examination",
            Self::Speech => "Speech",
            Self::Questioning => "Questions",
        }
    }
}

/// When points of information may not be offered, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// From the beginning of a speech.
    pub first: u32,
    /// Before its end.
    pub last: u32,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_true(value: &bool) -> bool {
    *value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_nought(value: &u32) -> bool {
    *value == 0
}

impl Speech {
    /// The name of its column on the flow; none when it is off the flow.
    pub fn column(&self) -> Option<&str> {
        match self.column.as_deref() {
            Some(name) if name.trim().is_empty() => None,
            Some(name) => Some(name),
            None if self.kind.is_questions() => None,
            None => Some(&self.short),
        }
    }

    /// Seconds allowed.
    pub fn seconds(&self) -> f64 {
        f64::from(self.minutes) * 60.0
    }
}

/// What is wrong in a format that was read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatFault {
    /// The way down to the value.
    pub at: Vec<PathStep>,
    /// What was expected and what was found.
    pub message: String,
}
