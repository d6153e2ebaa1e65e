//! Navigation through a lesson, and the actions of the presenter's keys.

use std::sync::Arc;

use super::compose::stages;
use super::guesses::Guess;
use super::reveals::{Reveal, RevealGroup};
use super::{Controversy, MAX_QUEUED, PageRequest, Presentation, Script, Stop, Timer};
use crate::model::{Activity, ClaimId, PerspectiveId, Step};

/// Seconds in a minute.
const SECONDS_PER_MINUTE: f64 = 60.0;

impl<'a> Script<'a> {
    /// Returns the stops of the plan, or if it has none all rows that can have notes.
    pub(super) fn stops(&self) -> Vec<Stop> {
        let steps = &self.plan.steps;
        let claim_at = |id: &ClaimId| self.shared.edition.article().claims.iter().position(|claim| claim.id == *id);
        let planned = |(number, step): (usize, &Step)| {
            let row = if step.on.is_whole() { 0 } else { self.shared.edition.paragraph_index(&step.on)? + 1 };
            let claim = step.claim.as_ref().and_then(claim_at);
            Some(Stop { row, claim, step: Some(number) })
        };
        let stops: Vec<Stop> = steps.iter().enumerate().filter_map(planned).collect();
        if !stops.is_empty() {
            return stops;
        }
        let takes_notes =
            |row: &usize| self.shared.paragraph_of(*row).is_none_or(|paragraph| paragraph.kind.takes_notes());
        (0..self.shared.row_count()).filter(takes_notes).map(Stop::row).collect()
    }

    /// Returns the step of the plan that a stop comes from, if any.
    pub fn step_of(&self, stop: Stop) -> Option<&'a Step> {
        self.plan.steps.get(stop.step?)
    }

    /// Returns the activity at a stop.
    pub fn activity_of(&self, presentation: &Presentation, stop: Stop) -> Activity {
        let chosen = presentation.activities.get(&stop).copied();
        let planned = self.step_of(stop).map(|step| step.activity).filter(|activity| !activity.is_reveal());
        chosen.or(planned).unwrap_or(presentation.default_activity)
    }

    /// Returns whether the class guesses at a stop before the reveal, so that each reply takes two presses.
    pub fn is_guessed_first(&self, presentation: &Presentation, stop: Stop) -> bool {
        matches!(self.activity_of(presentation, stop), Activity::Predict | Activity::Blind)
    }

    /// Returns the perspectives that reply at a stop, in order.
    fn speakers(&self, presentation: &Presentation, stop: Stop) -> Vec<usize> {
        let index = |id: &PerspectiveId| self.shared.edition.perspective_index(id);
        let chosen: Vec<usize> =
            self.step_of(stop).map_or(Vec::new(), |step| step.perspectives.iter().filter_map(index).collect());
        if chosen.is_empty() { presentation.speakers.clone() } else { chosen }
    }

    /// Returns the replies to reveal at a stop, grouped by press.
    pub fn reveal_groups_at(&self, presentation: &Presentation, stop: Stop) -> Vec<RevealGroup> {
        let claim = stop.claim.and_then(|claim| self.shared.edition.article().claims.get(claim)).map(|claim| &claim.id);
        let reveals: Vec<Reveal> = self.reveals(stop.row, claim, &self.speakers(presentation, stop));
        self.reveal_groups(stop.row, reveals, self.activity_of(presentation, stop))
    }

    /// Returns the group that the class is currently guessing about, if any.
    pub fn asked_group(&self, presentation: &Presentation) -> Option<RevealGroup> {
        let stop = presentation.stop();
        if self.activity_of(presentation, stop) != Activity::Predict || presentation.results {
            return None;
        }
        let stage = presentation.stage(stop);
        if stage % 2 == 1 { self.reveal_groups_at(presentation, stop).into_iter().nth(stage / 2) } else { None }
    }

    /// Handles one press forward or back; queues it if the slide has not been laid out yet.
    pub(super) fn step_slide(&self, presentation: &mut Presentation, forward: bool) {
        match presentation.pages {
            // Until the slide is laid out, it is not known whether it has another page.
            None if presentation.queued.len() < MAX_QUEUED => presentation.queued.push_back(forward),
            None => {}
            Some(pages) => self.press(presentation, forward, pages),
        }
    }

    fn press(&self, presentation: &mut Presentation, forward: bool, pages: usize) {
        let page = match presentation.page {
            PageRequest::Number(page) => page.min(pages.saturating_sub(1)),
            PageRequest::Newest | PageRequest::Last => pages.saturating_sub(1),
        };
        if forward && page + 1 < pages {
            presentation.page = PageRequest::Number(page + 1);
            return;
        }
        if !forward && page > 0 {
            presentation.page = PageRequest::Number(page - 1);
            return;
        }
        let stop = presentation.stop();
        if presentation.results {
            // In the middle of the lesson any press closes the results; at the end only a press back does.
            let last = presentation.detour.is_none() && presentation.at + 1 >= presentation.stops.len();
            presentation.results = forward && last;
            presentation.page = PageRequest::Last;
            return;
        }
        let controversy = self.activity_of(presentation, stop) == Activity::Controversy;
        if presentation.zoom.take().is_some() && !controversy {
            presentation.page = PageRequest::Newest;
            return;
        }
        if controversy && presentation.controversy_mut().is_some_and(|controversy| controversy.step(forward)) {
            presentation.page = PageRequest::Number(0);
            return;
        }
        let all = stages(self.activity_of(presentation, stop), self.reveal_groups_at(presentation, stop).len());
        let stage = presentation.stage(stop).min(all);
        let to = if forward { stage + 1 } else { stage.wrapping_sub(1) };
        if to <= all {
            presentation.stages.insert(stop, to);
            // The activity of a stop is fixed by its first press, whatever is chosen elsewhere later.
            let activity = self.activity_of(presentation, stop);
            presentation.activities.entry(stop).or_insert(activity);
            presentation.hands = None;
            presentation.page = PageRequest::Newest;
            return;
        }
        self.step_stop(presentation, forward);
        if !forward {
            // Not the last page: the class may have left before it, and sees no page for the first time by going back.
            presentation.page = PageRequest::Newest;
        }
    }

    /// Goes to the next stop or the one before, in the state in which it was left.
    fn step_stop(&self, presentation: &mut Presentation, forward: bool) {
        let detour = presentation.detour.take().is_some();
        if detour && !forward {
            self.enter_stop(presentation);
            return;
        }
        if forward && presentation.at + 1 >= presentation.stops.len() {
            // After the last stop come the results, if the class has guessed.
            if detour {
                self.enter_stop(presentation);
            }
            presentation.results = !presentation.guesses.is_empty();
            return;
        }
        let at = if forward { presentation.at + 1 } else { presentation.at.saturating_sub(1) };
        if at != presentation.at {
            presentation.at = at;
            self.enter_stop(presentation);
        }
    }

    /// Sets up the state of the current stop, which comes with its whole time.
    pub(super) fn enter_stop(&self, presentation: &mut Presentation) {
        presentation.step = Timer::new(self.seconds_of(presentation.stop()));
        presentation.controversies.values_mut().for_each(|controversy| controversy.timer.reset());
        self.begin_stop(presentation);
    }

    /// Sets up the page and the activity of the current stop. The clock of its step is not touched.
    fn begin_stop(&self, presentation: &mut Presentation) {
        presentation.page = PageRequest::Number(0);
        (presentation.zoom, presentation.hands, presentation.results) = (None, None, false);
        // The queued presses were meant for what was there before.
        presentation.queued.clear();
        let stop = presentation.stop();
        if self.activity_of(presentation, stop) == Activity::Controversy {
            let minutes = self.step_of(stop).and_then(|step| step.minutes);
            presentation.controversies.entry(stop).or_insert_with(|| Controversy::new(minutes));
        }
    }

    /// Returns the time that the plan gives a stop, in seconds.
    fn seconds_of(&self, stop: Stop) -> Option<f64> {
        self.step_of(stop)?.minutes.map(|minutes| f64::from(minutes) * SECONDS_PER_MINUTE)
    }

    /// Gives the current step the time of a plan that was changed, unless its clock was used.
    pub(super) fn refresh_step_time(&self, presentation: &mut Presentation) {
        if !presentation.step.has_started() {
            presentation.step.limit = self.seconds_of(presentation.stop());
        }
    }

    /// Returns the clock of the current step: that of the phase while a controversy is held.
    pub fn step_clock<'p>(&self, presentation: &'p Presentation) -> &'p Timer {
        let is_held = self.activity_of(presentation, presentation.stop()) == Activity::Controversy;
        let held = presentation.controversy().filter(|_| is_held);
        held.map_or(&presentation.step, |controversy| &controversy.timer)
    }

    /// Starts or stops the clock of the current step.
    pub(super) fn toggle_step_clock(&self, presentation: &mut Presentation) {
        let now = presentation.now;
        let is_held = self.activity_of(presentation, presentation.stop()) == Activity::Controversy;
        match presentation.controversy_mut().filter(|_| is_held) {
            Some(controversy) => controversy.timer.toggle(now),
            None => presentation.step.toggle(now),
        }
    }

    /// Returns the time of the current step as the class sees it. Without a planned time, the clock is a stopwatch, which is
    /// shown once it is used.
    pub fn shown_step_time(&self, presentation: &Presentation) -> Option<String> {
        let clock = self.step_clock(presentation);
        let is_shown = (clock.limit.is_some() || clock.has_started()) && !presentation.results;
        is_shown.then(|| clock.text(presentation.now))
    }

    /// Returns the number of presses at the current stop after its last reply is covered; `None` if nothing can be covered.
    fn stage_when_covered(&self, presentation: &Presentation) -> Option<usize> {
        let stop = presentation.stop();
        let activity = self.activity_of(presentation, stop);
        let all = stages(activity, self.reveal_groups_at(presentation, stop).len());
        let stage = presentation.stage(stop).min(all);
        // The words of a reply whose speaker is named go too, not only the name.
        let back = if activity == Activity::Blind && stage.is_multiple_of(2) { 2 } else { 1 };
        (!presentation.results && presentation.zoom.is_none()).then(|| stage.checked_sub(back))?
    }

    /// Returns whether a reply is revealed that can be covered again.
    pub fn can_cover_reply(&self, presentation: &Presentation) -> bool {
        self.stage_when_covered(presentation).is_some()
    }

    /// Covers the reply at the current stop that was revealed last, whichever of its pages is shown.
    pub(super) fn cover_reply(&self, presentation: &mut Presentation) {
        let Some(stage) = self.stage_when_covered(presentation) else { return };
        presentation.stages.insert(presentation.stop(), stage);
        (presentation.hands, presentation.page) = (None, PageRequest::Newest);
        // What was pressed before it would reveal the reply again.
        presentation.queued.clear();
    }

    /// Goes one stop forward or back, whatever is revealed.
    pub(super) fn step_row(&self, presentation: &mut Presentation, forward: bool) {
        if presentation.results && !forward {
            presentation.results = false;
            self.enter_stop(presentation);
        } else {
            self.step_stop(presentation, forward);
        }
    }

    /// Goes to the first stop, or the last.
    pub(super) fn go_to_end(&self, presentation: &mut Presentation, last: bool) {
        presentation.detour = None;
        presentation.at = if last { presentation.stops.len().saturating_sub(1) } else { 0 };
        self.enter_stop(presentation);
    }

    /// Goes to the stop of a row, or to a detour if the plan does not have it.
    pub(super) fn project_row(&self, presentation: &mut Presentation, row: usize) {
        presentation.detour = None;
        match presentation.stops.iter().position(|stop| stop.row == row) {
            Some(at) => presentation.at = at,
            None => presentation.detour = Some(Stop::row(row)),
        }
        self.enter_stop(presentation);
    }

    /// Goes to the next claim of the row, or to the whole row after the last claim.
    pub(super) fn next_claim(&self, presentation: &mut Presentation) {
        let stop = presentation.stop();
        let id = self.shared.paragraph_of(stop.row).map(|paragraph| &paragraph.id);
        let claims = self.shared.edition.article().claims.iter().enumerate();
        let mine: Vec<usize> = claims.filter(|(_, claim)| Some(&claim.on) == id).map(|(n, _)| n).collect();
        let claim = match stop.claim {
            None => mine.first().copied(),
            Some(now) => mine.iter().position(|n| *n == now).and_then(|at| mine.get(at + 1)).copied(),
        };
        let new = Stop { claim, ..stop };
        match &mut presentation.detour {
            Some(detour) => *detour = new,
            None => presentation.stops.get_mut(presentation.at).into_iter().for_each(|at| *at = new),
        }
        if let Some(activity) = presentation.activities.get(&stop).copied() {
            presentation.activities.insert(new, activity);
        }
        self.begin_stop(presentation);
    }

    /// Switches to an activity from this stop on, or if it is active back to revealing one reply at a time.
    ///
    /// What was revealed at this stop is covered again, since the class would know the answers.
    pub(super) fn choose_activity(&self, presentation: &mut Presentation, activity: Activity) {
        let stop = presentation.stop();
        let turns_off = self.activity_of(presentation, stop) == activity;
        // A controversy is held at one stop; the other activities stay on until they are switched off.
        let new = match (turns_off, activity) {
            (true, Activity::Controversy) => presentation.default_activity,
            (true, _) => Activity::Reveal,
            (false, _) => activity,
        };
        if activity != Activity::Controversy {
            presentation.default_activity = new;
        }
        if new == Activity::Controversy {
            // Its phases have clocks of their own.
            presentation.step.stop(presentation.now);
        } else if let Some(controversy) = presentation.controversy_mut() {
            controversy.timer.reset();
        }
        presentation.activities.insert(stop, new);
        presentation.stages.remove(&stop);
        self.begin_stop(presentation);
    }

    /// Counts hands for an answer, if the class is guessing.
    pub(super) fn count_hands(&self, presentation: &mut Presentation, guess: Guess) {
        let Some(group) = self.asked_group(presentation) else { return };
        let key = presentation.stop().guess_key(group.perspective);
        let before = presentation.guesses.of(key).and_then(|hands| hands.get(&guess)).copied().unwrap_or_default();
        // Without a typed number, one hand is added.
        let hands = presentation.hands.take().unwrap_or_else(|| before.saturating_add(1));
        presentation.guesses.count(key, guess, hands);
    }

    /// Zooms to the next phrase of the row, or back to the whole slide after the last phrase.
    pub(super) fn zoom_next(&self, presentation: &mut Presentation) {
        if presentation.results || self.activity_of(presentation, presentation.stop()) == Activity::Controversy {
            return;
        }
        let count = self.phrases(presentation.stop()).len();
        let next = presentation.zoom.map_or(0, |at| at + 1);
        presentation.zoom = (next < count).then_some(next);
        presentation.page = PageRequest::Number(0);
    }

    /// Recomposes the slide if it has changed, and processes the presses that were queued until its layout.
    pub(super) fn refresh_slide(&self, presentation: &mut Presentation) {
        loop {
            let slide = self.compose(presentation);
            if *presentation.slide != slide {
                presentation.slide = Arc::new(slide);
                presentation.stamp += 1;
                presentation.pages = None;
            }
            // Each press may lead to another slide whose page count is not known yet.
            let Some(pages) = presentation.pages else { break };
            let Some(forward) = presentation.queued.pop_front() else { break };
            self.press(presentation, forward, pages);
        }
    }
}
