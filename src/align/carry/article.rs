//! The copy's paragraphs and the edition's claims in them.

use std::collections::HashMap;

use super::PhrasePlace;
use crate::model::check::declare_repeats;
use crate::model::{Claim, ClaimId, Edition, Owner, Paragraph, ParagraphKind};

/// The copy's paragraphs. One that answers a pull-quote of the edition is a pull-quote when its words really stand in
/// the paragraph that answers the quoted one; passages that stand twice in the copy are declared.
pub(super) fn paragraphs(
    edition: &Edition,
    copy: &[Paragraph],
    places: &[Vec<usize>],
    answered: &[Vec<usize>],
) -> Vec<Paragraph> {
    let mut paragraphs = copy.to_vec();
    let plain = |paragraph: &Paragraph| !matches!(paragraph.kind, ParagraphKind::PullQuote { .. });
    for (paragraph, of) in paragraphs.iter_mut().zip(answered) {
        if !plain(paragraph) {
            paragraph.kind = ParagraphKind::Text;
        }
        let &[of] = of.as_slice() else { continue };
        let Some(ParagraphKind::PullQuote { of }) = edition.paragraph(of).map(|p| &p.kind) else { continue };
        let quoted = edition.paragraph_index(of).and_then(|of| places.get(of)).into_iter().flatten();
        let words = paragraph.text.trim();
        let holds = |other: &&Paragraph| {
            other.id != paragraph.id && plain(other) && other.kind.takes_notes() && other.text.contains(words)
        };
        // What answers another pull-quote cannot be quoted.
        let is_text = |at: &usize| {
            answered.get(*at).is_some_and(|all| all.iter().any(|&e| edition.paragraph(e).is_some_and(plain)))
        };
        let quoted = quoted.filter(|at| is_text(at)).filter_map(|&at| copy.get(at)).find(holds);
        if let (Some(quoted), false) = (quoted, words.is_empty()) {
            paragraph.kind = ParagraphKind::PullQuote { of: quoted.id.clone() };
        }
    }
    declare_repeats(&mut paragraphs);
    paragraphs
}

/// The edition's claims that are in the copy.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// As they stand in the derived edition.
    pub(super) carried: Vec<Claim>,
    /// Their new ids by the edition's.
    pub(super) ids: HashMap<ClaimId, ClaimId>,
    places: HashMap<ClaimId, usize>,
}

impl Claims {
    /// Puts each claim into the paragraph where its phrase is, else into the first that answers its own.
    pub(super) fn of(edition: &Edition, copy: &[Paragraph], places: &[Vec<usize>], phrases: &[PhrasePlace]) -> Self {
        let by_owner: HashMap<&Owner, &PhrasePlace> = phrases.iter().map(|place| (&place.owner, place)).collect();
        let mut claims = Self::default();
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for claim in &edition.article().claims {
            let level = edition.paragraph_index(&claim.on).and_then(|at| places.get(at)).into_iter().flatten();
            let takes = |at: &usize| copy.get(*at).is_some_and(|p| p.kind.takes_notes());
            let level: Vec<usize> = level.copied().filter(takes).collect();
            let place = by_owner.get(&Owner::Claim(claim.id.clone())).copied();
            let words = place.and_then(|place| Some((place.words(copy)?, place.decided)));
            // Words elsewhere are a place only if the reader said so.
            let words = words.filter(|((at, _), decided)| level.contains(at) || (*decided && takes(at)));
            let at = words.map(|((at, _), _)| at).or_else(|| level.first().copied());
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

    /// The index of the paragraph of the copy in which a claim, by its new id, is made.
    pub(super) fn place(&self, id: &ClaimId) -> Option<usize> {
        self.places.get(id).copied()
    }
}
