//! The clocks in a strip: the speech with its time, and the prep of both sides.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::model::minutes_and_seconds;
use crate::model::round::{Round, Side};
use crate::state::round::{RoundAction, ShownAlert};
use crate::state::{Action, Command};
use crate::ui::controls::{button, interface, pill, strong, tip, words};

use super::{Sheet, bar};

/// In a window narrower than this the prep stands in a line of its own.
const ONE_LINE: f32 = 1120.0;

/// An alert is drawn the other way round every so often while it is new, in seconds: well under three times a second.
const BLINK: f64 = 0.5;

/// How long it blinks.
const BLINKS_FOR: f64 = 3.0;

/// The height of the strip in a window of a width.
pub(super) fn height(width: f32) -> f32 {
    if width >= ONE_LINE { 74.0 } else { 116.0 }
}

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui, rect: Rect) {
    let Some(round) = &sheet.state.round.document else { return };
    let theme = sheet.look.theme.clone();
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
        naming(sheet, ui, round, (main.width() - buttons).clamp(110.0, 420.0));
        digits(sheet, ui, round, 44.0);
        if main.width() >= 700.0 {
            stands(sheet, ui, round, 14.0);
        }
        running(sheet, ui, round);
    });
    ui.scope_builder(UiBuilder::new().max_rect(prep).layout(left).id_salt("prep clocks"), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.spacing_mut().interact_size.y = 30.0;
        let room = prep.width() / 2.0 - 150.0;
        for side in Side::ALL {
            prep_of(sheet, ui, round, side, room);
        }
        before(sheet, ui, round);
    });
}

/// Which speech it is and whose; an alert takes the place of its whole name.
fn naming(sheet: &mut Sheet<'_>, ui: &mut Ui, round: &Round, room: f32) {
    let theme = sheet.look.theme.clone();
    ui.allocate_ui_with_layout(vec2(room, 60.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(room);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(4.0);
        let (short, name) = match round.speech() {
            Some(speech) => (whose(round), speech.name.clone()),
            None => ("End of the round".to_owned(), "Every speech has been given".to_owned()),
        };
        ui.add(egui::Label::new(strong(short, 19.0, theme.ink.0)).truncate());
        match &sheet.state.round.alert {
            Some(rung) => alert(sheet, ui, rung, 15.0),
            None => {
                ui.add(egui::Label::new(words(name, 13.5, theme.soft.0)).truncate());
            }
        }
    });
}

/// The speech with its side, and whether that is ours.
pub(super) fn whose(round: &Round) -> String {
    let Some(speech) = round.speech() else { return "End of the round".to_owned() };
    let Some(side) = speech.side else { return format!("{} · both sides", speech.short) };
    let (name, we) = (round.team_name(side, speech.team), round.is_ours(side, speech.team));
    format!("{} · {name}{}", speech.short, if we { " (we)" } else { "" })
}

/// An alert in words on a ground of its own; it blinks at first, and a screen reader says it once.
pub(super) fn alert(sheet: &mut Sheet<'_>, ui: &mut Ui, rung: &ShownAlert, size: f32) {
    let theme = &sheet.look.theme;
    let age = sheet.state.round.now - rung.at;
    let turned = age < BLINKS_FOR && (age / BLINK).floor() % 2.0 == 1.0;
    let (ground, ink) = if turned { (theme.panel.0, theme.ink.0) } else { (theme.accent.0, theme.panel.0) };
    let frame = egui::Frame::NONE.fill(ground).stroke((2.0, theme.accent.0)).corner_radius(5.0);
    frame.inner_margin(egui::Margin::symmetric(8, 2)).show(ui, |ui| {
        let response = ui.add(egui::Label::new(strong(&rung.text, size, ink)).truncate());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
}

/// The time of the speech in large digits.
pub(super) fn digits(sheet: &mut Sheet<'_>, ui: &mut Ui, round: &Round, size: f32) {
    let now = sheet.state.round.now;
    let theme = &sheet.look.theme;
    let over = round.clock.speech.overtime(now) > 0.0;
    let ink = if over { theme.hues.red.0 } else { theme.ink.0 };
    let text = if round.is_over() { "–:––".to_owned() } else { round.clock.speech.text(now) };
    let response = ui.label(strong(&text, size, ink));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description("The speech's clock"));
}

/// How that clock stands.
fn stands(sheet: &Sheet<'_>, ui: &mut Ui, round: &Round, size: f32) {
    ui.label(words(standing(round, sheet.state.round.now), size, sheet.look.theme.soft.0));
}

/// How the speech's clock stands, in a word or two.
pub(super) fn standing(round: &Round, now: f64) -> &'static str {
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

/// The buttons of the speech's clock.
fn running(sheet: &mut Sheet<'_>, ui: &mut Ui, round: &Round) {
    let clock = &round.clock.speech;
    if !round.is_over() {
        let text = if clock.is_running() { "Stop" } else { "Start" };
        let response = button(ui, sheet.look, text, !clock.is_running());
        if tip(response, &format!("{} (Space)", Command::RoundClock.label())).clicked() {
            sheet.out.push(Action::Command(Command::RoundClock));
        }
        if clock.has_started()
            && !clock.is_running()
            && pill(ui, sheet.look, "Anew", "The clock of the speech anew").clicked()
        {
            sheet.push(RoundAction::ResetClock);
        }
    }
    if round.at > 0 {
        bar::command(sheet, ui, "Previous", Command::RoundPreviousSpeech);
    }
    if !round.is_over() {
        let next = round.rules.speeches.get(round.at + 1);
        let text = next.map_or("End".to_owned(), |speech| format!("Next: {}", speech.short));
        bar::command(sheet, ui, &text, Command::RoundNextSpeech);
    }
}

/// The prep of a side: what is left, and a button; its name in so much room.
fn prep_of(sheet: &mut Sheet<'_>, ui: &mut Ui, round: &Round, side: Side, room: f32) {
    let theme = sheet.look.theme.clone();
    let Some(left) = round.clock.prep_left(side, sheet.state.round.now) else { return };
    let name = round.side_name(side).to_owned();
    let runs = side.of(&round.clock.prep).is_running();
    let time = minutes_and_seconds(left.ceil());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        let label = ui.painter().layout_no_wrap(format!("Prep {name}"), interface(13.5), theme.soft.0).size().x;
        ui.allocate_ui(vec2(label.min(room.max(40.0)), 30.0), |ui| {
            ui.add(egui::Label::new(words(format!("Prep {name}"), 13.5, theme.soft.0)).truncate());
        });
        ui.label(strong(time, 21.0, theme.ink.0));
        let (text, told) = if runs { ("Stop", "Stop the prep of") } else { ("Start", "Start the prep of") };
        if pill(ui, sheet.look, text, &format!("{told} {name}")).clicked() {
            sheet.push(RoundAction::TogglePrep(side));
        }
    });
}

/// The preparation before the round, where there is one, until the first speech.
fn before(sheet: &mut Sheet<'_>, ui: &mut Ui, round: &Round) {
    let clock = &round.clock.before;
    if !round.is_preparing() {
        return;
    }
    let theme = sheet.look.theme.clone();
    let time = clock.text(sheet.state.round.now);
    ui.horizontal(|ui| {
        ui.label(words("Preparation", 13.5, theme.soft.0));
        ui.label(strong(time, 21.0, theme.ink.0));
        let (text, told) =
            if clock.is_running() { ("Stop", "Stop the preparation") } else { ("Start", "Start the preparation") };
        if pill(ui, sheet.look, text, told).clicked() {
            sheet.push(RoundAction::TogglePreparation);
        }
    });
}
