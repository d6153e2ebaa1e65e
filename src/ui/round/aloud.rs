//! A speech as it is read: one card in the whole window, large, with the clock above it.

use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::model::Entry;
use crate::state::round::RoundAction;
use crate::state::{AppState, Command};
use crate::ui::controls::{self, Control as _, PILL, pill_width};
use crate::ui::grid::EDGE;
use crate::ui::styles::Styles;
use crate::ui::typeset::TextStyle;

use super::{ViewContext, entry, strip};

/// The share of the height of a long card that a key goes on by: the last lines stay in view.
const PAGE: f32 = 0.85;

/// How far the wheel must turn past the end of a card before the next one comes, in logical pixels; less for a card that
/// fits.
const PAST_END: f32 = 90.0;
const PAST_SHORT: f32 = 25.0;

/// For how long after the wheel turned to another card it turns to no further one, in seconds.
const PAUSE: f64 = 0.4;

/// The state of the view that is kept between frames.
#[derive(Debug, Default)]
pub(super) struct AloudView {
    /// The speech and the entry that are shown.
    key: Option<(usize, usize)>,
    /// How far the card is scrolled, and how far it can be; and the height of the view.
    offset: f32,
    most: f32,
    view: f32,
    /// How far the wheel has turned past an end: down if positive.
    past: f32,
    /// When the wheel turned to another card.
    turned_at: f64,
}

impl AloudView {
    /// Shows the card, with the clock above it and buttons below.
    pub fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, full: Rect) {
        let editor = &cx.state.round;
        let (Some(round), Some(delivery)) = (&editor.document, editor.delivery()) else { return };
        let at = editor.entry.min(delivery.read.len().saturating_sub(1));
        let spoken = editor.spoken();
        let place = spoken.partition_point(|other| *other < at);
        let Some(read) = delivery.read.get(at) else { return };
        let unit = (full.height().min(full.width() * 0.7) * 0.1).clamp(34.0, 84.0);
        let top = full.with_max_y(full.top() + unit + 8.0);
        let foot = full.with_min_y(full.bottom() - controls::tools_height(ui, widths(ui), PILL, full.width()));
        ui.painter().rect_filled(top, 0.0, cx.styles.theme.row.0);
        head(cx, ui, top.shrink2(vec2(EDGE, 2.0)), (place, spoken.len()), unit);
        let key = (editor.shown_speech(), at);
        let is_new = self.key.replace(key) != Some(key);
        if is_new {
            (self.offset, self.most, self.past) = (0.0, 0.0, 0.0);
        }
        let forced = self.turn(cx, ui, is_new);
        let body = Rect::from_min_max(pos2(full.left(), top.bottom()), pos2(full.right(), foot.top()));
        let styles = enlarged(cx.styles, full.width(), cx.state);
        let mark = delivery.marks.iter().find(|mark| mark.entry == read.id());
        let next = spoken.get(place + 1).and_then(|next| delivery.read.get(*next)).map(|next| next.title());
        let under: Vec<&str> = delivery.read.iter().take(at).rev().map_while(heading).collect();
        let builder =
            UiBuilder::new().max_rect(body).id_salt("aloud").accessibility_label("What is read in this speech");
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            let mut area = ScrollArea::vertical().auto_shrink(false).id_salt(("aloud", key));
            if let Some(offset) = forced {
                area = area.vertical_scroll_offset(offset);
            }
            let shown = area.show(ui, |ui| {
                let width = (body.width() - 2.0 * EDGE).min(styles.chars.0 * 60.0).max(120.0);
                let left = body.left() + (body.width() - width) / 2.0;
                let place = Rect::from_min_size(pos2(left, ui.cursor().top() + 12.0), vec2(width, f32::INFINITY));
                let text = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 8.0;
                    let large = &mut ViewContext { styles: &styles, out: &mut *cx.out, ..*cx };
                    if !under.is_empty() {
                        let under = under.iter().rev().copied().collect::<Vec<_>>().join(" › ");
                        large.text_in_rows(ui, (&under, large.language()), &aside(&styles), 2);
                    }
                    entry::contents(large, ui, (at, read), mark, None);
                    ui.add_space(styles.article.size);
                    let next = match next {
                        Some("") => "Next: no words yet".to_owned(),
                        Some(title) => format!("Next: {title}"),
                        None => "The last of this speech".to_owned(),
                    };
                    large.text_in_rows(ui, (&next, large.language()), &aside(&styles), 1);
                    ui.add_space(12.0);
                });
                ui.allocate_rect(text.response.rect, egui::Sense::hover());
            });
            self.offset = shown.state.unclamped_offset().y;
            self.view = shown.inner_rect.height();
            self.most = (shown.content_size.y - self.view).max(0.0);
        });
        ui.painter().hline(full.x_range(), foot.top() + 0.5, (1.0, cx.styles.theme.rule.0));
        let last = place + 1 >= spoken.len();
        let runs = round.clock.speech.is_running();
        controls::tools(ui, foot, |ui| buttons(cx, ui, (place > 0, !last), runs));
    }

    /// Goes on or back in the card, or to another one, as a key or the wheel asked. Returns where the card is scrolled to.
    fn turn(&mut self, cx: &mut ViewContext<'_>, ui: &Ui, is_new: bool) -> Option<f32> {
        let (now, wheel) = ui.input(|input| (input.time, input.smooth_scroll_delta().y));
        if is_new {
            return Some(0.0);
        }
        let ends = (self.offset <= 1.0, self.offset >= self.most - 1.0);
        if let Some(forward) = cx.state.round.turn {
            let is_at_end = if forward { ends.1 } else { ends.0 };
            if is_at_end {
                cx.push(RoundAction::StepReading { forward });
                return None;
            }
            cx.push(RoundAction::Turned);
            let by = self.view * PAGE * if forward { 1.0 } else { -1.0 };
            return Some((self.offset + by).clamp(0.0, self.most));
        }
        let turns = if wheel < 0.0 { ends.1 } else { ends.0 };
        if wheel == 0.0 || !turns || cx.state.dialog.is_some() || now - self.turned_at < PAUSE {
            self.past = if wheel == 0.0 { self.past } else { 0.0 };
            return None;
        }
        self.past -= wheel;
        if self.past.abs() > if self.most < 1.0 { PAST_SHORT } else { PAST_END } {
            cx.push(RoundAction::StepReading { forward: self.past > 0.0 });
            (self.past, self.turned_at) = (0.0, now);
        }
        None
    }
}

/// Returns the words of a heading.
fn heading(entry: &Entry) -> Option<&str> {
    entry.level().map(|_| entry.title())
}

/// Returns the style of what stands around a card: the headings over it, and what follows.
fn aside(styles: &Styles) -> TextStyle {
    let size = (styles.article.size * 0.6).max(14.0);
    let line_height = (size * 1.4).round();
    TextStyle { size, line_height, colour: styles.theme.soft.0, ..styles.article.clone() }
}

/// Returns the styles with type to be read from a few metres: as large as the width allows for some 60 characters a line,
/// and larger or smaller as the reader has set the type.
fn enlarged(styles: &Styles, width: f32, state: &AppState) -> Styles {
    let usual = crate::state::Settings::default().type_size;
    let size = ((width / 34.0).clamp(19.0, 56.0) * state.settings.type_size / usual).round().max(14.0);
    let mut large = styles.clone();
    let factor = size / large.article.size.max(1.0);
    large.article = TextStyle { size, line_height: (large.article.line_height * factor).round(), ..large.article };
    large.chars.0 *= factor;
    large
}

/// Shows what is read, and the speech's clock.
fn head(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect, (at, count): (usize, usize), unit: f32) {
    let editor = &cx.state.round;
    let Some(round) = &editor.document else { return };
    let right = Layout::right_to_left(Align::Center);
    let used = ui.scope_builder(UiBuilder::new().max_rect(rect).layout(right).id_salt("aloud clock"), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        strip::digits(cx, ui, round, unit * 0.8);
        if rect.width() > 520.0 {
            let status = strip::clock_status(round, editor.now);
            ui.label(cx.styles.soft(status, (unit * 0.26).max(13.0)));
        }
    });
    let left = Layout::left_to_right(Align::Center);
    let place = rect.with_max_x(used.response.rect.left() - 10.0);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(left).id_salt("aloud name"), |ui| {
        if let Some(alert) = &editor.alert {
            strip::alert(cx, ui, alert, (unit * 0.3).max(14.0));
            return;
        }
        let speech = round.rules.speeches.get(editor.shown_speech());
        let name = speech.map_or("", |speech| speech.short.as_str());
        // The clock may be that of another speech.
        let other = round.speech().filter(|_| round.at != editor.shown_speech());
        let clock = other.map_or(String::new(), |speech| format!(" · the clock is of {}", speech.short));
        let text = format!("{name} · {} of {count}{clock}", at + 1);
        ui.add(egui::Label::new(cx.styles.strong_ink(text, (unit * 0.34).max(14.0))).truncate());
    });
}

/// The buttons, with their commands and whether they step forward or back: the clock is first, as it is pressed in a hurry.
const BUTTONS: [(&str, Command, Option<bool>); 6] = [
    ("Start", Command::RoundClock, None),
    ("Previous card", Command::RoundPreviousRead, Some(false)),
    ("Next card", Command::RoundNextRead, Some(true)),
    ("Mark", Command::RoundMark, None),
    ("Unread words", Command::RoundUnread, None),
    ("Back to the round", Command::RoundAloud, None),
];

fn widths(ui: &Ui) -> [f32; BUTTONS.len()] {
    BUTTONS.map(|(text, ..)| pill_width(ui.painter(), text))
}

fn buttons(cx: &mut ViewContext<'_>, ui: &mut Ui, (before, after): (bool, bool), runs: bool) {
    for (text, command, step) in BUTTONS {
        let enabled = match step {
            Some(false) => before,
            Some(true) => after,
            None => true,
        };
        let text = if command == Command::RoundClock && runs { "Stop" } else { text };
        let name = cx.state.with_key(command.label(), command);
        let response = controls::pill_if(ui, cx.styles, text, (&name, &name), enabled);
        if enabled {
            // A button turns the card at once: it stands for the whole card.
            match step {
                Some(forward) => response.on_click(cx.out, RoundAction::StepReading { forward }),
                None => response.on_click(cx.out, command),
            };
        }
    }
}
