//! A doubtful pair: does this paragraph of the copy correspond to that one of the edition?

use std::sync::Arc;

use egui::{Key, Ui};

use crate::align::correspond::DOUBTFUL;
use crate::model::{Correction, Edition, Grade, Pair, PairGrade};
use crate::state::copy::is_doubtful;
use crate::state::{Action, CopyAction, OwnCopy, percent};
use crate::ui::controls::aligned_row;

use super::super::compare::{WordComparison, compared_text};
use super::{answer, side_by_side};
use crate::ui::context::ViewContext;

pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, copy: &OwnCopy, index: usize) {
    let Some(pair) = copy.pairs.pairs.get(index) else { return };
    let base = &copy.request.base;
    let shown = cx.state.copy.review.candidate.map_or_else(|| pair.edition.clone(), |tried| vec![tried]);
    ui.label(cx.styles.soft(explanation(cx, pair), 13.5));
    ui.add_space(6.0);
    // Above the texts, so that the answers are in view however long the texts are.
    ui.horizontal_wrapped(|ui| answers(cx, ui, pair, &shown));
    ui.add_space(4.0);
    aligned_row(ui, |ui| others(cx, ui, pair, base, &shown));
    ui.add_space(8.0);
    let (old, new) = (joined(base, &shown), joined(&cx.state.edition, &pair.copy));
    let comparison = WordComparison::between(&old.1, &new.1);
    let edition = Arc::clone(&cx.state.edition);
    let sides = [(old, "the edition", base, shown.first()), (new, "your copy", &edition, pair.copy.first())];
    side_by_side(ui, |ui, new| {
        let Some(((labels, text), whose, edition, first)) = sides.get(usize::from(new)) else { return };
        let labels = if labels.is_empty() { "No paragraph" } else { labels };
        ui.label(cx.styles.strong_accent(format!("{labels} of {whose}"), 13.0));
        let language = first.and_then(|index| edition.paragraph(*index)).map(|p| edition.language_of_paragraph(p));
        let language = language.unwrap_or(&edition.head().language);
        compared_text(cx, ui, (text, language), &comparison, None);
    });
}

fn explanation(cx: &ViewContext<'_>, pair: &Pair) -> String {
    match (cx.state.copy.review.candidate, pair.grade) {
        (Some(_), _) => "You are comparing it with another paragraph of the edition.".to_owned(),
        (None, PairGrade::Inserted) => "No paragraph of the edition was found that says this.".to_owned(),
        (None, _) if pair.by_reader => "You said that these two belong together.".to_owned(),
        (None, grade) if is_doubtful(pair) => {
            let limit = DOUBTFUL * 100.0;
            let alike = percent(pair);
            format!(
                "{} They are {alike} alike ({}). Below {limit:.0} % you are asked.",
                Grade::Fuzzy.mark(),
                grade.word()
            )
        }
        (None, grade) => {
            format!("The program takes them for the same paragraph: {}, {} alike.", grade.word(), percent(pair))
        }
    }
}

/// Returns the corrections that link each of some paragraphs of the copy with each of some of the edition.
fn linked(copies: &[usize], editions: &[usize]) -> Vec<Correction> {
    let link = |copy: usize| editions.iter().map(move |edition| Correction::Linked { copy, edition: *edition });
    copies.iter().copied().flat_map(link).collect()
}

/// Like [`linked`], but separates them.
fn unlinked(copies: &[usize], editions: &[usize]) -> Vec<Correction> {
    let unlink = |copy: usize| editions.iter().map(move |edition| Correction::Unlinked { copy, edition: *edition });
    copies.iter().copied().flat_map(unlink).collect()
}

/// Shows a button for corrections.
fn correct(cx: &mut ViewContext<'_>, ui: &mut Ui, name: &str, corrections: Vec<Correction>) {
    answer(cx, ui, (name, None), false, Action::Copy(CopyAction::Correct(corrections)));
}

fn answers(cx: &mut ViewContext<'_>, ui: &mut Ui, pair: &Pair, shown: &[usize]) {
    let tried = cx.state.copy.review.candidate.is_some();
    let mut accept = linked(&pair.copy, shown);
    if tried {
        // The former pair is unlinked.
        let others: Vec<usize> = pair.edition.iter().copied().filter(|e| !shown.contains(e)).collect();
        accept.extend(unlinked(&pair.copy, &others));
    }
    if !shown.is_empty() {
        let name = if tried { "These two belong together" } else { "They belong together" };
        answer(cx, ui, (name, Some(Key::A)), true, Action::Copy(CopyAction::Correct(accept)));
    }
    if !pair.edition.is_empty() && !tried {
        let apart = Action::Copy(CopyAction::Correct(unlinked(&pair.copy, &pair.edition)));
        answer(cx, ui, ("They do not belong together", Some(Key::D)), false, apart);
    }
    if !tried {
        parts(cx, ui, pair);
        neighbours(cx, ui, pair);
    }
}

/// Shows a button for each part of a split or merged paragraph, which unlinks that part alone.
fn parts(cx: &mut ViewContext<'_>, ui: &mut Ui, pair: &Pair) {
    let Some(copy) = &cx.state.copy.open else { return };
    let base = &copy.request.base;
    let article = &cx.state.edition;
    for part in pair.copy.iter().filter(|_| pair.copy.len() > 1) {
        let Some(paragraph) = article.paragraph(*part) else { continue };
        let name = format!("¶{} of your copy does not belong to it", paragraph.id.label());
        correct(cx, ui, &name, unlinked(&[*part], &pair.edition));
    }
    for part in pair.edition.iter().filter(|_| pair.edition.len() > 1) {
        let Some(paragraph) = base.paragraph(*part) else { continue };
        let name = format!("¶{} of the edition does not belong to it", paragraph.id.label());
        correct(cx, ui, &name, unlinked(&pair.copy, &[*part]));
    }
}

/// Shows buttons to link the paragraph after the pair, in case one was split or two were merged.
fn neighbours(cx: &mut ViewContext<'_>, ui: &mut Ui, pair: &Pair) {
    let Some(copy) = &cx.state.copy.open else { return };
    let (base, article) = (&copy.request.base, &cx.state.edition);
    let next = pair.copy.last().map_or(0, |last| last + 1);
    if let (&[edition], Some(paragraph)) = (pair.edition.as_slice(), article.paragraph(next)) {
        let copies: Vec<usize> = pair.copy.iter().copied().chain([next]).collect();
        let name = format!("¶{} of your copy belongs to it too", paragraph.id.label());
        correct(cx, ui, &name, linked(&copies, &[edition]));
    }
    let next = pair.edition.last().map_or(usize::MAX, |last| last + 1);
    if let (&[copy], Some(paragraph)) = (pair.copy.as_slice(), base.paragraph(next)) {
        let editions: Vec<usize> = pair.edition.iter().copied().chain([next]).collect();
        let name = format!("¶{} of the edition belongs to it too", paragraph.id.label());
        correct(cx, ui, &name, linked(&[copy], &editions));
    }
}

/// Shows buttons to try other paragraphs of the edition.
fn others(cx: &mut ViewContext<'_>, ui: &mut Ui, pair: &Pair, base: &Edition, shown: &[usize]) {
    // A paragraph without a counterpart starts with the one at the same index.
    let own = pair.copy.first().copied().unwrap_or_default().min(base.paragraphs().len().saturating_sub(1));
    let here = shown.first().copied().unwrap_or(own);
    let label = |index: usize| base.paragraph(index).map_or(String::new(), |p| format!("¶{}", p.id.label()));
    ui.label(cx.styles.soft("Compare it with another one:", 13.5));
    let same = shown.is_empty().then(|| (here, format!("Try {}", label(here))));
    let before = here.checked_sub(1).map(|at| (at, format!("Try {} before it", label(at))));
    let after = (here + 1 < base.paragraphs().len()).then(|| (here + 1, format!("Try {} after it", label(here + 1))));
    for (at, name) in [same, before, after].into_iter().flatten() {
        answer(cx, ui, (&name, None), false, Action::Copy(CopyAction::ReviewCandidate(Some(at))));
    }
}

/// Returns the labels and the texts of paragraphs, joined.
fn joined(edition: &Edition, indexes: &[usize]) -> (String, String) {
    let paragraphs: Vec<_> = indexes.iter().filter_map(|index| edition.paragraph(*index)).collect();
    let labels: Vec<String> = paragraphs.iter().map(|p| format!("¶{}", p.id.label())).collect();
    let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
    (labels.join(" and "), texts.join("\n\n"))
}
