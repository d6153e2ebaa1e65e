//! What the outside world does for the program: dialogs, files, clipboard, browser, system faces.
//!
//! The only place that knows rfd, the only one tied to systems. Slow work runs on named threads that send an
//! [`Action`] back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use directories::ProjectDirs;

use crate::library;
use crate::library::keep::{self, Kept};
use crate::model::{Edition, Script, check};
use crate::session::{Action, MEMORY_FORMAT, Memory, Notice, Opened, SETTINGS_FORMAT, Settings};

mod faces;
mod saver;
mod watch;

pub use faces::FoundFace;
use saver::Saver;
use watch::Watch;

/// A dialog that closes this soon was never seen: there is no portal to show it.
const UNSEEN: Duration = Duration::from_millis(900);

/// News from a thread.
#[derive(Debug)]
pub enum News {
    /// Something happened.
    Action(Action),
    /// A face was found for a script.
    Face(FoundFace),
}

/// Performs effects and keeps the reader's files.
pub struct Desktop {
    sender: Sender<News>,
    receiver: Receiver<News>,
    wake: Box<dyn Fn() + Send + Sync>,
    settings: Option<PathBuf>,
    memory: Option<PathBuf>,
    saver: Option<Saver>,
    watch: Option<Watch>,
}

impl Desktop {
    /// A desktop that keeps files in the user's own folders.
    pub fn new() -> Self {
        let dirs = ProjectDirs::from("", "", "parallax");
        let mut desktop = Self::detached();
        desktop.settings = dirs.as_ref().map(|d| d.config_dir().join("settings.ron"));
        desktop.memory = dirs.as_ref().map(|d| d.data_dir().join("memory.ron"));
        desktop.saver = Some(Saver::start(desktop.sender.clone()));
        desktop
    }

    /// A desktop that keeps nothing, for tests and pictures.
    pub fn detached() -> Self {
        let (sender, receiver) = channel();
        let wake = Box::new(|| {});
        Self { sender, receiver, wake, settings: None, memory: None, saver: None, watch: None }
    }

    /// Sets how a thread wakes the window when it has news.
    pub fn on_news(&mut self, wake: impl Fn() + Send + Sync + Clone + 'static) {
        if let Some(saver) = &mut self.saver {
            saver.on_news(wake.clone());
        }
        self.wake = Box::new(wake);
    }

    /// News that came in since the last frame.
    pub fn news(&self) -> Vec<News> {
        self.receiver.try_iter().collect()
    }

    /// Settings and memory of earlier runs, and what the reader must know about them.
    pub fn recall(&mut self) -> (Settings, Memory, Vec<Notice>) {
        let mut notices = Vec::new();
        let settings = recall_one(&mut self.settings, SETTINGS_FORMAT, "settings", &mut notices);
        let memory = recall_one(&mut self.memory, MEMORY_FORMAT, "reading places", &mut notices);
        (settings.unwrap_or_default(), memory.unwrap_or_default(), notices)
    }

    /// Hands the settings to be written within half a second.
    pub fn save_settings(&self, settings: &Settings) {
        self.save(self.settings.as_deref(), keep::to_ron(settings));
    }

    /// Hands the memory to be written within half a second.
    pub fn save_memory(&self, memory: &Memory) {
        self.save(self.memory.as_deref(), keep::to_ron(memory));
    }

    fn save(&self, path: Option<&Path>, text: Result<String, keep::KeepError>) {
        let (Some(saver), Some(path)) = (&self.saver, path) else { return };
        match text {
            Ok(text) => saver.write(path.to_owned(), text),
            Err(error) => self.tell(Action::Say(Notice::fault(error.to_string()))),
        }
    }

    /// Waits until everything handed over is on the disk.
    pub fn finish(&mut self) {
        if let Some(saver) = self.saver.take() {
            saver.finish();
        }
    }

    fn tell(&self, action: Action) {
        // The window may be gone already; then nobody is there to be told.
        let _ = self.sender.send(News::Action(action));
        (self.wake)();
    }

    /// Asks for an edition's folder; frames go on meanwhile.
    pub fn pick_edition(&self, wake: impl Fn() + Send + 'static) {
        // Made here, on the main thread, as macOS wants; only the waiting is elsewhere.
        let dialog = rfd::AsyncFileDialog::new().set_title("Open an edition: choose its folder").pick_folder();
        let sender = self.sender.clone();
        let began = Instant::now();
        thread("pick an edition", move || {
            let action = match pollster::block_on(dialog) {
                Some(folder) => Action::OpenPath(folder.path().to_owned()),
                None => Action::PickedNothing { at_once: began.elapsed() < UNSEEN },
            };
            let _ = sender.send(News::Action(action));
            wake();
        });
    }

    /// Reads an edition from disk, or the shipped one, on a thread.
    pub fn load(&self, path: Option<PathBuf>, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        thread("read an edition", move || {
            let action = Action::Loaded(open(path.as_deref()).map(Box::new));
            let _ = sender.send(News::Action(action));
            wake();
        });
    }

    /// Checks an edition on a thread.
    pub fn check(&self, edition: Arc<Edition>, serial: u64, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        thread("check the edition", move || {
            let problems = check::check(&edition).len();
            let _ = sender.send(News::Action(Action::Checked { serial, problems }));
            wake();
        });
    }

    /// Watches the folder of the open edition, so that it is read again when it changes.
    pub fn watch(&mut self, folder: Option<&Path>, wake: impl Fn() + Send + 'static) {
        if self.watch.as_ref().map(Watch::folder) == folder {
            return;
        }
        self.watch = folder.and_then(|folder| Watch::start(folder, self.sender.clone(), wake));
    }

    /// Looks for a face of the system for a script.
    pub fn find_face(&self, script: Script, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        thread("find a face", move || {
            let news = match faces::find(script) {
                Some(face) => News::Face(face),
                None => News::Action(Action::Say(Notice::fault(faces::missing(script)))),
            };
            let _ = sender.send(news);
            wake();
        });
    }
}

impl Default for Desktop {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads an edition: from a path, or the one inside the program. It is checked later, off the frame.
///
/// # Errors
/// One message with every fault that kept it from being read.
pub fn open(path: Option<&Path>) -> Result<Opened, String> {
    let loaded = match path {
        Some(path) => library::load_without_check(path),
        None => library::shipped_without_check(),
    };
    let edition = loaded.map_err(|error| error.to_string())?.edition;
    let folder = |path: &Path| if path.is_dir() { path.to_owned() } else { path.parent().unwrap_or(path).to_owned() };
    Ok(Opened { edition, path: path.map(folder) })
}

fn recall_one<T: serde::de::DeserializeOwned>(
    path: &mut Option<PathBuf>,
    format: u32,
    what: &str,
    notices: &mut Vec<Notice>,
) -> Option<T> {
    match keep::read(path.as_deref()?, format) {
        Kept::Nothing => None,
        Kept::Whole(value) => Some(value),
        Kept::Newer(found) => {
            notices.push(Notice::fault(format!(
                "Your {what} were written by a newer Parallax (format {found}, this one knows {format}). \
                 They are left as they are, and changes are not kept."
            )));
            *path = None;
            None
        }
        Kept::Restored { value, aside, fault } => {
            let then = if value.is_some() { "The last good copy is in use." } else { "The usual ones are in use." };
            notices.push(Notice::fault(format!(
                "Your {what} could not be read: {fault}. {then} The damaged file was set aside: {}",
                aside.display()
            )));
            value
        }
    }
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) {
    // Without a thread to be had, the wish is dropped; the reader can ask again.
    let _ = std::thread::Builder::new().name(name.into()).spawn(work);
}
