//! The one-minute reading test: read the article aloud, and press the last word that you have read.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::model::word_count;
use crate::state::Action;
use crate::state::round::RoundAction;
use crate::ui::controls::{button, strong, words};
use crate::ui::laid::Laid;
use crate::ui::passage::request_faces;

use super::Sheet;

/// Paragraphs that are shown: more than anybody reads in a minute.
const MOST_WORDS: usize = 700;

/// What stands above and below the text to read, in logical pixels.
const AROUND: f32 = 270.0;

pub(super) fn show(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    clock(sheet, ui);
    let tallest = (ui.ctx().content_rect().height() - AROUND).max(90.0);
    // The clock stays above while the text is scrolled.
    ScrollArea::vertical().id_salt("to read").max_height(tallest).min_scrolled_height(tallest).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 14.0);
        text(sheet, ui);
    });
}

/// How it is done, and the clock.
fn clock(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let (test, now) = (sheet.state.round.test, sheet.state.round.now);
    let how = "Read aloud from the top, as fast as in a round. When the minute is over, or before, press the last word that \
               you have read, or what stands under its paragraph.";
    ui.label(words(how, 14.0, theme.soft.0));
    ui.horizontal(|ui| {
        ui.label(strong(test.text(now), 30.0, theme.ink.0));
        let name = if test.has_started() { "Begin anew" } else { "Begin to read" };
        let begin = button(ui, sheet.look, name, !test.has_started());
        if sheet.fresh {
            begin.request_focus();
        }
        if begin.clicked() {
            sheet.out.push(Action::Round(RoundAction::StartTest));
        }
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

/// The beginning of the article, to be read; its words and the ends of its paragraphs are pressed.
fn text(sheet: &mut Sheet<'_>, ui: &mut Ui) {
    let theme = sheet.look.theme.clone();
    let edition = &sheet.state.edition;
    let mut before = 0;
    for paragraph in edition.paragraphs() {
        let script = edition.language_of_paragraph(paragraph).script();
        let style = sheet.look.article.clone();
        request_faces(sheet.state, &paragraph.text, script, sheet.out);
        let block = Laid::new(ui.painter(), &paragraph.text, &style, script, ui.available_width(), usize::MAX);
        let (rect, response) = ui.allocate_exact_size(block.size(), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &paragraph.text));
        block.paint(ui.painter(), rect.min);
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let at = block.character_at(pointer - rect.min);
            let rest = paragraph.text.chars().skip(at).take_while(|c| !c.is_whitespace()).count();
            let read: String = paragraph.text.chars().take(at + rest).collect();
            sheet.out.push(Action::Round(RoundAction::FinishTest(before + word_count(&read, script))));
        }
        before += word_count(&paragraph.text, script);
        let label = paragraph.id.label();
        let text = format!("I have read to the end of ¶{label}");
        if ui.link(words(text, 12.5, theme.accent.0)).clicked() {
            sheet.out.push(Action::Round(RoundAction::FinishTest(before)));
        }
        ui.add_space(8.0);
        if before > MOST_WORDS {
            break;
        }
    }
}
