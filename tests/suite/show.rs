//! `parallax show` and `parallax check` as programs: their output and exit codes.

use std::io::Read as _;
use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::support::{output_of, parallax, small};

const SMALL: &str = "tests/fixtures/small";

#[test]
fn a_wide_page_has_two_columns() {
    assert_snapshot!(output_of(&["show", SMALL, "--width", "120"]), @r"
    Lights out at eleven
    A letter to the town council

    Original text: written for the tests
    Written before 1 Mar 2025; what was said on that day or after is marked Later.

    ¶0  On the whole article                                     + Adds context · Residents · 12 Feb 2025 · 0re
                                                                   The town argued about its lamps for a year.
                                                                   → Millbrook Courier

    ¶1  # On street lamps                                        ○ Not applicable: a heading makes no claim

    ¶2  Street lamps burn all night for nobody. Turned off at    Q Qualifies · Town council · 11 Feb 2025 · 2tc
        eleven, they would save the town 40,000 pounds a year.     (also on ¶4)
                                                                   The treasurer, Ada Moss, expected a saving too, but of
                                                                   25,000 pounds, since the lamps at crossings have to stay
                                                                   lit.
                                                                   “we shall save some of it” [en] (moss-2025-02-11, third
                                                                   paragraph)
                                                                   → Ada Moss, Treasurer · reported by Millbrook Courier

                                                                 ? Not looked for yet · Residents

    ¶3  Nobody has ever come to harm in a dark street here       ○ Not applicable: what is said of a pull-quote stands with
        (pull-quote of ¶4)                                         the paragraph it quotes

    ¶4  Nobody has ever come to harm in a dark street here,      Q Qualifies · Town council · 11 Feb 2025 · 2tc · stands at
        and Millbrook, which went dark in 2019, sleeps well.       ¶2

                                                                 D Disputes · Residents · Jun 2025 · Later · 4re
                                                                   Li Wen tells of a fall on the dark stairs by the mill,
                                                                   and asks for one lamp there.
                                                                   → Li Wen

    ¶5  The owls will thank us.                                  – Silent · Town council (checked 20 Nov 2026): looked in
                                                                   Minutes of the council. Bats were spoken of.

                                                                 ○ Not applicable · Residents: Owls do not write letters.

    exit 0
    ");
}

#[test]
fn a_citation_says_whether_the_text_was_read_itself_where_that_is_known() {
    let shown = output_of(&["show", "tests/fixtures/full", "--width", "120"]);
    for line in ["→ Millbrook Courier · read itself", "→ Li Wen · read itself", "· reported by"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("known from a report"), "who reported it says so: {shown}");
    let gists = output_of(&["show", "tests/fixtures/full", "--width", "120", "--gists"]);
    assert!(!gists.contains("read itself"), "a note in short is short: {gists}");
    let direct = tempfile::tempdir().unwrap();
    let cited = crate::support::full().with("council.ron", "relayed_by: \"courier-2025-02-12\", ", "");
    cited.write(direct.path());
    let shown = output_of(&["show", direct.path().to_str().unwrap(), "--width", "160"]);
    assert!(shown.contains("known from a report"), "{shown}");
}

#[test]
fn a_narrow_page_has_one_column() {
    assert_snapshot!(output_of(&["show", SMALL, "--width", "60", "--perspectives", "re"]), @r"
    Lights out at eleven
    A letter to the town council

    Original text: written for the tests
    Written before 1 Mar 2025; what was said on that day or
    after is marked Later.

    ¶0  On the whole article

        + Adds context · Residents · 12 Feb 2025 · 0re
          The town argued about its lamps for a year.
          → Millbrook Courier

    ¶1  # On street lamps

        ○ Not applicable: a heading makes no claim

    ¶2  Street lamps burn all night for nobody. Turned off at
        eleven, they would save the town 40,000 pounds a year.

        ? Not looked for yet · Residents

    ¶3  Nobody has ever come to harm in a dark street here
        (pull-quote of ¶4)

        ○ Not applicable: what is said of a pull-quote stands
          with the paragraph it quotes

    ¶4  Nobody has ever come to harm in a dark street here, and
        Millbrook, which went dark in 2019, sleeps well.

        D Disputes · Residents · Jun 2025 · Later · 4re
          Li Wen tells of a fall on the dark stairs by the mill,
          and asks for one lamp there.
          → Li Wen

    ¶5  The owls will thank us.

        ○ Not applicable · Residents: Owls do not write letters.

    exit 0
    ");
    let narrow = output_of(&["show", SMALL, "--width", "30"]);
    assert!(narrow.lines().count() > 50 && narrow.ends_with("exit 0"), "{narrow}");
    assert!(narrow.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 30), "{narrow}");
}

#[test]
fn the_width_without_a_terminal_is_100_cells() {
    assert_eq!(output_of(&["show", SMALL]), output_of(&["show", SMALL, "--width", "100"]));
}

#[test]
fn the_shipped_edition_is_shown_without_a_path() {
    let shown = output_of(&["show"]);
    assert!(shown.contains("¶14  ") && shown.ends_with("exit 0"), "{shown}");
}

#[test]
fn an_unknown_perspective_is_reported() {
    assert_snapshot!(output_of(&["show", SMALL, "--perspectives", "tc,xx"]), @r"
    stderr: parallax: expected the codes of perspectives, of which there are tc (Town council), re (Residents), but found `xx`
    exit 2
    ");
}

#[test]
fn an_edition_without_perspectives_is_shown_as_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let alone = small().with("edition.ron", "[\"council\", \"residents\"]", "[]").with(
        "edition.ron",
        "The owls",
        "The \\u{202e}owls",
    );
    alone.without("sources.ron").without("council.ron").without("residents.ron").write(folder.path());
    assert_snapshot!(output_of(&["show", folder.path().to_str().unwrap()]), @r"
    On street lamps

    Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 pounds a year.

    Nobody has ever come to harm in a dark street here

    Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.

    The [U+202E]owls will thank us.
    exit 0
    ");
}

#[test]
fn the_exit_code_of_a_check_depends_on_what_was_found() {
    assert_snapshot!(output_of(&["check", SMALL]), @r"
    clean: 5 paragraphs, 3 notes, 3 sources
    exit 0
    ");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let output_of = |arguments: &[&str]| output_of(arguments).replace(path, "FOLDER");
    small().with("council.ron", "\"teal\"", "\"teel\"").write(folder.path());
    assert_snapshot!(output_of(&["check", path]), @r"
    FOLDER/council.ron:6:10: warning: expected a hue of the themes, but found `teel`
      hint: did you mean `teal`?
    1 warning
    exit 1
    ");
    assert_snapshot!(output_of(&["check", SMALL, path]), @r"
    tests/fixtures/small: clean: 5 paragraphs, 3 notes, 3 sources
    FOLDER/council.ron:6:10: warning: expected a hue of the themes, but found `teel`
      hint: did you mean `teal`?
    FOLDER: 1 warning
    exit 1
    ");
    small().with("council.ron", "\"teal\"", "teal").write(folder.path());
    assert_snapshot!(output_of(&["check", path, SMALL]), @r#"
    FOLDER/council.ron:6:10: error: expected a text in straight double quotes, but found `teal`
      hint: put the text in quotation marks: "..."
    FOLDER: 1 error
    tests/fixtures/small: clean: 5 paragraphs, 3 notes, 3 sources
    exit 2
    "#);
    assert_snapshot!(output_of(&["check", "--format", "json", path]), @r#"
    {
      "editions": [
        {
          "path": "FOLDER",
          "readable": false,
          "errors": 1,
          "warnings": 0,
          "paragraphs": null,
          "notes": null,
          "sources": null,
          "problems": [
            {
              "path": "FOLDER/council.ron",
              "line": 6,
              "column": 10,
              "severity": "error",
              "rule": "syntax",
              "message": "expected a text in straight double quotes, but found `teal`",
              "hint": "put the text in quotation marks: \"...\""
            }
          ]
        }
      ]
    }
    exit 2
    "#);
    assert_snapshot!(output_of(&["show", path]), @r#"
    stderr: parallax: expected a text in straight double quotes, but found `teal` (put the text in quotation marks: "..."), FOLDER/council.ron:6:10
    exit 2
    "#);
}

#[test]
fn the_json_of_a_clean_edition_has_no_problems() {
    let run = parallax(&["check", "--format", "json", SMALL]);
    let output: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(output["editions"][0]["readable"], true);
    assert_eq!(output["editions"][0]["notes"], 3);
    assert_eq!(output["editions"][0]["problems"], serde_json::json!([]));
}

#[test]
fn wrong_arguments_exit_with_2() {
    for arguments in
        [&["check"][..], &["chekc", "a", "b"], &["check", SMALL, "--format", "xml"], &["show", "--width", "0"]]
    {
        assert_eq!(parallax(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    for arguments in [&["show"][..], &["check", "perspectives/pakistan-missile-sanctions", "--format", "json"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parallax"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
}
