//! What is remembered of each edition between runs: the place, the perspectives, the list of recent ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::model::rows::NoteRef;
use crate::model::{Edition, NoteId, ParagraphId, PerspectiveId};

use super::{AppState, History, Part, Place, Shown, Spot};

/// The version of the memory file.
pub const MEMORY_FORMAT: u32 = 2;

/// Editions on the recent list.
const MOST_RECENT: usize = 12;

/// Editions whose place is remembered.
const MOST_EDITIONS: usize = 500;

/// Everything remembered between runs beside the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SavedState {
    /// The version of the file, [`MEMORY_FORMAT`].
    pub format: u32,
    /// The window's inner size in logical pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<[f32; 2]>,
    /// Editions opened from disk, the latest first.
    pub recent: Vec<Recent>,
    /// The name of the brief that was on the desk last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// The name of the round that was on the table last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// By the edition's id.
    pub editions: BTreeMap<String, SavedEdition>,
    /// Copies, by the names under which they were kept, that are not to come back from what another run wrote.
    #[serde(skip)]
    pub forgotten: BTreeSet<String>,
}

impl Default for SavedState {
    fn default() -> Self {
        Self {
            format: MEMORY_FORMAT,
            window: None,
            recent: Vec::new(),
            brief: None,
            round: None,
            editions: BTreeMap::new(),
            forgotten: BTreeSet::new(),
        }
    }
}

/// An edition opened from disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recent {
    /// Its folder; empty for the edition inside the program, which is listed only with a copy.
    pub path: PathBuf,
    /// The name under which the reader's own copy is kept, when that was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
    /// Its title when it was open.
    pub title: String,
    /// When it was last opened, in seconds since 1970.
    #[serde(default)]
    pub used: u64,
}

impl Recent {
    /// Whether both name the same text.
    pub fn is_same(&self, other: &Self) -> bool {
        self.path == other.path && self.copy == other.copy
    }
}

/// What is remembered of one edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedEdition {
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
    /// When it was last opened or the reader last moved in it, in seconds since 1970.
    #[serde(default)]
    pub used: u64,
}

impl SavedState {
    /// Takes over what another window wrote meanwhile: of each edition, what was used last.
    pub fn merge(&mut self, other: Self) {
        self.window = self.window.or(other.window);
        self.brief = self.brief.take().or(other.brief);
        self.round = self.round.take().or(other.round);
        for (id, theirs) in other.editions {
            if self.forgotten.contains(&id) {
                continue;
            }
            if self.editions.get(&id).is_none_or(|ours| ours.used < theirs.used) {
                self.editions.insert(id, theirs);
            }
        }
        let forgotten = |recent: &Recent| recent.copy.as_ref().is_some_and(|key| self.forgotten.contains(key));
        let theirs: Vec<Recent> = other.recent.into_iter().filter(|recent| !forgotten(recent)).collect();
        for theirs in theirs {
            match self.recent.iter_mut().find(|ours| ours.is_same(&theirs)) {
                Some(ours) if ours.used < theirs.used => *ours = theirs,
                Some(_) => {}
                None => self.recent.push(theirs),
            }
        }
        self.recent.sort_by_key(|recent| std::cmp::Reverse(recent.used));
        self.recent.truncate(MOST_RECENT);
        self.forget_oldest(None);
    }

    /// A copy leaves the recent list, and the place in it is forgotten.
    pub(super) fn forget(&mut self, key: &str) {
        self.recent.retain(|recent| recent.copy.as_deref() != Some(key));
        self.editions.remove(key);
        self.forgotten.insert(key.to_owned());
    }

    /// Forgets the editions that were not used for longest, but not the open one.
    fn forget_oldest(&mut self, open: Option<&str>) {
        while self.editions.len() > MOST_EDITIONS {
            let others = self.editions.iter().filter(|(id, _)| Some(id.as_str()) != open);
            let Some(oldest) = others.min_by_key(|(_, e)| e.used).map(|(id, _)| id.clone()) else { break };
            self.editions.remove(&oldest);
        }
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}

impl AppState {
    /// Writes the state of the open edition into the memory.
    pub fn remember(&mut self) {
        // What an older program wrote is written anew as this one does.
        self.memory.format = MEMORY_FORMAT;
        let id = |index: usize| self.edition.perspectives().get(index).map(|p| p.id.clone());
        let spot = self.place.spot;
        let note = match spot.part {
            Part::Note(entry) => self.rows.note(&self.edition, entry).map(|n| n.id.clone()),
            _ => None,
        };
        let edition = self.memory_key();
        let known = self.memory.editions.get(&edition);
        let mut remembered = SavedEdition {
            paragraph: self.paragraph_of(self.place.spot.row).map(|p| p.id.clone()),
            note,
            character: spot.character,
            below_top: spot.below_top,
            order: self.shown.all().filter_map(|(index, _)| id(index)).collect(),
            shown: self.shown.visible().filter_map(id).collect(),
            used: known.map_or(0, |known| known.used),
        };
        // A window that only stands open does not win over one in which the reader goes on.
        if known != Some(&remembered) {
            remembered.used = now();
        }
        self.memory.editions.insert(edition.clone(), remembered);
        self.memory.forget_oldest(Some(&edition));
    }

    /// The name under which the open text is remembered: the edition's, or the copy's own.
    pub(super) fn memory_key(&self) -> String {
        self.copy.as_ref().map_or_else(|| self.edition.id().to_owned(), |copy| copy.key.clone())
    }

    /// Puts what is open at the head of the recent list, unless it is the edition inside the program as it is.
    pub(super) fn put_on_recent_list(&mut self) {
        let copy = self.copy.as_ref().map(|copy| copy.key.clone());
        if self.path.is_none() && copy.is_none() {
            return;
        }
        if let Some(key) = &copy {
            self.memory.forgotten.remove(key);
        }
        let title = match &self.copy {
            Some(copy) => format!("{} · {}", copy.source.name(), self.edition.title()),
            None => self.edition.title().to_owned(),
        };
        let recent = Recent { path: self.path.clone().unwrap_or_default(), copy, title, used: now() };
        self.memory.recent.retain(|other| !other.is_same(&recent));
        self.memory.recent.insert(0, recent);
        self.memory.recent.truncate(MOST_RECENT);
    }

    /// Takes up place and perspectives as they were when this edition was last open.
    pub(super) fn recall(&mut self) {
        self.shown = Shown::of(&self.edition);
        self.place = Place::at_row(0);
        let key = self.memory_key();
        let Some(known) = self.memory.editions.get_mut(&key) else { return };
        known.used = now();
        let Some(known) = self.memory.editions.get(&key) else { return };
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
        place.spot = Spot { row, part, character: known.character, below_top };
        self.place = place;
        self.active = row;
    }

    /// After the open edition was read again: the active row, the place and the history by the ids of paragraphs. What
    /// stood at a paragraph that has gone comes to the nearest one before it; places left there are forgotten.
    pub(super) fn carry_over(&mut self, old: &Edition, old_place: Place, active: usize) {
        let new = &self.edition;
        let exact = |row: usize| match row.checked_sub(1) {
            Some(index) => new.paragraph_index(&old.paragraph(index)?.id).map(|index| index + 1),
            None => Some(0),
        };
        let nearest = |row: usize| (0..=row).rev().find_map(exact).unwrap_or(0);
        let moved = |place: Place| {
            let row = exact(place.spot.row)?;
            let spot = match place.spot.part {
                // Another note may stand in its place by now.
                Part::Note(_) => Spot { row, part: Part::Row, character: 0, below_top: 0.0 },
                _ => Spot { row, ..place.spot },
            };
            Some(Place { spot, ..Place::at_row(row) })
        };
        self.active = nearest(active);
        if exact(old_place.spot.row).is_none() {
            self.place = Place::at_row(nearest(old_place.spot.row));
        }
        self.history = mapped(std::mem::take(&mut self.history), moved);
    }

    fn entry_of(&self, row: usize, id: &NoteId) -> Option<NoteRef> {
        let entries = match row.checked_sub(1) {
            Some(paragraph) => self.rows.notes(paragraph),
            None => self.rows.whole(),
        };
        entries.iter().copied().find(|e| self.rows.note(&self.edition, *e).is_some_and(|n| n.id == *id))
    }
}

/// The history with each place moved by `map`; places that it gives none for are left out.
fn mapped(mut old: History, map: impl Fn(Place) -> Option<Place>) -> History {
    // A place that stands for no other: rows end long before.
    let mark = |index: usize| Place::at_row(usize::MAX - index);
    let ahead: Vec<Place> = std::iter::from_fn(|| old.forward(mark(0))).collect();
    let behind: Vec<Place> = std::iter::from_fn(|| old.back(mark(0))).skip(ahead.len()).collect();
    let ahead: Vec<Place> = ahead.into_iter().filter_map(&map).collect();
    let mut new = History::default();
    for place in behind.into_iter().rev().filter_map(&map) {
        new.leave(place);
    }
    for index in 0..ahead.len() {
        new.leave(mark(index));
    }
    for place in ahead.into_iter().rev() {
        new.back(place);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::{MOST_EDITIONS, Place, Recent, SavedEdition, SavedState, mapped};
    use crate::state::History;

    fn used(used: u64) -> SavedEdition {
        let (order, shown) = (Vec::new(), Vec::new());
        SavedEdition { paragraph: None, note: None, character: 0, below_top: 0.0, order, shown, used }
    }

    fn memory(editions: &[(&str, u64)]) -> SavedState {
        let editions = editions.iter().map(|(id, at)| ((*id).to_owned(), used(*at))).collect();
        SavedState { editions, ..SavedState::default() }
    }

    #[test]
    fn of_two_windows_memories_each_edition_is_taken_from_the_one_that_used_it_last() {
        let mut ours = memory(&[("a", 10), ("b", 20)]);
        ours.merge(memory(&[("a", 11), ("b", 19), ("c", 1)]));
        assert_eq!(ours, memory(&[("a", 11), ("b", 20), ("c", 1)]));
    }

    #[test]
    fn recent_editions_of_two_windows_stand_in_the_order_they_were_opened_each_once() {
        let recent = |path: &str, used| Recent { path: path.into(), copy: None, title: path.into(), used };
        let mut ours = SavedState { recent: vec![recent("/b", 5), recent("/a", 1)], ..SavedState::default() };
        ours.merge(SavedState { recent: vec![recent("/a", 9), recent("/c", 3)], ..SavedState::default() });
        assert_eq!(ours.recent, [recent("/a", 9), recent("/b", 5), recent("/c", 3)]);
    }

    #[test]
    fn the_edition_unused_for_longest_is_forgotten_first_and_the_open_one_never() {
        let mut memory = memory(&[("a", 9), ("open", 0), ("z", 1)]);
        for index in 3..=MOST_EDITIONS {
            memory.editions.insert(format!("m{index}"), used(5));
        }
        memory.forget_oldest(Some("open"));
        assert_eq!(memory.editions.len(), MOST_EDITIONS);
        assert!(!memory.editions.contains_key("z") && memory.editions.contains_key("open"));
    }

    #[test]
    fn a_history_is_moved_place_by_place_and_keeps_what_lies_ahead() {
        let mut history = History::default();
        for row in [1, 2, 3, 4] {
            history.leave(Place::at_row(row));
        }
        assert_eq!(history.back(Place::at_row(5)).map(|p| p.row), Some(4));
        assert_eq!(history.back(Place::at_row(4)).map(|p| p.row), Some(3));
        let mut history = mapped(history, |place| (place.row != 2).then(|| Place::at_row(place.row * 10)));
        let here = Place::at_row(30);
        assert_eq!(history.forward(here).map(|p| p.row), Some(40));
        assert_eq!(history.forward(Place::at_row(40)).map(|p| p.row), Some(50));
        assert_eq!(history.forward(Place::at_row(50)).map(|p| p.row), None);
        let back: Vec<usize> = std::iter::from_fn(|| history.back(here).map(|p| p.row)).collect();
        assert_eq!(back, [40, 30, 10]);
    }
}
