//! Where the characters of a text stand when it is laid out.

use std::ops::Range;

use crate::model::visible;

/// Where the characters of a text stand when it is laid out: hidden ones are shown as marks of several.
pub struct Places(Vec<(usize, usize)>);

impl Places {
    /// Goes through a text once.
    pub fn of(text: &str) -> Self {
        let mut hidden = visible::hidden(text).peekable();
        let mut at = 0;
        let place = |(byte, c): (usize, char)| {
            let place = (byte, at);
            at += match hidden.next_if(|(first, _)| *first == byte) {
                Some(_) => visible::with_marks(c.encode_utf8(&mut [0; 4])).chars().count(),
                None => 1,
            };
            place
        };
        let mut places: Vec<(usize, usize)> = text.char_indices().map(place).collect();
        places.push((text.len(), at));
        Self(places)
    }

    /// Bytes of the text as characters of what is shown.
    pub fn characters(&self, range: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            let index = self.0.partition_point(|(first, _)| *first < byte);
            self.0.get(index).or(self.0.last()).map_or(0, |(_, at)| *at)
        };
        at(range.start)..at(range.end)
    }
}
