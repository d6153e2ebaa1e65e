//! Starting a round: the formats, and the saved rounds.

use egui::{Key, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::model::round::RoundFormat;
use crate::state::Action;
use crate::state::round::RoundAction;
use crate::ui::controls::{Control as _, button};

use super::ViewContext;

pub(super) fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, rect: Rect) {
    let place = Rect::from_center_size(rect.center(), vec2(rect.width().min(640.0) - 40.0, rect.height() - 40.0));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("begin a round"), |ui| {
        if cx.state.round.loading {
            ui.label(cx.styles.soft("The round is being read.", 15.0));
            return;
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.label(cx.styles.strong_ink("Begin a round", 20.0));
            let how = "Clocks for every speech and for prep, what is to be read in each speech, and the flow. Choose a \
                       format; names, times and which side is yours can be changed afterwards.";
            ui.label(cx.styles.soft(how, 14.5));
            ui.add_space(10.0);
            let state: &crate::state::AppState = cx.state;
            for (at, format) in state.round.formats().enumerate() {
                let begin = button(ui, cx.styles, &format.name, at == 0);
                // Enter activates the primary button, unless something else has the focus.
                let free = cx.state.dialog.is_none() && ui.memory(|memory| memory.focused().is_none());
                let entered = at == 0 && free && ui.input(|input| input.key_pressed(Key::Enter));
                if begin.clicked() || entered {
                    cx.push(Action::BeginRound(at));
                }
                ui.label(cx.styles.soft(describe_format(format), 12.5));
                ui.add_space(6.0);
            }
            let others = cx.state.round.others.clone();
            if others.is_empty() {
                return;
            }
            ui.add_space(12.0);
            ui.label(cx.styles.strong_ink("Continue a round", 15.0));
            for (key, title) in others {
                ui.link(cx.styles.accent(title, 14.5)).on_click(cx.out, RoundAction::Open(key));
            }
        });
    });
}

/// Describes a format in one line: its speeches with their minutes, and its prep.
pub(in crate::ui) fn describe_format(format: &RoundFormat) -> String {
    let speeches = format.speeches.iter().filter(|speech| !speech.kind.is_questions());
    let all: Vec<String> = speeches.map(|speech| format!("{} {}", speech.short, speech.minutes)).collect();
    let prep = format.prep.map_or(String::new(), |minutes| format!("; prep {minutes} for each side"));
    format!("{} minutes{prep}", all.join(", "))
}
