//! The screens of the desktop, told apart and known when they go.

use std::collections::HashMap;
use std::hash::Hash;

/// What the desktop has told of its screens so far.
///
/// winit 0.30 on Wayland tells of each screen that was there at the start twice, and goes on to tell once of one that
/// was unplugged; of one that is plugged in later it tells once. So a screen is gone when it is told of less often than
/// before, and there again when more often.
#[derive(Debug)]
pub(super) struct Screens<K> {
    /// How often each was told of, and whether it is gone.
    known: HashMap<K, (usize, bool)>,
}

impl<K> Default for Screens<K> {
    fn default() -> Self {
        Self { known: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash> Screens<K> {
    /// The places in the list of those that are there, each once, in order. Of those told of twice it is the later: the
    /// earlier may be one that has gone.
    pub(super) fn there(&mut self, told: &[K]) -> Vec<usize> {
        let mut counts: HashMap<K, usize> = HashMap::new();
        for key in told {
            *counts.entry(key.clone()).or_default() += 1;
        }
        self.known.retain(|key, _| counts.contains_key(key));
        for (key, count) in counts {
            let (before, gone) = self.known.entry(key).or_insert((count, false));
            *gone = (*gone && count <= *before) || count < *before;
            *before = count;
        }
        let gone = |key: &K| self.known.get(key).is_some_and(|(_, gone)| *gone);
        let last = |(at, key): (usize, &K)| told.iter().skip(at + 1).all(|later| later != key);
        told.iter().enumerate().filter(|(_, key)| !gone(key)).filter(|&found| last(found)).map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Screens;

    #[test]
    fn a_screen_that_is_told_of_twice_is_one() {
        assert_eq!(Screens::default().there(&["wall", "desk", "wall", "desk"]), [2, 3]);
    }

    #[test]
    fn a_screen_that_is_told_of_less_often_is_gone_until_it_is_told_of_more_often() {
        let mut screens = Screens::default();
        assert_eq!(screens.there(&["desk", "wall", "desk", "wall"]), [2, 3]);
        assert_eq!(screens.there(&["desk", "desk", "wall"]), [1]);
        assert_eq!(screens.there(&["desk", "desk", "wall"]), [1]);
        assert_eq!(screens.there(&["desk", "desk", "wall", "wall"]), [1, 3]);
        assert_eq!(screens.there(&["desk", "desk", "wall"]), [1]);
    }

    #[test]
    fn a_screen_that_is_plugged_in_later_is_there_though_told_of_once() {
        let mut screens = Screens::default();
        assert_eq!(screens.there(&["desk", "desk"]), [1]);
        assert_eq!(screens.there(&["desk", "desk", "wall"]), [1, 2]);
        assert_eq!(screens.there(&["desk", "desk"]), [1]);
        assert_eq!(screens.there(&["desk", "desk", "wall"]), [1, 2]);
    }
}
