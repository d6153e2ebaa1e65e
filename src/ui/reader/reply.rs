//! Layout of a reply: a note with its stance, summary and citation, a pointer, or a kind of silence.

use egui::{Vec2, vec2};

use crate::model::rows::Entry;
use crate::model::{Note, Perspective, Script, Stance};
use crate::state::Item;
use crate::ui::laid::Laid;
use crate::ui::typeset::TextStyle;

use super::note;
use super::page::Page;

/// From the coloured edge to the text.
pub const INSET: f32 = 17.0;

/// The kind of a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A note drawn in this row.
    Note(Entry),
    /// A note drawn in another row.
    Pointer {
        /// The note.
        entry: Entry,
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
    About,
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
pub enum Purpose {
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
pub struct Piece {
    /// What it is for.
    pub purpose: Purpose,
    /// The text laid out.
    pub block: Laid,
    /// The position, from the top left of the reply.
    pub at: Vec2,
}

/// A reply laid out.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The kind of the reply.
    pub kind: Kind,
    /// The name of its perspective's hue.
    pub hue: String,
    /// The accessible label.
    pub aloud: String,
    /// The texts of the reply.
    pub pieces: Vec<Piece>,
    /// Its height.
    pub height: f32,
    /// The lines of the whole summary, and how many of them are drawn.
    pub lines: (usize, usize),
    /// The words of the article that it answers.
    pub phrase: Option<String>,
    /// The distance from the top of its column.
    pub top: f32,
}

/// How much of a note is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// All of it.
    None,
    /// All of it, with a button to collapse it again.
    Opened,
    /// This many lines of the summary; 0 leaves only the header.
    Lines(usize),
}

impl Reply {
    pub(super) fn empty(kind: Kind, perspective: &Perspective) -> Self {
        Self {
            kind,
            hue: perspective.hue.clone(),
            aloud: String::new(),
            pieces: Vec::new(),
            height: 0.0,
            lines: (0, 0),
            phrase: None,
            top: 0.0,
        }
    }

    pub(super) fn put(&mut self, purpose: Purpose, block: Laid, x: f32, y: f32) -> f32 {
        let wide = block.size().x;
        self.pieces.push(Piece { purpose, block, at: vec2(x, y) });
        x + wide
    }
}

/// Lays out one reply.
pub fn lay(page: &Page<'_>, item: &Item<'_>, width: f32, cut: Cut, open: bool) -> Reply {
    match *item {
        Item::Note { entry, note, perspective } => note::lay(page, entry, note, perspective, width, cut),
        Item::Pointer { entry, note, perspective, home } => pointer(page, entry, note, perspective, home),
        Item::Silent { perspective, silence } => {
            let line = format!("Silent · {} · checked {}", perspective.name, silence.checked);
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

fn pointer(page: &Page<'_>, entry: Entry, note: &Note, by: &Perspective, home: usize) -> Reply {
    let look = page.look;
    let mut reply = Reply::empty(Kind::Pointer { entry, home }, by);
    let label = page.state.paragraph_of(home).map_or("0", |p| p.id.label());
    let style = look.label.clone().colour(look.theme.accent.into());
    let text = format!("{} {}, see ¶{label}", by.name, note.stance.verb());
    let block = page.label(&text, &style);
    reply.height = block.size().y;
    reply.put(Purpose::Link, block, INSET, 0.0);
    reply.aloud = text;
    reply.phrase = page.state.edition.phrase_of(note).map(ToOwned::to_owned);
    reply
}

fn absent(
    page: &Page<'_>,
    by: &Perspective,
    (line, more): (&str, Option<&str>),
    width: f32,
    absence: Absence,
) -> Reply {
    let look = page.look;
    let mut reply = Reply::empty(Kind::Absent(absence), by);
    let shown = match absence {
        Absence::Silent => format!("– {line}"),
        Absence::NotApplicable => line.to_owned(),
        Absence::NotLookedFor => format!("? {line}"),
    };
    let inner = (width - INSET).max(40.0);
    let script = Script::Latin;
    let block = page.set(&shown, &look.label, script, inner, 3);
    reply.height = block.size().y;
    reply.put(Purpose::Words, block, INSET, 0.0);
    reply.aloud = line.to_owned();
    if let Some(more) = more {
        let block = page.set(more, &look.small, script, inner, 40);
        let tall = block.size().y;
        reply.put(Purpose::Words, block, INSET, reply.height);
        reply.height += tall;
        reply.aloud = format!("{line}. {more}");
    }
    reply
}

/// Lays out the line for a perspective's further notes: how many, and with which stances.
pub fn further(
    page: &Page<'_>,
    perspective: usize,
    by: &Perspective,
    (count, notes): (usize, &[&Note]),
    open: bool,
) -> Reply {
    let look = page.look;
    let mut reply = Reply::empty(Kind::Further { perspective }, by);
    let text = match (open, count) {
        (true, _) => "Fewer replies".to_owned(),
        (false, 1) => "1 more reply".to_owned(),
        (false, n) => format!("{n} more replies"),
    };
    let block = page.label(&text, &look.label.clone().colour(look.theme.accent.into()));
    reply.height = block.size().y;
    let mut x = reply.put(Purpose::More, block, INSET, 0.0) + 12.0;
    reply.aloud = format!("{text} of {}", by.name);
    if !open {
        let style = look.small.clone().weight(680.0).colour(look.theme.hue(&by.hue));
        for note in notes.iter().take(12) {
            x = reply.put(Purpose::Words, page.label(note.stance.mark(), &style), x, 0.0) + 7.0;
        }
    }
    reply
}

/// Lays out the description of a perspective, for the head of the article.
pub fn about(page: &Page<'_>, by: &Perspective, width: f32, rows: usize) -> Reply {
    let look = page.look;
    let mut reply = Reply::empty(Kind::About, by);
    let inner = (width - INSET).max(40.0);
    let name = page.label(&by.name, &look.label.clone().weight(680.0).colour(look.theme.hue(&by.hue)));
    let line = name.size().y;
    reply.put(Purpose::Words, name, INSET, 0.0);
    let script = page.state.edition.head().language.script();
    let whole = page.set(&by.about, &look.small, script, inner, usize::MAX);
    let block = page.set(&note::cut_at_word(&by.about, &whole, rows), &look.small, script, inner, rows);
    reply.height = line + block.size().y;
    reply.put(Purpose::Words, block, INSET, line);
    reply.aloud = format!("{}: {}", by.name, by.about);
    reply
}

/// Returns the side of the square around a stance's letter.
pub fn mark_side(label: &TextStyle) -> f32 {
    (label.size * 1.34).round()
}

pub(super) fn lines_in_words(count: usize) -> String {
    if count == 1 { "1 more line".to_owned() } else { format!("{count} more lines") }
}
