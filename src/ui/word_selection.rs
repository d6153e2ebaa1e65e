//! Selecting whole words with the pointer or the arrow keys, in any script and direction.

use std::ops::Range;

use egui::{CursorIcon, Event, EventFilter, Key, Modifiers, Pos2, Rect, Response, Ui, Vec2, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::text_layout::TextLayout;
use crate::model::visible::DisplayOffsets;

/// The anchor and the end of a selection, both inclusive, as indexes among the words of the text.
pub type WordSelection = Option<(usize, usize)>;

/// Returns the byte range from the first selected word to the last.
pub fn selected_bytes(selection: WordSelection, text: &str) -> Option<Range<usize>> {
    let (from, to) = selection?;
    let words = word_ranges(text);
    let (first, last) = (words.get(from.min(to))?, words.get(from.max(to))?);
    Some(first.start..last.end)
}

/// Moves the end of the selection to a word; its start follows unless the selection is being extended.
fn move_to(selection: &mut WordSelection, to: usize, extend: bool) {
    let from = selection.filter(|_| extend).map_or(to, |(from, _)| from);
    *selection = Some((from, to));
}

/// Returns the byte range of each word; in Chinese and Japanese every character is a word.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let words = text.split_word_bound_indices().filter(|(_, word)| word.chars().any(char::is_alphanumeric));
    words.map(|(at, word)| at..at + word.len()).collect()
}

/// The words of a laid-out text, for hit testing.
pub struct SelectableText<'a> {
    layout: &'a TextLayout,
    words: Vec<Range<usize>>,
    places: DisplayOffsets,
}

impl<'a> SelectableText<'a> {
    /// Finds the words of a text.
    pub fn new(text: &str, layout: &'a TextLayout) -> Self {
        Self { layout, words: word_ranges(text), places: DisplayOffsets::new(text) }
    }

    /// Returns the first word that ends after a byte.
    pub fn word_after(&self, byte: usize) -> Option<usize> {
        self.words.iter().position(|word| word.end > byte)
    }

    /// Updates the selection from pointer and keyboard, and scrolls to its end if it changed; `first` is the word the
    /// keyboard starts at.
    pub fn interact(&self, ui: &Ui, selection: &mut WordSelection, response: &Response, first: usize) {
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::Text);
        }
        let before = *selection;
        handle_pointer(selection, ui, self, response);
        handle_keys(selection, ui, self, response, first);
        if *selection == before {
            return;
        }
        ui.ctx().request_repaint();
        if let Some(end) = selection.and_then(|(_, at)| self.rects(at).first().copied()) {
            ui.scroll_to_rect(end.translate(response.rect.min.to_vec2()), None);
        }
    }

    /// Returns the rectangles of a word, relative to the top left of the text.
    fn rects(&self, word: usize) -> Vec<Rect> {
        self.words.get(word).map_or(Vec::new(), |word| self.layout.rects(self.places.displayed_chars(word)))
    }

    /// Returns the word nearest to a point, relative to the top left of the text.
    fn nearest(&self, point: Vec2) -> Option<usize> {
        let character = self.layout.character_at(point);
        let after = self.words.partition_point(|word| self.places.displayed_chars(word).start <= character);
        // The character found may belong to a neighbouring word, and punctuation to none.
        let near = after.saturating_sub(2)..(after + 2).min(self.words.len());
        let away = |word: usize| {
            let rects = self.rects(word).into_iter().map(|b| b.distance_sq_to_pos(Pos2::ZERO + point));
            rects.fold(f32::INFINITY, f32::min)
        };
        near.min_by(|a, b| away(*a).total_cmp(&away(*b)))
    }

    /// Returns the word a key moves to from another.
    fn word_for_key(&self, from: usize, key: Key) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        let on = match key {
            // In a right-to-left text the next word is on the left.
            Key::ArrowRight => !self.layout.is_right_to_left(),
            Key::ArrowLeft => self.layout.is_right_to_left(),
            Key::ArrowUp | Key::ArrowDown => return self.word_on_adjacent_line(from, key == Key::ArrowDown),
            Key::Home => return Some(0),
            Key::End => return Some(last),
            _ => return None,
        };
        Some(if on { (from + 1).min(last) } else { from.saturating_sub(1) })
    }

    /// Returns the word on the line below or above another.
    fn word_on_adjacent_line(&self, from: usize, down: bool) -> Option<usize> {
        let rects = self.rects(from);
        let at = if down { rects.last() } else { rects.first() }?;
        let line_height = self.layout.lines().first().map_or(at.height(), |line| line.height);
        let y = at.center().y + if down { line_height } else { -line_height };
        if y < 0.0 || y > self.layout.size().y {
            return Some(from);
        }
        self.nearest(vec2(at.center().x, y))
    }
}

/// Handles the pointer: a press selects a word, dragging extends the selection, and a press on the only selected word
/// clears it.
fn handle_pointer(selection: &mut WordSelection, ui: &Ui, text: &SelectableText<'_>, response: &Response) {
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let word = || text.nearest(pointer - response.rect.min);
    let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    if pressed && response.contains_pointer() {
        response.request_focus();
        let Some(word) = word() else { return };
        if *selection == Some((word, word)) {
            *selection = None;
        } else {
            move_to(selection, word, shift);
        }
    } else if response.dragged()
        && let (Some((from, _)), Some(word)) = (*selection, word())
    {
        *selection = Some((from, word));
    }
}

/// Handles the arrow keys, with Ctrl too, Home and End, which move from word to word; Shift extends the selection, and the first press
/// selects `first`.
fn handle_keys(selection: &mut WordSelection, ui: &Ui, text: &SelectableText<'_>, response: &Response, first: usize) {
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let keys: Vec<(Key, bool)> = ui.input(|input| {
        let pressed = input.events.iter().filter_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } if moves_by_words(*key, *modifiers) => {
                Some((*key, modifiers.shift))
            }
            _ => None,
        });
        pressed.collect()
    });
    for (key, shift) in keys {
        let from = selection.map_or(first, |(_, at)| at);
        let Some(to) = text.word_for_key(from, key) else { continue };
        let to = if selection.is_some() { to } else { from };
        move_to(selection, to, shift);
    }
}

/// Returns whether a key may move from word to word. With Ctrl the arrows to the sides do so too, as they do in a text field.
fn moves_by_words(key: Key, modifiers: Modifiers) -> bool {
    let is_sideways = matches!(key, Key::ArrowLeft | Key::ArrowRight);
    !modifiers.alt && (!modifiers.command || is_sideways)
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};

    use super::{moves_by_words, word_ranges};

    #[test]
    fn arrows_to_the_sides_move_by_words_with_control_too() {
        for (key, with_control) in [(Key::ArrowLeft, true), (Key::ArrowRight, true), (Key::ArrowUp, false)] {
            assert!(moves_by_words(key, Modifiers::NONE) && moves_by_words(key, Modifiers::SHIFT));
            assert_eq!(moves_by_words(key, Modifiers::COMMAND), with_control);
            assert_eq!(moves_by_words(key, Modifiers::COMMAND | Modifiers::SHIFT), with_control);
            assert!(!moves_by_words(key, Modifiers::ALT));
        }
    }

    #[test]
    fn every_script_has_its_words() {
        let words = |text: &'static str| word_ranges(text).into_iter().map(|w| &text[w]).collect::<Vec<_>>();
        assert_eq!(words("Save 40,000 pounds, now."), ["Save", "40,000", "pounds", "now"]);
        assert_eq!(words("关灯，省钱。"), ["关", "灯", "省", "钱"]);
        assert_eq!(words("گلی کی بتیاں، رات بھر۔"), ["گلی", "کی", "بتیاں", "رات", "بھر"]);
    }
}
