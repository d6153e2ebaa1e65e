//! The bars of the round: its title and views above; counts and keys below.

use egui::{Align, Layout, Rect, Ui, UiBuilder};

use crate::state::Command;
use crate::state::round::RoundView;
use crate::ui::bars;
use crate::ui::controls::{Control as _, pill_width, tooltip, width_of};

use super::ViewContext;
use super::flow::FlowView;

/// The space between the buttons of the bar.
const GAP: f32 = 8.0;

/// A title with less room than this is left out; it stands in the dialog of the round too.
const LEAST_TITLE: f32 = 60.0;

/// The words of the bar, from the longest to the shortest: the button at the left, and those at the right from the last to
/// the first. What is left out is in the menu.
const WORDINGS: [(&str, &[(&str, Command)]); 4] = [
    (
        "Back to the brief",
        &[
            ("Round…", Command::RoundOptions),
            ("Big clocks", Command::RoundBigClock),
            ("Dropped", Command::RoundDropped),
        ],
    ),
    (
        "Brief",
        &[("Round…", Command::RoundOptions), ("Big", Command::RoundBigClock), ("Dropped", Command::RoundDropped)],
    ),
    ("Brief", &[("Round…", Command::RoundOptions), ("Big", Command::RoundBigClock)]),
    ("Brief", &[("Round…", Command::RoundOptions)]),
];

/// A window from this width on has the longest wording, and the title beside it.
const WIDE: f32 = 900.0;

pub(super) fn top(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, cx.styles.theme.rule.0));
    let inner = bars::inside(rect);
    let begun = cx.state.round.document.is_some();
    let views: f32 = if begun { VIEWS.iter().map(|(_, name)| view_width(ui, name) + GAP).sum() } else { 0.0 };
    let width = |(back, buttons): &(&str, &[(&str, Command)])| {
        let buttons = buttons.iter().filter(|(_, command)| begun || *command == Command::RoundOptions);
        let buttons: f32 = buttons.map(|(text, _)| pill_width(ui.painter(), text) + GAP).sum();
        pill_width(ui.painter(), back) + 12.0 + views + buttons - GAP
    };
    let fitting = WORDINGS.iter().skip(usize::from(rect.width() < WIDE)).find(|words| width(words) <= inner.width());
    let Some((back, buttons)) = fitting.or(WORDINGS.last()) else { return };
    let right = Layout::right_to_left(Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right).id_salt("round bar right"), |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (text, of) in buttons.iter().filter(|(_, command)| begun || *command == Command::RoundOptions) {
            cx.command(ui, text, *of);
        }
        if begun {
            show_views(cx, ui);
        }
    });
    let left = Layout::left_to_right(Align::Center);
    let place = inner.with_max_x(used.response.rect.left() - 12.0);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(left).id_salt("round bar"), |ui| {
        cx.command(ui, back, Command::RoundLeave);
        ui.add_space(6.0);
        let title = cx.state.round.document.as_ref().map_or("Round", |round| &round.title);
        if ui.available_width() >= LEAST_TITLE {
            ui.add(egui::Label::new(cx.styles.strong_ink(title, 14.0)).truncate());
        }
    });
}

/// The views from right to left, with their names.
const VIEWS: [(RoundView, &str); 2] = [(RoundView::Flow, "Flow"), (RoundView::Speech, "Speech")];

/// The size of the names of the views.
const VIEW_TEXT: f32 = 13.5;

fn view_width(ui: &Ui, name: &str) -> f32 {
    width_of(ui.painter(), name, VIEW_TEXT) + 2.0 * ui.spacing().button_padding.x
}

/// Shows the switch between the flow and the speech.
fn show_views(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let now = cx.state.round.view;
    for (view, name) in VIEWS {
        let response = ui.selectable_label(now == view, cx.styles.ink(name, VIEW_TEXT));
        let tip = match view {
            RoundView::Flow => {
                "Every argument and what was answered: a row for each argument, a column for each speech"
            }
            RoundView::Speech => "What is read in the speech, and how long it takes",
        };
        if tooltip(response, &cx.state.with_key(tip, Command::RoundView)).clicked() && now != view {
            cx.push(Command::RoundView);
        }
    }
}

/// The size of text in the status bar.
const STATUS_TEXT: f32 = 12.5;

pub(super) fn status(flow: &FlowView, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.styles.theme.rule.0));
    let inner = bars::inside_status(rect);
    let view = cx.state.round.view;
    let wordings = match view {
        RoundView::Flow => flow.counts(cx.state.round.document.as_ref().is_some_and(|round| round.ours.is_some())),
        RoundView::Speech => {
            ["Click a word to mark where reading stopped", "Click where reading stopped"].map(str::to_owned).into()
        }
    };
    let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
    let links = links(cx, ui, &wordings, inner.width());
    let right = Layout::right_to_left(Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right).id_salt("round status right"), |ui| {
        ui.spacing_mut().item_spacing.x = LINK_GAP;
        bars::help(cx, ui);
        for (text, command) in links {
            tooltip(ui.link(cx.styles.soft(text, STATUS_TEXT)), command.label()).on_click(cx.out, command);
        }
    });
    let place = inner.with_max_x(used.response.rect.left() - LINK_GAP);
    let left = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(left).id_salt("round status"), |ui| {
        let text = bars::fitting(ui.painter(), &wordings, STATUS_TEXT, place.width());
        ui.add(egui::Label::new(cx.styles.soft(text, STATUS_TEXT)).truncate());
    });
}

/// The space between what stands in the status bar.
const LINK_GAP: f32 = 16.0;

/// Returns the links of the status bar that fit in `room` beside a wording, from right to left. The first has no other
/// button, so it stays beside the shortest wording; the others need room beside the longest.
fn links(cx: &ViewContext<'_>, ui: &Ui, wordings: &[&str], room: f32) -> Vec<(String, Command)> {
    let all = match cx.state.round.view {
        RoundView::Flow => {
            [("Clock", Command::RoundClock), ("Answer", Command::RoundAnswer), ("Write", Command::RoundWrite)]
        }
        RoundView::Speech => {
            [("Unread words", Command::RoundUnread), ("Mark", Command::RoundMark), ("Clock", Command::RoundClock)]
        }
    };
    let width = |text: &str| width_of(ui.painter(), text, STATUS_TEXT) + LINK_GAP;
    let mut left = room - bars::help_width(ui.painter());
    let mut out = Vec::new();
    for (word, command) in all {
        let key = cx.state.key_of(command);
        let text = if key.is_empty() { word.to_owned() } else { format!("{word}: {key}") };
        let alone = command == Command::RoundUnread;
        let beside = if alone { 0.0 } else { wordings.first().map_or(0.0, |text| width(text)) };
        if left - width(&text) < beside {
            break;
        }
        left -= width(&text);
        out.push((text, command));
    }
    out
}
