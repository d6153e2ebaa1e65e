//! Dialogs by mouse: what a press beside one does, what is said of an empty field.

use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::{BriefAction, Candidate};
use parallax::state::round::RoundAction;
use parallax::state::{Action, AppState, Command, Dialog, SavedState, Settings};

use crate::briefs::lamps;
use crate::kit::{self, Kit};
use crate::own_copy_window::{beside, previewed};

/// A point of the window that no dialog covers.
const OUTSIDE: Pos2 = pos2(6.0, 500.0);

fn state<'a>(harness: &'a Harness<'static, Kit>) -> &'a AppState {
    harness.state().state()
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

/// Opens the shipped edition at ¶5 with an empty layer and a brief.
fn reader() -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let (layer, brief) = (state(&harness).annotations.edition.clone(), state(&harness).brief.key.clone());
    harness.state().act(Action::Annotations(AnnotationAction::Loaded(layer, Ok(None))));
    harness.state().act(Action::Brief(BriefAction::Loaded(brief, Ok(Some(Box::new(lamps()))))));
    act(&mut harness, Action::JumpTo(5));
    harness
}

fn press_at(harness: &mut Harness<'static, Kit>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let button = PointerButton::Primary;
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        harness.step();
    }
    harness.run();
}

/// Types into the first field of the open dialog.
fn type_in_first_field(harness: &mut Harness<'static, Kit>, text: &str) {
    let field = |harness: &Harness<'static, Kit>| {
        let mut fields: Vec<_> = harness.query_all_by_role(Role::TextInput).collect();
        fields.extend(harness.query_all_by_role(Role::MultilineTextInput));
        // The search field of the bar is behind the dialog.
        fields
            .into_iter()
            .map(|field| field.rect())
            .filter(|rect| rect.top() > 60.0)
            .min_by(|a, b| a.top().total_cmp(&b.top()))
    };
    let at = field(harness).expect("the dialog has a field").center();
    press_at(harness, at);
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

/// Returns all dialogs in which something can be written, each opened in a program of its own.
fn written_dialogs() -> Vec<(&'static str, Harness<'static, Kit>)> {
    let mut out: Vec<(&str, Harness<'static, Kit>)> = vec![("preview", previewed())];
    let commands = [
        ("cut", Command::Cut),
        ("annotation", Command::Annotate),
        ("quotation", Command::Quote),
        ("brief", Command::Brief),
        ("statement", Command::Suggest),
    ];
    for (name, command) in commands {
        let mut harness = reader();
        act(&mut harness, Action::Command(command));
        out.push((name, harness));
    }
    let mut open = reader();
    act(&mut open, Action::ShowDialog(Some(Dialog::OpenPath)));
    out.push(("path", open));
    let mut plan = reader();
    act(&mut plan, Action::Command(Command::Plan));
    plan.get_by_label("Add a word").click();
    plan.run();
    out.push(("plan", plan));
    let mut round = reader();
    act(&mut round, Action::Round(RoundAction::Begin(0)));
    act(&mut round, Action::ShowDialog(Some(Dialog::Round)));
    out.push(("round", round));
    let mut copy = beside(crate::own_copies::COPY);
    act(&mut copy, Action::Command(Command::KeepCopy));
    out.push(("copy", copy));
    out
}

#[test]
fn a_press_beside_a_dialog_does_not_throw_away_what_was_typed_in_it() {
    for (name, mut harness) in written_dialogs() {
        let dialog = state(&harness).dialog.clone();
        assert!(dialog.is_some(), "{name}");
        type_in_first_field(&mut harness, "qzx");
        press_at(&mut harness, OUTSIDE);
        assert_eq!(state(&harness).dialog, dialog, "{name} closed");
        let values: Vec<String> = harness
            .query_all_by_role(Role::TextInput)
            .chain(harness.query_all_by_role(Role::MultilineTextInput))
            .filter_map(|field| field.value())
            .collect();
        assert!(values.iter().any(|value| value.contains("qzx")), "{name}: {values:?}");
        harness.get_by_label_contains("What you typed is still here");
        harness.query_all_by_label_contains("Close ").next().expect("a cross").click();
        harness.run();
        assert_ne!(state(&harness).dialog, dialog, "{name} does not close with its cross");
    }
}

#[test]
fn a_press_beside_a_dialog_in_which_nothing_was_typed_closes_it() {
    for (name, mut harness) in written_dialogs() {
        press_at(&mut harness, OUTSIDE);
        assert_eq!(state(&harness).dialog, None, "{name}");
    }
    // A search leaves nothing behind that could be lost.
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Palette));
    harness.event(Event::Text("print".to_owned()));
    harness.run();
    press_at(&mut harness, OUTSIDE);
    assert_eq!(state(&harness).dialog, None);
}

#[test]
fn an_unfinished_tag_is_there_when_a_card_is_cut_from_the_paragraph_again() {
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Cut));
    type_in_first_field(&mut harness, "Nobody looks at the lamps");
    act(&mut harness, Action::Command(Command::Close));
    assert_eq!(state(&harness).dialog, None);
    act(&mut harness, Action::Command(Command::Cut));
    assert_eq!(state(&harness).brief.cut.tag, "Nobody looks at the lamps");
    act(&mut harness, Action::Brief(BriefAction::AddCut));
    act(&mut harness, Action::Command(Command::Cut));
    assert_eq!(state(&harness).brief.cut.tag, "", "it went into the brief");
}

#[test]
fn the_dialog_says_why_a_summary_is_no_evidence_and_leads_to_the_words_of_the_source() {
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Cut));
    type_in_first_field(&mut harness, "Both sides doubt it");
    let cut = &state(&harness).brief.cut;
    let at = |is_summary: bool| {
        let fits = |candidate: &Candidate| !candidate.is_card() && candidate.summary_of.is_some() == is_summary;
        cut.candidates.iter().position(fits).unwrap()
    };
    let (summary, restated) = (at(true), at(false));
    let reply = cut.candidates[summary].summary_of.unwrap();
    act(&mut harness, Action::Brief(BriefAction::ChooseCandidate(summary)));
    harness.get_by_label_contains("As an analytic: an argument without evidence");
    harness.get_by_label_contains("so a summary cannot be a card");
    harness.get_by_label("Add a quotation from the source…").click();
    harness.run();
    assert_eq!(state(&harness).dialog, Some(Dialog::Quote(reply)));
    act(&mut harness, Action::Command(Command::Close));
    act(&mut harness, Action::Command(Command::Cut));
    assert_eq!(state(&harness).brief.cut.tag, "Both sides doubt it");
    act(&mut harness, Action::Brief(BriefAction::ChooseCandidate(restated)));
    harness.get_by_label_contains("This paragraph restates the article in other words");
    harness.get_by_role_and_label(Role::Button, "Read your own copy…");
}

#[test]
fn a_message_has_a_button_for_what_it_speaks_of() {
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Cut));
    act(&mut harness, Action::Brief(BriefAction::AddCut));
    harness.get_by_label_contains("is in the brief “");
    harness.get_by_label("Open the brief (d)").click();
    harness.run();
    assert!(state(&harness).brief.open);
    assert_eq!(state(&harness).notices, [], "it is dismissed with the press");
    act(&mut harness, Action::Command(Command::RemoveEntry));
    let count = state(&harness).brief.entries().len();
    harness.get_by_label("Bring it back (Ctrl+Z)").click();
    harness.run();
    assert!(state(&harness).brief.entries().len() > count);
    harness.get_by_label("Do it again (Ctrl+Shift+Z)").click();
    harness.run();
    assert_eq!(state(&harness).brief.entries().len(), count);
    harness.get_by_label("Undo (Ctrl+Z)");
}

#[test]
fn an_empty_brief_has_buttons_for_what_can_be_done() {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let key = state(&harness).brief.key.clone();
    harness.state().act(Action::Brief(BriefAction::Loaded(key, Ok(None))));
    act(&mut harness, Action::Command(Command::Debate));
    harness.get_by_label("This brief is empty");
    harness.get_by_label("Take cards from a Word file or a brief… (Ctrl+I)");
    harness.get_by_label("Add a pocket (F4)");
    harness.get_by_label("Back to the article (d)").click();
    harness.run();
    assert!(!state(&harness).brief.open);
}

/// Returns the string literals of a line of source, without those of comments.
fn literals(line: &str) -> Vec<&str> {
    match line.trim_start().starts_with("//") {
        true => Vec::new(),
        false => line.split('"').skip(1).step_by(2).collect(),
    }
}

fn sources(folder: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn no_message_names_a_key_instead_of_having_a_button() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root.join("state"), &mut files);
    sources(&root.join("platform"), &mut files);
    // The table and the keys themselves.
    files.retain(|path| !path.to_string_lossy().contains("command/"));
    let names_a_key = |text: &str| {
        text.contains(' ')
            && (["Ctrl+", "{key}", "press {", "(Esc)", "press Enter"].iter().any(|name| text.contains(name))
                || text.split([' ', ':', '(', ')', ',']).any(|word| {
                    word.strip_prefix('F').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
                }))
    };
    assert!(names_a_key("Nothing is open. Open one with Ctrl+O") && names_a_key("There is one: F6 shows it"));
    assert!(!names_a_key("¶5 is For you"));
    assert!(files.len() > 50);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let named: Vec<_> = literals(line).into_iter().filter(|text| names_a_key(text)).collect();
            assert!(named.is_empty(), "{}:{}: {named:?}", path.display(), number + 1);
        }
    }
}
