//! Pieces that several overlays are made of.

use std::collections::HashSet;

use egui::text::LayoutJob;
use egui::{Color32, Role, Sense, TextFormat, Ui, WidgetInfo};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Language;
use crate::session::Action;
use crate::ui::controls::interface;
use crate::ui::faces::INTERFACE;
use crate::ui::laid::Laid;
use crate::ui::typeset::{TextStyle, scripts_wanted};

use super::Sheet;

/// Characters of a paragraph that is shown to be known again.
const LONGEST: usize = 220;

/// The beginning of a text.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// A text in any script, set in its own face and direction.
pub(super) fn passage(sheet: &mut Sheet<'_>, ui: &mut Ui, text: &str, language: &Language, size: f32) {
    let theme = &sheet.look.theme;
    let style = TextStyle::new(INTERFACE, size, 1.4, theme.ink.0);
    let script = language.script();
    let block = Laid::new(ui.painter(), text, &style, script, ui.available_width(), usize::MAX);
    let (rect, response) = ui.allocate_exact_size(block.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    block.paint(ui.painter(), rect.min);
    let missing = scripts_wanted(text, script).into_iter().filter(|s| !sheet.session.scripts.contains(s));
    sheet.out.extend(missing.map(Action::NeedScript));
}

/// Which words of two texts to set off: those that both have, or, where that is nearly all, those that only one has.
#[derive(Default)]
pub(super) struct SetOff {
    shared: HashSet<String>,
    differences: bool,
}

/// From this share of common words on, the others are set off.
const MOSTLY_THE_SAME: f32 = 0.6;

impl SetOff {
    /// What an eye looks for first in two texts side by side.
    pub(super) fn between(one: &str, other: &str) -> Self {
        let (one, other) = (words_of(one), words_of(other));
        let shared: HashSet<String> = one.intersection(&other).cloned().collect();
        #[allow(clippy::cast_precision_loss, reason = "a number of words")]
        let share = shared.len() as f32 / one.len().max(other.len()).max(1) as f32;
        Self { shared, differences: share >= MOSTLY_THE_SAME }
    }

    /// The words of a text that were found somewhere.
    pub(super) fn words(words: impl Iterator<Item = String>) -> Self {
        Self { shared: words.collect(), differences: false }
    }

    /// What the ground of a word means.
    pub(super) fn legend(&self) -> &'static str {
        if self.differences {
            "Words that only one of them has stand on a ground of their own."
        } else {
            "Words that both have stand on a ground of their own."
        }
    }

    fn holds(&self, word: &str) -> bool {
        tells(word) && self.shared.contains(&word.to_lowercase()) != self.differences
    }
}

fn words_of(text: &str) -> HashSet<String> {
    text.unicode_words().filter(|word| tells(word)).map(str::to_lowercase).collect()
}

/// Whether a word tells anything: a number, a sign that is a word, or five letters and more.
fn tells(word: &str) -> bool {
    let first = word.chars().next();
    let letters = first.is_some_and(char::is_alphanumeric);
    letters && (word.chars().count() >= 5 || first.is_some_and(|c| c.is_numeric() || (c as u32 > 0x2e80)))
}

/// A text in which some words stand on a ground of their own, with `lit` bytes underlined.
pub(super) fn compared(
    text: &str,
    set_off: &SetOff,
    lit: Option<std::ops::Range<usize>>,
    (ink, ground): (Color32, Color32),
    width: f32,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (at, piece) in text.split_word_bound_indices() {
        let shared = set_off.holds(piece);
        let inside = lit.as_ref().is_some_and(|lit| lit.start < at + piece.len() && at < lit.end);
        let format = TextFormat {
            font_id: interface(14.5),
            color: ink,
            line_height: Some(21.0),
            background: if shared { ground } else { Color32::TRANSPARENT },
            underline: if inside { egui::Stroke::new(1.5, ink) } else { egui::Stroke::NONE },
            ..TextFormat::default()
        };
        job.append(piece, 0.0, format);
    }
    job
}
