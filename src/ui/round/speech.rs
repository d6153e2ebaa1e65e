//! The speech being read: large where it is read aloud, small around it, with marks where reading stopped.

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::model::minutes_and_seconds;
use crate::model::round::{Budget, Load};
use crate::state::round::RoundAction;
use crate::state::{AppState, Command, Scene};
use crate::ui::controls::{Control as _, message, rich_text, strong, tooltip};
use crate::ui::grid::EDGE;

use super::{ViewContext, entry};

/// The space above the first entry, in logical pixels.
const TOP: f32 = 14.0;

/// The space between two entries, in logical pixels.
const GAP: f32 = 18.0;

/// The assumed height of an entry that has not been laid out.
const USUAL: f32 = 160.0;

/// The state of the speech view that is kept between frames.
#[derive(Debug, Default)]
pub(super) struct SpeechView {
    /// The heights of entries, valid for `key`: revision, speech, width and terseness.
    heights: Vec<f32>,
    key: (u64, usize, f32, bool),
    /// The view is below the clocks on a page that scrolls.
    pub is_below: bool,
}

/// The height of the speeches to prepare and the plan of the chosen one.
pub(super) const HEAD: f32 = 74.0;

/// The least number of lines in view.
const LINES: f32 = 3.0;

/// Returns the height that the view needs for a few lines of what is read.
pub(super) fn least_height(cx: &ViewContext<'_>) -> f32 {
    let line = cx.styles.article.line_height;
    HEAD + TOP + LINES * line
}

impl SpeechView {
    pub fn show(&mut self, budgets: &[Option<Budget>], cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
        let top = Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + HEAD));
        ui.scope_builder(UiBuilder::new().max_rect(top.shrink2(vec2(EDGE, 6.0))).id_salt("speeches"), |ui| {
            speeches(budgets, cx, ui);
            budget(budgets, cx, ui);
        });
        ui.painter().hline(rect.x_range(), top.bottom() - 0.5, (1.0, cx.styles.theme.rule.0));
        let body = rect.with_min_y(top.bottom());
        let builder =
            UiBuilder::new().max_rect(body).id_salt("read").accessibility_label("What is read in this speech");
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            let count = cx.state.round.delivery().map_or(0, |delivery| delivery.read.len());
            if count == 0 {
                empty(cx, ui, body, self.is_below);
                return;
            }
            ScrollArea::vertical().auto_shrink(false).id_salt("read").show_viewport(ui, |ui, view| {
                self.visible(cx, ui, view, body.width());
            });
        });
    }

    /// Lays out the entries in view; the others only occupy their height.
    fn visible(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, view: Rect, room: f32) {
        let state: &AppState = cx.state;
        let editor = &state.round;
        let Some(delivery) = editor.delivery() else { return };
        let longest = (cx.state.settings.measure * cx.styles.chars.0).round();
        let width = (room - 48.0).min(longest).max(200.0);
        let key = (editor.revision, editor.shown_speech(), width, editor.hide_unread);
        if self.key != key {
            self.key = key;
            self.heights.resize(delivery.read.len(), USUAL);
        }
        let left = ui.max_rect().left() + ((room - width) / 2.0).max(16.0);
        let (top, mut y) = (ui.max_rect().top(), TOP);
        let reading = editor.entry.min(delivery.read.len().saturating_sub(1));
        for (at, entry) in delivery.read.iter().enumerate() {
            let tall = self.heights.get(at).copied().unwrap_or(USUAL);
            let wanted = at == reading && editor.reveal;
            if wanted {
                let place = Rect::from_min_size(pos2(left, top + y), vec2(width, tall.min(view.height() * 0.6)));
                ui.scroll_to_rect(place.expand(12.0), None);
            }
            if (y < view.bottom() && y + tall > view.top()) || wanted {
                let place = Rect::from_min_size(pos2(left, top + y), vec2(width, f32::INFINITY));
                let builder = UiBuilder::new().max_rect(place).id_salt(("read", at));
                let response = ui.scope_builder(builder, |ui| {
                    ui.set_width(width);
                    let mark = delivery.marks.iter().find(|mark| mark.entry == entry.id());
                    entry::show(cx, ui, (at, entry), mark, at == reading);
                });
                let real = response.response.rect.height();
                if let Some(height) = self.heights.get_mut(at).filter(|height| **height != real) {
                    *height = real;
                    ui.ctx().request_repaint();
                }
                y += real + GAP;
            } else {
                y += tall + GAP;
            }
        }
        ui.allocate_rect(Rect::from_min_size(pos2(left, top), vec2(width, y + 60.0)), egui::Sense::hover());
        if editor.reveal {
            cx.push(RoundAction::Revealed);
        }
    }
}

/// Shows the speeches to prepare, each with its planned time.
fn speeches(budgets: &[Option<Budget>], cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let state: &AppState = cx.state;
    let Some(round) = &state.round.document else { return };
    let (shown, minute) = (state.round.shown_speech(), state.settings.words_per_minute());
    let theme = &cx.styles.theme;
    ScrollArea::horizontal().id_salt("speeches").max_height(34.0).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (at, speech) in round.rules.speeches.iter().enumerate() {
                if speech.kind.is_questions() && at != shown {
                    continue;
                }
                let planned = budgets.get(at).and_then(|budget| budget.as_ref()).filter(|budget| budget.words > 0);
                let text = match planned {
                    Some(budget) => {
                        format!("{} {}", speech.short, minutes_and_seconds(budget.seconds_at(minute).ceil()))
                    }
                    None => speech.short.clone(),
                };
                let ours = speech.side.is_some_and(|side| round.is_ours(side, speech.team));
                let ink = if ours { theme.ink.0 } else { theme.soft.0 };
                let text = if ours { strong(text, 13.5, ink) } else { rich_text(text, 13.5, ink) };
                let response = ui.selectable_label(at == shown, text);
                let name = format!("Prepare {}, {}", speech.short, speech.name);
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, at == shown, &name));
                tooltip(response, &name).on_click(cx.out, RoundAction::Prepare(at));
            }
        });
    });
}

/// Shows how long the speech takes, in words and as a bar.
fn budget(budgets: &[Option<Budget>], cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let budget = budgets.get(cx.state.round.shown_speech()).copied().flatten();
    if budget.is_none() && !cx.state.round.has_readings() {
        return;
    }
    let row = vec2(ui.available_width(), PLAN);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(row, layout, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if row.x >= WITH_SAVE && budget.is_some_and(|budget| budget.words > 0) {
            cx.command(ui, "Save…", Command::RoundSaveSpeech);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            aloud_button(cx, ui);
            if let Some(budget) = budget {
                plan(budget, cx, ui);
            }
        });
    });
}

/// The height of the line with the plan, and the least width that has a button beside it.
const PLAN: f32 = 26.0;
const WITH_SAVE: f32 = 460.0;

/// Shows the plan of the speech.
fn plan(budget: Budget, cx: &ViewContext<'_>, ui: &mut Ui) {
    let theme = &cx.styles.theme;
    let minute = cx.state.settings.words_per_minute();
    let load = budget.load(minute);
    let time = |seconds: f64| minutes_and_seconds(seconds.ceil());
    let text = format!(
        "Planned {} of {} · {} · {} words at {minute} a minute",
        time(budget.seconds_at(minute)),
        time(budget.allowed),
        load.word(),
        budget.words
    );
    let hue = match load {
        Load::Light => theme.hues.green.0,
        Load::Tight => theme.hues.ochre.0,
        Load::Over => theme.hues.red.0,
    };
    let (place, _) = ui.allocate_exact_size(vec2(110.0, 10.0), egui::Sense::hover());
    let share = (budget.seconds_at(minute) / budget.allowed.max(1.0)).clamp(0.0, 1.0) as f32;
    ui.painter().rect_stroke(place, 3.0, (1.0, theme.faint.0), egui::StrokeKind::Inside);
    let filled = Rect::from_min_size(place.min, vec2(place.width() * share, place.height()));
    ui.painter().rect_filled(filled, 3.0, hue);
    ui.add(egui::Label::new(cx.styles.ink(text, 13.5)).truncate());
}

/// Shows the button that fills the window with the cards, if there are some.
fn aloud_button(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    if cx.state.round.has_readings() {
        cx.command(ui, "Full screen", Command::RoundAloud);
    }
}

/// Shows a message if nothing is read in the speech.
fn empty(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, is_below: bool) {
    message(ui, rect, 480.0, is_below, |ui| {
        let editor = &cx.state.round;
        let speech = editor.document.as_ref().and_then(|round| round.rules.speeches.get(editor.shown_speech()));
        let name = speech.map_or("", |speech| speech.short.as_str());
        ui.label(cx.styles.strong_ink(format!("Nothing is read in {name} yet"), 18.0));
        ui.add_space(4.0);
        let key = |command| cx.state.keys.of(command, Scene::Debating).first().copied().unwrap_or_default();
        let how = format!(
            "In the brief, a right click on a card, or on a heading with all that stands under it, sends it to this speech \
             ({}) or writes it on the flow ({}).",
            key(Command::RoundSend),
            key(Command::RoundSendToFlow)
        );
        ui.label(cx.styles.soft(how, 14.5));
        ui.add_space(6.0);
        cx.command(ui, "To the brief", Command::RoundLeave);
    });
}
