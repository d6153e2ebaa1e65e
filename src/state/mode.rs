//! The modes of the window, which its bar shows as tabs.

use strum::{EnumCount, IntoStaticStr};

use super::presentation::LessonQuestion;
use super::{AppState, Dialog, Effect};

/// What the window is for at the moment. A round stands inside [`Mode::Debate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, IntoStaticStr)]
pub enum Mode {
    /// The article with its replies.
    Read,
    /// The brief, or a round.
    Debate,
    /// A lesson.
    Project,
}

impl Mode {
    /// All modes, in the order of the tabs.
    pub const ALL: [Self; Self::COUNT] = [Self::Read, Self::Debate, Self::Project];

    /// Returns the text of the tab.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl AppState {
    /// Returns the mode of the window.
    pub fn mode(&self) -> Mode {
        if self.lesson.running.is_some() {
            Mode::Project
        } else if self.brief.open || self.round.open {
            Mode::Debate
        } else {
            Mode::Read
        }
    }

    /// Switches to a mode; the present one stays as it is. A lesson is left only after a question.
    pub(super) fn show_mode(&mut self, mode: Mode) -> Vec<Effect> {
        if mode == self.mode() {
            return Vec::new();
        }
        if self.lesson.running.is_some() {
            self.dialog = Some(Dialog::Lesson(LessonQuestion::Leave(mode)));
            return Vec::new();
        }
        self.enter_mode(mode)
    }

    /// Switches to a mode from another one than a lesson.
    pub(super) fn enter_mode(&mut self, mode: Mode) -> Vec<Effect> {
        match mode {
            // From a lesson, the article comes back as it was left.
            Mode::Read if !self.brief.open && !self.round.open => Vec::new(),
            Mode::Read => self.show_brief(false),
            Mode::Debate => self.show_brief(true),
            Mode::Project => {
                let mut effects = self.show_brief(false);
                effects.extend(self.begin_lesson());
                effects
            }
        }
    }
}
