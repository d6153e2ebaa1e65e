//! Watching the folder of the open edition for changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::state::Action;

use super::jobs::{Outbox, spawn};

/// Editors write a file in several steps; the edition is reloaded when nothing has changed for this long.
const DEBOUNCE: Duration = Duration::from_millis(250);

/// The interval at which a folder that was removed is looked for.
const RETRY_INTERVAL: Duration = Duration::from_secs(1);

/// A change that the system reports.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// A file in the folder was changed, added or removed.
    File,
    /// The folder itself was removed or renamed, which ends the watch.
    Folder,
}

type SharedWatcher = Mutex<RecommendedWatcher>;

/// A watch on one folder, which ends when it is dropped.
pub struct Watch {
    _watcher: Arc<SharedWatcher>,
}

impl Watch {
    /// Starts to watch a folder. A change is sent as [`Action::ChangedOnDisk`].
    ///
    /// # Errors
    /// Returns an error when the system cannot watch the folder.
    pub fn start(folder: &Path, outbox: Outbox) -> notify::Result<Self> {
        let (sender, changes) = channel();
        let watched = folder.to_owned();
        let on_event = move |event: notify::Result<notify::Event>| {
            if let Some(change) = change_of(&event, &watched) {
                let _ = sender.send(change);
            }
        };
        let mut watcher = notify::recommended_watcher(on_event)?;
        watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|mut error| {
            // The message is shown beside the folder, so it need not repeat the path.
            error.paths.clear();
            error
        })?;
        let watcher = Arc::new(Mutex::new(watcher));
        let weak = Arc::downgrade(&watcher);
        let folder = folder.to_owned();
        spawn("watch the edition", move || follow(&folder, &weak, &changes, &outbox));
        Ok(Self { _watcher: watcher })
    }
}

/// Returns the change of an event, or `None` when no file of an edition was changed.
fn change_of(event: &notify::Result<notify::Event>, folder: &Path) -> Option<Change> {
    // After an error, any event may have been lost.
    let Ok(event) = event else { return Some(Change::Folder) };
    let is_removal = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_)));
    if is_removal && event.paths.iter().any(|path| path == folder) {
        return Some(Change::Folder);
    }
    let is_ron = event.paths.iter().any(|path| path.extension().is_some_and(|extension| extension == "ron"));
    (event.need_rescan() || is_ron && !matches!(event.kind, EventKind::Access(_))).then_some(Change::File)
}

/// Reports changes until the watch or the window is closed.
fn follow(folder: &Path, watcher: &Weak<SharedWatcher>, changes: &Receiver<Change>, outbox: &Outbox) {
    let report = || outbox.send_action(Action::ChangedOnDisk(folder.to_owned()));
    while let Ok(first) = changes.recv() {
        let mut is_lost = first == Change::Folder;
        loop {
            match changes.recv_timeout(DEBOUNCE) {
                Ok(next) => is_lost |= next == Change::Folder,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if !report() || is_lost && !(watch_again(folder, watcher, changes) && report()) {
            return;
        }
    }
}

/// Waits until the folder exists and is watched again. Returns `false` when the watch was dropped meanwhile.
fn watch_again(folder: &Path, watcher: &Weak<SharedWatcher>, changes: &Receiver<Change>) -> bool {
    loop {
        let Some(strong) = watcher.upgrade() else { return false };
        let mut watching = strong.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = watching.unwatch(folder);
        if watching.watch(folder, RecursiveMode::NonRecursive).is_ok() {
            return true;
        }
        drop(watching);
        drop(strong);
        if changes.recv_timeout(RETRY_INTERVAL) == Err(RecvTimeoutError::Disconnected) {
            return false;
        }
    }
}

/// The watch on the folder of the open edition.
#[derive(Default)]
pub struct EditionWatch {
    folder: Option<PathBuf>,
    watch: Option<Watch>,
    /// Whether a failure was reported: it is, only once.
    is_reported: bool,
}

impl EditionWatch {
    /// Watches another folder, or none. Returns a message the first time that a folder cannot be watched. Does nothing
    /// when the folder is the same as before.
    pub fn set_folder(
        &mut self,
        folder: Option<&Path>,
        start: impl FnOnce(&Path) -> notify::Result<Watch>,
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
            Err(_) if self.is_reported => None,
            Err(error) => {
                self.is_reported = true;
                Some(format!(
                    "Changes of this edition on disk go unseen, since the system cannot watch its folder ({error}). \
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

    use super::{EditionWatch, Watch};
    use crate::platform::Message;
    use crate::platform::jobs::Outbox;

    fn is_reported(news: &Receiver<Message>) -> bool {
        let reported = news.recv_timeout(Duration::from_secs(6)).is_ok();
        // A change may be reported twice.
        while news.recv_timeout(Duration::from_millis(600)).is_ok() {}
        reported
    }

    #[test]
    fn a_folder_that_is_removed_and_created_again_is_watched_as_before() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("edition");
        fs::create_dir(&folder).unwrap();
        let (sender, news) = channel();
        let watch = Watch::start(&folder, Outbox::new(sender)).unwrap();
        fs::write(folder.join("edition.ron"), "one").unwrap();
        assert!(is_reported(&news), "a file was written");
        fs::rename(&folder, dir.path().join("elsewhere")).unwrap();
        assert!(is_reported(&news), "the folder was removed");
        fs::create_dir(&folder).unwrap();
        assert!(is_reported(&news), "the folder is back");
        fs::write(folder.join("edition.ron"), "two").unwrap();
        assert!(is_reported(&news), "a file was written in the new folder");
        drop(watch);
    }

    #[test]
    fn a_watch_that_cannot_start_is_tried_once_a_folder_and_reported_once() {
        let mut watch = EditionWatch::default();
        let mut tried = 0;
        let mut set_folder = |path: &str| {
            watch.set_folder(Some(Path::new(path)), |_| {
                tried += 1;
                Err(notify::Error::generic("too many watches"))
            })
        };
        assert!(set_folder("/a").is_some_and(|text| text.contains("too many watches")));
        assert_eq!((set_folder("/a"), set_folder("/b"), set_folder("/b")), (None, None, None));
        assert_eq!(tried, 2);
    }
}
