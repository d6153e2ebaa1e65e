//! A paragraph in which words are chosen, with the pointer or the arrow keys, in any script and direction.

use std::ops::Range;

use egui::{Event, EventFilter, Key, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, accesskit, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Paragraph;
use crate::ui::controls::{focus_ring, words};
use crate::ui::laid::Laid;

use super::super::Sheet;
use super::super::parts::{Marked, Places, laid_to_compare, paint_compared, passage};

/// The words chosen, by their number among those of the paragraph.
#[derive(Debug, Default)]
pub(in super::super) struct Choosing {
    /// The phrase and the paragraph they are chosen for.
    asked: (usize, Option<usize>),
    /// Where the choice began, and where it has come to; both are chosen.
    ends: Option<(usize, usize)>,
}

impl Choosing {
    /// A choice for one phrase and paragraph is none for another.
    pub(super) fn begin(&mut self, fresh: bool, asked: (usize, Option<usize>)) {
        if fresh || self.asked != asked {
            *self = Self { asked, ends: None };
        }
    }

    /// The bytes from the first word chosen to the last.
    pub(super) fn bytes(&self, text: &str) -> Option<Range<usize>> {
        let (from, to) = self.ends?;
        let words = words_of(text);
        let (first, last) = (words.get(from.min(to))?, words.get(from.max(to))?);
        Some(first.start..last.end)
    }

    /// Goes to a word, and takes those on the way with it when the choice is drawn on.
    fn go(&mut self, to: usize, draw_on: bool) {
        let from = self.ends.filter(|_| draw_on).map_or(to, |(from, _)| from);
        self.ends = Some((from, to));
    }
}

/// The bytes of each word; in Chinese and Japanese every sign is one.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let words = text.split_word_bound_indices().filter(|(_, word)| word.chars().any(char::is_alphanumeric));
    words.map(|(at, word)| at..at + word.len()).collect()
}

/// The words of a paragraph where they stand on the screen.
struct Field<'a> {
    block: &'a Laid,
    words: Vec<Range<usize>>,
    places: Places,
}

impl Field<'_> {
    /// The boxes of a word, from the text's top left corner.
    fn boxes(&self, word: usize) -> Vec<Rect> {
        self.words.get(word).map_or(Vec::new(), |word| self.block.boxes(self.places.characters(word)))
    }

    /// The word nearest to a point, from the text's top left corner.
    fn nearest(&self, point: Vec2) -> Option<usize> {
        let character = self.block.character_at(point);
        let after = self.words.partition_point(|word| self.places.characters(word).start <= character);
        // The character found may belong to a neighbour, and signs between words to none.
        let near = after.saturating_sub(2)..(after + 2).min(self.words.len());
        let away = |word: usize| {
            let boxes = self.boxes(word).into_iter().map(|b| b.distance_sq_to_pos(Pos2::ZERO + point));
            boxes.fold(f32::INFINITY, f32::min)
        };
        near.min_by(|a, b| away(*a).total_cmp(&away(*b)))
    }

    /// The word that a key leads to from another.
    fn step(&self, from: usize, key: Key) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        let on = match key {
            // In a text that runs to the left the next word stands there.
            Key::ArrowRight => !self.block.is_right_to_left(),
            Key::ArrowLeft => self.block.is_right_to_left(),
            Key::ArrowUp | Key::ArrowDown => return self.across(from, key == Key::ArrowDown),
            Key::Home => return Some(0),
            Key::End => return Some(last),
            _ => return None,
        };
        Some(if on { (from + 1).min(last) } else { from.saturating_sub(1) })
    }

    /// The word over or under another.
    fn across(&self, from: usize, down: bool) -> Option<usize> {
        let boxes = self.boxes(from);
        let at = if down { boxes.last() } else { boxes.first() }?;
        let tall = self.block.lines().first().map_or(at.height(), |line| line.height);
        let y = at.center().y + if down { tall } else { -tall };
        if y < 0.0 || y > self.block.size().y {
            return Some(from);
        }
        self.nearest(vec2(at.center().x, y))
    }
}

/// Shows the paragraph; what is chosen in it is kept in `state`.
pub(super) fn show(
    state: &mut Choosing,
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    paragraph: &Paragraph,
    mut marked: Marked<'_>,
) {
    let text = paragraph.text.as_str();
    let language = sheet.session.edition.language_of_paragraph(paragraph).clone();
    let block = laid_to_compare(sheet, ui, (text, &language));
    let (rect, _) = ui.allocate_exact_size(block.size(), Sense::hover());
    // By a name of its own: how many answers stand before it changes with what is chosen.
    let response = ui.interact(rect, ui.scope_id().with("words to choose"), Sense::click_and_drag());
    let field = Field { block: &block, words: words_of(text), places: Places::of(text) };
    let before = state.ends;
    point(state, ui, &field, &response);
    let first = marked.lit.as_ref().and_then(|lit| field.words.iter().position(|word| word.end > lit.start));
    walk(state, ui, &field, &response, first.unwrap_or(0));
    if state.ends != before {
        ui.ctx().request_repaint();
    }
    if let Some((_, at)) = state.ends.filter(|_| state.ends != before)
        && let Some(b) = field.boxes(at).first()
    {
        ui.scroll_to_rect(b.translate(rect.min.to_vec2()), None);
    }
    marked.chosen = state.bytes(text);
    paint_compared(sheet, ui, text, (&block, rect.min), &marked);
    focus_ring(ui, sheet.look, rect.expand(4.0), &response);
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::Text);
    }
    let chosen = marked.chosen.as_ref().and_then(|range| text.get(range.clone()));
    tell(sheet, ui, (paragraph, &language), &response, chosen);
}

/// A press chooses a word, drawing on takes more, and a press on the one word chosen lets it go.
fn point(state: &mut Choosing, ui: &Ui, field: &Field<'_>, response: &Response) {
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let word = || field.nearest(pointer - response.rect.min);
    let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    if pressed && response.contains_pointer() {
        response.request_focus();
        let Some(word) = word() else { return };
        if state.ends == Some((word, word)) {
            state.ends = None;
        } else {
            state.go(word, shift);
        }
    } else if response.dragged()
        && let (Some((from, _)), Some(word)) = (state.ends, word())
    {
        state.ends = Some((from, word));
    }
}

/// The arrow keys, Home and End go from word to word, with Shift they take more; the first press begins at `first`.
fn walk(state: &mut Choosing, ui: &Ui, field: &Field<'_>, response: &Response, first: usize) {
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let keys: Vec<(Key, bool)> = ui.input(|input| {
        let pressed = input.events.iter().filter_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } if !modifiers.command && !modifiers.alt => {
                Some((*key, modifiers.shift))
            }
            _ => None,
        });
        pressed.collect()
    });
    for (key, shift) in keys {
        let from = state.ends.map_or(first, |(_, at)| at);
        let Some(to) = field.step(from, key) else { continue };
        state.go(if state.ends.is_some() { to } else { from }, shift);
    }
}

/// Names the field by what is chosen, and says it in a line under it that a screen reader speaks when it changes.
fn tell(
    sheet: &mut Sheet<'_>,
    ui: &mut Ui,
    (paragraph, language): (&Paragraph, &crate::model::Language),
    response: &Response,
    chosen: Option<&str>,
) {
    let told = match chosen {
        Some(words) => format!("Chosen: “{words}”"),
        None => "Choose other words with the pointer or the arrow keys; Shift takes more.".to_owned(),
    };
    let label = paragraph.id.label();
    let name = format!("Words of ¶{label} of your copy. {told}");
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(paragraph.text.as_str()));
    ui.add_space(4.0);
    let line = match chosen {
        Some(_) => passage(sheet, ui, &told, language, 12.5),
        None => ui.label(words(told, 12.5, sheet.look.theme.soft.0)),
    };
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(accesskit::Live::Polite));
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn every_script_has_its_words() {
        let words = |text: &'static str| words_of(text).into_iter().map(|w| &text[w]).collect::<Vec<_>>();
        assert_eq!(words("Save 40,000 pounds, now."), ["Save", "40,000", "pounds", "now"]);
        assert_eq!(words("关灯，省钱。"), ["关", "灯", "省", "钱"]);
        assert_eq!(words("گلی کی بتیاں، رات بھر۔"), ["گلی", "کی", "بتیاں", "رات", "بھر"]);
    }
}
