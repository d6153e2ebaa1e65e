//! What the class sees, as plain data: made of what is revealed and of nothing else.

use std::ops::Range;

use crate::model::{Language, Stance};

use super::guesses::{Guess, Hands};

/// What stands on the audience's screen. It holds nothing that is not revealed: what it does not hold cannot be seen,
/// heard or copied there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slide {
    /// Where we are: `¶5`, or the title's own place.
    pub label: String,
    /// The claim or the paragraph again, for pages on which it does not stand: its beginning fills one line.
    pub reminder: String,
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// The block that came last, which is brought into view.
    pub newest: usize,
}

/// A piece of a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title of the article and who wrote it.
    Title {
        /// The title.
        title: String,
        /// The line under it.
        byline: String,
    },
    /// What the class is asked.
    Question(String),
    /// The paragraph.
    Passage {
        /// Its words.
        text: String,
        /// Their language.
        language: Language,
        /// The bytes that stand out, the rest dimmed.
        lit: Option<Range<usize>>,
    },
    /// Words of the paragraph alone, as large as they fit.
    Phrase {
        /// The words.
        text: String,
        /// Their language.
        language: Language,
    },
    /// Words explained.
    Terms(Vec<(String, String)>),
    /// What will they say?
    Ask(Ask),
    /// A reply.
    Reply(Reply),
    /// A step of a controversy.
    Phase {
        /// Its number and name: `2 of 5 · Present it`.
        name: String,
        /// What the groups do.
        task: String,
        /// Who argues what, a line each; none when sides are left.
        sides: Vec<String>,
    },
    /// What the class agrees on or still differs about.
    List {
        /// `We agree`.
        name: String,
        /// Its lines.
        lines: Vec<String>,
    },
    /// How the class guessed.
    Scores(Vec<String>),
}

/// The question before a reveal, with the hands counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Of whom.
    pub speaker: Speaker,
    /// Hands for each answer.
    pub hands: Hands,
    /// The right answers, once they are revealed.
    pub answers: Option<Vec<Guess>>,
}

/// Who speaks: the name and the hue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As shown.
    pub name: String,
    /// A hue of the theme, never the only sign.
    pub hue: String,
}

/// A reply on a slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The stance; none for a kind of silence.
    pub stance: Option<Stance>,
    /// The words over it, after the stance's: none while it is to be guessed who speaks.
    pub speaker: Option<Speaker>,
    /// Code, date, *Later*.
    pub details: String,
    /// The summary, or the silence in words.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// Who said it, and through whom we know; empty while that is to be guessed.
    pub cite: String,
}

impl Slide {
    /// All words in order, for a screen reader and for tests.
    pub fn text(&self) -> String {
        let blocks = self.blocks.iter().map(Block::text);
        std::iter::once(self.label.clone()).chain(blocks).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl Block {
    /// Its words in order.
    pub fn text(&self) -> String {
        match self {
            Self::Title { title, byline } => lines([title.clone(), byline.clone()]),
            Self::Question(text) | Self::Passage { text, .. } | Self::Phrase { text, .. } => text.clone(),
            Self::Terms(terms) => lines(terms.iter().map(|(word, means)| format!("{word}: {means}"))),
            Self::Ask(ask) => ask.text(),
            Self::Reply(reply) => lines([reply.head(), reply.text.clone(), reply.cite.clone()]),
            Self::Phase { name, task, sides } => {
                lines([name.clone(), task.clone()].into_iter().chain(sides.iter().cloned()))
            }
            Self::List { name, lines: all } => lines(std::iter::once(name.clone()).chain(all.iter().cloned())),
            Self::Scores(all) => lines(all.iter().cloned()),
        }
    }
}

impl Ask {
    /// The question itself.
    pub fn question(&self) -> String {
        format!("{}: what will they say?", self.speaker.name)
    }

    /// One answer with its hands, and whether it was right: `D dispute · 12 hands`.
    pub fn answer(&self, guess: Guess) -> String {
        let hands = match self.hands.get(&guess) {
            Some(1) => " · 1 hand".to_owned(),
            Some(hands) => format!(" · {hands} hands"),
            None => String::new(),
        };
        let right = self.answers.as_ref().is_some_and(|answers| answers.contains(&guess));
        let right = if right { " · right" } else { "" };
        format!("{} {}{hands}{right}", guess.mark(), guess.word())
    }

    fn text(&self) -> String {
        lines(std::iter::once(self.question()).chain(Guess::ALL.map(|guess| self.answer(guess))))
    }
}

impl Reply {
    /// The words over the summary: `Disputes · US government · 5us2 · 19 Dec 2024`.
    pub fn head(&self) -> String {
        let stance = self.stance.map(|stance| stance.word().to_owned());
        let speaker = self.speaker.as_ref().map_or_else(|| "Who speaks?".to_owned(), |s| s.name.clone());
        let parts = stance.into_iter().chain([speaker, self.details.clone()]);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

fn lines(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}
