//! Handouts, made on a thread and written where the reader said.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::export::handout::{Handout, PrintError, SystemFont, print};
use crate::model::Script;
use crate::model::progress::Progress;
use crate::state::{Action, HandoutJob, Notice};
use crate::storage::{faces, write_export};

use super::loads::name_of;
use super::wait::Wait;
use super::{Message, Platform, thread};

/// The handout under way, if any.
#[derive(Debug, Default)]
pub struct Handing {
    last: u64,
    under_way: Option<UnderWay>,
}

#[derive(Debug)]
struct UnderWay {
    number: u64,
    wait: Wait,
}

impl Handing {
    /// A number for a new one; it takes the place of an earlier one.
    fn begin(&mut self, name: &str) -> (u64, Arc<Progress>) {
        self.cancel();
        self.last += 1;
        let wait = Wait::new(format!("Making {name}"));
        let progress = wait.progress();
        self.under_way = Some(UnderWay { number: self.last, wait });
        (self.last, progress)
    }

    /// What is to be said when one has ended; nothing when it was cancelled.
    pub fn arrived(&mut self, number: u64, notice: Notice) -> Option<Action> {
        self.under_way.take_if(|under_way| under_way.number == number).map(|_| Action::Notify(notice))
    }

    /// Ends the one under way.
    pub fn cancel(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.wait.cancel();
        }
    }

    /// What to say of one that takes its time, if anything, and when to ask again.
    pub fn told(&self, now: Instant) -> Option<(Option<String>, Duration)> {
        self.under_way.as_ref().map(|under_way| under_way.wait.status(now))
    }
}

impl Platform {
    /// Makes a handout on a thread and writes it.
    pub fn write_handout(&mut self, job: HandoutJob, path: PathBuf, overwrite: bool, wake: impl Fn() + Send + 'static) {
        let path = super::open::expand_home(path);
        let (number, progress) = self.handing.begin(&name_of(&path));
        let sender = self.sender.clone();
        thread("make a handout", move || {
            let notice = made(&job, &path, overwrite, &progress);
            let _ = sender.send(Message::HandedOut(number, notice));
            wake();
        });
    }
}

/// Makes the file, and says how that went.
fn made(job: &HandoutJob, path: &Path, overwrite: bool, progress: &Progress) -> Notice {
    let HandoutJob { edition, rows, options, form } = job;
    let printed = Handout::new(edition, rows, options)
        .map_err(|error| error.to_string())
        .and_then(|handout| print(&handout, *form, face, progress).map_err(|error: PrintError| error.to_string()));
    let printed = match printed {
        Ok(printed) => printed,
        Err(why) => return Notice::fault(format!("{}\n{why}", not_saved(path))),
    };
    // Cancelled while the last pages were written: nothing is to be left.
    if progress.report(1, 1).is_err() {
        return Notice::quiet(not_saved(path));
    }
    if let Err(error) = write_export(path, &printed.bytes, overwrite) {
        return Notice::fault(format!("{}\n{error}", not_saved(path)));
    }
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

fn not_saved(path: &Path) -> String {
    format!("Could not save {}", path.display())
}

/// A face of the system for a script.
fn face(script: Script) -> Option<SystemFont> {
    faces::find(script).map(|faces::FoundFace { script, bytes, index }| SystemFont { script, bytes, index })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::{Handing, made};
    use crate::export::handout::{HandoutFormat, HandoutKind, HandoutOptions};
    use crate::model::progress::Progress;
    use crate::model::rows::Rows;
    use crate::state::{HandoutJob, Notice, Tone};

    fn job() -> HandoutJob {
        let edition = crate::platform::open(None).unwrap().edition;
        let options = HandoutOptions { kind: HandoutKind::Sheet, ..HandoutOptions::default() };
        let rows = Arc::new(Rows::new(&edition));
        HandoutJob { edition: Arc::new(edition), rows, options, form: HandoutFormat::Html }
    }

    #[test]
    fn a_handout_is_saved_and_told_and_a_file_that_is_there_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let saved = made(&job(), &path, false, &Progress::default());
        assert_eq!(saved, Notice::quiet(format!("Saved {}", path.display())));
        fs::write(&path, "mine").unwrap();
        assert_eq!(made(&job(), &path, false, &Progress::default()).tone, Tone::Fault);
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn a_cancelled_handout_leaves_no_file_and_is_not_told() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let mut handing = Handing::default();
        let (number, progress) = handing.begin("sheet.html");
        let later = Instant::now() + Duration::from_millis(400);
        assert_eq!(handing.told(later).and_then(|told| told.0).as_deref(), Some("Making sheet.html…"));
        handing.cancel();
        let notice = made(&job(), &path, false, &progress);
        assert!(!path.exists());
        assert!(handing.arrived(number, notice).is_none());
        assert_eq!(handing.told(later), None);
    }
}
