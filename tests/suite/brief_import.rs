//! Importing debaters' Word files: what each element becomes in a brief.

use insta::assert_snapshot;
use parallax::export::brief::{BriefDocument, BriefFormat, print, write};
use parallax::export::handout::Paper;
use parallax::import::read_brief_docx;
use parallax::model::progress::Progress;
use parallax::model::round::ReadMark;
use parallax::model::{Brief, Card, Entry, HighlightColour, Origin, TextRanges};

use crate::books::{docx, docx_with, zipped};
use crate::briefs::lamps;

const STYLES: &str = "<w:styles>
    <w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:aliases w:val=\"Normal/Card\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"Mine\"/><w:aliases w:val=\"Pocket\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"Other\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"c\"><w:name w:val=\"heading 4\"/><w:aliases w:val=\"Tag,small text,heading 2,Cite\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"d\"><w:name w:val=\"Analytics\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"n\"><w:name w:val=\"Nothing\"/><w:rPr><w:sz w:val=\"12\"/></w:rPr></w:style>
    <w:style w:type=\"character\" w:styleId=\"x\"><w:name w:val=\"Style Style Bold + 12 pt\"/><w:aliases w:val=\"Cite\"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type=\"character\" w:styleId=\"y\"><w:name w:val=\"Style Bold Underline\"/><w:aliases w:val=\"Underline\"/><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr></w:style>
    <w:style w:type=\"character\" w:styleId=\"z\"><w:name w:val=\"Mine too\"/><w:basedOn w:val=\"Emphasis\"/></w:style>
    <w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr></w:style>
</w:styles>";

fn styled(style: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inside}</w:p>")
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn plain(text: &str) -> String {
    format!("<w:p>{}</w:p>", run("", text))
}

fn tag(text: &str) -> String {
    styled("Heading4", &run("", text))
}

fn cite(text: &str) -> String {
    format!("<w:p>{}{}</w:p>", run("<w:rStyle w:val=\"Style13ptBold\"/>", text), run("", ", their advisor"))
}

fn read(bytes: &[u8]) -> (Brief, Vec<String>) {
    read_brief_docx("neg.docx", bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn marked_words(text: &str, ranges: &TextRanges) -> String {
    let part = |range: std::ops::Range<usize>| text.chars().skip(range.start).take(range.len()).collect::<String>();
    ranges.iter().map(part).collect::<Vec<_>>().join("|")
}

/// Returns each entry as a line: its kind, its text, and its marks.
fn lines(brief: &Brief) -> String {
    let entry = |entry: &Entry| match entry {
        Entry::Heading(heading) => format!("{}: {}", heading.level.word(), heading.text),
        Entry::Analytic(analytic) => format!("Analytic: {} [{:?}] {}", analytic.tag, analytic.text, analytic.language),
        Entry::Card(card) => card_line(card),
    };
    brief.entries.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn card_line(card: &Card) -> String {
    let mut line = format!("Card: {} / {}", card.tag, card.cite.text);
    line += &format!(" *{}* [{:?}] {}", marked_words(&card.cite.text, &card.cite.strong), card.text, card.language);
    for (name, layer) in
        [("u", &card.underline), ("e", &card.emphasis), ("h", &card.highlight), ("omitted", &card.omitted)]
    {
        if !layer.is_empty() {
            line += &format!(" {name}:{}", marked_words(&card.text, layer));
        }
    }
    format!("{line} {:?} {}", card.colour, card.size)
}

#[test]
fn styles_are_recognised_by_name_id_alias_and_level() {
    let x = "<w:rStyle w:val=\"x\"/>";
    let body = [
        styled("T", &run("", "Lamps")),
        styled("a", &run("", "A pocket")),
        styled("Heading2", &run("", "A hat by its id")),
        styled("b", &run("", "A block by its level")),
        styled("c", &run("", "A tag by its name")),
        format!("<w:p>{}{}</w:p>", run(x, "Finer 24"), run("", ", advisor, “On lamps”")),
        styled(
            "n",
            &[
                run("", "small "),
                run("<w:rStyle w:val=\"y\"/>", "under"),
                run("<w:rStyle w:val=\"z\"/><w:highlight w:val=\"green\"/>", "emph"),
                run("", " end"),
            ]
            .concat(),
        ),
        plain(""),
        plain("A second paragraph."),
        styled("d", &run("", "Said by its style")),
        plain("No evidence here, see http://example.org"),
    ];
    let (brief, warnings) = read(&docx_with(&body.concat(), &[("word/styles.xml", STYLES)]));
    assert_eq!((brief.title.as_str(), warnings), ("Lamps", Vec::new()));
    assert_snapshot!(lines(&brief), @r#"
    Pocket: A pocket
    Hat: A hat by its id
    Block: A block by its level
    Card: A tag by its name / Finer 24, advisor, “On lamps” *Finer 24* ["small underemph end\n\nA second paragraph."] en-US u:under e:emph h:emph Green 11
    Analytic: Said by its style ["No evidence here, see http://example.org"] en-US
    "#);
}

#[test]
fn direct_formatting_is_read_like_styles() {
    let body = [
        tag("Tag"),
        format!("<w:p>{}{}</w:p>", run("<w:b/>", "Finer 2024"), run("", " of the house")),
        format!(
            "<w:p>{}{}{}{}{}</w:p>",
            run("<w:sz w:val=\"16\"/>", "small words that are not read "),
            run("<w:u w:val=\"single\"/>", "under"),
            run("<w:b/><w:u w:val=\"single\"/>", "bold"),
            run("<w:u w:val=\"single\"/><w:shd w:val=\"clear\" w:fill=\"00FFFF\"/>", "web"),
            run("<w:highlight w:val=\"magenta\"/>", "pink"),
        ),
    ];
    let (brief, warnings) = read(&docx(&body.concat()));
    assert_snapshot!(lines(&brief), @r#"Card: Tag / Finer 2024 of the house *Finer 2024* ["small words that are not read underboldwebpink"] und u:underboldweb e:bold h:webpink Yellow 8"#);
    assert_eq!(
        warnings,
        [
            "One card has highlights in several colours; the most used one is kept.",
            "Highlights in other colours became cyan, green or yellow, whichever is nearest."
        ]
    );
}

#[test]
fn no_text_is_lost_wherever_it_is() {
    let cell = |text: &str| format!("<w:tc>{text}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&plain("in")), cell(&plain("side")));
    let table = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&[tag("In a table"), nested].concat()));
    let shape = format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", plain("boxed"));
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let body = [
        plain("Before all"),
        styled("Heading3", &run("", "Block")),
        plain("Under a block"),
        cite("Untagged 24"),
        plain("Its words"),
        tag("Tag"),
        plain("An undertag"),
        cite("Finer 24"),
        format!("<w:p>{}{note}{shape}</w:p>", run("", "Words")),
        table,
        styled("Heading4", ""),
        styled("Heading6", &run("", "Deep")),
        format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", run("<w:vanish/>", "hidden"), run("", "shown")),
    ];
    let notes = format!("<w:footnotes><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>", plain("the note"));
    let (brief, warnings) = read(&docx_with(&body.concat(), &[("word/footnotes.xml", &notes)]));
    assert_snapshot!(lines(&brief), @r#"
    Analytic: Before all [""] und
    Block: Block
    Card: Under a block / Untagged 24, their advisor *Untagged 24* ["Its words"] und Cyan 11
    Card: Tag An undertag / Finer 24, their advisor *Finer 24* ["Words\nboxed"] und Cyan 11
    Analytic: In a table ["in\tside"] und
    Analytic: Deep ["hidden\nshown"] und
    Block: Notes at the end of the file
    Analytic: Note 1 ["the note"] und
    "#);
    assert_snapshot!(warnings.join("\n"), @"
    One text without a tag is an analytic.
    2 lines between a tag and its cite joined the tag.
    Hidden text is there as all other text.
    One note stands at the end, under a heading that says so.
    ");
}

#[test]
fn tracked_changes_are_accepted() {
    let ins = format!("<w:ins>{}</w:ins>", run("", "new "));
    let del = "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>";
    let body = [tag("Tag"), cite("Finer 24"), format!("<w:p>{ins}{del}{}</w:p>", run("", "words"))];
    let (brief, warnings) = read(&docx(&body.concat()));
    assert!(lines(&brief).contains("[\"new words\"]"));
    assert_eq!(
        warnings,
        ["Tracked changes were taken as accepted: one insertion is in the text, one deletion is out of it."]
    );
}

#[test]
fn a_file_without_styles_is_one_analytic_with_a_warning() {
    let body = [plain("First words."), plain("See http://example.org")];
    let (brief, warnings) = read(&docx(&body.concat()));
    assert_snapshot!(lines(&brief), @r#"Analytic: neg ["First words.\nSee http://example.org"] und"#);
    assert!(warnings[0].starts_with("No paragraph is a Pocket, Hat, Block or Tag (Heading 1 to 4)"), "{warnings:?}");
    for (bytes, message) in [
        (docx(""), "there is no text in this document"),
        (b"plain".to_vec(), "expected a Word file with cards"),
        (zipped(&[("mimetype", "application/epub+zip")]), "expected a Word file with cards"),
    ] {
        let error = read_brief_docx("x.docx", &bytes).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn marks_on_a_text_without_a_cite_are_reported() {
    let body = [tag("Tag"), format!("<w:p>{}</w:p>", run("<w:u w:val=\"single\"/>", "marked"))];
    let (brief, warnings) = read(&docx(&body.concat()));
    assert_snapshot!(lines(&brief), @r#"Analytic: Tag ["marked"] und"#);
    assert!(warnings[0].starts_with("One text without a cite had underlined"), "{warnings:?}");
}

/// Exports a brief to Word and replaces some text, with or without the embedded brief.
fn edited_docx(brief: &Brief, old: &str, new: &str, keep_custom_xml: bool) -> Vec<u8> {
    use std::io::{Cursor, Read as _};
    let bytes = write(brief, BriefFormat::Docx).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, String)> = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == "word/document.xml" {
            assert!(text.contains(old), "{old} is not in {text}");
            text = text.replace(old, new);
        }
        if keep_custom_xml || !name.starts_with("customXml") {
            parts.push((name, text));
        }
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zipped(&parts)
}

fn first_card(brief: &Brief) -> &Card {
    brief.entries.iter().find_map(|entry| if let Entry::Card(card) = entry { Some(&**card) } else { None }).unwrap()
}

#[test]
fn what_word_shows_wins_and_the_rest_is_restored() {
    let exported = lamps();
    let card = first_card(&exported);
    // Another tag: the source and the omitted text are restored.
    let (brief, warnings) = read(&edited_docx(&exported, "Dark hours cut", "Nights cut", true));
    assert_eq!(first_card(&brief).tag, "Nights cut the bill by a third");
    assert_eq!(Card { tag: card.tag.clone(), ..first_card(&brief).clone() }, *card);
    assert_eq!((brief.sources, warnings), (exported.sources.clone(), Vec::new()));
    // Other marks on the same text: the omitted text is still behind its sign.
    let (brief, _) = read(&edited_docx(&exported, "w:highlight w:val=\"yellow\"", "w:highlight w:val=\"green\"", true));
    assert_eq!(Card { colour: HighlightColour::Green, ..card.clone() }, *first_card(&brief));
    let (brief, _) = read(&edited_docx(&exported, "<w:highlight w:val=\"yellow\"/>", "", true));
    assert_eq!(Card { highlight: TextRanges::default(), ..card.clone() }, *first_card(&brief));
    // Another text: it comes from the file now, and is not what was quoted.
    let (brief, _) = read(&edited_docx(&exported, "nothing broke", "all broke", true));
    let other = first_card(&brief);
    assert_eq!(other.text, card.text.replace("nothing broke", "all broke"));
    assert_eq!(marked_words(&other.text, &other.omitted), marked_words(&card.text, &card.omitted));
    assert_eq!((other.id, &other.origin), (card.id, &Origin::File { name: "neg.docx".into() }));
}

#[test]
fn without_the_embedded_brief_only_its_extras_are_lost() {
    let (brief, warnings) = read(&edited_docx(&lamps(), "zh-CN", "zh-CN", false));
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!((brief.title.as_str(), &brief.sides), (lamps().title.as_str(), &lamps().sides));
    assert_snapshot!(lines(&brief), @r#"
    Pocket: Pro
    Hat: Darkness saves money
    Block: A2: “Dark streets cost more than they save”
    Card: Dark hours cut the bill by a third / Ada Marlow, town engineer, 3-14-2024, “Report on the lamps”, https://example.org/lamps?a=1&b=2 (accessed 9-20-2026) *Marlow|2024* ["We measured for a year. The lamps that went out at midnight used a third less & nothing broke.\n[… Omitted]: \"all streets\", it wrote, <by June>."] en-US u:The lamps that went out at midnight used a third less e:used a third less h:The lamps|used a third less omitted:[… Omitted] Yellow 8
    Card: Other towns did it long ago / 李华 2023, as reported by the Lamp Post, “路灯” *李华|2023* ["路灯午夜熄灭，没有人抱怨。"] zh-CN h:路灯午夜熄灭 Cyan 11
    Analytic: They give no number of their own ["Ask for one in cross-examination."] en-US
    Pocket: Con
    Analytic: The police count more falls after midnight ["Analytic: a summary, not evidence. In a curator's words (2po): Police of Lamps, [Statement on falls], statement, 2 Nov 2024.\nThe police say that falls in unlit streets rose in the first winter."] en-US
    "#);
}

#[test]
fn thousands_of_cards_are_read_up_to_the_limit() {
    let body = [tag("Tag"), cite("Finer 24"), plain("Words")].concat().repeat(3_000);
    let (brief, warnings) = read(&docx(&body));
    assert_eq!((brief.entries.len(), warnings), (3_000, Vec::new()));
    let (brief, warnings) = read(&docx(&tag("A").repeat(20_001)));
    assert_eq!(brief.entries.len(), 20_000);
    assert_eq!(warnings, ["Only the first 20000 of 20001 entries were read."]);
}

/// A run as a word processor on the web writes it: nothing but direct formatting, and a size everywhere.
fn web_run(bold: bool, size: u16, text: &str) -> String {
    let bold = u8::from(bold);
    let properties = format!(
        "<w:rFonts w:ascii=\"Calibri\" w:cs=\"Calibri\" w:eastAsia=\"Calibri\" w:hAnsi=\"Calibri\"/><w:b w:val=\"{bold}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:rtl w:val=\"0\"/>"
    );
    run(&properties, text)
}

fn web_line(parts: &[(bool, u16, &str)]) -> String {
    let runs: String = parts.iter().map(|(bold, size, text)| web_run(*bold, *size, text)).collect();
    format!("<w:p><w:pPr><w:spacing w:after=\"0\" w:lineRule=\"auto\"/></w:pPr>{runs}</w:p>")
}

/// Words of evidence: some of them underlined and on a ground.
fn web_body(text: &str) -> String {
    let read = "<w:sz w:val=\"22\"/><w:u w:val=\"single\"/><w:shd w:fill=\"00ffff\" w:val=\"clear\"/>";
    format!("<w:p>{}{}</w:p>", web_run(false, 22, text), run(read, " it is read"))
}

/// The styles of a document from a word processor on the web: names of Word without aliases.
const WEB_STYLES: &str = "<w:styles>
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"normal\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/><w:basedOn w:val=\"Normal\"/></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/></w:style>
</w:styles>";

fn read_web(body: &[String]) -> (Brief, Vec<String>) {
    read(&docx_with(&body.concat(), &[("word/styles.xml", WEB_STYLES)]))
}

/// The tags of the cards and of the analytics.
fn tags(brief: &Brief) -> (Vec<&str>, Vec<&str>) {
    let cards = brief.entries.iter().filter(|entry| matches!(entry, Entry::Card(_)));
    let analytics = brief.entries.iter().filter(|entry| matches!(entry, Entry::Analytic(_)));
    (cards.map(Entry::title).collect(), analytics.map(Entry::title).collect())
}

/// Checks that no card has words of two bodies, and that no word is missing.
fn check_apart(brief: &Brief, bodies: &[&str]) {
    let texts: Vec<String> = brief
        .entries
        .iter()
        .map(|entry| match entry {
            Entry::Card(card) => format!("{} {} {}", card.tag, card.cite.text, card.text),
            Entry::Analytic(analytic) => format!("{} {}", analytic.tag, analytic.text),
            Entry::Heading(heading) => heading.text.clone(),
        })
        .collect();
    for text in &texts {
        let held = bodies.iter().filter(|body| text.contains(**body)).count();
        assert!(held <= 1, "two ran together: {text}");
    }
    for body in bodies {
        assert!(texts.iter().any(|text| text.contains(body)), "{body} is missing in {texts:?}");
    }
}

const BODIES: [&str; 3] = ["We measured for a year.", "Nobody has complained so far.", "Lamps cost more than owls."];

#[test]
fn cards_without_styles_are_told_apart_by_bold_tags_and_cites() {
    let body = [
        web_line(&[(true, 52, "Aff")]),
        web_line(&[(true, 32, "A2: safety")]),
        web_line(&[(true, 26, "Dark hours cut the bill")]),
        web_line(&[
            (false, 22, "Ada "),
            (true, 26, "Marlow"),
            (false, 22, ", engineer, 3-14-"),
            (true, 26, "2024"),
            (false, 22, ", “Report”, https://example.org"),
        ]),
        web_body(BODIES[0]),
        web_line(&[(true, 22, "A heading inside the report")]),
        web_body("It goes on."),
        web_line(&[(true, 26, "Other towns did it")]),
        web_line(&[(true, 26, "Li 23"), (false, 22, " (Hua, mayor, “Lamps”)")]),
        web_body(BODIES[1]),
        web_line(&[(true, 26, "They give no number")]),
        web_line(&[(false, 22, "Ask for one.")]),
        web_line(&[(true, 26, "Owls are cheap")]),
        web_line(&[(true, 22, "The Economist 2025"), (false, 22, ", “Owls”, https://example.org/owls")]),
        web_body(BODIES[2]),
    ];
    let (brief, warnings) = read_web(&body);
    assert_snapshot!(lines(&brief), @r#"
    Pocket: Aff
    Block: A2: safety
    Card: Dark hours cut the bill / Ada Marlow, engineer, 3-14-2024, “Report”, https://example.org *Marlow|2024* ["We measured for a year. it is read\nA heading inside the report\nIt goes on. it is read"] en u: it is read| it is read e:A heading inside the report h: it is read| it is read Cyan 11
    Card: Other towns did it / Li 23 (Hua, mayor, “Lamps”) *Li 23* ["Nobody has complained so far. it is read"] und u: it is read h: it is read Cyan 11
    Analytic: They give no number ["Ask for one."] und
    Card: Owls are cheap / The Economist 2025, “Owls”, https://example.org/owls *The Economist 2025* ["Lamps cost more than owls. it is read"] und u: it is read h: it is read Cyan 11
    "#);
    check_apart(&brief, &BODIES);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("6 entries were told by their look alone"), "{warnings:?}");
}

#[test]
fn cards_below_styled_headings_are_told_apart_though_their_tags_have_no_style() {
    let body = [
        styled("Heading1", &run("", "Aff")),
        styled("Heading3", &run("", "A2: safety")),
        web_line(&[(true, 26, "Dark hours cut the bill")]),
        web_line(&[(true, 22, "Marlow 24"), (false, 22, ", engineer, “Report”")]),
        web_body(BODIES[0]),
        web_line(&[(true, 26, "Other towns did it")]),
        web_line(&[(true, 22, "Li 23"), (false, 22, ", mayor, “Lamps”")]),
        web_body(BODIES[1]),
    ];
    let (brief, _) = read_web(&body);
    check_apart(&brief, &BODIES[..2]);
    assert_eq!(tags(&brief).0, ["Dark hours cut the bill", "Other towns did it"]);
    assert_eq!(brief.entries.len(), 4);
}

#[test]
fn pasted_cards_without_any_formatting_do_not_run_together() {
    for blank in [false, true] {
        let between = if blank { plain("") } else { String::new() };
        let body = [
            plain("Dark hours cut the bill"),
            plain("Marlow 24, engineer, “Report on the lamps”, https://example.org"),
            plain(BODIES[0]),
            between.clone(),
            plain("Other towns did it"),
            plain("Li Hua 2023, mayor of Lamps (“Lamps”, 2 November)"),
            plain(BODIES[1]),
            between,
            plain("Marlow 25, engineer, “No tag here”, https://example.org/3"),
            plain(BODIES[2]),
        ];
        let (brief, warnings) = read_web(&body);
        check_apart(&brief, &BODIES);
        assert_eq!(tags(&brief).0, ["Dark hours cut the bill", "Other towns did it", ""], "{blank}");
        assert!(warnings.iter().any(|warning| warning.contains("told by their look alone")), "{warnings:?}");
        assert!(warnings.iter().any(|warning| warning == "One card has no tag."), "{warnings:?}");
    }
}

#[test]
fn a_list_of_cards_and_lines_broken_inside_a_paragraph_are_told_apart() {
    let broken = |lines: &[String]| format!("<w:p>{}</w:p>", lines.join("<w:r><w:br/></w:r>"));
    let card = |tag: &str, cite: &str, text: &str| {
        broken(&[
            web_run(true, 22, tag),
            web_run(true, 22, cite) + &web_run(false, 22, ", their advisor, “On lamps”"),
            web_run(false, 22, text),
        ])
    };
    let body = [
        card("Dark hours cut the bill", "Marlow 24", BODIES[0]),
        card("Other towns did it", "Li 23", BODIES[1]),
        card("Owls are cheap", "Nguyen 2025", BODIES[2]),
    ];
    let (brief, _) = read_web(&body);
    check_apart(&brief, &BODIES);
    assert_eq!(tags(&brief), (vec!["Dark hours cut the bill", "Other towns did it", "Owls are cheap"], vec![]));
}

#[test]
fn bold_lines_without_cites_are_entries_of_their_own_and_plain_text_stays_one() {
    let body = [
        web_line(&[(true, 22, "First argument")]),
        plain(BODIES[0]),
        web_line(&[(true, 22, "Second argument")]),
        plain(BODIES[1]),
    ];
    let (brief, _) = read_web(&body);
    check_apart(&brief, &BODIES[..2]);
    assert_eq!(tags(&brief), (vec![], vec!["First argument", "Second argument"]));
    let (brief, warnings) = read_web(&[plain(BODIES[0]), plain(BODIES[1])]);
    assert_eq!(brief.entries.len(), 1, "nothing says that there are two");
    assert!(warnings[0].contains("the whole text is one analytic"), "{warnings:?}");
}

#[test]
fn a_card_pasted_below_one_with_styles_does_not_join_it() {
    let body = [
        tag("Dark hours cut the bill"),
        cite("Marlow 24"),
        plain(BODIES[0]),
        web_line(&[(true, 26, "Other towns did it")]),
        web_line(&[(true, 26, "Li 23"), (false, 22, ", mayor, “Lamps”")]),
        plain(BODIES[1]),
    ];
    let (brief, warnings) = read(&docx(&body.concat()));
    check_apart(&brief, &BODIES[..2]);
    assert_eq!(tags(&brief).0, ["Dark hours cut the bill", "Other towns did it"]);
    assert!(warnings[0].starts_with("One entry was told by its look alone"), "{warnings:?}");
}

#[test]
fn an_exported_speech_comes_back_without_its_marks() {
    let brief = lamps();
    let id = brief.entries.iter().find(|entry| matches!(entry, Entry::Card(_))).unwrap().id();
    let marks = [ReadMark { entry: id, at: 12, seconds: 452.0 }];
    let document = BriefDocument { brief: &brief, marks: &marks };
    let printed = print(document, BriefFormat::Docx, Paper::A4, |_| None, &Progress::default()).unwrap();
    let (back, warnings) = read_brief_docx("speech.docx", &printed.bytes).unwrap();
    assert_eq!((back, warnings), (brief, Vec::new()));
}
