//! Generated editions: many paragraphs of 20 to 150 random words, five perspectives, replies of unequal length.

use std::fmt::Write as _;
use std::path::Path;

/// A portable random number generator (xorshift64, Marsaglia 2003).
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

const SYLLABLES: [&str; 40] = [
    "ba", "cor", "del", "en", "fi", "gra", "hol", "in", "ju", "ka", "lum", "mo", "ne", "or", "pra", "qui", "ra", "sto",
    "ti", "un", "ver", "wo", "xa", "yel", "zo", "sha", "tra", "min", "is", "ter", "po", "li", "cy", "re", "gion", "al",
    "de", "fence", "sanc", "tion",
];

/// Returns 20,000 distinct words of two to four syllables.
pub fn vocabulary() -> Vec<String> {
    let mut numbers = Numbers::new(7);
    let mut syllable = || SYLLABLES[usize::try_from(numbers.below(40)).unwrap()];
    let mut words: Vec<String> = (0..60_000).map(|n| (0..2 + n % 3).map(|_| syllable()).collect()).collect();
    words.sort();
    words.dedup();
    words.truncate(20_000);
    words
}

pub fn sentence(words: &[String], numbers: &mut Numbers, least: u64, most: u64) -> String {
    let count = least + numbers.below(most - least + 1);
    let mut out = String::new();
    for n in 0..count {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(&words[usize::try_from(numbers.below(words.len() as u64)).unwrap()]);
    }
    out.push('.');
    out
}

/// Writes an edition to a folder, and returns the size of its RON in bytes.
pub fn write(folder: &Path, paragraphs: usize, perspectives: usize) -> u64 {
    let words = vocabulary();
    let mut numbers = Numbers::new(11);
    std::fs::create_dir_all(folder).unwrap();
    let ids: Vec<String> =
        (0..perspectives).map(|n| format!("voice-{}", char::from(b'a' + u8::try_from(n).unwrap()))).collect();
    let mut text = String::from(
        "Edition(\n    format: 1,\n    id: \"generated\",\n    title: \"A generated edition\",\n    language: \"en\",\n    revision: \"2026-11-23\",\n    article: Article(\n        provenance: Original(of: \"a generator\"),\n        paragraphs: [\n",
    );
    for n in 1..=paragraphs {
        writeln!(text, "            (id: \"p{n}\", text: \"{}\"),", sentence(&words, &mut numbers, 20, 150)).unwrap();
    }
    writeln!(text, "        ],\n    ),\n    perspectives: {ids:?},\n)").unwrap();
    let mut bytes = text.len();
    std::fs::write(folder.join("edition.ron"), text).unwrap();
    let sources = "[\n    (id: \"maker\", kind: Report, title: \"How it was made\", authors: [], published: \"2020\", language: \"en\", primary: true),\n]\n";
    std::fs::write(folder.join("sources.ron"), sources).unwrap();
    for (n, id) in ids.iter().enumerate() {
        let hue = ["blue", "orange", "green", "red", "violet"][n % 5];
        let code = &id[id.len() - 1..].repeat(2);
        let mut text = format!(
            "Perspective(\n    id: \"{id}\",\n    code: \"{code}\",\n    name: \"Voice {code}\",\n    kind: Analysis,\n    hue: \"{hue}\",\n    about: \"Made for measuring.\",\n    notes: [\n"
        );
        for p in 1..=paragraphs {
            // One cell in five is empty, and lengths differ by a factor of five.
            if numbers.below(5) == 0 {
                continue;
            }
            let stance =
                ["Affirms", "Disputes", "Qualifies", "AddsContext"][usize::try_from(numbers.below(4)).unwrap()];
            let summary = sentence(&words, &mut numbers, 12, 60);
            writeln!(text, "        (id: \"{code}.n{p}\", on: [\"p{p}\"], stance: {stance}, summary: \"{summary}\", citations: [(source: \"maker\")]),").unwrap();
        }
        text.push_str("    ],\n)\n");
        bytes += text.len();
        std::fs::write(folder.join(format!("{id}.ron")), text).unwrap();
    }
    bytes as u64
}
