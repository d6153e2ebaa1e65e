//! A paragraph in which words are selected, in any script and direction.

use std::ops::Range;

use egui::{Response, Role, Sense, Ui, WidgetInfo, accesskit};

use crate::model::Paragraph;
use crate::ui::choose::{self, Ends, Field};
use crate::ui::controls::{focus_ring, words};

use super::super::Sheet;
use super::super::parts::{Marked, laid_to_compare, paint_compared, passage};

/// The words selected in a paragraph, for a phrase.
#[derive(Debug, Default)]
pub(in super::super) struct Choosing {
    /// The phrase and the paragraph that the selection is for.
    asked: (usize, Option<usize>),
    /// The selection.
    ends: Ends,
}

impl Choosing {
    /// Clears the selection if it was for another phrase or paragraph.
    pub(super) fn begin(&mut self, fresh: bool, asked: (usize, Option<usize>)) {
        if fresh || self.asked != asked {
            *self = Self { asked, ends: None };
        }
    }

    /// Returns the byte range from the first selected word to the last.
    pub(super) fn bytes(&self, text: &str) -> Option<Range<usize>> {
        choose::bytes(self.ends, text)
    }
}

/// Shows the paragraph; the selection is kept in `inputs`.
pub(super) fn show(
    inputs: &mut Choosing,
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    paragraph: &Paragraph,
    mut marked: Marked<'_>,
) {
    let text = paragraph.text.as_str();
    let language = sheet.state.edition.language_of_paragraph(paragraph).clone();
    let block = laid_to_compare(sheet, ui, (text, &language));
    let (rect, _) = ui.allocate_exact_size(block.size(), Sense::hover());
    // A fixed id: the number of buttons before it changes with the selection.
    let response = ui.interact(rect, ui.scope_id().with("words to choose"), Sense::click_and_drag());
    let field = Field::new(text, &block);
    let first = marked.lit.as_ref().and_then(|lit| field.word_after(lit.start));
    if let Some(end) = field.choose(ui, &mut inputs.ends, &response, first.unwrap_or(0)) {
        ui.scroll_to_rect(end, None);
    }
    marked.chosen = inputs.bytes(text);
    paint_compared(sheet, ui, text, (&block, rect.min), &marked);
    focus_ring(ui, sheet.look, rect.expand(4.0), &response);
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::Text);
    }
    let chosen = marked.chosen.as_ref().and_then(|range| text.get(range.clone()));
    tell(sheet, ui, (paragraph, &language), &response, chosen);
}

/// Labels the field with the selection, and shows it on a line below that a screen reader announces when it changes.
fn tell(
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    (paragraph, language): (&Paragraph, &crate::model::Language),
    response: &Response,
    chosen: Option<&str>,
) {
    let text = match chosen {
        Some(words) => format!("Chosen: “{words}”"),
        None => "Choose other words with the pointer or the arrow keys; Shift takes more.".to_owned(),
    };
    let label = paragraph.id.label();
    let name = format!("Words of ¶{label} of your copy. {text}");
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(paragraph.text.as_str()));
    ui.add_space(4.0);
    let line = match chosen {
        Some(_) => passage(sheet, ui, &text, language, 12.5),
        None => ui.label(words(text, 12.5, sheet.look.theme.soft.0)),
    };
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(accesskit::Live::Polite));
}
