//! The copy's paragraphs, and the edition's claims in them.

use std::collections::HashMap;

use super::PhrasePlacement;
use crate::model::check::declare_repeats;
use crate::model::{Claim, ClaimId, Edition, Owner, Paragraph, ParagraphKind};

/// Returns the copy's paragraphs. A paragraph that corresponds to a pull-quote of the edition is a pull-quote if its
/// words are in the counterpart of the quoted paragraph. Repeated passages in the copy are declared. A paragraph has the
/// topics of its counterparts, and the short name of its counterpart if each is the other's only one.
pub(super) fn derive_paragraphs(
    edition: &Edition,
    copy: &[Paragraph],
    places: &[Vec<usize>],
    edition_counterparts: &[Vec<usize>],
) -> Vec<Paragraph> {
    let mut paragraphs = copy.to_vec();
    let is_plain = |paragraph: &Paragraph| !matches!(paragraph.kind, ParagraphKind::PullQuote { .. });
    for (paragraph, of) in paragraphs.iter_mut().zip(edition_counterparts) {
        if !is_plain(paragraph) {
            paragraph.kind = ParagraphKind::Text;
        }
        name(paragraph, edition, of, places);
        let &[of] = of.as_slice() else { continue };
        let Some(ParagraphKind::PullQuote { of }) = edition.paragraph(of).map(|p| &p.kind) else { continue };
        let quoted = edition.paragraph_index(of).and_then(|of| places.get(of)).into_iter().flatten();
        let words = paragraph.text.trim();
        let holds = |other: &&Paragraph| {
            other.id != paragraph.id && is_plain(other) && other.kind.takes_notes() && other.text.contains(words)
        };
        // A counterpart of another pull-quote cannot be quoted.
        let is_text = |at: &usize| {
            edition_counterparts
                .get(*at)
                .is_some_and(|all| all.iter().any(|&e| edition.paragraph(e).is_some_and(is_plain)))
        };
        let quoted = quoted.filter(|at| is_text(at)).filter_map(|&at| copy.get(at)).find(holds);
        if let (Some(quoted), false) = (quoted, words.is_empty()) {
            paragraph.kind = ParagraphKind::PullQuote { of: quoted.id.clone() };
        }
    }
    declare_repeats(&mut paragraphs);
    paragraphs
}

/// Gives a paragraph of the copy the short name and the topics of its counterparts.
fn name(paragraph: &mut Paragraph, edition: &Edition, of: &[usize], places: &[Vec<usize>]) {
    if let &[only] = of
        && places.get(only).is_some_and(|copies| copies.len() == 1)
    {
        paragraph.short = edition.paragraph(only).and_then(|p| p.short.clone());
    }
    for topic in of.iter().filter_map(|at| edition.paragraph(*at)).flat_map(|p| &p.topics) {
        if !paragraph.topics.contains(topic) {
            paragraph.topics.push(topic.clone());
        }
    }
}

/// The edition's claims that are in the copy.
#[derive(Debug, Default)]
pub(super) struct CarriedClaims {
    /// The claims of the derived edition.
    pub(super) carried: Vec<Claim>,
    /// The new id of each claim, by its id in the edition.
    pub(super) ids: HashMap<ClaimId, ClaimId>,
    places: HashMap<ClaimId, usize>,
}

impl CarriedClaims {
    /// Places each claim in the paragraph that has its phrase, or else in the first counterpart of its own paragraph.
    pub(super) fn new(
        edition: &Edition,
        copy: &[Paragraph],
        places: &[Vec<usize>],
        phrases: &[PhrasePlacement],
    ) -> Self {
        let by_owner: HashMap<&Owner, &PhrasePlacement> = phrases.iter().map(|place| (&place.owner, place)).collect();
        let mut claims = Self::default();
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for claim in &edition.article().claims {
            let counterparts = edition.paragraph_index(&claim.on).and_then(|at| places.get(at)).into_iter().flatten();
            let takes_notes_at = |at: &usize| copy.get(*at).is_some_and(|p| p.kind.takes_notes());
            let counterparts: Vec<usize> = counterparts.copied().filter(takes_notes_at).collect();
            let place = by_owner.get(&Owner::Claim(claim.id.clone())).copied();
            let words = place.and_then(|place| Some((place.words(copy)?, place.decided)));
            // Words elsewhere count only if the reader chose them.
            let words =
                words.filter(|((at, _), decided)| counterparts.contains(at) || (*decided && takes_notes_at(at)));
            let at = words.map(|((at, _), _)| at).or_else(|| counterparts.first().copied());
            let Some((at, paragraph)) = at.and_then(|at| Some((at, copy.get(at)?))) else { continue };
            if claims.ids.contains_key(&claim.id) {
                continue;
            }
            let number = counts.entry(at).or_default();
            *number += 1;
            let id = ClaimId::from(format!("{}.c{number}", paragraph.id).as_str());
            claims.ids.insert(claim.id.clone(), id.clone());
            claims.places.insert(id.clone(), at);
            let phrase = words.map(|((_, words), _)| words.to_owned());
            claims.carried.push(Claim { id, on: paragraph.id.clone(), phrase, ..claim.clone() });
        }
        claims
    }

    /// Returns the index of the copy's paragraph that makes a claim, given the claim's new id.
    pub(super) fn place(&self, id: &ClaimId) -> Option<usize> {
        self.places.get(id).copied()
    }
}
