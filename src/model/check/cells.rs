//! Checks that no cell has more notes than a reader compares.

use super::super::problem::PathStep;
use super::super::rows::Rows;
use super::{CheckInput, Findings};
use PathStep::Field;

/// The most notes in a cell: those that begin on the paragraph, and pointers to those that began before.
const MAX_NOTES: usize = 5;

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    if !input.parts.article {
        return;
    }
    let rows = Rows::new(input.edition);
    let places = std::iter::once(None).chain((0..input.edition.paragraphs().len()).map(Some));
    for (place, p) in places.flat_map(|place| (0..input.edition.perspectives().len()).map(move |p| (place, p))) {
        let entries = rows.notes_of(place, p);
        let Some(entry) = entries.get(MAX_NOTES) else { continue };
        let cell = place.and_then(|at| input.edition.paragraph(at)).map_or("the article", |p| p.id.as_str());
        findings.warning(
            "crowded-cell",
            input.in_note(p, entry.note as usize, &[Field("on")]),
            format!("expected at most {MAX_NOTES} notes of a perspective on {cell}, but found {}", entries.len()),
            "merge notes that say the same, or take the weakest out",
        );
    }
}
