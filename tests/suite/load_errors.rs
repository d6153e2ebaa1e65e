//! The messages about files that cannot be read: what was expected, what was found, where, and what to do.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use parallax::model::problem::PathStep;
use parallax::storage::{load, spans};
use proptest::prelude::*;

use crate::support::{Texts, lines_of, small};

fn council(old: &str, new: &str) -> String {
    small().with("council.ron", old, new).lines()
}

#[test]
fn unknown_names_get_the_nearest_known_one() {
    assert_snapshot!(council("stance: Qualifies", "stanse: Qualifies"), @r"
    council.ron:15:13: error [syntax]: expected a field of Note, one of `id`, `on`, `claim`, `phrase`, `stance`, `language`, `gist`, `summary`, `citations`, `quotations`, `checked`, `written_by` or `checked_by`, but found `stanse`
      hint: did you mean `stance`?
    ");
    assert_snapshot!(council("stance: Qualifies", "stance: Qualifys"), @r"
    council.ron:15:21: error [syntax]: expected a stance, one of `Affirms`, `Disputes`, `Qualifies` or `AddsContext`, but found `Qualifys`
      hint: did you mean `Qualifies`?
    ");
    assert_snapshot!(council("stance: Qualifies", "stance: Disagrees"), @"council.ron:15:21: error [syntax]: expected a stance, one of `Affirms`, `Disputes`, `Qualifies` or `AddsContext`, but found `Disagrees`");
    assert_snapshot!(council("Perspective(", "Perspektive("), @r"
    council.ron:1:1: error [syntax]: expected `Perspective`, but found `Perspektive`
      hint: write Perspective(...), or only (...)
    ");
    assert_snapshot!(council("relayed_by: ", "relayed: "), @r"
    council.ron:18:45: error [syntax]: expected a field of Citation, one of `source`, `relayed_by` or `locator`, but found `relayed`
      hint: did you mean `relayed_by`?
    ");
}

#[test]
fn missing_and_duplicate_fields_are_reported() {
    assert_snapshot!(council("            stance: Qualifies,\n", ""), @r"
    council.ron:29:9: error [syntax]: expected the field `stance` in Note, but it is not there
      hint: write it before this bracket, for example stance: Disputes
    ");
    assert_snapshot!(small().with("edition.ron", "id: \"p5\", ", "").lines(), @r#"
    edition.ron:17:45: error [syntax]: expected the field `id` in Paragraph, but it is not there
      hint: write it before this bracket, for example id: "p5"
    "#);
    assert_snapshot!(small().with("sources.ron", "        kind: News,\n", "").lines(), @r"
    sources.ron:25:5: error [syntax]: expected the field `kind` in Source, but it is not there
      hint: write it before this bracket, for example kind: Speech
    ");
    assert_snapshot!(council("stance: Qualifies,", "stance: Qualifies,\n            stance: Disputes,"), @r"
    council.ron:16:13: error [syntax]: expected the field `stance` once in Note, but found it again
      hint: take one of them out
    ");
}

#[test]
fn wrong_quotes_commas_and_brackets_get_a_hint() {
    assert_snapshot!(council("\"Town council\"", "“Town council”"), @r#"
    council.ron:4:11: error [syntax]: expected a text in straight double quotes, but found `“`
      hint: write straight quotation marks: "..."
    "#);
    assert_snapshot!(council("\"Town council\"", "'Town council'"), @r#"
    council.ron:4:11: error [syntax]: expected a text in straight double quotes, but found `'`
      hint: write double quotation marks: "..."
    "#);
    assert_snapshot!(council("\"Town council\"", "Town council"), @r#"
    council.ron:4:11: error [syntax]: expected a text in straight double quotes, but found `Town`
      hint: put the text in quotation marks: "..."
    "#);
    assert_snapshot!(council("\"Town council\"", "\"Town \"council\"\""), @r#"
    council.ron:4:18: error [syntax]: expected a comma or a closing bracket, but found `council`
      hint: a quotation mark inside a text is written \"; or put a comma between two values
    "#);
    assert_snapshot!(council("stance: Qualifies,", "stance: Qualifies"), @r"
    council.ron:16:13: error [syntax]: expected a comma or a closing bracket, but found `summary`
      hint: put a comma after the value before this place
    ");
    assert_snapshot!(council("stance: Qualifies", "stance: \"Qualifies\""), @r"
    council.ron:15:21: error [syntax]: expected a name without quotes, but found a text in quotes
      hint: take the quotation marks away
    ");
    assert_snapshot!(council("on: [\"p5\"]", "on: \"p5\""), @r#"
    council.ron:33:14: error [syntax]: expected a list in square brackets, but found a text in quotes
      hint: put the text in brackets: ["..."]
    "#);
    assert_snapshot!(council("code: \"tc\"", "code = \"tc\""), @r"
    council.ron:3:10: error [syntax]: expected `:` after the name of the field, but found `=`
      hint: a field is written as name: value
    ");
    assert_snapshot!(council("\"Town council\"", "\"Town\\council\""), @r#"
    council.ron:4:16: error [syntax]: expected one of \", \\, \n, \t or \u{...} in a text, but found `\c`
      hint: a backslash in a text is written \\
    "#);
    assert_snapshot!(council("remark: \"Bats were spoken of.\"),", "remark: \"Bats were spoken of.\"],"), @r"
    council.ron:33:114: error [syntax]: expected a comma or a closing bracket, but found `]`
      hint: look for a bracket that was opened and not closed, or closed by the wrong one
    ");
    assert_snapshot!(small().with("sources.ron", "primary: false", "primary: no").lines(), @"sources.ron:25:18: error [syntax]: expected true or false, but found `no`");
    assert_snapshot!(small().with("edition.ron", "format: 1", "format: one").lines(), @"edition.ron:3:13: error [syntax]: expected a whole number, but found `one`");
}

#[test]
fn invalid_dates_are_reported() {
    assert_snapshot!(council("checked: \"2026-11-20\"", "checked: \"2026-11-31\""), @"council.ron:33:32: error [syntax]: `2026-11-31` is not in the calendar");
    assert_snapshot!(council("checked: \"2026-11-20\"", "checked: \"20 Nov 2026\""), @"council.ron:33:32: error [syntax]: expected a date like 2024-12-19, 2024-12 or 2024, but found `20 Nov 2026`");
    assert_snapshot!(council("checked: \"2026-11-20\"", "checked: 2026"), @r#"
    council.ron:33:31: error [syntax]: expected a text in straight double quotes, but found `2026`
      hint: put the text in quotation marks: "..."
    "#);
}

#[test]
fn a_newer_format_is_read_without_what_is_new_in_it() {
    let newer = small().with("edition.ron", "format: 1", "format: 4");
    assert_snapshot!(newer.lines(), @r"
    edition.ron:3:13: warning [newer-format]: expected format 3 or an older one, but found format 4
      hint: what is new in it is left out here and stays in the files; open it with a newer Parallax
    council.ron:11:9: warning [missing-gist]: expected a gist of the first note on p2, but `tc.saving` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:9:9: warning [missing-gist]: expected a gist of the first note on the article, but `re.whole` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:18:9: warning [missing-gist]: expected a gist of the first note on p4, but `re.stumble` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    ");
    let more = newer
        .with("edition.ron", "    perspectives: [", "    tempers: [(id: \"calm\", of: [\"p2\"])],\n    perspectives: [")
        .with("edition.ron", "(id: \"p5\",", "(id: \"p5\", mood: \"(good\",")
        .with(
            "council.ron",
            "            stance: Qualifies,",
            "            stance: Qualifies,\n            strength: 3,",
        )
        .with("council.ron", "relayed_by: \"courier", "by: (), relayed_by: \"courier")
        .with("sources.ron", "        role: \"Treasurer\",", "        role: \"Treasurer\", mood: [1, 2],");
    assert_snapshot!(more.lines(), @r"
    edition.ron:3:13: warning [newer-format]: expected format 3 or an older one, but found format 4
      hint: what is new in it is left out here and stays in the files; open it with a newer Parallax
    council.ron:11:9: warning [missing-gist]: expected a gist of the first note on p2, but `tc.saving` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:9:9: warning [missing-gist]: expected a gist of the first note on the article, but `re.whole` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:18:9: warning [missing-gist]: expected a gist of the first note on p4, but `re.stumble` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    edition.ron:17:24: warning [newer-field]: expected a known field of Paragraph, but found `mood`, which a newer Parallax wrote
      hint: it is left out here and stays in the file; open the edition with a newer Parallax
    edition.ron:24:5: warning [newer-field]: expected a known field of Edition, but found `tempers`, which a newer Parallax wrote
      hint: it is left out here and stays in the file; open the edition with a newer Parallax
    sources.ron:8:28: warning [newer-field]: expected a known field of Source, but found `mood`, which a newer Parallax wrote
      hint: it is left out here and stays in the file; open the edition with a newer Parallax
    council.ron:16:13: warning [newer-field]: expected a known field of Note, but found `strength`, which a newer Parallax wrote
      hint: it is left out here and stays in the file; open the edition with a newer Parallax
    council.ron:19:45: warning [newer-field]: expected a known field of Citation, but found `by`, which a newer Parallax wrote
      hint: it is left out here and stays in the file; open the edition with a newer Parallax
    ");
    let loaded = more.load().unwrap();
    let expected = small().with("edition.ron", "format: 1", "format: 4").load().unwrap().edition;
    assert_eq!(loaded.edition.head(), expected.head());
    assert_eq!(loaded.edition.perspectives(), expected.perspectives());
    assert_eq!(loaded.edition.sources(), expected.sources());
    assert!(
        parallax::storage::edition_text(loaded.edition.head()).unwrap().contains("format: 3,"),
        "what was left out is not claimed"
    );
}

#[test]
fn a_newer_format_that_cannot_be_read_is_not_reported_as_damage() {
    let newer = small().with("edition.ron", "format: 1", "format: 4");
    let strange = newer.clone().with("edition.ron", "title:", "headline:").with("council.ron", "hue:", "tint:");
    assert_snapshot!(strange.lines(), @r"
    edition.ron:3:13: error [newer-format]: expected format 3, but found format 4: a newer Parallax made this file; it is not damaged
      hint: open it with a newer Parallax; this one leaves it as it is
    ");
    assert_snapshot!(newer.clone().with("council.ron", "stance: Qualifies", "stance: Doubts").lines(), @r"
    edition.ron:3:13: error [newer-format]: expected format 3, but found format 4: a newer Parallax made this file; it is not damaged
      hint: open it with a newer Parallax; this one leaves it as it is
    ");
    assert_snapshot!(newer.clone().with("sources.ron", "kind: Post", "kind: Cartoon").lines(), @r"
    edition.ron:3:13: error [newer-format]: expected format 3, but found format 4: a newer Parallax made this file; it is not damaged
      hint: open it with a newer Parallax; this one leaves it as it is
    ");
    assert_snapshot!(newer.with("council.ron", "stance: Qualifies,", "stance: Qualifies").lines(), @r"
    edition.ron:3:13: error [newer-format]: expected format 3, but found format 4: a newer Parallax made this file; it is not damaged
      hint: open it with a newer Parallax; this one leaves it as it is
    ");
    assert_snapshot!(small().with("edition.ron", "format: 1", "format: 99999999999").lines(), @r"
    edition.ron:3:13: error [newer-format]: expected format 3, but found format 99999999999: a newer Parallax made this file; it is not damaged
      hint: open it with a newer Parallax; this one leaves it as it is
    ");
}

#[test]
fn empty_truncated_and_too_deep_files_are_reported() {
    assert_snapshot!(small().file("council.ron", " \n\n").lines(), @r"
    council.ron:1:1: error [empty-file]: expected a perspective, but the file is empty
      hint: write it, or bring it back from a copy; perspectives/README.md has an example
    ");
    let text = small().text("council.ron").to_owned();
    let cut = |end: &str| small().file("council.ron", &text[..text.find(end).unwrap()]).lines();
    assert_snapshot!(cut("ouncil speak"), @r"
    council.ron:7:12: error [half-written]: expected a closing quotation mark for the text that starts here, but the file ends here
      hint: the end may not have been saved: bring it back from a copy, or finish it
    ");
    assert_snapshot!(cut("stance:"), @r"
    council.ron:15:13: error [half-written]: expected the rest of the value, and its closing brackets, but the file ends here
      hint: the end may not have been saved: bring it back from a copy, or finish it
    ");
    assert_snapshot!(small().file("council.ron", "/* to be written").lines(), @r"
    council.ron:1:4: error [half-written]: expected `*/` at the end of the comment that starts here, but the file ends here
      hint: the end may not have been saved: bring it back from a copy, or finish it
    ");
    assert_snapshot!(small().file("council.ron", &"[".repeat(100_000)).lines(), @r"
    council.ron:1:1: error [too-deep]: expected values at most 128 deep inside each other, but found more
      hint: look for brackets that are opened again and again
    ");
    assert_snapshot!(council("code: \"tc\"", &format!("code: {}", "(a:".repeat(5_000))), @r"
    council.ron:3:11: error [too-deep]: expected values at most 128 deep inside each other, but found more
      hint: look for brackets that are opened again and again
    ");
}

#[test]
fn missing_and_unlisted_files_are_reported() {
    assert_snapshot!(small().without("residents.ron").lines(), @r"
    edition.ron:24:31: error [missing-file]: expected `residents.ron` beside this file, since it is listed here, but there is no such file
      hint: write the file, or take the name out of `perspectives`
    ");
    assert_snapshot!(small().without("sources.ron").lines(), @r"
    sources.ron:1:1: error [missing-file]: expected `sources.ron`, but there is no such file
      hint: write it; perspectives/README.md has an example
    ");
    assert_snapshot!(small().without("edition.ron").lines(), @r"
    edition.ron:1:1: error [missing-file]: expected `edition.ron`, but there is no such file
      hint: an edition is a folder with edition.ron in it; look at the spelling of the path
    ");
    assert_snapshot!(small().file("owls.ron", "whatever").lines(), @r#"
    owls.ron:1:1: warning [unlisted-file]: expected `owls` in `perspectives` of edition.ron, since its file is here, but it is not listed
      hint: add "owls" to `perspectives`, or move the file out of the folder
    "#);
    assert_snapshot!(small().with("edition.ron", "\"residents\"]", "\"../residents\"]").lines(), @r#"
    edition.ron:24:31: error [bad-name]: expected the name of a perspective in small letters, digits and hyphens, but found `../residents`
      hint: name it as its file is named, without `.ron`
    residents.ron:1:1: warning [unlisted-file]: expected `residents` in `perspectives` of edition.ron, since its file is here, but it is not listed
      hint: add "residents" to `perspectives`, or move the file out of the folder
    "#);
}

#[test]
fn byte_order_marks_and_crlf_are_accepted() {
    let mut texts = small();
    for name in ["edition.ron", "sources.ron", "council.ron", "residents.ron"] {
        let text = format!("\u{feff}{}", texts.text(name).replace('\n', "\r\n"));
        texts = texts.file(name, &text);
    }
    assert_snapshot!(texts.lines(), @"");
    let texts = texts.with("edition.ron", "id: \"small\"", "id: \"Small\"");
    assert_snapshot!(texts.lines(), @r"
    edition.ron:4:9: error [bad-id]: expected an id of small letters, digits and hyphens, but found `Small`
      hint: an edition's id is like pakistan-missile-sanctions
    ");
}

#[test]
fn an_article_without_perspectives_needs_no_other_file() {
    let alone = small().without("sources.ron").without("council.ron").without("residents.ron");
    assert_snapshot!(alone.with("edition.ron", "[\"council\", \"residents\"]", "[]").lines(), @"");
}

/// Writes the small edition to a folder, changes the folder, and returns the messages of loading it.
fn on_disk(change: impl Fn(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    small().write(folder.path());
    change(folder.path());
    let lines = load(folder.path()).map_or_else(|error| lines_of(&error), |_| "read".to_owned());
    lines.replace(&folder.path().display().to_string(), "FOLDER")
}

#[test]
fn files_that_are_not_text_are_reported() {
    let write = |bytes: &'static [u8]| on_disk(|folder| fs::write(folder.join("council.ron"), bytes).unwrap());
    assert_snapshot!(write(b"\x7fELF\0\0\0"), @r"
    FOLDER/council.ron:1:1: error [not-text]: expected text, but found a binary file
      hint: bring it back from a copy
    ");
    assert_snapshot!(write(b"Perspective(\n    name: \"Caf\xe9\","), @r"
    FOLDER/council.ron:1:1: error [not-text]: expected text in UTF-8, but byte 28, on line 2, belongs to another encoding
      hint: save it again as UTF-8
    ");
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let lines = on_disk(|folder| {
        let file = fs::File::create(folder.join("council.ron")).unwrap();
        file.set_len(300 * 1024 * 1024).unwrap();
    });
    assert_snapshot!(lines, @r"
    FOLDER/council.ron:1:1: error [too-large]: expected a file of at most 256 MB, but found 300 MB
      hint: split the edition in two
    ");
}

#[cfg(unix)]
#[test]
fn links_and_folders_in_place_of_files_are_reported() {
    let link = |target: &'static str| {
        on_disk(|folder| {
            fs::remove_file(folder.join("council.ron")).unwrap();
            std::os::unix::fs::symlink(target, folder.join("council.ron")).unwrap();
        })
    };
    assert_snapshot!(link("council.ron"), @r"
    FOLDER/council.ron:1:1: error [bad-file-link]: expected a file, but found a link that leads back to itself
      hint: put the file itself in its place
    ");
    assert_snapshot!(link("gone.ron"), @r"
    FOLDER/council.ron:1:1: error [bad-file-link]: expected a file, but found a link to something that is not there
      hint: put the file itself in its place
    ");
    assert_snapshot!(link("/dev/null"), @r"
    FOLDER/council.ron:1:1: error [not-a-file]: expected a file, but found a device or a pipe
      hint: put a plain file in its place
    ");
    let folder = on_disk(|folder| {
        fs::remove_file(folder.join("council.ron")).unwrap();
        fs::create_dir(folder.join("council.ron")).unwrap();
    });
    assert_snapshot!(folder, @r"
    FOLDER/council.ron:1:1: error [not-a-file]: expected a file, but found a folder
      hint: put a plain file in its place
    ");
}

#[cfg(unix)]
#[test]
fn a_file_without_read_permission_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let lines = on_disk(|folder| {
        fs::set_permissions(folder.join("council.ron"), fs::Permissions::from_mode(0o000)).unwrap();
    });
    if lines == "read" {
        crate::support::skipped("a file without read permission is reported", "a user who cannot read every file");
    } else {
        assert_snapshot!(lines, @r"
        FOLDER/council.ron:1:1: error [unreadable]: expected a file that you may read, but its permissions forbid it
          hint: give yourself the right to read it
        ");
    }
}

#[test]
fn paths_that_are_not_an_edition_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    small().write(folder.path());
    let lines = |name: &str| {
        let lines = load(&folder.path().join(name)).map_or_else(|error| lines_of(&error), |_| "read".to_owned());
        lines.replace(&folder.path().display().to_string(), "FOLDER")
    };
    assert_snapshot!(lines("edition.ron"), @"read");
    assert_snapshot!(lines("council.ron"), @r"
    FOLDER/council.ron:1:1: error [not-a-file]: expected an edition's folder or its edition.ron, but found `council.ron`
      hint: open the folder that holds edition.ron, or edition.ron itself
    ");
    assert_snapshot!(lines("gone"), @r"
    FOLDER/gone:1:1: error [missing-file]: expected an edition's folder, but there is no such file
      hint: an edition is a folder with edition.ron in it; look at the spelling of the path
    ");
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_snapshot!(lines("empty"), @r"
    FOLDER/empty/edition.ron:1:1: error [missing-file]: expected `edition.ron`, but there is no such file
      hint: an edition is a folder with edition.ron in it; look at the spelling of the path
    ");
}

/// Arbitrary texts, and texts of the characters of RON.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-zA-Z0-9_:,()\\[\\]{}\"'\\\\/*#! \nré]{0,200}"]
}

/// The small edition with a part of one file replaced by an arbitrary text.
fn mutated() -> impl Strategy<Value = Texts> {
    let names = prop::sample::select(vec!["edition.ron", "sources.ron", "council.ron"]);
    (names, any::<prop::sample::Index>(), 0usize..40, any_text()).prop_map(|(name, at, length, new)| {
        let text: Vec<char> = small().text(name).chars().collect();
        let at = at.index(text.len());
        let after = (at + length).min(text.len());
        let changed: String =
            text[..at].iter().copied().chain(new.chars()).chain(text[after..].iter().copied()).collect();
        small().file(name, &changed)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_text_can_be_scanned(text in any_text(), index in 0usize..3) {
        let path = [PathStep::Field("a"), PathStep::Index(index), PathStep::Field("id")];
        let place = spans::position(&text, &path);
        prop_assert!(place.line <= text.matches('\n').count() + 1);
        spans::brackets(&text);
        spans::value_at(&text, &path);
    }

    #[test]
    fn a_mutated_edition_is_loaded_or_reported(texts in mutated()) {
        match texts.load() {
            Ok(loaded) => prop_assert!(loaded.problems.iter().all(|p| p.line > 0 && p.column > 0)),
            Err(error) => prop_assert!(!error.faults.is_empty()),
        }
    }
}
