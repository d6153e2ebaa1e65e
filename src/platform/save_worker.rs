//! Saving the user's files on a thread: the latest state of each file, within half a second of a change.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::model::round::{Clock, Round};
use crate::model::{Brief, Layer, Plan};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::copy::LeftOutBase;
use crate::state::round::RoundAction;
use crate::state::{
    Action, COPY_FORMAT, CopyAction, LessonSnapshot, Notice, ReadError, SAVED_STATE_FORMAT, SavedCopy, SavedState,
    Settings,
};
use crate::storage::atomic_file::{self, Stored};
use crate::storage::{self, SaveError, SharedFiles, UserFile, UserFileError};

use super::Message;

/// The delay between a change and the write. With the time of writing, a change is on the disk within a second.
const SAVE_DELAY: Duration = Duration::from_millis(400);

/// The delay before a failed write is retried.
const RETRY_DELAY: Duration = Duration::from_secs(5);

type Wake = Arc<Mutex<Box<dyn Fn() + Send>>>;

/// A request about one file.
#[derive(Debug)]
pub enum Job {
    /// Write the file after [`SAVE_DELAY`], unless a later state of it comes first.
    Write(WriteJob),
    /// Write the pending state of the file, if there is one, and read the file.
    Read(ReadJob),
    /// Delete the file of a copy or a lesson at once, so that an edition opened next does not find it.
    Delete,
}

/// The state of a file that is to be written.
#[derive(Debug)]
pub enum WriteJob {
    /// The settings, as they are.
    Settings(Box<Settings>),
    /// The saved state, merged with what other windows have written since.
    SavedState(Box<SavedState>),
    /// A copy with the user's answers about it, merged with what other windows have written since.
    Copy(Box<SavedCopy>),
    /// The snapshot of a lesson.
    Lesson(Box<LessonSnapshot>),
    /// The plan of a lesson.
    Plan(Box<Plan>),
    /// The user's layer, merged with what another window has written since it was `base`.
    Layer {
        /// The layer to save.
        ours: Arc<Layer>,
        /// The layer as this window read it.
        base: Arc<Layer>,
    },
    /// A brief, merged as a layer is.
    Brief {
        /// The key of the brief.
        key: String,
        /// The brief to save.
        ours: Arc<Brief>,
        /// The brief as this window read it.
        base: Arc<Brief>,
    },
    /// A round, merged as a layer is.
    Round {
        /// The key of the round.
        key: String,
        /// The round to save.
        ours: Arc<Round>,
        /// The clocks to save in place of the round's, in seconds since 1970.
        clock: Clock,
        /// The round as this window read it.
        base: Arc<Round>,
    },
}

impl WriteJob {
    /// Whether a failed write is retried: the user's documents are, since the disk may have room again later.
    fn is_retried(&self) -> bool {
        match self {
            Self::Layer { .. } | Self::Brief { .. } | Self::Round { .. } => true,
            Self::Settings(_) | Self::SavedState(_) | Self::Copy(_) | Self::Lesson(_) | Self::Plan(_) => false,
        }
    }
}

/// A document that is to be read.
#[derive(Debug)]
pub enum ReadJob {
    /// The layer on the edition with this id.
    Layer(String),
    /// The brief with this key.
    Brief(String),
    /// The round with this key.
    Round(String),
}

/// Why a file was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveFailure {
    /// The file could not be written or deleted.
    #[error(transparent)]
    File(#[from] SaveError),
    /// The document could not be written, or the existing file must not be overwritten.
    #[error(transparent)]
    UserFile(#[from] UserFileError),
    /// A newer program wrote the copy.
    #[error("A newer Parallax keeps this copy of yours; this one changes nothing in it")]
    NewerCopy,
    /// The copy in the file cannot be read, so it is not overwritten.
    #[error("Your copy could not be saved ({fault}): {}", path.display())]
    LockedCopy {
        /// The system's message.
        fault: String,
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the saved state.
    #[error("A newer Parallax has written your reading places; this one keeps none")]
    NewerState,
    /// The saved state in the file cannot be read, so it is not overwritten.
    #[error("Your reading places could not be saved ({fault}): {}", path.display())]
    LockedState {
        /// The system's message.
        fault: String,
        /// The file.
        path: PathBuf,
    },
}

/// The thread that saves.
pub struct SaveWorker {
    jobs: Sender<(PathBuf, Job)>,
    thread: Option<JoinHandle<()>>,
    wake: Wake,
}

impl SaveWorker {
    /// Starts the thread. It sends failures and what it has read as messages.
    pub fn start(messages: Sender<Message>) -> Self {
        let (jobs, receiver) = channel();
        let wake: Wake = Arc::new(Mutex::new(Box::new(|| {})));
        let thread_wake = Arc::clone(&wake);
        let work = move || run(&receiver, &messages, &thread_wake);
        let thread = std::thread::Builder::new().name("save".into()).spawn(work).ok();
        Self { jobs, thread, wake }
    }

    /// Sets the function that is called after each message.
    pub fn set_waker(&mut self, wake: impl Fn() + Send + 'static) {
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(wake);
    }

    /// Queues a job for a file.
    pub fn queue(&self, path: PathBuf, job: Job) {
        // The thread ends only in `finish`.
        let _ = self.jobs.send((path, job));
    }

    /// Waits until every queued job is done.
    pub fn finish(self) {
        let Self { jobs, thread, .. } = self;
        drop(jobs);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

/// Does jobs until the channel is closed, and then writes what is pending.
fn run(jobs: &Receiver<(PathBuf, Job)>, messages: &Sender<Message>, wake: &Wake) {
    let mut writer = Writer {
        pending: BTreeMap::new(),
        due: None,
        failures: BTreeMap::new(),
        layers: SharedFiles::default(),
        briefs: SharedFiles::default(),
        rounds: SharedFiles::default(),
        left_out: HashMap::new(),
        messages,
        wake,
    };
    loop {
        let received = match writer.due {
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match received {
            Ok((path, Job::Write(job))) => writer.queue(path, job, SAVE_DELAY),
            Ok((path, Job::Read(job))) => writer.read(&path, job),
            Ok((path, Job::Delete)) => writer.delete(&path),
            Err(RecvTimeoutError::Timeout) => writer.write_pending(),
            Err(RecvTimeoutError::Disconnected) => {
                writer.write_pending();
                return;
            }
        }
    }
}

/// The state of the thread.
struct Writer<'a> {
    /// What is to be written, by file.
    pending: BTreeMap<PathBuf, WriteJob>,
    /// When the pending files are written.
    due: Option<Instant>,
    /// The failure last reported of each file. A failure that repeats is reported once.
    failures: BTreeMap<PathBuf, String>,
    layers: SharedFiles<Layer>,
    briefs: SharedFiles<Brief>,
    rounds: SharedFiles<Round>,
    /// What was left out of each copy when this window last wrote it.
    left_out: HashMap<PathBuf, LeftOutBase>,
    messages: &'a Sender<Message>,
    wake: &'a Wake,
}

impl Writer<'_> {
    /// Queues a file to be written after a delay, or earlier when other files are: a file whose writing failed does not
    /// delay the others.
    fn queue(&mut self, path: PathBuf, job: WriteJob, delay: Duration) {
        self.pending.insert(path, job);
        let then = Instant::now() + delay;
        self.due = Some(self.due.map_or(then, |due| due.min(then)));
    }

    fn write_pending(&mut self) {
        self.due = None;
        for (path, job) in std::mem::take(&mut self.pending) {
            let result = self.write(&path, &job);
            if result.is_err() && job.is_retried() {
                self.queue(path.clone(), job, RETRY_DELAY);
            }
            self.report(result, &path);
        }
    }

    fn write(&mut self, path: &Path, job: &WriteJob) -> Result<(), SaveFailure> {
        match job {
            WriteJob::Settings(settings) => write_ron(path, &**settings)?,
            WriteJob::SavedState(saved) => write_ron(path, &merged_state(path, SavedState::clone(saved))?)?,
            WriteJob::Copy(copy) => self.write_copy(path, SavedCopy::clone(copy))?,
            WriteJob::Lesson(lesson) => write_ron(path, &**lesson)?,
            WriteJob::Plan(plan) => storage::write_user_file(path, &**plan)?,
            WriteJob::Layer { ours, base } => {
                if let Some(merged) = self.layers.save(path, ours, base)? {
                    self.send(Action::Annotations(AnnotationAction::Merged(Arc::clone(ours), Arc::new(merged))));
                }
            }
            WriteJob::Brief { key, ours, base } => {
                if let Some(merged) = self.briefs.save(path, ours, base)? {
                    self.send(Action::Brief(BriefAction::Merged(key.clone(), Arc::clone(ours), Arc::new(merged))));
                }
            }
            WriteJob::Round { key, ours, clock, base } => {
                let ours = with_clock(ours, *clock);
                if let Some(merged) = self.rounds.save(path, &ours, base)? {
                    self.send(Action::Round(RoundAction::Merged(key.clone(), Arc::new(ours), Arc::new(merged))));
                }
            }
        }
        Ok(())
    }

    /// Writes a copy, and tells the window what its file knows now to be left out here.
    fn write_copy(&mut self, path: &Path, mut copy: SavedCopy) -> Result<(), SaveFailure> {
        let (sent, written) = (copy.left_out_base.clone(), copy.written_left_out());
        // The window may not have received what was written last when it queued this.
        if let Some(last) = self.left_out.get(path) {
            copy.left_out_base.update(last);
        }
        let is_news = [&sent, &copy.left_out_base].iter().any(|base| base.indexes != written.indexes);
        write_ron(path, &merged_copy(path, copy)?)?;
        if is_news {
            self.send(Action::Copy(CopyAction::Saved(written.clone())));
        }
        self.left_out.insert(path.to_owned(), written);
        Ok(())
    }

    /// Reads a document and sends it. A pending state of the file is written first; when that fails, the file is older
    /// than the pending state, which is sent instead.
    fn read(&mut self, path: &Path, job: ReadJob) {
        if let Some(pending) = self.pending.remove(path) {
            let result = self.write(path, &pending);
            if result.is_err() {
                self.queue(path.to_owned(), pending, RETRY_DELAY);
            }
            self.report(result, path);
        }
        let unwritten = self.pending.get(path);
        match job {
            ReadJob::Layer(edition) => {
                let layer = if let Some(WriteJob::Layer { ours, .. }) = unwritten {
                    Ok(Some(Box::new(Layer::clone(ours))))
                } else {
                    self.layers.forget(path);
                    read_document(path)
                };
                self.send(Action::Annotations(AnnotationAction::Loaded(edition, layer)));
            }
            ReadJob::Brief(key) => {
                if let Some(WriteJob::Brief { ours, .. }) = unwritten {
                    let brief = Box::new(Brief::clone(ours));
                    self.send(Action::Brief(BriefAction::Loaded(key, Ok(Some(brief)))));
                } else {
                    self.briefs.forget(path);
                    self.send(Action::Brief(BriefAction::Loaded(key, read_document(path))));
                    let folder = path.parent().unwrap_or(Path::new("."));
                    self.send(Action::Brief(BriefAction::Listed(super::briefs::list_titles(folder))));
                }
            }
            ReadJob::Round(key) => {
                let round = if let Some(WriteJob::Round { ours, clock, .. }) = unwritten {
                    Ok(Some(Box::new(with_clock(ours, *clock))))
                } else {
                    self.rounds.forget(path);
                    read_document(path)
                };
                self.send(Action::Round(RoundAction::Loaded(key, round)));
            }
        }
    }

    fn delete(&mut self, path: &Path) {
        self.pending.remove(path);
        self.left_out.remove(path);
        self.report(atomic_file::delete(path).map_err(SaveFailure::File), path);
    }

    fn send(&self, action: Action) {
        let _ = self.messages.send(Message::action(action));
        (self.wake.lock().unwrap_or_else(PoisonError::into_inner))();
    }

    /// Shows a notice when a file fails to be saved, and another when it is saved after all.
    fn report(&mut self, result: Result<(), SaveFailure>, path: &Path) {
        match result {
            Err(failure) => {
                let message = failure.to_string();
                if self.failures.get(path) != Some(&message) {
                    self.send(Action::Notify(Notice::fault(message.as_str())));
                    self.failures.insert(path.to_owned(), message);
                }
            }
            Ok(()) if self.failures.remove(path).is_some() => {
                let message = format!("What could not be saved is saved now: {}", path.display());
                self.send(Action::Notify(Notice::quiet(message)));
            }
            Ok(()) => {}
        }
    }
}

fn write_ron<T: Serialize>(path: &Path, value: &T) -> Result<(), SaveError> {
    atomic_file::write(path, &atomic_file::to_ron(value)?)
}

/// Returns a round as it is saved, with its clocks in seconds since 1970.
fn with_clock(round: &Round, clock: Clock) -> Round {
    Round { clock, ..round.clone() }
}

/// Reads a document as its action carries it.
fn read_document<T: UserFile>(path: &Path) -> Result<Option<Box<T>>, ReadError> {
    let document = storage::read_user_file(path).map_err(ReadError::new)?;
    Ok(document.map(Box::new))
}

/// Merges a copy with the one in the file.
fn merged_copy(path: &Path, mut copy: SavedCopy) -> Result<SavedCopy, SaveFailure> {
    match atomic_file::read_within::<SavedCopy>(path, COPY_FORMAT, atomic_file::MAX_COPY_BYTES) {
        Stored::Intact(other) | Stored::FromBackup(other) => copy.merge(other),
        Stored::Damaged { value, .. } => value.into_iter().for_each(|other| copy.merge(other)),
        Stored::Missing => {}
        Stored::Newer(_) => return Err(SaveFailure::NewerCopy),
        Stored::Locked { fault, .. } => return Err(SaveFailure::LockedCopy { fault, path: path.to_owned() }),
    }
    Ok(copy)
}

/// Merges the saved state with the one in the file.
fn merged_state(path: &Path, mut saved: SavedState) -> Result<SavedState, SaveFailure> {
    match atomic_file::read::<SavedState>(path, SAVED_STATE_FORMAT) {
        Stored::Intact(other) | Stored::FromBackup(other) => saved.merge(other),
        Stored::Damaged { value, .. } => value.into_iter().for_each(|other| saved.merge(other)),
        Stored::Missing => {}
        Stored::Newer(_) => return Err(SaveFailure::NewerState),
        Stored::Locked { fault, .. } => return Err(SaveFailure::LockedState { fault, path: path.to_owned() }),
    }
    Ok(saved)
}
