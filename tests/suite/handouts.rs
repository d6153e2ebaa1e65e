//! The content of handouts, and their HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use insta::assert_snapshot;
use parallax::export::handout::{
    Handout, HandoutFormat, HandoutKind, HandoutOptions, Paper, PrintError, PrintedNote, Reply, Row, SheetRow, print,
};
use parallax::model::Edition;
use parallax::model::progress::Progress;
use parallax::model::rows::Rows;

use crate::support::{Texts, output_of, small};

const SMALL: &str = "tests/fixtures/small";

fn edition(texts: &Texts) -> Edition {
    texts.load().unwrap().edition
}

fn handout(edition: &Edition, options: &HandoutOptions) -> Handout {
    Handout::new(edition, &Rows::new(edition), options).unwrap()
}

/// The options of a kind of handout, with every note whole.
fn options(kind: HandoutKind) -> HandoutOptions {
    HandoutOptions { kind, everything: true, ..HandoutOptions::default() }
}

fn html(handout: &Handout) -> String {
    let printed = print(handout, HandoutFormat::Html, |_| None, &Progress::default()).unwrap();
    String::from_utf8(printed.bytes).unwrap()
}

/// Formats a handout as lines of text.
fn text(handout: &Handout) -> String {
    let mut out = String::new();
    writeln!(out, "{}, {}", handout.name(), handout.revision).unwrap();
    handout.head.iter().for_each(|line| writeln!(out, "{}", line.text()).unwrap());
    for row in &handout.rows {
        let Row { label, kind, text, claims, questions, replies, key: _ } = row;
        let text = text.as_ref().map_or(String::new(), |words| words.text());
        writeln!(out, "{}", format!("¶{label} {kind:?} {text}").trim_end()).unwrap();
        claims.iter().chain(questions).for_each(|words| writeln!(out, "  ? {}", words.text()).unwrap());
        replies.iter().for_each(|reply| writeln!(out, "  {}", line(handout, reply)).unwrap());
    }
    for SheetRow { label, what, claims, cells } in &handout.matrix {
        let cell = |marks: &Vec<_>| {
            let signs = |mark: &parallax::export::handout::SheetMark| {
                format!("{} {} {}", mark.sign, mark.word, mark.on).trim_end().to_owned()
            };
            marks.iter().map(signs).collect::<Vec<_>>().join(" & ")
        };
        let cells: Vec<String> = cells.iter().map(cell).collect();
        writeln!(out, "¶{label} {} | {}", what.text(), cells.join(" | ")).unwrap();
        claims.iter().for_each(|(letter, claim)| writeln!(out, "  {letter} {}", claim.text()).unwrap());
    }
    for work in &handout.works {
        let title = work.title.text();
        writeln!(out, "{} / {:?} / {title} / {} / {}", work.who, work.role, work.about, work.read).unwrap();
        writeln!(out, "  {:?} cited {:?} through {:?}", work.address, work.cited, work.relayed).unwrap();
    }
    handout.absences.iter().for_each(|absence| writeln!(out, "{} {}", absence.what, absence.text).unwrap());
    out
}

fn line(handout: &Handout, reply: &Reply) -> String {
    let who = &handout.speakers[reply.speaker()].name;
    match reply {
        Reply::Note(note) => {
            let PrintedNote { mark, stance, code, date, later, also, answers, summary, quotations, citations, .. } =
                &**note;
            let answers = answers.as_ref().map(|words| words.text());
            let quoted: Vec<String> =
                quotations.iter().map(|(words, from, _)| format!("{} {from}", words.text())).collect();
            format!(
                "[{mark}] {stance} {who} {code} {date:?} later {} also {also:?} on {answers:?}: {} {quoted:?} {citations:?}",
                later.is_some(),
                summary.text()
            )
        }
        Reply::Pointer { mark, code, printed_at, .. } => format!("[{mark}] {who} {code} stands at ¶{printed_at}"),
        Reply::Silent { checked, looked_in, .. } => format!("silent {who} {checked} {}", looked_in.text()),
        Reply::NotApplicable { why, .. } => format!("n/a {who} {}", why.text()),
        Reply::NotLookedFor { .. } => format!("not looked for {who}"),
    }
}

#[test]
fn the_full_handout_has_every_reply_and_every_silence() {
    assert_snapshot!(text(&handout(&edition(&small()), &options(HandoutKind::Full))), @r##"
    Article and perspectives: Lights out at eleven, 23 Nov 2026
    A letter to the town council
    The original text: written for the tests.
    Written before 1 Mar 2025. What was said on that day or after is marked Later.
    ¶0 Whole
      [+] Adds context Residents 0re Some("12 Feb 2025") later false also [] on None: The town argued about its lamps for a year. [] ["Millbrook Courier"]
    ¶1 Heading On street lamps
    ¶2 Text Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 pounds a year.
      [Q] Qualifies Town council 2tc Some("11 Feb 2025") later false also ["4"] on Some("Dark lamps save 40,000 pounds a year"): The treasurer, Ada Moss, expected a saving too, but of 25,000 pounds, since the lamps at crossings have to stay lit. ["“we shall save some of it” Ada Moss, Treasurer, third paragraph"] ["Ada Moss, Treasurer · reported by Millbrook Courier"]
      not looked for Residents
    ¶3 PullQuote { of: "4" } Nobody has ever come to harm in a dark street here
    ¶4 Text Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.
      [Q] Town council 2tc stands at ¶2
      [D] Disputes Residents 4re Some("Jun 2025") later true also [] on Some("“sleeps well”"): Li Wen tells of a fall on the dark stairs by the mill, and asks for one lamp there. [] ["Li Wen"]
    ¶5 Text The owls will thank us.
      silent Town council 20 Nov 2026 Looked in: Minutes of the council. Bats were spoken of.
      n/a Residents Owls do not write letters.
    Town council: looked for and not found on ¶5; last checked 20 Nov 2026 or later.
    Residents: not looked for yet on ¶2.
    "##);
}

#[test]
fn without_everything_each_perspective_has_one_note_whole_and_the_letters_of_the_others() {
    let more = |code: &str| {
        format!(
            "notes: [(id: \"{code}.x1\", on: [\"p2\"], stance: Disputes, gist: \"First gist.\", summary: \"First.\", \
             citations: [(source: \"moss-2025-02-11\"), (source: \"li-2025-06\")]), \
             (id: \"{code}.x2\", on: [\"p2\", \"p4\"], stance: Affirms, summary: \"Second.\", \
             citations: [(source: \"moss-2025-02-11\")]), "
        )
    };
    let texts = small().with("council.ron", "notes: [", &more("tc"));
    let edition = edition(&texts);
    let short = HandoutOptions { kind: HandoutKind::Full, ..HandoutOptions::default() };
    let handout = handout(&edition, &short);
    let replies = &handout.rows[2].replies;
    let Reply::Note(lead) = &replies[0] else { panic!("{replies:?}") };
    let others: Vec<_> = lead.others.iter().map(|other| (other.mark, &*other.code)).collect();
    assert_eq!((lead.summary.text(), others), ("First.".to_owned(), vec![("A", "2tc2"), ("Q", "2tc3")]));
    assert_eq!((lead.citations.len(), lead.more_citations), (1, 1));
    assert_eq!(replies.iter().filter(|reply| matches!(reply, Reply::Note(_))).count(), 1);
    let page = html(&handout);
    for part in
        ["First gist.", "2 more: <span class=\"square\" aria-hidden=\"true\">A</span> <b>2tc2</b>", "(and 1 more)"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Second.") && !page.contains("Looked in: Minutes"), "{page}");
    let whole = html(&self::handout(&edition, &options(HandoutKind::Full)));
    assert!(whole.contains("Second.") && whole.contains("Looked in: Minutes") && !whole.contains(" more"), "{whole}");
}

#[test]
fn our_words_have_a_box_on_the_pupils_sheet_if_chosen() {
    let edition = edition(&small());
    for own_words in [false, true] {
        let chosen = HandoutOptions { own_words, ..options(HandoutKind::Pupil) };
        let page = html(&handout(&edition, &chosen));
        let count = page.matches("Our words: what we agree is so").count();
        assert_eq!(count, if own_words { 3 } else { 0 }, "one for each paragraph with boxes");
    }
    let key = HandoutOptions { own_words: true, ..options(HandoutKind::Key) };
    assert!(!html(&handout(&edition, &key)).contains("Our words"));
}

#[test]
fn the_answer_sheet_has_no_blank_cell() {
    let sheet = handout(&edition(&small()), &options(HandoutKind::Sheet));
    assert_snapshot!(text(&sheet), @r##"
    Answer sheet: Lights out at eleven, 23 Nov 2026
    A letter to the town council
    The original text: written for the tests.
    ¶0 The whole article | · not looked for | + adds context
    ¶2 Street lamps burn all night for nobody. Turned off at … | Q qualifies a | · not looked for
      a Dark lamps save 40,000 pounds a year
    ¶4 Nobody has ever come to harm in a dark street here, and … | Q qualifies | D disputes
      a Nobody comes to harm in the dark
    ¶5 The owls will thank us. | – silent | n/a
    "##);
    let cells: Vec<_> = sheet.matrix.iter().flat_map(|line| &line.cells).collect();
    assert!(cells.len() == 8 && cells.iter().all(|marks| !marks.is_empty()), "{cells:?}");
}

#[test]
fn the_source_list_says_what_cites_and_what_was_only_read_through() {
    assert_snapshot!(text(&handout(&edition(&small()), &options(HandoutKind::Sources))), @r##"
    Sources: Lights out at eleven, 23 Nov 2026
    A letter to the town council
    The original text: written for the tests.
    Li Wen / None / 夜里的灯 / post, Jun 2025 / The statement itself, in the language zh-Hans.
      None cited ["4re"] through []
    Millbrook Courier / None / Council counts the lamps / news report, 12 Feb 2025 / A report, not the statement itself, looked at on 20 Nov 2026.
      Some("https://example.org/lamps") cited ["0re"] through ["2tc"]
    Ada Moss / Some("Treasurer") / [Remarks on the lighting budget] / speech, 11 Feb 2025 / The statement itself.
      None cited ["2tc"] through []
    "##);
}

#[test]
fn the_pupils_sheet_gives_no_answer_away() {
    let questions = BTreeMap::from([(1, vec!["Who pays for the lamps?".to_owned()])]);
    let handout = handout(
        &edition(&small()),
        &HandoutOptions { kind: HandoutKind::Pupil, questions, ..HandoutOptions::default() },
    );
    let page = html(&handout);
    for answer in ["treasurer", "Li Wen", "Silent", "Courier"] {
        assert!(!page.contains(answer), "{answer}");
    }
    for printed in [
        "<li>Name</li>",
        "Who pays for the lamps?",
        "<b>2tc</b> Town council",
        "<b>5re</b> Residents",
        "<li>says nothing</li>",
    ] {
        assert!(page.contains(printed), "{printed}");
    }
    assert!(!page.contains("<b>3tc</b>"), "nothing is asked of a pull-quote");
}

#[test]
fn perspectives_and_rows_are_printed_as_chosen() {
    let edition = edition(&small());
    let chosen =
        HandoutOptions { perspectives: Some(vec![1, 0]), rows: Some(BTreeSet::from([3])), ..HandoutOptions::default() };
    let handout = handout(&edition, &chosen);
    assert_eq!(handout.rows.len(), 1, "row 0 belongs to the whole article");
    let codes: Vec<&str> = handout.speakers.iter().map(|speaker| speaker.code.as_str()).collect();
    assert_eq!(codes, ["re", "tc"]);
    let rows = Rows::new(&edition);
    let error = |options: HandoutOptions| Handout::new(&edition, &rows, &options).unwrap_err();
    assert_eq!(
        error(HandoutOptions { perspectives: Some(vec![2]), ..HandoutOptions::default() }).to_string(),
        "expected a perspective from 1 to 2, but found 3; choose one that the edition has"
    );
    assert_eq!(
        error(HandoutOptions { rows: Some(BTreeSet::from([9])), ..HandoutOptions::default() }).to_string(),
        "expected a paragraph from 1 to 5, but found 10; choose one that the article has"
    );
}

#[test]
fn a_page_has_the_texts_and_none_of_their_tags() {
    let markup = r#"</title><script>alert(1)</script> & \"quoted\""#;
    let texts = small()
        .with("edition.ron", "Lights out at eleven", markup)
        .with("edition.ron", "The owls will thank us.", "<img src=x onerror=alert(2)>")
        .with("council.ron", "Town council", "<b>Council</b>")
        .with("sources.ron", "https://example.org/lamps", "javascript:alert(3)");
    let edition = edition(&texts);
    for kind in HandoutKind::ALL {
        let page = html(&handout(&edition, &options(kind)));
        for tag in ["<script", "<img", "<b>Council", "href=\"javascript"] {
            assert!(!page.contains(tag), "{kind:?}: {tag}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)"), "{kind:?}");
    }
}

#[test]
fn a_page_declares_its_language_and_that_of_each_text() {
    let texts = small().with("edition.ron", "text: \"The owls", "language: \"ur\", text: \"اُلو The owls").with(
        "residents.ron",
        "stance: Disputes,",
        "stance: Disputes, language: \"zh-Hans\",",
    );
    let page = html(&handout(
        &edition(&texts),
        &HandoutOptions { paper: Paper::Letter, large: true, ..HandoutOptions::default() },
    ));
    for part in [
        "<html lang=\"en\">",
        "lang=\"ur\" dir=\"rtl\"",
        "<p class=\"summary\" lang=\"zh-Hans\" dir=\"ltr\">",
        "size: letter",
        "<body class=\"full large\">",
        "<a class=\"skip\" href=\"#main\">",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_row_of_the_page_reads_in_order() {
    let page = html(&handout(&edition(&small()), &options(HandoutKind::Full)));
    let (_, row) = page.split_once("<section class=\"row\" aria-labelledby=\"p4\">").unwrap();
    assert_snapshot!(row.split_once("</section>").unwrap().0, @r##"

    <div class="left">
    <h2 id="p4">¶4</h2>
    <p>Nobody has ever come to harm in a dark street here, and Millbrook, which went dark in 2019, sleeps well.</p>
    </div>
    <div class="right">
    <div class="reply edge0 teal">
    <p class="quiet"><span class="square" aria-hidden="true">Q</span> Qualifies · Town council <b>2tc</b>: stands at <a href="#p2">¶2</a></p>
    </div>
    <div class="reply edge1 ochre">
    <h3><span class="square" aria-hidden="true">D</span> Disputes · Residents <b>4re</b> · Jun 2025 · <span class="later">Later</span></h3>
    <p class="small">on: <span>“sleeps well”</span></p>
    <p class="summary">Li Wen tells of a fall on the dark stairs by the mill, and asks for one lamp there.</p>
    <p class="cite">Li Wen</p>
    </div>
    </div>
    "##);
}

#[test]
fn an_edition_with_few_paragraphs_or_no_perspectives_is_printed() {
    let minimal = |paragraphs: &str| {
        let edition = format!(
            "Edition(format: 2, id: \"minimal\", title: \"Bare\", language: \"en\", revision: \"2026-01-01\",
             article: Article(provenance: Original(of: \"the tests\"), paragraphs: [{paragraphs}]), perspectives: [])"
        );
        small().file("edition.ron", &edition).without("council.ron").without("residents.ron").file("sources.ron", "[]")
    };
    for paragraphs in ["", "(id: \"p1\", text: \"One.\")"] {
        let edition = edition(&minimal(paragraphs));
        for kind in HandoutKind::ALL {
            assert!(html(&handout(&edition, &options(kind))).ends_with("</html>\n"), "{kind:?} {paragraphs}");
        }
    }
}

#[test]
fn a_cancelled_handout_ends() {
    let progress = Progress::default();
    progress.cancel();
    let handout = handout(&edition(&small()), &options(HandoutKind::Full));
    for format in HandoutFormat::ALL.into_iter().filter(|format| format.is_available()) {
        assert!(matches!(print(&handout, format, |_| None, &progress), Err(PrintError::Cancelled(_))), "{format:?}");
    }
}

#[test]
fn the_command_writes_a_page_and_keeps_an_existing_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out.html").display().to_string();
    let run = |more: &[&str]| {
        let arguments = [&["export", SMALL, "--to", "html", "-o", &path], more].concat();
        output_of(&arguments).replace(&path, "out.html")
    };
    assert_eq!(run(&["--handout", "sheet"]), "out.html\nexit 0");
    assert!(std::fs::read_to_string(&path).unwrap().contains("<table>"));
    assert_eq!(
        run(&[]),
        "stderr: parallax: expected a new file, but there is one already; choose another name, or --force: out.html\nexit 2"
    );
    assert_eq!(run(&["--force", "--perspectives", "re"]), "out.html\nexit 0");
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("Residents") && !page.contains("Town council"));
    assert!(run(&["--perspectives", "xx"]).contains("of which there are tc (Town council), re (Residents)"));
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_reports_it() {
    assert_eq!(
        output_of(&["export", SMALL]),
        "stderr: parallax: this build of Parallax makes no PDF; choose HTML instead\nexit 2"
    );
}
