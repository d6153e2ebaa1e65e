//! When the reading places are saved.

use std::time::{Duration, Instant};

/// The least time between two saves while the place moves in every frame.
pub const SAVE_INTERVAL: Duration = Duration::from_millis(400);

/// Decides in which frame the reading places are saved, for requests that come with frames.
///
/// A request is answered at the end of its frame if none was for [`SAVE_INTERVAL`], or else in the first frame without
/// another: what moves the place is followed by a frame in which it rests. Waiting for the interval alone took a frame of
/// its own, and saving in every frame copies all places in each while the reader scrolls.
#[derive(Debug, Default)]
pub struct SaveSchedule {
    is_pending: bool,
    /// Whether this frame has requested a save.
    is_moving: bool,
    saved_at: Option<Instant>,
}

/// What to do at the end of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// Nothing is to be saved.
    Rest,
    /// Save now.
    Save,
    /// Ask again after this time, unless another frame comes first.
    Wait(Duration),
}

impl SaveSchedule {
    /// Requests a save.
    pub fn request(&mut self) {
        self.is_pending = true;
        self.is_moving = true;
    }

    /// Returns what to do at the end of a frame.
    pub fn end_frame(&mut self, now: Instant) -> SaveStep {
        let is_moving = std::mem::take(&mut self.is_moving);
        if !self.is_pending {
            return SaveStep::Rest;
        }
        let since = self.saved_at.map_or(SAVE_INTERVAL, |saved| now.saturating_duration_since(saved));
        if is_moving && since < SAVE_INTERVAL {
            return SaveStep::Wait(SAVE_INTERVAL - since);
        }
        self.is_pending = false;
        self.saved_at = Some(now);
        SaveStep::Save
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_move_is_saved_with_its_own_frame() {
        let mut schedule = SaveSchedule::default();
        let start = Instant::now();
        assert_eq!(schedule.end_frame(start), SaveStep::Rest);
        schedule.request();
        assert_eq!(schedule.end_frame(start), SaveStep::Save);
        assert_eq!(schedule.end_frame(start), SaveStep::Rest);
        schedule.request();
        assert_eq!(schedule.end_frame(start + SAVE_INTERVAL), SaveStep::Save);
    }

    #[test]
    fn a_place_that_moves_in_every_frame_is_saved_at_intervals_and_when_it_rests() {
        let mut schedule = SaveSchedule::default();
        let start = Instant::now();
        let mut saves = Vec::new();
        for frame in 0..60 {
            schedule.request();
            if schedule.end_frame(start + Duration::from_millis(16 * frame)) == SaveStep::Save {
                saves.push(frame);
            }
        }
        assert_eq!(saves, [0, 25, 50]);
        let rests = start + Duration::from_millis(16 * 60);
        assert_eq!(schedule.end_frame(rests), SaveStep::Save, "the place where it came to rest");
        assert_eq!(schedule.end_frame(rests), SaveStep::Rest);
    }

    #[test]
    fn a_move_with_no_frame_after_it_is_saved_when_the_interval_is_over() {
        let mut schedule = SaveSchedule::default();
        let start = Instant::now();
        schedule.request();
        schedule.end_frame(start);
        schedule.request();
        let moved = start + Duration::from_millis(100);
        assert_eq!(schedule.end_frame(moved), SaveStep::Wait(Duration::from_millis(300)));
        assert_eq!(schedule.end_frame(moved + Duration::from_millis(300)), SaveStep::Save);
    }
}
