//! Before a class: one row at a time, its replies revealed one by one.
//!
//! There is one state of what is revealed, and the audience's slide is made of it alone; the presenter's view, the
//! audience's window and the one window that shows either are three views of it.

mod blind;
mod cards;
mod compose;
pub mod controversy;
pub mod guesses;
pub mod room;
pub mod slide;
mod snapshot;
mod steps;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

pub use crate::model::Timer;
use crate::model::{Activity, Plan};

pub use cards::{Card, Unit, What};
pub use controversy::{Controversy, Phase};
pub use guesses::{Guess, Guesses, Hands};
pub use room::Room;
pub use slide::{Block, Slide};
pub use snapshot::{LESSON_FORMAT, LessonSnapshot};

/// Presses that wait for the slide to be laid out; more are dropped.
const MOST_QUEUED: usize = 8;

/// A place of the lesson: a row, or one claim of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// The row.
    pub row: usize,
    /// The claim that stands out, by its place in the article's list.
    pub claim: Option<usize>,
    /// The step of the plan that it comes from.
    pub step: Option<usize>,
}

impl Stop {
    /// A whole row.
    pub fn row(row: usize) -> Self {
        Self { row, claim: None, step: None }
    }

    /// The key of a guess made here of a perspective.
    pub fn asked(self, perspective: usize) -> guesses::Asked {
        (self.row, self.claim, perspective)
    }
}

/// Which of a slide's pages is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRequest {
    /// The page where what came last begins; the view finds it.
    Newest,
    /// The last page.
    Last,
    /// This one, from 0.
    Number(usize),
}

/// Which view the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The row, the next one, notes, clock.
    Presenter,
    /// What the class sees.
    Audience,
}

/// Where the class looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// At this window, which shows either view.
    OneWindow,
    /// At a window of its own, placed by hand: for a call or a rehearsal.
    PlainWindow,
    /// At a whole screen, by its place in [`Presentation::screens`].
    Screen(usize),
}

/// A screen of the desktop.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// As the desktop names it.
    pub name: String,
    /// In physical pixels.
    pub size: [u32; 2],
    /// Its place in the desktop's own list.
    pub index: usize,
}

/// A slide at a page, as it was when the class's screen was frozen.
#[derive(Clone, Debug, PartialEq)]
pub struct Frozen {
    /// What the class goes on seeing.
    pub slide: Arc<Slide>,
    /// At which page.
    pub page: PageRequest,
    /// Where the pointer was.
    pub pointer: Option<[f32; 2]>,
}

/// Everything about the lesson under way.
#[derive(Clone, Debug)]
pub struct Presentation {
    /// The lesson's places in order; never empty.
    stops: Vec<Stop>,
    /// Where we are among them.
    at: usize,
    /// A place off the plan that a code led to; what comes next is the plan's again.
    aside: Option<Stop>,
    /// How far each place has been revealed.
    pub(super) stages: BTreeMap<Stop, usize>,
    /// How replies come at a place, where that was chosen by hand.
    activities: BTreeMap<Stop, Activity>,
    /// How replies come where the plan says nothing.
    usual: Activity,
    /// Words explained are shown under the paragraph.
    pub terms: bool,
    /// The slide of the moment.
    pub slide: Arc<Slide>,
    /// Counts slides, so that pages are those of the right one.
    pub stamp: u64,
    /// The page shown.
    pub page: PageRequest,
    /// How many pages there are; none until the slide has been laid out.
    pub pages: Option<usize>,
    queued: VecDeque<bool>,
    /// The class sees nothing.
    pub black: bool,
    /// The class sees this whatever is done here.
    pub frozen: Option<Frozen>,
    /// A phrase alone fills the slide: by its place among the row's.
    pub zoom: Option<usize>,
    /// The pointer on the slide: shares of its width and height.
    pub pointer: Option<[f32; 2]>,
    /// What the class has guessed.
    pub guesses: Guesses,
    /// The hands typed before the answer they are for.
    pub hands: Option<u16>,
    /// Controversies under way or held, by their places: what was typed in one outlives a look elsewhere.
    controversies: BTreeMap<Stop, Controversy>,
    /// Who replies where the plan says nothing: those shown when the lesson began, so that nothing is uncovered by a
    /// change of the reader's view.
    pub(super) speakers: Vec<usize>,
    /// The slide at the end: how the class guessed.
    pub results: bool,
    /// Of the lesson.
    pub lesson: Timer,
    /// Of this step.
    pub step: Timer,
    /// The window's clock, in seconds.
    pub now: f64,
    /// The time of day, hours and minutes, as the desktop tells it.
    pub clock: Option<(u8, u8)>,
    /// Which view this window shows.
    pub view: View,
    /// Where the class looks.
    pub output: Output,
    /// The presenter's screen and the class's have changed places.
    pub swapped: bool,
    /// The screens of the desktop.
    pub screens: Vec<Screen>,
    /// The inner size of what the class looks at, in its own points.
    pub canvas: [f32; 2],
}

/// The plan of the open edition, and the lesson that was held by it last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanOf {
    /// The name under which both are kept; empty before any was asked for.
    pub key: String,
    /// The lesson as it was handed over for keeping last.
    pub lesson: Option<Box<LessonSnapshot>>,
    /// The lesson as it was read, until one is begun to go on with it.
    pub waiting: Option<Box<LessonSnapshot>>,
    /// The lesson's file must not be written: a newer program, or the system, keeps it.
    pub locked: bool,
    /// The plan; without a step when there is none.
    pub plan: Plan,
    /// What in it the edition does not have.
    pub faults: Vec<String>,
}

impl Presentation {
    /// A lesson on some places, at one of them.
    pub(super) fn new(stops: Vec<Stop>, at: usize, canvas: [f32; 2]) -> Self {
        let stops = if stops.is_empty() { vec![Stop::row(0)] } else { stops };
        Self {
            at: at.min(stops.len() - 1),
            stops,
            aside: None,
            stages: BTreeMap::new(),
            activities: BTreeMap::new(),
            usual: Activity::Reveal,
            terms: true,
            slide: Arc::default(),
            stamp: 0,
            page: PageRequest::Number(0),
            pages: None,
            queued: VecDeque::new(),
            black: false,
            frozen: None,
            zoom: None,
            pointer: None,
            guesses: Guesses::default(),
            hands: None,
            controversies: BTreeMap::new(),
            speakers: Vec::new(),
            results: false,
            lesson: Timer::default(),
            step: Timer::default(),
            now: 0.0,
            clock: None,
            view: View::Presenter,
            output: Output::OneWindow,
            swapped: false,
            screens: Vec::new(),
            canvas,
        }
    }

    /// A lesson on other places in the same windows, with nothing revealed or guessed.
    pub(super) fn begun_anew(self, stops: Vec<Stop>) -> Self {
        let Self { output, screens, swapped, view, black, lesson, now, canvas, .. } = self;
        Self { output, screens, swapped, view, black, lesson, now, ..Self::new(stops, 0, canvas) }
    }

    /// Where we are.
    pub fn stop(&self) -> Stop {
        self.aside.or_else(|| self.stops.get(self.at).copied()).unwrap_or(Stop::row(0))
    }

    /// The place that comes next, if any.
    pub fn next_stop(&self) -> Option<Stop> {
        self.stops.get(self.at + 1).copied()
    }

    /// Which of how many places this is, from 1.
    pub fn place(&self) -> (usize, usize) {
        (self.at + 1, self.stops.len())
    }

    /// How far a place has been revealed.
    pub fn stage(&self, stop: Stop) -> usize {
        self.stages.get(&stop).copied().unwrap_or_default()
    }

    /// The places of another plan; we stay where we are if it has that place, else at its row, else off the plan. A
    /// lesson in which nothing was done yet begins at the plan's beginning instead.
    pub(super) fn follow(&mut self, stops: Vec<Stop>) {
        if stops == self.stops || stops.is_empty() {
            return;
        }
        let here = self.stop();
        let begun = self.stages.values().any(|stage| *stage > 0) || !self.controversies.is_empty();
        let same = stops.iter().position(|stop| *stop == here);
        let at = same.or_else(|| stops.iter().position(|stop| stop.row == here.row));
        self.aside = (at.is_none() && begun).then_some(Stop { step: None, ..here });
        self.at = at.unwrap_or_default();
        self.stops = stops;
    }

    /// The controversy at the place where we are.
    pub fn controversy(&self) -> Option<&Controversy> {
        self.controversies.get(&self.stop())
    }

    /// The same, to go on with.
    pub(super) fn controversy_mut(&mut self) -> Option<&mut Controversy> {
        let stop = self.stop();
        self.controversies.get_mut(&stop)
    }

    /// The slide has another size: its pages are not known any more.
    pub(super) fn relaid(&mut self) {
        // What was revealed last stays in sight however many pages there are now.
        if let (Some(pages), PageRequest::Number(page)) = (self.pages, self.page)
            && page > 0
            && page + 1 >= pages
        {
            self.page = PageRequest::Last;
        }
        self.pages = None;
        self.stamp += 1;
    }

    /// The places where something has been revealed.
    pub(super) fn revealed(&self) -> impl Iterator<Item = Stop> + '_ {
        self.stages.iter().filter(|(_, stage)| **stage > 0).map(|(stop, _)| *stop)
    }

    /// What the class sees: the slide and its page; none while it sees nothing.
    pub fn audience(&self) -> Option<(&Arc<Slide>, PageRequest)> {
        match (&self.frozen, self.black) {
            (_, true) => None,
            (Some(frozen), _) => Some((&frozen.slide, frozen.page)),
            (None, _) => Some((&self.slide, self.page)),
        }
    }
}
