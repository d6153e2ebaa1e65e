//! The presenter's view: what the class sees, what comes next, notes, clock and timers.

use egui::{Rect, ScrollArea, TextEdit, Ui, UiBuilder, pos2, vec2};

use crate::model::Activity;
use crate::state::presentation::{Controversy, Output, Phase, Presentation, Reveal, RevealContent, Timer};
use crate::state::{Action, AppState, Command, PresentationAction};
use crate::ui::context::ViewContext;
use crate::ui::controls::{Control as _, clock, icon_button, strong, tooltip};
use crate::ui::faces::INTERFACE;
use crate::ui::icons::Icon;
use crate::ui::styles::Styles;
use crate::ui::theme::Theme;
use crate::ui::typeset::TextStyle;

use super::paint::{SlidePainter, badge};
use super::{buttons, handle_clicks, report_pages};

/// From this width on, what comes next is right of the preview, in logical pixels.
const TWO_COLUMNS: f32 = 640.0;

/// The least share of the window's height that the picture of the class's screen gets.
const LEAST_PICTURE: f32 = 1.0 / 3.0;

/// The most height of what is asked of the class in a narrow window, in logical pixels.
const ASKED: f32 = 110.0;

/// The space below the picture, in logical pixels.
const UNDER_PICTURE: f32 = 8.0;

/// The height of the line about the next row, in logical pixels.
const NEXT: f32 = 50.0;

/// The height of the bar at the top, in logical pixels.
const BAR: f32 = 48.0;

/// The height of the line below it that says that the class sees this view, in logical pixels.
const STRIP: f32 = 30.0;

pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    let full = ui.max_rect();
    let canvas = [full.width(), full.height()];
    if presentation.output == Output::OneWindow && presentation.canvas != canvas {
        // The class sees the lesson in this window.
        cx.push(PresentationAction::CanvasResized(canvas));
    }
    bar(cx, ui, Rect::from_min_max(full.min, pos2(full.right(), full.top() + BAR)), presentation);
    let mut below = full.with_min_y(full.top() + BAR);
    if presentation.class_sees_window() {
        let (strip, rest) = below.split_top_bottom_at_y(below.top() + STRIP);
        seen_by_class(cx, ui, strip);
        below = rest;
    }
    let inner = below.shrink(14.0);
    let least = full.height() * LEAST_PICTURE;
    if inner.width() < TWO_COLUMNS {
        stacked(cx, ui, inner, least, presentation);
        return;
    }
    let cut = inner.left() + (inner.width() * 0.64).round();
    let (left, right) = (inner.with_max_x(cut - 10.0), inner.with_min_x(cut + 10.0));
    ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("the class sees"), |ui| {
        let controls = buttons::MAIN + buttons::height(ui, cx.state, presentation, left.width());
        let tall = (left.height() - controls - UNDER_PICTURE).max(least);
        let below = preview(cx, ui, left, tall, presentation);
        let below = main_buttons(cx, ui, below, presentation);
        scrolled(ui, below, "presenter's buttons", |ui| buttons::show(cx, ui, presentation));
    });
    ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("what comes"), |ui| {
        // Beside the buttons: over them, it would move them away from the pointer that pressed one.
        asked(cx, ui, presentation);
        let foot = Rect::from_min_max(pos2(right.left(), right.bottom() - NEXT), right.max);
        let list = Rect::from_min_max(pos2(right.left(), ui.cursor().top()), pos2(right.right(), foot.top() - 8.0));
        scrolled(ui, list, "upcoming", |ui| {
            ui.set_max_width(right.width() - 14.0);
            upcoming(cx, ui, (presentation, true));
        });
        ui.painter().hline(right.x_range(), foot.top() - 4.0, (1.0, cx.styles.theme.rule.0));
        ui.scope_builder(UiBuilder::new().max_rect(foot).id_salt("next row"), |ui| {
            next_row(cx, ui, presentation);
        });
    });
}

/// Says that the class sees this view, with the way back to its own.
fn seen_by_class(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    ui.painter().rect_filled(rect, 0.0, cx.styles.theme.tint.0);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let inner = rect.shrink2(vec2(12.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("seen by the class"), |ui| {
        let name = cx.state.with_key("Back to the class's view", Command::SwitchView);
        let link = ui.link(cx.styles.accent("Class's view", 14.0));
        tooltip(link, &name).on_click(cx.out, Command::SwitchView);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let text = match rect.width() < TWO_COLUMNS {
                true => "The class sees this view",
                false => "The class sees this view: your notes, and replies before they are revealed",
            };
            ui.add(egui::Label::new(cx.styles.strong_ink(text, 14.0)).truncate());
        });
    });
}

/// Shows the buttons that lead through the lesson at the top of a rectangle, where nothing scrolls them away. Returns the
/// rectangle below them.
fn main_buttons(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, presentation: &Presentation) -> Rect {
    let (line, below) = rect.split_top_bottom_at_y(rect.top() + buttons::MAIN);
    ui.scope_builder(UiBuilder::new().max_rect(line).id_salt("main buttons"), |ui| {
        buttons::main(cx, ui, presentation);
    });
    below
}

/// Shows the picture and below it the buttons and, scrolled, what comes; in a narrow window, as with a large interface. The
/// buttons that lead through the lesson are always in view, and the others where they leave half of the room. What is
/// asked of the class is at the foot, where it moves no button.
fn stacked(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, least: f32, presentation: &Presentation) {
    let mut below = preview(cx, ui, rect, least.max(rect.height() * 0.4), presentation);
    let room = below.height() / 2.0;
    below = main_buttons(cx, ui, below, presentation);
    let others = buttons::height(ui, cx.state, presentation, below.width());
    let all_in_view = buttons::MAIN + others <= room;
    if all_in_view {
        let (line, rest) = below.split_top_bottom_at_y(below.top() + others);
        ui.scope_builder(UiBuilder::new().max_rect(line).id_salt("presenter's buttons"), |ui| {
            buttons::show(cx, ui, presentation);
        });
        below = rest;
    }
    if cx.state.script().asked_group(presentation).is_some() || agreed(presentation).is_some() {
        let cut = below.bottom() - room.min(ASKED).min(below.height());
        scrolled(ui, below.with_min_y(cut), "asked", |ui| asked(cx, ui, presentation));
        below.max.y = cut - 6.0;
    }
    scrolled(ui, below, "buttons and what comes", |ui| {
        ui.set_max_width(below.width() - 14.0);
        if !all_in_view {
            buttons::show(cx, ui, presentation);
            ui.add_space(8.0);
        }
        upcoming(cx, ui, (presentation, false));
        ui.add_space(8.0);
        next_row(cx, ui, presentation);
    });
}

/// Shows contents that may be longer than their rectangle, which fades where there is more.
fn scrolled(ui: &mut Ui, rect: Rect, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(name), |ui| {
        // egui gives a scroll area a least height, which may be more than there is.
        let tall = rect.height().max(20.0);
        let area = ScrollArea::vertical().auto_shrink([false, true]).max_height(tall).min_scrolled_height(tall);
        area.show(ui, add);
    });
}

/// Shows what is asked of the class: hands for an answer, or what it agrees on.
fn asked(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    buttons::hands(cx, ui, presentation);
    agreement(ui, presentation, cx.styles, cx.out);
}

/// Shows the bar: menu, position, clock and timers.
fn bar(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, presentation: &Presentation) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, cx.styles.theme.rule.0));
    let inner = rect.shrink2(vec2(12.0, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("lesson bar"), |ui| {
        icon_button(ui, cx.styles, Icon::Menu, "All commands").on_click(cx.out, Command::Palette);
        let (at, count) = presentation.place();
        let stop = presentation.stop();
        let place = super::row_name(cx.state, stop.row);
        ui.label(cx.styles.strong_ink(format!("{place} · {at} of {count}"), 15.0));
        if inner.width() > 640.0 {
            let room = (inner.width() - 470.0).max(40.0);
            let title = egui::Label::new(cx.styles.soft(cx.state.edition.title(), 13.5)).truncate();
            ui.add_sized(vec2(room, 20.0), title);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            times(cx, ui, presentation);
        });
    });
}

/// Shows, from the right, the time of day, the lesson's time and this step's.
fn times(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    let (styles, theme) = (cx.styles, &cx.styles.theme);
    let now = presentation.now;
    if let Some((hours, minutes)) = presentation.clock {
        let style = |text: &str| styles.strong_ink(text, 20.0);
        clock(ui, &format!("{hours:02}:{minutes:02}"), style, |ui, text| ui.label(text));
    }
    // The time of day goes on.
    ui.ctx().request_repaint_after_secs(super::CLOCK_SECONDS);
    let name = |text: &str, timer: &Timer, command: Command| {
        let state = if timer.is_running() { "running" } else { "stopped" };
        cx.state.with_key(&format!("{text}, {state}: start or stop it"), command)
    };
    let text = format!("lesson {}", presentation.lesson.text(now));
    let link = clock(ui, &text, |text| styles.soft(text, 14.0), |ui, text| ui.link(text));
    tooltip(link, &name(&text, &presentation.lesson, Command::LessonTimer)).on_click(cx.out, Command::LessonTimer);
    let Some(time) = cx.state.script().shown_step_time(presentation) else { return };
    let timer = cx.state.script().step_clock(presentation);
    let over = timer.remaining(now).is_some_and(|left| left < 0.0);
    let text = format!("step {time}");
    let colour = if over { theme.accent } else { theme.ink };
    let link = clock(ui, &text, |text| strong(text, 20.0, colour.0), |ui, text| ui.link(text));
    tooltip(link, &name(&text, timer, Command::StepTimer)).on_click(cx.out, Command::StepTimer);
}

/// Shows what the class sees, at most `tall` high. Returns the rectangle below it.
fn preview(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, tall: f32, presentation: &Presentation) -> Rect {
    let Some(theme) = Theme::projected(cx.state.settings.projector) else { return rect };
    let [wide, high] = presentation.canvas;
    let scale = (rect.width() / wide).min(tall / high);
    let size = vec2(wide, high) * scale;
    let place = Rect::from_min_size(pos2(rect.center().x - size.x / 2.0, rect.top()), size);
    let time = super::step_time(ui, cx.state, presentation);
    let slide_painter = SlidePainter {
        rect: place,
        canvas: presentation.canvas,
        theme,
        room: cx.state.settings.room,
        pointer: presentation.pointer,
        time: &time,
    };
    super::request_faces(cx.state, &presentation.slide, cx.out);
    let paged = slide_painter.paint(ui, Some((&presentation.slide, presentation.page)));
    if presentation.output == Output::OneWindow || presentation.black || presentation.frozen.is_some() {
        // Otherwise the class's window reports the pages of its slide.
        report_pages(presentation, paged, cx.out);
    }
    ui.painter().rect_stroke(place, 0.0, (1.0, cx.styles.theme.soft.0), egui::StrokeKind::Outside);
    let class = match (presentation.black, presentation.frozen.is_some()) {
        (true, _) => Some("The class sees black"),
        (false, true) => Some("Frozen: the class still sees what was there"),
        (false, false) => None,
    };
    if let Some(text) = class {
        badge(ui, place, &cx.styles.theme, text);
    }
    handle_clicks(ui, place, place, cx.out);
    Rect::from_min_max(pos2(rect.left(), place.bottom() + UNDER_PICTURE), rect.max)
}

/// Returns the controversy at the current stop if it has come to its end, where the class writes what it agrees on.
fn agreed(presentation: &Presentation) -> Option<&Controversy> {
    presentation.controversy().filter(|controversy| controversy.phase == Phase::Agree)
}

/// Shows the two lists at the end of a structured controversy, as text fields.
fn agreement(ui: &mut Ui, presentation: &Presentation, styles: &Styles, out: &mut Vec<Action>) {
    let Some(controversy) = agreed(presentation) else { return };
    ui.columns(2, |columns| {
        for (ui, (name, agree)) in columns.iter_mut().zip([("We agree", true), ("We still differ", false)]) {
            let mut text = if agree { &controversy.agree } else { &controversy.differ }.clone();
            let label = ui.label(styles.strong_soft(format!("{name}, a line each"), 13.0));
            let field = TextEdit::multiline(&mut text).desired_rows(2).desired_width(f32::INFINITY).id_salt(name);
            ui.add(field).labelled_by(label.id).on_change(out, PresentationAction::SetList { agree, text });
        }
    });
}

/// Shows the claim, the question, the notes and the replies of the row; if it `follows`, the next reply is scrolled into
/// view.
fn upcoming(cx: &mut ViewContext<'_>, ui: &mut Ui, (presentation, follows): (&Presentation, bool)) {
    let stop = presentation.stop();
    let home = cx.language();
    let ink = TextStyle::new(INTERFACE, 14.5, 1.3, cx.styles.theme.ink.0);
    if let Some(claim) = stop.claim.and_then(|claim| cx.state.edition.article().claims.get(claim)) {
        ui.label(cx.styles.strong_soft("Claim", 13.0));
        let language = cx.state.paragraph_of(stop.row).map_or(home, |p| cx.state.edition.language_of_paragraph(p));
        cx.text(ui, (&claim.text, language), &ink);
        ui.add_space(8.0);
    }
    let step = cx.state.script().step_of(stop);
    for (name, text) in [
        ("Question", step.and_then(|step| step.question.as_ref())),
        ("Notes", step.and_then(|step| step.notes.as_ref())),
    ] {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            ui.label(cx.styles.strong_soft(name, 13.0));
            // The teacher's text has no language of its own.
            cx.text(ui, (text, home), &ink);
            ui.add_space(8.0);
        }
    }
    replies(cx, ui, (presentation, follows));
}

/// Shows the next row on one line.
fn next_row(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    let Some(next) = presentation.next_stop() else {
        ui.label(cx.styles.soft("This is the last row of the lesson.", 13.5));
        return;
    };
    let label = super::row_name(cx.state, next.row);
    ui.label(cx.styles.strong_ink(format!("Then {label}"), 13.5));
    let edition = &cx.state.edition;
    let text = cx.state.paragraph_of(next.row).map_or((edition.title(), &edition.head().language), |paragraph| {
        (paragraph.text.as_str(), edition.language_of_paragraph(paragraph))
    });
    cx.text_in_rows(ui, text, &TextStyle::new(INTERFACE, 13.5, 1.3, cx.styles.theme.soft.0), 1);
}

/// Shows the replies of the row: those the class has seen, and the next ones with their text for the presenter.
fn replies(cx: &mut ViewContext<'_>, ui: &mut Ui, (presentation, follows): (&Presentation, bool)) {
    let theme = &cx.styles.theme;
    let stop = presentation.stop();
    if cx.state.script().activity_of(presentation, stop) == Activity::Controversy {
        let hint = "The replies wait while the class holds a controversy: y shows them, and the time goes on.";
        ui.label(cx.styles.soft(hint, 13.5));
        return;
    }
    let units = cx.state.script().reveal_groups_at(presentation, stop);
    let twice = cx.state.script().is_guessed_first(presentation, stop);
    let seen = presentation.stage(stop).min(units.len() * if twice { 2 } else { 1 }) / if twice { 2 } else { 1 };
    ui.label(cx.styles.strong_soft(format!("Replies: {seen} of {} revealed", units.len()), 13.0));
    for (number, unit) in units.iter().enumerate() {
        let shown = number < seen;
        for card in &unit.reveals {
            let text = card_line(cx.state, card);
            let sign = if shown { "✓" } else { "·" };
            let colour = if shown { theme.soft } else { theme.ink };
            let style = TextStyle::new(INTERFACE, 14.0, 1.3, colour.0);
            let style = if number == seen { style.weight(680.0) } else { style };
            let home = cx.language();
            let response = cx.text(ui, (&format!("{sign} {text}"), home), &style);
            // The list follows only when the next reply changes; otherwise the presenter scrolls it.
            let key = ui.scope_id().with("followed");
            let now = (presentation.stamp, seen);
            if follows && number == seen && ui.data(|data| data.get_temp::<(u64, usize)>(key)) != Some(now) {
                ui.data_mut(|data| data.insert_temp(key, now));
                response.scroll_to_me(Some(egui::Align::Center));
            }
            if number == seen
                && let RevealContent::Note(entry) = card.content
            {
                let style = TextStyle::new(INTERFACE, 13.5, 1.3, theme.soft.0);
                if let Some(note) = cx.state.rows.note(&cx.state.edition, entry) {
                    let language = cx.state.edition.language_of_note(note);
                    if let Some(gist) = &note.gist {
                        cx.text(ui, (gist, language), &style.clone().weight(680.0));
                    }
                    cx.text(ui, (&note.summary, language), &style);
                }
            }
        }
    }
    if units.is_empty() {
        ui.label(cx.styles.soft("Nothing to reveal here.", 13.5));
    }
}

/// Returns a card as one line: `D US government 5us2`.
fn card_line(state: &AppState, card: &Reveal) -> String {
    let name = state.edition.perspectives().get(card.perspective).map_or("", |by| &by.name);
    match card.content {
        RevealContent::Note(entry) => {
            let mark = state.rows.note(&state.edition, entry).map_or("", |note| note.stance.mark());
            format!("{mark}  {name}  {}", state.rows.code(&state.edition, entry))
        }
        RevealContent::Silent => format!("–  {name}  silent"),
        RevealContent::SilentOnClaim(_) => format!("–  {name}  silent on a claim"),
        RevealContent::NotApplicable => format!("{name}: not applicable"),
        RevealContent::NotLookedFor => format!("?  {name}  not looked for yet"),
    }
}
