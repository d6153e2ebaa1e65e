//! Files that two windows may have open: each save brings in what the other has written meanwhile.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::model::round::Round;
use crate::model::{Brief, LAYER_FORMAT, Layer};

use super::by_hand::{ByHand, text_of};
use super::keep;
use super::{read_by_hand, write_by_hand};

/// A thing whose changes in two windows can be brought together.
pub trait Shared: ByHand + Clone + PartialEq {
    /// Brings in what another window did to `base`.
    fn bring_in(&mut self, base: &Self, theirs: &Self);

    /// The thing as it is taken up when it is read: a file may be written by hand.
    #[must_use]
    fn held(self) -> Self {
        self
    }
}

impl Shared for Brief {
    fn bring_in(&mut self, base: &Self, theirs: &Self) {
        self.merge(base, theirs);
    }

    fn held(self) -> Self {
        self.sanitized().0
    }
}

impl Shared for Round {
    fn bring_in(&mut self, base: &Self, theirs: &Self) {
        self.merge(base, theirs);
    }

    fn held(self) -> Self {
        self.sanitized().0
    }
}

impl ByHand for Layer {
    const NAME: &'static str = "layer of your highlights and annotations";
    const FORMAT: u32 = LAYER_FORMAT;
    const LARGEST: u64 = 64 * 1024 * 1024;
}

impl Shared for Layer {
    fn bring_in(&mut self, base: &Self, theirs: &Self) {
        self.merge(base, theirs);
    }
}

/// What this window last wrote of a file.
#[derive(Debug)]
struct Written<T> {
    text: String,
    value: T,
    /// What the window had when another one's changes were brought in, until it has taken those up.
    before: Option<T>,
}

/// What this window last wrote of each file, as text and as the thing.
#[derive(Debug)]
pub struct Together<T> {
    last: HashMap<PathBuf, Written<T>>,
}

impl<T> Default for Together<T> {
    fn default() -> Self {
        Self { last: HashMap::new() }
    }
}

impl<T: Shared> Together<T> {
    /// The file is read anew: what was written before does not matter any more.
    pub fn forget(&mut self, path: &Path) {
        self.last.remove(path);
    }

    /// Writes a thing that was `base` when it was read. Where another window has written the file since, both are brought
    /// together, and the result is returned too.
    ///
    /// # Errors
    /// A sentence with the path, when the disk refuses, what is there must not be overwritten, or it has grown too large
    /// to be read again.
    pub fn save(&mut self, path: &Path, ours: &T, base: &T) -> Result<Option<T>, String> {
        // Two windows that save at once would each overlook the other. Where there are no locks, they are as before.
        let lock =
            path.parent().map(fs::create_dir_all).and_then(|_| fs::File::create(path.with_extension("lock")).ok());
        let locked = lock.as_ref().is_some_and(|lock| lock.lock().is_ok());
        let saved = self.save_alone(path, ours, base);
        if let Some(lock) = lock.filter(|_| locked) {
            let _ = lock.unlock();
        }
        saved
    }

    fn save_alone(&mut self, path: &Path, ours: &T, base: &T) -> Result<Option<T>, String> {
        let there = fs::read_to_string(path).ok();
        let last = self.last.get_mut(path);
        let mut value = ours.clone();
        let mut before = None;
        match last {
            Some(last) if Some(&last.text) == there.as_ref() => {
                // It is what we wrote. A window that has not yet taken up what was brought in is given that once more.
                if *base == last.value {
                    last.before = None;
                } else if let Some(had) = &last.before {
                    value.bring_in(had, &last.value);
                    before = Some(ours.clone());
                }
            }
            last => match read_whole::<T>(path)? {
                Some(theirs) => {
                    let base = match last {
                        None => base,
                        // What the window has does not hold yet what was brought in last.
                        Some(Written { before: Some(had), value, .. }) if *base != *value => &*had,
                        Some(last) => &last.value,
                    };
                    // A window in which nothing was done takes what the other has, order and all.
                    if *ours == *base {
                        value = theirs;
                    } else {
                        value.bring_in(base, &theirs);
                    }
                    before = (value != *ours).then(|| ours.clone());
                }
                // Nothing was there and nothing was done: no file is made.
                None if ours == base => return Ok(None),
                None => {}
            },
        }
        let text = text_of(&value).map_err(|error| error.to_string())?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > T::LARGEST {
            let most = T::LARGEST >> 20;
            return Err(format!(
                "The {} has grown to more than {most} MB and is not saved; take something out of it: {}",
                T::NAME,
                path.display()
            ));
        }
        if there.as_ref() != Some(&text) {
            let ours_before = self.last.get(path).is_some_and(|last| Some(&last.text) == there.as_ref());
            if ours_before {
                keep::write(path, &text).map_err(|error| format!("The {} {error}", T::NAME))?;
            } else {
                write_by_hand(path, &value)?;
            }
        }
        let merged = before.is_some().then(|| value.clone());
        self.last.insert(path.to_owned(), Written { text, value, before });
        Ok(merged)
    }
}

/// What stands in a file, if it does and is whole: the last good copy is no work of another window.
fn read_whole<T: Shared>(path: &Path) -> Result<Option<T>, String> {
    if !path.exists() {
        return Ok(None);
    }
    Ok(read_by_hand::<T>(path)?.map(T::held))
}

#[cfg(test)]
mod tests {
    use super::Together;
    use crate::library::read_by_hand;
    use crate::model::{Analytic, Brief, Entry};

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
        let (mut one, mut two) = (Together::default(), Together::default());
        let none = with(&[]);
        assert_eq!(one.save(&path, &none, &none), Ok(None));
        assert!(!path.exists(), "a brief with nothing in it makes no file");
        assert_eq!(one.save(&path, &with(&[1]), &none), Ok(None));
        // The second window read the brief then.
        let read = read_by_hand::<Brief>(&path).unwrap().unwrap();
        assert_eq!(one.save(&path, &with(&[1, 2]), &none), Ok(None));
        let merged = two.save(&path, &with(&[1, 7]), &read).unwrap().unwrap();
        assert_eq!(ids(&merged), [1, 2, 7]);
        let merged = one.save(&path, &with(&[2]), &none).unwrap().unwrap();
        assert_eq!(ids(&merged), [2, 7], "what the first took away stays away, what the second added is there");
        // The second has not taken up yet what the first did.
        assert_eq!(ids(&two.save(&path, &with(&[1, 7, 8]), &read).unwrap().unwrap()), [2, 7, 8]);
    }

    #[test]
    fn a_save_that_was_on_its_way_when_two_were_brought_together_takes_nothing_away() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (Together::default(), Together::default());
        let base = with(&[1]);
        one.save(&path, &base, &with(&[])).unwrap();
        two.save(&path, &with(&[1, 7]), &base).unwrap();
        let both = one.save(&path, &with(&[1, 2]), &base).unwrap().unwrap();
        assert_eq!(ids(&both), [1, 7, 2]);
        // Typed before the window was told.
        let again = one.save(&path, &with(&[1, 2, 3]), &base).unwrap().unwrap();
        assert_eq!(sorted(&again), [1, 2, 3, 7]);
        assert_eq!(sorted(&read_by_hand::<Brief>(&path).unwrap().unwrap()), [1, 2, 3, 7]);
        // Now it was told, and takes one away.
        assert_eq!(one.save(&path, &with(&[1, 2, 3]), &again), Ok(None));
        assert_eq!(sorted(&read_by_hand::<Brief>(&path).unwrap().unwrap()), [1, 2, 3]);
    }

    #[test]
    fn a_window_in_which_nothing_was_done_takes_the_others_order() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let (mut one, mut two) = (Together::default(), Together::default());
        let base = with(&[1, 2, 3]);
        one.save(&path, &base, &with(&[])).unwrap();
        two.save(&path, &with(&[3, 1, 2]), &base).unwrap();
        assert_eq!(ids(&one.save(&path, &base, &base).unwrap().unwrap()), [3, 1, 2]);
    }

    #[test]
    fn a_brief_by_hand_with_a_number_twice_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let entry = |tag: &str| format!("Analytic(id: 5, tag: \"{tag}\", language: \"en\")");
        let text = format!("(format: 1, title: \"x\", entries: [{}, {}])", entry("a"), entry("b"));
        std::fs::write(&path, text).unwrap();
        let (read, _) = read_by_hand::<Brief>(&path).unwrap().unwrap().sanitized();
        let mut window = Together::default();
        assert_eq!(window.save(&path, &read, &read), Ok(None));
        let there = read_by_hand::<Brief>(&path).unwrap().unwrap();
        assert_eq!(there.entries.iter().map(Entry::title).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn the_last_good_copy_of_a_file_that_has_gone_is_not_another_windows_work() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lamps.ron");
        let mut window = Together::default();
        window.save(&path, &with(&[1]), &with(&[])).unwrap();
        window.save(&path, &with(&[1, 2]), &with(&[])).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(window.save(&path, &with(&[1, 2, 3]), &with(&[])), Ok(None));
        assert_eq!(ids(&read_by_hand::<Brief>(&path).unwrap().unwrap()), [1, 2, 3]);
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
