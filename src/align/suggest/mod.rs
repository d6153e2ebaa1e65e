//! Which paragraph a statement answers.
//!
//! A [`Suggester`] reads the paragraphs of one article once and is then asked for one statement after the other. It
//! knows no meanings: it compares stems, characters, pairs of words, names and figures, each as BM25 does (Robertson
//! and Zaragoza, 2009), by paragraph and by sentence, and adds them up with the weights of [`WEIGHTS`]. English has
//! counts of its own (`assets/words/`); other languages are compared by what is rare in the article, with the stemmer
//! of the language if there is one. Chinese and other scripts without blanks are compared by pairs of characters.
//!
//! ```
//! use parallax::align::suggest::{Answer, Suggester};
//!
//! let lamps = ["The town burns its lamps all night.", "Owls hunt better in the dark.", "The mill closed in 2019."];
//! let suggester = Suggester::new(&lamps, &"en".into());
//! assert_eq!(suggester.rank("An owl hunts at dusk")[0].0, 1);
//! assert_eq!(suggester.suggest("Taxes on sugar are too high"), Answer::None);
//! ```

mod answer;
mod counts;
mod field;
mod figures;
mod sentences;
mod signals;
mod words;
mod worth;

use std::ops::Range;

use crate::model::Language;
use answer::Evidence;
use counts::Counts;
use signals::Index;
pub use signals::{COMPARED, NAMES, SIGNALS, WEIGHTS};
use words::{Analyzer, Token, names};
use worth::Worth;

/// The most paragraphs that are suggested.
pub const MOST: usize = 3;

/// Of a longer statement no more words are looked at.
const LONGEST: usize = 2000;

/// What a statement answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The likeliest paragraphs, at most [`MOST`], the best first.
    Paragraphs(Vec<Suggestion>),
    /// The article as a whole: what the statement speaks of is everywhere in it.
    WholeArticle,
    /// Nothing here: the statement and the article share none but common words.
    None,
}

/// One paragraph that a statement may answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The paragraph, from 0.
    pub paragraph: usize,
    /// How likely this is the paragraph, 0 to 1: the confidences of all paragraphs sum to 1.
    pub confidence: f32,
    /// The words of the statement that speak for it, in bytes of the statement.
    pub words: Vec<Range<usize>>,
    /// The same words in the paragraph, in bytes of the paragraph.
    pub ranges: Vec<Range<usize>>,
}

/// The paragraphs of one article, ready to be asked.
pub struct Suggester {
    analyzer: Analyzer,
    index: Index,
    evidence: Evidence,
}

impl Suggester {
    /// Reads the paragraphs of an article in a language.
    pub fn new(paragraphs: &[&str], language: &Language) -> Self {
        let analyzer = Analyzer::new(language);
        let counts = analyzer.is_english().then(Counts::english);
        let tokens: Vec<_> = paragraphs.iter().map(|text| analyzer.tokens(text)).collect();
        let stems: Vec<Vec<u64>> = tokens.iter().map(|all| all.iter().map(|token| token.stem).collect()).collect();
        let worth = Worth::new(&stems, counts);
        let index = Index::new(paragraphs, &tokens, &worth, counts);
        Self { analyzer, index, evidence: Evidence::new(&tokens, worth) }
    }

    /// Every paragraph with its score, the likeliest first; of two alike the one that stands first.
    pub fn rank(&self, statement: &str) -> Vec<(usize, f32)> {
        self.rank_by(statement, &self.tokens(statement))
    }

    /// What a statement answers, with the words that speak for it.
    ///
    /// Nothing, if no paragraph has at least 0.15 of what the words of the statement are worth: of the statements of
    /// F1000RD that do answer a paragraph 3 in 100 share less, of statements on other articles 6 in 10. The whole article,
    /// if the paragraphs have on average at least 0.55 of what the best of them has: of the same statements 3 to 7 in 100.
    pub fn suggest(&self, statement: &str) -> Answer {
        let tokens = self.tokens(statement);
        self.evidence.answer(&tokens, &self.rank_by(statement, &tokens))
    }

    /// What the score of each paragraph is made of: named by [`NAMES`], each weighing as in [`WEIGHTS`], the first
    /// [`COMPARED`] compared within the article.
    pub fn signals(&self, statement: &str) -> Vec<[f32; SIGNALS]> {
        let tokens = self.tokens(statement);
        self.index.signals(statement, &tokens, &names(statement, &tokens))
    }

    fn tokens(&self, statement: &str) -> Vec<Token> {
        let mut tokens = self.analyzer.tokens(statement);
        tokens.truncate(LONGEST);
        tokens
    }

    fn rank_by(&self, statement: &str, tokens: &[Token]) -> Vec<(usize, f32)> {
        let score =
            |signals: &[f32; SIGNALS]| signals.iter().zip(WEIGHTS).map(|(signal, weight)| signal * weight).sum();
        let signals = self.index.signals(statement, tokens, &names(statement, tokens));
        let mut ranking: Vec<(usize, f32)> = signals.iter().map(score).enumerate().collect();
        ranking.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranking
    }
}

/// The stems by which a text is compared, in its order: what the table of counts is counted by.
pub fn stems(text: &str, language: &Language) -> Vec<Box<str>> {
    let analyzer = Analyzer::new(language);
    analyzer.tokens(text).iter().map(|token| analyzer.stem(&token.word)).collect()
}
