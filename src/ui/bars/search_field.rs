//! The one field for words and codes. Results are counted in it; what else there is to say hangs below it.

use egui::{Area, Frame, Id, Key, Margin, Modifiers, Order, Rect, Response, Role, Sense, TextEdit, Ui, UiBuilder};
use egui::{Stroke, StrokeKind, WidgetInfo, pos2, vec2};

use crate::model::Code;
use crate::state::brief::BriefAction;
use crate::state::{Action, AppState, Command, ReaderAction, Scene};
use crate::ui::context::ViewContext;
use crate::ui::controls::{Control as _, icon_button, interface_font, select_all, tooltip, width_of};
use crate::ui::grid::EDGE;
use crate::ui::icons::Icon;
use crate::ui::styles::Styles;

use super::TEXT;

/// The width at rest.
const RESTING: f32 = 190.0;
/// The width while it has the focus or a query, with room for the count and the buttons.
const WORKING: f32 = 370.0;
/// While it works with less width than this, it covers the tabs.
const LEAST_WORKING: f32 = 240.0;
/// In a window narrower than this it rests as a button.
const FIELD_FROM: f32 = 640.0;
const HEIGHT: f32 = 30.0;

/// What the field searches on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// The article and the replies.
    Article,
    /// The entries of the brief.
    Brief,
    /// Nothing: it only goes to codes.
    Codes,
}

impl Target {
    fn of(state: &AppState) -> Self {
        match state.scene() {
            Scene::Debating => Self::Brief,
            Scene::Speech | Scene::Flow => Self::Codes,
            Scene::Reading | Scene::Presenting | Scene::Aloud | Scene::Clocks => Self::Article,
        }
    }

    /// The name for the tooltip and screen readers.
    fn name(self) -> &'static str {
        match self {
            Self::Article => "Search the article and the replies, or go to a code",
            Self::Brief => "Search the brief, or go to a code",
            Self::Codes => "Go to a code",
        }
    }

    fn query(self, state: &AppState) -> &str {
        match self {
            Self::Article => &state.reader.find.query,
            Self::Brief => &state.brief.query,
            Self::Codes => &state.typed,
        }
    }

    fn set_query(self, query: String) -> Action {
        match self {
            Self::Article => Action::Reader(ReaderAction::SetQuery(query)),
            Self::Brief => Action::Brief(BriefAction::SetQuery(query)),
            Self::Codes => Action::TypeCode(query),
        }
    }
}

fn field_id() -> Id {
    Id::unique("search field")
}

/// Returns whether a widget is the search field: there, undo and redo belong to what is typed.
pub fn is_search_field(id: Id) -> bool {
    id == field_id()
}

/// What the field keeps between frames.
#[derive(Debug, Default)]
pub struct SearchField {
    /// The requests for the focus that were followed.
    requests: u64,
    /// The panel below the field is open.
    open: bool,
    /// Where the panel was painted, while it is.
    panel: Option<Rect>,
    /// The field takes the focus in this frame, with its text selected.
    summoned: bool,
    /// The lower edge of the bar that the panel leaves free, if the screen has one.
    clear_to: Option<f32>,
}

impl SearchField {
    pub fn resting_width(window: f32) -> f32 {
        if window < FIELD_FROM { HEIGHT } else { RESTING }
    }

    /// Keeps the panel of the next frame below the chips, which end at `bottom`: a hit in a hidden perspective is a reason
    /// to press one.
    pub fn keep_clear(&mut self, bottom: f32) {
        self.clear_to = Some(bottom);
    }

    /// Returns the rectangle of the field in the bar, and whether it covers the tabs, which end at `tabs_end`.
    pub fn place(&mut self, ui: &Ui, bar: Rect, tabs_end: f32, state: &AppState) -> (Rect, bool) {
        self.summoned = std::mem::replace(&mut self.requests, state.search_requests) != state.search_requests;
        let focused = ui.memory(|memory| memory.has_focus(field_id()));
        let works = self.summoned || focused || !Target::of(state).query(state).is_empty();
        let right = bar.right() - EDGE;
        let (width, covers) = if works {
            let beside = (right - tabs_end).min(WORKING);
            if beside >= LEAST_WORKING { (beside, false) } else { ((right - bar.left() - 50.0).min(WORKING), true) }
        } else {
            (Self::resting_width(bar.width()), false)
        };
        let middle = bar.center().y;
        let field = Rect::from_min_max(pos2(right - width, middle - HEIGHT / 2.0), pos2(right, middle + HEIGHT / 2.0));
        // A field that works covers the tabs on purpose, even where the window is too narrow for both.
        (field, covers && works)
    }

    /// Shows the field, or a button for it where there is no room, and the panel below it.
    pub fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let target = Target::of(cx.state);
        let top = self.clear_to.take().unwrap_or(rect.bottom()).max(rect.bottom()) + 5.0;
        if rect.width() <= HEIGHT {
            self.open = false;
            ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt("search button"), |ui| {
                icon_button(ui, cx.styles, Icon::Search, target.name()).on_click(cx.out, Command::GoTo);
            });
            return;
        }
        let response = self.edit(cx, ui, rect, target);
        let pressed_elsewhere = ui.input(|input| {
            let at = input.pointer.interact_pos().filter(|_| input.pointer.any_pressed());
            at.is_some_and(|at| !rect.contains(at) && !self.panel.is_some_and(|panel| panel.contains(at)))
        });
        if response.has_focus() {
            self.open = true;
        } else if pressed_elsewhere || target.query(cx.state).is_empty() {
            self.open = false;
        }
        self.panel = if self.open && cx.state.dialog.is_none() { panel(cx, ui, rect, top, target) } else { None };
    }

    fn edit(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, target: Target) -> Response {
        let theme = &cx.styles.theme;
        let id = field_id();
        let focused = ui.memory(|memory| memory.has_focus(id));
        let around = ui.interact(rect, id.with("around"), Sense::CLICK);
        let edge = if focused { Stroke::new(1.5, theme.accent.0) } else { Stroke::new(1.0, theme.rule.0) };
        ui.painter().rect(rect, 6.0, theme.row.0, edge, StrokeKind::Inside);
        Icon::Search.paint(
            ui.painter(),
            Rect::from_min_size(rect.min, vec2(HEIGHT, HEIGHT)),
            Stroke::new(1.4, theme.faint.0),
        );
        let mut query = target.query(cx.state).to_owned();
        let right = if query.is_empty() { rect.right() - 8.0 } else { results(cx, ui, rect, target) };
        let (forward, back) = enter(ui, focused);
        let room = Rect::from_min_max(rect.min + vec2(HEIGHT, 0.0), pos2(right.max(rect.left() + 60.0), rect.bottom()));
        let edit = TextEdit::singleline(&mut query)
            .id(id)
            .font(interface_font(13.5))
            .hint_text(cx.styles.faint(hint(ui, room.width(), target, cx.state), 13.5))
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(room.width());
        let response = ui.put(room, edit);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_label(target.name());
            node.set_role(Role::SearchInput);
        });
        if response.changed() {
            cx.push(target.set_query(query));
        } else if (forward || back) && submit(target, &query, back, cx.state, cx.out) {
            // The keys that follow are for the page; words keep the field for the next Enter.
            response.surrender_focus();
        }
        if self.summoned || around.clicked() {
            response.request_focus();
        }
        if self.summoned {
            select_all(ui, id, target.query(cx.state));
        }
        if focused { response } else { tooltip(response, target.name()) }
    }
}

/// Takes Enter and Shift+Enter from the field that has the focus: forward, back.
fn enter(ui: &Ui, focused: bool) -> (bool, bool) {
    if !focused {
        return (false, false);
    }
    ui.input_mut(|input| {
        let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
        (!back && input.consume_key(Modifiers::NONE, Key::Enter), back)
    })
}

/// Goes to the code that is typed, else to the next or previous hit. Returns whether it was a code.
fn submit(target: Target, query: &str, back: bool, state: &AppState, out: &mut Vec<Action>) -> bool {
    if let Some(Ok(_)) = state.typed_code(query) {
        out.push(Action::GoToCode(query.to_owned()));
        return true;
    }
    if target == Target::Article && !query.trim().is_empty() {
        out.push(Action::Command(if back { Command::FindPrevious } else { Command::FindNext }));
    }
    false
}

/// Returns what stands in the empty field, in as many words as fit.
fn hint(ui: &Ui, room: f32, target: Target, state: &AppState) -> String {
    let code = state.edition.perspectives().first().map_or("5".to_owned(), |by| format!("5{}", by.code));
    let long = match target {
        Target::Article => format!("Search or go to {code}"),
        Target::Brief => "Search the brief".to_owned(),
        Target::Codes => format!("Go to {code}"),
    };
    if width_of(ui.painter(), &long, 13.5) <= room { long } else { "Search".to_owned() }
}

/// Shows the count of the hits and the buttons at the right of the field. Returns where they begin.
fn results(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, target: Target) -> f32 {
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let inner = rect.shrink2(vec2(2.0, 0.0));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout).id_salt("results"), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        small_button(ui, cx.styles, Icon::Close, ("Clear the search", ""))
            .on_click(cx.out, target.set_query(String::new()));
        if target != Target::Article {
            return;
        }
        if cx.state.reader.find.hits.len() > 1
            || (cx.state.reader.find.current.is_none() && !cx.state.reader.find.hits.is_empty())
        {
            for (icon, command, key) in
                [(Icon::Down, Command::FindNext, "Enter"), (Icon::Up, Command::FindPrevious, "Shift+Enter")]
            {
                small_button(ui, cx.styles, icon, (command.label(), key)).on_click(cx.out, command);
            }
        }
        // A code need not stand in any text.
        let is_code = matches!(cx.state.typed_code(&cx.state.reader.find.query), Some(Ok(_)));
        if !(is_code && cx.state.reader.find.hits.is_empty()) {
            ui.add_space(4.0);
            let standing = ui.label(cx.styles.soft(cx.state.reader.find.status(cx.state.row_count()), 12.5));
            // A screen reader says the count when it changes, while the focus stays in the field.
            ui.ctx().accesskit_node_builder(standing.id, |node| node.set_live(egui::accesskit::Live::Polite));
            ui.add_space(6.0);
        }
    });
    shown.response.rect.left()
}

/// Shows a button that fits into the field. `hint` is a key for the tooltip, empty for none.
fn small_button(ui: &mut Ui, styles: &Styles, icon: Icon, (name, key): (&str, &str)) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(25.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, styles.theme.tint.0);
    }
    crate::ui::controls::focus_ring(ui, styles, rect, &response);
    icon.paint(ui.painter(), rect, Stroke::new(1.4, styles.theme.soft.0));
    let tip = if key.is_empty() { name.to_owned() } else { format!("{name} ({key})") };
    tooltip(response, &tip)
}

/// Something to say about what is typed.
enum Remark {
    /// It is a code; a press goes there.
    Code(Code),
    /// It has hits in hidden perspectives; a press shows them.
    Hidden(usize),
    /// There is nothing to press.
    Text(String),
}

fn remarks(target: Target, state: &AppState) -> Vec<Remark> {
    let query = target.query(state);
    let mut out = Vec::new();
    let code = state.typed_code(query);
    if let Some(Ok(code)) = code {
        out.push(Remark::Code(code));
    }
    match target {
        Target::Article => {
            let hidden = state.reader.find.hidden_hits();
            if hidden > 0 {
                out.push(Remark::Hidden(hidden));
            } else if out.is_empty()
                && !state.reader.find.needle.is_empty()
                && state.reader.find.hits.is_empty()
                && !state.reader.is_searching(&state.shared())
            {
                let why = match code {
                    Some(Err(error)) => format!(": {error}"),
                    _ => " in the article or in any reply".to_owned(),
                };
                out.push(Remark::Text(format!("Not found{why}")));
            }
        }
        Target::Brief => {}
        Target::Codes if !out.is_empty() || query.trim().is_empty() => {}
        Target::Codes => {
            let why = match code {
                Some(Err(error)) => error.to_string(),
                _ => "a code is a paragraph such as 5, or with a perspective, 5us".to_owned(),
            };
            out.push(Remark::Text(format!("No code: {why}")));
        }
    }
    out
}

/// Shows what there is to say about what is typed below the field, if anything. Returns where.
fn panel(cx: &mut ViewContext<'_>, ui: &Ui, field: Rect, top: f32, target: Target) -> Option<Rect> {
    let remarks = remarks(target, cx.state);
    if remarks.is_empty() {
        return None;
    }
    let theme = &cx.styles.theme;
    let frame = theme.frame(6.0).inner_margin(Margin::symmetric(12, 8)).shadow(theme.shadow_below(3, 14));
    let area = Area::new(Id::unique("search panel")).order(Order::Foreground).fixed_pos(pos2(field.left(), top));
    let shown = area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(field.width() - 26.0);
            for remark in remarks {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    remark_line(cx, ui, &remark, target);
                });
            }
        });
    });
    Some(shown.response.rect)
}

fn remark_line(cx: &mut ViewContext<'_>, ui: &mut Ui, remark: &Remark, target: Target) {
    match remark {
        Remark::Code(code) => {
            let link = ui.link(cx.styles.accent(format!("Go to {}", cx.state.describe_code(code)), TEXT));
            ui.label(cx.styles.soft("Enter", 12.5));
            link.on_click(cx.out, Action::GoToCode(target.query(cx.state).to_owned()));
        }
        Remark::Hidden(hits) => {
            let more = if cx.state.reader.find.hits.is_empty() { "" } else { " more" };
            let plural =
                if cx.state.reader.find.hidden.len() == 1 { "a hidden perspective" } else { "hidden perspectives" };
            ui.label(cx.styles.ink(format!("{hits}{more} in {plural}"), TEXT));
            let name = |(index, hits): (&usize, &usize)| {
                let by = cx.state.edition.perspectives().get(*index)?;
                Some(format!("{} {hits}", by.name))
            };
            let whose: Vec<String> = cx.state.reader.find.hidden.iter().filter_map(name).collect();
            tooltip(ui.link(cx.styles.accent("Show", TEXT)), &whose.join(", "))
                .on_click(cx.out, Action::ShowHiddenHits);
        }
        Remark::Text(text) => {
            ui.label(cx.styles.soft(text, TEXT));
        }
    }
}
