//! The presenter's commands, as buttons with their keys in the tooltips.

use egui::{Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use crate::model::Activity;
use crate::state::presentation::{Guess, Presentation};
use crate::state::{Action, AppState, Command, ContextTarget, PresentationAction};
use crate::ui::context_menu;
use crate::ui::controls::{focus_ring, interface_font, tooltip};
use crate::ui::styles::Styles;

/// Shows the buttons under the preview; one is on while its effect lasts.
pub fn show(ui: &mut Ui, state: &AppState, presentation: &Presentation, styles: &Styles, out: &mut Vec<Action>) {
    let activity = state.activity_of(presentation, presentation.stop());
    let all: [(Command, &str, bool); 14] = [
        (Command::Cover, "Back", false),
        (Command::Reveal, "Reveal", false),
        (Command::Black, "Black", presentation.black),
        (Command::Freeze, "Freeze", presentation.frozen.is_some()),
        (Command::NextClaim, "Claim", presentation.stop().claim.is_some()),
        (Command::Zoom, "Phrase", presentation.zoom.is_some()),
        (Command::Pointer, "Pointer", presentation.pointer.is_some()),
        (Command::Predict, "Predict", activity == Activity::Predict),
        (Command::Blind, "Who speaks?", activity == Activity::Blind),
        (Command::Controversy, "Controversy", activity == Activity::Controversy),
        (Command::Results, "Guesses", presentation.results),
        (Command::SwitchView, "Class's view", false),
        (Command::LeaveProject, "Leave", false),
        (Command::EndLesson, "End", false),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (command, text, on) in all {
            let key = state.key_of(command);
            let tip = if key.is_empty() { command.label().to_owned() } else { format!("{} ({key})", command.label()) };
            if toggle(ui, styles, text, on, &tip).clicked() {
                out.push(Action::Command(command));
            }
        }
        let more = toggle(ui, styles, "More…", false, "More of the lesson: rows, words, room, screens");
        if more.clicked() {
            // Beside the button: no item is under the pointer, to be pressed by a second click.
            context_menu::open(ContextTarget::Lesson, more.rect.right_top() + vec2(6.0, 0.0), out);
        }
    });
}

/// Shows the answers to "what will they say?" with the hands counted, while it is asked.
pub fn hands(ui: &mut Ui, state: &AppState, presentation: &Presentation, styles: &Styles, out: &mut Vec<Action>) {
    let Some(unit) = state.asked_group(presentation) else { return };
    let name = state.edition.perspectives().get(unit.perspective).map_or("", |by| &by.name);
    let typed = presentation.hands.map_or("a number, then a letter".to_owned(), |hands| format!("{hands} hands for …"));
    let line = format!("{name}: what will they say?  {typed}");
    ui.label(crate::ui::controls::strong(line, 15.0, styles.theme.ink.0));
    let counted = presentation.guesses.of(presentation.stop().guess_key(unit.perspective));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for guess in Guess::ALL {
            let count = counted.and_then(|hands| hands.get(&guess)).copied();
            let shown = count.map_or(String::new(), |count| format!(": {count}"));
            let text = format!("{}  {}{shown}", guess.key(), guess.word());
            let name = format!("Hands for {}{shown}", guess.word());
            if toggle(ui, styles, &text, count.is_some(), &name).clicked() {
                out.push(Action::Presentation(PresentationAction::CountHands(guess)));
            }
        }
    });
}

/// Shows a button that is on or off.
fn toggle(ui: &mut Ui, styles: &Styles, text: &str, on: bool, name: &str) -> Response {
    let theme = &styles.theme;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), interface_font(13.5), theme.ink.0);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(20.0, 12.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    let fill = if on || response.hovered() { theme.tint } else { theme.panel };
    let (width, edge) = if on { (2.0, theme.accent) } else { (1.0, theme.rule) };
    ui.painter().rect(rect, 6.0, fill.0, (width, edge.0), StrokeKind::Inside);
    focus_ring(ui, styles, rect, &response);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.ink.0);
    tooltip(response, name)
}
