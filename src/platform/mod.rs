//! The platform: the window, and everything the program does outside itself, such as files, dialogs, the clipboard and
//! system fonts.
//!
//! This is the only module that uses `rfd` and that depends on the operating system. Slow work runs in `jobs`, and the
//! user's documents are loaded and saved in `documents`; both answer with an [`Action`].

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use directories::ProjectDirs;

use crate::align::suggest::Suggester;
use crate::model::round::{Clock, Round};
use crate::model::{Brief, Edition, Layer, Plan, Script, SystemFace, check};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::round::RoundAction;
use crate::state::{Action, CopyAction, LessonSnapshot, MatchRequest, Notice, SavedCopy, SavedState, Settings};
use crate::storage::faces;

mod app;
mod audience;
mod cards;
mod clock;
mod display_loss;
mod documents;
mod event_loop;
mod exports;
mod failure_log;
mod file_dialogs;
mod jobs;
mod load_failure;
mod loads;
mod open;
mod own_editions;
mod perform;
mod placement;
mod previous_versions;
mod round_formats;
mod save_schedule;
mod saved_state;
mod screens;
mod start;
mod texts;
mod watch;
mod work_area;

pub use app::App;
pub use clock::{time_of_day, wall_clock};
use documents::{DocumentWorker, Documents, Folders};
use jobs::{Jobs, Outbox};
pub use jobs::{Slot, Status};
pub use open::{OpenError, absolute, open};
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
    /// The clipboard, from the first copy of formatted text on. On some systems its content is lost when this is dropped.
    clipboard: Option<arboard::Clipboard>,
    edition_watch: EditionWatch,
    jobs: Jobs,
    suggester: CachedSuggester,
}

impl Platform {
    /// Returns a platform that stores files in the user's folders for configuration and data; without a home folder, one
    /// that stores nothing.
    pub fn new() -> Self {
        match ProjectDirs::from("", "", "parallax") {
            Some(dirs) => Self::with_folders(dirs.config_dir(), dirs.data_dir()),
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

    /// Sets the function that wakes the window after a thread has sent a message. Only the first call has an effect.
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

    /// Queues a load of a document, or posts that there is none when nothing is stored.
    fn load_document(&self, task: impl FnOnce(&mut Documents) + Send + 'static, none: impl FnOnce() -> Action) {
        match &self.documents {
            Some(worker) => worker.queue(task),
            None => self.outbox.post(none()),
        }
    }

    /// Queues the settings, which are written within half a second, as is everything that is saved below.
    pub fn save_settings(&self, settings: Box<Settings>) {
        if self.saves_settings {
            self.with_documents(|documents| documents.save_settings(*settings));
        }
    }

    /// Queues the saved state, which is merged with what other windows have written.
    pub fn save_state(&self, saved: Box<SavedState>) {
        if self.saves_state {
            self.with_documents(|documents| documents.save_state(*saved));
        }
    }

    /// Queues a copy, which is merged with what other windows have written.
    pub fn save_copy(&self, key: String, copy: Box<SavedCopy>) {
        self.with_documents(|documents| documents.save_copy(key, *copy));
    }

    /// Deletes stored copies and the lessons held on them. The file from which they were made is not touched.
    pub fn forget_copies(&self, keys: Vec<String>) {
        self.with_documents(move |documents| documents.forget_copies(&keys));
    }

    /// Loads the plan and the lesson stored under a key.
    pub fn load_plan(&self, key: String) {
        let none = key.clone();
        let none = || Action::PlanLoaded { key: none, plan: Ok(None), lesson: Ok(None) };
        self.load_document(|documents| documents.load_plan(key), none);
    }

    /// Queues a plan.
    pub fn save_plan(&self, key: String, plan: Box<Plan>) {
        self.with_documents(|documents| documents.save_plan(key, *plan));
    }

    /// Queues the snapshot of a lesson.
    pub fn save_lesson(&self, key: String, lesson: Box<LessonSnapshot>) {
        self.with_documents(|documents| documents.save_lesson(key, *lesson));
    }

    /// Loads the user's layer on an edition.
    pub fn load_layer(&self, edition: String) {
        let none = edition.clone();
        let none = || Action::Annotations(AnnotationAction::Loaded(none, Ok(None)));
        self.load_document(|documents| documents.load_layer(edition), none);
    }

    /// Queues a layer, which is merged with what another window has written since it was `base`.
    pub fn save_layer(&self, edition: String, layer: Arc<Layer>, base: Arc<Layer>) {
        self.with_documents(|documents| documents.save_layer(edition, layer, base));
    }

    /// Loads a brief and lists the briefs.
    pub fn load_brief(&self, key: String) {
        let none = key.clone();
        let none = || Action::Brief(BriefAction::Loaded(none, Ok(None)));
        self.load_document(|documents| documents.load_brief(key), none);
    }

    /// Queues a brief, which is merged with what another window has written since it was `base`.
    pub fn save_brief(&self, key: String, brief: Arc<Brief>, base: Arc<Brief>) {
        self.with_documents(|documents| documents.save_brief(key, brief, base));
    }

    /// Moves the file of a brief to a folder beside the others, and lists the briefs that are left.
    pub fn remove_brief(&self, key: String) {
        self.with_documents(move |documents| documents.remove_brief(&key));
    }

    /// Loads a round, and lists the rounds and the user's formats.
    pub fn load_round(&self, key: String) {
        let none = key.clone();
        let none = || Action::Round(RoundAction::Loaded(none, Ok(None)));
        self.load_document(|documents| documents.load_round(key), none);
        self.list_formats();
    }

    /// Lists the rounds and the user's formats.
    pub fn list_rounds(&self) {
        self.with_documents(|documents| documents.list_rounds());
        self.list_formats();
    }

    /// Queues a round, which is merged with what another window has written since it was `base`.
    pub fn save_round(&self, key: String, round: Arc<Round>, clock: Clock, base: Arc<Round>) {
        self.with_documents(move |documents| documents.save_round(key, &round, clock, base));
    }

    /// Moves the file of a round to a folder beside the others, and lists the rounds that are left.
    pub fn remove_round(&self, key: String) {
        self.with_documents(move |documents| documents.remove_round(&key));
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

impl Default for Platform {
    fn default() -> Self {
        Self::new()
    }
}
