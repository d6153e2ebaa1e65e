//! The reader: one grid with one scroll position. A paragraph and the replies to it share a row.

mod all_hidden;
mod chips;
mod code_mark;
mod highlights;
mod item;
mod keep_replies;
mod marks;
mod note;
mod page;
mod paint;
mod paint_reply;
mod panel;
mod phrases;
mod related;
mod reply;
mod reply_column;
mod row;
mod scroll;
mod selection;
mod selection_bar;
mod show_hit;
mod sticky_head;
mod tips;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

use egui::{Rect, Sense, Ui, UiBuilder};

use crate::state::{Action, AppState, Part, Place, ReaderAction, ScrollRequest};

use super::context::ViewContext;
use super::faces;
use super::grid::{Arrangement, Grid};
use super::heights::Heights;

use page::Page;
use paint::RowPainter;
use row::RowLayout;
use scroll::Scroller;
use selection::PaintedText;

/// What the reader keeps between frames: the row heights and the layout they are valid for.
#[derive(Debug, Default)]
pub struct Reader {
    heights: Heights,
    layout: u64,
    /// The rows painted last, each with the distance of its top from the top of the view.
    painted: Vec<(f32, Rc<RowLayout>)>,
    /// The panel as it was painted last.
    panel: panel::Panel,
    /// Rows before this one have an estimate of their own; the others have the average of a sample.
    estimated: usize,
}

/// Rows estimated in one frame: about two milliseconds of work.
const ESTIMATES_A_FRAME: usize = 5_000;

/// Rows sampled for the average height.
const SAMPLE: usize = 200;

impl Reader {
    /// Shows the article with its replies in a rectangle.
    pub fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let grid = Grid::for_state(cx.state, cx.styles.chars, rect.width());
        let builder = UiBuilder::new().max_rect(rect).id_salt("reader").accessibility_label("Article and replies");
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            let painter = ui.painter().clone();
            let head_height = Some(row::head_height(rect.height()));
            let page = Page { state: cx.state, styles: cx.styles, grid: &grid, painter: &painter, head_height };
            let (text, under) = all_hidden::split(&page, rect);
            ui.scope(|ui| {
                ui.set_clip_rect(text.intersect(ui.clip_rect()));
                self.rows(ui, &page, text, cx.out);
            });
            if let Some(under) = under {
                all_hidden::show_under_text(ui, &page, under, cx.out);
            }
        });
    }

    /// Estimates the heights of some more rows; a long article is never estimated in one frame.
    fn estimate_some(&mut self, ui: &Ui, page: &Page<'_>) {
        let end = (self.estimated + ESTIMATES_A_FRAME).min(self.heights.len());
        for row in self.estimated..end {
            self.heights.set(row, row::estimated_height(page, row));
        }
        self.estimated = end;
        if end < self.heights.len() {
            ui.ctx().request_repaint();
        }
    }

    fn rows(&mut self, ui: &mut Ui, page: &Page<'_>, view: Rect, out: &mut Vec<Action>) {
        let state = page.state;
        let panel = (page.grid.arrangement == Arrangement::Panel).then(|| panel::panel_rect(page, view));
        let open = Rect { max: egui::pos2(panel.map_or(view.right(), |p| p.left()), view.bottom()), ..view };
        let mut ground = ui.interact(open, ui.scope_id().with("ground"), Sense::click_and_drag());
        ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, "The text"));
        let layout = layout_key(page, view.width());
        if layout != self.layout || self.heights.len() != state.row_count() {
            self.heights = Heights::new(vec![average(page); state.row_count()]);
            (self.layout, self.estimated) = (layout, 0);
        }
        self.estimate_some(ui, page);
        let covers = match state.reader.scroll {
            Some(ScrollRequest::ShowHit { .. }) => show_hit::covers(ui, view),
            _ => Vec::new(),
        };
        let mut scroller = Scroller {
            page,
            heights: &mut self.heights,
            view_height: view.height(),
            covers: &covers,
            before: &self.painted,
            rows: BTreeMap::new(),
        };
        let ScrollPosition { top, scrolled, saved } = scroll_position(ui, &mut scroller, layout, &ground);
        let mut painted_rows: Vec<(f32, Rc<RowLayout>)> = Vec::new();
        let mut y = -top.offset;
        let mut number = top.row;
        while y < view.height() && number < state.row_count() {
            let row = scroller.layout_row(number);
            let tall = row.height;
            painted_rows.push((y, row));
            y += tall;
            number += 1;
        }
        let place = saved.unwrap_or_else(|| scroller.reading_place(top, &painted_rows, layout));
        let active = if scrolled { scroller.row_at_reading_line(top, &painted_rows) } else { None };
        if place != state.reader.place
            || state.reader.scroll.is_some()
            || active.is_some_and(|row| row != state.reader.active)
        {
            // Pushed before the actions of this frame's clicks, because `Settle` clears the travel that those request.
            out.push(Action::Reader(ReaderAction::PlaceChanged { place, active }));
        }
        if state.reader.rows_in_view != (top.row..number) {
            out.push(Action::Reader(ReaderAction::RowsPainted(top.row..number)));
        }
        let mut painted_texts: Vec<PaintedText> = Vec::new();
        let before = out.len();
        let covered = painted_rows.first().map_or(0.0, |(y, row)| sticky_head::covered(page, row, *y));
        for (y, row) in &painted_rows {
            RowPainter { ui, page, view, covered, out, painted_texts: &mut painted_texts }
                .paint_row(row, view.top() + y);
        }
        if let Some(rect) = panel {
            let more = self.panel.show(ui, page, rect, out, &mut painted_texts);
            ground = ground.union(more);
        }
        sticky_head::show(ui, page, view, &painted_rows, out);
        all_hidden::show(ui, page, view, out);
        settle_highlight(state, before, out);
        selection::select(ui, &ground, state, &painted_texts, (view, panel), out);
        let selecting = ground.dragged_by(egui::PointerButton::Primary);
        selection_bar::show(ui, page, view, &painted_texts, selecting, out);
        scroll::scroll_bar(ui, page.styles, &self.heights, top, view, out);
        for text in &painted_texts {
            request_faces(state, text.row, text.part, out);
        }
        if ground.clicked()
            && let Some(pointer) = ground.interact_pointer_pos()
            && open.contains(pointer)
            && let Some((_, row)) = painted_rows.iter().rfind(|(y, _)| view.top() + y <= pointer.y)
        {
            out.push(Action::Reader(ReaderAction::Activate(row.number)));
        }
        self.painted = painted_rows;
    }
}

/// Returns the average height of a row, from a sample spread over the article.
fn average(page: &Page<'_>) -> f32 {
    let count = page.state.row_count();
    let step = (count / SAMPLE).max(1);
    let sample: Vec<f32> = (0..count).step_by(step).map(|row| row::estimated_height(page, row)).collect();
    let size = sample.len().max(1) as f32;
    (sample.iter().sum::<f32>() / size).max(1.0)
}

/// The scroll position in this frame.
struct ScrollPosition {
    /// The place at the top of the view.
    top: Place,
    /// Whether the text was scrolled, as opposed to moved by a command or not at all.
    scrolled: bool,
    /// The reading place as it was, if only the layout has changed: a series of changes must not drift.
    saved: Option<Place>,
}

/// Computes the scroll position from what has changed since the last frame.
fn scroll_position(ui: &Ui, scroller: &mut Scroller<'_, '_>, layout: u64, ground: &egui::Response) -> ScrollPosition {
    let state = scroller.page.state;
    let (mut top, mut saved) = if state.reader.place.layout == layout {
        (scroller.clamp_place(state.reader.place), Some(state.reader.place))
    } else {
        scroller.restore(state.reader.place, layout)
    };
    let mut scrolled = false;
    if let Some(travel) = state.reader.scroll {
        top = scroller.apply_travel(top, travel);
        scrolled = matches!(travel, ScrollRequest::By(_) | ScrollRequest::Pages(_));
        saved = None;
    }
    let wheel = if ground.contains_pointer() && state.dialog_is_light() {
        ui.input(|i| i.smooth_scroll_delta().y)
    } else {
        0.0
    };
    if wheel != 0.0 {
        top = scroller.apply_travel(top, ScrollRequest::By(-wheel));
        scrolled = true;
        saved = None;
    }
    ScrollPosition { top, scrolled, saved: saved.filter(|place| place.spot.part != Part::Row) }
}

/// Hashes everything that decides where lines break. When it changes, the reading place is found again by its words.
fn layout_key(page: &Page<'_>, width: f32) -> u64 {
    let mut hasher = DefaultHasher::new();
    let (state, styles) = (page.state, page.styles);
    state.serial.hash(&mut hasher);
    state.shown.visible().for_each(|p| p.hash(&mut hasher));
    state.faces.hash(&mut hasher);
    width.to_bits().hash(&mut hasher);
    page.grid.article.width.to_bits().hash(&mut hasher);
    page.painter.pixels_per_point().to_bits().hash(&mut hasher);
    for style in [&styles.article, &styles.summary, &styles.small] {
        style.family.hash(&mut hasher);
        for length in [style.size, style.line_height, style.letter_space, style.word_space] {
            length.to_bits().hash(&mut hasher);
        }
    }
    styles.row_pad.to_bits().hash(&mut hasher);
    state.settings.interleaved.hash(&mut hasher);
    // Layout 0 marks a place that has not been laid out yet.
    hasher.finish().max(1)
}

/// Clears the highlighted phrase if nothing requested it in this frame, and drops requests that change nothing.
fn settle_highlight(state: &AppState, before: usize, out: &mut Vec<Action>) {
    let wanted = out.iter().skip(before).rev().find_map(|action| match action {
        Action::Reader(ReaderAction::HoverPhrase(lit)) => Some(lit.clone()),
        _ => None,
    });
    let mut index = 0;
    out.retain(|action| {
        index += 1;
        index <= before || !matches!(action, Action::Reader(ReaderAction::HoverPhrase(_)))
    });
    let wanted = wanted.flatten();
    if wanted != state.reader.hovered_phrase {
        out.push(Action::Reader(ReaderAction::HoverPhrase(wanted)));
    }
}

fn request_faces(state: &AppState, row: usize, part: Part, out: &mut Vec<Action>) {
    let edition = &state.edition;
    let home = match part {
        Part::Note(entry) => state.rows.note(edition, entry).map(|n| edition.language_of_note(n).script()),
        _ => state.paragraph_of(row).map(|p| edition.language_of_paragraph(p).script()),
    };
    let home = home.unwrap_or_else(|| edition.head().language.script());
    faces::request_faces(state, &state.text_of(row, part), home, out);
}

#[cfg(test)]
mod tests {
    use super::{Grid, Page, RowLayout};
    use crate::state::{AppState, Opened, SavedState, Settings};
    use crate::ui::faces;
    use crate::ui::styles::Styles;
    use crate::ui::theme::Theme;

    /// The height of the text's view in a window of 1280x900, between the bars.
    const VIEW: f32 = 770.0;

    /// Lays out all rows of an edition at the usual size in a window 1280 wide.
    fn rows(edition: crate::model::Edition) -> Vec<RowLayout> {
        let state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
        let ctx = egui::Context::default();
        ctx.set_fonts(faces::definitions(&[]));
        let mut rows = Vec::new();
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let painter = ui.painter().clone();
                let theme = Theme::load(state.settings.theme).unwrap();
                let styles = Styles::new(theme, &state.settings, &painter);
                let grid = Grid::for_state(&state, styles.chars, 1280.0);
                let page = Page { state: &state, styles: &styles, grid: &grid, painter: &painter, head_height: None };
                rows = (0..state.row_count()).map(|number| RowLayout::new(&page, number)).collect();
            });
            output.textures_delta.clear();
        }
        rows
    }

    fn shipped_rows() -> Vec<RowLayout> {
        rows(crate::storage::shipped_without_check().unwrap().edition)
    }

    #[test]
    fn a_list_item_from_right_to_left_has_its_number_and_its_mark_at_the_right() {
        let text = |first: &str| {
            let edition = format!(
                r#"Edition(format: 3, id: "lamps", title: "Lamps", language: "ur", revision: "2026-01-01",
                    article: Article(provenance: Original(of: "here"), paragraphs: [
                        (id: "p1", kind: ListItem(mark: "1."), text: "{first}"),
                    ]), perspectives: [])"#
            );
            let loaded =
                crate::storage::load_texts("lamps", &[("edition.ron", &edition), ("sources.ron", "[]")]).unwrap();
            rows(loaded.edition).remove(1)
        };
        let (urdu, english) = (text("پہلی بات یہ ہے"), text("The first point"));
        assert!(urdu.mirrored && !english.mirrored);
        let mark = |row: &RowLayout| row.bullet.as_ref().unwrap().1.x;
        assert!(mark(&urdu) > urdu.texts[0].at.x + 100.0);
        assert!(mark(&english) < english.texts[0].at.x);
        assert!(urdu.column.right() + 20.0 < english.column.right(), "there is room for the number at the right");
    }

    #[test]
    fn at_least_three_rows_are_in_view_and_little_room_is_unused() {
        let rows = shipped_rows();
        let total: f32 = rows.iter().map(|row| row.height).sum();
        let (mut seen, mut places) = (0, 0);
        let mut top = 0.0;
        while top + VIEW < total {
            let mut y = 0.0;
            for row in &rows {
                seen += usize::from(y < top + VIEW && y + row.height > top);
                y += row.height;
            }
            places += 1;
            top += 10.0;
        }
        let average = seen as f32 / places as f32;
        let unused: f32 = (rows.iter().filter(|row| row.reply_columns.iter().any(|c| !c.replies.is_empty())))
            .map(|row| (row.reply_columns.iter().map(|c| c.height).fold(0.0, f32::max) - row.article_height).abs())
            .sum();
        assert!(average >= 3.0, "{average} rows in view on average");
        assert!(unused / total <= 0.2, "{} of the height of all rows is unused", unused / total);
    }

    #[test]
    fn the_first_paragraph_with_its_replies_is_whole_in_view_and_the_head_takes_a_fifth_of_the_window() {
        for id in crate::storage::built_in_ids() {
            let rows = rows(crate::storage::load_built_in(id).unwrap().edition);
            assert!(rows[0].height <= 900.0 / 5.0, "{id}: {}", rows[0].height);
            assert!(rows[0].height + rows[1].height <= VIEW, "{id}: {}", rows[0].height + rows[1].height);
        }
    }
}
