//! Layout of a reply: a note with its stance, summary and citation, a pointer, or a kind of silence.

use egui::{Vec2, vec2};

use crate::model::rows::NoteRef;
use crate::model::{Note, Perspective, Script, Stance};
use crate::state::Item;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::note;
use super::page::Page;

/// From the coloured edge to the text.
pub const INSET: f32 = 17.0;

/// The kind of a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyKind {
    /// A note drawn in this row.
    Note(NoteRef),
    /// A note drawn in another row.
    Pointer {
        /// The note.
        entry: NoteRef,
        /// The row it is drawn in.
        home: usize,
    },
    /// A cell without a note.
    Absent(Absence),
    /// Further notes of a perspective, collapsed into one line or expanded.
    Further {
        /// The index of the perspective in the edition.
        perspective: usize,
    },
    /// A description of a perspective, in the head of the article.
    Description,
}

/// Why a cell has no note: three different things, in words and in shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Looked for and not found.
    Silent,
    /// Nothing to answer.
    NotApplicable,
    /// Nobody has looked yet.
    NotLookedFor,
}

/// What a text of a reply is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// The letter in the stance's square.
    Mark(Stance),
    /// Text without a function.
    Words,
    /// The sign of a statement made after the article.
    Clock,
    /// The summary, which can be selected and searched.
    Summary,
    /// A button that expands or collapses the reply.
    More,
    /// A button that opens the sources.
    Cite,
    /// A button that says the answered words are not placed with certainty, and opens the review.
    Doubt,
    /// A link to another row.
    Link,
}

/// A positioned text of a reply.
#[derive(Clone, Debug)]
pub struct ReplyText {
    /// What it is for.
    pub role: TextRole,
    /// The text laid out.
    pub layout: TextLayout,
    /// The position, from the top left of the reply.
    pub at: Vec2,
}

/// A reply laid out.
#[derive(Clone, Debug)]
pub struct ReplyLayout {
    /// The kind of the reply.
    pub kind: ReplyKind,
    /// The name of its perspective's hue.
    pub hue: String,
    /// The accessible label.
    pub accessible_label: String,
    /// The texts of the reply.
    pub texts: Vec<ReplyText>,
    /// Its height.
    pub height: f32,
    /// The number of lines of the whole summary.
    pub summary_lines: usize,
    /// The words of the article that it answers.
    pub phrase: Option<String>,
    /// The distance from the top of its column.
    pub top: f32,
}

/// How much of a note is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truncation {
    /// All of it.
    None,
    /// All of it, with a button to collapse it again.
    Expanded,
    /// This many lines of the summary; 0 leaves only the header.
    Lines(usize),
}

impl ReplyLayout {
    pub(super) fn new(kind: ReplyKind, perspective: &Perspective) -> Self {
        Self {
            kind,
            hue: perspective.hue.clone(),
            accessible_label: String::new(),
            texts: Vec::new(),
            height: 0.0,
            summary_lines: 0,
            phrase: None,
            top: 0.0,
        }
    }

    pub(super) fn push_text(&mut self, role: TextRole, layout: TextLayout, x: f32, y: f32) -> f32 {
        let wide = layout.size().x;
        self.texts.push(ReplyText { role, layout, at: vec2(x, y) });
        x + wide
    }
}

/// Lays out one reply.
pub fn layout(page: &Page<'_>, item: &Item<'_>, width: f32, truncation: Truncation, open: bool) -> ReplyLayout {
    match *item {
        Item::Note { entry, note, perspective } => note::layout(page, entry, note, perspective, width, truncation),
        Item::Pointer { entry, note, perspective, home } => pointer(page, entry, note, perspective, home),
        Item::Silent { perspective, silence } => {
            let name = page.state.edition.silence_name(silence);
            let line = format!("{name} · {} · checked {}", perspective.name, silence.checked);
            let mut more = format!("Looked in: {}.", silence.looked_in.join("; "));
            if let Some(remark) = &silence.remark {
                more = format!("{remark}\n{more}");
            }
            absent(page, perspective, (&line, open.then_some(&*more)), width, Absence::Silent)
        }
        Item::NotApplicable { perspective, why } => {
            let line = format!("Not applicable · {}", perspective.name);
            absent(page, perspective, (&line, open.then_some(why)), width, Absence::NotApplicable)
        }
        Item::NotLookedFor { perspective } => {
            let line = format!("Not looked for yet · {}", perspective.name);
            absent(page, perspective, (&line, None), width, Absence::NotLookedFor)
        }
    }
}

fn pointer(page: &Page<'_>, entry: NoteRef, note: &Note, by: &Perspective, home: usize) -> ReplyLayout {
    let styles = page.styles;
    let mut reply = ReplyLayout::new(ReplyKind::Pointer { entry, home }, by);
    let label = page.state.paragraph_of(home).map_or("0", |p| p.id.label());
    let style = styles.label.clone().colour(styles.theme.accent.into());
    let text = format!("{} {}, see ¶{label}", by.name, note.stance.verb());
    let layout = page.layout_label(&text, &style);
    reply.height = layout.size().y;
    reply.push_text(TextRole::Link, layout, INSET, 0.0);
    reply.accessible_label = text;
    reply.phrase = page.state.edition.phrase_of(note).map(ToOwned::to_owned);
    reply
}

fn absent(
    page: &Page<'_>,
    by: &Perspective,
    (line, more): (&str, Option<&str>),
    width: f32,
    absence: Absence,
) -> ReplyLayout {
    let styles = page.styles;
    let mut reply = ReplyLayout::new(ReplyKind::Absent(absence), by);
    let shown = match absence {
        Absence::Silent => format!("– {line}"),
        Absence::NotApplicable => line.to_owned(),
        Absence::NotLookedFor => format!("? {line}"),
    };
    let inner = (width - INSET).max(40.0);
    let script = Script::Latin;
    let layout = page.layout_text(&shown, &styles.label, script, inner, 3);
    reply.height = layout.size().y;
    reply.push_text(TextRole::Words, layout, INSET, 0.0);
    reply.accessible_label = line.to_owned();
    if let Some(more) = more {
        let layout = page.layout_text(more, &styles.small, script, inner, 40);
        let tall = layout.size().y;
        reply.push_text(TextRole::Words, layout, INSET, reply.height);
        reply.height += tall;
        reply.accessible_label = format!("{line}. {more}");
    }
    reply
}

/// Lays out the line for a perspective's further notes: how many, and with which stances.
pub fn further_line(
    page: &Page<'_>,
    perspective: usize,
    by: &Perspective,
    (count, notes): (usize, &[&Note]),
    open: bool,
) -> ReplyLayout {
    let styles = page.styles;
    let mut reply = ReplyLayout::new(ReplyKind::Further { perspective }, by);
    let text = match (open, count) {
        (true, _) => "Fewer replies".to_owned(),
        (false, 1) => "1 more reply".to_owned(),
        (false, n) => format!("{n} more replies"),
    };
    let layout = page.layout_label(&text, &styles.label.clone().colour(styles.theme.accent.into()));
    reply.height = layout.size().y;
    let mut x = reply.push_text(TextRole::More, layout, INSET, 0.0) + 12.0;
    reply.accessible_label = format!("{text} of {}", by.name);
    if !open {
        let style = styles.small.clone().weight(680.0).colour(styles.theme.hue(&by.hue));
        for note in notes.iter().take(12) {
            x = reply.push_text(TextRole::Words, page.layout_label(note.stance.mark(), &style), x, 0.0) + 7.0;
        }
    }
    reply
}

/// Lays out the description of a perspective, for the head of the article.
pub fn description(page: &Page<'_>, by: &Perspective, width: f32, rows: usize) -> ReplyLayout {
    let styles = page.styles;
    let mut reply = ReplyLayout::new(ReplyKind::Description, by);
    let inner = (width - INSET).max(40.0);
    let name = page.layout_label(&by.name, &styles.label.clone().weight(680.0).colour(styles.theme.hue(&by.hue)));
    let line = name.size().y;
    reply.push_text(TextRole::Words, name, INSET, 0.0);
    let script = page.state.edition.head().language.script();
    let whole = page.layout_text(&by.about, &styles.small, script, inner, usize::MAX);
    let layout = page.layout_text(&note::truncate_at_word(&by.about, &whole, rows), &styles.small, script, inner, rows);
    reply.height = line + layout.size().y;
    reply.push_text(TextRole::Words, layout, INSET, line);
    reply.accessible_label = format!("{}: {}", by.name, by.about);
    reply
}

/// Returns the side of the square around a stance's letter.
pub fn mark_side(label: &TextStyle) -> f32 {
    (label.size * 1.34).round()
}

pub(super) fn lines_in_words(count: usize) -> String {
    if count == 1 { "1 more line".to_owned() } else { format!("{count} more lines") }
}
