//! Aligns two versions of an article paragraph by paragraph.
//!
//! Every paragraph is a bag of truncated words, names and numbers, each weighted by its rarity in the two texts: a
//! restatement in other words keeps what it cannot say otherwise. Pairs with a similarity above expectation form a
//! chain that rises on both sides. Of the remaining paragraphs, some are paired out of order, and some join a
//! neighbour's pair if that makes the pair more similar or if their words are found in it one to one. Equal paragraphs
//! at both ends are set aside first.

mod bag;
mod chain;
mod confidence;
mod corrections;
mod equality;
mod parts;
mod score;
mod similarity;

use std::collections::HashSet;

use crate::model::parallel::parallel_map;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Correction, Correspondence, Pair, PairGrade, Paragraph};
use corrections::Corrections;
pub(super) use equality::is_same_text;
use score::{Comparison, Group};
use similarity::{CandidatePair, SimilarityTable};

/// The score below which a pair is doubtful. On synthetic versions of texts on one subject, half of the pairs between
/// 0.6 and 0.7 were right, and seven in ten between 0.7 and 0.8 (`tests/bench/copies.rs`).
pub const DOUBTFUL: f32 = 0.7;

/// Returns `true` if a pair needs the reader's attention: it has both sides, the reader did not make it, and its score
/// is below [`DOUBTFUL`].
pub fn is_doubtful(pair: &Pair) -> bool {
    !pair.edition.is_empty() && !pair.copy.is_empty() && !pair.by_reader && pair.score < DOUBTFUL
}

/// The steps of the whole job; `correspond` does the first five, and carrying the notes takes the others.
const STEPS: usize = 10;

/// The lowest score of a pair: a wrong pair is worse than none.
const MIN_SCORE: f32 = 0.25;

/// Pairs the paragraphs of a reader's copy with those of the edition.
///
/// Paragraphs the reader linked are together and with nothing else, and those the reader unlinked are never a pair; the
/// rest is matched around them. Every paragraph of both sides is in exactly one pair.
///
/// The one-to-one word alignment of [`anchor`](super::anchor) decides where the wording is close and bags of words
/// cannot: whether a short paragraph beside a pair is a part of it. An alternative that was tried and rejected is the
/// alignment of all paragraphs that are not equal, as evidence for whole pairs where nine tenths of the words of both
/// sides are linked: of 3,600 paragraphs of synthetic versions with one word in ten changed it put 4 to 10 right that
/// are wrong without it, and the parts alone put 11 to 16. With less than nine tenths, pairs of unrelated texts became
/// certain (`tests/bench/copies.rs`). The parts cost nothing where there are none; 2,000 paragraphs that are all cut in
/// two take twice as long.
///
/// # Errors
/// Returns [`Cancelled`] if the job is cancelled.
pub fn correspond(
    edition: &[Paragraph],
    copy: &[Paragraph],
    corrections: &[Correction],
    progress: &Progress,
) -> Result<Correspondence, Cancelled> {
    progress.report(0, STEPS)?;
    let corrections = corrections::apply(corrections, edition.len(), copy.len());
    let mut remaining = Remaining::new(edition, copy, &corrections);
    let mut pairs = reader_pairs(&corrections, edition, copy);
    pairs.extend(remaining.trim(&corrections));
    progress.report(1, STEPS)?;
    pairs.extend(match_remaining(&remaining, &corrections, progress)?);
    let pairs = in_copy_order(pairs, edition.len(), copy.len());
    progress.report(5, STEPS)?;
    Ok(Correspondence { pairs })
}

/// The paragraphs still to be matched, with their indexes.
struct Remaining<'a> {
    edition: Vec<(usize, &'a str)>,
    copy: Vec<(usize, &'a str)>,
}

impl<'a> Remaining<'a> {
    fn new(edition: &'a [Paragraph], copy: &'a [Paragraph], corrections: &Corrections) -> Self {
        let linked_edition: HashSet<usize> = corrections.groups.iter().flat_map(|(e, _)| e).copied().collect();
        let linked_copy: HashSet<usize> = corrections.groups.iter().flat_map(|(_, c)| c).copied().collect();
        let rest = |side: &'a [Paragraph], linked: &HashSet<usize>| -> Vec<(usize, &'a str)> {
            let texts = side.iter().map(|paragraph| &*paragraph.text).enumerate();
            texts.filter(|(index, _)| !linked.contains(index)).collect()
        };
        Self { edition: rest(edition, &linked_edition), copy: rest(copy, &linked_copy) }
    }

    /// Removes equal paragraphs from both ends, and returns their pairs.
    fn trim(&mut self, corrections: &Corrections) -> Vec<Pair> {
        let matches = |(e, c): &(&(usize, &str), &(usize, &str))| {
            equality::is_same_text(e.1, c.1) && !corrections.unlinked.contains(&(e.0, c.0))
        };
        let head = self.edition.iter().zip(&self.copy).take_while(matches).count();
        let equal = |(e, c): ((usize, &str), (usize, &str))| Pair {
            edition: vec![e.0],
            copy: vec![c.0],
            grade: PairGrade::Equal,
            score: 1.0,
            by_reader: false,
        };
        let mut pairs: Vec<Pair> = self.edition.drain(..head).zip(self.copy.drain(..head)).map(equal).collect();
        let tail = self.edition.iter().rev().zip(self.copy.iter().rev()).take_while(matches).count();
        let edition = self.edition.split_off(self.edition.len() - tail);
        let copy = self.copy.split_off(self.copy.len() - tail);
        pairs.extend(edition.into_iter().zip(copy).map(equal));
        pairs
    }
}

fn reader_pairs(corrections: &Corrections, edition: &[Paragraph], copy: &[Paragraph]) -> Vec<Pair> {
    let text = |side: &[Paragraph], at: &[usize]| at.first().and_then(|&at| side.get(at)).map(|p| p.text.clone());
    let equal = |e: &[usize], c: &[usize]| {
        text(edition, e).zip(text(copy, c)).is_some_and(|(one, other)| equality::is_same_text(&one, &other))
    };
    let pair = |(edition, copy): &(Vec<usize>, Vec<usize>)| Pair {
        edition: edition.clone(),
        copy: copy.clone(),
        grade: match (edition.len(), copy.len()) {
            (1, 1) if equal(edition, copy) => PairGrade::Equal,
            (1, 1) => PairGrade::Reworded,
            (1, _) => PairGrade::Split,
            _ => PairGrade::Merged,
        },
        score: 1.0,
        by_reader: true,
    };
    corrections.groups.iter().map(pair).collect()
}

fn match_remaining(
    remaining: &Remaining<'_>,
    corrections: &Corrections,
    progress: &Progress,
) -> Result<Vec<Pair>, Cancelled> {
    let bags = |side: &[(usize, &str)]| parallel_map(side, |(_, text)| bag::bag(text));
    let (edition, copy) = (bags(&remaining.edition), bags(&remaining.copy));
    progress.report(2, STEPS)?;
    let edition_texts: Vec<&str> = remaining.edition.iter().map(|(_, text)| *text).collect();
    let copy_texts: Vec<&str> = remaining.copy.iter().map(|(_, text)| *text).collect();
    let forbidden = refused_pairs(remaining, corrections);
    let equal: Vec<CandidatePair> = equality::equal_pairs(&edition_texts, &copy_texts);
    let equal: Vec<CandidatePair> = equal.into_iter().filter(|c| !forbidden.contains(&(c.edition, c.copy))).collect();
    let table = SimilarityTable::new(&edition, &copy, &equality::settled(&equal, edition.len(), copy.len()));
    progress.report(3, STEPS)?;
    let candidates = candidate_pairs(&table, equal, &forbidden);
    let comparison = Comparison {
        edition: &edition,
        copy: &copy,
        edition_texts: &edition_texts,
        copy_texts: &copy_texts,
        table: &table,
        forbidden: &forbidden,
    };
    let mut groups = score::pairs(&comparison, &candidates, &[]);
    progress.report(4, STEPS)?;
    // Weak pairs give way to the parts of their neighbours, and are tried again with what those leave.
    let mut evidence = confidence::evidence(&comparison, &candidates, &groups).into_iter();
    groups.retain(|_| evidence.next().is_some_and(|evidence| evidence.score() >= MIN_SCORE));
    parts::join(&comparison, &mut groups);
    let second_pass = score::pairs(&comparison, &candidates, &groups);
    groups.extend(second_pass);
    let evidence = confidence::evidence(&comparison, &candidates, &groups);
    let indexes = |side: &[(usize, &str)], at: &[u32]| -> Vec<usize> {
        at.iter().filter_map(|&at| side.get(at as usize)).map(|(index, _)| *index).collect()
    };
    let graded = groups.iter().zip(evidence).map(|(group, evidence)| {
        let (grade, exact) = grade(&comparison, group);
        let score = if exact { 1.0 } else { evidence.score() };
        Pair {
            edition: indexes(&remaining.edition, &group.edition),
            copy: indexes(&remaining.copy, &group.copy),
            grade,
            score,
            by_reader: false,
        }
    });
    Ok(graded.filter(|pair| pair.score >= MIN_SCORE).collect())
}

/// Returns the pairs the reader refused, by indexes into the remaining paragraphs.
fn refused_pairs(remaining: &Remaining<'_>, corrections: &Corrections) -> HashSet<(u32, u32)> {
    let place = |side: &[(usize, &str)], index: usize| {
        let at = side.binary_search_by_key(&index, |(index, _)| *index).ok()?;
        u32::try_from(at).ok()
    };
    let places =
        |(edition, copy): &(usize, usize)| Some((place(&remaining.edition, *edition)?, place(&remaining.copy, *copy)?));
    corrections.unlinked.iter().filter_map(places).collect()
}

/// Returns the candidate pairs: those that share rare terms, and those with equal texts.
fn candidate_pairs(
    table: &SimilarityTable,
    equal: Vec<CandidatePair>,
    forbidden: &HashSet<(u32, u32)>,
) -> Vec<CandidatePair> {
    let equal_pairs: HashSet<(u32, u32)> = equal.iter().map(|candidate| (candidate.edition, candidate.copy)).collect();
    // Unequal texts are not fully similar, even with the same words in another order.
    let unequal =
        table.candidates.iter().filter(|candidate| !equal_pairs.contains(&(candidate.edition, candidate.copy)));
    let unequal = unequal.map(|candidate| CandidatePair { similarity: candidate.similarity.min(0.999), ..*candidate });
    equal
        .iter()
        .copied()
        .chain(unequal)
        .filter(|candidate| !forbidden.contains(&(candidate.edition, candidate.copy)))
        .collect()
}

/// Returns the grade of a group, and whether its two sides have the same text.
fn grade(comparison: &Comparison<'_>, group: &Group) -> (PairGrade, bool) {
    let exact = match (group.edition.as_slice(), group.copy.as_slice()) {
        ([edition], [copy]) => {
            let texts = (comparison.edition_texts.get(*edition as usize), comparison.copy_texts.get(*copy as usize));
            matches!(texts, (Some(edition), Some(copy)) if equality::is_same_text(edition, copy))
        }
        ([whole], parts) => parts::are_whole(comparison.texts(true, *whole, parts)),
        (parts, [whole]) => parts::are_whole(comparison.texts(false, *whole, parts)),
        _ => false,
    };
    let grade = match (group.edition.len(), group.copy.len()) {
        (1, 1) if !group.in_order => PairGrade::Moved,
        (1, 1) if exact => PairGrade::Equal,
        (1, 1) => PairGrade::Reworded,
        (1, _) => PairGrade::Split,
        _ => PairGrade::Merged,
    };
    (grade, exact)
}

/// Adds the paragraphs without a pair, and sorts all pairs in the order of the copy. A paragraph only the edition has
/// follows its predecessor there.
fn in_copy_order(mut pairs: Vec<Pair>, editions: usize, copies: usize) -> Vec<Pair> {
    let unpaired = |edition: Option<usize>, copy: Option<usize>| Pair {
        edition: edition.into_iter().collect(),
        copy: copy.into_iter().collect(),
        grade: if copy.is_some() { PairGrade::Inserted } else { PairGrade::Removed },
        score: 0.0,
        by_reader: false,
    };
    let mut in_pair = vec![false; copies];
    // The first paragraph of the copy in the pair of each paragraph of the edition.
    let mut places: Vec<Option<usize>> = vec![None; editions];
    for pair in &pairs {
        for &copy in &pair.copy {
            if let Some(in_pair) = in_pair.get_mut(copy) {
                *in_pair = true;
            }
        }
        for &edition in &pair.edition {
            if let Some(place) = places.get_mut(edition) {
                *place = pair.copy.first().copied();
            }
        }
    }
    pairs.extend(
        in_pair.iter().enumerate().filter(|(_, in_pair)| !**in_pair).map(|(copy, _)| unpaired(None, Some(copy))),
    );
    pairs.sort_by_key(|pair| pair.copy.first().copied());
    let mut removed: Vec<(Option<usize>, Pair)> = Vec::new();
    let mut after = None;
    for (edition, place) in places.iter().enumerate() {
        match place {
            Some(place) => after = Some(*place),
            None => removed.push((after, unpaired(Some(edition), None))),
        }
    }
    removed.sort_by_key(|(after, _)| *after);
    let mut all = Vec::with_capacity(pairs.len() + removed.len());
    let mut removed = removed.into_iter().peekable();
    for pair in pairs {
        let first = pair.copy.first().copied();
        while let Some((_, unpaired)) = removed.next_if(|(after, _)| after.is_none_or(|after| Some(after) < first)) {
            all.push(unpaired);
        }
        all.push(pair);
    }
    all.extend(removed.map(|(_, unpaired)| unpaired));
    all
}
