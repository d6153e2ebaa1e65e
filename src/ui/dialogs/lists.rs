//! Lists of commands: the menu, the palette, the keys.

use egui::{Key, Modifiers, TextEdit, Ui};

use crate::state::{Action, Command, Scene};
use crate::ui::controls::{interface_font, rich_text, strong};

use super::{DialogContext, DialogInputs};

/// The menu: open, recent editions, and the commands that have no place of their own on the screen.
pub(super) fn menu(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    for (index, command) in Command::in_menu(cx.state).into_iter().enumerate() {
        if list_row(cx, ui, command.label(), &cx.state.key_of(command), inputs.fresh && index == 0, false) {
            cx.out.push(Action::ShowDialog(None));
            cx.out.push(Action::Command(command));
        }
    }
    if cx.state.saved_state.recent.is_empty() {
        return;
    }
    ui.add_space(10.0);
    ui.label(strong("Recent editions", 13.0, theme.soft.0));
    for recent in cx.state.saved_state.recent.clone() {
        let name = match (&recent.copy, recent.path.file_name()) {
            (Some(_), _) => "your copy".to_owned(),
            (None, name) => name.map_or(String::new(), |n| n.to_string_lossy().into_owned()),
        };
        let own = recent.copy.is_none() && cx.state.is_own_edition(&recent.path);
        let mut removed = false;
        let pressed = if own {
            let (pressed, removes) = removable_row(cx, ui, &recent.title, &name);
            removed = removes;
            pressed
        } else {
            list_row(cx, ui, &recent.title, &name, false, false)
        };
        if removed {
            cx.out.push(Action::RemoveEdition(recent.path));
        } else if pressed {
            cx.out.push(Action::ShowDialog(None));
            let edition = Some(recent.path.clone()).filter(|path| !path.as_os_str().is_empty());
            cx.out.push(match recent.copy {
                Some(key) => Action::OpenCopy { edition, key },
                None => Action::OpenPath(recent.path),
            });
        }
    }
}

/// All commands by name; typing narrows them, arrows choose, Enter runs.
pub(super) fn palette(inputs: &mut DialogInputs, cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let (down, up, enter) = ui.input_mut(|i| {
        (
            i.consume_key(Modifiers::NONE, Key::ArrowDown),
            i.consume_key(Modifiers::NONE, Key::ArrowUp),
            i.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    let label = ui.label(rich_text("Type a part of a command's name", 12.5, cx.styles.theme.soft.0));
    let field = TextEdit::singleline(&mut inputs.typed).font(interface_font(15.0)).desired_width(f32::INFINITY);
    let response = ui.add(field).labelled_by(label.id);
    if inputs.fresh {
        response.request_focus();
    }
    let wanted = inputs.typed.to_lowercase();
    let found: Vec<Command> = Command::ALL
        .iter()
        .copied()
        .filter(|c| *c != Command::Palette && *c != Command::Close)
        .filter(|c| c.scope().holds(cx.state.scene()))
        .filter(|c| wanted.split_whitespace().all(|word| c.label().to_lowercase().contains(word)))
        .collect();
    if response.changed() {
        inputs.chosen = 0;
    }
    if down {
        inputs.chosen += 1;
    }
    if up {
        inputs.chosen = inputs.chosen.saturating_sub(1);
    }
    inputs.chosen = inputs.chosen.min(found.len().saturating_sub(1));
    ui.add_space(6.0);
    ui.set_min_height(300.0);
    if found.is_empty() {
        ui.label(rich_text("No command has that name", 13.5, cx.styles.theme.soft.0));
    }
    for (index, command) in found.into_iter().enumerate() {
        let chosen = index == inputs.chosen;
        let pressed = list_row(cx, ui, command.label(), &cx.state.key_of(command), false, chosen);
        if pressed || (chosen && enter) {
            cx.out.push(Action::ShowDialog(None));
            cx.out.push(Action::Command(command));
        }
    }
}

/// Every command with its keys.
pub(super) fn keys(cx: &mut DialogContext<'_>, ui: &mut Ui) {
    let theme = cx.styles.theme.clone();
    let scene = cx.state.scene();
    let projecting = scene == Scene::Presenting;
    let mut rows: Vec<(String, String)> = Vec::new();
    if scene == Scene::Reading {
        rows.push(("Show or hide a perspective, in the order of the chips".to_owned(), "1 to 9".to_owned()));
    }
    for command in Command::ALL.iter().copied().filter(|command| command.scope().holds(scene)) {
        let keys = match cx.state.own_key_of(command) {
            Some(own) => own.to_owned(),
            None => command.keys().join("  or  "),
        };
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
        egui::Grid::new(("keys", rows.first())).num_columns(2).min_col_width(0.0).spacing([16.0, 9.0]).show(ui, |ui| {
            for (label, keys) in rows {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.add(egui::Label::new(rich_text(label, 13.0, theme.ink.0)).wrap());
                });
                ui.vertical(|ui| {
                    ui.set_width(rest);
                    ui.add(egui::Label::new(strong(keys, 12.5, theme.soft.0)).wrap());
                });
                ui.end_row();
            }
        });
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
    let hint = "Single letters never work while you type. They can be switched off in Appearance; \
                other keys are set in settings.ron under keys.";
    ui.label(rich_text(hint, 12.5, theme.soft.0));
}

/// Shows a saved document by its title, which opens it, with its file name, which tells two of the same title apart,
/// and a button to remove it.
pub(super) fn saved_item(
    cx: &mut DialogContext<'_>,
    ui: &mut Ui,
    (key, title): (&str, &str),
    opens: Action,
    puts: Action,
) {
    let (pressed, removed) = removable_row(cx, ui, title, key);
    if pressed {
        cx.out.push(opens);
    }
    if removed {
        cx.out.push(puts);
    }
}

/// Shows a row of a list with a link that removes what it names. Returns whether the row and whether the link was
/// clicked.
fn removable_row(cx: &DialogContext<'_>, ui: &mut Ui, title: &str, right: &str) -> (bool, bool) {
    let row = ui.horizontal(|ui| {
        let away = 92.0;
        let room = egui::vec2((ui.available_width() - away).max(120.0), 30.0);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let pressed = ui.allocate_ui_with_layout(room, layout, |ui| list_row(cx, ui, title, right, false, false)).inner;
        let link = ui.link(rich_text("Remove", 12.5, cx.styles.theme.accent.0));
        link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, format!("Remove {title}")));
        (pressed, link.clicked())
    });
    row.inner
}

/// Shows a row of a list with a hint at its right. Returns whether it was clicked.
pub(super) fn list_row(
    cx: &DialogContext<'_>,
    ui: &mut Ui,
    text: &str,
    right: &str,
    focus: bool,
    chosen: bool,
) -> bool {
    let theme = &cx.styles.theme;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 30.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, text));
    if focus {
        response.request_focus();
    }
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 6.0, theme.tint.0);
    }
    crate::ui::controls::focus_ring(ui, cx.styles, rect, &response);
    let painter = ui.painter_at(rect);
    let hint = painter.layout_no_wrap(right.to_owned(), interface_font(12.5), theme.soft.0);
    let room = rect.width() - hint.size().x - 34.0;
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), interface_font(14.0), theme.ink.0);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.layout_job(job);
    let middle = |tall: f32| rect.center().y - tall / 2.0;
    painter.galley(egui::pos2(rect.left() + 10.0, middle(galley.size().y)), galley, theme.ink.0);
    painter.galley(egui::pos2(rect.right() - 10.0 - hint.size().x, middle(hint.size().y)), hint, theme.soft.0);
    if chosen {
        ui.scroll_to_rect(rect, None);
    }
    response.clicked()
}
