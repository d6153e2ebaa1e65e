//! Text with right-to-left words, set word by word.
//!
//! epaint 0.37 shapes words rightly but knows no bidirectional order (emilk/egui#1016), so lines are broken and
//! words placed here, by the levels of the Unicode bidirectional algorithm (UAX #9, crate `unicode-bidi`).

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::model::Script;

use super::typeset::{TextStyle, job};

/// A word in its place.
#[derive(Clone, Debug)]
struct Word {
    galley: Arc<Galley>,
    place: Pos2,
    characters: Range<usize>,
    line: usize,
}

/// A text set word by word.
#[derive(Clone, Debug)]
pub struct BidiText {
    words: Vec<Word>,
    lines: usize,
    line_height: f32,
    width: f32,
    characters: usize,
    whole_lines: usize,
    right_to_left: bool,
}

/// Whether a text holds right-to-left letters and so must be set word by word.
pub fn needs_bidi(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

impl BidiText {
    /// Sets a text in a width, cut after `rows` lines.
    pub fn new(painter: &Painter, text: &str, style: &TextStyle, home: Script, width: f32, rows: usize) -> Self {
        let bidi = BidiInfo::new(text, None);
        let base = bidi.paragraphs.first().map_or(Level::ltr(), |p| p.level);
        let gap = style.size * 0.26 + style.word_space;
        // Joined letters stand on a deeper line than Latin ones.
        let line_height = (style.line_height * if home == Script::Arabic { 1.15 } else { 1.0 }).round();
        let mut flow = Self {
            words: Vec::new(),
            lines: 0,
            line_height,
            width,
            characters: text.chars().count(),
            whole_lines: 0,
            right_to_left: base.is_rtl(),
        };
        let mut line: Vec<(Word, bool)> = Vec::new();
        let (mut used, mut at, mut byte) = (0.0, 0, 0);
        for piece in text.split_inclusive([' ', '\n']) {
            let word = piece.trim_end_matches([' ', '\n']);
            let right_to_left = bidi.levels.get(byte).map_or(base, |l| *l).is_rtl();
            byte += piece.len();
            let characters = at..at + word.chars().count();
            at += piece.chars().count();
            if !word.is_empty() {
                let galley = painter.layout_job(job(word, style, home, f32::INFINITY, 1));
                let wide = galley.size().x;
                if used > 0.0 && used + wide > width {
                    flow.place_line(&mut line, base, gap, rows);
                    used = 0.0;
                }
                used += wide + gap;
                line.push((Word { galley, place: Pos2::ZERO, characters, line: 0 }, right_to_left));
            }
            if piece.ends_with('\n') {
                flow.place_line(&mut line, base, gap, rows);
                used = 0.0;
            }
        }
        flow.place_line(&mut line, base, gap, rows);
        flow
    }

    /// Places one line: runs against the base direction are turned round, the rest follows it.
    fn place_line(&mut self, line: &mut Vec<(Word, bool)>, base: Level, gap: f32, rows: usize) {
        if line.is_empty() {
            return;
        }
        self.whole_lines += 1;
        if self.lines == rows {
            line.clear();
            return;
        }
        let mut order: Vec<(Word, bool)> = Vec::with_capacity(line.len());
        let mut against: Vec<(Word, bool)> = Vec::new();
        for word in line.drain(..) {
            if word.1 == base.is_rtl() {
                order.extend(against.drain(..).rev());
                order.push(word);
            } else {
                against.push(word);
            }
        }
        order.extend(against.drain(..).rev());
        let mut x = if base.is_rtl() { self.width } else { 0.0 };
        for (mut word, _) in order {
            let size = word.galley.size();
            if base.is_rtl() {
                x -= size.x;
            }
            #[allow(clippy::cast_precision_loss, reason = "a line number")]
            let top = self.lines as f32 * self.line_height + (self.line_height - size.y) / 2.0;
            word.place = pos2(x, top);
            word.line = self.lines;
            x += if base.is_rtl() { -gap } else { size.x + gap };
            self.words.push(word);
        }
        self.lines += 1;
    }

    /// Lines drawn, and lines the whole text has.
    pub fn lines(&self) -> (usize, usize) {
        (self.lines, self.whole_lines)
    }

    /// The room it takes.
    pub fn size(&self) -> Vec2 {
        #[allow(clippy::cast_precision_loss, reason = "a line number")]
        vec2(self.width, self.lines as f32 * self.line_height)
    }

    /// Whether its lines begin at the right.
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// The distance of two lines.
    pub fn line_height(&self) -> f32 {
        self.line_height
    }

    /// The first character of each line.
    pub fn line_starts(&self) -> Vec<usize> {
        let first = |line| self.words.iter().filter(|w| w.line == line).map(|w| w.characters.start).min();
        (0..self.lines).map(|line| first(line).unwrap_or(0)).collect()
    }

    /// The boxes of the words that hold any of these characters.
    pub fn boxes(&self, range: Range<usize>) -> Vec<Rect> {
        let hit = |w: &&Word| w.characters.start < range.end && range.start < w.characters.end;
        self.words.iter().filter(hit).map(|w| Rect::from_min_size(w.place, w.galley.size())).collect()
    }

    /// The character before or after the word nearest to a point.
    pub fn character_at(&self, point: Vec2) -> usize {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to the lines there are")]
        let line = ((point.y / self.line_height).max(0.0) as usize).min(self.lines.saturating_sub(1));
        let far = |w: &&Word| {
            let middle = w.place.x + w.galley.size().x / 2.0;
            (middle - point.x).abs()
        };
        let nearest = self.words.iter().filter(|w| w.line == line).min_by(|a, b| far(a).total_cmp(&far(b)));
        let Some(word) = nearest else { return if point.y < 0.0 { 0 } else { self.characters } };
        // Which half of the word was meant depends on the way it is read; Arabic letters are read leftward.
        let left_half = point.x < word.place.x + word.galley.size().x / 2.0;
        if left_half == needs_bidi(&word.galley.job.text) { word.characters.end } else { word.characters.start }
    }

    /// Draws it with its top left corner at a point.
    pub fn paint(&self, painter: &Painter, at: Pos2) {
        for word in &self.words {
            painter.galley(at + word.place.to_vec2(), Arc::clone(&word.galley), egui::Color32::PLACEHOLDER);
        }
    }
}
