//! A question about the lesson, before it shows more than the class has seen or is left.

use egui::Ui;

use crate::state::presentation::LessonQuestion;
use crate::state::{Action, AppState};
use crate::ui::controls::{Control as _, button};
use crate::ui::presentation::row_name;

use super::{DialogView, Layout, Place, ViewContext};

/// The question. What changes nothing is the first button, which has the focus: a clicker's Enter uncovers nothing.
#[derive(Debug)]
pub(super) struct LessonQuestionDialog {
    pub(super) question: LessonQuestion,
}

impl LessonQuestionDialog {
    /// Returns the explanation under the title.
    fn explanation(&self, state: &AppState) -> String {
        let running = state.lesson.running.as_deref();
        let seen = running.is_some_and(|presentation| presentation.class_sees_window());
        let consequence = if seen { self.question.consequence() } else { "" };
        let rest = match self.question {
            LessonQuestion::ShowPresenter => String::new(),
            LessonQuestion::Leave(_) => "The lesson goes on where it is when you project again.".to_owned(),
            LessonQuestion::End => {
                "The next one starts from the beginning. The menu can bring this one back.".to_owned()
            }
            LessonQuestion::Quit => "What is revealed is saved: the lesson goes on where it is.".to_owned(),
            LessonQuestion::Resume { here } => {
                let left = running.map_or_else(String::new, |presentation| row_name(state, presentation.stop().row));
                format!("It was left at {left}, and you were reading {}.", row_name(state, here))
            }
        };
        [consequence, &rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Returns the words of the button that changes nothing, and of those that answer with yes.
    fn answers(&self, state: &AppState) -> (String, Vec<(String, LessonQuestion)>) {
        let go_on = || "Go on with the lesson".to_owned();
        let end = || ("End the lesson".to_owned(), LessonQuestion::End);
        match self.question {
            LessonQuestion::ShowPresenter => {
                ("Stay in the class's view".to_owned(), vec![("Show my view".to_owned(), self.question)])
            }
            LessonQuestion::Leave(_) => (go_on(), vec![("Leave it for now".to_owned(), self.question), end()]),
            LessonQuestion::End => (go_on(), vec![end()]),
            LessonQuestion::Quit => (go_on(), vec![("Quit".to_owned(), self.question)]),
            LessonQuestion::Resume { here } => {
                let running = state.lesson.running.as_deref();
                let left = running.map_or_else(String::new, |presentation| row_name(state, presentation.stop().row));
                let here = format!("Here: {}", row_name(state, here));
                (format!("Where it was left: {left}"), vec![(here, self.question)])
            }
        }
    }
}

impl DialogView for LessonQuestionDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new(self.question.title(), Place::Centre, 480.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        ui.label(cx.styles.ink(self.explanation(cx.state), 15.0));
        ui.add_space(12.0);
        let (stay, answers) = self.answers(cx.state);
        ui.horizontal_wrapped(|ui| {
            button(ui, cx.styles, &stay, true).focus_if(cx.fresh).on_click(cx.out, Action::ShowDialog(None));
            for (words, question) in answers {
                button(ui, cx.styles, &words, false).on_click(cx.out, Action::ConfirmLesson(question));
            }
        });
    }
}
