//! A text that changed after the reader corrected its copy, or that another file has with small differences: the reader's
//! answers are carried onto the new text.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::align::carry::{Transfer, transfer};
use crate::model::progress::{Cancelled, Progress};
use crate::model::{
    Article, Correction, Decision, Edition, LeftOut, ParagraphId, leave_out, set_left_out, whole_texts,
};

use super::key::normalized;
use super::{MatchRequest, SavedCopy, SavedCorrection, TextSource, key};

/// The number of characters of a phrase that a message quotes.
const MAX_QUOTED_CHARS: usize = 40;

/// The number of dropped answers that a message lists.
const MAX_LISTED: usize = 4;

/// Why a text differs from the one that was corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TextChange {
    /// The file was edited.
    #[default]
    Edited,
    /// The file, whose old path this is, was moved or renamed.
    Moved(PathBuf),
    /// The text was corrected before in another file or as a pasted text, whose displayed name this is.
    OtherSource(String),
    /// The saved copy was edited by hand.
    SavedFileEdited,
}

/// A previous text of the same file, and what happened to the reader's answers about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviousText {
    /// The name of its saved copy, which is not changed.
    pub key: String,
    /// The names of all previous texts that the copy continues, this one last.
    pub chain: Vec<String>,
    /// The number of corrections and decisions that were carried over.
    pub carried: usize,
    /// Descriptions of the answers that were not carried over.
    pub dropped: Vec<String>,
    /// The texts of the paragraphs that were left out as they were before.
    pub left_out: Vec<String>,
    /// Whether the text is no version of the same text.
    pub is_unrelated: bool,
    /// Whether the text is saved under the same name, in place of the previous one: they differ only in what the name
    /// ignores.
    pub is_replaced: bool,
    /// Whether hardly anything has changed.
    pub is_close: bool,
    /// Why the text differs.
    pub change: TextChange,
}

impl PreviousText {
    fn of(saved: &SavedCopy, key: String, (carried, dropped): (usize, Vec<String>), is_unrelated: bool) -> Self {
        let chain = saved.predecessors.iter().filter(|name| **name != key).chain([&key]).cloned().collect();
        let (left_out, is_replaced, is_close, change) = (Vec::new(), false, false, TextChange::Edited);
        Self { key, chain, carried, dropped, left_out, is_unrelated, is_replaced, is_close, change }
    }

    /// Returns the message to the reader; `name` is the displayed name of the text.
    pub fn message(&self, name: &str) -> String {
        let stays = match self.change {
            TextChange::SavedFileEdited => "they are still in the file that was changed.",
            TextChange::Edited | TextChange::Moved(_) | TextChange::OtherSource(_) => {
                "the earlier one is kept on the recent list."
            }
        };
        if self.is_unrelated {
            return format!(
                "You corrected an earlier text of {name}. This one is another text, so nothing of that was carried \
                 over; {stays}"
            );
        }
        let mut text = match &self.change {
            TextChange::Edited => format!("{name} has changed."),
            TextChange::Moved(from) => {
                format!("{name} goes on from a file that is not there any more: {}.", from.display())
            }
            TextChange::OtherSource(other) if other == name => "You corrected this text before.".to_owned(),
            TextChange::OtherSource(other) => format!("You corrected this text before, as {other}."),
            TextChange::SavedFileEdited => {
                format!("What was kept of {name} was changed by hand and set beside the notes again.")
            }
        };
        let all = self.carried + self.dropped.len();
        if all > 0 {
            text.push_str(&format!(" Your corrections were carried over: {} of {all}.", self.carried));
        }
        if !self.left_out.is_empty() {
            text.push_str(&format!(" Left out as before: {}.", named_left_out(&self.left_out)));
        }
        if !self.dropped.is_empty() {
            let more = match self.dropped.len().saturating_sub(MAX_LISTED) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            let left: Vec<&str> = self.dropped.iter().take(MAX_LISTED).map(String::as_str).collect();
            text.push_str(&format!(" Not sure of their place, so not carried over: {}{more}.", left.join("; ")));
            text.push_str(match self.change {
                _ if self.is_replaced => {
                    " They stay in the saved copy, and hold again where their words are as they were."
                }
                TextChange::SavedFileEdited => " They are still in the file that was changed.",
                TextChange::Edited | TextChange::Moved(_) | TextChange::OtherSource(_) => {
                    " The earlier text is kept as it was, on the recent list."
                }
            });
        }
        text
    }
}

/// The smallest share of the longer word list that two versions of one text have in common.
const MIN_SHARED_WORDS: usize = 60;

impl SavedCopy {
    /// Returns whether the reader answered a question about this copy or left something out of it.
    pub fn has_answers(&self) -> bool {
        !self.corrections.is_empty() || !self.decisions.is_empty() || !self.left_out.is_empty()
    }

    /// Returns whether this is a copy of the same file for the same edition, with answers of the reader. Any pasted text
    /// may be another one.
    pub fn is_previous_version_of(&self, edition: &Edition, source: &TextSource) -> bool {
        self.is_answered_copy_of(edition) && self.source == *source && source.path().is_some()
    }

    /// Returns whether this is a copy of any text for the edition, with answers of the reader.
    pub fn is_answered_copy_of(&self, edition: &Edition) -> bool {
        self.has_answers() && self.edition == edition.id()
    }

    /// Returns whether most words of the longer text are in the other, so that comparing the two is worth its time.
    pub fn shares_words_with(&self, article: &Article) -> bool {
        let (one, other) = (words_of(&self.article), words_of(article));
        one.intersection(&other).count() * 100 >= one.len().max(other.len()) * MIN_SHARED_WORDS
    }

    /// Returns the indexes of the paragraphs of a whole text that the reader left out of this one. Of paragraphs of the
    /// same text, as many as were left out: the same ones of them if their number is as it was, else the nearest ones.
    pub fn left_out_in(&self, whole: &Article) -> BTreeSet<usize> {
        if self.left_out.is_empty() {
            return BTreeSet::new();
        }
        let then = places_of(whole_texts(&self.article, &self.left_out).into_iter());
        let now = places_of(whole.paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
        let mut found = BTreeSet::new();
        for LeftOut { at, paragraph, .. } in &self.left_out {
            let text = normalized(&paragraph.text);
            let (Some(then), Some(now)) = (then.get(&text), now.get(&text)) else { continue };
            let nth = then.iter().position(|place| place == at).filter(|_| then.len() == now.len());
            let nearest = || now.iter().filter(|place| !found.contains(*place)).min_by_key(|place| place.abs_diff(*at));
            found.extend(nth.and_then(|nth| now.get(nth)).or_else(nearest).copied());
        }
        found
    }

    /// Returns the request for a copy whose saved file, under the name `key`, was edited by hand.
    ///
    /// Paragraphs are identified by the text `before` the edit, or by their ids if that text no longer exists.
    ///
    /// # Errors
    /// Returns [`Cancelled`] if the work was cancelled through `progress`.
    pub fn carry_after_user_edit(
        &self,
        key: &str,
        base: Arc<Edition>,
        before: Option<Article>,
        progress: &Progress,
    ) -> Result<(MatchRequest, PreviousText), Cancelled> {
        let has_answers = !self.corrections.is_empty() || !self.decisions.is_empty();
        let (request, earlier) = match before.filter(|_| has_answers) {
            Some(article) => {
                let (request, earlier) =
                    Self { article, ..self.clone() }.carry_onto(base, &self.article, &BTreeSet::new(), progress)?;
                let (_, left_out) = self.with_left_out_ids();
                (MatchRequest { left_out, ..request }, earlier)
            }
            None => {
                let exists =
                    |correction: &&SavedCorrection| self.article.paragraphs.iter().any(|p| p.id == correction.copy);
                let dropped: Vec<String> =
                    self.corrections.iter().filter(|c| !exists(c)).map(describe_correction).collect();
                let carried = (self.corrections.len() + self.decisions.len()).saturating_sub(dropped.len());
                let request = MatchRequest { known: None, ..self.to_request(base) };
                (request, PreviousText::of(self, key.to_owned(), (carried, dropped), false))
            }
        };
        Ok((request, PreviousText { change: TextChange::SavedFileEdited, ..earlier }))
    }

    /// Returns the request for a new text, `whole` without the paragraphs at the indexes `out`, with the answers about
    /// this one carried over.
    ///
    /// # Errors
    /// Returns [`Cancelled`] if the work was cancelled through `progress`.
    pub fn carry_onto(
        &self,
        base: Arc<Edition>,
        whole: &Article,
        out: &BTreeSet<usize>,
        progress: &Progress,
    ) -> Result<(MatchRequest, PreviousText), Cancelled> {
        let key = key(&self.edition, &self.article, &self.left_out);
        let is_replaced = super::key(base.id(), whole, &[]) == key;
        let (article, left_out) = match is_replaced {
            // The same paragraphs, which annotations know by their ids.
            true => set_left_out(&self.with_same_ids(whole), &[], out),
            false => leave_out(whole, out),
        };
        let article = Arc::new(article);
        let indexed = IndexedCorrections::of(self, &base);
        let texts = (&*self.article.paragraphs, &*article.paragraphs);
        let transferred = transfer(&base, texts, &indexed.corrections(), &self.decisions, progress)?;
        let is_unrelated = transferred.is_none() && !is_replaced;
        let all_dropped = || Transfer {
            dropped_corrections: indexed.corrections(),
            dropped_decisions: self.decisions.clone(),
            ..Transfer::default()
        };
        let Transfer { corrections, decisions, dropped_corrections, dropped_decisions, close } =
            transferred.unwrap_or_else(|| if is_replaced { all_dropped() } else { Transfer::default() });
        let mut dropped: Vec<String> = indexed.dropped(&dropped_corrections).map(describe_correction).collect();
        dropped.extend(dropped_decisions.iter().map(describe_decision));
        let all = self.corrections.len() + self.decisions.len();
        let carried = if is_unrelated { 0 } else { all.saturating_sub(dropped.len()) };
        let (corrections, dormant) = indexed.split_dormant(corrections, &article);
        let earlier = PreviousText::of(self, key, (carried, dropped), is_unrelated);
        let texts = left_out.iter().map(|out| out.paragraph.text.clone()).collect();
        let earlier = PreviousText { is_close: close, is_replaced, left_out: texts, ..earlier };
        let citation = self.citation.clone().sanitized();
        Ok((MatchRequest { base, article, left_out, corrections, dormant, decisions, known: None, citation }, earlier))
    }
}

/// Returns the indexes of the paragraphs of each text, without what differs between formats.
fn places_of<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, text) in texts.enumerate() {
        places.entry(normalized(text)).or_default().push(at);
    }
    places
}

/// Returns the words of a text that say something by themselves: those of five letters and more, and every word where
/// there are none, as in Chinese.
fn words_of(article: &Article) -> HashSet<String> {
    let words = || article.paragraphs.iter().flat_map(|paragraph| paragraph.text.unicode_words());
    let long: HashSet<String> = words().filter(|word| word.chars().count() >= 5).map(str::to_lowercase).collect();
    if long.is_empty() { words().map(str::to_lowercase).collect() } else { long }
}

/// The corrections of a saved copy by paragraph indexes.
///
/// Paragraphs that the edition does not have now get the indexes after its own, so that their corrections are carried
/// over like all others and stay dormant until the paragraphs are back.
struct IndexedCorrections<'a> {
    saved: Vec<(&'a SavedCorrection, Option<Correction>)>,
    /// The number of paragraphs of the edition.
    count: usize,
    missing: Vec<&'a ParagraphId>,
}

impl<'a> IndexedCorrections<'a> {
    fn of(saved: &'a SavedCopy, base: &Edition) -> Self {
        let count = base.paragraphs().len();
        let mut missing: Vec<&ParagraphId> = Vec::new();
        let mut place = |id: &'a ParagraphId| {
            base.paragraph_index(id).unwrap_or_else(|| {
                let at = missing.iter().position(|other| *other == id);
                count
                    + at.unwrap_or_else(|| {
                        missing.push(id);
                        missing.len() - 1
                    })
            })
        };
        let by_index = |correction: &'a SavedCorrection| {
            let copy = saved.article.paragraphs.iter().position(|p| p.id == correction.copy)?;
            Some(correction.by_index(copy, place(&correction.edition)))
        };
        let saved: Vec<_> =
            saved.corrections.iter().map(by_index).zip(&saved.corrections).map(|(c, k)| (k, c)).collect();
        Self { saved, count, missing }
    }

    fn corrections(&self) -> Vec<Correction> {
        self.saved.iter().filter_map(|(_, correction)| *correction).collect()
    }

    /// Returns the corrections that were dropped, or that refer to no paragraph of the text.
    fn dropped(&self, dropped: &[Correction]) -> impl Iterator<Item = &'a SavedCorrection> {
        self.saved.iter().filter(|(_, c)| c.is_none_or(|c| dropped.contains(&c))).map(|(saved, _)| *saved)
    }

    /// Splits corrections into those whose paragraphs the edition has, and the dormant ones.
    fn split_dormant(
        &self,
        corrections: Vec<Correction>,
        article: &Article,
    ) -> (Vec<Correction>, Vec<SavedCorrection>) {
        let dormant = |correction: &Correction| {
            let (copy, edition) = correction.paragraphs();
            let linked = matches!(correction, Correction::Linked { .. });
            let edition = ParagraphId::clone(self.missing.get(edition.checked_sub(self.count)?)?);
            Some(SavedCorrection { copy: article.paragraphs.get(copy)?.id.clone(), edition, linked })
        };
        let waiting = corrections.iter().filter_map(dormant).collect();
        (corrections.into_iter().filter(|correction| dormant(correction).is_none()).collect(), waiting)
    }
}

/// Names paragraphs that were left out by their first words, each text once.
fn named_left_out(left_out: &[String]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for text in left_out {
        match counts.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    let more = counts.len().saturating_sub(MAX_LISTED);
    let name = |(text, count): &(&str, usize)| match count {
        1 => format!("“{}”", quoted(text)),
        2 => format!("“{}” twice", quoted(text)),
        n => format!("“{}” {n} times", quoted(text)),
    };
    let named: Vec<String> = counts.iter().take(MAX_LISTED).map(name).collect();
    let more = if more == 0 { String::new() } else { format!("; and {more} more") };
    format!("{}{more}", named.join(", "))
}

/// Returns the first characters of a text.
fn quoted(text: &str) -> String {
    let mut words: String = text.chars().take(MAX_QUOTED_CHARS).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}

fn describe_correction(correction: &SavedCorrection) -> String {
    let not = if correction.linked { "" } else { "not " };
    format!("¶{} {not}with ¶{} of the edition", correction.copy.label(), correction.edition.label())
}

fn describe_decision(decision: &Decision) -> String {
    match decision {
        Decision::Placed { anchor, .. } if anchor.exact.is_empty() => format!("a reply at ¶{}", anchor.on.label()),
        Decision::Placed { anchor, .. } => {
            let words = quoted(&anchor.exact);
            format!("the words “{words}” in ¶{}", anchor.on.label())
        }
        Decision::Detached { .. } => "words that you found nowhere, which are here now".to_owned(),
    }
}
