//! When the window paints next.

use std::time::{Duration, Instant};

/// How long a frame that was asked of the desktop may take to come. After that it runs without being shown: Wayland asks
/// no hidden window to paint, and does not say that it is hidden.
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
    /// Whether the last frame ran without being shown.
    is_behind: bool,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing until this time, or until something happens.
    Wait(Option<Instant>),
    /// Ask the desktop for a frame.
    Request,
    /// Run a frame.
    Run,
    /// Run a frame without showing it, since the desktop has not asked.
    RunUnseen,
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

    /// Returns what is to be done; `hidden` says whether the windows are, and `asks` whether the desktop is asked for
    /// frames, as on Wayland, which says when it can show one.
    pub(super) fn step(&mut self, now: Instant, hidden: bool, asks: bool) -> Step {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.deadline = None;
            self.due = self.due.filter(|due| *due > now);
            return Step::RunUnseen;
        }
        let due = match self.due {
            Some(due) if hidden => Some(self.last.map_or(due, |last| due.max(last + HIDDEN_INTERVAL))),
            due => due,
        };
        if due.is_none_or(|due| due > now) {
            return Step::Wait(due.into_iter().chain(self.deadline).min());
        }
        self.due = None;
        if hidden || !asks {
            return Step::Run;
        }
        self.deadline.get_or_insert(now + MISSED);
        Step::Request
    }

    /// Whether a new frame answers the desktop's question for one. Otherwise it wants to see the last one again.
    pub(super) fn needs_frame(&self) -> bool {
        self.deadline.is_some() || self.is_behind
    }

    /// Begins a frame; `unseen` says that it is not shown.
    pub(super) fn begin(&mut self, now: Instant, unseen: bool) {
        self.is_behind = unseen;
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
        assert_eq!(schedule.step(now, false, true), Step::Wait(None));
        schedule.request_now(now);
        assert_eq!(schedule.step(now, false, true), Step::Request);
        assert!(schedule.needs_frame());
        schedule.begin(now, false);
        assert_eq!(schedule.step(now, false, true), Step::Wait(None));
        assert!(!schedule.needs_frame());
    }

    #[test]
    fn a_delayed_frame_waits_and_a_sooner_one_replaces_it() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.request_at(now + 5 * FRAME, FRAME);
        schedule.request_at(now + 2 * FRAME, FRAME);
        schedule.request_at(now + 3 * FRAME, FRAME);
        assert_eq!(schedule.step(now, false, true), Step::Wait(Some(now + 2 * FRAME)));
        assert_eq!(schedule.step(now + 2 * FRAME, false, true), Step::Request);
    }

    #[test]
    fn an_animation_paints_once_for_each_frame_of_the_screen_and_a_key_at_once() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.begin(now, false);
        schedule.request_at(now, FRAME);
        assert_eq!(schedule.step(now, false, true), Step::Wait(Some(now + FRAME)));
        schedule.request_now(now + FRAME / 4);
        assert_eq!(schedule.step(now + FRAME / 4, false, true), Step::Request);
    }

    #[test]
    fn a_frame_that_the_desktop_never_asks_for_runs_unseen() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.request_now(now);
        assert_eq!(schedule.step(now, false, true), Step::Request);
        assert_eq!(schedule.step(now, false, true), Step::Wait(Some(now + MISSED)));
        assert_eq!(schedule.step(now + MISSED, false, true), Step::RunUnseen);
        schedule.begin(now + MISSED, true);
        assert_eq!(schedule.step(now + MISSED, false, true), Step::Wait(None));
        assert!(schedule.needs_frame(), "the desktop asks at last, and what it saw is out of date");
        schedule.begin(now + 2 * MISSED, false);
        assert!(!schedule.needs_frame());
    }

    #[test]
    fn a_frame_in_the_future_survives_one_that_was_never_asked_for() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.request_now(now);
        assert_eq!(schedule.step(now, false, true), Step::Request);
        schedule.request_at(now + 2 * MISSED, FRAME);
        assert_eq!(schedule.step(now + MISSED, false, true), Step::RunUnseen);
        schedule.begin(now + MISSED, true);
        assert_eq!(schedule.step(now + MISSED, false, true), Step::Wait(Some(now + 2 * MISSED)));
    }

    #[test]
    fn where_the_desktop_is_not_asked_a_frame_runs_when_it_is_due() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.request_now(now);
        assert_eq!(schedule.step(now, false, false), Step::Run);
        assert!(!schedule.needs_frame());
    }

    #[test]
    fn a_hidden_window_runs_frames_seldom_and_unasked() {
        let now = Instant::now();
        let mut schedule = Schedule::default();
        schedule.begin(now, false);
        schedule.request_now(now);
        assert_eq!(schedule.step(now, true, true), Step::Wait(Some(now + HIDDEN_INTERVAL)));
        assert_eq!(schedule.step(now + HIDDEN_INTERVAL, true, true), Step::Run);
    }
}
