//! The choice of rows for the plan: paragraphs and their claims, several at once.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};

use crate::model::{MAX_STEPS, Step, counted};
use crate::state::{Action, AppState, Dialog};
use crate::ui::controls::{Control as _, aligned_row, button_if, interface_font};

use super::compare::excerpt;
use super::field;
use super::plan::row_name;
use super::{DialogView, Layout, Place, ViewContext};

/// The height of a row of the list, in logical pixels.
const ROW: f32 = 26.0;

/// The most height of the list, in logical pixels.
const LIST: f32 = 380.0;

/// The least height of the list, in logical pixels.
const LEAST_LIST: f32 = 120.0;

/// Said when the reader presses beside the dialog while rows are chosen.
const CHOSEN: &str =
    "The rows that you chose are not in the plan yet. Add them, or close the list with the cross at its top.";

/// A row that can be chosen: a paragraph, or a claim of it, by their indexes in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct PlanRow {
    paragraph: usize,
    claim: Option<usize>,
}

/// The rows of the article, and those that are chosen.
#[derive(Debug)]
pub(super) struct PlanRowsDialog {
    /// The words that rows are searched for.
    query: String,
    /// All rows, with the claims under their paragraphs.
    all: Vec<PlanRow>,
    /// The rows that have the words.
    found: Vec<PlanRow>,
    chosen: BTreeSet<PlanRow>,
    /// The place in `found` of the row that was ticked last, from which Shift ticks a range.
    last: Option<usize>,
}

impl PlanRowsDialog {
    pub(super) fn new(state: &AppState) -> Self {
        let claims = &state.edition.article().claims;
        let mut all = Vec::new();
        for (paragraph, text) in state.edition.paragraphs().iter().enumerate() {
            if !text.kind.takes_notes() {
                continue;
            }
            all.push(PlanRow { paragraph, claim: None });
            let mine = claims.iter().enumerate().filter(|(_, claim)| claim.on == text.id);
            all.extend(mine.map(|(claim, _)| PlanRow { paragraph, claim: Some(claim) }));
        }
        Self { query: String::new(), found: all.clone(), all, chosen: BTreeSet::new(), last: None }
    }

    /// Shows the rows, of which only those in view are laid out.
    fn list(&mut self, cx: &ViewContext<'_>, ui: &mut Ui, tall: f32) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("rows").auto_shrink([false, true]).max_height(tall);
        area.show_rows(ui, ROW, self.found.len(), |ui, shown| {
            ui.set_max_width(ui.available_width() - super::SCROLL_BAR);
            for at in shown {
                let Some(row) = self.found.get(at).copied() else { continue };
                ui.push_id(row, |ui| self.row(cx, ui, at, row));
            }
        });
    }

    fn row(&mut self, cx: &ViewContext<'_>, ui: &mut Ui, at: usize, row: PlanRow) {
        let Some(step) = step_of(cx.state, row) else { return };
        let mut is_chosen = self.chosen.contains(&row);
        let is_planned = cx.state.lesson.plan.plan.steps.iter().any(|s| s.on == step.on && s.claim == step.claim);
        let text = row_text(cx.state, row, &step);
        let text = if is_planned { format!("{text} (in the plan)") } else { text };
        ui.allocate_ui_with_layout(
            egui::vec2(ui.available_width(), ROW),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_height(ROW);
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                if row.claim.is_some() {
                    ui.add_space(22.0);
                }
                let text = if is_planned { cx.styles.soft(text, 13.5) } else { cx.styles.ink(text, 13.5) };
                let ticked = ui.checkbox(&mut is_chosen, text);
                if ticked.gained_focus() {
                    ticked.scroll_to_me(None);
                }
                if ticked.changed() {
                    self.tick(at, is_chosen, ui.input(|input| input.modifiers.shift));
                }
            },
        );
    }

    /// Chooses a row or not; with Shift also those between it and the one before.
    fn tick(&mut self, at: usize, is_chosen: bool, with_range: bool) {
        let from = self.last.filter(|_| with_range).unwrap_or(at);
        for row in self.found.iter().skip(from.min(at)).take(from.abs_diff(at) + 1) {
            if is_chosen {
                self.chosen.insert(*row);
            } else {
                self.chosen.remove(row);
            }
        }
        self.last = Some(at);
    }
}

impl DialogView for PlanRowsDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Rows for the plan", Place::Top, 680.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        let room = ui.clip_rect().height();
        let field = egui::TextEdit::singleline(&mut self.query).font(interface_font(15.0)).id_salt("words");
        if field::labelled(cx, ui, "Words or number of a row", field).focus_if(cx.fresh).changed() {
            let words: Vec<String> = self.query.to_lowercase().split_whitespace().map(str::to_owned).collect();
            self.found = self.all.iter().copied().filter(|row| has_words(cx.state, *row, &words)).collect();
            self.last = None;
        }
        ui.add_space(6.0);
        aligned_row(ui, |ui| {
            let count = self.chosen.len();
            let name = match count {
                0 => "Add the chosen rows".to_owned(),
                1 => "Add the chosen row".to_owned(),
                n => format!("Add the {n} chosen rows"),
            };
            let room = MAX_STEPS.saturating_sub(cx.state.lesson.plan.plan.steps.len());
            if button_if(ui, cx.styles, &name, true, (1..=room).contains(&count)).clicked() {
                let mut plan = cx.state.lesson.plan.plan.clone();
                plan.steps.extend(self.chosen.iter().filter_map(|row| step_of(cx.state, *row)));
                cx.push(Action::PlanChanged(Box::new(plan)));
                cx.push(Action::ShowDialog(Some(Dialog::Plan)));
            }
            if button_if(ui, cx.styles, "Choose none", false, count > 0).clicked() {
                self.chosen.clear();
            }
            let found = match (self.query.trim().is_empty(), self.found.len()) {
                (true, _) => "Shift chooses all rows up to the one before.".to_owned(),
                (false, 0) => "No row has these words.".to_owned(),
                (false, n) => format!("{} found.", counted(n, "row")),
            };
            ui.label(cx.styles.soft(found, 13.0));
        });
        ui.add_space(6.0);
        let used = ui.min_rect().height() + 8.0;
        self.list(cx, ui, (room - used).clamp(LEAST_LIST, LIST));
    }

    fn stays_open(&self) -> Option<&'static str> {
        (!self.chosen.is_empty()).then_some(CHOSEN)
    }
}

/// Returns the step on a row.
fn step_of(state: &AppState, row: PlanRow) -> Option<Step> {
    let on = state.edition.paragraph(row.paragraph)?.id.clone();
    let claim = match row.claim {
        Some(claim) => Some(state.edition.article().claims.get(claim)?.id.clone()),
        None => None,
    };
    Some(Step { claim, ..Step::on(on) })
}

/// Returns a row as the list shows it: the number of the paragraph and what it is about, or the claim.
fn row_text(state: &AppState, row: PlanRow, step: &Step) -> String {
    if let Some(claim) = row.claim.and_then(|claim| state.edition.article().claims.get(claim)) {
        return format!("Claim: {}", claim.text);
    }
    let paragraph = state.edition.paragraph(row.paragraph);
    let about = paragraph.map(|p| p.short.clone().unwrap_or_else(|| excerpt(&p.text))).unwrap_or_default();
    format!("{}  {about}", row_name(&step.on))
}

/// Returns whether a row has all of some words in lower case, in its number or its text.
fn has_words(state: &AppState, row: PlanRow, words: &[String]) -> bool {
    let Some(paragraph) = state.edition.paragraph(row.paragraph) else { return false };
    let claim = row.claim.and_then(|claim| state.edition.article().claims.get(claim));
    let text = claim.map_or(paragraph.text.as_str(), |claim| claim.text.as_str()).to_lowercase();
    let short = paragraph.short.as_deref().unwrap_or_default().to_lowercase();
    let label = paragraph.id.label().to_lowercase();
    words.iter().all(|word| word.trim_start_matches('¶') == label || text.contains(word) || short.contains(word))
}
