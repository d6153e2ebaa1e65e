//! Writing the reader's files off the frame: the latest state of each file, at most twice a second.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::model::round::Round;
use crate::model::{Brief, Layer, Plan};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::round::RoundAction;
use crate::state::{
    Action, COPY_FORMAT, LessonSnapshot, MEMORY_FORMAT, Notice, ReadError, SavedCopy, SavedState, Settings,
};
use crate::storage;
use crate::storage::SharedFiles;
use crate::storage::atomic_file::{self, Stored};

use super::Message;

/// A change is on the disk this much later at most; with the time of writing it stays under a second.
const WITHIN: Duration = Duration::from_millis(400);

/// What could not be written is tried again after this long.
const AGAIN: Duration = Duration::from_secs(5);

type Wake = Arc<Mutex<Box<dyn Fn() + Send>>>;

/// What is to be written.
#[derive(Debug)]
pub enum Job {
    /// The settings, as they are.
    Settings(Box<Settings>),
    /// The memory, with what other windows wrote meanwhile.
    SavedState(Box<SavedState>),
    /// A copy with what the reader said about it.
    Copy(Box<SavedCopy>),
    /// How far a lesson went.
    Lesson(Box<LessonSnapshot>),
    /// The plan of a lesson, beside what was written there by hand.
    Plan(Box<Plan>),
    /// The reader's layer, with what another window wrote; the second is how it was read.
    Layer(Arc<Layer>, Arc<Layer>),
    /// The brief of this name, in the same way.
    Brief(String, Arc<Brief>, Arc<Brief>),
    /// Nothing: the brief of this name is to be read, after what waits to be written of it.
    ReadBrief(String),
    /// Nothing: the layer on the edition of this id is to be read.
    ReadLayer(String),
    /// The round of this name, in the same way.
    Round(String, Arc<Round>, Arc<Round>),
    /// Nothing: the round of this name is to be read.
    ReadRound(String),
    /// Nothing: a copy is to go, at once, so that what is opened next does not find it.
    Forget,
}

/// The thread that writes.
pub struct SaveWorker {
    jobs: Sender<(PathBuf, Job)>,
    thread: Option<JoinHandle<()>>,
    wake: Wake,
}

impl SaveWorker {
    /// Starts the thread; faults are told through `news`.
    pub fn start(news: Sender<Message>) -> Self {
        let (jobs, receiver) = channel();
        let wake: Wake = Arc::new(Mutex::new(Box::new(|| {})));
        let waker = Arc::clone(&wake);
        let work = move || run(&receiver, &news, &waker);
        let thread = std::thread::Builder::new().name("save".into()).spawn(work).ok();
        Self { jobs, thread, wake }
    }

    /// Sets how the window is woken to be told of a fault.
    pub fn on_news(&mut self, wake: impl Fn() + Send + 'static) {
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(wake);
    }

    /// Hands over the whole of a file.
    pub fn write(&self, path: PathBuf, job: Job) {
        // The thread ends only in `finish`.
        let _ = self.jobs.send((path, job));
    }

    /// Waits until everything is written.
    pub fn finish(self) {
        let Self { jobs, thread, .. } = self;
        drop(jobs);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn run(jobs: &Receiver<(PathBuf, Job)>, news: &Sender<Message>, wake: &Wake) {
    let mut waiting: BTreeMap<PathBuf, Job> = BTreeMap::new();
    let mut due: Option<Instant> = None;
    let (layers, briefs, rounds) = (SharedFiles::default(), SharedFiles::default(), SharedFiles::default());
    let mut told = Told { faults: BTreeMap::new(), news, wake, layers, briefs, rounds };
    loop {
        let job = match due {
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        let end = match job {
            Ok((path, Job::Forget)) => {
                waiting.remove(&path);
                told.tell(atomic_file::delete(&path).map_err(|error| error.to_string()), path);
                continue;
            }
            Ok((path, job @ (Job::ReadBrief(_) | Job::ReadLayer(_) | Job::ReadRound(_)))) => {
                let unwritten = waiting.remove(&path).filter(|written| {
                    let done = told.perform(&path, written);
                    let failed = done.is_err();
                    told.tell(done, path.clone());
                    failed
                });
                match unwritten {
                    // What could not be written is what is there: the file is older.
                    Some(written) => {
                        told.give(job, &written);
                        waiting.insert(path, written);
                        due = Some(sooner(due, AGAIN));
                    }
                    None => told.read(&path, job),
                }
                continue;
            }
            Ok((path, job)) => {
                waiting.insert(path, job);
                due = Some(sooner(due, WITHIN));
                continue;
            }
            Err(end) => end,
        };
        due = None;
        for (path, job) in std::mem::take(&mut waiting) {
            let done = told.perform(&path, &job);
            if done.is_err() && matches!(job, Job::Layer(..) | Job::Brief(..) | Job::Round(..)) {
                // The disk may have room again by then.
                waiting.insert(path.clone(), job);
                due = Some(sooner(due, AGAIN));
            }
            told.tell(done, path);
        }
        if end == RecvTimeoutError::Disconnected {
            return;
        }
    }
}

/// The earlier of what is due already and a time from now: one file that fails makes no other wait.
fn sooner(due: Option<Instant>, within: Duration) -> Instant {
    let then = Instant::now() + within;
    due.map_or(then, |due| due.min(then))
}

/// The fault last told of each file: the same one is told once, however often it comes.
struct Told<'a> {
    faults: BTreeMap<PathBuf, String>,
    layers: SharedFiles<Layer>,
    briefs: SharedFiles<Brief>,
    rounds: SharedFiles<Round>,
    news: &'a Sender<Message>,
    wake: &'a Wake,
}

impl Told<'_> {
    fn perform(&mut self, path: &Path, job: &Job) -> Result<(), String> {
        let merged = match job {
            Job::Layer(ours, base) => {
                let both = self.layers.save(path, ours, base).map_err(|error| error.to_string())?;
                both.map(|both| Action::Annotations(AnnotationAction::Merged(Arc::clone(ours), Arc::new(both))))
            }
            Job::Brief(key, ours, base) => {
                let both = self.briefs.save(path, ours, base).map_err(|error| error.to_string())?;
                both.map(|both| Action::Brief(BriefAction::Merged(key.clone(), Arc::clone(ours), Arc::new(both))))
            }
            Job::Round(key, ours, base) => {
                let both = self.rounds.save(path, ours, base).map_err(|error| error.to_string())?;
                both.map(|both| Action::Round(RoundAction::Merged(key.clone(), Arc::clone(ours), Arc::new(both))))
            }
            job => return perform(path, job),
        };
        merged.into_iter().for_each(|merged| self.send(merged));
        Ok(())
    }

    /// Reads a brief, a layer or a round, and sends it.
    fn read(&mut self, path: &Path, job: Job) {
        match job {
            Job::ReadBrief(key) => {
                self.briefs.forget(path);
                let brief =
                    storage::read_user_file::<Brief>(path).map(|brief| brief.map(Box::new)).map_err(ReadError::new);
                self.send(Action::Brief(BriefAction::Loaded(key, brief)));
                let folder = path.parent().unwrap_or(Path::new("."));
                self.send(Action::Brief(BriefAction::Listed(super::briefs::titled_in(folder))));
            }
            Job::ReadRound(key) => {
                self.rounds.forget(path);
                let round =
                    storage::read_user_file::<Round>(path).map(|round| round.map(Box::new)).map_err(ReadError::new);
                self.send(Action::Round(RoundAction::Loaded(key, round)));
            }
            Job::ReadLayer(edition) => {
                self.layers.forget(path);
                let layer =
                    storage::read_user_file::<Layer>(path).map(|layer| layer.map(Box::new)).map_err(ReadError::new);
                self.send(Action::Annotations(AnnotationAction::Loaded(edition, layer)));
            }
            _ => {}
        }
    }

    /// Answers a wish to read with what waits to be written.
    fn give(&self, job: Job, unwritten: &Job) {
        match (job, unwritten) {
            (Job::ReadBrief(key), Job::Brief(_, brief, _)) => {
                self.send(Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(Brief::clone(brief)))))));
            }
            (Job::ReadLayer(edition), Job::Layer(layer, _)) => {
                self.send(Action::Annotations(AnnotationAction::Loaded(
                    edition,
                    Ok(Some(Box::new(Layer::clone(layer)))),
                )));
            }
            (Job::ReadRound(key), Job::Round(_, round, _)) => {
                self.send(Action::Round(RoundAction::Loaded(key, Ok(Some(Box::new(Round::clone(round)))))));
            }
            _ => {}
        }
    }

    fn send(&self, action: Action) {
        let _ = self.news.send(Message::action(action));
        (self.wake.lock().unwrap_or_else(PoisonError::into_inner))();
    }

    fn tell(&mut self, done: Result<(), String>, path: PathBuf) {
        let fault = done.err();
        if let Some(fault) = fault.clone().filter(|fault| self.faults.get(&path) != Some(fault)) {
            let _ = self.news.send(Message::action(Action::Notify(Notice::fault(fault))));
            (self.wake.lock().unwrap_or_else(PoisonError::into_inner))();
        }
        match fault {
            Some(fault) => {
                self.faults.insert(path, fault);
            }
            None if self.faults.remove(&path).is_some() => {
                let text = format!("What could not be saved is saved now: {}", path.display());
                self.send(Action::Notify(Notice::quiet(text)));
            }
            None => {}
        }
    }
}

fn perform(path: &Path, job: &Job) -> Result<(), String> {
    let text = match job {
        Job::Settings(settings) => atomic_file::to_ron(&**settings),
        Job::Copy(copy) => atomic_file::to_ron(&merged_copy(path, SavedCopy::clone(copy))?),
        Job::SavedState(memory) => atomic_file::to_ron(&merged(path, SavedState::clone(memory))?),
        Job::Lesson(lesson) => atomic_file::to_ron(&**lesson),
        Job::Plan(plan) => return storage::write_user_file(path, &**plan).map_err(|error| error.to_string()),
        // Brought together with what is on the disk, in `Told::perform`.
        Job::Layer(..) | Job::Brief(..) | Job::Round(..) => return Ok(()),
        Job::ReadBrief(_) | Job::ReadLayer(_) | Job::ReadRound(_) => return Ok(()),
        Job::Forget => return atomic_file::delete(path).map_err(|error| error.to_string()),
    };
    text.and_then(|text| atomic_file::write(path, &text)).map_err(|error| error.to_string())
}

fn merged_copy(path: &Path, mut copy: SavedCopy) -> Result<SavedCopy, String> {
    match atomic_file::read_within::<SavedCopy>(path, COPY_FORMAT, atomic_file::MAX_COPY_BYTES) {
        Stored::Intact(other) | Stored::FromBackup(other) => copy.merge(other),
        Stored::Damaged { value, .. } => value.into_iter().for_each(|other| copy.merge(other)),
        Stored::Missing => {}
        Stored::Newer(_) => {
            return Err("A newer Parallax keeps this copy of yours; this one changes nothing in it".into());
        }
        Stored::Locked { fault, .. } => {
            return Err(format!("Your copy could not be saved ({fault}): {}", path.display()));
        }
    }
    Ok(copy)
}

fn merged(path: &Path, mut memory: SavedState) -> Result<SavedState, String> {
    match atomic_file::read::<SavedState>(path, MEMORY_FORMAT) {
        Stored::Intact(other) | Stored::FromBackup(other) => memory.merge(other),
        Stored::Damaged { value, .. } => value.into_iter().for_each(|other| memory.merge(other)),
        Stored::Missing => {}
        Stored::Newer(_) => return Err("A newer Parallax has written your reading places; this one keeps none".into()),
        Stored::Locked { fault, .. } => {
            return Err(format!("Your reading places could not be saved ({fault}): {}", path.display()));
        }
    }
    Ok(memory)
}
