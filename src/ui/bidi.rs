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

use super::typeset::{TextStyle, layout_job};

/// A placed word, or one run of a word.
#[derive(Clone, Debug)]
struct Word {
    galley: Arc<Galley>,
    position: Pos2,
    characters: Range<usize>,
    line: usize,
    is_rtl: bool,
}

/// A run of a line before it is placed: a word or a run of a word, or the gap between two words.
struct LineRun {
    word: Option<Word>,
    level: Level,
    width: f32,
}

/// A run of a word with one bidirectional level.
#[derive(Debug, PartialEq)]
struct WordRun {
    /// The text in logical order.
    text: String,
    /// The number of characters.
    count: usize,
    level: Level,
    /// The run is a mirrored bracket.
    mirrored: bool,
}

/// Splits a word into runs by the level of each of its bytes.
fn word_runs(word: &str, levels: &[Level]) -> Vec<WordRun> {
    let mut runs: Vec<WordRun> = Vec::new();
    for (at, c) in word.char_indices() {
        let level = levels.get(at).copied().unwrap_or_else(Level::ltr);
        let mirror = if level.is_rtl() { get_mirrored(c) } else { None };
        match runs.last_mut().filter(|run| run.level == level && !run.mirrored && mirror.is_none()) {
            Some(run) => {
                run.text.push(c);
                run.count += 1;
            }
            None => {
                let text = mirror.unwrap_or(c).to_string();
                runs.push(WordRun { text, count: 1, level, mirrored: mirror.is_some() });
            }
        }
    }
    runs
}

/// Splits a word into pieces no wider than a line; most words are one piece.
fn break_word<'a>(painter: &Painter, word: &'a str, style: &TextStyle, home: Script, width: f32) -> Vec<&'a str> {
    // No letter is wider than its line is high.
    let fits = word.len() as f32 * style.size <= width;
    if fits || width < style.size {
        return vec![word];
    }
    let galley = painter.layout_job(layout_job(word.trim_end_matches([' ', '\n']), style, home, width, usize::MAX));
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
    right_to_left: bool,
}

/// Returns whether a text contains right-to-left letters and so needs bidirectional layout.
pub fn needs_bidi(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Returns whether a text reads from right to left: whether its first strong character does (Unicode Standard Annex 9,
/// rule P2).
pub fn reads_right_to_left(text: &str) -> bool {
    needs_bidi(text) && unicode_bidi::get_base_direction(text) == unicode_bidi::Direction::Rtl
}

impl BidiText {
    /// Lays out a text that wraps at `width` and stops after `rows` lines.
    pub fn new(painter: &Painter, text: &str, style: &TextStyle, home: Script, width: f32, rows: usize) -> Self {
        let bidi = BidiInfo::new(text, None);
        let base = bidi.paragraphs.first().map_or(Level::ltr(), |p| p.level);
        let gap = style.size * 0.26 + style.word_space;
        // Arabic letters descend further than Latin ones.
        let line_height = (style.line_height * if home == Script::Arabic { 1.15 } else { 1.0 }).round();
        let mut text_layout = Self {
            words: Vec::new(),
            lines: 0,
            line_height,
            width,
            characters: text.chars().count(),
            right_to_left: base.is_rtl(),
        };
        let mut line: Vec<LineRun> = Vec::new();
        let (mut used, mut at, mut byte) = (0.0, 0, 0);
        let pieces = text.split_inclusive([' ', '\n']);
        for piece in pieces.flat_map(|piece| break_word(painter, piece, style, home, width)) {
            let word = piece.trim_end_matches([' ', '\n']);
            let levels = bidi.levels.get(byte..byte + word.len()).unwrap_or_default();
            let mut from = at;
            let shape = |run: WordRun| {
                let galley = painter.layout_job(layout_job(&run.text, style, home, f32::INFINITY, 1));
                let (width, characters) = (galley.size().x, from..from + run.count);
                from = characters.end;
                let word = Word { galley, position: Pos2::ZERO, characters, line: 0, is_rtl: run.level.is_rtl() };
                LineRun { word: Some(word), level: run.level, width }
            };
            let shaped: Vec<LineRun> = word_runs(word, levels).into_iter().map(shape).collect();
            if !shaped.is_empty() {
                let word_width: f32 = shaped.iter().map(|run| run.width).sum();
                if used > 0.0 && used + word_width > width {
                    text_layout.place_line(&mut line, base, rows);
                    used = 0.0;
                }
                if !line.is_empty() {
                    let level = byte.checked_sub(1).and_then(|before| bidi.levels.get(before));
                    line.push(LineRun { word: None, level: level.copied().unwrap_or(base), width: gap });
                }
                used += word_width + gap;
                line.extend(shaped);
            }
            byte += piece.len();
            at += piece.chars().count();
            if piece.ends_with('\n') {
                text_layout.place_line(&mut line, base, rows);
                used = 0.0;
            }
        }
        text_layout.place_line(&mut line, base, rows);
        if !width.is_finite() {
            text_layout.shrink_to_fit();
        }
        text_layout
    }

    /// Gives a text without a width, such as a label, that of its longest line.
    fn shrink_to_fit(&mut self) {
        let end_of = |line: usize| {
            let ends =
                self.words.iter().filter(|word| word.line == line).map(|word| word.position.x + word.galley.size().x);
            ends.fold(0.0, f32::max)
        };
        let ends: Vec<f32> = (0..self.lines).map(end_of).collect();
        self.width = ends.iter().copied().fold(0.0, f32::max);
        if self.right_to_left {
            for word in &mut self.words {
                word.position.x += self.width - ends.get(word.line).copied().unwrap_or(self.width);
            }
        }
    }

    /// Places the runs of one line in visual order (rule L2 of the algorithm).
    fn place_line(&mut self, line: &mut Vec<LineRun>, base: Level, rows: usize) {
        if line.is_empty() {
            return;
        }
        if self.lines == rows {
            line.clear();
            return;
        }
        let levels: Vec<Level> = line.iter().map(|run| run.level).collect();
        let line_width: f32 = line.iter().map(|run| run.width).sum();
        let mut x = if base.is_rtl() && self.width.is_finite() { self.width - line_width } else { 0.0 };
        let mut runs: Vec<Option<LineRun>> = line.drain(..).map(Some).collect();
        for next in BidiInfo::reorder_visual(&levels) {
            let Some(run) = runs.get_mut(next).and_then(Option::take) else { continue };
            if let Some(mut word) = run.word {
                let top = self.lines as f32 * self.line_height + (self.line_height - word.galley.size().y) / 2.0;
                word.position = pos2(x, top);
                word.line = self.lines;
                self.words.push(word);
            }
            x += run.width;
        }
        self.lines += 1;
    }

    /// Returns the number of lines laid out.
    pub fn line_count(&self) -> usize {
        self.lines
    }

    pub fn size(&self) -> Vec2 {
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
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let hit = |w: &&Word| w.characters.start < range.end && range.start < w.characters.end;
        self.words.iter().filter(hit).map(|w| Rect::from_min_size(w.position, w.galley.size())).collect()
    }

    /// Returns the character index before or after the word nearest to a point.
    pub fn character_at(&self, point: Vec2) -> usize {
        let line = ((point.y / self.line_height).max(0.0) as usize).min(self.lines.saturating_sub(1));
        let far = |w: &&Word| {
            let middle = w.position.x + w.galley.size().x / 2.0;
            (middle - point.x).abs()
        };
        let nearest = self.words.iter().filter(|w| w.line == line).min_by(|a, b| far(a).total_cmp(&far(b)));
        let Some(word) = nearest else { return if point.y < 0.0 { 0 } else { self.characters } };
        // Which side of the word is meant depends on its direction.
        let left_half = point.x < word.position.x + word.galley.size().x / 2.0;
        if left_half == word.is_rtl { word.characters.end } else { word.characters.start }
    }

    /// Paints some of the lines, with the top left corner of the whole text at a point.
    pub fn paint_lines(&self, painter: &Painter, at: Pos2, lines: Range<usize>) {
        for word in self.words.iter().filter(|word| lines.contains(&word.line)) {
            painter.galley(at + word.position.to_vec2(), Arc::clone(&word.galley), egui::Color32::PLACEHOLDER);
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_bidi::{BidiInfo, Level};

    use super::{break_word, word_runs};
    use crate::model::Script;
    use crate::ui::typeset::TextStyle;

    /// Returns a line as it appears from left to right; letters of a right-to-left run are reversed, as the shaper
    /// does.
    fn visual_order(line: &str) -> String {
        let bidi = BidiInfo::new(line, None);
        let all = word_runs(line, &bidi.levels);
        let levels: Vec<Level> = all.iter().map(|run| run.level).collect();
        let shown = |at: usize| {
            let run = &all[at];
            if run.level.is_rtl() { run.text.chars().rev().collect() } else { run.text.clone() }
        };
        BidiInfo::reorder_visual(&levels).into_iter().map(shown).collect()
    }

    #[test]
    fn right_to_left_brackets_are_mirrored_and_keep_their_ends() {
        assert_eq!(visual_order("אב (גד) הו"), "וה (דג) בא");
        assert_eq!(visual_order("אב (גד"), "דג) בא", "a bracket that is not closed on this line");
        assert_eq!(visual_order("אב [NATO נאטו] גד"), "דג [וטאנ NATO] בא");
        assert_eq!(visual_order("see (אב) now"), "see (בא) now", "in a left-to-right text they are not mirrored");
        assert_eq!(visual_order("אב «ג» 3<5"), "5>3 «ג» בא", "between numbers too, three is less than five");
        assert_eq!(visual_order("(2024) אב"), "בא (2024)");
    }

    #[test]
    fn a_word_wider_than_its_line_is_broken_and_loses_no_letter() {
        let context = egui::Context::default();
        context.set_fonts(crate::ui::faces::definitions(&[]));
        let style = TextStyle::new(crate::ui::faces::INTERFACE, 14.0, 1.4, egui::Color32::BLACK);
        let word = "https://example.org/a-long-path-that-goes-on-and-on/سلام ";
        let mut pieces = Vec::new();
        let mut out = context.run_ui(egui::RawInput::default(), |ui| {
            pieces =
                break_word(ui.painter(), word, &style, Script::Latin, 120.0).into_iter().map(str::to_owned).collect();
        });
        out.textures_delta.clear();
        assert!(pieces.len() > 2, "{pieces:?}");
        assert_eq!(pieces.concat(), word);
    }

    #[test]
    fn the_runs_of_a_word_contain_each_character_once() {
        for word in ["(אב)גד", "NATO-נאטו", "سلام(عليكم)", "42", ""] {
            let bidi = BidiInfo::new(word, None);
            let count: usize = word_runs(word, &bidi.levels).iter().map(|run| run.count).sum();
            assert_eq!(count, word.chars().count());
        }
        let bidi = BidiInfo::new("سلام", None);
        assert_eq!(word_runs("سلام", &bidi.levels).len(), 1, "joined letters stay together");
    }
}
