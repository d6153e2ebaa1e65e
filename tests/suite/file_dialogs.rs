//! File dialogs that are answered after another document was opened: the answer is for what was asked.

use std::path::Path;
use std::sync::Arc;

use parallax::export::brief::BriefFormat;
use parallax::export::flow::FlowFormat;
use parallax::model::{Brief, Entry};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundAction;
use parallax::state::{
    Action, AppState, Command, Dialog, Effect, Export, FilePurpose, Loaded, OpenTarget, Opened, update,
};
use parallax::storage::shipped;

use crate::briefs::lamps;
use crate::own_copies::small;
use crate::round_state::{act, give, said, with_round};
use crate::support::names;

fn edit(state: &mut AppState, action: BriefAction) -> Vec<Effect> {
    update(state, Action::Brief(action))
}

/// The lamps brief, open on its own screen under the key `small`.
fn with_lamps() -> AppState {
    let mut state = small();
    state.request_brief();
    edit(&mut state, BriefAction::Loaded("small".into(), Ok(Some(Box::new(lamps())))));
    give(&mut state, Command::Debate);
    state
}

/// Opens a brief without entries under another key.
fn open_other(state: &mut AppState) {
    edit(state, BriefAction::Open("other".into()));
    edit(state, BriefAction::Loaded("other".into(), Ok(Some(Box::new(Brief::empty("Other"))))));
    assert_eq!((state.brief.key.as_str(), state.brief.entries().len()), ("other", 0));
}

/// What the only effect asks a path for.
fn purpose(effects: &[Effect]) -> FilePurpose {
    let [Effect::PickFile(purpose)] = effects else { panic!("{effects:?}") };
    purpose.clone()
}

fn pick(state: &mut AppState, purpose: FilePurpose, path: &str) -> Vec<Effect> {
    update(state, Action::FilePicked(purpose, path.into()))
}

#[test]
fn a_brief_is_exported_to_the_file_chosen_for_it_with_another_brief_open_meanwhile() {
    let mut state = with_lamps();
    give(&mut state, Command::Brief);
    let asked = purpose(&edit(&mut state, BriefAction::Export(BriefFormat::Markdown)));
    open_other(&mut state);
    give(&mut state, Command::Brief);
    let effects = pick(&mut state, asked, "lamps.md");
    let [Effect::Export { export, path, overwrite: true }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Brief(export) = &**export else { panic!("{export:?}") };
    assert_eq!((export.key.as_str(), path.as_path()), ("small", Path::new("lamps.md")));
    assert_eq!(*export.brief, lamps());
    assert_eq!(state.dialog, Some(Dialog::Brief), "the dialog that is open now is the other brief's");
}

#[test]
fn a_brief_that_is_edited_while_the_dialog_is_up_is_exported_as_it_is_then() {
    let mut state = with_lamps();
    let asked = purpose(&edit(&mut state, BriefAction::Export(BriefFormat::Docx)));
    let first = state.brief.entries()[0].id();
    edit(&mut state, BriefAction::SetEntryTitle(first, "Typed meanwhile".into()));
    let effects = pick(&mut state, asked, "lamps");
    let [Effect::Export { export, path, overwrite: false }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Brief(export) = &**export else { panic!("{export:?}") };
    assert_eq!(export.brief.entries.first().map(Entry::title), Some("Typed meanwhile"));
    assert_eq!(path.as_path(), Path::new("lamps.docx"), "a path without an extension gets the format's");
}

#[test]
fn a_file_that_the_dialog_has_not_asked_about_is_not_replaced() {
    let mut state = with_lamps();
    for (picked, written, replaced) in [
        ("lamps", "lamps.html", false),
        ("lamps v1.2", "lamps v1.2.html", false),
        ("lamps.", "lamps.html", false),
        ("lamps.final", "lamps.final.html", false),
        ("lamps.docx", "lamps.docx.html", false),
        ("LAMPS.HTML", "LAMPS.HTML", true),
        ("lamps.html", "lamps.html", true),
        ("lamps.htm", "lamps.htm", true),
    ] {
        let asked = purpose(&edit(&mut state, BriefAction::Export(BriefFormat::Html)));
        let effects = pick(&mut state, asked, picked);
        let [Effect::Export { path, overwrite, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!((path.as_path(), *overwrite), (Path::new(written), replaced));
    }
}

#[test]
fn sources_picked_for_an_edition_are_not_added_to_another_that_was_opened_meanwhile() {
    let mut state = with_lamps();
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    let sources = lamps().sources;
    let add = |edition: &str| Action::Annotations(AnnotationAction::Sources(edition.into(), sources.clone()));
    assert!(update(&mut state, add("another")).is_empty());
    assert!(said(&state).contains("another edition"), "{}", said(&state));
    let effects = update(&mut state, add("small"));
    assert!(matches!(&effects[..], [Effect::SaveLayer { edition, .. }] if edition == "small"), "{effects:?}");
}

#[test]
fn a_path_typed_in_place_of_a_dialog_is_for_what_the_dialog_was_opened_for() {
    let mut state = with_lamps();
    let asked = purpose(&give(&mut state, Command::TakeCards));
    give(&mut state, Command::LeaveDebate);
    update(&mut state, Action::NothingPicked { purpose: asked, at_once: true });
    assert_eq!(state.dialog, Some(Dialog::OpenPath));
    let effects = update(&mut state, Action::PathTyped("cards.docx".into()));
    assert!(matches!(&effects[..], [Effect::TakeCards { target, .. }] if target.brief == "small"), "{effects:?}");
    assert_eq!(
        names(&update(&mut state, Action::OpenPath("dropped.docx".into()))),
        ["Load"],
        "a drop is for what is shown"
    );
}

#[cfg(feature = "window")]
#[test]
fn the_file_that_the_platform_writes_holds_the_brief_that_was_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("lamps.md");
    let mut state = with_lamps();
    let asked = purpose(&edit(&mut state, BriefAction::Export(BriefFormat::Markdown)));
    open_other(&mut state);
    let effects = pick(&mut state, asked, file.to_str().unwrap());
    let Some(Effect::Export { export, path, overwrite }) = effects.into_iter().next() else { panic!() };
    let (done, written) = std::sync::mpsc::channel();
    let wake = move || done.send(()).unwrap();
    let mut platform = parallax::platform::Platform::without_folders();
    platform.set_waker(wake);
    platform.export(*export, path, overwrite);
    written.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with(&format!("# {}\n", lamps().title)), "{text}");
}

#[test]
fn cards_picked_for_a_brief_are_not_added_to_another_that_was_opened_meanwhile() {
    let mut state = with_lamps();
    let asked = purpose(&give(&mut state, Command::TakeCards));
    open_other(&mut state);
    let effects = pick(&mut state, asked, "cards.docx");
    let [Effect::TakeCards { path, target }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((path.as_path(), target.brief.as_str()), (Path::new("cards.docx"), "small"));
    assert!(edit(&mut state, BriefAction::Import("small".into(), Box::new(lamps()))).is_empty());
    assert!(state.brief.entries().is_empty());
    assert!(said(&state).contains("another brief") && said(&state).contains("nothing was added"), "{}", said(&state));
    edit(&mut state, BriefAction::Import("other".into(), Box::new(lamps())));
    assert_eq!(state.brief.entries().len(), lamps().entries.len());
}

#[test]
fn a_flow_is_exported_to_the_file_chosen_for_it_with_another_round_open_meanwhile() {
    let mut state = with_round("policy");
    give(&mut state, Command::RoundOptions);
    let (first, title) = (state.round.key.clone(), "The final".to_owned());
    act(&mut state, RoundAction::SetTitle(title.clone()));
    let asked = purpose(&act(&mut state, RoundAction::Export(FlowFormat::Csv)));
    act(&mut state, Action::BeginRound(0));
    assert_ne!(state.round.key, first);
    give(&mut state, Command::RoundOptions);
    let effects = pick(&mut state, asked, "flow.csv");
    let [Effect::Export { export, overwrite: true, .. }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Flow(export) = &**export else { panic!("{export:?}") };
    assert_eq!((&export.key, &export.round.title), (&first, &title));
    assert_eq!(state.dialog, Some(Dialog::Round), "the dialog that is open now is the other round's");
}

#[test]
fn a_handout_is_made_of_the_edition_it_was_asked_for_with_another_open_meanwhile() {
    let mut state = small();
    let asked = purpose(&update(&mut state, Action::SaveHandout));
    let opened = Opened { edition: shipped().unwrap().edition, path: None };
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(opened))))));
    assert_ne!(state.edition.id(), "small");
    let FilePurpose::Save(proposed) = &asked else { panic!("{asked:?}") };
    let name = proposed.file_name();
    let effects = pick(&mut state, asked, &name);
    let [Effect::Export { export, path, overwrite: true }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Handout(handout) = &**export else { panic!("{export:?}") };
    assert_eq!((handout.edition.id(), path.as_path()), ("small", Path::new(&name)));
    assert!(export.file_name().starts_with("small-full."), "the name proposed was that edition's too");
}

#[test]
fn a_file_opened_for_the_article_is_read_although_a_brief_fills_the_window_by_then() {
    let mut state = small();
    state.request_brief();
    edit(&mut state, BriefAction::Loaded("small".into(), Ok(Some(Box::new(lamps())))));
    let asked = purpose(&give(&mut state, Command::Open));
    give(&mut state, Command::Debate);
    let effects = pick(&mut state, asked, "article.docx");
    let [Effect::Load { path, base }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(path.as_path(), Path::new("article.docx"));
    assert!(Arc::ptr_eq(&base.edition, &state.edition));
}

#[test]
fn a_file_opened_for_the_brief_goes_there_although_the_article_is_shown_by_then() {
    let mut state = with_lamps();
    let asked = purpose(&give(&mut state, Command::Open));
    assert!(matches!(&asked, FilePurpose::Open(OpenTarget::Brief(target)) if target.brief == "small"));
    give(&mut state, Command::LeaveDebate);
    assert_eq!(names(&pick(&mut state, asked.clone(), "cards.docx")), ["TakeCards"]);
    assert_eq!(names(&pick(&mut state, asked, "edition.ron")), ["Load"], "an edition is read, whatever was open");
}

#[test]
fn a_file_opened_for_a_statement_is_one_although_the_dialog_is_closed_by_then() {
    let mut state = small();
    give(&mut state, Command::Suggest);
    let asked = purpose(&give(&mut state, Command::Open));
    give(&mut state, Command::Close);
    assert_eq!(names(&pick(&mut state, asked, "statement.txt")), ["ReadStatement"]);
}

#[test]
fn an_edition_picked_by_its_folder_is_read_although_a_brief_fills_the_window_by_then() {
    let mut state = small();
    let asked = purpose(&give(&mut state, Command::OpenFolder));
    state.request_brief();
    edit(&mut state, BriefAction::Loaded("small".into(), Ok(None)));
    give(&mut state, Command::Debate);
    let effects = pick(&mut state, asked, "/shelf/lamps.docx");
    assert!(matches!(&effects[..], [Effect::Load { path, .. }] if path == Path::new("/shelf/lamps.docx")));
}

#[test]
fn a_path_is_typed_only_where_the_desktop_has_no_dialog_and_for_what_was_asked() {
    let mut state = with_lamps();
    give(&mut state, Command::Brief);
    let asked = purpose(&edit(&mut state, BriefAction::Export(BriefFormat::Docx)));
    update(&mut state, Action::NothingPicked { purpose: asked.clone(), at_once: false });
    assert_eq!(state.dialog, Some(Dialog::Brief), "it was closed by hand");
    open_other(&mut state);
    update(&mut state, Action::NothingPicked { purpose: asked, at_once: true });
    assert_eq!(
        state.proposed_export().map(Export::file_name).as_deref(),
        Some("street-lamps-should-the-town-turn-them-off-at-midnight.docx")
    );
    let effects = update(&mut state, Action::PathTyped("lamps.docx".into()));
    let [Effect::Export { export, overwrite: false, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(matches!(&**export, Export::Brief(export) if *export.brief == lamps()));
    update(&mut state, Action::Exported("small.html".into()));
    assert_eq!(state.dialog, Some(Dialog::OpenPath), "that was another file");
    update(&mut state, Action::Exported("street-lamps-should-the-town-turn-them-off-at-midnight.docx".into()));
    assert_eq!(state.dialog, None);
}

#[test]
fn a_document_that_is_not_there_yet_asks_for_no_file() {
    let mut state = small();
    assert!(edit(&mut state, BriefAction::Export(BriefFormat::Docx)).is_empty());
    assert!(act(&mut state, RoundAction::Export(FlowFormat::Xlsx)).is_empty());
}

#[test]
fn another_window_may_have_written_both_documents_while_it_had_the_focus() {
    let mut state = with_round("policy");
    give(&mut state, Command::RoundOpen);
    let effects = update(&mut state, Action::WindowFocused);
    assert_eq!(names(&effects), ["SaveBrief", "SaveRound", "ListRounds"]);
    let [Effect::SaveBrief { brief, base, .. }, ..] = &effects[..] else { panic!("{effects:?}") };
    let shared = state.brief.document.as_ref().unwrap();
    assert!(Arc::ptr_eq(brief, shared), "the brief is shared with the effect, not copied");
    assert_eq!(brief, base);
}
