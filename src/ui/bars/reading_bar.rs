//! The bar over the article: what is being read, and the chips of the perspectives.

use egui::scroll_area::ScrollBarVisibility;
use egui::{Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::{Credit, Perspective, Provenance, Script, counted};
use crate::state::{Action, AppState, Command, ContextTarget, signs};
use crate::ui::context::ViewContext;
use crate::ui::context_menu;
use crate::ui::controls::{Control as _, chip, tooltip, width_of};
use crate::ui::faces::request_faces;
use crate::ui::grid::{Arrangement, EDGE, Grid, is_low};
use crate::ui::styles::Styles;

use super::chip_labels::{ChipLabel, ChipLabels, GAP, chip_text, line_width, lines};
use super::{TEXT, heights};

const CHIP: f32 = 27.0;
/// The least space between what is being read and the chips.
const BETWEEN: f32 = 24.0;
/// The space around the dots in what is being read.
const DOT: f32 = 14.0;
/// The height of what is being read on a line of its own.
const TEXT_LINE: f32 = 30.0;
/// What stands in place of the chips where there are none.
const NO_PERSPECTIVES: &str = "This edition has no perspectives";
/// The most characters of a text's name, with less and less room.
const NAME_LENGTHS: [usize; 3] = [48, 24, 14];
/// The most lines of chips; with more of them, the chips scroll.
const MOST_LINES: usize = 3;

/// What is being read: a few words, more of them where there is room, and a link.
struct Wording {
    kind: &'static str,
    /// A shorter word for the kind, where the detail would not fit beside it.
    short: &'static str,
    /// Which text it is, from the longest wording to the shortest.
    details: Vec<String>,
    /// Whether even the shortest wording says which text it is.
    is_named: bool,
    link: Option<Link>,
}

struct Link {
    text: &'static str,
    command: Command,
    tip: &'static str,
}

impl Wording {
    fn of(state: &AppState) -> Self {
        let before = state.edition.article().written_before;
        let before: Vec<String> = before.map(|date| format!("written before {date}")).into_iter().collect();
        if let Some(copy) = &state.copy.open {
            let restated = matches!(copy.request.base.article().provenance, Provenance::Restated { .. });
            let text = if restated { "Back to the restatement" } else { "Back to the edition's text" };
            let tip = "Shows the text of the edition again. Your copy stays in the menu, under the recent ones.";
            let link = Link { text, command: Command::LeaveCopy, tip };
            return Self {
                kind: "Your own copy",
                short: "Your copy",
                details: short_names(&copy.source.name()),
                is_named: true,
                link: Some(link),
            };
        }
        match &state.edition.article().provenance {
            Provenance::Original { .. } => {
                Self { kind: "The original text", short: "Original", details: before, is_named: false, link: None }
            }
            Provenance::Restated { credit, .. } => {
                let details = credit.as_ref().map_or(before, published);
                let tip = "Choose a file with your copy of the article. The notes are placed beside it; nothing leaves \
                           this computer.";
                let link = Link { text: "Read your own copy…", command: Command::ReadOwnCopy, tip };
                let link = Some(link);
                Self { kind: "The article, restated", short: "Restated", details, is_named: false, link }
            }
            Provenance::Advocacy { side, by, closed } => {
                let written = format!("written by {by} from open facts up to {closed}");
                let details = vec![format!("for {side}, {written}"), written, format!("for {side}")];
                Self { kind: "One side's case", short: "One side", details, is_named: false, link: None }
            }
            Provenance::OwnCopy { of, .. } => {
                let details = short_names(of);
                Self { kind: "Your own copy", short: "Your copy", details, is_named: true, link: None }
            }
        }
    }

    /// Returns the wordings from the longest to the shortest, as texts before the link and whether there is a link.
    fn variants(&self) -> Vec<(String, bool)> {
        let linked = self.link.is_some();
        let mut out = Vec::new();
        for detail in &self.details {
            out.extend([self.kind, self.short].map(|kind| (format!("{kind} · {detail}"), linked)));
        }
        if !self.is_named || self.details.is_empty() {
            out.extend([self.kind, self.short].map(|kind| (kind.to_owned(), linked)));
        }
        if linked {
            // The way to the other text matters more than the name of this one, which row 0 says too.
            out.push((String::new(), true));
        }
        out
    }

    fn width(&self, ui: &Ui, (text, linked): &(String, bool)) -> f32 {
        let link = self.link.as_ref().filter(|_| *linked).map_or(0.0, |link| width_of(ui.painter(), link.text, TEXT));
        let dot = if link > 0.0 && !text.is_empty() { DOT } else { 0.0 };
        let text = if text.is_empty() { 0.0 } else { width_of(ui.painter(), text, TEXT) };
        text + dot + link
    }
}

/// The bar laid out for a width.
pub struct ReadingBar {
    wording: Wording,
    variant: (String, bool),
    /// Where what is being read begins.
    text_left: f32,
    /// The chips by line, and where the lines begin.
    lines: Vec<Vec<ChipLabel>>,
    chips_left: f32,
    /// What is being read has a line of its own.
    two: bool,
    height: f32,
}

impl ReadingBar {
    /// Lays the bar out for the width of the window.
    pub fn new(ui: &Ui, full: Rect, grid: &Grid, state: &AppState) -> Self {
        let wording = Wording::of(state);
        let labels = ChipLabels::new(ui.painter(), perspectives(state).map(|(_, by)| by), script(state));
        let (_, one_line, _) = heights(full);
        let text_left = match grid.arrangement {
            Arrangement::Rows | Arrangement::Panel => full.left() + grid.article.left,
            Arrangement::Interleaved => full.left() + EDGE,
        };
        let right = full.right() - EDGE;
        // The chips stand over the replies where they fit there, else they reach to the left.
        let over_replies = match grid.arrangement {
            Arrangement::Rows => grid.replies.first().map_or(right, |column| full.left() + column.left),
            Arrangement::Panel | Arrangement::Interleaved => right,
        };
        let variants = wording.variants();
        let beside = |variant: &(String, bool)| right - text_left - wording.width(ui, variant) - BETWEEN;
        // The link alone is for low windows, where a second line costs most.
        let allowed: Vec<&(String, bool)> =
            variants.iter().filter(|variant| is_low(full) || !variant.0.is_empty()).collect();
        // The names get the room that the shortest wording leaves them; then the longest wording that still fits is taken.
        let least = allowed.last().map_or(0.0, |variant| beside(variant));
        let one = labels.fitting(least).and_then(|chips| {
            let variant = allowed.iter().find(|variant| line_width(&chips) <= beside(variant))?;
            Some((*variant, chips))
        });
        if let Some((variant, chips)) = one {
            let wide =
                if chips.is_empty() { width_of(ui.painter(), NO_PERSPECTIVES, TEXT) } else { line_width(&chips) };
            let chips_left = over_replies.min(right - wide);
            let (variant, lines) = (variant.clone(), vec![chips]);
            return Self { wording, variant, text_left, lines, chips_left, two: false, height: one_line };
        }
        let room = right - full.left() - EDGE;
        let fits = |variant: &&(String, bool)| wording.width(ui, variant) <= room;
        let variant = variants.iter().find(fits).or(variants.last()).cloned().unwrap_or_default();
        let lines = lines(labels.shortened(room), room);
        let most = if is_low(full) { 1 } else { MOST_LINES };
        let height = TEXT_LINE + chips_height(lines.len().min(most)) + 8.0;
        let left = full.left() + EDGE;
        Self { wording, variant, text_left: left, lines, chips_left: left, two: true, height }
    }

    pub fn height(&self) -> f32 {
        self.height
    }

    /// Shows the bar in a rectangle of that height.
    pub fn show(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, (1.0, cx.styles.theme.rule.0));
        let right = rect.right() - EDGE;
        let (text, chips) = if self.two {
            let split = rect.top() + TEXT_LINE;
            (
                Rect::from_min_max(pos2(self.text_left, rect.top() + 2.0), pos2(right, split)),
                Rect::from_min_max(pos2(self.chips_left, split), pos2(right, rect.bottom() - 8.0)),
            )
        } else {
            let top = rect.center().y - CHIP / 2.0;
            (
                Rect::from_min_max(pos2(self.text_left, rect.top()), pos2(self.chips_left - 8.0, rect.bottom())),
                Rect::from_min_max(pos2(self.chips_left, top), pos2(right, top + CHIP)),
            )
        };
        self.what_is_read(ui, text, cx.styles, cx.out);
        self.chips(cx, ui, chips);
    }

    fn what_is_read(&self, ui: &mut Ui, rect: Rect, styles: &Styles, out: &mut Vec<Action>) {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = UiBuilder::new().max_rect(rect).layout(layout).id_salt("what is being read");
        ui.scope_builder(builder.accessibility_label("What is being read"), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (text, linked) = &self.variant;
            let link = self.wording.link.as_ref().filter(|_| *linked);
            if !text.is_empty() {
                // In the narrowest windows even the shortest wording is cut; the tooltip has all of it.
                let label = egui::Label::new(styles.soft(text, TEXT)).truncate();
                ui.add(label);
                if link.is_some() {
                    let (dot, _) = ui.allocate_exact_size(vec2(DOT, TEXT), Sense::hover());
                    ui.painter().circle_filled(dot.center(), 1.2, styles.theme.soft.0);
                }
            }
            if let Some(link) = link {
                let shown = ui.link(styles.accent(link.text, TEXT));
                tooltip(shown, link.tip).on_click(out, link.command);
            }
        });
    }

    fn chips(&self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        if self.lines.is_empty() || cx.state.edition.perspectives().is_empty() {
            ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt("no perspectives"), |ui| {
                ui.label(cx.styles.soft(NO_PERSPECTIVES, TEXT));
            });
            return;
        }
        let builder = UiBuilder::new().max_rect(rect).id_salt("perspectives").accessibility_label("Perspectives");
        ui.scope_builder(builder, |ui| {
            let all = vec2(rect.width(), chips_height(self.lines.len()));
            if all.y <= rect.height() + 1.0 {
                let top = rect.left_top();
                self.chip_lines(cx, ui, top);
            } else {
                // The bar is the only sign that there are more chips.
                let area = ScrollArea::vertical().scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
                area.auto_shrink(false).id_salt("chips").show(ui, |ui| {
                    let (place, _) = ui.allocate_exact_size(all, Sense::hover());
                    self.chip_lines(cx, ui, place.min);
                });
            }
        });
    }

    fn chip_lines(&self, cx: &mut ViewContext<'_>, ui: &Ui, at: egui::Pos2) {
        let (mut all, mut y) = (perspectives(cx.state).enumerate(), at.y);
        for line in &self.lines {
            let mut x = at.x;
            for label in line {
                let Some((place, (index, by))) = all.next() else { return };
                let rect = Rect::from_min_size(pos2(x, y), vec2(label.width, CHIP));
                let on = cx.state.shown.is_visible(index);
                let (hue, id) = (cx.styles.theme.hue(&by.hue), ui.scope_id().with(("chip", index)));
                let ink = if on { cx.styles.theme.ink } else { cx.styles.theme.soft };
                let text = chip_text(ui.painter(), &label.text, script(cx.state), ink.0);
                request_faces(cx.state, &label.text, script(cx.state), cx.out);
                let response = chip(ui, cx.styles, rect, &text, (hue, on), id);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &by.name));
                if response.gained_focus() {
                    ui.scroll_to_rect(rect, None);
                }
                context_menu::attach(
                    ui,
                    rect,
                    response.has_focus(),
                    cx.state,
                    ContextTarget::Perspective(index),
                    cx.out,
                );
                tooltip(response, &chip_tip(by, place, on)).on_click(cx.out, Action::TogglePerspective(index));
                x += label.width + GAP;
            }
            y += CHIP + GAP;
        }
    }
}

/// Returns where and when the original was published, such as `The Friday Times, 6 Jan 2025`; then less of it.
fn published(credit: &Credit) -> Vec<String> {
    let place = credit.publisher.as_ref().unwrap_or(&credit.title);
    let names = short_names(place);
    match credit.published {
        Some(date) => names.iter().map(|name| format!("{name}, {date}")).chain(names.iter().cloned()).collect(),
        None => names,
    }
}

/// Returns the name of a text, whole or cut to fewer and fewer characters.
fn short_names(name: &str) -> Vec<String> {
    let cut = |most: usize| match name.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default().trim_end()),
        None => name.to_owned(),
    };
    let mut out: Vec<String> = NAME_LENGTHS.map(cut).into();
    out.dedup();
    out
}

/// Returns the script of the names.
fn script(state: &AppState) -> Script {
    state.edition.head().language.script()
}

/// Returns the perspectives in the reader's order, which showing and hiding never changes.
fn perspectives(state: &AppState) -> impl Iterator<Item = (usize, &Perspective)> {
    state.shown.all().filter_map(|(index, _)| Some((index, state.edition.perspectives().get(index)?)))
}

fn chips_height(lines: usize) -> f32 {
    let lines = lines as f32;
    lines * CHIP + (lines - 1.0).max(0.0) * GAP
}

/// Returns the tooltip of a chip: who speaks, how much, and what a click and which key do.
fn chip_tip(by: &Perspective, place: usize, on: bool) -> String {
    let notes = match by.notes.len() {
        0 => "No notes".to_owned(),
        n => counted(n, "note"),
    };
    let state = if on { "shown; a click hides it" } else { "hidden; a click shows it" };
    let key = if place < 9 { format!(" (key {})", place + 1) } else { String::new() };
    let silent = signs::silence_list(by).map_or(String::new(), |silent| format!("\n{silent}"));
    format!("{}, {state}{key}\n{notes}, code {}{silent}\n{}", by.name, by.code, by.about)
}
