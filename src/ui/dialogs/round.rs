//! The round as a whole: title, sides, speeches, reading speed, export, and other rounds.

use egui::{DragValue, TextEdit, Ui};

use crate::export::flow::FlowFormat;
use crate::model::round::{MAX_NAME_CHARS, MAX_SPEECH_MINUTES, Side, Speech, WORDS_PER_MINUTE};
use crate::state::round::RoundAction;
use crate::state::{Action, AppState, Command, Setting};
use crate::ui::controls::{Control as _, aligned_row, button, interface_font, pill, tooltip};

use super::{DialogView, Layout, Place, ViewContext, field, rows};

/// The form of the round, which is saved as one types.
#[derive(Debug, Default)]
pub(super) struct RoundDialog;

impl DialogView for RoundDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Round", Place::Centre, 620.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        if cx.state.round.document.is_some() {
            naming(cx, ui);
            sides(cx, ui);
            ui.add_space(10.0);
            speed(cx, ui);
            ui.add_space(10.0);
            send(cx, ui);
            ui.add_space(10.0);
            speeches(cx, ui);
            ui.add_space(10.0);
        } else {
            speed(cx, ui);
            ui.add_space(10.0);
        }
        others(cx, ui);
    }
}

fn naming(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(round) = &cx.state.round.document else { return };
    if let Some(title) = field::title(cx, ui, &round.title) {
        cx.push(RoundAction::SetTitle(title));
    }
    ui.label(cx.styles.soft(format!("Format: {}", round.rules.name), 13.0));
}

/// Shows who speaks first and second, and which side is ours.
fn sides(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(round) = &cx.state.round.document else { return };
    ui.add_space(8.0);
    ui.label(cx.styles.strong_soft("Sides", 13.0));
    for (side, which) in [(Side::First, "Speaks first"), (Side::Second, "Speaks second")] {
        aligned_row(ui, |ui| {
            let label = ui.label(cx.styles.soft(which, 13.0));
            let mut name = round.side_name(side).to_owned();
            let field = TextEdit::singleline(&mut name).font(interface_font(14.0)).desired_width(160.0).id_salt(which);
            if ui.add(field).labelled_by(label.id).changed() {
                let name = name.chars().take(60).collect();
                cx.push(RoundAction::SetSideName(side, name));
            }
            let ours = round.ours == Some(side);
            let text = format!("We are {}", round.side_name(side));
            ui.radio(ours, cx.styles.ink(text, 14.0)).on_click(cx.out, RoundAction::SetOurSide(Some(side)));
        });
    }
    aligned_row(ui, |ui| {
        ui.radio(round.ours.is_none(), cx.styles.ink("We only listen", 14.0))
            .on_click(cx.out, RoundAction::SetOurSide(None));
        for (first, second) in &round.rules.sides {
            if ui.link(cx.styles.accent(format!("{first} and {second}"), 13.5)).clicked() {
                cx.push(RoundAction::SetSideName(Side::First, first.clone()));
                cx.push(RoundAction::SetSideName(Side::Second, second.clone()));
            }
        }
    });
    teams(cx, ui);
    if round.rules.either_first {
        let flip = button(ui, cx.styles, "The other side speaks first", false);
        tooltip(flip, "Before the first speech: names and what was prepared change places")
            .on_click(cx.out, RoundAction::FlipSides);
    }
}

/// Shows which team is ours, if several share our side.
fn teams(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(round) = &cx.state.round.document else { return };
    let ours = round.rules.teams.iter().enumerate().filter(|(_, team)| Some(team.side) == round.ours);
    let ours: Vec<(usize, String)> = ours.map(|(at, team)| (at, team.name.clone())).collect();
    if ours.len() < 2 {
        return;
    }
    aligned_row(ui, |ui| {
        for (at, name) in ours {
            ui.radio(round.team == Some(at), cx.styles.ink(format!("We are {name}"), 14.0))
                .on_click(cx.out, RoundAction::SetOurTeam(Some(at)));
        }
    });
}

/// Shows the words per minute, and the test that measures them.
fn speed(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.label(cx.styles.strong_soft("How fast you read aloud", 13.0));
    aligned_row(ui, |ui| {
        let mut minute = f32::from(cx.state.settings.words_per_minute());
        let range = f32::from(*WORDS_PER_MINUTE.start())..=f32::from(*WORDS_PER_MINUTE.end());
        let drag = ui.add(DragValue::new(&mut minute).range(range).speed(1.0).fixed_decimals(0));
        ui.ctx().accesskit_node_builder(drag.id, |node| node.set_label("Words a minute"));
        drag.on_change(cx.out, Setting::WordsPerMinute(minute));
        ui.label(cx.styles.ink("words a minute", 13.5));
        button(ui, cx.styles, "Test it in one minute", false).on_click(cx.out, RoundAction::OpenTest);
    });
}

/// Shows the buttons that export the speech and the flow.
fn send(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    ui.label(cx.styles.strong_soft("Save a speech: its cards in order, with the marks", 13.0));
    aligned_row(ui, |ui| {
        button(ui, cx.styles, "Word or PDF…", false).on_click(cx.out, Command::RoundSaveSpeech);
    });
    ui.label(cx.styles.strong_soft("Save the flow", 13.0));
    aligned_row(ui, |ui| {
        for form in FlowFormat::ALL {
            let main = form == FlowFormat::Xlsx;
            button(ui, cx.styles, &format!("{}…", form.name()), main).on_click(cx.out, RoundAction::Export(form));
        }
    });
}

/// Shows the formats for a new round, and the saved rounds.
fn others(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let begun = cx.state.round.document.is_some();
    let what = if begun { "A new round; this one is saved" } else { "A new round" };
    ui.label(cx.styles.strong_soft(what, 13.0));
    aligned_row(ui, |ui| {
        for (at, format) in cx.state.round.formats().enumerate() {
            let response = button(ui, cx.styles, &format.name, false);
            tooltip(response, &crate::ui::round::describe_format(format)).on_click(cx.out, Action::BeginRound(at));
        }
    });
    let editor = &cx.state.round;
    let others: Vec<&(String, String)> = editor.others.iter().filter(|(key, _)| *key != editor.key).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(cx.styles.strong_soft("Other rounds", 13.0));
    for (key, title) in others {
        rows::saved_item(cx, ui, (key, title), RoundAction::Open(key.clone()), RoundAction::Remove(key.clone()));
    }
}

/// Shows the speeches with their times: change, add and remove.
fn speeches(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(round) = &cx.state.round.document else { return };
    ui.label(cx.styles.strong_soft("Speeches of this round", 13.0));
    for (at, speech) in round.rules.speeches.iter().enumerate() {
        ui.push_id(("speech", at), |ui| {
            aligned_row(ui, |ui| {
                speech_name(cx, ui, at, speech);
                speech_minutes(cx, ui, at, speech);
                let whose = speech.side.map_or("both", |side| round.side_name(side));
                ui.label(cx.styles.soft(format!("min, {whose}"), 13.0));
                let after = format!("Add a speech after {}", speech.short);
                pill(ui, cx.styles, "Add after", &after).on_click(cx.out, RoundAction::AddSpeech(at));
                pill(ui, cx.styles, "Remove", &format!("Remove {}", speech.short))
                    .on_click(cx.out, RoundAction::RemoveSpeech(at));
            });
        });
    }
    prep(cx, ui);
}

/// Shows the minutes of prep, and a button that saves the speeches and times as a format.
fn prep(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let Some(round) = &cx.state.round.document else { return };
    let mut minutes = round.rules.prep.unwrap_or_default();
    aligned_row(ui, |ui| {
        let label = ui.label(cx.styles.soft("Prep", 13.0));
        let drag = DragValue::new(&mut minutes).range(0.0..=MAX_SPEECH_MINUTES).speed(0.1).max_decimals(1);
        let response = ui.add(drag).labelled_by(label.id);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Minutes of prep for each side"));
        response.on_change(cx.out, RoundAction::SetPrepMinutes(minutes));
        ui.label(cx.styles.soft("min for each side; 0 is none", 13.0));
    });
    aligned_row(ui, |ui| {
        let keep = button(ui, cx.styles, "Save this as a format", false);
        tooltip(
            keep,
            "Speeches, times and names of sides, to begin other rounds with; it gets the title of this round",
        )
        .on_click(cx.out, RoundAction::SaveFormat);
    });
}

fn speech_name(cx: &mut ViewContext<'_>, ui: &mut Ui, at: usize, speech: &Speech) {
    let mut short = speech.short.clone();
    let field = TextEdit::singleline(&mut short).font(interface_font(13.5)).desired_width(90.0).id_salt("short");
    let response = ui.add(field);
    let label = format!("Short name of speech {}", at + 1);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    if response.changed() && !short.trim().is_empty() {
        let short: String = short.chars().take(MAX_NAME_CHARS).collect();
        let changed = Speech { short, ..speech.clone() };
        cx.push(RoundAction::ChangeSpeech(at, Box::new(changed)));
    }
}

fn speech_minutes(cx: &mut ViewContext<'_>, ui: &mut Ui, at: usize, speech: &Speech) {
    let mut minutes = speech.minutes;
    let drag = DragValue::new(&mut minutes).range(0.5..=MAX_SPEECH_MINUTES).speed(0.1).max_decimals(1);
    let response = ui.add(drag);
    let label = format!("Minutes of speech {}, {}", at + 1, speech.short);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    if response.changed() {
        let changed = Speech { minutes, ..speech.clone() };
        cx.push(RoundAction::ChangeSpeech(at, Box::new(changed)));
    }
}
