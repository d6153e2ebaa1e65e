//! The data of the template `assets/brief/brief.typ`.

use serde::Serialize;
use serde_json::{Value, json};

use crate::export::brief::BriefDocument;
use crate::export::brief::structure::{Piece, cite_parts, depths, language, paragraphs, text_paragraphs};
use crate::export::handout::pdf::{Job, Template, short_title};
use crate::export::handout::{Paper, StyledText};
use crate::model::visible::with_marks;
use crate::model::{
    Analytic, Brief, Card, Entry, FULL_SIZE, HighlightColour, Language, Level, Run, TRANSLATION_BRACKETS,
};

const TEMPLATE: Template = Template {
    main: "brief.typ",
    sources: &[
        ("brief.typ", include_str!("../../../../assets/brief/brief.typ")),
        ("words.typ", include_str!("../../../../assets/handout/words.typ")),
    ],
};

/// A text in one language.
#[derive(Debug, Serialize)]
struct PrintedText {
    language: String,
    script: &'static str,
    rtl: bool,
    runs: Vec<PrintedRun>,
}

#[derive(Debug, Serialize)]
struct PrintedRun {
    text: String,
    strong: bool,
    underline: bool,
    emphasis: bool,
    /// The name of the colour.
    highlight: Option<&'static str>,
    /// In points; `None` for the size around it.
    size: Option<u8>,
    /// Whether it says where reading stopped.
    mark: bool,
}

#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum PrintedEntry {
    Heading {
        level: &'static str,
        depth: usize,
        text: PrintedText,
        /// Whether a pocket begins a page: not directly under the title.
        apart: bool,
    },
    Card {
        depth: usize,
        tag: PrintedText,
        cite: PrintedText,
        paragraphs: Vec<PrintedText>,
        translation: Option<PrintedText>,
    },
    Analytic {
        depth: usize,
        tag: PrintedText,
        notice: Option<PrintedText>,
        paragraphs: Vec<PrintedText>,
    },
}

/// Returns the brief as a job for typst.
pub(super) fn job(document: BriefDocument<'_>, paper: Paper) -> Job {
    let brief = document.brief;
    let home = language(brief);
    let name = if brief.title.trim().is_empty() { "Brief" } else { brief.title.trim() };
    let title = StyledText::plain(name, &language_of_line(name, &home));
    let sides = brief.sides_line().map(|line| StyledText::plain(&line, &language_of_line(&line, &home)));
    let all = brief.entries.iter().zip(depths(brief)).enumerate();
    let rows: Vec<PrintedEntry> = all
        .map(|(at, (entry, depth))| match entry {
            Entry::Heading(heading) => PrintedEntry::Heading {
                level: match heading.level {
                    Level::Pocket => "pocket",
                    Level::Hat => "hat",
                    Level::Block => "block",
                },
                depth: depth + 1,
                text: line(&heading.text, &home),
                apart: at > 0,
            },
            Entry::Card(card) => self::card(document, card, depth + 1, &home),
            Entry::Analytic(analytic) => self::analytic(document, analytic, depth + 1, &home),
        })
        .collect();
    let paragraphs = |entry: &Entry| match entry {
        Entry::Heading(_) => 1,
        Entry::Card(card) => 2 + card.text.lines().count(),
        Entry::Analytic(analytic) => 1 + analytic.text.lines().count(),
    };
    let lines = document.brief.entries.iter().map(paragraphs).sum();
    let data: Value = json!({
        "large": false, "paper": paper, "name": title.text(), "title": title, "short": short_title(&title),
        "sides": sides, "rows": rows,
    });
    Job { template: TEMPLATE, data, lines }
}

fn card(document: BriefDocument<'_>, card: &Card, depth: usize, home: &Language) -> PrintedEntry {
    let cite = cite_parts(&card.cite).into_iter().map(|(words, strong)| PrintedRun { strong, ..plain_run(&words) });
    let translation = card.translation.as_ref().map(|words| {
        let (before, after) = TRANSLATION_BRACKETS;
        line(&format!("{before}{words}{after}"), home)
    });
    PrintedEntry::Card {
        depth,
        tag: line(&card.tag, home),
        cite: text(&language_of_line(&card.cite.text, home), cite.collect()),
        paragraphs: passages(&paragraphs(card, document.mark_of(card.id)), &card.language, card.colour),
        translation,
    }
}

fn analytic(document: BriefDocument<'_>, analytic: &Analytic, depth: usize, home: &Language) -> PrintedEntry {
    let brief: &Brief = document.brief;
    let pieces = text_paragraphs(&analytic.text, document.mark_of(analytic.id));
    PrintedEntry::Analytic {
        depth,
        tag: line(&analytic.tag, home),
        notice: brief.summary_notice(analytic).map(|words| line(&words, home)),
        paragraphs: passages(&pieces, &analytic.language, HighlightColour::default()),
    }
}

/// Returns the paragraphs of a text without the blank ones.
fn passages(paragraphs: &[Vec<Piece<'_>>], language: &Language, colour: HighlightColour) -> Vec<PrintedText> {
    let printed = |pieces: &Vec<Piece<'_>>| text(language, pieces.iter().map(|piece| run_of(piece, colour)).collect());
    paragraphs.iter().filter(|pieces| !pieces.is_empty()).map(printed).collect()
}

fn run_of(piece: &Piece<'_>, colour: HighlightColour) -> PrintedRun {
    match piece {
        Piece::Mark(mark) => PrintedRun { mark: true, ..plain_run(mark) },
        Piece::Words(Run { text, underline, emphasis, highlight, omitted: _, size }) => PrintedRun {
            underline: *underline,
            emphasis: *emphasis,
            highlight: highlight.then(|| colour.docx_name()),
            size: (*size != FULL_SIZE).then_some(*size),
            ..plain_run(text)
        },
    }
}

fn plain_run(text: &str) -> PrintedRun {
    PrintedRun {
        // A tab has no glyph.
        text: with_marks(text).replace('\t', "    "),
        strong: false,
        underline: false,
        emphasis: false,
        highlight: None,
        size: None,
        mark: false,
    }
}

/// Returns a line by the debater. A heading without words is not left out: the outline would skip its level.
fn line(words: &str, home: &Language) -> PrintedText {
    let shown = if words.trim().is_empty() { "–" } else { words };
    text(&language_of_line(words, home), vec![plain_run(shown)])
}

fn text(language: &Language, runs: Vec<PrintedRun>) -> PrintedText {
    let StyledText { language, script, rtl, runs: _ } = StyledText::plain("", language);
    PrintedText { language, script, rtl, runs }
}

/// Returns the language of a line by the debater: that of the brief, unless its first letter is of a script of another
/// direction.
fn language_of_line(line: &str, home: &Language) -> Language {
    let is_arabic = |c: char| matches!(c, '\u{600}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    match (line.chars().find(|c| c.is_alphabetic()), crate::export::handout::is_rtl(home)) {
        (Some(first), false) if is_arabic(first) => "ar".into(),
        (Some(first), true) if !is_arabic(first) && !matches!(first, '\u{590}'..='\u{5ff}') => "en".into(),
        _ => home.clone(),
    }
}
