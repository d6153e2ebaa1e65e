//! The slide that the class sees, as plain data composed only of what is revealed.

use std::ops::Range;

use crate::model::{Language, Stance};

use super::guesses::{Guess, Hands};

/// The content of the audience's screen.
///
/// It holds nothing that is not revealed, so nothing else can be seen, heard or copied there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slide {
    /// The current paragraph, such as `¶5`; empty for the title.
    pub label: String,
    /// The claim in words, shown where the paragraph does not fit beside what is said of it; empty without a claim.
    pub claim: String,
    /// The blocks from top to bottom.
    pub blocks: Vec<SlideBlock>,
    /// The index of the block that was revealed last, which is brought into view.
    pub newest: usize,
}

/// A block of a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum SlideBlock {
    /// The title of the article and who wrote it.
    Title {
        /// The title.
        title: String,
        /// The line under it.
        byline: String,
    },
    /// The question of the plan.
    Question(String),
    /// The paragraph.
    Passage {
        /// The text.
        text: String,
        /// The language of the text.
        language: Language,
        /// The bytes that are emphasised while the rest is dimmed; `None` if nothing is.
        emphasis: Option<Range<usize>>,
    },
    /// A phrase of the paragraph alone, as large as fits.
    Phrase {
        /// The text.
        text: String,
        /// The language of the text.
        language: Language,
    },
    /// Terms with their explanations.
    Terms(Vec<(String, String)>),
    /// The question what a perspective will say.
    Prompt(GuessPrompt),
    /// A reply.
    Reply(Reply),
    /// A phase of a controversy.
    Phase {
        /// Its number and name: `2 of 5 · Present it`.
        name: String,
        /// What the groups do.
        task: String,
        /// Who argues what, one line for each group; empty when the groups have left their sides.
        sides: Vec<String>,
    },
    /// What the class agrees on, or where it still differs.
    List {
        /// The heading, such as `We agree`.
        name: String,
        /// The lines.
        lines: Vec<String>,
    },
    /// How the class guessed, one line for each perspective.
    Scores(Vec<String>),
}

/// The question what a perspective will say, with the hands counted.
#[derive(Clone, Debug, PartialEq)]
pub struct GuessPrompt {
    /// The perspective that the class guesses about.
    pub speaker: Speaker,
    /// The hands for each answer.
    pub hands: Hands,
    /// The right answers; `None` until they are revealed.
    pub answers: Option<Vec<Guess>>,
}

/// A perspective as shown on a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The displayed name.
    pub name: String,
    /// The hue of the theme, which is never the only distinction.
    pub hue: String,
}

/// A reply on a slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The stance; `None` for an absence.
    pub stance: Option<Stance>,
    /// The speaker; `None` while the class guesses who speaks.
    pub speaker: Option<Speaker>,
    /// The code, the date and *Later*, joined with dots.
    pub details: String,
    /// The gist, which is set large over the text; empty if there is none.
    pub gist: String,
    /// The summary, or a description of the absence.
    pub text: String,
    /// The language of the gist and the text.
    pub language: Language,
    /// The short citation; empty while the class guesses who speaks.
    pub cite: String,
}

impl Slide {
    /// Returns all text in order, for screen readers and tests.
    pub fn text(&self) -> String {
        let blocks = self.blocks.iter().map(SlideBlock::text);
        std::iter::once(self.label.clone()).chain(blocks).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl SlideBlock {
    /// Returns the text of the block in order.
    pub fn text(&self) -> String {
        match self {
            Self::Title { title, byline } => lines([title.clone(), byline.clone()]),
            Self::Question(text) | Self::Passage { text, .. } | Self::Phrase { text, .. } => text.clone(),
            Self::Terms(terms) => lines(terms.iter().map(|(word, means)| format!("{word}: {means}"))),
            Self::Prompt(prompt) => prompt.text(),
            Self::Reply(reply) => lines([reply.head(), reply.gist.clone(), reply.text.clone(), reply.cite.clone()]),
            Self::Phase { name, task, sides } => {
                lines([name.clone(), task.clone()].into_iter().chain(sides.iter().cloned()))
            }
            Self::List { name, lines: all } => lines(std::iter::once(name.clone()).chain(all.iter().cloned())),
            Self::Scores(all) => lines(all.iter().cloned()),
        }
    }
}

impl GuessPrompt {
    /// Returns the question.
    pub fn question(&self) -> String {
        format!("{}: what will they say?", self.speaker.name)
    }

    /// Returns an answer with its hands, and whether it was right: `D dispute · 12 hands`.
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
    /// Returns the line over the summary: `Disputes · US government · 5us2 · 19 Dec 2024`.
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
