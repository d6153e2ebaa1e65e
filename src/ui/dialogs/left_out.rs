//! What was left out of the copy: a list from which paragraphs are taken in again.

use egui::{Role, Ui, WidgetInfo};

use crate::import::group_thousands;
use crate::model::{LeftOut, ParagraphKind};
use crate::state::{AppState, Command, CopyAction, MatchRequest, OwnCopy};
use crate::ui::controls::{Control as _, aligned_row, button, tooltip};
use crate::ui::faces::INTERFACE;
use crate::ui::typeset::TextStyle;

use super::compare::excerpt;
use super::{DialogView, Layout, Place, ViewContext, rows};

const LEFT_OUT: &str = "Left out of your copy";

/// The paragraphs shown at first, and each time more are asked for.
const SHOWN: usize = 60;

/// The list of what was left out.
#[derive(Debug, Default)]
pub(super) struct LeftOutDialog {
    /// How often more paragraphs were asked for.
    more: usize,
}

impl DialogView for LeftOutDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new(LEFT_OUT, Place::Top, 680.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let state = cx.state;
        let Some(copy) = &state.copy.open else { return };
        let text = match copy.latest().left_out.len() {
            0 => "Nothing is left out of your copy now.",
            _ => "Each gets its place between the paragraphs around it, which keep their numbers.",
        };
        ui.label(cx.styles.ink(text, 13.5));
        let links = [
            (copy.steps_left_out(), "Undo the last change here", Command::Undo),
            (Command::Review.is_offered(state), Command::Review.label(), Command::Review),
        ];
        ui.horizontal_wrapped(|ui| {
            // What is below stays in place when a link comes or goes.
            ui.set_min_height(ui.spacing().interact_size.y);
            for (_, name, command) in links.into_iter().filter(|(is_offered, ..)| *is_offered) {
                ui.link(cx.styles.accent(name, 13.5)).on_click(cx.out, command);
            }
        });
        if list(cx, ui, copy, (SHOWN * (self.more + 1), cx.fresh)) {
            self.more += 1;
        }
    }
}

/// Shows the list at the end of the review, if anything is left out.
pub(super) fn section(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy) {
    if copy.latest().left_out.is_empty() {
        return;
    }
    ui.add_space(10.0);
    ui.label(cx.styles.strong_ink(LEFT_OUT, 14.0));
    if list(cx, ui, copy, (SHOWN, false)) {
        cx.push(Command::LeftOut);
    }
}

/// Shows a link to the list, if anything is left out.
pub(super) fn link(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy) {
    let name = match copy.latest().left_out.len() {
        0 => return,
        1 => "One paragraph is left out: look at it".to_owned(),
        n => format!("{} paragraphs are left out: look at them", group_thousands(n)),
    };
    ui.link(cx.styles.accent(name, 13.5)).on_click(cx.out, Command::LeftOut);
}

/// Shows this many of the paragraphs that are left out, each with a button that takes it in again; the first may get the
/// focus. Returns whether more were asked for.
fn list(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy, (shown, focus): (usize, bool)) -> bool {
    let request = copy.latest();
    for (nth, left) in request.left_out.iter().take(shown).enumerate() {
        ui.add_space(10.0);
        entry(cx, ui, (request, nth), left, focus && nth == 0);
    }
    let Some(more) = request.left_out.len().checked_sub(shown).filter(|more| *more > 0) else { return false };
    rows::more_paragraphs(cx, ui, more, SHOWN)
}

fn entry(cx: &mut ViewContext<'_>, ui: &mut Ui, (request, nth): (&MatchRequest, usize), left: &LeftOut, focus: bool) {
    let paragraph = &left.paragraph;
    let text = match &paragraph.kind {
        ParagraphKind::ListItem { mark } => format!("{mark} {}", excerpt(&paragraph.text)),
        ParagraphKind::Text | ParagraphKind::Heading | ParagraphKind::Quote | ParagraphKind::PullQuote { .. } => {
            excerpt(&paragraph.text)
        }
    };
    aligned_row(ui, |ui| {
        let name = format!("Take in again as ¶{}: {text}", paragraph.id.label());
        let take = button(ui, cx.styles, "Take in again", false);
        take.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if focus {
            take.request_focus();
        }
        tooltip(take, &format!("Take in again as ¶{}", paragraph.id.label()))
            .on_click(cx.out, CopyAction::TakeIn(paragraph.id.clone()));
        ui.label(cx.styles.soft(place(request, left.at.saturating_sub(nth)), 12.5));
    });
    let language = paragraph.language.as_ref().unwrap_or(cx.language());
    let size = if paragraph.kind == ParagraphKind::Heading { 15.0 } else { 14.0 };
    let style = TextStyle::new(INTERFACE, size, 1.4, cx.styles.theme.ink.0);
    cx.text(ui, (&text, language), &style);
}

/// Returns where a paragraph was, after this many of those that stand.
fn place(request: &MatchRequest, standing: usize) -> String {
    let label = |at: usize| request.article.paragraphs.get(at).map(|paragraph| paragraph.id.label());
    match (standing.checked_sub(1).and_then(label), label(standing)) {
        (Some(before), Some(after)) => format!("between ¶{before} and ¶{after}"),
        (Some(before), None) => format!("after ¶{before}, at the end"),
        (None, Some(after)) => format!("before ¶{after}"),
        (None, None) => String::new(),
    }
}
