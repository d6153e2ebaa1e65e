//! A teacher's plan for a lesson on an edition: which paragraphs, in what order, with what to ask.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ClaimId, Edition, ParagraphId, PerspectiveId};

/// The version of the file.
pub const PLAN_FORMAT: u32 = 1;

/// Steps that are read; a lesson has ten.
pub const MAX_STEPS: usize = 1000;

/// Terms that are read.
pub const MAX_TERMS: usize = 1000;

/// The longest time of one step, in minutes.
pub const MAX_STEP_MINUTES: f32 = 600.0;

/// A plan for one edition. It is the teacher's own and never part of the edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of the file, [`PLAN_FORMAT`].
    pub format: u32,
    /// The id of the edition it is for.
    pub edition: String,
    /// What is done, in order; none means every paragraph.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Words that the class is told the meaning of, where they stand in a paragraph.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
}

/// One step of a lesson: a paragraph, or one claim of it, and what to do with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The paragraph.
    pub on: ParagraphId,
    /// The claim that stands out, the rest of the paragraph dimmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// How the replies come.
    #[serde(default, skip_serializing_if = "Activity::is_reveal")]
    pub activity: Activity,
    /// Asked over the paragraph, before anything is revealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// For the presenter alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Minutes, up to [`MAX_STEP_MINUTES`]; none means as long as it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<f32>,
    /// Who replies, in this order; none means the perspectives that the reader shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perspectives: Vec<PerspectiveId>,
}

impl Step {
    /// A step on a paragraph with nothing said about it.
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

/// How the replies to a paragraph come before a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Activity {
    /// One after the other.
    #[default]
    Reveal,
    /// The class first says what each perspective will say.
    Predict,
    /// The summaries come without names, and the class guesses who speaks.
    Blind,
    /// Two groups argue, swap sides, and end in what they agree on and what they do not
    /// (structured academic controversy; Johnson and Johnson 1979).
    Controversy,
}

impl Activity {
    /// All activities, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Reveal, Self::Predict, Self::Blind, Self::Controversy];

    /// The name shown and spoken.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reveal => "Reveal",
            Self::Predict => "Predict, then reveal",
            Self::Blind => "Who speaks?",
            Self::Controversy => "Controversy",
        }
    }

    /// Whether this is the one that need not be written.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub fn is_reveal(&self) -> bool {
        *self == Self::Reveal
    }
}

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word as it stands in the article.
    pub word: String,
    /// What the class is told.
    pub means: String,
}

impl Default for Plan {
    fn default() -> Self {
        Self::empty("")
    }
}

impl Plan {
    /// A plan without a step.
    pub fn empty(edition: &str) -> Self {
        Self { format: PLAN_FORMAT, edition: edition.to_owned(), steps: Vec::new(), terms: Vec::new() }
    }

    /// The plan with its numbers and lengths held to their bounds, as a file written by hand may not be.
    pub fn sanitized(mut self) -> Self {
        self.steps.truncate(MAX_STEPS);
        self.terms.truncate(MAX_TERMS);
        for step in &mut self.steps {
            step.minutes = step.minutes.filter(|m| m.is_finite() && *m > 0.0).map(|m| m.min(MAX_STEP_MINUTES));
        }
        self
    }

    /// What in the plan the edition does not have, one sentence each. Such a step is passed over and stays in the file.
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

    /// The terms that stand in a text, whatever their case.
    pub fn terms_in<'a>(&'a self, text: &str) -> Vec<&'a Term> {
        let text = text.to_lowercase();
        let stands = |term: &&Term| {
            let word = term.word.trim().to_lowercase();
            !word.is_empty() && text.match_indices(&word).any(|(at, _)| is_whole(&text, at, word.len()))
        };
        self.terms.iter().filter(stands).collect()
    }
}

/// Whether some bytes of a text are no part of a longer word.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + length..).and_then(|after| after.chars().next());
    // Scripts without blanks between words have no such bounds.
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
