//! Dialogs as a whole: each has a name, and none has anything of the one before.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::export::brief::BriefFormat;
use parallax::model::rows::NoteRef;
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::presentation::LessonQuestion;
use parallax::state::{
    Action, AppState, Command, ContextTarget, Dialog, Export, FilePurpose, GuidePage, Loaded, Mode, ReaderAction,
    SavedState, Settings, Stage,
};

use crate::briefs::lamps;
use crate::kit::{self, Kit};
use crate::own_copies::{COPY, preview};
use crate::own_copy_window::{previewed, small};

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

fn show(harness: &mut Harness<'static, Kit>, dialog: Option<Dialog>) {
    act(harness, Action::ShowDialog(dialog));
}

/// Opens the shipped edition at ¶5 with an empty layer and a brief.
fn reader() -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let layer = state(&harness).annotations.edition.clone();
    harness.state().act(Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    brief_is_read(&mut harness, &["Aff", "Neg"]);
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
    harness
}

/// Gives the program the open brief, with these sides.
fn brief_is_read(harness: &mut Harness<'static, Kit>, sides: &[&str]) {
    let mut brief = lamps();
    brief.sides = sides.iter().map(|side| (*side).to_owned()).collect();
    let key = state(harness).brief.key.clone();
    act(harness, Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(brief))))));
}

/// Returns the field of a name.
fn field<'a>(harness: &'a Harness<'static, Kit>, label: &str) -> egui_kittest::Node<'a> {
    let fields = harness.query_all_by_role(Role::TextInput).chain(harness.query_all_by_role(Role::MultilineTextInput));
    let mut named = fields.filter(|field| field.accesskit_node().label().as_deref() == Some(label));
    named.next().unwrap_or_else(|| panic!("no field {label}"))
}

/// Returns what is typed in the field of a name.
fn value(harness: &Harness<'static, Kit>, label: &str) -> String {
    field(harness, label).value().unwrap_or_default()
}

/// Types at the end of the field of a name.
fn type_in(harness: &mut Harness<'static, Kit>, label: &str, text: &str) {
    field(harness, label).focus();
    harness.run();
    harness.key_press(egui::Key::End);
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

/// Presses beside the open dialog, long after it opened.
fn press_beside(harness: &mut Harness<'static, Kit>) {
    let pos = egui::pos2(6.0, 500.0);
    harness.event(egui::Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
        harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        harness.step();
    }
    harness.run();
}

/// Returns the first dialog, or the one after another; the compiler asks for a place of a new one.
fn after(dialog: Option<&Dialog>, entry: NoteRef) -> Option<Dialog> {
    let Some(dialog) = dialog else { return Some(Dialog::Menu) };
    Some(match dialog {
        Dialog::Menu => Dialog::Context { target: ContextTarget::Paragraph(5), at: Some([300, 300]) },
        Dialog::Context { .. } => Dialog::Palette,
        Dialog::Palette => Dialog::Keys,
        Dialog::Keys => Dialog::Help(GuidePage::Reading),
        Dialog::Help(page) => {
            let mut pages = GuidePage::ALL.into_iter().skip_while(|other| other != page).skip(1);
            pages.next().map_or(Dialog::Appearance, Dialog::Help)
        }
        Dialog::Appearance => Dialog::Perspectives,
        Dialog::Perspectives => Dialog::GoTo,
        Dialog::GoTo => Dialog::OpenPath,
        Dialog::OpenPath => Dialog::Sources(entry),
        Dialog::Sources(_) => Dialog::Preview,
        Dialog::Preview => Dialog::Review,
        Dialog::Review => Dialog::Tray,
        Dialog::Tray => Dialog::LeftOut,
        Dialog::LeftOut => Dialog::Forget,
        Dialog::Forget => Dialog::KeepCopy,
        Dialog::KeepCopy => Dialog::Citation,
        Dialog::Citation => Dialog::Suggest,
        Dialog::Suggest => Dialog::Room,
        Dialog::Room => Dialog::Plan,
        Dialog::Plan => Dialog::PlanRows,
        Dialog::PlanRows => Dialog::Lesson(LessonQuestion::ShowPresenter),
        Dialog::Lesson(LessonQuestion::ShowPresenter) => Dialog::Lesson(LessonQuestion::Leave(Mode::Read)),
        Dialog::Lesson(LessonQuestion::Leave(_)) => Dialog::Lesson(LessonQuestion::End),
        Dialog::Lesson(LessonQuestion::End) => Dialog::Lesson(LessonQuestion::Quit),
        Dialog::Lesson(LessonQuestion::Quit) => Dialog::Lesson(LessonQuestion::Resume { here: 3 }),
        Dialog::Lesson(LessonQuestion::Resume { .. }) => Dialog::HandOut,
        Dialog::HandOut => Dialog::SaveDocument,
        Dialog::SaveDocument => Dialog::Annotation(1),
        Dialog::Annotation(_) => Dialog::Annotations,
        Dialog::Annotations => Dialog::Cut,
        Dialog::Cut => Dialog::Block,
        Dialog::Block => Dialog::Brief,
        Dialog::Brief => Dialog::Round,
        Dialog::Round => Dialog::Dropped,
        Dialog::Dropped => Dialog::LeaveRound,
        Dialog::LeaveRound => Dialog::TakeEntry,
        Dialog::TakeEntry => Dialog::ReadingTest,
        Dialog::ReadingTest => Dialog::Quote(entry),
        Dialog::Quote(_) => return None,
    })
}

#[test]
fn every_dialog_opens_under_a_name_of_its_own() {
    let mut harness = reader();
    let entry = NoteRef { perspective: 0, note: 0, home: true };
    let mut names = BTreeMap::new();
    let mut next = after(None, entry);
    while let Some(dialog) = next {
        show(&mut harness, Some(dialog.clone()));
        assert_eq!(state(&harness).dialog.as_ref(), Some(&dialog));
        let is_menu = matches!(dialog, Dialog::Menu | Dialog::Context { .. });
        let role = if is_menu { Role::Menu } else { Role::Dialog };
        // The layer that takes the presses beside a dialog has the role too, without a name.
        let labels = harness.query_all_by_role(role).filter_map(|node| node.accesskit_node().label());
        let shown: Vec<String> = labels.filter(|label| !label.trim().is_empty()).collect();
        let [name] = shown.as_slice() else { panic!("{dialog:?}: {shown:?}") };
        if !is_menu {
            harness.get_by_role_and_label(Role::Button, &format!("Close {}", name.to_lowercase()));
        }
        let other = names.insert(name.clone(), dialog.clone());
        assert_eq!(other, None, "{name} is the name of {dialog:?} too");
        next = after(Some(&dialog), entry);
    }
    assert!(names.len() >= 38, "{}", names.len());
    show(&mut harness, None);
    assert_eq!(harness.query_all_by_role(Role::Dialog).count(), 0);
}

#[test]
fn a_dialog_opens_without_what_was_typed_when_it_was_open_before() {
    let dialogs = [
        (Dialog::Brief, "The title of a new brief"),
        (Dialog::Palette, "Type what you want to do, such as print, font or timer"),
        (Dialog::Annotations, "Words or #tags to look for"),
        (Dialog::TakeEntry, "Type a part of its tag"),
    ];
    let mut met = BTreeSet::new();
    for (dialog, field) in &dialogs {
        let mut harness = reader();
        show(&mut harness, Some(dialog.clone()));
        type_in(&mut harness, field, "qzx");
        assert_eq!(value(&harness, field), "qzx", "{dialog:?}");
        // Closed by its cross, and once with another one between.
        for between in [None, Some(Dialog::Help(GuidePage::Reading))] {
            show(&mut harness, between);
            show(&mut harness, Some(dialog.clone()));
            assert_eq!(value(&harness, field), "", "{dialog:?}");
        }
        for (other, field) in dialogs.iter().filter(|(other, _)| other != dialog) {
            show(&mut harness, Some(other.clone()));
            assert_eq!(value(&harness, field), "", "{other:?} after {dialog:?}");
            met.insert(format!("{other:?}"));
        }
    }
    assert_eq!(met.len(), dialogs.len());
}

#[test]
fn a_brief_that_is_read_while_its_dialog_is_open_has_its_own_sides() {
    const SIDES: &str = "Sides, separated by commas";
    let mut harness = reader();
    show(&mut harness, Some(Dialog::Brief));
    assert_eq!(value(&harness, SIDES), "Aff, Neg");
    brief_is_read(&mut harness, &["Pro", "Con"]);
    assert_eq!(state(&harness).dialog, Some(Dialog::Brief));
    assert_eq!(value(&harness, SIDES), "Pro, Con");
    for (typed, field, sides) in [
        (",", "Pro, Con,", &["Pro", "Con"][..]),
        (" Bo", "Pro, Con, Bo", &["Pro", "Con", "Bo"]),
        ("th ", "Pro, Con, Both ", &["Pro", "Con", "Both"]),
    ] {
        type_in(&mut harness, SIDES, typed);
        assert_eq!(value(&harness, SIDES), field);
        assert_eq!(state(&harness).brief.document.as_ref().unwrap().sides, sides);
    }
}

#[test]
fn what_was_typed_is_guarded_and_a_proposed_path_is_not() {
    let mut harness = reader();
    show(&mut harness, Some(Dialog::Brief));
    type_in(&mut harness, "The title of a new brief", "qzx");
    press_beside(&mut harness);
    assert_eq!(state(&harness).dialog, Some(Dialog::Brief));
    assert_eq!(value(&harness, "The title of a new brief"), "qzx");
    harness.get_by_label_contains("What you typed is still here");
    // The desktop has no file dialog, so the path is typed.
    let export = state(&harness).brief.export(BriefFormat::Html).unwrap();
    let export = Export::Brief(export);
    let field = format!("The path of the new file, such as {}", export.file_name());
    let purpose = FilePurpose::Save(export);
    for typed in [None, Some("other.html")] {
        act(&mut harness, Action::NothingPicked { purpose: purpose.clone(), at_once: true });
        if let Some(typed) = typed {
            type_in(&mut harness, &field, typed);
        } else {
            harness.get_by_label(&field);
        }
        press_beside(&mut harness);
        assert_eq!(state(&harness).dialog, typed.map(|_| Dialog::OpenPath), "nobody typed the path that is proposed");
    }
}

/// Returns the text of a copy as if it were the file or the chapter of another name.
fn text(harness: &Harness<'static, Kit>, path: &str, chapter: Option<usize>, title: Option<&str>) -> Action {
    let Loaded::Text(mut preview) = preview(state(harness), COPY) else { panic!("a text") };
    preview.request = parallax::state::TextRequest::file(path.into());
    preview.request.options.chapter = chapter;
    let Stage::Text(read) = &mut preview.stage else { panic!("a text") };
    read.imported.title = title.map(str::to_owned);
    Action::Loaded(Ok(Box::new(Loaded::Text(preview))))
}

#[test]
fn a_text_that_comes_while_another_one_is_previewed_is_proposed_under_its_own_title() {
    const TITLE: &str = "Title, if you keep it as a new edition";
    let mut harness = previewed();
    assert_eq!(value(&harness, TITLE), "copy");
    for (path, chapter, title, proposed) in [
        ("/texts/the_mill.txt", None, None, "the mill"),
        ("/texts/book.epub", Some(0), Some("The mill"), "The mill"),
        ("/texts/book.epub", Some(1), Some("The flood"), "The flood"),
        ("/texts/book.epub", Some(2), None, "book"),
    ] {
        type_in(&mut harness, TITLE, " typed");
        let action = text(&harness, path, chapter, title);
        act(&mut harness, action);
        assert_eq!(state(&harness).dialog, Some(Dialog::Preview));
        assert_eq!(value(&harness, TITLE), proposed);
    }
    // The same text, read again with other letters.
    let action = text(&harness, "/texts/book.epub", Some(2), Some("Bücher"));
    act(&mut harness, action);
    assert_eq!(value(&harness, TITLE), "Bücher");
    type_in(&mut harness, TITLE, " typed");
    let action = text(&harness, "/texts/book.epub", Some(2), Some("Bucher"));
    act(&mut harness, action);
    assert_eq!(value(&harness, TITLE), "Bücher typed", "what the reader typed stays");
}

#[test]
fn a_chapter_of_a_book_is_proposed_under_its_title() {
    let mut harness = small();
    let chapters =
        ["The mill", "The flood"].map(|title| parallax::import::Chapter { title: title.into(), words: 1200, depth: 0 });
    let request = parallax::state::TextRequest::file("/texts/book.epub".into());
    let book = parallax::state::Preview { request, stage: Stage::Chapters(chapters.to_vec()) };
    act(&mut harness, Action::Loaded(Ok(Box::new(Loaded::Text(book)))));
    harness.get_by_label("This is a book. Which chapter do you want to read?");
    let action = text(&harness, "/texts/book.epub", Some(1), Some("The flood"));
    act(&mut harness, action);
    assert_eq!(value(&harness, "Title, if you keep it as a new edition"), "The flood");
}

#[test]
fn an_unfinished_quotation_is_there_when_the_form_is_opened_for_the_reply_again() {
    const WORDS: &str = "The exact words";
    const NAME: &str = "Your name";
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Quote));
    let Some(Dialog::Quote(entry)) = state(&harness).dialog else { panic!("no form") };
    type_in(&mut harness, WORDS, "qzx");
    type_in(&mut harness, NAME, "Ada");
    show(&mut harness, Some(Dialog::Palette));
    show(&mut harness, None);
    show(&mut harness, Some(Dialog::Quote(entry)));
    assert_eq!((value(&harness, WORDS), value(&harness, NAME)), ("qzx".to_owned(), "Ada".to_owned()));
    // For another reply it begins empty, but with the name.
    let other = NoteRef { note: if entry.note == 0 { 1 } else { 0 }, ..entry };
    show(&mut harness, Some(Dialog::Quote(other)));
    assert_eq!((value(&harness, WORDS), value(&harness, NAME)), (String::new(), "Ada".to_owned()));
}
