//! The strip of clocks: the speech's time, and the prep of both sides.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::model::minutes_and_seconds;
use crate::model::round::{Round, Side};
use crate::state::Command;
use crate::state::round::{RoundAction, ShownAlert};
use crate::ui::controls::{
    Control as _, button, button_width, clock, clock_size, pill, pill_if, pill_width, strong, tooltip, width_of,
};
use crate::ui::grid::EDGE;

use super::ViewContext;

/// In a window narrower than this, the prep is on a second line.
const ONE_LINE: f32 = 1120.0;

/// The period at which a new alert inverts its colours, in seconds: well under three times a second.
const BLINK: f64 = 0.5;

/// How long an alert blinks, in seconds.
const BLINKS_FOR: f64 = 3.0;

/// The size of the speech's time and of the prep.
const DIGITS: f32 = 44.0;
const PREP_DIGITS: f32 = 21.0;

/// The size of the name of the speech, and its least and greatest width beside the clock.
const NAME: f32 = 19.0;
const NAME_WIDTHS: (f32, f32) = (110.0, 420.0);

const LABEL: f32 = 13.5;

/// The space between the speech's clock and its buttons, and around the parts of a prep.
const GAP: f32 = 10.0;
const PREP_GAP: f32 = 5.0;

/// The heights of the lines: the name above the clock, the clock, the prep.
const NAME_LINE: f32 = 36.0;
const CLOCK_LINE: f32 = 66.0;
const PREP_LINE: f32 = 38.0;

/// A name of a team is cut rather than have the preps on two lines if it is longer than this.
const LONG_TEAM: f32 = 120.0;

/// How the clocks are laid out. It depends on the window and the round, and not on whether a clock runs: nothing below
/// moves when one is started.
pub(super) struct Strip {
    /// The prep is beside the clock of the speech.
    one_line: bool,
    /// The name of the speech is above its clock, with the buttons that change the speech.
    name_above: bool,
    /// Each prep has a line of its own.
    stacked: bool,
    pub height: f32,
}

impl Strip {
    pub fn new(ui: &Ui, round: &Round, width: f32) -> Self {
        let one_line = width >= ONE_LINE;
        let inner = width - 2.0 * EDGE;
        let painter = ui.painter();
        // All buttons that there can be in a round.
        let buttons = button_width(painter, "Start") + pill_width(painter, "Reset") + 2.0 * GAP;
        let steps = pill_width(painter, "Previous") + pill_width(painter, "Next: 1AC") + 2.0 * GAP;
        let clock = time_width(ui, "8:00", DIGITS) + GAP + buttons + steps;
        let name_above = !one_line && inner - clock < NAME_WIDTHS.0;
        let preps: Vec<f32> = Side::ALL
            .into_iter()
            .filter(|side| side.of(&round.clock.prep).limit.is_some())
            .map(|side| prep_label(ui, round.side_name(side)).min(LONG_TEAM) + prep_width(ui))
            .collect();
        let stacked = !one_line && preps.len() > 1 && preps.iter().sum::<f32>() + GAP > inner;
        let lines = if stacked { 2.0 } else { 1.0 };
        let above = if name_above { NAME_LINE } else { 0.0 };
        let height = if one_line { 74.0 } else { 8.0 + above + CLOCK_LINE + lines * PREP_LINE };
        Self { one_line, name_above, stacked, height }
    }

    pub fn show(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let Some(round) = &cx.state.round.document else { return };
        let theme = &cx.styles.theme;
        ui.painter().rect_filled(rect, 0.0, theme.row.0);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
        let inner = rect.shrink2(vec2(EDGE, 4.0));
        let (mut main, mut prep) = (inner, inner);
        if self.one_line {
            let prepares = round.clock.prep.iter().any(|prep| prep.limit.is_some());
            let room = if prepares { (rect.width() * 0.36).clamp(390.0, 760.0) } else { 190.0 };
            main.max.x = inner.right() - room;
            prep.min.x = main.right();
        } else {
            main.max.y = inner.top() + CLOCK_LINE + if self.name_above { NAME_LINE } else { 0.0 };
            prep.min.y = main.bottom();
        }
        if self.name_above {
            let (name, below) = main.split_top_bottom_at_y(main.top() + NAME_LINE);
            self.name_line(cx, ui, round, name);
            main = below;
        }
        let left = Layout::left_to_right(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(main).layout(left).id_salt("speech clock"), |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let with_state = main.width() >= 700.0;
            if !self.name_above {
                let used = clock_width(cx, ui, round, with_state);
                speech_name(cx, ui, round, (main.width() - used).clamp(NAME_WIDTHS.0, NAME_WIDTHS.1));
            }
            digits(cx, ui, round, DIGITS);
            if with_state {
                clock_state(cx, ui, round, 14.0);
            }
            clock_buttons(cx, ui, round);
            if !self.name_above {
                step_buttons(cx, ui, round);
            }
        });
        self.preps(cx, ui, round, prep);
    }

    /// Shows the name of the speech on a line of its own; an alert replaces it.
    fn name_line(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round, rect: Rect) {
        let right = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(right).id_salt("speech name"), |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            step_buttons(cx, ui, round);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| match &cx.state.round.alert {
                Some(rung) => alert(cx, ui, rung, 15.0),
                None => {
                    let title = cx.styles.strong_ink(speech_title(round), NAME);
                    let name = round.speech().map(|speech| speech.name.as_str()).unwrap_or_default();
                    tooltip(ui.add(egui::Label::new(title).truncate()), name);
                }
            });
        });
    }

    fn preps(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round, rect: Rect) {
        let layout = if self.stacked { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Center) };
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout).id_salt("prep clocks"), |ui| {
            ui.spacing_mut().item_spacing = vec2(if rect.width() < 700.0 { GAP } else { 14.0 }, PREP_LINE - 30.0);
            ui.spacing_mut().interact_size.y = 30.0;
            let room = if self.stacked { rect.width() } else { (rect.width() - GAP) / 2.0 } - prep_width(ui);
            for side in Side::ALL {
                prep_clock(cx, ui, round, side, room);
            }
            preparation_clock(cx, ui, round);
        });
    }
}

/// Returns the width of the speech's clock with its buttons as they are now.
fn clock_width(cx: &ViewContext<'_>, ui: &Ui, round: &Round, with_state: bool) -> f32 {
    let (painter, now) = (ui.painter(), cx.state.round.now);
    let time = round.clock.speech.text(now);
    let mut width = time_width(ui, &time, DIGITS) + 2.0 * GAP;
    if with_state {
        width += width_of(painter, LONGEST_STATUS, 14.0) + GAP;
    }
    if !round.is_over() {
        width += button_width(painter, "Start") + GAP + pill_width(painter, &next_text(round)) + GAP;
        width += pill_width(painter, "Reset") + GAP;
    }
    if round.at > 0 {
        width += pill_width(painter, "Previous") + GAP;
    }
    width
}

/// Returns the room of a clock that shows a time.
fn time_width(ui: &Ui, time: &str, size: f32) -> f32 {
    clock_size(ui, time, &|text| strong(text, size, egui::Color32::PLACEHOLDER)).x
}

/// Returns the width of the label of a prep.
fn prep_label(ui: &Ui, name: &str) -> f32 {
    width_of(ui.painter(), &format!("Prep {name}"), LABEL)
}

/// Returns the width of a prep without its label.
fn prep_width(ui: &Ui) -> f32 {
    time_width(ui, "8:00", PREP_DIGITS) + pill_width(ui.painter(), "Start") + 2.0 * PREP_GAP
}

/// Shows which speech it is and whose; an alert replaces its full name.
fn speech_name(cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round, room: f32) {
    ui.allocate_ui_with_layout(vec2(room, 60.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(room);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(4.0);
        let (short, name) = match round.speech() {
            Some(speech) => (speech_title(round), speech.name.clone()),
            None => ("End of the round".to_owned(), "Every speech has been given".to_owned()),
        };
        ui.add(egui::Label::new(cx.styles.strong_ink(short, NAME)).truncate());
        match &cx.state.round.alert {
            Some(rung) => alert(cx, ui, rung, 15.0),
            None => {
                ui.add(egui::Label::new(cx.styles.soft(name, 13.5)).truncate());
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
pub(super) fn alert(cx: &mut ViewContext<'_>, ui: &mut Ui, rung: &ShownAlert, size: f32) {
    let theme = &cx.styles.theme;
    let age = cx.state.round.now - rung.at;
    let turned = age < BLINKS_FOR && (age / BLINK).floor() % 2.0 == 1.0;
    let (ground, ink) = if turned { (theme.panel.0, theme.ink.0) } else { (theme.accent.0, theme.panel.0) };
    let frame = egui::Frame::NONE.fill(ground).stroke((2.0, theme.accent.0)).corner_radius(5.0);
    frame.inner_margin(egui::Margin::symmetric(8, 2)).show(ui, |ui| {
        let response = ui.add(egui::Label::new(strong(&rung.text, size, ink)).truncate());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
}

/// Returns the time of the speech, and its colour.
pub(super) fn speech_time(cx: &ViewContext<'_>, round: &Round) -> (String, egui::Color32) {
    let (now, theme) = (cx.state.round.now, &cx.styles.theme);
    let over = round.clock.speech.overtime(now) > 0.0;
    let text = if round.is_over() { "–:––".to_owned() } else { round.clock.speech.text(now) };
    (text, if over { theme.hues.red.0 } else { theme.ink.0 })
}

/// Shows the time of the speech in large digits.
pub(super) fn digits(cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round, size: f32) {
    let (text, ink) = speech_time(cx, round);
    let response = clock(ui, &text, |text| strong(text, size, ink), |ui, text| ui.label(text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description("The speech's clock"));
}

/// Shows the state of the speech's clock.
fn clock_state(cx: &ViewContext<'_>, ui: &mut Ui, round: &Round, size: f32) {
    let left = ui.cursor().left();
    ui.label(cx.styles.soft(clock_status(round, cx.state.round.now), size));
    // The buttons stay where they are whatever the state is called.
    let room = width_of(ui.painter(), LONGEST_STATUS, size);
    let used = ui.cursor().left() - ui.spacing().item_spacing.x - left;
    ui.add_space((room - used).max(0.0));
}

/// The longest word of [`clock_status`].
const LONGEST_STATUS: &str = "over, stopped";

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
fn clock_buttons(cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round) {
    let clock = &round.clock.speech;
    if !round.is_over() {
        let text = if clock.is_running() { "Stop" } else { "Start" };
        let response = button(ui, cx.styles, text, !clock.is_running());
        let tip = cx.state.with_key(Command::RoundClock.label(), Command::RoundClock);
        let used = response.rect.width();
        tooltip(response, &tip).on_click(cx.out, Command::RoundClock);
        // Another press at the same place starts or stops it again, and never resets it.
        let room = button_width(ui.painter(), "Start").max(button_width(ui.painter(), "Stop"));
        ui.add_space((room - used).max(0.0));
        let name = "Reset the clock of the speech";
        if pill_if(ui, cx.styles, "Reset", (name, name), is_stopped(round)).clicked() {
            cx.push(RoundAction::ResetClock);
        }
    }
}

/// Returns whether the speech's clock was started and stands.
fn is_stopped(round: &Round) -> bool {
    let clock = &round.clock.speech;
    !round.is_over() && clock.has_started() && !clock.is_running()
}

/// Shows the buttons that go to the speech before and after, in the order of the layout.
fn step_buttons(cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round) {
    let next = (!round.is_over()).then(|| (next_text(round), Command::RoundNextSpeech));
    let previous = (round.at > 0).then(|| ("Previous".to_owned(), Command::RoundPreviousSpeech));
    let from_right = ui.layout().prefer_right_to_left();
    for (text, command) in (if from_right { [next, previous] } else { [previous, next] }).into_iter().flatten() {
        cx.command(ui, &text, command);
    }
}

fn next_text(round: &Round) -> String {
    let next = round.rules.speeches.get(round.at + 1);
    next.map_or("End".to_owned(), |speech| format!("Next: {}", speech.short))
}

/// Shows the prep of a side: the time left, and a button; `room` is the greatest width of its name.
fn prep_clock(cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round, side: Side, room: f32) {
    let Some(left) = round.clock.prep_left(side, cx.state.round.now) else { return };
    let name = round.side_name(side).to_owned();
    let runs = side.of(&round.clock.prep).is_running();
    let time = minutes_and_seconds(left.ceil());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = PREP_GAP;
        let label = prep_label(ui, &name).ceil();
        ui.allocate_ui(vec2(label.min(room.max(40.0)), 30.0), |ui| {
            ui.add(egui::Label::new(cx.styles.soft(format!("Prep {name}"), LABEL)).truncate());
        });
        clock(ui, &time, |text| cx.styles.strong_ink(text, PREP_DIGITS), |ui, text| ui.label(text));
        let (text, action) = if runs { ("Stop", "Stop the prep of") } else { ("Start", "Start the prep of") };
        pill(ui, cx.styles, text, &format!("{action} {name}")).on_click(cx.out, RoundAction::TogglePrep(side));
    });
}

/// Shows the preparation time before the round, if there is one, until the first speech.
fn preparation_clock(cx: &mut ViewContext<'_>, ui: &mut Ui, round: &Round) {
    let timer = &round.clock.before;
    if !round.is_preparing() {
        return;
    }
    let time = timer.text(cx.state.round.now);
    ui.horizontal(|ui| {
        ui.label(cx.styles.soft("Preparation", 13.5));
        clock(ui, &time, |text| cx.styles.strong_ink(text, PREP_DIGITS), |ui, text| ui.label(text));
        let (text, hint) =
            if timer.is_running() { ("Stop", "Stop the preparation") } else { ("Start", "Start the preparation") };
        pill(ui, cx.styles, text, hint).on_click(cx.out, RoundAction::TogglePreparation);
    });
}
