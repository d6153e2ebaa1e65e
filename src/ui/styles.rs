//! Text styles: the theme and the reader's type settings, resolved.

use egui::{Color32, Painter};

use crate::model::Script;
use crate::state::{Face, Settings};

use super::faces::{INTERFACE, families};
use super::text_layout::TextLayout;
use super::theme::Theme;
use super::typeset::{MarkStyle, TextStyle};

/// The size of summaries relative to the article.
const SUMMARY: f32 = 0.84;
/// The text whose average character width is used for all text in the Latin script.
const SAMPLE: &str = "the reasons given for the measures leave hard questions open, said the ministry in its reply";

/// The theme, with text styles and metrics for one set of settings.
#[derive(Clone, Debug)]
pub struct Styles {
    pub theme: Theme,
    pub article: TextStyle,
    /// Inline marks in the article.
    pub marks: MarkStyle,
    /// A pull-quote.
    pub quote: TextStyle,
    /// A heading in the article.
    pub heading: TextStyle,
    /// The title of the article.
    pub title: TextStyle,
    pub summary: TextStyle,
    /// A label beside text: stance, name.
    pub label: TextStyle,
    /// Dates, codes, citations.
    pub small: TextStyle,
    /// The padding above and below the texts of a row.
    pub row_pad: f32,
    /// The average character widths of the article and of summaries.
    pub chars: (f32, f32),
}

impl Styles {
    /// Resolves a theme and settings.
    ///
    /// The size of the interface is egui's zoom, so that it applies to every length and every widget alike. The type size
    /// does not depend on it, so it is divided by the zoom here, once.
    pub fn new(theme: Theme, settings: &Settings, painter: &Painter) -> Self {
        let type_size = settings.type_size / painter.ctx().zoom_factor();
        let size = type_size;
        let (upright, italic, bold) = families(settings.face);
        // OpenDyslexic is a tenth larger than its nominal size.
        let size = if settings.face == Face::OpenDyslexic { size * 0.9 } else { size };
        let spaced = |mut style: TextStyle| {
            style.letter_space = settings.letter_spacing * style.size;
            style.word_space = settings.word_spacing * style.size;
            style
        };
        let ink: Color32 = theme.ink.into();
        let tight = (settings.line_spacing - 0.1).max(1.2);
        let article = spaced(TextStyle::new(upright, size, settings.line_spacing, ink));
        let summary = spaced(TextStyle::new(upright, (size * SUMMARY).round(), tight, ink));
        let strong = bold.unwrap_or(upright);
        let labels = (type_size / 19.0).powf(0.7);
        let label = TextStyle::new(INTERFACE, (13.5 * labels * 2.0).round() / 2.0, 1.45, theme.soft.into());
        let small = TextStyle::new(INTERFACE, (13.0 * labels * 2.0).round() / 2.0, 1.45, theme.faint.into());
        let width = |style: &TextStyle| {
            let layout = TextLayout::new(painter, SAMPLE, style, Script::Latin, f32::INFINITY, 1);
            let count = SAMPLE.len() as f32;
            (layout.size().x / count).max(1.0)
        };
        Self {
            marks: MarkStyle { italic, bold, link: theme.accent.into() },
            chars: (width(&article), width(&summary)),
            quote: spaced(TextStyle::new(italic, (size * 0.95).round(), settings.line_spacing, theme.soft.into())),
            heading: spaced(TextStyle::new(strong, (size * 1.12).round(), 1.35, ink)).weight(650.0),
            title: TextStyle::new(strong, (size * 1.6).round(), 1.25, ink).weight(650.0),
            row_pad: (settings.paragraph_spacing * size).round(),
            article,
            summary,
            label,
            small,
            theme,
        }
    }
}
