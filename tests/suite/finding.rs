//! Searching and going to codes, without a window.

use parallax::model::rows::NoteRef;
use parallax::state::brief::BriefAction;
use parallax::state::presentation::LessonQuestion;
use parallax::state::{
    Action, AppState, Command, Item, Mode, Notice, Opened, Part, ReaderAction, SavedState, Settings, update,
};

use crate::support;

fn small() -> AppState {
    let edition = support::small().load().unwrap().edition;
    AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default())
}

fn shipped() -> AppState {
    AppState::new(parallax::platform::open(None).unwrap(), Settings::default(), SavedState::default())
}

/// Shows exactly the perspectives whose bit is set.
fn show(state: &mut AppState, bits: usize) {
    for index in 0..state.edition.perspectives().len() {
        if state.shown.is_visible(index) != (bits >> index & 1 == 1) {
            update(state, Action::TogglePerspective(index));
        }
    }
}

fn search(state: &mut AppState, query: &str) {
    update(state, Action::Reader(ReaderAction::SetQuery(query.into())));
    while state.reader.is_searching(&state.shared()) {
        update(state, Action::Reader(ReaderAction::Tick));
    }
}

#[test]
fn a_hit_is_counted_whether_its_perspective_is_shown_or_hidden() {
    let mut state = shipped();
    for query in ["proliferation", "Agni", "the", "S-400", "no such words"] {
        show(&mut state, 0b111_1111);
        search(&mut state, query);
        let all = state.reader.find.hits.len();
        assert_eq!((all == 0, state.reader.find.hidden_hits()), (query == "no such words", 0), "{query}: {all}");
        for bits in [0, 1, 0b100_0000, 0b001_0101, 0b111_1110] {
            show(&mut state, bits);
            search(&mut state, query);
            assert_eq!(state.reader.find.hits.len() + state.reader.find.hidden_hits(), all, "{query} with {bits:b}");
            for hidden in state.reader.find.hidden.keys() {
                assert!(!state.shown.is_visible(*hidden), "{query}");
            }
        }
    }
}

#[test]
fn words_that_are_only_hidden_are_never_called_not_found() {
    let mut state = small();
    show(&mut state, 0);
    search(&mut state, "Ada Moss");
    assert_eq!((state.reader.find.hits.len(), state.reader.find.hidden_hits()), (0, 1));
    assert_eq!(state.reader.find.status(state.row_count()), "1 hidden");
    update(&mut state, Action::Command(Command::FindNext));
    assert_eq!(state.notices.last().unwrap().text, "“Ada Moss” is only in perspectives that are hidden");
    search(&mut state, "no such words");
    assert_eq!(state.reader.find.status(state.row_count()), "Not found");
    update(&mut state, Action::Command(Command::FindNext));
    assert_eq!(state.notices.last().unwrap().text, "“no such words” was not found");
}

#[test]
fn words_of_a_gist_are_found_shown_or_hidden() {
    let texts = support::small().with("edition.ron", "format: 1", "format: 3").with(
        "residents.ron",
        "summary: \"Li Wen",
        "gist: \"Wen fell where no lamp was lit\", summary: \"Li Wen",
    );
    let edition = texts.load().unwrap().edition;
    let mut state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    show(&mut state, 0);
    search(&mut state, "no lamp was lit");
    assert_eq!((state.reader.find.hits.len(), state.reader.find.hidden_hits()), (0, 1));
    update(&mut state, Action::ShowHiddenHits);
    let hit = state.reader.find.hits[state.reader.find.current.unwrap()];
    let Part::Note(entry) = hit.part else { panic!("{hit:?}") };
    assert!(state.reader.opened_notes.contains(&entry) && state.reader.active == hit.row);
}

/// Opens the small edition, with a gist for the note whose summary begins with "Li Wen".
fn with_gist(gist: &str) -> AppState {
    let texts = support::small().with("edition.ron", "format: 1", "format: 3").with(
        "residents.ron",
        "summary: \"Li Wen",
        &format!("gist: \"{gist}\", summary: \"Li Wen"),
    );
    let edition = texts.load().unwrap().edition;
    let mut state = AppState::new(Opened { edition, path: None }, Settings::default(), SavedState::default());
    show(&mut state, 0b11);
    state
}

#[test]
fn hits_of_one_gist_differ_from_each_other_and_from_one_at_the_start_of_the_summary() {
    for gist in ["Li Wen fell; Li Wen was hurt", "لي Li Wen سقط Li Wen", "Li\u{202e} Li Wen and Li Wen"] {
        let mut state = with_gist(gist);
        search(&mut state, "Li Wen");
        let hits = state.reader.find.hits.clone();
        assert_eq!(hits.iter().map(|hit| hit.in_gist).collect::<Vec<_>>(), [true, true, false], "{gist}");
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            assert_ne!(hits[one], hits[other], "{gist}");
        }
        let Part::Note(entry) = hits[0].part else { panic!("{hits:?}") };
        let shown = state.rows.note(&state.edition, entry).unwrap().short().into_owned();
        let row = hits[0].row;
        // The visited one of the gist is the only current one in it, and none is when the summary's is visited.
        for visited in 0..3 {
            update(&mut state, Action::Command(Command::FindNext));
            assert_eq!(state.reader.find.current, Some(visited));
            let current: Vec<bool> = state
                .reader
                .hits_shown_in_gist(&state.shared(), row, entry, &shown)
                .into_iter()
                .map(|(_, current)| current)
                .collect();
            assert_eq!(current, [visited == 0, visited == 1], "{gist}: {visited}");
            assert!(state.reader.opened_notes.contains(&entry));
        }
    }
}

#[test]
fn the_beginning_of_a_summary_that_stands_for_a_gist_is_one_hit() {
    for gist in ["", "  "] {
        let mut state = with_gist(gist);
        search(&mut state, "Li Wen");
        assert_eq!(state.reader.find.hits.iter().map(|hit| hit.in_gist).collect::<Vec<_>>(), [false], "{gist:?}");
        update(&mut state, Action::Command(Command::FindNext));
        let hit = state.reader.find.hits[0];
        let Part::Note(entry) = hit.part else { panic!("{hit:?}") };
        let shown = state.rows.note(&state.edition, entry).unwrap().short().into_owned();
        assert_eq!(
            state.reader.hits_shown_in_gist(&state.shared(), hit.row, entry, &shown),
            [(0..6, true)],
            "it is outlined when closed too"
        );
    }
}

#[test]
fn showing_a_perspective_keeps_the_wish_to_go_to_the_first_hit() {
    let mut state = shipped();
    search(&mut state, "proliferation");
    for wanted in [Some(true), Some(false), None] {
        state.reader.find.wanted = wanted;
        update(&mut state, Action::TogglePerspective(5));
        assert_eq!(state.reader.find.wanted, wanted);
    }
}

#[test]
fn a_code_typed_in_a_round_or_words_searched_in_the_brief_light_nothing_in_the_article() {
    let mut state = small();
    search(&mut state, "lamps");
    let hits = state.reader.find.hits.clone();
    update(&mut state, Action::Command(Command::RoundOpen));
    update(&mut state, Action::TypeCode("council".into()));
    update(&mut state, Action::Brief(BriefAction::SetQuery("council".into())));
    assert_eq!((state.reader.find.query.as_str(), &state.reader.find.hits), ("lamps", &hits));
    update(&mut state, Action::Command(Command::RoundLeave));
    assert_eq!(state.typed, "", "the next round begins with an empty field");
    assert_eq!((state.reader.find.query.as_str(), &state.reader.find.hits), ("lamps", &hits));
    update(&mut state, Action::Command(Command::RoundOpen));
    update(&mut state, Action::TypeCode("4".into()));
    update(&mut state, Action::GoToCode("4".into()));
    assert_eq!((state.typed.as_str(), state.reader.active), ("", 4));
}

#[test]
fn escape_ends_the_search_before_it_closes_the_card_for_good() {
    let mut state = small();
    state.show_legend_once();
    search(&mut state, "lamps");
    state.notify(Notice::quiet("A message"));
    let close = |state: &mut AppState| {
        update(state, Action::Command(Command::Close));
        (state.reader.find.query.is_empty(), state.legend, state.settings.legend_seen, state.notices.len())
    };
    assert_eq!(close(&mut state), (true, true, false, 1));
    assert_eq!(close(&mut state), (true, false, true, 1));
    assert_eq!(close(&mut state), (true, false, true, 0));
}

#[test]
fn a_press_shows_the_perspectives_with_hits_alone_and_goes_to_the_first_hit() {
    let mut state = small();
    show(&mut state, 0);
    search(&mut state, "Li Wen");
    assert_eq!(state.reader.find.hidden.len(), 1);
    let with_hits = *state.reader.find.hidden.keys().next().unwrap();
    update(&mut state, Action::ShowHiddenHits);
    assert_eq!(state.shown.visible().collect::<Vec<_>>(), [with_hits]);
    assert_eq!(
        (state.reader.find.hits.len(), state.reader.find.hidden_hits(), state.reader.find.current),
        (1, 0, Some(0))
    );
    assert_eq!(state.reader.active, state.reader.find.hits[0].row);
}

#[test]
fn showing_hidden_hits_keeps_the_hit_that_was_visited() {
    let mut state = shipped();
    search(&mut state, "proliferation");
    assert!(state.reader.find.hidden_hits() > 0);
    for _ in 0..3 {
        update(&mut state, Action::Command(Command::FindNext));
    }
    let (visited, row) = (state.reader.find.hits[state.reader.find.current.unwrap()], state.reader.active);
    update(&mut state, Action::ShowHiddenHits);
    assert_eq!((state.reader.find.hits[state.reader.find.current.unwrap()], state.reader.active), (visited, row));
}

#[test]
fn going_to_a_code_marks_its_reply_until_the_time_is_over() {
    let mut state = small();
    let entry = |state: &AppState, row: usize, perspective: usize| -> NoteRef {
        let note = state.items_of(row, perspective).into_iter().find_map(|item| match item {
            Item::Note { entry, .. } => Some(entry),
            _ => None,
        });
        note.unwrap()
    };
    show(&mut state, 0);
    update(&mut state, Action::GoToCode("4re".into()));
    let note = entry(&state, 4, 1);
    assert!(state.is_marked(4, Some(note)) && !state.is_marked(4, None), "the reply, not its paragraph");
    assert!(state.shown.is_visible(1) && state.reader.opened_notes.contains(&note));
    update(&mut state, Action::Reader(ReaderAction::CodeMarkShown(10.0)));
    update(&mut state, Action::Reader(ReaderAction::CodeMarkShown(11.0)));
    assert_eq!(state.reader.code_mark.unwrap().shown_at, Some(10.0), "the time runs from the first frame");
    update(&mut state, Action::Reader(ReaderAction::CodeMarkExpired));
    assert!(!state.is_marked(4, Some(note)));
    // A paragraph, and a cell without a note, mark the paragraph.
    for code in ["4", "5tc"] {
        update(&mut state, Action::GoToCode(code.into()));
        assert!(state.is_marked(state.reader.active, None), "{code}");
    }
}

#[test]
fn a_code_that_was_followed_leaves_the_field_and_other_words_stay() {
    let mut state = small();
    search(&mut state, "4");
    update(&mut state, Action::GoToCode("4".into()));
    assert_eq!(state.reader.find.query, "");
    search(&mut state, "lamps");
    update(&mut state, Action::GoToCode("4".into()));
    assert_eq!(state.reader.find.query, "lamps");
    update(&mut state, Action::GoToCode("44".into()));
    assert_eq!((state.reader.find.query.as_str(), state.reader.active), ("lamps", 4), "an unknown code moves nothing");
}

#[test]
fn a_code_is_described_in_words_before_it_is_followed() {
    let state = small();
    let describe = |typed: &str| state.typed_code(typed).map(|code| code.map(|code| state.describe_code(&code)));
    assert_eq!(describe("4"), Some(Ok("¶4".to_owned())));
    assert_eq!(describe("0"), Some(Ok("the whole article".to_owned())));
    assert_eq!(describe("4re"), Some(Ok("4re, Residents dispute".to_owned())));
    assert_eq!(describe("5tc"), Some(Ok("¶5, Town council".to_owned())));
    assert!(matches!(describe("99"), Some(Err(_))), "it has the form of a code");
    for words in ["lamps", "", "five", "12,000", "p", "4 re x"] {
        assert_eq!(describe(words), None, "{words}");
    }
}

#[test]
fn a_code_leads_from_the_brief_and_from_a_round_to_the_article() {
    for opened in [Command::Debate, Command::RoundOpen] {
        let mut state = small();
        update(&mut state, Action::Command(opened));
        assert_eq!(state.mode(), Mode::Debate);
        update(&mut state, Action::GoToCode("4".into()));
        assert_eq!((state.mode(), state.reader.active), (Mode::Read, 4), "{opened:?}");
    }
}

#[test]
fn every_mode_leads_to_every_other_and_a_round_stands_inside_debate() {
    for from in Mode::ALL {
        for to in Mode::ALL {
            let mut state = small();
            update(&mut state, Action::ShowMode(from));
            assert_eq!(state.mode(), from);
            update(&mut state, Action::ShowMode(to));
            if from == Mode::Project && to != from {
                assert_eq!(state.mode(), from, "a lesson is left after a question");
                update(&mut state, Action::ConfirmLesson(LessonQuestion::Leave(to)));
            }
            assert_eq!(state.mode(), to, "from {from:?}");
        }
    }
    let mut state = small();
    update(&mut state, Action::Command(Command::RoundOpen));
    assert_eq!(state.mode(), Mode::Debate);
    update(&mut state, Action::ShowMode(Mode::Debate));
    assert!(state.round.open, "its own tab changes nothing");
    update(&mut state, Action::Command(Command::RoundLeave));
    assert!(state.brief.open && !state.round.open, "a round opened from the article goes back to the brief");
    update(&mut state, Action::ShowMode(Mode::Read));
    assert_eq!(state.mode(), Mode::Read);
}
