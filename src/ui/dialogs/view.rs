//! What each dialog says of itself: its name, where it stands, and what it shows.

use std::fmt::Debug;

use egui::Ui;

use crate::state::AppState;

use super::{Drafts, ViewContext};

/// A dialog in the frame that all dialogs share: a struct with what is typed and chosen in it. It is created when the dialog
/// opens and dropped when it closes.
pub(super) trait DialogView: Debug {
    /// Returns its name, where it stands, and how large it may be.
    fn layout(&self, state: &AppState) -> Layout;

    /// Shows the contents, which scroll where they are too long for the window.
    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui);

    /// Shows what stays above the contents while they scroll.
    fn show_above(&self, _cx: &mut ViewContext<'_>, _ui: &mut Ui) {}

    /// Returns the height of what stays below the contents, in logical pixels.
    fn height_below(&self, _state: &AppState) -> f32 {
        0.0
    }

    /// Shows what stays below the contents while they scroll.
    fn show_below(&self, _cx: &mut ViewContext<'_>, _ui: &mut Ui) {}

    /// Returns whether something was typed that would go with the dialog, so that a press beside it must not close it. What is
    /// saved as one types is not meant, nor are the words that a list is searched for.
    fn is_unsaved(&self, _state: &AppState) -> bool {
        false
    }

    /// Returns whether what is unfinished is there again when the dialog opens again, so that Escape may close it.
    fn keeps_unfinished(&self) -> bool {
        false
    }

    /// Returns what is said of a press beside the dialog, if none ever closes it.
    fn stays_open(&self) -> Option<&'static str> {
        None
    }

    /// Called before it is dropped, to keep what is there when it opens again.
    fn keep_draft(&mut self, _drafts: &mut Drafts) {}
}

/// Where a dialog stands in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the centre, with the text behind it out of reach.
    Centre,
    /// In the centre, but with a top edge that stays in place: for a list that changes while the reader types or takes from
    /// it.
    Top,
    /// At the bottom, with the text above it out of reach but in view.
    Bottom,
    /// In the corner at the top right, with the text in reach.
    TopRight,
    /// In the corner at the bottom left, with the text in reach.
    BottomLeft,
}

/// The name of a dialog, where it stands, and how large it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Its title, which is also its name for a screen reader and its identity in the window.
    pub(super) name: &'static str,
    pub(super) place: Place,
    /// Its width, in logical pixels; less where the window is narrower.
    pub(super) width: f32,
    /// Returns the most height of the contents in a window of a height, in logical pixels; `None` for all the room that there
    /// is.
    pub(super) tallest: Option<fn(f32) -> f32>,
}

impl Layout {
    /// Returns the layout of a dialog that takes all the height it needs.
    pub(super) fn new(name: &'static str, place: Place, width: f32) -> Self {
        Self { name, place, width, tallest: None }
    }
}
