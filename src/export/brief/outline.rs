//! The outline of a brief as pages number it, and the language it is written in.

use std::collections::HashMap;

use crate::model::{Analytic, Brief, Entry, Language, Level};

/// How deep each entry's heading stands under the title, from 1, with no depth left out: a block without a pocket and a
/// hat over it is at 1.
pub(super) fn depths(brief: &Brief) -> Vec<usize> {
    let mut open: Vec<Level> = Vec::new();
    let depth = |entry: &Entry| match entry.level() {
        Some(level) => {
            open.retain(|above| *above < level);
            open.push(level);
            open.len()
        }
        None => open.len() + 1,
    };
    brief.entries.iter().map(depth).collect()
}

/// The language that the debater writes: that of most analytics, else English.
pub(super) fn home(brief: &Brief) -> Language {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut most: Option<(&Language, usize)> = None;
    for entry in &brief.entries {
        let Entry::Analytic(Analytic { language, .. }) = entry else { continue };
        let count = counts.entry(language.as_str()).or_default();
        *count += 1;
        if language.is_well_formed() && most.is_none_or(|(_, most)| *count > most) {
            most = Some((language, *count));
        }
    }
    most.map_or_else(|| "en".into(), |(language, _)| language.clone())
}

#[cfg(test)]
mod tests {
    use super::depths;
    use crate::model::{Brief, Entry, Heading, Level};

    #[test]
    fn no_depth_is_left_out() {
        let entries = [Level::Block, Level::Pocket, Level::Block, Level::Hat, Level::Block, Level::Pocket];
        let entry = |level| Entry::Heading(Heading { id: 0, level, text: String::new(), side: None });
        let brief = Brief { entries: entries.map(entry).into(), ..Brief::empty("x") };
        assert_eq!(depths(&brief), [1, 1, 2, 2, 3, 1]);
    }
}
