//! The presenter's commands, as buttons with their keys in the tooltips.

use egui::{Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use crate::model::Activity;
use crate::state::presentation::{Guess, Presentation, View};
use crate::state::{AppState, Command, ContextTarget, PresentationAction};
use crate::ui::context::ViewContext;
use crate::ui::context_menu;
use crate::ui::controls::{Control as _, focus_ring, interface_font, tooltip, width_of, wrapped_lines};
use crate::ui::styles::Styles;

/// A button of the presenter's.
struct LessonButton {
    command: Command,
    text: String,
    name: String,
    tip: String,
    on: bool,
    enabled: bool,
}

impl LessonButton {
    fn new(state: &AppState, command: Command, text: &str, on: bool) -> Self {
        let name = state.with_key(command.label(), command);
        let tip = match command {
            Command::LeaveProject => {
                "Back to reading, after a question. The lesson goes on where it is when you project again.".to_owned()
            }
            Command::EndLesson => {
                "End the lesson, after a question: the next one starts from the beginning. The menu can bring this one back."
                    .to_owned()
            }
            _ => name.clone(),
        };
        Self { command, text: text.to_owned(), name, tip, on, enabled: true }
    }

    fn show(&self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        toggle(ui, cx.styles, (&self.text, &self.name, &self.tip), self.on, self.enabled)
            .on_click(cx.out, self.command);
    }
}

/// The text of the button that opens the menu of the lesson.
const MORE: &str = "More…";

/// The space between the buttons, in logical pixels.
const SPACING: egui::Vec2 = vec2(6.0, 6.0);

/// The height of a button, in logical pixels.
const BUTTON: f32 = 30.0;

/// The height of [`main`] with the space below it, in logical pixels.
pub const MAIN: f32 = BUTTON + SPACING.y;

/// Shows what leads through the lesson: a step back, the next step, a reply covered, the next row. The last one names the row, and is at
/// the end of the line, where its width moves nothing.
pub fn main(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = SPACING;
        leading(cx.state, presentation).iter().for_each(|button| button.show(cx, ui));
    });
}

/// Returns the buttons that lead through the lesson.
fn leading(state: &AppState, presentation: &Presentation) -> [LessonButton; 4] {
    let mut cover = LessonButton::new(state, Command::CoverReply, "Cover reply", false);
    cover.enabled = state.script().can_cover_reply(presentation);
    let mut next = LessonButton::new(state, Command::NextStop, "Next", false);
    match presentation.next_stop() {
        Some(stop) => next.text = format!("Next: {}", super::row_name(state, stop.row)),
        None => next.enabled = false,
    }
    let [back, reveal] = [(Command::Cover, "Back"), (Command::Reveal, "Reveal")]
        .map(|(c, text)| LessonButton::new(state, c, text, false));
    [back, reveal, cover, next]
}

/// Shows what leads through the lesson and the other buttons over the class's view, where they are all that there is of the
/// presenter's.
pub fn over_slide(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = SPACING;
        let all = leading(cx.state, presentation).into_iter().chain(others(cx.state, presentation));
        all.for_each(|button| button.show(cx, ui));
    });
}

/// Returns the other buttons; one is on while its effect lasts.
fn others(state: &AppState, presentation: &Presentation) -> [LessonButton; 13] {
    let activity = state.script().activity_of(presentation, presentation.stop());
    let other_view = match presentation.view {
        View::Presenter => "Class's view",
        View::Audience if presentation.class_sees_window() => "Your view…",
        View::Audience => "Your view",
    };
    let all = [
        (Command::Black, "Black", presentation.black),
        (Command::Freeze, "Freeze", presentation.frozen.is_some()),
        (Command::NextClaim, "Claim", presentation.stop().claim.is_some()),
        (Command::Zoom, "Phrase", presentation.zoom.is_some()),
        (Command::Pointer, "Pointer", presentation.pointer.is_some()),
        (Command::Predict, "Predict", activity == Activity::Predict),
        (Command::Blind, "Who speaks?", activity == Activity::Blind),
        (Command::Controversy, "Controversy", activity == Activity::Controversy),
        (Command::Results, "Guesses", presentation.results),
        (Command::StepTimer, "Clock", state.script().step_clock(presentation).is_running()),
        (Command::SwitchView, other_view, false),
        (Command::LeaveProject, "Leave (goes on later)…", false),
        (Command::EndLesson, "End lesson…", false),
    ];
    all.map(|(command, text, on)| LessonButton::new(state, command, text, on))
}

/// Returns the height of [`show`] in a rectangle of this width, in logical pixels.
pub fn height(ui: &Ui, state: &AppState, presentation: &Presentation, wide: f32) -> f32 {
    let all = others(state, presentation);
    let texts = all.iter().map(|button| button.text.as_str()).chain([MORE]);
    let widths = texts.map(|text| width_of(ui.painter(), text, TEXT) + PADDING.x);
    wrapped_lines(widths, SPACING.x, wide) * (BUTTON + SPACING.y)
}

/// Shows the other buttons; one is on while its effect lasts.
pub fn show(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = SPACING;
        for button in others(cx.state, presentation) {
            button.show(cx, ui);
        }
        let name = "More of the lesson: rows, words, room, screens";
        let more = toggle(ui, cx.styles, (MORE, name, name), false, true);
        if more.clicked() {
            // Beside the button: no item is under the pointer, to be pressed by a second click.
            context_menu::open(ContextTarget::Lesson, more.rect.right_top() + vec2(6.0, 0.0), cx.out);
        }
    });
}

/// Shows the answers to "what will they say?" with the hands counted, while it is asked.
pub fn hands(cx: &mut ViewContext<'_>, ui: &mut Ui, presentation: &Presentation) {
    let Some(unit) = cx.state.script().asked_group(presentation) else { return };
    let name = cx.state.edition.perspectives().get(unit.perspective).map_or("", |by| &by.name);
    let typed = presentation.hands.map_or("a number, then a letter".to_owned(), |hands| format!("{hands} hands for …"));
    let line = format!("{name}: what will they say?  {typed}");
    ui.label(cx.styles.strong_ink(line, 15.0));
    let counted = presentation.guesses.of(presentation.stop().guess_key(unit.perspective));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = SPACING;
        for guess in Guess::ALL {
            let count = counted.and_then(|hands| hands.get(&guess)).copied();
            let shown = count.map_or(String::new(), |count| format!(": {count}"));
            let text = format!("{}  {}{shown}", guess.key(), guess.word());
            let name = format!("Hands for {}{shown}", guess.word());
            toggle(ui, cx.styles, (&text, &name, &name), count.is_some(), true)
                .on_click(cx.out, PresentationAction::CountHands(guess));
        }
    });
}

/// The size of the text of a button, in logical pixels, and the space around it.
const TEXT: f32 = 13.5;
const PADDING: egui::Vec2 = vec2(20.0, 12.0);

/// Shows a button that is on or off, greyed unless it is `enabled`.
fn toggle(ui: &mut Ui, styles: &Styles, (text, name, tip): (&str, &str, &str), on: bool, enabled: bool) -> Response {
    let theme = &styles.theme;
    let ink = if enabled { theme.ink } else { theme.faint };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), interface_font(TEXT), ink.0);
    let size = vec2(galley.size().x + PADDING.x, (galley.size().y + PADDING.y).max(BUTTON));
    let (rect, response) = ui.allocate_exact_size(size, if enabled { Sense::click() } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, name));
    let fill = theme.choice(on, enabled && response.hovered());
    let (width, edge) = if on { (2.0, theme.accent) } else { (1.0, theme.rule) };
    ui.painter().rect_filled(rect, 6.0, theme.panel.0);
    ui.painter().rect(rect, 6.0, fill.unwrap_or_default(), (width, edge.0), StrokeKind::Inside);
    focus_ring(ui, styles, rect, &response);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.0);
    tooltip(response, tip)
}
