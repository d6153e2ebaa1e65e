//! A doubtful pair: is this paragraph of the copy that one of the edition?

use std::sync::Arc;

use egui::{Key, Ui};

use crate::align::correspond::DOUBTFUL;
use crate::model::{Correction, Edition, Grade, Pair, PairGrade};
use crate::state::copy::is_doubtful;
use crate::state::{Action, OwnCopy, percent};
use crate::ui::controls::{strong, words};

use super::super::Sheet;
use super::super::parts::{SetOff, compared, in_line};
use super::{answer, side_by_side};

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui, copy: &OwnCopy, index: usize) {
    let Some(pair) = copy.pairs.pairs.get(index) else { return };
    let theme = sheet.look.theme.clone();
    let base = &copy.request.base;
    let shown = sheet.state.review.candidate.map_or_else(|| pair.edition.clone(), |tried| vec![tried]);
    ui.label(words(said(sheet, pair), 13.5, theme.soft.0));
    ui.add_space(6.0);
    // Before the texts, so that the answers are in view however long those are.
    ui.horizontal_wrapped(|ui| answers(sheet, ui, pair, &shown));
    ui.add_space(4.0);
    in_line(ui, |ui| others(sheet, ui, pair, base, &shown));
    ui.add_space(8.0);
    let (old, new) = (joined(base, &shown), joined(&sheet.state.edition, &pair.copy));
    let set_off = SetOff::between(&old.1, &new.1);
    let edition = Arc::clone(&sheet.state.edition);
    let sides = [(old, "the edition", base, shown.first()), (new, "your copy", &edition, pair.copy.first())];
    side_by_side(ui, |ui, new| {
        let Some(((labels, text), whose, edition, first)) = sides.get(usize::from(new)) else { return };
        let labels = if labels.is_empty() { "No paragraph" } else { labels };
        ui.label(strong(format!("{labels} of {whose}"), 13.0, theme.accent.0));
        let language = first.and_then(|index| edition.paragraph(*index)).map(|p| edition.language_of_paragraph(p));
        let language = language.unwrap_or(&edition.head().language);
        compared(sheet, ui, (text, language), &set_off, None);
    });
    ui.add_space(6.0);
    ui.label(words(set_off.legend(), 12.5, theme.faint.0));
}

fn said(sheet: &Sheet<'_>, pair: &Pair) -> String {
    match (sheet.state.review.candidate, pair.grade) {
        (Some(_), _) => "You are trying another paragraph of the edition.".to_owned(),
        (None, PairGrade::Inserted) => "It was taken for a paragraph of your copy alone.".to_owned(),
        (None, _) if pair.by_reader => "You linked these two.".to_owned(),
        (None, grade) if is_doubtful(pair) => {
            let limit = DOUBTFUL * 100.0;
            format!("{} {}, {}: below {limit:.0} % we doubt.", Grade::Fuzzy.mark(), grade.word(), percent(pair))
        }
        (None, grade) => format!("They were taken for the same: {}, {}.", grade.word(), percent(pair)),
    }
}

fn answers(sheet: &mut Sheet<'_>, ui: &mut Ui, pair: &Pair, shown: &[usize]) {
    let links = |make: fn(usize, usize) -> Correction, editions: &[usize]| -> Vec<Correction> {
        pair.copy.iter().flat_map(|copy| editions.iter().map(move |edition| make(*copy, *edition))).collect()
    };
    let linked = |copy, edition| Correction::Linked { copy, edition };
    let unlinked = |copy, edition| Correction::Unlinked { copy, edition };
    let tried = sheet.state.review.candidate.is_some();
    let mut accept = links(linked, shown);
    if tried {
        // What was paired before gives way.
        let others: Vec<usize> = pair.edition.iter().copied().filter(|e| !shown.contains(e)).collect();
        accept.extend(links(unlinked, &others));
    }
    if !shown.is_empty() {
        let name = if tried { "Link these two" } else { "They belong together" };
        answer(sheet, ui, (name, Some(Key::A)), true, Action::Correct(accept));
    }
    if !pair.edition.is_empty() && !tried {
        let apart = Action::Correct(links(unlinked, &pair.edition));
        answer(sheet, ui, ("They do not", Some(Key::D)), false, apart);
    }
    if !tried {
        parts(sheet, ui, pair);
        neighbours(sheet, ui, pair);
    }
}

/// Each part of a split paragraph, and each of several that were made one, can be taken off alone.
fn parts(sheet: &mut Sheet<'_>, ui: &mut Ui, pair: &Pair) {
    let Some(copy) = &sheet.state.copy else { return };
    let base = &copy.request.base;
    let article = &sheet.state.edition;
    let unlinked = |copies: &[usize], editions: &[usize]| {
        let apart = |copy: &usize| {
            let copy = *copy;
            editions.iter().map(move |edition| Correction::Unlinked { copy, edition: *edition })
        };
        Action::Correct(copies.iter().flat_map(apart).collect())
    };
    for part in pair.copy.iter().filter(|_| pair.copy.len() > 1) {
        let Some(paragraph) = article.paragraph(*part) else { continue };
        let name = format!("¶{} of your copy does not belong to it", paragraph.id.label());
        answer(sheet, ui, (&name, None), false, unlinked(&[*part], &pair.edition));
    }
    for part in pair.edition.iter().filter(|_| pair.edition.len() > 1) {
        let Some(paragraph) = base.paragraph(*part) else { continue };
        let name = format!("¶{} of the edition does not belong to it", paragraph.id.label());
        answer(sheet, ui, (&name, None), false, unlinked(&pair.copy, &[*part]));
    }
}

/// The paragraph after the pair may belong to it too: then it was split, or two were made one.
fn neighbours(sheet: &mut Sheet<'_>, ui: &mut Ui, pair: &Pair) {
    let Some(copy) = &sheet.state.copy else { return };
    let (base, article) = (&copy.request.base, &sheet.state.edition);
    let all = |copies: &[usize], editions: &[usize]| {
        let link = |copy: &usize| {
            let copy = *copy;
            editions.iter().map(move |edition| Correction::Linked { copy, edition: *edition })
        };
        Action::Correct(copies.iter().flat_map(link).collect())
    };
    let next = pair.copy.last().map_or(0, |last| last + 1);
    if let (&[edition], Some(paragraph)) = (pair.edition.as_slice(), article.paragraph(next)) {
        let copies: Vec<usize> = pair.copy.iter().copied().chain([next]).collect();
        let name = format!("¶{} of your copy belongs to it too", paragraph.id.label());
        answer(sheet, ui, (&name, None), false, all(&copies, &[edition]));
    }
    let next = pair.edition.last().map_or(usize::MAX, |last| last + 1);
    if let (&[copy], Some(paragraph)) = (pair.copy.as_slice(), base.paragraph(next)) {
        let editions: Vec<usize> = pair.edition.iter().copied().chain([next]).collect();
        let name = format!("¶{} of the edition belongs to it too", paragraph.id.label());
        answer(sheet, ui, (&name, None), false, all(&[copy], &editions));
    }
}

/// Steps through the other paragraphs of the edition.
fn others(sheet: &mut Sheet<'_>, ui: &mut Ui, pair: &Pair, base: &Edition, shown: &[usize]) {
    // A paragraph without a partner begins with the one at its own place.
    let own = pair.copy.first().copied().unwrap_or_default().min(base.paragraphs().len().saturating_sub(1));
    let here = shown.first().copied().unwrap_or(own);
    let label = |index: usize| base.paragraph(index).map_or(String::new(), |p| format!("¶{}", p.id.label()));
    ui.label(words("Another one:", 13.5, sheet.look.theme.soft.0));
    if shown.is_empty() {
        let name = format!("Try {}", label(here));
        answer(sheet, ui, (&name, None), false, Action::ReviewCandidate(Some(here)));
    }
    if let Some(before) = here.checked_sub(1) {
        let name = format!("Try {} before it", label(before));
        answer(sheet, ui, (&name, None), false, Action::ReviewCandidate(Some(before)));
    }
    if here + 1 < base.paragraphs().len() {
        let name = format!("Try {} after it", label(here + 1));
        answer(sheet, ui, (&name, None), false, Action::ReviewCandidate(Some(here + 1)));
    }
}

/// The labels and texts of some paragraphs in one.
fn joined(edition: &Edition, indexes: &[usize]) -> (String, String) {
    let paragraphs: Vec<_> = indexes.iter().filter_map(|index| edition.paragraph(*index)).collect();
    let labels: Vec<String> = paragraphs.iter().map(|p| format!("¶{}", p.id.label())).collect();
    let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
    (labels.join(" and "), texts.join("\n\n"))
}
