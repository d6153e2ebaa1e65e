//! Making handouts on a thread and writing them to the files that the user chose.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::export::handout::{Handout, HandoutError, PrintError, Printed, SystemFont, print};
use crate::model::Script;
use crate::model::progress::Progress;
use crate::state::{Action, HandoutJob, Notice};
use crate::storage::{WriteExportError, faces, write_export};

use super::loads::name_of;
use super::wait::Wait;
use super::{Message, Platform, spawn};

/// The handout in progress, if any. Each has a number; the result of one that was cancelled or replaced is dropped.
#[derive(Debug, Default)]
pub struct HandoutTask {
    last: u64,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    number: u64,
    wait: Wait,
}

impl HandoutTask {
    /// Starts a handout and cancels the one before it. Returns its number and its progress.
    fn start(&mut self, name: &str) -> (u64, Arc<Progress>) {
        self.cancel();
        self.last += 1;
        let wait = Wait::new(format!("Making {name}"));
        let progress = wait.progress();
        self.running = Some(Running { number: self.last, wait });
        (self.last, progress)
    }

    /// Returns the action that shows the result, or `None` when the handout was cancelled or replaced.
    pub fn finish(&mut self, number: u64, notice: Notice) -> Option<Action> {
        self.running.take_if(|running| running.number == number).map(|_| Action::Notify(notice))
    }

    /// Cancels the handout in progress.
    pub fn cancel(&mut self) {
        if let Some(running) = self.running.take() {
            running.wait.cancel();
        }
    }

    /// Returns the status of the handout in progress, as [`Wait::status`] does; `None` when there is none.
    pub fn status(&self, now: Instant) -> Option<(Option<String>, Duration)> {
        self.running.as_ref().map(|running| running.wait.status(now))
    }
}

/// Why a handout was not written.
#[derive(Debug, thiserror::Error)]
enum HandoutFailure {
    /// The options leave nothing to print.
    #[error(transparent)]
    Build(#[from] HandoutError),
    /// It could not be printed, or was cancelled.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteExportError),
}

impl Platform {
    /// Makes a handout on a thread and writes it to a file.
    pub fn write_handout(&mut self, job: HandoutJob, path: PathBuf, overwrite: bool, wake: impl Fn() + Send + 'static) {
        let path = super::open::expand_home(path);
        let (number, progress) = self.handout.start(&name_of(&path));
        let sender = self.sender.clone();
        spawn("make a handout", move || {
            let notice = match write_to_file(&job, &path, overwrite, &progress) {
                Ok(printed) => saved_notice(&path, &printed),
                Err(error) => Notice::fault(format!("Could not save {}\n{error}", path.display())),
            };
            let _ = sender.send(Message::Handout(number, notice));
            wake();
        });
    }
}

/// Makes a handout and writes it. A cancelled one leaves no file.
fn write_to_file(
    job: &HandoutJob,
    path: &Path,
    overwrite: bool,
    progress: &Progress,
) -> Result<Printed, HandoutFailure> {
    let HandoutJob { edition, rows, options, form } = job;
    let handout = Handout::new(edition, rows, options)?;
    let printed = print(&handout, *form, find_font, progress)?;
    // Cancelled while the last pages were made.
    progress.report(1, 1).map_err(PrintError::Cancelled)?;
    write_export(path, &printed.bytes, overwrite)?;
    Ok(printed)
}

/// Returns the notice about a handout that was written: where, its number of pages if it has any, and its warnings.
fn saved_notice(path: &Path, printed: &Printed) -> Notice {
    let pages = match printed.pages {
        Some(1) => ", 1 page".to_owned(),
        Some(pages) => format!(", {pages} pages"),
        None => String::new(),
    };
    let saved = format!("Saved {}{pages}", path.display());
    match printed.warnings.as_slice() {
        [] => Notice::quiet(saved),
        warnings => Notice::fault(format!("{saved}\n{}", warnings.join("\n"))),
    }
}

fn find_font(script: Script) -> Option<SystemFont> {
    faces::find(script).map(|faces::FoundFace { script, bytes, index }| SystemFont { script, bytes, index })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::{HandoutFailure, HandoutTask, saved_notice, write_to_file};
    use crate::export::handout::{HandoutFormat, HandoutKind, HandoutOptions};
    use crate::model::progress::Progress;
    use crate::model::rows::Rows;
    use crate::state::{HandoutJob, Notice};

    fn job() -> HandoutJob {
        let edition = crate::platform::open(None).unwrap().edition;
        let options = HandoutOptions { kind: HandoutKind::Sheet, ..HandoutOptions::default() };
        let rows = Arc::new(Rows::new(&edition));
        HandoutJob { edition: Arc::new(edition), rows, options, form: HandoutFormat::Html }
    }

    #[test]
    fn a_handout_is_saved_and_reported_but_does_not_replace_an_existing_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let printed = write_to_file(&job(), &path, false, &Progress::default()).unwrap();
        assert_eq!(saved_notice(&path, &printed), Notice::quiet(format!("Saved {}", path.display())));
        fs::write(&path, "mine").unwrap();
        let result = write_to_file(&job(), &path, false, &Progress::default());
        assert!(matches!(result, Err(HandoutFailure::Write(_))), "{result:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn a_cancelled_handout_leaves_no_file_and_is_not_reported() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let mut task = HandoutTask::default();
        let (number, progress) = task.start("sheet.html");
        let later = Instant::now() + Duration::from_millis(400);
        assert_eq!(task.status(later).and_then(|(message, _)| message).as_deref(), Some("Making sheet.html…"));
        task.cancel();
        assert!(write_to_file(&job(), &path, false, &progress).is_err());
        assert!(!path.exists());
        assert!(task.finish(number, Notice::quiet("Saved")).is_none());
        assert_eq!(task.status(later), None);
    }
}
