//! The reader: one scroll, one grid. A paragraph and everything said about it share a row.

mod annotated;
mod bar;
mod chips;
mod marks;
mod note;
mod page;
mod paint;
mod paint_replies;
mod panel;
mod pointer;
mod reply;
mod row;
mod stack;
mod travel;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui::{Rect, Sense, Ui, UiBuilder};

use crate::state::{Action, AppState, Part, Place, ScrollRequest};

use super::grid::{Arrangement, Grid};
use super::heights::Heights;
use super::look::Look;
use super::passage;

use page::Page;
use paint::Canvas;
use pointer::Hot;
use row::Row;
use travel::Walker;

/// What the reader keeps between frames: heights, and for which layout they hold.
#[derive(Debug, Default)]
pub struct Reader {
    heights: Heights,
    layout: u64,
    /// Rows before this one have an estimate of their own; the others stand at the average of a sample.
    estimated: usize,
}

/// Rows that get an estimate of their own in one frame: about two milliseconds' work.
const ESTIMATES_A_FRAME: usize = 5_000;

/// Rows looked at for the average height of all.
const SAMPLE: usize = 200;

impl Reader {
    /// Shows the article with its replies in a rectangle.
    pub fn show(&mut self, ui: &mut Ui, rect: Rect, state: &AppState, look: &Look, out: &mut Vec<Action>) {
        let grid = Grid::of(state, look.chars, rect.width());
        let builder = UiBuilder::new().max_rect(rect).id_salt("reader").accessibility_label("Article and replies");
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            let painter = ui.painter().clone();
            let page = Page { state, look, grid: &grid, painter: &painter };
            self.rows(ui, &page, rect, out);
        });
    }

    /// Gives some more rows an estimate of their own; a long article is never estimated whole in one frame.
    fn estimate_some(&mut self, ui: &Ui, page: &Page<'_>) {
        let end = (self.estimated + ESTIMATES_A_FRAME).min(self.heights.len());
        for row in self.estimated..end {
            self.heights.set(row, row::estimate(page, row));
        }
        self.estimated = end;
        if end < self.heights.len() {
            ui.ctx().request_repaint();
        }
    }

    fn rows(&mut self, ui: &mut Ui, page: &Page<'_>, view: Rect, out: &mut Vec<Action>) {
        let state = page.state;
        let panel = (page.grid.arrangement == Arrangement::Panel).then(|| panel::place(page, view));
        let open = Rect { max: egui::pos2(panel.map_or(view.right(), |p| p.left()), view.bottom()), ..view };
        let mut ground = ui.interact(open, ui.scope_id().with("ground"), Sense::click_and_drag());
        ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, "The text"));
        let layout = layout_key(page, view.width());
        if layout != self.layout || self.heights.len() != state.row_count() {
            self.heights = Heights::new(vec![average(page); state.row_count()]);
            (self.layout, self.estimated) = (layout, 0);
        }
        self.estimate_some(ui, page);
        let mut walker = Walker { page, heights: &mut self.heights, view: view.height() };
        let Walked { top, scrolled, kept } = walk(ui, &mut walker, layout, &ground);
        let mut painted: Vec<(f32, Row)> = Vec::new();
        let mut y = -top.offset;
        let mut number = top.row;
        while y < view.height() && number < state.row_count() {
            let row = walker.lay(number);
            let tall = row.height;
            painted.push((y, row));
            y += tall;
            number += 1;
        }
        let place = kept.unwrap_or_else(|| walker.spot(top, &painted, layout));
        let active = if scrolled { walker.row_on_line(top, &painted) } else { None };
        if place != state.place || state.scroll.is_some() || active.is_some_and(|row| row != state.active) {
            // Before all that is pressed in this frame, or it would take a move asked for by a press for done.
            out.push(Action::PlaceChanged { place, active });
        }
        let mut hot: Vec<Hot> = Vec::new();
        let before = out.len();
        for (y, row) in &painted {
            Canvas { ui, page, view, out, hot: &mut hot }.row(row, view.top() + y);
        }
        if let Some(rect) = panel {
            let more = panel::show(ui, page, rect, out, &mut hot);
            ground = ground.union(more);
        }
        put_out_light(state, before, out);
        pointer::select(ui, &ground, state, &hot, view, out);
        bar::show(ui, page.look, &self.heights, top, view, out);
        for text in &hot {
            request_faces(state, text.row, text.part, out);
        }
        if ground.clicked()
            && let Some(pointer) = ground.interact_pointer_pos()
            && let Some((_, row)) = painted.iter().rfind(|(y, _)| view.top() + y <= pointer.y)
        {
            out.push(Action::Activate(row.number));
        }
    }
}

/// The average height of a row, from a sample spread over the article.
fn average(page: &Page<'_>) -> f32 {
    let count = page.state.row_count();
    let step = (count / SAMPLE).max(1);
    let sample: Vec<f32> = (0..count).step_by(step).map(|row| row::estimate(page, row)).collect();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred")]
    let size = sample.len().max(1) as f32;
    (sample.iter().sum::<f32>() / size).max(1.0)
}

/// Where the view stands in this frame.
struct Walked {
    /// The row at the view's top.
    top: Place,
    /// The text was scrolled, as against walked or left alone.
    scrolled: bool,
    /// The reading place with its line as it was, when only the layout has changed: a run of changes must not creep.
    kept: Option<Place>,
}

/// The place at the view's top after what moved since the last frame.
fn walk(ui: &Ui, walker: &mut Walker<'_, '_>, layout: u64, ground: &egui::Response) -> Walked {
    let state = walker.page.state;
    let (mut top, mut kept) = if state.place.layout == layout {
        (walker.hold(state.place), Some(state.place))
    } else {
        walker.restore(state.place, layout)
    };
    let mut scrolled = false;
    if let Some(travel) = state.scroll {
        top = walker.travel(top, travel);
        scrolled = matches!(travel, ScrollRequest::By(_) | ScrollRequest::Pages(_));
        kept = None;
    }
    let wheel = if ground.contains_pointer() && state.dialog_is_light() {
        ui.input(|i| i.smooth_scroll_delta().y)
    } else {
        0.0
    };
    if wheel != 0.0 {
        top = walker.travel(top, ScrollRequest::By(-wheel));
        scrolled = true;
        kept = None;
    }
    Walked { top, scrolled, kept: kept.filter(|place| place.spot.part != Part::Row) }
}

/// Everything that decides where lines break; a change finds the reading place again by its words.
fn layout_key(page: &Page<'_>, width: f32) -> u64 {
    let mut hasher = DefaultHasher::new();
    let (state, look) = (page.state, page.look);
    state.serial.hash(&mut hasher);
    state.shown.visible().for_each(|p| p.hash(&mut hasher));
    state.faces.hash(&mut hasher);
    width.to_bits().hash(&mut hasher);
    page.grid.article.width.to_bits().hash(&mut hasher);
    page.painter.pixels_per_point().to_bits().hash(&mut hasher);
    for style in [&look.article, &look.summary, &look.small] {
        style.family.hash(&mut hasher);
        for length in [style.size, style.line_height, style.letter_space, style.word_space] {
            length.to_bits().hash(&mut hasher);
        }
    }
    look.row_pad.to_bits().hash(&mut hasher);
    state.settings.interleaved.hash(&mut hasher);
    // Layout 0 is that of a place which has yet to be found.
    hasher.finish().max(1)
}

/// Puts the light out when nothing asked for it this frame, and drops requests that change nothing.
fn put_out_light(state: &AppState, before: usize, out: &mut Vec<Action>) {
    let wanted = out.iter().skip(before).rev().find_map(|action| match action {
        Action::HoverPhrase(lit) => Some(lit.clone()),
        _ => None,
    });
    let mut index = 0;
    out.retain(|action| {
        index += 1;
        index <= before || !matches!(action, Action::HoverPhrase(_))
    });
    let wanted = wanted.flatten();
    if wanted != state.hovered_phrase {
        out.push(Action::HoverPhrase(wanted));
    }
}

fn request_faces(state: &AppState, row: usize, part: Part, out: &mut Vec<Action>) {
    let edition = &state.edition;
    let home = match part {
        Part::Note(entry) => state.rows.note(edition, entry).map(|n| edition.language_of_note(n).script()),
        _ => state.paragraph_of(row).map(|p| edition.language_of_paragraph(p).script()),
    };
    let home = home.unwrap_or_else(|| edition.head().language.script());
    passage::request_faces(state, &state.text_of(row, part), home, out);
}
