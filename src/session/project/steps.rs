//! Forward and back through a lesson, and what the keys of the presenter do.

use std::sync::Arc;

use crate::model::{Activity, ClaimId, PerspectiveId, Step};
use crate::session::Session;

use super::cards::{Card, Unit};
use super::compose::stages;
use super::guesses::Guess;
use super::{Controversy, Frozen, MOST_QUEUED, PageWish, Projection, Stop, Timer};

/// Seconds in a minute.
const SECONDS: f64 = 60.0;

impl Session {
    /// The places of the plan, else all rows on which something can be said.
    pub(in crate::session) fn lesson_stops(&self) -> Vec<Stop> {
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
    pub fn activity_of(&self, project: &Projection, stop: Stop) -> Activity {
        let by_hand = project.activities.get(&stop).copied();
        let planned = self.step_of(stop).map(|step| step.activity).filter(|activity| !activity.is_reveal());
        by_hand.or(planned).unwrap_or(project.usual)
    }

    /// Whether something is guessed at a place before it is revealed, so that each reply takes two presses.
    pub fn is_guessed_first(&self, project: &Projection, stop: Stop) -> bool {
        matches!(self.activity_of(project, stop), Activity::Predict | Activity::Blind)
    }

    /// Who replies at a place, in order.
    fn speakers(&self, project: &Projection, stop: Stop) -> Vec<usize> {
        let index = |id: &PerspectiveId| self.edition.perspective_index(id);
        let chosen: Vec<usize> =
            self.step_of(stop).map_or(Vec::new(), |step| step.perspectives.iter().filter_map(index).collect());
        if chosen.is_empty() { project.speakers.clone() } else { chosen }
    }

    /// What there is to reveal at a place.
    pub fn units_of(&self, project: &Projection, stop: Stop) -> Vec<Unit> {
        let claim = stop.claim.and_then(|claim| self.edition.article().claims.get(claim)).map(|claim| &claim.id);
        let cards: Vec<Card> = self.cards(stop.row, claim, &self.speakers(project, stop));
        self.units(stop.row, cards, self.activity_of(project, stop))
    }

    /// The unit that is being asked about, where the class guesses and has not seen.
    pub fn unit_asked(&self, project: &Projection) -> Option<Unit> {
        let stop = project.stop();
        if self.activity_of(project, stop) != Activity::Predict || project.results {
            return None;
        }
        let stage = project.stage(stop);
        if stage % 2 == 1 { self.units_of(project, stop).into_iter().nth(stage / 2) } else { None }
    }

    /// One press forward or back.
    pub(in crate::session) fn turn(&mut self, forward: bool) {
        let Some(mut project) = self.project.take() else { return };
        match project.pages {
            // The slide has not been laid out yet: whether it has another page is not known.
            None if project.queued.len() < MOST_QUEUED => project.queued.push_back(forward),
            None => {}
            Some(pages) => self.turned(&mut project, forward, pages),
        }
        self.project = Some(project);
    }

    fn turned(&self, project: &mut Projection, forward: bool, pages: usize) {
        let page = match project.page {
            PageWish::Number(page) => page.min(pages.saturating_sub(1)),
            PageWish::Newest | PageWish::Last => pages.saturating_sub(1),
        };
        if forward && page + 1 < pages {
            project.page = PageWish::Number(page + 1);
            return;
        }
        if !forward && page > 0 {
            project.page = PageWish::Number(page - 1);
            return;
        }
        let stop = project.stop();
        if project.results {
            // Looked at in the middle of the lesson, it gives way to it again; at the end only backwards.
            let last = project.aside.is_none() && project.at + 1 >= project.stops.len();
            project.results = forward && last;
            project.page = PageWish::Last;
            return;
        }
        let controversy = self.activity_of(project, stop) == Activity::Controversy;
        if project.zoom.take().is_some() && !controversy {
            project.page = PageWish::Newest;
            return;
        }
        let now = project.now;
        if controversy && project.controversy_mut().is_some_and(|controversy| controversy.turn(forward, now)) {
            project.page = PageWish::Number(0);
            return;
        }
        let all = stages(self.activity_of(project, stop), self.units_of(project, stop).len());
        let stage = project.stage(stop).min(all);
        let to = if forward { stage + 1 } else { stage.wrapping_sub(1) };
        if to <= all {
            project.stages.insert(stop, to);
            // What is revealed here stays revealed as it was, however replies come elsewhere later.
            let activity = self.activity_of(project, stop);
            project.activities.entry(stop).or_insert(activity);
            project.hands = None;
            project.page = PageWish::Newest;
            return;
        }
        self.to_stop(project, forward);
        if !forward {
            project.page = PageWish::Last;
        }
    }

    /// The next place or the one before, as far as it has been revealed.
    fn to_stop(&self, project: &mut Projection, forward: bool) {
        let aside = project.aside.take().is_some();
        if aside && !forward {
            self.arrive(project);
            return;
        }
        if forward && project.at + 1 >= project.stops.len() {
            // At the end stands how the class guessed, if it did.
            if aside {
                self.arrive(project);
            }
            project.results = !project.guesses.is_empty();
            return;
        }
        let at = if forward { project.at + 1 } else { project.at.saturating_sub(1) };
        if at != project.at {
            project.at = at;
            self.arrive(project);
        }
    }

    /// Sets up what belongs to the place where we are.
    pub(in crate::session) fn arrive(&self, project: &mut Projection) {
        project.page = PageWish::Number(0);
        (project.zoom, project.hands, project.results) = (None, None, false);
        let minutes = self.step_of(project.stop()).and_then(|step| step.minutes);
        project.step = Timer::new(minutes.map(|minutes| f64::from(minutes) * SECONDS));
        // Presses that waited were for the place that was left.
        project.queued.clear();
        if self.activity_of(project, project.stop()) == Activity::Controversy {
            let (stop, now) = (project.stop(), project.now);
            project.controversies.entry(stop).or_insert_with(|| Controversy::new(minutes, now));
        }
    }

    /// Whole rows forward or back, whatever is revealed.
    pub(in crate::session) fn turn_row(&mut self, forward: bool) {
        let Some(mut project) = self.project.take() else { return };
        if project.results && !forward {
            project.results = false;
            self.arrive(&mut project);
        } else {
            self.to_stop(&mut project, forward);
        }
        self.project = Some(project);
    }

    /// The first place or the last.
    pub(in crate::session) fn turn_to_end(&mut self, last: bool) {
        let Some(mut project) = self.project.take() else { return };
        project.aside = None;
        project.at = if last { project.stops.len() - 1 } else { 0 };
        self.arrive(&mut project);
        self.project = Some(project);
    }

    /// The place of a row, in the plan or beside it.
    pub(in crate::session) fn project_row(&mut self, row: usize) {
        let Some(mut project) = self.project.take() else { return };
        project.aside = None;
        match project.stops.iter().position(|stop| stop.row == row) {
            Some(at) => project.at = at,
            None => project.aside = Some(Stop::row(row)),
        }
        self.arrive(&mut project);
        self.project = Some(project);
    }

    /// The next claim of the row, or the whole row after the last.
    pub(in crate::session) fn next_claim(&mut self) {
        let Some(mut project) = self.project.take() else { return };
        let stop = project.stop();
        let id = self.paragraph_of(stop.row).map(|paragraph| &paragraph.id);
        let claims = self.edition.article().claims.iter().enumerate();
        let mine: Vec<usize> = claims.filter(|(_, claim)| Some(&claim.on) == id).map(|(n, _)| n).collect();
        let claim = match stop.claim {
            None => mine.first().copied(),
            Some(now) => mine.iter().position(|n| *n == now).and_then(|at| mine.get(at + 1)).copied(),
        };
        let new = Stop { claim, ..stop };
        match &mut project.aside {
            Some(aside) => *aside = new,
            None => project.stops.get_mut(project.at).into_iter().for_each(|at| *at = new),
        }
        if let Some(activity) = project.activities.get(&stop).copied() {
            project.activities.insert(new, activity);
        }
        self.arrive(&mut project);
        self.project = Some(project);
    }

    /// Has replies come another way from here on; the same again goes back to one after the other. What was revealed
    /// of this row is covered again, as it would be known.
    pub(in crate::session) fn choose_activity(&mut self, activity: Activity) {
        let Some(mut project) = self.project.take() else { return };
        let stop = project.stop();
        let off = self.activity_of(&project, stop) == activity;
        // A controversy is held on one claim; the others go on until they are put off.
        let new = match (off, activity) {
            (true, Activity::Controversy) => project.usual,
            (true, _) => Activity::Reveal,
            (false, _) => activity,
        };
        if activity != Activity::Controversy {
            project.usual = new;
        }
        project.activities.insert(stop, new);
        project.stages.remove(&stop);
        self.arrive(&mut project);
        self.project = Some(project);
    }

    /// Counts hands for an answer, if the class is being asked.
    pub(in crate::session) fn count_hands(&mut self, guess: Guess) {
        let Some(unit) = self.project.as_ref().and_then(|project| self.unit_asked(project)) else { return };
        let Some(project) = &mut self.project else { return };
        let asked = project.stop().asked(unit.perspective);
        let before = project.guesses.of(asked).and_then(|hands| hands.get(&guess)).copied().unwrap_or_default();
        // Without a number it is one hand more.
        let hands = project.hands.take().unwrap_or_else(|| before.saturating_add(1));
        project.guesses.count(asked, guess, hands);
    }

    /// Freezes the class's screen, or lets it go on.
    pub(in crate::session) fn freeze(&mut self) {
        let Some(project) = &mut self.project else { return };
        project.frozen = match project.frozen.take() {
            Some(_) => None,
            None => Some(Frozen { slide: Arc::clone(&project.slide), page: project.page, pointer: project.pointer }),
        };
    }

    /// One phrase after the other alone on the slide, then the whole again.
    pub(in crate::session) fn zoom_on(&mut self) {
        let Some(project) = &self.project else { return };
        if project.results || self.activity_of(project, project.stop()) == Activity::Controversy {
            return;
        }
        let count = self.phrases(project.stop()).len();
        let next = project.zoom.map_or(0, |at| at + 1);
        if let Some(project) = &mut self.project {
            project.zoom = (next < count).then_some(next);
            project.page = PageWish::Number(0);
        }
    }

    /// The slide was laid out: how many pages it has, and which is shown.
    pub(in crate::session) fn paged(&mut self, stamp: u64, pages: usize, page: usize) {
        if let Some(project) = self.project.as_mut().filter(|project| project.stamp == stamp) {
            project.pages = Some(pages.max(1));
            project.page = PageWish::Number(page.min(pages.saturating_sub(1)));
        }
    }

    /// Makes the slide anew when what is revealed has changed, and goes on with presses that waited for its pages.
    pub(in crate::session) fn renew_slide(&mut self) {
        let Some(mut project) = self.project.take() else { return };
        loop {
            let slide = self.compose(&project);
            if *project.slide != slide {
                project.slide = Arc::new(slide);
                project.stamp += 1;
                project.pages = None;
            }
            // Each press may bring another slide, whose pages are not known yet.
            let Some(pages) = project.pages else { break };
            let Some(forward) = project.queued.pop_front() else { break };
            self.turned(&mut project, forward, pages);
        }
        self.active = project.stop().row.min(self.row_count() - 1);
        self.project = Some(project);
    }
}
