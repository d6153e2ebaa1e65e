//! A piece of work that the reader waits for: what is said of it when it takes its time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::progress::Progress;

/// What takes longer than this is told to the reader.
const UNNOTICED: Duration = Duration::from_millis(200);

/// While it goes on, the message says anew how long: often enough that a quiet message does not go by itself.
const TOLD_EVERY: Duration = Duration::from_secs(2);

/// Work that goes on.
#[derive(Debug)]
pub struct Wait {
    /// What is done, as the message begins: `Opening lamps`.
    what: String,
    since: Instant,
    progress: Arc<Progress>,
}

impl Wait {
    /// Work that begins now.
    pub fn new(what: String) -> Self {
        Self { what, since: Instant::now(), progress: Arc::default() }
    }

    /// How far it has come; the thread that works has it too.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// It is not wanted any more.
    pub fn cancel(&self) {
        self.progress.cancel();
    }

    /// What to say of it, if it takes its time, and when to ask again.
    pub fn told(&self, now: Instant) -> (Option<String>, Duration) {
        let Self { what, since, progress } = self;
        let past = now.saturating_duration_since(*since);
        if past < UNNOTICED {
            return (None, UNNOTICED.saturating_sub(past));
        }
        let steps = u32::try_from(past.as_secs() / TOLD_EVERY.as_secs()).unwrap_or(u32::MAX);
        let done = match progress.share() {
            share if share > 0.0 => format!(" {:.0} %", share * 100.0),
            _ => String::new(),
        };
        let text = match u64::from(steps) * TOLD_EVERY.as_secs() {
            0 => format!("{what}…"),
            seconds => format!("{what}…{done} {seconds} s"),
        };
        (Some(text), TOLD_EVERY.saturating_mul(steps.saturating_add(1)).saturating_sub(past))
    }
}
