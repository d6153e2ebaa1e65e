//! Structured academic controversy: two groups argue a claim, swap sides, and write down what they agree on.

use super::Timer;

/// A step of the controversy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Each group builds its case.
    Build,
    /// Each group presents it.
    Present,
    /// Both discuss.
    Discuss,
    /// Each group argues the other's side.
    Swap,
    /// Sides are left: what all agree on, and where they still differ.
    Agree,
}

impl Phase {
    /// The five steps in order.
    pub const ALL: [Self; 5] = [Self::Build, Self::Present, Self::Discuss, Self::Swap, Self::Agree];

    /// Its name, shown and spoken.
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "Build your case",
            Self::Present => "Present it",
            Self::Discuss => "Discuss",
            Self::Swap => "Swap sides",
            Self::Agree => "We agree, we still differ",
        }
    }

    /// What the groups do.
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

    /// Its usual length in minutes; together they take 25.
    pub fn minutes(self) -> f64 {
        match self {
            Self::Swap => 4.0,
            Self::Agree => 6.0,
            _ => 5.0,
        }
    }

    /// Whether the groups argue the other side now.
    pub fn is_swapped(self) -> bool {
        self == Self::Swap
    }
}

/// A controversy under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Controversy {
    /// The step.
    pub phase: Phase,
    /// How long each step may take, by its place.
    minutes: [f64; 5],
    /// The time of this step.
    pub timer: Timer,
    /// What the class agrees on, as typed.
    pub agree: String,
    /// Where it still differs.
    pub differ: String,
}

/// Characters of one of the two lists at the end.
const LONGEST_LIST: usize = 2_000;

impl Controversy {
    /// At its first step. `minutes` is for all five together, shared out as the usual lengths are.
    pub fn new(minutes: Option<f32>, now: f64) -> Self {
        let usual: f64 = Phase::ALL.iter().map(|phase| phase.minutes()).sum();
        let share = minutes.map_or(1.0, |minutes| f64::from(minutes) / usual);
        let minutes = Phase::ALL.map(|phase| phase.minutes() * share);
        let mut timer = Timer::new(minutes.first().map(|m| m * 60.0));
        timer.start(now);
        Self { phase: Phase::Build, minutes, timer, agree: String::new(), differ: String::new() }
    }

    /// Goes to the next step or the one before, whose time begins; false at the end.
    pub fn turn(&mut self, forward: bool, now: f64) -> bool {
        let at = self.place();
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        let (Some(phase), Some(minutes)) = (Phase::ALL.get(to), self.minutes.get(to)) else { return false };
        self.phase = *phase;
        self.timer = Timer::new(Some(minutes * 60.0));
        self.timer.start(now);
        true
    }

    /// The step's place, from 0.
    pub fn place(&self) -> usize {
        Phase::ALL.iter().position(|phase| *phase == self.phase).unwrap_or_default()
    }

    /// One of the lists at the end was typed.
    pub fn typed(&mut self, agree: bool, text: &str) {
        let list = if agree { &mut self.agree } else { &mut self.differ };
        *list = text.chars().take(LONGEST_LIST).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::{Controversy, Phase};

    #[test]
    fn five_steps_share_the_time_and_end_in_agreement() {
        let mut controversy = Controversy::new(Some(50.0), 0.0);
        assert_eq!(controversy.timer.text(0.0), "10:00");
        let mut seen = vec![controversy.phase];
        while controversy.turn(true, 0.0) {
            seen.push(controversy.phase);
        }
        assert_eq!(seen, Phase::ALL);
        assert_eq!(controversy.timer.text(0.0), "12:00");
        assert!(controversy.turn(false, 0.0) && controversy.phase.is_swapped());
    }
}
