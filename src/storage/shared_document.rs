//! Documents that two windows may have open: each save merges what the other window has written meanwhile.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::model::round::Round;
use crate::model::{Brief, Layer};

use super::atomic_file;
use super::user_file::{UserFile, UserFileError, to_text};
use super::{read_user_file, write_user_file};

/// A document whose changes in two windows can be merged.
pub trait SharedDocument: UserFile + Clone + PartialEq {
    /// Merges the changes that another window made to `base`, of which `theirs` is the result: a three-way merge.
    fn merge_remote(&mut self, base: &Self, theirs: &Self);

    /// Returns the document with every part within its limits, as the window opens it: a file may be edited by hand.
    #[must_use]
    fn within_limits(self) -> Self {
        self
    }
}

impl SharedDocument for Brief {
    fn merge_remote(&mut self, base: &Self, theirs: &Self) {
        self.merge(base, theirs);
    }

    fn within_limits(self) -> Self {
        self.sanitized().0
    }
}

impl SharedDocument for Round {
    fn merge_remote(&mut self, base: &Self, theirs: &Self) {
        self.merge(base, theirs);
    }

    fn within_limits(self) -> Self {
        self.sanitized().0
    }
}

impl SharedDocument for Layer {
    fn merge_remote(&mut self, base: &Self, theirs: &Self) {
        self.merge(base, theirs);
    }
}

/// What this window last wrote to a file.
#[derive(Debug)]
struct LastWrite<T> {
    text: String,
    value: T,
    /// The window's own value before a merge, until the window has replaced it with the merged one.
    before_merge: Option<T>,
}

/// The files of one kind of document that this window has written, with what it last wrote to each.
#[derive(Debug)]
pub struct SharedFiles<T> {
    last: HashMap<PathBuf, LastWrite<T>>,
}

impl<T> Default for SharedFiles<T> {
    fn default() -> Self {
        Self { last: HashMap::new() }
    }
}

impl<T: SharedDocument> SharedFiles<T> {
    /// Forgets what was last written to a file. Call it before the file is read again.
    pub fn forget(&mut self, path: &Path) {
        self.last.remove(path);
    }

    /// Saves a document that was `base` when this window read it. Returns `None` when `ours` was saved as it is, and
    /// the merged document, for the window to adopt, when another window has written the file since.
    ///
    /// # Errors
    /// Returns an error when the system refuses, when the existing file must not be overwritten, or when the document
    /// has become too large to be read again.
    pub fn save(&mut self, path: &Path, ours: &T, base: &T) -> Result<Option<T>, UserFileError> {
        // Two windows that save at the same moment would not see each other's changes. Where the file system has no
        // locks, that can still happen.
        let lock =
            path.parent().map(fs::create_dir_all).and_then(|_| fs::File::create(path.with_extension("lock")).ok());
        let locked = lock.as_ref().is_some_and(|lock| lock.lock().is_ok());
        let saved = self.save_locked(path, ours, base);
        if let Some(lock) = lock.filter(|_| locked) {
            let _ = lock.unlock();
        }
        saved
    }

    fn save_locked(&mut self, path: &Path, ours: &T, base: &T) -> Result<Option<T>, UserFileError> {
        let on_disk = fs::read_to_string(path).ok();
        let last = self.last.get_mut(path);
        let mut value = ours.clone();
        let mut before_merge = None;
        match last {
            Some(last) if Some(&last.text) == on_disk.as_ref() => {
                // The file is as this window wrote it. If the window has not adopted the last merge yet, merge again.
                if *base == last.value {
                    last.before_merge = None;
                } else if let Some(before) = &last.before_merge {
                    value.merge_remote(before, &last.value);
                    before_merge = Some(ours.clone());
                }
            }
            last => match read_existing::<T>(path)? {
                Some(theirs) => {
                    let base = match last {
                        None => base,
                        // The window has not adopted the last merge yet.
                        Some(LastWrite { before_merge: Some(before), value, .. }) if *base != *value => &*before,
                        Some(last) => &last.value,
                    };
                    // A window without changes takes the other's document as it is, with its order.
                    if *ours == *base {
                        value = theirs;
                    } else {
                        value.merge_remote(base, &theirs);
                    }
                    before_merge = (value != *ours).then(|| ours.clone());
                }
                // No file and no changes: do not create one.
                None if ours == base => return Ok(None),
                None => {}
            },
        }
        let name = T::NAME;
        let text = to_text(&value).map_err(|source| UserFileError::Save { name, source })?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > T::MAX_BYTES {
            return Err(UserFileError::TooLarge { name, max_bytes: T::MAX_BYTES, path: path.to_owned() });
        }
        if on_disk.as_ref() != Some(&text) {
            let was_ours = self.last.get(path).is_some_and(|last| Some(&last.text) == on_disk.as_ref());
            if was_ours {
                atomic_file::write(path, &text).map_err(|source| UserFileError::Save { name, source })?;
            } else {
                write_user_file(path, &value)?;
            }
        }
        let merged = before_merge.is_some().then(|| value.clone());
        self.last.insert(path.to_owned(), LastWrite { text, value, before_merge });
        Ok(merged)
    }
}

/// Reads the document in a file that exists. The backup of a file that does not exist is not another window's work.
fn read_existing<T: SharedDocument>(path: &Path) -> Result<Option<T>, UserFileError> {
    if !path.exists() {
        return Ok(None);
    }
    Ok(read_user_file::<T>(path)?.map(T::within_limits))
}

#[cfg(test)]
mod tests {
    use super::SharedFiles;
    use crate::model::{Analytic, Brief, Entry};
    use crate::storage::read_user_file;

    fn with(ids: &[u32]) -> Brief {
        let analytic = |id: &u32| {
            let tag = format!("tag {id}");
            Entry::Analytic(Analytic { id: *id, tag, text: String::new(), language: "en".into(), of: None })
        };
        Brief { entries: ids.iter().map(analytic).collect(), ..Brief::empty("Lamps") }
    }

    #[test]
    fn two_windows_on_one_brief_lose_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (SharedFiles::default(), SharedFiles::default());
        let none = with(&[]);
        assert_eq!(one.save(&path, &none, &none).unwrap(), None);
        assert!(!path.exists(), "an unchanged empty brief creates no file");
        assert_eq!(one.save(&path, &with(&[1]), &none).unwrap(), None);
        // The second window reads the brief now.
        let read = read_user_file::<Brief>(&path).unwrap().unwrap();
        assert_eq!(one.save(&path, &with(&[1, 2]), &none).unwrap(), None);
        let merged = two.save(&path, &with(&[1, 7]), &read).unwrap().unwrap();
        assert_eq!(ids(&merged), [1, 2, 7]);
        let merged = one.save(&path, &with(&[2]), &none).unwrap().unwrap();
        assert_eq!(ids(&merged), [2, 7], "the removal in the first and the addition in the second both hold");
        // The second window has not adopted the merge yet.
        assert_eq!(ids(&two.save(&path, &with(&[1, 7, 8]), &read).unwrap().unwrap()), [2, 7, 8]);
    }

    #[test]
    fn a_save_that_was_queued_before_a_merge_removes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (SharedFiles::default(), SharedFiles::default());
        let base = with(&[1]);
        one.save(&path, &base, &with(&[])).unwrap();
        two.save(&path, &with(&[1, 7]), &base).unwrap();
        let both = one.save(&path, &with(&[1, 2]), &base).unwrap().unwrap();
        assert_eq!(ids(&both), [1, 7, 2]);
        // Typed before the window received the merged brief.
        let again = one.save(&path, &with(&[1, 2, 3]), &base).unwrap().unwrap();
        assert_eq!(sorted(&again), [1, 2, 3, 7]);
        assert_eq!(sorted(&read_user_file::<Brief>(&path).unwrap().unwrap()), [1, 2, 3, 7]);
        // The window has received it, and removes one entry.
        assert_eq!(one.save(&path, &with(&[1, 2, 3]), &again).unwrap(), None);
        assert_eq!(sorted(&read_user_file::<Brief>(&path).unwrap().unwrap()), [1, 2, 3]);
    }

    #[test]
    fn a_window_without_changes_takes_the_order_of_the_other() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (SharedFiles::default(), SharedFiles::default());
        let base = with(&[1, 2, 3]);
        one.save(&path, &base, &with(&[])).unwrap();
        two.save(&path, &with(&[3, 1, 2]), &base).unwrap();
        assert_eq!(ids(&one.save(&path, &base, &base).unwrap().unwrap()), [3, 1, 2]);
    }

    #[test]
    fn a_brief_edited_by_hand_with_a_duplicate_id_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let entry = |tag: &str| format!("Analytic(id: 5, tag: \"{tag}\", language: \"en\")");
        let text = format!("(format: 1, title: \"x\", entries: [{}, {}])", entry("a"), entry("b"));
        std::fs::write(&path, text).unwrap();
        let (read, _) = read_user_file::<Brief>(&path).unwrap().unwrap().sanitized();
        let mut window = SharedFiles::default();
        assert_eq!(window.save(&path, &read, &read).unwrap(), None);
        let saved = read_user_file::<Brief>(&path).unwrap().unwrap();
        assert_eq!(saved.entries.iter().map(Entry::title).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn the_backup_of_a_deleted_file_is_not_merged() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let mut window = SharedFiles::default();
        window.save(&path, &with(&[1]), &with(&[])).unwrap();
        window.save(&path, &with(&[1, 2]), &with(&[])).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(window.save(&path, &with(&[1, 2, 3]), &with(&[])).unwrap(), None);
        assert_eq!(ids(&read_user_file::<Brief>(&path).unwrap().unwrap()), [1, 2, 3]);
    }

    fn ids(brief: &Brief) -> Vec<u32> {
        brief.entries.iter().map(Entry::id).collect()
    }

    fn sorted(brief: &Brief) -> Vec<u32> {
        let mut ids = ids(brief);
        ids.sort_unstable();
        ids
    }
}
