//! Builds layout jobs: size, weight, spacing, and the right font family for every script in the text.

use std::ops::Range;

use egui::epaint::text::VariationCoords;
use egui::text::{LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{Color32, FontFamily, FontId};

use crate::model::{MarkKind, Script};

use super::faces::family_of;

/// How a text is set. Lengths are in logical pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// The family for Latin text.
    pub family: &'static str,
    /// The size of the em.
    pub size: f32,
    /// The weight, 200 to 900; ignored by a face without a weight axis.
    pub weight: f32,
    /// The distance between two baselines.
    pub line_height: f32,
    /// Added between letters.
    pub letter_space: f32,
    /// Added between words.
    pub word_space: f32,
    pub colour: Color32,
}

impl TextStyle {
    /// Creates a style of regular weight without extra spacing; `line_spacing` is a multiple of `size`.
    pub fn new(family: &'static str, size: f32, line_spacing: f32, colour: Color32) -> Self {
        Self {
            family,
            size,
            weight: 400.0,
            line_height: (size * line_spacing).round(),
            letter_space: 0.0,
            word_space: 0.0,
            colour,
        }
    }

    /// Returns the style with another weight.
    pub fn weight(mut self, weight: f32) -> Self {
        self.weight = weight;
        self
    }

    /// Returns the style with another colour.
    pub fn colour(mut self, colour: Color32) -> Self {
        self.colour = colour;
        self
    }

    fn format(&self, script: Script, word_gap: bool) -> TextFormat {
        let family = if script == Script::Latin { self.family } else { family_of(script) };
        let letter_space = if joins_letters(script) { 0.0 } else { self.letter_space };
        TextFormat {
            font_id: FontId::new(self.size, FontFamily::Name(family.into())),
            color: self.colour,
            line_height: Some(self.line_height),
            extra_letter_spacing: letter_space + if word_gap { self.word_space } else { 0.0 },
            coords: VariationCoords::new([(b"wght", self.weight)]),
            ..TextFormat::default()
        }
    }
}

/// How words with inline marks (emphasis, strong, link) are set in the article.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkStyle {
    /// The family of emphasised words.
    pub italic: &'static str,
    /// The bold family, for a face without a weight axis.
    pub bold: Option<&'static str>,
    /// The colour of links.
    pub link: Color32,
}

/// Overrides of a text's style for a range of it; `None` keeps the style of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpanStyle {
    /// The size of the em.
    pub size: Option<f32>,
    pub weight: Option<f32>,
    pub colour: Option<Color32>,
}

impl SpanStyle {
    /// Applies the overrides to a byte range of a job.
    pub fn apply(&self, job: &mut LayoutJob, range: &Range<usize>) {
        format_range(job, range, |format| {
            if let Some(size) = self.size {
                format.line_height = format.line_height.map(|tall| tall * size / format.font_id.size);
                format.font_id.size = size;
            }
            if let Some(weight) = self.weight {
                format.coords = VariationCoords::new([(b"wght", weight)]);
            }
            if let Some(colour) = self.colour {
                format.color = colour;
            }
        });
    }
}

/// The weight of strong words.
const BOLD: f32 = 680.0;

impl MarkStyle {
    /// Formats the marked words of a job; ranges are bytes of its text.
    pub fn apply(&self, job: &mut LayoutJob, marks: &[(Range<usize>, &MarkKind)]) {
        for (range, kind) in marks {
            format_range(job, range, |format| self.format(format, kind));
        }
    }

    fn format(&self, format: &mut TextFormat, kind: &MarkKind) {
        match kind {
            // Only Latin has an italic; other scripts are emphasised by weight.
            MarkKind::Emphasis if is_reading_family(&format.font_id.family) => {
                format.font_id.family = FontFamily::Name(self.italic.into());
            }
            MarkKind::Emphasis | MarkKind::Strong => {
                if let Some(bold) = self.bold.filter(|_| is_reading_family(&format.font_id.family)) {
                    format.font_id.family = FontFamily::Name(bold.into());
                }
                format.coords = VariationCoords::new([(b"wght", BOLD)]);
            }
            // The underline is painted with the row: epaint draws it at the bottom of the line, far below the letters.
            MarkKind::Link(_) => format.color = self.link,
        }
    }
}

/// Changes the format of a byte range of a job, splitting sections at its ends.
pub fn format_range(job: &mut LayoutJob, range: &Range<usize>, set: impl Fn(&mut TextFormat)) {
    let mut sections = Vec::with_capacity(job.sections.len() + 2);
    for section in job.sections.drain(..) {
        let (start, end) = (section.byte_range.start.0, section.byte_range.end.0);
        let cuts = [start, range.start.clamp(start, end), range.end.clamp(start, end), end];
        for (part, ends) in cuts.windows(2).enumerate() {
            let &[from, to] = ends else { continue };
            if from < to {
                let mut format = section.format.clone();
                if part == 1 {
                    set(&mut format);
                }
                sections.push(LayoutSection { leading_space: 0.0, byte_range: from.into()..to.into(), format });
            }
        }
    }
    job.sections = sections;
}

fn is_reading_family(family: &FontFamily) -> bool {
    matches!(family, FontFamily::Name(name) if super::faces::is_latin(name))
}

/// Returns whether the letters of a script join, so that letter spacing would tear words apart.
fn joins_letters(script: Script) -> bool {
    matches!(script, Script::Arabic | Script::Devanagari)
}

/// Builds a job that wraps at `width` and stops after `rows` lines.
pub fn layout_job(text: &str, style: &TextStyle, home: Script, width: f32, rows: usize) -> LayoutJob {
    let mut sections = Vec::new();
    let mut section = |range: std::ops::Range<usize>, script: Script, gap: bool| {
        if !range.is_empty() {
            sections.push(LayoutSection {
                leading_space: 0.0,
                byte_range: range.start.into()..range.end.into(),
                format: style.format(script, gap),
            });
        }
    };
    let gaps = style.word_space > 0.0;
    if text.is_ascii() && !gaps {
        section(0..text.len(), Script::Latin, false);
    } else {
        let mut start = 0;
        let mut now = None;
        for (at, c) in text.char_indices() {
            let gap = gaps && c == ' ';
            let script = Script::of(c, home).or(now.map(|(s, _)| s)).unwrap_or(home);
            match now {
                Some(same) if same == (script, gap) => {}
                Some((before, was_gap)) => {
                    section(start..at, before, was_gap);
                    start = at;
                }
                None => {}
            }
            now = Some((script, gap));
        }
        if let Some((script, gap)) = now {
            section(start..text.len(), script, gap);
        }
    }
    LayoutJob {
        text: text.to_owned(),
        sections,
        wrap: TextWrapping { max_width: width, max_rows: rows, ..TextWrapping::default() },
        ..LayoutJob::default()
    }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, FontFamily};

    use super::{TextStyle, layout_job};
    use crate::model::Script;

    fn families(text: &str, home: Script) -> Vec<String> {
        let style = TextStyle::new("literata", 19.0, 1.6, Color32::BLACK);
        layout_job(text, &style, home, 500.0, usize::MAX)
            .sections
            .iter()
            .map(|s| match &s.format.font_id.family {
                FontFamily::Name(name) => format!("{name}:{}", &text[s.byte_range.start.0..s.byte_range.end.0]),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn each_script_gets_its_family_and_keeps_its_punctuation() {
        assert_eq!(families("plain words", Script::Latin), ["literata:plain words"]);
        assert_eq!(
            families("He said 双重标准。 twice", Script::Latin),
            ["literata:He said ", "han-simplified:双重标准。 ", "literata:twice"]
        );
        assert_eq!(families("2024年", Script::HanTraditional), ["han-traditional:2024年"]);
        assert_eq!(families("क्षेत्र", Script::Devanagari), ["devanagari:क्षेत्र"]);
    }

    #[test]
    fn word_spacing_widens_only_the_gaps() {
        let style = TextStyle { word_space: 4.0, ..TextStyle::new("literata", 19.0, 1.6, Color32::BLACK) };
        let sections = layout_job("one two", &style, Script::Latin, 500.0, usize::MAX).sections;
        let spaces: Vec<f32> = sections.iter().map(|s| s.format.extra_letter_spacing).collect();
        assert_eq!(spaces, [0.0, 4.0, 0.0]);
    }
}
