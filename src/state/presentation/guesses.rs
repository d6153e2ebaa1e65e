//! The guesses of the class: hands counted for each answer, and how many were right.

use std::collections::BTreeMap;

use crate::model::Stance;

/// The maximum number of hands counted for one answer.
pub const MAX_HANDS: u16 = 999;

/// An answer to "what will they say?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Guess {
    /// They take this stance.
    Says(Stance),
    /// They say nothing.
    Nothing,
}

impl Guess {
    /// All answers, in the order in which they are listed.
    pub const ALL: [Self; Stance::ALL.len() + 1] = [
        Self::Says(Stance::Affirms),
        Self::Says(Stance::Disputes),
        Self::Says(Stance::Qualifies),
        Self::Says(Stance::AddsContext),
        Self::Nothing,
    ];

    /// Returns the displayed word, such as `dispute`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Says(Stance::Affirms) => "affirm",
            Self::Says(Stance::Disputes) => "dispute",
            Self::Says(Stance::Qualifies) => "qualify",
            Self::Says(Stance::AddsContext) => "only add context",
            Self::Nothing => "say nothing",
        }
    }

    /// Returns the mark in the square: A, D, Q, + or –.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Says(stance) => stance.mark(),
            Self::Nothing => "–",
        }
    }

    /// Returns the key that counts hands for the answer.
    pub fn key(self) -> char {
        match self {
            Self::Says(Stance::Affirms) => 'a',
            Self::Says(Stance::Disputes) => 'd',
            Self::Says(Stance::Qualifies) => 'q',
            Self::Says(Stance::AddsContext) => '+',
            Self::Nothing => 'n',
        }
    }

    /// Returns the answer of a key in either case. `=` counts as `+`, which is on the same key of most keyboards.
    pub fn of_key(key: char) -> Option<Self> {
        let key = if key == '=' { '+' } else { key.to_ascii_lowercase() };
        Self::ALL.into_iter().find(|guess| guess.key() == key)
    }
}

/// The number of hands for each answer.
pub type Hands = BTreeMap<Guess, u16>;

/// What the class was asked about: a row, a claim of it by its index in the article, and a perspective by its index in
/// the edition.
pub type GuessKey = (usize, Option<usize>, usize);

/// All guesses of the class in a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guesses {
    hands: BTreeMap<GuessKey, Hands>,
}

/// How the class guessed about one perspective.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The number of hands that were right.
    pub right: u32,
    /// The number of all hands.
    pub hands: u32,
    /// The number of questions about the perspective.
    pub asked: u32,
}

impl Guesses {
    /// Returns the hands counted for a question, if any.
    pub fn of(&self, key: GuessKey) -> Option<&Hands> {
        self.hands.get(&key)
    }

    /// Sets the number of hands for an answer, at most [`MAX_HANDS`]. Zero removes the answer.
    pub fn count(&mut self, key: GuessKey, guess: Guess, hands: u16) {
        let counts = self.hands.entry(key).or_default();
        if hands == 0 {
            counts.remove(&guess);
        } else {
            counts.insert(guess, hands.min(MAX_HANDS));
        }
        if counts.is_empty() {
            self.hands.remove(&key);
        }
    }

    /// Iterates over all questions with their hands.
    pub fn all(&self) -> impl Iterator<Item = (&GuessKey, &Hands)> {
        self.hands.iter()
    }

    /// Returns whether nothing has been guessed.
    pub fn is_empty(&self) -> bool {
        self.hands.is_empty()
    }

    /// Returns the scores by perspective, without questions for which `answered` is false.
    ///
    /// `right_answers` returns the right answers to a question: every stance that the perspective takes there, or that
    /// it says nothing.
    pub fn scores(
        &self,
        answered: impl Fn(&GuessKey) -> bool,
        right_answers: impl Fn(GuessKey) -> Vec<Guess>,
    ) -> BTreeMap<usize, Score> {
        let mut scores: BTreeMap<usize, Score> = BTreeMap::new();
        for (asked, hands) in self.hands.iter().filter(|(asked, _)| answered(asked)) {
            let right = right_answers(*asked);
            let score = scores.entry(asked.2).or_default();
            score.asked += 1;
            for (guess, count) in hands {
                score.hands += u32::from(*count);
                score.right += if right.contains(guess) { u32::from(*count) } else { 0 };
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::{Guess, Guesses, Score};
    use crate::model::Stance;

    #[test]
    fn every_stance_that_is_taken_is_right_and_hands_are_added_up_by_perspective() {
        let (disputes, affirms) = (Guess::Says(Stance::Disputes), Guess::Says(Stance::Affirms));
        let mut guesses = Guesses::default();
        guesses.count((5, None, 0), disputes, 12);
        guesses.count((5, None, 0), affirms, 3);
        guesses.count((5, None, 0), Guess::Nothing, 5);
        guesses.count((6, Some(2), 0), Guess::Nothing, 4);
        guesses.count((6, Some(2), 1), affirms, 1);
        guesses.count((6, Some(2), 1), affirms, 0);
        let right_answers =
            |asked: super::GuessKey| if asked.0 == 5 { vec![disputes, affirms] } else { vec![Guess::Nothing] };
        assert_eq!(guesses.scores(|_| true, right_answers), [(0, Score { right: 19, hands: 24, asked: 2 })].into());
    }

    #[test]
    fn every_answer_has_a_key_of_its_own() {
        for guess in Guess::ALL {
            assert_eq!(Guess::of_key(guess.key()), Some(guess));
        }
        assert_eq!(Guess::of_key('='), Some(Guess::Says(Stance::AddsContext)));
        assert_eq!(Guess::of_key('x'), None);
    }
}
