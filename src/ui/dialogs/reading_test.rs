//! The one-minute reading test: read the article aloud, and click the last word that you have read.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::model::word_count;
use crate::state::AppState;
use crate::state::round::RoundAction;
use crate::ui::controls::{Control as _, button, strong};
use crate::ui::faces::request_faces;
use crate::ui::text_layout::TextLayout;

use super::{DialogView, Layout, Place, ViewContext};

/// Stop after this many words: more than anybody reads in a minute.
const MOST_WORDS: usize = 700;

/// The height above and below the text, in logical pixels.
const AROUND: f32 = 270.0;

/// The text to read, under a clock.
#[derive(Debug)]
pub(super) struct ReadingTestDialog;

impl DialogView for ReadingTestDialog {
    fn layout(&self, _state: &AppState) -> Layout {
        Layout::new("Reading test", Place::Centre, 720.0)
    }

    fn show(&mut self, cx: &mut ViewContext<'_>, ui: &mut Ui) {
        clock(cx, ui);
        let tallest = (ui.ctx().content_rect().height() - AROUND).max(90.0);
        // The clock stays visible while the text is scrolled.
        ScrollArea::vertical().id_salt("to read").max_height(tallest).min_scrolled_height(tallest).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 14.0);
            text(cx, ui);
        });
    }
}

/// Shows the instructions and the clock.
fn clock(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let theme = &cx.styles.theme;
    let (test, now) = (cx.state.round.test, cx.state.round.now);
    let how = "Read aloud from the top, as fast as in a round. When the minute is over, or before, press the last word that \
               you have read, or what stands under its paragraph.";
    ui.label(cx.styles.soft(how, 14.0));
    ui.horizontal(|ui| {
        ui.label(cx.styles.strong_ink(test.text(now), 30.0));
        let name = if test.has_started() { "Start again" } else { "Begin to read" };
        button(ui, cx.styles, name, !test.has_started()).focus_if(cx.fresh).on_click(cx.out, RoundAction::StartTest);
        if test.has_started() && test.remaining(now).is_some_and(|left| left <= 0.0) {
            let frame = egui::Frame::NONE.fill(theme.accent.0).corner_radius(5.0);
            frame.inner_margin(egui::Margin::symmetric(10, 3)).show(ui, |ui| {
                let over = ui.label(strong("The minute is over: press your last word", 16.0, theme.panel.0));
                ui.ctx().accesskit_node_builder(over.id, |node| node.set_live(egui::accesskit::Live::Assertive));
            });
        }
    });
    if test.is_running() {
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(200));
    }
    ui.add_space(6.0);
}

/// Shows the start of the article; its words and the ends of its paragraphs are clickable.
fn text(cx: &mut ViewContext<'_>, ui: &mut Ui) {
    let edition = &cx.state.edition;
    let mut before = 0;
    for paragraph in edition.paragraphs() {
        let script = edition.language_of_paragraph(paragraph).script();
        let style = cx.styles.article.clone();
        request_faces(cx.state, &paragraph.text, script, cx.out);
        let layout = TextLayout::new(ui.painter(), &paragraph.text, &style, script, ui.available_width(), usize::MAX);
        let (rect, response) = ui.allocate_exact_size(layout.size(), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &paragraph.text));
        layout.paint(ui.painter(), rect.min);
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let at = layout.character_at(pointer - rect.min);
            let rest = paragraph.text.chars().skip(at).take_while(|c| !c.is_whitespace()).count();
            let read: String = paragraph.text.chars().take(at + rest).collect();
            cx.push(RoundAction::FinishTest(before + word_count(&read, script)));
        }
        before += word_count(&paragraph.text, script);
        let label = paragraph.id.label();
        let text = format!("I have read to the end of ¶{label}");
        ui.link(cx.styles.accent(text, 12.5)).on_click(cx.out, RoundAction::FinishTest(before));
        ui.add_space(8.0);
        if before > MOST_WORDS {
            break;
        }
    }
}
