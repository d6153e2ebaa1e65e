//! Gists: a note in one sentence, shown first everywhere.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::Note;

/// The maximum length of a gist, in characters. Two lines of 60 characters, the narrowest measure of a reply, hold it.
pub const MAX_GIST_CHARS: usize = 120;

/// The mark of a text that was cut.
pub const ELLIPSIS: char = '…';

impl Note {
    /// Returns the note in short: its gist, or else the beginning of its summary. It has at most [`MAX_GIST_CHARS`]
    /// characters; a text that was cut ends after a word, with an ellipsis.
    ///
    /// ```
    /// let note: parallax::model::Note = ron::from_str(
    ///     r#"(id: "tc.saving", on: ["p2"], stance: Disputes, summary: "The council expects to save less.",
    ///         citations: [])"#,
    /// )?;
    /// assert_eq!(note.short(), "The council expects to save less.");
    /// # Ok::<(), ron::de::SpannedError>(())
    /// ```
    pub fn short(&self) -> Cow<'_, str> {
        beginning(self.trimmed_gist().unwrap_or_else(|| self.summary.trim()), MAX_GIST_CHARS)
    }

    /// Returns whether [`Note::short`] is the note's gist and not the beginning of its summary.
    pub fn has_gist(&self) -> bool {
        self.trimmed_gist().is_some()
    }

    fn trimmed_gist(&self) -> Option<&str> {
        self.gist.as_deref().map(str::trim).filter(|gist| !gist.is_empty())
    }
}

/// Returns the beginning of a text, with at most `max` characters. A text that is cut ends after a word, with an
/// ellipsis; a word that is longer than `max` is cut between two characters that a reader sees.
pub fn beginning(text: &str, max: usize) -> Cow<'_, str> {
    if text.len() <= max || text.chars().nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    // One character is left for the ellipsis.
    let limit = text.char_indices().nth(max.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let is_word_end = |at: usize| text.get(..at).is_some_and(|head| head.ends_with(char::is_alphanumeric));
    let last = |ends: &mut dyn Iterator<Item = usize>| ends.take_while(|at| *at <= limit).filter(|at| *at > 0).last();
    let words = text.split_word_bound_indices().map(|(at, word)| at + word.len());
    let end = last(&mut words.filter(|at| is_word_end(*at)))
        .or_else(|| last(&mut text.grapheme_indices(true).map(|(at, _)| at)))
        .unwrap_or(0);
    Cow::Owned(format!("{}{ELLIPSIS}", text.get(..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{ELLIPSIS, MAX_GIST_CHARS, beginning};
    use crate::model::Note;
    use proptest::prelude::*;

    fn note(gist: Option<&str>, summary: &str) -> Note {
        let text = r#"(id: "tc.saving", on: ["p2"], stance: Disputes, summary: "", citations: [])"#;
        Note { gist: gist.map(str::to_owned), summary: summary.to_owned(), ..ron::from_str(text).unwrap() }
    }

    #[test]
    fn a_note_without_a_gist_is_shown_by_the_beginning_of_its_summary() {
        assert_eq!(note(Some("Less is saved"), "The council doubts it.").short(), "Less is saved");
        assert_eq!(note(Some("  "), "The council doubts it.").short(), "The council doubts it.");
        assert_eq!(note(None, "").short(), "");
        let short = note(None, &"The council doubts it. ".repeat(9)).short().into_owned();
        assert!(short.ends_with("it. The…"), "{short}");
    }

    #[test]
    fn a_text_is_cut_after_a_word() {
        assert_eq!(beginning("The lamps, she said, went out", 40), "The lamps, she said, went out");
        assert_eq!(beginning("The lamps, she said, went out", 18), "The lamps, she…");
        assert_eq!(beginning("The lamps, she said, went out", 11), "The lamps…", "not after the comma");
        assert_eq!(beginning("Donaudampfschifffahrt", 6), "Donau…", "a word longer than the limit");
        assert_eq!(beginning("路灯午夜熄灭，人们说", 5), "路灯午夜…", "no spaces between words");
        assert_eq!(beginning("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 8), "👩‍👩‍👧…", "not within what is seen as one");
        assert_eq!(beginning("word", 0), "…");
    }

    proptest! {
        #[test]
        fn a_cut_text_is_a_beginning_within_the_limit(text in "\\PC{0,400}", max in 1usize..200) {
            let short = beginning(&text, max);
            prop_assert!(short.chars().count() <= max);
            let head = short.strip_suffix(ELLIPSIS).unwrap_or(&short);
            prop_assert!(text.starts_with(head));
            prop_assert_eq!(short == text, text.chars().count() <= max);
            prop_assert!(short == text || short.ends_with(ELLIPSIS));
        }

        #[test]
        fn short_is_never_longer_than_a_gist(gist in proptest::option::of("\\PC{0,300}"), summary in "\\PC{0,300}") {
            prop_assert!(note(gist.as_deref(), &summary).short().chars().count() <= MAX_GIST_CHARS);
        }
    }
}
