//! Lesson plans: which paragraphs of an edition a class discusses, in what order, and with which questions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::EnumCount;

use super::{ClaimId, Edition, ParagraphId, PerspectiveId};

/// The current version of the plan file format. Files of version 1, without a name and a length, are read as before.
pub const PLAN_FORMAT: u32 = 2;

/// The number of plans of one text.
pub const MAX_PLANS: u32 = 40;

/// The number of characters of a plan's name.
pub const MAX_PLAN_NAME_CHARS: usize = 80;

/// The maximum number of steps that are read from a file. A lesson has about ten.
pub const MAX_STEPS: usize = 1000;

/// The maximum number of terms that are read from a file.
pub const MAX_TERMS: usize = 1000;

/// The maximum duration of a step and of a lesson, in minutes.
pub const MAX_STEP_MINUTES: f32 = 600.0;

/// A teacher's plan for an edition. It is stored apart from the edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of the file format, [`PLAN_FORMAT`].
    pub format: u32,
    /// The id of the edition, or the name of the reader's copy of its article.
    pub edition: String,
    /// The name that tells it from other plans of the edition; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The length of the lesson in minutes, up to [`MAX_STEP_MINUTES`]; `None` if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<f32>,
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
        let (edition, name) = (edition.to_owned(), String::new());
        Self { format: PLAN_FORMAT, edition, name, length: None, steps: Vec::new(), terms: Vec::new() }
    }

    /// Corrects what a hand-written file may have wrong: too many steps or terms, a name that is too long, and durations
    /// that are out of range. A file of an older version is upgraded when it is next written.
    pub fn sanitized(mut self) -> Self {
        self.format = PLAN_FORMAT;
        if let Some((end, _)) = self.name.char_indices().nth(MAX_PLAN_NAME_CHARS) {
            self.name.truncate(end);
        }
        self.length = within_range(self.length);
        self.steps.truncate(MAX_STEPS);
        self.terms.truncate(MAX_TERMS);
        for step in &mut self.steps {
            step.minutes = within_range(step.minutes);
        }
        self
    }

    /// Returns whether nothing is in it, not even a name.
    pub fn is_blank(&self) -> bool {
        let Self { format: _, edition: _, name, length, steps, terms } = self;
        name.is_empty() && length.is_none() && steps.is_empty() && terms.is_empty()
    }

    /// Returns the minutes of all steps together. Steps without a duration count as none; see [`Plan::untimed_steps`].
    pub fn minutes(&self) -> f32 {
        // A sum of floats begins at -0.
        self.steps.iter().filter_map(|step| step.minutes).fold(0.0, |sum, minutes| sum + minutes)
    }

    /// Returns the number of steps without a duration.
    pub fn untimed_steps(&self) -> usize {
        self.steps.iter().filter(|step| step.minutes.is_none()).count()
    }

    /// Moves a step one place earlier or later. Returns its new index; `None` if it cannot move further.
    pub fn move_step(&mut self, index: usize, earlier: bool) -> Option<usize> {
        let to = if earlier { index.checked_sub(1)? } else { index + 1 };
        (index < self.steps.len() && to < self.steps.len()).then(|| {
            self.steps.swap(index, to);
            to
        })
    }

    /// Returns the plan for another text of the edition, which is saved under `key`, and a sentence for each step that has
    /// no place there, or loses its claim.
    ///
    /// `paragraph` returns the paragraph of the other text that corresponds to one of this; `claim` returns the claim there,
    /// with the paragraph that it is on.
    pub fn carried(
        &self,
        key: &str,
        paragraph: impl Fn(&ParagraphId) -> Option<ParagraphId>,
        claim: impl Fn(&ClaimId) -> Option<(ClaimId, ParagraphId)>,
    ) -> (Self, Vec<String>) {
        let (mut steps, mut lost) = (Vec::new(), Vec::new());
        for (number, step) in self.steps.iter().enumerate() {
            let number = number + 1;
            let label = step.on.label();
            if let Some((claim, on)) = step.claim.as_ref().and_then(&claim) {
                steps.push(Step { on, claim: Some(claim), ..step.clone() });
                continue;
            }
            let on = if step.on.is_whole() { Some(step.on.clone()) } else { paragraph(&step.on) };
            match on {
                Some(on) => {
                    if step.claim.is_some() {
                        lost.push(format!(
                            "step {number}, on ¶{label}, is on the whole paragraph: its claim has no place"
                        ));
                    }
                    steps.push(Step { on, claim: None, ..step.clone() });
                }
                None => lost.push(format!("step {number}, on ¶{label}, has no place")),
            }
        }
        (Self { edition: key.to_owned(), steps, ..self.clone() }, lost)
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

/// Returns a duration in minutes that may be in a plan; `None` for what is none.
fn within_range(minutes: Option<f32>) -> Option<f32> {
    minutes.filter(|minutes| minutes.is_finite() && *minutes > 0.0).map(|minutes| minutes.min(MAX_STEP_MINUTES))
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
    use super::{MAX_PLAN_NAME_CHARS, MAX_STEP_MINUTES, Plan, Step, Term};
    use crate::model::{ClaimId, ParagraphId};

    fn timed(on: &str, minutes: Option<f32>) -> Step {
        Step { minutes, ..Step::on(on.into()) }
    }

    #[test]
    fn the_minutes_of_a_plan_are_the_sum_of_those_given() {
        let steps = vec![timed("p1", Some(5.0)), timed("p2", None), timed("p3", Some(7.5))];
        let plan = Plan { steps, ..Plan::empty("e") };
        assert_eq!((plan.minutes().to_string().as_str(), plan.untimed_steps()), ("12.5", 1));
        let empty = Plan::empty("e");
        assert_eq!((empty.minutes().to_string().as_str(), empty.untimed_steps()), ("0", 0));
    }

    #[test]
    fn a_hand_written_name_and_length_are_brought_within_their_limits() {
        for length in [f32::NAN, f32::INFINITY, -3.0, 0.0] {
            assert_eq!(Plan { length: Some(length), ..Plan::empty("e") }.sanitized().length, None, "{length}");
        }
        let plan = Plan { length: Some(9e9), name: "é".repeat(500), ..Plan::empty("e") }.sanitized();
        assert_eq!((plan.length, plan.name.chars().count()), (Some(MAX_STEP_MINUTES), MAX_PLAN_NAME_CHARS));
    }

    #[test]
    fn a_step_moves_one_place_and_not_over_the_ends() {
        let mut plan = Plan { steps: ["p1", "p2", "p3"].map(|on| Step::on(on.into())).into(), ..Plan::empty("e") };
        assert_eq!((plan.move_step(0, true), plan.move_step(2, false), plan.move_step(9, true)), (None, None, None));
        assert_eq!(plan.move_step(0, false), Some(1));
        assert_eq!(plan.move_step(2, true), Some(1));
        let order: Vec<&str> = plan.steps.iter().map(|step| step.on.as_str()).collect();
        assert_eq!(order, ["p2", "p3", "p1"]);
    }

    #[test]
    fn a_carried_plan_keeps_what_has_a_place_and_says_what_has_none() {
        let question = Some("Who pays?".to_owned());
        let with_claim = |on: &str, claim: &str| Step { claim: Some(claim.into()), ..Step::on(on.into()) };
        let steps = vec![
            Step { question: question.clone(), ..timed("p1", Some(4.0)) },
            Step::on("p2".into()),
            with_claim("p3", "p3.c1"),
            with_claim("p4", "p4.c1"),
            with_claim("p2", "p2.c1"),
        ];
        let plan = Plan { name: "Short".into(), steps, ..Plan::empty("e") };
        let paragraph = |id: &ParagraphId| match id.as_str() {
            "p2" => None,
            other => Some(ParagraphId::from(format!("{other}0").as_str())),
        };
        let claim = |id: &ClaimId| (id.as_str() == "p3.c1").then(|| (ClaimId::from("p7.c1"), ParagraphId::from("p7")));
        let (carried, lost) = plan.carried("copy", paragraph, claim);
        let rows: Vec<(&str, Option<&str>)> =
            carried.steps.iter().map(|step| (step.on.as_str(), step.claim.as_ref().map(ClaimId::as_str))).collect();
        assert_eq!(rows, [("p10", None), ("p7", Some("p7.c1")), ("p40", None)]);
        assert_eq!((carried.edition.as_str(), carried.name.as_str()), ("copy", "Short"));
        assert_eq!((&carried.steps[0].question, carried.steps[0].minutes), (&question, Some(4.0)));
        assert_eq!(lost.len(), 3, "{lost:?}");
        assert!(lost[0].contains("¶2") && lost[1].contains("whole paragraph") && lost[2].contains("¶2"), "{lost:?}");
    }

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
