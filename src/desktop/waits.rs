//! A piece of work that the reader waits for: what is said of it when it takes its time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::progress::Progress;

/// What takes longer than this is told to the reader.
const UNNOTICED: Duration = Duration::from_millis(200);

/// While it goes on, the message says anew how long: often enough that a quiet message does not go by itself.
const TOLD_EVERY: Duration = Duration::from_secs(2);

/// Nobody is asked again sooner than this: a wish for a frame within the one that is being made is a wish for the very
/// next, and the next, until the moment has come.
const SOONEST: Duration = Duration::from_millis(30);

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
            return (None, UNNOTICED.saturating_sub(past).max(SOONEST));
        }
        let steps = u32::try_from(past.as_secs() / TOLD_EVERY.as_secs()).unwrap_or(u32::MAX);
        let done = match progress.fraction() {
            share if share > 0.0 => format!(" {:.0} %", share * 100.0),
            _ => String::new(),
        };
        let text = match u64::from(steps) * TOLD_EVERY.as_secs() {
            0 => format!("{what}…"),
            seconds => format!("{what}…{done} {seconds} s"),
        };
        let again = TOLD_EVERY.saturating_mul(steps.saturating_add(1)).saturating_sub(past);
        (Some(text), again.max(SOONEST))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{SOONEST, Wait};

    #[test]
    fn no_frames_are_wished_for_in_a_row_while_a_moment_is_waited_for() {
        let wait = Wait::new("Opening lamps".into());
        for past in [0, 199, 200, 1_999, 2_000, 60_000] {
            let (_, again) = wait.told(wait.since + Duration::from_millis(past));
            assert!(again >= SOONEST, "asked again after {again:?} at {past} ms");
        }
    }
}
