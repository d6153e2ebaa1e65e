//! Parts of the brief and speeches in the whole program: chosen in the outline, counted, and saved where the reader says.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::model::BriefPart;
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundAction;
use parallax::state::{Action, AppState, Command, Dialog, ExportedDocument, SavedState, Settings};

use crate::briefs::lamps;
use crate::kit::{self, Kit};

fn debating() -> Harness<'static, Kit> {
    let opened = parallax::platform::open(None).unwrap();
    let mut harness = kit::begun(AppState::new(opened, Settings::default(), SavedState::default()));
    let key = harness.state().state().brief.key.clone();
    act(&mut harness, Action::Brief(BriefAction::Loaded(key, Ok(Some(Box::new(lamps()))))));
    act(&mut harness, Action::Command(Command::Debate));
    harness
}

fn act(harness: &mut Harness<'static, Kit>, action: Action) {
    harness.state().act(action);
    harness.run();
}

#[test]
fn a_block_is_saved_alone_by_a_right_click_in_the_outline() {
    let mut harness = debating();
    let id = lamps().entries.iter().find(|entry| entry.title().contains("Dark streets")).unwrap().id();
    let rows = harness.get_all_by_label("Block: A2: “Dark streets cost more than they save”");
    let leftmost = rows.min_by(|one, other| one.rect().left().total_cmp(&other.rect().left())).unwrap();
    leftmost.click_secondary();
    harness.run();
    harness.get_by_label("Save this part alone…").click();
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::SaveDocument));
    assert_eq!(harness.state().state().document.what, ExportedDocument::Brief(BriefPart::Section(id)));
    harness.get_by_label("A4").click();
    harness.run();
    harness.get_by_label("HTML").click();
    harness.run();
    assert!(harness.query_by_label("A4").is_none(), "a page of HTML has no paper");
    let name = harness.state().state().document_export().unwrap().file_name();
    assert!(name.ends_with("a2-dark-streets-cost-more-than-they-save.html"), "{name}");
    // The desktop has no file dialog here, so that the path is asked for in the window.
    harness.get_by_label("Save as…").click();
    harness.run();
}

#[test]
fn each_card_and_heading_says_how_many_of_its_words_are_read() {
    let harness = debating();
    for text in ["Card · 14 of 38 words read · ", "1 analytic · 20 words · "] {
        assert!(harness.query_all_by_label_contains(text).next().is_some(), "{text}");
    }
}

#[test]
fn a_speech_is_saved_from_the_line_of_its_plan() {
    let mut harness = debating();
    act(&mut harness, Action::Command(Command::RoundOpen));
    act(&mut harness, Action::BeginRound(0));
    assert!(harness.query_by_label(Command::RoundSaveSpeech.label()).is_none(), "nothing is read yet");
    act(&mut harness, Action::Round(RoundAction::SendToSpeech(lamps().entries)));
    harness.get_by_label(Command::RoundSaveSpeech.label()).click();
    harness.run();
    assert!(matches!(harness.state().state().document.what, ExportedDocument::Speech(_)));
    harness.get_by_label("Markdown").click();
    harness.run();
    harness.get_by_label("Plain text with signs for headings and bold words.");
}
