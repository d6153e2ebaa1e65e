//! Laid-out text: its metrics, hit testing and painting.

use std::ops::Range;
use std::sync::Arc;

use egui::text::CCursor;
use egui::{Galley, Painter, Pos2, Rect, Vec2};

use crate::model::visible::with_marks;
use crate::model::{MarkKind, Script};

use super::bidi::{BidiText, needs_bidi};
use super::typeset::{Look, MarkStyle, TextStyle, job};

/// Text laid out for this frame. It is not kept longer: epaint drops glyphs when its atlas is full.
#[derive(Clone, Debug)]
pub enum Laid {
    /// Text in one direction, laid out by epaint.
    Plain(Arc<Galley>),
    /// Text with right-to-left words.
    Mixed(Arc<BidiText>),
}

/// The metrics of one line of a text.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The distance from the top of the text.
    pub top: f32,
    /// Its height.
    pub height: f32,
    /// The index of its first character.
    pub first: usize,
}

impl Laid {
    /// Lays out a text that wraps at `width` and stops after `rows` lines.
    pub fn new(painter: &Painter, text: &str, style: &TextStyle, script: Script, width: f32, rows: usize) -> Self {
        let text = &*with_marks(text);
        if needs_bidi(text) {
            Self::Mixed(Arc::new(BidiText::new(painter, text, style, script, width, rows)))
        } else {
            Self::Plain(painter.layout_job(job(text, style, script, width, rows)))
        }
    }

    /// Lays out a text with inline marks, given as byte ranges. A text with right-to-left words is laid out without
    /// them, because there each word is laid out by itself.
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

    /// Lays out a text with style overrides for byte ranges. A text with right-to-left words, or with invisible
    /// characters shown as marks, is laid out without them.
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

    /// Returns the size of the text.
    pub fn size(&self) -> Vec2 {
        match self {
            Self::Plain(galley) => galley.size(),
            Self::Mixed(flow) => flow.size(),
        }
    }

    /// Returns the number of lines laid out.
    pub fn line_count(&self) -> usize {
        match self {
            Self::Plain(galley) => galley.rows.len(),
            Self::Mixed(flow) => flow.lines().0,
        }
    }

    /// Returns the metrics of the lines from top to bottom.
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

    /// Returns the line that contains a character.
    pub fn line_of(&self, character: usize) -> Option<Line> {
        let lines = self.lines();
        let after = lines.partition_point(|line| line.first <= character);
        lines.get(after.saturating_sub(1)).copied()
    }

    /// Returns whether the text reads from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self, Self::Mixed(flow) if flow.is_right_to_left())
    }

    /// Returns the index of the character nearest to a point, relative to the top left of the text.
    pub fn character_at(&self, point: Vec2) -> usize {
        match self {
            Self::Plain(galley) => galley.cursor_from_pos(point).index.0,
            Self::Mixed(flow) => flow.character_at(point),
        }
    }

    /// Returns the rectangles of a range of characters, one per line it touches, relative to the top left of the text.
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
                    // The space at the end of a line is not marked.
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

    /// Paints the text with its top left corner at a point.
    pub fn paint(&self, painter: &Painter, at: Pos2) {
        match self {
            Self::Plain(galley) => painter.galley(at, Arc::clone(galley), egui::Color32::PLACEHOLDER),
            Self::Mixed(flow) => flow.paint(painter, at),
        }
    }
}
