//! The cells of the flow: painting, accessible labels, selection and editing.

use egui::{Align2, Key, Modifiers, Rect, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::model::minutes_and_seconds;
use crate::model::round::{Cell, CellIndex, Columns, Row, Standing};
use crate::state::round::RoundAction;
use crate::state::{AppState, ContextTarget};
use crate::ui::context_menu;
use crate::ui::controls::{Control as _, caret_to_end, interface_font};
use crate::ui::faces::{INTERFACE, request_faces};
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::{TextStyle, layout_job};

use super::{ViewContext, flow_control};

/// The height of an empty row.
pub(super) const EMPTY_ROW: f32 = 34.0;

/// The height of the column headers.
pub(super) const HEAD: f32 = 42.0;

const PAD: f32 = 7.0;

/// The text size of cells relative to the article's.
const SIZE: f32 = 0.74;

/// The total space left and right of a standing's text.
const STANDING_MARGIN: f32 = 56.0;

pub(super) struct FlowGeometry {
    pub body: Rect,
    /// The width of the gutter: row numbers and standings.
    pub gutter: f32,
    pub width: f32,
    pub offset: egui::Vec2,
}

/// What is cached of a row between frames.
#[derive(Clone, Debug)]
pub(super) struct CachedRow {
    /// What it was computed from.
    pub hash: u64,
    /// The height of the row; estimated until it has been laid out.
    pub height: f32,
    /// The standing of its argument; ignored if it was kicked.
    pub standing: Standing,
    /// The argument was conceded on purpose.
    pub kicked: bool,
    /// The argument is ours to answer.
    pub ours: bool,
    /// The standing in words.
    pub words: String,
}

pub(super) struct FlowRow<'a> {
    pub at: usize,
    pub row: &'a Row,
    /// The standing of the row, in words.
    pub words: &'a str,
    pub columns: &'a Columns,
    /// The width of the gutter: row numbers and standings.
    pub gutter: f32,
}

/// Returns the text size of cells.
fn size_of(cx: &ViewContext<'_>) -> f32 {
    (cx.styles.article.size * SIZE).round()
}

fn cell_text(cell: &Cell) -> String {
    let text = match (cell.extends, cell.text.trim().is_empty()) {
        (true, true) => "Extended".to_owned(),
        (true, false) => format!("Extended: {}", cell.text),
        (false, _) => cell.text.clone(),
    };
    match cell.marked {
        Some(seconds) => format!("{text} (marked {})", minutes_and_seconds(seconds.floor())),
        None => text,
    }
}

/// Estimates the height of a row that has not been laid out.
pub(super) fn estimated_height(row: &Row, width: f32) -> f32 {
    const USUAL: f32 = 14.0;
    let lines = |cell: &Cell| (cell.text.chars().count() as f32 * USUAL * 0.5 / (width - 2.0 * PAD)).ceil();
    let most = row.cells.iter().map(lines).fold(1.0, f32::max);
    (most * USUAL * 1.35 + 2.0 * PAD).max(EMPTY_ROW)
}

/// Returns the accessible label of a cell: `1NC, row 3: text, dropped by Neg in 1NR`.
pub(super) fn cell_label(
    state: &AppState,
    columns: &Columns,
    (row, column): CellIndex,
    standing: Option<&str>,
) -> String {
    let name = columns.get(column).map_or("", |column| column.name.as_str());
    let row_of = state.round.shown_sheet().and_then(|sheet| sheet.rows.get(row));
    let text = row_of.and_then(|row| row.cell(name)).map(cell_text).filter(|text| !text.is_empty());
    label_with(name, row, text.as_deref(), standing.unwrap_or_default())
}

fn label_with(column: &str, row: usize, text: Option<&str>, standing: &str) -> String {
    let said = match (text, standing) {
        (None, _) => "empty".to_owned(),
        (Some(text), "") => text.to_owned(),
        (Some(text), standing) => {
            let mut chars = standing.chars();
            let first: String = chars.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
            format!("{text}, {first}{}", chars.as_str())
        }
    };
    format!("{column}, row {}: {said}", row + 1)
}

/// Shows a row and returns its height; `place` is the rectangle of its first cell.
pub(super) fn row(
    typing: &mut Option<CellIndex>,
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    line: &FlowRow<'_>,
    place: Rect,
) -> f32 {
    let theme = &cx.styles.theme;
    let editor = &cx.state.round;
    let ink = if line.row.kicked { theme.faint.0 } else { theme.ink.0 };
    let size = size_of(cx);
    let style = TextStyle::new(INTERFACE, size, 1.35, ink);
    let home = cx.language().script();
    let texts: Vec<Option<String>> =
        line.columns.all().iter().map(|column| line.row.cell(&column.name).map(cell_text)).collect();
    texts.iter().flatten().for_each(|text| request_faces(cx.state, text, home, cx.out));
    let room = place.width() - 2.0 * PAD;
    let layouts: Vec<Option<TextLayout>> = texts
        .iter()
        .map(|text| Some(TextLayout::new(ui.painter(), text.as_deref()?, &style, home, room, usize::MAX)))
        .collect();
    let writes = editor.writing && editor.cell.0 == line.at;
    let standing =
        ui.painter().layout(line.words.to_owned(), interface_font(12.5), ink, line.gutter - STANDING_MARGIN).size().y;
    let least = (standing + 2.0 * PAD).max(EMPTY_ROW);
    let mut tall = layouts.iter().flatten().map(|layout| layout.size().y + 2.0 * PAD).fold(least, f32::max);
    if writes {
        tall += size * 1.4;
    }
    let mut left = place.left();
    for (at, (text, layout)) in texts.iter().zip(layouts).enumerate() {
        let rect = Rect::from_min_size(pos2(left, place.top()), vec2(place.width(), tall));
        left = rect.right();
        if !rect.intersects(ui.clip_rect()) && editor.cell != (line.at, at) {
            continue;
        }
        let chosen = editor.cell == (line.at, at);
        ground(cx, ui, line, (at, rect), chosen);
        if writes && chosen {
            cell_editor(typing, cx, ui, (line.at, at), rect, &style);
            continue;
        }
        let response = ui.interact(rect, flow_control().with((line.at, at)), Sense::CLICK);
        let column = line.columns.get(at).map_or("", |column| column.name.as_str());
        let text = text.as_deref().filter(|text| !text.is_empty());
        response.widget_info(|| {
            WidgetInfo::selected(Role::Cell, true, chosen, label_with(column, line.at, text, line.words))
        });
        let seen = rect.intersect(ui.clip_rect());
        let opened = context_menu::attach(ui, seen, chosen, cx.state, ContextTarget::Cell, cx.out);
        if response.clicked() || opened {
            cx.push(RoundAction::ChooseCell((line.at, at)));
        }
        if response.double_clicked() {
            cx.push(RoundAction::SetWriting(true));
        }
        if let Some(layout) = layout {
            let at = rect.min + vec2(PAD, PAD);
            let strike = line.row.kicked.then(|| Rect::from_min_size(at, layout.size()));
            layout.paint(&ui.painter_at(seen), at);
            if let Some(words) = strike {
                ui.painter_at(seen).hline(words.x_range(), words.top() + size * 0.6, (1.0, theme.faint.0));
            }
        }
    }
    tall
}

/// Paints the background of a cell: whose column it is, the grid lines, and the frame of the chosen one.
fn ground(cx: &ViewContext<'_>, ui: &Ui, line: &FlowRow<'_>, (at, rect): (usize, Rect), chosen: bool) {
    let theme = &cx.styles.theme;
    let round = cx.state.round.document.as_ref();
    let column = round.zip(line.columns.get(at));
    let painter = ui.painter();
    if column.is_some_and(|(round, column)| round.is_ours(column.side, column.team)) {
        painter.rect_filled(rect, 0.0, theme.row.0);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, theme.rule.0));
    painter.vline(rect.right() - 0.5, rect.y_range(), (1.0, theme.rule.0));
    if chosen {
        let edge = Stroke::new(2.0, theme.accent.0);
        painter.rect(rect.shrink(1.0), 3.0, theme.tint.0, edge, egui::StrokeKind::Inside);
    }
}

/// Shows the editor of a cell: Enter finishes, Shift+Enter continues in the row below, Tab in the next column.
fn cell_editor(
    typing: &mut Option<CellIndex>,
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    spot: CellIndex,
    rect: Rect,
    style: &TextStyle,
) {
    let (on, done, back, tab) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::SHIFT, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.consume_key(Modifiers::SHIFT, Key::Tab),
            input.consume_key(Modifiers::NONE, Key::Tab),
        )
    });
    let mut text = cx.state.round.text().to_owned();
    let id = flow_control().with("typed");
    let home = cx.language().script();
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        ui.painter().layout_job(layout_job(text.as_str(), style, home, width, usize::MAX))
    };
    let edit = TextEdit::multiline(&mut text)
        .id(id)
        .layouter(&mut layouter)
        .frame(egui::Frame::NONE)
        .margin(egui::Margin::same(0))
        .desired_rows(1)
        .lock_focus(true)
        .return_key(None)
        .desired_width(rect.width() - 2.0 * PAD);
    let response = ui.put(rect.shrink(PAD), edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("The words of this cell"));
    let is_new = *typing != Some(spot);
    if is_new {
        *typing = Some(spot);
        response.request_focus();
        caret_to_end(ui, id, &text);
    }
    let is_left = *typing == Some(spot) && !is_new && !response.has_focus();
    // Before the cell is left: what was typed in the same frame belongs to it.
    response.on_change(cx.out, RoundAction::SetCellText(text));
    if is_left {
        cx.push(RoundAction::SetWriting(false));
        *typing = None;
    }
    if on {
        cx.push(RoundAction::ContinueBelow);
    } else if done {
        cx.push(RoundAction::SetWriting(false));
    } else if tab || back {
        let column = if tab { spot.1 + 1 } else { spot.1.saturating_sub(1) };
        cx.push(RoundAction::ChooseCell((spot.0, column)));
        cx.push(RoundAction::SetWriting(true));
    }
    if on || done || tab || back {
        *typing = None;
    }
}

/// Paints the column headers, which stay visible while the cells scroll.
pub(super) fn head(cx: &ViewContext<'_>, ui: &Ui, columns: &Columns, geometry: &FlowGeometry) {
    let theme = &cx.styles.theme;
    let Some(round) = &cx.state.round.document else { return };
    let FlowGeometry { body, gutter, width, offset } = *geometry;
    let band = Rect::from_min_max(pos2(body.left() + gutter, body.top()), pos2(body.right(), body.top() + HEAD));
    let painter = ui.painter_at(band.intersect(ui.clip_rect()));
    for (at, column) in columns.all().iter().enumerate() {
        let left = band.left() - offset.x + at as f32 * width;
        let place = Rect::from_min_size(pos2(left, band.top()), vec2(width, HEAD));
        let given = (column.first..=column.last).contains(&round.at);
        if given {
            painter.rect_filled(place, 0.0, theme.tint.0);
        }
        let whose = round.team_name(column.side, column.team);
        let we = if round.is_ours(column.side, column.team) { " (we)" } else { "" };
        let whose = format!("{whose}{we}");
        let name = if given { format!("{} · now", column.name) } else { column.name.clone() };
        let inside = painter.with_clip_rect(place.shrink2(vec2(3.0, 0.0)).intersect(painter.clip_rect()));
        inside.text(place.min + vec2(PAD, 4.0), Align2::LEFT_TOP, name, interface_font(14.5), theme.ink.0);
        inside.text(place.min + vec2(PAD, 22.0), Align2::LEFT_TOP, whose, interface_font(12.5), theme.soft.0);
        painter.vline(place.right() - 0.5, place.y_range(), (1.0, theme.rule.0));
    }
    ui.painter().hline(body.x_range(), band.bottom() - 0.5, (1.5, theme.faint.0));
}

/// Paints the gutter: the row numbers and standings, which stay at the left.
pub(super) fn gutter(cx: &ViewContext<'_>, ui: &Ui, rows: &[CachedRow], geometry: &FlowGeometry) {
    let theme = &cx.styles.theme;
    let FlowGeometry { body, gutter, offset, .. } = *geometry;
    let band = Rect::from_min_max(pos2(body.left(), body.top() + HEAD), pos2(body.left() + gutter, body.bottom()));
    let painter = ui.painter_at(band.intersect(ui.clip_rect()));
    let mut y = band.top() - offset.y;
    for (at, cached) in rows.iter().enumerate() {
        let place = Rect::from_min_size(pos2(band.left(), y), vec2(gutter, cached.height));
        y += cached.height;
        if place.bottom() < band.top() {
            continue;
        }
        if place.top() > band.bottom() {
            break;
        }
        painter.hline(place.x_range(), place.bottom() - 0.5, (1.0, theme.rule.0));
        let number = format!("{}", at + 1);
        painter.text(place.min + vec2(24.0, PAD + 1.0), Align2::RIGHT_TOP, number, interface_font(12.5), theme.faint.0);
        if cached.words.is_empty() {
            continue;
        }
        let dropped = !cached.kicked && matches!(cached.standing, Standing::Dropped { .. });
        let mine = cached.ours;
        let ink = if mine || dropped { theme.ink.0 } else { theme.soft.0 };
        shape(&painter, cached, mine, pos2(place.left() + 38.0, place.top() + PAD + 8.0), ink);
        let words = painter.layout(cached.words.clone(), interface_font(12.5), ink, gutter - STANDING_MARGIN);
        painter.with_clip_rect(place.intersect(painter.clip_rect())).galley(place.min + vec2(50.0, PAD), words, ink);
    }
    ui.painter().vline(band.right() - 0.5, body.y_range(), (1.5, theme.faint.0));
}

/// Paints the symbol of a standing: a cross for dropped, a filled triangle for our turn, an open one for theirs, a
/// filled dot for answered, an open one for new, a dash for kicked.
fn shape(painter: &egui::Painter, cached: &CachedRow, mine: bool, at: egui::Pos2, ink: egui::Color32) {
    let stroke = Stroke::new(1.8, ink);
    let triangle = vec![at + vec2(-4.0, -5.0), at + vec2(5.0, 0.0), at + vec2(-4.0, 5.0)];
    match cached.standing {
        _ if cached.kicked => {
            painter.line_segment([at - vec2(5.0, 0.0), at + vec2(5.0, 0.0)], stroke);
        }
        Standing::Blank => {}
        Standing::Dropped { .. } => {
            painter.line_segment([at - vec2(4.5, 4.5), at + vec2(4.5, 4.5)], stroke);
            painter.line_segment([at + vec2(-4.5, 4.5), at + vec2(4.5, -4.5)], stroke);
        }
        Standing::Due { .. } if mine => {
            painter.add(egui::Shape::convex_polygon(triangle, ink, Stroke::NONE));
        }
        Standing::Due { .. } => {
            painter.add(egui::Shape::closed_line(triangle, stroke));
        }
        Standing::Answered { .. } => {
            painter.circle_filled(at, 4.5, ink);
        }
        Standing::New { .. } => {
            painter.circle_stroke(at, 4.0, stroke);
        }
    }
}
