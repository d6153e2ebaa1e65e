//! Silences and not-applicable cells on a copy.
//!
//! A paragraph of the copy that corresponds to several of the edition is silent only if all of them were looked at and
//! none has a note: a silence must not cover more than what was checked. A silence on a claim goes where the claim goes.

use std::collections::{HashMap, HashSet};

use super::article::CarriedClaims;
use crate::model::{Edition, NotApplicable, Note, Paragraph, ParagraphId, Perspective, Silence};

/// The reason a perspective has no note on a paragraph of the edition, as the index of its record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absence {
    Silent(usize),
    NotApplicable(usize),
}

/// Returns the absences of a perspective on the paragraphs of a copy, given its carried notes.
pub(super) fn carry(
    edition: &Edition,
    perspective: &Perspective,
    notes: &[Note],
    (copy, counterparts): (&[Paragraph], &[Vec<usize>]),
    claims: &CarriedClaims,
) -> (Vec<Silence>, Vec<NotApplicable>) {
    let with_notes: HashSet<&ParagraphId> = notes.iter().flat_map(|note| &note.on).collect();
    let mut absences: HashMap<usize, Absence> = HashMap::new();
    let silent = perspective.silences.iter().enumerate().filter(|(_, s)| s.claim.is_none());
    let silent = silent.map(|(k, s)| (Absence::Silent(k), &s.on));
    let others = perspective.not_applicable.iter().enumerate().map(|(k, n)| (Absence::NotApplicable(k), &n.on));
    for (absence, on) in silent.chain(others) {
        for at in on.iter().filter_map(|id| edition.paragraph_index(id)) {
            absences.entry(at).or_insert(absence);
        }
    }
    let mut silences: Vec<Silence> =
        perspective.silences.iter().map(|s| Silence { on: Vec::new(), ..s.clone() }).collect();
    let mut not_applicable: Vec<NotApplicable> =
        perspective.not_applicable.iter().map(|n| NotApplicable { on: Vec::new(), ..n.clone() }).collect();
    for (paragraph, of) in copy.iter().zip(counterparts) {
        let all: Option<Vec<Absence>> = of.iter().map(|at| absences.get(at).copied()).collect();
        let Some(all) = all.filter(|_| paragraph.kind.takes_notes() && !with_notes.contains(&paragraph.id)) else {
            continue;
        };
        let silence = all.iter().find(|absence| matches!(absence, Absence::Silent(_)));
        let on = match silence.or(all.first()) {
            Some(Absence::Silent(k)) => silences.get_mut(*k).map(|s| &mut s.on),
            Some(Absence::NotApplicable(k)) => not_applicable.get_mut(*k).map(|n| &mut n.on),
            None => None,
        };
        on.into_iter().for_each(|on| on.push(paragraph.id.clone()));
    }
    for (silence, of) in silences.iter_mut().zip(&perspective.silences) {
        let Some(claim) = &of.claim else { continue };
        let carried = claims.ids.get(claim).and_then(|id| Some((id, copy.get(claims.place(id)?)?)));
        let Some((id, paragraph)) = carried else { continue };
        silence.on = vec![paragraph.id.clone()];
        silence.claim = Some(id.clone());
    }
    silences.retain(|silence| !silence.on.is_empty());
    not_applicable.retain(|cell| !cell.on.is_empty());
    (silences, not_applicable)
}
