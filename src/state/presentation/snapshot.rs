//! What is kept of a lesson, so that a power cut in its middle loses nothing: by ids, since the edition may be revised.

use serde::{Deserialize, Serialize};

use crate::model::{Activity, ClaimId, ParagraphId, PerspectiveId, Stance};
use crate::state::AppState;

use super::guesses::MOST_HANDS;
use super::{Controversy, Guess, PageRequest, Phase, Presentation, Stop};

/// The version of the file.
pub const LESSON_FORMAT: u32 = 1;

/// A lesson as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonSnapshot {
    /// The version of the file, [`LESSON_FORMAT`].
    pub format: u32,
    /// Where we were.
    pub at: StopSnapshot,
    /// How replies come where neither plan nor presenter says otherwise.
    pub usual: Activity,
    /// How replies come at places where the presenter chose.
    pub chosen: Vec<(StopSnapshot, Activity)>,
    /// How far each place was revealed.
    pub revealed: Vec<(StopSnapshot, usize)>,
    /// What the class guessed.
    pub guesses: Vec<GuessSnapshot>,
    /// Who replies where the plan says nothing.
    pub speakers: Vec<PerspectiveId>,
    /// Controversies held or under way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controversies: Vec<ControversySnapshot>,
}

/// A place of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopSnapshot {
    /// The paragraph; none is the head of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<ParagraphId>,
    /// The claim that stood out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The step of the plan, from 0: a plan may come to a paragraph twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
}

/// Hands for what a perspective would say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuessSnapshot {
    /// Where it was asked.
    pub at: StopSnapshot,
    /// Of whom.
    pub perspective: PerspectiveId,
    /// Hands for each stance.
    pub says: Vec<(Stance, u16)>,
    /// Hands for silence.
    #[serde(default)]
    pub nothing: u16,
}

/// A controversy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControversySnapshot {
    /// Where it is held.
    pub at: StopSnapshot,
    /// Its step, from 0.
    pub phase: usize,
    /// What the class agrees on.
    pub agree: String,
    /// Where it still differs.
    pub differ: String,
}

impl AppState {
    /// What is to be kept of the lesson under way; none where there is none.
    pub fn lesson_snapshot(&self) -> Option<LessonSnapshot> {
        let presentation = self.presentation.as_ref()?;
        let stop = |stop: &Stop| self.kept_stop(*stop);
        let guess = |(asked, hands): (&super::guesses::Asked, &super::Hands)| {
            let (row, claim, perspective) = *asked;
            let says = |(guess, hands): (&Guess, &u16)| match guess {
                Guess::Says(stance) => Some((*stance, *hands)),
                Guess::Nothing => None,
            };
            Some(GuessSnapshot {
                at: self.kept_stop(Stop { row, claim, step: None }),
                perspective: self.edition.perspectives().get(perspective)?.id.clone(),
                says: hands.iter().filter_map(says).collect(),
                nothing: hands.get(&Guess::Nothing).copied().unwrap_or_default(),
            })
        };
        Some(LessonSnapshot {
            format: LESSON_FORMAT,
            at: self.kept_stop(presentation.stop()),
            usual: presentation.usual,
            chosen: presentation.activities.iter().map(|(at, activity)| (stop(at), *activity)).collect(),
            revealed: presentation.stages.iter().map(|(at, stage)| (stop(at), *stage)).collect(),
            guesses: presentation.guesses.all().filter_map(guess).collect(),
            speakers: presentation
                .speakers
                .iter()
                .filter_map(|p| Some(self.edition.perspectives().get(*p)?.id.clone()))
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
        })
    }

    fn kept_stop(&self, stop: Stop) -> StopSnapshot {
        let claim = stop.claim.and_then(|claim| self.edition.article().claims.get(claim));
        StopSnapshot {
            on: self.paragraph_of(stop.row).map(|paragraph| paragraph.id.clone()),
            claim: claim.map(|claim| claim.id.clone()),
            step: stop.step,
        }
    }

    /// The place that was kept, with the step of the plan it comes from now; none where the edition has it no more.
    fn stop_of(&self, kept: &StopSnapshot, presentation: &Presentation) -> Option<Stop> {
        let row = match &kept.on {
            Some(id) => self.edition.paragraph_index(id)? + 1,
            None => 0,
        };
        let claims = &self.edition.article().claims;
        let claim = kept.claim.as_ref().and_then(|id| claims.iter().position(|claim| claim.id == *id));
        // The plan may have changed since: the step it was, if that is still on this row, else the first one that is.
        let here = |stop: &&Stop| stop.row == row && stop.step == kept.step;
        let step =
            presentation.stops.iter().find(here).or_else(|| presentation.stops.iter().find(|stop| stop.row == row));
        Some(Stop { row, claim, step: step.and_then(|stop| stop.step) })
    }

    /// Takes up a lesson as it was left.
    pub(in crate::state) fn restore_lesson(&self, presentation: &mut Presentation, kept: &LessonSnapshot) {
        presentation.usual = kept.usual;
        presentation.speakers = kept.speakers.iter().filter_map(|id| self.edition.perspective_index(id)).collect();
        for (at, activity) in &kept.chosen {
            presentation.activities.extend(self.stop_of(at, presentation).map(|stop| (stop, *activity)));
        }
        for (at, stage) in &kept.revealed {
            presentation.stages.extend(self.stop_of(at, presentation).map(|stop| (stop, *stage)));
        }
        for GuessSnapshot { at, perspective, says, nothing } in &kept.guesses {
            let stop = self.stop_of(at, presentation);
            let Some((stop, perspective)) = stop.zip(self.edition.perspective_index(perspective)) else { continue };
            let says = says.iter().map(|(stance, hands)| (Guess::Says(*stance), *hands));
            for (guess, hands) in says.chain([(Guess::Nothing, *nothing)]) {
                presentation.guesses.count(stop.asked(perspective), guess, hands.min(MOST_HANDS));
            }
        }
        if let Some(stop) = self.stop_of(&kept.at, presentation) {
            match presentation.stops.iter().position(|other| other.row == stop.row && other.step == stop.step) {
                Some(at) => {
                    presentation.at = at;
                    presentation.stops.get_mut(at).into_iter().for_each(|other| *other = stop);
                }
                None => presentation.aside = Some(stop),
            }
        }
        self.arrive(presentation);
        // The class goes on at what it saw last.
        presentation.page = PageRequest::Newest;
        for kept in &kept.controversies {
            let Some(stop) = self.stop_of(&kept.at, presentation) else { continue };
            let (minutes, now) = (self.step_of(stop).and_then(|step| step.minutes), presentation.now);
            let mut controversy = Controversy::new(minutes, now);
            while controversy.place() < kept.phase.min(Phase::ALL.len() - 1) && controversy.turn(true, now) {}
            controversy.typed(true, &kept.agree);
            controversy.typed(false, &kept.differ);
            presentation.controversies.insert(stop, controversy);
        }
    }
}

impl LessonSnapshot {
    /// Whether anything was done in it that would be missed.
    pub fn is_begun(&self) -> bool {
        self.revealed.iter().any(|(_, stage)| *stage > 0) || !self.guesses.is_empty() || !self.controversies.is_empty()
    }
}
