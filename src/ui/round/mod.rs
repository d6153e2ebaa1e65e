//! The round: clocks above, and below them the speech being read or the flow.

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

use egui::{Id, Rect, Ui, pos2};

use crate::model::round::Budget;
use crate::state::round::{RoundAction, RoundView};
use crate::state::{Action, AppState};

use super::styles::Styles;

pub(super) use start::describe_format;

/// The state of the round screen that is kept between frames.
#[derive(Debug, Default)]
pub struct RoundScreen {
    flow: flow::FlowView,
    speech: speech::SpeechView,
    /// The budgets of the speeches, cached by revision.
    budgets: (u64, Vec<Option<Budget>>),
}

/// What the parts of the screen read, and where they push actions.
struct RoundContext<'a> {
    state: &'a AppState,
    styles: &'a Styles,
    out: &'a mut Vec<Action>,
}

impl RoundContext<'_> {
    fn push(&mut self, action: RoundAction) {
        self.out.push(Action::Round(action));
    }
}

/// Returns the id of the flow's control; while it has the focus, the arrow keys move from cell to cell.
pub fn flow_control() -> Id {
    Id::unique("flow of the round")
}

impl RoundScreen {
    /// Shows the screen, filling `ui`.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
        let full = ui.max_rect();
        let cx = &mut RoundContext { state, styles, out };
        let editor = &state.round;
        if editor.big_clocks && editor.document.is_some() {
            big_clocks::show(cx, ui, full);
            return;
        }
        let (top, _, status) = super::bars::heights(ui.ctx().content_rect());
        let band = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        let (first, foot) = (full.top() + top, full.bottom() - status.max(34.0));
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
        let second = first + strip::height(full.width());
        strip::show(cx, ui, band(first, second));
        match editor.view {
            RoundView::Speech => self.speech.show(&self.budgets.1, cx, ui, band(second, foot)),
            RoundView::Flow => self.flow.show(cx, ui, band(second, foot)),
        }
        bar::status(&self.flow, cx, ui, band(foot, full.bottom()));
    }
}
