//! The brief in the application state: cutting cards, answer blocks, order and undo; a summary is never evidence.

use std::fmt::Write as _;
use std::sync::Arc;

use parallax::export::brief::{BriefFormat, rich_text, write};
use parallax::model::{Analytic, Brief, Card, Entry, Heading, Language, Level, Origin, Quotation, Summarised};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::{BriefAction, MarkAs};
use parallax::state::{
    Action, AppState, Command, ContextTarget, CopyAction, Dialog, Effect, Item, Part, Place, ReaderAction, Selection,
    Spot, TextPoint, update,
};

use crate::own_copies::small;
use crate::support::names;

fn with_brief() -> AppState {
    let mut state = small();
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    assert!(matches!(&state.request_brief()[..], [Effect::LoadBrief(key)] if key == "small"));
    edit_brief(&mut state, BriefAction::Loaded("small".into(), Ok(None)));
    state
}

fn edit_brief(state: &mut AppState, action: BriefAction) -> Vec<Effect> {
    update(state, Action::Brief(action))
}

fn command(state: &mut AppState, command: Command) -> Vec<Effect> {
    update(state, Action::Command(command))
}

fn outline(state: &AppState) -> String {
    let mut out = String::new();
    for entry in state.brief.entries() {
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

fn the_card(state: &AppState) -> &Card {
    let mut cards = state.brief.entries().iter().filter_map(|entry| match entry {
        Entry::Card(card) => Some(&**card),
        _ => None,
    });
    cards.next_back().unwrap()
}

/// Selects the words "burn all night" in ¶2.
fn select_burn_all_night(state: &mut AppState) {
    let text = state.text_of(2, Part::Article);
    let at = text.find("burn all night").unwrap();
    let point = |character| TextPoint { row: 2, part: Part::Article, character };
    update(state, Action::Reader(ReaderAction::Select(Some(Selection { from: point(at), to: point(at + 14) }))));
}

#[test]
fn two_keys_cut_a_card_from_the_article_verbatim_with_the_selected_words_underlined() {
    let mut state = with_brief();
    select_burn_all_night(&mut state);
    command(&mut state, Command::Cut);
    assert_eq!(state.dialog, Some(Dialog::Cut));
    let effects = edit_brief(&mut state, BriefAction::AddCut);
    assert_eq!(names(&effects), ["SaveBrief"]);
    let card = the_card(&state);
    assert_eq!(
        card.text,
        state.paragraph_of(2).unwrap().text,
        "code point for code point, with all that stands around"
    );
    assert_eq!(card.read_out(), "burn all night");
    assert!(matches!(&card.origin, Origin::Article { copy: None, anchor, .. } if anchor.exact == "burn all night"));
    assert_eq!(state.dialog, None);
}

#[test]
fn a_summary_can_only_become_an_analytic() {
    let mut state = with_brief();
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    command(&mut state, Command::Cut);
    let kinds: Vec<(bool, String)> =
        state.brief.cut.candidates.iter().map(|one| (one.is_card(), one.label.clone())).collect();
    let cards: Vec<&String> = kinds.iter().filter(|(card, _)| *card).map(|(_, label)| label).collect();
    assert!(!cards.is_empty(), "the article and a quotation can be cut: {kinds:?}");
    assert!(cards.iter().all(|label| label.contains("article") || label.contains("quotation")), "{kinds:?}");
    let summary = kinds.iter().position(|(card, label)| !card && label.contains("council qualifies")).unwrap();
    edit_brief(&mut state, BriefAction::ChooseCandidate(summary));
    edit_brief(&mut state, BriefAction::SetCutTag("The council counts otherwise".into()));
    edit_brief(&mut state, BriefAction::AddCut);
    assert!(
        outline(&state).starts_with("  Analytic (of a summary) The council counts otherwise | "),
        "{}",
        outline(&state)
    );
    // The text is the curator's and cannot be edited; the tag can.
    let id = state.brief.entries()[0].id();
    assert!(edit_brief(&mut state, BriefAction::SetText(id, "No".into())).is_empty());
    assert_eq!(names(&edit_brief(&mut state, BriefAction::SetEntryTitle(id, "Yes".into()))), ["SaveBrief"]);
}

#[test]
fn a_restated_article_becomes_an_analytic_too() {
    let edition = crate::support::small()
        .with("edition.ron", r#"Original(of: "written for the tests")"#, r#"Restated(of: "a letter")"#)
        .load()
        .unwrap()
        .edition;
    let opened = parallax::state::Opened { edition, path: None };
    let mut state = AppState::new(opened, parallax::state::Settings::default(), parallax::state::SavedState::default());
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    command(&mut state, Command::Cut);
    let of_article = |one: &&parallax::state::brief::Candidate| one.label.contains("article");
    let of_article: Vec<_> = state.brief.cut.candidates.iter().filter(of_article).collect();
    assert!(matches!(&of_article[..], [one] if !one.is_card() && one.label.contains("restated")), "{of_article:?}");
}

#[test]
fn a_quotation_of_the_reader_becomes_a_card_with_a_cite() {
    let mut state = with_brief();
    let note = state.edition.perspectives()[0].notes[0].clone();
    let quotation = Quotation {
        text: "We shall count them\nagain in May".into(),
        language: "en".into(),
        translation: None,
        source: "moss-2025-02-11".into(),
        locator: Some("minute 3".into()),
        entered_by: "Mina".into(),
        accessed: "2026-11-25".parse().unwrap(),
    };
    let quote = AnnotationAction::Quote { on: note.id.clone(), quotation: Box::new(quotation), source: None };
    update(&mut state, Action::Annotations(quote));
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    command(&mut state, Command::Cut);
    let first = &state.brief.cut.candidates[0];
    assert!(first.is_card() && state.brief.cut.candidates.iter().any(|one| one.label.contains("entered by Mina")));
    let at = state.brief.cut.candidates.iter().position(|one| one.label.contains("entered by Mina")).unwrap();
    edit_brief(&mut state, BriefAction::ChooseCandidate(at));
    edit_brief(&mut state, BriefAction::AddCut);
    let card = the_card(&state);
    assert_eq!(card.text, "We shall count them\nagain in May");
    assert!(card.cite.text.contains("Moss") && card.cite.text.contains("2025"), "{}", card.cite.text);
    assert!(card.cite.text.ends_with(" [entered by Mina]"), "{}", card.cite.text);
    let brief = state.brief.document.as_ref().unwrap();
    assert!(brief.source(&"moss-2025-02-11".into()).is_some(), "the brief is complete without its edition");
}

#[test]
fn an_answer_block_has_one_answer_for_each_disputing_or_qualifying_perspective_and_our_reply() {
    let mut state = with_brief();
    update(&mut state, Action::Reader(ReaderAction::Activate(4)));
    command(&mut state, Command::Block);
    assert_eq!(state.dialog, Some(Dialog::Block), "it asks whose answers they are");
    let whole = state.answered_claims();
    assert_eq!(whole, [None], "the residents' note is on no single claim");
    update(&mut state, Action::AddAnswerBlock { claim: 0, side: Some(1) });
    assert_eq!(state.dialog, None);
    let outline = outline(&state);
    assert!(outline.starts_with("Pocket Neg\n"), "{outline}");
    let lines: Vec<&str> = outline.lines().skip(1).collect();
    assert!(lines[0].starts_with("Block A2: “"), "{outline}");
    assert!(lines.iter().any(|line| line.contains("Residents dispute: ")), "{outline}");
    assert_eq!(*lines.last().unwrap(), "  Analytic (own) Our reply:  | ", "for the student's own words: {outline}");
    assert!(
        !lines[1..lines.len() - 1].iter().any(|line| line.starts_with("  Card")),
        "summaries are analytics: {outline}"
    );
    command(&mut state, Command::Debate);
    command(&mut state, Command::Undo);
    assert_eq!(state.brief.entries(), [], "the block is undone in one step");
}

#[test]
fn words_of_a_card_are_marked_cleared_and_omitted_and_its_text_never_changes() {
    let mut state = with_brief();
    update(&mut state, Action::Reader(ReaderAction::Activate(5)));
    command(&mut state, Command::Cut);
    edit_brief(&mut state, BriefAction::AddCut);
    let text = the_card(&state).text.clone();
    command(&mut state, Command::Debate);
    assert!(edit_brief(&mut state, BriefAction::Mark(MarkAs::Highlight)).is_empty(), "no words are selected yet");
    edit_brief(&mut state, BriefAction::SelectWords(4..8));
    command(&mut state, Command::MarkHighlight);
    command(&mut state, Command::MarkUnderline);
    assert_eq!(the_card(&state).read_out(), "owls");
    command(&mut state, Command::MarkClear);
    assert_eq!(the_card(&state).runs().len(), 1);
    edit_brief(&mut state, BriefAction::SelectWords(9..23));
    command(&mut state, Command::MarkOmit);
    assert_eq!(the_card(&state).shown(), "The owls [… Omitted]");
    assert_eq!(the_card(&state).text, text);
    command(&mut state, Command::Shrink);
    assert_eq!(the_card(&state).size, 8);
    for _ in 0..5 {
        command(&mut state, Command::Undo);
    }
    assert_eq!((the_card(&state).size, the_card(&state).runs().len()), (11, 1));
}

#[test]
fn headings_are_added_edited_and_moved_by_keys() {
    let mut state = with_brief();
    command(&mut state, Command::Debate);
    for (add, words) in [(Command::AddPocket, "Aff"), (Command::AddBlock, "A2: money"), (Command::AddPocket, "Neg")] {
        command(&mut state, add);
        let id = state.brief.chosen;
        for at in 1..=words.len() {
            edit_brief(&mut state, BriefAction::SetEntryTitle(id, words[..at].into()));
        }
    }
    assert_eq!(outline(&state), "Pocket Aff\nBlock A2: money\nPocket Neg\n");
    command(&mut state, Command::EntryUp);
    assert_eq!(outline(&state), "Pocket Neg\nPocket Aff\nBlock A2: money\n");
    command(&mut state, Command::EntryDown);
    assert_eq!(outline(&state), "Pocket Aff\nBlock A2: money\nPocket Neg\n");
    command(&mut state, Command::Undo);
    command(&mut state, Command::Undo);
    command(&mut state, Command::Undo);
    assert_eq!(outline(&state), "Pocket Aff\nBlock A2: money\nPocket \n", "typing is one undo step");
    command(&mut state, Command::Redo);
    assert_eq!(outline(&state), "Pocket Aff\nBlock A2: money\nPocket Neg\n");
    state.brief.chosen = state.brief.entries()[0].id();
    command(&mut state, Command::RemoveEntry);
    assert_eq!(outline(&state), "Pocket Neg\n", "a heading is removed with everything under it");
}

#[test]
fn a_new_brief_gets_an_unused_file_name() {
    let mut state = with_brief();
    edit_brief(&mut state, BriefAction::Listed(vec![("round-one".into(), "Round one".into())]));
    let effects = edit_brief(&mut state, BriefAction::New("Round One!".into()));
    assert_eq!(state.brief.key, "round-one-2");
    assert_eq!(names(&effects), ["SaveBrief", "ScheduleSave"]);
    assert_eq!(state.brief.document.as_ref().unwrap().title, "Round One!");
}

#[test]
fn a_card_whose_article_changed_shows_a_warning_and_keeps_its_text() {
    let mut state = with_brief();
    update(&mut state, Action::Reader(ReaderAction::Activate(5)));
    command(&mut state, Command::Cut);
    edit_brief(&mut state, BriefAction::AddCut);
    assert_eq!(state.card_doubt(the_card(&state)), None);
    let texts = crate::support::small().with("edition.ron", "The owls will thank us.", "The owls may thank us.");
    let edition = texts.load().unwrap().edition;
    let opened = parallax::state::Opened { edition, path: None };
    update(&mut state, Action::Loaded(Ok(Box::new(parallax::state::Loaded::Edition(Box::new(opened))))));
    let card = the_card(&state);
    assert_eq!(card.text, "The owls will thank us.");
    assert!(state.card_doubt(card).unwrap().contains("¶5"));
}

#[test]
fn a_new_block_does_not_split_the_chosen_block() {
    let mut state = with_brief();
    update(&mut state, Action::Reader(ReaderAction::Activate(4)));
    update(&mut state, Action::AddAnswerBlock { claim: 0, side: None });
    let before = state.brief.entries().len();
    state.brief.chosen = state.brief.entries()[1].id();
    update(&mut state, Action::AddAnswerBlock { claim: 0, side: None });
    let headings: Vec<usize> =
        state.brief.entries().iter().enumerate().filter(|(_, e)| e.level().is_some()).map(|(at, _)| at).collect();
    assert_eq!(headings, [0, before]);
}

#[test]
fn a_restated_article_that_is_pasted_back_is_still_not_evidence() {
    let restated = crate::support::small()
        .with("edition.ron", r#"Original(of: "written for the tests")"#, r#"Restated(of: "a letter")"#)
        .load()
        .unwrap()
        .edition;
    let text: Vec<String> = restated.paragraphs().iter().map(|paragraph| paragraph.text.clone()).collect();
    let opened = parallax::state::Opened { edition: restated, path: None };
    let mut state = AppState::new(opened, parallax::state::Settings::default(), parallax::state::SavedState::default());
    let found = crate::own_copies::preview(&state, &text.join("\n\n"));
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    let effects = update(&mut state, Action::Copy(CopyAction::ReadBeside));
    crate::own_copies::settle(&mut state, effects);
    assert!(state.copy.open.is_some());
    update(&mut state, Action::Reader(ReaderAction::Activate(5)));
    command(&mut state, Command::Cut);
    let of_article = |one: &&parallax::state::brief::Candidate| one.label.contains("article");
    let cut: Vec<bool> = state.brief.cut.candidates.iter().filter(of_article).map(|one| one.is_card()).collect();
    assert_eq!(cut, [false]);
}

#[test]
fn an_entry_leads_back_to_the_paragraph_or_the_reply_that_it_came_from() {
    let mut state = with_brief();
    select_burn_all_night(&mut state);
    command(&mut state, Command::Cut);
    edit_brief(&mut state, BriefAction::AddCut);
    let card = the_card(&state).id;
    command(&mut state, Command::Debate);
    edit_brief(&mut state, BriefAction::Choose(card));
    update(&mut state, Action::Reader(ReaderAction::JumpTo(0)));
    assert_eq!(state.place_of_entry(), Some((2, None)));
    let items = state.context_items(ContextTarget::Entry);
    assert!(items.iter().any(|item| item.label == "Show in the article"));
    update(&mut state, Action::CommandOn(ContextTarget::Entry, Command::ShowEntryInArticle));
    assert!(!state.brief.open && state.dialog.is_none());
    assert!(state.reader.active == 2 && state.is_marked(2, None), "row {}", state.reader.active);
}

/// Returns an analytic that is a summary of something.
fn summary(id: u32, of: Option<Summarised>) -> Entry {
    let language = Language::from("en");
    Entry::Analytic(Arc::new(Analytic { id, tag: String::new(), text: "A summary".into(), language, of }))
}

#[test]
fn every_summary_in_a_brief_leads_back_to_its_note_and_shows_its_perspective() {
    let mut state = with_brief();
    let mut notes = Vec::new();
    for row in 0..state.row_count() {
        for item in state.items(row) {
            if let Item::Note { entry, note, perspective, .. } = item
                && entry.home
            {
                notes.push((row, entry, note.id.clone(), perspective.id.clone()));
            }
        }
    }
    assert!(notes.len() >= 2, "{notes:?}");
    let edition = state.edition.id().to_owned();
    let mut entries = Vec::new();
    for (_, _, note, perspective) in &notes {
        let id = u32::try_from(entries.len()).unwrap() + 1;
        let (note, perspective) = (note.clone(), perspective.clone());
        let (code, citations) = (String::new(), Vec::new());
        entries
            .push(summary(id, Some(Summarised::Note { edition: edition.clone(), note, perspective, code, citations })));
    }
    let last = u32::try_from(notes.len()).unwrap();
    let elsewhere = Summarised::Restated { edition: "another".into(), on: "p1".into(), of: "It".into() };
    entries.extend([summary(last + 1, None), summary(last + 2, Some(elsewhere))]);
    state.brief.document = Some(Arc::new(Brief { entries, ..Brief::clone(state.brief.document.as_ref().unwrap()) }));
    for (id, (row, entry, ..)) in (1..).zip(notes) {
        command(&mut state, Command::Debate);
        edit_brief(&mut state, BriefAction::Choose(id));
        let perspective = usize::from(entry.perspective);
        if state.shown.is_visible(perspective) {
            update(&mut state, Action::TogglePerspective(perspective));
        }
        assert_eq!(state.place_of_entry(), Some((row, Some(entry))));
        let items = state.context_items(ContextTarget::Entry);
        assert!(items.iter().any(|item| item.label == "Show in the article"), "{items:?}");
        command(&mut state, Command::ShowEntryInArticle);
        assert!(!state.brief.open && state.shown.is_visible(perspective));
        assert!(state.is_marked(row, Some(entry)) && state.reader.opened_notes.contains(&entry));
    }
    for id in [last + 1, last + 2] {
        command(&mut state, Command::Debate);
        edit_brief(&mut state, BriefAction::Choose(id));
        assert_eq!(state.place_of_entry(), None);
        let items = state.context_items(ContextTarget::Entry);
        assert!(!items.is_empty() && items.iter().all(|item| item.label != "Show in the article"), "{items:?}");
    }
}

#[test]
fn a_letter_typed_copies_the_entry_it_is_typed_in_and_no_other() {
    let mut state = with_brief();
    for _ in 0..3 {
        edit_brief(&mut state, BriefAction::AddBlank(None));
    }
    // The effect that saves the brief still holds it, as while it is written.
    let Some(Effect::SaveBrief { brief: saved, .. }) = edit_brief(&mut state, BriefAction::AddBlank(None)).pop() else {
        panic!("it is saved")
    };
    let typed_in = state.brief.chosen;
    edit_brief(&mut state, BriefAction::SetEntryTitle(typed_in, "threat is real".into()));
    let pairs = saved.entries.iter().zip(state.brief.entries());
    for (before, now) in pairs {
        let (Entry::Analytic(before), Entry::Analytic(now)) = (before, now) else { panic!("{now:?}") };
        assert_eq!(Arc::ptr_eq(before, now), now.id != typed_in, "{now:?}");
    }
    assert_eq!(saved.entries.len(), 4);
}

/// Opens another edition in place of the open one.
fn open_another(state: &mut AppState, id: &str) {
    let mut head = state.edition.head().clone();
    head.id = id.to_owned();
    let edition = parallax::model::Edition::new(head, state.edition.perspectives().to_vec(), Vec::new());
    let opened = parallax::state::Opened { edition, path: Some("/elsewhere".into()) };
    let loaded = parallax::state::Loaded::Edition(Box::new(opened));
    update(state, Action::Loaded(Ok(Box::new(loaded))));
    assert_eq!(state.edition.id(), id);
}

#[test]
fn each_edition_has_its_own_brief_and_one_that_was_chosen_stays() {
    let mut state = with_brief();
    edit_brief(&mut state, BriefAction::AddBlank(None));
    let own = state.brief.key.clone();
    assert_eq!(own, state.edition.id());
    open_another(&mut state, "other");
    assert!(state.brief.document.is_none() && command(&mut state, Command::Undo).is_empty(), "nor is it undone there");
    let effects = command(&mut state, Command::Debate);
    assert!(matches!(&effects[0], Effect::LoadBrief(key) if key == "other"), "{effects:?}");
    edit_brief(&mut state, BriefAction::Loaded("other".into(), Ok(None)));
    // A brief that the reader opened by its name is for any text.
    edit_brief(&mut state, BriefAction::Open("finals".into()));
    edit_brief(&mut state, BriefAction::Loaded("finals".into(), Ok(None)));
    command(&mut state, Command::LeaveDebate);
    open_another(&mut state, "third");
    assert_eq!(state.brief.key, "finals");
}

#[test]
fn the_brief_of_another_edition_is_not_the_one_to_open_at_the_next_start() {
    for (last, opened) in [("indian-case", "now"), ("read-before", "now"), ("finals", "finals")] {
        let mut state = small();
        open_another(&mut state, "read-before");
        open_another(&mut state, "now");
        state.brief = parallax::state::brief::BriefEditor::new(Some(last.to_owned()));
        let effects = state.request_brief();
        assert!(matches!(&effects[..], [Effect::LoadBrief(key)] if key == opened), "{last}: {effects:?}");
    }
}

/// Returns a brief with a pocket for each of two sides, with a hat and a card in the first.
fn two_pockets() -> Brief {
    let heading = |id, level, text: &str, side| Entry::Heading(Heading { id, level, text: text.into(), side });
    let own = Analytic { id: 3, tag: "Ours".into(), text: String::new(), language: "en".into(), of: None };
    let entries = vec![
        heading(1, Level::Pocket, "For", Some(0)),
        heading(2, Level::Hat, "Costs", None),
        Entry::Analytic(Arc::new(own)),
        heading(4, Level::Hat, "Safety", None),
        heading(5, Level::Pocket, "Against", Some(1)),
    ];
    Brief { entries, ..Brief::empty("Lamps") }
}

fn with_pockets() -> AppState {
    let mut state = with_brief();
    edit_brief(&mut state, BriefAction::Loaded("small".into(), Ok(Some(Box::new(two_pockets())))));
    state
}

#[test]
fn words_selected_in_another_paragraph_or_out_of_view_are_not_cut() {
    let rows = |rows: std::ops::Range<usize>| Action::Reader(ReaderAction::RowsPainted(rows));
    let cut = |state: &mut AppState| {
        command(state, Command::Cut);
        let cut = state.brief.cut.clone();
        let of_two = |entry: &Entry| matches!(entry, Entry::Card(card) if card.text.contains("burn all night"));
        (cut.from, cut.candidates.iter().any(|one| of_two(&one.entry)))
    };
    let mut state = with_brief();
    update(&mut state, rows(0..4));
    select_burn_all_night(&mut state);
    assert_eq!(cut(&mut state), ("The selected words: “burn all night” in ¶2".to_owned(), true));
    assert_eq!(state.brief.cut.candidates[0].label, "Card · ¶2 of the article, word for word");
    update(&mut state, Action::Reader(ReaderAction::Activate(4)));
    let (from, is_of_two) = cut(&mut state);
    assert!(!is_of_two && from.contains("The words selected in ¶2 are not taken"), "{from}");
    // The bar at the words names them.
    let bar = Action::CommandOn(ContextTarget::Selection, Command::Cut);
    update(&mut state, bar);
    assert!(state.brief.cut.from.contains("“burn all night” in ¶2"), "{}", state.brief.cut.from);
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, rows(5..8));
    let (from, _) = cut(&mut state);
    assert!(from.starts_with("From ¶2 and its replies. The words selected in ¶2 are not taken"), "{from}");
    // The paragraph is in view, and its words are above.
    update(&mut state, rows(2..8));
    let at = |character| {
        let spot = Spot { row: 2, part: Part::Article, character, below_top: 0.0 };
        Action::Reader(ReaderAction::PlaceChanged { place: Place { spot, ..Place::at_row(2) }, active: Some(2) })
    };
    let end = state.text_of(2, Part::Article).find("burn all night").unwrap() + 14;
    for (character, is_in_view) in [(0, true), (end - 1, true), (end, false), (end + 9, false)] {
        update(&mut state, at(character));
        assert_eq!(cut(&mut state).0.starts_with("The selected words"), is_in_view, "{character}");
    }
    update(&mut state, Action::Reader(ReaderAction::Select(None)));
    assert_eq!(cut(&mut state).0, "From ¶2 and its replies; no words are selected");
}

#[test]
fn a_card_goes_under_the_heading_that_is_chosen() {
    let titles = |state: &AppState| -> Vec<String> {
        state.brief.entries().iter().map(|entry| entry.title().to_owned()).collect()
    };
    for (under, place) in [(None, 3), (Some(1), 1), (Some(2), 3), (Some(4), 4), (Some(5), 5)] {
        let mut state = with_pockets();
        edit_brief(&mut state, BriefAction::Choose(3));
        assert_eq!(state.brief.heading_of_chosen(), Some(2));
        update(&mut state, Action::Reader(ReaderAction::Activate(2)));
        command(&mut state, Command::Cut);
        edit_brief(&mut state, BriefAction::SetCutTag("New".into()));
        edit_brief(&mut state, BriefAction::SetCutPlace(under));
        edit_brief(&mut state, BriefAction::AddCut);
        assert_eq!(titles(&state).iter().position(|title| title == "New"), Some(place), "{under:?}");
    }
    let paths: Vec<String> = with_pockets().brief.headings().into_iter().map(|(_, path)| path).collect();
    assert_eq!(paths, ["For", "For › Costs", "For › Safety", "Against"]);
}

#[test]
fn an_answer_block_lands_in_the_pocket_of_its_side() {
    for (side, chosen) in [(0, 3), (0, 5), (1, 3), (1, 5)] {
        let mut state = with_pockets();
        edit_brief(&mut state, BriefAction::Choose(chosen));
        update(&mut state, Action::Reader(ReaderAction::Activate(4)));
        update(&mut state, Action::AddAnswerBlock { claim: 0, side: Some(side) });
        let brief = state.brief.document.as_ref().unwrap();
        let at = brief.entries.iter().position(|entry| entry.title().starts_with("A2:")).unwrap();
        assert_eq!(brief.side_at(at), Some(side), "with entry {chosen} chosen");
        assert_eq!(brief.entries.iter().filter(|entry| entry.level() == Some(Level::Pocket)).count(), 2);
        command(&mut state, Command::Debate);
        command(&mut state, Command::Undo);
        assert_eq!(state.brief.entries(), two_pockets().entries);
    }
    // Pockets that were given no side are known by their names.
    let mut named = two_pockets();
    for (at, text) in [(0, "Aff case"), (4, "NEG")] {
        let Entry::Heading(heading) = &mut named.entries[at] else { panic!() };
        (heading.text, heading.side) = (text.into(), None);
    }
    for (side, pocket) in [(0, "Aff case"), (1, "NEG")] {
        let mut state = with_brief();
        edit_brief(&mut state, BriefAction::Loaded("small".into(), Ok(Some(Box::new(named.clone())))));
        update(&mut state, Action::Reader(ReaderAction::Activate(4)));
        update(&mut state, Action::AddAnswerBlock { claim: 0, side: Some(side) });
        let under = state.brief.headings().into_iter().find(|(_, path)| path.contains("A2:")).unwrap().1;
        assert!(under.starts_with(pocket), "{under}");
    }
}

#[test]
fn an_answer_block_takes_only_what_is_on_its_claim_and_warns_of_what_is_there_already() {
    let mut state = with_pockets();
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    let claims: Vec<_> = state.answered_claims().into_iter().map(|claim| claim.cloned()).collect();
    assert!(claims[0].is_some(), "{claims:?}");
    for (at, claim) in claims.iter().enumerate() {
        let mut state = with_pockets();
        update(&mut state, Action::Reader(ReaderAction::Activate(2)));
        let (answers, twins) = state.answer_counts(claim.as_ref());
        assert_eq!(twins, 0);
        update(&mut state, Action::AddAnswerBlock { claim: at, side: Some(0) });
        let notes = state.edition.perspectives().iter().flat_map(|by| &by.notes);
        let on_claim = notes.filter(|note| note.claim.as_ref() == claim.as_ref().map(|claim| &claim.id)).count();
        assert!(answers <= on_claim, "{answers} of {on_claim}");
        assert_eq!(state.answer_counts(claim.as_ref()), (answers, answers), "all are there now");
        assert!(!state.notices.last().unwrap().text.contains("already"));
        update(&mut state, Action::AddAnswerBlock { claim: at, side: Some(0) });
        assert!(state.notices.last().unwrap().text.contains("there already"), "{:?}", state.notices.last());
    }
}

#[test]
fn a_place_for_our_reply_is_exported_only_when_something_is_written_there() {
    let mut state = with_pockets();
    update(&mut state, Action::Reader(ReaderAction::Activate(4)));
    update(&mut state, Action::AddAnswerBlock { claim: 0, side: Some(0) });
    let text = |state: &AppState, form| {
        String::from_utf8_lossy(&write(state.brief.document.as_ref().unwrap(), form).unwrap()).into_owned()
    };
    for form in [BriefFormat::Markdown, BriefFormat::Html] {
        assert!(!text(&state, form).contains("Our reply"), "{form:?}");
    }
    assert!(!rich_text(state.brief.document.as_ref().unwrap()).plain.contains("Our reply"));
    let reply = state.brief.chosen;
    edit_brief(&mut state, BriefAction::SetEntryTitle(reply, "Our reply: owls".into()));
    for form in [BriefFormat::Markdown, BriefFormat::Html] {
        assert!(text(&state, form).contains("Our reply: owls"), "{form:?}");
    }
}
