//! What the reader left out of a copy: taking it in again, and agreeing about it with what another window has saved.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::{
    Article, Decision, LeftOut, ParagraphId, set_left_out, take_in, whole_article, whole_texts, with_ids,
};

use super::key::is_same_text;
use super::saved::format_of;
use super::{MatchRequest, OwnCopy, SavedCopy};

/// The paragraphs of which a window decided whether they are left out, by their indexes in the whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOutChoices {
    /// Whether it decided about all of them, as in the preview of the text.
    pub all: bool,
    /// Those that it took in, or left out again.
    at: BTreeSet<usize>,
}

impl LeftOutChoices {
    fn contains(&self, at: usize) -> bool {
        self.all || self.at.contains(&at)
    }
}

impl OwnCopy {
    /// Returns the request with a paragraph taken in that was left out, by its id; `None` if no such one was left out.
    pub fn take_in(&self, id: &ParagraphId) -> Option<MatchRequest> {
        let mut saved = SavedCopy::of(self);
        let (article, left_out) = take_in(&saved.article, &saved.left_out, id)?;
        saved.set_text(article, left_out);
        // An answer about the paragraph, which waited for it, holds again.
        Some(saved.to_request(Arc::clone(&self.latest().base)))
    }

    /// Requests what another copy of the same text leaves out and takes in, with the answers of both, as an answer that
    /// can be undone. This copy's own choices win, but not over those made in a preview. Returns whether anything changes.
    pub fn adopt_left_out(&mut self, other: &Self) -> bool {
        let mut choices = self.left_out_choices.clone();
        let mut saved = SavedCopy::of(self);
        let before = saved.left_out_indexes();
        if other.left_out_choices.all {
            saved.left_out_choices = LeftOutChoices::default();
            choices.all = true;
        }
        saved.merge(SavedCopy::of(other));
        if saved.left_out_indexes() == before {
            return false;
        }
        self.answer(saved.to_request(Arc::clone(&self.latest().base)));
        // What another window chose is no choice of this one.
        self.left_out_choices = choices;
        true
    }

    /// Notes that this window decided about the paragraphs that only one of two lists leaves out.
    pub(super) fn choose_left_out(&mut self, before: &[LeftOut]) {
        let indexes = |left_out: &[LeftOut]| left_out.iter().map(|out| out.at).collect::<BTreeSet<usize>>();
        let now = indexes(&self.latest().left_out);
        self.left_out_choices.at.extend(indexes(before).symmetric_difference(&now));
    }
}

impl SavedCopy {
    /// Returns the text and what was left out of it, in which each paragraph has an id of its own and every index is that
    /// in the whole text.
    pub(super) fn with_left_out_ids(&self) -> (Article, Vec<LeftOut>) {
        if self.left_out.is_empty() {
            return (self.article.clone(), Vec::new());
        }
        let (_, out) = whole_article(&self.article, &self.left_out);
        set_left_out(&self.article, &self.left_out, &out)
    }

    /// Leaves those paragraphs out that have these indexes in the whole text, and takes all others in.
    pub fn leave_out(&mut self, indexes: &BTreeSet<usize>) {
        let (article, left_out) = set_left_out(&self.article, &self.left_out, indexes);
        self.set_text(article, left_out);
    }

    /// Takes over what another window left out of the same text or took in, unless this one decided about the paragraph.
    /// The answers of the other copy are given the paragraphs' ids in this one: each window has numbered the paragraphs
    /// that stood when it left some out.
    pub(super) fn merge_left_out(&mut self, other: &mut Self) {
        let ids = |copy: &Self| copy.article.paragraphs.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
        if self.left_out.is_empty() && other.left_out.is_empty() && ids(self) == ids(other) {
            return;
        }
        let (ours, theirs) = (whole_texts(&self.article, &self.left_out), whole_texts(&other.article, &other.left_out));
        if ours.len() != theirs.len() || !ours.iter().zip(theirs).all(|(one, other)| is_same_text(one, other)) {
            // The file was edited by hand, so its paragraphs are known by their ids alone.
            return;
        }
        let (ours, our_out) = whole_article(&self.article, &self.left_out);
        let (theirs, their_out) = whole_article(&other.article, &other.left_out);
        let chosen = |at: &usize| self.left_out_choices.contains(*at);
        let out: BTreeSet<usize> =
            our_out.iter().filter(|at| chosen(at)).chain(their_out.iter().filter(|at| !chosen(at))).copied().collect();
        if out != our_out {
            self.leave_out(&out);
        }
        let same: HashMap<&ParagraphId, &ParagraphId> =
            theirs.paragraphs.iter().map(|p| &p.id).zip(ours.paragraphs.iter().map(|p| &p.id)).collect();
        let translate = |id: &mut ParagraphId| {
            if let Some(ours) = same.get(id) {
                *id = ParagraphId::clone(ours);
            }
        };
        other.corrections.iter_mut().for_each(|correction| translate(&mut correction.copy));
        for decision in &mut other.decisions {
            match decision {
                Decision::Placed { anchor, .. } => translate(&mut anchor.on),
                Decision::Detached { .. } => {}
            }
        }
    }

    /// Returns a whole text that has the same paragraphs as this one's, with their ids.
    pub(super) fn with_same_ids(&self, whole: &Article) -> Article {
        let (ours, _) = whole_article(&self.article, &self.left_out);
        let ids: Vec<ParagraphId> = ours.paragraphs.into_iter().map(|paragraph| paragraph.id).collect();
        with_ids(whole, &ids)
    }

    fn left_out_indexes(&self) -> BTreeSet<usize> {
        whole_article(&self.article, &self.left_out).1
    }

    /// Replaces the text; the pairs are computed again.
    fn set_text(&mut self, article: Article, left_out: Vec<LeftOut>) {
        self.format = format_of(&left_out);
        (self.article, self.left_out) = (article, left_out);
        self.pairs.clear();
    }
}
