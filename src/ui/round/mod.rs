//! The round: clocks above, and below them the speech being read or the flow.

mod aloud;
mod bar;
mod big_clocks;
mod cells;
mod display_text;
mod entry;
mod flow;
mod sheets;
mod speech;
mod start;
mod strip;

use egui::{Id, Rect, ScrollArea, Ui, UiBuilder, pos2};

use crate::model::round::Budget;
use crate::state::round::RoundView;

use super::context::ViewContext;

pub(super) use start::describe_format;

/// The state of the round screen that is kept between frames.
#[derive(Debug, Default)]
pub struct RoundScreen {
    flow: flow::FlowView,
    speech: speech::SpeechView,
    aloud: aloud::AloudView,
    /// The budgets of the speeches, cached by revision.
    budgets: (u64, Vec<Option<Budget>>),
}

/// Returns the id of the flow's control; while it has the focus, the arrow keys move from cell to cell.
pub fn flow_control() -> Id {
    Id::unique("flow of the round")
}

impl RoundScreen {
    /// Shows the screen, filling `ui`.
    pub fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let full = ui.max_rect();
        let editor = &cx.state.round;
        if editor.big_clocks && editor.document.is_some() {
            big_clocks::show(cx, ui, full);
            return;
        }
        if editor.is_aloud() {
            self.aloud.show(cx, ui, full);
            return;
        }
        let (_, top, status) = super::bars::heights(ui.ctx().content_rect());
        let band = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        let (first, foot) = (full.top() + top, full.bottom() - status);
        bar::top(cx, ui, band(full.top(), first));
        let Some(round) = &editor.document else {
            start::show(cx, ui, band(first, full.bottom()));
            return;
        };
        // Budgets are not computed while the flow is typed in, because they count the words of every card.
        let stale = self.budgets.0 != editor.revision || self.budgets.1.is_empty();
        if stale && editor.view == RoundView::Speech {
            let all = (0..round.rules.speeches.len()).map(|at| round.budget(at)).collect();
            self.budgets = (editor.revision, all);
        }
        self.body(cx, ui, band(first, foot));
        bar::status(&self.flow, cx, ui, band(foot, full.bottom()));
    }

    /// Shows the clocks with the view below them. In a window too low for both, the clocks scroll away with the page.
    fn body(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, body: Rect) {
        let Some(round) = &cx.state.round.document else { return };
        let strip = strip::Strip::new(ui, round, body.width());
        let least = match cx.state.round.view {
            RoundView::Speech => speech::least_height(cx),
            RoundView::Flow => flow::FlowView::least_height(cx, ui, body.width()),
        };
        ui.scope_builder(UiBuilder::new().max_rect(body).id_salt("clocks and view"), |ui| {
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            self.speech.is_below = strip.height + least > body.height();
            if !self.speech.is_below {
                let (clocks, rest) = body.split_top_bottom_at_y(body.top() + strip.height);
                strip.show(cx, ui, clocks);
                self.view(cx, ui, rest);
                return;
            }
            ScrollArea::vertical().auto_shrink(false).id_salt("low window").show(ui, |ui| {
                let top = ui.max_rect().top();
                // The speeches scroll away too where they would leave no room for what is read.
                let rest = match cx.state.round.view {
                    RoundView::Speech if least > body.height() => speech::HEAD + body.height(),
                    RoundView::Speech | RoundView::Flow => least.max(body.height()),
                };
                let whole = Rect::from_x_y_ranges(body.x_range(), top..=top + strip.height + rest);
                let (clocks, rest) = whole.split_top_bottom_at_y(top + strip.height);
                strip.show(cx, ui, clocks);
                let editor = &cx.state.round;
                let revealed = editor.reveal
                    && match editor.view {
                        RoundView::Speech => editor.delivery().is_some_and(|delivery| !delivery.read.is_empty()),
                        RoundView::Flow => true,
                    };
                self.view(cx, ui, rest);
                ui.allocate_rect(whole, egui::Sense::hover());
                if revealed {
                    ui.scroll_to_rect(rest, Some(egui::Align::BOTTOM));
                }
            });
        });
    }

    fn view(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        match cx.state.round.view {
            RoundView::Speech => self.speech.show(&self.budgets.1, cx, ui, rect),
            RoundView::Flow => self.flow.show(cx, ui, rect),
        }
    }
}
