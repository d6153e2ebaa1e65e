//! The steps of the plan: their order, and the fields of the open one.

use egui::{DragValue, Key, Modifiers, Response, TextEdit, Ui};

use crate::model::{Activity, Claim, MAX_STEP_MINUTES, MAX_STEPS, ParagraphId, Plan, Step};
use crate::state::{Action, AppState, Dialog};
use crate::ui::choice_list::ChoiceList;
use crate::ui::controls::{Control as _, aligned_row, button, icon_button};
use crate::ui::dialogs::ViewContext;
use crate::ui::icons::Icon;

use super::super::compare::excerpt;

/// The least width of the name of a step, so that the buttons after it stand under each other.
const NAME: f32 = 64.0;

/// Which step is open, and which gets the focus.
#[derive(Debug)]
pub(super) struct StepList {
    /// The step whose fields are shown.
    open: Option<usize>,
    /// The step that was moved or follows a removed one, which gets the focus in the next frame.
    refocus: Option<usize>,
}

impl Default for StepList {
    fn default() -> Self {
        Self { open: Some(0), refocus: None }
    }
}

/// A change to the list of steps.
enum StepMove {
    Earlier(usize),
    Later(usize),
    Remove(usize),
}

impl StepList {
    /// Shows the steps in order.
    pub(super) fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
        let count = plan.steps.len();
        let refocus = self.refocus.take();
        let mut wanted = None;
        for (number, step) in plan.steps.iter_mut().enumerate() {
            ui.push_id(number, |ui| {
                // As high as the buttons, so that the name is not placed above their middle.
                let usual = std::mem::replace(&mut ui.spacing_mut().interact_size.y, 30.0);
                ui.horizontal(|ui| {
                    ui.spacing_mut().interact_size.y = usual;
                    let name = format!("{}. {}", number + 1, row_name(&step.on));
                    let open = self.open == Some(number);
                    let text = cx.styles.strong_ink(&name, 14.0);
                    let row = ui.add(egui::Button::selectable(open, text).min_size(egui::vec2(NAME, 0.0)));
                    let row = row.focus_if(refocus == Some(number));
                    if row.clicked() {
                        self.open = if open { None } else { Some(number) };
                    }
                    let key = row.has_focus().then(|| ui.input_mut(|input| move_key(input, number))).flatten();
                    wanted = key.or(wanted.take());
                    for (can, icon, what, to) in [
                        (number > 0, Icon::Up, "earlier (Alt+Up)", StepMove::Earlier(number)),
                        (number + 1 < count, Icon::Down, "later (Alt+Down)", StepMove::Later(number)),
                        (true, Icon::Close, "out of the plan (Delete)", StepMove::Remove(number)),
                    ] {
                        let pressed = icon_button(ui, cx.styles, icon, &format!("Move {name} {what}")).clicked();
                        if pressed && can {
                            wanted = Some(to);
                        }
                    }
                    let line = step_line(cx.state, step);
                    ui.add(egui::Label::new(cx.styles.soft(line, 13.5)).truncate());
                });
                ui.spacing_mut().interact_size.y = usual;
                if self.open == Some(number) {
                    ui.indent("step", |ui| step_fields(cx, ui, step));
                }
            });
        }
        if let Some(wanted) = wanted {
            self.apply(ui, wanted, plan);
        }
    }

    /// Changes the order; the open step and the focus follow.
    fn apply(&mut self, ui: &Ui, wanted: StepMove, plan: &mut Plan) {
        // egui moves the focus by the arrow key too.
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
        let moved = match wanted {
            StepMove::Earlier(number) => (number, plan.move_step(number, true)),
            StepMove::Later(number) => (number, plan.move_step(number, false)),
            StepMove::Remove(number) if number < plan.steps.len() => {
                plan.steps.remove(number);
                self.open = match self.open {
                    Some(open) if open == number => None,
                    Some(open) if open > number => Some(open - 1),
                    open => open,
                };
                self.refocus = Some(number.min(plan.steps.len().saturating_sub(1)));
                return;
            }
            StepMove::Remove(_) => return,
        };
        let (from, to) = match moved {
            (from, Some(to)) => (from, to),
            (from, None) => (from, from),
        };
        self.refocus = Some(to);
        self.open = self.open.map(|open| match open {
            open if open == from => to,
            open if open == to => from,
            open => open,
        });
    }
}

/// Returns what a key does to the step that has the focus.
fn move_key(input: &mut egui::InputState, number: usize) -> Option<StepMove> {
    if input.consume_key(Modifiers::ALT, Key::ArrowUp) {
        return Some(StepMove::Earlier(number));
    }
    if input.consume_key(Modifiers::ALT, Key::ArrowDown) {
        return Some(StepMove::Later(number));
    }
    input.consume_key(Modifiers::NONE, Key::Delete).then_some(StepMove::Remove(number))
}

/// Returns what a row is called: `¶5`, or the title of the article.
pub(in crate::ui::dialogs) fn row_name(on: &ParagraphId) -> String {
    if on.is_whole() { "Title".to_owned() } else { format!("¶{}", on.label()) }
}

/// Shows buttons that add rows.
pub(super) fn add(cx: &mut ViewContext<'_>, ui: &mut Ui, plan: &mut Plan) {
    let state = cx.state;
    aligned_row(ui, |ui| {
        button(ui, cx.styles, "Choose rows…", plan.steps.is_empty())
            .on_click(cx.out, Action::ShowDialog(Some(Dialog::PlanRows)));
        if let Some(paragraph) = state.paragraph_of(state.reader.active) {
            let name = format!("Add ¶{}", paragraph.id.label());
            if button(ui, cx.styles, &name, false).clicked() && plan.steps.len() < MAX_STEPS {
                plan.steps.push(Step::on(paragraph.id.clone()));
            }
        }
        let planned = |id: &ParagraphId| plan.steps.iter().any(|step: &Step| step.on == *id);
        let spoken = state.edition.paragraphs().iter().filter(|paragraph| paragraph.kind.takes_notes());
        let rest: Vec<Step> = spoken.map(|p| &p.id).filter(|id| !planned(id)).cloned().map(Step::on).collect();
        if !rest.is_empty() && plan.steps.len() + rest.len() <= MAX_STEPS {
            let name = format!("Add the {} rows that are not in it", rest.len());
            if button(ui, cx.styles, &name, false).clicked() {
                plan.steps.extend(rest);
            }
        }
    });
}

/// Shows the field for a duration in minutes; 0 is none.
pub(super) fn minutes(ui: &mut Ui, label: &Response, duration: &mut Option<f32>) {
    let mut minutes = duration.unwrap_or(0.0);
    let drag = DragValue::new(&mut minutes).range(0.0..=MAX_STEP_MINUTES).speed(0.25).max_decimals(1);
    let drag = drag.custom_formatter(|minutes, _| tenths(minutes));
    if ui.add(drag).labelled_by(label.id).changed() {
        *duration = (minutes > 0.0).then_some(minutes);
    }
}

/// Returns a number with at most one digit after the point.
pub(super) fn tenths(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Returns a step as one line: what the paragraph is about, and what is set.
fn step_line(state: &AppState, step: &Step) -> String {
    let paragraph = state.edition.paragraph_index(&step.on).and_then(|at| state.edition.paragraph(at));
    let about = match paragraph {
        Some(paragraph) => paragraph.short.clone().unwrap_or_else(|| excerpt(&paragraph.text)),
        None if step.on.is_whole() => state.edition.title().to_owned(),
        None => "This paragraph is not in the article".to_owned(),
    };
    let summary = step_summary(state, step);
    if summary.is_empty() { about } else { format!("{summary} · {about}") }
}

/// Returns a step as one line: activity, minutes, claim, question; empty if nothing is set.
fn step_summary(state: &AppState, step: &Step) -> String {
    let activity = (!step.activity.is_reveal()).then(|| step.activity.name().to_owned());
    let claim = step.claim.as_ref().and_then(|id| state.edition.claim(id)).map(|claim| claim.text.clone());
    let minutes = step.minutes.map(|minutes| format!("{minutes} min"));
    let question = step.question.clone().filter(|question| !question.trim().is_empty());
    [activity, minutes, claim, question].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn step_fields(cx: &mut ViewContext<'_>, ui: &mut Ui, step: &mut Step) {
    let state = cx.state;
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(cx.styles.ink("How replies come", 13.5));
        let chosen = cx.styles.ink(step.activity.name(), 13.5);
        ChoiceList::new("activity").show(ui, &label, chosen, |ui| {
            for activity in Activity::ALL {
                ui.selectable_value(&mut step.activity, activity, cx.styles.ink(activity.name(), 13.5));
            }
        });
        let label = ui.label(cx.styles.ink("Minutes (0: as long as it takes)", 13.5));
        minutes(ui, &label, &mut step.minutes);
    });
    claims(cx, ui, step);
    for (name, text, rows) in
        [("Question to the class", &mut step.question, 1), ("Notes for you alone", &mut step.notes, 2)]
    {
        let label = ui.label(cx.styles.ink(name, 13.5));
        let mut typed = text.clone().unwrap_or_default();
        let field = TextEdit::multiline(&mut typed).desired_rows(rows).desired_width(f32::INFINITY).id_salt(name);
        if ui.add(field).labelled_by(label.id).changed() {
            *text = (!typed.is_empty()).then_some(typed);
        }
    }
    ui.label(cx.styles.ink("Who replies (none chosen: those shown beside the article)", 13.5));
    ui.horizontal_wrapped(|ui| {
        for by in state.edition.perspectives() {
            let mut on = step.perspectives.contains(&by.id);
            if ui.checkbox(&mut on, cx.styles.ink(&by.name, 13.5)).changed() {
                step.perspectives.retain(|id| *id != by.id);
                if on {
                    step.perspectives.push(by.id.clone());
                }
            }
        }
    });
    ui.add_space(6.0);
}

fn claims(cx: &ViewContext<'_>, ui: &mut Ui, step: &mut Step) {
    let all = cx.state.edition.article().claims.iter();
    let mine: Vec<&Claim> = all.filter(|claim| claim.on == step.on).collect();
    if mine.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(cx.styles.ink("What stands out", 13.5));
        let chosen = step.claim.as_ref().and_then(|id| mine.iter().find(|claim| claim.id == *id));
        let shown = chosen.map_or("The whole paragraph", |claim| claim.text.as_str());
        ChoiceList::new("claim").width(420.0).show(ui, &label, cx.styles.ink(shown, 13.5), |ui| {
            ui.selectable_value(&mut step.claim, None, cx.styles.ink("The whole paragraph", 13.5));
            for claim in &mine {
                ui.selectable_value(&mut step.claim, Some(claim.id.clone()), cx.styles.ink(&claim.text, 13.5));
            }
        });
    });
}
