//! The reader's settings for appearance, keys and projection, saved between runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr};

use crate::storage::Document;

use super::presentation::Room;

/// The version of the settings file.
pub const SETTINGS_FORMAT: u32 = 4;

/// The sizes of the interface that are offered, in percent: those of browsers.
pub const INTERFACE_SIZES: [f32; 8] = [80.0, 90.0, 100.0, 110.0, 125.0, 150.0, 175.0, 200.0];

/// All settings. Lengths are in logical pixels, spacing in ems of the type size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The version of the file, [`SETTINGS_FORMAT`].
    pub format: u32,
    /// The theme.
    pub theme: ThemeChoice,
    /// Whether to follow the light or dark mode of the system: [`Settings::theme`] in light mode, night in dark mode.
    pub follow_system: bool,
    /// The typeface of the article and the summaries.
    pub face: Face,
    /// The size of the interface in percent, 80 to 200: of everything but the text.
    pub interface_size: f32,
    /// The type size of the article, 12 to 48, whatever the size of the interface.
    pub type_size: f32,
    /// The line length of the article in characters, 45 to 75.
    pub measure: f32,
    /// The line height as a multiple of the type size, 1.2 to 2.2.
    pub line_spacing: f32,
    /// The space between rows in ems, 0.5 to 3.
    pub paragraph_spacing: f32,
    /// The space added between letters in ems, 0 to 0.2.
    pub letter_spacing: f32,
    /// The space added between words in ems, 0 to 0.5.
    pub word_spacing: f32,
    /// Whether replies are placed under each paragraph at any width: one column, for screen readers and magnifiers.
    pub interleaved: bool,
    /// Whether single letters are shortcuts; combinations with Ctrl always are.
    pub letter_keys: bool,
    /// Custom shortcuts: the name of a command, and a key such as `Ctrl+J` or `n`.
    pub keys: BTreeMap<String, String>,
    /// Read from files of earlier versions, which had a line of help to dismiss; not used and not written.
    #[serde(skip_serializing)]
    pub help_seen: bool,
    /// Whether the card that names the parts of the page has been closed.
    pub legend_seen: bool,
    /// The reader's speaking rate in words per minute, 60 to 600.
    pub words_per_minute: f32,
    /// The room with the projector.
    pub room: Room,
    /// The colours for the projector.
    pub projector: Projector,
    /// What paints the windows.
    pub drawing: Drawing,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: SETTINGS_FORMAT,
            theme: ThemeChoice::Paper,
            follow_system: false,
            face: Face::Literata,
            interface_size: 100.0,
            type_size: 19.0,
            measure: 66.0,
            line_spacing: 1.6,
            paragraph_spacing: 1.15,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            interleaved: false,
            letter_keys: true,
            keys: BTreeMap::new(),
            help_seen: false,
            legend_seen: false,
            // The default of Verbatim; the reading test of a round measures the reader's own rate.
            words_per_minute: 250.0,
            room: Room::default(),
            projector: Projector::Light,
            drawing: Drawing::Auto,
        }
    }
}

/// The built-in themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr)]
pub enum ThemeChoice {
    /// Ink on warm paper.
    Paper,
    /// Ink on brown paper.
    Sepia,
    /// Light on dark, for the evening.
    Night,
    /// Black, white and strong colours.
    Contrast,
}

impl ThemeChoice {
    /// All themes, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Paper, Self::Sepia, Self::Night, Self::Contrast];

    /// Returns the displayed name, which screen readers also announce.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The colours for a projector: few and strong, so that they can be distinguished in a lit room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount)]
pub enum Projector {
    /// Black on white, for a lit room.
    Light,
    /// White on black, for a dark one.
    Dark,
}

impl Projector {
    /// Returns the other variant.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }

    /// Both variants, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Light, Self::Dark];

    /// Returns the displayed name, which screen readers also announce.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "Projector, light",
            Self::Dark => "Projector, dark",
        }
    }
}

/// What paints the windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumCount)]
pub enum Drawing {
    /// The processor, but in large windows the graphics card, if there is one.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// The graphics card, by OpenGL. Where there is no OpenGL, the processor.
    Gpu,
}

impl Drawing {
    /// All variants, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Auto, Self::Cpu, Self::Gpu];

    /// Returns the displayed name, which screen readers also announce.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "Automatic",
            Self::Cpu => "Processor",
            Self::Gpu => "Graphics card",
        }
    }
}

/// The built-in typefaces for reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr)]
pub enum Face {
    /// A serif made for long reading.
    Literata,
    /// A sans serif whose letters are hard to confuse.
    #[strum(serialize = "Atkinson Hyperlegible")]
    Atkinson,
    /// Letters weighted at the bottom, which some dyslexic readers prefer.
    OpenDyslexic,
}

impl Face {
    /// All typefaces, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Literata, Self::Atkinson, Self::OpenDyslexic];

    /// Returns the displayed name, which screen readers also announce.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A numeric setting with a slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Dial {
    /// [`Settings::interface_size`].
    InterfaceSize,
    /// [`Settings::type_size`].
    TypeSize,
    /// [`Settings::measure`].
    Measure,
    /// [`Settings::line_spacing`].
    LineSpacing,
    /// [`Settings::paragraph_spacing`].
    ParagraphSpacing,
    /// [`Settings::letter_spacing`].
    LetterSpacing,
    /// [`Settings::word_spacing`].
    WordSpacing,
}

impl Dial {
    /// All dials, in the order in which they are shown.
    pub const ALL: [Self; Self::COUNT] = [
        Self::InterfaceSize,
        Self::TypeSize,
        Self::Measure,
        Self::LineSpacing,
        Self::ParagraphSpacing,
        Self::LetterSpacing,
        Self::WordSpacing,
    ];

    /// Returns the displayed name, which screen readers also announce.
    pub fn name(self) -> &'static str {
        match self {
            Self::InterfaceSize => "Interface size",
            Self::TypeSize => "Text size",
            Self::Measure => "Line length",
            Self::LineSpacing => "Line spacing",
            Self::ParagraphSpacing => "Paragraph spacing",
            Self::LetterSpacing => "Letter spacing",
            Self::WordSpacing => "Word spacing",
        }
    }

    /// Returns the minimum, the maximum and the step.
    pub fn range(self) -> (f32, f32, f32) {
        match self {
            Self::InterfaceSize => (80.0, 200.0, 1.0),
            Self::TypeSize => (12.0, 48.0, 1.0),
            Self::Measure => (45.0, 75.0, 1.0),
            Self::LineSpacing => (1.2, 2.2, 0.05),
            Self::ParagraphSpacing => (0.5, 3.0, 0.05),
            Self::LetterSpacing => (0.0, 0.2, 0.01),
            Self::WordSpacing => (0.0, 0.5, 0.02),
        }
    }
}

impl Document for Settings {
    const NAME: &'static str = "settings";
    const FORMAT: u32 = SETTINGS_FORMAT;
    const IS_HAND_EDITED: bool = false;
}

impl Settings {
    /// Returns the reader's speaking rate in words per minute, 60 to 600.
    pub fn words_per_minute(&self) -> u16 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 60 to 600")]
        let minute = self.words_per_minute.round() as u16;
        minute
    }

    /// Returns the value of a dial.
    pub fn get(&self, dial: Dial) -> f32 {
        match dial {
            Dial::InterfaceSize => self.interface_size,
            Dial::TypeSize => self.type_size,
            Dial::Measure => self.measure,
            Dial::LineSpacing => self.line_spacing,
            Dial::ParagraphSpacing => self.paragraph_spacing,
            Dial::LetterSpacing => self.letter_spacing,
            Dial::WordSpacing => self.word_spacing,
        }
    }

    /// Sets a dial, clamped to its range. A value that is not finite is ignored.
    pub fn set(&mut self, dial: Dial, value: f32) {
        let (min, max, _) = dial.range();
        if !value.is_finite() {
            return;
        }
        let slot = match dial {
            Dial::InterfaceSize => &mut self.interface_size,
            Dial::TypeSize => &mut self.type_size,
            Dial::Measure => &mut self.measure,
            Dial::LineSpacing => &mut self.line_spacing,
            Dial::ParagraphSpacing => &mut self.paragraph_spacing,
            Dial::LetterSpacing => &mut self.letter_spacing,
            Dial::WordSpacing => &mut self.word_spacing,
        };
        *slot = value.clamp(min, max);
    }

    /// Clamps every number to its range, since a file edited by hand may hold any value. A value that is not finite
    /// becomes the default.
    pub fn clamped(mut self) -> Self {
        let defaults = Self::default();
        self.room = self.room.clamped();
        let minute = self.words_per_minute;
        self.words_per_minute = if minute.is_finite() { minute.clamp(60.0, 600.0) } else { defaults.words_per_minute };
        for dial in Dial::ALL {
            let value = self.get(dial);
            self.set(dial, if value.is_finite() { value } else { defaults.get(dial) });
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Dial, Settings};

    #[test]
    fn a_number_out_of_range_is_clamped() {
        let mut settings = Settings { type_size: f32::NAN, measure: 900.0, ..Settings::default() }.clamped();
        assert_eq!((settings.type_size, settings.measure), (19.0, 75.0));
        settings.set(Dial::LineSpacing, f32::INFINITY);
        assert_eq!(settings.line_spacing, 1.6);
    }
}
