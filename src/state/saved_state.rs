//! State saved between runs: the place and the perspectives in each edition, and the list of recent editions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::rows::NoteRef;
use crate::model::{Edition, NoteId, ParagraphId, PerspectiveId};
use crate::storage::{Document, EditionLocation};

use super::{AppState, Part, Place, Placement, ScrollRequest, Shown, Spot};

/// The version of `memory.ron`, the file of the saved state.
pub const SAVED_STATE_FORMAT: u32 = 4;

/// The most rows from the first visible line down to the active paragraph: more are not in view.
const MOST_ROWS_TO_ACTIVE: usize = 4;

/// The number of editions on the recent list.
const MAX_RECENT: usize = 12;

/// The number of editions whose place is saved; the one unused for longest is dropped first.
const MAX_EDITIONS: usize = 500;

/// Everything saved between runs except the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SavedState {
    /// The version of the file, [`SAVED_STATE_FORMAT`].
    pub format: u32,
    /// The window's inner width and height while it is neither maximized nor fullscreen, in logical pixels of the
    /// desktop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<[f32; 2]>,
    /// Where the window stood.
    #[serde(skip_serializing_if = "is_default")]
    pub placement: Placement,
    /// What was being read, which the next start opens again; `None` for the first built-in edition itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenText>,
    /// The editions opened from disk and the copies, most recent first.
    pub recent: Vec<Recent>,
    /// The name of the brief that was open last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// The name of the round that was open last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// The place in each edition, by the edition's id or the copy's name.
    pub editions: BTreeMap<String, SavedEdition>,
    /// The names of forgotten copies, which a merge with the file of another run must not restore.
    #[serde(skip)]
    pub forgotten: BTreeSet<String>,
    /// The folders of removed editions, which a merge must not restore either.
    #[serde(skip)]
    pub removed: BTreeSet<PathBuf>,
}

impl Default for SavedState {
    fn default() -> Self {
        Self {
            format: SAVED_STATE_FORMAT,
            window: None,
            placement: Placement::default(),
            open: None,
            recent: Vec::new(),
            brief: None,
            round: None,
            editions: BTreeMap::new(),
            forgotten: BTreeSet::new(),
            removed: BTreeSet::new(),
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The text that was being read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenText {
    /// Where the edition is.
    #[serde(rename = "path", default, skip_serializing_if = "EditionLocation::is_first")]
    pub edition: EditionLocation,
    /// The name of the reader's copy, if one was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
    /// The title.
    pub title: String,
}

impl OpenText {
    /// Returns the message that the text could not be opened again; `error` is why, and may name the file first, on a
    /// line of its own.
    pub fn failed(&self, error: &str, shown: &str) -> String {
        let why = error.lines().skip(usize::from(error.contains('\n'))).collect::<Vec<_>>().join(" ");
        let why = why.trim_end_matches('.');
        format!("What you read last, “{}”, could not be opened again: {why}. “{shown}” is shown instead.", self.title)
    }
}

/// An edition opened from disk, or a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recent {
    /// Where the edition is. One inside the program is listed only together with a copy.
    #[serde(rename = "path")]
    pub edition: EditionLocation,
    /// The name of the reader's copy, if one was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
    /// The title when it was last open.
    pub title: String,
    /// When it was last opened, in seconds since the Unix epoch.
    #[serde(default)]
    pub used: u64,
}

impl Recent {
    /// Returns whether both refer to the same text.
    pub fn is_same(&self, other: &Self) -> bool {
        self.edition == other.edition && self.copy == other.copy
    }
}

/// The saved state of one edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedEdition {
    /// The paragraph of the first visible line; `None` for the head of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<ParagraphId>,
    /// The active paragraph, if it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<ParagraphId>,
    /// The note that the first visible line belongs to; `None` if it belongs to the paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteId>,
    /// The first character of the line, from 0.
    pub character: usize,
    /// The distance from the top of the view down to the line, in logical pixels.
    pub below_top: f32,
    /// All perspectives, in the reader's order.
    pub order: Vec<PerspectiveId>,
    /// The perspectives that are shown.
    pub shown: Vec<PerspectiveId>,
    /// The number of the lesson's plan that is chosen; `None` for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<u32>,
    /// When the edition was last opened or the place in it last changed, in seconds since the Unix epoch.
    #[serde(default)]
    pub used: u64,
}

impl Document for SavedState {
    const NAME: &'static str = "list of reading places";
    const FORMAT: u32 = SAVED_STATE_FORMAT;
    const IS_HAND_EDITED: bool = false;
    const MERGE: Option<fn(&mut Self, &Self, Self)> = Some(|ours, _, theirs| ours.merge(theirs));
}

impl SavedState {
    /// Merges the state that another window has written. Of each edition, the state used last wins.
    pub fn merge(&mut self, other: Self) {
        if self.window.is_none() {
            (self.window, self.placement) = (other.window, other.placement);
        }
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
        let forgotten = |recent: &Recent| {
            recent.copy.as_ref().is_some_and(|key| self.forgotten.contains(key))
                || recent.edition.folder().is_some_and(|path| self.removed.contains(path))
        };
        let theirs: Vec<Recent> = other.recent.into_iter().filter(|recent| !forgotten(recent)).collect();
        for theirs in theirs {
            match self.recent.iter_mut().find(|ours| ours.is_same(&theirs)) {
                Some(ours) if ours.used < theirs.used => *ours = theirs,
                Some(_) => {}
                None => self.recent.push(theirs),
            }
        }
        self.recent.sort_by_key(|recent| std::cmp::Reverse(recent.used));
        self.recent.truncate(MAX_RECENT);
        self.forget_oldest(None);
    }

    /// Removes a copy from the recent list and drops the place in it.
    pub(super) fn forget(&mut self, key: &str) {
        self.recent.retain(|recent| recent.copy.as_deref() != Some(key));
        self.editions.remove(key);
        self.forgotten.insert(key.to_owned());
    }

    /// Removes an edition from the recent list, with the copies that were read beside it.
    pub(super) fn remove_edition(&mut self, path: &Path) {
        self.recent.retain(|recent| recent.edition.folder() != Some(path));
        self.removed.insert(path.to_owned());
    }

    /// Drops the editions unused for longest, except the open one, until [`MAX_EDITIONS`] are left.
    fn forget_oldest(&mut self, open: Option<&str>) {
        while self.editions.len() > MAX_EDITIONS {
            let others = self.editions.iter().filter(|(id, _)| Some(id.as_str()) != open);
            let Some(oldest) = others.min_by_key(|(_, e)| e.used).map(|(id, _)| id.clone()) else { break };
            self.editions.remove(&oldest);
        }
    }
}

impl AppState {
    /// Returns the time since 1970 in whole seconds.
    fn seconds(&self) -> u64 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time after 1970")]
        let seconds = self.wall.max(0.0) as u64;
        seconds
    }

    /// Stores the place and the perspectives of the open edition in [`AppState::saved_state`].
    pub fn remember(&mut self) {
        // A file of an older version is upgraded when it is next written.
        self.saved_state.format = SAVED_STATE_FORMAT;
        self.saved_state.brief.clone_from(&self.brief.last_opened);
        self.saved_state.round.clone_from(&self.round.last_opened);
        let id = |index: usize| self.edition.perspectives().get(index).map(|p| p.id.clone());
        let spot = self.reader.place.spot;
        let note = match spot.part {
            Part::Note(entry) => self.rows.note(&self.edition, entry).map(|n| n.id.clone()),
            _ => None,
        };
        let edition = self.edition_key();
        let known = self.saved_state.editions.get(&edition);
        let active = self.paragraph_of(self.reader.active).filter(|_| self.reader.active != spot.row);
        let plan = match self.plan_is_read() {
            true => Some(self.lesson.plan.plans.chosen()).filter(|chosen| *chosen > 1),
            false => known.and_then(|known| known.plan),
        };
        let mut remembered = SavedEdition {
            paragraph: self.paragraph_of(self.reader.place.spot.row).map(|p| p.id.clone()),
            active: active.map(|paragraph| paragraph.id.clone()),
            note,
            character: spot.character,
            below_top: spot.below_top,
            order: self.shown.all().filter_map(|(index, _)| id(index)).collect(),
            shown: self.shown.visible().filter_map(id).collect(),
            plan,
            used: known.map_or(0, |known| known.used),
        };
        // A window that is merely open must not win over one in which the reader continues.
        if known != Some(&remembered) {
            remembered.used = self.seconds();
        }
        self.saved_state.editions.insert(edition.clone(), remembered);
        self.saved_state.forget_oldest(Some(&edition));
        // What is still being opened again counts as open: the program may end before it is.
        self.saved_state.open = self.reopening.clone().or_else(|| {
            // The built-in edition is opened anyway.
            let is_other = !self.location().is_first() || self.copy.open.is_some();
            (is_other && !self.is_removed).then(|| self.open_text())
        });
    }

    /// Returns the key under which the open text is saved: the id of the edition, or the name of the copy.
    pub(super) fn edition_key(&self) -> String {
        self.copy.open.as_ref().map_or_else(|| self.edition.id().to_owned(), |copy| copy.key.clone())
    }

    /// Returns the open text.
    pub(super) fn open_text(&self) -> OpenText {
        let copy = self.copy.open.as_ref().map(|copy| copy.key.clone());
        OpenText { edition: self.location(), copy, title: self.title_in_lists() }
    }

    /// Returns the title of the open text, with the name of the reader's copy.
    fn title_in_lists(&self) -> String {
        match &self.copy.open {
            Some(copy) => format!("{} · {}", copy.source.name(), self.edition.title()),
            None => self.edition.title().to_owned(),
        }
    }

    /// Moves the open text to the front of the recent list, unless it is a built-in edition without a copy: those are in
    /// the menu anyway.
    pub(super) fn put_on_recent_list(&mut self) {
        let copy = self.copy.open.as_ref().map(|copy| copy.key.clone());
        if self.path.is_none() && copy.is_none() {
            return;
        }
        if let Some(key) = &copy {
            self.saved_state.forgotten.remove(key);
        }
        if let Some(path) = &self.path {
            self.saved_state.removed.remove(path);
        }
        let title = self.title_in_lists();
        let recent = Recent { edition: self.location(), copy, title, used: self.seconds() };
        self.saved_state.recent.retain(|other| !other.is_same(&recent));
        self.saved_state.recent.insert(0, recent);
        self.saved_state.recent.truncate(MAX_RECENT);
    }

    /// Restores the place and the perspectives saved when this edition was last open. Returns whether any were.
    pub(super) fn recall(&mut self) -> bool {
        self.shown = Shown::of(&self.edition);
        self.reader.place = Place::at_row(0);
        let key = self.edition_key();
        let used = self.seconds();
        let Some(known) = self.saved_state.editions.get_mut(&key) else { return false };
        known.used = used;
        let Some(known) = self.saved_state.editions.get(&key) else { return false };
        if !known.order.is_empty() {
            self.shown = Shown::restored(&self.edition, &known.order, &known.shown);
        }
        let index = known.paragraph.as_ref().map(|id| self.edition.paragraph_index(id));
        let row = match index {
            Some(Some(index)) => index + 1,
            Some(None) => return true,
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
        self.reader.place = place;
        let active = known.active.as_ref().and_then(|id| Some(self.edition.paragraph_index(id)? + 1));
        // The active paragraph is in view where the place is; a file may say anything.
        self.reader.active = active.filter(|active| (row..=row + MOST_ROWS_TO_ACTIVE).contains(active)).unwrap_or(row);
        true
    }

    /// Maps the active row, the place and the history to a reloaded edition by paragraph ids.
    ///
    /// A position at a paragraph that no longer exists moves to the nearest one before it; history entries there are
    /// dropped.
    pub(super) fn restore_after_reload(&mut self, old: &Edition, old_place: Place, active: usize) {
        let new = &self.edition;
        let exact = |row: usize| match row.checked_sub(1) {
            Some(index) => new.paragraph_index(&old.paragraph(index)?.id).map(|index| index + 1),
            None => Some(0),
        };
        let nearest = |row: usize| (0..=row).rev().find_map(exact).unwrap_or(0);
        let moved = |place: Place| {
            let row = exact(place.spot.row)?;
            let spot = match place.spot.part {
                // The entry may refer to another note now.
                Part::Note(_) => Spot { row, part: Part::Row, character: 0, below_top: 0.0 },
                _ => Spot { row, ..place.spot },
            };
            Some(Place { spot, ..Place::at_row(row) })
        };
        // Of a paragraph that was left out of a copy, the next one takes the place.
        let next = |row: usize| (row..=old.paragraphs().len()).find_map(exact).filter(|_| self.copy.open.is_some());
        let first = old_place.spot.row;
        self.reader.active = next(active).unwrap_or_else(|| nearest(active));
        if exact(first).is_none() {
            let place = next(first);
            self.reader.place = Place::at_row(place.unwrap_or_else(|| nearest(first)));
            // If it began above the view, that begins at its top.
            if let Some(row) = place.filter(|_| old_place.spot.character == 0) {
                self.reader.scroll = Some(ScrollRequest::InPlaceOf { row, before: first });
            }
        }
        self.reader.history.map(moved);
    }

    fn entry_of(&self, row: usize, id: &NoteId) -> Option<NoteRef> {
        let mut entries = self.shared().notes_in(row).iter().copied();
        entries.find(|e| self.rows.note(&self.edition, *e).is_some_and(|n| n.id == *id))
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_EDITIONS, Recent, SavedEdition, SavedState};
    use crate::storage::EditionLocation;

    fn used(used: u64) -> SavedEdition {
        let (order, shown) = (Vec::new(), Vec::new());
        SavedEdition {
            paragraph: None,
            active: None,
            note: None,
            character: 0,
            below_top: 0.0,
            order,
            shown,
            plan: None,
            used,
        }
    }

    fn state(editions: &[(&str, u64)]) -> SavedState {
        let editions = editions.iter().map(|(id, at)| ((*id).to_owned(), used(*at))).collect();
        SavedState { editions, ..SavedState::default() }
    }

    #[test]
    fn merging_keeps_each_edition_from_the_window_that_used_it_last() {
        let mut ours = state(&[("a", 10), ("b", 20)]);
        ours.merge(state(&[("a", 11), ("b", 19), ("c", 1)]));
        assert_eq!(ours, state(&[("a", 11), ("b", 20), ("c", 1)]));
    }

    #[test]
    fn merging_lists_recent_editions_once_each_in_the_order_they_were_opened() {
        let recent = |path: &str, used| Recent {
            edition: EditionLocation::Folder(path.into()),
            copy: None,
            title: path.into(),
            used,
        };
        let mut ours = SavedState { recent: vec![recent("/b", 5), recent("/a", 1)], ..SavedState::default() };
        ours.merge(SavedState { recent: vec![recent("/a", 9), recent("/c", 3)], ..SavedState::default() });
        assert_eq!(ours.recent, [recent("/a", 9), recent("/b", 5), recent("/c", 3)]);
    }

    #[test]
    fn the_edition_unused_for_longest_is_dropped_first_and_the_open_one_never() {
        let mut state = state(&[("a", 9), ("open", 0), ("z", 1)]);
        for index in 3..=MAX_EDITIONS {
            state.editions.insert(format!("m{index}"), used(5));
        }
        state.forget_oldest(Some("open"));
        assert_eq!(state.editions.len(), MAX_EDITIONS);
        assert!(!state.editions.contains_key("z") && state.editions.contains_key("open"));
    }
}
