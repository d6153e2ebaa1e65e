//! Handouts as PDF: accessible, complete in every script, and cancellable.

use std::sync::atomic::{AtomicUsize, Ordering};

use parallax::export::handout::{
    Handout, HandoutFormat, HandoutKind, HandoutOptions, Paper, PrintError, Printed, count_pages, print,
};
use parallax::model::progress::Progress;
use parallax::model::rows::Rows;
use parallax::model::{Edition, Script, SystemFace};
use parallax::storage::{load_texts, load_without_check, shipped_without_check};

use crate::support::{output_of, small};

fn handout(edition: &Edition, options: &HandoutOptions) -> Handout {
    Handout::new(edition, &Rows::new(edition), options).unwrap()
}

/// Writes the PDF without system fonts.
fn pdf(edition: &Edition, options: &HandoutOptions) -> Result<Printed, PrintError> {
    print(&handout(edition, options), HandoutFormat::Pdf, |_| None, &Progress::default())
}

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn every_handout_is_tagged_pdf_ua_with_an_outline() {
    let edition = small().load().unwrap().edition;
    for kind in HandoutKind::ALL {
        for paper in Paper::ALL {
            for large in [false, true] {
                let options = HandoutOptions { kind, paper, large, ..HandoutOptions::default() };
                let printed = pdf(&edition, &options).unwrap_or_else(|error| panic!("{options:?}: {error}"));
                assert!(printed.bytes.starts_with(b"%PDF-1.7"), "{options:?}");
                assert!(
                    printed.pages.is_some_and(|pages| (1..=4).contains(&pages)),
                    "{options:?}: {:?}",
                    printed.pages
                );
                for part in ["/MarkInfo", "/StructTreeRoot", "pdfuaid:part", "/Outlines"] {
                    assert!(contains(&printed.bytes, part), "{options:?}: {part}");
                }
            }
        }
    }
}

#[test]
fn handouts_of_the_shipped_edition_have_no_more_pages_than_a_class_reads() {
    let edition = shipped_without_check().unwrap().edition;
    assert_eq!(edition.perspectives().len(), 7);
    let large_pupil = HandoutOptions { kind: HandoutKind::Pupil, large: true, ..HandoutOptions::default() };
    for options in [HandoutOptions::default(), large_pupil] {
        let handout = handout(&edition, &options);
        let pages = count_pages(&handout, |_| None, &Progress::default()).unwrap();
        assert!(pages <= 16, "{pages} pages: {options:?}");
    }
}

#[test]
fn the_pages_are_counted_as_they_are_printed() {
    let edition = small().load().unwrap().edition;
    for kind in HandoutKind::ALL {
        let options =
            HandoutOptions { kind, large: true, everything: true, own_words: true, ..HandoutOptions::default() };
        let counted = count_pages(&handout(&edition, &options), |_| None, &Progress::default()).unwrap();
        assert_eq!(pdf(&edition, &options).unwrap().pages, Some(counted), "{kind:?}");
    }
}

#[test]
fn the_answer_sheet_of_the_shipped_edition_is_one_page_on_either_paper() {
    let edition = shipped_without_check().unwrap().edition;
    for paper in Paper::ALL {
        let printed =
            pdf(&edition, &HandoutOptions { kind: HandoutKind::Sheet, paper, ..HandoutOptions::default() }).unwrap();
        assert_eq!(printed.pages, Some(1), "{paper:?}");
    }
}

#[test]
fn letters_without_a_font_are_boxes_with_a_warning() {
    let edition = load_without_check("tests/fixtures/scripts".as_ref()).unwrap().edition;
    let requested = std::sync::Mutex::new(Vec::new());
    let find = |script: Script| -> Option<SystemFace> {
        requested.lock().unwrap().push(script);
        None
    };
    let printed =
        print(&handout(&edition, &HandoutOptions::default()), HandoutFormat::Pdf, find, &Progress::default()).unwrap();
    assert_eq!(*requested.lock().unwrap(), [Script::HanSimplified], "Urdu and Hindi have bundled fonts");
    let [warning] = printed.warnings.as_slice() else { panic!("{:?}", printed.warnings) };
    assert!(warning.contains("No face for Chinese was found on this system"), "{warning}");
}

#[test]
fn an_unreadable_font_is_ignored() {
    let edition = load_without_check("tests/fixtures/scripts".as_ref()).unwrap().edition;
    let broken = |script| Some(SystemFace { script, bytes: b"no face".to_vec(), index: 3 });
    let printed =
        print(&handout(&edition, &HandoutOptions::default()), HandoutFormat::Pdf, broken, &Progress::default())
            .unwrap();
    assert_eq!(printed.warnings.len(), 1);
}

#[test]
fn texts_that_look_like_markup_are_printed_literally() {
    let markup = "#panic(1) $x$ *a* `b` \\\\u{7} = head // gone <row> @ref https://a.b/*c*";
    let texts = small()
        .with("edition.ron", "Lights out at eleven", markup)
        .with("edition.ron", "The owls will thank us.", markup)
        .with("council.ron", "Town council", markup);
    let edition = texts.load().unwrap().edition;
    for kind in HandoutKind::ALL {
        pdf(&edition, &HandoutOptions { kind, ..HandoutOptions::default() })
            .unwrap_or_else(|error| panic!("{kind:?}: {error}"));
    }
}

#[test]
fn long_and_hidden_and_unbreakable_texts_are_printed() {
    let long = "The lamps stay dark for ever and ever. ".repeat(400);
    let word = "lamp".repeat(300);
    let texts = small()
        .with("edition.ron", "The owls will thank us.", &long)
        .with("residents.ron", "The town argued about its lamps for a year.", &long)
        .with("council.ron", "Bats were spoken of.", &word)
        .with("edition.ron", "On street lamps", "On \\u{202e}street\\u{0} lamps \\u{e000} 🦉");
    let edition = texts.load().unwrap().edition;
    for large in [false, true] {
        let printed = pdf(&edition, &HandoutOptions { large, ..HandoutOptions::default() }).unwrap();
        assert!(printed.pages.is_some_and(|pages| pages > 4), "{:?}", printed.pages);
        let is_of_boxes = |warning: &String| warning.contains("boxes stand in their place");
        assert!(!printed.warnings.is_empty() && printed.warnings.iter().all(is_of_boxes), "{:?}", printed.warnings);
    }
}

#[test]
fn an_edition_with_one_paragraph_or_none_is_printed() {
    for paragraphs in ["", "(id: \"p1\", text: \"One.\")"] {
        let text = format!(
            "Edition(format: 2, id: \"bare\", title: \"\", language: \"x\", revision: \"2026-01-01\",
             article: Article(provenance: Original(of: \"the tests\"), paragraphs: [{paragraphs}]), perspectives: [])"
        );
        let edition = load_texts("bare", &[("edition.ron", &text), ("sources.ron", "[]")]).unwrap().edition;
        for kind in HandoutKind::ALL {
            for large in [false, true] {
                let options = HandoutOptions { kind, large, ..HandoutOptions::default() };
                assert_eq!(pdf(&edition, &options).unwrap().pages, Some(1), "{kind:?} {paragraphs}");
            }
        }
    }
}

#[test]
fn layout_ends_early_when_it_is_cancelled() {
    let edition = small().load().unwrap().edition;
    let content = handout(&edition, &HandoutOptions::default());
    let progress = Progress::default();
    // Fonts are requested after the job has started.
    let chinese = small().with("edition.ron", "The owls", "图书馆 The owls").load().unwrap().edition;
    let calls = AtomicUsize::new(0);
    let cancel = |_: Script| -> Option<SystemFace> {
        calls.fetch_add(1, Ordering::Relaxed);
        progress.cancel();
        None
    };
    let result = print(&handout(&chinese, &HandoutOptions::default()), HandoutFormat::Pdf, cancel, &progress);
    assert!(matches!(result, Err(PrintError::Cancelled(_))), "{result:?}");
    assert!(calls.load(Ordering::Relaxed) > 0);
    let progress = Progress::default();
    print(&content, HandoutFormat::Pdf, |_| None, &progress).unwrap();
    assert!(progress.fraction() > 0.999);
}

#[test]
fn the_command_writes_pages_and_reports_their_number() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf").display().to_string();
    let said = output_of(&["export", "tests/fixtures/small", "--handout", "sheet", "--paper", "letter", "-o", &path]);
    assert_eq!(said.replace(&path, "sheet.pdf"), "sheet.pdf, 1 page\nexit 0");
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    assert_eq!(output_of(&["export", "tests/fixtures/small", "--handout", "sheet", "--pages"]), "1 page\nexit 0");
    let plan = dir.path().join("plan.ron");
    let with_plan = |text: &str| {
        std::fs::write(&plan, text).unwrap();
        let path = plan.display().to_string();
        let html = dir.path().join("pupil.html").display().to_string();
        let pupil = ["export", "tests/fixtures/small", "--handout", "pupil", "--to", "html", "--force"];
        let said = output_of(&[&pupil[..], &["--plan", &path, "-o", &html]].concat());
        (
            said.replace(&path, "plan.ron").replace(&html, "pupil.html"),
            std::fs::read_to_string(&html).unwrap_or_default(),
        )
    };
    let (said, page) = with_plan("(format: 1, edition: \"small\", steps: [(on: \"p4\", question: \"Who fell?\")])");
    assert_eq!(said, "pupil.html\nexit 0");
    assert!(page.contains("Who fell?") && page.contains("<b>4re</b>") && !page.contains("<b>2re</b>"), "{page}");
    let (said, _) = with_plan("(format: 1, edition: \"lamps\", steps: [(on: \"p4\")])");
    assert!(said.contains("expected a plan for the edition `small`, but found one for `lamps`"), "{said}");
    let (said, _) = with_plan("(format: 1, edition: \"small\")");
    assert!(said.contains("expected a plan with rows of the edition"), "{said}");
    let nameless = dir.path().join("nameless").display().to_string();
    let said = output_of(&["export", "tests/fixtures/small", "--handout", "pupil", "--plan", &nameless]);
    assert!(said.contains("the name of one that is saved for the edition `small`, but found neither"), "{said}");
    let nowhere = output_of(&["export", "--handout", "sheet", "-o", "/nowhere/at/all/sheet.pdf"]);
    assert!(nowhere.contains("there is no folder /nowhere/at/all") && nowhere.ends_with("exit 2"), "{nowhere}");
}
