//! The saved form of a lesson, so that a power cut loses nothing. It refers to the edition by ids, since that may be
//! revised.

use serde::{Deserialize, Serialize};

use crate::model::{Activity, ClaimId, ParagraphId, PerspectiveId, Stance};
use crate::storage::Document;

use super::guesses::MAX_HANDS;
use super::{Controversy, Guess, PageRequest, Phase, Presentation, Script, Stop};

/// The version of the lesson file.
pub const LESSON_FORMAT: u32 = 1;

/// A lesson as it is stored in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonSnapshot {
    /// The version of the file, [`LESSON_FORMAT`].
    pub format: u32,
    /// The current stop.
    pub at: StopSnapshot,
    /// The activity where neither the plan nor the presenter chose one.
    pub usual: Activity,
    /// The activities that the presenter chose.
    pub chosen: Vec<(StopSnapshot, Activity)>,
    /// The number of presses made at each stop.
    pub revealed: Vec<(StopSnapshot, usize)>,
    /// The guesses of the class.
    pub guesses: Vec<GuessSnapshot>,
    /// The perspectives that reply where the plan names none.
    pub speakers: Vec<PerspectiveId>,
    /// The controversies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controversies: Vec<ControversySnapshot>,
}

/// A stop of a lesson by ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopSnapshot {
    /// The paragraph; `None` for the head of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<ParagraphId>,
    /// The emphasised claim, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The step of the plan, from 0, since a plan may visit a paragraph twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
}

/// The guesses about one perspective at one stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuessSnapshot {
    /// The stop.
    pub at: StopSnapshot,
    /// The perspective.
    pub perspective: PerspectiveId,
    /// The hands for each stance.
    pub says: Vec<(Stance, u16)>,
    /// The hands for silence.
    #[serde(default)]
    pub nothing: u16,
}

/// A controversy by ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControversySnapshot {
    /// The stop.
    pub at: StopSnapshot,
    /// The index of its phase, from 0.
    pub phase: usize,
    /// What the class agrees on, one point a line.
    pub agree: String,
    /// Where the class still differs, one point a line.
    pub differ: String,
}

impl Script<'_> {
    /// Returns the saved form of a lesson.
    pub(super) fn snapshot(&self, presentation: &Presentation) -> LessonSnapshot {
        let stop = |stop: &Stop| self.stop_snapshot(*stop);
        let guess = |(asked, hands): (&super::guesses::GuessKey, &super::Hands)| {
            let (row, claim, perspective) = *asked;
            let says = |(guess, hands): (&Guess, &u16)| match guess {
                Guess::Says(stance) => Some((*stance, *hands)),
                Guess::Nothing => None,
            };
            Some(GuessSnapshot {
                at: self.stop_snapshot(Stop { row, claim, step: None }),
                perspective: self.shared.edition.perspectives().get(perspective)?.id.clone(),
                says: hands.iter().filter_map(says).collect(),
                nothing: hands.get(&Guess::Nothing).copied().unwrap_or_default(),
            })
        };
        LessonSnapshot {
            format: LESSON_FORMAT,
            at: self.stop_snapshot(presentation.stop()),
            usual: presentation.default_activity,
            chosen: presentation.activities.iter().map(|(at, activity)| (stop(at), *activity)).collect(),
            revealed: presentation.stages.iter().map(|(at, stage)| (stop(at), *stage)).collect(),
            guesses: presentation.guesses.all().filter_map(guess).collect(),
            speakers: presentation
                .speakers
                .iter()
                .filter_map(|p| Some(self.shared.edition.perspectives().get(*p)?.id.clone()))
                .collect(),
            controversies: presentation
                .controversies
                .iter()
                .map(|(at, controversy)| ControversySnapshot {
                    at: stop(at),
                    phase: controversy.place(),
                    agree: controversy.agree.clone(),
                    differ: controversy.differ.clone(),
                })
                .collect(),
        }
    }

    fn stop_snapshot(&self, stop: Stop) -> StopSnapshot {
        let claim = stop.claim.and_then(|claim| self.shared.edition.article().claims.get(claim));
        StopSnapshot {
            on: self.shared.paragraph_of(stop.row).map(|paragraph| paragraph.id.clone()),
            claim: claim.map(|claim| claim.id.clone()),
            step: stop.step,
        }
    }

    /// Returns the stop for a saved one, with its step in the current plan; `None` if the edition no longer has it.
    fn stop_of(&self, saved: &StopSnapshot, presentation: &Presentation) -> Option<Stop> {
        let row = match &saved.on {
            Some(id) => self.shared.edition.paragraph_index(id)? + 1,
            None => 0,
        };
        let claims = &self.shared.edition.article().claims;
        let claim = saved.claim.as_ref().and_then(|id| claims.iter().position(|claim| claim.id == *id));
        // The plan may have changed: prefer the same step if it is still on this row, or else the first step that is.
        let here = |stop: &&Stop| stop.row == row && stop.step == saved.step;
        let step =
            presentation.stops.iter().find(here).or_else(|| presentation.stops.iter().find(|stop| stop.row == row));
        Some(Stop { row, claim, step: step.and_then(|stop| stop.step) })
    }

    /// Restores a lesson from its saved form.
    pub(super) fn restore(&self, presentation: &mut Presentation, saved: &LessonSnapshot) {
        presentation.default_activity = saved.usual;
        presentation.speakers =
            saved.speakers.iter().filter_map(|id| self.shared.edition.perspective_index(id)).collect();
        for (at, activity) in &saved.chosen {
            presentation.activities.extend(self.stop_of(at, presentation).map(|stop| (stop, *activity)));
        }
        for (at, stage) in &saved.revealed {
            presentation.stages.extend(self.stop_of(at, presentation).map(|stop| (stop, *stage)));
        }
        for GuessSnapshot { at, perspective, says, nothing } in &saved.guesses {
            let stop = self.stop_of(at, presentation);
            let Some((stop, perspective)) = stop.zip(self.shared.edition.perspective_index(perspective)) else {
                continue;
            };
            let says = says.iter().map(|(stance, hands)| (Guess::Says(*stance), *hands));
            for (guess, hands) in says.chain([(Guess::Nothing, *nothing)]) {
                presentation.guesses.count(stop.guess_key(perspective), guess, hands.min(MAX_HANDS));
            }
        }
        if let Some(stop) = self.stop_of(&saved.at, presentation) {
            match presentation.stops.iter().position(|other| other.row == stop.row && other.step == stop.step) {
                Some(at) => {
                    presentation.at = at;
                    presentation.stops.get_mut(at).into_iter().for_each(|other| *other = stop);
                }
                None => presentation.detour = Some(stop),
            }
        }
        self.enter_stop(presentation);
        // The class continues at what it saw last.
        presentation.page = PageRequest::Newest;
        for saved in &saved.controversies {
            let Some(stop) = self.stop_of(&saved.at, presentation) else { continue };
            let mut controversy = Controversy::new(self.step_of(stop).and_then(|step| step.minutes));
            while controversy.place() < saved.phase.min(Phase::ALL.len() - 1) && controversy.step(true) {}
            controversy.set_list(true, &saved.agree);
            controversy.set_list(false, &saved.differ);
            presentation.controversies.insert(stop, controversy);
        }
    }
}

impl Document for LessonSnapshot {
    const NAME: &'static str = "lesson";
    const FORMAT: u32 = LESSON_FORMAT;
    const IS_HAND_EDITED: bool = false;
}

impl LessonSnapshot {
    /// Returns a lesson at the same stop in which nothing was done.
    pub(in crate::state) fn emptied(&self) -> Self {
        let Self { format, at, usual: _, chosen: _, revealed: _, guesses: _, speakers, controversies: _ } = self;
        Self {
            format: *format,
            at: at.clone(),
            usual: Activity::Reveal,
            chosen: Vec::new(),
            revealed: Vec::new(),
            guesses: Vec::new(),
            speakers: speakers.clone(),
            controversies: Vec::new(),
        }
    }

    /// Returns whether anything was done that would be lost without a save.
    pub fn is_begun(&self) -> bool {
        self.revealed.iter().any(|(_, stage)| *stage > 0) || !self.guesses.is_empty() || !self.controversies.is_empty()
    }
}
