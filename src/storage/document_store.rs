//! The documents of one kind in the user's folders: loading, saving, listing and removing them. Each save merges what
//! another window has written meanwhile.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::model::fingerprint;

use super::atomic_file::{self, SaveError, Stored};
use super::document::{Document, DocumentError, OpenedDocument, open_document, to_text, write_text};

/// The number of documents in a folder that are listed.
const MAX_LISTED: usize = 500;

/// The number of documents in a folder whose titles are read.
const MAX_READ: usize = 10_000;

/// How long a save waits for another window that is saving the same document.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// Returns the path of the file for a key.
///
/// The key may be an edition's id, which comes from a file that anybody may have written: only small letters, digits and
/// hyphens of it become part of the path.
pub fn document_path(folder: &Path, key: &str) -> PathBuf {
    let sanitize = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' { c } else { '_' };
    let name: String = key.chars().take(120).map(sanitize).collect();
    // A hash of the whole key distinguishes keys that are equal after sanitizing.
    let suffix = if name == key { String::new() } else { format!("-{:016x}", fingerprint([key])) };
    folder.join(format!("{name}{suffix}.ron"))
}

/// Returns the name of a document in a list; `None` when its file has none, or cannot be read.
fn list_name<T: Document>(path: &Path) -> Option<String> {
    T::list_name(&atomic_file::beginning_of(path, T::HEAD_BYTES)?)
}

/// How a document was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDocument<T> {
    /// The merged document, for the window to adopt, when another window had written the file; `None` when ours was
    /// saved as it is.
    pub merged: Option<Arc<T>>,
    /// What the user is to know about the file that was there, as a whole sentence: it was damaged.
    pub warning: Option<String>,
}

impl<T> SavedDocument<T> {
    /// As it is, over nothing that anybody misses.
    const PLAIN: Self = Self { merged: None, warning: None };
}

/// What this window last wrote to a file.
#[derive(Debug)]
struct LastWrite<T> {
    /// The fingerprint of the file's text; `None` while it is not written.
    fingerprint: Option<u64>,
    value: Arc<T>,
    /// The window's own value before a merge, until the window has replaced it with the merged one.
    before_merge: Option<Arc<T>>,
}

/// The documents of one kind, each in a file of its own in one folder.
#[derive(Debug)]
pub struct DocumentStore<T> {
    folder: PathBuf,
    last: HashMap<String, LastWrite<T>>,
}

impl<T: Document> DocumentStore<T> {
    /// Returns the store of the documents in a folder, which is created when the first one is saved.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, last: HashMap::new() }
    }

    /// Loads the document of a key.
    ///
    /// # Errors
    /// Returns an error when the file was written by a newer program, or cannot be read.
    pub fn load(&mut self, key: &str) -> Result<OpenedDocument<T>, DocumentError> {
        self.last.remove(key);
        open_document(&document_path(&self.folder, key))
    }

    /// Says that the window has a document that could not be saved yet, as if it had just loaded it, and that the file
    /// has `base`: what is saved next is merged with that in mind.
    pub fn assume_base(&mut self, key: &str, base: &Arc<T>) {
        let unwritten = || LastWrite { fingerprint: None, value: Arc::clone(base), before_merge: None };
        self.last.entry(key.to_owned()).or_insert_with(unwritten);
    }

    /// Saves a document that was `base` when this window read it; the base is `None` for kinds whose merge does not need
    /// it.
    ///
    /// # Errors
    /// Returns an error when the system refuses, when the existing file must not be overwritten, or when the document
    /// has become too large to be read again.
    pub fn save(&mut self, key: &str, ours: &Arc<T>, base: Option<&T>) -> Result<SavedDocument<T>, DocumentError> {
        let path = document_path(&self.folder, key);
        let _lock = T::MERGE.is_some().then(|| lock(&path));
        self.save_locked(key, &path, ours, base)
    }

    /// Returns the document that this window last saved under a key, as it was before anything was merged into it.
    pub fn last_saved(&self, key: &str) -> Option<&T> {
        self.last.get(key).map(|last| &**last.before_merge.as_ref().unwrap_or(&last.value))
    }

    fn save_locked(
        &mut self,
        key: &str,
        path: &Path,
        ours: &Arc<T>,
        base: Option<&T>,
    ) -> Result<SavedDocument<T>, DocumentError> {
        let on_disk = fs::read_to_string(path).ok();
        let last = self.last.get_mut(key);
        let found = on_disk.as_deref().map(|text| fingerprint([text]));
        let is_ours = last.as_ref().is_some_and(|last| found.is_some() && last.fingerprint == found);
        let mut value = Arc::clone(ours);
        let mut before_merge = None;
        let mut warning = None;
        match last {
            // The file is as this window wrote it. If the window has not adopted the last merge yet, merge again.
            Some(last) if is_ours => {
                if base == Some(&*last.value) {
                    last.before_merge = None;
                } else if let Some(before) = &last.before_merge {
                    merge(&mut value, before, T::clone(&last.value));
                    before_merge = Some(Arc::clone(ours));
                }
            }
            last => {
                let known = match last {
                    None => base,
                    // The window has not adopted the last merge yet.
                    Some(LastWrite { before_merge: Some(before), value, .. }) if base != Some(&**value) => {
                        Some(&**before)
                    }
                    Some(last) => Some(&*last.value),
                };
                match read_existing::<T>(path)? {
                    Existing::Intact(theirs) => {
                        // A window without changes takes the other's document as it is, with its order.
                        if T::MERGE.is_some() && known == Some(&**ours) {
                            value = Arc::new(theirs);
                        } else {
                            merge(&mut value, known.unwrap_or(ours), theirs);
                        }
                        before_merge = (value != *ours).then(|| Arc::clone(ours));
                    }
                    // No file and no changes: do not create one.
                    Existing::Missing if known == Some(&**ours) => return Ok(SavedDocument::PLAIN),
                    Existing::Missing => {}
                    Existing::Damaged(text) => warning = Some(text),
                }
            }
        }
        let name = T::NAME;
        let text = to_text(&*value).map_err(|source| DocumentError::Save { name, source })?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > T::MAX_BYTES {
            return Err(DocumentError::TooLarge { name, max_bytes: T::MAX_BYTES, path: path.to_owned() });
        }
        if is_ours && on_disk.as_ref() != Some(&text) {
            atomic_file::write(path, &text).map_err(|source| DocumentError::Save { name, source })?;
        } else if on_disk.as_ref() != Some(&text) {
            write_text::<T>(path, &text)?;
        }
        let merged = before_merge.is_some().then(|| Arc::clone(&value));
        self.last
            .insert(key.to_owned(), LastWrite { fingerprint: Some(fingerprint([text.as_str()])), value, before_merge });
        Ok(SavedDocument { merged, warning })
    }

    /// Returns the keys and titles of the documents, by title. At most 500 are listed.
    pub fn list(&self) -> Vec<(String, String)> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let files = entries.flatten().map(|entry| entry.path());
        let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "ron"));
        let key_and_title = |path: PathBuf| Some((path.file_stem()?.to_str()?.to_owned(), list_name::<T>(&path)?));
        let mut titles: Vec<(String, String)> = files.take(MAX_READ).filter_map(key_and_title).collect();
        titles.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        titles.truncate(MAX_LISTED);
        titles
    }

    /// Moves the file of a document into the folder `removed` beside it, and returns its new path.
    ///
    /// # Errors
    /// Returns an error when the system refuses. The file is then still at its path.
    pub fn remove(&mut self, key: &str) -> Result<PathBuf, SaveError> {
        self.last.remove(key);
        let path = document_path(&self.folder, key);
        let _lock = lock(&path);
        atomic_file::remove(&path)
    }

    /// Deletes the file of a document and its backup. One that does not exist is not an error.
    ///
    /// # Errors
    /// Returns an error when the system refuses.
    pub fn delete(&mut self, key: &str) -> Result<(), DocumentError> {
        self.last.remove(key);
        let path = document_path(&self.folder, key);
        let _lock = path.exists().then(|| lock(&path));
        atomic_file::delete(&path).map_err(|source| DocumentError::Save { name: T::NAME, source })
    }
}

fn merge<T: Document>(value: &mut Arc<T>, base: &T, theirs: T) {
    if let Some(merge) = T::MERGE {
        merge(Arc::make_mut(value), base, theirs);
    }
}

/// Locks the file of a document for as long as what is returned lives. Two windows that save at the same moment would not
/// see each other's changes; where the file system has no locks, or another window hangs, that can still happen.
///
/// The lock is a file of its own, which stays: two windows must not hold locks on two files of one name.
fn lock(path: &Path) -> Option<fs::File> {
    fs::create_dir_all(path.parent()?).ok()?;
    let file = fs::File::create(path.with_extension("lock")).ok()?;
    let until = Instant::now() + MAX_WAIT;
    while matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    Some(file)
}

/// What a document would be written over.
enum Existing<T> {
    Missing,
    Intact(T),
    /// It was renamed; what the user is to know of it.
    Damaged(String),
}

/// Reads the document in a file that exists. A backup is not another window's work.
fn read_existing<T: Document>(path: &Path) -> Result<Existing<T>, DocumentError> {
    if !path.exists() {
        return Ok(Existing::Missing);
    }
    let name = T::NAME;
    Ok(match atomic_file::read_within::<T>(path, T::FORMAT, T::MAX_BYTES) {
        Stored::Intact(theirs) => Existing::Intact(theirs.within_limits()),
        Stored::Missing | Stored::FromBackup(_) => Existing::Missing,
        Stored::Damaged { value: _, aside, fault } => Existing::Damaged(format!(
            "Your {name}: the file was damaged ({fault}). What is open here was saved; the damaged file was set aside: {}",
            aside.display()
        )),
        Stored::Newer(found) => return Err(DocumentError::newer::<T>(found, path)),
        Stored::Locked { fault, .. } => return Err(DocumentError::locked::<T>(fault, path)),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::{DocumentStore, document_path};
    use crate::model::{Analytic, Brief, Entry};
    use crate::storage::open_document;

    fn with(ids: &[u32]) -> Brief {
        let analytic = |id: &u32| {
            let tag = format!("tag {id}");
            Entry::Analytic(Arc::new(Analytic { id: *id, tag, text: String::new(), language: "en".into(), of: None }))
        };
        Brief { entries: ids.iter().map(analytic).collect(), ..Brief::empty("Lamps") }
    }

    fn store(folder: &Path) -> DocumentStore<Brief> {
        DocumentStore::new(folder.to_owned())
    }

    fn save(store: &mut DocumentStore<Brief>, ours: &Brief, base: &Brief) -> Option<Brief> {
        let merged = store.save("lamps", &Arc::new(ours.clone()), Some(base));
        merged.unwrap().merged.map(Arc::unwrap_or_clone)
    }

    fn read(path: &Path) -> Brief {
        open_document(path).unwrap().value.unwrap()
    }

    #[test]
    fn two_windows_on_one_brief_lose_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (store(dir.path()), store(dir.path()));
        let none = with(&[]);
        assert_eq!(save(&mut one, &none, &none), None);
        assert!(!path.exists(), "an unchanged empty brief creates no file");
        assert_eq!(save(&mut one, &with(&[1]), &none), None);
        // The second window reads the brief now.
        let known = read(&path);
        assert_eq!(save(&mut one, &with(&[1, 2]), &none), None);
        let merged = save(&mut two, &with(&[1, 7]), &known).unwrap();
        assert_eq!(ids(&merged), [1, 2, 7]);
        let merged = save(&mut one, &with(&[2]), &none).unwrap();
        assert_eq!(ids(&merged), [2, 7], "the removal in the first and the addition in the second both hold");
        // The second window has not adopted the merge yet.
        assert_eq!(ids(&save(&mut two, &with(&[1, 7, 8]), &known).unwrap()), [2, 7, 8]);
    }

    #[test]
    fn a_save_that_was_queued_before_a_merge_removes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (store(dir.path()), store(dir.path()));
        let base = with(&[1]);
        save(&mut one, &base, &with(&[]));
        save(&mut two, &with(&[1, 7]), &base);
        let both = save(&mut one, &with(&[1, 2]), &base).unwrap();
        assert_eq!(ids(&both), [1, 7, 2]);
        // Typed before the window received the merged brief.
        let again = save(&mut one, &with(&[1, 2, 3]), &base).unwrap();
        assert_eq!(sorted(&again), [1, 2, 3, 7]);
        assert_eq!(sorted(&read(&path)), [1, 2, 3, 7]);
        // The window has received it, and removes one entry.
        assert_eq!(save(&mut one, &with(&[1, 2, 3]), &again), None);
        assert_eq!(sorted(&read(&path)), [1, 2, 3]);
    }

    #[test]
    fn a_window_without_changes_takes_the_order_of_the_other() {
        let dir = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (store(dir.path()), store(dir.path()));
        let base = with(&[1, 2, 3]);
        save(&mut one, &base, &with(&[]));
        save(&mut two, &with(&[3, 1, 2]), &base);
        assert_eq!(ids(&save(&mut one, &base, &base).unwrap()), [3, 1, 2]);
    }

    #[test]
    fn a_brief_edited_by_hand_with_a_duplicate_id_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let entry = |tag: &str| format!("Analytic(id: 5, tag: \"{tag}\", language: \"en\")");
        let text = format!("(format: 1, title: \"x\", entries: [{}, {}])", entry("a"), entry("b"));
        std::fs::write(&path, text).unwrap();
        let (known, _) = read(&path).sanitized();
        let mut window = store(dir.path());
        assert_eq!(save(&mut window, &known, &known), None);
        let saved = read(&path);
        assert_eq!(saved.entries.iter().map(Entry::title).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn the_backup_of_a_deleted_file_is_not_merged() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let mut window = store(dir.path());
        save(&mut window, &with(&[1]), &with(&[]));
        save(&mut window, &with(&[1, 2]), &with(&[]));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(save(&mut window, &with(&[1, 2, 3]), &with(&[])), None);
        assert_eq!(ids(&read(&path)), [1, 2, 3]);
    }

    #[test]
    fn the_backup_of_a_damaged_file_is_not_taken_for_the_work_of_another_window() {
        for changed in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("lamps.ron");
            let mut window = store(dir.path());
            let open = if changed { with(&[1, 2, 3]) } else { with(&[1, 2]) };
            save(&mut window, &with(&[1]), &with(&[]));
            save(&mut window, &with(&[1, 2]), &with(&[]));
            std::fs::write(&path, "(format: 1, title: \"a typo)").unwrap();
            let saved = window.save("lamps", &Arc::new(open.clone()), Some(&with(&[1, 2]))).unwrap();
            assert_eq!((ids(&read(&path)), saved.merged), (ids(&open), None));
            let warning = saved.warning.unwrap();
            assert!(warning.contains("set aside") && warning.contains("What is open here was saved"), "{warning}");
        }
    }

    #[test]
    fn what_is_undone_stays_so_when_another_window_adds_something() {
        let dir = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (store(dir.path()), store(dir.path()));
        let loaded = with(&[1]);
        save(&mut one, &loaded, &with(&[]));
        save(&mut one, &with(&[]), &loaded);
        save(&mut two, &with(&[2]), &with(&[]));
        // The window undoes the removal: the brief is as it was loaded, but not as it was saved last.
        let both = save(&mut one, &loaded, &loaded).unwrap();
        assert_eq!(sorted(&both), [1, 2]);
    }

    #[test]
    fn a_document_that_was_opened_again_before_it_could_be_saved_is_saved_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let on_disk = with(&[1]);
        save(&mut store(dir.path()), &on_disk, &with(&[]));
        // The disk was full when 2 was added; the window opens the brief again and adds 3.
        let unsaved = with(&[1, 2]);
        for later in [with(&[1, 2, 3]), unsaved.clone()] {
            let mut window = store(dir.path());
            window.assume_base("lamps", &Arc::new(on_disk.clone()));
            save(&mut window, &later, &unsaved);
            assert_eq!(sorted(&read(&path)), sorted(&later));
            std::fs::remove_file(&path).unwrap();
            save(&mut store(dir.path()), &on_disk, &with(&[]));
        }
    }

    #[test]
    fn documents_of_one_title_are_listed_by_key() {
        let dir = tempfile::tempdir().unwrap();
        for key in ["c", "a", "b"] {
            store(dir.path()).save(key, &Arc::new(with(&[1])), None).unwrap();
        }
        let keys: Vec<String> = store(dir.path()).list().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["a", "b", "c"]);
    }

    #[test]
    fn a_removed_document_is_no_longer_listed_and_lies_in_a_folder_beside_the_others() {
        let dir = tempfile::tempdir().unwrap();
        let mut window = store(dir.path());
        let title = |key: &str| (key.to_owned(), "Lamps".to_owned());
        for key in ["lamps", "lamps-2"] {
            window.save(key, &Arc::new(with(&[1])), None).unwrap();
        }
        assert_eq!(window.list(), [title("lamps"), title("lamps-2")]);
        assert_eq!(window.remove("lamps").unwrap(), dir.path().join("removed").join("lamps.ron"));
        assert_eq!(window.list(), [title("lamps-2")]);
        window.delete("lamps-2").unwrap();
        window.delete("lamps-2").unwrap();
        assert_eq!(window.list(), []);
    }

    #[test]
    fn a_key_becomes_a_file_name_that_leads_nowhere_else() {
        let folder = Path::new("briefs");
        assert_eq!(document_path(folder, "lamps-2"), folder.join("lamps-2.ron"));
        let (up, other) = (document_path(folder, "../LAMPS"), document_path(folder, "../lamps"));
        assert_ne!(up, document_path(folder, "../SPARK"), "keys that look alike stay apart");
        for path in [&up, &other] {
            assert_eq!(path.parent(), Some(folder), "{}", path.display());
        }
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
