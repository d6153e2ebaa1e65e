//! Lists of a round: dropped arguments, and the brief's entries for a cell of the flow.

use egui::{TextEdit, Ui};

use crate::model::round::dropped;
use crate::state::Action;
use crate::state::round::RoundAction;
use crate::ui::controls::{interface_font, rich_text, strong};

use super::{DialogContext, DialogInputs, lists};

/// Most entries listed; typing narrows them.
const MOST: usize = 60;

/// Shows the dropped arguments; a click goes there.
pub(super) fn dropped_arguments(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let editor = &cx.state.round;
    let Some(round) = &editor.document else { return };
    let all = dropped(round);
    if all.is_empty() {
        ui.label(rich_text("No argument is dropped so far.", 14.0, theme.ink.0));
    }
    for side in crate::model::round::Side::ALL {
        let of: Vec<_> = all.iter().filter(|one| one.by == side).collect();
        if of.is_empty() {
            continue;
        }
        let we = if round.ours == Some(side) && round.team.is_none() { " (we)" } else { "" };
        ui.label(strong(format!("{}{we} did not answer", round.side_name(side)), 14.0, theme.ink.0));
        for one in of {
            let name = round.flow.sheets.get(one.sheet).map_or("", |sheet| sheet.name.as_str());
            let text = if one.what == one.row { one.row.clone() } else { format!("{}: {}", one.row, one.what) };
            let place = format!("{name}, row {}, in {}", one.at + 1, one.column);
            if lists::list_row(cx, ui, &text, &place, false, false) {
                cx.out.push(Action::ShowDialog(None));
                cx.out.push(Action::Round(RoundAction::ShowSheet(one.sheet)));
                cx.out.push(Action::Round(RoundAction::ChooseCell((one.at, editor.cell.1))));
            }
        }
        ui.add_space(8.0);
    }
}

/// Shows the entries of the brief; the chosen one is written into the chosen cell.
pub(super) fn brief_entries(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let label = ui.label(rich_text("Type a part of its tag", 12.5, theme.soft.0));
    let field = TextEdit::singleline(&mut inputs.typed).font(interface_font(15.0)).desired_width(f32::INFINITY);
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let wanted = inputs.typed.to_lowercase();
    let all = cx.state.brief.entries().iter();
    let found: Vec<(u32, String)> = all
        .filter(|entry| entry.title().to_lowercase().contains(wanted.trim()))
        .take(MOST)
        .map(|entry| (entry.id(), entry.title().to_owned()))
        .collect();
    if found.is_empty() {
        ui.label(rich_text("Nothing in the brief has these words.", 13.5, theme.soft.0));
    }
    for (at, (id, title)) in found.into_iter().enumerate() {
        let pressed = lists::list_row(cx, ui, &title, "", false, at == 0);
        if pressed || (entered && at == 0) {
            cx.out.push(Action::InsertEntry(id));
        }
    }
}
