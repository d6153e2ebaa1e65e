//! Handouts as PDF: accessible, whole in every script, and ended when nobody wants them.

use std::sync::atomic::{AtomicUsize, Ordering};

use parallax::export::handout::{Face, Form, Handout, Kind, Paper, PrintError, Printed, Wish, print};
use parallax::library::{load_texts, load_without_check, shipped_without_check};
use parallax::model::progress::Progress;
use parallax::model::rows::Rows;
use parallax::model::{Edition, Script};

use crate::support::{small, told};

fn of(edition: &Edition, wish: &Wish) -> Handout {
    Handout::new(edition, &Rows::new(edition), wish).unwrap()
}

/// The PDF, made without faces of the system.
fn pdf(edition: &Edition, wish: &Wish) -> Result<Printed, PrintError> {
    print(&of(edition, wish), Form::Pdf, |_| None, &Progress::default())
}

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn every_handout_is_made_under_pdf_ua_with_its_tags_and_outline() {
    let edition = small().load().unwrap().edition;
    for kind in Kind::ALL {
        for paper in Paper::ALL {
            for large in [false, true] {
                let wish = Wish { kind, paper, large, ..Wish::default() };
                let printed = pdf(&edition, &wish).unwrap_or_else(|error| panic!("{wish:?}: {error}"));
                assert!(printed.bytes.starts_with(b"%PDF-1.7"), "{wish:?}");
                assert!(printed.pages.is_some_and(|pages| (1..=4).contains(&pages)), "{wish:?}: {:?}", printed.pages);
                for part in ["/MarkInfo", "/StructTreeRoot", "pdfuaid:part", "/Outlines"] {
                    assert!(contains(&printed.bytes, part), "{wish:?}: {part}");
                }
            }
        }
    }
}

#[test]
fn the_answer_sheet_of_the_shipped_edition_is_one_page_on_either_paper() {
    let edition = shipped_without_check().unwrap().edition;
    for paper in Paper::ALL {
        let printed = pdf(&edition, &Wish { kind: Kind::Sheet, paper, ..Wish::default() }).unwrap();
        assert_eq!(printed.pages, Some(1), "{paper:?}");
    }
}

#[test]
fn letters_without_a_face_are_boxes_and_a_remark() {
    let edition = load_without_check("tests/fixtures/scripts".as_ref()).unwrap().edition;
    let asked = std::sync::Mutex::new(Vec::new());
    let find = |script: Script| -> Option<Face> {
        asked.lock().unwrap().push(script);
        None
    };
    let printed = print(&of(&edition, &Wish::default()), Form::Pdf, find, &Progress::default()).unwrap();
    assert_eq!(*asked.lock().unwrap(), [Script::HanSimplified], "Urdu and Hindi have faces inside the program");
    let [remark] = printed.remarks.as_slice() else { panic!("{:?}", printed.remarks) };
    assert!(remark.contains("No face for Chinese was found on this system"), "{remark}");
}

#[test]
fn a_face_that_cannot_be_read_is_as_if_it_were_not_there() {
    let edition = load_without_check("tests/fixtures/scripts".as_ref()).unwrap().edition;
    let broken = |script| Some(Face { script, bytes: b"no face".to_vec(), index: 3 });
    let printed = print(&of(&edition, &Wish::default()), Form::Pdf, broken, &Progress::default()).unwrap();
    assert_eq!(printed.remarks.len(), 1);
}

#[test]
fn texts_that_look_like_markup_are_printed_as_they_are() {
    let evil = "#panic(1) $x$ *a* `b` \\\\u{7} = head // gone <row> @ref https://a.b/*c*";
    let texts = small()
        .with("edition.ron", "Lights out at eleven", evil)
        .with("edition.ron", "The owls will thank us.", evil)
        .with("council.ron", "Town council", evil);
    let edition = texts.load().unwrap().edition;
    for kind in Kind::ALL {
        pdf(&edition, &Wish { kind, ..Wish::default() }).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
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
        let printed = pdf(&edition, &Wish { large, ..Wish::default() }).unwrap();
        assert!(printed.pages.is_some_and(|pages| pages > 4), "{:?}", printed.pages);
        assert!(printed.remarks.iter().all(|remark| remark.contains("boxes stand in their place")));
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
        for kind in Kind::ALL {
            for large in [false, true] {
                let wish = Wish { kind, large, ..Wish::default() };
                assert_eq!(pdf(&edition, &wish).unwrap().pages, Some(1), "{kind:?} {paragraphs}");
            }
        }
    }
}

#[test]
fn setting_the_pages_ends_in_the_middle_when_it_is_cancelled() {
    let edition = small().load().unwrap().edition;
    let handout = of(&edition, &Wish::default());
    let progress = Progress::default();
    // Faces are asked for when the work has begun.
    let chinese = small().with("edition.ron", "The owls", "图书馆 The owls").load().unwrap().edition;
    let calls = AtomicUsize::new(0);
    let cancel = |_: Script| -> Option<Face> {
        calls.fetch_add(1, Ordering::Relaxed);
        progress.cancel();
        None
    };
    let result = print(&of(&chinese, &Wish::default()), Form::Pdf, cancel, &progress);
    assert!(matches!(result, Err(PrintError::Cancelled(_))), "{result:?}");
    assert!(calls.load(Ordering::Relaxed) > 0);
    let progress = Progress::default();
    print(&handout, Form::Pdf, |_| None, &progress).unwrap();
    assert!(progress.fraction() > 0.999);
}

#[test]
fn the_command_writes_pages_and_says_how_many() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf").display().to_string();
    let said = told(&["export", "tests/fixtures/small", "--handout", "sheet", "--paper", "letter", "-o", &path]);
    assert_eq!(said.replace(&path, "sheet.pdf"), "sheet.pdf, 1 page\nexit 0");
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    let nowhere = told(&["export", "--handout", "sheet", "-o", "/nowhere/at/all/sheet.pdf"]);
    assert!(nowhere.contains("there is no folder /nowhere/at/all") && nowhere.ends_with("exit 2"), "{nowhere}");
}
