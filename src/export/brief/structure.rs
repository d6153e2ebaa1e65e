//! Structure that all formats share: outline depths, language, paragraphs and cite parts.

use std::collections::HashMap;

use crate::model::{Brief, Card, CiteLine, Entry, Language, Level, Run};

/// Returns the depth of each entry's heading below the title, from 1 and without gaps: a block outside pockets and hats
/// is at 1.
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

/// Returns the language of the debater: that of most analytics, or English.
pub(super) fn language(brief: &Brief) -> Language {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut most_frequent: Option<(&Language, usize)> = None;
    for entry in &brief.entries {
        let Entry::Analytic(analytic) = entry else { continue };
        let language = &analytic.language;
        let count = counts.entry(language.as_str()).or_default();
        *count += 1;
        if language.is_well_formed() && most_frequent.is_none_or(|(_, most_frequent)| *count > most_frequent) {
            most_frequent = Some((language, *count));
        }
    }
    most_frequent.map_or_else(|| "en".into(), |(language, _)| language.clone())
}

/// Splits a card's text into paragraphs, each a list of runs with uniform formatting. A blank paragraph has none.
pub(super) fn paragraphs(card: &Card) -> Vec<Vec<Run<'_>>> {
    let mut paragraphs = vec![Vec::new()];
    for run in card.runs() {
        for (at, text) in run.text.split('\n').enumerate() {
            if at > 0 {
                paragraphs.push(Vec::new());
            }
            if let Some(last) = paragraphs.last_mut().filter(|_| !text.is_empty()) {
                last.push(Run { text, ..run });
            }
        }
    }
    paragraphs
}

/// Splits a cite into parts, and says which are bold.
pub(super) fn cite_parts(cite: &CiteLine) -> Vec<(String, bool)> {
    let CiteLine { text, strong } = cite;
    let mut parts = Vec::new();
    let mut chars = text.chars();
    let mut from = 0;
    for range in strong.iter() {
        parts.push((chars.by_ref().take(range.start.saturating_sub(from)).collect(), false));
        parts.push((chars.by_ref().take(range.len()).collect(), true));
        from = range.end;
    }
    parts.push((chars.collect(), false));
    parts.retain(|(words, _): &(String, bool)| !words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::depths;
    use crate::model::{Brief, Entry, Heading, Level};

    #[test]
    fn depths_have_no_gaps() {
        let entries = [Level::Block, Level::Pocket, Level::Block, Level::Hat, Level::Block, Level::Pocket];
        let entry = |level| Entry::Heading(Heading { id: 0, level, text: String::new(), side: None });
        let brief = Brief { entries: entries.map(entry).into(), ..Brief::empty("x") };
        assert_eq!(depths(&brief), [1, 1, 2, 2, 3, 1]);
    }
}
