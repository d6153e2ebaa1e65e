//! What is kept of a reader's own copy: its text, the pairs, and what the reader said about them. By ids, so that a
//! revised edition finds its paragraphs again.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{
    Article, Correction, Correspondence, Decision, Edition, Owner, Pair, PairGrade, Paragraph, ParagraphId,
};

use super::{MatchRequest, OwnCopy, TextSource};

/// The version of the file.
pub const COPY_FORMAT: u32 = 1;

/// A copy as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedCopy {
    /// The version of the file, [`COPY_FORMAT`].
    pub format: u32,
    /// The edition's id.
    pub edition: String,
    /// Its folder; none for the one inside the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition_path: Option<PathBuf>,
    /// Where the text came from.
    pub source: TextSource,
    /// The fingerprint of the edition's text when the pairs were made.
    pub base: String,
    /// Pairs that the reader made or refused.
    pub corrections: Vec<SavedCorrection>,
    /// What the reader decided about phrases.
    pub decisions: Vec<Decision>,
    /// All pairs.
    pub pairs: Vec<SavedPair>,
    /// The text.
    pub article: Article,
    /// The names of earlier texts of the same file, from which it goes on: they are forgotten with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// What the reader took back, which another window's file must not bring back.
    #[serde(skip)]
    pub withdrawn: Withdrawn,
}

/// What a reader said and took back, as what it was about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Withdrawn {
    /// Paragraphs of the copy and of the edition.
    pairs: Vec<(ParagraphId, ParagraphId)>,
    /// Whose phrases.
    owners: Vec<Owner>,
}

impl Withdrawn {
    /// Takes up what was taken back later.
    pub(super) fn extend(&mut self, other: Self) {
        self.pairs.extend(other.pairs);
        self.owners.extend(other.owners);
    }
}

/// A correction by ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedCorrection {
    /// The paragraph of the copy.
    pub copy: ParagraphId,
    /// The paragraph of the edition.
    pub edition: ParagraphId,
    /// They belong together; else they do not.
    pub linked: bool,
}

impl SavedCorrection {
    /// The same by indexes.
    pub(super) fn by_index(&self, copy: usize, edition: usize) -> Correction {
        if self.linked { Correction::Linked { copy, edition } } else { Correction::Unlinked { copy, edition } }
    }
}

/// A pair by ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPair {
    /// Paragraphs of the copy.
    pub copy: Vec<ParagraphId>,
    /// Paragraphs of the edition.
    pub edition: Vec<ParagraphId>,
    /// What kind of pair it is.
    pub grade: PairGrade,
    /// How sure it is.
    pub score: f32,
    /// The reader made it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_reader: bool,
}

impl SavedCopy {
    /// What is to be kept of an open copy.
    pub fn of(copy: &OwnCopy) -> Self {
        let wish = copy.latest();
        let (base, article) = (&wish.base, &wish.article);
        // Pairs that are not those of this wish are found anew when the copy is opened.
        let pairs = if copy.next.is_none() { Some(&copy.pairs) } else { wish.known.as_ref() };
        let of_copy = |index: &usize| id(&article.paragraphs, *index);
        let of_edition = |index: &usize| id(base.paragraphs(), *index);
        let correction = |correction: &Correction| {
            let (copy, edition, linked) = match correction {
                Correction::Linked { copy, edition } => (copy, edition, true),
                Correction::Unlinked { copy, edition } => (copy, edition, false),
            };
            Some(SavedCorrection { copy: of_copy(copy)?, edition: of_edition(edition)?, linked })
        };
        let pair = |pair: &Pair| SavedPair {
            copy: pair.copy.iter().filter_map(of_copy).collect(),
            edition: pair.edition.iter().filter_map(of_edition).collect(),
            grade: pair.grade,
            score: pair.score,
            by_reader: pair.by_reader,
        };
        Self {
            format: COPY_FORMAT,
            edition: base.id().to_owned(),
            edition_path: copy.edition_path.clone(),
            source: copy.source.clone(),
            base: base_of(base),
            // What waits was said before all that has been said since.
            corrections: wish.dormant.iter().cloned().chain(wish.corrections.iter().filter_map(correction)).collect(),
            decisions: wish.decisions.clone(),
            pairs: pairs.map_or(&[][..], |pairs| &pairs.pairs).iter().map(pair).collect(),
            article: Article::clone(article),
            after: copy.after.clone(),
            withdrawn: copy.withdrawn.clone(),
        }
    }

    /// What was said here and is not said there.
    pub(super) fn without(self, other: &Self) -> Withdrawn {
        let pair = |c: &SavedCorrection| (c.copy.clone(), c.edition.clone());
        let (pairs, owners): (Vec<_>, Vec<_>) =
            (other.corrections.iter().map(pair).collect(), other.decisions.iter().map(Decision::owner).collect());
        Withdrawn {
            pairs: self.corrections.iter().map(pair).filter(|pair| !pairs.contains(pair)).collect(),
            owners: self.decisions.iter().map(Decision::owner).filter(|o| !owners.contains(o)).cloned().collect(),
        }
    }

    /// Takes over what another window kept meanwhile, and what this one could not place: where both speak of the same,
    /// this one's word counts. Pairs are then found anew.
    pub fn merge(&mut self, other: Self) {
        let before = (self.corrections.len(), self.decisions.len());
        let Withdrawn { pairs, owners } = &self.withdrawn;
        let stands =
            |c: &SavedCorrection| !pairs.iter().any(|(copy, edition)| (copy, edition) == (&c.copy, &c.edition));
        let corrections: Vec<SavedCorrection> = other.corrections.into_iter().filter(stands).collect();
        let decisions: Vec<Decision> = other.decisions.into_iter().filter(|d| !owners.contains(d.owner())).collect();
        for theirs in corrections {
            if !self.corrections.iter().any(|ours| (&ours.copy, &ours.edition) == (&theirs.copy, &theirs.edition)) {
                self.corrections.push(theirs);
            }
        }
        for theirs in decisions {
            if !self.decisions.iter().any(|ours| ours.owner() == theirs.owner()) {
                self.decisions.push(theirs);
            }
        }
        if before != (self.corrections.len(), self.decisions.len()) {
            self.pairs.clear();
        }
    }

    /// What is to be carried onto what. Corrections of paragraphs that the edition has not now wait in it.
    pub fn wish(&self, base: Arc<Edition>) -> MatchRequest {
        let in_copy = |id: &ParagraphId| self.article.paragraphs.iter().position(|p| p.id == *id);
        let (mut corrections, mut dormant) = (Vec::new(), Vec::new());
        for kept in &self.corrections {
            match (in_copy(&kept.copy), base.paragraph_index(&kept.edition)) {
                (Some(copy), Some(edition)) => corrections.push(kept.by_index(copy, edition)),
                _ => dormant.push(kept.clone()),
            }
        }
        let known = (self.base == base_of(&base)).then(|| self.known(&base)).flatten();
        let (article, decisions) = (Arc::new(self.article.clone()), self.decisions.clone());
        MatchRequest { base, article, corrections, dormant, decisions, known }
    }

    /// The pairs as they were, if every paragraph of both sides is in one of them.
    fn known(&self, base: &Edition) -> Option<Correspondence> {
        let places: std::collections::HashMap<&ParagraphId, usize> =
            self.article.paragraphs.iter().enumerate().map(|(i, p)| (&p.id, i)).collect();
        let pair = |kept: &SavedPair| {
            let copy: Vec<usize> = kept.copy.iter().map(|id| places.get(id).copied()).collect::<Option<_>>()?;
            let edition: Vec<usize> = kept.edition.iter().map(|id| base.paragraph_index(id)).collect::<Option<_>>()?;
            let score = if kept.score.is_finite() { kept.score.clamp(0.0, 1.0) } else { return None };
            Some(Pair { edition, copy, grade: kept.grade, score, by_reader: kept.by_reader })
        };
        let pairs: Vec<Pair> = self.pairs.iter().map(pair).collect::<Option<_>>()?;
        let all_once = |mut indexes: Vec<usize>, count: usize| {
            indexes.sort_unstable();
            indexes.into_iter().eq(0..count)
        };
        let whole = all_once(pairs.iter().flat_map(|p| p.copy.clone()).collect(), self.article.paragraphs.len())
            && all_once(pairs.iter().flat_map(|p| p.edition.clone()).collect(), base.paragraphs().len());
        whole.then_some(Correspondence { pairs })
    }
}

fn id(paragraphs: &[Paragraph], index: usize) -> Option<ParagraphId> {
    paragraphs.get(index).map(|paragraph| paragraph.id.clone())
}

fn base_of(edition: &Edition) -> String {
    let texts = edition.paragraphs().iter().flat_map(|p| [p.id.as_str(), p.text.as_str()]);
    format!("{:016x}", fingerprint(texts))
}

/// A number that two texts hardly ever share: FNV-1a of 64 bits (Fowler, Noll and Vo), the same in every version of the
/// program, as the hashes of the standard library are not.
pub fn fingerprint<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
