//! When the window paints next.

use std::time::{Duration, Instant};

/// How long a frame that was asked of the desktop may take to come. After that its logic runs without painting: Wayland
/// asks no hidden window to paint, and does not say that it is hidden.
const MISSED: Duration = Duration::from_millis(250);

/// The shortest time between two frames of a hidden window.
const HIDDEN_INTERVAL: Duration = Duration::from_millis(100);

/// The times of the next frames.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// When a frame is due.
    due: Option<Instant>,
    /// Until when the desktop may ask for a frame that was requested of it.
    deadline: Option<Instant>,
    /// When the last frame began.
    last: Option<Instant>,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing until this time, or until something happens.
    Wait(Option<Instant>),
    /// Ask the desktop for a frame.
    Request,
    /// Run the logic without painting.
    Logic,
}

impl Schedule {
    /// Requests a frame for something that the user did.
    pub(super) fn request_now(&mut self, now: Instant) {
        self.due = Some(self.due.map_or(now, |due| due.min(now)));
    }

    /// Requests a frame at a time, but not sooner than a screen shows the next one after the last.
    pub(super) fn request_at(&mut self, when: Instant, interval: Duration) {
        let when = self.last.map_or(when, |last| when.max(last + interval));
        self.due = Some(self.due.map_or(when, |due| due.min(when)));
    }

    /// Returns what is to be done; `hidden` says whether the window is.
    pub(super) fn step(&mut self, now: Instant, hidden: bool) -> Step {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.deadline = None;
            self.due = None;
            return Step::Logic;
        }
        let due = match self.due {
            Some(due) if hidden => Some(self.last.map_or(due, |last| due.max(last + HIDDEN_INTERVAL))),
            due => due,
        };
        if due.is_none_or(|due| due > now) {
            return Step::Wait(due.into_iter().chain(self.deadline).min());
        }
        self.due = None;
        if hidden {
            return Step::Logic;
        }
        self.deadline.get_or_insert(now + MISSED);
        Step::Request
    }

    /// Whether the desktop's next question for a frame answers ours. Otherwise it wants to see the last one again.
    pub(super) fn is_requested(&self) -> bool {
        self.deadline.is_some()
    }

    /// Begins a frame, painted or not.
    pub(super) fn begin(&mut self, now: Instant) {
        self.deadline = None;
        self.last = Some(now);
        if self.due.is_some_and(|due| due <= now) {
            self.due = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, HIDDEN_INTERVAL, Instant, MISSED, Schedule, Step};

    const FRAME: Duration = Duration::from_millis(16);

    #[test]
    fn nothing_wakes_a_window_at_rest() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        assert_eq!(schedule.step(now, false), Step::Wait(None));
        schedule.request_now(now);
        assert_eq!(schedule.step(now, false), Step::Request);
        assert!(schedule.is_requested());
        schedule.begin(now);
        assert_eq!(schedule.step(now, false), Step::Wait(None));
        assert!(!schedule.is_requested());
    }

    #[test]
    fn a_delayed_frame_waits_and_a_sooner_one_replaces_it() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.request_at(now + 5 * FRAME, FRAME);
        schedule.request_at(now + 2 * FRAME, FRAME);
        schedule.request_at(now + 3 * FRAME, FRAME);
        assert_eq!(schedule.step(now, false), Step::Wait(Some(now + 2 * FRAME)));
        assert_eq!(schedule.step(now + 2 * FRAME, false), Step::Request);
    }

    #[test]
    fn an_animation_paints_once_for_each_frame_of_the_screen_and_a_key_at_once() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.begin(now);
        schedule.request_at(now, FRAME);
        assert_eq!(schedule.step(now, false), Step::Wait(Some(now + FRAME)));
        schedule.request_now(now + FRAME / 4);
        assert_eq!(schedule.step(now + FRAME / 4, false), Step::Request);
    }

    #[test]
    fn a_frame_that_the_desktop_never_asks_for_runs_its_logic() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.request_now(now);
        assert_eq!(schedule.step(now, false), Step::Request);
        assert_eq!(schedule.step(now, false), Step::Wait(Some(now + MISSED)));
        assert_eq!(schedule.step(now + MISSED, false), Step::Logic);
        schedule.begin(now + MISSED);
        assert_eq!(schedule.step(now + MISSED, false), Step::Wait(None));
    }

    #[test]
    fn a_hidden_window_runs_its_logic_seldom_and_paints_nothing() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.begin(now);
        schedule.request_now(now);
        assert_eq!(schedule.step(now, true), Step::Wait(Some(now + HIDDEN_INTERVAL)));
        assert_eq!(schedule.step(now + HIDDEN_INTERVAL, true), Step::Logic);
    }
}
