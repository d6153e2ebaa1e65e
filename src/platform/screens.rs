//! The screens of the desktop, without duplicates and without those that were unplugged.

use std::collections::HashMap;
use std::hash::Hash;

/// The screens that the desktop has reported so far.
///
/// winit 0.30 on Wayland lists each screen that was present at the start twice, and goes on to list it once after it
/// was unplugged; a screen that is plugged in later is listed once. So a screen is gone when it is listed less often
/// than before, and present again when it is listed more often.
#[derive(Debug)]
pub(super) struct Screens<K> {
    /// How often each screen was last listed, and whether it is gone.
    known: HashMap<K, (usize, bool)>,
}

impl<K> Default for Screens<K> {
    fn default() -> Self {
        Self { known: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash> Screens<K> {
    /// Returns the indexes in a new list of the screens that are present, each once, in order. Of a screen that is
    /// listed twice it is the later index, since the earlier one may belong to a screen that is gone.
    pub(super) fn update(&mut self, listed: &[K]) -> Vec<usize> {
        let mut counts: HashMap<K, usize> = HashMap::new();
        for key in listed {
            *counts.entry(key.clone()).or_default() += 1;
        }
        self.known.retain(|key, _| counts.contains_key(key));
        for (key, count) in counts {
            let (before, gone) = self.known.entry(key).or_insert((count, false));
            *gone = (*gone && count <= *before) || count < *before;
            *before = count;
        }
        let gone = |key: &K| self.known.get(key).is_some_and(|(_, gone)| *gone);
        let last = |(at, key): (usize, &K)| listed.iter().skip(at + 1).all(|later| later != key);
        listed.iter().enumerate().filter(|(_, key)| !gone(key)).filter(|&found| last(found)).map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Screens;

    #[test]
    fn a_screen_that_is_listed_twice_is_one_screen() {
        assert_eq!(Screens::default().update(&["wall", "desk", "wall", "desk"]), [2, 3]);
    }

    #[test]
    fn a_screen_that_is_listed_less_often_is_gone_until_it_is_listed_more_often() {
        let mut screens = Screens::default();
        assert_eq!(screens.update(&["desk", "wall", "desk", "wall"]), [2, 3]);
        assert_eq!(screens.update(&["desk", "desk", "wall"]), [1]);
        assert_eq!(screens.update(&["desk", "desk", "wall"]), [1]);
        assert_eq!(screens.update(&["desk", "desk", "wall", "wall"]), [1, 3]);
        assert_eq!(screens.update(&["desk", "desk", "wall"]), [1]);
    }

    #[test]
    fn a_screen_that_is_plugged_in_later_is_present_though_listed_once() {
        let mut screens = Screens::default();
        assert_eq!(screens.update(&["desk", "desk"]), [1]);
        assert_eq!(screens.update(&["desk", "desk", "wall"]), [1, 2]);
        assert_eq!(screens.update(&["desk", "desk"]), [1]);
        assert_eq!(screens.update(&["desk", "desk", "wall"]), [1, 2]);
    }
}
