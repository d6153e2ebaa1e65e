//! Messages at the bottom of the window.

use egui::accesskit::Live;
use egui::{Align2, Area, Context, Frame, Id, Margin, Ui, UiBuilder, vec2};

use crate::state::presentation::View;
use crate::state::{Action, AppState, Dialog, Notice, ReaderAction, Scene, ScrollRequest, Subject, Tone};

use super::context::ViewContext;
use super::controls::{Control as _, icon_button, pill};
use super::grid::at_least_room;
use super::icons::Icon;

/// How long a quiet message stays.
const QUIET_SECONDS: f64 = 6.0;

/// How long a quiet message stays that has a button: it is read, and then decided about.
const OFFERING_SECONDS: f64 = 12.0;

/// Since when each message is shown, by its id.
type Shown = Vec<(u64, f64)>;

/// The least width of the words of a message that has a button, in logical pixels.
const LEAST_WITH_BUTTON: f32 = 300.0;

/// The distance of messages over a dialog from the bottom of the window, in logical pixels.
const OVER_DIALOG: f32 = 10.0;

/// Which messages are behind the open dialog or menu: those that were there when it opened, which nobody reads then. What is
/// said since is in front of it.
#[derive(Clone, Default)]
struct Order {
    dialog: Option<Dialog>,
    /// The last message that was shown.
    last: u64,
    /// The last message that is behind the dialog.
    last_behind: u64,
    /// The height of the messages in front of it, in logical pixels.
    in_front: f32,
}

impl Order {
    /// Returns the order for this frame.
    fn refresh(ctx: &Context, state: &AppState) -> Self {
        let mut order: Self = ctx.data(|data| data.get_temp(order_id())).unwrap_or_default();
        if order.dialog != state.dialog {
            order.dialog.clone_from(&state.dialog);
            order.last_behind = order.last;
        }
        order.last = state.notices.iter().map(|notice| notice.id).max().unwrap_or(0).max(order.last);
        order.in_front = 0.0;
        order
    }

    fn is_behind(&self, notice: &Notice) -> bool {
        self.dialog.is_some() && notice.id <= self.last_behind
    }
}

/// Returns the height that the messages in front of the open dialog take at the bottom of the window, in logical pixels.
pub fn height_in_front(ctx: &Context) -> f32 {
    let order: Option<Order> = ctx.data(|data| data.get_temp(order_id()));
    order.map_or(0.0, |order| order.in_front)
}

/// Shows the messages. Quiet ones are dismissed after [`QUIET_SECONDS`] or [`OFFERING_SECONDS`], in which the pointer was not
/// over them and the focus not in them; faults stay.
pub fn show(cx: &mut ViewContext<'_>, ctx: &Context) {
    let mut order = Order::refresh(ctx, cx.state);
    let notices: Vec<&Notice> = cx.state.notices.iter().filter(|notice| is_shown(cx.state, notice)).collect();
    if notices.is_empty() {
        // An empty area also asks for a frame to settle in.
        ctx.data_mut(|data| data.remove::<Shown>(since_id()));
    } else {
        let before: Shown = ctx.data(|d| d.get_temp(since_id())).unwrap_or_default();
        let mut shown = Shown::new();
        // Above the toolbar of the brief and the round.
        let tools = cx.state.round.open || (cx.state.brief.open && cx.state.brief.card().is_some());
        let above = if tools { 136.0 } else { 46.0 };
        let (behind, in_front): (Vec<_>, Vec<_>) = notices.into_iter().partition(|notice| order.is_behind(notice));
        let mut above_those = above;
        if !behind.is_empty() {
            let area = Area::new(Id::unique("notices behind")).order(egui::Order::Middle);
            let area = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -above));
            let area = area.show(ctx, |ui| messages(cx, ui, &behind, (&before, &mut shown)));
            above_those += area.response.rect.height();
        }
        if !in_front.is_empty() {
            let is_modal = ctx.memory(|memory| memory.top_modal_layer().is_some());
            // The review is at the bottom, and the paragraph in question at the left above it.
            let (anchor, offset) = match cx.state.dialog {
                Some(Dialog::Review) => (Align2::RIGHT_TOP, vec2(-18.0, 104.0)),
                Some(_) if is_modal => (Align2::CENTER_BOTTOM, vec2(0.0, -OVER_DIALOG)),
                _ => (Align2::CENTER_BOTTOM, vec2(0.0, -above_those)),
            };
            let area = Area::new(Id::unique("notices")).order(egui::Order::Tooltip).anchor(anchor, offset);
            let area = area.show(ctx, |ui| messages(cx, ui, &in_front, (&before, &mut shown)));
            if is_modal && anchor == Align2::CENTER_BOTTOM {
                order.in_front = area.response.rect.height() + OVER_DIALOG;
            }
        }
        ctx.data_mut(|d| d.insert_temp(since_id(), shown));
    }
    ctx.data_mut(|data| data.insert_temp(order_id(), order));
}

/// Returns whether a message is shown now. Messages are for the presenter: over the class's view they wait, except that a clock
/// has stopped, which the class may read.
fn is_shown(state: &AppState, notice: &Notice) -> bool {
    let running = state.lesson.running.as_ref();
    running.is_none_or(|presentation| presentation.view == View::Presenter) || notice.subject == Some(Subject::Clock)
}

/// Shows messages below each other.
fn messages(cx: &mut ViewContext<'_>, ui: &mut Ui, notices: &[&Notice], (before, shown): (&Shown, &mut Shown)) {
    let now = ui.input(|i| i.time);
    for notice in notices {
        // The ids of its controls are its own, so that a press and the focus stay with it when another one goes.
        let builder = UiBuilder::new().scope_id(Id::unique(("notice", notice.id)));
        let is_held = ui.scope_builder(builder, |ui| message(cx, ui, notice)).inner;
        ui.add_space(6.0);
        let since = before.iter().find(|(id, _)| *id == notice.id).map_or(now, |(_, since)| *since);
        // What is being read or decided about lasts its whole time from then on.
        let since = if is_held { now } else { since };
        shown.push((notice.id, since));
        let lasts = if notice.offers.is_empty() { QUIET_SECONDS } else { OFFERING_SECONDS };
        if notice.tone == Tone::Quiet && !is_held && expired(ui, since, lasts) {
            cx.push(Action::Dismiss(notice.id));
        }
    }
    // The wheel scrolls the text that they are over.
    let wheel = ui.input(|i| i.smooth_scroll_delta().y);
    if wheel != 0.0
        && cx.state.scene() == Scene::Reading
        && cx.state.dialog.is_none()
        && ui.rect_contains_pointer(ui.min_rect())
    {
        cx.push(ReaderAction::Scroll(ScrollRequest::By(-wheel)));
    }
}

/// Shows one message. Returns whether the pointer is over it or the focus in it.
fn message(cx: &mut ViewContext<'_>, ui: &mut Ui, notice: &Notice) -> bool {
    let theme = &cx.styles.theme;
    let widest = (at_least_room(ui.ctx().content_rect()).width() - 48.0).min(640.0);
    let fault = notice.tone == Tone::Fault;
    let edge = if fault { theme.accent } else { theme.rule };
    let frame = Frame::NONE
        .fill(theme.panel.0)
        .stroke((if fault { 1.5 } else { 1.0 }, edge.0))
        .corner_radius(8.0)
        .inner_margin(Margin::symmetric(14, 8))
        .shadow(theme.shadow_below(3, 14));
    let shown = frame.show(ui, |ui| {
        let row = ui.horizontal(|ui| {
            let words = egui::Label::new(cx.styles.ink(&notice.text, 13.5)).wrap();
            let contents = |ui: &mut Ui| {
                ui.set_max_width(widest - 60.0);
                if !notice.offers.is_empty() {
                    // A message in place of another one has its button where that had it, whatever the two say.
                    ui.set_min_width(LEAST_WITH_BUTTON.min(widest - 60.0));
                }
                let words = ui.add(words);
                let live = if fault { Live::Assertive } else { Live::Polite };
                ui.ctx().accesskit_node_builder(words.id, |node| node.set_live(live));
                offers(cx, ui, notice)
            };
            let inside = if notice.offers.is_empty() { ui.scope(contents) } else { ui.vertical(contents) };
            let close = icon_button(ui, cx.styles, Icon::Close, "Dismiss this message");
            close.on_click(cx.out, Action::Dismiss(notice.id));
            inside.inner || close.has_focus()
        });
        row.inner
    });
    shown.inner || ui.rect_contains_pointer(shown.response.rect)
}

/// Shows a button for each thing that can be done about a message, which is dismissed with it. Returns whether one has the
/// focus.
fn offers(cx: &mut ViewContext<'_>, ui: &mut Ui, notice: &Notice) -> bool {
    let offered: Vec<_> = notice.offers.iter().filter(|(command, _)| command.is_offered(cx.state)).collect();
    if offered.is_empty() {
        return false;
    }
    let mut has_focus = false;
    ui.horizontal_wrapped(|ui| {
        for (command, words) in offered {
            let button = pill(ui, cx.styles, words, &cx.state.with_key(words, *command));
            has_focus |= button.has_focus();
            if button.clicked() {
                cx.push(Action::Dismiss(notice.id));
                cx.push(*command);
            }
        }
    });
    has_focus
}

fn order_id() -> Id {
    Id::unique("notices order")
}

fn since_id() -> Id {
    Id::unique("notices since")
}

/// Returns whether a quiet message has been shown long enough; if not, requests a repaint for when it has.
fn expired(ui: &Ui, since: f64, lasts: f64) -> bool {
    let left = lasts - (ui.input(|i| i.time) - since);
    if left > 0.0 {
        ui.ctx().request_repaint_after_secs(left as f32);
    }
    left <= 0.0
}
