//! What the reader left out of a copy: taking it in again, and agreeing about it with what another window has saved.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::{
    Article, Decision, LeftOut, ParagraphId, set_left_out, take_in, whole_article, whole_texts, with_ids,
};

use super::key::is_same_text;
use super::saved::{AnswerSubjects, LeftOutBase, SavedAnswers, SavedCopy, format_of, indexes};
use super::{AnswerStacks, MatchRequest, OwnCopy};

impl OwnCopy {
    /// Returns the request with a paragraph taken in that was left out, by its id; `None` if no such one was left out.
    pub fn take_in(&self, id: &ParagraphId) -> Option<MatchRequest> {
        let mut saved = SavedCopy::of(self);
        let (article, left_out) = take_in(&saved.article, &saved.left_out, id)?;
        saved.set_text(article, left_out);
        // An answer about the paragraph, which waited for it, holds again.
        Some(saved.to_request(Arc::clone(&self.latest().base)))
    }

    /// Returns the request with a standing paragraph left out, by its id; `None` if no such one stands, or no other.
    pub fn leave_out(&self, id: &ParagraphId) -> Option<MatchRequest> {
        let mut saved = SavedCopy::of(self);
        if saved.article.paragraphs.len() < 2 || !saved.article.paragraphs.iter().any(|standing| standing.id == *id) {
            return None;
        }
        let (whole, mut out) = whole_article(&saved.article, &saved.left_out);
        out.insert(whole.paragraphs.iter().position(|paragraph| paragraph.id == *id)?);
        saved.leave_out(&out);
        // An answer about the paragraph waits until that is taken in again.
        Some(saved.to_request(Arc::clone(&self.latest().base)))
    }

    /// Requests what another copy of the same text leaves out and takes in, as a change that can be undone, and takes its
    /// answers over, which an undo leaves as they are: they were given in another window. This copy's own choices win
    /// until they are written, but not over those made in a preview. Returns whether anything is left out or taken in.
    pub fn adopt_left_out(&mut self, other: &Self) -> bool {
        let (ours, mut theirs) = (SavedCopy::of(self), SavedCopy::of(other));
        let (before, chosen) = (indexes(&ours.left_out), indexes(&theirs.left_out));
        let Some(merged) = ours.agree_left_out(&mut theirs) else { return false };
        // In a preview, the reader has seen and decided all of them.
        let is_chosen = other.left_out_base.indexes.as_ref() != Some(&chosen);
        let out = if is_chosen { chosen } else { merged };
        // Of a text of which all were left out, all would stay.
        let stays = out == before || out.len() >= ours.article.paragraphs.len() + before.len();
        if !stays {
            let answers = ours.new_answers(theirs);
            let AnswerStacks { undo, redo, remote } = Arc::make_mut(&mut self.stacks);
            remote.extend(AnswerSubjects::of(&answers.corrections, &answers.decisions));
            undo.iter_mut().chain(redo).for_each(|request| Arc::make_mut(request).add_answers(&answers));
            let mut now = self.latest().clone();
            now.add_answers(&answers);
            let mut saved = SavedCopy::of_request(self, &now, None);
            saved.leave_out(&out);
            self.push_step(now, saved.to_request(Arc::clone(&self.latest().base)));
        }
        if let Some(read) = &other.left_out_base.indexes {
            self.left_out_base =
                LeftOutBase { indexes: Some(read.clone()), generation: self.generation, ..self.left_out_base.clone() };
        }
        !stays
    }
}

impl MatchRequest {
    /// Adds answers of another window to those of this request; for the same subject, its own wins.
    fn add_answers(&mut self, answers: &SavedAnswers) {
        let in_copy: HashMap<&ParagraphId, usize> =
            self.article.paragraphs.iter().enumerate().map(|(at, paragraph)| (&paragraph.id, at)).collect();
        for saved in &answers.corrections {
            match (in_copy.get(&saved.copy), self.base.paragraph_index(&saved.edition)) {
                (Some(&copy), Some(edition)) => {
                    if !self.corrections.iter().any(|ours| ours.paragraphs() == (copy, edition)) {
                        self.corrections.push(saved.by_index(copy, edition));
                    }
                }
                _ => {
                    if !self.dormant.iter().any(|ours| ours.subject() == saved.subject()) {
                        self.dormant.push(saved.clone());
                    }
                }
            }
        }
        for theirs in &answers.decisions {
            if !self.decisions.iter().any(|ours| ours.owner() == theirs.owner()) {
                self.decisions.push(theirs.clone());
            }
        }
        if !answers.corrections.is_empty() {
            self.known = None;
        }
    }
}

impl SavedCopy {
    /// Leaves those paragraphs out that have these indexes in the whole text, and takes all others in.
    pub fn leave_out(&mut self, indexes: &BTreeSet<usize>) {
        let (article, left_out) = set_left_out(&self.article, &self.left_out, indexes);
        self.set_text(article, left_out);
    }

    /// Merges the answers that another window has saved, and what it left out or took in; for the same subject, this
    /// copy's answer wins.
    ///
    /// The pairs are cleared if that adds answers or changes the text, so that they are computed again.
    pub fn merge(&mut self, mut other: Self) {
        self.merge_left_out(&mut other);
        self.merge_citation(&other);
        let SavedAnswers { corrections, decisions } = self.new_answers(other);
        if !corrections.is_empty() || !decisions.is_empty() {
            self.pairs.clear();
        }
        self.corrections.extend(corrections);
        self.decisions.extend(decisions);
    }

    /// Takes over the citation of another window, unless it was changed in this one since the file was last known.
    fn merge_citation(&mut self, other: &Self) {
        let known = self.left_out_base.citation.clone().unwrap_or_default();
        let asked = self.citation.asked || other.citation.asked;
        if self.citation.says_the_same(&known) {
            self.citation.clone_from(&other.citation);
        }
        self.citation.asked = asked;
        self.format = format_of(&self.left_out, &self.citation);
    }

    /// Takes over what another window left out of the same text or took in, unless this one decided about the paragraph.
    fn merge_left_out(&mut self, other: &mut Self) {
        let ids = |copy: &Self| copy.article.paragraphs.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
        if self.left_out.is_empty() && other.left_out.is_empty() && ids(self) == ids(other) {
            return;
        }
        if let Some(out) = self.agree_left_out(other)
            && out != self.left_out_indexes()
        {
            self.leave_out(&out);
        }
    }

    /// Returns the indexes in the whole text of what is left out after a merge with another window's copy; `None` if that
    /// is of another text. The answers of the other copy are given the paragraphs' ids in this one: each window has
    /// numbered the paragraphs that stood when it left some out.
    fn agree_left_out(&self, other: &mut Self) -> Option<BTreeSet<usize>> {
        let (ours, theirs) = (whole_texts(&self.article, &self.left_out), whole_texts(&other.article, &other.left_out));
        if ours.len() != theirs.len() || !ours.iter().zip(theirs).all(|(one, other)| is_same_text(one, other)) {
            // The file was edited by hand, so its paragraphs are known by their ids alone.
            return None;
        }
        let (ours, our_out) = whole_article(&self.article, &self.left_out);
        let (theirs, their_out) = whole_article(&other.article, &other.left_out);
        let chosen = |at: &usize| our_out.contains(at) != self.left_out_base.contains(*at);
        let out: BTreeSet<usize> =
            our_out.iter().filter(|at| chosen(at)).chain(their_out.iter().filter(|at| !chosen(at))).copied().collect();
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
        Some(out)
    }

    /// Returns the base of what is left out once this copy is in its file.
    pub fn written_left_out(&self) -> LeftOutBase {
        LeftOutBase::new(&self.left_out, &self.citation, self.generation)
    }

    /// Returns a whole text that has the same paragraphs as this one's, with their ids.
    pub(super) fn with_same_ids(&self, whole: &Article) -> Article {
        let (ours, _) = whole_article(&self.article, &self.left_out);
        let ids: Vec<ParagraphId> = ours.paragraphs.into_iter().map(|paragraph| paragraph.id).collect();
        with_ids(whole, &ids)
    }

    /// Returns the indexes in the whole text of what is left out.
    pub fn left_out_indexes(&self) -> BTreeSet<usize> {
        whole_article(&self.article, &self.left_out).1
    }

    /// Replaces the text; the pairs are computed again.
    fn set_text(&mut self, article: Article, left_out: Vec<LeftOut>) {
        self.format = format_of(&left_out, &self.citation);
        (self.article, self.left_out) = (article, left_out);
        self.pairs.clear();
    }
}
