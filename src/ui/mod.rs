//! The views. They read the state and push actions, and never change state.

mod bars;
mod bidi;
mod brief;
mod choice_list;
mod context;
mod context_menu;
mod controls;
mod dialogs;
pub mod faces;
mod grid;
mod heights;
mod icons;
pub mod keys;
mod legend;
mod markdown;
mod notices;
pub mod presentation;
mod reader;
mod round;
mod styles;
mod text_layout;
pub mod theme;
mod typeset;
mod word_selection;

use egui::{Color32, Rect, Ui, UiBuilder, pos2};

use crate::state::{Action, AppState, Dial, ReaderAction, Scene, Setting, Settings, ThemeChoice};

pub use bars::is_search_field;
use context::ViewContext;
pub use faces::request_faces;
pub use round::flow_control;
use styles::Styles;
use theme::{Theme, theme_in_use};

/// The contents of the main window, with the state that views keep between frames.
#[derive(Debug, Default)]
pub struct Screen {
    reader: reader::Reader,
    brief: brief::BriefScreen,
    round: round::RoundScreen,
    dialogs: dialogs::Dialogs,
    search: bars::SearchField,
    styles: Option<Styles>,
    styles_key: Option<(Settings, ThemeChoice, u32)>,
}

impl Screen {
    /// Applies the theme before the first frame. Applied during it, every glyph would be drawn twice.
    pub fn prepare(ctx: &egui::Context, state: &AppState) {
        if let Ok(theme) = Theme::load(theme_in_use(state, ctx.system_theme())) {
            theme.apply(ctx);
        }
    }

    /// Returns the colour to clear the window with before [`Self::show`], which paints no background of its own: without
    /// a graphics card, one that fills the window takes longer to paint than all that stands on it.
    pub fn background(visuals: &egui::Visuals) -> Color32 {
        visuals.panel_fill
    }

    /// Returns whether the open dialog is held open at Escape, because what was typed in it would be lost. It asks then.
    pub fn holds_dialog(&mut self, state: &AppState) -> bool {
        self.dialogs.hold(state)
    }

    /// Shows the contents, filling `ui`, on a window that was cleared with [`Self::background`].
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, out: &mut Vec<Action>) {
        let cleared = Self::background(ui.visuals());
        controls::note_input(ui.ctx());
        self.refresh(ui, state);
        let background = self.styles.as_ref().map_or(cleared, |styles| styles.theme.ground.0);
        if background != cleared {
            // In the frame in which the theme changes.
            ui.painter().rect_filled(ui.max_rect(), 0.0, background);
        }
        // Moved out for the frame instead of cloned: it does not change while it is painted with.
        let Some(styles) = self.styles.take() else { return };
        let cx = &mut ViewContext { state, styles: &styles, out, fresh: false, just_opened: false };
        let mut contents = |ui: &mut Ui| {
            if state.lesson.running.is_some() {
                // Dialogs belong to the presenter: over what the class sees, none opens but questions and a field.
                presentation::show(cx, ui);
            } else {
                self.screen(cx, ui);
                zoom(ui, state, cx.out);
            }
        };
        let full = grid::at_least_room(ui.max_rect());
        if full == ui.max_rect() {
            contents(ui);
        } else {
            ui.scope_builder(UiBuilder::new().max_rect(full).id_salt("least room"), contents);
        }
        let ctx = ui.ctx().clone();
        self.dialogs.show(cx, &ctx);
        notices::show(cx, &ctx);
        self.styles = Some(styles);
        if state.reader.is_searching(&state.shared()) {
            out.push(Action::Reader(ReaderAction::Tick));
            ctx.request_repaint();
        }
    }

    /// Shows the screen of the mode under the bar that all modes share.
    fn screen(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let full = ui.max_rect();
        if matches!(cx.state.scene(), Scene::Aloud | Scene::Clocks) {
            self.round.show(cx, ui);
            return;
        }
        let (top, ..) = bars::heights(full);
        let (bar, rest) = full.split_top_bottom_at_y(full.top() + top);
        bars::mode_bar(cx, ui, bar, &mut self.search);
        ui.scope_builder(UiBuilder::new().max_rect(rest).id_salt("screen"), |ui| {
            if cx.state.round.open {
                self.round.show(cx, ui);
            } else if cx.state.brief.open {
                self.brief.show(cx, ui);
            } else {
                self.read(cx, ui, full);
            }
        });
    }

    /// Shows the reader with its bars; `full` is the window.
    fn read(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, full: Rect) {
        let rest = ui.max_rect();
        let band = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        let grid = grid::Grid::for_state(cx.state, cx.styles.chars, full.width());
        let bar = bars::ReadingBar::new(ui, full, &grid, cx.state);
        let first = rest.top() + bar.height();
        self.search.keep_clear(first);
        bar.show(cx, ui, band(rest.top(), first));
        let (_, _, status) = bars::heights(full);
        let foot = full.bottom() - status;
        let card = cx.state.legend.then(|| legend::Card::new(ui.painter(), cx.state, cx.styles, full.size()));
        let top = foot - card.as_ref().map_or(0.0, legend::Card::height);
        self.reader.show(cx, ui, band(first, top));
        if let Some(card) = card {
            card.show(cx, ui, band(top, foot));
        }
        bars::status(cx, ui, band(foot, full.bottom()));
        expire_code_mark(ui, cx.state, cx.out);
    }

    /// Returns egui's zoom for the settings.
    pub fn zoom_factor(settings: &Settings) -> f32 {
        settings.interface_size / 100.0
    }

    /// Rebuilds the styles when a setting, the theme or the scale of the screen has changed.
    fn refresh(&mut self, ui: &Ui, state: &AppState) {
        let choice = theme_in_use(state, ui.ctx().system_theme());
        let key = (state.settings.clone(), choice, ui.ctx().pixels_per_point().to_bits());
        if self.styles_key.as_ref() == Some(&key) {
            return;
        }
        // If a theme cannot be parsed, the styles stay as they are; a test parses them all.
        if let Ok(theme) = Theme::load(choice) {
            theme.apply(ui.ctx());
            self.styles = Some(Styles::new(theme, &state.settings, ui.painter()));
            if self.styles_key.replace(key).is_some() {
                // egui rasterises text for a dark background differently, from the next frame on.
                ui.ctx().request_repaint();
            }
        }
    }
}

/// How long the place that a code led to is marked, in seconds.
const CODE_MARK_SECONDS: f64 = 2.0;

/// Removes the mark of the place that a code led to when it has been shown for long enough. One frame is requested for
/// that time, so that nothing is painted in between.
fn expire_code_mark(ui: &Ui, state: &AppState, out: &mut Vec<Action>) {
    let Some(mark) = state.reader.code_mark else { return };
    let now = ui.input(|input| input.time);
    let left = mark.shown_at.map_or(CODE_MARK_SECONDS, |since| CODE_MARK_SECONDS - (now - since));
    if mark.shown_at.is_none() {
        out.push(Action::Reader(ReaderAction::CodeMarkShown(now)));
    }
    if left > 0.0 {
        ui.ctx().request_repaint_after_secs(left as f32);
    } else {
        out.push(Action::Reader(ReaderAction::CodeMarkExpired));
    }
}

/// Pixels of type size per factor e of zoom; a notch of a wheel is a factor of about 1.5.
const PIXELS_PER_ZOOM: f32 = 12.0;

/// Changes the type size on Ctrl and the wheel, or a pinch.
fn zoom(ui: &Ui, state: &AppState, out: &mut Vec<Action>) {
    let factor = ui.input(egui::InputState::zoom_delta);
    if factor != 1.0 {
        // One notch of a wheel is one pixel; a pinch is a fraction of one.
        let step = (factor.ln() * PIXELS_PER_ZOOM).clamp(-1.0, 1.0);
        out.push(Action::Set(Setting::Dial(Dial::TypeSize, state.settings.type_size + step)));
    }
}
