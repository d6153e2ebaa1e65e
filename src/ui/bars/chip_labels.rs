//! What the chips of the perspectives say at a width: names as long as they fit, then codes, in as many lines as needed.

use egui::{Color32, Painter};

use crate::model::{Perspective, Script};
use crate::ui::faces::INTERFACE;
use crate::ui::text_layout::TextLayout;
use crate::ui::typeset::TextStyle;

use super::TEXT;

/// The space between two chips, also between two lines of them.
pub(super) const GAP: f32 = 8.0;

/// The width of a chip beyond its text.
pub(super) const CHIP_PAD: f32 = 40.0;

/// One chip: its text and its width.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ChipLabel {
    pub(super) text: String,
    pub(super) width: f32,
}

/// The chips of all perspectives in the reader's order, long and short. Whether one is shown changes no width.
#[derive(Debug)]
pub(super) struct ChipLabels {
    names: Vec<ChipLabel>,
    codes: Vec<ChipLabel>,
}

impl ChipLabels {
    /// Measures the chips; `script` is that of the language in which the names are written.
    pub(super) fn new<'a>(
        painter: &Painter,
        perspectives: impl Iterator<Item = &'a Perspective>,
        script: Script,
    ) -> Self {
        let label = |text: String| {
            let width = chip_text(painter, &text, script, Color32::PLACEHOLDER).size().x + CHIP_PAD;
            ChipLabel { text, width }
        };
        let (names, codes) = perspectives.map(|by| (label(by.name.clone()), label(by.code.to_uppercase()))).unzip();
        Self { names, codes }
    }

    /// Returns the chips for one line of a width: the longest names become codes until all fit. `None` if not even the
    /// codes do.
    pub(super) fn fitting(&self, room: f32) -> Option<Vec<ChipLabel>> {
        let labels = self.shortened(room);
        (line_width(&labels) <= room).then_some(labels)
    }

    /// Returns the chips for a width, with as many names as fit on one line; all codes where none does.
    pub(super) fn shortened(&self, room: f32) -> Vec<ChipLabel> {
        let mut labels = self.names.clone();
        while line_width(&labels) > room {
            let saving = |at: usize| match (labels.get(at), self.codes.get(at)) {
                (Some(now), Some(code)) => now.width - code.width,
                _ => 0.0,
            };
            let longest = (0..labels.len()).max_by(|a, b| saving(*a).total_cmp(&saving(*b)));
            let Some(at) = longest.filter(|at| saving(*at) > 0.0) else { break };
            if let (Some(slot), Some(code)) = (labels.get_mut(at), self.codes.get(at)) {
                *slot = code.clone();
            }
        }
        labels
    }
}

pub(super) fn chip_text(painter: &Painter, text: &str, script: Script, colour: Color32) -> TextLayout {
    let style = TextStyle::new(INTERFACE, TEXT, 1.4, colour);
    TextLayout::new(painter, text, &style, script, f32::INFINITY, 1)
}

pub(super) fn line_width(labels: &[ChipLabel]) -> f32 {
    let gaps = labels.len().saturating_sub(1) as f32 * GAP;
    labels.iter().map(|label| label.width).sum::<f32>() + gaps
}

/// Breaks chips into lines of at most a width. Each line has at least one.
pub(super) fn lines(labels: Vec<ChipLabel>, room: f32) -> Vec<Vec<ChipLabel>> {
    let mut out: Vec<Vec<ChipLabel>> = Vec::new();
    for label in labels {
        match out.last_mut() {
            Some(line) if line_width(line) + GAP + label.width <= room => line.push(label),
            _ => out.push(vec![label]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{ChipLabel, ChipLabels, line_width, lines};

    fn label(text: &str) -> ChipLabel {
        let width = text.len() as f32 * 10.0;
        ChipLabel { text: text.to_owned(), width }
    }

    fn labels() -> ChipLabels {
        let pairs = [("US government", "US"), ("India", "IN"), ("Independent analysts", "IA"), ("UN", "UN")];
        let (names, codes) = pairs.iter().map(|(name, code)| (label(name), label(code))).unzip();
        ChipLabels { names, codes }
    }

    fn texts(labels: &[ChipLabel]) -> Vec<&str> {
        labels.iter().map(|label| label.text.as_str()).collect()
    }

    #[test]
    fn the_longest_names_become_codes_first_and_every_chip_stays() {
        let all = labels();
        let shown = |room: f32| all.shortened(room);
        assert_eq!(texts(&shown(1000.0)), ["US government", "India", "Independent analysts", "UN"]);
        assert_eq!(texts(&shown(400.0)), ["US government", "India", "IA", "UN"]);
        assert_eq!(texts(&shown(200.0)), ["US", "India", "IA", "UN"]);
        assert_eq!(texts(&shown(1.0)), ["US", "IN", "IA", "UN"]);
        assert_eq!((all.fitting(1.0), all.fitting(105.0).map(|l| l.len())), (None, Some(4)));
    }

    #[test]
    fn lines_keep_all_chips_in_order_and_within_the_width() {
        for room in [1.0, 60.0, 90.0, 300.0] {
            let broken = lines(labels().shortened(room), room);
            let all: Vec<ChipLabel> = broken.iter().flatten().cloned().collect();
            assert_eq!(all, labels().shortened(room));
            assert!(broken.iter().all(|line| line.len() == 1 || line_width(line) <= room), "{room}");
            for pair in broken.windows(2) {
                let longer = [&pair[0][..], &pair[1][..1]].concat();
                assert!(line_width(&longer) > room, "{room}: a line is broken where its next chip fits");
            }
        }
    }
}
