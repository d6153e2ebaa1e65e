//! The bars of the round: its title and views above; counts and keys below.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::state::round::RoundView;
use crate::state::{Action, Command};
use crate::ui::controls::{pill, rich_text, strong, tooltip};

use super::RoundContext;
use super::flow::FlowView;

/// Shows a button for a command; `text` is its short label.
pub(super) fn command(cx: &mut RoundContext<'_>, ui: &mut Ui, text: &str, command: Command) {
    let key = cx.state.key_of(command);
    let name = if key.is_empty() { command.label().to_owned() } else { format!("{} ({key})", command.label()) };
    if pill(ui, cx.styles, text, &name).clicked() {
        cx.out.push(Action::Command(command));
    }
}

pub(super) fn top(cx: &mut RoundContext<'_>, ui: &mut Ui, rect: Rect) {
    let theme = cx.styles.theme.clone();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    let inner = rect.shrink2(vec2(20.0, 0.0));
    let wide = rect.width() >= 900.0;
    let right = Layout::right_to_left(Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right).id_salt("round bar right"), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        command(cx, ui, "Round…", Command::RoundOptions);
        if cx.state.round.document.is_none() {
            return;
        }
        command(cx, ui, if wide { "Big clocks" } else { "Big" }, Command::RoundBigClock);
        command(cx, ui, "Dropped", Command::RoundDropped);
        views(cx, ui);
    });
    let left = Layout::left_to_right(Align::Center);
    let room = used.response.rect.left() - inner.left() - 12.0;
    let place = Rect::from_min_size(inner.min, vec2(room.max(60.0), inner.height()));
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(left).id_salt("round bar"), |ui| {
        command(cx, ui, if wide { "Back to the brief" } else { "Brief" }, Command::RoundLeave);
        ui.add_space(6.0);
        let title = cx.state.round.document.as_ref().map_or("Round", |round| &round.title);
        ui.add(egui::Label::new(strong(title, 14.0, theme.ink.0)).truncate());
    });
}

/// Shows the switch between the flow and the speech.
fn views(cx: &mut RoundContext<'_>, ui: &mut Ui) {
    let now = cx.state.round.view;
    let ink = cx.styles.theme.ink.0;
    for (view, name) in [(RoundView::Flow, "Flow"), (RoundView::Speech, "Speech")] {
        let response = ui.selectable_label(now == view, rich_text(name, 13.5, ink));
        if tooltip(response, Command::RoundView.label()).clicked() && now != view {
            cx.out.push(Action::Command(Command::RoundView));
        }
    }
}

pub(super) fn status(flow: &FlowView, cx: &mut RoundContext<'_>, ui: &mut Ui, rect: Rect) {
    let theme = cx.styles.theme.clone();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let inner = rect.shrink2(vec2(20.0, 0.0));
    let view = cx.state.round.view;
    let text = match view {
        RoundView::Flow => flow.counts(cx.state.round.document.as_ref().is_some_and(|round| round.ours.is_some())),
        RoundView::Speech => "Click a word to mark where reading stopped".to_owned(),
    };
    let keys = match view {
        RoundView::Flow => [("Write", Command::RoundWrite), ("Answer", Command::RoundAnswer)],
        RoundView::Speech => [("Mark", Command::RoundMark), ("Unread words", Command::RoundUnread)],
    };
    let left = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(left).id_salt("round status"), |ui| {
        ui.add(egui::Label::new(rich_text(text, 12.5, theme.soft.0)).truncate());
    });
    let right = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right).id_salt("round status right"), |ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        crate::ui::bars::help(ui, cx.styles, cx.state, cx.out);
        for (word, command) in keys.into_iter().rev().chain([("Clock", Command::RoundClock)]) {
            // The others have buttons elsewhere.
            if rect.width() < 860.0 && command != Command::RoundUnread {
                continue;
            }
            let key = cx.state.key_of(command);
            let text = if key.is_empty() { word.to_owned() } else { format!("{word}: {key}") };
            if tooltip(ui.link(rich_text(text, 12.5, theme.soft.0)), command.label()).clicked() {
                cx.out.push(Action::Command(command));
            }
        }
    });
}
