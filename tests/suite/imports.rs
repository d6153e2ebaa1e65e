//! Importing texts as editions: the result, what the check reports about it, and bad input.

use std::fs;

use insta::assert_snapshot;
use parallax::import::{ImportError, Imported, ReadOptions, import};
use parallax::model::progress::{Cancelled, Progress};
use parallax::model::{
    Author, Claim, ContestedNumber, ContestedTerm, Credit, Mark, MarkKind, NumberUse, Paragraph, ParagraphKind,
    Provenance, Severity, TermUse,
};
use parallax::storage::{CreateError, create, edition_text, load, load_texts};
use proptest::prelude::*;

use crate::support::output_of;

fn read(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    import(name, bytes, &ReadOptions::default(), &Progress::default())
}

/// Returns the `edition.ron` of an imported text, which must load unchanged and without an error.
fn edition_of(name: &str, bytes: &[u8]) -> String {
    let head = read(name, bytes).unwrap().into_edition_head(name, "2026-11-23".parse().unwrap());
    let text = edition_text(&head).unwrap();
    let loaded = load_texts("new", &[("edition.ron", &text)]).unwrap();
    assert_eq!(*loaded.edition.head(), head);
    let errors: Vec<_> = loaded.problems.iter().filter(|p| p.problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    text
}

fn message(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).unwrap_err().to_string()
}

#[test]
fn a_saved_page_becomes_its_main_text() {
    let page = include_bytes!("../fixtures/import/letter.html");
    assert_snapshot!(edition_of("letter.html", page), @r#"
    Edition(
        format: 3,
        id: "lights-out-at-eleven",
        title: "Lights out at eleven",
        language: "en-GB",
        revision: "2026-11-23",
        article: Article(
            byline: "Ada Moss",
            provenance: OwnCopy(of: "letter.html", credit: (authors: [Person(family: "Moss", given: "Ada")], title: "Lights out at eleven", published: "2025-02-28", url: "https://example.org/post/lights-out")),
            written_before: "2025-03-01",
            paragraphs: [
                (id: "p1", text: "The street lamps of Millbrook burn all night for nobody. Turned off at eleven, they would save the town a good deal of money every year, and nobody who sleeps would ever miss them.", marks: [(words: "nobody", kind: Emphasis)]),
                (id: "p2", text: "The treasurer has said as much in her remarks on the budget, and the council’s own engineers, who counted the walkers of one whole winter, found “hardly a soul” after midnight.", marks: [(words: "her remarks on the budget", kind: Link("https://example.org/post/budget"))]),
                (id: "p3", kind: Quote, text: "We counted four people and a dog between midnight and five in the morning, and the dog was asleep."),
                (id: "p4", kind: Heading, text: "What it would take"),
                (id: "p5", kind: ListItem(mark: "1."), text: "A clock in each of the forty boxes that feed the lamps."),
                (id: "p6", kind: ListItem(mark: "2."), text: "A week’s work for two engineers, in spring."),
                (id: "p7", text: "None of this is new, and none of it is dear. What it takes is a council that is willing to go to bed when everybody else does, and to say so in public before the next election comes."),
            ],
        ),
        perspectives: [],
    )
    "#);
    let imported = read("letter.html", page).unwrap();
    assert_snapshot!(imported.summary(), @"7 paragraphs, English, 147 words");
    assert_eq!(imported.remarks().collect::<Vec<_>>(), ["One picture was left out."]);
}

#[test]
fn headings_lists_and_marks_of_markdown_are_kept() {
    assert_snapshot!(edition_of("letter.md", include_bytes!("../fixtures/import/letter.md")), @r#"
    Edition(
        format: 3,
        id: "lights-out-at-eleven",
        title: "Lights out at eleven",
        language: "en",
        revision: "2026-11-23",
        article: Article(
            byline: "Ada Moss",
            provenance: OwnCopy(of: "letter.md", credit: (authors: [Person(family: "Moss", given: "Ada")], title: "Lights out at eleven", published: "2025-02-28")),
            written_before: "2025-03-01",
            paragraphs: [
                (id: "p1", text: "The street lamps of Millbrook burn all night for nobody. They would save the town 40,000 pounds a year.", marks: [(words: "nobody", kind: Emphasis), (words: "40,000 pounds", kind: Strong)]),
                (id: "p2", kind: Quote, text: "We counted four people and a dog."),
                (id: "p3", kind: ListItem(mark: "1."), text: "A clock in each box."),
                (id: "p4", kind: ListItem(mark: "2."), text: "A week's work, in spring.", marks: [(words: "in spring", kind: Link("https://example.org/spring"))]),
            ],
        ),
        perspectives: [],
    )
    "#);
}

#[test]
fn the_cli_creates_an_edition_and_overwrites_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("own copy.txt");
    let copy = "The lamps burn all night for nobody, and the whole town has to pay for it.";
    fs::write(&file, format!("One.\n{copy}\n\nThey say: {copy}\n")).unwrap();
    let folder = dir.path().join("deep").join("new");
    let (file, folder) = (file.to_str().unwrap(), folder.to_str().unwrap());
    let without_dir = |text: String| text.replace(dir.path().to_str().unwrap(), "[dir]");
    assert_snapshot!(without_dir(output_of(&["import", file, "-o", folder])), @r"
    3 paragraphs, English, 35 words; one repeated passage
    [dir]/deep/new
    exit 0
    ");
    assert_snapshot!(output_of(&["check", folder]), @r"
    clean: 3 paragraphs, 0 notes, 0 sources
    exit 0
    ");
    assert_snapshot!(output_of(&["show", folder]), @r"
    One.

    The lamps burn all night for nobody, and the whole town has to pay for it.

    They say: The lamps burn all night for nobody, and the whole town has to pay for it.
    exit 0
    ");
    assert_snapshot!(without_dir(output_of(&["import", file, "-o", folder])), @r"
    stderr: parallax: expected a new folder, but there is an edition in it already; choose another one: [dir]/deep/new
    exit 2
    ");
    assert_snapshot!(without_dir(output_of(&["import", file, "-o", dir.path().to_str().unwrap()])), @r"
    stderr: parallax: expected a new or empty folder, but something else is there; choose another one: [dir]
    exit 2
    ");
    assert_snapshot!(without_dir(output_of(&["import", file, "-o", file])), @r"
    stderr: parallax: expected a new or empty folder, but something else is there; choose another one: [dir]/own copy.txt
    exit 2
    ");
    assert_snapshot!(without_dir(output_of(&["import", &format!("{file}.none")])), @r"
    stderr: parallax: expected a file that can be read, but there is no such file: [dir]/own copy.txt.none
    exit 2
    ");
    assert_snapshot!(without_dir(output_of(&["import", file, "--encoding", "klingon"])), @r"
    stderr: parallax: expected the name of an encoding such as UTF-8, windows-1252 or Shift_JIS, but found `klingon`: [dir]/own copy.txt
    exit 2
    ");
}

#[test]
fn a_new_edition_is_a_file_that_loads_again() {
    let dir = tempfile::tempdir().unwrap();
    let head = read("a.txt", b"Lamps.").unwrap().into_edition_head("a.txt", "2026-11-23".parse().unwrap());
    let path = create(&dir.path().join("a"), &head).unwrap();
    assert_eq!(*load(&dir.path().join("a")).unwrap().edition.head(), head);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    assert!(matches!(create(&dir.path().join("a"), &head), Err(CreateError::Exists { .. })));
    assert!(matches!(create(dir.path(), &head), Err(CreateError::Taken { .. })));
    assert!(matches!(create(&path, &head), Err(CreateError::Taken { .. })));
}

#[test]
fn files_that_are_not_text_are_rejected_with_a_message() {
    assert_snapshot!(message("a.txt", b""), @"there is no text in this file; if it shows text elsewhere, save it as plain text there");
    assert_snapshot!(message("a.txt", b" \n\t\n"), @"there is no text in this file; if it shows text elsewhere, save it as plain text there");
    assert_snapshot!(message("a.html", b"<html><body><img src=x></body></html>"), @"there is no text in this file; if it shows text elsewhere, save it as plain text there");
    assert_snapshot!(message("a.bin", &(0..=255).cycle().take(5_000).collect::<Vec<u8>>()), @"this is not a text that can be read; open it in the program that made it and save it as text");
    assert_snapshot!(message("a.png", b"\x89PNG\r\n\x1a\n"), @"this is a picture; words in it must be typed or recognised first");
    assert_snapshot!(message("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), @"this is a document of Word before 2007; save it as DOCX or ODT and import that");
    assert_snapshot!(message("a.zip", b"PK\x03\x04........a.txt"), @"this is an archive of files; unpack it and import the text inside");
}

#[test]
fn an_encoding_that_cannot_be_detected_must_be_chosen() {
    let noise: Vec<u8> = (0..400_u32).map(|i| u8::try_from(128 + (i * 37 + i * i * 11) % 128).unwrap()).collect();
    let Err(ImportError::ChooseEncoding(names)) = read("a.txt", &noise) else { panic!("{:?}", read("a.txt", &noise)) };
    assert!(names.len() > 10);
    for name in names {
        let options = ReadOptions { encoding: Some(name.into()), ..ReadOptions::default() };
        assert!(import("a.txt", &noise, &options, &Progress::default()).is_ok(), "{name} can be chosen");
    }
}

#[test]
fn a_guessed_language_warns_how_to_correct_it_and_the_option_overrides_it() {
    let short = b"Lamps burn.";
    let guessed = read("a.txt", short).unwrap();
    assert!(
        guessed.warnings.iter().any(|r| r.starts_with("The language is a guess: ") && r.contains("--language")),
        "{:?}",
        guessed.warnings
    );
    let options = ReadOptions { language: Some("ur".into()), ..ReadOptions::default() };
    let read = import("a.txt", short, &options, &Progress::default()).unwrap();
    assert_eq!((read.language, read.warnings), (Some("ur".into()), vec![]));
    let page = b"<html lang=fr><body><p>The lamps of Millbrook burn from dusk until dawn.</p></body></html>";
    let read = import("a.html", page, &options, &Progress::default()).unwrap();
    assert_eq!(read.language, Some("ur".into()), "the option overrides the page");
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.txt"), short).unwrap();
    let created = output_of(&["import", &path("a.txt"), "-o", &path("new"), "--language", "pa-Arab"]);
    assert!(created.ends_with("exit 0"), "{created}");
    assert!(fs::read_to_string(folder.path().join("new/edition.ron")).unwrap().contains("language: \"pa-Arab\""));
    let rejected = output_of(&["import", &path("a.txt"), "-o", &path("other"), "--language", "no such tongue"]);
    assert!(rejected.contains("such as en or zh-Hans, but found no such tongue") && rejected.ends_with("exit 2"));
}

#[test]
fn a_cancelled_import_ends() {
    let progress = Progress::default();
    progress.cancel();
    let cancelled = import("a.txt", b"Lamps.", &ReadOptions::default(), &progress);
    assert_eq!(cancelled, Err(ImportError::Cancelled(Cancelled)));
}

#[test]
fn hostile_texts_soon_become_an_article_or_an_error() {
    let texts: Vec<(&str, String)> = vec![
        ("a.txt", "x".repeat(3_000_000)),
        ("a.txt", "lamp ".repeat(600_000)),
        ("a.txt", "a\n".repeat(50_000)),
        ("a.html", format!("<html>{}deep", "<div>".repeat(100_000))),
        ("a.html", format!("<html>{}deep", "<blockquote>".repeat(100_000))),
        ("a.html", format!("<html>{}", "<p><b><i>x".repeat(20_000))),
        ("a.html", format!("<html>{}", "<table><tr><td>x".repeat(5_000))),
        ("a.html", "<!DOCTYPE html [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]><html><p>&b; lamp".into()),
        ("a.html", "<html><script>while(true);</script><p>lamp".into()),
        ("a.md", format!("{}deep", "> ".repeat(100_000))),
        ("a.md", format!("{}deep", "[".repeat(100_000))),
    ];
    for (name, text) in texts {
        let imported = read(name, text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(!imported.article.paragraphs.is_empty(), "{name}");
        assert!(imported.article.paragraphs.iter().all(|p| p.text.len() <= 100_000), "{name}");
    }
    let whole = include_bytes!("../fixtures/import/letter.html");
    for end in (0..whole.len()).step_by(97) {
        let _ = read("half.html", &whole[..end]);
    }
}

#[test]
fn an_article_of_a_thousand_words_is_read_line_by_line() {
    let sample = read("article.txt", include_bytes!("../fixtures/sample/article.txt")).unwrap();
    assert_eq!(sample.summary(), "14 paragraphs, English, 1 033 words; one repeated passage");
    assert_eq!(sample.article.paragraphs[13].id.as_str(), "p14");
    if let Some(path) = crate::copies::original() {
        let original = read("article.txt", &fs::read(path).unwrap()).unwrap();
        assert_eq!(original.summary().split(';').next(), Some("14 paragraphs, English, 1 039 words"));
    }
}

fn hostile_text() -> impl Strategy<Value = String> {
    let special_char = prop_oneof![
        Just('"'),
        Just('\\'),
        Just('\''),
        Just('\n'),
        Just('\t'),
        Just('\r'),
        Just('\0'),
        Just('{'),
        Just('}'),
        Just('\u{200d}'),
        Just('\u{202e}'),
        Just('\u{feff}'),
        Just('ि'),
        Just('\u{301}'),
        Just('👩'),
        any::<char>(),
    ];
    proptest::collection::vec(special_char, 0..30).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn a_written_edition_is_read_back_unchanged(texts in proptest::collection::vec(hostile_text(), 1..6), title in hostile_text()) {
        let mut head = read("a.txt", b"Lamps.").unwrap().into_edition_head("a.txt", "2026-11-23".parse().unwrap());
        head.article.byline = texts.first().cloned();
        let (one, id) = (texts[0].as_str(), texts[0].as_str());
        let said = (vec![TermUse { by: id.into(), wording: one.into(), source: id.into() }; texts.len() - 1], vec![
            NumberUse { by: id.into(), value: one.into(), source: id.into() },
            NumberUse { by: id.into(), value: title.clone(), source: id.into() },
        ]);
        let (unit, remark) = (title.split_once('a').map(|(unit, _)| unit.to_owned()), texts.get(1).cloned());
        head.related = texts.clone();
        head.terms = vec![ContestedTerm { id: id.into(), term: one.into(), said: said.0, remark: remark.clone() }];
        head.numbers = vec![ContestedNumber { id: id.into(), of: one.into(), unit: unit.clone(), said: said.1, remark }];
        head.article.provenance = Provenance::Restated {
            of: title.clone(),
            own_copy: texts.get(2).cloned(),
            credit: texts.get(1).map(|one| Credit {
                authors: vec![
                    Author::Organisation(one.clone()),
                    Author::Person { family: one.clone(), given: unit.clone(), family_first: unit.is_some(), suffix: texts.get(3).cloned() },
                ],
                title: title.clone(),
                publisher: unit.clone(),
                published: texts.get(2).map(|_| "2025-01".parse().unwrap()),
                url: unit,
            }),
        };
        head.article.claims = vec![Claim { id: id.into(), on: id.into(), text: one.into(), phrase: texts.get(3).cloned() }];
        head.title = title;
        head.article.paragraphs = texts.iter().zip(1..).map(|(text, number)| Paragraph {
            id: format!("p{number}").as_str().into(),
            kind: ParagraphKind::ListItem { mark: text.clone() },
            language: Some("ur".into()),
            short: Some(text.clone()),
            topics: vec![text.clone()],
            text: text.clone(),
            marks: vec![Mark { words: text.clone(), nth: number, kind: MarkKind::Link(text.clone()) }],
            repeats: vec![text.as_str().into()],
        }).collect();
        let loaded = load_texts("new", &[("edition.ron", &edition_text(&head).unwrap())]).unwrap();
        prop_assert_eq!(loaded.edition.head(), &head);
    }

    #[test]
    fn any_bytes_are_read_or_rejected(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "[a-z]\\.(txt|md|html)") {
        if let Ok(imported) = read(&name, &bytes) {
            prop_assert!(!imported.article.paragraphs.is_empty());
        }
    }
}

#[test]
fn a_page_that_wrongly_declares_utf_16_is_decoded_by_its_bytes() {
    for label in ["<meta charset=\"utf-16\">", "<meta http-equiv=Content-Type content='text/html; charset=UTF-16LE'>"] {
        let page = format!(
            "<html><head>{label}</head><body><p>The lamps of Łódź burn all night for nobody.</p></body></html>"
        );
        let read = read("page.html", page.as_bytes()).unwrap();
        assert_eq!(read.article.paragraphs[0].text, "The lamps of Łódź burn all night for nobody.");
        assert_eq!(read.encoding, Some(("UTF-8", true)));
        let western = [b"<?xml version='1.0' encoding='utf-16'?>\n", page.replace("Łódź", "K#ln").as_bytes()].concat();
        let western: Vec<u8> = western.into_iter().map(|b| if b == b'#' { 0xf6 } else { b }).collect();
        assert!(
            import("page.html", &western, &ReadOptions::default(), &Progress::default()).unwrap().article.paragraphs[0]
                .text
                .contains("Köln")
        );
    }
}

#[test]
fn a_new_edition_is_dated_by_the_local_day() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.txt");
    fs::write(&text, "The lamps of Millbrook burn all night.").unwrap();
    // 26 hours apart, so never on the same day.
    let [east, west] = ["East-14", "West12"].map(|zone| {
        let edition = folder.path().join(zone);
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_parallax"))
            .args(["import".as_ref(), text.as_os_str(), "-o".as_ref(), edition.as_os_str()])
            .env("TZ", zone)
            .output()
            .unwrap();
        assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
        load(&edition).unwrap().edition.head().revision
    });
    assert!(east > west, "{east} {west}");
}
