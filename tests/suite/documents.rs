//! What a coach takes along: a part of a brief, a side, and what is read in a speech, as files.

use parallax::export::brief::{BriefDocument, BriefFormat, print, write};
use parallax::export::handout::{Paper, Printed};
use parallax::model::progress::Progress;
use parallax::model::round::{ReadMark, Round, Side};
use parallax::model::{Brief, BriefPart, Entry};
use parallax::state::brief::BriefAction;
use parallax::state::round::RoundAction;
use parallax::state::{
    Action, AppState, Command, Dialog, DocumentChoice, Effect, Export, ExportedDocument, FilePurpose,
};
use parallax::storage::{round_formats, save_document};

use crate::briefs::lamps;
use crate::round_state::{act, give, said, time, with_round};
use crate::support::output_of;

/// Returns a round in which all of the brief is read in the first speech, with a mark in the first card.
fn round() -> Round {
    let format = round_formats().iter().find(|format| format.id == "policy").unwrap();
    let mut round = Round::new("Finals", format.clone());
    round.ours = Some(Side::First);
    for entry in &lamps().entries {
        round.speeches[0].send(entry);
    }
    let card = lamps().entries.iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    assert!(round.mark(ReadMark { entry: card, at: 33, seconds: 452.0 }));
    round
}

fn printed(brief: &Brief, marks: &[ReadMark], form: BriefFormat, paper: Paper) -> Printed {
    print(BriefDocument { brief, marks }, form, paper, |_| None, &Progress::default()).unwrap()
}

fn text(printed: Printed) -> String {
    String::from_utf8(printed.bytes).unwrap()
}

#[cfg(feature = "pdf")]
fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn a_speech_has_its_cards_in_order_and_the_mark_where_reading_stopped() {
    let round = round();
    let brief = round.speech_brief(0, &lamps().sources).unwrap();
    assert_eq!(brief.title, "Finals: 1AC, First affirmative constructive (Aff)");
    let markdown = text(printed(&brief, round.speech_marks(0), BriefFormat::Markdown, Paper::A4));
    let places: Vec<usize> = lamps()
        .entries
        .iter()
        .map(|entry| markdown.find(entry.title().trim_matches(['“', '”'])).unwrap_or_else(|| panic!("{markdown}")))
        .collect();
    assert!(places.is_sorted(), "{markdown}");
    assert!(markdown.contains("The lamps</u></mark><b> \\[Marked at 7:32\\]</b><u> that went out"), "{markdown}");
    let page = text(printed(&brief, round.speech_marks(0), BriefFormat::Html, Paper::A4));
    assert_eq!(page.matches("[Marked at 7:32]").count(), 1);
    let unmarked = text(printed(&brief, &[], BriefFormat::Html, Paper::A4));
    let mark = "<strong class=\"read\" lang=\"en\" dir=\"ltr\"> [Marked at 7:32]</strong>";
    assert!(page.contains(mark), "{page}");
    assert!(!unmarked.contains("Marked at"));
}

#[cfg(feature = "pdf")]
#[test]
fn a_brief_is_a_tagged_pdf_on_either_paper() {
    let round = round();
    let speech = round.speech_brief(0, &[]).unwrap();
    for brief in [lamps(), speech, Brief::empty(""), lamps().part(BriefPart::Side(0)).unwrap()] {
        for (paper, size) in [(Paper::A4, "595."), (Paper::Letter, "612")] {
            let printed = printed(&brief, round.speech_marks(0), BriefFormat::Pdf, paper);
            assert!(printed.pages.is_some_and(|pages| (1..=4).contains(&pages)), "{:?}", printed.pages);
            assert!(printed.bytes.starts_with(b"%PDF-1.7"));
            for part in ["/MarkInfo", "/StructTreeRoot", "pdfuaid:part", "/Outlines", &format!("/MediaBox[0 0 {size}")]
            {
                assert!(contains(&printed.bytes, part), "{}: {paper:?}: {part}", brief.title);
            }
        }
    }
}

#[cfg(feature = "pdf")]
#[test]
fn headings_without_words_and_gaps_between_levels_are_no_fault_of_a_pdf() {
    use parallax::model::{Heading, Level};

    let heading = |id, level, text: &str| Entry::Heading(Heading { id, level, text: text.into(), side: None });
    let mut brief = lamps();
    brief.entries.splice(
        0..0,
        [heading(101, Level::Block, ""), heading(102, Level::Pocket, "\t \u{202e}"), heading(103, Level::Block, "پتہ")],
    );
    brief.title = "\u{0}".into();
    let pages = printed(&brief, &[], BriefFormat::Pdf, Paper::A4).pages;
    let counted = parallax::export::brief::count_pages(
        BriefDocument { brief: &brief, marks: &[] },
        Paper::A4,
        |_| None,
        &Progress::default(),
    );
    assert_eq!(pages, Some(counted.unwrap()));
}

#[test]
fn a_part_has_the_sources_that_it_cites_and_its_entries_alone_in_every_format() {
    let brief = lamps();
    let block = brief.entries.iter().find(|entry| entry.title().contains("Dark streets")).unwrap().id();
    let part = brief.part(BriefPart::Section(block)).unwrap();
    assert!(part.entries.len() < brief.entries.len() && part.sources.len() < brief.sources.len());
    for form in BriefFormat::ALL.into_iter().filter(|form| form.is_available()) {
        let bytes = write(&part, form).unwrap();
        assert!(!bytes.is_empty());
        if form != BriefFormat::Docx && form != BriefFormat::Pdf {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("A2: “Dark streets cost more than they save”"), "{text}");
            assert!(!text.contains("The police count more falls"), "{text}");
        }
    }
}

#[test]
fn the_command_line_writes_a_part_a_side_and_a_speech() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let run = |arguments: &[&str]| output_of(arguments).replace(&dir.path().display().to_string(), "DIR");
    let brief = "tests/fixtures/lamps-brief.ron";
    assert_eq!(run(&["export", brief, "--part", "dark streets", "-o", &path("p.docx")]), "DIR/p.docx\nexit 0");
    assert_eq!(run(&["export", brief, "--side", "con", "--to", "md", "-o", &path("s.md")]), "DIR/s.md\nexit 0");
    let side = std::fs::read_to_string(path("s.md")).unwrap();
    assert!(side.contains("The police count more falls") && !side.contains("Dark streets"), "{side}");
    for (option, word, said) in [
        (
            "--part",
            "owls",
            "expected words of a heading of the brief, but found `owls`; it has `Pro`, `Darkness saves money`, ",
        ),
        ("--part", "o", "expected words of one heading, but found `o` in several: `Pro`, "),
        ("--side", "gov", "expected a side of the brief with entries, but found `gov`; these have some: `Pro`, `Con`"),
        ("--speech", "1AC", "expected a round for --speech, but found a brief; leave the option out"),
    ] {
        let output = run(&["export", brief, option, word]);
        assert!(output.contains(said) && output.ends_with("exit 2"), "{output}");
    }
    let output = run(&["export", brief, "--pages", "--to", "md"]);
    assert!(output.contains("expected --to pdf with --pages, but found a form that has none"), "{output}");
    save_document(&dir.path().join("finals.ron"), &round()).unwrap();
    let round = path("finals.ron");
    assert_eq!(run(&["export", &round, "--speech", "1ac", "-o", &path("a.docx")]), "DIR/a.docx\nexit 0");
    for (arguments, said) in [
        (
            &["--speech", "2NR"][..],
            "expected a speech with cards, but nothing is read in `2NR`, but in 1AC: DIR/finals.ron",
        ),
        (&["--speech", "9XR"], "expected a speech of the round, but found `9XR`; it has 1AC, "),
        (
            &["--to", "docx"],
            "expected --to xlsx or csv for the flow of a round; choose one of these, or a speech with --speech",
        ),
        (&["--side", "Aff"], "expected a brief for --side, but found a round; leave the option out"),
    ] {
        let output = run(&[&["export", &round], arguments].concat());
        assert!(output.contains(said) && output.ends_with("exit 2"), "{output}");
    }
    if cfg!(feature = "pdf") {
        assert_eq!(run(&["export", brief, "--to", "pdf", "-o", &path("b.pdf")]), "DIR/b.pdf, 2 pages\nexit 0");
        assert_eq!(run(&["export", brief, "--pages", "--paper", "a4"]), "2 pages\nexit 0");
        assert_eq!(run(&["export", &round, "--speech", "1AC", "--pages"]), "2 pages\nexit 0");
        let speech = ["export", &round, "--speech", "1AC", "--to", "pdf", "--paper", "letter", "-o", &path("s.pdf")];
        assert_eq!(run(&speech), "DIR/s.pdf, 2 pages\nexit 0");
    }
}

#[test]
fn a_speech_gets_the_sources_of_the_brief_in_the_folder_beside() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    for folder in ["briefs", "rounds"] {
        std::fs::create_dir(path(folder)).unwrap();
    }
    let mut round = round();
    round.brief = Some(parallax::model::round::BriefLink { title: "Lamps".into(), file: Some("lamps.ron".into()) });
    save_document(&path("rounds/finals.ron"), &round).unwrap();
    let run = |to: &str| {
        let (from, to) = (path("rounds/finals.ron"), path(to));
        output_of(&["export", from.to_str().unwrap(), "--speech", "1AC", "--to", "md", "-o", to.to_str().unwrap()]);
        std::fs::read_to_string(to).unwrap()
    };
    assert!(run("a.md").contains("unknown source"));
    save_document(&path("briefs/lamps.ron"), &lamps()).unwrap();
    assert!(run("b.md").contains("Police of Lamps"));
}

/// What the only effect asks a path for.
fn proposed(effects: &[Effect]) -> (FilePurpose, String) {
    let [Effect::PickFile(purpose)] = effects else { panic!("{effects:?}") };
    let FilePurpose::Save(export) = purpose else { panic!("{purpose:?}") };
    (purpose.clone(), export.file_name())
}

fn choose(state: &mut AppState, what: ExportedDocument, form: BriefFormat) {
    act(state, Action::SetDocument(DocumentChoice { what, form, paper: Paper::A4 }));
}

#[test]
fn the_chosen_part_is_proposed_under_the_name_of_the_brief_and_of_the_part() {
    let mut state = with_round("policy");
    give(&mut state, Command::RoundLeave);
    let block = lamps().entries.iter().find(|entry| entry.title().contains("Dark streets")).unwrap().id();
    act(&mut state, BriefAction::SetTitle("Lamps at night".into()));
    act(&mut state, BriefAction::Choose(block));
    give(&mut state, Command::SavePart);
    assert_eq!(state.dialog, Some(Dialog::SaveDocument));
    assert_eq!(state.document.what, ExportedDocument::Brief(BriefPart::Section(block)));
    for (part, name) in [
        (BriefPart::Section(block), "lamps-at-night-a2-dark-streets-cost-more-than-they-save.docx"),
        (BriefPart::Side(1), "lamps-at-night-con.docx"),
        (BriefPart::Whole, "lamps-at-night.docx"),
    ] {
        choose(&mut state, ExportedDocument::Brief(part), BriefFormat::Docx);
        assert_eq!(proposed(&act(&mut state, Action::SaveDocument)).1, name);
    }
    choose(&mut state, ExportedDocument::Brief(BriefPart::Section(block)), BriefFormat::Docx);
    let (purpose, _) = proposed(&act(&mut state, Action::SaveDocument));
    // What is edited while the file dialog is up is exported as it is then.
    act(&mut state, BriefAction::SetEntryTitle(block, "Typed meanwhile".into()));
    let effects = act(&mut state, Action::FilePicked(purpose, "b.docx".into()));
    let [Effect::Export { export, .. }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Brief(export) = &**export else { panic!("{export:?}") };
    assert_eq!(export.brief.entries[0].title(), "Typed meanwhile");
    assert!(export.brief.entries.len() < lamps().entries.len());
    assert_eq!(state.dialog, None);
    choose(&mut state, ExportedDocument::Brief(BriefPart::Section(999)), BriefFormat::Docx);
    assert!(act(&mut state, Action::SaveDocument).is_empty(), "a part that was removed");
    assert!(said(&state).contains("nothing to save"), "{}", said(&state));
}

#[test]
fn a_speech_is_saved_under_the_name_of_the_round_and_of_the_speech_with_its_sources() {
    let mut state = with_round("policy");
    act(&mut state, RoundAction::SetTitle("Finals".into()));
    let speech = state.round.shown_speech();
    act(&mut state, Action::OpenDocumentDialog(ExportedDocument::Speech(speech)));
    assert!(state.dialog.is_none() && said(&state).contains("Nothing is read in"), "{}", said(&state));
    act(&mut state, RoundAction::SendToSpeech(lamps().entries));
    give(&mut state, Command::RoundOpen);
    time(&mut state, 20.0);
    give(&mut state, Command::RoundSaveSpeech);
    assert_eq!(state.document.what, ExportedDocument::Speech(speech));
    choose(&mut state, ExportedDocument::Speech(speech), BriefFormat::Docx);
    let (purpose, name) = proposed(&act(&mut state, Action::SaveDocument));
    assert_eq!(name, "finals-1ac.docx");
    let effects = act(&mut state, Action::FilePicked(purpose, "s.docx".into()));
    let [Effect::Export { export, .. }] = &effects[..] else { panic!("{effects:?}") };
    let Export::Speech(export) = &**export else { panic!("{export:?}") };
    assert_eq!((export.speech, export.paper), (speech, Paper::A4));
    assert_eq!(export.sources, lamps().sources);
}

#[cfg(feature = "pdf")]
#[test]
fn pages_are_counted_once_for_a_choice_and_again_when_the_brief_changes() {
    let mut state = with_round("policy");
    give(&mut state, Command::RoundLeave);
    let counts =
        |effects: &[Effect]| effects.iter().filter(|effect| matches!(effect, Effect::CountPages { .. })).count();
    let whole = ExportedDocument::Brief(BriefPart::Whole);
    assert_eq!(counts(&act(&mut state, Action::OpenDocumentDialog(whole))), 0, "Word files are not laid out here");
    let pdf = || Action::SetDocument(DocumentChoice { what: whole, form: BriefFormat::Pdf, paper: Paper::A4 });
    assert_eq!(counts(&act(&mut state, pdf())), 1);
    assert_eq!(counts(&act(&mut state, pdf())), 0);
    assert_eq!(counts(&act(&mut state, BriefAction::SetTitle("Other".into()))), 1);
}
