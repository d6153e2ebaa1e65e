//! What is seen. Views read the session and push actions; they never change state.

mod bars;
mod bidi;
mod choose;
mod controls;
mod debate;
pub mod faces;
mod grid;
mod heights;
mod icons;
pub mod keys;
mod laid;
mod look;
mod notices;
mod overlay;
mod passage;
pub mod project;
mod reader;
mod round;
mod style;
pub mod theme;
mod typeset;

use egui::{Rect, Ui, pos2, vec2};

use crate::session::project::View;
use crate::session::{Action, Dial, Session, Setting, Settings, ThemeChoice};

use look::Look;
pub use passage::want_faces;
pub use round::flow_control;
use theme::Theme;

/// The whole window: bars, reader, overlays, and what they keep between frames.
#[derive(Debug, Default)]
pub struct Screen {
    reader: reader::Reader,
    debate: debate::Debate,
    round: round::RoundScreen,
    overlays: overlay::Overlays,
    look: Option<Look>,
    made_from: Option<(Settings, ThemeChoice, u32)>,
}

impl Screen {
    /// Gives egui the theme before the first frame; set during it, every glyph would be drawn twice.
    pub fn prepare(ctx: &egui::Context, session: &Session) {
        if let Ok(theme) = Theme::load(theme_in_use(session, ctx.system_theme())) {
            style::apply(ctx, &theme);
        }
    }

    /// Shows everything in the whole of `ui`.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        self.refresh(ui, session);
        // Lent out for the frame rather than copied: it does not change while it is painted with.
        let Some(look) = self.look.take() else { return };
        if session.project.is_some() {
            // What is open over the text is the presenter's: while it is, the class that looks at this window sees black.
            project::show(ui, session, &look, out);
        } else if session.rounds.open {
            self.round.show(ui, session, &look, out);
            zoom(ui, session, out);
        } else if session.desk.open {
            self.debate.show(ui, session, &look, out);
            zoom(ui, session, out);
        } else {
            self.read(ui, session, &look, out);
        }
        let ctx = ui.ctx().clone();
        self.overlays.show(&ctx, session, &look, out);
        if session.project.as_ref().is_none_or(|project| project.view == View::Presenter) {
            // Messages are for the presenter: they wait while this window is what the class sees.
            notices::show(&ctx, session, &look, out);
        }
        self.look = Some(look);
        if session.is_searching() {
            out.push(Action::Tick);
            ctx.request_repaint();
        }
    }

    /// The reader with its bars.
    fn read(&mut self, ui: &mut Ui, session: &Session, look: &Look, out: &mut Vec<Action>) {
        let full = ui.max_rect();
        ui.painter().rect_filled(full, 0.0, look.theme.ground.0);
        let (top, chips, status) = bars::heights(full);
        let cut = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        let (first, second) = (full.top() + top, full.top() + top + chips);
        bars::top(ui, cut(full.top(), first), session, look, out);
        let grid = grid::Grid::of(session, look.chars, full.width());
        let beside = grid.arrangement == grid::Arrangement::Rows;
        let left = if beside { grid.replies.first().map_or(0.0, |r| r.left) } else { 0.0 };
        let bar = cut(first, second);
        if beside {
            let from = full.left() + grid.article.left;
            let place = Rect::from_x_y_ranges(from..=full.left() + left - 12.0, bar.y_range());
            bars::provenance(ui, place, session, look, out);
        }
        bars::perspectives(ui, bar, full.left() + left, session, look, out);
        let view = cut(second, full.bottom() - status);
        self.reader.show(ui, view, session, look, out);
        bars::status(ui, cut(full.bottom() - status, full.bottom()), session, look, out);
        zoom(ui, session, out);
    }

    /// Makes the look anew when a setting, the theme or the screen's scale has changed.
    fn refresh(&mut self, ui: &Ui, session: &Session) {
        let choice = theme_in_use(session, ui.ctx().system_theme());
        let key = (session.settings.clone(), choice, ui.ctx().pixels_per_point().to_bits());
        if self.made_from.as_ref() == Some(&key) {
            return;
        }
        // A theme that cannot be read leaves the look as it is; a test reads them all.
        if let Ok(theme) = Theme::load(choice) {
            style::apply(ui.ctx(), &theme);
            self.look = Some(Look::new(theme, &session.settings, ui.painter()));
            if self.made_from.replace(key).is_some() {
                // egui draws letters for a dark ground otherwise than for a light one, and from the next frame on.
                ui.ctx().request_repaint();
            }
        }
    }
}

/// The chosen theme, or night when the system is dark and is to be followed.
fn theme_in_use(session: &Session, system: Option<egui::Theme>) -> ThemeChoice {
    if session.settings.follow_system && system == Some(egui::Theme::Dark) {
        ThemeChoice::Night
    } else {
        session.settings.theme
    }
}

/// Pixels of type for each factor e of zoom; a notch of a wheel is about 1.5.
const PIXELS_PER_ZOOM: f32 = 12.0;

/// Ctrl and the wheel, or a pinch, change the type size.
fn zoom(ui: &Ui, session: &Session, out: &mut Vec<Action>) {
    let factor = ui.input(egui::InputState::zoom_delta);
    if factor != 1.0 {
        // One notch of a wheel is one pixel; a pinch goes by fractions of one.
        let step = (factor.ln() * PIXELS_PER_ZOOM).clamp(-1.0, 1.0);
        out.push(Action::Set(Setting::Dial(Dial::TypeSize, session.settings.type_size + step)));
    }
}

/// The least size of the window, in logical pixels.
pub fn least_size() -> egui::Vec2 {
    vec2(320.0, 240.0)
}
