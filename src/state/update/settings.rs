//! Changes of the settings.

use crate::state::{AppState, Dial, Effect, Setting, Settings, ThemeChoice};

impl AppState {
    /// Returns the theme after the current one.
    pub(in crate::state) fn next_theme(&self) -> ThemeChoice {
        let all = ThemeChoice::ALL;
        let next = all.iter().position(|t| *t == self.settings.theme).map_or(0, |i| i + 1);
        all.get(next).copied().unwrap_or(ThemeChoice::Paper)
    }

    /// Changes the type size by `step` logical pixels.
    pub(in crate::state) fn step_type_size(&mut self, step: f32) -> Vec<Effect> {
        self.set(Setting::Dial(Dial::TypeSize, self.settings.type_size.round() + step))
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
            Setting::HelpSeen => self.settings.help_seen = true,
            Setting::LegendSeen => self.settings.legend_seen = true,
            Setting::Reset => {
                let keys = std::mem::take(&mut self.settings.keys);
                self.settings = Settings { keys, help_seen: true, legend_seen: true, ..Settings::default() };
            }
        }
        vec![Effect::SaveSettings(Box::new(self.settings.clone()))]
    }
}
