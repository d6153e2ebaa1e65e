//! Laid-out text: its metrics, hit testing and painting.

use std::ops::Range;
use std::sync::Arc;

use egui::text::CCursor;
use egui::{Galley, Painter, Pos2, Rect, Vec2};

use crate::model::visible;
use crate::model::{MarkKind, Script};

use super::bidi::{BidiText, needs_bidi};
use super::typeset::{MarkStyle, SpanStyle, TextStyle, layout_job};

/// Text laid out for this frame. It is not kept longer: epaint drops glyphs when its atlas is full.
#[derive(Clone, Debug)]
pub enum TextLayout {
    /// Text in one direction, laid out by epaint.
    Plain(Arc<Galley>),
    /// Text with right-to-left words.
    Bidi(Arc<BidiText>),
}

/// The metrics of one line of a text.
#[derive(Clone, Copy, Debug)]
pub struct TextLine {
    /// The distance from the top of the text.
    pub top: f32,
    pub height: f32,
    /// The index of its first character.
    pub first: usize,
}

impl TextLayout {
    /// Lays out a text that wraps at `width` and stops after `rows` lines.
    pub fn new(painter: &Painter, text: &str, style: &TextStyle, script: Script, width: f32, rows: usize) -> Self {
        let text = &*visible::with_marks(text);
        if needs_bidi(text) {
            Self::Bidi(Arc::new(BidiText::new(painter, text, style, script, width, rows)))
        } else {
            Self::Plain(painter.layout_job(layout_job(text, style, script, width, rows)))
        }
    }

    /// Lays out a text with inline marks, given as byte ranges. A text with right-to-left words is laid out without
    /// them, because there each word is laid out by itself.
    pub fn with_marks(
        painter: &Painter,
        (text, marks): (&str, &[(Range<usize>, &MarkKind)]),
        (style, mark_style): (&TextStyle, &MarkStyle),
        script: Script,
        width: f32,
    ) -> Self {
        if marks.is_empty() || needs_bidi(text) {
            return Self::new(painter, text, style, script, width, usize::MAX);
        }
        let mut job = layout_job(text, style, script, width, usize::MAX);
        mark_style.apply(&mut job, marks);
        Self::Plain(painter.layout_job(job))
    }

    /// Lays out a text with style overrides for byte ranges. A text with right-to-left words, or with invisible
    /// characters shown as marks, is laid out without them.
    pub fn with_spans(
        painter: &Painter,
        (text, spans): (&str, &[(Range<usize>, SpanStyle)]),
        style: &TextStyle,
        script: Script,
        width: f32,
    ) -> Self {
        let has_invisible = matches!(visible::with_marks(text), std::borrow::Cow::Owned(_));
        if spans.is_empty() || has_invisible || needs_bidi(text) {
            return Self::new(painter, text, style, script, width, usize::MAX);
        }
        let mut job = layout_job(text, style, script, width, usize::MAX);
        for (range, span) in spans {
            span.apply(&mut job, range);
        }
        Self::Plain(painter.layout_job(job))
    }

    pub fn size(&self) -> Vec2 {
        match self {
            Self::Plain(galley) => galley.size(),
            Self::Bidi(bidi) => bidi.size(),
        }
    }

    pub fn is_text(&self, text: &str) -> bool {
        match self {
            Self::Plain(galley) => galley.job.text == text,
            Self::Bidi(_) => false,
        }
    }

    /// Returns the number of lines laid out.
    pub fn line_count(&self) -> usize {
        match self {
            Self::Plain(galley) => galley.rows.len(),
            Self::Bidi(bidi) => bidi.line_count(),
        }
    }

    /// Returns the metrics of the lines from top to bottom.
    pub fn lines(&self) -> Vec<TextLine> {
        match self {
            Self::Plain(galley) => {
                let mut first = 0;
                let line = |row: &egui::epaint::text::PlacedRow| {
                    let line = TextLine { top: row.pos.y, height: row.row.size.y, first };
                    first += row.char_count_including_newline().0;
                    line
                };
                galley.rows.iter().map(line).collect()
            }
            Self::Bidi(bidi) => {
                let height = bidi.line_height();
                let starts = bidi.line_starts().into_iter().enumerate();
                starts.map(|(n, first)| TextLine { top: n as f32 * height, height, first }).collect()
            }
        }
    }

    pub fn line_containing(&self, character: usize) -> Option<TextLine> {
        let lines = self.lines();
        let after = lines.partition_point(|line| line.first <= character);
        lines.get(after.saturating_sub(1)).copied()
    }

    /// Returns whether the text reads from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self, Self::Bidi(bidi) if bidi.is_right_to_left())
    }

    /// Returns the index of the character nearest to a point, relative to the top left of the text.
    pub fn character_at(&self, point: Vec2) -> usize {
        match self {
            Self::Plain(galley) => galley.cursor_from_pos(point).index.0,
            Self::Bidi(bidi) => bidi.character_at(point),
        }
    }

    /// Returns the rectangles of a range of characters, one per line it touches, relative to the top left of the text.
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        if range.is_empty() {
            return Vec::new();
        }
        match self {
            Self::Bidi(bidi) => bidi.rects(range),
            Self::Plain(galley) => {
                let mut first = 0;
                let mut rects = Vec::new();
                for row in &galley.rows {
                    let count = row.char_count_excluding_newline().0;
                    // The space at the end of a line is not marked.
                    let blank = row.glyphs.last().is_some_and(|glyph| glyph.chr.is_whitespace());
                    let (from, to) = (range.start.max(first), range.end.min(first + count - usize::from(blank)));
                    if from < to {
                        let x = |character: usize| row.pos.x + row.x_offset(CCursor::new(character - first).index);
                        rects.push(Rect::from_x_y_ranges(x(from)..=x(to), row.pos.y..=row.pos.y + row.row.size.y));
                    }
                    first += row.char_count_including_newline().0;
                }
                rects
            }
        }
    }

    /// Paints the text with its top left corner at a point.
    pub fn paint(&self, painter: &Painter, at: Pos2) {
        match self {
            Self::Plain(galley) => painter.galley(at, Arc::clone(galley), egui::Color32::PLACEHOLDER),
            Self::Bidi(bidi) => bidi.paint_lines(painter, at, 0..usize::MAX),
        }
    }

    /// Paints some of the lines, with the top left corner of the whole text at a point. Letters reach out of their lines, so
    /// a clip rectangle would leave parts of the lines around them.
    pub fn paint_lines(&self, painter: &Painter, at: Pos2, lines: Range<usize>) {
        match self {
            Self::Plain(galley) if lines.end < galley.rows.len() || lines.start > 0 => {
                let mut some = Galley::clone(galley);
                let rows = galley.rows.get(lines.start..lines.end.min(galley.rows.len()));
                some.rows = rows.unwrap_or_default().to_vec();
                painter.galley(at, Arc::new(some), egui::Color32::PLACEHOLDER);
            }
            Self::Plain(_) => self.paint(painter, at),
            Self::Bidi(bidi) => bidi.paint_lines(painter, at, lines),
        }
    }
}
