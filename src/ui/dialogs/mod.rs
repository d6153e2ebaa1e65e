//! What opens over the text. The text under it never moves.

mod annotation;
mod annotations;
mod appearance;
mod brief;
mod cut;
mod fields;
mod forget;
mod hand_out;
mod lists;
mod parts;
mod perspectives;
mod plan;
mod preview;
mod quote;
mod reading_test;
mod review;
mod room;
mod round;
mod round_speeches;
mod round_takes;
mod sources;
mod suggest;
mod tray;

use egui::{Align2, Area, Context, Frame, Id, Key, Margin, Modal, Order, ScrollArea, Ui, UiBuilder, vec2};

use crate::state::{Action, AppState, Dialog};

use super::controls::{icon_button, strong};
use super::icons::Icon;
use super::look::Look;

pub use parts::short;

/// The room of a scroll bar, in logical pixels.
const SCROLL_BAR: f32 = 12.0;

/// What is being typed and chosen in an dialog; forgotten when it closes.
#[derive(Debug, Default)]
pub struct DialogInputs {
    shown: Option<Dialog>,
    /// The words in its field.
    typed: String,
    /// The words chosen in a paragraph.
    choosing: review::Choosing,
    /// The quotation that is being entered.
    quoting: quote::Quoting,
    /// The sides of the brief, as they are being typed.
    sides: String,
    /// The title of a brief to begin.
    new_title: String,
    /// The words that were last handed on.
    asked: String,
    /// The chosen line of a list.
    chosen: usize,
    /// Its field for a path has been shown and had the focus.
    path_shown: bool,
    /// The dialog opened this frame and wants the focus.
    fresh: bool,
}

/// What an dialog reads and where it answers.
struct Sheet<'a> {
    state: &'a AppState,
    look: &'a Look,
    out: &'a mut Vec<Action>,
    /// Opened this frame: the focus comes into it.
    fresh: bool,
}

impl DialogInputs {
    /// Shows the open dialog, if any.
    pub fn show(&mut self, ctx: &Context, state: &AppState, look: &Look, out: &mut Vec<Action>) {
        self.fresh = self.shown != state.dialog;
        if self.fresh {
            self.shown = state.dialog.clone();
            self.chosen = 0;
            self.path_shown = false;
            self.typed = if state.dialog == Some(Dialog::Find) { state.find.query.clone() } else { String::new() };
        }
        let Some(dialog) = state.dialog.clone() else { return };
        let sheet = &mut Sheet { state, look, out, fresh: self.fresh };
        match dialog {
            Dialog::Menu => sheet.modal(ctx, "Menu", 400.0, |sheet, ui| lists::menu(self, sheet, ui)),
            Dialog::Palette => sheet.modal(ctx, "All commands", 520.0, |sheet, ui| lists::palette(self, sheet, ui)),
            Dialog::Keys => sheet.modal(ctx, "List of keys", 720.0, lists::keys),
            Dialog::Perspectives => sheet.modal(ctx, "Perspectives", 560.0, perspectives::show),
            Dialog::GoTo => sheet.modal(ctx, "Go to a code", 380.0, |sheet, ui| fields::go_to(self, sheet, ui)),
            Dialog::OpenPath => {
                let name = if state.accepts_cards() { "Take cards in" } else { "Open an article or an edition" };
                sheet.modal(ctx, name, 560.0, |sheet, ui| fields::open_path(self, sheet, ui))
            }
            Dialog::Preview => {
                sheet.modal(ctx, "Before you keep it", 680.0, |sheet, ui| preview::show(self, sheet, ui))
            }
            Dialog::Review => sheet.modal(ctx, "Review", 980.0, |sheet, ui| review::show(self, sheet, ui)),
            Dialog::Tray => sheet.modal(ctx, "Notes without a place", 680.0, |sheet, ui| tray::show(self, sheet, ui)),
            Dialog::Forget => sheet.modal(ctx, "Forget this copy?", 520.0, forget::show),
            Dialog::Suggest => {
                sheet.modal(ctx, "Which paragraph does it answer?", 680.0, |sheet, ui| suggest::show(self, sheet, ui))
            }
            Dialog::Room => sheet.modal(ctx, "Room and screens", 560.0, room::show),
            Dialog::Plan => sheet.modal(ctx, "Plan of the lesson", 860.0, |sheet, ui| plan::show(self, sheet, ui)),
            Dialog::Annotation(id) => {
                sheet.modal(ctx, "Your annotation", 560.0, |sheet, ui| annotation::show(self, sheet, ui, id))
            }
            Dialog::Annotations => {
                let add = |sheet: &mut Sheet<'_>, ui: &mut Ui| annotations::show(self, sheet, ui);
                sheet.modal(ctx, "Your highlights and annotations", 720.0, add);
            }
            Dialog::Cut => sheet.modal(ctx, "Cut a card", 640.0, |sheet, ui| cut::show(self, sheet, ui)),
            Dialog::Block => sheet.modal(ctx, "Answer block", 640.0, |sheet, ui| cut::block(self, sheet, ui)),
            Dialog::Brief => sheet.modal(ctx, "Brief", 560.0, |sheet, ui| brief::show(self, sheet, ui)),
            Dialog::Quote(entry) => {
                sheet.modal(ctx, "Add a quotation", 640.0, |sheet, ui| quote::show(self, sheet, ui, entry))
            }
            Dialog::Round => sheet.modal(ctx, "Round", 620.0, |sheet, ui| round::show(self, sheet, ui)),
            Dialog::Dropped => sheet.modal(ctx, "Dropped arguments", 560.0, round_takes::dropped_of),
            Dialog::TakeEntry => {
                sheet.modal(ctx, "A card of the brief", 560.0, |sheet, ui| round_takes::entries(self, sheet, ui))
            }
            Dialog::ReadingTest => sheet.modal(ctx, "Reading test", 720.0, reading_test::show),
            Dialog::HandOut => sheet.modal(ctx, "Handouts", 460.0, |sheet, ui| hand_out::show(self, sheet, ui)),
            Dialog::Find => sheet.corner(ctx, "Search", 380.0, |sheet, ui| fields::find(self, sheet, ui)),
            Dialog::Appearance => sheet.corner(ctx, "Appearance", 380.0, appearance::show),
            Dialog::Sources(entry) => sheet.corner(ctx, "Sources", 440.0, |sheet, ui| sources::show(sheet, ui, entry)),
        }
    }
}

impl Sheet<'_> {
    fn frame(&self) -> Frame {
        let theme = &self.look.theme;
        Frame::NONE
            .fill(theme.panel.0)
            .stroke((1.0, theme.rule.0))
            .corner_radius(8.0)
            .inner_margin(Margin::same(18))
            .shadow(egui::Shadow { offset: [0, 6], blur: 24, spread: 0, color: theme.shadow.0 })
    }

    /// In the middle, with the text behind it out of reach.
    fn modal(&mut self, ctx: &Context, name: &str, width: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let screen = ctx.content_rect();
        let frame = self.frame();
        let dim = self.look.theme.shadow.0.gamma_multiply(0.6);
        let id = Id::unique(("modal", name));
        // The menu hangs from its button, and a list that changes while one types keeps its top edge.
        let area = match name {
            "Menu" => Modal::default_area(id).anchor(Align2::LEFT_TOP, vec2(12.0, 48.0)),
            "All commands" => Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 60.0)),
            _ => Modal::default_area(id),
        };
        let shown = Modal::new(id).area(area).frame(frame).backdrop_color(dim).show(ctx, |ui| {
            ui.set_width(width.min(screen.width() - 48.0));
            self.contents(ui, name, screen.height() - 110.0, add);
        });
        if shown.backdrop_response.clicked() {
            self.out.push(Action::ShowDialog(None));
        }
    }

    /// At the top right, with the text still in reach.
    fn corner(&mut self, ctx: &Context, name: &str, width: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let screen = ctx.content_rect();
        let frame = self.frame();
        // The search keeps off the replies it finds, which are brought to the upper half of the view.
        let (anchor, offset) = match name {
            "Search" => (Align2::RIGHT_BOTTOM, vec2(-18.0, -44.0)),
            _ => (Align2::RIGHT_TOP, vec2(-18.0, 52.0)),
        };
        Area::new(Id::unique(("corner", name))).order(Order::Foreground).anchor(anchor, offset).constrain(true).show(
            ctx,
            |ui| {
                frame.show(ui, |ui| {
                    ui.set_width(width.min(screen.width() - 60.0));
                    self.contents(ui, name, screen.height() - 130.0, add);
                });
            },
        );
    }

    fn contents(&mut self, ui: &mut Ui, name: &str, tallest: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let builder = UiBuilder::new().accessibility_label(name).accessibility_role(egui::Role::Dialog);
        ui.scope_builder(builder, |ui| self.named_contents(ui, name, tallest, add));
    }

    fn named_contents(&mut self, ui: &mut Ui, name: &str, tallest: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let theme = &self.look.theme;
        ui.horizontal(|ui| {
            ui.label(strong(name, 16.0, theme.ink.0));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = icon_button(ui, self.look, Icon::Close, &format!("Close {}", name.to_lowercase()));
                if self.fresh {
                    // A field inside takes it from here.
                    close.request_focus();
                }
                if close.clicked() {
                    self.out.push(Action::ShowDialog(None));
                }
            });
        });
        ui.add_space(6.0);
        let tallest = tallest.max(80.0);
        let area = ScrollArea::vertical()
            .auto_shrink([false, true])
            .id_salt(name)
            .max_height(tallest)
            .min_scrolled_height(tallest);
        area.show(ui, |ui| {
            scroll_by_keys(ui, tallest);
            // The scroll bar floats over the right edge; the text keeps off it.
            ui.set_max_width(ui.available_width() - SCROLL_BAR);
            add(self, ui);
        });
    }
}

/// Page keys, Home and End scroll what is too long for the window; arrows go from control to control.
fn scroll_by_keys(ui: &Ui, page: f32) {
    let by = ui.input(|input| {
        let keys = [(Key::PageDown, -0.9), (Key::PageUp, 0.9), (Key::Home, 1e5), (Key::End, -1e5)];
        keys.into_iter().filter(|(key, _)| input.key_pressed(*key)).map(|(_, share)| share).sum::<f32>()
    });
    if by != 0.0 && !ui.ctx().text_edit_focused() {
        ui.scroll_with_delta(vec2(0.0, by * page));
    }
}
