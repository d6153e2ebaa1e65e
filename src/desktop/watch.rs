//! Watching the open edition's folder.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::session::Action;

use super::{News, thread};

/// Editors write a file in several steps; the edition is read when nothing has changed for this long.
const SETTLED: Duration = Duration::from_millis(250);

/// A watch on one folder; ends when dropped.
pub struct Watch {
    folder: PathBuf,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches a folder. None where the system cannot watch; the edition is then read again only on demand.
    pub fn start(folder: &Path, news: Sender<News>, wake: impl Fn() + Send + 'static) -> Option<Self> {
        let (sender, changes) = channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let ron = event.paths.iter().any(|p| p.extension().is_some_and(|e| e == "ron"));
            if ron && !matches!(event.kind, EventKind::Access(_)) {
                let _ = sender.send(());
            }
        })
        .ok()?;
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        let path = folder.to_owned();
        thread("watch the edition", move || {
            while changes.recv().is_ok() {
                loop {
                    match changes.recv_timeout(SETTLED) {
                        Ok(()) => {}
                        Err(RecvTimeoutError::Timeout) => break,
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
                if news.send(News::Action(Action::OpenPath(path.clone()))).is_err() {
                    return;
                }
                wake();
            }
        });
        Some(Self { folder: folder.to_owned(), _watcher: watcher })
    }

    /// The folder watched.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
