//! Where the characters of a text stand when it is laid out.

use std::ops::Range;

use super::visible;

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

    /// Characters of what is shown as code points of the text; a mark that is touched counts whole.
    pub fn points(&self, shown: &Range<usize>) -> Range<usize> {
        if shown.is_empty() {
            let at = self.0.partition_point(|(_, at)| *at < shown.start).min(self.0.len() - 1);
            return at..at;
        }
        let from = self.0.partition_point(|(_, at)| *at <= shown.start).saturating_sub(1);
        let to = self.0.partition_point(|(_, at)| *at < shown.end).min(self.0.len() - 1);
        from..to.max(from)
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

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn what_is_shown_and_what_is_there_lead_to_each_other() {
        let text = "so\u{ad}le é";
        let places = Places::of(text);
        // Shown: so[U+00AD]le é
        assert_eq!(places.characters(&(4..6)), 10..12);
        assert_eq!(places.points(&(10..12)), 3..5);
        assert_eq!(places.points(&(13..14)), 6..7);
        assert_eq!(places.points(&(4..11)), 2..4, "a mark that is touched counts whole");
        assert_eq!(places.points(&(0..2)), 0..2);
        assert_eq!(places.points(&(0..99)), 0..7);
        assert_eq!(places.points(&(11..11)), 4..4);
        assert_eq!(Places::of("").points(&(0..3)), 0..0);
    }
}
