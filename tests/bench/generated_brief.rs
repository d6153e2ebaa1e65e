//! A generated brief.

use std::sync::Arc;

use parallax::model::{Analytic, Brief, Card, CiteLine, Entry, Heading, HighlightColour, Level, Origin, TextRanges};

const WORDS: [&str; 12] =
    ["the", "lamps", "of", "this", "town", "burn", "until", "dawn", "and", "nobody", "asks", "why,"];

fn text(seed: usize, words: usize) -> String {
    let mut text = String::new();
    for at in 0..words {
        text.push_str(WORDS[(seed * 7 + at * 5 + at / 11) % WORDS.len()]);
        text.push(if at % 130 == 129 { '\n' } else { ' ' });
    }
    text
}

fn layer(length: usize, first: usize, every: usize, wide: usize) -> TextRanges {
    (first..length.saturating_sub(wide)).step_by(every).map(|at| at..at + wide).collect()
}

fn card(number: usize) -> Entry {
    let text = text(number, 400);
    let length = text.chars().count();
    Entry::Card(Arc::new(Card {
        id: u32::try_from(number).unwrap() + 1,
        tag: format!("Argument {number}: the lamps must go out"),
        cite: CiteLine {
            text: format!("Ada Marlow 2024, town engineer, “Report {number}”, https://example.org/{number}"),
            strong: std::iter::once(4..15).collect(),
        },
        citation: None,
        origin: Origin::ByHand,
        language: "en".into(),
        translation: None,
        underline: layer(length, 10, 160, 90),
        emphasis: layer(length, 40, 320, 20),
        highlight: layer(length, 12, 160, 60),
        omitted: layer(length, 120, 900, 30),
        colour: HighlightColour::Cyan,
        size: 8,
        text,
    }))
}

/// Generates a brief of headings, analytics and `count` cards of 400 words.
pub fn brief(count: usize) -> Brief {
    let mut entries = Vec::new();
    for number in 0..count {
        if number % 50 == 0 {
            let level = if number % 250 == 0 { Level::Pocket } else { Level::Block };
            entries.push(Entry::Heading(Heading {
                id: u32::try_from(count + number).unwrap() + 1,
                level,
                text: format!("A2: claim {number}"),
                side: None,
            }));
            let (tag, text) = (format!("An answer of our own {number}"), text(number, 40));
            let id = u32::try_from(2 * count + number).unwrap() + 1;
            entries.push(Entry::Analytic(Arc::new(Analytic { id, tag, text, language: "en".into(), of: None })));
        }
        entries.push(card(number));
    }
    Brief { entries, ..Brief::empty("A made brief") }
}
