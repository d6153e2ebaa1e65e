//! Handouts in the whole program: chosen by name, saved where the reader says.

use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use parallax::export::handout::{HandoutFormat, HandoutKind, Paper};
use parallax::model::{Plan, Step};
use parallax::state::{Action, Dialog, Export, FilePurpose, HandoutPages, Opened, SavedState, Settings};

use crate::kit::{self, Kit};
use crate::support;

fn opened() -> Harness<'static, Kit> {
    let opened = Opened { edition: support::small().load().unwrap().edition, path: None };
    let mut harness = kit::with(opened, 800.0, 600.0, Settings::default(), SavedState::default());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    assert_eq!(harness.state().state().dialog, Some(Dialog::HandOut));
    harness
}

/// Runs frames until a notice begins with `start`; the thread answers in between.
#[track_caller]
fn wait_for_notice(harness: &mut Harness<'static, Kit>, start: &str) {
    let end = Instant::now() + Duration::from_secs(20);
    while !harness.state().state().notices.iter().any(|notice| notice.text.starts_with(start)) {
        assert!(Instant::now() < end, "{start}: {:?}", harness.state().state().notices);
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

#[test]
fn a_handout_is_chosen_by_the_names_of_its_options() {
    let mut harness = opened();
    for label in ["Answer sheet", "Letter", "Large print: 18 points and more, one column", "HTML"] {
        harness.get_by_label(label).click();
        harness.run();
    }
    let chosen = harness.state().state().hand_out;
    assert_eq!(
        (chosen.kind, chosen.paper, chosen.large, chosen.form),
        (HandoutKind::Sheet, Paper::Letter, true, HandoutFormat::Html)
    );
    assert_eq!(
        harness.state().state().handout_export().options.file_name("small", HandoutFormat::Html),
        "small-sheet-large.html"
    );
    harness.get_by_label("Save as…");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state().dialog, None);
    assert!(harness.state().state().hand_out.large, "the choice is kept");
}

/// Runs frames until the pages are counted.
#[cfg(feature = "pdf")]
#[track_caller]
fn wait_for_pages(harness: &mut Harness<'static, Kit>) -> usize {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let HandoutPages::Counted(pages) = harness.state().state().handout_pages() {
            return *pages;
        }
        assert!(Instant::now() < end, "{:?}", harness.state().state().handout_pages());
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

#[cfg(feature = "pdf")]
#[test]
fn the_number_of_pages_is_said_before_saving_and_follows_the_choice() {
    let mut harness = opened();
    let full = wait_for_pages(&mut harness);
    harness.run();
    harness.get_by_label(&if full == 1 { "1 page.".to_owned() } else { format!("{full} pages.") });
    harness.get_by_label("Large print: 18 points and more, one column").click();
    harness.run();
    let large = wait_for_pages(&mut harness);
    harness.run();
    assert!(large > full, "{large} {full}");
    harness.get_by_label(&format!("{large} pages."));
    harness.get_by_label("HTML").click();
    harness.run();
    assert_eq!(*harness.state().state().handout_pages(), HandoutPages::None);
    harness.get_by_label("One long page, which a browser divides when it prints it.");
}

#[test]
fn the_choices_of_a_kind_are_offered_with_it_alone() {
    let mut harness = opened();
    let everything = "With everything: each note whole, not only the first of each perspective";
    let own_words = "A box for our words: what we agree is so";
    harness.get_by_label(everything).click();
    harness.run();
    assert!(harness.state().state().handout_options().everything);
    assert!(harness.query_by_label(own_words).is_none());
    harness.get_by_label("Pupils' sheet").click();
    harness.run();
    harness.get_by_label(own_words).click();
    harness.run();
    assert!(harness.state().state().handout_options().own_words);
    assert!(harness.query_by_label(everything).is_none());
}

#[test]
fn a_handout_has_the_rows_of_the_plan_until_the_reader_chooses_otherwise() {
    let mut harness = opened();
    assert_eq!(harness.state().state().handout_options().rows, None, "there is no plan");
    let mut step = Step::on("p4".into());
    step.question = Some("Who fell?".to_owned());
    let plan = Plan { steps: vec![step], ..Plan::empty("small") };
    harness.state().act(Action::PlanChanged(Box::new(plan)));
    harness.run();
    let options = harness.state().state().handout_options();
    assert_eq!(options.rows, Some([3].into()));
    assert_eq!(options.questions.get(&3).map(Vec::as_slice), Some(&["Who fell?".to_owned()][..]));
    harness.get_by_label("Only the row of the lesson's plan, with its question").click();
    harness.run();
    assert_eq!(harness.state().state().handout_options().rows, None);
}

#[cfg(feature = "pdf")]
#[test]
fn what_does_not_hold_of_urdu_in_a_pdf_is_said_where_there_is_urdu() {
    let mut harness = opened();
    let said = "Urdu that is copied out of a PDF";
    assert!(harness.query_by_label_contains(said).is_none());
    let texts = support::small().with("edition.ron", "text: \"The owls", "language: \"ur\", text: \"اُلو The owls");
    let opened = Opened { edition: texts.load().unwrap().edition, path: None };
    harness = kit::with(opened, 800.0, 600.0, Settings::default(), SavedState::default());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    harness.get_by_label_contains(said);
    harness.get_by_label("HTML").click();
    harness.run();
    assert!(harness.query_by_label_contains(said).is_none(), "HTML has the text as it is");
}

#[test]
fn without_a_dialog_the_path_is_typed_and_an_existing_file_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.html");
    let mut harness = opened();
    harness.get_by_label("HTML").click();
    harness.run();
    let purpose = FilePurpose::Save(Export::Handout(Box::new(harness.state().state().handout_export())));
    harness.state().act(Action::NothingPicked { purpose, at_once: true });
    harness.run();
    let type_path = |harness: &mut Harness<'static, Kit>| {
        assert!(harness.get_by_label_contains("The path of the new file, such as small-full.html").is_focused());
        harness.get_by_label_contains("The path of the new file").type_text(&path.display().to_string());
        harness.run();
        harness.get_by_label("Save").click();
        harness.run();
    };
    type_path(&mut harness);
    wait_for_notice(&mut harness, &format!("Saved {}", path.display()));
    assert_eq!(harness.state().state().dialog, None);
    assert!(std::fs::read_to_string(&path).unwrap().ends_with("</html>\n"));
    std::fs::write(&path, "mine").unwrap();
    let purpose = FilePurpose::Save(Export::Handout(Box::new(harness.state().state().handout_export())));
    harness.state().act(Action::NothingPicked { purpose, at_once: true });
    harness.run();
    type_path(&mut harness);
    wait_for_notice(&mut harness, "The handout was not saved: expected a new file");
    assert_eq!(harness.state().state().dialog, Some(Dialog::OpenPath), "the path can be typed again");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}
