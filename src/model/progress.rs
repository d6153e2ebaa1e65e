//! The progress of a long-running job, and its cancellation.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

/// The job may still be cancelled.
const RUNNING: u8 = 0;
/// The job was cancelled.
const CANCELLED: u8 = 1;
/// The job is past the point where it could be cancelled.
const COMMITTED: u8 = 2;

/// Progress that is shared between the thread that does the work and the one that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    permille: AtomicU32,
    state: AtomicU8,
}

/// The error of a job that was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Progress {
    /// Sets the progress to `done` of `of` units.
    ///
    /// # Errors
    ///
    /// If the job was cancelled; the caller should stop.
    pub fn report(&self, done: usize, of: usize) -> Result<(), Cancelled> {
        let permille = (done.min(of) as u128 * 1000).checked_div(of as u128).unwrap_or(1000);
        self.permille.store(u32::try_from(permille).unwrap_or(1000), Ordering::Relaxed);
        if self.state.load(Ordering::Relaxed) == CANCELLED { Err(Cancelled) } else { Ok(()) }
    }

    /// Returns the completed fraction, from 0 to 1.
    pub fn fraction(&self) -> f32 {
        let permille = self.permille.load(Ordering::Relaxed) as f32;
        permille / 1000.0
    }

    /// Begins what cannot be cancelled, such as writing the file.
    ///
    /// # Errors
    ///
    /// If the job was cancelled before.
    pub fn commit(&self) -> Result<(), Cancelled> {
        let committed = self.state.compare_exchange(RUNNING, COMMITTED, Ordering::Relaxed, Ordering::Relaxed);
        if committed == Err(CANCELLED) { Err(Cancelled) } else { Ok(()) }
    }

    /// Cancels the job, which stops at its next call to [`Progress::report`] or [`Progress::commit`]. Returns `false` if
    /// it is past that.
    pub fn cancel(&self) -> bool {
        self.state.compare_exchange(RUNNING, CANCELLED, Ordering::Relaxed, Ordering::Relaxed) != Err(COMMITTED)
    }
}
