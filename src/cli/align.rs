//! `parallax align`: which paragraphs of an article are which of an edition.
//!
//! The JSON is one object on a line for each paragraph of the article, in order: `{"paragraph", "to": [index...],
//! "grade", "score"}`. Indexes are from 0; `to` are the edition's paragraphs, none where the grade is `inserted`.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::arguments::{AlignOptions, Format};
use super::{CLEAN, UNREADABLE, choices};
use crate::align::correspond::{correspond, is_doubtful};
use crate::import::{self, Imported, ReadOptions};
use crate::model::progress::Progress;
use crate::model::visible::with_marks;
use crate::model::{Correspondence, Edition, Pair, PairGrade, Paragraph};
use crate::storage;

/// One paragraph of the article, for programs.
#[derive(Serialize)]
struct Line<'a> {
    paragraph: usize,
    to: &'a [usize],
    grade: &'static str,
    score: f32,
}

/// Sets an article against an edition and prints the pairs.
pub(super) fn run(options: &AlignOptions, out: &mut impl Write) -> io::Result<u8> {
    let edition = match edition(options.edition.as_deref()) {
        Ok(edition) => edition,
        Err(message) => return refuse(&message),
    };
    let imported = match read(options) {
        Ok(imported) => imported,
        Err(lines) => return refuse(&lines.join("\n  ")),
    };
    let copy = &imported.article.paragraphs;
    let correspondence = match correspond(edition.paragraphs(), copy, &[], &Progress::default()) {
        Ok(correspondence) => correspondence,
        Err(cancelled) => return refuse(&cancelled.to_string()),
    };
    match options.format {
        Format::Json => json(&correspondence, copy.len(), out)?,
        Format::Human => human(&correspondence, &edition, copy, out)?,
    }
    Ok(CLEAN)
}

#[allow(clippy::unnecessary_wraps, reason = "ends `run`")]
fn refuse(message: &str) -> io::Result<u8> {
    eprintln!("parallax: {message}");
    Ok(UNREADABLE)
}

fn edition(path: Option<&Path>) -> Result<Edition, String> {
    let loaded = path.map_or_else(storage::shipped_without_check, storage::load_without_check);
    loaded.map(|loaded| loaded.edition).map_err(|error| error.to_string())
}

/// The article, or the lines of what is wrong.
fn read(options: &AlignOptions) -> Result<Imported, Vec<String>> {
    let path = &options.article;
    let bytes = storage::read_file(path, import::MAX_FILE_BYTES);
    let bytes = bytes.map_err(|message| vec![format!("{message}: {}", with_marks(&path.to_string_lossy()))])?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let chapter = choices::chapter(options.chapter).map_err(|message| vec![message])?;
    let read_options = ReadOptions { encoding: options.encoding.clone(), chapter, language: None };
    let told = |error| choices::lines(&error, path).iter().map(|line| with_marks(line).to_string()).collect();
    import::import(&name, &bytes, &read_options, &Progress::default()).map_err(told)
}

fn json(correspondence: &Correspondence, paragraphs: usize, out: &mut impl Write) -> io::Result<()> {
    for (paragraph, pair) in by_copy(correspondence, paragraphs) {
        let score = (pair.score * 1000.0).round() / 1000.0;
        serde_json::to_writer(&mut *out, &Line { paragraph, to: &pair.edition, grade: pair.grade.word(), score })?;
        writeln!(out)?;
    }
    Ok(())
}

/// The pair of each paragraph of the copy, in its order.
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

fn human(c: &Correspondence, edition: &Edition, copy: &[Paragraph], out: &mut impl Write) -> io::Result<()> {
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
