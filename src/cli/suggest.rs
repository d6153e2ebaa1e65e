//! `parallax suggest`: the paragraphs that each statement may answer, the likeliest first, as JSON.
//!
//! Prints one JSON object on a line for each statement, in the order of the input: `{"doc", "ranking": [index...],
//! "answer", "suggestions": [{"paragraph", "confidence", "words", "ranges"}]}`. `ranking` has every paragraph, counted
//! from 0, whatever the answer is; `answer` is `paragraphs`, `whole article` or `none`; `words` are the words of the
//! statement that match, and `ranges` the matching words of the paragraph, in bytes of UTF-8.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::CLEAN;
use super::arguments::SuggestOptions;
use super::error::CommandError;
use super::json_input::{parse_json, parse_json_lines, read_utf8};
use crate::align::suggest::{Answer, Suggester, Suggestion};
use crate::model::Language;
use crate::model::check::nearest;

const MAX_FILE_BYTES: u64 = 512 << 20;

/// The number of articles whose indexes are held in memory at a time.
const MAX_CACHED: usize = 64;

/// A line of the statements; other fields are ignored.
#[derive(Deserialize)]
struct Statement {
    doc: String,
    query: String,
}

/// A line of the output.
#[derive(Serialize)]
struct StatementRecord<'a> {
    doc: &'a str,
    ranking: Vec<usize>,
    answer: &'static str,
    suggestions: Vec<SuggestionRecord>,
}

/// A suggested paragraph in a line of the output.
#[derive(Serialize)]
struct SuggestionRecord {
    paragraph: usize,
    confidence: f32,
    words: Vec<String>,
    ranges: Vec<[usize; 2]>,
}

/// The paragraphs of each article by its name.
type Articles = BTreeMap<String, Vec<String>>;

/// Prints the ranking of each statement. Prints nothing when an input file cannot be read.
pub(super) fn run(options: &SuggestOptions, out: &mut impl Write) -> Result<u8, CommandError> {
    let (articles, statements) = read_input(options)?;
    let language = Language::from(options.language.as_str());
    let mut cached: HashMap<&str, Suggester> = HashMap::new();
    for statement in &statements {
        if cached.len() >= MAX_CACHED && !cached.contains_key(statement.doc.as_str()) {
            cached.clear();
        }
        let suggester = cached.entry(&statement.doc).or_insert_with(|| {
            let texts = articles.get(&statement.doc).into_iter().flatten();
            Suggester::new(&texts.map(String::as_str).collect::<Vec<_>>(), &language)
        });
        serde_json::to_writer(&mut *out, &record(statement, suggester)).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    Ok(CLEAN)
}

fn record<'a>(statement: &'a Statement, suggester: &Suggester) -> StatementRecord<'a> {
    let query = &statement.query;
    let (answer, suggestions) = match suggester.suggest(query) {
        Answer::Paragraphs(suggestions) => ("paragraphs", suggestions),
        Answer::WholeArticle => ("whole article", Vec::new()),
        Answer::None => ("none", Vec::new()),
    };
    let suggestion = |Suggestion { paragraph, confidence, words, ranges }: Suggestion| SuggestionRecord {
        paragraph,
        confidence,
        words: words.into_iter().filter_map(|word| query.get(word)).map(str::to_owned).collect(),
        ranges: ranges.into_iter().map(|range| [range.start, range.end]).collect(),
    };
    StatementRecord {
        doc: &statement.doc,
        ranking: suggester.rank(query).into_iter().map(|(paragraph, _)| paragraph).collect(),
        answer,
        suggestions: suggestions.into_iter().map(suggestion).collect(),
    }
}

fn read_input(options: &SuggestOptions) -> Result<(Articles, Vec<Statement>), CommandError> {
    let SuggestOptions { paragraphs, statements, language: _ } = options;
    let articles: Articles = parse_json(&read_text(paragraphs)?, paragraphs, 0, |found| {
        format!(
            "expected one object with the paragraphs of each article, {{\"article\": [\"text\", ...]}}, but found {found}"
        )
    })?;
    let all: Vec<(usize, Statement)> = parse_json_lines(&read_text(statements)?, statements, |found| {
        format!("expected an object with doc, the article's name, and query, the statement, but found {found}")
    })?;
    let known = |(line, statement): (usize, Statement)| {
        if articles.contains_key(&statement.doc) {
            Ok(statement)
        } else {
            Err(unknown_article(options, line, &statement.doc, &articles))
        }
    };
    let all = all.into_iter().map(known).collect::<Result<_, _>>()?;
    Ok((articles, all))
}

/// Reads a text without its byte order mark.
fn read_text(path: &Path) -> Result<String, CommandError> {
    let text = read_utf8(path, MAX_FILE_BYTES)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn unknown_article(options: &SuggestOptions, line: usize, doc: &str, articles: &Articles) -> CommandError {
    let hint = match nearest(doc, articles.keys().map(String::as_str)) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => articles.keys().next().map_or_else(
            || "; it has none".to_owned(),
            |first| format!("; the first of its {} is `{first}`", articles.len()),
        ),
    };
    let (path, articles) = (options.statements.display(), options.paragraphs.display());
    CommandError::new(format!("{path}:{line}: expected an article of {articles}, but there is no `{doc}`{hint}"))
}
