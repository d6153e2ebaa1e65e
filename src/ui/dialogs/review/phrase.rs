//! A phrase that a claim or a note answers, and the words of the copy that it was matched to.

use std::ops::Range;

use egui::{Key, Response, Role, Sense, Ui, WidgetInfo};

use crate::align::carry::PhrasePlacement;
use crate::model::{Anchor, Decision, Edition, Grade, Language, Owner, Paragraph};
use crate::state::{Action, CopyAction, OwnCopy, Question};
use crate::ui::controls::{aligned_row, focus_ring};
use crate::ui::word_selection::{self, SelectableText, WordSelection};

use super::super::compare::{TextMarks, WordComparison, compared_text, layout_compared, paint_compared};
use super::{answer, side_by_side};
use crate::ui::context::ViewContext;

pub(super) fn show(
    selection: &mut PhraseSelection,
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    copy: &OwnCopy,
    index: usize,
) {
    let Some(place) = copy.phrases.get(index) else { return };
    let base = &copy.request.base;
    let score =
        if place.grade == Grade::Fuzzy { format!(" ({:.0} % alike)", place.score * 100.0) } else { String::new() };
    let grade = place.grade;
    let found = format!("{} What was found: {}{score}.", grade.mark(), grade.meaning());
    ui.label(cx.styles.soft(found, 13.5));
    if let Some(what) = owner_line(base, &place.owner) {
        ui.label(cx.styles.soft(what, 13.0));
    }
    ui.add_space(6.0);
    let old = base.paragraph_index(&place.old.on).and_then(|index| base.paragraph(index));
    let target = target(cx, copy, place);
    let state = cx.state;
    let new = target.and_then(|index| state.edition.paragraph(index));
    let text = |paragraph: Option<&Paragraph>| paragraph.map_or(String::new(), |p| p.text.clone());
    let comparison = WordComparison::between(&text(old), &text(new));
    selection.begin((index, target));
    let chosen = new.and_then(|new| selection.bytes(&new.text));
    // Above the texts, so that the answers are in view however long the texts are.
    let found = place.range.clone().filter(|_| target == place.paragraph);
    ui.horizontal_wrapped(|ui| answers(cx, ui, place, (new, found.clone()), chosen));
    ui.add_space(4.0);
    aligned_row(ui, |ui| others(cx, ui, target));
    ui.horizontal_wrapped(|ui| for_all_like_it(cx, ui, copy, grade));
    ui.add_space(8.0);
    side_by_side(ui, |ui, second| match (second, old, new) {
        (false, Some(old), _) => {
            ui.label(cx.styles.strong_accent(format!("¶{} of the edition", old.id.label()), 13.0));
            let lit = old.text.find(&place.old.exact).map(|at| at..at + place.old.exact.len());
            compared_text(cx, ui, (&old.text, base.language_of_paragraph(old)), &comparison, lit);
        }
        (true, _, Some(new)) => {
            ui.label(cx.styles.strong_accent(format!("¶{} of your copy", new.id.label()), 13.0));
            let marks = TextMarks { comparison: Some(&comparison), underlined: found.clone(), chosen: None };
            selectable_paragraph(selection, cx, ui, new, marks);
        }
        _ => {}
    });
}

/// Returns the paragraph of the copy to show: the one found, else the counterpart of the old one.
fn target(cx: &ViewContext<'_>, copy: &OwnCopy, place: &PhrasePlacement) -> Option<usize> {
    let counterpart = || {
        let index = copy.request.base.paragraph_index(&place.old.on)?;
        copy.pairs.of_edition(index)?.copy.first().copied()
    };
    let review = &cx.state.copy.review;
    // A question asked from a reply is about the row of that reply.
    let asked_from = || cx.state.reader.active.checked_sub(1).filter(|_| review.single);
    review.candidate.or(place.paragraph).or_else(counterpart).or_else(asked_from)
}

fn answers(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    place: &PhrasePlacement,
    (new, found): (Option<&Paragraph>, Option<Range<usize>>),
    selected: Option<Range<usize>>,
) {
    let placed = |paragraph: &Paragraph, range: Range<usize>| {
        let (owner, anchor) = (place.owner.clone(), Anchor::new(paragraph, range));
        Action::Copy(CopyAction::Decide(vec![Decision::Placed { owner, anchor }]))
    };
    if let Some(new) = new {
        let tried = cx.state.copy.review.candidate.is_some();
        let whole = if tried { "This whole paragraph" } else { "The whole paragraph" };
        match (&found, selected) {
            (_, Some(range)) => {
                answer(cx, ui, ("The words I chose", Some(Key::A)), true, placed(new, range));
            }
            (Some(range), None) => {
                answer(cx, ui, ("The underlined words", Some(Key::A)), true, placed(new, range.clone()));
            }
            (None, None) => answer(cx, ui, (whole, Some(Key::A)), true, placed(new, 0..0)),
        }
        if found.is_some() {
            answer(cx, ui, ("The whole paragraph", None), false, placed(new, 0..0));
        }
    }
    let detached = Action::Copy(CopyAction::Decide(vec![Decision::Detached { owner: place.owner.clone() }]));
    answer(cx, ui, ("My copy does not say it", Some(Key::D)), false, detached);
}

/// Shows buttons to try other paragraphs of the copy.
fn others(cx: &mut ViewContext<'_>, ui: &mut Ui, target: Option<usize>) {
    let edition = &cx.state.edition;
    let count = edition.paragraphs().len();
    let here = target.unwrap_or_default();
    let label = |index: usize| edition.paragraph(index).map_or(String::new(), |p| format!("¶{}", p.id.label()));
    let before = here.checked_sub(1).map(|at| (at, format!("Try {} before it", label(at))));
    let after = Some(here + 1).filter(|at| *at < count).map(|at| (at, format!("Try {} after it", label(at))));
    ui.label(cx.styles.soft("Look in another paragraph:", 13.5));
    for (at, name) in [before, after].into_iter().flatten() {
        answer(cx, ui, (&name, None), false, Action::Copy(CopyAction::ReviewCandidate(Some(at))));
    }
}

/// Shows one answer for all phrases whose words are gone although their paragraph is there.
fn for_all_like_it(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy, grade: Grade) {
    let questions = &cx.state.copy.review.questions;
    let phrases = questions.iter().filter_map(|question| match question {
        Question::Phrase(index) => copy.phrases.get(*index),
        Question::Pair(_) => None,
    });
    let alike: Vec<&PhrasePlacement> = phrases.filter(|place| place.grade == grade).collect();
    if grade != Grade::Near || alike.len() < 2 {
        return;
    }
    let decided = |place: &PhrasePlacement| {
        let paragraph = cx.state.edition.paragraph(place.paragraph?)?;
        let (owner, anchor) = (place.owner.clone(), Anchor::new(paragraph, 0..0));
        Some(Decision::Placed { owner, anchor })
    };
    let decisions: Vec<Decision> = alike.iter().filter_map(|place| decided(place)).collect();
    let name = format!("The whole paragraph, for all {} like this", alike.len());
    answer(cx, ui, (&name, None), false, Action::Copy(CopyAction::Decide(decisions)));
}

/// Returns the claim or the note that the phrase belongs to.
fn owner_line(base: &Edition, owner: &Owner) -> Option<String> {
    match owner {
        Owner::Claim(id) => base.claim(id).map(|claim| format!("It answers the claim: {}", claim.text)),
        Owner::Note(id) => {
            let mut notes = base.perspectives().iter().flat_map(|by| by.notes.iter().map(move |note| (by, note)));
            notes.find(|(_, note)| note.id == *id).map(|(by, note)| format!("{} {}.", by.name, by.verb(note.stance)))
        }
    }
}

/// The words selected in a paragraph, for a phrase.
#[derive(Debug, Default)]
pub(super) struct PhraseSelection {
    /// The phrase and the paragraph that the selection is for.
    asked: (usize, Option<usize>),
    selection: WordSelection,
}

impl PhraseSelection {
    /// Clears the selection if it was for another phrase or paragraph.
    fn begin(&mut self, asked: (usize, Option<usize>)) {
        if self.asked != asked {
            *self = Self { asked, selection: None };
        }
    }

    /// Returns the byte range from the first selected word to the last.
    fn bytes(&self, text: &str) -> Option<Range<usize>> {
        word_selection::selected_bytes(self.selection, text)
    }
}

/// Shows the paragraph, in which words can be selected.
fn selectable_paragraph(
    selection: &mut PhraseSelection,
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    paragraph: &Paragraph,
    mut marks: TextMarks<'_>,
) {
    let text = paragraph.text.as_str();
    let language = cx.state.edition.language_of_paragraph(paragraph);
    let layout = layout_compared(cx, ui, (text, language));
    let (rect, _) = ui.allocate_exact_size(layout.size(), Sense::hover());
    // A fixed id: the number of buttons before it changes with the selection.
    let response = ui.interact(rect, ui.scope_id().with("words to choose"), Sense::click_and_drag());
    let selectable = SelectableText::new(text, &layout);
    let first = marks.underlined.as_ref().and_then(|lit| selectable.word_after(lit.start));
    selectable.interact(ui, &mut selection.selection, &response, first.unwrap_or(0));
    marks.chosen = selection.bytes(text);
    paint_compared(cx, ui, text, (&layout, rect.min), &marks);
    focus_ring(ui, cx.styles, rect.expand(4.0), &response);
    let chosen = marks.chosen.as_ref().and_then(|range| text.get(range.clone()));
    describe_selection(cx, ui, (paragraph, language), &response, chosen);
}

/// Labels the field with the selection, and shows it on a line below that a screen reader announces when it changes.
fn describe_selection(
    cx: &mut ViewContext<'_>,
    ui: &mut Ui,
    (paragraph, language): (&Paragraph, &Language),
    response: &Response,
    chosen: Option<&str>,
) {
    let text = match chosen {
        Some(words) => format!("Chosen: “{words}”"),
        None => "Choose other words with the pointer or the arrow keys; Shift takes more.".to_owned(),
    };
    let label = paragraph.id.label();
    let name = format!("Words of ¶{label} of your copy. {text}");
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(paragraph.text.as_str()));
    ui.add_space(4.0);
    let line = match chosen {
        Some(_) => cx.text_of_size(ui, &text, language, 12.5),
        None => ui.label(cx.styles.soft(text, 12.5)),
    };
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
}
