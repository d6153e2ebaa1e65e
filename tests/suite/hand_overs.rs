//! Hand-overs: a brief in one file, which another's brief takes in without losing anything of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

use parallax::model::merge::Numbered as _;
use parallax::model::{
    Brief, Card, Citation, CiteLine, Entry, HAND_OVER_FORMAT, HandOver, Heading, Level, Origin, Source, SourceId,
    Summarised,
};
use parallax::state::brief::BriefAction;
use parallax::state::{Action, AppState, Command, Effect, Export, FilePurpose, update};
use parallax::storage::{hand_over_text, open_brief, open_hand_over, save_document};
use proptest::prelude::*;

use crate::briefs::lamps;
use crate::own_copies::small;
use crate::support::parallax;

/// A word or two, so that what is generated meets often.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[ab]{1,2}", Just("Our reply: ".to_owned())]
}

fn source(id: &str, title: &str) -> Source {
    let text = format!(r#"(id: "{id}", kind: Speech, title: "{title}", language: "en", primary: true)"#);
    ron::from_str(&text).unwrap()
}

fn card(tag: String, words: String, cited: Option<SourceId>, mark: bool) -> Entry {
    let mut card =
        Card::new(CiteLine { text: "Moss".into(), ..CiteLine::default() }, Origin::ByHand, words, "en".into());
    card.tag = tag;
    card.citation = cited.map(|source| Citation { source, relayed_by: None, locator: None });
    if mark {
        card.underline.add(0..1);
    }
    Entry::Card(Arc::new(card))
}

fn entry() -> impl Strategy<Value = Entry> {
    let heading = (0_usize..3, text(), proptest::option::of(0_usize..2)).prop_map(|(level, text, side)| {
        let side = side.filter(|_| level == 0);
        Entry::Heading(Heading { id: 0, level: Level::ALL[level], text, side })
    });
    let cited = proptest::option::of(prop_oneof![Just(SourceId::from("x")), Just(SourceId::from("y"))]);
    let card =
        (text(), text(), cited, any::<bool>()).prop_map(|(tag, words, cited, mark)| card(tag, words, cited, mark));
    let analytic = (text(), text()).prop_map(|(tag, text)| {
        let mut entry = Entry::analytic(text, "en".into(), None);
        entry.set_title(tag);
        entry
    });
    prop_oneof![heading, card, analytic]
}

prop_compose! {
    fn brief()(
        entries in proptest::collection::vec(entry(), 0..9),
        titles in proptest::collection::vec("[pq]", 2),
        sides in prop_oneof![Just(["Aff", "Neg"]), Just(["Neg", "Gov"])],
    ) -> Brief {
        let mut brief = Brief::empty("Lamps");
        brief.sides = sides.map(str::to_owned).to_vec();
        brief.sources = ["x", "y"].iter().zip(&titles).map(|(id, title)| source(id, title)).collect();
        brief.entries = entries;
        for (id, entry) in brief.entries.iter_mut().enumerate() {
            entry.set_id(id as u32 + 1);
        }
        brief
    }
}

/// The cards and analytics of a brief, each as often as it is there, whatever their numbers and the ids of the sources.
fn contents(brief: &Brief) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for entry in brief.entries.iter().filter(|entry| entry.level().is_none()) {
        let mut entry = entry.clone();
        let cited: Vec<&str> =
            entry.citations().iter().map(|one| brief.source(&one.source).unwrap().title.as_str()).collect();
        let cited = format!("{cited:?}");
        entry.set_id(0);
        if let Entry::Card(card) = &mut entry {
            Arc::make_mut(card).citation = None;
        }
        *all.entry(format!("{entry:?} {cited}")).or_default() += 1;
    }
    all
}

/// The words of the headings, with their levels; two of the same words in one place may be one.
fn headings(brief: &Brief) -> BTreeSet<(Level, String)> {
    brief.entries.iter().filter_map(|entry| Some((entry.level()?, entry.title().to_lowercase()))).collect()
}

fn received(ours: &Brief, theirs: &Brief) -> Brief {
    let mut ours = ours.clone();
    ours.receive(HandOver::of(theirs.clone()));
    ours
}

/// Whether `all` has everything of `part`, each as often.
fn has_all(all: &Brief, part: &Brief) -> Result<(), TestCaseError> {
    let found = contents(all);
    for (entry, count) in contents(part) {
        prop_assert!(found.get(&entry).copied().unwrap_or(0) >= count, "{entry} is there {count} times in {part:#?}");
    }
    Ok(())
}

/// The heading that each entry of a brief stands under, by id.
fn parents(brief: &Brief) -> BTreeMap<u32, Option<u32>> {
    let mut above: Vec<(Level, u32)> = Vec::new();
    let mut all = BTreeMap::new();
    for entry in &brief.entries {
        if let Some(level) = entry.level() {
            above.retain(|(other, _)| *other < level);
        }
        all.insert(entry.id(), above.last().map(|(_, id)| *id));
        above.extend(entry.level().map(|level| (level, entry.id())));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_hand_over_that_is_taken_twice_changes_nothing_the_second_time(ours in brief(), theirs in brief()) {
        let mut once = received(&ours, &theirs);
        let before = once.clone();
        let again = once.receive(HandOver::of(theirs));
        prop_assert_eq!(&once, &before);
        prop_assert!(!again.is_new(), "{:?}", again);
    }

    #[test]
    fn ones_own_entries_stay_as_they_are_and_under_their_headings(ours in brief(), theirs in brief()) {
        let merged = received(&ours, &theirs);
        let own: Vec<&Entry> = merged.entries.iter().filter(|entry| ours.index_of(entry.id()).is_some()).collect();
        prop_assert_eq!(own, ours.entries.iter().collect::<Vec<_>>());
        let (before, after) = (parents(&ours), parents(&merged));
        for (id, parent) in before {
            prop_assert_eq!(after[&id], parent, "{:#?}", merged);
        }
        prop_assert_eq!(&merged.sources[..ours.sources.len()], &ours.sources[..]);
        prop_assert_eq!(&merged.sides[..2], &ours.sides[..]);
        let mut ids: Vec<u32> = merged.entries.iter().map(Entry::id).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), merged.entries.len());
    }

    #[test]
    fn two_hand_overs_lose_nothing_in_either_order(ours in brief(), one in brief(), other in brief()) {
        for (first, second) in [(&one, &other), (&other, &one)] {
            let merged = received(&received(&ours, first), second);
            for part in [&ours, first, second] {
                has_all(&merged, part)?;
            }
        }
    }

    #[test]
    fn what_is_new_stands_under_the_headings_it_stood_under(theirs in brief()) {
        let merged = received(&Brief::empty("Mine"), &theirs);
        prop_assert_eq!(contents(&merged), contents(&theirs));
        prop_assert_eq!(headings(&merged), headings(&theirs));
        prop_assert_eq!(merged.title, "Mine");
    }
}

#[test]
fn a_new_card_goes_after_the_one_before_it_and_an_edited_one_beside_its_twin() {
    let block = |id, text: &str| Entry::Heading(Heading { id, level: Level::Block, text: text.into(), side: None });
    let numbered = |id, mut entry: Entry| {
        entry.set_id(id);
        entry
    };
    let named = |tag: &str, words: &str| card(tag.into(), words.into(), None, false);
    let mut ours = Brief::empty("Mine");
    ours.entries = vec![
        block(1, "A2: safety"),
        numbered(2, named("Dark is safe", "one two")),
        numbered(3, named("Mine alone", "three")),
        block(4, "Money"),
    ];
    let mut theirs = Brief::empty("Lamps");
    theirs.entries = vec![
        block(1, "a2:  Safety"),
        numbered(2, named("Dark is safer", "one  two")),
        numbered(3, named("New here", "four")),
        block(4, "Stars"),
        numbered(5, named("Mine alone", "three")),
        numbered(6, named("New there", "five")),
    ];
    let received = ours.receive(HandOver::of(theirs));
    let titles: Vec<&str> = ours.entries.iter().map(Entry::title).collect();
    assert_eq!(
        titles,
        ["A2: safety", "Dark is safe", "Dark is safer", "New here", "Mine alone", "Stars", "New there", "Money"]
    );
    assert_eq!(
        received.message("Lamps"),
        "New from the hand-over “Lamps”: 2 cards and 1 heading. Already there: 1 card and 1 heading. 1 differs from \
         yours, and both are kept: “Dark is safer”."
    );
}

#[test]
fn a_source_of_the_same_name_that_is_another_work_is_kept_too_and_cited() {
    let cite = |brief: &Brief| {
        let cited: Vec<&str> =
            brief.entries.iter().map(|one| brief.source(&one.citations()[0].source).unwrap().title.as_str()).collect();
        cited.join(", ")
    };
    let cited = |title: &str| {
        let mut entry = card("t".into(), "w".into(), Some("x".into()), false);
        entry.set_id(1);
        Brief { entries: vec![entry], sources: vec![source("x", title)], ..Brief::empty(title) }
    };
    let mut ours = cited("Remarks");
    let first = ours.receive(HandOver::of(cited("Speech")));
    assert_eq!((first.sources, first.differing_sources, cite(&ours).as_str()), (0, 1, "Remarks, Speech"));
    assert!(first.message("s").contains("1 source differs from yours of the same name"), "{}", first.message("s"));
    assert!(!ours.receive(HandOver::of(cited("Speech"))).is_new());
    assert_eq!(ours.sources.len(), 2);
}

#[test]
fn a_note_that_was_summarised_anew_is_kept_beside_the_old_summary() {
    let summary = |text: &str| {
        let of = Summarised::Note {
            edition: "e".into(),
            note: "us.x".into(),
            perspective: "us".into(),
            code: "5us".into(),
            citations: Vec::new(),
        };
        let mut entry = Entry::analytic(text.into(), "en".into(), Some(of));
        entry.set_id(7);
        Brief { entries: vec![entry], ..Brief::empty("B") }
    };
    let mut ours = summary("old");
    let received = ours.receive(HandOver::of(summary("new")));
    assert_eq!((ours.entries.len(), received.differing.len(), received.added.analytics), (2, 1, 0));
}

#[test]
fn a_hand_over_is_one_plain_file_and_reads_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.handover");
    let hand_over = HandOver::of(lamps());
    fs::write(&path, hand_over_text(&hand_over).unwrap()).unwrap();
    assert_eq!(open_hand_over(&path).unwrap(), (hand_over, Vec::new()));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("// A brief that was handed over."), "{text}");
    assert!(text.contains("李华"), "what is written in any language can be read in the file");
}

#[test]
fn a_bad_hand_over_is_refused_with_its_line_and_column_and_what_was_expected() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bad.handover");
    let error = |text: &[u8]| {
        fs::write(&path, text).unwrap();
        open_hand_over(&path).unwrap_err().to_string()
    };
    let message = error(b"(format: 1,\n brief: (format: 1, title: \"x\", entriez: []))");
    assert!(message.contains("bad.handover:2:") && message.contains("entriez"), "{message}");
    assert!(message.contains("expected a hand-over"), "{message}");
    assert!(error(b"(format: 9, shape: Round)").contains("newer Parallax (format 9"));
    let inner = format!("(format: {HAND_OVER_FORMAT}, brief: (format: 99, title: \"x\"))");
    assert!(error(inner.as_bytes()).contains("newer Parallax (format 99"));
    assert!(error(&[0xff, 0xfe]).contains("UTF-8"));
    assert!(error(b"").contains("1:1"));
}

/// Opens a file as the window does, and lets the platform's answer come back.
fn take(state: &mut AppState, theirs: Brief) {
    let effects = update(state, Action::OpenPath("/team/lamps.handover".into()));
    let target = effects.iter().find_map(|effect| match effect {
        Effect::TakeCards { target, .. } => Some(target.clone()),
        _ => None,
    });
    let key = target.expect("the file is read for the brief").brief;
    update(state, Action::Brief(BriefAction::Receive(key, Box::new(HandOver::of(theirs)))));
}

#[test]
fn one_that_is_opened_while_reading_waits_for_the_brief_and_is_undone_in_one_step() {
    let mut state = small();
    take(&mut state, lamps());
    assert!(state.brief.open && state.brief.entries().is_empty(), "the brief is not read yet");
    let key = state.brief.key.clone();
    update(&mut state, Action::Brief(BriefAction::Loaded(key, Ok(None))));
    assert_eq!(state.brief.entries().len(), lamps().entries.len());
    let said = &state.notices.last().unwrap().text;
    assert!(said.starts_with("New from the hand-over “"), "{said}");
    let (chosen, sources) = (state.brief.chosen, state.brief.document.as_ref().unwrap().sources.len());
    assert_eq!((state.brief.place(), sources), (Some(0), lamps().sources.len()), "{chosen}");
    update(&mut state, Action::Command(Command::Undo));
    let brief = state.brief.document.as_ref().unwrap();
    assert_eq!((brief.entries.len(), brief.sources.len()), (0, 0));
    update(&mut state, Action::Command(Command::Redo));
    take(&mut state, lamps());
    assert_eq!(state.brief.entries().len(), lamps().entries.len());
    assert!(state.notices.last().unwrap().text.starts_with("Nothing in the hand-over"), "{:?}", state.notices);
}

#[test]
fn one_for_a_brief_that_cannot_be_read_is_never_dropped_without_a_word() {
    let mut state = small();
    state.request_brief();
    let key = state.brief.key.clone();
    update(&mut state, Action::Brief(BriefAction::Receive(key.clone(), Box::new(HandOver::of(lamps())))));
    let said = |state: &parallax::state::AppState| state.notices.last().unwrap().text.clone();
    assert!(said(&state).ends_with("waits until the brief is read"), "{}", said(&state));
    update(&mut state, Action::Brief(BriefAction::Loaded(key, Err(parallax::state::ReadError::new("damaged")))));
    assert!(said(&state).contains("was not added, since the brief that it was for cannot be read"), "{}", said(&state));
}

#[test]
fn a_brief_is_handed_over_by_a_command_under_its_name() {
    let mut state = small();
    update(&mut state, Action::Command(Command::Debate));
    let key = state.brief.key.clone();
    update(&mut state, Action::Brief(BriefAction::Loaded(key.clone(), Ok(Some(Box::new(lamps()))))));
    assert!(Command::HandOver.is_offered(&state));
    let effects = update(&mut state, Action::Command(Command::HandOver));
    let [Effect::PickFile(FilePurpose::Save(export @ Export::HandOver(_)))] = &effects[..] else {
        panic!("{effects:?}");
    };
    // Named as the brief is called, not as its file.
    assert_eq!(export.file_name(), "street-lamps-should-the-town-turn-them-off-at-midnight.handover");
    let effects = update(&mut state, Action::FilePicked(FilePurpose::Save(export.clone()), "/tmp/team".into()));
    assert!(matches!(&effects[..], [Effect::Export { path, .. }] if path.ends_with("team.handover")), "{effects:?}");
}

#[test]
fn the_command_line_hands_over_and_merges() {
    let dir = tempfile::tempdir().unwrap();
    let (theirs, ours) = (dir.path().join("lamps.ron"), dir.path().join("mine.ron"));
    let file = dir.path().join("team.handover");
    save_document(&theirs, &lamps()).unwrap();
    save_document(&ours, &Brief::empty("Mine")).unwrap();
    let run = |arguments: &[&str]| {
        let output = parallax(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let [theirs, ours, file] = [&theirs, &ours, &file].map(|path| path.to_str().unwrap());
    assert_eq!(run(&["hand-over", theirs, "-o", file]).0, Some(0));
    assert_eq!(run(&["hand-over", theirs, "-o", file]).0, Some(2), "nothing is overwritten without --force");
    let (code, out, _) = run(&["merge", file, "--into", ours]);
    assert!(code == Some(0) && out.starts_with("New from the hand-over “"), "{out}");
    let merged = open_brief(ours.as_ref()).unwrap().0;
    assert_eq!((merged.title.as_str(), merged.entries.len()), ("Mine", lamps().entries.len()));
    let (code, out, _) = run(&["merge", file, "--into", ours]);
    assert!(code == Some(0) && out.starts_with("Nothing in the hand-over"), "{out}");
    let (code, _, err) = run(&["merge", ours, "--into", ours]);
    assert!(code == Some(2) && err.contains("expected a hand-over"), "{err}");
}
