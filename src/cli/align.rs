//! `parallax align`: which paragraphs of an article correspond to which of an edition.
//!
//! The JSON is one object on a line for each paragraph of the article, in order: `{"paragraph", "to": [index...],
//! "grade", "score"}`. Indexes count from 0; `to` holds the edition's paragraphs and is empty where the grade is
//! `inserted`.

use std::io::{self, Write};

use serde::Serialize;

use super::arguments::{AlignOptions, Format};
use super::error::CommandError;
use super::input_file::{chapter_index, import_file};
use super::{CLEAN, edition_at};
use crate::align::correspond::{correspond, is_doubtful};
use crate::import::{ReadOptions, import};
use crate::model::progress::Progress;
use crate::model::{Correspondence, Edition, Pair, PairGrade, Paragraph};

/// One paragraph of the article as JSON.
#[derive(Serialize)]
struct PairRecord<'a> {
    paragraph: usize,
    to: &'a [usize],
    grade: &'static str,
    score: f32,
}

/// Aligns an article with an edition and prints the pairs of paragraphs.
pub(super) fn run(options: &AlignOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let edition = edition_at(options.edition.as_deref())?;
    let chapter = chapter_index(options.chapter)?;
    let read_options = ReadOptions { encoding: options.encoding.clone(), chapter, language: None };
    let imported =
        import_file(&options.article, |name, bytes| import(name, bytes, &read_options, &Progress::default()))?;
    let copy = &imported.article.paragraphs;
    let correspondence = correspond(edition.paragraphs(), copy, &[], &Progress::default())?;
    match options.format {
        Format::Json => write_json(&correspondence, copy.len(), out)?,
        Format::Human => write_text(&correspondence, &edition, copy, out)?,
    }
    Ok(CLEAN)
}

fn write_json(correspondence: &Correspondence, paragraphs: usize, out: &mut impl Write) -> io::Result<()> {
    for (paragraph, pair) in by_copy(correspondence, paragraphs) {
        let score = (pair.score * 1000.0).round() / 1000.0;
        serde_json::to_writer(
            &mut *out,
            &PairRecord { paragraph, to: &pair.edition, grade: pair.grade.word(), score },
        )?;
        writeln!(out)?;
    }
    Ok(())
}

/// Returns the pair of each paragraph of the article, in the article's order.
fn by_copy(correspondence: &Correspondence, paragraphs: usize) -> Vec<(usize, &Pair)> {
    let mut pairs = vec![None; paragraphs];
    for pair in &correspondence.pairs {
        for &copy in &pair.copy {
            if let Some(place) = pairs.get_mut(copy) {
                *place = Some(pair);
            }
        }
    }
    pairs.into_iter().enumerate().filter_map(|(paragraph, pair)| Some((paragraph, pair?))).collect()
}

fn write_text(c: &Correspondence, edition: &Edition, copy: &[Paragraph], out: &mut impl Write) -> io::Result<()> {
    let labels = |indexes: &[usize]| {
        let label = |&i: &usize| edition.paragraph(i).map(|p| format!("¶{}", p.id.label()));
        indexes.iter().filter_map(label).collect::<Vec<_>>().join(" and ")
    };
    for (paragraph, pair) in by_copy(c, copy.len()) {
        let label = copy.get(paragraph).map_or("", |p| p.id.label());
        let word = pair.grade.word();
        match pair.grade {
            PairGrade::Inserted => writeln!(out, "¶{label} is in no paragraph of the edition: {word}")?,
            _ => {
                let doubt = if is_doubtful(pair) { ", doubtful" } else { "" };
                let of = labels(&pair.edition);
                writeln!(out, "¶{label} is {of} of the edition: {word}, {:.2}{doubt}", pair.score)?;
            }
        }
    }
    let removed: Vec<usize> =
        c.pairs.iter().filter(|p| p.grade == PairGrade::Removed).flat_map(|p| p.edition.clone()).collect();
    if !removed.is_empty() {
        writeln!(out, "Only in the edition: {}", labels(&removed))?;
    }
    Ok(())
}
