//! Typing in the brief and in a round: it is text in the chosen entry or cell, or nothing, and never a command.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::{Brief, Entry};
use parallax::state::brief::BriefAction;
use parallax::state::round::{RoundAction, RoundView};
use parallax::state::{Action, AppState, Command, Dialog, SavedState, Settings};

use crate::briefs::lamps;
use crate::kit::{self, Kit};

/// Words with the letters and the blank that were keys of the brief and of the round.
const TYPED: &str = "threat is real";

/// The number of Tab presses in each state: more than any of these screens has controls.
const STOPS: usize = 45;

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: impl Into<Action>) {
    harness.state().act(action.into());
    harness.run();
}

fn press(harness: &mut Harness<'static, Kit>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// Types as a desktop reports it: the key, and what it types.
fn type_text(harness: &mut Harness<'static, Kit>, text: &str) {
    for letter in text.chars() {
        let name = letter.to_ascii_uppercase().to_string();
        let key = if letter == ' ' { Key::Space } else { Key::from_name(&name).unwrap() };
        let event =
            |pressed| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers: Modifiers::NONE };
        harness.event(event(true));
        harness.event(Event::Text(letter.to_string()));
        harness.event(event(false));
        harness.run_steps(2);
    }
    harness.run();
}

/// Opens a brief, with the article behind it.
fn brief(document: Brief) -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let key = state(&harness).brief.key.clone();
    act(&mut harness, BriefAction::Loaded(key, Ok(Some(Box::new(document)))));
    act(&mut harness, Command::Debate);
    harness
}

fn chosen(id: u32) -> Harness<'static, Kit> {
    let mut harness = brief(lamps());
    act(&mut harness, BriefAction::Choose(id));
    act(&mut harness, BriefAction::Reveal);
    harness
}

/// Opens a policy round with a card in its first speech.
fn round(view: RoundView) -> Harness<'static, Kit> {
    let mut harness = chosen(1);
    act(&mut harness, Command::RoundOpen);
    harness.get_by_role_and_label(Role::Button, "Policy").click();
    harness.run();
    for command in [Command::RoundLeave, Command::RoundSend, Command::RoundOpen] {
        act(&mut harness, command);
    }
    if state(&harness).round.view != view {
        act(&mut harness, Command::RoundView);
    }
    harness
}

fn flow_with(text: &str) -> Harness<'static, Kit> {
    let mut harness = round(RoundView::Flow);
    act(&mut harness, RoundAction::ChooseCell((0, 0)));
    act(&mut harness, RoundAction::SetCellText(text.into()));
    act(&mut harness, RoundAction::SetWriting(false));
    harness
}

/// A state with its name.
type Case = (&'static str, Harness<'static, Kit>);

/// Returns every state of the brief and of a round that can have the focus somewhere.
fn cases() -> Vec<Case> {
    let id = |wanted: fn(&Entry) -> bool| lamps().entries.iter().find(|entry| wanted(entry)).unwrap().id();
    let card = id(|entry| matches!(entry, Entry::Card(_)));
    let mut searched = chosen(card);
    act(&mut searched, BriefAction::SetQuery("police".into()));
    let mut words = chosen(card);
    press(&mut words, Key::F3);
    press(&mut words, Key::ArrowRight);
    words.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    words.run();
    assert!(!state(&words).brief.words.is_empty());
    let mut tag = chosen(card);
    press(&mut tag, Key::Enter);
    let mut start = brief(lamps());
    act(&mut start, Command::RoundOpen);
    let mut clocks = round(RoundView::Speech);
    act(&mut clocks, Command::RoundBigClock);
    let mut writing = flow_with("Harms");
    press(&mut writing, Key::F2);
    let mut unread = round(RoundView::Speech);
    act(&mut unread, RoundAction::Prepare(2));
    vec![
        ("a heading", chosen(id(|entry| matches!(entry, Entry::Heading(_))))),
        ("a card", chosen(card)),
        ("an analytic", chosen(id(|entry| matches!(entry, Entry::Analytic(_))))),
        ("an empty brief", brief(Brief::empty("Nothing"))),
        ("an entry that the search hides", searched),
        ("words of a card", words),
        ("a tag", tag),
        ("no round", start),
        ("the speech", round(RoundView::Speech)),
        ("a speech without cards", unread),
        ("an empty cell", round(RoundView::Flow)),
        ("a filled cell", flow_with("Harms")),
        ("a cell that is written in", writing),
        ("the big clocks", clocks),
    ]
}

/// Returns every text that can be typed in.
fn texts(state: &AppState) -> Vec<String> {
    let mut texts = vec![state.brief.query.clone(), state.typed.clone()];
    for entry in state.brief.entries() {
        texts.push(entry.title().to_owned());
        texts.push(match entry {
            Entry::Card(card) => card.cite.text.clone(),
            Entry::Analytic(analytic) => analytic.text.clone(),
            Entry::Heading(_) => String::new(),
        });
    }
    let sheets = state.round.document.iter().flat_map(|round| &round.flow.sheets);
    for sheet in sheets {
        texts.push(sheet.name.clone());
        texts.extend(sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()));
    }
    texts
}

/// Returns all that a command could change, without what is typed.
fn all_but_text(state: &AppState) -> String {
    let without = |text: &str| text.replace(TYPED, "");
    let (brief, round) = (&state.brief, &state.round);
    let entries: Vec<String> = brief
        .entries()
        .iter()
        .map(|entry| {
            let rest = match entry {
                Entry::Heading(heading) => format!("{:?} {:?}", heading.level, heading.side),
                Entry::Card(card) => format!(
                    "{} {:?} {:?} {:?} {:?} {} {:?}",
                    without(&card.cite.text),
                    card.underline,
                    card.emphasis,
                    card.highlight,
                    card.omitted,
                    card.size,
                    card.colour
                ),
                Entry::Analytic(analytic) => without(&analytic.text),
            };
            format!("{} {} {rest}", entry.id(), without(entry.title()))
        })
        .collect();
    let rounds = round.document.as_ref().map(|round| {
        let sheets = round.flow.sheets.iter().map(|sheet| {
            let rows = sheet.rows.iter().filter_map(|row| {
                let cells = row.cells.iter().map(|cell| (&cell.column, without(&cell.text), cell.extends, cell.card));
                let cells: Vec<_> = cells.filter(|(_, text, extends, _)| !text.trim().is_empty() || *extends).collect();
                (!cells.is_empty() || row.kicked).then(|| format!("{cells:?} {}", row.kicked))
            });
            (without(&sheet.name), rows.collect::<Vec<_>>())
        });
        let sheets: Vec<_> = sheets.filter(|(name, rows)| name != "Case" || !rows.is_empty()).collect();
        format!("{sheets:?} {:?} {:?} {:?} {}", round.clock, round.speeches, round.rules, round.at)
    });
    let view = (round.open, round.view, round.big_clocks, round.prepared, round.entry, round.hide_unread, round.sheet);
    let screen = (state.scene(), &state.dialog, &state.settings, state.search_requests, state.reader.active);
    let notices: Vec<&str> = state.notices.iter().map(|notice| notice.text.as_str()).collect();
    format!("{entries:#?} {} {:?} {rounds:#?} {view:?} {screen:?} {notices:?}", brief.chosen, brief.words)
}

/// Types, and requires that nothing but one text is changed. Returns whether it is text somewhere.
#[track_caller]
fn types_text_or_nothing(harness: &mut Harness<'static, Kit>, at: &str) -> bool {
    let count = |harness: &Harness<'static, Kit>| {
        texts(state(harness)).iter().map(|text| text.matches(TYPED).count()).sum::<usize>()
    };
    let (before, written) = (all_but_text(state(harness)), count(harness));
    type_text(harness, TYPED);
    assert_eq!(all_but_text(state(harness)), before, "{at}");
    let more = count(harness).checked_sub(written).unwrap();
    assert!(more <= 1, "{at}: it is written {more} times");
    more == 1
}

#[test]
fn what_is_typed_runs_no_command_wherever_the_focus_is() {
    for (name, mut harness) in cases() {
        types_text_or_nothing(&mut harness, name);
        let mut focused = std::collections::BTreeSet::new();
        for stop in 0..STOPS {
            if state(&harness).round.writing {
                press(&mut harness, Key::Escape);
            }
            press(&mut harness, Key::Tab);
            let at = harness.ctx.memory(|memory| memory.focused());
            if !focused.insert(format!("{at:?} {:?}", state(&harness).round.cell)) {
                break;
            }
            types_text_or_nothing(&mut harness, &format!("{name}, after {} times Tab", stop + 1));
        }
        assert!(focused.len() > 2, "{name}: the focus was in {focused:?}");
    }
}

#[test]
fn what_is_typed_runs_no_command_in_a_menu_or_a_question() {
    for dialog in [Dialog::Menu, Dialog::Keys, Dialog::Dropped, Dialog::LeaveRound, Dialog::Appearance] {
        for open in [|| chosen(1), || flow_with("Harms"), || round(RoundView::Speech)] {
            let mut harness = open();
            act(&mut harness, Action::ShowDialog(Some(dialog.clone())));
            for stop in 0..6 {
                let at = format!("{dialog:?}, after {stop} times Tab");
                assert!(!types_text_or_nothing(&mut harness, &at), "{at}: it is text behind the dialog");
                press(&mut harness, Key::Tab);
            }
        }
    }
}

#[test]
fn a_blank_still_presses_the_button_that_has_the_focus() {
    let mut harness = round(RoundView::Speech);
    let start = harness.get_by_role_and_label(Role::Button, "Start");
    start.focus();
    harness.run();
    type_text(&mut harness, "real ");
    let runs = |harness: &Harness<'static, Kit>| state(harness).round.running_clock().is_some();
    assert!(!runs(&harness), "it belongs to what is typed");
    press(&mut harness, Key::Tab);
    harness.get_by_role_and_label(Role::Button, "Start").focus();
    harness.run();
    type_text(&mut harness, " ");
    assert!(runs(&harness), "it is the first key");
}

#[test]
fn a_letter_begins_an_empty_cell_and_goes_on_at_the_end_of_a_filled_one() {
    let mut harness = round(RoundView::Flow);
    type_text(&mut harness, " ");
    assert!(!state(&harness).round.writing, "a blank begins nothing");
    type_text(&mut harness, TYPED);
    let text = |harness: &Harness<'static, Kit>| state(harness).round.text().to_owned();
    assert_eq!(text(&harness), TYPED);
    press(&mut harness, Key::Enter);
    type_text(&mut harness, " s");
    assert_eq!(text(&harness), format!("{TYPED} s"));
    press(&mut harness, Key::Escape);
    // The caret stood at the beginning.
    press(&mut harness, Key::F2);
    press(&mut harness, Key::Home);
    press(&mut harness, Key::Escape);
    type_text(&mut harness, "x y");
    assert_eq!(text(&harness), format!("{TYPED} sx y"));
    press(&mut harness, Key::Escape);
    harness.event(Event::Text("म".into()));
    harness.event(Event::Text(" ".into()));
    harness.event(Event::Text("是".into()));
    harness.run();
    assert_eq!(text(&harness), format!("{TYPED} sx yम 是"), "all in one frame, in any script");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(text(&harness), format!("{TYPED} sx y"), "it is one step to undo");
    press(&mut harness, Key::F2);
    assert!(state(&harness).round.writing, "the cell opens again at once");
}

#[test]
fn a_letter_on_a_chosen_entry_goes_on_at_the_end_of_its_tag() {
    let mut harness = chosen(1);
    let title = |harness: &Harness<'static, Kit>| {
        let editor = &state(harness).brief;
        editor.entries()[editor.place().unwrap()].title().to_owned()
    };
    let before = title(&harness);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Home);
    press(&mut harness, Key::Escape);
    type_text(&mut harness, TYPED);
    assert_eq!(title(&harness), format!("{before}{TYPED}"));
    press(&mut harness, Key::Escape);
    act(&mut harness, BriefAction::AddBlank(None));
    press(&mut harness, Key::Escape);
    type_text(&mut harness, "sea");
    assert_eq!(title(&harness), "sea");
}

#[test]
fn letters_with_alt_or_super_write_nothing() {
    let mut harness = flow_with("Harms");
    let key = |key, pressed, modifiers| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers };
    harness.event(key(Key::K, true, Modifiers::ALT));
    harness.event(Event::Text("k".into()));
    harness.event(key(Key::K, false, Modifiers::ALT));
    harness.event(key(Key::SuperLeft, true, Modifiers::NONE));
    harness.event(key(Key::K, true, Modifiers::NONE));
    harness.event(Event::Text("k".into()));
    harness.run();
    assert_eq!(state(&harness).round.text(), "Harms");
}

#[test]
fn escape_leaves_a_field_then_the_words_then_the_search_then_the_brief() {
    let mut harness = chosen(1);
    act(&mut harness, BriefAction::SetQuery("bill".into()));
    press(&mut harness, Key::F3);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.run();
    press(&mut harness, Key::Enter);
    let left = |harness: &Harness<'static, Kit>| {
        let (state, focused) = (state(harness), harness.ctx.memory(|memory| memory.focused()).is_some());
        [focused, !state.brief.words.is_empty(), !state.brief.query.is_empty(), state.brief.open]
            .map(usize::from)
            .iter()
            .sum::<usize>()
    };
    for things in (0..left(&harness)).rev() {
        press(&mut harness, Key::Escape);
        assert_eq!(left(&harness), things);
    }
    assert!(!state(&harness).brief.open);
}

#[test]
fn escape_that_is_held_leaves_one_thing() {
    let mut harness = flow_with("Harms");
    press(&mut harness, Key::F2);
    for _ in 0..8 {
        let (key, modifiers) = (Key::Escape, Modifiers::NONE);
        harness.event(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        harness.run();
    }
    let state = state(&harness);
    assert!(!state.round.writing && state.round.open);
}

#[test]
fn escape_asks_before_it_leaves_a_round_whose_clock_runs() {
    let asks = |harness: &Harness<'static, Kit>| state(harness).dialog == Some(Dialog::LeaveRound);
    let ways: [(RoundAction, &str); 2] = [
        (RoundAction::ToggleClock, "The clock of 1AC is running."),
        (RoundAction::TogglePrep(parallax::model::round::Side::First), "The prep of Pro is running."),
    ];
    for (start, words) in ways {
        let mut harness = flow_with("Harms");
        act(&mut harness, start.clone());
        press(&mut harness, Key::F2);
        press(&mut harness, Key::Escape);
        assert!(!asks(&harness) && !state(&harness).round.writing, "the field first");
        for _ in 0..2 {
            press(&mut harness, Key::Escape);
            assert!(asks(&harness));
            harness.get_by_label(words);
            press(&mut harness, Key::Escape);
            assert!(!asks(&harness) && state(&harness).round.open, "Escape stays in the round");
        }
        press(&mut harness, Key::Escape);
        harness.get_by_role_and_label(Role::Button, "Stop it and leave").click();
        harness.run();
        let now = state(&harness);
        assert!(now.brief.open && !now.round.open && now.round.running_clock().is_none());
    }
    let mut harness = flow_with("Harms");
    press(&mut harness, Key::Escape);
    assert!(!state(&harness).round.open, "nothing runs");
}

#[test]
fn no_key_that_is_shown_in_the_brief_or_a_round_types_a_character() {
    for (name, mut harness) in cases() {
        let scene = state(&harness).scene();
        for command in Command::ALL.iter().filter(|command| command.scope().holds(scene)) {
            for key in state(&harness).keys.of(*command, scene) {
                assert!(key.chars().count() > 1 && !key.contains("Space"), "{command:?} in {name}: {key}");
            }
        }
        act(&mut harness, Command::Keys);
        let shown: Vec<String> =
            harness.query_all_by_role(Role::Label).filter_map(|node| node.accesskit_node().value()).collect();
        assert!(shown.iter().all(|text| text.chars().count() != 1), "{name}: {shown:?}");
    }
}
