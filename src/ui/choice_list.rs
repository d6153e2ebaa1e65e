//! A list of choices that drops down from a button in a dialog.

use egui::{ComboBox, Id, Key, LayerId, Order, Popup, Response, RichText, Ui};

/// A button that shows the choice, and drops down a list of all.
///
/// It is egui's [`ComboBox`], whose list stays above the dialog: a press on the dialog brings that to the front, and the
/// list too, which opens in the same frame if the button is pressed and released within it; then the two kept the order
/// that they had before, and the list was under the dialog, where nothing could be seen or pressed of it.
#[derive(Debug)]
pub(super) struct ChoiceList {
    id_salt: &'static str,
    width: Option<f32>,
}

impl ChoiceList {
    /// Creates a list that differs by its salt from others in the same place.
    pub(super) fn new(id_salt: &'static str) -> Self {
        Self { id_salt, width: None }
    }

    /// Makes the button this wide, or less where there is no room; a longer text of the choice is cut.
    pub(super) fn width(self, width: f32) -> Self {
        Self { width: Some(width), ..self }
    }

    /// Shows the button with the choice, named by `label`. While the list is open, `add` shows the choices, and what it
    /// returns is returned.
    pub(super) fn show<R>(
        self,
        ui: &mut Ui,
        label: &Response,
        choice: RichText,
        add: impl FnOnce(&mut Ui) -> R,
    ) -> Option<R> {
        let mut list = ComboBox::from_id_salt(self.id_salt).selected_text(choice);
        if let Some(width) = self.width {
            list = list.width(width.min(ui.available_width()).max(60.0)).truncate();
        }
        let was_open = Popup::is_any_open(ui.ctx());
        let shown = list.show_ui(ui, add);
        let response = shown.response.labelled_by(label.id);
        let popup = Popup::default_response_id(&response);
        if is_open(ui, popup) {
            ui.ctx().set_sublayer(ui.layer_id(), LayerId::new(Order::Foreground, popup));
        } else if was_open && shown.inner.is_some() && ui.input(|input| input.key_pressed(Key::Escape)) {
            // Escape takes the focus away from everything.
            response.request_focus();
        }
        shown.inner
    }
}

fn is_open(ui: &Ui, popup: Id) -> bool {
    Popup::is_id_open(ui.ctx(), popup)
}
