//! Summaries: every number and name in one must stand in the record of a source that the note cites.
//!
//! A number is matched as it is written. A name is a capitalised word inside a sentence; the first word of a sentence
//! counts only when the edition writes it with a capital inside sentences too, and never without.

use std::collections::{HashMap, HashSet};

use super::super::problem::PathStep;
use super::super::parallel::parallel_map;
use super::super::{Author, Date, Note, Source};
use super::words::{Kind, Quick, Token, names_and_numbers, tokens};
use super::{Found, Subject};
use PathStep::Field;

/// Words with a capital that are no names to look up.
const COMMON: [&str; 34] = [
    "I",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "I'm",
    "I'd",
];

pub(super) fn check(context: &Subject<'_>, found: &mut Found) {
    for (p, n, note) in context.notes() {
        if note.summary.contains(['“', '”', '"', '„', '«', '»']) {
            found.warning(
                "quotation-marks",
                context.in_note(p, n, &[Field("summary")]),
                "expected a summary in the curator's words, but found quotation marks: a summary is never a quotation"
                    .to_owned(),
                "say it in other words, or enter the exact words under `quotations`",
            );
        }
    }
    if !context.parts.sources {
        return;
    }
    let names = Names::of(context);
    let records: Vec<Record<'_>> = context.edition.sources().iter().map(Record::of).collect();
    let places: Vec<usize> = (0..context.edition.perspectives().len()).collect();
    let parts = parallel_map(&places, |&p| {
        let mut found = Found::default();
        for (n, note) in context.edition.perspectives().get(p).into_iter().flat_map(|p| &p.notes).enumerate() {
            // What no source is known for is reported as uncited or dangling.
            let cited = cited(context, &records, note);
            for missing in if cited.is_empty() { Vec::new() } else { missing(&note.summary, &names, &cited) } {
                report(context, (p, n), note, &missing, &mut found);
            }
        }
        found.problems
    });
    found.problems.extend(parts.into_iter().flatten());
}

/// A set of words.
type Words<'a> = HashSet<&'a str, Quick>;

/// The words that open a sentence somewhere and are names: with a capital inside sentences too, and never without.
struct Names<'a>(Words<'a>);

impl<'a> Names<'a> {
    fn of(context: &'a Subject<'_>) -> Self {
        let article: Vec<&str> = context.edition.paragraphs().iter().map(|p| &*p.text).collect();
        let summaries = context.edition.perspectives().iter().map(|p| p.notes.iter().map(|n| &*n.summary).collect());
        let parts: Vec<Vec<&str>> = std::iter::once(article).chain(summaries).collect();
        let (mut names, mut inside) = (Words::default(), Words::default());
        for (opening, others) in parallel_map(&parts, |texts| capitalised(texts)) {
            names.extend(opening);
            inside.extend(others);
        }
        names.retain(|word| inside.contains(word));
        let lower: HashMap<String, &str> = names.iter().map(|word| (word.to_lowercase(), *word)).collect();
        for word in parallel_map(&parts, |texts| written_small(texts, &lower)).into_iter().flatten() {
            names.remove(word);
        }
        Self(names)
    }

    fn is_name(&self, token: &Token<'_>) -> bool {
        token.kind == Kind::Capitalised
            && !COMMON.contains(&token.text)
            && (!token.opens || self.0.contains(token.text))
    }
}

/// The words with a capital that open sentences, and those inside them.
fn capitalised<'a>(texts: &[&'a str]) -> (Words<'a>, Words<'a>) {
    let (mut opening, mut inside) = (Words::default(), Words::default());
    for token in texts.iter().flat_map(|text| names_and_numbers(text)).filter(|t| t.kind == Kind::Capitalised) {
        if token.opens { &mut opening } else { &mut inside }.insert(token.text);
    }
    (opening, inside)
}

/// The words among `lower` that are written without a capital somewhere, as they are with one.
fn written_small<'a>(texts: &[&str], lower: &HashMap<String, &'a str>) -> Words<'a> {
    // Most words are told apart from all of these by their first letter and their length.
    let mut forms = [0u64; 256];
    for (first, length) in lower.keys().filter_map(|word| form(word)) {
        if let Some(lengths) = forms.get_mut(first) {
            *lengths |= length;
        }
    }
    let may_be =
        |word: &str| form(word).is_some_and(|(first, length)| forms.get(first).is_some_and(|l| l & length != 0));
    let plain =
        texts.iter().flat_map(|text| tokens(text)).filter(|token| token.kind == Kind::Plain && may_be(token.text));
    plain.filter_map(|token| lower.get(token.text).copied()).collect()
}

/// The first byte of a word, and a bit for its length.
fn form(word: &str) -> Option<(usize, u64)> {
    word.bytes().next().map(|first| (usize::from(first), 1 << word.len().min(63)))
}

/// The words and numbers that a source's record carries.
struct Record<'a> {
    words: Words<'a>,
    dates: Vec<Date>,
}

impl<'a> Record<'a> {
    fn of(source: &'a Source) -> Self {
        let texts = [Some(&source.title), source.role.as_ref(), source.publisher.as_ref(), source.url.as_ref()];
        let mut words = Words::default();
        let authors = source.authors.iter().flat_map(|author| match author {
            Author::Person { family, given, family_first: _ } => [Some(family), given.as_ref()],
            Author::Organisation(name) => [Some(name), None],
        });
        for text in texts.into_iter().chain(authors).flatten().chain(&source.carries) {
            words.extend(tokens(text).map(|token| token.text));
        }
        Self { words, dates: source.said.into_iter().chain(source.published).collect() }
    }

    fn carries(&self, token: &Token<'_>) -> bool {
        self.words.contains(token.text)
            || (token.kind == Kind::Number
                && token.text.parse::<u16>().is_ok_and(|n| {
                    self.dates.iter().any(|d| d.year() == n || d.day().is_some_and(|day| u16::from(day) == n))
                }))
    }
}

fn cited<'a, 'b>(context: &Subject<'_>, records: &'b [Record<'a>], note: &Note) -> Vec<&'b Record<'a>> {
    note.citations
        .iter()
        .flat_map(|citation| std::iter::once(&citation.source).chain(&citation.relayed_by))
        .filter_map(|id| records.get(context.edition.source_index(id)?))
        .collect()
}

/// The names and numbers of a summary that no record carries, each once; names that follow each other are one.
fn missing(summary: &str, names: &Names<'_>, cited: &[&Record<'_>]) -> Vec<(Kind, String)> {
    let mut missing: Vec<(Kind, String)> = Vec::new();
    let mut last_end = None;
    for token in names_and_numbers(summary) {
        if (token.kind == Kind::Capitalised && !names.is_name(&token))
            || cited.iter().any(|record| record.carries(&token))
        {
            continue;
        }
        let follows =
            last_end.is_some_and(|end| summary.get(end..token.at).is_some_and(|gap| gap == " " || gap == "-"));
        match missing.last_mut() {
            Some((Kind::Capitalised, name)) if follows && token.kind == Kind::Capitalised => {
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

fn report(context: &Subject<'_>, (p, n): (usize, usize), note: &Note, missing: &(Kind, String), found: &mut Found) {
    let (kind, text) = missing;
    let (rule, what) = if *kind == Kind::Number { ("uncarried-number", "number") } else { ("uncarried-name", "name") };
    let source = note.citations.first().map_or("its source", |c| c.source.as_str());
    found.warning(
        rule,
        context.in_note(p, n, &[Field("summary")]),
        format!("expected the record of a cited source to carry the {what} `{text}` of this summary, but none does"),
        &format!("add it to `carries` of {source} if the source says it, else take it out of the summary"),
    );
}
