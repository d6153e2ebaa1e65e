//! A lesson in front of a class: one row at a time, its replies revealed one by one.
//!
//! There is a single state of what is revealed, and the audience's slide is composed from it alone. The presenter's
//! view, the audience's window and the single window that shows either are three views of that state.

mod blind;
mod compose;
pub mod controversy;
pub mod guesses;
mod lesson;
mod planning;
mod plans;
mod question;
mod reveals;
pub mod room;
pub mod slide;
mod snapshot;
mod steps;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

pub use crate::model::Timer;
use crate::model::{Activity, Plan};

use super::feature::Shared;

pub use controversy::{Controversy, Phase};
pub use guesses::{Guess, Guesses, Hands};
pub use lesson::Lesson;
pub use plans::{CarriedPlan, NumberedPlan, PlanAction, PlanList, PlansRead};
pub use question::LessonQuestion;
pub use reveals::{Reveal, RevealContent, RevealGroup};
pub use room::Room;
pub use slide::{Slide, SlideBlock};
pub use snapshot::{LESSON_FORMAT, LessonSnapshot};

/// The number of presses queued until the slide is laid out; more are dropped.
const MAX_QUEUED: usize = 8;

/// A stop of the lesson: a row, or one claim of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// The row.
    pub row: usize,
    /// The emphasised claim, by its index in the article.
    pub claim: Option<usize>,
    /// The step of the plan that it comes from, by index.
    pub step: Option<usize>,
}

impl Stop {
    /// Creates a stop at a whole row.
    pub fn row(row: usize) -> Self {
        Self { row, claim: None, step: None }
    }

    /// Returns the key of guesses about a perspective at this stop.
    pub fn guess_key(self, perspective: usize) -> guesses::GuessKey {
        (self.row, self.claim, perspective)
    }
}

/// The page of a slide to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageRequest {
    /// The page where the newest block begins, which the view determines.
    #[default]
    Newest,
    /// The last page.
    Last,
    /// The page with this index, from 0.
    Number(usize),
}

/// The view that the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The presenter's view: the row, the next one, notes and clocks.
    #[default]
    Presenter,
    /// The slide as the class sees it.
    Audience,
}

/// The output that the class looks at. With one screen, it sees all of this window if that is the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// This window, which shows either view.
    #[default]
    OneWindow,
    /// A second window that the presenter places, for a call or a rehearsal.
    PlainWindow,
    /// A full screen, by its index in [`Presentation::screens`].
    Screen(usize),
}

/// A screen of the desktop.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The name that the desktop gives it.
    pub name: String,
    /// The width and height in physical pixels.
    pub size: [u32; 2],
    /// Its index in the desktop's list of screens.
    pub index: usize,
}

/// The slide that a frozen screen shows.
#[derive(Clone, Debug, PartialEq)]
pub struct FrozenSlide {
    /// The slide.
    pub slide: Arc<Slide>,
    /// The page.
    pub page: PageRequest,
    /// The pointer, as fractions of the width and the height; `None` if it was off the slide.
    pub pointer: Option<[f32; 2]>,
}

/// The state of a running lesson.
#[derive(Clone, Debug, Default)]
pub struct Presentation {
    /// The stops of the lesson in order; without any, it stands at the head of the article.
    stops: Vec<Stop>,
    /// The index of the current stop.
    at: usize,
    /// A stop off the plan that a code led to. The next stop is the plan's again.
    detour: Option<Stop>,
    /// The number of presses made at each stop.
    pub(super) stages: BTreeMap<Stop, usize>,
    /// The activities that the presenter chose, by stop.
    activities: BTreeMap<Stop, Activity>,
    /// The activity where the plan gives none.
    default_activity: Activity,
    /// Whether explained terms are shown under the paragraph.
    pub terms: bool,
    /// The current slide.
    pub slide: Arc<Slide>,
    /// The number of the current slide, so that a page count is applied only to the slide that it was measured for.
    pub stamp: u64,
    /// The page to show.
    pub page: PageRequest,
    /// The number of pages; `None` until the slide has been laid out.
    pub pages: Option<usize>,
    /// Presses that wait for the layout of the slide: `true` forward, `false` back.
    queued: VecDeque<bool>,
    /// Whether the class's screen is black.
    pub black: bool,
    /// The slide that the class sees while its screen is frozen.
    pub frozen: Option<FrozenSlide>,
    /// The phrase that fills the slide, by its index among the row's phrases.
    pub zoom: Option<usize>,
    /// The pointer on the slide, as fractions of its width and height.
    pub pointer: Option<[f32; 2]>,
    /// The guesses of the class.
    pub guesses: Guesses,
    /// The number of hands typed before the key of the answer.
    pub hands: Option<u16>,
    /// The controversies, by stop. They are kept when the lesson moves on, so that nothing typed in them is lost.
    controversies: BTreeMap<Stop, Controversy>,
    /// The perspectives that reply where the plan names none: those shown when the lesson began, so that a change of
    /// the reader's view reveals nothing.
    pub(super) speakers: Vec<usize>,
    /// Whether the slide with the results of the guesses is shown.
    pub results: bool,
    /// The timer of the lesson.
    pub lesson: Timer,
    /// The timer of the current step.
    pub step: Timer,
    /// The time of the window in seconds.
    pub now: f64,
    /// The local time of day in hours and minutes; `None` if the desktop does not provide it.
    pub clock: Option<(u8, u8)>,
    /// The view that this window shows.
    pub view: View,
    /// The output that the class looks at.
    pub output: Output,
    /// Whether the presenter's screen and the class's are swapped.
    pub swapped: bool,
    /// The screens of the desktop.
    pub screens: Vec<Screen>,
    /// The inner width and height of the class's output, in its logical pixels.
    pub canvas: [f32; 2],
}

/// A lesson that was ended and can be brought back.
#[derive(Clone, Debug)]
pub(in crate::state) struct EndedLesson {
    /// The lesson.
    pub presentation: Box<Presentation>,
    /// The same by ids, for an edition that was read again since.
    pub snapshot: LessonSnapshot,
}

/// The plans of the open text, and the last lesson held with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanState {
    /// The name under which both are saved; empty until they are requested.
    pub key: String,
    /// The lesson as it was saved last.
    pub lesson: Option<Box<LessonSnapshot>>,
    /// The loaded lesson, until a lesson resumes it.
    pub waiting: Option<Box<LessonSnapshot>>,
    /// Whether the lesson's file must not be written, because a newer version wrote it or it cannot be read.
    pub locked: bool,
    /// The chosen plan; without steps if there is none.
    pub plan: Plan,
    /// All plans, the chosen one among them.
    pub plans: PlanList,
    /// The references of the chosen plan that the edition does not have.
    pub faults: Vec<String>,
    /// The plans of the edition at their places in the reader's copy; empty if no copy is open.
    pub offered: Vec<CarriedPlan>,
    /// Whether `plans` are those of the edition, which came along to the reader's copy and were not changed there. They are
    /// saved with the copy once they are.
    pub came_along: bool,
    /// The plans of the edition as they are there, for when its paragraphs are matched with the copy again.
    of_edition: Vec<Plan>,
    /// The numbers of the plans that are saved.
    saved: BTreeSet<u32>,
    /// The numbers of the plans that are saved and cannot be read. Their files are left as they are.
    unreadable: BTreeSet<u32>,
}

impl PlanState {
    /// Returns a sentence without a full stop for each step of the chosen plan that has no place in the reader's copy, if the
    /// plan came along.
    pub fn left_behind(&self) -> &[String] {
        let at = self.plans.plans().iter().position(|plan| plan.number == self.plans.chosen());
        let carried = at.filter(|_| self.came_along).and_then(|at| self.offered.get(at));
        carried.map_or(&[], |carried| &carried.lost)
    }

    /// Returns whether the lesson may be saved: the saved one is loaded, and cannot be resumed any more.
    fn is_writable(&self) -> bool {
        !self.key.is_empty() && self.waiting.is_none() && !self.locked
    }
}

/// What a lesson shows: the text with its replies, and the plan.
#[derive(Clone, Copy, Debug)]
pub struct Script<'a> {
    shared: Shared<'a>,
    plan: &'a Plan,
}

impl Presentation {
    /// Creates a lesson at the stop with index `at`.
    pub(super) fn new(stops: Vec<Stop>, at: usize, canvas: [f32; 2]) -> Self {
        let at = at.min(stops.len().saturating_sub(1));
        Self { at, stops, page: PageRequest::Number(0), terms: true, canvas, ..Self::default() }
    }

    /// Begins again on other stops in the same windows, with nothing revealed or guessed.
    fn restart(&mut self, stops: Vec<Stop>) {
        let Self { output, swapped, view, black, lesson, now, canvas, .. } = *self;
        let screens = std::mem::take(&mut self.screens);
        *self = Self { output, screens, swapped, view, black, lesson, now, ..Self::new(stops, 0, canvas) };
    }

    /// Sets the time of the window in seconds and of the day. No clock starts by itself.
    pub(super) fn set_time(&mut self, now: f64, clock: (u8, u8)) {
        self.now = now;
        self.clock = Some(clock);
    }

    /// Stops all clocks.
    pub(super) fn stop_clocks(&mut self) {
        let controversies = self.controversies.values_mut().map(|controversy| &mut controversy.timer);
        controversies.chain([&mut self.lesson, &mut self.step]).for_each(|timer| timer.stop(self.now));
    }

    /// Returns whether the class sees whatever this window shows: there is no other window or screen for it.
    pub fn class_sees_window(&self) -> bool {
        self.output == Output::OneWindow && self.screens.len() < 2
    }

    /// Returns the view with which a lesson comes into the window: that of the class if it looks at this window.
    pub(super) fn safe_view(&self) -> View {
        if self.class_sees_window() { View::Audience } else { View::Presenter }
    }

    /// Returns the current stop.
    pub fn stop(&self) -> Stop {
        self.detour.or_else(|| self.stops.get(self.at).copied()).unwrap_or(Stop::row(0))
    }

    /// Returns the next stop, if any.
    pub fn next_stop(&self) -> Option<Stop> {
        self.stops.get(self.at + 1).copied()
    }

    /// Returns the number of the current stop, from 1, and the number of stops.
    pub fn place(&self) -> (usize, usize) {
        (self.at + 1, self.stops.len())
    }

    /// Returns how many presses were made at a stop.
    pub fn stage(&self, stop: Stop) -> usize {
        self.stages.get(&stop).copied().unwrap_or_default()
    }

    /// Replaces the stops with those of another plan.
    ///
    /// The lesson stays at the current stop if the plan has it, or else at its row, or else at a detour off the plan. A
    /// lesson in which nothing has been done starts at the first stop.
    pub(super) fn replace_stops(&mut self, stops: Vec<Stop>) {
        if stops == self.stops || stops.is_empty() {
            return;
        }
        let here = self.stop();
        let has_begun = self.stages.values().any(|stage| *stage > 0) || !self.controversies.is_empty();
        let same = stops.iter().position(|stop| *stop == here);
        let at = same.or_else(|| stops.iter().position(|stop| stop.row == here.row));
        self.detour = (at.is_none() && has_begun).then_some(Stop { step: None, ..here });
        self.at = at.unwrap_or_default();
        self.stops = stops;
    }

    /// Returns the controversy at the current stop, if any.
    pub fn controversy(&self) -> Option<&Controversy> {
        self.controversies.get(&self.stop())
    }

    /// Returns the controversy at the current stop, if any.
    pub(super) fn controversy_mut(&mut self) -> Option<&mut Controversy> {
        let stop = self.stop();
        self.controversies.get_mut(&stop)
    }

    /// Drops the page count after the size of the slide has changed.
    pub(super) fn invalidate_pages(&mut self) {
        // What was revealed last stays in view, however many pages there are now.
        if let (Some(pages), PageRequest::Number(page)) = (self.pages, self.page)
            && page > 0
            && page + 1 >= pages
        {
            self.page = PageRequest::Last;
        }
        self.pages = None;
        self.stamp += 1;
    }

    /// Iterates over the stops where something has been revealed.
    pub(super) fn revealed(&self) -> impl Iterator<Item = Stop> + '_ {
        self.stages.iter().filter(|(_, stage)| **stage > 0).map(|(stop, _)| *stop)
    }

    /// Returns the slide and the page that the class sees; `None` while its screen is black.
    pub fn audience(&self) -> Option<(&Arc<Slide>, PageRequest)> {
        match (&self.frozen, self.black) {
            (_, true) => None,
            (Some(frozen), _) => Some((&frozen.slide, frozen.page)),
            (None, _) => Some((&self.slide, self.page)),
        }
    }
}
