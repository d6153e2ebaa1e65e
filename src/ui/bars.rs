//! The bars of the reader: title above, perspectives below it, and status at the bottom.

use egui::{Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::Perspective;
use crate::state::{Action, AppState, Command, Dialog, Setting};

use super::controls::{chip, icon_button, interface_font, pill, rich_text, tooltip};
use super::icons::Icon;
use super::styles::Styles;
use super::text_layout::TextLayout;
use super::typeset::TextStyle;

/// In a window narrower than this, the provenance is not shown and the link to the reader's copy is in the status bar.
const OWN_COPY_BELOW: f32 = 1000.0;

/// Returns the heights of the title, perspective and status bars; smaller in a low window.
pub fn heights(view: Rect) -> (f32, f32, f32) {
    if view.height() < 480.0 { (38.0, 36.0, 26.0) } else { (46.0, 50.0, 34.0) }
}

/// Shows the bar with menu, title and search.
pub fn top(ui: &mut Ui, rect: Rect, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
    let theme = &styles.theme;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    let inner = rect.shrink2(vec2(12.0, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("top bar"), |ui| {
        if icon_button(ui, styles, Icon::Menu, "Menu").clicked() {
            let open = state.dialog == Some(Dialog::Menu);
            out.push(Action::ShowDialog((!open).then_some(Dialog::Menu)));
        }
        ui.add_space(4.0);
        let room = (inner.width() - 250.0).max(60.0);
        let style = styles.label.clone().weight(680.0).colour(theme.ink.0);
        let style = TextStyle { size: 13.5, line_height: 20.0, ..style };
        let script = state.edition.head().language.script();
        let title = TextLayout::new(ui.painter(), state.edition.title(), &style, script, room, 1);
        let (place, response) = ui.allocate_exact_size(vec2(room, title.size().y), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, state.edition.title()));
        title.paint(ui.painter(), place.min);
    });
    let wide = if rect.width() < 560.0 { 30.0 } else { 190.0 };
    let field = Rect::from_min_max(
        pos2(rect.right() - 20.0 - wide, rect.center().y - 15.0),
        pos2(rect.right() - 20.0, rect.center().y + 15.0),
    );
    let response = ui.interact(field, ui.scope_id().with("search field"), Sense::click());
    let name = "Search the article and the notes";
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let fill = if response.hovered() { theme.tint } else { theme.row };
    ui.painter().rect(field, 6.0, fill.0, (1.0, theme.rule.0), egui::StrokeKind::Inside);
    super::controls::focus_ring(ui, styles, field, &response);
    let glass = Rect::from_min_size(field.min + vec2(0.0, 0.0), vec2(30.0, 30.0));
    Icon::Search.paint(ui.painter(), glass, egui::Stroke::new(1.4, theme.faint.0));
    if wide > 100.0 {
        ui.painter().text(
            field.left_center() + vec2(30.0, 0.0),
            egui::Align2::LEFT_CENTER,
            "Search",
            interface_font(13.5),
            theme.faint.0,
        );
        let hint = field.right_center() - vec2(12.0, 0.0);
        ui.painter().text(hint, egui::Align2::RIGHT_CENTER, "/", interface_font(13.0), theme.faint.0);
    }
    if tooltip(response, name).clicked() {
        out.push(Action::Command(Command::Find));
    }
}

/// Shows the bar with the perspectives, which starts where the replies start.
pub fn perspectives(ui: &mut Ui, rect: Rect, left: f32, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
    let theme = &styles.theme;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    let start = left.min(rect.left() + 20.0 + rect.width() * 0.6).max(rect.left() + 16.0);
    let inner = Rect::from_min_max(pos2(start, rect.top()), rect.right_bottom() - vec2(16.0, 0.0));
    let room = inner.width() - 110.0;
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("perspectives"), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let shown: Vec<(usize, &Perspective)> = state
            .shown
            .all()
            .enumerate()
            .filter(|(_, (_, on))| *on)
            .filter_map(|(place, (index, _))| Some((place, state.edition.perspectives().get(index)?)))
            .collect();
        let names = |by: &Perspective| by.name.clone();
        let codes = |by: &Perspective| by.code.to_uppercase();
        let painter = ui.painter().clone();
        let wide = |text: String| painter.layout_no_wrap(text, interface_font(13.0), theme.ink.0).size().x + 48.0;
        // Codes where names do not fit, so that every shown perspective has its chip.
        let fits = shown.iter().map(|(_, by)| wide(names(by))).sum::<f32>() <= room;
        let (mut used, mut fitting) = (0.0, 0);
        for (place, by) in &shown {
            let text = if fits { names(by) } else { codes(by) };
            used += wide(text.clone());
            if used > room {
                break;
            }
            fitting += 1;
            let key = if *place < 9 { format!(" (key {})", place + 1) } else { String::new() };
            let tip = format!("Hide {}{key}", by.name);
            let index = state.edition.perspective_index(&by.id);
            if chip(ui, styles, &text, theme.hue(&by.hue), true, (&by.name, &tip)).clicked() {
                out.extend(index.map(Action::TogglePerspective));
            }
        }
        if state.edition.perspectives().is_empty() {
            ui.label(rich_text("This edition has no perspectives", 13.0, theme.soft.0));
            return;
        }
        if shown.is_empty() {
            ui.label(rich_text("No perspective is shown: press 1 to 9 or choose", 13.0, theme.soft.0));
        }
        let text = match state.edition.perspectives().len() - fitting {
            0 => "Order".to_owned(),
            n => format!("{n} more"),
        };
        if pill(ui, styles, &text, &format!("{text}: choose and order perspectives")).clicked() {
            out.push(Action::Command(Command::Perspectives));
        }
    });
}

/// Shows the provenance of the text left of the perspectives; for a restated article, with a link to open the original.
pub fn provenance(ui: &mut Ui, rect: Rect, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
    use crate::model::Provenance;
    let kind = match state.edition.article().provenance {
        Provenance::Original { .. } => "The original text",
        Provenance::Restated { .. } => "The article, restated",
        Provenance::OwnCopy { .. } => "Your own copy",
    };
    let before = state.edition.article().written_before;
    let text = before.map_or_else(|| kind.to_owned(), |date| format!("{kind} · written before {date}"));
    let wide =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), interface_font(12.5), styles.theme.soft.0).size().x;
    let offers = offers_own_copy(state);
    let room = rect.width() - if offers { wide(Command::ReadOwnCopy.label()) + 14.0 } else { 0.0 };
    let text = if wide(&text) > room { kind } else { &text };
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout).id_salt("provenance"), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.label(rich_text(text, 12.5, styles.theme.soft.0));
        if offers {
            own_copy_link(ui, styles, out);
        }
    });
}

/// Returns whether the article is restated, so that the reader may want to open their own copy of it.
fn offers_own_copy(state: &AppState) -> bool {
    matches!(state.edition.article().provenance, crate::model::Provenance::Restated { .. })
}

fn own_copy_link(ui: &mut Ui, styles: &Styles, out: &mut Vec<Action>) {
    let hint =
        "Choose a file with your copy of the article. The notes are placed beside it; nothing leaves this computer.";
    let name = Command::ReadOwnCopy.label();
    if tooltip(ui.link(rich_text(name, 12.5, styles.theme.accent.0)), hint).clicked() {
        out.push(Action::Command(Command::ReadOwnCopy));
    }
}

/// Shows the status bar: place, minutes left, type size and theme.
pub fn status(ui: &mut Ui, rect: Rect, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
    let theme = &styles.theme;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let inner = rect.shrink2(vec2(20.0, 0.0));
    // Open questions about a copy take precedence over general information.
    let narrow = rect.width() < if state.copy.is_some() { 900.0 } else { 620.0 };
    let tight = state.copy.is_some() && rect.width() < 560.0;
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("status"), |ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let count = state.edition.paragraphs().len();
        let place = match state.paragraph_of(state.active) {
            Some(paragraph) => format!("¶{} of {count}", paragraph.id.label()),
            None => counted(count, "paragraph"),
        };
        ui.label(rich_text(place, 12.5, theme.soft.0));
        if !narrow && !state.edition.perspectives().is_empty() {
            let all = state.edition.perspectives().len();
            ui.label(rich_text(
                format!("{} of {}", state.shown.count(), counted(all, "perspective")),
                12.5,
                theme.soft.0,
            ));
        }
        if !narrow || state.copy.is_none() {
            ui.label(rich_text(format!("{} min left", state.minutes_left()), 12.5, theme.soft.0));
        }
        copy_links(ui, state, styles, tight, out);
        if rect.width() < OWN_COPY_BELOW && !narrow && offers_own_copy(state) {
            own_copy_link(ui, styles, out);
        }
        help(ui, rect.width(), state, styles, out);
    });
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("status right"), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        let mut link = |ui: &mut Ui, text: String, command: Command| {
            if tooltip(ui.link(rich_text(text, 12.5, theme.soft.0)), command.label()).clicked() {
                out.push(Action::Command(command));
            }
        };
        link(ui, "? keys".to_owned(), Command::Keys);
        if tight {
            return;
        }
        let size = state.settings.type_size;
        link(ui, format!("{size:.0} px"), Command::Appearance);
        let cards = state.brief.entries().iter().filter(|entry| entry.level().is_none()).count();
        link(ui, if cards == 0 { "Brief".to_owned() } else { format!("Brief: {cards}") }, Command::Debate);
        let theme = super::theme_in_use(state, ui.ctx().system_theme());
        link(ui, theme.name().to_owned(), Command::NextTheme);
    });
}

/// Shows the state of the search or, until it is dismissed, a line of help.
fn help(ui: &mut Ui, width: f32, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
    let theme = &styles.theme;
    if !state.find.needle.is_empty() {
        ui.label(rich_text(state.find.status(state.row_count()), 12.5, theme.accent.0));
    } else if !state.settings.help_seen && width > 1000.0 {
        ui.label(rich_text(
            "j and k walk · 1 to 9 choose who speaks · Enter opens replies · ? lists the keys",
            12.5,
            theme.faint.0,
        ));
        if ui.link(rich_text("Dismiss", 12.5, theme.accent.0)).clicked() {
            out.push(Action::Set(Setting::HelpSeen));
        }
    }
}

/// Shows links to the unresolved places of the reader's copy, with shorter texts if `tight`.
fn copy_links(ui: &mut Ui, state: &AppState, styles: &Styles, tight: bool, out: &mut Vec<Action>) {
    let Some(copy) = &state.copy else { return };
    let waiting = state.review.doubtful();
    let certain = if waiting == 0 { state.review.certain.len() } else { 0 };
    let lost = copy.lost.len();
    let (without, review) = if tight {
        (format!("{lost} lost"), format!("{waiting} to review"))
    } else {
        (format!("{} without a place", counted(lost, "note")), format!("{} to review", counted(waiting, "place")))
    };
    let accept = if tight { format!("{certain} certain") } else { format!("{certain} to accept") };
    let links =
        [(lost, Command::Tray, without), (waiting, Command::Review, review), (certain, Command::Review, accept)];
    for (count, command, text) in links {
        if count > 0 && tooltip(ui.link(rich_text(text, 12.5, styles.theme.accent.0)), command.label()).clicked() {
            out.push(Action::Command(command));
        }
    }
}

/// Returns a count with its noun: `1 paragraph`, `14 paragraphs`.
fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
