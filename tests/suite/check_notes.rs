//! The rules on notes: their paragraphs, their sources, and the texts they must agree with.

use insta::assert_snapshot;

use crate::support::small;

fn edition(old: &str, new: &str) -> String {
    small().with("edition.ron", old, new).lines()
}

fn council(old: &str, new: &str) -> String {
    small().with("council.ron", old, new).lines()
}

fn residents(old: &str, new: &str) -> String {
    small().with("residents.ron", old, new).lines()
}

#[test]
fn notes_and_their_paragraphs() {
    assert_snapshot!(residents("citations: [\n                (source: \"li-2025-06\"),\n            ]", "citations: []"), @r#"
    sources.ron:28:13: warning [unused-source]: expected a note that cites `li-2025-06`, but there is none
      hint: cite it, or take it out
    residents.ron:24:24: error [uncited-note]: expected a citation, but the note `re.stumble` has none
      hint: say who said it and where: citations: [(source: "...")]
    "#);
    assert_snapshot!(residents(r#"on: ["p4"]"#, "on: []"), @r#"
    residents.ron:20:17: error [empty-on]: expected the paragraphs that a note stands on, but the list is empty
      hint: write for example on: ["p5"]
    "#);
    assert_snapshot!(council(r#"on: ["p2", "p4"]"#, r#"on: ["p2", "p2"]"#), @r"
    council.ron:13:24: error [repeated-on]: expected each paragraph once, but found `p2` again
      hint: take it out
    council.ron:18:17: warning [same-source]: expected one note for each source on p2, but another there cites `moss-2025-02-11` too
      hint: make the two one note, or cite another source
    ");
    assert_snapshot!(council(r#"on: ["p2", "p4"]"#, r#"on: ["p4", "p2"]"#), @r"
    council.ron:13:24: warning [on-order]: expected the paragraphs in the article's order, but found `p2` after a later one
      hint: put it before
    ");
    assert_snapshot!(residents(r#"on: ["article"]"#, r#"on: ["article", "p2"]"#), @r#"
    residents.ron:11:17: error [mixed-on]: expected ["article"] alone or paragraphs, but found both
      hint: a note on the whole article names no paragraph
    "#);
    assert_snapshot!(council(r#"on: ["p2", "p4"]"#, r#"on: ["p1", "p2", "p3"]"#), @r"
    council.ron:13:18: error [no-note-here]: expected a note on a paragraph of text, but `p1` is a heading
      hint: put it on a paragraph under the heading
    council.ron:13:30: error [no-note-here]: expected a note on a paragraph of text, but `p3` is a pull-quote
      hint: put it on p4, the paragraph it quotes
    ");
    assert_snapshot!(council(r#"on: ["p5"]"#, r#"on: ["p3"]"#), @r"
    council.ron:33:15: error [no-note-here]: expected a silence on a paragraph of text, but `p3` is a pull-quote
      hint: put it on p4, the paragraph it quotes
    ");
    assert_snapshot!(residents(r#"on: ["p5"]"#, r#"on: ["p1"]"#), @r"
    residents.ron:30:15: error [no-note-here]: expected an entry of not_applicable on a paragraph of text, but `p1` is a heading
      hint: put it on a paragraph under the heading
    ");
    assert_snapshot!(council(r#"on: ["p2", "p4"]"#, r#"on: ["p4"]"#), @r#"
    council.ron:14:20: error [claim-elsewhere]: expected a claim of a paragraph in `on`, but `p2.c1` is made in p2
      hint: add "p2" to `on`, or name a claim of the note's own paragraphs
    "#);
    assert_snapshot!(residents(r#"(source: "li-2025-06"),"#, r#"(source: "li-2025-06"), (source: "moss-2025-02-11"),"#), @r"
    residents.ron:25:41: warning [same-source]: expected one note for each source on p4, but another there cites `moss-2025-02-11` too
      hint: make the two one note, or cite another source
    ");
}

#[test]
fn silences_and_conflicting_entries() {
    assert_snapshot!(council(r#"on: ["p5"]"#, r#"on: ["p4", "p5"]"#), @r"
    council.ron:33:15: error [note-and-absence]: expected one thing in a cell, but p4 has a silence and the note `tc.saving`
      hint: keep one of the two
    ");
    assert_snapshot!(council(r#"["Minutes of the council"]"#, "[]"), @r"
    council.ron:33:56: error [looked-nowhere]: expected the places that were looked in, but the list is empty
      hint: a silence is a checked absence: say where you looked, or take it out
    ");
    assert_snapshot!(council("silences: [", "not_applicable: [(on: [\"p5\"], why: \"None.\")],\n    silences: ["), @r"
    council.ron:32:28: error [two-absences]: expected one thing in a cell, but p5 has an entry of not_applicable and a silence
      hint: keep one of the two
    ");
    assert_snapshot!(council(r#"on: ["p5"]"#, r#"on: ["article"]"#), @r"
    council.ron:33:15: error [mixed-on]: expected a silence on paragraphs, but found the whole article
      hint: name the paragraphs
    ");
    assert_snapshot!(residents("why: \"Owls do not write letters.\"),", "why: \"Owls.\"), (on: [\"p5\"], why: \"None.\"),"), @r"
    residents.ron:30:43: error [two-absences]: expected one thing in a cell, but p5 has an entry of not_applicable and an entry of not_applicable
      hint: keep one of the two
    ");
}

#[test]
fn phrases_and_pull_quotes_that_are_not_verbatim() {
    assert_snapshot!(edition(r#"phrase: "save the town 40,000 pounds a year""#, r#"phrase: "save the town 40000 pounds""#), @r"
    edition.ron:20:91: error [phrase-not-found]: expected words of p2 as they stand there, but found `save the town 40000 pounds`
      hint: it agrees up to `save the town 40` and no further
    ");
    assert_snapshot!(residents("sleeps well", "sleeps badly"), @r"
    residents.ron:21:21: error [phrase-not-found]: expected words of p4 as they stand there, but found `sleeps badly`
      hint: it agrees up to `sleeps ` and no further
    ");
    assert_snapshot!(residents("phrase: \"sleeps well\"", "phrase: \"in\""), @r"
    residents.ron:21:21: warning [phrase-twice]: expected words that stand once in p4, but `in` is there twice
      hint: add a word before or after them
    ");
    assert_snapshot!(residents("on: [\"article\"],", "on: [\"article\"],\n phrase: \"The owls\","), @r"
    residents.ron:12:10: error [phrase-not-found]: expected no phrase in a note on the whole article, but found one
      hint: take it out, or put the note on a paragraph
    ");
    assert_snapshot!(edition("text: \"Nobody has ever come to harm in a dark street here\"", "text: \"No one has come to harm\""), @r"
    edition.ron:15:57: error [pull-quote]: expected words of p4 as they stand there, but p3 has others
      hint: copy the words from the paragraph
    ");
    assert_snapshot!(edition(r#"PullQuote(of: "p4")"#, r#"PullQuote(of: "p3")"#), @r"
    edition.ron:15:44: error [pull-quote]: expected a paragraph of text that p3 quotes, but `p3` is the pull-quote itself
      hint: name the paragraph that holds the words
    ");
    assert_snapshot!(edition(r#"PullQuote(of: "p4")"#, r#"PullQuote(of: "p1")"#), @r"
    edition.ron:15:44: error [pull-quote]: expected a paragraph of text that p3 quotes, but `p1` is a heading
      hint: name the paragraph that holds the words
    ");
}

#[test]
fn repeated_passages() {
    let copy = "And yet: nobody has EVER come to harm in a dark street here - and Millbrook, we say.";
    assert_snapshot!(edition("The owls will thank us.", copy), @r#"
    edition.ron:17:30: error [repeated-passage]: expected each passage once, but p4 and p5 share 13 words: `nobody has EVER come to harm in a … here - and Millbrook,`
      hint: when that is meant, write repeats: ["p4"] in p5
    "#);
    assert_snapshot!(edition("The owls will thank us.\"", &format!("{copy}\", repeats: [\"p4\"]")), @"");
    // Eleven words may repeat by chance.
    assert_snapshot!(edition("The owls will thank us.", "Nobody has ever come to harm in a dark street here. True."), @"");
}

#[test]
fn quotations_and_people() {
    assert_snapshot!(council("                    locator: \"third paragraph\",\n", ""), @r#"
    council.ron:22:27: warning [quotation-place]: expected the place of the words in the source, but the quotation has no `locator`
      hint: write for example locator: "paragraph 3"
    "#);
    assert_snapshot!(council("we shall save some of it", &"save ".repeat(121)), @r"
    council.ron:22:27: warning [long-quotation]: expected at most 120 words, but found 121
      hint: quote the sentence that matters and say the rest in the summary
    ");
    assert_snapshot!(council("source: \"moss-2025-02-11\",\n ", "source: \"li-2025-06\",\n "), @r"
    council.ron:24:29: error [quotation-not-cited]: expected a source that the note cites, but found `li-2025-06`
      hint: add it to the note's citations
    ");
    assert_snapshot!(council(r#"checked_by: "B. Reader""#, r#"checked_by: " a.  CURATOR""#), @r"
    council.ron:9:17: error [same-person]: expected two people, but A. Curator both wrote and checked
      hint: have somebody else read it against the sources
    ");
    assert_snapshot!(council("id: \"tc.saving\",", "id: \"tc.saving\",\n            checked_by: \"A. Curator\","), @r"
    council.ron:13:25: error [same-person]: expected two people, but A. Curator both wrote and checked
      hint: have somebody else read it against the sources
    ");
    assert_snapshot!(council("id: \"tc.saving\",", "id: \"tc.saving\",\n            written_by: \"B. Reader\","), @r"
    council.ron:13:25: error [same-person]: expected two people, but B. Reader both wrote and checked
      hint: have somebody else read it against the sources
    ");
}

#[test]
fn names_and_numbers_missing_from_the_records() {
    assert_snapshot!(council("of 25,000 pounds", "of 25000 pounds, or so the Lamp Company's clerk said in 2024"), @r"
    council.ron:16:22: warning [uncarried-number]: expected the record of a cited source to carry the number `25000` of this summary, but none does
      hint: add it to `carries` of moss-2025-02-11 if the source says it, else take it out of the summary
    council.ron:16:22: warning [uncarried-name]: expected the record of a cited source to carry the name `Lamp Company` of this summary, but none does
      hint: add it to `carries` of moss-2025-02-11 if the source says it, else take it out of the summary
    council.ron:16:22: warning [uncarried-number]: expected the record of a cited source to carry the number `2024` of this summary, but none does
      hint: add it to `carries` of moss-2025-02-11 if the source says it, else take it out of the summary
    ");
    assert_snapshot!(residents("The town argued about its lamps for a year.", "Millbrook argued in May 2025. So did the town on Monday 12 February."), @"");
    assert_snapshot!(residents("The town argued about its lamps for a year.", "They called it “madness”."), @r"
    residents.ron:13:22: warning [quotation-marks]: expected a summary in the curator's words, but found quotation marks: a summary is never a quotation
      hint: say it in other words, or enter the exact words under `quotations`
    ");
}

#[test]
fn marks_without_a_place_and_links_without_a_page() {
    let marked = |mark: &str| {
        let text = format!("The owls will thank us.\", marks: [{mark}]");
        small().with("edition.ron", "The owls will thank us.\"", &text)
    };
    let mark = |mark: &str| marked(mark).with("edition.ron", "format: 1", "format: 2").lines();
    assert_snapshot!(marked("(words: \"owls\", kind: Emphasis)").lines(), @r"
    edition.ron:17:13: error [newer-than-format]: expected nothing of format 2 in format 1, but found it in p5
      hint: write format: 2
    ");
    assert_snapshot!(mark("(words: \"owls\", kind: Emphasis)"), @"");
    assert_snapshot!(mark("(words: \"\", kind: Emphasis)"), @r"
    edition.ron:17:73: error [mark-not-found]: expected the marked words of p5, but found none
      hint: write them, or take the mark out
    ");
    assert_snapshot!(mark("(words: \"bats\", kind: Strong)"), @r"
    edition.ron:17:73: error [mark-not-found]: expected words of p5 as they stand there, but found `bats`
      hint: copy the words from the paragraph
    ");
    assert_snapshot!(mark("(words: \"owls\", nth: 2, kind: Strong)"), @r"
    edition.ron:17:86: error [mark-not-found]: expected the one place of these words in p5, but found nth: 2
      hint: count the places of these words from the left
    ");
    assert_snapshot!(mark("(words: \"owls\", kind: Link(\"https://example.org/\"))"), @"");
    assert_snapshot!(mark("(words: \"owls\", kind: Link(\"file:///etc/passwd\"))"), @r"
    edition.ron:17:87: error [bad-link]: expected an address that begins with https:// or http://, but found `file:///etc/passwd`
      hint: only pages of the web are ever opened; take the mark out when it leads elsewhere
    ");
}
