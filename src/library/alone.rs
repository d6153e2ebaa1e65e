//! Files that two windows may have open and whose versions cannot be brought together: the one written last stands, and
//! the other is kept beside it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::by_hand::{ByHand, by_hand, free_name, text_of};
use super::{keep, write_by_hand};

/// What this window last wrote of each file.
#[derive(Debug, Default)]
pub struct Alone {
    last: HashMap<PathBuf, String>,
}

impl Alone {
    /// Writes a thing that was `base` when it was read; none for a new one. When another window has written the file
    /// since, its version is kept beside it, and where is returned.
    ///
    /// # Errors
    /// A sentence with the path, when the disk refuses or what is there must not be overwritten.
    pub fn save<T: ByHand>(&mut self, path: &Path, value: &T, base: Option<&T>) -> Result<Option<PathBuf>, String> {
        let told =
            |error: &dyn std::fmt::Display| format!("The {} could not be saved ({error}): {}", T::NAME, path.display());
        let there = fs::read_to_string(path).ok();
        let text = text_of(value).map_err(|error| told(&error))?;
        if there.as_deref() == Some(&text) {
            return Ok(None);
        }
        let ours = self.last.get(path);
        if ours.is_some() && ours == there.as_ref() {
            // The by-hand check and the reading are spared: it is what we wrote.
            keep::write(path, &text).map_err(|error| told(&error))?;
            self.last.insert(path.to_owned(), text);
            return Ok(None);
        }
        let known = match base {
            Some(base) if ours.is_none() => text_of(base).ok(),
            _ => ours.cloned(),
        };
        // What a person wrote is kept by `write_by_hand`.
        let other = there.filter(|there| Some(there) != known.as_ref() && !by_hand::<T>(there));
        let aside = match other {
            Some(_) => {
                let aside = free_name(path);
                fs::copy(path, &aside).map_err(|error| told(&error))?;
                Some(aside)
            }
            None => None,
        };
        write_by_hand(path, value)?;
        self.last.insert(path.to_owned(), text);
        Ok(aside)
    }
}

#[cfg(test)]
mod tests {
    use super::Alone;
    use crate::library::{read_by_hand, round_formats, write_by_hand};
    use crate::model::round::Round;

    #[test]
    fn what_another_window_wrote_is_kept_beside_what_is_written_last() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("finals.ron");
        let round = |title: &str| Round::new(title, round_formats().first().unwrap().clone());
        let (mut one, mut two) = (Alone::default(), Alone::default());
        assert_eq!(one.save(&path, &round("First"), None), Ok(None));
        let read = read_by_hand::<Round>(&path).unwrap().unwrap();
        assert_eq!(two.save(&path, &round("Second"), Some(&read)), Ok(None), "nobody wrote since it was read");
        let aside = one.save(&path, &round("Third"), None).unwrap().unwrap();
        assert_eq!(read_by_hand::<Round>(&aside).unwrap().unwrap().title, "Second");
        assert_eq!(one.save(&path, &round("Fourth"), None), Ok(None));
        assert_eq!(read_by_hand::<Round>(&path).unwrap().unwrap().title, "Fourth");
        write_by_hand(&path, &round("Fifth")).unwrap();
        let stranger = Alone::default().save(&path, &round("Sixth"), None).unwrap();
        assert!(stranger.is_some(), "a new round never goes over one that is there");
    }
}
