//! Which perspectives are shown, in what order, and who speaks in them.

use egui::{Role, Ui, WidgetInfo};

use crate::model::{Perspective, counted};
use crate::state::signs::MOST_NAMED;
use crate::state::{Action, AppState};
use crate::ui::controls::{Control as _, icon_button, strong};
use crate::ui::icons::Icon;

use super::{DialogView, Layout, Place, ViewContext};

/// The perspectives in the order in which they are shown.
#[derive(Debug)]
pub(super) struct PerspectivesDialog;

impl DialogView for PerspectivesDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Perspectives", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let all: Vec<(usize, bool)> = cx.state.shown.all().collect();
        for (place, (index, on)) in all.iter().copied().enumerate() {
            let Some(by) = cx.state.edition.perspectives().get(index) else { continue };
            // Identified by perspective instead of position, so that the focus follows when it is moved.
            ui.push_id(index, |ui| {
                ui.horizontal(|ui| {
                    let mut shown = on;
                    ui.checkbox(&mut shown, strong(&by.name, 14.0, cx.styles.theme.hue(&by.hue)))
                        .on_change(cx.out, Action::TogglePerspective(index));
                    let key = if place < 9 {
                        format!("key {}, code {}", place + 1, by.code)
                    } else {
                        format!("code {}", by.code)
                    };
                    let notes = counted(by.notes.len(), "note");
                    ui.label(cx.styles.soft(format!("{key} · {notes}"), 12.5));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        icon_button(ui, cx.styles, Icon::Down, &format!("Move {} later", by.name))
                            .on_click(cx.out, Action::ShiftPerspective { perspective: index, earlier: false });
                        icon_button(ui, cx.styles, Icon::Up, &format!("Move {} earlier", by.name))
                            .on_click(cx.out, Action::ShiftPerspective { perspective: index, earlier: true });
                    });
                })
            });
            ui.label(cx.styles.soft(&by.about, 13.0));
            silences(cx, ui, index, by);
            let eyes = match (&by.written_by, &by.checked_by) {
                (Some(writer), Some(checker)) => format!("Written by {writer}, checked by {checker}"),
                (Some(writer), None) => format!("Written by {writer}; one pair of eyes so far"),
                _ => "One pair of eyes so far".to_owned(),
            };
            ui.label(cx.styles.faint(eyes, 12.5));
            ui.add_space(12.0);
        }
        if all.is_empty() {
            ui.label(cx.styles.soft("This edition has no perspectives", 13.5));
        }
    }
}

/// Shows the paragraphs that a perspective is silent on as links that lead there, in the words of
/// [`silence_list`](crate::state::signs::silence_list).
fn silences(cx: &mut ViewContext<'_>, ui: &mut Ui, index: usize, by: &Perspective) {
    let rows: Vec<usize> = cx.state.shared().silent_rows(index).take(MOST_NAMED).collect();
    if rows.is_empty() {
        return;
    }
    let named = rows.len();
    let others = by.silent_on().count().saturating_sub(MOST_NAMED);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(cx.styles.ink("Silent on ", 13.0));
        for (at, row) in rows.into_iter().enumerate() {
            let Some(paragraph) = cx.state.paragraph_of(row) else { continue };
            let label = format!("¶{}", paragraph.id.label());
            let before = match at {
                0 => "",
                at if at + 1 == named && others == 0 => " and ",
                _ => ", ",
            };
            if !before.is_empty() {
                ui.label(cx.styles.ink(before, 13.0));
            }
            let link = ui.link(cx.styles.accent(&label, 13.0));
            link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{}: silent on {label}", by.name)));
            link.on_click(cx.out, Action::ShowSilence { row, perspective: index });
        }
        if others > 0 {
            ui.label(cx.styles.ink(format!(" and {others} more"), 13.0));
        }
    });
}
