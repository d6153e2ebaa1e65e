//! The notes of an edition as a table for spreadsheets.

use super::csv_table::CsvTable;
use crate::model::rows::{NoteRef, Rows};
use crate::model::visible::with_marks;
use crate::model::{Citation, Edition, Note, ParagraphId, Source, cite};

/// The extension of the file.
pub const EXTENSION: &str = "csv";

const HEADS: [&str; 11] =
    ["Code", "Paragraph", "Claim", "Perspective", "Stance", "Gist", "Summary", "Who", "Said", "Source", "URL"];

/// Stands for what a citation lacks, beside others that have it.
const NONE: &str = "–";

/// Returns the notes of some perspectives, given by their indexes, as CSV (RFC 4180) in UTF-8 with a byte order mark:
/// a header, then a line for each note, in the order of the rows. Notes on the whole article come first, and those whose
/// paragraphs the article lacks come last, without a code.
///
/// A note is one line also if it is on several paragraphs, which are listed in its cell (`2; 4`, and `0` for the whole
/// article), or has several citations: each then has a line of its own in the cells Who, Said, Source and URL, so that
/// lines at the same height belong together. A note without a claim has the words that it answers in quotation marks in
/// the column Claim. Dates are as in the files (`2025-02-11`), which spreadsheets can sort. Hidden characters become
/// marks, and a cell that a spreadsheet would take for a formula begins with an apostrophe.
///
/// # Examples
///
/// ```
/// use parallax::export::notes::csv;
/// use parallax::model::rows::Rows;
/// use parallax::storage;
///
/// let loaded = storage::load_texts("lamps", &[
///     ("edition.ron", r#"Edition(
///         format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-01-01",
///         article: Article(
///             provenance: Original(of: "this page"),
///             paragraphs: [(id: "p1", text: "Dark streets are safe streets.")],
///         ),
///         perspectives: ["council"],
///     )"#),
///     ("sources.ron", r#"[(id: "moss-2025", kind: Speech, title: "On lamps", published: "2025",
///         language: "en", primary: true)]"#),
///     ("council.ron", r#"Perspective(
///         id: "council", code: "co", name: "Council", kind: Government, hue: "blue", about: "The town council.",
///         notes: [(id: "co.safety", on: ["p1"], stance: Disputes, summary: "Not so, it says.",
///             citations: [(source: "moss-2025")])],
///     )"#),
/// ])?;
/// let text = String::from_utf8(csv(&loaded.edition, &Rows::new(&loaded.edition), &[0]))?;
/// assert!(text.ends_with("1co,1,,Council,Disputes,,\"Not so, it says.\",On lamps,2025,On lamps,\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn csv(edition: &Edition, rows: &Rows, perspectives: &[usize]) -> Vec<u8> {
    let mut table = CsvTable::new();
    table.push_row(HEADS);
    let placed = rows.whole().iter().chain((0..edition.paragraphs().len()).flat_map(|paragraph| rows.notes(paragraph)));
    // A note on several paragraphs is in the row of each.
    for reference in placed.filter(|reference| reference.home).copied().chain(unplaced(edition, rows)) {
        let is_selected = perspectives.contains(&usize::from(reference.perspective));
        if let Some(note) = rows.note(edition, reference).filter(|_| is_selected) {
            let cells = cells(edition, rows, reference, note);
            table.push_row(cells.each_ref().map(String::as_str));
        }
    }
    table.into_bytes()
}

/// Returns the notes that are in no row, because the article lacks their paragraphs.
fn unplaced(edition: &Edition, rows: &Rows) -> impl Iterator<Item = NoteRef> {
    let all = (0u16..).zip(edition.perspectives()).flat_map(|(perspective, by)| {
        (0u32..).zip(&by.notes).map(move |(at, note)| (NoteRef { perspective, note: at, home: true }, note))
    });
    all.filter(|(_, note)| is_unplaced(edition, rows, note)).map(|(reference, _)| reference)
}

fn is_unplaced(edition: &Edition, rows: &Rows, note: &Note) -> bool {
    !note.on_whole_article() && rows.home_of(edition, note).is_none()
}

/// Returns the cells of a note, in the order of [`HEADS`].
fn cells(edition: &Edition, rows: &Rows, reference: NoteRef, note: &Note) -> [String; HEADS.len()] {
    // A new field is decided here: in a column, or left out.
    let Note {
        id: _,
        on,
        claim,
        phrase,
        stance,
        language: _,
        gist,
        summary,
        citations,
        quotations: _,
        checked: _,
        written_by: _,
        checked_by: _,
    } = note;
    let code = if is_unplaced(edition, rows, note) { String::new() } else { rows.code(edition, reference) };
    let label = |id: &ParagraphId| if id.is_whole() { "0".to_owned() } else { id.label().to_owned() };
    let claim = claim.as_ref().map(|id| edition.claim(id).map_or_else(|| id.to_string(), |claim| claim.text.clone()));
    let answered = claim.or_else(|| phrase.as_ref().map(|words| format!("“{words}”")));
    let perspective = edition.perspectives().get(usize::from(reference.perspective));
    let source = |citation: &Citation| edition.source(&citation.source);
    [
        code,
        // Not a comma, which is in numbers of some languages.
        on.iter().map(label).collect::<Vec<_>>().join("; "),
        answered.unwrap_or_default(),
        perspective.map_or_else(String::new, |perspective| perspective.name.clone()),
        stance.word().to_owned(),
        gist.clone().unwrap_or_default(),
        summary.clone(),
        cell(citations, |citation| source(citation).map(cite::speaker)),
        cell(citations, |citation| source(citation)?.date().map(|date| format!("{date:?}"))),
        cell(citations, |citation| Some(work(edition, citation))),
        cell(citations, |citation| address(edition, citation)),
    ]
    .map(|text| with_marks(&text).into_owned())
}

/// Joins what citations have, one to a line.
fn cell(citations: &[Citation], text: impl Fn(&Citation) -> Option<String>) -> String {
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<Option<String>> = citations.iter().map(|citation| text(citation).map(one_line)).collect();
    if lines.iter().all(Option::is_none) {
        return String::new();
    }
    lines.iter().map(|line| line.as_deref().unwrap_or(NONE)).collect::<Vec<_>>().join("\n")
}

/// Returns what is cited: the title, the publisher, who reported it, and the place in it.
fn work(edition: &Edition, citation: &Citation) -> String {
    let Citation { source, relayed_by, locator } = citation;
    let Some(source) = edition.source(source) else { return format!("unknown source {source}") };
    let title = if source.title_supplied { format!("[{}]", source.title) } else { source.title.clone() };
    let relay = relayed_by.as_ref().map(|id| edition.source(id).map_or_else(|| id.to_string(), cite::outlet));
    let relay = relay.map(|outlet| format!("reported by {outlet}"));
    let parts = [Some(title), source.publisher.clone(), relay, locator.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the address of a source, or else of the report of it.
fn address(edition: &Edition, citation: &Citation) -> Option<String> {
    let url = |source: &Source| source.url.clone();
    let relay = || url(edition.source(citation.relayed_by.as_ref()?)?);
    edition.source(&citation.source).and_then(url).or_else(relay)
}
