//! The problems found by a check, their order in the file, and suggestions for misspelt words.

use super::super::Problem;
use super::super::problem::{Location, PathStep, Severity};

/// The maximum number of suggestions per check. They are slow to compute, and nobody reads more of them.
const MAX_SUGGESTIONS: usize = 200;

/// The problems found so far.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) problems: Vec<Problem>,
    suggestions: usize,
}

impl Findings {
    /// Reports something that cannot be true or cannot be traced.
    pub(super) fn error(&mut self, rule: &'static str, at: Location, message: String, hint: &str) {
        self.push(Severity::Error, rule, at, message, hint);
    }

    /// Reports something that a curator should look at.
    pub(super) fn warning(&mut self, rule: &'static str, at: Location, message: String, hint: &str) {
        self.push(Severity::Warning, rule, at, message, hint);
    }

    fn push(&mut self, severity: Severity, rule: &'static str, at: Location, message: String, hint: &str) {
        let hint = (!hint.is_empty()).then(|| one_line(hint));
        self.problems.push(Problem { severity, rule, message: one_line(&message), hint, at });
    }

    /// Returns `did you mean ...?` with the nearest candidate, or `other` if none is near.
    pub(super) fn did_you_mean<'a>(
        &mut self,
        word: &str,
        candidates: impl Iterator<Item = &'a str>,
        other: &str,
    ) -> String {
        self.suggestions += 1;
        if self.suggestions > MAX_SUGGESTIONS {
            return other.to_owned();
        }
        nearest(word, candidates).map_or_else(|| other.to_owned(), |near| format!("did you mean `{near}`?"))
    }
}

/// Puts a message on one line, whatever text it quotes.
fn one_line(text: &str) -> String {
    super::super::visible::with_marks(text).replace(['\n', '\t'], " ")
}

/// Returns the candidate that `word` is probably a misspelling of, by edit distance and Jaro-Winkler similarity.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let most = (word.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = candidates
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let alike = strsim::jaro_winkler(&folded, &other) > 0.88;
            let distance = if alike || other.len().abs_diff(folded.len()) <= most * 4 {
                strsim::damerau_levenshtein(&folded, &other)
            } else {
                usize::MAX
            };
            (alike || distance <= most).then_some((distance, candidate))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    match near.as_slice() {
        // None of p1, p2 and p3 is nearer to p9 than the others.
        [(first, _), (second, _), ..] if first == second && folded.len() < 4 => None,
        [(_, candidate), ..] => Some(candidate),
        [] => None,
    }
}

/// Returns whether a text consists of lower-case letters and digits, with single hyphens between them.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Returns the first 40 characters of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// The fields in the order in which they are written, so that problems are reported in the order of the file.
const FIELDS: [&str; 66] = [
    "format",
    "id",
    "code",
    "on",
    "claim",
    "kind",
    "of",
    "unit",
    "stance",
    "gist",
    "title",
    "title_supplied",
    "name",
    "hue",
    "about",
    "revision",
    "related",
    "article",
    "byline",
    "provenance",
    "own_copy",
    "side",
    "closed",
    "credit",
    "written_before",
    "paragraphs",
    "claims",
    "perspectives",
    "terms",
    "numbers",
    "short",
    "topics",
    "text",
    "term",
    "translation",
    "repeats",
    "phrase",
    "summary",
    "citations",
    "quotations",
    "source",
    "relayed_by",
    "locator",
    "by",
    "as",
    "value",
    "authors",
    "family",
    "given",
    "role",
    "publisher",
    "said",
    "published",
    "checked",
    "hash",
    "looked_in",
    "remark",
    "why",
    "accessed",
    "url",
    "language",
    "primary",
    "seen",
    "carries",
    "written_by",
    "entered_by",
];

/// Returns a key that sorts path steps in the order of the file.
pub(super) fn sort_key(step: PathStep) -> usize {
    match step {
        PathStep::Index(index) => index,
        // The lists of notes and absences come after all other fields of a perspective.
        PathStep::Field("checked_by") => FIELDS.len(),
        PathStep::Field("notes") => FIELDS.len() + 1,
        PathStep::Field("silences") => FIELDS.len() + 2,
        PathStep::Field("not_applicable") => FIELDS.len() + 3,
        PathStep::Field(name) => FIELDS.iter().position(|f| *f == name).unwrap_or(FIELDS.len()),
    }
}
