//! The platform: the window, and everything the program does outside itself, such as files, dialogs, the clipboard and
//! system fonts.
//!
//! This is the only module that uses `rfd` and that depends on the operating system. Slow work is done on named threads,
//! which answer with an [`Action`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use directories::ProjectDirs;

use crate::model::progress::Progress;
use crate::model::{Edition, check};
use crate::state::{
    Action, CopyAction, Loaded, MatchRequest, Notice, SAVED_STATE_FORMAT, SETTINGS_FORMAT, SavedCopy, SavedState,
    Settings, TextBase, TextRequest,
};

mod app;
mod audience;
mod briefs;
mod display_loss;
mod event_loop;
mod failure_log;
mod file_dialogs;
mod handouts;
mod lessons;
mod loads;
mod open;
mod own_editions;
mod perform;
mod placement;
mod previous_versions;
mod rounds;
mod save_schedule;
mod save_worker;
mod saved_state;
mod screens;
mod scripts;
mod start;
mod suggestions;
mod texts;
mod wait;
mod watch;
mod work_area;

pub use crate::storage::faces::FoundFace;
pub use app::App;
use handouts::HandoutTask;
pub use lessons::time_of_day;
use loads::{LoadResult, Loads};
pub use open::{OpenError, absolute, open};
pub use rounds::wall_clock;
use save_worker::{Job, SaveWorker, WriteJob};
use saved_state::load_saved_file;
pub use start::run;
use suggestions::{SuggestRequest, SuggestWorker};
pub use texts::is_edition;
use wait::Wait;
use watch::{EditionWatch, Watch};

/// What the platform reports to the window, from [`Platform::take_news`].
#[derive(Debug)]
pub enum News {
    /// An action to apply to the state.
    Action(Action),
    /// A system face for a script.
    Face(FoundFace),
}

/// A message from a thread to the [`Platform`], which drops outdated ones.
#[derive(Debug)]
enum Message {
    /// News that are never outdated.
    News(News),
    /// The result of a load, with its number in [`Loads`].
    Loaded(u64, LoadResult),
    /// The notice about a handout, with its number in [`HandoutTask`].
    Handout(u64, Notice),
}

impl Message {
    fn action(action: Action) -> Self {
        Self::News(News::Action(action))
    }
}

/// Performs effects and stores the user's files. A path is `None` when nothing is stored there.
pub struct Platform {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    /// The file of the settings.
    settings: Option<PathBuf>,
    /// The file of the saved state.
    saved_state: Option<PathBuf>,
    /// The folder of the user's copies.
    copies: Option<PathBuf>,
    /// The folder of the plans of lessons.
    plans: Option<PathBuf>,
    /// The folder of the snapshots of lessons.
    lessons: Option<PathBuf>,
    /// The folder of the user's layers: highlights, annotations, quotations and sources.
    layers: Option<PathBuf>,
    /// The folder of the briefs.
    briefs: Option<PathBuf>,
    /// The folder of the rounds.
    rounds: Option<PathBuf>,
    /// The folder of the user's formats of rounds.
    formats: Option<PathBuf>,
    /// The folder of the editions that the user makes from texts.
    editions: Option<PathBuf>,
    save_worker: Option<SaveWorker>,
    /// The clipboard, from the first copy of formatted text on. On some systems its content is lost when this is dropped.
    clipboard: Option<arboard::Clipboard>,
    edition_watch: EditionWatch,
    loads: Loads,
    handout: HandoutTask,
    /// The match of the open copy in progress, with its number ([`OwnCopy::asked`]).
    ///
    /// [`OwnCopy::asked`]: crate::state::OwnCopy::asked
    matching: Option<(u64, Wait)>,
    suggest_worker: SuggestWorker,
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
        platform.settings = Some(settings.join("settings.ron"));
        platform.saved_state = Some(data.join("memory.ron"));
        platform.copies = Some(data.join("copies"));
        platform.plans = Some(data.join("plans"));
        platform.lessons = Some(data.join("lessons"));
        platform.layers = Some(data.join("layers"));
        platform.briefs = Some(data.join("briefs"));
        platform.rounds = Some(data.join("rounds"));
        platform.formats = Some(data.join("formats"));
        platform.editions = Some(data.join("editions"));
        platform.save_worker = Some(SaveWorker::start(platform.sender.clone()));
        platform
    }

    /// Returns a platform that stores nothing, for tests and pictures.
    pub fn without_folders() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            settings: None,
            saved_state: None,
            copies: None,
            plans: None,
            lessons: None,
            layers: None,
            briefs: None,
            rounds: None,
            formats: None,
            editions: None,
            save_worker: None,
            clipboard: None,
            edition_watch: EditionWatch::default(),
            loads: Loads::default(),
            handout: HandoutTask::default(),
            matching: None,
            suggest_worker: SuggestWorker::default(),
        }
    }

    /// Sets the function that the save worker calls after it has sent a message.
    pub fn set_waker(&mut self, wake: impl Fn() + Send + 'static) {
        if let Some(save_worker) = &mut self.save_worker {
            save_worker.set_waker(wake);
        }
    }

    /// Returns what the threads have sent since the last call, without results that were cancelled or replaced.
    pub fn take_news(&mut self) -> Vec<News> {
        let Self { receiver, loads, handout, matching, .. } = self;
        let current = |message| match message {
            Message::News(News::Action(Action::Copy(CopyAction::Matched(asked, matched)))) => {
                matching.take_if(|(number, _)| *number == asked);
                Some(News::Action(Action::Copy(CopyAction::Matched(asked, matched))))
            }
            Message::News(news) => Some(news),
            Message::Loaded(number, result) => loads.finish(number, result).map(News::Action),
            Message::Handout(number, notice) => handout.finish(number, notice).map(News::Action),
        };
        receiver.try_iter().filter_map(current).collect()
    }

    /// Waits for the load that the user asked for, but no longer than this. [`Self::take_news`] returns its result.
    pub fn wait_for_load(&mut self, at_most: Duration) {
        let until = Instant::now() + at_most;
        let mut messages = Vec::new();
        while self.loads.is_opening() && !matches!(messages.last(), Some(Message::Loaded(..))) {
            match self.receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(message) => messages.push(message),
                Err(_) => break,
            }
        }
        // Back into the queue, for `take_news`.
        for message in messages {
            let _ = self.sender.send(message);
        }
    }

    fn send(&self, action: Action) {
        // The receiver lives as long as `self`.
        let _ = self.sender.send(Message::action(action));
    }

    /// Reads the settings and the state that earlier runs saved. The notices are about files that could not be read.
    pub fn load_saved(&mut self) -> (Settings, SavedState, Vec<Notice>) {
        let mut notices = Vec::new();
        let settings = load_saved_file(&mut self.settings, SETTINGS_FORMAT, "settings", &mut notices);
        let saved = load_saved_file(&mut self.saved_state, SAVED_STATE_FORMAT, "reading places", &mut notices);
        (settings.unwrap_or_default(), saved.unwrap_or_default(), notices)
    }

    /// Queues the settings, which are written within half a second.
    pub fn save_settings(&self, settings: Box<Settings>) {
        self.queue(self.settings.as_ref(), Job::Write(WriteJob::Settings(settings)));
    }

    /// Queues the saved state, which is written within half a second and merged with what other windows have written.
    pub fn save_state(&self, saved: Box<SavedState>) {
        self.queue(self.saved_state.as_ref(), Job::Write(WriteJob::SavedState(saved)));
    }

    /// Queues a job of the save worker. Does nothing when nothing is stored.
    fn queue(&self, path: Option<&PathBuf>, job: Job) {
        if let (Some(save_worker), Some(path)) = (&self.save_worker, path) {
            save_worker.queue(path.clone(), job);
        }
    }

    /// Waits until everything that was queued is on the disk. Nothing is saved after that.
    pub fn finish(&mut self) {
        if let Some(save_worker) = self.save_worker.take() {
            save_worker.finish();
        }
    }

    /// Queues a copy, which is written within half a second and merged with what other windows have written.
    pub fn save_copy(&self, key: &str, copy: Box<SavedCopy>) {
        let path = self.copies.as_ref().map(|copies| texts::file_of(copies, key));
        self.queue(path.as_ref(), Job::Write(WriteJob::Copy(copy)));
    }

    /// Loads an edition or a text on a thread, and cancels the load before it. The notes of `base` are carried onto a text.
    pub fn load(&mut self, path: PathBuf, base: TextBase, wake: impl Fn() + Send + 'static) {
        let path = open::expand_home(path);
        if texts::is_edition(&path) {
            let name = loads::name_of(&path);
            self.start_load(name, move |_, _| Ok(Box::new(Loaded::Edition(Box::new(open(Some(&path))?)))), wake);
        } else {
            self.read_text(TextRequest::file(absolute(&path)), base, wake);
        }
    }

    /// Loads the edition inside the program on a thread.
    pub fn load_shipped(&mut self, wake: impl Fn() + Send + 'static) {
        let name = "the edition that comes with Parallax".to_owned();
        self.start_load(name, |_, _| Ok(Box::new(Loaded::Edition(Box::new(open(None)?)))), wake);
    }

    /// Reads a text on a thread and carries the notes of `base` onto it.
    pub fn read_text(&mut self, request: TextRequest, base: TextBase, wake: impl Fn() + Send + 'static) {
        // Refreshing a preview must not cancel a load that the user asked for.
        if request.is_refresh && self.loads.is_opening() {
            return;
        }
        let name = request.source.name();
        self.start_load(name, move |copies, progress| texts::read(request, base, copies, progress), wake);
    }

    /// Loads a stored copy and its edition on a thread. Without a path, the edition is the one inside the program.
    pub fn load_copy(&mut self, edition: Option<PathBuf>, key: String, wake: impl Fn() + Send + 'static) {
        let read = move |copies: Option<&Path>, progress: &Progress| {
            texts::read_copy(edition.as_deref(), &key, copies, progress)
        };
        self.start_load("your copy".to_owned(), read, wake);
    }

    /// Reloads the open edition on a thread, after its folder has changed.
    pub fn reload(&mut self, path: PathBuf, wake: impl Fn() + Send + 'static) {
        let number = self.loads.reload(path.clone());
        self.spawn_load(number, move || Ok(Box::new(Loaded::Edition(Box::new(open(Some(&path))?)))), wake);
    }

    /// Starts a load that the user asked for. Its status shows `name`; `read` receives the folder of the copies.
    fn start_load(
        &mut self,
        name: String,
        read: impl FnOnce(Option<&Path>, &Progress) -> LoadResult + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) {
        let (number, progress) = self.loads.open(name);
        let copies = self.copies.clone();
        self.spawn_load(number, move || read(copies.as_deref(), &progress), wake);
    }

    fn spawn_load(
        &self,
        number: u64,
        read: impl FnOnce() -> LoadResult + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) {
        let sender = self.sender.clone();
        spawn("read", move || {
            let _ = sender.send(Message::Loaded(number, read()));
            wake();
        });
    }

    /// Suggests the paragraph that a statement answers, on a thread. A later request replaces an earlier one.
    pub fn suggest(&mut self, edition: Arc<Edition>, serial: u64, statement: String, wake: impl Fn() + Send + 'static) {
        self.suggest_worker.request(SuggestRequest { edition, serial, statement, wake: Box::new(wake) }, &self.sender);
    }

    /// Reads a statement from a file on a thread, and cancels the load before it.
    pub fn read_statement(&mut self, path: PathBuf, wake: impl Fn() + Send + 'static) {
        let name = loads::name_of(&path);
        let read = move |_: Option<&Path>, progress: &Progress| {
            texts::read_statement(&path, progress).map(|statement| Box::new(Loaded::Statement(statement)))
        };
        self.start_load(name, read, wake);
    }

    /// Matches the open copy with its edition again, on a thread, and cancels the match before it.
    pub fn match_copy(&mut self, request: MatchRequest, asked: u64, wake: impl Fn() + Send + 'static) {
        let wait = Wait::new("Carrying the notes onto your copy".to_owned());
        let (progress, sender) = (wait.progress(), self.sender.clone());
        if let Some((_, replaced)) = self.matching.replace((asked, wait)) {
            replaced.cancel();
        }
        spawn("match the copy", move || {
            if let Ok(matched) = request.run(&progress) {
                let _ = sender.send(Message::action(Action::Copy(CopyAction::Matched(asked, Box::new(matched)))));
                wake();
            }
        });
    }

    /// Cancels the work whose status is shown, see [`Self::status`]. Returns the number of the match if that was it.
    pub fn cancel(&mut self) -> Option<u64> {
        let now = Instant::now();
        let (load, handout) = (self.loads.status(now), self.handout.status(now));
        let is_shown = |status: Option<&(Option<String>, Duration)>| status.is_some_and(|(text, _)| text.is_some());
        let (shows_load, shows_handout) = (is_shown(load.as_ref()), is_shown(handout.as_ref()));
        if let Some((asked, wait)) = self.matching.take_if(|_| !shows_load && !shows_handout) {
            wait.cancel();
            return Some(asked);
        }
        if shows_load || (load.is_some() && !shows_handout) {
            self.loads.cancel();
        } else {
            self.handout.cancel();
        }
        None
    }

    /// Returns the status of the work that the user waits for, as `Wait::status` does; `None` when there is none. A load
    /// comes before a handout, and a handout before a match.
    pub fn status(&self) -> Option<(Option<String>, Duration)> {
        let now = Instant::now();
        let matching = self.matching.as_ref().map(|(_, wait)| wait.status(now));
        let statuses = [self.loads.status(now), self.handout.status(now), matching];
        let again = statuses.iter().flatten().map(|(_, again)| *again).min()?;
        Some((statuses.into_iter().flatten().find_map(|(text, _)| text), again))
    }

    /// Checks an edition on a thread. The answer comes as [`Action::Checked`].
    pub fn check(&self, edition: Arc<Edition>, serial: u64, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        spawn("check the edition", move || {
            let problems = check::check(&edition).len();
            let _ = sender.send(Message::action(Action::Checked { serial, problems }));
            wake();
        });
    }

    /// Watches the folder of the open edition for changes, which come as [`Action::ChangedOnDisk`]. `None` ends the watch.
    pub fn watch(&mut self, folder: Option<&Path>, wake: impl Fn() + Clone + Send + 'static) {
        let sender = &self.sender;
        let fault = self.edition_watch.set_folder(folder, |folder| Watch::start(folder, sender.clone(), wake.clone()));
        if let Some(fault) = fault {
            self.send(Action::Notify(Notice::fault(fault)));
            wake();
        }
    }
}

impl Default for Platform {
    fn default() -> Self {
        Self::new()
    }
}

/// Spawns a named thread. If the system has none, the work is dropped; the user can repeat the command.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let _ = std::thread::Builder::new().name(name.into()).spawn(work);
}
