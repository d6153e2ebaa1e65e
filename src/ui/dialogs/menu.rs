//! The menu, which hangs from its button.

use std::path::Path;

use egui::scroll_area::ScrollBarVisibility;
use egui::{
    Align2, Context, EventFilter, Id, Key, Margin, Modal, Modifiers, Rect, Role, ScrollArea, Ui, UiBuilder, vec2,
};

use crate::state::{Action, AppState, Command, MenuGroup};
use crate::ui::bars;

use super::rows::{list_row_response, removable_row};
use super::{SCROLL_BAR, ViewContext, frame};

/// The width of a column: a title of fifty letters fits, and two columns fit in a window of 800.
const COLUMN: f32 = 362.0;
/// The space between the columns.
const BETWEEN: f32 = 18.0;
/// The height of an entry, and of the heading of a group with the space above it.
const ENTRY: f32 = 30.0;
const HEADING: f32 = 34.0;

/// An entry, and what it does.
struct Entry {
    text: String,
    hint: String,
    actions: Vec<Action>,
    /// Whether it can act; otherwise it is greyed.
    enabled: bool,
    /// What a link beside the entry does, if what it names can be removed.
    remove: Option<Action>,
}

/// A group of entries under a heading.
struct Section {
    heading: &'static str,
    entries: Vec<Entry>,
}

impl Section {
    fn height(&self) -> f32 {
        HEADING + self.entries.len() as f32 * ENTRY
    }
}

#[derive(Debug)]
pub(super) struct Menu;

impl Menu {
    /// Shows the menu below its button, in two columns where there is room.
    pub(super) fn show(&self, cx: &mut ViewContext<'_>, ctx: &Context) {
        let screen = ctx.content_rect();
        let (top, ..) = bars::heights(screen);
        let id = Id::unique("menu");
        let area = Modal::default_area(id).anchor(Align2::LEFT_TOP, vec2(10.0, top - 4.0));
        let frame = frame::panel(cx.styles).inner_margin(Margin::same(10));
        // The page behind stays as it looks: a menu is a glance, not a question.
        let shown = Modal::new(id).area(area).frame(frame).backdrop_color(egui::Color32::TRANSPARENT).show(ctx, |ui| {
            let builder = UiBuilder::new().accessibility_label("Menu").accessibility_role(Role::Menu);
            ui.scope_builder(builder, |ui| contents(cx, ui, screen.width() - 44.0, screen.height() - top - 36.0));
        });
        if shown.backdrop_response.clicked() && !cx.just_opened {
            cx.push(Action::ShowDialog(None));
        }
    }
}

fn contents(cx: &mut ViewContext<'_>, ui: &mut Ui, room: f32, tallest: f32) {
    let sections = sections(cx);
    let all: f32 = sections.iter().map(Section::height).sum();
    let two = room >= 2.0 * COLUMN + BETWEEN + SCROLL_BAR && all > tallest;
    let width = if two { 2.0 * COLUMN + BETWEEN + SCROLL_BAR } else { (COLUMN + SCROLL_BAR).min(room) };
    ui.set_width(width);
    let tallest = tallest.max(80.0);
    let tall = if two { all / 2.0 } else { all };
    let bar = match tall > tallest {
        // That there is more is seen without the pointer over it.
        true => ScrollBarVisibility::AlwaysVisible,
        false => ScrollBarVisibility::VisibleWhenNeeded,
    };
    let mut area = ScrollArea::vertical()
        .id_salt("menu")
        .scroll_bar_visibility(bar)
        .auto_shrink([false, true])
        .max_height(tallest)
        .min_scrolled_height(tallest);
    if cx.fresh {
        // It opens at its beginning, wherever it was left.
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        ui.set_max_width(width - SCROLL_BAR);
        let mut shown: Vec<(Id, Rect)> = Vec::new();
        if two {
            let (mut left, mut right, mut height) = (Vec::new(), Vec::new(), 0.0);
            for section in sections {
                height += section.height();
                if height - section.height() / 2.0 <= all / 2.0 { left.push(section) } else { right.push(section) }
            }
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = BETWEEN;
                for column in [left, right] {
                    ui.vertical(|ui| {
                        ui.set_width(COLUMN);
                        list(cx, ui, column, &mut shown);
                    });
                }
            });
        } else {
            list(cx, ui, sections, &mut shown);
        }
        move_focus(ui, &shown);
    });
}

fn list(cx: &mut ViewContext<'_>, ui: &mut Ui, sections: Vec<Section>, shown: &mut Vec<(Id, Rect)>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for section in sections {
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.add_space(10.0);
            ui.label(cx.styles.strong_soft(section.heading, 12.5));
        });
        ui.add_space(2.0);
        for entry in section.entries {
            // The first entry takes the focus when the menu opens.
            let first = cx.fresh && shown.is_empty() && entry.enabled;
            let row = match entry.remove {
                None => list_row_response(cx, ui, (&entry.text, &entry.hint), (first, false), entry.enabled),
                Some(remove) => {
                    let (row, removed) = removable_row(cx, ui, &entry.text, &entry.hint, first);
                    if removed {
                        cx.push(remove);
                    }
                    row
                }
            };
            if entry.enabled {
                shown.push((row.id, row.rect));
            }
            if row.clicked() {
                cx.push(Action::ShowDialog(None));
                cx.out.extend(entry.actions);
            }
        }
    }
}

/// Moves the focus with the arrow keys through the entries in their order, from the last one on to the first, and with
/// Home and End. egui's own arrows would jump between the columns.
fn move_focus(ui: &Ui, shown: &[(Id, Rect)]) {
    let Some(focused) = ui.memory(egui::Memory::focused) else { return };
    let Some(at) = shown.iter().position(|(id, _)| *id == focused) else { return };
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, arrows));
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = shown.len() - 1;
    let next = if pressed(Key::ArrowDown) {
        if at == last { 0 } else { at + 1 }
    } else if pressed(Key::ArrowUp) {
        at.checked_sub(1).unwrap_or(last)
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        last
    } else {
        return;
    };
    if let Some((id, place)) = shown.get(next) {
        ui.memory_mut(|memory| memory.request_focus(*id));
        ui.scroll_to_rect(*place, None);
    }
}

/// Returns the commands of the menu by group, greyed where they are not offered, with the recent editions after those that open something.
fn sections(cx: &ViewContext<'_>) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    for command in Command::listed_in_menu(cx.state) {
        let Some(group) = command.row().menu else { continue };
        let entry = Entry {
            text: cx.state.command_label(command).into_owned(),
            hint: cx.state.key_of(command),
            actions: vec![Action::Command(command)],
            enabled: command.is_offered(cx.state),
            remove: None,
        };
        match out.last_mut() {
            Some(section) if section.heading == group.heading() => section.entries.push(entry),
            _ => out.push(Section { heading: group.heading(), entries: vec![entry] }),
        }
    }
    let recent: Vec<Entry> = cx.state.saved_state.recent.iter().map(|recent| recent_entry(cx.state, recent)).collect();
    if !recent.is_empty() {
        let after = out.iter().take_while(|section| section.heading == MenuGroup::File.heading()).count();
        out.insert(after, Section { heading: "Recent", entries: recent });
    }
    out
}

fn recent_entry(state: &AppState, recent: &crate::state::Recent) -> Entry {
    let folder = recent.edition.folder();
    let hint = match (&recent.copy, folder.and_then(Path::file_name)) {
        (Some(_), _) => "your copy".to_owned(),
        (None, name) => name.map_or(String::new(), |n| n.to_string_lossy().into_owned()),
    };
    let edition = recent.edition.clone();
    let action = match &recent.copy {
        Some(key) => Action::OpenCopy { edition, key: key.clone() },
        None => Action::OpenEdition(edition),
    };
    let own = folder.filter(|path| recent.copy.is_none() && state.is_own_edition(path));
    let remove = own.map(|path| Action::RemoveEdition(path.to_owned()));
    Entry { text: recent.title.clone(), hint, actions: vec![action], enabled: true, remove }
}
