//! Forward and back through a lesson, and what the keys of the presenter do.

use std::sync::Arc;

use crate::model::{Activity, ClaimId, PerspectiveId, Step};
use crate::state::AppState;

use super::cards::{Card, Unit};
use super::compose::stages;
use super::guesses::Guess;
use super::{Controversy, Frozen, MOST_QUEUED, PageRequest, Presentation, Stop, Timer};

/// Seconds in a minute.
const SECONDS: f64 = 60.0;

impl AppState {
    /// The places of the plan, else all rows on which something can be said.
    pub(in crate::state) fn lesson_stops(&self) -> Vec<Stop> {
        let steps = &self.plan.plan.steps;
        let claim_at = |id: &ClaimId| self.edition.article().claims.iter().position(|claim| claim.id == *id);
        let planned = |(number, step): (usize, &Step)| {
            let row = if step.on.is_whole() { 0 } else { self.edition.paragraph_index(&step.on)? + 1 };
            let claim = step.claim.as_ref().and_then(claim_at);
            Some(Stop { row, claim, step: Some(number) })
        };
        let stops: Vec<Stop> = steps.iter().enumerate().filter_map(planned).collect();
        if !stops.is_empty() {
            return stops;
        }
        let spoken_of = |row: &usize| self.paragraph_of(*row).is_none_or(|paragraph| paragraph.kind.takes_notes());
        (0..self.row_count()).filter(spoken_of).map(Stop::row).collect()
    }

    /// The step of the plan that a place comes from.
    pub fn step_of(&self, stop: Stop) -> Option<&Step> {
        self.plan.plan.steps.get(stop.step?)
    }

    /// How replies come at a place.
    pub fn activity_of(&self, presentation: &Presentation, stop: Stop) -> Activity {
        let by_hand = presentation.activities.get(&stop).copied();
        let planned = self.step_of(stop).map(|step| step.activity).filter(|activity| !activity.is_reveal());
        by_hand.or(planned).unwrap_or(presentation.usual)
    }

    /// Whether something is guessed at a place before it is revealed, so that each reply takes two presses.
    pub fn is_guessed_first(&self, presentation: &Presentation, stop: Stop) -> bool {
        matches!(self.activity_of(presentation, stop), Activity::Predict | Activity::Blind)
    }

    /// Who replies at a place, in order.
    fn speakers(&self, presentation: &Presentation, stop: Stop) -> Vec<usize> {
        let index = |id: &PerspectiveId| self.edition.perspective_index(id);
        let chosen: Vec<usize> =
            self.step_of(stop).map_or(Vec::new(), |step| step.perspectives.iter().filter_map(index).collect());
        if chosen.is_empty() { presentation.speakers.clone() } else { chosen }
    }

    /// What there is to reveal at a place.
    pub fn units_of(&self, presentation: &Presentation, stop: Stop) -> Vec<Unit> {
        let claim = stop.claim.and_then(|claim| self.edition.article().claims.get(claim)).map(|claim| &claim.id);
        let cards: Vec<Card> = self.cards(stop.row, claim, &self.speakers(presentation, stop));
        self.units(stop.row, cards, self.activity_of(presentation, stop))
    }

    /// The unit that is being asked about, where the class guesses and has not seen.
    pub fn unit_asked(&self, presentation: &Presentation) -> Option<Unit> {
        let stop = presentation.stop();
        if self.activity_of(presentation, stop) != Activity::Predict || presentation.results {
            return None;
        }
        let stage = presentation.stage(stop);
        if stage % 2 == 1 { self.units_of(presentation, stop).into_iter().nth(stage / 2) } else { None }
    }

    /// One press forward or back.
    pub(in crate::state) fn turn(&mut self, forward: bool) {
        let Some(mut presentation) = self.presentation.take() else { return };
        match presentation.pages {
            // The slide has not been laid out yet: whether it has another page is not known.
            None if presentation.queued.len() < MOST_QUEUED => presentation.queued.push_back(forward),
            None => {}
            Some(pages) => self.turned(&mut presentation, forward, pages),
        }
        self.presentation = Some(presentation);
    }

    fn turned(&self, presentation: &mut Presentation, forward: bool, pages: usize) {
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
            // Looked at in the middle of the lesson, it gives way to it again; at the end only backwards.
            let last = presentation.aside.is_none() && presentation.at + 1 >= presentation.stops.len();
            presentation.results = forward && last;
            presentation.page = PageRequest::Last;
            return;
        }
        let controversy = self.activity_of(presentation, stop) == Activity::Controversy;
        if presentation.zoom.take().is_some() && !controversy {
            presentation.page = PageRequest::Newest;
            return;
        }
        let now = presentation.now;
        if controversy && presentation.controversy_mut().is_some_and(|controversy| controversy.turn(forward, now)) {
            presentation.page = PageRequest::Number(0);
            return;
        }
        let all = stages(self.activity_of(presentation, stop), self.units_of(presentation, stop).len());
        let stage = presentation.stage(stop).min(all);
        let to = if forward { stage + 1 } else { stage.wrapping_sub(1) };
        if to <= all {
            presentation.stages.insert(stop, to);
            // What is revealed here stays revealed as it was, however replies come elsewhere later.
            let activity = self.activity_of(presentation, stop);
            presentation.activities.entry(stop).or_insert(activity);
            presentation.hands = None;
            presentation.page = PageRequest::Newest;
            return;
        }
        self.to_stop(presentation, forward);
        if !forward {
            presentation.page = PageRequest::Last;
        }
    }

    /// The next place or the one before, as far as it has been revealed.
    fn to_stop(&self, presentation: &mut Presentation, forward: bool) {
        let aside = presentation.aside.take().is_some();
        if aside && !forward {
            self.arrive(presentation);
            return;
        }
        if forward && presentation.at + 1 >= presentation.stops.len() {
            // At the end stands how the class guessed, if it did.
            if aside {
                self.arrive(presentation);
            }
            presentation.results = !presentation.guesses.is_empty();
            return;
        }
        let at = if forward { presentation.at + 1 } else { presentation.at.saturating_sub(1) };
        if at != presentation.at {
            presentation.at = at;
            self.arrive(presentation);
        }
    }

    /// Sets up what belongs to the place where we are.
    pub(in crate::state) fn arrive(&self, presentation: &mut Presentation) {
        presentation.page = PageRequest::Number(0);
        (presentation.zoom, presentation.hands, presentation.results) = (None, None, false);
        let minutes = self.step_of(presentation.stop()).and_then(|step| step.minutes);
        presentation.step = Timer::new(minutes.map(|minutes| f64::from(minutes) * SECONDS));
        // Presses that waited were for the place that was left.
        presentation.queued.clear();
        if self.activity_of(presentation, presentation.stop()) == Activity::Controversy {
            let (stop, now) = (presentation.stop(), presentation.now);
            presentation.controversies.entry(stop).or_insert_with(|| Controversy::new(minutes, now));
        }
    }

    /// Whole rows forward or back, whatever is revealed.
    pub(in crate::state) fn turn_row(&mut self, forward: bool) {
        let Some(mut presentation) = self.presentation.take() else { return };
        if presentation.results && !forward {
            presentation.results = false;
            self.arrive(&mut presentation);
        } else {
            self.to_stop(&mut presentation, forward);
        }
        self.presentation = Some(presentation);
    }

    /// The first place or the last.
    pub(in crate::state) fn turn_to_end(&mut self, last: bool) {
        let Some(mut presentation) = self.presentation.take() else { return };
        presentation.aside = None;
        presentation.at = if last { presentation.stops.len() - 1 } else { 0 };
        self.arrive(&mut presentation);
        self.presentation = Some(presentation);
    }

    /// The place of a row, in the plan or beside it.
    pub(in crate::state) fn project_row(&mut self, row: usize) {
        let Some(mut presentation) = self.presentation.take() else { return };
        presentation.aside = None;
        match presentation.stops.iter().position(|stop| stop.row == row) {
            Some(at) => presentation.at = at,
            None => presentation.aside = Some(Stop::row(row)),
        }
        self.arrive(&mut presentation);
        self.presentation = Some(presentation);
    }

    /// The next claim of the row, or the whole row after the last.
    pub(in crate::state) fn next_claim(&mut self) {
        let Some(mut presentation) = self.presentation.take() else { return };
        let stop = presentation.stop();
        let id = self.paragraph_of(stop.row).map(|paragraph| &paragraph.id);
        let claims = self.edition.article().claims.iter().enumerate();
        let mine: Vec<usize> = claims.filter(|(_, claim)| Some(&claim.on) == id).map(|(n, _)| n).collect();
        let claim = match stop.claim {
            None => mine.first().copied(),
            Some(now) => mine.iter().position(|n| *n == now).and_then(|at| mine.get(at + 1)).copied(),
        };
        let new = Stop { claim, ..stop };
        match &mut presentation.aside {
            Some(aside) => *aside = new,
            None => presentation.stops.get_mut(presentation.at).into_iter().for_each(|at| *at = new),
        }
        if let Some(activity) = presentation.activities.get(&stop).copied() {
            presentation.activities.insert(new, activity);
        }
        self.arrive(&mut presentation);
        self.presentation = Some(presentation);
    }

    /// Has replies come another way from here on; the same again goes back to one after the other. What was revealed
    /// of this row is covered again, as it would be known.
    pub(in crate::state) fn choose_activity(&mut self, activity: Activity) {
        let Some(mut presentation) = self.presentation.take() else { return };
        let stop = presentation.stop();
        let off = self.activity_of(&presentation, stop) == activity;
        // A controversy is held on one claim; the others go on until they are put off.
        let new = match (off, activity) {
            (true, Activity::Controversy) => presentation.usual,
            (true, _) => Activity::Reveal,
            (false, _) => activity,
        };
        if activity != Activity::Controversy {
            presentation.usual = new;
        }
        presentation.activities.insert(stop, new);
        presentation.stages.remove(&stop);
        self.arrive(&mut presentation);
        self.presentation = Some(presentation);
    }

    /// Counts hands for an answer, if the class is being asked.
    pub(in crate::state) fn count_hands(&mut self, guess: Guess) {
        let Some(unit) = self.presentation.as_ref().and_then(|presentation| self.unit_asked(presentation)) else {
            return;
        };
        let Some(presentation) = &mut self.presentation else { return };
        let asked = presentation.stop().asked(unit.perspective);
        let before = presentation.guesses.of(asked).and_then(|hands| hands.get(&guess)).copied().unwrap_or_default();
        // Without a number it is one hand more.
        let hands = presentation.hands.take().unwrap_or_else(|| before.saturating_add(1));
        presentation.guesses.count(asked, guess, hands);
    }

    /// Freezes the class's screen, or lets it go on.
    pub(in crate::state) fn freeze(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        presentation.frozen = match presentation.frozen.take() {
            Some(_) => None,
            None => Some(Frozen {
                slide: Arc::clone(&presentation.slide),
                page: presentation.page,
                pointer: presentation.pointer,
            }),
        };
    }

    /// One phrase after the other alone on the slide, then the whole again.
    pub(in crate::state) fn zoom_on(&mut self) {
        let Some(presentation) = &self.presentation else { return };
        if presentation.results || self.activity_of(presentation, presentation.stop()) == Activity::Controversy {
            return;
        }
        let count = self.phrases(presentation.stop()).len();
        let next = presentation.zoom.map_or(0, |at| at + 1);
        if let Some(presentation) = &mut self.presentation {
            presentation.zoom = (next < count).then_some(next);
            presentation.page = PageRequest::Number(0);
        }
    }

    /// The slide was laid out: how many pages it has, and which is shown.
    pub(in crate::state) fn paged(&mut self, stamp: u64, pages: usize, page: usize) {
        if let Some(presentation) = self.presentation.as_mut().filter(|presentation| presentation.stamp == stamp) {
            presentation.pages = Some(pages.max(1));
            presentation.page = PageRequest::Number(page.min(pages.saturating_sub(1)));
        }
    }

    /// Makes the slide anew when what is revealed has changed, and goes on with presses that waited for its pages.
    pub(in crate::state) fn renew_slide(&mut self) {
        let Some(mut presentation) = self.presentation.take() else { return };
        loop {
            let slide = self.compose(&presentation);
            if *presentation.slide != slide {
                presentation.slide = Arc::new(slide);
                presentation.stamp += 1;
                presentation.pages = None;
            }
            // Each press may bring another slide, whose pages are not known yet.
            let Some(pages) = presentation.pages else { break };
            let Some(forward) = presentation.queued.pop_front() else { break };
            self.turned(&mut presentation, forward, pages);
        }
        self.active = presentation.stop().row.min(self.row_count() - 1);
        self.presentation = Some(presentation);
    }
}
