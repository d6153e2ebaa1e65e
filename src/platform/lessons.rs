//! The plans and snapshots of lessons, and the time of day.

use std::path::{Path, PathBuf};

use crate::model::Plan;
use crate::model::fingerprint;
use crate::state::{Action, LESSON_FORMAT, LessonSnapshot, ReadError};
use crate::storage;
use crate::storage::atomic_file::{self, Stored};

use super::save_worker::{Job, WriteJob};
use super::{Message, Platform, spawn};

impl Platform {
    /// Reads the plan and the lesson stored under a key, on a thread.
    pub fn load_plan(&self, key: String, wake: impl Fn() + Send + 'static) {
        let (path, snapshot) = (Self::file_of(self.plans.as_ref(), &key), Self::file_of(self.lessons.as_ref(), &key));
        let sender = self.sender.clone();
        spawn("read the plan", move || {
            let plan = path.map_or(Ok(None), |path| storage::read_user_file::<Plan>(&path));
            let plan = plan.map(|plan| plan.map(Box::new)).map_err(ReadError::new);
            let lesson = snapshot.map_or(Ok(None), |path| read_lesson(&path)).map_err(ReadError::new);
            let _ = sender.send(Message::action(Action::PlanLoaded { key, plan, lesson }));
            wake();
        });
    }

    /// Queues a plan, which is written within half a second.
    pub fn save_plan(&self, key: &str, plan: Box<Plan>) {
        let path = Self::file_of(self.plans.as_ref(), key);
        self.queue(path.as_ref(), Job::Write(WriteJob::Plan(plan)));
    }

    /// Queues the snapshot of a lesson, which is written within half a second.
    pub fn save_lesson(&self, key: &str, lesson: Box<LessonSnapshot>) {
        let path = Self::file_of(self.lessons.as_ref(), key);
        self.queue(path.as_ref(), Job::Write(WriteJob::Lesson(lesson)));
    }

    /// Returns the path of the file for a key, or `None` without a folder.
    ///
    /// The key may be an edition's id, which comes from a file that anybody may have written: only small letters,
    /// digits and hyphens of it become part of the path.
    pub(super) fn file_of(folder: Option<&PathBuf>, key: &str) -> Option<PathBuf> {
        let sanitize = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' { c } else { '_' };
        let name: String = key.chars().take(120).map(sanitize).collect();
        // A hash of the whole key distinguishes keys that are equal after sanitizing.
        let suffix = if name == key { String::new() } else { format!("-{:016x}", fingerprint([key])) };
        Some(folder?.join(format!("{name}{suffix}.ron")))
    }
}

/// Why the snapshot of a lesson must not be overwritten, so that this lesson is not saved.
#[derive(Debug, thiserror::Error)]
enum LessonError {
    /// A newer program wrote it.
    #[error("The lesson was held with a newer Parallax and is left as it is; this one is not kept: {}", path.display())]
    Newer { path: PathBuf },
    /// It cannot be read.
    #[error("The lesson could not be read ({fault}), so this one is not kept: {}", path.display())]
    Locked { fault: String, path: PathBuf },
}

/// Reads the snapshot of a lesson. A damaged file is set aside, and the lesson begins from its backup or from the
/// start.
fn read_lesson(path: &Path) -> Result<Option<Box<LessonSnapshot>>, LessonError> {
    match atomic_file::read::<LessonSnapshot>(path, LESSON_FORMAT) {
        Stored::Intact(lesson) | Stored::FromBackup(lesson) => Ok(Some(Box::new(lesson))),
        Stored::Damaged { value, .. } => Ok(value.map(Box::new)),
        Stored::Missing => Ok(None),
        Stored::Newer(_) => Err(LessonError::Newer { path: path.to_owned() }),
        Stored::Locked { fault, .. } => Err(LessonError::Locked { fault, path: path.to_owned() }),
    }
}

/// Returns the hour and the minute of the local time of day.
pub fn time_of_day() -> (u8, u8) {
    let now = jiff::ZonedDateTime::now();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    (part(now.hour()), part(now.minute()))
}
