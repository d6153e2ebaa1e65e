//! Layout of text with right-to-left words, word by word.
//!
//! epaint 0.37 shapes words correctly but does not reorder bidirectional text (emilk/egui#1016), so this module breaks
//! lines and places words itself, by the levels of the Unicode bidirectional algorithm (UAX #9, crate `unicode-bidi`).
//! A word of several levels is laid out in runs. A bracket in a right-to-left run is a run of its own, drawn as its
//! mirror image (`Bidi_Mirroring_Glyph` of the standard, crate `unicode-bidi-mirroring`): the shaper mirrors it only in
//! a run with letters of a right-to-left script and of the same face.

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_bidi_mirroring::get_mirrored;

use crate::model::Script;

use super::typeset::{TextStyle, job};

/// A placed word, or one run of a word.
#[derive(Clone, Debug)]
struct Word {
    galley: Arc<Galley>,
    place: Pos2,
    characters: Range<usize>,
    line: usize,
    leftward: bool,
}

/// A run of a line before it is placed: a word or a run of a word, or the gap between two words.
struct Stretch {
    word: Option<Word>,
    level: Level,
    wide: f32,
}

/// A run of a word with one bidirectional level.
#[derive(Debug, PartialEq)]
struct Part {
    /// The text in logical order.
    text: String,
    /// The number of characters.
    count: usize,
    level: Level,
    /// The run is a mirrored bracket.
    mirrored: bool,
}

/// Splits a word into runs by the level of each of its bytes.
fn parts(word: &str, levels: &[Level]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, c) in word.char_indices() {
        let level = levels.get(at).copied().unwrap_or_else(Level::ltr);
        let mirror = if level.is_rtl() { get_mirrored(c) } else { None };
        match parts.last_mut().filter(|part| part.level == level && !part.mirrored && mirror.is_none()) {
            Some(part) => {
                part.text.push(c);
                part.count += 1;
            }
            None => {
                let text = mirror.unwrap_or(c).to_string();
                parts.push(Part { text, count: 1, level, mirrored: mirror.is_some() });
            }
        }
    }
    parts
}

/// Splits a word into pieces no wider than a line; most words are one piece.
fn broken<'a>(painter: &Painter, word: &'a str, style: &TextStyle, home: Script, width: f32) -> Vec<&'a str> {
    // No letter is wider than its line is high.
    #[allow(clippy::cast_precision_loss, reason = "a number of bytes")]
    let fits = word.len() as f32 * style.size <= width;
    if fits || width < style.size {
        return vec![word];
    }
    let galley = painter.layout_job(job(word.trim_end_matches([' ', '\n']), style, home, width, usize::MAX));
    let mut pieces = Vec::new();
    let mut rest = word;
    for row in galley.rows.iter().take(galley.rows.len().saturating_sub(1)) {
        let end = rest.char_indices().nth(row.char_count_excluding_newline().0).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A text laid out word by word.
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

/// Returns whether a text contains right-to-left letters and so needs bidirectional layout.
pub fn needs_bidi(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

impl BidiText {
    /// Lays out a text that wraps at `width` and stops after `rows` lines.
    pub fn new(painter: &Painter, text: &str, style: &TextStyle, home: Script, width: f32, rows: usize) -> Self {
        let bidi = BidiInfo::new(text, None);
        let base = bidi.paragraphs.first().map_or(Level::ltr(), |p| p.level);
        let gap = style.size * 0.26 + style.word_space;
        // Arabic letters descend further than Latin ones.
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
        let mut line: Vec<Stretch> = Vec::new();
        let (mut used, mut at, mut byte) = (0.0, 0, 0);
        let pieces = text.split_inclusive([' ', '\n']);
        for piece in pieces.flat_map(|piece| broken(painter, piece, style, home, width)) {
            let word = piece.trim_end_matches([' ', '\n']);
            let levels = bidi.levels.get(byte..byte + word.len()).unwrap_or_default();
            let mut from = at;
            let set = |part: Part| {
                let galley = painter.layout_job(job(&part.text, style, home, f32::INFINITY, 1));
                let (wide, characters) = (galley.size().x, from..from + part.count);
                from = characters.end;
                let word = Word { galley, place: Pos2::ZERO, characters, line: 0, leftward: part.level.is_rtl() };
                Stretch { word: Some(word), level: part.level, wide }
            };
            let set: Vec<Stretch> = parts(word, levels).into_iter().map(set).collect();
            if !set.is_empty() {
                let wide: f32 = set.iter().map(|stretch| stretch.wide).sum();
                if used > 0.0 && used + wide > width {
                    flow.place_line(&mut line, base, rows);
                    used = 0.0;
                }
                if !line.is_empty() {
                    let level = byte.checked_sub(1).and_then(|before| bidi.levels.get(before));
                    line.push(Stretch { word: None, level: level.copied().unwrap_or(base), wide: gap });
                }
                used += wide + gap;
                line.extend(set);
            }
            byte += piece.len();
            at += piece.chars().count();
            if piece.ends_with('\n') {
                flow.place_line(&mut line, base, rows);
                used = 0.0;
            }
        }
        flow.place_line(&mut line, base, rows);
        flow
    }

    /// Places the runs of one line in visual order (rule L2 of the algorithm).
    fn place_line(&mut self, line: &mut Vec<Stretch>, base: Level, rows: usize) {
        if line.is_empty() {
            return;
        }
        self.whole_lines += 1;
        if self.lines == rows {
            line.clear();
            return;
        }
        let levels: Vec<Level> = line.iter().map(|stretch| stretch.level).collect();
        let wide: f32 = line.iter().map(|stretch| stretch.wide).sum();
        let mut x = if base.is_rtl() { self.width - wide } else { 0.0 };
        let mut stretches: Vec<Option<Stretch>> = line.drain(..).map(Some).collect();
        for next in BidiInfo::reorder_visual(&levels) {
            let Some(stretch) = stretches.get_mut(next).and_then(Option::take) else { continue };
            if let Some(mut word) = stretch.word {
                #[allow(clippy::cast_precision_loss, reason = "a line number")]
                let top = self.lines as f32 * self.line_height + (self.line_height - word.galley.size().y) / 2.0;
                word.place = pos2(x, top);
                word.line = self.lines;
                self.words.push(word);
            }
            x += stretch.wide;
        }
        self.lines += 1;
    }

    /// Returns the number of lines laid out and the number the whole text has.
    pub fn lines(&self) -> (usize, usize) {
        (self.lines, self.whole_lines)
    }

    /// Returns the size of the text.
    pub fn size(&self) -> Vec2 {
        #[allow(clippy::cast_precision_loss, reason = "a line number")]
        vec2(self.width, self.lines as f32 * self.line_height)
    }

    /// Returns whether the text reads from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// Returns the distance between two baselines.
    pub fn line_height(&self) -> f32 {
        self.line_height
    }

    /// Returns the index of the first character of each line.
    pub fn line_starts(&self) -> Vec<usize> {
        let first = |line| self.words.iter().filter(|w| w.line == line).map(|w| w.characters.start).min();
        (0..self.lines).map(|line| first(line).unwrap_or(0)).collect()
    }

    /// Returns the rectangles of the words that contain any of these characters.
    pub fn boxes(&self, range: Range<usize>) -> Vec<Rect> {
        let hit = |w: &&Word| w.characters.start < range.end && range.start < w.characters.end;
        self.words.iter().filter(hit).map(|w| Rect::from_min_size(w.place, w.galley.size())).collect()
    }

    /// Returns the character index before or after the word nearest to a point.
    pub fn character_at(&self, point: Vec2) -> usize {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the number of lines")]
        let line = ((point.y / self.line_height).max(0.0) as usize).min(self.lines.saturating_sub(1));
        let far = |w: &&Word| {
            let middle = w.place.x + w.galley.size().x / 2.0;
            (middle - point.x).abs()
        };
        let nearest = self.words.iter().filter(|w| w.line == line).min_by(|a, b| far(a).total_cmp(&far(b)));
        let Some(word) = nearest else { return if point.y < 0.0 { 0 } else { self.characters } };
        // Which side of the word is meant depends on its direction.
        let left_half = point.x < word.place.x + word.galley.size().x / 2.0;
        if left_half == word.leftward { word.characters.end } else { word.characters.start }
    }

    /// Paints the text with its top left corner at a point.
    pub fn paint(&self, painter: &Painter, at: Pos2) {
        for word in &self.words {
            painter.galley(at + word.place.to_vec2(), Arc::clone(&word.galley), egui::Color32::PLACEHOLDER);
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_bidi::{BidiInfo, Level};

    use super::{broken, parts};
    use crate::model::Script;
    use crate::ui::typeset::TextStyle;

    /// Returns a line as it appears from left to right; letters of a right-to-left run are reversed, as the shaper
    /// does.
    fn seen(line: &str) -> String {
        let bidi = BidiInfo::new(line, None);
        let all = parts(line, &bidi.levels);
        let levels: Vec<Level> = all.iter().map(|part| part.level).collect();
        let shown = |at: usize| {
            let part = &all[at];
            if part.level.is_rtl() { part.text.chars().rev().collect() } else { part.text.clone() }
        };
        BidiInfo::reorder_visual(&levels).into_iter().map(shown).collect()
    }

    #[test]
    fn brackets_read_leftward_are_mirrored_and_stand_at_their_own_ends() {
        assert_eq!(seen("אב (גד) הו"), "וה (דג) בא");
        assert_eq!(seen("אב (גד"), "דג) בא", "one that is not closed on this line");
        assert_eq!(seen("אב [NATO נאטו] גד"), "דג [וטאנ NATO] בא");
        assert_eq!(seen("see (אב) now"), "see (בא) now", "in a text read rightward they are as they were written");
        assert_eq!(seen("אב «ג» 3<5"), "5>3 «ג» בא", "between numbers too, three is less than five");
        assert_eq!(seen("(2024) אב"), "בא (2024)");
    }

    #[test]
    fn a_word_wider_than_its_line_is_broken_and_loses_no_letter() {
        let context = egui::Context::default();
        context.set_fonts(crate::ui::faces::definitions(&[]));
        let style = TextStyle::new(crate::ui::faces::INTERFACE, 14.0, 1.4, egui::Color32::BLACK);
        let word = "https://example.org/a-long-path-that-goes-on-and-on/سلام ";
        let mut pieces = Vec::new();
        let mut out = context.run_ui(egui::RawInput::default(), |ui| {
            pieces = broken(ui.painter(), word, &style, Script::Latin, 120.0).into_iter().map(str::to_owned).collect();
        });
        out.textures_delta.clear();
        assert!(pieces.len() > 2, "{pieces:?}");
        assert_eq!(pieces.concat(), word);
    }

    #[test]
    fn the_parts_of_a_word_are_all_its_characters_once() {
        for word in ["(אב)גד", "NATO-נאטו", "سلام(عليكم)", "42", ""] {
            let bidi = BidiInfo::new(word, None);
            let count: usize = parts(word, &bidi.levels).iter().map(|part| part.count).sum();
            assert_eq!(count, word.chars().count());
        }
        let bidi = BidiInfo::new("سلام", None);
        assert_eq!(parts("سلام", &bidi.levels).len(), 1, "joined letters stay together");
    }
}
