//! `parallax suggest`: the paragraphs that each statement may answer, the likeliest first, for programs.
//!
//! One JSON object on a line for each statement, in the order they stand in: `{"doc", "ranking": [index...], "answer",
//! "suggestions": [{"paragraph", "confidence", "words", "ranges"}]}`. `ranking` has every paragraph, counted from 0,
//! whatever the answer is; `answer` is `paragraphs`, `whole article` or `none`; `words` are those of the statement,
//! `ranges` the same words in the paragraph, in bytes of UTF-8.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::arguments::SuggestOptions;
use super::{CLEAN, UNREADABLE};
use crate::align::suggest::{Answer, Suggester, Suggestion};
use crate::model::Language;
use crate::model::check::nearest;
use crate::model::visible::with_marks;

/// A larger file is not read, in bytes.
const LARGEST: u64 = 512 << 20;

/// How many articles are kept ready at a time.
const READY: usize = 64;

/// A line of the statements; other fields are passed over.
#[derive(Deserialize)]
struct Statement {
    doc: String,
    query: String,
}

/// A line of the answer.
#[derive(Serialize)]
struct Line<'a> {
    doc: &'a str,
    ranking: Vec<usize>,
    answer: &'static str,
    suggestions: Vec<Shown>,
}

/// A suggestion as it is printed.
#[derive(Serialize)]
struct Shown {
    paragraph: usize,
    confidence: f32,
    words: Vec<String>,
    ranges: Vec<[usize; 2]>,
}

/// Why nothing can be suggested.
#[derive(Debug, Error)]
enum Fault {
    #[error("cannot read the file: {cause}: {}", path.display())]
    Unreadable { cause: io::Error, path: PathBuf },
    #[error("expected a file of at most 512 MiB, but it is larger: split it: {}", path.display())]
    TooLarge { path: PathBuf },
    #[error("{}:{line}:{column}: expected {expected}, but found {found}", path.display())]
    BadJson { path: PathBuf, line: usize, column: usize, expected: &'static str, found: String },
    #[error("{}:{line}: expected an article of {}, but there is no `{doc}`{hint}", path.display(), articles.display())]
    UnknownArticle { path: PathBuf, line: usize, articles: PathBuf, doc: String, hint: String },
}

type Articles = BTreeMap<String, Vec<String>>;

/// Prints the ranking of each statement and says how the program should end. Nothing is printed when one of the
/// files has a fault.
pub(super) fn run(options: &SuggestOptions, out: &mut impl Write) -> io::Result<u8> {
    let (articles, statements) = match read(options) {
        Ok(read) => read,
        Err(fault) => {
            eprintln!("parallax: {}", with_marks(&fault.to_string()));
            return Ok(UNREADABLE);
        }
    };
    let language = Language::from(options.language.as_str());
    let mut ready: HashMap<&str, Suggester> = HashMap::new();
    for statement in &statements {
        if ready.len() >= READY && !ready.contains_key(statement.doc.as_str()) {
            ready.clear();
        }
        let suggester = ready.entry(&statement.doc).or_insert_with(|| {
            let texts = articles.get(&statement.doc).into_iter().flatten();
            Suggester::new(&texts.map(String::as_str).collect::<Vec<_>>(), &language)
        });
        serde_json::to_writer(&mut *out, &line(statement, suggester))?;
        writeln!(out)?;
    }
    Ok(CLEAN)
}

fn line<'a>(statement: &'a Statement, suggester: &Suggester) -> Line<'a> {
    let query = &statement.query;
    let (answer, suggestions) = match suggester.suggest(query) {
        Answer::Paragraphs(suggestions) => ("paragraphs", suggestions),
        Answer::WholeArticle => ("whole article", Vec::new()),
        Answer::None => ("none", Vec::new()),
    };
    let shown = |Suggestion { paragraph, confidence, words, ranges }: Suggestion| Shown {
        paragraph,
        confidence,
        words: words.into_iter().filter_map(|word| query.get(word)).map(str::to_owned).collect(),
        ranges: ranges.into_iter().map(|range| [range.start, range.end]).collect(),
    };
    Line {
        doc: &statement.doc,
        ranking: suggester.rank(query).into_iter().map(|(paragraph, _)| paragraph).collect(),
        answer,
        suggestions: suggestions.into_iter().map(shown).collect(),
    }
}

fn read(options: &SuggestOptions) -> Result<(Articles, Vec<Statement>), Fault> {
    let SuggestOptions { paragraphs, statements, language: _ } = options;
    let text = text(paragraphs)?;
    let articles: Articles = serde_json::from_str(&text).map_err(|error| {
        bad_json(
            paragraphs,
            &error,
            0,
            "one object with the paragraphs of each article, {\"article\": [\"text\", ...]}",
        )
    })?;
    let mut all = Vec::new();
    for (line, json) in self::text(statements)?.lines().enumerate() {
        if json.trim().is_empty() {
            continue;
        }
        let statement: Statement = serde_json::from_str(json).map_err(|error| {
            bad_json(statements, &error, line, "an object with doc, the article's name, and query, the statement")
        })?;
        if !articles.contains_key(&statement.doc) {
            return Err(unknown(options, line + 1, statement.doc, &articles));
        }
        all.push(statement);
    }
    Ok((articles, all))
}

fn text(path: &Path) -> Result<String, Fault> {
    let unreadable = |cause| Fault::Unreadable { cause, path: path.to_owned() };
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(Fault::TooLarge { path: path.to_owned() });
    }
    let text = fs::read_to_string(path).map_err(unreadable)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn bad_json(path: &Path, error: &serde_json::Error, lines_before: usize, expected: &'static str) -> Fault {
    let message = error.to_string();
    let found = message.rsplit_once(" at line ").map_or(message.as_str(), |(found, _)| found);
    let line = lines_before + error.line().max(1);
    Fault::BadJson { path: path.to_owned(), line, column: error.column(), expected, found: found.to_owned() }
}

fn unknown(options: &SuggestOptions, line: usize, doc: String, articles: &Articles) -> Fault {
    let hint = match nearest(&doc, articles.keys().map(String::as_str)) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => articles.keys().next().map_or_else(
            || "; it has none".to_owned(),
            |first| format!("; the first of its {} is `{first}`", articles.len()),
        ),
    };
    let (path, articles) = (options.statements.clone(), options.paragraphs.clone());
    Fault::UnknownArticle { path, line, articles, doc, hint }
}
