//! The lesson before a class: the presenter's view, and what the class sees.

mod blocks;
mod buttons;
mod flow;
mod paint;
mod presenter;
mod sizes;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::state::presentation::slide::{Slide, SlideBlock};
use crate::state::presentation::{Output, PageRequest, Presentation, View};
use crate::state::{Action, AppState, Command, PresentationAction};

use super::controls::icon_button;
use super::icons::Icon;
use super::look::Look;
use super::passage;
use super::theme::Theme;

use paint::{Easel, Paged};

/// The way back to the presenter's view is shown for so long after the mouse moved, in seconds.
const WAY_BACK: f32 = 2.5;

/// Shows the lesson in the window: the view that was chosen.
pub fn show(ui: &mut Ui, state: &AppState, look: &Look, out: &mut Vec<Action>) {
    let Some(presentation) = &state.presentation else { return };
    match presentation.view {
        View::Presenter => presenter::show(ui, state, presentation, look, out),
        View::Audience => {
            audience(ui, state, presentation.output == Output::OneWindow, out);
            way_back(ui, look, out);
        }
    }
}

/// What the class sees, in the whole of `ui`. `measured`: this is where the class looks, so that the slide is set for it.
pub fn audience(ui: &mut Ui, state: &AppState, measured: bool, out: &mut Vec<Action>) {
    let Some(presentation) = &state.presentation else { return };
    let Some(theme) = Theme::projected(state.settings.projector) else { return };
    let rect = ui.max_rect();
    let here = [rect.width(), rect.height()];
    let canvas = if measured { here } else { presentation.canvas };
    if presentation.canvas != canvas {
        out.push(Action::Presentation(PresentationAction::CanvasResized(canvas)));
    }
    ui.painter().rect_filled(rect, 0.0, if presentation.black { egui::Color32::BLACK } else { theme.ground.0 });
    let pointer = presentation.frozen.as_ref().map_or(presentation.pointer, |frozen| frozen.pointer);
    let time = time_of(presentation);
    let easel = Easel { rect, canvas, theme, room: state.settings.room, pointer, time: &time };
    let paged = easel.draw(ui, presentation.audience().map(|(slide, page)| (&**slide, page)));
    request_faces(state, &presentation.slide, out);
    if measured {
        // While the class sees black or what was frozen, the lesson goes on all the same.
        let live = presentation.audience().is_some() && presentation.frozen.is_none();
        let paged = if live { paged } else { easel.pages(ui, &presentation.slide, presentation.page) };
        settle(presentation, paged, out);
    }
    press(ui, rect, rect, out);
}

/// The time of a controversy's step, which the class sees too.
fn time_of(presentation: &Presentation) -> String {
    presentation
        .controversy()
        .filter(|_| !presentation.results)
        .map_or(String::new(), |c| c.timer.text(presentation.now))
}

/// Asks for the faces that a slide needs.
fn request_faces(state: &AppState, slide: &Slide, out: &mut Vec<Action>) {
    for block in &slide.blocks {
        let (text, language) = match block {
            SlideBlock::Passage { text, language, .. } | SlideBlock::Phrase { text, language } => (text, language),
            SlideBlock::Reply(reply) => (&reply.text, &reply.language),
            _ => continue,
        };
        passage::request_faces(state, text, language.script(), out);
    }
}

/// Says how the slide of the moment stands on its pages, when that is news.
fn settle(presentation: &Presentation, Paged { pages, page }: Paged, out: &mut Vec<Action>) {
    if presentation.pages != Some(pages) || presentation.page != PageRequest::Number(page) {
        out.push(Action::Presentation(PresentationAction::Paged { stamp: presentation.stamp, pages, page }));
    }
}

/// A press on the slide reveals what comes next, a second button goes back; with Ctrl the pointer is put there.
fn press(ui: &Ui, rect: Rect, slide: Rect, out: &mut Vec<Action>) {
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

/// A way back for the mouse, while it moves.
fn way_back(ui: &mut Ui, look: &Look, out: &mut Vec<Action>) {
    let still = ui.input(|input| input.pointer.time_since_last_movement());
    if still > WAY_BACK {
        return;
    }
    ui.ctx().request_repaint_after_secs(WAY_BACK - still + 0.05);
    let corner = Rect::from_min_size(ui.max_rect().right_top() + vec2(-42.0, 12.0), vec2(30.0, 30.0));
    ui.painter().rect(corner, 6.0, look.theme.panel.0, (1.0, look.theme.rule.0), egui::StrokeKind::Inside);
    ui.scope_builder(egui::UiBuilder::new().max_rect(corner).id_salt("way back"), |ui| {
        if icon_button(ui, look, Icon::Close, "Presenter view (F6)").clicked() {
            out.push(Action::Command(Command::SwitchView));
        }
    });
}
