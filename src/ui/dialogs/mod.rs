//! Dialogs over the text, which never moves under them.

mod annotation;
mod annotations;
mod appearance;
mod brief;
mod compare;
mod cut;
mod fields;
mod forget;
mod hand_out;
mod help;
mod keep_copy;
mod left_out;
mod lists;
mod menu;
mod perspectives;
mod plan;
mod preview;
mod quote;
mod reading_test;
mod review;
mod room;
mod round;
mod round_lists;
mod sources;
mod suggest;
mod tray;

use egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modal, Order, PointerButton, ScrollArea, Ui, UiBuilder, vec2,
};

use crate::state::{Action, AppState, Dialog, Notice, Subject};

use super::bars::{self, LOW};
use super::controls::{icon_button, strong};
use super::icons::Icon;
use super::notices;
use super::styles::Styles;

pub use compare::excerpt;

/// The least distance of a dialog from the top and the bottom of the window, in logical pixels.
const EDGE: f32 = 8.0;

/// The height of a dialog besides its contents, in logical pixels: its margins and the line with its name.
const AROUND: f32 = 36.0 + 30.0 + 12.0;

/// The width of a scroll bar, in logical pixels.
const SCROLL_BAR: f32 = 12.0;

/// The name of the dialog that cuts a card.
const CUT: &str = "Cut a card";

/// The name of the list of what was left out.
const LEFT_OUT: &str = "Left out of your copy";

/// Said when the reader presses beside a dialog in which something was typed.
const STAYS_OPEN: &str = "What you typed is still here. Finish it, or close it with the cross at its top.";

/// Said when the reader presses beside the preview of a text, in which a title and what is left out are chosen.
const CHECK_STAYS_OPEN: &str =
    "The text is still here. Choose what to do with it, or close it with the cross at its top.";

/// For how long after a dialog opened a press beside it does nothing, in seconds: it is the second one of a double press
/// on what opened it. Longer than the time between the two presses that common desktops allow for (400 to 500 ms).
const JUST_OPENED: f64 = 0.5;

/// Returns whether the window is low, see [`LOW`].
fn is_low(ui: &Ui) -> bool {
    bars::is_low(ui.ctx().content_rect())
}

/// What is typed and chosen in a dialog; reset when another one opens.
#[derive(Debug, Default)]
pub struct DialogInputs {
    shown: Option<Dialog>,
    /// The text of its field.
    typed: String,
    /// The words selected in a paragraph.
    phrase_selection: review::PhraseSelection,
    /// The quotation being entered.
    quotation_form: quote::QuotationForm,
    /// The sides of the brief, as typed.
    sides: String,
    /// The title of a brief to create.
    new_title: String,
    /// The text that was last submitted.
    submitted: String,
    /// The chosen row of a list.
    chosen: usize,
    /// Its path field has been shown and has had the focus.
    path_shown: bool,
    /// The dialog opened in this frame and takes the focus.
    fresh: bool,
    /// When it opened, in seconds of the window's clock.
    opened_at: f64,
    /// Whether its field was submitted while it was empty.
    missing: fields::Missing,
    /// The same of the title of a brief to create.
    missing_title: fields::Missing,
    /// What [`DialogInputs::unsaved`] was when the dialog opened, or a field appeared in it.
    unsaved_at_first: String,
}

/// What a dialog reads, and where it pushes actions.
struct DialogContext<'a> {
    state: &'a AppState,
    styles: &'a Styles,
    out: &'a mut Vec<Action>,
    /// The dialog opened in this frame and takes the focus.
    fresh: bool,
    /// It opened less than [`JUST_OPENED`] ago.
    just_opened: bool,
    /// What is said when the reader presses beside it, if the press must not throw away what was done in it.
    stays_open: Option<&'static str>,
}

impl DialogInputs {
    /// Shows the open dialog, if any.
    pub fn show(&mut self, ctx: &Context, state: &AppState, styles: &Styles, out: &mut Vec<Action>) {
        let now = ctx.input(|input| input.time);
        self.fresh = self.shown != state.dialog;
        if self.fresh {
            self.shown = state.dialog.clone();
            self.opened_at = now;
            self.chosen = 0;
            self.path_shown = false;
            self.typed = String::new();
            (self.missing, self.missing_title) = (fields::Missing::default(), fields::Missing::default());
        }
        let Some(dialog) = state.dialog.clone() else { return };
        let unsaved = self.unsaved(&dialog, state);
        let holds_typed = !self.fresh && !unsaved.trim().is_empty() && unsaved != self.unsaved_at_first;
        let stays_open = match dialog {
            _ if holds_typed => Some(STAYS_OPEN),
            Dialog::Preview => Some(CHECK_STAYS_OPEN),
            _ => None,
        };
        let just_opened = now - self.opened_at < JUST_OPENED;
        let cx = &mut DialogContext { state, styles, out, fresh: self.fresh, just_opened, stays_open };
        let before = cx.out.len();
        self.dialog(ctx, dialog.clone(), cx);
        if just_opened && ctx.input(|input| input.pointer.button_double_clicked(PointerButton::Primary)) {
            // The second press may also be on what the dialog has where the first one was.
            cx.out.truncate(before);
        }
        if self.fresh {
            self.unsaved_at_first = self.unsaved(&dialog, state);
        }
    }

    /// Returns what is typed in a dialog and would go with it. What is saved as one types is not among it, nor are the words
    /// that a list is searched for.
    fn unsaved(&self, dialog: &Dialog, state: &AppState) -> String {
        match dialog {
            Dialog::Preview | Dialog::OpenPath | Dialog::KeepCopy | Dialog::Suggest => self.typed.clone(),
            // The field for the path of a new file.
            Dialog::Round | Dialog::HandOut => self.typed.clone(),
            Dialog::Brief => format!("{}{}", self.typed, self.new_title),
            Dialog::Cut => state.brief.cut.tag.clone(),
            Dialog::Quote(_) => self.quotation_form.typed(),
            Dialog::Palette
            | Dialog::GoTo
            | Dialog::Annotations
            | Dialog::TakeEntry
            | Dialog::Annotation(_)
            | Dialog::Plan
            | Dialog::Menu
            | Dialog::Keys
            | Dialog::Help(_)
            | Dialog::Context { .. }
            | Dialog::Appearance
            | Dialog::Perspectives
            | Dialog::Sources(_)
            | Dialog::Review
            | Dialog::Tray
            | Dialog::LeftOut
            | Dialog::Forget
            | Dialog::Room
            | Dialog::Block
            | Dialog::Dropped
            | Dialog::ReadingTest => String::new(),
        }
    }

    fn dialog(&mut self, ctx: &Context, dialog: Dialog, cx: &mut DialogContext<'_>) {
        let (state, styles) = (cx.state, cx.styles);
        match dialog {
            Dialog::Menu => menu::show(cx, ctx),
            Dialog::Palette => cx.modal(ctx, "All commands", 520.0, |cx, ui| lists::palette(self, cx, ui)),
            Dialog::Context { target, at } => {
                crate::ui::context_menu::show(ctx, state, styles, (target, at, self.fresh, cx.just_opened), cx.out);
            }
            Dialog::Help(page) => cx.modal(ctx, help::title(page), 820.0, |cx, ui| help::show(cx, ui, page)),
            Dialog::Keys => cx.modal(ctx, "List of keys", 720.0, lists::keys),
            Dialog::Perspectives => cx.modal(ctx, "Perspectives", 560.0, perspectives::show),
            Dialog::GoTo => cx.modal(ctx, "Go to a code", 380.0, |cx, ui| fields::go_to(self, cx, ui)),
            Dialog::OpenPath => {
                let name = match (state.proposed_file(), state.accepts_cards()) {
                    (Some(_), _) => "Save your annotations",
                    (None, true) => "Take cards in",
                    (None, false) => "Open an article or an edition",
                };
                cx.modal(ctx, name, 560.0, |cx, ui| fields::open_path(self, cx, ui))
            }
            Dialog::Preview => cx.modal(ctx, "Check this text", 680.0, |cx, ui| preview::show(self, cx, ui)),
            Dialog::Review => cx.modal(ctx, "Review", 980.0, |cx, ui| review::show(self, cx, ui)),
            Dialog::Tray => cx.modal(ctx, "Notes without a place", 680.0, |cx, ui| tray::show(self, cx, ui)),
            Dialog::LeftOut => {
                cx.modal(ctx, LEFT_OUT, 680.0, |cx, ui| left_out::show(self, cx, ui));
            }
            Dialog::Forget => cx.modal(ctx, "Forget this copy?", 520.0, forget::show),
            Dialog::KeepCopy => {
                cx.modal(ctx, "Keep this copy as an edition", 560.0, |cx, ui| keep_copy::show(self, cx, ui))
            }
            Dialog::Suggest => {
                cx.modal(ctx, "Which paragraph does it answer?", 680.0, |cx, ui| suggest::show(self, cx, ui))
            }
            Dialog::Room => cx.modal(ctx, "Room and screens", 560.0, room::show),
            Dialog::Plan => cx.modal(ctx, "Plan of the lesson", 860.0, |cx, ui| plan::show(self, cx, ui)),
            Dialog::Annotation(id) => {
                cx.modal(ctx, "Your annotation", 560.0, |cx, ui| annotation::show(self, cx, ui, id))
            }
            Dialog::Annotations => {
                let add = |cx: &mut DialogContext<'_>, ui: &mut Ui| annotations::show(self, cx, ui);
                cx.modal(ctx, "Your highlights and annotations", 720.0, add);
            }
            Dialog::Cut => cx.modal(ctx, CUT, 640.0, |cx, ui| cut::show(self, cx, ui)),
            Dialog::Block => cx.modal(ctx, "Answer block", 640.0, |cx, ui| cut::block(self, cx, ui)),
            Dialog::Brief => cx.modal(ctx, "Brief", 560.0, |cx, ui| brief::show(self, cx, ui)),
            Dialog::Quote(entry) => cx.modal(ctx, "Add a quotation", 640.0, |cx, ui| quote::show(self, cx, ui, entry)),
            Dialog::Round => cx.modal(ctx, "Round", 620.0, |cx, ui| round::show(self, cx, ui)),
            Dialog::Dropped => cx.modal(ctx, "Dropped arguments", 560.0, round_lists::dropped_arguments),
            Dialog::TakeEntry => {
                cx.modal(ctx, "A card of the brief", 560.0, |cx, ui| round_lists::brief_entries(self, cx, ui))
            }
            Dialog::ReadingTest => cx.modal(ctx, "Reading test", 720.0, reading_test::show),
            Dialog::HandOut => cx.modal(ctx, "Handouts", 460.0, |cx, ui| hand_out::show(self, cx, ui)),
            Dialog::Appearance => cx.corner(ctx, "Appearance", 380.0, appearance::show),
            Dialog::Sources(entry) => cx.corner(ctx, "Sources", 440.0, |cx, ui| sources::show(cx, ui, entry)),
        }
    }
}

impl DialogContext<'_> {
    fn frame(&self) -> Frame {
        let theme = &self.styles.theme;
        Frame::NONE
            .fill(theme.panel.0)
            .stroke((1.0, theme.rule.0))
            .corner_radius(8.0)
            .inner_margin(Margin::same(18))
            .shadow(egui::Shadow { offset: [0, 6], blur: 24, spread: 0, color: theme.shadow.0 })
    }

    /// Shows a dialog in the centre, with the text behind it out of reach.
    fn modal(&mut self, ctx: &Context, name: &str, width: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let screen = ctx.content_rect();
        let frame = self.frame();
        let dim = self.styles.theme.shadow.0.gamma_multiply(0.6);
        let id = Id::unique(("modal", name));
        let is_review = name == "Review";
        // A list that changes while the reader types or takes from it keeps its top edge. Where the window is low, as with a large
        // interface, it begins at its top.
        let below = |distance: f32| if screen.height() < LOW { EDGE } else { distance };
        let (area, above) = match name {
            "All commands" | LEFT_OUT | CUT => {
                (Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, below(60.0))), below(60.0))
            }
            // The paragraph in question is in the upper part of the view.
            _ if is_review => (Modal::default_area(id).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -10.0)), EDGE),
            _ => (Modal::default_area(id), EDGE),
        };
        let (dim, tallest) = match is_review {
            true => (egui::Color32::TRANSPARENT, review::height(screen.height())),
            false => (dim, screen.height() - above - AROUND - EDGE),
        };
        let size_before = ctx.memory(|memory| memory.area_rect(id)).map(|rect| rect.size());
        let shown = Modal::new(id).area(area).frame(frame).backdrop_color(dim).show(ctx, |ui| {
            ui.set_width(width.min(screen.width() - 48.0));
            self.contents(ui, name, tallest, add);
        });
        if size_before.is_some_and(|size| size != shown.response.rect.size()) {
            // It stands where its former size had its centre; egui moves it in the next frame.
            ctx.request_repaint();
        }
        if shown.backdrop_response.clicked() && !self.just_opened {
            self.out.push(match self.stays_open {
                None => Action::ShowDialog(None),
                Some(words) => Action::Notify(Notice::quiet(words).about(Subject::Dialog)),
            });
        }
    }

    /// Shows a dialog in a corner, with the text still in reach.
    fn corner(&mut self, ctx: &Context, name: &str, width: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let screen = ctx.content_rect();
        let frame = self.frame();
        let away = if screen.height() < LOW { EDGE } else { 52.0 };
        // The sources are beside the reply that they belong to, and not over it.
        let (anchor, offset) = match name {
            "Sources" => (Align2::LEFT_BOTTOM, vec2(18.0, -44.0)),
            _ => (Align2::RIGHT_TOP, vec2(-18.0, away)),
        };
        let id = Id::unique(("corner", name));
        let size_before = ctx.memory(|memory| memory.area_rect(id)).map(|rect| rect.size());
        let area = Area::new(id).order(Order::Foreground).anchor(anchor, offset).constrain(true);
        let shown = area.show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(width.min(screen.width() - 60.0));
                self.contents(ui, name, screen.height() - away - AROUND - EDGE, add);
            });
        });
        if size_before.is_some_and(|size| size != shown.response.rect.size()) {
            // It is placed by its former size, and would jump for a frame.
            ctx.request_discard("the size of a dialog in a corner is known now");
        }
    }

    fn contents(&mut self, ui: &mut Ui, name: &str, tallest: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let builder = UiBuilder::new().accessibility_label(name).accessibility_role(egui::Role::Dialog);
        ui.scope_builder(builder, |ui| self.named_contents(ui, name, tallest, add));
    }

    fn named_contents(&mut self, ui: &mut Ui, name: &str, tallest: f32, add: impl FnOnce(&mut Self, &mut Ui)) {
        let theme = &self.styles.theme;
        ui.horizontal(|ui| {
            ui.label(strong(name, 16.0, theme.ink.0));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = icon_button(ui, self.styles, Icon::Close, &format!("Close {}", name.to_lowercase()));
                if self.fresh {
                    // A field inside takes the focus from it.
                    close.request_focus();
                }
                if close.clicked() {
                    self.out.push(Action::ShowDialog(None));
                }
            });
        });
        ui.add_space(6.0);
        let top = ui.cursor().top();
        if let Some(Dialog::Help(_) | Dialog::Keys) = self.state.dialog {
            help::pages(self, ui);
        }
        let neighbours = match self.state.dialog {
            Some(Dialog::Sources(entry)) => sources::Neighbours::of(self.state, entry),
            _ => None,
        };
        let below = if neighbours.is_some() { sources::NEIGHBOURS } else { 0.0 };
        let tallest = (tallest - (ui.cursor().top() - top) - below).max(80.0);
        let area = ScrollArea::vertical()
            .auto_shrink([false, true])
            .id_salt(name)
            .max_height(tallest)
            .min_scrolled_height(tallest);
        area.show(ui, |ui| {
            scroll_by_keys(ui, tallest);
            // The scroll bar floats over the right edge; the text leaves room for it.
            ui.set_max_width(ui.available_width() - SCROLL_BAR);
            add(self, ui);
            // What a message in front of it covers can be scrolled out from under it.
            if ui.min_rect().height() >= tallest {
                ui.add_space(notices::height_in_front(ui.ctx()));
            }
        });
        if let Some(neighbours) = neighbours {
            neighbours.show(self, ui);
        }
    }
}

/// Scrolls contents that are too long for the window with the page keys, Home and End; arrow keys move the focus.
fn scroll_by_keys(ui: &Ui, page: f32) {
    let by = ui.input(|input| {
        let keys = [(Key::PageDown, -0.9), (Key::PageUp, 0.9), (Key::Home, 1e5), (Key::End, -1e5)];
        keys.into_iter().filter(|(key, _)| input.key_pressed(*key)).map(|(_, share)| share).sum::<f32>()
    });
    if by != 0.0 && !ui.ctx().text_edit_focused() {
        ui.scroll_with_delta(vec2(0.0, by * page));
    }
}
