//! How far a long piece of work has come, and whether it is still wanted.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared between the thread that works and the one that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    permille: AtomicU32,
    cancelled: AtomicBool,
}

/// The work is not wanted any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Progress {
    /// Says that so much of so much is done, and asks whether to go on.
    ///
    /// # Errors
    /// When the work is not wanted any more.
    pub fn report(&self, done: usize, of: usize) -> Result<(), Cancelled> {
        let permille = (done.min(of) as u128 * 1000).checked_div(of as u128).unwrap_or(1000);
        self.permille.store(u32::try_from(permille).unwrap_or(1000), Ordering::Relaxed);
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }

    /// How much is done, from 0 to 1.
    pub fn fraction(&self) -> f32 {
        #[allow(clippy::cast_precision_loss, reason = "at most 1000")]
        let permille = self.permille.load(Ordering::Relaxed) as f32;
        permille / 1000.0
    }

    /// The work is not wanted any more; it ends at its next [`Progress::report`].
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}
