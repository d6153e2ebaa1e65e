//! References: hard cases of names, dates and titles, each in the styles for which it is hard.

use parallax::export::citation::{CitationStyle, card_cite, reference};
use parallax::model::{Author, Source, SourceKind};

/// Returns a person, given name first.
fn person(given: &str, family: &str) -> Author {
    Author::Person { family: family.into(), given: Some(given.into()), family_first: false, suffix: None }
}

/// Returns a person whose family name comes first.
fn family_first(family: &str, given: &str) -> Author {
    Author::Person { family: family.into(), given: Some(given.into()), family_first: true, suffix: None }
}

/// Returns a news report of 19 December 2024 with an address and no author.
pub fn source() -> Source {
    Source {
        id: "post-2024-12-19".into(),
        kind: SourceKind::News,
        title: "Council turns off the lamps".into(),
        title_supplied: false,
        authors: Vec::new(),
        role: None,
        publisher: Some("The Lamp Post".into()),
        said: None,
        published: Some("2024-12-19".parse().unwrap()),
        accessed: Some("2026-11-23".parse().unwrap()),
        url: Some("https://example.org/lamps".into()),
        language: "en".into(),
        primary: false,
        seen: None,
        carries: Vec::new(),
    }
}

fn by(author: Author) -> Source {
    Source { authors: vec![author], ..source() }
}

/// Formats a reference with italics between asterisks.
fn format(source: &Source, style: CitationStyle) -> String {
    reference(source, None, None, style).markdown().replace(['\\', '<', '>'], "")
}

fn all(source: &Source) -> [String; 3] {
    [CitationStyle::Mla9, CitationStyle::Apa7, CitationStyle::ChicagoNotes].map(|style| format(source, style))
}

#[test]
fn without_an_author_the_title_or_the_paper_comes_first() {
    assert_eq!(
        all(&source()),
        [
            "“Council Turns Off the Lamps.” *The Lamp Post*, 19 Dec. 2024, https://example.org/lamps.",
            "Council turns off the lamps. (2024, December 19). *The Lamp Post*. https://example.org/lamps",
            "*The Lamp Post*. “Council Turns Off the Lamps.” December 19, 2024. https://example.org/lamps.",
        ]
    );
    assert_eq!(
        card_cite(&source(), None, None).text,
        "The Lamp Post, 12-19-2024, “Council turns off the lamps,” https://example.org/lamps (accessed 11-23-2026)"
    );
}

#[test]
fn without_a_date_the_reference_says_so_or_has_the_access_date() {
    let undated = Source { published: None, ..by(person("Ada", "Moss")) };
    assert_eq!(
        all(&undated),
        [
            "Moss, Ada. “Council Turns Off the Lamps.” *The Lamp Post*, https://example.org/lamps. Accessed 23 Nov. 2026.",
            "Moss, A. (n.d.). Council turns off the lamps. *The Lamp Post*. Retrieved November 23, 2026, from \
             https://example.org/lamps",
            "Moss, Ada. “Council Turns Off the Lamps.” *The Lamp Post*, n.d. Accessed November 23, 2026. \
             https://example.org/lamps.",
        ]
    );
    assert!(card_cite(&undated, None, None).text.starts_with("Ada Moss, n.d., “Council"));
}

#[test]
fn a_year_alone_leaves_no_comma() {
    let year = Source { kind: SourceKind::Magazine, published: Some("1999".parse().unwrap()), ..source() };
    assert_eq!(
        all(&year),
        [
            "“Council Turns Off the Lamps.” *The Lamp Post*, 1999, https://example.org/lamps.",
            "Council turns off the lamps. (1999). *The Lamp Post*. https://example.org/lamps",
            "*The Lamp Post*. “Council Turns Off the Lamps.” 1999. https://example.org/lamps.",
        ]
    );
}

#[test]
fn a_month_is_as_precise_as_the_source() {
    let month = Source { published: Some("2024-09".parse().unwrap()), ..by(person("Ada", "Moss")) };
    let [mla, apa, chicago] = all(&month);
    assert!(mla.contains(", Sept. 2024, https"), "{mla}");
    assert!(apa.contains("(2024, September)."), "{apa}");
    assert!(chicago.contains(", September 2024. https"), "{chicago}");
    let line = card_cite(&month, None, None);
    assert!(line.text.starts_with("Ada Moss, 9-2024, “"), "{}", line.text);
}

#[test]
fn five_authors_are_named_as_each_style_requires() {
    let names = [("Ada", "Moss"), ("Ben", "Hill"), ("Cy", "Reed"), ("Di", "Lake"), ("Ed", "Wood")];
    let five = Source { authors: names.map(|(given, family)| person(given, family)).to_vec(), ..source() };
    let [mla, apa, chicago] = all(&five);
    assert!(mla.starts_with("Moss, Ada, et al. “"), "{mla}");
    assert!(apa.starts_with("Moss, A., Hill, B., Reed, C., Lake, D., & Wood, E. (2024"), "{apa}");
    assert!(chicago.starts_with("Moss, Ada, Ben Hill, Cy Reed, Di Lake, and Ed Wood. “"), "{chicago}");
    assert!(card_cite(&five, None, None).text.starts_with("Ada Moss et al., 12-19-2024"));
}

#[test]
fn an_organisation_is_not_inverted_and_is_named_once() {
    let body = Author::Organisation("Ministry of Foreign Affairs, Pakistan".into());
    let kind = SourceKind::Report;
    let own = Source { kind, publisher: Some("Ministry of Foreign Affairs, Pakistan".into()), ..by(body) };
    assert_eq!(
        all(&own),
        [
            "*Council Turns Off the Lamps*. Ministry of Foreign Affairs, Pakistan, 19 Dec. 2024, https://example.org/lamps.",
            "Ministry of Foreign Affairs, Pakistan. (2024). *Council turns off the lamps*. https://example.org/lamps",
            "Ministry of Foreign Affairs, Pakistan. *Council Turns Off the Lamps*. Ministry of Foreign Affairs, Pakistan, \
             2024. https://example.org/lamps.",
        ]
    );
    let line = card_cite(&own, None, None);
    assert!(line.text.starts_with("Ministry of Foreign Affairs, Pakistan, 12-19-2024, “Council"), "{}", line.text);
    assert_eq!(line.text.matches("Ministry").count(), 1);
}

#[test]
fn a_family_name_that_comes_first_is_never_treated_as_a_given_name() {
    let hua = by(family_first("Hua", "Chunying"));
    let [mla, apa, chicago] = all(&hua);
    assert!(mla.starts_with("Hua Chunying. “"), "{mla}");
    assert!(apa.starts_with("Hua, C. (2024"), "{apa}");
    assert!(chicago.starts_with("Hua Chunying. “"), "{chicago}");
    let line = card_cite(&hua, None, None);
    assert_eq!(bold(&line), ["Hua", "2024"]);
    assert!(line.text.starts_with("Hua Chunying, 12-19-2024"), "{}", line.text);
}

/// Returns the bold words of a cite.
fn bold(line: &parallax::model::CiteLine) -> Vec<String> {
    line.strong.iter().map(|range| line.text.chars().skip(range.start).take(range.len()).collect()).collect()
}

#[test]
fn names_and_titles_in_other_scripts_are_unchanged() {
    let han = Source { title: "路灯".into(), language: "zh-Hans".into(), ..by(family_first("华", "春莹")) };
    let [mla, apa, chicago] = all(&han);
    assert!(mla.starts_with("华春莹. “路灯.” *The Lamp Post*"), "{mla}");
    assert!(apa.starts_with("华春莹. (2024, December 19). 路灯."), "{apa}");
    assert!(chicago.starts_with("华春莹. “路灯.”"), "{chicago}");
    let line = card_cite(&han, None, None);
    assert!(line.text.starts_with("华春莹, 12-19-2024, “路灯,”"), "{}", line.text);
    assert_eq!(bold(&line), ["华", "2024"]);
    let urdu =
        Source { title: "گلی کی بتیاں".into(), language: "ur".into(), ..by(person("عمران", "خان")) };
    for (formatted, start) in
        all(&urdu).iter().zip(["خان, عمران. “گلی کی بتیاں.”", "خان, عمران. (2024", "خان, عمران. “گلی"])
    {
        assert!(formatted.starts_with(start), "{formatted}");
    }
}

#[test]
fn a_description_is_in_brackets_and_never_in_quotation_marks_or_italics() {
    let described =
        Source { title: "Remarks on 'the lamps'".into(), title_supplied: true, ..by(person("Ada", "Moss")) };
    for kind in [SourceKind::Speech, SourceKind::Report, SourceKind::News, SourceKind::Webpage, SourceKind::Rule] {
        let variant = Source { kind, ..described.clone() };
        let line = [card_cite(&variant, None, None).text];
        for formatted in all(&variant).iter().chain(&line) {
            assert!(formatted.contains("[Remarks on ‘the lamps’]"), "{formatted}");
            assert!(!formatted.contains('“') && !formatted.contains("*[") && !formatted.contains("]*"), "{formatted}");
        }
    }
}

#[test]
fn a_relayed_source_names_the_report_and_where_it_was_read() {
    let said = Some("2024-12-18".parse().unwrap());
    let speech = Source {
        kind: SourceKind::Speech,
        title: "On lamps".into(),
        role: Some("Treasurer".into()),
        publisher: Some("Town hall".into()),
        said,
        published: None,
        url: None,
        ..by(person("Ada", "Moss"))
    };
    let of = |style| reference(&speech, Some(&source()), None, style).text();
    assert_eq!(
        [CitationStyle::Mla9, CitationStyle::Apa7, CitationStyle::ChicagoNotes].map(of),
        [
            "Moss, Ada. “On Lamps.” Speech. Town hall, 18 Dec. 2024. Reported by The Lamp Post, 19 Dec. 2024, \
             https://example.org/lamps.",
            "Moss, A. (2024, December 18). On lamps [Speech]. Town hall. Reported by The Lamp Post, December 19, 2024, \
             https://example.org/lamps",
            "Moss, Ada. “On Lamps.” Speech. Town hall, December 18, 2024. Reported by The Lamp Post, December 19, 2024, \
             https://example.org/lamps.",
        ]
    );
    let line = card_cite(&speech, Some(&source()), Some("paragraph 3"));
    assert_eq!(
        line.text,
        "Ada Moss, Treasurer, 12-18-2024, “On lamps,” Town hall, paragraph 3, as reported by The Lamp Post, 12-19-2024, \
         https://example.org/lamps (accessed 11-23-2026)"
    );
    assert_eq!(bold(&line), ["Moss", "2024"]);
}

#[test]
fn spoken_and_official_kinds_are_named() {
    for (kind, mla, apa) in [
        (
            SourceKind::Briefing,
            "“On Lamps.” Press briefing. The Lamp Post, 19 Dec. 2024,",
            "*On lamps* [Press briefing]. The",
        ),
        (SourceKind::Hearing, "“On Lamps.” Hearing. The Lamp Post, 19 Dec. 2024,", "*On lamps* [Hearing]. The"),
        (SourceKind::Rule, "On Lamps. The Lamp Post, 19 Dec. 2024,", "On lamps. The"),
        (SourceKind::OpEd, "“On Lamps.” *The Lamp Post*, 19 Dec. 2024,", "On lamps [Opinion piece]. *The"),
        (SourceKind::Statement, "“On Lamps.” Statement. The Lamp Post, 19 Dec. 2024,", "*On lamps* [Statement]. The"),
    ] {
        let variant = Source { kind, title: "On lamps".into(), ..by(person("Ada", "Moss")) };
        let [of_mla, of_apa, chicago] = all(&variant);
        assert!(of_mla.starts_with(&format!("Moss, Ada. {mla}")), "{kind:?}: {of_mla}");
        assert!(of_apa.starts_with(&format!("Moss, A. (2024, December 19). {apa}")), "{kind:?}: {of_apa}");
        assert!(chicago.contains("The Lamp Post") && chicago.contains("December 19, 2024"), "{kind:?}: {chicago}");
    }
}

#[test]
fn punctuation_in_a_title_is_quoted_and_escaped_and_ends_the_sentence_once() {
    let title = "Is \"light\" <b>good</b> & cheap?".to_owned();
    let variant = Source { title, ..by(person("Ada", "Moss")) };
    let mla = reference(&variant, None, None, CitationStyle::Mla9);
    assert!(mla.text().contains("“Is ‘Light’ <b>good</b> & Cheap?” The Lamp Post"), "{}", mla.text());
    let html = mla.html();
    assert!(html.contains("‘Light’ &lt;b&gt;good&lt;/b&gt; &amp; Cheap?” <i>The Lamp Post</i>, 19"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/lamps\">https://example.org/lamps</a>"), "{html}");
    let chicago = reference(&variant, None, None, CitationStyle::ChicagoNotes).text();
    assert!(chicago.contains("Cheap?” The Lamp Post"), "{chicago}");
}

#[test]
fn an_address_that_is_not_http_is_no_link() {
    let variant = Source { url: Some("javascript:alert(1)//\"><b>".into()), ..source() };
    for style in [CitationStyle::Mla9, CitationStyle::Apa7, CitationStyle::ChicagoNotes, CitationStyle::CardCite] {
        let html = reference(&variant, None, None, style).html();
        assert!(!html.contains("<a ") && !html.contains("<b>"), "{html}");
    }
}

#[test]
fn empty_texts_control_characters_and_long_fields_are_harmless() {
    let long = "lamp ".repeat(50_000);
    for text in ["", " \n\t", "\u{0}\u{7}\u{202e}\u{2063}", "\u{e000}“”.,", &long, "{}\\&%$#_~^"] {
        let variant = Source {
            title: text.into(),
            authors: vec![Author::Organisation(text.into()), person(text, text), family_first(text, text)],
            role: Some(text.into()),
            publisher: Some(text.into()),
            url: Some(text.into()),
            published: None,
            accessed: None,
            language: text.into(),
            ..source()
        };
        for kind in [SourceKind::News, SourceKind::Book, SourceKind::Speech, SourceKind::Rule, SourceKind::Webpage] {
            let variant = Source { kind, ..variant.clone() };
            for style in
                [CitationStyle::Mla9, CitationStyle::Apa7, CitationStyle::ChicagoNotes, CitationStyle::CardCite]
            {
                let text = reference(&variant, Some(&variant), Some(text), style).text();
                let bad = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{2063}' | '\u{e000}');
                assert!(!text.contains(bad) && text.len() < 20_000, "{style:?} {kind:?} {}", text.len());
            }
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn no_field_makes_a_style_panic(texts in proptest::collection::vec("[^\u{0}]{0,24}", 6), kind in 0..5usize, date in 0..3usize) {
        use SourceKind::{Book, Magazine, News, Speech, Webpage};
        let variant = Source {
            kind: [News, Book, Speech, Webpage, Magazine][kind],
            title: texts[0].clone(),
            authors: vec![person(&texts[1], &texts[2]), family_first(&texts[3], &texts[4])],
            publisher: Some(texts[5].clone()),
            published: [None, Some("0001"), Some("9999-12-31")][date].map(|date| date.parse().unwrap()),
            ..source()
        };
        for style in [CitationStyle::Mla9, CitationStyle::Apa7, CitationStyle::ChicagoNotes, CitationStyle::CardCite] {
            let formatted = reference(&variant, Some(&variant), Some(&texts[1]), style);
            let has_marker = formatted.text().contains('\u{2063}') || formatted.html().contains('\u{2063}');
            proptest::prop_assert!(!has_marker);
        }
    }
}
