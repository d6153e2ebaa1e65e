//! The saved form of a reader's copy: its text, the pairs, and the reader's answers. It refers to paragraphs by id, so
//! that it still applies to a revised edition.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{
    Article, CopyCitation, Correction, Correspondence, Decision, Edition, LeftOut, Owner, Pair, PairGrade, Paragraph,
    ParagraphId, fingerprint, set_left_out, whole_article, whole_texts,
};

use crate::storage::Document;

use super::{MatchRequest, OwnCopy, TextSource, former_key, key};

/// The newest version of the copy file. Version 2 has the texts of paragraphs that were left out, and version 3 the whole
/// paragraphs; a copy without any is written as version 1, which earlier programs read. Version 4 has a citation.
pub const COPY_FORMAT: u32 = 4;

/// The version of a copy without a citation, in which paragraphs are left out.
const LEFT_OUT_FORMAT: u32 = 3;

/// A copy as it is stored in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedCopy {
    /// The version of the file, at most [`COPY_FORMAT`].
    pub format: u32,
    /// The id of the edition.
    pub edition: String,
    /// The folder of the edition; `None` if it is a built-in one, which its id names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition_path: Option<PathBuf>,
    /// The source of the text.
    pub source: TextSource,
    /// The fingerprint of the edition's text for which the pairs were computed, as 16 hexadecimal digits.
    pub base: String,
    /// The pairs that the reader made or rejected.
    pub corrections: Vec<SavedCorrection>,
    /// The reader's decisions about phrases.
    pub decisions: Vec<Decision>,
    /// All pairs; empty if they have to be computed again.
    pub pairs: Vec<SavedPair>,
    /// The text of the copy.
    pub article: Article,
    /// The paragraphs that the reader left out of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// What is known of the work.
    #[serde(default, skip_serializing_if = "CopyCitation::is_default")]
    pub citation: CopyCitation,
    /// The names of the saved copies of previous texts of the same file. They are forgotten together with this copy.
    #[serde(rename = "after", default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<String>,
    /// The answers that were withdrawn, which a merge with another window's file must not restore.
    #[serde(skip)]
    pub withdrawn: AnswerSubjects,
    /// What this window last knew to be left out in the file. Where it did not change that since, a merge with another
    /// window's file takes what is in the file.
    #[serde(skip)]
    pub left_out_base: LeftOutBase,
    /// The number of the copy's latest request; see [`OwnCopy::generation`].
    #[serde(skip)]
    pub generation: u64,
}

/// What was left out of a copy when its file was last read or written by this window.
///
/// What the window leaves out since is merged with the file in three ways: where it does not differ from this, the reader
/// decided nothing here, and the file wins. So a choice is made once, and another window may change it afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOutBase {
    /// The indexes in the whole text; `None` if the text comes from the preview and was not written yet.
    pub indexes: Option<BTreeSet<usize>>,
    /// The citation in the file at that time, which is merged in the same way.
    pub citation: Option<CopyCitation>,
    /// The [generation](OwnCopy::generation) of the copy at that time.
    pub generation: u64,
}

impl LeftOutBase {
    /// Creates the base of a copy that was read or written with these paragraphs left out.
    pub(super) fn new(left_out: &[LeftOut], citation: &CopyCitation, generation: u64) -> Self {
        Self { indexes: Some(indexes(left_out)), citation: Some(citation.clone()), generation }
    }

    /// Replaces it with what was written by the same window, unless the file was read since.
    pub fn update(&mut self, written: &Self) {
        if written.generation >= self.generation {
            self.clone_from(written);
        }
    }

    /// Returns whether a paragraph was left out.
    pub(super) fn contains(&self, at: usize) -> bool {
        self.indexes.as_ref().is_some_and(|indexes| indexes.contains(&at))
    }
}

/// The subjects of answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerSubjects {
    /// Of corrections: the paragraphs of the copy and of the edition.
    pairs: Vec<(ParagraphId, ParagraphId)>,
    /// Of decisions: the owners of the phrases.
    owners: Vec<Owner>,
}

impl AnswerSubjects {
    /// Returns the subjects of these answers.
    pub(super) fn of(corrections: &[SavedCorrection], decisions: &[Decision]) -> Self {
        Self {
            pairs: corrections.iter().map(|c| (c.copy.clone(), c.edition.clone())).collect(),
            owners: decisions.iter().map(Decision::owner).cloned().collect(),
        }
    }

    /// Returns whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.owners.is_empty()
    }

    /// Adds the subjects of later answers.
    pub(super) fn extend(&mut self, other: Self) {
        self.pairs.extend(other.pairs);
        self.owners.extend(other.owners);
    }

    /// Returns those that `other` does not have.
    pub(super) fn without(mut self, other: &Self) -> Self {
        self.pairs.retain(|pair| !other.pairs.contains(pair));
        self.owners.retain(|owner| !other.owners.contains(owner));
        self
    }
}

/// Answers by paragraph ids.
pub(super) struct SavedAnswers {
    pub corrections: Vec<SavedCorrection>,
    pub decisions: Vec<Decision>,
}

/// A correction by paragraph ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedCorrection {
    /// The paragraph of the copy.
    pub copy: ParagraphId,
    /// The paragraph of the edition.
    pub edition: ParagraphId,
    /// Whether the reader linked the two paragraphs, or separated them.
    pub linked: bool,
}

impl SavedCorrection {
    /// Returns the paragraphs of the copy and of the edition.
    pub(super) fn subject(&self) -> (&ParagraphId, &ParagraphId) {
        (&self.copy, &self.edition)
    }

    /// Converts the correction to paragraph indexes.
    pub(super) fn by_index(&self, copy: usize, edition: usize) -> Correction {
        if self.linked { Correction::Linked { copy, edition } } else { Correction::Unlinked { copy, edition } }
    }
}

/// A pair by paragraph ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPair {
    /// The paragraphs of the copy.
    pub copy: Vec<ParagraphId>,
    /// The paragraphs of the edition.
    pub edition: Vec<ParagraphId>,
    /// The kind of pair.
    pub grade: PairGrade,
    /// The confidence, from 0 to 1.
    pub score: f32,
    /// Whether the reader made the pair.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_reader: bool,
}

impl Document for SavedCopy {
    const NAME: &'static str = "copy of the text";
    const FORMAT: u32 = COPY_FORMAT;
    // It holds the article's text.
    const MAX_BYTES: u64 = 512 * 1024 * 1024;
    const IS_HAND_EDITED: bool = false;
    const MERGE: Option<fn(&mut Self, &Self, Self)> = Some(|ours, _, theirs| ours.merge(theirs));
}

impl SavedCopy {
    /// Creates the saved form of an open copy, with its latest request.
    pub fn of(copy: &OwnCopy) -> Self {
        let request = copy.latest();
        // Pairs of an older request are not saved; they are computed again when the copy is opened.
        let pairs = if copy.pending.is_none() { Some(&*copy.pairs) } else { request.known.as_deref() };
        Self::of_request(copy, request, pairs)
    }

    /// Creates the saved form of an open copy, with another request and the pairs that were computed for it.
    pub(super) fn of_request(copy: &OwnCopy, request: &MatchRequest, pairs: Option<&Correspondence>) -> Self {
        let (base, article) = (&request.base, &request.article);
        let of_copy = |index: &usize| id_at(&article.paragraphs, *index);
        let of_edition = |index: &usize| id_at(base.paragraphs(), *index);
        let correction = |correction: &Correction| {
            let (copy, edition) = correction.paragraphs();
            let linked = matches!(correction, Correction::Linked { .. });
            Some(SavedCorrection { copy: of_copy(&copy)?, edition: of_edition(&edition)?, linked })
        };
        let pair = |pair: &Pair| SavedPair {
            copy: pair.copy.iter().filter_map(of_copy).collect(),
            edition: pair.edition.iter().filter_map(of_edition).collect(),
            grade: pair.grade,
            score: pair.score,
            by_reader: pair.by_reader,
        };
        Self {
            format: format_of(&request.left_out, &request.citation),
            edition: base.id().to_owned(),
            edition_path: copy.edition_path.clone(),
            source: copy.source.clone(),
            base: text_fingerprint(base),
            // Dormant corrections were made before all the others.
            corrections: request
                .dormant
                .iter()
                .cloned()
                .chain(request.corrections.iter().filter_map(correction))
                .collect(),
            decisions: request.decisions.clone(),
            pairs: pairs.map_or(&[][..], |pairs| &pairs.pairs).iter().map(pair).collect(),
            article: Article::clone(article),
            left_out: request.left_out.clone(),
            citation: request.citation.clone(),
            predecessors: copy.predecessors.clone(),
            withdrawn: copy.withdrawn.clone(),
            left_out_base: copy.left_out_base.clone(),
            generation: copy.generation,
        }
    }

    /// Returns the name under which a copy of this text is saved.
    pub fn key(&self) -> String {
        key(&self.edition, &self.article, &self.left_out)
    }

    /// Returns whether a copy of this text is saved under a name, or was by earlier programs.
    pub fn is_saved_under(&self, name: &str) -> bool {
        self.key() == name || former_key(&self.edition, &self.article, &self.left_out) == name
    }

    /// Returns whether this is a copy of the very same text, letter for letter.
    pub fn is_of(&self, whole: &Article) -> bool {
        whole.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).eq(whole_texts(&self.article, &self.left_out))
    }

    /// Returns the answers of this copy that `other` does not have.
    pub(super) fn withdrawn_in(&self, other: &Self) -> AnswerSubjects {
        let subjects = |copy: &Self| AnswerSubjects::of(&copy.corrections, &copy.decisions);
        subjects(self).without(&subjects(other))
    }

    /// Returns the answers of another copy, with the same ids of paragraphs, that this one neither has nor withdrew.
    pub(super) fn new_answers(&self, other: Self) -> SavedAnswers {
        let AnswerSubjects { pairs, owners } = &self.withdrawn;
        let is_new = |c: &SavedCorrection| {
            !pairs.iter().any(|(copy, edition)| (copy, edition) == c.subject())
                && !self.corrections.iter().any(|ours| ours.subject() == c.subject())
        };
        let is_new_phrase =
            |d: &Decision| !owners.contains(d.owner()) && !self.decisions.iter().any(|ours| ours.owner() == d.owner());
        SavedAnswers {
            corrections: other.corrections.into_iter().filter(is_new).collect(),
            decisions: other.decisions.into_iter().filter(is_new_phrase).collect(),
        }
    }

    /// Returns the request that restores this copy on an edition. Corrections of paragraphs that the edition does not
    /// have become dormant.
    pub fn to_request(&self, base: Arc<Edition>) -> MatchRequest {
        let places: HashMap<&ParagraphId, usize> =
            self.article.paragraphs.iter().enumerate().map(|(at, paragraph)| (&paragraph.id, at)).collect();
        let in_copy = |id: &ParagraphId| places.get(id).copied();
        let (mut corrections, mut dormant) = (Vec::new(), Vec::new());
        for saved in &self.corrections {
            match (in_copy(&saved.copy), base.paragraph_index(&saved.edition)) {
                (Some(copy), Some(edition)) => corrections.push(saved.by_index(copy, edition)),
                _ => dormant.push(saved.clone()),
            }
        }
        let known = (self.base == text_fingerprint(&base)).then(|| self.known(&base)).flatten().map(Arc::new);
        let (article, left_out) = self.with_left_out_ids();
        let article = Arc::new(article);
        // The file may have been edited by hand.
        let citation = self.citation.clone().sanitized();
        MatchRequest {
            base,
            article,
            left_out,
            corrections,
            dormant,
            decisions: self.decisions.clone(),
            known,
            citation,
        }
    }

    /// Returns the text and what was left out of it, in which each paragraph has an id of its own and every index is that
    /// in the whole text.
    pub(super) fn with_left_out_ids(&self) -> (Article, Vec<LeftOut>) {
        if self.left_out.is_empty() {
            return (self.article.clone(), Vec::new());
        }
        let (_, out) = whole_article(&self.article, &self.left_out);
        set_left_out(&self.article, &self.left_out, &out)
    }

    /// Returns the saved pairs, if they contain every paragraph of both texts exactly once.
    fn known(&self, base: &Edition) -> Option<Correspondence> {
        let places: HashMap<&ParagraphId, usize> =
            self.article.paragraphs.iter().enumerate().map(|(i, p)| (&p.id, i)).collect();
        let pair = |saved: &SavedPair| {
            let copy: Vec<usize> = saved.copy.iter().map(|id| places.get(id).copied()).collect::<Option<_>>()?;
            let edition: Vec<usize> = saved.edition.iter().map(|id| base.paragraph_index(id)).collect::<Option<_>>()?;
            let score = if saved.score.is_finite() { saved.score.clamp(0.0, 1.0) } else { return None };
            Some(Pair { edition, copy, grade: saved.grade, score, by_reader: saved.by_reader })
        };
        let pairs: Vec<Pair> = self.pairs.iter().map(pair).collect::<Option<_>>()?;
        let all_once = |mut indexes: Vec<usize>, count: usize| {
            indexes.sort_unstable();
            indexes.into_iter().eq(0..count)
        };
        let complete = all_once(pairs.iter().flat_map(|p| p.copy.clone()).collect(), self.article.paragraphs.len())
            && all_once(pairs.iter().flat_map(|p| p.edition.clone()).collect(), base.paragraphs().len());
        complete.then_some(Correspondence { pairs })
    }
}

/// Returns the indexes in the whole text of what was left out of a request.
pub(super) fn indexes(left_out: &[LeftOut]) -> BTreeSet<usize> {
    left_out.iter().map(|out| out.at).collect()
}

/// Returns the version of a file with these paragraphs left out and this citation.
pub(super) fn format_of(left_out: &[LeftOut], citation: &CopyCitation) -> u32 {
    match (citation.is_default(), left_out.is_empty()) {
        (false, _) => COPY_FORMAT,
        (true, false) => LEFT_OUT_FORMAT,
        (true, true) => 1,
    }
}

fn id_at(paragraphs: &[Paragraph], index: usize) -> Option<ParagraphId> {
    paragraphs.get(index).map(|paragraph| paragraph.id.clone())
}

fn text_fingerprint(edition: &Edition) -> String {
    let texts = edition.paragraphs().iter().flat_map(|p| [p.id.as_str(), p.text.as_str()]);
    format!("{:016x}", fingerprint(texts))
}
