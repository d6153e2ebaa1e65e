//! The review: one doubtful place after another, old and new side by side.

mod certain;
mod pair;
mod phrase;

use egui::{Event, Key, Ui};

use crate::state::{Action, AppState, Command, CopyAction, Question};
use crate::ui::controls::{Control as _, button};

use super::compare::legend;
use super::{DialogView, Layout, Place, ViewContext, left_out};
use phrase::PhraseSelection;

/// The minimum width for two texts side by side, in logical pixels.
const TWO_COLUMNS: f32 = 560.0;

/// The share of a window that the review covers, so that the paragraph in question is in view above it: a little more
/// than half of a high window, and more of a low one, where the question could not be read otherwise.
const COVERED: (f32, f32) = (0.54, 0.62);

/// Below this height a window is low, in logical pixels.
const LOW_WINDOW: f32 = 720.0;

/// The height of the dialog's title, margins and distance from the edge.
const AROUND: f32 = 88.0;

/// Returns the most height that the contents of the review get in a window of this height.
fn height(window: f32) -> f32 {
    if window < crate::ui::grid::LOW {
        // The answers are more than the view of the paragraph behind them.
        return window - AROUND - super::EDGE;
    }
    window * if window < LOW_WINDOW { COVERED.1 } else { COVERED.0 } - AROUND
}

const SAME_PARAGRAPH: &str = "Is this the same paragraph?";

const RIGHT_WORDS: &str = "Which words does the reply answer?";

/// One question after another, or the list of what is certain.
#[derive(Debug, Default)]
pub(super) struct ReviewDialog {
    /// The words selected in a paragraph.
    selection: PhraseSelection,
}

impl DialogView for ReviewDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout { name: "Review", place: Place::Bottom, width: 980.0, tallest: Some(height) }
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let Some(copy) = &state.copy.open else { return };
        let Some(question) = state.copy.review.question() else {
            self.selection = PhraseSelection::default();
            certain::show(cx, ui, copy);
            left_out::section(cx, ui, copy);
            ui.add_space(8.0);
            undo(cx, ui);
            return;
        };
        let (at, count) = (state.copy.review.at, state.copy.review.questions.len());
        let what = match question {
            Question::Pair(_) => SAME_PARAGRAPH,
            Question::Phrase(_) => RIGHT_WORDS,
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(cx.styles.strong_ink(
                if state.copy.review.single { what.to_owned() } else { format!("{} of {count}: {what}", at + 1) },
                14.0,
            ));
            let queued = !state.copy.review.single;
            let previous = (queued && at > 0, with_letter(cx, "Previous", Key::P), at.wrapping_sub(1));
            let next = (queued && at + 1 < count, with_letter(cx, "Next", Key::N), at + 1);
            for (can, name, to) in [previous, next] {
                if can && ui.link(cx.styles.accent(name, 13.5)).clicked() {
                    cx.push(CopyAction::ReviewAt(to));
                }
            }
            certain::link(cx, ui);
            left_out::link(cx, ui, copy);
        });
        let low = super::is_low(ui);
        if !low {
            legend(cx, ui);
        }
        ui.add_space(4.0);
        if !state.copy.review.single && key(cx, ui, Key::N) && at + 1 < count {
            cx.push(CopyAction::ReviewAt(at + 1));
        }
        if !state.copy.review.single && key(cx, ui, Key::P) && at > 0 {
            cx.push(CopyAction::ReviewAt(at - 1));
        }
        match question {
            Question::Pair(index) => pair::show(cx, ui, copy, index),
            Question::Phrase(index) => phrase::show(&mut self.selection, cx, ui, copy, index),
        }
        if low {
            ui.add_space(8.0);
            legend(cx, ui);
        }
        ui.add_space(8.0);
        undo(cx, ui);
        let how = "Your answers are saved with your copy, and the program never changes them. You can close this at any time: what is left is asked again when you come back.";
        ui.label(cx.styles.soft(how, 12.5));
    }
}

/// Shows a link that undoes the last answer.
fn undo(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    if !cx.state.copy.open.as_ref().is_some_and(|copy| copy.can_step(true)) {
        return;
    }
    let name = with_letter(cx, "Undo the last answer", Key::U);
    let settled = cx.state.copy.open.as_ref().is_some_and(|copy| copy.pending.is_none());
    let clicked = ui.link(cx.styles.accent(name, 13.5)).clicked();
    if settled && (clicked || key(cx, ui, Key::U)) {
        cx.push(Command::Undo);
    }
}

/// Returns whether a letter key was pressed in this frame. A key that is held counts once; there are no text fields
/// here.
fn key(cx: &ViewContext<'_>, ui: &Ui, key: Key) -> bool {
    let fresh = |event: &Event| matches!(event, Event::Key { key: pressed, pressed: true, repeat: false, modifiers, .. } if *pressed == key && modifiers.is_none());
    cx.state.settings.letter_keys && ui.input(|input| input.events.iter().any(fresh))
}

/// Returns a name with its letter key, if letters are keys.
fn with_letter(cx: &ViewContext<'_>, name: &str, letter: Key) -> String {
    if cx.state.settings.letter_keys { format!("{name} ({})", letter.name().to_lowercase()) } else { name.to_owned() }
}

/// Shows a button with an optional letter key.
fn answer(cx: &mut ViewContext<'_>, ui: &mut Ui, (name, letter): (&str, Option<Key>), primary: bool, action: Action) {
    let text = letter.map_or_else(|| name.to_owned(), |letter| with_letter(cx, name, letter));
    let response = button(ui, cx.styles, &text, primary).focus_if(primary && cx.fresh);
    // While the last answer is being processed, another one would be about a question that is no longer asked.
    let settled = cx.state.copy.open.as_ref().is_some_and(|copy| copy.pending.is_none());
    if settled && (response.clicked() || letter.is_some_and(|letter| key(cx, ui, letter))) {
        cx.push(action);
    }
}

/// Shows old at the left and new at the right, or one below the other in a narrow dialog. `new` says which is drawn.
fn side_by_side(ui: &mut Ui, mut draw: impl FnMut(&mut Ui, bool)) {
    if ui.available_width() < TWO_COLUMNS {
        draw(ui, false);
        ui.add_space(10.0);
        draw(ui, true);
        return;
    }
    ui.columns(2, |columns| {
        for (column, new) in columns.iter_mut().zip([false, true]) {
            // `Ui::columns` justifies its text.
            column.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| draw(ui, new));
        }
    });
}
