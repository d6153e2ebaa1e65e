//! The inputs of row layout, and positioned text.

use egui::{Painter, Vec2};

use crate::model::Script;
use crate::state::{AppState, Part};
use crate::ui::grid::{Column, Grid};
use crate::ui::styles::Styles;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

pub struct Page<'a> {
    pub state: &'a AppState,
    pub styles: &'a Styles,
    pub grid: &'a Grid,
    pub painter: &'a Painter,
    /// The greatest height of the head's texts while it is closed; `None` for no limit.
    pub head_height: Option<f32>,
}

/// A selectable text of a row.
#[derive(Clone, Debug)]
pub struct PositionedText {
    pub part: Part,
    pub layout: TextLayout,
    /// The position, from the left of the view and the top of the row.
    pub at: Vec2,
}

impl Page<'_> {
    /// Lays out a text in the script of its language.
    pub fn layout_text(&self, text: &str, style: &TextStyle, script: Script, width: f32, rows: usize) -> TextLayout {
        TextLayout::new(self.painter, text, style, script, width, rows)
    }

    /// Lays out a text in at most `rows` lines, cut at a word.
    pub fn truncated(&self, text: &str, style: &TextStyle, script: Script, width: f32, rows: usize) -> TextLayout {
        self.truncated_with_words(text, style, script, width, rows).0
    }

    /// Like [`Self::truncated`], and returns the words that are left.
    pub fn truncated_with_words(
        &self,
        text: &str,
        style: &TextStyle,
        script: Script,
        width: f32,
        rows: usize,
    ) -> (TextLayout, String) {
        let whole = self.layout_text(text, style, script, width, usize::MAX);
        if whole.line_count() <= rows {
            return (whole, text.to_owned());
        }
        let words = cut_at_word(text, &whole, rows);
        (self.layout_text(&words, style, script, width, rows), words)
    }

    /// Lays out a single-line label of the interface.
    pub fn layout_label(&self, text: &str, style: &TextStyle) -> TextLayout {
        self.layout_text(text, style, Script::Latin, f32::INFINITY, 1)
    }

    /// Returns the column of the perspective at a place in the reader's order. They are spread evenly: no column has
    /// two more than another.
    pub fn column_of(&self, place: usize) -> usize {
        let columns = self.grid.replies.len();
        place * columns / self.state.shown.count().max(columns).max(1)
    }

    /// Returns the span of a column of replies.
    pub fn column(&self, column: usize) -> Column {
        self.grid.replies.get(column).copied().unwrap_or(self.grid.article)
    }
}

/// Returns the words on the first `lines` lines of a text, ending at a whole word, where epaint would cut inside one.
fn cut_at_word(text: &str, whole: &TextLayout, lines: usize) -> String {
    let Some(next) = whole.lines().get(lines).map(|line| line.first) else { return text.to_owned() };
    let shown: String = text.chars().take(next).collect();
    let shown = shown.trim_end();
    // The last word makes room for the ellipsis; a text without spaces loses two characters.
    let truncated = match shown.rsplit_once(' ') {
        Some((start, last)) if last.chars().count() < 30 => start,
        _ => shown.char_indices().rev().nth(1).map_or(shown, |(at, _)| shown.get(..at).unwrap_or(shown)),
    };
    format!("{} …", truncated.trim_end_matches([',', ';', ':', ' ']))
}
