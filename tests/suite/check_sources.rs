//! What `check` says of sources that nobody could find again, of links that are not a page's own, and of crowded cells.

use crate::support::{Texts, full, small};

/// Returns the findings of a rule, without their hints.
fn found(texts: &Texts, rule: &str) -> Vec<String> {
    let rule = format!("[{rule}]");
    texts.lines().lines().filter(|line| line.contains(&rule)).map(str::to_owned).collect()
}

fn sources(old: &str, new: &str) -> Texts {
    full().with("sources.ron", old, new)
}

/// Returns the small edition with more notes of the residents, each on the given paragraphs.
fn with_notes(on: &[&str]) -> Texts {
    let notes: String = on
        .iter()
        .enumerate()
        .map(|(i, on)| {
            format!(
                "(id: \"re.n{i}\", on: [{on}], stance: Affirms, summary: \"It is so.\", citations: [(source: \
                 \"li-2025-06\")]),\n"
            )
        })
        .collect();
    small().with("residents.ron", "    ],\n    not_applicable", &format!("{notes}    ],\n    not_applicable"))
}

#[test]
fn a_cell_has_at_most_five_notes_and_pointers_count() {
    let crowded = |on: &[&str]| found(&with_notes(on), "crowded-cell");
    assert!(crowded(&["\"p2\""; 5]).is_empty());
    let six = crowded(&["\"p2\""; 6]);
    // The notes that were added begin in line 28; the sixth is the one too many.
    assert_eq!(
        six,
        ["residents.ron:33:19: warning [crowded-cell]: expected at most 5 notes of a perspective on p2, but found 6"]
    );
    // One note begins on ¶4 already; notes that began on ¶2 are pointed to there, after it.
    let both = "\"p2\", \"p4\"";
    assert!(crowded(&[both; 4]).is_empty());
    assert_eq!(
        crowded(&[both; 5]),
        ["residents.ron:32:19: warning [crowded-cell]: expected at most 5 notes of a perspective on p4, but found 6"]
    );
    assert_eq!(crowded(&[both; 6]).len(), 2, "each cell once, however many are too many");
    assert_eq!(crowded(&[both, both, both, both, both, both, both, both]).len(), 2);
    // Notes on the whole article stand in one cell too; one is there.
    assert!(crowded(&["\"article\""; 4]).is_empty());
    assert!(crowded(&["\"article\""; 5])[0].ends_with("on the article, but found 6"));
    // Another perspective's notes are another cell, and silences are no notes.
    assert!(crowded(&["\"p2\"", "\"p2\"", "\"p2\"", "\"p2\"", "\"p2\""]).is_empty());
}

#[test]
fn a_day_of_reading_stands_beside_a_link() {
    let rule = "accessed-without-link";
    assert!(found(&full(), rule).is_empty());
    let without = sources("        url: \"https://example.org/lamps\",\n", "");
    assert_eq!(
        found(&without, rule),
        [
            "sources.ron:22:19: warning [accessed-without-link]: expected a link beside the day on which it was looked at, but `courier-2025-02-12` has none"
        ]
    );
    let with =
        sources("        role: \"Treasurer\",\n", "        role: \"Treasurer\",\n        accessed: \"2026-11-20\",\n");
    assert_eq!(found(&with, rule).len(), 1);
    let neither = sources("        accessed: \"2026-11-20\",\n        url: \"https://example.org/night\",\n", "");
    assert!(found(&neither, rule).is_empty());
}

#[test]
fn a_statement_without_date_and_link_is_reported() {
    let rule = "untraceable-source";
    assert!(found(&full(), rule).is_empty());
    let undated = sources("        said: \"2025-02-11\",\n", "");
    assert_eq!(
        found(&undated, rule),
        [
            "sources.ron:3:13: warning [untraceable-source]: expected a date or a link of a statement, but `moss-2025-02-11` has neither"
        ]
    );
    for (old, new) in [
        ("        said: \"2025-02-11\",\n", "        said: \"2025\",\n"),
        ("        said: \"2025-02-11\",\n", "        published: \"2025-03\",\n"),
        ("        said: \"2025-02-11\",\n", "        url: \"https://example.org/moss\",\n"),
        // What only reports may be undated: the statement has a date.
        ("        published: \"2025-02-12\",\n", ""),
        ("        published: \"2025-06\",\n", ""),
    ] {
        assert!(found(&sources(old, new), rule).is_empty(), "{new}");
    }
}

#[test]
fn two_sources_do_not_have_one_link() {
    let rule = "same-link";
    assert!(found(&full(), rule).is_empty());
    for same in [
        "https://example.org/lamps",
        "http://example.org/lamps",
        "https://www.example.org/lamps/",
        "https://EXAMPLE.org/lamps#second",
    ] {
        assert_eq!(
            found(&sources("https://example.org/night", same), rule),
            [
                "sources.ron:35:14: warning [same-link]: expected a page of its own for each source, but `courier-2025-02-12` has this link too"
            ],
            "{same}"
        );
    }
    for other in ["https://example.org/lamps?page=2", "https://example.org/Lamps", "https://news.example.org/lamps"] {
        assert!(found(&sources("https://example.org/night", other), rule).is_empty(), "{other}");
    }
}

#[test]
fn a_link_is_the_page_s_own_address() {
    let rule = "link-not-canonical";
    assert!(found(&full(), rule).is_empty());
    for (url, what) in [
        ("https://m.example.org/lamps", "a mobile host (m.)"),
        ("https://amp.example.org/lamps", "an AMP host (amp.)"),
        ("https://print.example.org/lamps", "a print host (print.)"),
        ("https://staging.example.org/lamps", "a staging host (staging.)"),
        ("https://example.org/lamps/amp", "an AMP page"),
        ("https://example.org./lamps", "a full stop after the host"),
        ("https://example.org/lamps?utm_campaign=x", "the tracker `utm_campaign`"),
    ] {
        let line = format!(
            "sources.ron:23:14: warning [{rule}]: expected the page's own address, but found {what} in `{url}`"
        );
        assert_eq!(found(&sources("https://example.org/lamps", url), rule), [line]);
    }
    let credit = full().with("edition.ron", "https://example.org/letter", "https://example.org/letter?fbclid=1");
    assert!(found(&credit, rule)[0].starts_with("edition.ron:"), "the original's link too");
}

#[test]
fn a_text_that_was_read_is_cited_itself() {
    let rule = "seen-through-relay";
    assert!(found(&full(), rule).is_empty());
    let read = sources("seen: Report", "seen: Text");
    assert_eq!(
        found(&read, rule),
        [
            "sources.ron:12:15: warning [seen-through-relay]: expected a citation of `moss-2025-02-11` itself, since it was read, but all are relayed"
        ]
    );
    // One citation of it without a relay is enough, in whatever note.
    let cited = read.clone().with("residents.ron", "(source: \"li-2025-06\")", "(source: \"moss-2025-02-11\")");
    assert!(found(&cited, rule).is_empty());
    let direct = read.clone().with("council.ron", "relayed_by: \"courier-2025-02-12\", ", "");
    assert!(found(&direct, rule).is_empty());
    let unsaid = sources("        seen: Report,\n", "");
    assert!(found(&unsaid, rule).is_empty());
    // What reports others is read by reporting them.
    let relay = full().with("residents.ron", "(source: \"courier-2025-02-12\")", "(source: \"li-2025-06\")");
    assert!(found(&relay, rule).is_empty());
}

#[test]
fn how_far_a_source_was_seen_needs_format_3_and_a_known_word() {
    let older = full().with("edition.ron", "format: 3", "format: 2");
    assert_eq!(found(&older, "newer-than-format").iter().filter(|line| line.contains("`seen` of")).count(), 3);
    assert_eq!(
        sources("seen: Report", "seen: Raport").lines(),
        "sources.ron:12:15: error [syntax]: expected how far a source was seen, one of `Text` or `Report`, but found `Raport`\n  hint: did you mean `Report`?"
    );
}
