//! Paragraph suggestion: `PARALLAX_DATA=FOLDER cargo bench --bench suggest [-- fit|counts]`.
//!
//! Every `NAME.docs.json` with `NAME.queries.jsonl` in FOLDER/suggest is a set. Reports how many statements rank one of
//! their paragraphs first, and among the first three; the mean reciprocal rank (MRR); the time per statement (the
//! shortest of five runs over the set); how many statements are answered by nothing or by the whole article although
//! they have a paragraph; and how many statements of the next article in the file are answered by nothing.
//!
//! `fit` fits the weights of the signals to `f1000rd_train`, and reports the result on articles not used for fitting
//! (five-fold cross-validation by article, with four random partitions). `counts` prints a new table
//! `assets/words/english.txt`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

#[path = "suggest/fit.rs"]
mod fit;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use parallax::align::suggest::{Answer, Suggester, stems};
use serde::Deserialize;

/// The smallest document frequency of a stem in the table.
const MIN_FREQUENCY: usize = 2;

#[derive(Deserialize)]
struct Statement {
    doc: String,
    query: String,
    gold: Vec<usize>,
}

struct Set {
    docs: BTreeMap<String, Vec<String>>,
    statements: Vec<Statement>,
}

/// Quality measures of rankings, from 0 to 1.
#[derive(Default)]
struct RankingQuality {
    at_1: f64,
    at_3: f64,
    mrr: f64,
}

impl RankingQuality {
    /// Computes the measures from the rank of the best correct paragraph of each statement, from 0.
    fn new(ranks: &[usize]) -> Self {
        let mean = |gain: fn(usize) -> f64| ranks.iter().map(|p| gain(*p)).sum::<f64>() / ranks.len() as f64;
        Self {
            at_1: mean(|p| f64::from(u8::from(p < 1))),
            at_3: mean(|p| f64::from(u8::from(p < 3))),
            mrr: mean(|p| 1.0 / (p as f64 + 1.0)),
        }
    }

    fn line(&self) -> String {
        format!("@1 {:>5.1}  @3 {:>5.1}  MRR {:.3}", self.at_1 * 100.0, self.at_3 * 100.0, self.mrr)
    }
}

fn main() {
    let Some(folder) = std::env::var_os("PARALLAX_DATA").map(|data| PathBuf::from(data).join("suggest")) else {
        println!("suggest: nothing measured: PARALLAX_DATA names no folder");
        return;
    };
    let mode = std::env::args().find(|argument| argument == "fit" || argument == "counts");
    match mode.as_deref() {
        Some("fit") => fit::run(&read(&folder, "f1000rd_train")),
        Some(_) => counts(&read(&folder, "f1000rd_train")),
        None => sets(&folder).iter().for_each(|name| measure(name, &read(&folder, name))),
    }
}

fn sets(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
    let names = entries.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let mut sets: Vec<String> = names.filter_map(|name| name.strip_suffix(".docs.json").map(str::to_owned)).collect();
    sets.sort();
    sets
}

fn read(folder: &Path, name: &str) -> Set {
    let text = |end: &str| {
        let path = folder.join(format!("{name}.{end}"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
    };
    Set {
        docs: serde_json::from_str(&text("docs.json")).unwrap(),
        statements: text("queries.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    }
}

impl Set {
    fn suggesters(&self) -> BTreeMap<&str, Suggester> {
        let suggester =
            |texts: &Vec<String>| Suggester::new(&texts.iter().map(String::as_str).collect::<Vec<_>>(), &"en".into());
        self.docs.iter().map(|(name, texts)| (name.as_str(), suggester(texts))).collect()
    }
}

fn measure(name: &str, set: &Set) {
    let start = Instant::now();
    let suggesters = set.suggesters();
    let reading = start.elapsed().as_secs_f64() * 1e3 / suggesters.len() as f64;
    let rank_of = |s: &Statement| suggesters[s.doc.as_str()].rank(&s.query).iter().position(|r| s.gold.contains(&r.0));
    let run = |_| {
        let start = Instant::now();
        set.statements.iter().for_each(|s| drop(std::hint::black_box(suggesters[s.doc.as_str()].rank(&s.query))));
        start.elapsed().as_secs_f64() * 1e3 / set.statements.len() as f64
    };
    let shortest = (0..5).map(run).fold(f64::INFINITY, f64::min);
    let quality = RankingQuality::new(&set.statements.iter().map(|s| rank_of(s).unwrap()).collect::<Vec<_>>());
    println!(
        "{name:<20} {}  {shortest:.3} ms a statement, {reading:.1} ms an article, n={}",
        quality.line(),
        set.statements.len()
    );
    let share = |of: &dyn Fn(&Statement) -> bool| {
        set.statements.iter().filter(|s| of(s)).count() as f64 / set.statements.len() as f64 * 100.0
    };
    let answer = |s: &Statement| suggesters[s.doc.as_str()].suggest(&s.query);
    println!(
        "{:<20} none {:.1} %, whole article {:.1} %; of the next article's statements none {:.1} %",
        "",
        share(&|s| answer(s) == Answer::None),
        share(&|s| answer(s) == Answer::WholeArticle),
        share(&|s| suggesters[next(set, &s.doc)].suggest(&s.query) == Answer::None),
    );
}

/// Returns the next article on another topic: the names of articles on one topic differ only after a bar or an at sign.
fn next<'a>(set: &'a Set, doc: &str) -> &'a str {
    let topic = |name: &str| name.split(['|', '@']).next().unwrap().to_owned();
    let after = set.docs.keys().filter(|name| name.as_str() > doc).chain(set.docs.keys());
    after.map(String::as_str).find(|name| topic(name) != topic(doc)).unwrap()
}

fn counts(set: &Set) {
    let mut counts: BTreeMap<Box<str>, usize> = BTreeMap::new();
    let paragraphs = || set.docs.values().flatten();
    for text in paragraphs() {
        for stem in stems(text, &"en".into()).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(stem).or_default() += 1;
        }
    }
    println!("paragraphs {}", paragraphs().count());
    counts.iter().filter(|(_, count)| **count >= MIN_FREQUENCY).for_each(|(stem, count)| println!("{stem} {count}"));
}
