//! Dialogs over the text, which never moves under them.
//!
//! Each is a struct with a file of its own. [`View::new`] names the struct of every [`Dialog`]; what it says of itself
//! is [`DialogView`], and [`frame`] draws what all of them share.

mod annotation;
mod annotations;
mod appearance;
mod block;
mod brief;
mod citation;
mod compare;
mod cut;
mod dropped;
mod field;
mod forget;
mod frame;
mod go_to;
mod hand_out;
mod help;
mod keep_copy;
mod keys;
mod leave_round;
mod left_out;
mod lesson_question;
mod menu;
mod new_file;
mod open_path;
mod palette;
mod perspectives;
mod plan;
mod plan_rows;
mod preview;
mod quote;
mod reading_test;
mod review;
mod room;
mod round;
mod rows;
mod save_document;
mod sources;
mod suggest;
mod take_entry;
mod tray;
mod view;

use egui::{Context, PointerButton, Ui};

use crate::state::{AppState, Dialog};

use super::context::ViewContext;
use super::context_menu::ContextMenu;
use super::grid;

use menu::Menu;
use view::{DialogView, Layout, Place};

/// The least distance of a dialog from the top and the bottom of the window, in logical pixels.
const EDGE: f32 = 8.0;

/// The width of a scroll bar, in logical pixels.
const SCROLL_BAR: f32 = 12.0;

/// For how long after a dialog opened a press beside it does nothing, in seconds: it is the second one of a double press
/// on what opened it. Longer than the time between the two presses that common desktops allow for (400 to 500 ms).
const JUST_OPENED: f64 = 0.5;

/// Returns whether the window is low, see [`grid::LOW`].
fn is_low(ui: &Ui) -> bool {
    grid::is_low(ui.ctx().content_rect())
}

/// The open dialog, and what is unfinished in those that have closed.
#[derive(Debug, Default)]
pub struct Dialogs {
    open: Option<OpenDialog>,
    drafts: Drafts,
}

/// What is unfinished in dialogs that have closed, for when they open again.
#[derive(Debug, Default)]
struct Drafts {
    /// The quotation that was being entered.
    quotation: quote::QuotationForm,
}

#[derive(Debug)]
struct OpenDialog {
    dialog: Dialog,
    view: View,
    /// When it opened, in seconds of the window's clock.
    opened_at: f64,
    closing: Closing,
}

/// Whether a dialog asks before it closes over what was typed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// It does not ask.
    Unasked,
    /// It asks from this frame on.
    AskedNow,
    /// It asks.
    Asked,
}

#[derive(Debug)]
enum View {
    /// The menu, which has no title and no cross.
    Menu(Menu),
    /// A context menu, which has none either.
    ContextMenu(ContextMenu),
    /// A dialog in the shared frame.
    Framed(Box<dyn DialogView>),
}

impl View {
    /// Creates what shows a dialog.
    fn new(dialog: &Dialog, state: &AppState, drafts: &mut Drafts) -> Self {
        Self::Framed(match dialog {
            Dialog::Menu => return Self::Menu(Menu),
            Dialog::Context { target, at } => return Self::ContextMenu(ContextMenu { target: *target, at: *at }),
            Dialog::Palette => Box::new(palette::PaletteDialog::default()),
            Dialog::Keys => Box::new(keys::KeysDialog),
            Dialog::Help(page) => Box::new(help::HelpDialog { page: *page }),
            Dialog::Appearance => Box::new(appearance::AppearanceDialog),
            Dialog::Perspectives => Box::new(perspectives::PerspectivesDialog),
            Dialog::GoTo => Box::new(go_to::GoToDialog::default()),
            Dialog::OpenPath => Box::new(open_path::OpenPathDialog::default()),
            Dialog::Sources(entry) => Box::new(sources::SourcesDialog { entry: *entry }),
            Dialog::Preview => Box::new(preview::PreviewDialog::default()),
            Dialog::Review => Box::new(review::ReviewDialog::default()),
            Dialog::Tray => Box::new(tray::TrayDialog::new(state)),
            Dialog::LeftOut => Box::new(left_out::LeftOutDialog::default()),
            Dialog::Forget => Box::new(forget::ForgetDialog),
            Dialog::KeepCopy => Box::new(keep_copy::KeepCopyDialog::new(state)),
            Dialog::Citation => Box::new(citation::CitationDialog::new(state)),
            Dialog::Suggest => Box::new(suggest::SuggestDialog::new(state)),
            Dialog::Room => Box::new(room::RoomDialog),
            Dialog::Lesson(question) => Box::new(lesson_question::LessonQuestionDialog { question: *question }),
            Dialog::Plan => Box::new(plan::PlanDialog::default()),
            Dialog::PlanRows => Box::new(plan_rows::PlanRowsDialog::new(state)),
            Dialog::HandOut => Box::new(hand_out::HandOutDialog),
            Dialog::SaveDocument => Box::new(save_document::SaveDocumentDialog),
            Dialog::Annotation(id) => Box::new(annotation::AnnotationDialog::new(*id, state)),
            Dialog::Annotations => Box::new(annotations::AnnotationsDialog::default()),
            Dialog::Cut => Box::new(cut::CutDialog::new(state)),
            Dialog::Block => Box::new(block::BlockDialog::new(state)),
            Dialog::Brief => Box::new(brief::BriefDialog::default()),
            Dialog::Round => Box::new(round::RoundDialog),
            Dialog::Dropped => Box::new(dropped::DroppedDialog),
            Dialog::LeaveRound => Box::new(leave_round::LeaveRoundDialog),
            Dialog::TakeEntry => Box::new(take_entry::TakeEntryDialog::default()),
            Dialog::ReadingTest => Box::new(reading_test::ReadingTestDialog),
            Dialog::Quote(entry) => Box::new(quote::QuoteDialog::new(*entry, state, drafts)),
        })
    }
}

impl Dialogs {
    /// Returns whether the open dialog is held open at Escape, because what was typed in it would be lost. It asks then; a
    /// second Escape goes on with it.
    pub fn hold(&mut self, state: &AppState) -> bool {
        let Some(OpenDialog { dialog, view: View::Framed(view), closing, .. }) = &mut self.open else { return false };
        if state.dialog.as_ref() != Some(dialog) || view.keeps_unfinished() || !view.is_unsaved(state) {
            return false;
        }
        *closing = match closing {
            Closing::Unasked => Closing::AskedNow,
            Closing::AskedNow | Closing::Asked => Closing::Unasked,
        };
        true
    }

    /// Shows the open dialog, if any.
    pub fn show(&mut self, cx: &mut ViewContext<'_>, ctx: &Context) {
        let state = cx.state;
        let now = ctx.input(|input| input.time);
        let fresh = self.open.as_ref().map(|open| &open.dialog) != state.dialog.as_ref();
        if fresh {
            if let Some(OpenDialog { view: View::Framed(mut closed), .. }) = self.open.take() {
                closed.keep_draft(&mut self.drafts);
            }
            self.open = state.dialog.clone().map(|dialog| {
                let view = View::new(&dialog, state, &mut self.drafts);
                OpenDialog { dialog, view, opened_at: now, closing: Closing::Unasked }
            });
        }
        let Some(open) = &mut self.open else { return };
        let just_opened = now - open.opened_at < JUST_OPENED;
        let before = cx.out.len();
        (cx.fresh, cx.just_opened) = (fresh, just_opened);
        match &mut open.view {
            View::Menu(menu) => menu.show(cx, ctx),
            View::ContextMenu(menu) => menu.show(cx, ctx),
            View::Framed(view) => frame::show(view.as_mut(), &mut open.closing, cx, ctx),
        }
        (cx.fresh, cx.just_opened) = (false, false);
        if just_opened && ctx.input(|input| input.pointer.button_double_clicked(PointerButton::Primary)) {
            // The second press may also be on what the dialog has where the first one was.
            cx.out.truncate(before);
        }
    }
}
