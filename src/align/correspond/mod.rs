//! Two versions of an article, paragraph by paragraph.
//!
//! Every paragraph is a bag of word beginnings, names and numbers, each weighed by how rare it is in the two texts, so
//! that a restatement in other words is known by what it cannot say otherwise. What two paragraphs share beyond the
//! usual goes into a chain that rises on both sides; what is left over pairs out of order, or joins a neighbour's pair
//! when that makes the pair fit better or when its words went there one to one. Paragraphs at both ends with the same
//! words are set aside first.

mod bag;
mod cells;
mod chain;
mod corrections;
mod fit;
mod judge;
mod parts;
mod same;
mod wording;

use std::collections::HashSet;

use crate::model::parallel::parallel_map;
use crate::model::progress::{Cancelled, Progress};
use crate::model::{Correction, Correspondence, Pair, PairGrade, Paragraph};
use cells::{Cell, Cells};
use corrections::Corrections;
use fit::{Ground, Group};

/// A pair with a lower score is doubtful: on made versions of texts on one subject, of those between 0.6 and 0.7 half
/// were right, of those between 0.7 and 0.8 seven in ten (`tests/bench/copies.rs`).
pub const DOUBTFUL: f32 = 0.7;

/// Whether a pair waits for the reader's eye: it is one, the reader has not made it, and its score is below
/// [`DOUBTFUL`].
pub fn is_doubtful(pair: &Pair) -> bool {
    !pair.edition.is_empty() && !pair.copy.is_empty() && !pair.by_reader && pair.score < DOUBTFUL
}

/// Steps of the whole work; `correspond` does the first five, and the notes are carried in the others.
const STEPS: usize = 10;

/// A pair with a lower score is none: a wrong pair is worse than none.
const LEAST: f32 = 0.25;

/// Puts the paragraphs of a reader's copy in correspondence with those of the edition.
///
/// What the reader linked is together and with nothing else, and what the reader unlinked is never a pair; the rest is
/// fitted around them. Every paragraph of both sides is in exactly one pair.
///
/// The one-to-one word alignment of `anchor` decides where the wording is close and the bags cannot: whether a short
/// paragraph beside a pair is a part of it. Tried too, and not taken, was the alignment of all that is not equal, as
/// evidence for whole pairs where nine tenths of the words of both sides went to each other: of 3,600 paragraphs of
/// made versions with one word in ten changed it put 4 to 10 right that are wrong without it, and the parts alone put
/// 11 to 16. With less than nine tenths, pairs of unrelated texts became sure (`tests/bench/copies.rs`). The parts cost
/// nothing where there are none; 2,000 paragraphs that are all cut in two take twice as long.
///
/// # Errors
/// When the work is not wanted any more.
pub fn correspond(
    edition: &[Paragraph],
    copy: &[Paragraph],
    corrections: &[Correction],
    progress: &Progress,
) -> Result<Correspondence, Cancelled> {
    progress.report(0, STEPS)?;
    let corrections = corrections::read(corrections, edition.len(), copy.len());
    let mut sides = Sides::new(edition, copy, &corrections);
    let mut pairs = by_reader(&corrections, edition, copy);
    pairs.extend(sides.trim(&corrections));
    progress.report(1, STEPS)?;
    pairs.extend(fitted(&sides, &corrections, progress)?);
    let pairs = in_place(pairs, edition.len(), copy.len());
    progress.report(5, STEPS)?;
    Ok(Correspondence { pairs })
}

/// The paragraphs that are left to fit, with their indexes.
struct Sides<'a> {
    edition: Vec<(usize, &'a str)>,
    copy: Vec<(usize, &'a str)>,
}

impl<'a> Sides<'a> {
    fn new(edition: &'a [Paragraph], copy: &'a [Paragraph], corrections: &Corrections) -> Self {
        let linked_edition: HashSet<usize> = corrections.groups.iter().flat_map(|(e, _)| e).copied().collect();
        let linked_copy: HashSet<usize> = corrections.groups.iter().flat_map(|(_, c)| c).copied().collect();
        let rest = |side: &'a [Paragraph], linked: &HashSet<usize>| -> Vec<(usize, &'a str)> {
            let texts = side.iter().map(|paragraph| &*paragraph.text).enumerate();
            texts.filter(|(index, _)| !linked.contains(index)).collect()
        };
        Self { edition: rest(edition, &linked_edition), copy: rest(copy, &linked_copy) }
    }

    /// Takes the paragraphs with the same words off both ends.
    fn trim(&mut self, corrections: &Corrections) -> Vec<Pair> {
        let matches = |(e, c): &(&(usize, &str), &(usize, &str))| {
            same::same(e.1, c.1) && !corrections.unlinked.contains(&(e.0, c.0))
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

fn by_reader(corrections: &Corrections, edition: &[Paragraph], copy: &[Paragraph]) -> Vec<Pair> {
    let text = |side: &[Paragraph], at: &[usize]| at.first().and_then(|&at| side.get(at)).map(|p| p.text.clone());
    let equal = |e: &[usize], c: &[usize]| {
        text(edition, e).zip(text(copy, c)).is_some_and(|(one, other)| same::same(&one, &other))
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

fn fitted(sides: &Sides<'_>, corrections: &Corrections, progress: &Progress) -> Result<Vec<Pair>, Cancelled> {
    let bags = |side: &[(usize, &str)]| parallel_map(side, |(_, text)| bag::bag(text));
    let (edition, copy) = (bags(&sides.edition), bags(&sides.copy));
    progress.report(2, STEPS)?;
    let edition_texts: Vec<&str> = sides.edition.iter().map(|(_, text)| *text).collect();
    let copy_texts: Vec<&str> = sides.copy.iter().map(|(_, text)| *text).collect();
    let forbidden = forbidden(sides, corrections);
    let equal: Vec<Cell> = same::cells(&edition_texts, &copy_texts);
    let equal: Vec<Cell> = equal.into_iter().filter(|c| !forbidden.contains(&(c.edition, c.copy))).collect();
    let table = Cells::new(&edition, &copy, &same::settled(&equal, edition.len(), copy.len()));
    progress.report(3, STEPS)?;
    let cells = possible(&table, equal, &forbidden);
    let ground = Ground {
        edition: &edition,
        copy: &copy,
        edition_texts: &edition_texts,
        copy_texts: &copy_texts,
        cells: &table,
        forbidden: &forbidden,
    };
    let mut groups = fit::pairs(&ground, &cells, &[]);
    progress.report(4, STEPS)?;
    // What is weak gives way to the parts of its neighbours, and is tried again with what they leave.
    let mut evidence = judge::evidence(&ground, &cells, &groups).into_iter();
    groups.retain(|_| evidence.next().is_some_and(|evidence| evidence.score() >= LEAST));
    parts::join(&ground, &mut groups);
    let late = fit::pairs(&ground, &cells, &groups);
    groups.extend(late);
    let evidence = judge::evidence(&ground, &cells, &groups);
    let of = |side: &[(usize, &str)], at: &[u32]| -> Vec<usize> {
        at.iter().filter_map(|&at| side.get(at as usize)).map(|(index, _)| *index).collect()
    };
    let graded = groups.iter().zip(evidence).map(|(group, evidence)| {
        let (grade, exact) = grade(&ground, group);
        let score = if exact { 1.0 } else { evidence.score() };
        Pair {
            edition: of(&sides.edition, &group.edition),
            copy: of(&sides.copy, &group.copy),
            grade,
            score,
            by_reader: false,
        }
    });
    Ok(graded.filter(|pair| pair.score >= LEAST).collect())
}

/// The pairs the reader will not have, by the places in what is left.
fn forbidden(sides: &Sides<'_>, corrections: &Corrections) -> HashSet<(u32, u32)> {
    let place = |side: &[(usize, &str)], index: usize| {
        let at = side.binary_search_by_key(&index, |(index, _)| *index).ok()?;
        u32::try_from(at).ok()
    };
    let places =
        |(edition, copy): &(usize, usize)| Some((place(&sides.edition, *edition)?, place(&sides.copy, *copy)?));
    corrections.unlinked.iter().filter_map(places).collect()
}

/// What may be a pair: what shares rare words, and what has the same words.
fn possible(table: &Cells, equal: Vec<Cell>, forbidden: &HashSet<(u32, u32)>) -> Vec<Cell> {
    let known: HashSet<(u32, u32)> = equal.iter().map(|cell| (cell.edition, cell.copy)).collect();
    // What is not the same shares less than all, even when every word is there in another order.
    let others = table.cells.iter().filter(|cell| !known.contains(&(cell.edition, cell.copy)));
    let others = others.map(|cell| Cell { share: cell.share.min(0.999), ..*cell });
    equal.iter().copied().chain(others).filter(|cell| !forbidden.contains(&(cell.edition, cell.copy))).collect()
}

/// The grade of a group, and whether its two sides have the very same words.
fn grade(ground: &Ground<'_>, group: &Group) -> (PairGrade, bool) {
    let exact = match (group.edition.as_slice(), group.copy.as_slice()) {
        ([edition], [copy]) => {
            let texts = (ground.edition_texts.get(*edition as usize), ground.copy_texts.get(*copy as usize));
            matches!(texts, (Some(edition), Some(copy)) if same::same(edition, copy))
        }
        ([whole], parts) => parts::all_of(ground.texts(true, *whole, parts)),
        (parts, [whole]) => parts::all_of(ground.texts(false, *whole, parts)),
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

/// Adds what is in no pair, and puts all in the order of the copy; what only the edition has follows what stands
/// before it there.
fn in_place(mut pairs: Vec<Pair>, editions: usize, copies: usize) -> Vec<Pair> {
    let lone = |edition: Option<usize>, copy: Option<usize>| Pair {
        edition: edition.into_iter().collect(),
        copy: copy.into_iter().collect(),
        grade: if copy.is_some() { PairGrade::Inserted } else { PairGrade::Removed },
        score: 0.0,
        by_reader: false,
    };
    let mut seen = vec![false; copies];
    // The pair of each paragraph of the edition by the first paragraph of the copy.
    let mut places: Vec<Option<usize>> = vec![None; editions];
    for pair in &pairs {
        for &copy in &pair.copy {
            if let Some(seen) = seen.get_mut(copy) {
                *seen = true;
            }
        }
        for &edition in &pair.edition {
            if let Some(place) = places.get_mut(edition) {
                *place = pair.copy.first().copied();
            }
        }
    }
    pairs.extend(seen.iter().enumerate().filter(|(_, seen)| !**seen).map(|(copy, _)| lone(None, Some(copy))));
    pairs.sort_by_key(|pair| pair.copy.first().copied());
    let mut removed: Vec<(Option<usize>, Pair)> = Vec::new();
    let mut after = None;
    for (edition, place) in places.iter().enumerate() {
        match place {
            Some(place) => after = Some(*place),
            None => removed.push((after, lone(Some(edition), None))),
        }
    }
    removed.sort_by_key(|(after, _)| *after);
    let mut all = Vec::with_capacity(pairs.len() + removed.len());
    let mut removed = removed.into_iter().peekable();
    for pair in pairs {
        let first = pair.copy.first().copied();
        while let Some((_, lone)) = removed.next_if(|(after, _)| after.is_none_or(|after| Some(after) < first)) {
            all.push(lone);
        }
        all.push(pair);
    }
    all.extend(removed.map(|(_, lone)| lone));
    all
}
