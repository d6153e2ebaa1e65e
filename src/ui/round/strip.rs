//! The strip of clocks: the speech's time, and the prep of both sides.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::model::minutes_and_seconds;
use crate::model::round::{Round, Side};
use crate::state::round::{RoundAction, Rung};
use crate::state::{Action, Command};
use crate::ui::controls::{button, interface_font, pill, rich_text, strong, tooltip};

use super::{RoundContext, bar};

/// In a window narrower than this, the prep is on a second line.
const ONE_LINE: f32 = 1120.0;

/// The period at which a new alert inverts its colours, in seconds: well under three times a second.
const BLINK: f64 = 0.5;

/// How long an alert blinks, in seconds.
const BLINKS_FOR: f64 = 3.0;

/// Returns the height of the strip for a window width.
pub(super) fn height(width: f32) -> f32 {
    if width >= ONE_LINE { 74.0 } else { 116.0 }
}

pub(super) fn show(cx: &mut RoundContext<'_>, ui: &mut Ui, rect: Rect) {
    let Some(round) = &cx.state.round.document else { return };
    let theme = cx.styles.theme.clone();
    ui.painter().rect_filled(rect, 0.0, theme.row.0);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    let inner = rect.shrink2(vec2(16.0, 4.0));
    let one = rect.width() >= ONE_LINE;
    let (mut main, mut prep) = (inner, inner);
    if one {
        let prepares = round.clock.prep.iter().any(|prep| prep.limit.is_some());
        let room = if prepares { (rect.width() * 0.36).clamp(390.0, 760.0) } else { 190.0 };
        main.max.x = inner.right() - room;
        prep.min.x = main.right();
    } else {
        main.max.y = inner.top() + 66.0;
        prep.min.y = main.bottom();
    }
    let left = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(main).layout(left).id_salt("speech clock"), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let clock = &round.clock.speech;
        let buttons = if clock.has_started() && !clock.is_running() { 560.0 } else { 450.0 };
        speech_name(cx, ui, round, (main.width() - buttons).clamp(110.0, 420.0));
        digits(cx, ui, round, 44.0);
        if main.width() >= 700.0 {
            clock_state(cx, ui, round, 14.0);
        }
        clock_buttons(cx, ui, round);
    });
    ui.scope_builder(UiBuilder::new().max_rect(prep).layout(left).id_salt("prep clocks"), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.spacing_mut().interact_size.y = 30.0;
        let room = prep.width() / 2.0 - 150.0;
        for side in Side::ALL {
            prep_clock(cx, ui, round, side, room);
        }
        preparation_clock(cx, ui, round);
    });
}

/// Shows which speech it is and whose; an alert replaces its full name.
fn speech_name(cx: &mut RoundContext<'_>, ui: &mut Ui, round: &Round, room: f32) {
    let theme = cx.styles.theme.clone();
    ui.allocate_ui_with_layout(vec2(room, 60.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(room);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(4.0);
        let (short, name) = match round.speech() {
            Some(speech) => (speech_title(round), speech.name.clone()),
            None => ("End of the round".to_owned(), "Every speech has been given".to_owned()),
        };
        ui.add(egui::Label::new(strong(short, 19.0, theme.ink.0)).truncate());
        match &cx.state.round.rung {
            Some(rung) => alert(cx, ui, rung, 15.0),
            None => {
                ui.add(egui::Label::new(rich_text(name, 13.5, theme.soft.0)).truncate());
            }
        }
    });
}

/// Returns the speech with its side, and whether that is ours.
pub(super) fn speech_title(round: &Round) -> String {
    let Some(speech) = round.speech() else { return "End of the round".to_owned() };
    let Some(side) = speech.side else { return format!("{} · both sides", speech.short) };
    let (name, we) = (round.team_name(side, speech.team), round.is_ours(side, speech.team));
    format!("{} · {name}{}", speech.short, if we { " (we)" } else { "" })
}

/// Shows an alert; it blinks at first, and a screen reader announces it once.
pub(super) fn alert(cx: &mut RoundContext<'_>, ui: &mut Ui, rung: &Rung, size: f32) {
    let theme = &cx.styles.theme;
    let age = cx.state.round.now - rung.at;
    let turned = age < BLINKS_FOR && (age / BLINK).floor() % 2.0 == 1.0;
    let (ground, ink) = if turned { (theme.panel.0, theme.ink.0) } else { (theme.accent.0, theme.panel.0) };
    let frame = egui::Frame::NONE.fill(ground).stroke((2.0, theme.accent.0)).corner_radius(5.0);
    frame.inner_margin(egui::Margin::symmetric(8, 2)).show(ui, |ui| {
        let response = ui.add(egui::Label::new(strong(&rung.words, size, ink)).truncate());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
}

/// Shows the time of the speech in large digits.
pub(super) fn digits(cx: &mut RoundContext<'_>, ui: &mut Ui, round: &Round, size: f32) {
    let now = cx.state.round.now;
    let theme = &cx.styles.theme;
    let over = round.clock.speech.overtime(now) > 0.0;
    let ink = if over { theme.hues.red.0 } else { theme.ink.0 };
    let text = if round.is_over() { "–:––".to_owned() } else { round.clock.speech.text(now) };
    let response = ui.label(strong(&text, size, ink));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description("The speech's clock"));
}

/// Shows the state of the speech's clock.
fn clock_state(cx: &RoundContext<'_>, ui: &mut Ui, round: &Round, size: f32) {
    ui.label(rich_text(clock_status(round, cx.state.round.now), size, cx.styles.theme.soft.0));
}

/// Returns the state of the speech's clock in a word or two.
pub(super) fn clock_status(round: &Round, now: f64) -> &'static str {
    let clock = &round.clock.speech;
    match (clock.overtime(now) > 0.0, clock.is_running(), clock.has_started()) {
        _ if round.is_over() => "",
        (true, true, _) => "over time",
        (true, false, _) => "over, stopped",
        (false, true, _) => "running",
        (false, false, true) => "stopped",
        (false, false, false) => "not begun",
    }
}

/// Shows the buttons of the speech's clock.
fn clock_buttons(cx: &mut RoundContext<'_>, ui: &mut Ui, round: &Round) {
    let clock = &round.clock.speech;
    if !round.is_over() {
        let text = if clock.is_running() { "Stop" } else { "Start" };
        let response = button(ui, cx.styles, text, !clock.is_running());
        if tooltip(response, &format!("{} (Space)", Command::RoundClock.label())).clicked() {
            cx.out.push(Action::Command(Command::RoundClock));
        }
        if clock.has_started()
            && !clock.is_running()
            && pill(ui, cx.styles, "Reset", "Reset the clock of the speech").clicked()
        {
            cx.push(RoundAction::Anew);
        }
    }
    if round.at > 0 {
        bar::command(cx, ui, "Previous", Command::RoundPreviousSpeech);
    }
    if !round.is_over() {
        let next = round.rules.speeches.get(round.at + 1);
        let text = next.map_or("End".to_owned(), |speech| format!("Next: {}", speech.short));
        bar::command(cx, ui, &text, Command::RoundNextSpeech);
    }
}

/// Shows the prep of a side: the time left, and a button; `room` is the greatest width of its name.
fn prep_clock(cx: &mut RoundContext<'_>, ui: &mut Ui, round: &Round, side: Side, room: f32) {
    let theme = cx.styles.theme.clone();
    let Some(left) = round.clock.prep_left(side, cx.state.round.now) else { return };
    let name = round.side_name(side).to_owned();
    let runs = side.of(&round.clock.prep).is_running();
    let time = minutes_and_seconds(left.ceil());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        let label = ui.painter().layout_no_wrap(format!("Prep {name}"), interface_font(13.5), theme.soft.0).size().x;
        ui.allocate_ui(vec2(label.min(room.max(40.0)), 30.0), |ui| {
            ui.add(egui::Label::new(rich_text(format!("Prep {name}"), 13.5, theme.soft.0)).truncate());
        });
        ui.label(strong(time, 21.0, theme.ink.0));
        let (text, action) = if runs { ("Stop", "Stop the prep of") } else { ("Start", "Start the prep of") };
        if pill(ui, cx.styles, text, &format!("{action} {name}")).clicked() {
            cx.push(RoundAction::Prep(side));
        }
    });
}

/// Shows the preparation time before the round, if there is one, until the first speech.
fn preparation_clock(cx: &mut RoundContext<'_>, ui: &mut Ui, round: &Round) {
    let clock = &round.clock.before;
    if !round.is_preparing() {
        return;
    }
    let theme = cx.styles.theme.clone();
    let time = clock.text(cx.state.round.now);
    ui.horizontal(|ui| {
        ui.label(rich_text("Preparation", 13.5, theme.soft.0));
        ui.label(strong(time, 21.0, theme.ink.0));
        let (text, hint) =
            if clock.is_running() { ("Stop", "Stop the preparation") } else { ("Start", "Start the preparation") };
        if pill(ui, cx.styles, text, hint).clicked() {
            cx.push(RoundAction::Before);
        }
    });
}
