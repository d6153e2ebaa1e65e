//! Names in the four styles: particles, suffixes, single names and family names that come first.

use std::fmt::Write as _;

use insta::assert_snapshot;
use parallax::export::citation::{CitationStyle, Work, reference, works_cited};
use parallax::model::{Author, Source, SourceKind};

use crate::citations::source;

const STYLES: [CitationStyle; 4] =
    [CitationStyle::Apa7, CitationStyle::Mla9, CitationStyle::ChicagoNotes, CitationStyle::CardCite];

fn person(name: &str) -> Author {
    let mut parts = name.split('|');
    let family = parts.next().unwrap_or_default().to_owned();
    let given = parts.next().filter(|given| !given.is_empty()).map(str::to_owned);
    Author::Person { family, given, family_first: false, suffix: parts.next().map(str::to_owned) }
}

fn family_first(family: &str, given: &str) -> Author {
    Author::Person { family: family.into(), given: Some(given.into()), family_first: true, suffix: None }
}

fn book(authors: Vec<Author>, title: &str) -> Source {
    Source {
        kind: SourceKind::Book,
        title: title.into(),
        authors,
        publisher: Some("Reed Press".into()),
        published: Some("2011".parse().unwrap()),
        accessed: None,
        url: None,
        ..source()
    }
}

/// Formats a name as the first author of a reference, up to the date or the title.
fn first_author(author: &Author, style: CitationStyle) -> String {
    let text = reference(&book(vec![author.clone()], "Weirs"), None, None, style).text();
    let end = text.find(" (2011").or_else(|| text.find(" Weirs")).or_else(|| text.find(", 2011")).unwrap();
    text[..end].to_owned()
}

/// Returns twenty names, with the rule that says how they are printed.
fn twenty() -> Vec<(Author, &'static str)> {
    vec![
        // APA 9.8, 9.45: the particle stays before the family name. MLA, German: `von` is not used with the last name
        // alone. Chicago 8.5: von Braun.
        (person("von Braun|Wernher"), "APA 9.45; MLA, German names; Chicago 8.5"),
        // MLA and Chicago: `de` stays before a name of one syllable.
        (person("de Gaulle|Charles"), "MLA, French names; Chicago, indexing particles"),
        (person("de Beauvoir|Simone"), "MLA, French names; Chicago, indexing particles"),
        (person("d'Arcy|Pierre"), "MLA, French names: d' remains"),
        (person("van der Moss|Ada"), "MLA, Dutch names; Chicago 8.5: van Gulik"),
        (person("Van Buren|Kit"), "a capital stays: MLA, De Quincey; Chicago, Van Rensselaer"),
        (person("de la Cruz|Juan Pablo"), "MLA, Spanish names"),
        (person("da Costa|Uriel"), "Chicago, indexing particles: Costa, Uriel da"),
        (person("Le Guin|Ursa"), "Chicago 8.5: Le is a part of the name"),
        (person("St. John|Amy"), "Chicago, indexing names with Saint: as it is spelled"),
        (person("al-Hakim|Tawfiq"), "Chicago, Arabic names: Hakim, Tawfiq al-"),
        (person("bin Salman|Omar"), "Chicago, Arabic names: Ibn and its kin belong to the name"),
        (person("ul-Haq|Sana"), "the same"),
        (person("King|Martin Luther|Jr."), "APA 9.8; MLA 5.9; Chicago 6.43"),
        (person("King|Martin Luther, Jr."), "the same, written with the given name"),
        (person("Reed|John D.|III"), "APA 9.8; MLA 5.9; Chicago 6.43"),
        // APA 9.8, Chicago on Indonesian names: a single name is printed as it is.
        (person("Suharto"), "a single name"),
        (person("Aizaz Ahmad Chaudhry"), "a Pakistani name without a family name, as one name"),
        (family_first("Hua", "Chunying"), "APA inverts; MLA, Chinese names and Chicago 8.15: no comma"),
        (family_first("Lü", "Xiang"), "the same with a letter outside ASCII"),
    ]
}

#[test]
fn twenty_names_are_printed_as_the_manuals_have_them() {
    let mut table = String::new();
    for (author, rule) in twenty() {
        let row: Vec<String> = STYLES.iter().map(|style| first_author(&author, *style)).collect();
        writeln!(table, "{}   ({rule})", row.join(" | ")).unwrap();
    }
    assert_snapshot!(table, @r"
    von Braun, W. | Braun, Wernher von. | von Braun, Wernher. | Wernher von Braun   (APA 9.45; MLA, German names; Chicago 8.5)
    de Gaulle, C. | de Gaulle, Charles. | de Gaulle, Charles. | Charles de Gaulle   (MLA, French names; Chicago, indexing particles)
    de Beauvoir, S. | Beauvoir, Simone de. | Beauvoir, Simone de. | Simone de Beauvoir   (MLA, French names; Chicago, indexing particles)
    d’Arcy, P. | d’Arcy, Pierre. | d’Arcy, Pierre. | Pierre d’Arcy   (MLA, French names: d' remains)
    van der Moss, A. | Moss, Ada van der. | van der Moss, Ada. | Ada van der Moss   (MLA, Dutch names; Chicago 8.5: van Gulik)
    Van Buren, K. | Van Buren, Kit. | Van Buren, Kit. | Kit Van Buren   (a capital stays: MLA, De Quincey; Chicago, Van Rensselaer)
    de la Cruz, J. P. | Cruz, Juan Pablo de la. | Cruz, Juan Pablo de la. | Juan Pablo de la Cruz   (MLA, Spanish names)
    da Costa, U. | Costa, Uriel da. | Costa, Uriel da. | Uriel da Costa   (Chicago, indexing particles: Costa, Uriel da)
    Le Guin, U. | Le Guin, Ursa. | Le Guin, Ursa. | Ursa Le Guin   (Chicago 8.5: Le is a part of the name)
    St. John, A. | St. John, Amy. | St. John, Amy. | Amy St. John   (Chicago, indexing names with Saint: as it is spelled)
    al-Hakim, T. | al-Hakim, Tawfiq. | Hakim, Tawfiq al-. | Tawfiq al-Hakim   (Chicago, Arabic names: Hakim, Tawfiq al-)
    bin Salman, O. | bin Salman, Omar. | bin Salman, Omar. | Omar bin Salman   (Chicago, Arabic names: Ibn and its kin belong to the name)
    ul-Haq, S. | ul-Haq, Sana. | ul-Haq, Sana. | Sana ul-Haq   (the same)
    King, M. L., Jr. | King, Martin Luther, Jr. | King, Martin Luther, Jr. | Martin Luther King Jr.   (APA 9.8; MLA 5.9; Chicago 6.43)
    King, M. L., Jr. | King, Martin Luther, Jr. | King, Martin Luther, Jr. | Martin Luther King Jr.   (the same, written with the given name)
    Reed, J. D., III. | Reed, John D., III. | Reed, John D., III. | John D. Reed III   (APA 9.8; MLA 5.9; Chicago 6.43)
    Suharto. | Suharto. | Suharto. | Suharto   (a single name)
    Aizaz Ahmad Chaudhry. | Aizaz Ahmad Chaudhry. | Aizaz Ahmad Chaudhry. | Aizaz Ahmad Chaudhry   (a Pakistani name without a family name, as one name)
    Hua, C. | Hua Chunying. | Hua Chunying. | Hua Chunying   (APA inverts; MLA, Chinese names and Chicago 8.15: no comma)
    Lü, X. | Lü Xiang. | Lü Xiang. | Lü Xiang   (the same with a letter outside ASCII)
    ");
}

#[test]
fn a_second_author_is_in_the_order_of_speech() {
    let authors = ["Adams|Joy", "al-Hakim|Tawfiq", "van der Moss|Ada|Jr."].map(person).to_vec();
    let text = |style| reference(&book(authors.clone(), "Weirs"), None, None, style).text();
    assert!(
        text(CitationStyle::Apa7).starts_with("Adams, J., al-Hakim, T., & van der Moss, A., Jr. (2011)"),
        "{}",
        text(CitationStyle::Apa7)
    );
    let chicago = text(CitationStyle::ChicagoNotes);
    assert!(chicago.starts_with("Adams, Joy, Tawfiq al-Hakim, and Ada van der Moss Jr. Weirs"), "{chicago}");
    assert!(text(CitationStyle::CardCite).starts_with("Joy Adams, Tawfiq al-Hakim, and Ada van der Moss Jr., 2011"));
    let two = [person("Adams|Joy"), person("al-Hakim|Tawfiq")].to_vec();
    let mla = reference(&book(two, "Weirs"), None, None, CitationStyle::Mla9).text();
    assert!(mla.starts_with("Adams, Joy, and Tawfiq al-Hakim. Weirs"), "{mla}");
}

#[test]
fn a_list_is_sorted_by_what_is_shown() {
    // APA 9.44 and 9.45: letter by letter, the particle counts.
    let names = [
        "von Braun|W",
        "de Onis|C",
        "Devlin|J",
        "Denzin|N",
        "ben Yaakov|D",
        "Benjamin|A",
        "Girard-Perregaux|A",
        "Girard|J",
        "al-Hakim|T",
        "bin Salman|O",
        "van Buren|K",
        "Zhang|W",
        "O'Neill|T",
        "de Gaulle|A",
        "de Beauvoir|S",
        "Van Dyke|L",
        "St. John|A",
        "An|B",
        "The|C",
    ];
    let sources: Vec<Source> = names.iter().map(|name| book(vec![person(name)], "Weirs")).collect();
    let works: Vec<Work<'_>> = sources.iter().map(|source| Work { source, relay: None }).collect();
    for style in STYLES {
        let shown: Vec<String> = works_cited(&works, style).entries.iter().map(|entry| entry.text()).collect();
        let key = |text: &String| -> (String, String) {
            let name = text.split(" (2011").next().unwrap_or_default();
            let (family, rest) = name.split_once(',').unwrap_or((name, ""));
            let letters =
                |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            (letters(family), letters(rest.get(..4).unwrap_or_default()))
        };
        if style != CitationStyle::CardCite {
            assert!(shown.iter().is_sorted_by_key(key), "{style:?}: {shown:#?}");
        }
    }
    let apa: Vec<String> = works_cited(&works, CitationStyle::Apa7)
        .entries
        .iter()
        .map(|entry| entry.text().split(',').next().unwrap_or_default().to_owned())
        .collect();
    let place = |name: &str| apa.iter().position(|shown| shown == name).unwrap_or_else(|| panic!("{name}: {apa:?}"));
    for pair in
        ["Benjamin<ben Yaakov", "Denzin<de Onis", "de Onis<Devlin", "Girard<Girard-Perregaux", "ben Yaakov<bin Salman"]
    {
        let (one, other) = pair.split_once('<').unwrap();
        assert!(place(one) < place(other), "{pair}: {apa:?}");
    }
}

#[test]
fn two_works_without_an_author_and_with_one_title_stand_together() {
    let web = |publisher: &str| Source {
        kind: SourceKind::Webpage,
        publisher: Some(publisher.into()),
        ..book(Vec::new(), "The gates of the Harrow")
    };
    let sources = [web("Valley Courier"), book(vec![person("Moss|Ada")], "Weirs"), web("Harrow Water Board")];
    let works: Vec<Work<'_>> = sources.iter().map(|source| Work { source, relay: None }).collect();
    let shown: Vec<String> =
        works_cited(&works, CitationStyle::Mla9).entries.iter().map(|entry| entry.text()).collect();
    assert_eq!(
        shown,
        [
            "“The Gates of the Harrow.” Harrow Water Board, 2011.",
            "“The Gates of the Harrow.” Valley Courier, 2011.",
            "Moss, Ada. Weirs. Reed Press, 2011.",
        ]
    );
}

#[test]
fn the_titles_of_apa_have_a_capital_after_a_colon_in_english_alone() {
    let apa = |title: &str, language: &str| {
        let source = Source { language: language.into(), ..book(vec![person("Reed|Ada")], title) };
        reference(&source, None, None, CitationStyle::Apa7).text()
    };
    assert_eq!(apa("Silt: a survey", "en"), "Reed, A. (2011). Silt: A survey. Reed Press.");
    assert_eq!(apa("Le limon : une étude", "fr"), "Reed, A. (2011). Le limon : une étude. Reed Press.");
}

#[test]
fn a_suffix_is_read_back_from_both_formats() {
    let sources =
        [book(vec![person("King|Martin Luther|Jr."), person("van Reed|John|III"), person("Suharto||Sr.")], "Weirs")];
    let works: Vec<Work<'_>> = sources.iter().map(|source| Work { source, relay: None }).collect();
    for text in [parallax::export::citation::csl_json(&works), parallax::export::citation::biblatex(&works)] {
        let (read, warnings) = parallax::import::sources::parse_sources(&text).unwrap();
        assert_eq!(read[0].authors, sources[0].authors, "{text}");
        assert!(!warnings.iter().any(|warning| warning.contains("suffix")), "{warnings:?}");
    }
}
