//! What is seen. Views read the state and push actions; they never change state.

mod bars;
mod bidi;
mod brief;
mod choose;
mod controls;
mod dialogs;
pub mod faces;
mod grid;
mod heights;
mod icons;
pub mod keys;
mod laid;
mod look;
mod notices;
mod passage;
pub mod presentation;
mod reader;
mod round;
mod style;
pub mod theme;
mod typeset;

use egui::{Rect, Ui, pos2, vec2};

use crate::state::presentation::View;
use crate::state::{Action, AppState, Dial, Setting, Settings, ThemeChoice};

use look::Look;
pub use passage::request_faces;
pub use round::flow_control;
use theme::Theme;

/// The whole window: bars, reader, dialogs, and what they keep between frames.
#[derive(Debug, Default)]
pub struct Screen {
    reader: reader::Reader,
    brief: brief::BriefScreen,
    round: round::RoundScreen,
    dialogs: dialogs::DialogInputs,
    look: Option<Look>,
    made_from: Option<(Settings, ThemeChoice, u32)>,
}

impl Screen {
    /// Gives egui the theme before the first frame; set during it, every glyph would be drawn twice.
    pub fn prepare(ctx: &egui::Context, state: &AppState) {
        if let Ok(theme) = Theme::load(theme_in_use(state, ctx.system_theme())) {
            style::apply(ctx, &theme);
        }
    }

    /// Shows everything in the whole of `ui`.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, out: &mut Vec<Action>) {
        self.refresh(ui, state);
        // Lent out for the frame rather than copied: it does not change while it is painted with.
        let Some(look) = self.look.take() else { return };
        if state.presentation.is_some() {
            // What is open over the text is the presenter's: while it is, the class that looks at this window sees black.
            presentation::show(ui, state, &look, out);
        } else if state.round.open {
            self.round.show(ui, state, &look, out);
            zoom(ui, state, out);
        } else if state.brief.open {
            self.brief.show(ui, state, &look, out);
            zoom(ui, state, out);
        } else {
            self.read(ui, state, &look, out);
        }
        let ctx = ui.ctx().clone();
        self.dialogs.show(&ctx, state, &look, out);
        if state.presentation.as_ref().is_none_or(|presentation| presentation.view == View::Presenter) {
            // Messages are for the presenter: they wait while this window is what the class sees.
            notices::show(&ctx, state, &look, out);
        }
        self.look = Some(look);
        if state.is_searching() {
            out.push(Action::Tick);
            ctx.request_repaint();
        }
    }

    /// The reader with its bars.
    fn read(&mut self, ui: &mut Ui, state: &AppState, look: &Look, out: &mut Vec<Action>) {
        let full = ui.max_rect();
        ui.painter().rect_filled(full, 0.0, look.theme.ground.0);
        let (top, chips, status) = bars::heights(full);
        let cut = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        let (first, second) = (full.top() + top, full.top() + top + chips);
        bars::top(ui, cut(full.top(), first), state, look, out);
        let grid = grid::Grid::of(state, look.chars, full.width());
        let beside = grid.arrangement == grid::Arrangement::Rows;
        let left = if beside { grid.replies.first().map_or(0.0, |r| r.left) } else { 0.0 };
        let bar = cut(first, second);
        if beside {
            let from = full.left() + grid.article.left;
            let place = Rect::from_x_y_ranges(from..=full.left() + left - 12.0, bar.y_range());
            bars::provenance(ui, place, state, look, out);
        }
        bars::perspectives(ui, bar, full.left() + left, state, look, out);
        let view = cut(second, full.bottom() - status);
        self.reader.show(ui, view, state, look, out);
        bars::status(ui, cut(full.bottom() - status, full.bottom()), state, look, out);
        zoom(ui, state, out);
    }

    /// Makes the look anew when a setting, the theme or the screen's scale has changed.
    fn refresh(&mut self, ui: &Ui, state: &AppState) {
        let choice = theme_in_use(state, ui.ctx().system_theme());
        let key = (state.settings.clone(), choice, ui.ctx().pixels_per_point().to_bits());
        if self.made_from.as_ref() == Some(&key) {
            return;
        }
        // A theme that cannot be read leaves the look as it is; a test reads them all.
        if let Ok(theme) = Theme::load(choice) {
            style::apply(ui.ctx(), &theme);
            self.look = Some(Look::new(theme, &state.settings, ui.painter()));
            if self.made_from.replace(key).is_some() {
                // egui draws letters for a dark ground otherwise than for a light one, and from the next frame on.
                ui.ctx().request_repaint();
            }
        }
    }
}

/// The chosen theme, or night when the system is dark and is to be followed.
fn theme_in_use(state: &AppState, system: Option<egui::Theme>) -> ThemeChoice {
    if state.settings.follow_system && system == Some(egui::Theme::Dark) {
        ThemeChoice::Night
    } else {
        state.settings.theme
    }
}

/// Pixels of type for each factor e of zoom; a notch of a wheel is about 1.5.
const PIXELS_PER_ZOOM: f32 = 12.0;

/// Ctrl and the wheel, or a pinch, change the type size.
fn zoom(ui: &Ui, state: &AppState, out: &mut Vec<Action>) {
    let factor = ui.input(egui::InputState::zoom_delta);
    if factor != 1.0 {
        // One notch of a wheel is one pixel; a pinch goes by fractions of one.
        let step = (factor.ln() * PIXELS_PER_ZOOM).clamp(-1.0, 1.0);
        out.push(Action::Set(Setting::Dial(Dial::TypeSize, state.settings.type_size + step)));
    }
}

/// The least size of the window, in logical pixels.
pub fn least_size() -> egui::Vec2 {
    vec2(320.0, 240.0)
}
