//! Works cited: which works are listed, in which order and formats; and the command `parallax cite`.

use std::fs;

use parallax::export::citation::{
    CitationStyle, Work, biblatex, csl_json, works_cited, works_of_brief, works_of_edition,
};
use parallax::model::{Author, Source};
use parallax::storage::shipped_without_check;
use serde_json::Value;

use crate::briefs::lamps;
use crate::citations::source;
use crate::support::parallax;

/// Runs the program; returns its exit code, output and error output.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = parallax(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn by(family: &str, title: &str, date: &str) -> Source {
    let author = Author::Person { family: family.into(), given: Some("Ada".into()), family_first: false, suffix: None };
    Source { title: title.into(), authors: vec![author], published: Some(date.parse().unwrap()), ..source() }
}

fn reference_starts(sources: &[Source], style: CitationStyle, length: usize) -> Vec<String> {
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
    assert_eq!(reference_starts(&sources, CitationStyle::Mla9, 9), mla);
    sources.reverse();
    assert_eq!(reference_starts(&sources, CitationStyle::Mla9, 9), mla, "in any input order");
    let apa = reference_starts(&sources, CitationStyle::Apa7, 15);
    assert_eq!(apa, ["The dark. (2024", "Écu, A. (2021).", "“A” fox. (2024,", "Moss, A. (2020,", "Moss, A. (2024,"]);
}

#[test]
fn two_works_of_one_year_have_letters_in_apa() {
    let two = [by("Moss", "Lamps", "2024"), by("Moss", "Dark", "2024")];
    assert_eq!(reference_starts(&two, CitationStyle::Apa7, 21), ["Moss, A. (2024a). Dar", "Moss, A. (2024b). Lam"]);
}

#[test]
fn an_edition_and_a_brief_list_the_works_they_cite() {
    let edition = shipped_without_check().unwrap().edition;
    let works = works_of_edition(&edition);
    assert!(works.len() > 200 && works.len() <= edition.sources().len());
    assert!(works.iter().any(|work| work.relay.is_some()));
    let brief = lamps();
    let works = works_of_brief(&brief);
    let ids: Vec<&str> = works.iter().map(|work| work.source.id.as_str()).collect();
    assert_eq!(ids, ["marlow-2024-03-14", "li-2023", "lamp-post-2023", "police-2024"]);
    assert_eq!(works[1].relay.map(|relay| relay.id.as_str()), Some("lamp-post-2023"));
    let text = works_cited(&works, CitationStyle::Mla9).text();
    assert_eq!(
        text,
        "Works Cited

“Lamps Abroad.” The Lamp Post, May 2023, https://example.org/abroad.

Marlow, Ada. Report on the Lamps. Town of Lamps, 15 Mar. 2024, https://example.org/lamps?a=1&b=2.

Police of Lamps. [Statement on falls]. 2 Nov. 2024.

李华. “路灯.” Interview. 2023. Reported by The Lamp Post, May 2023, https://example.org/abroad.
"
    );
    let html = works_cited(&works, CitationStyle::Mla9).html("Lamps & <dark>");
    assert!(
        html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">")
            && html.contains("Works Cited: Lamps &amp; &lt;dark&gt;")
    );
    assert!(html.contains("<li>Marlow, Ada. <i>Report on the Lamps</i>. Town"), "{html}");
    assert!(
        works_cited(&works, CitationStyle::Mla9)
            .markdown()
            .contains("Marlow, Ada. *Report on the Lamps*. Town of Lamps")
    );
}

#[test]
fn no_reference_of_the_shipped_edition_has_a_formatting_error() {
    let edition = shipped_without_check().unwrap().edition;
    let works = works_of_edition(&edition);
    assert!(works.len() >= 60, "{} works", works.len());
    for style in [CitationStyle::Mla9, CitationStyle::Apa7, CitationStyle::ChicagoNotes, CitationStyle::CardCite] {
        let cited = works_cited(&works, style);
        assert_eq!(cited.entries.len(), works.len());
        for entry in cited.entries {
            let text = entry.text();
            for error in [
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
                assert!(!words.contains(error), "{style:?}: `{error}` in {text}");
            }
            assert!(text.chars().count() > 15, "{style:?}: {text}");
        }
    }
}

#[test]
fn exported_data_has_the_types_and_fields_of_its_format() {
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
fn cite_prints_and_writes_and_reports_errors() {
    let dir = tempfile::tempdir().unwrap();
    let brief = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lamps-brief.ron");
    let (code, out, error) = run(&["cite", brief, "--style", "line"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        out.starts_with("Cites\n\n") && out.contains("Ada Marlow, town engineer, 3-14-2024, “Report on the lamps,”"),
        "{out}"
    );
    let file = dir.path().join("works.bib");
    let path = file.to_str().unwrap();
    assert_eq!(run(&["cite", brief, "--to", "biblatex", "-o", path]).0, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("@report{"));
    let (code, _, error) = run(&["cite", brief, "-o", path]);
    assert!(code == 2 && error.contains("--force"), "{error}");
    assert_eq!(run(&["cite", "--style", "apa", "-o", path, "--force"]).0, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("References\n"));
    let missing = dir.path().join("none.ron");
    let (code, _, error) = run(&["cite", missing.to_str().unwrap()]);
    assert!(code == 2 && error.contains("none.ron"), "{error}");
}
