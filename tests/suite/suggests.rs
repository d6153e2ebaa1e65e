//! Paragraph suggestion, and the command `parallax suggest`.

use std::fs;

use insta::assert_snapshot;
use parallax::align::suggest::{Answer, MAX_SUGGESTIONS, Suggester};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::output_of;

const LAMPS: [&str; 7] = [
    "Street lamps",
    "Street lamps burn all night for nobody. Turned off at eleven, they would save the town 40,000 pounds a year.",
    "Nobody has ever come to harm in a dark street here. Millbrook, which went dark in 2019, sleeps well.",
    "The owls will thank us. They hunt by ear, and light drives away the mice and moths they live on.",
    "The treasurer, Ada Moss, says that lamps at crossings must stay lit, whatever the council decides.",
    "Shops on the market square may light their own windows, but they pay for the current themselves.",
    "The council votes in March. Come and speak, or write a letter to the clerk before the end of February.",
];

fn best(paragraphs: &[&str], language: &str, statement: &str) -> usize {
    Suggester::new(paragraphs, &language.into()).rank(statement)[0].0
}

#[test]
fn a_statement_finds_its_paragraph_by_inflected_words() {
    for (statement, paragraph) in [
        ("Turning the lamp off would only be saving a few pounds.", 1),
        ("A woman was harmed in Millbrook after dark.", 2),
        ("Owl hunting depends on darkness", 3),
        ("Crossing without lighting is unsafe, as Moss said", 4),
        ("Shopkeepers should pay for their window lights", 5),
        ("I have written to the clerk about the vote", 6),
    ] {
        assert_eq!(best(&LAMPS, "en", statement), paragraph, "{statement}");
    }
}

#[test]
fn every_paragraph_is_ranked_exactly_once() {
    let suggester = Suggester::new(&LAMPS, &"en".into());
    for statement in ["", "the", "owls", "♠ ♠", "lamps owls shops council Millbrook"] {
        let ranking = suggester.rank(statement);
        let mut all: Vec<usize> = ranking.iter().map(|(paragraph, _)| *paragraph).collect();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5, 6], "{statement}");
        assert!(ranking.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{statement}");
    }
    assert!(Suggester::new(&[], &"en".into()).rank("owls").is_empty());
}

#[test]
fn a_suggestion_has_its_matching_words() {
    let statement = "The owl hunts by night";
    let Answer::Paragraphs(suggestions) = Suggester::new(&LAMPS, &"en".into()).suggest(statement) else { panic!() };
    assert!(suggestions.len() <= MAX_SUGGESTIONS && suggestions.iter().map(|s| s.confidence).sum::<f32>() <= 1.001);
    let first = &suggestions[0];
    assert_eq!(first.paragraph, 3);
    assert!(first.confidence > 0.4 && first.confidence <= 1.0, "{}", first.confidence);
    assert_eq!(first.words.iter().map(|r| &statement[r.clone()]).collect::<Vec<_>>(), ["owl", "hunts"]);
    assert_eq!(first.ranges.iter().map(|r| &LAMPS[3][r.clone()]).collect::<Vec<_>>(), ["owls", "hunt"]);
}

#[test]
fn a_statement_on_another_subject_is_answered_by_nothing() {
    let suggester = Suggester::new(&LAMPS, &"en".into());
    for statement in [
        "",
        "I do not agree with this at all.",
        "Sugar taxes have cut the sale of fizzy drinks in every country that tried them.",
        "The parliament should lower the age of voting to sixteen so that pupils learn how democracy works.",
    ] {
        assert_eq!(suggester.suggest(statement), Answer::None, "{statement}");
    }
    assert_eq!(Suggester::new(&[], &"en".into()).suggest("owls"), Answer::None);
    assert_eq!(Suggester::new(&["", " "], &"en".into()).suggest("owls"), Answer::None);
}

#[test]
fn a_statement_on_the_subject_of_every_paragraph_is_answered_by_the_whole_article() {
    let missiles = [
        "The missile programme of the country began in 1987 with two short rockets.",
        "Its missile programme is watched by neighbours, who answer with tests of their own.",
        "Sanctions on the missile programme name four firms in the port.",
        "Engineers of the missile programme deny that parts were bought abroad.",
        "A missile programme needs steel, fuel and patience, says a retired general.",
        "Whether the missile programme can be stopped by sanctions nobody knows.",
    ];
    let suggester = Suggester::new(&missiles, &"en".into());
    assert_eq!(suggester.suggest("The missile programme is a danger."), Answer::WholeArticle);
    assert!(matches!(suggester.suggest("The missile programme named firms in the port."), Answer::Paragraphs(_)));
}

#[test]
fn headings_do_not_win_by_being_short() {
    assert_eq!(best(&LAMPS, "en", "street lamps that burn for nobody"), 1);
}

#[test]
fn a_reference_to_a_figure_counts() {
    let texts = [
        "Wages fell in the north, as Figure 1 shows, and again in the year after that.",
        "Wages rose in the south (Fig. 2), and again in the year after that.",
        "Wages stood still in the west, and again in the year after that.",
    ];
    assert_eq!(best(&texts, "en", "Figure 2 has no scale, so the wages cannot be read."), 1);
}

#[test]
fn other_languages_are_compared_with_their_own_rules() {
    let german = ["Die Laternen brennen die ganze Nacht.", "Eulen jagen nach dem Gehör.", "Der Rat stimmt im März ab."];
    assert_eq!(best(&german, "de-AT", "Eine Eule jagt besser im Dunkeln"), 1);
    let chinese = ["路灯整夜亮着，没有人需要。", "猫头鹰靠听觉捕猎。", "市议会将在三月投票。"];
    assert_eq!(best(&chinese, "zh-Hans", "议会投票以后怎么办？"), 2);
    let hindi = ["सड़क की बत्तियाँ रात भर जलती हैं।", "उल्लू सुनकर शिकार करते हैं।", "परिषद मार्च में मतदान करेगी।"];
    assert_eq!(best(&hindi, "hi", "क्या परिषद का मतदान टल सकता है?"), 2);
    let urdu = ["سڑک کی بتیاں رات بھر جلتی ہیں۔", "الو سن کر شکار کرتے ہیں۔", "کونسل مارچ میں ووٹ دے گی۔"];
    assert_eq!(best(&urdu, "ur", "الو شکار کیسے کرتے ہیں؟"), 1);
    let Answer::Paragraphs(found) = Suggester::new(&chinese, &"zh".into()).suggest("议会投票") else { panic!() };
    assert_eq!(&chinese[2][found[0].ranges[0].clone()], "议会");
}

proptest! {
    #[test]
    fn any_statement_can_be_ranked_in_any_text(texts in prop::collection::vec(".{0,80}", 0..6), statement in ".{0,80}") {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for language in ["en", "ar", "zh", "el", "tr", "", "x-none"] {
            let suggester = Suggester::new(&texts, &language.into());
            prop_assert_eq!(suggester.rank(&statement).len(), texts.len());
            if let Answer::Paragraphs(suggestions) = suggester.suggest(&statement) {
                for suggestion in suggestions {
                    let paragraph = texts[suggestion.paragraph];
                    prop_assert!(suggestion.words.iter().all(|range| statement.get(range.clone()).is_some()));
                    prop_assert!(suggestion.ranges.iter().all(|range| paragraph.get(range.clone()).is_some()));
                }
            }
        }
    }
}

/// Runs `parallax suggest` on two files and returns its output.
fn run(paragraphs: &str, statements: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (dir.path().join("docs.json"), dir.path().join("queries.jsonl"));
    fs::write(&one, paragraphs).unwrap();
    fs::write(&other, statements).unwrap();
    let (one, other) = (one.to_str().unwrap(), other.to_str().unwrap());
    let output = output_of(&["suggest", "--paragraphs", one, "--statements", other]);
    output.replace(dir.path().to_str().unwrap(), "DIR")
}

#[test]
fn each_statement_has_an_output_line_in_order_with_every_paragraph() {
    let docs = r#"{"lamps": ["Lamps burn all night.", "Owls hunt at night."], "tax": ["Sugar is taxed."], "bare": []}"#;
    let statements = r#"{"doc": "tax", "query": "sugar taxes", "gold": [0]}
{"doc": "lamps", "query": "An owl's hunt", "gold": [1], "more": {"a": 1}}

{"doc": "lamps", "query": "Bicycles should be free"}
{"doc": "bare", "query": "Bicycles"}
"#;
    let output = run(docs, statements);
    let lines: Vec<Value> = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |name: &str| lines.iter().map(|line| line[name].to_string()).collect::<Vec<_>>();
    assert_eq!(of("doc"), [r#""tax""#, r#""lamps""#, r#""lamps""#, r#""bare""#], "{output}");
    assert_eq!(of("ranking"), ["[0]", "[1,0]", "[0,1]", "[]"]);
    assert_eq!(of("answer"), [r#""paragraphs""#, r#""paragraphs""#, r#""none""#, r#""none""#]);
    assert_eq!(lines[1]["suggestions"][0]["words"].to_string(), r#"["owl's","hunt"]"#);
    assert!(output.ends_with("exit 0"), "{output}");
}

#[test]
fn an_error_is_reported_with_its_position_and_nothing_else_is_printed() {
    let docs = r#"{"lamps": ["Lamps burn all night."]}"#;
    let good = r#"{"doc": "lamps", "query": "owls"}"#;
    assert_snapshot!(run("{\"lamps\": [\n1]}", good), @r#"
    stderr: parallax: DIR/docs.json:2:1: expected one object with the paragraphs of each article, {"article": ["text", ...]}, but found invalid type: integer `1`, expected a string
    exit 2
    "#);
    assert_snapshot!(run("{\"lamps\": [", good), @r#"
    stderr: parallax: DIR/docs.json:1:11: expected one object with the paragraphs of each article, {"article": ["text", ...]}, but found EOF while parsing a list
    exit 2
    "#);
    assert_snapshot!(run(docs, &format!("{good}\n{{\"doc\": \"lamps\", query\": 1}}")), @r#"
    stderr: parallax: DIR/queries.jsonl:2:18: expected an object with doc, the article's name, and query, the statement, but found key must be a string
    exit 2
    "#);
    assert_snapshot!(run(docs, &format!("{good}\n{{\"doc\": \"lamps\"}}")), @r#"
    stderr: parallax: DIR/queries.jsonl:2:16: expected an object with doc, the article's name, and query, the statement, but found missing field `query`
    exit 2
    "#);
    assert_snapshot!(run(docs, &format!("{good}\n\n{{\"doc\": \"lamp\", \"query\": \"owls\"}}")), @r#"
    stderr: parallax: DIR/queries.jsonl:3: expected an article of DIR/docs.json, but there is no `lamp`; did you mean `lamps`?
    exit 2
    "#);
    assert_snapshot!(run(docs, r#"{"doc": "sugar", "query": "owls"}"#), @r#"
    stderr: parallax: DIR/queries.jsonl:1: expected an article of DIR/docs.json, but there is no `sugar`; the first of its 1 is `lamps`
    exit 2
    "#);
}

#[test]
fn a_missing_file_is_named() {
    let output = output_of(&["suggest", "--paragraphs", "no-such.json", "--statements", "no-such.jsonl"]);
    assert!(output.contains("no-such.json") && output.contains("exit 2"), "{output}");
}
