//! A card and its cite cut into what looks the same, as every form writes them.

use crate::model::{Card, CiteLine, Run};

/// The paragraphs of a card's text, each in pieces of one look; a blank paragraph has none.
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

/// The parts of a cite, and which are bold.
pub(super) fn parts(cite: &CiteLine) -> Vec<(String, bool)> {
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
