//! Messages at the bottom of the window.

use egui::{Align2, Area, Context, Frame, Id, Margin, Order, Ui, vec2};

use crate::state::{Action, AppState, Dialog, Notice, Tone};

use super::controls::{icon_button, pill, rich_text};
use super::icons::Icon;
use super::styles::Styles;

/// How long a quiet message stays.
const QUIET_SECONDS: f64 = 6.0;

/// How long a quiet message stays that has a button: it is read, and then decided about.
const OFFERING_SECONDS: f64 = 12.0;

/// Shows the messages. Quiet ones are dismissed after [`QUIET_SECONDS`] or [`OFFERING_SECONDS`]; faults stay.
pub fn show(ctx: &Context, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
    if state.notices.is_empty() {
        // An empty area also asks for a frame to settle in.
        ctx.data_mut(|data| data.remove::<Vec<(String, f64)>>(since_id()));
        return;
    }
    let theme = &styles.theme;
    // Above the toolbar of the brief and the round.
    let tools = state.round.open || (state.brief.open && state.brief.card().is_some());
    let above = if tools { -136.0 } else { -46.0 };
    // The review is at the bottom, and the paragraph in question at the left above it.
    let (anchor, offset) = match state.dialog {
        Some(Dialog::Review) => (Align2::RIGHT_TOP, vec2(-18.0, 104.0)),
        _ => (Align2::CENTER_BOTTOM, vec2(0.0, above)),
    };
    Area::new(Id::unique("notices")).order(Order::Tooltip).anchor(anchor, offset).show(ctx, |ui| {
        let widest = (ctx.content_rect().width() - 48.0).min(640.0);
        let mut old: Vec<usize> = Vec::new();
        for (index, (notice, (_, since))) in state.notices.iter().zip(shown_since(ui, state)).enumerate() {
            let fault = notice.tone == Tone::Fault;
            let edge = if fault { theme.accent } else { theme.rule };
            let frame = Frame::NONE
                .fill(theme.panel.0)
                .stroke((if fault { 1.5 } else { 1.0 }, edge.0))
                .corner_radius(8.0)
                .inner_margin(Margin::symmetric(14, 8))
                .shadow(egui::Shadow { offset: [0, 3], blur: 14, spread: 0, color: theme.shadow.0 });
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    let words = egui::Label::new(rich_text(&notice.text, 13.5, theme.ink.0)).wrap();
                    if notice.offers.is_empty() {
                        ui.scope(|ui| {
                            ui.set_max_width(widest - 60.0);
                            ui.add(words);
                        });
                    } else {
                        ui.vertical(|ui| {
                            ui.set_max_width(widest - 60.0);
                            ui.add(words);
                            offers(ui, (state, styles), (index, notice), out);
                        });
                    }
                    if icon_button(ui, styles, Icon::Close, "Dismiss this message").clicked() {
                        out.push(Action::Dismiss(index));
                    }
                });
            });
            ui.add_space(6.0);
            let lasts = if notice.offers.is_empty() { QUIET_SECONDS } else { OFFERING_SECONDS };
            if !fault && expired(ui, since, lasts) {
                old.push(index);
            }
        }
        // From the last, because each dismissal shifts the messages after it.
        out.extend(old.into_iter().rev().map(Action::Dismiss));
    });
}

/// Shows a button for each thing that can be done about a message, which is dismissed with it.
fn offers(
    ui: &mut Ui,
    (state, styles): (&AppState, &Styles),
    (index, notice): (usize, &Notice),
    out: &mut Vec<Action>,
) {
    let offered: Vec<_> = notice.offers.iter().filter(|(command, _)| command.is_offered(state)).collect();
    if offered.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (command, words) in offered {
            let key = state.key_of(*command);
            let name = if key.is_empty() { (*words).to_owned() } else { format!("{words} ({key})") };
            if pill(ui, styles, words, &name).clicked() {
                out.push(Action::Dismiss(index));
                out.push(Action::Command(*command));
            }
        }
    });
}

fn since_id() -> Id {
    Id::unique("notices since")
}

/// Returns each message with the time since when it has been shown. A message that was dismissed and comes back counts
/// from its return.
fn shown_since(ui: &Ui, state: &AppState) -> Vec<(String, f64)> {
    let id = since_id();
    let now = ui.input(|i| i.time);
    let before: Vec<(String, f64)> = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let since = |text: &str| before.iter().find(|(old, _)| old == text).map_or(now, |(_, since)| *since);
    let texts = state.notices.iter().map(|notice| notice.text.clone());
    let after: Vec<(String, f64)> = texts.map(|text| (text.clone(), since(&text))).collect();
    ui.data_mut(|d| d.insert_temp(id, after.clone()));
    after
}

/// Returns whether a quiet message has been shown long enough; if not, requests a repaint for when it has.
fn expired(ui: &Ui, since: f64, lasts: f64) -> bool {
    let left = lasts - (ui.input(|i| i.time) - since);
    if left > 0.0 {
        #[allow(clippy::cast_possible_truncation, reason = "seconds")]
        ui.ctx().request_repaint_after_secs(left as f32);
    }
    left <= 0.0
}
