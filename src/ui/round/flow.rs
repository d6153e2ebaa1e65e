//! The flow: one sheet at a time, with a row per argument and a column per speech.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui::{EventFilter, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::counted;
use crate::model::round::{Cell, Columns, Row, Standing, standing};
use crate::state::AppState;
use crate::state::round::{RoundAction, RoundEditor};

use super::cells::{self, CachedRow, FlowGeometry, HEAD};
use super::{ViewContext, flow_control, sheets};

/// The least width of a column, in logical pixels.
const NARROWEST: f32 = 148.0;

/// The least number of empty rows in view.
const ROWS: f32 = 2.0;

/// The height of the tabs of the sheets.
const TABS: f32 = 38.0;

/// The state of the flow that is kept between frames.
#[derive(Debug, Default)]
pub(super) struct FlowView {
    /// What the cache is valid for: revision, speech, sheet and column width.
    key: (u64, usize, usize, f32),
    columns: Columns,
    rows: Vec<CachedRow>,
    /// The cell being typed in, once its editor has had the focus.
    typing: Option<(usize, usize)>,
}

impl FlowView {
    /// Returns the height that the flow needs for a few rows with the tabs and tools.
    pub fn least_height(cx: &ViewContext<'_>, ui: &Ui, width: f32) -> f32 {
        TABS + HEAD + ROWS * cells::EMPTY_ROW + sheets::tools_height(cx, ui, width)
    }

    pub fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let tabs = rect.with_max_y(rect.top() + TABS);
        let before = cx.out.len();
        sheets::tabs(cx, ui, tabs);
        let tools = rect.with_min_y(rect.bottom() - sheets::tools_height(cx, ui, rect.width()));
        sheets::tools(cx, ui, tools);
        // What is typed in a cell comes before what a button does, which may choose another cell.
        let mut pressed = cx.out.split_off(before.min(cx.out.len()));
        let body = Rect::from_min_max(pos2(rect.left(), tabs.bottom()), pos2(rect.right(), tools.top()));
        let state: &AppState = cx.state;
        // Undo and other commands finish a cell too; its editor takes the focus again when it is opened.
        self.typing.take_if(|_| !state.round.writing);
        if self.key.0 != state.round.revision || self.columns.all().is_empty() {
            self.columns = state.round.columns();
        }
        let gutter = match rect.width() {
            ..900.0 => 132.0,
            900.0..1500.0 => 176.0,
            _ => 232.0,
        };
        let count = self.columns.all().len().max(1) as f32;
        let width = ((body.width() - gutter - 12.0) / count).max(NARROWEST).floor();
        self.refresh(cx, width);
        let corner = body.min + vec2(gutter, HEAD);
        let view = Rect::from_min_max(corner, body.max);
        let mut offset = egui::Vec2::ZERO;
        ui.scope_builder(UiBuilder::new().max_rect(view).id_salt("cells"), |ui| {
            // That there are more columns or rows is seen without the pointer over the flow.
            let scroll = &mut ui.spacing_mut().scroll;
            (scroll.dormant_handle_opacity, scroll.dormant_background_opacity) = (0.7, 0.4);
            scroll.floating_width = 6.0;
            let shown = ScrollArea::both().auto_shrink(false).id_salt(("cells", state.round.sheet));
            let shown = shown.show_viewport(ui, |ui, seen| self.grid(cx, ui, seen, (width, gutter)));
            offset = shown.state.unclamped_offset();
        });
        cx.out.append(&mut pressed);
        let geometry = FlowGeometry { body, gutter, width, offset };
        cells::head(cx, ui, &self.columns, &geometry);
        cells::gutter(cx, ui, &self.rows, &geometry);
    }

    /// Recomputes the rows that have changed.
    fn refresh(&mut self, cx: &ViewContext<'_>, width: f32) {
        let editor = &cx.state.round;
        let Some(round) = &editor.document else { return };
        let key = (editor.revision, round.at, editor.sheet, width);
        if self.key == key {
            return;
        }
        let same_width = self.key.3 == width && self.key.2 == editor.sheet;
        self.key = key;
        let rows = editor.shown_sheet().map_or(&[][..], |sheet| &sheet.rows);
        let old = std::mem::take(&mut self.rows);
        self.rows = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let hash = hash_of(row);
                let known = old.get(at).filter(|cached| same_width && cached.hash == hash);
                let standing = standing(&self.columns, row, round.at);
                let words = if row.kicked { "Kicked".to_owned() } else { standing.describe(round, &self.columns) };
                CachedRow {
                    hash,
                    height: known.map_or_else(|| cells::estimated_height(row, width), |cached| cached.height),
                    standing,
                    kicked: row.kicked,
                    ours: !row.kicked && standing.is_our_turn(round, &self.columns),
                    words,
                }
            })
            .collect();
    }

    /// Shows the cells in view.
    fn grid(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, seen: Rect, (width, gutter): (f32, f32)) {
        let state: &AppState = cx.state;
        let editor: &RoundEditor = &state.round;
        let origin = ui.max_rect().min;
        let blank = Row::default();
        let rows = editor.shown_sheet().map_or(&[][..], |sheet| &sheet.rows);
        let mut y = 0.0;
        // An empty row follows the last one, to write in.
        for at in 0..=rows.len() {
            let row = rows.get(at).unwrap_or(&blank);
            let tall = self.rows.get(at).map_or(cells::EMPTY_ROW, |cached| cached.height);
            let wanted = editor.reveal && editor.cell.0 == at;
            if wanted {
                let left = editor.cell.1 as f32 * width;
                let place = Rect::from_min_size(origin + vec2(left, y), vec2(width, tall));
                ui.scroll_to_rect(place.expand2(vec2(6.0, 10.0)), None);
            }
            if (y < seen.bottom() && y + tall > seen.top()) || wanted {
                let place = Rect::from_min_size(origin + vec2(0.0, y), vec2(width, tall));
                let words = self.rows.get(at).map_or("", |cached| cached.words.as_str());
                let line = cells::FlowRow { at, row, words, columns: &self.columns, gutter };
                let real = cells::row(&mut self.typing, cx, ui, &line, place);
                if let Some(cached) = self.rows.get_mut(at).filter(|cached| cached.height != real) {
                    cached.height = real;
                    ui.ctx().request_repaint();
                }
                y += real;
            } else {
                y += tall;
            }
        }
        let wide = self.columns.all().len() as f32 * width;
        ui.allocate_rect(Rect::from_min_size(origin, vec2(wide, y + 40.0)), Sense::hover());
        self.control(cx, ui);
        if editor.reveal {
            cx.push(RoundAction::Revealed);
        }
    }

    /// Adds the flow as one control, which captures the arrow keys while it has the focus.
    fn control(&self, cx: &ViewContext<'_>, ui: &Ui) {
        let state: &AppState = cx.state;
        let (editor, id) = (&state.round, flow_control());
        let response =
            ui.interact(Rect::from_min_size(ui.max_rect().min, vec2(1.0, 1.0)), id, Sense::focusable_noninteractive());
        let name = editor.shown_sheet().map_or("Flow", |sheet| sheet.name.as_str());
        let chosen = cells::cell_label(
            state,
            &self.columns,
            editor.cell,
            self.rows.get(editor.cell.0).map(|k| k.words.as_str()),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, format!("Flow: {name}. {chosen}")));
        if editor.reveal && !editor.writing && state.dialog.is_none() {
            response.request_focus();
        }
        // At the ends of a row, Tab moves the focus out of the flow.
        let back = ui.input(|input| input.modifiers.shift);
        let tab = if back { editor.cell.1 > 0 } else { editor.cell.1 + 1 < self.columns.all().len() };
        let filter = EventFilter { tab, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }

    /// Returns the counts of arguments on the sheet by standing; kicked ones are not counted.
    ///
    /// From the longest wording to the shortest.
    pub fn counts(&self, ours: bool) -> Vec<String> {
        let count =
            |wanted: fn(&CachedRow) -> bool| self.rows.iter().filter(|cached| !cached.kicked && wanted(cached)).count();
        let all = count(|cached| cached.standing != Standing::Blank);
        let dropped = count(|cached| matches!(cached.standing, Standing::Dropped { .. }));
        let due = count(|cached| matches!(cached.standing, Standing::Due { .. }));
        let by_us = count(|cached| cached.ours);
        let arguments = counted(all, "argument");
        let due = match ours {
            true => format!("{by_us} to answer, {} for them", due - by_us),
            false => format!("{due} to answer"),
        };
        vec![
            format!("{arguments} · {due} · {dropped} dropped"),
            format!("{due} · {dropped} dropped"),
            format!("{dropped} dropped"),
        ]
    }
}

fn hash_of(row: &Row) -> u64 {
    let mut hasher = DefaultHasher::new();
    for Cell { column, text, card, extends, marked } in &row.cells {
        (column, text, card, extends, marked.map(f64::to_bits)).hash(&mut hasher);
    }
    row.kicked.hash(&mut hasher);
    hasher.finish()
}
