//! The list of keys.

use egui::Ui;

use crate::state::{AppState, Command, Scene};

use super::{DialogView, Layout, Place, ViewContext, help};

/// Every command with its keys.
#[derive(Debug)]
pub(super) struct KeysDialog;

impl DialogView for KeysDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("List of keys", Place::Centre, 720.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let scene = cx.state.scene();
        let projecting = scene == Scene::Presenting;
        let mut rows: Vec<(String, String)> = Vec::new();
        if scene == Scene::Reading {
            rows.push(("Show or hide a perspective, in the order of the chips".to_owned(), "1 to 9".to_owned()));
        }
        let written = match scene {
            Scene::Debating => Some("Write in the chosen entry"),
            Scene::Flow => Some("Write in the chosen cell"),
            Scene::Reading | Scene::Presenting | Scene::Speech | Scene::Aloud | Scene::Clocks => None,
        };
        rows.extend(written.map(|does| (does.to_owned(), "letters".to_owned())));
        for command in Command::ALL.iter().copied().filter(|command| command.scope().holds(scene)) {
            let keys = cx.state.keys.of(command, scene).join("  or  ");
            if !keys.is_empty() {
                rows.push((command.label().trim_end_matches('…').to_owned(), keys));
            }
        }
        if projecting {
            rows.push((
                "Hands for an answer while it is asked: a number, then the letter".to_owned(),
                "a d q + n".to_owned(),
            ));
            rows.push(("Put the pointer on the slide".to_owned(), "Ctrl+click".to_owned()));
        } else {
            rows.push(("Larger or smaller type".to_owned(), "Ctrl+wheel".to_owned()));
        }
        let two = ui.available_width() > 560.0;
        let half = if two { rows.len().div_ceil(2) } else { rows.len() };
        let column = |ui: &mut Ui, rows: &[(String, String)]| {
            let width = (ui.available_width() * 0.54).max(90.0);
            let rest = (ui.available_width() - width - 16.0).max(60.0);
            egui::Grid::new(("keys", rows.first())).num_columns(2).min_col_width(0.0).spacing([16.0, 9.0]).show(
                ui,
                |ui| {
                    for (label, keys) in rows {
                        ui.vertical(|ui| {
                            ui.set_width(width);
                            ui.add(egui::Label::new(cx.styles.ink(label, 13.0)).wrap());
                        });
                        ui.vertical(|ui| {
                            ui.set_width(rest);
                            ui.add(egui::Label::new(cx.styles.strong_soft(keys, 12.5)).wrap());
                        });
                        ui.end_row();
                    }
                },
            );
        };
        if two {
            ui.columns(2, |columns| {
                for (part, ui) in rows.chunks(half.max(1)).zip(columns) {
                    column(ui, part);
                }
            });
        } else {
            column(ui, &rows);
        }
        ui.add_space(10.0);
        let hint = match scene.takes_text() {
            true => "Letters are text here and never keys. Other keys are set in settings.ron under keys.",
            false => {
                "Single letters never work while you type. They can be switched off in Appearance; \
                 other keys are set in settings.ron under keys."
            }
        };
        ui.label(cx.styles.soft(hint, 12.5));
    }

    fn show_above(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        help::pages(cx, ui);
    }
}
