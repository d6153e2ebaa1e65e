//! Changes of the settings.

use crate::state::{
    AppState, Dial, Effect, INTERFACE_SIZES, Notice, PresentationAction, Setting, Settings, ThemeChoice,
};

/// Where the steps of the size began. The dials clamp and the text keeps its proportion to the interface, so a size that
/// is computed from the one before would not lead back to the first.
#[derive(Clone, Copy, Debug)]
pub(in crate::state) struct SizeSteps {
    /// The sizes of the interface and of the text before the first step.
    from: (f32, f32),
    /// Those after the last step. Other ones were set by a dial, and steps begin again.
    last: (f32, f32),
}

impl AppState {
    /// Returns the theme after the current one.
    pub(in crate::state) fn next_theme(&self) -> ThemeChoice {
        let all = ThemeChoice::ALL;
        let next = all.iter().position(|t| *t == self.settings.theme).map_or(0, |i| i + 1);
        all.get(next).copied().unwrap_or(ThemeChoice::Paper)
    }

    /// Returns the sizes of the interface and of the text from which steps of the size are computed.
    fn steps_from(&self) -> (f32, f32) {
        let now = (self.settings.interface_size, self.settings.type_size);
        self.size_steps.filter(|steps| steps.last == now).map_or(now, |steps| steps.from)
    }

    /// Returns the next larger or smaller size of the interface in percent: one that is offered, or the one at which the
    /// steps began.
    pub(in crate::state) fn next_size(&self, larger: bool) -> Option<f32> {
        let now = self.settings.interface_size;
        let sizes = INTERFACE_SIZES.into_iter().chain([self.steps_from().0]);
        if larger {
            sizes.filter(|size| *size > now).min_by(f32::total_cmp)
        } else {
            sizes.filter(|size| *size < now).max_by(f32::total_cmp)
        }
    }

    /// Changes the interface to the next larger or smaller size, and the text in proportion.
    pub(in crate::state) fn step_size(&mut self, larger: bool) -> Vec<Effect> {
        let now = self.settings.interface_size;
        let from = self.steps_from();
        let Some(next) = self.next_size(larger) else {
            let (end, more) = if larger { ("largest", "larger") } else { ("smallest", "smaller") };
            self.notify(Notice::quiet(format!(
                "The interface is at its {end}, {now:.0} %. Appearance can still make the text {more}."
            )));
            return Vec::new();
        };
        // In hundredths, as a file that people read should have no more digits; the first size is kept as it was.
        let scaled = (from.1 * next / from.0 * 100.0).round() / 100.0;
        self.settings.set(Dial::InterfaceSize, next);
        self.settings.set(Dial::TypeSize, if next.total_cmp(&from.0).is_eq() { from.1 } else { scaled });
        self.size_steps = Some(SizeSteps { from, last: (self.settings.interface_size, self.settings.type_size) });
        vec![Effect::SaveSettings(Box::new(self.settings.clone()))]
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
                let effects = self.update_lesson(PresentationAction::InvalidatePages);
                return effects.into_iter().chain([self.save_settings()]).collect();
            }
            Setting::Projector(projector) => self.settings.projector = projector,
            Setting::Drawing(drawing) => self.settings.drawing = drawing,
            Setting::LegendSeen => self.settings.legend_seen = true,
            Setting::Reset => {
                let keys = std::mem::take(&mut self.settings.keys);
                self.settings = Settings { keys, legend_seen: true, ..Settings::default() };
            }
        }
        vec![self.save_settings()]
    }

    fn save_settings(&self) -> Effect {
        Effect::SaveSettings(Box::new(self.settings.clone()))
    }
}
