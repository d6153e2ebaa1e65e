//! The presentation of a lesson: the presenter's view, and what the class sees.

mod buttons;
mod class_bar;
mod layout;
mod metrics;
mod paint;
mod presenter;
mod subject;
mod typesetter;

use egui::{Rect, Role, Sense, Ui, WidgetInfo};

use crate::state::presentation::slide::{Slide, SlideBlock};
use crate::state::presentation::{Output, PageRequest, Presentation, RevealContent, View};
use crate::state::{Action, AppState, Command, PresentationAction};

use super::context::ViewContext;
use super::faces;
use super::theme::Theme;

use paint::{PageInfo, SlidePainter};

/// How often a running clock is painted, in seconds.
const CLOCK_SECONDS: f32 = 0.5;

/// Shows the view that was chosen for the main window.
pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(presentation) = &cx.state.lesson.running else { return };
    match presentation.view {
        View::Presenter => presenter::show(cx, ui, presentation),
        View::Audience => {
            audience(ui, cx.state, presentation.output == Output::OneWindow, cx.out);
            request_faces_to_come(cx.state, presentation, cx.out);
            class_bar::show(cx, ui, presentation);
        }
    }
}

/// Shows what the class sees, filling `ui`. If `measured`, this is the window that the class sees, and the slide is
/// laid out for its size.
pub fn audience(ui: &mut Ui, state: &AppState, measured: bool, out: &mut Vec<Action>) {
    let Some(presentation) = &state.lesson.running else { return };
    let Some(theme) = Theme::projected(state.settings.projector) else { return };
    let rect = ui.max_rect();
    let here = [rect.width(), rect.height()];
    let canvas = if measured { here } else { presentation.canvas };
    if presentation.canvas != canvas {
        out.push(Action::Presentation(PresentationAction::CanvasResized(canvas)));
    }
    ui.painter().rect_filled(rect, 0.0, if presentation.black { egui::Color32::BLACK } else { theme.ground.0 });
    let pointer = presentation.frozen.as_ref().map_or(presentation.pointer, |frozen| frozen.pointer);
    let time = step_time(ui, state, presentation);
    let slide_painter = SlidePainter { rect, canvas, theme, room: state.settings.room, pointer, time: &time };
    let paged = slide_painter.paint(ui, presentation.audience().map(|(slide, page)| (&**slide, page)));
    request_faces(state, &presentation.slide, out);
    if measured {
        // The lesson goes on while the class sees black or a frozen slide.
        let live = presentation.audience().is_some() && presentation.frozen.is_none();
        let paged = if live { paged } else { slide_painter.page_info(ui, &presentation.slide, presentation.page) };
        report_pages(presentation, paged, out);
    }
    handle_clicks(ui, rect, rect, out);
}

/// Returns the time of the current step, which the class sees too; empty if it has none. While it runs, it is painted again.
fn step_time(ui: &Ui, state: &AppState, presentation: &Presentation) -> String {
    if state.script().step_clock(presentation).is_running() {
        ui.ctx().request_repaint_after_secs(CLOCK_SECONDS);
    }
    state.script().shown_step_time(presentation).unwrap_or_default()
}

/// Returns the name of a row for the presenter: `¶5`.
pub(super) fn row_name(state: &AppState, row: usize) -> String {
    state.paragraph_of(row).map_or("Title".to_owned(), |paragraph| format!("¶{}", paragraph.id.label()))
}

/// Requests the faces that a slide needs.
fn request_faces(state: &AppState, slide: &Slide, out: &mut Vec<Action>) {
    for block in &slide.blocks {
        let (text, language) = match block {
            SlideBlock::Passage { text, language, .. } | SlideBlock::Phrase { text, language } => (text, language),
            SlideBlock::Reply(reply) => (&reply.text, &reply.language),
            _ => continue,
        };
        faces::request_faces(state, text, language.script(), out);
    }
}

/// Requests the faces of the replies that the class has not seen, so that none comes as boxes.
fn request_faces_to_come(state: &AppState, presentation: &Presentation, out: &mut Vec<Action>) {
    let groups = state.script().reveal_groups_at(presentation, presentation.stop());
    for reveal in groups.iter().flat_map(|group| &group.reveals) {
        let RevealContent::Note(entry) = reveal.content else { continue };
        if let Some(note) = state.rows.note(&state.edition, entry) {
            faces::request_faces(state, &note.summary, state.edition.language_of_note(note).script(), out);
        }
    }
}

/// Reports the pages of the current slide if they have changed.
fn report_pages(presentation: &Presentation, PageInfo { pages, page }: PageInfo, out: &mut Vec<Action>) {
    if presentation.pages != Some(pages) || presentation.page != PageRequest::Number(page) {
        out.push(Action::Presentation(PresentationAction::Paged { stamp: presentation.stamp, pages, page }));
    }
}

/// Handles clicks on the slide: the primary button reveals what comes next, the secondary goes back, and Ctrl+click
/// moves the pointer.
fn handle_clicks(ui: &Ui, rect: Rect, slide: Rect, out: &mut Vec<Action>) {
    let response = ui.interact(rect, ui.scope_id().with("press"), Sense::click());
    let at = response.hover_pos().or(response.interact_pointer_pos());
    let ctrl = ui.input(|input| input.modifiers.command);
    if response.clicked() && ctrl {
        let share = at.map(|at| (at - slide.min) / slide.size()).map(|share| [share.x, share.y]);
        out.push(Action::Presentation(PresentationAction::MovePointer(share)));
    } else if response.clicked() {
        out.push(Action::Command(Command::Reveal));
    } else if response.secondary_clicked() {
        out.push(Action::Command(Command::Cover));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::Reveal.label()));
}
