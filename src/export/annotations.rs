//! The reader's highlights and annotations as Markdown.

use super::markdown_text::{escaped, push_paragraph};
use crate::model::{Annotation, Article, Edition, Layer, Target};

/// The extension of the file.
pub const EXTENSION: &str = "md";

/// Where an annotation stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnnotationSpot {
    /// The row: 0 for the whole article, the paragraphs from 1; `None` if the place is lost.
    pub row: Option<usize>,
    /// The number of characters before it in the paragraph.
    pub start: usize,
    /// The index of the annotation in the layer.
    pub index: usize,
}

/// Returns where the annotations of a layer stand in the edition they were made in, by the ids of paragraphs and notes.
///
/// A place is lost if its paragraph or note is gone, or no longer has the words.
pub fn spots_by_id(edition: &Edition, layer: &Layer) -> Vec<AnnotationSpot> {
    let spot = |(index, annotation): (usize, &Annotation)| {
        let (row, start) = spot_by_id(edition, &annotation.on).map_or((None, 0), |(row, start)| (Some(row), start));
        AnnotationSpot { row, start, index }
    };
    layer.annotations.iter().enumerate().map(spot).collect()
}

fn spot_by_id(edition: &Edition, on: &Target) -> Option<(usize, usize)> {
    if let Some(anchor) = &on.paragraph {
        let index = edition.paragraph_index(&anchor.on)?;
        let at = edition.paragraph(index)?.text.find(&anchor.exact)?;
        return Some((index + 1, at));
    }
    let wanted = on.note.as_ref()?;
    let mut notes = edition.perspectives().iter().flat_map(|perspective| &perspective.notes);
    let note = notes.find(|note| note.id == wanted.id && note.summary.contains(&wanted.exact))?;
    // A note without a paragraph is on the whole article.
    Some((note.on.first().map_or(Some(0), |id| edition.paragraph_index(id).map(|index| index + 1))?, 0))
}

/// Writes the annotations of a layer as Markdown, by paragraph in the order of the article: the words as a quotation, then
/// what the reader wrote, the style, the tags and the day. Those without a place are at the end.
///
/// # Examples
///
/// ```
/// use parallax::export::annotations::{markdown, spots_by_id};
/// use parallax::model::Layer;
/// use parallax::storage;
///
/// let loaded = storage::load_texts("lamps", &[("edition.ron", r#"Edition(
///     format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-01-01",
///     article: Article(
///         provenance: Original(of: "this page"),
///         paragraphs: [(id: "p1", text: "Dark streets are safe streets.")],
///     ),
///     perspectives: [],
/// )"#), ("sources.ron", "[]")])?;
/// let layer: Layer = ron::from_str(r#"#![enable(implicit_some)]
/// (format: 1, edition: "lamps", annotations: [
///     (id: 1, on: (paragraph: (on: "p1", exact: "safe streets")), text: "Says who?", made: "2026-01-02"),
/// ])"#)?;
/// let text = markdown(&loaded.edition, &layer, &spots_by_id(&loaded.edition, &layer));
/// assert!(text.ends_with("## ¶1\n\n> safe streets\n\nSays who?\n\n2 Jan 2026\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn markdown(edition: &Edition, layer: &Layer, spots: &[AnnotationSpot]) -> String {
    let Article { byline, provenance, written_before: _, paragraphs: _, claims: _ } = edition.article();
    let mut out = String::new();
    push_line(&format!("# {}", one_line(edition.title())), &mut out);
    if let Some(byline) = byline {
        push_line(&one_line(byline), &mut out);
    }
    push_line(&one_line(&provenance.origin()), &mut out);
    push_line("Highlights and annotations", &mut out);
    let mut sorted = spots.to_vec();
    // Those without a place are last.
    sorted.sort_by_key(|spot| (spot.row.is_none(), *spot));
    let mut heading: Option<Option<usize>> = None;
    for AnnotationSpot { row, start: _, index } in sorted {
        let Some(annotation) = layer.annotations.get(index) else { continue };
        if heading.replace(row) != Some(row) {
            push_line(&format!("## {}", heading_of(edition, row)), &mut out);
        }
        push_annotation(edition, annotation, &mut out);
    }
    out
}

fn heading_of(edition: &Edition, row: Option<usize>) -> String {
    match row {
        None => "Without a place in the text".to_owned(),
        Some(0) => "The whole article".to_owned(),
        Some(row) => {
            let label = edition.paragraph(row - 1).map_or_else(|| row.to_string(), |found| found.id.label().to_owned());
            format!("¶{}", one_line(&label))
        }
    }
}

fn push_annotation(edition: &Edition, annotation: &Annotation, out: &mut String) {
    let Annotation { id: _, on, style, text, tags, made } = annotation;
    let Target { paragraph, text: whole, note } = on;
    if let Some(anchor) = paragraph {
        let index = edition.paragraph_index(&anchor.on);
        let present = index.and_then(|index| edition.paragraph(index)).map_or("", |found| &found.text);
        let all = [anchor.exact.as_str(), whole, present];
        push_quotation(all.into_iter().find(|words| !words.is_empty()).unwrap_or_default(), out);
    }
    if let Some(wanted) = note {
        let mut all = edition.perspectives().iter().flat_map(|by| by.notes.iter().map(move |note| (by, note)));
        let found = all.find(|(_, note)| note.id == wanted.id);
        let speaker = found.map_or(wanted.id.as_str(), |(by, _)| &by.name);
        push_line(&format!("On what is said by {}:", one_line(speaker)), out);
        let summary = found.map_or("", |(_, note)| &note.summary);
        push_quotation(if wanted.exact.is_empty() { summary } else { &wanted.exact }, out);
    }
    text.lines().for_each(|line| push_line(&one_line(line), out));
    let style = style.map(|style| format!("{} highlight", style.word()));
    let tags = tags.iter().map(|tag| format!("#{tag}"));
    let facts: Vec<String> = style.into_iter().chain(tags).chain(made.map(|made| made.to_string())).collect();
    push_line(&one_line(&facts.join(" · ")), out);
}

/// Appends words as a quotation, one paragraph for each of their lines.
fn push_quotation(words: &str, out: &mut String) {
    let lines: Vec<String> = words.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        push_paragraph(&format!("> {}", lines.join("\n>\n> ")), out);
    }
}

/// Appends a paragraph unless it is empty.
fn push_line(line: &str, out: &mut String) {
    if !line.is_empty() {
        push_paragraph(line, out);
    }
}

/// Escapes a text on one line. Blanks at its ends would be markup, and so would a colon, which begins a definition.
fn one_line(text: &str) -> String {
    let line = escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if line.starts_with(':') { format!("\\{line}") } else { line }
}
