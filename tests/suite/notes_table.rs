//! The notes of an edition as a table for spreadsheets: `parallax export FOLDER --to csv`.

use std::fs;

use insta::assert_snapshot;
use parallax::export::notes::csv;
use parallax::model::Edition;
use parallax::model::rows::Rows;
use parallax::model::visible::with_marks;
use proptest::prelude::*;

use crate::support::{Texts, full, output_of, small};

fn table(edition: &Edition) -> String {
    let all: Vec<usize> = (0..edition.perspectives().len()).collect();
    String::from_utf8(csv(edition, &Rows::new(edition), &all)).unwrap()
}

/// Reads a table back: its header, and the cells of each line.
fn read_back(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = text.strip_prefix('\u{feff}').expect("spreadsheets need the byte order mark");
    let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut lines = lines.records().map(|line| line.unwrap().iter().map(str::to_owned).collect());
    (lines.next().unwrap(), lines.collect())
}

fn lines(texts: &Texts) -> Vec<Vec<String>> {
    read_back(&table(&texts.load().unwrap().edition)).1
}

#[test]
fn an_edition_becomes_a_line_for_each_note() {
    assert_snapshot!(table(&full().load().unwrap().edition).replace('\u{feff}', "[BOM]").replace("\r\n", "[CRLF]\n"), @r#"
    [BOM]Code,Paragraph,Claim,Perspective,Stance,Gist,Summary,Who,Said,Source,URL[CRLF]
    0re,0,,Residents,Adds context,The town has argued about its lamps before,For a year the town had no other subject.,Millbrook Courier,2025-02-12,"Council counts the lamps, Millbrook Courier",https://example.org/lamps[CRLF]
    2tc,2; 4,"Dark lamps save 40,000 pounds a year",Town council,Qualifies,"There is a saving for Millbrook, but of 25,000 pounds and not of 40,000","The treasurer, Ada Moss, expected a saving too, but a smaller one, since the lamps at crossings have to stay lit.","Ada Moss, Treasurer",2025-02-11,"[Remarks on the lighting budget], reported by Millbrook Courier, second column",https://example.org/lamps[CRLF]
    4re,4,“a dark street”,Residents,Disputes,One of them fell in the dark and would like a lamp,"Li Wen tells of a fall on the stairs by the mill, and asks for one lamp there.",Li Wen,2025-06,夜里的灯,https://example.org/night[CRLF]
    "#);
}

#[test]
fn several_citations_have_a_line_each_in_their_cells_and_what_one_lacks_is_a_dash() {
    let cited = "(source: \"moss-2025-02-11\", relayed_by: \"courier-2025-02-12\"),";
    let more = format!("{cited} (source: \"li-2025-06\", locator: \"line 3\"), (source: \"courier-2025-02-12\"),");
    let lines = lines(&small().with("council.ron", cited, &more));
    let note = lines.iter().find(|line| line[0] == "2tc").unwrap();
    assert_eq!(note[1], "2; 4", "a note on two paragraphs is one line");
    assert_eq!(note[7], "Ada Moss, Treasurer\nLi Wen\nMillbrook Courier");
    assert_eq!(note[8], "2025-02-11\n2025-06\n2025-02-12");
    assert_eq!(
        note[9],
        "[Remarks on the lighting budget], reported by Millbrook Courier\n夜里的灯, line 3\n\
         Council counts the lamps, Millbrook Courier"
    );
    assert_eq!(note[10], "https://example.org/lamps\n–\nhttps://example.org/lamps", "the report has the address");
}

#[test]
fn notes_are_in_the_order_of_the_rows_and_those_without_a_paragraph_are_last() {
    let first =
        |texts: &Texts| lines(texts).into_iter().map(|line| format!("{} {}", line[0], line[1])).collect::<Vec<_>>();
    assert_eq!(first(&small()), ["0re 0", "2tc 2; 4", "4re 4"]);
    let dir = tempfile::tempdir().unwrap();
    small().with("council.ron", r#"on: ["p2", "p4"]"#, r#"on: ["p77"]"#).write(dir.path());
    let lost = parallax::storage::load_without_check(dir.path()).unwrap().edition;
    let lines = read_back(&table(&lost)).1;
    assert_eq!(lines.iter().map(|line| line[0].as_str()).collect::<Vec<_>>(), ["0re", "4re", ""]);
    assert_eq!((lines[2][1].as_str(), lines[2][3].as_str()), ("77", "Town council"));
}

#[test]
fn what_a_spreadsheet_would_take_for_a_formula_is_text() {
    for sign in ["=", "+", "-", "@", "＝", " =", "\\t"] {
        let texts = small().with("residents.ron", "The town argued about", &format!("{sign}HYPERLINK(1) about"));
        let lines = lines(&texts);
        assert!(lines[0][6].starts_with('\''), "{:?}", lines[0][6]);
        assert!(lines[0][6].contains("HYPERLINK(1) about"), "nothing is lost");
    }
}

#[test]
fn hidden_characters_are_shown_as_marks() {
    let texts = small().with("residents.ron", "The town argued about", "The \\u{202e}town\\r argued");
    assert!(lines(&texts)[0][6].starts_with("The [U+202E]town[U+000D] argued"));
}

#[test]
fn the_cli_writes_the_table_of_all_or_some_perspectives() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("notes.csv");
    let out = out.to_str().unwrap();
    let run = |more: &[&str]| {
        let folder = "tests/fixtures/small";
        output_of(&[&["export", folder, "--to", "csv", "-o", out], more].concat()).replace(out, "FILE")
    };
    assert_eq!(run(&[]), "FILE\nexit 0");
    let text = fs::read_to_string(out).unwrap();
    assert_eq!(text, table(&small().load().unwrap().edition));
    assert_snapshot!(run(&[]), @r"
    stderr: parallax: expected a new file, but there is one already; choose another name, or --force: FILE
    exit 2
    ");
    assert_eq!(run(&["--force", "--perspectives", "re"]), "FILE\nexit 0");
    let (_, lines) = read_back(&fs::read_to_string(out).unwrap());
    assert_eq!(lines.iter().map(|line| line[3].as_str()).collect::<Vec<_>>(), ["Residents", "Residents"]);
    assert_snapshot!(run(&["--force", "--perspectives", "xx"]), @r"
    stderr: parallax: expected the codes of perspectives, of which there are tc (Town council), re (Residents), but found `xx`
    exit 2
    ");
    for option in [&["--handout", "sheet"][..], &["--paper", "letter"], &["--large"]] {
        assert!(run(&[&["--force"], option].concat()).contains("but found csv, a table of notes"), "{option:?}");
    }
    let help = output_of(&["export", "--help"]);
    assert!(help.contains("- csv:") && help.contains("a table of its notes, as CSV"), "{help}");
}

#[test]
fn the_shipped_edition_has_every_note_in_its_table() {
    let edition = parallax::storage::shipped_without_check().unwrap().edition;
    let (heads, lines) = read_back(&table(&edition));
    let notes: usize = edition.perspectives().iter().map(|by| by.notes.len()).sum();
    assert_eq!((heads.len(), lines.len()), (11, notes));
    let codes: std::collections::HashSet<&str> = lines.iter().map(|line| line[0].as_str()).collect();
    assert_eq!(codes.len(), notes, "each code is that of one note");
    for line in &lines {
        let may_be_empty = |head: &str| ["Claim", "Gist", "Said", "URL"].contains(&head);
        for (head, cell) in heads.iter().zip(line).filter(|(head, _)| !may_be_empty(head)) {
            assert!(!cell.is_empty(), "{head} of {}", line[0]);
        }
    }
}

proptest! {
    #[test]
    fn every_text_reads_back_and_none_is_a_formula(
        texts in proptest::collection::vec("[=+@\t\r\n\"',; a-z-]{0,12}|\\PC{0,20}|.{0,20}", 7),
        several in any::<bool>(),
    ) {
        let edition = small().load().unwrap().edition;
        let mut head = edition.head().clone();
        let mut perspectives = edition.perspectives().to_vec();
        let mut sources = edition.sources().to_vec();
        head.article.claims[0].text = texts[0].clone();
        perspectives[0].name = texts[1].clone();
        let note = &mut perspectives[0].notes[0];
        (note.gist, note.summary) = (Some(texts[2].clone()), texts[3].clone());
        note.citations[0].relayed_by = None;
        if several {
            note.citations.push(note.citations[0].clone());
        }
        let id = note.citations[0].source.clone();
        let source = sources.iter_mut().find(|source| source.id == id).unwrap();
        (source.title, source.title_supplied) = (texts[4].clone(), false);
        (source.role, source.url) = (None, Some(texts[5].clone()));
        source.authors = vec![parallax::model::Author::Organisation(texts[6].clone())];
        let bytes = table(&Edition::new(head, perspectives, sources));
        prop_assert!(bytes.ends_with("\r\n"));
        let (heads, lines) = read_back(&bytes);
        prop_assert_eq!((lines.len(), heads.len()), (3, 11));
        for cell in lines.iter().flatten() {
            let sign = cell.trim_start().chars().next();
            prop_assert!(!sign.is_some_and(|sign| "=+-@＝＋－＠".contains(sign)), "{:?}", cell);
            prop_assert!(!cell.starts_with(['\t', '\r']), "{:?}", cell);
        }
        let line = lines.iter().find(|line| line[0].ends_with("tc")).unwrap();
        let plain = |at: usize| line[at].strip_prefix('\'').unwrap_or(&line[at]).to_owned();
        let read = |text: &str| with_marks(text).strip_prefix('\'').map_or(with_marks(text).into_owned(), str::to_owned);
        for (at, text) in [(2, &texts[0]), (3, &texts[1]), (5, &texts[2]), (6, &texts[3])] {
            prop_assert_eq!(plain(at), read(text));
        }
        let times = if several { 2 } else { 1 };
        for (at, text) in [(7, &texts[6]), (9, &texts[4]), (10, &texts[5])] {
            let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plain(at), read(&vec![one; times].join("\n")));
        }
    }
}
