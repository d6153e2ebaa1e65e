//! Painting of a slide's page, at its own size or smaller.

use egui::emath::TSTransform;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Id, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, pos2, vec2};

use crate::model::Script;
use crate::state::presentation::slide::Slide;
use crate::state::presentation::{PageRequest, Room};
use crate::ui::controls::Control as _;
use crate::ui::text_layout::TextLayout;
use crate::ui::theme::Theme;
use crate::ui::typeset::{self, TextStyle};

use super::layout::{Decoration, PlacedLines, SlideLayout};
use super::metrics::SlideMetrics;
use super::subject::arrange;

/// The pages of a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageInfo {
    pub pages: usize,
    pub page: usize,
}

/// Paints slides into a rectangle.
#[derive(Clone, Copy)]
pub struct SlidePainter<'a> {
    /// The rectangle in the window.
    pub rect: Rect,
    /// The size of the screen that the class sees.
    pub canvas: [f32; 2],
    pub theme: &'a Theme,
    /// The room it is shown in.
    pub room: Room,
    /// The pointer, as fractions of the screen.
    pub pointer: Option<[f32; 2]>,
    /// The remaining time of a step, shown to the class; empty for none.
    pub time: &'a str,
}

impl SlidePainter<'_> {
    /// Paints a page of a slide, scaled to fit the rectangle, or black without a slide. Screen readers get the texts of
    /// the page and nothing else.
    pub fn paint(&self, ui: &mut Ui, slide: Option<(&Slide, PageRequest)>) -> PageInfo {
        let canvas = vec2(self.canvas[0], self.canvas[1]);
        let scale = (self.rect.width() / canvas.x).min(self.rect.height() / canvas.y);
        let size = canvas * scale;
        let place = Rect::from_center_size(self.rect.center(), size);
        let transform = TSTransform::new(place.min.to_vec2(), scale);
        let layer = ui.layer_id();
        let clip = Rect::from_min_size(Pos2::ZERO, canvas);
        let ground = slide.map_or(egui::Color32::BLACK, |_| self.theme.ground.0);
        ui.painter().rect_filled(place, 0.0, ground);
        let Some((slide, request)) = slide else {
            ui.interact(place, ui.scope_id().with("black"), Sense::hover()).named(Role::Label, "The screen is black");
            return PageInfo { pages: 1, page: 0 };
        };
        let painter = Painter::new(ui.ctx().clone(), layer, clip);
        let metrics = SlideMetrics::new(canvas, self.room, self.theme);
        let (metrics, layout) = arrange(&painter, self.theme, (metrics, canvas), slide);
        let PageInfo { pages, page } = page_info(&layout, slide, request);
        let start = ui.ctx().graphics_mut(|graphics| graphics.entry(layer).next_idx());
        let on_page = layout.pages.get(page).map_or(&[][..], Vec::as_slice);
        let head = self.head(&painter, &metrics, &slide.label, PageInfo { pages, page });
        let id = ui.scope_id().with(("slide's head", page));
        if !head.is_empty() {
            add_label(ui, transform * metrics.head, id, &head);
        }
        for (number, placed) in on_page.iter().enumerate() {
            let area = self.placed(&painter, &metrics, (&layout, on_page), placed);
            let words = text_of(&layout, placed);
            let id = ui.scope_id().with(("slide", page, number));
            add_label(ui, transform * area, id, &words);
        }
        self.pointer(&painter, canvas);
        ui.ctx().graphics_mut(|graphics| {
            let list = graphics.entry(layer);
            let end = list.next_idx();
            list.transform_range(start, end, transform);
        });
        PageInfo { pages, page }
    }

    /// Lays out a slide without painting it, to count its pages.
    pub fn page_info(&self, ui: &Ui, slide: &Slide, request: PageRequest) -> PageInfo {
        let canvas = vec2(self.canvas[0], self.canvas[1]);
        let painter = Painter::new(ui.ctx().clone(), ui.layer_id(), Rect::from_min_size(Pos2::ZERO, canvas));
        let metrics = SlideMetrics::new(canvas, self.room, self.theme);
        let (_, layout) = arrange(&painter, self.theme, (metrics, canvas), slide);
        page_info(&layout, slide, request)
    }

    /// Paints the line above the text (position, time and page number) and returns its accessible label.
    fn head(
        &self,
        painter: &Painter,
        metrics: &SlideMetrics,
        name: &str,
        PageInfo { pages, page }: PageInfo,
    ) -> String {
        let soft = metrics.label.clone().colour(self.theme.soft.0);
        let set = |text: &str, style: &TextStyle| {
            TextLayout::Plain(painter.layout_job(LayoutJob {
                wrap: TextWrapping::truncate_at_width(metrics.head.width().max(1.0)),
                ..typeset::layout_job(text, style, Script::Latin, metrics.head.width(), 1)
            }))
        };
        let number = if pages > 1 { format!("{}/{pages}", page + 1) } else { String::new() };
        let number = set(format!("{}  {number}", self.time).trim(), &soft);
        set(name, &soft.clone().weight(680.0).colour(self.theme.accent.0)).paint(painter, metrics.head.min);
        number.paint(painter, pos2(metrics.head.right() - number.size().x, metrics.head.top()));
        let place = if pages > 1 { format!("page {} of {pages}", page + 1) } else { String::new() };
        [name, &place, self.time].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Paints lines of a text; returns their rectangle on the canvas.
    fn placed(
        &self,
        painter: &Painter,
        metrics: &SlideMetrics,
        (layout, page): (&SlideLayout, &[PlacedLines]),
        placed: &PlacedLines,
    ) -> Rect {
        let Some(text) = layout.texts.get(placed.text) else { return Rect::NOTHING };
        let body = metrics.body;
        let at = pos2(body.left() + text.x, body.top() + placed.y);
        let above = text.layout.lines().get(placed.lines.start).map_or(0.0, |line| line.top);
        let area = Rect::from_min_size(at, vec2(text.layout.size().x.max(1.0), placed.height));
        text.layout.paint_lines(painter, at - vec2(0.0, above), placed.lines.clone());
        match &text.decoration {
            Decoration::None => {}
            Decoration::Underline(characters) => {
                let below = metrics.text.line_height * 0.12;
                let rects = text.layout.rects(characters.clone()).into_iter();
                let rects = rects.map(|rect| rect.translate(at.to_vec2() - vec2(0.0, above)));
                for b in rects.filter(|rect| area.y_range().contains(rect.center().y)) {
                    let stroke = Stroke::new((metrics.text.size * 0.05).max(1.0), self.theme.ink.0);
                    painter.hline(b.x_range(), b.bottom() - below, stroke);
                }
            }
            Decoration::Mark(letter, hue) => {
                self.mark(painter, metrics, (letter, hue), area);
                let edge = pos2(body.left() + text.column, area.top());
                self.edge(painter, metrics, (hue, false), Rect::from_min_max(edge, area.max));
            }
            Decoration::Edge(hue, dotted) => {
                let before = placed.text.checked_sub(1).and_then(|before| layout.texts.get(before));
                let on_page = page.iter().any(|above| above.text + 1 == placed.text);
                let joined = on_page && placed.lines.start == 0 && before.is_some_and(|b| b.block == text.block);
                let top = if joined { area.top() - text.space_before } else { area.top() };
                let edge = body.left() + text.column;
                self.edge(painter, metrics, (hue, *dotted), Rect::from_min_max(pos2(edge, top), area.max));
            }
        }
        area
    }

    fn mark(&self, painter: &Painter, metrics: &SlideMetrics, (letter, hue): (&str, &str), area: Rect) {
        let side = metrics.mark_side();
        let line = metrics.label.line_height;
        let left = area.left() - side - metrics.label.size * 0.4;
        let square = Rect::from_min_size(pos2(left, area.top() + (line - side) / 2.0), vec2(side, side));
        painter.rect_filled(square, side * 0.2, self.theme.hue(hue));
        let style = metrics.label.clone().weight(680.0).colour(self.theme.on_hue.0);
        let letter = TextLayout::new(painter, letter, &style, Script::Latin, f32::INFINITY, 1);
        letter.paint(painter, square.center() - letter.size() / 2.0);
    }

    /// Paints the edge at the left of a rectangle; dotted if nothing is said or nothing is known yet.
    fn edge(&self, painter: &Painter, metrics: &SlideMetrics, (hue, dotted): (&str, bool), area: Rect) {
        let width = (metrics.label.size * 0.12).max(2.0);
        let x = area.left() + width / 2.0;
        let colour = self.theme.hue(hue);
        if dotted {
            let mut y = area.top() + width;
            while y < area.bottom() {
                painter.circle_filled(pos2(x, y), width * 0.6, colour);
                y += width * 2.4;
            }
        } else {
            painter.vline(x, area.y_range(), Stroke::new(width, colour));
        }
    }

    fn pointer(&self, painter: &Painter, canvas: egui::Vec2) {
        let Some([x, y]) = self.pointer else { return };
        let at = pos2(x.clamp(0.0, 1.0) * canvas.x, y.clamp(0.0, 1.0) * canvas.y);
        let radius = canvas.y * 0.014;
        painter.circle_filled(at, radius, self.theme.accent.0);
        painter.circle_stroke(at, radius * 1.25, Stroke::new(radius * 0.4, self.theme.ground.0));
        painter.circle_stroke(at, radius * 1.6, Stroke::new(radius * 0.3, self.theme.ink.0));
    }
}

/// Resolves a page request.
fn page_info(layout: &SlideLayout, slide: &Slide, request: PageRequest) -> PageInfo {
    let pages = layout.pages.len();
    let page = match request {
        PageRequest::Number(page) => page.min(pages.saturating_sub(1)),
        PageRequest::Newest => layout.page_of(slide.newest),
        PageRequest::Last => pages.saturating_sub(1),
    };
    PageInfo { pages, page }
}

fn text_of(layout: &SlideLayout, placed: &PlacedLines) -> String {
    let Some(text) = layout.texts.get(placed.text) else { return String::new() };
    let lines = text.layout.lines();
    if placed.lines == (0..lines.len()) {
        let mark = match &text.decoration {
            Decoration::Mark(letter, _) => format!("{letter} "),
            _ => String::new(),
        };
        return format!("{mark}{}", text.words);
    }
    let first = lines.get(placed.lines.start).map_or(0, |line| line.first);
    let end = lines.get(placed.lines.end).map_or(usize::MAX, |line| line.first);
    text.words.chars().skip(first).take(end.saturating_sub(first)).collect()
}

/// Adds a node for screen readers.
fn add_label(ui: &Ui, rect: Rect, id: Id, words: &str) {
    ui.interact(rect, id, Sense::hover()).named(Role::Label, words);
}

/// Paints a short text at the bottom of a rectangle, over a preview.
pub fn badge(ui: &Ui, rect: Rect, theme: &Theme, text: &str) {
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(text.to_owned(), crate::ui::controls::interface_font(14.0), theme.ink.0);
    let place =
        Align2::CENTER_BOTTOM.anchor_size(rect.center_bottom() - vec2(0.0, 8.0), galley.size() + vec2(20.0, 8.0));
    painter.rect(place, 6.0, theme.panel.0, (1.0, theme.accent.0), egui::StrokeKind::Inside);
    painter.galley(place.center() - galley.size() / 2.0, galley, theme.ink.0);
}
