//! The loads in progress. Each has a number; a result with an outdated number is dropped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::progress::Progress;
use crate::state::{Action, Loaded, Opened, ReadError, TextSource};

use super::open::OpenError;
use super::texts::TextError;
use super::wait::Wait;

/// The result of loading an edition, a copy, a text or a statement.
pub type LoadResult = Result<Box<Loaded>, LoadFailure>;

/// Why nothing was loaded. Except for [`LoadFailure::NoFolder`], the first line of the message names what was to be
/// loaded, and the next lines say why it failed.
#[derive(Debug, thiserror::Error)]
pub enum LoadFailure {
    /// An edition could not be opened.
    #[error(transparent)]
    Edition(#[from] OpenError),
    /// A text could not be read or set beside the edition.
    #[error("{}\n{source}", text.failed())]
    Text {
        /// Where the text comes from.
        text: TextSource,
        /// Why not.
        source: TextError,
    },
    /// A stored copy, a statement or the folder of a new edition could not be read or written.
    #[error("{}\n{source}", Opened::failed(path.as_deref()))]
    File {
        /// The file or folder.
        path: Option<PathBuf>,
        /// Why not.
        source: TextError,
    },
    /// The user has no data folder, so a new edition cannot be stored.
    #[error("There is no folder to keep an edition in")]
    NoFolder,
}

/// The loads in progress.
#[derive(Debug, Default)]
pub struct Loads {
    last: u64,
    /// The load that the user last asked for.
    opening: Option<Opening>,
    /// The last reload of the open edition, with its number and its folder.
    reload: Option<(u64, PathBuf)>,
}

#[derive(Debug)]
struct Opening {
    number: u64,
    wait: Wait,
}

impl Loads {
    /// Starts a load that the user asks for, and cancels the one before it. Returns its number and its progress.
    pub fn open(&mut self, name: String) -> (u64, Arc<Progress>) {
        self.cancel();
        self.last += 1;
        let wait = Wait::new(format!("Opening {name}"));
        let progress = wait.progress();
        self.opening = Some(Opening { number: self.last, wait });
        (self.last, progress)
    }

    /// Starts a reload of the open edition, whose folder has changed. Returns its number.
    pub fn reload(&mut self, path: PathBuf) -> u64 {
        self.last += 1;
        self.reload = Some((self.last, path));
        self.last
    }

    /// Returns the action for a result, or `None` when the load was cancelled or a later one has replaced it.
    pub fn finish(&mut self, number: u64, result: LoadResult) -> Option<Action> {
        let result = result.map_err(ReadError::new);
        if self.opening.take_if(|opening| opening.number == number).is_some() {
            let opened = match result.as_deref() {
                Ok(Loaded::Edition(opened)) => Some(opened.path.as_ref()),
                Ok(Loaded::Copy(copy, _)) => Some(copy.edition_path.as_ref()),
                Ok(Loaded::Text(_) | Loaded::Statement(_)) | Err(_) => None,
            };
            if let Some(opened) = opened {
                // Another edition is open now: drop the reload of the one before.
                self.reload.take_if(|(_, path)| Some(&*path) != opened);
            }
            return Some(Action::Loaded(result));
        }
        let (_, path) = self.reload.take_if(|(latest, _)| *latest == number)?;
        Some(Action::Reloaded { path, result })
    }

    /// Whether a load that the user asked for is in progress.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// Cancels the load that the user asked for.
    pub fn cancel(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.wait.cancel();
        }
    }

    /// Returns the status of the load that the user waits for, as [`Wait::status`] does; `None` when there is none.
    pub fn status(&self, now: Instant) -> Option<(Option<String>, Duration)> {
        self.opening.as_ref().map(|opening| opening.wait.status(now))
    }
}

/// Returns the last component of a path, for messages.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use super::{LoadFailure, LoadResult, Loads};
    use crate::platform;
    use crate::state::{Action, Loaded, Opened};

    fn opened(path: &str) -> LoadResult {
        let edition = platform::open(None).unwrap().edition;
        Ok(Box::new(Loaded::Edition(Box::new(Opened { edition, path: Some(path.into()) }))))
    }

    #[test]
    fn only_the_last_load_that_was_asked_for_counts() {
        let mut loads = Loads::default();
        let slow = loads.open("slow".into()).0;
        let fast = loads.open("fast".into()).0;
        assert!(matches!(loads.finish(fast, opened("/fast")), Some(Action::Loaded(Ok(_)))));
        assert!(loads.finish(slow, opened("/slow")).is_none());
    }

    #[test]
    fn a_reload_does_not_replace_a_load_that_the_user_asked_for() {
        let mut loads = Loads::default();
        let asked = loads.open("new".into()).0;
        let reload = loads.reload(PathBuf::from("/open"));
        assert!(matches!(loads.finish(asked, opened("/new")), Some(Action::Loaded(Ok(_)))));
        assert!(loads.finish(reload, opened("/open")).is_none(), "it is no longer open");
    }

    #[test]
    fn the_open_edition_is_reloaded_when_the_requested_one_cannot_be_opened() {
        let mut loads = Loads::default();
        let asked = loads.open("none".into()).0;
        let (early, late) = (loads.reload(PathBuf::from("/open")), loads.reload(PathBuf::from("/open")));
        assert!(matches!(loads.finish(asked, Err(LoadFailure::NoFolder)), Some(Action::Loaded(Err(_)))));
        assert!(loads.finish(early, opened("/open")).is_none());
        let action = loads.finish(late, opened("/open"));
        assert!(matches!(action, Some(Action::Reloaded { path, .. }) if path == Path::new("/open")));
    }

    #[test]
    fn a_slow_load_is_reported_after_a_moment_and_a_cancelled_one_is_dropped() {
        let mut loads = Loads::default();
        let number = loads.open("lamps".into()).0;
        let after = |loads: &Loads, ms: u64| {
            loads.status(Instant::now() + Duration::from_millis(ms)).map(|(message, _)| message)
        };
        assert_eq!(after(&loads, 50), Some(None));
        assert_eq!(after(&loads, 400), Some(Some("Opening lamps…".into())));
        assert_eq!(after(&loads, 11_000), Some(Some("Opening lamps… 10 s".into())));
        loads.cancel();
        assert_eq!(after(&loads, 400), None);
        assert!(loads.finish(number, opened("/editions/lamps")).is_none());
    }
}
