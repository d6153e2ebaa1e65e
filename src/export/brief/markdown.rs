//! Writes a brief as Markdown. Underlines and highlights, which Markdown lacks, are inline HTML; sizes are omitted.

use super::BriefDocument;
use super::structure::{Piece, cite_parts, depths, paragraphs, text_paragraphs};
use crate::export::markdown_text::{escaped, push_paragraph};
use crate::model::{Analytic, Card, CiteLine, Entry, Run, TRANSLATION_BRACKETS};

/// The deepest Markdown heading level.
const MAX_LEVEL: usize = 6;

pub(super) fn text(document: BriefDocument<'_>) -> String {
    let brief = document.brief;
    let mut out = String::new();
    if !brief.title.trim().is_empty() {
        push_paragraph(&format!("# {}", line(&brief.title)), &mut out);
    }
    if let Some(sides) = brief.sides_line() {
        push_paragraph(&line(&sides), &mut out);
    }
    for (entry, depth) in brief.entries.iter().zip(depths(brief)) {
        push_paragraph(&format!("{} {}", "#".repeat((depth + 1).min(MAX_LEVEL)), line(entry.title())), &mut out);
        match entry {
            Entry::Heading(_) => {}
            Entry::Card(card) => self::card(document, card, &mut out),
            Entry::Analytic(analytic) => self::analytic(document, analytic, &mut out),
        }
    }
    out
}

fn card(document: BriefDocument<'_>, card: &Card, out: &mut String) {
    push_paragraph(&cite(&card.cite), out);
    let mut quoted = String::new();
    for pieces in paragraphs(card, document.mark_of(card.id)).iter().filter(|pieces| !pieces.is_empty()) {
        if !quoted.is_empty() {
            quoted.push_str("\n>\n");
        }
        quoted.push_str("> ");
        // Leading spaces would make it a code block.
        quoted.push_str(words(pieces).trim_start());
    }
    push_paragraph(&quoted, out);
    if let Some(translation) = &card.translation {
        push_paragraph(&line(&format!("{}{translation}{}", TRANSLATION_BRACKETS.0, TRANSLATION_BRACKETS.1)), out);
    }
}

fn analytic(document: BriefDocument<'_>, analytic: &Analytic, out: &mut String) {
    match document.brief.summary_notice(analytic) {
        Some(words) => push_paragraph(&format!("*{}*", line(&words)), out),
        None => push_paragraph("*Analytic.*", out),
    }
    for pieces in text_paragraphs(&analytic.text, document.mark_of(analytic.id)) {
        let words = words(&pieces);
        let words = words.trim();
        if !words.is_empty() {
            push_paragraph(words, out);
        }
    }
}

fn cite(cite: &CiteLine) -> String {
    cite_parts(cite).iter().map(|(words, strong)| if *strong { self::strong(words) } else { escaped(words) }).collect()
}

/// Makes words bold: with asterisks, or with `<b>` next to punctuation, where asterisks do not work.
fn strong(words: &str) -> String {
    let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letters(words.chars().next()) && letters(words.chars().next_back()) {
        format!("**{}**", escaped(words))
    } else {
        format!("<b>{}</b>", escaped(words))
    }
}

/// Writes a paragraph of a card.
fn words(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for same_highlight in pieces.chunk_by(|one, next| one.is_highlighted() == next.is_highlighted()) {
        let words: String = same_highlight.iter().map(piece).collect();
        let marked = same_highlight.first().is_some_and(Piece::is_highlighted);
        out.push_str(&if marked { format!("<mark>{words}</mark>") } else { words });
    }
    out
}

fn piece(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Words(run) => self::run(run),
        Piece::Mark(mark) => format!("<b>{}</b>", escaped(mark)),
    }
}

fn run(run: &Run<'_>) -> String {
    let Run { text, underline, emphasis, highlight: _, omitted: _, size: _ } = run;
    let mut out = escaped(text);
    for (marked, name) in [(*underline || *emphasis, "u"), (*emphasis, "b")] {
        if marked {
            out = format!("<{name}>{out}</{name}>");
        }
    }
    out
}

/// Escapes a text on a single line.
fn line(text: &str) -> String {
    escaped(text.trim())
}

#[cfg(test)]
mod tests {
    use super::strong;

    #[test]
    fn bold_words_are_bold_next_to_punctuation_too() {
        assert_eq!(strong("Finer"), "**Finer**");
        assert_eq!(strong("Finer,"), "<b>Finer,</b>");
        assert_eq!(strong("李华"), "**李华**");
    }
}
