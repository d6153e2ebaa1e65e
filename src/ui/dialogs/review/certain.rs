//! The phrases of which nothing is doubtful: a list that is accepted with one press.

use egui::{Key, Ui};

use crate::model::{Grade, Owner};
use crate::state::{Action, CertainPlace, CopyAction, OwnCopy};
use crate::ui::controls::Control as _;

use super::super::compare::excerpt;
use super::super::rows::list_row;
use super::answer;
use crate::ui::context::ViewContext;

/// The most rows of the list; more are counted. All are accepted.
const MAX_ROWS: usize = 200;

/// Shows the list with the button that accepts all of it, or that nothing is left.
pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy) {
    let (certain, doubtful) = (&cx.state.copy.review.certain, cx.state.copy.review.doubtful());
    if certain.is_empty() {
        ui.label(cx.styles.ink("Every doubtful place has been looked at.", 14.0));
        return;
    }
    let doubts = match doubtful {
        0 => "Nothing is doubtful.".to_owned(),
        1 => "One place is doubtful.".to_owned(),
        n => format!("{n} places are doubtful."),
    };
    let count = match certain.len() {
        1 => "One place is certain, and only its words differ in your copy".to_owned(),
        n => format!("{n} places are certain, and only their words differ in your copy"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.styles.strong_ink(format!("{doubts} {count}."), 14.0));
        if doubtful > 0 && ui.link(cx.styles.accent("Look at the doubtful ones", 13.5)).clicked() {
            cx.push(CopyAction::ListCertain(false));
        }
    });
    ui.add_space(4.0);
    let why = "The paragraphs are certainly the same, so the replies stand where they belong. Only the words that they \
               answer read differently in your copy. If that is all right, accept it, and they are no longer marked.";
    ui.label(cx.styles.soft(why, 13.5));
    ui.add_space(6.0);
    answer(cx, ui, ("Accept all that are certain", Some(Key::A)), true, Action::Copy(CopyAction::AcceptCertain));
    ui.add_space(8.0);
    for place in certain.iter().take(MAX_ROWS) {
        let Some((text, hint)) = row(copy, place) else { continue };
        if list_row(cx, ui, &text, &hint, false, false) {
            cx.push(CopyAction::ReviewCertain(place.phrase));
        }
    }
    if let Some(more) = certain.len().checked_sub(MAX_ROWS).filter(|more| *more > 0) {
        ui.label(cx.styles.soft(format!("and {more} more"), 13.0));
    }
}

/// Shows a link from a question to the list.
pub(super) fn link(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let review = &cx.state.copy.review;
    let name = match review.certain.len() {
        0 => return,
        _ if review.from_list => "Back to the list".to_owned(),
        1 => "Other words in one more place: look at it".to_owned(),
        n => format!("Other words in {n} more places: look at them"),
    };
    ui.link(cx.styles.accent(name, 13.5)).on_click(cx.out, CopyAction::ListCertain(true));
}

/// Returns the claim or the words of a phrase of the edition, and where it is accepted.
fn row(copy: &OwnCopy, place: &CertainPlace) -> Option<(String, String)> {
    let phrase = copy.phrases.get(place.phrase)?;
    let claim = match &phrase.owner {
        Owner::Claim(id) => copy.request.base.claim(id).map(|claim| claim.text.clone()),
        Owner::Note(_) => None,
    };
    let text = excerpt(&claim.unwrap_or_else(|| format!("“{}”", phrase.old.exact)));
    let here = copy.request.article.paragraphs.get(place.paragraph)?.id.label();
    let hint = match (&place.words, phrase.grade) {
        (None, _) => format!("the whole of ¶{here}"),
        (Some(_), Grade::Exact | Grade::Moved) => format!("the same words in ¶{here}"),
        (Some(_), Grade::Fuzzy | Grade::Near | Grade::Ambiguous | Grade::Lost) => format!("other words in ¶{here}"),
    };
    Some((text, hint))
}
