//! Context menus in the application state: what they offer, and that a command acts on what was clicked.

use parallax::model::rows::NoteRef;
use parallax::model::{Entry, NoteId, Origin, Summarised};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::{
    Action, AppState, Command, ContextTarget, Dialog, Effect, Item, Opened, Part, ReaderAction, SavedState, Selection,
    Settings, TextPoint, update,
};

/// Opens the shipped edition with an empty layer and an empty brief, and all perspectives shown.
fn reader() -> AppState {
    let opened = parallax::platform::open(None).unwrap();
    let mut state = AppState::new(opened, Settings::default(), SavedState::default());
    state.request_layer();
    state.request_brief();
    let (layer, brief) = (state.annotations.edition.clone(), state.brief.key.clone());
    update(&mut state, Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    update(&mut state, Action::Brief(BriefAction::Loaded(brief, Ok(None))));
    for perspective in 0..state.edition.perspectives().len() {
        state.shown.show(perspective);
    }
    state
}

/// Returns the replies of a row with the ids of their notes, whether they are shown there or elsewhere.
fn replies(state: &AppState, row: usize) -> Vec<(NoteRef, NoteId)> {
    let reply = |item: Item<'_>| match item {
        Item::Note { entry, note, .. } | Item::Pointer { entry, note, .. } => Some((entry, note.id.clone())),
        _ => None,
    };
    state.items(row).into_iter().filter_map(reply).collect()
}

/// Runs a command on a reply.
fn on_reply(state: &mut AppState, row: usize, entry: NoteRef, command: Command) -> Vec<Effect> {
    update(state, Action::CommandOn(ContextTarget::Reply { row, entry }, command))
}

fn select(state: &mut AppState, row: usize, to: usize) {
    let point = |character| TextPoint { row, part: Part::Article, character };
    update(state, Action::Reader(ReaderAction::Select(Some(Selection { from: point(0), to: point(to) }))));
}

fn labels(state: &AppState, target: ContextTarget) -> Vec<String> {
    state.context_items(target).into_iter().map(|item| item.label).collect()
}

#[test]
fn every_command_of_a_reply_acts_on_that_reply_and_not_on_the_first_one() {
    let mut state = reader();
    let mut tried = 0;
    for row in 0..state.row_count() {
        for (entry, id) in replies(&state, row) {
            tried += 1;
            on_reply(&mut state, row, entry, Command::Sources);
            assert_eq!(state.dialog, Some(Dialog::Sources(entry)), "{id:?}");
            assert_eq!(state.reader.active, row);
            update(&mut state, Action::ShowDialog(None));
            on_reply(&mut state, row, entry, Command::Quote);
            assert_eq!(state.dialog, Some(Dialog::Quote(entry)), "{id:?}");
            update(&mut state, Action::ShowDialog(None));
            on_reply(&mut state, row, entry, Command::Cut);
            assert_eq!(state.dialog, Some(Dialog::Cut));
            let cut = match &state.brief.cut.candidates[0].entry {
                Entry::Analytic(analytic) => match &analytic.of {
                    Some(Summarised::Note { note, .. }) => note.clone(),
                    other => panic!("{id:?}: {other:?}"),
                },
                Entry::Card(card) => match &card.origin {
                    Origin::Quotation { note, .. } => note.clone(),
                    other => panic!("{id:?}: {other:?}"),
                },
                Entry::Heading(_) => panic!("a heading was cut"),
            };
            assert_eq!(cut, id);
            update(&mut state, Action::ShowDialog(None));
            let effects = on_reply(&mut state, row, entry, Command::Copy);
            let [Effect::Copy(text)] = &effects[..] else { panic!("{effects:?}") };
            let code = state.rows.code(&state.edition, entry);
            assert!(text.starts_with(&format!("{code} ")) && !text.contains("\n\n"), "{code}: {text}");
        }
    }
    assert!(tried > 50, "{tried} replies were tried");
}

#[test]
fn a_cut_reply_is_offered_once() {
    let mut state = reader();
    let replies = replies(&state, 5);
    assert!(replies.len() > 3, "{replies:?}");
    for (entry, _) in replies {
        on_reply(&mut state, 5, entry, Command::Cut);
        let labels: Vec<&str> = state.brief.cut.candidates.iter().map(|one| one.label.as_str()).collect();
        let code = format!("({})", state.rows.code(&state.edition, entry));
        assert_eq!(labels.iter().filter(|label| label.ends_with(&code)).count(), 1, "{labels:?}");
        update(&mut state, Action::ShowDialog(None));
    }
}

#[test]
fn a_tag_written_for_one_reply_is_not_put_on_another() {
    let mut state = reader();
    let row = (1..state.row_count()).find(|row| replies(&state, *row).len() > 2).unwrap();
    let [(first, _), (second, _), ..] = replies(&state, row)[..] else { panic!() };
    let tag = |state: &AppState| state.brief.cut.tag.clone();
    let write = |state: &mut AppState, text: &str| {
        update(state, Action::Brief(BriefAction::SetCutTag(text.into())));
        update(state, Action::Command(Command::Close));
    };
    on_reply(&mut state, row, first, Command::Cut);
    write(&mut state, "Of the first");
    on_reply(&mut state, row, second, Command::Cut);
    assert_eq!(tag(&state), "");
    write(&mut state, "Of the second");
    on_reply(&mut state, row, second, Command::Cut);
    assert_eq!(tag(&state), "Of the second", "it is there when the same one is cut again");
    write(&mut state, "Of the second");
    update(&mut state, Action::CommandOn(ContextTarget::Paragraph(row), Command::Cut));
    assert_eq!(tag(&state), "", "a paragraph is not one of its replies");
    // Of a later one in the list: it is chosen again, with its tag.
    let last = state.brief.cut.candidates.len() - 1;
    update(&mut state, Action::Brief(BriefAction::ChooseCandidate(last)));
    let chosen = |state: &AppState| format!("{:?}", state.brief.cut.candidates.get(state.brief.cut.chosen));
    let before = chosen(&state);
    write(&mut state, "Of the last");
    update(&mut state, Action::Command(Command::Cut));
    assert_eq!((chosen(&state), tag(&state)), (before, "Of the last".to_owned()));
    write(&mut state, "Of the last");
    // Words that are selected, and other ones of the same row.
    select(&mut state, row, 12);
    update(&mut state, Action::Command(Command::Cut));
    assert_eq!(tag(&state), "");
    write(&mut state, "Of the words");
    select(&mut state, row, 40);
    update(&mut state, Action::Command(Command::Cut));
    assert_eq!(tag(&state), "");
}

#[test]
fn the_third_reply_is_highlighted_and_annotated() {
    let mut state = reader();
    let (entry, id) = replies(&state, 5)[2].clone();
    on_reply(&mut state, 5, entry, Command::Highlight);
    let [one] = state.annotations.all() else { panic!("{:?}", state.annotations.all()) };
    let note = one.on.note.as_ref().unwrap();
    assert_eq!((&note.id, note.exact.as_str(), &one.on.paragraph), (&id, "", &None));
    assert!(one.style.is_some());
    let marks: Vec<Part> = state
        .annotations
        .places_in(5)
        .flat_map(|(_, place)| place.marks.iter().map(|(part, _)| *part).collect::<Vec<_>>())
        .collect();
    assert_eq!(marks, [Part::Note(entry)], "the highlight is painted on that reply");
    on_reply(&mut state, 5, entry, Command::Annotate);
    let first = state.annotations.all()[0].id;
    assert_eq!(state.dialog, Some(Dialog::Annotation(first)), "the highlight is written on");
    update(&mut state, Action::ShowDialog(None));
    on_reply(&mut state, 5, entry, Command::Highlight);
    assert_eq!(state.annotations.all(), [], "once more removes it");
}

#[test]
fn the_target_is_forgotten_after_the_command() {
    let mut state = reader();
    let all = replies(&state, 5);
    on_reply(&mut state, 5, all[2].0, Command::Sources);
    update(&mut state, Action::ShowDialog(None));
    update(&mut state, Action::Command(Command::Sources));
    assert_eq!(state.dialog, Some(Dialog::Sources(all[0].0)), "a key works on the row");
}

#[test]
fn a_menu_beside_a_selection_does_not_act_on_the_selection() {
    let mut state = reader();
    select(&mut state, 2, 12);
    update(&mut state, Action::CommandOn(ContextTarget::Paragraph(7), Command::Highlight));
    let on = state.annotations.all()[0].on.paragraph.clone().unwrap();
    assert_eq!((on.on.as_str(), on.exact.as_str()), ("p7", ""));
    assert_eq!(state.reader.selection, None);
    select(&mut state, 2, 12);
    update(&mut state, Action::CommandOn(ContextTarget::Selection, Command::Highlight));
    let on = state.annotations.all()[1].on.paragraph.clone().unwrap();
    assert_eq!(on.on.as_str(), "p2");
    assert!(!on.exact.is_empty());
}

#[test]
fn a_menu_offers_only_what_can_be_done() {
    let state = reader();
    let paragraph = labels(&state, ContextTarget::Paragraph(5));
    assert!(paragraph.contains(&"Highlight this paragraph".to_owned()), "{paragraph:?}");
    assert!(!paragraph.contains(&Command::CorrectPlace.label().to_owned()), "there is no copy");
    let head = labels(&state, ContextTarget::Paragraph(0));
    assert!(!head.iter().any(|label| label.starts_with("Highlight")), "{head:?}");
    let quote = (1..state.row_count()).find(|row| state.items(*row).is_empty()).unwrap();
    let quiet = labels(&state, ContextTarget::Paragraph(quote));
    assert!(!quiet.contains(&Command::Sources.label().to_owned()), "a pull-quote has no replies: {quiet:?}");
    let (entry, _) = replies(&state, 5)[2].clone();
    let reply = labels(&state, ContextTarget::Reply { row: 5, entry });
    for label in
        ["Open this reply", "Sources of this reply", "Cut a card from this reply…", "Copy this reply with its sources"]
    {
        assert!(reply.contains(&label.to_owned()), "{label}: {reply:?}");
    }
    let selection = labels(&state, ContextTarget::Selection);
    assert!(selection.starts_with(&["Copy".to_owned()]), "{selection:?}");
}

#[test]
fn no_menu_lists_the_same_words_twice_and_every_item_has_words() {
    let state = reader();
    let (entry, _) = replies(&state, 5)[2].clone();
    let targets = [
        ContextTarget::Paragraph(0),
        ContextTarget::Paragraph(5),
        ContextTarget::Reply { row: 5, entry },
        ContextTarget::Selection,
        ContextTarget::Perspective(1),
        ContextTarget::Entry,
        ContextTarget::Cell,
        ContextTarget::Lesson,
    ];
    for target in targets {
        let mut all = labels(&state, target);
        assert!(!all.is_empty() && all.iter().all(|label| !label.is_empty()), "{target:?}");
        assert!(!state.context_title(target).is_empty());
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{target:?}");
    }
}

#[test]
fn a_key_is_shown_where_it_would_do_the_same() {
    let mut state = reader();
    update(&mut state, Action::Reader(ReaderAction::Activate(5)));
    let key = |state: &AppState, target, label: &str| {
        state.context_items(target).into_iter().find(|item| item.label == label).unwrap().key
    };
    assert_eq!(key(&state, ContextTarget::Paragraph(5), "Highlight this paragraph"), "h");
    let all = replies(&state, 5);
    let (first, third) = (all[0].0, all[2].0);
    assert_eq!(key(&state, ContextTarget::Reply { row: 5, entry: first }, "Sources of this reply"), "i");
    assert_eq!(key(&state, ContextTarget::Reply { row: 5, entry: third }, "Sources of this reply"), "");
    let name = &state.edition.perspectives()[1].name;
    assert_eq!(key(&state, ContextTarget::Perspective(1), &format!("Hide {name}")), "2");
}

#[test]
fn a_chips_menu_shows_hides_and_moves_its_perspective() {
    let mut state = reader();
    let run = |state: &mut AppState, perspective, start: &str| {
        let items = state.context_items(ContextTarget::Perspective(perspective));
        let item = items.into_iter().find(|item| item.label.starts_with(start)).unwrap();
        update(state, item.action);
    };
    run(&mut state, 2, "Show only");
    assert_eq!(state.shown.visible().collect::<Vec<_>>(), [2]);
    assert!(!labels(&state, ContextTarget::Perspective(2)).iter().any(|label| label.starts_with("Show only")));
    run(&mut state, 4, "Show ");
    run(&mut state, 4, "Move");
    assert_eq!(state.shown.all().map(|(index, _)| index).take(5).collect::<Vec<_>>(), [0, 1, 2, 4, 3]);
    run(&mut state, 2, "Hide");
    assert_eq!(state.shown.visible().collect::<Vec<_>>(), [4]);
    assert!(!labels(&state, ContextTarget::Perspective(0)).iter().any(|label| label.ends_with("forward")));
}

#[test]
fn a_link_to_a_reply_leads_to_the_row_where_it_is_shown() {
    let mut state = reader();
    let (row, entry) = (1..state.row_count())
        .find_map(|row| replies(&state, row).into_iter().find(|(entry, _)| !entry.home).map(|(entry, _)| (row, entry)))
        .unwrap();
    let item = state.context_items(ContextTarget::Reply { row, entry }).into_iter().next().unwrap();
    assert!(item.label.starts_with("Go to ¶"), "{}", item.label);
    update(&mut state, item.action);
    assert_ne!(state.reader.active, row);
    assert!(replies(&state, state.reader.active).iter().any(|(other, _)| other.home && other.note == entry.note));
}

#[test]
fn the_key_opens_the_menu_of_the_selection_or_the_active_row_and_escape_closes_it() {
    let mut state = reader();
    update(&mut state, Action::Reader(ReaderAction::Activate(3)));
    update(&mut state, Action::Command(Command::ContextMenu));
    assert_eq!(state.dialog, Some(Dialog::Context { target: ContextTarget::Paragraph(3), at: None }));
    update(&mut state, Action::Command(Command::Close));
    assert_eq!(state.dialog, None);
    select(&mut state, 2, 9);
    update(&mut state, Action::Command(Command::ContextMenu));
    assert_eq!(state.dialog, Some(Dialog::Context { target: ContextTarget::Selection, at: None }));
    update(&mut state, Action::Command(Command::Close));
    assert!(state.reader.selection.is_some(), "Escape has closed only the menu");
}

#[test]
fn a_right_click_makes_the_row_active() {
    let mut state = reader();
    let target = ContextTarget::Reply { row: 9, entry: replies(&state, 9)[1].0 };
    update(&mut state, Action::ShowDialog(Some(Dialog::Context { target, at: Some([500, 300]) })));
    assert_eq!(state.reader.active, 9);
}

#[test]
fn the_card_comes_once_and_stays_closed() {
    let mut state = reader();
    state.show_legend_once();
    assert!(state.legend);
    let effects = update(&mut state, Action::Command(Command::Close));
    assert!(matches!(&effects[..], [Effect::SaveSettings(settings)] if settings.legend_seen), "{effects:?}");
    assert!(!state.legend);
    state.show_legend_once();
    assert!(!state.legend);
    update(&mut state, Action::Command(Command::Legend));
    assert!(state.legend, "Help brings it back");
    assert!(update(&mut state, Action::CloseLegend).is_empty(), "that it was seen is saved once");
    let reset = update(&mut state, Action::Set(parallax::state::Setting::Reset));
    assert!(matches!(&reset[..], [Effect::SaveSettings(settings)] if settings.legend_seen));
}

#[test]
fn escape_closes_a_dialog_and_a_selection_before_the_card() {
    let mut state = reader();
    state.show_legend_once();
    select(&mut state, 2, 9);
    update(&mut state, Action::Command(Command::Appearance));
    for legend in [true, true, false] {
        update(&mut state, Action::Command(Command::Close));
        assert_eq!(state.legend, legend);
    }
    assert_eq!((state.reader.selection, &state.dialog), (None, &None));
}

#[test]
fn every_sign_of_the_card_has_words_in_every_edition() {
    let state = reader();
    let parts = state.legend_parts();
    assert!(parts.len() >= 10, "{parts:?}");
    let text = r#"Edition(format: 1, id: "bare", title: "Bare", language: "en", revision: "2026-01-01", perspectives: [],
        article: (provenance: Original(of: "this page"), paragraphs: [(id: "p1", text: "One.")]))"#;
    let edition =
        parallax::storage::load_texts("bare", &[("edition.ron", text), ("sources.ron", "[]")]).unwrap().edition;
    let bare = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    for part in parts.into_iter().chain(bare.legend_parts()) {
        assert!(part.words.ends_with('.'), "{part:?}");
    }
}

#[test]
fn codes_brackets_and_underlines_are_said_in_words() {
    let state = reader();
    let us = state.edition.perspectives().iter().position(|by| by.code == "us").unwrap();
    let second =
        replies(&state, 5).into_iter().filter(|(entry, _)| usize::from(entry.perspective) == us).nth(1).unwrap();
    assert_eq!(
        state.code_words(second.0),
        "5us2: ¶5, US government, reply 2. Type it in the search field to come back to this reply"
    );
    let (by, note) = state
        .edition
        .perspectives()
        .iter()
        .find_map(|by| Some((by, by.notes.iter().find(|note| note.on.len() == 2)?)))
        .unwrap();
    let words = state.bracket_words(by, note);
    let labels = [note.on[0].label(), note.on[1].label()];
    assert_eq!(words, format!("One reply of {} to ¶{} and ¶{} together", by.name, labels[0], labels[1]));
    let phrase = state
        .edition
        .article()
        .claims
        .iter()
        .find_map(|claim| (claim.on.as_str() == "p5").then_some(claim.phrase.as_deref()).flatten());
    let words = state.underline_words(5, phrase.unwrap());
    assert!(words.starts_with("A claim that "), "{words}");
    assert_eq!(words.matches("US government").count(), 1, "each speaker once: {words}");
}

#[test]
fn the_menu_of_the_title_speaks_of_the_title() {
    let state = reader();
    let target = ContextTarget::Paragraph(0);
    assert_eq!(state.context_title(target), "The title");
    let labels: Vec<String> = state.context_items(target).into_iter().map(|item| item.label).collect();
    assert!(labels.iter().any(|label| label == "Copy the title with its replies"), "{labels:?}");
    assert!(labels.iter().all(|label| !label.contains("paragraph")), "{labels:?}");
}
