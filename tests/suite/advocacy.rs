//! An article that the edition's authors wrote for one side: it says so wherever it is shown, and its words are no
//! evidence.

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use parallax::export::handout::{Handout, HandoutKind, HandoutOptions};
use parallax::model::rows::Rows;
use parallax::model::{Brief, Edition, Entry, Provenance, Quotation, Summarised};
use parallax::state::annotations::AnnotationAction;
use parallax::state::brief::BriefAction;
use parallax::state::{
    Action, AppState, Command, CopyAction, Opened, Part, ReaderAction, SavedState, Settings, provenance_lines, update,
};
use parallax::storage::edition_text;

use crate::kit;
use crate::support::{Texts, output_of, small};

const ADVOCACY: &str = r#"Advocacy(side: "the dark", by: "the Friends of the Dark", closed: "2025-02-28")"#;

/// The whole sentence, as it stands under the title.
const SENTENCE: &str =
    "One side's case, for the dark, written by the Friends of the Dark from open facts up to 28 Feb 2025";

fn texts(provenance: &str) -> Texts {
    small()
        .with("edition.ron", r#"Original(of: "written for the tests")"#, provenance)
        .with("edition.ron", "format: 1", "format: 3")
        .with("edition.ron", "        byline: \"A letter to the town council\",\n", "")
}

fn edition() -> Edition {
    texts(ADVOCACY).load().unwrap().edition
}

fn opened() -> Opened {
    Opened { edition: edition(), path: None }
}

fn state() -> AppState {
    let mut state = AppState::new(opened(), Settings::default(), SavedState::default());
    state.request_brief();
    let brief = Some(Box::new(Brief::empty("Lamps")));
    update(&mut state, Action::Brief(BriefAction::Loaded("small".into(), Ok(brief))));
    state
}

/// Returns the findings about the article, without those about gists, which the small edition has none of.
fn lines(provenance: &str) -> Vec<String> {
    let lines = texts(provenance).lines();
    lines.lines().filter(|line| line.starts_with("edition.ron")).map(str::to_owned).collect()
}

#[test]
fn it_says_what_it_is_under_the_title_on_paper_and_in_the_terminal() {
    let edition = edition();
    assert_eq!(provenance_lines(&edition), [format!("{SENTENCE}.")]);
    let state = state();
    let whole = state.text_of(0, Part::Provenance);
    assert!(whole.starts_with(SENTENCE) && whole.contains("speaks for nobody it names"), "{whole}");
    for kind in [HandoutKind::Full, HandoutKind::Pupil, HandoutKind::Sheet, HandoutKind::Sources] {
        let options = HandoutOptions { kind, ..HandoutOptions::default() };
        let handout = Handout::new(&edition, &Rows::new(&edition), &options).unwrap();
        assert_eq!(handout.head[0].text(), format!("{SENTENCE}."), "{kind:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    texts(ADVOCACY).write(folder.path());
    let shown = output_of(&["show", folder.path().to_str().unwrap(), "--width", "120"]);
    assert!(shown.contains(SENTENCE) && !shown.contains("Original"), "{shown}");
}

#[test]
fn the_bar_says_that_it_is_one_side_s_case_at_every_width() {
    for (width, words) in [
        (
            1600.0,
            "One side's case · for the dark, written by the Friends of the Dark from open facts up to 28 Feb 2025",
        ),
        (700.0, "One side"),
    ] {
        let harness = kit::with(opened(), width, 900.0, Settings::default(), SavedState::default());
        let bar: Vec<String> = harness
            .query_all_by_label_contains("One side")
            .filter_map(|node| node.value().or_else(|| node.accesskit_node().label()))
            .collect();
        assert!(bar.iter().any(|text| text.starts_with(words)), "{width}: {bar:?}");
        assert!(harness.query_by_label_contains("The original text").is_none(), "{width}");
    }
}

#[test]
fn no_card_is_cut_from_it() {
    let mut state = state();
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, Action::Command(Command::Cut));
    let candidates = &state.brief.cut.candidates;
    let article = candidates.iter().find(|one| one.label.contains("of the article")).unwrap();
    assert_eq!(article.label, "Analytic · ¶2 of the article, one side's case");
    let Entry::Analytic(analytic) = &article.entry else { panic!("{article:?}") };
    assert!(matches!(&analytic.of, Some(Summarised::Argued { edition, .. }) if edition == "small"));
    let notice = Brief::empty("Lamps").summary_notice(analytic).unwrap();
    assert_eq!(notice, format!("Analytic: an argument, not evidence. {SENTENCE} (¶2)."));
    let cards: Vec<_> = candidates.iter().filter(|one| one.is_card()).collect();
    assert!(cards.iter().all(|card| card.label.contains("Ada Moss")), "quotations alone are evidence: {cards:?}");
}

#[test]
fn its_words_in_a_copy_are_no_evidence_either() {
    let mut harness = kit::in_any_script(opened());
    let texts: Vec<String> =
        harness.state().state().edition.paragraphs().iter().map(|paragraph| paragraph.text.clone()).collect();
    let found = crate::own_copies::preview(harness.state().state(), &texts.join("\n\n"));
    for action in [
        Action::Loaded(Ok(Box::new(found))),
        Action::Copy(CopyAction::ReadBeside),
        Action::Reader(ReaderAction::Activate(5)),
        Action::Command(Command::Cut),
    ] {
        harness.state().act(action);
        harness.run();
    }
    let candidates = &harness.state().state().brief.cut.candidates;
    let at = candidates.iter().position(|one| one.label.contains("of the article")).unwrap();
    assert!(!candidates[at].is_card());
    harness.state().act(Action::Brief(BriefAction::ChooseCandidate(at)));
    harness.run();
    harness.get_by_label_contains("word for word the case for one side that comes with Parallax");
}

#[test]
fn the_dialog_says_why_it_is_no_evidence_and_offers_no_original() {
    let mut harness = kit::in_any_script(opened());
    for action in [Action::Reader(ReaderAction::Activate(2)), Action::Command(Command::Cut)] {
        harness.state().act(action);
        harness.run();
    }
    let candidates = &harness.state().state().brief.cut.candidates;
    let at = candidates.iter().position(|one| one.label.contains("of the article")).unwrap();
    harness.state().act(Action::Brief(BriefAction::ChooseCandidate(at)));
    harness.run();
    harness.get_by_label_contains("argues one side's case in our words");
    assert!(harness.query_by_label("Read your own copy…").is_none());
}

#[test]
fn its_words_cannot_be_entered_as_a_quotation() {
    let mut state = state();
    state.request_layer();
    update(&mut state, Action::Annotations(AnnotationAction::Loaded("small".into(), Ok(None))));
    let note = state.edition.perspectives()[0].notes[0].clone();
    let quotation = Quotation {
        text: state.text_of(2, Part::Article),
        language: "en".into(),
        translation: None,
        source: "moss-2025-02-11".into(),
        locator: None,
        entered_by: "Mina".into(),
        accessed: "2026-11-25".parse().unwrap(),
    };
    let quote = AnnotationAction::Quote { on: note.id.clone(), quotation: Box::new(quotation), source: None };
    assert!(update(&mut state, Action::Annotations(quote)).is_empty());
    assert_eq!(state.annotations.quotations_on(&note.id).count(), 0);
    assert!(state.notices.iter().any(|notice| notice.text.contains("no quotation")));
}

#[test]
fn it_is_checked() {
    assert_eq!(lines(ADVOCACY), Vec::<String>::new());
    let with = |old: &str, new: &str| lines(&ADVOCACY.replace(old, new)).join("\n");
    assert!(with("the dark", " ").contains("[empty-text]: expected the side that it argues for"));
    assert!(with("the Friends of the Dark", "").contains("[empty-text]: expected who wrote it"));
    assert!(with("the Friends", "the \\u{202e}Friends").contains("[hidden-character]"));
    // The small edition was written before 1 March 2025.
    for (day, is_late) in [("2025-02", false), ("2025-03-01", true), ("2025-03", true), ("2026", true), ("2025", true)]
    {
        assert_eq!(with("2025-02-28", day).contains("[impossible-dates]"), is_late, "{day}");
    }
    assert!(with("2025-02-28", "2027").contains("[after-revision]"));
    let missing = lines(r#"Advocacy(side: "the dark", by: "us")"#).join("\n");
    assert!(missing.contains("expected the field `closed` in Advocacy"), "{missing}");
    let older = texts(ADVOCACY).with("edition.ron", "format: 3", "format: 2").lines();
    assert!(
        older.contains("[newer-than-format]: expected nothing of format 3 in format 2, but found it in `Advocacy`")
    );
}

#[test]
fn it_is_written_and_read_back() {
    let edition = edition();
    let again = texts(ADVOCACY).file("edition.ron", &edition_text(edition.head()).unwrap()).load().unwrap().edition;
    assert_eq!(again.head(), edition.head());
    assert!(matches!(&again.article().provenance, Provenance::Advocacy { side, .. } if side == "the dark"));
}
