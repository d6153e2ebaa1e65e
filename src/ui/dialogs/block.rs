//! The answer block: which claim it is for, and whose answers they are.

use egui::Ui;

use crate::model::counted;
use crate::state::{Action, AppState};
use crate::ui::controls::{Control as _, aligned_row};

use super::{DialogView, Layout, Place, ViewContext, rows};

/// What of the row can be answered, and the side in whose pocket the answers go.
#[derive(Debug)]
pub(super) struct BlockDialog {
    /// The side, as an index into the sides of the brief; `None` until the brief is read, or if it has no sides.
    side: Option<usize>,
}

impl BlockDialog {
    pub(super) fn new(state: &AppState) -> Self {
        let editor = &state.brief;
        let side = editor.document.as_ref().and_then(|brief| {
            let of_chosen = editor.place().and_then(|place| brief.pocket_side_at(place));
            of_chosen.or_else(|| (!brief.sides.is_empty()).then_some(0))
        });
        Self { side }
    }
}

impl DialogView for BlockDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Answer block", Place::Centre, 640.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let sides = cx.state.brief.document.as_ref().map(|brief| brief.sides.clone()).unwrap_or_default();
        if !sides.is_empty() {
            let side = self.side.get_or_insert(0);
            aligned_row(ui, |ui| {
                ui.label(cx.styles.soft("It goes in the pocket of", 13.5));
                for (at, name) in sides.iter().enumerate() {
                    let choice = ui.selectable_label(*side == at, cx.styles.ink(name, 13.5));
                    if choice.named(egui::Role::RadioButton, &format!("The answers of {name}")).clicked() {
                        *side = at;
                    }
                }
            });
            ui.add_space(6.0);
        }
        ui.label(cx.styles.soft("What do the answers go against?", 13.5));
        ui.add_space(6.0);
        let claims = cx.state.answered_claims().into_iter().map(|claim| {
            let words = claim.map_or("The paragraph as a whole", |claim| claim.text.as_str());
            let (answers, twins) = cx.state.answer_counts(claim);
            let counts = match twins {
                0 => counted(answers, "answer"),
                twins => format!("{}, {twins} in the brief already", counted(answers, "answer")),
            };
            (words.to_owned(), counts)
        });
        for (at, (words, counts)) in claims.collect::<Vec<_>>().into_iter().enumerate() {
            if rows::list_row(cx, ui, &words, &counts, cx.fresh && at == 0, false) {
                cx.push(Action::AddAnswerBlock { claim: at, side: self.side });
            }
        }
    }
}
