//! Handouts, made on a thread and written where the reader said.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::export::handout::{Face, Form, Handout, PrintError, Wish, print};
use crate::library::{faces, put};
use crate::model::progress::Progress;
use crate::model::rows::Rows;
use crate::model::{Edition, Script};
use crate::session::{Action, Notice};

use super::loads::name_of;
use super::waits::Wait;
use super::{Desktop, Message, thread};

/// A handout to be made.
#[derive(Clone, Debug)]
pub struct HandOutJob {
    /// Of what.
    pub edition: Arc<Edition>,
    /// Its rows.
    pub rows: Arc<Rows>,
    /// What is on it.
    pub wish: Wish,
    /// In what form.
    pub form: Form,
    /// Where it goes.
    pub path: PathBuf,
    /// Whether a file that is there may go.
    pub over: bool,
}

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
        self.under_way.take_if(|under_way| under_way.number == number).map(|_| Action::Say(notice))
    }

    /// Ends the one under way.
    pub fn cancel(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.wait.cancel();
        }
    }

    /// What to say of one that takes its time, if anything, and when to ask again.
    pub fn told(&self, now: Instant) -> Option<(Option<String>, Duration)> {
        self.under_way.as_ref().map(|under_way| under_way.wait.told(now))
    }
}

impl Desktop {
    /// Makes a handout on a thread and writes it.
    pub fn hand_out(&mut self, job: HandOutJob, wake: impl Fn() + Send + 'static) {
        let job = HandOutJob { path: super::open::at_home(job.path.clone()), ..job };
        let (number, progress) = self.handing.begin(&name_of(&job.path));
        let sender = self.sender.clone();
        thread("make a handout", move || {
            let notice = made(&job, &progress);
            let _ = sender.send(Message::HandedOut(number, notice));
            wake();
        });
    }
}

/// Makes the file, and says how that went.
fn made(job: &HandOutJob, progress: &Progress) -> Notice {
    let HandOutJob { edition, rows, wish, form, path, over } = job;
    let printed = Handout::new(edition, rows, wish)
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
    if let Err(error) = put(path, &printed.bytes, *over) {
        return Notice::fault(format!("{}\n{error}", not_saved(path)));
    }
    let pages = match printed.pages {
        Some(1) => ", 1 page".to_owned(),
        Some(pages) => format!(", {pages} pages"),
        None => String::new(),
    };
    let saved = format!("Saved {}{pages}", path.display());
    match printed.remarks.as_slice() {
        [] => Notice::quiet(saved),
        remarks => Notice::fault(format!("{saved}\n{}", remarks.join("\n"))),
    }
}

fn not_saved(path: &Path) -> String {
    format!("Could not save {}", path.display())
}

/// A face of the system for a script.
fn face(script: Script) -> Option<Face> {
    faces::find(script).map(|faces::FoundFace { script, bytes, index }| Face { script, bytes, index })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::{HandOutJob, Handing, made};
    use crate::export::handout::{Form, Kind, Wish};
    use crate::model::progress::Progress;
    use crate::model::rows::Rows;
    use crate::session::{Notice, Tone};

    fn job(path: &std::path::Path, over: bool) -> HandOutJob {
        let edition = crate::desktop::open(None).unwrap().edition;
        let wish = Wish { kind: Kind::Sheet, ..Wish::default() };
        let rows = Arc::new(Rows::new(&edition));
        HandOutJob { edition: Arc::new(edition), rows, wish, form: Form::Html, path: path.into(), over }
    }

    #[test]
    fn a_handout_is_saved_and_told_and_a_file_that_is_there_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sheet.html");
        let saved = made(&job(&path, false), &Progress::default());
        assert_eq!(saved, Notice::quiet(format!("Saved {}", path.display())));
        fs::write(&path, "mine").unwrap();
        assert_eq!(made(&job(&path, false), &Progress::default()).tone, Tone::Fault);
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
        let notice = made(&job(&path, false), &progress);
        assert!(!path.exists());
        assert!(handing.arrived(number, notice).is_none());
        assert_eq!(handing.told(later), None);
    }
}
