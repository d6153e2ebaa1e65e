//! Lists of works: what is cited, in what order, in which forms; and `parallax cite` as a program.

use std::fs;

use parallax::export::citation::{Style, Work, biblatex, csl_json, works_cited, works_of_brief, works_of_edition};
use parallax::model::{Author, Source};
use parallax::storage::shipped_without_check;
use serde_json::Value;

use crate::briefs::lamps;
use crate::citations::source;
use crate::support::parallax;

/// What the program ends with, prints and complains of.
fn told(arguments: &[&str]) -> (i32, String, String) {
    let output = parallax(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn by(family: &str, title: &str, date: &str) -> Source {
    let author = Author::Person { family: family.into(), given: Some("Ada".into()), family_first: false };
    Source { title: title.into(), authors: vec![author], published: Some(date.parse().unwrap()), ..source() }
}

fn starts(sources: &[Source], style: Style, length: usize) -> Vec<String> {
    let works: Vec<Work<'_>> = sources.iter().map(|source| Work { source, relay: None }).collect();
    works_cited(&works, style).entries.iter().map(|entry| entry.text().chars().take(length).collect()).collect()
}

#[test]
fn works_are_sorted_by_name_then_by_title_or_by_date() {
    let mut sources = vec![
        by("Moss", "The zebra", "2020-01-02"),
        by("Moss", "An apple", "2024-01-02"),
        by("Écu", "On lamps", "2021"),
        Source { title: "“A” fox".into(), ..source() },
        Source { title: "The dark".into(), ..source() },
    ];
    let mla = ["“The Dark", "Écu, Ada.", "“‘A’ Fox.", "Moss, Ada", "———. “The"];
    assert_eq!(starts(&sources, Style::Mla9, 9), mla);
    sources.reverse();
    assert_eq!(starts(&sources, Style::Mla9, 9), mla, "whatever order they come in");
    let apa = starts(&sources, Style::Apa7, 15);
    assert_eq!(apa, ["The dark. (2024", "Écu, A. (2021).", "“A” fox. (2024,", "Moss, A. (2020,", "Moss, A. (2024,"]);
}

#[test]
fn two_works_of_one_year_are_told_apart_in_apa() {
    let two = [by("Moss", "Lamps", "2024"), by("Moss", "Dark", "2024")];
    assert_eq!(starts(&two, Style::Apa7, 21), ["Moss, A. (2024a). Dar", "Moss, A. (2024b). Lam"]);
}

#[test]
fn an_edition_lists_what_it_cites_and_a_brief_too() {
    let edition = shipped_without_check().unwrap().edition;
    let works = works_of_edition(&edition);
    assert!(works.len() > 200 && works.len() <= edition.sources().len());
    assert!(works.iter().any(|work| work.relay.is_some()));
    let brief = lamps();
    let works = works_of_brief(&brief);
    let ids: Vec<&str> = works.iter().map(|work| work.source.id.as_str()).collect();
    assert_eq!(ids, ["marlow-2024-03-14", "li-2023", "lamp-post-2023", "police-2024"]);
    assert_eq!(works[1].relay.map(|relay| relay.id.as_str()), Some("lamp-post-2023"));
    let text = works_cited(&works, Style::Mla9).text();
    assert_eq!(
        text,
        "Works Cited

“Lamps Abroad.” The Lamp Post, May 2023, https://example.org/abroad.

Marlow, Ada. Report on the Lamps. Town of Lamps, 15 Mar. 2024, https://example.org/lamps?a=1&b=2.

Police of Lamps. [Statement on falls]. 2 Nov. 2024.

李华. “路灯.” Interview. 2023. Reported by The Lamp Post, May 2023, https://example.org/abroad.
"
    );
    let html = works_cited(&works, Style::Mla9).html("Lamps & <dark>");
    assert!(
        html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">")
            && html.contains("Works Cited: Lamps &amp; &lt;dark&gt;")
    );
    assert!(html.contains("<li>Marlow, Ada. <i>Report on the Lamps</i>. Town"), "{html}");
    assert!(works_cited(&works, Style::Mla9).markdown().contains("Marlow, Ada. *Report on the Lamps*. Town of Lamps"));
}

#[test]
fn no_reference_of_the_shipped_edition_has_a_slip_of_the_pen() {
    let edition = shipped_without_check().unwrap().edition;
    let works = works_of_edition(&edition);
    for style in [Style::Mla9, Style::Apa7, Style::ChicagoNotes, Style::Line] {
        let cited = works_cited(&works, style);
        assert_eq!(cited.entries.len(), works.len());
        for entry in cited.entries {
            let text = entry.text();
            for slip in [
                "  ",
                " ,",
                " .",
                ",,",
                "“”",
                "[]",
                "()",
                ",)",
                "(,",
                ". .",
                "?.",
                "”.”",
                "\u{2063}",
                ",.",
                "Interview by",
            ] {
                let words: String = text.split("http").next().unwrap_or_default().to_owned();
                assert!(!words.contains(slip), "{style:?}: `{slip}` in {text}");
            }
            assert!(text.chars().count() > 15, "{style:?}: {text}");
        }
    }
}

#[test]
fn data_for_other_programs_has_their_types_and_fields() {
    let brief = lamps();
    let works = works_of_brief(&brief);
    let json: Value = serde_json::from_str(&csl_json(&works)).unwrap();
    assert_eq!(json[0]["type"], "report");
    assert_eq!(json[0]["issued"]["date-parts"], serde_json::json!([[2024, 3, 15]]));
    assert_eq!(json[0]["event-date"]["date-parts"], serde_json::json!([[2024, 3, 14]]));
    assert_eq!(json[1]["author"][0]["static-ordering"], true);
    assert_eq!(json[1]["note"], "as reported by The Lamp Post, May 2023");
    let bib = biblatex(&works);
    assert!(
        bib.starts_with(
            "@report{marlow-2024-03-14,
  entrysubtype = {report},
  author = {Marlow, Ada},
  title = {Report on the lamps},
  institution = {{Town of Lamps}},
  date = {2024-03-15},
  eventdate = {2024-03-14},
  url = {https://example.org/lamps?a=1&b=2},
  urldate = {2026-09-20},
  usera = {town engineer},
  langid = {english},
  keywords = {primary}
}
"
        ),
        "{bib}"
    );
    assert!(bib.contains("author = {{Police of Lamps}}") && bib.contains("language = {zh-Hans}"), "{bib}");
}

#[test]
fn cite_prints_and_writes_and_says_what_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let brief = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lamps-brief.ron");
    let (code, out, error) = told(&["cite", brief, "--style", "line"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        out.starts_with("Cites\n\n") && out.contains("Ada Marlow, town engineer, 3-14-2024, “Report on the lamps,”"),
        "{out}"
    );
    let file = dir.path().join("works.bib");
    let path = file.to_str().unwrap();
    assert_eq!(told(&["cite", brief, "--to", "biblatex", "-o", path]).0, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("@report{"));
    let (code, _, error) = told(&["cite", brief, "-o", path]);
    assert!(code == 2 && error.contains("--force"), "{error}");
    assert_eq!(told(&["cite", "--style", "apa", "-o", path, "--force"]).0, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("References\n"));
    let missing = dir.path().join("none.ron");
    let (code, _, error) = told(&["cite", missing.to_str().unwrap()]);
    assert!(code == 2 && error.contains("none.ron"), "{error}");
}
