//! Answers belong to a text, whatever its file is called; paragraphs that are left out stay out; a copy is kept as an
//! edition with its notes, and removed again.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::model::progress::Progress;
use parallax::model::{Anchor, Correction, Decision, Owner};
use parallax::platform::{self, News, Platform};
use parallax::state::copy::{TextChange, former_key};
use parallax::state::{
    Action, AppState, Command, CopyAction, Dialog, Effect, FilePurpose, Loaded, MatchRequest, OpenTarget, Opened,
    OwnCopy, SavedCopy, SavedState, Settings, TextRequest, TextSource, update,
};
use parallax::storage::{self, EditionLocation, atomic_file};

use crate::own_copies::{CAT, COPY, MILLBROOK, WORDS_ELSEWHERE, read, small};
use crate::own_copy_window::{base, beside, found, home, previewed, save_copy};
use crate::support::names;

const LINK: Correction = Correction::Linked { copy: CAT, edition: MILLBROOK };

/// Opens a file as a copy, without a preview.
fn open(platform: &mut Platform, path: &Path) -> Box<OwnCopy> {
    let request = TextRequest { skip_preview: true, ..TextRequest::file(path.to_owned()) };
    platform.read_text(request, base());
    let Loaded::Copy(copy, _) = found(platform) else { panic!("{}", path.display()) };
    copy
}

/// A pair that was linked, and words that were chosen: `answers` of a text with the phrase in quotation marks.
fn answered(mut copy: Box<OwnCopy>) -> Box<OwnCopy> {
    let paragraph = &copy.request.article.paragraphs[1];
    let at = paragraph.text.find("Turned").unwrap();
    let anchor = Anchor::new(paragraph, at..paragraph.text.len() - 1);
    copy.request.decisions = vec![Decision::Placed { owner: Owner::Claim("p2.c1".into()), anchor }];
    copy.request.corrections = vec![LINK];
    copy
}

/// The text with quotation marks, a dash and an apostrophe, as plain text has them and as a word processor does.
fn shapes(typographic: bool) -> String {
    let plain = COPY.replace("40,000 pounds", "the town's \"40,000 pounds\" - a lot");
    if typographic {
        plain.replace("town's \"40,000 pounds\" -", "town’s “40,000\u{a0}pounds” –")
    } else {
        plain
    }
}

fn reopened(dir: &tempfile::TempDir) -> Platform {
    Platform::with_folders(&dir.path().join("settings"), &dir.path().join("places"))
}

#[test]
fn answers_about_a_text_hold_when_it_is_opened_from_a_file_of_another_format() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, shapes(false)).unwrap();
    let first = answered(open(&mut platform, &path));
    save_copy(&platform, &first);
    platform.finish();
    let paragraphs: Vec<String> = shapes(true).split("\n\n").map(|text| format!("<p>{}</p>", text.trim())).collect();
    let page = format!("<html><body><article>{}</article></body></html>", paragraphs.join("\n"));
    for (name, text) in [
        ("the same.md", shapes(true)),
        ("the same.html", page),
        ("a little changed.txt", shapes(true).replace("The owls will", "Owls will")),
        ("with a line more.txt", format!("{}\nPrinted on a Sunday.\n", shapes(false))),
    ] {
        let other = dir.path().join(name);
        std::fs::write(&other, text).unwrap();
        let mut platform = reopened(&dir);
        platform.load(other.clone(), base());
        let Loaded::Copy(copy, _) = found(&mut platform) else { panic!("{name} was previewed") };
        assert_eq!(copy.request.corrections, [LINK], "{name}");
        assert_eq!(copy.request.decisions.len(), 1, "{name}");
        assert_eq!(copy.source.path(), Some(&*other), "{name}");
        let earlier = copy.previous.as_ref().unwrap();
        assert_eq!((earlier.carried, &earlier.dropped[..]), (2, &[][..]), "{name}");
        assert_eq!(earlier.change, TextChange::OtherSource("from another paper.txt".into()), "{name}");
        let said = earlier.message(name);
        assert!(said.contains("before, as from another paper.txt") && said.contains("2 of 2"), "{said}");
        assert!(copy.predecessors.is_empty(), "forgetting this copy does not forget that of the other file");
    }
}

#[test]
fn what_could_not_be_carried_over_from_another_file_is_said() {
    let (dir, mut platform, path) = home();
    let first = answered(open(&mut platform, &path));
    save_copy(&platform, &first);
    platform.finish();
    let other = dir.path().join("other.txt");
    let more = "\n\nThe mayor said at noon that the mill was still dark.\n\nNobody in the mill knew of it at noon.\n";
    std::fs::write(&path, format!("{COPY}{more}")).unwrap();
    let mut platform = reopened(&dir);
    let longer = answered(open(&mut platform, &path));
    save_copy(&platform, &longer);
    platform.finish();
    let text = format!("{COPY}{more}").replace("Turned off at eleven, they would save", "Nobody wants to save");
    std::fs::write(&other, text).unwrap();
    let mut platform = reopened(&dir);
    platform.load(other, base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    let earlier = copy.previous.as_ref().unwrap();
    assert_eq!((earlier.carried, earlier.dropped.len()), (1, 1), "{earlier:?}");
    assert!(earlier.message("other.txt").contains("1 of 2. Not sure of their place"), "{earlier:?}");
}

#[test]
fn a_pasted_text_has_the_answers_that_were_given_about_its_file() {
    let (dir, mut platform, path) = home();
    let first = answered(open(&mut platform, &path));
    save_copy(&platform, &first);
    platform.finish();
    let mut platform = reopened(&dir);
    platform.read_text(TextRequest::pasted(&COPY.replace("The owls", "Owls")), base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    assert_eq!((&copy.request.corrections[..], copy.request.decisions.len()), (&[LINK][..], 1));
    save_copy(&platform, &copy);
    // Another pasted text is no version of it.
    platform.read_text(TextRequest::pasted("Cheese wants time.\n\nGoats climb rocks in spring."), base());
    let Loaded::Text(preview) = found(&mut platform) else { panic!() };
    let parallax::state::Stage::Text(read) = preview.stage else { panic!() };
    assert!(
        !read.imported.warnings.iter().any(|warning| warning.contains("corrected")),
        "{:?}",
        read.imported.warnings
    );
}

#[test]
fn a_copy_that_an_earlier_program_saved_is_found_under_its_former_name() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, shapes(true)).unwrap();
    let mut first = answered(open(&mut platform, &path));
    let former = former_key("small", &first.request.article, &[]);
    assert_ne!(first.key, former);
    first.key.clone_from(&former);
    save_copy(&platform, &first);
    platform.finish();
    let file = dir.path().join("places/copies").join(format!("{former}.ron"));
    assert!(std::fs::read_to_string(&file).unwrap().contains("format: 1,"));
    let mut platform = reopened(&dir);
    platform.load(path, base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    assert_eq!((&copy.key, &copy.request.corrections[..], &copy.previous), (&former, &[LINK][..], &None));
    // It keeps that name.
    save_copy(&platform, &copy);
    platform.finish();
    assert_eq!(std::fs::read_dir(dir.path().join("places/copies")).unwrap().flatten().filter(is_copy).count(), 1);
}

fn is_copy(entry: &std::fs::DirEntry) -> bool {
    entry.path().extension().is_some_and(|extension| extension == "ron")
}

#[test]
fn what_was_left_out_of_a_text_stays_out_when_it_is_opened_again_even_changed() {
    let (dir, mut platform, path) = home();
    let text = COPY.replace("The owls", "ADVERTISEMENT\n\nThe owls");
    std::fs::write(&path, &text).unwrap();
    let request = TextRequest { skip_preview: true, left_out: BTreeSet::from([3]), ..TextRequest::file(path.clone()) };
    platform.read_text(request, base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    assert_eq!(copy.request.article.paragraphs.len(), 4);
    save_copy(&platform, &copy);
    platform.finish();
    for changed in [text.clone(), text.replace("A reader", "One reader"), text.replace("The owls", "Owls")] {
        std::fs::write(&path, &changed).unwrap();
        let mut platform = reopened(&dir);
        platform.load(path.clone(), base());
        let Loaded::Copy(again, _) = found(&mut platform) else { panic!("{changed}") };
        let texts: Vec<&str> = again.request.article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert!(texts.len() == 4 && !texts.contains(&"ADVERTISEMENT"), "{texts:?}");
        assert_eq!(again.request.left_out.len(), 1);
    }
    let file = dir.path().join("places/copies").join(format!("{}.ron", copy.key));
    let saved: SavedCopy = atomic_file::peek(&file, parallax::state::COPY_FORMAT, u64::MAX).unwrap();
    assert_eq!(saved.left_out[0].paragraph.text, "ADVERTISEMENT");
}

/// A saved copy of a text of which the paragraphs at these indexes were left out.
fn left_out_of(text: &str, out: &[usize]) -> SavedCopy {
    let (article, left_out) = parallax::model::leave_out(&read(text).article, &out.iter().copied().collect());
    let state = small();
    let request = MatchRequest { left_out, ..MatchRequest::new(Arc::clone(state.base()), Arc::new(article)) };
    let matched = request.run(&Progress::default()).unwrap();
    SavedCopy::of(&OwnCopy::new(request, None, TextSource::File("/texts/copy.txt".into()), matched).0)
}

#[test]
fn of_paragraphs_of_the_same_text_only_those_that_were_left_out_stay_out() {
    let text = |places: &[usize]| -> String {
        let mut lines: Vec<String> = (1..=8).map(|n| format!("Paragraph number {n} is about lamps.")).collect();
        places.iter().for_each(|at| lines.insert(*at, "Share this".into()));
        lines.join("\n\n")
    };
    for (before, out, after, expected) in [
        // As it was: neither the other one nor all.
        (&[2, 5][..], &[2][..], &[2, 5][..], &[2][..]),
        (&[2, 5], &[5], &[2, 5], &[5]),
        // Moved by what was written before them: the same ones of them.
        (&[1, 3], &[3], &[3, 5], &[5]),
        (&[1, 3, 5], &[1, 5], &[2, 4, 8], &[2, 8]),
        // More or fewer of them: the nearest, and no more than there were.
        (&[2, 6], &[6], &[2, 5, 9], &[5]),
        (&[1, 3, 6], &[1, 3], &[2, 9], &[2, 9]),
        (&[1, 3, 6], &[1, 3, 6], &[4], &[4]),
        (&[1, 3], &[1, 3], &[1, 3, 5, 7], &[1, 3]),
        (&[4], &[4], &[], &[]),
    ] {
        let found = left_out_of(&text(before), out).left_out_in(&read(&text(after)).article);
        assert_eq!(found, expected.iter().copied().collect(), "{before:?} {out:?} {after:?}");
    }
}

#[test]
fn what_stays_out_of_a_changed_text_is_named() {
    let text = "Share this\n\nThe lamps of Mill Lane burn all night, and nobody is there to see it.\n\nShare this\n\n\
                Millbrook went dark in 2019 and sleeps well.\n\nADVERTISEMENT\n\nThe owls will thank us.\n";
    let (saved, changed) = (left_out_of(text, &[0, 2, 4]), read(&text.replace("thank us", "thank you")));
    let out = saved.left_out_in(&changed.article);
    let (_, earlier) =
        saved.carry_onto(Arc::clone(small().base()), &changed.article, &out, &Progress::default()).unwrap();
    let said = earlier.message("lamps.txt");
    assert!(said.contains("Left out as before: “Share this” twice, “ADVERTISEMENT”."), "{said}");
}

#[test]
fn an_unrelated_text_under_the_same_name_is_previewed_whole() {
    let (dir, mut platform, path) = home();
    std::fs::write(&path, COPY.replace("The owls", "ADVERTISEMENT\n\nThe owls")).unwrap();
    let request = TextRequest { skip_preview: true, left_out: BTreeSet::from([3]), ..TextRequest::file(path.clone()) };
    platform.read_text(request, base());
    let Loaded::Copy(copy, _) = found(&mut platform) else { panic!() };
    save_copy(&platform, &copy);
    platform.finish();
    let other =
        "Cheese wants time.\n\nADVERTISEMENT\n\nGoats climb rocks in spring.\n\nA dairy keeps its cellar cool.\n";
    std::fs::write(&path, other).unwrap();
    let mut platform = reopened(&dir);
    platform.load(path, base());
    let Loaded::Text(preview) = found(&mut platform) else { panic!() };
    let parallax::state::Stage::Text(read) = preview.stage else { panic!() };
    assert_eq!((read.left_out.len(), read.edition_match.counts().paragraphs), (0, 4));
}

#[test]
fn a_text_saved_in_place_of_the_earlier_one_is_not_said_to_be_kept_beside_it() {
    let state = small();
    let earlier_text = COPY.replace("The owls", "\"Lamps\" - \"owls\" - \"mills\"\n\nThe owls");
    let mut saved = left_out_of(&earlier_text, &[]);
    let on = read(&earlier_text).article.paragraphs[3].clone();
    // Words that the other text has with other marks, before others which it has not at all.
    let anchor = Anchor { exact: "\"Lamps\" - \"bats\"".into(), ..Anchor::new(&on, 0..on.text.len()) };
    saved.decisions = vec![Decision::Placed { owner: Owner::Claim("p2.c1".into()), anchor }];
    let carried = |text: &str| {
        let base = Arc::clone(state.base());
        saved.carry_onto(base, &read(text).article, &BTreeSet::new(), &Progress::default()).unwrap().1
    };
    let same = carried(&earlier_text.replace('"', "”").replace(" - ", " – "));
    assert!(same.is_replaced && !same.is_unrelated && same.dropped.len() == 1, "{same:?}");
    let said = same.message("copy.docx");
    assert!(said.contains("stay in the saved copy") && !said.contains("recent list"), "{said}");
    let other = carried(&earlier_text.replace("The owls", "All owls"));
    assert!(!other.is_replaced && other.dropped.len() == 1, "{other:?}");
    let said = other.message("copy.docx");
    assert!(said.contains("kept as it was, on the recent list"), "{said}");
}

/// The state with a copy and the platform of a home folder, which knows the editions of the reader.
fn state_in(dir: &tempfile::TempDir, platform: &Platform, text: &str) -> AppState {
    let mut state = crate::own_copies::with_copy(text);
    state.own_editions = platform.own_editions();
    assert!(state.own_editions.as_ref().unwrap().starts_with(dir.path()));
    state
}

#[test]
fn a_copy_is_kept_as_an_edition_with_all_notes_that_have_a_place_in_it() {
    let (dir, mut platform, _) = home();
    let mut state = state_in(&dir, &platform, COPY);
    let effects = update(&mut state, Action::KeepCopy { title: "Lamps, as printed".into(), with_notes: true });
    let [Effect::KeepEdition { title, edition, .. }] = &effects[..] else { panic!("{effects:?}") };
    platform.keep_edition(title.clone(), edition.clone(), BTreeSet::new());
    let Loaded::Edition(opened) = found(&mut platform) else { panic!() };
    let (kept, copy) = (&opened.edition, &state.edition);
    assert_eq!((kept.id(), kept.title()), ("lamps-as-printed", "Lamps, as printed"));
    assert_eq!((kept.article(), kept.perspectives()), (copy.article(), copy.perspectives()));
    assert!(kept.sources().len() < copy.sources().len(), "that of a lost note stays behind");
    let loaded = storage::load(opened.path.as_deref().unwrap()).unwrap();
    // The notes of an older format have no gists, which the newest one asks for.
    let messages = loaded.problems.iter().map(|located| located.problem.message.as_str());
    let faults: Vec<&str> = messages.filter(|message| !message.starts_with("expected a gist")).collect();
    assert!(faults.is_empty(), "{faults:?}");
    // Under the same title again it gets a folder of its own.
    platform.keep_edition("Lamps, as printed".into(), edition.clone(), BTreeSet::new());
    let Loaded::Edition(second) = found(&mut platform) else { panic!() };
    assert_eq!((second.edition.id(), second.path == opened.path), ("lamps-as-printed-2", false));
}

#[test]
fn words_that_were_guessed_are_not_kept_as_what_a_note_answers() {
    let (dir, platform, _) = home();
    let surely = COPY.replace("our town 40,000 pounds", "the town some 40,000 pounds a year");
    for (text, kept) in [(&*surely, true), (COPY, false), (WORDS_ELSEWHERE, false)] {
        let mut state = state_in(&dir, &platform, text);
        let effects = update(&mut state, Action::KeepCopy { title: "Lamps".into(), with_notes: true });
        let [Effect::KeepEdition { edition, .. }] = &effects[..] else { panic!("{effects:?}") };
        let claim = edition.article().claims.iter().find(|claim| claim.text.starts_with("Dark lamps save")).unwrap();
        assert_eq!(claim.phrase.is_some(), kept, "{text}");
        let notes = |edition: &parallax::model::Edition| -> usize {
            edition.perspectives().iter().map(|by| by.notes.len()).sum()
        };
        assert_eq!(notes(edition), notes(&state.edition));
    }
}

#[test]
fn the_shipped_edition_is_kept_with_a_copy_and_read_again_as_it_was() {
    let (_dir, mut platform, _) = home();
    let shipped = std::sync::Arc::new(storage::shipped().unwrap().edition);
    platform.keep_edition("Sanctions".into(), shipped.clone(), BTreeSet::new());
    let Loaded::Edition(opened) = found(&mut platform) else { panic!() };
    assert_eq!(opened.edition.perspectives(), shipped.perspectives());
    assert_eq!((opened.edition.article(), opened.edition.sources()), (shipped.article(), shipped.sources()));
}

#[test]
fn an_edition_that_was_kept_can_be_removed_and_what_was_open_before_comes_back() {
    let (dir, mut platform, _) = home();
    let mut state = state_in(&dir, &platform, COPY);
    let key = state.copy.open.as_ref().unwrap().key.clone();
    let effects = update(&mut state, Action::KeepCopy { title: "Lamps".into(), with_notes: true });
    let [Effect::KeepEdition { title, edition, .. }] = &effects[..] else { panic!("{effects:?}") };
    platform.keep_edition(title.clone(), edition.clone(), BTreeSet::new());
    let found = found(&mut platform);
    let Loaded::Edition(opened) = &found else { panic!() };
    let folder = opened.path.clone().unwrap();
    update(&mut state, Action::Loaded(Ok(Box::new(found))));
    assert!(state.copy.open.is_none() && state.path.as_ref() == Some(&folder));
    let said = &state.notices.last().unwrap().text;
    assert!(said.starts_with("Kept as an edition of your own") && said.contains("takes it away again"), "{said}");
    assert!(Command::in_menu(&state).contains(&Command::RemoveEdition));
    let written = state.saved_state.clone();
    let effects = update(&mut state, Action::Command(Command::RemoveEdition));
    assert_eq!(names(&effects), ["RemoveEdition"]);
    platform.remove_edition(folder.clone());
    let effects = answer(&mut platform, &mut state);
    assert_eq!(names(&effects), ["ScheduleSave", "LoadCopy"]);
    let built_in = EditionLocation::BuiltIn("small".to_owned());
    assert!(matches!(&effects[1], Effect::LoadCopy { edition, key: before } if (edition, before) == (&built_in, &key)));
    let removed = folder.parent().unwrap().join("removed editions/lamps");
    assert!(!folder.exists() && storage::load(&removed).unwrap().edition.title() == "Lamps");
    // It is off the list, and another window that knows it does not bring it back.
    state.saved_state.merge(written);
    assert!(!state.saved_state.recent.iter().any(|recent| recent.edition.folder() == Some(&*folder)));
    assert!(!Command::in_menu(&state).contains(&Command::RemoveEdition));
}

/// Applies what the platform answers to a removal.
fn answer(platform: &mut Platform, state: &mut AppState) -> Vec<Effect> {
    let actions = platform.take_news().into_iter().filter_map(|news| match news {
        News::Action(action @ Action::EditionRemoved { .. }) => Some(action),
        News::Action(_) | News::Face(_) => None,
    });
    actions.flat_map(|action| update(state, action)).collect()
}

#[test]
fn only_editions_in_the_readers_own_folder_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = small();
    state.own_editions = Some(dir.path().join("editions"));
    for path in ["/shelf/small", "", "/"].map(Path::new).into_iter().chain([dir.path()]) {
        state.path = Some(path.to_owned());
        assert!(update(&mut state, Action::RemoveEdition(path.to_owned())).is_empty(), "{}", path.display());
        assert!(update(&mut state, Action::Command(Command::RemoveEdition)).is_empty());
        assert!(!Command::in_menu(&state).contains(&Command::RemoveEdition));
    }
    let opened = platform::open(None).unwrap();
    let state = AppState::new(Opened { path: None, ..opened }, Settings::default(), SavedState::default());
    assert!(!Command::in_menu(&state).contains(&Command::RemoveEdition), "the shipped one is nobody's own");
}

#[test]
fn the_missing_file_dialog_is_said_once_and_the_field_for_the_path_comes_each_time() {
    let mut state = small();
    let told = |state: &AppState| state.notices.iter().filter(|n| n.text.contains("gave no file dialog")).count();
    for (time, command) in [Command::Open, Command::ReadOwnCopy, Command::OpenFolder].into_iter().enumerate() {
        let effects = update(&mut state, Action::Command(command));
        let [Effect::PickFile(purpose)] = &effects[..] else { panic!("{effects:?}") };
        if command == Command::ReadOwnCopy {
            assert!(matches!(purpose, FilePurpose::Open(OpenTarget::Reader)));
        }
        update(&mut state, Action::NothingPicked { purpose: purpose.clone(), at_once: true });
        assert_eq!(state.dialog, Some(Dialog::OpenPath));
        assert_eq!(told(&state), usize::from(time == 0), "{command:?}");
        state.notices.clear();
        update(&mut state, Action::Command(Command::Close));
    }
    let effects = update(&mut state, Action::SaveHandout);
    let [Effect::PickFile(purpose)] = &effects[..] else { panic!("{effects:?}") };
    update(&mut state, Action::NothingPicked { purpose: purpose.clone(), at_once: true });
    assert_eq!((&state.dialog, told(&state)), (&Some(Dialog::OpenPath), 0));
}

#[test]
fn a_path_is_opened_by_its_button() {
    let mut harness = crate::own_copy_window::small();
    harness.state().act(Action::ShowDialog(Some(Dialog::OpenPath)));
    harness.run();
    harness.event(egui::Event::Text("/nowhere/lamps.txt".into()));
    harness.run();
    harness.get_by_label("Open").click();
    harness.run();
    crate::own_copy_window::until(&mut harness, "read", |state| {
        state.notices.iter().any(|notice| notice.text.starts_with("Could not open /nowhere/lamps.txt"))
    });
}

#[test]
fn a_paragraph_is_left_out_of_the_preview_by_mouse_and_by_key() {
    let mut harness = previewed();
    harness.get_by_label_contains("Untick what is no part of the article");
    harness.get_by_label("Keep ¶3").click();
    harness.run();
    harness.get_by_label("One of 4 paragraphs is left out.");
    let left_out = |harness: &egui_kittest::Harness<'static, crate::kit::Kit>| {
        harness.state().state().copy.preview.as_ref().map(|preview| preview.request.left_out.clone())
    };
    assert_eq!(left_out(&harness), Some([2].into()));
    harness.get_by_label("Keep ¶4").focus();
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    harness.get_by_label("2 of 4 paragraphs are left out.");
    harness.key_press(Key::Space);
    harness.run();
    assert_eq!(left_out(&harness), Some([2].into()));
}

#[test]
fn the_paragraph_in_question_is_in_view_above_the_review() {
    for (width, height) in [(1280.0, 900.0), (1024.0, 768.0), (800.0, 600.0)] {
        let mut harness = beside(WORDS_ELSEWHERE);
        harness.set_size(egui::vec2(width, height));
        harness.run();
        harness.state().act(Action::Command(Command::Review));
        harness.run();
        harness.run_steps(5);
        let dialog = harness.get_by_label("Close review").rect();
        let row = harness.query_all_by_label_contains("The owls will thank us, and").next().unwrap();
        assert!(row.rect().bottom() < dialog.top() - 12.0, "{width}: {:?} {dialog:?}", row.rect());
        assert!(dialog.top() > 0.3 * height, "{width}: {dialog:?}");
    }
}

#[test]
fn every_question_says_what_its_colours_mean_and_they_mean_the_same() {
    let mut harness = beside(WORDS_ELSEWHERE);
    harness.state().act(Action::Command(Command::Review));
    harness.run();
    let legend = ["words that both texts have", "words that a reply answers", "words that you choose"];
    for name in legend {
        harness.get_by_label(name);
    }
    harness.state().act(Action::Copy(CopyAction::ReviewRow(4)));
    harness.run();
    for name in legend {
        harness.get_by_label(name);
    }
}

#[test]
fn all_that_is_certain_is_accepted_from_the_list_with_one_press() {
    let mut harness = beside(COPY);
    harness.event(egui::Event::Text("R".into()));
    harness.run();
    harness.get_by_label_contains("Nothing is doubtful. One place is certain, and only its words differ in your copy");
    let accept = harness.get_by_label_contains("Accept all that are certain");
    assert!(accept.is_focused(), "Enter is enough");
    assert!(accept.accesskit_node().label().is_some());
    harness.key_press(Key::Enter);
    harness.run();
    crate::own_copy_window::until(&mut harness, "accepted", |state| state.copy.review.certain.is_empty());
    harness.run();
    harness.get_by_label("Every doubtful place has been looked at.");
}

#[test]
fn keeping_a_copy_asks_for_the_notes_or_the_text_alone() {
    let mut harness = beside(COPY);
    harness.state().act(Action::Command(Command::KeepCopy));
    harness.run();
    harness.get_by_label_contains("It can be removed again");
    harness.get_by_label("Keep it with the notes");
    harness.get_by_label("Keep the text alone");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert!(harness.state().state().dialog.is_none());
}
