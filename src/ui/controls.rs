//! The controls of bars and dialogs. Each is named once, for the tooltip, the tests and the screen reader.

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange};
use egui::{
    Galley, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::model::visible::with_marks;
use crate::state::Action;

use super::grid::{EDGE, is_low};
use super::icons::Icon;
use super::styles::Styles;
use super::text_layout::TextLayout;

/// What a control is called and does, said where it is shown.
pub trait Control {
    /// Names it for a screen reader.
    fn named(self, role: Role, name: &str) -> Self;
    /// Gives it the focus, if it is `wanted`.
    fn focus_if(self, wanted: bool) -> Self;
    /// Pushes an action if it was clicked.
    fn on_click(&self, out: &mut Vec<Action>, action: impl Into<Action>);
    /// Pushes an action if what it holds was changed.
    fn on_change(&self, out: &mut Vec<Action>, action: impl Into<Action>);
}

impl Control for Response {
    fn named(self, role: Role, name: &str) -> Self {
        self.widget_info(|| WidgetInfo::labeled(role, true, name));
        self
    }

    fn focus_if(self, wanted: bool) -> Self {
        if wanted {
            self.request_focus();
        }
        self
    }

    fn on_click(&self, out: &mut Vec<Action>, action: impl Into<Action>) {
        if self.clicked() {
            out.push(action.into());
        }
    }

    fn on_change(&self, out: &mut Vec<Action>, action: impl Into<Action>) {
        if self.changed() {
            out.push(action.into());
        }
    }
}

/// Text for a bar or dialog, in a size and a colour of the theme.
impl Styles {
    /// Text that is read.
    pub fn ink(&self, text: impl Into<String>, size: f32) -> RichText {
        rich_text(text, size, self.theme.ink)
    }

    /// Labels and explanations.
    pub fn soft(&self, text: impl Into<String>, size: f32) -> RichText {
        rich_text(text, size, self.theme.soft)
    }

    /// What is seldom needed.
    pub fn faint(&self, text: impl Into<String>, size: f32) -> RichText {
        rich_text(text, size, self.theme.faint)
    }

    /// Links, and what asks for attention.
    pub fn accent(&self, text: impl Into<String>, size: f32) -> RichText {
        rich_text(text, size, self.theme.accent)
    }

    /// Titles.
    pub fn strong_ink(&self, text: impl Into<String>, size: f32) -> RichText {
        strong(text, size, self.theme.ink)
    }

    /// Headings of groups.
    pub fn strong_soft(&self, text: impl Into<String>, size: f32) -> RichText {
        strong(text, size, self.theme.soft)
    }

    /// What something is about, such as a paragraph.
    pub fn strong_accent(&self, text: impl Into<String>, size: f32) -> RichText {
        strong(text, size, self.theme.accent)
    }
}

/// Shows a button with an icon instead of text.
pub fn icon_button(ui: &mut Ui, styles: &Styles, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let theme = &styles.theme;
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, theme.tint.0);
    }
    focus_ring(ui, styles, rect, &response);
    icon.paint(ui.painter(), rect, Stroke::new(1.6, theme.soft.0));
    tooltip(response, name)
}

pub fn pill_width(painter: &egui::Painter, text: &str) -> f32 {
    width_of(painter, text, 13.0) + 24.0
}

pub fn button_width(painter: &egui::Painter, text: &str) -> f32 {
    width_of(painter, text, 14.0) + 28.0
}

/// Shows a pill-shaped button; `name` is its tooltip and accessible name.
pub fn pill(ui: &mut Ui, styles: &Styles, text: &str, name: &str) -> Response {
    pill_with_tip(ui, styles, text, (name, name))
}

/// Like [`pill`], with a tooltip that says more than the name.
pub fn pill_with_tip(ui: &mut Ui, styles: &Styles, text: &str, named: (&str, &str)) -> Response {
    pill_if(ui, styles, text, named, true)
}

/// Like [`pill_with_tip`], but greyed and without a function unless `enabled`.
pub fn pill_if(ui: &mut Ui, styles: &Styles, text: &str, (name, tip): (&str, &str), enabled: bool) -> Response {
    let theme = &styles.theme;
    let ink = if enabled { theme.soft.0 } else { theme.faint.0 };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), interface_font(13.0), ink);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 24.0, PILL), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let fill = if enabled && response.hovered() { theme.tint } else { theme.ground };
    let edge = if enabled { theme.rule.0 } else { theme.rule.0.gamma_multiply(0.5) };
    ui.painter().rect(rect, 13.0, fill.0, (1.0, edge), StrokeKind::Inside);
    focus_ring(ui, styles, rect, &response);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    tooltip(response, tip)
}

/// Shows a button with text; the primary one is what Enter would activate.
///
/// Its text wraps where it would be wider than the dialog.
pub fn button(ui: &mut Ui, styles: &Styles, text: &str, primary: bool) -> Response {
    button_if(ui, styles, text, primary, true)
}

/// Like [`button`], but greyed and without a function unless `enabled`. Unlike [`Ui::add_enabled_ui`], it moves to the
/// next line of a row that wraps.
pub fn button_if(ui: &mut Ui, styles: &Styles, text: &str, primary: bool, enabled: bool) -> Response {
    let theme = &styles.theme;
    let ink = match (enabled, primary) {
        (false, _) => theme.faint,
        (true, true) => theme.panel,
        (true, false) => theme.ink,
    };
    let room = (ui.max_rect().width() - 28.0).max(60.0);
    let galley = ui.painter().layout(text.to_owned(), interface_font(14.0), ink.0, room);
    let size = vec2(galley.size().x + 28.0, (galley.size().y + 12.0).max(BUTTON));
    let (rect, response) = ui.allocate_exact_size(size, if enabled { Sense::click() } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, text));
    let fill = match (primary && enabled, enabled && response.hovered()) {
        (true, _) => theme.accent,
        (false, true) => theme.tint,
        (false, false) => theme.panel,
    };
    let edge = if primary && enabled { theme.accent } else { theme.rule };
    ui.painter().rect(rect, 6.0, fill.0, (1.0, edge.0), StrokeKind::Inside);
    if primary && response.has_focus() {
        // A ring of the fill's colour would not be visible on it.
        ui.painter().rect_stroke(rect.shrink(3.0), 4.0, Stroke::new(1.5, ink.0), StrokeKind::Inside);
    } else {
        focus_ring(ui, styles, rect, &response);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.0);
    response
}

/// Shows a pill that is on or off, with a dot in a perspective's hue: filled or hollow. The caller names it.
pub fn chip(
    ui: &Ui,
    styles: &Styles,
    rect: Rect,
    text: &TextLayout,
    (hue, on): (egui::Color32, bool),
    id: egui::Id,
) -> Response {
    let theme = &styles.theme;
    let response = ui.interact(rect, id, Sense::click());
    let fill = if response.hovered() {
        theme.tint
    } else if on {
        theme.row
    } else {
        theme.ground
    };
    ui.painter().rect(rect, 13.0, fill.0, (1.0, theme.rule.0), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 13.0, Stroke::new(1.5, theme.accent.0), StrokeKind::Inside);
    }
    let dot = rect.left_center() + vec2(16.0, 0.0);
    if on {
        ui.painter().circle_filled(dot, 5.0, hue);
    } else {
        ui.painter().circle_stroke(dot, 4.3, Stroke::new(1.3, hue));
    }
    text.paint(ui.painter(), rect.left_center() + vec2(27.0, -text.size().y / 2.0));
    response
}

/// Adds a tooltip, which a screen reader reads as the control's description.
///
/// egui keeps an open tooltip for as long as the pointer is within the control's bounds, even when a dialog has opened
/// over it; hence [`Response::contains_pointer`].
pub fn tooltip(response: Response, text: &str) -> Response {
    if response.contains_pointer() && pointer_leads(&response.ctx) {
        return response.on_hover_text(text);
    }
    if response.ctx.has_accesskit_node(response.id) {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_description(text));
    }
    response
}

/// Notes whether keys or the pointer were used last.
pub fn note_input(ctx: &egui::Context) {
    let (moved, typed) = ctx.input(|input| {
        let typed =
            |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::Text(_));
        (input.pointer.delta() != egui::Vec2::ZERO || input.pointer.any_down(), input.events.iter().any(typed))
    });
    if moved || typed {
        ctx.data_mut(|data| data.insert_temp(pointer_leads_id(), !typed));
    }
}

/// Returns whether the pointer moved or pressed since the last key. A tooltip where the pointer rests would cover what the
/// keys lead to.
pub fn pointer_leads(ctx: &egui::Context) -> bool {
    ctx.data(|data| data.get_temp(pointer_leads_id())).unwrap_or(true)
}

fn pointer_leads_id() -> egui::Id {
    egui::Id::unique("pointer leads")
}

/// Paints an outline around a control that has the keyboard focus.
pub fn focus_ring(ui: &Ui, styles: &Styles, rect: Rect, response: &Response) {
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, Stroke::new(1.5, styles.theme.accent.0), StrokeKind::Inside);
    }
}

/// Paints the background of a chosen entry, with a mark at its left, in the place that was held for it before its contents.
pub fn chosen_ground(ui: &Ui, styles: &Styles, ground: egui::layers::ShapeIdx, rect: Rect) {
    let theme = &styles.theme;
    let shape = egui::epaint::RectShape::new(rect, 6.0, theme.row.0, (1.0, theme.rule.0), StrokeKind::Inside);
    ui.painter().set(ground, shape);
    let mark = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
    ui.painter().rect_filled(mark, 1.0, theme.accent.0);
}

pub fn interface_font(size: f32) -> egui::FontId {
    egui::FontId::new(size, egui::FontFamily::Proportional)
}

/// Returns the width of a text of the interface on one line.
pub fn width_of(painter: &egui::Painter, text: &str, size: f32) -> f32 {
    painter.layout_no_wrap(text.to_owned(), interface_font(size), egui::Color32::PLACEHOLDER).size().x
}

pub fn one_line(ui: &Ui, text: RichText) -> Arc<Galley> {
    let text = egui::WidgetText::from(text);
    text.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Body)
}

/// Returns text for a bar or dialog; invisible characters are shown as marks.
pub fn rich_text(text: impl Into<String>, size: f32, colour: impl Into<egui::Color32>) -> RichText {
    let text = text.into();
    RichText::new(with_marks(&text)).font(interface_font(size)).color(colour)
}

/// Like [`rich_text`], but bold.
pub fn strong(text: impl Into<String>, size: f32, colour: impl Into<egui::Color32>) -> RichText {
    rich_text(text, size, colour).variations([("wght", 680.0)])
}

/// Adds a clock to a row in a room that does not depend on its digits, so that nothing beside it moves while it runs.
///
/// `text` is what the clock shows now, and `style` how it is set; the digits of the interface face differ in width.
pub fn clock(
    ui: &mut Ui,
    text: &str,
    style: impl Fn(&str) -> RichText,
    add: impl FnOnce(&mut Ui, RichText) -> Response,
) -> Response {
    let size = clock_size(ui, text, &style);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_width(size.x);
        add(ui, style(text))
    })
    .inner
}

/// Returns the size of a clock whatever its digits are.
pub fn clock_size(ui: &Ui, text: &str, style: &impl Fn(&str) -> RichText) -> egui::Vec2 {
    let size = |digit: char| {
        let text: String = text.chars().map(|c| if c.is_ascii_digit() { digit } else { c }).collect();
        one_line(ui, style(&text)).size()
    };
    ('0'..='9').map(size).fold(egui::Vec2::ZERO, egui::Vec2::max).ceil()
}

/// Selects all of the text of a field, so that typing replaces it.
pub fn select_all(ui: &Ui, field: egui::Id, text: &str) {
    let mut edit = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    edit.cursor.set_char_range(Some(all));
    edit.store(ui.ctx(), field);
}

/// Puts the caret of a field after its text.
pub fn caret_to_end(ui: &Ui, field: egui::Id, text: &str) {
    let mut edit = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    edit.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(text.chars().count()))));
    edit.store(ui.ctx(), field);
}

/// Shows a message in the middle of a rectangle, at most `widest` wide. Where the rectangle is too low for it, it starts at
/// the top and scrolls, and it starts there where `is_below` says that the rectangle is itself scrolled to. `add` shows its
/// contents.
pub fn message(ui: &mut Ui, rect: Rect, widest: f32, is_below: bool, add: impl FnOnce(&mut Ui)) {
    let width = widest.min(rect.width() - 2.0 * EDGE).max(120.0);
    ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt("message"), |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let height = ui.scope_id().with("height");
        let known: Option<f32> = ui.data(|data| data.get_temp(height));
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let spare = if is_below { 0.0 } else { rect.height() - known.unwrap_or(rect.height()) };
            let above = (spare / 2.0).max(MESSAGE_TOP);
            let place = Rect::from_min_size(
                pos2(rect.center().x - width / 2.0, ui.max_rect().top() + above),
                vec2(width, f32::INFINITY),
            );
            let shown = ui.scope_builder(UiBuilder::new().max_rect(place), add).response.rect;
            ui.allocate_rect(shown.expand2(vec2(0.0, MESSAGE_TOP)), Sense::hover());
            if known != Some(shown.height()) {
                ui.data_mut(|data| data.insert_temp(height, shown.height()));
                ui.ctx().request_discard("the height of a message is known now");
            }
        });
    });
}

/// The least space above and below a [`message`].
const MESSAGE_TOP: f32 = 12.0;

/// Shows the tools of a screen: as many lines as they need, or in a low window one line that scrolls sideways, with the
/// wheel too. [`tools_height`] is the height of its rectangle.
pub fn tools(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let inner = rect.shrink2(vec2(EDGE, TOOLS_PAD));
    ui.scope_builder(UiBuilder::new().max_rect(inner).id_salt("tools"), |ui| {
        ui.set_clip_rect(inner.expand2(vec2(0.0, TOOLS_PAD)).intersect(ui.clip_rect()));
        ui.spacing_mut().item_spacing = TOOLS_SPACING;
        if is_low(ui.ctx().content_rect()) {
            ui.style_mut().always_scroll_the_only_direction = true;
            ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| ui.horizontal(add));
        } else {
            ui.horizontal_wrapped(add);
        }
    });
}

/// Returns the height of [`tools`] for the widths of its controls, which are `tall` high, in a bar `wide`.
pub fn tools_height(ui: &Ui, widths: impl IntoIterator<Item = f32>, tall: f32, wide: f32) -> f32 {
    // The line that scrolls has its scroll bar below it.
    let (lines, bar) = match is_low(ui.ctx().content_rect()) {
        true => (1.0, 6.0),
        false => (wrapped_lines(widths, TOOLS_SPACING.x, wide - 2.0 * EDGE), 0.0),
    };
    lines * (tall + TOOLS_SPACING.y) - TOOLS_SPACING.y + 2.0 * TOOLS_PAD + bar
}

/// Returns the number of lines that controls of these widths take, with this space between them, in a width of `room`.
pub fn wrapped_lines(widths: impl IntoIterator<Item = f32>, space: f32, room: f32) -> f32 {
    let (mut lines, mut x) = (1.0, 0.0);
    for width in widths {
        if x > 0.0 && x + width > room {
            (lines, x) = (lines + 1.0, 0.0);
        }
        x += width + space;
    }
    lines
}

/// The space above and below the [`tools`].
const TOOLS_PAD: f32 = 6.0;

/// The space between the [`tools`].
const TOOLS_SPACING: egui::Vec2 = vec2(7.0, 5.0);

/// The height of a button, in logical pixels.
pub const BUTTON: f32 = 32.0;

/// The height of a pill.
pub const PILL: f32 = 27.0;

/// Lays out text, fields and buttons on one line, vertically centred.
pub fn aligned_row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        // A line gets its height before its contents; without this, what comes first would be placed too high beside a
        // button.
        let usual = std::mem::replace(&mut ui.spacing_mut().interact_size.y, BUTTON);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = usual;
            add(ui);
        });
    });
}
