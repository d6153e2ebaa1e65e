//! Colours by meaning, read from `assets/themes`. No other module names a colour.

use std::sync::OnceLock;

use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Visuals};
use serde::{Deserialize, Deserializer};

use crate::state::{Projector, ThemeChoice};

/// A theme: colours by meaning.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename = "Theme", deny_unknown_fields)]
pub struct Theme {
    /// Light text on a dark ground.
    pub dark: bool,
    /// Behind everything.
    pub ground: Colour,
    /// Behind the active row.
    pub row: Colour,
    /// Behind dialogs and panels.
    pub panel: Colour,
    /// The article and the summaries.
    pub ink: Colour,
    /// Secondary text: labels, bars.
    pub soft: Colour,
    /// Tertiary text: dates, codes, citations.
    pub faint: Colour,
    /// Hairlines.
    pub rule: Colour,
    /// Behind pressed and hovered controls.
    pub tint: Colour,
    /// Links and the active paragraph's number.
    pub accent: Colour,
    /// Behind selected words.
    pub selection: Colour,
    /// Behind words found by the search.
    pub hit: Colour,
    /// Behind the words of a claim under the pointer.
    pub lit: Colour,
    /// Behind words that the reader highlighted.
    pub marks: Marks,
    /// The shadow of dialogs and panels.
    pub shadow: Colour,
    /// A letter on a square in a perspective's hue.
    pub on_hue: Colour,
    /// Colours of perspectives; never the only way something is shown.
    pub hues: Hues,
}

/// The colours of highlighters; each highlight style also has its own kind of line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each is the colour it is named for")]
pub struct Marks {
    pub yellow: Colour,
    pub green: Colour,
    pub blue: Colour,
    pub red: Colour,
    pub cyan: Colour,
}

/// The hues a perspective can have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each is the colour it is named for")]
pub struct Hues {
    pub blue: Colour,
    pub orange: Colour,
    pub green: Colour,
    pub red: Colour,
    pub violet: Colour,
    pub grey: Colour,
    pub ochre: Colour,
    pub teal: Colour,
}

/// A colour written `#RRGGBB` or `#RRGGBBAA`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub Color32);

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Color32::from_hex(&text)
            .map(Self)
            .map_err(|_| serde::de::Error::custom(format!("expected a colour like #1F5C8F, but found `{text}`")))
    }
}

impl From<Colour> for Color32 {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

impl Theme {
    /// Parses the embedded theme file of a choice.
    ///
    /// # Errors
    /// If the file is not a valid theme. A test parses them all, so this cannot happen in a build that passed.
    pub fn load(choice: ThemeChoice) -> Result<Self, ron::error::SpannedError> {
        ron::from_str(match choice {
            ThemeChoice::Paper => include_str!("../../assets/themes/paper.ron"),
            ThemeChoice::Sepia => include_str!("../../assets/themes/sepia.ron"),
            ThemeChoice::Night => include_str!("../../assets/themes/night.ron"),
            ThemeChoice::Contrast => include_str!("../../assets/themes/contrast.ron"),
        })
    }

    /// Returns the projector's theme, parsed once because two windows ask for it in every frame. `None` if the file is
    /// not a valid theme; a test parses both, so this cannot happen in a build that passed.
    pub fn projected(projector: Projector) -> Option<&'static Self> {
        static LIGHT: OnceLock<Option<Theme>> = OnceLock::new();
        static DARK: OnceLock<Option<Theme>> = OnceLock::new();
        let (read, text) = match projector {
            Projector::Light => (&LIGHT, include_str!("../../assets/themes/projector-light.ron")),
            Projector::Dark => (&DARK, include_str!("../../assets/themes/projector-dark.ron")),
        };
        read.get_or_init(|| ron::from_str(text).ok()).as_ref()
    }

    /// Applies the colours and the interface face to egui's own widgets.
    pub fn apply(&self, ctx: &Context) {
        let base = if self.dark { Visuals::dark() } else { Visuals::light() };
        let mut visuals = Visuals {
            panel_fill: self.ground.0,
            window_fill: self.panel.0,
            extreme_bg_color: self.ground.0,
            faint_bg_color: self.tint.0,
            hyperlink_color: self.accent.0,
            override_text_color: Some(self.ink.0),
            ..base
        };
        visuals.selection.bg_fill = self.selection.0;
        visuals.selection.stroke = Stroke::new(1.0, self.ink.0);
        visuals.window_stroke = Stroke::new(1.0, self.rule.0);
        let widgets = &mut visuals.widgets;
        for (state, fill, edge) in [
            (&mut widgets.noninteractive, self.panel, self.rule),
            (&mut widgets.inactive, self.tint, self.faint),
            (&mut widgets.hovered, self.tint, self.soft),
            (&mut widgets.active, self.tint, self.accent),
            (&mut widgets.open, self.tint, self.soft),
        ] {
            state.bg_fill = fill.0;
            state.weak_bg_fill = fill.0;
            state.bg_stroke = Stroke::new(1.0, edge.0);
            state.fg_stroke = Stroke::new(1.3, self.ink.0);
            state.corner_radius = CornerRadius::same(6);
            state.expansion = 0.0;
        }
        widgets.active.bg_stroke = Stroke::new(1.5, self.accent.0);
        ctx.all_styles_mut(|style| {
            style.visuals = visuals.clone();
            style.interaction.selectable_labels = false;
            style.animation_time = 0.0;
            style.url_in_tooltip = false;
            for (name, size) in [
                (TextStyle::Body, 14.0),
                (TextStyle::Button, 14.0),
                (TextStyle::Small, 12.5),
                (TextStyle::Heading, 18.0),
                (TextStyle::Monospace, 14.0),
            ] {
                style.text_styles.insert(name, FontId::new(size, FontFamily::Proportional));
            }
        });
    }

    /// Returns a perspective's hue by name, or grey for an unknown name.
    pub fn hue(&self, name: &str) -> Color32 {
        let hues = &self.hues;
        match name {
            "blue" => hues.blue,
            "orange" => hues.orange,
            "green" => hues.green,
            "red" => hues.red,
            "violet" => hues.violet,
            "ochre" => hues.ochre,
            "teal" => hues.teal,
            _ => hues.grey,
        }
        .into()
    }

    /// Returns each text colour with each background it appears on and the least contrast it needs: 7 for reading, 4.5
    /// elsewhere (WCAG 2.2, success criteria 1.4.6 and 1.4.3).
    pub fn contrast_pairs(&self) -> Vec<(&'static str, Color32, Color32, f32)> {
        let Hues { blue, orange, green, red, violet, grey, ochre, teal } = &self.hues;
        let hues = [blue, orange, green, red, violet, grey, ochre, teal];
        let grounds = [self.ground, self.row, self.panel];
        let mut out = Vec::new();
        for ground in grounds {
            out.push(("ink", self.ink.0, ground.0, 7.0));
            for (name, text) in [("soft", self.soft), ("faint", self.faint), ("accent", self.accent)] {
                out.push((name, text.0, ground.0, 4.5));
            }
            out.extend(hues.iter().map(|hue| ("hue", hue.0, ground.0, 4.5)));
        }
        let Marks { yellow, green, blue, red, cyan } = &self.marks;
        let marks = [*yellow, *green, *blue, *red, *cyan];
        for ground in [self.selection, self.hit, self.lit, self.tint].into_iter().chain(marks) {
            out.push(("ink on a mark", self.ink.0, ground.0, 7.0));
        }
        for text in [self.soft, self.faint, self.accent] {
            out.push(("label on tint", text.0, self.tint.0, 4.5));
        }
        out.extend(hues.iter().map(|hue| ("letter on hue", self.on_hue.0, hue.0, 4.5)));
        out
    }
}

/// Returns the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, definition of relative luminance).
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let channel = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
    };
    let (la, lb) = (luminance(a), luminance(b));
    (la.max(lb) + 0.05) / (la.min(lb) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{Theme, contrast};
    use crate::state::{Projector, ThemeChoice};

    #[test]
    fn every_text_of_the_projector_themes_has_the_contrast_of_reading() {
        for projector in Projector::ALL {
            let theme = Theme::projected(projector).unwrap();
            for (what, text, ground, _) in theme.contrast_pairs() {
                let ratio = contrast(text, ground);
                // Dimmed words are the only ones that may be weaker: they are meant to recede.
                let least = if what == "faint" || what == "label on tint" { 4.5 } else { 7.0 };
                assert!(ratio >= least, "{}: {what} {text:?} on {ground:?} is {ratio:.2}", projector.name());
            }
        }
    }

    #[test]
    fn every_text_of_every_theme_has_enough_contrast() {
        let mut faults = Vec::new();
        for choice in ThemeChoice::ALL {
            for (what, text, ground, least) in Theme::load(choice).unwrap().contrast_pairs() {
                let ratio = contrast(text, ground);
                if ratio < least {
                    faults.push(format!("{}: {what} {text:?} on {ground:?} is {ratio:.2}, not {least}", choice.name()));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn black_on_white_has_the_contrast_of_the_guidelines() {
        assert!((contrast(egui::Color32::BLACK, egui::Color32::WHITE) - 21.0).abs() < 1e-4);
    }
}
