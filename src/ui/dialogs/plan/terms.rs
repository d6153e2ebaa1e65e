//! The words that are explained to the class.

use egui::{TextEdit, Ui};

use crate::model::{MAX_TERMS, Plan, Term};
use crate::ui::controls::{button, icon_button};
use crate::ui::dialogs::ViewContext;
use crate::ui::icons::Icon;

pub(super) fn terms(cx: &mut ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
    ui.label(cx.styles.strong_soft("Words explained under a paragraph in which they stand", 13.5));
    let mut away = None;
    for (number, term) in plan.terms.iter_mut().enumerate() {
        ui.push_id(("term", number), |ui| {
            // As high as the button, so that the words are not placed above its middle.
            let usual = std::mem::replace(&mut ui.spacing_mut().interact_size.y, 30.0);
            ui.horizontal(|ui| {
                ui.spacing_mut().interact_size.y = usual;
                let word = ui.label(cx.styles.soft("Word", 13.0));
                let field = TextEdit::singleline(&mut term.word).desired_width(130.0).id_salt("word");
                ui.add(field).labelled_by(word.id);
                let means = ui.label(cx.styles.soft("means", 13.0));
                let room = (ui.available_width() - 44.0).max(60.0);
                let field = TextEdit::singleline(&mut term.means).desired_width(room).id_salt("means");
                ui.add(field).labelled_by(means.id);
                if icon_button(ui, cx.styles, Icon::Close, &format!("Take {} out", term.word)).clicked() {
                    away = Some(number);
                }
            });
        });
    }
    if let Some(number) = away {
        plan.terms.remove(number);
    }
    if button(ui, cx.styles, "Add a word", false).clicked() && plan.terms.len() < MAX_TERMS {
        plan.terms.push(Term { word: String::new(), means: String::new() });
    }
}
