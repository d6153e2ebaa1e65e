//! A file that was changed since the reader corrected its copy: what was said of the earlier text goes with the later.

use std::path::PathBuf;
use std::sync::Arc;

use crate::align::carry::{Transfer, transfer};
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Article, Correction, Decision, Edition, ParagraphId};

use super::{MatchRequest, SavedCopy, SavedCorrection, TextSource, key};

/// What is told of a thing in quotation marks, in characters.
const LONGEST_WORDS: usize = 40;

/// What is told one by one of what was not carried over.
const MOST_TOLD: usize = 4;

/// How a text came to be another than the one that was corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Its file has changed.
    #[default]
    Edited,
    /// Its file, which is named here, is not there any more, and this one has its text.
    Moved(PathBuf),
    /// What was kept of it was changed by hand.
    UserFile,
}

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
    /// Hardly anything is another than it was.
    pub close: bool,
    /// How it came to be another.
    pub change: Change,
}

impl Earlier {
    fn of(kept: &SavedCopy, key: String, (carried, left): (usize, Vec<String>), another: bool) -> Self {
        let chain = kept.after.iter().filter(|after| **after != key).chain([&key]).cloned().collect();
        Self { key, chain, carried, left, another, close: false, change: Change::Edited }
    }

    /// What is told to the reader.
    pub fn told(&self, name: &str) -> String {
        let stays = match self.change {
            Change::UserFile => "they are still in the file that was changed.",
            Change::Edited | Change::Moved(_) => "the earlier one is kept on the recent list.",
        };
        if self.another {
            return format!(
                "You corrected an earlier text of {name}. This one is another text, so nothing of that was carried \
                 over; {stays}"
            );
        }
        let mut text = match &self.change {
            Change::Edited => format!("{name} has changed."),
            Change::Moved(from) => {
                format!("{name} goes on from a file that is not there any more: {}.", from.display())
            }
            Change::UserFile => format!("What was kept of {name} was changed by hand and set beside the notes anew."),
        };
        let all = self.carried + self.left.len();
        if all > 0 {
            text.push_str(&format!(" Your corrections were carried over: {} of {all}.", self.carried));
        }
        if !self.left.is_empty() {
            let more = match self.left.len().saturating_sub(MOST_TOLD) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            let left: Vec<&str> = self.left.iter().take(MOST_TOLD).map(String::as_str).collect();
            text.push_str(&format!(" Not sure of their place, so not carried over: {}{more}.", left.join("; ")));
            text.push_str(match self.change {
                Change::UserFile => " They are still in the file that was changed.",
                Change::Edited | Change::Moved(_) => " The earlier text is kept as it was, on the recent list.",
            });
        }
        text
    }
}

impl SavedCopy {
    /// Whether it is of this file beside this edition, and the reader said something about it.
    pub fn is_earlier_of(&self, edition: &Edition, source: &TextSource) -> bool {
        self.is_of_a_file_beside(edition) && self.source == *source
    }

    /// Whether the reader said something about it beside this edition, and it is of some file.
    pub fn is_of_a_file_beside(&self, edition: &Edition) -> bool {
        let said = !self.corrections.is_empty() || !self.decisions.is_empty();
        said && self.edition == edition.id() && self.source.path().is_some()
    }

    /// What is to be carried, when this was kept under the name `key` and its text changed by hand since. Which
    /// paragraph is which is told by the text as it was before, and where nothing has that any more, by the ids.
    ///
    /// # Errors
    /// When the work is not wanted any more.
    pub fn by_hand(
        &self,
        key: &str,
        base: Arc<Edition>,
        before: Option<Article>,
        progress: &Progress,
    ) -> Result<(MatchRequest, Earlier), Cancelled> {
        let said = !self.corrections.is_empty() || !self.decisions.is_empty();
        let (wish, earlier) = match before.filter(|_| said) {
            Some(article) => Self { article, ..self.clone() }.onto(base, Arc::new(self.article.clone()), progress)?,
            None => {
                let is_there = |said: &&SavedCorrection| self.article.paragraphs.iter().any(|p| p.id == said.copy);
                let left: Vec<String> = self.corrections.iter().filter(|c| !is_there(c)).map(pair_of).collect();
                let carried = (self.corrections.len() + self.decisions.len()).saturating_sub(left.len());
                let wish = MatchRequest { known: None, ..self.wish(base) };
                (wish, Earlier::of(self, key.to_owned(), (carried, left), false))
            }
        };
        Ok((wish, Earlier { change: Change::UserFile, ..earlier }))
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
    ) -> Result<(MatchRequest, Earlier), Cancelled> {
        let said = Said::of(self, &base);
        let texts = (&*self.article.paragraphs, &*article.paragraphs);
        let followed = transfer(&base, texts, &said.corrections(), &self.decisions, progress)?;
        let another = followed.is_none();
        let Transfer { corrections, decisions, dropped_corrections, dropped_decisions, close } =
            followed.unwrap_or_default();
        let mut left: Vec<String> = said.left(&dropped_corrections).map(pair_of).collect();
        left.extend(dropped_decisions.iter().map(words_of));
        let all = self.corrections.len() + self.decisions.len();
        let carried = if another { 0 } else { all.saturating_sub(left.len()) };
        let (corrections, dormant) = said.parted(corrections, &article);
        let earlier = Earlier::of(self, key(&self.edition, &self.article), (carried, left), another);
        let earlier = Earlier { close, ..earlier };
        Ok((MatchRequest { base, article, corrections, dormant, decisions, known: None }, earlier))
    }
}

/// What was said in a kept copy, by indexes: paragraphs that the edition has not now have those after its own, so that
/// what was said of them is carried over like all the rest and waits for them.
struct Said<'a> {
    kept: Vec<(&'a SavedCorrection, Option<Correction>)>,
    /// Paragraphs of the edition.
    count: usize,
    gone: Vec<&'a ParagraphId>,
}

impl<'a> Said<'a> {
    fn of(kept: &'a SavedCopy, base: &Edition) -> Self {
        let count = base.paragraphs().len();
        let mut gone: Vec<&ParagraphId> = Vec::new();
        let mut place = |id: &'a ParagraphId| {
            base.paragraph_index(id).unwrap_or_else(|| {
                let at = gone.iter().position(|other| *other == id);
                count
                    + at.unwrap_or_else(|| {
                        gone.push(id);
                        gone.len() - 1
                    })
            })
        };
        let by_index = |said: &'a SavedCorrection| {
            let copy = kept.article.paragraphs.iter().position(|p| p.id == said.copy)?;
            Some(said.by_index(copy, place(&said.edition)))
        };
        let kept: Vec<_> = kept.corrections.iter().map(by_index).zip(&kept.corrections).map(|(c, k)| (k, c)).collect();
        Self { kept, count, gone }
    }

    fn corrections(&self) -> Vec<Correction> {
        self.kept.iter().filter_map(|(_, correction)| *correction).collect()
    }

    /// What could not be taken over, or was said of no paragraph of the text at all.
    fn left(&self, left: &[Correction]) -> impl Iterator<Item = &'a SavedCorrection> {
        self.kept.iter().filter(|(_, c)| c.is_none_or(|c| left.contains(&c))).map(|(kept, _)| *kept)
    }

    /// What the edition has the paragraphs for, and what waits for them.
    fn parted(&self, corrections: Vec<Correction>, article: &Article) -> (Vec<Correction>, Vec<SavedCorrection>) {
        let waits = |correction: &Correction| {
            let (copy, edition, linked) = match *correction {
                Correction::Linked { copy, edition } => (copy, edition, true),
                Correction::Unlinked { copy, edition } => (copy, edition, false),
            };
            let edition = ParagraphId::clone(self.gone.get(edition.checked_sub(self.count)?)?);
            Some(SavedCorrection { copy: article.paragraphs.get(copy)?.id.clone(), edition, linked })
        };
        let dormant = corrections.iter().filter_map(waits).collect();
        (corrections.into_iter().filter(|correction| waits(correction).is_none()).collect(), dormant)
    }
}

fn pair_of(said: &SavedCorrection) -> String {
    let not = if said.linked { "" } else { "not " };
    format!("¶{} {not}with ¶{} of the edition", said.copy.label(), said.edition.label())
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
