//! What the outside world does for the program: dialogs, files, clipboard, browser, system faces.
//!
//! The only place that knows rfd, the only one tied to systems. Slow work runs on named threads that send an
//! [`Action`] back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use directories::ProjectDirs;

use crate::import::Imported;
use crate::model::progress::Progress;
use crate::model::{Edition, check};
use crate::state::{
    Action, Loaded, MEMORY_FORMAT, MatchRequest, Notice, SETTINGS_FORMAT, SavedCopy, SavedState, Settings, TextBase,
    TextRequest,
};

mod app;
mod audience;
mod briefs;
mod display_loss;
mod file_dialogs;
mod handouts;
mod lessons;
mod loads;
mod open;
mod perform;
mod previous_versions;
mod rounds;
mod save_worker;
mod saved_state;
mod screens;
mod scripts;
mod start;
mod suggestions;
mod texts;
mod wait;
mod watch;

pub use crate::storage::faces::FoundFace;
pub use app::App;
use handouts::Handing;
pub use lessons::time_of_day;
use loads::{LoadFailure, LoadResult, Loads};
pub use open::{OpenError, absolute, open};
pub use rounds::wall_clock;
use save_worker::{Job, SaveWorker};
use saved_state::load_saved_file;
pub use start::run;
use suggestions::{SuggestRequest, SuggestWorker};
pub use texts::is_edition;
use wait::Wait;
use watch::{EditionWatch, Watch};

/// News from a thread.
#[derive(Debug)]
pub enum News {
    /// Something happened.
    Action(Action),
    /// A face was found for a script.
    Face(FoundFace),
}

/// What a thread sends.
#[derive(Debug)]
enum Message {
    /// News as they are.
    News(News),
    /// An edition was read, or could not be, under the number of [`Loads`].
    Read(u64, LoadResult),
    /// A handout was made, or could not be, under the number of [`Handing`].
    HandedOut(u64, Notice),
}

impl Message {
    fn action(action: Action) -> Self {
        Self::News(News::Action(action))
    }
}

/// Performs effects and keeps the reader's files.
pub struct Platform {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    settings: Option<PathBuf>,
    memory: Option<PathBuf>,
    /// Where the reader's own copies are kept.
    copies: Option<PathBuf>,
    /// Where the plans of lessons are kept.
    plans: Option<PathBuf>,
    /// Where it is kept how far they went.
    lessons: Option<PathBuf>,
    /// Where the reader's highlights and annotations are kept.
    layers: Option<PathBuf>,
    /// Where briefs are kept.
    briefs: Option<PathBuf>,
    /// Where rounds are kept.
    rounds: Option<PathBuf>,
    /// Where formats of rounds of the reader's own are kept.
    formats: Option<PathBuf>,
    /// Where editions made of texts are put.
    shelf: Option<PathBuf>,
    save_worker: Option<SaveWorker>,
    /// The clipboard, while rich text of ours is on it.
    clipboard: Option<arboard::Clipboard>,
    watching: EditionWatch,
    loads: Loads,
    handing: Handing,
    /// The carrying under way, by its number ([`OwnCopy::asked`]).
    matching: Option<(u64, Wait)>,
    suggesting: SuggestWorker,
}

impl Platform {
    /// A desktop that keeps files in the user's own folders.
    pub fn new() -> Self {
        match ProjectDirs::from("", "", "parallax") {
            Some(dirs) => Self::in_folders(dirs.config_dir(), dirs.data_dir()),
            None => Self::detached(),
        }
    }

    /// A desktop that keeps the settings in one folder and the reading places in another.
    pub fn in_folders(settings: &Path, places: &Path) -> Self {
        let mut platform = Self::detached();
        platform.settings = Some(settings.join("settings.ron"));
        platform.memory = Some(places.join("memory.ron"));
        platform.copies = Some(places.join("copies"));
        platform.plans = Some(places.join("plans"));
        platform.lessons = Some(places.join("lessons"));
        platform.layers = Some(places.join("layers"));
        platform.briefs = Some(places.join("briefs"));
        platform.rounds = Some(places.join("rounds"));
        platform.formats = Some(places.join("formats"));
        platform.shelf = Some(places.join("editions"));
        platform.save_worker = Some(SaveWorker::start(platform.sender.clone()));
        platform
    }

    /// A desktop that keeps nothing, for tests and pictures.
    pub fn detached() -> Self {
        let (sender, receiver) = channel();
        let (watching, loads) = (EditionWatch::default(), Loads::default());
        Self {
            sender,
            receiver,
            settings: None,
            memory: None,
            copies: None,
            plans: None,
            lessons: None,
            layers: None,
            briefs: None,
            rounds: None,
            formats: None,
            shelf: None,
            save_worker: None,
            clipboard: None,
            watching,
            loads,
            handing: Handing::default(),
            matching: None,
            suggesting: SuggestWorker::default(),
        }
    }

    /// Sets how a thread wakes the window when it has news.
    pub fn on_news(&mut self, wake: impl Fn() + Send + 'static) {
        if let Some(save_worker) = &mut self.save_worker {
            save_worker.on_news(wake);
        }
    }

    /// News that came in since the last frame, without editions that nobody waits for any more.
    pub fn news(&mut self) -> Vec<News> {
        let Self { receiver, loads, handing, matching, .. } = self;
        let news = |message| match message {
            Message::News(News::Action(Action::Matched(asked, matched))) => {
                matching.take_if(|(of, _)| *of == asked);
                Some(News::Action(Action::Matched(asked, matched)))
            }
            Message::News(news) => Some(news),
            Message::Read(number, outcome) => loads.finish(number, outcome).map(News::Action),
            Message::HandedOut(number, notice) => handing.arrived(number, notice).map(News::Action),
        };
        receiver.try_iter().filter_map(news).collect()
    }

    /// Settings and memory of earlier runs, and what the reader must know about them.
    pub fn recall(&mut self) -> (Settings, SavedState, Vec<Notice>) {
        let mut notices = Vec::new();
        let settings = load_saved_file(&mut self.settings, SETTINGS_FORMAT, "settings", &mut notices);
        let memory = load_saved_file(&mut self.memory, MEMORY_FORMAT, "reading places", &mut notices);
        (settings.unwrap_or_default(), memory.unwrap_or_default(), notices)
    }

    /// Hands the settings to be written within half a second.
    pub fn save_settings(&self, settings: Box<Settings>) {
        self.save(self.settings.as_ref(), || Job::Settings(settings));
    }

    /// Hands the memory to be written within half a second, beside what other windows have written.
    pub fn save_state(&self, saved: Box<SavedState>) {
        self.save(self.memory.as_ref(), || Job::SavedState(saved));
    }

    fn save(&self, path: Option<&PathBuf>, job: impl FnOnce() -> Job) {
        if let (Some(save_worker), Some(path)) = (&self.save_worker, path) {
            save_worker.write(path.clone(), job());
        }
    }

    /// Waits until everything handed over is on the disk.
    pub fn finish(&mut self) {
        if let Some(save_worker) = self.save_worker.take() {
            save_worker.finish();
        }
    }

    /// Hands a copy over to be kept within half a second.
    pub fn save_copy(&self, key: &str, copy: Box<SavedCopy>) {
        let path = self.copies.as_ref().map(|copies| texts::file_of(copies, key));
        self.save(path.as_ref(), || Job::Copy(copy));
    }

    /// Reads an edition or a text from disk on a thread; a text is set beside `base`. An earlier wish that is still
    /// open is dropped.
    pub fn load(&mut self, path: PathBuf, base: TextBase, wake: impl Fn() + Send + 'static) {
        let path = open::expand_home(path);
        if texts::is_edition(&path) {
            let name = loads::name_of(&path);
            self.begin(name, move |_, _| Ok(Box::new(Loaded::Edition(Box::new(open(Some(&path))?)))), wake);
        } else {
            self.read_text(TextRequest::file(absolute(&path)), base, wake);
        }
    }

    /// Reads the edition inside the program on a thread.
    pub fn load_shipped(&mut self, wake: impl Fn() + Send + 'static) {
        let name = "the edition that comes with Parallax".to_owned();
        self.begin(name, |_, _| Ok(Box::new(Loaded::Edition(Box::new(open(None)?)))), wake);
    }

    /// Reads a text on a thread and carries the notes of `base` onto it.
    pub fn read_text(&mut self, wish: TextRequest, base: TextBase, wake: impl Fn() + Send + 'static) {
        // What the reader asked for last comes before a preview that is only renewed.
        if wish.is_refresh && self.loads.is_opening() {
            return;
        }
        let name = wish.source.name();
        self.begin(name, move |copies, progress| texts::read(wish, base, copies, progress), wake);
    }

    /// Reads a kept copy and its edition on a thread.
    pub fn load_copy(&mut self, edition: Option<PathBuf>, key: String, wake: impl Fn() + Send + 'static) {
        let read = move |copies: Option<&Path>, progress: &Progress| {
            texts::read_copy(edition.as_deref(), &key, copies, progress)
        };
        self.begin("your copy".to_owned(), read, wake);
    }

    /// Makes an edition of a text on a thread, and reads it.
    pub fn make_edition(&mut self, title: String, text: Imported, wake: impl Fn() + Send + 'static) {
        let shelf = self.shelf.clone();
        let name = title.clone();
        let make = move |_: Option<&Path>, _: &Progress| match shelf {
            Some(shelf) => texts::make_edition(&shelf, title, text),
            None => Err(LoadFailure::NoShelf),
        };
        self.begin(name, make, wake);
    }

    /// Reads the open edition again on a thread, since its folder has changed.
    pub fn load_again(&mut self, path: PathBuf, wake: impl Fn() + Send + 'static) {
        let number = self.loads.reload(path.clone());
        self.read(number, move || Ok(Box::new(Loaded::Edition(Box::new(open(Some(&path))?)))), wake);
    }

    /// Begins to read what the reader asked for, under a name that is told when it takes its time.
    fn begin(
        &mut self,
        name: String,
        read: impl FnOnce(Option<&Path>, &Progress) -> LoadResult + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) {
        let (number, progress) = self.loads.open(name);
        let copies = self.copies.clone();
        self.read(number, move || read(copies.as_deref(), &progress), wake);
    }

    fn read(&self, number: u64, read: impl FnOnce() -> LoadResult + Send + 'static, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        thread("read", move || {
            let _ = sender.send(Message::Read(number, read()));
            wake();
        });
    }

    /// Looks for the paragraph that a statement answers, on a thread. Of several statements, the last one counts.
    pub fn suggest(&mut self, edition: Arc<Edition>, serial: u64, statement: String, wake: impl Fn() + Send + 'static) {
        self.suggesting.request(SuggestRequest { edition, serial, statement, wake: Box::new(wake) }, &self.sender);
    }

    /// Reads a statement from a file on a thread, as a text that the reader asked for.
    pub fn read_statement(&mut self, path: PathBuf, wake: impl Fn() + Send + 'static) {
        let name = loads::name_of(&path);
        let read = move |_: Option<&Path>, progress: &Progress| {
            texts::read_statement(&path, progress).map(|statement| Box::new(Loaded::Statement(statement)))
        };
        self.begin(name, read, wake);
    }

    /// Carries the notes onto the open copy anew, on a thread. Of several, the last one counts.
    pub fn match_copy(&mut self, wish: MatchRequest, asked: u64, wake: impl Fn() + Send + 'static) {
        let wait = Wait::new("Carrying the notes onto your copy".to_owned());
        let (progress, sender) = (wait.progress(), self.sender.clone());
        if let Some((_, overtaken)) = self.matching.replace((asked, wait)) {
            overtaken.cancel();
        }
        thread("carry the notes", move || {
            if let Ok(matched) = wish.run(&progress) {
                let _ = sender.send(Message::action(Action::Matched(asked, Box::new(matched))));
                wake();
            }
        });
    }

    /// Drops what the reader asked for and has not come yet, of which [`Self::waiting`] tells; the number of a carrying
    /// of notes, if it was one.
    pub fn cancel_waiting(&mut self) -> Option<u64> {
        let now = Instant::now();
        let (loads, handing) = (self.loads.status(now), self.handing.told(now));
        let told = |waits: Option<&(Option<String>, Duration)>| waits.is_some_and(|(text, _)| text.is_some());
        let (reads, prints) = (told(loads.as_ref()), told(handing.as_ref()));
        if let Some((asked, wait)) = self.matching.take_if(|_| !reads && !prints) {
            wait.cancel();
            return Some(asked);
        }
        if reads || (loads.is_some() && !prints) {
            self.loads.cancel();
        } else {
            self.handing.cancel();
        }
        None
    }

    /// What to say of something that takes its time to come, if anything, and when to ask again; none when nobody waits.
    pub fn waiting(&self) -> Option<(Option<String>, Duration)> {
        let now = Instant::now();
        let matching = self.matching.as_ref().map(|(_, wait)| wait.status(now));
        let waits = [self.loads.status(now), self.handing.told(now), matching];
        let again = waits.iter().flatten().map(|(_, again)| *again).min()?;
        Some((waits.into_iter().flatten().find_map(|(text, _)| text), again))
    }

    /// Checks an edition on a thread.
    pub fn check(&self, edition: Arc<Edition>, serial: u64, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        thread("check the edition", move || {
            let problems = check::check(&edition).len();
            let _ = sender.send(Message::action(Action::Checked { serial, problems }));
            wake();
        });
    }

    /// Watches the folder of the open edition, so that it is read again when it changes.
    pub fn watch(&mut self, folder: Option<&Path>, wake: impl Fn() + Clone + Send + 'static) {
        let sender = &self.sender;
        let fault = self.watching.set_folder(folder, |folder| Watch::start(folder, sender.clone(), wake.clone()));
        if let Some(fault) = fault {
            // The receiver lives as long as this.
            let _ = sender.send(Message::action(Action::Notify(Notice::fault(fault))));
            wake();
        }
    }
}

impl Default for Platform {
    fn default() -> Self {
        Self::new()
    }
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) {
    // Without a thread to be had, the wish is dropped; the reader can ask again.
    let _ = std::thread::Builder::new().name(name.into()).spawn(work);
}
