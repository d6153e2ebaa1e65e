//! Importing sources: CSL-JSON and BibLaTeX, errors in single works, and round trips.

use parallax::export::citation::{Work, biblatex, csl_json};
use parallax::import::sources::{MAX_SOURCES, SourcesError, parse_sources};
use parallax::model::{Author, Seen, Source, SourceKind};
use proptest::prelude::*;

fn person(family: &str, given: &str) -> Author {
    Author::Person { family: family.into(), given: Some(given.into()), family_first: false, suffix: None }
}

#[test]
fn an_item_of_zotero_is_read_with_warnings_about_unused_fields() {
    let (found, warnings) = parse_sources(
        r#"[{"id": "http://zotero.org/users/1/items/AB", "type": "article-newspaper", "title": "Why <i>lamps</i> matter",
            "container-title": "The Lamp Post", "page": "3", "volume": 7, "abstract": "", "DOI": "10.1/x",
            "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, {"literal": "Town of Lamps"}],
            "issued": {"date-parts": [["2012", 4]]}, "accessed": {"raw": "2013-05-06"}, "language": "en_US"},
           17, {"id": 4, "type": "dataset", "title": "Numbers", "issued": {"date-parts": [[]]}, "language": "Klingonese!"},
           {"type": "book", "author": [{}], "issued": {"date-parts": [[2019, 13]]}}]"#,
    )
    .unwrap();
    assert_eq!(found.len(), 2);
    let first = &found[0];
    assert_eq!(first.id.as_str(), "van-beethoven-2012-04");
    assert_eq!((first.kind, &*first.title), (SourceKind::News, "Why lamps matter"));
    assert_eq!(first.authors, [person("van Beethoven", "Ludwig"), Author::Organisation("Town of Lamps".into())]);
    assert_eq!(first.url.as_deref(), Some("https://doi.org/10.1/x"));
    assert_eq!(first.language.as_str(), "en-US");
    assert_eq!(first.accessed.map(|d| d.to_string()).as_deref(), Some("6 May 2013"));
    assert_eq!(found[1].id.as_str(), "numbers-undated");
    assert_eq!(
        warnings.join("\n"),
        "Item 2 is no object, so it was left out.
http://zotero.org/users/1/items/AB: a source has no place for page, volume, which was left out.
4: its type `dataset` is read as a web page.
4: the date under `issued` cannot be read, so it was left out.
4: expected a language as a tag such as en, but found `Klingonese!`.
4: its language is not said; write it after `language` in place of `und`.
A work without a title: an author without a name was left out.
A work without a title: the date under `issued` cannot be read, so it was left out.
A work without a title: it has neither title nor author nor publisher, so it was left out.
Whether a work is the statement itself or a report of it was guessed by its kind, 3 times; look at `primary`."
    );
}

#[test]
fn entries_of_biblatex_are_read_one_by_one() {
    let (found, warnings) = parse_sources(
        r#"Exported by hand. % comment
@string{lp = "The Lamp Post"}
@string{loop = loop}
@article{moss2024, author = {Moss, Ada and {Town of Lamps} and van Beethoven, Ludwig and Ed B. Wood and others},
  title = {On {LED} lamps \& \"Uber 40\% -- more}, journaltitle = lp, year = 2024, month = mar, volume = {3}}
@book{broken, title = {A, publisher = {B}
@online{hua, author = {family=Hua, given=Chunying}, title = {Remarks}, date = {2020-05-01/2020-05-03}, url = {ftp://x},
  langid = {english}, crossref = {hua}, keywords = {lamps}}
@comment{nothing}
@unpublished(paren, title = {C})
"#,
    )
    .unwrap();
    let ids: Vec<&str> = found.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["moss-2024-03", "hua-2020-05-01"]);
    let first = &found[0];
    assert_eq!(first.title, "On LED lamps & Über 40% – more");
    assert_eq!(first.publisher.as_deref(), Some("The Lamp Post"));
    assert_eq!(
        first.authors,
        [
            person("Moss", "Ada"),
            Author::Organisation("Town of Lamps".into()),
            person("van Beethoven", "Ludwig"),
            person("Wood", "Ed B.")
        ]
    );
    assert_eq!(found[1].authors, [person("Hua", "Chunying")]);
    assert_eq!(
        warnings.join("\n"),
        "The entry in line 6 was left out: its last brace is missing.
The entry in line 10 was left out: it stands in parentheses, and only braces are read.
moss2024: the authors who are not named were left out.
moss2024: a source has no place for volume, which was left out.
moss2024: its language is not said; write it after `language` in place of `und`.
hua: `2020-05-01/2020-05-03` under `date` says more than a day; its first day was taken.
hua: expected an address with https:// or http://, but found `ftp://x`, which was left out.
hua: a source has no place for keywords, which was left out.
Whether a work is the statement itself or a report of it was guessed by its kind, 2 times; look at `primary`."
    );
}

#[test]
fn other_formats_are_rejected_with_what_was_expected() {
    for (text, message) in [
        ("", "found neither"),
        ("Dear all, mail a@b.c", "found neither"),
        ("[{\"id\": 1,}]", "line 1, column 11"),
        ("[]", "none could be read"),
        ("@book{a, title = }", "The entry in line 1 was left out"),
    ] {
        let error = parse_sources(text).unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
    let deep = "[".repeat(100_000);
    assert!(matches!(parse_sources(&deep), Err(SourcesError::Json { .. })));
    let nested = format!("@book{{a, title = {}x{}}}", "\\a{".repeat(5000), "}".repeat(5000));
    assert!(parse_sources(&nested).unwrap_err().to_string().contains("nested too deep"));
    let long = " ".repeat(17 << 20);
    assert!(matches!(parse_sources(&long), Err(SourcesError::TooLong(_))));
}

#[test]
fn too_many_works_are_cut_off_and_ids_are_unique() {
    let item = r#"{"type":"book","title":"Lamps","issued":{"date-parts":[[2024]]},"language":"en"},"#;
    let many = format!("[{}{{\"type\":\"book\",\"title\":\"Last\"}}]", item.repeat(MAX_SOURCES));
    let (found, warnings) = parse_sources(&many).unwrap();
    assert_eq!(found.len(), MAX_SOURCES);
    assert!(warnings[0].starts_with("Only the first 20000 of 20001"), "{}", warnings[0]);
    assert_eq!([found[0].id.as_str(), found[1].id.as_str()], ["lamps-2024", "lamps-2024-2"]);
}

const KINDS: [SourceKind; 15] = [
    SourceKind::Statement,
    SourceKind::JointStatement,
    SourceKind::Briefing,
    SourceKind::Speech,
    SourceKind::Interview,
    SourceKind::Hearing,
    SourceKind::Rule,
    SourceKind::Report,
    SourceKind::Paper,
    SourceKind::Book,
    SourceKind::News,
    SourceKind::Magazine,
    SourceKind::OpEd,
    SourceKind::Post,
    SourceKind::Webpage,
];

/// Text as a curator may write it, with every special character of TeX and JSON.
fn random_text() -> impl Strategy<Value = String> {
    let word = r#"[A-Za-z0-9'"&%$#_{}~^\\<>,;:=@.!?()\[\]/é路灯ع-]{1,9}"#;
    prop::collection::vec(prop_oneof![4 => word, 1 => Just("and".to_owned()), 1 => Just("van".to_owned())], 1..5)
        .prop_map(|parts| parts.join(" "))
}

fn author() -> impl Strategy<Value = Author> {
    prop_oneof![
        random_text().prop_map(Author::Organisation),
        (random_text(), prop::option::of(random_text()), any::<bool>(), prop::option::of(random_text()))
            .prop_map(|(family, given, family_first, suffix)| Author::Person { family, given, family_first, suffix }),
    ]
}

fn date() -> impl Strategy<Value = parallax::model::Date> {
    (1000..2100u16, 1..13u8, 1..29u8, 0..3).prop_map(|(year, month, day, precision)| {
        match precision {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
        .parse()
        .unwrap()
    })
}

fn any_source() -> impl Strategy<Value = Source> {
    let what = (0..KINDS.len(), random_text(), any::<bool>(), prop::collection::vec(author(), 0..4));
    let where_from = (
        prop::option::of(random_text()),
        prop::option::of(random_text()),
        prop::option::of("https://[a-z]{1,9}/[a-z0-9&%_~#?=-]{0,9}"),
    );
    let when = (prop::option::of(date()), prop::option::of(date()), prop::option::of(date()));
    let seen = prop::option::of(prop::sample::select(vec![Seen::Text, Seen::Report]));
    let rest = (prop::sample::select(vec!["en", "en-GB", "ur", "zh-Hans", "sw"]), any::<bool>(), seen);
    (what, where_from, when, rest, 0..1000u32).prop_map(
        |(
            (kind, title, title_supplied, authors),
            (role, publisher, url),
            (said, published, accessed),
            rest,
            number,
        )| Source {
            id: format!("source-{number}").as_str().into(),
            kind: KINDS[kind],
            title,
            title_supplied,
            authors,
            role,
            publisher,
            said,
            // The same day in both fields is stored once.
            published: published.filter(|day| said != Some(*day)),
            accessed,
            url,
            language: rest.0.into(),
            primary: rest.1,
            seen: rest.2,
            carries: Vec::new(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn csl_json_round_trips(source in any_source(), carries in prop::collection::vec(random_text(), 0..3)) {
        let source = Source { carries, ..source };
        let text = csl_json(&[Work { source: &source, relay: None }]);
        let (found, warnings) = parse_sources(&text).unwrap();
        prop_assert_eq!(found, vec![source]);
        prop_assert_eq!(warnings, Vec::<String>::new());
    }

    #[test]
    fn biblatex_round_trips(source in any_source()) {
        let text = biblatex(&[Work { source: &source, relay: None }]);
        let (found, warnings) = parse_sources(&text).unwrap();
        prop_assert_eq!(found, vec![source], "{}", text);
        prop_assert_eq!(warnings, Vec::<String>::new());
    }

    #[test]
    fn no_text_makes_the_parsers_panic(text in "[\\[{]?[@a-z{}\"=,#\\\\%: 0-9\\[\\]\n-]{0,120}") {
        let entry = format!("@book{{a, title = {{{text}}}, author = {{{text}}}, date = {{{text}}}}}");
        let item = format!("[{{\"id\": \"a\", \"title\": \"b\", \"issued\": {{\"raw\": {text:?}, \"date-parts\": [[0, -1]]}}}}]");
        for text in [&text, &entry, &item] {
            match parse_sources(text) {
                Ok((sources, _)) => prop_assert!(!sources.is_empty(), "{}", text),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }
}
