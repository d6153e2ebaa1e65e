//! Alignment of readers' own copies with editions: accuracy, calibration of the score, and time: `cargo bench --bench
//! copies`.
//!
//! `PARALLAX_DATA` is the folder of data sets; without it only the fixtures are measured. `PARALLAX_CONTENT` is a
//! folder with `article.txt`, a text whose restatement is the shipped edition; without it, `content` beside
//! `PARALLAX_DATA` is used.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

#[allow(dead_code, reason = "other benches use the rest")]
mod generated;
mod versions;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use generated::{Numbers, vocabulary};
use parallax::align::correspond::correspond;
use parallax::model::progress::Progress;
use parallax::model::{Correspondence, Paragraph};
use versions::{Case, fixtures, synthetic};

fn paragraphs(texts: &[String]) -> Vec<Paragraph> {
    let paragraph = |(text, n): (&String, usize)| Paragraph {
        id: format!("p{n}").as_str().into(),
        kind: parallax::model::ParagraphKind::Text,
        language: None,
        short: None,
        topics: Vec::new(),
        text: text.clone(),
        marks: Vec::new(),
        repeats: Vec::new(),
    };
    texts.iter().zip(1..).map(paragraph).collect()
}

fn align(edition: &[Paragraph], copy: &[Paragraph]) -> Correspondence {
    correspond(edition, copy, &[], &Progress::default()).unwrap()
}

/// Counts over many cases.
#[derive(Default)]
struct Tally {
    /// Paragraphs of copies, and those whose partners are exactly right.
    all: usize,
    right: usize,
    /// Expected, found and correctly found links; those with a score above one half are counted separately.
    expected: usize,
    found: usize,
    good: usize,
    confident: usize,
    confident_good: usize,
    /// Links and correct links, by tenth of the score.
    bins: [(usize, usize); 10],
}

impl Tally {
    fn add(&mut self, case: &Case, show: bool) {
        let found = align(&paragraphs(&case.edition), &paragraphs(&case.copy));
        for (copy, gold) in case.gold.iter().enumerate() {
            let pair = found.of_copy(copy).unwrap();
            self.all += 1;
            self.right += usize::from(pair.edition == *gold);
            self.expected += gold.len();
            if show && pair.edition != *gold {
                println!("  {}: {copy} should be {gold:?}, is {:?} {:.2}", case.name, pair.edition, pair.score);
            }
            for edition in &pair.edition {
                let good = usize::from(gold.contains(edition));
                self.found += 1;
                self.good += good;
                if pair.score >= 0.5 {
                    self.confident += 1;
                    self.confident_good += good;
                }
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let bin = &mut self.bins[((pair.score * 10.0) as usize).min(9)];
                bin.0 += 1;
                bin.1 += good;
            }
        }
    }

    fn print(&self, name: &str) {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        println!(
            "{name:<34} {:>5} paragraphs, exactly right {:>5.1} %; links found {:>5.1} %, right {:>5.1} %; confident {:>5.1} % of all, right {:>5.1} %",
            self.all,
            share(self.right, self.all),
            share(self.good, self.expected),
            share(self.good, self.found),
            share(self.confident, self.found),
            share(self.confident_good, self.confident),
        );
    }

    fn merge(&mut self, other: &Self) {
        for (own, other_bin) in self.bins.iter_mut().zip(other.bins) {
            own.0 += other_bin.0;
            own.1 += other_bin.1;
        }
    }

    fn calibration(&self, name: &str) {
        println!("\nHow often links of a score are right: {name}");
        for (n, (all, good)) in self.bins.iter().enumerate().filter(|(_, (all, _))| *all > 0) {
            println!(
                "  {:.1} to {:.1}: {:>5.1} % of {all}",
                n as f32 / 10.0,
                (n + 1) as f32 / 10.0,
                100.0 * *good as f64 / *all as f64
            );
        }
    }
}

fn measure(name: &str, cases: impl IntoIterator<Item = Case>, show: bool, total: &mut Tally) {
    let mut tally = Tally::default();
    for case in cases {
        tally.add(&case, show);
    }
    tally.print(name);
    total.merge(&tally);
}

fn main() {
    let show = std::env::args().any(|argument| argument == "--show");
    let mut total = Tally::default();
    let handwritten = fixtures();
    for case in &handwritten {
        measure(&case.name.clone(), [case.clone()], show, &mut total);
    }
    let without = |case: &Case| (0..case.edition.len()).map(|gone| case.without(gone)).collect::<Vec<_>>();
    measure("fixtures, one gone", handwritten.iter().flat_map(without), show, &mut total);
    let mixed = (0..handwritten.len()).map(|n| {
        let (one, other) = (&handwritten[n], &handwritten[(n + 1) % handwritten.len()]);
        Case { gold: vec![vec![]; other.copy.len()], copy: other.copy.clone(), ..one.clone() }
    });
    measure("fixtures, unrelated", mixed.collect::<Vec<_>>(), show, &mut total);
    let data = std::env::var_os("PARALLAX_DATA").map(PathBuf::from);
    let content = std::env::var_os("PARALLAX_CONTENT").map(PathBuf::from);
    let content = content.or_else(|| Some(data.as_ref()?.parent()?.join("content")));
    match content.map(|content| content.join("article.txt")).filter(|path| path.exists()) {
        Some(path) => {
            let case = sample(&path);
            measure("sample", [case.clone()], show, &mut total);
            measure("sample, one gone", without(&case), show, &mut total);
        }
        None => println!("the sample is not here: set PARALLAX_CONTENT to the folder of article.txt"),
    }
    total.calibration("handwritten versions");
    match data {
        Some(data) => {
            let mut total = Tally::default();
            synthetic_versions(&data, show, &mut total);
            revisions(&data, show);
            total.calibration("synthetic versions");
        }
        None => println!("synthetic versions and revisions are not measured: set PARALLAX_DATA to the folder of data"),
    }
    times();
}

fn sample(path: &Path) -> Case {
    let edition = parallax::storage::shipped_without_check().unwrap().edition;
    let copy: Vec<String> = std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
    Case {
        name: "sample".into(),
        edition: edition.paragraphs().iter().map(|p| p.text.clone()).collect(),
        gold: (0..copy.len()).map(|n| vec![n]).collect(),
        copy,
    }
}

fn synthetic_versions(data: &Path, show: bool, total: &mut Tally) {
    let text = std::fs::read_to_string(data.join("suggest/f1000rd_train.docs.json")).unwrap();
    let docs: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).unwrap();
    let docs: Vec<Vec<String>> = docs.into_values().filter(|doc| doc.len() >= 8).collect();
    let mut numbers = Numbers::new(3);
    for rate in [0, 10, 30, 50, 70] {
        let cases = (0..docs.len()).map(|n| {
            synthetic(&format!("synthetic {rate} % {n}"), &docs[n], &docs[(n + 1) % docs.len()], rate, &mut numbers)
        });
        measure(&format!("synthetic, {rate} % of words changed"), cases.collect::<Vec<_>>(), show && rate < 50, total);
    }
    let odd = |doc: &Vec<String>, odd: usize| -> Vec<String> { doc.iter().skip(odd).step_by(2).cloned().collect() };
    let halves = docs.iter().map(|doc| Case {
        name: "halves".into(),
        edition: odd(doc, 0),
        copy: odd(doc, 1),
        gold: vec![vec![]; odd(doc, 1).len()],
    });
    measure("two halves of one text", halves.collect::<Vec<_>>(), false, total);
    let pairs = (1..docs.len()).map(|n| Case {
        name: "unrelated".into(),
        edition: docs[n - 1].clone(),
        copy: docs[n].clone(),
        gold: vec![vec![]; docs[n].len()],
    });
    measure("unrelated texts", pairs.collect::<Vec<_>>(), false, total);
}

/// Measures real revisions: the counterpart of a quote's paragraph must contain the quote.
fn revisions(data: &Path, show: bool) {
    let text = std::fs::read_to_string(data.join("anchor/revisions.jsonl")).unwrap();
    let (mut all, mut right, mut confident, mut confident_right, mut gone, mut none) = (0, 0, 0, 0, 0, 0);
    for (n, line) in text.lines().enumerate() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let lines =
            |side: &str| -> Vec<String> { case[side].as_str().unwrap().split('\n').map(str::to_owned).collect() };
        let (old, new) = (lines("old"), lines("new"));
        let found = align(&paragraphs(&old), &paragraphs(&new));
        for quote in case["quotes"].as_array().unwrap() {
            let start = usize::try_from(quote["start"].as_u64().unwrap()).unwrap();
            let before: String = case["old"].as_str().unwrap().chars().take(start).collect();
            let gold: HashSet<usize> = quote["paragraphs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| usize::try_from(p.as_u64().unwrap()).unwrap())
                .collect();
            let paragraph = before.matches('\n').count();
            let pair = found.of_edition(paragraph).unwrap();
            if gold.is_empty() {
                gone += 1;
                none += usize::from(pair.copy.is_empty());
                continue;
            }
            let good = pair.copy.iter().any(|copy| gold.contains(copy));
            all += 1;
            right += usize::from(good);
            if pair.score >= 0.5 {
                confident += 1;
                confident_right += usize::from(good);
            }
            if show && !good {
                println!("  revision {n}: {paragraph} should be {gold:?}, is {:?} {:.2}", pair.copy, pair.score);
            }
        }
    }
    let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
    println!(
        "real revisions                     {all} quotes, paragraph right {:.1} %; confident {confident}, right {:.1} %; gone {gone}, in no pair {none}",
        share(right, all),
        share(confident_right, confident)
    );
}

fn times() {
    println!("\nTimes, the least and the median of several runs (two versions, about 300 words a paragraph)");
    let words = vocabulary();
    for (count, runs) in [(2_000, 9), (20_000, 3)] {
        for rate in [0, 5, 100] {
            let (old, new) = two_versions(&words, count, rate);
            let mut times: Vec<f64> = (0..runs)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(align(&old, &new));
                    start.elapsed().as_secs_f64() * 1e3
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let right = align(&old, &new).pairs.iter().filter(|p| p.edition == p.copy).count();
            println!(
                "  {count:>6} paragraphs, {rate:>3} % of them changed: {:>7.1} ms, {:>7.1} ms ({right} in place)",
                times[0],
                times[runs / 2]
            );
        }
    }
    println!("  memory at its peak {:.0} MiB", peak_mib());
}

/// Generates a text of 300-word paragraphs with a natural word distribution, and a version in which one word in ten of
/// some paragraphs is replaced.
fn two_versions(words: &[String], count: usize, rate: u64) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let mut numbers = Numbers::new(5);
    let size = words.len() as u64;
    // Zipf's law: the product of uniform numbers favours small ones.
    let word = |numbers: &mut Numbers| {
        let at = numbers.below(size) * numbers.below(size) / size * numbers.below(size) / size;
        words[usize::try_from(at).unwrap()].clone()
    };
    let mut old: Vec<Vec<String>> = (0..count).map(|_| (0..300).map(|_| word(&mut numbers)).collect()).collect();
    let texts = |list: &[Vec<String>]| paragraphs(&list.iter().map(|words| words.join(" ")).collect::<Vec<_>>());
    let first = texts(&old);
    for paragraph in &mut old {
        if numbers.below(100) < rate {
            for place in paragraph.iter_mut().skip(3).step_by(10) {
                *place = word(&mut numbers);
            }
        }
    }
    // Both ends differ, as if the title and the last line had changed.
    old[0].push("New".into());
    old[count - 1].push("New".into());
    (first, texts(&old))
}

fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("VmHWM: 0 kB");
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
