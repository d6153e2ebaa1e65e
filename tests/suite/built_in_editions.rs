//! The editions inside the program: which can be opened from which, and that each keeps what is its own.

use parallax::state::{
    Action, AppState, Command, CopyAction, Effect, Loaded, OpenText, Opened, Place, ReaderAction, Recent,
    SAVED_STATE_FORMAT, SavedState, Settings, Stage, update,
};
use parallax::storage::{
    EditionLocation, FIRST_EDITION, NamedEdition, atomic_file, built_in_ids, built_in_title, load_at,
};

use crate::own_copies::{COPY, preview};
use crate::support::{self, names, output_of, parallax};

pub const INDIAN: &str = "indian-case";
pub const AMERICAN: &str = "american-case";

pub fn built_in(id: &str) -> EditionLocation {
    EditionLocation::BuiltIn(id.to_owned())
}

/// Loads an edition inside the program.
pub fn opened(id: &str) -> Opened {
    Opened { edition: load_at(&built_in(id)).unwrap().edition, path: None }
}

fn state_of(opened: Opened) -> AppState {
    AppState::new(opened, Settings::default(), SavedState::default())
}

fn show(state: &mut AppState, opened: Opened) {
    update(state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(opened))))));
}

/// Returns the small edition with these related ones, in a folder or as one inside the program.
fn related_to(ids: &str, path: Option<&str>) -> Opened {
    let texts =
        support::small().with("edition.ron", "    id: \"small\",", &format!("    id: \"small\", related: {ids},"));
    Opened { edition: texts.load().unwrap().edition, path: path.map(Into::into) }
}

fn related(state: &AppState) -> Vec<(EditionLocation, String)> {
    state.related_editions().into_iter().map(|edition| (edition.location, edition.title)).collect()
}

fn inside(id: &str) -> (EditionLocation, String) {
    (built_in(id), built_in_title(id).unwrap().to_owned())
}

#[test]
fn the_menu_names_the_editions_inside_the_program_that_are_not_open() {
    let labels = |state: &AppState| -> Vec<String> {
        let label = |command: Command| state.command_label(command).into_owned();
        Command::listed_in_menu(state).into_iter().map(label).filter(|label| label.starts_with("Open: ")).collect()
    };
    let label = |id: &str| format!("Open: {}", built_in_title(id).unwrap());
    for open in [FIRST_EDITION, INDIAN, AMERICAN] {
        let others: Vec<String> =
            [FIRST_EDITION, INDIAN, AMERICAN].into_iter().filter(|id| *id != open).map(label).collect();
        assert_eq!(labels(&state_of(opened(open))), others);
    }
    // A copy beside one leads back to it, and so does the same edition in a folder.
    let mut state = state_of(opened(INDIAN));
    let copy = preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(copy))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    assert!(state.copy.open.is_some());
    assert_eq!(labels(&state).len(), 3);
    let folder = Opened { path: Some("/editions/indian-case".into()), ..opened(INDIAN) };
    assert_eq!(labels(&state_of(folder)).len(), 3);
}

#[test]
fn the_palette_finds_an_edition_by_its_title_and_by_other_words() {
    let state = state_of(opened(FIRST_EDITION));
    assert!(Command::matching(&state, built_in_title(AMERICAN).unwrap()).contains(&Command::OpenAmericanCase));
    assert!(Command::matching(&state, "built-in india").contains(&Command::OpenIndianCase));
    assert!(!Command::matching(&state, "built-in").contains(&Command::OpenShipped), "it is open");
}

#[test]
fn a_command_and_a_link_open_the_edition_they_name_but_not_during_a_lesson() {
    let mut state = state_of(opened(FIRST_EDITION));
    for (command, id) in [(Command::OpenIndianCase, INDIAN), (Command::OpenAmericanCase, AMERICAN)] {
        for action in [Action::Command(command), Action::OpenEdition(built_in(id))] {
            let effects = update(&mut state, action);
            assert!(matches!(&effects[..], [Effect::LoadBuiltIn(found)] if found == id), "{effects:?}");
        }
    }
    let effects = update(&mut state, Action::OpenEdition(EditionLocation::Folder("/editions/lamps".into())));
    assert!(matches!(&effects[..], [Effect::Load { path, .. }] if path.ends_with("lamps")), "{effects:?}");
    update(&mut state, Action::Command(Command::Project));
    update(&mut state, crate::lessons::show_presenter());
    assert!(state.lesson.running.is_some());
    for action in [Action::Command(Command::OpenIndianCase), Action::OpenEdition(built_in(INDIAN))] {
        assert_eq!(names(&update(&mut state, action)), [""; 0]);
        assert!(state.notices.iter().any(|notice| notice.text.contains("when the lesson has been left")));
    }
}

#[test]
fn the_related_editions_are_those_that_can_be_opened_in_the_order_of_the_edition() {
    for id in built_in_ids() {
        let opened = opened(id);
        let expected: Vec<_> = opened.edition.head().related.iter().map(|id| inside(id)).collect();
        assert_eq!(related(&state_of(opened)), expected, "{id}");
    }
    let state = state_of(related_to(r#"["nowhere", "indian-case", "american-case", "indian-case"]"#, None));
    assert_eq!(related(&state), [inside(INDIAN), inside(AMERICAN)]);
    assert!(related(&state_of(related_to("[]", None))).is_empty());
}

#[test]
fn of_an_edition_in_a_folder_the_related_ones_in_folders_beside_it_come_before_those_inside_the_program() {
    let mut state = state_of(related_to(r#"["owls", "indian-case", "american-case"]"#, Some("/editions/small")));
    assert_eq!(related(&state), [inside(INDIAN), inside(AMERICAN)]);
    let folder = |id: &str, title: &str| (EditionLocation::Folder(format!("/editions/{id}").into()), title.to_owned());
    let found = |path: &str, editions: &[(EditionLocation, String)]| {
        let named = |(location, title): &(EditionLocation, String)| NamedEdition {
            location: location.clone(),
            title: title.clone(),
        };
        Action::RelatedFound { path: path.into(), editions: editions.iter().map(named).collect() }
    };
    let beside = [folder("indian-case", "The Indian case, revised"), folder("owls", "Owls")];
    update(&mut state, found("/editions/small", &beside));
    let all = [beside[1].clone(), beside[0].clone(), inside(AMERICAN)];
    assert_eq!(related(&state), all);
    // A copy beside it has the same, and the edition inside the program has not.
    let Loaded::Text(mut copy) = preview(&state, COPY) else { panic!() };
    let Stage::Text(read) = &mut copy.stage else { panic!() };
    read.edition_match.path.clone_from(&state.path);
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Text(copy)))));
    update(&mut state, Action::Copy(CopyAction::ReadBeside));
    // What the copy is is not asked here.
    update(&mut state, Action::ShowDialog(None));
    assert!(state.copy.open.is_some());
    assert_eq!(related(&state), all);
    show(&mut state, related_to(r#"["owls", "indian-case"]"#, None));
    assert_eq!(related(&state), [inside(INDIAN)]);
    // What was found for another folder does not count.
    show(&mut state, related_to(r#"["owls", "indian-case"]"#, Some("/elsewhere/small")));
    assert_eq!(related(&state), [inside(INDIAN)]);
}

#[test]
fn each_edition_keeps_its_own_place_perspectives_layer_and_brief() {
    let mut state = state_of(opened(FIRST_EDITION));
    let ids = [FIRST_EDITION, INDIAN, AMERICAN];
    let perspectives = |state: &AppState| state.shown.visible().collect::<Vec<_>>();
    let mut left = Vec::new();
    for (number, id) in ids.into_iter().enumerate() {
        show(&mut state, opened(id));
        assert_eq!(state.edition.id(), id);
        update(&mut state, Action::Reader(ReaderAction::Activate(number + 2)));
        state.reader.place = Place::at_row(number + 2);
        update(&mut state, Action::TogglePerspective(number));
        left.push(perspectives(&state));
    }
    for (number, id) in ids.into_iter().enumerate() {
        show(&mut state, opened(id));
        assert_eq!((state.reader.place.spot.row, perspectives(&state)), (number + 2, left[number].clone()), "{id}");
        let effects = state.request_layer();
        assert!(matches!(&effects[..], [Effect::LoadLayer(layer)] if layer == id), "{effects:?}");
    }
    let effects = state_of(opened(INDIAN)).request_brief();
    assert!(matches!(&effects[..], [Effect::LoadBrief(key)] if key == INDIAN), "{effects:?}");
}

/// Writes and reads the saved state, as the end of the program and the next start do.
fn at_the_next_start(state: &mut AppState) -> (String, SavedState) {
    state.remember();
    let text = atomic_file::to_ron(&state.saved_state).unwrap();
    let read = read_state(&text);
    (text, read)
}

fn read_state(text: &str) -> SavedState {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("memory.ron");
    std::fs::write(&path, text).unwrap();
    match atomic_file::read::<SavedState>(&path, SAVED_STATE_FORMAT) {
        atomic_file::Stored::Intact(read) => read,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_open_at_the_end_of_a_run_opens_again_by_its_id() {
    for id in [INDIAN, AMERICAN] {
        let (text, saved) = at_the_next_start(&mut state_of(opened(id)));
        let title = built_in_title(id).unwrap().to_owned();
        assert_eq!(saved.open, Some(OpenText { edition: built_in(id), copy: None, title }));
        assert!(text.contains(&format!("path: \"built-in:{id}\"")), "{text}");
        assert!(saved.recent.is_empty(), "the menu names it anyway");
    }
    assert_eq!(at_the_next_start(&mut state_of(opened(FIRST_EDITION))).1.open, None);
}

#[test]
fn a_copy_beside_an_edition_inside_the_program_is_listed_and_opened_again_beside_it() {
    for id in [FIRST_EDITION, INDIAN] {
        let mut state = state_of(opened(id));
        let copy = preview(&state, COPY);
        update(&mut state, Action::Loaded(Ok(Box::new(copy))));
        update(&mut state, Action::Copy(CopyAction::ReadBeside));
        let key = state.copy.open.as_ref().unwrap().key.clone();
        let (text, saved) = at_the_next_start(&mut state);
        let open = saved.open.unwrap();
        assert_eq!((&open.edition, open.copy.as_ref()), (&built_in(id), Some(&key)));
        let [Recent { edition, copy: Some(listed), .. }] = &saved.recent[..] else { panic!("{:?}", saved.recent) };
        assert_eq!((edition, listed), (&built_in(id), &key));
        // Earlier programs, which have no other edition, read the first one's as before.
        assert_eq!(text.contains("built-in:"), id != FIRST_EDITION, "{text}");
        let effects = update(&mut state, Action::OpenCopy { edition: edition.clone(), key: key.clone() });
        assert!(matches!(&effects[..], [Effect::LoadCopy { edition, .. }] if *edition == built_in(id)), "{effects:?}");
        // Its edition's own text is back where the copy is left.
        update(&mut state, Action::Command(Command::LeaveCopy));
        assert_eq!((state.edition.id(), state.location()), (id, built_in(id)));
    }
}

#[test]
fn saved_files_of_earlier_programs_mean_the_first_edition() {
    let text = r#"(
        format: 3,
        open: (copy: "pakistan-missile-sanctions-0123", title: "mine.txt · Sanctions"),
        recent: [
            (path: "", copy: "pakistan-missile-sanctions-0123", title: "mine.txt · Sanctions", used: 7),
            (path: "/editions/indian-case", title: "Mine", used: 5),
        ],
        editions: {},
    )"#;
    let saved = read_state(text);
    assert_eq!(saved.open.unwrap().edition, EditionLocation::default());
    let recent: Vec<EditionLocation> = saved.recent.into_iter().map(|recent| recent.edition).collect();
    assert_eq!(recent, [EditionLocation::default(), EditionLocation::Folder("/editions/indian-case".into())]);
}

#[test]
fn an_imported_article_does_not_get_the_id_of_an_edition_inside_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let (article, folder) = (dir.path().join("Indian case.txt"), dir.path().join("edition"));
    std::fs::write(&article, "Dark streets are safe streets, said the mayor at noon.").unwrap();
    let run = parallax(&["import", article.to_str().unwrap(), "-o", folder.to_str().unwrap()]);
    assert!(run.status.success(), "{run:?}");
    assert_eq!(load_at(&EditionLocation::Folder(folder)).unwrap().edition.id(), "indian-case-2");
}

#[test]
fn the_command_line_takes_the_id_of_an_edition_inside_the_program_where_there_is_no_such_path() {
    let title = built_in_title(INDIAN).unwrap();
    let shown = output_of(&["show", INDIAN, "--gists"]);
    assert!(shown.starts_with(title) && shown.ends_with("exit 0"), "{shown}");
    let first = output_of(&["show", "--gists"]);
    assert!(first.starts_with(built_in_title(FIRST_EDITION).unwrap()), "{first}");
    assert_eq!(first, output_of(&["show", FIRST_EDITION, "--gists"]));
    let checked = output_of(&["check", AMERICAN]);
    assert_eq!(checked, output_of(&["check", "perspectives/american-case"]).replace("perspectives/", ""));
    let refused = output_of(&["show", "indian-cases"]);
    assert!(refused.contains("an edition's folder") && refused.ends_with("exit 2"), "{refused}");
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("case.html");
    assert!(parallax(&["export", INDIAN, "--to", "html", "-o", page.to_str().unwrap()]).status.success());
    assert!(std::fs::read_to_string(page).unwrap().contains(&title.replace('\'', "&#39;")));
    // A folder of that name is the one that is meant.
    let folder = dir.path().join(INDIAN);
    std::fs::create_dir(&folder).unwrap();
    support::small().write(&folder);
    let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_parallax"));
    let output = run.args(["show", INDIAN]).current_dir(dir.path()).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("Lights out at eleven"));
}
