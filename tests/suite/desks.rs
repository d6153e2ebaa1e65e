//! The brief in the session: cards cut from rows, blocks, order, undo; a summary is never evidence.

use std::fmt::Write as _;

use parallax::model::{Card, Entry, Origin, Quotation};
use parallax::session::desk::{DeskAction, MarkAs};
use parallax::session::layer::LayerAction;
use parallax::session::{Action, Command, Effect, Overlay, Part, Selection, Session, TextPoint, update};

use crate::own_copies::small;

fn with_desk() -> Session {
    let mut session = small();
    session.want_layer();
    update(&mut session, Action::Layer(LayerAction::Came("small".into(), Ok(None))));
    assert_eq!(session.want_brief(), [Effect::LoadBrief("small".into())]);
    desk(&mut session, DeskAction::Came("small".into(), Ok(None)));
    session
}

fn desk(session: &mut Session, action: DeskAction) -> Vec<Effect> {
    update(session, Action::Desk(action))
}

fn command(session: &mut Session, command: Command) -> Vec<Effect> {
    update(session, Action::Command(command))
}

fn outline(session: &Session) -> String {
    let mut out = String::new();
    for entry in session.desk.entries() {
        let line = match entry {
            Entry::Heading(heading) => format!("{} {}", heading.level.word(), heading.text),
            Entry::Card(card) => format!("  Card {} | {} | {}", card.tag, card.cite.text, card.text),
            Entry::Analytic(analytic) => {
                let made = if analytic.of.is_some() { "of a summary" } else { "own" };
                format!("  Analytic ({made}) {} | {}", analytic.tag, analytic.text)
            }
        };
        writeln!(out, "{line}").unwrap();
    }
    out
}

fn the_card(session: &Session) -> &Card {
    let mut cards = session.desk.entries().iter().filter_map(|entry| match entry {
        Entry::Card(card) => Some(&**card),
        _ => None,
    });
    cards.next_back().unwrap()
}

#[test]
fn a_card_is_cut_by_two_keys_from_the_article_word_for_word_with_the_selected_words_underlined() {
    let mut session = with_desk();
    let text = session.text_of(2, Part::Article);
    let at = text.find("burn all night").unwrap();
    let point = |character| TextPoint { row: 2, part: Part::Article, character };
    update(&mut session, Action::Select(Some(Selection { from: point(at), to: point(at + 14) })));
    command(&mut session, Command::Cut);
    assert_eq!(session.overlay, Some(Overlay::Cut));
    let effects = desk(&mut session, DeskAction::TakeCut);
    assert_eq!(effects, [Effect::SaveBrief]);
    let card = the_card(&session);
    assert_eq!(
        card.text,
        session.paragraph_of(2).unwrap().text,
        "code point for code point, with all that stands around"
    );
    assert_eq!(card.read_out(), "burn all night");
    assert!(matches!(&card.origin, Origin::Article { copy: None, anchor, .. } if anchor.exact == "burn all night"));
    assert_eq!(session.overlay, None);
}

#[test]
fn from_a_summary_only_an_analytic_can_be_made() {
    let mut session = with_desk();
    update(&mut session, Action::Activate(2));
    command(&mut session, Command::Cut);
    let kinds: Vec<(bool, String)> =
        session.desk.cut.candidates.iter().map(|one| (one.is_card(), one.label.clone())).collect();
    let cards: Vec<&String> = kinds.iter().filter(|(card, _)| *card).map(|(_, label)| label).collect();
    assert!(cards.iter().all(|label| label.contains("article") || label.contains("quotation")), "{kinds:?}");
    let summary = kinds.iter().position(|(card, label)| !card && label.contains("council qualifies")).unwrap();
    desk(&mut session, DeskAction::CutAt(summary));
    desk(&mut session, DeskAction::CutTag("The council counts otherwise".into()));
    desk(&mut session, DeskAction::TakeCut);
    assert!(
        outline(&session).starts_with("  Analytic (of a summary) The council counts otherwise | "),
        "{}",
        outline(&session)
    );
    // Its text is the curator's and cannot be typed over; the tag can.
    let id = session.desk.entries()[0].id();
    assert_eq!(desk(&mut session, DeskAction::Text(id, "No".into())), []);
    assert_eq!(desk(&mut session, DeskAction::Title(id, "Yes".into())), [Effect::SaveBrief]);
}

#[test]
fn a_restated_article_makes_an_analytic_too() {
    let edition = crate::support::small()
        .with("edition.ron", r#"Original(of: "written for the tests")"#, r#"Restated(of: "a letter")"#)
        .load()
        .unwrap()
        .edition;
    let opened = parallax::session::Opened { edition, path: None };
    let mut session =
        Session::new(opened, parallax::session::Settings::default(), parallax::session::Recollection::default());
    update(&mut session, Action::Activate(2));
    command(&mut session, Command::Cut);
    let of_article = |one: &&parallax::session::desk::Candidate| one.label.contains("article");
    let of_article: Vec<_> = session.desk.cut.candidates.iter().filter(of_article).collect();
    assert!(matches!(&of_article[..], [one] if !one.is_card() && one.label.contains("restated")), "{of_article:?}");
}

#[test]
fn a_quotation_of_the_readers_own_becomes_a_card_with_its_cite() {
    let mut session = with_desk();
    let note = session.edition.perspectives()[0].notes[0].clone();
    let quotation = Quotation {
        text: "We shall count them\nagain in May".into(),
        language: "en".into(),
        translation: None,
        source: "moss-2025-02-11".into(),
        locator: Some("minute 3".into()),
        entered_by: "Mina".into(),
        accessed: "2026-11-25".parse().unwrap(),
    };
    let quote = LayerAction::Quote { on: note.id.clone(), quotation: Box::new(quotation), source: None };
    update(&mut session, Action::Layer(quote));
    update(&mut session, Action::Activate(2));
    command(&mut session, Command::Cut);
    let first = &session.desk.cut.candidates[0];
    assert!(first.is_card() && session.desk.cut.candidates.iter().any(|one| one.label.contains("entered by Mina")));
    let at = session.desk.cut.candidates.iter().position(|one| one.label.contains("entered by Mina")).unwrap();
    desk(&mut session, DeskAction::CutAt(at));
    desk(&mut session, DeskAction::TakeCut);
    let card = the_card(&session);
    assert_eq!(card.text, "We shall count them\nagain in May");
    assert!(card.cite.text.contains("Moss") && card.cite.text.contains("2025"), "{}", card.cite.text);
    assert!(card.cite.text.ends_with(" [entered by Mina]"), "{}", card.cite.text);
    let brief = session.desk.brief.as_ref().unwrap();
    assert!(brief.source(&"moss-2025-02-11".into()).is_some(), "the brief is whole without its edition");
}

#[test]
fn an_answer_block_has_one_answer_for_each_who_disputes_or_qualifies_and_our_reply() {
    let mut session = with_desk();
    update(&mut session, Action::Activate(4));
    command(&mut session, Command::Block);
    if session.overlay == Some(Overlay::Block) {
        update(&mut session, Action::TakeBlock(0));
    }
    let outline = outline(&session);
    let lines: Vec<&str> = outline.lines().collect();
    assert!(lines[0].starts_with("Block A2: “Nobody comes to harm in the dark”"), "{outline}");
    assert!(lines.iter().any(|line| line.contains("Residents disputes: ")), "{outline}");
    assert_eq!(*lines.last().unwrap(), "  Analytic (own) Our reply:  | ", "for one's own words: {outline}");
    assert!(
        !lines[1..lines.len() - 1].iter().any(|line| line.starts_with("  Card")),
        "summaries are analytics: {outline}"
    );
    command(&mut session, Command::Debate);
    command(&mut session, Command::Undo);
    assert_eq!(session.desk.entries(), [], "the block is undone as one");
}

#[test]
fn words_of_a_card_are_marked_cleared_and_left_out_and_its_text_never_changes() {
    let mut session = with_desk();
    update(&mut session, Action::Activate(5));
    command(&mut session, Command::Cut);
    desk(&mut session, DeskAction::TakeCut);
    let text = the_card(&session).text.clone();
    command(&mut session, Command::Debate);
    assert!(desk(&mut session, DeskAction::Mark(MarkAs::Highlight)).is_empty(), "no words are chosen yet");
    desk(&mut session, DeskAction::Words(4..8));
    command(&mut session, Command::MarkHighlight);
    command(&mut session, Command::MarkUnderline);
    assert_eq!(the_card(&session).read_out(), "owls");
    command(&mut session, Command::MarkClear);
    assert_eq!(the_card(&session).runs().len(), 1);
    desk(&mut session, DeskAction::Words(9..23));
    command(&mut session, Command::MarkOmit);
    assert_eq!(the_card(&session).shown(), "The owls [… Omitted]");
    assert_eq!(the_card(&session).text, text);
    command(&mut session, Command::Shrink);
    assert_eq!(the_card(&session).size, 8);
    for _ in 0..5 {
        command(&mut session, Command::Undo);
    }
    assert_eq!((the_card(&session).size, the_card(&session).runs().len()), (11, 1));
}

#[test]
fn headings_are_added_typed_and_ordered_by_keys() {
    let mut session = with_desk();
    command(&mut session, Command::Debate);
    for (add, words) in [(Command::AddPocket, "Aff"), (Command::AddBlock, "A2: money"), (Command::AddPocket, "Neg")] {
        command(&mut session, add);
        let id = session.desk.chosen;
        for at in 1..=words.len() {
            desk(&mut session, DeskAction::Title(id, words[..at].into()));
        }
    }
    assert_eq!(outline(&session), "Pocket Aff\nBlock A2: money\nPocket Neg\n");
    command(&mut session, Command::EntryUp);
    assert_eq!(outline(&session), "Pocket Neg\nPocket Aff\nBlock A2: money\n");
    command(&mut session, Command::EntryDown);
    assert_eq!(outline(&session), "Pocket Aff\nBlock A2: money\nPocket Neg\n");
    command(&mut session, Command::Undo);
    command(&mut session, Command::Undo);
    command(&mut session, Command::Undo);
    assert_eq!(outline(&session), "Pocket Aff\nBlock A2: money\nPocket \n", "typing is one change");
    command(&mut session, Command::Redo);
    assert_eq!(outline(&session), "Pocket Aff\nBlock A2: money\nPocket Neg\n");
    session.desk.chosen = session.desk.entries()[0].id();
    command(&mut session, Command::RemoveEntry);
    assert_eq!(outline(&session), "Pocket Neg\n", "a heading goes with what stands under it");
}

#[test]
fn another_brief_is_begun_and_the_name_of_its_file_is_free() {
    let mut session = with_desk();
    desk(&mut session, DeskAction::Listed(vec![("round-one".into(), "Round one".into())]));
    let effects = desk(&mut session, DeskAction::New("Round One!".into()));
    assert_eq!(session.desk.key, "round-one-2");
    assert!(effects.contains(&Effect::SaveBrief) && effects.contains(&Effect::SaveMemory));
    assert_eq!(session.desk.brief.as_ref().unwrap().title, "Round One!");
}

#[test]
fn a_card_whose_article_changed_says_so_and_keeps_its_words() {
    let mut session = with_desk();
    update(&mut session, Action::Activate(5));
    command(&mut session, Command::Cut);
    desk(&mut session, DeskAction::TakeCut);
    assert_eq!(session.card_doubt(the_card(&session)), None);
    let texts = crate::support::small().with("edition.ron", "The owls will thank us.", "The owls may thank us.");
    let edition = texts.load().unwrap().edition;
    let opened = parallax::session::Opened { edition, path: None };
    update(&mut session, Action::Loaded(Ok(Box::new(parallax::session::Found::Edition(Box::new(opened))))));
    let card = the_card(&session);
    assert_eq!(card.text, "The owls will thank us.");
    assert!(session.card_doubt(card).unwrap().contains("¶5"));
}

#[test]
fn a_new_block_does_not_part_the_cards_of_the_one_that_is_chosen() {
    let mut session = with_desk();
    update(&mut session, Action::Activate(4));
    command(&mut session, Command::Block);
    if session.overlay == Some(Overlay::Block) {
        update(&mut session, Action::TakeBlock(0));
    }
    let before = session.desk.entries().len();
    session.desk.chosen = session.desk.entries()[1].id();
    command(&mut session, Command::Block);
    if session.overlay == Some(Overlay::Block) {
        update(&mut session, Action::TakeBlock(0));
    }
    let headings: Vec<usize> =
        session.desk.entries().iter().enumerate().filter(|(_, e)| e.level().is_some()).map(|(at, _)| at).collect();
    assert_eq!(headings, [0, before]);
}

#[test]
fn a_restated_article_that_is_pasted_back_is_still_no_evidence() {
    let restated = crate::support::small()
        .with("edition.ron", r#"Original(of: "written for the tests")"#, r#"Restated(of: "a letter")"#)
        .load()
        .unwrap()
        .edition;
    let text: Vec<String> = restated.paragraphs().iter().map(|paragraph| paragraph.text.clone()).collect();
    let opened = parallax::session::Opened { edition: restated, path: None };
    let mut session =
        Session::new(opened, parallax::session::Settings::default(), parallax::session::Recollection::default());
    let found = crate::own_copies::preview(&session, &text.join("\n\n"));
    update(&mut session, Action::Loaded(Ok(Box::new(found))));
    let effects = update(&mut session, Action::ReadBeside);
    crate::own_copies::settle(&mut session, effects);
    assert!(session.copy.is_some());
    update(&mut session, Action::Activate(5));
    command(&mut session, Command::Cut);
    let of_article = |one: &&parallax::session::desk::Candidate| one.label.contains("article");
    assert!(session.desk.cut.candidates.iter().filter(of_article).all(|one| !one.is_card()));
}

#[test]
fn the_title_of_ones_own_copy_is_bracketed_in_its_cite_for_it_is_the_editions() {
    let mut session = crate::own_copies::with_copy(crate::own_copies::COPY);
    session.want_brief();
    let key = session.desk.key.clone();
    desk(&mut session, DeskAction::Came(key, Ok(None)));
    update(&mut session, Action::Activate(2));
    command(&mut session, Command::Cut);
    let candidates = &session.desk.cut.candidates;
    let card = candidates.iter().find_map(|one| match &one.entry {
        Entry::Card(card) if one.label.contains("word for word") => Some(card),
        _ => None,
    });
    let title = format!("[{}]", session.edition.title());
    assert!(card.unwrap().cite.text.contains(&title), "{:?}", card.map(|card| &card.cite.text));
}
