//! Which perspectives are shown, in what order, and who speaks in them.

use egui::{Role, Ui, WidgetInfo};

use crate::model::Perspective;
use crate::state::signs::MOST_NAMED;
use crate::state::{Action, AppState};
use crate::ui::controls::{icon_button, rich_text, strong};
use crate::ui::icons::Icon;

use super::{DialogContext, DialogView, Layout, Place};

/// The perspectives in the order in which they are shown.
#[derive(Debug)]
pub(super) struct PerspectivesDialog;

impl DialogView for PerspectivesDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Perspectives", Place::Centre, 560.0)
    }

    fn show(&mut self, cx: &mut DialogContext<'_>, ui: &mut Ui) {
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
            silences(cx, ui, index, by);
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
}

/// Shows the paragraphs that a perspective is silent on as links that lead there, in the words of
/// [`silence_list`](crate::state::signs::silence_list).
fn silences(cx: &mut DialogContext<'_>, ui: &mut Ui, index: usize, by: &Perspective) {
    let (ink, accent) = (cx.styles.theme.ink.0, cx.styles.theme.accent.0);
    let rows: Vec<usize> = cx.state.shared().silent_rows(index).take(MOST_NAMED).collect();
    if rows.is_empty() {
        return;
    }
    let named = rows.len();
    let others = by.silent_on().count().saturating_sub(MOST_NAMED);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(rich_text("Silent on ", 13.0, ink));
        for (at, row) in rows.into_iter().enumerate() {
            let Some(paragraph) = cx.state.paragraph_of(row) else { continue };
            let label = format!("¶{}", paragraph.id.label());
            let before = match at {
                0 => "",
                at if at + 1 == named && others == 0 => " and ",
                _ => ", ",
            };
            if !before.is_empty() {
                ui.label(rich_text(before, 13.0, ink));
            }
            let link = ui.link(rich_text(&label, 13.0, accent));
            link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{}: silent on {label}", by.name)));
            if link.clicked() {
                cx.out.push(Action::ShowSilence { row, perspective: index });
            }
        }
        if others > 0 {
            ui.label(rich_text(format!(" and {others} more"), 13.0, ink));
        }
    });
}
