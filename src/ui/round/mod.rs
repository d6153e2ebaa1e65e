//! The round: its clocks above, and under them what is read in a speech, or the flow.

mod bar;
mod big;
mod cells;
mod flow;
mod pieces;
mod rows;
mod sheets;
mod speech;
mod start;
mod strip;

use egui::{Id, Rect, Ui, pos2};

use crate::model::round::Budget;
use crate::state::round::{RoundAction, RoundView};
use crate::state::{Action, AppState};

use super::look::Look;

pub(super) use start::about;

/// What the screen keeps between frames.
#[derive(Debug, Default)]
pub struct RoundScreen {
    flow: flow::FlowSheet,
    speech: speech::SpeechSheet,
    /// The budgets of the speeches, for a state of the round.
    budgets: (u64, Vec<Option<Budget>>),
}

/// What the parts of the screen read, and where they answer.
struct Sheet<'a> {
    state: &'a AppState,
    look: &'a Look,
    out: &'a mut Vec<Action>,
}

impl Sheet<'_> {
    fn push(&mut self, action: RoundAction) {
        self.out.push(Action::Round(action));
    }
}

/// The flow as a control: while it has the focus, the arrows go from cell to cell.
pub fn flow_control() -> Id {
    Id::unique("flow of the round")
}

impl RoundScreen {
    /// Shows the screen in the whole of `ui`.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, look: &Look, out: &mut Vec<Action>) {
        let full = ui.max_rect();
        ui.painter().rect_filled(full, 0.0, look.theme.ground.0);
        let sheet = &mut Sheet { state, look, out };
        let editor = &state.round;
        if editor.big_clocks && editor.document.is_some() {
            big::show(sheet, ui, full);
            return;
        }
        let (top, _, status) = super::bars::heights(full);
        let cut = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        let (first, foot) = (full.top() + top, full.bottom() - status.max(34.0));
        bar::top(sheet, ui, cut(full.top(), first));
        let Some(round) = &editor.document else {
            start::show(sheet, ui, cut(first, full.bottom()));
            return;
        };
        // While the flow is typed on, no word of a card is counted.
        let stale = self.budgets.0 != editor.revision || self.budgets.1.is_empty();
        if stale && editor.view == RoundView::Speech {
            let all = (0..round.rules.speeches.len()).map(|at| round.budget(at)).collect();
            self.budgets = (editor.revision, all);
        }
        let second = first + strip::height(full.width());
        strip::show(sheet, ui, cut(first, second));
        match editor.view {
            RoundView::Speech => self.speech.show(&self.budgets.1, sheet, ui, cut(second, foot)),
            RoundView::Flow => self.flow.show(sheet, ui, cut(second, foot)),
        }
        bar::status(&self.flow, sheet, ui, cut(foot, full.bottom()));
    }
}
