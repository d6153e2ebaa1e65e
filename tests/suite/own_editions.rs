//! Editions that are made from texts: their ids, their format, their removal.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parallax::model::check::check;
use parallax::model::{Edition, Entry};
use parallax::platform::{self, Platform};
use parallax::state::brief::BriefAction;
use parallax::state::{
    Action, AppState, Command, Effect, Loaded, Opened, ReadError, ReaderAction, SavedState, Settings, update,
};
use parallax::storage;

use crate::own_copies::{COPY, small, with_copy};
use crate::own_copy_window::{found, home};
use crate::support::{self, names};

/// Keeps an edition under a title, and returns its id.
fn keep(platform: &mut Platform, edition: &Arc<Edition>, title: &str, known: &[&str]) -> String {
    let known: BTreeSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
    platform.keep_edition(title.into(), Arc::clone(edition), known);
    let Loaded::Edition(opened) = found(platform) else { panic!() };
    assert_eq!(opened.path.as_ref().unwrap().file_name().unwrap().to_str().unwrap(), opened.edition.id());
    opened.edition.id().to_owned()
}

#[test]
fn a_kept_edition_gets_an_id_under_which_nothing_is_stored() {
    let (dir, mut platform, _) = home();
    let edition = Arc::new(small().base().as_ref().clone());
    for id in storage::built_in_ids() {
        assert_eq!(keep(&mut platform, &edition, id, &[]), format!("{id}-2"));
    }
    assert_eq!(keep(&mut platform, &edition, "Small", &["small", "small-2"]), "small-3");
    for (title, file) in [
        ("Lamps", "layers/lamps.ron"),
        ("Owls", "plans/owls.ron"),
        ("Bats", "lessons/bats.ron"),
        ("Mills", "copies/mills-0123456789abcdef.ron"),
        ("Towns", "layers/towns.ron.bak"),
    ] {
        let path = dir.path().join("places").join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "()").unwrap();
        assert_eq!(keep(&mut platform, &edition, title, &[]), format!("{}-2", title.to_lowercase()));
    }
    assert_eq!(keep(&mut platform, &edition, "Mill", &[]), "mill", "a copy of an edition of another id");
}

#[test]
fn the_next_edition_of_a_title_does_not_inherit_what_was_kept_of_a_removed_one() {
    let (_dir, mut platform, _) = home();
    let edition = Arc::new(small().base().as_ref().clone());
    assert_eq!(keep(&mut platform, &edition, "Lamps", &[]), "lamps");
    let folder = platform.own_editions().unwrap().join("lamps");
    platform.remove_edition(folder);
    assert_eq!(keep(&mut platform, &edition, "Lamps", &[]), "lamps-2");
}

#[test]
fn a_copy_that_is_kept_never_gets_the_id_of_the_edition_it_came_from() {
    let mut state = with_copy(COPY);
    state.saved_state.editions.clear();
    for with_notes in [true, false] {
        let effects = update(&mut state, Action::KeepCopy { title: "Small".into(), with_notes });
        let known = match &effects[..] {
            [Effect::KeepEdition { known, .. }] | [Effect::MakeEdition { known, .. }] => known,
            other => panic!("{other:?}"),
        };
        assert!(known.contains("small"), "{known:?}");
    }
    // So has an edition whose place is known, though it is not open.
    state.remember();
    update(&mut state, Action::Command(Command::LeaveCopy));
    state.remember();
    let key = state.saved_state.editions.keys().find(|key| *key != "small").unwrap().clone();
    let found = crate::own_copies::preview(&state, COPY);
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    let effects = update(&mut state, Action::MakeEdition("Small".into()));
    let [Effect::MakeEdition { known, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(known.contains("small") && known.contains(&key));
}

#[test]
fn a_copy_with_lists_and_quotations_is_kept_in_the_newest_format_beside_an_edition_of_the_first() {
    let (_dir, mut platform, _) = home();
    let page = "<html><body><article><p>Street lamps burn all night for nobody. Turned off at eleven, they would save \
                the town 40,000 pounds a year.</p><ul><li>Nobody has ever come to harm in a dark street here, and \
                <em>Millbrook</em>, which went dark in 2019, sleeps well.</li></ul>\
                <blockquote><p>The owls will thank us.</p></blockquote></article></body></html>";
    let mut state = with_copy(page);
    assert_eq!(state.base().head().format, 1);
    let effects = update(&mut state, Action::KeepCopy { title: "Lamps".into(), with_notes: true });
    let [Effect::KeepEdition { title, edition, known }] = &effects[..] else { panic!("{effects:?}") };
    let kinds: Vec<bool> = edition.paragraphs().iter().map(|paragraph| paragraph.kind.is_text()).collect();
    assert_eq!(kinds, [true, false, false]);
    platform.keep_edition(title.clone(), Arc::clone(edition), known.clone());
    let Loaded::Edition(kept) = found(&mut platform) else { panic!() };
    assert_eq!(kept.edition.head().format, parallax::model::FORMAT);
    let faults: Vec<String> = check(&kept.edition).iter().map(|problem| problem.message.clone()).collect();
    assert!(!faults.iter().any(|fault| fault.contains("format")), "{faults:?}");
    let loaded = storage::load(kept.path.as_deref().unwrap()).unwrap();
    assert_eq!(loaded.edition.article(), edition.article());
}

#[test]
fn an_edition_titled_removed_is_kept_listed_and_removed_like_any_other() {
    let (_dir, mut platform, _) = home();
    let edition = Arc::new(small().base().as_ref().clone());
    let own = platform.own_editions().unwrap().clone();
    assert_eq!(keep(&mut platform, &edition, "Lamps", &[]), "lamps");
    platform.remove_edition(own.join("lamps"));
    assert_eq!(keep(&mut platform, &edition, "Removed", &[]), "removed");
    platform.remove_edition(own.join("removed"));
    let bin = own.join(storage::REMOVED_EDITIONS);
    for id in ["lamps", "removed"] {
        assert_eq!(storage::load(&bin.join(id)).unwrap().edition.id(), id);
    }
    // What earlier programs removed stays where it is.
    std::fs::create_dir_all(own.join("removed/owls")).unwrap();
    support::small().write(&own.join("removed/owls"));
    assert_eq!(keep(&mut platform, &edition, "Removed", &[]), "removed-2");
    assert!(own.join("removed/owls/edition.ron").exists());
}

const PAGE: &str = r#"<html><head><title>Lamps off</title><meta name="author" content="Ada Moss">
    <meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="2025-01-06">
    </head><body><article><p>Street lamps burn all night for nobody. Turned off at eleven, they would save the town a
    good deal.</p></article></body></html>"#;

/// Returns the edition that is made of a file under a title, as it was read again.
fn made(name: &str, bytes: &str, title: &str) -> Opened {
    let (_dir, mut platform, _) = home();
    let options = parallax::import::ReadOptions::default();
    let progress = parallax::model::progress::Progress::default();
    let text = parallax::import::import(name, bytes.as_bytes(), &options, &progress).unwrap();
    platform.make_edition(title.into(), text, BTreeSet::new());
    let Loaded::Edition(kept) = found(&mut platform) else { panic!() };
    Opened { edition: storage::load(kept.path.as_deref().unwrap()).unwrap().edition, path: None }
}

/// Cuts the first paragraph of an edition, and returns the cite.
fn cite_of(opened: Opened) -> String {
    let mut state = AppState::new(opened, Settings::default(), SavedState::default());
    state.request_brief();
    let key = state.brief.key.clone();
    let brief = parallax::model::Brief::empty("Lamps");
    update(&mut state, Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief))))));
    update(&mut state, Action::Reader(ReaderAction::Activate(1)));
    update(&mut state, Action::Command(Command::Cut));
    let candidates = state.brief.cut.candidates.iter();
    let cites: Vec<String> = candidates
        .filter_map(|one| match &one.entry {
            Entry::Card(card) => Some(card.cite.text.clone()),
            _ => None,
        })
        .collect();
    cites.first().unwrap().clone()
}

#[test]
fn a_card_of_an_edition_made_from_a_file_cites_what_the_file_says() {
    let opened = made("page.html", PAGE, "For Monday");
    assert_eq!(opened.edition.title(), "For Monday");
    let credit = opened.edition.article().provenance.credit().unwrap();
    assert_eq!(credit.to_string(), "Ada Moss, “Lamps off”, The Courier, 6 Jan 2025");
    let cite = cite_of(opened);
    assert!(cite.starts_with("Ada Moss") && cite.contains("Lamps off") && cite.contains("The Courier"), "{cite}");
    assert!(!cite.contains("For Monday"), "{cite}");
}

#[test]
fn a_card_of_an_edition_made_from_a_text_that_says_nothing_says_what_is_missing() {
    let opened = made("lamps.txt", "Street lamps burn all night for nobody, and so it goes on.", "For Monday");
    assert_eq!(opened.edition.article().provenance.credit(), None);
    let cite = cite_of(opened);
    assert!(cite.starts_with("[author missing], [date missing], [title missing"), "{cite}");
    assert!(!cite.contains("For Monday"), "{cite}");
}

#[test]
fn a_kept_copy_passes_its_citation_on_with_notes_or_without() {
    let mut state = with_copy(COPY);
    let title = Some("Lamps off".to_owned());
    let citation = parallax::model::CopyCitation { title, ..Default::default() };
    state.copy.open.as_mut().unwrap().request.citation = citation;
    let title = |edition: &parallax::model::Article| edition.provenance.credit().unwrap().title.clone();
    for with_notes in [true, false] {
        match &update(&mut state, Action::KeepCopy { title: "Mine".into(), with_notes })[..] {
            [Effect::KeepEdition { edition, .. }] => assert_eq!(title(edition.article()), "Lamps off"),
            [Effect::MakeEdition { text, .. }] => assert_eq!(title(&text.article), "Lamps off"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_credit_of_an_own_article_is_optional_and_checked() {
    let of = |provenance: &str| {
        let texts = support::small().with("edition.ron", r#"Original(of: "written for the tests")"#, provenance);
        let edition = texts.load().unwrap().edition;
        let codes: Vec<String> = check(&edition).iter().map(|problem| problem.message.clone()).collect();
        codes.join("; ")
    };
    let before = of(r#"OwnCopy(of: "a page")"#);
    assert!(!before.contains("credit") && !before.contains("link"), "{before}");
    let found = of(r#"OwnCopy(of: "a page", credit: (title: "Lamps", url: Some("ftp://x")))"#);
    assert!(found.contains("in a credit") && found.contains("ftp://x"), "{found}");
}

fn own_folder() -> PathBuf {
    "/home/reader/editions".into()
}

/// Opens a small edition in a folder; `None` is the built-in one.
fn open(state: &mut AppState, path: Option<PathBuf>) {
    let id = path.as_deref().map_or("small".to_owned(), |path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let texts = support::small().with("edition.ron", "id: \"small\"", &format!("id: \"{id}\""));
    let opened = Opened { edition: texts.load().unwrap().edition, path };
    update(state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(opened))))));
}

fn removed(state: &mut AppState, path: &Path) -> Vec<Effect> {
    update(state, Action::EditionRemoved { path: path.to_owned(), result: Ok("/home/reader/bin".into()) })
}

fn with_own() -> AppState {
    let mut state = small();
    state.own_editions = Some(own_folder());
    state
}

#[test]
fn after_a_removal_what_was_open_before_is_opened_whatever_the_recent_list_says() {
    let (lamps, owls) = (own_folder().join("lamps"), own_folder().join("owls"));
    // The built-in edition is on no list.
    let mut state = with_own();
    open(&mut state, Some("/shelf/mills".into()));
    open(&mut state, None);
    open(&mut state, Some(lamps.clone()));
    assert_eq!(names(&removed(&mut state, &lamps)), ["ScheduleSave", "LoadBuiltIn"]);
    // One that was removed in between is skipped.
    let mut state = with_own();
    open(&mut state, Some("/shelf/mills".into()));
    open(&mut state, Some(owls.clone()));
    open(&mut state, Some(lamps.clone()));
    assert_eq!(names(&removed(&mut state, &owls)), ["ScheduleSave"]);
    let effects = removed(&mut state, &lamps);
    assert!(matches!(&effects[1], Effect::Load { path, .. } if path == Path::new("/shelf/mills")), "{effects:?}");
    // Back there, the removed one is no text of before.
    open(&mut state, Some("/shelf/mills".into()));
    open(&mut state, Some(owls.clone()));
    let effects = removed(&mut state, &owls);
    assert!(matches!(&effects[1], Effect::Load { path, .. } if path == Path::new("/shelf/mills")), "{effects:?}");
    // Nothing was open before in this run: the latest of the list.
    let edition = support::small().load().unwrap().edition;
    let mut state = AppState::new(
        Opened { edition, path: Some(lamps.clone()) },
        Settings::default(),
        SavedState { recent: state.saved_state.recent.clone(), ..SavedState::default() },
    );
    let effects = removed(&mut state, &lamps);
    assert!(matches!(&effects[1], Effect::Load { path, .. } if path == Path::new("/shelf/mills")), "{effects:?}");
}

#[test]
fn a_removed_edition_does_not_stay_open_when_what_was_open_before_cannot_be_opened() {
    let lamps = own_folder().join("lamps");
    let mut state = with_own();
    open(&mut state, Some("/shelf/mills".into()));
    open(&mut state, Some(lamps.clone()));
    removed(&mut state, &lamps);
    // Meanwhile it is neither removed again, nor read again, nor opened by the next start.
    assert!(!Command::in_menu(&state).contains(&Command::RemoveEdition));
    assert!(update(&mut state, Action::ChangedOnDisk(lamps.clone())).is_empty());
    state.remember();
    assert_eq!(state.saved_state.open, None);
    let error = ReadError::new("Could not open /shelf/mills\nit is gone");
    let effects = update(&mut state, Action::Loaded(Err(error)));
    assert_eq!(names(&effects), ["LoadBuiltIn"]);
    assert!(state.notices.iter().any(|notice| notice.text.contains("/shelf/mills")));
    let shipped = platform::open(None).unwrap();
    update(&mut state, Action::Loaded(Ok(Box::new(Loaded::Edition(Box::new(shipped))))));
    assert_eq!(state.path, None);
    let why = "what stands in for it does not hide why";
    assert!(state.notices.iter().any(|notice| notice.text.contains("/shelf/mills")), "{why}");
    // A later failure opens nothing.
    let effects = update(&mut state, Action::Loaded(Err(ReadError::new("Could not open /shelf/owls\nit is gone"))));
    assert!(effects.is_empty());
}

#[test]
fn an_edition_that_could_not_be_removed_stays_open_and_on_the_list() {
    let lamps = own_folder().join("lamps");
    let mut state = with_own();
    open(&mut state, Some(lamps.clone()));
    let before = state.saved_state.clone();
    let effects = update(&mut state, Action::Command(Command::RemoveEdition));
    assert_eq!(names(&effects), ["RemoveEdition"]);
    assert_eq!(state.saved_state, before, "it is not removed yet");
    let refused = Action::EditionRemoved { path: lamps.clone(), result: Err(ReadError::new("the disk is full")) };
    assert!(update(&mut state, refused).is_empty());
    assert_eq!((&state.saved_state, state.path.as_ref()), (&before, Some(&lamps)));
    assert!(state.notices.last().unwrap().text.contains("was not removed: the disk is full"));
    assert!(Command::in_menu(&state).contains(&Command::RemoveEdition));
}

#[test]
fn a_folder_that_cannot_be_moved_is_reported_as_not_removed() {
    let (_dir, mut platform, _) = home();
    let path = platform.own_editions().unwrap().join("nowhere");
    platform.remove_edition(path.clone());
    let answer = platform.take_news().into_iter().find_map(|news| match news {
        platform::News::Action(Action::EditionRemoved { path, result }) => Some((path, result)),
        platform::News::Action(_) | platform::News::Face(_) => None,
    });
    let (found, result) = answer.unwrap();
    assert!(found == path && result.is_err());
}
