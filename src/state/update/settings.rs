//! Changes of the settings.

use crate::state::{AppState, Dial, Effect, INTERFACE_SIZES, Notice, Setting, Settings, ThemeChoice};

impl AppState {
    /// Returns the theme after the current one.
    pub(in crate::state) fn next_theme(&self) -> ThemeChoice {
        let all = ThemeChoice::ALL;
        let next = all.iter().position(|t| *t == self.settings.theme).map_or(0, |i| i + 1);
        all.get(next).copied().unwrap_or(ThemeChoice::Paper)
    }

    /// Changes the interface to the next larger or smaller size, and the text in proportion.
    pub(in crate::state) fn step_size(&mut self, larger: bool) -> Vec<Effect> {
        let now = self.settings.interface_size;
        let mut sizes = INTERFACE_SIZES.into_iter();
        let next = if larger { sizes.find(|size| *size > now) } else { sizes.rfind(|size| *size < now) };
        let Some(next) = next else {
            let (end, more) = if larger { ("largest", "larger") } else { ("smallest", "smaller") };
            self.notify(Notice::quiet(format!(
                "The interface is at its {end}, {now:.0} %. Appearance can still make the text {more}."
            )));
            return Vec::new();
        };
        // In hundredths, so that the way back leads to the same size.
        let type_size = (self.settings.type_size * next / now * 100.0).round() / 100.0;
        self.settings.set(Dial::InterfaceSize, next);
        self.set(Setting::Dial(Dial::TypeSize, type_size))
    }

    /// Resets the sizes of the interface and the text.
    pub(in crate::state) fn reset_sizes(&mut self) -> Vec<Effect> {
        let usual = Settings::default();
        self.settings.set(Dial::InterfaceSize, usual.interface_size);
        self.set(Setting::Dial(Dial::TypeSize, usual.type_size))
    }

    /// Changes a setting, and returns the effect that saves the settings.
    pub(in crate::state) fn set(&mut self, setting: Setting) -> Vec<Effect> {
        match setting {
            Setting::Theme(theme) => self.settings.theme = theme,
            Setting::FollowSystem(on) => self.settings.follow_system = on,
            Setting::Face(face) => self.settings.face = face,
            Setting::Dial(dial, value) => self.settings.set(dial, value),
            Setting::Interleaved(on) => self.settings.interleaved = on,
            Setting::LetterKeys(on) => self.settings.letter_keys = on,
            Setting::WordsPerMinute(minute) if minute.is_finite() => {
                self.settings.words_per_minute = minute.clamp(60.0, 600.0);
            }
            Setting::WordsPerMinute(_) => {}
            Setting::Room(room) => {
                self.settings.room = room.clamped();
                self.presentation.iter_mut().for_each(|presentation| presentation.invalidate_pages());
            }
            Setting::Projector(projector) => self.settings.projector = projector,
            Setting::LegendSeen => self.settings.legend_seen = true,
            Setting::Reset => {
                let keys = std::mem::take(&mut self.settings.keys);
                self.settings = Settings { keys, legend_seen: true, ..Settings::default() };
            }
        }
        vec![Effect::SaveSettings(Box::new(self.settings.clone()))]
    }
}
