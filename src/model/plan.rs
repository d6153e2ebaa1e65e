//! Lesson plans: which paragraphs of an edition a class discusses, in what order, and with which questions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::EnumCount;

use super::{ClaimId, Edition, ParagraphId, PerspectiveId};

/// The current version of the plan file format.
pub const PLAN_FORMAT: u32 = 1;

/// The maximum number of steps that are read from a file. A lesson has about ten.
pub const MAX_STEPS: usize = 1000;

/// The maximum number of terms that are read from a file.
pub const MAX_TERMS: usize = 1000;

/// The maximum duration of a step, in minutes.
pub const MAX_STEP_MINUTES: f32 = 600.0;

/// A teacher's plan for an edition. It is stored apart from the edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of the file format, [`PLAN_FORMAT`].
    pub format: u32,
    /// The id of the edition.
    pub edition: String,
    /// The steps in order; empty for every paragraph of the article.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Terms that are explained to the class where they occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
}

/// A step of a lesson: a paragraph or one of its claims, and what the class does with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The paragraph.
    pub on: ParagraphId,
    /// The claim to highlight; the rest of the paragraph is dimmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// How the replies are presented.
    #[serde(default, skip_serializing_if = "Activity::is_reveal")]
    pub activity: Activity,
    /// The question shown over the paragraph before anything is revealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Notes that only the presenter sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The duration in minutes, up to [`MAX_STEP_MINUTES`]; `None` for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<f32>,
    /// The perspectives that reply, in order; empty for those that the reader shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perspectives: Vec<PerspectiveId>,
}

impl Step {
    /// Creates a step on a paragraph with default settings.
    pub fn on(paragraph: ParagraphId) -> Self {
        Self {
            on: paragraph,
            claim: None,
            activity: Activity::Reveal,
            question: None,
            notes: None,
            minutes: None,
            perspectives: Vec::new(),
        }
    }
}

/// How the replies to a paragraph are presented to a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount)]
pub enum Activity {
    /// The replies are revealed one after the other.
    #[default]
    Reveal,
    /// The class first predicts what each perspective says.
    Predict,
    /// The summaries are shown without names, and the class guesses who speaks.
    Blind,
    /// Two groups argue, swap sides, and conclude what they agree and disagree on (structured academic controversy;
    /// Johnson and Johnson 1979).
    Controversy,
}

impl Activity {
    /// All activities, in the order they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Reveal, Self::Predict, Self::Blind, Self::Controversy];

    /// Returns the name shown and announced.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reveal => "Reveal",
            Self::Predict => "Predict, then reveal",
            Self::Blind => "Who speaks?",
            Self::Controversy => "Controversy",
        }
    }

    /// Returns whether this is [`Activity::Reveal`], the default that is left out of the file.
    pub fn is_reveal(&self) -> bool {
        *self == Self::Reveal
    }
}

/// A term and its explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The term as it occurs in the article.
    pub word: String,
    /// The explanation for the class.
    pub means: String,
}

impl Default for Plan {
    fn default() -> Self {
        Self::empty("")
    }
}

impl Plan {
    /// Creates a plan without steps.
    pub fn empty(edition: &str) -> Self {
        Self { format: PLAN_FORMAT, edition: edition.to_owned(), steps: Vec::new(), terms: Vec::new() }
    }

    /// Corrects what a hand-written file may have wrong: too many steps or terms, and durations that are out of range.
    pub fn sanitized(mut self) -> Self {
        self.steps.truncate(MAX_STEPS);
        self.terms.truncate(MAX_TERMS);
        for step in &mut self.steps {
            step.minutes = step.minutes.filter(|m| m.is_finite() && *m > 0.0).map(|m| m.min(MAX_STEP_MINUTES));
        }
        self
    }

    /// Returns a sentence for each reference to something that the edition does not have. Such steps are skipped, and
    /// kept in the file.
    pub fn faults(&self, edition: &Edition) -> Vec<String> {
        let mut faults = BTreeSet::new();
        for (number, step) in self.steps.iter().enumerate() {
            let number = number + 1;
            if edition.paragraph_index(&step.on).is_none() && !step.on.is_whole() {
                faults.insert((number, format!("step {number} is on {}, which the edition does not have", step.on)));
            }
            match step.claim.as_ref().map(|id| (id, edition.claim(id))) {
                Some((id, None)) => {
                    faults.insert((
                        number,
                        format!("step {number} names the claim {id}, which the edition does not have"),
                    ));
                }
                Some((id, Some(claim))) if claim.on != step.on => {
                    faults.insert((number, format!("step {number} is on {}, but its claim {id} is not", step.on)));
                }
                _ => {}
            }
            for id in step.perspectives.iter().filter(|id| edition.perspective_index(id).is_none()) {
                faults.insert((number, format!("step {number} names {id}, which is no perspective of the edition")));
            }
        }
        faults.into_iter().map(|(_, fault)| fault).collect()
    }

    /// Returns the terms that occur in a text as whole words, ignoring case.
    pub fn terms_in<'a>(&'a self, text: &str) -> Vec<&'a Term> {
        let text = text.to_lowercase();
        let occurs = |term: &&Term| {
            let word = term.word.trim().to_lowercase();
            !word.is_empty() && text.match_indices(&word).any(|(at, _)| is_whole_word(&text, at, word.len()))
        };
        self.terms.iter().filter(occurs).collect()
    }
}

/// Returns whether a byte range of a text is not part of a longer word.
fn is_whole_word(text: &str, at: usize, length: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + length..).and_then(|after| after.chars().next());
    // Scripts without spaces between words have no word boundaries.
    let joined = text.get(at..at + length).is_some_and(|word| word.chars().any(|c| c as u32 > 0x2e80));
    joined || !(letter(before) || letter(after))
}

#[cfg(test)]
mod tests {
    use super::{Plan, Term};

    #[test]
    fn a_term_is_found_as_a_word_and_not_inside_another() {
        let term = |word: &str| Term { word: word.into(), means: "…".into() };
        let plan = Plan { terms: vec![term("Agni"), term("MTCR"), term("导弹")], ..Plan::empty("e") };
        let found = |text: &str| plan.terms_in(text).iter().map(|t| t.word.clone()).collect::<Vec<_>>();
        assert_eq!(found("The Agni-V, under the mtcr."), ["Agni", "MTCR"]);
        assert_eq!(found("Agnipath"), Vec::<String>::new());
        assert_eq!(found("巴基斯坦导弹计划"), ["导弹"]);
    }
}
