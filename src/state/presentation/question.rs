//! What is asked before a lesson shows more than the class has seen, and when it is left or comes back.

use crate::state::Mode;

/// A question about the lesson, which a dialog asks. Nothing happens until it is answered, and closing the dialog leaves
/// everything as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonQuestion {
    /// Whether to show the presenter's view in the window that the class sees.
    ShowPresenter,
    /// Whether to leave the lesson for another mode; it goes on when the window projects again.
    Leave(Mode),
    /// Whether to end the lesson.
    End,
    /// Whether to quit the program.
    Quit,
    /// Whether the lesson goes on at the row that was being read, or stays where it was left.
    Resume {
        /// The row that was being read.
        here: usize,
    },
}

impl LessonQuestion {
    /// Returns the question in words, which is the title of its dialog.
    pub fn title(self) -> &'static str {
        match self {
            Self::ShowPresenter => "Show your view to the class?",
            Self::Leave(_) => "Leave the lesson?",
            Self::End => "End the lesson?",
            Self::Quit => "Quit in the middle of the lesson?",
            Self::Resume { .. } => "Where does the lesson go on?",
        }
    }

    /// Returns what the class would see after a yes, if it looks at this window; empty if it is told otherwise.
    pub fn consequence(self) -> &'static str {
        match self {
            Self::ShowPresenter => {
                "The class looks at this window. Your view has your notes, and the replies before they are revealed."
            }
            Self::Leave(Mode::Debate) => "The class looks at this window: it will see your brief.",
            Self::Leave(Mode::Read | Mode::Project) | Self::End => {
                "The class looks at this window: it will see the article with all its replies."
            }
            Self::Quit => "The class looks at this window: it will see what is behind it.",
            Self::Resume { .. } => "",
        }
    }
}
