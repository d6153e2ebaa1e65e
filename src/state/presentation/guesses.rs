//! What the class thought before it saw: hands counted for each answer, and how many were right.

use std::collections::BTreeMap;

use crate::model::Stance;

/// Hands that can be counted at once.
pub const MOST_HANDS: u16 = 999;

/// An answer to "what will they say?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Guess {
    /// One of the stances.
    Says(Stance),
    /// They say nothing.
    Nothing,
}

impl Guess {
    /// All answers, in the order of the list and of the keys.
    pub const ALL: [Self; 5] = [
        Self::Says(Stance::Affirms),
        Self::Says(Stance::Disputes),
        Self::Says(Stance::Qualifies),
        Self::Says(Stance::AddsContext),
        Self::Nothing,
    ];

    /// The answer as it is offered: `dispute`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Says(Stance::Affirms) => "affirm",
            Self::Says(Stance::Disputes) => "dispute",
            Self::Says(Stance::Qualifies) => "qualify",
            Self::Says(Stance::AddsContext) => "only add context",
            Self::Nothing => "say nothing",
        }
    }

    /// The mark in the square: A, D, Q, + or –.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Says(stance) => stance.mark(),
            Self::Nothing => "–",
        }
    }

    /// The key that counts hands for it.
    pub fn key(self) -> char {
        match self {
            Self::Says(Stance::Affirms) => 'a',
            Self::Says(Stance::Disputes) => 'd',
            Self::Says(Stance::Qualifies) => 'q',
            Self::Says(Stance::AddsContext) => '+',
            Self::Nothing => 'n',
        }
    }

    /// The answer of a key, on any keyboard: `=` is the same key as `+` on most.
    pub fn of_key(key: char) -> Option<Self> {
        let key = if key == '=' { '+' } else { key.to_ascii_lowercase() };
        Self::ALL.into_iter().find(|guess| guess.key() == key)
    }
}

/// Hands for each answer.
pub type Hands = BTreeMap<Guess, u16>;

/// What was asked: a row, one claim of it by its place in the article's list, and a perspective.
pub type Asked = (usize, Option<usize>, usize);

/// All that the class has guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guesses {
    hands: BTreeMap<Asked, Hands>,
}

/// How the class guessed of one perspective.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Hands that were right.
    pub right: u32,
    /// All hands.
    pub hands: u32,
    /// Times it was asked.
    pub asked: u32,
}

impl Guesses {
    /// The hands counted for a question.
    pub fn of(&self, asked: Asked) -> Option<&Hands> {
        self.hands.get(&asked)
    }

    /// Counts hands for an answer, in place of those counted before; none takes the answer back.
    pub fn count(&mut self, asked: Asked, guess: Guess, hands: u16) {
        let of = self.hands.entry(asked).or_default();
        if hands == 0 {
            of.remove(&guess);
        } else {
            of.insert(guess, hands.min(MOST_HANDS));
        }
        if of.is_empty() {
            self.hands.remove(&asked);
        }
    }

    /// All questions with their hands.
    pub fn all(&self) -> impl Iterator<Item = (&Asked, &Hands)> {
        self.hands.iter()
    }

    /// Whether nothing has been guessed.
    pub fn is_empty(&self) -> bool {
        self.hands.is_empty()
    }

    /// How the class guessed, by perspective. `truth` gives the right answers to a question: any stance that the
    /// perspective takes there, or that it says nothing.
    /// Questions that are still open are left out.
    pub fn scores(
        &self,
        answered: impl Fn(&Asked) -> bool,
        truth: impl Fn(Asked) -> Vec<Guess>,
    ) -> BTreeMap<usize, Score> {
        let mut scores: BTreeMap<usize, Score> = BTreeMap::new();
        for (asked, hands) in self.hands.iter().filter(|(asked, _)| answered(asked)) {
            let right = truth(*asked);
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
    fn any_stance_that_is_taken_is_right_and_hands_are_added_by_perspective() {
        let (disputes, affirms) = (Guess::Says(Stance::Disputes), Guess::Says(Stance::Affirms));
        let mut guesses = Guesses::default();
        guesses.count((5, None, 0), disputes, 12);
        guesses.count((5, None, 0), affirms, 3);
        guesses.count((5, None, 0), Guess::Nothing, 5);
        guesses.count((6, Some(2), 0), Guess::Nothing, 4);
        guesses.count((6, Some(2), 1), affirms, 1);
        guesses.count((6, Some(2), 1), affirms, 0);
        let truth = |asked: super::Asked| if asked.0 == 5 { vec![disputes, affirms] } else { vec![Guess::Nothing] };
        assert_eq!(guesses.scores(|_| true, truth), [(0, Score { right: 19, hands: 24, asked: 2 })].into());
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
