//! What a view reads, and where it pushes actions.

use egui::{Response, Role, Sense, Ui, WidgetInfo};

use crate::model::Language;
use crate::state::{Action, AppState, Command};

use super::controls::{Control as _, pill};
use super::faces::{INTERFACE, request_faces};
use super::styles::Styles;
use super::text_layout::TextLayout;
use super::typeset::TextStyle;

/// What a view reads, and where it pushes actions.
pub(super) struct ViewContext<'a> {
    pub state: &'a AppState,
    pub styles: &'a Styles,
    pub out: &'a mut Vec<Action>,
    /// The dialog that is shown opened in this frame and takes the focus.
    pub fresh: bool,
    /// It opened so short ago that a press beside it is the second one of a double press on what opened it.
    pub just_opened: bool,
}

impl<'a> ViewContext<'a> {
    pub fn push(&mut self, action: impl Into<Action>) {
        self.out.push(action.into());
    }

    /// Shows a button for a command; `text` is its short label.
    pub fn command(&mut self, ui: &mut Ui, text: &str, command: Command) {
        let name = self.state.with_key(command.label(), command);
        pill(ui, self.styles, text, &name).on_click(self.out, command);
    }

    /// Returns the language that the edition is written in.
    pub fn language(&self) -> &'a Language {
        &self.state.edition.head().language
    }

    /// Shows a text in any script as one label, in its own face and direction. It wraps at the available width.
    pub fn text(&mut self, ui: &mut Ui, text: (&str, &Language), style: &TextStyle) -> Response {
        self.text_in_rows(ui, text, style, usize::MAX)
    }

    /// Like [`Self::text`], but stops after `rows` lines; a screen reader gets all of it.
    pub fn text_in_rows(
        &mut self,
        ui: &mut Ui,
        (text, language): (&str, &Language),
        style: &TextStyle,
        rows: usize,
    ) -> Response {
        let layout = TextLayout::new(ui.painter(), text, style, language.script(), ui.available_width(), rows);
        let (rect, response) = ui.allocate_exact_size(layout.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        layout.paint(ui.painter(), rect.min);
        request_faces(self.state, text, language.script(), self.out);
        response
    }

    /// Shows a text like [`Self::text`], as dialogs do.
    pub fn text_of_size(&mut self, ui: &mut Ui, text: &str, language: &Language, size: f32) -> Response {
        let style = TextStyle::new(INTERFACE, size, 1.4, self.styles.theme.ink.0);
        self.text(ui, (text, language), &style)
    }
}
