//! Work that the user waits for, and its status message.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::progress::Progress;

/// Work that takes longer than this is reported to the user.
const STATUS_AFTER: Duration = Duration::from_millis(200);

/// The message is updated this often while the work goes on: often enough that the quiet notice does not expire.
const STATUS_INTERVAL: Duration = Duration::from_secs(2);

/// The shortest delay before the status is asked for again. A repaint requested sooner than the current frame ends is
/// done in the very next frame, and in each one after it, until the time has come.
const MIN_DELAY: Duration = Duration::from_millis(30);

/// Work in progress.
#[derive(Debug)]
pub struct Wait {
    /// The beginning of the message: `Opening lamps`.
    what: String,
    since: Instant,
    progress: Arc<Progress>,
}

impl Wait {
    /// Returns work that begins now.
    pub fn new(what: String) -> Self {
        Self { what, since: Instant::now(), progress: Arc::default() }
    }

    /// Returns the progress, which is shared with the thread that does the work.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// Cancels the work.
    pub fn cancel(&self) {
        self.progress.cancel();
    }

    /// Returns the status message, or `None` while the work is too short to report, and the delay after which to ask
    /// again.
    pub fn status(&self, now: Instant) -> (Option<String>, Duration) {
        let Self { what, since, progress } = self;
        let elapsed = now.saturating_duration_since(*since);
        if elapsed < STATUS_AFTER {
            return (None, STATUS_AFTER.saturating_sub(elapsed).max(MIN_DELAY));
        }
        let steps = u32::try_from(elapsed.as_secs() / STATUS_INTERVAL.as_secs()).unwrap_or(u32::MAX);
        let done = match progress.fraction() {
            share if share > 0.0 => format!(" {:.0} %", share * 100.0),
            _ => String::new(),
        };
        let text = match u64::from(steps) * STATUS_INTERVAL.as_secs() {
            0 => format!("{what}…"),
            seconds => format!("{what}…{done} {seconds} s"),
        };
        let again = STATUS_INTERVAL.saturating_mul(steps.saturating_add(1)).saturating_sub(elapsed);
        (Some(text), again.max(MIN_DELAY))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{MIN_DELAY, Wait};

    #[test]
    fn the_status_is_not_asked_for_in_consecutive_frames() {
        let wait = Wait::new("Opening lamps".into());
        for elapsed in [0, 199, 200, 1_999, 2_000, 60_000] {
            let (_, again) = wait.status(wait.since + Duration::from_millis(elapsed));
            assert!(again >= MIN_DELAY, "asked again after {again:?} at {elapsed} ms");
        }
    }
}
