//! The way from an entry of the brief back to the article.

use crate::model::rows::NoteRef;
use crate::model::{Entry, NoteId, Origin, Summarised};
use crate::state::{AppState, Effect};

impl AppState {
    /// Returns where in the open article the chosen entry of the brief came from: a row, and the note in it. `None` for
    /// what came from elsewhere: another edition or copy, a file, one's own words, or words that the text no longer has.
    pub fn place_of_entry(&self) -> Option<(usize, Option<NoteRef>)> {
        let is_open = |edition: &str| edition == self.base().id();
        let note = |edition: &str, id: &NoteId| {
            let (row, entry) = self.place_of_note(id).filter(|_| is_open(edition))?;
            Some((row, Some(entry)))
        };
        match self.brief.entries().get(self.brief.place()?)? {
            Entry::Heading(_) => None,
            Entry::Card(card) => match &card.origin {
                Origin::Quotation { edition, note: id, .. } => note(edition, id),
                Origin::Article { .. } => Some((self.paragraph_of_card(card)? + 1, None)),
                Origin::File { .. } | Origin::ByHand => None,
            },
            Entry::Analytic(analytic) => match analytic.of.as_ref()? {
                Summarised::Note { edition, note: id, .. } => note(edition, id),
                // A copy of the reader's is another text than the one that was summarised.
                Summarised::Restated { edition, on, .. } | Summarised::Argued { edition, on, .. }
                    if is_open(edition) && self.copy.open.is_none() =>
                {
                    Some((self.edition.paragraph_index(on)? + 1, None))
                }
                Summarised::Restated { .. } | Summarised::Argued { .. } => None,
            },
        }
    }

    /// Returns the row that a note is shown in.
    fn place_of_note(&self, id: &NoteId) -> Option<(usize, NoteRef)> {
        (0..self.row_count()).find_map(|row| {
            let is_it = |entry: &&NoteRef| {
                entry.home && self.rows.note(&self.edition, **entry).is_some_and(|note| note.id == *id)
            };
            Some((row, *self.shared().notes_in(row).iter().find(is_it)?))
        })
    }

    /// Leaves the brief for the place in the article that the chosen entry came from.
    pub(in crate::state) fn show_entry_in_article(&mut self) -> Vec<Effect> {
        let Some((row, note)) = self.place_of_entry() else { return Vec::new() };
        self.show_in_article(row, note, note.map(|note| usize::from(note.perspective)))
    }
}
