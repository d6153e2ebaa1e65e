//! The debate screen: the outline of the brief, and its entries in order.

mod bar;
mod card;
mod counts;
mod entry;
mod outline;

use std::collections::HashMap;

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::model::{Entry, Level, beginning};
use crate::state::brief::BriefAction;
use crate::state::{AppState, Command};

use super::context::ViewContext;
use super::controls::{Control as _, message, pill_with_tip};
use super::word_selection::WordSelection;

/// In a window narrower than this, the outline is not shown.
const OUTLINE_FROM: f32 = 940.0;

const OUTLINE: f32 = 300.0;

/// The least space at the sides of an entry: the margin of the window, with the frame of the chosen one inside it.
const SIDE: f32 = 28.0;

/// What an analytic is, in plain words for who has not debated.
const ANALYTIC: &str = "An analytic is an argument without evidence: your own words, or a summary";

/// The space between two entries.
const GAP: f32 = 22.0;

/// The state of the debate screen that is kept between frames.
#[derive(Debug, Default)]
pub struct BriefScreen {
    /// The heights of entries by id: laid out, or estimated once.
    heights: HashMap<u32, f32>,
    /// The width and the type size that the heights are valid for.
    heights_for: (f32, f32),
    /// The entries shown: revision of the brief, query, and indexes.
    shown: (u64, String, Vec<usize>),
    /// The selection, with the id of the card it is in.
    selection: (u32, WordSelection),
    /// Word counts, cached by revision.
    word_counts: counts::WordCountCache,
}

impl BriefScreen {
    /// Shows the screen, filling `ui`.
    pub fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let full = ui.max_rect();
        self.refresh(cx.state);
        let (_, top, status) = super::bars::heights(ui.ctx().content_rect());
        let band = |from: f32, to: f32| Rect::from_min_max(pos2(full.left(), from), pos2(full.right(), to));
        bar::top(cx, ui, band(full.top(), full.top() + top));
        let tools = bar::tools_height(cx, ui, full.width());
        let body = band(full.top() + top, full.bottom() - status - tools);
        let mut entries = body;
        if full.width() >= OUTLINE_FROM {
            let place = body.with_max_x(body.left() + OUTLINE);
            entries.min.x = place.right();
            outline::show(cx, ui, place, &self.shown.2);
            ui.painter().vline(place.right() - 0.5, place.y_range(), (1.0, cx.styles.theme.rule.0));
        }
        self.entries(cx, ui, entries);
        if tools > 0.0 {
            bar::tools(cx, ui, band(body.bottom(), full.bottom() - status));
        }
        bar::status(self, cx, ui, band(full.bottom() - status, full.bottom()));
    }

    /// Filters the entries again if the brief or the query has changed.
    fn refresh(&mut self, state: &AppState) {
        let editor = &state.brief;
        self.word_counts.refresh(editor.revision, editor.entries());
        if self.shown.0 != editor.revision || self.shown.1 != editor.query {
            self.shown = (editor.revision, editor.query.clone(), editor.shown());
        }
        if self.selection.0 != editor.chosen
            || editor.words.is_empty() && self.selection.1.is_some_and(|_| editor.reveal)
        {
            self.selection = (editor.chosen, None);
        }
    }

    fn entries(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let builder = UiBuilder::new().max_rect(rect).id_salt("brief").accessibility_label("The brief");
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            if self.shown.2.is_empty() {
                empty(cx, ui, rect);
                return;
            }
            ScrollArea::vertical().auto_shrink(false).id_salt("brief").show_viewport(ui, |ui, view| {
                self.visible(cx, ui, view, rect.width());
            });
        });
    }

    /// Lays out the entries in view; the others only occupy their height.
    fn visible(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, view: Rect, room: f32) {
        // Lines are as long as in the reader; the rest is margin.
        let longest = (cx.state.settings.measure * cx.styles.chars.1).round();
        let width = (room - 2.0 * SIDE).min(longest).max(200.0);
        let size = cx.styles.article.size;
        if self.heights_for != (width, size) {
            self.heights.clear();
            self.heights_for = (width, size);
        }
        let left = ui.max_rect().left() + ((room - width) / 2.0).max(SIDE);
        let top = ui.max_rect().top();
        let editor = &cx.state.brief;
        let mut y = 18.0;
        let shown = std::mem::take(&mut self.shown.2);
        for &at in &shown {
            let Some(entry) = editor.entries().get(at) else { continue };
            let tall = *self.heights.entry(entry.id()).or_insert_with(|| estimate(entry, width, size));
            let chosen = entry.id() == editor.chosen;
            let wanted = chosen && editor.reveal;
            if wanted {
                let place = Rect::from_min_size(pos2(left, top + y), vec2(width, tall.min(view.height() * 0.6)));
                ui.scroll_to_rect(place.expand(16.0), None);
            }
            // The chosen entry is laid out even out of view: a field that is not shown would lose the focus, also while
            // it is being scrolled to.
            if (y < view.bottom() && y + tall > view.top()) || chosen {
                let place = Rect::from_min_size(pos2(left, top + y), vec2(width, f32::INFINITY));
                let builder = UiBuilder::new().max_rect(place).id_salt(("entry", entry.id()));
                let counts = self.word_counts.of(at);
                let response = ui.scope_builder(builder, |ui| {
                    ui.set_width(width);
                    entry::show(&mut self.selection.1, cx, ui, (at, entry, counts), chosen);
                });
                let real = response.response.rect.height();
                if self.heights.insert(entry.id(), real) != Some(real) {
                    ui.ctx().request_repaint();
                }
                y += real + GAP;
            } else {
                y += tall + GAP;
            }
        }
        self.shown.2 = shown;
        ui.allocate_rect(Rect::from_min_size(pos2(left, top), vec2(width, y + 80.0)), egui::Sense::hover());
        if editor.reveal && editor.place().is_some() {
            cx.push(BriefAction::Revealed);
        }
    }
}

/// Estimates the height of an entry that has not been laid out.
fn estimate(entry: &Entry, width: f32, size: f32) -> f32 {
    let lines = |text: &str, size: f32| {
        let long = text.chars().count() as f32 * size * 0.5;
        (long / width).ceil().max(1.0) * size * 1.5
    };
    match entry {
        Entry::Heading(heading) => lines(&heading.text, size * 1.3) + 24.0,
        Entry::Card(card) => {
            lines(&card.tag, size) + lines(&card.cite.text, 13.0) + lines(&card.text, size * 0.84) + 60.0
        }
        Entry::Analytic(analytic) => lines(&analytic.tag, size) + lines(&analytic.text, size * 0.84) + 40.0,
    }
}

/// Shows a message if there is nothing to show.
fn empty(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    message(ui, rect, 520.0, false, |ui| {
        if cx.state.brief.document.is_none() {
            ui.label(cx.styles.soft("The brief is being read, or cannot be.", 15.0));
            return;
        }
        if !cx.state.brief.query.is_empty() {
            ui.label(cx.styles.soft("Nothing in this brief has these words.", 15.0));
            return;
        }
        ui.label(cx.styles.strong_ink("This brief is empty", 18.0));
        ui.add_space(6.0);
        let how = "Here stand the cards and arguments for a debate. Cards are cut in the article: right click a paragraph or a \
                   reply there and choose “Cut a card”. They can also come from a file, and headings and arguments can be \
                   written here.";
        ui.label(cx.styles.soft(how, 14.5));
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            let commands = [Command::LeaveDebate, Command::TakeCards].into_iter();
            for command in
                commands.chain([Command::AddPocket, Command::AddHat, Command::AddBlock, Command::AddAnalytic])
            {
                let label = command.label();
                let name = cx.state.with_key(label, command);
                let tip = match command {
                    Command::AddPocket => Level::Pocket.meaning(),
                    Command::AddHat => Level::Hat.meaning(),
                    Command::AddBlock => Level::Block.meaning(),
                    Command::AddAnalytic => ANALYTIC,
                    _ => &name,
                };
                pill_with_tip(ui, cx.styles, label, (&name, tip)).on_click(cx.out, command);
            }
        });
        other_briefs(cx, ui);
    });
}

/// The most briefs that are named on the page of an empty one; the dialog has them all.
const MOST_OTHERS: usize = 6;

/// Names the reader's other briefs, one of which may be the one that was expected here.
fn other_briefs(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let editor = &cx.state.brief;
    let others: Vec<&(String, String)> = editor.others.iter().filter(|(key, _)| *key != editor.key).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(12.0);
    ui.label(cx.styles.soft("Each article has a brief of its own. Your other briefs:", 14.5));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for (key, title) in others.iter().take(MOST_OTHERS) {
            let name = format!("Open the brief “{title}”");
            pill_with_tip(ui, cx.styles, &beginning(title, 60), (&name, &name))
                .on_click(cx.out, BriefAction::Open(key.clone()));
        }
        if others.len() > MOST_OTHERS {
            let name = "All your briefs";
            pill_with_tip(ui, cx.styles, "All…", (name, name)).on_click(cx.out, Command::Brief);
        }
    });
}
