//! Tests of the round model, with the shipped formats as fixtures.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Cell, Columns, Round, RoundFormat, Row, Side};
use crate::model::{Card, CiteLine, Entry, Origin};

/// The formats that are embedded in the program.
pub(super) const SHIPPED: [&str; 6] = [
    include_str!("../../../assets/formats/policy.ron"),
    include_str!("../../../assets/formats/lincoln-douglas.ron"),
    include_str!("../../../assets/formats/public-forum.ron"),
    include_str!("../../../assets/formats/british-parliamentary.ron"),
    include_str!("../../../assets/formats/congress.ron"),
    include_str!("../../../assets/formats/free.ron"),
];

pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn format(id: &str) -> RoundFormat {
    SHIPPED.iter().map(|text| read::<RoundFormat>(text)).find(|format| format.id == id).unwrap()
}

pub(super) fn round(id: &str) -> Round {
    Round::new("Finals", format(id))
}

/// Creates a row with a text in each of these columns.
pub(super) fn row(rules: &RoundFormat, said: &[&str]) -> Row {
    let columns = Columns::new(rules);
    let mut row = Row::default();
    for name in said {
        assert!(columns.place(name).is_some(), "{name}");
        row.put(&columns, Cell::new(name, &format!("said in {name}")));
    }
    row
}

/// Returns the index of a speech by its abbreviation.
pub(super) fn speech(rules: &RoundFormat, short: &str) -> usize {
    rules.speeches.iter().position(|speech| speech.short == short).unwrap()
}

pub(super) fn card(id: u32, tag: &str, text: &str) -> Card {
    Card {
        id,
        tag: tag.into(),
        cite: CiteLine::default(),
        citation: None,
        origin: Origin::ByHand,
        text: text.into(),
        language: "en".into(),
        translation: None,
        underline: Default::default(),
        emphasis: Default::default(),
        highlight: Default::default(),
        omitted: Default::default(),
        colour: Default::default(),
        size: 11,
    }
}

/// Creates a card of this many words, including the one of its tag.
pub(super) fn entry(id: u32, words: usize) -> Entry {
    let text = vec!["word"; words.saturating_sub(1)].join(" ");
    Entry::Card(Arc::new(card(id, "Tag", &text)))
}

#[test]
fn two_speeches_can_share_a_column() {
    let rules = format("policy");
    let columns = Columns::new(&rules);
    let names: Vec<&str> = columns.all().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["1AC", "1NC", "2AC", "Block", "1AR", "2NR", "2AR"]);
    let block = columns.get(3).unwrap();
    assert_eq!((block.first, block.last, block.side), (6, 8, Side::Second));
    assert_eq!(columns.of_speech(&rules, 8), Some(3));
    assert_eq!(columns.of_speech(&rules, 7), None, "cross-examination is off the flow");
}

#[test]
fn a_new_round_has_the_names_and_times_of_its_format() {
    let round = round("british-parliamentary");
    assert_eq!(round.sides, ["Gov", "Opp"]);
    assert_eq!(round.speeches.len(), 8);
    assert_eq!(round.clock.speech.limit, Some(420.0));
    assert_eq!(round.clock.before.limit, Some(900.0));
    assert_eq!(round.clock.prep_left(Side::First, 0.0), None, "there is no prep in the round");
}

#[test]
fn a_coin_flip_swaps_the_speaking_order_and_not_the_users_side() {
    let mut round = Round { ours: Some(Side::First), ..round("public-forum") };
    let columns = round.columns();
    round.speeches[0].read = vec![crate::model::Entry::Heading(crate::model::Heading {
        id: 7,
        level: crate::model::Level::Hat,
        text: "Case".into(),
        side: None,
    })];
    round.flow.add_sheet("Case");
    round.flow.sheets[0].put(&columns, 0, Cell::new("1C", "our case"));
    round.flow.sheets[0].put(&columns, 0, Cell::new("2R", "their answer"));
    let before = round.clone();
    assert!(round.flip());
    assert_eq!((round.sides.clone(), round.ours), (["Con".into(), "Pro".into()], Some(Side::Second)));
    assert_eq!(round.speeches[1].read.len(), 1, "our case is read second now");
    let row = &round.flow.sheets[0].rows[0];
    assert_eq!(
        (row.cell("2C").unwrap().text.as_str(), row.cell("1R").unwrap().text.as_str()),
        ("our case", "their answer")
    );
    assert!(round.flip());
    assert_eq!(round, before);
    round.go_to(1);
    assert!(!round.flip(), "the round has begun");
    assert!(!super::Round::new("x", format("policy")).flip(), "the affirmative always begins");
}

#[test]
fn a_chamber_can_add_and_remove_speeches() {
    let mut round = round("congress");
    let more = super::Speech { short: "A5".into(), ..round.rules.speeches[0].clone() };
    assert!(round.insert_speech(16, more.clone()));
    assert!(!round.insert_speech(0, super::Speech { short: "N1".into(), ..more }), "a column of the other side");
    assert_eq!((round.rules.speeches.len(), round.speeches.len()), (17, 17));
    let columns = round.columns();
    round.flow.add_sheet("Bill");
    round.flow.sheets[0].put(&columns, 0, Cell::new("A5", "costs"));
    assert!(!round.remove_speech(16), "something stands in its column");
    round.go_to(4);
    assert!(round.remove_speech(15) && round.remove_speech(1));
    assert_eq!(round.at, 3, "the same speech is given");
}

#[test]
fn a_hand_written_round_is_corrected_without_losing_text() {
    let mut invalid = round("policy");
    invalid.rules.speeches[0].minutes = f32::NAN;
    invalid.rules.speeches[2].side = None;
    invalid.at = 900;
    invalid.team = Some(3);
    invalid.speeches.resize_with(30, Default::default);
    invalid.flow.add_sheet("Case");
    invalid.flow.sheets[0].rows.push(Row {
        cells: vec![Cell::new("2AC", "b"), Cell::new("1AC", "a"), Cell::new("2AC", "c"), Cell::new("9XX", "stray")],
        kicked: false,
    });
    let (sanitized, warnings) = invalid.sanitized();
    assert_eq!((sanitized.at, sanitized.team, sanitized.speeches.len()), (12, None, 12));
    assert_eq!(sanitized.rules.faults(), []);
    let cells: Vec<(&str, &str)> =
        sanitized.flow.sheets[0].rows[0].cells.iter().map(|cell| (cell.column.as_str(), cell.text.as_str())).collect();
    assert_eq!(cells, [("1AC", "a"), ("2AC", "b\nc"), ("9XX", "stray")]);
    assert_eq!(warnings.len(), 4, "{warnings:?}");
    assert_eq!(sanitized.clone().sanitized(), (sanitized, Vec::new()));
}

proptest! {
    #[test]
    fn a_corrected_format_has_no_errors(
        speeches in proptest::collection::vec((0u8..3, 0usize..4, 0usize..5, -1.0f32..200.0, any::<bool>()), 1..12),
        teams in proptest::collection::vec(any::<bool>(), 0..3), name in ".{0,80}",
    ) {
        let mut rules = format("policy");
        let columns = [None, Some(""), Some("A"), Some("B"), Some(name.as_str())];
        let sides = [None, Some(Side::First), Some(Side::Second)];
        rules.teams = teams.iter().map(|first| super::Team {
            name: name.clone(),
            side: if *first { Side::First } else { Side::Second },
        }).collect();
        rules.sides = vec![(name.clone(), name.clone()), (name.clone(), "B".to_owned())];
        rules.speeches = speeches.iter().map(|(side, team, column, minutes, questions)| super::Speech {
            short: name.clone(),
            side: sides[usize::from(*side)],
            team: team.checked_sub(1),
            column: columns[*column].map(str::to_owned),
            minutes: *minutes,
            kind: if *questions { super::SpeechKind::Questioning } else { super::SpeechKind::Speech },
            ..rules.speeches[0].clone()
        }).collect();
        let (sanitized, _) = rules.sanitized();
        prop_assert_eq!(sanitized.faults(), []);
    }
}
