//! Which of the readings under way still counts. Each has a number; what comes under an old one is dropped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::progress::Progress;
use crate::state::{Action, Found};

use super::wait::Wait;

/// What an attempt to read an edition or a text brought.
pub type Outcome = Result<Box<Found>, String>;

/// The readings under way.
#[derive(Debug, Default)]
pub struct Loads {
    last: u64,
    /// The one that the reader asked for last.
    opening: Option<Opening>,
    /// The latest one of the open edition, whose folder has changed.
    again: Option<(u64, PathBuf)>,
}

#[derive(Debug)]
struct Opening {
    number: u64,
    wait: Wait,
}

impl Loads {
    /// A number for a reading that the reader asks for; it takes the place of an earlier one.
    pub fn open(&mut self, name: String) -> (u64, Arc<Progress>) {
        self.cancel();
        self.last += 1;
        let wait = Wait::new(format!("Opening {name}"));
        let progress = wait.progress();
        self.opening = Some(Opening { number: self.last, wait });
        (self.last, progress)
    }

    /// A number for a reading of the open edition, whose folder has changed.
    pub fn again(&mut self, path: PathBuf) -> u64 {
        self.last += 1;
        self.again = Some((self.last, path));
        self.last
    }

    /// What is to be done with an outcome; nothing when it has been overtaken.
    pub fn arrived(&mut self, number: u64, result: Outcome) -> Option<Action> {
        if self.opening.take_if(|opening| opening.number == number).is_some() {
            let opened = match result.as_deref() {
                Ok(Found::Edition(opened)) => Some(opened.path.as_ref()),
                Ok(Found::Copy(copy, _)) => Some(copy.edition_path.as_ref()),
                Ok(Found::Text(_) | Found::Statement(_)) | Err(_) => None,
            };
            if let Some(opened) = opened {
                // The edition that was to be read again is no longer open.
                self.again.take_if(|(_, path)| Some(&*path) != opened);
            }
            return Some(Action::Loaded(result));
        }
        let (_, path) = self.again.take_if(|(latest, _)| *latest == number)?;
        Some(Action::ReadAgain { path, result })
    }

    /// Whether the reader waits for one.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// Drops the reading that the reader asked for.
    pub fn cancel(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.wait.cancel();
        }
    }

    /// What to say of a reading that takes its time, if anything, and when to ask again.
    pub fn told(&self, now: Instant) -> Option<(Option<String>, Duration)> {
        self.opening.as_ref().map(|opening| opening.wait.told(now))
    }
}

/// The last part of a path, as it is told to the reader.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use super::{Loads, Outcome};
    use crate::platform;
    use crate::state::{Action, Found, Opened};

    fn opened(path: &str) -> Outcome {
        let edition = platform::open(None).unwrap().edition;
        Ok(Box::new(Found::Edition(Box::new(Opened { edition, path: Some(path.into()) }))))
    }

    #[test]
    fn only_the_newest_edition_asked_for_is_taken() {
        let mut loads = Loads::default();
        let slow = loads.open("slow".into()).0;
        let fast = loads.open("fast".into()).0;
        assert!(matches!(loads.arrived(fast, opened("/fast")), Some(Action::Loaded(Ok(_)))));
        assert!(loads.arrived(slow, opened("/slow")).is_none());
    }

    #[test]
    fn reading_the_open_edition_again_does_not_overtake_one_that_the_reader_asked_for() {
        let mut loads = Loads::default();
        let asked = loads.open("new".into()).0;
        let again = loads.again(PathBuf::from("/open"));
        assert!(matches!(loads.arrived(asked, opened("/new")), Some(Action::Loaded(Ok(_)))));
        assert!(loads.arrived(again, opened("/open")).is_none(), "it is no longer open");
    }

    #[test]
    fn the_open_edition_is_read_again_when_the_one_asked_for_cannot_be() {
        let mut loads = Loads::default();
        let asked = loads.open("none".into()).0;
        let (early, late) = (loads.again(PathBuf::from("/open")), loads.again(PathBuf::from("/open")));
        assert!(matches!(loads.arrived(asked, Err("none".into())), Some(Action::Loaded(Err(_)))));
        assert!(loads.arrived(early, opened("/open")).is_none());
        let taken = loads.arrived(late, opened("/open"));
        assert!(matches!(taken, Some(Action::ReadAgain { path, .. }) if path == Path::new("/open")));
    }

    #[test]
    fn a_slow_reading_is_told_after_a_moment_and_a_cancelled_one_counts_no_more() {
        let mut loads = Loads::default();
        let number = loads.open("lamps".into()).0;
        let after = |loads: &Loads, ms: u64| loads.told(Instant::now() + Duration::from_millis(ms)).map(|told| told.0);
        assert_eq!(after(&loads, 50), Some(None));
        assert_eq!(after(&loads, 400), Some(Some("Opening lamps…".into())));
        assert_eq!(after(&loads, 11_000), Some(Some("Opening lamps… 10 s".into())));
        loads.cancel();
        assert_eq!(after(&loads, 400), None);
        assert!(loads.arrived(number, opened("/shelf/lamps")).is_none());
    }
}
