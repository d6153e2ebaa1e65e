//! Checks that every number and name in a summary or gist is in the record of a source that the note cites, or in the
//! paragraphs that the note answers.
//!
//! A number is matched as it is written. A name is a capitalised word within a sentence. The first word of a sentence
//! counts as a name only if the edition also capitalises it within sentences, and never writes it in lower case.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use super::super::parallel::parallel_map;
use super::super::problem::PathStep;
use super::super::{Author, DAY_NAMES, Date, MONTH_NAMES, Note, Source};
use super::tokens::{Token, TokenKind, names_and_numbers, tokens};
use super::{CheckInput, Findings};
use PathStep::Field;

/// Capitalised words that are not names, besides months and days.
const NOT_NAMES: [&str; 4] = ["I", "I'm", "I'd", "Sept"];

pub(super) fn check(input: &CheckInput<'_>, findings: &mut Findings) {
    for (p, n, note) in input.notes() {
        for (field, _) in texts(note).filter(|(_, text)| text.contains(['“', '”', '"', '„', '«', '»'])) {
            findings.warning(
                "quotation-marks",
                input.in_note(p, n, &[Field(field)]),
                format!("expected a {field} in the curator's words, but found quotation marks: a {field} is never a quotation"),
                "say it in other words, or enter the exact words under `quotations`",
            );
        }
    }
    // What is missing there may be in a file that was not loaded.
    if !input.parts.sources || !input.parts.article {
        return;
    }
    let names = ProperNouns::new(input);
    let records: Vec<Record<'_>> = input.edition.sources().iter().map(Record::new).collect();
    let places: Vec<usize> = (0..input.edition.perspectives().len()).collect();
    let parts = parallel_map(&places, |&p| {
        let mut findings = Findings::default();
        for (n, note) in input.edition.perspectives().get(p).into_iter().flat_map(|p| &p.notes).enumerate() {
            // Notes without a known source are reported as uncited or dangling.
            let cited = cited(input, &records, note);
            let answered = LazyCell::new(|| answered(input, note));
            for (field, text) in texts(note).filter(|_| !cited.is_empty()) {
                for missing in missing(text, &names, &cited, &answered) {
                    report(input, (p, n), (note, field), &missing, &mut findings);
                }
            }
        }
        findings.problems
    });
    findings.problems.extend(parts.into_iter().flatten());
}

/// Iterates over the texts of a note in the curator's words, with the names of their fields.
fn texts(note: &Note) -> impl Iterator<Item = (&'static str, &str)> {
    let gist = note.gist.as_deref().map(|gist| ("gist", gist));
    gist.into_iter().chain([("summary", note.summary.as_str())])
}

/// Returns the words and numbers of the paragraphs that a note answers. Nobody has to write around them.
fn answered<'a>(input: &'a CheckInput<'_>, note: &Note) -> WordSet<'a> {
    let paragraph = |id| input.edition.paragraph_index(id).and_then(|at| input.edition.paragraphs().get(at..=at));
    let paragraphs = if note.on_whole_article() {
        vec![input.edition.paragraphs()]
    } else {
        note.on.iter().filter_map(paragraph).collect()
    };
    paragraphs.into_iter().flatten().flat_map(|paragraph| tokens(&paragraph.text)).map(|token| token.text).collect()
}

type WordSet<'a> = HashSet<&'a str, FxBuildHasher>;

/// The names among the words that begin a sentence: those also capitalised within sentences, and never in lower case.
struct ProperNouns<'a>(WordSet<'a>);

impl<'a> ProperNouns<'a> {
    fn new(input: &'a CheckInput<'_>) -> Self {
        let article: Vec<&str> = input.edition.paragraphs().iter().map(|p| &*p.text).collect();
        let summaries = input.edition.perspectives().iter().map(|p| p.notes.iter().map(|n| &*n.summary).collect());
        let parts: Vec<Vec<&str>> = std::iter::once(article).chain(summaries).collect();
        let (mut names, mut inside) = (WordSet::default(), WordSet::default());
        for (opening, others) in parallel_map(&parts, |texts| capitalised(texts)) {
            names.extend(opening);
            inside.extend(others);
        }
        names.retain(|word| inside.contains(word));
        let lower: HashMap<String, &str> = names.iter().map(|word| (word.to_lowercase(), *word)).collect();
        for word in parallel_map(&parts, |texts| lowercase_uses(texts, &lower)).into_iter().flatten() {
            names.remove(word);
        }
        Self(names)
    }

    fn is_name(&self, token: &Token<'_>) -> bool {
        token.kind == TokenKind::Capitalised
            && !NOT_NAMES.contains(&token.text)
            && !is_month_or_day(token.text)
            && (!token.opens_sentence || self.0.contains(token.text))
    }
}

/// Returns whether a capitalised word is a month, its first three letters, or a day of the week.
fn is_month_or_day(word: &str) -> bool {
    let is = |name: &str| word.eq_ignore_ascii_case(name) && word.get(1..) == name.get(1..);
    DAY_NAMES.iter().any(|day| is(day)) || MONTH_NAMES.iter().any(|month| is(month) || month.get(..3).is_some_and(is))
}

/// Returns the capitalised words that begin a sentence, and those within sentences.
fn capitalised<'a>(texts: &[&'a str]) -> (WordSet<'a>, WordSet<'a>) {
    let (mut opening, mut inside) = (WordSet::default(), WordSet::default());
    for token in texts.iter().flat_map(|text| names_and_numbers(text)).filter(|t| t.kind == TokenKind::Capitalised) {
        if token.opens_sentence { &mut opening } else { &mut inside }.insert(token.text);
    }
    (opening, inside)
}

/// Returns the words of `lower` that occur in lower case.
fn lowercase_uses<'a>(texts: &[&str], lower: &HashMap<String, &'a str>) -> WordSet<'a> {
    // The first letter and the length rule out most words without a lookup.
    let mut forms = [0u64; 256];
    for (first, length) in lower.keys().filter_map(|word| shape(word)) {
        if let Some(lengths) = forms.get_mut(first) {
            *lengths |= length;
        }
    }
    let may_be =
        |word: &str| shape(word).is_some_and(|(first, length)| forms.get(first).is_some_and(|l| l & length != 0));
    let plain =
        texts.iter().flat_map(|text| tokens(text)).filter(|token| token.kind == TokenKind::Plain && may_be(token.text));
    plain.filter_map(|token| lower.get(token.text).copied()).collect()
}

/// Returns the first byte of a word, and a bit for its length.
fn shape(word: &str) -> Option<(usize, u64)> {
    word.bytes().next().map(|first| (usize::from(first), 1 << word.len().min(63)))
}

/// The words and numbers in the record of a source.
struct Record<'a> {
    words: WordSet<'a>,
    dates: Vec<Date>,
}

impl<'a> Record<'a> {
    fn new(source: &'a Source) -> Self {
        let texts = [Some(&source.title), source.role.as_ref(), source.publisher.as_ref(), source.url.as_ref()];
        let mut words = WordSet::default();
        let authors = source.authors.iter().flat_map(|author| match author {
            Author::Person { family, given, family_first: _, suffix } => {
                [Some(family), given.as_ref(), suffix.as_ref()]
            }
            Author::Organisation(name) => [Some(name), None, None],
        });
        for text in texts.into_iter().chain(authors).flatten().chain(&source.carries) {
            words.extend(tokens(text).map(|token| token.text));
        }
        Self { words, dates: source.said.into_iter().chain(source.published).collect() }
    }

    fn carries(&self, token: &Token<'_>) -> bool {
        self.words.contains(token.text)
            || (token.kind == TokenKind::Number
                && token.text.parse::<u16>().is_ok_and(|n| {
                    self.dates.iter().any(|d| d.year() == n || d.day().is_some_and(|day| u16::from(day) == n))
                }))
    }
}

fn cited<'a, 'b>(input: &CheckInput<'_>, records: &'b [Record<'a>], note: &Note) -> Vec<&'b Record<'a>> {
    note.citations
        .iter()
        .flat_map(|citation| std::iter::once(&citation.source).chain(&citation.relayed_by))
        .filter_map(|id| records.get(input.edition.source_index(id)?))
        .collect()
}

/// Returns the names and numbers of a text that neither the records nor the answered paragraphs have, each once. Consecutive names are joined.
fn missing<'a>(
    summary: &str,
    names: &ProperNouns<'_>,
    cited: &[&Record<'_>],
    answered: &LazyCell<WordSet<'a>, impl FnOnce() -> WordSet<'a>>,
) -> Vec<(TokenKind, String)> {
    let mut missing: Vec<(TokenKind, String)> = Vec::new();
    let mut last_end = None;
    for token in names_and_numbers(summary) {
        if (token.kind == TokenKind::Capitalised && !names.is_name(&token))
            || cited.iter().any(|record| record.carries(&token))
            || answered.contains(token.text)
        {
            continue;
        }
        let follows =
            last_end.is_some_and(|end| summary.get(end..token.at).is_some_and(|gap| gap == " " || gap == "-"));
        match missing.last_mut() {
            Some((TokenKind::Capitalised, name)) if follows && token.kind == TokenKind::Capitalised => {
                name.push_str(summary.get(token.at - 1..token.at).unwrap_or(" "));
                name.push_str(token.text);
            }
            _ => missing.push((token.kind, token.text.to_owned())),
        }
        last_end = Some(token.at + token.text.len());
    }
    let mut seen = HashSet::new();
    missing.retain(|(_, text)| seen.insert(text.clone()));
    missing
}

fn report(
    input: &CheckInput<'_>,
    (p, n): (usize, usize),
    (note, field): (&Note, &'static str),
    missing: &(TokenKind, String),
    findings: &mut Findings,
) {
    let (kind, text) = missing;
    let (rule, what) =
        if *kind == TokenKind::Number { ("uncarried-number", "number") } else { ("uncarried-name", "name") };
    let source = note.citations.first().map_or("its source", |c| c.source.as_str());
    findings.warning(
        rule,
        input.in_note(p, n, &[Field(field)]),
        format!("expected the record of a cited source to carry the {what} `{text}` of this {field}, but none does"),
        &format!("add it to `carries` of {source} if the source says it, else take it out of the {field}"),
    );
}
