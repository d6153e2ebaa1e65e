//! The clocks in full window size, to be read across the room.

use egui::{Align, Layout, Rect, Role, Sense, Ui, UiBuilder, vec2};

use crate::model::minutes_and_seconds;
use crate::model::round::Side;
use crate::state::Command;
use crate::ui::bars;
use crate::ui::controls::{Control as _, interface_font};
use crate::ui::grid::EDGE;

use super::{ViewContext, strip};

pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, full: Rect) {
    let Some(round) = &cx.state.round.document else { return };
    let now = cx.state.round.now;
    // The clocks have the window down to the buttons.
    let (clocks, foot) = full.split_top_bottom_at_y(full.bottom() - FOOT);
    // Never no size at all: type of none cannot be laid out.
    let unit = clocks.height().min(clocks.width() * 0.62).max(LEAST_UNIT);
    let line = |share: f32, tall: f32| {
        let middle = egui::pos2(clocks.center().x, clocks.top() + clocks.height() * share);
        Rect::from_center_size(middle, vec2(clocks.width() - 2.0 * EDGE, tall))
    };
    let centred = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(line(0.16, unit * 0.12)).layout(centred).id_salt("big name"), |ui| {
        let name = strip::speech_title(round);
        ui.add(egui::Label::new(cx.styles.strong_ink(name, unit * 0.075)).truncate());
    });
    let (text, ink) = strip::speech_time(cx, round);
    // One size for all times of the same length, so that the digits do not change size every second.
    let size = (unit * 0.52).min(full.width() * 1.5 / text.chars().count().max(4) as f32).max(LEAST_UNIT * 0.1);
    let galley = ui.painter().layout_no_wrap(text.clone(), interface_font(size), ink);
    let place = Rect::from_center_size(line(0.46, 0.0).center(), galley.size());
    ui.interact(place, ui.scope_id().with("big digits"), Sense::hover()).named(Role::Label, &text);
    ui.painter().galley(place.min, galley, ink);
    ui.scope_builder(UiBuilder::new().max_rect(line(0.74, unit * 0.1)).layout(centred).id_salt("big state"), |ui| {
        match &cx.state.round.alert {
            Some(rung) => strip::alert(cx, ui, rung, unit * 0.055),
            None => {
                ui.label(cx.styles.strong_soft(strip::clock_status(round, now), unit * 0.055));
            }
        }
    });
    let prep: Vec<String> = Side::ALL
        .into_iter()
        .filter_map(|side| {
            let left = round.clock.prep_left(side, now)?;
            let runs = if side.of(&round.clock.prep).is_running() { " (running)" } else { "" };
            Some(format!("{} prep {}{runs}", minutes_and_seconds(left.ceil()), round.side_name(side)))
        })
        .collect();
    if prep.is_empty() && round.is_preparing() {
        let runs = if round.clock.before.is_running() { " (running)" } else { "" };
        let text = format!("{} preparation{runs}", round.clock.before.text(now));
        ui.scope_builder(UiBuilder::new().max_rect(line(0.88, unit * 0.08)).layout(centred).id_salt("before"), |ui| {
            ui.add(egui::Label::new(cx.styles.strong_ink(text, unit * 0.05)).truncate());
        });
    }
    // The time comes first: a long name is truncated, the time is not.
    let (both, half) = (line(0.88, unit * 0.08), full.width() * 0.5 - 24.0);
    for (at, text) in prep.into_iter().enumerate() {
        let left = if at == 0 { both.left() } else { both.right() - half };
        let place = Rect::from_min_size(egui::pos2(left, both.top()), vec2(half, both.height()));
        ui.scope_builder(UiBuilder::new().max_rect(place).layout(centred).id_salt(("big prep", at)), |ui| {
            ui.add(egui::Label::new(cx.styles.strong_ink(text, unit * 0.05)).truncate());
        });
    }
    buttons(cx, ui, foot);
}

/// The least height that the sizes of the type are shares of, in logical pixels, in a window without room.
const LEAST_UNIT: f32 = 40.0;

/// The height of the line with the buttons.
const FOOT: f32 = 44.0;

/// Shows the clock buttons at the bottom.
fn buttons(cx: &mut ViewContext<'_>, ui: &mut Ui, foot: Rect) {
    let Some(round) = &cx.state.round.document else { return };
    let foot = bars::inside(foot);
    let left = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(foot).layout(left).id_salt("big foot"), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        cx.command(ui, "Small clocks", Command::RoundBigClock);
        if !round.is_over() {
            cx.command(ui, if round.clock.speech.is_running() { "Stop" } else { "Start" }, Command::RoundClock);
        }
        if round.at > 0 {
            cx.command(ui, "Previous", Command::RoundPreviousSpeech);
        }
        if !round.is_over() {
            cx.command(ui, "Next", Command::RoundNextSpeech);
        }
    });
}
