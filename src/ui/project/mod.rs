//! The lesson before a class: the presenter's view, and what the class sees.

mod blocks;
mod buttons;
mod flow;
mod paint;
mod presenter;
mod sizes;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::session::project::{PageWish, Projection, View};
use crate::session::{Action, Command, LessonAction, Session};

use super::controls::icon_button;
use super::icons::Icon;
use super::look::Look;
use super::theme::Theme;

use paint::{Easel, Paged};

/// The way back to the presenter's view is shown for so long after the mouse moved, in seconds.
const WAY_BACK: f32 = 2.5;

/// Shows the lesson in the window: the view that was chosen.
pub fn show(ui: &mut Ui, session: &Session, look: &Look, out: &mut Vec<Action>) {
    let Some(project) = &session.project else { return };
    match project.view {
        View::Presenter => presenter::show(ui, session, project, look, out),
        View::Audience => {
            audience(ui, session, out);
            way_back(ui, look, out);
        }
    }
}

/// What the class sees, in the whole of `ui`.
pub fn audience(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let Some(project) = &session.project else { return };
    let Ok(theme) = Theme::projected(session.settings.projector) else { return };
    let rect = ui.max_rect();
    let canvas = [rect.width(), rect.height()];
    if project.canvas != canvas {
        out.push(Action::Lesson(LessonAction::Canvas(canvas)));
    }
    ui.painter().rect_filled(rect, 0.0, if project.black { egui::Color32::BLACK } else { theme.ground.0 });
    let easel = Easel { rect, canvas, theme: &theme, room: session.settings.room, pointer: project.pointer };
    let paged = easel.draw(ui, project.audience().map(|(slide, page)| (&**slide, page)));
    if project.audience().is_some() && project.frozen.is_none() {
        settle(project, paged, out);
    }
    press(ui, rect, rect, out);
}

/// Says how the slide of the moment stands on its pages, when that is news.
fn settle(project: &Projection, Paged { pages, page }: Paged, out: &mut Vec<Action>) {
    if project.pages != Some(pages) || project.page != PageWish::Number(page) {
        out.push(Action::Lesson(LessonAction::Paged { stamp: project.stamp, pages, page }));
    }
}

/// A press on the slide reveals what comes next, a second button goes back; with Ctrl the pointer is put there.
fn press(ui: &Ui, rect: Rect, slide: Rect, out: &mut Vec<Action>) {
    let response = ui.interact(rect, ui.scope_id().with("press"), Sense::click());
    let at = response.hover_pos().or(response.interact_pointer_pos());
    let ctrl = ui.input(|input| input.modifiers.command);
    if response.clicked() && ctrl {
        let share = at.map(|at| (at - slide.min) / slide.size()).map(|share| [share.x, share.y]);
        out.push(Action::Lesson(LessonAction::Point(share)));
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
