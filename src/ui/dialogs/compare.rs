//! Texts in dialogs: excerpts, and paragraphs compared side by side.

use std::collections::HashSet;
use std::ops::Range;

use egui::{Pos2, Response, Role, Sense, Ui, WidgetInfo};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Language;
use crate::model::visible::DisplayOffsets;
use crate::ui::controls;
use crate::ui::faces::{self, INTERFACE};
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::DialogContext;

/// The length of an excerpt, in characters.
const LONGEST: usize = 220;

/// Returns the beginning of a text, for recognising it.
pub fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let cut = text.get(..end).unwrap_or_default();
            // Ends at a whole word, unless the text has no spaces.
            let whole = cut.rsplit_once(char::is_whitespace).filter(|(start, _)| start.len() + 60 > end);
            format!("{}…", whole.map_or(cut, |(start, _)| start).trim_end())
        }
        None => text.to_owned(),
    }
}

/// Shows a text in any script, in its own face and direction.
pub(super) fn text_label(
    cx: &mut DialogContext<'_>,
    ui: &mut Ui,
    text: &str,
    language: &Language,
    size: f32,
) -> Response {
    let style = TextStyle::new(INTERFACE, size, 1.4, cx.styles.theme.ink.0);
    controls::text_label(ui, cx.state, (text, language), &style, usize::MAX, cx.out)
}

/// Which words of two texts to highlight: those in both or, if that is nearly all, those in only one.
#[derive(Default)]
pub(super) struct WordComparison {
    shared: HashSet<String>,
    differences: bool,
    /// Highlights short words too, because each was matched.
    all: bool,
}

/// From this share of common words on, the differing ones are highlighted.
const MOSTLY_THE_SAME: f32 = 0.6;

impl WordComparison {
    /// Compares two texts.
    pub(super) fn between(one: &str, other: &str) -> Self {
        let (one, other) = (words_of(one), words_of(other));
        let shared: HashSet<String> = one.intersection(&other).cloned().collect();
        #[allow(clippy::cast_precision_loss, reason = "a number of words")]
        let share = shared.len() as f32 / one.len().max(other.len()).max(1) as f32;
        Self { shared, differences: share >= MOSTLY_THE_SAME, all: false }
    }

    /// Highlights the given words, in lower case.
    pub(super) fn of_words(words: impl Iterator<Item = String>) -> Self {
        Self { shared: words.collect(), differences: false, all: true }
    }

    /// Returns a sentence that explains the highlight.
    pub(super) fn legend(&self) -> &'static str {
        if self.differences {
            "Words that only one of them has stand on a ground of their own."
        } else {
            "Words that both have stand on a ground of their own."
        }
    }

    fn holds(&self, word: &str) -> bool {
        (self.all || is_distinctive(word)) && self.shared.contains(&word.to_lowercase()) != self.differences
    }

    /// Returns the byte ranges to highlight in a text.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let words = text.split_word_bound_indices().filter(|(_, word)| self.holds(word));
        words.map(|(at, word)| at..at + word.len()).collect()
    }
}

fn words_of(text: &str) -> HashSet<String> {
    text.unicode_words().filter(|word| is_distinctive(word)).map(str::to_lowercase).collect()
}

/// Returns whether a word is distinctive: a number, a Han character, or a word of at least five letters.
fn is_distinctive(word: &str) -> bool {
    let first = word.chars().next();
    let letters = first.is_some_and(char::is_alphanumeric);
    letters && (word.chars().count() >= 5 || first.is_some_and(|c| c.is_numeric() || (c as u32 > 0x2e80)))
}

/// The marks in a compared text; ranges are in bytes.
#[derive(Default)]
pub(super) struct TextMarks<'a> {
    /// Words with a background.
    pub comparison: Option<&'a WordComparison>,
    /// Underlined words.
    pub underlined: Option<Range<usize>>,
    /// Selected words.
    pub chosen: Option<Range<usize>>,
}

/// Shows a text in any script with highlighted words and an underlined byte range.
pub(super) fn compared_text(
    cx: &mut DialogContext<'_>,
    ui: &mut Ui,
    (text, language): (&str, &Language),
    comparison: &WordComparison,
    underlined: Option<Range<usize>>,
) {
    let layout = layout_compared(cx, ui, (text, language));
    let (rect, response) = ui.allocate_exact_size(layout.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let marks = TextMarks { comparison: Some(comparison), underlined, chosen: None };
    paint_compared(cx, ui, text, (&layout, rect.min), &marks);
}

/// Lays out a text for comparison in the available width.
pub(super) fn layout_compared(cx: &mut DialogContext<'_>, ui: &Ui, (text, language): (&str, &Language)) -> TextLayout {
    faces::request_faces(cx.state, text, language.script(), cx.out);
    let style = TextStyle::new(INTERFACE, 14.5, 1.45, cx.styles.theme.ink.0);
    TextLayout::new(ui.painter(), text, &style, language.script(), ui.available_width(), usize::MAX)
}

/// Paints a laid-out text with its marks.
pub(super) fn paint_compared(
    cx: &DialogContext<'_>,
    ui: &Ui,
    text: &str,
    (layout, at): (&TextLayout, Pos2),
    marks: &TextMarks<'_>,
) {
    let theme = &cx.styles.theme;
    let places = DisplayOffsets::new(text);
    let rects = |range: &Range<usize>| -> Vec<egui::Rect> {
        layout.rects(places.displayed_chars(range)).into_iter().map(|b| b.translate(at.to_vec2())).collect()
    };
    let highlighted = marks.comparison.map(|comparison| comparison.ranges(text)).unwrap_or_default();
    for ground in highlighted.iter().flat_map(rects) {
        ui.painter().rect_filled(ground.shrink2(egui::vec2(0.0, 1.0)), 2.0, theme.lit.0);
    }
    for ground in marks.chosen.iter().flat_map(rects) {
        ui.painter().rect_filled(ground, 2.0, theme.selection.0);
    }
    for line in marks.underlined.iter().flat_map(rects) {
        ui.painter().hline(line.x_range(), line.bottom() - 2.0, egui::Stroke::new(1.5, theme.ink.0));
    }
    layout.paint(ui.painter(), at);
}
