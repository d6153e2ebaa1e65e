//! What a lesson needs of the outside: its plan, and the time of day.

use std::path::{Path, PathBuf};

use crate::model::Plan;
use crate::state::copy::fingerprint;
use crate::state::{Action, LESSON_FORMAT, LessonSnapshot};
use crate::storage;
use crate::storage::atomic_file::{self, Stored};

use super::save_worker::Job;
use super::{Message, Platform, thread};

impl Platform {
    /// Reads the plan kept under a name, on a thread.
    pub fn load_plan(&self, key: String, wake: impl Fn() + Send + 'static) {
        let (path, kept) = (Self::file_of(self.plans.as_ref(), &key), Self::file_of(self.lessons.as_ref(), &key));
        let sender = self.sender.clone();
        thread("read the plan", move || {
            let plan = path.map_or(Ok(None), |path| storage::read_user_file::<Plan>(&path));
            let plan = plan.map(|plan| plan.map(Box::new));
            let lesson = kept.map_or(Ok(None), |path| lesson_in(&path));
            let _ = sender.send(Message::action(Action::PlanLoaded { key, plan, lesson }));
            wake();
        });
    }

    /// Hands a plan over to be kept within half a second.
    pub fn save_plan(&self, key: &str, plan: Box<Plan>) {
        let path = Self::file_of(self.plans.as_ref(), key);
        self.save(path.as_ref(), || Job::Plan(plan));
    }

    /// Hands a lesson over to be kept within half a second.
    pub fn save_lesson(&self, key: &str, lesson: Box<LessonSnapshot>) {
        let path = Self::file_of(self.lessons.as_ref(), key);
        self.save(path.as_ref(), || Job::Lesson(lesson));
    }

    /// The name is an edition's id, which comes from a file that anybody may have written: only small letters, digits
    /// and hyphens of it are part of the path.
    pub(super) fn file_of(folder: Option<&PathBuf>, key: &str) -> Option<PathBuf> {
        let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' { c } else { '_' };
        let name: String = key.chars().take(120).map(plain).collect();
        // Two ids that look the same when so written are told apart by a number made of the whole.
        let mark = if name == key { String::new() } else { format!("-{:016x}", fingerprint([key].into_iter())) };
        Some(folder?.join(format!("{name}{mark}.ron")))
    }
}

/// The lesson kept in a file. One that is damaged is set aside, and the lesson begins anew.
fn lesson_in(path: &Path) -> Result<Option<Box<LessonSnapshot>>, String> {
    match atomic_file::read::<LessonSnapshot>(path, LESSON_FORMAT) {
        Stored::Intact(lesson) | Stored::FromBackup(lesson) => Ok(Some(Box::new(lesson))),
        Stored::Damaged { value, .. } => Ok(value.map(Box::new)),
        Stored::Missing => Ok(None),
        Stored::Newer(_) => Err(format!(
            "The lesson was held with a newer Parallax and is left as it is; this one is not kept: {}",
            path.display()
        )),
        Stored::Locked { fault, .. } => {
            Err(format!("The lesson could not be read ({fault}), so this one is not kept: {}", path.display()))
        }
    }
}

/// Hours and minutes of the day, where the desktop is.
pub fn time_of_day() -> (u8, u8) {
    let now = jiff::ZonedDateTime::now();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    (part(now.hour()), part(now.minute()))
}
