//! A phrase that a claim or a note answers, and the words of the copy that it was carried to.

use std::ops::Range;

use egui::{Key, Ui};

use crate::align::carry::PhrasePlacement;
use crate::model::{Anchor, Decision, Edition, Grade, Owner, Paragraph};
use crate::state::{Action, OwnCopy, Question};
use crate::ui::controls::{strong, words};

use super::super::parts::{Marked, SetOff, compared, in_line};
use super::super::{DialogInputs, Sheet};
use super::{answer, choose, side_by_side};

pub(super) fn show(inputs: &mut DialogInputs, sheet: &mut Sheet<'_>, ui: &mut Ui, copy: &OwnCopy, index: usize) {
    let Some(place) = copy.phrases.get(index) else { return };
    let theme = sheet.look.theme.clone();
    let base = &copy.request.base;
    let score = if place.grade == Grade::Fuzzy { format!(", {:.0} %", place.score * 100.0) } else { String::new() };
    let grade = place.grade;
    ui.label(words(format!("{} {}{score}: {}.", grade.mark(), grade.word(), grade.meaning()), 13.5, theme.soft.0));
    if let Some(what) = asked(base, &place.owner) {
        ui.label(words(what, 13.0, theme.soft.0));
    }
    ui.add_space(6.0);
    let old = base.paragraph_index(&place.old.on).and_then(|index| base.paragraph(index));
    let target = target(sheet, copy, place);
    let state = sheet.state;
    let new = target.and_then(|index| state.edition.paragraph(index));
    let text = |paragraph: Option<&Paragraph>| paragraph.map_or(String::new(), |p| p.text.clone());
    let set_off = SetOff::between(&text(old), &text(new));
    inputs.choosing.begin(inputs.fresh, (index, target));
    let chosen = new.and_then(|new| inputs.choosing.bytes(&new.text));
    // Before the texts, so that the answers are in view however long those are.
    let found = place.range.clone().filter(|_| target == place.paragraph);
    ui.horizontal_wrapped(|ui| answers(sheet, ui, place, (new, found.clone()), chosen));
    ui.add_space(4.0);
    in_line(ui, |ui| others(sheet, ui, target));
    ui.horizontal_wrapped(|ui| for_all_like_it(sheet, ui, copy, grade));
    ui.add_space(8.0);
    side_by_side(ui, |ui, second| match (second, old, new) {
        (false, Some(old), _) => {
            ui.label(strong(format!("¶{} of the edition", old.id.label()), 13.0, theme.accent.0));
            let lit = old.text.find(&place.old.exact).map(|at| at..at + place.old.exact.len());
            compared(sheet, ui, (&old.text, base.language_of_paragraph(old)), &set_off, lit);
        }
        (true, _, Some(new)) => {
            ui.label(strong(format!("¶{} of your copy", new.id.label()), 13.0, theme.accent.0));
            let marked = Marked { set_off: Some(&set_off), lit: found.clone(), chosen: None };
            choose::show(&mut inputs.choosing, sheet, ui, new, marked);
        }
        _ => {}
    });
    ui.add_space(6.0);
    ui.label(words(set_off.legend(), 12.5, theme.faint.0));
}

/// The paragraph of the copy that is shown: the one found, else the one that answers the old one.
fn target(sheet: &Sheet<'_>, copy: &OwnCopy, place: &PhrasePlacement) -> Option<usize> {
    let counterpart = || {
        let index = copy.request.base.paragraph_index(&place.old.on)?;
        copy.pairs.of_edition(index)?.copy.first().copied()
    };
    let review = &sheet.state.review;
    // A question asked from a reply is about the row that the reply stands in.
    let asked_from = || sheet.state.active.checked_sub(1).filter(|_| review.single);
    review.candidate.or(place.paragraph).or_else(counterpart).or_else(asked_from)
}

fn answers(
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    place: &PhrasePlacement,
    (new, found): (Option<&Paragraph>, Option<Range<usize>>),
    selected: Option<Range<usize>>,
) {
    let placed = |paragraph: &Paragraph, range: Range<usize>| {
        let (owner, anchor) = (place.owner.clone(), Anchor::new(paragraph, range));
        Action::Decide(vec![Decision::Placed { owner, anchor }])
    };
    if let Some(new) = new {
        let tried = sheet.state.review.candidate.is_some();
        let whole = if tried { "Put it on this paragraph" } else { "Leave it on the paragraph" };
        match (&found, selected) {
            (_, Some(range)) => {
                answer(sheet, ui, ("Pin it to the chosen words", Some(Key::A)), true, placed(new, range));
            }
            (Some(range), None) => {
                answer(sheet, ui, ("These words are right", Some(Key::A)), true, placed(new, range.clone()));
            }
            (None, None) => answer(sheet, ui, (whole, Some(Key::A)), true, placed(new, 0..0)),
        }
        if found.is_some() {
            answer(sheet, ui, ("The paragraph, not these words", None), false, placed(new, 0..0));
        }
    }
    let detached = Action::Decide(vec![Decision::Detached { owner: place.owner.clone() }]);
    answer(sheet, ui, ("It is not there", Some(Key::D)), false, detached);
}

/// Steps through the other paragraphs of the copy: the words may stand in one that was not thought of.
fn others(sheet: &mut Sheet<'_>, ui: &mut Ui, target: Option<usize>) {
    let edition = &sheet.state.edition;
    let count = edition.paragraphs().len();
    let here = target.unwrap_or_default();
    let label = |index: usize| edition.paragraph(index).map_or(String::new(), |p| format!("¶{}", p.id.label()));
    let before = here.checked_sub(1).map(|at| (at, format!("Try {} before it", label(at))));
    let after = Some(here + 1).filter(|at| *at < count).map(|at| (at, format!("Try {} after it", label(at))));
    ui.label(words("Another paragraph:", 13.5, sheet.look.theme.soft.0));
    for (at, name) in [before, after].into_iter().flatten() {
        answer(sheet, ui, (&name, None), false, Action::ReviewCandidate(Some(at)));
    }
}

/// One answer for all phrases whose words are gone while their paragraph is there.
fn for_all_like_it(sheet: &mut Sheet<'_>, ui: &mut Ui, copy: &OwnCopy, grade: Grade) {
    let questions = &sheet.state.review.questions;
    let phrases = questions.iter().filter_map(|question| match question {
        Question::Phrase(index) => copy.phrases.get(*index),
        Question::Pair(_) => None,
    });
    let alike: Vec<&PhrasePlacement> = phrases.filter(|place| place.grade == grade).collect();
    if grade != Grade::Near || alike.len() < 2 {
        return;
    }
    let decided = |place: &PhrasePlacement| {
        let paragraph = sheet.state.edition.paragraph(place.paragraph?)?;
        let (owner, anchor) = (place.owner.clone(), Anchor::new(paragraph, 0..0));
        Some(Decision::Placed { owner, anchor })
    };
    let decisions: Vec<Decision> = alike.iter().filter_map(|place| decided(place)).collect();
    let name = format!("Leave all {} such phrases on their paragraphs", alike.len());
    answer(sheet, ui, (&name, None), false, Action::Decide(decisions));
}

/// What the phrase is for.
fn asked(base: &Edition, owner: &Owner) -> Option<String> {
    match owner {
        Owner::Claim(id) => base.claim(id).map(|claim| format!("The claim: {}", claim.text)),
        Owner::Note(id) => {
            let mut notes = base.perspectives().iter().flat_map(|by| by.notes.iter().map(move |note| (by, note)));
            notes.find(|(_, note)| note.id == *id).map(|(by, note)| format!("{} {}.", by.name, note.stance.verb()))
        }
    }
}
