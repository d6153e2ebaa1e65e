//! `parallax check` on the file of a reader's layer.

use std::fs;

use crate::support::parallax;

/// Runs the program and returns its exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = parallax(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

const LAYER: &str = r#"(
    format: 1,
    edition: "lamps",
    quotations: [
        (
            id: 1,
            on: "en.bill",
            quotation: (
                text: "The lamps went out.",
                language: "en",
                source: "marlow-2024",
                locator: "paragraph 2",
                entered_by: "Mina",
                accessed: "2026-09-20",
            ),
        ),
    ],
    sources: [
        (id: "marlow-2024", kind: Report, title: "Report", published: "2024-03-15", language: "en", primary: true),
    ],
)
"#;

fn checked(text: &str) -> (i32, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.ron");
    fs::write(&path, text).unwrap();
    let (code, out, _) = run(&["check", path.to_str().unwrap()]);
    let folder = format!("{}/", dir.path().display());
    (code, out.replace(&folder, ""))
}

#[test]
fn a_clean_layer_is_reported_as_clean() {
    assert_eq!(checked(LAYER), (0, "clean: 1 quotation, 1 source\n".to_owned()));
    let empty = "(format: 1, edition: \"lamps\")";
    assert_eq!(checked(empty), (0, "clean: 0 quotations, 0 sources\n".to_owned()));
}

#[test]
fn a_quotation_from_a_source_of_the_edition_is_not_reported() {
    let elsewhere = LAYER.replace("source: \"marlow-2024\"", "source: \"finer-2024\"");
    assert_eq!(checked(&elsewhere).0, 0);
}

#[test]
fn quotations_of_a_layer_follow_the_rules_of_an_edition() {
    let long = "word ".repeat(130);
    let wrong = LAYER
        .replace("The lamps went out.", long.trim())
        .replace("language: \"en\",\n                source", "language: \"english language\",\n                source")
        .replace("                locator: \"paragraph 2\",\n", "")
        .replace("Mina", " ")
        .replace("2026-09-20", "2024-03-14");
    let (code, out) = checked(&wrong);
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "lamps.ron:9:23: warning: expected the place of the words in the source, but the quotation has no `locator`
  hint: write for example locator: \"paragraph 3\"
lamps.ron:9:23: warning: expected at most 120 words, but found 130
  hint: quote the sentence that matters and say the rest in the summary
lamps.ron:10:27: error: expected a language tag like en, ur or zh-Hans, but found `english language`
  hint: write the tag of BCP 47
lamps.ron:12:29: error: expected who entered the quotation, but found an empty text
  hint: write it, or take the whole entry out
lamps.ron:13:27: error: expected `published` not to be after `accessed` (14 Mar 2024), but found 15 Mar 2024
  hint: look at both dates
3 errors, 2 warnings
"
    );
}

#[test]
fn sources_of_a_layer_and_duplicate_numbers_are_checked() {
    let wrong = LAYER
        .replace("title: \"Report\"", "title: \"\", url: \"ftp://x\"")
        .replace("quotations: [", "annotations: [(id: 1, on: ())],\n    quotations: [");
    let (code, out) = checked(&wrong);
    assert_eq!(code, 1);
    assert!(out.contains("error: expected a number that nothing else in the layer has, but found 1 again"), "{out}");
    assert!(
        out.contains("lamps.ron:20:50: error: expected a title or a description, but found an empty text"),
        "{out}"
    );
    assert!(out.contains("expected an address that begins with https:// or http://, but found `ftp://x`"), "{out}");
}

#[test]
fn a_syntax_error_in_a_layer_is_reported_with_its_location() {
    let (code, out) = checked(&LAYER.replace("entered_by", "enterd_by"));
    assert_eq!(code, 2);
    assert!(out.starts_with("lamps.ron:13:") && out.contains("enterd_by"), "{out}");
    let (code, out) = checked("(format: 9, edition: \"lamps\", shape: Round)");
    assert_eq!(code, 2);
    assert!(out.contains("expected format 1 or an older one, but found 9"), "{out}");
}

#[test]
fn the_json_report_of_a_layer_has_its_counts() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("lamps.ron");
    fs::write(&path, LAYER).unwrap();
    let (code, out, _) = run(&["check", "--format", "json", path.to_str().unwrap()]);
    assert_eq!(code, 0);
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    let layer = &answer["editions"][0];
    assert_eq!(
        (&layer["quotations"], &layer["sources"], &layer["notes"]),
        (&1.into(), &1.into(), &serde_json::Value::Null)
    );
}
