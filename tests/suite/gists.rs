//! Where a note is shown in short, its gist is shown; and the order and silences of a cell are the same everywhere.

use insta::assert_snapshot;
use parallax::align::{carry, correspond};
use parallax::export::handout::{Handout, HandoutFormat, HandoutKind, HandoutOptions, print};
use parallax::model::progress::Progress;
use parallax::model::rows::Rows;
use parallax::model::{Article, Edition, ParagraphKind, Plan, Provenance, Step};
use parallax::state::brief::BriefAction;
use parallax::state::{Action, AppState, Command, Dialog, Item, Opened, ReaderAction, SavedState, Settings, update};
use parallax::storage::edition_text;

use crate::lessons::{give, seen};
use crate::support::{Texts, full, output_of};

const FULL: &str = "tests/fixtures/full";
const GIST: &str = "There is a saving for Millbrook, but of 25,000 pounds and not of 40,000";

fn edition(texts: &Texts) -> Edition {
    texts.load().unwrap().edition
}

fn state(texts: &Texts) -> AppState {
    let opened = Opened { edition: edition(texts), path: None };
    AppState::new(opened, Settings::default(), SavedState::default())
}

fn html(kind: HandoutKind) -> String {
    let edition = edition(&full());
    let options = HandoutOptions { kind, ..HandoutOptions::default() };
    let handout = Handout::new(&edition, &Rows::new(&edition), &options).unwrap();
    let printed = print(&handout, HandoutFormat::Html, |_| None, &Progress::default()).unwrap();
    String::from_utf8(printed.bytes).unwrap()
}

#[test]
fn the_terminal_shows_gists_first_or_alone() {
    assert_snapshot!(output_of(&["show", FULL, "--width", "80", "--gists"]), @r"
    Lights out at eleven
    Restated for the tests

    Restated in other words: a letter to the town council
    The original: Rose Hale, Li Wen and Friends of the Dark, “Lights out at eleven”,
    Millbrook Courier, 20 Feb 2025
    https://example.org/letter
    The letter is on the notice board.
    Written before 1 Mar 2025; what was said on that day or after is marked Later.

    ¶0  On the whole article

        + Adds context · Residents · 12 Feb 2025 · 0re
          The town has argued about its lamps before
          → Millbrook Courier

    ¶1  # On street lamps

        ○ Not applicable: a heading makes no claim

    ¶2  Street lamps burn all night for nobody. Turned off at eleven, they would
        save Millbrook 40,000 pounds a year.

        Q Qualifies · Town council · 11 Feb 2025 · 2tc
          There is a saving for Millbrook, but of 25,000 pounds and not of
          40,000
          → Ada Moss, Treasurer · reported by Millbrook Courier, second column

        ? Not looked for yet · Residents

    ¶3  Nobody has ever come to harm in a dark street here (pull-quote of ¶4)

        ○ Not applicable: what is said of a pull-quote stands with the paragraph
          it quotes

    ¶4  Nobody has ever come to harm in a dark street here. The town sleeps well
        without its lamps.

        Q Qualifies · Town council · 11 Feb 2025 · 2tc · stands at ¶2

        – Silent on “The town sleeps well” · Town council (checked 21 Nov 2026):
          looked in Minutes of the council; The mayor's letters

        D Disputes · Residents · Jun 2025 · Later · 4re
          One of them fell in the dark and would like a lamp
          → Li Wen

    ¶5  > Lucerna extincta.

        ? Not looked for yet · Town council

        ? Not looked for yet · Residents

    ¶6  • The owls will thank us.

        – Silent · Town council (checked 20 Nov 2026): looked in Minutes of the
          council. Bats were spoken of.

        ○ Not applicable · Residents: Animals do not write letters.

    ¶7  • The bats will thank us.

        ? Not looked for yet · Town council

        ○ Not applicable · Residents: Animals do not write letters.

    exit 0
    ");
    let whole = output_of(&["show", FULL, "--width", "200"]);
    let (gist, summary) = (whole.find(GIST).unwrap(), whole.find("The treasurer, Ada Moss").unwrap());
    assert!(gist < summary, "{whole}");
}

#[test]
fn a_note_without_a_gist_is_shown_by_the_beginning_of_its_summary() {
    let output = output_of(&["show", "tests/fixtures/small", "--width", "200", "--gists"]);
    assert!(output.contains("  The treasurer, Ada Moss, expected a saving too, but of"), "{output}");
    assert!(output.contains("since the lamps at crossings have to stay lit."), "{output}");
    assert!(!output.contains("we shall save some of it"), "{output}");
}

#[test]
fn the_slide_has_the_gist_over_the_summary() {
    let mut state = state(&full());
    state.reader.active = 2;
    give(&mut state, Command::Project);
    give(&mut state, Command::Reveal);
    let text = seen(&state);
    let (gist, summary) = (text.find(GIST).unwrap(), text.find("The treasurer, Ada Moss").unwrap());
    assert!(gist < summary, "{text}");
}

#[test]
fn a_gist_names_nobody_while_the_class_guesses_who_speaks() {
    let texts = full().with("council.ron", GIST, "Moss finds a saving of 25,000 pounds in the Town council's lamps");
    let mut state = state(&texts);
    state.reader.active = 2;
    give(&mut state, Command::Project);
    give(&mut state, Command::Blind);
    give(&mut state, Command::Reveal);
    let text = seen(&state);
    assert!(text.contains("____ finds a saving of 25,000 pounds"), "{text}");
    assert!(!text.contains("Moss") && !text.contains("Town council"), "{text}");
}

#[test]
fn handouts_have_gists() {
    let full = html(HandoutKind::Full);
    let (gist, summary) = (full.find(GIST).unwrap(), full.find("The treasurer, Ada Moss").unwrap());
    assert!(gist < summary);
    let sheet = html(HandoutKind::Sheet);
    assert_eq!(sheet.matches(GIST).count(), 1, "where the note is, and not where a pointer to it is: {sheet}");
    assert!(!sheet.contains("The treasurer"));
    assert!(!html(HandoutKind::Pupil).contains("There is a saving"), "the pupils' sheet gives no answer away");
}

#[test]
fn the_pupils_key_fills_in_the_boxes() {
    let edition = edition(&full());
    let options = HandoutOptions { kind: HandoutKind::Key, ..HandoutOptions::default() };
    let handout = Handout::new(&edition, &Rows::new(&edition), &options).unwrap();
    let mut out = String::new();
    for row in &handout.rows {
        for (who, filled) in handout.speakers.iter().zip(&row.key) {
            out.push_str(&format!("{}{} {:?}\n", row.label, who.code, filled.ticked));
            for line in &filled.lines {
                out.push_str(&format!("  {:?} {} {}\n", line.mark, line.code, line.text.text()));
            }
        }
    }
    assert_snapshot!(out, @r#"
    2tc ["qualifies"]
      Some("Q") 2tc There is a saving for Millbrook, but of 25,000 pounds and not of 40,000
    2re []
      None  Not looked for yet
    4tc ["qualifies"]
      Some("Q") 2tc stands at ¶2
      None  Silent on “The town sleeps well”, checked 21 Nov 2026
    4re ["disputes"]
      Some("D") 4re One of them fell in the dark and would like a lamp
    5tc []
      None  Not looked for yet
    5re []
      None  Not looked for yet
    6tc ["says nothing"]
      None  Silent, checked 20 Nov 2026
    6re []
      None  Not applicable: Animals do not write letters.
    7tc []
      None  Not looked for yet
    7re []
      None  Not applicable: Animals do not write letters.
    "#);
    let page = html(HandoutKind::Key);
    assert!(page.contains("<li class=\"on\">qualifies</li>") && page.contains(GIST) && !page.contains("The treasurer"));
    assert!(output_of(&["export", FULL, "--to", "html", "--handout", "key", "-o", "/dev/null/x"]).ends_with("exit 2"));
}

#[test]
#[cfg(feature = "pdf")]
fn the_answer_sheet_has_its_gists_only_where_it_still_fits_on_one_page() {
    let pages = |texts: &Texts, large: bool, kind| {
        let edition = edition(texts);
        let options = HandoutOptions { kind, large, ..HandoutOptions::default() };
        let handout = Handout::new(&edition, &Rows::new(&edition), &options).unwrap();
        print(&handout, HandoutFormat::Pdf, |_| None, &Progress::default()).unwrap().pages
    };
    assert_eq!(pages(&full(), false, HandoutKind::Sheet), Some(1));
    let many: String = (8..40).map(|n| format!("(id: \"p{n}\", text: \"The lamps of street {n} burn.\"),\n")).collect();
    let notes: String = (8..40)
        .map(|n| {
            format!(
                "(id: \"tc.n{n}\", on: [\"p{n}\"], stance: Affirms, gist: \"{}\", summary: \"Yes.\", citations: []),\n",
                "They burn and burn and burn. ".repeat(4).trim()
            )
        })
        .collect();
    let long = full()
        .with("edition.ron", "            (id: \"p7\", kind", &format!("{many}            (id: \"p7\", kind"))
        .with("council.ron", "    ],\n    silences", &format!("{notes}    ],\n    silences"));
    assert_eq!(pages(&long, false, HandoutKind::Sheet), Some(1), "without the gists it fits");
    assert!(pages(&long, true, HandoutKind::Sheet) > Some(2), "the list of the large print has them");
    assert!(pages(&long, false, HandoutKind::Key) > Some(1));
}

fn with_brief(texts: &Texts) -> AppState {
    let mut state = state(texts);
    state.request_layer();
    let loaded = parallax::state::annotations::AnnotationAction::Loaded("full".into(), Ok(None));
    update(&mut state, Action::Annotations(loaded));
    state.request_brief();
    update(&mut state, Action::Brief(BriefAction::Loaded("full".into(), Ok(None))));
    state
}

#[test]
fn the_gist_is_offered_as_the_tag_and_never_set_unasked() {
    let mut state = with_brief(&full());
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, Action::Command(Command::Cut));
    assert_eq!(state.dialog, Some(Dialog::Cut));
    assert_eq!(state.brief.cut.tag, "");
    let of_notes: Vec<_> = state.brief.cut.candidates.iter().filter_map(|one| one.gist.as_deref()).collect();
    assert_eq!(of_notes, [GIST, GIST], "the quotation's card and the summary's analytic");
}

#[test]
fn an_answer_block_is_tagged_with_gists() {
    let mut state = with_brief(&full());
    update(&mut state, Action::Reader(ReaderAction::Activate(2)));
    update(&mut state, Action::AddAnswerBlock { claim: 0, side: None });
    let tags: Vec<String> = state
        .brief
        .entries()
        .iter()
        .filter_map(|entry| match entry {
            parallax::model::Entry::Card(card) => Some(card.tag.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(tags, [format!("Town council qualifies: {GIST}")]);
}

/// Adds to the residents a note on ¶2 and ¶4 before the one on ¶4, and one on ¶4 after it.
fn crowded() -> Texts {
    let early = "(id: \"re.early\", on: [\"p2\", \"p4\"], stance: Affirms, gist: \"Early\", summary: \"E.\",
        citations: [(source: \"courier-2025-02-12\")]),
        (
            id: \"re.stumble\",";
    let late = "(id: \"re.late\", on: [\"p4\"], stance: Affirms, gist: \"Tardy\", summary: \"L.\",
        citations: [(source: \"moss-2025-02-11\")]),
    ],
    not_applicable";
    full().with("residents.ron", "(\n            id: \"re.stumble\",", early).with(
        "residents.ron",
        "],\n    not_applicable",
        late,
    )
}

#[test]
fn notes_that_begin_on_a_paragraph_come_before_pointers_everywhere() {
    let state = state(&crowded());
    let codes: Vec<String> = state
        .items_of(4, 1)
        .iter()
        .map(|item| match item {
            Item::Note { entry, .. } => state.rows.code(&state.edition, *entry),
            Item::Pointer { entry, .. } => format!("→{}", state.rows.code(&state.edition, *entry)),
            _ => panic!("{item:?}"),
        })
        .collect();
    assert_eq!(codes, ["4re1", "4re2", "→2re"], "codes count what is shown in full, in the file's order");
    let rows: Vec<_> = state.rows.notes_of(Some(3), 1).iter().map(|entry| (entry.note, entry.home)).collect();
    assert_eq!(rows, [(2, true), (3, true), (1, false)]);
    let path = tempfile::tempdir().unwrap();
    crowded().write(path.path());
    let shown =
        output_of(&["show", path.path().to_str().unwrap(), "--gists", "--perspectives", "re", "--width", "200"]);
    let at = |word: &str| shown.find(word).unwrap_or_else(|| panic!("{word}: {shown}"));
    assert!(at("One of them fell") < at("Tardy") && at("Tardy") < at("stands at ¶2"), "{shown}");
}

#[test]
fn a_silence_on_a_claim_is_shown_after_the_notes() {
    let state = state(&full());
    assert_eq!(
        state.announcement(4),
        "Paragraph 4 of 7, two replies: Town council qualifies and silent on a claim, Residents dispute"
    );
    assert!(html(HandoutKind::Full).contains("Silent on “The town sleeps well”"));
    let sheet = html(HandoutKind::Sheet);
    for part in ["b: <span>The town sleeps well</span>", "– silent <b>b</b>"] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
}

fn step(on: &str, claim: Option<&str>) -> Step {
    let claim = claim.map_or(String::new(), |claim| format!(", claim: Some(\"{claim}\")"));
    ron::from_str(&format!("(on: \"{on}\"{claim})")).unwrap()
}

/// Returns what a lesson reveals at a stop, all of it.
fn revealed(claim: Option<&str>, command: Option<Command>) -> String {
    let mut state = state(&full());
    let plan = Plan { steps: vec![step("p4", claim)], ..Plan::empty("full") };
    state.lesson.plan.plan = plan;
    state.reader.active = 4;
    give(&mut state, Command::Project);
    if let Some(command) = command {
        give(&mut state, command);
    }
    let mut last = seen(&state);
    for _ in 0..12 {
        give(&mut state, Command::Reveal);
        if !seen(&state).starts_with("¶4") {
            break;
        }
        last = seen(&state);
    }
    last
}

#[test]
fn a_lesson_on_a_claim_shows_who_is_silent_on_it() {
    let of_claim = revealed(Some("p4.c2"), None);
    assert!(of_claim.contains("Town council · – Silent, checked 21 Nov 2026"), "{of_claim}");
    assert!(!of_claim.contains(GIST), "a note on another claim: {of_claim}");
    let of_row = revealed(None, None);
    assert!(of_row.contains("– Silent on “The town sleeps well”, checked 21 Nov 2026"), "{of_row}");
    let other = revealed(Some("p4.c1"), None);
    assert!(!other.contains("Silent"), "{other}");
}

#[test]
fn a_silence_on_a_claim_is_the_right_guess_only_at_that_claim() {
    assert!(revealed(Some("p4.c2"), Some(Command::Predict)).contains("say nothing · right"));
    assert!(!revealed(None, Some(Command::Predict)).contains("say nothing · right"));
}

#[test]
fn a_copy_keeps_what_format_3_says_of_its_paragraphs() {
    let edition = edition(&full());
    let mut copy: Vec<_> = edition.paragraphs().to_vec();
    for (paragraph, number) in copy.iter_mut().zip(11..) {
        paragraph.id = format!("p{number}").as_str().into();
        (paragraph.short, paragraph.topics, paragraph.repeats) = (None, Vec::new(), Vec::new());
        if matches!(paragraph.kind, ParagraphKind::PullQuote { .. }) {
            paragraph.kind = ParagraphKind::Text;
        }
    }
    let correspondence = correspond::correspond(edition.paragraphs(), &copy, &[], &Progress::default()).unwrap();
    let article = Article {
        byline: None,
        provenance: Provenance::OwnCopy { of: "copy.txt".into(), credit: None },
        written_before: None,
        paragraphs: copy,
        claims: Vec::new(),
    };
    let carried = carry::carry(&edition, &article, &correspondence, &[], &Progress::default()).unwrap().edition;
    let named: Vec<_> = carried.paragraphs().iter().map(|p| (p.short.clone(), p.topics.clone())).collect();
    let before: Vec<_> = edition.paragraphs().iter().map(|p| (p.short.clone(), p.topics.clone())).collect();
    assert_eq!(named, before);
    let council = &carried.perspectives()[0];
    assert_eq!(council.notes[0].gist.as_deref(), Some(GIST));
    assert!(council.notes[0].is_signed_off(), "the text that was signed is the same");
    let silence = council.silences.iter().find(|silence| silence.claim.is_some()).unwrap();
    assert_eq!((silence.on[0].as_str(), silence.claim.as_ref().unwrap().as_str()), ("p14", "p14.c2"));
    assert_eq!((&carried.head().terms, &carried.head().numbers), (&edition.head().terms, &edition.head().numbers));
    assert_eq!(carried.head().related, edition.head().related);
}

#[test]
fn an_edition_is_written_with_every_field_and_read_back() {
    let head = edition(&full()).head().clone();
    let again = full().file("edition.ron", &edition_text(&head).unwrap()).load().unwrap();
    assert_eq!(again.edition.head(), &head);
    assert_eq!(again.problems, []);
}
