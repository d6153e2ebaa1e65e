//! Each rule of the check has a case that it must report, with the exact line.

use insta::assert_snapshot;

use crate::support::{Texts, small};

/// Returns the report for an edition in which one text of one file is replaced.
fn with(name: &str, old: &str, new: &str) -> String {
    small().with(name, old, new).lines()
}

fn edition(old: &str, new: &str) -> String {
    with("edition.ron", old, new)
}

fn council(old: &str, new: &str) -> String {
    with("council.ron", old, new)
}

fn residents(old: &str, new: &str) -> String {
    with("residents.ron", old, new)
}

fn sources(old: &str, new: &str) -> String {
    with("sources.ron", old, new)
}

#[test]
fn the_small_edition_is_clean() {
    assert_snapshot!(small().lines(), @"");
}

#[test]
fn the_examples_in_the_format_documentation_are_clean() {
    let contract = include_str!("../../perspectives/README.md");
    let mut texts = small().without("residents.ron");
    for example in contract.split("```ron\n// lights-out/").skip(1) {
        let (name, rest) = example.split_once('\n').unwrap();
        texts = texts.file(name, rest.split("```").next().unwrap());
    }
    let loaded = texts.load().unwrap();
    assert_eq!(loaded.edition.id(), "lights-out");
    assert_snapshot!(texts.lines(), @"");
}

#[test]
fn dangling_ids() {
    assert_snapshot!(council(r#"on: ["p2", "p4"]"#, r#"on: ["p2", "p44"]"#), @r"
    council.ron:13:24: error [dangling-id]: expected the id of a paragraph, but there is no `p44`
      hint: did you mean `p4`?
    ");
    assert_snapshot!(council(r#"claim: "p2.c1""#, r#"claim: "p2.c2""#), @r"
    council.ron:14:20: error [dangling-id]: expected the id of a claim, but there is no `p2.c2`
      hint: did you mean `p2.c1`?
    ");
    assert_snapshot!(residents(r#"(source: "li-2025-06")"#, r#"(source: "lee-2025-06")"#), @r"
    sources.ron:28:13: warning [unused-source]: expected a note that cites `li-2025-06`, but there is none
      hint: cite it, or take it out
    residents.ron:25:26: error [dangling-id]: expected the id of a source, but there is no `lee-2025-06`
      hint: did you mean `li-2025-06`?
    ");
    assert_snapshot!(council(r#"relayed_by: "courier-2025-02-12""#, r#"relayed_by: "the-times""#), @r"
    council.ron:18:57: error [dangling-id]: expected the id of a source, but there is no `the-times`
      hint: add the source to sources.ron
    ");
    assert_snapshot!(council("source: \"moss-2025-02-11\",\n ", "source: \"moss-2025-02-12\",\n "), @r"
    council.ron:24:29: error [dangling-id]: expected the id of a source, but there is no `moss-2025-02-12`
      hint: did you mean `moss-2025-02-11`?
    council.ron:24:29: error [quotation-not-cited]: expected a source that the note cites, but found `moss-2025-02-12`
      hint: add it to the note's citations
    ");
    assert_snapshot!(edition(r#"of: "p4""#, r#"of: "p9""#), @r"
    edition.ron:15:44: error [dangling-id]: expected the id of a paragraph, but there is no `p9`
      hint: the paragraphs are p1 to p5
    ");
    assert_snapshot!(edition(r#"on: "p4", text"#, r#"on: "p14", text"#), @r#"
    edition.ron:21:18: error [bad-id]: expected the id of a claim on p14, but found `p4.c1`
      hint: write p14.c1, or on: "p4"
    edition.ron:21:31: error [dangling-id]: expected the id of a paragraph, but there is no `p14`
      hint: the paragraphs are p1 to p5
    "#);
    assert_snapshot!(edition(r#"thank us.""#, r#"thank us.", repeats: ["p0"]"#), @r"
    edition.ron:17:67: error [dangling-id]: expected the id of a paragraph, but there is no `p0`
      hint: the paragraphs are p1 to p5
    ");
    assert_snapshot!(council(r#"on: ["p5"]"#, r#"on: ["p5b"]"#), @r"
    council.ron:33:15: error [dangling-id]: expected the id of a paragraph, but there is no `p5b`
      hint: did you mean `p5`?
    ");
    assert_snapshot!(residents(r#"on: ["p5"]"#, r#"on: ["owls"]"#), @r"
    residents.ron:30:15: error [dangling-id]: expected the id of a paragraph, but there is no `owls`
      hint: the paragraphs are p1 to p5
    ");
}

#[test]
fn duplicate_ids() {
    assert_snapshot!(edition(r#"id: "p5""#, r#"id: "p2""#), @r"
    edition.ron:17:18: error [duplicate-id]: expected an id of its own, but `p2` is already taken
      hint: give one of the two another id
    council.ron:33:15: error [dangling-id]: expected the id of a paragraph, but there is no `p5`
      hint: the paragraphs are p1 to p2
    residents.ron:30:15: error [dangling-id]: expected the id of a paragraph, but there is no `p5`
      hint: the paragraphs are p1 to p2
    ");
    assert_snapshot!(edition(r#"id: "p4.c1", on: "p4""#, r#"id: "p2.c1", on: "p2""#), @r"
    edition.ron:21:18: error [duplicate-id]: expected an id of its own, but `p2.c1` is already taken
      hint: give one of the two another id
    ");
    assert_snapshot!(edition(r#"["council", "residents"]"#, r#"["council", "residents", "council"]"#), @r"
    edition.ron:24:44: error [duplicate-id]: expected an id of its own, but `council` is already taken
      hint: give one of the two another id
    ");
    assert_snapshot!(residents("re.stumble", "re.whole"), @r"
    residents.ron:19:17: error [duplicate-id]: expected an id of its own, but `re.whole` is already taken
      hint: give one of the two another id
    ");
    assert_snapshot!(residents(r#"code: "re""#, r#"code: "tc""#), @r"
    residents.ron:3:11: error [duplicate-code]: expected a code of its own, but `tc` belongs to council
      hint: give one of the two another code
    residents.ron:10:17: error [bad-id]: expected a note id like tc.trend, but found `re.whole`
      hint: write the perspective's code, a dot, and a word or two with hyphens
    residents.ron:19:17: error [bad-id]: expected a note id like tc.trend, but found `re.stumble`
      hint: write the perspective's code, a dot, and a word or two with hyphens
    ");
    assert_snapshot!(sources(r#"id: "li-2025-06""#, r#"id: "courier-2025-02-12""#), @r"
    sources.ron:28:13: error [duplicate-id]: expected an id of its own, but `courier-2025-02-12` is already taken
      hint: give one of the two another id
    residents.ron:25:26: error [dangling-id]: expected the id of a source, but there is no `li-2025-06`
      hint: add the source to sources.ron
    ");
}

#[test]
fn malformed_ids() {
    assert_snapshot!(edition(r#"id: "small""#, r#"id: "Small Town""#), @r"
    edition.ron:4:9: error [bad-id]: expected an id of small letters, digits and hyphens, but found `Small Town`
      hint: an edition's id is like pakistan-missile-sanctions
    ");
    assert_snapshot!(edition(r#"id: "p5""#, r#"id: "owls""#), @r"
    edition.ron:17:18: error [bad-id]: expected a paragraph id like p5 or p5a, but found `owls`
      hint: write p, a number, and at most one small letter
    council.ron:33:15: error [dangling-id]: expected the id of a paragraph, but there is no `p5`
      hint: the paragraphs are p1 to owls
    residents.ron:30:15: error [dangling-id]: expected the id of a paragraph, but there is no `p5`
      hint: the paragraphs are p1 to owls
    ");
    assert_snapshot!(edition(r#"id: "p4.c1""#, r#"id: "p4-1""#), @r"
    edition.ron:21:18: error [bad-id]: expected a claim id like p4.c1, but found `p4-1`
      hint: write the paragraph's id, .c and a number
    ");
    assert_snapshot!(edition(r#"id: "p4.c1""#, r#"id: "p5.c1""#), @r#"
    edition.ron:21:18: error [bad-id]: expected the id of a claim on p4, but found `p5.c1`
      hint: write p4.c1, or on: "p5"
    "#);
    assert_snapshot!(residents("re.stumble", "tc.stumble"), @r"
    residents.ron:19:17: error [bad-id]: expected a note id like re.trend, but found `tc.stumble`
      hint: write the perspective's code, a dot, and a word or two with hyphens
    ");
    assert_snapshot!(residents(r#"code: "re""#, r#"code: "R2""#), @r"
    residents.ron:3:11: error [bad-code]: expected a code of two to four small letters, but found `R2`
      hint: a code is like us
    residents.ron:10:17: error [bad-id]: expected a note id like R2.trend, but found `re.whole`
      hint: write the perspective's code, a dot, and a word or two with hyphens
    residents.ron:19:17: error [bad-id]: expected a note id like R2.trend, but found `re.stumble`
      hint: write the perspective's code, a dot, and a word or two with hyphens
    ");
    assert_snapshot!(residents(r#"id: "residents""#, r#"id: "people""#), @r"
    residents.ron:2:9: error [file-name]: expected the id `residents`, as the file is named, but found `people`
      hint: give the file and the perspective one name
    ");
    assert_snapshot!(edition("format: 1", "format: 0"), @r"
    edition.ron:3:13: error [bad-format]: expected format 3, but found format 0
      hint: write format: 3
    ");
    assert_snapshot!(
        small().with("sources.ron", r#"id: "li-2025-06""#, r#"id: "Li 2025""#)
            .with("residents.ron", r#"source: "li-2025-06""#, r#"source: "Li 2025""#).lines(), @r"
    sources.ron:28:13: error [bad-id]: expected a source id of small letters, digits and hyphens, but found `Li 2025`
      hint: a source's id is like finer-2024-12-19
    ");
}

#[test]
fn empty_hidden_and_overlong_texts() {
    assert_snapshot!(edition("Lights out at eleven", "  "), @r"
    edition.ron:5:12: error [empty-text]: expected a title, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(edition("The owls will thank us.", ""), @r"
    edition.ron:17:30: error [empty-text]: expected the text of a paragraph, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(edition("Nobody comes to harm in the dark", ""), @r"
    edition.ron:21:43: error [empty-text]: expected the claim as a sentence, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(residents("The town argued about its lamps for a year.", ""), @r"
    residents.ron:13:22: error [empty-text]: expected a summary, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(residents(r#""Residents""#, r#""""#), @r"
    residents.ron:4:11: error [empty-text]: expected a name, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(council("Members of the council speak here in office.", ""), @r"
    council.ron:7:12: error [empty-text]: expected who is speaking and who is not, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(council(r#"["Minutes of the council"]"#, r#"["", "Minutes"]"#), @r"
    council.ron:33:56: error [empty-text]: expected a place that was looked in, but found an empty text
      hint: write it, or take the whole entry out
    ");
    assert_snapshot!(edition("The owls", "The \u{202e}owls"), @r"
    edition.ron:17:30: error [hidden-character]: expected characters that can be seen, but character 5 is U+202E
      hint: take it out; hidden characters can make a text read otherwise than it is
    ");
    assert_snapshot!(sources("org/lamps", "org/lam\u{200b}ps"), @r"
    sources.ron:23:14: error [hidden-character]: expected characters that can be seen, but character 24 is U+200B
      hint: take it out; hidden characters can make a text read otherwise than it is
    ");
    assert_snapshot!(edition("The owls", "The\\nowls"), @r"
    edition.ron:17:30: warning [line-break]: expected a paragraph on one line, but found a line break in it
      hint: put the words after it into a paragraph of their own, or a space in its place
    ");
    assert_snapshot!(edition("The owls will thank us.", &"owl ".repeat(30_000)), @r"
    edition.ron:17:30: error [long-text]: expected at most 100,000 characters, but found 120000
      hint: split it into paragraphs
    ");
}

#[test]
fn languages_and_dates() {
    assert_snapshot!(edition(r#"language: "en""#, r#"language: "en_GB""#), @r"
    edition.ron:6:15: error [bad-language]: expected a language tag like en, ur or zh-Hans, but found `en_GB`
      hint: write the tag of BCP 47
    ");
    assert_snapshot!(sources(r#"language: "zh-Hans""#, r#"language: "xx""#), @r"
    sources.ron:34:19: warning [unknown-language]: expected a language this program knows, but found `xx`
      hint: look at the spelling; if it is right, its text is set in the plain reading face
    ");
    assert_snapshot!(sources(r#"said: "2025-02-11""#, "said: \"2025-02-11\",\n        published: \"2025-01\""), @r"
    sources.ron:9:15: error [impossible-dates]: expected `said` not to be after `published` (Jan 2025), but found 11 Feb 2025
      hint: look at both dates
    ");
    assert_snapshot!(sources(r#"published: "2025-02-12""#, r#"published: "2027""#), @r"
    sources.ron:21:20: error [impossible-dates]: expected `published` not to be after `accessed` (20 Nov 2026), but found 2027
      hint: look at both dates
    sources.ron:21:20: warning [after-revision]: expected a date not after the edition's revision (23 Nov 2026), but found 2027
      hint: bring `revision` in edition.ron up to date
    ");
    assert_snapshot!(edition(r#"revision: "2026-11-23""#, r#"revision: "2026-11-19""#), @r"
    sources.ron:22:19: warning [after-revision]: expected a date not after the edition's revision (19 Nov 2026), but found 20 Nov 2026
      hint: bring `revision` in edition.ron up to date
    council.ron:27:31: warning [after-revision]: expected a date not after the edition's revision (19 Nov 2026), but found 20 Nov 2026
      hint: bring `revision` in edition.ron up to date
    council.ron:33:31: warning [after-revision]: expected a date not after the edition's revision (19 Nov 2026), but found 20 Nov 2026
      hint: bring `revision` in edition.ron up to date
    ");
    assert_snapshot!(council(r#"checked: "2026-11-20""#, r#"checked: "2025-02-01""#), @r"
    council.ron:33:31: warning [checked-too-early]: expected a day after the article was written (1 Mar 2025), but found 1 Feb 2025
      hint: look at the year; a silence is about this article
    ");
    assert_snapshot!(council("accessed: \"2026-11-20\"", "accessed: \"2027-11-20\""), @r"
    council.ron:27:31: warning [after-revision]: expected a date not after the edition's revision (23 Nov 2026), but found 20 Nov 2027
      hint: bring `revision` in edition.ron up to date
    ");
}

#[test]
fn sources_links_and_hues() {
    assert_snapshot!(sources("https://example.org/lamps", "ftp://example.org/lamps"), @r"
    sources.ron:23:14: error [bad-link]: expected an address that begins with https:// or http://, but found `ftp://example.org/lamps`
      hint: copy the address from the browser, or leave the field out
    ");
    assert_snapshot!(sources("https://example.org/lamps", "https://example.org/my lamps"), @r"
    sources.ron:23:14: error [bad-link]: expected an address that begins with https:// or http://, but found `https://example.org/my lamps`
      hint: copy the address from the browser, or leave the field out
    ");
    assert_snapshot!(residents(r#"hue: "ochre""#, r#"hue: "oker""#), @r"
    residents.ron:6:10: warning [unknown-hue]: expected a hue of the themes, but found `oker`
      hint: the hues are blue, orange, green, red, violet, grey, ochre, teal
    ");
    assert_snapshot!(residents(r#"hue: "ochre""#, r#"hue: "pink""#), @r"
    residents.ron:6:10: warning [unknown-hue]: expected a hue of the themes, but found `pink`
      hint: the hues are blue, orange, green, red, violet, grey, ochre, teal
    ");
    assert_snapshot!(residents("citations: [\n                (source: \"li-2025-06\"),\n", "citations: [\n                (source: \"courier-2025-02-12\"),\n"), @r"
    sources.ron:28:13: warning [unused-source]: expected a note that cites `li-2025-06`, but there is none
      hint: cite it, or take it out
    residents.ron:23:22: warning [uncarried-name]: expected the record of a cited source to carry the name `Wen` of this summary, but none does
      hint: add it to `carries` of courier-2025-02-12 if the source says it, else take it out of the summary
    ");
    assert_snapshot!(council(r#"relayed_by: "courier-2025-02-12""#, r#"relayed_by: "moss-2025-02-11""#), @r"
    council.ron:18:57: error [relayed-by-itself]: expected another source that reports this one, but found `moss-2025-02-11` itself
      hint: take `relayed_by` out when you read the source itself
    ");
}

#[test]
fn an_unreadable_file_does_not_hide_the_problems_of_others() {
    let texts: Texts = small()
        .with("sources.ron", "kind: News,", "kind: Newz,")
        .with("council.ron", "hue: \"teal\"", "hue: \"teel\"")
        .with("residents.ron", "stance: Disputes", "stanse: Disputes");
    assert_snapshot!(texts.lines(), @r"
    sources.ron:17:15: error [syntax]: expected a kind of source, one of `Statement`, `JointStatement`, `Briefing`, `Speech`, `Interview`, `Hearing`, `Rule`, `Report`, `Paper`, `Book`, `News`, `Magazine`, `OpEd`, `Post` or `Webpage`, but found `Newz`
      hint: did you mean `News`?
    residents.ron:22:13: error [syntax]: expected a field of Note, one of `id`, `on`, `claim`, `phrase`, `stance`, `language`, `gist`, `summary`, `citations`, `quotations`, `checked`, `written_by` or `checked_by`, but found `stanse`
      hint: did you mean `stance`?
    council.ron:6:10: warning [unknown-hue]: expected a hue of the themes, but found `teel`
      hint: did you mean `teal`?
    ");
    let texts =
        small().with("edition.ron", "revision:", "revised:").with("council.ron", "hue: \"teal\"", "hue: \"teel\"");
    assert_snapshot!(texts.lines(), @r"
    edition.ron:7:5: error [syntax]: expected a field of Edition, one of `format`, `id`, `title`, `language`, `revision`, `related`, `article`, `perspectives`, `terms` or `numbers`, but found `revised`
    council.ron:6:10: warning [unknown-hue]: expected a hue of the themes, but found `teel`
      hint: did you mean `teal`?
    ");
}

#[test]
fn forty_thousand_problems_are_located_in_one_pass() {
    let notes: String = (0..20_000)
        .map(|i| format!("(id: \"re.n{i}\", on: [\"p2\"], stance: Affirms, summary: \"\", citations: []),\n"))
        .collect();
    let texts = small().with("residents.ron", "notes: [", &format!("notes: [\n{notes}"));
    let problems = texts.load().unwrap().problems;
    // Two for each note, and one for the cell that they crowd.
    assert_eq!(problems.len(), 40_001);
    assert_eq!((problems[40_000].line, problems[40_000].column), (20_008, 72));
}
