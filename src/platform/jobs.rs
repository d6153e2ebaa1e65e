//! The one runner of work off the frame: named threads whose results come back as messages.
//!
//! A job in a [`Slot`] replaces the one before it, which is cancelled and whose result is dropped. The user waits for
//! some of them: those have a status message, and can be cancelled.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::progress::Progress;
use crate::state::{Action, Notice};

use super::Message;

/// Work that takes longer than this is reported to the user.
const STATUS_AFTER: Duration = Duration::from_millis(200);

/// The message is updated this often while the work goes on: often enough that the quiet notice does not expire.
const STATUS_INTERVAL: Duration = Duration::from_secs(2);

/// The shortest delay before the status is asked for again. A repaint requested sooner than the current frame ends is
/// done in the very next frame, and in each one after it, until the time has come.
const MIN_DELAY: Duration = Duration::from_millis(30);

/// A function that wakes the window.
type Waker = Arc<dyn Fn() + Send + Sync>;

/// Sends messages to the window, from any thread, and wakes it.
#[derive(Clone)]
pub struct Outbox {
    messages: Sender<Message>,
    waker: Arc<Mutex<Option<Waker>>>,
}

impl Outbox {
    /// Returns an outbox for a channel. It wakes nobody until [`Outbox::set_waker`]: the first frame of a window takes
    /// what was sent before.
    pub fn new(messages: Sender<Message>) -> Self {
        Self { messages, waker: Arc::default() }
    }

    /// Sets the function that wakes the window, instead of that of the window before it.
    pub fn set_waker(&self, wake: impl Fn() + Send + Sync + 'static) {
        *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(wake));
    }

    /// Sends a message and wakes the window. Returns `false` when the window is closed.
    pub fn send(&self, message: Message) -> bool {
        let is_sent = self.messages.send(message).is_ok();
        // Called when the lock is free again: it may take other locks.
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(wake) = waker {
            wake();
        }
        is_sent
    }

    /// Sends an action, as [`Self::send`] does.
    pub fn send_action(&self, action: Action) -> bool {
        self.send(Message::action(action))
    }

    /// Sends an action from the thread of the window, in a frame that is followed by another one.
    pub fn post(&self, action: Action) {
        let _ = self.messages.send(Message::action(action));
    }
}

/// A place for one job at a time. Of several that the user waits for, the status of the first in this order is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Opening what the user asked for: an edition, a text, a copy or a statement.
    Open,
    /// Reading the text of an open preview again, with other options.
    Refresh,
    /// Writing an export to a file.
    Export(PathBuf),
    /// Counting the pages of a handout.
    Pages,
    /// Matching the open copy with its edition.
    Match,
    /// Reading the open edition again.
    Reload,
    /// Suggesting the paragraph that a statement answers.
    Suggest,
}

impl Slot {
    /// Returns the name of the thread.
    fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Refresh => "refresh the preview",
            Self::Export(_) => "export",
            Self::Pages => "count the pages",
            Self::Match => "match the copy",
            Self::Reload => "reload",
            Self::Suggest => "suggest",
        }
    }
}

/// A job in its slot.
struct Running {
    number: u64,
    since: Instant,
    progress: Arc<Progress>,
    /// The beginning of the status message, such as `Opening lamps`; `None` when the user does not wait for the job.
    status: Option<String>,
    /// What the state is to know when the user cancels the job.
    on_cancel: Option<Action>,
}

/// The status of the jobs that the user waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The slot of the first of them that takes long enough to be reported, or else of the first.
    pub slot: Slot,
    /// The message, once that job takes long enough.
    pub text: Option<String>,
    /// The delay after which to ask again.
    pub again: Duration,
}

/// The runner, with the jobs in their slots.
pub struct Jobs {
    outbox: Outbox,
    last: u64,
    running: BTreeMap<Slot, Running>,
}

impl Jobs {
    /// Returns a runner whose results go to this outbox.
    pub fn new(outbox: Outbox) -> Self {
        Self { outbox, last: 0, running: BTreeMap::new() }
    }

    /// Runs work beside everything else on a thread of this name. All of what it returns is sent.
    pub fn spawn(&self, name: &str, work: impl FnOnce() -> Vec<Action> + Send + 'static) {
        let outbox = self.outbox.clone();
        spawn(name, move || {
            for action in work() {
                outbox.send_action(action);
            }
        });
    }

    /// Starts a job, and cancels the one in the same slot. The actions that it returns are dropped when it was cancelled
    /// or replaced.
    pub fn start(&mut self, slot: Slot, work: impl FnOnce(&Progress) -> Vec<Action> + Send + 'static) {
        self.cancel(&slot);
        self.last += 1;
        let (number, progress) = (self.last, Arc::<Progress>::default());
        let (outbox, name) = (self.outbox.clone(), slot.name());
        let running =
            Running { number, since: Instant::now(), progress: Arc::clone(&progress), status: None, on_cancel: None };
        self.running.insert(slot.clone(), running);
        let failed = Done { message: Some((slot.clone(), number, Vec::new())), outbox };
        let started = spawn(name, move || {
            let mut done = failed;
            let actions = work(&progress);
            done.message = Some((slot, number, actions));
        });
        if !started {
            self.outbox.post(Action::Notify(Notice::fault("The system has no room for another task. Try it again.")));
        }
    }

    /// Starts a job that the user waits for, as [`Self::start`] does. `status` is the beginning of its message;
    /// `on_cancel` is what the state is to know when the user cancels it.
    pub fn start_reported(
        &mut self,
        slot: &Slot,
        (status, on_cancel): (String, Option<Action>),
        work: impl FnOnce(&Progress) -> Vec<Action> + Send + 'static,
    ) {
        self.start(slot.clone(), work);
        if let Some(running) = self.running.get_mut(slot) {
            (running.status, running.on_cancel) = (Some(status), on_cancel);
        }
    }

    /// Returns the actions of a job that has ended, unless it was cancelled or replaced.
    pub fn finish(&mut self, slot: &Slot, number: u64, actions: Vec<Action>) -> Vec<Action> {
        if self.running.get(slot).is_none_or(|running| running.number != number) {
            return Vec::new();
        }
        self.running.remove(slot);
        actions
    }

    /// Returns whether a job runs in a slot.
    pub fn is_running(&self, slot: &Slot) -> bool {
        self.running.contains_key(slot)
    }

    /// Returns the status of the jobs that the user waits for; `None` when there are none.
    pub fn status(&self, now: Instant) -> Option<Status> {
        let awaited = self.running.iter().filter_map(|(slot, running)| {
            let (text, again) = running.report(now)?;
            Some(Status { slot: slot.clone(), text, again })
        });
        let awaited: Vec<Status> = awaited.collect();
        let again = awaited.iter().map(|status| status.again).min()?;
        let shown = awaited.iter().find(|status| status.text.is_some()).or(awaited.first())?;
        Some(Status { again, ..shown.clone() })
    }

    /// Cancels the job in a slot, unless it is past that. Returns what the state is to know of it.
    pub fn cancel(&mut self, slot: &Slot) -> Option<Action> {
        let running = self.running.remove(slot)?;
        if running.progress.cancel() {
            return running.on_cancel;
        }
        self.running.insert(slot.clone(), running);
        None
    }
}

impl Running {
    /// Returns the message, once the job takes long enough, and the delay after which to ask again; `None` when the user
    /// does not wait for the job.
    fn report(&self, now: Instant) -> Option<(Option<String>, Duration)> {
        let what = self.status.as_ref()?;
        let elapsed = now.saturating_duration_since(self.since);
        if elapsed < STATUS_AFTER {
            return Some((None, STATUS_AFTER.saturating_sub(elapsed).max(MIN_DELAY)));
        }
        let steps = u32::try_from(elapsed.as_secs() / STATUS_INTERVAL.as_secs()).unwrap_or(u32::MAX);
        let done = match self.progress.fraction() {
            share if share > 0.0 => format!(" {:.0} %", share * 100.0),
            _ => String::new(),
        };
        let text = match u64::from(steps) * STATUS_INTERVAL.as_secs() {
            0 => format!("{what}…"),
            seconds => format!("{what}…{done} {seconds} s"),
        };
        let again = STATUS_INTERVAL.saturating_mul(steps.saturating_add(1)).saturating_sub(elapsed);
        Some((Some(text), again.max(MIN_DELAY)))
    }
}

/// Sends the end of a job when it is dropped: after the work, after a panic in it, and when it has no thread.
struct Done {
    /// The slot, the number and the results: none until the work has ended.
    message: Option<(Slot, u64, Vec<Action>)>,
    outbox: Outbox,
}

impl Drop for Done {
    fn drop(&mut self) {
        if let Some((slot, number, actions)) = self.message.take() {
            self.outbox.send(Message::Done { slot, number, actions });
        }
    }
}

/// Spawns a named thread. Returns `false` if the system has none; the work is then dropped.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> bool {
    std::thread::Builder::new().name(name.into()).spawn(work).is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    use super::{Jobs, MIN_DELAY, Outbox, Slot};
    use crate::platform::Message;
    use crate::state::Action;

    fn jobs() -> (Jobs, Receiver<Message>) {
        let (sender, receiver) = channel();
        (Jobs::new(Outbox::new(sender)), receiver)
    }

    fn done(number: u8) -> Vec<Action> {
        vec![Action::TypeCode(number.to_string())]
    }

    /// Waits for all jobs, and returns the numbers of those whose results count.
    fn results(mut jobs: Jobs, messages: &Receiver<Message>, expected: usize) -> Vec<String> {
        let messages = messages.iter().take(expected).collect::<Vec<_>>();
        let mut numbers = Vec::new();
        for message in messages {
            let Message::Done { slot, number, actions } = message else { panic!("{message:?}") };
            for action in jobs.finish(&slot, number, actions) {
                let Action::TypeCode(number) = action else { panic!("{action:?}") };
                numbers.push(number);
            }
        }
        numbers.sort();
        numbers
    }

    #[test]
    fn of_the_jobs_in_a_slot_only_the_newest_counts() {
        let (mut jobs, messages) = jobs();
        jobs.start(Slot::Open, |_| done(1));
        jobs.start(Slot::Open, |_| done(2));
        jobs.start(Slot::Reload, |_| done(3));
        jobs.start(Slot::Export("a.pdf".into()), |_| done(4));
        jobs.start(Slot::Export("b.pdf".into()), |_| done(5));
        assert_eq!(results(jobs, &messages, 5), ["2", "3", "4", "5"]);
    }

    #[test]
    fn a_job_that_is_replaced_or_cancelled_is_asked_to_stop() {
        let (mut jobs, messages) = jobs();
        let until_cancelled = |progress: &crate::model::progress::Progress| {
            while progress.report(0, 1).is_ok() {
                std::thread::yield_now();
            }
            done(1)
        };
        jobs.start_reported(
            &Slot::Match,
            ("Matching".into(), Some(Action::TypeCode("stopped".into()))),
            until_cancelled,
        );
        jobs.start(Slot::Reload, until_cancelled);
        jobs.start(Slot::Reload, |_| done(2));
        let said = jobs.cancel(&Slot::Match);
        assert!(matches!(said, Some(Action::TypeCode(text)) if text == "stopped"));
        assert!(jobs.cancel(&Slot::Match).is_none(), "it is cancelled already");
        assert_eq!(results(jobs, &messages, 3), ["2"]);
    }

    #[test]
    fn a_job_that_writes_its_file_can_no_longer_be_cancelled() {
        let (mut jobs, messages) = jobs();
        let slot = Slot::Export("lamps.pdf".into());
        let (begun, begins) = channel();
        jobs.start(slot.clone(), move |progress| {
            progress.commit().unwrap();
            begun.send(()).unwrap();
            done(1)
        });
        begins.recv().unwrap();
        assert!(jobs.cancel(&slot).is_none());
        assert_eq!(results(jobs, &messages, 1), ["1"], "and its result counts");
    }

    #[test]
    fn a_job_that_panics_leaves_its_slot() {
        let (mut jobs, messages) = jobs();
        jobs.start(Slot::Open, |_| panic!("a test of what happens then"));
        let Message::Done { slot, number, actions } = messages.recv().unwrap() else { panic!() };
        assert!(jobs.finish(&slot, number, actions).is_empty() && !jobs.is_running(&Slot::Open));
    }

    #[test]
    fn slow_work_is_reported_after_a_moment() {
        let (mut jobs, _messages) = jobs();
        let started = Instant::now();
        let after = |jobs: &Jobs, ms: u64| jobs.status(started + Duration::from_millis(ms)).map(|status| status.text);
        assert_eq!(after(&jobs, 400), None);
        jobs.start(Slot::Reload, |_| Vec::new());
        assert_eq!(after(&jobs, 400), None, "nobody waits for it");
        jobs.start_reported(&Slot::Export("lamps.pdf".into()), ("Making lamps.pdf".into(), None), |_| Vec::new());
        assert_eq!(after(&jobs, 50), Some(None));
        assert_eq!(after(&jobs, 900), Some(Some("Making lamps.pdf…".into())));
        jobs.start_reported(&Slot::Open, ("Opening lamps".into(), None), |_| Vec::new());
        assert_eq!(after(&jobs, 11_900), Some(Some("Opening lamps… 10 s".into())), "what is opened comes first");
        jobs.cancel(&Slot::Open);
        assert_eq!(after(&jobs, 900), Some(Some("Making lamps.pdf…".into())));
    }

    #[test]
    fn the_status_is_not_asked_for_in_consecutive_frames() {
        let (mut jobs, _messages) = jobs();
        jobs.start_reported(&Slot::Open, ("Opening lamps".into(), None), |_| Vec::new());
        let since = jobs.running[&Slot::Open].since;
        for elapsed in [0, 199, 200, 1_999, 2_000, 60_000] {
            let again = jobs.status(since + Duration::from_millis(elapsed)).unwrap().again;
            assert!(again >= MIN_DELAY, "asked again after {again:?} at {elapsed} ms");
        }
    }
}
