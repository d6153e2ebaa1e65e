//! Re-anchoring of quotes in a changed text: what is found, with which grade, and the output of the command.

use std::fs;
use std::ops::Range;

use insta::assert_snapshot;
use parallax::align::anchor::{Alignment, QuoteMatch, locate_quote};
use parallax::model::{Grade, Placement};
use parallax::storage::shipped_without_check;
use proptest::prelude::*;

use crate::support::output_of;

const TOWN: [&str; 6] = [
    "The lamps of Millbrook burn from dusk until dawn, and the council pays forty thousand pounds a year for them.",
    "A fox crosses the market square every night at two, and nobody but the baker has ever seen it go.",
    "Ada Moss, the treasurer, wants the lamps turned off at eleven; the saving would mend the bridge within a decade.",
    "Nobody has ever come to harm in a dark street here.",
    "The doctor answers that people fall on dark stairs, and that a broken hip costs more than any lamp ever did.",
    "Owls, bats and the astronomers of the grammar school are for darkness; the insurers have not been asked.",
];

fn town() -> String {
    TOWN.join("\n")
}

/// Returns the range of words in a text, in code points.
fn range_of(text: &str, words: &str) -> Range<usize> {
    let at = text.find(words).unwrap();
    let start = text[..at].chars().count();
    start..start + words.chars().count()
}

fn slice(text: &str, range: &Range<usize>) -> String {
    text.chars().skip(range.start).take(range.len()).collect()
}

/// Returns the grade of a quote and the words at its new place.
fn place(old: &str, new: &str, quote: &str) -> (Grade, String) {
    let Placement { grade, range, .. } = Alignment::new(old, new).place(range_of(old, quote));
    (grade, range.map(|range| slice(new, &range)).unwrap_or_default())
}

#[test]
fn unchanged_words_are_exact_even_after_an_inserted_paragraph() {
    let quote = "wants the lamps turned off at eleven";
    let new = [&TOWN[..1], &["A new paragraph that says nothing much."], &TOWN[1..]].concat().join("\n");
    assert_eq!(place(&town(), &new, quote), (Grade::Exact, quote.into()));
}

#[test]
fn words_that_moved_without_their_context_are_moved() {
    let sentence = "the saving would mend the bridge within a decade";
    let old = town();
    let new = format!("{}\nElsewhere they add that {sentence}, or so.", old.replace(&format!("; {sentence}"), ""));
    assert_eq!(place(&old, &new, sentence), (Grade::Moved, sentence.into()));
}

#[test]
fn changed_words_are_fuzzy_and_the_score_is_the_rest() {
    let (old, quote) = (town(), "the council pays forty thousand pounds a year");
    let new = old.replace("pays forty thousand pounds", "spends forty thousand euros");
    let placement = Alignment::new(&old, &new).place(range_of(&old, quote));
    assert_eq!(placement.grade, Grade::Fuzzy);
    assert!((0.4..0.95).contains(&placement.score), "{placement:?}");
    assert_eq!(slice(&new, &placement.range.unwrap()), "the council spends forty thousand euros a year");
}

#[test]
fn a_paragraph_without_the_words_is_near_and_returned_whole() {
    let old = town();
    let new = old.replace("; the saving would mend the bridge within a decade.", ".");
    let paragraph = "Ada Moss, the treasurer, wants the lamps turned off at eleven.";
    assert_eq!(place(&old, &new, "would mend the bridge within a decade"), (Grade::Near, paragraph.into()));
}

#[test]
fn a_removed_paragraph_is_lost() {
    let (old, new) = (town(), [&TOWN[..2], &TOWN[3..]].concat().join("\n"));
    assert_eq!(place(&old, &new, "wants the lamps turned off at eleven"), (Grade::Lost, String::new()));
}

#[test]
fn two_places_that_fit_equally_well_are_ambiguous() {
    let (old, quote) = (town(), "wants the lamps turned off at eleven");
    let twice = [&TOWN[..3], &TOWN[2..]].concat().join("\n");
    assert_eq!(place(&old, &twice, quote), (Grade::Ambiguous, String::new()));
    let far = format!("{old}\n{}", TOWN[2]);
    assert_eq!(
        place(&old, &far, quote),
        (Grade::Exact, quote.into()),
        "neighbours distinguish the first from a late copy"
    );
}

#[test]
fn words_repeated_in_the_old_text_keep_their_places() {
    let old = format!("{}\n{}", town(), TOWN[3]);
    let new = format!("An opening line that is new.\n{old}");
    let alignment = Alignment::new(&old, &new);
    let first = range_of(&old, TOWN[3]);
    let second = old.chars().count() - first.len()..old.chars().count();
    for quote in [first, second] {
        let expected = quote.start + 29..quote.end + 29;
        assert_eq!(alignment.place(quote), Placement { grade: Grade::Exact, score: 1.0, range: Some(expected) });
    }
}

#[test]
fn removing_a_pull_quote_never_leads_to_the_paragraph_it_quotes() {
    let edition = shipped_without_check().unwrap().edition;
    let paragraphs: Vec<&str> = edition.paragraphs().iter().map(|p| p.text.as_str()).collect();
    let at = edition.paragraphs().iter().position(|p| p.id.to_string() == "p7").unwrap();
    let old = paragraphs.join("\n");
    let new = [&paragraphs[..at], &paragraphs[at + 1..]].concat().join("\n");
    let start = paragraphs[..at].iter().map(|p| p.chars().count() + 1).sum::<usize>();
    let length = paragraphs[at].chars().count();
    let alignment = Alignment::new(&old, &new);
    for (from, to) in [(0, length), (0, length / 2), (length / 3, length), (length / 4, length * 3 / 4)] {
        let placement = alignment.place(start + from..start + to);
        assert_eq!(placement.grade, Grade::Lost, "{from}..{to} of {length}: {placement:?}");
    }
    // The quoted paragraph stays in its place.
    let sentence = range_of(&old, "bear indirectly on the security dynamics of the region");
    assert_eq!(alignment.place(sentence).grade, Grade::Exact);
}

#[test]
fn hindi_and_chinese_and_thai_are_found_by_their_words() {
    let hindi = "परिषद ने कहा कि रात ग्यारह बजे सारी बत्तियाँ बुझा दी जाएँगी।\nडॉक्टर का उत्तर था कि अँधेरी सीढ़ियों पर लोग गिरते हैं।\nउल्लू किसी से कुछ नहीं पूछते और चुपचाप उड़ते हैं।";
    let changed = hindi.replace("सारी बत्तियाँ", "अधिकतर बत्तियाँ").replace("लोग गिरते", "बूढ़े गिरते");
    assert_eq!(place(hindi, &changed, "ग्यारह बजे सारी बत्तियाँ बुझा"), (Grade::Fuzzy, "ग्यारह बजे अधिकतर बत्तियाँ बुझा".into()));
    let chinese = "镇议会决定每晚十一点关闭路灯，以节省四万英镑。\n医生回答说，人们会在黑暗的楼梯上摔倒。\n猫头鹰从来不写信，也不参加会议。";
    let changed = chinese.replace("十一点关闭路灯", "十二点关闭所有路灯").replace("猫头鹰", "蝙蝠");
    assert_eq!(place(chinese, &changed, "十一点关闭路灯"), (Grade::Fuzzy, "十二点关闭所有路灯".into()));
    let gone = "镇议会决定每晚十一点关闭路灯，以节省四万英镑。\n猫头鹰从来不写信，也不参加会议。";
    assert_eq!(place(chinese, gone, "会在黑暗的楼梯上摔倒").0, Grade::Lost);
    let thai = "สภาเมืองตัดสินใจปิดไฟถนนตอนห้าทุ่มทุกคืน\nหมอตอบว่าคนหกล้มบนบันไดมืด\nนกฮูกไม่เคยเขียนจดหมาย";
    let changed = thai.replace("ทุกคืน", "ทุกวันศุกร์");
    assert_eq!(place(thai, &changed, "ปิดไฟถนนตอนห้าทุ่ม"), (Grade::Exact, "ปิดไฟถนนตอนห้าทุ่ม".into()));
}

#[test]
fn line_endings_of_other_systems_do_not_shift_ranges() {
    let (old, quote) = (town().replace('\n', "\r\n"), "wants the lamps turned off at eleven");
    let new = old
        .replace("A fox crosses", "A grey fox crosses")
        .replace("; the saving would mend the bridge within a decade", "");
    assert_eq!(place(&old, &new, quote), (Grade::Exact, quote.into()));
    let (grade, near) = place(&old, &new, "would mend the bridge within a decade");
    assert_eq!((grade, near.as_str()), (Grade::Near, "Ada Moss, the treasurer, wants the lamps turned off at eleven."));
}

#[test]
fn a_quote_is_located_by_its_neighbours_when_its_range_is_wrong() {
    let text = "one two. one two. three";
    assert_eq!(locate_quote(text, "two", ["one ", ". three"], Some(0..3)), QuoteMatch::Unique(13..16));
    assert_eq!(locate_quote(text, "two", ["", ""], Some(4..7)), QuoteMatch::Unique(4..7));
    assert_eq!(locate_quote(text, "two", ["", ""], None), QuoteMatch::Ambiguous);
    assert_eq!(locate_quote(text, "four", ["", ""], Some(0..4)), QuoteMatch::NotFound);
}

#[test]
fn the_command_prints_a_line_for_each_quote() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("old"), town()).unwrap();
    fs::write(path("new"), town().replace("at two", "at three").replace(TOWN[4], "")).unwrap();
    fs::write(
        path("quotes"),
        "{\"exact\": \"A fox crosses the market square\", \"prefix\": \"\", \"suffix\": \"\", \"start\": 110, \"end\": 141}\n\
         {\"exact\": \"every night at two\", \"prefix\": \"\", \"suffix\": \"\", \"start\": 0, \"end\": 18}\n\
         {\"exact\": \"a broken hip costs more than any lamp\"}\n\
         {\"exact\": \"the\", \"prefix\": \"\", \"suffix\": \"\", \"start\": 9000, \"end\": 9003}\n",
    )
    .unwrap();
    let run = || output_of(&["anchor", "--old", &path("old"), "--new", &path("new"), "--quotes", &path("quotes")]);
    assert_snapshot!(run(), @r#"
    {"grade":"Exact","score":1.0,"start":110,"end":141}
    {"grade":"Fuzzy","score":0.7141103,"start":142,"end":162}
    {"grade":"Lost","score":0.0,"start":null,"end":null}
    {"grade":"Ambiguous","score":0.0,"start":null,"end":null}
    exit 0
    "#);
    fs::write(path("quotes"), "\n{\"exact\": 5}\n").unwrap();
    let anonymized = |text: String| text.replace(folder.path().to_str().unwrap(), "FOLDER");
    assert_snapshot!(anonymized(run()), @r#"
    stderr: parallax: FOLDER/quotes:2:11: error: invalid type: integer `5`, expected a string; each line is one object {"exact", "prefix", "suffix", "start", "end"}
    exit 2
    "#);
    fs::write(path("new"), b"caf\xe9").unwrap();
    assert_snapshot!(anonymized(run()), @r"
    stderr: parallax: not UTF-8 at byte 3; save it as UTF-8, since places are counted in its characters: FOLDER/new
    exit 2
    ");
}

/// Generates texts with many repetitions of few words, in several lines and scripts.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "the",
        "lamp",
        "lamps",
        "owl",
        "council",
        "of",
        "Millbrook",
        "dark",
        "street,",
        "bridge.",
        "हिन्दी",
        "灯",
        "ไฟ",
        "don’t",
        "\n",
        "—",
        "bats",
        "river",
        "stone",
        "window",
    ]);
    prop::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
}

/// Edits the town's text, given pairs of a position and a kind of edit: words changed, added or removed; paragraphs
/// removed, moved, repeated or merged.
fn edited(edits: &[(usize, u8)]) -> String {
    let mut lines: Vec<String> = TOWN.map(str::to_owned).to_vec();
    for (at, kind) in edits {
        let (at, to) = (at % lines.len(), at / 7 % lines.len());
        match kind {
            4 if lines.len() > 1 => drop(lines.remove(at)),
            5 => {
                let line = lines.remove(at);
                lines.insert(to, line);
            }
            6 if lines.len() < 12 => lines.insert(to, lines[at].clone()),
            7 if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at] = format!("{} {next}", lines[at]);
            }
            _ => {}
        }
    }
    let text = lines.join("\n");
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for (at, kind) in edits.iter().filter(|(_, kind)| *kind < 4) {
        let at = at % words.len();
        match kind {
            0 => words[at] = "otherwise".into(),
            1 => words.insert(at, "perhaps".into()),
            2 if words.len() > 1 => drop(words.remove(at)),
            _ => words[at] = words[at].to_uppercase(),
        }
    }
    words.join(" ")
}

#[test]
fn a_letter_twice_in_a_word_is_not_confused_with_the_other() {
    let old = "The council agreed to dim the lamps.";
    let new = format!("{old}\nQuite unheard-of zebras yawn.");
    for at in [15, 16] {
        assert_eq!(slice(old, &(at..at + 1)), "e");
        let range = Alignment::new(old, &new).place(at..at + 1).range;
        assert_eq!(range, Some(at..at + 1));
    }
}

proptest! {
    #[test]
    fn a_text_aligned_with_itself_is_the_identity(text in text(), start in 0_usize..400, length in 1_usize..80) {
        let count = text.chars().count();
        prop_assume!(start < count);
        let quote = start..(start + length).min(count);
        let placement = Alignment::new(&text, &text).place(quote.clone());
        prop_assert_eq!(placement, Placement { grade: Grade::Exact, score: 1.0, range: Some(quote) });
    }

    #[test]
    fn every_quote_of_a_text_stays_in_its_place_when_only_a_paragraph_is_added(start in 0_usize..600, length in 1_usize..80) {
        // Unlike identical texts, these need an alignment.
        let old = town();
        let count = old.chars().count();
        prop_assume!(start < count);
        let quote = start..(start + length).min(count);
        prop_assume!(slice(&old, &quote).chars().any(char::is_alphanumeric));
        let new = format!("{old}\nQuite unheard-of zebras yawn.");
        let placement = Alignment::new(&old, &new).place(quote.clone());
        prop_assert_eq!(placement, Placement { grade: Grade::Exact, score: 1.0, range: Some(quote) });
    }

    #[test]
    fn no_input_panics_and_every_range_is_in_bounds(old in ".{0,200}", new in ".{0,200}", start in 0_usize..220, length in 0_usize..90) {
        let placement = Alignment::new(&old, &new).place(start..start + length);
        prop_assert!((0.0..=1.0).contains(&placement.score));
        prop_assert!(placement.range.is_none_or(|range| range.end <= new.chars().count()));
    }

    #[test]
    fn exact_and_moved_quotes_have_identical_words(old in text(), new in text(), start in 0_usize..400, length in 1_usize..60) {
        let Placement { grade, range, .. } = Alignment::new(&old, &new).place(start..start + length);
        let identical = matches!(grade, Grade::Exact | Grade::Moved);
        if let Some(range) = range && identical {
            prop_assert_eq!(slice(&new, &range), slice(&old, &(start..start + length)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn changed_words_are_never_exact_or_moved(
        edits in prop::collection::vec((0_usize..200, 0_u8..8), 1..40),
        start in 0_usize..560,
        length in 5_usize..120,
    ) {
        let (old, new) = (town(), edited(&edits));
        let quote = start..(start + length).min(old.chars().count());
        let Placement { grade, range, .. } = Alignment::new(&old, &new).place(quote.clone());
        if matches!(grade, Grade::Exact | Grade::Moved) {
            prop_assert_eq!(slice(&new, &range.unwrap()), slice(&old, &quote));
        } else {
            prop_assert_eq!(range.is_none(), matches!(grade, Grade::Ambiguous | Grade::Lost));
        }
    }
}
