//! Sign-offs: who read a note against its sources, and the hash of the text that was read.

use serde::{Deserialize, Serialize};

use super::{Citation, Date, Note, fingerprint};

/// A person's word that a note says what its sources say. It holds for the text that was signed, and falls with a
/// change of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who read the note against its sources; never its author.
    pub by: String,
    /// The day it was read.
    pub on: Date,
    /// The [hash](Note::hash) of the note as it was read.
    pub hash: String,
}

impl Note {
    /// Returns the hash that a sign-off holds: 16 lower-case hexadecimal digits.
    ///
    /// It is the [`fingerprint`] of the gist, the summary, the name of the stance, and the source, relay and locator of
    /// each citation, in this order; a field that is left out counts as an empty text. It notices a change and does not
    /// stop a forger, who could as well sign with another's name.
    ///
    /// ```
    /// let note: parallax::model::Note = ron::from_str(
    ///     r#"(id: "tc.saving", on: ["p2"], stance: Disputes, summary: "Less is saved.",
    ///         citations: [(source: "moss-2025-02-11")])"#,
    /// )?;
    /// assert_eq!(note.hash(), "560bf9c17c47eace");
    /// # Ok::<(), ron::de::SpannedError>(())
    /// ```
    pub fn hash(&self) -> String {
        // What else a person would sign is decided with a new field; it changes the hash of every note.
        let Self {
            id: _,
            on: _,
            claim: _,
            phrase: _,
            stance,
            language: _,
            gist,
            summary,
            citations,
            quotations: _,
            checked: _,
            written_by: _,
            checked_by: _,
        } = self;
        let stance = format!("{stance:?}");
        let mut texts = vec![gist.as_deref().unwrap_or_default(), summary, &stance];
        for Citation { source, relayed_by, locator } in citations {
            texts.push(source.as_str());
            texts.push(relayed_by.as_ref().map_or("", |id| id.as_str()));
            texts.push(locator.as_deref().unwrap_or_default());
        }
        format!("{:016x}", fingerprint(texts))
    }

    /// Returns whether the note was signed off and has not changed since.
    pub fn is_signed_off(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.hash.eq_ignore_ascii_case(&self.hash()))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Note, Stance};

    fn note() -> Note {
        let text = r#"(id: "tc.saving", on: ["p2"], stance: Disputes, gist: Some("Less"), summary: "Less is saved.",
            citations: [(source: "moss-2025-02-11"), (source: "li-2025", relayed_by: Some("cna"))])"#;
        ron::from_str(text).unwrap()
    }

    #[test]
    fn a_change_of_what_was_signed_changes_the_hash() {
        let signed = note().hash();
        let changes: [fn(&mut Note); 7] = [
            |note| note.gist = Some("Fewer".into()),
            |note| note.gist = None,
            |note| note.summary.push(' '),
            |note| note.stance = Stance::Affirms,
            |note| note.citations.reverse(),
            |note| note.citations.truncate(1),
            |note| note.citations[0].locator = Some("p. 4".into()),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut changed = note();
            change(&mut changed);
            assert_ne!(changed.hash(), signed, "change {number}");
        }
    }

    #[test]
    fn words_that_move_from_one_field_to_the_next_change_the_hash() {
        let mut moved = note();
        moved.gist = Some("Les".into());
        moved.summary = "sLess is saved.".into();
        assert_ne!(moved.hash(), note().hash());
        let mut moved = note();
        moved.citations[1].locator = moved.citations[1].relayed_by.take().map(|id| id.to_string());
        assert_ne!(moved.hash(), note().hash());
    }

    #[test]
    fn the_place_of_a_note_is_not_signed() {
        let mut moved = note();
        moved.on = vec!["p9".into()];
        moved.claim = Some("p9.c1".into());
        moved.id = "tc.other".into();
        assert_eq!(moved.hash(), note().hash());
    }
}
