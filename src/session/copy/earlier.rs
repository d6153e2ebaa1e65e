//! A file that was changed since the reader corrected its copy: what was said of the earlier text goes with the later.

use std::sync::Arc;

use crate::align::carry::{Followed, follow};
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Article, Correction, Decision, Edition, ParagraphId};

use super::{KeptCopy, MatchWish, TextSource, key};

/// What is told of a thing in quotation marks, in characters.
const LONGEST_WORDS: usize = 40;

/// What is told one by one of what was not carried over.
const MOST_TOLD: usize = 4;

/// An earlier text of the same file, and what became of what the reader said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The name under which it is kept; it stays as it is.
    pub key: String,
    /// The names of all the texts of the file that were gone on from, this one last.
    pub chain: Vec<String>,
    /// Corrections and decisions that were carried over.
    pub carried: usize,
    /// Those that were not, as they are told to the reader.
    pub left: Vec<String>,
    /// It is no version of the same text.
    pub another: bool,
}

impl Earlier {
    /// What is told to the reader.
    pub fn told(&self, name: &str) -> String {
        if self.another {
            return format!(
                "You corrected an earlier text of {name}. This one is another text, so nothing of that was carried \
                 over; the earlier one is kept on the recent list."
            );
        }
        let all = self.carried + self.left.len();
        let mut text = format!("{name} has changed. Your corrections were carried over: {} of {all}.", self.carried);
        if !self.left.is_empty() {
            let more = match self.left.len().saturating_sub(MOST_TOLD) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            let left: Vec<&str> = self.left.iter().take(MOST_TOLD).map(String::as_str).collect();
            text.push_str(&format!(" Not sure of their place, so not carried over: {}{more}.", left.join("; ")));
            text.push_str(" The earlier text is kept as it was, on the recent list.");
        }
        text
    }
}

impl KeptCopy {
    /// Whether it is of this file beside this edition, and the reader said something about it.
    pub fn is_earlier_of(&self, edition: &Edition, source: &TextSource) -> bool {
        let said = !self.corrections.is_empty() || !self.decisions.is_empty();
        said && self.edition == edition.id() && self.source == *source && source.path().is_some()
    }

    /// What is to be carried onto a later text of the same file, with what was said about this one.
    ///
    /// # Errors
    /// When the work is not wanted any more.
    pub fn onto(
        &self,
        base: Arc<Edition>,
        article: Arc<Article>,
        progress: &Progress,
    ) -> Result<(MatchWish, Earlier), Cancelled> {
        let said = self.wish(Arc::clone(&base));
        let texts = (&*said.article.paragraphs, &*article.paragraphs);
        let followed = follow(&base, texts, &said.corrections, &said.decisions, progress)?;
        let another = followed.is_none();
        let Followed { corrections, decisions, left_corrections, left_decisions } = followed.unwrap_or_default();
        let id = |index: usize| base.paragraph(index).map(|p| &p.id);
        let is_left = |copy: &ParagraphId, edition: &ParagraphId| {
            left_corrections.iter().any(|left| {
                let (Correction::Linked { copy: c, edition: e } | Correction::Unlinked { copy: c, edition: e }) = left;
                said.article.paragraphs.get(*c).is_some_and(|p| p.id == *copy) && id(*e) == Some(edition)
            })
        };
        // Of paragraphs that the edition has no more, nothing can be said again either.
        let is_gone = |edition: &ParagraphId| base.paragraph_index(edition).is_none();
        let lost = self.corrections.iter().filter(|c| is_gone(&c.edition) || is_left(&c.copy, &c.edition));
        let mut left: Vec<String> = lost
            .map(|c| {
                let not = if c.linked { "" } else { "not " };
                format!("¶{} {not}with ¶{} of the edition", c.copy.label(), c.edition.label())
            })
            .collect();
        left.extend(left_decisions.iter().map(words_of));
        let all = self.corrections.len() + self.decisions.len();
        let carried = if another { 0 } else { all.saturating_sub(left.len()) };
        let key = key(&self.edition, &self.article);
        let chain = self.after.iter().filter(|after| **after != key).chain([&key]).cloned().collect();
        let earlier = Earlier { key, chain, carried, left, another };
        Ok((MatchWish { base, article, corrections, decisions, known: None }, earlier))
    }
}

fn words_of(decision: &Decision) -> String {
    match decision {
        Decision::Placed { anchor, .. } if anchor.exact.is_empty() => format!("a reply at ¶{}", anchor.on.label()),
        Decision::Placed { anchor, .. } => {
            let mut words: String = anchor.exact.chars().take(LONGEST_WORDS).collect();
            if words.len() < anchor.exact.len() {
                words.push('…');
            }
            format!("the words “{words}” in ¶{}", anchor.on.label())
        }
        Decision::Detached { .. } => "words that you found nowhere, which are here now".to_owned(),
    }
}
