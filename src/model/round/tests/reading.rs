use super::round;
use crate::model::round::{Budget, Cell, Delivery, Load, ReadMark, Sent, reading_speed, words_read_aloud};
use crate::model::{Analytic, Card, CiteLine, Entry, Heading, Level, Origin};

fn card(id: u32, tag: &str, text: &str) -> Card {
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

fn entry(id: u32, words: usize) -> Entry {
    let text = vec!["word"; words.saturating_sub(1)].join(" ");
    Entry::Card(Box::new(card(id, "Tag", &text)))
}

#[test]
fn only_text_that_is_read_aloud_is_counted() {
    let mut cut = card(1, "Dark hours cut the bill", "one two three four five");
    cut.highlight.add(4..13);
    assert_eq!(words_read_aloud(&Entry::Card(Box::new(cut))), 7);
    let han = Card { language: "zh-Hans".into(), ..card(1, "Towns agree", "路灯午夜熄灭") };
    assert_eq!(words_read_aloud(&Entry::Card(Box::new(han))), 5);
    let (tag, text) = ("No number".to_owned(), "Ask for one.".to_owned());
    assert_eq!(words_read_aloud(&Entry::Analytic(Analytic { id: 2, tag, text, language: "en".into(), of: None })), 5);
    assert_eq!(
        words_read_aloud(&Entry::Heading(Heading { id: 0, level: Level::Hat, text: "Case".into(), side: None })),
        0
    );
}

#[test]
fn a_speech_is_compared_to_its_time_at_every_speed() {
    let mut round = round("lincoln-douglas");
    round.speeches[0].read = vec![entry(1, 600), entry(2, 300)];
    let budget = round.budget(0).unwrap();
    assert_eq!((budget.words, budget.allowed), (900, 360.0));
    assert_eq!([300, 150, 100].map(|speed| budget.seconds_at(speed)), [180.0, 360.0, 540.0]);
    assert_eq!([300, 150, 100].map(|speed| budget.load(speed)), [Load::Light, Load::Tight, Load::Over]);
    assert_eq!(Budget::new(&[], 60.0).load(250), Load::Light);
    assert!(round.budget(99).is_none());
}

#[test]
fn a_reading_test_gives_a_speed_within_bounds() {
    assert_eq!(reading_speed(243, 60.0), Some(243));
    assert_eq!(reading_speed(100, 30.0), Some(200));
    assert_eq!((reading_speed(5, 60.0), reading_speed(5000, 60.0)), (Some(60), Some(600)));
    for (words, seconds) in [(0, 60.0), (100, 0.0), (100, -1.0), (100, f64::NAN), (100, f64::INFINITY)] {
        assert_eq!(reading_speed(words, seconds), None);
    }
}

#[test]
fn a_card_sent_again_is_updated_and_keeps_its_mark_if_its_text_is_unchanged() {
    let mut delivery = Delivery::default();
    assert_eq!(delivery.send(&entry(7, 10)), Sent::Added);
    assert!(delivery.mark(ReadMark { entry: 7, at: 4, seconds: 452.9 }));
    assert!(!delivery.mark(ReadMark { entry: 8, at: 0, seconds: 1.0 }));
    assert_eq!(delivery.marks[0].text(), "Marked at 7:32");
    let Entry::Card(mut again) = entry(7, 10) else { panic!() };
    again.tag = "Another tag".into();
    assert_eq!(delivery.send(&Entry::Card(again)), Sent::Updated);
    assert_eq!((delivery.read[0].title(), delivery.marks.len()), ("Another tag", 1));
    let Entry::Card(mut again) = entry(7, 20) else { panic!() };
    again.tag = "Another tag".into();
    delivery.send(&Entry::Card(again));
    assert_eq!((delivery.read.len(), delivery.marks.len()), (1, 0));
    delivery.mark(ReadMark { entry: 7, at: 9999, seconds: 1.0 });
    assert_eq!(delivery.marks[0].at, "word ".len() * 19 - 1, "not behind the text");
    assert_eq!(delivery.take(0).map(|entry| entry.id()), Some(7));
    assert!(delivery.take(0).is_none() && delivery.marks.is_empty());
}

#[test]
fn a_card_of_another_brief_with_the_same_number_is_added() {
    let mut delivery = Delivery::default();
    delivery.send(&entry(3, 10));
    let other = Entry::Card(Box::new(card(3, "Owls need the dark", "Owls hunt at night")));
    assert_eq!(delivery.send(&other), Sent::Added);
    let read: Vec<(u32, &str)> = delivery.read.iter().map(|entry| (entry.id(), entry.title())).collect();
    assert_eq!(read, [(3, "Tag"), (4, "Owls need the dark")]);
    assert_eq!((delivery.send(&other), delivery.read.len()), (Sent::Updated, 2), "once");
}

#[test]
fn a_mark_is_set_in_the_speech_and_on_the_flow() {
    let mut round = round("policy");
    let columns = round.columns();
    round.speeches[0].send(&entry(7, 10));
    round.flow.add_sheet("Case");
    round.flow.sheets[0].put(&columns, 0, Cell::from_entry("1AC", &entry(7, 10)));
    assert!(round.mark(ReadMark { entry: 7, at: 4, seconds: 60.0 }));
    assert_eq!(round.flow.sheets[0].rows[0].cells[0].marked, Some(60.0));
    round.go_to(1);
    assert!(!round.mark(ReadMark { entry: 7, at: 4, seconds: 60.0 }), "it is not read in this speech");
}
