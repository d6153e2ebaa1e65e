//! Lists of a round: what was dropped, and the brief's entries for a cell of the flow.

use egui::{TextEdit, Ui};

use crate::model::round::dropped;
use crate::state::Action;
use crate::state::round::RoundAction;
use crate::ui::controls::{interface, strong, words};

use super::{DialogInputs, Sheet, lists};

/// Entries that are listed; typing narrows them.
const MOST: usize = 60;

/// The arguments that were dropped, by name; pressing one goes there.
pub(super) fn dropped_of(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let editor = &sheet.state.round;
    let Some(round) = &editor.document else { return };
    let all = dropped(round);
    if all.is_empty() {
        ui.label(words("No argument is dropped so far.", 14.0, theme.ink.0));
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
            let told = if one.what == one.row { one.row.clone() } else { format!("{}: {}", one.row, one.what) };
            let place = format!("{name}, row {}, in {}", one.at + 1, one.column);
            if lists::line(sheet, ui, &told, &place, false, false) {
                sheet.out.push(Action::ShowDialog(None));
                sheet.out.push(Action::Round(RoundAction::ShowSheet(one.sheet)));
                sheet.out.push(Action::Round(RoundAction::ChooseCell((one.at, editor.cell.1))));
            }
        }
        ui.add_space(8.0);
    }
}

/// Entries of the brief; the chosen one is written in the chosen cell.
pub(super) fn entries(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let label = ui.label(words("Type a part of its tag", 12.5, theme.soft.0));
    let field = TextEdit::singleline(&mut inputs.typed).font(interface(15.0)).desired_width(f32::INFINITY);
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let wanted = inputs.typed.to_lowercase();
    let all = sheet.state.brief.entries().iter();
    let found: Vec<(u32, String)> = all
        .filter(|entry| entry.title().to_lowercase().contains(wanted.trim()))
        .take(MOST)
        .map(|entry| (entry.id(), entry.title().to_owned()))
        .collect();
    if found.is_empty() {
        ui.label(words("Nothing in the brief has these words.", 13.5, theme.soft.0));
    }
    for (at, (id, title)) in found.into_iter().enumerate() {
        let pressed = lists::line(sheet, ui, &title, "", false, at == 0);
        if pressed || (entered && at == 0) {
            sheet.out.push(Action::Round(RoundAction::InsertEntry(id)));
        }
    }
}
