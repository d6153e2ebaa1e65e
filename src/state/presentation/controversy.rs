//! Structured academic controversy: two groups argue a claim, swap sides, and write down what they agree on.

use strum::EnumCount;

use super::Timer;

/// A phase of the controversy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Phase {
    /// Each group builds its case.
    Build,
    /// Each group presents it.
    Present,
    /// Both groups discuss the claim.
    Discuss,
    /// Each group argues the side of the other.
    Swap,
    /// The groups leave their sides and write down what all agree on and where they still differ.
    Agree,
}

impl Phase {
    /// The five phases in order.
    pub const ALL: [Self; Self::COUNT] = [Self::Build, Self::Present, Self::Discuss, Self::Swap, Self::Agree];

    /// Returns the displayed name, which screen readers also announce.
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "Build your case",
            Self::Present => "Present it",
            Self::Discuss => "Discuss",
            Self::Swap => "Swap sides",
            Self::Agree => "We agree, we still differ",
        }
    }

    /// Returns the instructions for the groups.
    pub fn task(self) -> &'static str {
        match self {
            Self::Build => {
                "Find the strongest reasons for your side in the text and in the replies that you have seen."
            }
            Self::Present => "Each group has half the time. The other listens and takes notes, and does not interrupt.",
            Self::Discuss => "Ask for reasons and sources. Question the case, not the person.",
            Self::Swap => "Argue the other side as well as you can: say what they said, and add to it.",
            Self::Agree => "Leave your sides. Write down what all of you can sign, and where you still differ.",
        }
    }

    /// Returns the default length in minutes; all five together take 25.
    pub fn minutes(self) -> f64 {
        match self {
            Self::Swap => 4.0,
            Self::Agree => 6.0,
            _ => 5.0,
        }
    }
}

/// A running controversy.
#[derive(Clone, Debug, PartialEq)]
pub struct Controversy {
    /// The current phase.
    pub phase: Phase,
    /// The length of each phase in minutes, in the order of [`Phase::ALL`].
    minutes: [f64; 5],
    /// The timer of the current phase.
    pub timer: Timer,
    /// What the class agrees on, one point a line.
    pub agree: String,
    /// Where the class still differs, one point a line.
    pub differ: String,
}

/// The maximum number of characters of each of the two lists at the end.
const MAX_LIST_CHARS: usize = 2_000;

impl Controversy {
    /// Creates a controversy in its first phase, whose timer stands still. `minutes` is the length of all five phases, which
    /// share it in proportion to their default lengths.
    pub fn new(minutes: Option<f32>) -> Self {
        let total: f64 = Phase::ALL.iter().map(|phase| phase.minutes()).sum();
        let share = minutes.map_or(1.0, |minutes| f64::from(minutes) / total);
        let minutes = Phase::ALL.map(|phase| phase.minutes() * share);
        let timer = Timer::new(minutes.first().map(|m| m * 60.0));
        Self { phase: Phase::Build, minutes, timer, agree: String::new(), differ: String::new() }
    }

    /// Goes to the next phase or the one before, which comes with its whole time. Returns `false` at either end.
    pub fn step(&mut self, forward: bool) -> bool {
        let at = self.place();
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        let (Some(phase), Some(minutes)) = (Phase::ALL.get(to), self.minutes.get(to)) else { return false };
        self.phase = *phase;
        self.timer = Timer::new(Some(minutes * 60.0));
        true
    }

    /// Returns the index of the current phase, from 0.
    pub fn place(&self) -> usize {
        Phase::ALL.iter().position(|phase| *phase == self.phase).unwrap_or_default()
    }

    /// Sets one of the lists at the end: what the class agrees on, or where it still differs.
    pub fn set_list(&mut self, agree: bool, text: &str) {
        let list = if agree { &mut self.agree } else { &mut self.differ };
        *list = text.chars().take(MAX_LIST_CHARS).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::{Controversy, Phase};

    #[test]
    fn five_phases_share_the_time_and_end_in_agreement() {
        let mut controversy = Controversy::new(Some(50.0));
        assert_eq!(controversy.timer.text(0.0), "10:00");
        let mut seen = vec![controversy.phase];
        while controversy.step(true) {
            assert!(!controversy.timer.has_started());
            seen.push(controversy.phase);
        }
        assert_eq!(seen, Phase::ALL);
        assert_eq!(controversy.timer.text(0.0), "12:00");
        assert!(controversy.step(false) && controversy.phase == Phase::Swap);
    }
}
