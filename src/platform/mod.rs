//! The platform: the window, and everything the program does outside itself, such as files, dialogs, the clipboard and
//! system fonts.
//!
//! This is the only module that uses `rfd` and that depends on the operating system. Slow work runs in `jobs`, and the
//! user's documents are loaded and saved in `documents`; both answer with an [`Action`].

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::align::suggest::Suggester;
use crate::model::round::{Clock, Round};
use crate::model::{Edition, Script, SystemFace, check};
use crate::state::presentation::PlansRead;
use crate::state::{Action, CopyAction, MatchRequest, Notice, SavedState, Settings};
use crate::storage::{faces, user_folders};

mod app;
mod audience;
mod cards;
mod clock;
mod cpu_window;
mod display_loss;
mod documents;
mod drawing;
mod exports;
mod failure_log;
mod file_dialogs;
mod gpu_window;
mod icon;
mod jobs;
mod load_failure;
mod loads;
mod open;
mod own_editions;
mod perform;
mod placement;
mod previous_versions;
pub mod raster;
mod round_formats;
mod save_schedule;
mod saved_state;
mod screens;
mod start;
mod texts;
mod watch;
mod windows;
mod work_area;

pub use app::App;
pub use clock::{time_of_day, wall_clock};
use documents::{DocumentWorker, Documents, Folders};
pub use documents::{RequestedDocument, WindowDocument};
use jobs::{Jobs, Outbox};
pub use jobs::{Slot, Status};
pub use open::{OpenError, absolute, open, open_at};
pub use start::run;
pub use texts::is_edition;
use watch::{EditionWatch, Watch};

/// What the platform reports to the window, from [`Platform::take_news`].
#[derive(Debug)]
pub enum News {
    /// An action to apply to the state.
    Action(Action),
    /// A system face for a script.
    Face(SystemFace),
}

/// A message from a thread to the [`Platform`], which drops outdated ones.
#[derive(Debug)]
enum Message {
    /// News that are never outdated.
    News(News),
    /// A job in a slot has ended.
    Done {
        /// The slot.
        slot: Slot,
        /// The number of the job.
        number: u64,
        /// Its results.
        actions: Vec<Action>,
    },
}

impl Message {
    fn action(action: Action) -> Self {
        Self::News(News::Action(action))
    }
}

/// The suggester of the edition for which suggestions were asked last.
type CachedSuggester = Arc<Mutex<Option<(Arc<Edition>, Suggester)>>>;

/// Performs effects and stores the user's files.
pub struct Platform {
    outbox: Outbox,
    receiver: Receiver<Message>,
    /// `None` when nothing is stored.
    folders: Option<Folders>,
    /// The thread that loads and saves documents, while something is stored.
    documents: Option<DocumentWorker>,
    /// Whether the settings are saved: not over a file that must stay as it is.
    saves_settings: bool,
    /// Whether the saved state is saved.
    saves_state: bool,
    /// The clipboard, from the first copy of formatted text or the first change of what paints on. On some systems its
    /// content is lost when this is dropped.
    clipboard: Option<arboard::Clipboard>,
    edition_watch: EditionWatch,
    jobs: Jobs,
    suggester: CachedSuggester,
}

impl Platform {
    /// Returns a platform that stores files in the user's folders for configuration and data; without a home folder, one
    /// that stores nothing.
    pub fn in_user_folders() -> Self {
        match user_folders() {
            Some([settings, data]) => Self::with_folders(&settings, &data),
            None => Self::without_folders(),
        }
    }

    /// Returns a platform that stores the settings in one folder and everything else in another.
    pub fn with_folders(settings: &Path, data: &Path) -> Self {
        let mut platform = Self::without_folders();
        let folders = Folders { settings: settings.to_owned(), data: data.to_owned() };
        platform.documents = Some(DocumentWorker::start(&folders, platform.outbox.clone()));
        platform.folders = Some(folders);
        platform
    }

    /// Returns a platform that stores nothing, for tests and pictures.
    pub fn without_folders() -> Self {
        let (sender, receiver) = channel();
        let outbox = Outbox::new(sender);
        Self {
            outbox: outbox.clone(),
            receiver,
            folders: None,
            documents: None,
            saves_settings: true,
            saves_state: true,
            clipboard: None,
            edition_watch: EditionWatch::default(),
            jobs: Jobs::new(outbox),
            suggester: Arc::default(),
        }
    }

    /// Sets the function that wakes the window after a thread has sent a message.
    pub fn set_waker(&self, wake: impl Fn() + Send + Sync + 'static) {
        self.outbox.set_waker(wake);
    }

    /// Returns the folder of a kind of document, such as `copies`; `None` when nothing is stored.
    fn folder(&self, kind: &str) -> Option<PathBuf> {
        self.folders.as_ref().map(|folders| folders.of(kind))
    }

    /// Returns what the threads have sent since the last call, without results that were cancelled or replaced.
    pub fn take_news(&mut self) -> Vec<News> {
        let Self { receiver, jobs, .. } = self;
        let current = |message| match message {
            Message::News(news) => vec![news],
            Message::Done { slot, number, actions } => {
                jobs.finish(&slot, number, actions).into_iter().map(News::Action).collect()
            }
        };
        receiver.try_iter().flat_map(current).collect()
    }

    /// Waits for the load that the user asked for, but no longer than this. [`Self::take_news`] returns its result.
    pub fn wait_for_load(&mut self, at_most: Duration) {
        let until = Instant::now() + at_most;
        let mut messages = Vec::new();
        let is_load = |message: &Message| matches!(message, Message::Done { slot: Slot::Open, .. });
        while self.jobs.is_running(&Slot::Open) && !messages.last().is_some_and(is_load) {
            match self.receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(message) => messages.push(message),
                Err(_) => break,
            }
        }
        // Back into the queue, for `take_news`.
        for message in messages {
            self.outbox.send(message);
        }
    }

    /// Waits until everything that was queued is on the disk.
    pub fn flush(&self) {
        if let Some(documents) = &self.documents {
            documents.flush();
        }
    }

    /// Waits until everything that was queued is on the disk. Nothing is saved after that.
    pub fn finish(&mut self) {
        if let Some(documents) = self.documents.take() {
            documents.finish();
        }
    }

    /// Queues a task with the documents. Does nothing when nothing is stored.
    fn with_documents(&self, task: impl FnOnce(&mut Documents) + Send + 'static) {
        if let Some(worker) = &self.documents {
            worker.queue(task);
        }
    }

    /// Requests a document, and the list of its kind if that is listed. When nothing is stored, there is none.
    pub fn load_document<T: RequestedDocument>(&self, key: String) {
        match &self.documents {
            Some(worker) => worker.queue(|documents| documents.load::<T>(key)),
            None => self.outbox.post(T::loaded(key, Ok(None))),
        }
    }

    /// Queues a document, which is written within half a second. Most kinds are merged with what another window has written,
    /// some of them by the changes since `base`.
    pub fn save_document<T: WindowDocument>(&self, key: String, document: Arc<T>, base: Option<Arc<T>>) {
        self.with_documents(|documents| documents.save(key, document, base));
    }

    /// Moves the file of a document to a folder beside the others, and lists those that are left.
    pub fn remove_document<T: RequestedDocument>(&self, key: String) {
        self.with_documents(move |documents| documents.remove::<T>(&key));
    }

    /// Queues the settings.
    pub fn save_settings(&self, settings: Settings) {
        if self.saves_settings {
            self.save_document(documents::SETTINGS_KEY.to_owned(), Arc::new(settings), None);
        }
    }

    /// Queues the saved state.
    pub fn save_state(&self, saved: SavedState) {
        if self.saves_state {
            self.save_document(documents::STATE_KEY.to_owned(), Arc::new(saved), None);
        }
    }

    /// Deletes stored copies and the lessons held on them. The file from which they were made is not touched.
    pub fn forget_copies(&self, keys: Vec<String>) {
        self.with_documents(move |documents| documents.forget_copies(&keys));
    }

    /// Loads the plans and the lesson stored under a key, and the plans of the edition of a copy.
    pub fn load_plans(&self, key: String, edition: Option<String>) {
        match &self.documents {
            Some(worker) => worker.queue(|documents| documents.load_plans(key, edition)),
            None => {
                self.outbox.post(Action::PlansLoaded { key, plans: PlansRead::default(), lesson: Ok(None) });
            }
        }
    }

    /// Moves the file of a plan to a folder beside the others.
    pub fn remove_plan(&self, key: String) {
        self.with_documents(move |documents| documents.remove_plan(&key));
    }

    /// Loads a round, and lists the rounds and the user's formats.
    pub fn load_round(&self, key: String) {
        self.load_document::<Round>(key);
        self.list_formats();
    }

    /// Lists the rounds and the user's formats.
    pub fn list_rounds(&self) {
        self.with_documents(|documents| documents.list::<Round>());
        self.list_formats();
    }

    /// Queues a round. `clock` is saved in place of its clocks, which run by the window's time: in seconds since 1970.
    pub fn save_round(&self, key: String, round: Arc<Round>, clock: Clock, base: Arc<Round>) {
        self.with_documents(move |documents| {
            documents.save(key, Arc::new(Round { clock, ..Round::clone(&round) }), Some(base));
        });
    }

    /// Matches the open copy with its edition again, and cancels the match before it.
    pub fn match_copy(&mut self, request: MatchRequest, asked: u64) {
        let status = "Carrying the notes onto your copy".to_owned();
        let on_cancel = Some(Action::Copy(CopyAction::MatchCancelled(asked)));
        self.jobs.start_reported(&Slot::Match, (status, on_cancel), move |progress| {
            let matched = request.run(progress).ok();
            matched.map(|matched| Action::Copy(CopyAction::Matched(asked, Box::new(matched)))).into_iter().collect()
        });
    }

    /// Suggests the paragraph that a statement answers. A later request replaces an earlier one.
    pub fn suggest(&mut self, edition: Arc<Edition>, serial: u64, statement: String) {
        let cached = Arc::clone(&self.suggester);
        self.jobs.start(Slot::Suggest, move |progress| {
            let mut cached = cached.lock().unwrap_or_else(PoisonError::into_inner);
            // Replaced while the one before it was answered.
            if progress.report(0, 1).is_err() {
                return Vec::new();
            }
            let current = cached.take().filter(|(of, _)| Arc::ptr_eq(of, &edition));
            let (_, suggester) = cached.insert(current.unwrap_or_else(|| {
                let texts: Vec<&str> = edition.paragraphs().iter().map(|paragraph| paragraph.text.as_str()).collect();
                let suggester = Suggester::new(&texts, &edition.head().language);
                (edition, suggester)
            }));
            let answer = suggester.suggest(&statement);
            vec![Action::Suggested(serial, statement, answer)]
        });
    }

    /// Checks an edition. The answer comes as [`Action::Checked`].
    pub fn check(&self, edition: Arc<Edition>, serial: u64) {
        self.jobs.spawn("check the edition", move || {
            vec![Action::Checked { serial, problems: check::check(&edition).len() }]
        });
    }

    /// Looks for a face for a script. Sends [`News::Face`], or a notice when there is none.
    pub fn find_face(&self, script: Script) {
        let outbox = self.outbox.clone();
        jobs::spawn("find a face", move || {
            outbox.send(Message::News(match faces::find(script) {
                Some(face) => News::Face(face),
                None => News::Action(Action::Notify(Notice::fault(faces::missing(script)))),
            }));
        });
    }

    /// Cancels the work whose status is shown, see [`Self::status`]. Returns what the state is to know of it.
    pub fn cancel(&mut self, slot: &Slot) -> Option<Action> {
        self.jobs.cancel(slot)
    }

    /// Returns the status of the work that the user waits for; `None` when there is none. A load comes before an export,
    /// and an export before a match.
    pub fn status(&self) -> Option<Status> {
        self.jobs.status(Instant::now())
    }

    /// Watches the folder of the open edition for changes, which come as [`Action::ChangedOnDisk`]. `None` ends the watch.
    pub fn watch(&mut self, folder: Option<&Path>) {
        let outbox = &self.outbox;
        if let Some(fault) = self.edition_watch.set_folder(folder, |folder| Watch::start(folder, outbox.clone())) {
            outbox.send_action(Action::Notify(Notice::fault(fault)));
        }
    }
}
