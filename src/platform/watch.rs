//! Watching the open edition's folder.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::state::Action;

use super::{Message, thread};

/// Editors write a file in several steps; the edition is read when nothing has changed for this long.
const SETTLED: Duration = Duration::from_millis(250);

/// A folder that has gone is looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What the system says of the folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// A file in it is another one now.
    File,
    /// The folder itself has gone or moved, and the watch with it.
    Folder,
}

type Shared = Mutex<RecommendedWatcher>;

/// A watch on one folder; ends when dropped.
pub struct Watch {
    _watcher: Arc<Shared>,
}

impl Watch {
    /// Watches a folder.
    ///
    /// # Errors
    /// Why the system cannot watch it; the edition is then read again only on demand.
    pub fn start(folder: &Path, news: Sender<Message>, wake: impl Fn() + Send + 'static) -> Result<Self, String> {
        let (sender, changes) = channel();
        let watched = folder.to_owned();
        let tell = move |event: notify::Result<notify::Event>| {
            if let Some(change) = change(&event, &watched) {
                let _ = sender.send(change);
            }
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(|error| error.to_string())?;
        // The paths of the error are known.
        watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| error.kind_in_words())?;
        let watcher = Arc::new(Mutex::new(watcher));
        let weak = Arc::downgrade(&watcher);
        let folder = folder.to_owned();
        thread("watch the edition", move || follow(&folder, &weak, &changes, &news, &wake));
        Ok(Self { _watcher: watcher })
    }
}

trait KindInWords {
    fn kind_in_words(self) -> String;
}

impl KindInWords for notify::Error {
    fn kind_in_words(mut self) -> String {
        self.paths.clear();
        self.to_string()
    }
}

fn change(event: &notify::Result<notify::Event>, folder: &Path) -> Option<Change> {
    // What was lost in an error may have been anything.
    let Ok(event) = event else { return Some(Change::Folder) };
    let gone = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_)));
    if gone && event.paths.iter().any(|path| path == folder) {
        return Some(Change::Folder);
    }
    let ron = event.paths.iter().any(|path| path.extension().is_some_and(|extension| extension == "ron"));
    (event.need_rescan() || ron && !matches!(event.kind, EventKind::Access(_))).then_some(Change::File)
}

/// Tells of changes until the watch or the window has gone.
fn follow(folder: &Path, watcher: &Weak<Shared>, changes: &Receiver<Change>, news: &Sender<Message>, wake: &dyn Fn()) {
    let tell = || {
        let sent = news.send(Message::action(Action::ChangedOnDisk(folder.to_owned())));
        wake();
        sent.is_ok()
    };
    while let Ok(first) = changes.recv() {
        let mut lost = first == Change::Folder;
        loop {
            match changes.recv_timeout(SETTLED) {
                Ok(next) => lost |= next == Change::Folder,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if !tell() || lost && !(found_again(folder, watcher, changes) && tell()) {
            return;
        }
    }
}

/// Waits until the folder can be watched again; false when the watch has ended meanwhile.
fn found_again(folder: &Path, watcher: &Weak<Shared>, changes: &Receiver<Change>) -> bool {
    loop {
        let Some(strong) = watcher.upgrade() else { return false };
        let mut watching = strong.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = watching.unwatch(folder);
        if watching.watch(folder, RecursiveMode::NonRecursive).is_ok() {
            return true;
        }
        drop(watching);
        drop(strong);
        if changes.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Disconnected) {
            return false;
        }
    }
}

/// The watch on the folder of the open edition, and what became of the attempt to have one.
#[derive(Default)]
pub struct Watching {
    folder: Option<PathBuf>,
    watch: Option<Watch>,
    told: bool,
}

impl Watching {
    /// Turns to a folder, once; the first time that it cannot be watched there is something to tell.
    pub fn turn_to(
        &mut self,
        folder: Option<&Path>,
        start: impl FnOnce(&Path) -> Result<Watch, String>,
    ) -> Option<String> {
        if self.folder.as_deref() == folder {
            return None;
        }
        self.folder = folder.map(ToOwned::to_owned);
        self.watch = None;
        match start(folder?) {
            Ok(watch) => {
                self.watch = Some(watch);
                None
            }
            Err(_) if self.told => None,
            Err(fault) => {
                self.told = true;
                Some(format!(
                    "Changes of this edition on disk go unseen, since the system cannot watch its folder ({fault}). \
                     Open it again to see them."
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::{Watch, Watching};
    use crate::platform::Message;

    fn told(news: &Receiver<Message>) -> bool {
        let told = news.recv_timeout(Duration::from_secs(6)).is_ok();
        // A change may be told twice.
        while news.recv_timeout(Duration::from_millis(600)).is_ok() {}
        told
    }

    #[test]
    fn a_folder_that_goes_and_comes_back_is_watched_as_before() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("edition");
        fs::create_dir(&folder).unwrap();
        let (sender, news) = channel();
        let watch = Watch::start(&folder, sender, || {}).unwrap();
        fs::write(folder.join("edition.ron"), "one").unwrap();
        assert!(told(&news), "a file was written");
        fs::rename(&folder, dir.path().join("elsewhere")).unwrap();
        assert!(told(&news), "the folder has gone");
        fs::create_dir(&folder).unwrap();
        assert!(told(&news), "the folder is back");
        fs::write(folder.join("edition.ron"), "two").unwrap();
        assert!(told(&news), "a file was written in the new folder");
        drop(watch);
    }

    #[test]
    fn a_watch_that_cannot_start_is_tried_once_a_folder_and_told_once() {
        let mut watching = Watching::default();
        let mut tried = 0;
        let mut turn = |path: &str| {
            watching.turn_to(Some(Path::new(path)), |_| {
                tried += 1;
                Err("too many watches".into())
            })
        };
        assert!(turn("/a").is_some_and(|text| text.contains("too many watches")));
        assert_eq!((turn("/a"), turn("/b"), turn("/b")), (None, None, None));
        assert_eq!(tried, 2);
    }
}
