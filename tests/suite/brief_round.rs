//! Round trips of a brief through a Word file: nothing is lost, whatever it contains.

use std::sync::Arc;

use parallax::export::brief::{BriefFormat, write};
use parallax::import::read_brief_docx;
use parallax::model::{
    Analytic, Brief, Card, CiteLine, Entry, Heading, HighlightColour, Level, Origin, SIZES, Summarised, TextRanges,
};
use proptest::prelude::*;

use crate::briefs::lamps;

/// Exports a brief to Word and imports it again, which must not produce a warning.
fn back(brief: &Brief) -> Brief {
    let bytes = write(brief, BriefFormat::Docx).unwrap();
    let (back, warnings) = read_brief_docx("lamps.docx", &bytes).unwrap();
    assert_eq!(warnings, Vec::<String>::new());
    back
}

/// Generates difficult texts: control characters, line breaks, tabs, right-to-left text, surrogate pairs, and text that
/// looks like the markers of the export.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z ]{0,12}",
        2 => "\\PC{0,6}",
        1 => any::<char>().prop_map(|c| c.to_string()),
        1 => prop::sample::select(vec![
            "\n", "\n\n", "\r\n", "\t", " ", "\u{a0}", "\u{85}", "\u{2028}", "\u{feff}", "\u{0}", "\u{b}", "\u{ffff}",
            "\u{f041}", "\u{ad}", "\u{2011}", "שלום", "اردو 12", "路灯", "𠀀", "e\u{301}", "]]>", "&amp;", "<w:t>",
            "[… Omitted]", "http://a.b", "(", "[Translation, not evidence: ", "Analytic: a summary, not evidence.",
            "Sides: a · b", "👩\u{200d}🌾",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn stretches(length: usize) -> impl Strategy<Value = TextRanges> {
    prop::collection::vec((0..=length, 0..=length), 0..4)
        .prop_map(|ranges| ranges.into_iter().map(|(a, b)| a.min(b)..a.max(b)).collect())
}

fn language() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["en", "de", "zh-Hans", "zh-Hant", "ja", "ur", "he", "hi", "und", "no tag"])
        .prop_map(str::to_owned)
}

fn card() -> impl Strategy<Value = Entry> {
    let layers = |text: String| {
        let length = text.chars().count();
        (Just(text), stretches(length), stretches(length), stretches(length), stretches(length))
    };
    let cite = text().prop_flat_map(|text| {
        let length = text.chars().count();
        (Just(text), stretches(length)).prop_map(|(text, strong)| CiteLine { text, strong })
    });
    let colour = prop::sample::select(HighlightColour::ALL.to_vec());
    let size = prop::sample::select(SIZES.to_vec());
    let rest = (language(), prop::option::of(text()), colour, size);
    (text(), cite, text().prop_flat_map(layers), rest).prop_map(|(tag, cite, layers, rest)| {
        let (text, underline, emphasis, highlight, omitted) = layers;
        let (language, translation, colour, size) = rest;
        let language = language.as_str().into();
        let (id, citation, origin) = (0, None, Origin::ByHand);
        #[rustfmt::skip]
        let card = Card { id, tag, cite, citation, origin, text, language, translation, underline, emphasis, highlight,
            omitted, colour, size };
        Entry::Card(Arc::new(card))
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let level = prop::sample::select(Level::ALL.to_vec());
    let heading = (level, text(), prop::option::of(0..2_usize))
        .prop_map(|(level, text, side)| Entry::Heading(Heading { id: 0, level, text, side }));
    let of = prop::option::of(text().prop_map(|code| Summarised::Note {
        edition: "lamps".into(),
        note: "po.falls".into(),
        perspective: "police".into(),
        code,
        citations: Vec::new(),
    }));
    let analytic = (text(), text(), language(), of).prop_map(|(tag, text, language, of)| {
        Entry::Analytic(Arc::new(Analytic { id: 0, tag, text, language: language.as_str().into(), of }))
    });
    prop_oneof![1 => heading, 2 => card(), 1 => analytic]
}

fn brief() -> impl Strategy<Value = Brief> {
    let sides = prop::collection::vec(text(), 0..3);
    (text(), sides, prop::collection::vec(entry(), 0..6)).prop_map(|(title, sides, mut entries)| {
        for (at, entry) in entries.iter_mut().enumerate() {
            match entry {
                Entry::Heading(heading) => heading.id = u32::try_from(at).unwrap() + 7,
                Entry::Card(card) => Arc::make_mut(card).id = u32::try_from(at).unwrap() + 7,
                Entry::Analytic(analytic) => Arc::make_mut(analytic).id = u32::try_from(at).unwrap() + 7,
            }
        }
        Brief { sides, entries, ..Brief::empty(&title) }
    })
}

#[test]
fn the_fixture_survives_a_round_trip() {
    let brief = lamps();
    assert_eq!(back(&brief), brief);
}

#[test]
fn an_empty_brief_survives_a_round_trip() {
    assert_eq!(back(&Brief::empty("Nothing yet")), Brief::empty("Nothing yet"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_brief_survives_a_round_trip(brief in brief()) {
        prop_assert_eq!(back(&brief), brief);
    }
}
