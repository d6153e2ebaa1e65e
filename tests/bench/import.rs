//! Import of external files: `PARALLAX_DATA=DIR cargo bench --no-default-features --bench import [-- -v]`.
//!
//! Measures main text extraction of saved pages as the F1 score of two bags of words, encoding detection as the share
//! of files whose text is exactly right, and the import time of every file. With `-v`, each page and each incorrect
//! file is listed. The folders of `encodings` are named after the encoding of their files.
//!
//! The expected texts of pages are those of Mozilla's Readability, which lack some leads and headings and contain boxes
//! such as offers of newsletters, so a page that is read rightly may score less than 1.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use encoding_rs::Encoding;
use parallax::import::{ImportError, Imported, ReadOptions, decode_text, import};
use parallax::model::progress::Progress;

fn main() {
    let Some(data) = std::env::var_os("PARALLAX_DATA").map(PathBuf::from) else {
        println!("PARALLAX_DATA names no folder, so there is nothing to measure");
        return;
    };
    let verbose = std::env::args().any(|argument| argument == "-v");
    pages(&data.join("html"), verbose);
    encodings(&data.join("encodings"), verbose);
    for folder in ["html", "docx", "epub", "encodings"] {
        walk(&data.join(folder), verbose);
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<Imported, ImportError> {
    let name = path.file_name().unwrap().to_string_lossy();
    import(&name, bytes, &ReadOptions::default(), &Progress::default())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// Counts the words of a text, and each Chinese or Japanese character as one: how these are broken into lines does not
/// matter.
fn bag(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
        if word.contains(|c| ('\u{3005}'..='\u{9fff}').contains(&c)) {
            word.chars().for_each(|c| *bag.entry(c.to_string()).or_default() += 1);
        } else {
            *bag.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    bag
}

/// Returns the harmonic mean of precision and recall over words, counting repetitions.
fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (bag(found), bag(expected));
    let size = |bag: &HashMap<String, usize>| bag.values().sum::<usize>() as f64;
    if found.is_empty() && expected.is_empty() {
        return 1.0;
    }
    let both: usize = found.iter().map(|(word, n)| n.min(expected.get(word).unwrap_or(&0))).sum();
    2.0 * both as f64 / (size(&found) + size(&expected))
}

/// Returns the text of an HTML document, with a space at every block-level tag, and without references to notes: an import
/// leaves them out.
fn text_of(html: &str) -> String {
    let document = dom_query::Document::from(html);
    let mut text = String::new();
    for node in document.root().descendants_it() {
        let is_reference = node
            .ancestors_it(None)
            .any(|around| around.has_name("sup") && around.descendants_it().any(|n| n.has_name("a")));
        if is_reference {
            continue;
        }
        if node.is_text() && !node.parent().is_some_and(|p| p.has_name("script") || p.has_name("style")) {
            text.push_str(&node.text());
        } else if node.is_element()
            && !["a", "b", "i", "em", "strong", "span", "sup", "sub", "code", "u", "small"]
                .iter()
                .any(|n| node.has_name(n))
        {
            text.push(' ');
        }
    }
    text
}

fn pages(folder: &Path, verbose: bool) {
    let mut scores = Vec::new();
    for source in files(folder).into_iter().filter(|path| path.ends_with("source.html")) {
        let expected = fs::read_to_string(source.with_file_name("expected.html")).unwrap();
        let start = Instant::now();
        let found = read(&source, &fs::read(&source).unwrap());
        let ms = start.elapsed().as_secs_f64() * 1e3;
        let found = found.map_or_else(|_| String::new(), |imported| text(&imported));
        let page = source.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        scores.push((f1(&found, &text_of(&expected)), ms, page));
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    if verbose {
        scores.iter().for_each(|(f1, ms, page)| println!("  {f1:.4} {ms:>7.1} ms  {page}"));
    }
    let mean = scores.iter().map(|(f1, ..)| f1).sum::<f64>() / scores.len() as f64;
    let slowest = scores.iter().map(|(_, ms, _)| *ms).fold(0.0, f64::max);
    println!("main text of {} pages: mean F1 {mean:.4}, slowest {slowest:.0} ms", scores.len());
}

fn text(imported: &Imported) -> String {
    imported.article.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Returns the WHATWG encoding a folder is named after.
fn whatwg(folder: &str) -> Option<&'static Encoding> {
    let name = folder.to_ascii_lowercase();
    let name = match name.as_str() {
        "utf-8-sig" | "ascii" => "utf-8",
        "cp932" => "shift_jis",
        "maccyrillic" => "x-mac-cyrillic",
        name if name.starts_with("iso-8859-") || name.starts_with("windows-") => {
            return Encoding::for_label(
                name.splitn(4, '-')
                    .take(if name.starts_with('i') { 3 } else { 2 })
                    .collect::<Vec<_>>()
                    .join("-")
                    .as_bytes(),
            );
        }
        name => name,
    };
    Encoding::for_label_no_replacement(name.as_bytes())
}

fn encodings(folder: &Path, verbose: bool) {
    for stripped in [false, true] {
        let (mut right, mut all, mut others) = (0, 0, HashMap::<String, usize>::new());
        for path in files(folder).into_iter().filter(|path| !path.ends_with("LICENSE.md")) {
            let name = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
            let mut bytes = fs::read(&path).unwrap();
            if stripped && !name.to_ascii_lowercase().starts_with("utf") {
                without_declarations(&mut bytes);
            }
            let found = decode_text(&bytes, None);
            let Some(encoding) = whatwg(&name) else {
                let outcome = found.map_or_else(|_| "asked".to_owned(), |(_, name, _)| name.to_owned());
                *others.entry(format!("{name} as {outcome}")).or_default() += 1;
                continue;
            };
            all += 1;
            let expected = encoding.decode(&bytes).0;
            let is_right = found.as_ref().is_ok_and(|(text, ..)| *text == expected);
            right += usize::from(is_right);
            if verbose && !is_right {
                let found = found.map_or_else(|e| e.to_string(), |(_, name, _)| name.to_owned());
                println!("  {name}: {found}  {}", path.file_name().unwrap().to_string_lossy());
            }
        }
        let what = if stripped { "with declarations blanked" } else { "as they are" };
        println!(
            "encodings {what}: {right} of {all} exactly right, {:.1} %; others {others:?}",
            right as f64 * 100.0 / all as f64
        );
    }
}

/// Blanks the encoding declarations of a text, so that only its letters determine the encoding.
fn without_declarations(bytes: &mut [u8]) {
    for word in [&b"encoding="[..], b"charset=", b"coding:", b"coding ="] {
        let positions: Vec<usize> = bytes
            .windows(word.len())
            .enumerate()
            .filter(|(_, w)| w.eq_ignore_ascii_case(word))
            .map(|(i, _)| i)
            .collect();
        for position in positions {
            bytes[position..position + word.len()].fill(b'x');
        }
    }
}

fn walk(folder: &Path, verbose: bool) {
    let (mut count, mut messages, mut slowest) = (0, 0, (0.0, PathBuf::new()));
    for path in files(folder) {
        let bytes = fs::read(&path).unwrap();
        let start = Instant::now();
        let found = read(&path, &bytes);
        let seconds = start.elapsed().as_secs_f64();
        count += 1;
        match found {
            Ok(imported) => assert!(!text(&imported).trim().is_empty(), "{} is blank", path.display()),
            Err(error) => {
                messages += 1;
                if verbose {
                    println!("  {}: {error}", path.strip_prefix(folder).unwrap().display());
                }
            }
        }
        if seconds > slowest.0 {
            slowest = (seconds, path);
        }
    }
    let (seconds, path) = slowest;
    let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
    println!("{}: {count} files, {messages} with a message, slowest {seconds:.3} s ({name})", folder.display());
}
