//! Texts in dialogs: excerpts, and paragraphs compared side by side.

use std::collections::HashSet;
use std::ops::Range;

use egui::{Pos2, Role, Sense, Ui, WidgetInfo};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Language;
use crate::model::visible::DisplayOffsets;
use crate::ui::faces::{self, INTERFACE};
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::ViewContext;

/// The length of an excerpt, in characters.
const LONGEST: usize = 220;

/// Returns the beginning of a text, for recognising it.
pub(super) fn excerpt(text: &str) -> String {
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

/// The words of two texts that both have. They are what is highlighted in every comparison, however alike the texts
/// are: a colour that meant *in both* here and *in one* there would have to be read again at each question.
#[derive(Default)]
pub(super) struct WordComparison {
    /// Words that say something by themselves, in lower case.
    shared: HashSet<String>,
    /// Three words in a row, in lower case: short words count only among neighbours that are the same too.
    runs: HashSet<[String; 3]>,
    /// Highlights short words too, because each was matched.
    all: bool,
}

impl WordComparison {
    /// Compares two texts.
    pub(super) fn between(one: &str, other: &str) -> Self {
        let (one, other) = (words_of(one), words_of(other));
        let distinctive = |words: &[String]| -> HashSet<String> {
            words.iter().filter(|word| is_distinctive(word)).cloned().collect()
        };
        let shared = distinctive(&one).intersection(&distinctive(&other)).cloned().collect();
        let runs = runs_of(&one).intersection(&runs_of(&other)).cloned().collect();
        Self { shared, runs, all: false }
    }

    /// Highlights the given words, in lower case.
    pub(super) fn of_words(words: impl Iterator<Item = String>) -> Self {
        Self { shared: words.collect(), runs: HashSet::new(), all: true }
    }

    /// Returns the byte ranges to highlight in a text. Words beside each other are one range with what is between them.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let places: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        let words: Vec<String> = places.iter().map(|(_, word)| word.to_lowercase()).collect();
        let mut lit: Vec<bool> =
            words.iter().map(|word| (self.all || is_distinctive(word)) && self.shared.contains(word)).collect();
        for (at, run) in words.windows(3).enumerate() {
            if <&[String; 3]>::try_from(run).is_ok_and(|run| self.runs.contains(run)) {
                lit.iter_mut().skip(at).take(3).for_each(|lit| *lit = true);
            }
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut before = false;
        for ((at, word), lit) in places.into_iter().zip(lit) {
            let end = at + word.len();
            match ranges.last_mut().filter(|_| before && lit && !self.all) {
                Some(last) => last.end = end,
                None if lit => ranges.push(at..end),
                None => {}
            }
            before = lit;
        }
        ranges
    }
}

/// Returns the words of a text, in lower case.
fn words_of(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

fn runs_of(words: &[String]) -> HashSet<[String; 3]> {
    words.windows(3).filter_map(|run| run.to_vec().try_into().ok()).collect()
}

/// Shows what the marks mean, with a sample of each. They mean the same in every comparison.
pub(super) fn legend(cx: &ViewContext<'_>, ui: &mut Ui) {
    let theme = &cx.styles.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let sample = |ui: &mut Ui| ui.allocate_exact_size(egui::vec2(18.0, 14.0), Sense::hover()).0;
        let name = |ui: &mut Ui, text: &str| {
            ui.label(cx.styles.soft(text, 12.5));
            ui.add_space(10.0);
        };
        let ground = sample(ui);
        ui.painter().rect_filled(ground, 2.0, theme.lit.0);
        name(ui, "words that both texts have");
        let line = sample(ui);
        ui.painter().hline(line.x_range(), line.bottom() - 2.0, egui::Stroke::new(1.5, theme.ink.0));
        name(ui, "words that a reply answers");
        let ground = sample(ui);
        ui.painter().rect_filled(ground, 2.0, theme.selection.0);
        name(ui, "words that you choose");
    });
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
    cx: &mut ViewContext<'_>,
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
pub(super) fn layout_compared(cx: &mut ViewContext<'_>, ui: &Ui, (text, language): (&str, &Language)) -> TextLayout {
    faces::request_faces(cx.state, text, language.script(), cx.out);
    let style = TextStyle::new(INTERFACE, 14.5, 1.45, cx.styles.theme.ink.0);
    TextLayout::new(ui.painter(), text, &style, language.script(), ui.available_width(), usize::MAX)
}

/// Paints a laid-out text with its marks.
pub(super) fn paint_compared(
    cx: &ViewContext<'_>,
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

#[cfg(test)]
mod tests {
    use super::WordComparison;

    fn lit<'a>(comparison: &WordComparison, text: &'a str) -> Vec<&'a str> {
        comparison.ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    const OLD: &str = "Turned off at eleven, they would save the town 40,000 pounds a year.";

    #[test]
    fn what_both_texts_have_is_highlighted_however_alike_they_are() {
        let near = "Turned off at eleven, they would save our town some 40,000 pounds a year.";
        assert_eq!(
            lit(&WordComparison::between(OLD, near), near),
            ["Turned off at eleven, they would save", "40,000 pounds a year"]
        );
        let far = "A year of darkness: the council would rather keep its 40,000 pounds.";
        assert_eq!(lit(&WordComparison::between(OLD, far), far), ["would", "40,000 pounds"]);
        let other = "Owls like it.";
        assert!(lit(&WordComparison::between(OLD, other), other).is_empty());
    }

    #[test]
    fn equal_texts_are_highlighted_whole() {
        assert_eq!(lit(&WordComparison::between(OLD, OLD), OLD), [OLD.trim_end_matches('.')]);
    }
}
