//! Versions of texts with known alignments: handwritten ones from the fixtures, and synthetic ones.

use std::fs;
use std::path::Path;

use crate::generated::Numbers;

/// Two texts, and the paragraphs of the first that correspond to each paragraph of the second.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    pub edition: Vec<String>,
    pub copy: Vec<String>,
    pub gold: Vec<Vec<usize>>,
}

/// Reads a fixture: the paragraphs of the edition, one per line, `---`, and the paragraphs of the copy, one per line,
/// each preceded by the numbers of the edition's paragraphs it restates.
pub fn fixture(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let (edition, copy) = text.split_once("\n---\n").unwrap();
    let (mut texts, mut gold) = (Vec::new(), Vec::new());
    for line in copy.lines() {
        let (to, text) = line.split_once(": ").unwrap();
        gold.push(to.split(' ').filter_map(|n| n.parse::<usize>().ok()).map(|n| n - 1).collect());
        texts.push(text.to_owned());
    }
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    Case { name, edition: edition.lines().map(str::to_owned).collect(), copy: texts, gold }
}

pub fn fixtures() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/copies");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fixture(path)).collect()
}

impl Case {
    /// Returns the case without one paragraph of the edition: its restatement becomes an insertion.
    pub fn without(&self, gone: usize) -> Self {
        let mut case = self.clone();
        case.name = format!("{} without {}", self.name, gone + 1);
        case.edition.remove(gone);
        for to in &mut case.gold {
            to.retain(|&e| e != gone);
            to.iter_mut().filter(|e| **e > gone).for_each(|e| *e -= 1);
        }
        case
    }
}

/// Generates a version of a text with paragraphs split, merged, moved, inserted and removed, and words changed.
pub fn synthetic(name: &str, text: &[String], others: &[String], rate: u64, numbers: &mut Numbers) -> Case {
    let mut parts: Vec<(Vec<usize>, String)> = Vec::new();
    for (index, paragraph) in text.iter().enumerate() {
        let one_in = |n: u64, numbers: &mut Numbers| numbers.below(n) == 0;
        if one_in(20, numbers) {
            continue;
        }
        if one_in(15, numbers) {
            let other = &others[usize::try_from(numbers.below(others.len() as u64)).unwrap()];
            parts.push((vec![], other.clone()));
        }
        let sentences: Vec<&str> = paragraph.split_inclusive(". ").collect();
        let merges = one_in(12, numbers);
        match parts.last_mut() {
            Some((to, last)) if merges && to.len() == 1 && to[0] + 1 == index => {
                to.push(index);
                last.push(' ');
                last.push_str(paragraph);
            }
            _ if sentences.len() >= 4 && one_in(8, numbers) => {
                let at = 2 + usize::try_from(numbers.below(sentences.len() as u64 - 3)).unwrap();
                parts.push((vec![index], sentences[..at].concat()));
                parts.push((vec![index], sentences[at..].concat()));
            }
            _ => parts.push((vec![index], paragraph.clone())),
        }
    }
    for _ in 0..parts.len() / 20 {
        let from = usize::try_from(numbers.below(parts.len() as u64)).unwrap();
        if parts.iter().filter(|(to, _)| *to == parts[from].0).count() == 1 {
            let part = parts.remove(from);
            parts.insert(usize::try_from(numbers.below(parts.len() as u64)).unwrap(), part);
        }
    }
    let words: Vec<&str> = others.iter().flat_map(|text| text.split_whitespace()).collect();
    let changed = |text: &str, numbers: &mut Numbers| -> String {
        let mut out: Vec<&str> = Vec::new();
        for word in text.split_whitespace() {
            let other = words[usize::try_from(numbers.below(words.len() as u64)).unwrap()];
            match numbers.below(100) < rate {
                false => out.push(word),
                true => match numbers.below(4) {
                    0 => {}
                    1 => out.extend([word, other]),
                    _ => out.push(other),
                },
            }
        }
        out.join(" ")
    };
    let (gold, copy) = parts.iter().map(|(to, text)| (to.clone(), changed(text, numbers))).unzip();
    Case { name: name.to_owned(), edition: text.to_vec(), copy, gold }
}
