//! The dropped arguments of a round.

use egui::Ui;

use crate::model::round::dropped;
use crate::state::round::RoundAction;
use crate::state::{Action, AppState};

use super::{DialogView, Layout, Place, ViewContext, rows};

/// The dropped arguments; a press goes to one.
#[derive(Debug)]
pub(super) struct DroppedDialog;

impl DialogView for DroppedDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Dropped arguments", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let editor = &cx.state.round;
        let Some(round) = &editor.document else { return };
        let all = dropped(round);
        if all.is_empty() {
            ui.label(cx.styles.ink("No argument is dropped so far.", 14.0));
        }
        for side in crate::model::round::Side::ALL {
            let of: Vec<_> = all.iter().filter(|one| one.by == side).collect();
            if of.is_empty() {
                continue;
            }
            let we = if round.ours == Some(side) && round.team.is_none() { " (we)" } else { "" };
            ui.label(cx.styles.strong_ink(format!("{}{we} did not answer", round.side_name(side)), 14.0));
            for one in of {
                let name = round.flow.sheets.get(one.sheet).map_or("", |sheet| sheet.name.as_str());
                let text = if one.what == one.row { one.row.clone() } else { format!("{}: {}", one.row, one.what) };
                let place = format!("{name}, row {}, in {}", one.at + 1, one.column);
                if rows::list_row(cx, ui, &text, &place, false, false) {
                    cx.push(Action::ShowDialog(None));
                    cx.push(RoundAction::ShowSheet(one.sheet));
                    cx.push(RoundAction::ChooseCell((one.at, editor.cell.1)));
                }
            }
            ui.add_space(8.0);
        }
    }
}
