//! What format 3 adds: gists, sign-offs, silences on claims, credits, short names, topics, related editions, terms,
//! numbers, and how far sources were seen.

use insta::assert_snapshot;
use parallax::model::rows::{AnswerCell, Rows};
use parallax::model::{Edition, Provenance};

use crate::support::{Texts, full, small};

fn edition(old: &str, new: &str) -> String {
    full().with("edition.ron", old, new).lines()
}

fn council(old: &str, new: &str) -> String {
    full().with("council.ron", old, new).lines()
}

fn residents(old: &str, new: &str) -> String {
    full().with("residents.ron", old, new).lines()
}

fn rows(texts: &Texts) -> (Edition, Rows) {
    let edition = texts.load().unwrap().edition;
    let rows = Rows::new(&edition);
    (edition, rows)
}

#[test]
fn the_full_edition_is_clean_and_every_field_of_it_is_read() {
    assert_eq!(full().lines(), "");
    let edition = full().load().unwrap().edition;
    let head = edition.head();
    assert_eq!(head.related, ["lamps-of-millbrook", "night-buses"]);
    assert_eq!(
        (head.terms[0].said[1].wording.as_str(), head.numbers[0].said[0].value.as_str()),
        ("blacked out", "25,000")
    );
    assert_eq!(head.numbers[0].unit.as_deref(), Some("pounds a year"));
    let Provenance::Restated { credit: Some(credit), .. } = &head.article.provenance else { panic!() };
    assert_eq!(
        credit.to_string(),
        "Rose Hale, Li Wen and Friends of the Dark, “Lights out at eleven”, Millbrook Courier, 20 Feb 2025"
    );
    let paragraph = edition.paragraph(1).unwrap();
    assert_eq!(
        (paragraph.short.as_deref(), &*paragraph.topics.join(" ")),
        (Some("What dark lamps save"), "money lamps")
    );
    let council = &edition.perspectives()[0];
    assert!(council.notes[0].is_signed_off());
    assert_eq!(council.notes[0].short(), "There is a saving for Millbrook, but of 25,000 pounds and not of 40,000");
    assert_eq!(edition.silence_name(&council.silences[1]), "Silent on “The town sleeps well”");
}

/// The names of the files of an edition in `tests/fixtures`.
const FILES: [&str; 4] = ["edition.ron", "sources.ron", "council.ron", "residents.ron"];

/// Returns the byte ranges of the texts in quotes.
fn literals(text: &str) -> Vec<std::ops::Range<usize>> {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    assert!(quotes.len().is_multiple_of(2) && !text.contains('\\'), "a text has an escape");
    quotes.chunks_exact(2).map(|pair| pair[0] + 1..pair[1]).collect()
}

#[test]
fn a_hidden_character_in_any_text_of_an_edition_is_reported_in_its_line() {
    let (mut tried, mut fields) = (0, std::collections::BTreeSet::new());
    for name in FILES {
        let text = full().text(name).to_owned();
        for literal in literals(&text) {
            let before = &text[..literal.start];
            let line = before.matches('\n').count() + 1;
            let field = before.rsplit_once(':').map_or("", |(before, _)| before.rsplit([' ', '(']).next().unwrap());
            let changed = format!("{}\u{202e}{}", &text[..literal.end], &text[literal.end..]);
            let found = full().file(name, &changed).lines();
            let at = format!("{name}:{line}:");
            assert!(found.lines().any(|line| line.starts_with(&at)), "{name}:{line}, {field}: {found}");
            tried += 1;
            fields.insert(field.to_owned());
        }
    }
    assert!(tried > 150 && fields.len() > 40, "{tried} texts in {fields:?}");
}

#[test]
fn the_fields_of_format_3_need_format_3() {
    assert_snapshot!(edition("format: 3", "format: 2"), @r"
    edition.ron:8:14: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `related`
      hint: write format: 3
    edition.ron:14:21: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in a credit
      hint: write format: 3
    edition.ron:24:13: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in p1
      hint: write format: 3
    edition.ron:25:13: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in p2
      hint: write format: 3
    edition.ron:37:13: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in p4
      hint: write format: 3
    edition.ron:39:13: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in p6
      hint: write format: 3
    edition.ron:49:12: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `terms`
      hint: write format: 3
    edition.ron:60:14: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `numbers`
      hint: write format: 3
    sources.ron:12:15: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `seen` of moss-2025-02-11
      hint: write format: 3
    sources.ron:26:15: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `seen` of courier-2025-02-12
      hint: write format: 3
    sources.ron:38:15: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `seen` of li-2025-06
      hint: write format: 3
    council.ron:16:19: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `gist` of tc.saving
      hint: write format: 3
    council.ron:32:22: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `checked` of tc.saving
      hint: write format: 3
    council.ron:37:29: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in a silence on a claim
      hint: write format: 3
    residents.ron:13:19: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `gist` of re.whole
      hint: write format: 3
    residents.ron:25:19: error [newer-than-format]: expected nothing of format 3 in format 2, but found it in `gist` of re.stumble
      hint: write format: 3
    ");
    assert_snapshot!(edition("format: 3", "format: 1"), @r"
    edition.ron:8:14: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `related`
      hint: write format: 3
    edition.ron:14:21: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in a credit
      hint: write format: 3
    edition.ron:24:13: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in p1
      hint: write format: 3
    edition.ron:25:13: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in p2
      hint: write format: 3
    edition.ron:37:13: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in p4
      hint: write format: 3
    edition.ron:38:13: error [newer-than-format]: expected nothing of format 2 in format 1, but found it in p5
      hint: write format: 3
    edition.ron:39:13: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in p6
      hint: write format: 3
    edition.ron:40:13: error [newer-than-format]: expected nothing of format 2 in format 1, but found it in p7
      hint: write format: 3
    edition.ron:49:12: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `terms`
      hint: write format: 3
    edition.ron:60:14: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `numbers`
      hint: write format: 3
    sources.ron:12:15: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `seen` of moss-2025-02-11
      hint: write format: 3
    sources.ron:26:15: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `seen` of courier-2025-02-12
      hint: write format: 3
    sources.ron:38:15: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `seen` of li-2025-06
      hint: write format: 3
    council.ron:16:19: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `gist` of tc.saving
      hint: write format: 3
    council.ron:32:22: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `checked` of tc.saving
      hint: write format: 3
    council.ron:37:29: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in a silence on a claim
      hint: write format: 3
    residents.ron:13:19: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `gist` of re.whole
      hint: write format: 3
    residents.ron:25:19: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `gist` of re.stumble
      hint: write format: 3
    ");
    let gist =
        small().with("council.ron", "summary: \"The treasurer", "gist: \"Less than hoped\", summary: \"The treasurer");
    assert_snapshot!(gist.lines(), @r"
    council.ron:16:19: error [newer-than-format]: expected nothing of format 3 in format 1, but found it in `gist` of tc.saving
      hint: write format: 3
    ");
}

#[test]
fn older_formats_are_read_without_gists() {
    assert_eq!(small().lines(), "");
    assert_eq!(small().with("edition.ron", "format: 1", "format: 2").lines(), "");
    assert_snapshot!(small().with("edition.ron", "format: 1", "format: 3").lines(), @r"
    council.ron:11:9: warning [missing-gist]: expected a gist of the first note on p2, but `tc.saving` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:9:9: warning [missing-gist]: expected a gist of the first note on the article, but `re.whole` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:18:9: warning [missing-gist]: expected a gist of the first note on p4, but `re.stumble` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    ");
}

#[test]
fn the_lead_note_of_each_cell_has_a_gist_and_no_other_needs_one() {
    let second = "        (
            id: \"re.second\",
            on: [\"p2\", \"p4\"],
            stance: Affirms,
            summary: \"They like the dark.\",
            citations: [(source: \"courier-2025-02-12\")],
        ),
        (
            id: \"re.third\",
            on: [\"p4\"],
            stance: Affirms,
            summary: \"They like it much.\",
            citations: [(source: \"moss-2025-02-11\")],
        ),
    ],
    not_applicable";
    // The second leads on ¶2, where it begins, and not on ¶4; the third comes after another there.
    assert_snapshot!(residents("    ],\n    not_applicable", second), @r"
    residents.ron:33:9: warning [missing-gist]: expected a gist of the first note on p2, but `re.second` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    residents.ron:45:25: warning [same-source]: expected one note for each source on p4, but another there cites `moss-2025-02-11` too
      hint: make the two one note, or cite another source
    ");
    assert_snapshot!(residents("            gist: \"The town has argued about its lamps before\",\n", ""), @r"
    residents.ron:9:9: warning [missing-gist]: expected a gist of the first note on the article, but `re.whole` has none
      hint: say it in one sentence of at most 120 characters, in your own words
    ");
}

#[test]
fn a_gist_is_a_sentence_of_its_own() {
    let gist = |gist: &str| {
        council("There is a saving for Millbrook, but of 25,000 pounds and not of 40,000", gist)
            .lines()
            .filter(|line| !line.contains("changed-since-checked") && !line.contains("read it against"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_snapshot!(gist("The saving is small after all"), @"");
    assert_snapshot!(gist(""), @r"
    council.ron:16:19: error [empty-text]: expected a gist, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(gist("  "), @r"
    council.ron:16:19: error [empty-text]: expected a gist, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(gist("The treasurer, Ada Moss, expected a saving too..."), @r"
    council.ron:16:19: warning [cut-gist]: expected a gist that is a sentence of its own, but found one that breaks off
      hint: say in one sentence what the note comes to
    ");
    assert_snapshot!(gist("A saving is there, but then again …"), @r"
    council.ron:16:19: warning [cut-gist]: expected a gist that is a sentence of its own, but found one that breaks off
      hint: say in one sentence what the note comes to
    ");
    assert_snapshot!(gist("Expected a  saving too."), @r"
    council.ron:16:19: warning [cut-gist]: expected a gist that is a sentence of its own, but found words cut from its summary
      hint: say in one sentence what the note comes to
    ");
    assert_snapshot!(gist("A smaller one"), @r"
    council.ron:16:19: warning [cut-gist]: expected a gist that is a sentence of its own, but found words cut from its summary
      hint: say in one sentence what the note comes to
    ");
    assert_snapshot!(gist("a smaller"), @"");
    assert_snapshot!(gist("xpected a saving t"), @"");
    assert_snapshot!(gist("The lamps\\nstay lit"), @r"
    council.ron:16:19: error [line-break]: expected a gist on one line, but found a line break or a tab in it
      hint: put a space in its place
    ");
    assert_snapshot!(gist("She calls it a “saving”"), @r"
    council.ron:16:19: warning [quotation-marks]: expected a gist in the curator's words, but found quotation marks: a gist is never a quotation
      hint: say it in other words, or enter the exact words under `quotations`
    ");
    assert_snapshot!(gist("It is 77 pounds, says Bob, of 40,000"), @r"
    council.ron:16:19: warning [uncarried-number]: expected the record of a cited source to carry the number `77` of this gist, but none does
      hint: add it to `carries` of moss-2025-02-11 if the source says it, else take it out of the gist
    council.ron:16:19: warning [uncarried-name]: expected the record of a cited source to carry the name `Bob` of this gist, but none does
      hint: add it to `carries` of moss-2025-02-11 if the source says it, else take it out of the gist
    ");
    assert_eq!(gist(&"é".repeat(120)), "");
    assert_snapshot!(gist(&"é".repeat(121)), @r"
    council.ron:16:19: error [long-gist]: expected a gist of at most 120 characters, but found 121
      hint: say the one thing that matters; the summary has the rest
    ");
}

#[test]
fn names_and_figures_of_the_answered_paragraph_need_no_source() {
    // Millbrook and 40,000 are in ¶2; the name of the paper is its source's.
    let summary =
        |words: &str| full().with("residents.ron", "Li Wen tells of a fall on the stairs by the mill", words).lines();
    assert_snapshot!(summary("It was 40,000 in Millbrook"), @r"
    residents.ron:26:22: warning [uncarried-number]: expected the record of a cited source to carry the number `40,000` of this summary, but none does
      hint: add it to `carries` of li-2025-06 if the source says it, else take it out of the summary
    residents.ron:26:22: warning [uncarried-name]: expected the record of a cited source to carry the name `Millbrook` of this summary, but none does
      hint: add it to `carries` of li-2025-06 if the source says it, else take it out of the summary
    ");
    assert_snapshot!(
        full().with("residents.ron", "For a year the town", "For 40,000 a year Millbrook, not Owlby,").lines(), @r"
    residents.ron:14:22: warning [uncarried-name]: expected the record of a cited source to carry the name `Owlby` of this summary, but none does
      hint: add it to `carries` of courier-2025-02-12 if the source says it, else take it out of the summary
    ");
}

#[test]
fn a_sign_off_falls_with_a_change_of_the_note() {
    assert_snapshot!(council("stance: Qualifies", "stance: Disputes"), @r#"
    council.ron:32:64: warning [changed-since-checked]: expected the text that B. Reader checked, but the note has changed since it was checked
      hint: read it against its sources again and write hash: "293828291c919f04", or take `checked` out
    "#);
    assert_snapshot!(council("second column", "third column"), @r#"
    council.ron:32:64: warning [changed-since-checked]: expected the text that B. Reader checked, but the note has changed since it was checked
      hint: read it against its sources again and write hash: "d5d2cd5066b7fbb1", or take `checked` out
    "#);
    assert_snapshot!(council(r#"checked: (by: "B. Reader""#, r#"checked: (by: " a. curator ""#), @r"
    council.ron:32:27: error [same-person]: expected two people, but A. Curator both wrote and checked
      hint: have somebody else read it against the sources
    ");
    assert_snapshot!(council(r#"checked: (by: "B. Reader""#, r#"checked: (by: """#), @r"
    council.ron:32:27: error [empty-text]: expected who read the note against its sources, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(council("2026-11-30", "2026-12-02"), @r"
    council.ron:32:44: warning [after-revision]: expected a date not after the edition's revision (1 Dec 2026), but found 2 Dec 2026
      hint: bring `revision` in edition.ron up to date
    ");
    let hash = full().load().unwrap().edition.perspectives()[0].notes[0].hash();
    assert_snapshot!(council(&hash, "yes"), @r#"
    council.ron:32:64: error [bad-hash]: expected a hash of 16 digits from 0 to f, but found `yes`
      hint: the hash of the note as it is now is "cc930979aee8e7e0"
    "#);
    assert_snapshot!(council(&hash, &hash.to_uppercase()), @"");
}

#[test]
fn a_claim_may_be_silent_where_its_paragraph_is_not() {
    let (edition, rows) = rows(&full());
    let claim = |id: &str| id.into();
    assert!(matches!(rows.cell(&edition, 3, 0), AnswerCell::Notes([_])));
    let on_claims = rows.claim_silences(&edition, 3, 0);
    assert_eq!(on_claims.iter().map(|silence| silence.claim.clone().unwrap()).collect::<Vec<_>>(), [claim("p4.c2")]);
    assert!(rows.silence(&edition, 3, 0, None).is_none());
    assert!(rows.silence(&edition, 3, 0, Some(&claim("p4.c2"))).is_some());
    assert!(rows.silence(&edition, 3, 0, Some(&claim("p4.c1"))).is_none());
    assert!(rows.silence(&edition, 5, 0, None).is_some(), "the whole paragraph");
    assert!(rows.silence(&edition, 5, 0, Some(&claim("p6.c1"))).is_some(), "and so each claim of it");
    assert!(rows.claim_silences(&edition, 5, 0).is_empty());
    assert!(rows.silence(&edition, 3, 1, Some(&claim("p4.c2"))).is_none(), "another perspective");
}

#[test]
fn a_cell_with_only_a_silence_on_a_claim_was_not_looked_for_as_a_whole() {
    let alone = full().with("council.ron", r#"on: ["p2", "p4"]"#, r#"on: ["p2"]"#);
    let (edition, rows) = rows(&alone);
    assert_eq!(rows.cell(&edition, 3, 0), AnswerCell::NotLookedFor);
    assert_eq!(rows.claim_silences(&edition, 3, 0).len(), 1);
}

#[test]
fn a_silence_on_a_claim_is_checked() {
    let on =
        |on: &str, claim: &str| council(r#"on: ["p4"], claim: "p4.c2""#, &format!("on: [{on}], claim: \"{claim}\""));
    assert_snapshot!(on(r#""p4""#, "p4.c9"), @r"
    council.ron:37:29: error [dangling-id]: expected the id of a claim, but there is no `p4.c9`
      hint: did you mean `p4.c1`?
    ");
    assert_snapshot!(on(r#""p2""#, "p4.c2"), @r#"
    council.ron:37:29: error [claim-elsewhere]: expected a claim of a paragraph in `on`, but `p4.c2` is made in p4
      hint: add "p4" to `on`, or name a claim of the silence's own paragraphs
    "#);
    assert_snapshot!(on(r#""p4", "p7""#, "p4.c2"), @r"
    council.ron:37:14: error [mixed-on]: expected the one paragraph of the claim, but found more
      hint: write a silence of its own for the other paragraphs
    ");
    assert_snapshot!(on(r#""p2""#, "p2.c1"), @r"
    council.ron:37:29: error [note-and-absence]: expected one thing for a claim, but p2.c1 has a silence and the note `tc.saving`
      hint: keep one of the two
    ");
    assert_snapshot!(on(r#""p3""#, "p4.c2"), @r#"
    council.ron:37:15: error [no-note-here]: expected a silence on a paragraph of text, but `p3` is a pull-quote
      hint: put it on p4, the paragraph it quotes
    council.ron:37:29: error [claim-elsewhere]: expected a claim of a paragraph in `on`, but `p4.c2` is made in p4
      hint: add "p4" to `on`, or name a claim of the silence's own paragraphs
    "#);
    assert_snapshot!(council(r#"(on: ["p6"], checked"#, r#"(on: ["p4"], claim: "p4.c2", checked"#), @r"
    council.ron:37:29: error [two-absences]: expected one thing for a claim, but p4.c2 has a silence and a silence before it
      hint: keep one of the two
    ");
    assert_snapshot!(
        full().with("council.ron", r#"(on: ["p6"], checked"#, r#"(on: ["p4"], checked"#)
            .with("council.ron", r#"on: ["p2", "p4"]"#, r#"on: ["p2"]"#).lines(), @r"
    council.ron:37:29: error [two-absences]: expected one thing for a claim, but p4.c2 has a silence and a silence on the whole paragraph
      hint: keep one of the two
    ");
}

#[test]
fn the_credit_names_a_publication() {
    assert_snapshot!(edition("https://example.org/letter", "example.org"), @r"
    edition.ron:19:22: error [bad-link]: expected an address that begins with https:// or http://, but found `example.org`
      hint: copy the address from the browser, or leave the field out
    ");
    assert_snapshot!(edition("2025-02-20", "2027"), @r"
    edition.ron:18:28: warning [after-revision]: expected a date not after the edition's revision (1 Dec 2026), but found 2027
      hint: bring `revision` in edition.ron up to date
    ");
    assert_snapshot!(edition(r#"family: "Hale""#, r#"family: " ""#), @r"
    edition.ron:15:27: error [empty-text]: expected a family name, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(edition("                title: \"Lights out at eleven\",\n", ""), @r#"
    edition.ron:19:13: error [syntax]: expected the field `title` in Credit, but it is not there
      hint: write it before this bracket, for example title: "The title"
    "#);
    assert_snapshot!(edition("publisher: \"Millbrook Courier\",\n", "outlet: \"Millbrook Courier\",\n"), @"edition.ron:17:17: error [syntax]: expected a field of Credit, one of `authors`, `title`, `publisher`, `published` or `url`, but found `outlet`");
}

#[test]
fn short_names_topics_and_related_editions_are_checked() {
    assert_eq!(edition("\"Nobody is harmed\"", &format!("\"{}\"", "é".repeat(40))), "");
    assert_snapshot!(edition("\"Nobody is harmed\"", &format!("\"{}\"", "é".repeat(41))), @r"
    edition.ron:37:31: error [long-short]: expected a short name of at most 40 characters, but found 41
      hint: name what the paragraph is about
    ");
    assert_snapshot!(edition("\"Nobody is harmed\"", "\" \""), @r"
    edition.ron:37:31: error [empty-text]: expected a text, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(edition(r#"["money", "lamps"]"#, r#"["money", "", "money"]"#), @r"
    edition.ron:28:35: error [empty-text]: expected a topic, but found an empty text
      hint: write it, or take the whole entry out
    edition.ron:28:39: warning [repeated-topic]: expected each topic once, but found `money` again
      hint: take it out
    ");
    assert_snapshot!(edition(r#""night-buses""#, r#""full", "Night buses", "lamps-of-millbrook""#), @r"
    edition.ron:8:37: error [related-to-itself]: expected other editions, but found `full`, which is this one
      hint: take it out
    edition.ron:8:45: error [bad-id]: expected the id of an edition, but found `Night buses`
      hint: an edition's id is like pakistan-missile-sanctions
    edition.ron:8:60: error [duplicate-id]: expected each edition once, but found `lamps-of-millbrook` again
      hint: take it out
    ");
}

#[test]
fn terms_and_numbers_are_checked() {
    assert_snapshot!(edition(r#"id: "n1""#, r#"id: "t1""#), @r"
    edition.ron:62:17: error [duplicate-id]: expected an id of its own, but `t1` is already taken
      hint: give one of the two another id
    ");
    assert_snapshot!(edition(r#"id: "n1""#, r#"id: "N 1""#), @r"
    edition.ron:62:17: error [bad-id]: expected an id of small letters, digits and hyphens, but found `N 1`
      hint: an id is like t1 for a term and n1 for a number
    ");
    assert_snapshot!(edition(r#"(by: "council", as: "dimmed""#, r#"(by: "counsil", as: "dimmed""#), @r"
    edition.ron:54:22: error [dangling-id]: expected the id of a perspective, but there is no `counsil`
      hint: did you mean `council`?
    ");
    assert_snapshot!(edition(r#"value: "about half", source: "li-2025-06""#, r#"value: " ", source: "li-2025-07""#), @r"
    edition.ron:67:42: error [empty-text]: expected a value, but found an empty text
      hint: write it, or take the whole entry out
    edition.ron:67:55: error [dangling-id]: expected the id of a source, but there is no `li-2025-07`
      hint: did you mean `li-2025-06`?
    ");
    assert_snapshot!(edition(r#"(by: "residents", as: "blacked out", source: "li-2025-06")"#, r#"(by: "council", as: "low", source: "moss-2025-02-11")"#), @r"
    edition.ron:55:17: warning [said-twice]: expected each perspective once for a source, but found `council` with `moss-2025-02-11` again
      hint: take it out
    ");
    assert_snapshot!(edition("as: \"dimmed\"", "says: \"dimmed\""), @"edition.ron:54:33: error [syntax]: expected a field of TermUse, one of `by`, `as` or `source`, but found `says`");
    assert_snapshot!(edition("            term: \"lights out\",\n", ""), @r#"
    edition.ron:57:9: error [syntax]: expected the field `term` in ContestedTerm, but it is not there
      hint: write it before this bracket, for example term: "long-range"
    "#);
    let nobody = full().text("edition.ron").replace("                (by: \"council\", value: \"25,000\", source: \"moss-2025-02-11\"),\n                (by: \"residents\", value: \"about half\", source: \"li-2025-06\"),\n", "");
    assert_snapshot!(full().file("edition.ron", &nobody).lines(), @r#"
    edition.ron:65:19: error [nobody-says]: expected who says it and where, but the list is empty
      hint: write for example said: [(by: "us-government", ..., source: "...")], or take the entry out
    "#);
}

#[test]
fn a_source_that_only_a_term_cites_is_in_use() {
    let texts = full().with("residents.ron", r#"(source: "li-2025-06")"#, r#"(source: "courier-2025-02-12")"#);
    assert!(!texts.lines().contains("unused-source"), "{}", texts.lines());
}

#[test]
fn misspelt_and_missing_fields_of_the_new_types_get_a_hint() {
    assert_snapshot!(council("gist: \"There", "jist: \"There"), @r"
    council.ron:16:13: error [syntax]: expected a field of Note, one of `id`, `on`, `claim`, `phrase`, `stance`, `language`, `gist`, `summary`, `citations`, `quotations`, `checked`, `written_by` or `checked_by`, but found `jist`
      hint: did you mean `gist`?
    ");
    assert_snapshot!(council(", on: \"2026-11-30\"", ""), @r#"
    council.ron:32:64: error [syntax]: expected the field `on` in SignOff, but it is not there
      hint: write it before this bracket, for example on: "2026-12-01"
    "#);
    assert_snapshot!(council("by: \"B. Reader\", ", ""), @r#"
    council.ron:32:65: error [syntax]: expected the field `by` in SignOff, but it is not there
      hint: write it before this bracket, for example by: "A. Reader"
    "#);
    assert_snapshot!(council(r#"checked: (by: "B. Reader", on: "2026-11-30", hash:"#, "checked: \"2026-11-30\", hash: (x:"), @"council.ron:32:22: error [syntax]: expected `(` to begin a SignOff, but found a text in quotes");
    assert_snapshot!(council("claim: \"p4.c2\"", "claims: \"p4.c2\""), @r"
    council.ron:37:22: error [syntax]: expected a field of Silence, one of `on`, `claim`, `checked`, `looked_in` or `remark`, but found `claims`
      hint: did you mean `claim`?
    ");
    assert_snapshot!(edition("short: \"Nobody", "shrot: \"Nobody"), @r"
    edition.ron:37:24: error [syntax]: expected a field of Paragraph, one of `id`, `kind`, `language`, `short`, `topics`, `text`, `marks` or `repeats`, but found `shrot`
      hint: did you mean `short`?
    ");
    assert_snapshot!(edition("topics: [\"safety\"]", "topics: \"safety\""), @r#"
    edition.ron:37:59: error [syntax]: expected a list in square brackets, but found a text in quotes
      hint: put the text in brackets: ["..."]
    "#);
    assert_snapshot!(edition("related: [", "relatd: ["), @r"
    edition.ron:8:5: error [syntax]: expected a field of Edition, one of `format`, `id`, `title`, `language`, `revision`, `related`, `article`, `perspectives`, `terms` or `numbers`, but found `relatd`
      hint: did you mean `related`?
    ");
    assert_snapshot!(edition("value: \"25,000\", ", ""), @r#"
    edition.ron:66:58: error [syntax]: expected the field `value` in NumberUse, but it is not there
      hint: write it before this bracket, for example value: "2,750"
    "#);
    assert_snapshot!(edition("credit: (", "credits: ("), @r"
    edition.ron:14:13: error [syntax]: expected a field of Restated, one of `of`, `own_copy` or `credit`, but found `credits`
      hint: did you mean `credit`?
    ");
}
