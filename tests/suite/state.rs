//! The application state without a window: rows as text, codes, jumps, notices and saved state.

use std::fmt::Write as _;

use proptest::prelude::*;

use parallax::model::Code;
use parallax::state::{
    Action, AppState, Command, Dial, Dialog, Effect, Item, Loaded, Opened, Part, ReadError, ReaderAction, SavedState,
    ScrollRequest, Setting, Settings, Tone, update,
};

use crate::support;

fn small() -> AppState {
    let edition = support::small().load().unwrap().edition;
    AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default())
}

/// All rows as the reader sees them, one line for each cell.
fn as_text(state: &AppState) -> String {
    let mut out = String::new();
    for row in 0..state.row_count() {
        writeln!(out, "{}", state.announcement(row)).unwrap();
        for item in state.items(row) {
            let name = &item.perspective().name;
            let line = match item {
                Item::Note { entry, note, .. } => {
                    let code = state.rows.code(&state.edition, entry);
                    let later = if state.edition.is_later(note) { ", later" } else { "" };
                    format!("{code} {name} {}{later}", note.stance.verb())
                }
                Item::Pointer { home, .. } => format!("{name}: see row {home}"),
                Item::Silent { silence, .. } => format!("{name}: silent, checked {}", silence.checked),
                Item::NotApplicable { why, .. } => format!("{name}: not applicable, {why}"),
                Item::NotLookedFor { .. } => format!("{name}: not looked for yet"),
            };
            writeln!(out, "    {line}").unwrap();
        }
    }
    out
}

#[test]
fn every_cell_of_every_row_shows_its_content() {
    insta::assert_snapshot!(as_text(&small()), @r"
    The whole article: Lights out at eleven, one reply: Residents add context
        0re Residents adds context
    Paragraph 1 of 5, a heading
    Paragraph 2 of 5, two replies: Town council qualifies, Residents not looked for yet
        2tc Town council qualifies
        Residents: not looked for yet
    Paragraph 3 of 5, a pull-quote of paragraph 4
    Paragraph 4 of 5, two replies: Town council qualifies, Residents dispute
        Town council: see row 2
        4re Residents disputes, later
    Paragraph 5 of 5, two replies: Town council silent, Residents not applicable
        Town council: silent, checked 20 Nov 2026
        Residents: not applicable, Owls do not write letters.
    ");
}

#[test]
fn codes_refer_to_paragraphs_cells_and_notes() {
    let state = small();
    let parse = |text: &str| Code::parse(text, &state.edition, &state.rows);
    assert_eq!(parse(" ¶4 ").unwrap().paragraph, Some(3));
    assert_eq!(parse("4RE").unwrap().perspective, Some(1));
    assert!(parse("0re1").unwrap().note.is_some());
    for (typed, message) in [
        ("99", "there is no ¶99"),
        ("4xx", "no perspective has the code `xx`"),
        ("4re7", "Residents has no note 7 on that paragraph"),
        ("lamps", "expected a code like 5, 5us or 5us2, but found `lamps`"),
        ("", "expected a code like 5, 5us or 5us2, but found ``"),
    ] {
        assert_eq!(parse(typed).unwrap_err().to_string(), message, "{typed}");
    }
}

#[test]
fn an_unknown_code_shows_a_message_and_moves_nothing() {
    let mut state = small();
    update(&mut state, Action::GoToCode("99".into()));
    assert_eq!(state.notices.last().map(|n| n.text.as_str()), Some("There is no ¶99"));
    assert_eq!((state.reader.active, state.reader.scroll), (0, None));
}

#[test]
fn a_failed_load_leaves_the_open_edition_as_it_was() {
    let mut state = small();
    let effects = update(&mut state, Action::Loaded(Err(ReadError::new("no such folder"))));
    assert!(effects.is_empty());
    assert_eq!(state.edition.id(), "small");
    assert_eq!(state.notices.last().map(|n| n.tone), Some(Tone::Fault));
}

#[test]
fn reloading_the_same_edition_keeps_the_place_and_the_perspectives() {
    let mut state = small();
    update(&mut state, Action::TogglePerspective(0));
    update(
        &mut state,
        Action::Reader(ReaderAction::PlaceChanged { place: parallax::state::Place::at_row(4), active: Some(4) }),
    );
    let changed = support::small().with("edition.ron", "The owls will thank us.", "The owls are asleep.").load();
    let opened = Opened { edition: changed.unwrap().edition, path: None };
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(opened))))));
    assert_eq!((state.reader.place.row, state.reader.active, state.serial), (4, 4, 1));
    assert!(!state.shown.is_visible(0));
    assert_eq!(state.text_of(5, Part::Article), "The owls are asleep.");
}

#[test]
fn links_other_than_http_are_not_opened() {
    let mut state = small();
    for url in ["file:///etc/passwd", "javascript:alert(1)", "HTTPS//x", ""] {
        assert!(update(&mut state, Action::OpenLink(url.into())).is_empty(), "{url}");
    }
    let effects = update(&mut state, Action::OpenLink("https://example.org".into()));
    assert!(matches!(&effects[..], [Effect::OpenLink(url)] if url == "https://example.org"));
}

#[test]
fn escape_closes_one_thing_at_a_time() {
    let mut state = small();
    update(&mut state, Action::Reader(ReaderAction::SetQuery("lamp".into())));
    update(&mut state, Action::ShowDialog(Some(Dialog::Appearance)));
    update(&mut state, Action::Command(Command::Close));
    assert_eq!((state.dialog.clone(), state.reader.find.query.as_str()), (None, "lamp"));
    update(&mut state, Action::Command(Command::Close));
    assert_eq!(state.reader.find.query, "");
}

#[test]
fn every_command_works_on_an_edition_without_paragraphs_or_perspectives() {
    let empty = support::small()
        .file("edition.ron", "Edition(format: 1, id: \"empty\", title: \"Nothing\", language: \"en\", revision: \"2026-01-01\", article: Article(provenance: OwnCopy(of: \"nowhere\"), paragraphs: []), perspectives: [])")
        .without("council.ron")
        .without("residents.ron")
        .without("sources.ron");
    let edition = empty.load().unwrap().edition;
    let opened = || {
        let opened = Opened { edition: edition.clone(), path: None };
        AppState::new(opened, Settings::default(), SavedState::default())
    };
    let actions = || {
        let others = [
            Action::Reader(ReaderAction::JumpTo(7)),
            Action::Reader(ReaderAction::Activate(9)),
            Action::TogglePerspective(3),
            Action::Reader(ReaderAction::Scroll(ScrollRequest::End)),
        ];
        Command::ALL.iter().copied().map(Action::Command).chain(others)
    };
    let mut one_after_another = opened();
    for (action, again) in actions().zip(actions()) {
        let (name, mut alone) = (format!("{action:?}"), opened());
        update(&mut alone, action);
        update(&mut one_after_another, again);
        for state in [&alone, &one_after_another] {
            let place = (state.row_count(), state.reader.active, state.reader.place.row, state.minutes_left());
            assert_eq!((place, state.shown.count()), ((1, 0, 0, 0), 0), "{name}");
            assert_eq!(state.announcement(0), "The whole article: Nothing, no replies", "{name}");
        }
    }
}

#[test]
fn a_setting_out_of_range_is_clamped() {
    let mut state = small();
    update(&mut state, Action::Set(Setting::Dial(Dial::TypeSize, 900.0)));
    assert_eq!(state.settings.type_size, 48.0);
}

#[test]
fn larger_and_smaller_change_text_and_interface_together_and_lead_back() {
    let mut state = small();
    let sizes = |state: &AppState| (state.settings.interface_size, state.settings.type_size);
    let mut seen = vec![sizes(&state)];
    for _ in 0..5 {
        update(&mut state, Action::Command(Command::Larger));
        seen.push(sizes(&state));
    }
    assert_eq!(seen.last(), Some(&(200.0, 38.0)), "200 % is 200 % of everything");
    assert!(seen.is_sorted(), "{seen:?}");
    update(&mut state, Action::Command(Command::Larger));
    assert_eq!(sizes(&state), (200.0, 38.0));
    assert!(state.notices[0].text.contains("largest"), "{:?}", state.notices);
    for before in seen.iter().rev().skip(1) {
        update(&mut state, Action::Command(Command::Smaller));
        assert!(
            (sizes(&state).1 - before.1).abs() < 0.02 && sizes(&state).0 == before.0,
            "{before:?}: {:?}",
            sizes(&state)
        );
    }
    update(&mut state, Action::Set(Setting::Dial(Dial::InterfaceSize, 137.0)));
    update(&mut state, Action::Command(Command::Larger));
    assert_eq!(state.settings.interface_size, 150.0);
    update(&mut state, Action::Command(Command::UsualSize));
    assert_eq!(sizes(&state), (100.0, 19.0));
}

#[test]
fn the_interface_and_the_text_are_set_apart_from_each_other() {
    let mut state = small();
    for (asked, size) in [(150.0, 150.0), (10.0, 80.0), (900.0, 200.0), (f32::NAN, 200.0)] {
        update(&mut state, Action::Set(Setting::Dial(Dial::InterfaceSize, asked)));
        assert_eq!((state.settings.interface_size, state.settings.type_size), (size, 19.0));
    }
}

#[test]
fn hidden_characters_are_shown_as_marks() {
    let text = "The owls \u{202e}will thank us.";
    let texts = support::small().with("edition.ron", "The owls will thank us.", text);
    let edition = texts.load().unwrap().edition;
    let state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    assert_eq!(state.text_of(5, Part::Article), "The owls [U+202E]will thank us.");
}

#[test]
fn the_table_of_commands_is_as_reviewed() {
    let mut table = String::new();
    for command in Command::ALL {
        let row = command.row();
        let menu = row.menu.map_or(String::new(), |group| format!(" [{group:?}]"));
        let label =
            |menu| if row.label_in(menu) == row.label { String::new() } else { format!("={:?}", row.label_in(menu)) };
        let mut context: String = row.context.iter().map(|menu| format!(" @{menu:?}{}", label(*menu))).collect();
        context += &row.selection_bar.map_or(String::new(), |place| format!(" bar {place}"));
        let flags = [(row.repeats, " repeats"), (row.over_dialogs, " over dialogs")];
        let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
        let (keys, key_use) = (row.keys.join(" "), row.key_use);
        let also = if row.also.is_empty() { String::new() } else { format!(" ~ {}", row.also) };
        let (scope, label) = (row.scope, row.label);
        table += &format!("{command:?} ({scope:?}) \"{label}\" {keys} {key_use:?}{flags}{menu}{context}{also}\n");
    }
    insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!("commands", table) });
}

proptest! {
    #[test]
    fn as_many_steps_down_as_up_lead_back_to_the_same_size(
        interface in 80.0f32..=200.0,
        type_size in 12.0f32..=48.0,
        larger_first: bool,
        steps in 1usize..10,
    ) {
        let mut state = small();
        let settings = Settings { interface_size: interface.round(), type_size: type_size.round(), ..Settings::default() };
        state.settings = settings.clone();
        let [there, back] =
            if larger_first { [Command::Larger, Command::Smaller] } else { [Command::Smaller, Command::Larger] };
        let mut sizes = vec![(settings.interface_size, settings.type_size)];
        for _ in 0..steps {
            // A command that is not offered changes nothing, and one that is does.
            let offered = (there.row().offered)(&state);
            let before = state.settings.clone();
            update(&mut state, Action::Command(there));
            prop_assert_eq!(offered, state.settings != before);
            if !offered {
                break;
            }
            sizes.push((state.settings.interface_size, state.settings.type_size));
        }
        for size in sizes.iter().rev().skip(1) {
            update(&mut state, Action::Command(back));
            prop_assert_eq!((state.settings.interface_size, state.settings.type_size), *size);
        }
    }
}

#[test]
fn larger_and_smaller_are_offered_by_the_size_of_the_interface_and_not_of_the_text() {
    let offered = |interface_size: f32, type_size: f32| {
        let mut state = small();
        state.settings = Settings { interface_size, type_size, ..Settings::default() };
        [Command::Larger, Command::Smaller].map(|command| (command.row().offered)(&state))
    };
    for type_size in [12.0, 19.0, 48.0] {
        assert_eq!(offered(80.0, type_size), [true, false]);
        assert_eq!(offered(117.0, type_size), [true, true]);
        assert_eq!(offered(200.0, type_size), [false, true]);
    }
}

#[test]
fn a_size_that_a_dial_sets_begins_the_steps_anew() {
    let mut state = small();
    let sizes = |state: &AppState| (state.settings.interface_size, state.settings.type_size);
    state.settings.type_size = 40.0;
    update(&mut state, Action::Command(Command::Larger));
    update(&mut state, Action::Command(Command::Larger));
    assert_eq!(sizes(&state), (125.0, 48.0), "the text is at its largest");
    update(&mut state, Action::Set(Setting::Dial(Dial::TypeSize, 25.0)));
    update(&mut state, Action::Command(Command::Smaller));
    assert_eq!(sizes(&state), (110.0, 22.0));
}

#[test]
fn the_line_of_help_of_earlier_versions_is_read_and_not_written() {
    let settings: Settings = ron::from_str("(format: 2, help_seen: true, legend_seen: true)").unwrap();
    assert!(settings.help_seen && settings.legend_seen);
    let written = ron::to_string(&settings).unwrap();
    assert!(!written.contains("help_seen") && written.contains("legend_seen"), "{written}");
    assert!(ron::from_str::<Settings>(&written).unwrap().legend_seen);
}
