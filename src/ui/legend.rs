//! *How to read this page*: a card docked under the text that names the signs of the page. It is no dialog: the text
//! scrolls above it, and the keys work on the text.

use std::sync::Arc;

use egui::{
    Galley, Painter, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::model::Stance;
use crate::state::signs::{LegendPart, LegendSign};
use crate::state::{Action, AppState, Command};

use super::context::ViewContext;
use super::controls::{Control as _, button, interface_font, tooltip};
use super::styles::Styles;
use super::text_layout::TextLayout;
use super::typeset::TextStyle;

const TITLE: &str = "How to read this page";

/// The height of the line with the title and the buttons.
const HEAD: f32 = 44.0;

/// The space left and right of the card's contents.
const MARGIN: f32 = 20.0;

/// The least width of a column.
const COLUMN: f32 = 380.0;

/// The width of the signs.
const SIGN: f32 = 112.0;

/// The space between two rows.
const GAP: f32 = 8.0;

/// The greatest share of the window's height that the card takes; what does not fit scrolls.
const MOST: f32 = 0.32;

/// The parts of the card in rows.
struct Layout {
    rows: Vec<Vec<(LegendPart, Arc<Galley>)>>,
    column: f32,
    height: f32,
}

impl Layout {
    fn new(painter: &Painter, state: &AppState, styles: &Styles, width: f32) -> Self {
        let inner = (width - 2.0 * MARGIN).max(120.0);
        let columns = (inner / COLUMN).floor().clamp(1.0, 4.0) as usize;
        let column = inner / columns as f32;
        let room = (column - SIGN - 20.0).max(60.0);
        let ink = styles.theme.soft.0;
        let layout = |part: LegendPart| {
            let galley = painter.layout(part.words.clone(), interface_font(13.0), ink, room);
            (part, galley)
        };
        let parts: Vec<_> = state.legend_parts().into_iter().map(layout).collect();
        // Read down, column by column: signs that belong together are neighbours.
        let count = parts.len().div_ceil(columns).max(1);
        let mut rows: Vec<Vec<_>> = (0..count).map(|_| Vec::new()).collect();
        for (index, part) in parts.into_iter().enumerate() {
            if let Some(row) = rows.get_mut(index % count) {
                row.push(part);
            }
        }
        let height = rows.iter().map(|row| row_height(row) + GAP).sum();
        Self { rows, column, height }
    }
}

fn row_height(row: &[(LegendPart, Arc<Galley>)]) -> f32 {
    row.iter().map(|(_, galley)| galley.size().y).fold(20.0, f32::max)
}

/// The card, laid out for a frame.
pub struct Card {
    layout: Layout,
    height: f32,
}

impl Card {
    /// Lays the card out for a window of this size.
    pub fn new(painter: &Painter, state: &AppState, styles: &Styles, window: Vec2) -> Self {
        let layout = Layout::new(painter, state, styles, window.x);
        let height = (layout.height + HEAD + GAP).min((window.y * MOST).max(HEAD + 40.0)).round();
        Self { layout, height }
    }

    pub fn height(&self) -> f32 {
        self.height
    }

    /// Shows the card in its rectangle.
    pub fn show(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let theme = &cx.styles.theme;
        ui.painter().rect_filled(rect, 0.0, theme.panel.0);
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme.rule.0));
        let builder = UiBuilder::new()
            .max_rect(rect)
            .id_salt("legend")
            .accessibility_label(TITLE)
            .accessibility_role(Role::Complementary);
        ui.scope_builder(builder, |ui| {
            head(cx, ui, Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + HEAD)));
            let body = Rect::from_min_max(pos2(rect.left() + MARGIN, rect.top() + HEAD), rect.max - vec2(4.0, 2.0));
            ui.scope_builder(UiBuilder::new().max_rect(body).id_salt("signs"), |ui| {
                // That there is more to scroll to is seen without the pointer on the card.
                ui.spacing_mut().scroll.dormant_handle_opacity = 0.7;
                ScrollArea::vertical().auto_shrink(false).id_salt("signs").show(ui, |ui| {
                    let size = vec2(body.width() - MARGIN, self.layout.height);
                    let (place, _) = ui.allocate_exact_size(size, Sense::hover());
                    show_rows(ui, place, &self.layout, cx.state, cx.styles);
                });
            });
        });
    }
}

/// Shows the rows of parts.
fn show_rows(ui: &Ui, place: Rect, layout: &Layout, state: &AppState, styles: &Styles) {
    let mut y = place.top();
    for (index, row) in layout.rows.iter().enumerate() {
        for (column, (part, words)) in row.iter().enumerate() {
            let left = place.left() + column as f32 * layout.column;
            // Not by the words, which change with the active row.
            let id = ui.scope_id().with(("sign", index, column));
            show_part(ui, id, (styles, state), pos2(left, y), part, words);
        }
        y += row_height(row) + GAP;
    }
}

/// Shows the title and what closes the card.
fn head(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    let inner = rect.shrink2(vec2(MARGIN, 4.0));
    let left = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(left).id_salt("legend head"), |ui| {
        ui.label(cx.styles.strong_ink(TITLE, 14.5));
    });
    let right = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right).id_salt("legend buttons"), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        let tip = "Closes it for good (Esc). Help brings it back";
        tooltip(button(ui, cx.styles, "Got it", true), tip).on_click(cx.out, Action::CloseLegend);
        let more = cx.state.with_key("More in Help", Command::Help);
        ui.link(cx.styles.accent(more, 13.0)).on_click(cx.out, Command::Help);
    });
}

/// Shows a sign and its words.
fn show_part(
    ui: &Ui,
    id: egui::Id,
    (styles, state): (&Styles, &AppState),
    at: egui::Pos2,
    part: &LegendPart,
    words: &Arc<Galley>,
) {
    let beside = at + vec2(SIGN, 0.0);
    let rect = Rect::from_min_max(at, beside + words.size());
    let response = ui.interact(rect, id, Sense::hover());
    let name = format!("{}: {}", spoken(&part.sign), part.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let line = words.rows.first().map_or(18.0, |row| row.row.size.y);
    paint_sign(ui.painter(), styles, state, Rect::from_min_size(at, vec2(SIGN - 14.0, line)), &part.sign);
    ui.painter().galley(beside, Arc::clone(words), styles.theme.soft.0);
}

/// Returns a sign as a screen reader says it.
fn spoken(sign: &LegendSign) -> String {
    match sign {
        LegendSign::Number(number) => number.clone(),
        LegendSign::Underline { words, .. } => format!("“{words}”, underlined"),
        LegendSign::Stances { .. } => "D, Q, A and +".to_owned(),
        LegendSign::Perspective { code, .. } | LegendSign::Code(code) => code.clone(),
        LegendSign::Date(date) => date.clone(),
        LegendSign::Further { count, .. } => format!("{count} more"),
        LegendSign::Silence => "Silent".to_owned(),
        LegendSign::Bracket { .. } => "A bracket".to_owned(),
        LegendSign::Later => "Later".to_owned(),
    }
}

/// Paints a sign as on the page, on the first line of its words.
fn paint_sign(painter: &Painter, styles: &Styles, state: &AppState, rect: Rect, sign: &LegendSign) {
    let theme = &styles.theme;
    let label = TextStyle { size: 13.5, ..styles.label.clone() };
    let script = state.edition.head().language.script();
    let text = |text: &str, style: &TextStyle, x: f32| {
        let layout = TextLayout::new(painter, text, style, script, (rect.width() - x).max(20.0), 1);
        layout.paint(painter, pos2(rect.left() + x, rect.center().y - layout.size().y / 2.0));
        x + layout.size().x
    };
    let middle = rect.center().y;
    match sign {
        LegendSign::Number(number) => {
            text(number, &label.clone().weight(700.0).colour(theme.accent.0), 0.0);
        }
        LegendSign::Underline { words, hue } => {
            let style = TextStyle { size: 14.5, ..styles.article.clone() };
            let wide = text(words, &style, 0.0);
            painter.hline(rect.left()..=rect.left() + wide, rect.bottom() + 1.0, Stroke::new(1.5, theme.hue(hue)));
        }
        LegendSign::Stances { hue } => {
            let mut x = 0.0;
            for stance in [Stance::Disputes, Stance::Qualifies, Stance::Affirms, Stance::AddsContext] {
                let square = Rect::from_min_size(pos2(rect.left() + x, middle - 9.0), vec2(18.0, 18.0));
                painter.rect_filled(square, 4.0, theme.hue(hue));
                let style = label.clone().weight(680.0).colour(theme.on_hue.0);
                let layout = TextLayout::new(painter, stance.mark(), &style, script, 18.0, 1);
                layout.paint(painter, square.center() - layout.size() / 2.0);
                x += 22.0;
            }
        }
        LegendSign::Perspective { code, hue } => {
            painter.circle_filled(pos2(rect.left() + 6.0, middle), 5.0, theme.hue(hue));
            text(code, &label.clone().weight(680.0).colour(theme.ink.0), 17.0);
        }
        LegendSign::Code(code) | LegendSign::Date(code) => {
            text(code, &label.clone().colour(theme.faint.0), 0.0);
        }
        LegendSign::Further { count, stances, hue } => {
            let x = text(&format!("{count} more"), &label.clone().colour(theme.accent.0), 0.0) + 7.0;
            let letters: String = stances.iter().map(|stance| stance.mark()).collect();
            text(&letters, &label.clone().weight(680.0).colour(theme.hue(hue)), x);
        }
        LegendSign::Silence => {
            text("– Silent", &label.clone().colour(theme.soft.0), 0.0);
        }
        LegendSign::Bracket { hue } => {
            let (left, stroke) = (rect.left() + 4.0, Stroke::new(1.5, theme.hue(hue)));
            let points = vec![
                pos2(left + 5.0, rect.top()),
                pos2(left, rect.top()),
                pos2(left, rect.bottom()),
                pos2(left + 5.0, rect.bottom()),
            ];
            painter.add(Shape::line(points, stroke));
        }
        LegendSign::Later => {
            let (at, stroke) = (pos2(rect.left() + 6.0, middle), Stroke::new(1.3, theme.faint.0));
            painter.circle_stroke(at, 5.0, stroke);
            painter.line_segment([at, at + vec2(0.0, -3.3)], stroke);
            painter.line_segment([at, at + vec2(2.5, 0.0)], stroke);
            text("Later", &label.clone().weight(650.0).colour(theme.faint.0), 17.0);
        }
    }
}
