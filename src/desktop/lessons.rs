//! What a lesson needs of the outside: its plan, and the time of day.

use std::path::PathBuf;

use crate::library;
use crate::model::Plan;
use crate::session::Action;

use super::saver::Job;
use super::{Desktop, Message, thread};

impl Desktop {
    /// Reads the plan kept under a name, on a thread.
    pub fn load_plan(&self, key: String, wake: impl Fn() + Send + 'static) {
        let (path, sender) = (self.plan_file(&key), self.sender.clone());
        thread("read the plan", move || {
            let plan = path.map_or(Ok(None), |path| library::read_plan(&path));
            let plan = plan.map(|plan| plan.map(Box::new));
            let _ = sender.send(Message::action(Action::PlanCame { key, plan }));
            wake();
        });
    }

    /// Hands a plan over to be kept within half a second.
    pub fn save_plan(&self, key: &str, plan: Box<Plan>) {
        let path = self.plan_file(key);
        self.save(path.as_ref(), || Job::Plan(plan));
    }

    /// The name is an edition's id, which comes from a file that anybody may have written: only small letters, digits
    /// and hyphens of it are part of the path.
    fn plan_file(&self, key: &str) -> Option<PathBuf> {
        let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' };
        let name: String = key.chars().take(120).map(plain).collect();
        Some(self.plans.as_ref()?.join(format!("{name}.ron")))
    }
}

/// Hours and minutes of the day, where the desktop is.
pub fn time_of_day() -> (u8, u8) {
    let now = jiff::ZonedDateTime::now();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    (part(now.hour()), part(now.minute()))
}
