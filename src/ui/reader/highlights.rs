//! The reader's annotations in the text: four highlight styles distinguished by colour and by line, and a sign in the
//! gutter of rows with an annotation.

use std::ops::Range;

use egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, WidgetInfo, pos2, vec2};

use crate::model::{Annotation, Grade, HighlightStyle};
use crate::state::{Action, ContextTarget, Dialog, Part};
use crate::ui::context_menu;
use crate::ui::controls::tooltip;
use crate::ui::text_layout::TextLayout;
use crate::ui::theme::Theme;

use super::paint::RowPainter;
use super::row::RowLayout;

impl RowPainter<'_, '_> {
    /// Paints the highlights of one text, behind its words, and opens their context menus.
    pub(super) fn paint_highlights(&mut self, row: usize, part: Part, layout: &TextLayout, at: Pos2) {
        let state = self.page.state;
        let entry = match part {
            Part::Note(entry) => Some(entry),
            Part::Row | Part::Title | Part::Provenance | Part::Article => None,
        };
        for (annotation, place, range) in state.annotations.highlights_on(row, part) {
            let Some(style) = annotation.style else { continue };
            let range = range.unwrap_or_else(|| 0..state.text_of(row, part).chars().count());
            // A whole text that was not matched exactly gets the line without the fill.
            let certain = place.grade == Grade::Exact || place.grade == Grade::Moved;
            for (line, rect) in layout.rects(range.clone()).into_iter().enumerate() {
                let rect = rect.translate(at.to_vec2());
                self.highlight_tip((row, annotation.id, line), rect, style);
                let target = ContextTarget::Highlight { row, entry, id: annotation.id };
                context_menu::attach(self.ui, rect.intersect(self.view), false, state, target, self.out);
            }
            self.paint_highlight(layout, at, range, (style, certain));
        }
    }

    fn paint_highlight(
        &self,
        layout: &TextLayout,
        at: Pos2,
        range: Range<usize>,
        (style, certain): (HighlightStyle, bool),
    ) {
        let theme = &self.page.styles.theme;
        for b in layout.rects(range) {
            let b = b.translate(at.to_vec2());
            if !b.intersects(self.view) {
                continue;
            }
            if certain {
                self.painter().rect_filled(b.shrink2(vec2(0.0, 1.5)), 1.0, fill_colour(theme, style));
            }
            self.paint_style_line(style, b, theme.soft.0);
        }
    }

    /// Paints the line of a style at the bottom of a rectangle.
    fn paint_style_line(&self, style: HighlightStyle, b: Rect, colour: Color32) {
        let (y, stroke) = (b.bottom() - 2.0, Stroke::new(1.3, colour));
        match style {
            HighlightStyle::Solid => {
                self.painter().hline(b.x_range(), y, stroke);
            }
            HighlightStyle::Double => {
                self.painter().hline(b.x_range(), y, Stroke::new(1.0, colour));
                self.painter().hline(b.x_range(), y - 2.6, Stroke::new(1.0, colour));
            }
            HighlightStyle::Dotted => {
                let ends = [pos2(b.left(), y), pos2(b.right(), y)];
                self.painter().extend(Shape::dotted_line(&ends, colour, 4.0, 1.1));
            }
            HighlightStyle::Wavy => {
                let mut points = Vec::new();
                let mut x = b.left();
                while x <= b.right() {
                    let up = ((x - b.left()) / 2.5) as i32 % 2 == 0;
                    points.push(pos2(x, if up { y } else { y - 2.4 }));
                    x += 2.5;
                }
                self.painter().add(Shape::line(points, Stroke::new(1.1, colour)));
            }
        }
    }

    /// Shows a button beside the paragraph number of a row with annotations, which opens them.
    pub(super) fn annotation_button(&mut self, row: &RowLayout, rect: Rect) {
        let state = self.page.state;
        let doubtful = |grade: Grade| !matches!(grade, Grade::Exact | Grade::Moved);
        let written: Vec<&Annotation> = state
            .annotations
            .places_in(row.number)
            .filter(|(one, place)| !one.text.is_empty() || doubtful(place.grade))
            .map(|(one, _)| one)
            .collect();
        let doubt = state.annotations.places_in(row.number).find(|(_, place)| doubtful(place.grade));
        let doubt =
            doubt.map_or(String::new(), |(_, place)| format!(" ({}: {})", place.grade.word(), place.grade.meaning()));
        let Some(first) = written.first() else { return };
        let line = self.page.styles.article.line_height;
        let right = rect.left() + if row.mirrored { row.column.right() + 28.0 } else { self.page.grid.numbers };
        let top = self.number_top(row, rect);
        let place = Rect::from_min_size(pos2(right - 18.0, top + line), vec2(20.0, 18.0));
        if place.bottom() > rect.bottom() {
            return;
        }
        let response = self.ui.interact(
            place.intersect(self.view),
            self.ui.scope_id().with(("written", row.number)),
            Sense::click(),
        );
        let name = match written.len() {
            1 if first.text.is_empty() => format!("Your highlight{doubt}"),
            1 => format!("Your annotation: {}{doubt}", first.text),
            n => format!("{n} annotations, the first: {}{doubt}", first.text),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let theme = &self.page.styles.theme;
        let colour = if response.hovered() { theme.accent.0 } else { theme.soft.0 };
        let icon = Rect::from_center_size(place.center(), vec2(11.0, 12.0));
        self.painter().rect_stroke(icon, 1.5, Stroke::new(1.2, colour), egui::StrokeKind::Inside);
        for y in [3.5, 6.0, 8.5] {
            self.painter().hline(icon.left() + 2.5..=icon.right() - 2.5, icon.top() + y, Stroke::new(1.0, colour));
        }
        crate::ui::controls::focus_ring(self.ui, self.page.styles, place, &response);
        let id = first.id;
        if tooltip(response, &name).clicked() {
            let dialog = if written.len() == 1 { Dialog::Annotation(id) } else { Dialog::Annotations };
            self.out.push(Action::ShowDialog(Some(dialog)));
        }
    }
}

fn fill_colour(theme: &Theme, style: HighlightStyle) -> Color32 {
    match style {
        HighlightStyle::Solid => theme.marks.yellow.0,
        HighlightStyle::Double => theme.marks.green.0,
        HighlightStyle::Dotted => theme.marks.blue.0,
        HighlightStyle::Wavy => theme.marks.red.0,
    }
}
