//! An edition's notes on a reader's own copy of its article.
//!
//! The derived edition has the copy's text; notes, absences and claims stand level with the paragraphs that answer
//! theirs. What has no place is told apart in [`Carried`], and nothing is placed by a guess that is not marked there.

mod absences;
mod article;
mod follow;
mod phrases;

use std::collections::{BTreeSet, HashMap};

pub use follow::{Followed, follow};
pub use phrases::PhrasePlace;

use crate::model::progress::{Cancelled, Progress};
use crate::model::{
    Article, ClaimId, Correspondence, Decision, Edition, EditionHead, Note, NoteId, Owner, Paragraph, Perspective,
    PerspectiveId,
};

/// An edition carried onto a copy, and what a reader should know of it.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The copy with the edition's notes.
    pub edition: Edition,
    /// For each phrase of a claim or note, where it is now.
    pub phrases: Vec<PhrasePlace>,
    /// Notes that stand nowhere in the copy.
    pub lost: Vec<LostNote>,
    /// The new id of each claim that is in the copy: a claim's id names its paragraph.
    pub claims: Vec<(ClaimId, ClaimId)>,
}

/// A note that is not in the derived edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostNote {
    /// Whose note it is.
    pub perspective: PerspectiveId,
    /// Which note.
    pub note: NoteId,
    /// The indexes of the edition's paragraphs it stood on.
    pub paragraphs: Vec<usize>,
    /// Why it has no place.
    pub why: WhyLost,
}

/// Why a note has no place in a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhyLost {
    /// None of its paragraphs is in the copy.
    #[error("none of its paragraphs is in this text")]
    Gone,
    /// Its paragraphs are headings or pull-quotes here, which take no notes.
    #[error("its paragraphs are headings or pull-quotes in this text")]
    TakesNone,
}

/// Sets the notes of an edition beside a reader's copy of its article.
///
/// The copy's paragraphs keep their ids; title, language, sources and dates are the edition's. Correspondence and
/// decisions are about these two texts. It is the second half of the work that `correspond` begins, as progress goes.
///
/// # Errors
/// When the work is not wanted any more.
pub fn carry(
    edition: &Edition,
    article: &Article,
    correspondence: &Correspondence,
    decisions: &[Decision],
    progress: &Progress,
) -> Result<Carried, Cancelled> {
    let answered = answered(correspondence, article.paragraphs.len());
    let places = places(correspondence, edition.paragraphs().len());
    let paragraphs = article::paragraphs(edition, &article.paragraphs, &places, &answered);
    let phrases = phrases::places(edition, &paragraphs, decisions, &places, progress)?;
    progress.report(19, 20)?;
    let mut claims = article::Claims::of(edition, &paragraphs, &places, &phrases);
    let carrier = Carrier { edition, paragraphs: &paragraphs, places: &places, claims: &claims, phrases: &phrases };
    let mut lost = Vec::new();
    let perspectives = edition.perspectives().iter().map(|p| carrier.perspective(p, &answered, &mut lost)).collect();
    let head = edition.head();
    let carried = Article {
        // Not the edition's: that may name who restated it.
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

/// For each paragraph of the copy, those of the edition that it answers.
fn answered(correspondence: &Correspondence, copies: usize) -> Vec<Vec<usize>> {
    let mut answered = vec![Vec::new(); copies];
    for pair in &correspondence.pairs {
        for &copy in &pair.copy {
            if let Some(of) = answered.get_mut(copy) {
                of.clone_from(&pair.edition);
            }
        }
    }
    answered
}

/// For each paragraph of the edition, those of the copy that answer it.
fn places(correspondence: &Correspondence, editions: usize) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); editions];
    for pair in &correspondence.pairs {
        for &edition in &pair.edition {
            if let Some(place) = places.get_mut(edition) {
                place.clone_from(&pair.copy);
            }
        }
    }
    places
}

/// What is needed to carry a note.
struct Carrier<'a> {
    edition: &'a Edition,
    paragraphs: &'a [Paragraph],
    places: &'a [Vec<usize>],
    claims: &'a article::Claims,
    phrases: &'a [PhrasePlace],
}

impl Carrier<'_> {
    fn perspective(&self, perspective: &Perspective, answered: &[Vec<usize>], lost: &mut Vec<LostNote>) -> Perspective {
        let by_owner: HashMap<&Owner, &PhrasePlace> = self.phrases.iter().map(|place| (&place.owner, place)).collect();
        let mut notes = Vec::with_capacity(perspective.notes.len());
        for note in &perspective.notes {
            match self.note(note, &by_owner) {
                Ok(note) => notes.push(note),
                Err((paragraphs, why)) => {
                    let (perspective, note) = (perspective.id.clone(), note.id.clone());
                    lost.push(LostNote { perspective, note, paragraphs, why });
                }
            }
        }
        let (silences, not_applicable) =
            absences::carried(self.edition, perspective, &notes, (self.paragraphs, answered));
        Perspective { notes, silences, not_applicable, ..perspective.clone() }
    }

    fn note(&self, note: &Note, by_owner: &HashMap<&Owner, &PhrasePlace>) -> Result<Note, (Vec<usize>, WhyLost)> {
        if note.on_whole_article() {
            return Ok(note.clone());
        }
        let old: Vec<usize> = note.on.iter().filter_map(|id| self.edition.paragraph_index(id)).collect();
        let all: BTreeSet<usize> = old.iter().filter_map(|&at| self.places.get(at)).flatten().copied().collect();
        let takes = |at: &usize| self.paragraphs.get(*at).is_some_and(|p| p.kind.takes_notes());
        let mut on: BTreeSet<usize> = all.iter().copied().filter(takes).collect();
        let phrase = by_owner.get(&Owner::Note(note.id.clone())).copied();
        // What the reader placed, the note stands on.
        let claim = note.claim.as_ref();
        let placed = claim.and_then(|id| by_owner.get(&Owner::Claim(id.clone()))).copied();
        let chosen = [phrase, placed].into_iter().flatten().filter(|place| place.decided);
        on.extend(chosen.filter_map(|place| place.paragraph).filter(takes));
        if on.is_empty() {
            return Err((old, if all.is_empty() { WhyLost::Gone } else { WhyLost::TakesNone }));
        }
        let words = phrase.and_then(|place| place.words(self.paragraphs)).filter(|(at, _)| on.contains(at));
        let mut on: Vec<usize> = on.into_iter().collect();
        if let Some((first, _)) = words {
            // A note's phrase stands in the first of its paragraphs.
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
