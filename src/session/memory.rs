//! What is remembered of each edition between runs: the place, the perspectives, the list of recent ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::rows::Entry;
use crate::model::{NoteId, ParagraphId, PerspectiveId};

use super::{Part, Place, Session, Shown, Spot};

/// The version of the memory file.
pub const MEMORY_FORMAT: u32 = 1;

/// Editions on the recent list.
const MOST_RECENT: usize = 12;

/// Editions whose place is remembered.
const MOST_EDITIONS: usize = 500;

/// Everything remembered between runs beside the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Memory {
    /// The version of the file, [`MEMORY_FORMAT`].
    pub format: u32,
    /// The window's inner size in logical pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<[f32; 2]>,
    /// Editions opened from disk, the latest first.
    pub recent: Vec<Recent>,
    /// By the edition's id.
    pub editions: BTreeMap<String, Remembered>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { format: MEMORY_FORMAT, window: None, recent: Vec::new(), editions: BTreeMap::new() }
    }
}

/// An edition opened from disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recent {
    /// Its folder.
    pub path: PathBuf,
    /// Its title when it was open.
    pub title: String,
}

/// What is remembered of one edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// The paragraph of the first visible line; none is the head of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<ParagraphId>,
    /// The note the line belongs to, when it is not the paragraph's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteId>,
    /// The character the line begins with.
    pub character: usize,
    /// Logical pixels from the top of the view to the line.
    pub below_top: f32,
    /// All perspectives in the reader's order.
    pub order: Vec<PerspectiveId>,
    /// Those shown.
    pub shown: Vec<PerspectiveId>,
}

impl Session {
    /// Writes the state of the open edition into the memory.
    pub fn remember(&mut self) {
        let id = |index: usize| self.edition.perspectives().get(index).map(|p| p.id.clone());
        let spot = self.place.spot;
        let note = match spot.part {
            Part::Note(entry) => self.rows.note(&self.edition, entry).map(|n| n.id.clone()),
            _ => None,
        };
        let remembered = Remembered {
            paragraph: self.paragraph_of(self.place.row).map(|p| p.id.clone()),
            note,
            character: spot.character,
            below_top: spot.below_top,
            order: self.shown.all().filter_map(|(index, _)| id(index)).collect(),
            shown: self.shown.visible().filter_map(id).collect(),
        };
        let edition = self.edition.id().to_owned();
        self.memory.editions.insert(edition.clone(), remembered);
        while self.memory.editions.len() > MOST_EDITIONS {
            let Some(other) = self.memory.editions.keys().find(|k| **k != edition).cloned() else { break };
            self.memory.editions.remove(&other);
        }
    }

    /// Puts an edition's folder at the head of the recent list.
    pub(super) fn put_on_recent_list(&mut self, path: PathBuf) {
        self.memory.recent.retain(|recent| recent.path != path);
        self.memory.recent.insert(0, Recent { path, title: self.edition.title().to_owned() });
        self.memory.recent.truncate(MOST_RECENT);
    }

    /// Takes up place and perspectives as they were when this edition was last open.
    pub(super) fn recall(&mut self) {
        self.shown = Shown::of(&self.edition);
        self.place = Place::at_row(0);
        let Some(known) = self.memory.editions.get(self.edition.id()) else { return };
        if !known.order.is_empty() {
            self.shown = Shown::restored(&self.edition, &known.order, &known.shown);
        }
        let index = known.paragraph.as_ref().map(|id| self.edition.paragraph_index(id));
        let row = match index {
            Some(Some(index)) => index + 1,
            Some(None) => return,
            None => 0,
        };
        let part = match &known.note {
            Some(id) => self.entry_of(row, id).map_or(Part::Row, Part::Note),
            None if row == 0 => Part::Title,
            None => Part::Article,
        };
        let below_top = if known.below_top.is_finite() { known.below_top.clamp(-4_000.0, 4_000.0) } else { 0.0 };
        let mut place = Place::at_row(row);
        place.spot = Spot { part, character: known.character, below_top };
        self.place = place;
        self.active = row;
    }

    fn entry_of(&self, row: usize, id: &NoteId) -> Option<Entry> {
        let entries = match row.checked_sub(1) {
            Some(paragraph) => self.rows.entries(paragraph),
            None => self.rows.whole(),
        };
        entries.iter().copied().find(|e| self.rows.note(&self.edition, *e).is_some_and(|n| n.id == *id))
    }
}
