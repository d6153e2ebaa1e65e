//! Random edits of texts from a seed: words are inserted, removed and replaced; paragraphs are moved, split, joined and
//! removed.

use super::{Document, Quote};

/// The number of quotes drawn from a text.
const QUOTES: usize = 20;

/// A portable random number generator (splitmix64, Steele and others 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }

    fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / ((1_u64 << 53) as f64) < share
    }
}

/// A word of the old text, or an inserted one.
#[derive(Clone)]
struct Token {
    text: String,
    /// Its index in the old text.
    old: Option<usize>,
}

/// Edits a text at four rates, each once with all paragraphs and once with some removed.
pub fn documents(old: &str, seed: u64) -> Vec<Document> {
    let mut documents = Vec::new();
    for (at, rate) in [0.05, 0.1, 0.2, 0.3].into_iter().enumerate() {
        for deleted in [false, true] {
            let mut numbers = Numbers(seed.wrapping_mul(64) + at as u64 * 2 + u64::from(deleted));
            documents.extend(document(old, rate, deleted, &mut numbers));
        }
    }
    documents
}

fn document(old: &str, rate: f64, deleted: bool, numbers: &mut Numbers) -> Option<Document> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut paragraphs: Vec<Vec<Token>> = Vec::new();
    let mut at = 0;
    for line in old.split('\n') {
        let mut tokens = Vec::new();
        for word in line.split(' ') {
            let length = word.chars().count();
            tokens.push(Token { text: word.to_owned(), old: Some(words.len()) });
            words.push((at, at + length));
            at += length + 1;
        }
        paragraphs.push(tokens);
    }
    if words.len() < 200 || paragraphs.len() < 6 {
        return None;
    }
    let paragraph_of: Vec<usize> =
        paragraphs.iter().enumerate().flat_map(|(p, tokens)| tokens.iter().map(move |_| p)).collect();
    let vocabulary: Vec<String> = paragraphs.iter().flatten().map(|token| token.text.clone()).collect();
    let removed: Vec<bool> = paragraphs.iter().map(|_| deleted && numbers.chance(0.15)).collect();
    let mut edited: Vec<Vec<Token>> = Vec::new();
    for (paragraph, _) in paragraphs.iter().zip(&removed).filter(|(_, removed)| !**removed) {
        edited.push(edit(paragraph, rate, &vocabulary, numbers));
    }
    shuffle(&mut edited, rate, numbers);
    let (new, ranges) = write(&edited, words.len());
    let candidates: Vec<usize> = (0..words.len()).filter(|w| removed[paragraph_of[*w]] == deleted).collect();
    let quotes = (0..QUOTES * 4).filter_map(|_| {
        let from = *candidates.get(numbers.below(candidates.len()))?;
        quote(from, 4 + numbers.below(35), &words, &paragraph_of, &ranges, deleted)
    });
    let quotes: Vec<Quote> = quotes.take(QUOTES).collect();
    Some(Document { rate: Some(rate), deleted, old: old.to_owned(), new, quotes })
}

/// Returns a quote of `length` words inside one paragraph, with the new range of its words.
fn quote(
    from: usize,
    length: usize,
    words: &[(usize, usize)],
    paragraph_of: &[usize],
    ranges: &[Option<(usize, usize)>],
    deleted: bool,
) -> Option<Quote> {
    let to = from + length - 1;
    if paragraph_of.get(to) != Some(&paragraph_of[from]) {
        return None;
    }
    let (start, end) = (words[from].0, words[to].1);
    let found: Vec<(usize, usize)> = ranges[from..=to].iter().flatten().copied().collect();
    let gold = if deleted {
        None
    } else {
        Some((found.iter().map(|place| place.0).min()?, found.iter().map(|place| place.1).max()?))
    };
    Some(Quote { start, end, gold, paragraphs: None })
}

fn edit(paragraph: &[Token], rate: f64, vocabulary: &[String], numbers: &mut Numbers) -> Vec<Token> {
    let mut edited = Vec::new();
    for token in paragraph {
        let foreign = Token { text: vocabulary[numbers.below(vocabulary.len())].clone(), old: None };
        match numbers.below(3) {
            _ if !numbers.chance(rate) => edited.push(token.clone()),
            0 => {}
            1 => edited.push(foreign),
            _ => edited.extend([token.clone(), foreign]),
        }
    }
    edited
}

/// Moves, splits and joins some paragraphs.
fn shuffle(paragraphs: &mut Vec<Vec<Token>>, rate: f64, numbers: &mut Numbers) {
    let count = paragraphs.len();
    for _ in 0..(count as f64 * rate / 3.0).ceil() as usize {
        let moved = paragraphs.remove(numbers.below(paragraphs.len()));
        paragraphs.insert(numbers.below(paragraphs.len() + 1), moved);
        let at = numbers.below(paragraphs.len());
        let length = paragraphs[at].len();
        if length > 20 {
            let rest = paragraphs[at].split_off(numbers.below(length));
            paragraphs.insert(at + 1, rest);
        }
        let at = numbers.below(paragraphs.len() - 1);
        let next = paragraphs.remove(at + 1);
        paragraphs[at].extend(next);
    }
}

/// Returns the text, and the range of each old word in it, in code points.
fn write(paragraphs: &[Vec<Token>], words: usize) -> (String, Vec<Option<(usize, usize)>>) {
    let (mut text, mut at) = (String::new(), 0);
    let mut ranges = vec![None; words];
    for (p, paragraph) in paragraphs.iter().enumerate() {
        for (t, token) in paragraph.iter().enumerate() {
            if p + t > 0 {
                text.push(if t == 0 { '\n' } else { ' ' });
                at += 1;
            }
            let length = token.text.chars().count();
            if let Some(old) = token.old {
                ranges[old] = Some((at, at + length));
            }
            text.push_str(&token.text);
            at += length;
        }
    }
    (text, ranges)
}
