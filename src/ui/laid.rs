//! A text laid out: what it measures, where its characters stand, and how it is drawn.

use std::ops::Range;
use std::sync::Arc;

use egui::text::CCursor;
use egui::{Galley, Painter, Pos2, Rect, Vec2};

use crate::model::visible::with_marks;
use crate::model::{MarkKind, Script};

use super::bidi::{BidiText, needs_bidi};
use super::typeset::{Look, MarkStyle, TextStyle, job};

/// A text laid out for this frame. Never kept: epaint forgets glyphs when its atlas is full.
#[derive(Clone, Debug)]
pub enum Laid {
    /// Text that runs one way, set by epaint.
    Plain(Arc<Galley>),
    /// Text with right-to-left words.
    Mixed(Arc<BidiText>),
}

/// One line of a text.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// From the top of the text.
    pub top: f32,
    /// Its height.
    pub height: f32,
    /// The character it begins with.
    pub first: usize,
}

impl Laid {
    /// Lays a text out in a width, cut after `rows` lines.
    pub fn new(painter: &Painter, text: &str, style: &TextStyle, script: Script, width: f32, rows: usize) -> Self {
        let text = &*with_marks(text);
        if needs_bidi(text) {
            Self::Mixed(Arc::new(BidiText::new(painter, text, style, script, width, rows)))
        } else {
            Self::Plain(painter.layout_job(job(text, style, script, width, rows)))
        }
    }

    /// Lays a text out with some of its words set off; ranges are in bytes. Text with right-to-left words is set
    /// without: there a word is laid out by itself.
    pub fn marked(
        painter: &Painter,
        (text, marks): (&str, &[(Range<usize>, &MarkKind)]),
        (style, set_off): (&TextStyle, &MarkStyle),
        script: Script,
        width: f32,
    ) -> Self {
        if marks.is_empty() || needs_bidi(text) {
            return Self::new(painter, text, style, script, width, usize::MAX);
        }
        let mut job = job(text, style, script, width, usize::MAX);
        set_off.apply(&mut job, marks);
        Self::Plain(painter.layout_job(job))
    }

    /// Lays a text out with some of its bytes looking otherwise. Text with right-to-left words is set plainly.
    pub fn styled(
        painter: &Painter,
        (text, looks): (&str, &[(Range<usize>, Look)]),
        style: &TextStyle,
        script: Script,
        width: f32,
    ) -> Self {
        let hides = matches!(with_marks(text), std::borrow::Cow::Owned(_));
        if looks.is_empty() || hides || needs_bidi(text) {
            return Self::new(painter, text, style, script, width, usize::MAX);
        }
        let mut job = job(text, style, script, width, usize::MAX);
        for (range, look) in looks {
            look.set(&mut job, range);
        }
        Self::Plain(painter.layout_job(job))
    }

    /// The room it takes.
    pub fn size(&self) -> Vec2 {
        match self {
            Self::Plain(galley) => galley.size(),
            Self::Mixed(flow) => flow.size(),
        }
    }

    /// Lines drawn.
    pub fn line_count(&self) -> usize {
        match self {
            Self::Plain(galley) => galley.rows.len(),
            Self::Mixed(flow) => flow.lines().0,
        }
    }

    /// The lines from top to bottom.
    pub fn lines(&self) -> Vec<Line> {
        match self {
            Self::Plain(galley) => {
                let mut first = 0;
                let line = |row: &egui::epaint::text::PlacedRow| {
                    let line = Line { top: row.pos.y, height: row.row.size.y, first };
                    first += row.char_count_including_newline().0;
                    line
                };
                galley.rows.iter().map(line).collect()
            }
            Self::Mixed(flow) => {
                let height = flow.line_height();
                let starts = flow.line_starts().into_iter().enumerate();
                #[allow(clippy::cast_precision_loss, reason = "a line number")]
                starts.map(|(n, first)| Line { top: n as f32 * height, height, first }).collect()
            }
        }
    }

    /// The line that holds a character.
    pub fn line_of(&self, character: usize) -> Option<Line> {
        let lines = self.lines();
        let after = lines.partition_point(|line| line.first <= character);
        lines.get(after.saturating_sub(1)).copied()
    }

    /// Whether its lines begin at the right.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self, Self::Mixed(flow) if flow.is_right_to_left())
    }

    /// The character nearest to a point, from the text's top left corner.
    pub fn character_at(&self, point: Vec2) -> usize {
        match self {
            Self::Plain(galley) => galley.cursor_from_pos(point).index.0,
            Self::Mixed(flow) => flow.character_at(point),
        }
    }

    /// The boxes of a range of characters, one for each line it touches, from the text's top left corner.
    pub fn boxes(&self, range: Range<usize>) -> Vec<Rect> {
        if range.is_empty() {
            return Vec::new();
        }
        match self {
            Self::Mixed(flow) => flow.boxes(range),
            Self::Plain(galley) => {
                let mut first = 0;
                let mut boxes = Vec::new();
                for row in &galley.rows {
                    let count = row.char_count_excluding_newline().0;
                    // The blank at a line's end is not marked.
                    let blank = row.glyphs.last().is_some_and(|glyph| glyph.chr.is_whitespace());
                    let (from, to) = (range.start.max(first), range.end.min(first + count - usize::from(blank)));
                    if from < to {
                        let x = |character: usize| row.pos.x + row.x_offset(CCursor::new(character - first).index);
                        boxes.push(Rect::from_x_y_ranges(x(from)..=x(to), row.pos.y..=row.pos.y + row.row.size.y));
                    }
                    first += row.char_count_including_newline().0;
                }
                boxes
            }
        }
    }

    /// Draws it with its top left corner at a point.
    pub fn paint(&self, painter: &Painter, at: Pos2) {
        match self {
            Self::Plain(galley) => painter.galley(at, Arc::clone(galley), egui::Color32::PLACEHOLDER),
            Self::Mixed(flow) => flow.paint(painter, at),
        }
    }
}
