//! Writing the reader's files off the frame: the latest text for each file, at most twice a second.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::library::keep;
use crate::session::{Action, Notice};

use super::News;

/// A change is on the disk this much later at most; with the time of writing it stays under a second.
const WITHIN: Duration = Duration::from_millis(400);

type Wake = Arc<Mutex<Box<dyn Fn() + Send>>>;

/// The thread that writes.
pub struct Saver {
    jobs: Sender<(PathBuf, String)>,
    thread: Option<JoinHandle<()>>,
    wake: Wake,
}

impl Saver {
    /// Starts the thread; faults are told through `news`.
    pub fn start(news: Sender<News>) -> Self {
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

    /// Hands over the whole text of a file.
    pub fn write(&self, path: PathBuf, text: String) {
        // The thread ends only in `finish`.
        let _ = self.jobs.send((path, text));
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

fn run(jobs: &Receiver<(PathBuf, String)>, news: &Sender<News>, wake: &Wake) {
    let mut waiting: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut due: Option<Instant> = None;
    loop {
        let job = match due {
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match job {
            Ok((path, text)) => {
                waiting.insert(path, text);
                due.get_or_insert_with(|| Instant::now() + WITHIN);
            }
            Err(end) => {
                for (path, text) in std::mem::take(&mut waiting) {
                    if let Err(error) = keep::write(&path, &text) {
                        let _ = news.send(News::Action(Action::Say(Notice::fault(error.to_string()))));
                        (wake.lock().unwrap_or_else(PoisonError::into_inner))();
                    }
                }
                due = None;
                if end == RecvTimeoutError::Disconnected {
                    return;
                }
            }
        }
    }
}
