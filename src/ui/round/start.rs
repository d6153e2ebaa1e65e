//! Before a round has begun: the formats to choose from, and rounds that are kept.

use egui::{Key, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::model::round::RoundFormat;
use crate::state::Command;
use crate::state::round::RoundAction;
use crate::ui::controls::{button, strong, words};

use super::Sheet;

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui, rect: Rect) {
    let theme = sheet.look.theme.clone();
    let place = Rect::from_center_size(rect.center(), vec2(rect.width().min(640.0) - 40.0, rect.height() - 40.0));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("begin a round"), |ui| {
        if sheet.state.round.loading {
            ui.label(words("The round is being read.", 15.0, theme.soft.0));
            return;
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.label(strong("Begin a round", 20.0, theme.ink.0));
            let how = format!(
                "Clocks for every speech and for prep, what is to be read in each speech, and the flow. Choose a format; \
                 names, times and which side is yours can be changed afterwards ({}).",
                sheet.state.key_of(Command::RoundOptions)
            );
            ui.label(words(how, 14.5, theme.soft.0));
            ui.add_space(10.0);
            let state: &crate::state::AppState = sheet.state;
            for (at, format) in state.formats().enumerate() {
                let begin = button(ui, sheet.look, &format.name, at == 0);
                // Enter does what the coloured button says, unless something else has the focus.
                let free = sheet.state.dialog.is_none() && ui.memory(|memory| memory.focused().is_none());
                let entered = at == 0 && free && ui.input(|input| input.key_pressed(Key::Enter));
                if begin.clicked() || entered {
                    sheet.push(RoundAction::Begin(at));
                }
                ui.label(words(about(format), 12.5, theme.soft.0));
                ui.add_space(6.0);
            }
            let others = sheet.state.round.others.clone();
            if others.is_empty() {
                return;
            }
            ui.add_space(12.0);
            ui.label(strong("Go on with a round", 15.0, theme.ink.0));
            for (key, title) in others {
                if ui.link(words(title, 14.5, theme.accent.0)).clicked() {
                    sheet.push(RoundAction::Open(key));
                }
            }
        });
    });
}

/// A format in a line: its speeches with their minutes, and its prep.
pub(in crate::ui) fn about(format: &RoundFormat) -> String {
    let speeches = format.speeches.iter().filter(|speech| !speech.kind.is_questions());
    let all: Vec<String> = speeches.map(|speech| format!("{} {}", speech.short, speech.minutes)).collect();
    let prep = format.prep.map_or(String::new(), |minutes| format!("; prep {minutes} for each side"));
    format!("{} minutes{prep}", all.join(", "))
}
