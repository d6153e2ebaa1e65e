//! The review: one doubtful place after another, old and new side by side.

mod pair;
mod phrase;

pub(super) use phrase::Choosing;

use egui::{Event, Key, Ui};

use crate::state::{Action, Command, Question};
use crate::ui::controls::{button, strong, words};

use super::{DialogInputs, Sheet};

/// The minimum width for two texts side by side, in logical pixels.
const TWO_COLUMNS: f32 = 560.0;

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let state = sheet.state;
    let (Some(copy), Some(question)) = (&state.copy, state.review.question()) else {
        ui.label(words("Every doubtful place has been looked at.", 14.0, sheet.look.theme.ink.0));
        ui.add_space(8.0);
        undo(sheet, ui);
        return;
    };
    let (at, count) = (state.review.at, state.review.questions.len());
    let what = match question {
        Question::Pair(_) => "a paragraph",
        Question::Phrase(_) => "words that a reply answers",
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(
            if state.review.single {
                match question {
                    Question::Pair(_) => "Its place in the edition".to_owned(),
                    Question::Phrase(_) => "The words that it answers".to_owned(),
                }
            } else {
                format!("{} of {count}: {what}", at + 1)
            },
            14.0,
            sheet.look.theme.ink.0,
        ));
        let queued = !state.review.single;
        let previous = (queued && at > 0, with_letter(sheet, "Previous", Key::P), at.wrapping_sub(1));
        let next = (queued && at + 1 < count, with_letter(sheet, "Next", Key::N), at + 1);
        for (can, name, to) in [previous, next] {
            if can && ui.link(words(name, 13.5, sheet.look.theme.accent.0)).clicked() {
                sheet.out.push(Action::ReviewAt(to));
            }
        }
    });
    ui.add_space(4.0);
    if !state.review.single && key(sheet, ui, Key::N) && at + 1 < count {
        sheet.out.push(Action::ReviewAt(at + 1));
    }
    if !state.review.single && key(sheet, ui, Key::P) && at > 0 {
        sheet.out.push(Action::ReviewAt(at - 1));
    }
    match question {
        Question::Pair(index) => pair::show(sheet, ui, copy, index),
        Question::Phrase(index) => phrase::show(inputs, sheet, ui, copy, index),
    }
    ui.add_space(8.0);
    undo(sheet, ui);
    let how = "Your answer is kept with your copy and is never overruled by the program. Esc closes; what is left waits here.";
    ui.label(words(how, 12.5, sheet.look.theme.soft.0));
}

/// Shows a link that undoes the last answer.
fn undo(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    if !sheet.state.copy.as_ref().is_some_and(|copy| copy.can_turn(true)) {
        return;
    }
    let name = with_letter(sheet, "Undo the last answer", Key::U);
    let settled = sheet.state.copy.as_ref().is_some_and(|copy| copy.next.is_none());
    let clicked = ui.link(words(name, 13.5, sheet.look.theme.accent.0)).clicked();
    if settled && (clicked || key(sheet, ui, Key::U)) {
        sheet.out.push(Action::Command(Command::Undo));
    }
}

/// Returns whether a letter key was pressed in this frame. A key that is held counts once; there are no text fields
/// here.
fn key(sheet: &Sheet<'_>, ui: &Ui, key: Key) -> bool {
    let fresh = |event: &Event| {
        matches!(event, Event::Key { key: pressed, pressed: true, repeat: false, modifiers, .. }
            if *pressed == key && modifiers.is_none())
    };
    sheet.state.settings.letter_keys && ui.input(|input| input.events.iter().any(fresh))
}

/// Returns a name with its letter key, if letters are keys.
fn with_letter(sheet: &Sheet<'_>, name: &str, letter: Key) -> String {
    if sheet.state.settings.letter_keys {
        format!("{name} ({})", letter.name().to_lowercase())
    } else {
        name.to_owned()
    }
}

/// Shows a button with an optional letter key.
fn answer(sheet: &mut Sheet<'_>, ui: &mut Ui, (name, letter): (&str, Option<Key>), primary: bool, action: Action) {
    let text = letter.map_or_else(|| name.to_owned(), |letter| with_letter(sheet, name, letter));
    let response = button(ui, sheet.look, &text, primary);
    if primary && sheet.fresh {
        response.request_focus();
    }
    // While the last answer is being processed, another one would be about a question that is no longer asked.
    let settled = sheet.state.copy.as_ref().is_some_and(|copy| copy.next.is_none());
    if settled && (response.clicked() || letter.is_some_and(|letter| key(sheet, ui, letter))) {
        sheet.out.push(action);
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
