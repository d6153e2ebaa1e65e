//! Dialogs by mouse: what a press beside one does, what is said of an empty field.

use egui::accesskit::Action::SetValue;
use egui::accesskit::{ActionData, ActionRequest, Role};
use egui::{Event, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::{BriefAction, Candidate};
use parallax::state::{Action, AppState, Command, Dialog, Item, Opened, ReaderAction, SavedState, Settings};

use crate::briefs::lamps;
use crate::kit::{self, Kit};
use crate::own_copy_window::{beside, previewed};
use crate::support::full;

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
    act(&mut harness, Action::Reader(ReaderAction::JumpTo(5)));
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

/// Returns all dialogs in which something is written that goes with them, each opened in a program of its own.
fn written_dialogs() -> Vec<(&'static str, Harness<'static, Kit>)> {
    let mut out: Vec<(&str, Harness<'static, Kit>)> = vec![("preview", previewed())];
    for (name, command) in [("cut", Command::Cut), ("quotation", Command::Quote), ("statement", Command::Suggest)] {
        let mut harness = reader();
        act(&mut harness, Action::Command(command));
        out.push((name, harness));
    }
    let mut open = reader();
    act(&mut open, Action::ShowDialog(Some(Dialog::OpenPath)));
    out.push(("path", open));
    let mut copy = beside(crate::own_copies::COPY);
    act(&mut copy, Action::Command(Command::KeepCopy));
    out.push(("copy", copy));
    out
}

/// Returns all dialogs that save as one types.
fn saving_dialogs() -> Vec<(&'static str, Harness<'static, Kit>)> {
    let mut out: Vec<(&str, Harness<'static, Kit>)> = Vec::new();
    for (name, command) in [("annotation", Command::Annotate), ("brief", Command::Brief)] {
        let mut harness = reader();
        act(&mut harness, Action::Command(command));
        out.push((name, harness));
    }
    let mut plan = reader();
    act(&mut plan, Action::Command(Command::Plan));
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while plan.query_by_label("Add a word").is_none() {
        assert!(std::time::Instant::now() < end, "the plan is not read");
        plan.step();
    }
    // A dialog that grows is centred in the next frame.
    plan.run();
    plan.get_by_label("Add a word").click();
    plan.run();
    out.push(("plan", plan));
    let mut round = reader();
    act(&mut round, Action::BeginRound(0));
    act(&mut round, Action::ShowDialog(Some(Dialog::Round)));
    out.push(("round", round));
    out
}

#[test]
fn a_press_beside_a_dialog_that_saves_as_one_types_closes_it() {
    for (name, mut harness) in saving_dialogs() {
        assert!(state(&harness).dialog.is_some(), "{name}");
        type_in_first_field(&mut harness, "qzx");
        press_at(&mut harness, OUTSIDE);
        assert_eq!(state(&harness).dialog, None, "{name}");
        let state = state(&harness);
        let saved = match name {
            "annotation" => format!("{:?}", state.annotations.all()),
            "brief" => state.brief.document.as_ref().unwrap().title.clone(),
            "plan" => format!("{:?}", state.lesson.plan),
            _ => format!("{:?}", state.round.document.as_ref().unwrap().title),
        };
        assert!(saved.contains("qzx"), "{name}: {saved}");
    }
}

#[test]
fn a_press_beside_a_dialog_closes_it_once_everything_that_was_typed_is_deleted() {
    // The preview of a text stays open in any case: what is left out of it is chosen there too.
    for (name, mut harness) in written_dialogs().into_iter().filter(|(name, _)| *name != "preview") {
        type_in_first_field(&mut harness, "qzx");
        press_at(&mut harness, OUTSIDE);
        assert!(state(&harness).dialog.is_some(), "{name}");
        for key in [egui::Key::End, egui::Key::Backspace, egui::Key::Backspace, egui::Key::Backspace] {
            if key == egui::Key::End {
                // The press beside it took the focus.
                type_in_first_field(&mut harness, "");
            }
            harness.key_press(key);
            harness.run();
        }
        press_at(&mut harness, OUTSIDE);
        assert_eq!(state(&harness).dialog, None, "{name}");
    }
}

#[test]
fn what_is_dictated_into_a_field_is_not_thrown_away_either() {
    // Speech recognition and switch access put text into the program without a key.
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Brief));
    let (target_node, target_tree) =
        harness.get_by_role_and_label(Role::TextInput, "The title of a new brief").accesskit_node().locate();
    let data = Some(ActionData::Value("qzx".into()));
    let request = ActionRequest { action: SetValue, target_node, target_tree, data };
    harness.event(Event::AccessKitActionRequest(request));
    harness.run();
    assert!(harness.query_all_by_role(Role::TextInput).any(|field| field.value().as_deref() == Some("qzx")));
    press_at(&mut harness, OUTSIDE);
    assert_eq!(state(&harness).dialog, Some(Dialog::Brief));
    let mut harness = reader();
    act(&mut harness, Action::Command(Command::Cut));
    // However the tag came about.
    act(&mut harness, Action::Brief(BriefAction::SetCutTag("qzx".into())));
    press_at(&mut harness, OUTSIDE);
    assert_eq!(state(&harness).dialog, Some(Dialog::Cut));
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
    let written = written_dialogs().into_iter().filter(|(name, _)| *name != "preview");
    for (name, mut harness) in written.chain(saving_dialogs()) {
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
fn what_was_clicked_is_chosen_and_first_when_a_card_is_cut() {
    for row in [2, 5, 12] {
        let mut harness = reader();
        let target = parallax::state::ContextTarget::Paragraph(row);
        act(&mut harness, Action::CommandOn(target, Command::Cut));
        let cut = &state(&harness).brief.cut;
        let text = &state(&harness).paragraph_of(row).unwrap().text;
        assert!(cut.candidates.len() > 2, "{row}");
        let parallax::model::Entry::Analytic(analytic) = &cut.candidates[cut.chosen].entry else { panic!("{row}") };
        assert_eq!((cut.chosen, &analytic.text), (0, text), "row {row}");
    }
}

#[test]
fn no_row_of_the_dialog_that_cuts_a_card_moves_when_another_one_is_chosen() {
    let mut harness = reader();
    act(&mut harness, Action::CommandOn(parallax::state::ContextTarget::Paragraph(12), Command::Cut));
    let labels: Vec<String> = state(&harness).brief.cut.candidates.iter().map(|one| one.label.clone()).collect();
    let place = |harness: &Harness<'static, Kit>| {
        let find = |label: &String| harness.get_all_by_label_contains(&format!("{label}:")).next().unwrap().rect();
        labels.iter().map(find).collect::<Vec<_>>()
    };
    let before = place(&harness);
    for at in [1, 3, 0, 2] {
        press_at(&mut harness, before[at].center());
        assert_eq!(state(&harness).brief.cut.chosen, at);
        assert_eq!(place(&harness), before, "after {at}");
    }
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
fn the_sources_of_a_reply_say_whether_each_text_was_read_itself() {
    let opened = Opened { edition: full().load().unwrap().edition, path: None };
    let mut harness = kit::in_any_script(opened);
    for (row, perspective, headings) in [
        (0, 1, ["A report · read itself", "A report · read itself"]),
        (2, 0, ["The statement, known through a report of it", "The report that was read"]),
        (4, 1, ["The source itself · read itself · Later", "The source itself · read itself · Later"]),
    ] {
        let entry = match harness.state().state().items_of(row, perspective)[0] {
            Item::Note { entry, .. } => entry,
            ref other => panic!("{other:?}"),
        };
        harness.state().act(Action::ShowSources(entry));
        harness.run();
        for heading in headings {
            assert!(harness.query_by_label(heading).is_some(), "{heading}");
        }
    }
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
    harness.get_by_label("Take cards from a Word file, a brief or a hand-over… (Ctrl+I)");
    harness.get_by_label("Add a pocket (F4)");
    harness.get_by_label("Back to the article (Ctrl+D)").click();
    harness.run();
    assert!(!state(&harness).brief.open);
}

/// Returns the string literals of a Rust source, each with the number of the line that it begins on. Comments and
/// characters are skipped.
fn literals(source: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut rest = source;
    let line_of = |rest: &str| source[..source.len() - rest.len()].matches('\n').count() + 1;
    while let Some(c) = rest.chars().next() {
        let is_raw = rest.starts_with("r\"") || rest.starts_with("r#");
        let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
        rest = if rest.starts_with("//") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else if is_raw && rest[1 + hashes..].starts_with('"') {
            let (text, end) = (&rest[hashes + 2..], format!("\"{}", "#".repeat(hashes)));
            let length = text.find(&end).expect("a raw string ends");
            out.push((line_of(rest), text[..length].to_owned()));
            &text[length + end.len()..]
        } else if c == '"' {
            let (text, length) = quoted(&rest[1..]);
            out.push((line_of(rest), text));
            &rest[length + 2..]
        } else if let Some(escape) = rest.strip_prefix("'\\") {
            let end = escape.char_indices().skip(1).find(|(_, c)| *c == '\'').expect("a character ends").0;
            &escape[end + 1..]
        } else if c == '\'' && rest.chars().nth(2) == Some('\'') {
            &rest[rest.char_indices().nth(3).map_or(rest.len(), |(end, _)| end)..]
        } else if c.is_alphanumeric() {
            // A whole word, so that the `r` at its end begins no raw string.
            rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
        } else {
            &rest[c.len_utf8()..]
        };
    }
    out
}

/// Returns the text of a string literal after its opening quote, and how many bytes it takes up to the closing one.
fn quoted(rest: &str) -> (String, usize) {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, at),
            '\\' => match chars.next().expect("an escape has a character").1 {
                '\n' => {
                    // A line continued: the indent of the next one is no part of the text.
                    let indent = chars.as_str().chars().take_while(|c| c.is_whitespace()).count();
                    (0..indent).for_each(|_| _ = chars.next());
                }
                'n' => text.push('\n'),
                other => text.push(other),
            },
            c => text.push(c),
        }
    }
    panic!("a string ends: {rest:.40}");
}

#[test]
fn the_literals_of_a_source_are_whole() {
    let source = r##"
// "not this", it's a comment
fn f<'a>(c: char) -> &'a str {
    let quote = ['"', '\'', '\u{22}'];
    let b = br"raw bytes" .len() + other"no" .len();
    format!("one {x} \
             and two, \"said\" 'so'", r#"three "raw""#);
    "Press Ctrl+O /* four */ // five"
}
"##;
    let found: Vec<(usize, String)> = literals(source);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    let expected =
        ["raw bytes", "no", "one {x} and two, \"said\" 'so'", "three \"raw\"", "Press Ctrl+O /* four */ // five"];
    assert_eq!(texts, expected);
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 5, 6, 7, 8]);
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
        for (line, text) in literals(&text) {
            assert!(!names_a_key(&text), "{}:{line}: {text:?}", path.display());
        }
    }
}
