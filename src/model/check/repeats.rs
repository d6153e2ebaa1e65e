//! Repeated passages: twelve words or more in a row that stand in two paragraphs of the article.
//!
//! Every fifth run of eight words goes into an index, and every run is looked up in it: a passage of twelve words
//! holds five runs, so at least one of them is indexed. A pull-quote is left out; its words are another paragraph's.

use std::collections::HashMap;

use super::super::ParagraphKind;
use super::super::problem::Step;
use super::words::each_folded;
use super::{Context, Found};
use Step::{Field, Index};

/// A passage this long does not stand twice by chance.
const PASSAGE: usize = 12;
/// The length of an indexed run.
const RUN: usize = 8;
/// One run in so many is indexed: `RUN + STRIDE - 1 == PASSAGE`.
const STRIDE: usize = 5;
/// So many places are kept of one run; a phrase that stands more often is a formula.
const MOST_PLACES: usize = 8;

pub(super) fn check(context: &Context<'_>, found: &mut Found) {
    let texts = Texts::of(context);
    let mut index: HashMap<u64, Vec<(u32, u32)>> = HashMap::with_capacity(texts.words.len() / STRIDE);
    for paragraph in 0..texts.starts.len().saturating_sub(1) {
        if let Some((other, at, length)) =
            texts.repeated_from(paragraph, &index, |other| declared(context, paragraph, other))
        {
            report(context, (paragraph, other), &texts.passage(context, paragraph, at, length), length, found);
        }
        let words = texts.words_of(paragraph);
        for (at, run) in words.windows(RUN).enumerate().step_by(STRIDE) {
            let places = index.entry(hash(run)).or_default();
            if let (true, Ok(paragraph), Ok(at)) =
                (places.len() < MOST_PLACES, u32::try_from(paragraph), u32::try_from(at))
            {
                places.push((paragraph, at));
            }
        }
    }
}

/// The words of every paragraph as hashes, in one piece.
struct Texts {
    words: Vec<u32>,
    starts: Vec<usize>,
}

impl Texts {
    fn of(context: &Context<'_>) -> Self {
        let (mut words, mut starts) = (Vec::new(), vec![0]);
        for paragraph in context.edition.paragraphs() {
            if !matches!(paragraph.kind, ParagraphKind::PullQuote { .. }) {
                each_folded(&paragraph.text, |_, hash| words.push(hash));
            }
            starts.push(words.len());
        }
        Self { words, starts }
    }

    fn words_of(&self, paragraph: usize) -> &[u32] {
        match (self.starts.get(paragraph), self.starts.get(paragraph + 1)) {
            (Some(&start), Some(&end)) => self.words.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The first passage of a paragraph that an earlier one holds: that one, the first word, the number of words.
    fn repeated_from(
        &self,
        paragraph: usize,
        index: &HashMap<u64, Vec<(u32, u32)>>,
        declared: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, usize)> {
        let words = self.words_of(paragraph);
        for (at, run) in words.windows(RUN).enumerate() {
            for &(other, there) in index.get(&hash(run)).into_iter().flatten() {
                let (other, there) = (other as usize, there as usize);
                let theirs = self.words_of(other);
                let before = same_before(words, at, theirs, there);
                let after = words.iter().skip(at).zip(theirs.iter().skip(there)).take_while(|(a, b)| a == b).count();
                if before + after >= PASSAGE && !declared(other) {
                    return Some((other, at - before, before + after));
                }
            }
        }
        None
    }

    /// The words of a passage as they are written, shortened in the middle.
    fn passage(&self, context: &Context<'_>, paragraph: usize, at: usize, length: usize) -> String {
        let text = context.edition.paragraph(paragraph).map_or("", |p| &p.text);
        let mut starts = Vec::new();
        each_folded(text, |start, _| starts.push(start));
        let start = |word: usize| starts.get(word).copied().unwrap_or(text.len());
        let words = |from: usize, to: usize| text.get(start(from)..start(to)).unwrap_or_default().trim_end();
        if length <= PASSAGE {
            return words(at, at + length).to_owned();
        }
        format!("{} … {}", words(at, at + 8), words(at + length - 3, at + length))
    }
}

fn same_before(words: &[u32], at: usize, theirs: &[u32], there: usize) -> usize {
    let mine = words.get(..at).unwrap_or_default().iter().rev();
    mine.zip(theirs.get(..there).unwrap_or_default().iter().rev()).take_while(|(a, b)| a == b).count()
}

fn hash(run: &[u32]) -> u64 {
    run.iter().fold(0x9e37_79b9_7f4a_7c15, |hash, &word| {
        (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}

/// Whether either of two paragraphs says that it repeats the other.
fn declared(context: &Context<'_>, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (context.edition.paragraph(one), context.edition.paragraph(other)) else {
        return false;
    };
    one.repeats.contains(&other.id) || other.repeats.contains(&one.id)
}

fn report(context: &Context<'_>, (here, there): (usize, usize), passage: &str, length: usize, found: &mut Found) {
    let id = |index: usize| context.edition.paragraph(index).map_or("", |p| p.id.as_str());
    found.error(
        "repeated-passage",
        context.in_article(&[Field("paragraphs"), Index(here), Field("text")]),
        format!("expected each passage once, but {} and {} share {length} words: `{passage}`", id(there), id(here)),
        &format!("when that is meant, write repeats: [\"{}\"] in {}", id(there), id(here)),
    );
}
