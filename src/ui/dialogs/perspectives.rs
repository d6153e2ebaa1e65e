//! Which perspectives are shown, in what order, and who speaks in them.

use egui::Ui;

use crate::state::{Action, signs};
use crate::ui::controls::{icon_button, rich_text, strong};
use crate::ui::icons::Icon;

use super::DialogContext;

pub(super) fn show(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let all: Vec<(usize, bool)> = cx.state.shown.all().collect();
    for (place, (index, on)) in all.iter().copied().enumerate() {
        let Some(by) = cx.state.edition.perspectives().get(index) else { continue };
        // Identified by perspective instead of position, so that the focus follows when it is moved.
        ui.push_id(index, |ui| {
            ui.horizontal(|ui| {
                let mut shown = on;
                if ui.checkbox(&mut shown, strong(&by.name, 14.0, theme.hue(&by.hue))).changed() {
                    cx.out.push(Action::TogglePerspective(index));
                }
                let key = if place < 9 {
                    format!("key {}, code {}", place + 1, by.code)
                } else {
                    format!("code {}", by.code)
                };
                let notes = match by.notes.len() {
                    1 => "1 note".to_owned(),
                    n => format!("{n} notes"),
                };
                ui.label(rich_text(format!("{key} · {notes}"), 12.5, theme.soft.0));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button(ui, cx.styles, Icon::Down, &format!("Move {} later", by.name)).clicked() {
                        cx.out.push(Action::ShiftPerspective { perspective: index, earlier: false });
                    }
                    if icon_button(ui, cx.styles, Icon::Up, &format!("Move {} earlier", by.name)).clicked() {
                        cx.out.push(Action::ShiftPerspective { perspective: index, earlier: true });
                    }
                });
            })
        });
        ui.label(rich_text(&by.about, 13.0, theme.soft.0));
        if let Some(silent) = signs::silence_list(by) {
            ui.label(rich_text(silent, 13.0, theme.ink.0));
        }
        let eyes = match (&by.written_by, &by.checked_by) {
            (Some(writer), Some(checker)) => format!("Written by {writer}, checked by {checker}"),
            (Some(writer), None) => format!("Written by {writer}; one pair of eyes so far"),
            _ => "One pair of eyes so far".to_owned(),
        };
        ui.label(rich_text(eyes, 12.5, theme.faint.0));
        ui.add_space(12.0);
    }
    if all.is_empty() {
        ui.label(rich_text("This edition has no perspectives", 13.5, theme.soft.0));
    }
}
