//! The reading place is sacred: properties over random editions, window sizes and sequences of actions.

use egui::accesskit::Role;
use egui::{Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::rows::NoteRef;
use parallax::state::{
    Action, Command, Dial, HoveredPhrase, Item, Opened, Part, ReaderAction, SavedState, ScrollRequest, Setting,
    Settings, ThemeChoice,
};
use parallax::storage;
use proptest::prelude::*;

use crate::kit::{self, Kit};

const WORDS: [&str; 12] = [
    "lamps", "streets", "council", "budget", "darkness", "evening", "claim", "records", "measure", "reply", "nobody",
    "winter",
];

/// The shape of an edition: the words of each paragraph, and for each perspective the number of its notes on each and
/// the words of their summaries.
#[derive(Clone, Debug)]
struct Shape {
    paragraphs: Vec<usize>,
    notes: Vec<Vec<(usize, usize)>>,
}

fn text(words: usize, seed: usize) -> String {
    let words: Vec<&str> = (0..words.max(3)).map(|i| WORDS[(i * 7 + seed * 5 + i / 3) % WORDS.len()]).collect();
    format!("T{seed} {}.", words.join(" "))
}

fn edition(shape: &Shape) -> Opened {
    let paragraphs: Vec<String> = (shape.paragraphs.iter().enumerate())
        .map(|(i, words)| format!("(id: \"p{}\", text: {:?}),", i + 1, text(*words, i)))
        .collect();
    let claims: Vec<String> = (shape.paragraphs.iter().enumerate())
        .map(|(i, _)| {
            let id = i + 1;
            format!("(id: \"p{id}.c1\", on: \"p{id}\", text: \"It is so\", phrase: \"T{i} \"),")
                .replace(" \"),", "\"),")
        })
        .collect();
    let names: Vec<String> = (0..shape.notes.len()).map(|p| format!("\"by{p}\"")).collect();
    let head = format!(
        "Edition(format: 3, id: \"lamps\", title: \"Lights out\", language: \"en\", revision: \"2026-01-01\",
            article: Article(provenance: Original(of: \"here\"), paragraphs: [{}], claims: [{}]), perspectives: [{}])",
        paragraphs.concat(),
        claims.concat(),
        names.join(", "),
    );
    let mut files = vec![("edition.ron".to_owned(), head)];
    let sources = "[(id: \"s\", kind: Speech, title: \"On lamps\", authors: [Person(family: \"Moss\", given: \"Ada\")],
        role: \"Treasurer\", published: \"2025\", language: \"en\", primary: true)]";
    files.push(("sources.ron".to_owned(), sources.to_owned()));
    for (p, cells) in shape.notes.iter().enumerate() {
        let mut notes = String::new();
        let mut silent = Vec::new();
        for (row, (count, words)) in cells.iter().enumerate().take(shape.paragraphs.len()) {
            if *count == 0 {
                silent.push(format!("\"p{}\"", row + 1));
            }
            for n in 0..*count {
                let gist =
                    if n % 2 == 0 { format!("gist: {:?},", text(words % 14 + 3, n + row)) } else { String::new() };
                notes.push_str(&format!(
                    "(id: \"b{p}.n{row}x{n}\", on: [\"p{}\"], claim: \"p{}.c1\", stance: Disputes, {gist} summary: {:?},
                    citations: [(source: \"s\")]),",
                    row + 1,
                    row + 1,
                    text(*words, n + row + p),
                ));
            }
        }
        let silences = if silent.is_empty() {
            String::new()
        } else {
            format!("silences: [(on: [{}], checked: \"2025-01-01\", looked_in: [\"a list\"])],", silent.join(", "))
        };
        let file = format!(
            "Perspective(id: \"by{p}\", code: \"b{}\", name: \"Speaker {p}\", kind: Government, hue: \"blue\",
                about: \"Who speaks.\", notes: [{notes}], {silences})",
            char::from(b'a' + u8::try_from(p).unwrap()),
        );
        files.push((format!("by{p}.ron"), file));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let loaded = storage::load_texts("lamps", &files).unwrap();
    Opened { edition: loaded.edition, ..parallax::platform::open(None).unwrap() }
}

fn shapes() -> impl Strategy<Value = Shape> {
    let cell = (0usize..5, 8usize..120);
    (prop::collection::vec(4usize..160, 9..14), prop::collection::vec(prop::collection::vec(cell, 14..=14), 1..6))
        .prop_map(|(paragraphs, notes)| Shape { paragraphs, notes })
}

/// What a reader does. Rows and perspectives are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
enum Step {
    Open,
    More(usize),
    Note(usize),
    Phrase,
    GoTo(usize),
    Next,
    Previous,
    Scroll(i16),
    Toggle(usize),
    TypeSize(u8),
    Spacing(u8),
    Theme(bool),
    Width(u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => Just(Step::Open),
        2 => (0usize..6).prop_map(Step::More),
        3 => (0usize..9).prop_map(Step::Note),
        1 => Just(Step::Phrase),
        1 => (1usize..8).prop_map(Step::GoTo),
        1 => Just(Step::Next),
        1 => Just(Step::Previous),
        3 => (-700i16..900).prop_map(Step::Scroll),
        2 => (0usize..6).prop_map(Step::Toggle),
        1 => (14u8..30).prop_map(Step::TypeSize),
        1 => (12u8..22).prop_map(Step::Spacing),
        1 => any::<bool>().prop_map(Step::Theme),
        1 => (500u16..2000).prop_map(Step::Width),
    ];
    prop::collection::vec(step, 6..14)
}

/// Returns whether the first line of a row's paragraph is in view.
fn shows_first_line(harness: &Harness<'static, Kit>, row: usize) -> bool {
    let state = harness.state().state();
    let spot = harness.state().place().spot;
    let first = if row == 0 { Part::Title } else { Part::Article };
    if spot.row == row {
        return spot.part == first && spot.character == 0;
    }
    if spot.row > row {
        return false;
    }
    let text = state.text_of(row, first);
    let node = harness.query_all_by_role_and_label(Role::Label, &text).next();
    node.is_some_and(|node| node.rect().height() >= 12.0)
}

/// The number of rows, perspectives and notes that are open.
fn open_count(harness: &Harness<'static, Kit>) -> usize {
    let state = harness.state().state();
    // All of a row is more than any part of it.
    100 * state.reader.opened_rows.len() + state.reader.opened_more.len() + state.reader.opened_notes.len()
}

/// The notes that are shown in full in a row, in the order of the perspectives.
fn notes_of(state: &parallax::state::AppState, row: usize) -> Vec<NoteRef> {
    state.items(row).iter().filter_map(note_of).collect()
}

fn note_of(item: &Item<'_>) -> Option<NoteRef> {
    if let Item::Note { entry, .. } = item { Some(*entry) } else { None }
}

/// Returns the rectangle of the text's view.
fn view(harness: &Harness<'static, Kit>) -> Rect {
    harness.get_by_label("The text").rect()
}

/// Returns whether the replies are under their paragraphs. Then chips or the line for the paragraph above are in view,
/// unless one paragraph fills it.
fn is_stacked(harness: &Harness<'static, Kit>) -> bool {
    let is_chip = |label: String| label.ends_with(" note") || label.ends_with(" notes");
    harness.ctx.content_rect().width() < 700.0
        || harness.query_all_by_label_contains("Back to ¶").next().is_some()
        || harness.query_all_by_label_contains(", ").any(|n| n.accesskit_node().label().is_some_and(is_chip))
}

/// Returns the part of a note that is in view.
fn note_in_view(harness: &Harness<'static, Kit>, entry: NoteRef) -> Option<Rect> {
    let state = harness.state().state();
    let code = state.rows.code(&state.edition, entry);
    let rect = [format!(", {code},"), format!(", {code}:")]
        .iter()
        .find_map(|label| harness.query_all_by_label_contains(label).next().map(|node| node.rect()));
    rect.map(|rect| rect.intersect(view(harness))).filter(|rect| rect.height() > 1.0)
}

/// Returns whether the end of the text, or its beginning, decided the place.
fn is_at_an_end(harness: &Harness<'static, Kit>) -> bool {
    let place = harness.state().place();
    (place.row, place.offset) == (0, 0.0) || place.row + 4 > harness.state().state().row_count()
}

/// Opens or closes a note or the notes of a perspective in a row. Under their paragraph they stay where they are.
fn press(harness: &mut Harness<'static, Kit>, row: usize, action: Action) -> Result<(), TestCaseError> {
    if !is_stacked(harness) {
        if !shows_first_line(harness, row) && harness.state().place().spot.part == Part::Article {
            // One paragraph fills the view: nothing says where its replies are.
            harness.state().act(action);
            harness.run();
            return Ok(());
        }
        return open(harness, row, action);
    }
    let entry = pressed_note(harness, row, &action);
    let what = format!("{action:?}");
    let before = entry.and_then(|entry| note_in_view(harness, entry));
    let top = view(harness).top();
    let covered = harness.query_all_by_label_contains("Back to ¶").next().map_or(top, |line| line.rect().bottom());
    harness.state().act(action);
    harness.run();
    let (Some(before), Some(entry)) = (before, entry) else { return Ok(()) };
    let after = note_in_view(harness, entry);
    prop_assert!(after.is_some(), "{what}: {before} is out of view");
    let after = after.unwrap_or(before);
    // A rectangle that ends at the edge of the view is cut there.
    let header_was_in_view = before.top() > top + 1.0;
    if header_was_in_view && !is_at_an_end(harness) {
        let stays = (after.top() - before.top()).abs() <= 1.0;
        prop_assert!(stays || before.top() < covered - 3.0, "{what}: {before} {after} {top}");
    }
    Ok(())
}

/// Returns the note on which an action is a press: the first of its perspective where more of them open or close.
fn pressed_note(harness: &Harness<'static, Kit>, row: usize, action: &Action) -> Option<NoteRef> {
    match action {
        Action::Reader(ReaderAction::ToggleNote(entry)) => Some(*entry),
        Action::Reader(ReaderAction::ToggleMore { perspective, .. }) => {
            harness.state().state().items_of(row, *perspective).first().and_then(note_of)
        }
        _ => None,
    }
}

/// Performs an action that opens or closes something in a row, and returns whether its first line was in view.
fn open(harness: &mut Harness<'static, Kit>, row: usize, action: Action) -> Result<(), TestCaseError> {
    let first_in_view = shows_first_line(harness, row);
    let before = harness.state().place();
    let open_before = open_count(harness);
    let entry = pressed_note(harness, row, &action);
    let what = format!("{action:?}");
    harness.state().act(action);
    harness.run();
    prop_assert!(shows_first_line(harness, row), "{what} on {row}: {before:?} {:?}", harness.state().place());
    if first_in_view && harness.state().place().row == before.row {
        let after = harness.state().place();
        // Closing may have to bring back the paragraph, or what remains of the replies.
        let closed = open_count(harness) < open_before;
        let in_view = |entry| note_in_view(harness, entry).is_some();
        let is_back = after.offset == 0.0 || (after.offset < before.offset && entry.is_some_and(in_view));
        prop_assert!(after.offset == before.offset || (closed && is_back), "{what}: {before:?} {after:?}");
    }
    Ok(())
}

/// Presses a phrase, and presses it again if that lit it. The first line of the paragraph is in view after the first press,
/// and the first lit reply too if it fits below that line; after the second the view is as it was before both.
fn press_phrase(harness: &mut Harness<'static, Kit>, phrase: HoveredPhrase) -> Result<(), TestCaseError> {
    let row = phrase.row;
    let first_in_view = shows_first_line(harness, row);
    let before = harness.state().place();
    harness.state().act(Action::Reader(ReaderAction::TogglePhrase(phrase.clone())));
    harness.run();
    let state = harness.state().state();
    if state.reader.lit_phrase.is_none() {
        // It was lit before.
        return Ok(());
    }
    let after = harness.state().place();
    let is_first_in_view = shows_first_line(harness, row);
    let is_lit = |item: &Item<'_>| {
        let note = if let Item::Note { note, .. } = item { Some(note) } else { None };
        note.is_some_and(|note| state.edition.phrase_of(note) == Some(&phrase.phrase))
    };
    let entry = state.items(row).iter().find(|item| is_lit(item)).and_then(note_of);
    let shown = entry.and_then(|entry| note_in_view(harness, entry));
    // Replies under a paragraph that fills the view, or to words in the middle of it, are named by the line above them.
    let is_below = is_stacked(harness) && (!first_in_view || shown.is_some_and(|rect| rect.height() >= 60.0));
    prop_assert!(is_first_in_view || is_below, "{row}: {before:?} {after:?}");
    if entry.is_some() && is_first_in_view {
        // What is cut at the edge of the view ends there.
        let view = view(harness);
        let is_whole = shown.is_some_and(|rect| rect.bottom() < view.bottom() - 1.0);
        let fills_view = shown.is_some_and(|rect| rect.height() > view.height() - 60.0);
        let no_room = after.spot.row == row && after.spot.character == 0 && after.spot.below_top <= 1.5;
        // The panel beside the text has its own room: there the beginning of the reply is in view.
        let is_in_panel = shown.is_some_and(|rect| rect.width() <= 0.0);
        let what = format!("{row}: {shown:?} in {view:?}, {before:?} {after:?}");
        prop_assert!(is_whole || fills_view || no_room || is_in_panel || is_at_an_end(harness), "{what}");
    }
    harness.state().act(Action::Reader(ReaderAction::TogglePhrase(phrase)));
    harness.run();
    let closed = harness.state().place();
    prop_assert_eq!((closed.row, closed.offset), (before.row, before.offset), "{}: {:?}", row, after);
    Ok(())
}

fn perform(harness: &mut Harness<'static, Kit>, step: Step) -> Result<(), TestCaseError> {
    let state = harness.state().state();
    let active = state.reader.active;
    let before = harness.state().place();
    let perspectives = state.edition.perspectives().len();
    let changed = match step {
        Step::Open => {
            let was_open = state.reader.is_row_open(&state.shared(), active);
            open(harness, active, Action::Command(Command::OpenReplies))?;
            prop_assert!(
                harness.state().state().reader.is_row_open(&harness.state().state().shared(), active) != was_open,
                "Enter always does something"
            );
            return Ok(());
        }
        Step::More(perspective) => {
            let shown: Vec<usize> = state.shown.visible().collect();
            if shown.is_empty() {
                return Ok(());
            }
            let perspective = shown[perspective % shown.len()];
            return press(harness, active, Action::Reader(ReaderAction::ToggleMore { row: active, perspective }));
        }
        Step::Note(note) => {
            let notes = notes_of(state, active);
            let Some(entry) = notes.get(note % notes.len().max(1)).copied() else { return Ok(()) };
            return press(harness, active, Action::Reader(ReaderAction::ToggleNote(entry)));
        }
        Step::Phrase => {
            let Some(row) = active.checked_sub(1) else { return Ok(()) };
            return press_phrase(harness, HoveredPhrase { row: active, phrase: format!("T{row}") });
        }
        Step::GoTo(row) => return go(harness, Action::Reader(ReaderAction::JumpTo(row))),
        Step::Next => return go(harness, Action::Command(Command::NextParagraph)),
        Step::Previous => return go(harness, Action::Command(Command::PreviousParagraph)),
        Step::Scroll(by) => {
            harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(f32::from(by)))));
            harness.run();
            return Ok(());
        }
        Step::Toggle(perspective) => Action::TogglePerspective(perspective % perspectives),
        Step::TypeSize(size) => Action::Set(Setting::Dial(Dial::TypeSize, f32::from(size))),
        Step::Spacing(tenths) => Action::Set(Setting::Dial(Dial::LineSpacing, f32::from(tenths) / 10.0)),
        Step::Theme(night) => Action::Set(Setting::Theme(if night { ThemeChoice::Night } else { ThemeChoice::Paper })),
        Step::Width(width) => {
            harness.set_size(Vec2::new(f32::from(width), 900.0));
            harness.run();
            return keeps_first_line(harness, &before, "width");
        }
    };
    let what = format!("{changed:?}");
    harness.state().act(changed);
    harness.run();
    let state = harness.state().state();
    let is_gone = |part: Part| match part {
        Part::Note(entry) => !state.shown.visible().any(|perspective| perspective == usize::from(entry.perspective)),
        Part::Article | Part::Title | Part::Provenance | Part::Row => false,
    };
    if is_gone(before.spot.part) {
        // The first visible line was of a reply that is hidden now.
        prop_assert_eq!(state.reader.place.spot.row, before.spot.row, "{}", what);
        return Ok(());
    }
    keeps_first_line(harness, &before, &what)
}

/// Goes to a paragraph: its first line is in view.
fn go(harness: &mut Harness<'static, Kit>, action: Action) -> Result<(), TestCaseError> {
    harness.state().act(action);
    harness.run();
    let row = harness.state().state().reader.active;
    prop_assert!(shows_first_line(harness, row), "{row}: {:?}", harness.state().place());
    Ok(())
}

fn keeps_first_line(
    harness: &Harness<'static, Kit>,
    before: &parallax::state::Place,
    what: &str,
) -> Result<(), TestCaseError> {
    let after = harness.state().place();
    // At the ends of the text there may be no room to keep the line where it was.
    let at_the_start = (after.row, after.offset) == (0, 0.0) || (before.row, before.offset) == (0, 0.0);
    let near_the_end = after.spot.row + 4 > harness.state().state().row_count();
    if at_the_start || near_the_end || before.spot.part == Part::Row {
        return Ok(());
    }
    prop_assert_eq!(after.spot.row, before.spot.row, "{}: {:?} {:?}", what, before, after);
    let is_reply = |part: Part| matches!(part, Part::Note(_));
    if is_reply(before.spot.part) && !is_reply(after.spot.part) {
        // The reply is in the panel now: its row is at the top of the view.
        return Ok(());
    }
    let moved = (after.spot.below_top - before.spot.below_top).abs();
    prop_assert!(moved <= 1.0, "{what}: {before:?} {after:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_a_reader_does_loses_the_paragraph(
        shape in shapes(),
        steps in steps(),
        width in 500u16..2000,
        height in 400u16..1100,
    ) {
        let mut harness = kit::with(
            edition(&shape),
            f32::from(width),
            f32::from(height),
            Settings::default(),
            SavedState::default(),
        );
        harness.state().act(Action::Reader(ReaderAction::JumpTo(2)));
        harness.run();
        for step in steps {
            perform(&mut harness, step)?;
        }
    }

    #[test]
    fn opening_and_closing_again_leaves_the_view_as_it_was(
        shape in shapes(),
        row in 1usize..8,
        scrolled in -300i16..300,
        width in 500u16..2000,
        note in 0usize..9,
    ) {
        let mut harness =
            kit::with(edition(&shape), f32::from(width), 800.0, Settings::default(), SavedState::default());
        harness.state().act(Action::Reader(ReaderAction::JumpTo(row)));
        harness.run();
        harness.state().act(Action::Reader(ReaderAction::Scroll(ScrollRequest::By(f32::from(scrolled)))));
        harness.run();
        // Another case is tried when the wheel took the row out of view.
        prop_assume!(shows_first_line(&harness, row));
        harness.state().act(Action::Reader(ReaderAction::Activate(row)));
        harness.run();
        let notes = notes_of(harness.state().state(), row);
        let entry = notes.get(note % notes.len().max(1)).copied();
        for kind in 0..4 {
            let action = || match (kind, entry) {
                (0, _) => Some(Action::Command(Command::OpenReplies)),
                (1, _) => Some(Action::Reader(ReaderAction::ToggleMore { row, perspective: 0 })),
                (2, entry) => entry.map(|entry| Action::Reader(ReaderAction::ToggleNote(entry))),
                _ => Some(Action::Reader(ReaderAction::TogglePhrase(HoveredPhrase { row, phrase: format!("T{}", row - 1) }))),
            };
            // A reader presses what is in view.
            let pressed = match kind {
                1 => harness.state().state().items_of(row, 0).first().and_then(note_of),
                2 => entry,
                _ => None,
            };
            let top = view(&harness).top();
            let in_view = |entry| note_in_view(&harness, entry).is_some_and(|rect| rect.top() > top);
            if (1..=2).contains(&kind) && !pressed.is_some_and(in_view) {
                continue;
            }
            let before = harness.state().place();
            for action in [action(), action()].into_iter().flatten() {
                harness.state().act(action);
                harness.run();
            }
            let after = harness.state().place();
            prop_assert_eq!((after.row, after.offset), (before.row, before.offset), "{:?}", action());
        }
    }
}
