//! Colours by meaning, read from `assets/themes`. No other module names a colour.

use std::sync::OnceLock;

use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Frame, Shadow, Stroke, TextStyle, Visuals};
use serde::{Deserialize, Deserializer};

use crate::model::HUES;
use crate::state::{AppState, Projector, ThemeChoice};

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
    /// The least contrast of lines that have a meaning, such as the underline of a link: 3 or more (WCAG 2.2, success
    /// criterion 1.4.11).
    pub line_contrast: f32,
    /// Colours of perspectives; never the only way something is shown.
    pub hues: Hues,
    /// The hues of lines that are not of the active paragraph, computed when the theme is loaded.
    #[serde(skip)]
    pub calm_hues: Hues,
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
#[derive(Clone, Debug, Default, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// The least share of a hue in a calm line, in twentieths.
const CALM: u8 = 7;

impl Hues {
    /// Returns a hue by name, or grey for an unknown name.
    fn named(&self, name: &str) -> Color32 {
        match name {
            "blue" => self.blue,
            "orange" => self.orange,
            "green" => self.green,
            "red" => self.red,
            "violet" => self.violet,
            "ochre" => self.ochre,
            "teal" => self.teal,
            _ => self.grey,
        }
        .into()
    }
}

impl Theme {
    /// Returns a frame around what lies over the text: filled, with an edge and corners of this radius.
    pub fn frame(&self, radius: f32) -> Frame {
        Frame::NONE.fill(self.panel.0).stroke((1.0, self.rule.0)).corner_radius(radius)
    }

    /// Returns the shadow of such a frame, so far below it.
    pub fn shadow_below(&self, distance: i8, blur: u8) -> Shadow {
        Shadow { offset: [0, distance], blur, spread: 0, color: self.shadow.0 }
    }

    /// Returns the embedded file of a theme, which is named after it.
    pub fn text(choice: ThemeChoice) -> &'static str {
        match choice {
            ThemeChoice::Paper => include_str!("../../assets/themes/paper.ron"),
            ThemeChoice::Sepia => include_str!("../../assets/themes/sepia.ron"),
            ThemeChoice::Night => include_str!("../../assets/themes/night.ron"),
            ThemeChoice::Contrast => include_str!("../../assets/themes/contrast.ron"),
        }
    }

    /// Returns the embedded file of a theme of the projector, which is named after it.
    pub fn projected_text(projector: Projector) -> &'static str {
        match projector {
            Projector::Light => include_str!("../../assets/themes/projector-light.ron"),
            Projector::Dark => include_str!("../../assets/themes/projector-dark.ron"),
        }
    }

    /// Parses the embedded theme file of a choice.
    ///
    /// # Errors
    /// If the file is not a valid theme. A test parses them all, so this cannot happen in a build that passed.
    pub fn load(choice: ThemeChoice) -> Result<Self, ron::error::SpannedError> {
        Self::parse(Self::text(choice))
    }

    fn parse(text: &str) -> Result<Self, ron::error::SpannedError> {
        let mut theme: Self = ron::from_str(text)?;
        let calm = |hue: &Colour| Colour(theme.calm_line(hue.0));
        let Hues { blue, orange, green, red, violet, grey, ochre, teal } = &theme.hues;
        theme.calm_hues = Hues {
            blue: calm(blue),
            orange: calm(orange),
            green: calm(green),
            red: calm(red),
            violet: calm(violet),
            grey: calm(grey),
            ochre: calm(ochre),
            teal: calm(teal),
        };
        Ok(theme)
    }

    /// Returns a hue as close to the ground as a calm line can be and still have its contrast.
    fn calm_line(&self, hue: Color32) -> Color32 {
        let shares = (CALM..=20u8).map(|twentieths| f32::from(twentieths) / 20.0);
        let mut mixed = shares.map(|share| self.ground.0.lerp_to_gamma(hue, share));
        let grounds = [self.ground.0, self.row.0];
        mixed.find(|line| grounds.iter().all(|ground| contrast(*line, *ground) >= self.line_contrast)).unwrap_or(hue)
    }

    /// Returns the projector's theme, parsed once because two windows ask for it in every frame. `None` if the file is
    /// not a valid theme; a test parses both, so this cannot happen in a build that passed.
    pub fn projected(projector: Projector) -> Option<&'static Self> {
        static LIGHT: OnceLock<Option<Theme>> = OnceLock::new();
        static DARK: OnceLock<Option<Theme>> = OnceLock::new();
        let read = match projector {
            Projector::Light => &LIGHT,
            Projector::Dark => &DARK,
        };
        read.get_or_init(|| Theme::parse(Self::projected_text(projector)).ok()).as_ref()
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
            // What stands in an empty field; egui ignores the colour that the field gives it.
            weak_text_color: Some(self.faint.0),
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

    /// Returns the fill over the ground of something that can be chosen: calmer under the pointer than where it is chosen.
    pub fn choice(&self, chosen: bool, hovered: bool) -> Option<Color32> {
        match (chosen, hovered) {
            (true, _) => Some(self.tint.0),
            (false, true) => Some(self.tint.0.gamma_multiply(0.5)),
            (false, false) => None,
        }
    }

    /// Returns a perspective's hue by name, or grey for an unknown name.
    pub fn hue(&self, name: &str) -> Color32 {
        self.hues.named(name)
    }

    /// Returns the colour of a line in a perspective's hue: whole if the line is of the active paragraph, else calmer.
    pub fn line(&self, name: &str, is_active: bool) -> Color32 {
        if is_active { self.hues.named(name) } else { self.calm_hues.named(name) }
    }

    /// Returns each text colour with each background it appears on and the least contrast it needs: 7 for reading, 4.5
    /// elsewhere (WCAG 2.2, success criteria 1.4.6 and 1.4.3); and so each colour of a line that has a meaning, which needs
    /// the theme's `line_contrast`, and 3 on words that are lit.
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
        for name in HUES {
            for ground in [self.ground, self.row] {
                out.extend([true, false].map(|active| ("line", self.line(name, active), ground.0, self.line_contrast)));
            }
            out.push(("line on lit words", self.line(name, true), self.lit.0, 3.0));
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

/// Returns the chosen theme, or night if the system is dark and the reader follows it.
pub fn theme_in_use(state: &AppState, system: Option<egui::Theme>) -> ThemeChoice {
    if state.settings.follow_system && system == Some(egui::Theme::Dark) {
        ThemeChoice::Night
    } else {
        state.settings.theme
    }
}

#[cfg(test)]
mod tests {
    use super::{Theme, contrast};
    use crate::model::HUES;
    use crate::state::{Projector, ThemeChoice};

    #[test]
    fn every_text_of_the_projector_themes_has_the_contrast_of_reading() {
        for projector in Projector::ALL {
            let theme = Theme::projected(projector).unwrap();
            for (what, text, ground, _) in theme.contrast_pairs() {
                let ratio = contrast(text, ground);
                // Dimmed words are the only ones that may be weaker: they are meant to recede.
                let least = match what {
                    "faint" | "label on tint" => 4.5,
                    "line" | "line on lit words" => 3.0,
                    _ => 7.0,
                };
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
    fn lines_that_have_a_meaning_need_more_contrast_in_the_contrast_theme_and_calm_ones_are_told_from_active_ones() {
        for choice in ThemeChoice::ALL {
            let theme = Theme::load(choice).unwrap();
            let least = if choice == ThemeChoice::Contrast { 4.5 } else { 3.0 };
            assert!(theme.line_contrast >= least, "{}", choice.name());
            for name in HUES {
                let (calm, active) = (theme.line(name, false), theme.line(name, true));
                assert!(contrast(calm, theme.ground.0) < contrast(active, theme.ground.0), "{}: {name}", choice.name());
                assert_eq!(active, theme.hue(name));
            }
        }
    }

    #[test]
    fn what_stands_in_an_empty_field_has_the_contrast_of_text_in_every_theme() {
        for choice in ThemeChoice::ALL {
            let (theme, ctx) = (Theme::load(choice).unwrap(), egui::Context::default());
            theme.apply(&ctx);
            let weak = ctx.global_style().visuals.weak_text_color();
            for ground in [theme.ground, theme.row, theme.panel] {
                assert!(contrast(weak, ground.0) >= 4.5, "{}: {weak:?} on {ground:?}", choice.name());
            }
        }
    }

    #[test]
    fn black_on_white_has_the_contrast_of_the_guidelines() {
        assert!((contrast(egui::Color32::BLACK, egui::Color32::WHITE) - 21.0).abs() < 1e-4);
    }
}
