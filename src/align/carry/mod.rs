//! Carries an edition's notes over to a reader's own copy of its article.
//!
//! The derived edition has the copy's text; notes, absences and claims are on the paragraphs that correspond to theirs.
//! [`Carried`] lists what has no place, and marks every uncertain placement.

mod absences;
mod article;
mod phrases;
mod transfer;

use std::collections::{BTreeSet, HashMap};

pub use phrases::PhrasePlacement;
pub use transfer::{Transfer, transfer};

use crate::model::progress::{Cancelled, Progress};
use crate::model::{
    Article, ClaimId, Correspondence, Decision, Edition, EditionHead, Note, NoteId, Owner, Paragraph, Perspective,
    PerspectiveId,
};

/// An edition carried over to a copy, with the uncertain placements and losses.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The copy with the edition's notes.
    pub edition: Edition,
    /// The placement of each phrase of a claim or note.
    pub phrases: Vec<PhrasePlacement>,
    /// Notes without a place in the copy.
    pub lost: Vec<LostNote>,
    /// The old and new id of each claim in the copy. A claim's id contains that of its paragraph.
    pub claims: Vec<(ClaimId, ClaimId)>,
}

/// A note of the edition that is not in the derived edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostNote {
    /// The perspective of the note.
    pub perspective: PerspectiveId,
    /// The id of the note.
    pub note: NoteId,
    /// The indexes of the edition's paragraphs the note was on.
    pub paragraphs: Vec<usize>,
    /// Why it has no place.
    pub reason: LossReason,
}

/// Why a note has no place in a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LossReason {
    /// None of its paragraphs is in the copy.
    #[error("none of its paragraphs is in this text")]
    Missing,
    /// Its paragraphs are headings or pull-quotes here, which take no notes.
    #[error("its paragraphs are headings or pull-quotes in this text")]
    NotAnnotatable,
}

/// Carries the notes of an edition over to a reader's copy of its article.
///
/// The copy's paragraphs keep their ids; title, language, sources and dates are the edition's. `correspondence` and
/// `decisions` must be about these two texts. Progress continues from the half that
/// [`correspond`](super::correspond::correspond) reports.
///
/// # Errors
/// Returns [`Cancelled`] if the job is cancelled.
pub fn carry(
    edition: &Edition,
    article: &Article,
    correspondence: &Correspondence,
    decisions: &[Decision],
    progress: &Progress,
) -> Result<Carried, Cancelled> {
    let pairs = || correspondence.pairs.iter();
    let edition_counterparts = counterparts(article.paragraphs.len(), pairs().map(|pair| (&pair.copy, &pair.edition)));
    let copy_counterparts = counterparts(edition.paragraphs().len(), pairs().map(|pair| (&pair.edition, &pair.copy)));
    let paragraphs =
        article::derive_paragraphs(edition, &article.paragraphs, &copy_counterparts, &edition_counterparts);
    let phrases = phrases::place_all(edition, &paragraphs, decisions, &copy_counterparts, progress)?;
    progress.report(19, 20)?;
    let mut claims = article::CarriedClaims::new(edition, &paragraphs, &copy_counterparts, &phrases);
    let carrier = Carrier {
        edition,
        paragraphs: &paragraphs,
        copy_counterparts: &copy_counterparts,
        claims: &claims,
        phrases: &phrases,
    };
    let mut lost = Vec::new();
    let perspectives =
        edition.perspectives().iter().map(|p| carrier.perspective(p, &edition_counterparts, &mut lost)).collect();
    let head = edition.head();
    let carried = Article {
        // The edition's byline may name the person who restated it.
        byline: article.byline.clone(),
        provenance: article.provenance.clone(),
        written_before: head.article.written_before,
        claims: std::mem::take(&mut claims.carried),
        paragraphs,
    };
    let claims = claims.ids.into_iter().collect::<std::collections::BTreeMap<_, _>>().into_iter().collect();
    let head = EditionHead { article: carried, ..head.clone() };
    let edition = Edition::new(head, perspectives, edition.sources().to_vec());
    Ok(Carried { edition, phrases, lost, claims })
}

/// Returns the paragraphs of the other side that correspond to each of `count` paragraphs.
fn counterparts<'a>(count: usize, pairs: impl Iterator<Item = (&'a Vec<usize>, &'a Vec<usize>)>) -> Vec<Vec<usize>> {
    let mut counterparts = vec![Vec::new(); count];
    for (own, others) in pairs {
        for &at in own {
            if let Some(place) = counterparts.get_mut(at) {
                place.clone_from(others);
            }
        }
    }
    counterparts
}

/// The inputs for carrying a note.
struct Carrier<'a> {
    edition: &'a Edition,
    paragraphs: &'a [Paragraph],
    copy_counterparts: &'a [Vec<usize>],
    claims: &'a article::CarriedClaims,
    phrases: &'a [PhrasePlacement],
}

impl Carrier<'_> {
    fn perspective(
        &self,
        perspective: &Perspective,
        edition_counterparts: &[Vec<usize>],
        lost: &mut Vec<LostNote>,
    ) -> Perspective {
        let by_owner: HashMap<&Owner, &PhrasePlacement> =
            self.phrases.iter().map(|place| (&place.owner, place)).collect();
        let mut notes = Vec::with_capacity(perspective.notes.len());
        for note in &perspective.notes {
            match self.note(note, &by_owner) {
                Ok(note) => notes.push(note),
                Err((paragraphs, reason)) => {
                    let (perspective, note) = (perspective.id.clone(), note.id.clone());
                    lost.push(LostNote { perspective, note, paragraphs, reason });
                }
            }
        }
        let (silences, not_applicable) =
            absences::carry(self.edition, perspective, &notes, (self.paragraphs, edition_counterparts), self.claims);
        Perspective { notes, silences, not_applicable, ..perspective.clone() }
    }

    fn note(
        &self,
        note: &Note,
        by_owner: &HashMap<&Owner, &PhrasePlacement>,
    ) -> Result<Note, (Vec<usize>, LossReason)> {
        if note.on_whole_article() {
            return Ok(note.clone());
        }
        let old: Vec<usize> = note.on.iter().filter_map(|id| self.edition.paragraph_index(id)).collect();
        let all: BTreeSet<usize> =
            old.iter().filter_map(|&at| self.copy_counterparts.get(at)).flatten().copied().collect();
        let takes_notes_at = |at: &usize| self.paragraphs.get(*at).is_some_and(|p| p.kind.takes_notes());
        let mut on: BTreeSet<usize> = all.iter().copied().filter(takes_notes_at).collect();
        let phrase = by_owner.get(&Owner::Note(note.id.clone())).copied();
        // A note is on the paragraphs where the reader placed its phrase or its claim.
        let claim = note.claim.as_ref();
        let placed = claim.and_then(|id| by_owner.get(&Owner::Claim(id.clone()))).copied();
        let chosen = [phrase, placed].into_iter().flatten().filter(|place| place.decided);
        on.extend(chosen.filter_map(|place| place.paragraph).filter(takes_notes_at));
        if on.is_empty() {
            return Err((old, if all.is_empty() { LossReason::Missing } else { LossReason::NotAnnotatable }));
        }
        let words = phrase.and_then(|place| place.words(self.paragraphs)).filter(|(at, _)| on.contains(at));
        let mut on: Vec<usize> = on.into_iter().collect();
        if let Some((first, _)) = words {
            // A note's phrase must be in the first of its paragraphs.
            on.retain(|at| *at != first);
            on.insert(0, first);
        }
        let id = |at: &usize| self.paragraphs.get(*at).map(|p| p.id.clone());
        let claim = claim.and_then(|id| self.claims.ids.get(id));
        let claim = claim.filter(|id| self.claims.place(id).is_some_and(|at| on.contains(&at)));
        Ok(Note {
            on: on.iter().filter_map(id).collect(),
            claim: claim.cloned(),
            phrase: words.map(|(_, words)| words.to_owned()),
            ..note.clone()
        })
    }
}
